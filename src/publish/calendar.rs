//! Calendar of due dates and reviews (iCalendar, RFC 5545), as whole-day events with stable ids.
//!
//! An event's id is made of the meeting and the goal, and never of a day or a wording. So importing the file again moves events
//! and duplicates none. It is written by hand: `icalendar` brings `chrono`, and stamps events with the system clock.

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::{PaperSource, evidence};
use crate::{
    domain::{
        outcome::{OutcomeGoal, Verdict},
        stamp::Stamp,
    },
    text::{hex::hex_128, sanitise},
};

/// Longest line in bytes, before folding (RFC 5545, section 3.1).
const LINE: usize = 75;

/// A whole-day event.
struct CalendarEvent {
    /// Key that is unique in the meeting and never changes.
    key: String,
    day: Date,
    summary: String,
    description: String,
}

/// Builds the calendar of the agreed goals. `now` is used if the outcome has no time of saving.
pub fn calendar(source: &PaperSource<'_>, now: Stamp) -> String {
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
    let saved = held.ended.unwrap_or(now);
    let stamp = utc(saved);
    // A changed event needs a higher number (RFC 5545, section 3.8.7.4): the minutes since the meeting began only grow.
    let began = held.started.unwrap_or(saved);
    let sequence = saved.seconds_since(began) / 60;

    let mut out = IcsWriter::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//pledge//Service Pledge//EN");
    out.line("CALSCALE:GREGORIAN");
    // Published and not requested: an import must send no invitations.
    out.line("METHOD:PUBLISH");
    out.text(
        "X-WR-CALNAME",
        &format!("Pledge of {}", source.outcome.unit.name),
    );
    let draft = if source.draft { "Draft: " } else { "" };
    for event in events(source) {
        let mut uid = meeting.clone();
        uid.update(event.key.as_bytes());
        let uid = hex_128(&uid.finalize());
        out.line("BEGIN:VEVENT");
        out.line(&format!("UID:{uid}@service-pledge"));
        out.line(&format!("DTSTAMP:{stamp}"));
        out.line(&format!("SEQUENCE:{sequence}"));
        // Whole days need no time zone, which a calendar in another country would shift.
        out.line(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
        // The end is exclusive: the day after.
        let end = event.day.tomorrow().unwrap_or(event.day);
        out.line(&format!("DTEND;VALUE=DATE:{}", day(end)));
        out.text("SUMMARY", &format!("{draft}{}", event.summary));
        out.text("DESCRIPTION", &event.description);
        // Free and not busy: a due date must not block a clinic's day.
        out.line("TRANSP:TRANSPARENT");
        out.line("END:VEVENT");
    }
    out.line("END:VCALENDAR");
    out.0
}

/// Due dates, then reviews.
///
/// The nth reviews of all goals on the same day are one event, so that a calendar shows three reviews and not three for each goal.
/// A goal with its nth review on another day has an event of its own.
fn events(source: &PaperSource<'_>) -> Vec<CalendarEvent> {
    let goals: Vec<&OutcomeGoal> = source
        .outcome
        .goals
        .iter()
        .filter(|g| g.decision == Verdict::Agreed)
        .collect();
    let mut events = Vec::new();
    for goal in &goals {
        let Some(due) = goal.due else { continue };
        let mut said = vec![goal.title.clone()];
        let who = source.owner(goal);
        if !who.is_empty() {
            said.push(format!("Owner: {who}"));
        }
        if let Some(partner) = &goal.partner {
            said.push(format!("Partner: {}", source.name(partner)));
        }
        if let Some(measure) = &goal.measure {
            let measure = evidence::measured(source, measure);
            said.push(format!("Measure: {measure}"));
        }
        events.push(CalendarEvent {
            key: format!("due {}", goal.id),
            day: due,
            summary: format!("Pledge due: {}", goal.title),
            description: said.join("\n"),
        });
    }
    let most = goals.iter().map(|g| g.reviews.len()).max().unwrap_or(0);
    for nth in 0..most {
        let of = |goal: &&OutcomeGoal| goal.reviews.get(nth).filter(|r| r.on.is_none())?.due;
        let Some(common) = most_common(goals.iter().filter_map(of)) else {
            continue;
        };
        let (together, apart): (Vec<_>, Vec<_>) = goals
            .iter()
            .filter_map(|g| Some((*g, of(g)?)))
            .partition(|(_, day)| *day == common);
        let titles: Vec<String> = together
            .iter()
            .map(|(g, _)| format!("- {}", g.title))
            .collect();
        events.push(CalendarEvent {
            key: format!("review {nth}"),
            day: common,
            summary: format!("Pledge review {}: {}", nth + 1, source.outcome.unit.name),
            description: format!("How does each goal stand?\n{}", titles.join("\n")),
        });
        for (goal, on) in apart {
            events.push(CalendarEvent {
                key: format!("review {nth} {}", goal.id),
                day: on,
                summary: format!("Pledge review {}: {}", nth + 1, goal.title),
                description: format!("How does it stand?\n{}", goal.title),
            });
        }
    }
    events
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
    /// Writes a property with a text value, escaped and without control characters.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for c in sanitise::clean_lines(value).chars() {
            match c {
                '\\' | ';' | ',' => {
                    line.push('\\');
                    line.push(c);
                }
                '\n' => line.push_str("\\n"),
                c => line.push(c),
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
        outcome::{HeldMeeting, Outcome, Review},
    };

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

    /// Events by id: the day, the sequence number and the summary.
    fn events(outcome: &Outcome) -> BTreeMap<String, (String, u64, String)> {
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
        let text = calendar(&source, at("2030-01-01T00:00:00+00:00")).replace("\r\n ", "");
        let mut events = BTreeMap::new();
        for event in text.split("BEGIN:VEVENT").skip(1) {
            let value = |name: &str| {
                let line = event.lines().find_map(|l| l.strip_prefix(name));
                line.unwrap_or_else(|| panic!("{name} in {event}"))
                    .to_owned()
            };
            let said = (
                value("DTSTART;VALUE=DATE:"),
                value("SEQUENCE:").parse().unwrap(),
                value("SUMMARY:"),
            );
            let twice = events.insert(value("UID:"), said);
            assert!(twice.is_none(), "two events of one name");
        }
        events
    }

    #[test]
    fn goals_share_their_reviews() {
        let days: Vec<String> = events(&outcome())
            .into_values()
            .map(|(day, ..)| day)
            .collect();
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
        later.meeting.ended = Some(at("2026-12-01T09:00:00+00:00"));
        later.goals[0].title = "Another wording".into();
        later.goals[0].due = Some(date(2027, 3, 31));
        for goal in &mut later.goals {
            goal.reviews[0].due = Some(date(2027, 6, 1));
        }
        let after = events(&later);
        let names = |events: &BTreeMap<String, _>| events.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&before), names(&after));
        for (name, (_, number, _)) in &after {
            assert!(*number > before[name].1);
        }
        let moved = after
            .values()
            .filter(|(day, ..)| day == "20270331" || day == "20270601");
        assert_eq!(moved.count(), 2);
    }

    #[test]
    fn a_goal_that_is_reviewed_on_another_day_has_an_event_of_its_own() {
        let mut outcome = outcome();
        outcome.goals[2].reviews[1].due = Some(date(2028, 1, 10));
        // Reviewed already, so no event.
        outcome.goals[1].reviews[0].on = Some(date(2027, 5, 20));
        let events: Vec<_> = events(&outcome).into_values().collect();
        assert_eq!(events.len(), 6);
        let own = events.iter().find(|(day, ..)| day == "20280110").unwrap();
        assert_eq!(own.2, "Pledge review 2: Title of c");
    }

    #[test]
    fn a_line_is_folded_between_characters() {
        let mut lines = IcsWriter::default();
        lines.text("SUMMARY", &"\u{175}".repeat(80));
        for line in lines.0.split("\r\n") {
            assert!(line.len() <= LINE);
        }
        let unfolded = lines.0.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "\u{175}".repeat(80)));
    }
}
