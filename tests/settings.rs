//! `pledge settings`, its file, and its effect on a meeting: the built program in a home of its own.
#![cfg(unix)]

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use service_pledge::{
    app::input::Key,
    domain::settings::{Palette, Settings},
    yaml,
};

use crate::terminal::{Place, Screen};

/// Result of a command: exit code, standard output and standard error.
struct Done {
    code: i32,
    out: String,
    error: String,
}

fn run(place: &Place, arguments: &[&str]) -> Done {
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .current_dir(place.home.path())
        .env_clear()
        .env("HOME", place.home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Done {
        code: done.status.code().unwrap(),
        out: text(done.stdout),
        error: text(done.stderr),
    }
}

/// Path of the settings, as the program prints it.
fn path(place: &Place) -> PathBuf {
    let shown = run(place, &["settings"]).out;
    PathBuf::from(shown.lines().next().unwrap())
}

fn put(place: &Place, text: &str) -> PathBuf {
    let path = path(place);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

/// The row of a setting, its blanks made one.
fn row(out: &str, name: &str) -> String {
    let line = out.lines().find(|l| l.starts_with(name)).unwrap();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn without_a_file_everything_is_a_default_and_the_path_is_shown() {
    let place = Place::new();
    let path = path(&place);
    assert!(path.starts_with(place.home.path()) && path.ends_with("settings.yaml"));
    let done = run(&place, &["settings"]);
    assert_eq!((done.code, done.error.as_str()), (0, ""));
    let out = done
        .out
        .replacen(&path.display().to_string(), "HOME/settings.yaml", 1);
    insta::assert_snapshot!(out, @"
    HOME/settings.yaml
    There is no such file; `pledge settings --write` makes one with a remark at every setting.

    palette           room-light  default
    mouse             true        default
    ascii             false       default
    reduced_motion    false       default
    clicker.forward   []          default
    clicker.back      []          default
    clicker.blank     []          default
    vote.method       score       default
    vote.weight       balanced    default
    vote.apart_from   3           default
    vote.dots         not set     default
    currency          GBP         default
    language          en          default
    goal_bank         not set     default
    plain_words       none        default
    ");
    assert!(!path.exists(), "looking writes nothing");
}

#[test]
fn each_setting_says_where_it_is_from() {
    let place = Place::new();
    put(
        &place,
        "pledge: settings/1\npalette: room-dark\nascii: false\nclicker:\n  forward: [f5]\nvote: {weight: head}\n",
    );
    let done = run(
        &place,
        &["--palette", "mono", "settings", "--reduced-motion"],
    );
    assert_eq!((done.code, done.error.as_str()), (0, ""));
    for (name, shown) in [
        ("palette", "palette mono command line"),
        ("reduced_motion", "reduced_motion true command line"),
        ("ascii", "ascii false settings.yaml:3"),
        ("mouse", "mouse true default"),
        ("clicker.forward", "clicker.forward [F5] settings.yaml:5"),
        ("clicker.back", "clicker.back [] default"),
        ("vote.weight", "vote.weight head settings.yaml:6"),
        ("vote.method", "vote.method score default"),
        ("vote.dots", "vote.dots not set default"),
    ] {
        assert_eq!(row(&done.out, name), shown);
    }
    assert!(!done.out.contains("no such file"), "{}", done.out);
}

#[test]
fn a_program_reads_the_same_as_json() {
    let place = Place::new();
    let path = put(
        &place,
        "pledge: settings/1\nmouse: no\nclicker: {blank: [F7]}\n",
    );
    let done = run(&place, &["settings", "--json", "--ascii"]);
    assert_eq!(done.code, 0, "{}", done.error);
    let value: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(value["file"], path.display().to_string());
    assert_eq!(value["exists"], true);
    let rows = value["settings"].as_array().unwrap();
    for row in [
        json!({"name": "mouse", "value": false, "from": "file", "line": 2}),
        json!({"name": "ascii", "value": true, "from": "command_line", "line": null}),
        json!({"name": "clicker.blank", "value": ["F7"], "from": "file", "line": 3}),
        json!({"name": "vote.dots", "value": null, "from": "default", "line": null}),
    ] {
        assert!(rows.contains(&row), "{row} is not in {rows:#?}");
    }
    assert_eq!(rows.len(), 15);
}

#[test]
fn a_written_file_is_the_defaults_with_remarks_and_is_never_written_over() {
    let place = Place::new();
    let done = run(&place, &["settings", "--write"]);
    assert_eq!((done.code, done.error.as_str()), (0, ""));
    let path = path(&place);
    assert_eq!(done.out, format!("Written: {}\n", path.display()));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, yaml::write_settings(&Settings::default()));
    let checked = run(&place, &["check", &path.display().to_string()]);
    assert_eq!(checked.out, "1 file: 0 problems, 0 warnings\n");
    let mine = format!("{text}# mine\n");
    std::fs::write(&path, &mine).unwrap();
    let done = run(&place, &["settings", "--write", "--ascii"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(
        done.error.contains(&path.display().to_string()) && done.error.contains("not changed"),
        "{}",
        done.error
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), mine);
    assert_eq!(run(&place, &["settings", "--write", "--json"]).code, 2);
}

#[test]
fn flags_are_written_into_a_new_file() {
    let place = Place::new();
    let done = run(
        &place,
        &["settings", "--write", "--palette=mono", "--no-mouse"],
    );
    assert_eq!(done.code, 0, "{}", done.error);
    let text = std::fs::read_to_string(path(&place)).unwrap();
    let expected = Settings {
        palette: Palette::Mono,
        mouse: false,
        ..Settings::default()
    };
    assert_eq!(text, yaml::write_settings(&expected));
}

#[test]
fn problems_are_said_all_at_once_with_exit_code_2_and_check_finds_them_too() {
    let place = Place::new();
    let path = put(
        &place,
        "pledge: settings/1\npalette: pink\nmuose: true\nclicker: {back: [g]}\n",
    );
    let done = run(&place, &["settings"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    for words in [
        "settings.yaml:2:10: found `pink`, expected `room-light`, `room-dark`, `high-contrast`, `colour-blind` or `mono`",
        "settings.yaml:3:1: found an unknown key `muose`",
        "help: did you mean `mouse`?",
        "settings.yaml:4:18: found `g`, which is typed or means something else",
    ] {
        assert!(done.error.contains(words), "{words}\n{}", done.error);
    }
    assert_eq!(run(&place, &["settings", "--json"]).code, 2);
    let checked = run(&place, &["check", &path.display().to_string()]);
    assert_eq!(checked.code, 1);
    assert!(
        checked.out.contains("1 file: 3 problems"),
        "{}",
        checked.out
    );
}

#[test]
fn a_warning_is_said_and_refuses_nothing() {
    let place = Place::new();
    put(&place, "pledge: settings/1\nvote: {apart_from: 1}\n");
    let done = run(&place, &["settings"]);
    assert_eq!(done.code, 0);
    assert_eq!(
        row(&done.out, "vote.apart_from"),
        "vote.apart_from 1 settings.yaml:2"
    );
    assert!(
        done.error
            .contains("warning: found groups of 1 shown apart"),
        "{}",
        done.error
    );
}

#[test]
fn a_palette_that_is_none_is_refused_with_the_list_and_a_flag_may_stand_anywhere() {
    let place = Place::new();
    let done = run(&place, &["--palette", "pink", "northbrook"]);
    assert_eq!(done.code, 2);
    for palette in Palette::ALL {
        assert!(done.error.contains(palette.name()), "{}", done.error);
    }
    // A command after a flag is a command, and no path.
    let done = run(&place, &["--ascii", "settings"]);
    assert!(
        done.code == 0 && done.out.contains("palette"),
        "{}",
        done.out
    );
    let done = run(&place, &["--ascii", "keys"]);
    assert!(
        done.code == 2 && done.error.contains("--ascii has no effect on `keys`"),
        "{}",
        done.error
    );
    let done = run(&place, &["northbrook", "keys"]);
    assert!(
        done.code == 2 && done.error.contains("a path or a command, not both"),
        "{}",
        done.error
    );
    for arguments in [["--ascii", "northbrook"], ["northbrook", "--ascii"]] {
        let done = run(&place, &arguments);
        assert!(done.error.contains("terminal"), "{}", done.error);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_folder_of_settings_can_be_elsewhere() {
    let place = Place::new();
    let elsewhere = place.home.path().join("elsewhere");
    let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .arg("settings")
        .env("HOME", place.home.path())
        .env("XDG_CONFIG_HOME", &elsewhere)
        .output()
        .unwrap();
    let shown = String::from_utf8(out.stdout).unwrap();
    let expected = elsewhere.join("pledge/settings.yaml");
    assert_eq!(shown.lines().next(), expected.to_str());
}

#[test]
fn a_meeting_has_the_colours_of_the_file_or_of_the_command_line() {
    let place = Place::new();
    put(&place, "pledge: settings/1\npalette: room-dark\n");
    for (flags, paper) in [
        (&[][..], (0x10, 0x14, 0x1A)),
        (&["--palette", "room-light"][..], (0xFB, 0xFA, 0xF6)),
    ] {
        let mut screen = Screen::open_with(&place, 80, 22, flags);
        screen.sees("Service Pledge meeting");
        assert_eq!(screen.paper(), paper, "{flags:?}");
        screen.press("\u{11}");
        assert_eq!(screen.ended(), 0);
    }
    let seen = place.home.path().join(".local/share/pledge/tour-seen");
    assert!(cfg!(not(target_os = "linux")) || seen.exists());
}

#[test]
fn a_meeting_opens_over_a_bad_settings_file_and_says_so() {
    let place = Place::new();
    let path = put(&place, "pledge: settings/1\npalette: pink\n");
    let mut screen = Screen::open_with(&place, 80, 22, &[]);
    screen
        .sees("Service Pledge meeting")
        .sees("The settings file is left out")
        .sees("pink")
        .press(" ")
        .sees("Jo Ellis is here.")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        "pledge: settings/1\npalette: pink\n"
    );
}

/// Content of the first line of the journal.
fn began(place: &Place) -> Value {
    let journal = place.file("meeting.journal");
    let line: Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    line["began"].clone()
}

/// The agenda that it holds, wherever it stands in it.
fn agenda(began: &Value) -> Value {
    fn find(value: &Value) -> Option<&Value> {
        match value {
            Value::Object(map) => map.get("agenda").or_else(|| map.values().find_map(find)),
            _ => None,
        }
    }
    find(began).unwrap().clone()
}

#[test]
fn a_meeting_that_has_begun_keeps_its_vote_and_its_currency() {
    let place = Place::new();
    let text: Vec<String> = place
        .file("agenda.yaml")
        .lines()
        .filter(|l| !l.starts_with("vote:"))
        .map(|l| l.replace("currency: GBP, ", ""))
        .collect();
    let text = text.join("\n");
    assert!(!text.contains("GBP"));
    std::fs::write(place.unit().join("agenda.yaml"), text).unwrap();
    put(
        &place,
        "pledge: settings/1\nvote: {method: hands, apart_from: 5}\ncurrency: EUR\n",
    );
    let meet = || {
        let mut screen = Screen::open_with(&place, 80, 22, &[]);
        screen.sees("Service Pledge meeting").press("\u{11}");
        assert_eq!(screen.ended(), 0);
    };
    meet();
    let first = began(&place);
    let agenda = agenda(&first);
    assert_eq!(agenda["vote"]["method"], "hands");
    assert_eq!(agenda["vote"]["weight"], "balanced");
    assert_eq!(agenda["vote"]["apart_from"], 5);
    assert_eq!(agenda["capacity"]["currency"], "EUR");
    put(
        &place,
        "pledge: settings/1\nvote: {method: score, apart_from: 2}\ncurrency: SEK\n",
    );
    meet();
    assert_eq!(began(&place), first);
}

#[test]
fn keys_in_settings_are_called_what_the_program_calls_them() {
    let text = "pledge: settings/1\nclicker: {forward: [f5, SHIFT-f5, pgdn], back: [ctrl-alt-f12], blank: ['.', b]}\n";
    let clicker = yaml::read_settings("settings.yaml", text)
        .value
        .unwrap()
        .clicker;
    let names: Vec<String> = [clicker.forward, clicker.back, clicker.blank]
        .into_iter()
        .flatten()
        .flatten()
        .collect();
    assert_eq!(names.len(), 6);
    for name in names {
        assert_eq!(Key::named(&name).map(Key::name), Some(name));
    }
}

#[test]
fn each_plain_word_says_its_line() {
    let place = Place::new();
    put(
        &place,
        "pledge: settings/1\nplain_words:\n  MDT: the team\n  holistic needs form: a form about your needs\n",
    );
    let out = run(&place, &["settings"]).out;
    assert_eq!(
        row(&out, "plain_words.MDT"),
        "plain_words.MDT the team settings.yaml:3"
    );
    assert_eq!(
        row(&out, "plain_words.holistic"),
        "plain_words.holistic needs form a form about your needs settings.yaml:4"
    );
}
