//! File permissions, and the traces of a rehearsal: the built program, then a look at the disk.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use service_pledge::{
    domain::{stamp::Stamp, vote::ballot_box::BallotBox},
    store::{
        ballot_box::BoxFile,
        disk::{Disk as _, RealDisk},
        places::Places,
    },
};
use tempfile::TempDir;

use crate::terminal::{Place, Screen};

/// Files below a folder that other accounts can access, with their permissions.
fn open_to_others(folder: &Path) -> Vec<String> {
    let mut open = Vec::new();
    let mut paths = vec![folder.to_path_buf()];
    while let Some(path) = paths.pop() {
        let meta = fs::symlink_metadata(&path).unwrap();
        if meta.mode() & 0o077 != 0 && !meta.is_symlink() {
            open.push(format!("{:o} {}", meta.mode() & 0o7777, path.display()));
        }
        if meta.is_dir() {
            paths.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        }
    }
    open.sort();
    open
}

/// The folders in a folder.
fn folders(folder: &Path) -> Vec<PathBuf> {
    RealDisk.folders(folder).unwrap()
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A home with a temporary folder of its own.
struct Home {
    place: Place,
    temporary: PathBuf,
}

impl Home {
    fn new() -> Self {
        let place = Place::new();
        let temporary = place.home.path().join("tmp");
        fs::create_dir(&temporary).unwrap();
        Self { place, temporary }
    }

    fn local(&self) -> PathBuf {
        self.place.home.path().join(".local/share/pledge")
    }

    /// Runs a command with these lines as what is typed; gives what it says.
    fn run(&self, arguments: &[&str], lines: &str) -> String {
        let home = self.place.home.path();
        let typed = home.join("typed");
        fs::write(&typed, lines).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(arguments)
            .current_dir(home)
            .env_clear()
            .env("HOME", home)
            .env("TMPDIR", &self.temporary)
            .stdin(Stdio::from(fs::File::open(&typed).unwrap()))
            .output()
            .unwrap();
        let out = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.success(), "{arguments:?}: {out}");
        out
    }

    fn screen(&self, arguments: &[&str]) -> Screen {
        let temporary = self.temporary.display().to_string();
        Screen::run(&self.place, (80, 22), arguments, &[("TMPDIR", &temporary)])
    }
}

/// Everybody is here, and a round is open.
fn open_a_round(screen: &mut Screen) {
    for (sees, press) in [
        ("Service Pledge meeting", "         "),
        ("Eilidh Munro is here.", "5"),
        ("What is worth it", "o"),
        ("Goals in this round", "\r"),
    ] {
        screen.sees(sees).press(press);
    }
    screen.sees("Round 1 is open");
}

