//! Finds full dates, dates of birth, and ages that few people reach.
//!
//! A birthday looks like any other date, so every date with a day and a month is marked. A month, a weekday or a time alone
//! identifies nobody.

use super::{
    Marked,
    lexicon::{self, WordClass},
    patterns::{LazyPatterns, Patterns, identifying_part, text_before, word_after},
};
use crate::domain::findings::CommentMark::{self, Age, Date};

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januray|febuary|feburary|septmber|ocotber|novemeber|decmber)";
const DAY: &str = r"(?:0?[1-9]|[12]\d|3[01])";
const ORDINAL: &str = r"(?:(?:twenty|thirty)[ \-]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";
const YEAR: &str = r"(?:,?\s*(?:in\s+)?(?:19|20)\d\d|,?\s*'\d\d|\s\d\d(?:[.,;)]|$))";
const FEAST: &str = r"(?:christmas(?: day| eve)?|boxing day|new year'?s?(?: day| eve)?|easter(?: sunday| monday)?|good friday|halloween|valentine'?s day|bonfire night|guy fawkes(?: night)?|st \w+'s day|may day)";

/// Ages from ninety, in digits or words.
const OLD: &str = r"(?:9\d|1[01]\d|ninety(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one) hundred(?: and (?:one|two|three|four|five|six|seven|eight|nine|ten))?)";

