//! Boxes and code keys whose meeting is gone: its folder was moved or deleted, or its round was closed on another computer.
//!
//! Nobody opens such a meeting here any more, so nobody would ever delete them. They are looked for where the program starts,
//! and deleted only after a yes: a folder may be on a share that is not connected today.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    domain::{event_sourced::EventSourced as _, meeting::Meeting},
    store::{code_keys, disk::Disk, journal::Journal, places::Places, unit_file::parts},
};

/// A box, or the key of a code card, that was left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBox {
    /// The box.
    pub path: PathBuf,
    /// The unit's folder, if the box names it.
    pub unit: Option<PathBuf>,
    /// Seconds since 1970 when its round opened, where that is known; for a key, when it was last written.
    pub opened: Option<u64>,
    /// It is the key of a code card.
    pub is_key: bool,
}

/// Leftover boxes in the local data folder, whose round is open neither in the folder that they name nor in one of `known`; and leftover
/// keys of code cards, which no list in those folders names. Where a folder or its journal cannot be read, its boxes and keys are left
/// out, since their round may be open.
pub fn left_behind<D: Disk>(disk: &D, local: &Path, known: &[PathBuf]) -> Vec<LeftBox> {
    let mut boxes = disk.list(local).unwrap_or_default();
    boxes.retain(|path| {
        path.parent() == Some(local) && path.extension().is_some_and(|e| e == "ballots")
    });
    let mut left = Vec::new();
    for path in code_keys::keys(disk, local) {
        let unit = code_keys::unit_of(disk, &path);
        let mut folders = unit.iter().chain(known);
        if !folders.any(|folder| may_need_key(disk, local, folder, &path)) {
            left.push(LeftBox {
                opened: modified(disk, &path),
                path,
                unit,
                is_key: true,
            });
        }
    }
    for path in boxes {
        let Ok(Some(bytes)) = disk.read(&path) else {
            continue;
        };
        let unit = parts(&bytes).and_then(|(_, unit)| unit);
        let mut folders = unit.iter().chain(known);
        if folders.any(|folder| may_need(disk, local, folder, &path)) {
            continue;
        }
        left.push(LeftBox {
            opened: modified(disk, &path),
            path,
            unit,
            is_key: false,
        });
    }
    left
}

/// Seconds since 1970 when a file was last changed.
fn modified<D: Disk>(disk: &D, path: &Path) -> Option<u64> {
    let modified = disk.stamp(path).ok().flatten().and_then(|l| l.modified);
    let since = modified.and_then(|m| m.duration_since(SystemTime::UNIX_EPOCH).ok());
    since.map(|s| s.as_secs())
}

/// True if the meeting in a folder needs, or may need, a key: its list of code cards names it.
fn may_need_key<D: Disk>(disk: &D, local: &Path, folder: &Path, path: &Path) -> bool {
    let places = Places {
        folder: folder.to_path_buf(),
        local: local.to_path_buf(),
    };
    match disk.read(&places.code_cards()) {
        Ok(None) => false,
        Ok(Some(list)) => {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            String::from_utf8_lossy(&list).contains(&*name)
        }
        Err(_) => true,
    }
}

