//! Recognises columns that identify people, by header words and by the look of the cells.
//!
//! A short header is judged by its words ("email", "Vorname"). A whole question needs more: "What is your name?" identifies
//! somebody and "Did you know the name of your nurse?" does not.

mod shapes;
mod words;

pub(in crate::intake) use self::shapes::is_email;
use self::{
    shapes::{is_ip, is_nhs_number, is_phone, is_postcode, is_token},
    words::{ASKED, IDS, PAIRS, PERSONS, PLACES, THINGS, WHOLE, WHOSE, WORDS},
};
use super::{DistinctCells, is_choice, is_number};
use crate::intake::{export::ColumnInfo, scale, table::Answer};

/// Words of a header in small letters, split at blanks, punctuation and inner capitals.
pub(in crate::intake) fn header_words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in header.chars() {
        // Tools name their columns `RecipientEmail`.
        let apart = before.is_lowercase() && c.is_uppercase();
        // "e-mail" must stay one word, or its "e" and "mail" are found in no list.
        let joins = c.is_alphanumeric() || (c == '-' && before.eq_ignore_ascii_case(&'e'));
        if (!joins || apart) && words.last().is_some_and(|w| !w.is_empty()) {
            words.push(String::new());
        }
        if joins && let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|w| !w.is_empty());
    words
}

/// True if a short header names an id: `Case no`, `Ref`, `Study number`. "Number of visits" does not.
pub(super) fn names_an_id(described: &ColumnInfo) -> bool {
    let header = &described.question;
    let words = header_words(header);
    let counts = words
        .iter()
        .any(|w| matches!(w.as_str(), "of" | "how" | "many" | "was"));
    let named = words.iter().any(|w| IDS.contains(&w.as_str()));
    let person = matches!(words.as_slice(), [only] if PERSONS.contains(&only.as_str()));
    (header.ends_with('#') || named || person)
        && words.len() <= 5
        && !counts
        && !header.contains('?')
}

/// True if a header names the number or code of a person: `Participant no`, `Teilnehmernummer`.
fn names_a_person(words: &[String]) -> bool {
    let counts = words
        .iter()
        .any(|w| matches!(w.as_str(), "of" | "how" | "many"));
    let person = |w: &String| PERSONS.contains(&w.as_str());
    let id = |w: &String| IDS.contains(&w.as_str());
    let joined = words.concat();
    // German joins the words: "Teilnehmernummer".
    let compound = PERSONS.iter().any(|p| p.len() > 5 && joined.starts_with(p))
        && IDS.iter().any(|i| joined.ends_with(i));
    !counts && words.len() <= 4 && (compound || (words.iter().any(person) && words.iter().any(id)))
}

/// True if a header names a date or time.
pub(super) fn names_a_day(described: &ColumnInfo) -> bool {
    const DAYS: &[&str] = &[
        "completed",
        "data",
        "date",
        "datum",
        "day",
        "dyddiad",
        "end",
        "fecha",
        "started",
        "start",
        "submitted",
        "tag",
        "time",
        "timestamp",
        "when",
        "zeit",
    ];
    let words = header_words(&described.question);
    words.len() <= 6 && words.iter().any(|w| DAYS.contains(&w.as_str()))
}