#[test]
fn what_is_kept_on_this_computer_is_this_accounts_alone() {
    let home = Home::new();
    let local = home.local();
    // As an earlier version, or somebody's own copying, left it.
    put(&local.join("m-0.r1.ballots"), "old");
    put(&local.join("templates/own/findings.yaml"), "old");
    fs::set_permissions(&local, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(open_to_others(&local).len() > 4);
    let elsewhere = home.place.home.path().join("elsewhere");
    put(&elsewhere, "shared");
    std::os::unix::fs::symlink(&elsewhere, local.join("link")).unwrap();
    let mut screen = home.screen(&["meet", "northbrook"]);
    open_a_round(&mut screen);
    assert_eq!(open_to_others(&local), Vec::<String>::new());
    let boxes = fs::read_dir(&local).unwrap().filter(|e| {
        let name = e.as_ref().unwrap().file_name().into_string().unwrap();
        name.ends_with(".ballots")
    });
    assert_eq!(boxes.count(), 2);
    assert!(local.join("recent-units").exists() && local.join("tour-seen").exists());
    // A link's end is somebody else's.
    assert_ne!(fs::metadata(&elsewhere).unwrap().mode() & 0o077, 0);
}

#[test]
fn steps_saved_on_this_computer_are_closed_as_well() {
    let root = TempDir::new().unwrap();
    let local = root.path().join("data/pledge");
    RealDisk.make_private_folder(&local).unwrap();
    let journal = local.join("x.journal");
    RealDisk.replace(&journal, b"a", true).unwrap();
    RealDisk.append(&journal, 1, b"b", true).unwrap();
    RealDisk
        .append(&local.join("y.journal"), 0, b"b", true)
        .unwrap();
    drop(RealDisk.lock(&local.join("x.lock"), "us").unwrap());
    RealDisk.make_folder(&local.join("out/deeper")).unwrap();
    RealDisk
        .replace(&local.join("out/deeper/z"), b"a", false)
        .unwrap();
    // What a write that was cut short left open is no way in, nor is a link that somebody put in its place.
    put(&root.path().join("data/pledge/x.journal.new"), "left");
    let elsewhere = root.path().join("elsewhere");
    put(&elsewhere, "theirs");
    std::os::unix::fs::symlink(&elsewhere, local.join("linked.new")).unwrap();
    RealDisk
        .replace(&local.join("linked"), b"ours", true)
        .unwrap();
    assert_eq!(fs::read(&elsewhere).unwrap(), b"theirs");
    // Opened by hand, it is closed again when it is written.
    fs::set_permissions(&journal, fs::Permissions::from_mode(0o644)).unwrap();
    RealDisk.replace(&journal, b"abc", true).unwrap();
    assert_eq!(
        open_to_others(&root.path().join("data")),
        Vec::<String>::new()
    );
    // A unit's folder that others work in stays as it is: so does a file in it, over every replacement.
    let unit = root.path().join("unit");
    RealDisk.make_folder(&unit).unwrap();
    fs::set_permissions(&unit, fs::Permissions::from_mode(0o775)).unwrap();
    put(&unit.join("agenda.yaml"), "a");
    fs::set_permissions(unit.join("agenda.yaml"), fs::Permissions::from_mode(0o664)).unwrap();
    RealDisk
        .replace(&unit.join("agenda.yaml"), b"b", true)
        .unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
    assert_eq!(mode(&unit.join("agenda.yaml")), 0o664);
    assert_eq!(mode(&unit), 0o775);
}

#[test]
fn ballots_that_wait_in_the_units_folder_are_closed_too() {
    let root = TempDir::new().unwrap();
    let places = Places {
        folder: root.path().join("unit"),
        // No folder can be made below a file.
        local: root.path().join("file/pledge"),
    };
    put(&root.path().join("file"), "");
    put(&places.folder.join("agenda.yaml"), "");
    let at: Stamp = "2026-11-24T13:00:00+00:00".parse().unwrap();
    let waits = places.ballots_in_folder("r1");
    put(&waits, "left by an earlier version");
    let said = BoxFile::new(&places, "m-1", "r1").put(&RealDisk, &BallotBox::new("r1"), at);
    assert!(said.unwrap().is_some());
    assert_eq!(fs::metadata(&waits).unwrap().mode() & 0o7777, 0o600);
}

#[test]
fn the_samples_copy_is_closed_and_so_is_all_that_is_written_into_it() {
    let home = Home::new();
    let said = home.run(
        &["demo", "--plain"],
        "start the meeting\nClose\nwrite the papers\n",
    );
    let copies = folders(&home.temporary);
    assert_eq!(copies.len(), 1);
    assert!(said.contains(&copies[0].display().to_string()), "{said}");
    assert!(copies[0].join("northbrook/meeting.journal").exists());
    assert!(
        copies[0].join("northbrook/out/minutes.html").exists(),
        "{said}"
    );
    assert_eq!(open_to_others(&copies[0]), Vec::<String>::new());
}

#[test]
fn a_rehearsals_copy_is_closed_while_it_goes_on_and_gone_afterwards() {
    let home = Home::new();
    let mut screen = home.screen(&["meet", "--rehearse", "northbrook"]);
    open_a_round(&mut screen);
    let copies = folders(&home.temporary);
    assert_eq!(copies.len(), 1);
    assert!(copies[0].join("findings.yaml").exists());
    assert_eq!(open_to_others(&copies[0]), Vec::<String>::new());
    // Another one beside it leaves it alone.
    home.run(&["meet", "--rehearse", "--plain", "northbrook"], "");
    assert_eq!(folders(&home.temporary), copies);
    screen.press("\u{11}");
    assert_eq!(screen.ended(), 0);
    screen.sees("Its copy is deleted, and nothing of it is in northbrook.");
    assert_eq!(folders(&home.temporary), Vec::<PathBuf>::new());
    // The round was open: its ballots are gone too.
    let left = fs::read_dir(home.local()).unwrap();
    let left: Vec<String> = left
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left, ["tour-seen"]);
}

