//! Criteria of accessibility and the degree to which each is met.

/// Degree to which a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Degree {
    /// Met, and shown by a test.
    Supported,
    /// Met in part; the remark says what is missing.
    Partly,
    /// Not met.
    Fails,
    /// There is nothing that the criterion is about.
    NotApplicable,
    /// No test shows it, so the trust has to try it.
    NotTested,
}

impl Degree {
    /// Word in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Partly => "partly",
            Self::Fails => "FAILS",
            Self::NotApplicable => "not applicable",
            Self::NotTested => "not tested",
        }
    }
}

/// A criterion for two forms of the same thing: full screen and dialogue, or HTML and PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Number of the clause, and its name.
    pub clause: &'static str,
    /// Degree for the first form.
    pub first: Degree,
    /// Degree for the second form.
    pub second: Degree,
    /// Remark.
    pub remark: &'static str,
    /// Tests that show it; never empty for a criterion that is met.
    pub tests: &'static [&'static str],
}

/// A criterion.
pub(super) const fn criterion(
    clause: &'static str,
    first: Degree,
    second: Degree,
    remark: &'static str,
    tests: &'static [&'static str],
) -> Criterion {
    Criterion {
        clause,
        first,
        second,
        remark,
        tests,
    }
}

/// A criterion about something that there is not.
pub(super) const fn none(clause: &'static str, remark: &'static str) -> Criterion {
    criterion(
        clause,
        Degree::NotApplicable,
        Degree::NotApplicable,
        remark,
        &[],
    )
}
