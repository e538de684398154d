//! `settings.yaml`: its keys, and which keys a clicker may have.
//!
//! Keys that it shares with an agenda are read by the same functions, so that a word means the same in both.

use std::collections::BTreeMap;

use super::{
    agenda::{read_currency, read_vote},
    chars::quoted,
    reader::{At, FieldSpec, Fields, did_you_mean, ids::Once, may},
};
use crate::domain::settings::{
    Palette, PaperLanguage, PartialClicker, PartialSettings,
    clicker::{Click, KEY_WORDS, NotForClicker, clicker_key},
};

pub(super) const FIELDS: &[FieldSpec] = &[
    may("pledge"),
    may("palette"),
    may("mouse"),
    may("ascii"),
    may("reduced_motion"),
    may("clicker"),
    may("vote"),
    may("currency"),
    may("plain_words"),
    may("language"),
    may("goal_bank"),
];
pub(super) const CLICKER: &[FieldSpec] = &[
    may(Click::Forward.word()),
    may(Click::Back.word()),
    may(Click::Blank.word()),
];

/// The allowed keys of each list.
const fn expected(click: Click) -> &'static str {
    match click {
        Click::Forward => "a function key such as `F5`, or `PgDn`",
        Click::Back => "a function key such as `F5`, or `PgUp`",
        Click::Blank => "a function key such as `F5`, `b` or `.`",
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "what every file's reading gives; here nothing is needed"
)]
pub(super) fn read(file: &Fields<'_>) -> Option<PartialSettings> {
    Some(PartialSettings {
        palette: file.word("palette", Palette::WORDS),
        mouse: file.one("mouse", At::flag),
        ascii: file.one("ascii", At::flag),
        reduced_motion: file.one("reduced_motion", At::flag),
        clicker: file.one("clicker", read_clicker).unwrap_or_default(),
        vote: file.one("vote", read_vote).unwrap_or_default(),
        currency: file.one("currency", read_currency),
        plain_words: file.one("plain_words", |at| Some(read_plain_words(at))),
        language: file.word("language", PaperLanguage::WORDS),
        goal_bank: file.one("goal_bank", At::name),
    })
}

fn read_plain_words(at: &At<'_>) -> BTreeMap<String, String> {
    let read = |(term, plain): (String, At<'_>)| {
        if !term.contains(char::is_alphanumeric) {
            plain.error(
                format!("plain words for {}", quoted(&term)),
                "a term with a letter in it",
                "write the term before the colon, such as `CNS: specialist nurse`",
            );
            return None;
        }
        plain.name().map(|plain| (term, plain))
    };
    at.entries().into_iter().filter_map(read).collect()
}

fn read_clicker(at: &At<'_>) -> Option<PartialClicker> {
    let map = at.map(CLICKER)?;
    // One for all three lists: a key that goes on and back would depend on which is asked first.
    let mut names = Once::new();
    let mut keys = |click: Click| {
        map.one(click.word(), |at| {
            let keys = at.list();
            Some(
                keys.iter()
                    .filter_map(|key| read_key(key, click, &mut names))
                    .collect(),
            )
        })
    };
    Some(PartialClicker {
        forward: keys(Click::Forward),
        back: keys(Click::Back),
        blank: keys(Click::Blank),
    })
}

fn read_key(at: &At<'_>, click: Click, names: &mut Once<String>) -> Option<String> {
    let typed = at.name()?;
    let name = match clicker_key(&typed, click) {
        Ok(name) => name,
        Err(why) => {
            let (found, help) = refused(&typed, why);
            at.error(found, expected(click), help);
            return None;
        }
    };
    if let Some(line) = names.before(name.clone(), at) {
        at.error(
            format!("the key {} again, first in line {line}", quoted(&name)),
            "each key once",
            "a key does one thing: delete one of them",
        );
        return None;
    }
    Some(name)
}

/// The value found, and the advice.
fn refused(typed: &str, why: NotForClicker) -> (String, String) {
    let key = quoted(typed);
    let no = |why: &str| (format!("{key}, {why}"), "choose another key".to_owned());
    match why {
        NotForClicker::NoKey => {
            let help = did_you_mean(typed, KEY_WORDS.iter().copied()).unwrap_or_else(|| {
                "write the name on the key; `pledge keys` shows how they are written".to_owned()
            });
            (format!("{key}, which is no key"), help)
        }
        NotForClicker::Is(Click::Forward) => no("which always goes on"),
        NotForClicker::Is(Click::Back) => no("which always goes back"),
        NotForClicker::Is(Click::Blank) => no("which always blanks the wall"),
        NotForClicker::Help => no("which is help"),
        // Text is typed on some screens, and a clicker that sends a letter would write into a
        // patient's words.
        NotForClicker::InUse => no("which is typed or means something else on some screen"),
    }
}
