//! Whose export a file is, by how it is built and never by what it is called. A tool is one file here and one row in a table.
//!
//! Each tool has its own headers above the answers. Taken for one another, a header becomes an answer, or a question is lost.

mod google_forms;
mod headers;
mod limesurvey;
mod microsoft_forms;
mod nhs_fft;
mod plain;
mod qualtrics;
pub mod redcap;
mod surveymonkey;

#[cfg(test)]
mod tests;

pub use self::headers::clean;
use super::{
    export::{Kind, Platform, Refused},
    read::Head,
};

/// What was made of the top of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Rows before the answers.
    pub header_rows: usize,
    /// Every column, from left to right.
    pub columns: Vec<Named>,
    /// What whoever imports it should know, in sentences.
    pub notes: Vec<String>,
}

/// A column as its headers have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The tool's own id of it; may be empty, and need not be unique.
    pub id: String,
    /// What was asked, without markup.
    pub question: String,
    /// The option that the column is of.
    pub option: Option<String>,
    /// What its answers are, where the headers say it.
    pub kind: Option<Kind>,
}

/// A survey tool.
pub struct Tool {
    /// Which one.
    pub platform: Platform,
    /// The word for it that programs read.
    pub word: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Whether a head is its; refused where it is, and cannot be taken in.
    recognise: fn(&Head) -> Result<Option<Found>, Refused>,
}

/// The tools that are known. Where a head could be of two, it is of the first; a plain table fits everything, and is last.
pub const TOOLS: &[Tool] = &[
    Tool {
        platform: Platform::Qualtrics,
        word: "qualtrics",
        name: "Qualtrics",
        recognise: qualtrics::recognise,
    },
    Tool {
        platform: Platform::SurveyMonkey,
        word: "surveymonkey",
        name: "SurveyMonkey",
        recognise: surveymonkey::recognise,
    },
    Tool {
        platform: Platform::MicrosoftForms,
        word: "microsoft_forms",
        name: "Microsoft Forms",
        recognise: microsoft_forms::recognise,
    },
    Tool {
        platform: Platform::LimeSurvey,
        word: "limesurvey",
        name: "LimeSurvey",
        recognise: limesurvey::recognise,
    },
    Tool {
        platform: Platform::RedCap,
        word: "redcap",
        name: "REDCap",
        recognise: redcap::recognise,
    },
    Tool {
        platform: Platform::GoogleForms,
        word: "google_forms",
        name: "Google Forms",
        recognise: google_forms::recognise,
    },
    Tool {
        platform: Platform::NhsFft,
        word: "nhs_fft",
        name: "the NHS Friends and Family Test",
        recognise: nhs_fft::recognise,
    },
    Tool {
        platform: Platform::Plain,
        word: "plain",
        name: "a plain table",
        recognise: plain::recognise,
    },
];

impl Platform {
    /// The row of the table; every platform has one.
    pub fn tool(self) -> &'static Tool {
        const LAST: &Tool = &TOOLS[TOOLS.len() - 1];
        TOOLS.iter().find(|t| t.platform == self).unwrap_or(LAST)
    }
}

/// Whose export the head is of.
///
/// # Errors
/// Where it is a report, or anything else that holds no answers of single people, with what to export instead.
pub fn recognise(head: &Head) -> Result<(Platform, Found), Refused> {
    for tool in TOOLS {
        if let Some(found) = (tool.recognise)(head)? {
            return Ok((tool.platform, found));
        }
    }
    Err(Refused {
        row: None,
        what: "there is no row of headers in it".to_owned(),
        help: "give the export of your survey tool, with one row for each person".to_owned(),
    })
}
