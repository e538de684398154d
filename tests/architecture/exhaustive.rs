//! Matches over commands, events and changes name every variant: with a wildcard, a command in the wrong place would do nothing,
//! and the screen would say that it was done.

use std::collections::BTreeSet;

use syn::{
    Arm, ImplItemFn, ItemFn, Pat,
    spanned::Spanned as _,
    visit::{self, Visit},
};

use super::source;

/// The functions, by the file that holds them.
const FUNCTIONS: &[(&str, &str)] = &[
    ("domain/meeting/decide.rs", "decide"),
    ("domain/meeting/apply.rs", "apply_event"),
    ("domain/meeting/describe.rs", "describe"),
    ("domain/meeting/describe.rs", "knows_all_of"),
    ("domain/meeting/merge/carry.rs", "event"),
    ("domain/meeting/merge/touched.rs", "what"),
    ("domain/preparation/apply.rs", "make"),
    ("domain/preparation/change.rs", "describe"),
    ("domain/preparation/rules.rs", "knows"),
];

/// Folders and files in which no match over a command, an event or a change has a wildcard, whichever function it is in.
const FOLDERS: &[&str] = &[
    "domain/meeting/decide/",
    "domain/meeting/apply/",
    "domain/meeting/merge/carry/",
    "domain/preparation/apply.rs",
];

/// The wildcard arms of matches that name a variant of one of these enums.
#[derive(Default)]
struct Wildcards {
    inside: Vec<String>,
    functions: BTreeSet<String>,
    found: Vec<(String, usize)>,
}

/// The first segment of the path of a pattern: `Event` of `Event::GoalDropped { .. }`.
fn enum_of(pat: &Pat) -> Option<String> {
    let path = match pat {
        Pat::Struct(p) => &p.path,
        Pat::TupleStruct(p) => &p.path,
        Pat::Path(p) => &p.path,
        Pat::Or(p) => return p.cases.first().and_then(enum_of),
        _ => return None,
    };
    (path.segments.len() > 1).then(|| path.segments[0].ident.to_string())
}

/// `true` if a pattern takes whatever comes.
fn is_wild(arm: &Arm) -> bool {
    match &arm.pat {
        Pat::Wild(_) => true,
        Pat::Ident(p) => p.subpat.is_none(),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Wildcards {
    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.inside.push(item.sig.ident.to_string());
        self.functions.insert(item.sig.ident.to_string());
        visit::visit_impl_item_fn(self, item);
        self.inside.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.inside.push(item.sig.ident.to_string());
        self.functions.insert(item.sig.ident.to_string());
        visit::visit_item_fn(self, item);
        self.inside.pop();
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        let enums = ["Command", "Event", "Change", "Self"];
        let is_ours = expr
            .arms
            .iter()
            .filter_map(|arm| enum_of(&arm.pat))
            .any(|name| enums.contains(&name.as_str()));
        if is_ours {
            for arm in expr.arms.iter().filter(|arm| is_wild(arm)) {
                let function = self.inside.last().cloned().unwrap_or_default();
                self.found.push((function, arm.span().start().line));
            }
        }
        visit::visit_expr_match(self, expr);
    }
}

fn wildcards(text: &str) -> Wildcards {
    let file = syn::parse_file(text).unwrap();
    let mut wildcards = Wildcards::default();
    wildcards.visit_file(&file);
    wildcards
}

#[test]
fn matches_over_commands_events_and_changes_have_no_wildcard() {
    let mut found = Vec::new();
    let mut seen = 0;
    for (path, text) in source() {
        let name = path.display().to_string().replace('\\', "/");
        let functions: Vec<&str> = FUNCTIONS
            .iter()
            .filter(|(file, _)| *file == name)
            .map(|(_, function)| *function)
            .collect();
        let whole = FOLDERS.iter().any(|f| name.starts_with(f));
        if functions.is_empty() && !whole {
            continue;
        }
        let here = wildcards(&text);
        for function in &functions {
            assert!(here.functions.contains(*function), "{name}: no {function}");
            seen += 1;
        }
        for (function, line) in &here.found {
            if whole || functions.contains(&function.as_str()) {
                found.push(format!("{name}:{line}: a wildcard in {function}"));
            }
        }
    }
    assert_eq!(seen, FUNCTIONS.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn planted_wildcards_are_found() {
    let text = "impl M {
    fn a(&self, c: Command) { match c { Command::A { x } => f(x), _ => {} } }
    fn b(&self, c: Command) { match c { Command::A => 1, other => 2 } }
    fn c(&self, c: Command) { match c { Command::A | Command::B => 1 } match x { Some(y) => 1, _ => 2 } }
}
fn d(e: &Event) { match e { Event::A(x) if x => 1, Event::A(_) => 2, _ => 3 } }
";
    let found = wildcards(text).found;
    let expected = [("a", 2), ("b", 3), ("d", 6)].map(|(f, l)| (f.to_owned(), l));
    assert_eq!(found, expected);
}
