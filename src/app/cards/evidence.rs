//! Evidence: a question's results as bars under one axis from 0 to 100%, with the range, the earlier figure and a benchmark.

use super::Line;

/// The results of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The bars from top to bottom.
    pub bars: Vec<EvidenceBar>,
    /// The earlier period, named above its mark; empty where no bar has one.
    pub earlier: String,
    /// The benchmark in per cent.
    pub against: Option<f64>,
    /// The name of the benchmark with its figure, such as `England 61%`; empty where a legend below names it.
    pub benchmark: String,
    /// Free columns at the left of the bars.
    pub indent: u16,
}

/// A result with its range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceBar {
    /// The name of its strand, such as `primary`; may be empty.
    pub label: String,
    /// Per cent, 0 to 100; `None` where the result is hidden, and then `words` gives the reason.
    pub percent: Option<f64>,
    /// Lower and upper end of the confidence interval, per cent.
    pub likely: Option<(f64, f64)>,
    /// The earlier figure, per cent.
    pub before: Option<f64>,
    /// The percentage as text, such as `41%`.
    pub figure: String,
    /// The text after the figure, such as `of 131 people`, or the reason why there is none.
    pub words: String,
    /// The sentences below, each on a line of its own.
    pub below: Vec<Line>,
}
