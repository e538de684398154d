//! Columns that say who somebody is, by the words of their header and by what their cells look like.
//!
//! Words come first where a column is short ("email", "Vorname"); of a whole question more is asked, since "Did you know the
//! name of your nurse?" gives nobody away and "What is your name?" does.

use super::{Cells, few, is_number};
use crate::intake::{export::ColumnInfo, scale, table::Answer};

/// Words of a short header that say it alone.
const WORDS: &[&str] = &[
    "browser",
    "coordinates",
    "geolocation",
    "gps",
    "identifier",
    "tel",
    "uid",
    "address",
    "addr",
    "adresse",
    "anschrift",
    "chi",
    "dob",
    "email",
    "emailaddress",
    "e-mail",
    "ebost",
    "familyname",
    "firstname",
    "forename",
    "forenames",
    "fullname",
    "geburtsdatum",
    "geburtstag",
    "guid",
    "initials",
    "ip",
    "ipaddr",
    "ipaddress",
    "ip-adresse",
    "lastname",
    "lat",
    "latitude",
    "longitude",
    "lng",
    "mail",
    "mobile",
    "mrn",
    "nachname",
    "name",
    "nhsno",
    "nhsnumber",
    "phone",
    "plz",
    "postal",
    "postcode",
    "postleitzahl",
    "recipientemail",
    "respondentid",
    "responseid",
    "signature",
    "ssn",
    "street",
    "surname",
    "telefon",
    "telefonnummer",
    "telephone",
    "token",
    "username",
    "useragent",
    "uuid",
    "vorname",
    "zip",
    "zipcode",
    "birthday",
    "birthdate",
    "breitengrad",
    "längengrad",
    "nickname",
];

/// Headers that say it, without what stands between their letters: `D.O.B` and `DoB` are `dob`.
const WHOLE: &[&str] = &[
    "dob",
    "yob",
    "born",
    "birthyear",
    "yearofbirth",
    "dateofbirth",
    "chino",
    "deviceid",
    "hospno",
    "hospitalno",
    "hospitalref",
    "instanceid",
    "instancename",
    "metainstanceid",
    "metainstancename",
    "login",
    "nhsno",
    "nhsnumber",
    "patientno",
    "phonenumber",
    "pid",
    "respondentno",
    "serialno",
    "simserial",
    "simid",
    "subscriberid",
    "urn",
    "userid",
    "username",
    "uuid",
];

/// Last words of a header that names an id.
const IDS: &[&str] = &[
    "code",
    "id",
    "identifier",
    "index",
    "kennung",
    "key",
    "login",
    "no",
    "nr",
    "num",
    "number",
    "num\u{e9}ro",
    "nummer",
    "n\u{fa}mero",
    "pid",
    "ref",
    "reference",
    "rhif",
    "serial",
    "uid",
    "urn",
    "uuid",
];

/// Words of a short header that say it beside each other.
const PAIRS: &[(&str, &str)] = &[
    ("geo", "location"),
    ("hosp", "no"),
    ("hosp", "number"),
    ("unit", "number"),
    ("contact", "details"),
    ("contact", "info"),
    ("contact", "name"),
    ("contact", "number"),
    ("user", "agent"),
    ("year", "birth"),
    ("month", "birth"),
    ("date", "birth"),
    ("date", "born"),
    ("birth", "date"),
    ("post", "code"),
    ("nhs", "number"),
    ("nhs", "no"),
    ("hospital", "number"),
    ("hospital", "no"),
    ("patient", "number"),
    ("external", "reference"),
    ("ip", "address"),
    ("antwort", "id"),
    ("record", "number"),
];

/// Whose number an `id` is, where it is a person's.
const WHOSE: &[&str] = &[
    "employee",
    "hospital",
    "staff",
    "unique",
    "case",
    "client",
    "collector",
    "customer",
    "device",
    "external",
    "network",
    "participant",
    "patient",
    "person",
    "pt",
    "record",
    "respondent",
    "response",
    "row",
    "session",
    "study",
    "subject",
    "submission",
    "survey",
    "user",
    "visitor",
];