#[test]
fn a_copy_is_kept_where_that_is_asked_for_and_swept_where_it_was_cut_short() {
    let home = Home::new();
    let said = home.run(
        &["meet", "--rehearse", "--keep", "--plain", "northbrook"],
        "",
    );
    let kept = folders(&home.temporary);
    assert_eq!(kept.len(), 1);
    assert!(
        said.contains("Its copy is kept") && said.contains(&kept[0].display().to_string()),
        "{said}"
    );
    assert_eq!(open_to_others(&kept[0]), Vec::<String>::new());
    // As an earlier version left one, and a computer that lost its power.
    let left = home.temporary.join("pledge-rehearsal-0123");
    put(&left.join("findings.yaml"), "in a gown for two hours");
    put(&left.join("meeting.lock"), "");
    let said = home.run(&["meet", "--rehearse", "--plain", "northbrook"], "");
    assert!(said.contains("Its copy is deleted"), "{said}");
    assert!(
        said.contains("The copy of an earlier rehearsal was deleted as well."),
        "{said}"
    );
    assert_eq!(folders(&home.temporary), kept);
}

#[test]
fn a_rehearsal_that_cannot_begin_or_whose_window_closes_leaves_nothing() {
    let home = Home::new();
    let mut screen = home.screen(&["meet", "--rehearse", "northbrook"]);
    screen.sees("Service Pledge meeting");
    assert_eq!(folders(&home.temporary).len(), 1);
    // The first frame is drawn before anybody listens to signals: once a key has been taken, somebody does.
    screen.press("5");
    screen.sees("What is worth it, and realistic");
    screen.signal("-HUP");
    screen.ended();
    assert_eq!(folders(&home.temporary), Vec::<PathBuf>::new());
    fs::write(
        home.place.unit().join("findings.yaml"),
        "pledge: findings/1\nunit: [",
    )
    .unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(["meet", "--rehearse", "--plain", "northbrook"])
        .current_dir(home.place.home.path())
        .env("TMPDIR", &home.temporary)
        .env("HOME", home.place.home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(folders(&home.temporary), Vec::<PathBuf>::new());
}

#[test]
fn votes_whose_meeting_is_gone_are_named_on_the_first_screen_and_deleted_after_a_yes() {
    let home = Home::new();
    let mut screen = home.screen(&["meet", "northbrook"]);
    open_a_round(&mut screen);
    screen.signal("-KILL");
    screen.ended();
    let boxes = || {
        let files = RealDisk.list(&home.local()).unwrap();
        files
            .into_iter()
            .filter(|p| p.extension().is_some_and(|e| e == "ballots"))
            .count()
    };
    // Its meeting is there: it goes on.
    let mut screen = home.screen(&[]);
    screen.sees("Northbrook Breast Unit");
    assert!(!screen.text().contains("Votes from"), "{}", screen.text());
    screen.press("q");
    screen.ended();
    fs::rename(home.place.unit(), home.place.home.path().join("away")).unwrap();
    let mut screen = home.screen(&[]);
    screen
        .sees("Votes from northbrook")
        .sees("less than a day old")
        .press("d")
        .sees("delete them for good?");
    assert_eq!(boxes(), 1);
    screen
        .press("y\r")
        .sees("The votes are deleted.")
        .press("q");
    screen.ended();
    assert_eq!(boxes(), 0);
}

#[test]
fn links_that_somebody_plants_in_a_shared_folder_are_not_written_through() {
    let root = TempDir::new().unwrap();
    let folder = root.path().join("unit");
    let precious = root.path().join("precious");
    put(&precious, "all that is dear");
    fs::create_dir_all(folder.join("out")).unwrap();
    let link = |name: &str| {
        let _ = fs::remove_file(folder.join(name));
        std::os::unix::fs::symlink(&precious, folder.join(name)).unwrap();
    };
    let places = Places {
        folder: folder.clone(),
        local: root.path().join("local"),
    };
    for lock in [places.lock(), places.lock_of("preparation")] {
        link(lock.file_name().unwrap().to_str().unwrap());
        assert!(RealDisk.lock(&lock, "us").is_err());
        fs::remove_file(&lock).unwrap();
        // A second name of a file is no better: it locks, and is not written.
        fs::hard_link(&precious, &lock).unwrap();
        drop(RealDisk.lock(&lock, "us").unwrap());
        fs::remove_file(&lock).unwrap();
    }
    for name in [
        "meeting.journal",
        "outcome.yaml",
        "meeting.draft",
        "out/booklet.html",
    ] {
        link(&format!("{name}.new"));
        let path = folder.join(name);
        RealDisk.replace(&path, b"ours", true).unwrap();
        assert!(
            !path.is_symlink() && fs::read(&path).unwrap() == b"ours",
            "{name}"
        );
        assert!(!folder.join(format!("{name}.new")).exists());
    }
    // What is for this account alone takes the place of a link, and a journal does not begin at the end of one.
    link("meeting.r1.ballots");
    let ballots = folder.join("meeting.r1.ballots");
    RealDisk.replace_private(&ballots, b"votes", true).unwrap();
    assert!(!ballots.is_symlink());
    let nowhere = root.path().join("nowhere");
    let journal = folder.join("begins.journal");
    std::os::unix::fs::symlink(&nowhere, &journal).unwrap();
    assert!(RealDisk.append(&journal, 0, b"line", true).is_err());
    assert!(!nowhere.exists());
    assert_eq!(fs::read(&precious).unwrap(), b"all that is dear");
}

#[test]
fn a_torn_end_and_a_draft_go_past_links() {
    use service_pledge::{domain::meeting::Meeting, store::session::Session};
    let root = TempDir::new().unwrap();
    let precious = root.path().join("precious");
    put(&precious, "all that is dear");
    let places = Places {
        folder: root.path().join("unit"),
        local: root.path().join("local"),
    };
    let at: Stamp = "2026-11-24T13:00:00+00:00".parse().unwrap();
    let open = || loop {
        let began = || Ok(service_pledge::domain::meeting::Began::default());
        let session = Session::<Meeting, _>::open(RealDisk, places.clone(), "us", at, began);
        let session = session.unwrap();
        // A program that another test starts holds every file of this one for a moment, locks too.
        if !session.is_read_only() {
            break session;
        }
        std::thread::yield_now();
    };
    fs::create_dir_all(&places.folder).unwrap();
    drop(open());
    for path in [places.broken(), places.draft()] {
        std::os::unix::fs::symlink(&precious, path).unwrap();
    }
    let whole = fs::read(places.journal()).unwrap();
    let torn = [whole.as_slice(), b"{\"n\":2,"].concat();
    fs::write(places.journal(), torn).unwrap();
    let session = open();
    session.draft("half a sentence");
    assert_eq!(fs::read(places.journal()).unwrap(), whole);
    assert!(!places.draft().is_symlink());
    assert_eq!(fs::read(places.draft()).unwrap(), b"half a sentence");
    let aside = places.folder.join("meeting.journal.torn-1.broken");
    assert_eq!(fs::read(aside).unwrap(), b"{\"n\":2,\n");
    assert_eq!(fs::read(&precious).unwrap(), b"all that is dear");
}