fn pattern_sources() -> Vec<(CommentMark, String)> {
    vec![
        // 0: 5 June, 2nd of April 2024, 5apr1950, the 17th January.
        (Date, format!(r"(?i)\b{DAY}(?:\s*(?:st|nd|rd|th))?\s*(?:day\s+)?(?:of\s+)?(?:the\s+month\s+of\s+)?{MONTH}(?:\b|(?:19|20)\d\d){YEAR}?")),
        // 1: second of April, the twenty-third of October.
        (Date, format!(r"(?i)\b{ORDINAL}\s+(?:day\s+)?(?:of\s+)?{MONTH}\b{YEAR}?")),
        // 2: June 21st, March 3, 2025, July the fourth.
        (Date, format!(r"(?i)\b{MONTH}\.?\s+(?:the\s+)?(?:{DAY}(?:st|nd|rd|th)|{ORDINAL})\b{YEAR}?")),
        (Date, format!(r"(?i)\b{MONTH}\.?\s+{DAY},?\s+(?:19|20)\d\d\b")),
        // 4: June 21 with a capital letter, where nothing is counted.
        (Date, r"\b(?:J(?:an(?:uary)?|une?|uly?)|Feb(?:ruary)?|March|Apr(?:il)?|May|Aug(?:ust)?|Sept(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\s+(?:0?[1-9]|[12]\d|3[01])\b".to_owned()),
        // 5: figures.
        (Date, r"\b(?:0?[1-9]|[12]\d|3[01])\s?([/.\-\u{2013}])\s?(?:0?[1-9]|1[0-2])\s?[/.\-\u{2013}]\s?(?:(?:19|20)\d\d|\d\d)\b".to_owned()),
        (Date, r"\b(?:19|20)\d\d[\-/.](?:0?[1-9]|1[0-2])[\-/.](?:0?[1-9]|[12]\d|3[01])\b".to_owned()),
        (Date, r"\b(?:0?[1-9]|1[0-2])[/.\-](?:1[3-9]|2\d|3[01])[/.\-](?:(?:19|20)\d\d|\d\d)\b".to_owned()),
        // 8: a day and a month where something says that it is a day.
        (Date, r"(?i)\b(?:on|dated|since|until|till|from|appt|appointment|seen|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s+(?:the\s+)?(\d{1,2}/\d{1,2})\b".to_owned()),
        // 9: of birth.
        (Date, r"(?i)\b(?:d\.?\s?o\.?\s?b\.?|date of birth|birth ?day|birthdate|birth date)\b[\s:.=,\-]*(?:is|was|of|on|as|the|:|\s)*\s*(\d{1,2}(?:st|nd|rd|th)?[\s/.\-]+(?:\d{1,2}|[a-z]{3,9})[\s/.\-]+\d{2,4}|\d{6,8}|(?:19|20)\d\d)\b".to_owned()),
        // 10
        (Date, format!(r"(?i)\bborn\b[^.!?\n]{{0,18}}?\b((?:(?:{MONTH}|{FEAST}|{ORDINAL}|{DAY}(?:st|nd|rd|th)?)\W+(?:of\W+)?){{0,2}}(?:19|20)\d\d)\b")),
        // 11
        (Date, format!(r"(?i)\b{FEAST}\W+(?:of\s+|in\s+)?(?:19|20)\d\d\b")),
        // 12: born in 61.
        (Date, r"(?i)\bborn (?:in|on|the)?\s*(?:'|\u{2019})?(\d\d)\b".to_owned()),
        // 13: I am 104, she is ninety-two, aged 93.
        (Age, format!(r"(?i)\b(?:aged?(?: of)?|i am|i'm|im|i was|i will be|i'll be|i turned?|i turn|she is|she's|shes|she was|she will be|he is|he's|hes|he was|he will be|who is|who's|who was|is|was|be|turned|turning|turns|nearly|almost|just|over|now|approaching|reached|at|being|at the age of|woman of|man of|lady of|gentleman of|patient of|mother of|father of|and i am|still here at|even at)\s+(?:now |nearly |almost |only |just |over |about |still |already )?({OLD})\b")),
        // 14: 94 year old, 92 yr old, 96yo.
        (Age, format!(r"(?i)\b({OLD})(?:\s*|-)(?:(?:year|yr|yrs|years|y)(?:\s*|-)(?:old|olds|young|of age|o)\b|y/?o\b|years? and)")),
        // 15: in brackets or between commas behind a person.
        (Age, format!(r"(?i)\b(?:dad|mum|mam|mom|mother|father|nan|nana|gran|granny|grandma|grandad|granddad|grandfather|grandmother|husband|wife|aunt|auntie|aunty|uncle|partner|sister|brother|friend|neighbour|lady|man|woman|gentleman|patient|me|i|person|in-law)\s*(?:,|\(|-|–|is|was|:)\s*(?:age |aged |at |who is |now |nearly |i'm |is )*({OLD})\b")),
        // 16: birthdays.
        (Age, r"(?i)\b((?:9\d|1[01]\d)(?:st|nd|rd|th)|(?:ninet(?:y[ \-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|ieth))|(?:one )?hundredth)\s+(?:birthday|year|summer|christmas)\b".to_owned()),
        (Age, r"(?i)\b(?:centenarian|nonagenarian|telegram from the (?:king|queen)|in (?:my|her|his) (?:mid |late |early )?(?:nineties|90'?s))\b".to_owned()),
        // 18: a bracket with an age alone.
        (Age, format!(r"(?i)\(\s*(?:i am |i'm |aged? )?({OLD})\s*(?:!|years?|yrs?|y)*\s*\)")),
        // 19: 9th of the 11th 2022.
        (Date, format!(r"(?i)\b{DAY}(?:st|nd|rd|th)\s+of\s+the\s+(?:0?[1-9]|1[0-2])(?:st|nd|rd|th)\b{YEAR}?")),
    ]
}

static PATTERNS: LazyPatterns = LazyPatterns::new(|| Patterns::new(&pattern_sources()));

pub(super) fn find(text: &str, found: &mut Vec<Marked>) {
    PATTERNS.find(text, found, |nth, captures| {
        let (from, mut to) = if nth == 5 {
            let whole = captures.get(0)?;
            (whole.start(), whole.end())
        } else {
            identifying_part(captures)?
        };
        let said = text.get(from..to)?;
        if nth < 5 {
            to = from + said.trim_end_matches([',', '.', ';', ')', ' ']).len();
        }
        let keeps = match nth {
            0 => is_day(text, from, to, said),
            4 => !is_counted(text, to),
            8 => is_day_and_month(said),
            13 | 15 | 18 => {
                !is_counted(text, to)
                    && !is_measured(text, from, to)
                    && !is_whole(text, from, to, said)
            }
            _ => true,
        };
        keeps.then_some((from, to))
    });
}

