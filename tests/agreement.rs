//! Agreement of the wall, the minutes and the machine-readable files on the numbers of a round.

use std::{collections::BTreeMap, process::Command as Process};

use service_pledge::{
    domain::{
        booklet::Booklet,
        command::{Command, Now},
        meeting::{Mark, Meeting},
        people::Person,
        stamp::Stamp,
        vote::{
            allowed::Allowed,
            ballot::Answers,
            ballot_box::BallotBox,
            method::{FigureUnit, Keys, Method},
            room_rule::RoomRule,
            settings::{RoundSettings, Weight},
        },
    },
    publish::{
        PaperSource,
        minutes::minutes,
        page::{Element, PaperSize},
    },
    store::{memory::MemoryDisk, session::Session},
};

use crate::harness::{Play, northbrook, places};

/// Reproducible random numbers (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }

    /// A valid ballot of a method, with occasional abstentions and goals that are not judged.
    fn answers(&mut self, method: Method, goals: usize, allowed: Allowed) -> Answers {
        if self.below(15) == 0 {
            return Answers::Abstain;
        }
        let marks: Vec<Option<u8>> = match method.row().keys {
            Keys::Digits(low, high) => (0..goals)
                .map(|_| {
                    let mark = low + u8::try_from(self.below(usize::from(high - low) + 1)).unwrap();
                    (self.below(12) > 0).then_some(mark)
                })
                .collect(),
            Keys::YesNo => (0..goals)
                .map(|_| (self.below(12) > 0).then(|| u8::from(self.below(3) > 0)))
                .collect(),
            Keys::Dots => {
                let mut dots = vec![0; goals];
                for _ in 0..allowed.dots {
                    let goal = self.below(goals);
                    if dots[goal] < allowed.most {
                        dots[goal] += 1;
                    }
                }
                dots.into_iter().map(Some).collect()
            }
            Keys::Places => {
                let mut places = vec![0; goals];
                for place in 1..=usize::from(allowed.top).min(goals) {
                    let free: Vec<usize> = (0..goals).filter(|g| places[*g] == 0).collect();
                    places[free[self.below(free.len())]] = u8::try_from(place).unwrap();
                }
                places.into_iter().map(Some).collect()
            }
        };
        Answers::of(method, &marks)
    }
}

fn at(n: u64) -> Stamp {
    format!("2026-11-24T13:{:02}:{:02}+00:00", n / 60 % 60, n % 60)
        .parse()
        .unwrap()
}

/// A meeting with one counted round, on a disk.
fn counted(numbers: &mut Numbers) -> MemoryDisk {
    let disk = MemoryDisk::default();
    let mut began = northbrook();
    let (patients, team) = (numbers.below(7), 1 + numbers.below(9));
    let person = |group: &str, n: usize| Person {
        id: format!("{group}{n}"),
        name: format!("Person {group} {n}"),
        group: Some(group.into()),
        ..Person::default()
    };
    for theme in &mut began.findings.themes {
        theme.goals.clear();
    }
    let patients = (0..patients).map(|n| person("patient", n));
    began.agenda.people = patients
        .chain((0..team).map(|n| person("mdt", n)))
        .collect();
    let mut session =
        Session::<Meeting, _>::open(disk.clone(), places(), "a test", at(0), || Ok(began)).unwrap();
    let mut ask = |command: Command| {
        let now = Now {
            at: at(session.next()),
            n: session.next(),
        };
        let events = session.state().decide(command, now).unwrap();
        session.record(events, now.at);
        session.state().clone()
    };
    let mut meeting = ask(Command::StartMeeting);
    let people: Vec<String> = meeting
        .people()
        .iter()
        .map(|a| a.person.id.clone())
        .collect();
    for person in people {
        ask(Command::Arrive { person });
    }
    for n in 0..6 {
        meeting = ask(Command::ProposeGoal {
            title: format!("Goal number {n}"),
            themes: Vec::new(),
            evidence: Vec::new(),
            strand: None,
        });
    }
    let ids: Vec<String> = meeting.live_goals().map(|g| g.id.clone()).collect();
    for goal in &ids {
        let cost = Some(50 * u64::try_from(numbers.below(20)).unwrap());
        ask(Command::SetGoalCost {
            goal: goal.clone(),
            cost,
        });
        let hours = Some(4 * u64::try_from(numbers.below(20)).unwrap());
        ask(Command::SetGoalHours {
            goal: goal.clone(),
            hours,
        });
    }
    let sealed: Vec<Method> = Method::all().filter(|m| !m.is_open()).collect();
    let settings = RoundSettings {
        method: sealed[numbers.below(sealed.len())],
        weight: if numbers.below(3) == 0 {
            Weight::Head
        } else {
            Weight::Balanced
        },
        apart_from: 3,
        goals: ids,
        allowed: Allowed::default(),
    };
    meeting = ask(Command::OpenRound { settings });
    let round = meeting.open_round().unwrap();
    let mut ballots = BallotBox::new(&round.id);
    for voter in &round.voters {
        let answers = numbers.answers(
            round.settings.method,
            round.settings.goals.len(),
            round.settings.allowed,
        );
        ballots.cast(round, &voter.person, answers).unwrap();
    }
    let round = round.id.clone();
    ask(Command::CloseRound { round, ballots });
    disk
}

