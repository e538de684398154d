//! What the answers of a column are. Who answered matters most: better a column too many taken for that than one too few.
//!
//! A header is believed only as far as the cells bear it out: "Did you know the name of your nurse?" is a question.

use super::{
    export::Kind,
    platform::Named,
    scale,
    table::{Answer, Column},
};

/// Cells that are looked at, at most.
const SAMPLE: usize = 400;

/// Whole headers of columns that say who answered.
const WHO: &[&str] = &[
    "id",
    "response id",
    "responseid",
    "respondent id",
    "respondentid",
    "record id",
    "study id",
    "participant id",
    "patient id",
    "pt id",
    "person id",
    "user id",
    "row id",
    "row index",
    "case id",
    "collector id",
    "unique id",
    "uuid",
    "guid",
    "token",
    "name",
    "full name",
    "first name",
    "last name",
    "surname",
    "forename",
    "given name",
    "family name",
    "name first",
    "name last",
    "your name",
    "patient name",
    "username",
    "user name",
    "email",
    "e mail",
    "email address",
    "e mail address",
    "mail",
    "phone",
    "telephone",
    "telephone 1",
    "mobile",
    "phone number",
    "telephone number",
    "mobile number",
    "contact number",
    "address",
    "home address",
    "street",
    "postcode",
    "post code",
    "zip",
    "zip code",
    "nhs number",
    "nhs no",
    "hospital number",
    "mrn",
    "chi number",
    "dob",
    "date of birth",
    "birth date",
    "birthday",
    "ip",
    "ip address",
    "ipaddress",
    "user agent",
    "latitude",
    "longitude",
    "locationlatitude",
    "locationlongitude",
    "gps",
    "device id",
    "signature",
    // As German exports say it.
    "nachname",
    "vorname",
    "geburtsdatum",
    "telefon",
    "anschrift",
    "adresse",
    "postleitzahl",
    "ip adresse",
    "antwort id",
];

/// Words in a header that say it, where the header is short.
const SAYS_WHO: &[&str] = &[
    "e mail",
    "email",
    "phone",
    "telephone",
    "mobile number",
    "postcode",
    "date of birth",
    "dob",
    "nhs number",
    "hospital number",
    "ip address",
    "last name",
    "first name",
    "surname",
    "next of kin",
    "nachname",
    "vorname",
    "geburtsdatum",
];

/// Answers that say that there is none.
const NOTHING: &[&str] = &["na", "n/a", "null", "none", "[not completed]", "-", "."];

/// What the answers of a column are, by its header and its cells.
pub fn of(named: &Named, column: &Column, rows: usize) -> Kind {
    if column.answered() == 0 {
        return Kind::Empty;
    }
    if named.kind == Some(Kind::Identifier) {
        return Kind::Identifier;
    }
    let cells = sample(column, rows);
    if cells.is_empty() {
        return Kind::Choice;
    }
    let opinions = column.answers().is_some_and(|a| is_opinion(a));
    if !opinions && (says_who(named) || cells_say_who(&cells)) {
        return Kind::Identifier;
    }
    if let Some(kind) = named.kind {
        return kind;
    }
    if most(&cells, is_date) {
        return Kind::Date;
    }
    let answers = column.answers().unwrap_or_default();
    if cells.iter().all(|c| is_number(c)) {
        return of_numbers(answers);
    }
    if is_option(named, answers) || is_several(&cells) {
        return Kind::Multiple;
    }
    if !answers.is_empty() && scale::propose_for(&named.question, answers).is_some() {
        return Kind::Scale;
    }
    if is_words(column, &cells) {
        return Kind::Text;
    }
    Kind::Choice
}

