//! QR codes: texts that a telephone's camera reads off a poster, a slide or the wall, without a network.
//!
//! Names of patients are not in them: a photograph of the wall goes further than the room. Who fills [`SquareGoal::owner`] gives an
//! owner who is a patient by role.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};
use jiff::civil::Date;

use super::words::{PaperWords, fill};

/// Levels of error correction, the strongest first: a photograph from the back row loses modules.
const LEVELS: [ECL; 4] = [ECL::H, ECL::Q, ECL::M, ECL::L];
/// Width in modules of the light margin (ISO/IEC 18004).
pub const QUIET: usize = 4;

/// The modules of a QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// Modules on a side, without the margin.
    pub side: usize,
    /// Dark modules, row by row.
    pub dark: Vec<bool>,
}

impl QrCode {
    /// The code of a text at the strongest level with at most `most` modules on a side; `None` where none fits.
    pub fn fitting(text: &str, most: usize) -> Option<Self> {
        LEVELS.into_iter().find_map(|level| {
            let code = QRBuilder::new(text).ecl(level).build().ok()?;
            let modules = code.data.iter().take(code.size * code.size);
            (code.size <= most).then(|| Self {
                side: code.size,
                dark: modules.map(|module| module.value()).collect(),
            })
        })
    }

    /// True for a dark module.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column) == Some(&true)
    }

    /// Modules on a side, with the margin.
    pub fn width(&self) -> usize {
        self.side + 2 * QUIET
    }

    /// The code as an SVG file, black on white.
    pub fn picture(&self) -> String {
        let (side, path) = (self.width(), self.path());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path d=\"M0 0h{side}v{side}h-{side}z\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
        )
    }

    /// The dark modules as the data of an SVG path; a module is one unit, and the margin is included.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for row in 0..self.side {
            let mut column = 0;
            while column < self.side {
                let run = (column..self.side)
                    .take_while(|at| self.is_dark(*at, row))
                    .count();
                if run > 0 {
                    let (x, y) = (column + QUIET, row + QUIET);
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                column += run + 1;
            }
        }
        path
    }
}

/// A goal in a QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquareGoal {
    /// Wording.
    pub title: String,
    /// Owner by name; a patient by role.
    pub owner: Option<String>,
    /// Due date.
    pub due: Option<Date>,
}

impl SquareGoal {
    /// The goal without its owner.
    #[must_use]
    pub fn bare(self) -> Self {
        Self {
            owner: None,
            ..self
        }
    }
}

/// Wording of the texts in QR codes.
#[derive(Clone, Copy)]
pub struct SquareWords<'a> {
    /// Title of a pledge with its unit, in braces: `Our pledge, {unit}`.
    pub pledge: &'a str,
    /// Due date, in braces: `by {date}`.
    pub by: &'a str,
    /// Words that no shortened title ends with, since they promise more; separated by spaces.
    pub joining: &'a str,
    /// Formats a date.
    pub long: &'a dyn Fn(Date) -> String,
    /// Formats a date for codes with little room.
    pub short: &'a dyn Fn(Date) -> String,
}

impl PaperWords {
    /// Wording of the texts in QR codes, with formats of a date.
    pub fn square<'a>(
        &'a self,
        long: &'a dyn Fn(Date) -> String,
        short: &'a dyn Fn(Date) -> String,
    ) -> SquareWords<'a> {
        SquareWords {
            pledge: self.square.pledge,
            by: self.square.by,
            joining: self.square.joining,
            long,
            short,
        }
    }
}

/// Longest titles in characters, for codes that do not hold the whole ones.
const SHORT: [usize; 2] = [48, 32];

