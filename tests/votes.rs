//! Votes by every method: speed of marking, secrecy before and after the count, published counting rules, and what fits.

use std::collections::BTreeMap;

use service_pledge::{
    domain::{
        meeting::fits::draw,
        vote::{
            allowed::Allowed,
            ballot::{Answers, Ballot},
            disclosure::Shown,
            exact::Exact,
            measure::{measure, places},
            method::Method,
            rating::{class, disagree, median, percentile},
            room_rule::RoomRule,
            settings::{RoundSettings, Weight},
            tables,
            tally::Tally,
        },
    },
    store::memory::MemoryDisk,
};

use crate::{
    harness::{Play, crowd, northbrook, reference},
    walkthrough::welcome,
};

/// Keys that choose a method in the setup.
const METHODS: [(Method, &str, [&str; 3]); 5] = [
    (Method::Score, "", ["5 0 3", "4 4 2", "1 2 5"]),
    (
        Method::Approve,
        "m y e s enter",
        ["1 0 1", "0 0 0", "1 1 1"],
    ),
    (Method::Dots, "m d o t s enter", ["3 0 2", "1 1 1", "0 3 2"]),
    (Method::Rate, "m r a t e enter", ["9 1 7", "8 4 5", "7 2 9"]),
    (Method::Rank, "m o r d enter", ["1 2 3", "2 1 0", "3 1 2"]),
];

fn number(value: &serde_json::Value) -> f64 {
    value.as_f64().unwrap()
}

fn is(exact: Exact, value: &serde_json::Value) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let exact = *exact.numer() as f64 / *exact.denom() as f64;
    (exact - number(value)).abs() < 1e-9
}

