//! `pledge man`: the pages that `man` shows, made of the command line's definition and of the handbook.

mod handbook;

use std::{path::Path, process::ExitCode};

use clap::CommandFactory as _;
use clap_mangen::{
    Man,
    roff::{Inline, Roff, bold, roman},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    Arguments,
    failure::Failure,
    links::{self, Piece},
};
use crate::store::disk::{Disk as _, RealDisk};

/// The day on the pages: that of the release, or before a release that of their last change.
// Not today: two packages of one version have the same bytes. A test holds it equal to the changelog.
const DAY: Date = jiff::civil::date(2026, 11, 28);

/// The title of the pages of commands, in their head line.
const COMMANDS: &str = "Commands of pledge";

/// Commands whose pages name each other.
const TOGETHER: &[&[&str]] = &[
    &["new", "prepare", "meet"],
    &["meet", "demo"],
    &["meet", "wall", "notes"],
    &["import", "check", "prepare"],
    &["meet", "export", "review"],
    &["review", "due", "programme"],
    &["evidence", "import", "export"],
    &["export", "forget"],
    &["meet", "merge"],
    &["tally", "export"],
    &["settings", "keys"],
    &["help", "man", "completions"],
    &["schema", "check"],
];

/// A page: the name of its file, and its text.
struct Page {
    name: String,
    text: String,
}

/// Writes every page into a folder, which is made where it is missing.
pub(super) fn run(folder: &Path) -> Result<ExitCode, Failure> {
    let pages = pages(day()?);
    RealDisk
        .make_folder(folder)
        .map_err(|e| Failure::file(folder, &e))?;
    for page in &pages {
        let path = folder.join(&page.name);
        RealDisk
            .replace(&path, page.text.as_bytes(), false)
            .map_err(|e| Failure::file(&path, &e))?;
    }
    links::say(&[
        Piece::Text(&format!("Written: {} pages in ", pages.len())),
        Piece::Path(folder),
        Piece::Text("\n"),
    ]);
    Ok(ExitCode::SUCCESS)
}

/// The day on the pages: that of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC) where a package sets it.
fn day() -> Result<Date, Failure> {
    let Some(seconds) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(DAY);
    };
    let seconds = seconds.to_str().and_then(|s| s.parse().ok());
    seconds
        .and_then(|s| Timestamp::from_second(s).ok())
        .map(|t| t.to_zoned_datetime(TimeZone::UTC).date())
        .ok_or_else(|| {
            Failure::new("SOURCE_DATE_EPOCH is no number of seconds since 1970")
                .hint("unset it, and the pages have the day of the version")
        })
}

fn pages(day: Date) -> Vec<Page> {
    let mut command = Arguments::command();
    // Before this a subcommand does not know the program's name.
    command.build();
    let shown = || command.get_subcommands().filter(|c| !c.is_hide_set());
    let names: Vec<&str> = shown().map(clap::Command::get_name).collect();
    let mut pages = vec![page_of(&command, &names, day)];
    pages.extend(shown().map(|c| page_of(c, &beside(c.get_name()), day)));
    pages.push(Page {
        name: "pledge.7".to_owned(),
        text: tidy(&handbook::page(&day.to_string(), &source())),
    });
    pages
}

