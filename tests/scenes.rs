//! Every program on the one shell: the keys that all of them have, and that nothing else in `app` looks at a key.

use std::sync::Arc;

use proc_macro2::{TokenStream, TokenTree};
use service_pledge::{
    app::{
        action::Action,
        follow::Following,
        import::Importing,
        input::{Input, Key},
        keymap::lookup,
        prepare::Preparing,
        program::Program as _,
        programme::Browsing,
        shell::{self, Scene},
        start::Starting,
    },
    domain::{
        codebook::Codebook,
        meeting::Meeting,
        preparation::{Preparation, PreparationBegan},
        settings::{Palette, Settings},
        stamp::Stamp,
    },
    store::{follower::Follower, memory::MemoryDisk, session::Session},
};
use syn::{
    ItemMod, Macro, Path,
    visit::{self, Visit},
};

use crate::{
    architecture::{is_test, source},
    harness::{Play, northbrook, places},
};

fn now() -> Stamp {
    "2026-11-24T13:00:00+00:00".parse().unwrap()
}

fn starting() -> Starting {
    let make = Box::new(|_: &_| Err("no".into()));
    Starting::new(Vec::new(), &[], Palette::RoomLight, make)
}

fn importing() -> Importing {
    let hooks: (
        service_pledge::app::import::Keep,
        service_pledge::app::import::Save,
    ) = (Box::new(|_| Ok(())), Box::new(|_, _| Ok(Vec::new())));
    Importing::new(
        Arc::new(Vec::new()),
        Codebook::default(),
        None,
        "the folder".to_owned(),
        Palette::RoomLight,
        hooks,
    )
}

fn browsing() -> Browsing {
    let write = Box::new(|_: &str, _: &_| Err("no".into()));
    let browse = service_pledge::programme::browse::Browse::default();
    Browsing::new(
        "a programme".to_owned(),
        browse,
        Vec::new(),
        Palette::RoomLight,
        write,
    )
}

fn preparing() -> Preparing<MemoryDisk> {
    let began = || Ok(PreparationBegan::default());
    let session =
        Session::<Preparation, _>::open(MemoryDisk::default(), places(), "a test", now(), began)
            .unwrap();
    let hooks: (
        service_pledge::app::prepare::PlanSave,
        service_pledge::app::prepare::TakeIn,
    ) = (Box::new(|_| Ok(Vec::new())), Box::new(|_, _| Ok(None)));
    let folder = "the folder".to_owned();
    Preparing::new(session, folder, Palette::RoomLight, hooks, now())
}

fn following(desk: bool) -> Following<MemoryDisk> {
    let follower = Follower::<Meeting, _>::new(MemoryDisk::default(), places());
    Following::new(follower, desk, Settings::default())
}

/// The common keys, each with its action; `changes` where the program can take a step back.
#[track_caller]
fn has_the_common_keys<S: Scene>(name: &str, scene: &S, changes: bool) {
    let scopes = shell::scopes(scene);
    let common = [
        (Key::ctrl('q'), Action::Quit),
        (Key::ctrl('c'), Action::Quit),
        (Key::char('v'), Action::Colours),
    ];
    let steps = [
        (Key::char('u'), Action::Undo),
        (Key::char('U'), Action::Redo),
        (Key::ctrl('r'), Action::Redo),
    ];
    let steps = steps.into_iter().filter(|_| changes);
    for (key, action) in common.into_iter().chain(steps) {
        let found = lookup(&scopes, key).map(|row| row.action);
        assert_eq!(found, Some(action), "{} in {name}", key.name());
    }
}

#[test]
fn quit_undo_redo_and_colours_have_the_same_keys_in_every_program() {
    has_the_common_keys("the meeting", &Play::new(northbrook()).app, true);
    has_the_common_keys("the import", &importing(), true);
    has_the_common_keys("preparing", &preparing(), true);
    has_the_common_keys("the first screen", &starting(), false);
    has_the_common_keys("a programme", &browsing(), false);
    has_the_common_keys("a wall", &following(false), false);
    has_the_common_keys("the notes", &following(true), false);
}

/// Leaves by a key, and by the same key while a list is open.
#[track_caller]
fn leaves<S: Scene>(name: &str, open: impl Fn() -> S) {
    for keys in [
        vec![Key::ctrl('c')],
        vec![Key::ctrl('q')],
        vec![Key::char('v'), Key::ctrl('c')],
    ] {
        let mut scene = open();
        for key in keys {
            scene.input(Input::Key(key), now());
        }
        assert!(scene.is_over(), "{name}");
    }
}

#[test]
fn each_program_is_left_by_the_same_keys_from_anywhere() {
    leaves("the meeting", || Play::new(northbrook()).app);
    leaves("the import", importing);
    leaves("preparing", preparing);
    leaves("the first screen", starting);
    leaves("a programme", browsing);
    leaves("a wall", || following(false));
}

/// Finds paths such as `Key::ctrl` and `Code::Enter`.
#[derive(Default)]
struct KeyPaths {
    found: Vec<String>,
}

impl<'ast> Visit<'ast> for KeyPaths {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if let [.., of, name] = names.as_slice()
            && (of == "Key" || of == "Code")
        {
            self.found.push(format!("{of}::{name}"));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        self.scan(item.tokens.clone());
    }
}

impl KeyPaths {
    /// The tokens of a macro, which no parser has seen: `matches!` is where keys are compared most.
    fn scan(&mut self, tokens: TokenStream) {
        let mut before = Vec::new();
        for token in tokens {
            match &token {
                TokenTree::Group(group) => self.scan(group.stream()),
                TokenTree::Ident(name) => {
                    if let [.., of, first, second] = before.as_slice()
                        && (of == "Key" || of == "Code")
                        && (first, second) == (&":".to_owned(), &":".to_owned())
                    {
                        self.found.push(format!("{of}::{name}"));
                    }
                }
                _ => {}
            }
            before.push(token.to_string());
        }
    }
}

fn key_paths(text: &str) -> Vec<String> {
    let mut paths = KeyPaths::default();
    paths.visit_file(&syn::parse_file(text).unwrap());
    paths.found
}

#[test]
fn only_the_shell_and_the_table_look_at_keys() {
    let mut read = 0;
    for (path, text) in source() {
        let name = path.to_string_lossy().replace('\\', "/");
        let Some(inside) = name.strip_prefix("app/") else {
            continue;
        };
        let may = ["shell", "keymap", "field.rs", "input.rs"];
        if may.iter().any(|place| inside.starts_with(place)) {
            continue;
        }
        read += 1;
        let found = key_paths(&text);
        assert!(found.is_empty(), "{inside}: {found:?}");
    }
    assert!(read > 40, "{read} files were read");
}

#[test]
fn a_planted_comparison_with_a_key_is_found() {
    let planted =
        "fn a(key: Key) -> bool { key == Key::ctrl('q') || matches!(key.code, Code::Esc) }
        fn b(key: Key) { match key.code { input::Code::Enter => {} _ => {} } }
        #[cfg(test)] mod tests { fn c() { Key::char('x'); } }";
    assert_eq!(
        key_paths(planted),
        ["Key::ctrl", "Code::Esc", "Code::Enter"]
    );
}
