//! Answers: typed lines become keys of the full screen, or a paste.
//!
//! Going through keys and not through effects keeps both interfaces the same: whatever a key refuses, an answer refuses.

use std::{thread, time::Duration};

use super::{
    Dialogue, Spoken, ballot, here, keys,
    meant::{ParsedAnswer, meant},
    offer::{Offer, Offers},
    offers, words,
};
use crate::{
    app::{
        action::Action,
        cards::{Block, Role},
        input::{Code, Input, Key},
        keymap::{
            Scope, fill,
            pad::{self, NumberLock},
        },
        program::Program as _,
        shell::{Layer, menu},
    },
    domain::stamp::Stamp,
    text::clean,
};

/// Pause between two looks for the result of a thread.
const PAUSE: Duration = Duration::from_millis(10);

/// Most steps for emptying a text field.
const STEPS: usize = 100_000;

impl Dialogue {
    pub(super) fn take<S: Spoken>(&mut self, app: &mut S, line: &str, now: Stamp) -> Vec<String> {
        let Some(typed) = of_pad(app, line) else {
            return self.take_line(app, line, now);
        };
        let lines = self.take_line(app, &typed, now);
        let mut remark = Vec::new();
        if std::mem::replace(&mut self.lock, NumberLock::Off) == NumberLock::On {
            remark.push(pad::LOCK_IS_OFF.to_owned());
        }
        remark.extend(lines);
        remark
    }

    fn take_line<S: Spoken>(&mut self, app: &mut S, line: &str, now: Stamp) -> Vec<String> {
        let word = clean(line);
        let word = word.trim();
        if !word.eq_ignore_ascii_case(keys::HEAR) {
            self.hears = false;
        }
        // A message disappears with the next answer, as on the screen with the next key.
        app.shell_mut().toast = None;
        if app.is_blank() {
            press(app, Key::plain(Code::Esc), now);
            return self.again(app, now);
        }
        let writes = matches!(app.shell().layers.last(), Some(Layer::Prompt(_)));
        match word {
            keys::HELP if !self.unended => everything(app, now),
            _ if writes => self.write(app, line, word, now),
            _ if app.open_filter().is_some() => self.filter(app, word, now),
            "" => self.again(app, now),
            _ if app.ballot().is_some() => self.mark(app, word, now),
            _ => match app.shell().layers.last() {
                Some(Layer::Pick(picker)) => {
                    let typed = picker.filter.chars().count();
                    self.pick(app, word, typed, now)
                }
                _ => match seat(app, word) {
                    Some(digits) => self.seat(app, digits, now),
                    None => self.choose(app, word, now),
                },
            },
        }
    }

    /// Types a seat number on the page of an open round.
    fn seat<S: Spoken>(&mut self, app: &mut S, digits: &str, now: Stamp) -> Vec<String> {
        // Each answer is a whole number: the digits of the last one do not count any more.
        act(app, Action::ClearSeat, now);
        for digit in digits.chars() {
            press(app, Key::char(digit), now);
        }
        self.after(app, now, Vec::new())
    }

    /// Handles a line in a text field.
    fn write<S: Spoken>(&mut self, app: &mut S, line: &str, word: &str, now: Stamp) -> Vec<String> {
        let several =
            matches!(app.shell().layers.last(), Some(Layer::Prompt(w)) if w.field.is_several());
        match word {
            "/leave" => {
                self.unended = false;
                act(app, Action::Back, now);
                return self.after(app, now, Vec::new());
            }
            "/clear" => {
                self.unended = false;
                empty(app, now);
                return self.after(app, now, vec!["Nothing stands there now.".to_owned()]);
            }
            "." if several => {}
            "" if !self.unended => {}
            _ if self.unended => {
                input(app, Input::Paste(format!("\n{line}")), now);
                return Vec::new();
            }
            _ => {
                empty(app, now);
                input(app, Input::Paste(line.to_owned()), now);
                if several {
                    self.unended = true;
                    return Vec::new();
                }
            }
        }
        let typed = self.unended || !word.is_empty();
        self.unended = false;
        let understood = note(app, now).map(|(_, words)| words);
        act(app, Action::Done, now);
        if let Some((Role::Bad, why)) = note(app, now) {
            // The text is still there, and its author does not need to hear it again.
            self.page(app, now, Some(""));
            return vec![words::stopped(format!("Not taken: {why}"))];
        }
        let understood = understood
            .filter(|said| typed && !said.is_empty())
            .map(|said| words::stopped(words::capital(&said)));
        self.after(app, now, understood.into_iter().collect())
    }

