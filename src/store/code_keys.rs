//! The keys of code cards: on this computer only, with a list of their fingerprints in the unit's folder.
//!
//! A key says which code means which mark. It never says which codes were used for a ballot: those are nowhere on disk.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    disk::Disk,
    hash::hash,
    places::Places,
    unit_file::{parts, written},
};
use crate::domain::{
    stamp::Stamp,
    vote::{
        code_card::{Code, CodeCard},
        method::Method,
    },
};

/// The first words of a line in the list of code cards.
const HEADER: &str = "codes/1";

/// A line of the list of code cards: it says nothing of any code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedCard {
    /// The kind of the file, and the number of its format.
    pledge: String,
    /// The person's id.
    pub person: String,
    /// The method of the rounds in which the card can be used.
    pub method: Method,
    /// The fingerprint of its key.
    pub fingerprint: String,
}

/// A key: a card with the fingerprint that it had when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CodeKey {
    fingerprint: String,
    card: CodeCard,
}

/// The code cards of a unit's meeting, as far as they are known on this computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeKeys {
    listed: Vec<ListedCard>,
    keys: Vec<CodeKey>,
    /// Keys that are changed and not on disk.
    unsaved: BTreeSet<String>,
}

impl CodeKeys {
    /// Reads the list in the unit's folder, and the keys on this computer. A line or key that cannot be read is left out, and counts as one
    /// that is not here.
    ///
    /// # Errors
    /// The error of the disk, if the list is there and cannot be read.
    pub fn load<D: Disk>(disk: &D, places: &Places) -> io::Result<Self> {
        let bytes = disk.read(&places.code_cards())?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let listed: Vec<ListedCard> = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .filter(|card: &ListedCard| card.pledge == HEADER)
            .collect();
        let keys = listed
            .iter()
            .filter_map(|listed| {
                let path = places.code_key(&listed.fingerprint);
                let bytes = disk.read(&path).ok().flatten()?;
                let (text, _) = parts(&bytes)?;
                let card: CodeCard = serde_json::from_str(&text).ok()?;
                // A key under another name than its own would be somebody else's.
                (card.person == listed.person).then(|| CodeKey {
                    fingerprint: listed.fingerprint.clone(),
                    card,
                })
            })
            .collect();
        Ok(Self {
            listed,
            keys,
            unsaved: BTreeSet::new(),
        })
    }

    /// True if a key is changed and could not be written yet.
    pub fn is_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// True if no card was made for this meeting.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The line of a person's card in the list.
    pub fn listed(&self, person: &str) -> Option<&ListedCard> {
        self.listed.iter().find(|card| card.person == person)
    }

    /// The card of a person, if its key is on this computer.
    pub fn card(&self, person: &str) -> Option<&CodeCard> {
        let key = self.keys.iter().find(|key| key.card.person == person);
        key.map(|key| &key.card)
    }

    /// Every code that is left on a card of this meeting on this computer.
    pub fn codes(&self) -> BTreeSet<Code> {
        self.keys.iter().flat_map(|key| key.card.codes()).collect()
    }

    /// Writes a new card in place of the person's earlier one; true if there was an earlier one.
    ///
    /// # Errors
    /// The error of the disk. Then the earlier card is as it was, or is gone from the list.
    pub fn replace<D: Disk>(
        &mut self,
        disk: &D,
        places: &Places,
        card: CodeCard,
    ) -> io::Result<bool> {
        let text = serde_json::to_string(&card).map_err(io::Error::other)?;
        let fingerprint = hash(text.as_bytes());
        let new = CodeKey {
            fingerprint: fingerprint.clone(),
            card,
        };
        put(disk, places, &new, None)?;
        let person = &new.card.person;
        let (old, kept): (Vec<_>, Vec<_>) =
            self.listed.drain(..).partition(|c| c.person == *person);
        self.listed = kept;
        self.listed.push(ListedCard {
            pledge: HEADER.to_owned(),
            person: person.clone(),
            method: new.card.method,
            fingerprint,
        });
        self.write_list(disk, places)?;
        // After the list: cut short here, a key is left that no list names, and not a list that names no key.
        for card in &old {
            disk.remove(&places.code_key(&card.fingerprint))?;
        }
        self.keys.retain(|key| key.card.person != *person);
        self.keys.push(new);
        Ok(!old.is_empty())
    }

