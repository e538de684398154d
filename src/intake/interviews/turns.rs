//! Extracts quotations from interview notes, without the interviewer's words and remarks about the interview.

use std::collections::{HashMap, HashSet};

use super::label::{self, LabelCertainty, SpeakerLabel};
use crate::intake::read::Paragraph;

/// A quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Quote {
    /// Key of the speaker; empty if unknown.
    pub(super) speaker: String,
    /// Heading above it.
    pub(super) heading: String,
    pub(super) words: String,
}

/// Quotations of a document.
pub(super) struct Quotations {
    pub(super) quotes: Vec<Quote>,
    /// Number of paragraphs by the interviewer.
    pub(super) asked: usize,
    /// Number of people, if labels tell them apart.
    pub(super) people: Option<usize>,
    /// True if only some quotations have labels.
    pub(super) some_labelled: bool,
}

/// Keys of remarks about the interview, before a colon.
const ABOUT: &[&str] = &[
    "date",
    "day",
    "time",
    "place",
    "location",
    "venue",
    "duration",
    "length",
    "transcript",
    "transcribed by",
    "transcriber",
    "recording",
    "file",
    "ref",
    "reference",
    "project",
    "study",
    "present",
    "participants",
    "interviewers",
];

/// Number of paragraphs at the top that may hold such remarks.
const TOP: usize = 12;

/// First words of questions.
const QUESTIONS: &[&str] = &[
    "what", "how", "did", "were", "was", "is", "are", "can", "could", "would", "why", "when",
    "who", "where", "do", "does", "have", "has", "had", "tell", "which", "anything", "and",
];

/// A parsed paragraph.
struct NoteParagraph {
    heading: bool,
    label: Option<SpeakerLabel>,
    words: String,
    /// True if a number stood in front.
    counted: bool,
}

/// Extracts the quotations of a document.
pub(super) fn extract_quotes(paragraphs: &[Paragraph]) -> Quotations {
    let (parts, declared) = parse_paragraphs(paragraphs);
    let askers = askers(&parts, &declared);
    let labelled = |part: &&NoteParagraph| {
        part.label
            .as_ref()
            .is_some_and(|l| !askers.contains(&l.name))
    };
    // Where answers have labels, everything without one is the interviewer's or a continuation, and needs no guess.
    let has_answers = parts.iter().any(|p| labelled(&p));
    let addressed = parts
        .iter()
        .any(|p| p.label.is_none() && is_to_somebody(&p.words))
        || alternate(&parts);
    let mut found = Quotations {
        quotes: Vec::new(),
        asked: 0,
        people: None,
        some_labelled: false,
    };
    let mut at = TurnState::default();
    for part in &parts {
        let text = part.words.as_str();
        if let Some(interview) = label::interview_key(text).filter(|_| part.label.is_none()) {
            at = TurnState {
                interview,
                heading: at.heading,
                ..TurnState::default()
            };
            continue;
        }
        if part.heading {
            let title = text.trim_end_matches(':').trim();
            if label::is_person(title) {
                at.speaker = title.to_lowercase();
            } else if !label::is_of_the_document(title) {
                // Headings become themes, so the name of the document must not be one.
                at.heading = super::as_title(title);
            }
            at.asks = false;
            continue;
        }
        match &part.label {
            Some(label) => {
                at.asks = askers.contains(&label.name);
                // Word puts the label of a transcript on a line of its own, above the words.
                at.waits = at.asks && text.is_empty();
                if !at.asks {
                    at.speaker.clone_from(&label.name);
                }
            }
            None if at.asks && at.waits => at.waits = false,
            // Without a label, a question continues the interviewer's turn and anything else answers it. Taking all of it
            // for the interviewer lost the answers.
            None if at.asks && !text.ends_with('?') => {
                at.asks = false;
                at.speaker.clear();
            }
            None => {}
        }
        if text.is_empty() {
            continue;
        }
        // Without labels a question may be rhetorical, so it has to be numbered, or addressed to somebody and worded like a
        // question.
        let question = text.ends_with('?')
            && (part.counted
                || part.label.is_none() && !has_answers && addressed && begins_as_a_question(text));
        if at.asks || question {
            found.asked += 1;
            continue;
        }
        let (words, by) = split_attribution(text);
        let speaker = by.unwrap_or_else(|| at.speaker.clone());
        found.quotes.push(Quote {
            speaker: at.speaker_key(&speaker),
            heading: at.heading.clone(),
            words: unquoted(words).to_owned(),
        });
    }
    found.quotes.retain(|quote| !quote.words.is_empty());
    let named = found
        .quotes
        .iter()
        .filter(|q| !q.speaker.is_empty())
        .count();
    // All or none: with some unlabelled quotations the number of people is unknown, and a wrong one would decide what may
    // be shown.
    if named == found.quotes.len() {
        let people: HashSet<&str> = found.quotes.iter().map(|q| q.speaker.as_str()).collect();
        found.people = Some(people.len()).filter(|n| *n > 0);
    } else {
        found.some_labelled = named > 0;
        // If only some quotations have labels, they tell nobody apart.
        for quote in &mut found.quotes {
            quote.speaker.clear();
        }
    }
    found
}

