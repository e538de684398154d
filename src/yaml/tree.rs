//! Text to a tree whose scalars are still what somebody typed.
//!
//! `no`, `2026` and `13:00` mean what the key they stand at says, so nothing is made of them here. Files come from
//! outside: size, depth, number of nodes and what aliases may copy are limited.

use serde_yaml::granit_parser::{Marker, Parser, options};

use self::build::Build;
use super::{
    problem::{TextPosition, UnplacedProblem},
    source::Source,
};

mod build;
mod quick;
mod syntax;

/// Bytes of a file.
// Far above what a unit writes: the limits are for files that were not made for this program.
const SIZE: usize = 8 * 1024 * 1024;
/// Lists and maps within each other.
pub(super) const DEPTH: usize = 40;
/// Scalars, lists and maps, those behind aliases counted each time.
const NODES: usize = 1_000_000;
/// Nodes and bytes of text that anchors and aliases may copy.
const COPIED: usize = 1_000_000;

/// A value and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) kind: ValueKind,
    pub(crate) mark: TextPosition,
}

/// The kind of a value, from the text alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// Text as it was typed, escapes resolved. A block (`|`, `>`) counts as quoted and loses the line ends it ends with.
    Scalar { text: String, quoted: bool },
    /// Values in order.
    List(Vec<Node>),
    /// Keys in order, none of them twice.
    Map(Vec<YamlEntry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct YamlEntry {
    pub(crate) key: YamlKey,
    pub(crate) value: Node,
}

/// A key and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct YamlKey {
    pub(crate) text: String,
    pub(crate) mark: TextPosition,
}

impl Node {
    /// True if nothing was given: an empty value, `~` or `null`, none of them in quotes.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(&self.kind, ValueKind::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// Nodes and bytes of text, and how deep.
    fn extent(&self) -> Extent {
        let own = |text: &str| 1 + text.len();
        match &self.kind {
            ValueKind::Scalar { text, .. } => Extent {
                nodes: 1,
                weight: own(text),
                depth: 0,
            },
            ValueKind::List(items) => items
                .iter()
                .map(Self::extent)
                .fold(Extent::ONE, Extent::with),
            ValueKind::Map(entries) => entries
                .iter()
                .map(|e| {
                    let value = e.value.extent();
                    Extent {
                        weight: value.weight + own(&e.key.text),
                        ..value
                    }
                })
                .fold(Extent::ONE, Extent::with),
        }
    }
}

#[derive(Clone, Copy)]
struct Extent {
    nodes: usize,
    weight: usize,
    depth: usize,
}

impl Extent {
    const ONE: Self = Self {
        nodes: 1,
        weight: 1,
        depth: 1,
    };

    fn with(self, inner: Self) -> Self {
        Self {
            nodes: self.nodes + inner.nodes,
            weight: self.weight + inner.weight,
            depth: self.depth.max(inner.depth + 1),
        }
    }
}

/// The tree of a file: none where the text is not YAML, breaks a limit or is empty. Faults that do not stop it (a key
/// twice) leave a tree as well.
pub(crate) fn parse(source: &Source) -> (Option<Node>, Vec<UnplacedProblem>) {
    // Whoever looks after ten thousand units reads files that this program has written, and nearly no other.
    match quick::parse(source.text()) {
        Some(tree) => (Some(tree), Vec::new()),
        None => parse_in_full(source),
    }
}

/// The same by the parser of all YAML.
fn parse_in_full(source: &Source) -> (Option<Node>, Vec<UnplacedProblem>) {
    if source.text().len() > SIZE {
        let fault = UnplacedProblem::error(TextPosition::default(), "", "more than 8 MiB of text")
            .expected("a file of at most 8 MiB")
            .help("split the file, or look whether it is the right one");
        return (None, vec![fault]);
    }
    let mut limits = options! {
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    // Remarks are no part of a value, and every event costs time in a file of 8 MiB.
    limits.set_emit_comments(false);
    let mut build = Build::default();
    for event in Parser::new_from_str_with_options(source.text(), limits) {
        let done = match event {
            Ok((event, span)) => build.event(event, mark(span.start)),
            Err(error) => Err(syntax::fault(&error, mark(*error.marker()), source.text())),
        };
        if let Err(fault) = done {
            build.faults.push(fault);
            // The parser cannot go on after an error of its own, so unlike faults of keys there is
            // only one of these.
            return (None, build.faults);
        }
    }
    if build.root.is_none() {
        let fault = UnplacedProblem::error(TextPosition::default(), "", "an empty file")
            .help("the first line says what the file is, such as `pledge: findings/1`");
        build.faults.push(fault);
    }
    (build.root, build.faults)
}

pub(super) fn mark(marker: Marker) -> TextPosition {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    TextPosition {
        line: number(marker.line()),
        // The parser counts columns from 0 and lines from 1.
        column: number(marker.col()).saturating_add(1),
    }
}

/// `path.key`, or `key` at the top.
pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
