//! Papers in a made-up language: no English word of the program is left on them, whatever the findings say in English.

use std::collections::BTreeSet;

use serde_json::Value;
use service_pledge::{
    domain::{
        agenda::Agenda,
        booklet::Booklet,
        evaluation::QUESTIONS,
        findings::Findings,
        outcome::{Evaluation, Outcome, QuestionResult, ThemeAirtime},
        vote::method::Method,
    },
    publish::{
        PaperSource, agenda, ask,
        ballots::{self, Slip},
        booklet::booklet,
        easy_read, markdown,
        minutes::minutes,
        news, owners,
        pack::{self, PackSource},
        page::{Document, PaperSize},
        poster::{self, PosterSheet},
        slides,
        words::{
            PaperWords,
            language::{Language, sentences},
        },
    },
    yaml,
};

const GREEK: [char; 24] = [
    'α', 'β', 'γ', 'δ', 'ε', 'ζ', 'η', 'θ', 'ι', 'κ', 'λ', 'μ', 'ν', 'ξ', 'ο', 'π', 'ρ', 'σ', 'τ',
    'υ', 'φ', 'χ', 'ψ', 'ω',
];

/// A sentence in letters that English does not have; values in braces stay.
fn made_up(sentence: &str) -> String {
    let mut inside = false;
    let letter = |c: char| {
        inside = (inside || c == '{') && c != '}';
        let place = usize::try_from(u32::from(c.to_ascii_lowercase()).wrapping_sub(u32::from('a')));
        match place {
            Ok(place) if !inside && c.is_ascii_alphabetic() => GREEK[place % GREEK.len()],
            _ => c,
        }
    };
    sentence.chars().map(letter).collect()
}

/// The whole table in the made-up language, read from a file as a translator would write it.
fn language() -> Language {
    let all: Vec<(String, String)> = sentences()
        .into_iter()
        .map(|(key, english)| (key, made_up(english)))
        .collect();
    let all: Vec<(String, &str)> = all.iter().map(|(k, s)| (k.clone(), s.as_str())).collect();
    let text = yaml::write_words("el", None, &all);
    let language = Language::read("el.yaml", &text).into_result().unwrap();
    assert_eq!(language.gaps, Vec::<String>::new());
    language
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_alphabetic()))
        .map(str::to_lowercase)
}

/// Values of these keys are the program's words and not people's.
const OURS: [&str; 12] = [
    "decision", "reason", "control", "method", "weight", "settled", "source", "kind", "stage",
    "status", "group", "strand",
];

