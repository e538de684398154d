//! Which way is good: questions that are worded the other way round, and turning a scale for them.
//!
//! "Always" is good where staff listened and bad where they ignored somebody, and no scale can tell. A word of trouble in a
//! question makes the program ask; what is asked costs one key, and what is assumed may stand upside down on a wall.

mod words;

use self::words::{CALM, CURABLE, CURED, CURES, FIRM, NOT, TURNS};
use super::Proposal;

/// Scales whose answers say by themselves what is good: the question cannot turn them.
const OF_THEMSELVES: &[&str] = &[
    "good",
    "satisfied",
    "easy",
    "friends and family",
    "friends and family in Welsh",
    "how much",
    "numbers",
];

/// Whether a question may be worded the other way round, for a scale of that name.
pub fn may_be_reversed(question: &str, scale: &str) -> bool {
    if OF_THEMSELVES.contains(&scale) {
        return false;
    }
    let text = main_clause(question);
    let words: Vec<&str> = words_of(&text).collect();
    let spaced = format!(" {} ", words.join(" "));
    let says_no = words.iter().any(|w| NOT.contains(w)) && !is_whether_or_not(&spaced);
    let turned = TURNS.iter().any(|run| spaced.contains(&format!(" {run} ")));
    let begins = |word: &str, list: &[&str]| list.iter().any(|t| word.starts_with(t));
    let firm = words.iter().any(|w| begins(w, FIRM) && !CALM.contains(w));
    let open = words
        .iter()
        .enumerate()
        .any(|(nth, w)| begins(w, CURABLE) && !CALM.contains(w) && !is_cured(&words, nth, &spaced));
    says_no || turned || firm || open
}

/// "whether or not", "if not, why not": no answer turns by it.
fn is_whether_or_not(spaced: &str) -> bool {
    [" or not ", " if not ", " why not ", " if no "]
        .iter()
        .any(|w| spaced.contains(w))
}

/// Whether it is asked what was done about a trouble, and not how one felt.
fn is_cured(words: &[&str], trouble: usize, spaced: &str) -> bool {
    let felt = [
        " you feel ",
        " you felt ",
        " you ever ",
        " had to ",
        " have to ",
        " make you ",
        " made you ",
    ];
    let before = words.iter().take(trouble).any(|w| CURES.contains(w));
    let behind = words.iter().skip(trouble).any(|w| CURED.contains(w));
    (before || behind) && !felt.iter().any(|f| spaced.contains(f))
}

/// The words of a text in small letters.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'))
        .filter(|w| !w.is_empty())
}

/// A question in small letters, without a clause before it: "If you were worried, did you find somebody to talk to?"
fn main_clause(question: &str) -> String {
    let text = question
        .to_lowercase()
        .replace(['\u{2019}', '\u{2018}'], "'")
        .replace("side effect", "side-effect");
    let begins = [
        "if ",
        "when ",
        "while ",
        "before ",
        "after ",
        "during ",
        "thinking ",
        "wenn ",
        "falls ",
        "si ",
        "als ",
        "os ",
    ];
    if begins.iter().any(|b| text.starts_with(b))
        && let Some((_, rest)) = text.split_once(',')
        && rest.trim().contains(' ')
    {
        return rest.trim().to_owned();
    }
    text
}

/// A proposal for a question that is worded the other way round: what is good elsewhere is not, and the other way. The middle
/// of a scale is good in neither.
pub fn reversed(proposal: &Proposal) -> Proposal {
    let middle = |answer: &&String| {
        let word = super::plain(answer);
        [
            "neither",
            "neutral",
            "undecided",
            "unsure",
            "sometimes",
            "weder",
            "teils",
            "might",
        ]
        .iter()
        .any(|m| word.starts_with(m))
            || word.contains("to some extent")
            || word.contains("some of the time")
    };
    let (other, good): (Vec<&String>, Vec<&String>) = proposal.other.iter().partition(middle);
    let good = by_scale(proposal, &good);
    let rest = proposal
        .other
        .iter()
        .filter(|a| !good.contains(a) && !other.contains(a));
    let not_good: Vec<String> = proposal
        .positive
        .iter()
        .chain(other.iter().copied())
        .chain(rest)
        .cloned()
        .collect();
    Proposal {
        name: proposal.name,
        positive: good,
        other: not_good,
        leave_out: proposal.leave_out.clone(),
    }
}

/// The answers that are good once the question is turned: as few as are good where it is not. "Always" alone is good there, so
/// "never" alone is here; both kinds of "disagree" stand against both kinds of "agree".
fn by_scale(proposal: &Proposal, candidates: &[&String]) -> Vec<String> {
    let best = |answer: &&&String| {
        let word = super::plain(answer);
        match proposal.name {
            "always" => ["never", "none of the time", "nie", "byth"].contains(&word.as_str()),
            "yes, definitely" | "yes or no" => {
                [
                    "no",
                    "n",
                    "false",
                    "never",
                    "not at all",
                    "nein",
                    "nac",
                    "naddo",
                    "nage",
                    "definitely not",
                ]
                .iter()
                .any(|n| {
                    word == *n
                        || word.starts_with(&format!("{n},"))
                        || word.starts_with(&format!("{n} "))
                }) || ["non", "nee", "n\u{e3}o", "nie", "falsch", "faux"].contains(&word.as_str())
            }
            "how much" => word.starts_with("not"),
            _ => true,
        }
    };
    candidates
        .iter()
        .filter(best)
        .map(|a| (*a).clone())
        .collect()
}
