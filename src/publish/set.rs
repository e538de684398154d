//! Sets of papers for a unit's `out` folder: one for before a meeting, and one for after it.

use super::{
    PaperSource, action_log, agenda, ask,
    ballots::{self, Slip},
    booklet, calendar, docx, html, markdown, minutes,
    pack::{self, PackSource},
    page::{Document, PaperSize},
    share,
    words::PaperWords,
};
use crate::{
    domain::{refusal::Refusal, stamp::Stamp},
    yaml,
};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// File name, without a folder.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Papers to send and copy before a meeting: pack, agenda and voting slip.
///
/// # Errors
/// A PDF cannot be rendered.
pub fn before(
    before: &PackSource<'_>,
    slip: &Slip<'_>,
    words: &PaperWords,
) -> Result<Vec<ExportFile>, Refusal> {
    let mut made = Vec::new();
    // Large print for everybody, so that nobody has to ask for it.
    let pack = pack::pack(before, words, PaperSize::A4, true);
    papers(&mut made, "pack", &pack, words)?;
    let page = agenda::agenda(before, words, PaperSize::A4, false);
    papers(&mut made, "agenda", &page, words)?;
    let large = ballots::ballots(slip, words, PaperSize::A4, true);
    let slip = ballots::ballots(slip, words, PaperSize::A4, false);
    papers(&mut made, "voting-slip", &slip, words)?;
    papers(&mut made, "voting-slip-large-print", &large, words)?;
    Ok(made)
}

/// Papers of a meeting that has begun: booklets, minutes, requests, action log, calendar and the outcome for sharing.
///
/// # Errors
/// A PDF or the workbook cannot be rendered.
pub fn after(
    source: &PaperSource<'_>,
    words: &PaperWords,
    now: Stamp,
) -> Result<Vec<ExportFile>, Refusal> {
    let mut made = Vec::new();
    let booklet = |paper, large| booklet::booklet(source, words, paper, large);
    papers(&mut made, "booklet", &booklet(PaperSize::A4, false), words)?;
    papers(
        &mut made,
        "booklet-large-print",
        &booklet(PaperSize::A4, true),
        words,
    )?;
    #[cfg(feature = "pdf")]
    made.push(ExportFile {
        name: "booklet-a5.pdf".into(),
        // Only as PDF: a browser folds no booklet.
        bytes: super::pdf::write(&booklet(PaperSize::A5, false), words.language)?,
    });
    made.push(text(
        "booklet.md",
        markdown::write(&booklet(PaperSize::A4, false)),
    ));
    let minutes = minutes::minutes(source, words, PaperSize::A4, false);
    papers(&mut made, "minutes", &minutes, words)?;
    // As Markdown and for Word as well, because minutes are often corrected afterwards.
    made.push(text("minutes.md", markdown::write(&minutes)));
    made.push(word("minutes.docx", &minutes, words)?);
    for goal in ask::asks(source) {
        let page = ask::ask(source, goal, words, PaperSize::A4, false);
        let name = ask_name(&made, &goal.id);
        papers(&mut made, &name, &page, words)?;
        made.push(word(&format!("{name}.docx"), &page, words)?);
    }
    made.push(ExportFile {
        name: "action-log.xlsx".into(),
        bytes: action_log::xlsx(source)?,
    });
    made.push(ExportFile {
        name: "action-log.csv".into(),
        bytes: action_log::csv(source),
    });
    made.push(text("calendar.ics", calendar::calendar(source, now)));
    // Part of the set, so that the folder has a version without names for sending.
    let (shared, _) = share::share(source.outcome, source.findings);
    made.push(text("outcome-shared.yaml", yaml::write_outcome(&shared)));
    Ok(made)
}

fn text(name: &str, text: String) -> ExportFile {
    ExportFile {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    }
}

fn word(name: &str, paper: &Document, words: &PaperWords) -> Result<ExportFile, Refusal> {
    Ok(ExportFile {
        name: name.to_owned(),
        bytes: docx::write(paper, words.language)?,
    })
}

/// Renders a document as HTML and, with the feature `pdf`, as PDF.
#[cfg_attr(
    not(feature = "pdf"),
    expect(clippy::unnecessary_wraps, reason = "a PDF can fail")
)]
fn papers(
    made: &mut Vec<ExportFile>,
    name: &str,
    paper: &Document,
    words: &PaperWords,
) -> Result<(), Refusal> {
    made.push(text(
        &format!("{name}.html"),
        html::write(paper, words.language),
    ));
    #[cfg(feature = "pdf")]
    made.push(ExportFile {
        name: format!("{name}.pdf"),
        bytes: super::pdf::write(paper, words.language)?,
    });
    Ok(())
}

/// File name of a request for a goal: its id in characters that every system allows, with a number if the name is taken.
fn ask_name(made: &[ExportFile], id: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let id: String = id.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    let is_free = |name: &String| {
        made.iter()
            // Windows and macOS do not tell "ask-A" from "ask-a".
            .all(|m| !m.name.eq_ignore_ascii_case(&format!("{name}.html")))
    };
    let first = format!("ask-{id}");
    if is_free(&first) {
        return first;
    }
    // Among one more name than there are files one is free.
    let others = (2..=made.len() + 2).map(|nth| format!("{first}_{nth}"));
    others.into_iter().find(is_free).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_takes_the_name_of_another() {
        let mut made = Vec::new();
        for (id, name) in [
            ("a.b", "ask-a_b"),
            ("a/b", "ask-a_b_2"),
            ("a-b", "ask-a-b"),
            ("\u{e9}", "ask-_"),
            ("A-B", "ask-A-B_2"),
        ] {
            assert_eq!(ask_name(&made, id), name);
            made.push(text(&format!("{name}.html"), String::new()));
        }
    }
}
