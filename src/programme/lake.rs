//! Files of the exported dataset: their names, and the note beside them that says what they hold.
//!
//! Each table is a folder with a folder for each year and one file in that, as engines that read folders take it. Names are fixed, so that
//! an export knows its own files and touches no other.

#[cfg(feature = "parquet")]
mod decode;
#[cfg(feature = "parquet")]
mod encode;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[cfg(feature = "parquet")]
pub use self::{
    decode::{BankTables, decode_bank},
    encode::{EncodeError, decode_units, encode},
};
use super::rows::{Dataset, UnitId};

/// Version of the shape of the dataset.
pub const VERSION: u32 = 1;
/// Folder of the version.
pub const FOLDER: &str = "v1";
/// Note beside the tables.
pub const NOTE: &str = "lake.json";
/// Name of the one file in the folder of a year.
pub const FILE: &str = "part-0.parquet";
/// Names of the tables.
pub const TABLES: [&str; 7] = [
    "meetings",
    "goals",
    "goal_themes",
    "reviews",
    "evidence",
    "results",
    "standards",
];

/// Path of a table's file for a year below the folder of the version, with `/` between its parts.
pub fn path_of(table: &str, year: i16) -> String {
    format!("{table}/year={year:04}/{FILE}")
}

/// True for the path of a file that an export writes below the folder of the version, with `/` between its parts.
pub fn is_ours(path: &str) -> bool {
    if path == NOTE {
        return true;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let [table, year, file] = parts[..] else {
        return false;
    };
    let is_year = year.strip_prefix("year=").is_some_and(|y| {
        // No other way to write a year: two files of one year would both be read.
        y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit())
    });
    TABLES.contains(&table) && is_year && file == FILE
}

/// Content of the note beside the tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LakeNote {
    /// Version of the shape.
    pub lake: u32,
    /// Name of the programme in `programme.yaml`.
    #[serde(default)]
    pub programme: Option<String>,
    /// Day of the export.
    pub on: Date,
    /// Number of meetings.
    pub meetings: usize,
    /// Number of goals.
    pub goals: usize,
    /// Answers below which a number is hidden.
    pub hide_below: u32,
    /// Number of hidden cells.
    pub hidden: usize,
    /// Keys of the units whose goals others may see with their wording, cost, hours and name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bank: Vec<String>,
}

impl LakeNote {
    /// The note for a dataset.
    pub fn of(dataset: &Dataset, programme: Option<&str>) -> Self {
        Self {
            lake: VERSION,
            programme: programme.map(str::to_owned),
            on: dataset.on,
            meetings: dataset.meetings.len(),
            goals: dataset.goals.len(),
            hide_below: dataset.hide_below,
            hidden: dataset.hidden,
            bank: dataset.bank.iter().map(UnitId::to_string).collect(),
        }
    }
}

/// Years with a meeting.
pub fn years(dataset: &Dataset) -> BTreeSet<i16> {
    dataset
        .meetings
        .iter()
        .map(|m| m.meeting_date.year())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_knows_its_own_files() {
        for table in TABLES {
            assert!(is_ours(&path_of(table, 2026)), "{table}");
        }
        assert!(is_ours("lake.json"));
        for other in [
            "goals/part-0.parquet",
            "goals/year=2026/part-1.parquet",
            "goals/year=26/part-0.parquet",
            "goals/year=+026/part-0.parquet",
            "gaols/year=2026/part-0.parquet",
            "goals/year=2026/a/part-0.parquet",
            "notes.txt",
            "",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
