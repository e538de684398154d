//! Notes of interviews become rows like a survey's: who said it, under which heading, and the words.
//!
//! A paragraph is a quotation, and a heading a theme. What stands before a colon tells people apart and is never written; what the
//! interviewer says is left out. From there on marks, sorting and hands are those of comments.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use super::{
    export::{Described, Export, Kind, Platform, Reading, Refused},
    read::{self, Document, Paragraph},
    rows::People,
    table::Table,
};

/// A quotation of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Quote {
    /// What tells the person from others; empty where nothing does.
    speaker: String,
    /// The heading it stands under.
    heading: String,
    words: String,
}

/// Labels of who asks.
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
    "interviewer 1",
    "interviewer 2",
    "fac",
    "mod",
];

/// Labels of who answers, before a number or a letter.
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

/// Endings of files that are documents and no tables.
pub fn is_document(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(
        ending.as_deref(),
        Some("txt" | "text" | "md" | "markdown" | "docx" | "odt")
    )
}

/// Notes of interviews, as an export.
///
/// # Errors
/// Where the file cannot be read, or nobody says anything in it.
pub fn open(path: &Path) -> Result<Export, Refused> {
    let name = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let marked = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"));
    let (container, paragraphs) = match read::document(path)? {
        Document::Plain(text) if marked => ("md", markdown(&text)),
        Document::Plain(text) => ("txt", plain(&text)),
        Document::Paragraphs(kind, paragraphs) => (kind, paragraphs),
    };
    export(name, container, &paragraphs)
}

fn export(
    name: String,
    container: &'static str,
    paragraphs: &[Paragraph],
) -> Result<Export, Refused> {
    let Found {
        quotes,
        asked,
        people,
    } = quotes(paragraphs);
    if quotes.is_empty() {
        return Err(Refused {
            row: None,
            what: "nobody says anything in it".to_owned(),
            help: "write each thing that was said as a line or a paragraph of its own".to_owned(),
        });
    }
    let column = |id: &str, question: &str, kind| Described {
        id: id.to_owned(),
        question: question.to_owned(),
        kind,
        option: None,
        own: false,
        sentences: kind == Kind::Text,
    };
    let rows: Vec<[&str; 3]> = quotes
        .iter()
        .map(|q| [q.speaker.as_str(), q.heading.as_str(), q.words.as_str()])
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
    let mut notes = vec![match people {
        Some(1) => "1 person was interviewed, by the labels.".to_owned(),
        Some(n) => {
            format!("{n} people were interviewed, by the labels; the labels are not written.")
        }
        None => "Nothing tells the people apart: say how many were interviewed.".to_owned(),
    }];
    if asked > 0 {
        notes.push(format!(
            "What the interviewer said is left out: {asked} {}.",
            if asked == 1 {
                "paragraph"
            } else {
                "paragraphs"
            }
        ));
    }
    Ok(Export {
        name,
        platform: Platform::Plain,
        reading: Reading {
            container,
            ..Reading::default()
        },
        columns: vec![
            column("speaker", "Who said it", Kind::Identifier),
            column("theme", "Theme", Kind::Choice),
            column("words", "What was said", Kind::Text),
        ],
        people: People::one_a_row(rows.len(), Vec::new()),
        table: Table::from_rows(3, &rows),
        notes,
    })
}

impl Export {
    /// Whether it is notes of interviews.
    pub fn is_interview(&self) -> bool {
        matches!(self.reading.container, "txt" | "md" | "docx" | "odt")
    }

    /// How many people spoke in some rows of interviews; `None` where the labels do not say.
    pub fn speakers(&self, rows: impl Iterator<Item = usize>) -> Option<u32> {
        let labels = self.table.columns().first()?;
        let mut people = HashSet::new();
        for row in rows {
            let label = labels.cell(row);
            if label.is_empty() {
                return None;
            }
            people.insert(label);
        }
        u32::try_from(people.len()).ok()
    }
}

/// What was made of a document.
struct Found {
    quotes: Vec<Quote>,
    /// Paragraphs of the interviewer.
    asked: usize,
    /// People, where the labels tell them apart.
    people: Option<usize>,
}

