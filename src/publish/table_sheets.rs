//! Sheets for small tables: on each the numbered goals with a box for the place, and the rule in plain words.
//!
//! The numbers are those of the page on which the facilitator types the lists in, so a sheet is read from top to bottom.

use super::{
    ballots::{Slip, blank_lines},
    page::{Document, Element, PageStyle, PaperSize, SlipRow},
    words::{PaperWords, fill},
};
use crate::domain::vote::tables::MOST_TABLES;

/// Builds a sheet for each of the most tables that a round can have. With `room` there are lines for goals that come up.
pub fn sheets(
    slip: &Slip<'_>,
    words: &PaperWords,
    paper: PaperSize,
    large: bool,
    room: bool,
) -> Document {
    let w = words;
    let blank = if room {
        blank_lines(slip.goals.len())
    } else {
        0
    };
    let goals = slip.goals.iter().map(|g| Some(g.clone()));
    let rows: Vec<SlipRow> = goals
        .chain(std::iter::repeat_n(None, blank))
        .enumerate()
        .map(|(i, title)| SlipRow {
            number: i + 1,
            title,
        })
        .collect();
    let mut blocks = Vec::new();
    for table in 1..=MOST_TABLES {
        if table > 1 {
            blocks.push(Element::NewPage);
        }
        let n = table.to_string();
        blocks.push(Element::Heading(1, fill(w.tables_table, &[("n", &n)])));
        blocks.push(Element::Text(w.tables_how.into()));
        blocks.push(Element::Text(w.tables_rule.into()));
        blocks.push(Element::Slip {
            head: (w.slip_goal.to_owned(), w.place.to_owned()),
            rows: rows.clone(),
            marks: vec![String::new()],
        });
    }
    let look = PageStyle {
        colour: slip.colour,
        paper,
        large,
        compact: !large,
        ..PageStyle::default()
    };
    Document {
        title: w.tables_title.into(),
        subtitle: w.tables_subtitle.into(),
        organisation: String::new(),
        blocks,
        ..Document::blank(slip.unit, look, w)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{agenda::VoteSettings, booklet::Colour, findings::Unit},
        publish::words::ENGLISH,
    };

    fn slips(room: bool) -> Vec<Vec<SlipRow>> {
        let goals = ["A".to_owned(), "B".to_owned()];
        let slip = Slip {
            unit: &Unit::default(),
            vote: &VoteSettings::default(),
            goals: &goals,
            colour: Colour::PLAIN,
        };
        let paper = sheets(&slip, &ENGLISH, PaperSize::A4, false, room);
        let rows = paper.blocks.into_iter().filter_map(|block| match block {
            Element::Slip { rows, marks, .. } => {
                assert_eq!(marks.len(), 1, "one box for the place");
                Some(rows)
            }
            _ => None,
        });
        rows.collect()
    }

    #[test]
    fn every_table_has_a_sheet_with_the_same_numbers() {
        let sheets = slips(false);
        assert_eq!(sheets.len(), MOST_TABLES);
        for rows in &sheets {
            let numbers: Vec<_> = rows
                .iter()
                .map(|r| (r.number, r.title.as_deref()))
                .collect();
            assert_eq!(numbers, [(1, Some("A")), (2, Some("B"))]);
        }
    }

    #[test]
    fn goals_that_come_up_have_lines_until_the_round_is_open() {
        let sheets = slips(true);
        let last = sheets[0].last().unwrap();
        assert!(last.title.is_none() && last.number > 2);
    }
}