/// Rows of the table of results in the minutes: title, joint result, then the groups.
fn in_minutes(meeting: &Meeting) -> BTreeMap<String, Vec<String>> {
    let outcome = meeting.outcome(&Mark::default(), at(3000));
    let wishes = Booklet::default();
    let source = PaperSource {
        outcome: &outcome,
        findings: Some(meeting.findings()),
        previous: None,
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let paper = minutes(
        &source,
        &service_pledge::publish::words::ENGLISH,
        PaperSize::A4,
        false,
    );
    // The table stands together with the sentence on how it was voted.
    let blocks = paper.blocks.into_iter().flat_map(|block| match block {
        Element::Together(blocks) => blocks,
        block => vec![block],
    });
    let mut tables = blocks.filter_map(|block| match block {
        Element::Table {
            caption,
            head,
            rows,
        } if caption.starts_with("Result of round") => Some((head, rows)),
        _ => None,
    });
    let (head, rows) = tables.next().unwrap();
    assert_eq!(tables.next(), None, "one round was counted");
    // A round in which no goal has a remark has no column for it.
    let figures = head.iter().filter(|(_, number)| *number).count();
    rows.into_iter()
        .map(|row| (row[0].clone(), row[1..=figures].to_vec()))
        .collect()
}

/// The figures that the wall says of a goal: its result, then each group's; a range is `4 to 5`, and nothing is `-`.
fn on_the_wall(screen: &str, title: &str, groups: &[&str]) -> Vec<String> {
    let from = screen.lines().skip_while(|l| !l.contains(title));
    let (first, rest) = (from.clone().next().unwrap(), from.skip(1));
    let below: Vec<&str> = rest
        .take_while(|l| !l.contains("Goal number") && !l.trim().is_empty())
        .collect();
    let below = below.join("; ");
    let place = |said: &str| {
        said.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h'])
            .to_owned()
    };
    let mut out = vec![place(first.split_whitespace().last().unwrap())];
    out.extend(groups.iter().map(|group| {
        let name = if *group == "mdt" {
            "team "
        } else {
            "patients "
        };
        let said = below.split_once(name).map_or("-", |(_, said)| said);
        place(
            said.split([',', ';', ':'])
                .next()
                .unwrap_or_default()
                .trim(),
        )
    }));
    out
}

#[test]
fn two_hundred_rounds_are_told_alike_on_the_wall_in_the_minutes_and_to_programs() {
    let mut numbers = Numbers(20_261_124);
    let home = tempfile::TempDir::new().unwrap();
    let (mut compared, mut shown) = (0, BTreeMap::new());
    for nth in 0..200 {
        let disk = counted(&mut numbers);
        let mut play = Play::on(disk.clone(), northbrook(), "2026-11-24T13:50:00+00:00");
        play.resize(160, 60);
        play.press("5");
        let screen = play.screen();
        let meeting = play.meeting();
        let round = meeting.last_count().unwrap();
        *shown.entry(round.tally().unwrap().shown()).or_insert(0) += 1;
        let written = in_minutes(meeting);
        std::fs::write(
            home.path().join("meeting.journal"),
            play.file("/unit/meeting.journal").unwrap(),
        )
        .unwrap();
        let done = Process::new(env!("CARGO_BIN_EXE_pledge"))
            .args(["tally", "--json"])
            .arg(home.path())
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let json: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        assert_eq!(json["method"], round.settings.method.word());
        let groups = round.groups();
        let unit = round.settings.method.row().unit;
        let figure = |value: &serde_json::Value| match (value.as_f64(), unit) {
            (None, _) => "-".to_owned(),
            (Some(n), FigureUnit::Points) => format!("{n:.1}"),
            (Some(n), FigureUnit::Percent) => format!("{:.0}%", n.round()),
            (Some(n), FigureUnit::Place) => format!("{n:.0}"),
        };
        for result in json["results"].as_array().unwrap() {
            let title = result["title"].as_str().unwrap();
            let mut said = vec![figure(&result["result"])];
            said.extend(groups.iter().map(|g| match &result["ranges"][*g] {
                serde_json::Value::Null => figure(&result["groups"][*g]),
                range => format!(
                    "{:.0} to {:.0}",
                    range[0].as_f64().unwrap(),
                    range[1].as_f64().unwrap()
                ),
            }));
            let wall = on_the_wall(&screen, title, &groups);
            assert_eq!(wall, said, "round {nth}, {title}:\n{screen}");
            let by_group: BTreeMap<&str, &String> =
                groups.iter().copied().zip(&said[1..]).collect();
            let mut minutes: Vec<String> = vec![said[0].clone()];
            // The minutes have groups in the order of the file, and words where nothing is shown.
            minutes.extend(by_group.values().map(|s| (*s).clone()));
            let withheld = result["withheld"].as_bool().unwrap();
            let there: Vec<String> = written[title]
                .iter()
                .map(|cell| {
                    if withheld && cell == "not shown" {
                        "-".to_owned()
                    } else {
                        cell.clone()
                    }
                })
                .collect();
            assert_eq!(there, minutes, "round {nth}, {title}");
            compared += said.len();
        }
        // The set, as the wall proposes it, and what it takes.
        let fits = meeting.fits(round, RoomRule::BestFirst).unwrap();
        assert_eq!(json["fits"]["selected"], serde_json::json!(fits.selected));
        let load = meeting.load_with(&fits.selected);
        let spent =
            serde_json::json!({"money": load.money, "hours": load.hours, "goals": load.goals});
        assert_eq!(json["fits"]["spent"], spent);
        play.press("w");
        let screen = play.screen();
        for placed in json["fits"]["goals"].as_array().unwrap() {
            let title = &play
                .meeting()
                .goal(placed["goal"].as_str().unwrap())
                .unwrap()
                .title;
            let row = screen.lines().find(|l| l.contains(title.as_str())).unwrap();
            assert_eq!(
                row.contains("[x]"),
                placed["in"].as_bool().unwrap(),
                "{screen}"
            );
            if let (Some(by), Some("hours")) = (placed["by"].as_u64(), placed["limit"].as_str()) {
                assert!(row.contains(&format!("{by} hour")), "{by}:\n{screen}");
            }
        }
    }
    assert!(compared > 3_000, "{compared}");
    assert_eq!(shown.len(), 3, "every level came up: {shown:?}");
}
