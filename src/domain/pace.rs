//! Expected end of a meeting, as planned and at its pace so far.
//!
//! The pace is the actual time of finished items divided by their planned time. The remaining items are stretched by it, so that a
//! room which runs late on every item sees that at the third one and not at the last.

use super::{agenda::AgendaItem, meeting::Mark, stamp::Stamp};

// One short item that took ten times as long says little about the rest.
/// Largest factor by which the remaining time is stretched.
const SLOWEST: u64 = 2;

/// Expected end of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// End as planned, counted from the actual start.
    pub planned: Stamp,
    /// End at the pace so far.
    pub expected: Stamp,
}

/// Expected end of a meeting that began at `started` and is at the agenda item of `mark`; `None` for an agenda without minutes.
pub fn pace(items: &[AgendaItem], mark: &Mark, started: Stamp, now: Stamp) -> Option<Pace> {
    let seconds = |item: &AgendaItem| u64::from(item.minutes).saturating_mul(60);
    // Minutes that the room added count as ahead, and not in the pace: they were asked for, not lost.
    let given = |(i, item): (usize, &AgendaItem)| {
        seconds(item).saturating_add(u64::from(mark.added(i)).saturating_mul(60))
    };
    let all: u64 = items.iter().map(seconds).fold(0, u64::saturating_add);
    if all == 0 {
        return None;
    }
    // Without the current item: how long it will take is not known before it ends.
    let ended = || items.iter().enumerate().take(mark.item);
    let (mut took, mut planned) = (0_u64, 0_u64);
    for (i, item) in ended() {
        let taken = mark.taken(i, now);
        // A skipped item took no time, and would make the pace look fast.
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
        // From the real start: a room that began late is told how it does, and not how late the last speaker was.
        planned: started.later(all),
        expected: now.later(stretched(ahead, took, planned)),
    })
}

/// Stretches `ahead` seconds by `took / planned`.
fn stretched(ahead: u64, took: u64, planned: u64) -> u64 {
    if planned == 0 {
        return ahead;
    }
    let at_pace = ahead.saturating_mul(took) / planned;
    // Never shortened: time won on easy items is lost on the hard ones, and what was won so far is in `now` already.
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
