//! The passive voice: "you will be told", which does not say by whom.
//!
//! A form of "be" or "get" and a past participle, adverbs between them allowed. English writes many adjectives like
//! participles ("we are worried"), so the commonest are listed and not reported: a false alarm in front of a room costs
//! more than a passive that nobody noticed. Questions ("Were you told?") are not looked at.

use super::tokens::{Gap, WordToken, tokens};

/// "Being" is none of them: alone it makes a noun ("Being told is hard"), and after another of them it adds nothing.
const BE: [&str; 7] = ["am", "is", "are", "was", "were", "be", "been"];
const GET: [&str; 5] = ["get", "gets", "got", "getting", "gotten"];
/// Forms of "be" with a "not" in them.
const BE_NOT: [&str; 4] = ["isn't", "aren't", "wasn't", "weren't"];

/// Adverbs that do not end in "ly".
const ADVERBS: &str = "\
    again all almost also always both even ever first just maybe never not now often once only perhaps quite \
    rather seldom soon sometimes still then there today too twice well yet";

/// Past participles that do not end in "ed".
const IRREGULAR: &str = "\
    beaten begun bitten blown bought bound broken brought built burnt caught chosen cut dealt done drawn driven \
    drunk dug eaten felt forbidden forgiven forgotten fought found frozen given grown heard held hidden hit hung \
    hurt kept known laid learnt led left lent let lit lost made meant met misled mistaken misunderstood overseen \
    overtaken paid proven put read redone rewritten ridden rung said seen sent set sewn shaken shown shut sold \
    sought spelt spent split spoken spread stolen struck stuck sung swept taken taught thought thrown told torn \
    undertaken understood undone upheld withdrawn withheld woken won worn written";

/// Words in "ed" that are mostly adjectives, or no participles at all.
const ADJECTIVES: &str = "\
    advanced aged annoyed ashamed based beloved bored closed committed complicated concerned confused crooked \
    crowded dedicated delighted depressed detailed determined devoted disabled disappointed divorced dressed \
    embarrassed engaged excited exhausted experienced frightened frustrated hundred interested isolated kindred \
    limited located married mixed motivated naked outdated overcrowded pleased puzzled qualified related relaxed \
    relieved retired sacred satisfied scared shocked situated skilled stressed supposed surprised talented \
    terrified tired trained wicked worried";

/// What "get" stands before without being passive: "get started", "get used to".
const AFTER_GET: &str = "involved started used prepared done lost left set";

/// The passives of a text, from "be" or "get" to the participle, such as "be told" or "was never asked".
pub fn passive(text: &str) -> Vec<&str> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let word = plain(token.text);
        let gets = GET.contains(&word.as_str());
        // "There are limited places": what follows belongs to the places.
        let there = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|before| before.text.eq_ignore_ascii_case("there"));
        if !(gets || is_be(&word)) || token.gap == Gap::Hyphen || there {
            continue;
        }
        let rest = tokens.get(at + 1..).unwrap_or_default();
        if let Some(last) = participle_of(rest, gets) {
            found.extend(text.get(token.start..last.end()));
        }
    }
    found
}

/// The participle that a form of "be" or "get" leads to over adverbs; `None` where a comma or a stop comes first.
fn participle_of<'a, 't>(rest: &'a [WordToken<'t>], gets: bool) -> Option<&'a WordToken<'t>> {
    for (at, token) in rest.iter().enumerate() {
        let word = plain(token.text);
        if token.gap != Gap::Space {
            return None;
        }
        // "Is one-stop", "are well-trained": a compound is no verb.
        let is_compound = rest.get(at + 1).is_some_and(|next| next.gap == Gap::Hyphen);
        if is_compound {
            return None;
        }
        if is_participle(&word) {
            let adjective = gets && listed(AFTER_GET, &word);
            return (!adjective).then_some(token);
        }
        if !is_adverb(&word) && word != "being" {
            return None;
        }
    }
    None
}

/// Whether a word stands in a list of words with blanks between them.
fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

fn is_be(word: &str) -> bool {
    // "It's told" may be "it has", so only those that can be nothing else.
    BE.contains(&word) || BE_NOT.contains(&word) || word.ends_with("'re") || word == "i'm"
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") || listed(ADVERBS, word)
}

fn is_participle(word: &str) -> bool {
    if listed(IRREGULAR, word) {
        return true;
    }
    let is_noun = word.ends_with("eed") && !matches!(word, "agreed" | "freed" | "guaranteed");
    // "Unexpected", "unanswered": a state. "Underestimated" is not one of these.
    let is_state = word.starts_with("un") && !word.starts_with("under");
    word.len() > 3
        && word.ends_with("ed")
        && !is_noun
        && !is_state
        && !matches!(word, "shed" | "sled")
        && !listed(ADJECTIVES, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passive_is_found_with_its_adverbs() {
        for (text, expected) in [
            ("You will be told how long.", &["be told"][..]),
            (
                "I was never really asked, and got sent home.",
                &["was never really asked", "got sent"],
            ),
            (
                "Letters are not always written to you.",
                &["are not always written"],
            ),
            (
                "It has been cancelled; you\u{2019}re seen later.",
                &["been cancelled", "you\u{2019}re seen"],
            ),
            (
                "Results ARE BEING\nchecked. They aren't shared.",
                &["ARE BEING\nchecked", "aren't shared"],
            ),
            ("A time is agreed and guaranteed.", &["is agreed"]),
            ("Waits are underestimated.", &["are underestimated"]),
        ] {
            assert_eq!(passive(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_no_alarm() {
        for text in [
            "She is tired and they are interested.",
            "The clinic is open. It is closed on Sundays.",
            "We are very worried, and you are too.",
            "There are limited places.",
            "There is a need. This is indeed red.",
            "We told you. We have told you. We will tell you.",
            "It is, asked or not, ours.",
            "Get started, and get used to it.",
            "Our nurses are well-trained.",
            "Wellbeing matters. Well-being told her.",
            "It is unexpected.",
            "Being told is hard.",
            "Is it? Told you.",
            "It was a hundred. They are hundred strong.",
            "I got a letter and was in pain.",
            "",
        ] {
            assert_eq!(passive(text), [""; 0], "{text}");
        }
    }
}
