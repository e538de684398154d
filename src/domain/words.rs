//! Wording of the wall: plain words for the field's terms.
//!
//! There is one table, so that the wall, the dialogue and the minutes agree. Papers for patients have a table of their own, in
//! `publish::words`.

pub mod chart;
mod fits;
pub mod results;

pub use self::fits::{beyond, claim, gap, listed, over, room_rule, room_rule_means, why};
pub use super::phrase::{capital, count, group, strand};
use super::{
    agenda::Activity,
    findings::SourceKind,
    goal::{Control, Decision, Reason},
    meeting::{
        Meeting,
        airtime::{Spoken, Voice},
    },
    vote::{
        allowed::Allowed,
        channels::Channels,
        disclosure::{self, OPEN_FROM, Shown},
        method::Method,
        rating::{Class, Consensus, Rated},
        round::Round,
        settings::Weight,
        tally::Tally,
    },
};

/// An entry of the glossary: a word on the wall, its meaning, and the field's term in files and code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word on the wall.
    pub plain: &'static str,
    /// Its meaning, in a sentence for patients.
    pub means: &'static str,
    /// The field's term; empty if it is the same.
    pub field: &'static str,
}

const fn word(plain: &'static str, field: &'static str, means: &'static str) -> Word {
    Word {
        plain,
        means,
        field,
    }
}

/// Glossary of the wall, in the order in which a meeting uses the words.
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
        "The person who makes sure that a goal happens. Others may do much of the work.",
    ),
    word(
        "review",
        "",
        "A day on which we look again: after 6, 12 and 18 months.",
    ),
];

/// Title of an agenda item.
pub fn item(meeting: &Meeting, what: &Activity) -> String {
    match what {
        Activity::Stage(stage) => stage.title().to_owned(),
        Activity::Theme(theme) => meeting.theme_title(theme),
        Activity::Break(what) => what.clone(),
    }
}

/// Formats as `06:12`; if `calm`, as whole minutes, rounded down.
pub fn minutes_and_seconds(seconds: u64, calm: bool) -> String {
    if calm {
        format!("{} min", seconds / 60)
    } else {
        format!("{:02}:{:02}", seconds / 60, seconds % 60)
    }
}

/// A side of the table that speaks, in a sentence without its end.
pub fn speaks(voice: Voice) -> &'static str {
    match voice {
        Voice::Patient => "A patient speaks",
        Voice::Team => "The team speaks",
    }
}

/// Seconds in whole minutes, rounded.
pub fn minutes_of(seconds: u64) -> String {
    match (seconds + 30) / 60 {
        0 if seconds > 0 => "less than a minute".to_owned(),
        minutes => count(minutes, "minute", "minutes"),
    }
}

/// The share of both sides in the time that was spoken; `None` where nobody spoke.
pub fn airtime(spoken: Spoken) -> Option<String> {
    let part = spoken.patients_in_100()?;
    Some(format!(
        "patients {part}%, {}; team {}%, {}",
        minutes_of(spoken.patient),
        100 - part,
        minutes_of(spoken.team)
    ))
}

/// Short name of a group, for a column's heading.
pub fn group_short(id: &str) -> &str {
    match id {
        "mdt" => "team",
        other => group(other),
    }
}

/// Number of voters of a group: `1 patient`, `6 of the hospital team`.
pub fn voters(id: &str, n: u32) -> String {
    match id {
        "patient" => count(u64::from(n), "patient", "patients"),
        "mdt" => format!("{n} of the hospital team"),
        other => format!("{n} {other}"),
    }
}

/// Level that can make a goal happen.
pub fn control(control: Option<Control>) -> &'static str {
    match control {
        None => "not said yet",
        Some(Control::Team) => "we can",
        Some(Control::Hospital) => "the hospital can",
        Some(Control::Beyond) => "beyond us",
    }
}

/// Reason why a goal does not go ahead as proposed.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Money => "money",
        Reason::Time => "time",
        Reason::BeyondControl => "not ours to decide",
        Reason::AlreadyDone => "it exists already",
        Reason::Other => "another reason",
    }
}

/// Decision, in a word or two; empty without one.
pub fn decision(decision: Option<&Decision>) -> &'static str {
    match decision {
        None => "",
        Some(Decision::Agreed { .. }) => "agreed",
        Some(Decision::Ask { .. }) => "we ask",
        Some(Decision::NotThisTime { .. }) => "not this time",
        Some(Decision::Undecided { .. }) => "later",
    }
}

/// Description of a vote method.
pub fn method(method: Method, allowed: Allowed) -> String {
    method.row().long(allowed)
}

/// Short description of a vote method.
pub fn method_short(method: Method) -> &'static str {
    method.row().words.short
}

/// Ways in which ballots came in, with the number of each.
pub fn channels(by: Channels) -> String {
    let ways = [
        (by.keys, "at the number pad"),
        (by.slips, "on paper"),
        (by.codes, "by code card"),
    ];
    let ways = ways.iter().filter(|(n, _)| *n > 0);
    let ways: Vec<String> = ways.map(|(n, way)| format!("{n} {way}")).collect();
    ways.join(", ")
}

