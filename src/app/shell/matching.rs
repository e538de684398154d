//! Matching of typed letters with the entries of a list: the entries that stay, their order, and the letters that were found.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use crate::app::cards::{Line, Role, span};

/// The way in which typed letters narrow a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matching {
    /// Letters in their order, which may stand apart; the best match first.
    #[default]
    Fuzzy,
    /// The beginnings of words, then anything that holds the letters.
    Words,
}

/// An entry of a list, as far as letters are looked for in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) label: &'a str,
    pub(super) also: &'static [&'static str],
    pub(super) dim: bool,
}

/// An entry that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// Its place in the list.
    pub(super) nth: usize,
    entry: Entry<'a>,
    /// The characters of its label that were typed, by place.
    hits: Vec<usize>,
    /// The synonym that matches where the label does not.
    by: Option<&'static str>,
}

/// Characters of an entry of a search. A comment is longer than a line, and the found words may stand at its end.
const SHORT: usize = 70;
/// Characters that stand before the first letter found.
const BEFORE: usize = 24;

impl Found<'_> {
    /// The label with the typed letters marked; `short` cuts it to a line around them.
    pub(super) fn line(&self, before: &str, short: bool) -> Line {
        let base = if self.entry.dim {
            Role::Muted
        } else {
            Role::Ink
        };
        let all: Vec<char> = self.entry.label.chars().collect();
        let (from, to) = if short {
            self.cut(&all)
        } else {
            (0, all.len())
        };
        let mut line = vec![span(base, before)];
        if from > 0 {
            line.push(span(base, "\u{2026} "));
        }
        for (place, c) in all.iter().enumerate().take(to).skip(from) {
            let role = if self.hits.contains(&place) {
                Role::Accent
            } else {
                base
            };
            match line.last_mut() {
                Some(last) if last.role == role => last.text.push(*c),
                _ => line.push(span(role, *c)),
            }
        }
        if to < all.len() {
            line.push(span(base, " \u{2026}"));
        }
        // Without it nobody would see why "time" finds the clock.
        line.extend(self.by.map(|by| span(Role::Muted, format!("  ({by})"))));
        line.retain(|span| !span.text.is_empty());
        line
    }

    /// The part of a long label that is shown: from a little before the first letter found.
    fn cut(&self, all: &[char]) -> (usize, usize) {
        if all.len() <= SHORT {
            return (0, all.len());
        }
        let first = self.hits.first().copied().unwrap_or(0);
        let from = if first < SHORT / 2 {
            0
        } else {
            word_at(all, (first - BEFORE).min(all.len() - SHORT))
        };
        if from + SHORT >= all.len() {
            return (from, all.len());
        }
        let blank = |at: &usize| all.get(*at) == Some(&' ');
        let to = (from + SHORT / 2..from + SHORT).rev().find(blank);
        (from, to.unwrap_or(from + SHORT))
    }
}

/// The first beginning of a word at or after a place, or the place itself where none is near.
fn word_at(all: &[char], at: usize) -> usize {
    let begins = |place: &usize| {
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        before.is_none_or(|c| *c == ' ')
    };
    (at..at + BEFORE / 2).find(begins).unwrap_or(at)
}

/// The entries that have the letters of `filter`, best first. Accents and capitals do not count.
pub(super) fn found<'a>(entries: &[Entry<'a>], filter: &str, matching: Matching) -> Vec<Found<'a>> {
    let wanted = plain(filter);
    // Without letters the list keeps its own order, which may mean something: best result first, or the order of the board.
    if wanted.trim().is_empty() {
        let all = entries.iter().enumerate();
        return all.map(|(nth, entry)| of(nth, entry, Vec::new())).collect();
    }
    match matching {
        Matching::Fuzzy => fuzzy(entries, &wanted),
        Matching::Words => by_words(entries, &wanted),
    }
}

fn by_words<'a>(entries: &[Entry<'a>], wanted: &str) -> Vec<Found<'a>> {
    let mut found: Vec<(u8, Found<'a>)> = Vec::new();
    for (nth, entry) in entries.iter().enumerate() {
        let text: Vec<char> = plain(entry.label).chars().collect();
        let mut hits = Vec::new();
        let mut rank = Some(0);
        for word in wanted.split_whitespace() {
            let word: Vec<char> = word.chars().collect();
            match place_of(&text, &word) {
                Some((at, begins)) => {
                    hits.extend(at..at + word.len());
                    // Letters inside a word come last, so that `el` finds Ellis before Manuel.
                    rank = rank.map(|rank| if begins { rank } else { 1 });
                }
                None => rank = None,
            }
        }
        let by = entry.also.iter().find(|also| also.starts_with(wanted));
        match (rank, by) {
            (Some(rank), _) => found.push((rank, of(nth, entry, hits))),
            (None, Some(by)) => found.push((2, of_synonym(nth, entry, by))),
            (None, None) => {}
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, found)| found).collect()
}

/// The place of a word in a text: where a word begins with it, else anywhere; true for the first.
fn place_of(text: &[char], word: &[char]) -> Option<(usize, bool)> {
    let holds = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(word));
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        !before.is_some_and(|c| c.is_alphanumeric())
    };
    let mut places = (0..text.len()).filter(holds);
    let first = places.clone().find(begins).map(|at| (at, true));
    first.or_else(|| places.next().map(|at| (at, false)))
}

