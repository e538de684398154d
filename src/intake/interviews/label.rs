//! Labels in notes of interviews: who speaks, before a colon or a dash, in brackets, or on a line of its own.

use crate::intake::privacy;

/// Labels of who asks, with or without a number behind them.
const ASKS: &[&str] = &[
    "interviewer",
    "int",
    "iv",
    "i",
    "q",
    "question",
    "researcher",
    "facilitator",
    "moderator",
    "fac",
    "mod",
];

/// Labels of who answers, mostly with a number or a letter behind them.
const ANSWERS: &[&str] = &[
    "participant",
    "patient",
    "interviewee",
    "respondent",
    "person",
    "speaker",
    "carer",
    "relative",
    "pt",
    "p",
    "r",
    "a",
    "answer",
    "subject",
    "service user",
    "resp",
    "part",
];

/// Labels of relatives and groups who speak in an interview.
const OTHERS: &[&str] = &[
    "husband",
    "wife",
    "partner",
    "daughter",
    "son",
    "mother",
    "father",
    "mum",
    "dad",
    "sister",
    "brother",
    "friend",
    "family",
    "parent",
    "all",
    "both",
    "everybody",
    "everyone",
    "unknown",
    "several",
    "another",
];

/// Those of them that are several people, or nobody knows whom.
const SEVERAL: &[&str] = &[
    "all",
    "both",
    "everybody",
    "everyone",
    "unknown",
    "several",
    "another",
    "family",
];

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sister",
];

/// The longest label, in characters.
const LONGEST: usize = 45;

/// The certainty that something is a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sure {
    /// It says itself that somebody asks or answers.
    Known,
    /// Somebody is called so.
    Person,
    /// Words with capitals: a label where they come several times.
    Perhaps,
}

/// The label of a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// In small letters, without what stands in brackets or behind a comma.
    pub(super) name: String,
    pub(super) sure: Sure,
}

/// The label that a line begins with, and the words behind it: none where it is the whole line.
pub(super) fn read(line: &str) -> Option<(Label, &str)> {
    if let Some(label) = alone(line) {
        return Some((label, ""));
    }
    if let Some((inside, rest)) = line
        .strip_prefix("<v ")
        .and_then(|rest| rest.split_once('>'))
    {
        let name = inside.trim().to_lowercase();
        let label = Label {
            name,
            sure: Sure::Person,
        };
        return Some((label, rest.trim_end_matches("</v>").trim()));
    }
    for (open, close) in [('[', ']'), ('(', ')'), ('<', '>')] {
        if let Some((inside, rest)) = line
            .strip_prefix(open)
            .and_then(|rest| rest.split_once(close))
            && let Some(label) = known(inside)
        {
            return Some((
                label,
                rest.trim_start_matches([':', '-', '\u{2013}', '\u{2014}', ' ']),
            ));
        }
    }
    if let Some((before, rest)) = line.split_once(':')
        && before.chars().count() <= LONGEST
        && let Some(label) = candidate(before)
    {
        return Some((label, rest.trim()));
    }
    for dash in [" \u{2013} ", " \u{2014} ", " - "] {
        if let Some((before, rest)) = line.split_once(dash)
            && let Some(label) = known(before)
        {
            return Some((label, rest.trim()));
        }
    }
    // `P4. Parking`, and `P6 I was alone` out of a column.
    let (first, rest) = line.split_once(' ')?;
    let brief = first.chars().count() <= 4;
    let name = first.trim_end_matches('.').to_lowercase();
    let is_number = numbered(&name) && name.ends_with(|c: char| c.is_ascii_digit());
    let begins = rest.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '\u{201c}');
    (brief && (is_number || is_asked(&name)) && begins).then(|| {
        let sure = Sure::Known;
        (Label { name, sure }, rest.trim())
    })
}

/// A line that is a label and nothing else: `Participant 1`, `Interviewer`, `Sarah Holt 00:12`.
fn alone(line: &str) -> Option<Label> {
    let line = line.trim().trim_end_matches(':');
    if let Some((before, last)) = line.rsplit_once(' ')
        && is_time(last)
    {
        let name = plain(before);
        let brief = (1..=4).contains(&name.split(' ').count());
        let sure = Sure::Person;
        return (brief && !name.is_empty()).then_some(Label { name, sure });
    }
    // A detail in brackets or behind a comma may stand behind it, and no words.
    let ends = !line.contains('(') || line.ends_with(')');
    if line.contains(": ") || line.chars().count() > LONGEST || !ends {
        return None;
    }
    let name = plain(line);
    let several = name.chars().count() > 2;
    (several && (asks(&name) || numbered(&name)) || numbered(&name) && line.len() <= 4).then_some(
        Label {
            name,
            sure: Sure::Known,
        },
    )
}

/// `00:12`, `[00:12:03]`, `00:00:01.000`.
pub(super) fn is_time(word: &str) -> bool {
    let inner = word.trim_matches(['[', ']', '(', ')']);
    inner.contains(':')
        && inner
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ','))
}

