//! Modules of one room form no circle, at any depth: a module in a circle can be read and tested only with all the others of it.
//!
//! The rule. At each level of a room (the files of `domain/`, those of `domain/vote/`, and so on) a module counts together with
//! everything in its folder. Module A depends on module B beside it when code in A names something that is defined in B. A name
//! that a third module merely passes on (by `use` or `pub use`) is a dependency on the module that defines it. A parent and its
//! own children are one module at the parent's level, so that `vote.rs` may re-export or call `vote/ballot.rs`, and
//! `vote/ballot.rs` may use a type of `vote.rs`; siblings that reach each other only through their parent are found too, since
//! names are followed to their definition. Modules of tests, and items that only tests see, are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    File, Item, ItemMod, ItemUse, Macro, UseTree, Visibility,
    spanned::Spanned as _,
    visit::{self, Visit},
};

use super::{attributes, each_use, is_test, module, source, tree_of, up};

/// Rooms whose modules form no circle.
const ROOMS: &[&str] = &[
    "cli",
    "domain",
    "intake",
    "plain",
    "programme",
    "publish",
    "store",
    "text",
    "yaml",
];

type Name = Vec<String>;
/// By file: the files that it depends on, each with the first line that shows it.
type Graph = BTreeMap<Name, BTreeMap<Name, usize>>;

/// The files of the crate as modules, and the names that each of them brings in from elsewhere.
struct Index {
    modules: BTreeSet<Name>,
    /// By module and local name: the path that a `use` of the module gives it.
    uses: BTreeMap<(Name, String), Name>,
    /// Paths that a module brings in with a glob.
    globs: BTreeMap<Name, Vec<Name>>,
    /// Names of items by the module that defines them.
    items: BTreeSet<(Name, String)>,
}

impl Index {
    fn of(files: &[(Name, File)]) -> Self {
        let modules: BTreeSet<Name> = files.iter().map(|(name, _)| name.clone()).collect();
        let mut index = Self {
            modules,
            uses: BTreeMap::new(),
            globs: BTreeMap::new(),
            items: BTreeSet::new(),
        };
        for (here, file) in files {
            for item in &file.items {
                if let Some(name) = name_of(item) {
                    index.items.insert((here.clone(), name));
                }
                let Some(tree) = tree_of(item) else { continue };
                if is_test(attributes(item)) {
                    continue;
                }
                each_use(tree, &mut Vec::new(), &mut |path, alias, _| {
                    let Some(target) = index.absolute(here, path) else {
                        return;
                    };
                    match alias {
                        Some(alias) => {
                            let key = (here.clone(), alias.to_owned());
                            index.uses.insert(key, target);
                        }
                        None => index.globs.entry(here.clone()).or_default().push(target),
                    }
                });
            }
        }
        index
    }

    /// A path from the crate's root, where the path leads into the crate.
    fn absolute(&self, here: &[String], path: &[String]) -> Option<Name> {
        let mut path = path.to_vec();
        match path.first()?.as_str() {
            "crate" | "service_pledge" | "$crate" => {
                path.remove(0);
                Some(path)
            }
            "self" => {
                path.remove(0);
                Some(up(&mut path, here.to_vec()))
            }
            "super" => Some(up(&mut path, here.to_vec())),
            first => {
                let mut child = here.to_vec();
                child.push(first.to_owned());
                self.modules
                    .contains(&child)
                    .then(|| up(&mut path, here.to_vec()))
            }
        }
    }

    /// The module that defines what a path from the root names, past everything that only passes the name on.
    fn definer(&self, path: &[String], depth: usize) -> Name {
        let mut deep = 0;
        while deep < path.len() && self.modules.contains(&path[..=deep]) {
            deep += 1;
        }
        let module = path[..deep].to_vec();
        let Some(next) = path.get(deep) else {
            return module;
        };
        if depth > 8 || self.items.contains(&(module.clone(), next.clone())) {
            return module;
        }
        if let Some(target) = self.uses.get(&(module.clone(), next.clone())) {
            let mut target = target.clone();
            target.extend_from_slice(&path[deep + 1..]);
            return self.definer(&target, depth + 1);
        }
        for glob in self.globs.get(&module).into_iter().flatten() {
            let mut target = glob[..glob.len() - 1].to_vec();
            target.extend_from_slice(&path[deep..]);
            let found = self.definer(&target, depth + 1);
            if found != module && self.items.contains(&(found.clone(), next.clone())) {
                return found;
            }
        }
        module
    }
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(i) => &i.ident,
        Item::Enum(i) => &i.ident,
        Item::Fn(i) => &i.sig.ident,
        Item::Macro(i) => i.ident.as_ref()?,
        Item::Static(i) => &i.ident,
        Item::Struct(i) => &i.ident,
        Item::Trait(i) => &i.ident,
        Item::Type(i) => &i.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The dependencies of one file, each with the first line that shows it.
struct Reader<'a> {
    index: &'a Index,
    here: &'a [String],
    on: BTreeMap<Name, usize>,
}

