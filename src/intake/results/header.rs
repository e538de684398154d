//! Parses a header of a table of results: the role of its column, its period, and the remaining words, which may name a
//! strand.

#[cfg(test)]
mod tests;
mod vocabulary;

use crate::domain::codebook::{ColumnContent, period, split_period};

use self::vocabulary::{
    ANSWERS, BASES, CODES, COUNTS, EARLIER, FILL, HOSPITAL_CODES, HOSPITALS, NATIONAL, NO_ANSWER,
    OTHER, PERCENTS, PERIODS, PLACES, QUESTIONS, SCALES, STRANDS, THEMES,
};
use super::cell;

/// A parsed header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of its own that a header may have"
)]
pub struct ResultHeader {
    /// Role of the column, if a word names it.
    pub what: Option<HeaderMeaning>,
    /// Period named in it.
    pub period: Option<String>,
    /// Remaining words: a strand, or nothing of use.
    pub rest: String,
    /// True if it says that its numbers are weighted or adjusted.
    pub is_adjusted: bool,
    /// True if it says "percent" or has its sign.
    pub is_percent: bool,
    /// True if it mentions questions.
    pub is_of_questions: bool,
    /// True if it refers to an earlier survey without its period: `Last year %`.
    pub is_earlier: bool,
    /// True if it names a hospital, ward or other place.
    pub is_place: bool,
    /// Base given in the header itself, as in `Primary (n=131)`.
    pub base: Option<u32>,
    /// Words in small letters.
    all: Vec<String>,
}

impl ResultHeader {
    /// Words of the header, in small letters.
    pub fn words(&self) -> &[String] {
        &self.all
    }
}

/// Meaning of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderMeaning {
    /// A role of the codebook.
    Is(ColumnContent),
    /// The strand of a row.
    Strand,
    /// The period of a row.
    Period,
    /// Code of a hospital, or other details beside its name.
    HospitalCode,
    /// `Responses`: a base over numbers, an answer over words.
    Responses,
    /// `Number`: a base, or a count beside one.
    Number,
    /// People who did not answer.
    NoAnswer,
    /// Score or mean on some scale, which is no percentage: `Score out of 10`.
    Scale,
    /// Nothing that a finding is made of, such as a confidence interval.
    Other,
}

/// Maximum number of words in a column name; longer headers are questions.
const LONGEST_NAME: usize = 8;

