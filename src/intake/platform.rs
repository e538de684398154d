//! Recognises the survey tool of an export by the shape of its first rows, never by the file's name.
//!
//! Each tool is one file and one row of [`TOOLS`]. The order of the table decides between two that fit: distinctive tools
//! first, the plain table last.

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

use super::{
    export::{ExportContent, FileRefusal, Platform},
    header::{HeaderColumn, LONGEST_ID, RecognisedHeader, column_id},
    read::FileHead,
};

/// A survey tool.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// Identifier in code.
    pub platform: Platform,
    /// Identifier in files.
    pub word: &'static str,
    /// Display name.
    pub name: &'static str,
    /// Reads the header; `None` if it is another tool's.
    recognise: fn(&FileHead) -> Result<Option<RecognisedHeader>, FileRefusal>,
    /// Menu path to the export of individual responses; empty if unknown.
    pub export_menu: &'static str,
}

/// All tools, the distinctive ones first.
pub const TOOLS: &[Tool] = &[
    Tool {
        platform: Platform::Qualtrics,
        word: "qualtrics",
        name: "Qualtrics",
        recognise: |head| Ok(qualtrics::recognise(head)),
        export_menu: "Data & Analysis > Export & Import > Export Data > CSV",
    },
    Tool {
        platform: Platform::RedCap,
        word: "redcap",
        name: "REDCap",
        recognise: |head| Ok(redcap::recognise(head)),
        export_menu: "Data Exports, Reports, and Stats > All data > Export Data > CSV",
    },
    Tool {
        platform: Platform::LimeSurvey,
        word: "limesurvey",
        name: "LimeSurvey",
        recognise: |head| Ok(limesurvey::recognise(head)),
        export_menu: "Responses > Export > Export responses > CSV",
    },
    Tool {
        platform: Platform::SurveyMonkey,
        word: "surveymonkey",
        name: "SurveyMonkey",
        recognise: |head| Ok(surveymonkey::recognise(head)),
        export_menu: "Analyze results > Save as > Export file > All responses data > CSV or XLS",
    },
    Tool {
        platform: Platform::MicrosoftForms,
        word: "microsoft_forms",
        name: "Microsoft Forms",
        recognise: |head| Ok(microsoft::recognise(head)),
        export_menu: "Responses > Open in Excel",
    },
    Tool {
        platform: Platform::GoogleForms,
        word: "google_forms",
        name: "Google Forms",
        recognise: |head| Ok(google::recognise(head)),
        export_menu: "Responses > Download responses (.csv)",
    },
    Tool {
        platform: Platform::NhsFft,
        word: "nhs_fft",
        name: "an NHS Friends and Family Test",
        recognise: fft::recognise,
        export_menu: "",
    },
    Tool {
        platform: Platform::Results,
        word: "results",
        name: "a table of results",
        recognise: results::recognised,
        export_menu: "",
    },
    Tool {
        platform: Platform::Plain,
        word: "plain",
        name: "a plain table",
        recognise: plain::recognise,
        export_menu: "",
    },
];

impl Platform {
    /// Row of the tool in [`TOOLS`].
    pub fn tool(self) -> Option<&'static Tool> {
        TOOLS.iter().find(|t| t.platform == self)
    }

    /// Identifier in files.
    pub fn word(self) -> &'static str {
        self.tool().map_or("", |t| t.word)
    }

    /// Display name, such as `Microsoft Forms`.
    pub fn name(self) -> &'static str {
        self.tool().map_or("", |t| t.name)
    }
}

/// Recognises the tool and the columns from the first rows.
///
/// # Errors
/// Refuses reports and ready totals, which hold no individual answers.
pub fn recognise(head: &FileHead) -> Result<(Platform, RecognisedHeader), FileRefusal> {
    recognise_as(head, None)
}

/// Recognises a file of which the user has said what it holds.
pub fn recognise_as(
    head: &FileHead,
    what: Option<ExportContent>,
) -> Result<(Platform, RecognisedHeader), FileRefusal> {
    // The user's word beats every sign: a table with few rows can look like answers whatever the heuristics.
    if what == Some(ExportContent::Results) {
        let mut found = results::recognise(head, true).ok_or_else(nothing_in_it)?;
        complete_columns(&mut found, head);
        return Ok((Platform::Results, found));
    }
    // Before the general tools, or a title row above a Qualtrics header would make the file a plain table with one column.
    if let Some((platform, mut found)) = below_titles(head)? {
        complete_columns(&mut found, head);
        return Ok((platform, found));
    }
    let may_be = |t: &&Tool| {
        // Answers of a survey with a question a row resemble a table of results; once the user denies it, only the plain
        // reader is left.
        let is_said = what == Some(ExportContent::Answers) && t.platform == Platform::Results;
        !is_said && !is_unmistakable(t.platform)
    };
    for tool in TOOLS.iter().filter(may_be) {
        if let Some(mut found) = (tool.recognise)(head)? {
            complete_columns(&mut found, head);
            return Ok((tool.platform, found));
        }
    }
    Err(nothing_in_it())
}

fn nothing_in_it() -> FileRefusal {
    FileRefusal {
        row: None,
        what: "there is nothing in it that could be the names of columns".to_owned(),
        help: "look whether the file opens elsewhere, and export the answers again".to_owned(),
    }
}

/// True if a tool's own columns identify it; they do not occur in other tables by chance.
fn is_unmistakable(platform: Platform) -> bool {
    !matches!(
        platform,
        Platform::NhsFft | Platform::Results | Platform::Plain
    )
}

/// Maximum number of title rows above a tool's header.
const MOST_TITLES: usize = 10;

/// Looks for a tool's header, also under titles or codes that somebody put above it.
fn below_titles(head: &FileHead) -> Result<Option<(Platform, RecognisedHeader)>, FileRefusal> {
    for titles in 0..=MOST_TITLES.min(head.rows.len().saturating_sub(1)) {
        let below = head.below_rows(titles);
        for tool in TOOLS.iter().filter(|t| is_unmistakable(t.platform)) {
            let Some(mut found) = (tool.recognise)(&below)? else {
                continue;
            };
            found.header_rows += titles;
            found.titles += titles;
            if titles > 0 {
                found.notes.insert(0, parts::title_note(titles));
            }
            return Ok(Some((tool.platform, found)));
        }
        // Only titles and codes are skipped. Skipping any row would turn an answer that quotes a header into the header.
        if !head.is_title(titles) && !head.is_codes(titles) {
            break;
        }
    }
    Ok(None)
}

/// Gives every column a question text and a unique id.
fn complete_columns(found: &mut RecognisedHeader, head: &FileHead) {
    // Kept as printed: rows that repeat the header further down are found by comparing with it.
    found.header = head.rows.iter().take(found.header_rows).cloned().collect();
    let mut ids = HashSet::new();
    for (nth, column) in found.columns.iter_mut().enumerate() {
        if column.question.is_empty() {
            column.question = format!("column {}", nth + 1);
        }
        let own = column_id(&column.id);
        let base = if own.is_empty() {
            format!("q{}", nth + 1)
        } else {
            own
        };
        let mut unique = base.clone();
        for again in 2.. {
            // Ids become keys of a YAML file that people edit; two that differ only by a capital would be confused there.
            if ids.insert(unique.to_lowercase()) {
                break;
            }
            // The number goes at the end and the name is cut for it, since a matrix question differs only behind 60
            // characters.
            let end = format!("-{again}");
            let room = LONGEST_ID - end.len();
            unique = base.chars().take(room).collect::<String>() + &end;
        }
        column.id = unique;
    }
}
