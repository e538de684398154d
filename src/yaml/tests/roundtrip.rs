//! Written files are read back as the same, by this reader and by another.

use std::collections::BTreeMap;

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{agenda, findings, outcome, told};
use crate::{
    domain::{
        agenda::{
            Activity, Agenda, AgendaItem, Occasion, PartialVoteSettings, Stage, VoteSettings,
        },
        aim::Aim,
        capacity::Capacity,
        findings::{
            Benchmark, BroughtGoal, Comment, CommentMark, Finding, Findings, Rebase, SourceKind,
            StrandResult, Survey, SurveySource, Theme, Unit,
        },
        goal::{Control, Reason},
        outcome::{
            AgreedStandard, Evaluation, Evidence, GoalResult, Handover, HeldMeeting, Outcome,
            OutcomeGoal, OutcomeNote, OutcomeParked, OutcomePerson, PersonMoment, PreviousGoal,
            Review, RoundResult, SettledBy, SettledTie, Status, ThemeAirtime, TimedItem, Verdict,
        },
        people::Person,
        stamp::Stamp,
        vote::{channels::Channels, method::Method, settings::Weight},
    },
    yaml::{AgendaFile, Severity, write_agenda, write_findings, write_outcome},
};

const NASTY: &[&str] = &[
    "no",
    "No",
    "on",
    "y",
    "1e3",
    "2026",
    "2026-11-24",
    "13:00",
    "0o7",
    "1_000",
    "~",
    "null",
    "=",
    "<<",
    " a",
    "a ",
    "a: b",
    "a #b",
    "# a",
    "[a]",
    "{a}",
    "a, b",
    "- a",
    "? a",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "'a'",
    "\"a\"",
    "a\\nb",
    "a\nb",
    "\n",
    "a\r\nb",
    "\ta",
    "---",
    "...",
    "\u{FEFF}a",
    "\u{202E}a",
    "\u{85}",
    "\u{2028}",
    "\u{0}",
    "\u{1B}[31m",
    "\u{7F}",
    "\u{FFFE}",
    "\u{10FFFF}",
    "👩‍⚕️ 😀",
    "مرحبا بالعالم",
    "שלום",
    "e\u{301}",
    "ŵ",
    "日本",
    "a:",
    ":a",
    "12 weeks",
    "  ",
    "x\u{A0}",
    "true",
    ".inf",
    "0x1F",
    "12:30:45",
    "190:20:30",
    "+1",
    "1.5",
    "a\u{E0001}b",
];

pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(NASTY).prop_map(str::to_owned),
        any::<String>(),
        "[a-z \n:#,'\"\\\\-]{0,20}",
        vec(any::<char>(), 0..6).prop_map(|c| c.into_iter().collect()),
    ]
}

pub(super) fn name() -> impl Strategy<Value = String> {
    text().prop_filter("says something", |t| !t.trim().is_empty())
}

/// Unlike each other by their number, and like a number, a word or a time.
pub(super) fn id(i: usize) -> String {
    let before = ["no", "", "1e", "q", "é", "-", "12:", "0x"];
    format!("{}{i}", before[i % before.len()])
}

pub(super) fn date() -> impl Strategy<Value = jiff::civil::Date> {
    (1900_i16..2200, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d))
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (date(), 0_i8..24, 0_i8..60, 0_i8..60, -50_i32..50)
        .prop_map(|(d, h, m, s, q)| Stamp::new(d.at(h, m, s, 0), q * 900))
}

pub(super) fn some<T>(words: &'static [(&'static str, T)]) -> impl Strategy<Value = T>
where
    T: Copy + std::fmt::Debug + 'static,
{
    select(words).prop_map(|(_, v)| v)
}

fn result() -> impl Strategy<Value = StrandResult> {
    let numbers = (0_u32..1000, 0_u32..1000, any::<bool>(), any::<bool>());
    (name(), name(), numbers).prop_map(|(strand, period, (positive, more, withheld, weighted))| {
        let scored = positive + more;
        // A figure that the positive ones are the nearest to.
        let hundredths = (positive * 10_000).checked_div(scored);
        StrandResult {
            strand,
            period,
            positive: if withheld { 0 } else { positive },
            scored: if withheld { 0 } else { scored },
            withheld,
            weighted: hundredths.filter(|_| weighted && !withheld),
        }
    })
}

