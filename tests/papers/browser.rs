//! Papers in a browser with a checker for accessibility, and the calendar in a reader that is not ours.

use std::{fs, path::Path, process::Command};

use super::Samples;
use crate::harness::{Outside, requires};

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
    let Some(browser) = requires(Outside::Browser) else {
        return;
    };
    let Some(axe) = requires(Outside::Axe) else {
        return;
    };
    let axe = fs::read_to_string(axe).unwrap();
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
        &["dpia"],
        &["assurance"],
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

#[test]
fn icalendar_reads_the_calendar() {
    let Some(python) = requires(Outside::Python) else {
        return;
    };
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
