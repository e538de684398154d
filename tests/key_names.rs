//! No sentence names a key otherwise than by the key table: every string of the source is read, and what looks like the
//! name of a key in a sentence is refused. `{Propose}` is what a sentence says instead, and every such placeholder has to
//! stand for one key.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use service_pledge::app::keymap::{Binding, KEYS, Scope, placeholder};
use syn::{
    Attribute, ItemFn, ItemMod, Lit, LitStr, Macro,
    visit::{self, Visit},
};

use crate::architecture::{is_test, source};

/// The rooms whose sentences people read where keys are pressed; strings of `intake` are words of surveys, and patterns.
const ROOMS: &[&str] = &[
    "app",
    "cli",
    "domain",
    "plain",
    "programme",
    "publish",
    "store",
    "text",
    "tui",
];

/// Files of one program, and the beginnings of the names of the scopes that only this program has.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("app/import", &["Import"]),
    ("app/prepare", &["Prepare"]),
    ("app/start", &["Start"]),
    ("app/follow", &["Following"]),
    ("app/meeting", &[]),
];
/// Scopes that more than one program has.
const SHARED: &[&str] = &[
    "Common",
    "Always",
    "Text",
    "Lines",
    "Choose",
    "ChooseMany",
    "Ask",
    "Help",
    "Pick",
];

/// Files whose strings are names of keys, and why.
const FILES_PAST: &[(&str, &str)] = &[
    (
        "app/keymap",
        "the table, its labels and what fills sentences from it",
    ),
    ("app/input.rs", "gives keys their names"),
    (
        "domain/settings/clicker.rs",
        "knows the names of keys that a settings file may hold",
    ),
    ("plain/keys.rs", "gives keys the names that are typed"),
];

/// Strings that name keys all the same, by a part of each, and why.
const PAST: &[(&str, &str, &str)] = &[(
    "app/import/steps/scoring.rs",
    "? not sorted",
    "a sign beside those of the keys, for what none of them was pressed for",
)];

/// Macros whose first string is a format string, in which `{{` is a brace.
const FORMATS: &[&str] = &[
    "format",
    "write",
    "writeln",
    "print",
    "println",
    "eprint",
    "eprintln",
    "panic",
    "assert",
    "format_args",
];

/// Keys by words that are nothing else in a sentence.
const WORDS: &[&str] = &[
    "Enter",
    "Esc",
    "Backspace",
    "Tab",
    "PgUp",
    "PgDn",
    "Space",
    "F1",
    "F2",
    "F5",
];

/// Words after a number that is a key, and not a number of things.
const DOES: &[&str] = &[
    "adds", "brings", "does", "goes", "leaves", "lists", "opens", "puts", "saves", "shows",
    "takes", "writes",
];
/// Words after an `a` that is a key, and not an article.
const A_DOES: &[&str] = &[
    "abstains", "adds", "agrees", "brings", "does", "goes", "opens", "puts", "saves", "shows",
    "takes", "writes",
];

/// A string of the source.
struct Found {
    line: usize,
    text: String,
    is_format: bool,
}

#[derive(Default)]
struct Strings(Vec<Found>);

impl Strings {
    fn push(&mut self, literal: &LitStr, is_format: bool) {
        self.0.push(Found {
            line: literal.span().start().line,
            text: literal.value(),
            is_format,
        });
    }