prop_compose! {
    fn benchmark()(label in name(), low in option::of(0.0..=30.0), percent in option::of(30.0..=60.0), high in option::of(60.0..=100.0)) -> Benchmark {
        // An expected range alone has both its ends.
        let percent = percent.or((low.is_none() || high.is_none()).then_some(45.0));
        Benchmark { label, percent, low, high }
    }
}

prop_compose! {
    fn finding()(question in name(), said in option::of(name()), wall in option::of(0_u32..9), result in option::of(result()), benchmark in option::of(benchmark()), comparable: bool, reason in option::of(name())) -> Finding {
        // A new baseline begins with a result.
        let rebase = result.iter().zip(reason).map(|(result, reason)| Rebase { period: result.period.clone(), reason });
        Finding { id: String::new(), question, said, wall, rebase: rebase.collect(), results: result.into_iter().collect(), benchmark, comparable }
    }
}

prop_compose! {
    fn comment()(strand in name(), source in some(SourceKind::WORDS), wall in option::of(0_u32..9), (publish, hold, read, edited) in any::<(bool, bool, bool, bool)>(), was in option::of(name()), marks in vec(some(CommentMark::WORDS), 0..3), text in name()) -> Comment {
        Comment { id: String::new(), strand, source, wall, publish, hold, read, edited, was, marks, text }
    }
}

prop_compose! {
    fn brought()(title in name(), control in option::of(some(Control::WORDS)), cost in option::of(0_u64..1_000_000), hours in option::of(0_u64..99), strand in option::of(name()), evidence in option::of(Just(Vec::new()))) -> BroughtGoal {
        BroughtGoal { id: String::new(), title, evidence, control, cost, hours, strand }
    }
}

prop_compose! {
    fn theme()(title in name(), standard in text(), known_since in option::of(name()), findings in vec(finding(), 0..3), comments in vec(comment(), 0..3), goals in vec(brought(), 0..2)) -> Theme {
        Theme { id: String::new(), title, standard, known_since, findings, comments, goals }
    }
}

prop_compose! {
    pub(super) fn some_findings()(name in name(), organisation in text(), title in name(), period in name(), hide_below in 0_u32..20, hide_cells_below in option::of(2_u32..9), source in option::of((name_again(), some(SourceKind::WORDS), option::of(50_u32..99), 0_u32..50)), mut themes in vec(theme(), 0..3), (forgotten, removed_themes) in (vec(name(), 0..3), vec(name(), 0..3))) -> Findings {
        let mut next = 0..;
        let mut fresh = || id(next.next().unwrap());
        for theme in &mut themes {
            theme.id = fresh();
            theme.findings.iter_mut().for_each(|f| f.id = fresh());
            theme.comments.iter_mut().for_each(|c| c.id = fresh());
            let ids: Vec<String> = theme.findings.iter().map(|f| f.id.clone()).chain(theme.comments.iter().map(|c| c.id.clone())).collect();
            for goal in &mut theme.goals {
                goal.id = fresh();
                if goal.cost.is_some() {
                    goal.evidence = Some(ids.clone());
                }
            }
        }
        let sources = source.into_iter().map(|(strand, kind, invited, answered)| SurveySource { strand, kind, invited, answered }).collect();
        Findings { unit: Unit { name, organisation }, survey: Survey { title, period, hide_below, hide_cells_below, sources }, themes, forgotten, removed_themes }
    }
}

/// `name` is a binding where this is called.
fn name_again() -> impl Strategy<Value = String> {
    name()
}

prop_compose! {
    fn person()(name in name(), role in text(), group in option::of(select(&["patient", "mdt"][..])), strand in option::of(name_again()), lead: bool, hours in option::of(0_u64..99), consent: bool, access in vec(name_again(), 0..3), here_for in text()) -> Person {
        Person { id: String::new(), name, role, group: group.map(str::to_owned), strand, lead, hours, consent, seat: None, access, here_for }
    }
}

fn what() -> impl Strategy<Value = Activity> {
    prop_oneof![
        some(Stage::WORDS).prop_map(Activity::Stage),
        (0_usize..30).prop_map(|i| Activity::Theme(id(i))),
        name().prop_map(Activity::Break),
    ]
}

