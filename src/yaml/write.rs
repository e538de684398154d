//! Values to files, in the order and layout of the contract.
//!
//! Every struct is taken apart field by field, so that a field added later and not written does not compile.

use self::{
    emit::emit,
    value::{YamlBlock, YamlValue},
};
use super::{AgendaFile, FileKind};
use crate::domain::{
    agenda::{Activity, Agenda, AgendaItem, Occasion, PartialVoteSettings, VoteSettings},
    capacity::Capacity,
    findings::{
        Benchmark, BroughtGoal, Comment, Finding, Findings, Rebase, StrandResult, Survey,
        SurveySource, Theme, Unit, in_percent,
    },
    goal::Control,
    outcome::Outcome,
    people::Person,
};

mod booklet;
mod codebook;
mod emit;
mod outcome;
mod plain;
mod programme;
mod settings;
mod value;
mod words;

pub use self::{
    booklet::write_booklet,
    codebook::{Remarks, write_codebook},
    programme::write_programme,
    settings::write_settings,
    words::write_words,
};

/// `findings.yaml` as text. Reading it gives the same value.
pub fn write_findings(findings: &Findings) -> String {
    let Findings {
        unit,
        survey,
        themes,
        forgotten,
        removed_themes,
    } = findings;
    let Survey {
        title,
        period,
        hide_below,
        hide_cells_below,
        sources,
    } = survey;
    let survey = YamlBlock::new()
        .with("title", title)
        .with("period", period)
        .with("hide_below", *hide_below)
        .may("hide_cells_below", *hide_cells_below)
        .list("sources", sources, source);
    let block = YamlBlock::new()
        .with("pledge", FileKind::Findings.header())
        .with("unit", unit_of(unit))
        .with("survey", survey)
        .every("themes", themes, theme)
        // Left out while nothing was forgotten, so that files written by earlier versions do not
        // change.
        .list("forgotten", forgotten, |id| id.into())
        .list("removed_themes", removed_themes, |id| id.into());
    emit(&block)
}

/// `agenda.yaml` as text. Reading it gives the same value.
pub fn write_agenda(file: &AgendaFile) -> String {
    let AgendaFile {
        findings,
        previous,
        vote: said,
        agenda,
    } = file;
    let Agenda {
        meeting,
        people,
        ground_rules,
        capacity,
        vote,
        expected,
        items,
    } = agenda;
    let vote = vote_of(said, vote);
    let mut block = YamlBlock::new()
        .with("pledge", FileKind::Agenda.header())
        .may("findings", findings.as_ref())
        .may("previous", previous.as_ref())
        .with("meeting", occasion(meeting))
        .list("people", people, person)
        .list("ground_rules", ground_rules, |rule| rule.into());
    // An empty `capacity: {}` would read as a decision that nothing may be spent.
    if *capacity != Capacity::default() {
        block = block.with("capacity", capacity_of(capacity));
    }
    if !vote.0.is_empty() {
        block = block.with("vote", vote);
    }
    let block = block
        .list("expected", expected, |role| role.into())
        .every("items", items, item);
    emit(&block)
}

/// `outcome.yaml` as text. Reading it gives the same value.
pub fn write_outcome(outcome: &Outcome) -> String {
    emit(&outcome::outcome(outcome))
}

fn unit_of(unit: &Unit) -> YamlValue {
    let Unit { name, organisation } = unit;
    let block = YamlBlock::new().with("name", name);
    block.filled("organisation", organisation).into()
}

fn source(source: &SurveySource) -> YamlValue {
    let SurveySource {
        strand,
        kind,
        invited,
        answered,
    } = source;
    YamlBlock::new()
        .with("strand", strand)
        .with("kind", kind.word())
        .may("invited", *invited)
        .with("answered", *answered)
        .into()
}

fn theme(theme: &Theme) -> YamlValue {
    let Theme {
        id,
        title,
        standard,
        known_since,
        findings,
        comments,
        goals,
    } = theme;
    YamlBlock::new()
        .with("id", id)
        .with("title", title)
        .filled("standard", standard)
        .may("known_since", known_since.as_ref())
        .list("findings", findings, finding)
        .list("comments", comments, comment)
        .list("goals", goals, brought)
        .into()
}

fn finding(finding: &Finding) -> YamlValue {
    let Finding {
        id,
        question,
        said,
        wall,
        results,
        benchmark,
        comparable,
        rebase,
    } = finding;
    let benchmark = benchmark.as_ref().map(|b| {
        let Benchmark {
            label,
            percent,
            low,
            high,
        } = b;
        let block = YamlBlock::new()
            .with("label", label)
            .may("percent", *percent);
        block.may("low", *low).may("high", *high)
    });
    let block = YamlBlock::new()
        .with("id", id)
        .with("question", question)
        .may("said", said.as_ref())
        .may("wall", *wall)
        .list("results", results, result)
        .may("benchmark", benchmark);
    // True is the default, and a key at every question would hide the few that differ.
    let block = if *comparable {
        block
    } else {
        block.with("comparable", false)
    };
    block.list("rebase", rebase, new_baseline).into()
}

