//! `outcome.yaml` in the order of the contract.
//!
//! Apart from the other two files because it is the longest of them.

use std::collections::BTreeMap;

use super::{
    unit_of,
    value::{YamlBlock, YamlValue},
};
use crate::{
    domain::{
        agenda::Stage,
        aim::Aim,
        findings::in_percent,
        goal::{Control, Reason},
        outcome::{
            AgreedStandard, Evaluation, Evidence, GoalResult, HeldMeeting, Outcome, OutcomeGoal,
            OutcomeNote, OutcomeParked, OutcomePerson, PersonMoment, PreviousGoal, QuestionResult,
            Review, RoundResult, SettledTie, Status, ThemeAirtime, TimedItem, Verdict,
        },
        vote::channels::Channels,
        word::word_of,
    },
    yaml::FileKind,
};

pub(super) fn outcome(outcome: &Outcome) -> YamlBlock {
    let Outcome {
        unit,
        meeting,
        people,
        standards,
        rounds,
        goals,
        previous,
        evaluation,
        airtime,
        notes,
        parked,
        agenda,
    } = outcome;
    YamlBlock::new()
        .with("pledge", FileKind::Outcome.header())
        .with("unit", unit_of(unit))
        .with("meeting", held(meeting))
        .every("people", people, person)
        .every("standards", standards, standard)
        .list("rounds", rounds, round)
        .every("goals", goals, goal)
        .list("previous", previous, looked_at)
        .may("evaluation", evaluation.as_ref().map(evaluated))
        .list("airtime", airtime, spoken)
        .list("notes", notes, note)
        .list("parked", parked, parked_topic)
        .list("agenda", agenda, taken)
}

fn held(meeting: &HeldMeeting) -> YamlValue {
    let HeldMeeting {
        title,
        date,
        started,
        ended,
        changed,
        present,
        absent,
        by_telephone,
        came_late,
        left_early,
        handed_over,
    } = meeting;
    let moment = |m: &PersonMoment| {
        YamlBlock::new()
            .with("person", &m.person)
            .with("at", m.at)
            .into()
    };
    YamlBlock::new()
        .with("title", title)
        .may("date", *date)
        .may("started", *started)
        .may("ended", *ended)
        .may("changed", *changed)
        .every("present", present, |id| id.into())
        .every("absent", absent, |id| id.into())
        .list("by_telephone", by_telephone, |id| id.into())
        .list("came_late", came_late, moment)
        .list("left_early", left_early, moment)
        .list("handed_over", handed_over, |h| {
            YamlBlock::new().with("to", &h.to).with("at", h.at).into()
        })
        .into()
}

fn person(person: &OutcomePerson) -> YamlValue {
    let OutcomePerson {
        id,
        name,
        role,
        group,
        consent,
    } = person;
    YamlBlock::new()
        .with("id", id)
        .with("name", name)
        .filled("role", role)
        .may("group", group.as_ref())
        .when("consent", *consent)
        .into()
}

fn standard(standard: &AgreedStandard) -> YamlValue {
    let AgreedStandard {
        theme,
        text,
        agreed,
    } = standard;
    YamlBlock::new()
        .with("theme", theme)
        .with("text", text)
        .with("agreed", *agreed)
        .into()
}

fn by_group<T>(groups: &BTreeMap<String, T>, write: impl Fn(&T) -> YamlValue) -> YamlBlock {
    groups
        .iter()
        .fold(YamlBlock::new(), |block, (group, value)| {
            block.with(group, write(value))
        })
}

fn round(round: &RoundResult) -> YamlValue {
    let RoundResult {
        id,
        method,
        weight,
        voted,
        tables,
        by: came,
        places,
        ties,
        results,
    } = round;
    YamlBlock::new()
        .with("id", id)
        .with("method", method.word())
        .with("weight", weight.word())
        .with("voted", by_group(voted, |n| (*n).into()))
        .may("tables", (!tables.is_empty()).then(|| lists(tables)))
        .may("by", came.map(by))
        .when("places", *places)
        .list("ties", ties, tie)
        .every("results", results, result)
        .into()
}

fn lists(tables: &[Vec<String>]) -> YamlValue {
    let list = |goals: &Vec<String>| YamlValue::List(goals.iter().map(Into::into).collect());
    YamlValue::List(tables.iter().map(list).collect())
}

fn by(by: Channels) -> YamlBlock {
    let Channels { keys, slips, codes } = by;
    let some = |n: u32| (n > 0).then_some(n);
    YamlBlock::new()
        .may("keys", some(keys))
        .may("slips", some(slips))
        .may("codes", some(codes))
}

fn tie(tie: &SettledTie) -> YamlValue {
    let SettledTie {
        goals,
        settled,
        first,
    } = tie;
    YamlBlock::new()
        .with(
            "goals",
            YamlValue::List(goals.iter().map(Into::into).collect()),
        )
        .with("settled", settled.word())
        .with("first", first)
        .into()
}

fn result(result: &GoalResult) -> YamlValue {
    let GoalResult {
        goal,
        balanced,
        groups,
        ranges,
        hands,
        parted,
        withheld,
    } = result;
    let hands = by_group(hands, |n| {
        YamlValue::List(n.iter().map(|n| (*n).into()).collect())
    });
    YamlBlock::new()
        .with("goal", goal)
        .may("balanced", *balanced)
        .may("groups", means(groups))
        .may("ranges", ends(ranges))
        .may("hands", (!hands.0.is_empty()).then_some(hands))
        .may("parted", *parted)
        .when("withheld", *withheld)
        .into()
}

