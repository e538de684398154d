//! Reading by what each key expects, every problem noted and none of them the end.
//!
//! A file should be mended in one go: a value that cannot be read is noted and left out, and the rest is read.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    fmt,
    rc::Rc,
};

use self::{ids::SeenIds, scalar::GROUPS};
use super::{
    chars::{any_of, quoted},
    problem::{Problems, Severity, TextPosition, UnplacedProblem},
    tree::{Node, ValueKind, YamlEntry, join},
};
use crate::domain::did_you_mean::nearest;

pub(super) mod ids;
pub(super) mod scalar;

/// A key that a map may have, and what it is for.
pub(super) struct FieldSpec {
    pub(super) name: &'static str,
    purpose: &'static str,
    pub(super) needed: bool,
}

/// A key that has to be there.
pub(super) const fn need(name: &'static str, purpose: &'static str) -> FieldSpec {
    FieldSpec {
        name,
        purpose,
        needed: true,
    }
}

/// A key that may be left out.
pub(super) const fn may(name: &'static str) -> FieldSpec {
    FieldSpec {
        name,
        purpose: "",
        needed: false,
    }
}

/// Help for a slip of the hand, where one of `words` is near.
pub(super) fn did_you_mean<'a>(
    word: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, words).map(|meant| format!("did you mean `{meant}`?"))
}

/// The state of reading a file: its problems, and its places.
#[derive(Default)]
pub(super) struct Reader {
    // Cells, because a read closure holds the map and its parent at once, and each of them notes
    // problems.
    problems: RefCell<Problems>,
    pub(super) ids: RefCell<SeenIds>,
    /// Texts that a `#` cuts short, by their place: the rest of the line, and the place of the `#`.
    pub(super) cut: HashMap<TextPosition, (String, TextPosition)>,
}

impl Reader {
    pub(super) fn note(&self, fault: UnplacedProblem) {
        self.problems.borrow_mut().add(fault);
    }

    fn is_full(&self) -> bool {
        self.problems.borrow().is_full()
    }

    /// Ids that nothing carries are noted, and all problems handed over.
    pub(super) fn finish(self) -> Problems {
        let mut problems = self.problems.into_inner();
        for fault in self.ids.into_inner().settle() {
            problems.add(fault);
        }
        problems
    }
}

/// The path of a value. It is put into words only if a problem names it: most values have none.
#[derive(Clone, Default)]
pub(super) enum Path<'r> {
    /// The top of the file.
    #[default]
    Top,
    /// At a key.
    // Linked to the parent and not put together: a file of 100,000 values would otherwise build as
    // many strings that nobody reads.
    Key(Rc<Self>, &'r str),
    /// In a list, counted from 0.
    Item(Rc<Self>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Key(parent, key) if matches!(**parent, Self::Top) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Item(parent, nth) => write!(f, "{parent}[{nth}]"),
        }
    }
}

/// A value and its place.
#[derive(Clone)]
pub(super) struct At<'r> {
    pub(super) reader: &'r Reader,
    pub(super) node: &'r Node,
    pub(super) path: Path<'r>,
}

impl<'r> At<'r> {
    pub(super) fn mark(&self) -> TextPosition {
        self.node.mark
    }

    /// Notes an error here.
    pub(super) fn error(
        &self,
        found: impl Into<String>,
        expected: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.note(Severity::Error, found, expected, help);
    }

    /// Notes a warning here.
    pub(super) fn warn(
        &self,
        found: impl Into<String>,
        expected: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.note(Severity::Warning, found, expected, help);
    }

    fn note(
        &self,
        severity: Severity,
        found: impl Into<String>,
        expected: impl Into<String>,
        help: impl Into<String>,
    ) {
        let fault = UnplacedProblem {
            severity,
            ..UnplacedProblem::error(self.mark(), self.path.to_string(), found)
        };
        self.reader.note(fault.expected(expected).help(help));
    }

