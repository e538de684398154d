//! Finds numbers that identify people: NHS, hospital and complaint numbers, and telephone numbers.
//!
//! A label decides before a check digit does: people mistype their numbers, which identify them all the same.

use super::{
    Marked,
    patterns::{LazyPatterns, Patterns, digits, identifying_part, text_before, word_after},
};
use crate::domain::findings::CommentMark::{Number, Phone};

/// Words before an identifying number.
const LABEL: &str = r"(?i:\b(?:n\.?\s?h\.?\s?s\.?(?:\s*(?:no|num|number|nr|id|#))?|(?:hosp|hospital|unit|patient|clinic|mrn|chi|urn|crn|pid|h&c|k|x|a&e|casualty|district|case|incident|crew|complaint|complaints|ticket|job|booking|appointment|appt|referral|record|records|file|notes?|account|datix|pals|ombudsman|claim|insurance|national insurance|ni|passport|policy|membership|order|serial|badge|staff|licen[cs]e|wristband|respondent|study|trial|sample|specimen|lab|request|barcode)[.:,]?\s*(?:no|nos|num|number|numbers|nr|id|ref|reference|code|#),?|(?:mrn|chi|urn|datix|refs?|reference|id|hospital|pals|case|incident|complaint|ticket|claim|order|label(?:led)?|barcode|wristband)(?:\s*(?:no|number|ref|code))?))";

/// Parts of a code: letters, digits and separators.
const CODE: &str = r"[A-Za-z]{0,5}\d[A-Za-z0-9]*(?:[ .\-/]{1,2}(?:[A-Z]{0,3}\d[A-Za-z0-9]*|[A-Z]\b))*|[A-Z]{1,6}(?:[ .\-/]{1,2}[A-Z]{0,5}\d[A-Za-z0-9]*)+(?:[ .\-/](?:[A-Z]{0,3}\d[A-Za-z0-9]*|[A-Z]\b))*";

/// Digits spoken as words.
const SAID: &str = r"(?:oh|nought|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|double|triple|treble|o)";

fn pattern_sources() -> Vec<(crate::domain::findings::CommentMark, String)> {
    vec![
        // 0: after a label.
        (
            Number,
            format!(r"{LABEL}(?i:[\s.:=#\-]|\(|\b(?:is|was|are|it|its|it's|my|and|of|the|being|printed|given|quoted|number|no|reads|says|as|on|for|under|ends|ending|starts|starting|begins|in|with)\b){{0,12}}?\b({CODE})"),
        ),
        // 1: before a label.
        (
            Number,
            format!(r"\b({CODE})(?i:[\s,)]+(?:is|was|are|were|being|on|that|printed|the|my|what|it|says?|which|reads?|not|a|an|as|written|stands?|number|given|for)\b){{0,6}}[\s,(]+(?i:(?:nhs|hospital|unit|patient|case|reference|ref)\s*(?:no|num|number|id|ref)?\b|wrist\s?band|label|barcode|(?:my|her|his|our|the) (?:number|record|file|notes)\b)"),
        ),
        // 2: ten digits in any grouping, as the NHS uses, and longer ones.
        (Number, r"\b[1-9](?:[ .\-/]{0,2}\d){8,15}\b".to_owned()),
        // 3: six or more digits, with letters before or behind.
        (Number, r"\b(?:[A-Za-z]{1,4}-?|[A-Z]{1,3}[ /])?\d{6,}[A-Za-z]{0,2}\b".to_owned()),
        // 4: letters with five digits.
        (Number, r"\b(?:[A-Za-z]{1,3}-?|[A-Z]{1,3}[ /])\d{5}[A-Za-z]?\b".to_owned()),
        // 5: codes with hyphens or slashes.
        (Number, r"\b[A-Z]{2,6}[\-/]\d{3,}(?:[\-/][A-Za-z0-9]+)*\b|\b[A-Z]{2,6}/\d{2,}/[A-Za-z0-9]+(?:/\w+)*\b|\b[A-Z]?\d{2,4}[\-/]\d{4,}[A-Z]?\b".to_owned()),
        // 6: a letter and digits in groups.
        (Number, r"\b[A-Z] \d{3} \d{3}\b".to_owned()),
        // 7: British telephone numbers in any grouping.
        (
            Phone,
            r"(?:\+\s?44\s?(?:\(0\))?|\b0044|\(0\d{2,5}\)|\b0)[ \-./]{0,2}(?:\d[ \-./]{0,2}){5,9}\d(?:\s*(?i:ext\.?|extn\.?|x|extension|option)\s*\d{1,6})?\b".to_owned(),
        ),
        // 8: foreign telephone numbers.
        (Phone, r"\+[1-9]\d{0,2}[ \-.]?\(?\d(?:[ \-.()]{0,2}\d){6,12}\b".to_owned()),
        // 9: an extension.
        (Phone, r"(?i)\b(?:ext|extn|extension|bleep|pager)\.?\s*(?:no\.?|number)?\s*:?\s*(\d{3,6})\b".to_owned()),
        // 10: local numbers after a label.
        (
            Phone,
            r"(?i)\b(?:tel|telephone|phone|mobile|mob|landline|ring|rang|ringing|call|called|calling|phoned|text|texted|helpline|number|line)\b[\s.:]*(?:(?:me|us|them|her|him|no|number|is|was|on|at|the|my|back|called)\b[\s.:,]*){0,4}(\d{3,4}[ \-.]?\d{3,4}(?:[ \-.]?\d{3,4})?)\b".to_owned(),
        ),
        // 11: spoken digits.
        (Phone, format!(r"(?i)\b{SAID}(?:[ ,\-]+{SAID}){{6,}}\b")),
    ]
}

