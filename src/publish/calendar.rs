//! Calendar of first steps, due dates and reviews (iCalendar, RFC 5545), as whole-day events with stable ids.
//!
//! An event's id is made of the meeting and the goal, and never of a day or a wording. So importing the file again moves events
//! and duplicates none. It is written by hand: `icalendar` brings `chrono`, and stamps events with the system clock.

use std::collections::BTreeSet;

use jiff::{Span, civil::Date};
use sha2::{Digest as _, Sha256};

use super::{
    PaperSource, evidence,
    words::{PaperWords, fill},
};
use crate::{
    domain::{
        outcome::{OutcomeGoal, Review, Status, Verdict},
        stamp::Stamp,
    },
    text::{hex::hex_128, sanitise},
};

/// Longest line in bytes, before folding (RFC 5545, section 3.1).
const LINE: usize = 75;
/// Largest sequence number: calendars keep it in 32 bits.
const LARGEST: u64 = 0x7FFF_FFFF;
/// Most days from the meeting to the reminder of a first step.
const FIRST_STEP_DAYS: i32 = 28;

// From the midnight at which a whole day begins: a telephone that rings at midnight is switched off, with all later alarms.
/// Alarms at nine in the morning, two weeks and a day before.
const ALARMS: &[&str] = &["-P13DT15H", "-PT15H"];
/// The alarm of a reminder: the day before.
const ONE_ALARM: &[&str] = &["-PT15H"];

/// A whole-day event.
struct CalendarEvent<'a> {
    /// Key that is unique in the meeting and never changes.
    key: String,
    day: Date,
    summary: String,
    /// Lines of the description.
    description: Vec<String>,
    /// Ids of the goals that it is about.
    goals: Vec<&'a str>,
    alarms: &'static [&'static str],
    /// The event is off: its goal is done or given up.
    is_cancelled: bool,
}

/// Builds the calendar of the agreed goals. `now` is used if the outcome holds no moment at all.
pub fn calendar(source: &PaperSource<'_>, words: &PaperWords, now: Stamp) -> String {
    let name = fill(words.calendar.name, &[("unit", &source.outcome.unit.name)]);
    written(source, words, now, &name, &events(source, words))
}

/// Builds the calendar of one owner: the events of these goals, by id, each as in the calendar of all.
pub fn calendar_of(
    source: &PaperSource<'_>,
    words: &PaperWords,
    now: Stamp,
    owner: &str,
    goals: &BTreeSet<&str>,
) -> String {
    let unit = &source.outcome.unit.name;
    let name = fill(
        words.calendar.name_of_owner,
        &[("unit", unit), ("owner", owner)],
    );
    let mut events = events(source, words);
    events.retain(|event| event.goals.iter().any(|goal| goals.contains(goal)));
    written(source, words, now, &name, &events)
}

