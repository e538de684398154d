//! Thumbs: 0, 1 or 2 for each goal. A method of the tests: this file, its variant and its line of the table are all there is to it.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Thumbs,
    word: "thumbs",
    keys: Keys::Digits(0, 2),
    fold: Fold::Mean(1),
    unit: FigureUnit::Points,
    scale: Some((0, 2)),
    parted_from: Parted::From(3, 5),
    shown_from: 5,
    range: None,
    coarse: Coarse {
        step: (1, 2),
        ends: Some(((1, 2), (3, 2))),
    },
    support_from: 2,
    axes: &[Axis {
        ends: Some((0, 2)),
        steps: 2,
        words: &[(0, "0"), (5_000, "1"), (10_000, "2")],
        lines: &[],
    }],
    words: Wording {
        short: "thumbs",
        long: "thumbs 0 to 2, each in secret",
        keys: "0 to 2, or . for \u{201c}cannot judge\u{201d}",
        ends: "0 is thumbs down, 2 is thumbs up.",
        low: "thumbs down",
        middle: "",
        high: "thumbs up",
        purpose: "a test",
        rule: "The result puts the goals in order. The room then decides each goal.",
        wrong: "A thumb is 0 to 2.",
        marks: "thumbs",
        figure: "mean",
        column: "Mean, 0 to 2",
        how: "Each person gave each goal 0 to 2. A group\u{2019}s figure is the mean of what its people gave.",
        of: "of 2",
        slip: "0 means: thumbs down. 2 means: thumbs up.",
        support: "a 2",
    },
};
