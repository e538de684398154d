//! Removal of somebody's words from files and entries: their own entry, and quotes of them in other fields.
//!
//! It goes over values as JSON, so that a field that is added later is not forgotten here, and back through our own types,
//! so that nothing is written that they would not write. Only fields that hold free text are touched, and of ids those of a
//! person who is forgotten.

use std::collections::BTreeSet;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    ids,
    words::{MARKER, Words},
};

/// Fields that hold what somebody typed. All others hold ids, numbers, times, and words that files are matched by.
const TEXTS: &[&str] = &[
    "ask_of",
    "break",
    "by_whom",
    "expected",
    "first_step",
    "ground_rules",
    "known_since",
    "label",
    "measure",
    "name",
    "next_step",
    "note",
    "noticed",
    "of",
    "organisation",
    "owner_role",
    "place",
    "question",
    "role",
    "said",
    "standard",
    "text",
    "title",
];

/// The kind of thing an id belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    /// A patient's comment.
    Comment,
    /// A note that was taken in the meeting.
    Note,
    /// A participant.
    Person,
}

impl IdKind {
    /// Every one, in the order in which an id is looked for.
    pub const ALL: [Self; 3] = [Self::Comment, Self::Note, Self::Person];

    /// The word for it in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Note => "note",
            Self::Person => "person",
        }
    }

    /// The field that holds what is to be forgotten.
    fn field(self) -> &'static str {
        match self {
            Self::Person => "name",
            Self::Comment | Self::Note => "text",
        }
    }

    /// Texts of fewer words are anybody's: "Thank you", or a first name that is a word as well.
    pub fn least(self) -> usize {
        match self {
            Self::Person => 2,
            Self::Comment | Self::Note => 4,
        }
    }

    /// True if an object in the field `key`, or in a list there, names the author of words.
    fn is_said_by(self, key: &str, in_list: bool) -> bool {
        match self {
            Self::Comment => in_list && key == "comments",
            Self::Note => !in_list && matches!(key, "NoteTaken" | "NoteReworded"),
            Self::Person => key == if in_list { "people" } else { "person" },
        }
    }
}

/// The depth to which a value is cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The quotes go; the words' own entry stays, so that a run after a crash still knows them.
    Quotes,
    /// The words go everywhere, and their entry keeps its id.
    Words,
    /// The words go everywhere, and a comment's entry goes as a whole.
    Entry,
}

/// The words to take out of values, and the person they belong to.
#[derive(Clone, Copy, Debug)]
pub struct Scrub<'a> {
    /// The kind of thing the id belongs to.
    pub kind: IdKind,
    /// The id; of several comments that go together, every one.
    pub ids: &'a BTreeSet<String>,
    /// The words.
    pub words: &'a Words,
    /// The id that replaces a person's.
    pub new_id: Option<&'a str>,
}

/// Everything that has an id and words: calls `visit` with the kind, the id and the words.
pub fn each(value: &Value, visit: &mut impl FnMut(IdKind, &str, &str)) {
    each_at(value, "", false, visit);
}

fn each_at(value: &Value, key: &str, in_list: bool, visit: &mut impl FnMut(IdKind, &str, &str)) {
    match value {
        Value::Array(items) => {
            for item in items {
                each_at(item, key, true, visit);
            }
        }
        Value::Object(fields) => {
            for kind in IdKind::ALL {
                if kind.is_said_by(key, in_list)
                    && let Some(Value::String(id)) = fields.get("id")
                    && let Some(Value::String(text)) = fields.get(kind.field())
                {
                    visit(kind, id, text);
                }
            }
            // What somebody is called from now on: beside their id, in whatever event says it.
            if let Some(Value::String(id)) = fields.get("person")
                && let Some(Value::String(name)) = fields.get(IdKind::Person.field())
            {
                visit(IdKind::Person, id, name);
            }
            for (key, value) in fields {
                if !is_another_meeting(key, value) {
                    each_at(value, key, false, visit);
                }
            }
        }
        _ => {}
    }
}

/// The outcome of the meeting before, inside a journal: its ids are of its own.
fn is_another_meeting(key: &str, value: &Value) -> bool {
    key == "previous" && value.is_object()
}

