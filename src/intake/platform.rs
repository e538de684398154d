//! Whose export it is, by how its first rows are built; never by the file's name.
//!
//! Each tool is one file and one row of [`TOOLS`]. The order of the table decides where two would fit: what is
//! unmistakable comes first, a plain table last.

mod fft;
mod google;
mod limesurvey;
mod microsoft;
mod parts;
mod plain;
mod qualtrics;
pub mod redcap;
mod report;
mod results;
mod surveymonkey;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use self::parts::{is_date, question};
use super::{
    export::{AnswerKind, Platform, Refused},
    read::FileHead,
};

/// A survey tool.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// Which.
    pub platform: Platform,
    /// The word that files use.
    pub word: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// Reads its header; `None` where it is not this tool's.
    recognise: fn(&FileHead) -> Result<Option<RecognisedHeader>, Refused>,
    /// How every single answer is exported; empty where nobody can tell.
    pub whole: &'static str,
}

/// The tools, the unmistakable first.
pub const TOOLS: &[Tool] = &[
    Tool {
        platform: Platform::Qualtrics,
        word: "qualtrics",
        name: "Qualtrics",
        recognise: |head| Ok(qualtrics::recognise(head)),
        whole: "Data & Analysis > Export & Import > Export Data > CSV",
    },
    Tool {
        platform: Platform::RedCap,
        word: "redcap",
        name: "REDCap",
        recognise: |head| Ok(redcap::recognise(head)),
        whole: "Data Exports, Reports, and Stats > All data > Export Data > CSV",
    },
    Tool {
        platform: Platform::LimeSurvey,
        word: "limesurvey",
        name: "LimeSurvey",
        recognise: |head| Ok(limesurvey::recognise(head)),
        whole: "Responses > Export > Export responses > CSV",
    },
    Tool {
        platform: Platform::SurveyMonkey,
        word: "surveymonkey",
        name: "SurveyMonkey",
        recognise: |head| Ok(surveymonkey::recognise(head)),
        whole: "Analyze results > Save as > Export file > All responses data > CSV or XLS",
    },
    Tool {
        platform: Platform::MicrosoftForms,
        word: "microsoft_forms",
        name: "Microsoft Forms",
        recognise: |head| Ok(microsoft::recognise(head)),
        whole: "Responses > Open in Excel",
    },
    Tool {
        platform: Platform::GoogleForms,
        word: "google_forms",
        name: "Google Forms",
        recognise: |head| Ok(google::recognise(head)),
        whole: "Responses > Download responses (.csv)",
    },
    Tool {
        platform: Platform::NhsFft,
        word: "nhs_fft",
        name: "an NHS Friends and Family Test",
        recognise: fft::recognise,
        whole: "",
    },
    Tool {
        platform: Platform::Results,
        word: "results",
        name: "a table of results",
        recognise: results::recognised,
        whole: "",
    },
    Tool {
        platform: Platform::Plain,
        word: "plain",
        name: "a plain table",
        recognise: plain::recognise,
        whole: "",
    },
];

/// A header, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecognisedHeader {
    /// How many rows come before the answers.
    pub header_rows: usize,
    /// How many of them are titles, above the names of the columns.
    pub titles: usize,
    /// Those rows as they stand in the file: they may come again further down.
    pub header: Vec<Vec<String>>,
    /// The columns, from left to right.
    pub columns: Vec<HeaderColumn>,
    /// What whoever imports it should know, in sentences.
    pub notes: Vec<String>,
}

/// What a header says of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderColumn {
    /// The tool's own id; empty where it has none.
    pub id: String,
    /// What was asked, without markup; never empty once [`recognise`] has given it.
    pub question: String,
    /// The option that the column is of.
    pub option: Option<String>,
    /// What its answers are, where the header tells.
    pub hint: Option<AnswerKind>,
    /// The tool put it there itself: nobody was asked it.
    pub own: bool,
}

impl HeaderColumn {
    fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            ..Self::default()
        }
    }

    fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    fn hint(mut self, hint: AnswerKind) -> Self {
        self.hint = Some(hint);
        self
    }

    /// A column of the tool's own, which holds such answers.
    fn own(self, hint: AnswerKind) -> Self {
        Self {
            own: true,
            ..self.hint(hint)
        }
    }

    /// The column of an option of a question.
    fn option(mut self, option: impl Into<String>) -> Self {
        self.option = Some(option.into());
        self
    }
}

impl Platform {
    /// Its row of the table.
    pub fn tool(self) -> Option<&'static Tool> {
        TOOLS.iter().find(|t| t.platform == self)
    }

    /// The word that files use.
    pub fn word(self) -> &'static str {
        self.tool().map_or("", |t| t.word)
    }

    /// As people call it, such as `Microsoft Forms`.
    pub fn name(self) -> &'static str {
        self.tool().map_or("", |t| t.name)
    }
}

