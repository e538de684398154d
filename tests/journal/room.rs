//! Fixture: a small meeting on a disk in memory, with helpers to drive it.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use service_pledge::{
    domain::{
        agenda::{Activity, Agenda, AgendaItem, Occasion, Stage},
        command::{Command, Now},
        findings::{
            BroughtGoal, Comment, Finding, Findings, SourceKind, StrandResult, Survey, Theme,
        },
        goal::{Control, Decision, Owner, Reason},
        meeting::{Began, Mark, Meeting},
        outcome::{Outcome, OutcomeGoal, Status, Verdict},
        people::Person,
        stamp::Stamp,
        vote::{
            allowed::Allowed,
            ballot::Answers,
            ballot_box::BallotBox,
            hands::Hands,
            method::Method,
            settings::{RoundSettings, Weight},
        },
    },
    store::{
        memory::MemoryDisk,
        places::Places,
        session::{Session, SessionError},
    },
};

pub(super) type Open = Session<Meeting, MemoryDisk>;

/// A step of the script.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Do(Command),
    Undo,
    Redo,
    Mark(Mark),
}

/// A meeting that is open.
pub(super) struct Room {
    pub(super) disk: MemoryDisk,
    pub(super) session: Open,
    pub(super) ballots: BallotBox,
}

pub(super) fn places() -> Places {
    Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    }
}

pub(super) fn outcome_file() -> PathBuf {
    PathBuf::from("/unit/outcome.yaml")
}

/// The room's clock when the entry of this number is made.
pub(super) fn stamp(n: u64) -> Stamp {
    format!("2026-11-24T13:{:02}:{:02}+00:00", n / 60 % 60, n % 60)
        .parse()
        .unwrap()
}

pub(super) fn try_open(disk: &MemoryDisk) -> Result<Open, SessionError> {
    Session::open(disk.clone(), places(), "Fay", stamp(1), || Ok(began()))
}

impl Room {
    pub(super) fn new() -> Self {
        Self::on(&MemoryDisk::default())
    }

    pub(super) fn on(disk: &MemoryDisk) -> Self {
        Self {
            disk: disk.clone(),
            session: try_open(disk).unwrap(),
            ballots: BallotBox::default(),
        }
    }

    /// A meeting of which the whole script has been done.
    pub(super) fn after_script() -> Self {
        let mut room = Self::new();
        for act in script() {
            assert!(room.act(&act), "{act:?}");
        }
        room
    }

    fn at(&self) -> Stamp {
        stamp(self.session.next())
    }

    /// Does it; false where it was refused or changed nothing.
    pub(super) fn act(&mut self, act: &Act) -> bool {
        let at = self.at();
        match act {
            Act::Do(command) => {
                let now = Now {
                    at,
                    n: self.session.next(),
                };
                match self.session.state().decide(command.clone(), now) {
                    Ok(events) if !events.is_empty() => self.session.record(events, at),
                    _ => return false,
                }
                true
            }
            Act::Undo => self.session.undo(at).is_ok(),
            Act::Redo => self.session.redo(at).is_ok(),
            Act::Mark(mark) => {
                self.session.mark(mark.clone(), at);
                true
            }
        }
    }

    pub(super) fn done(&mut self, command: Command) {
        let act = Act::Do(command);
        assert!(self.act(&act), "{act:?}");
    }

    pub(super) fn project(&mut self, words: &str) -> Result<Option<String>, SessionError> {
        let at = self.at();
        self.session.project(&outcome_file(), words.as_bytes(), at)
    }

    /// The program ends and the computer starts again.
    pub(super) fn reopened(self) -> Self {
        let disk = self.disk.clone();
        drop(self.session);
        disk.restart();
        Self::on(&disk)
    }

    /// Everything that must be the same after a reopening.
    pub(super) fn all(&self) -> String {
        let s = &self.session;
        format!("{:?} {:?} {}", s.state(), s.marked(), s.next())
    }

    pub(super) fn journal(&self) -> Vec<u8> {
        self.file(&places().journal())
    }

    pub(super) fn file(&self, path: &Path) -> Vec<u8> {
        self.disk.file(path).unwrap_or_default()
    }
}

/// A disk that holds a journal of these bytes.
pub(super) fn disk_with(journal: &[u8]) -> MemoryDisk {
    let disk = MemoryDisk::default();
    disk.put(&places().journal(), journal);
    disk
}

pub(super) fn arrive(person: &str) -> Command {
    Command::Arrive {
        person: person.into(),
    }
}

pub(super) fn note(text: &str) -> Command {
    Command::TakeNote {
        theme: None,
        text: text.into(),
    }
}

pub(super) fn open_round(method: Method, goals: Vec<String>) -> Command {
    Command::OpenRound {
        settings: RoundSettings {
            method,
            weight: Weight::Balanced,
            apart_from: 2,
            allowed: Allowed::default(),
            goals,
        },
    }
}