/// The names in the table above that stand beside a command's.
fn beside(name: &str) -> Vec<&'static str> {
    let rows = TOGETHER.iter().filter(|row| row.contains(&name));
    let mut names: Vec<&str> = rows
        .flat_map(|row| row.iter().copied())
        .filter(|n| *n != name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn source() -> String {
    format!("pledge {}", env!("CARGO_PKG_VERSION"))
}

/// The page of a command, which names the commands `beside` it.
fn page_of(command: &clap::Command, beside: &[&str], day: Date) -> Page {
    let man = Man::new(command.clone())
        .date(day.to_string())
        .source(source())
        .manual(COMMANDS);
    let mut end = Roff::new();
    exit_status(&mut end, command.get_name());
    see_also(&mut end, beside, command.get_name() == "pledge");
    let mut bytes = Vec::new();
    // Writing into memory does not fail.
    let _ = man
        .render_title(&mut bytes)
        .and_then(|()| man.render_name_section(&mut bytes))
        .and_then(|()| man.render_synopsis_section(&mut bytes))
        .and_then(|()| man.render_description_section(&mut bytes))
        .and_then(|()| man.render_options_section(&mut bytes))
        .and_then(|()| {
            if command.has_subcommands() {
                man.render_subcommands_section(&mut bytes)
            } else {
                Ok(())
            }
        })
        .and_then(|()| end.to_writer(&mut bytes));
    Page {
        name: man.get_filename(),
        text: tidy(&String::from_utf8_lossy(&bytes)),
    }
}

/// A word from this length on may be broken after a `_`, such as the name of a test; in letters.
const LONG: usize = 40;

/// Roff without requests that formatters warn of. Lines are ragged and without hyphens, since a broken command cannot be copied.
fn tidy(roff: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    // A list of values begins with a blank line between two breaks, which are no use there.
    let roff = roff.replace("\n.br\n\n.br\n", "\n.sp\n");
    for line in roff.lines() {
        let before = out.last().map(String::as_str).unwrap_or_default();
        let after_heading = before.starts_with(".SH ") || before.starts_with(".SS ");
        if line == ".PP" && after_heading {
            continue;
        }
        let breakable = line.split(' ').map(|word| {
            if word.len() > LONG {
                word.replace('_', "_\\:")
            } else {
                word.to_owned()
            }
        });
        let line = breakable.collect::<Vec<_>>().join(" ");
        if line.starts_with(".TH ") {
            // Hyphens are switched off before the title, or each heading switches them on again.
            out.extend([".nr HY 0".to_owned(), line, ".ad l".to_owned()]);
        } else {
            out.push(line);
        }
    }
    out.join("\n") + "\n"
}

/// Exit codes. `check` and `merge` have one of their own.
fn exit_status(roff: &mut Roff, name: &str) {
    roff.control("SH", ["EXIT STATUS"]);
    let mut rows = vec![("0", "It is done.")];
    if name == "check" || name == "pledge" {
        rows.push(("1", "The command \"check\" found problems."));
    }
    if name == "merge" || name == "pledge" {
        rows.push(("1", "The command \"merge\" left a step out."));
    }
    rows.extend([
        ("2", "It could not be done; standard error says why."),
        ("101", "A fault of the program."),
        ("128+n", "Signal n ended it."),
    ]);
    for (code, meaning) in rows {
        roff.control("TP", []).text([bold(code)]);
        roff.text([roman(meaning)]);
    }
}

fn see_also(roff: &mut Roff, beside: &[&str], is_root: bool) {
    roff.control("SH", ["SEE ALSO"]);
    let commands = beside.iter().map(|name| (format!("pledge-{name}"), 1));
    let ends = [("pledge".to_owned(), 1), ("pledge".to_owned(), 7)];
    let ends = ends.into_iter().skip(usize::from(is_root));
    let mut words: Vec<Inline> = Vec::new();
    for (name, section) in commands.chain(ends) {
        if !words.is_empty() {
            words.push(roman(", "));
        }
        words.extend([bold(name), roman(format!("({section})"))]);
    }
    roff.text(words);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_command_has_a_page_that_others_name() {
        let pages = pages(DAY);
        let names: BTreeSet<&str> = pages.iter().map(|p| p.name.as_str()).collect();
        let command = Arguments::command();
        for sub in command.get_subcommands() {
            let name = format!("pledge-{}.1", sub.get_name());
            assert!(names.contains(name.as_str()), "{name}");
        }
        assert_eq!(names.len(), command.get_subcommands().count() + 2);
        for name in TOGETHER.iter().copied().flatten() {
            assert!(
                names.contains(format!("pledge-{name}.1").as_str()),
                "{name}"
            );
        }
    }

    /// A released version has its day in the changelog, and the pages have the same.
    #[test]
    fn the_day_of_the_pages_is_the_day_of_the_release() {
        let changes = include_str!("../../CHANGELOG.md");
        let head = format!("## {} - ", env!("CARGO_PKG_VERSION"));
        let day = changes.lines().find_map(|l| l.strip_prefix(&head)).unwrap();
        assert!(
            day == "not released yet" || day == DAY.to_string(),
            "`DAY` in src/cli/man.rs is {DAY}, and the changelog says {day}"
        );
    }

    #[test]
    fn two_makings_have_the_same_bytes() {
        let made = || pages(DAY).into_iter().map(|p| p.text).collect::<Vec<_>>();
        assert!(made() == made());
    }
}
