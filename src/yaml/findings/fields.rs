//! The keys of `findings.yaml`, and the purpose of each required one.
//!
//! Apart from the reading, so that the contract can be read in one piece.

use crate::yaml::reader::{FieldSpec, may, need};

pub(in crate::yaml) const FIELDS: &[FieldSpec] = &[
    may("pledge"),
    need(
        "unit",
        "whose patients were asked: `{name: ..., organisation: ...}`",
    ),
    need(
        "survey",
        "how they were asked: `title`, `period` and `sources`",
    ),
    need("themes", "what they said; `[]` where there is nothing yet"),
    may("forgotten"),
    may("removed_themes"),
];
pub(in crate::yaml) const UNIT: &[FieldSpec] =
    &[need("name", "what the unit is called"), may("organisation")];
pub(in crate::yaml) const SURVEY: &[FieldSpec] = &[
    need("title", "what the survey is called"),
    need(
        "period",
        "which results are the current ones, such as `\"2026\"`",
    ),
    may("hide_below"),
    may("hide_cells_below"),
    may("sources"),
];
pub(in crate::yaml) const SOURCE: &[FieldSpec] = &[
    need("strand", "which patients these are, such as `primary`"),
    need("kind", "how they were asked: `survey` or `interview`"),
    may("invited"),
    need("answered", "how many people answered"),
];
pub(in crate::yaml) const THEME_FIELDS: &[FieldSpec] = &[
    need("id", "what the agenda calls the theme"),
    need("title", "what the theme is called on the wall"),
    may("standard"),
    may("known_since"),
    may("findings"),
    may("comments"),
    may("goals"),
];
pub(in crate::yaml) const FINDING: &[FieldSpec] = &[
    need("id", "what evidence calls the finding, such as `q14`"),
    need("question", "what patients were asked"),
    may("said"),
    may("wall"),
    may("results"),
    may("benchmark"),
    may("comparable"),
    may("rebase"),
];
pub(in crate::yaml) const REBASE: &[FieldSpec] = &[
    need(
        "period",
        "the first period of the new baseline, such as `2025-10`",
    ),
    need("reason", "what changed then, such as a goal that was done"),
];
pub(in crate::yaml) const RESULT: &[FieldSpec] = &[
    need("strand", "whose result it is"),
    need("period", "when it was, such as `\"2026\"`"),
    need("positive", "how many answers were good"),
    need("scored", "how many answers count"),
    may("withheld"),
    may("percent"),
    may("weighted"),
];
/// A result whose numbers were left out.
pub(in crate::yaml) const WITHHELD: &[FieldSpec] = &[
    need("strand", "whose result it is"),
    need("period", "when it was, such as `\"2026\"`"),
    may("withheld"),
];
pub(in crate::yaml) const BENCHMARK: &[FieldSpec] = &[
    need("label", "whose figure it is, such as `England 2025`"),
    may("percent"),
    may("low"),
    may("high"),
];
pub(in crate::yaml) const COMMENT: &[FieldSpec] = &[
    need("id", "what evidence calls the comment, such as `c31`"),
    need("strand", "whose words they are"),
    need("source", "where they were said: `survey` or `interview`"),
    may("wall"),
    may("publish"),
    may("hold"),
    may("read"),
    may("edited"),
    may("was"),
    may("marks"),
    need("text", "what the patient said"),
];
pub(in crate::yaml) const GOAL_FIELDS: &[FieldSpec] = &[
    need("id", "what the meeting calls the goal"),
    need("title", "what would change"),
    may("evidence"),
    may("control"),
    may("cost"),
    may("hours"),
    may("strand"),
];