fn new_baseline(rebase: &Rebase) -> YamlValue {
    let Rebase { period, reason } = rebase;
    let block = YamlBlock::new().with("period", period);
    block.with("reason", reason).into()
}

fn result(result: &StrandResult) -> YamlValue {
    let StrandResult {
        strand,
        period,
        positive,
        scored,
        withheld,
        weighted,
    } = result;
    let block = YamlBlock::new()
        .with("strand", strand)
        .with("period", period);
    if *withheld {
        // The zeros that stand for the numbers in memory must never reach the file, where they
        // would read as 0 of 0.
        return block.with("withheld", true).into();
    }
    block
        .may("percent", weighted.map(in_percent))
        .with("positive", *positive)
        .with("scored", *scored)
        .when("weighted", weighted.is_some())
        .into()
}

fn comment(comment: &Comment) -> YamlValue {
    let Comment {
        id,
        strand,
        source,
        wall,
        publish,
        hold,
        read,
        edited,
        was,
        marks,
        text,
    } = comment;
    YamlBlock::new()
        .with("id", id)
        .with("strand", strand)
        .with("source", source.word())
        .may("wall", *wall)
        .when("publish", *publish)
        .when("hold", *hold)
        .when("read", *read)
        .when("edited", *edited)
        .may("was", was.as_ref())
        .list("marks", marks, |mark| mark.word().into())
        .with("text", text)
        .into()
}

fn brought(goal: &BroughtGoal) -> YamlValue {
    let BroughtGoal {
        id,
        title,
        evidence,
        control,
        cost,
        hours,
        strand,
    } = goal;
    let mut block = YamlBlock::new().with("id", id).with("title", title);
    // An empty list is written too: without the key the goal would rest on the findings of its theme.
    if let Some(evidence) = evidence {
        block = block.every("evidence", evidence, |id| id.into());
    }
    block
        .may("control", control.map(Control::word))
        .may("cost", *cost)
        .may("hours", *hours)
        .may("strand", strand.as_ref())
        .into()
}

fn occasion(meeting: &Occasion) -> YamlValue {
    let Occasion {
        title,
        date,
        start,
        minutes,
        place,
    } = meeting;
    YamlBlock::new()
        .with("title", title)
        .may("date", *date)
        .may("start", *start)
        .may("minutes", *minutes)
        .filled("place", place)
        .into()
}

fn person(person: &Person) -> YamlValue {
    let Person {
        id,
        name,
        role,
        group,
        strand,
        lead,
        hours,
        consent,
        seat,
        access,
        here_for,
    } = person;
    YamlBlock::new()
        .with("id", id)
        .with("name", name)
        .filled("role", role)
        .may("group", group.as_ref())
        .may("strand", strand.as_ref())
        .when("lead", *lead)
        .may("hours", *hours)
        .when("consent", *consent)
        .may("seat", *seat)
        .list("access", access, |need| need.into())
        .filled("here_for", here_for)
        .into()
}

fn capacity_of(capacity: &Capacity) -> YamlValue {
    let Capacity {
        currency,
        money,
        hours,
        goals,
        per_strand,
    } = capacity;
    YamlBlock::new()
        .may("currency", currency.as_ref())
        .may("money", *money)
        .may("hours", *hours)
        .may("goals", *goals)
        .may("per_strand", *per_strand)
        .into()
}

/// A key that a file had stays, and a key that it did not have stays out, unless its value is not the default.
fn vote_of(said: &PartialVoteSettings, vote: &VoteSettings) -> YamlBlock {
    let VoteSettings {
        method,
        weight,
        apart_from,
        dots,
    } = vote;
    let open = VoteSettings::default();
    let method = (said.method.is_some() || *method != open.method).then(|| method.word());
    let weight = (said.weight.is_some() || *weight != open.weight).then(|| weight.word());
    let apart = said.apart_from.is_some() || *apart_from != open.apart_from;
    YamlBlock::new()
        .may("method", method)
        .may("weight", weight)
        .may("apart_from", apart.then_some(*apart_from))
        .may("dots", *dots)
}

fn item(item: &AgendaItem) -> YamlValue {
    let AgendaItem {
        what,
        minutes,
        speaker,
    } = item;
    let block = match what {
        Activity::Stage(stage) => YamlBlock::new().with("stage", stage.word()),
        Activity::Theme(theme) => YamlBlock::new().with("theme", theme),
        Activity::Break(pause) => YamlBlock::new().with("break", pause),
    };
    let block = block.with("minutes", *minutes);
    block.may("speaker", speaker.as_ref()).into()
}
