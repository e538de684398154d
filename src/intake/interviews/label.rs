//! Parses speaker labels in interview notes: before a colon or a dash, in brackets, or on a line of their own.

use crate::intake::privacy;

/// Labels of the interviewer, with or without a number.
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

/// Labels of the person interviewed, mostly with a number or a letter.
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

/// Labels of relatives and groups.
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

/// Labels of several or unknown people.
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

/// Maximum length of a label, in characters.
const LONGEST: usize = 45;

/// Confidence that something is a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelCertainty {
    /// The word itself names a role in an interview.
    Known,
    /// A person's name.
    Person,
    /// Capitalised words, which are a label if they recur.
    Perhaps,
}

/// A speaker label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpeakerLabel {
    /// In small letters, without details in brackets or behind a comma.
    pub(super) name: String,
    pub(super) sure: LabelCertainty,
}

/// Splits a line into label and words; the words are empty if the label is the whole line.
pub(super) fn parse_label(line: &str) -> Option<(SpeakerLabel, &str)> {
    if let Some(label) = lone_label(line) {
        return Some((label, ""));
    }
    if let Some((inside, rest)) = line
        // WebVTT as Teams writes it, where a voice is always a person's name.
        .strip_prefix("<v ")
        .and_then(|rest| rest.split_once('>'))
    {
        let name = inside.trim().to_lowercase();
        let label = SpeakerLabel {
            name,
            sure: LabelCertainty::Person,
        };
        return Some((label, rest.trim_end_matches("</v>").trim()));
    }
    for (open, close) in [('[', ']'), ('(', ')'), ('<', '>')] {
        if let Some((inside, rest)) = line
            .strip_prefix(open)
            .and_then(|rest| rest.split_once(close))
            && let Some(label) = role_label(inside)
        {
            return Some((
                label,
                rest.trim_start_matches([':', '-', '\u{2013}', '\u{2014}', ' ']),
            ));
        }
    }
    if let Some((before, rest)) = line.split_once(':')
        && before.chars().count() <= LONGEST
        && let Some(label) = name_label(before)
    {
        return Some((label, rest.trim()));
    }
    // Only roles here: after any other word a dash belongs to the sentence.
    for dash in [" \u{2013} ", " \u{2014} ", " - "] {
        if let Some((before, rest)) = line.split_once(dash)
            && let Some(label) = role_label(before)
        {
            return Some((label, rest.trim()));
        }
    }
    // `P4. Parking`, and `P6 I was alone` from a table column.
    let (first, rest) = line.split_once(' ')?;
    let brief = first.chars().count() <= 4;
    let name = first.trim_end_matches('.').to_lowercase();
    let is_number = is_numbered(&name) && name.ends_with(|c: char| c.is_ascii_digit());
    let begins = rest.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '\u{201c}');
    // The capital after it tells a label from "P4 was full", said of a car park.
    (brief && (is_number || is_asked(&name)) && begins).then(|| {
        let sure = LabelCertainty::Known;
        (SpeakerLabel { name, sure }, rest.trim())
    })
}

/// A label alone on a line: `Participant 1`, `Interviewer`, `Sarah Holt 00:12`.
fn lone_label(line: &str) -> Option<SpeakerLabel> {
    let line = line.trim().trim_end_matches(':');
    if let Some((before, last)) = line.rsplit_once(' ')
        // Transcripts of Teams put name and time on a line of their own.
        && is_time(last)
    {
        let name = normalise(before);
        let brief = (1..=4).contains(&name.split(' ').count());
        let sure = LabelCertainty::Person;
        return (brief && !name.is_empty()).then_some(SpeakerLabel { name, sure });
    }
    // Details may follow in brackets or behind a comma, but no words.
    // "Patient (laughs) yes" goes on after the bracket, so it is no label.
    let ends = !line.contains('(') || line.ends_with(')');
    if line.contains(": ") || line.chars().count() > LONGEST || !ends {
        return None;
    }
    let name = normalise(line);
    let several = name.chars().count() > 2;
    // One letter alone on a line is a list mark; "P4" with its number is not.
    (several && (asks(&name) || is_numbered(&name)) || is_numbered(&name) && line.len() <= 4)
        .then_some(SpeakerLabel {
            name,
            sure: LabelCertainty::Known,
        })
}

/// True for a time stamp: `00:12`, `[00:12:03]`, `00:00:01.000`.
pub(super) fn is_time(word: &str) -> bool {
    let inner = word.trim_matches(['[', ']', '(', ')']);
    inner.contains(':')
        && inner
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ','))
}

