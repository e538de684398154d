//! A made-up programme: folders of units with an outcome for each year, as the program writes them, and its `programme.yaml`.
//!
//! It has all that the dataset tells apart: every decision, looks that are late, missing and to come, withheld rounds and results, groups
//! that differ, results by strand and period, sums without a strand, unknown costs, renamed units, units without an alliance or consent, a
//! meeting without a day of its own, and copies, some of them older than the file they were made from. The same size gives the same bytes.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use jiff::{ToSpan as _, civil::Date};
use service_pledge::{
    domain::{
        findings::Unit,
        goal::{Control, Reason},
        outcome::{
            AgreedStandard, Evidence, GoalResult, HeldMeeting, Outcome, OutcomeGoal, OutcomePerson,
            Review, RoundResult, Status, Verdict,
        },
        stamp::Stamp,
        vote::{method::Method, settings::Weight},
    },
    yaml,
};

use super::rows::Numbers;

/// The day of the questions.
pub(crate) const ON: &str = "2026-11-27";
/// Last year with a meeting.
const LAST_YEAR: i16 = 2026;

const ALLIANCES: [&str; 7] = [
    "Wessex",
    "Humber and North Yorkshire",
    "Rhwydwaith Canser Cymru",
    "Somerset, Wiltshire, Avon",
    "\u{c5}land",
    "=North",
    "not said",
];
const THEMES: [&str; 8] = [
    "waiting",
    "nurse-access",
    "information",
    "diagnosis",
    "secondary",
    "going-home",
    "family",
    "gwybodaeth-gymraeg",
];
const FINDINGS: [&str; 10] = [
    "q11", "q13", "q14", "q16", "q21", "q23", "q31", "q41", "q51", "q61",
];

/// Numbers of a result, by finding, strand and period: the same wherever it stands.
type Results = BTreeMap<(&'static str, &'static str, i16), (u32, u32)>;

/// A unit of the programme.
struct MadeUp {
    nth: i32,
    name: String,
    organisation: String,
    results: Results,
}

/// Writes a programme of that many units and years into a folder. Gives the number of files that are outcomes.
pub(crate) fn write(folder: &Path, units: i32, years: i16) -> usize {
    let mut listed = String::from("pledge: programme/1\nname: Made-up programme\nunits:\n");
    let mut files = 0;
    for nth in 0..units {
        let mut numbers = Numbers(u64::try_from(nth).unwrap() + 1);
        let mut unit = MadeUp {
            nth,
            name: format!("Breast Unit {}", nth / 2),
            // Two units of one name, in two trusts.
            organisation: format!("Trust {}", nth % 2),
            results: Results::new(),
        };
        list(&mut listed, &unit);
        for year in LAST_YEAR - years + 1..=LAST_YEAR {
            if nth % 41 == 12 && year > LAST_YEAR - years / 2 {
                unit.name = format!("Wellbeing Centre {nth}");
            }
            let outcome = outcome(&mut unit, year, &mut numbers);
            let mut put = |place: &str, outcome: &Outcome| {
                let place = folder.join(format!("unit-{nth:04}/{place}"));
                fs::create_dir_all(&place).unwrap();
                fs::write(place.join("outcome.yaml"), yaml::write_outcome(outcome)).unwrap();
                files += 1;
            };
            put(&year.to_string(), &outcome);
            if numbers.chance(4) {
                // As it was mailed on its day, before anybody had looked again; its path comes first.
                let mut mailed = outcome.clone();
                for goal in &mut mailed.goals {
                    goal.reviews.truncate(1);
                    goal.reviews.iter_mut().for_each(not_looked);
                }
                put(&format!("{year}-as-mailed"), &mailed);
            }
        }
    }
    fs::write(folder.join("programme.yaml"), listed).unwrap();
    files
}

/// Takes a look out of a review.
fn not_looked(review: &mut Review) {
    *review = Review {
        due: review.due.or(review.on),
        ..Review::default()
    };
}

/// A line of `programme.yaml`; some units have none.
fn list(listed: &mut String, unit: &MadeUp) {
    let nth = unit.nth;
    if nth % 13 == 5 {
        return;
    }
    let mut keys = format!("folder: unit-{nth:04}");
    if nth % 11 != 3 {
        let alliance = ALLIANCES[usize::try_from(nth).unwrap() % ALLIANCES.len()];
        write!(keys, ", alliance: \"{alliance}\", region: South").unwrap();
    }
    if nth % 41 == 12 {
        write!(keys, ", id: unit-{nth}").unwrap();
    }
    if nth % 37 == 9 {
        keys.push_str(", consent: false");
    }
    writeln!(listed, "  - {{{keys}}}").unwrap();
}

