//! When the meeting will end: as planned, and at the pace it has gone so far.
//!
//! The pace is the time that finished items took over the time they were given. What is ahead is stretched by it, so that
//! a room that runs late on every item sees it at the third one and not at the last. It is never shortened: time won on
//! easy items is lost on the hard ones, and the time won so far counts as it is.

use super::{agenda::AgendaItem, meeting::Mark, stamp::Stamp};

/// Nobody is believed to need more than twice as long for all that is ahead: one short item says little.
const SLOWEST: u64 = 2;

/// When a meeting ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// As it was planned from its real beginning.
    pub planned: Stamp,
    /// As it goes.
    pub expected: Stamp,
}

/// When a meeting that began at `started` ends, with the room where `mark` says. `None` for an agenda without minutes.
pub fn pace(items: &[AgendaItem], mark: &Mark, started: Stamp, now: Stamp) -> Option<Pace> {
    let seconds = |item: &AgendaItem| u64::from(item.minutes).saturating_mul(60);
    let given = |(i, item): (usize, &AgendaItem)| {
        seconds(item).saturating_add(u64::from(mark.added(i)).saturating_mul(60))
    };
    let all: u64 = items.iter().map(seconds).fold(0, u64::saturating_add);
    if all == 0 {
        return None;
    }
    let ended = || items.iter().enumerate().take(mark.item);
    let (mut took, mut planned) = (0_u64, 0_u64);
    for (i, item) in ended() {
        let taken = mark.taken(i, now);
        // An item that was left out says nothing about the pace.
        if taken > 0 {
            took = took.saturating_add(taken);
            planned = planned.saturating_add(seconds(item));
        }
    }
    let current = items.iter().enumerate().nth(mark.item).map_or(0, |pair| {
        given(pair).saturating_sub(mark.taken(mark.item, now))
    });
    let ahead = items
        .iter()
        .enumerate()
        .skip(mark.item.saturating_add(1))
        .map(given)
        .fold(current, u64::saturating_add);
    Some(Pace {
        planned: started.later(all),
        expected: now.later(stretched(ahead, took, planned)),
    })
}

/// `ahead` at the pace of `took` for what was given `planned`.
fn stretched(ahead: u64, took: u64, planned: u64) -> u64 {
    if planned == 0 {
        return ahead;
    }
    let at_pace = ahead.saturating_mul(took) / planned;
    at_pace.clamp(ahead, ahead.saturating_mul(SLOWEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::{Activity, Stage};

    fn at(text: &str) -> Stamp {
        format!("2026-11-24T{text}:00+00:00").parse().unwrap()
    }

    fn items(minutes: &[u32]) -> Vec<AgendaItem> {
        let item = |minutes: &u32| AgendaItem {
            what: Activity::Stage(Stage::Themes),
            minutes: *minutes,
            speaker: None,
        };
        minutes.iter().map(item).collect()
    }

    fn found(minutes: &[u32], spent: &[u64], item: usize, now: &str) -> (String, String) {
        let mark = Mark {
            item,
            spent: spent.iter().map(|m| m * 60).collect(),
            ..Mark::default()
        };
        let pace = pace(&items(minutes), &mark, at("13:00"), at(now)).unwrap();
        (pace.planned.hm(), pace.expected.hm())
    }

    #[test]
    fn at_the_beginning_it_is_the_plan() {
        assert_eq!(
            found(&[10, 20, 30], &[], 0, "13:00"),
            ("14:00".into(), "14:00".into())
        );
    }

    #[test]
    fn what_is_ahead_goes_at_the_pace_so_far() {
        // Ten minutes took fifteen: fifty ahead take seventy-five.
        assert_eq!(
            found(&[10, 20, 30], &[15], 1, "13:15"),
            ("14:00".into(), "14:30".into())
        );
        // Twenty took ten: the ten won are won, and no more.
        assert_eq!(
            found(&[20, 20, 20], &[10], 1, "13:10"),
            ("14:00".into(), "13:50".into())
        );
        // Nobody is believed to need ten times as long.
        assert_eq!(
            found(&[1, 30], &[10], 1, "13:10"),
            ("13:31".into(), "14:10".into())
        );
    }

    #[test]
    fn items_left_out_are_neither_ahead_nor_counted() {
        assert_eq!(
            found(&[10, 20, 30], &[10, 0, 0], 2, "13:10"),
            ("14:00".into(), "13:40".into())
        );
    }

    #[test]
    fn an_item_that_runs_over_has_nothing_ahead() {
        assert_eq!(
            found(&[10, 20], &[25], 0, "13:25"),
            ("13:30".into(), "13:45".into())
        );
        assert_eq!(pace(&[], &Mark::default(), at("13:00"), at("13:00")), None);
    }
}