/// Parses the text before a colon as a label.
fn name_label(before: &str) -> Option<SpeakerLabel> {
    if let Some(label) = role_label(before) {
        return Some(label);
    }
    let name = normalise(before);
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
    // Known names only: "Main Entrance: too far to walk" is a topic with capitals.
    let called = words.iter().all(|w| privacy::is_name(w) || is_code(w));
    let person = capitals && words.len() <= 3 && called;
    // Details identify a person: `John (husband)`, `Parveen (54)`.
    let detail = before
        .split_once(['(', '['])
        .map_or("", |(_, detail)| detail);
    let detailed = detail.chars().any(|c| c.is_ascii_digit())
        || detail
            .split([' ', ',', ')', ']'])
            .any(|w| OTHERS.contains(&w));
    // "Parveen (54)" is a person though her name is in no list.
    let person = person || capitals && detailed;
    let sure = if begins && (relative || titled || person) {
        LabelCertainty::Person
    // Undecided here: a name recurs in a transcript, a topic does not, and one line cannot tell.
    } else if capitals && words.len() <= 3 && before.chars().count() <= 30 {
        LabelCertainty::Perhaps
    } else {
        return None;
    };
    Some(SpeakerLabel { name, sure })
}

/// True for a participant code: `f1`, `m12`.
fn is_code(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let letters = word.len() - digits.len();
    (1..=2).contains(&letters)
        && (1..=3).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// Parses a label that names a role.
fn role_label(text: &str) -> Option<SpeakerLabel> {
    let name = normalise(text);
    let is = asks(&name)
        || ANSWERS.contains(&name.as_str())
        || OTHERS.contains(&name.as_str())
        || is_numbered(&name);
    is.then_some(SpeakerLabel {
        name,
        sure: LabelCertainty::Known,
    })
}

/// Normalises a label: small letters, no markup, no details.
fn normalise(text: &str) -> String {
    let text = text
        .trim()
        .trim_matches(['*', '_', '[', ']', '<', '>', ' ']);
    // "P4 (daughter)" and "P4" are one speaker.
    let text = text.split(['(', '[', ',']).next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '.']).to_lowercase()
}

/// True for a label of the interviewer.
pub(super) fn asks(label: &str) -> bool {
    ASKS.contains(&label) || is_asked(label)
}

/// True for an interviewer's label with a number: `q1`, `interviewer 2`.
fn is_asked(label: &str) -> bool {
    ASKS.iter().any(|word| {
        let number = label.strip_prefix(word).map(str::trim_start);
        number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
    })
}

/// True for a numbered participant: `p3`, `participant 12`, `patient a`.
pub(super) fn is_numbered(label: &str) -> bool {
    ANSWERS.iter().any(|word| {
        let Some(rest) = label.strip_prefix(word) else {
            return false;
        };
        let number = rest.trim_start_matches([' ', '#', '.', '-']);
        let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        // A letter needs a blank before it: "patient a" is a label and "patients" a word.
        let letter = rest.len() > number.len()
            && number.len() == 1
            && number.chars().all(char::is_alphabetic);
        digits || letter
    })
}

/// True for a role that any participant may have, such as `patient`, and that therefore identifies nobody.
pub(super) fn is_anybodys(label: &str) -> bool {
    // A carer is one person beside the patient, so the label does tell people apart.
    let relative = matches!(label, "carer" | "relative");
    SEVERAL.contains(&label) || ANSWERS.contains(&label) && !relative
}

/// Heading of an interview: `Interview 3`, `Interview with Mrs Khan`.
pub(super) fn interview_key(line: &str) -> Option<String> {
    let lower = line.trim().trim_end_matches(['.', ':']).to_lowercase();
    let rest = lower.strip_prefix("interview ")?;
    // The whole line is the key: two interviews with different people must not fall together.
    if rest.starts_with("with ") {
        return Some(lower);
    }
    let rest = rest.trim_start_matches(['#', ' ']);
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.strip_suffix(behind)?;
    let ends = behind.is_empty() || behind.starts_with([',', ':', ' ', '(', '-', '\u{2013}']);
    (!number.is_empty() && ends).then(|| format!("interview {number}"))
}

/// True for a heading that names the document and no topic.
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

/// True for a heading that is a person's name.
pub(super) fn is_person(heading: &str) -> bool {
    let words: Vec<&str> = heading.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default().to_lowercase();
    let titled = TITLES.contains(&first.trim_end_matches('.'));
    (2..=3).contains(&words.len())
        && words.iter().all(|w| w.starts_with(char::is_uppercase))
        && (titled || words.iter().all(|w| privacy::is_name(w)))
}