    fn tokens(&mut self, tokens: TokenStream, format: bool) {
        let mut first = format;
        let mut before = [String::new(), String::new()];
        for token in tokens {
            match &token {
                TokenTree::Literal(literal) => {
                    if let Lit::Str(literal) = Lit::new(literal.clone()) {
                        self.push(&literal, first);
                        first = false;
                    }
                }
                TokenTree::Group(group) => {
                    let [name, bang] = &before;
                    let is_format = bang == "!"
                        && FORMATS.contains(&name.as_str())
                        && group.delimiter() != Delimiter::None;
                    self.tokens(group.stream(), is_format);
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            let [_, last] = before;
            before = [last, token.to_string()];
        }
    }
}

impl<'ast> Visit<'ast> for Strings {
    // Docs and reasons are for those who read the source.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.push(literal, false);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call.path.segments.last().map(|s| s.ident.to_string());
        let is_format = name.is_some_and(|name| FORMATS.contains(&name.as_str()));
        self.tokens(call.tokens.clone(), is_format);
    }
}

/// The placeholders of a text, and the text with a blank letter in the place of each.
fn without_placeholders(text: &str) -> (String, Vec<String>) {
    let (mut out, mut names, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let inside = after.split_once('}').filter(|(inside, _)| {
            inside.starts_with(|c: char| c.is_ascii_uppercase())
                && inside
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || ".()".contains(c))
        });
        match inside {
            Some((inside, tail)) => {
                names.push(inside.to_owned());
                out.push('\u{b7}');
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    (out, names)
}

/// The fault of a placeholder, if it has one.
fn wrong_with(name: &str, path: &str) -> Option<String> {
    let Some(row) = placeholder(name) else {
        return Some(format!("{{{name}}} is no row of the table"));
    };
    let action = name.split_once('.').map_or(name, |(_, action)| action);
    let is_meant = |other: &&Binding| {
        other.action == row.action && (action == name || other.scope == row.scope)
    };
    let mut rows = KEYS.iter().filter(is_meant);
    if !rows.any(|row| is_said_in(path, row.scope)) {
        return Some(format!("{{{name}}} is a key of another program"));
    }
    if action != name {
        return None;
    }
    let other = KEYS
        .iter()
        .find(|other| other.action == row.action && other.keys.first() != row.keys.first());
    other.map(|other| {
        format!(
            "{{{name}}} has two keys: name its scope, such as {:?} or {:?}",
            row.scope, other.scope
        )
    })
}

/// True where a file can speak of the keys of a scope: they are its own program's, or of no one program.
fn is_said_in(path: &str, scope: Scope) -> bool {
    let Some((_, own)) = PROGRAMS.iter().find(|(file, _)| path.starts_with(file)) else {
        return true;
    };
    let scope = format!("{scope:?}");
    let begins = |head: &&str| scope.starts_with(*head);
    let of_others = PROGRAMS.iter().flat_map(|(_, heads)| *heads).any(&begins);
    SHARED.contains(&scope.as_str()) || own.iter().any(begins) || own.is_empty() && !of_others
}

/// A key that a text names, if it names one.
fn names_a_key(text: &str) -> Option<String> {
    let (text, _) = without_placeholders(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let next = words
            .get(at + 1)
            .map_or("", |next| next.trim_end_matches([',', '.', ':', ';']));
        let bare = word.trim_matches(|c: char| "(),.:;\u{201c}\u{201d}".contains(c));
        if WORDS.contains(&bare) || bare.starts_with("Ctrl-") {
            return Some((*word).to_owned());
        }
        let in_brackets = word.starts_with('(') && word.ends_with([')', '.']) && word.contains(')');
        let mut chars = bare.chars();
        let (Some(key), None) = (chars.next(), chars.next()) else {
            continue;
        };
        let begins = before.is_none_or(|b| {
            b.ends_with(['.', ':', ';', ',', '!', '?'])
                || ["and", "then", "where", "or", "again"].contains(b)
        });
        let is_pressed = before.is_some_and(|b| ["press", "Press"].contains(b));
        let is_verb =
            next.len() > 2 && next.ends_with('s') && next.chars().all(|c| c.is_ascii_lowercase());
        let is_key = match key {
            _ if is_pressed => key.is_ascii_graphic(),
            'a' => begins && A_DOES.contains(&next),
            '0'..='9' => begins && DOES.contains(&next),
            'I' => false,
            'A'..='Z' | 'b'..='z' => {
                in_brackets || begins && (is_verb || ["or", "for"].contains(&next))
            }
            '!' | '?' | '@' | '&' => {
                begins && next.chars().all(|c| c.is_ascii_lowercase()) && !next.is_empty()
            }
            '+' | '-' | '/' | '<' | '>' => {
                begins && (is_verb || ["and", "or", "for", "good"].contains(&next))
            }
            _ => false,
        };
        if is_key {
            return Some(format!("{word} {next}"));
        }
    }
    None
}

fn is_past(path: &str, text: &str) -> bool {
    PAST.iter()
        .any(|(file, part, _)| path.starts_with(file) && text.contains(part))
}

/// A format string as it comes out, its arguments left out.
fn formatted(text: &str) -> String {
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str("\u{b7}\u{b7}");
        rest = after.split_once('}').map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out.replace('\u{1}', "{").replace('\u{2}', "}")
}

/// The breaches in the strings of a file, as `path:line: what`.
fn breaches(path: &str, source: &str) -> Vec<String> {
    let mut strings = Strings::default();
    strings.visit_file(&syn::parse_file(source).unwrap());
    let mut out = Vec::new();
    for Found {
        line,
        text,
        is_format,
    } in strings.0
    {
        let is_doubled = |text: &str| {
            text.split("{{")
                .skip(1)
                .any(|t| t.starts_with(|c: char| c.is_ascii_uppercase()))
        };
        let doubled = !is_format && is_doubled(&text);
        let text = if is_format { formatted(&text) } else { text };
        let (_, names) = without_placeholders(&text);
        let mut wrong: Vec<String> = names
            .iter()
            .filter_map(|name| wrong_with(name, path))
            .collect();
        if doubled {
            wrong.push("`{{` stands for a brace in a format string only".to_owned());
        }
        if let Some(key) = names_a_key(&text).filter(|_| !is_past(path, &text)) {
            wrong.push(format!("names the key `{key}`"));
        }
        out.extend(
            wrong
                .into_iter()
                .map(|what| format!("{path}:{line}: {what}: \u{201c}{text}\u{201d}")),
        );
    }
    out
}

/// Fails if a placeholder has come through to a screen or into the dialogue.
pub(crate) fn assert_filled(text: &str) {
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        assert!(placeholder(name).is_none(), "{{{name}}} was not filled");
    }
}

#[test]
fn no_sentence_names_a_key_otherwise_than_by_the_table() {
    let mut strings = 0;
    let mut found = Vec::new();
    for (path, text) in source() {
        let name = name_of(&path);
        let is_room = ROOMS
            .iter()
            .any(|room| name == format!("{room}.rs") || name.starts_with(&format!("{room}/")));
        let is_test = name.ends_with("/tests.rs") || name.contains("/tests/");
        let is_past = FILES_PAST.iter().any(|(file, _)| name.starts_with(file));
        if is_room && !is_test && !is_past {
            strings += text.matches('"').count() / 2;
            found.extend(breaches(&name, &text));
        }
    }
    assert!(strings > 3000, "only {strings} strings were read");
    assert!(
        found.is_empty(),
        "{} strings:\n{}",
        found.len(),
        found.join("\n")
    );
}

fn name_of(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[test]
fn every_exception_is_still_needed() {
    let files: Vec<(PathBuf, String)> = source();
    for (file, part, _) in PAST {
        let is_there = files
            .iter()
            .any(|(path, text)| name_of(path).starts_with(file) && text.contains(part));
        assert!(is_there, "{file} no longer says \u{201c}{part}\u{201d}");
    }
    for (file, _) in FILES_PAST {
        assert!(
            files
                .iter()
                .any(|(path, _)| name_of(path).starts_with(file)),
            "{file}"
        );
    }
}

#[test]
fn planted_names_of_keys_are_found() {
    for planted in [
        "There is no goal yet: g proposes one.",
        "4 goes to Goals, where g proposes one.",
        "Taken off. u takes that back.",
        "Nothing is missing. 7 saves.",
        "Give the round up (x) and open a fresh one.",
        "Enter counts the hands.",
        "It is full. Backspace starts over.",
        "Only Ctrl-Q quits.",
        "Here it can only be looked at. ! goes on all the same.",
        "2 steps not saved. ! tries again, @ saves on this computer instead.",
        "x does nothing here. ? shows what does.",
        "y for yes, n for no.",
        "Is it the good answer here? y or n",
        "No theme yet: a adds one.",
        "Nobody has: a abstains from all.",
        "Sort it: + good, - counts and is not good.",
        "Leave it and press x.",
        "To the top with Home, or Esc.",
    ] {
        let source = format!("//! Planted.\nfn f() -> &'static str {{ {planted:?} }}\n");
        assert_eq!(breaches("app/planted.rs", &source).len(), 1, "{planted}");
        let source = format!(
            "//! Planted.\nfn f() {{ g(vec![format!({:?}, n)]); }}\n",
            format!("{{n}}. {planted}")
        );
        assert_eq!(breaches("app/planted.rs", &source).len(), 1, "{planted}");
    }
}

#[test]
fn planted_placeholders_are_held_to_the_table() {
    for (planted, wrong) in [
        ("{Propose} proposes one.", 0),
        ("{Go(Goals)} goes to Goals.", 0),
        ("{Close.Save} saves.", 0),
        ("{Propse} proposes one.", 1),
        ("{Goals.Save} saves.", 1),
        // Different keys in different places.
        ("{Save} saves.", 1),
        ("{{Undo}} takes that back.", 1),
        ("{Propse} and {Goals.Save}.", 2),
    ] {
        let source = format!("//! Planted.\nconst A: &str = {planted:?};\n");
        assert_eq!(
            breaches("app/planted.rs", &source).len(),
            wrong,
            "{planted}"
        );
    }
    for (path, planted, wrong) in [
        ("app/prepare/planted.rs", "{Prepare.Save} saves.", 0),
        ("app/prepare/planted.rs", "{Undo} takes that back.", 0),
        ("app/prepare/planted.rs", "{Propose} proposes one.", 1),
        ("app/import/planted.rs", "{Prepare.Save} saves.", 1),
        ("app/meeting/planted.rs", "{Import(Agree)} agrees.", 1),
        ("domain/planted.rs", "{HandIn} hands it in.", 0),
    ] {
        let source = format!("//! Planted.\nconst A: &str = {planted:?};\n");
        assert_eq!(breaches(path, &source).len(), wrong, "{path}: {planted}");
    }
    let format = "//! Planted.\nfn f() -> String { format!(\"{n}: {{Propse}} or {{Undo}}\") }\n";
    assert_eq!(breaches("app/planted.rs", format).len(), 1);
}

#[test]
fn what_is_no_key_is_let_be() {
    for text in [
        "A few words, and a loss of 3 hands.",
        "2 goals stand level. 3 votes are in.",
        "a serious infection",
        "Which day? Such as 24 november, or in 3 weeks",
        "Round {} of a meeting, 1 stands for nothing",
        "I was told nothing. I am sorry.",
        "12 - 14 years",
        "What is it?",
        "{theme}: {Undo} undoes, and {Help} shows what does.",
        "At most 5 dots.",
    ] {
        assert_eq!(names_a_key(text), None, "{text}");
    }
}
