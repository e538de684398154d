//! Draft comments: the free-text answers of an export, each under an id that survives a re-sorted or longer export.
//!
//! Decisions on a comment are stored by its id, so the id is a hash of the words and never of a row number.

mod ids;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sha2::{Digest as _, Sha256};

pub use self::ids::ById;
use super::{
    export::{AnswerKind, Export},
    groups::Grouped,
    kind::is_missing,
    privacy::{self, Marked, Marker},
    table::NO_GROUP,
};
use crate::{
    domain::{
        alike::folded,
        codebook::{Codebook, CommentColumn, CommentDecision, ThemeOf},
        findings::{Findings, SourceKind, UNSORTED},
        period::is_within,
    },
    text::hex::hex_128,
};

/// A comment as the import would write it into the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing that a person decides by itself"
)]
pub struct CommentDraft {
    /// Stable id such as `ck3tp9x`.
    pub id: String,
    /// Name of the column in the codebook.
    pub column: String,
    /// Patient group of the row.
    pub strand: String,
    /// Survey period of the row.
    pub period: String,
    /// Source: survey or interview.
    pub kind: SourceKind,
    /// Id of its theme; [`UNSORTED`] until somebody sorts it.
    pub theme: String,
    /// True once a person or a label column has assigned the theme.
    pub sorted: bool,
    /// Text of its cell in the label column; empty without one.
    pub label: String,
    /// The words, with `\n` as the only line break.
    pub text: String,
    /// Passages to review before the comment is shown: names, places, distress.
    pub marks: Vec<Marked>,
    /// Held back from the wall.
    pub hold: bool,
    /// The reviewer's decision on `hold`; `None` while the marks decide.
    pub decided: Option<bool>,
    /// Marked passages are replaced by placeholders such as `[name]`.
    pub redact: bool,
    /// True when the answer says that there is nothing to say.
    pub is_empty: bool,
    /// Excluded from the findings: empty, or by decision.
    pub left_out: bool,
}

/// Edits that people made to comments, by comment id. They live in the findings and never in a codebook, which holds no
/// words of patients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManualEdits {
    /// Text of each comment that was redacted or corrected by hand.
    pub words: BTreeMap<String, String>,
    /// Ids of the comments that somebody has read.
    pub read: BTreeSet<String>,
}

impl ManualEdits {
    /// Collects the edits that earlier findings record.
    pub fn from_findings(findings: &Findings) -> Self {
        let mut hands = Self::default();
        for comment in findings.themes.iter().flat_map(|t| &t.comments) {
            if comment.edited {
                hands.words.insert(comment.id.clone(), comment.text.clone());
            }
            if comment.read {
                hands.read.insert(comment.id.clone());
            }
        }
        hands
    }
}

/// Fingerprint of a comment's original words: the first 128 bits of SHA-256, in hex.
pub fn words_hash(text: &str) -> String {
    hex_128(&Sha256::digest(text.as_bytes()))
}

/// Answers that say "nothing to add", in small letters: English, Welsh, and what redaction tools leave, such as "person".
const NOTHING_TO_ADD: &[&str] = &[
    "",
    "no",
    "none",
    "nothing",
    "nil",
    "no comment",
    "no comments",
    "nothing to add",
    "nothing else",
    "nope",
    "not applicable",
    "no thank you",
    "no thanks",
    "nothing at all",
    "nothing really",
    "no further comments",
    "nothing comes to mind",
    "not really",
    "dim",
    "dim byd",
    "did not answer",
    "didn't answer",
    "did not say",
    "not answered",
    "no answer",
    "no answer given",
    "no response",
    "no reply",
    "not stated",
    "not given",
    "not provided",
    "prefer not to say",
    "blank",
    "left blank",
    "n/a",
    "na",
    "n.a",
    "as above",
    "see above",
    "same as above",
    "ditto",
    "no more",
    "nothing more",
    "no more comments",
    "no other comments",
    "nothing to report",
    "nothing to say",
    "i have nothing to add",
    "not at this time",
    "not at the moment",
    "no not really",
    "null",
    "person",
    "redacted",
    "xxx",
];

/// Every non-empty free-text answer of the current period, in the order of exports, columns and rows.
pub fn drafts(exports: &[Export], codebook: &Codebook) -> Vec<CommentDraft> {
    let mut drafts = collect(exports, codebook);
    apply_codebook(&mut drafts, codebook);
    drafts
}

