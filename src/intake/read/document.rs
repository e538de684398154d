//! A text document as text: whole, with a bound on its length, in whatever encoding it was saved. Word's and `OpenDocument`'s
//! are read as paragraphs, of which some are headings.

use std::{
    fs::File,
    io::{self, Cursor, Read as _},
    path::Path,
};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

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

/// A paragraph of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words.
    pub text: String,
    /// Its style says that it is a heading.
    pub heading: bool,
}

/// The text of a document, by the program family that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentText {
    /// Plain text, as it stands.
    Plain(String),
    /// Paragraphs of a word processor, and the ending of its files.
    Paragraphs(&'static str, Vec<Paragraph>),
}

/// A document of a word processor, or plain text.
///
/// # Errors
/// Where the file cannot be read, or is neither.
pub fn document(path: &Path) -> Result<DocumentText, Refused> {
    let bytes = bytes(path)?;
    if Container::of(&bytes) != Container::Zip {
        return text(path).map(DocumentText::Plain);
    }
    let broken = || {
        refuse(
            "the document is damaged: its parts cannot be unpacked",
            "open it, and save it anew or as plain text",
        )
    };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let (part, kind) = if zip.index_for_name("word/document.xml").is_some() {
        ("word/document.xml", "docx")
    } else if zip.index_for_name("content.xml").is_some() {
        ("content.xml", "odt")
    } else {
        return Err(refuse(
            "this is a zip file without a document in it",
            "unpack it first, and give the document that is inside",
        ));
    };
    let mut xml = Vec::new();
    let inside = zip.by_name(part).map_err(|_| broken())?;
    // What is packed tighter than any text is a bomb.
    inside
        .take(LONGEST + 1)
        .read_to_end(&mut xml)
        .map_err(|_| broken())?;
    if xml.len() as u64 > LONGEST {
        return Err(refuse(
            "the document is longer than any interviews",
            "give a part of it",
        ));
    }
    let xml = String::from_utf8(xml).map_err(|_| broken())?;
    let paragraphs = paragraphs(&xml).ok_or_else(broken)?;
    Ok(DocumentText::Paragraphs(kind, paragraphs))
}

/// The paragraphs of `word/document.xml` and of `content.xml`. What was deleted while changes were tracked is left out.
fn paragraphs(xml: &str) -> Option<Vec<Paragraph>> {
    let mut reader = Reader::from_str(xml);
    let mut all = Vec::new();
    let mut open: Option<Paragraph> = None;
    let mut is_text = false;
    let mut skipped = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(tag) => match tag.local_name().as_ref() {
                "del" | "tracked-changes" | "annotation" | "note" | "instrText" => skipped += 1,
                "p" | "h" if skipped == 0 => {
                    all.extend(open.take());
                    open = Some(Paragraph {
                        heading: tag.local_name().as_ref() == "h" || is_heading(&tag),
                        ..Paragraph::default()
                    });
                    // In OpenDocument the words stand in the paragraph itself.
                    is_text = tag.name().as_ref().starts_with("text:");
                }
                "t" => is_text = true,
                "pStyle" => mark_heading(&tag, open.as_mut()),
                _ => {}
            },
            Event::Empty(tag) => match (tag.local_name().as_ref(), open.as_mut()) {
                ("tab" | "s" | "br" | "line-break", Some(open)) if skipped == 0 => {
                    open.text.push(' ');
                }
                ("pStyle", open) => mark_heading(&tag, open),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "del" | "tracked-changes" | "annotation" | "note" | "instrText" => {
                    skipped = skipped.saturating_sub(1);
                }
                "p" | "h" => all.extend(open.take()),
                "t" => is_text = false,
                _ => {}
            },
            Event::Text(text) if is_text && skipped == 0 => {
                if let Some(open) = &mut open {
                    open.text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(name) if is_text && skipped == 0 => {
                if let Some(open) = &mut open {
                    let known = match name.as_ref() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => name.resolve_char_ref().ok().flatten(),
                    };
                    open.text.extend(known);
                }
            }
            _ => {}
        }
    }
    all.extend(open);
    Some(all)
}

/// Whether a style is one of headings, in the languages of Word.
fn is_heading(tag: &BytesStart<'_>) -> bool {
    let mut attributes = tag.attributes();
    // Looking for one that comes twice would compare each with each.
    attributes.with_checks(false);
    attributes.flatten().any(|a| {
        let name = a.key.local_name();
        let value = a.value.to_lowercase();
        matches!(name.as_ref(), "val" | "style-name")
            && ["heading", "title", "berschrift", "titre"]
                .iter()
                .any(|word| value.contains(word))
    })
}

fn mark_heading(tag: &BytesStart<'_>, open: Option<&mut Paragraph>) {
    if let Some(open) = open {
        open.heading |= is_heading(tag);
    }
}
