//! Findings and agenda held against each other.
//!
//! Each can be right on its own, and the meeting still stop at a theme that the findings do not have.

use std::collections::HashSet;

use super::{
    AgendaFile, Problem, Read, Severity, chars::quoted, problem::Problems, reader::did_you_mean,
};
use crate::domain::{
    agenda::{Activity, Stage},
    findings::Findings,
};

/// Problems that show only when `agenda` is compared with `findings`; none if one of them could not be read.
pub fn cross_check(findings: &Read<Findings>, agenda: &Read<AgendaFile>) -> Vec<Problem> {
    let (Some(found), Some(file)) = (&findings.value, &agenda.value) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let themes = || found.discussed_themes().map(|t| t.id.as_str());
    let known: HashSet<&str> = themes().collect();
    for (i, item) in file.agenda.items.iter().enumerate() {
        if let Activity::Theme(id) = &item.what
            && !known.contains(id.as_str())
        {
            let help = did_you_mean(id, themes());
            problems.push(agenda.places.problem(
                Severity::Error,
                &format!("items[{i}].theme"),
                format!("{}, which is no theme of the findings", quoted(id)),
                "the id of a theme",
                help.unwrap_or_else(|| "name another, or delete the item".to_owned()),
            ));
        }
    }
    let strands = found.strands();
    for (i, person) in file.agenda.people.iter().enumerate() {
        if let Some(strand) = &person.strand
            && !strands.contains(&strand.as_str())
            // Before the survey is in there are no strands to be one of.
            && !strands.is_empty()
        {
            let help = did_you_mean(strand, strands.iter().copied());
            problems.push(agenda.places.problem(
                Severity::Warning,
                &format!("people[{i}].strand"),
                format!(
                    "a strand {}, which the findings do not have",
                    quoted(strand)
                ),
                "a strand of `survey.sources`",
                help.unwrap_or_default(),
            ));
        }
    }
    problems.extend(not_spoken_of(found, file, agenda));
    // By place, as in the problems of one file: the two lists are shown together.
    problems.sort_by_key(|p| (p.line, p.column));
    // With a wrong findings file beside it, every item of an agenda is a problem.
    problems.truncate(Problems::MOST);
    problems
}

/// Themes that no item is for; an item for all themes together is for each.
fn not_spoken_of(
    found: &Findings,
    file: &AgendaFile,
    agenda: &Read<AgendaFile>,
) -> Option<Problem> {
    let items = &file.agenda.items;
    if items
        .iter()
        .any(|i| i.what == Activity::Stage(Stage::Themes))
    {
        return None;
    }
    let planned: HashSet<&str> = items
        .iter()
        .filter_map(|i| match &i.what {
            Activity::Theme(theme) => Some(theme.as_str()),
            _ => None,
        })
        .collect();
    let left: Vec<String> = found
        .discussed_themes()
        .filter(|t| !planned.contains(t.id.as_str()))
        .map(|t| quoted(&t.id))
        .collect();
    if left.is_empty() {
        return None;
    }
    Some(agenda.places.problem(
        Severity::Warning,
        "items",
        format!("no item for {}", left.join(", ")),
        "an item for each theme of the findings",
        "add `- {theme: ..., minutes: ...}`; the room can still visit a theme without one",
    ))
}
