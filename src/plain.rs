//! The same meeting as a dialogue: sentences and numbered choices, for screen readers and for terminals that only type.
//!
//! It says what the app's view says and turns every answer into the app's inputs, so that the same things happen as
//! in the full screen; it decides nothing. Lines are only ever added, none is drawn, moved or counted down.
//!
//! ```text
//! line --answer--> Input --App--> View --say--> Spoken --news--> lines
//! ```

mod answer;
mod echo;
mod keys;
mod meant;
mod news;
mod offer;
mod say;
mod words;

pub use self::echo::{Echo, NoEcho};

use std::io::{self, BufRead, Write};

use self::{
    offer::Offers,
    say::{SpokenLine, SpokenPage},
};
use crate::{
    app::{
        cards::Role,
        input::Input,
        keymap::Scope,
        meeting::{App, ui::Layer},
        program::Program as _,
    },
    domain::stamp::Stamp,
    store::disk::Disk,
    text::wrap,
};

/// The columns of a line.
const WIDTH: u16 = 78;
/// Rows of the window that the app is told of: so many that it leaves nothing out.
const HEIGHT: u16 = 1000;

/// Where something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Location {
    stage: String,
    scopes: Vec<Scope>,
    title: String,
}

/// A page that was said.
#[derive(Clone, Debug)]
struct HeardPage {
    place: Location,
    page: SpokenPage,
    /// It lay over another one, which is still there.
    overlay: bool,
    /// What could be done there.
    offered: Vec<String>,
}

/// A meeting being talked through: what was said already, so that only what is new is said again.
#[derive(Debug, Default)]
pub struct Dialogue {
    /// By the number of layers it stood on.
    heard: Vec<Option<HeardPage>>,
    stage: String,
    toast: Option<String>,
    alert: Option<String>,
    running: bool,
    /// Lines of a text are coming in, until one with a full stop.
    unended: bool,
}

impl Dialogue {
    /// The first words: what this is, and where one stands.
    pub fn open<D: Disk>(&mut self, app: &mut App<D>, now: Stamp) -> String {
        app.input(Input::Resize(WIDTH, HEIGHT), now);
        app.ui.key_name = keys::typed;
        self.running = app.room(now).mark.running.is_some();
        let unit = words::tidy(&app.view(now).unit);
        let mut lines = Vec::new();
        if !unit.is_empty() {
            lines.push(words::stopped(unit));
        }
        lines.push(
            format!(
                "The meeting as a dialogue. A number chooses, and so does the word in brackets after it. \
                 An empty line says again where you are, {} everything that can be done there.",
                keys::HELP
            ),
        );
        lines.push(String::new());
        set(&self.after(app, now, lines))
    }

    /// Takes one line in, and says what came of it. `line` is without its end.
    pub fn answer<D: Disk>(&mut self, app: &mut App<D>, line: &str, now: Stamp) -> String {
        set(&self.take(app, line, now))
    }

    /// Tries again to save what is not saved, and says what is new about it.
    pub fn tick<D: Disk>(&mut self, app: &mut App<D>, now: Stamp) -> String {
        app.input(Input::Tick, now);
        let mut lines = Vec::new();
        let toast = toast(app, now);
        if toast != self.toast {
            lines.extend(toast.clone());
            self.toast = toast;
        }
        lines.extend(self.alerted(app, now));
        set(&lines)
    }

    /// Whether what is typed now is nobody else's to see.
    pub fn is_private<D: Disk>(app: &App<D>) -> bool {
        matches!(app.ui.layers.last(), Some(Layer::Ballot(_)))
    }

