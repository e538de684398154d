//! The rules of a meeting, one sentence each.

mod facilitator;
mod people;
mod review;
mod rounds;
mod voices;

use jiff::civil::{Date, date};

use super::{Began, Mark, Meeting};
use crate::domain::{
    agenda::{Activity, Agenda, AgendaItem, Occasion, Stage},
    aim::Aim,
    capacity::{Capacity, Load},
    command::{Command, Now},
    event::Event,
    event_sourced::EventSourced,
    findings::{
        BroughtGoal, Comment, Finding, Findings, SourceKind, StrandResult, Survey, SurveySource,
        Theme, Unit,
    },
    goal::{Control, Decision, Owner, Reason},
    outcome::{Outcome, OutcomeGoal, Status, Verdict},
    people::Person,
    refusal::Refusal,
    stamp::Stamp,
    vote::{
        allowed::Allowed,
        ballot::Answers,
        ballot_box::BallotBox,
        hands::Hands,
        method::Method,
        settings::{RoundSettings, Weight},
    },
};

/// A meeting in which each command has the next number and the next minute.
struct Room {
    meeting: Meeting,
    n: u64,
}

fn minute(n: u64) -> Stamp {
    format!("2026-11-24T{:02}:{:02}:00+00:00", 13 + n / 60, n % 60)
        .parse()
        .unwrap()
}

impl Room {
    fn with(change: impl FnOnce(&mut Began)) -> Self {
        let mut began = began();
        change(&mut began);
        let meeting = Meeting::begin(&began);
        Self { meeting, n: 1 }
    }

    fn new() -> Self {
        Self::with(|_| {})
    }

    fn try_to(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let now = Now {
            at: minute(self.n),
            n: self.n + 1,
        };
        let events = self.meeting.decide(command, now)?;
        for event in &events {
            // As in a replay: whatever `decide` makes has to pass the journal's own check.
            self.meeting.validate(event).unwrap();
            self.meeting.apply(event);
        }
        self.n += 1;
        Ok(events)
    }

    fn does(&mut self, command: Command) -> Vec<Event> {
        self.try_to(command).unwrap()
    }

    fn refuses(&mut self, command: Command) -> String {
        self.try_to(command).unwrap_err().to_string()
    }

    fn arrive(&mut self, people: &[&str]) {
        for person in people {
            let person = (*person).to_owned();
            self.does(Command::Arrive { person });
        }
    }

    fn opens(&mut self, goals: &[&str]) -> String {
        self.does(Command::OpenRound {
            settings: settings(goals),
        });
        self.meeting.open_round().unwrap().id.clone()
    }

    fn proposes(&mut self, title: &str) -> String {
        self.does(Command::ProposeGoal {
            title: title.into(),
            themes: vec!["care".into()],
            evidence: vec!["q3".into(), "c1".into()],
            strand: None,
        });
        self.meeting.goals().last().unwrap().id.clone()
    }

    // Of the last round, which in these tests is the one that was just opened.
    fn voters(&self) -> Vec<&str> {
        let round = self.meeting.rounds().last().unwrap();
        round.voters.iter().map(|v| v.person.as_str()).collect()
    }

    fn turnout(&self, ballots: &BallotBox) -> (usize, usize) {
        let round = self.meeting.rounds().last().unwrap();
        let turnout = self.meeting.turnout(round, ballots);
        (turnout.voted, turnout.of)
    }
}

fn settings(goals: &[&str]) -> RoundSettings {
    RoundSettings {
        method: Method::Score,
        weight: Weight::Balanced,
        apart_from: 3,
        allowed: Allowed::default(),
        goals: goals.iter().map(|g| (*g).to_owned()).collect(),
    }
}

fn agree(goal: &str, note: &str) -> Command {
    Command::Decide {
        goal: goal.into(),
        decision: Decision::Agreed { note: note.into() },
    }
}

fn reword(goal: &str, title: &str) -> Command {
    Command::RewordGoal {
        goal: goal.into(),
        title: title.into(),
    }
}

