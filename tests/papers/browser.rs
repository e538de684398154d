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
        &["poster"],
        &["easy-read"],
        &["owners"],
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

/// Pages of a PDF that a browser printed.
fn printed(browser: &Path, page: &Path, profile: &Path) -> usize {
    let pdf = profile.with_extension("pdf");
    let done = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
        ])
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    assert!(done.status.success());
    let pdf = fs::read(pdf).unwrap();
    // The tree of pages is `/Type /Pages`.
    let pages = pdf
        .windows(12)
        .filter(|w| w.starts_with(b"/Type /Page") && w[11] != b's');
    pages.count()
}

#[test]
fn a_poster_is_printed_on_one_sheet() {
    let Some(browser) = requires(Outside::Browser) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (page, profile) = (
        folder.path().join("page.html"),
        folder.path().join("profile"),
    );
    for (sheet, html) in super::wall::posters() {
        fs::write(&page, html).unwrap();
        assert_eq!(printed(&browser, &page, &profile), 1, "{sheet}");
    }
    // A page that is longer is seen to be so.
    fs::write(&page, "<div style='height: 500mm'>a</div>").unwrap();
    assert_eq!(printed(&browser, &page, &profile), 2);
}

/// Runs a script of Python on a file; returns its standard output.
fn python(python: &Path, script: &str, file: &Path) -> String {
    let done = Command::new(python)
        .args(["-c", script])
        .arg(file)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8_lossy(&done.stdout).into_owned()
}

#[test]
fn icalendar_reads_the_calendar() {
    let Some(interpreter) = requires(Outside::Python) else {
        return;
    };
    let samples = Samples::new();
    let path = samples.0.path().join("c.ics");
    let script = "
import sys, icalendar
cal = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
for e in cal.walk('VEVENT'):
    start = e.decoded('DTSTART')
    for alarm in e.walk('VALARM'):
        assert alarm['ACTION'] == 'DISPLAY' and str(alarm['DESCRIPTION']) == str(e['SUMMARY'])
        assert alarm.decoded('TRIGGER').total_seconds() < 0
    alarms = [str(alarm.decoded('TRIGGER')) for alarm in e.walk('VALARM')]
    print(e['UID'][:8], start, e.decoded('DTEND'), e['STATUS'], e['SEQUENCE'], str(e['SUMMARY']), alarms)
assert not cal.errors
";
    fs::write(&path, samples.export(&["ics"])).unwrap();
    let all = python(&interpreter, script, &path);
    insta::assert_snapshot!("icalendar", all);
    // The calendar of one owner, by her role in other letters.
    let done = samples.run(&[
        "export",
        "northbrook-finished",
        "breast care NURSE",
        "--to",
        "ics",
        "-o",
        "c.ics",
    ]);
    assert!(done.status.success());
    let own = python(&interpreter, script, &path);
    assert_eq!(own.lines().count(), 7);
    assert!(own.lines().all(|line| all.contains(line)), "{own}");
}

#[test]
fn openpyxl_reads_the_action_log() {
    let Some(interpreter) = requires(Outside::Python) else {
        return;
    };
    let samples = Samples::new();
    let path = samples.0.path().join("log.xlsx");
    let done = samples.run(&[
        "export",
        "northbrook-finished",
        "--to",
        "xlsx",
        "-o",
        "log.xlsx",
    ]);
    assert!(done.status.success());
    let script = "
import sys, warnings, openpyxl
warnings.simplefilter('error')
sheet = openpyxl.load_workbook(sys.argv[1]).active
assert sheet.print_area.replace('$', '').endswith('A1:I13'), sheet.print_area
assert sheet.print_title_rows.replace('$', '') == '1:1'
assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ('landscape', 9)
assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
assert (sheet.freeze_panes, sheet.auto_filter.ref) == ('B2', 'A1:T8')
lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
for row in range(2, 7):
    assert lists[f'H{row}'] == '\"done,on track,stuck,dropped\"', lists
assert lists['H7'] == '\"they said yes,they said no,no answer yet\"', lists
marks = {str(r.sqref): rule for r in sheet.conditional_formatting for rule in r.rules}
assert [where[0] for where in marks] == ['F', 'G'], marks
for rule in marks.values():
    assert 'TODAY()' in rule.formula[0] and 'overdue' in rule.dxf.numFmt.formatCode
widths = {}
for column in sheet.column_dimensions.values():
    widths.update({at: column.width for at in range(column.min, column.max + 1)})
assert sum(widths[at] for at in range(1, 10)) < 175, widths
assert sheet['J1'].value == 'E-mail'
";
    python(&interpreter, script, &path);
}
