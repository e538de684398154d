//! What goes wrong before or after a meeting, as words on standard error and an exit code.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

use crate::{
    app::keymap::{fill, key_name},
    store::session::Trouble,
    text::sanitise,
};

/// Why a command could not run.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn file(path: &Path, error: &io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()))
    }

    /// What went wrong, without the hint.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// Says it on standard error; 2 is "could not run".
    pub(super) fn tell(&self) -> ExitCode {
        let mut text = format!("pledge: {}\n", fill(self.message.trim_end(), key_name));
        if let Some(hint) = &self.hint {
            text.push_str("hint: ");
            text.push_str(hint);
            text.push('\n');
        }
        say_on(&mut io::stderr().lock(), &text);
        ExitCode::from(2)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::new(trouble.to_string())
    }
}

/// Words that an output did not take: a command whose table was cut short must not look as if it had given all of it.
static NOT_SAID: Mutex<Option<String>> = Mutex::new(None);

/// Writes text from anywhere: no control or format character of it gets through. A closed pipe is no error; an output that is
/// full is one, and `said` tells of it at the end.
pub(super) fn say_on(out: &mut impl Write, text: &str) {
    let written = out
        .write_all(sanitise::clean_lines(text).as_bytes())
        .and_then(|()| out.flush());
    if let Err(why) = written
        && why.kind() != io::ErrorKind::BrokenPipe
    {
        *NOT_SAID.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.to_string());
    }
}

/// An exit code, or 2 where not everything that was to be said could be.
pub(super) fn said(code: ExitCode) -> ExitCode {
    let not_said = NOT_SAID
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    match not_said {
        None => code,
        Some(why) => Failure::new(format!("the output could not be written: {why}"))
            .hint("what is there is not all of it")
            .tell(),
    }
}