/// True for a date. "5 may be", "2 mar" and "I waited 3 sept" look alike: a month that is also a word needs more than a
/// number.
fn is_day(text: &str, from: usize, to: usize, said: &str) -> bool {
    let lower = said.to_lowercase();
    let sure = lower.contains("of")
        || lower.contains("st ")
        || lower.contains("nd ")
        || lower.contains("rd ")
        || lower.contains("th ")
        || lower.bytes().filter(u8::is_ascii_digit).count() > 2;
    if text_before(text, from, 2).ends_with(['.', '/', '£', ':'])
        && text_before(text, from, 3)
            .chars()
            .any(|c| c.is_ascii_digit())
    {
        return false;
    }
    if sure {
        return true;
    }
    let month: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let has_capital = said.chars().any(char::is_uppercase);
    let next = word_after(text, to);
    let verb = [
        "be", "have", "not", "need", "well", "i", "never", "also", "only",
    ]
    .contains(&next.as_str());
    match month.as_str() {
        "may" | "march" | "mar" => has_capital && !verb,
        _ => !verb || has_capital,
    }
}

/// True for a hundred that is no age, as in "I am 100 happy", and for a blood pressure, "200 over 107".
fn is_whole(text: &str, from: usize, to: usize, said: &str) -> bool {
    let next = word_after(text, to);
    let lead = text_before(text, from, 12).to_lowercase();
    let ends = text.get(to..).is_none_or(|rest| !rest.starts_with(' '))
        || next.is_empty()
        || matches!(
            next.as_str(),
            "and"
                | "years"
                | "year"
                | "yrs"
                | "now"
                | "in"
                | "but"
                | "with"
                | "this"
                | "next"
                | "old"
                | "so"
                | "today"
                | "or"
        );
    (matches!(said, "100") || said.contains("hundred")) && !ends
        || lead.contains("over ") && lead.chars().any(|c| c.is_ascii_digit())
}

fn is_day_and_month(said: &str) -> bool {
    let mut parts = said.split('/').filter_map(|p| p.parse::<u8>().ok());
    let (Some(day), Some(month)) = (parts.next(), parts.next()) else {
        return false;
    };
    // Scores are out of five or ten, and 24/7 is no date.
    (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && !(month == 10 && day <= 10)
        && !(month == 5 && day <= 5)
        && !(day == 24 && month == 7)
}

fn is_counted(text: &str, to: usize) -> bool {
    let next = word_after(text, to);
    let unit = next.trim_end_matches(|c: char| c.is_ascii_digit());
    next.starts_with('%')
        || (lexicon::classes(unit).has(WordClass::Counted)
            && !matches!(
                unit,
                "year" | "years" | "yr" | "yrs" | "and" | "out" | "or" | "more"
            ))
        || text
            .get(to..)
            .unwrap_or_default()
            .starts_with(['/', '%', ':', '°'])
        || text.get(to..).is_some_and(|rest| {
            let mut rest = rest.chars();
            matches!(rest.next(), Some('.' | ',' | '-' | '\u{2013}'))
                && rest.next().is_some_and(|c| c.is_ascii_digit())
        })
}

/// True for a measurement: "It was 95 in the shade", "a wait of over 100", "score is 98".
fn is_measured(text: &str, from: usize, to: usize) -> bool {
    let lead = text_before(text, from, 28).to_lowercase();
    let measure = [
        "it is",
        "it was",
        "it's",
        "there is",
        "there was",
        "there were",
        "wait",
        "number",
        "score",
        "scored",
        "pulse",
        "pressure",
        "temp",
        "oxygen",
        "sats",
        "weigh",
        "bmi",
        "costs",
        "cost",
        "paid",
        "charge",
        "room",
        "ward",
        "bed",
        "bay",
        "seat",
        "queue",
        "page",
        "bus",
        "£",
        "list",
        "percent",
        "level",
        "about over",
        "speed",
        "doing",
        "took",
        "of over",
    ];
    let next = word_after(text, to);
    measure.iter().any(|m| lead.contains(m))
        && !matches!(next.as_str(), "year" | "years" | "yr" | "yrs")
        || matches!(next.as_str(), "in" if lead.contains("it "))
        || next == "percent"
}

#[cfg(test)]
pub(super) fn all_compile() -> bool {
    PATTERNS.all_compile(pattern_sources().len())
}
