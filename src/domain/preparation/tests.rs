//! Unit tests of the preparation: fields of people, evidence, themes and the booklet.

use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::domain::{
    agenda::Agenda,
    booklet::{Booklet, BookletSection, Colour, SectionSettings},
    event_sourced::EventSourced as _,
    findings::{Finding, Unit},
    people::Person,
};

fn finding(id: &str) -> Finding {
    Finding {
        id: id.to_owned(),
        question: format!("About {id}?"),
        said: None,
        wall: None,
        results: Vec::new(),
        benchmark: None,
        comparable: true,
        rebase: Vec::new(),
    }
}

/// A unit with two themes, of which the second is empty.
fn prepared() -> Preparation {
    let goal = BroughtGoal {
        id: "ring".to_owned(),
        title: "Ring people".to_owned(),
        evidence: None,
        control: None,
        cost: None,
        hours: None,
        strand: None,
    };
    let theme = |id: &str| Theme {
        id: id.to_owned(),
        title: id.to_owned(),
        ..Theme::default()
    };
    let findings = Findings {
        unit: Unit {
            name: "Our unit".to_owned(),
            organisation: "Our hospital".to_owned(),
        },
        themes: vec![
            Theme {
                findings: vec![finding("q1"), finding("q2")],
                goals: vec![goal],
                ..theme("waiting")
            },
            theme("after"),
        ],
        ..Findings::default()
    };
    let mut agenda = Agenda::from_findings(&findings);
    let person = |id: &str| Person {
        id: id.to_owned(),
        name: id.to_owned(),
        ..Person::default()
    };
    agenda.people = vec![person("ama"), person("jo")];
    Preparation::begin(&PreparationBegan {
        id: "p".to_owned(),
        findings,
        agenda,
        ..PreparationBegan::default()
    })
}

fn words() -> impl Strategy<Value = Option<String>> {
    option::of("[a-zA-Z ]{0,12}[a-z]")
}

prop_compose! {
    fn booklet()(
        (title, contact, reply_within, paid_by) in (words(), vec("[a-z0-9 ]{0,8}[a-z]", 0..3), words(), words()),
        colour in option::of(any::<(u8, u8, u8)>()),
        (names, show) in any::<(bool, bool)>(),
        (heading, text) in (words(), words()),
        nth in 0..BookletSection::WORDS.len(),
    ) -> Booklet {
        let mut booklet = Booklet {
            title,
            contact,
            reply_within,
            paid_by,
            names,
            colour: colour.map(|(r, g, b)| Colour(r, g, b)),
            ..Booklet::default()
        };
        let settings = SectionSettings { show, heading, text };
        booklet.sections.insert(BookletSection::WORDS[nth].1, settings);
        booklet
    }
}

fn person_change() -> impl Strategy<Value = Change> {
    let seats = vec(option::of(1_u32..4), 2);
    (seats, vec("[a-z ]{0,8}[a-z]", 0..3)).prop_map(|(seats, access)| {
        let mut people = prepared().agenda.people;
        for (person, seat) in people.iter_mut().zip(seats) {
            person.seat = seat;
            person.access.clone_from(&access);
        }
        Change::PeopleSet { people }
    })
}

/// A change of the steps for the unit, the booklet, people, evidence and themes.
fn change() -> impl Strategy<Value = Change> {
    let evidence = option::of(prop::sample::subsequence(vec!["q1", "q2"], 0..=2));
    prop_oneof![
        ("[a-z]{0,5}", "[a-z]{0,5}").prop_map(|(name, organisation)| Change::UnitSet {
            unit: Unit { name, organisation }
        }),
        booklet().prop_map(|booklet| Change::BookletSet {
            booklet: Box::new(booklet)
        }),
        person_change(),
        evidence.prop_map(|evidence| {
            let (_, goal) = prepared()
                .goal("ring")
                .map(|(t, g)| (t.clone(), g.clone()))
                .unwrap();
            let ids = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
            Change::GoalSet {
                goal: BroughtGoal {
                    evidence: evidence.map(ids),
                    ..goal
                },
            }
        }),
        Just(Change::ThemeRemoved {
            theme: "after".to_owned()
        }),
        Just(Change::ThemeAdded {
            theme: "after".to_owned(),
            title: "After".to_owned()
        }),
    ]
}

proptest! {
    /// A journal keeps changes as JSON, so the state after replaying them must be the one that was decided.
    #[test]
    fn whatever_is_allowed_can_be_written_read_back_and_taken_back(wanted in vec(change(), 1..8)) {
        let mut states = vec![prepared()];
        let mut made = Vec::new();
        for change in wanted {
            let now = states.last().unwrap();
            let Ok(changes) = now.decide(change) else { continue };
            let mut next = now.clone();
            for change in changes {
                let line = serde_json::to_string(&change).unwrap();
                let back: Change = serde_json::from_str(&line).unwrap();
                prop_assert_eq!(&back, &change);
                prop_assert!(next.validate(&back).is_ok());
                next.apply(&back);
                made.push(back);
            }
            // The booklet that stands can be printed, and seats tell people apart.
            prop_assert!(next.booklet.colour.is_none_or(Colour::is_dark_enough));
            let mut seats: Vec<u32> = next.agenda.people.iter().filter_map(|p| p.seat).collect();
            let all = seats.len();
            seats.sort_unstable();
            seats.dedup();
            prop_assert_eq!(seats.len(), all);
            prop_assert!(next.findings.removed_themes.iter().all(|id| next.findings.theme(id).is_none()));
            states.push(next);
        }
        // Undo replays all lines but the last ones.
        let last = states.pop().unwrap();
        let mut replayed = prepared();
        for change in &made {
            replayed.apply(change);
        }
        prop_assert_eq!(&replayed, &last);
    }
}

#[test]
fn names_of_a_template_are_asked_for_and_so_is_what_patients_need() {
    let mut prepared = prepared();
    let asks = |prepared: &Preparation, words: &str| {
        prepared.missing().iter().any(|m| m.what.contains(words))
    };
    let wanted = [
        "the unit is still called \u{201c}Our unit\u{201d}",
        "the hospital is still called \u{201c}Our hospital\u{201d}",
        "no contact",
        "when people who write get an answer",
        "who pays for the booklet",
    ];
    for words in wanted {
        assert!(asks(&prepared, words), "{words}");
    }
    prepared.apply(&Change::UnitSet {
        unit: Unit {
            name: "Harbour Breast Unit".to_owned(),
            organisation: String::new(),
        },
    });
    prepared.apply(&Change::BookletSet {
        booklet: Box::new(Booklet {
            contact: vec!["01632 960 123".to_owned()],
            reply_within: Some("10 working days".to_owned()),
            paid_by: Some("Harbour Charity".to_owned()),
            ..Booklet::default()
        }),
    });
    for words in wanted {
        assert!(!asks(&prepared, words), "{words}");
    }
}

#[test]
fn a_meeting_takes_the_findings_of_the_theme_where_a_goal_names_no_evidence() {
    let evidence = |evidence: Option<Vec<String>>| {
        let mut findings = Findings::clone(&prepared().findings);
        findings.themes[0].findings[1].wall = Some(1);
        findings.themes[0].goals[0].evidence = evidence;
        findings.for_meeting().themes[0].goals[0].evidence.clone()
    };
    let ids = |ids: &[&str]| Some(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    // In the order of the wall.
    assert_eq!(evidence(None), ids(&["q2", "q1"]));
    assert_eq!(evidence(ids(&["q1"])), ids(&["q1"]));
    assert_eq!(evidence(ids(&[])), ids(&[]));
}
