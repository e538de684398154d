//! Truth about a vote: ties, reasons, spending and promises are shown, and nothing of a ballot is.

use service_pledge::domain::{
    agenda::{Agenda, Occasion},
    capacity::Capacity,
    findings::{BroughtGoal, Findings, SourceKind, Survey, SurveySource, Theme, Unit},
    goal::Control,
    meeting::{
        Began,
        fits::{Fits, GoalReason, Limit},
    },
    people::Person,
    vote::{disclosure::Shown, method::Method, room_rule::RoomRule},
};

use crate::harness::Play;

/// Names whose first letters tell them apart, patients first.
const PATIENTS: [&str; 6] = ["Ann", "Bea", "Cal", "Dot", "Eve", "Fay"];
const TEAM: [&str; 8] = ["Gus", "Hal", "Ida", "Jim", "Kit", "Lou", "Max", "Ned"];

/// A goal with what it takes.
pub(crate) fn goal(id: &str, cost: u64, hours: u64) -> BroughtGoal {
    BroughtGoal {
        id: id.into(),
        title: format!("{id} goal"),
        evidence: Some(Vec::new()),
        control: Some(Control::Team),
        cost: Some(cost),
        hours: Some(hours),
        strand: None,
    }
}

pub(crate) fn unit(
    patients: usize,
    team: usize,
    capacity: Capacity,
    goals: Vec<BroughtGoal>,
) -> Began {
    let person = |group: &'static str| {
        move |name: &&str| Person {
            id: name.to_lowercase(),
            name: (*name).to_owned(),
            group: Some(group.into()),
            ..Person::default()
        }
    };
    let people = PATIENTS[..patients].iter().map(person("patient"));
    Began {
        id: "m-truth".into(),
        findings: Findings {
            unit: Unit {
                name: "A unit".into(),
                organisation: "A hospital".into(),
            },
            survey: Survey {
                title: "A survey".into(),
                period: "2026".into(),
                ..Survey::default()
            },
            themes: vec![Theme {
                id: "t".into(),
                title: "A theme".into(),
                goals,
                ..Theme::default()
            }],
            ..Findings::default()
        },
        agenda: Agenda {
            meeting: Occasion {
                title: "A meeting".into(),
                ..Occasion::default()
            },
            people: people
                .chain(TEAM[..team].iter().map(person("mdt")))
                .collect(),
            capacity,
            ..Agenda::default()
        },
        ..Began::default()
    }
}

pub(crate) fn limits(money: u64, hours: u64, goals: u64) -> Capacity {
    Capacity {
        money: Some(money),
        hours: Some(hours),
        goals: Some(goals),
        ..Capacity::default()
    }
}

/// A meeting in which everybody is here.
pub(crate) fn begun(began: Began) -> Play {
    let people = began.agenda.people.len();
    let mut play = Play::new(began);
    play.resize(100, 40);
    for _ in 0..people {
        play.press("space");
    }
    play.press("s");
    play
}

/// A round in which people hand these marks in, from opening to the result; `keys` before it opens.
pub(crate) fn round(play: &mut Play, keys: &str, ballots: &[(&str, &str)]) {
    play.press("5 o").press(keys).press("enter");
    for (name, marks) in ballots {
        play.press("/")
            .text(name)
            .press("enter enter")
            .press(marks)
            .press("enter");
    }
    play.press("c y").sees("The round is closed.");
}

/// Each of so many patients and of the team with the same marks.
pub(crate) fn all<'a>(
    patients: usize,
    theirs: &'a str,
    team: usize,
    marks: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let patients = PATIENTS[..patients].iter().map(|name| (*name, theirs));
    patients
        .chain(TEAM[..team].iter().map(|name| (*name, marks)))
        .collect()
}

fn fits(play: &Play, rule: RoomRule) -> Fits {
    let round = play.meeting().last_count().unwrap();
    play.meeting().fits(round, rule).unwrap()
}

