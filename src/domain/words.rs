//! The words on the wall, from the field's words.
//!
//! One table, so that the wall, the dialogue and the minutes call a thing the same. What is printed for patients stands in a table of its own.

pub mod results;

use super::{
    agenda::{Method, Weight, What},
    findings::SourceKind,
    goal::{Control, Decision, Reason},
    meeting::{Meeting, fits::RoomRule},
    vote::{
        rating::{Class, Consensus, Rated},
        round::Allowed,
    },
};

/// A word as the wall has it, what it means, and the field's own word for it, which files and code keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As the wall has it.
    pub plain: &'static str,
    /// In a sentence that a patient follows.
    pub means: &'static str,
    /// The field's word; empty where it is the same.
    pub field: &'static str,
}

const fn word(plain: &'static str, field: &'static str, means: &'static str) -> Word {
    Word {
        plain,
        means,
        field,
    }
}

/// Every word on the wall that somebody may ask about, in the order in which a meeting meets them.
pub const GLOSSARY: &[Word] = &[
    word(
        "hospital team",
        "MDT",
        "Doctors, nurses and others who care for patients here, together.",
    ),
    word(
        "patients",
        "patient",
        "People who are or were cared for here, and who speak for others like them.",
    ),
    word(
        "theme",
        "",
        "Things that patients said about one part of their care.",
    ),
    word(
        "finding",
        "",
        "What came out of one question of the survey.",
    ),
    word(
        "people with ...",
        "strand",
        "Whose answers they are. People with primary and with secondary cancer are never mixed.",
    ),
    word(
        "likely 33 to 50",
        "interval",
        "Most likely between 33 and 50 in 100: with fewer answers the range is wider. Who did not answer is not in it.",
    ),
    word(
        "more than chance",
        "higher, lower",
        "The change is too large to be a matter of who happened to answer.",
    ),
    word(
        "could be chance",
        "higher_unsure, lower_unsure",
        "The results differ, but who happened to answer could make such a difference.",
    ),
    word(
        "about the same",
        "about_same",
        "The results are close, and so many answered that more than 5 points can be ruled out.",
    ),
    word(
        "too few answers",
        "too_few_to_say",
        "The results are close, but with so few answers more than 5 points cannot be ruled out.",
    ),
    word(
        "counted together",
        "Benjamini-Hochberg",
        "Of many comparisons some show a change by chance alone. One with a * holds when all of them are counted.",
    ),
    word(
        "some rise",
        "regression to the mean",
        "A score that was chosen because it was low mostly rises the next time, whatever was done.",
    ),
    word(
        "fewer than 11",
        "hide_below",
        "Too few answers to show: somebody could be recognised.",
    ),
    word(
        "nearly all",
        "hide_cells_below",
        "Exact numbers could point to somebody. It may be everybody; \u{201c}hardly any\u{201d} may be nobody.",
    ),
    word(
        "our standard",
        "standard",
        "A promise that patients may hold us to.",
    ),
    word("goal", "", "A change that somebody proposes."),
    word(
        "we can",
        "control",
        "Who can make a goal happen: this team, the hospital, or somebody beyond us.",
    ),
    word(
        "what we have",
        "capacity",
        "The money and the hours of staff for the first year, and how many goals we take on.",
    ),
    word("round", "", "One vote, from opening to result."),
    word(
        "hand in",
        "seal",
        "From then on a vote cannot be changed, and nobody can see whose it is.",
    ),
    word("result", "tally", "What came out of a round."),
    word(
        "count the same",
        "balanced",
        "Patients as a group weigh as much as the hospital team, however many there are of each.",
    ),
    word(
        "differ",
        "parted",
        "The two groups see it differently. Talk before you decide.",
    ),
    word(
        "we ask",
        "ask",
        "Somebody above or outside has to act. The evidence goes along.",
    ),
    word(
        "owner",
        "",
        "Who sees to a goal. It need not be who does it all.",
    ),
    word(
        "review",
        "",
        "A day on which we look again: after 6, 12 and 18 months.",
    ),
];

/// What an item of the agenda is called.
pub fn item(meeting: &Meeting, what: &What) -> String {
    match what {
        What::Stage(stage) => stage.title().to_owned(),
        What::Theme(theme) => meeting.theme_title(theme),
        What::Break(what) => what.clone(),
    }
}

/// `06:12`; whole minutes only, rounded down, where seconds would disturb.
pub fn minutes_and_seconds(seconds: u64, calm: bool) -> String {
    if calm {
        format!("{} min", seconds / 60)
    } else {
        format!("{:02}:{:02}", seconds / 60, seconds % 60)
    }
}

/// Whose answers they are.
pub fn strand(strand: &str) -> String {
    match strand {
        "primary" | "secondary" => format!("people with {strand} breast cancer"),
        other => other.to_owned(),
    }
}

/// A group, as a patient says it.
pub fn group(id: &str) -> &str {
    match id {
        "mdt" => "hospital team",
        "patient" => "patients",
        other => other,
    }
}

/// A group as a column's heading.
pub fn group_short(id: &str) -> &str {
    match id {
        "mdt" => "team",
        other => group(other),
    }
}

/// So many voters of a group: `1 patient`, `6 of the hospital team`.
pub fn voters(id: &str, n: u32) -> String {
    match id {
        "patient" => count(u64::from(n), "patient", "patients"),
        "mdt" => format!("{n} of the hospital team"),
        other => format!("{n} {other}"),
    }
}

