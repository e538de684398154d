//! Failures of commands: a kind, which decides the exit code, and a refusal, which is printed to standard error.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

use crate::{
    app::keymap::{fill, key_name},
    domain::refusal::Refusal,
    store::session::SessionError,
    text::sanitise,
};

/// The kind of a failure. It decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// The arguments, or what is in a file, do not allow it.
    Refused,
    /// A file or folder cannot be read or written.
    Disk,
    /// A journal is damaged, or newer than the program.
    Damaged,
    /// There is no terminal for a full screen.
    Terminal,
    /// Not all of the output could be written.
    Output,
    /// A fault of the program or the system, which no input explains.
    Internal,
}

impl FailureKind {
    /// The exit code: 2 is "could not run". `check` alone gives 1, for problems that it found.
    fn code(self) -> u8 {
        // One by one although all give 2, so that a new kind has to choose its code.
        match self {
            Self::Refused
            | Self::Disk
            | Self::Damaged
            | Self::Terminal
            | Self::Output
            | Self::Internal => 2,
        }
    }
}

/// The reason why a command could not run.
#[derive(Debug)]
pub(super) struct Failure {
    kind: FailureKind,
    refusal: Refusal,
}

impl Failure {
    /// A failure whose reason is in the arguments or the files.
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self::of(FailureKind::Refused, sentence)
    }

    pub(super) fn of(kind: FailureKind, sentence: impl Into<String>) -> Self {
        Self {
            kind,
            refusal: Refusal::new(sentence),
        }
    }

    /// A fault of the program or the system.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "by value, so that `map_err` takes it by its name"
    )]
    pub(super) fn internal(error: impl ToString) -> Self {
        Self::of(FailureKind::Internal, error.to_string())
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            refusal: self.refusal.with_hint(hint),
            ..self
        }
    }

    pub(super) fn file(path: &Path, error: &io::Error) -> Self {
        Self::of(FailureKind::Disk, format!("{}: {error}", path.display()))
    }

    /// Prints it to standard error, and gives the exit code.
    pub(super) fn tell(&self) -> ExitCode {
        let mut text = format!(
            "pledge: {}\n",
            // Refusals name actions such as `{TryAgain}`, because screens show them too. Here no
            // footer names the key, so it is put in.
            fill(self.refusal.sentence().trim_end(), key_name)
        );
        if let Some(hint) = self.refusal.hint() {
            text.push_str("hint: ");
            text.push_str(hint);
            text.push('\n');
        }
        say_on(&mut io::stderr().lock(), &text);
        ExitCode::from(self.kind.code())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self {
            kind: FailureKind::Refused,
            refusal,
        }
    }
}

/// A screen shows the same words as standard error.
impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        failure.refusal
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        let kind = match &error {
            SessionError::Damaged { .. } => FailureKind::Damaged,
            SessionError::Disk { .. } => FailureKind::Disk,
            SessionError::ReadOnly | SessionError::NotBegun | SessionError::Unmergeable(_) => {
                FailureKind::Refused
            }
            SessionError::Json(_) => FailureKind::Internal,
        };
        Self::of(kind, error.to_string())
    }
}

/// The error of an output that did not take all of the text: a table that was cut short must not look complete.
static OUTPUT_ERROR: Mutex<Option<String>> = Mutex::new(None);

/// Writes text without its control and format characters. A closed pipe is no error, as for `head`; an output that is full is
/// one, which `exit_code` reports at the end.
pub(super) fn say_on(out: &mut impl Write, text: &str) {
    // Text out of files may hold escape sequences, of which some write to the clipboard, and
    // characters that turn the direction of a line.
    put_on(out, &sanitise::clean_lines(text));
}

/// Writes text of the program itself as it is, with the tabs and escape sequences in it; errors are treated as by `say_on`.
pub(super) fn put_on(out: &mut impl Write, text: &str) {
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if let Err(why) = written
        && why.kind() != io::ErrorKind::BrokenPipe
    {
        // Kept for the end and not returned: text is written in many places, and none of them can
        // mend a full disk.
        *OUTPUT_ERROR.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.to_string());
    }
}

/// The exit code of the program: `code`, or that of an output that could not be written.
pub(super) fn exit_code(code: ExitCode) -> ExitCode {
    let error = OUTPUT_ERROR
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    match error {
        None => code,
        Some(error) => Failure::of(
            FailureKind::Output,
            format!("the output could not be written: {error}"),
        )
        .hint("what is there is not all of it")
        .tell(),
    }
}