fn findings() -> Findings {
    let finding = |id: &str, positive, scored| Finding {
        id: id.into(),
        question: format!("Question {id}"),
        said: None,
        wall: None,
        results: vec![StrandResult {
            strand: "breast".into(),
            period: "2026".into(),
            positive,
            scored,
            withheld: false,
            weighted: None,
        }],
        benchmark: None,
        comparable: true,
        rebase: Vec::new(),
    };
    let theme = |id: &str, title: &str, standard: &str, findings| Theme {
        id: id.into(),
        title: title.into(),
        standard: standard.into(),
        findings,
        ..Theme::default()
    };
    let mut waiting = theme(
        "waiting",
        "Waiting",
        "Nobody waits without being told why.",
        vec![finding("q1", 30, 60), finding("q2", 4, 10)],
    );
    waiting.goals.push(BroughtGoal {
        id: "board".into(),
        title: "A board with waiting times".into(),
        evidence: Some(vec!["q1".into(), "q2".into()]),
        control: Some(Control::Team),
        cost: Some(300),
        hours: Some(0),
        strand: None,
    });
    let mut care = theme("care", "Care", "", vec![finding("q3", 50, 55)]);
    care.comments.push(Comment {
        id: "c1".into(),
        strand: "breast".into(),
        source: SourceKind::Survey,
        wall: Some(1),
        publish: false,
        hold: false,
        text: "They were kind.".into(),
        read: true,
        edited: false,
        was: None,
        marks: Vec::new(),
    });
    Findings {
        unit: Unit {
            name: "Northbrook".into(),
            organisation: String::new(),
        },
        survey: Survey {
            title: "Survey".into(),
            period: "2026".into(),
            hide_below: 11,
            hide_cells_below: None,
            sources: vec![SurveySource {
                strand: "breast".into(),
                kind: SourceKind::Survey,
                invited: Some(100),
                answered: 60,
            }],
        },
        themes: vec![waiting, care],
        forgotten: Vec::new(),
        removed_themes: Vec::new(),
    }
}

fn began() -> Began {
    let person = |id: &str, name: &str, group: Option<&str>| Person {
        id: id.into(),
        name: name.into(),
        group: group.map(Into::into),
        ..Person::default()
    };
    Began {
        id: "m1".into(),
        findings: findings(),
        agenda: Agenda {
            meeting: Occasion {
                title: "Meeting".into(),
                date: Some(date(2026, 11, 24)),
                ..Occasion::default()
            },
            people: vec![
                person("pat", "Pat", Some("patient")),
                person("una", "Una", Some("patient")),
                person("mo", "Mo", Some("mdt")),
                person("nell", "Nell", Some("mdt")),
                person("fay", "Fay", None),
            ],
            capacity: Capacity {
                money: Some(1_000),
                hours: Some(40),
                ..Capacity::default()
            },
            items: vec![AgendaItem {
                what: Activity::Stage(Stage::Welcome),
                minutes: 5,
                speaker: None,
            }],
            ..Agenda::default()
        },
        previous: Some(Outcome {
            goals: vec![OutcomeGoal {
                id: "old".into(),
                title: "Last year's goal".into(),
                ..OutcomeGoal::default()
            }],
            ..Outcome::default()
        }),
        outcome: None,
    }
}

fn ones(goals: usize) -> Answers {
    Answers::Marks(vec![Some(1); goals])
}

#[test]
fn only_people_with_a_group_who_are_here_when_a_round_opens_vote_and_never_the_facilitator() {
    let mut room = Room::new();
    assert_eq!(
        room.refuses(Command::OpenRound {
            settings: settings(&["board"])
        }),
        "Nobody with a vote is ticked as here: tick people at Welcome first."
    );
    room.arrive(&["pat", "mo", "nell", "fay"]);
    room.does(Command::Leave {
        person: "nell".into(),
    });
    let round = room.opens(&["board"]);
    assert_eq!(room.voters(), ["pat", "mo"]);
    let let_in = Command::LetIn {
        round,
        person: "fay".into(),
        proxy: false,
    };
    assert_eq!(
        room.refuses(let_in),
        "Fay is in no group, and so does not vote."
    );
}