/// Who can make a goal happen.
pub fn control(control: Option<Control>) -> &'static str {
    match control {
        None => "not said yet",
        Some(Control::Team) => "we can",
        Some(Control::Hospital) => "the hospital can",
        Some(Control::Beyond) => "beyond us",
    }
}

/// Why a goal does not go ahead as it is.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Money => "money",
        Reason::Time => "time",
        Reason::BeyondControl => "not ours to decide",
        Reason::AlreadyDone => "it exists already",
        Reason::Other => "another reason",
    }
}

/// What was decided, in a word or two.
pub fn decision(decision: Option<&Decision>) -> &'static str {
    match decision {
        None => "",
        Some(Decision::Agreed { .. }) => "agreed",
        Some(Decision::Ask { .. }) => "we ask",
        Some(Decision::NotThisTime { .. }) => "not this time",
        Some(Decision::Undecided { .. }) => "later",
    }
}

/// How people vote.
pub fn method(method: Method, allowed: Allowed) -> String {
    let Allowed { dots, most, top } = allowed;
    match method {
        Method::Score => "score 0 to 5, each in secret".to_owned(),
        Method::Approve => "yes or no to each, in secret".to_owned(),
        Method::Dots => format!("{dots} dots each, at most {most} on one, in secret"),
        Method::Rate => "rate 1 to 9, each in secret".to_owned(),
        Method::Rank => format!("the best {top} in order, in secret"),
        Method::Hands => "show of hands".to_owned(),
    }
}

/// The same, where there is little room.
pub fn method_short(method: Method) -> &'static str {
    match method {
        Method::Score => "score 0 to 5",
        Method::Approve => "yes or no",
        Method::Dots => "dots",
        Method::Rate => "rate 1 to 9",
        Method::Rank => "in order",
        Method::Hands => "show of hands",
    }
}

/// What can be marked, by the keys.
pub fn marks(method: Method) -> &'static str {
    match method {
        Method::Score | Method::Hands => "0 to 5, or - for \u{201c}cannot judge\u{201d}",
        Method::Approve => "y or n, or - for \u{201c}cannot judge\u{201d}",
        Method::Dots => "so many dots, or - for none",
        Method::Rate => "1 to 9, or - for \u{201c}cannot judge\u{201d}",
        Method::Rank => "its place, 1 for the best, or - for none",
    }
}

/// What the ends of the scale mean.
pub fn scale(method: Method) -> &'static str {
    match method {
        Method::Score | Method::Hands => {
            "0 is \u{201c}not worth it\u{201d}, 5 is \u{201c}do this first\u{201d}. Think of the money and the hours too."
        }
        Method::Approve => {
            "Yes to each that is worth it and can be done. Think of the money and the hours too."
        }
        Method::Dots => "More dots for what matters more. Think of the money and the hours too.",
        Method::Rate => {
            "1 to 3 is \u{201c}not worth it\u{201d}, 4 to 6 \u{201c}not sure\u{201d}, 7 to 9 \u{201c}worth it\u{201d}. Think of the money and the hours too."
        }
        Method::Rank => "1 is what should be done first. Think of the money and the hours too.",
    }
}

/// What counts as agreed, said before the round opens: a count proposes, and the room decides each goal.
pub fn rule(method: Method) -> &'static str {
    match method {
        Method::Score | Method::Dots | Method::Rank => {
            "The result puts the goals in order, and what fits is worked out from it. The room then decides each goal."
        }
        Method::Approve => {
            "Goals that at least half say yes to go on to the next round, or to the decision. The room then decides each goal."
        }
        Method::Rate => {
            "In: 70 in 100 of each group rate it 7 to 9, and fewer than 15 rate it 1 to 3. The room then decides each goal."
        }
        Method::Hands => "The room decides each goal after the count.",
    }
}

/// A rule that says what fits.
pub fn room_rule(rule: RoomRule) -> &'static str {
    match rule {
        RoomRule::EqualShares => "equal shares",
        RoomRule::MostVotes => "most votes first",
        RoomRule::Phragmen => "spread evenly",
        RoomRule::Best => "most votes in all",
    }
}

/// The same in a sentence.
pub fn room_rule_means(rule: RoomRule) -> &'static str {
    match rule {
        RoomRule::EqualShares => {
            "Everybody holds an equal part of the money and the hours, and pays for what they support."
        }
        RoomRule::MostVotes => "The best result first; what does not fit is left out.",
        RoomRule::Phragmen => {
            "Goals are taken so that what they take weighs on their supporters as evenly as can be."
        }
        RoomRule::Best => "Of all sets that fit, the one with the most votes in it.",
    }
}

/// What ratings of 1 to 9 say of a goal.
pub fn rated(rated: &Rated) -> String {
    let class = match rated.class {
        Class::Worth => "Together: worth it.",
        Class::Uncertain if rated.disagreement => "Together: people disagree.",
        Class::Uncertain => "Together: not sure.",
        Class::NotWorth => "Together: not worth it.",
    };
    let consensus = match rated.consensus {
        Some(Consensus::In) => " Each group is for it.",
        Some(Consensus::Out) => " No group is for it.",
        Some(Consensus::None) => " The groups do not agree on it yet.",
        None => "",
    };
    format!("{class}{consensus}")
}

/// How votes are weighed.
pub fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Balanced => "patients and hospital team count the same",
        Weight::Head => "every person counts the same",
    }
}

/// Where a comment comes from.
pub fn source(source: Option<(SourceKind, &str)>) -> String {
    source.map_or_else(String::new, |(kind, strand)| {
        format!("{}, {strand}", kind.word())
    })
}

/// With a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// `1 goal`, `2 goals`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", super::capacity::grouped(n))
    }
}
