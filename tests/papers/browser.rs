//! Papers in a browser and a calendar program, if these are installed; otherwise the test reports that it was skipped.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::Samples;

/// A Chromium that can be run without a screen.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

/// The checker for accessibility: `axe.min.js` of the npm package axe-core, at the path in `PLEDGE_AXE`.
fn axe() -> Option<String> {
    fs::read_to_string(std::env::var_os("PLEDGE_AXE")?).ok()
}

/// The page's title after its scripts have run.
fn title_after(browser: &Path, page: &Path, profile: &Path) -> String {
    let done = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=20000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    let page = String::from_utf8_lossy(&done.stdout).into_owned();
    let from = page.find("<title>").map_or(0, |at| at + "<title>".len());
    let to = page.find("</title>").unwrap_or(from);
    page[from..to].to_owned()
}

#[test]
fn axe_finds_nothing() {
    let (Some(browser), Some(axe)) = (browser(), axe()) else {
        println!("skipped: this needs chromium, and axe-core's axe.min.js at PLEDGE_AXE");
        return;
    };
    let samples = Samples::new();
    let profile = samples.0.path().join("profile");
    for arguments in [
        &["html"][..],
        &["html", "--large-print"],
        &["minutes"],
        &["ask", "new-waiting-room"],
        &["pack"],
        &["agenda"],
        &["ballots"],
    ] {
        let html = samples.export(arguments);
        // A page lets no script run; the checker is one.
        let start = html
            .find("<meta http-equiv=\"Content-Security-Policy\"")
            .unwrap();
        let end = start + html[start..].find('>').unwrap() + 1;
        let run = "axe.run(document).then(r => { document.title = 'AXE ' + r.passes.length + ' ' + JSON.stringify(r.violations.map(v => [v.id, v.nodes.map(n => n.html)])) })";
        let page = format!("{}{}", &html[..start], &html[end..]).replace(
            "</body>",
            &format!("<script>{axe}</script><script>{run}</script></body>"),
        );
        let path = samples.0.path().join("page.html");
        fs::write(&path, page).unwrap();
        let title = title_after(&browser, &path, &profile);
        let found = title
            .strip_prefix("AXE ")
            .unwrap_or_else(|| panic!("it did not run: {title}"));
        let (passes, violations) = found.split_once(' ').unwrap();
        assert!(passes.parse::<u32>().unwrap() > 10, "{found}");
        assert_eq!(violations, "[]", "{arguments:?}");
    }
}

/// The same calendar by the python package `icalendar`, whose interpreter is at `PLEDGE_PYTHON`, else `python3`.
#[test]
fn icalendar_reads_the_calendar() {
    let python = std::env::var("PLEDGE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python)
        .args(["-c", "import icalendar"])
        .output();
    if !there.is_ok_and(|done| done.status.success()) {
        println!("skipped: this needs python with the package icalendar");
        return;
    }
    let samples = Samples::new();
    let path = samples.0.path().join("c.ics");
    fs::write(&path, samples.export(&["ics"])).unwrap();
    let script = "
import sys, icalendar
cal = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
for e in cal.walk('VEVENT'):
    print(e['UID'][:8], e.decoded('DTSTART'), e.decoded('DTEND'), str(e['SUMMARY']))
assert not cal.errors
";
    let done = Command::new(&python)
        .args(["-c", script])
        .arg(&path)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    insta::assert_snapshot!("icalendar", String::from_utf8_lossy(&done.stdout));
}