#[test]
fn ratings_are_judged_as_the_manual_of_rand_and_ucla_has_it() {
    let rows = reference("rand_ucla.json");
    assert!(rows.len() > 20);
    for row in &rows {
        let mut ratings: Vec<u8> = row["ratings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| u8::try_from(r.as_u64().unwrap()).unwrap())
            .collect();
        ratings.sort_unstable();
        let linear = &row["linear"];
        assert!(is(median(&ratings).unwrap(), &row["median"]), "{row}");
        assert!(
            is(percentile(&ratings, 3).unwrap(), &linear["p30"]),
            "{row}"
        );
        assert!(
            is(percentile(&ratings, 7).unwrap(), &linear["p70"]),
            "{row}"
        );
        assert_eq!(
            disagree(&ratings),
            linear["disagreement_ipras"].as_bool().unwrap(),
            "{row}"
        );
        let verdict = match row["verdict_ipras_linear"].as_str().unwrap() {
            "appropriate" => "Worth",
            "uncertain" => "Uncertain",
            other => {
                assert_eq!(other, "inappropriate");
                "NotWorth"
            }
        };
        assert_eq!(format!("{:?}", class(&ratings).unwrap()), verdict, "{row}");
    }
}

fn settings(method: Method, goals: usize, top: u8) -> RoundSettings {
    RoundSettings {
        method,
        weight: Weight::Balanced,
        apart_from: 1,
        allowed: Allowed {
            top,
            ..Allowed::default()
        },
        goals: (0..goals).map(|g| format!("g{g}")).collect(),
    }
}

#[test]
fn rankings_are_counted_in_two_stages_as_the_guidebook_has_it() {
    let rows = reference("jla_two_stage.json");
    assert!(rows.len() > 3);
    for row in &rows {
        let goals = usize::try_from(row["m"].as_u64().unwrap()).unwrap();
        let top = u8::try_from(row["k"].as_u64().unwrap()).unwrap();
        let settings = settings(Method::Rank, goals, top);
        let mut all = Vec::new();
        for (group, ballots) in row["ballots"].as_object().unwrap() {
            for ballot in ballots.as_array().unwrap() {
                let mut ranks = vec![0; goals];
                for (place, goal) in ballot.as_array().unwrap().iter().enumerate() {
                    let goal = usize::try_from(goal.as_u64().unwrap()).unwrap();
                    ranks[goal] = u8::try_from(place + 1).unwrap();
                }
                all.push(Ballot {
                    group: group.clone(),
                    answers: Answers::Marks(ranks.into_iter().map(Some).collect()),
                });
            }
            let own: Vec<&Answers> = all
                .iter()
                .filter(|b| b.group == *group)
                .map(|b| &b.answers)
                .collect();
            let first: Vec<Option<Exact>> =
                measure(&settings, &own).iter().map(|m| m.figure).collect();
            for (goal, figure) in first.iter().enumerate() {
                assert!(is(figure.unwrap(), &row["stage1"][group][goal]), "{row}");
            }
            for (goal, place) in places(&first).into_iter().enumerate() {
                assert!(is(place, &row["stage2_reverse_rank"][group][goal]), "{row}");
            }
        }
        // Five of each ballot: groups of fewer are not shown, and places do not change.
        let all: Vec<Ballot> = (0..5).flat_map(|_| all.clone()).collect();
        let tally = Tally::of_ballots(&settings, &all);
        for (goal, counted) in tally.results.iter().enumerate() {
            assert!(is(counted.result.unwrap(), &row["combined"][goal]), "{row}");
        }
    }
}

#[test]
fn points_of_rankings_are_those_of_the_reference() {
    for row in reference("rankings.json") {
        let rankings = row["rankings"].as_array().unwrap();
        let goals = rankings[0].as_array().unwrap().len();
        let settings = settings(Method::Rank, goals, u8::try_from(goals).unwrap());
        let mut ballots = Vec::new();
        for (ranking, count) in rankings.iter().zip(row["counts"].as_array().unwrap()) {
            let mut ranks = vec![0; goals];
            for (place, goal) in ranking.as_array().unwrap().iter().enumerate() {
                let goal = usize::try_from(goal.as_u64().unwrap()).unwrap();
                ranks[goal] = u8::try_from(place + 1).unwrap();
            }
            for _ in 0..count.as_u64().unwrap() {
                ballots.push(Answers::Marks(ranks.iter().copied().map(Some).collect()));
            }
        }
        let all: Vec<&Answers> = ballots.iter().collect();
        for (goal, measured) in measure(&settings, &all).iter().enumerate() {
            // Borda counts the last as 0, and the guidebook as 1.
            let ours = measured.figure.unwrap() - Exact::from_integer(i64::from(measured.judged));
            assert!(is(ours, &row["borda_scores"][goal.to_string()]), "{row}");
        }
    }
}

#[test]
fn lists_of_small_tables_are_added_as_the_second_stage_of_the_reference() {
    let (mut lists_checked, mut sums_checked) = (0, 0);
    for row in reference("jla_two_stage.json") {
        let stage1 = row["stage1"].as_object().unwrap();
        let goals: Vec<String> = (0..row["m"].as_u64().unwrap())
            .map(|g| g.to_string())
            .collect();
        let mut lists = Vec::new();
        for (group, points) in stage1 {
            let mut order: Vec<(u64, String)> = points
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p.as_u64().unwrap())
                .zip(goals.iter().cloned())
                .collect();
            order.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
            // A table gives an order, so only groups without level goals can be a table's list.
            if order.windows(2).any(|two| two[0].0 == two[1].0) {
                continue;
            }
            let list: Vec<String> = order.into_iter().map(|(_, goal)| goal).collect();
            for (goal, points) in tables::points(&goals, &list).into_iter().enumerate() {
                assert!(
                    is(points, &row["stage2_reverse_rank"][group][goal]),
                    "{row}"
                );
            }
            lists.push(list);
            lists_checked += 1;
        }
        if lists.len() == stage1.len() {
            for (goal, sum) in tables::combined(&goals, &lists).into_iter().enumerate() {
                assert!(is(sum, &row["combined"][goal]), "{row}");
            }
            sums_checked += 1;
        }
    }
    assert!(
        lists_checked > 3 && sums_checked > 0,
        "{lists_checked} {sums_checked}"
    );
}