/// The outcome of a unit's meeting in a year.
fn outcome(unit: &mut MadeUp, year: i16, numbers: &mut Numbers) -> Outcome {
    let month = i8::try_from(1 + numbers.below(if year == LAST_YEAR { 10 } else { 12 })).unwrap();
    let day = Date::new(year, month, i8::try_from(1 + numbers.below(28)).unwrap()).unwrap();
    let second = i8::try_from(numbers.below(60)).unwrap();
    let started = Stamp::new(day.at(13, 0, second, 0), 0);
    let person = |nth: i32| OutcomePerson {
        id: format!("p{nth}"),
        name: format!("Person {nth}"),
        role: if nth < 3 {
            "Patient representative"
        } else {
            "Nurse"
        }
        .to_owned(),
        group: (nth < 9).then(|| if nth < 3 { "patient" } else { "mdt" }.to_owned()),
        consent: false,
    };
    let people: Vec<OutcomePerson> = (0..10).map(person).collect();
    let ids = |from: usize, to: usize| people[from..to].iter().map(|p| p.id.clone()).collect();
    let absent = usize::try_from(numbers.below(3)).unwrap();
    let goals = match numbers.below(9) {
        0 => 0,
        _ => 3 + numbers.below(8),
    };
    let goals: Vec<OutcomeGoal> = (1..=goals)
        .map(|nth| goal(unit, nth, day, numbers))
        .collect();
    Outcome {
        unit: Unit {
            name: unit.name.clone(),
            organisation: unit.organisation.clone(),
        },
        meeting: HeldMeeting {
            title: "Service Pledge meeting".to_owned(),
            // A file may have no day of its own, or not say when the meeting began.
            date: (!numbers.chance(2)).then_some(day),
            started: (!numbers.chance(3)).then_some(started),
            present: ids(0, 10 - absent),
            absent: ids(10 - absent, 10),
            ..HeldMeeting::default()
        },
        standards: standards(numbers),
        rounds: rounds(&goals, numbers),
        people: people.clone(),
        goals,
        ..Outcome::default()
    }
}

fn standards(numbers: &mut Numbers) -> Vec<AgreedStandard> {
    let themes = THEMES.iter().filter(|_| numbers.chance(60));
    let themes: Vec<&str> = themes.copied().collect();
    let standard = |theme: &str| AgreedStandard {
        theme: theme.to_owned(),
        text: "We will tell you how long you will wait.".to_owned(),
        agreed: numbers.chance(85),
    };
    themes.into_iter().map(standard).collect()
}

fn goal(unit: &mut MadeUp, nth: i32, day: Date, numbers: &mut Numbers) -> OutcomeGoal {
    let control = numbers.perhaps(&[
        Control::Team,
        Control::Team,
        Control::Hospital,
        Control::Beyond,
    ]);
    let decision = *numbers.choose(&[
        Verdict::Agreed,
        Verdict::Agreed,
        Verdict::Agreed,
        Verdict::Ask,
        Verdict::NotThisTime,
        Verdict::Undecided,
    ]);
    let mut themes: Vec<String> = vec![(*numbers.choose(&THEMES)).to_owned()];
    if numbers.chance(30) {
        let second = (*numbers.choose(&THEMES)).to_owned();
        if !themes.contains(&second) {
            themes.push(second);
        }
    }
    let finding = *numbers.choose(&FINDINGS);
    let evidence = evidence(unit, finding, day.year(), numbers);
    let turned_down = matches!(decision, Verdict::Ask | Verdict::NotThisTime);
    let reasons = [
        Reason::Money,
        Reason::Money,
        Reason::Time,
        Reason::BeyondControl,
        Reason::Other,
    ];
    OutcomeGoal {
        id: format!("g{nth}"),
        title: format!("Goal {nth}"),
        themes,
        strand: numbers
            .chance(25)
            .then(|| (*numbers.choose(&["primary", "secondary"])).to_owned()),
        reviews: reviews(unit, finding, day, (decision, control), numbers),
        evidence,
        control,
        cost: numbers.perhaps(&[0, 0, 300, 4_000, 90_000]),
        hours: numbers.perhaps(&[0, 12, 104, 1_500]),
        decision,
        reason: turned_down.then(|| numbers.perhaps(&reasons)).flatten(),
        note: turned_down.then(|| "No room is free until April".to_owned()),
        owner: (decision == Verdict::Agreed).then(|| "p4".to_owned()),
        accepted: (decision == Verdict::Agreed).then_some(true),
        due: day.checked_add(6.months()).ok(),
        ..OutcomeGoal::default()
    }
}

