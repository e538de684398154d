//! Claims about the program, each with the tests that show it, and the answers that are made of them.

/// A sentence about the program, with the names of the tests that show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The sentence.
    pub text: &'static str,
    /// Names of tests of the source; never empty.
    pub tests: &'static [&'static str],
}

/// Part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A claim about the program.
    Shown(Claim),
    /// A statement that no test can show: an intention, a fact about the project, or something that is missing.
    Stated(&'static str),
    /// Part that the trust has to check or to fill in.
    Trust(&'static str),
}

/// A claim as part of an answer.
pub(super) const fn shown(text: &'static str, tests: &'static [&'static str]) -> Part {
    Part::Shown(Claim { text, tests })
}

/// A question of a form, with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Number of the question.
    pub number: &'static str,
    /// The question, in short.
    pub question: &'static str,
    /// Parts of the answer, in order.
    pub parts: &'static [Part],
}

/// A section of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub heading: &'static str,
    /// Answers, in order.
    pub answers: &'static [Answer],
}