/// The figures of groups; `None` where there are none.
fn means(groups: &BTreeMap<String, f64>) -> Option<YamlBlock> {
    let block = by_group(groups, |n| (*n).into());
    (!block.0.is_empty()).then_some(block)
}

/// The ranges of groups; `None` where there are none.
fn ends(ranges: &BTreeMap<String, [f64; 2]>) -> Option<YamlBlock> {
    let block = by_group(ranges, |n| {
        YamlValue::List(n.iter().map(|n| (*n).into()).collect())
    });
    (!block.0.is_empty()).then_some(block)
}

fn evaluated(evaluation: &Evaluation) -> YamlValue {
    let Evaluation { voted, results } = evaluation;
    YamlBlock::new()
        .with("voted", by_group(voted, |n| (*n).into()))
        .every("results", results, |result| {
            let QuestionResult {
                question,
                balanced,
                groups,
                ranges,
                withheld,
            } = result;
            YamlBlock::new()
                .with("question", question)
                .may("balanced", *balanced)
                .may("groups", means(groups))
                .may("ranges", ends(ranges))
                .when("withheld", *withheld)
                .into()
        })
        .into()
}

fn spoken(airtime: &ThemeAirtime) -> YamlValue {
    let ThemeAirtime {
        theme,
        patient,
        mdt,
    } = airtime;
    YamlBlock::new()
        .with("theme", theme)
        .with("patient", *patient)
        .with("mdt", *mdt)
        .into()
}

fn goal(goal: &OutcomeGoal) -> YamlValue {
    let OutcomeGoal {
        id,
        title,
        themes,
        strand,
        merged_from,
        split_from,
        evidence: rests_on,
        control,
        cost,
        hours,
        decision,
        reason,
        ask_of,
        by_whom,
        until,
        note,
        owner,
        owner_role,
        accepted,
        partner,
        first_step,
        measure,
        aim: aimed,
        due,
        reviews,
    } = goal;
    YamlBlock::new()
        .with("id", id)
        .with("title", title)
        .list("themes", themes, |id| id.into())
        .may("strand", strand.as_ref())
        .list("merged_from", merged_from, |id| id.into())
        .may("split_from", split_from.as_ref())
        .list("evidence", rests_on, evidence)
        .may("control", control.map(Control::word))
        .may("cost", *cost)
        .may("hours", *hours)
        .with("decision", word_of(Verdict::WORDS, *decision))
        .may("reason", reason.map(Reason::word))
        .may("ask_of", ask_of.as_ref())
        .may("by_whom", by_whom.as_ref())
        .may("until", *until)
        .may("note", note.as_ref())
        .may("owner", owner.as_ref())
        .may("owner_role", owner_role.as_ref())
        .may("accepted", *accepted)
        .may("partner", partner.as_ref())
        .may("first_step", first_step.as_ref())
        .may("measure", measure.as_ref())
        .may("aim", aimed.as_ref().map(aim))
        .may("due", *due)
        .list("reviews", reviews, review)
        .into()
}

fn aim(aim: &Aim) -> YamlValue {
    let Aim {
        finding,
        strand,
        above,
    } = aim;
    YamlBlock::new()
        .with("finding", finding)
        .may("strand", strand.as_ref())
        .with("above", *above)
        .into()
}

fn evidence(evidence: &Evidence) -> YamlValue {
    let Evidence {
        finding,
        strand,
        period,
        positive,
        scored,
        withheld,
        weighted,
        comment,
    } = evidence;
    YamlBlock::new()
        .may("finding", finding.as_ref())
        .may("strand", strand.as_ref())
        .may("period", period.as_ref())
        .may("positive", *positive)
        .may("scored", *scored)
        .when("withheld", *withheld)
        .may("percent", weighted.map(in_percent))
        .when("weighted", weighted.is_some())
        .may("comment", comment.as_ref())
        .into()
}

fn review(review: &Review) -> YamlValue {
    let Review {
        due,
        on,
        status,
        note,
        noticed,
        next_step,
        new_due,
        owner,
        figures,
    } = review;
    YamlBlock::new()
        .may("due", *due)
        .may("on", *on)
        .may("status", status.map(|s| word_of(Status::WORDS, s)))
        .may("note", note.as_ref())
        .may("noticed", noticed.as_ref())
        .may("next_step", next_step.as_ref())
        .may("new_due", *new_due)
        .may("owner", owner.as_ref())
        .list("figures", figures, evidence)
        .into()
}

fn looked_at(looked: &PreviousGoal) -> YamlValue {
    let PreviousGoal {
        goal,
        title,
        on,
        status,
        note,
        noticed,
    } = looked;
    YamlBlock::new()
        .with("goal", goal)
        .with("title", title)
        .with("on", *on)
        .with("status", word_of(Status::WORDS, *status))
        .may("note", note.as_ref())
        .may("noticed", noticed.as_ref())
        .into()
}

fn note(note: &OutcomeNote) -> YamlValue {
    let OutcomeNote { theme, text } = note;
    let block = YamlBlock::new().may("theme", theme.as_ref());
    block.with("text", text).into()
}

fn parked_topic(parked: &OutcomeParked) -> YamlValue {
    let OutcomeParked { text, stage } = parked;
    let block = YamlBlock::new().with("text", text);
    block.may("stage", stage.map(Stage::word)).into()
}

fn taken(item: &TimedItem) -> YamlValue {
    let TimedItem {
        stage,
        theme,
        pause,
        planned,
        took,
        skipped,
    } = item;
    YamlBlock::new()
        .may("stage", stage.map(Stage::word))
        .may("theme", theme.as_ref())
        .may("break", pause.as_ref())
        .with("planned", *planned)
        .may("took", *took)
        .when("skipped", *skipped)
        .into()
}
