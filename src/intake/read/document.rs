//! A text document as text: whole, with a bound on its length, in whatever encoding it was saved.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{Container, decode, refuse};
use crate::intake::export::Refused;

/// Bytes of a document at most. A thousand pages of interviews are two million.
pub(super) const LONGEST: u64 = 64 * 1024 * 1024;

/// The text of a file: UTF-8, UTF-16 or what Windows wrote before.
///
/// # Errors
/// Where the file cannot be read, is no text, or is longer than any document.
pub fn text(path: &Path) -> Result<String, Refused> {
    let bytes = bytes(path)?;
    match Container::of(&bytes) {
        Container::Text => Ok(decoded(&bytes)),
        Container::Other("a web page" | "an XML file, such as Excel 2003 wrote") => {
            Ok(decoded(&bytes))
        }
        Container::Zip | Container::Cfb => Err(refuse(
            "this is an Office document, and no plain text",
            "save it as plain text",
        )),
        Container::Other(what) => Err(refuse(
            format!("this is {what}, and no text"),
            "save it as plain text",
        )),
    }
}

/// All bytes of a file.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Refused> {
    let of_disk = |error: &io::Error| {
        refuse(
            error.to_string(),
            "look whether the path is right, and whether the file is open elsewhere",
        )
    };
    let file = File::open(path).map_err(|e| of_disk(&e))?;
    if file.metadata().map_err(|e| of_disk(&e))?.is_dir() {
        return Err(refuse("this is a folder", "give a file"));
    }
    let mut bytes = Vec::new();
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| of_disk(&e))?;
    if bytes.len() as u64 > LONGEST {
        return Err(refuse(
            format!(
                "it is longer than {} million letters",
                LONGEST / (1024 * 1024)
            ),
            "give a part of it",
        ));
    }
    if bytes.is_empty() {
        return Err(refuse(
            "the file is empty",
            "look whether it opens elsewhere",
        ));
    }
    Ok(bytes)
}

/// Bytes as text. What is no UTF-8 is what Windows wrote before; NULs are dropped.
fn decoded(bytes: &[u8]) -> String {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let encoding: &'static Encoding = match decode::said(start) {
        Some((encoding, _)) => encoding,
        None => decode::looks_like(start),
    };
    let (text, _, broken) = encoding.decode(bytes);
    let text = if broken && encoding == UTF_8 {
        WINDOWS_1252.decode(bytes).0
    } else {
        text
    };
    text.replace('\0', "")
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}