    /// Goes on from what was said of an answer: what happened, what is new, and what can be done if that is new as well.
    fn after<D: Disk>(&mut self, app: &App<D>, now: Stamp, mut lines: Vec<String>) -> Vec<String> {
        self.toast = toast(app, now);
        lines.extend(self.toast.clone());
        if app.is_over() {
            return lines;
        }
        if app.ui.blank {
            lines.push("The wall is blank. Whatever you type next only brings it back.".to_owned());
            return lines;
        }
        let running = app.room(now).mark.running.is_some();
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

    /// Everything about where one stands.
    fn again<D: Disk>(&mut self, app: &App<D>, now: Stamp) -> Vec<String> {
        let (mut lines, can) = self.page(app, now, None);
        lines.extend(can);
        lines
    }

    fn alerted<D: Disk>(&mut self, app: &App<D>, now: Stamp) -> Option<String> {
        let alert = app.view(now).alert.map(|a| words::tidy(&a));
        let new = alert != self.alert && alert.is_some();
        self.alert.clone_from(&alert);
        alert.filter(|_| new)
    }

    /// The page and what can be done on it: all of it where it is another one or nothing was `told`, else what is new
    /// and was not told.
    fn page<D: Disk>(
        &mut self,
        app: &App<D>,
        now: Stamp,
        told: Option<&str>,
    ) -> (Vec<String>, Vec<String>) {
        let (place, page, overlay) = here(app, now);
        let depth = app.ui.layers.len();
        let elsewhere = self.stage != place.stage;
        if elsewhere {
            // What was said at another stage is far back by now.
            self.heard.clear();
        }
        let last = self.heard.iter().flatten().next_back();
        let back = self.heard.len() > depth + 1 && last.is_some_and(|h| !h.overlay);
        let before = self.heard.get(depth).and_then(Option::as_ref);
        let before = before.filter(|h| h.place == place && told.is_some());
        let top = app.ui.layers.last();
        let mut lines = Vec::new();
        match before {
            None => {
                if elsewhere || told.is_none() {
                    lines.extend(stage(app, now));
                }
                lines.extend(news::all(&page));
                if matches!(top, Some(Layer::Choose(picker)) if picker.at == 0) {
                    // A number chooses at once: the mark says nothing.
                    lines.retain(|l| Some(l) != page.at().as_ref());
                }
                lines.extend(hint(top));
            }
            // One thing at a time, such as a comment: another one is another whole.
            Some(before) if page.slide && depth > 0 && before.page != page => {
                lines.extend(news::all(&page));
            }
            Some(before) => {
                if back {
                    lines.push(words::stopped(format!("Back at: {}", page.title())));
                }
                let moved = before.page.list.map(|l| l.at) != page.list.map(|l| l.at);
                let mut mark = back || moved;
                if let Some(Layer::Ballot(voting)) = top {
                    // Which goals are marked is heard when it is asked for.
                    lines.extend(news::since(&bare(&before.page), &bare(&page), ""));
                    mark &= voting.marks.contains(&None);
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
        let offered = offers(app, now).said();
        let mut can = Vec::new();
        if !offered.is_empty() && before.is_none_or(|h| h.offered != offered) {
            can.extend([String::new(), "You can:".to_owned()]);
            can.extend_from_slice(&offered);
        }
        self.stage.clone_from(&place.stage);
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

/// Where one stands, what is said there, and whether that lies over something else.
///
/// What stands beside a page where a window has room is not said: a line has none.
fn here<D: Disk>(app: &App<D>, now: Stamp) -> (Location, SpokenPage, bool) {
    let view = app.view(now);
    let overlay = view.overlay.is_some();
    let mut page = say::page(view.overlay.as_ref().unwrap_or(&view.page));
    let filter = match app.ui.layers.last() {
        Some(Layer::Choose(picker)) => Some(&picker.filter),
        Some(Layer::ChooseMany(list)) => Some(&list.list.filter),
        _ => None,
    };
    if let (Some(filter), Some(first)) = (filter, page.lines.first_mut()) {
        let letters = words::tidy(filter);
        let with = (!letters.is_empty()).then(|| format!("with \u{201c}{letters}\u{201d}"));
        first.parts = with.into_iter().collect();
    }
    // Which goals are marked is said, and never what with, whoever's screen it is.
    if let Some(Layer::Ballot(_)) = app.ui.layers.last() {
        for row in page.lines.iter_mut().filter(|l| l.kind.number().is_some()) {
            row.parts.truncate(1);
            row.parts.fill("marked".to_owned());
        }
    }
    let place = Location {
        stage: view
            .stages
            .iter()
            .find(|(_, here)| *here)
            .map_or_else(String::new, |(title, _)| title.clone()),
        scopes: app.ui.layers.iter().map(Layer::scope).collect(),
        title: page.title().to_owned(),
    };
    (place, page, overlay)
}

fn offers<D: Disk>(app: &App<D>, now: Stamp) -> Offers {
    let page = here(app, now).1;
    Offers::of(&app.menu(), page.list.map(|l| l.rows), page.slide)
}

/// The stage and the place in the agenda: `Stage 3 of 7: Themes. Agenda: 3 of 13.`
fn stage<D: Disk>(app: &App<D>, now: Stamp) -> Option<String> {
    let view = app.view(now);
    let (title, _) = view.stages.iter().find(|(_, here)| *here)?;
    let (number, name) = title.split_once(' ')?;
    let agenda = if view.place.is_empty() {
        String::new()
    } else {
        format!(" Agenda: {}.", words::tidy(&view.place))
    };
    Some(format!(
        "Stage {number} of {}: {name}.{agenda}",
        view.stages.len()
    ))
}

fn toast<D: Disk>(app: &App<D>, now: Stamp) -> Option<String> {
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

/// How one answers where an answer is not a number.
fn hint(top: Option<&Layer>) -> Option<String> {
    let words = match top? {
        Layer::Write(w) if w.field.is_several() => {
            "Type as many lines as you like, then a full stop alone on a line; /leave goes back."
        }
        Layer::Write(w) if w.field.text().trim().is_empty() => {
            "Type a line, or an empty one to leave it empty; /leave goes back."
        }
        Layer::Write(_) => {
            "Type a line instead, or an empty one to keep this; /clear empties it, /leave goes back."
        }
        Layer::Choose(picker) if picker.filter.is_empty() && picker.choices.len() > 5 => {
            "Type a number, or a few letters for a shorter list."
        }
        Layer::Choose(picker) if !picker.filter.is_empty() => "/clear brings the others back.",
        Layer::Ballot(_) => {
            "Type your marks in the order of the goals, with blanks between, or one at a time. Nobody is told what they are."
        }
        _ => return None,
    };
    Some(words.to_owned())
}

/// A page whose rows say their names only.
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

/// Lines as they are printed; each ends.
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

/// How the dialogue ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogueEnd {
    /// The meeting was left.
    Over,
    /// There was nothing more to read, or nobody to read it to. Everything was saved first.
    HangUp,
}

/// Talks a meeting through until it is left or there is nothing more to read.
///
/// `sign` stands before what is typed; where nothing is typed by hand it is best empty.
pub fn run<D: Disk>(
    app: &mut App<D>,
    from: &mut impl BufRead,
    to: &mut impl Write,
    echo: &mut impl Echo,
    sign: &str,
    clock: impl Fn() -> Stamp,
) -> DialogueEnd {
    let mut dialogue = Dialogue::default();
    let talked = talk(&mut dialogue, app, from, to, echo, sign, &clock);
    echo.show();
    match talked {
        Ok(()) if app.is_over() => DialogueEnd::Over,
        // A pipe that nobody reads any more is the same as one that says nothing any more.
        Ok(()) | Err(_) => {
            app.input(Input::HangUp, clock());
            DialogueEnd::HangUp
        }
    }
}

fn talk<D: Disk>(
    dialogue: &mut Dialogue,
    app: &mut App<D>,
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
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        to.write_all(dialogue.answer(app, line, clock()).as_bytes())?;
    }
    to.flush()
}

#[cfg(test)]
mod tests;