/// Splits a text into words, in small letters; `%` is a word.
pub fn words(text: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        match c {
            // A word of its own, since "%positive" and "% positive" are one header.
            '%' => spaced.push_str(" % "),
            c if c.is_alphanumeric() => spaced.push(c),
            // "# of responses" is a way to write "number of"; as a letter it would make a word nobody lists.
            _ => spaced.push(' '),
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// True if the words contain a phrase.
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

/// True if the words are one of the phrases, apart from filler.
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

/// True for a label of a row of bases, as in crosstabs: `Base: all respondents`.
pub fn is_base(text: &str) -> bool {
    let words = words(text);
    // "Based on 131 people" begins otherwise; "Base: all who stayed a night" is a base whatever follows.
    let begins = words.first().is_some_and(|w| w == "base" || w == "bases");
    !text.contains('?') && words.len() <= LONGEST_NAME && (begins || is(&words, BASES))
}

/// True if a text names everybody rather than a group.
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

/// True if a text names a country or a group of hospitals.
pub fn is_national(text: &str) -> bool {
    let words = words(text);
    // A hospital may have "National" or "England" in a long name.
    words.len() <= 5 && any(&words, NATIONAL)
}

/// Strand named by a text: `primary`, `secondary`, or the text itself.
pub fn strand_name(text: &str) -> String {
    let small = text.to_lowercase();
    // Before "primary": "secondary (not primary)" is a label that occurs.
    if small.contains("secondary") || small.contains("metasta") {
        return "secondary".to_owned();
    }
    if small.contains("primary") {
        return "primary".to_owned();
    }
    text.trim().to_owned()
}

/// True if a text names primary or secondary disease.
pub fn is_known_strand(text: &str) -> bool {
    let small = text.to_lowercase();
    small.contains("secondary") || small.contains("metasta") || small.contains("primary")
}

/// True for a word that says what is counted, and not of whom.
fn is_filling(word: &str) -> bool {
    let is_in = |list: &[&str]| {
        list.iter()
            .any(|phrase| phrase.split(' ').any(|w| w == word))
    };
    FILL.contains(&word) || is_in(PERCENTS) || is_in(COUNTS) || is_in(BASES)
}

/// Parses a header.
pub fn parse_header(text: &str) -> ResultHeader {
    let base = base_in(text);
    let text = without_base(text);
    let (period, rest) = match period(&text) {
        Some(period) => (Some(period), String::new()),
        None => split_period(&text),
    };
    let all = words(&rest);
    // From the words without period and base, or "2025" and "131" would count against the length of a name.
    let what = meaning(&all, period.is_some());
    // Filler is removed at the ends only, so that "65 and over" stays whole.
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
    ResultHeader {
        what,
        period,
        rest: left.to_owned(),
        is_adjusted: any(&all, &adjusted),
        is_percent: any(&all, &["%", "percent", "percentage", "per cent", "pct"]),
        // "Change since last year" is a difference and no result of last year.
        is_earlier: any(&all, EARLIER) && !any(&all, &["change", "difference", "since"]),
        is_place: any(&words(&text), PLACES),
        is_of_questions: any(&all, &["question", "measure", "indicator", "item"]),
        base,
        all,
    }
}

/// Meaning of some words; the more specific rules come first.
fn meaning(words: &[String], has_period: bool) -> Option<HeaderMeaning> {
    let percent = any(words, PERCENTS);
    let ends = |list: &[&str]| list.iter().any(|w| has(words, w));
    // An expected range is a benchmark that the hospital is held against; a confidence interval only says how exact the
    // sample is, so it is dropped below.
    let ranged = any(words, &["expected", "range"]);
    if ranged && !any(words, &["confidence", "ci"]) {
        let low = ends(&["lower", "low", "minimum", "min", "from", "begins", "start"]);
        let high = ends(&[
            "upper", "high", "higher", "maximum", "max", "to", "ends", "end",
        ]);
        return match (low, high) {
            (true, false) => Some(HeaderMeaning::Is(ColumnContent::Lower)),
            (false, true) => Some(HeaderMeaning::Is(ColumnContent::Upper)),
            // With both words the cell holds both ends.
            _ if words.len() <= 6 => Some(HeaderMeaning::Is(ColumnContent::Range)),
            _ => None,
        };
    }
    if any(words, &["confidence", "ci"]) {
        return Some(HeaderMeaning::Other);
    }
    // Names of columns are short.
    if words.len() <= 6 {
        for (list, what) in [
            (HOSPITAL_CODES, HeaderMeaning::HospitalCode),
            (CODES, HeaderMeaning::Is(ColumnContent::Code)),
            (QUESTIONS, HeaderMeaning::Is(ColumnContent::Question)),
            (ANSWERS, HeaderMeaning::Is(ColumnContent::Answer)),
            (HOSPITALS, HeaderMeaning::Is(ColumnContent::Hospital)),
            (THEMES, HeaderMeaning::Is(ColumnContent::Theme)),
            (STRANDS, HeaderMeaning::Strand),
            (PERIODS, HeaderMeaning::Period),
        ] {
            // "Year 2025" is a column of 2025, not a column of years.
            if is(words, list) && !(has_period && what == HeaderMeaning::Period) {
                return Some(what);
            }
        }
    }
    let is_of_base =
        is(words, BASES) || any(words, &["base", "sample", "respondents", "denominator"]);
    if is_national_words(words) {
        // The base of the national figure is of no use: no change or margin is worked out for it.
        return Some(if is_of_base && !percent {
            HeaderMeaning::Other
        } else {
            HeaderMeaning::Is(ColumnContent::National)
        });
    }
    if any(words, NO_ANSWER) && words.len() <= LONGEST_NAME {
        return Some(HeaderMeaning::NoAnswer);
    }
    let has_sign = any(words, &["%", "percent", "percentage", "per cent", "pct"]);
    if any(words, SCALES) && !has_sign && words.len() <= LONGEST_NAME {
        return Some(HeaderMeaning::Scale);
    }
    // "% No" is the share of an answer that is hardly the good one.
    let is_no = has_sign
        && words
            .iter()
            .all(|w| w == "no" || PERCENTS.contains(&w.as_str()));
    if any(words, OTHER) || (is_no && has(words, "no")) {
        return Some(HeaderMeaning::Other);
    }
    if is(words, &["response", "responses"]) {
        return Some(HeaderMeaning::Responses);
    }
    if is(words, &["number", "num", "no of", "how many"]) {
        return Some(HeaderMeaning::Number);
    }
    if percent {
        return Some(HeaderMeaning::Is(ColumnContent::Percentage));
    }
    if any(words, &["base", "denominator"]) || is(words, BASES) {
        return Some(HeaderMeaning::Is(ColumnContent::Base));
    }
    // A long question may contain any of the words below.
    if words.len() > LONGEST_NAME {
        return None;
    }
    if any(words, COUNTS) {
        return Some(HeaderMeaning::Is(ColumnContent::Count));
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
        return Some(HeaderMeaning::Is(ColumnContent::Base));
    }
    has(words, "number").then_some(HeaderMeaning::Number)
}

fn is_national_words(words: &[String]) -> bool {
    any(words, NATIONAL)
}

/// Base in a header such as `(n=131)` or `Base: 131`.
fn base_in(text: &str) -> Option<u32> {
    let (_, _, number) = base_spot(text)?;
    Some(number)
}

/// Byte range of the base in a header, and its value.
fn base_spot(text: &str) -> Option<(usize, usize, u32)> {
    let small = text.to_ascii_lowercase();
    for (at, _) in small.char_indices() {
        let Some(rest) = small.get(at..) else {
            continue;
        };
        // "Region: 5" ends with an n and a colon.
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
        if let Some(number) = cell::number(&digits).and_then(cell::PrintedNumber::whole) {
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

/// Splits a base off a text: `Told about the wait (n=131)`.
pub fn split_base(text: &str) -> Option<(String, u32)> {
    let base = base_in(text)?;
    let rest = without_base(text);
    (!rest.is_empty()).then_some((rest, base))
}

/// Label of a published figure: its header without words for percentages.
pub fn figure_label(text: &str) -> String {
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
