//! Merging a file value by value: each is left as it is typed, changed within, or written anew in its place.
//!
//! A value that is a list or a map is walked part by part, so that a change of one figure is a change of one line.

use super::spots::{KeyValue, Layout, Spot, ValueForm};

/// The longest line that keeps its brackets, in characters.
const WIDE: usize = 110;

/// The file as it is, and what the program would write now.
pub(super) struct FileMerge<'a> {
    pub(super) file: &'a Layout,
    pub(super) now: &'a Layout,
}

impl FileMerge<'_> {
    /// The text of a value: as it is typed, where nothing changed. `None` where it cannot be changed in place.
    pub(super) fn node(&self, file: &Spot, was: &Spot, now: &Spot) -> Option<String> {
        if was.says(now) {
            return Some(self.file.cut(file.start, file.end).to_owned());
        }
        match (&file.kind, &was.kind, &now.kind) {
            (
                ValueForm::Map { brackets, entries },
                ValueForm::Map { entries: was, .. },
                ValueForm::Map { entries: now, .. },
            ) if !entries.is_empty() => {
                if *brackets {
                    self.bracketed_map(file, entries, was, now)
                } else {
                    self.map_in_lines(file, entries, was, now)
                }
            }
            (
                ValueForm::List { brackets, items },
                ValueForm::List { items: was, .. },
                ValueForm::List { items: now, .. },
                // With other numbers of items the file and the program's text of it cannot be paired by
                // place.
            ) if items.len() == was.len() && !items.is_empty() && !now.is_empty() => {
                if *brackets {
                    self.bracketed_list(file, items, was, now)
                } else {
                    self.list_in_lines(file, items, was, now)
                }
            }
            _ => None,
        }
    }

    /// The text that the program would write for a value, in the place of one that starts at `column`.
    fn anew(&self, now: &Spot, column: usize) -> String {
        let slice = self.now.cut(now.start, now.end);
        let own = self.now.column(now.start);
        let margin = " ".repeat(column);
        let mut lines = slice.lines();
        let mut text = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            text.push_str(self.file.line_end());
            if !line.trim().is_empty() {
                text.push_str(&margin);
                // The program's indentation comes off before the file's goes on, so that a value
                // keeps its shape at any depth.
                text.push_str(line.get(own..).unwrap_or_else(|| line.trim_start()));
            }
        }
        text
    }

    /// The text of a value between brackets, on one line.
    fn flat(&self, now: &Spot) -> String {
        match &now.kind {
            ValueForm::Scalar { text, quoted } => {
                let typed = self.now.cut(now.start, now.end);
                let means_something = |c| matches!(c, ',' | '?' | '[' | ']' | '{' | '}');
                // Outside brackets a comma or a question mark is plain text; inside, it would end
                // the value.
                if *quoted || !typed.contains(means_something) {
                    typed.to_owned()
                } else {
                    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
                }
            }
            ValueForm::List { items, .. } => {
                let items: Vec<String> = items.iter().map(|i| self.flat(i)).collect();
                format!("[{}]", items.join(", "))
            }
            ValueForm::Map { entries, .. } => {
                let entries = entries.iter();
                let entries: Vec<String> = entries
                    .map(|p| format!("{}: {}", p.name(), self.flat(&p.value)))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// `key: value` as the program would write it, its key at `column`.
    fn pair(&self, now: &KeyValue, column: usize) -> String {
        let name = self.now.cut(now.key.start, now.key.end);
        format!("{name}:{}", self.after_colon(&now.value, column))
    }

    fn after_colon(&self, now: &Spot, column: usize) -> String {
        if !now.is_in_lines() {
            return format!(" {}", self.anew(now, column + 2));
        }
        let end = self.file.line_end();
        let margin = " ".repeat(column + 2);
        format!("{end}{margin}{}", self.anew(now, column + 2))
    }

    fn map_in_lines(
        &self,
        file: &Spot,
        entries: &[KeyValue],
        was: &[KeyValue],
        now: &[KeyValue],
    ) -> Option<String> {
        let column = self.file.column(file.start);
        let mut parts: Vec<(String, String)> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        let mut end = file.start;
        let mut orphaned = String::new();
        for (i, pair) in entries.iter().enumerate() {
            let lead = std::mem::take(&mut orphaned) + self.file.cut(end, pair.key.start);
            end = pair.value.end;
            let name = pair.name();
            let new = find(now, name);
            let text = match (find(was, name), new) {
                // A key with an empty value: neither text of the program has it, and its author may
                // fill it in yet.
                (None, None) => Some(self.file.cut(pair.key.start, end).to_owned()),
                (Some(_), None) => None,
                (was, Some(new)) => Some(self.changed(pair, was, new, column)),
            };
            match text {
                Some(text) => {
                    names.push(name);
                    parts.push((lead, text));
                }
                // The text before the first key belongs to what stands above the map, so there is
                // nothing to cut it from.
                None if i == 0 => return None,
                // Remarks above a key that goes stay where they are.
                None => orphaned = remarks_in(&lead),
            }
        }
        let mut out = String::new();
        let margin = format!("{}{}", self.file.line_end(), " ".repeat(column));
        let mut added = added(entries, was, now);
        for (name, (lead, text)) in names.iter().zip(&parts) {
            out.push_str(lead);
            out.push_str(text);
            // A new key stands where the contract has it, behind the neighbour that the file has,
            // and not at the end.
            added.retain(|(after, pair)| {
                let here = after.as_deref() == Some(*name);
                if here {
                    out.push_str(&margin);
                    out.push_str(&self.pair(pair, column));
                }
                !here
            });
        }
        for (_, pair) in added {
            out.push_str(&margin);
            out.push_str(&self.pair(pair, column));
        }
        out.push_str(&orphaned);
        Some(out)
    }

    /// A key of the file with its new value.
    fn changed(
        &self,
        pair: &KeyValue,
        was: Option<&KeyValue>,
        now: &KeyValue,
        column: usize,
    ) -> String {
        if was.is_some_and(|was| was.value.says(&now.value)) {
            let typed = self.file.cut(pair.key.start, pair.value.end);
            return typed.to_owned();
        }
        let typed = self.file.cut(pair.key.start, pair.value.start);
        let merged = was.and_then(|was| {
            self.node(&pair.value, &was.value, &now.value)
                .filter(|text| {
                    // What grew too long for a line is laid out anew: people compare these files line by line.
                    text.contains('\n') || column + typed.len() + text.len() <= WIDE
                })
        });
        match merged {
            Some(text) => {
                let remark = if pair.value.is_in_lines() {
                    String::new()
                } else {
                    self.remark_behind(&pair.value, &text)
                };
                format!("{typed}{text}{remark}")
            }
            None => {
                let key = self.file.cut(pair.key.start, pair.key.end);
                let value = self.after_colon(&now.value, column);
                let remark = self.remark_behind(&pair.value, &value);
                // A remark behind a value of one line moves up behind the key where the value takes
                // several: at the end it would stand beside the last of them.
                if value.contains('\n') {
                    format!("{key}:{remark}{value}")
                } else {
                    format!("{key}:{value}{remark}")
                }
            }
        }
    }

    /// The remark behind a value on its line, where the new text does not have it.
    fn remark_behind(&self, value: &Spot, new: &str) -> String {
        let typed = self.file.cut(value.start, value.end);
        let last = typed.rsplit('\n').next().unwrap_or_default();
        let own = own_length(value, typed);
        let behind = typed.get(own..).unwrap_or_default();
        if last.contains('#') && behind.trim_start().starts_with('#') && !new.ends_with(behind) {
            behind.to_owned()
        } else {
            String::new()
        }
    }

    fn list_in_lines(
        &self,
        file: &Spot,
        items: &[Spot],
        was: &[Spot],
        now: &[Spot],
    ) -> Option<String> {
        let column = self.file.column(file.start);
        // What stands before each item's dash: a line's end, remarks, the margin.
        let mut leads = Vec::new();
        let mut end = None;
        for item in items {
            let from = end.unwrap_or(file.start);
            let between = self.file.cut(from, item.start);
            // The last dash before the value is its own: remarks between two items may hold others.
            let dash = between.rfind('-')?;
            // Two items on one line (`- - a`): the margin cannot be told from the text.
            if end.is_none() && dash != 0 {
                return None;
            }
            leads.push(between.get(..dash)?.to_owned());
            end = Some(item.end);
        }
        let margin = format!("{}{}", self.file.line_end(), " ".repeat(column));
        let from = matched(was, now);
        let mut out = String::new();
        for (i, new) in now.iter().enumerate() {
            let old = from.get(i).copied().flatten();
            let lead = old
                .filter(|old| *old > 0)
                .and_then(|old| leads.get(old))
                .cloned()
                .unwrap_or_else(|| margin.clone());
            if i == 0 {
                // The first item continues the line that its parent has begun, so its lead is cut
                // to the remarks in it.
                out.push_str(lead.trim_start());
                if !lead.trim_start().is_empty() {
                    out.truncate(out.trim_end().len());
                    out.push_str(&margin);
                }
            } else {
                out.push_str(&lead);
            }
            out.push_str("- ");
            let text = old.and_then(|old| {
                let (file, was) = (items.get(old)?, was.get(old)?);
                let text = self.node(file, was, new)?;
                let remark = if was.says(new) || text.contains('\n') {
                    String::new()
                } else {
                    self.remark_behind(file, &text)
                };
                Some(text + &remark)
            });
            out.push_str(&text.unwrap_or_else(|| self.anew(new, column + 2)));
        }
        // Remarks above items that went stay at the end of the list.
        for (old, lead) in leads.iter().enumerate() {
            if !from.contains(&Some(old)) {
                out.push_str(&remarks_in(lead));
            }
        }
        Some(out)
    }

    fn bracketed_list(
        &self,
        file: &Spot,
        items: &[Spot],
        was: &[Spot],
        now: &[Spot],
    ) -> Option<String> {
        let leads = self.leads(file, items.iter().map(|s| (s.start, s.end)))?;
        let from = matched(was, now);
        let parts = now.iter().enumerate().map(|(i, new)| {
            let old = from.get(i).copied().flatten();
            let text = old.and_then(|old| self.node(items.get(old)?, was.get(old)?, new));
            let lead = old.and_then(|old| leads.get(old).cloned());
            (lead, text.unwrap_or_else(|| self.flat(new)))
        });
        let parts: Vec<_> = parts.collect();
        Some(self.bracketed(file, items.last()?.end, &parts, ("[", "]")))
    }

    fn bracketed_map(
        &self,
        file: &Spot,
        entries: &[KeyValue],
        was: &[KeyValue],
        now: &[KeyValue],
    ) -> Option<String> {
        let leads = self.leads(file, entries.iter().map(|p| (p.key.start, p.value.end)))?;
        let mut added = added(entries, was, now);
        let mut parts: Vec<(Option<String>, String)> = Vec::new();
        let flat = |p: &KeyValue| format!("{}: {}", p.name(), self.flat(&p.value));
        for (pair, lead) in entries.iter().zip(leads) {
            let name = pair.name();
            let text = match (find(was, name), find(now, name)) {
                (None, None) => self.file.cut(pair.key.start, pair.value.end).to_owned(),
                (Some(_), None) => continue,
                (was, Some(new)) => {
                    let key = self.file.cut(pair.key.start, pair.key.end);
                    let typed = self.file.cut(pair.key.end, pair.value.start);
                    let typed = if pair.value.is_empty() { ": " } else { typed };
                    let value = was
                        .and_then(|w| self.node(&pair.value, &w.value, &new.value))
                        .unwrap_or_else(|| self.flat(&new.value));
                    format!("{key}{typed}{value}")
                }
            };
            parts.push((Some(lead), text));
            added.retain(|(after, pair)| {
                let here = after.as_deref() == Some(name);
                if here {
                    parts.push((None, flat(pair)));
                }
                !here
            });
        }
        parts.extend(added.into_iter().map(|(_, pair)| (None, flat(pair))));
        let end = entries.last()?.value.end;
        Some(self.bracketed(file, end, &parts, ("{", "}")))
    }

    /// The text before each part of a flow collection, after the comma.
    fn leads(
        &self,
        file: &Spot,
        parts: impl Iterator<Item = (usize, usize)>,
    ) -> Option<Vec<String>> {
        let mut end = None;
        let mut leads = Vec::new();
        for (start, stop) in parts {
            let from = end.unwrap_or(file.start + 1);
            let between = self.file.cut(from, start);
            let lead = match end {
                None => between,
                // A quoted comma cannot stand here: `between` begins after the value before.
                Some(_) => between.split_once(',')?.1,
            };
            leads.push(lead.to_owned());
            end = Some(stop);
        }
        Some(leads)
    }

    fn bracketed(
        &self,
        file: &Spot,
        last: usize,
        parts: &[(Option<String>, String)],
        (open, close): (&str, &str),
    ) -> String {
        let whole = self.file.cut(last, file.end);
        let shut = whole.find(close).unwrap_or(0);
        let before_close = whole.get(..shut).unwrap_or_default();
        // A trailing comma belongs to the item before it, which may be gone by now.
        let before_close = before_close.trim_start_matches(',');
        let first = self.file.cut(file.start + 1, file.end);
        let inner = first.len() - first.trim_start().len();
        let opening = first.get(..inner).unwrap_or_default();
        let mut out = open.to_owned();
        for (i, (lead, text)) in parts.iter().enumerate() {
            match (i, lead) {
                (0, _) => out.push_str(opening),
                (_, Some(lead)) if !lead.is_empty() => {
                    out.push(',');
                    out.push_str(lead);
                }
                _ => out.push_str(", "),
            }
            out.push_str(text);
        }
        out.push_str(before_close);
        out.push_str(close);
        out
    }
}

/// Keys that the file does not have and that are to be there, each with the last key before it that the file has.
fn added<'n>(
    entries: &[KeyValue],
    was: &[KeyValue],
    now: &'n [KeyValue],
) -> Vec<(Option<String>, &'n KeyValue)> {
    let mut after = entries.first().map(|p| p.name().to_owned());
    let mut added: Vec<(Option<String>, &KeyValue)> = Vec::new();
    for pair in now {
        if find(entries, pair.name()).is_some() {
            after = Some(pair.name().to_owned());
        } else if find(was, pair.name()).is_none_or(|was| !was.value.says(&pair.value)) {
            added.push((after.clone(), pair));
        }
    }
    added
}

/// The length of a typed value in bytes, without the comment behind it.
fn own_length(value: &Spot, typed: &str) -> usize {
    let close = match &value.kind {
        ValueForm::Map { brackets: true, .. } => Some('}'),
        ValueForm::List { brackets: true, .. } => Some(']'),
        _ => None,
    };
    // YAML takes a `#` for a remark only behind a blank: `Bay#3` is text.
    let remark = typed.rfind(" #").unwrap_or(typed.len());
    match close {
        Some(close) => typed
            .get(..remark)
            .and_then(|t| t.rfind(close))
            .map_or(typed.len(), |i| i + 1),
        None => typed
            .get(..remark)
            .map_or(typed.len(), |t| t.trim_end().len()),
    }
}

/// The lines of a lead that are remarks, each with its line's end before it.
fn remarks_in(lead: &str) -> String {
    let mut kept = String::new();
    for line in lead.split_inclusive('\n').skip(1) {
        if line.trim_start().starts_with('#') {
            kept.push('\n');
            kept.push_str(line.trim_end());
        }
    }
    kept
}

fn find<'p>(pairs: &'p [KeyValue], name: &str) -> Option<&'p KeyValue> {
    pairs.iter().find(|p| p.name() == name)
}

