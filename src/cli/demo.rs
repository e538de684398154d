//! `pledge demo`: the sample meeting in a scratch folder of its own.

use std::{borrow::Cow, io, path::Path, process::ExitCode};

use jiff::civil::Date;

use super::{
    ViewOptions, clock,
    failure::Failure,
    links::{self, Piece},
    overrides::Overrides,
};
use crate::store::disk::{Disk, RealDisk};

/// The sample's files, inside the program.
const SAMPLE: &[(&str, &str)] = &[
    (
        "northbrook/findings.yaml",
        include_str!("../../sample-data/northbrook/findings.yaml"),
    ),
    (
        "northbrook/agenda.yaml",
        include_str!("../../sample-data/northbrook/agenda.yaml"),
    ),
    (
        "northbrook/booklet.yaml",
        include_str!("../../sample-data/northbrook/booklet.yaml"),
    ),
    (
        "northbrook-2023/findings.yaml",
        include_str!("../../sample-data/northbrook-2023/findings.yaml"),
    ),
    (
        "northbrook-2023/agenda.yaml",
        include_str!("../../sample-data/northbrook-2023/agenda.yaml"),
    ),
    (
        "northbrook-2023/outcome.yaml",
        include_str!("../../sample-data/northbrook-2023/outcome.yaml"),
    ),
    (
        "northbrook-finished/findings.yaml",
        include_str!("../../sample-data/northbrook-finished/findings.yaml"),
    ),
    (
        "northbrook-finished/agenda.yaml",
        include_str!("../../sample-data/northbrook-finished/agenda.yaml"),
    ),
    (
        "northbrook-finished/booklet.yaml",
        include_str!("../../sample-data/northbrook-finished/booklet.yaml"),
    ),
    (
        "northbrook-finished/outcome.yaml",
        include_str!("../../sample-data/northbrook-finished/outcome.yaml"),
    ),
    (
        "northbrook-finished/meeting.journal",
        include_str!("../../sample-data/northbrook-finished/meeting.journal"),
    ),
];

/// The day on the sample's agenda.
const DAY: &str = "date: 2026-11-24, start: \"13:00\"";

/// A file of the sample, where the meeting that is still to come is held on this day.
fn held_on<'a>(name: &str, text: &'a str, day: Date) -> Cow<'a, str> {
    match name {
        "northbrook/agenda.yaml" => text
            .replace(DAY, &format!("date: {day}, start: \"13:00\""))
            .into(),
        _ => text.into(),
    }
}

pub(super) fn run(overrides: &Overrides, way: ViewOptions) -> Result<ExitCode, Failure> {
    let folder = std::env::temp_dir().join(format!(
        "pledge-demo-{}",
        clock::fresh_id().trim_start_matches("m-")
    ));
    // What is typed into it is somebody's, although the sample is not.
    RealDisk
        .make_new_private_folder(&folder)
        .map_err(|e| Failure::file(&folder, &e))?;
    for (name, text) in SAMPLE {
        let text = held_on(name, text, clock::now().date());
        let path = folder.join(name);
        let put = || -> io::Result<()> {
            RealDisk.make_folder(path.parent().unwrap_or(Path::new(".")))?;
            // Not synced: the sample is in the program, and a power cut loses nothing of anybody's.
            RealDisk.replace(&path, text.as_bytes(), false)
        };
        put().map_err(|e| Failure::file(&path, &e))?;
    }
    let unit = folder.join("northbrook");
    // The path is printed after the screen has ended: the alternate screen would take it along.
    let code = super::open(&unit, overrides, way)?;
    links::say(&[
        Piece::Text("The sample meeting is in "),
        Piece::Path(&unit),
        Piece::Text("\n"),
    ]);
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meeting_of_the_demonstration_is_today_and_the_finished_one_stays() {
        let day = jiff::civil::date(2031, 1, 2);
        for (name, text) in SAMPLE {
            let moved = held_on(name, text, day).contains("date: 2031-01-02");
            assert_eq!(moved, *name == "northbrook/agenda.yaml", "{name}");
        }
    }
}