fn written(
    source: &PaperSource<'_>,
    words: &PaperWords,
    now: Stamp,
    name: &str,
    events: &[CalendarEvent<'_>],
) -> String {
    let held = &source.outcome.meeting;
    let mut meeting = Sha256::new();
    let which = match held.started {
        Some(started) => vec![started.to_string()],
        None => vec![
            source.outcome.unit.name.clone(),
            held.date.map_or_else(String::new, |d| d.to_string()),
        ],
    };
    for part in which {
        meeting.update(part.as_bytes());
        // A separator, so that "ab" + "c" and "a" + "bc" are two meetings.
        meeting.update([0]);
    }
    // Without a METHOD the stamp is the moment of the last revision (RFC 5545, section 3.8.7.2), and the file a snapshot. PUBLISH
    // would need an ORGANIZER with an e-mail address, and CANCEL holds for all events of a file (RFC 5546, sections 3.2.1, 3.2.5).
    let changed = source.outcome.last_change().unwrap_or(now);
    let stamp = utc(changed);
    // Seconds and not a counter: earlier versions counted minutes, and a number must never fall (RFC 5545, section 3.8.7.4).
    let began = held
        .started
        .or_else(|| held.date.map(Stamp::first_of))
        .unwrap_or(changed);
    let sequence = changed.seconds_since(began).min(LARGEST);

    let mut out = IcsWriter::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//pledge//Service Pledge//EN");
    out.line("CALSCALE:GREGORIAN");
    out.text("X-WR-CALNAME", &[name]);
    for event in events {
        let mut uid = meeting.clone();
        uid.update(event.key.as_bytes());
        let uid = hex_128(&uid.finalize());
        let summary = if source.draft {
            fill(words.calendar.draft, &[("event", &event.summary)])
        } else {
            event.summary.clone()
        };
        out.line("BEGIN:VEVENT");
        out.line(&format!("UID:{uid}@service-pledge"));
        out.line(&format!("DTSTAMP:{stamp}"));
        out.line(&format!("SEQUENCE:{sequence}"));
        // Whole days need no time zone, which a calendar in another country would shift.
        out.line(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
        // The end is exclusive: the day after.
        let end = event.day.tomorrow().unwrap_or(event.day);
        out.line(&format!("DTEND;VALUE=DATE:{}", day(end)));
        out.text("SUMMARY", &[&summary]);
        out.text("DESCRIPTION", &event.description);
        out.line(if event.is_cancelled {
            "STATUS:CANCELLED"
        } else {
            "STATUS:CONFIRMED"
        });
        // Free and not busy: a due date must not block a clinic's day.
        out.line("TRANSP:TRANSPARENT");
        for trigger in event.alarms {
            out.line("BEGIN:VALARM");
            out.line("ACTION:DISPLAY");
            out.text("DESCRIPTION", &[&summary]);
            out.line(&format!("TRIGGER:{trigger}"));
            out.line("END:VALARM");
        }
        out.line("END:VEVENT");
    }
    out.line("END:VCALENDAR");
    out.0
}

/// First steps and due dates, then reviews.
fn events<'a>(source: &PaperSource<'a>, words: &PaperWords) -> Vec<CalendarEvent<'a>> {
    let mut events = Vec::new();
    for goal in &source.outcome.goals {
        events.extend(first_step(source, goal, words));
        events.extend(due(source, goal, words));
    }
    events.extend(reviews(source, words));
    events
}

/// The sentence in place of an event's own, if the goal is not to be done any more: done, dropped, or not agreed after all.
fn over(goal: &OutcomeGoal, words: &PaperWords) -> Option<String> {
    let w = &words.calendar;
    let sentence = match goal.decision {
        Verdict::Agreed if goal.is_open() => return None,
        Verdict::Agreed => match goal.last_review().and_then(|r| r.status) {
            Some(Status::Done) => w.done,
            _ => w.dropped,
        },
        Verdict::Ask | Verdict::NotThisTime | Verdict::Undecided => w.not_agreed,
    };
    Some(fill(sentence, &[("goal", &goal.title)]))
}

/// Lines about a goal: owner, partner and measure, or why nothing is due any more.
fn about(source: &PaperSource<'_>, goal: &OutcomeGoal, words: &PaperWords) -> Vec<String> {
    let w = &words.calendar;
    let mut lines = vec![goal.title.clone()];
    if over(goal, words).is_some() {
        lines.push(w.nothing_due.to_owned());
        lines.extend(goal.last_review().and_then(|r| r.note.clone()));
        return lines;
    }
    let owner = source.outcome.owner_of(goal);
    if !owner.is_empty() {
        let to_ask = goal.owner_to_ask();
        let sentence = if to_ask { w.owner_to_ask } else { w.owner };
        lines.push(fill(sentence, &[("owner", &owner)]));
    }
    if let Some(partner) = &goal.partner {
        lines.push(fill(w.partner, &[("partner", source.name(partner))]));
    }
    if let Some(measure) = &goal.measure {
        let measure = evidence::measured(source, measure);
        lines.push(fill(w.measure, &[("measure", &measure)]));
    }
    lines
}

/// The reminder of a goal's first step, for which a meeting sets no day: four weeks after the meeting, or half-way to the due date if
/// that is sooner.
fn first_step<'a>(
    source: &PaperSource<'a>,
    goal: &'a OutcomeGoal,
    words: &PaperWords,
) -> Option<CalendarEvent<'a>> {
    let step = goal.first_step.as_deref()?;
    // A month is what a team remembers without a reminder, and early enough to catch a plan that has not begun.
    let held = &source.outcome.meeting;
    let met = held.date.or_else(|| held.started.map(Stamp::date))?;
    let until_due = goal.due.map(|due| (due - met).get_days() / 2);
    let days = until_due.map_or(FIRST_STEP_DAYS, |half| half.min(FIRST_STEP_DAYS));
    // An ask may have a first step of its own, which is no part of the pledge.
    if goal.decision == Verdict::Ask || days < 1 {
        return None;
    }
    let over = over(goal, words);
    let w = &words.calendar;
    let summary = over
        .clone()
        .unwrap_or_else(|| fill(w.first_step, &[("step", step)]));
    let mut description = about(source, goal, words);
    if over.is_none() {
        description.push(fill(w.first_step_note, &[("days", &days.to_string())]));
    }
    Some(CalendarEvent {
        key: format!("first step {}", goal.id),
        day: met.checked_add(Span::new().days(days)).ok()?,
        summary,
        description,
        goals: vec![&goal.id],
        alarms: if over.is_none() { ONE_ALARM } else { &[] },
        is_cancelled: over.is_some(),
    })
}

