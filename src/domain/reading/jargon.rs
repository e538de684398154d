//! Jargon: terms that patients may not know, with plainer words.
//!
//! A term is a hint and not a rule. A unit can add terms, or allow one, in its settings.

mod table;
mod term;

use std::{collections::BTreeMap, sync::LazyLock};

use self::term::{Term, Terms, add, alike, best, plain};
use super::tokens::{Gap, WordToken, tokens};

/// A set of terms: the built-in ones and those of the settings.
///
/// A term matches whole words in any case, singular or plural; an abbreviation only in its own case. Of overlapping terms the
/// longest matches. A term in brackets, or with brackets after it, counts as explained.
#[derive(Clone, Debug, Default)]
pub struct Jargon {
    own: Terms,
}

/// A term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plainer<'t> {
    /// The term, as written in the text.
    pub term: &'t str,
    /// Plainer words.
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
    /// The built-in terms and `own` ones, from term to plainer words. Own terms win. A term that maps to itself is allowed.
    pub fn with(own: &BTreeMap<String, String>) -> Self {
        let mut terms = Terms::new();
        for (term, plain) in own {
            add(&mut terms, term, plain);
        }
        Self { own: terms }
    }

    /// Finds the terms of a text, in order, each once.
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
            // Each term once, in its first form: a line of hints has room for few.
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

    /// Longest term at the start of `tokens`; of two equal ones, the unit's own.
    fn longest(&self, tokens: &[WordToken<'_>]) -> Option<&Term> {
        let first = tokens.first()?;
        if first.gap == Gap::Hyphen {
            // Second half of a compound: "non-malignant" is the opposite of malignant.
            return None;
        }
        let key = plain(first.text);
        match (best(&self.own, &key, tokens), best(&BUILT_IN, &key, tokens)) {
            (Some(own), Some(other)) if own.words.len() < other.words.len() => Some(other),
            (own, other) => own.or(other),
        }
    }
}

/// True if the text explains the term: "lymphoedema (a swollen arm)", "a specialist nurse (CNS)".
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
