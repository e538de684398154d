//! `settings.yaml`: every key, every refusal, and the file that the program writes.

use std::collections::BTreeMap;

use super::{heads, settings, told};
use crate::{
    domain::{
        agenda::{PartialVoteSettings, VoteSettings},
        settings::{Palette, PaperLanguage, PartialClicker, PartialSettings, Settings},
        vote::{method::Method, settings::Weight},
    },
    yaml::{FileKind, write_settings},
};

pub(super) const CONTRACT: &str = "\
pledge: settings/1
palette: room-light            # room-light room-dark high-contrast colour-blind mono
mouse: true
ascii: false
reduced_motion: false
clicker: {forward: [F5], back: [F6], blank: [F7]}   # key names beyond PgDn, PgUp, b and .
vote: {method: score, weight: balanced, apart_from: 3, dots: 5}   # where an agenda does not say
currency: GBP
plain_words: {CNS: specialist nurse, one-stop clinic: all your tests in one visit}
language: cy                   # of the papers: en, or cy for Welsh
goal_bank: D:\\pledges          # a folder with the outcomes of other units
";

fn words(terms: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(term, plain): &(&str, &str)| ((*term).to_owned(), (*plain).to_owned());
    terms.iter().map(owned).collect()
}

#[test]
fn the_settings_of_the_contract_are_read() {
    let read = settings(CONTRACT);
    assert_eq!(told(&read.problems), "");
    let keys = |key: &str| Some(vec![key.to_owned()]);
    assert_eq!(
        read.value,
        Some(PartialSettings {
            palette: Some(Palette::RoomLight),
            mouse: Some(true),
            ascii: Some(false),
            reduced_motion: Some(false),
            clicker: PartialClicker {
                forward: keys("F5"),
                back: keys("F6"),
                blank: keys("F7"),
            },
            vote: PartialVoteSettings {
                method: Some(Method::Score),
                weight: Some(Weight::Balanced),
                apart_from: Some(3),
                dots: Some(5),
            },
            currency: Some("GBP".to_owned()),
            plain_words: Some(words(&[
                ("CNS", "specialist nurse"),
                ("one-stop clinic", "all your tests in one visit"),
            ])),
            language: Some(PaperLanguage::Welsh),
            goal_bank: Some("D:\\pledges".to_owned()),
        })
    );
    assert_eq!(FileKind::of(CONTRACT), Some(FileKind::Settings));
}

#[test]
fn the_first_key_is_all_that_a_file_needs() {
    let read = settings("pledge: settings/1\n");
    assert_eq!(told(&read.problems), "");
    assert_eq!(read.value, Some(PartialSettings::default()));
    let read = settings("pledge: settings/1\npalette:\nclicker:\nvote: {dots: }\n");
    assert_eq!(read.value, Some(PartialSettings::default()));
}