pub(super) fn scores(scores: &[Option<u8>]) -> Answers {
    Answers::Marks(scores.to_vec())
}

fn at_stage(stage: Stage) -> Act {
    Act::Mark(Mark {
        stage,
        item: stage.number(),
        ..Mark::default()
    })
}

/// A short meeting in which everything happens that a journal has a line for. Entry 1 is the beginning.
pub(super) fn script() -> Vec<Act> {
    let ballot = |group: &str, score| service_pledge::domain::vote::ballot::Ballot {
        group: group.into(),
        answers: scores(&[Some(score)]),
    };
    let ballots = BallotBox {
        round: "r9".into(),
        voted: vec!["mo".into(), "pat".into()],
        ballots: vec![ballot("mdt", 3), ballot("patient", 5)],
        ..BallotBox::default()
    };
    vec![
        Act::Do(arrive("pat")),
        Act::Do(arrive("mo")),
        at_stage(Stage::Goals),
        Act::Do(note("Chairs are hard")),
        Act::Undo,
        Act::Redo,
        at_stage(Stage::Vote),
        Act::Do(open_round(Method::Score, vec!["board".into()])),
        Act::Do(Command::CloseRound {
            round: "r9".into(),
            ballots,
        }),
        Act::Do(Command::Decide {
            goal: "board".into(),
            decision: Decision::Agreed {
                note: String::new(),
            },
        }),
        Act::Undo,
        Act::Do(note("Dŵr")),
    ]
}

/// Three numbers thrown make an act that may or may not be allowed now.
#[expect(
    clippy::too_many_lines,
    reason = "one arm a command, so that the list is whole"
)]
pub(super) fn thrown(room: &mut Room, (kind, a, b): (u8, u8, u8)) -> Act {
    let meeting = room.session.state().clone();
    let (x, y) = (usize::from(a), usize::from(b));
    let goals: Vec<String> = meeting.goals().iter().map(|g| g.id.clone()).collect();
    let goal = || goals[x % goals.len()].clone();
    let person = || {
        let people = meeting.people();
        people[x % people.len()].person.id.clone()
    };
    let theme = || ["waiting", "care"][x % 2].to_owned();
    let text = || format!("Words {b}");
    let open = meeting.open_round().cloned();
    if let Some(round) = &open
        && room.ballots.round != round.id
    {
        room.ballots = BallotBox::new(&round.id);
    }
    let round = || open.as_ref().map_or_else(String::new, |r| r.id.clone());
    Act::Do(match kind % 38 {
        0 | 1 => return Act::Undo,
        2 => return Act::Redo,
        3 => return at_stage(Stage::ALL[x % Stage::ALL.len()]),
        4 => arrive(&person()),
        5 if y % 2 == 0 => arrive(&person()),
        5 => Command::JoinByTelephone { person: person() },
        6 => Command::Leave { person: person() },
        7 => Command::TakeBackArrival { person: person() },
        8 => Command::WalkIn {
            person: Person {
                name: format!("Walk-in {b}"),
                group: Some(["patient", "mdt"][x % 2].into()),
                ..Person::default()
            },
        },
        9 => note(&text()),
        10 => Command::RewordNote {
            id: meeting
                .notes()
                .first()
                .map_or_else(String::new, |n| n.id.clone()),
            text: if a > 200 { String::new() } else { text() },
        },
        11 => Command::RewordStandard {
            theme: theme(),
            text: text(),
        },
        12 => Command::AgreeStandard { theme: theme() },
        13 => Command::HoldComment {
            comment: "c1".into(),
        },
        14 => Command::ReleaseComment {
            comment: "c1".into(),
        },
        15 | 16 => Command::ProposeGoal {
            title: text(),
            themes: vec![theme()],
            evidence: vec!["q1".into()],
            strand: None,
        },
        17 => Command::RewordGoal {
            goal: goal(),
            title: text(),
        },
        18 => Command::SetGoalCost {
            goal: goal(),
            cost: (b > 50).then_some(u64::from(b)),
        },
        19 => Command::MergeGoals {
            from: goal(),
            into: goals[y % goals.len()].clone(),
        },
        20 if b > 40 => Command::SplitGoal {
            goal: goal(),
            stays: format!("Stays {b}"),
            title: text(),
        },
        20 => Command::DropGoal { goal: goal() },
        21 | 22 => {
            let method = [
                Method::Score,
                Method::Hands,
                Method::Approve,
                Method::Dots,
                Method::Rate,
                Method::Rank,
                Method::Tables,
            ][x % 7];
            let live = meeting.live_goals().map(|g| g.id.clone()).collect();
            open_round(method, live)
        }
        23 => Command::LetIn {
            round: round(),
            person: person(),
            proxy: false,
        },
        24 if b > 127 => Command::RankTable {
            round: round(),
            table: 1 + y % 5,
            order: vec![goal()],
        },
        24 => Command::CountHands {
            round: round(),
            goal: goal(),
            group: ["patient", "mdt"][y % 2].into(),
            hands: Hands {
                yes: u32::from(b % 2),
                no: u32::from(b / 2 % 2),
                abstain: 0,
            },
        },
        25 | 26 => {
            if let Some(round) = &open {
                let marks = vec![Some(b % 6); round.settings.goals.len()];
                // Who has no vote, or has voted, is refused: that is as good a throw as any.
                let _ =
                    room.ballots
                        .cast(round, &person(), Answers::of(round.settings.method, &marks));
            }
            Command::CloseRound {
                round: round(),
                ballots: room.ballots.clone(),
            }
        }
        27 => Command::AbandonRound {
            round: round(),
            ballots: u32::from(b % 2),
        },
        28 => Command::Decide {
            goal: goal(),
            decision: match b % 3 {
                0 => Decision::Agreed { note: text() },
                1 => Decision::Ask {
                    of: "The trust".into(),
                    reason: Reason::Money,
                    note: String::new(),
                },
                _ => Decision::NotThisTime {
                    reason: Reason::Time,
                    note: text(),
                },
            },
        },
        29 => Command::Assign {
            goal: goal(),
            owner: [
                None,
                Some(Owner::Person("mo".into())),
                Some(Owner::Role("The matron".into())),
            ][y % 3]
                .clone(),
        },
        30 => Command::Park {
            text: text(),
            stage: Stage::Goals,
        },
        31 => Command::RenamePerson {
            person: person(),
            name: text(),
        },
        32 => Command::SetPersonRole {
            person: person(),
            role: text(),
        },
        33 => Command::SetPersonGroup {
            person: person(),
            group: [None, Some("patient".into()), Some("mdt".into())][y % 3].clone(),
            ballots: room.ballots.clone(),
        },
        34 => {
            let status = [Status::Done, Status::OnTrack, Status::Dropped][x % 3];
            Command::ReviewPrevious {
                goal: "board".into(),
                status,
                note: text(),
                noticed: if status.is_noticed() {
                    text()
                } else {
                    String::new()
                },
            }
        }
        35 => Command::RecordFollowUp {
            goal: goal(),
            status: [Status::Done, Status::OnTrack][y % 2],
            note: String::new(),
            noticed: if a > 100 { text() } else { String::new() },
            figures: Vec::new(),
        },
        36 => Command::GiveOver {
            goal: goal(),
            owner: [Owner::Person(person()), Owner::Role("The matron".into())][y % 2].clone(),
        },
        _ => Command::Save,
    })
}

