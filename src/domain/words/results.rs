//! Wording of results: changes, words for hidden numbers, and notes on chance.
//!
//! The wall, the dialogue and all papers share one table, so that none of them praises or blames more than another. Papers in
//! another language have a table of their own.

use crate::domain::stats::{Band, ChangeCode};

/// Wording of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeWords {
    /// The change.
    pub change: ChangeCode,
    /// Code in files and exports.
    pub code: &'static str,
    /// Phrase beside the two figures; empty for [`ChangeCode::None`].
    pub wall: &'static str,
    /// Sentence by itself, with `{from}` for the earlier period; empty for [`ChangeCode::None`].
    pub sentence: &'static str,
    /// Entry of the glossary that explains it; empty for [`ChangeCode::None`].
    pub glossary: &'static str,
}

/// All wording about results, in one language.
#[derive(Clone, Copy, Debug)]
pub struct ResultWords {
    // An array of seven, so that a language with a missing row does not compile.
    /// Rows for the changes.
    pub changes: [ChangeWords; 7],
    /// Addition for a change that is significant after Benjamini-Hochberg, with `{n}` for the number of comparisons.
    pub after_all: &'static str,
    /// Note on chance for a single comparison.
    pub by_chance_once: &'static str,
    /// Note on chance for `{n}` comparisons of which at most one changes by chance, on average.
    pub by_chance_perhaps: &'static str,
    /// Note on chance for `{n}` comparisons of which `{some}` change by chance.
    pub by_chance_about: &'static str,
    /// Note on chance for `{n}` comparisons of which `{some}` or `{more}` change by chance.
    pub by_chance_between: &'static str,
    /// Note on a rise after a goal was chosen for a low result.
    pub some_rise: &'static str,
    /// Note on non-response, beside ranges.
    pub not_in_range: &'static str,
    /// Note on non-response, beside numbers without ranges.
    pub not_answered: &'static str,
    /// Words for hidden numbers, in the order of [`Band`].
    pub bands: [&'static str; 4],
    /// Reason for words in place of numbers.
    pub no_numbers: &'static str,
}

/// Mark for a change that is significant after Benjamini-Hochberg; a legend explains it.
pub const AFTER_ALL_MARK: &str = "*";
/// Text for a result without an earlier one.
pub const NO_EARLIER: &str = "no earlier figure";
/// Text for a result of a reworded question.
pub const NOT_COMPARABLE: &str = "not comparable: the question changed";
/// Text for a result whose numbers were removed from the file.
pub const WITHHELD: &str = "its numbers are withheld in this file";

/// English wording.
pub const RESULTS: ResultWords = ResultWords {
    changes: [
        ChangeWords {
            change: ChangeCode::Higher,
            code: "higher",
            wall: "higher, by more than chance",
            sentence: "Higher than in {from}, by more than chance.",
            glossary: "more than chance",
        },
        ChangeWords {
            change: ChangeCode::Lower,
            code: "lower",
            wall: "lower, by more than chance",
            sentence: "Lower than in {from}, by more than chance.",
            glossary: "more than chance",
        },
        ChangeWords {
            change: ChangeCode::HigherUnsure,
            code: "higher_unsure",
            wall: "higher, but it could be chance",
            sentence: "Higher than in {from}, but it could be chance.",
            glossary: "could be chance",
        },
        ChangeWords {
            change: ChangeCode::LowerUnsure,
            code: "lower_unsure",
            wall: "lower, but it could be chance",
            sentence: "Lower than in {from}, but it could be chance.",
            glossary: "could be chance",
        },
        ChangeWords {
            change: ChangeCode::AboutSame,
            code: "about_same",
            wall: "about the same",
            sentence: "About the same as in {from}.",
            glossary: "about the same",
        },
        ChangeWords {
            change: ChangeCode::TooFewToSay,
            code: "too_few_to_say",
            wall: "about the same, too few answers to be sure",
            sentence: "About the same as in {from}, too few answers to be sure.",
            glossary: "too few answers",
        },
        ChangeWords {
            change: ChangeCode::None,
            code: "none",
            wall: "",
            sentence: "",
            glossary: "",
        },
    ],
    after_all: "also when all {n} comparisons are counted together",
    by_chance_once: "1 comparison in this survey: by chance alone it shows a change 1 time in 20.",
    by_chance_perhaps: "Of {n} comparisons in this survey, perhaps 1 shows a change by chance alone.",
    by_chance_about: "Of {n} comparisons in this survey, about {some} show a change by chance alone.",
    by_chance_between: "Of {n} comparisons in this survey, {some} or {more} show a change by chance alone.",
    some_rise: "It was low when this goal was chosen, so some rise is expected anyway.",
    not_in_range: "Who did not answer is not in the range.",
    not_answered: "Who did not answer is not in these numbers.",
    bands: [
        "nearly all",
        "more than half",
        "fewer than half",
        "hardly any",
    ],
    no_numbers: "the exact number could point to somebody",
};

impl ResultWords {
    /// Row of a change.
    pub fn of(&self, change: ChangeCode) -> Option<&ChangeWords> {
        self.changes.iter().find(|row| row.change == change)
    }

