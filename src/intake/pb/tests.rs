//! Files as they come: what is read, what is said about it, what is refused.

use super::*;

const GOOD: &str = "\u{feff}META\r
key;value\r
description;\"A vote; with a semicolon\"\r
num_projects;2\r
num_votes;2\r
budget; 1000,50 \r
vote_type;cumulative\r
max_sum_points;5\r
PROJECTS\r
project_id;cost;name;hours\r
 7 ; 500.25 ;\"\"\"Trees\"\" everywhere\";4\r
10;1e2;None;0,5\r
\r
VOTES\r
voter_id;vote;points;age\r
v1;7, 10;3 ,2;33\r
v2;;;\r
";

fn hours(budget: Option<i64>) -> HoursColumn {
    HoursColumn {
        column: "hours".into(),
        budget: budget.map(Exact::from_integer),
    }
}

fn problems(text: &str) -> Vec<String> {
    let read = read("x.pb", text, None);
    let first = |p: &Problem| p.to_string().lines().next().unwrap().to_owned();
    assert_eq!(
        read.file.is_none(),
        read.problems.iter().any(|p| p.severity == Severity::Error)
    );
    read.problems.iter().map(first).collect()
}

#[test]
fn blanks_quotes_marks_of_order_and_commas_are_read() {
    let read = read("x.pb", GOOD, Some(&hours(Some(9))));
    assert_eq!(read.problems, []);
    let file = read.file.unwrap();
    assert_eq!(file.names, ["\"Trees\" everywhere", "10"]);
    assert_eq!(file.voters, ["v1", "v2"]);
    assert_eq!(file.meta[0].1, "A vote; with a semicolon");
    let e = file.election;
    assert_eq!(e.kind, BallotKind::Points);
    let budgets: Vec<Exact> = e.limits.iter().map(|l| l.budget).collect();
    assert_eq!(budgets, [Exact::new(2001, 2), Exact::from_integer(9)]);
    assert_eq!(e.projects[0].id, "7");
    assert_eq!(
        e.projects[0].costs,
        [Exact::new(2001, 4), Exact::from_integer(4)]
    );
    assert_eq!(
        e.projects[1].costs,
        [Exact::from_integer(100), Exact::new(1, 2)]
    );
    let marks = [(0, Exact::from_integer(3)), (1, Exact::from_integer(2))];
    assert_eq!(e.ballots[0].marks, marks);
    assert_eq!(e.ballots[1], UtilityBallot::default());
}

#[test]
fn numbers_are_exact_or_say_why_not() {
    use NotExact::{NoNumber, TooFine, TooLarge};
    let number = |a, b| Ok(Exact::new(a, b));
    for (text, wanted) in [
        ("12000", number(12_000, 1)),
        (" -0.10 ", number(-1, 10)),
        ("3,5", number(7, 2)),
        ("1.25e2", number(125, 1)),
        ("25E-3", number(1, 40)),
        ("1/3", number(1, 3)),
        (".5", number(1, 2)),
        ("", Err(NoNumber)),
        (".", Err(NoNumber)),
        ("1.2.3", Err(NoNumber)),
        ("1 000", Err(NoNumber)),
        ("1/0", Err(NoNumber)),
        ("1/-2", Err(NoNumber)),
        ("inf", Err(NoNumber)),
        ("99999999999999999999", Err(TooLarge)),
        ("1e30", Err(TooLarge)),
        ("0e99999999999999999999", Err(TooLarge)),
        ("1e99999999999", Err(TooLarge)),
        ("1e-30", Err(TooFine)),
        ("9223372036854775807e1", Err(TooLarge)),
    ] {
        assert_eq!(exact(text), wanted, "{text}");
    }
}

#[test]
fn what_meta_says_wrongly_is_a_warning() {
    let text = GOOD
        .replace("num_votes;2", "num_votes;3")
        .replace("max_sum_points;5", "max_sum_points;4\nmin_points;1")
        .replace("vote_type;cumulative\r\n", "");
    assert_eq!(
        problems(&text),
        [
            "x.pb: warning: found no key `vote_type` in META, expected approval, cumulative, scoring or ordinal",
            "x.pb:5:11: warning: found `3` as num_votes, expected 2",
            "x.pb:7:16: warning: found 1 ballots with more points than `max_sum_points` says",
            "x.pb:8:12: warning: found 1 ballots with fewer points for a project than `min_points` says",
        ]
    );
}

