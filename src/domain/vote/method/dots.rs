//! Dots: a number of dots to spread over the goals.

use super::{Axis, Coarse, FigureUnit, Fold, Keys, Method, MethodRow, Parted, Wording};

pub(super) const ROW: MethodRow = MethodRow {
    method: Method::Dots,
    word: "dots",
    keys: Keys::Dots,
    fold: Fold::Share,
    unit: FigureUnit::Percent,
    scale: None,
    // Half of a group's dots on one goal is much already.
    parted_from: Parted::From(20, 1),
    shown_from: 5,
    range: None,
    // Fine enough to put goals in an order: with the dots of six others in it, a twentieth says nearly nothing of two or three ballots.
    coarse: Coarse {
        step: (5, 1),
        ends: Some(((5, 1), (50, 1))),
    },
    support_from: 1,
    // Half of a group's dots on one goal is much already, so the first axis ends there.
    axes: &[
        Axis {
            ends: Some((0, 50)),
            steps: 2,
            words: &[(0, "no dots"), (5_000, "a quarter"), (10_000, "half")],
            lines: &[],
        },
        Axis {
            ends: Some((0, 100)),
            steps: 2,
            words: &[(0, "no dots"), (5_000, "half"), (10_000, "all")],
            lines: &[],
        },
    ],
    words: Wording {
        short: "dots",
        long: "{dots} dots each, at most {most} on one, in secret",
        keys: "so many dots, or 0 for none",
        ends: "More dots for what matters more. Think of the money and the hours too.",
        low: "",
        middle: "",
        high: "",
        purpose: "dots to spread: shows what matters most",
        rule: "The result puts the goals in order, and what fits is worked out from it. The room then decides each goal.",
        wrong: "Dots are a whole number.",
        marks: "dots",
        figure: "of its dots",
        column: "Of the dots",
        how: "Each person spread their dots over the goals. A group\u{2019}s figure is the goal\u{2019}s part of all the group\u{2019}s dots.",
        of: "in 100 of the dots",
        slip: "You have {dots} dots. Give more dots to what matters more.",
        support: "any dot",
    },
};
