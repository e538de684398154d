//! Files as programs of Windows write them: CRLF, a mark at the start, UTF-16, Windows-1252; and code pages on pipes.

use std::{fs, path::Path};

use super::{
    machine::{PLEDGE, finished},
    twin::{Twin, in_one_line},
};
use crate::harness::{Outside, requires, sample};

/// Every file of a folder, changed.
fn rewrite(folder: &Path, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The journal is the program's own, and only it writes there.
        if path.extension().is_some_and(|e| e == "yaml") {
            let bytes = change(fs::read(&path).unwrap());
            fs::write(path, bytes).unwrap();
        }
    }
}

fn crlf(bytes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(bytes).unwrap();
    text.replace('\n', "\r\n").into_bytes()
}

fn marked(bytes: &[u8]) -> Vec<u8> {
    [b"\xef\xbb\xbf".as_slice(), bytes].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn files_with_crlf_and_a_mark_say_the_same() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe).and("northbrook-finished");
    let commands: [&[&str]; 4] = [
        &["check", "northbrook", "northbrook-finished"],
        &["due", "--on", "2027-05-24", "--json", "northbrook-finished"],
        &["export", "--to", "minutes", "northbrook-finished"],
        &["prepare", "--to", "agenda", "northbrook"],
    ];
    let before = commands.map(|arguments| twin.both(arguments, ""));
    for top in twin.tops() {
        for unit in ["northbrook", "northbrook-2023", "northbrook-finished"] {
            rewrite(&top.join(unit), |bytes| marked(&crlf(bytes)));
        }
    }
    let after = commands.map(|arguments| twin.both(arguments, ""));
    assert_eq!(before, after);
    // Lines of a pipe end as those of files do.
    let typed = "space\r\nspace\r\nthemes\r\nn\r\none\r\ntwo\r\n.\r\nquit\r\n";
    let met = twin.run(&["--plain", "northbrook"], typed);
    assert!(in_one_line(&met.out).contains("2 of 10 here"), "{met:?}");
    let journal = twin.file("meeting.journal");
    assert!(journal.contains(r"one\ntwo"), "{journal}");
    assert!(
        !journal.contains(r"\r") && !journal.contains('\r'),
        "{journal}"
    );
}

#[test]
fn an_agenda_in_utf_16_is_refused_with_what_to_do() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    for unit in twin.units() {
        let agenda = fs::read_to_string(unit.join("agenda.yaml")).unwrap();
        fs::write(unit.join("agenda.yaml"), utf16(&agenda)).unwrap();
    }
    let done = twin.both(&["check", "northbrook"], "");
    assert_ne!(done.code, Some(0));
    assert!(format!("{done:?}").contains("UTF-8"), "{done:?}");
}

#[test]
fn the_export_of_a_survey_is_read_in_every_encoding() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let survey = sample("northbrook-survey.csv");
    let survey = survey.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(&survey);
    let forms: [(&str, Vec<u8>); 5] = [
        ("crlf.csv", survey.replace('\n', "\r\n").into_bytes()),
        ("marked.csv", marked(survey.as_bytes())),
        ("utf-16.csv", utf16(&survey)),
        ("windows-1252.csv", cp1252.to_vec()),
        ("Umfrage Siân.csv", survey.clone().into_bytes()),
    ];
    for (name, bytes) in forms {
        for top in twin.tops() {
            fs::write(top.join(name), &bytes).unwrap();
        }
        let done = twin.both(&["import", "--inspect", name], "");
        assert_eq!(done.code, Some(0), "{name}");
    }
}

#[test]
fn a_pipe_is_utf_8_under_every_code_page() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe).and("northbrook-finished");
    let minutes = twin.run(&["export", "--to", "minutes", "northbrook-finished"], "");
    assert!(minutes.out.contains("Siân Llŷr"), "{minutes:?}");
    for page in ["437", "850", "1252", "65001"] {
        let line = format!(
            "chcp {page} >nul & {PLEDGE} export --to minutes northbrook-finished & {PLEDGE} export --to minutes northbrook-finished > {page}.md"
        );
        let mut shell = twin.machine.command("cmd");
        let done = finished(shell.args(["/c", &line]).current_dir(&twin.top), b"");
        assert_eq!(done.out, minutes.out, "code page {page}");
        let file = fs::read_to_string(twin.top.join(format!("{page}.md"))).unwrap();
        assert_eq!(file, minutes.out, "code page {page}");
    }
}

#[test]
fn an_answer_in_another_encoding_ends_no_meeting() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    // "Siân" as code page 850 and as Windows-1252 have it.
    for letter in [0x83, 0xe2] {
        let start = b"space\nthemes\nn\nSi".as_slice();
        let typed = [start, &[letter], b"n has a caf.\n.\nquit\n"].concat();
        let done = finished(&mut twin.windows(&["--plain", "northbrook"]), &typed);
        assert_eq!(done.code, Some(0), "{done:?}");
        assert!(twin.file("meeting.journal").contains("n has a caf."));
    }
}
