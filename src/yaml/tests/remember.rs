//! A palette put into files as people write them: nothing else in them may change.

use proptest::{prelude::*, sample::select};

use super::settings;
use crate::{
    domain::{
        refusal::Refusal,
        settings::{Palette, PartialSettings},
    },
    yaml::remember_palette,
};

fn remembered(text: &str) -> Result<String, Refusal> {
    remember_palette("settings.yaml", Some(text), Palette::Mono)
}

#[test]
fn only_the_value_changes_however_it_is_written() {
    for (before, after) in [
        (
            "# mine\r\npledge: settings/1\r\npalette:   room-dark   # for the small room\r\nmouse: no\r\n",
            "# mine\r\npledge: settings/1\r\npalette:   mono   # for the small room\r\nmouse: no\r\n",
        ),
        (
            "\u{FEFF}pledge: settings/1\npalette: 'room-dark'",
            "\u{FEFF}pledge: settings/1\npalette: 'mono'",
        ),
        (
            "pledge: settings/1\n\"palette\" : \"room-dark\"\n",
            "pledge: settings/1\n\"palette\" : \"mono\"\n",
        ),
        (
            "pledge: settings/1\npalette:\n  room-dark\n",
            "pledge: settings/1\npalette:\n  mono\n",
        ),
        (
            "pledge: settings/1\npalette: # none\nmouse: true\n",
            "pledge: settings/1\npalette: mono # none\nmouse: true\n",
        ),
        (
            "pledge: settings/1\npalette: ~\n",
            "pledge: settings/1\npalette: mono\n",
        ),
        (
            "pledge: settings/1\n'palette' :\n",
            "pledge: settings/1\n'palette' : mono\n",
        ),
        (
            "{pledge: settings/1, palette: room-dark, mouse: true}\n",
            "{pledge: settings/1, palette: mono, mouse: true}\n",
        ),
        (
            "{pledge: settings/1, mouse: true}",
            "{pledge: settings/1, palette: mono, mouse: true}",
        ),
        (
            "--- # one\n  pledge: \"settings/1\" # two\n  mouse: true\n...\n",
            "--- # one\n  pledge: \"settings/1\" # two\n  palette: mono\n  mouse: true\n...\n",
        ),
        (
            "mouse: true\r\npledge: settings/1",
            "mouse: true\r\npledge: settings/1\r\npalette: mono",
        ),
        ("pledge: settings/1", "pledge: settings/1\npalette: mono"),
        (
            "pledge: settings/1\npalette: &a room-dark\n",
            "pledge: settings/1\npalette: &a mono\n",
        ),
        (
            "pledge: settings/1\npalette: >-\n  room-dark\n",
            "pledge: settings/1\npalette: >-\n  mono\n",
        ),
        (
            "# ŵ é 🩺\npledge: settings/1 # ŵ\ncurrency: GBP # 🩺\n",
            "# ŵ é 🩺\npledge: settings/1 # ŵ\npalette: mono\ncurrency: GBP # 🩺\n",
        ),
    ] {
        assert_eq!(remembered(before).as_deref(), Ok(after), "{before:?}");
        assert_eq!(remembered(after).as_deref(), Ok(after), "{after:?}");
    }
}

#[test]
fn without_a_file_there_is_a_small_one() {
    assert_eq!(
        remember_palette("settings.yaml", None, Palette::RoomDark).as_deref(),
        Ok("pledge: settings/1\npalette: room-dark\n")
    );
}

#[test]
fn what_cannot_be_read_or_changed_is_left_to_its_author() {
    for (text, why) in [
        ("", "cannot be read: settings.yaml: found an empty file."),
        ("pledge: agenda/1\n", "found an agenda"),
        (
            "pledge: settings/1\npalette: pink\n",
            "settings.yaml:2:10: found `pink`",
        ),
        (
            "pledge: settings/1\nfont: big\n",
            "settings.yaml:2:1: found an unknown key `font`",
        ),
        (
            "pledge: settings/1\npalette: mono\npalette: mono\n",
            "twice",
        ),
        (
            "pledge: settings/1\npalette: \"room\\x2Ddark\"\n",
            "Write `palette: mono` in it.",
        ),
        (
            "? pledge\n: settings/1\n? palette\n",
            "Write `palette: mono` in it.",
        ),
    ] {
        let error = remembered(text).unwrap_err().to_string();
        assert!(error.contains(why), "{text:?}: {error}");
        assert!(error.starts_with("The colours are not remembered") && error.ends_with('.'));
    }
}

