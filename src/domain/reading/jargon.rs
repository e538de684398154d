//! Words of the trade, and what to say instead.
//!
//! A hint and no rule: whoever writes may know better, and may say so in the settings.

mod table;

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::tokens::{Gap, Token, tokens};

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

/// Terms by their first word.
type Terms = HashMap<String, Vec<Term>>;

#[derive(Clone, Debug)]
struct Term {
    words: Vec<Part>,
    plain: String,
    /// Its plain words are itself: it is no jargon here.
    known: bool,
}

#[derive(Clone, Debug)]
struct Part {
    /// What stands before it in the term; `None` where a space or a hyphen does.
    sign: Option<String>,
    word: String,
    exact: bool,
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
    fn longest(&self, tokens: &[Token<'_>]) -> Option<&Term> {
        let first = tokens.first()?;
        if first.gap == Gap::Hyphen {
            // "Non-malignant" is not malignant.
            return None;
        }
        let key = plain(first.text);
        let matching = |terms: &'static Terms| best(terms, &key, tokens);
        let built_in = matching(&BUILT_IN);
        let own = best(&self.own, &key, tokens);
        match (own, built_in) {
            (Some(own), Some(other)) if own.words.len() < other.words.len() => Some(other),
            (own, other) => own.or(other),
        }
    }
}

fn best<'a>(terms: &'a Terms, key: &str, tokens: &[Token<'_>]) -> Option<&'a Term> {
    let all = terms.get(key)?.iter();
    all.filter(|term| term.begins(tokens))
        .max_by_key(|term| term.words.len())
}

impl Term {
    fn begins(&self, tokens: &[Token<'_>]) -> bool {
        let fits = |(nth, part): (usize, &Part)| {
            tokens.get(nth).is_some_and(|token| {
                let gap = part.sign.as_deref().map_or(Gap::Space, Gap::Other);
                (nth == 0 || token.gap.is_like(gap)) && part.is(token.text)
            })
        };
        self.words.iter().enumerate().all(fits)
    }
}

impl Part {
    fn is(&self, word: &str) -> bool {
        if self.exact {
            return owned(word) == self.word;
        }
        plain(word) == self.word
    }
}

/// Puts in a term and its plural.
fn add(terms: &mut Terms, term: &str, plain_words: &str) {
    let words: Vec<Part> = tokens(term)
        .iter()
        .map(|token| {
            let exact = token.text.chars().filter(|c| c.is_uppercase()).count() > 1;
            Part {
                sign: match token.gap {
                    Gap::Other(sign) => Some(sign.to_owned()),
                    Gap::Space | Gap::Hyphen => None,
                },
                word: if exact {
                    token.text.to_owned()
                } else {
                    plain(token.text)
                },
                exact,
            }
        })
        .collect();
    let Some((last, before)) = words.split_last() else {
        return;
    };
    for word in [Some(last.word.clone()), plural(last)]
        .into_iter()
        .flatten()
    {
        let mut words = before.to_vec();
        words.push(Part {
            word,
            ..last.clone()
        });
        let key = words.first().map(|part| plain(&part.word));
        terms
            .entry(key.unwrap_or_default())
            .or_default()
            .push(Term {
                words,
                plain: plain_words.to_owned(),
                known: plain(term.trim()) == plain(plain_words.trim()),
            });
    }
}

fn plural(part: &Part) -> Option<String> {
    let word = part.word.as_str();
    if part.exact {
        return Some(format!("{word}s"));
    }
    let stem = word.strip_suffix('y');
    match stem {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => Some(format!("{stem}ies")),
        _ if word.ends_with("sis") => word.strip_suffix("is").map(|stem| format!("{stem}es")),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            Some(format!("{word}es"))
        }
        _ => Some(format!("{word}s")),
    }
}

/// Without the ending of what belongs to somebody: "MDT's" is the MDT.
fn owned(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("\u{2019}s"))
        .unwrap_or(word)
}

fn plain(word: &str) -> String {
    owned(word).to_lowercase().replace('\u{2019}', "'")
}

fn alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Whether a term has its explanation beside it: "lymphoedema (a swollen arm)", "a specialist nurse (CNS)".
fn explained(text: &str, first: &Token<'_>, last: &Token<'_>) -> bool {
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