    fn write_list<D: Disk>(&self, disk: &D, places: &Places) -> io::Result<()> {
        let mut text = String::new();
        for card in &self.listed {
            text.push_str(&serde_json::to_string(card).map_err(io::Error::other)?);
            text.push('\n');
        }
        disk.replace(&places.code_cards(), text.as_bytes(), true)
    }

    /// Puts a part of a card to use in a round.
    ///
    /// # Errors
    /// The error of the disk; the part is in use all the same, and is written with the next change.
    pub fn begin<D: Disk>(
        &mut self,
        disk: &D,
        places: &Places,
        person: &str,
        part: usize,
        round: (&str, Stamp),
    ) -> io::Result<()> {
        let (round, opened) = round;
        self.change(disk, places, opened, |card| {
            card.person == person && card.begin(part, round)
        })
    }

    /// Deletes the codes of a person's part of a round, once the vote is handed in.
    ///
    /// # Errors
    /// The error of the disk; the codes are not taken any more all the same.
    // At once, and not at the end of the meeting: from here on nobody can look up what was said, not even with this computer.
    pub fn hand_in<D: Disk>(
        &mut self,
        disk: &D,
        places: &Places,
        person: &str,
        opened: Stamp,
    ) -> io::Result<()> {
        self.change(disk, places, opened, |card| {
            card.person == person && card.use_up(|_| false)
        })
    }

    /// Deletes the codes of all parts of rounds of which none is `open`.
    ///
    /// # Errors
    /// The error of the disk.
    pub fn use_up<D: Disk>(
        &mut self,
        disk: &D,
        places: &Places,
        at: Stamp,
        open: Option<&str>,
    ) -> io::Result<()> {
        self.change(disk, places, at, |card| {
            card.use_up(|round| open == Some(round))
        })
    }

    fn change<D: Disk>(
        &mut self,
        disk: &D,
        places: &Places,
        at: Stamp,
        mut change: impl FnMut(&mut CodeCard) -> bool,
    ) -> io::Result<()> {
        for key in &mut self.keys {
            if change(&mut key.card) {
                self.unsaved.insert(key.fingerprint.clone());
            }
        }
        for key in &self.keys {
            if self.unsaved.contains(&key.fingerprint) {
                put(disk, places, key, Some(at))?;
                self.unsaved.remove(&key.fingerprint);
            }
        }
        Ok(())
    }

    /// Deletes every key of the unit's meeting on this computer, and the list in its folder.
    ///
    /// # Errors
    /// The first error of the disk; everything is tried all the same.
    pub fn delete<D: Disk>(&mut self, disk: &D, places: &Places) -> io::Result<()> {
        let mut all = Ok(());
        for path in keys_of(disk, places) {
            all = all.and(disk.remove(&path));
        }
        if all.is_ok() && !matches!(disk.stamp(&places.code_cards()), Ok(None)) {
            all = disk.remove(&places.code_cards());
        }
        *self = Self::default();
        all
    }
}

fn put<D: Disk>(disk: &D, places: &Places, key: &CodeKey, at: Option<Stamp>) -> io::Result<()> {
    let text = serde_json::to_string(&key.card).map_err(io::Error::other)?;
    let text = written(&text, Some(&places.folder))?;
    let path = places.code_key(&key.fingerprint);
    disk.make_private_folder(&places.local)?;
    disk.replace_private(&path, text.as_bytes(), true)?;
    if let Some(seconds) = at.and_then(|at| u64::try_from(at.seconds()).ok()) {
        // As old as the round, like its ballot box: the time of a vote tells nobody anything.
        let _ = disk.set_modified(&path, seconds);
    }
    Ok(())
}