/// Pairs each new item with an old one: an equal one, else one of the same name, else none.
fn matched(was: &[Spot], now: &[Spot]) -> Vec<Option<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; now.len()];
    let mut free: Vec<bool> = vec![true; was.len()];
    // Equal ones are paired before those of the same name, so that moving an item does not look
    // like changing two.
    let rules: [fn(&Spot, &Spot) -> bool; 2] = [Spot::says, |a, b| {
        name_of(a).is_some_and(|name| Some(name) == name_of(b))
    }];
    for rule in rules {
        for (slot, new) in from.iter_mut().zip(now) {
            if slot.is_some() {
                continue;
            }
            let found = was
                .iter()
                .zip(&free)
                .position(|(old, free)| *free && rule(old, new));
            if let Some(at) = found {
                *slot = Some(at);
                if let Some(free) = free.get_mut(at) {
                    *free = false;
                }
            }
        }
    }
    from
}

/// The key of an item: its id, the activity of an agenda item, the strand and period of a result.
fn name_of(spot: &Spot) -> Option<Vec<(&'static str, &str)>> {
    // Tried in this order: an agenda item has no id, and a result is known by its strand together
    // with its period.
    const NAMES: &[&[&str]] = &[
        &["id"],
        &["theme"],
        &["stage"],
        &["break"],
        &["strand", "period"],
        &["strand", "kind"],
    ];
    let text = |name: &'static str| match spot.get(name).map(|s| &s.kind) {
        Some(ValueForm::Scalar { text, .. }) => Some((name, text.as_str())),
        _ => None,
    };
    NAMES
        .iter()
        .find_map(|names| names.iter().map(|name| text(name)).collect())
}