impl Reader<'_> {
    fn path(&mut self, path: &[String], line: usize) {
        let Some(first) = path.first() else { return };
        let absolute =
            if let Some(target) = self.index.uses.get(&(self.here.to_vec(), first.clone())) {
                let mut target = target.clone();
                target.extend_from_slice(&path[1..]);
                Some(target)
            } else {
                self.index.absolute(self.here, path)
            };
        let Some(absolute) = absolute else { return };
        let definer = self.index.definer(&absolute, 0);
        if definer != self.here {
            self.on.entry(definer).or_insert(line);
        }
    }

    fn tree(&mut self, tree: &UseTree, passes_on: bool) {
        each_use(tree, &mut Vec::new(), &mut |path, _, line| {
            let own = self
                .index
                .absolute(self.here, path)
                .is_some_and(|target| target.starts_with(self.here));
            if !(passes_on && own) {
                self.path(path, line);
            }
        });
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut line, mut colons): (Name, usize, usize) = (Vec::new(), 0, 0);
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.path(&std::mem::take(&mut path), line);
                        line = ident.span().start().line;
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(p) if p.as_char() == ':' => colons += 1,
                other => {
                    self.path(&std::mem::take(&mut path), line);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.path(&path, line);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    // Modules inside a file belong to the file; paths in them start elsewhere, and this house has none but those of tests.
    fn visit_item_mod(&mut self, _: &'ast ItemMod) {}

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.tree(&item.tree, !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Name = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.path(&segments, path.span().start().line);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

/// Groups of modules in which each one reaches every other. Quadratic, which is enough for a few hundred.
fn circles<T>(graph: &BTreeMap<Name, BTreeMap<Name, T>>) -> BTreeSet<BTreeSet<Name>> {
    let reach = |from: &Name| {
        let mut seen: BTreeSet<&Name> = BTreeSet::new();
        let mut next = vec![from];
        while let Some(file) = next.pop() {
            for on in graph.get(file).into_iter().flat_map(BTreeMap::keys) {
                if seen.insert(on) {
                    next.push(on);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&Name, BTreeSet<&Name>> = graph.keys().map(|f| (f, reach(f))).collect();
    let mut found: BTreeSet<BTreeSet<Name>> = BTreeSet::new();
    for (file, seen) in &reached {
        if seen.contains(file) {
            let circle = seen
                .iter()
                .filter(|other| reached.get(*other).is_some_and(|r| r.contains(file)));
            found.insert(circle.map(|name| (*name).clone()).collect());
        }
    }
    found
}

/// The dependencies between the modules just below `parent`, each with the lines that show it.
fn level(graph: &Graph, parent: &[String]) -> BTreeMap<Name, BTreeMap<Name, Vec<String>>> {
    let deep = parent.len() + 1;
    let node = |file: &Name| {
        let below = file.len() >= deep && file.starts_with(parent);
        below.then(|| file[..deep].to_vec())
    };
    let mut level: BTreeMap<Name, BTreeMap<Name, Vec<String>>> = BTreeMap::new();
    for (file, on) in graph {
        for (other, line) in on {
            let (Some(from), Some(to)) = (node(file), node(other)) else {
                continue;
            };
            if from != to {
                let shown = format!(
                    "    {}:{line} names something of {}",
                    file.join("/"),
                    other.join("/")
                );
                let from = level.entry(from).or_default();
                from.entry(to).or_default().push(shown);
            }
        }
    }
    level
}

/// Every circle of a room: its size and place, and the lines that close it.
fn circles_in(room: &str, files: &[(PathBuf, String)]) -> Vec<String> {
    let mut parsed: Vec<(Name, File)> = Vec::new();
    let mut tests: Vec<Name> = Vec::new();
    for (path, text) in files {
        let file = syn::parse_file(text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for item in &file.items {
            if let Item::Mod(m) = item
                && is_test(&m.attrs)
            {
                let mut name = module(path);
                name.push(m.ident.to_string());
                tests.push(name);
            }
        }
        parsed.push((module(path), file));
    }
    parsed.retain(|(name, _)| !tests.iter().any(|t| name.starts_with(t)));
    let index = Index::of(&parsed);
    let mut graph = Graph::new();
    for (here, file) in &parsed {
        if here.first().is_some_and(|top| top == room) {
            let mut reader = Reader {
                index: &index,
                here,
                on: BTreeMap::new(),
            };
            reader.visit_file(file);
            graph.insert(here.clone(), reader.on);
        }
    }
    let parents: BTreeSet<Name> = graph
        .keys()
        .map(|file| file[..file.len() - 1].to_vec())
        .collect();
    let mut found = Vec::new();
    for parent in parents {
        let level = level(&graph, &parent);
        for circle in circles(&level) {
            let lines = circle.iter().flat_map(|from| {
                let on = level.get(from).into_iter().flatten();
                on.filter(|(to, _)| circle.contains(*to))
                    .flat_map(|(_, lines)| lines.iter().map(String::as_str))
            });
            let lines: Vec<&str> = lines.collect();
            found.push(format!(
                "{} modules in {}:\n{}",
                circle.len(),
                parent.join("/"),
                lines.join("\n")
            ));
        }
    }
    found
}

#[test]
fn no_modules_of_a_room_form_a_circle() {
    let files = source();
    let mut found = Vec::new();
    for room in ROOMS {
        let circles = circles_in(room, &files);
        found.extend(circles.into_iter().map(|c| format!("{room}: {c}")));
    }
    assert!(
        found.is_empty(),
        "{} circles, in src:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// Prints the circles of every room, for whoever wants to mend another: `cargo test --test all -- --ignored --nocapture circles`.
#[test]
#[ignore = "prints, and checks nothing"]
fn circles_of_every_room() {
    let files = source();
    let rooms: BTreeSet<String> = files
        .iter()
        .filter_map(|(path, _)| module(path).first().cloned())
        .collect();
    for room in rooms {
        for circle in circles_in(&room, &files) {
            println!("{room}: {circle}");
        }
    }
}

/// The circles among planted files of a room `r`, as the names of the files.
fn planted(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<(PathBuf, String)> = files
        .iter()
        .map(|(path, text)| (Path::new(path).to_owned(), format!("//! Planted.\n{text}")))
        .collect();
    circles_in("r", &files)
        .iter()
        .map(|c| c.lines().next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn planted_circles_are_found_in_every_form() {
    let two = ["2 modules in r:"];
    // Directly, and within a macro's words.
    let a = ("r/a.rs", "use super::b::B; pub struct A;");
    let b = ("r/b.rs", "pub struct B; fn f() { g!(crate::r::a::A); }");
    assert_eq!(planted(&[("r.rs", "pub mod a; pub mod b;"), a, b]), two);
    // Through the parent, which passes the names on.
    let parent = ("r.rs", "mod a; mod b; pub use self::{a::A, b::*};");
    let a = ("r/a.rs", "use super::B; pub struct A;");
    let b = ("r/b.rs", "use crate::r::A; pub struct B;");
    assert_eq!(planted(&[parent, a, b]), two);
    // Through a child, with everything in its folder.
    let parent = ("r.rs", "mod a; mod b;");
    let a = ("r/a.rs", "pub mod c; use super::b::B;");
    let c = ("r/a/c.rs", "pub struct C;");
    let b = ("r/b.rs", "use super::a::c; pub struct B(c::C);");
    assert_eq!(planted(&[parent, a, b, c]), two);
    // Deeper in a room.
    let parent = ("r.rs", "mod s;");
    let s = ("r/s.rs", "mod a; mod b;");
    let a = ("r/s/a.rs", "use super::b::B; pub struct A;");
    let b = ("r/s/b.rs", "pub struct B(super::a::A);");
    assert_eq!(planted(&[parent, s, a, b]), ["2 modules in r/s:"]);
}

#[test]
fn a_parent_and_its_child_and_tests_make_no_circle() {
    let parent = (
        "r.rs",
        "mod a; pub use a::A; pub struct R; fn f() { a::g(); }",
    );
    let a = ("r/a.rs", "use super::R; pub struct A(R);");
    assert_eq!(planted(&[parent, a]), [""; 0]);
    let parent = ("r.rs", "mod a; mod b; #[cfg(test)] mod tests;");
    let a = ("r/a.rs", "#[cfg(test)] use super::b::B; pub struct A;");
    let b = ("r/b.rs", "pub struct B(super::a::A);");
    let tests = ("r/tests.rs", "use super::{a::A, b::B};");
    assert_eq!(planted(&[parent, a, b, tests]), [""; 0]);
}