#[test]
fn every_error_has_its_line() {
    let text = GOOD
        .replace("num_votes;2", "num_votes;3")
        .replace("7 ; 500.25", "10;-1")
        .replace("10;1e2", "10;many")
        .replace("v1;7, 10;3 ,2;33", "v1;10, 11,10;3,x,1;33\nv1;10;1,2")
        .replace("budget; 1000,50 ", "budget;much\nbudget;10");
    assert_eq!(
        problems(&text),
        [
            "x.pb:6:8: found `much`, expected a number, 0 or more",
            "x.pb:7:1: found `budget` a second time, and it says something else, expected it once",
        ]
    );
    let text = text.replace("budget;much\nbudget;10", "budget;10");
    assert_eq!(
        problems(&text),
        [
            "x.pb:11:5: found `-1`, expected a number, 0 or more",
            "x.pb:12:1: found the id `10` a second time; first in line 11, expected an id of its own",
            "x.pb:12:4: found `many`, expected a number, 0 or more",
            "x.pb:16:8: found a vote for `11`, which is no project, expected an id of PROJECTS",
            "x.pb:16:11: found `10` twice on a ballot, expected it once",
            "x.pb:16:16: found `x`, expected points, 0 or more",
            "x.pb:17:1: found the voter `v1` a second time; first in line 16, expected one ballot of a voter",
            "x.pb:17:7: found 2 points for 1 projects, expected as many",
        ]
    );
}

#[test]
fn what_is_missing_is_said() {
    assert_eq!(problems("a;b"), ["x.pb:1:1: found `a`, expected `META`"]);
    assert_eq!(problems("").len(), 3);
    let without = |what: &str| problems(&GOOD.replace(what, "other"));
    assert_eq!(
        without("budget; 1000,50 "),
        ["x.pb: found no key `budget` in META, expected a number"]
    );
    assert_eq!(
        without("cost"),
        ["x.pb:10:1: found no column `cost` in PROJECTS, expected one of that name"]
    );
    assert_eq!(
        without("points;age"),
        ["x.pb:15:1: found no column `points` in VOTES, expected one of that name"]
    );
    assert!(problems(&GOOD.replace("cumulative", "loud"))[0].contains("found `loud`"));
    let open = problems(&GOOD.replace("7, 10", "\"7, 10"));
    let said = "x.pb:16:4: found a quotation mark that is never closed, expected a closing one";
    assert!(open.contains(&said.to_owned()), "{open:#?}");
    let hours = read("x.pb", GOOD, Some(&hours(None)));
    assert!(hours.file.is_none());
    assert_eq!(hours.problems[0].found, "no key `hours_budget` in META");
}

#[test]
fn a_default_score_is_for_projects_that_a_ballot_does_not_name() {
    let text = GOOD
        .replace("cumulative", "scoring")
        .replace("max_sum_points;5", "default_score;2")
        .replace("7, 10;3 ,2", "7;3");
    let e = read("x.pb", &text, None).file.unwrap().election;
    let marks = |b: usize| e.ballots[b].marks.clone();
    let points = |p: i64| Exact::from_integer(p);
    assert_eq!(marks(0), [(0, points(3)), (1, points(2))]);
    assert_eq!(marks(1), [(0, points(2)), (1, points(2))]);
}

#[test]
fn an_order_is_read_as_borda_scores() {
    let text = GOOD
        .replace("cumulative", "ordinal")
        .replace("max_sum_points;5", "scoring_fn;Plurality");
    let read = read("x.pb", &text, None);
    assert_eq!(read.problems.len(), 1);
    let e = read.file.unwrap().election;
    let points = |p: i64| Exact::from_integer(p);
    assert_eq!(e.kind, BallotKind::Ranks);
    assert_eq!(e.ballots[0].marks, [(0, points(1)), (1, points(0))]);
}