/// The keys on this computer that belong to a unit's folder: those that its list names, and those that name the folder.
pub fn keys_of<D: Disk>(disk: &D, places: &Places) -> Vec<PathBuf> {
    let bytes = disk.read(&places.code_cards()).ok().flatten();
    let text = bytes.map(|b| String::from_utf8_lossy(&b).into_owned());
    let listed = text.unwrap_or_default();
    let listed: BTreeSet<PathBuf> = listed
        .lines()
        .filter_map(|line| serde_json::from_str::<ListedCard>(line).ok())
        .map(|card| places.code_key(&card.fingerprint))
        .collect();
    let mut all = keys(disk, &places.local);
    all.retain(|path| {
        listed.contains(path) || unit_of(disk, path).as_ref() == Some(&places.folder)
    });
    all
}

/// Every key in the local data folder.
pub(super) fn keys<D: Disk>(disk: &D, local: &Path) -> Vec<PathBuf> {
    let mut all = disk.list(local).unwrap_or_default();
    all.retain(|path| {
        path.parent() == Some(local) && path.extension().is_some_and(|e| e == "codes")
    });
    all
}

/// The unit's folder that a key names.
pub(super) fn unit_of<D: Disk>(disk: &D, key: &Path) -> Option<PathBuf> {
    let bytes = disk.read(key).ok().flatten()?;
    parts(&bytes).and_then(|(_, unit)| unit)
}

/// The person of a key, by its bytes; `None` if they are damaged.
pub(super) fn person_of(key: &[u8]) -> Option<String> {
    let (text, _) = parts(key)?;
    let card: CodeCard = serde_json::from_str(&text).ok()?;
    Some(card.person)
}

