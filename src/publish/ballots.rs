//! The voting slip: goals with boxes to mark, and blank lines for goals that come up in the meeting.
//!
//! It is one sheet, copied for each voter. It has no place for a name and no serial number, so that slips cannot be told apart.

use super::{
    page::{Document, Element, PageStyle, PaperSize, SlipRow},
    words::{PaperWords, fill},
};
use crate::domain::{
    agenda::VoteSettings,
    booklet::Colour,
    findings::Unit,
    vote::{
        allowed::Allowed,
        method::{Keys, Method},
    },
};

/// Most blank lines for new goals.
pub const BLANK_LINES: usize = 3;

/// Lines that fit on one side of A4.
const LINES: usize = 10;

/// Number of blank lines for new goals: as many as fit on the side, and at least one.
pub fn blank_lines(goals: usize) -> usize {
    LINES.saturating_sub(goals).clamp(1, BLANK_LINES)
}

/// Input of a voting slip.
#[derive(Clone, Debug)]
pub struct Slip<'a> {
    /// Unit of the meeting.
    pub unit: &'a Unit,
    /// Vote settings.
    pub vote: &'a VoteSettings,
    /// Titles of the goals, in the order in which they are called out.
    pub goals: &'a [String],
    /// Colour of the headings.
    pub colour: Colour,
}

/// Builds the slip.
pub fn ballots(slip: &Slip<'_>, words: &PaperWords, paper: PaperSize, large: bool) -> Document {
    let w = words;
    let dots = slip.vote.dots.unwrap_or(u32::from(Allowed::default().dots));
    let dots = dots.to_string();
    let how = w.methods.get(slip.vote.method).slip;
    let mut said = vec![fill(how, &[("dots", &dots)])];
    let marks = marks(slip.vote.method, w);
    if marks.len() > 1 {
        said.push(w.slip_cannot.to_owned());
    }
    said.push(w.slip_realistic.to_owned());
    let secret = (!slip.vote.method.is_open()).then(|| Element::Text(w.slip_secret.into()));
    let goals = slip.goals.iter().map(|g| Some(g.clone()));
    let rows = goals
        .chain(std::iter::repeat_n(None, blank_lines(slip.goals.len())))
        .enumerate()
        .map(|(i, title)| SlipRow {
            number: i + 1,
            title,
        });
    let mut blocks = vec![Element::Text(said.join(" "))];
    blocks.extend(secret);
    let head = if marks.len() > 1 {
        w.slip_mark
    } else {
        w.place
    };
    blocks.push(Element::Slip {
        head: (w.slip_goal.to_owned(), head.to_owned()),
        rows: rows.collect(),
        marks,
    });
    let look = PageStyle {
        colour: slip.colour,
        paper,
        large,
        // Large print has room for four goals on a side, and is for those who need it.
        compact: !large,
        ..PageStyle::default()
    };
    Document {
        title: w.slip_title.into(),
        subtitle: w.slip_subtitle.into(),
        // One line more for goals: the slip has to stay on one sheet.
        organisation: String::new(),
        blocks,
        ..Document::blank(slip.unit, look, w)
    }
}

/// Builds the slip with the questions about the meeting, for those who answer on paper.
pub fn questions(slip: &Slip<'_>, words: &PaperWords, paper: PaperSize) -> Document {
    let (w, m) = (words, &words.minutes);
    let rows = [m.heard, m.understood, m.change, m.again];
    let rows = rows.into_iter().enumerate().map(|(i, asked)| SlipRow {
        number: i + 1,
        title: Some(asked.to_owned()),
    });
    let look = PageStyle {
        colour: slip.colour,
        paper,
        // In large print for everybody: four lines have room for it on one side.
        large: true,
        ..PageStyle::default()
    };
    Document {
        title: m.evaluation.into(),
        subtitle: w.slip_subtitle.into(),
        organisation: String::new(),
        blocks: vec![
            Element::Text(m.evaluation_slip.into()),
            Element::Text(w.slip_secret.into()),
            Element::Slip {
                head: (m.question.to_owned(), w.slip_mark.to_owned()),
                rows: rows.collect(),
                marks: marks(Method::Evaluation, w),
            },
        ],
        ..Document::blank(slip.unit, look, w)
    }
}

fn yes_or_no(words: &PaperWords) -> impl Iterator<Item = String> + use<> {
    [words.yes.to_owned(), words.no.to_owned()].into_iter()
}

/// Labels of the boxes; a single empty box for a number.
fn marks(method: Method, words: &PaperWords) -> Vec<String> {
    let numbers = |from: u8, to: u8| (from..=to).map(|n| n.to_string());
    let cannot = std::iter::once(words.cannot_judge.to_owned());
    let row = method.row();
    match row.keys {
        // Digits count hands in a show of hands, and nobody marks a digit on a slip for that.
        Keys::YesNo => yes_or_no(words).chain(cannot).collect(),
        Keys::Digits(..) if method.is_open() => yes_or_no(words).chain(cannot).collect(),
        Keys::Digits(from, to) => numbers(from, to).chain(cannot).collect(),
        Keys::Dots | Keys::Places => vec![String::new()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::words::ENGLISH;

    #[test]
    fn goals_are_numbered_through_the_blank_lines() {
        let unit = Unit::default();
        for method in Method::all() {
            let vote = VoteSettings {
                method,
                ..VoteSettings::default()
            };
            let goals = ["A".to_owned(), "B".to_owned()];
            let slip = Slip {
                unit: &unit,
                vote: &vote,
                goals: &goals,
                colour: Colour::PLAIN,
            };
            let paper = ballots(&slip, &ENGLISH, PaperSize::A4, true);
            let Some(Element::Slip { rows, marks, .. }) = paper.blocks.last() else {
                panic!("no slip")
            };
            assert_eq!(rows.len(), 2 + BLANK_LINES);
            assert!(rows.iter().enumerate().all(|(i, r)| r.number == i + 1));
            assert_eq!(
                rows.iter().filter(|r| r.title.is_none()).count(),
                BLANK_LINES
            );
            let expected = match method.row().keys {
                Keys::YesNo => 3,
                Keys::Digits(..) if method.is_open() => 3,
                Keys::Digits(from, to) => usize::from(to - from) + 2,
                Keys::Dots | Keys::Places => 1,
            };
            assert_eq!(marks.len(), expected, "{method:?}");
        }
    }

    #[test]
    fn eight_goals_leave_two_lines_and_there_is_always_one() {
        let lines = [0, 5, 7, 8, 9, 30].map(blank_lines);
        assert_eq!(lines, [3, 3, 3, 2, 1, 1]);
    }
}
