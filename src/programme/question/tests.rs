//! Tests of the named questions on small tables that were made for them.

use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{super::rows::*, shown::Table, *};

const ON: Date = date(2026, 11, 27);

/// A meeting of a unit on a day, without goals.
fn meeting(data: &mut Dataset, unit: u64, on: Date, alliance: Option<&str>) -> MeetingId {
    let meeting_id = MeetingId(unit * 1_000 + u64::try_from(data.meetings.len()).unwrap());
    data.meetings.push(MeetingRow {
        unit_id: UnitId(unit),
        unit: Arc::from("Unit"),
        organisation: None,
        alliance: alliance.map(Arc::from),
        region: None,
        meeting_id,
        meeting_date: on,
        present_patient: 3,
        present_mdt: 5,
        absent: 0,
        standards: 0,
        standards_agreed: 0,
        goals: 0,
    });
    meeting_id
}

/// The next goal of the last meeting.
fn goal<'a>(data: &'a mut Dataset, decision: &'static str) -> &'a mut GoalRow {
    let meeting = data.meetings.last_mut().unwrap();
    meeting.goals += 1;
    data.goals.push(GoalRow {
        unit_id: meeting.unit_id,
        meeting_id: meeting.meeting_id,
        meeting_date: meeting.meeting_date,
        goal_no: meeting.goals,
        title: None,
        strand: None,
        decision,
        reason: None,
        control: None,
        cost: None,
        hours: None,
        has_owner: false,
        owner_group: None,
        accepted: None,
        due: None,
        until: None,
        merged: 0,
        evidence_findings: 0,
        evidence_comments: 0,
    });
    data.goals.last_mut().unwrap()
}

/// A review of the last goal; without a status one to come.
fn review(data: &mut Dataset, status: Option<&'static str>, on: Date) {
    let goal = data.goals.last().unwrap();
    let key = (goal.meeting_id, goal.goal_no);
    let own = data
        .reviews
        .iter()
        .filter(|r| (r.meeting_id, r.goal_no) == key);
    let days = (on - goal.meeting_date).get_days();
    data.reviews.push(ReviewRow {
        year: goal.meeting_date.year(),
        unit_id: goal.unit_id,
        meeting_id: goal.meeting_id,
        goal_no: goal.goal_no,
        review_no: i32::try_from(own.count()).unwrap() + 1,
        due: Some(on),
        looked_on: status.map(|_| on),
        status,
        new_due: None,
        months_since: status.map(|_| days / 30),
        days_since: status.map(|_| days),
    });
}

fn theme(data: &mut Dataset, theme: &str) {
    let goal = data.goals.last().unwrap();
    let row = ThemeRow {
        year: goal.meeting_date.year(),
        unit_id: goal.unit_id,
        meeting_id: goal.meeting_id,
        goal_no: goal.goal_no,
        theme_no: 1,
        theme: Arc::from(theme),
    };
    data.goal_themes.push(row);
}

/// Evidence of the last goal; without numbers it is withheld.
fn evidence(
    data: &mut Dataset,
    review_no: i32,
    of: (&str, &str, &str),
    numbers: Option<(i32, i32)>,
) {
    let goal = data.goals.last().unwrap();
    let (finding, strand, period) = of;
    let row = EvidenceRow {
        year: goal.meeting_date.year(),
        unit_id: goal.unit_id,
        meeting_id: goal.meeting_id,
        goal_no: goal.goal_no,
        review_no,
        entry_no: i32::try_from(data.evidence.len()).unwrap() + 1,
        finding: Arc::from(finding),
        strand: Some(Arc::from(strand)).filter(|s: &Word| !s.is_empty()),
        period: Some(Arc::from(period)).filter(|s: &Word| !s.is_empty()),
        positive: numbers.map(|(positive, _)| positive),
        scored: numbers.map(|(_, scored)| scored),
        withheld: numbers.is_none(),
    };
    data.evidence.push(row);
}

