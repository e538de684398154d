//! One term: what counts as it in a text.

use std::collections::HashMap;

use super::super::tokens::{Gap, WordToken, tokens};

/// Terms by their first word.
pub(super) type Terms = HashMap<String, Vec<Term>>;

/// A term and its plain words.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) words: Vec<TermWord>,
    pub(super) plain: String,
    /// Its plain words are itself: it is no jargon here.
    pub(super) known: bool,
}

/// One of its words.
#[derive(Clone, Debug)]
pub(super) struct TermWord {
    /// What stands before it in the term; `None` where a space or a hyphen does.
    sign: Option<String>,
    word: String,
    /// An abbreviation: two capitals or more are no accident of a heading.
    exact: bool,
}

/// The longest of `terms` under `key` that `tokens` begin with.
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

/// Puts in a term and its plural.
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

/// Without the ending of what belongs to somebody: "MDT's" is the MDT.
fn owned(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("\u{2019}s")
}

/// As words are compared: small letters, one kind of apostrophe, no owner's ending.
pub(super) fn plain(word: &str) -> String {
    let word = word.to_lowercase().replace('\u{2019}', "'");
    word.trim_end_matches("'s").to_owned()
}

/// Whether two terms are written alike.
pub(super) fn alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}