#[test]
fn a_tie_is_said_under_every_rule_and_no_id_decides() {
    let goals = ["Alpha", "Beta", "Gamma"]
        .map(|id| goal(id, 1500, 10))
        .to_vec();
    let mut play = begun(unit(5, 5, limits(2000, 160, 5), goals));
    round(&mut play, "", &all(5, "4 4 4", 5, "4 4 4"));
    play.press("w");
    for rule in RoomRule::ALL {
        let fits = fits(&play, rule);
        assert_eq!(fits.selected, [""; 0], "{rule:?}");
        assert_eq!(fits.level, [["Alpha", "Beta", "Gamma"]], "{rule:?}");
        play.sees("stand level, and not");
        play.press("right");
    }
    // Settled under the rule that is looked at, it holds there.
    play.press("t")
        .sees("Which goes first?")
        .press("down enter");
    assert_eq!(fits(&play, RoomRule::BestFirst).selected, ["Beta"]);
    assert_eq!(
        fits(&play, RoomRule::BestFirst).why("Alpha"),
        Some(&GoalReason::Short(Limit::Money, 1000))
    );
    play.press("e")
        .sees("it stood level with others, and it was settled");
}

#[test]
fn a_tie_is_settled_in_the_round_that_is_looked_at() {
    let goals = ["Alpha", "Beta"].map(|id| goal(id, 0, 1)).to_vec();
    let mut play = begun(unit(5, 5, limits(2000, 160, 1), goals));
    round(&mut play, "", &all(5, "5 5", 5, "5 5"));
    round(&mut play, "", &all(5, "4 4", 5, "4 4"));
    play.press("r")
        .sees("Round 1")
        .press("w t")
        .sees("Which goes first?")
        .press("enter");
    let (first, last) = (&play.meeting().rounds()[0], &play.meeting().rounds()[1]);
    assert_eq!(play.meeting().lots()[0].round, first.id);
    let fits = |round| play.meeting().fits(round, RoomRule::BestFirst).unwrap();
    assert_eq!(fits(first).selected, ["Alpha"]);
    assert_eq!(fits(last).level.len(), 1);
}

#[test]
fn short_names_the_limit_that_binds() {
    let goals = vec![goal("Alpha", 0, 1), goal("Beta", 0, 1)];
    let mut play = begun(unit(5, 5, limits(2000, 160, 1), goals));
    round(&mut play, "", &all(5, "5 4", 5, "5 4"));
    // Under even load a 4 and a 5 are support alike, so the two stand level there.
    for rule in [
        RoomRule::BestFirst,
        RoomRule::GroupHalves,
        RoomRule::BestSet,
    ] {
        let short = GoalReason::Short(Limit::Goals, 1);
        assert_eq!(fits(&play, rule).why("Beta"), Some(&short), "{rule:?}");
    }
    play.press("w")
        .sees("no place left")
        .does_not_see("hour short");
}

#[test]
fn what_is_agreed_is_spent_before_anything_is_proposed() {
    let goals = vec![goal("Alpha", 1800, 140), goal("Gamma", 1500, 100)];
    let mut play = begun(unit(5, 5, limits(2000, 160, 5), goals));
    round(&mut play, "", &all(5, "5 3", 5, "5 3"));
    play.press("w a").sees("1 goal agreed.");
    round(&mut play, "", &all(5, "5", 5, "5"));
    let fits = fits(&play, RoomRule::BestFirst);
    assert_eq!(
        (fits.selected.len(), fits.agreed_before),
        (0, vec!["Alpha".to_owned()])
    );
    play.press("w")
        .sees("£1,800 of £2,000")
        .sees("agreed before")
        .sees("£1,300 over")
        .press("e")
        .sees("Agreed before: 1 goal. It takes £1,800 and 140 hours");
    // What was put off says so, and not that it is not ours.
    play.press("esc esc d down down enter enter enter");
    play.press("w").does_not_see("not ours");
}

#[test]
fn a_promise_forces_only_what_fits_and_is_wanted() {
    let mut secondary = goal("Clinic", 9000, 900);
    secondary.strand = Some("secondary".into());
    let goals = vec![goal("Alpha", 100, 10), goal("Beta", 100, 10), secondary];
    let mut capacity = limits(2000, 160, 5);
    capacity.per_strand = Some(1);
    let mut began = unit(5, 5, capacity, goals);
    began.findings.survey.sources = vec![SurveySource {
        strand: "secondary".into(),
        kind: SourceKind::Survey,
        invited: None,
        answered: 22,
    }];
    let mut play = begun(began.clone());
    round(&mut play, "", &all(5, "5 4 0", 5, "5 4 0"));
    assert_eq!(fits(&play, RoomRule::BestFirst).selected, ["Alpha", "Beta"]);
    play.press("w").sees("A goal was promised");
    let words: Vec<String> = play
        .screen()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let words = words.join(" ");
    assert!(
        words.contains("none of theirs is above the middle"),
        "{words}"
    );
    // One that fits and is wanted is in before the others, as a step of how it came about.
    began.findings.themes[0].goals[2].cost = Some(1900);
    began.findings.themes[0].goals[2].hours = Some(10);
    let mut play = begun(began);
    round(&mut play, "", &all(5, "5 4 3", 5, "5 4 3"));
    for rule in RoomRule::ALL {
        let fits = fits(&play, rule);
        assert_eq!(fits.selected[0], "Clinic", "{rule:?}");
        assert_eq!(
            fits.why("Clinic"),
            Some(&GoalReason::StrandPromise("secondary".into()))
        );
    }
    play.press("w e").sees("“Clinic goal” is in because");
}