fn due<'a>(
    source: &PaperSource<'a>,
    goal: &'a OutcomeGoal,
    words: &PaperWords,
) -> Option<CalendarEvent<'a>> {
    let day = goal.due?;
    // The day of an ask is the one by which an answer is needed, and was never an event.
    if goal.decision == Verdict::Ask {
        return None;
    }
    let over = over(goal, words);
    let w = &words.calendar;
    Some(CalendarEvent {
        key: format!("due {}", goal.id),
        day,
        summary: over
            .clone()
            .unwrap_or_else(|| fill(w.due, &[("goal", &goal.title)])),
        description: about(source, goal, words),
        goals: vec![&goal.id],
        alarms: if over.is_none() { ALARMS } else { &[] },
        is_cancelled: over.is_some(),
    })
}

/// Planned reviews of a goal by day; their places in this list do not change when a review comes between them.
fn planned(goal: &OutcomeGoal) -> Vec<(Date, &Review)> {
    let reviews = goal.reviews.iter();
    let mut planned: Vec<_> = reviews.filter_map(|r| Some((r.due?, r))).collect();
    planned.sort_by_key(|(due, _)| *due);
    planned
}

/// Reviews.
///
/// The nth reviews of all goals on the same day are one event, so that a calendar shows three reviews and not three for each goal.
/// A goal with its nth review on another day has an event of its own.
fn reviews<'a>(source: &PaperSource<'a>, words: &PaperWords) -> Vec<CalendarEvent<'a>> {
    let goals = source.outcome.goals.iter();
    let goals: Vec<&OutcomeGoal> = goals.filter(|g| g.decision == Verdict::Agreed).collect();
    let most = goals.iter().map(|g| planned(g).len()).max().unwrap_or(0);
    let mut events = Vec::new();
    for nth in 0..most {
        let row: Vec<(&OutcomeGoal, Date, &Review)> = goals
            .iter()
            .filter_map(|goal| {
                let (due, review) = planned(goal).get(nth).copied()?;
                Some((*goal, due, review))
            })
            .collect();
        // Of all goals, also of those that are settled or reviewed: else the event that they share would change its day with them.
        let Some(common) = most_common(row.iter().map(|(_, due, _)| *due)) else {
            continue;
        };
        let (together, apart): (Vec<_>, Vec<_>) =
            row.into_iter().partition(|(_, due, _)| *due == common);
        let unit = &source.outcome.unit.name;
        events.push(review(source, words, nth, &together, unit));
        for one in apart {
            let mut event = review(source, words, nth, &[one], &one.0.title);
            event.key = format!("review {nth} {}", one.0.id);
            events.push(event);
        }
    }
    events
}

