//! Picture of a chart over time: results from left to right, with mean, usual range and what is more than chance.

use super::{Line, Role};

/// Chart of one strand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunPicture {
    /// The strand and the number of people of each result, such as `Each month, about 28 people`.
    pub about: String,
    /// The results, in order of time.
    pub marks: Vec<RunMark>,
    /// Labels of the axis, one for each period from the first to the last.
    pub axis: Vec<AxisLabel>,
    /// Parts with lines of their own.
    pub segments: Vec<RunSegment>,
    /// A published figure or an aim: per cent, and its name with the figure.
    pub against: Option<(f64, String)>,
    /// Runs that are more than chance.
    pub brackets: Vec<RunBracket>,
    /// The words in the place of the picture, where it cannot be drawn or seen.
    pub words: String,
    /// The sentences below.
    pub below: Vec<Line>,
}

/// A result on the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunMark {
    /// Place on the axis, from 0.
    pub slot: usize,
    /// Per cent, 0 to 100.
    pub percent: f64,
    /// Its role: good and bad only for what is more than chance.
    pub role: Role,
    /// The arrow of a single result that is more than chance; `None` for a square.
    pub arrow: Option<Arrow>,
    /// Forms of the words beside it, the longest first.
    pub label: Vec<String>,
}

/// Direction of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// Above the usual range.
    Up,
    /// Below the usual range.
    Down,
}

/// Label of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisLabel {
    /// Forms, the longest first.
    pub forms: Vec<String>,
    /// The year, where one begins and at the first period; else empty.
    pub year: String,
}

/// Part of a picture with its own lines; per cent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunSegment {
    /// Place of its first period.
    pub from: usize,
    /// Place of its last period.
    pub to: usize,
    /// Mean, with its label.
    pub mean: Option<(f64, String)>,
    /// Lower limit, with its label.
    pub lower: Option<(f64, String)>,
    /// Upper limit, with its label.
    pub upper: Option<(f64, String)>,
    /// Label of the line before it: it is a new start.
    pub anew: Option<String>,
}

/// Bracket of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunBracket {
    /// Place of its first period.
    pub from: usize,
    /// Place of its last period.
    pub to: usize,
    /// Forms of its words, the longest first.
    pub label: Vec<String>,
    /// Its role.
    pub role: Role,
    /// It belongs above its results.
    pub above: bool,
}