fn written(value: &Value, all: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => all.extend(words(text)),
        Value::Array(items) => items.iter().for_each(|item| written(item, all)),
        Value::Object(map) => {
            for (key, value) in map {
                if !OURS.contains(&key.as_str()) {
                    written(value, all);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

struct Sample {
    outcome: Outcome,
    findings: Findings,
    previous: Outcome,
    agenda: Agenda,
    wishes: Booklet,
    /// Words that people wrote.
    written: BTreeSet<String>,
}

fn sample() -> Sample {
    let file = |path: &str| crate::harness::sample(path);
    let outcome = yaml::read_outcome("o", &file("northbrook-finished/outcome.yaml"))
        .value
        .unwrap();
    let answers = QUESTIONS.iter().map(|question| QuestionResult {
        question: question.id.to_owned(),
        balanced: Some(4.5),
        ranges: [("patient".to_owned(), [4.0, 5.0])].into(),
        ..QuestionResult::default()
    });
    let outcome = Outcome {
        evaluation: Some(Evaluation {
            voted: [("patient".to_owned(), 3), ("mdt".to_owned(), 6)].into(),
            results: answers.collect(),
        }),
        airtime: vec![ThemeAirtime {
            theme: "waiting".to_owned(),
            patient: 20,
            mdt: 300,
        }],
        ..outcome
    };
    let findings = yaml::read_findings("f", &file("northbrook-finished/findings.yaml"))
        .value
        .unwrap();
    let previous = yaml::read_outcome("p", &file("northbrook-2023/outcome.yaml"))
        .value
        .unwrap();
    let agenda = yaml::read_agenda("a", &file("northbrook-finished/agenda.yaml"))
        .value
        .unwrap()
        .agenda;
    let booklet = file("northbrook-finished/booklet.yaml");
    let wishes = yaml::read_booklet("b", &booklet).value.unwrap();
    let mut all = BTreeSet::new();
    for value in [
        serde_json::to_value(&outcome).unwrap(),
        serde_json::to_value(&findings).unwrap(),
        serde_json::to_value(&previous).unwrap(),
        serde_json::to_value(&agenda).unwrap(),
    ] {
        written(&value, &mut all);
    }
    let lines = booklet.lines().filter(|line| !line.starts_with('#'));
    all.extend(lines.flat_map(words));
    Sample {
        outcome,
        findings,
        previous,
        agenda,
        wishes,
        written: all,
    }
}

impl Sample {
    fn source(&self) -> PaperSource<'_> {
        PaperSource {
            outcome: &self.outcome,
            findings: Some(&self.findings),
            previous: Some(&self.previous),
            wishes: &self.wishes,
            logo: None,
            picture: None,
            currency: "GBP",
            draft: true,
        }
    }
}

fn papers(source: &PaperSource<'_>, words: &PaperWords) -> Vec<(&'static str, Document)> {
    // Reviews stand in the outcome before, with all four statuses.
    let reviewed = PaperSource {
        outcome: source.previous.unwrap(),
        ..*source
    };
    let mut papers = vec![
        ("booklet", booklet(source, words, PaperSize::A4, false)),
        ("minutes", minutes(source, words, PaperSize::A4, false)),
        ("news", news::news(&reviewed, words, PaperSize::A4).unwrap()),
        ("easy read", easy_read::easy_read(source, words).unwrap()),
    ];
    let asked = ask::asks(source).map(|goal| {
        let page = ask::ask(source, goal, words, PaperSize::A4, false);
        ("ask", page)
    });
    papers.extend(asked);
    papers
}

/// Papers for the room before a meeting, and pages of owners.
fn papers_of_the_room(sample: &Sample, words: &PaperWords) -> Vec<(&'static str, Document)> {
    let source = sample.source();
    let before = PackSource {
        findings: &sample.findings,
        agenda: &sample.agenda,
        wishes: &sample.wishes,
        previous: true,
    };
    let owned = owners::owners(&source);
    let pages = owners::pages(&source, words, &owned, PaperSize::A4, false).unwrap();
    let mut papers = vec![
        ("pack", pack::pack(&before, words, PaperSize::A4, true)),
        (
            "agenda",
            agenda::agenda(&before, words, PaperSize::A4, false),
        ),
        ("owners", pages),
    ];
    let goals: Vec<String> = sample
        .outcome
        .goals
        .iter()
        .map(|g| g.title.clone())
        .collect();
    for method in Method::all() {
        let mut vote = sample.agenda.vote.clone();
        vote.method = method;
        let slip = Slip {
            unit: &sample.findings.unit,
            vote: &vote,
            goals: &goals,
            colour: sample.wishes.colour(),
        };
        papers.push(("slip", ballots::ballots(&slip, words, PaperSize::A4, false)));
        let questions = ballots::questions(&slip, words, PaperSize::A4);
        papers.push(("questions", questions));
    }
    papers
}

/// Texts of the poster and the slides, which are no documents.
fn shown(source: &PaperSource<'_>, words: &PaperWords) -> Vec<(&'static str, String)> {
    let mut shown = Vec::new();
    for outcome in [source.outcome, source.previous.unwrap()] {
        let source = &PaperSource { outcome, ..*source };
        let poster = poster::poster(source, words, PosterSheet::A3).unwrap();
        let mut texts = vec![
            poster.title,
            poster.subtitle,
            poster.better,
            poster.days,
            poster.more,
        ];
        texts.extend(poster.square.map(|square| square.caption + &square.alt));
        for part in poster.parts {
            texts.extend(part.heads);
            for row in part.rows {
                texts.extend([row.left, row.right, row.day]);
            }
        }
        shown.push(("poster", texts.join(" ")));
        for slide in slides::slides(source, words) {
            let (texts, said) = super::wall::read(&slide.svg);
            let texts: Vec<String> = texts.into_iter().map(|t| t.content).collect();
            shown.push(("slide", format!("{} {said}", texts.join(" "))));
        }
    }
    shown
}

#[test]
fn no_english_is_left_in_another_language() {
    let language = language();
    let sample = sample();
    let source = sample.source();
    let room = papers_of_the_room(&sample, &language.words);
    let papers = papers(&source, &language.words).into_iter().chain(room);
    let papers = papers.map(|(name, paper)| (name, markdown::write(&paper)));
    for (name, text) in papers.chain(shown(&source, &language.words)) {
        assert!(text.contains(|c| GREEK.contains(&c)), "{name}");
        let left: BTreeSet<String> = words(&text)
            .filter(|w| !sample.written.contains(w))
            .collect();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}