    /// Handles a line in a filter: its words, in place of those that are there.
    fn filter<S: Spoken>(&mut self, app: &mut S, word: &str, now: Stamp) -> Vec<String> {
        if matches!(word, "esc" | "escape" | "/leave" | "/clear") {
            act(app, Action::Back, now);
            return self.after(app, now, Vec::new());
        }
        if !word.is_empty() {
            let there = app.open_filter().map_or(0, |words| words.chars().count());
            for _ in 0..there {
                press(app, Key::plain(Code::Backspace), now);
            }
            for c in word.chars() {
                press(app, Key::char(c), now);
            }
        }
        act(app, Action::Done, now);
        self.after(app, now, Vec::new())
    }

    // No reply repeats anything of the line: the room would hear the vote.
    /// Handles a line on a ballot: marks, or an action.
    fn mark<S: Spoken>(&mut self, app: &mut S, word: &str, now: Stamp) -> Vec<String> {
        let Some(voting) = app.ballot() else {
            return Vec::new();
        };
        let asked = std::mem::take(&mut self.hears);
        if word.eq_ignore_ascii_case(keys::HEAR) && voting.codes.is_none() {
            if asked {
                return app.ballot_lines(now);
            }
            self.hears = true;
            return vec![ballot::WARNING.to_owned()];
        }
        if voting.codes.is_some() && !voting.is_passed() {
            return self.codes(app, word, now);
        }
        let left = voting.marks.len().saturating_sub(voting.at);
        let (two_digits, passed) = (voting.two_digits, voting.is_passed());
        let (one, several) = voting.method.marked();
        let tokens = word
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|t| !t.is_empty());
        // One sign and no more: the choices of this page begin at 10.
        let is_mark = |t: &str| t.len() == 1 && t.chars().all(|c| c.is_ascii_digit() || c == '.');
        if passed && tokens.clone().all(is_mark) {
            return vec![format!(
                "That was the last {one}. Hand it in, go back, or begin again."
            )];
        }
        let marks: Option<Vec<String>> = tokens
            .map(|t| match t.parse::<u8>() {
                Ok(place) if two_digits && t.len() < 3 => Some(format!("{place:02}")),
                _ => (t.len() == 1 && t.chars().all(|c| marks_with(app, c))).then(|| t.to_owned()),
            })
            .collect();
        let Some(marks) = marks else {
            return match meant(app, word, now) {
                // From all goals at once: nobody sees here how many keys it took.
                ParsedAnswer::Press(key) if is(app, key, Action::Abstain) => {
                    for _ in 0..left {
                        press(app, key, now);
                    }
                    self.after(app, now, Vec::new())
                }
                ParsedAnswer::Press(key) if is_bound(app, key) => {
                    press(app, key, now);
                    self.after(app, now, Vec::new())
                }
                _ => vec![format!(
                    "That is no mark and no choice here; nothing was marked. Marks are {}.",
                    marks_of(app)
                )],
            };
        };
        // All or nothing: with the first marks taken nobody would know which goal the next one is for.
        if marks.len() > left {
            return vec![format!(
                "Those are more marks than {several}: {left} to mark from here. Nothing was marked."
            )];
        }
        for digit in marks.iter().flat_map(|mark| mark.chars()) {
            press(app, Key::char(digit), now);
        }
        self.after(app, now, Vec::new())
    }

    /// Handles a line on a ballot by code card: codes, or an action.
    fn codes<S: Spoken>(&mut self, app: &mut S, word: &str, now: Stamp) -> Vec<String> {
        match meant(app, word, now) {
            ParsedAnswer::Press(key) if is_bound(app, key) => press(app, key, now),
            // Pasted and not typed letter by letter: half a code from the line before must not become a part of this one.
            _ => input(app, Input::Paste(word.to_owned()), now),
        }
        self.after(app, now, Vec::new())
    }

    /// Handles a line in a list: a number takes a row, letters filter the list. `typed` letters are in the filter already.
    fn pick<S: Spoken>(
        &mut self,
        app: &mut S,
        word: &str,
        typed: usize,
        now: Stamp,
    ) -> Vec<String> {
        let key = keys::named(word).filter(|k| is_bound(app, *k));
        if key.is_some() || word.chars().all(|c| c.is_ascii_digit()) {
            return self.choose(app, word, now);
        }
        // The new letters replace the old filter, since a listener does not know what is still in it.
        for _ in 0..typed {
            press(app, Key::plain(Code::Backspace), now);
        }
        if word != "/clear" {
            for c in word.chars() {
                press(app, Key::char(c), now);
            }
            if here(app, now).1.list.is_none() {
                for _ in word.chars() {
                    press(app, Key::plain(Code::Backspace), now);
                }
                let word: String = words::tidy(word).chars().take(40).collect();
                let none = format!("Nothing in the list has \u{201c}{word}\u{201d} in it.");
                if typed == 0 {
                    return vec![none];
                }
                self.heard.truncate(app.shell().layers.len());
                return self.after(app, now, vec![none]);
            }
        }
        // The remaining numbers belong to a list that is gone.
        self.heard.truncate(app.shell().layers.len());
        self.after(app, now, Vec::new())
    }

    /// Handles a line on any other page: one choice, or several separated by blanks.
    fn choose<S: Spoken>(&mut self, app: &mut S, word: &str, now: Stamp) -> Vec<String> {
        match meant(app, word, now) {
            ParsedAnswer::Nothing(why) => {
                let words: Vec<&str> = word.split_whitespace().collect();
                let short = |w: &&str| w.parse::<usize>().is_ok() || keys::named(w).is_some();
                if words.len() > 1 && words.iter().all(short) {
                    return self.several(app, &words, now);
                }
                vec![why]
            }
            ParsedAnswer::More => offers(app, now).more.iter().map(Offer::said).collect(),
            ParsedAnswer::Row(row) => {
                take_row(app, row, now);
                self.after(app, now, Vec::new())
            }
            ParsedAnswer::Press(key) => {
                if is(app, key, Action::Help) || is(app, key, Action::Actions) {
                    return everything(app, now);
                }
                press(app, key, now);
                self.after(app, now, Vec::new())
            }
        }
    }

    /// Carries out choices one by one, as long as their numbers still mean what they meant when they were typed.
    fn several<S: Spoken>(&mut self, app: &mut S, words: &[&str], now: Stamp) -> Vec<String> {
        let before = offers(app, now);
        let mut lines = Vec::new();
        for (nth, word) in words.iter().enumerate() {
            if nth > 0 && !still_means(&before, &offers(app, now), word) {
                lines.push("The choices are others now: the rest was not done.".to_owned());
                break;
            }
            app.shell_mut().toast = None;
            match meant(app, word, now) {
                ParsedAnswer::Row(row) => take_row(app, row, now),
                ParsedAnswer::Press(key) => press(app, key, now),
                ParsedAnswer::More => {}
                ParsedAnswer::Nothing(why) => {
                    lines.push(why);
                    break;
                }
            }
            if nth + 1 < words.len() {
                lines.extend(super::toast(app, now));
            }
        }
        self.after(app, now, lines)
    }
}

