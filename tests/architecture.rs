//! Architecture rules: the direction of dependencies between modules, checked on the source, with all breaches in one report.
//!
//! A rule that is only written down lasts until the first busy week.

mod circles;
mod errors;
mod exhaustive;
mod suite;

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Block, ExprMethodCall, File, Item, ItemMod, Macro, Meta, Stmt, UseTree,
    spanned::Spanned as _,
    visit::{self, Visit},
};

/// Rows of modules. A module may use those in the rows above its own, and none beside it.
const ROWS: &[&[&str]] = &[
    &["domain"],
    &["text"],
    &["yaml"],
    &["intake", "store", "publish", "programme"],
    &["app"],
    &["tui", "plain"],
    &["cli"],
    &["main"],
];

/// External crates, and the modules that may name them.
const NAMES: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("tui_textarea", &["app::field"]),
    ("serde_yaml", &["yaml"]),
    ("granit_parser", &["yaml"]),
];

/// Modules that may access files.
const FILES: &[&str] = &["store::disk", "intake::read"];
/// Modules that may read the clock and the time zone.
const CLOCK: &[&str] = &["cli", "tui::run", "tui::source"];

/// Exceptions: the module, the path, and the reason.
const LET_PAST: &[(&str, &str, &str)] = &[(
    "tui::system",
    "std::fs::File",
    "holds standard output past its lock; opens nothing",
)];

/// Paths that read the clock or the time zone.
const ASKS: &[&str] = &[
    "jiff::ZonedDateTime::now",
    "jiff::Timestamp::now",
    "jiff::tz::TimeZone::system",
    "jiff::tz::TimeZone::try_system",
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "std::time::*",
    "jiff::*",
    "jiff::tz::*",
];

/// Paths that open a connection, or start a program that could.
const CONNECTS: &[&str] = &[
    "std::net",
    "core::net",
    "std::os::unix::net",
    "std::os::windows::net",
    "std::process::Command",
    "rustix::net",
];
/// Addresses as data.
const ADDRESSES: &[&str] = &["IpAddr", "Ipv4Addr", "Ipv6Addr"];

/// Methods of `Path` that access the disk without naming `std::fs`. Commands may check whether a file exists.
const TOUCHES: &[&str] = &[
    "canonicalize",
    "metadata",
    "symlink_metadata",
    "read_dir",
    "read_link",
    "try_exists",
    "is_file",
    "is_symlink",
];
const LOOKS: &[&str] = &["exists", "is_dir"];

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Breach {
    file: PathBuf,
    line: usize,
    what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.what)
    }
}

/// A file being checked.
struct Reader<'a> {
    file: &'a Path,
    /// Current module, from the crate's root.
    here: Vec<String>,
    /// Names from the `use` lines in scope, innermost last.
    names: Vec<HashMap<String, Vec<String>>>,
    test: bool,
    breaches: BTreeSet<Breach>,
}