/// Results of a finding in a period: each strand, or now and then only the sum.
fn evidence(
    unit: &mut MadeUp,
    finding: &'static str,
    period: i16,
    numbers: &mut Numbers,
) -> Vec<Evidence> {
    let strands: &[&str] = match numbers.below(10) {
        0 => &[],
        1 => &[""],
        2..5 => &["primary"],
        _ => &["primary", "secondary"],
    };
    let mut all: Vec<Evidence> = strands
        .iter()
        .map(|strand| result(unit, (finding, strand, period), numbers))
        .collect();
    if numbers.chance(10) {
        all.push(Evidence {
            comment: Some("c1".to_owned()),
            ..Evidence::default()
        });
    }
    all
}

fn result(
    unit: &mut MadeUp,
    cell: (&'static str, &'static str, i16),
    numbers: &mut Numbers,
) -> Evidence {
    let (finding, strand, period) = cell;
    let (positive, scored) = *unit.results.entry(cell).or_insert_with(|| {
        let scored = if strand == "secondary" {
            numbers.below(40)
        } else {
            30 + numbers.below(150)
        };
        let positive = numbers.below(scored + 1);
        (
            u32::try_from(positive).unwrap(),
            u32::try_from(scored).unwrap(),
        )
    });
    let is_shown = scored >= 11;
    Evidence {
        finding: Some(finding.to_owned()),
        strand: Some(strand.to_owned()).filter(|s| !s.is_empty()),
        period: Some(period.to_string()),
        positive: is_shown.then_some(positive),
        scored: is_shown.then_some(scored),
        withheld: !is_shown,
        ..Evidence::default()
    }
}

/// Reviews after 6, 12 and 18 months: looked at, missed, entered late, or to come.
fn reviews(
    unit: &mut MadeUp,
    finding: &'static str,
    day: Date,
    (decision, control): (Verdict, Option<Control>),
    numbers: &mut Numbers,
) -> Vec<Review> {
    let on: Date = ON.parse().unwrap();
    let done = match control {
        Some(Control::Team) => 45,
        Some(Control::Hospital) => 25,
        Some(Control::Beyond) | None => 10,
    };
    let mut all = Vec::new();
    for months in [6, 12, 18] {
        let due = day.checked_add(months.months()).unwrap();
        let late = due.checked_add(numbers.below(60).days()).unwrap();
        let review = Review {
            due: Some(due),
            ..Review::default()
        };
        if decision == Verdict::Undecided {
            break;
        }
        if late > on || numbers.chance(20) {
            all.push(review);
            continue;
        }
        let status = match Status::of(decision) {
            [first, ..] if numbers.chance(done) => *first,
            statuses => *numbers.choose(statuses),
        };
        let period = day.year() + i16::from(months > 6);
        let figures = if numbers.chance(60) {
            evidence(unit, finding, period, numbers)
        } else {
            Vec::new()
        };
        all.push(Review {
            // Without a day of its own, that on which it was due counts.
            on: (!numbers.chance(5)).then_some(late),
            status: Some(status),
            note: status
                .needs_reason()
                .then(|| "Nobody had the time".to_owned()),
            figures: figures
                .into_iter()
                .filter(|e| e.comment.is_none())
                .collect(),
            ..review
        });
        if status.settles() {
            break;
        }
    }
    all
}

/// One vote on all goals, and now and then a second one on some; small groups are withheld.
fn rounds(goals: &[OutcomeGoal], numbers: &mut Numbers) -> Vec<RoundResult> {
    let mut all = Vec::new();
    for nth in 1..=numbers.below(3) {
        let withheld = numbers.chance(15);
        let mut results = Vec::new();
        for goal in goals {
            if nth > 1 && numbers.chance(50) {
                continue;
            }
            // Halves, which are the same number in every program.
            let groups = ["mdt", "patient"]
                .map(|group| (group.to_owned(), f64::from(numbers.below(11)) / 2.0));
            let apart = (groups[0].1 - groups[1].1).abs();
            results.push(GoalResult {
                goal: goal.id.clone(),
                balanced: Some(f64::midpoint(groups[0].1, groups[1].1)),
                parted: (!withheld).then_some(apart >= 1.5),
                groups: if withheld {
                    BTreeMap::new()
                } else {
                    groups.into()
                },
                ranges: BTreeMap::new(),
                hands: BTreeMap::new(),
                withheld,
            });
        }
        // A goal that the room struck out after the vote.
        if numbers.chance(10) {
            results.push(GoalResult {
                goal: "gone".to_owned(),
                balanced: Some(1.0),
                groups: BTreeMap::new(),
                ranges: BTreeMap::new(),
                hands: BTreeMap::new(),
                parted: None,
                withheld: true,
            });
        }
        all.push(RoundResult {
            id: format!("r{nth}"),
            method: Method::Score,
            weight: Weight::Balanced,
            voted: [("mdt".to_owned(), 6), ("patient".to_owned(), 3)].into(),
            tables: Vec::new(),
            by: None,
            places: false,
            ties: Vec::new(),
            results,
        });
    }
    all
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}