#[test]
fn a_latecomer_votes_once_let_in_and_not_before() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let round = room.opens(&["board"]);
    let let_in = |person: &str| Command::LetIn {
        round: round.clone(),
        person: person.into(),
        proxy: false,
    };
    assert_eq!(room.refuses(let_in("nell")), "Nell is not ticked as here.");
    room.arrive(&["nell"]);
    assert_eq!(room.voters(), ["pat", "mo"]);
    room.does(let_in("nell"));
    assert_eq!(room.voters(), ["pat", "mo", "nell"]);
    assert_eq!(
        room.refuses(let_in("nell")),
        "Nell has a vote in this round already."
    );
}

#[test]
fn a_leaver_who_has_not_voted_drops_out_of_the_turnout_and_one_who_has_stays() {
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo", "nell"]);
    let round = room.opens(&["board"]);
    let mut ballots = BallotBox::new(&round);
    ballots
        .cast(room.meeting.open_round().unwrap(), "pat", ones(1))
        .unwrap();
    assert_eq!(room.turnout(&ballots), (1, 4));
    room.does(Command::Leave {
        person: "pat".into(),
    });
    assert_eq!(room.turnout(&ballots), (1, 4));
    room.does(Command::Leave {
        person: "nell".into(),
    });
    assert_eq!(room.turnout(&ballots), (1, 3));
    assert_eq!(
        room.refuses(Command::TakeBackArrival {
            person: "mo".into()
        }),
        "Mo has a vote in the open round. If they go, say that they leave."
    );
}

#[test]
fn a_goal_of_an_open_round_stays_as_it_is() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let other = room.proposes("Another");
    let round = room.opens(&["board"]);
    let board = || "board".to_owned();
    let frozen =
        "Round 1 is open on this goal: it stays as it is until the round is closed.".to_owned();
    for command in [
        reword("board", "Other words"),
        Command::DropGoal { goal: board() },
        Command::MergeGoals {
            from: board(),
            into: other.clone(),
        },
        Command::MergeGoals {
            from: other.clone(),
            into: board(),
        },
        Command::SetGoalCost {
            goal: board(),
            cost: Some(5),
        },
        Command::SetGoalHours {
            goal: board(),
            hours: Some(5),
        },
        Command::SetGoalControl {
            goal: board(),
            control: None,
        },
    ] {
        assert_eq!(room.refuses(command.clone()), frozen, "{command:?}");
    }
    assert_eq!(
        room.refuses(agree("board", "")),
        "Round 1 is still open on this goal."
    );
    assert_eq!(room.does(reword(&other, "Better words")).len(), 1);
    assert!(
        room.refuses(Command::Save)
            .starts_with("Round 1 is still open")
    );
    room.does(Command::AbandonRound { round, ballots: 0 });
    assert_eq!(room.does(reword("board", "Other words")).len(), 1);
}

#[test]
fn a_goal_reworded_after_a_vote_has_changed_since() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let id = room.opens(&["board"]);
    let mut ballots = BallotBox::new(&id);
    ballots
        .cast(room.meeting.open_round().unwrap(), "mo", ones(1))
        .unwrap();
    room.does(Command::CloseRound { round: id, ballots });
    let changed = |room: &Room| {
        let round = room.meeting.last_count().unwrap();
        room.meeting.changed_since(round, "board")
    };
    // Only then does the next assertion show that a measure, which no ballot has, leaves the result as it is.
    assert!(!changed(&room));
    room.does(Command::SetMeasure {
        goal: "board".into(),
        text: "Count".into(),
    });
    assert!(!changed(&room));
    room.does(reword("board", "Other words"));
    assert!(changed(&room));
}

#[test]
fn nobody_counts_a_round_without_ballots_or_with_another_rounds_box() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let round = room.opens(&["board"]);
    // As if a box had been left behind by another copy of the meeting.
    let mut other = BallotBox::new("r99");
    other
        .cast(room.meeting.open_round().unwrap(), "mo", ones(1))
        .unwrap();
    for ballots in [BallotBox::new(&round), other] {
        let refused = room.refuses(Command::CloseRound {
            round: round.clone(),
            ballots,
        });
        assert_eq!(
            refused,
            "Nobody has voted yet. The round can be given up instead."
        );
    }
    assert!(room.meeting.open_round().is_some());
}

