//! Ids that a file gives and names.
//!
//! They are settled when all is read: a file may name what stands further down, and an entry with a fault in it still
//! has its id.

use std::collections::{HashMap, hash_map::Entry};

use super::{At, did_you_mean};
use crate::yaml::{
    chars::quoted,
    problem::{Problems, TextPosition, UnplacedProblem},
};

/// The kind of thing that has the id, as a sentence names it.
pub(in crate::yaml) type Sort = &'static str;

/// A theme of the findings.
pub(in crate::yaml) const THEME: Sort = "theme";
/// A finding or a comment: evidence names either.
pub(in crate::yaml) const EVIDENCE: Sort = "finding or comment";
/// A goal.
pub(in crate::yaml) const GOAL: Sort = "goal";
/// A person on the list of people.
pub(in crate::yaml) const PERSON: Sort = "person";
/// A vote.
pub(in crate::yaml) const ROUND: Sort = "round";

struct Reference {
    sort: Sort,
    id: String,
    mark: TextPosition,
    path: String,
}

/// The ids so far.
#[derive(Default)]
pub(in crate::yaml) struct SeenIds {
    given: HashMap<Sort, HashMap<String, TextPosition>>,
    /// The given ids by sort, in the order of the file.
    listed: HashMap<Sort, Vec<String>>,
    named: Vec<Reference>,
}

impl SeenIds {
    /// Faults for what is named and not given.
    pub(in crate::yaml) fn settle(self) -> Vec<UnplacedProblem> {
        let Self {
            given,
            listed,
            named,
        } = self;
        named
            .into_iter()
            // Settled at the end: people write goals above the findings that they rest on.
            .filter(|r| given.get(r.sort).is_none_or(|ids| !ids.contains_key(&r.id)))
            .enumerate()
            .map(|(nth, r)| {
                let found = format!("{}, which is no {} of this file", quoted(&r.id), r.sort);
                let same = listed.get(r.sort).map(Vec::as_slice).unwrap_or_default();
                // The search for a near id compares with all of them, so it ends where problems are
                // no longer shown.
                let help = (nth < Problems::MOST)
                    .then(|| did_you_mean(&r.id, same.iter().map(String::as_str)))
                    .flatten()
                    .unwrap_or_else(|| format!("add a {} with this id, or name another", r.sort));
                UnplacedProblem::error(r.mark, r.path, found)
                    .expected(format!("the id of a {}", r.sort))
                    .help(help)
            })
            .collect()
    }
}

impl At<'_> {
    /// The id of a new thing of that sort; one that another has is noted with the other's line.
    pub(in crate::yaml) fn new_id(&self, sort: Sort) -> Option<String> {
        let id = self.id()?;
        let mut ids = self.reader.ids.borrow_mut();
        match ids.given.entry(sort).or_default().entry(id.clone()) {
            Entry::Occupied(first) => self.error(
                format!(
                    "the id {} again, first in line {}",
                    quoted(&id),
                    first.get().line
                ),
                format!("an id that no other {sort} has"),
                "give one of them another id",
            ),
            Entry::Vacant(slot) => {
                slot.insert(self.mark());
                ids.listed.entry(sort).or_default().push(id.clone());
            }
        }
        Some(id)
    }

    /// A question about text that was probably meant as an id of that sort, given further up in the file; `None` if
    /// it is one, or is nothing like one.
    pub(in crate::yaml) fn meant_id(&self, text: &str, sort: Sort) -> Option<String> {
        let ids = self.reader.ids.borrow();
        let listed = ids.listed.get(sort)?;
        // Ids have no blanks, so a text with one is words.
        if text.contains(char::is_whitespace) || listed.iter().any(|id| id == text) {
            return None;
        }
        did_you_mean(text, listed.iter().map(String::as_str))
    }

    /// The id of something of that sort in this file.
    pub(in crate::yaml) fn known_id(&self, sort: Sort) -> Option<String> {
        let id = self.id()?;
        let mut ids = self.reader.ids.borrow_mut();
        // One that is known already needs no path in words, and nearly all are.
        let given = ids.given.get(sort).is_some_and(|ids| ids.contains_key(&id));
        if !given {
            ids.named.push(Reference {
                sort,
                id: id.clone(),
                mark: self.mark(),
                path: self.path.to_string(),
            });
        }
        Some(id)
    }
}

/// Values that should differ from each other, and where each first stood.
pub(in crate::yaml) struct Once<K>(HashMap<K, u32>);

impl<K: std::hash::Hash + Eq> Once<K> {
    pub(in crate::yaml) fn new() -> Self {
        Self(HashMap::new())
    }

    /// The line where `key` stood before, if it did.
    pub(in crate::yaml) fn before(&mut self, key: K, at: &At<'_>) -> Option<u32> {
        match self.0.entry(key) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(slot) => {
                slot.insert(at.mark().line);
                None
            }
        }
    }
}