fn result(positive: u32, scored: u32) -> StrandResult {
    StrandResult {
        strand: "breast".into(),
        period: "2026".into(),
        positive,
        scored,
        withheld: false,
        weighted: None,
    }
}

/// Two themes, three findings, four people and the facilitator, and a goal that somebody brings.
pub(super) fn began() -> Began {
    let person = |id: &str, name: &str, group: Option<&str>| Person {
        id: id.into(),
        name: name.into(),
        group: group.map(Into::into),
        ..Person::default()
    };
    let finding = |id: &str, positive, scored| Finding {
        id: id.into(),
        question: format!("Question {id}"),
        said: None,
        wall: None,
        results: vec![result(positive, scored)],
        benchmark: None,
        comparable: true,
        rebase: Vec::new(),
    };
    let waiting = Theme {
        id: "waiting".into(),
        title: "Waiting".into(),
        standard: "Nobody waits without being told why.".into(),
        findings: vec![finding("q1", 30, 60), finding("q2", 4, 10)],
        goals: vec![BroughtGoal {
            id: "board".into(),
            title: "A board with waiting times".into(),
            evidence: Some(vec!["q1".into()]),
            control: Some(Control::Team),
            cost: Some(300),
            hours: Some(0),
            strand: None,
        }],
        ..Theme::default()
    };
    let care = Theme {
        id: "care".into(),
        title: "Care".into(),
        findings: vec![finding("q3", 50, 55)],
        comments: vec![Comment {
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
        }],
        ..Theme::default()
    };
    Began {
        id: "m1".into(),
        findings: Findings {
            survey: Survey {
                title: "Survey".into(),
                period: "2026".into(),
                hide_below: 11,
                hide_cells_below: None,
                sources: Vec::new(),
            },
            themes: vec![waiting, care],
            ..Findings::default()
        },
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
            items: vec![AgendaItem {
                what: Activity::Stage(Stage::Welcome),
                minutes: 5,
                speaker: None,
            }],
            ..Agenda::default()
        },
        previous: Some(Outcome {
            goals: vec![OutcomeGoal {
                id: "board".into(),
                title: "A board with waiting times".into(),
                decision: Verdict::Agreed,
                ..OutcomeGoal::default()
            }],
            ..Outcome::default()
        }),
        outcome: None,
    }
}
