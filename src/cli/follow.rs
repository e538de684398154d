//! `pledge wall` and `pledge notes`: a meeting that another screen runs, shown and never written.

use std::{path::Path, process::ExitCode, time::Duration};

use super::{
    ViewOptions, crash,
    failure::Failure,
    files::UnitFolder,
    launch::{self, local_folder},
    overrides::Overrides,
    plain, settings,
};
use crate::{
    app::follow::Following,
    domain::meeting::Meeting,
    store::{disk::RealDisk, follower::Follower, patient::PatientDisk, places::Places},
    tui::{self, ExitReason},
};

/// A folder that does not answer is asked again at the next look.
const PATIENCE: Duration = Duration::from_millis(300);

/// Follows the unit's meeting: as the wall, or with `desk` as the facilitator's notes.
pub(super) fn run(
    path: &Path,
    desk: bool,
    overrides: &Overrides,
    way: ViewOptions,
) -> Result<ExitCode, Failure> {
    let unit = UnitFolder::at(path)?;
    let begun = unit.folder.join("meeting.journal").exists();
    // The wall may be put up before the meeting is opened on the other screen, so a journal is not
    // needed.
    if !begun && !unit.findings.exists() && !unit.agenda.exists() {
        return Err(
            Failure::new(format!("{}: this is no unit folder", unit.folder.display()))
                .hint("a unit folder holds findings.yaml; give the one that `pledge meet --desk` has open"),
        );
    }
    let places = Places {
        folder: unit.folder,
        local: local_folder()?,
    };
    let patient =
        PatientDisk::with_local(RealDisk, PATIENCE, &places.local).map_err(Failure::internal)?;
    let settings = settings::for_a_meeting(settings::path().as_deref(), overrides).settings;
    let options = launch::options(&settings);
    let follower = Follower::<Meeting, _>::new(patient, places);
    let mut following = Following::new(follower, desk, settings);
    if way.plain {
        plain::follow(&mut following);
        return Ok(ExitCode::SUCCESS);
    }
    let ending =
        tui::run(&mut following, &options, crash::clock).map_err(|e| launch::no_screen(&e))?;
    Ok(match ending {
        ExitReason::Over => ExitCode::SUCCESS,
        other => launch::code_of(other),
    })
}
