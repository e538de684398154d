//! Detects questions whose wording may be reversed, and reverses the scoring for them.
//!
//! "Always" is good if staff listened and bad if they ignored somebody, which no scale can tell. A word for a problem in
//! the question makes the program ask: the question costs one key, and a wrong assumption would stand upside down on a
//! wall.

mod words;

use self::words::{CALM, CURABLE, CURED, CURES, FIRM, NOT, TURNS};
use super::ScaleProposal;

/// Scales whose answers are good or bad whatever the question.
const OF_THEMSELVES: &[&str] = &[
    "good",
    "satisfied",
    "easy",
    "friends and family",
    "friends and family in Welsh",
    "how much",
    "numbers",
];

/// True if a question may be worded in reverse for this scale.
pub fn may_be_reversed(question: &str, scale: &str) -> bool {
    if OF_THEMSELVES.contains(&scale) {
        return false;
    }
    let text = main_clause(question);
    let words: Vec<&str> = words_of(&text).collect();
    let spaced = format!(" {} ", words.join(" "));
    // "Were you not told ...?" turns every scale, whatever the rest of the question speaks of.
    let says_no = words.iter().any(|w| NOT.contains(w)) && !is_whether_or_not(&spaced);
    let turned = TURNS.iter().any(|run| spaced.contains(&format!(" {run} ")));
    let begins = |word: &str, list: &[&str]| list.iter().any(|t| word.starts_with(t));
    // Some troubles are bad however often staff acted: "How often were you ignored?" has no cure in it. Others depend: "How
    // often was your pain well controlled?" is good news.
    let firm = words.iter().any(|w| begins(w, FIRM) && !CALM.contains(w));
    let open = words
        .iter()
        .enumerate()
        .any(|(nth, w)| begins(w, CURABLE) && !CALM.contains(w) && !is_cured(&words, nth, &spaced));
    says_no || turned || firm || open
}

/// True for "whether or not", "if not, why not": they reverse nothing.
fn is_whether_or_not(spaced: &str) -> bool {
    [" or not ", " if not ", " why not ", " if no "]
        .iter()
        .any(|w| spaced.contains(w))
}

/// True if the question asks what was done about a problem rather than how one felt.
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
    // "Did you have to ask for help with the pain?" names the cure and is about the trouble all the same.
    (before || behind) && !felt.iter().any(|f| spaced.contains(f))
}

/// Words of a text.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'))
        .filter(|w| !w.is_empty())
}

/// Main clause of a question, in small letters: without "If you were worried, ..." in front.
fn main_clause(question: &str) -> String {
    let text = question
        .to_lowercase()
        .replace(['\u{2019}', '\u{2018}'], "'")
        // "Side effects" is one matter: "effect" alone would read as the success of a cure.
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
        // A comma may stand at the very end, behind "if so, why": one word is no main clause.
        && rest.trim().contains(' ')
    {
        return rest.trim().to_owned();
    }
    text
}

/// Scoring of a reversed question: positive answers become negative and the other way round. The middle of a scale is
/// positive in neither.
pub fn reversed(proposal: &ScaleProposal) -> ScaleProposal {
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
    // Not simply the complement: "sometimes" was negative before and does not become a success by reversal.
    let good = positive_when_reversed(proposal, &good);
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
    ScaleProposal {
        name: proposal.name,
        positive: good,
        other: not_good,
        leave_out: proposal.leave_out.clone(),
    }
}

/// Positive answers of a reversed question. If only "always" was positive, only "never" is now; both kinds of "disagree"
/// mirror both kinds of "agree".
fn positive_when_reversed(proposal: &ScaleProposal, candidates: &[&String]) -> Vec<String> {
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
            // "A little" pain is still pain; only "not at all" is the good end.
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