/// Sets theme, hold, redaction and exclusion of every draft from the codebook.
pub fn apply_codebook(drafts: &mut [CommentDraft], codebook: &Codebook) {
    let placed: ById<'_, _> = codebook
        .placed
        .iter()
        .map(|p| (p.comment.as_str(), p))
        .collect();
    let columns: HashMap<&str, _> = codebook
        .comments
        .iter()
        .map(|c| (c.column.as_str(), c))
        .collect();
    for draft in drafts {
        let said = placed.get(draft.id.as_str()).copied();
        let column = columns.get(draft.column.as_str()).copied();
        apply_decision(draft, said, column);
    }
}

/// Number of changed decisions up to which single drafts are updated; beyond it all drafts are.
const SINGLE_UPDATES: usize = 8;

/// Updates the drafts whose decision differs between two codebooks. Every draft must hold the state of `before`.
pub fn apply_changes(drafts: &mut [CommentDraft], before: &Codebook, now: &Codebook) {
    // A key press in the wizard changes one decision; updating all of 20,000 drafts took longer than the key may.
    let mut changed: Vec<&str> = Vec::new();
    for nth in 0..before.placed.len().max(now.placed.len()) {
        let (old, new) = (before.placed.get(nth), now.placed.get(nth));
        if old != new {
            changed.extend(old.into_iter().chain(new).map(|p| p.comment.as_str()));
        }
        if changed.len() > SINGLE_UPDATES {
            break;
        }
    }
    if before.comments != now.comments || changed.len() > SINGLE_UPDATES {
        return apply_codebook(drafts, now);
    }
    for draft in drafts {
        if changed.contains(&draft.id.as_str()) {
            // A codebook edited by hand may name a comment twice; the last entry wins, as in `apply_codebook`.
            let said = now.placed.iter().rfind(|p| p.comment == draft.id);
            let column = now.comments.iter().rfind(|c| c.column == draft.column);
            apply_decision(draft, said, column);
        }
    }
}

/// Applies the decisions on one comment and on its column.
fn apply_decision(
    draft: &mut CommentDraft,
    said: Option<&CommentDecision>,
    column: Option<&CommentColumn>,
) {
    let said_theme = said.and_then(|p| p.theme.as_deref());
    // Reuses the allocation: moving all comments of a filter updates thousands of drafts within one key.
    draft.theme.clear();
    draft
        .theme
        .push_str(said_theme.unwrap_or_else(|| theme_of(column.map(|c| &c.theme), &draft.label)));
    draft.sorted = draft.theme != UNSORTED && (said_theme.is_some() || !draft.label.is_empty());
    draft.decided = said.and_then(|p| p.hold);
    // A person's decision wins over the marks in both directions: they may know that "Hope" is no name, or that a job is
    // one person's.
    draft.hold = draft.decided.unwrap_or(privacy::holds(&draft.marks));
    draft.redact = column.is_some_and(|c| c.redact) || said.is_some_and(|p| p.redact);
    draft.left_out = draft.is_empty || said.is_some_and(|p| p.leave_out);
}

/// Theme that a column assigns to a comment with this label.
fn theme_of<'c>(theme: Option<&'c ThemeOf>, label: &str) -> &'c str {
    match theme {
        Some(ThemeOf::Is(id)) => id,
        Some(ThemeOf::Column { values, .. }) if !label.is_empty() => {
            let wanted = folded(label);
            values
                .iter()
                .find(|(value, _)| folded(value) == wanted)
                .map_or(UNSORTED, |(_, id)| id)
        }
        _ => UNSORTED,
    }
}

