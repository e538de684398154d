//! Headers of a table of results: what a column holds by the words above it, and the words that are left, which say whose it is.

mod vocabulary;

use crate::domain::codebook::{ColumnContent, period, split_period};

use self::vocabulary::{
    ANSWERS, BASES, CODES, COUNTS, EARLIER, FILL, HOSPITAL_CODES, HOSPITALS, NATIONAL, NO_ANSWER,
    OTHER, PERCENTS, PERIODS, PLACES, QUESTIONS, SCALES, STRANDS, THEMES,
};
use super::cell;

/// A header, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of its own that a header may have"
)]
pub struct Header {
    /// The role of the column, where a word gives it.
    pub what: Option<Says>,
    /// The period that it names.
    pub period: Option<String>,
    /// The words that say neither: a strand, or nothing of use.
    pub rest: String,
    /// It says that its numbers were weighted or adjusted.
    pub is_adjusted: bool,
    /// It says that its numbers are percentages, in that word or its sign.
    pub is_percent: bool,
    /// It speaks of questions.
    pub is_of_questions: bool,
    /// It speaks of a survey before this one without naming its period: `Last year %`.
    pub is_earlier: bool,
    /// It names a hospital, a ward or the like.
    pub is_place: bool,
    /// The base that stands in the header itself, as in `Primary (n=131)`.
    pub base: Option<u32>,
    /// Its words, small.
    all: Vec<String>,
}

impl Header {
    /// The words of the header, small.
    pub fn words(&self) -> &[String] {
        &self.all
    }
}

/// The meaning of the words of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// A role.
    Is(ColumnContent),
    /// The strand of a row.
    Strand,
    /// The period of a row.
    Period,
    /// The code of a hospital, or something else beside its name.
    HospitalCode,
    /// `Responses`: a base where it holds numbers, an answer where it holds words.
    Responses,
    /// `Number`: a base, or a count beside one.
    Number,
    /// Those who were asked and did not answer.
    NoAnswer,
    /// A score on some scale or a mean, which is no percentage: `Score out of 10`.
    Scale,
    /// Something that no finding is made of, such as a confidence interval.
    Other,
}

/// Words of a name of a column at most; a longer one is a question.
const LONGEST_NAME: usize = 8;