prop_compose! {
    fn occasion()(title in name(), date in option::of(date()), start in option::of((0_i8..24, 0_i8..60, 0_i8..2)), minutes in option::of(1_u32..=1440), place in text()) -> Occasion {
        Occasion { title, date, start: start.map(|(h, m, s)| jiff::civil::time(h, m, s, 0)), minutes, place }
    }
}

prop_compose! {
    fn capacity()(currency in option::of("[A-Z]{3}"), money in option::of(0_u64..9_999_999), hours in option::of(0_u64..999), goals in option::of(0_u64..9), per_strand in option::of(0_u64..3)) -> Capacity {
        Capacity { currency, money, hours, goals, per_strand }
    }
}

prop_compose! {
    fn vote_said()(method in option::of(some(Method::WORDS)), weight in option::of(some(Weight::WORDS)), apart_from in option::of(1_u32..5), dots in option::of(1_u32..9)) -> PartialVoteSettings {
        PartialVoteSettings { method, weight, apart_from, dots }
    }
}

/// A file in the folder, or in one beside it.
fn file() -> impl Strategy<Value = String> {
    "(\\.\\./[a-z0-9]{1,6}/)?[a-z][a-z0-9 ]{0,6}\\.yaml"
}

prop_compose! {
    pub(super) fn some_agenda()(findings in option::of(file()), previous in option::of(file()), meeting in occasion(), mut people in vec(person(), 0..4), ground_rules in vec(name(), 0..3), capacity in capacity(),
        vote in vote_said(), expected in vec(name(), 0..3), mut items in vec((what(), 1_u32..=1440, any::<prop::sample::Index>()), 1..5)) -> AgendaFile {
        people.iter_mut().enumerate().for_each(|(i, p)| {
            p.id = id(i);
            p.seat = p.lead.then(|| u32::try_from(40 - i).unwrap());
        });
        let speaker = |at: prop::sample::Index| (!people.is_empty()).then(|| id(at.index(people.len())));
        let items = items.drain(..).map(|(what, minutes, at)| AgendaItem { what, minutes, speaker: speaker(at) }).collect();
        let agenda = Agenda { meeting, people, ground_rules, capacity, vote: vote.or(&VoteSettings::default()), expected, items };
        AgendaFile { findings, previous, vote, agenda }
    }
}

fn by_group<T: std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = BTreeMap<String, T>> {
    prop::collection::btree_map(
        select(&["patient", "mdt"][..]).prop_map(str::to_owned),
        value,
        0..3,
    )
}

prop_compose! {
    fn goal_result()(goal in 0_usize..30, balanced in option::of(-1e6..1e6), groups in by_group(0.0..9.0), hands in by_group([0_u32..9, 0_u32..9, 0_u32..9]), ranges in by_group([0.0..9.0, 0.0..9.0]), parted: Option<bool>, withheld: bool) -> GoalResult {
        GoalResult { goal: id(goal), balanced, groups, ranges, hands, parted, withheld }
    }
}

prop_compose! {
    fn settled_tie()(goals in vec(0_usize..30, 2..4), settled in some(SettledBy::WORDS)) -> SettledTie {
        let goals: Vec<String> = goals.into_iter().map(id).collect();
        SettledTie { first: goals[0].clone(), goals, settled }
    }
}

prop_compose! {
    fn evidence()(of in 0_usize..30, is_comment: bool, strand in option::of(name()), period in option::of(name()), numbers in option::of((0_u32..9, 9_u32..99)), withheld: bool) -> Evidence {
        let of = Some(id(of));
        let (finding, comment) = if is_comment { (None, of) } else { (of, None) };
        let weighted = numbers.filter(|_| withheld).map(|(positive, scored)| positive * 10_000 / scored);
        Evidence { finding, strand, period, positive: numbers.map(|n| n.0), scored: numbers.map(|n| n.1), withheld, weighted, comment }
    }
}

prop_compose! {
    fn review()(due in date(), on in option::of(date()), status in option::of(some(Status::WORDS)), note in option::of(text()), noticed in option::of(name()), next_step in option::of(text()), new_due in option::of(date()), owner in option::of(name()), figures in vec(evidence(), 0..2)) -> Review {
        let noticed = noticed.filter(|_| status.is_none_or(Status::is_noticed));
        // A word alone may be near an id, which is asked about.
        let owner = owner.map(|owner| format!("Ward {owner}"));
        Review { due: Some(due), on, status, note, noticed, next_step, new_due, owner, figures }
    }
}