fn collect(exports: &[Export], codebook: &Codebook) -> Vec<CommentDraft> {
    // Marks come last: the marker learns from all drafts which words are common in this file.
    let mut drafts = Vec::new();
    // A person with several rows often repeats the same words; they are one comment.
    let mut said = HashSet::new();
    for export in exports {
        let groups = Grouped::lenient(export, codebook, exports.len());
        for used in &codebook.comments {
            let Some(nth) = groups.column(export, &used.column) else {
                continue;
            };
            let (Some(described), Some(cells)) =
                (export.columns.get(nth), export.table.columns().get(nth))
            else {
                continue;
            };
            // A codebook edited by hand may list an identifier column here; its cells must never become comments.
            if described.kind == AnswerKind::Identifier {
                continue;
            }
            let labels = match &used.theme {
                ThemeOf::Column { column, .. } => groups
                    .column(export, column)
                    .and_then(|nth| export.table.columns().get(nth)),
                ThemeOf::Is(_) => None,
            };
            for (row, group) in groups.of_row.iter().enumerate() {
                // Windows exports have CR LF inside cells, and each CR was reported as an invisible character.
                let text = cells.cell(row).replace("\r\n", "\n").replace('\r', "\n");
                let text = text.as_str();
                let Some((strand, period)) = groups
                    .groups
                    .get(usize::from(*group))
                    .filter(|_| *group != NO_GROUP)
                else {
                    continue;
                };
                if text.is_empty()
                    || (!codebook.survey.period.is_empty()
                        && !is_within(period, &codebook.survey.period))
                {
                    continue;
                }
                let again = |person| !said.insert((person, used.column.clone(), folded(text)));
                if export.people.of_row(row).is_some_and(again) {
                    continue;
                }
                let id = comment_id(&used.column, text);
                drafts.push(CommentDraft {
                    column: used.column.clone(),
                    strand: strand.clone(),
                    period: period.clone(),
                    kind: groups.rule.kind,
                    theme: String::new(),
                    sorted: false,
                    label: labels.map_or_else(String::new, |l| l.cell(row).to_owned()),
                    text: text.to_owned(),
                    marks: Vec::new(),
                    hold: false,
                    decided: None,
                    redact: false,
                    is_empty: says_nothing(text),
                    left_out: false,
                    id,
                });
            }
        }
    }
    number_duplicates(&mut drafts);
    let marker = marker(&drafts, codebook);
    for draft in &mut drafts {
        draft.marks = marker.marks(&draft.text);
    }
    drafts
}

/// Marker for these drafts: the codebook's list of names, and the vocabulary of the comments.
pub fn marker(drafts: &[CommentDraft], codebook: &Codebook) -> Marker {
    Marker::new(&codebook.names, drafts.iter().map(|d| d.text.as_str()))
}

/// True for an answer such as "nothing to add", and for one that holds only a placeholder such as `[PERSON]`.
pub fn says_nothing(text: &str) -> bool {
    let words = folded(text);
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    // `[PERSON] and [PERSON] were kind` says something; a placeholder alone does not.
    let blanked = words.starts_with('[') && words.ends_with(']') && words.matches('[').count() == 1;
    is_missing(&words) || blanked || NOTHING_TO_ADD.contains(&bare)
}

/// Normal form from which ids are hashed: small letters, straight quotes, single spaces.
fn id_text(text: &str) -> String {
    // A copy of an early `folded`, frozen on purpose: when `folded` changes, ids of decided comments must not.
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            // Word processors and phones curl quotes; the same export saved twice must give the same ids.
            '\u{2018}' | '\u{2019}' | '\u{B4}' | '`' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2010}'..='\u{2015}' => '-',
            c => c,
        }));
    }
    out
}

/// Alphabet of ids: no vowels, so that no word appears, and none of `0 1 i l o`, which people mix up when read aloud.
const ID_ALPHABET: &[u8] = b"bcdfghjkmnpqrstvwxyz23456789";

/// Id of a comment: `c` and seven characters from SHA-256 of column and words.
fn comment_id(column: &str, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(column.as_bytes());
    hash.update([0]);
    hash.update(id_text(text).as_bytes());
    let signs: String = hash
        .finalize()
        .iter()
        .take(7)
        .filter_map(|byte| ID_ALPHABET.get(usize::from(*byte) % ID_ALPHABET.len()))
        .map(|b| char::from(*b))
        .collect();
    format!("c{signs}")
}

/// Numbers drafts that share an id, by words and strand.
fn number_duplicates(drafts: &mut [CommentDraft]) {
    // The file's order must not matter: the next export may be sorted by another column.
    let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
    for (nth, draft) in drafts.iter().enumerate() {
        alike.entry(draft.id.clone()).or_default().push(nth);
    }
    for (id, mut places) in alike {
        let key = |nth: &usize| {
            drafts
                .get(*nth)
                .map(|d| (folded(&d.text), d.strand.clone(), d.text.clone()))
        };
        places.sort_by_key(key);
        for (place, number) in places.iter().zip(1..).skip(1) {
            if let Some(draft) = drafts.get_mut(*place) {
                draft.id = format!("{id}-{number}");
            }
        }
    }
}