#[test]
fn sums_of_grades_and_their_winners_are_those_of_the_reference() {
    for row in reference("grades.json") {
        let grades: Vec<Vec<Option<u8>>> = row["grades"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| {
                let grades = g.as_array().unwrap().iter();
                grades
                    .map(|g| Some(u8::try_from(g.as_u64().unwrap()).unwrap()))
                    .collect()
            })
            .collect();
        let settings = settings(Method::Score, grades[0].len(), 3);
        let ballots: Vec<Answers> = grades.into_iter().map(Answers::Marks).collect();
        let all: Vec<&Answers> = ballots.iter().collect();
        let measured = measure(&settings, &all);
        let voters = i64::try_from(all.len()).unwrap();
        for (goal, measured) in measured.iter().enumerate() {
            let sum = measured.figure.unwrap() * voters;
            assert!(is(sum, &row["sum"][goal]), "{row}");
        }
        let best = measured.iter().map(|m| m.figure).max().unwrap();
        let winners: Vec<u64> = (0..)
            .zip(&measured)
            .filter(|(_, m)| m.figure == best)
            .map(|(goal, _)| goal)
            .collect();
        let said: Vec<u64> = row["score_voting"]
            .as_array()
            .unwrap()
            .iter()
            .map(|w| w.as_u64().unwrap())
            .collect();
        assert_eq!(winners, said, "{row}");
    }
}

/// A meeting in which a round of this method is open.
fn open(keys: &str) -> Play {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o").press(keys).press("enter");
    play
}

/// The same with a crowd, every group of which can be shown exactly.
fn open_with_a_crowd(keys: &str) -> Play {
    let mut play = Play::new(crowd());
    for _ in 0..15 {
        play.press("space");
    }
    play.press("s 5 o").press(keys).press("enter");
    play
}

/// Those of the crowd who come to the sample's people, with the same marks each.
fn the_others(play: &mut Play, marks: &str) {
    for who in ["tess", "una", "vi", "omar", "pia"] {
        vote(play, who, marks);
    }
}

fn vote(play: &mut Play, who: &str, marks: &str) {
    play.press("/")
        .text(who)
        .press("enter enter")
        .press(marks)
        .press("enter")
        .sees("Handed in");
}

#[test]
fn every_method_is_voted_counted_and_explained() {
    for (method, keys, marks) in METHODS {
        let mut play = open_with_a_crowd(keys);
        the_others(&mut play, marks[1]);
        for (who, marks) in [
            ("jo", marks[0]),
            ("bern", marks[1]),
            ("parv", marks[2]),
            ("ama", marks[0]),
            ("sian", marks[2]),
            ("ruth", marks[2]),
            ("eil", marks[1]),
            ("lee", ". . ."),
        ] {
            vote(&mut play, who, marks);
        }
        // One abstains, and is counted as having voted.
        vote(&mut play, "nik", "/ / /");
        play.press("c").sees("14 of 14 have voted").press("y");
        play.press("space space")
            .does_not_see("Both groups")
            .press("a");
        let round = play.meeting().last_count().unwrap();
        assert_eq!(round.settings.method, method);
        let tally = round.tally().unwrap();
        assert_eq!((tally.voted["patient"], tally.voted["mdt"]), (6, 8));
        assert_eq!(tally.shown(), Shown::Open);
        assert!(
            tally.results.iter().all(|c| c.result.is_some()),
            "{method:?}"
        );
        assert_eq!(tally.results[0].rated.is_some(), method == Method::Rate);
        play.resize(100, 40);
        insta::assert_snapshot!(format!("result by {}", method.word()), play.screen());
        play.press("e");
        insta::assert_snapshot!(format!("explained {}", method.word()), play.screen());
        play.press("esc l").sees("Hospital team").press("esc");
        play.press("y").sees("without names").press("esc");
        play.press("w").sees("the best result first");
        play.press("right").sees("each group\u{2019}s half");
        play.press("right").sees("even load");
        play.sees("counts as support");
        play.press("right").sees("best set").press("right e");
        play.sees("How it came about");
    }
}

#[test]
fn what_a_ballot_may_say_is_checked_before_it_is_handed_in() {
    let mut play = open("m d o t s enter");
    play.press("7 enter 4 0 0")
        .sees("At most 3 dots can stand on one goal.");
    play.press("enter")
        .sees("At most 3 dots can stand on one goal.");
    play.press("* 3 3 0").sees("1 dot too many. - goes back");
    play.press("- - 2 enter").sees("Every goal is marked.");
    play.press("enter").sees("Handed in");
    let mut play = open("m o r d enter");
    play.press("7 enter 1 1 0").sees("can be given once");
    play.press("* 1 3 0").sees("without leaving one out");
    play.press("* 2 1 enter enter").sees("Handed in");
    let mut play = open("m r a t e enter");
    play.press("7 enter 0")
        .sees("0 is no mark: 1 to 9, or . for");
}

