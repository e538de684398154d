//! Line-based interface of every program: sentences and numbered choices, for screen readers and simple terminals.
//!
//! It prints the program's view in words and turns each answer into the program's inputs, so that it behaves like the full screen and decides
//! nothing itself. Lines are only appended, because a screen reader reads what is printed.
//!
//! ```text
//! line --answer--> Input --App--> View --say--> SpokenPage --news--> lines
//! ```

mod answer;
mod ballot;
mod echo;
mod follow;
mod keys;
mod meant;
mod news;
mod offer;
mod say;
mod spoken;
mod words;

pub use self::{
    echo::{Echo, NoEcho},
    follow::{Reading, follow},
    spoken::Spoken,
};

use std::io::{self, BufRead, Write};

use self::{
    offer::Offers,
    say::{SpokenLine, SpokenPage},
};
use crate::{
    app::{
        cards::{Dock, Role},
        input::Input,
        keymap::{Scope, pad::NumberLock},
        meeting::ui::Voting,
        program::Program as _,
        shell::{Kinds, Layer, menu},
    },
    domain::stamp::Stamp,
    text::wrap,
};

/// Width of a line, in columns.
const WIDTH: u16 = 78;
// The app leaves out what does not fit into the window, and a listener would not know that it is there.
/// Height of the window as reported to the app, in rows.
const HEIGHT: u16 = 1000;

/// Position in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Location {
    stage: String,
    scopes: Vec<Scope>,
    title: String,
}

/// A page that was read out.
#[derive(Clone, Debug)]
struct HeardPage {
    place: Location,
    page: SpokenPage,
    /// It was on top of another page, which is still there.
    overlay: bool,
    /// Choices that were offered with it.
    offered: Vec<String>,
}

/// State of the dialogue: what was read out already, so that only news is read.
#[derive(Debug, Default)]
pub struct Dialogue {
    /// Pages by the number of layers below them.
    heard: Vec<Option<HeardPage>>,
    stage: String,
    toast: Option<String>,
    alert: Option<String>,
    running: bool,
    /// A text of several lines is being typed, until a line with a full stop.
    unended: bool,
    /// The last line asked to hear a ballot, which the next one confirms.
    hears: bool,
    /// Keys of a number pad with its number lock off were typed.
    lock: NumberLock,
}

impl Dialogue {
    /// Starts the dialogue: introduction and first page.
    pub fn open<S: Spoken>(&mut self, app: &mut S, now: Stamp) -> String {
        // The app lays out its pages for a window, and there is none.
        app.input(Input::Resize(WIDTH, HEIGHT), now);
        app.shell_mut().key_name = keys::typed;
        self.running = app.is_timed(now);
        let unit = words::tidy(&app.view(now).unit);
        let mut lines = Vec::new();
        if !unit.is_empty() {
            lines.push(words::stopped(unit));
        }
        lines.push(format!(
            "{}. A number chooses, and so does the word in brackets after it. \
                 An empty line says again where you are, {} everything that can be done there.",
            app.introduction(),
            keys::HELP
        ));
        lines.push(String::new());
        set(&self.after(app, now, lines))
    }

    /// Handles one line, without its line break, and returns the reply.
    pub fn answer<S: Spoken>(&mut self, app: &mut S, line: &str, now: Stamp) -> String {
        set(&self.take(app, line, now))
    }

    /// Retries to save, and returns news about that.
    pub fn tick<S: Spoken>(&mut self, app: &mut S, now: Stamp) -> String {
        answer::input(app, Input::Tick, now);
        let mut lines = Vec::new();
        // Compared with the last one, because the app shows a message for some seconds and a listener hears it once.
        let toast = toast(app, now);
        if toast != self.toast {
            lines.extend(toast.clone());
            self.toast = toast;
        }
        lines.extend(self.alerted(app, now));
        set(&lines)
    }

    /// True while a ballot is typed, which nobody else may see.
    pub fn is_private<S: Spoken>(app: &S) -> bool {
        app.ballot().is_some()
    }