/// Keys of the marks.
pub fn marks(method: Method) -> &'static str {
    method.row().words.keys
}

/// Meaning of the ends of the scale.
pub fn scale(method: Method) -> &'static str {
    method.row().words.ends
}

/// Occasion for a vote method, in a few words.
pub fn purpose(method: Method) -> &'static str {
    method.row().words.purpose
}

/// Sentence about the smallest group that a method can show apart; `None` if it has no limit of its own.
pub fn needs(method: Method) -> Option<String> {
    let from = method.row().shown_from;
    (from > 1)
        .then(|| format!("A group of fewer than {from} cannot be shown apart by this method."))
}

/// Rule for agreement, shown before the round opens. A count only proposes; the room decides each goal.
pub fn rule(method: Method) -> &'static str {
    method.row().words.rule
}

/// Verdict of ratings from 1 to 9: of all together, or of each group if their verdicts differ.
pub fn rated(rated: &Rated) -> String {
    let verdict = |class: Class| match class {
        Class::Worth => "worth it",
        Class::Uncertain => "not sure",
        Class::NotWorth => "not worth it",
    };
    let class = match rated.class {
        // RAND/UCLA calls both "uncertain", but a room that disagrees has to talk, and one that is lukewarm need not.
        Some(Class::Uncertain) if rated.disagreement => "Together: people disagree.".to_owned(),
        Some(class) => format!("Together: {}.", verdict(class)),
        None => {
            // The map is sorted by id, "mdt" before "patient"; patients are named first.
            let each = rated.groups.iter().rev();
            let each: Vec<String> = each
                .map(|(g, class)| format!("{}: {}.", capital(group(g)), verdict(*class)))
                .collect();
            each.join(" ")
        }
    };
    let consensus = match rated.consensus {
        Some(Consensus::In) => " Each group is for it.",
        Some(Consensus::Out) => " No group is for it.",
        Some(Consensus::None) => " The groups do not agree on it yet.",
        None => "",
    };
    format!("{class}{consensus}")
}

/// Reason why the groups of a round are shown as ranges or not at all; empty if they are shown exactly.
pub fn hidden(round: &Round) -> String {
    let shown = round.tally().map_or(Shown::Withheld, Tally::shown);
    let least = round
        .settings
        .apart_from
        .max(round.settings.method.row().shown_from);
    match shown {
        Shown::Open => String::new(),
        Shown::Small => format!(
            "A group gave fewer than {OPEN_FROM} marks: it is shown as a range, and the result lies between what is shown, so that nobody\u{2019}s vote can be told. All votes count."
        ),
        Shown::Withheld => {
            let few = round
                .tally()
                .is_some_and(|t| t.fewest.values().any(|n| *n < least));
            // A count from before there were levels has no such numbers, and withheld groups for their size only.
            let why = if few || round.tally().is_some_and(|t| t.fewest.is_empty()) {
                format!("A group gave fewer than {least} marks")
            } else {
                "A group is nearly the same as in an earlier round".to_owned()
            };
            format!(
                "{why}, so no group and no vote is shown apart, and the result is rounded. All votes count."
            )
        }
    }
}

/// Reason in one line why no group of a round is shown.
pub fn withheld(round: &Round) -> String {
    let tally = round.tally();
    let least = disclosure::least(&round.settings);
    // A group that is seen to be small is named. Else a group may have left goals out, and which one would tell something of it.
    let small = tally.and_then(|t| t.voted.iter().find(|(_, n)| **n < least));
    if let Some((group, n)) = small {
        let who = voters(group, *n);
        return format!("Only {who} voted: too few to show a group apart.");
    }
    if tally.is_some_and(|t| t.fewest.is_empty() || t.fewest.values().any(|n| *n < least)) {
        return format!("A group gave fewer than {least} marks: too few to show a group apart.");
    }
    "A group is nearly the same as in an earlier round: no group is shown apart.".to_owned()
}

/// Reason in one line why a group of a round is shown as a range.
pub fn ranged(round: &Round) -> String {
    let ranged = |group: &&str| {
        let results = round.tally().map_or(&[][..], |t| &t.results);
        results.iter().any(|c| c.ranges.contains_key(*group))
    };
    let groups: Vec<&str> = round
        .groups()
        .into_iter()
        .filter(ranged)
        .map(group)
        .collect();
    let who = match groups.as_slice() {
        [one] => capital(one),
        _ => "Both groups".to_owned(),
    };
    format!("{who}: shown as a range, so that nobody\u{2019}s marks can be worked out.")
}

/// Weighting of a method: of groups or heads, or of the lists of small tables.
pub fn weight_of(method: Method, by: Weight) -> &'static str {
    if method.is_tables() {
        "every table\u{2019}s list counts the same"
    } else {
        weight(by)
    }
}

/// Weighting of the ballots.
pub fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Balanced => "patients and hospital team count the same",
        Weight::Head => "every person counts the same",
    }
}

/// Source and strand of a comment; empty if they must not be shown.
pub fn source(source: Option<(SourceKind, &str)>) -> String {
    source.map_or_else(String::new, |(kind, strand)| {
        format!("{}, {strand}", kind.word())
    })
}
