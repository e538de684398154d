//! Imports interview notes as rows of speaker, heading and words.
//!
//! Each paragraph is a quotation and each heading a theme. Text before a colon tells speakers apart and is never written;
//! the interviewer's words are left out. From there on the quotations are comments: marked, sorted and edited like them.

mod label;
mod text;
mod turns;

use std::{collections::HashSet, path::Path};

use super::{
    export::{AnswerKind, ColumnInfo, Export, FileFormat, FileRefusal, Platform},
    people::People,
    read::{self, DocumentContent, Paragraph},
    table::Table,
};
use turns::Quotations;

/// True for file extensions of documents.
pub fn is_document(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(
        ending.as_deref(),
        Some("txt" | "text" | "md" | "markdown" | "docx" | "odt")
    )
}

/// True if most lines begin with a speaker label, so that the text is no table.
pub fn speaks(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let labelled: Vec<bool> = lines.take(20).map(text::has_label).collect();
    labelled.iter().filter(|l| **l).count() * 2 > labelled.len()
}

/// Opens interview notes as an export.
///
/// # Errors
/// Refuses a file that cannot be read, or that quotes nobody.
pub fn open(path: &Path) -> Result<Export, FileRefusal> {
    let name = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let marked = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"));
    let (container, paragraphs) = match read::document(path)? {
        DocumentContent::Plain(text) if marked => ("md", text::markdown(&text)),
        DocumentContent::Plain(text) => ("txt", text::plain(&text)),
        DocumentContent::Paragraphs(kind, paragraphs) => (kind, text::titled(paragraphs)),
    };
    export(name, container, &paragraphs)
}

fn export(
    name: String,
    container: &'static str,
    paragraphs: &[Paragraph],
) -> Result<Export, FileRefusal> {
    let Quotations {
        quotes,
        asked,
        people,
        some_labelled,
    } = turns::extract_quotes(paragraphs);
    if quotes.is_empty() {
        return Err(FileRefusal {
            row: None,
            what: "nobody says anything in it".to_owned(),
            help: "write each thing that was said as a line or a paragraph of its own".to_owned(),
        });
    }
    let column = |id: &str, question: &str, kind| ColumnInfo {
        id: id.to_owned(),
        question: question.to_owned(),
        kind,
        option: None,
        own: false,
        sentences: kind == AnswerKind::Text,
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
        None if some_labelled => {
            "Not every quotation has a label: say how many people were interviewed.".to_owned()
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
        reading: FileFormat {
            container,
            ..FileFormat::default()
        },
        columns: vec![
            column("speaker", "Who said it", AnswerKind::Identifier),
            column("theme", "Theme", AnswerKind::Choice),
            column("words", "What was said", AnswerKind::Text),
        ],
        people: People::one_a_row(rows.len(), Vec::new()),
        table: Table::from_rows(3, &rows),
        notes,
    })
}

impl Export {
    /// True for interview notes.
    pub fn is_interview(&self) -> bool {
        matches!(self.reading.container, "txt" | "md" | "docx" | "odt")
    }