    /// Completes a reply: messages, news of the page, and choices if they have changed.
    fn after<S: Spoken>(&mut self, app: &S, now: Stamp, mut lines: Vec<String>) -> Vec<String> {
        self.toast = toast(app, now);
        lines.extend(self.toast.clone());
        if app.is_over() {
            return lines;
        }
        // Nothing of the page: blanking is for moments in which nobody should read along.
        if app.is_blank() {
            lines.push("The wall is blank. Whatever you type next only brings it back.".to_owned());
            return lines;
        }
        // Only the change is news: a clock that is read out would never be silent.
        let running = app.is_timed(now);
        if running != self.running {
            self.running = running;
            lines.push(
                if running {
                    "The timer runs."
                } else {
                    "The timer is stopped."
                }
                .to_owned(),
            );
        }
        lines.extend(self.alerted(app, now));
        let (new, can) = self.page(app, now, Some(&lines.join(" ")));
        lines.extend(new);
        if lines.is_empty() {
            lines.push(
                here(app, now)
                    .1
                    .at()
                    .unwrap_or_else(|| "Nothing is new.".to_owned()),
            );
        }
        lines.extend(can);
        lines
    }

    /// The whole page and its choices, again.
    fn again<S: Spoken>(&mut self, app: &S, now: Stamp) -> Vec<String> {
        let (mut lines, can) = self.page(app, now, None);
        lines.extend(can);
        lines
    }

    fn alerted<S: Spoken>(&mut self, app: &S, now: Stamp) -> Option<String> {
        let alert = app.view(now).alert.map(|a| words::tidy(&a));
        let new = alert != self.alert && alert.is_some();
        self.alert.clone_from(&alert);
        alert.filter(|_| new)
    }

    /// Lines of the page, and lines of its choices.
    ///
    /// A new page is read as a whole, and so is any page if nothing was `told`; otherwise only news that was not told.
    fn page<S: Spoken>(
        &mut self,
        app: &S,
        now: Stamp,
        told: Option<&str>,
    ) -> (Vec<String>, Vec<String>) {
        let (place, page, overlay) = here(app, now);
        let depth = app.shell().layers.len();
        let elsewhere = self.stage != place.stage;
        if elsewhere {
            // At another stage the listener has long lost what was read before.
            self.heard.clear();
        }
        let last = self.heard.iter().flatten().next_back();
        let back = self.heard.len() > depth + 1 && last.is_some_and(|h| !h.overlay);
        let before = self.heard.get(depth).and_then(Option::as_ref);
        let before = before.filter(|h| h.place == place && told.is_some());
        let top = app.shell().layers.last();
        let mut lines = Vec::new();
        match before {
            None => {
                if elsewhere || told.is_none() {
                    lines.extend(app.step(&app.view(now), now));
                }
                lines.extend(news::all(&page));
                if matches!(top, Some(Layer::Pick(picker)) if picker.at == 0) {
                    // A number chooses at once, so the position of the mark is of no use.
                    lines.retain(|l| Some(l) != page.at().as_ref());
                }
                lines.extend(hint(app));
            }
            // A slide shows one thing, such as a comment: the next one is read as a whole.
            Some(before) if page.slide && depth > 0 && before.page != page => {
                lines.extend(news::all(&page));
            }
            Some(before) => {
                if back {
                    lines.push(words::stopped(format!("Back at: {}", page.title())));
                }
                let moved = before.page.list.map(|l| l.at) != page.list.map(|l| l.at);
                let mut mark = back || moved;
                if app.ballot().is_some() {
                    // Which goals are marked is only read out on request: repeating it for each mark would take longer than voting.
                    lines.extend(news::since(&bare(&before.page), &bare(&page), ""));
                    // The goal's own words have just been read, and are the position.
                    mark = false;
                } else {
                    lines.extend(news::since(&before.page, &page, told.unwrap_or_default()));
                }
                if mark {
                    lines.extend(page.at().filter(|at| !lines.contains(at)));
                }
                if lines.is_empty() && told == Some("") && self.heard.len() > depth + 1 {
                    lines.push(words::stopped(format!("Back at: {}", page.title())));
                }
            }
        }
        if asks_for_letters(app) && told.is_none() {
            lines.push("Type a few letters first.".to_owned());
        }
        let offered = offers(app, now).said();
        let mut can = Vec::new();
        if !offered.is_empty() && before.is_none_or(|h| h.offered != offered) {
            can.extend([String::new(), "You can:".to_owned()]);
            can.extend_from_slice(&offered);
        }
        self.stage.clone_from(&place.stage);
        // Layers above the current one are forgotten: whoever opens them again hears them anew.
        self.heard.resize_with(depth, || None);
        self.heard.push(Some(HeardPage {
            place,
            page,
            overlay,
            offered,
        }));
        (lines, can)
    }
}