/// The last result of the last goal.
fn result(data: &mut Dataset, groups: Option<(i32, i32)>, parted: Option<bool>) {
    let goal = data.goals.last().unwrap();
    let row = ResultRow {
        year: goal.meeting_date.year(),
        unit_id: goal.unit_id,
        meeting_id: goal.meeting_id,
        round_no: 1,
        entry_no: 1,
        method: "score",
        weight: "balanced",
        voted_patient: 3,
        voted_mdt: 5,
        goal_no: Some(goal.goal_no),
        balanced_milli: None,
        patient_milli: groups.map(|(patient, _)| patient),
        mdt_milli: groups.map(|(_, mdt)| mdt),
        parted,
        withheld: groups.is_none(),
        last_round: true,
    };
    data.results.push(row);
}

/// Cells of an answer, as JSON without blanks.
fn answer(question: Question, data: &Dataset) -> String {
    serde_json::to_string(&question.answer(data, ON).rows).unwrap()
}

#[test]
fn a_goal_is_known_at_18_months_by_its_last_look_before_month_21() {
    let mut data = Dataset::default();
    meeting(&mut data, 1, date(2024, 1, 1), None);
    goal(&mut data, "agreed").control = Some("team");
    review(&mut data, Some("on_track"), date(2024, 7, 1));
    review(&mut data, Some("done"), date(2025, 6, 1));
    review(&mut data, Some("dropped"), date(2026, 6, 1));
    // Entered late: the day counts, and not the number.
    goal(&mut data, "agreed").control = Some("team");
    review(&mut data, Some("dropped"), date(2025, 1, 1));
    review(&mut data, Some("on_track"), date(2024, 7, 1));
    // Not settled at month 6, and nobody has looked since: not known.
    goal(&mut data, "agreed");
    review(&mut data, Some("stuck"), date(2024, 7, 1));
    // Not settled in month 16 or so: known, and not done.
    goal(&mut data, "agreed");
    review(&mut data, Some("stuck"), date(2025, 5, 1));
    goal(&mut data, "ask").control = Some("team");
    assert_eq!(
        answer(Question::DoneByControl, &data),
        r#"[[2024,"not said",2,1,0,0],[2024,"team",2,2,1,1]]"#
    );
}

#[test]
fn a_goal_is_stalled_where_neither_a_look_nor_the_meeting_is_recent() {
    let mut data = Dataset::default();
    let day_before = |days| super::days_before(ON, days);
    meeting(&mut data, 1, day_before(731), Some("Wessex"));
    goal(&mut data, "agreed");
    // Without goals: its row is passed over.
    meeting(&mut data, 2, day_before(730), Some("Anglia"));
    meeting(&mut data, 1, day_before(730), Some("Wessex"));
    goal(&mut data, "agreed");
    goal(&mut data, "agreed");
    review(&mut data, Some("on_track"), day_before(201));
    goal(&mut data, "agreed");
    review(&mut data, Some("on_track"), day_before(200));
    goal(&mut data, "agreed");
    review(&mut data, Some("done"), day_before(500));
    // Done only after the day of the question, so it was open on that day.
    goal(&mut data, "agreed");
    review(&mut data, Some("done"), ON.tomorrow().unwrap());
    goal(&mut data, "not_this_time");
    meeting(&mut data, 3, day_before(200), None);
    goal(&mut data, "agreed");
    meeting(&mut data, 3, ON.tomorrow().unwrap(), None);
    goal(&mut data, "agreed");
    assert_eq!(
        answer(Question::Stalled, &data),
        r#"[["Wessex",4,3,2],["not said",1,0,0]]"#
    );
}