#[test]
fn twelve_people_score_five_goals_in_under_four_minutes() {
    let mut began = northbrook();
    let theme = &mut began.findings.themes[0];
    for i in 0..2 {
        let mut goal = theme.goals[0].clone();
        goal.id = format!("extra-{i}");
        goal.title = format!("Goal {i}");
        theme.goals.push(goal);
    }
    let mut play = Play::new(began);
    welcome(&mut play);
    play.press("5 o enter");
    // The seat, "that is me", a key a goal, hand in.
    let keys = "7 enter 5 4 3 2 1 enter";
    play.press(keys).sees("Handed in: 1 of 9 have voted.");
    let keys = keys.split_whitespace().count();
    assert_eq!(keys, 8);
    // At a key in a second and a half, and five seconds to pass the number pad: 204 seconds.
    assert!(12 * (keys * 3 / 2 + 5) < 4 * 60);
}

#[test]
fn two_rounds_that_differ_only_in_who_voted_what_leave_the_same_files() {
    for (method, keys, marks) in METHODS {
        let play = |votes: &[(&str, &str)]| {
            let mut play = open(keys);
            for (who, marks) in votes {
                vote(&mut play, who, marks);
            }
            let waiting = files(&play.disk);
            play.press("c y");
            (waiting, files(&play.disk))
        };
        let one = play(&[
            ("jo", marks[0]),
            ("bern", marks[1]),
            ("parv", marks[2]),
            ("ama", marks[0]),
            ("ruth", marks[1]),
        ]);
        let other = play(&[
            ("ruth", marks[0]),
            ("parv", marks[0]),
            ("ama", marks[1]),
            ("jo", marks[1]),
            ("bern", marks[2]),
        ]);
        assert_eq!(one.0, other.0, "{method:?}, while it is open");
        assert_eq!(one.1, other.1, "{method:?}, when it is closed");
        assert!(one.0.keys().any(|path| path.ends_with("ballots")));
        assert!(!one.1.keys().any(|path| path.ends_with("ballots")));
    }
}

/// Every file, and when it was last changed where that was set.
fn files(disk: &MemoryDisk) -> BTreeMap<String, (String, Option<u64>)> {
    disk.paths()
        .into_iter()
        .map(|path| {
            let bytes = disk.file(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            (path.display().to_string(), (text, disk.modified(&path)))
        })
        .collect()
}

#[test]
fn somebody_who_phoned_votes_through_another_and_the_ballot_does_not_say_so() {
    let mut play = Play::new(northbrook());
    // Everybody but the third patient.
    play.press("space space j space space space space space space space");
    play.press("s 5 o enter y")
        .sees("Parveen Aslam")
        .press("enter");
    play.sees("Seat 9")
        .sees("I hand in for them")
        .press("enter 5 4 3 enter");
    play.sees("1 of them through somebody else");
    vote(&mut play, "jo", "1 2 3");
    let ballots = play.file("/unit/meeting.journal").unwrap();
    assert!(ballots.contains("\"proxy\":true"));
    play.press("c y");
    let journal = play.file("/unit/meeting.journal").unwrap();
    let closed = journal.lines().find(|l| l.contains("RoundClosed")).unwrap();
    assert!(!closed.contains("proxy"), "{closed}");
    // Who is here votes themselves.
    play.press("5 o enter y").sees("For whom?");
    play.text("jo ellis").sees("Nothing has these letters");
}

#[test]
fn a_round_of_yes_and_no_shortens_a_long_list() {
    let mut play = open_with_a_crowd("m y e s enter");
    the_others(&mut play, "1 0 1");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "1 0 1");
    }
    play.press("c y o").sees("[x] Say how long");
    play.sees("[ ] A new waiting room")
        .sees("[x] Drop-in clinic");
}

#[test]
fn what_fits_says_why_and_can_be_moved_by_hand_and_agreed_to() {
    let mut play = open_with_a_crowd("");
    the_others(&mut play, "4 5 3");
    for (who, marks) in [
        ("jo", "5 3 4"),
        ("bern", "5 1 4"),
        ("parv", "5 2 5"),
        ("ama", "4 5 3"),
        ("sian", "5 4 4"),
        ("ruth", "4 5 4"),
    ] {
        vote(&mut play, who, marks);
    }
    play.press("c y w");
    play.resize(110, 30);
    insta::assert_snapshot!("what fits", play.screen());
    play.sees("fits").sees("no hours known");
    play.press("e");
    insta::assert_snapshot!("what fits, explained", play.screen());
    play.press("esc home space").sees("taken out by you");
    play.press("bs").does_not_see("by you");
    play.press("a").sees("1 goal agreed.");
    let agreed = play
        .meeting()
        .live_goals()
        .filter(|g| g.is_agreed())
        .count();
    assert_eq!(agreed, 1);
    // One step of undo takes the whole set back.
    play.press("u");
    assert_eq!(
        play.meeting()
            .live_goals()
            .filter(|g| g.is_agreed())
            .count(),
        0
    );
}