/// A palette's line, or none; the marker is where its value is.
const LINES: &[&str] = &[
    "",
    "palette: @",
    "palette:   @   # by the window",
    "palette: '@'",
    "\"palette\": \"@\" # \u{1FA7A}",
    "palette:",
    "palette: ~ # nothing",
    "palette: null",
    "palette:     # nothing",
];

const OTHERS: &[&str] = &[
    "mouse: no",
    "ascii: TRUE # ŵ",
    "reduced_motion: 'on'",
    "clicker: {forward: [F5], # palette: room-dark",
    "vote:",
    "currency: EUR",
];

prop_compose! {
    fn palette()(at in 0..Palette::ALL.len()) -> Palette {
        Palette::ALL[at]
    }
}

prop_compose! {
    /// A file, and the number of its palette's line.
    fn file()(before in palette(), line in select(LINES), others in prop::sample::subsequence(OTHERS, 0..=OTHERS.len()).prop_shuffle(), remarks in prop::collection::vec(("[ #a-zé🩺]{0,9}", any::<prop::sample::Index>()), 0..5),
        place: prop::sample::Index, pledge_at: prop::sample::Index, pledge in select(&["pledge: settings/1", "pledge: \"settings/1\"  # first", "'pledge': settings/1"][..]), end in select(&["\n", "\r\n", "\r"][..]), indent in 0_usize..3, bom: bool, last: bool) -> String {
        let mut lines: Vec<String> = Vec::new();
        for other in others {
            lines.push(other.to_owned());
            match other {
                "vote:" => lines.push("  apart_from: 4".to_owned()),
                other if other.starts_with("clicker") => lines.push("    back: [F6]}".to_owned()),
                _ => {}
            }
        }
        let mut put = |line: String, at: prop::sample::Index| {
            // Not between a key and the line that goes on with it.
            let places: Vec<usize> = (0..=lines.len()).filter(|i| lines.get(*i).is_none_or(|l| !l.starts_with(' '))).collect();
            lines.insert(places[at.index(places.len())], line);
        };
        for (remark, at) in remarks {
            put(format!("#{remark}"), at);
        }
        put(pledge.to_owned(), pledge_at);
        if !line.is_empty() {
            put(line.replace('@', before.name()), place);
        }
        let margin = " ".repeat(indent);
        let lines: Vec<String> = lines.iter().map(|l| format!("{margin}{l}{end}")).collect();
        let mut text = lines.concat();
        if last {
            text.truncate(text.len() - end.len());
        }
        if bom {
            text.insert(0, '\u{FEFF}');
        }
        text
    }
}

/// Lines with what ends them.
fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        lines.last_mut().unwrap().push(c);
        if c == '\n' || c == '\r' && chars.peek() != Some(&'\n') {
            lines.push(String::new());
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]
    #[test]
    fn everything_but_the_palette_stays_byte_for_byte(text in file(), palette in palette()) {
        let before = settings(&text).value;
        prop_assert!(before.is_some(), "{:?}\n{}", settings(&text).problems, text);
        let new = remember_palette("settings.yaml", Some(&text), palette);
        prop_assert!(new.is_ok(), "{new:?}\n{text:?}");
        let new = new.unwrap();
        let wanted = before.map(|said| PartialSettings { palette: Some(palette), ..said });
        prop_assert_eq!(settings(&new).value, wanted);

        let (old, mut now) = (lines(&text), lines(&new));
        let is_palette = |l: &String| l.trim_start_matches(['\u{FEFF}', ' ', '"']).starts_with("palette");
        match old.iter().position(is_palette) {
            Some(at) => {
                prop_assert_eq!(now.len(), old.len());
                let tail = |l: &str| l.split_once('#').map(|(_, t)| t.to_owned());
                prop_assert_eq!(tail(&now[at]), tail(&old[at]));
                now[at].clone_from(&old[at]);
                prop_assert_eq!(now, old);
            }
            None => {
                let at = now.iter().position(is_palette).unwrap();
                prop_assert!(now[at - 1].contains("pledge"));
                let added = now.remove(at);
                if at == old.len() {
                    // The line before had no end, and now it is not the last any more.
                    prop_assert!(!added.ends_with(['\n', '\r']));
                    let last = now.len() - 1;
                    now[last].truncate(old[last].len());
                }
                prop_assert_eq!(now, old);
            }
        }
    }
}