prop_compose! {
    fn aim()(finding in 0_usize..30, strand in option::of(name()), above in 0..=Aim::MOST) -> Aim {
        Aim { finding: id(finding), strand, above }
    }
}

type Texts = Vec<Option<String>>;

prop_compose! {
    fn goal()(title in name(), themes in vec(0_usize..30, 0..3), names in vec(option::of(name()), 2), texts in vec(option::of(text()), 5), merged in vec(0_usize..30, 0..2), evidence in vec(evidence(), 0..3),
        control in option::of(some(Control::WORDS)), amounts in (option::of(0_u64..99), option::of(0_u64..99)), decision in some(Verdict::WORDS), reason in option::of(some(Reason::WORDS)), days in (option::of(date()), option::of(date())), aim in option::of(aim()), accepted: Option<bool>, reviews in vec(review(), 0..4)) -> OutcomeGoal {
        let nth = |texts: &Texts, i: usize| texts[i].clone();
        OutcomeGoal {
            id: String::new(), title, themes: themes.into_iter().map(id).collect(), strand: nth(&names, 0), split_from: merged.first().copied().map(id), merged_from: merged.into_iter().map(id).collect(),
            evidence, control, cost: amounts.0, hours: amounts.1, decision, reason, ask_of: nth(&texts, 0), by_whom: nth(&texts, 1), until: days.0, note: nth(&texts, 2),
            owner: None, owner_role: nth(&names, 1), accepted, partner: None, first_step: nth(&texts, 3), measure: nth(&texts, 4), aim, due: days.1, reviews,
        }
    }
}

prop_compose! {
    fn taken()(what in what(), planned in 0_u32..99, took in option::of(0_u32..99), skipped: bool) -> TimedItem {
        let mut item = TimedItem { planned, took, skipped, ..TimedItem::default() };
        match what {
            Activity::Stage(stage) => item.stage = Some(stage),
            Activity::Theme(theme) => item.theme = Some(theme),
            Activity::Break(pause) => item.pause = Some(pause),
        }
        item
    }
}

prop_compose! {
    pub(super) fn some_outcome()(unit in (name(), text()), meeting in (name(), option::of(date()), option::of(stamp()), option::of(stamp()), vec(stamp(), 0..2), option::of(stamp())), mut people in vec(person(), 0..4), standards in vec((text(), any::<bool>()), 0..3),
        rounds in vec((some(Method::WORDS), some(Weight::WORDS), by_group(0_u32..20), vec(goal_result(), 0..3), vec(settled_tie(), 0..2), option::of((1_u32..20, 0_u32..20, 0_u32..20)), vec(proptest::sample::subsequence((0_usize..30).collect::<Vec<_>>(), 0..4).prop_shuffle(), 0..3)), 0..2), mut goals in vec(goal(), 0..3), previous in vec((name(), date(), some(Status::WORDS), option::of(text()), option::of(name())), 0..2),
        notes in vec((option::of(0_usize..30), name()), 0..2), (parked, evaluation, airtime) in (vec((name(), option::of(some(Stage::WORDS))), 0..2), option::of((by_group(0_u32..20), vec(goal_result(), 0..4))), vec((0_u64..9_999, 0_u64..9_999), 0..3)), agenda in vec(taken(), 0..3)) -> Outcome {
        people.iter_mut().enumerate().for_each(|(i, p)| p.id = id(i));
        goals.iter_mut().enumerate().for_each(|(i, g)| {
            g.id = id(i);
            g.owner = people.first().map(|p| p.id.clone());
            g.partner = people.last().map(|p| p.id.clone());
        });
        let (present, absent) = people.split_at(people.len() / 2);
        let ids = |people: &[Person]| people.iter().map(|p| p.id.clone()).collect();
        Outcome {
            meeting: HeldMeeting { title: meeting.0, date: meeting.1, started: meeting.2, ended: meeting.3, changed: meeting.5, present: ids(present), absent: ids(absent), by_telephone: ids(&present[..present.len() / 2]), came_late: present.iter().zip(&meeting.4).map(|(p, at)| PersonMoment { person: p.id.clone(), at: *at }).collect(), left_early: absent.iter().zip(&meeting.4).map(|(p, at)| PersonMoment { person: p.id.clone(), at: *at }).collect(), handed_over: meeting.4.into_iter().zip(&people).map(|(at, p)| Handover { to: p.id.clone(), at }).collect() },
            people: people.iter().map(|p| OutcomePerson { id: p.id.clone(), name: p.name.clone(), role: p.role.clone(), group: p.group.clone(), consent: p.consent }).collect(),
            unit: Unit { name: unit.0, organisation: unit.1 },
            standards: standards.into_iter().enumerate().map(|(i, (text, agreed))| AgreedStandard { theme: id(i), text, agreed }).collect(),
            rounds: rounds.into_iter().enumerate().map(|(i, (method, weight, voted, results, ties, by, tables))| RoundResult { id: id(i), method, weight, voted, tables: tables.into_iter().take(if method == Method::Tables { 5 } else { 0 }).map(|list| list.into_iter().map(id).collect()).collect(), by: by.map(|(keys, slips, codes)| Channels { keys, slips, codes }), places: ties.len() == 1, ties, results }).collect(),
            goals,
            previous: previous.into_iter().enumerate().map(|(i, (title, on, status, note, noticed))| PreviousGoal { goal: id(i), title, on, noticed: noticed.filter(|_| status.is_noticed()), status, note }).collect(),
            evaluation: evaluation.map(|(voted, results)| Evaluation { voted, results: results.into_iter().map(Into::into).collect() }),
            airtime: airtime.into_iter().enumerate().map(|(i, (patient, mdt))| ThemeAirtime { theme: id(i), patient, mdt }).collect(),
            notes: notes.into_iter().map(|(theme, text)| OutcomeNote { theme: theme.map(id), text }).collect(),
            parked: parked.into_iter().map(|(text, stage)| OutcomeParked { text, stage }).collect(),
            agenda,
        }
    }
}

