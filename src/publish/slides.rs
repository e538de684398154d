//! Slides for a board or a team meeting, as SVG: a slide a theme, the pledge on one, and a slide a goal.
//!
//! Numbers follow the rules of the papers for patients, and no comment is on a slide: a slide is shown further than its room.

mod draw;
mod over_time;
mod theme;

use self::draw::{Canvas, DRAFT, HEIGHT, INK, MARGIN, QUIET, SMALL, Type, WIDTH};
use super::{
    PaperSource, public,
    square::{QrCode, SquareGoal},
    words::{PaperWords, fill},
};
use crate::{
    domain::outcome::{OutcomeGoal, Verdict},
    text::{sanitise, tie},
};

/// Largest number of modules of a QR code on a slide: more are too fine for a telephone at the back.
const MODULES: usize = 69;
/// Side of the QR code in pixels.
const SQUARE: f64 = 420.0;
/// Gap beside the QR code.
const GAP: f64 = 64.0;
/// Lowest pixel of text.
const BOTTOM: f64 = HEIGHT - 72.0;

/// A slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slide {
    /// File name, which begins with its place.
    pub name: String,
    /// SVG.
    pub svg: String,
}

/// Builds the slides, in the order in which they are shown.
pub fn slides(source: &PaperSource<'_>, words: &PaperWords) -> Vec<Slide> {
    let outcome = public::redacted(source, words);
    let source = &PaperSource {
        outcome: &outcome,
        ..*source
    };
    let colour = source.wishes.colour().hex();
    let deck = Deck {
        source,
        words,
        colour: &colour,
    };
    let goals: Vec<&OutcomeGoal> = public::decided(&outcome, Verdict::Agreed).collect();
    let themes = deck.themes();
    let of = themes.len() + goals.len() + usize::from(!goals.is_empty());
    let mut made: Vec<Slide> = Vec::new();
    let mut add = |name: &str, svg: &dyn Fn(&str) -> String| {
        let nth = made.len() + 1;
        let place = fill(
            words.slides.nth,
            &[("n", &nth.to_string()), ("of", &of.to_string())],
        );
        made.push(Slide {
            name: format!("slides-{nth:02}-{}.svg", file_part(name)),
            svg: svg(&place),
        });
    };
    for theme in themes {
        add(&theme.id, &|place| deck.theme(theme, place));
    }
    if !goals.is_empty() {
        add("pledge", &|place| deck.pledge(&goals, place));
    }
    for goal in &goals {
        add(&goal.id, &|place| deck.goal(goal, place));
    }
    made
}

/// An id in characters that every file system allows. The number before it keeps names apart.
fn file_part(id: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    id.chars()
        .take(40)
        .map(|c| if fits(c) { c } else { '_' })
        .collect()
}

/// The settings that all slides share.
struct Deck<'a> {
    source: &'a PaperSource<'a>,
    words: &'a PaperWords,
    colour: &'a str,
}