#[test]
fn what_nobody_wants_is_not_proposed_and_one_key_agrees_only_to_what_is_clear() {
    let goals = ["Alpha", "Beta", "Gamma", "Delta"]
        .map(|id| goal(id, 100, 10))
        .to_vec();
    let mut play = begun(unit(5, 5, limits(2000, 160, 5), goals));
    round(&mut play, "", &all(5, "5 5 1 0", 5, "5 2 0 0"));
    let best = fits(&play, RoomRule::BestFirst);
    assert_eq!(best.selected, ["Alpha", "Beta"]);
    assert_eq!(best.why("Gamma"), Some(&GoalReason::BelowMiddle));
    for rule in RoomRule::ALL {
        let fits = fits(&play, rule);
        assert!(
            !fits.selected.iter().any(|g| g == "Gamma" || g == "Delta"),
            "{rule:?}"
        );
    }
    play.press("w a")
        .sees("1 goal agreed.")
        .sees("Left for the room to decide")
        .sees("“Beta goal”");
    let agreed: Vec<_> = play
        .meeting()
        .live_goals()
        .filter(|g| g.is_agreed())
        .collect();
    assert_eq!(agreed.len(), 1);
    assert_eq!(agreed[0].id, "Alpha");
}

#[test]
fn a_goal_of_which_nobody_knows_what_it_takes_is_listed_and_not_proposed() {
    let mut unknown = goal("Alpha", 0, 0);
    (unknown.cost, unknown.hours) = (None, None);
    let goals = vec![unknown, goal("Beta", 100, 10)];
    let mut play = begun(unit(5, 5, limits(2000, 160, 5), goals));
    round(&mut play, "", &all(5, "5 4", 5, "5 4"));
    for rule in RoomRule::ALL {
        let fits = fits(&play, rule);
        assert_eq!(fits.selected, ["Beta"], "{rule:?}");
        assert_eq!(fits.why("Alpha"), Some(&GoalReason::NotKnown(true, true)));
    }
    play.press("w").sees("no money, no hours known");
}

#[test]
fn abstaining_looks_like_any_ballot() {
    let goals = ["Alpha", "Beta"].map(|id| goal(id, 0, 1)).to_vec();
    let mut play = begun(unit(3, 3, limits(2000, 160, 5), goals));
    play.press("5 o enter /")
        .text("ann")
        .press("enter enter 5 3");
    let marked = play.screen();
    play.press("bs bs / /");
    assert_eq!(play.screen(), marked);
    play.press("enter")
        .sees("Handed in")
        .does_not_see("abstain");
}

#[test]
fn no_ballot_of_a_small_or_withheld_round_is_written() {
    for patients in [1, 2, 3, 4] {
        let goals = ["Alpha", "Beta"].map(|id| goal(id, 0, 1)).to_vec();
        let mut play = begun(unit(patients, 6, limits(2000, 160, 5), goals));
        let mut ballots = all(patients, "5 0", 6, "2 4");
        ballots[0].1 = "3 1";
        round(&mut play, "", &ballots);
        let shown = play
            .meeting()
            .last_count()
            .unwrap()
            .tally()
            .unwrap()
            .shown();
        assert_eq!(
            shown,
            if patients < 3 {
                Shown::Withheld
            } else {
                Shown::Small
            }
        );
        let journal = play.file("/unit/meeting.journal").unwrap();
        assert!(!journal.contains("\"answers\""), "{journal}");
        assert!(play.meeting().last_count().unwrap().ballots().is_empty());
        play.press("y").does_not_see("row a vote");
        // Whatever rule is looked at, nothing of payers or parts is said.
        play.press("esc w e").does_not_see("share theirs");
        play.press("esc right e")
            .does_not_see("share theirs")
            .does_not_see("gave it points");
    }
}

