//! Building a tree from a parser's events, with the limits counted on the way.
//!
//! The values behind aliases are counted before they are copied, so that a small file cannot become a large tree.

use std::collections::{HashMap, hash_map::Entry as Slot};

use serde_yaml::granit_parser::{Event, ScalarStyle, Tag};

use super::{COPIED, DEPTH, NODES, Node, ValueKind, YamlEntry, YamlKey, join};
use crate::yaml::{
    chars::quoted,
    problem::{TextPosition, UnplacedProblem},
};

/// A list or map that is not closed yet.
struct Frame {
    node: Node,
    anchor: usize,
    /// The key whose value comes next, and whether it is kept.
    key: Option<(YamlKey, bool)>,
    /// Keys and their lines, once there are too many to look through one by one.
    seen: HashMap<String, u32>,
}

/// A map of more keys than this has an index of them; for fewer, looking at each is faster.
const FEW: usize = 16;

impl Frame {
    /// The line of a key that is there already; else it is noted as being there.
    fn before(&mut self, text: &str, line: u32) -> Option<u32> {
        let ValueKind::Map(entries) = &self.node.kind else {
            return None;
        };
        // Maps of the contract have fewer keys than this, and a file may hold 100,000 of them: an
        // index for each would cost more than it saves.
        if entries.len() < FEW {
            let same = entries.iter().find(|e| e.key.text == text);
            return same.map(|e| e.key.mark.line);
        }
        if self.seen.is_empty() {
            let all = entries
                .iter()
                .map(|e| (e.key.text.clone(), e.key.mark.line));
            self.seen.extend(all);
        }
        match self.seen.entry(text.to_owned()) {
            Slot::Occupied(first) => Some(*first.get()),
            Slot::Vacant(slot) => {
                slot.insert(line);
                None
            }
        }
    }
}

/// The tree so far.
#[derive(Default)]
pub(super) struct Build {
    pub(super) root: Option<Node>,
    open: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    copied: usize,
    documents: usize,
    pub(super) faults: Vec<UnplacedProblem>,
}

