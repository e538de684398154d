//! Interpretation of an answer: a number, the name of a key, or the beginning of a choice.

use super::{
    Spoken, here, keys,
    offer::{MORE, Offers},
    offers, words,
};
use crate::{
    app::{
        input::{Code, Key},
        keymap::synonyms,
        menu::MenuEntry,
        shell::menu,
    },
    domain::stamp::Stamp,
};

/// An interpreted answer.
pub(super) enum ParsedAnswer {
    /// A row, counted from 0.
    Row(usize),
    /// A key.
    Press(Key),
    /// The further choices.
    More,
    /// Not understood, with a sentence.
    Nothing(String),
}

/// Interprets an answer.
pub(super) fn meant<S: Spoken>(app: &S, word: &str, now: Stamp) -> ParsedAnswer {
    let page = here(app, now).1;
    let rows = page.list.map_or(0, |l| l.rows);
    let offers = offers(app, now);
    if word == "more" && !offers.more.is_empty() {
        return ParsedAnswer::More;
    }
    if word.chars().all(|c| c.is_ascii_digit()) {
        let number = word.parse::<usize>().ok();
        let offer = offers.all().find(|o| Some(o.number) == number);
        return match (number, offer) {
            (Some(MORE), _) if !offers.more.is_empty() => ParsedAnswer::More,
            (_, Some(offer)) => ParsedAnswer::Press(offer.key),
            (Some(n), None) if (1..=rows).contains(&n) => ParsedAnswer::Row(n - 1),
            _ => ParsedAnswer::Nothing(unknown(word, rows, &offers)),
        };
    }
    // Before the beginnings of choices: `g` is a key, and many choices begin with it.
    if let Some(key) = keys::named(word) {
        // On the screen such a letter begins the text of a field. Here a text is a line of its own, and a slip would stay in it.
        return if is_typed(app, key) {
            ParsedAnswer::Nothing(unknown(word, rows, &offers))
        } else {
            ParsedAnswer::Press(key)
        };
    }
    let names = page.lines.iter().filter_map(|l| {
        Some((
            l.name.to_lowercase(),
            ParsedAnswer::Row(l.kind.number()? - 1),
        ))
    });
    let labels = offers
        .all()
        .map(|o| (o.label.to_lowercase(), ParsedAnswer::Press(o.key)));
    let wanted = word.to_lowercase();
    let mut begin: Vec<(String, ParsedAnswer)> = names
        .chain(labels)
        .filter(|(name, _)| name.starts_with(&wanted))
        .collect();
    // "Close" is a choice even where "Close the round" is another.
    if let Some(exact) = begin.iter().position(|(name, _)| *name == wanted) {
        return begin.swap_remove(exact).1;
    }
    if begin.is_empty()
        && let Some(meant) = by_synonym(&menu(app), &wanted)
    {
        return meant;
    }
    match (begin.pop(), begin.is_empty()) {
        // One or two letters are more likely a slip than a choice.
        (Some((_, meant)), true) if wanted.chars().count() > 2 => meant,
        (Some(_), false) => ParsedAnswer::Nothing(format!(
            "More than one choice begins with \u{201c}{wanted}\u{201d}: type its number."
        )),
        _ => {
            // Pressing the key of an impossible action gives its reason.
            let menu = menu(app);
            let begins = |e: &&MenuEntry| e.label.to_lowercase().starts_with(&wanted);
            let other = menu.iter().filter(|e| e.can.is_err()).find(begins);
            match other.and_then(|e| e.row.keys.first()) {
                Some(key) if wanted.chars().count() > 2 => ParsedAnswer::Press(*key),
                _ => ParsedAnswer::Nothing(unknown(word, rows, &offers)),
            }
        }
    }
}

/// `true` for a letter that a form would take as text.
fn is_typed<S: Spoken>(app: &S, key: Key) -> bool {
    let letter = matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
    app.is_form() && letter && !menu(app).iter().any(|e| e.row.keys.contains(&key))
}

/// The meaning of a word that no label uses, such as "print" for the papers; a list where it has several.
fn by_synonym(menu: &[MenuEntry], wanted: &str) -> Option<ParsedAnswer> {
    let is_meant = |e: &&MenuEntry| {
        let mut words = e.label.split(|c: char| !c.is_alphanumeric());
        let is_word = synonyms(e.row.action).contains(&wanted) || words.any(|w| w == wanted);
        e.can.is_ok() && is_word
    };
    let meant = menu.iter().filter(is_meant);
    let meant: Vec<(&str, Key)> = meant
        .filter_map(|e| Some((e.label.as_str(), *e.row.keys.first()?)))
        .collect();
    match meant.as_slice() {
        [] => None,
        [(_, key)] => Some(ParsedAnswer::Press(*key)),
        many => {
            let said = |(label, key): &(&str, Key)| format!("{label} ({})", keys::name(*key));
            let all: Vec<String> = many.iter().map(said).collect();
            let all = all.join("; ");
            Some(ParsedAnswer::Nothing(format!(
                "\u{201c}{wanted}\u{201d} may be: {all}."
            )))
        }
    }
}

fn unknown(word: &str, rows: usize, offers: &Offers) -> String {
    let numbers = offers.all().map(|o| o.number);
    let last = numbers.max().unwrap_or(0).max(rows);
    let word: String = words::tidy(word).chars().take(40).collect();
    format!(
        "\u{201c}{word}\u{201d} is no choice here. Type a number from 1 to {last}; {} says what each does.",
        keys::HELP
    )
}
