//! A followed meeting read out: all of a new page, then only what is new on it.

use std::{
    io::{self, Write},
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use super::{Dialogue, HEIGHT, Spoken as _, WIDTH, keys, news, set, words};
use crate::{
    app::{follow::Following, input::Input, program::Program as _, shell::Scene},
    domain::stamp::Stamp,
    store::disk::Disk,
};

/// Pause between two looks where the follower names none.
const PAUSE: Duration = Duration::from_millis(250);

/// Reads out what a follower shows until `lines` end, or one of them is `quit`.
///
/// `lines` are what is typed meanwhile: an empty one asks for the whole page again.
///
/// # Errors
/// The output is closed.
pub fn follow<D: Disk>(
    following: &mut Following<D>,
    lines: &Receiver<String>,
    to: &mut impl Write,
    clock: impl Fn() -> Stamp,
) -> io::Result<()> {
    let mut reading = Reading::default();
    to.write_all(reading.open(following, clock()).as_bytes())?;
    loop {
        to.write_all(reading.tick(following, clock()).as_bytes())?;
        to.flush()?;
        let pause = Scene::next_wakeup(following, clock()).unwrap_or(PAUSE);
        match lines.recv_timeout(pause) {
            Ok(line) if line.trim().is_empty() => {
                to.write_all(reading.again(following, clock()).as_bytes())?;
            }
            Ok(line) if matches!(line.trim(), "quit" | "q") => return Ok(()),
            Ok(_) => to.write_all(set(&[HOW.to_owned()]).as_bytes())?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

/// The answers that are understood.
const HOW: &str =
    "An empty line says all of it again; quit leaves. Nothing else can be typed here.";

/// Lines of a followed meeting that were read out.
#[derive(Debug, Default)]
pub struct Reading {
    dialogue: Dialogue,
    /// The number of changes at the last look.
    changes: Option<u64>,
    is_blank: bool,
}

impl Reading {
    /// Introduction, without a page.
    pub fn open<D: Disk>(&mut self, following: &mut Following<D>, now: Stamp) -> String {
        following.read_aloud();
        following.input(Input::Resize(WIDTH, HEIGHT), now);
        following.shell_mut().key_name = keys::typed;
        set(&[
            words::stopped(following.introduction().to_owned()),
            HOW.to_owned(),
            String::new(),
        ])
    }

    /// Looks whether the meeting has changed, and returns what is new.
    pub fn tick<D: Disk>(&mut self, following: &mut Following<D>, now: Stamp) -> String {
        following.input(Input::Tick, now);
        let alert = self.dialogue.alerted(following, now);
        // Only after a change: the clock alone would speak every second.
        let mut lines: Vec<String> = if self.changes == Some(following.changes()) {
            Vec::new()
        } else {
            self.changes = Some(following.changes());
            self.news(following, now)
        };
        lines.splice(0..0, alert);
        set(&lines)
    }

    /// The whole page again.
    pub fn again<D: Disk>(&mut self, following: &Following<D>, now: Stamp) -> String {
        if following.is_blank() {
            return set(&[BLANK.to_owned()]);
        }
        set(&self.dialogue.page(following, now, None).0)
    }

    fn news<D: Disk>(&mut self, following: &Following<D>, now: Stamp) -> Vec<String> {
        if std::mem::replace(&mut self.is_blank, following.is_blank()) != self.is_blank {
            // After a blank wall the listener hears the page as the room sees it: anew.
            self.dialogue.heard.clear();
        }
        if following.is_blank() {
            return vec![BLANK.to_owned()];
        }
        let before: Vec<String> = self
            .dialogue
            .heard
            .iter()
            .flatten()
            .flat_map(|heard| news::all(&heard.page))
            .filter_map(|line| timeless(&line))
            .collect();
        let (mut lines, _) = self.dialogue.page(following, now, Some(""));
        lines.retain(|line| timeless(line).is_none_or(|line| !before.contains(&line)));
        lines
    }
}

const BLANK: &str = "The wall is blank.";

/// A line without its times, such as `4:12`; `None` if it has none. Two lines that differ in nothing else are no news.
fn timeless(line: &str) -> Option<String> {
    let is_time = |word: &str| {
        word.trim_matches(|c: char| !c.is_ascii_digit())
            .split_once(':')
            .is_some_and(|(a, b)| [a, b].iter().all(|n| n.parse::<u32>().is_ok()))
    };
    line.split(' ').any(is_time).then(|| {
        let words = line.split(' ').filter(|word| !is_time(word));
        words.collect::<Vec<_>>().join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::timeless;

    #[test]
    fn only_times_are_left_out_of_a_line() {
        assert_eq!(
            timeless("At this pace 14:32, planned 14:30.").as_deref(),
            Some("At this pace planned")
        );
        assert_eq!(timeless("3 of 9 have voted"), None);
        assert_eq!(timeless("Agreed: yes"), None);
    }
}