static PATTERNS: LazyPatterns = LazyPatterns::new(|| Patterns::new(&pattern_sources()));

pub(super) fn find(text: &str, found: &mut Vec<Marked>) {
    PATTERNS.find(text, found, |nth, captures| {
        let (from, to) = identifying_part(captures)?;
        let code = text.get(from..to)?;
        let keeps = match nth {
            0 => digits(code) >= 4 && !is_years(code) && !is_counted(text, to, code),
            1 => digits(code) >= 5 && !is_years(code),
            2 => !is_years(code) && !is_series(code) && !is_money(text, from),
            3 | 4 => !is_money(text, from) && !is_measure(code) && !is_telephone(code),
            5 => !is_years(code),
            7 => digits(code) >= 9,
            10 => digits(code) >= 6 && !is_years(code),
            _ => true,
        };
        keeps.then_some((from, to))
    });
}

/// True for years: `2019 2020 2021`, `2019/20`.
fn is_years(code: &str) -> bool {
    let mut groups = code
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|g| !g.is_empty());
    groups.all(|g| {
        (g.len() == 4 && (g.starts_with("19") || g.starts_with("20")))
            || g.len() == 2 && digits(code) == 6
    })
}

/// True for counting: `1 2 3 4 5`.
fn is_series(code: &str) -> bool {
    let numbers: Vec<i64> = code
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|g| g.parse().ok())
        .collect();
    numbers.len() > 4
        && numbers.iter().zip(numbers.iter().skip(1)).all(|(a, b)| {
            let step = b - a;
            step == 1 || step == 10 || step == -1
        })
}

fn is_money(text: &str, from: usize) -> bool {
    text_before(text, from, 4)
        .trim_end()
        .ends_with(['£', '$', '€'])
}

/// True for a telephone number, which has patterns of its own.
fn is_telephone(code: &str) -> bool {
    code.starts_with('0') && (10..=11).contains(&digits(code))
}

/// True for an ordinal or an amount: `100000th`, `500000mg`.
fn is_measure(code: &str) -> bool {
    let lower = code.to_lowercase();
    ["th", "st", "nd", "rd", "mg", "ml", "km", "am", "pm"]
        .iter()
        .any(|unit| lower.ends_with(unit))
}

/// True for a count: `NHS 2000 people`.
fn is_counted(text: &str, to: usize, code: &str) -> bool {
    code.bytes().all(|b| b.is_ascii_digit())
        && code.len() < 6
        && super::lexicon::classes(&word_after(text, to)).has(super::lexicon::WordClass::Counted)
}

#[cfg(test)]
pub(super) fn all_compile() -> bool {
    PATTERNS.all_compile(pattern_sources().len())
}
