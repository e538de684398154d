//! Sets of papers for a unit's `out` folder: one for before a meeting, and one for after it.
//!
//! A paper that cannot be made keeps none of the others back: it is named beside them, with the reason.

use super::{
    PaperSource, action_log, agenda, ask,
    ballots::{self, Slip},
    booklet, calendar, docx, easy_read, html, markdown, minutes, news, owners,
    pack::{self, PackSource},
    page::{Document, PaperSize},
    plain_text,
    poster::{self, PosterSheet},
    share, slides,
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

/// A set of papers: files, and those that could not be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperSet {
    /// Files to write.
    pub files: Vec<ExportFile>,
    /// File names of the papers that could not be made, with the reasons.
    pub failed: Vec<(String, Refusal)>,
}

impl PaperSet {
    /// Adds a file, or the reason why it could not be made.
    pub fn add(&mut self, name: impl Into<String>, made: Result<Vec<u8>, Refusal>) {
        let name = name.into();
        match made {
            Ok(bytes) => self.files.push(ExportFile { name, bytes }),
            Err(why) => self.failed.push((name, why)),
        }
    }

    /// Adds a file of text.
    pub fn text(&mut self, name: impl Into<String>, text: String) {
        self.add(name, Ok(text.into_bytes()));
    }

    /// Adds a document as HTML and, with the feature `pdf`, as PDF.
    pub fn paper(&mut self, name: &str, paper: &Document, words: &PaperWords) {
        self.text(format!("{name}.html"), html::write(paper, words.language));
        #[cfg(feature = "pdf")]
        self.add(
            format!("{name}.pdf"),
            super::pdf::write(paper, words.language),
        );
    }

    /// Adds a document for Word.
    pub fn word(&mut self, name: &str, paper: &Document, words: &PaperWords) {
        self.add(format!("{name}.docx"), docx::write(paper, words.language));
    }

    /// A name for a file or a document: the first one, or the first one with a number that no file begins with.
    fn free(&self, first: String) -> String {
        let is_free = |name: &String| {
            self.files.iter().all(|file| {
                // Windows and macOS do not tell "ask-A" from "ask-a".
                let stem = file.name.rsplit_once('.').map_or("", |(stem, _)| stem);
                !stem.eq_ignore_ascii_case(name)
            })
        };
        if is_free(&first) {
            return first;
        }
        // Among one more name than there are files one is free.
        let others = (2..=self.files.len() + 2).map(|nth| format!("{first}_{nth}"));
        others.into_iter().find(is_free).unwrap_or(first)
    }
}

/// Papers to send and copy before a meeting: pack, agenda and voting slip.
pub fn before(before: &PackSource<'_>, slip: &Slip<'_>, words: &PaperWords) -> PaperSet {
    let mut set = PaperSet::default();
    // Large print for everybody, so that nobody has to ask for it.
    let pack = pack::pack(before, words, PaperSize::A4, true);
    set.paper("pack", &pack, words);
    set.text("pack.txt", plain_text::write(&pack));
    let page = agenda::agenda(before, words, PaperSize::A4, false);
    set.paper("agenda", &page, words);
    let large = ballots::ballots(slip, words, PaperSize::A4, true);
    let questions = ballots::questions(slip, words, PaperSize::A4);
    set.paper("meeting-slip", &questions, words);
    let slip = ballots::ballots(slip, words, PaperSize::A4, false);
    set.paper("voting-slip", &slip, words);
    set.paper("voting-slip-large-print", &large, words);
    set
}

