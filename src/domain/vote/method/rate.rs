//! Rate: 1 to 9 for each goal (RAND/UCLA).

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Rate,
    word: "rate",
    keys: Keys::Digits(1, 9),
    fold: Fold::Median,
    unit: FigureUnit::Points,
    scale: Some((1, 9)),
    parted_from: Parted::From(3, 1),
    shown_from: 1,
    // Two points: a median of three ratings is one person's rating.
    range: Some(2),
    coarse: Coarse {
        step: (1, 2),
        ends: Some(((3, 2), (17, 2))),
    },
    // 7 to 9 is "appropriate" in RAND/UCLA.
    support_from: 7,
    axes: &[Axis {
        ends: Some((1, 9)),
        steps: 8,
        words: &[(0, "1 no"), (5_000, "4 unsure 6"), (10_000, "7 yes 9")],
        // After 3 and after 6, where the thirds of RAND/UCLA meet.
        lines: &[3_125, 6_875],
    }],
    words: Wording {
        short: "rate 1 to 9",
        long: "rate 1 to 9, each in secret",
        keys: "1 to 9, or . for \u{201c}cannot judge\u{201d}",
        ends: "1 to 3 is \u{201c}not worth it\u{201d}, 4 to 6 \u{201c}not sure\u{201d}, 7 to 9 \u{201c}worth it\u{201d}. Think of the money and the hours too.",
        low: "not worth it",
        middle: "not sure",
        high: "worth it",
        purpose: "a careful judgement of each goal, as experts give it",
        rule: "In: 70 in 100 of each group rate it 7 to 9, and fewer than 15 rate it 1 to 3. The room then decides each goal.",
        wrong: "A rating is 1 to 9.",
        marks: "marks",
        figure: "middle",
        column: "Median, 1 to 9",
        how: "Each person rated each goal 1 to 9. A group\u{2019}s figure is the rating in the middle of its people\u{2019}s (RAND/UCLA).",
        of: "of 9",
        slip: "1 to 3 means: not worth it. 4 to 6 means: not sure. 7 to 9 means: worth it.",
        support: "a 7, an 8 or a 9",
    },
};
