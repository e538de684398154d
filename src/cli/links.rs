//! Paths that a terminal opens at a click: OSC 8 links, where standard output is a terminal that knows them.
//!
//! Never in the dialogue: a screen reader or a braille display that takes the bytes of the terminal would read the address
//! out, sign by sign. Never into a pipe or a file, where a script reads.

use std::{
    fmt::Write as _,
    io,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use super::{failure::put_on, system::WINDOWS};
use crate::text::sanitise;

/// A piece of a message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A path, which becomes a link.
    Path(&'a Path),
    /// A name that leads to a path.
    Named(&'a str, &'a Path),
}

/// Set in the dialogue.
static PLAIN: AtomicBool = AtomicBool::new(false);

/// Writes no links from now on.
pub(super) fn never() {
    PLAIN.store(true, Ordering::SeqCst);
}

/// Prints a message to standard output, without the control and format characters that its pieces may hold.
pub(super) fn say(pieces: &[Piece<'_>]) {
    put(&mut io::stdout().lock(), pieces);
}

/// Prints a message to standard error.
pub(super) fn note(pieces: &[Piece<'_>]) {
    put(&mut io::stderr().lock(), pieces);
}

fn put(out: &mut (impl io::Write + io::IsTerminal), pieces: &[Piece<'_>]) {
    let variable = |name: &str| std::env::var_os(name).map(|v| v.to_string_lossy().into_owned());
    let links =
        out.is_terminal() && !PLAIN.load(Ordering::SeqCst) && takes_links(WINDOWS, variable);
    put_on(out, &text(pieces, links));
}

/// True for a terminal that takes links, or passes over them.
fn takes_links(windows: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    if windows {
        // Windows Terminal. The older console shows an unknown sequence as text where escape sequences are switched off, and
        // after a full screen nobody knows whether they are.
        return variable("WT_SESSION").is_some();
    }
    // The console of Linux has no links, and prints part of one.
    variable("TERM").is_some_and(|term| !term.is_empty() && term != "dumb" && term != "linux")
}

fn text(pieces: &[Piece<'_>], links: bool) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(&sanitise::clean_lines(words)),
            Piece::Path(path) => link(&mut text, &path.display().to_string(), path, links),
            Piece::Named(name, path) => link(&mut text, name, path, links),
        }
    }
    text
}

/// Adds a name, as a link to a path where there are `links`.
fn link(text: &mut String, name: &str, path: &Path, links: bool) {
    let name = sanitise::clean(name);
    match std::path::absolute(path) {
        Ok(whole) if links => {
            let address = address(whole.as_os_str().as_encoded_bytes(), WINDOWS);
            // Writing to a string cannot fail.
            let _ = write!(text, "\x1b]8;;{address}\x1b\\{name}\x1b]8;;\x1b\\");
        }
        _ => text.push_str(&name),
    }
}

/// The `file:` address of an absolute path (RFC 8089): every byte but letters, digits and a few signs as `%` and two digits.
fn address(path: &[u8], windows: bool) -> String {
    let mut path = path.to_vec();
    let mut address = "file://".to_owned();
    if windows {
        for byte in &mut path {
            if *byte == b'\\' {
                *byte = b'/';
            }
        }
        if let Some(share) = path.strip_prefix(b"//?/UNC/") {
            path = [b"//", share].concat();
        } else if let Some(rest) = path.strip_prefix(b"//?/") {
            path = rest.to_vec();
        }
        if let Some(share) = path.strip_prefix(b"//") {
            // A share: its server is the host of the address.
            path = share.to_vec();
        } else {
            address.push('/');
        }
    }
    for (nth, byte) in path.iter().enumerate() {
        let drive = windows && nth == 1 && *byte == b':';
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(byte) || drive {
            address.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_one_that_a_browser_takes() {
        for (path, is) in [
            (
                "/tmp/pledge-demo-1/northbrook",
                "file:///tmp/pledge-demo-1/northbrook",
            ),
            (
                "/home/ama/si\u{e2}n ll\u{177}r/50% #1?",
                "file:///home/ama/si%C3%A2n%20ll%C5%B7r/50%25%20%231%3F",
            ),
            ("/a\x1b]8;;x\x07", "file:///a%1B%5D8%3B%3Bx%07"),
        ] {
            assert_eq!(address(path.as_bytes(), false), is);
        }
        for (path, is) in [
            (
                r"C:\Users\Ama Boateng\n",
                "file:///C:/Users/Ama%20Boateng/n",
            ),
            (r"\\?\C:\long", "file:///C:/long"),
            (r"\\server\share\n", "file://server/share/n"),
            (r"\\?\UNC\server\share", "file://server/share"),
        ] {
            assert_eq!(address(path.as_bytes(), true), is);
        }
    }

    #[test]
    fn a_terminal_that_may_print_the_sequence_gets_none() {
        let unix = |term: Option<&str>| takes_links(false, |_| term.map(str::to_owned));
        assert!(unix(Some("xterm-256color")));
        for term in [None, Some(""), Some("dumb"), Some("linux")] {
            assert!(!unix(term), "{term:?}");
        }
        let windows = |set: &str| takes_links(true, |name| (name == set).then(String::new));
        assert!(windows("WT_SESSION") && !windows("TERM"));
    }

    #[test]
    fn without_links_a_message_is_its_words() {
        let pieces = [
            Piece::Text("in "),
            Piece::Path(Path::new("/a b\x1b[2J")),
            Piece::Text("\n"),
        ];
        assert_eq!(text(&pieces, false), "in /a b[2J\n");
        assert_eq!(
            text(&pieces, true),
            "in \x1b]8;;file:///a%20b%1B%5B2J\x1b\\/a b[2J\x1b]8;;\x1b\\\n"
        );
    }

    proptest! {
        #[test]
        fn any_path_is_read_back_from_its_address(path in "/\\PC{0,40}") {
            let address = address(path.as_bytes(), false);
            prop_assert!(address.is_ascii() && !address.contains(|c: char| c.is_control() || c == ' '));
            let mut bytes = Vec::new();
            let mut rest = address.strip_prefix("file://").unwrap().bytes();
            while let Some(byte) = rest.next() {
                if byte == b'%' {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    let digits = std::str::from_utf8(&digits).unwrap();
                    bytes.push(u8::from_str_radix(digits, 16).unwrap());
                } else {
                    bytes.push(byte);
                }
            }
            prop_assert_eq!(bytes, path.into_bytes());
        }
    }
}