impl Reader<'_> {
    fn breach(&mut self, line: usize, what: impl Into<String>) {
        self.breaches.insert(Breach {
            file: self.file.to_owned(),
            line,
            what: what.into(),
        });
    }

    /// True if the current module is one of `places`, or inside one.
    fn is_in(&self, places: &[&str]) -> bool {
        places
            .iter()
            .any(|p| begins(&self.here, &p.split("::").collect::<Vec<_>>()))
    }

    /// A path from the crate's root (first `crate`) or from another crate.
    fn full(&self, path: &[String]) -> Vec<String> {
        let mut path = path.to_vec();
        for _ in 0..8 {
            let Some(first) = path.first() else { break };
            let Some(meant) = self.names.iter().rev().find_map(|n| n.get(first)) else {
                break;
            };
            if meant.first() == Some(first) {
                path.splice(..1, meant.iter().cloned());
                break;
            }
            path.splice(..1, meant.iter().cloned());
        }
        let mut base = self.here.clone();
        match path.first().map(String::as_str) {
            Some("service_pledge" | "$crate") => "crate".clone_into(&mut path[0]),
            Some("self") => {
                path.remove(0);
                return rooted(up(&mut path, base));
            }
            Some("super") => return rooted(up(&mut path, base)),
            // A child named without `self`.
            Some(first) if base.is_empty() && row(first).is_some() => {
                base.extend(path);
                return rooted(base);
            }
            _ => {}
        }
        path
    }

    fn named(&mut self, path: &[String], line: usize) {
        let full = self.full(path);
        let text = full.join("::");
        if full.first().is_some_and(|f| f == "crate") {
            self.inside(&full, line);
            return;
        }
        if self.test {
            return;
        }
        let past = LET_PAST
            .iter()
            .any(|(place, what, _)| self.is_in(&[place]) && text.starts_with(what));
        if past {
            return;
        }
        for (name, places) in NAMES {
            if full.iter().any(|s| s == name) && !self.is_in(places) {
                self.breach(
                    line,
                    format!("`{text}`: only {} may name {name}", places.join(", ")),
                );
            }
        }
        if begins(&full, &["std", "fs"]) && !self.is_in(FILES) {
            self.breach(
                line,
                format!("`{text}`: only {} may touch files", FILES.join(", ")),
            );
        }
        let connects = CONNECTS
            .iter()
            .any(|c| begins(&full, &c.split("::").collect::<Vec<_>>()));
        let is_address = full.iter().any(|s| ADDRESSES.contains(&s.as_str()));
        if connects && !is_address {
            self.breach(
                line,
                format!("`{text}`: the program opens no connection and starts no program"),
            );
        }
        if ASKS.contains(&text.as_str()) && !self.is_in(CLOCK) {
            self.breach(
                line,
                format!("`{text}`: only {} may ask the clock", CLOCK.join(", ")),
            );
        }
    }

    /// Checks the direction of dependencies.
    fn inside(&mut self, full: &[String], line: usize) {
        let (Some(whom), Some(who)) = (full.get(1), self.here.first().cloned()) else {
            return;
        };
        if *whom == who {
            return;
        }
        // A name of the root itself, such as a macro's, is nobody's module.
        let Some(theirs) = row(whom) else { return };
        if row(&who).is_some_and(|mine| theirs >= mine) {
            self.breach(
                line,
                format!("`{}`: {who} must not know {whom}", full.join("::")),
            );
        }
    }

    fn scope<'b>(&mut self, uses: impl Iterator<Item = &'b UseTree>) {
        let mut names = HashMap::new();
        for tree in uses {
            each_use(tree, &mut Vec::new(), &mut |path, alias, _| {
                if let Some(alias) = alias
                    && path != [alias]
                {
                    names.insert(alias.to_owned(), path.to_vec());
                }
            });
        }
        self.names.push(names);
    }

    /// Searches the tokens of a macro for paths, since `syn` does not parse them.
    fn tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut line, mut colons) = (Vec::new(), 0, 0);
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 || path.is_empty() {
                        self.flush(&mut path, line);
                        line = ident.span().start().line;
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(p) if p.as_char() == ':' => colons += 1,
                other => {
                    self.flush(&mut path, line);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.flush(&mut path, line);
    }

    fn flush(&mut self, path: &mut Vec<String>, line: usize) {
        if !path.is_empty() {
            self.named(path, line);
            path.clear();
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_file(&mut self, file: &'ast File) {
        self.scope(file.items.iter().filter_map(tree_of));
        visit::visit_file(self, file);
    }

    fn visit_item(&mut self, item: &'ast Item) {
        let before = self.test;
        self.test |= is_test(attributes(item));
        visit::visit_item(self, item);
        self.test = before;
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let Some((_, items)) = &module.content else {
            return;
        };
        self.here.push(module.ident.to_string());
        self.scope(items.iter().filter_map(tree_of));
        visit::visit_item_mod(self, module);
        self.names.pop();
        self.here.pop();
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.scope(block.stmts.iter().filter_map(|s| match s {
            Stmt::Item(item) => tree_of(item),
            _ => None,
        }));
        visit::visit_block(self, block);
        self.names.pop();
    }

    fn visit_use_tree(&mut self, tree: &'ast UseTree) {
        each_use(tree, &mut Vec::new(), &mut |path, _, line| {
            self.named(path, line);
        });
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.named(&segments, path.span().start().line);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let name = call.method.to_string();
        let looks = LOOKS.contains(&name.as_str()) && !self.is_in(&["cli"]);
        if !self.test
            && call.args.is_empty()
            && (looks || TOUCHES.contains(&name.as_str()))
            && !self.is_in(FILES)
        {
            self.breach(
                call.method.span().start().line,
                format!("`.{name}()`: only {} may touch files", FILES.join(", ")),
            );
        }
        visit::visit_expr_method_call(self, call);
    }
}

fn up(path: &mut Vec<String>, mut base: Vec<String>) -> Vec<String> {
    while path.first().is_some_and(|s| s == "super") {
        path.remove(0);
        base.pop();
    }
    base.append(path);
    base
}

fn rooted(mut path: Vec<String>) -> Vec<String> {
    path.insert(0, "crate".to_owned());
    path
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

fn begins(path: &[String], start: &[&str]) -> bool {
    path.len() >= start.len() && path.iter().zip(start).all(|(a, b)| a == b)
}

fn tree_of(item: &Item) -> Option<&UseTree> {
    match item {
        Item::Use(item) => Some(&item.tree),
        _ => None,
    }
}

/// Every leaf of a `use`: its path, what it is called here, its line.
fn each_use(
    tree: &UseTree,
    path: &mut Vec<String>,
    tell: &mut impl FnMut(&[String], Option<&str>, usize),
) {
    let line = tree.span().start().line;
    let deep = path.len();
    match tree {
        UseTree::Path(p) => {
            path.push(p.ident.to_string());
            each_use(&p.tree, path, tell);
        }
        UseTree::Name(n) if n.ident == "self" => {
            let alias = path.last().cloned();
            tell(path, alias.as_deref(), line);
        }
        UseTree::Name(n) => {
            path.push(n.ident.to_string());
            tell(path, Some(&n.ident.to_string()), line);
        }
        UseTree::Rename(r) => {
            if r.ident != "self" {
                path.push(r.ident.to_string());
            }
            tell(path, Some(&r.rename.to_string()), line);
        }
        UseTree::Glob(_) => {
            path.push("*".to_owned());
            tell(path, None, line);
        }
        UseTree::Group(g) => {
            for tree in &g.items {
                each_use(tree, path, tell);
            }
        }
    }
    path.truncate(deep);
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(i) => &i.attrs,
        Item::Enum(i) => &i.attrs,
        Item::Fn(i) => &i.attrs,
        Item::Impl(i) => &i.attrs,
        Item::Mod(i) => &i.attrs,
        Item::Static(i) => &i.attrs,
        Item::Struct(i) => &i.attrs,
        Item::Trait(i) => &i.attrs,
        Item::Type(i) => &i.attrs,
        Item::Use(i) => &i.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]`, or with more conditions beside it.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| match &a.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            has_word(list.tokens.clone(), "test") && !has_word(list.tokens.clone(), "not")
        }
        _ => false,
    })
}

fn has_word(tokens: TokenStream, word: &str) -> bool {
    line_of(tokens, word).is_some()
}

fn line_of(tokens: TokenStream, word: &str) -> Option<usize> {
    tokens.into_iter().find_map(|t| match t {
        TokenTree::Ident(i) if i == word => Some(i.span().start().line),
        TokenTree::Group(g) => line_of(g.stream(), word),
        _ => None,
    })
}

/// The module that a file is, from the crate's root: `src/app/field.rs` is `app::field`.
fn module(file: &Path) -> Vec<String> {
    let mut path: Vec<String> = file
        .with_extension("")
        .iter()
        .map(|s| s.to_string_lossy().into_owned())
        .collect();
    if path == ["lib"] {
        path.clear();
    }
    if path.last().is_some_and(|s| s == "mod") {
        path.pop();
    }
    path
}

/// Every breach in these files; paths are those below `src`.
fn breaches(files: &[(PathBuf, String)]) -> Vec<Breach> {
    let parsed: Vec<(&Path, &str, File)> = files
        .iter()
        .map(|(path, text)| {
            let file = syn::parse_file(text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path.as_path(), text.as_str(), file)
        })
        .collect();
    let mut tests = Vec::new();
    for (path, _, file) in &parsed {
        for item in &file.items {
            if let Item::Mod(m) = item
                && m.content.is_none()
                && is_test(&m.attrs)
            {
                let mut name = module(path);
                name.push(m.ident.to_string());
                tests.push(name);
            }
        }
    }
    let mut found = BTreeSet::new();
    for (path, text, file) in &parsed {
        let here = module(path);
        let mut reader = Reader {
            file: path,
            test: tests.iter().any(|t| here.starts_with(t)),
            names: Vec::new(),
            breaches: BTreeSet::new(),
            here,
        };
        if !opens_with_a_sentence(text) {
            reader.breach(
                1,
                "a file opens with `//!` and a sentence: its content and purpose",
            );
        }
        let tokens: TokenStream = text.parse().expect("what parses is tokens");
        if let Some(line) = line_of(tokens, "unsafe") {
            reader.breach(line, "`unsafe` is nowhere");
        }
        if let Some(top) = reader.here.first().cloned()
            && row(&top).is_none()
        {
            reader.breach(1, format!("`{top}` has no place in the one direction"));
        }
        reader.visit_file(file);
        found.append(&mut reader.breaches);
    }
    found.into_iter().collect()
}