/// The event of the nth review of these goals, which are planned for the same day. `name` is the unit or the goal.
fn review<'a>(
    source: &PaperSource<'a>,
    words: &PaperWords,
    nth: usize,
    goals: &[(&'a OutcomeGoal, Date, &'a Review)],
    name: &str,
) -> CalendarEvent<'a> {
    let w = &words.calendar;
    let values = [("n", (nth + 1).to_string()), ("name", name.to_owned())];
    let values = values.each_ref().map(|(n, v)| (*n, v.as_str()));
    let line = |goal: &OutcomeGoal| {
        let owner = source.outcome.owner_of(goal);
        let sentence = if owner.is_empty() { w.goal } else { w.goal_of };
        fill(sentence, &[("goal", &goal.title), ("owner", &owner)])
    };
    let open: Vec<&OutcomeGoal> = goals
        .iter()
        .filter(|(goal, _, review)| goal.is_open() && review.on.is_none())
        .map(|(goal, _, _)| *goal)
        .collect();
    let held = goals.iter().filter_map(|(_, _, review)| review.on).max();
    let due = goals.iter().map(|(_, due, _)| *due).max();
    let (sentence, first, listed): (&str, &str, Vec<&OutcomeGoal>) = if !open.is_empty() {
        (w.review, w.how_each_stands, open.clone())
    } else if held.is_some() {
        let reviewed = goals.iter().filter(|(_, _, review)| review.on.is_some());
        (
            w.review_held,
            w.was_reviewed,
            reviewed.map(|(goal, _, _)| *goal).collect(),
        )
    } else {
        (w.review_off, w.nothing_due, Vec::new())
    };
    let is_cancelled = open.is_empty() && held.is_none();
    let mut description = vec![first.to_owned()];
    description.extend(listed.into_iter().map(line));
    CalendarEvent {
        key: format!("review {nth}"),
        // A review may be held early, and then nobody must be reminded of the day for which it was planned.
        day: held
            .filter(|_| open.is_empty())
            .or(due)
            .unwrap_or(Date::MAX),
        summary: fill(sentence, &values),
        description,
        goals: goals.iter().map(|(goal, _, _)| goal.id.as_str()).collect(),
        alarms: if open.is_empty() { &[] } else { ALARMS },
        is_cancelled,
    }
}

/// Most frequent day; the earliest of equally frequent ones.
fn most_common(days: impl Iterator<Item = Date>) -> Option<Date> {
    let days: Vec<Date> = days.collect();
    let count = |day: Date| days.iter().filter(|d| **d == day).count();
    days.iter()
        .copied()
        .max_by_key(|day| (count(*day), std::cmp::Reverse(*day)))
}