/// An id has at most so many characters.
const LONGEST_ID: usize = 60;

/// Whose export these are the first rows of, and what its columns ask. Refused where it is no table of answers: a report,
/// or ready totals.
pub fn recognise(head: &FileHead) -> Result<(Platform, RecognisedHeader), Refused> {
    recognise_as(head, None)
}

/// The same where somebody has said what it is: a table of results, or answers.
pub fn recognise_as(
    head: &FileHead,
    what: Option<ExportContent>,
) -> Result<(Platform, RecognisedHeader), Refused> {
    if what == Some(ExportContent::Results) {
        let mut found = results::recognise(head, true).ok_or_else(nothing_in_it)?;
        finish(&mut found, head);
        return Ok((Platform::Results, found));
    }
    if let Some((platform, mut found)) = below_titles(head)? {
        finish(&mut found, head);
        return Ok((platform, found));
    }
    let may_be = |t: &&Tool| {
        let is_said = what == Some(ExportContent::Answers) && t.platform == Platform::Results;
        !is_said && !is_unmistakable(t.platform)
    };
    for tool in TOOLS.iter().filter(may_be) {
        if let Some(mut found) = (tool.recognise)(head)? {
            finish(&mut found, head);
            return Ok((tool.platform, found));
        }
    }
    Err(nothing_in_it())
}

fn nothing_in_it() -> Refused {
    Refused {
        row: None,
        what: "there is nothing in it that could be the names of columns".to_owned(),
        help: "look whether the file opens elsewhere, and export the answers again".to_owned(),
    }
}

/// The content of a table, where somebody has said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportContent {
    /// A person a row, and what they answered.
    Answers,
    /// Results that somebody has counted already.
    Results,
    /// Quotations out of interviews, a paragraph each.
    Interviews,
}

impl ExportContent {
    /// Each with the word of the command line.
    pub const WORDS: &[(&str, Self)] = &[
        ("answers", Self::Answers),
        ("results", Self::Results),
        ("interview", Self::Interviews),
        // As sources are called.
        ("survey", Self::Answers),
    ];
}

/// Whether a tool is known by columns of its own, which are not found in other tables by chance.
fn is_unmistakable(platform: Platform) -> bool {
    !matches!(
        platform,
        Platform::NhsFft | Platform::Results | Platform::Plain
    )
}

/// Rows of titles that are looked below for a tool's own header.
const MOST_TITLES: usize = 10;

/// A tool's own header, also where somebody wrote a title or a row of codes above it.
fn below_titles(head: &FileHead) -> Result<Option<(Platform, RecognisedHeader)>, Refused> {
    for titles in 0..=MOST_TITLES.min(head.rows.len().saturating_sub(1)) {
        let below = head.below_rows(titles);
        for tool in TOOLS.iter().filter(|t| is_unmistakable(t.platform)) {
            let Some(mut found) = (tool.recognise)(&below)? else {
                continue;
            };
            found.header_rows += titles;
            found.titles += titles;
            if titles > 0 {
                found.notes.insert(0, parts::titled(titles));
            }
            return Ok(Some((tool.platform, found)));
        }
        if !head.is_title(titles) && !head.is_codes(titles) {
            break;
        }
    }
    Ok(None)
}

/// Gives every column a question to show and an id that no other has.
fn finish(found: &mut RecognisedHeader, head: &FileHead) {
    found.header = head.rows.iter().take(found.header_rows).cloned().collect();
    let mut ids = HashSet::new();
    for (nth, column) in found.columns.iter_mut().enumerate() {
        if column.question.is_empty() {
            column.question = format!("column {}", nth + 1);
        }
        let own = id(&column.id);
        let base = if own.is_empty() {
            format!("q{}", nth + 1)
        } else {
            own
        };
        let mut unique = base.clone();
        for again in 2.. {
            if ids.insert(unique.to_lowercase()) {
                break;
            }
            let end = format!("-{again}");
            let room = LONGEST_ID - end.len();
            unique = base.chars().take(room).collect::<String>() + &end;
        }
        column.id = unique;
    }
}

/// An id of letters, digits, `-`, `_` and `.` that begins with a letter or a digit.
pub(in crate::intake) fn id(own: &str) -> String {
    let mut out = String::new();
    // A `_` that stands for blanks gives way to a mark of the id's own: `Q2 - Topics` is `Q2-Topics`.
    let mut blank = false;
    for c in own.trim().chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            '-' | '_' | '.' if !out.is_empty() => {
                if blank {
                    out.pop();
                }
                out.push(c);
            }
            _ if !out.is_empty() && !out.ends_with(['-', '_', '.']) => {
                out.push('_');
                blank = true;
                continue;
            }
            _ => {}
        }
        blank = false;
    }
    let short: String = out.chars().take(LONGEST_ID).collect();
    short.trim_end_matches(['-', '_', '.']).to_owned()
}
