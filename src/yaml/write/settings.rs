//! `settings.yaml` with a remark at every key, for somebody who opens it in an editor and has read nothing else.

use std::{collections::BTreeMap, fmt::Write as _};

use super::plain::{Within, scalar};
use crate::{
    domain::{
        agenda::VoteSettings,
        settings::{Clicker, Palette, Settings},
        vote::{method::Method, settings::Weight},
    },
    yaml::{FileKind, chars::any_of},
};

/// `settings.yaml` as text, every key written out. Reading it gives the same value.
pub fn write_settings(settings: &Settings) -> String {
    let Settings {
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
    } = settings;
    let Clicker {
        forward,
        back,
        blank,
    } = clicker;
    let VoteSettings {
        method,
        weight,
        apart_from,
        dots,
    } = vote;
    let palettes: Vec<String> = Palette::ALL
        .iter()
        .map(|p| format!("#   {:14} {}", p.name(), p.about()))
        .collect();
    let palettes = palettes.join("\n");
    format!(
        "\
# What holds in every meeting that is opened from this account on this computer.
#
# A line that begins with # is a remark; the program does not read it. Change what stands after a colon, and save.
# Where you take a line out, the program goes by its own default for it.
# What an agenda says goes before this file, and so does what is typed on the command line (`pledge --help`).
# `pledge settings` shows what holds and where it is from. A meeting that has begun keeps its vote and its currency.

pledge: {header}

# The colours.
{palettes}
palette: {palette}

# true: the mouse can be used. false: it is not listened to, and text can be marked and copied as in any window.
mouse: {mouse}

# true: lines and bars are drawn with plain characters (- | #), for a window that shows boxes or question marks instead.
ascii: {ascii}

# true: nothing on the screen changes by itself more than once a minute, for people whom a running clock disturbs.
reduced_motion: {reduced_motion}

# The keys of a slide clicker. PgDn goes on, PgUp goes back, b and . blank the wall, whatever stands here. If yours sends
# other keys, write them between the brackets with commas between, such as [F5, Shift-F5]: function keys, but not F1 and F2.
clicker:
  forward: {forward}
  back: {back}
  blank: {blank}

# How the room votes, where the agenda does not say.
vote:
  # How each person answers. Rounds can be held with {counted}.
  method: {method}
  # balanced: patients and the hospital team count the same, however many there are of each. head: everybody counts the same.
  weight: {weight}
  # A group with fewer ballots than this is never shown apart, so that nobody can tell who voted what.
  apart_from: {apart_from}
  # How many dots each person has, where the method is dots. Nothing after the colon: nothing is set.
  dots:{dots}

# The currency of costs, where the agenda does not say, in the three letters that banks use: GBP, EUR, USD.
currency: {currency}

# The language of the papers: en, or cy for Welsh. The Welsh is a first draft, not yet read by a Welsh speaker.
language: {language}

# A folder with the outcomes of other units, such as D:\\pledges. While a goal is worded, goals like it are looked for there.
# Nothing after the colon: nothing is looked for.
goal_bank:{goal_bank}

# Words that patients may not know, and what to say instead, beside those that the program knows itself. They are pointed
# out while a goal or a standard is typed, and by `pledge check --reading`. Write one in each line below, without the {{}}:
#   CNS: specialist nurse
# A word that patients here do know is not pointed out if it stands for itself:
#   lymphoedema: lymphoedema
plain_words:{plain_words}
",
        header = FileKind::Settings.header(),
        palette = palette.name(),
        forward = list(forward),
        back = list(back),
        blank = list(blank),
        counted = any_of(Method::all().map(Method::word)).replace('`', ""),
        // Every key is written out, defaults too: a person who opens the file must find what there
        // is to set.
        method = method.word(),
        weight = Weight::word(*weight),
        dots = dots.map_or_else(String::new, |n| format!(" {n}")),
        currency = scalar(currency, Within::Line),
        language = language.name(),
        goal_bank = goal_bank
            .as_ref()
            .map_or_else(String::new, |folder| format!(" {}", scalar(folder, Within::Line))),
        plain_words = map(plain_words),
    )
}

fn map(words: &BTreeMap<String, String>) -> String {
    if words.is_empty() {
        return " {}".to_owned();
    }
    let mut text = String::new();
    for (term, plain) in words {
        let (term, plain) = (scalar(term, Within::Line), scalar(plain, Within::Line));
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  {term}: {plain}");
    }
    text
}

fn list(keys: &[String]) -> String {
    let keys: Vec<String> = keys.iter().map(|k| scalar(k, Within::Brackets)).collect();
    format!("[{}]", keys.join(", "))
}