impl Build {
    /// Takes the next event. A fault ends the building.
    pub(super) fn event(
        &mut self,
        event: Event<'_>,
        mark: TextPosition,
    ) -> Result<(), UnplacedProblem> {
        match event {
            Event::DocumentStart(..) => {
                // The second document would be dropped in silence: its author thinks that it was
                // read.
                self.documents += 1;
                if self.documents > 1 {
                    return Err(
                        UnplacedProblem::error(mark, "", "a second document after `---`")
                            .expected("one document in a file")
                            .help("put what follows into a file of its own"),
                    );
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), mark);
                self.scalar(text.into_owned(), style, anchor, mark)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), mark);
                self.start(ValueKind::List(Vec::new()), anchor, mark)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), mark);
                self.start(ValueKind::Map(Vec::new()), anchor, mark)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(frame) = self.open.pop() {
                    self.keep_anchor(frame.anchor, &frame.node)?;
                    self.put(frame.node);
                }
            }
            Event::Alias(id) => self.alias(id, mark)?,
            _ => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        mut text: String,
        style: ScalarStyle,
        anchor: usize,
        mark: TextPosition,
    ) -> Result<(), UnplacedProblem> {
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            // `|` and `|-` look the same to those who write these files, and a title must not end
            // in a line feed.
            text.truncate(text.trim_end_matches('\n').len());
        }
        let node = Node {
            kind: ValueKind::Scalar {
                text,
                quoted: style != ScalarStyle::Plain,
            },
            mark,
        };
        self.keep_anchor(anchor, &node)?;
        self.node(node)
    }

    /// Takes a finished scalar or the value of an alias: a key where one is due, else a value.
    fn node(&mut self, node: Node) -> Result<(), UnplacedProblem> {
        self.count(1, node.mark)?;
        if !self.key_is_due() {
            self.put(node);
            return Ok(());
        }
        let ValueKind::Scalar { text, quoted: q } = node.kind else {
            return Err(self.key_too_complex(node.mark));
        };
        let Some(frame) = self.open.last_mut() else {
            return Ok(());
        };
        let mark = node.mark;
        // YAML 1.1 would copy another map's keys in here, and 1.2 would not. The file must mean the
        // same to both.
        let is_merge = text == "<<" && !q;
        // Parsers differ on a key that stands twice: some take the first value, some the last.
        let before = if is_merge {
            None
        } else {
            frame.before(&text, mark.line)
        };
        let kept = !is_merge && before.is_none();
        if is_merge {
            let fault = UnplacedProblem::error(mark, self.path(), "a merge key `<<`")
                .expected("every key written out")
                .help("copy the keys here");
            self.faults.push(fault);
        } else if let Some(first) = before {
            let found = format!("{} twice, first in line {first}", quoted(&text));
            let fault = UnplacedProblem::error(mark, join(&self.path(), &text), found)
                .expected("each key once")
                .help("delete one of them, or put both into one");
            self.faults.push(fault);
        }
        if let Some(frame) = self.open.last_mut() {
            frame.key = Some((YamlKey { text, mark }, kept));
        }
        Ok(())
    }

    fn start(
        &mut self,
        kind: ValueKind,
        anchor: usize,
        mark: TextPosition,
    ) -> Result<(), UnplacedProblem> {
        self.count(1, mark)?;
        if self.key_is_due() {
            return Err(self.key_too_complex(mark));
        }
        if self.open.len() >= DEPTH {
            return Err(too_deep(mark));
        }
        self.open.push(Frame {
            node: Node { kind, mark },
            anchor,
            key: None,
            seen: HashMap::new(),
        });
        Ok(())
    }

    /// Adds a finished value to its list or map.
    fn put(&mut self, node: Node) {
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut frame.node.kind {
            ValueKind::List(items) => items.push(node),
            ValueKind::Map(entries) => {
                if let Some((key, true)) = frame.key.take() {
                    entries.push(YamlEntry { key, value: node });
                }
            }
            ValueKind::Scalar { .. } => {}
        }
    }

    fn keep_anchor(&mut self, anchor: usize, node: &Node) -> Result<(), UnplacedProblem> {
        if anchor == 0 {
            return Ok(());
        }
        // An anchor is a copy as well: nested ones copy what is within them again each time, and
        // fill the memory without a single alias.
        self.copy(node.extent().weight, node.mark)?;
        self.anchors.insert(anchor, node.clone());
        Ok(())
    }

    fn alias(&mut self, id: usize, mark: TextPosition) -> Result<(), UnplacedProblem> {
        // An anchor is known only when its value is finished, so a value that holds itself ends
        // here.
        let Some(extent) = self.anchors.get(&id).map(Node::extent) else {
            return Err(UnplacedProblem::error(
                mark,
                self.path(),
                "an alias within what it stands for",
            )
            .help("write the text out"));
        };
        // Counted before the copy is made: nine aliases on each of nine levels, a file of a few
        // hundred bytes, would be 387 million values.
        self.copy(extent.weight, mark)?;
        self.count(extent.nodes - 1, mark)?;
        // The parser limits what is typed, and cannot see how deep an alias reaches.
        if self.open.len() + extent.depth > DEPTH {
            return Err(too_deep(mark));
        }
        match self.anchors.get(&id).cloned() {
            // As a key it stands here, as a value its parts stand where they were written.
            Some(node) if self.key_is_due() => self.node(Node { mark, ..node }),
            Some(node) => self.node(node),
            None => Ok(()),
        }
    }

    fn key_is_due(&self) -> bool {
        self.open
            .last()
            .is_some_and(|f| matches!(f.node.kind, ValueKind::Map(_)) && f.key.is_none())
    }

    fn count(&mut self, more: usize, mark: TextPosition) -> Result<(), UnplacedProblem> {
        self.nodes += more;
        if self.nodes > NODES {
            return Err(
                UnplacedProblem::error(mark, "", "more than 1,000,000 values")
                    .expected("a smaller file")
                    .help("look whether it is the right file"),
            );
        }
        Ok(())
    }

    fn copy(&mut self, weight: usize, mark: TextPosition) -> Result<(), UnplacedProblem> {
        self.copied = self.copied.saturating_add(weight);
        if self.copied > COPIED {
            return Err(UnplacedProblem::error(
                mark,
                self.path(),
                "anchors (`&`) and aliases (`*`) that stand for more than 1,000,000 characters",
            )
            .help("write out what they stand for"));
        }
        Ok(())
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, mark: TextPosition) {
        if let Some(tag) = tag {
            let fault = UnplacedProblem::error(
                mark,
                self.path(),
                format!("a tag {}", quoted(&tag.original())),
            )
            .expected("text, a list or keys without a tag")
            .help("delete the tag; put text that begins with `!` in quotes");
            self.faults.push(fault);
        }
    }

    fn key_too_complex(&self, mark: TextPosition) -> UnplacedProblem {
        UnplacedProblem::error(mark, self.path(), "a list or map as a key")
            .expected("a word before the colon")
            .help("put text that begins with `[` or `{` in quotes")
    }

    /// The path of the value that is being built.
    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.open {
            match (&frame.node.kind, &frame.key) {
                // The item being built is not in the list yet, so its number is the length.
                (ValueKind::List(items), _) => path = format!("{path}[{}]", items.len()),
                (_, Some((key, _))) => path = join(&path, &key.text),
                _ => {}
            }
        }
        path
    }
}

fn too_deep(mark: TextPosition) -> UnplacedProblem {
    UnplacedProblem::error(
        mark,
        "",
        format!("more than {DEPTH} lists and maps within each other"),
    )
    .expected("the shape of a file of `pledge`")
    .help("put text that begins with `[` or `{` in quotes")
}