/// Entries of a search up to which all of them are read out before any letters are typed.
const READ_AT_ONCE: usize = 12;

/// Rows of a page that are read at once where its list may be long.
const ROWS_AT_ONCE: usize = 20;

/// True for a search of many entries without letters: they would be read out for minutes.
fn asks_for_letters<S: Spoken>(app: &S) -> bool {
    matches!(
        app.shell().layers.last(),
        Some(Layer::Pick(picker))
            if picker.search && picker.filter.is_empty() && picker.choices.len() > READ_AT_ONCE
    )
}

/// Position, page, and whether the page is on top of another one. Side panels are not read out.
fn here<S: Spoken>(app: &S, now: Stamp) -> (Location, SpokenPage, bool) {
    let view = app.view(now);
    let overlay = view.overlay.is_some() || view.dock.is_some();
    let docked = view.dock.as_ref().map(Dock::spoken);
    let mut page = say::page(
        docked
            .as_ref()
            .or(view.overlay.as_ref())
            .unwrap_or(&view.page),
    );
    let filter = match app.shell().layers.last() {
        Some(Layer::Pick(picker)) => Some(&picker.filter),
        Some(Layer::Check(list)) => Some(&list.list.filter),
        _ => None,
    };
    if let (Some(filter), Some(first)) = (filter, page.lines.first_mut()) {
        let letters = words::tidy(filter);
        let with = (!letters.is_empty()).then(|| format!("with \u{201c}{letters}\u{201d}"));
        first.parts = with.into_iter().collect();
    }
    if asks_for_letters(app) {
        page.lines.truncate(1);
        page.list = None;
    }
    if app.open_filter().is_some() {
        // Every row would be read out before a word is typed.
        page.lines.retain(|line| line.kind.number().is_none());
        page.list = None;
    }
    if let Some((first, all)) = app.long_list() {
        page.cut(first, all, ROWS_AT_ONCE);
    }
    if app.is_only_read() {
        page.list = None;
    }
    // Marked or not, and never the mark: somebody else may be listening.
    if let Some(voting) = app.ballot() {
        for row in &mut page.lines {
            let Some(at) = row.kind.number().and_then(|n| n.checked_sub(1)) else {
                continue;
            };
            // At the desk the first cell is the mark itself.
            let marked = voting.marks.get(at).is_some_and(Option::is_some);
            if app.is_at_desk() && marked && voting.codes.is_none() {
                row.parts.drain(..1.min(row.parts.len()));
            }
            if marked {
                row.parts.insert(0, "marked".to_owned());
            }
        }
    }
    let place = Location {
        stage: view
            .stages
            .iter()
            .find(|(_, here)| *here)
            .map_or_else(String::new, |(title, _)| title.clone()),
        scopes: app.shell().layers.iter().flat_map(Layer::scopes).collect(),
        title: page.title().to_owned(),
    };
    (place, page, overlay)
}

fn offers<S: Spoken>(app: &S, now: Stamp) -> Offers {
    if app.open_filter().is_some() {
        return Offers::default();
    }
    let page = here(app, now).1;
    // Choices are numbered after the seats, so that a number is never both.
    let rows = page.list.map(|l| l.rows).or_else(|| app.seats());
    Offers::of(&menu(app), rows, page.slide)
}

fn toast<S: Spoken>(app: &S, now: Stamp) -> Option<String> {
    let toast = app.view(now).toast?;
    let warning = if toast.role == Role::Bad {
        "Attention: "
    } else {
        ""
    };
    Some(words::stopped(format!(
        "{warning}{}",
        words::tidy(&toast.text)
    )))
}

/// Hint for a page whose answer is not just a number.
fn hint<S: Spoken>(app: &S) -> Option<String> {
    if let Some(voting) = app.ballot() {
        return ballot_hint(voting).map(str::to_owned);
    }
    if app.open_filter().is_some() {
        return Some(FILTER_HINT.to_owned());
    }
    layer_hint(app.shell().layers.last()?).map(str::to_owned)
}

