//! The one direction: domain <- {text, yaml} <- {intake, store, publish, programme} <- app <- {tui, plain, lan} <- cli <- main.
//!
//! It is checked in the syntax of every file, tests within `src` left out, so that a rule in prose does not decay.

use std::path::{Path, PathBuf};

use syn::{spanned::Spanned, visit::Visit};

/// Each room of the house, its storey, and whether it may know its neighbours on the same storey.
const STOREYS: &[(&str, usize)] = &[
    ("domain", 0),
    ("text", 1),
    ("yaml", 1),
    ("intake", 2),
    ("store", 2),
    ("publish", 2),
    ("programme", 2),
    ("app", 3),
    ("tui", 4),
    ("plain", 4),
    ("lan", 4),
    ("cli", 5),
];

/// What may be named only in some rooms: the first parts of a path, and the rooms.
const ONLY_IN: &[(&[&str], &[&str])] = &[
    (&["ratatui"], &["tui"]),
    (&["crossterm"], &["tui"]),
    (&["tui_textarea"], &["app::field"]),
    (&["serde_yaml"], &["yaml"]),
    // The terminal's own handle is a `File` that no path leads to.
    (
        &["std", "fs"],
        &["store::disk", "intake::read", "tui::terminal"],
    ),
    (&["fs"], &["store::disk", "intake::read"]),
    (&["Zoned"], &["cli"]),
    (&["jiff", "Zoned"], &["cli"]),
    (&["jiff", "Timestamp"], &["cli"]),
    (&["jiff", "tz"], &["cli"]),
    (&["Instant", "now"], &["tui::run", "tui::source"]),
    (&["SystemTime", "now"], &["cli"]),
];

fn storey(room: &str) -> Option<usize> {
    STOREYS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, at)| *at)
}

/// Why a file in `module` may not name `path`.
fn breach(module: &[String], path: &[String]) -> Option<String> {
    let here = module.first().map_or("", String::as_str);
    let full = module.join("::");
    let named = path.join("::");
    for (parts, rooms) in ONLY_IN {
        let hit = path.len() >= parts.len() && parts.iter().zip(path).all(|(a, b)| a == b);
        let home = rooms
            .iter()
            .any(|r| full == *r || full.starts_with(&format!("{r}::")));
        if hit && !home {
            return Some(format!(
                "{full} names {named}, which only {} may",
                rooms.join(" and ")
            ));
        }
    }
    let there = match path {
        [first, room, ..] if first == "crate" => room.as_str(),
        _ => return None,
    };
    let (from, to) = (storey(here)?, storey(there)?);
    (here != there && to >= from)
        .then(|| format!("{full} names {named}: {here} must not know {there}"))
}

struct Names<'a> {
    module: &'a [String],
    found: Vec<(usize, String)>,
}

impl Names<'_> {
    fn see(&mut self, path: &[String], line: usize) {
        // `super::super::x` in `a::b` is `crate::x`.
        let ups = path.iter().take_while(|p| *p == "super").count();
        let absolute: Vec<String> = if ups > 0 {
            let kept = self.module.len().saturating_sub(ups);
            let head =
                std::iter::once("crate".to_owned()).chain(self.module[..kept].iter().cloned());
            head.chain(path[ups..].iter().cloned()).collect()
        } else {
            path.to_vec()
        };
        if let Some(why) = breach(self.module, &absolute) {
            self.found.push((line, why));
        }
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let line = tree.span().start().line;
        match tree {
            syn::UseTree::Path(path) => {
                let mut more = before.to_vec();
                more.push(path.ident.to_string());
                self.tree(&more, &path.tree);
            }
            syn::UseTree::Name(name) => {
                self.see(&[before, &[name.ident.to_string()]].concat(), line);
            }
            syn::UseTree::Rename(name) => {
                self.see(&[before, &[name.ident.to_string()]].concat(), line);
            }
            syn::UseTree::Glob(_) => self.see(before, line),
            syn::UseTree::Group(group) => group.items.iter().for_each(|t| self.tree(before, t)),
        }
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|a| {
        a.path().is_ident("test")
            || (a.path().is_ident("cfg")
                && matches!(&a.meta, syn::Meta::List(l) if l.tokens.to_string().contains("test")))
    })
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(m) => &m.attrs,
            syn::Item::Fn(f) => &f.attrs,
            syn::Item::Use(u) => &u.attrs,
            syn::Item::Impl(i) => &i.attrs,
            _ => return syn::visit::visit_item(self, item),
        };
        if !is_test(attributes) {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.see(&parts, path.span().start().line);
        syn::visit::visit_path(self, path);
    }
}

/// Every breach in a file's text.
fn breaches(module: &[String], text: &str) -> Vec<(usize, String)> {
    let file = syn::parse_file(text).unwrap();
    let mut names = Names {
        module,
        found: Vec::new(),
    };
    names.visit_file(&file);
    names.found
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push(path);
        }
    }
}

/// `src/app/screen/vote.rs` is `app::screen::vote`.
fn module_of(source: &Path, file: &Path) -> Vec<String> {
    let inside = file.strip_prefix(source).unwrap().with_extension("");
    inside
        .components()
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_room_knows_only_what_lies_below_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    assert!(all.len() > 60, "the files are found");
    let mut wrong = Vec::new();
    for file in all {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(&source).unwrap().display().to_string();
        if !text.starts_with("//!") {
            wrong.push(format!("{name}:1: a file says in `//!` what lives in it"));
        }
        let module = module_of(&source, &file);
        // Files of tests are declared under `cfg(test)` in another file.
        if module.iter().any(|m| m == "tests") {
            continue;
        }
        let found = breaches(&module, &text);
        wrong.extend(
            found
                .into_iter()
                .map(|(line, why)| format!("{name}:{line}: {why}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_breach_is_found_wherever_it_stands() {
    let look = |module: &str, text: &str| {
        let module: Vec<String> = module.split("::").map(str::to_owned).collect();
        breaches(&module, text).len()
    };
    assert_eq!(look("domain::goal", "use crate::store::disk::Disk;"), 1);
    assert_eq!(look("domain::goal", "fn f() { crate::app::x(); }"), 1);
    assert_eq!(look("store::session", "use super::super::yaml::read;"), 0);
    assert_eq!(
        look("yaml::reader", "use crate::{domain::goal, text::clean};"),
        1
    );
    assert_eq!(look("store::session", "use super::super::app::App;"), 1);
    assert_eq!(look("app::screen", "use ratatui::style::Style;"), 1);
    assert_eq!(look("tui::draw", "use ratatui::style::Style;"), 0);
    assert_eq!(
        look("cli::demo", "fn f() { std::fs::write(\"a\", \"b\"); }"),
        1
    );
    assert_eq!(look("store::disk", "use std::fs;"), 0);
    assert_eq!(look("domain::stamp", "fn f() { jiff::Zoned::now(); }"), 1);
    assert_eq!(
        look(
            "domain::stats",
            "#[cfg(test)] mod tests { fn f() { std::fs::read(\"a\"); } }"
        ),
        0
    );
}