    /// Phrase for a change beside its two figures; empty without a comparison.
    pub fn wall(&self, change: ChangeCode) -> &'static str {
        self.of(change).map_or("", |row| row.wall)
    }

    /// Sentence for a change; empty without a comparison. `together` is the number of comparisons, if the change is significant among
    /// all of them.
    pub fn sentence(&self, change: ChangeCode, from: &str, together: Option<usize>) -> String {
        let sentence = self.of(change).map_or("", |row| row.sentence);
        let sentence = sentence.replace("{from}", from);
        match (together, sentence.strip_suffix('.')) {
            // Joined into one sentence: by itself the addition would read as another result.
            (Some(n), Some(open)) => format!("{open}, {}.", self.after_all(n)),
            _ => sentence,
        }
    }

    /// Addition for a change that is significant among `n` comparisons.
    pub fn after_all(&self, n: usize) -> String {
        self.after_all.replace("{n}", &n.to_string())
    }

    /// Note on the number of changes by chance among `n` comparisons, one in 20 with intervals of 95%; `None` for no comparison.
    pub fn by_chance(&self, n: usize) -> Option<String> {
        let some = n / 20;
        let sentence = match n {
            0 => return None,
            1 => self.by_chance_once,
            2..=20 => self.by_chance_perhaps,
            _ if n.is_multiple_of(20) => self.by_chance_about,
            _ => self.by_chance_between,
        };
        Some(
            sentence
                .replace("{n}", &n.to_string())
                .replace("{some}", &some.to_string())
                .replace("{more}", &(some + 1).to_string()),
        )
    }

    /// Words for a share that must not be shown in numbers.
    pub fn band(&self, band: Band) -> &'static str {
        let [nearly_all, more, fewer, hardly_any] = self.bands;
        match band {
            Band::NearlyAll => nearly_all,
            Band::MoreThanHalf => more,
            Band::FewerThanHalf => fewer,
            Band::HardlyAny => hardly_any,
        }
    }
}

/// Text for a result with too few answers.
pub fn too_few(answers: u32) -> String {
    format!("fewer than {answers} answers")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words::GLOSSARY;

    const ALL: [ChangeCode; 7] = [
        ChangeCode::Higher,
        ChangeCode::Lower,
        ChangeCode::HigherUnsure,
        ChangeCode::LowerUnsure,
        ChangeCode::AboutSame,
        ChangeCode::TooFewToSay,
        ChangeCode::None,
    ];

    #[test]
    fn every_change_has_one_row_and_its_code() {
        let codes: Vec<&str> = ALL.iter().map(|c| RESULTS.of(*c).unwrap().code).collect();
        assert_eq!(
            codes,
            [
                "higher",
                "lower",
                "higher_unsure",
                "lower_unsure",
                "about_same",
                "too_few_to_say",
                "none"
            ]
        );
        for (change, row) in ALL.iter().zip(&RESULTS.changes) {
            assert_eq!(*change, row.change);
        }
    }

    /// The sentence is the phrase of the wall with the earlier period.
    #[test]
    fn wall_and_sentence_are_one() {
        for row in RESULTS
            .changes
            .iter()
            .filter(|r| r.change != ChangeCode::None)
        {
            let bare = row
                .sentence
                .replace(" than in {from}", "")
                .replace(" as in {from}", "");
            let bare = bare.trim_end_matches('.').to_lowercase();
            assert_eq!(bare, row.wall);
        }
    }

    #[test]
    fn every_key_is_an_entry_of_the_glossary() {
        let entries: Vec<&str> = GLOSSARY.iter().map(|w| w.plain).collect();
        for row in RESULTS
            .changes
            .iter()
            .filter(|r| r.change != ChangeCode::None)
        {
            assert!(entries.contains(&row.glossary), "{}", row.glossary);
            assert!(row.wall.contains(row.glossary), "{}", row.glossary);
        }
    }

    #[test]
    fn a_sentence_says_since_when_and_with_what_it_holds() {
        let of = |change, together| RESULTS.sentence(change, "2023", together);
        assert_eq!(
            of(ChangeCode::LowerUnsure, None),
            "Lower than in 2023, but it could be chance."
        );
        assert_eq!(
            of(ChangeCode::Higher, Some(28)),
            "Higher than in 2023, by more than chance, also when all 28 comparisons are counted together."
        );
        assert_eq!(of(ChangeCode::None, Some(3)), "");
    }

    #[test]
    fn chance_is_one_in_twenty() {
        let of = |n| RESULTS.by_chance(n).unwrap_or_default();
        assert_eq!(of(0), "");
        assert!(of(1).starts_with("1 comparison"));
        assert_eq!(
            of(19),
            "Of 19 comparisons in this survey, perhaps 1 shows a change by chance alone."
        );
        assert_eq!(
            of(28),
            "Of 28 comparisons in this survey, 1 or 2 show a change by chance alone."
        );
        assert_eq!(
            of(40),
            "Of 40 comparisons in this survey, about 2 show a change by chance alone."
        );
        assert_eq!(
            of(20),
            "Of 20 comparisons in this survey, perhaps 1 shows a change by chance alone."
        );
    }
}
