//! Score: 0 to 5 for each goal.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Score,
    word: "score",
    keys: Keys::Digits(0, 5),
    fold: Fold::Mean(1),
    unit: FigureUnit::Points,
    scale: Some((0, 5)),
    // Three tenths of the scale, as for the other methods.
    parted_from: Parted::From(3, 2),
    shown_from: 1,
    range: Some(1),
    coarse: Coarse {
        step: (1, 2),
        // A withheld 0.0 or 5.0 would be everybody's ballot.
        ends: Some(((1, 2), (9, 2))),
    },
    support_from: 4,
    axes: &[Axis {
        ends: Some((0, 5)),
        steps: 5,
        words: &[
            (0, "0"),
            (2_000, "1"),
            (4_000, "2"),
            (6_000, "3"),
            (8_000, "4"),
            (10_000, "5"),
        ],
        lines: &[],
    }],
    words: Wording {
        short: "score 0 to 5",
        long: "score 0 to 5, each in secret",
        keys: "0 to 5, or . for \u{201c}cannot judge\u{201d}",
        ends: "0 is \u{201c}not worth it for us now\u{201d}, 5 is \u{201c}well worth it, and we can do it\u{201d}.",
        low: "not worth it\nfor us now",
        middle: "",
        high: "well worth it,\nand we can do it",
        purpose: "how much each goal is worth: the usual vote",
        rule: "The result puts the goals in order, and what fits is worked out from it. The room then decides each goal.",
        wrong: "A score is 0 to 5.",
        marks: "marks",
        figure: "mean",
        column: "Mean, 0 to 5",
        how: "Each person gave each goal 0 to 5. A group\u{2019}s figure is the mean of what its people gave.",
        of: "of 5",
        slip: "0 means: not worth it for us now. 5 means: well worth it, and we can do it.",
        support: "a 4 or a 5",
    },
};