/// A text without characters that act on a screen, or that XML cannot hold.
fn clean(text: &str) -> String {
    let cleaned = sanitise::clean(text);
    let kept: String = cleaned
        .chars()
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    tie::tied(&kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Deck<'_> {
    /// A canvas with the unit, the place in the deck and, if need be, the mark of a draft; the free place below them.
    fn canvas(&self, place: &str) -> (Canvas, f64) {
        let mut canvas = Canvas::default();
        let top = 56.0;
        let quiet = Type::regular(SMALL, QUIET);
        let unit = &self.source.outcome.unit;
        let half = (WIDTH - 2.0 * MARGIN) / 2.0;
        canvas.rect((0.0, 0.0), (WIDTH, 18.0), self.colour);
        for line in quiet.lines(&clean(&unit.name), half + 240.0, 1) {
            canvas.line(MARGIN, top, quiet, &line);
        }
        canvas.line_to(WIDTH - MARGIN, top, quiet, place);
        if self.source.draft {
            let draft = Type::bold(SMALL, DRAFT);
            let right = WIDTH - MARGIN - quiet.width(place) - 48.0;
            canvas.line_to(right, top, draft, self.words.slides.draft);
            canvas.say(self.words.draft);
        }
        (canvas, top + quiet.height(1) + 24.0)
    }

    /// Title of the file of a slide.
    fn titled(&self, title: &str) -> String {
        let unit = clean(&self.source.outcome.unit.name);
        if unit.is_empty() {
            title.to_owned()
        } else {
            format!("{title}: {unit}")
        }
    }

    /// Owner, partner and day of a goal.
    fn promise(&self, goal: &OutcomeGoal) -> Vec<String> {
        let (source, w) = (self.source, self.words);
        let owner = public::owner(source.outcome, goal, source.wishes, w);
        let owner = owner.unwrap_or_else(|| w.slides.nobody.to_owned());
        let partner = goal.partner.as_deref();
        let partner = partner
            .and_then(|id| public::person(source.outcome, id, source.wishes))
            .filter(|name| !name.is_empty());
        let with = partner.map(|name| fill(w.slides.with, &[("partner", &name)]));
        let by = goal
            .due
            .map(|due| fill(w.slides.by, &[("date", &w.say(due))]));
        let who = [Some(owner), with].into_iter().flatten();
        let who = who.collect::<Vec<_>>().join(" ");
        [Some(who), by]
            .into_iter()
            .flatten()
            .map(|line| clean(&line))
            .collect()
    }

    fn square_goal(&self, goal: &OutcomeGoal) -> SquareGoal {
        let source = self.source;
        public::square_goal(source.outcome, goal, source.wishes, self.words)
    }

    /// Draws a QR code with its caption at the bottom right.
    fn square(canvas: &mut Canvas, (code, caption): &(QrCode, &str)) {
        let x = WIDTH - MARGIN - SQUARE;
        let quiet = Type::regular(SMALL, QUIET);
        let lines = quiet.lines(caption, SQUARE, 4);
        let below = quiet.height(lines.len());
        let top = BOTTOM - below - SQUARE - 8.0;
        canvas.square((x, top), SQUARE, code);
        // Beside the dark modules, which begin after the light margin.
        let margin = SQUARE * 4.0 / 65.0;
        canvas.lines(x + margin, top + SQUARE + 8.0, quiet, &lines);
        canvas.say(*caption);
    }

    /// The address of the booklet, else the pledge in words.
    fn pledge_square(&self, goals: &[&OutcomeGoal]) -> Option<(QrCode, &'static str)> {
        let (source, w) = (self.source, self.words);
        let address = source.wishes.address.clone();
        let address = address.map(|address| (address, w.slides.square_address));
        let long = |day| w.say(day);
        let goals: Vec<SquareGoal> = goals.iter().map(|goal| self.square_goal(goal)).collect();
        // Without owners where they do not fit: what and when is what people take home.
        let bare: Vec<SquareGoal> = goals.iter().cloned().map(SquareGoal::bare).collect();
        let unit = sanitise::clean(&source.outcome.unit.name);
        let texts = [&goals, &bare].map(|goals| {
            let square = w.square(&long, &long);
            square.all(&unit, source.outcome.meeting.date, goals)
        });
        let texts = texts.into_iter().flatten();
        let texts = texts.map(|text| (text, w.slides.square_words));
        fitting(address.into_iter().chain(texts))
    }

    /// A goal as a calendar entry, else in words.
    fn goal_square(&self, goal: &OutcomeGoal) -> Option<(QrCode, &'static str)> {
        let w = self.words;
        let long = |day| w.say(day);
        let unit = sanitise::clean(&self.source.outcome.unit.name);
        let square = w.square(&long, &long);
        let texts = square.one(&unit, &self.square_goal(goal)).into_iter();
        fitting(texts.map(|(text, is_entry)| {
            let caption = if is_entry {
                w.slides.square_entry
            } else {
                w.slides.square_words
            };
            (text, caption)
        }))
    }

    /// The pledge on one slide.
    fn pledge(&self, goals: &[&OutcomeGoal], place: &str) -> String {
        let (source, w) = (self.source, self.words);
        let (mut canvas, mut top) = self.canvas(place);
        let title = Type::bold(76.0, self.colour);
        canvas.line(MARGIN, top, title, w.slides.pledge);
        if let Some(day) = source.outcome.meeting.date {
            let day = w.say(day);
            let quiet = Type::regular(SMALL, QUIET);
            canvas.line_to(WIDTH - MARGIN, top + 48.0, quiet, &day);
        }
        top += title.height(1) + 28.0;
        let square = self.pledge_square(goals);
        let beside = square.as_ref().map_or(0.0, |_| SQUARE + GAP);
        let wide = WIDTH - 2.0 * MARGIN - beside;
        let list = PledgeList::fitting(self, goals, wide, BOTTOM - top);
        let mut at = top;
        for (nth, goal) in (1..).zip(&list.goals) {
            let title = Type::bold(list.size, INK);
            let number = Type::bold(list.size, self.colour);
            let said = Type::regular(list.under(), QUIET);
            canvas.line(MARGIN, at, number, &format!("{nth}"));
            at = canvas.lines(MARGIN + list.indent(), at, title, &goal.title);
            at = canvas.lines(MARGIN + list.indent(), at, said, &goal.promise);
            at += list.gap();
        }
        for goal in goals {
            canvas.say(public::sentence(&clean(&goal.title)));
            canvas.say(public::sentence(&self.promise(goal).join(", ")));
        }
        let left = goals.len().saturating_sub(list.goals.len());
        if left > 0 {
            let more = fill(w.slides.and_more, &[("n", &left.to_string())]);
            let face = Type::regular(list.under(), QUIET);
            canvas.line(MARGIN + list.indent(), at, face, &more);
        }
        if let Some(square) = &square {
            Self::square(&mut canvas, square);
        }
        canvas.svg(&self.titled(w.slides.pledge), w.language)
    }

    /// A goal by itself.
    fn goal(&self, goal: &OutcomeGoal, place: &str) -> String {
        let w = self.words;
        let (mut canvas, top) = self.canvas(place);
        let head = Type::bold(44.0, self.colour);
        canvas.line(MARGIN, top + 16.0, head, w.slides.pledge);
        let top = top + 16.0 + head.height(1) + 36.0;
        let square = self.goal_square(goal);
        let beside = square.as_ref().map_or(0.0, |_| SQUARE + GAP);
        let wide = WIDTH - 2.0 * MARGIN - beside;
        let said = Type::regular(48.0, INK);
        let promise: Vec<String> = self
            .promise(goal)
            .iter()
            .flat_map(|line| said.lines(line, wide, 3))
            .collect();
        let room = BOTTOM - top - said.height(promise.len()) - 40.0;
        let title = clean(&goal.title);
        // The largest letters with which the title fits; the smallest hold any title, or cut it.
        let face = [112.0, 100.0, 88.0, 76.0, 66.0, 58.0, 50.0]
            .map(|size| Type::bold(size, INK))
            .into_iter()
            .find(|face| face.height(face.lines(&title, wide, usize::MAX).len()) <= room)
            .unwrap_or_else(|| Type::bold(50.0, INK));
        let most = (1..20)
            .take_while(|n| face.height(*n) <= room)
            .last()
            .unwrap_or(1);
        let at = canvas.lines(MARGIN, top, face, &face.lines(&title, wide, most));
        canvas.lines(MARGIN, at + 40.0, said, &promise);
        canvas.say(public::sentence(&title));
        canvas.say(public::sentence(&self.promise(goal).join(", ")));
        if let Some(square) = &square {
            Self::square(&mut canvas, square);
        }
        canvas.svg(&self.titled(&title), w.language)
    }
}

/// The QR code of the first text that fits, with its caption.
fn fitting(
    mut texts: impl Iterator<Item = (String, &'static str)>,
) -> Option<(QrCode, &'static str)> {
    texts.find_map(|(text, caption)| Some((QrCode::fitting(&text, MODULES)?, caption)))
}

/// The goals of the pledge in the largest letters in which they fit.
struct PledgeList {
    size: f64,
    goals: Vec<PledgeLines>,
}

/// Lines of a goal in the list.
struct PledgeLines {
    title: Vec<String>,
    promise: Vec<String>,
}

impl PledgeList {
    fn indent(&self) -> f64 {
        self.size * 1.1
    }

    fn under(&self) -> f64 {
        (self.size * 0.72).max(SMALL)
    }

    fn gap(&self) -> f64 {
        self.size * 0.55
    }

    fn height(&self, goal: &PledgeLines) -> f64 {
        let title = Type::bold(self.size, INK).height(goal.title.len());
        title + Type::regular(self.under(), QUIET).height(goal.promise.len()) + self.gap()
    }

    fn fitting(deck: &Deck<'_>, goals: &[&OutcomeGoal], wide: f64, room: f64) -> Self {
        let set = |size: f64, most: usize| {
            let mut list = Self {
                size,
                goals: Vec::new(),
            };
            let wide = wide - list.indent();
            let (title, said) = (Type::bold(size, INK), Type::regular(list.under(), QUIET));
            list.goals = goals
                .iter()
                .map(|goal| PledgeLines {
                    title: title.lines(&clean(&goal.title), wide, most),
                    promise: said.lines(&deck.promise(goal).join(", "), wide, most),
                })
                .collect();
            list
        };
        let high = |list: &Self| list.goals.iter().map(|goal| list.height(goal)).sum::<f64>();
        let sizes = [64.0, 58.0, 52.0, 48.0, 44.0, 40.0, 36.0];
        for size in sizes {
            let list = set(size, usize::MAX);
            if high(&list) <= room {
                return list;
            }
        }
        let mut list = set(36.0, 2);
        let more = Type::regular(list.under(), QUIET).height(1);
        while list.goals.len() > 1 && high(&list) > room - more {
            list.goals.pop();
        }
        list
    }
}
