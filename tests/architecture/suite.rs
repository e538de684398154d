//! Rules for the tests themselves: none passes empty, none sleeps or asserts a time, and every snapshot can be reviewed.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use proc_macro2::{Literal, TokenStream, TokenTree};
use syn::{
    Expr, ExprCall, ExprClosure, ExprMethodCall, ExprReturn, ItemFn, Lit, Local, Macro,
    spanned::Spanned as _,
    visit::{self, Visit},
};

/// The file that decides whether a test is skipped.
const SKIPS: &str = "harness/outside.rs";

/// Variables that make files anew, lengthen a run, or have the program fail on purpose. None of them skips a test.
const VARIABLES: &[&str] = &[
    "PLEDGE_PANIC",
    "PLEDGE_WRITE_CAST",
    "PLEDGE_WRITE_LICENCES",
    "PLEDGE_WRITE_README",
    "PLEDGE_WRITE_SAMPLE",
    "PLEDGE_ENUMERATE",
];

/// The refusal of a test that measures a time. A wait has its limit in `recv_timeout`.
const TIMED: &str = "a time depends on the machine: measure it in `benches/`";

/// Bytes of the largest snapshot: a screen of 120 columns and 60 rows.
const LARGEST_SNAPSHOT: u64 = 8 * 1024;

/// Breaches in the tests of one file, as `line: sentence`.
#[derive(Default)]
struct Suite {
    /// Inside the body of a `#[test]`, outside its closures and the functions within it.
    in_test: bool,
    found: BTreeSet<(usize, String)>,
}

impl Suite {
    fn breach(&mut self, line: usize, what: impl Into<String>) {
        self.found.insert((line, what.into()));
    }

    fn within(&mut self, in_test: bool, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.in_test, in_test);
        visit(self);
        self.in_test = before;
    }

    fn literal(&mut self, literal: &Literal) {
        let Lit::Str(text) = Lit::new(literal.clone()) else {
            return;
        };
        let (text, line) = (text.value(), literal.span().start().line);
        if text.contains("../shared") {
            self.breach(line, format!("only {SKIPS} names the reference data"));
        }
        if text.starts_with("PLEDGE_") && !VARIABLES.contains(&text.as_str()) {
            self.breach(line, format!("only {SKIPS} reads `{text}`"));
        }
        if text.starts_with("skipped:") {
            self.breach(line, format!("only {SKIPS} skips a test"));
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Literal(literal) => self.literal(&literal),
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }
}

/// `true` if this is a call of `requires`.
fn is_requires(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else {
        return false;
    };
    let Expr::Path(path) = &*call.func else {
        return false;
    };
    path.path
        .segments
        .last()
        .is_some_and(|s| s.ident == "requires")
}