/// The list of code cards without a person's line; `None` if it has none of theirs.
pub(super) fn without(list: &str, person: &str) -> Option<String> {
    let is_theirs = |line: &str| {
        serde_json::from_str::<ListedCard>(line).is_ok_and(|card| card.person == person)
    };
    let kept = list.lines().filter(|line| !is_theirs(line));
    let kept: String = kept.flat_map(|line| [line, "\n"]).collect();
    (kept.len() < list.len()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryDisk;

    fn places() -> Places {
        Places {
            folder: PathBuf::from("/unit"),
            local: PathBuf::from("/local"),
        }
    }

    fn at() -> Stamp {
        "2026-11-24T13:00:00+00:00".parse().unwrap()
    }

    fn card(person: &str, taken: &mut BTreeSet<Code>) -> CodeCard {
        let mut n = taken.len() as u64;
        CodeCard::draw(person, Method::Score, taken, || {
            n += 1;
            Ok(n)
        })
        .unwrap()
    }

    fn made(disk: &MemoryDisk, people: &[&str]) -> CodeKeys {
        let mut keys = CodeKeys::load(disk, &places()).unwrap();
        for person in people {
            let mut taken = keys.codes();
            keys.replace(disk, &places(), card(person, &mut taken))
                .unwrap();
        }
        keys
    }

    fn on_disk(disk: &MemoryDisk) -> usize {
        super::keys(disk, &places().local).len()
    }

    #[test]
    fn what_was_made_is_read_again_and_the_list_names_no_code() {
        let disk = MemoryDisk::default();
        let keys = made(&disk, &["jo", "una"]);
        assert_eq!(CodeKeys::load(&disk, &places()).unwrap(), keys);
        let list = disk.file(&places().code_cards()).unwrap();
        let list = String::from_utf8(list).unwrap();
        assert_eq!(list.lines().count(), 2);
        assert!(list.starts_with(r#"{"pledge":"codes/1","person":"jo","method":"score""#));
        assert!(
            keys.codes()
                .iter()
                .all(|code| !list.contains(&code.to_string()))
        );
    }

    #[test]
    fn a_new_card_takes_the_place_of_the_persons_earlier_one() {
        let disk = MemoryDisk::default();
        let mut keys = made(&disk, &["jo", "una"]);
        let before = keys.card("jo").unwrap().clone();
        let mut taken = keys.codes();
        let new = card("jo", &mut taken);
        assert!(keys.replace(&disk, &places(), new.clone()).unwrap());
        assert_eq!(on_disk(&disk), 2);
        let again = CodeKeys::load(&disk, &places()).unwrap();
        assert_eq!(again.card("jo"), Some(&new));
        let old: BTreeSet<Code> = before.codes().collect();
        assert!(new.codes().all(|code| !old.contains(&code)));
    }

    #[test]
    fn a_key_on_another_computer_or_damaged_is_not_here() {
        let disk = MemoryDisk::default();
        let keys = made(&disk, &["jo"]);
        let path = places().code_key(&keys.listed("jo").unwrap().fingerprint);
        let mut bytes = disk.file(&path).unwrap();
        bytes[40] ^= 1;
        disk.put(&path, &bytes);
        let again = CodeKeys::load(&disk, &places()).unwrap();
        assert!(again.listed("jo").is_some() && again.card("jo").is_none());
        disk.remove(&path).unwrap();
        assert!(
            CodeKeys::load(&disk, &places())
                .unwrap()
                .card("jo")
                .is_none()
        );
    }

    #[test]
    fn a_used_part_is_gone_from_the_disk_at_once_and_the_next_round_has_the_next_one() {
        let disk = MemoryDisk::default();
        let mut keys = made(&disk, &["jo"]);
        let first = keys.card("jo").unwrap().parts[0].lines[0][0].to_string();
        let path = places().code_key(&keys.listed("jo").unwrap().fingerprint);
        let text = |disk: &MemoryDisk| String::from_utf8(disk.file(&path).unwrap()).unwrap();
        keys.begin(&disk, &places(), "jo", 0, ("r1-1", at()))
            .unwrap();
        assert!(text(&disk).contains(&first));
        keys.hand_in(&disk, &places(), "jo", at()).unwrap();
        assert!(!text(&disk).contains(&first));
        let again = CodeKeys::load(&disk, &places()).unwrap();
        assert_eq!(again.card("jo").unwrap().part_for("r1-1"), None);
        assert_eq!(again.card("jo").unwrap().part_for("r2-2"), Some(1));
    }

    #[test]
    fn a_change_that_could_not_be_written_is_written_with_the_next_one() {
        let disk = MemoryDisk::default();
        let mut keys = made(&disk, &["jo"]);
        disk.refuse_writes(true);
        let begun = keys.begin(&disk, &places(), "jo", 0, ("r1-1", at()));
        disk.refuse_writes(false);
        assert!(begun.is_err());
        assert_eq!(keys.card("jo").unwrap().part_for("r2-2"), Some(1));
        keys.use_up(&disk, &places(), at(), Some("r1-1")).unwrap();
        assert_eq!(
            CodeKeys::load(&disk, &places()).unwrap().card("jo"),
            keys.card("jo")
        );
    }

    #[test]
    fn deleting_takes_every_key_of_the_folder_and_no_others() {
        let disk = MemoryDisk::default();
        let mut keys = made(&disk, &["jo", "una"]);
        let other = Places {
            folder: PathBuf::from("/other"),
            ..places()
        };
        let mut theirs = CodeKeys::default();
        let mut taken = keys.codes();
        theirs
            .replace(&disk, &other, card("jo", &mut taken))
            .unwrap();
        // One that no list names any more.
        disk.remove(&places().code_cards()).unwrap();
        keys.delete(&disk, &places()).unwrap();
        assert_eq!(on_disk(&disk), 1);
        assert!(keys.is_empty() && CodeKeys::load(&disk, &places()).unwrap().is_empty());
        assert!(CodeKeys::load(&disk, &other).unwrap().card("jo").is_some());
    }

    #[test]
    fn a_line_goes_from_the_list_and_the_others_stay() {
        let disk = MemoryDisk::default();
        made(&disk, &["jo", "una"]);
        let list = String::from_utf8(disk.file(&places().code_cards()).unwrap()).unwrap();
        let without_jo = without(&list, "jo").unwrap();
        assert!(without_jo.contains("una") && !without_jo.contains("\"jo\""));
        assert_eq!(without(&without_jo, "jo"), None);
    }
}