/// True if a typed number is the same choice as before. Others may have come or gone: with the first person who is here,
/// somebody can take the lead.
fn still_means(before: &Offers, now: &Offers, word: &str) -> bool {
    let Ok(number) = word.parse::<usize>() else {
        return true;
    };
    let key = |offers: &Offers| offers.all().find(|o| o.number == number).map(|o| o.key);
    key(before) == key(now)
}

/// True if a key triggers this action here.
fn is<S: Spoken>(app: &S, key: Key, action: Action) -> bool {
    let menu = menu(app);
    let entry = menu.iter().find(|e| e.row.keys.contains(&key));
    entry.is_some_and(|e| e.row.action == action)
}

fn is_bound<S: Spoken>(app: &S, key: Key) -> bool {
    menu(app).iter().any(|e| e.row.keys.contains(&key))
}

fn press<S: Spoken>(app: &mut S, key: Key, now: Stamp) {
    input(app, Input::Key(key), now);
}

/// Passes an input on, and waits for what it has made a thread compute: a page that is read out before it is complete stays so
/// for its listener.
pub(super) fn input<S: Spoken>(app: &mut S, input: Input, now: Stamp) {
    app.input(input, now);
    while app.is_working() {
        thread::sleep(PAUSE);
        app.input(Input::Tick, now);
    }
}

/// Presses the key of an action.
fn act<S: Spoken>(app: &mut S, action: Action, now: Stamp) {
    let menu = menu(app);
    let entry = menu.iter().find(|e| e.row.action == action);
    if let Some(key) = entry.and_then(|e| e.row.keys.first()) {
        press(app, *key, now);
    }
}

/// Moves the mark to a row, and takes the row in a list to choose from.
fn take_row<S: Spoken>(app: &mut S, row: usize, now: Stamp) {
    let scope = app
        .shell()
        .layers
        .last()
        .and_then(|l| l.scopes().last().copied());
    if app.long_list().is_some() {
        // Without a page for each step: there may be thousands of rows.
        let at = here(app, now).1.list.map_or(row, |l| l.at);
        let code = if at < row { Code::Down } else { Code::Up };
        for _ in 0..at.abs_diff(row) {
            press(app, Key::plain(code), now);
        }
        return;
    }
    // The last position is kept, so that a list which refuses to move ends the loop.
    let mut before = None;
    while let Some(at) = here(app, now).1.list.map(|l| l.at)
        && at != row
        && before != Some(at)
    {
        before = Some(at);
        let code = if at < row { Code::Down } else { Code::Up };
        press(app, Key::plain(code), now);
    }
    match scope {
        Some(Scope::Choose) => act(app, Action::Open, now),
        Some(Scope::ChooseMany) => act(app, Action::Toggle, now),
        _ => {}
    }
}

