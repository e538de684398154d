//! Counts of real elections, compared with the results of another program (`fixtures/reference/elections`, and more where the
//! reference data is), and `pledge tally`.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use proptest::prelude::*;
use serde_json::Value as Json;
use service_pledge::{
    domain::vote::{
        choose::{
            self, BallotKind, Big, Completion, CostLimit, Election, Objective, Project, Rule,
            UtilityBallot,
        },
        exact::Exact,
        settings::Weight,
    },
    intake::pb,
    publish::{self, pb::PbMeta},
};

use crate::harness::{Outside, requires};

/// Thirteen elections of up to 27 voters, as numbers.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reference/elections")
}

fn expected(folder: &Path) -> Vec<(String, Json)> {
    let text = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let json: Json = serde_json::from_str(&text).unwrap();
    let elections = json["elections"].as_object().unwrap();
    elections
        .iter()
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

fn read(path: &Path) -> Election {
    let text = std::fs::read_to_string(path).unwrap();
    let read = pb::read("file.pb", &text, None);
    let problems: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    read.file
        .unwrap_or_else(|| panic!("{}: {problems:#?}", path.display()))
        .election
}

fn ids(election: &Election, set: &[usize]) -> BTreeSet<String> {
    set.iter()
        .map(|p| election.projects[*p].id.clone())
        .collect()
}

fn set(json: &Json) -> BTreeSet<String> {
    let ids = json.as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

fn completion(word: &str) -> Completion {
    Completion::WORDS
        .iter()
        .find(|(w, _)| *w == word)
        .unwrap()
        .1
}

/// The rule that a key of the reference stands for; nothing for optima, of which only the value is told.
fn rule(key: &str) -> Option<Rule> {
    let completed = |key: &str| {
        completion(match key {
            "" => "none",
            "_pct" => "raise",
            "_pct_u" => "raise-and-greedy",
            "_add1" => "add1",
            "_add1_u" => "add1-and-greedy",
            other => panic!("{other}"),
        })
    };
    for shares in ["mes_cost", "mes_points", "mes_borda"] {
        if let Some(rest) = key.strip_prefix(shares) {
            return Some(Rule::EqualShares(completed(rest)));
        }
    }
    if let Some(rest) = key.strip_prefix("mes_card") {
        return Some(Rule::EqualSharesCardinality(completed(rest)));
    }
    match key {
        "greedy_votes" | "greedy_points" | "greedy_borda" => Some(Rule::Greedy),
        "greedy_per_cost" => Some(Rule::GreedyPerCost),
        "phragmen" => Some(Rule::Phragmen { greedy: false }),
        "phragmen_u" => Some(Rule::Phragmen { greedy: true }),
        "max_votes" | "max_card" => None,
        other => panic!("{other}"),
    }
}

fn big(text: &str) -> Big {
    text.parse().unwrap()
}

#[test]
fn every_outcome_of_the_fixtures_is_ours() {
    outcomes_are_ours(&fixtures(), 178);
}

/// The same elections as their files have them, and ten larger ones.
#[test]
fn every_outcome_of_the_reference_is_ours() {
    let Some(folder) = requires(Outside::Reference) else {
        return;
    };
    outcomes_are_ours(&folder.join("pb"), 258);
}

/// Fails unless every outcome, and each way in which its ties can be settled, is what `expected.json` says; at least `least` are
/// compared.
#[track_caller]
fn outcomes_are_ours(folder: &Path, least: usize) {
    let (mut compared, mut wrong) = (0, Vec::new());
    for (file, said) in expected(folder) {
        let election = read(&folder.join(&file));
        assert_eq!(said["voters"], election.ballots.len(), "{file}");
        assert_eq!(said["projects"], election.projects.len(), "{file}");
        for (key, said) in said["rules"].as_object().unwrap() {
            compared += 1;
            let Some(rule) = rule(key) else {
                let value = match key.as_str() {
                    "max_votes" => Objective::Cost,
                    _ => Objective::Votes,
                };
                let outcome = choose::choose(&election, Rule::Best(value)).unwrap();
                let wanted = said["value"].to_string().replace('"', "");
                if outcome.value != Some(big(&wanted)) {
                    wrong.push(format!("{file} {key}: {:?}, not {wanted}", outcome.value));
                }
                continue;
            };
            let outcome = choose::choose(&election, rule).unwrap();
            let ours = ids(&election, &outcome.selected);
            if ours != set(&said["selected"]) {
                wrong.push(format!("{file} {key}: {ours:?}, not {}", said["selected"]));
            }
            if outcome.spent != [big(said["cost"].as_str().unwrap())] {
                wrong.push(format!(
                    "{file} {key}: {:?}, not {}",
                    outcome.spent, said["cost"]
                ));
            }
            if let Some(all) = said.get("all") {
                compared += 1;
                let ties = choose::tied(&election, rule).unwrap().unwrap();
                assert!(ties.complete, "{file} {key}");
                let ours: BTreeSet<_> = ties.sets.iter().map(|s| ids(&election, s)).collect();
                let theirs: BTreeSet<_> = all.as_array().unwrap().iter().map(set).collect();
                if ours != theirs {
                    wrong.push(format!("{file} {key}: tied {ours:?}, not {theirs:?}"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(compared >= least, "{compared}");
}

#[test]
fn a_second_limit_in_hours_comes_to_what_the_fixtures_say() {
    hours_are_kept(&fixtures(), 9);
}

#[test]
fn a_second_limit_in_hours_comes_to_what_the_reference_says() {
    let Some(folder) = requires(Outside::Reference) else {
        return;
    };
    hours_are_kept(&folder.join("pb"), 14);
}

/// Fails unless the best and the greedy set within money and hours are those of `expected.json`, in at least `least` elections.
#[track_caller]
fn hours_are_kept(folder: &Path, least: usize) {
    let mut compared = 0;
    for (file, said) in expected(folder) {
        let Some(two) = said.get("two_resource") else {
            continue;
        };
        let mut election = read(&folder.join(&file));
        let whole = |json: &Json| Exact::from_integer(json.as_i64().unwrap());
        for project in &mut election.projects {
            project.costs.push(whole(&two["hours"][&project.id]));
        }
        election.limits.push(CostLimit {
            name: "hours".into(),
            budget: whole(&two["hours_budget"]),
        });
        let best = choose::choose(&election, Rule::Best(Objective::Votes)).unwrap();
        assert_eq!(
            best.value,
            Some(big(&two["max_card"]["value"].to_string())),
            "{file}"
        );
        let greedy = choose::choose(&election, Rule::Greedy).unwrap();
        assert_eq!(
            ids(&election, &greedy.selected),
            set(&two["greedy_votes_skip"]),
            "{file}"
        );
        compared += 1;
    }
    assert!(compared >= least, "{compared}");
}

fn pledge(arguments: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

/// Three goals for three voters: money for two of them, hours for one of the large ones.
const SMALL: &str = "META
key;value
budget;1000
hours_budget;100
vote_type;approval
PROJECTS
project_id;cost;hours;name
a;500;80;Photographs
b;500;40;\"A leaflet; in two languages\"
c;500,00;40;Drop-in clinic
VOTES
voter_id;vote
1;a,b
2;a, c
3;a,b
";

fn small(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.pb");
    std::fs::write(&path, text).unwrap();
    (folder, path.display().to_string())
}

#[test]
fn tally_prints_the_set_and_as_json_what_it_costs_and_what_else_was_level() {
    let (_folder, file) = small(SMALL);
    let (code, out, err) = pledge(&["tally", &file, "--rule", "greedy"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "a\nb\n", ""));
    let (code, out, _) = pledge(&["tally", &file, "--rule", "greedy", "--json"]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "{\"rule\":\"greedy\",\"selected\":[\"a\",\"b\"],\"cost\":\"1000\",\"tied\":[[\"a\",\"b\"]]}\n"
    );
    let hours = [
        "tally", &file, "--rule", "best", "--value", "votes", "--hours", "hours",
    ];
    let (code, out, _) = pledge(&[&hours[..], &["--json"]].concat());
    assert_eq!(code, 0);
    let json: Json = serde_json::from_str(&out).unwrap();
    assert_eq!(json["selected"], serde_json::json!(["a"]));
    assert_eq!(
        (&json["cost"], &json["hours"]),
        (&"500".into(), &"80".into())
    );
    assert_eq!(json["value"], "3");
    assert_eq!(json["tied"], serde_json::json!([["a"], ["b", "c"]]));
    let more = [&hours[..], &["--hours-budget", "160"]].concat();
    assert_eq!(pledge(&more).1, "a\nb\n");
}

#[test]
fn what_cannot_be_counted_ends_with_2_and_the_line() {
    let (_folder, file) = small(&SMALL.replace("2;a, c", "2;a,x"));
    let (code, out, err) = pledge(&["tally", &file, "--rule", "greedy"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("small.pb:14:5: found a vote for `x`"), "{err}");
    let missing = pledge(&["tally", "nowhere.pb", "--rule", "greedy"]);
    assert_eq!(missing.0, 2);
    let (_folder, file) = small(SMALL);
    for wrong in [
        &["--rule", "borda"][..],
        &[],
        &["--rule", "greedy", "--complete", "raise"],
        &["--rule", "phragmen", "--complete", "add1"],
        &["--rule", "greedy", "--value", "votes"],
        &["--rule", "greedy", "--hours-budget", "3"],
        &[
            "--rule",
            "greedy",
            "--hours",
            "hours",
            "--hours-budget",
            "many",
        ],
        &["--rule", "greedy", "--hours", "days"],
    ] {
        let arguments = [&["tally", file.as_str()][..], wrong].concat();
        let (code, out, err) = pledge(&arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong:?}");
        assert!(!err.is_empty());
    }
}

#[test]
fn a_project_that_costs_nothing_counts_in_what_the_best_set_has_of_votes() {
    let text = "META\nkey;value\nbudget;4\nvote_type;approval\nPROJECTS\nproject_id;cost\n0;0\n1;4\nVOTES\nvoter_id;vote\n1;0,1\n";
    let (_folder, file) = small(text);
    let best = |value| {
        let (code, out, _) =
            pledge(&["tally", &file, "--rule", "best", "--value", value, "--json"]);
        assert_eq!(code, 0);
        serde_json::from_str::<Json>(&out).unwrap()
    };
    let votes = best("votes");
    assert_eq!(votes["selected"], serde_json::json!(["0", "1"]));
    assert_eq!(votes["value"], "2");
    assert_eq!(votes["tied"], serde_json::json!([["0", "1"]]));
    // Votes times cost: nothing times anything is nothing.
    assert_eq!(best("cost")["value"], "4");
}

#[test]
fn a_thousand_is_never_counted_as_one() {
    for (cell, wrong) in [
        ("budget;1000", "budget;1,000"),
        ("budget;1000", "budget;12.500"),
        ("a;500;80", "a;1,000;80"),
        ("a;500;80", "a;500;1.000"),
    ] {
        let (_folder, file) = small(&SMALL.replace(cell, wrong));
        let (code, out, err) = pledge(&["tally", &file, "--rule", "greedy", "--hours", "hours"]);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong}");
        assert!(err.contains("thousands or decimals"), "{wrong}: {err}");
    }
    let (_folder, file) = small(&SMALL.replace("budget;1000", "budget;1,000"));
    let (_, _, err) = pledge(&["tally", &file, "--rule", "greedy"]);
    assert!(err.contains("small.pb:3:8"), "{err}");
    assert!(
        err.contains("write `1000` for thousands, or `1.0000`"),
        "{err}"
    );
    let option = ["tally", &file, "--rule", "greedy", "--hours", "hours"];
    let (code, _, err) = pledge(&[&option[..], &["--hours-budget", "1,000"]].concat());
    assert_eq!(code, 2);
    assert!(err.contains("thousands or decimals"), "{err}");
    // What can be read in one way only is.
    for (amount, spent) in [
        ("0.125", "1000.125"),
        ("1234,567", "1734.567"),
        ("12,50", "1012.5"),
    ] {
        let text = SMALL
            .replace("a;500;80", &format!("a;{amount};80"))
            .replace("budget;1000", "budget;1800");
        let (_folder, file) = small(&text);
        let (code, out, err) = pledge(&["tally", &file, "--rule", "greedy", "--json"]);
        assert_eq!((code, err.as_str()), (0, ""), "{amount}");
        let json: Json = serde_json::from_str(&out).unwrap();
        assert_eq!(json["cost"], spent, "{amount}");
    }
}

#[test]
fn a_number_that_does_not_fit_is_said_to_be_too_large() {
    for (large, said) in [
        ("100000000000000000000", "too large"),
        ("1e30", "too large"),
        ("1/100000000000000000000", "too large"),
        ("1e-30", "too many decimals"),
        ("0.00000000000000000001", "too many decimals"),
    ] {
        let (_folder, file) = small(&SMALL.replace("a;500;80", &format!("a;{large};80")));
        let (code, out, err) = pledge(&["tally", &file, "--rule", "greedy"]);
        assert_eq!((code, out.as_str()), (2, ""), "{large}");
        assert!(
            err.contains(&format!("small.pb:8:3: found `{large}`, which")),
            "{err}"
        );
        assert!(err.contains(said), "{large}: {err}");
    }
}

#[test]
fn lines_may_end_as_old_spreadsheets_end_them() {
    let (_folder, plain) = small(SMALL);
    let wanted = pledge(&["tally", &plain, "--rule", "greedy"]);
    for ending in ["\r", "\r\n"] {
        let (_folder, file) = small(&SMALL.replace('\n', ending));
        assert_eq!(
            pledge(&["tally", &file, "--rule", "greedy"]),
            wanted,
            "{ending:?}"
        );
    }
    // A problem is still told with its line.
    let (_folder, file) = small(&SMALL.replace("2;a, c", "2;a,x").replace('\n', "\r"));
    let (_, _, err) = pledge(&["tally", &file, "--rule", "greedy"]);
    assert!(err.contains("small.pb:14:5: found a vote for `x`"), "{err}");
}

#[test]
fn help_says_where_the_count_differs_from_other_programs() {
    let (code, out, _) = pledge(&["tally", "--help"]);
    assert_eq!(code, 0);
    let out: String = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "takes every project that costs nothing and has a vote",
        "no longer raise the shares once no project with a vote fits",
    ] {
        assert!(out.contains(said), "{out}");
    }
}

fn some_election() -> impl Strategy<Value = Election> {
    let kinds = [BallotKind::Approval, BallotKind::Points, BallotKind::Ranks];
    (1..8_usize, 0..9_usize, 1..=2_usize, 0..3_usize).prop_flat_map(
        move |(projects, voters, limits, kind)| {
            let number = || (0..400_i64).prop_map(|n| Exact::new(n, 4));
            let costs = prop::collection::vec(prop::collection::vec(number(), limits), projects);
            let order = Just((0..projects).collect::<Vec<_>>()).prop_shuffle();
            let marks = prop::collection::vec(number(), projects);
            let ballots = prop::collection::vec((order, 0..=projects, marks), voters);
            let budgets = prop::collection::vec(number(), limits);
            (costs, ballots, budgets).prop_map(move |(costs, ballots, budgets)| Election {
                kind: kinds[kind],
                projects: (0..)
                    .zip(costs)
                    .map(|(n, costs)| Project {
                        id: format!("{}", n * 7 % 10),
                        costs,
                    })
                    .collect(),
                limits: ["money", "hours"]
                    .into_iter()
                    .zip(budgets)
                    .map(|(name, budget)| CostLimit {
                        name: name.into(),
                        budget,
                    })
                    .collect(),
                at_most: None,
                weight: Weight::Head,
                ballots: ballots
                    .into_iter()
                    .map(|(order, count, marks)| {
                        let named = order.into_iter().take(count);
                        match kinds[kind] {
                            BallotKind::Approval => UtilityBallot::approval(named),
                            BallotKind::Points => UtilityBallot::points(named.zip(marks)),
                            BallotKind::Ranks => UtilityBallot::ranks(&named.collect::<Vec<_>>()),
                        }
                    })
                    .collect(),
            })
        },
    )
}

/// Ballots without what says nothing, in an order of their own.
fn plain(election: &Election) -> Election {
    let mut election = election.clone();
    for ballot in &mut election.ballots {
        let ranks = election.kind == BallotKind::Ranks;
        ballot
            .marks
            .retain(|m| ranks || m.1 != Exact::from_integer(0));
        ballot.marks.sort();
    }
    election.ballots.sort_by(|a, b| a.marks.cmp(&b.marks));
    election
}

fn about() -> PbMeta {
    PbMeta {
        description: "Goals of the year; \"all\" of them".into(),
        country: "United Kingdom".into(),
        unit: "Northbrook".into(),
        instance: "2026".into(),
        date_begin: "24.11.2026".into(),
        date_end: "24.11.2026".into(),
        currency: "GBP".into(),
        language: "en".into(),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(election in some_election()) {
        let names: Vec<String> = election.projects.iter().map(|p| format!("a;b \"{}\"", p.id)).collect();
        let text = publish::pb::write(&election, &about(), &names, Some(&[0])).unwrap();
        let hours = pb::HoursColumn { column: "hours".into(), budget: None };
        let hours = (election.limits.len() > 1).then_some(hours);
        let read = pb::read("written.pb", &text, hours.as_ref());
        prop_assert_eq!(read.problems.len(), 0, "{}\n{:?}", text, read.problems);
        let file = read.file.unwrap();
        prop_assert_eq!(&file.names, &names);
        prop_assert_eq!(plain(&file.election), plain(&election), "{}", text);
    }
}

#[test]
fn a_written_file_is_as_the_format_has_it() {
    let (_folder, file) = small(SMALL);
    let mut election = read(Path::new(&file));
    let text = publish::pb::write(&election, &about(), &[], Some(&[0, 2])).unwrap();
    assert_eq!(
        text,
        "META
key;value
description;\"Goals of the year; \"\"all\"\" of them\"
country;United Kingdom
unit;Northbrook
instance;2026
num_projects;3
num_votes;3
budget;1000
vote_type;approval
rule;unknown
date_begin;24.11.2026
date_end;24.11.2026
language;en
currency;GBP
PROJECTS
project_id;cost;votes;name;selected
a;500;3;a;1
b;500;2;b;0
c;500;1;c;1
VOTES
voter_id;vote
1;a,b
2;a,b
3;a,c
"
    );
    election.projects[0].id = "a,b".into();
    let refused = publish::pb::write(&election, &about(), &[], None).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the id `a,b` cannot stand in a ballot file"
    );
    election.projects[0].id = "a".into();
    election.projects[0].costs = vec![Exact::new(1, 3)];
    let refused = publish::pb::write(&election, &about(), &[], None).unwrap_err();
    assert_eq!(refused.to_string(), "1/3 is no decimal number");
    election.limits.clear();
    assert!(publish::pb::write(&election, &about(), &[], None).is_err());
}