/// State while reading: interview, heading and turn.
#[derive(Default)]
struct TurnState {
    /// Current interview, if they are numbered or named.
    interview: String,
    heading: String,
    speaker: String,
    /// The interviewer speaks.
    asks: bool,
    /// The interviewer's label stood alone; the next paragraph is theirs.
    waits: bool,
}

impl TurnState {
    /// Key of a speaker across all interviews of the file.
    fn speaker_key(&self, speaker: &str) -> String {
        let anybodys = speaker.is_empty() || label::is_anybodys(speaker);
        match (anybodys, self.interview.is_empty()) {
            (true, true) => String::new(),
            (true, false) => self.interview.clone(),
            (false, _) => speaker.to_owned(),
        }
    }
}

/// Parses paragraphs, without remarks about the interview. Also returns the names that those remarks give to the
/// interviewer.
fn parse_paragraphs(paragraphs: &[Paragraph]) -> (Vec<NoteParagraph>, HashSet<String>) {
    let mut parts: Vec<NoteParagraph> = Vec::new();
    let mut declared = HashSet::new();
    let recurring = recurring(paragraphs);
    for (nth, paragraph) in paragraphs.iter().enumerate() {
        let text = strip_marks(&paragraph.text);
        let top = nth < TOP;
        let says_who = label::parse_label(&text).is_some();
        // One word such as "Transcript" at the top; a sentence that begins so is somebody's.
        let of_it = top && !says_who && !text.contains(' ') && label::is_of_the_document(&text);
        if text.is_empty() || of_it || is_of_a_recording(&text) {
            continue;
        }
        if paragraph.heading
            && !label::parse_label(&text).is_some_and(|(l, _)| l.sure == LabelCertainty::Known)
        {
            parts.push(NoteParagraph {
                heading: true,
                label: None,
                words: text,
                counted: false,
            });
            continue;
        }
        let read = label::parse_label(&text);
        if let Some((before, behind)) = text.split_once(':')
            && top
            && ABOUT.contains(&before.trim().to_lowercase().as_str())
            // "Time: how long did you wait?" is a question with a topic.
            && !behind.trim().ends_with('?')
        {
            continue;
        }
        if let Some((label, words)) = &read
            && top
            && (label::asks(&label.name) || label::is_anybodys(&label.name))
            // Only at the top, where the people present are listed.
            && is_a_name(words)
        {
            if label::asks(&label.name) {
                // "Interviewer: Sarah Holt" at the top means that "SH:" and "Sarah:" below are the interviewer.
                declared.extend(labels_for_name(words));
            }
            continue;
        }
        // The speaker directly after a question answers it.
        let answers = parts
            .last()
            .and_then(|p| p.label.as_ref())
            .is_some_and(|l| label::asks(&l.name));
        let (label, words) = match read {
            Some((label, words))
                if label.sure != LabelCertainty::Perhaps
                    || answers
                    // A phrase that occurs once is no speaker: "Result: nothing happened".
                    || recurring.contains(&label.name) =>
            {
                (Some(label), words.to_owned())
            }
            _ => (None, text.clone()),
        };
        let (words, counted) = match label {
            None => without_number(&words),
            Some(_) => (words, false),
        };
        parts.push(NoteParagraph {
            heading: false,
            label,
            words,
            counted,
        });
    }
    (parts, declared)
}