#[test]
fn a_group_does_not_raise_more_hands_than_it_has_votes() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let mut hands = settings(&["board"]);
    hands.method = Method::Hands;
    room.does(Command::OpenRound { settings: hands });
    let round = room.meeting.open_round().unwrap().id.clone();
    let count = |yes| Command::CountHands {
        round: round.clone(),
        goal: "board".into(),
        group: "patient".into(),
        hands: Hands {
            yes,
            ..Hands::default()
        },
    };
    assert!(room.refuses(count(2)).starts_with("That is 2 hands, and 1"));
    assert_eq!(room.does(count(1)).len(), 1);
}

#[test]
fn agreeing_beyond_what_there_is_needs_a_note() {
    let mut room = Room::new();
    let big = room.proposes("A new wing");
    room.does(Command::SetGoalCost {
        goal: big.clone(),
        cost: Some(1_300),
    });
    assert_eq!(
        room.refuses(agree(&big, " ")),
        "That is £300 more than the £1,000 there is. Say why the room agrees to it all the same."
    );
    assert_eq!(room.does(agree(&big, "The friends pay")).len(), 1);
    // With it agreed, the small one goes beyond as well.
    assert!(room.refuses(agree("board", "")).starts_with("That is £600"));
}

#[test]
fn agreeing_to_what_is_beyond_control_needs_a_note() {
    let mut room = Room::new();
    room.does(Command::SetGoalControl {
        goal: "board".into(),
        control: Some(Control::Beyond),
    });
    assert!(
        room.refuses(agree("board", ""))
            .starts_with("That is beyond what this team or the hospital can do")
    );
}

#[test]
fn no_hours_is_not_the_same_as_hours_not_known() {
    let mut room = Room::new();
    let unknown = room.proposes("Somebody asks");
    let load = |id: &str| Load::of(room.meeting.goal(id));
    assert_eq!((load("board").hours, load("board").hours_unknown), (0, 0));
    assert_eq!((load(&unknown).hours, load(&unknown).hours_unknown), (0, 1));
    let events = room.does(Command::SetGoalHours {
        goal: "board".into(),
        hours: None,
    });
    assert_eq!(events.len(), 1);
    let events = room.does(Command::SetGoalHours {
        goal: "board".into(),
        hours: Some(0),
    });
    assert_eq!(events.len(), 1);
    assert_eq!(room.meeting.goal("board").unwrap().hours, Some(0));
}

#[test]
fn who_proposed_a_goal_is_nowhere_in_its_event() {
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo", "nell", "fay"]);
    let events = room.does(Command::ProposeGoal {
        title: "Chairs".into(),
        themes: vec![],
        evidence: vec![],
        strand: None,
    });
    let id = room.meeting.goals().last().unwrap().id.clone();
    assert_eq!(
        serde_json::to_string(&events).unwrap(),
        format!(
            "[{{\"GoalProposed\":{{\"id\":\"{id}\",\"title\":\"Chairs\",\"themes\":[],\"evidence\":[],\"strand\":null}}}}]"
        )
    );
}

#[test]
fn asking_needs_somebody_to_ask_and_undecided_somebody_who_settles_it() {
    let mut room = Room::new();
    let ask = |of: &str| Command::Decide {
        goal: "board".into(),
        decision: Decision::Ask {
            of: of.into(),
            reason: Reason::Money,
            note: String::new(),
        },
    };
    assert_eq!(room.refuses(ask("  ")), "Say who we ask.");
    assert_eq!(room.does(ask("The trust")).len(), 1);
    assert!(room.does(ask("The trust")).is_empty());
    let undecided = Command::Decide {
        goal: "board".into(),
        decision: Decision::Undecided {
            by_whom: String::new(),
            until: None,
        },
    };
    assert_eq!(room.refuses(undecided), "Say who settles it.");
}

