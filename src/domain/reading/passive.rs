//! Passive voice: "you will be told", which does not say by whom.
//!
//! It is found as a form of "be" or "get" and a past participle, with adverbs between them. Many English adjectives look like
//! participles ("we are worried"). The commonest are listed and not reported, because a false alarm in front of a room costs more
//! than a missed passive. Questions ("Were you told?") are not analysed.

use super::tokens::{Gap, WordToken, tokens};

// Without "being": alone it makes a noun ("Being told is hard"), and after another form it adds nothing.
const BE: [&str; 7] = ["am", "is", "are", "was", "were", "be", "been"];
const GET: [&str; 5] = ["get", "gets", "got", "getting", "gotten"];
/// Forms of "be" contracted with "not".
const BE_NOT: [&str; 4] = ["isn't", "aren't", "wasn't", "weren't"];

/// Adverbs without the ending "ly".
const ADVERBS: &str = "\
    again all almost also always both even ever first just maybe never not now often once only perhaps quite \
    rather seldom soon sometimes still then there today too twice well yet";

/// Past participles without the ending "ed".
const IRREGULAR: &str = "\
    beaten begun bitten blown bought bound broken brought built burnt caught chosen cut dealt done drawn driven \
    drunk dug eaten felt forbidden forgiven forgotten fought found frozen given grown heard held hidden hit hung \
    hurt kept known laid learnt led left lent let lit lost made meant met misled mistaken misunderstood overseen \
    overtaken paid proven put read redone rewritten ridden rung said seen sent set sewn shaken shown shut sold \
    sought spelt spent split spoken spread stolen struck stuck sung swept taken taught thought thrown told torn \
    undertaken understood undone upheld withdrawn withheld woken won worn written";

/// Words in "ed" that are usually adjectives, or not participles.
const ADJECTIVES: &str = "\
    advanced aged annoyed ashamed based beloved bored closed committed complicated concerned confused crooked \
    crowded dedicated delighted depressed detailed determined devoted disabled disappointed divorced dressed \
    embarrassed engaged excited exhausted experienced frightened frustrated hundred interested isolated kindred \
    limited located married mixed motivated naked outdated overcrowded pleased puzzled qualified related relaxed \
    relieved retired sacred satisfied scared shocked situated skilled stressed supposed surprised talented \
    terrified tired trained wicked worried";

/// Participles after "get" that are not passive: "get started", "get used to".
const AFTER_GET: &str = "involved started used prepared done lost left set";

/// Passive verbs of a text, from "be" or "get" to the participle, such as "was never asked".
pub fn passive(text: &str) -> Vec<&str> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let word = plain(token.text);
        let gets = GET.contains(&word.as_str());
        // "There are limited places": the participle describes the places.
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

/// The participle after a form of "be" or "get" and any adverbs; `None` if a comma or a stop comes first.
fn participle_of<'a, 't>(rest: &'a [WordToken<'t>], gets: bool) -> Option<&'a WordToken<'t>> {
    for (at, token) in rest.iter().enumerate() {
        let word = plain(token.text);
        if token.gap != Gap::Space {
            return None;
        }
        // "Are well-trained": a compound is an adjective.
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

/// True if `list`, separated by spaces, contains `word`.
fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

fn is_be(word: &str) -> bool {
    // "It's told" may stand for "it has told", so only contractions with a single reading count.
    BE.contains(&word) || BE_NOT.contains(&word) || word.ends_with("'re") || word == "i'm"
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") || listed(ADVERBS, word)
}

fn is_participle(word: &str) -> bool {
    if listed(IRREGULAR, word) {
        return true;
    }
    // "Need" and "speed" are nouns; of the words in "eed" only these three are common participles.
    let is_noun = word.ends_with("eed") && !matches!(word, "agreed" | "freed" | "guaranteed");
    // "Unexpected" and "unanswered" describe a state, "underestimated" does not.
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