#[test]
fn a_tie_is_shown_and_settled_by_the_chair_or_by_lot() {
    let mut began = northbrook();
    began.agenda.capacity.goals = Some(1);
    for theme in &mut began.findings.themes {
        for goal in &mut theme.goals {
            goal.control = None;
            goal.cost = Some(100);
            goal.hours = Some(10);
        }
    }
    let mut play = Play::new(began);
    welcome(&mut play);
    play.press("5 o enter");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "4 4 1");
    }
    play.resize(110, 40);
    play.press("c y w").sees("stand level").sees("level with 2");
    let set = |play: &Play| {
        let round = play.meeting().last_count().unwrap();
        let fits = play.meeting().fits(round, RoomRule::BestFirst).unwrap();
        (fits.selected, fits.level.len())
    };
    assert_eq!(set(&play), (Vec::new(), 1));
    play.press("t")
        .sees("Which goes first?")
        .press("down enter");
    play.sees("the chair decided").does_not_see("stand level");
    let taken = play.meeting().lots()[0].taken.clone();
    assert_eq!(set(&play), (vec![taken.clone()], 0));
    play.press("t").sees("No goals stand level here.");
    // The chair's word can be taken back; a lot cannot.
    play.press("esc u w").sees("stand level");
    play.press("t down down enter").sees("drawn by lot");
    let lot = play.meeting().lots()[0].clone();
    assert_eq!(set(&play), (vec![lot.taken.clone()], 0));
    // The harness's random source gives 4.
    assert_eq!(lot.seed, Some(4));
    assert_eq!(lot.between[draw(4, lot.between.len())], lot.taken);
    play.press("esc u").sees("A lot that was drawn stays drawn");
    // How it was settled is in the outcome.
    let ties = &play.outcome().rounds[0].ties;
    assert_eq!((ties.len(), &ties[0].first), (1, &lot.taken));
}

#[test]
fn a_strand_that_was_promised_a_goal_gets_one() {
    let mut began = northbrook();
    began.agenda.capacity.goals = Some(1);
    began.agenda.capacity.per_strand = Some(1);
    let mut nth = 0;
    for theme in &mut began.findings.themes {
        for goal in &mut theme.goals {
            goal.control = None;
            goal.cost = Some(100);
            goal.hours = Some(10);
            goal.strand = Some(if nth == 2 { "secondary" } else { "primary" }.into());
            nth += 1;
        }
    }
    began.agenda.capacity.goals = Some(2);
    let mut play = Play::new(began);
    welcome(&mut play);
    play.press("5 o enter");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "5 4 3");
    }
    play.resize(110, 40);
    play.press("c y w").sees("for people with secondary");
}

#[test]
fn a_small_group_keeps_every_closer_look_shut() {
    let mut play = Play::new(northbrook());
    // Everybody but the third patient.
    play.press("space space j space space space space space space space");
    play.press("s 5 o enter");
    for who in ["ama", "sian", "ruth", "jo", "bern"] {
        vote(&mut play, who, "5 4 3");
    }
    play.press("c y");
    for keys in ["e", "l", "y"] {
        play.press(keys)
            .sees("gave fewer than 3 marks")
            .press("esc");
    }
    play.press("w e").does_not_see("hold").press("esc right");
    play.sees("A group is too small to be shown apart");
}

#[test]
fn a_round_can_be_compared_with_any_other() {
    let mut play = open_with_a_crowd("");
    the_others(&mut play, "5 1 3");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "5 1 3");
    }
    play.press("c y o m o r d enter enter");
    the_others(&mut play, "2 1 3");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "2 1 3");
    }
    play.press("c y a").does_not_see("since round 1");
    play.press("c")
        .sees("Compare with which round?")
        .press("enter");
    play.sees("2 places up since round 1");
    play.press("down").sees("1 place down since round 1");
}

