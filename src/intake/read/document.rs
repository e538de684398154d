//! Reads text documents in any encoding, and the paragraphs and headings of Word and `OpenDocument` files.

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
use crate::intake::export::FileRefusal;

/// Maximum size of a document, in bytes. A thousand pages of interviews are two million.
pub(super) const LONGEST: u64 = 64 * 1024 * 1024;

/// Text of a plain text file: UTF-8, UTF-16 or Windows-1252.
///
/// # Errors
/// Refuses a file that cannot be read, is no text, or is too long.
pub fn text(path: &Path) -> Result<String, FileRefusal> {
    let bytes = bytes(path)?;
    match Container::detect(&bytes) {
        Container::Text => Ok(decode_text(&bytes)),
        Container::Other("a web page" | "an XML file, such as Excel 2003 wrote") => {
            Ok(decode_text(&bytes))
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

/// All bytes of a file, up to [`LONGEST`].
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, FileRefusal> {
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

/// Decodes a document; anything that is not UTF-8 is taken for Windows-1252. Drops NUL characters.
fn decode_text(bytes: &[u8]) -> String {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let encoding: &'static Encoding = match decode::from_bom(start) {
        Some((encoding, _)) => encoding,
        None => decode::guess_utf16(start),
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
    /// Its text.
    pub text: String,
    /// True if its style is a heading's.
    pub heading: bool,
}

/// A document by the kind of program that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentContent {
    /// Plain text.
    Plain(String),
    /// Paragraphs of a word processor, with the extension of its files.
    Paragraphs(&'static str, Vec<Paragraph>),
}

/// Reads a word processor's document, or plain text.
///
/// # Errors
/// Refuses a file that cannot be read, or is neither.
pub fn document(path: &Path) -> Result<DocumentContent, FileRefusal> {
    let bytes = bytes(path)?;
    if Container::detect(&bytes) != Container::Zip {
        return text(path).map(DocumentContent::Plain);
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
    // Reading past the limit would unpack a zip bomb.
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
    Ok(DocumentContent::Paragraphs(kind, paragraphs))
}

/// Paragraphs of `word/document.xml` or `content.xml`, without tracked deletions.
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
                    // `OpenDocument` puts the text directly into the paragraph.
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

/// True for a heading style, by its English, German or French name.
fn is_heading(tag: &BytesStart<'_>) -> bool {
    let mut attributes = tag.attributes();
    // The check for duplicate attributes compares all pairs.
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