#[test]
fn an_earlier_goal_that_is_stuck_or_dropped_needs_a_reason() {
    let mut room = Room::new();
    let look = |status, note: &str| Command::ReviewPrevious {
        goal: "old".into(),
        status,
        note: note.into(),
        noticed: String::new(),
    };
    assert_eq!(
        room.refuses(look(Status::Stuck, " ")),
        "Say in a few words why it is stuck."
    );
    assert_eq!(
        room.refuses(look(Status::Dropped, "")),
        "Say in a few words why it is dropped."
    );
    room.does(look(Status::Done, ""));
    room.does(look(Status::Stuck, " No money "));
    let reviewed = room.meeting.reviewed("old").unwrap();
    assert_eq!(
        (reviewed.status, reviewed.note.as_str()),
        (Status::Stuck, "No money")
    );
}

#[test]
fn a_merged_goal_carries_its_themes_and_evidence_along() {
    let mut room = Room::new();
    let from = room.proposes("Say how long");
    let before = room.meeting.goal("board").unwrap().version;
    assert_eq!(
        room.refuses(Command::MergeGoals {
            from: from.clone(),
            into: from.clone()
        }),
        "A goal cannot become part of itself."
    );
    room.does(Command::MergeGoals {
        from: from.clone(),
        into: "board".into(),
    });
    let kept = room.meeting.goal("board").unwrap();
    assert_eq!(kept.themes, ["waiting", "care"]);
    assert_eq!(kept.evidence, ["q1", "q2", "q3", "c1"]);
    assert_eq!(kept.merged_from, std::slice::from_ref(&from));
    assert_eq!(kept.version, before + 1);
    assert!(!room.meeting.goal(&from).unwrap().is_live());
    assert_eq!(
        room.refuses(agree(&from, "")),
        "That goal is not on the list any more."
    );
}

#[test]
fn a_split_goal_keeps_its_evidence_in_both_halves_and_the_second_has_no_figures_yet() {
    let mut room = Room::new();
    let goal = room.proposes("Say how long, and ring people back");
    room.does(Command::SetGoalEvidence {
        goal: goal.clone(),
        evidence: vec!["q1".into(), "c1".into()],
    });
    room.does(Command::SetGoalHours {
        goal: goal.clone(),
        hours: Some(40),
    });
    let split = |stays: &str, title: &str| Command::SplitGoal {
        goal: goal.clone(),
        stays: stays.into(),
        title: title.into(),
    };
    for (stays, title, why) in [
        (" ", "Ring people back", "The first goal needs some words."),
        ("Say how long", " ", "The second goal needs some words."),
        (
            "Say how long",
            "say HOW long",
            "The two goals need different words.",
        ),
        (
            "Say how long",
            "A board with waiting times",
            "A goal with these words is on the list already.",
        ),
    ] {
        assert_eq!(room.refuses(split(stays, title)), why);
    }
    let before = room.meeting.goal(&goal).unwrap().clone();
    let events = room.does(split("Say how long", "Ring people back"));
    assert_eq!(events.len(), 2, "new words of the first, and the second");
    let first = room.meeting.goal(&goal).unwrap().clone();
    assert_eq!(
        (first.title.as_str(), first.hours),
        ("Say how long", Some(40))
    );
    assert!(
        first.version > before.version,
        "its result is of both halves"
    );
    let live: Vec<_> = room.meeting.live_goals().collect();
    let at = live.iter().position(|g| g.id == goal).unwrap();
    let second = live[at + 1];
    assert_eq!(second.title, "Ring people back");
    assert_eq!(
        (&second.themes, &second.evidence),
        (&first.themes, &first.evidence)
    );
    assert_eq!(
        (second.cost, second.hours, second.control),
        (None, None, None)
    );
    assert_eq!(second.split_from.as_deref(), Some(goal.as_str()));
    // The words may also go to the second goal, where the first gets new ones.
    assert_eq!(room.does(split("Say why", "Say how long")).len(), 2);
}