/// Reads the text before a colon as a label, where somebody may be called so.
fn candidate(before: &str) -> Option<Label> {
    if let Some(label) = known(before) {
        return Some(label);
    }
    let name = plain(before);
    let words: Vec<&str> = name.split(' ').collect();
    let written: Vec<&str> = before.split_whitespace().collect();
    if name.is_empty() || words.len() > 4 {
        return None;
    }
    let first = words.first().copied().unwrap_or_default();
    let begins = written
        .first()
        .is_some_and(|w| w.starts_with(char::is_uppercase));
    let capitals = written
        .iter()
        .take(words.len())
        .all(|w| w.starts_with(char::is_uppercase));
    let relative = words.last().is_some_and(|w| OTHERS.contains(w));
    let titled = TITLES.contains(&first.trim_end_matches('.')) && words.len() > 1;
    let called = words.iter().all(|w| privacy::is_name(w) || is_code(w));
    let person = capitals && words.len() <= 3 && called;
    // `John (husband)`, `Parveen (54)`
    let detail = before
        .split_once(['(', '['])
        .map_or("", |(_, detail)| detail);
    let detailed = detail.chars().any(|c| c.is_ascii_digit())
        || detail
            .split([' ', ',', ')', ']'])
            .any(|w| OTHERS.contains(&w));
    let person = person || capitals && detailed;
    let sure = if begins && (relative || titled || person) {
        Sure::Person
    } else if capitals && words.len() <= 3 && before.chars().count() <= 30 {
        Sure::Perhaps
    } else {
        return None;
    };
    Some(Label { name, sure })
}

/// `f1`, `m12`: a code that people were given.
fn is_code(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let letters = word.len() - digits.len();
    (1..=2).contains(&letters)
        && (1..=3).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// A label that says itself that somebody asks or answers.
fn known(text: &str) -> Option<Label> {
    let name = plain(text);
    let is = asks(&name)
        || ANSWERS.contains(&name.as_str())
        || OTHERS.contains(&name.as_str())
        || numbered(&name);
    is.then_some(Label {
        name,
        sure: Sure::Known,
    })
}

/// A label in small letters, without its marks, and without what stands in brackets or behind a comma.
fn plain(text: &str) -> String {
    let text = text
        .trim()
        .trim_matches(['*', '_', '[', ']', '<', '>', ' ']);
    let text = text.split(['(', '[', ',']).next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '.']).to_lowercase()
}

/// Whether whoever has this label asks.
pub(super) fn asks(label: &str) -> bool {
    ASKS.contains(&label) || is_asked(label)
}

/// `q1`, `interviewer 2`: who asks, with a number.
fn is_asked(label: &str) -> bool {
    ASKS.iter().any(|word| {
        let number = label.strip_prefix(word).map(str::trim_start);
        number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
    })
}

/// `p3`, `participant 12`, `patient a`: a word of who answers with a number or a letter.
pub(super) fn numbered(label: &str) -> bool {
    ANSWERS.iter().any(|word| {
        let Some(rest) = label.strip_prefix(word) else {
            return false;
        };
        let number = rest.trim_start_matches([' ', '#', '.', '-']);
        let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        let letter = rest.len() > number.len()
            && number.len() == 1
            && number.chars().all(char::is_alphabetic);
        digits || letter
    })
}

/// Whether a label may be anybody's: it says that somebody answers, and not who.
pub(super) fn is_anybodys(label: &str) -> bool {
    let relative = matches!(label, "carer" | "relative");
    SEVERAL.contains(&label) || ANSWERS.contains(&label) && !relative
}

/// `Interview 3`, `Interview with Mrs Khan`: whose words come from here on.
pub(super) fn interview(line: &str) -> Option<String> {
    let lower = line.trim().trim_end_matches(['.', ':']).to_lowercase();
    let rest = lower.strip_prefix("interview ")?;
    if rest.starts_with("with ") {
        return Some(lower);
    }
    let rest = rest.trim_start_matches(['#', ' ']);
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.strip_suffix(behind)?;
    let ends = behind.is_empty() || behind.starts_with([',', ':', ' ', '(', '-', '\u{2013}']);
    (!number.is_empty() && ends).then(|| format!("interview {number}"))
}

/// Whether a heading says what the document is, and nothing of what it is about.
pub(super) fn is_of_the_document(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    [
        "interview",
        "transcript",
        "notes of",
        "field notes",
        "focus group",
    ]
    .iter()
    .any(|begins| lower.starts_with(begins))
        || lower == "notes"
}

/// Whether a heading is somebody's name, which is no theme.
pub(super) fn is_person(heading: &str) -> bool {
    let words: Vec<&str> = heading.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default().to_lowercase();
    let titled = TITLES.contains(&first.trim_end_matches('.'));
    (2..=3).contains(&words.len())
        && words.iter().all(|w| w.starts_with(char::is_uppercase))
        && (titled || words.iter().all(|w| privacy::is_name(w)))
}