    /// The value for a message: its text, or its kind.
    pub(super) fn found(&self) -> String {
        match &self.node.kind {
            _ if self.node.is_nothing() => "nothing".to_owned(),
            ValueKind::Scalar { text, .. } if text.is_empty() => "an empty text".to_owned(),
            ValueKind::Scalar { text, .. } => quoted(text),
            ValueKind::List(_) => "a list".to_owned(),
            ValueKind::Map(_) => "keys with values".to_owned(),
        }
    }

    /// The length of a list; `None` if it is no list. Notes no problem.
    pub(super) fn len(&self) -> Option<usize> {
        match &self.node.kind {
            ValueKind::List(items) => Some(items.len()),
            _ => None,
        }
    }

    /// The value of a key, where this is a map that has it. Notes nothing.
    pub(super) fn child(&self, name: &str) -> Option<Self> {
        let ValueKind::Map(entries) = &self.node.kind else {
            return None;
        };
        Fields::new(self, entries).get(name)
    }

    /// The values of a list.
    pub(super) fn list(&self) -> Vec<At<'r>> {
        let ValueKind::List(items) = &self.node.kind else {
            let help = "write `[one, two]`, or a line that begins with `- ` for each";
            self.error(self.found(), "a list", help);
            return Vec::new();
        };
        // One `Rc` for all items, since a list may hold 100,000 of them.
        let parent = Rc::new(self.path.clone());
        items
            .iter()
            .enumerate()
            .map(|(i, node)| At {
                reader: self.reader,
                node,
                path: Path::Item(Rc::clone(&parent), i),
            })
            .collect()
    }

    /// The entries of a map with free keys.
    pub(super) fn entries(&self) -> Vec<(String, At<'r>)> {
        let Some(map) = self.open() else {
            return Vec::new();
        };
        let entries = map.entries.iter();
        entries
            .map(|entry| (entry.key.text.clone(), map.value(entry)))
            .collect()
    }

    /// The entries of a map whose keys are groups.
    pub(super) fn by_group<T>(&self, read: impl Fn(&At<'r>) -> Option<T>) -> BTreeMap<String, T> {
        let mut groups = BTreeMap::new();
        let Some(map) = self.open() else {
            return groups;
        };
        for entry in map.entries {
            let key = &entry.key;
            let at = map.value(entry);
            if !GROUPS.iter().any(|(group, _)| *group == key.text) {
                let found = format!("a group {}", quoted(&key.text));
                let fault = UnplacedProblem::error(key.mark, at.path.to_string(), found);
                let words = || GROUPS.iter().map(|(group, _)| *group);
                let help = did_you_mean(&key.text, words());
                self.reader.note(
                    fault
                        .expected(any_of(words()))
                        .help(help.unwrap_or_default()),
                );
                continue;
            }
            if let Some(value) = read(&at) {
                groups.insert(key.text.clone(), value);
            }
        }
        groups
    }

    fn open(&self) -> Option<Fields<'r>> {
        if let ValueKind::Map(entries) = &self.node.kind {
            return Some(Fields::new(self, entries));
        }
        let help = "write `{key: value}`, or a line `key: value` for each";
        self.error(self.found(), "keys with values", help);
        None
    }

    /// A map with `fields` and no others; those needed are there or noted.
    pub(super) fn map(&self, fields: &[FieldSpec]) -> Option<Fields<'r>> {
        let map = self.open()?;
        let names = || fields.iter().map(|f| f.name);
        // A key that is only misspelt is not missing as well: one slip, one message.
        let mut meant = Vec::new();
        for entry in map.entries {
            let key = &entry.key;
            if fields.iter().any(|f| f.name == key.text) {
                continue;
            }
            if self.reader.is_full() {
                // Looking for near misses takes time, and nobody will read them.
                self.reader.note(UnplacedProblem::error(key.mark, "", ""));
                continue;
            }
            let help = if let Some(near) = nearest(&key.text, names()) {
                meant.push(near);
                format!("did you mean `{near}`?")
            } else {
                "delete it, or put a `#` before it to keep it as a remark".to_owned()
            };
            let path = join(&self.path.to_string(), &key.text);
            let found = format!("an unknown key {}", quoted(&key.text));
            self.reader.note(
                UnplacedProblem::error(key.mark, path, found)
                    .expected(any_of(names()))
                    .help(help),
            );
        }
        for field in fields.iter().filter(|f| f.needed) {
            if map.entry(field.name).is_some() || meant.contains(&field.name) {
                continue;
            }
            // `title:` with nothing behind it is there for whoever typed it: "no `title`" would
            // send them looking.
            let key = map.entries.iter().find(|e| e.key.text == field.name);
            let (mark, found) = match key {
                Some(entry) => (entry.key.mark, format!("nothing after `{}:`", field.name)),
                None => (self.mark(), format!("no `{}`", field.name)),
            };
            self.reader.note(
                UnplacedProblem::error(mark, join(&self.path.to_string(), field.name), found)
                    .expected(format!("`{}: ...`", field.name))
                    .help(format!("it says {}", field.purpose)),
            );
        }
        Some(map)
    }
}

