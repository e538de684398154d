//! Patients' words out of an export, each with an id that it keeps: however the export is sorted, and however it grows.
//!
//! What people decide of a comment is kept by its id, so the id is made of the words and not of a row's number.

mod ids;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt::Write as _,
};

use sha2::{Digest as _, Sha256};

pub use self::ids::ById;
use super::{
    export::{AnswerKind, Export},
    kind::is_missing,
    privacy::{self, Marked, Marker},
    score::folded,
    table::NO_GROUP,
};
use crate::domain::{
    codebook::{Codebook, CommentColumn, CommentDecision, ThemeOf},
    findings::{Findings, SourceKind, UNSORTED},
};

/// A comment as it would be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing that a person decides by itself"
)]
pub struct CommentDraft {
    /// Such as `ck3tp`.
    pub id: String,
    /// The codebook's column.
    pub column: String,
    /// Whose words they are.
    pub strand: String,
    /// When they were asked.
    pub period: String,
    /// How they were asked.
    pub kind: SourceKind,
    /// The theme it belongs to, by id; the place of those that nobody has sorted among them.
    pub theme: String,
    /// Somebody has put it to its theme, here or in the column of labels.
    pub sorted: bool,
    /// Its label in the column of labels; empty where there is none.
    pub label: String,
    /// The words.
    pub text: String,
    /// What is in them that somebody should look at.
    pub marks: Vec<Marked>,
    /// It is kept off the wall.
    pub hold: bool,
    /// What a person said of that, where one did.
    pub decided: Option<bool>,
    /// What may point to a person is replaced.
    pub redact: bool,
    /// It only says that there is nothing to say.
    pub is_empty: bool,
    /// It does not become a comment: a person said so, or it says nothing.
    pub left_out: bool,
}

/// What hands did to comments: their words as somebody left them, by id, and those that somebody has read. It is kept in the
/// findings and never in a codebook, which holds no words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManualEdits {
    /// Words that somebody blacked out or mended.
    pub words: BTreeMap<String, String>,
    /// Comments that somebody has read.
    pub read: BTreeSet<String>,
}

impl ManualEdits {
    /// The earlier findings about both.
    pub fn of(findings: &Findings) -> Self {
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

/// A hash of the words of a comment as they came: 128 bits of SHA-256, in hex.
pub fn words_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).fold(String::new(), |mut out, byte| {
        // Writing to a text cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Words with which people say that they have nothing to say.
const NOTHING: &[&str] = &[
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

/// Every comment of the current period's rows, in the order of the exports, columns and rows.
pub fn drafts(exports: &[Export], codebook: &Codebook) -> Vec<CommentDraft> {
    let mut drafts = collected(exports, codebook);
    apply_codebook(&mut drafts, codebook);
    drafts
}

/// Where each comment belongs, and what was decided of it, as the codebook has it now.
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

/// Decisions that are looked for one by one: with more of them every comment is looked at.
const A_FEW_PLACED: usize = 8;

/// The same where all comments were placed by `before` already: of single decisions only those that changed are looked at.
pub fn apply_changes(drafts: &mut [CommentDraft], before: &Codebook, now: &Codebook) {
    let mut changed: Vec<&str> = Vec::new();
    for nth in 0..before.placed.len().max(now.placed.len()) {
        let (old, new) = (before.placed.get(nth), now.placed.get(nth));
        if old != new {
            changed.extend(old.into_iter().chain(new).map(|p| p.comment.as_str()));
        }
        if changed.len() > A_FEW_PLACED {
            break;
        }
    }
    if before.comments != now.comments || changed.len() > A_FEW_PLACED {
        return apply_codebook(drafts, now);
    }
    for draft in drafts {
        if changed.contains(&draft.id.as_str()) {
            // The last one that names a comment or a column holds.
            let said = now.placed.iter().rfind(|p| p.comment == draft.id);
            let column = now.comments.iter().rfind(|c| c.column == draft.column);
            apply_decision(draft, said, column);
        }
    }
}

/// The theme of a comment, by the decisions on it and on its column.
fn apply_decision(
    draft: &mut CommentDraft,
    said: Option<&CommentDecision>,
    column: Option<&CommentColumn>,
) {
    let said_theme = said.and_then(|p| p.theme.as_deref());
    draft.theme.clear();
    draft
        .theme
        .push_str(said_theme.unwrap_or_else(|| theme_of(column.map(|c| &c.theme), &draft.label)));
    draft.sorted = draft.theme != UNSORTED && (said_theme.is_some() || !draft.label.is_empty());
    draft.decided = said.and_then(|p| p.hold);
    draft.hold = draft.decided.unwrap_or(privacy::holds(&draft.marks));
    draft.redact = column.is_some_and(|c| c.redact) || said.is_some_and(|p| p.redact);
    draft.left_out = draft.is_empty || said.is_some_and(|p| p.leave_out);
}

/// The theme of a column's comments, and of one with that label.
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

fn collected(exports: &[Export], codebook: &Codebook) -> Vec<CommentDraft> {
    let mut drafts = Vec::new();
    // Of a person with several rows the same words are one comment.
    let mut said = HashSet::new();
    for export in exports {
        let groups = super::score::grouped(export, codebook, exports.len());
        for used in &codebook.comments {
            let Some(nth) = groups.column(export, &used.column) else {
                continue;
            };
            let (Some(described), Some(cells)) =
                (export.columns.get(nth), export.table.columns().get(nth))
            else {
                continue;
            };
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
                // A line ends in one way, whatever computer it was written on.
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
                    || (!codebook.survey.period.is_empty() && *period != codebook.survey.period)
                {
                    continue;
                }
                let again = |person| !said.insert((person, used.column.clone(), folded(text)));
                if export.people.of_row(row).is_some_and(again) {
                    continue;
                }
                let id = id(&used.column, text);
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
    tell_apart(&mut drafts);
    let marker = marker(&drafts, codebook);
    for draft in &mut drafts {
        draft.marks = marker.marks(&draft.text);
    }
    drafts
}

/// What marks go by: the codebook's names, and the words that these comments use.
pub fn marker(drafts: &[CommentDraft], codebook: &Codebook) -> Marker {
    Marker::new(&codebook.names, drafts.iter().map(|d| d.text.as_str()))
}

/// Whether a comment only says that there is none, or holds nothing but what somebody took out: `[PERSON]`, a mark alone.
pub fn says_nothing(text: &str) -> bool {
    let words = folded(text);
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let blanked = words.starts_with('[') && words.ends_with(']') && words.matches('[').count() == 1;
    is_missing(&words) || blanked || NOTHING.contains(&bare)
}

/// A comment as its id is made of: small letters, straight quotes and single blanks. Ids that people have decided on are kept,
/// however answers are compared.
fn as_before(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{B4}' | '`' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2010}'..='\u{2015}' => '-',
            c => c,
        }));
    }
    out
}

/// Letters and digits that are not taken for each other when they are read out, and make no words.
const SIGNS: &[u8] = b"bcdfghjkmnpqrstvwxyz23456789";

/// `c` and seven signs of a hash of the column and the words.
fn id(column: &str, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(column.as_bytes());
    hash.update([0]);
    hash.update(as_before(text).as_bytes());
    let signs: String = hash
        .finalize()
        .iter()
        .take(7)
        .filter_map(|byte| SIGNS.get(usize::from(*byte) % SIGNS.len()))
        .map(|b| char::from(*b))
        .collect();
    format!("c{signs}")
}

/// Gives comments of one id numbers: by their words and whose they are, and not by where they stand in a file.
fn tell_apart(drafts: &mut [CommentDraft]) {
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
