//! A drawing as lines, signs and words at places, which SVG and the PDF draw alike.
//!
//! Places are whole units of a field of 4000 by 2000, so that documents can be compared.

/// Width of a drawing in units.
pub const WIDTH: i32 = 4000;
/// Height of a drawing in units.
pub const HEIGHT: i32 = 2000;
/// Size of its text in units.
pub const TEXT: i32 = 140;

/// Kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// The mean.
    Mean,
    /// A process limit.
    Limit,
    /// The aim.
    Aim,
    /// A published figure.
    Benchmark,
    /// A new start.
    Anew,
    /// A bracket.
    Bracket,
}

impl LineKind {
    /// Name in style sheets and templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Limit => "limit",
            Self::Aim => "aim",
            Self::Benchmark => "benchmark",
            Self::Anew => "anew",
            Self::Bracket => "bracket",
        }
    }
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnLine {
    /// Kind.
    pub kind: LineKind,
    /// Begin.
    pub from: (i32, i32),
    /// End.
    pub to: (i32, i32),
}

/// Kind of a sign. Form and not colour alone tells them apart: papers are printed in black.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignKind {
    /// It could be chance: a hollow circle.
    Plain,
    /// In a run that is more than chance: a full circle.
    Run,
    /// Higher by more than chance: a triangle that points up.
    Up,
    /// Lower by more than chance: a triangle that points down.
    Down,
}

impl SignKind {
    /// Name in style sheets and templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Run => "run",
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// A sign for a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnSign {
    /// Kind.
    pub kind: SignKind,
    /// Centre.
    pub at: (i32, i32),
}

/// Alignment of a text to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

impl Anchor {
    /// Name in SVG and in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnText {
    /// Place on its baseline.
    pub at: (i32, i32),
    /// Alignment.
    pub anchor: Anchor,
    /// The text.
    pub text: String,
    /// In bold.
    pub strong: bool,
}

/// A chart over time as it is drawn, with everything that is read beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverTime {
    /// Strand, and the number of people behind each result.
    pub about: String,
    /// Lines.
    pub lines: Vec<DrawnLine>,
    /// Signs, in order of time.
    pub signs: Vec<DrawnSign>,
    /// Texts.
    pub texts: Vec<DrawnText>,
    /// The aim and the published figure: the kind of their line, and words.
    pub legend: Vec<(LineKind, String)>,
    /// Sentences below; `true` for what is more than chance.
    pub sentences: Vec<(String, bool)>,
    /// Explanation of the lines, where they are drawn.
    pub explained: Option<String>,
}