/// A map that is being read.
pub(super) struct Fields<'r> {
    pub(super) at: At<'r>,
    entries: &'r [YamlEntry],
    path: Rc<Path<'r>>,
}

impl<'r> Fields<'r> {
    fn new(at: &At<'r>, entries: &'r [YamlEntry]) -> Self {
        Self {
            at: at.clone(),
            entries,
            path: Rc::new(at.path.clone()),
        }
    }

    /// An entry that gives something.
    fn entry(&self, name: &str) -> Option<&'r YamlEntry> {
        let entry = self.entries.iter().find(|e| e.key.text == name)?;
        // An empty value is the same as no key: templates hold keys that are to be filled in later.
        (!entry.value.is_nothing()).then_some(entry)
    }

    fn value(&self, entry: &'r YamlEntry) -> At<'r> {
        At {
            reader: self.at.reader,
            node: &entry.value,
            path: Path::Key(Rc::clone(&self.path), &entry.key.text),
        }
    }

    /// The value of a key; `None` where nothing is given.
    pub(super) fn get(&self, name: &str) -> Option<At<'r>> {
        self.entry(name).map(|entry| self.value(entry))
    }

    /// The value of a key, or the map itself where nothing is given: where to say that something is missing.
    pub(super) fn get_or_here(&self, name: &str) -> At<'r> {
        self.get(name).unwrap_or_else(|| self.at.clone())
    }

    /// Reads the value of a key with `read`.
    pub(super) fn one<T>(&self, name: &str, read: impl FnOnce(&At<'r>) -> Option<T>) -> Option<T> {
        self.get(name).and_then(|at| read(&at))
    }

    /// Reads each value of the list at a key with `read`.
    pub(super) fn each<T>(&self, name: &str, read: impl FnMut(&At<'r>) -> Option<T>) -> Vec<T> {
        let items = self.get(name).map(|at| at.list()).unwrap_or_default();
        // One that cannot be read is left out. Its problem is noted, and an error anywhere keeps
        // the whole value from being used.
        items.iter().filter_map(read).collect()
    }

    /// The text at a key, which may be empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.one(name, At::text)
    }

    /// The text at a key, which has to say something.
    pub(super) fn name(&self, name: &str) -> Option<String> {
        self.one(name, At::name)
    }

    /// The whole number at a key.
    pub(super) fn count(&self, name: &str) -> Option<u32> {
        self.one(name, At::count)
    }

    /// The amount at a key.
    pub(super) fn amount(&self, name: &str) -> Option<u64> {
        self.one(name, At::amount)
    }

    /// Yes or no at a key; no where nothing is given.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.one(name, At::flag).unwrap_or(false)
    }

    /// The word at a key.
    pub(super) fn word<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Option<T> {
        self.one(name, |at| at.word(words))
    }
}