#[test]
fn a_vote_that_no_file_said_is_written_where_it_is_not_what_holds_anyway() {
    let mut file = agenda(super::samples::AGENDA).value.unwrap();
    file.vote = PartialVoteSettings::default();
    file.agenda.vote = VoteSettings::default();
    assert!(!write_agenda(&file).contains("vote:"));
    file.agenda.vote.apart_from = 6;
    let read = agenda(&write_agenda(&file)).value.unwrap();
    let said = PartialVoteSettings {
        apart_from: Some(6),
        ..PartialVoteSettings::default()
    };
    assert_eq!((read.vote, read.agenda.vote), (said, file.agenda.vote));
}

fn has_no_errors(problems: &[crate::yaml::Problem]) -> bool {
    problems.iter().all(|p| p.severity == Severity::Warning)
}

/// Nothing in the file is invisible.
fn is_printable(text: &str) -> bool {
    text.chars()
        .all(|c| c == '\n' || !crate::yaml::chars::is_hidden(c))
}

proptest! {
    #[test]
    fn findings_come_back(value in some_findings()) {
        let text = write_findings(&value);
        prop_assert!(is_printable(&text));
        let read = findings(&text);
        prop_assert!(has_no_errors(&read.problems), "{}\n{text}", told(&read.problems));
        prop_assert_eq!(read.value.as_ref(), Some(&value));
        let other: Findings = serde_yaml::from_str(&text).unwrap();
        prop_assert_eq!(other, value);
    }

    #[test]
    fn agendas_come_back(value in some_agenda()) {
        let text = write_agenda(&value);
        prop_assert!(is_printable(&text));
        let read = agenda(&text);
        prop_assert!(has_no_errors(&read.problems), "{}\n{text}", told(&read.problems));
        prop_assert_eq!(read.value, Some(value));
    }

    #[test]
    fn outcomes_come_back(value in some_outcome()) {
        let text = write_outcome(&value);
        prop_assert!(is_printable(&text));
        let read = outcome(&text);
        prop_assert!(has_no_errors(&read.problems), "{}\n{text}", told(&read.problems));
        prop_assert_eq!(read.value.as_ref(), Some(&value));
        let other: Outcome = serde_yaml::from_str(&text).unwrap();
        prop_assert_eq!(other, value);
    }
}