/// The words of a header, small, each alone.
pub fn words(text: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        match c {
            '%' => spaced.push_str(" % "),
            c if c.is_alphanumeric() => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Whether a phrase stands among words.
fn has(words: &[String], phrase: &str) -> bool {
    // The first word alone rules out nearly every place; hundreds of phrases are looked for in each header.
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    let stands_at = |at: usize| {
        let mut after = words.iter().skip(at + 1);
        rest.is_empty()
            || rest
                .split(' ')
                .all(|part| after.next().is_some_and(|w| w == part))
    };
    words
        .iter()
        .enumerate()
        .any(|(at, word)| word == first && stands_at(at))
}

fn any(words: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|p| has(words, p))
}

/// Whether the words are one of the phrases, with nothing but filling beside it.
fn is(words: &[String], phrases: &[&str]) -> bool {
    let whole = words.join(" ");
    if phrases.contains(&whole.as_str()) {
        return true;
    }
    let bare: Vec<&String> = words
        .iter()
        .filter(|w| !["the", "of", "our", "hcahps", "survey", "a"].contains(&w.as_str()))
        .collect();
    let bare: Vec<&str> = bare.iter().map(|w| w.as_str()).collect();
    phrases.contains(&bare.join(" ").as_str())
}

/// Whether a text stands before a row of bases, as in crosstabs: `Base: all respondents`.
pub fn is_base(text: &str) -> bool {
    let words = words(text);
    let begins = words.first().is_some_and(|w| w == "base" || w == "bases");
    !text.contains('?') && words.len() <= LONGEST_NAME && (begins || is(&words, BASES))
}

/// Whether a text names everybody, and no part of them.
pub fn is_everybody(text: &str) -> bool {
    let words = words(text);
    let all = [
        "all",
        "total",
        "overall",
        "everyone",
        "everybody",
        "combined",
        "grand",
        "both",
        "patients",
        "people",
        "respondents",
        "responses",
        "strands",
        "groups",
        "types",
        "n",
    ];
    !words.is_empty()
        && words.iter().all(|w| all.contains(&w.as_str()))
        && words
            .iter()
            .any(|w| !["patients", "people", "n"].contains(&w.as_str()))
}

/// Whether a text names a whole country or group of hospitals.
pub fn is_national(text: &str) -> bool {
    let words = words(text);
    words.len() <= 5 && any(&words, NATIONAL)
}

/// The strand that a text names: the words of the programme for its two, else the text itself.
pub fn strand(text: &str) -> String {
    let small = text.to_lowercase();
    if small.contains("secondary") || small.contains("metasta") {
        return "secondary".to_owned();
    }
    if small.contains("primary") {
        return "primary".to_owned();
    }
    text.trim().to_owned()
}

/// Whether a text names one of the strands that the programme always has.
pub fn is_known_strand(text: &str) -> bool {
    let small = text.to_lowercase();
    small.contains("secondary") || small.contains("metasta") || small.contains("primary")
}

/// Whether a word says what is counted, or nothing at all, and not whose it is.
fn is_filling(word: &str) -> bool {
    let is_in = |list: &[&str]| {
        list.iter()
            .any(|phrase| phrase.split(' ').any(|w| w == word))
    };
    FILL.contains(&word) || is_in(PERCENTS) || is_in(COUNTS) || is_in(BASES)
}

/// Reads a header.
pub fn read(text: &str) -> Header {
    let base = base_in(text);
    let text = without_base(text);
    let (period, rest) = match period(&text) {
        Some(period) => (Some(period), String::new()),
        None => split_period(&text),
    };
    let all = words(&rest);
    let what = says(&all, period.is_some());
    // Filling is taken off at both ends only: of "65 and over" nothing goes.
    let is_fill = |word: &&str| {
        let tokens = words(word);
        tokens.iter().all(|w| is_filling(w))
    };
    let spaced: Vec<&str> = rest.split_whitespace().collect();
    let first = spaced
        .iter()
        .position(|w| !is_fill(w))
        .unwrap_or(spaced.len());
    let last = spaced
        .iter()
        .rposition(|w| !is_fill(w))
        .map_or(0, |at| at + 1);
    let left: Vec<&str> = spaced
        .get(first..last)
        .unwrap_or_default()
        .iter()
        .map(|w| w.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '-' | '\u{2013}' | '|')))
        .filter(|w| !w.is_empty())
        .collect();
    let left = left.join(" ");
    let left = left.trim_matches(['(', '[', ']', ' ']);
    let left = if left.contains('(') {
        left
    } else {
        left.trim_end_matches(')')
    };
    let adjusted = [
        "weighted",
        "adjusted",
        "casemix",
        "case mix",
        "standardised",
        "standardized",
    ];
    Header {
        what,
        period,
        rest: left.to_owned(),
        is_adjusted: any(&all, &adjusted),
        is_percent: any(&all, &["%", "percent", "percentage", "per cent", "pct"]),
        is_earlier: any(&all, EARLIER) && !any(&all, &["change", "difference", "since"]),
        is_place: any(&words(&text), PLACES),
        is_of_questions: any(&all, &["question", "measure", "indicator", "item"]),
        base,
        all,
    }
}

