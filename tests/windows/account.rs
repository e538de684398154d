//! The account and the computer: time zones, and variables that are not set.

use std::fs;

use super::{
    machine::{PLEDGE, finished},
    twin::Twin,
};
use crate::harness::{Outside, requires};

#[test]
fn the_clock_is_of_the_zone_that_the_account_is_in() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let [_, unit] = twin.units();
    for zone in ["UTC", "Europe/London", "America/New_York", "Asia/Kolkata"] {
        let now = jiff::ZonedDateTime::now().in_tz(zone).unwrap();
        let agenda = twin.file("agenda.yaml");
        let from = agenda.find("date: ").unwrap() + "date: ".len();
        let agenda = format!("{}{}{}", &agenda[..from], now.date(), &agenda[from + 10..]);
        fs::write(unit.join("agenda.yaml"), agenda).unwrap();
        let _ = fs::remove_file(unit.join("meeting.journal"));
        let mut command = twin.windows(&["--plain", "northbrook"]);
        let done = finished(command.env("TZ", zone), b"space\nquit\n");
        assert_eq!(done.code, Some(0), "{zone}: {done:?}");
        let journal = twin.file("meeting.journal");
        let last = journal.lines().rfind(|l| l.contains("\"did\"")).unwrap();
        let offset = now.strftime("%:z").to_string();
        assert!(last.contains(&offset), "{zone}: {last}");
    }
}

#[test]
fn nothing_depends_on_a_variable() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    fs::write(twin.top.join("typed.txt"), "space\nquit\n").unwrap();
    for names in [
        "TEMP TMP",
        "APPDATA LOCALAPPDATA USERPROFILE HOMEPATH HOMEDRIVE",
        "USERNAME USER",
        "PATH SystemRoot",
    ] {
        let unset = names
            .split(' ')
            .fold(String::new(), |unset, name| unset + "set " + name + "=&");
        for command in ["demo --plain", "--plain northbrook"] {
            let line = format!("{unset}{PLEDGE} {command} < typed.txt");
            let mut shell = twin.machine.command("cmd");
            let done = finished(shell.args(["/c", &line]).current_dir(&twin.top), b"");
            assert_eq!(done.code, Some(0), "{names}: {done:?}");
            assert!(done.out.contains("of 10 here"), "{names}: {done:?}");
        }
    }
}