fn quotes(paragraphs: &[Paragraph]) -> Found {
    let names = recurring(paragraphs);
    let mut found = Found {
        quotes: Vec::new(),
        asked: 0,
        people: None,
    };
    let (mut heading, mut speaker, mut asks) = (String::new(), String::new(), false);
    for paragraph in paragraphs {
        let text = bare(&paragraph.text);
        if text.is_empty() {
            continue;
        }
        if let Some(person) = person_as_heading(&text) {
            (speaker, asks) = (person, false);
            continue;
        }
        if paragraph.heading {
            heading = as_title(text.trim_end_matches(':').trim());
            asks = false;
            continue;
        }
        let (label, words) = labelled(&text, &names);
        if let Some(label) = label {
            asks = ASKS.contains(&label.as_str());
            if !asks {
                speaker = label;
            }
        }
        let words = unquoted(words);
        if words.is_empty() {
            continue;
        }
        if asks {
            found.asked += 1;
            continue;
        }
        found.quotes.push(Quote {
            speaker: if tells_apart(&speaker, &names) {
                speaker.clone()
            } else {
                String::new()
            },
            heading: heading.clone(),
            words: words.to_owned(),
        });
    }
    if found.quotes.iter().all(|q| !q.speaker.is_empty()) {
        let people: HashSet<&str> = found.quotes.iter().map(|q| q.speaker.as_str()).collect();
        found.people = Some(people.len()).filter(|n| *n > 0);
    } else {
        // Labels of some, and not of others, tell nobody apart.
        for quote in &mut found.quotes {
            quote.speaker.clear();
        }
    }
    found
}

/// A heading as a theme's title: one in capitals throughout is written as a sentence begins. A word of three letters may be short
/// for something.
fn as_title(heading: &str) -> String {
    let shouted = !heading.chars().any(char::is_lowercase);
    let long = heading.split_whitespace().any(|w| w.chars().count() > 3);
    if !(shouted && long) {
        return heading.to_owned();
    }
    let mut title = String::new();
    for (nth, word) in heading.split_whitespace().enumerate() {
        if nth > 0 {
            title.push(' ');
        }
        if word.chars().count() <= 3 && nth > 0 && !is_small(word) {
            title.push_str(word);
        } else if nth > 0 {
            title.push_str(&word.to_lowercase());
        } else {
            let mut chars = word.chars();
            title.extend(chars.next());
            title.push_str(&chars.as_str().to_lowercase());
        }
    }
    title
}

/// Whether a short word is one of every sentence, and no initials.
fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "by", "for", "her", "his", "how", "i", "in", "is", "it",
        "my", "new", "no", "not", "of", "off", "on", "one", "or", "our", "out", "the", "to", "up",
        "was", "we", "who", "why", "you", "day", "car", "get", "got", "had", "has", "way", "but",
        "any", "all", "are", "be", "do", "if", "me", "so",
    ];
    SMALL.contains(&word.to_lowercase().as_str())
}

/// A line without the marks of lists, quotes and emphasis, and without a time in front.
fn bare(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_start_matches(['>', '*', '-', '\u{2022}', '\u{2013}', ' ']);
    // `[00:12:03] P3:` and `00:12 P3:`
    let time = |part: &str| {
        let inner = part.trim_matches(['[', ']', '(', ')']);
        inner.contains(':')
            && inner
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
    };
    match text.split_once(' ') {
        Some((first, rest)) if time(first) => rest.trim_start().to_owned(),
        _ => text.to_owned(),
    }
}

/// `Interview 3`, `Participant 4`: who speaks from here on.
fn person_as_heading(text: &str) -> Option<String> {
    let lower = text.trim_end_matches(['.', ':']).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let [first, last] = words.as_slice() else {
        return None;
    };
    let is_word = *first == "interview" || ANSWERS.contains(first);
    let number = last.trim_start_matches('#');
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (is_word && is_number).then(|| format!("{first} {number}"))
}

/// The label before a colon, in small letters, and the words behind it.
fn labelled<'t>(text: &'t str, names: &HashSet<String>) -> (Option<String>, &'t str) {
    let Some((before, behind)) = text.split_once(':') else {
        // `P3 – I waited`, `[P3] I waited`
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        let label = first.trim_matches(['[', ']', '(', ')']).to_lowercase();
        let rest = rest.trim_start_matches(['-', '\u{2013}', '\u{2014}', ' ']);
        let bracketed = first.starts_with(['[', '(']) && first.ends_with([']', ')']);
        if numbered(&label) && (bracketed || rest.len() < text.len() - first.len() - 1) {
            return (Some(label), rest);
        }
        return (None, text);
    };
    let label = before
        .trim()
        .trim_matches(['[', ']', '(', ')', '*', '_'])
        .to_lowercase();
    let known = ASKS.contains(&label.as_str())
        || ANSWERS.contains(&label.as_str())
        || numbered(&label)
        || names.contains(&label);
    if known {
        (Some(label), behind.trim_start())
    } else {
        (None, text)
    }
}