/// The meanings of words, the more telling first.
fn says(words: &[String], has_period: bool) -> Option<Says> {
    let percent = any(words, PERCENTS);
    let ends = |list: &[&str]| list.iter().any(|w| has(words, w));
    let ranged = any(words, &["expected", "range"]);
    if ranged && !any(words, &["confidence", "ci"]) {
        let low = ends(&["lower", "low", "minimum", "min", "from", "begins", "start"]);
        let high = ends(&[
            "upper", "high", "higher", "maximum", "max", "to", "ends", "end",
        ]);
        return match (low, high) {
            (true, false) => Some(Says::Is(ColumnContent::Lower)),
            (false, true) => Some(Says::Is(ColumnContent::Upper)),
            _ if words.len() <= 6 => Some(Says::Is(ColumnContent::Range)),
            _ => None,
        };
    }
    if any(words, &["confidence", "ci"]) {
        return Some(Says::Other);
    }
    // Names of what a row is of, which are short.
    if words.len() <= 6 {
        for (list, what) in [
            (HOSPITAL_CODES, Says::HospitalCode),
            (CODES, Says::Is(ColumnContent::Code)),
            (QUESTIONS, Says::Is(ColumnContent::Question)),
            (ANSWERS, Says::Is(ColumnContent::Answer)),
            (HOSPITALS, Says::Is(ColumnContent::Hospital)),
            (THEMES, Says::Is(ColumnContent::Theme)),
            (STRANDS, Says::Strand),
            (PERIODS, Says::Period),
        ] {
            if is(words, list) && !(has_period && what == Says::Period) {
                return Some(what);
            }
        }
    }
    let is_of_base =
        is(words, BASES) || any(words, &["base", "sample", "respondents", "denominator"]);
    if is_national_words(words) {
        return Some(if is_of_base && !percent {
            Says::Other
        } else {
            Says::Is(ColumnContent::National)
        });
    }
    if any(words, NO_ANSWER) && words.len() <= LONGEST_NAME {
        return Some(Says::NoAnswer);
    }
    let has_sign = any(words, &["%", "percent", "percentage", "per cent", "pct"]);
    if any(words, SCALES) && !has_sign && words.len() <= LONGEST_NAME {
        return Some(Says::Scale);
    }
    let is_no = has_sign
        && words
            .iter()
            .all(|w| w == "no" || PERCENTS.contains(&w.as_str()));
    if any(words, OTHER) || (is_no && has(words, "no")) {
        return Some(Says::Other);
    }
    if is(words, &["response", "responses"]) {
        return Some(Says::Responses);
    }
    if is(words, &["number", "num", "no of", "how many"]) {
        return Some(Says::Number);
    }
    if percent {
        return Some(Says::Is(ColumnContent::Percentage));
    }
    if any(words, &["base", "denominator"]) || is(words, BASES) {
        return Some(Says::Is(ColumnContent::Base));
    }
    // A question of many words may hold any of the rest.
    if words.len() > LONGEST_NAME {
        return None;
    }
    if any(words, COUNTS) {
        return Some(Says::Is(ColumnContent::Count));
    }
    let base = [
        "n",
        "respondents",
        "responses",
        "answered",
        "total",
        "sample",
        "completed surveys",
        "number of patients",
        "number of people",
        "scored",
    ];
    if any(words, &base) {
        return Some(Says::Is(ColumnContent::Base));
    }
    has(words, "number").then_some(Says::Number)
}

fn is_national_words(words: &[String]) -> bool {
    any(words, NATIONAL)
}

/// The base that a header names, as in `(n=131)` or `Base: 131`.
fn base_in(text: &str) -> Option<u32> {
    let (_, _, number) = base_spot(text)?;
    Some(number)
}

/// The place of a base in a header, from and to, and the base.
fn base_spot(text: &str) -> Option<(usize, usize, u32)> {
    let small = text.to_ascii_lowercase();
    for (at, _) in small.char_indices() {
        let Some(rest) = small.get(at..) else {
            continue;
        };
        let begins = at == 0
            || small
                .get(..at)
                .is_some_and(|b| b.ends_with(|c: char| !c.is_alphanumeric()));
        if !begins {
            continue;
        }
        let after = ["n", "base"].iter().find_map(|w| {
            let after = rest.strip_prefix(w)?.trim_start();
            let after = after.strip_prefix(['=', ':'])?.trim_start();
            Some(after)
        });
        let Some(after) = after else {
            continue;
        };
        let digits: String = after
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == ',')
            .collect();
        if let Some(number) = cell::number(&digits).and_then(cell::Printed::whole) {
            let to = small.len() - after.len() + digits.len();
            return Some((at, to, number));
        }
    }
    None
}

fn without_base(text: &str) -> String {
    let Some((from, to, _)) = base_spot(text) else {
        return text.to_owned();
    };
    let before = text.get(..from).unwrap_or_default();
    let after = text.get(to..).unwrap_or_default();
    let before = before.trim_end().trim_end_matches(['(', '[', ',', ';']);
    let after = after.trim_start().trim_start_matches([')', ']']);
    format!("{before} {after}").trim().to_owned()
}

/// A text without the base in it, and the base: `Told about the wait (n=131)`.
pub fn apart(text: &str) -> Option<(String, u32)> {
    let base = base_in(text)?;
    let rest = without_base(text);
    (!rest.is_empty()).then_some((rest, base))
}