/// `true` if the first line is documentation of the file, of at least 20 characters.
fn opens_with_a_sentence(text: &str) -> bool {
    let first = text.lines().next().and_then(|l| l.strip_prefix("//!"));
    first.is_some_and(|sentence| sentence.trim().chars().count() >= 20)
}

pub(crate) fn source() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                out.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &root, &mut files);
    files.sort();
    files
}

#[test]
fn every_module_knows_only_those_below_it() {
    let files = source();
    assert!(files.len() > 100, "only {} files were found", files.len());
    let found: Vec<String> = breaches(&files).iter().map(ToString::to_string).collect();
    assert!(
        found.is_empty(),
        "{} breaches, in src:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// Tables that name what is gone would hold for nothing.
#[test]
fn the_tables_name_every_room_and_dependencies_that_there_are() {
    let rooms: BTreeSet<String> = source()
        .iter()
        .map(|(path, _)| module(path))
        .filter_map(|module| module.first().cloned())
        .collect();
    let rows: BTreeSet<String> = ROWS
        .iter()
        .copied()
        .flatten()
        .map(|&m| m.to_owned())
        .collect();
    assert_eq!(rows, rooms);
    let manifest = include_str!("../Cargo.toml").replace('-', "_");
    let lock = include_str!("../Cargo.lock").replace('-', "_");
    // By the name that it has here, or by its own.
    let is_there = |name: &str| {
        manifest.contains(&format!("\n{name} = ")) || lock.contains(&format!("name = \"{name}\""))
    };
    let gone: Vec<&str> = NAMES
        .iter()
        .map(|(name, _)| *name)
        .filter(|n| !is_there(n))
        .collect();
    assert_eq!(gone, [""; 0]);
}

/// Breaches in one file, as line and description.
fn in_file(path: &str, text: &str) -> Vec<(usize, String)> {
    breaches(&[(PathBuf::from(path), text.to_owned())])
        .into_iter()
        .map(|b| (b.line, b.what))
        .collect()
}

fn lines(path: &str, text: &str) -> Vec<usize> {
    in_file(path, text)
        .into_iter()
        .map(|(line, _)| line)
        .collect()
}

#[test]
fn planted_breaches_of_the_direction_are_found_in_every_form() {
    let text = "//! A planted breach, in a line.
use crate::app::App;
use crate::{domain::goal::Goal, tui::{self, run}};
use super::super::store::disk::Disk;
fn f() { crate::yaml::read(); }
fn g() -> crate::cli::Thing { vec![crate::publish::page()] }
use crate::app as other;
fn h() { let _ = other::x(); println!(\"{}\", crate::tui::y()); }
mod inner { use super::super::super::plain::Sentences; }
fn i() { use crate::programme::View; }
";
    let found = in_file("text/wrap.rs", text);
    let lines: BTreeSet<usize> = found.iter().map(|(l, _)| *l).collect();
    assert_eq!(
        lines,
        BTreeSet::from([2, 3, 4, 5, 6, 7, 8, 9, 10]),
        "{found:#?}"
    );
    assert!(
        found
            .iter()
            .all(|(_, what)| what.contains("text must not know"))
    );
}

/// Only three modules may depend on the operating system.
#[test]
fn what_differs_between_systems_stands_in_three_places() {
    let differs = [
        "cfg(unix)",
        "cfg(not(unix))",
        "cfg!(unix)",
        "cfg(windows)",
        "cfg!(windows)",
    ];
    let mut places = BTreeSet::new();
    for (path, text) in source() {
        let tests = path.iter().any(|p| p == "tests" || p == "tests.rs");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if !tests && differs.iter().any(|d| code.contains(d)) {
            places.insert(path.display().to_string());
        }
    }
    let expected = ["cli/system.rs", "store/disk.rs", "tui/system.rs"].map(str::to_owned);
    assert_eq!(places, BTreeSet::from(expected));
}

#[test]
fn those_in_one_row_do_not_know_each_other() {
    let text = "//! A planted breach, in a line.\nuse crate::yaml::write;\n";
    assert_eq!(
        in_file("text/wrap.rs", text),
        [(
            2,
            "`crate::yaml::write`: text must not know yaml".to_owned()
        )]
    );
    assert_eq!(lines("store.rs", text), Vec::<usize>::new());
    let text = "//! A planted breach, in a line.\nuse crate::store::disk;\n";
    assert_eq!(
        in_file("intake/score.rs", text),
        [(
            2,
            "`crate::store::disk`: intake must not know store".to_owned()
        )]
    );
}

#[test]
fn planted_names_from_outside_are_found_and_allowed_where_they_belong() {
    let text = "//! A planted breach, in a line.
use ratatui::{buffer::Buffer, crossterm::event::Event};
use tui_textarea as area;
fn f(x: area::TextArea) {}
use serde_yaml::granit_parser::Parser;
";
    let app: BTreeSet<usize> = lines("app/show.rs", text).into_iter().collect();
    assert_eq!(app, BTreeSet::from([2, 3, 4, 5]));
    let tui: BTreeSet<usize> = lines("tui/draw.rs", text).into_iter().collect();
    assert_eq!(tui, BTreeSet::from([3, 4, 5]));
    let field: BTreeSet<usize> = lines("app/field.rs", text).into_iter().collect();
    assert_eq!(field, BTreeSet::from([2, 5]));
    let yaml: BTreeSet<usize> = lines("yaml/tree.rs", text).into_iter().collect();
    assert_eq!(yaml, BTreeSet::from([2, 3, 4]));
}

#[test]
fn planted_files_and_clocks_are_found_under_any_name() {
    let text = "//! A planted breach, in a line.
use std::{fs as f, time::{self, Instant as I}};
fn a() { f::read(\"x\"); }
fn b() { I::now(); time::SystemTime::now(); }
fn c() { assert!(jiff::ZonedDateTime::now() > x); }
use jiff::tz::TimeZone;
fn d() { TimeZone::system(); p.canonicalize(); p.exists(); }
fn e() { time::SystemTime::UNIX_EPOCH; }
";
    let at: BTreeSet<usize> = lines("app/update.rs", text).into_iter().collect();
    assert_eq!(at, BTreeSet::from([2, 3, 4, 5, 7]));
    let at: BTreeSet<usize> = lines("store/disk.rs", text).into_iter().collect();
    assert_eq!(at, BTreeSet::from([4, 5, 7]));
    let at: BTreeSet<usize> = lines("cli/clock.rs", text).into_iter().collect();
    assert_eq!(at, BTreeSet::from([2, 3, 7]));
}

#[test]
fn planted_connections_are_found_and_addresses_are_data() {
    let text = "//! A planted breach, in a line.
use std::net::{Ipv4Addr, TcpStream};
fn a() { std::net::UdpSocket::bind(x); }
fn b() { std::os::unix::net::UnixStream::connect(x); }
use std::net::*;
fn c() { std::process::Command::new(x); }
fn d(x: std::net::IpAddr) { std::process::exit(1); }
fn e() { rustix::net::socket(x); }
";
    assert_eq!(lines("cli/clock.rs", text), [2, 3, 4, 5, 6, 8]);
}

#[test]
fn a_module_of_tests_may_do_more_but_not_everything() {
    let text = "//! A planted breach, in a line.
#[cfg(test)]
mod tests { use std::fs; fn a() { std::time::Instant::now(); } }
#[cfg(test)]
fn helper() { std::fs::read(\"x\"); }
#[cfg(not(test))]
fn other() { std::fs::read(\"x\"); }
";
    assert_eq!(lines("domain.rs", text), [7]);
    let files = [
        (
            PathBuf::from("yaml.rs"),
            "//! A planted breach, in a line.\n#[cfg(test)]\nmod tests;\n".to_owned(),
        ),
        (
            PathBuf::from("yaml/tests/more.rs"),
            "//! A planted breach, in a line.\nuse std::fs;\n".to_owned(),
        ),
    ];
    assert_eq!(breaches(&files), []);
}

#[test]
fn a_file_without_its_first_line_an_unknown_room_and_unsafe_are_found() {
    assert_eq!(
        in_file("attic.rs", "fn f() { unsafe { g() } }\n"),
        [
            (1, "`attic` has no place in the one direction".to_owned()),
            (1, "`unsafe` is nowhere".to_owned()),
            (
                1,
                "a file opens with `//!` and a sentence: its content and purpose".to_owned()
            ),
        ]
    );
    assert_eq!(
        lines(
            "domain.rs",
            "//! A file without a breach.\n#![forbid(unsafe_code)]\n"
        ),
        Vec::<usize>::new()
    );
}
