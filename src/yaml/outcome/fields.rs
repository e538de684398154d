//! The keys of `outcome.yaml`, and the purpose of each required one.
//!
//! Apart from the reading, so that the contract can be read in one piece.

use crate::yaml::reader::{FieldSpec, may, need};

pub(in crate::yaml) const FIELDS: &[FieldSpec] = &[
    may("pledge"),
    need(
        "unit",
        "whose outcome it is: `{name: ..., organisation: ...}`",
    ),
    need("meeting", "when it was and who was there"),
    need("people", "who is named below; `[]` where nobody is"),
    need(
        "standards",
        "the standards of care; `[]` where there are none",
    ),
    may("rounds"),
    need(
        "goals",
        "every goal and what was decided; `[]` where there are none",
    ),
    may("previous"),
    may("evaluation"),
    may("airtime"),
    may("notes"),
    may("parked"),
    may("agenda"),
];
pub(in crate::yaml) const MEETING: &[FieldSpec] = &[
    need("title", "what the meeting was called"),
    may("date"),
    may("started"),
    may("ended"),
    may("changed"),
    need("present", "the ids of those who were there"),
    need(
        "absent",
        "the ids of those who were invited and were not there",
    ),
    may("by_telephone"),
    may("came_late"),
    may("left_early"),
    may("handed_over"),
];
pub(in crate::yaml) const PERSON_MOMENT: &[FieldSpec] = &[
    need("person", "the id of the person who came or left"),
    need("at", "the moment of it"),
];
pub(in crate::yaml) const HANDOVER: &[FieldSpec] = &[
    need("to", "the id of the person who leads from then on"),
    need("at", "the moment of the handover"),
];
pub(in crate::yaml) const PERSON_FIELDS: &[FieldSpec] = &[
    need("id", "what goals call the person, such as `ama`"),
    need("name", "what the person wants to be called"),
    may("role"),
    may("group"),
    may("consent"),
];
pub(in crate::yaml) const STANDARD: &[FieldSpec] = &[
    need("theme", "which theme it belongs to"),
    need("text", "what patients may hold the unit to"),
    need("agreed", "whether the room said yes to it"),
];
pub(in crate::yaml) const ROUND_FIELDS: &[FieldSpec] = &[
    need("id", "what the round is called, such as `r1`"),
    need("method", "how people voted, such as `score`"),
    need("weight", "how it was counted: `balanced` or `head`"),
    need(
        "voted",
        "how many ballots each group cast: `{patient: 3, mdt: 9}`",
    ),
    may("tables"),
    may("by"),
    may("places"),
    may("ties"),
    need("results", "what the round says of each goal"),
];
pub(in crate::yaml) const BY: &[FieldSpec] = &[may("keys"), may("slips"), may("codes")];
pub(in crate::yaml) const TIE: &[FieldSpec] = &[
    need("goals", "the goals that stood level"),
    need("settled", "how it was settled: `chair` or `lot`"),
    need("first", "which of them goes first"),
];
pub(in crate::yaml) const RESULT: &[FieldSpec] = &[
    need("goal", "which goal it is about"),
    may("balanced"),
    may("groups"),
    may("ranges"),
    may("hands"),
    may("parted"),
    may("withheld"),
];
pub(in crate::yaml) const EVALUATION: &[FieldSpec] = &[
    need(
        "voted",
        "how many of each group answered: `{patient: 3, mdt: 9}`",
    ),
    need("results", "what the room answered to each question"),
];
pub(in crate::yaml) const QUESTION: &[FieldSpec] = &[
    need("question", "which question it is, such as `heard`"),
    may("balanced"),
    may("groups"),
    may("ranges"),
    may("withheld"),
];
pub(in crate::yaml) const AIRTIME: &[FieldSpec] = &[
    need("theme", "which theme it is about"),
    need("patient", "for how many seconds patients spoke"),
    need("mdt", "for how many seconds the hospital team spoke"),
];
pub(in crate::yaml) const GOAL_FIELDS: &[FieldSpec] = &[
    need("id", "what rounds and later meetings call the goal"),
    need("title", "what would change"),
    may("themes"),
    may("strand"),
    may("merged_from"),
    may("split_from"),
    may("evidence"),
    may("control"),
    may("cost"),
    may("hours"),
    need(
        "decision",
        "what the room decided: `agreed`, `ask`, `not_this_time` or `undecided`",
    ),
    may("reason"),
    may("ask_of"),
    may("by_whom"),
    may("until"),
    may("note"),
    may("owner"),
    may("owner_role"),
    may("accepted"),
    may("partner"),
    may("first_step"),
    may("measure"),
    may("aim"),
    may("due"),
    may("reviews"),
];
pub(in crate::yaml) const AIM_FIELDS: &[FieldSpec] = &[
    need("finding", "which question it is about, such as `q14`"),
    may("strand"),
    need("above", "the figure to exceed, in whole percent"),
];
pub(in crate::yaml) const EVIDENCE: &[FieldSpec] = &[
    may("finding"),
    may("strand"),
    may("period"),
    may("positive"),
    may("scored"),
    may("withheld"),
    may("percent"),
    may("weighted"),
    may("comment"),
];
pub(in crate::yaml) const REVIEW: &[FieldSpec] = &[
    may("due"),
    may("on"),
    may("status"),
    may("note"),
    may("noticed"),
    may("next_step"),
    may("new_due"),
    may("owner"),
    may("figures"),
];
pub(in crate::yaml) const LOOKED_AT: &[FieldSpec] = &[
    need("goal", "which goal of the meeting before it was"),
    need("title", "how that goal was worded"),
    need("on", "when somebody looked"),
    need(
        "status",
        "what they found: `done`, `on_track`, `stuck` or `dropped`",
    ),
    may("note"),
    may("noticed"),
];
pub(in crate::yaml) const NOTE: &[FieldSpec] = &[may("theme"), need("text", "what was noted")];
pub(in crate::yaml) const PARKED: &[FieldSpec] =
    &[need("text", "what was set aside"), may("stage")];
pub(in crate::yaml) const AGENDA: &[FieldSpec] = &[
    may("stage"),
    may("theme"),
    may("break"),
    need("planned", "how many minutes it had on the agenda"),
    may("took"),
    may("skipped"),
];