#[test]
fn a_cost_that_is_not_known_is_not_a_cost_of_nothing() {
    let mut data = Dataset::default();
    meeting(&mut data, 1, date(2025, 3, 1), None);
    for (cost, hours) in [(None, None), (Some(0), None), (Some(250), Some(4))] {
        let goal = goal(&mut data, "ask");
        (goal.cost, goal.hours, goal.reason) = (cost, hours, Some("money"));
    }
    goal(&mut data, "not_this_time");
    goal(&mut data, "agreed").cost = Some(9);
    assert_eq!(
        answer(Question::RefusedFor, &data),
        r#"[[2025,"ask","money",3,2,250,1,4],[2025,"not_this_time","not said",1,0,0,0,0]]"#
    );
}

#[test]
fn a_goal_of_two_themes_counts_in_both_and_a_unit_once() {
    let mut data = Dataset::default();
    for unit in [1, 2, 1] {
        meeting(&mut data, unit, date(2025, 3, 1), None);
        goal(&mut data, "undecided");
        theme(&mut data, "waiting");
        goal(&mut data, "agreed");
        theme(&mut data, "waiting");
        theme(&mut data, "nurse");
        review(&mut data, Some("stuck"), date(2025, 9, 1));
        review(&mut data, None, date(2026, 3, 1));
    }
    goal(&mut data, "agreed");
    theme(&mut data, "Zoning");
    assert_eq!(
        answer(Question::CommonGoals, &data),
        r#"[["nurse",2,3,3,0,3,0],["waiting",2,3,3,0,3,0],["Zoning",1,1,0,0,0,0]]"#
    );
}

#[test]
fn days_are_those_to_the_look_that_found_an_answer() {
    let mut data = Dataset::default();
    meeting(&mut data, 1, date(2025, 1, 1), None);
    for (status, on) in [
        (Some("granted"), date(2025, 1, 11)),
        (Some("refused"), date(2025, 1, 31)),
        (Some("waiting"), date(2025, 6, 1)),
        (None, date(2025, 6, 1)),
    ] {
        goal(&mut data, "ask");
        review(&mut data, status, on);
    }
    goal(&mut data, "agreed");
    assert_eq!(
        answer(Question::AsksAnswered, &data),
        "[[2025,4,1,1,1,1,40]]"
    );
}

#[test]
fn answers_of_a_strand_are_the_most_that_a_meeting_shows() {
    let mut data = Dataset::default();
    for unit in [1, 2] {
        meeting(&mut data, unit, date(2025, 3, 1), None);
        goal(&mut data, "agreed").strand = Some(Arc::from("secondary"));
        evidence(&mut data, 0, ("q1", "primary", "2025"), Some((5, 100)));
        evidence(&mut data, 0, ("q2", "primary", "2025"), Some((5, 120)));
        evidence(&mut data, 0, ("q2", "secondary", "2025"), None);
        evidence(&mut data, 1, ("q2", "primary", "2026"), Some((5, 900)));
        // Evidence of any goal counts, agreed or not.
        goal(&mut data, "ask").strand = Some(Arc::from("primary"));
        evidence(&mut data, 0, ("q3", "third", "2025"), Some((5, 11)));
        evidence(&mut data, 0, ("q3", "", "2025"), Some((5, 700)));
    }
    assert_eq!(
        answer(Question::StrandShare, &data),
        r#"[[2025,"primary",0,2,240],[2025,"secondary",2,2,0],[2025,"third",0,2,22]]"#
    );
}

