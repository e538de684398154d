//! Rank: the first few in order.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Rank,
    word: "rank",
    keys: Keys::Places,
    fold: Fold::Borda,
    unit: FigureUnit::Place,
    scale: None,
    parted_from: Parted::HalfOfTheList,
    // A sum of places of three or four people is nearly their ballots, and has no range that would hide them.
    shown_from: 5,
    range: None,
    // Without ends: the largest sum depends on the number of goals.
    coarse: Coarse {
        step: (2, 1),
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
        short: "in order",
        long: "the best {top} in order, in secret",
        keys: "its place, 1 for the best, or 0 for none",
        ends: "1 is what should be done first. Think of the money and the hours too.",
        low: "",
        middle: "",
        high: "",
        purpose: "the first few in order: for what to begin with",
        rule: "The result puts the goals in order, and what fits is worked out from it. The room then decides each goal.",
        wrong: "A place is 1 or more.",
        marks: "places",
        figure: "place",
        column: "Place, 1 is the best",
        how: "Each person put the goals in order; the first of k gets k points. In each group the goals are put in order by their points, and the places are added (James Lind Alliance).",
        of: "",
        slip: "Write 1 beside what should be done first, 2 beside the next, and so on.",
        support: "any place",
    },
};