impl Scrub<'_> {
    /// A value without the words; nothing where they are not in it.
    ///
    /// # Errors
    /// If the value does not go to JSON and back, which ours do.
    pub fn typed<T: Serialize + DeserializeOwned>(
        &self,
        value: &T,
        depth: Depth,
    ) -> Result<Option<T>, serde_json::Error> {
        let before = serde_json::to_value(value)?;
        let mut after = before.clone();
        self.clear(&mut after, "", false, true, depth);
        if after == before {
            return Ok(None);
        }
        serde_json::from_value(after).map(Some)
    }

    /// A text of a field without the words; nothing where they are not in it.
    pub fn text(&self, key: &str, text: &str) -> Option<String> {
        // A note has no id in an outcome, and a name none in a review: a short one goes where it is all there is.
        let short = match self.kind {
            IdKind::Comment => false,
            IdKind::Note => key == "text",
            IdKind::Person => matches!(
                key,
                "name" | "role" | "owner_role" | "by_whom" | "of" | "ask_of"
            ),
        };
        if short && self.words.are(text) {
            return Some(MARKER.to_owned());
        }
        self.words.replaced(text)
    }

    /// True if an id is one of those that go.
    pub(super) fn is(&self, id: Option<&str>) -> bool {
        id.is_some_and(|id| self.ids.contains(id))
    }

    fn clear(&self, value: &mut Value, key: &str, in_list: bool, ours: bool, depth: Depth) {
        match value {
            Value::String(text) if ours && self.is_the_id(key, text, depth) => {
                if let Some(new) = self.new_id {
                    new.clone_into(text);
                }
            }
            Value::String(text) if TEXTS.contains(&key) => {
                if let Some(new) = self.text(key, text) {
                    *text = new;
                }
            }
            Value::Array(items) => {
                if ours && self.kind == IdKind::Comment && key == "evidence" {
                    items.retain(|item| !self.is_named_by(item));
                }
                if depth == Depth::Entry && self.kind == IdKind::Comment && key == "comments" {
                    items.retain(|item| !self.is(item.get("id").and_then(Value::as_str)));
                }
                for item in items {
                    self.clear(item, key, true, ours, depth);
                }
            }
            Value::Object(_) => self.clear_object(value, key, in_list, ours, depth),
            _ => {}
        }
    }

    fn clear_object(&self, value: &mut Value, key: &str, in_list: bool, ours: bool, depth: Depth) {
        let Value::Object(fields) = value else {
            return;
        };
        let is_theirs = |field: &str| self.is(fields.get(field).and_then(Value::as_str));
        let entry = self.kind.is_said_by(key, in_list) && is_theirs("id");
        // What somebody is called from now on says it too, without an entry of its own.
        let says = ours && (entry || self.kind == IdKind::Person && is_theirs("person"));
        let field = self.kind.field();
        let own = if says {
            fields.get(field).cloned()
        } else {
            None
        };
        for (name, value) in fields.iter_mut() {
            // The owner in a review is an id or words, and words are cleared as those of a goal's owner are.
            let in_words = key == "reviews" && name == "owner" && !self.is(value.as_str());
            let key = if in_words {
                "owner_role"
            } else {
                name.as_str()
            };
            let ours = ours && (!is_another_meeting(key, value) || self.was_there_too(value));
            self.clear(value, key, false, ours, depth);
        }
        let Some(own) = own else { return };
        if depth == Depth::Quotes {
            fields.insert(field.to_owned(), own);
            return;
        }
        fields.insert(field.to_owned(), Value::from(MARKER));
        if self.kind == IdKind::Comment {
            // The place of a comment stays, since votes and steps may name it; nobody needs to see it.
            fields.insert("hold".to_owned(), Value::from(true));
            fields.remove("marks");
        }
        if self.kind == IdKind::Person && entry {
            for personal in ids::PERSONAL {
                fields.remove(*personal);
            }
            if let Some(new) = self.new_id {
                fields.insert("id".to_owned(), Value::from(new));
            }
        }
    }

    /// True for the id of a person who is forgotten. While only the quotes go it stays, as the name does.
    fn is_the_id(&self, key: &str, text: &str, depth: Depth) -> bool {
        self.kind == IdKind::Person
            && depth != Depth::Quotes
            && self.is(Some(text))
            && ids::FIELDS.contains(&key)
    }

    /// Another meeting's ids are of its own; but a person of this id and this name is the same one.
    fn was_there_too(&self, meeting: &Value) -> bool {
        let people = meeting.get("people").and_then(Value::as_array);
        let is_the_same = |person: &Value| {
            let text = |field: &str| person.get(field).and_then(Value::as_str);
            self.is(text("id")) && text("name").is_some_and(|name| self.words.are(name))
        };
        self.kind == IdKind::Person && people.is_some_and(|p| p.iter().any(is_the_same))
    }

    /// A list of evidence names it: by its id, or as `{comment: id}`.
    fn is_named_by(&self, item: &Value) -> bool {
        self.is(item.as_str()) || self.is(item.get("comment").and_then(Value::as_str))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ids(id: &str) -> BTreeSet<String> {
        [id.to_owned()].into()
    }

    fn words(text: &str, least: usize) -> Words {
        let mut words = Words::new(least);
        words.add(text);
        words
    }

    #[test]
    fn a_comment_loses_its_words_its_evidence_and_its_quotes() {
        let words = words("Nobody told me why we waited", 4);
        let ids = ids("c1");
        let scrub = Scrub {
            kind: IdKind::Comment,
            ids: &ids,
            words: &words,
            new_id: None,
        };
        let value = json!({"themes": [{
            "id": "c1",
            "comments": [
                {"id": "c1", "marks": ["name"], "text": "Nobody told me why we waited."},
                {"id": "c2", "text": "So it is."},
            ],
            "goals": [{"evidence": ["q1", "c1"], "title": "\u{201c}nobody told me, why we waited\u{201d}: tell them"}],
        }]});
        let cleared = |depth| scrub.typed(&value, depth).unwrap().unwrap();
        let goals = json!([{"evidence": ["q1"], "title": "\u{201c}[removed]\u{201d}: tell them"}]);
        let quotes = cleared(Depth::Quotes);
        assert_eq!(quotes["themes"][0]["goals"], goals);
        assert_eq!(
            quotes["themes"][0]["comments"],
            value["themes"][0]["comments"]
        );
        assert_eq!(
            cleared(Depth::Words),
            json!({"themes": [{"id": "c1", "goals": goals, "comments": [
                {"id": "c1", "hold": true, "text": "[removed]"}, {"id": "c2", "text": "So it is."},
            ]}]})
        );
        assert_eq!(
            cleared(Depth::Entry)["themes"][0]["comments"],
            json!([{"id": "c2", "text": "So it is."}])
        );
        let gone = cleared(Depth::Words);
        assert_eq!(scrub.typed(&gone, Depth::Words).unwrap(), None);
    }

    #[test]
    fn a_person_goes_with_name_id_strand_and_hours() {
        let words = words("Will", 2);
        let ids = ids("will");
        let scrub = Scrub {
            kind: IdKind::Person,
            ids: &ids,
            words: &words,
            new_id: Some("p-7f3a"),
        };
        let value = json!({
            "people": [
                {"id": "will", "name": "Will", "role": "Nurse", "group": "mdt", "strand": "primary", "hours": 4},
                {"id": "jo", "name": "Jo", "role": "Patient", "strand": "primary", "hours": 4},
            ],
            "items": [{"speaker": "will", "theme": "will"}],
            "did": [
                {"PersonArrived": {"person": "will"}},
                {"PersonRenamed": {"person": "will", "name": "Will"}},
                {"RoundOpened": {"voters": [{"person": "will"}, {"person": "jo"}], "goals": ["will"]}},
                {"WalkInArrived": {"person": {"id": "will", "name": "Will", "strand": "primary"}}},
                {"OwnerAssigned": {"goal": "will", "owner": {"person": "will"}}},
                {"PartnerAssigned": {"goal": "g", "partner": "will"}},
            ],
            "meeting": {"present": ["jo", "will"], "absent": ["will"]},
            "goals": [{"id": "will", "owner": "will", "partner": "will", "evidence": ["will"]}],
            "previous": {"people": [{"id": "will", "name": "Will Power"}], "goals": [{"owner": "will"}]},
            "note": "Will you ring?",
            "owner": {"role": "will"},
        });
        assert_eq!(
            scrub.typed(&value, Depth::Entry).unwrap().unwrap(),
            json!({
                "people": [
                    {"id": "p-7f3a", "name": "[removed]", "role": "Nurse", "group": "mdt"},
                    {"id": "jo", "name": "Jo", "role": "Patient", "strand": "primary", "hours": 4},
                ],
                "items": [{"speaker": "p-7f3a", "theme": "will"}],
                "did": [
                    {"PersonArrived": {"person": "p-7f3a"}},
                    {"PersonRenamed": {"person": "p-7f3a", "name": "[removed]"}},
                    {"RoundOpened": {"voters": [{"person": "p-7f3a"}, {"person": "jo"}], "goals": ["will"]}},
                    {"WalkInArrived": {"person": {"id": "p-7f3a", "name": "[removed]"}}},
                    {"OwnerAssigned": {"goal": "will", "owner": {"person": "p-7f3a"}}},
                    {"PartnerAssigned": {"goal": "g", "partner": "p-7f3a"}},
                ],
                "meeting": {"present": ["jo", "p-7f3a"], "absent": ["p-7f3a"]},
                "goals": [{"id": "will", "owner": "p-7f3a", "partner": "p-7f3a", "evidence": ["will"]}],
                // Somebody else had this id then.
                "previous": {"people": [{"id": "will", "name": "Will Power"}], "goals": [{"owner": "will"}]},
                "note": "Will you ring?",
                "owner": {"role": "[removed]"},
            })
        );
        // While the quotes go, what says who it was stays.
        let quotes = scrub.typed(&value, Depth::Quotes).unwrap().unwrap();
        assert_eq!(quotes["people"], value["people"]);
        assert_eq!(quotes["did"], value["did"]);
        // The same person in the meeting before is forgotten there as well.
        let before = json!({"previous": {"people": [{"id": "will", "name": "Will"}], "goals": [{"owner": "will"}]}});
        assert_eq!(
            scrub.typed(&before, Depth::Entry).unwrap().unwrap(),
            json!({"previous": {"people": [{"id": "p-7f3a", "name": "[removed]"}], "goals": [{"owner": "p-7f3a"}]}})
        );
        assert_eq!(scrub.typed(&before, Depth::Quotes).unwrap(), None);
    }

    #[test]
    fn the_owner_in_a_review_is_an_id_or_words() {
        let words = words("Will Power", 2);
        let ids = ids("will-power");
        let scrub = Scrub {
            kind: IdKind::Person,
            ids: &ids,
            words: &words,
            new_id: Some("p-7f3a"),
        };
        let reviews = |owners: [&str; 3]| {
            let [by_id, by_name, other] = owners;
            json!({"goals": [{"owner": by_id, "reviews": [
                {"owner": by_id, "noticed": "Ward staff tell you"}, {"owner": by_name}, {"owner": other}, {"owner": "jo"},
            ]}]})
        };
        let value = reviews(["will-power", "Will Power", "for Will Power"]);
        assert_eq!(
            scrub.typed(&value, Depth::Words).unwrap().unwrap(),
            reviews(["p-7f3a", "[removed]", "for [removed]"])
        );
        // While only the quotes go, the id stays that of somebody on the list.
        assert_eq!(
            scrub.typed(&value, Depth::Quotes).unwrap().unwrap(),
            reviews(["will-power", "[removed]", "for [removed]"])
        );
        let look =
            json!({"look": {"owner": {"role": "Will Power"}, "noticed": "Will Power tells you"}});
        assert_eq!(
            scrub.typed(&look, Depth::Words).unwrap().unwrap(),
            json!({"look": {"owner": {"role": "[removed]"}, "noticed": "[removed] tells you"}})
        );
    }

    #[test]
    fn another_meeting_has_ids_of_its_own() {
        let words = words("Nobody told me why we waited", 4);
        let ids = ids("c1");
        let scrub = Scrub {
            kind: IdKind::Comment,
            ids: &ids,
            words: &words,
            new_id: None,
        };
        let value = json!({"previous": {"goals": [{"evidence": [{"comment": "c1"}]}]}});
        assert_eq!(scrub.typed(&value, Depth::Entry).unwrap(), None);
    }

    #[test]
    fn everything_with_words_is_told() {
        let value = json!({
            "comments": [{"id": "c1", "text": "a"}],
            "did": [{"PersonRenamed": {"person": "p", "name": "e"}}, {"NoteTaken": {"id": "n2", "text": "b"}}, {"WalkInArrived": {"person": {"id": "p", "name": "c"}}}],
            "previous": {"people": [{"id": "q", "name": "d"}]},
        });
        let mut told = Vec::new();
        each(&value, &mut |kind, id, text| {
            told.push(format!("{} {id} {text}", kind.words()));
        });
        told.sort();
        assert_eq!(
            told,
            ["comment c1 a", "note n2 b", "person p c", "person p e"]
        );
    }
}