fn ballot_hint(voting: &Voting) -> Option<&'static str> {
    if voting.codes.is_some() {
        return (!voting.is_passed()).then_some(
            "Type the codes in the order in which they are said, with blanks between, or one at a time. Nobody is told what they mean.",
        );
    }
    Some(if voting.method.is_evaluation() {
        "Type your marks in the order of the questions, with blanks between, or one at a time. Nobody is told what they are."
    } else {
        "Type your marks in the order of the goals, with blanks between, or one at a time. Nobody is told what they are."
    })
}

/// Hint for the line in which the words of a filter are typed.
const FILTER_HINT: &str =
    "Type the words that must be in it, or an empty line to keep these; esc brings all back.";

fn layer_hint<K: Kinds>(top: &Layer<K>) -> Option<&'static str> {
    Some(match top {
        Layer::Prompt(w) if w.field.is_several() => {
            "Type as many lines as you like, then a full stop alone on a line; /leave goes back."
        }
        Layer::Prompt(w) if w.field.text().trim().is_empty() => {
            "Type a line, or an empty one to leave it empty; /leave goes back."
        }
        Layer::Prompt(_) => {
            "Type a line instead, or an empty one to keep this; /clear empties it, /leave goes back."
        }
        Layer::Pick(picker) if picker.filter.is_empty() && picker.asks_letters => {
            "Type a few letters; esc goes back."
        }
        Layer::Pick(picker)
            if picker.search && picker.filter.is_empty() && picker.choices.len() > READ_AT_ONCE =>
        {
            "Type a few letters of it; those that have them are read out."
        }
        Layer::Pick(picker) if picker.filter.is_empty() && picker.choices.len() > 5 => {
            "Type a number, or a few letters for a shorter list."
        }
        Layer::Pick(picker) if !picker.filter.is_empty() => "/clear brings the others back.",
        _ => return None,
    })
}

/// A copy of a page with only the names of its rows.
fn bare(page: &SpokenPage) -> SpokenPage {
    let mut page = page.clone();
    for line in &mut page.lines {
        let SpokenLine { kind, parts, .. } = line;
        if kind.number().is_some() {
            parts.clear();
        }
    }
    page
}

/// Wraps lines for printing; each ends with a line break.
fn set(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        for line in wrap(line, usize::from(WIDTH)) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// End of the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogueEnd {
    /// The program was left.
    Over,
    /// The input ended, or the output was closed. Everything was saved first.
    HangUp,
}

/// Runs the dialogue until the program is left or the input ends.
///
/// `sign` is the prompt; empty for input from a pipe.
pub fn run<S: Spoken>(
    app: &mut S,
    from: &mut impl BufRead,
    to: &mut impl Write,
    echo: &mut impl Echo,
    sign: &str,
    clock: impl Fn() -> Stamp,
) -> DialogueEnd {
    let mut dialogue = Dialogue::default();
    let talked = talk(&mut dialogue, app, from, to, echo, sign, &clock);
    // On every way out, or the shell would stay without an echo.
    echo.show();
    match talked {
        Ok(()) if app.is_over() => DialogueEnd::Over,
        // A closed output ends the program like a closed input: nobody is there any more.
        Ok(()) | Err(_) => {
            app.input(Input::HangUp, clock());
            DialogueEnd::HangUp
        }
    }
}

fn talk<S: Spoken>(
    dialogue: &mut Dialogue,
    app: &mut S,
    from: &mut impl BufRead,
    to: &mut impl Write,
    echo: &mut impl Echo,
    sign: &str,
    clock: &impl Fn() -> Stamp,
) -> io::Result<()> {
    to.write_all(dialogue.open(app, clock()).as_bytes())?;
    let mut seen = false;
    while !app.is_over() {
        to.write_all(dialogue.tick(app, clock()).as_bytes())?;
        let private = Dialogue::is_private(app);
        if !private {
            echo.show();
        } else if !echo.hide() && !seen {
            to.write_all(b"What you type can be seen in this window.\n")?;
        }
        seen = private;
        to.write_all(sign.as_bytes())?;
        to.flush()?;
        let mut bytes = Vec::new();
        if from.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        if !echo.shows_enter() {
            to.write_all(b"\n")?;
        }
        // A terminal in another encoding gives a wrong letter in a name, and must not end the dialogue.
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        to.write_all(dialogue.answer(app, line, clock()).as_bytes())?;
    }
    to.flush()
}

#[cfg(test)]
mod tests;