#[test]
fn a_step_of_several_events_is_described_as_a_whole() {
    let mut room = Room::new();
    let goal = room.proposes("Say how long");
    let split = room.does(Command::SplitGoal {
        goal: goal.clone(),
        stays: "Say why".into(),
        title: "Ring people".into(),
    });
    assert_eq!(
        room.meeting.describe_step(&split),
        "\u{201c}Ring people\u{201d} split off \u{201c}Say why\u{201d}"
    );
    let decided = |goal: &str| Event::GoalDecided {
        goal: goal.into(),
        decision: Decision::Agreed {
            note: String::new(),
        },
    };
    let one = decided("board");
    assert!(
        room.meeting
            .describe_step(std::slice::from_ref(&one))
            .starts_with("the decision on")
    );
    assert_eq!(
        room.meeting.describe_step(&[one, decided(&goal)]),
        "the decisions on 2 goals"
    );
    assert_eq!(room.meeting.describe_step(&[]), "");
}

#[test]
fn a_goal_is_not_split_while_a_round_is_open_on_it() {
    let mut room = Room::new();
    let goal = room.proposes("Say how long");
    room.arrive(&["pat", "mo", "nell", "fay"]);
    room.opens(&[&goal, "board"]);
    let refused = room.refuses(Command::SplitGoal {
        goal,
        stays: "Say how long".into(),
        title: "Say why".into(),
    });
    assert!(refused.contains("is open on this goal"), "{refused}");
}

#[test]
fn the_same_words_are_not_proposed_twice() {
    let mut room = Room::new();
    let refused = room.refuses(Command::ProposeGoal {
        title: " a BOARD with waiting times ".into(),
        themes: vec![],
        evidence: vec![],
        strand: None,
    });
    assert_eq!(refused, "A goal with these words is on the list already.");
}

#[test]
fn an_id_is_made_from_the_number_of_its_entry_and_steps_aside_for_one_a_file_brought() {
    let mut room = Room::with(|b| b.agenda.people[0].id = "g2".into());
    // The agenda has a person with the id `g2`, which the second entry would have made.
    assert_eq!(room.proposes("First"), "g2x");
    assert_eq!(room.proposes("Second"), "g3");
    room.n += 1;
    assert_eq!(room.proposes("Third"), "g5");
}

#[test]
fn nothing_is_due_before_the_meeting() {
    let mut room = Room::new();
    let due = |day: Date| Command::SetDue {
        goal: "board".into(),
        due: Some(day),
    };
    assert_eq!(
        room.refuses(due(date(2026, 11, 23))),
        "That day is before the meeting."
    );
    assert_eq!(room.does(due(date(2026, 11, 24))).len(), 1);
    let reviews = |days: &[Date]| Command::SetReviews {
        goal: "board".into(),
        reviews: days.to_vec(),
    };
    assert_eq!(
        room.refuses(reviews(&[date(2027, 1, 1), date(2026, 1, 1)])),
        "A review cannot be before the meeting."
    );
    room.does(reviews(&[
        date(2027, 5, 1),
        date(2027, 1, 1),
        date(2027, 5, 1),
    ]));
    let goal = room.meeting.goal("board").unwrap();
    assert_eq!(
        goal.reviews.as_deref(),
        Some(&[date(2027, 1, 1), date(2027, 5, 1)][..])
    );
}

#[test]
fn a_goal_is_looked_at_after_six_twelve_and_eighteen_months() {
    let room = Room::new();
    let goal = room.meeting.goal("board").unwrap();
    assert_eq!(
        room.meeting.reviews_of(goal, minute(0)),
        [date(2027, 5, 24), date(2027, 11, 24), date(2028, 5, 24)]
    );
    // Six months later there is no 31st.
    let end_of_august = Room::with(|b| b.agenda.meeting.date = Some(date(2026, 8, 31)));
    assert_eq!(
        end_of_august.meeting.reviews_of(goal, minute(0))[0],
        date(2027, 2, 28)
    );
}

#[test]
fn a_partner_is_somebody_else_than_the_owner() {
    let mut room = Room::new();
    room.does(Command::Assign {
        goal: "board".into(),
        owner: Some(Owner::Person("mo".into())),
    });
    let partner = |id: &str| Command::AssignPartner {
        goal: "board".into(),
        partner: Some(id.into()),
    };
    assert!(room.refuses(partner("mo")).starts_with("The partner works"));
    assert_eq!(room.does(partner("pat")).len(), 1);
}

