//! Approve: yes to any number of goals.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Approve,
    word: "approve",
    keys: Keys::YesNo,
    fold: Fold::Mean(100),
    unit: FigureUnit::Percent,
    scale: Some((0, 100)),
    parted_from: Parted::From(30, 1),
    // The share of yes among three or four people is their number of yes: a range of it would be no range.
    shown_from: 5,
    range: None,
    coarse: Coarse {
        step: (10, 1),
        ends: Some(((30, 1), (70, 1))),
    },
    support_from: 1,
    axes: &[Axis {
        ends: Some((0, 100)),
        steps: 2,
        words: &[(0, "nobody"), (5_000, "half"), (10_000, "everybody")],
        lines: &[],
    }],
    words: Wording {
        short: "yes or no",
        long: "yes or no to each, in secret",
        keys: "1 for yes, 0 for no, or . for \u{201c}cannot judge\u{201d}",
        ends: "Yes to each that is worth it and can be done. Think of the money and the hours too.",
        low: "not worth it for us now",
        middle: "",
        high: "worth it, and we can do it",
        purpose: "yes or no, to shorten a long list",
        rule: "Goals that at least half say yes to go on to the next round, or to the decision. The room then decides each goal.",
        wrong: "A mark is yes or no.",
        marks: "yes and no",
        figure: "yes",
        column: "In favour",
        how: "Each person said yes or no to each goal. A group\u{2019}s figure is how many of those who judged it said yes.",
        of: "in 100 in favour",
        slip: "Say yes to each goal that is worth it and can be done.",
        support: "a yes",
    },
};
