//! Words of the trade, and what to say instead.
//!
//! A hint and no rule: whoever writes may know better, and may say so in the settings.

mod table;
mod term;

use std::{collections::BTreeMap, sync::LazyLock};

use self::term::{Term, Terms, add, alike, best, plain};
use super::tokens::{Gap, WordToken, tokens};

/// What is looked for in every text: the program's own terms, and those that somebody added.
///
/// A term is found as whole words in any case, in the plural too; an abbreviation only as it is written. Where terms
/// overlap, the longest is meant. One that stands in brackets, or has brackets after it, is taken to be explained.
#[derive(Clone, Debug, Default)]
pub struct Jargon {
    own: Terms,
}

/// A term in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plainer<'t> {
    /// As the text has it.
    pub term: &'t str,
    /// What to say instead.
    pub plain: String,
}

static BUILT_IN: LazyLock<Terms> = LazyLock::new(|| {
    let mut terms = Terms::new();
    for (forms, plain) in table::TERMS {
        for form in forms.split('|') {
            add(&mut terms, form, plain);
        }
    }
    terms
});

impl Jargon {
    /// The program's terms and `own` ones, which go before: term to plain words. A term whose plain words are itself
    /// is no jargon here.
    pub fn with(own: &BTreeMap<String, String>) -> Self {
        let mut terms = Terms::new();
        for (term, plain) in own {
            add(&mut terms, term, plain);
        }
        Self { own: terms }
    }

    /// The terms of a text in its order, each once.
    pub fn find<'t>(&self, text: &'t str) -> Vec<Plainer<'t>> {
        let tokens = tokens(text);
        let mut found: Vec<Plainer<'t>> = Vec::new();
        let mut rest = tokens.as_slice();
        while let Some(first) = rest.first() {
            let Some(term) = self.longest(rest) else {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            };
            let last = rest.get(term.words.len() - 1).unwrap_or(first);
            let written = text.get(first.start..last.end()).unwrap_or_default();
            let again = |p: &Plainer<'_>| p.plain == term.plain && alike(p.term, written);
            if !term.known && !explained(text, first, last) && !found.iter().any(again) {
                found.push(Plainer {
                    term: written,
                    plain: term.plain.clone(),
                });
            }
            rest = rest.get(term.words.len()..).unwrap_or_default();
        }
        found
    }

    /// The longest term that `tokens` begin with; of two as long, the own one.
    fn longest(&self, tokens: &[WordToken<'_>]) -> Option<&Term> {
        let first = tokens.first()?;
        if first.gap == Gap::Hyphen {
            // "Non-malignant" is not malignant.
            return None;
        }
        let key = plain(first.text);
        match (best(&self.own, &key, tokens), best(&BUILT_IN, &key, tokens)) {
            (Some(own), Some(other)) if own.words.len() < other.words.len() => Some(other),
            (own, other) => own.or(other),
        }
    }
}

/// Whether a term has its explanation beside it: "lymphoedema (a swollen arm)", "a specialist nurse (CNS)".
fn explained(text: &str, first: &WordToken<'_>, last: &WordToken<'_>) -> bool {
    let before = text.get(..first.start).unwrap_or_default();
    let after = text.get(last.end()..).unwrap_or_default();
    after.trim_start().starts_with('(') || (before.ends_with('(') && after.starts_with(')'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[track_caller]
    fn finds(jargon: &Jargon, text: &str, expected: &[(&str, &str)]) {
        let found = jargon.find(text);
        let found: Vec<_> = found.iter().map(|p| (p.term, p.plain.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn own(terms: &[(&str, &str)]) -> Jargon {
        let owned = |(term, plain): &(&str, &str)| ((*term).to_owned(), (*plain).to_owned());
        Jargon::with(&terms.iter().map(owned).collect())
    }

    #[test]
    fn terms_are_whole_words_in_any_case_and_in_the_plural() {
        let built_in = Jargon::default();
        finds(
            &built_in,
            "UTILISE the biopsies; the MDT\u{2019}s CNSs.",
            &[
                ("UTILISE", "use"),
                ("biopsies", "taking a small piece of tissue to test"),
                ("MDT\u{2019}s", "the hospital team"),
                ("CNSs", "specialist nurse"),
            ],
        );
        finds(&built_in, "A fontsize, a cnss, mdt-like.", &[]);
        finds(
            &built_in,
            "MDT, mdt and MDT again",
            &[("MDT", "the hospital team")],
        );
        finds(&built_in, "It is non-malignant.", &[]);
        finds(&built_in, "MDT-led", &[("MDT", "the hospital team")]);
    }

    #[test]
    fn the_longest_term_is_meant() {
        let built_in = Jargon::default();
        finds(
            &built_in,
            "The multi-disciplinary\nteam meeting",
            &[(
                "multi-disciplinary\nteam meeting",
                "the meeting of the hospital team",
            )],
        );
        finds(
            &own(&[("team meeting of the unit", "our Monday talk")]),
            "A team meeting of the unit. A team meeting.",
            &[("team meeting of the unit", "our Monday talk")],
        );
    }

    #[test]
    fn what_is_explained_in_brackets_is_plain() {
        let built_in = Jargon::default();
        finds(
            &built_in,
            "Lymphoedema (a swollen arm), and your specialist nurse (CNS).",
            &[],
        );
        finds(&built_in, "(ask the CNS)", &[("CNS", "specialist nurse")]);
    }

    #[test]
    fn own_terms_go_before_and_may_say_that_a_word_is_known() {
        let own = own(&[
            ("CNS", "Ama or Lin"),
            ("Oncologist", "oncologist"),
            ("A&E", "the emergency room"),
            ("pathway co-ordinator", "Sam"),
            ("", "nothing"),
            ("...", "nothing"),
        ]);
        finds(
            &own,
            "Oncologists: the CNS, A & E, pathway co ordinators",
            &[
                ("CNS", "Ama or Lin"),
                ("A & E", "the emergency room"),
                ("pathway co ordinators", "Sam"),
            ],
        );
    }

    proptest::proptest! {
        #[test]
        fn any_own_term_is_found_in_itself(
            term in proptest::string::string_regex("\\PC{0,12}|[A-Za-z' -]{0,9}").unwrap(),
            text in proptest::string::string_regex("\\PC{0,40}").unwrap(),
        ) {
            let jargon = own(&[(&term, "?")]);
            let found = jargon.find(&term);
            let expected = usize::from(term.contains(char::is_alphanumeric));
            proptest::prop_assert!(found.len() == expected || term.contains('('), "{found:?}");
            jargon.find(&text);
        }
    }

    #[test]
    fn the_table_has_each_term_once_and_every_plain_word_is_plain() {
        let mut seen = BTreeSet::new();
        let jargon = Jargon::default();
        for (forms, plain_words) in table::TERMS {
            for form in forms.split('|') {
                assert!(seen.insert(plain(form)), "{form} is there twice");
                let found = jargon.find(form);
                assert_eq!(found.len(), 1, "{form}");
                assert_eq!(found.first().map(|p| p.term), Some(form), "{form}");
            }
            finds(&jargon, plain_words, &[]);
            assert!(plain_words.chars().count() <= 40, "{plain_words} is long");
        }
        assert!(
            (80..=130).contains(&table::TERMS.len()),
            "{}",
            table::TERMS.len()
        );
    }
}