/// Some cells that say something, from the whole column.
fn sample(column: &Column, rows: usize) -> Vec<&str> {
    if let Some(answers) = column.answers()
        && answers.len() <= SAMPLE
    {
        let said = answers.iter().map(|a| a.text.as_str());
        return said.filter(|c| !is_nothing(c)).collect();
    }
    let step = (rows / (SAMPLE * 4)).max(1);
    let cells = (0..rows).step_by(step).map(|row| column.cell(row));
    cells
        .filter(|c| !c.is_empty() && !is_nothing(c))
        .take(SAMPLE)
        .collect()
}

/// Whether an answer only says that there is none.
pub fn is_nothing(cell: &str) -> bool {
    NOTHING.contains(&cell.trim().to_lowercase().as_str())
}

fn most(cells: &[&str], is: impl Fn(&str) -> bool) -> bool {
    let so = cells.iter().filter(|c| is(c)).count();
    so * 10 >= cells.len() * 9
}

/// A few short answers that many give, such as yes and no.
fn is_opinion(answers: &[Answer]) -> bool {
    scale::propose(answers).is_some()
}

fn header(named: &Named) -> String {
    let lower = named
        .question
        .to_lowercase()
        .replace(['_', '-', ':', '.', '*'], " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.join(" ")
}

fn says_who(named: &Named) -> bool {
    let said = header(named);
    let id = named.id.to_lowercase().replace(['_', '-', '.'], " ");
    WHO.contains(&said.as_str())
        || WHO.contains(&id.as_str())
        || (said.split(' ').count() <= 5 && SAYS_WHO.iter().any(|w| holds(&said, w)))
        || (id.split(' ').count() <= 5 && SAYS_WHO.iter().any(|w| holds(&id, w)))
}

/// Whether `words` stand in a text as whole words.
fn holds(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// Whether the cells themselves are what points to a person.
fn cells_say_who(cells: &[&str]) -> bool {
    let many = |is: fn(&str) -> bool| {
        let so = cells.iter().filter(|c| is(c)).count();
        so * 10 >= cells.len() * 6
    };
    many(is_email) || many(is_ip) || many(is_phone) || many(is_nhs_number) || many(is_postcode)
}

fn is_email(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty() && host.contains('.') && !cell.contains(char::is_whitespace)
    })
}

fn is_ip(cell: &str) -> bool {
    cell.parse::<std::net::IpAddr>().is_ok()
}

/// Eleven digits that begin with 0, or more after a `+`, and nothing but what parts them.
fn is_phone(cell: &str) -> bool {
    let parts = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '+' | '/');
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let only = cell.chars().all(|c| c.is_ascii_digit() || parts(c));
    let begins = cell.starts_with('+') || cell.starts_with('0') || cell.starts_with("(0");
    let american = cell.starts_with('(') && digits == 10;
    only && ((10..=14).contains(&digits) && begins || american)
}

/// Ten digits that pass the check of an NHS number (modulus 11, NHS Data Dictionary).
pub fn is_nhs_number(cell: &str) -> bool {
    let digits: Vec<u32> = cell
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map_while(|c| c.to_digit(10))
        .collect();
    let only = cell
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let [front @ .., check] = digits.as_slice() else {
        return false;
    };
    if front.len() != 9 || !only {
        return false;
    }
    let sum: u32 = front
        .iter()
        .zip((2..=10).rev())
        .map(|(d, weight)| d * weight)
        .sum();
    match 11 - sum % 11 {
        11 => *check == 0,
        10 => false,
        expected => *check == expected,
    }
}

/// A whole postcode of the United Kingdom, with or without its blank.
fn is_postcode(cell: &str) -> bool {
    let code: Vec<char> = cell
        .chars()
        .filter(|c| *c != ' ')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let [outward @ .., digit, a, b] = code.as_slice() else {
        return false;
    };
    let letters = outward
        .iter()
        .take_while(|c| c.is_ascii_uppercase())
        .count();
    let rest = outward.get(letters..).unwrap_or_default();
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.first().is_some_and(char::is_ascii_digit)
        && rest.iter().all(char::is_ascii_alphanumeric)
        && digit.is_ascii_digit()
        && a.is_ascii_uppercase()
        && b.is_ascii_uppercase()
}