/// Empties the text field.
fn empty<S: Spoken>(app: &mut S, now: Stamp) {
    let lines = match app.shell().layers.last() {
        Some(Layer::Prompt(w)) => w.field.lines().len(),
        _ => return,
    };
    for _ in 1..lines {
        press(app, Key::plain(Code::Down), now);
    }
    press(app, Key::plain(Code::End), now);
    let mut steps = 0;
    while let Some(Layer::Prompt(w)) = app.shell().layers.last()
        && !w.field.text().is_empty()
        && steps < STEPS
    {
        // Line by line, as a person at the full screen would: the field itself has no way to be emptied at once.
        press(app, Key::ctrl('u'), now);
        steps += 1;
    }
}

/// Note below the text field: how the text was understood, or why it is refused.
fn note<S: Spoken>(app: &S, now: Stamp) -> Option<(Role, String)> {
    let dock = app.view(now).dock?;
    dock.page.blocks.iter().find_map(|b| match b {
        Block::Edit(edit) => Some((
            edit.note.first().map(|s| s.role).unwrap_or_default(),
            words::words(&edit.note),
        )),
        _ => None,
    })
}

/// All choices, and what is not possible now with the reason.
fn everything<S: Spoken>(app: &S, now: Stamp) -> Vec<String> {
    if let Some(Layer::Prompt(writing)) = app.shell().layers.last() {
        let how = if writing.field.is_several() {
            "What you type stands there instead of what stood there, line by line, until a full stop alone on a line."
        } else {
            "What you type stands there instead of what stood there."
        };
        return vec![
            how.to_owned(),
            "An empty line keeps what stands there. /clear empties it. /leave goes back without it; what you wrote is there again when you come back.".to_owned(),
        ];
    }
    let offers = offers(app, now);
    let mut lines = Vec::new();
    if let Some(list) = here(app, now).1.list {
        let does = match app
            .shell()
            .layers
            .last()
            .and_then(|l| l.scopes().last().copied())
        {
            Some(Scope::Choose) => "takes that one",
            Some(Scope::ChooseMany) => "takes that one in or out",
            Some(scope) if scope.is_ballot() => "",
            _ => "goes to that row; what you do next is done to it",
        };
        if does.is_empty() {
            lines.push(format!(
                "Marks are {}: one for each {}, from the one you are at.",
                marks_of(app),
                marked_by(app)
            ));
        } else {
            lines.push(format!("1 to {}: {does}.", list.rows));
        }
    }
    lines.extend(offers.all().map(Offer::said));
    let not_now: Vec<String> = menu(app)
        .iter()
        .filter_map(|e| {
            let why = e.can.as_ref().err()?;
            Some(format!(
                "{}: {}",
                e.label,
                words::tidy(&fill(&why.full_text(), keys::typed))
            ))
        })
        .collect();
    if !not_now.is_empty() {
        lines.push(String::new());
        lines.push("Not now:".to_owned());
        lines.extend(not_now);
    }
    lines.push(String::new());
    lines.push(
        "The beginning of a choice will do instead of its number, and so will the word in brackets. Several with blanks between are done one after the other."
            .to_owned(),
    );
    lines
}

/// The line as it is meant where seats and marks are typed on a number pad whose keys send sequences.
fn of_pad<S: Spoken>(app: &S, line: &str) -> Option<String> {
    let votes = match app.shell().layers.last() {
        None => app.seats().is_some(),
        Some(_) => app.ballot().is_some(),
    };
    votes.then(|| pad::typed(line)).flatten()
}

/// A seat number of the page of an open round, if an answer is one.
fn seat<'a, S: Spoken>(app: &S, word: &'a str) -> Option<&'a str> {
    let most = app.seats()?;
    let number: usize = word.parse().ok()?;
    (1..=most).contains(&number).then_some(word)
}

/// True if a character is a mark on the open ballot.
fn marks_with<S: Spoken>(app: &S, c: char) -> bool {
    menu(app).iter().any(|entry| {
        matches!(entry.row.action, Action::Mark(_) | Action::CannotJudge)
            && entry.row.keys.contains(&Key::char(c))
    })
}

/// The word for what the open ballot marks.
fn marked_by<S: Spoken>(app: &S) -> &'static str {
    app.ballot().map_or("", |voting| voting.method.marked().0)
}

/// Marks of the open ballot, in words.
fn marks_of<S: Spoken>(app: &S) -> &'static str {
    app.ballot()
        .map_or("", |voting| crate::domain::words::marks(voting.method))
}
