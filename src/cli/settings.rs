//! Settings of this computer: defaults, then the settings file, then the command line. And `pledge settings`, which
//! shows it.
//!
//! A meeting never fails over this file in front of a room: it opens with the defaults and says so. The command
//! itself shows every problem.

use std::{
    fmt::{self, Write as _},
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    failure::{Failure, say_on},
    files, launch,
    links::{self, Piece},
    overrides::Overrides,
};
use crate::{
    app::shell::SavePalette,
    domain::{
        refusal::Refusal,
        settings::{Palette, PartialSettings, Settings},
    },
    store::{
        disk::{Disk, RealDisk},
        patient::PatientDisk,
    },
    yaml::{self, Problem, Read, Severity},
};

/// The name of the file.
const NAME: &str = "settings.yaml";

/// The path of the settings file, which may not exist; `None` if the account has no home.
pub(super) fn path() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "pledge").map(|d| d.config_dir().join(NAME))
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    /// All of it.
    pub(super) settings: Settings,
    /// Why the file was left out, as a sentence.
    pub(super) trouble: Option<String>,
}

/// The settings for a meeting. A file that cannot be used is left out as a whole, with a warning.
pub(super) fn for_a_meeting(path: Option<&Path>, overrides: &Overrides) -> Holding {
    let (file, trouble) = match path.map_or(Ok(None), files::optional) {
        Ok(None) => (PartialSettings::default(), None),
        Ok(Some(text)) => match yaml::read_settings(NAME, &text).into_result() {
            Ok(said) => (said, None),
            // As a whole: a few lines of the file and defaults for the rest would be a mixture that
            // nobody chose.
            Err(problems) => (
                PartialSettings::default(),
                errors(&problems).next().map(one_line),
            ),
        },
        Err(failure) => (
            PartialSettings::default(),
            Some(Refusal::from(failure).into()),
        ),
    };
    Holding {
        settings: overrides.said().or(file.or(Settings::default())),
        trouble: trouble.map(|why| {
            format!("The settings file is left out, `pledge settings` says more: {why}")
        }),
    }
}

fn errors(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    problems.iter().filter(|p| p.severity == Severity::Error)
}