/// Labels of interviewers: known words, names given at the top, and speakers whose turns are questions.
fn askers(parts: &[NoteParagraph], declared: &HashSet<String>) -> HashSet<String> {
    let mut turns: Vec<(String, usize, usize)> = Vec::new();
    let mut alone: Option<&str> = None;
    for part in parts.iter().filter(|p| !p.heading) {
        let whose = match (&part.label, alone) {
            (Some(label), _) if part.words.is_empty() => {
                alone = Some(&label.name);
                continue;
            }
            (Some(label), _) => label.name.as_str(),
            (None, Some(name)) => name,
            (None, None) => continue,
        };
        alone = None;
        let asks = usize::from(part.words.ends_with('?'));
        match turns.iter_mut().find(|(name, ..)| name == whose) {
            Some((_, all, questions)) => {
                *all += 1;
                *questions += asks;
            }
            None => turns.push((whose.to_owned(), 1, asks)),
        }
    }
    let is_known = |name: &str| label::asks(name) || declared.contains(name);
    let mut askers: HashSet<String> = turns
        .iter()
        .map(|(name, ..)| name.clone())
        .chain(
            parts
                .iter()
                .filter_map(|p| p.label.as_ref().map(|l| l.name.clone())),
        )
        .filter(|name| is_known(name))
        .collect();
    let some_known = !askers.is_empty();
    // A number after "speaker" says nothing about the role; after "participant" it does.
    let may_ask = |name: &str| !label::is_numbered(name) || name.starts_with("speaker");
    let two = turns.len() == 2;
    for (nth, (name, all, questions)) in turns.iter().enumerate() {
        let mostly = questions * 2 >= *all;
        let others_answer = turns
            .iter()
            .any(|(other, all, questions)| other != name && questions * 4 < *all);
        let begins = two && nth == 0 && *questions > 0;
        // With a known interviewer only somebody who asks nothing but questions is a second one: patients ask back.
        let asks = if some_known {
            *questions >= 2 && questions == all
        } else {
            // Half suffices, since interviewers also say "I see" and "thank you".
            mostly && (*questions >= 2 || begins)
        };
        if may_ask(name) && others_answer && asks && !label::is_anybodys(name) {
            askers.insert(name.clone());
        }
    }
    askers
}

/// True if questions and answers without labels alternate, beginning with a question.
fn alternate(parts: &[NoteParagraph]) -> bool {
    let said: Vec<bool> = parts
        .iter()
        .filter(|p| !p.heading)
        .map(|p| p.label.is_none() && p.words.ends_with('?') && begins_as_a_question(&p.words))
        .collect();
    let questions = said.iter().filter(|q| **q).count();
    let answered = said.windows(2).all(|two| !matches!(two, [true, true]));
    questions >= 2 && said.first() == Some(&true) && said.last() == Some(&false) && answered
}

/// Capitalised words before a colon that occur in several paragraphs: names of speakers.
fn recurring(paragraphs: &[Paragraph]) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for paragraph in paragraphs {
        let text = strip_marks(&paragraph.text);
        if let Some((label, words)) = label::parse_label(&text)
            && label.sure == LabelCertainty::Perhaps
            && !words.is_empty()
        {
            *counts.entry(label.name).or_insert(0) += 1;
        }
    }
    // Speakers take turns.
    counts.retain(|_, n| *n > 1);
    counts.into_keys().collect()
}