/// What a published figure is called: its header without the words that say that it is a percentage.
pub fn label(text: &str) -> String {
    let fill = [
        "%",
        "percent",
        "percentage",
        "per",
        "cent",
        "score",
        "scores",
        "positive",
        "(%)",
        "result",
        "results",
        "of",
        "figure",
    ];
    let kept: Vec<&str> = text
        .split_whitespace()
        .map(|w| w.trim_matches([',', ';', ':', '-', '\u{2013}', '(', ')']))
        .filter(|w| !w.is_empty() && !fill.contains(&w.to_lowercase().as_str()))
        .collect();
    let label = kept.join(" ");
    if label.is_empty() {
        return "National".to_owned();
    }
    let mut chars = label.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(text: &str) -> Option<Says> {
        read(text).what
    }

    #[test]
    fn headers_say_what_a_column_holds() {
        let is = |what| Some(Says::Is(what));
        for (text, expected) in [
            ("Question", is(ColumnContent::Question)),
            ("Question text", is(ColumnContent::Question)),
            ("HCAHPS Question", is(ColumnContent::Question)),
            ("Q no.", is(ColumnContent::Code)),
            ("Question number", is(ColumnContent::Code)),
            ("Base", is(ColumnContent::Base)),
            ("n", is(ColumnContent::Base)),
            ("Number of responses (n)", is(ColumnContent::Base)),
            ("Number of Completed Surveys", is(ColumnContent::Base)),
            ("Unweighted base", is(ColumnContent::Base)),
            ("Total", is(ColumnContent::Base)),
            ("%", is(ColumnContent::Percentage)),
            ("% positive", is(ColumnContent::Percentage)),
            ("Positive (%)", is(ColumnContent::Percentage)),
            ("Case mix adjusted score", is(ColumnContent::Percentage)),
            ("HCAHPS Answer Percent", is(ColumnContent::Percentage)),
            ("Percentage of respondents", is(ColumnContent::Percentage)),
            ("Positive", is(ColumnContent::Count)),
            ("Number positive", is(ColumnContent::Count)),
            ("Count", is(ColumnContent::Count)),
            ("England 2025", is(ColumnContent::National)),
            ("National average score", is(ColumnContent::National)),
            ("National base", Some(Says::Other)),
            ("Lower expected range", is(ColumnContent::Lower)),
            ("Upper limit of expected range", is(ColumnContent::Upper)),
            ("Expected range - from", is(ColumnContent::Lower)),
            ("Expected range - to", is(ColumnContent::Upper)),
            ("Expected range", is(ColumnContent::Range)),
            ("Lower confidence limit", Some(Says::Other)),
            ("Lower limit", Some(Says::Other)),
            ("95% CI upper", Some(Says::Other)),
            ("Response rate", Some(Says::Other)),
            ("% negative", Some(Says::Other)),
            ("Trust name", is(ColumnContent::Hospital)),
            ("Trust code", Some(Says::HospitalCode)),
            ("Strand", Some(Says::Strand)),
            ("Patient group", Some(Says::Strand)),
            ("Year", Some(Says::Period)),
            ("Section", is(ColumnContent::Theme)),
            ("Responses", Some(Says::Responses)),
            ("Answer", is(ColumnContent::Answer)),
            (
                "Were you told how long you would have to wait to be seen?",
                None,
            ),
        ] {
            assert_eq!(what(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_left_of_a_header_says_whose_it_is() {
        for (text, period, rest) in [
            ("Primary %", None, "Primary"),
            ("% Secondary 2023", Some("2023"), "Secondary"),
            (
                "Secondary breast cancer (n)",
                None,
                "Secondary breast cancer",
            ),
            ("2026", Some("2026"), ""),
            ("Number of responses", None, ""),
            ("Our trust % positive", None, ""),
        ] {
            let header = read(text);
            assert_eq!(
                (header.period.as_deref(), header.rest.as_str()),
                (period, rest),
                "{text}"
            );
        }
        assert_eq!(read("Primary (n=131)").base, Some(131));
        assert_eq!(read("Primary (n=1,131)").rest, "Primary");
        assert_eq!(read("Base: 22").base, Some(22));
        assert!(read("Weighted %").is_adjusted);
        assert!(!read("Unweighted %").is_adjusted);
        assert_eq!(label("England 2025 (%)"), "England 2025");
        assert!(is_everybody("All patients") && !is_everybody("Patients with lymphoma"));
    }
}
