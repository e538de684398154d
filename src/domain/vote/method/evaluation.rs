//! Evaluation: 1 to 5 for each question about the meeting itself. No round about goals can be opened with it.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Evaluation,
    word: "evaluation",
    keys: Keys::Digits(1, 5),
    fold: Fold::Mean(1),
    unit: FigureUnit::Points,
    scale: Some((1, 5)),
    // Three tenths of the scale, as for the other methods.
    parted_from: Parted::From(6, 5),
    shown_from: 1,
    range: Some(1),
    coarse: Coarse {
        step: (1, 2),
        // A withheld 1.0 or 5.0 would be everybody's ballot.
        ends: Some(((3, 2), (9, 2))),
    },
    support_from: 4,
    axes: &[Axis {
        ends: Some((1, 5)),
        steps: 4,
        words: &[
            (0, "1"),
            (2_500, "2"),
            (5_000, "3"),
            (7_500, "4"),
            (10_000, "5"),
        ],
        lines: &[],
    }],
    words: Wording {
        short: "1 to 5",
        long: "1 to 5 for each question, each in secret",
        keys: "1 to 5, or . for \u{201c}cannot judge\u{201d}",
        ends: "1 is \u{201c}no, not at all\u{201d}, 5 is \u{201c}yes, very much\u{201d}.",
        low: "no,\nnot at all",
        middle: "partly",
        high: "yes,\nvery much",
        purpose: "whether it was a good meeting",
        rule: "The result is for the next meeting. It changes nothing that was agreed today.",
        wrong: "An answer is 1 to 5.",
        marks: "answers",
        figure: "mean",
        column: "Mean, 1 to 5",
        how: "Each person gave each question 1 to 5. A group\u{2019}s figure is the mean of what its people gave.",
        of: "of 5",
        slip: "1 means: no, not at all. 3 means: partly. 5 means: yes, very much.",
        support: "a 4 or a 5",
    },
};