impl<'ast> Visit<'ast> for Suite {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        let is_test = item.attrs.iter().any(|a| a.path().is_ident("test"));
        self.within(is_test, |suite| visit::visit_item_fn(suite, item));
    }

    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        self.within(false, |suite| visit::visit_expr_closure(suite, closure));
    }

    /// `let Some(place) = requires(..) else { return };` is the one early return.
    fn visit_local(&mut self, local: &'ast Local) {
        let allowed = local
            .init
            .as_ref()
            .is_some_and(|init| init.diverge.is_some() && is_requires(&init.expr));
        if !allowed || !self.in_test {
            visit::visit_local(self, local);
        }
    }

    fn visit_expr_return(&mut self, item: &'ast ExprReturn) {
        if self.in_test {
            self.breach(
                item.span().start().line,
                "a test that returns early passes empty: `let Some(..) = requires(..) else { return };`",
            );
        }
        visit::visit_expr_return(self, item);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(path) = &*call.func
            && let Some(name) = path.path.segments.last()
        {
            let line = name.ident.span().start().line;
            if name.ident == "requires" {
                self.breach(
                    line,
                    "`requires` stands in `let Some(..) = requires(..) else { return };` of a test",
                );
            }
            if name.ident == "sleep" {
                self.breach(line, "a test waits for what happens, and does not sleep");
            }
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if call.method == "elapsed" {
            self.breach(call.method.span().start().line, TIMED);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_lit(&mut self, lit: &'ast Lit) {
        if let Lit::Str(text) = lit {
            self.literal(&text.token());
        }
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let asserts = call
            .path
            .segments
            .last()
            .is_some_and(|s| s.ident.to_string().contains("assert"));
        if asserts && let Some(line) = super::line_of(call.tokens.clone(), "elapsed") {
            self.breach(line, TIMED);
        }
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

fn breaches(text: &str) -> Vec<(usize, String)> {
    let mut suite = Suite::default();
    suite.visit_file(&syn::parse_file(text).unwrap());
    suite.found.into_iter().collect()
}

/// `true` if a line of a file in `src` belongs to its tests.
fn in_tests(text: &str, line: usize) -> bool {
    let begins = text.lines().position(|l| l.trim() == "#[cfg(test)]");
    !text.contains("#[cfg(test)]") && text.contains("#[test]")
        || begins.is_some_and(|nth| nth < line)
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn no_test_passes_empty_sleeps_or_asserts_a_time() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut looked_at = 0;
    for path in [files(&manifest.join("src")), files(&tests())].concat() {
        let is_rust = path.extension().is_some_and(|e| e == "rs");
        // The rule's own file plants breaches.
        if !is_rust || path.ends_with(SKIPS) || path.ends_with("architecture/suite.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let in_src = path.starts_with(manifest.join("src"));
        let name = path.strip_prefix(manifest).unwrap().display();
        for (line, what) in breaches(&text) {
            // The program itself may wait and measure. Its tests stand in the same files, and mostly after it.
            let is_the_programs = in_src && !in_tests(&text, line);
            if !is_the_programs {
                found.push(format!("{name}:{line}: {what}"));
            }
        }
        if !in_src && !super::opens_with_a_sentence(&text) {
            found.push(format!("{name}:1: a file opens with `//!` and a sentence"));
        }
        looked_at += 1;
    }
    assert!(looked_at > 300, "{looked_at}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn planted_breaches_of_the_suite_are_found() {
    let text = "
#[test]
fn a() {
    let Some(x) = requires(Reference) else { return };
    let y = || { return 1; };
    fn inner() -> u8 { return 1; }
    let Ok(z) = read() else { return };
    if z { return; }
    thread::sleep(x);
    let w = \"../shared/data\";
    println!(\"skipped: {w}\");
    std::env::var(\"PLEDGE_DATA\");
    std::env::var(\"PLEDGE_WRITE_README\");
    assert!(from.elapsed() < x);
    if let Some(x) = requires(Reference) { b() }
}
fn b() {
    if x { return; }
    let Some(x) = requires(Reference) else { return };
}
";
    let lines: Vec<usize> = breaches(text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [7, 8, 9, 10, 11, 12, 14, 15, 19]);
}

#[test]
fn every_snapshot_can_be_reviewed() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = [files(&manifest.join("src")), files(&tests())].concat();
    let snapshots: Vec<&PathBuf> = all
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "snap"))
        .collect();
    assert!(snapshots.len() > 100, "{}", snapshots.len());
    let large: Vec<String> = snapshots
        .iter()
        .filter_map(|path| {
            let bytes = std::fs::metadata(path).unwrap().len();
            (bytes > LARGEST_SNAPSHOT).then(|| format!("{}: {bytes} bytes", path.display()))
        })
        .collect();
    assert!(
        large.is_empty(),
        "one screen a file, at most {LARGEST_SNAPSHOT} bytes:\n{}",
        large.join("\n")
    );
}

#[test]
fn every_file_can_be_checked_out_on_windows() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["benches", "packaging", "sample-data", "src", "tests"];
    let refused: Vec<String> = folders
        .iter()
        .flat_map(|folder| files(&manifest.join(folder)))
        .map(|path| path.strip_prefix(manifest).unwrap().display().to_string())
        .filter(|name| {
            let part = |p: &str| {
                p.ends_with([' ', '.']) || p.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
            };
            name.split('/').any(part)
        })
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}