#[test]
fn a_round_is_written_as_a_ballot_file_that_counts_to_the_same_set() {
    let mut play = open_with_a_crowd("");
    the_others(&mut play, "4 5 3");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "5 1 4");
    }
    play.press("c y");
    let home = tempfile::TempDir::new().unwrap();
    let folder = home.path().join("unit");
    std::fs::create_dir(&folder).unwrap();
    let journal = play.file("/unit/meeting.journal").unwrap();
    std::fs::write(folder.join("meeting.journal"), journal).unwrap();
    let folder = folder.display().to_string();
    let pledge = |args: &[&str]| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(args)
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8(done.stdout).unwrap()
    };
    let file = home.path().join("round.pb").display().to_string();
    let text = pledge(&["export", &folder, "--to", "pb"]);
    pledge(&["export", &folder, "--to", "pb", "-o", &file]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    // Neither a name nor a group is in it.
    for word in ["Jo Ellis", "patient", "mdt"] {
        assert!(
            !text.split("VOTES").nth(1).unwrap().contains(word),
            "{text}"
        );
    }
    let set = pledge(&["tally", &file, "--rule", "equal-shares"]);
    assert_eq!(set.lines().count(), 2, "{set}");
    // A second limit is a column that other readers pass over.
    pledge(&["export", &folder, "--to", "pb", "--hours", "-o", &file]);
    let rule = ["--rule", "equal-shares", "--hours", "hours"];
    let set = pledge(&[&["tally", &file], &rule[..]].concat());
    assert_eq!(set.lines().count(), 2, "{set}");
}

#[test]
fn a_meeting_from_before_there_were_ranges_is_read_as_it_was() {
    use service_pledge::{domain::event_sourced::EventSourced as _, store::journal::Journal, yaml};
    let fixture = |name: &str| {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/finished-before-ranges"
        );
        std::fs::read_to_string(format!("{folder}/{name}")).unwrap()
    };
    let journal = fixture("meeting.journal");
    let (journal, torn) =
        Journal::<service_pledge::domain::meeting::Meeting>::open(journal.as_bytes())
            .unwrap()
            .unwrap();
    assert!(torn.is_empty());
    let meeting = journal.state();
    let outcome = yaml::read_outcome("outcome.yaml", &fixture("outcome.yaml"));
    assert!(outcome.problems.is_empty(), "{}", outcome.problems[0]);
    let written = outcome.value.unwrap();
    let rounds: Vec<_> = meeting
        .rounds()
        .iter()
        .filter_map(|r| meeting.round_result(r))
        .collect();
    assert!(!rounds.is_empty());
    assert_eq!(rounds, written.rounds);
    // It kept the ballots of three patients; they are not written out any more.
    let round = meeting.last_count().unwrap();
    assert!(!round.ballots().is_empty());
    assert_eq!(meeting.ballots_as_election(round), None);
    assert_eq!(
        service_pledge::domain::meeting::Meeting::FORMAT,
        "journal/1"
    );
}

#[test]
fn the_wall_follows_what_fits_and_how_it_came_about() {
    use service_pledge::{
        app::{follow::Following, input::Input, program::Program as _},
        domain::settings::Settings,
        store::follower::Follower,
    };
    let mut play = open("");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "5 4 3");
    }
    play.press("c y");
    let follower = Follower::new(play.disk.clone(), crate::harness::places());
    let mut wall = Following::new(follower, false, Settings::default());
    for (keys, said) in [
        ("w", "the best result first"),
        ("space", "taken out by you"),
        ("e", "How it came about"),
        ("esc esc e", "Both groups count the same"),
        ("esc l", "own list"),
        ("esc y", "without names"),
    ] {
        play.press(keys);
        wall.input(Input::Tick, play.now);
        let screen = crate::harness::screen_of(&wall, play.now, (80, 22));
        assert!(screen.contains(said), "{keys}: {screen}");
    }
}

#[test]
fn what_is_beyond_the_unit_is_not_agreed_to_in_a_set() {
    let mut play = open("");
    for who in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        vote(&mut play, who, "5 4 3");
    }
    play.press("c y w home down space").sees("£88,000 over");
    play.press("a").sees("decide it by itself");
    assert!(play.meeting().live_goals().all(|g| !g.is_agreed()));
}