/// `p3`, `participant 12`, `patient a`: a word of who answers with a number or a letter.
fn numbered(label: &str) -> bool {
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

/// Whether a label is one person's.
fn tells_apart(label: &str, names: &HashSet<String>) -> bool {
    numbered(label)
        || names.contains(label)
        || label.starts_with("interview ")
        || label.split_once(' ').is_some_and(|(word, number)| {
            ANSWERS.contains(&word) && number.chars().all(|c| c.is_ascii_digit())
        })
}

/// Names that stand before a colon at the head of several paragraphs: people who are called by them.
fn recurring(paragraphs: &[Paragraph]) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for paragraph in paragraphs {
        let text = bare(&paragraph.text);
        let Some((before, behind)) = text.split_once(':') else {
            continue;
        };
        let words: Vec<&str> = before.split_whitespace().collect();
        let named = (1..=3).contains(&words.len())
            && words.iter().all(|w| w.starts_with(char::is_uppercase))
            && before.chars().count() <= 30
            && !behind.trim().is_empty();
        if named {
            *counts.entry(before.trim().to_lowercase()).or_insert(0) += 1;
        }
    }
    counts.retain(|label, n| *n > 1 && !ASKS.contains(&label.as_str()));
    counts.into_keys().collect()
}

/// Words without the quotation marks around all of them.
fn unquoted(words: &str) -> &str {
    let pairs = [
        ('"', '"'),
        ('\u{201c}', '\u{201d}'),
        ('\u{2018}', '\u{2019}'),
    ];
    for (open, close) in pairs {
        if let Some(inner) = words.strip_prefix(open).and_then(|w| w.strip_suffix(close))
            && !inner.contains(open)
        {
            return inner.trim();
        }
    }
    words.trim()
}

/// Markdown: `#` and underlined lines are headings, a blank line ends a paragraph, and so does the mark of a list.
fn markdown(text: &str) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut open = String::new();
    let close = |open: &mut String, all: &mut Vec<Paragraph>, heading: bool| {
        if !open.trim().is_empty() {
            all.push(Paragraph {
                text: std::mem::take(open),
                heading,
            });
        }
        open.clear();
    };
    for line in text.lines() {
        let line = line.trim();
        let rule =
            line.len() > 1 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'));
        if rule {
            close(&mut open, &mut all, true);
        } else if line.is_empty() {
            close(&mut open, &mut all, false);
        } else if line.starts_with('#') {
            close(&mut open, &mut all, false);
            line.trim_matches('#').trim().clone_into(&mut open);
            close(&mut open, &mut all, true);
        } else {
            let item = line.starts_with(['-', '*', '>', '+']) && !line.starts_with("**");
            let label = labelled(&bare(line), &HashSet::new()).0.is_some();
            if item || label {
                close(&mut open, &mut all, false);
            }
            open.push(' ');
            open.push_str(line);
        }
    }
    close(&mut open, &mut all, false);
    all
}

/// Characters of a heading at most, and words.
const LONGEST_HEADING: (usize, usize) = (60, 8);

/// Characters from which on a line may be one of a paragraph that was broken.
const BROKEN: usize = 50;

/// Plain text: each line is a paragraph, unless one was broken over several; a short line by itself is a heading.
fn plain(text: &str) -> Vec<Paragraph> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut all: Vec<Paragraph> = Vec::new();
    let mut goes_on = false;
    for (nth, line) in lines.iter().enumerate() {
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        let small = line.starts_with(char::is_lowercase);
        if goes_on
            && small
            && let Some(last) = all.last_mut()
        {
            last.text.push(' ');
            last.text.push_str(line);
        } else {
            let before = nth
                .checked_sub(1)
                .and_then(|n| lines.get(n))
                .is_none_or(|l| l.is_empty());
            let next = lines.get(nth + 1);
            all.push(Paragraph {
                text: (*line).to_owned(),
                heading: before && is_title(line, next.is_some_and(|l| l.is_empty())),
            });
        }
        let ends = line.ends_with(['.', '!', '?', '"', '\u{201d}', '\u{2026}', ':']);
        goes_on = !ends && line.chars().count() >= BROKEN;
    }
    all
}