/// Papers of a meeting that has begun: booklets, minutes, requests, action log, calendar and the outcome for sharing.
pub fn after(source: &PaperSource<'_>, words: &PaperWords, now: Stamp) -> PaperSet {
    let mut set = PaperSet::default();
    let booklet = |paper, large| booklet::booklet(source, words, paper, large);
    set.paper("booklet", &booklet(PaperSize::A4, false), words);
    set.paper("booklet-large-print", &booklet(PaperSize::A4, true), words);
    #[cfg(feature = "pdf")]
    set.add(
        "booklet-a5.pdf",
        // Only as PDF: a browser folds no booklet.
        super::pdf::write(&booklet(PaperSize::A5, false), words.language),
    );
    set.text(
        "booklet.md",
        markdown::write(&booklet(PaperSize::A4, false)),
    );
    let minutes = minutes::minutes(source, words, PaperSize::A4, false);
    set.paper("minutes", &minutes, words);
    // As Markdown and for Word as well, because minutes are often corrected afterwards.
    set.text("minutes.md", markdown::write(&minutes));
    set.word("minutes", &minutes, words);
    for goal in ask::asks(source) {
        let page = ask::ask(source, goal, words, PaperSize::A4, false);
        let name = set.free(format!("ask-{}", file_name(&goal.id)));
        set.paper(&name, &page, words);
        set.word(&name, &page, words);
    }
    set.add("action-log.xlsx", action_log::xlsx(source, words));
    set.add("action-log.csv", Ok(action_log::csv(source, words)));
    set.text("calendar.ics", calendar::calendar(source, words, now));
    let owners = owners::owners(source);
    if let Some(pages) = owners::pages(source, words, &owners, PaperSize::A4, false) {
        set.paper("owners", &pages, words);
    }
    for owner in owners {
        let role = owner.file_name();
        let name = set.free(format!("calendar-{role}").trim_end_matches('-').to_owned());
        let goals = owner.goals.iter().map(|g| g.id.as_str()).collect();
        set.text(
            format!("{name}.ics"),
            calendar::calendar_of(source, words, now, &owner.name, &goals),
        );
    }
    shown(&mut set, source, words);
    // Part of the set, so that the folder has a version without names for sending.
    let (shared, _) = share::share(source.outcome, source.findings);
    set.text("outcome-shared.yaml", yaml::write_outcome(&shared));
    set
}

/// Papers that are hung up, shown or sent round.
fn shown(set: &mut PaperSet, source: &PaperSource<'_>, words: &PaperWords) {
    if let Some(poster) = poster::poster(source, words, PosterSheet::A4) {
        set.text("poster.html", poster::html(&poster, words.language));
        #[cfg(feature = "pdf")]
        set.add("poster.pdf", super::pdf::poster(&poster, words.language));
    }
    // Only as PDF: few have a printer for A3, and those who print it for others take PDF.
    #[cfg(feature = "pdf")]
    if let Some(poster) = poster::poster(source, words, PosterSheet::A3) {
        set.add("poster-a3.pdf", super::pdf::poster(&poster, words.language));
    }
    for slide in slides::slides(source, words) {
        set.text(slide.name, slide.svg);
    }
    if let Some(page) = news::news(source, words, PaperSize::A4) {
        set.paper("news", &page, words);
        for person in news::representatives(source) {
            let Some(letter) = news::letter(source, words, PaperSize::A4, person) else {
                continue;
            };
            // By role: a folder with names in its file names names people in every listing.
            let role = file_name(&person.role.to_lowercase());
            let name = set.free(format!("news-to-{role}").trim_end_matches('-').to_owned());
            set.paper(&name, &letter, words);
        }
    }
    if let Some(frame) = easy_read::easy_read(source, words) {
        set.paper("easy-read", &frame, words);
        // For Word as well, because it is there to be changed.
        set.word("easy-read", &frame, words);
    }
}

/// An id as a part of a file name, in characters that every system allows.
fn file_name(id: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    id.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_takes_the_name_of_another() {
        let mut set = PaperSet::default();
        for (id, name) in [
            ("a.b", "ask-a_b"),
            ("a/b", "ask-a_b_2"),
            ("a-b", "ask-a-b"),
            ("\u{e9}", "ask-_"),
            ("A-B", "ask-A-B_2"),
        ] {
            assert_eq!(set.free(format!("ask-{}", file_name(id))), name);
            set.text(format!("{name}.html"), String::new());
        }
    }
}