fn day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Formats a stamp in UTC, as `DTSTAMP` requires.
fn utc(stamp: Stamp) -> String {
    let at = jiff::Timestamp::from_second(stamp.seconds()).unwrap_or_default();
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[derive(Default)]
struct IcsWriter(String);

impl IcsWriter {
    /// Writes a property with a text value of several lines, escaped and without control characters.
    fn text(&mut self, name: &str, lines: &[impl AsRef<str>]) {
        let mut line = format!("{name}:");
        for (nth, text) in lines.iter().enumerate() {
            if nth > 0 {
                line.push_str("\\n");
            }
            // Each is one line: a vertical tab in a goal must not break its summary in two.
            for c in sanitise::clean(text.as_ref()).trim().chars() {
                if matches!(c, '\\' | ';' | ',') {
                    line.push('\\');
                }
                line.push(c);
            }
        }
        self.line(&line);
    }

    /// Writes a line, folded between characters if it is too long.
    fn line(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            // In bytes, as the RFC counts, but never inside a character.
            if length + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use jiff::civil::date;

    use super::*;
    use crate::domain::{
        booklet::Booklet,
        outcome::{HeldMeeting, Outcome},
    };
    use crate::publish::words::ENGLISH;

    fn at(text: &str) -> Stamp {
        text.parse().unwrap()
    }

    fn goal(id: &str, due: Date, reviews: &[Date]) -> OutcomeGoal {
        OutcomeGoal {
            id: id.into(),
            title: format!("Title of {id}"),
            decision: Verdict::Agreed,
            due: Some(due),
            reviews: reviews
                .iter()
                .map(|due| Review {
                    due: Some(*due),
                    ..Review::default()
                })
                .collect(),
            ..OutcomeGoal::default()
        }
    }

    fn outcome() -> Outcome {
        let reviews = [date(2027, 5, 24), date(2027, 11, 24)];
        Outcome {
            meeting: HeldMeeting {
                started: Some(at("2026-11-24T13:00:00+00:00")),
                ended: Some(at("2026-11-24T14:25:00+00:00")),
                ..HeldMeeting::default()
            },
            goals: ["a", "b", "c"]
                .map(|id| goal(id, date(2027, 2, 28), &reviews))
                .to_vec(),
            ..Outcome::default()
        }
    }

    /// An event as a calendar reads it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Read {
        day: String,
        number: u64,
        stamp: String,
        summary: String,
        description: String,
        cancelled: bool,
        alarms: usize,
    }

    fn text_of(outcome: &Outcome, owner: Option<&[&str]>) -> String {
        let wishes = Booklet::default();
        let source = PaperSource {
            outcome,
            findings: None,
            previous: None,
            wishes: &wishes,
            logo: None,
            picture: None,
            currency: "GBP",
            draft: false,
        };
        let now = at("2030-01-01T00:00:00+00:00");
        match owner {
            None => calendar(&source, &ENGLISH, now),
            Some(goals) => {
                let goals = goals.iter().copied().collect();
                calendar_of(&source, &ENGLISH, now, "Ama", &goals)
            }
        }
    }

    /// Events by id.
    fn events(outcome: &Outcome) -> BTreeMap<String, Read> {
        read(&text_of(outcome, None))
    }

    fn read(text: &str) -> BTreeMap<String, Read> {
        let text = text.replace("\r\n ", "");
        let mut events = BTreeMap::new();
        for event in text.split("BEGIN:VEVENT").skip(1) {
            let value = |name: &str| {
                let line = event.lines().find_map(|l| l.strip_prefix(name));
                line.unwrap_or_else(|| panic!("{name} in {event}"))
                    .to_owned()
            };
            let read = Read {
                day: value("DTSTART;VALUE=DATE:"),
                number: value("SEQUENCE:").parse().unwrap(),
                stamp: value("DTSTAMP:"),
                summary: value("SUMMARY:"),
                description: value("DESCRIPTION:"),
                cancelled: value("STATUS:") == "CANCELLED",
                alarms: event.matches("BEGIN:VALARM").count(),
            };
            let twice = events.insert(value("UID:"), read);
            assert!(twice.is_none(), "two events of one name");
        }
        events
    }

    fn one<'e>(events: &'e BTreeMap<String, Read>, summary: &str) -> &'e Read {
        let found = events.values().find(|e| e.summary == summary);
        found.unwrap_or_else(|| panic!("{summary}: {events:#?}"))
    }

    #[test]
    fn goals_share_their_reviews() {
        let days: Vec<String> = events(&outcome()).into_values().map(|e| e.day).collect();
        let count = |day: &str| days.iter().filter(|d| *d == day).count();
        assert_eq!(days.len(), 5);
        assert_eq!(
            (count("20270228"), count("20270524"), count("20271124")),
            (3, 1, 1)
        );
    }

    /// A calendar that imports the file again finds each event by its id, and takes the one with the higher number.
    #[test]
    fn what_changed_keeps_its_name_and_has_a_higher_number() {
        let before = events(&outcome());
        let mut later = outcome();
        later.meeting.changed = Some(at("2026-12-01T09:00:00+00:00"));
        later.goals[0].title = "Another wording".into();
        later.goals[0].due = Some(date(2027, 3, 31));
        for goal in &mut later.goals {
            goal.reviews[0].due = Some(date(2027, 6, 1));
        }
        let after = events(&later);
        let names = |events: &BTreeMap<String, _>| events.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&before), names(&after));
        for (name, event) in &after {
            assert!(event.number > before[name].number);
            assert!(event.stamp > before[name].stamp);
        }
        let moved = after
            .values()
            .filter(|e| e.day == "20270331" || e.day == "20270601");
        assert_eq!(moved.count(), 2);
    }

    #[test]
    fn a_file_without_the_moment_of_its_last_change_takes_the_days_of_its_reviews() {
        let before = events(&outcome());
        let mut later = outcome();
        later.goals[0].reviews[0].on = Some(date(2027, 5, 24));
        later.goals[0].reviews[0].status = Some(Status::OnTrack);
        let after = events(&later);
        for (name, event) in &after {
            assert!(event.number > before[name].number, "{name}");
            assert!(event.stamp.starts_with("20270523T10"), "{}", event.stamp);
        }
    }

    #[test]
    fn a_goal_that_is_reviewed_on_another_day_has_an_event_of_its_own() {
        let mut outcome = outcome();
        outcome.goals[2].reviews[1].due = Some(date(2028, 1, 10));
        let events = events(&outcome);
        assert_eq!(events.len(), 6);
        let own = one(&events, "Pledge review 2: Title of c");
        assert_eq!((own.day.as_str(), own.alarms), ("20280110", 2));
    }

    /// Reviews are counted by their plan: one that comes between them renames no event.
    #[test]
    fn a_review_between_the_planned_ones_renames_none() {
        let before = events(&outcome());
        let mut later = outcome();
        later.goals[1].reviews.insert(
            0,
            Review {
                on: Some(date(2027, 1, 5)),
                status: Some(Status::OnTrack),
                ..Review::default()
            },
        );
        let after = events(&later);
        let keys = |e: &BTreeMap<String, Read>| {
            e.iter()
                .map(|(k, e)| (k.clone(), e.day.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&before), keys(&after));
    }

    #[test]
    fn a_goal_that_is_dropped_or_done_is_cancelled_and_in_no_later_review() {
        for (status, word) in [(Status::Dropped, "Dropped"), (Status::Done, "Done")] {
            let before = events(&outcome());
            let mut later = outcome();
            later.goals[1].first_step = None;
            later.goals[1].reviews[0] = Review {
                due: Some(date(2027, 5, 24)),
                on: Some(date(2027, 5, 20)),
                status: Some(status),
                note: Some("Nobody has\u{B}the time".into()),
                ..Review::default()
            };
            let after = events(&later);
            assert_eq!(
                before.keys().collect::<Vec<_>>(),
                after.keys().collect::<Vec<_>>()
            );
            let off = one(&after, &format!("{word}: Title of b"));
            assert!(off.cancelled && off.alarms == 0, "{off:?}");
            assert_eq!(
                off.description,
                "Title of b\\nNothing is due here any more.\\nNobody has the time"
            );
            for (name, listed) in [("Pledge review 1: ", 2), ("Pledge review 2: ", 2)] {
                let review = one(&after, name.trim_end());
                assert!(!review.description.contains("Title of b"), "{review:?}");
                assert_eq!(review.description.matches("\\n- ").count(), listed);
                assert!(!review.cancelled && review.alarms == 2);
            }
            for goal in &mut later.goals {
                goal.reviews[0] = Review {
                    due: Some(date(2027, 5, 24)),
                    on: Some(date(2027, 5, 20)),
                    status: Some(status),
                    ..Review::default()
                };
            }
            let after = events(&later);
            let held = one(&after, "Pledge review 1\\, held:");
            assert_eq!((held.day.as_str(), held.alarms), ("20270520", 0));
            let off = one(&after, "Pledge review 2\\, not needed any more:");
            assert!(off.cancelled && off.day == "20271124");
        }
    }

    #[test]
    fn a_goal_that_was_not_agreed_after_all_is_cancelled() {
        let mut later = outcome();
        later.goals[0].decision = Verdict::NotThisTime;
        later.goals[0].first_step = Some("Print it".into());
        let after = events(&later);
        let off = after
            .values()
            .filter(|e| e.summary == "Not agreed any more: Title of a");
        assert!(off.clone().all(|e| e.cancelled && e.alarms == 0));
        assert_eq!(off.count(), 2);
        let review = one(&after, "Pledge review 1:");
        assert!(!review.description.contains("Title of a"));
    }

    #[test]
    fn a_first_step_is_a_reminder_half_way_to_the_due_date_or_after_four_weeks() {
        for (due, day) in [
            (Some(date(2027, 2, 28)), "20261222"),
            (Some(date(2026, 12, 8)), "20261201"),
            (None, "20261222"),
        ] {
            let mut outcome = outcome();
            outcome.meeting.date = Some(date(2026, 11, 24));
            outcome.goals[0].first_step = Some("Print the\u{B}board".into());
            outcome.goals[0].due = due;
            let events = events(&outcome);
            let step = one(&events, "Pledge\\, first step: Print the board");
            assert_eq!((step.day.as_str(), step.alarms), (day, 1));
        }
    }

    /// Somebody may import both files: the events are the same.
    #[test]
    fn an_owners_calendar_is_a_part_of_the_calendar_of_all() {
        let all = events(&outcome());
        let own = read(&text_of(&outcome(), Some(&["b"])));
        assert_eq!(own.len(), 3);
        for (name, event) in &own {
            assert_eq!(all.get(name), Some(event));
        }
        assert_eq!(read(&text_of(&outcome(), Some(&[]))).len(), 0);
    }

    #[test]
    fn no_method_is_written_and_alarms_ring_in_the_morning() {
        let text = text_of(&outcome(), None);
        assert!(!text.contains("METHOD"));
        for trigger in ["TRIGGER:-P13DT15H\r\n", "TRIGGER:-PT15H\r\n"] {
            assert_eq!(text.matches(trigger).count(), 5);
        }
    }

    #[test]
    fn a_line_is_folded_between_characters() {
        let mut lines = IcsWriter::default();
        lines.text("SUMMARY", &["\u{175}".repeat(80)]);
        for line in lines.0.split("\r\n") {
            assert!(line.len() <= LINE);
        }
        let unfolded = lines.0.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "\u{175}".repeat(80)));
    }
}