/// Whether a line is short, has no end of a sentence, and stands by itself or ends with a colon.
fn is_title(line: &str, alone: bool) -> bool {
    let (chars, words) = LONGEST_HEADING;
    let short = line.chars().count() <= chars && line.split_whitespace().count() <= words;
    let sentence = line.ends_with(['.', '!', '?', ',', ';', '"', '\u{201d}', '\u{2019}']);
    let begins = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let colon = line.ends_with(':');
    let label = labelled(&bare(line), &HashSet::new()).0.is_some();
    let inner = line.trim_end_matches(':').contains(':');
    short && begins && !sentence && !label && !inner && (alone || colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_capitals_becomes_a_title() {
        assert_eq!(as_title("WAITING FOR THE GP"), "Waiting for the GP");
        assert_eq!(as_title("THE CAR PARK"), "The car park");
        assert_eq!(as_title("GP"), "GP");
        assert_eq!(as_title("Waiting at MRI"), "Waiting at MRI");
        assert_eq!(as_title("ÉTÉ 2025: ACCÈS"), "Été 2025: accès");
    }

    fn export_of(name: &str, text: &str) -> Export {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        open(&path).unwrap()
    }

    fn rows(export: &Export) -> Vec<[String; 3]> {
        let cell = |c: usize, row| export.table.columns()[c].cell(row).to_owned();
        (0..export.table.rows())
            .map(|row| [cell(0, row), cell(1, row), cell(2, row)])
            .collect()
    }

    #[test]
    fn headings_are_themes_and_the_interviewer_is_left_out() {
        let export = export_of(
            "notes.txt",
            "Waiting in clinic\n\nInterviewer: How long did you wait?\nP1: Two hours. Nobody told me why,\nP2: \"An hour, and somebody said so.\"\nIt was fine.\n\n\
             Information\n\nInt: And the leaflet?\nP1: I read the one about parking and then I put the rest of them\nin the bin.\n",
        );
        assert_eq!(
            rows(&export),
            [
                ["p1", "Waiting in clinic", "Two hours. Nobody told me why,"],
                ["p2", "Waiting in clinic", "An hour, and somebody said so."],
                ["p2", "Waiting in clinic", "It was fine."],
                [
                    "p1",
                    "Information",
                    "I read the one about parking and then I put the rest of them in the bin."
                ],
            ]
            .map(|row| row.map(str::to_owned))
        );
        assert_eq!(export.speakers(0..4), Some(2));
        assert!(export.is_interview());
        assert!(export.notes.iter().any(|n| n.contains("2 paragraphs")));
    }

    #[test]
    fn markdown_names_and_interviews_by_number_are_understood() {
        let export = export_of(
            "notes.md",
            "# Waiting\n\n**Imelda:** I waited\nand waited.\n\n**Imelda:** Two hours.\n\n## Kindness\n\n- Ngaire: They were kind.\n- Ngaire: They held my hand.\n",
        );
        let found = rows(&export);
        assert_eq!(found[0], ["imelda", "Waiting", "I waited and waited."]);
        assert_eq!(found[3], ["ngaire", "Kindness", "They held my hand."]);
        assert_eq!(export.speakers(0..4), Some(2));
        let export = export_of(
            "notes.txt",
            "Interview 1\n\nI waited two hours.\nThe nurse was kind.\n\nInterview 2\n\nNobody rang.\n",
        );
        assert_eq!(rows(&export).len(), 3);
        assert_eq!(export.speakers(0..3), Some(2));
    }

    #[test]
    fn people_whom_nothing_tells_apart_are_asked_for() {
        let export = export_of(
            "notes.txt",
            "I waited two hours.\nThe nurse was kind.\nA: It was fine.\n",
        );
        assert_eq!(rows(&export).len(), 3);
        assert_eq!(export.speakers(0..3), None);
        assert!(export.notes[0].contains("say how many"));
    }

    #[test]
    fn what_is_no_document_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.docx");
        std::fs::write(&path, b"PK\x03\x04 and no more").unwrap();
        assert!(open(&path).unwrap_err().what.contains("damaged"));
        std::fs::write(&path, b"").unwrap();
        assert!(open(&path).unwrap_err().what.contains("empty"));
        std::fs::write(&path, b"%PDF-1.7").unwrap();
        assert!(open(&path).unwrap_err().what.contains("PDF"));
        let path = folder.path().join("asked.txt");
        std::fs::write(&path, "Interviewer: How was it?\n").unwrap();
        assert!(open(&path).unwrap_err().what.contains("nobody says"));
    }

    /// A document with one part, as Word and `LibreOffice` have it.
    fn zipped(part: &str, xml: &str) -> Vec<u8> {
        use std::io::Write as _;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(part, options).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn documents_of_word_and_opendocument_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let word = r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>
            <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Waiting</w:t></w:r></w:p>
            <w:p><w:r><w:t>P1: Two hours &amp; more</w:t></w:r><w:r><w:tab/><w:t>of it.</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
            </w:body></w:document>"#;
        let path = folder.path().join("notes.docx");
        std::fs::write(&path, zipped("word/document.xml", word)).unwrap();
        let export = open(&path).unwrap();
        assert_eq!(
            rows(&export),
            [["p1", "Waiting", "Two hours & more of it."].map(str::to_owned)]
        );
        let odt = r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>
            <text:h text:outline-level="1">Waiting</text:h><text:p>P1: Two <text:span>hours</text:span><text:s/>of it.</text:p><text:p/>
            </office:text></office:body></office:document-content>"#;
        let path = folder.path().join("notes.odt");
        std::fs::write(&path, zipped("content.xml", odt)).unwrap();
        let export = open(&path).unwrap();
        assert_eq!(
            rows(&export),
            [["p1", "Waiting", "Two hours of it."].map(str::to_owned)]
        );
    }
}