/// True if a header says that its column identifies people.
pub(super) fn header_identifies(described: &ColumnInfo, cells: &DistinctCells) -> bool {
    // The column of an option holds ticks, whatever "Your name was used" says.
    if described.option.is_some() {
        return false;
    }
    let question = &described.question;
    let said = header_words(question);
    let code = header_words(&described.id);
    let short = said.len() <= 5 && !question.contains('?');
    let whole = WHOLE.contains(&said.concat().as_str()) || WHOLE.contains(&code.concat().as_str());
    if (short && (whole || names_somebody(&said) || names_a_person(&said))) || names_somebody(&code)
    {
        // Names may repeat and still be names; only yes and no, or a scale, clears the column.
        return !is_scale(cells);
    }
    // "Respondent" over numbers identifies people; over "patient" and "carer" it names their role.
    let coded = cells.number() > 2 && cells.most(100, |t| t.chars().all(|c| c.is_ascii_digit()));
    if coded && matches!(said.as_slice(), [only] if PERSONS.contains(&only.as_str())) {
        return true;
    }
    if is_serial(cells) {
        return true;
    }
    let text = question.to_lowercase();
    let of_place = PLACES.iter().any(|p| said.iter().any(|w| w == p));
    // "Please do not include your name" is asked above many comment fields.
    let warned = [
        "without",
        "don't",
        "do not",
        "not include",
        "avoid",
        "please don",
    ]
    .iter()
    .any(|w| text.replace('\u{2019}', "'").contains(w));
    let asks = ASKED.iter().any(|asked| {
        let own = [
            "your ",
            "your full ",
            "your home ",
            "patient's ",
            "ihre ",
            "ihr ",
        ];
        own.iter().any(|o| text.contains(&format!("{o}{asked}")))
            || (text.contains(&format!("{asked} of ")) && !of_place)
            || (text.contains(&format!("{asked} and ")) && !of_place)
    });
    // Names and addresses are short. Long answers to "your name ..." questions are comments.
    let brief = cells
        .texts()
        .filter(|t| t.split_whitespace().count() <= 12)
        .count();
    asks && !warned && brief * 5 >= cells.number() * 4 && !was_offered(cells)
}

/// True if the words of a short header name somebody.
fn names_somebody(words: &[String]) -> bool {
    let has = |word: &str| {
        words
            .iter()
            .any(|w| w.trim_end_matches(char::is_numeric) == word)
    };
    let place = PLACES.iter().any(|p| has(p));
    let own = WORDS
        .iter()
        .any(|w| has(w) && !(matches!(*w, "name" | "address" | "mobile") && place));
    let pair = PAIRS.iter().any(|(a, b)| has(a) && has(b));
    let alone = words.len() == 1 && has("long");
    // "Comment ID" derives from a person; the id of a ward or a question does not.
    let last = words.len() <= 4 && words.last().is_some_and(|w| w == "id");
    let of_thing = place || THINGS.iter().any(|t| has(t));
    let id = alone
        || (has("id") && (words.len() == 1 || WHOSE.iter().any(|w| has(w)) || (last && !of_thing)));
    own || pair || id
}

/// True if the answers are a scale, or yes and no.
fn is_scale(cells: &DistinctCells) -> bool {
    let answers: Vec<Answer> = cells
        .cells
        .iter()
        .map(|(text, count)| Answer {
            text: text.clone(),
            count: *count,
        })
        .collect();
    scale::propose(&answers).is_some()
}

/// True if the answers were offered for choice: a scale, or a few that repeat often.
fn was_offered(cells: &DistinctCells) -> bool {
    is_scale(cells)
        || (cells.number() > 0
            && is_choice(cells)
            && cells.number() <= 6
            && cells.answered() >= cells.number() * 5
            && !cells.most(50, is_number))
}

/// True for distinct numbers of 7 to 12 digits, as hospital numbers are, unless they look like dates.
fn is_serial(cells: &DistinctCells) -> bool {
    let day = |t: &str| t.len() == 8 && (t.starts_with("19") || t.starts_with("20"));
    let long = |t: &str| (7..=12).contains(&t.len()) && t.chars().all(|c| c.is_ascii_digit());
    cells.number() >= 3
        && cells.number() == cells.answered()
        && cells.most(95, |t| long(t) && !day(t))
}

/// True if most cells look like identifiers.
pub(super) fn cells_identify(cells: &DistinctCells) -> bool {
    cells.most(60, is_email)
        || cells.most(60, is_ip)
        || cells.most(80, is_postcode)
        || cells.most(80, is_nhs_number)
        || cells.most(80, is_phone)
        || (cells.number() >= 2 && cells.number() == cells.answered() && cells.most(90, is_token))
        // REDCap's mark for an uploaded file, and browser strings that some tools export.
        || cells.most(60, |t| t == "[document]" || t.starts_with("Mozilla/"))
}