#[test]
fn every_problem_of_the_settings_is_told_at_once() {
    let text = "\
pledge: settings/1
pallete: mono
palette: pink
mouse: maybe
clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
vote: {method: scores, apart_from: 0, weigth: head}
currency: pounds
";
    insta::assert_snapshot!(told(&settings(text).problems), @r#"
    settings.yaml:2:1: found an unknown key `pallete`, expected `pledge`, `palette`, `mouse`, `ascii`, `reduced_motion`, `clicker`, `vote`, `currency`, `plain_words`, `language` or `goal_bank`
      2 | pallete: mono
        | ^
      help: did you mean `palette`?

    settings.yaml:3:10: found `pink`, expected `room-light`, `room-dark`, `high-contrast`, `colour-blind` or `mono`
      3 | palette: pink
        |          ^

    settings.yaml:4:8: found `maybe`, expected true or false
      4 | mouse: maybe
        |        ^

    settings.yaml:5:25: found `g`, which is typed or means something else on some screen, expected a function key such as `F5`, or `PgDn`
      5 | clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
        |                         ^
      help: choose another key

    settings.yaml:5:28: found `PgDwn`, which is no key, expected a function key such as `F5`, or `PgDn`
      5 | clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
        |                            ^
      help: did you mean `PgDn`?

    settings.yaml:5:42: found `F6`, expected a list
      5 | clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
        |                                          ^
      help: write `[one, two]`, or a line that begins with `- ` for each

    settings.yaml:5:54: found the key `F5` again, first in line 5, expected each key once
      5 | clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
        |                                                      ^
      help: a key does one thing: delete one of them

    settings.yaml:5:58: found `F1`, which is help, expected a function key such as `F5`, `b` or `.`
      5 | clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
        |                                                          ^
      help: choose another key

    settings.yaml:5:62: found `PgUp`, which always goes back, expected a function key such as `F5`, `b` or `.`
      5 | clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
        |                                                              ^
      help: choose another key

    settings.yaml:5:74: found an unknown key `next`, expected `forward`, `back` or `blank`
      5 | clicker: {forward: [F5, g, PgDwn], back: F6, blank: [f5, F1, PgUp, '.'], next: [F9]}
        |                                                                          ^
      help: delete it, or put a `#` before it to keep it as a remark

    settings.yaml:6:16: found `scores`, expected `score`, `approve`, `dots`, `rate`, `rank`, `hands`, `tables` or `thumbs`
      6 | vote: {method: scores, apart_from: 0, weigth: head}
        |                ^
      help: did you mean `score`?

    settings.yaml:6:36: found 0, expected a whole number, 1 or more
      6 | vote: {method: scores, apart_from: 0, weigth: head}
        |                                    ^

    settings.yaml:6:39: found an unknown key `weigth`, expected `method`, `weight`, `apart_from` or `dots`
      6 | vote: {method: scores, apart_from: 0, weigth: head}
        |                                       ^
      help: did you mean `weight`?

    settings.yaml:7:11: found `pounds`, expected a currency in three capital letters
      7 | currency: pounds
        |           ^
      help: write `GBP`
    "#);
}

#[test]
fn words_that_mean_nothing_here_have_no_near_miss() {
    let read = settings("pledge: settings/1\nfont: big\n");
    assert!(read.value.is_none());
    assert_eq!(
        heads(&read.problems),
        [
            "settings.yaml:2:1: found an unknown key `font`, expected `pledge`, `palette`, `mouse`, `ascii`, `reduced_motion`, `clicker`, `vote`, `currency`, `plain_words`, `language` or `goal_bank`"
        ]
    );
}

#[test]
fn votes_go_by_the_rules_of_an_agenda() {
    for (vote, usable) in [
        ("{apart_from: 1}", true),
        ("{apart_from: three}", false),
        ("{dots: 0}", false),
        ("score", false),
    ] {
        let agenda = format!(
            "pledge: agenda/1\nvote: {vote}\nmeeting: {{title: t}}\nitems: [{{stage: vote, minutes: 1}}]\n"
        );
        let same = |problems: &[crate::yaml::Problem]| -> Vec<(String, String)> {
            problems
                .iter()
                .map(|p| (p.found.clone(), p.help.clone()))
                .collect()
        };
        let here = settings(&format!("pledge: settings/1\nvote: {vote}\n"));
        let there = super::agenda(&agenda);
        assert_eq!(same(&here.problems), same(&there.problems), "{vote}");
        assert_eq!(here.problems.len(), 1, "{vote}");
        assert_eq!(here.value.is_some(), usable, "{vote}");
    }
}

#[test]
fn keys_of_a_clicker_are_written_one_way() {
    let read = settings(
        "pledge: settings/1\nclicker: {forward: [f5, shift-F5, pagedown], blank: ['.']}\n",
    );
    assert_eq!(told(&read.problems), "");
    let clicker = read.value.unwrap().clicker;
    let keys = |keys: &[&str]| Some(keys.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>());
    assert_eq!(clicker.forward, keys(&["F5", "Shift-F5", "PgDn"]));
    assert_eq!(clicker.back, None);
    assert_eq!(clicker.blank, keys(&["."]));
}

#[test]
fn other_files_are_not_settings_and_settings_are_no_other_file() {
    assert_eq!(
        heads(&settings("pledge: agenda/1\n").problems),
        ["settings.yaml:1:9: found an agenda (`agenda/1`), expected settings (`settings/1`)"]
    );
    assert_eq!(
        heads(&settings("pledge: settings/2\npalette: new\n").problems),
        [
            "settings.yaml:1:9: found `settings/2`, made for a newer `pledge`, expected `settings/1` or older"
        ]
    );
    assert_eq!(
        heads(&super::findings(CONTRACT).problems),
        ["findings.yaml:1:9: found settings (`settings/1`), expected findings (`findings/1`)"]
    );
}

#[test]
fn what_is_too_much_is_refused() {
    let big = format!("pledge: settings/1\n# {}\n", "x".repeat(8 * 1024 * 1024));
    assert_eq!(
        heads(&settings(&big).problems),
        ["settings.yaml: found more than 8 MiB of text, expected a file of at most 8 MiB"]
    );
    let deep = format!("pledge: settings/1\nvote: {}\n", "[".repeat(100));
    assert!(heads(&settings(&deep).problems)[0].contains("more than 40 lists"));
    let many = format!(
        "pledge: settings/1\nclicker: {{forward: [{}]}}\n",
        "q, ".repeat(3_000)
    );
    let told = heads(&settings(&many).problems);
    assert_eq!(told.len(), 1001);
    assert!(told[1000].contains("2000 more problems"), "{}", told[1000]);
}

#[test]
fn the_written_file_says_every_key_and_reads_back_as_the_defaults() {
    let text = write_settings(&Settings::default());
    let read = settings(&text);
    assert_eq!(told(&read.problems), "");
    let said = read.value.unwrap();
    let PartialSettings {
        palette,
        mouse,
        ascii,
        reduced_motion,
        clicker,
        vote,
        currency,
        plain_words,
        language,
        goal_bank,
    } = said.clone();
    assert!(palette.is_some() && mouse.is_some() && ascii.is_some() && reduced_motion.is_some());
    assert_eq!(clicker.forward, Some(Vec::new()));
    assert_eq!(clicker.back, Some(Vec::new()));
    assert_eq!(clicker.blank, Some(Vec::new()));
    assert!(vote.method.is_some() && vote.weight.is_some() && vote.apart_from.is_some());
    assert!(text.contains("\n  dots:\n"), "{text}");
    assert!(currency.is_some());
    assert_eq!(plain_words, Some(BTreeMap::new()));
    assert_eq!(language, Some(PaperLanguage::English));
    assert_eq!(goal_bank, None);
    assert_eq!(said.or(Settings::default()), Settings::default());
    let widest = text.lines().map(|l| l.chars().count()).max();
    assert!(widest.is_some_and(|w| w <= 130), "{widest:?}");
    for line in text
        .lines()
        .filter(|l| l.ends_with(':') && !l.starts_with('#'))
    {
        assert!(
            matches!(line, "clicker:" | "vote:" | "  dots:" | "goal_bank:"),
            "{line}"
        );
    }
}

#[test]
fn what_is_written_reads_back() {
    let settings_with = Settings {
        palette: Palette::ColourBlind,
        mouse: false,
        ascii: true,
        reduced_motion: true,
        clicker: crate::domain::settings::Clicker {
            forward: vec![
                "F5".to_owned(),
                "Ctrl-Alt-Shift-F12".to_owned(),
                "PgDn".to_owned(),
            ],
            back: vec!["PgUp".to_owned()],
            blank: vec![".".to_owned(), "b".to_owned()],
        },
        vote: VoteSettings {
            method: Method::Hands,
            weight: Weight::Head,
            apart_from: 7,
            dots: Some(9),
        },
        currency: "NOK".to_owned(),
        plain_words: words(&[
            ("A&E", "yes"),
            ("on: call", "# somebody \"there\""),
            ("\u{e9}cho", "scan, by sound"),
        ]),
        language: PaperLanguage::Welsh,
        goal_bank: Some("\\\\share\\pledges: all".to_owned()),
    };
    let read = settings(&write_settings(&settings_with));
    assert_eq!(told(&read.problems), "");
    assert_eq!(read.value.unwrap().or(Settings::default()), settings_with);
}

#[test]
fn plain_words_are_read_strictly_with_their_places() {
    let text = "\
pledge: settings/1
plain_words:
  CNS:
  HNA: [a, talk]
  ...!: no
  MDT: ''
  SACT: cancer drugs
";
    assert_eq!(
        heads(&settings(text).problems),
        [
            "settings.yaml:3:6: found nothing, expected text",
            "settings.yaml:4:8: found a list, expected text",
            "settings.yaml:5:9: found plain words for `...!`, expected a term with a letter in it",
            "settings.yaml:6:8: found an empty text, expected some text",
        ]
    );
    let list = settings("pledge: settings/1\nplain_words: [CNS]\n");
    assert_eq!(
        heads(&list.problems),
        ["settings.yaml:2:14: found a list, expected keys with values"]
    );
    let none = settings("pledge: settings/1\nplain_words:\n")
        .value
        .unwrap();
    assert_eq!(none.plain_words, None);
}
