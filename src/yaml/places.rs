//! The nodes of a file by path.
//!
//! Problems across files are found when the values are read already, and still show a line.

use super::{
    problem::{Problem, Severity, TextPosition, UnplacedProblem},
    source::Source,
    tree::{Node, ValueKind},
};

/// The places of values in a file that was read.
#[derive(Clone, Debug)]
pub struct ValuePlaces {
    source: Source,
    root: Option<Node>,
}

impl ValuePlaces {
    pub(crate) fn new(source: Source, root: Option<Node>) -> Self {
        Self { source, root }
    }

    /// The text, and its tree where it is YAML.
    pub(crate) fn parts(&self) -> (&Source, Option<&Node>) {
        (&self.source, self.root.as_ref())
    }

    /// The start of the value at a path such as `items[2].theme`; of the longest prefix of the path that exists, if the
    /// rest is missing. `None` where the file is not YAML.
    pub fn of(&self, path: &str) -> Option<TextPosition> {
        let mut node = self.root.as_ref()?;
        // Keys that hold a dot cannot be found this way. Only keys of the contract are looked for,
        // and none of them has one.
        for step in path.split(['.', '[']).filter(|s| !s.is_empty()) {
            let next = match &node.kind {
                ValueKind::Map(entries) => entries
                    .iter()
                    .find(|e| e.key.text == step)
                    .map(|e| &e.value),
                ValueKind::List(items) => step
                    .trim_end_matches(']')
                    .parse::<usize>()
                    .ok()
                    .and_then(|i| items.get(i)),
                ValueKind::Scalar { .. } => None,
            };
            // A missing key has no place, and its parent is where somebody would add it.
            let Some(next) = next else { break };
            node = next;
        }
        Some(node.mark)
    }

    /// A problem at that path, for what only shows when files are held against each other.
    pub fn problem(
        &self,
        severity: Severity,
        path: &str,
        found: impl Into<String>,
        expected: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        let mark = self.of(path).unwrap_or_default();
        let fault = UnplacedProblem {
            severity,
            ..UnplacedProblem::error(mark, path, found)
        };
        self.source.problem(fault.expected(expected).help(help))
    }
}