/// True if the meeting in a folder has, or may have, a round open whose box this is. Steps that could be saved on this computer
/// only count as well.
fn may_need<D: Disk>(disk: &D, local: &Path, folder: &Path, path: &Path) -> bool {
    let places = Places {
        folder: folder.to_path_buf(),
        local: local.to_path_buf(),
    };
    [places.journal(), places.local_journal()]
        .iter()
        .any(|journal| match disk.read_record(journal) {
            Ok(None) => false,
            Ok(Some(bytes)) => match Journal::<Meeting>::open(&bytes) {
                Ok(None) => false,
                Ok(Some((journal, _))) => {
                    let id = Meeting::id(journal.began());
                    let mut rounds = journal.state().all_rounds();
                    rounds.any(|r| r.is_open() && places.ballots(id, &r.box_key()) == path)
                }
                Err(_) => true,
            },
            // A share that is away, or a damaged journal, tells nothing. A box deleted on a guess
            // could not be had again; one kept on a guess is offered at the next start.
            Err(_) => true,
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        domain::{
            event::Event,
            meeting::Began,
            stamp::Stamp,
            vote::{
                allowed::Allowed,
                ballot_box::BallotBox,
                code_card::CodeCard,
                method::Method,
                settings::{RoundSettings, Weight},
            },
        },
        store::{
            ballot_box::BoxFile, code_keys::CodeKeys, memory::MemoryDisk, session::Session,
            unit_file::written,
        },
    };

    const LOCAL: &str = "/local";

    fn places(folder: &str) -> Places {
        Places {
            folder: PathBuf::from(folder),
            local: PathBuf::from(LOCAL),
        }
    }

    fn at() -> Stamp {
        "2026-11-24T13:00:00+00:00".parse().unwrap()
    }

    /// A meeting in a folder with its round open, and the box of that.
    fn voting(
        disk: &MemoryDisk,
        folder: &str,
        id: &str,
    ) -> (Session<Meeting, MemoryDisk>, PathBuf) {
        let places = places(folder);
        let began = Began {
            id: id.to_owned(),
            ..Began::default()
        };
        let mut session =
            Session::<Meeting, _>::open(disk.clone(), places.clone(), "us", at(), || Ok(began))
                .unwrap();
        let settings = RoundSettings {
            method: Method::Score,
            weight: Weight::Balanced,
            apart_from: 3,
            goals: Vec::new(),
            allowed: Allowed::default(),
        };
        let opened = Event::RoundOpened {
            id: "r1".to_owned(),
            settings,
            voters: Vec::new(),
            at: at(),
            number: None,
        };
        session.record(vec![opened], at());
        let file = BoxFile::new(&places, id, &format!("r1-{}", at().seconds()));
        file.put(disk, &BallotBox::new("r1"), at()).unwrap();
        (
            session,
            places.ballots(id, &format!("r1-{}", at().seconds())),
        )
    }

    fn left(disk: &MemoryDisk, known: &[&str]) -> Vec<PathBuf> {
        let known: Vec<PathBuf> = known.iter().map(PathBuf::from).collect();
        let left = left_behind(disk, Path::new(LOCAL), &known);
        left.into_iter().map(|l| l.path).collect()
    }

    /// The folder has another name now.
    fn move_folder(disk: &MemoryDisk, from: &str, to: &str) {
        for path in disk.paths().iter().filter(|p| p.starts_with(from)) {
            let bytes = disk.file(path).unwrap();
            disk.remove(path).unwrap();
            disk.put(
                &Path::new(to).join(path.strip_prefix(from).unwrap()),
                &bytes,
            );
        }
    }

    #[test]
    fn a_box_is_left_behind_when_its_folder_moves_and_not_before() {
        let disk = MemoryDisk::default();
        let (session, path) = voting(&disk, "/unit", "m-1");
        let (other, _) = voting(&disk, "/other", "m-2");
        disk.put(Path::new("/local/recent-units"), b"/unit\n");
        assert_eq!(left(&disk, &[]), Vec::<PathBuf>::new());
        drop(session);
        move_folder(&disk, "/unit", "/moved");
        let behind = left_behind(&disk, Path::new(LOCAL), &[]);
        let seconds = u64::try_from(at().seconds()).ok();
        assert_eq!(
            behind,
            [LeftBox {
                path: path.clone(),
                unit: Some(PathBuf::from("/unit")),
                opened: seconds,
                is_key: false,
            }]
        );
        // Opened where it is now, it is known again.
        assert_eq!(left(&disk, &["/other", "/moved"]), Vec::<PathBuf>::new());
        // Another meeting in the folder of that name needs it no more than none.
        drop(other);
        move_folder(&disk, "/other", "/unit");
        assert_eq!(left(&disk, &[]).len(), 2);
    }

    #[test]
    fn the_key_of_a_code_card_is_left_behind_when_no_list_names_it() {
        let disk = MemoryDisk::default();
        let mut n = 0;
        let random = || {
            n += 1;
            Ok(n)
        };
        let card = CodeCard::draw("jo", Method::Score, &mut BTreeSet::new(), random).unwrap();
        let mut keys = CodeKeys::default();
        keys.replace(&disk, &places("/unit"), card).unwrap();
        assert_eq!(left(&disk, &[]), Vec::<PathBuf>::new());
        move_folder(&disk, "/unit", "/moved");
        let behind = left_behind(&disk, Path::new(LOCAL), &[]);
        assert!(behind[0].is_key && behind.len() == 1);
        assert_eq!(behind[0].unit, Some(PathBuf::from("/unit")));
        assert_eq!(left(&disk, &["/moved"]), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_round_that_is_closed_needs_its_box_no_more() {
        let disk = MemoryDisk::default();
        let (mut session, path) = voting(&disk, "/unit", "m-1");
        let abandoned = Event::RoundAbandoned {
            round: "r1".to_owned(),
            ballots: 0,
        };
        session.record(vec![abandoned], at());
        assert_eq!(left(&disk, &["/unit"]), [path]);
    }

    #[test]
    fn a_box_of_an_earlier_version_is_looked_for_in_every_known_folder() {
        let disk = MemoryDisk::default();
        let (_session, path) = voting(&disk, "/unit", "m-1");
        let text = written("{}", None).unwrap();
        disk.put(&path, text.as_bytes());
        assert_eq!(left(&disk, &["/unit"]), Vec::<PathBuf>::new());
        assert_eq!(left(&disk, &[]), [path]);
    }

    #[test]
    fn what_cannot_be_read_or_is_saved_here_only_is_not_left_behind() {
        let disk = MemoryDisk::default();
        let (session, path) = voting(&disk, "/unit", "m-1");
        let journal = places("/unit").journal();
        let text = session.text().to_owned();
        drop(session);
        disk.put(&journal, b"{damaged}\n{damaged}\n");
        assert_eq!(left(&disk, &[]), Vec::<PathBuf>::new());
        disk.remove(&journal).unwrap();
        assert_eq!(left(&disk, &[]), [path]);
        disk.put(&places("/unit").local_journal(), text.as_bytes());
        assert_eq!(left(&disk, &[]), Vec::<PathBuf>::new());
    }
}