#[test]
fn a_pair_is_the_first_figure_and_the_last_of_another_period() {
    let mut data = Dataset::default();
    meeting(&mut data, 1, date(2024, 3, 1), None);
    goal(&mut data, "agreed");
    evidence(&mut data, 0, ("q1", "primary", "2024"), None);
    evidence(&mut data, 0, ("q1", "primary", "2024"), Some((10, 20)));
    evidence(&mut data, 1, ("q1", "primary", "2025"), Some((11, 20)));
    evidence(&mut data, 2, ("q1", "primary", "2026"), Some((12, 20)));
    evidence(&mut data, 2, ("q1", "primary", "2026"), None);
    // The same period again, no period, no strand, only before, only after: no pairs.
    evidence(&mut data, 0, ("q2", "primary", "2024"), Some((1, 20)));
    evidence(&mut data, 2, ("q2", "primary", "2024"), Some((1, 20)));
    evidence(&mut data, 0, ("q3", "primary", ""), Some((1, 20)));
    evidence(&mut data, 2, ("q3", "primary", "2026"), Some((1, 20)));
    evidence(&mut data, 0, ("q4", "", "2024"), Some((1, 20)));
    evidence(&mut data, 2, ("q4", "", "2026"), Some((1, 20)));
    evidence(&mut data, 0, ("q5", "primary", "2024"), Some((1, 20)));
    evidence(&mut data, 2, ("q6", "primary", "2026"), Some((1, 20)));
    // A second goal that rests on the first finding and was done: so is the pair. Its review is an earlier one.
    goal(&mut data, "agreed");
    evidence(&mut data, 0, ("q1", "primary", "2023"), Some((3, 30)));
    evidence(&mut data, 1, ("q1", "primary", "2025"), Some((4, 30)));
    review(&mut data, Some("done"), date(2025, 3, 1));
    goal(&mut data, "ask");
    evidence(&mut data, 0, ("q7", "primary", "2024"), Some((1, 20)));
    evidence(&mut data, 1, ("q7", "primary", "2026"), Some((1, 20)));
    meeting(&mut data, 1, date(2025, 3, 1), None);
    goal(&mut data, "agreed");
    evidence(&mut data, 0, ("q1", "primary", "2024"), Some((5, 50)));
    evidence(&mut data, 1, ("q1", "primary", "2026"), Some((6, 60)));
    assert_eq!(
        answer(Question::Moved, &data),
        r#"[["done",1,1,10,20,12,20],["not done",1,1,5,50,6,60]]"#
    );
}

#[test]
fn voices_are_counted_where_both_groups_are_shown() {
    let mut data = Dataset::default();
    // A meeting without results, and one whose only goal is gone.
    meeting(&mut data, 1, date(2025, 3, 1), None);
    goal(&mut data, "agreed");
    meeting(&mut data, 2, date(2025, 3, 1), None);
    goal(&mut data, "agreed");
    result(&mut data, Some((4_500, 0)), Some(true));
    data.results.last_mut().unwrap().goal_no = None;
    data.goals.pop();
    meeting(&mut data, 3, date(2025, 3, 1), None);
    for (decision, groups, parted) in [
        ("agreed", Some((4_500, 2_000)), Some(true)),
        ("ask", Some((4_500, 2_000)), Some(true)),
        ("agreed", Some((1_000, 2_000)), Some(true)),
        ("agreed", Some((1_000, 2_000)), Some(false)),
        ("agreed", Some((1_000, 2_000)), None),
        ("agreed", None, Some(true)),
        ("agreed", Some((2_000, 2_000)), Some(true)),
    ] {
        goal(&mut data, decision);
        result(&mut data, groups, parted);
    }
    // An earlier result, and that of a goal which is gone.
    result(&mut data, Some((4_500, 0)), Some(true));
    data.results.last_mut().unwrap().last_round = false;
    result(&mut data, Some((4_500, 0)), Some(true));
    data.results.last_mut().unwrap().goal_no = None;
    assert_eq!(answer(Question::Voices, &data), "[[2025,7,1,5,2,1,1,1]]");
}

#[test]
fn an_empty_dataset_has_empty_answers() {
    for question in Question::ALL {
        let answer = question.answer(&Dataset::default(), ON);
        assert_eq!(answer.rows, Vec::<Row>::new(), "{question:?}");
        assert_eq!(Table::of(&answer).notes, Vec::<String>::new());
    }
}