impl SquareWords<'_> {
    fn pledge(&self, unit: &str) -> String {
        fill(self.pledge, &[("unit", unit)])
    }

    /// Texts of all goals, the fullest first.
    pub fn all(&self, unit: &str, day: Option<Date>, goals: &[SquareGoal]) -> Vec<String> {
        let list = |most: Option<usize>, say: &dyn Fn(Date) -> String| {
            let goals = goals.iter().zip(1..).map(|(goal, nth): (_, u32)| {
                let title = most.map_or_else(
                    || goal.title.clone(),
                    |most| shortened(&goal.title, most, self.joining),
                );
                format!("{nth}. {}", self.goal(goal, &title, say))
            });
            goals.collect::<Vec<_>>().join("\n")
        };
        let head = self.pledge(unit);
        let dated = day.map_or_else(
            || head.clone(),
            |day| format!("{head}, {}", (self.long)(day)),
        );
        let whole = format!("{dated}\n{}", list(None, self.long));
        let short = SHORT.map(|most| format!("{head}\n{}", list(Some(most), self.short)));
        [whole].into_iter().chain(short).collect()
    }

    /// Texts of one goal, the fullest first, each with whether it is a calendar entry.
    pub fn one(&self, unit: &str, goal: &SquareGoal) -> Vec<(String, bool)> {
        let words = |title: &str| (self.goal(goal, title, self.long), false);
        let short = SHORT.map(|most| words(&shortened(&goal.title, most, self.joining)));
        self.entry(unit, goal)
            .map(|text| (text, true))
            .into_iter()
            .chain([words(&goal.title)])
            .chain(short)
            .collect()
    }

    /// A goal in words: title, owner, day.
    fn goal(&self, goal: &SquareGoal, title: &str, say: &dyn Fn(Date) -> String) -> String {
        let due = goal.due.map(|day| fill(self.by, &[("date", &say(day))]));
        let parts: Vec<String> = goal.owner.clone().into_iter().chain(due).collect();
        if parts.is_empty() {
            return title.to_owned();
        }
        format!("{title}\n{}", parts.join(", "))
    }

    /// A goal as a calendar entry on its day (RFC 5545, 3.6.1); `None` without a day.
    // Without the properties that a calendar file must have, such as a stamp: telephones do not ask for them, and each byte
    // makes the code larger.
    fn entry(&self, unit: &str, goal: &SquareGoal) -> Option<String> {
        let due = goal.due?;
        let who = (goal.owner.as_ref()).map_or_else(String::new, |owner| format!(". {owner}"));
        let about = format!("{}{who}", self.pledge(unit));
        Some(format!(
            "BEGIN:VEVENT\nSUMMARY:{}\nDESCRIPTION:{}\nDTSTART;VALUE=DATE:{:04}{:02}{:02}\nEND:VEVENT",
            escaped(&goal.title),
            escaped(&about),
            due.year(),
            due.month(),
            due.day(),
        ))
    }
}

/// A text value of a calendar entry (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A title of at most `most` characters, cut between words and never after a joining one.
fn shortened(title: &str, most: usize, joining: &str) -> String {
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let mut words: Vec<&str> = Vec::new();
    let mut long = 0;
    for word in title.split_whitespace() {
        long += word.chars().count() + usize::from(!words.is_empty());
        if long > most {
            break;
        }
        words.push(word);
    }
    let joins = |word: &str| {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.to_lowercase();
        joining.split_whitespace().any(|joining| joining == bare)
    };
    while words.len() > 1 && words.last().is_some_and(|word| joins(word)) {
        words.pop();
    }
    let cut = words.join(" ");
    cut.trim_end_matches([',', ';', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_between_words_and_never_after_a_joining_one() {
        let joining = "a and at by for from in of on or so the to with";
        for (title, most, cut) in [
            ("Ring back", 32, "Ring back"),
            (
                "Say how long the wait is, and why, at the desk and on the screen",
                48,
                "Say how long the wait is, and why, at the desk",
            ),
            (
                "Say how long the wait is, and why, at the desk and on the screen",
                32,
                "Say how long the wait is",
            ),
            (
                "Photographs of surgery and reconstruction, chosen by patients",
                48,
                "Photographs of surgery and reconstruction",
            ),
        ] {
            assert_eq!(shortened(title, most, joining), cut);
        }
    }

    #[test]
    fn a_text_of_a_calendar_cannot_end_its_line() {
        assert_eq!(escaped("a, b; c\\d\ne\u{1b}"), "a\\, b\\; c\\\\d\\ne");
    }

    #[test]
    fn a_reader_finds_the_text_in_the_path() {
        let text = "https://www.example.nhs.uk/pledge";
        let code = QrCode::fitting(text, 61).unwrap();
        let scale = 4;
        let side = code.width() * scale;
        let image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            let (column, row) = (
                (x / scale).checked_sub(QUIET),
                (y / scale).checked_sub(QUIET),
            );
            let dark = column.zip(row).is_some_and(|(x, y)| code.is_dark(x, y));
            if dark { 0 } else { 255 }
        });
        let mut image = image;
        let (_, read) = image.detect_grids().first().unwrap().decode().unwrap();
        assert_eq!(read, text);
        // Each dark module is in the path once.
        let runs = code.path();
        let dark: usize = runs
            .split('h')
            .skip(1)
            .step_by(2)
            .filter_map(|run| run.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(dark, code.dark.iter().filter(|d| **d).count());
        assert_eq!(QrCode::fitting(&"a".repeat(400), 41), None);
    }
}
