//! The agenda for the room, on one page: items with times and speakers, and ground rules.

use super::{
    pack::{self, PackSource},
    page::{Document, Element, FactList, PageStyle, PaperSize},
    words::{PaperWords, fill},
};
use crate::domain::dates;

/// Builds the agenda. It contains names, so it is for the people in the room only.
pub fn agenda(
    before: &PackSource<'_>,
    words: &PaperWords,
    paper: PaperSize,
    large: bool,
) -> Document {
    let w = words;
    let agenda = before.agenda;
    let occasion = &agenda.meeting;
    let clock = agenda.clock();
    let time = |nth: usize| {
        let at = clock.as_ref().and_then(|c| c.get(nth));
        at.map_or_else(String::new, |t| dates::hm(*t))
    };
    let mut facts = FactList::default();
    let day = occasion.date.map(|day| w.say(day));
    let hours = clock.as_ref().map(|_| {
        let (from, to) = (time(0), time(agenda.items.len()));
        fill(w.agenda_hours, &[("from", &from), ("to", &to)])
    });
    let when: Vec<String> = day.into_iter().chain(hours).collect();
    facts.add(w.pack_when, when.join(", "));
    facts.add(w.pack_where, occasion.place.clone());
    let mut head = vec![
        (w.pack_agenda.to_owned(), false),
        (w.agenda_minutes.to_owned(), true),
    ];
    if clock.is_some() {
        head.insert(0, (w.agenda_time.to_owned(), false));
    }
    let opened = agenda.items.iter().any(|i| agenda.opener(i).is_some());
    if opened {
        head.push((w.agenda_opened_by.to_owned(), false));
    }
    let rows = agenda.items.iter().enumerate().map(|(i, item)| {
        let mut row = vec![
            pack::called(before, &item.what, w),
            item.minutes.to_string(),
        ];
        if clock.is_some() {
            row.insert(0, time(i));
        }
        if opened {
            let speaker = agenda.opener(item).map_or_else(String::new, |person| {
                if person.role.is_empty() {
                    person.name.clone()
                } else {
                    let values = [("name", &*person.name), ("role", &*person.role)];
                    fill(w.agenda_opener, &values)
                }
            });
            row.push(speaker);
        }
        row
    });
    let mut blocks = vec![facts.block()];
    let rows: Vec<Vec<String>> = rows.collect();
    blocks.push(Element::Table {
        caption: fill(w.agenda_caption, &[("n", &agenda.planned().to_string())]),
        head,
        rows,
    });
    if !agenda.ground_rules.is_empty() {
        blocks.push(Element::Heading(1, w.pack_rules.into()));
        blocks.push(Element::List(agenda.ground_rules.clone()));
    }
    let look = PageStyle {
        colour: before.wishes.colour(),
        paper,
        large,
        compact: true,
        ..PageStyle::default()
    };
    Document {
        title: occasion.title.clone(),
        date: occasion.date.map_or_else(String::new, |d| w.say(d)),
        day: occasion.date,
        blocks,
        ..Document::blank(&before.findings.unit, look, w)
    }
}
