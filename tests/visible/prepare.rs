//! Parts that must be visible on the steps of the preparation.

use crate::prepare::Desk;

/// A step, and what must be in sight there.
struct Step {
    /// Name of the place.
    name: &'static str,
    /// The preparation.
    begin: fn() -> Desk,
    /// The keys that lead there.
    keys: &'static str,
    /// Words in sight at 80 by 22, and in all larger windows.
    seen: &'static [&'static str],
    /// Words in sight at 60 by 18 too.
    small: &'static [&'static str],
}

fn northbrook() -> Desk {
    Desk::northbrook()
}

fn template() -> Desk {
    Desk::of_template("primary")
}

const STEPS: &[Step] = &[
    Step {
        name: "unit and hospital",
        begin: template,
        keys: "1",
        seen: &[
            "1 Meeting",
            "8 Save",
            "Our unit  still the template",
            "Our hospital  still the template",
        ],
        small: &["1 Meeting", "Our unit", "Our hospital"],
    },
    Step {
        name: "a Pledge Lead with hours who may be printed",
        begin: northbrook,
        keys: "2 c",
        seen: &[
            "hours",
            "lead, print",
            "votes with",
            "hours in the first year.",
            "a hearing loop",
        ],
        small: &["votes with", "hours in the first year."],
    },
    Step {
        name: "a goal and what it rests on",
        begin: northbrook,
        keys: "5",
        seen: &["who can", "rests on", "chooses findings and comments"],
        small: &["rests on"],
    },
    Step {
        name: "the booklet",
        begin: northbrook,
        keys: "7",
        seen: &[
            "7 Booklet",
            "> contact",
            "reply within",
            "languages",
            "Tell us what could be better",
            "\u{2022} Breast care nurses: 01632 960 123",
        ],
        small: &["> contact", "reply within", "\u{2022} Breast care nurses"],
    },
    Step {
        name: "the cover",
        begin: northbrook,
        keys: "7 end up up up up up up up up up up up up up up up up up",
        seen: &["> title", "Our pledge to you"],
        small: &["> title", "Our pledge to you"],
    },
    Step {
        name: "what a template would print",
        begin: template,
        keys: "8",
        seen: &[
            "the unit is still called",
            "the hospital is still called",
            "no contact",
            "when people who write get an answer",
            "who pays for the booklet",
        ],
        small: &["the hospital is still called"],
    },
];

/// The reasons why some of the words are not in sight.
fn out_of_sight(step: &Step, size: (u16, u16), words: &[&str]) -> Vec<String> {
    let mut desk = (step.begin)().resized(size);
    desk.press(step.keys);
    let screen = desk.screen();
    // Sentences wrap where the window does.
    let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat_word = |word: &str| word.split_whitespace().collect::<Vec<_>>().join(" ");
    words
        .iter()
        .filter(|word| !flat.contains(&flat_word(word)))
        .map(|word| {
            format!(
                "{}, {} x {}: {word:?} is not in sight\n{screen}",
                step.name, size.0, size.1
            )
        })
        .collect()
}

#[test]
fn each_step_shows_what_a_pledge_lead_needs() {
    let faults: Vec<String> = STEPS
        .iter()
        .flat_map(|step| {
            let small = out_of_sight(step, (60, 18), step.small);
            let larger = [(80, 22), (100, 30), (120, 40)];
            let seen = larger.map(|size| out_of_sight(step, size, step.seen));
            small.into_iter().chain(seen.into_iter().flatten())
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_typed_for_the_booklet_is_on_its_page_at_once() {
    for size in [(60, 18), (80, 22), (100, 30), (120, 40)] {
        let mut desk = Desk::northbrook().resized(size);
        desk.press("7 enter").text(" or ask");
        let screen = desk.screen();
        // Once in the field, and once on the page.
        assert_eq!(screen.matches("or ask").count(), 2, "{screen}");
    }
}
