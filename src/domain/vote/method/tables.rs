//! Tables: each small table puts the goals in order, and the lists are added.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Tables,
    word: "tables",
    keys: Keys::Places,
    fold: Fold::Tables,
    unit: FigureUnit::Place,
    scale: None,
    parted_from: Parted::HalfOfTheList,
    // A table says its list aloud, so there is nothing to withhold.
    shown_from: 1,
    range: None,
    coarse: Coarse {
        step: (1, 1),
        ends: None,
    },
    support_from: 1,
    axes: &[Axis {
        ends: None,
        steps: 0,
        words: &[(0, "last"), (10_000, "first")],
        lines: &[],
    }],
    words: Wording {
        short: "small tables",
        long: "small tables, a list in order from each",
        keys: "its place, 1 for the best, or 0 for none",
        ends: "1 is what should be done first. Think of the money and the hours too.",
        low: "",
        middle: "",
        high: "",
        purpose: "for 15 to 30 people: tables talk first",
        rule: "Each table agrees on one list, and the places are added. The room then votes, or decides each goal.",
        wrong: "A table gives one list: nobody marks a ballot.",
        marks: "lists",
        figure: "place",
        column: "Place, 1 is the best",
        how: "Each small table put the goals in order. The first of m goals gets m points and the last 1. The points of the tables are added (James Lind Alliance).",
        of: "",
        slip: "You may note your own order here: 1 for what should be done first. Your table then agrees on one list.",
        support: "any place",
    },
};
