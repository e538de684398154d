//! Files in the local data folder that name the unit's folder they belong to: ballot boxes and keys of code cards.
//!
//! A folder that is gone or was moved leaves them behind, and then nothing else would tell whose they are.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::hash::hash;

/// The text of a file: its content in one line, the unit's folder, and a checksum over both lines.
pub(super) fn written(content: &str, unit: Option<&Path>) -> io::Result<String> {
    let mut text = content.to_owned();
    if let Some(unit) = unit {
        text.push('\n');
        text.push_str(&serde_json::to_string(&unit.to_string_lossy()).map_err(io::Error::other)?);
    }
    let sum = hash(text.as_bytes());
    Ok(format!("{text}\n{sum}\n"))
}

/// Parses a file into its content and the unit's folder, if it names one; `None` if it is damaged.
pub(super) fn parts(bytes: &[u8]) -> Option<(String, Option<PathBuf>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (covered, sum) = text.trim_end().rsplit_once('\n')?;
    if hash(covered.as_bytes()) != sum {
        return None;
    }
    // Boxes of earlier versions do not name the unit's folder.
    let (content, unit) = match covered.split_once('\n') {
        Some((content, unit)) => (content, serde_json::from_str::<String>(unit).ok()),
        None => (covered, None),
    };
    Some((content.to_owned(), unit.map(PathBuf::from)))
}