/// A day, with a time or without: `2026-11-24`, `24/11/2026 13:00`, `11/24/26`, `24.11.2026`, a time alone.
pub fn is_date(cell: &str) -> bool {
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let number = |part: &&str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let numbers: Option<Vec<u32>> = parts.iter().map(number).collect();
    match numbers.as_deref() {
        Some([a, b, c]) => {
            let year_first =
                (1900..2200).contains(a) && (1..=12).contains(b) && (1..=31).contains(c);
            let year_last = (1900..2200).contains(c)
                || (c < &100 && parts.get(2).is_some_and(|p| p.len() == 2));
            year_first
                || (year_last
                    && (1..=31).contains(a)
                    && (1..=31).contains(b)
                    && (*a <= 12 || *b <= 12))
        }
        _ => is_time(cell),
    }
}

fn is_time(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|p| p.len() <= 2 && p.parse::<u32>().is_ok_and(|n| n < 60))
}

fn is_number(cell: &str) -> bool {
    let figure = cell.trim_end_matches('%').replace(',', ".");
    figure.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whole numbers from 0 to 10 are a scale, two different ones a choice, all others numbers.
fn of_numbers(answers: &[Answer]) -> Kind {
    let small = |a: &Answer| a.text.parse::<u32>().is_ok_and(|n| n <= 10);
    let short = !answers.is_empty() && answers.iter().all(small);
    match answers.len() {
        1 | 2 if short => Kind::Choice,
        3..=11 if short => Kind::Scale,
        _ => Kind::Number,
    }
}

/// A column of one option says that option, or a mark, or nothing.
fn is_option(named: &Named, answers: &[Answer]) -> bool {
    let Some(option) = &named.option else {
        return false;
    };
    let mark = |text: &str| {
        let text = text.to_lowercase();
        [
            "x",
            "1",
            "0",
            "yes",
            "checked",
            "unchecked",
            "selected",
            "not selected",
            "true",
            "false",
        ]
        .contains(&text.as_str())
    };
    match answers {
        [only] => super::platform::clean(&only.text) == *option || mark(&only.text),
        [a, b] => {
            let pair = [a.text.to_lowercase(), b.text.to_lowercase()];
            pair.iter().any(|t| t == "unchecked" || t == "not selected")
        }
        _ => false,
    }
}

/// Several answers in a cell: each with a `;` behind it, or a few that come again with commas between.
fn is_several(cells: &[&str]) -> bool {
    if most(cells, |c| c.ends_with(';')) {
        return true;
    }
    if !cells.iter().any(|c| c.contains(", ") || c.contains(';')) {
        return false;
    }
    let mut parts: Vec<(&str, usize)> = Vec::new();
    let mut several = 0;
    for cell in cells {
        let inside: Vec<&str> = cell
            .split([',', ';'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        several += usize::from(inside.len() > 1);
        for part in inside {
            match parts.iter_mut().find(|(p, _)| *p == part) {
                Some((_, n)) => *n += 1,
                None => parts.push((part, 1)),
            }
            if parts.len() > 25 {
                return false;
            }
        }
    }
    // Different combinations of the same few: each is seen in more than one.
    several >= 3
        && parts
            .iter()
            .all(|(p, n)| *n >= 2 && p.chars().count() <= 60)
}

/// Words that hardly repeat, or sentences.
fn is_words(column: &Column, cells: &[&str]) -> bool {
    let Some(answers) = column.answers() else {
        return true;
    };
    let answered = column.answered() as usize;
    let letters: usize = cells.iter().map(|c| c.chars().count()).sum();
    let length = letters / cells.len().max(1);
    let spread = answers.len() * 10 > answered * 4;
    (answers.len() > 8 && spread) || (answers.len() > 20 && length > 30) || (length > 45 && spread)
}
