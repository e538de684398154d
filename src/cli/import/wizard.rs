//! The wizard in the full screen.

use std::{path::Path, process::ExitCode};

use crate::{
    cli::{failure::Failure, wishes::Wishes},
    domain::{codebook::Codebook, findings::Findings},
    intake::export::Export,
};

pub(super) fn run(
    _exports: Vec<Export>,
    _codebook: Option<Codebook>,
    _existing: Option<Findings>,
    _folder: &Path,
    _wishes: &Wishes,
) -> Result<ExitCode, Failure> {
    Err(Failure::new("to come"))
}
