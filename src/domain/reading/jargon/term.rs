//! Matching of a single term.

use std::collections::HashMap;

use super::super::tokens::{Gap, WordToken, tokens};

/// Terms, indexed by their first word.
pub(super) type Terms = HashMap<String, Vec<Term>>;

/// A term and its plainer words.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) words: Vec<TermWord>,
    pub(super) plain: String,
    /// Allowed: a unit mapped the term to itself.
    pub(super) known: bool,
}

/// A word of a term.
#[derive(Clone, Debug)]
pub(super) struct TermWord {
    /// Sign before it in the term, such as `&`; `None` for a space or a hyphen.
    sign: Option<String>,
    word: String,
    // One capital may be a heading or the start of a sentence; two or more are an abbreviation.
    /// Abbreviation, which matches in its own case only.
    exact: bool,
}

/// Longest of the `terms` under `key` at the start of `tokens`.
pub(super) fn best<'a>(terms: &'a Terms, key: &str, tokens: &[WordToken<'_>]) -> Option<&'a Term> {
    let all = terms.get(key)?.iter();
    all.filter(|term| term.begins(tokens))
        .max_by_key(|term| term.words.len())
}

impl Term {
    fn begins(&self, tokens: &[WordToken<'_>]) -> bool {
        let fits = |(nth, part): (usize, &TermWord)| {
            tokens.get(nth).is_some_and(|token| {
                let gap = part.sign.as_deref().map_or(Gap::Space, Gap::Other);
                (nth == 0 || token.gap.is_like(gap)) && part.is(token.text)
            })
        };
        self.words.iter().enumerate().all(fits)
    }
}

impl TermWord {
    fn is(&self, word: &str) -> bool {
        if self.exact {
            return owned(word) == self.word;
        }
        plain(word) == self.word
    }
}

/// Adds a term and its plural.
pub(super) fn add(terms: &mut Terms, term: &str, plain_words: &str) {
    let words: Vec<TermWord> = tokens(term)
        .iter()
        .map(|token| {
            let exact = token.text.chars().filter(|c| c.is_uppercase()).count() > 1;
            TermWord {
                sign: match token.gap {
                    Gap::Other(sign) => Some(sign.to_owned()),
                    Gap::Space | Gap::Hyphen => None,
                },
                word: if exact {
                    owned(token.text).to_owned()
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
        words.push(TermWord {
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

fn plural(part: &TermWord) -> Option<String> {
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

/// Removes a possessive ending: "MDT's" becomes "MDT".
fn owned(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("\u{2019}s")
}

/// Folds a word for comparison: lower case, straight apostrophe, no possessive ending.
pub(super) fn plain(word: &str) -> String {
    let word = word.to_lowercase().replace('\u{2019}', "'");
    word.trim_end_matches("'s").to_owned()
}

/// True if two terms are equal after folding.
pub(super) fn alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}