#[test]
fn a_latecomer_is_not_told_from_the_others_by_two_rounds() {
    let goals = ["Alpha", "Beta"].map(|id| goal(id, 0, 1)).to_vec();
    let mut play = begun(unit(4, 6, limits(2000, 160, 5), goals));
    // Dot, the fourth patient, has not come yet.
    play.press("1 home down down down space");
    let dot = play.meeting().attendee("dot").unwrap();
    assert!(!dot.is_here(), "{}", play.screen());
    let before: Vec<_> = all(4, "5 2", 6, "4 3")
        .into_iter()
        .filter(|b| b.0 != "Dot")
        .collect();
    round(&mut play, "", &before);
    assert_eq!(
        play.meeting()
            .last_count()
            .unwrap()
            .tally()
            .unwrap()
            .shown(),
        Shown::Small
    );
    play.press("1 home down down down space");
    play.press("5 o")
        .sees("The patients are nearly the same people as in round 1.");
    play.press("enter");
    for (name, marks) in all(4, "5 2", 6, "4 3") {
        play.press("/")
            .text(name)
            .press("enter enter")
            .press(marks)
            .press("enter");
    }
    play.press("c y");
    let tally = play.meeting().last_count().unwrap().tally().unwrap();
    assert_eq!(tally.shown(), Shown::Withheld);
    play.sees("nearly the same as in an earlier round");
    // Begun anew, the earlier rounds are in no result any more, and the group is shown.
    play.press("o a").sees("Round 3 is open.");
    for (name, marks) in all(4, "5 2", 6, "4 3") {
        play.press("/")
            .text(name)
            .press("enter enter")
            .press(marks)
            .press("enter");
    }
    play.press("c y");
    let tally = play.meeting().last_count().unwrap().tally().unwrap();
    assert_eq!(tally.shown(), Shown::Small);
    let outcome = play.outcome();
    let gone = &play.meeting().rounds()[0].id;
    assert!(outcome.rounds.len() == 2 && outcome.rounds.iter().all(|r| r.id != *gone));
    let range = outcome.rounds[1].results[0].ranges["patient"];
    assert_eq!(range.map(|n| format!("{n}")), ["4", "5"]);
    // The same once it is opened again.
    let play = play.reopen();
    assert_eq!(play.outcome().rounds, outcome.rounds);
}

#[test]
fn one_patient_is_said_to_be_half_of_every_result() {
    let goals = vec![goal("Alpha", 0, 1)];
    let mut play = begun(unit(1, 6, limits(2000, 160, 5), goals));
    play.press("5 o")
        .sees("Only 1 patient votes, and is half of every result");
    play.press("w").does_not_see("half of every result");
}

#[test]
fn a_method_that_needs_five_says_so_when_it_is_chosen() {
    let goals = vec![goal("Alpha", 0, 1)];
    let mut play = begun(unit(4, 6, limits(2000, 160, 5), goals));
    play.press("5 o")
        .does_not_see("cannot be shown apart by this method");
    for method in ["y e s", "d o t s"] {
        play.press("m").press(method).press("enter");
        play.sees("A group of fewer than 5 cannot be shown apart by this method.");
    }
    play.press("m r a t e enter")
        .does_not_see("cannot be shown apart by this method");
}

#[test]
fn a_ranking_says_places_on_the_wall_in_the_outcome_and_in_the_minutes() {
    let goals = ["Alpha", "Beta", "Gamma"].map(|id| goal(id, 0, 1)).to_vec();
    let mut play = begun(unit(5, 6, limits(2000, 160, 5), goals));
    round(&mut play, "m o r d enter", &all(5, "1 2 3", 6, "2 1 3"));
    let round = &play.outcome().rounds[0];
    assert_eq!(round.method, Method::Rank);
    assert!(round.places);
    let alpha = round.results.iter().find(|r| r.goal == "Alpha").unwrap();
    assert_eq!((alpha.groups["patient"], alpha.groups["mdt"]), (1.0, 2.0));
    assert_eq!(alpha.balanced, Some(1.0));
    let tally = play.meeting().last_count().unwrap().tally().unwrap();
    assert_eq!(tally.said(Method::Rank, Some("mdt"), "Alpha").unwrap(), "2");
}