#[test]
fn what_changes_nothing_makes_no_event() {
    let mut room = Room::new();
    room.arrive(&["pat"]);
    for command in [
        Command::Arrive {
            person: "pat".into(),
        },
        reword("board", " A board with waiting times "),
        Command::ReleaseComment {
            comment: "c1".into(),
        },
        Command::ReopenStandard {
            theme: "waiting".into(),
        },
        Command::SetDue {
            goal: "board".into(),
            due: None,
        },
    ] {
        assert_eq!(room.does(command), []);
    }
}

#[test]
fn new_words_ask_for_a_new_yes_at_the_read_back() {
    let mut room = Room::new();
    room.does(Command::AgreeStandard {
        theme: "waiting".into(),
    });
    room.does(agree("board", ""));
    for line in ["standard:waiting", "goal:board"] {
        room.does(Command::ConfirmReadBack { line: line.into() });
    }
    assert!(room.meeting.read_back_lines().iter().all(|l| l.confirmed));
    room.does(reword("board", "A bigger board"));
    room.does(Command::RewordStandard {
        theme: "waiting".into(),
        text: "Nobody waits.".into(),
    });
    room.does(Command::AgreeStandard {
        theme: "waiting".into(),
    });
    assert_eq!(room.meeting.read_back_lines().len(), 2);
    assert!(room.meeting.read_back_lines().iter().all(|l| !l.confirmed));
}

#[test]
fn the_outcome_of_a_small_meeting_keeps_what_was_agreed_and_withholds_small_numbers() {
    let mut room = Room::new();
    room.does(Command::StartMeeting);
    room.arrive(&["pat", "una", "mo", "fay"]);
    room.does(Command::AgreeStandard {
        theme: "waiting".into(),
    });
    let id = room.opens(&["board"]);
    let mut ballots = BallotBox::new(&id);
    for who in ["pat", "una", "mo"] {
        ballots
            .cast(room.meeting.open_round().unwrap(), who, ones(1))
            .unwrap();
    }
    room.does(Command::CloseRound { round: id, ballots });
    room.does(agree("board", ""));
    room.does(Command::Assign {
        goal: "board".into(),
        owner: Some(Owner::Person("nell".into())),
    });
    room.does(Command::Save);
    let outcome = room.meeting.outcome(&Mark::default(), minute(50));

    assert_eq!(outcome.meeting.present, ["pat", "una", "mo", "fay"]);
    assert_eq!(outcome.meeting.absent, ["nell"]);
    assert_eq!(outcome.meeting.date, Some(date(2026, 11, 24)));
    assert_eq!(outcome.meeting.ended, room.meeting.saved());
    assert_eq!(outcome.standards.len(), 1);
    assert!(outcome.standards[0].agreed);

    let goal = &outcome.goals[0];
    assert_eq!(goal.decision, Verdict::Agreed);
    assert_eq!(goal.owner.as_deref(), Some("nell"));
    // An absent person can be named, and has yet to be asked.
    assert_eq!(goal.accepted, Some(false), "the owner was not there");
    assert_eq!(goal.hours, Some(0));
    assert_eq!(goal.reviews.len(), 3);
    let shown = &goal.evidence[0];
    assert_eq!(
        (shown.positive, shown.scored, shown.withheld),
        (Some(30), Some(60), false)
    );
    let small = &goal.evidence[1];
    assert_eq!(
        (small.positive, small.scored, small.withheld),
        (None, None, true)
    );

    let result = &outcome.rounds[0].results[0];
    // Two patients are fewer than three, so there is a rounded result and nothing else.
    assert_eq!(result.balanced, Some(1.0));
    assert!(result.withheld && result.groups.is_empty());
    assert_eq!(result.parted, None);
}