    /// Number of distinct speakers in some rows; `None` if a label is missing.
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

/// Theme title of a heading: headings in capitals become sentence case. Words of up to three letters stay, because they may
/// be abbreviations.
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

/// True for a common short word that is no abbreviation.
fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "by", "for", "her", "his", "how", "i", "in", "is", "it",
        "my", "new", "no", "not", "of", "off", "on", "one", "or", "our", "out", "the", "to", "up",
        "was", "we", "who", "why", "you", "day", "car", "get", "got", "had", "has", "way", "but",
        "any", "all", "are", "be", "do", "if", "me", "so",
    ];
    SMALL.contains(&word.to_lowercase().as_str())
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

    /// Documents with their quotations as `speaker/heading/words`, and the number of paragraphs by the interviewer.
    const NOTES: &[(&str, &[&str], usize)] = &[
        // Whoever answers may be called anything.
        (
            "Interviewer: How was it?\nP1: Fine.\nInterviewer: And you?\nMary: I waited two hours.\nInterviewer: Really?\nJohn (husband): We did.\n",
            &["p1//Fine.", "mary//I waited two hours.", "john//We did."],
            3,
        ),
        (
            "Interviewer: How was it?\n\nIt was fine, but I waited two hours.\n\nInterviewer: And the nurses?\n\nThey were kind.\n",
            &[
                "//It was fine, but I waited two hours.",
                "//They were kind.",
            ],
            2,
        ),
        // Who asks may be told by the head of the notes, or by the questions.
        (
            "Interviewer: Sarah Holt\n\n[00:00:12] SH: Can you tell me about it?\n[00:00:20] PK: I was frightened.\n[00:01:10] SH: And the waiting?\n[00:01:15] PK: Long.\n",
            &["pk//I was frightened.", "pk//Long."],
            2,
        ),
        (
            "Dr Jones: How are you?\nMargaret: I am well. They listened.\nDr Jones: What would you change?\nMargaret: The wait: it was long.\n",
            &[
                "margaret//I am well. They listened.",
                "margaret//The wait: it was long.",
            ],
            2,
        ),
        // A label on a line of its own, and one with a time.
        (
            "Interviewer\nHow did you find the clinic?\n\nParticipant 1\nIt was friendly, but I waited: two hours.\n",
            &["participant 1//It was friendly, but I waited: two hours."],
            1,
        ),
        (
            "Sarah Holt 00:12\nHow was the waiting?\n\nParveen Khan 00:20\nLong. Nobody told me why.\n",
            &["parveen khan//Long. Nobody told me why."],
            1,
        ),
        (
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Sarah Holt>How did you find it?</v>\n\n2\n00:00:05.000 --> 00:00:09.000\n<v Parveen Khan>I was scared.</v>\n",
            &["parveen khan//I was scared."],
            1,
        ),
        // Details behind a label, dashes, brackets.
        (
            "Interviewer (SH): How was the waiting?\nParticipant 1 (F, 54): Long.\nP2 [primary]: Fine.\nP3, secondary: Cold.\n",
            &["participant 1//Long.", "p2//Fine.", "p3//Cold."],
            1,
        ),
        (
            "Facilitator \u{2013} What went well?\nPatient 1 \u{2013} The nurse rang me.\n[P2] Nobody rang.\n<P3> Fine.\nP4. Parking was bad.\n",
            &[
                "patient 1//The nurse rang me.",
                "p2//Nobody rang.",
                "p3//Fine.",
                "p4//Parking was bad.",
            ],
            1,
        ),
        // Headings right above speakers, and several interviews in a file.
        (
            "WAITING\nP1: Long.\nP2: Fine.\nNurses:\nP1: Kind.\n",
            &["p1/Waiting/Long.", "p2/Waiting/Fine.", "p1/Nurses/Kind."],
            0,
        ),
        (
            "Interview 1\nInterviewer: How was it?\nP: Long.\n\nInterview 2\nInterviewer: How was it?\nP: Fine.\n",
            &["interview 1//Long.", "interview 2//Fine."],
            2,
        ),
        // Questions without a label are nobody's words; a patient's question is.
        (
            "1. How was the waiting?\n\nP1: Long.\n\n2. How were the nurses?\n\nP1: Why did they not ring me?\n",
            &["p1//Long.", "p1//Why did they not ring me?"],
            2,
        ),
        (
            "What was good about your care?\n\nThe nurse phoned me the day after.\n\nWhat could be better?\n\nA sign on the second floor.\n",
            &[
                "//The nurse phoned me the day after.",
                "//A sign on the second floor.",
            ],
            2,
        ),
        // Words before a colon that are nobody's name stay words.
        (
            "P1: I told him: wait.\nResult: nothing happened.\nP2: Because: no chairs.\n",
            &[
                "p1//I told him: wait.",
                "p1//Result: nothing happened.",
                "p2//Because: no chairs.",
            ],
            0,
        ),
        (
            "I sat in a gown for two hours\nand nobody told me why.\n\nParking: I paid nine pounds.\n",
            &[
                "//I sat in a gown for two hours and nobody told me why.",
                "//Parking: I paid nine pounds.",
            ],
            0,
        ),
    ];

    #[test]
    fn notes_in_many_hands_are_understood() {
        for (text, expected, asked) in NOTES {
            let export = export_of("notes.txt", text);
            let found: Vec<String> = rows(&export).iter().map(|row| row.join("/")).collect();
            assert_eq!(found, *expected, "{text}");
            let said = export.notes.iter().find(|n| n.contains("interviewer said"));
            let number = said.map_or(0, |n| {
                n.chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>()
                    .parse()
                    .unwrap()
            });
            assert_eq!(number, *asked, "{text}");
        }
    }

    #[test]
    fn names_as_headings_are_people_and_no_themes() {
        let export = export_of(
            "notes.md",
            "# Mary Smith\n\nI waited two hours.\n\n# Interview with Joy Obi\n\nShe was kind.\n",
        );
        let found: Vec<String> = rows(&export).iter().map(|row| row.join("/")).collect();
        assert_eq!(
            found,
            [
                "mary smith//I waited two hours.",
                "interview with joy obi//She was kind."
            ]
        );
        assert_eq!(export.speakers(0..2), Some(2));
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
