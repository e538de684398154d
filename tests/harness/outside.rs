//! Programs and data outside the repository that a few tests need, and the one way in which such a test is skipped.
//!
//! A test that returns early looks like one that passed. So nothing but [`requires`] decides that a test is skipped: it records the
//! test by name, `.ci/run` prints the list, and `architecture.rs` refuses any other early return of a test.

use std::{
    env,
    ffi::OsString,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A dependency of a test that a clean clone does not have.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outside {
    /// The folder of exports, elections and comments that are not ours to copy; `../shared/data`.
    Reference,
    /// A Chromium that runs without a screen.
    Browser,
    /// `axe.min.js` of the npm package axe-core, a checker for accessibility.
    Axe,
    /// A Python with the packages `icalendar`, `openpyxl`, `pymupdf` and `python-docx`.
    Python,
    /// A Python with the package `duckdb`.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "engines read the dataset")
    )]
    Duckdb,
    /// A Python with the packages `duckdb` and `pyspark`, and a Java.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "engines read the dataset")
    )]
    Spark,
    /// A Python with the packages `duckdb`, `datafusion` and `pyarrow`.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "engines read the dataset")
    )]
    Datafusion,
    /// A Python with the packages `duckdb` and `chdb`.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "engines read the dataset")
    )]
    Clickhouse,
    /// The tracer of system calls.
    Strace,
    /// The program built for Windows, and Wine and a compiler for the helpers of its tests.
    Exe,
    /// A shell that the completions are of.
    Bash,
    /// The same.
    Zsh,
    /// The same.
    Fish,
    /// The same.
    Elvish,
    /// The formatter of manual pages that Linux has.
    Groff,
    /// Another formatter of manual pages, which finds more in them.
    Mandoc,
}

impl Outside {
    /// The variable that names the place. A place that it names and that is missing is a failure.
    fn variable(self) -> &'static str {
        match self {
            Self::Reference => "PLEDGE_REFERENCE",
            Self::Browser => "PLEDGE_BROWSER",
            Self::Axe => "PLEDGE_AXE",
            Self::Python => "PLEDGE_PYTHON",
            Self::Duckdb => "PLEDGE_DUCKDB",
            Self::Spark => "PLEDGE_SPARK",
            Self::Datafusion => "PLEDGE_DATAFUSION",
            Self::Clickhouse => "PLEDGE_CLICKHOUSE",
            Self::Strace => "PLEDGE_STRACE",
            Self::Exe => "PLEDGE_EXE",
            Self::Bash => "PLEDGE_BASH",
            Self::Zsh => "PLEDGE_ZSH",
            Self::Fish => "PLEDGE_FISH",
            Self::Elvish => "PLEDGE_ELVISH",
            Self::Groff => "PLEDGE_GROFF",
            Self::Mandoc => "PLEDGE_MANDOC",
        }
    }

    /// The place where it is looked for while its variable is not set.
    fn usual(self) -> Option<PathBuf> {
        match self {
            Self::Reference => Some(root().join("../shared/data")),
            Self::Browser => on_path(&["chromium", "chromium-browser", "google-chrome", "chrome"]),
            Self::Axe | Self::Exe => None,
            Self::Python | Self::Duckdb | Self::Spark | Self::Datafusion | Self::Clickhouse => {
                on_path(&["python3"])
            }
            Self::Strace => on_path(&["strace"]),
            Self::Bash => on_path(&["bash"]),
            Self::Zsh => on_path(&["zsh"]),
            Self::Fish => on_path(&["fish"]),
            Self::Elvish => on_path(&["elvish"]),
            Self::Groff => on_path(&["groff"]),
            Self::Mandoc => on_path(&["mandoc"]),
        }
    }

    fn is_usable(self, place: &Path) -> bool {
        match self {
            Self::Reference => place.is_dir(),
            Self::Browser
            | Self::Axe
            | Self::Strace
            | Self::Bash
            | Self::Zsh
            | Self::Fish
            | Self::Elvish
            | Self::Groff
            | Self::Mandoc => place.is_file(),
            Self::Exe => {
                place.is_file()
                    && wine().is_some()
                    && on_path(&["x86_64-w64-mingw32-gcc"]).is_some()
            }
            Self::Python => imports(place, "docx, icalendar, openpyxl, pymupdf"),
            Self::Duckdb => imports(place, "duckdb"),
            Self::Spark => {
                let has_java = env::var_os("JAVA_HOME").is_some() || on_path(&["java"]).is_some();
                has_java && imports(place, "duckdb, pyspark")
            }
            Self::Datafusion => imports(place, "datafusion, duckdb, pyarrow"),
            Self::Clickhouse => imports(place, "chdb, duckdb"),
        }
    }
}

/// `true` if a Python has these packages.
fn imports(python: &Path, packages: &str) -> bool {
    Command::new(python)
        .args(["-c", &format!("import {packages}")])
        .output()
        .is_ok_and(|done| done.status.success())
}

/// The place of what the running test needs; `None` where it is absent, and then the test is recorded as skipped.
///
/// Panics where the place is named by its variable and is missing.
#[track_caller]
pub(crate) fn requires(what: Outside) -> Option<PathBuf> {
    let found = located(what, env::var_os(what.variable()));
    if found.is_none() {
        record(what);
    }
    found
}

#[track_caller]
fn located(what: Outside, named: Option<OsString>) -> Option<PathBuf> {
    if let Some(place) = named.map(PathBuf::from) {
        assert!(
            what.is_usable(&place),
            "{} is set, and {} cannot be used",
            what.variable(),
            place.display()
        );
        return Some(place);
    }
    what.usual().filter(|place| what.is_usable(place))
}

/// Adds the running test to the file that `PLEDGE_SKIPPED` names.
fn record(what: Outside) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    let line = format!("{test} (needs {})\n", what.variable());
    print!("skipped: {line}");
    if let Some(list) = env::var_os("PLEDGE_SKIPPED") {
        // One write, so that tests which run side by side do not break each other's lines.
        let mut list = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(list)
            .unwrap();
        list.write_all(line.as_bytes()).unwrap();
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

/// The loader and the server of a Wine for programs of 64 bits.
pub(crate) fn wine() -> Option<(PathBuf, PathBuf)> {
    // Debian's package wine64 puts neither on the path: that is done by another, which needs the one for 32 bits.
    let find = |names: [&str; 2], debian: &str| {
        on_path(&names).or_else(|| Some(PathBuf::from(debian)).filter(|file| file.is_file()))
    };
    Some((
        find(["wine64", "wine"], "/usr/lib/wine/wine64")?,
        find(["wineserver64", "wineserver"], "/usr/lib/wine/wineserver64")?,
    ))
}

/// The rows of a file of reference values that stands in the repository: `tests/fixtures/reference/NAME`. There is at least one.
#[track_caller]
pub(crate) fn reference(name: &str) -> Vec<serde_json::Value> {
    let path = root().join("tests/fixtures/reference").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rows = file["rows"].as_array().unwrap().clone();
    assert!(!rows.is_empty(), "{name}");
    rows
}

#[test]
#[should_panic(expected = "PLEDGE_REFERENCE is set, and /nowhere/at/all cannot be used")]
fn a_place_that_is_named_and_missing_is_a_failure() {
    located(Outside::Reference, Some("/nowhere/at/all".into()));
}
