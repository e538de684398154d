//! Hands: for, against or abstain, counted by group in the open.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Hands,
    word: "hands",
    // Nobody has a ballot; a mark of the wall's counting page is a digit.
    keys: Keys::Digits(0, 5),
    fold: Fold::Hands,
    unit: FigureUnit::Percent,
    scale: Some((0, 100)),
    parted_from: Parted::From(30, 1),
    // Everybody sees the hands, so there is nothing to withhold.
    shown_from: 1,
    range: None,
    coarse: Coarse {
        step: (1, 1),
        ends: None,
    },
    support_from: 1,
    axes: &[Axis {
        ends: Some((0, 100)),
        steps: 2,
        words: &[(0, "nobody"), (5_000, "half"), (10_000, "everybody")],
        lines: &[],
    }],
    words: Wording {
        short: "show of hands",
        long: "show of hands",
        keys: "0 to 5, or . for \u{201c}cannot judge\u{201d}",
        ends: "Think of the money and the hours too.",
        low: "",
        middle: "",
        high: "",
        purpose: "in the open, for what nobody minds saying",
        rule: "The room decides each goal after the count.",
        wrong: "Hands are counted, not marked.",
        marks: "marks",
        figure: "yes",
        column: "In favour",
        how: "Each group was counted on its own. A group\u{2019}s figure is how many of those for or against were for it.",
        of: "in 100 in favour",
        slip: "You may mark here how you will vote. The vote itself is by a show of hands.",
        support: "a hand for it",
    },
};