fn fuzzy<'a>(entries: &[Entry<'a>], wanted: &str) -> Vec<Found<'a>> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(wanted, CaseMatching::Ignore, Normalization::Smart);
    let mut letters = Vec::new();
    let mut found: Vec<(u32, Found<'a>)> = Vec::new();
    for (nth, entry) in entries.iter().enumerate() {
        let text = plain(entry.label);
        let mut places = Vec::new();
        let utf32 = Utf32Str::new(&text, &mut letters);
        let label = pattern.indices(utf32, &mut matcher, &mut places);
        places.sort_unstable();
        let hits = places.into_iter().filter_map(|at| usize::try_from(at).ok());
        let label = label.map(|score| (score, of(nth, entry, hits.collect())));
        // The beginning of a synonym only: scattered letters of six words would match nearly anything.
        let also = entry.also.iter().filter(|also| also.starts_with(wanted));
        let also = also.filter_map(|also| {
            let score = pattern.score(Utf32Str::new(also, &mut letters), &mut matcher)?;
            Some((score, of_synonym(nth, entry, also)))
        });
        let also = also.max_by_key(|(score, _)| *score);
        // The label wins where both match alike: its letters can be shown.
        let best = match (label, also) {
            (Some(label), Some(also)) if also.0 > label.0 => Some(also),
            (Some(label), _) => Some(label),
            (None, also) => also,
        };
        found.extend(best);
    }
    // Of equals, what can be done goes first, then the order of the list.
    found.sort_by_key(|(score, f)| (std::cmp::Reverse(*score), f.entry.dim));
    found.into_iter().map(|(_, found)| found).collect()
}

fn of<'a>(nth: usize, entry: &Entry<'a>, mut hits: Vec<usize>) -> Found<'a> {
    // A letter whose small form is two letters would shift all marks behind it.
    if plain(entry.label).chars().count() != entry.label.chars().count() {
        hits.clear();
    }
    hits.sort_unstable();
    Found {
        nth,
        entry: *entry,
        hits,
        by: None,
    }
}

fn of_synonym<'a>(nth: usize, entry: &Entry<'a>, by: &'static str) -> Found<'a> {
    Found {
        by: Some(by),
        ..of(nth, entry, Vec::new())
    }
}

/// A text normalised for searching: small letters without accents.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        // Names such as Siân must be found from a keyboard without accents.
        .map(nucleo_matcher::chars::normalize)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(label: &str) -> Entry<'_> {
        Entry {
            label,
            also: &[],
            dim: false,
        }
    }

    fn labels(entries: &[Entry<'_>], filter: &str, matching: Matching) -> Vec<String> {
        found(entries, filter, matching)
            .into_iter()
            .map(|f| {
                let line = f.line("", true);
                let marked = |s: &crate::app::cards::Span| match s.role {
                    Role::Accent => format!("[{}]", s.text),
                    _ => s.text.clone(),
                };
                line.iter().map(marked).collect()
            })
            .collect()
    }

    #[test]
    fn words_are_found_by_their_beginnings_first_and_their_letters_are_marked() {
        let choices = ["Manuel Ortiz", "Jo Ellis", "Si\u{e2}n Ll\u{177}r"].map(entry);
        let find = |letters| labels(&choices, letters, Matching::Words);
        assert_eq!(find("el"), ["Jo [El]lis", "Manu[el] Ortiz"]);
        assert_eq!(find("ell jo"), ["[Jo] [Ell]is"]);
        assert_eq!(find("sian"), ["[Si\u{e2}n] Ll\u{177}r"]);
        assert_eq!(find("xx"), Vec::<String>::new());
        assert_eq!(find(" ").len(), 3);
    }

    #[test]
    fn a_long_comment_is_cut_to_the_place_of_the_letters() {
        let long = "I sat in a gown for two hours and nobody told me why, and when I asked at the desk they said the machine was broken and that it was being mended.";
        let choices = [entry(long)];
        let find = |letters| labels(&choices, letters, Matching::Words).concat();
        assert_eq!(
            find("machine"),
            "\u{2026} the desk they said the [machine] was broken and that it was being \u{2026}"
        );
        assert!(find("gown").starts_with("I sat in a [gown] for"));
        assert!(find("gown").ends_with(" \u{2026}"));
        assert!(find("").ends_with(" \u{2026}"));
    }

    #[test]
    fn a_synonym_finds_what_the_label_does_not_say() {
        let choices = [
            entry("start or pause the timer"),
            Entry {
                also: &["time", "watch"],
                ..entry("the clock, large")
            },
        ];
        assert_eq!(
            labels(&choices, "watch", Matching::Fuzzy),
            ["the clock, large  (watch)"]
        );
        let both = labels(&choices, "time", Matching::Fuzzy);
        assert!(
            both.contains(&"the clock, large  (time)".to_owned()),
            "{both:?}"
        );
        assert!(
            both.contains(&"start or pause the [time]r".to_owned()),
            "{both:?}"
        );
    }
}
