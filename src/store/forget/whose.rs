//! The owner of an id or a name, and every text that the files have of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Asked, ForgetError, What,
    found::{self, FoundFile},
    ids::{self, IdReplacement, Unfinished},
    lines::parts_of,
    scrub::IdKind,
    words::{MARKER, Words},
};
use crate::domain::did_you_mean;

/// The owner of an id or a name.
pub(super) struct Whose {
    pub(super) kind: IdKind,
    /// The id that was asked for; nothing where all comments go.
    pub(super) id: String,
    /// Every id that goes.
    pub(super) ids: BTreeSet<String>,
    /// Every text it has or had.
    pub(super) words: Words,
    /// Parts of a name, and the old id: a line with one of them may still identify the person.
    pub(super) known_by: Words,
    /// A person's old and new id.
    pub(super) pair: Option<IdReplacement>,
}

/// Texts by the place of their kind among all kinds, and by their id.
type KnownTexts = BTreeMap<(usize, String), Vec<String>>;

/// One entry of `KnownTexts`.
type TextOwner<'k> = (&'k (usize, String), &'k Vec<String>);

/// The owner of an id or a name, and every text it has or had.
pub(super) fn whose(
    files: &[FoundFile],
    asked: &Asked<'_>,
    unfinished: &Unfinished,
) -> Result<Whose, ForgetError> {
    // An id of a record that went apart means something else there: it counts only where nothing else has it.
    let (apart, own): (Vec<&FoundFile>, Vec<&FoundFile>) = files
        .iter()
        .partition(|file| found::is_apart(file, files, asked.places));
    let mut known = KnownTexts::new();
    gather(&own, &mut known)?;
    let mut theirs = KnownTexts::new();
    gather(&apart, &mut theirs)?;
    let takes_theirs = match asked.what {
        What::AllComments => true,
        // One that was cut short may have gone from ours, and not from a copy yet.
        What::One(id) => {
            found_in(&known, id)?.is_none_or(|(_, texts)| texts.iter().all(|text| text == MARKER))
        }
    };
    if takes_theirs {
        for (key, mut texts) in theirs {
            known.entry(key).or_default().append(&mut texts);
        }
    }
    let forgotten = files.iter().flat_map(FoundFile::forgotten);
    for id in forgotten {
        known.entry((0, id.clone())).or_default();
    }
    let What::One(asked_id) = asked.what else {
        return Ok(all_comments(&known));
    };
    // Somebody whose forgetting was cut short may be there under both ids, under one, or under none any more.
    if let Some(pair) = unfinished.of(asked_id) {
        let texts = known.iter().filter(|((place, id), _)| {
            IdKind::ALL.get(*place) == Some(&IdKind::Person) && (*id == pair.old || *id == pair.new)
        });
        let texts: Vec<&String> = texts.flat_map(|(_, texts)| texts).collect();
        return Ok(person(&pair.old, texts, Some(pair.clone())));
    }
    let Some(((place, id), texts)) = found_in(&known, asked_id)? else {
        return Err(unknown(&known, asked_id, unfinished));
    };
    let kind = IdKind::ALL.get(*place).copied().unwrap_or(IdKind::Comment);
    if kind != IdKind::Person {
        let mut words = Words::new(kind.least());
        for text in texts {
            words.add(text);
        }
        return Ok(Whose {
            kind,
            id: id.clone(),
            ids: [id.clone()].into(),
            words,
            known_by: Words::new(1),
            pair: None,
        });
    }
    let mut whose = person(id, texts, None);
    // Earlier versions took the name only.
    if !whose.words.is_empty() || !ids::is_fresh(id) {
        let is_taken = |new: &str| known.keys().any(|(_, id)| id == new);
        whose.pair = Some(match unfinished.of(id) {
            Some(pair) => pair.clone(),
            None => IdReplacement {
                old: id.clone(),
                new: ids::fresh(asked.seed, is_taken),
            },
        });
    }
    Ok(whose)
}

/// Every id of some files with its texts.
fn gather(files: &[&FoundFile], known: &mut KnownTexts) -> Result<(), ForgetError> {
    for file in files {
        file.each(&mut |kind, id, text| {
            let place = IdKind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
            known
                .entry((place, id.to_owned()))
                .or_default()
                .push(text.to_owned());
        })?;
    }
    Ok(())
}

/// Every comment, with every text that it has or had.
fn all_comments(known: &KnownTexts) -> Whose {
    let mut words = Words::new(IdKind::Comment.least());
    let mut ids = BTreeSet::new();
    let comments = known
        .iter()
        .filter(|((place, _), _)| IdKind::ALL.get(*place) == Some(&IdKind::Comment));
    for ((_, id), texts) in comments {
        ids.insert(id.clone());
        for text in texts {
            words.add(text);
        }
    }
    Whose {
        kind: IdKind::Comment,
        id: String::new(),
        ids,
        words,
        known_by: Words::new(1),
        pair: None,
    }
}

/// Finds the entry with an id, or the only person with a name.
fn found_in<'k>(known: &'k KnownTexts, asked: &str) -> Result<Option<TextOwner<'k>>, ForgetError> {
    let by_id = known.iter().find(|((_, id), _)| id == asked);
    if by_id.is_some() {
        return Ok(by_id);
    }
    let mut name = Words::new(1);
    name.add(asked);
    let mut by_name = known.iter().filter(|((place, _), texts)| {
        IdKind::ALL.get(*place) == Some(&IdKind::Person) && texts.iter().any(|t| name.are(t))
    });
    // Two people of one name: to guess would take the wrong one out of every file.
    match (by_name.next(), by_name.next()) {
        (Some(((_, one), _)), Some(((_, other), _))) => Err(ForgetError::new(format!(
            "two people have the name {asked}"
        ))
        .hint(format!("give an id: {one} or {other}"))),
        (one, _) => Ok(one),
    }
}

/// The `Whose` of a participant.
fn person<'t>(
    id: &str,
    texts: impl IntoIterator<Item = &'t String>,
    pair: Option<IdReplacement>,
) -> Whose {
    let mut words = Words::new(IdKind::Person.least());
    let mut known_by = Words::new(1);
    known_by.add(id);
    for name in texts {
        words.add(name);
        if name != MARKER {
            for part in parts_of(name) {
                known_by.add(part);
            }
        }
    }
    Whose {
        kind: IdKind::Person,
        id: id.to_owned(),
        ids: [id.to_owned()].into(),
        words,
        known_by,
        pair,
    }
}

fn unknown(known: &KnownTexts, asked: &str, unfinished: &Unfinished) -> ForgetError {
    let refused = ForgetError::new(format!("no comment, note or person has the id {asked}"));
    if let Some(old) = unfinished.first() {
        return refused.hint(format!(
            "forgetting {old} was cut short: give {old}, and it goes on from there"
        ));
    }
    let names = known.iter().flat_map(|((place, id), texts)| {
        let is_person = IdKind::ALL.get(*place) == Some(&IdKind::Person);
        let names = texts.iter().filter(move |_| is_person).map(String::as_str);
        names.chain([id.as_str()])
    });
    match did_you_mean::nearest(asked, names) {
        Some(near) => refused.hint(format!("is it {near}?")),
        None => refused.hint("findings.yaml has the ids of comments, agenda.yaml those of people"),
    }
}