#[test]
fn names_are_listed_once_and_the_text_names_every_column() {
    for (question, (name, same)) in Question::ALL.into_iter().zip(Question::WORDS) {
        assert_eq!((question, question.name()), (*same, *name));
        let sql = question.sql(ON);
        assert!(!sql.contains(['{', '}']), "{sql}");
        for column in question.columns() {
            let is_named = sql.contains(&format!(" AS {column}"))
                || sql.contains(&format!("SELECT {column}"))
                || sql.contains(&format!(", {column}"));
            assert!(is_named, "{column}: {sql}");
        }
    }
    let sql = Question::Stalled.sql(ON);
    for day in ["2026-11-27", "2024-11-27", "2026-05-11"] {
        assert!(sql.contains(&format!("DATE '{day}'")), "{sql}");
    }
}

#[test]
fn a_table_for_people_has_shares_intervals_and_arrows() {
    let row = |words: &[&str], numbers: &[i64]| -> Row {
        let words = words.iter().map(|&w| Value::from(w));
        words
            .chain(numbers.iter().map(|&n| Value::from(n)))
            .collect()
    };
    let answer = Answer {
        question: Question::Moved,
        on: ON,
        rows: vec![
            row(&["done"], &[40, 12, 1_000, 2_000, 1_200, 2_000]),
            row(&["not done"], &[40, 12, 100, 200, 101, 202]),
        ],
    };
    insta::assert_snapshot!(Table::of(&answer).lines().join("\n"), @"
    goal      results  units  before  after  change in points
    done           40     12     50%    60%  ▲ +10 (+7 to +13)
    not done       40     12     50%    50%    0 (-10 to +10)

    Goal done: higher, by more than chance.
    Goal not done: about the same, too few answers to be sure.
    The real range is wider: one patient answers several questions.
    In brackets: the likely range (95% interval).
    ");
    let answer = Answer {
        question: Question::AsksAnswered,
        on: ON,
        rows: vec![
            row(&[], &[2_025, 40, 10, 20, 5, 5, 4_500]),
            row(&[], &[2_026, 3, 0, 0, 0, 3, 0]),
        ],
    };
    insta::assert_snapshot!(Table::of(&answer).lines().join("\n"), @"
    year  asked  granted  refused  waiting  not reviewed  yes, of answers  mean days
    2025     40       10       20        5             5  33%  (19 to 51)        150
    2026      3        0        0        0             3

    mean days: from the meeting to the look that found the answer.
    In brackets: the likely range (95% interval).
    ");
}

#[test]
fn a_year_that_is_not_over_for_its_last_goal_has_no_share() {
    let row = |year: i16| -> Row {
        let numbers = [9, 4, 2, 1].map(Value::Number);
        [year.into(), "team".into()]
            .into_iter()
            .chain(numbers)
            .collect()
    };
    let answer = |on| Answer {
        question: Question::DoneByControl,
        on,
        rows: vec![row(2024), row(2025)],
    };
    let shares = |on| -> Vec<String> {
        let rows = Table::of(&answer(on)).rows;
        rows.into_iter().map(|mut row| row.pop().unwrap()).collect()
    };
    assert_eq!(shares(date(2026, 9, 30)), ["", ""]);
    assert_eq!(shares(date(2026, 10, 1)), ["50%  (15 to 85)", ""]);
}

#[test]
fn every_table_fits_80_cells_with_numbers_of_five_digits() {
    for question in Question::ALL {
        let is_word = |column: &&str| {
            let words = [
                "control", "alliance", "decision", "why", "theme", "strand", "goal",
            ];
            words.contains(column)
        };
        // Each number smaller than the one before it, so that shares are parts of a whole.
        let cell = |(column, nth): (&&str, i64)| match *column {
            "year" => Value::Number(2_026),
            "decision" => Value::from("not_this_time"),
            "why" => Value::from("beyond_control"),
            "cost_sum" => Value::Number(99_999_999),
            column if is_word(&column) => Value::from("Humber and North Yorkshire"),
            _ => Value::Number(99_999 - nth * 10_000),
        };
        let answer = Answer {
            question,
            on: ON,
            rows: vec![question.columns().iter().zip(0..).map(cell).collect()],
        };
        for line in Table::of(&answer).lines() {
            assert!(crate::text::width(&line) <= 80, "{line}");
        }
    }
}