fn one_line(problem: &Problem) -> String {
    problem
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// `pledge settings`.
pub(super) fn run(
    overrides: &Overrides,
    write_it: bool,
    as_json: bool,
) -> Result<ExitCode, Failure> {
    let path = path().ok_or_else(|| {
        Failure::new("this account has no home folder to keep settings in").hint(launch::NO_HOME)
    })?;
    if write_it {
        let settings = overrides.said().or(Settings::default());
        write(&path, &settings)?;
        links::say(&[
            Piece::Text("Written: "),
            Piece::Path(&path),
            Piece::Text("\n"),
        ]);
        return Ok(ExitCode::SUCCESS);
    }
    let read = files::optional(&path)?.map(|text| yaml::read_settings(&files::name(&path), &text));
    if let Some(read) = &read
        && read.value.is_none()
    {
        return Err(refused(&read.problems));
    }
    let shown = ShownSettings {
        file: path.display().to_string(),
        exists: read.is_some(),
        settings: rows(&overrides.said(), read.as_ref()),
    };
    let text = if as_json {
        let text = serde_json::to_string_pretty(&shown).map_err(Failure::internal)?;
        format!("{text}\n")
    } else {
        as_text(&shown)
    };
    say_on(&mut io::stdout().lock(), &text);
    for warning in read.iter().flat_map(|r| &r.problems) {
        say_on(&mut io::stderr().lock(), &format!("{warning}\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(problems: &[Problem]) -> Failure {
    let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Failure::new(format!(
        "the settings cannot be read\n\n{}",
        text.join("\n")
    ))
    .hint("until then, meetings open with the defaults and say so")
}

/// Writes a commented settings file; refuses to replace one.
fn write(path: &Path, settings: &Settings) -> Result<(), Failure> {
    let cannot = |e: &io::Error| Failure::file(path, e);
    if RealDisk.read(path).map_err(|e| cannot(&e))?.is_some() {
        return Err(Failure::new(format!(
            "{}: there is such a file already; it was not changed",
            path.display()
        ))
        .hint("`pledge settings` shows what it says; move it away to begin anew"));
    }
    make_folder_of(&RealDisk, path)
        .and_then(|()| RealDisk.replace(path, yaml::write_settings(settings).as_bytes(), true))
        .map_err(|e| cannot(&e))
}

fn make_folder_of(disk: &impl Disk, path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |p| disk.make_folder(p))
}

/// The origin of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum ValueOrigin {
    CommandLine,
    File,
    Default,
}

/// One setting as it is shown.
#[derive(Debug, Serialize)]
struct SettingRow {
    name: String,
    value: Value,
    from: ValueOrigin,
    /// The line in the file.
    line: Option<u32>,
}

/// All of them.
#[derive(Debug, Serialize)]
struct ShownSettings {
    file: String,
    exists: bool,
    settings: Vec<SettingRow>,
}

fn rows(wished: &PartialSettings, file: Option<&Read<PartialSettings>>) -> Vec<SettingRow> {
    let said = file.and_then(|f| f.value.clone()).unwrap_or_default();
    let holds = wished.or(said.or(Settings::default()));
    let row = |name: &str, value, says: fn(&PartialSettings) -> bool| {
        let from = match (says(wished), says(&said)) {
            (true, _) => ValueOrigin::CommandLine,
            (false, true) => ValueOrigin::File,
            (false, false) => ValueOrigin::Default,
        };
        let mark = file.and_then(|f| f.places.of(name));
        SettingRow {
            name: name.to_owned(),
            value,
            line: mark.filter(|_| from == ValueOrigin::File).map(|m| m.line),
            from,
        }
    };
    let Settings {
        palette,
        mouse,
        ascii,
        reduced_motion,
        clicker,
        vote,
        currency,
        plain_words,
        language,
        goal_bank,
    } = holds;
    let has_plain_words: fn(&PartialSettings) -> bool = |s| s.plain_words.is_some();
    let mut rows = vec![
        row("palette", json!(palette.name()), |s| s.palette.is_some()),
        row("mouse", json!(mouse), |s| s.mouse.is_some()),
        row("ascii", json!(ascii), |s| s.ascii.is_some()),
        row("reduced_motion", json!(reduced_motion), |s| {
            s.reduced_motion.is_some()
        }),
        row("clicker.forward", json!(clicker.forward), |s| {
            s.clicker.forward.is_some()
        }),
        row("clicker.back", json!(clicker.back), |s| {
            s.clicker.back.is_some()
        }),
        row("clicker.blank", json!(clicker.blank), |s| {
            s.clicker.blank.is_some()
        }),
        row("vote.method", json!(vote.method.word()), |s| {
            s.vote.method.is_some()
        }),
        row("vote.weight", json!(vote.weight.word()), |s| {
            s.vote.weight.is_some()
        }),
        row("vote.apart_from", json!(vote.apart_from), |s| {
            s.vote.apart_from.is_some()
        }),
        row("vote.dots", json!(vote.dots), |s| s.vote.dots.is_some()),
        row("currency", json!(currency), |s| s.currency.is_some()),
        row("language", json!(language.name()), |s| s.language.is_some()),
        row("goal_bank", json!(goal_bank), |s| s.goal_bank.is_some()),
    ];
    if plain_words.is_empty() {
        rows.push(row("plain_words", json!({}), has_plain_words));
    }
    // One a row, so that each says its line.
    rows.extend(plain_words.iter().map(|(term, plain)| {
        row(
            &format!("plain_words.{term}"),
            json!(plain),
            has_plain_words,
        )
    }));
    rows
}

fn as_text(shown: &ShownSettings) -> String {
    let mut text = format!("{}\n", shown.file);
    if !shown.exists {
        text.push_str("There is no such file; `pledge settings --write` makes one with a remark at every setting.\n");
    }
    text.push('\n');
    let rows = &shown.settings;
    let values: Vec<String> = rows.iter().map(|r| as_typed(&r.value)).collect();
    let names = rows.iter().map(|r| r.name.chars().count());
    let name_wide = names.max().unwrap_or(0).max(16);
    let wide = values.iter().map(|v| v.chars().count()).max().unwrap_or(0);
    for (row, value) in rows.iter().zip(&values) {
        let from = match (row.from, row.line) {
            (ValueOrigin::CommandLine, _) => "command line".to_owned(),
            (ValueOrigin::File, line) => format!("{NAME}:{}", line.unwrap_or(0)),
            (ValueOrigin::Default, _) => "default".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:name_wide$}  {value:wide$}  {from}", row.name);
    }
    text
}

/// A value as the file would say it.
fn as_typed(value: &Value) -> String {
    match value {
        Value::Null => "not set".to_owned(),
        Value::Object(map) if map.is_empty() => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(as_typed).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

/// The longest that a write to the settings file may take. A home on a network may hang as a unit's folder may.
const PATIENCE: Duration = Duration::from_millis(400);

/// The function by which a program keeps its palette in a settings file; `None` if the account has no home.
pub(super) fn save_palette_in(file: Option<PathBuf>) -> Option<SavePalette> {
    let disk = PatientDisk::new(RealDisk, PATIENCE).ok()?;
    let remember = Remember { disk, path: file? };
    Some(SavePalette::new(move |palette| remember.palette(palette)))
}

/// The function by which a program keeps its palette in the settings file of this computer.
pub(super) fn save_palette() -> Option<SavePalette> {
    save_palette_in(path())
}

/// The writer of the palette into the settings file; it changes nothing else there.
#[derive(Debug)]
pub(super) struct Remember<D: Disk> {
    /// The disk that the file is on.
    pub(super) disk: D,
    /// The settings file, which may not be there yet.
    pub(super) path: PathBuf,
}

impl<D: Disk> Remember<D> {
    /// Writes the palette into the file, or returns the reason why it cannot.
    pub(super) fn palette(&self, palette: Palette) -> Result<(), Refusal> {
        let cannot = |why: &dyn fmt::Display| {
            Refusal::new(format!(
                "The colours are not remembered: {}: {why}.",
                self.path.display()
            ))
        };
        let bytes = self.disk.read(&self.path).map_err(|e| cannot(&e))?;
        let text = bytes.map(String::from_utf8).transpose();
        let text = text.map_err(|_| cannot(&"this is not UTF-8 text"))?;
        let new = yaml::remember_palette(NAME, text.as_deref(), palette)?;
        // A palette that is switched back and forth in front of a room costs no write.
        if text.as_ref() == Some(&new) {
            return Ok(());
        }
        make_folder_of(&self.disk, &self.path)
            .and_then(|()| self.disk.replace(&self.path, new.as_bytes(), true))
            .map_err(|e| cannot(&e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryDisk;

    fn remember(text: Option<&str>) -> (MemoryDisk, Remember<MemoryDisk>) {
        let disk = MemoryDisk::default();
        let path = PathBuf::from("/home/.config/pledge/settings.yaml");
        if let Some(text) = text {
            disk.replace(&path, text.as_bytes(), false).unwrap();
        }
        let remember = Remember {
            disk: disk.clone(),
            path,
        };
        (disk, remember)
    }

    fn file(disk: &MemoryDisk) -> Option<String> {
        let bytes = disk.file(Path::new("/home/.config/pledge/settings.yaml"));
        bytes.map(|b| String::from_utf8(b).unwrap())
    }

    /// A file with this text in it, for as long as the folder is held.
    fn on_disk(text: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join(NAME);
        RealDisk.replace(&path, text, false).unwrap();
        (folder, path)
    }

    fn overrides(flags: &[&str]) -> Overrides {
        use clap::{Args as _, Command, FromArgMatches as _};
        let matches = Overrides::augment_args(Command::new("pledge"))
            .try_get_matches_from(["pledge"].iter().chain(flags))
            .unwrap();
        Overrides::from_arg_matches(&matches).unwrap()
    }

    #[test]
    fn the_command_line_goes_before_the_file_and_the_file_before_the_defaults() {
        let (_folder, path) = on_disk(
            b"pledge: settings/1\npalette: room-dark\nmouse: true\nascii: false\nvote: {apart_from: 5}\n",
        );
        let nothing = Overrides::default();
        let holding = for_a_meeting(None, &nothing);
        assert_eq!(holding.settings, Settings::default());
        let holding = for_a_meeting(Some(&path), &nothing);
        assert_eq!(holding.trouble, None);
        assert_eq!(holding.settings.palette, Palette::RoomDark);
        assert_eq!(holding.settings.vote.apart_from, 5);
        assert_eq!(holding.settings.currency, "GBP");
        let flags = overrides(&["--palette", "mono", "--no-mouse", "--ascii"]);
        let settings = for_a_meeting(Some(&path), &flags).settings;
        assert_eq!(settings.palette, Palette::Mono);
        assert_eq!((settings.mouse, settings.ascii), (false, true));
        assert!(!settings.reduced_motion);
        assert_eq!(settings.vote.apart_from, 5);
        assert!(
            for_a_meeting(None, &overrides(&["--reduced-motion"]))
                .settings
                .reduced_motion
        );
    }

    #[test]
    fn a_meeting_opens_whatever_the_file_says() {
        for (text, why) in [
            (
                &b"pledge: settings/1\nmouse: false\npalette: pink\n"[..],
                "settings.yaml:3:10: found `pink`",
            ),
            (b"", "an empty file"),
            (b"pledge: settings/1\n# \xFF\n", "not UTF-8"),
        ] {
            let (_folder, path) = on_disk(text);
            let holding = for_a_meeting(Some(&path), &overrides(&["--ascii"]));
            let trouble = holding.trouble.unwrap();
            assert!(
                trouble.contains(why) && trouble.contains("`pledge settings` says more"),
                "{trouble}"
            );
            assert!(holding.settings.ascii, "flags hold all the same");
            assert!(holding.settings.mouse && holding.settings.palette == Palette::RoomLight);
        }
        let (folder, _) = on_disk(b"");
        let holding = for_a_meeting(Some(folder.path()), &Overrides::default());
        assert_eq!(holding.settings, Settings::default());
        assert!(holding.trouble.is_some(), "a folder is no file");
        let (_folder, path) = on_disk(b"pledge: settings/1\nvote: {method: rank}\n");
        assert_eq!(
            for_a_meeting(Some(&path), &Overrides::default()).trouble,
            None,
            "a warning is no trouble"
        );
    }

    #[test]
    fn the_palette_is_put_into_the_file_and_only_where_it_differs() {
        let (disk, keep) = remember(None);
        assert_eq!(keep.palette(Palette::Mono), Ok(()));
        assert_eq!(
            file(&disk).as_deref(),
            Some("pledge: settings/1\npalette: mono\n")
        );
        let writes = disk.writes();
        assert_eq!(keep.palette(Palette::Mono), Ok(()));
        assert_eq!(disk.writes(), writes);
        assert_eq!(keep.palette(Palette::RoomDark), Ok(()));
        assert_eq!(
            file(&disk).as_deref(),
            Some("pledge: settings/1\npalette: room-dark\n")
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_or_written_is_left_and_said() {
        let bad = "pledge: settings/1\nfont: big\n";
        let (disk, keep) = remember(Some(bad));
        let error = keep.palette(Palette::Mono).unwrap_err();
        assert!(error.sentence().contains("unknown key `font`"), "{error}");
        assert_eq!(file(&disk).as_deref(), Some(bad));

        let good = "pledge: settings/1\n";
        let (disk, keep) = remember(Some(good));
        disk.refuse_writes(true);
        let error = keep.palette(Palette::Mono).unwrap_err();
        assert!(
            error
                .sentence()
                .starts_with("The colours are not remembered: /home"),
            "{error}"
        );
        assert_eq!(file(&disk).as_deref(), Some(good));

        let (disk, keep) = remember(None);
        disk.replace(&keep.path, b"pledge: settings/1\n# \xFF\n", false)
            .unwrap();
        let error = keep.palette(Palette::Mono).unwrap_err();
        assert!(error.sentence().contains("not UTF-8"), "{error}");
    }
}