/// Strips list marks, quote marks, emphasis and a leading time stamp from a line.
pub(super) fn strip_marks(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_start_matches(['*', '-', '\u{2022}', '\u{2013}', ' ']);
    let text = match text.strip_prefix('>') {
        Some(rest) if !text.starts_with(">>") => rest.trim_start(),
        _ => text.trim_start_matches('>').trim_start(),
    };
    match text.split_once(' ') {
        Some((first, rest)) if label::is_time(first) && !rest.starts_with("-->") => {
            rest.trim_start().to_owned()
        }
        _ => text.to_owned(),
    }
}

/// True for the technical lines of subtitles: title, numbers and times.
fn is_of_a_recording(text: &str) -> bool {
    let aside = |open, close| {
        text.strip_prefix(open)
            .and_then(|t| t.strip_suffix(close))
            .is_some_and(|inner| !inner.contains([open, close]) && !inner.is_empty())
    };
    text == "WEBVTT"
        || text.contains("-->")
        || text.chars().all(|c| c.is_ascii_digit())
        || aside('(', ')') && label::parse_label(text).is_none()
        || aside('[', ']') && label::parse_label(text).is_none()
}

/// Strips a question number: `1. How was it?`, `Q1) How was it?`. Also returns whether there was one.
fn without_number(text: &str) -> (String, bool) {
    let rest = text.trim_start_matches(['Q', 'q']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let had = number.len() < rest.len();
    match number.strip_prefix(['.', ')', ':']) {
        Some(rest) if had && rest.starts_with(' ') => (rest.trim_start().to_owned(), true),
        _ => (text.to_owned(), false),
    }
}

/// True if words are only a name: several capitalised words without the end of a sentence.
fn is_a_name(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    // One capitalised word may be an answer: "Patient: Yes".
    (2..=4).contains(&all.len())
        && all.iter().all(|w| w.starts_with(char::is_uppercase))
        && !words.ends_with(['.', '!', '?'])
}

/// Labels that a person of this name may have: full name, first name, initials.
fn labels_for_name(name: &str) -> Vec<String> {
    let small = name.to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let first = words.first().copied().unwrap_or_default().to_owned();
    vec![small.clone(), first, initials]
}

/// True for a question addressed to somebody.
fn is_to_somebody(text: &str) -> bool {
    let you = |w: &str| matches!(w.trim_matches(|c: char| !c.is_alphabetic()), "you" | "your");
    text.ends_with('?') && begins_as_a_question(text) && text.to_lowercase().split(' ').any(you)
}

fn begins_as_a_question(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first
        .trim_matches(|c: char| !c.is_alphabetic())
        .to_lowercase();
    QUESTIONS.contains(&first.as_str())
}

/// Splits off the speaker of `"She was kind" (P4)` or `"She was kind" - P5, primary`.
fn split_attribution(text: &str) -> (&str, Option<String>) {
    if !text.starts_with(['"', '\u{201c}', '\u{2018}']) {
        return (text, None);
    }
    let Some(end) = text.rfind(['"', '\u{201d}', '\u{2019}']) else {
        return (text, None);
    };
    let (words, rest) = text.split_at(end);
    let mut chars = rest.chars();
    let quote = chars.next().map_or(0, char::len_utf8);
    let behind = chars.as_str().trim();
    let by = behind.trim_start_matches(['-', '\u{2013}', '\u{2014}', '(', ' ']);
    let name = by
        .split([',', '(', ')'])
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    // Only numbers: behind a quotation "(laughs)" and "(the nurse)" are asides.
    if words.chars().count() > 1 && label::is_numbered(&name) {
        (text.get(..end + quote).unwrap_or(text), Some(name))
    } else {
        (text, None)
    }
}

/// Strips quotation marks around the whole text.
fn unquoted(words: &str) -> &str {
    let pairs = [
        ('"', '"'),
        ('\u{201c}', '\u{201d}'),
        ('\u{2018}', '\u{2019}'),
    ];
    for (open, close) in pairs {
        if let Some(inner) = words.strip_prefix(open).and_then(|w| w.strip_suffix(close))
            // Two quotations in one paragraph begin and end with a mark as well.
            && !inner.contains(open)
        {
            return inner.trim();
        }
    }
    words.trim()
}