/// Names of things that are no person's.
const PLACES: &[&str] = &[
    "centre",
    "clinic",
    "clinics",
    "department",
    "event",
    "file",
    "form",
    "hospital",
    "instrument",
    "organisation",
    "practice",
    "product",
    "service",
    "site",
    "surgery",
    "team",
    "trust",
    "unit",
    "ward",
];

/// Things of a survey that have ids of their own.
const THINGS: &[&str] = &["item", "measure", "question", "section", "theme", "topic"];

/// What a question asks for when it asks who somebody is.
const ASKED: &[&str] = &[
    "address",
    "birth",
    "contact details",
    "date of birth",
    "e-mail",
    "email",
    "full name",
    "hospital number",
    "mobile number",
    "mobile phone",
    "name",
    "names",
    "nhs number",
    "phone",
    "postal code",
    "postcode",
    "post code",
    "telephone",
    "zip code",
];

/// The words of a header: small letters, taken apart at blanks, marks and capitals within.
pub(in crate::intake) fn words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in header.chars() {
        let apart = before.is_lowercase() && c.is_uppercase();
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

/// Whether a short header names an id: `Case no`, `Ref`, `Study number`. How many there are of something is none.
pub(super) fn names_an_id(described: &ColumnInfo) -> bool {
    let header = &described.question;
    let words = words(header);
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

/// Whether a header's words name the number or code of a person: `Participant no`, `Teilnehmernummer`.
fn names_a_person(words: &[String]) -> bool {
    let counts = words
        .iter()
        .any(|w| matches!(w.as_str(), "of" | "how" | "many"));
    let person = |w: &String| PERSONS.contains(&w.as_str());
    let id = |w: &String| IDS.contains(&w.as_str());
    let joined = words.concat();
    let compound = PERSONS.iter().any(|p| p.len() > 5 && joined.starts_with(p))
        && IDS.iter().any(|i| joined.ends_with(i));
    !counts && words.len() <= 4 && (compound || (words.iter().any(person) && words.iter().any(id)))
}

/// Words that alone name who answered.
const PERSONS: &[&str] = &[
    "befragte",
    "case",
    "client",
    "deelnemer",
    "nhs",
    "participant",
    "participante",
    "patient",
    "respondent",
    "r\u{e9}pondant",
    "subject",
    "teilnehmer",
];

/// Whether a header names a day or a time.
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
    let words = words(&described.question);
    words.len() <= 6 && words.iter().any(|w| DAYS.contains(&w.as_str()))
}

/// Whether a column's header says that it holds who somebody is.
pub(super) fn headed(described: &ColumnInfo, cells: &Cells) -> bool {
    if described.option.is_some() {
        return false;
    }
    let question = &described.question;
    let said = words(question);
    let code = words(&described.id);
    let short = said.len() <= 5 && !question.contains('?');
    let whole = WHOLE.contains(&said.concat().as_str()) || WHOLE.contains(&code.concat().as_str());
    if (short && (whole || names(&said) || names_a_person(&said))) || names(&code) {
        // Even a few names that come back are names; yes and no are not.
        return !is_scale(cells);
    }
    // "Respondent" over numbers says who it was, and over "patient" and "carer" what.
    let coded = cells.number() > 2 && cells.most(100, |t| t.chars().all(|c| c.is_ascii_digit()));
    if coded && matches!(said.as_slice(), [only] if PERSONS.contains(&only.as_str())) {
        return true;
    }
    if is_serial(cells) {
        return true;
    }
    let text = question.to_lowercase();
    let of_place = PLACES.iter().any(|p| said.iter().any(|w| w == p));
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
    // What was written is as short as a name or an address is, or nothing was.
    let brief = cells
        .texts()
        .filter(|t| t.split_whitespace().count() <= 12)
        .count();
    asks && !warned && brief * 5 >= cells.number() * 4 && !chosen(cells)
}

/// Whether a short header's words name somebody.
fn names(words: &[String]) -> bool {
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
    // "Comment ID" is made of a person's; the id of a ward or of a question is not.
    let last = words.len() <= 4 && words.last().is_some_and(|w| w == "id");
    let of_thing = place || THINGS.iter().any(|t| has(t));
    let id = alone
        || (has("id") && (words.len() == 1 || WHOSE.iter().any(|w| has(w)) || (last && !of_thing)));
    own || pair || id
}

/// Whether the answers are those of a scale, or yes and no.
fn is_scale(cells: &Cells) -> bool {
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

/// Whether the answers were there to choose from: a scale, or a few words that come back often.
fn chosen(cells: &Cells) -> bool {
    is_scale(cells)
        || (cells.number() > 0
            && few(cells)
            && cells.number() <= 6
            && cells.answered() >= cells.number() * 5
            && !cells.most(50, is_number))
}

/// Whether the cells are numbers of seven digits or more that no two rows share, as hospital numbers are. Days written
/// without marks are none.
fn is_serial(cells: &Cells) -> bool {
    let day = |t: &str| t.len() == 8 && (t.starts_with("19") || t.starts_with("20"));
    let long = |t: &str| (7..=12).contains(&t.len()) && t.chars().all(|c| c.is_ascii_digit());
    cells.number() >= 3
        && cells.number() == cells.answered()
        && cells.most(95, |t| long(t) && !day(t))
}

/// Whether most of the cells look like what tells who somebody is.
pub(super) fn looks(cells: &Cells) -> bool {
    cells.most(60, is_email)
        || cells.most(60, is_ip)
        || cells.most(80, is_postcode)
        || cells.most(80, is_nhs_number)
        || cells.most(80, is_phone)
        || (cells.number() >= 2 && cells.number() == cells.answered() && cells.most(90, is_token))
        || cells.most(60, |t| t == "[document]" || t.starts_with("Mozilla/"))
}

/// An e-mail address.
pub(in crate::intake) fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.trim().split_once('@') else {
        return false;
    };
    !name.is_empty() && !text.trim().contains(' ') && domain.contains('.') && !domain.ends_with('.')
}

fn is_ip(text: &str) -> bool {
    text.trim().parse::<std::net::IpAddr>().is_ok()
}

/// A British postcode in full: `LS1 3EX`.
fn is_postcode(text: &str) -> bool {
    let code: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let Some((outward, inward)) = code
        .len()
        .checked_sub(3)
        .and_then(|at| code.split_at_checked(at))
    else {
        return false;
    };
    let [a, b, c] = inward else { return false };
    let digits = outward.iter().filter(|c| c.is_ascii_digit()).count();
    a.is_ascii_digit()
        && b.is_ascii_alphabetic()
        && c.is_ascii_alphabetic()
        && (2..=4).contains(&outward.len())
        && outward.first().is_some_and(char::is_ascii_alphabetic)
        && (1..=2).contains(&digits)
        && outward.iter().all(char::is_ascii_alphanumeric)
}

/// Ten digits of which the last checks the others: modulus 11, weights 10 to 2 (NHS Data Dictionary, NHS NUMBER).
fn is_nhs_number(text: &str) -> bool {
    let text = text.trim();
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'))
    {
        return false;
    }
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, others)) = digits.split_last().filter(|(_, o)| o.len() == 9) else {
        return false;
    };
    let sum: u32 = others.iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
    (11 - sum % 11) % 11 == *check
}

fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let marks = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '+' | '.'));
    let begins = text.starts_with(['0', '+', '(']);
    // American: three, three, four. British mobiles lose their 0 in a sheet.
    let groups: Vec<usize> = text.split(['-', '.', ' ']).map(str::len).collect();
    if marks && (groups == [3, 3, 4] || (groups == [10] && digits == 10 && text.starts_with('7'))) {
        return true;
    }
    // `0.25` and `-1.5` are none.
    marks && begins && (10..=15).contains(&digits) && !text.starts_with("0.")
}

/// Letters and digits without meaning that nobody else has: `R_2YPOQ602ER1jkf1`, a UUID.
fn is_token(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let upper = text.chars().filter(char::is_ascii_uppercase).count();
    let mixed = upper >= 2 && letters - upper >= 2;
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    // What Qualtrics gives each response.
    let response = text.starts_with("R_") && (15..=19).contains(&text.len());
    plain
        && (response || text.len() >= 12 && letters >= 3 && (digits >= 2 || (mixed && digits == 1)))
}