#[test]
fn what_nobody_has_read_stays_off_the_wall() {
    let mut began = began();
    let unread = Comment {
        id: "c2".into(),
        wall: None,
        read: false,
        ..began.findings.themes[1].comments[0].clone()
    };
    let read = Comment {
        id: "c3".into(),
        read: true,
        ..unread.clone()
    };
    began.findings.themes[1].comments.extend([unread, read]);
    let meeting = <Meeting as crate::domain::event_sourced::EventSourced>::begin(&began);
    let theme = meeting.findings().theme("care").unwrap().clone();
    let shown = |all: bool| -> Vec<String> {
        let comments = meeting.comments_on_wall(&theme, all);
        comments.iter().map(|c| c.id.clone()).collect()
    };
    assert_eq!(shown(false), ["c1"]);
    assert_eq!(shown(true), ["c1", "c3"]);
    assert_eq!(meeting.unread(&theme), 1);
}

#[test]
fn the_day_is_the_one_on_which_it_began_and_minutes_add_up() {
    let mut room = Room::with(|began| {
        began.agenda.meeting.date = Some(date(2026, 12, 8));
        began.agenda.items = vec![began.agenda.items[0].clone(); 3];
    });
    let mark = Mark {
        spent: vec![61, 61, 20],
        visited: [0, 1, 2].into(),
        ..Mark::default()
    };
    let outcome = room.meeting.outcome(&mark, minute(50));
    assert_eq!(outcome.meeting.date, Some(date(2026, 12, 8)));
    room.does(Command::StartMeeting);
    let outcome = room.meeting.outcome(&mark, minute(50));
    assert_eq!(outcome.meeting.date, Some(date(2026, 11, 24)));
    // 142 seconds are three minutes, and not two, two and one.
    let took: Vec<Option<u32>> = outcome.agenda.iter().map(|i| i.took).collect();
    assert_eq!(took, [Some(2), Some(1), Some(0)]);
}

#[test]
fn a_measure_is_an_aim_where_it_names_a_finding_of_the_goal() {
    let mut room = Room::new();
    let goal = room.proposes("Say how long the wait is");
    let measured = |room: &Room| {
        let goal = room.meeting.goal(&goal).unwrap();
        (goal.measure.clone(), goal.aim.clone())
    };
    let aim = |above| Aim {
        finding: "q3".into(),
        strand: None,
        above,
    };
    room.does(Command::SetAim {
        goal: goal.clone(),
        aim: aim(61),
    });
    let (words, picked) = measured(&room);
    let in_words = |above| format!("\u{201c}Question q3\u{201d} above {above}% in the next survey");
    assert_eq!(words, in_words(61));
    assert_eq!(picked, Some(aim(61)));
    // A code is understood, and never kept as words.
    room.does(Command::SetMeasure {
        goal: goal.clone(),
        text: "q3 above 70%".into(),
    });
    let (words, typed) = measured(&room);
    assert_eq!(words, in_words(70));
    assert_eq!(typed, Some(aim(70)));
    // A measure in the room's own words has no figure to draw.
    room.does(Command::SetMeasure {
        goal: goal.clone(),
        text: "The board is up".into(),
    });
    assert_eq!(measured(&room), ("The board is up".to_owned(), None));
    for (aim, why) in [
        (
            aim(100),
            "A figure from 0 to 99: nothing is above 100 in 100.",
        ),
        (
            Aim {
                finding: "nowhere".into(),
                ..aim(50)
            },
            "That question is not in the findings.",
        ),
        (
            Aim {
                strand: Some("martians".into()),
                ..aim(50)
            },
            "That question has no answers from this group of patients.",
        ),
    ] {
        let goal = goal.clone();
        assert_eq!(room.refuses(Command::SetAim { goal, aim }), why);
    }
}

#[test]
fn an_event_of_earlier_versions_with_a_code_makes_an_aim() {
    let mut room = Room::new();
    let goal = room.proposes("Say how long the wait is");
    room.meeting.apply(&Event::MeasureSet {
        goal: goal.clone(),
        text: "q3 above 61% in the next survey".into(),
    });
    let outcome = room.meeting.outcome(&Mark::default(), minute(59));
    let goal = outcome.goals.iter().find(|g| g.id == goal).unwrap();
    assert_eq!(goal.aim.as_ref().map(|a| a.above), Some(61));
    assert_eq!(
        goal.measure.as_deref(),
        Some("\u{201c}Question q3\u{201d} above 61% in the next survey")
    );
}
