//! Tent cards: a sheet for each person with name and seat, to be folded and put on the table.
//!
//! Both halves hold the same, the upper one upside down, so that it is read from both sides of the table. No fixed word is on it.

use maud::{DOCTYPE, Markup, html};

use super::{
    fonts::{self, Weight},
    html::page_head,
};
use crate::{
    domain::{
        findings::Unit,
        people::{self, Person},
    },
    text::sanitise::clean,
};

/// Width of a card in tenths of a millimetre: A4, landscape.
const WIDTH: f64 = 2970.0;
/// Height of a half of a card.
const HALF: f64 = 1050.0;
/// Free space at the edges.
const MARGIN: f64 = 150.0;
/// Height of the digits of a seat.
const SEAT: f64 = 560.0;
/// Sizes of names, of which the largest is used that fits in two lines.
const NAMES: [f64; 8] = [340.0, 300.0, 260.0, 220.0, 190.0, 160.0, 135.0, 110.0];
/// Size of a role.
const ROLE: f64 = 90.0;

const STYLE: &str = "@page { size: A4 landscape; margin: 0; }
body { margin: 0; background: #fff; }
svg { display: block; width: 100%; font-family: \"Pledge\", Arial, \"Helvetica Neue\", sans-serif; }
@media screen { svg { max-width: 60rem; margin: 1rem auto; outline: 1px solid #d9d6cd; } }
@media print { svg { width: 297mm; height: 209.5mm; break-after: page; break-inside: avoid; } }
";

/// Writes a card for each person, in the order of seats; those without a vote come last and have none.
pub fn cards(people: &[Person], unit: &Unit, language: &str) -> String {
    let seats = people::seats(people.iter());
    let mut seated: Vec<(Option<usize>, &Person)> = people
        .iter()
        .zip(seats)
        .map(|(person, seat)| (person.group.is_some().then_some(seat), person))
        .collect();
    seated.sort_by_key(|(seat, _)| (seat.is_none(), *seat));
    let style = format!("{}{STYLE}", fonts::face_rules("Pledge"));
    let markup = html! {
        (DOCTYPE)
        html lang=(language) {
            (page_head(&clean(&unit.name), &style))
            body { @for (seat, person) in seated { (card(seat, person)) } }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}

fn card(seat: Option<usize>, person: &Person) -> Markup {
    let name = clean(&person.name).into_owned();
    let label = seat.map_or_else(|| name.clone(), |seat| format!("{seat}: {name}"));
    let half = half(seat, &name, &clean(&person.role));
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (2.0 * HALF) } role="img" aria-label=(label) {
            g transform={ "rotate(180 " (WIDTH / 2.0) " " (HALF / 2.0) ")" } { (half) }
            line x1="0" y1=(HALF) x2=(WIDTH) y2=(HALF) stroke="#a8a49a" stroke-width="3" stroke-dasharray="20 20" {}
            g transform={ "translate(0 " (HALF) ")" } { (half) }
        }
    }
}

fn half(seat: Option<usize>, name: &str, role: &str) -> Markup {
    let seat = seat.map(|seat| seat.to_string());
    let beside = seat
        .as_ref()
        .map_or(0.0, |seat| fonts::width(seat, Weight::Bold) * SEAT + MARGIN);
    let (left, wide) = (MARGIN + beside, WIDTH - 2.0 * MARGIN - beside);
    let lines = |size: f64| fonts::at_most(name, Weight::Bold, wide / size, 2);
    let fits = |size: &f64| fonts::lines(name, Weight::Bold, wide / size).len() <= 2;
    let size = NAMES.into_iter().find(fits).unwrap_or(ROLE);
    let lines = lines(size);
    let role = fonts::at_most(role, Weight::Regular, wide / ROLE, 1);
    // A line is 1.15 times as high as its letters, and the block stands in the middle of its half.
    let name_high = 1.15 * size * if lines.len() > 1 { 2.0 } else { 1.0 };
    let high = name_high + if role.is_empty() { 0.0 } else { 1.6 * ROLE };
    let top = (HALF - high) / 2.0;
    let baseline = |nth: usize| {
        let nth = if nth == 0 { 0.0 } else { 1.0 };
        top + size * (0.9 + 1.15 * nth)
    };
    html! {
        @if let Some(seat) = seat {
            text x=(MARGIN) y=(f64::midpoint(HALF, 0.72 * SEAT)) font-size=(SEAT) font-weight="700" fill="#005eb8" { (seat) }
        }
        @for (nth, line) in lines.iter().enumerate() {
            text x=(px(left)) y=(px(baseline(nth))) font-size=(size) font-weight="700" fill="#1b1a18" { (line) }
        }
        @for line in role {
            text x=(px(left)) y=(px(top + high - 0.3 * ROLE)) font-size=(ROLE) fill="#4a4844" { (line) }
        }
    }
}

fn px(length: f64) -> String {
    format!("{length:.1}")
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;

    fn person(name: &str, group: Option<&str>, seat: Option<u32>) -> Person {
        Person {
            name: name.to_owned(),
            role: "Breast care nurse".to_owned(),
            group: group.map(str::to_owned),
            seat,
            access: vec!["hearing loop".to_owned()],
            here_for: "My own reasons".to_owned(),
            ..Person::default()
        }
    }

    #[test]
    fn each_person_has_a_card_with_their_seat_and_nothing_that_is_private() {
        let people = [
            person("Sam Hart", None, None),
            person("Ama Boateng", Some("mdt"), None),
            person("Jo <b>Ellis</b>", Some("patient"), Some(1)),
            person(
                &"Bartholomew-Featherstonehaugh ".repeat(6),
                Some("mdt"),
                None,
            ),
        ];
        let html = cards(&people, &Unit::default(), "en");
        let page = Html::parse_document(&html);
        let labels: Vec<&str> = page
            .select(&Selector::parse("svg").unwrap())
            .filter_map(|svg| svg.attr("aria-label"))
            .collect();
        assert_eq!(labels[0], "1: Jo <b>Ellis</b>");
        assert!(
            labels[1].starts_with("3: Ama") || labels[1].starts_with("2: Sam"),
            "{labels:?}"
        );
        assert_eq!(labels.last(), Some(&"Sam Hart"));
        assert_eq!(labels.len(), 4);
        assert!(!html.contains("hearing loop") && !html.contains("My own reasons"));
        // Every line stays inside the sheet.
        for text in page.select(&Selector::parse("text").unwrap()) {
            let number = |name: &str| -> f64 { text.attr(name).unwrap().parse().unwrap() };
            let words: String = text.text().collect();
            let weight = match text.attr("font-weight") {
                Some(_) => Weight::Bold,
                None => Weight::Regular,
            };
            let right = number("x") + fonts::width(&words, weight) * number("font-size");
            assert!(right <= WIDTH && number("y") <= HALF, "{words}");
        }
    }
}
