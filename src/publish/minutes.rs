//! The minutes: attendance, topics, votes, decisions and owners.
//!
//! They are for the people of the meeting and their managers. They contain names, so they are not for publication.

use super::{
    PaperSource, evidence,
    page::{self, Document, Element, FactList, PaperSize},
    words::{ENGLISH, fill},
};
use crate::domain::{
    dates,
    outcome::{GoalResult, OutcomeGoal, RoundResult, SettledBy, TimedItem, Verdict},
    stamp::Stamp,
    vote::{method::FigureUnit, settings::Weight},
    words,
};

/// Builds the minutes of a meeting.
pub fn minutes(source: &PaperSource<'_>, paper: PaperSize, large: bool) -> Document {
    let outcome = source.outcome;
    let mut blocks = people(source);
    blocks.extend(agenda(source));
    blocks.extend(decisions(source));
    blocks.extend(themes(source));
    for (n, round) in outcome.rounds.iter().enumerate() {
        blocks.extend(vote(source, n + 1, round));
        // Each kind of count is explained once, below the first round of that kind.
        let (before, _) = outcome.rounds.split_at(n);
        let kind = |r: &RoundResult| {
            let ranges = r.results.iter().any(|g| !g.ranges.is_empty());
            (
                r.method,
                r.weight,
                ranges,
                r.results.iter().any(|g| g.withheld),
            )
        };
        let alike = |r: &&RoundResult| kind(r) == kind(round);
        if !before.iter().any(|r| alike(&r)) {
            blocks.extend(explained(round).into_iter().map(Element::Small));
        }
    }
    blocks.extend(before(source));
    blocks.extend(parked(source));
    let mut minutes = source.paper(&ENGLISH, paper, large);
    minutes.title = "Minutes".into();
    minutes.subtitle.clone_from(&outcome.meeting.title);
    minutes.date = when(source);
    minutes.look.compact = true;
    minutes.blocks = blocks;
    minutes
}

fn when(source: &PaperSource<'_>) -> String {
    let held = &source.outcome.meeting;
    let day = held.date.or_else(|| held.started.map(Stamp::date));
    let day = day.map_or_else(String::new, dates::say);
    match (held.started, held.ended) {
        // Saved on another day: that moment is not the end of the meeting.
        (Some(from), Some(to)) if from.date() == to.date() => {
            format!("{day}, {} to {}", from.hm(), to.hm())
        }
        (Some(from), Some(to)) => format!(
            "{day}, {}, saved on {}, {}",
            from.hm(),
            dates::say(to.date()),
            to.hm()
        ),
        (Some(from), None) => format!("{day}, from {}", from.hm()),
        _ => day,
    }
}

fn people(source: &PaperSource<'_>) -> Vec<Element> {
    let outcome = source.outcome;
    let row = |id: &String| {
        let person = outcome.person(id);
        let group = person.and_then(|p| p.group.as_deref());
        vec![
            source.name(id).to_owned(),
            person.map_or_else(String::new, |p| p.role.clone()),
            group.map_or_else(
                // The facilitator: an empty cell would look like a mistake.
                || "does not vote".to_owned(),
                |g| words::group(g).to_owned(),
            ),
        ]
    };
    let mut blocks = vec![Element::Heading(1, "Who was there".into())];
    blocks.push(Element::Table {
        caption: words::count(
            outcome.meeting.present.len() as u64,
            "person was there",
            "people were there",
        ),
        head: heads(&["Name", "Role", "Group"], &[]),
        rows: outcome.meeting.present.iter().map(row).collect(),
    });
    if !outcome.meeting.absent.is_empty() {
        let absent = outcome.meeting.absent.iter();
        let absent: Vec<&str> = absent.map(|id| source.name(id)).collect();
        blocks.push(Element::Text(format!(
            "Invited and not there: {}.",
            absent.join(", ")
        )));
    }
    blocks.extend(outcome.meeting.handed_over.iter().map(|h| {
        Element::Text(format!(
            "{} led the meeting from {}.",
            source.name(&h.to),
            h.at.hm()
        ))
    }));
    blocks
}

fn heads(names: &[&str], numbers: &[usize]) -> Vec<(String, bool)> {
    let heads = names.iter().enumerate();
    heads
        .map(|(i, name)| ((*name).to_owned(), numbers.contains(&i)))
        .collect()
}

fn item(source: &PaperSource<'_>, item: &TimedItem) -> String {
    match (&item.stage, &item.theme, &item.pause) {
        (Some(stage), _, _) => stage.title().to_owned(),
        (_, Some(theme), _) => source.theme(theme).to_owned(),
        (_, _, Some(pause)) => pause.clone(),
        _ => String::new(),
    }
}

fn agenda(source: &PaperSource<'_>) -> Vec<Element> {
    let items = &source.outcome.agenda;
    if items.is_empty() {
        return Vec::new();
    }
    let planned: u64 = items.iter().map(|i| u64::from(i.planned)).sum();
    let took: u64 = items.iter().filter_map(|i| i.took).map(u64::from).sum();
    let rows = items.iter().map(|i| {
        let took = match (i.took, i.skipped) {
            (_, true) => "left out".to_owned(),
            // "0" beside a planned 10 would look as if it had been left out.
            (Some(0), false) => "less than 1".to_owned(),
            (Some(took), false) => took.to_string(),
            (None, false) => String::new(),
        };
        vec![item(source, i), i.planned.to_string(), took]
    });
    vec![
        Element::Heading(1, "What we did".into()),
        Element::Table {
            caption: format!("Minutes planned: {planned}. Minutes taken: {took}"),
            head: heads(&["Item", "Planned", "Took"], &[1, 2]),
            rows: rows.collect(),
        },
    ]
}

fn decisions(source: &PaperSource<'_>) -> Vec<Element> {
    let groups = [
        (Verdict::Agreed, "Goals we agreed"),
        (Verdict::Ask, "What we ask of others"),
        (Verdict::NotThisTime, "Not this time"),
        (Verdict::Undecided, "Not decided"),
    ];
    let mut blocks = Vec::new();
    for (verdict, heading) in groups {
        let goals: Vec<&OutcomeGoal> = source
            .outcome
            .goals
            .iter()
            .filter(|g| g.decision == verdict)
            .collect();
        if goals.is_empty() {
            continue;
        }
        blocks.push(Element::Heading(1, heading.into()));
        blocks.extend(goals.into_iter().map(|goal| Element::Card {
            mark: String::new(),
            title: goal.title.clone(),
            blocks: vec![facts(source, goal).block()],
        }));
    }
    let goals = &source.outcome.goals;
    let has_numbers = |g: &OutcomeGoal| !evidence::sentences(source, g, &ENGLISH).is_empty();
    if goals.iter().any(has_numbers) {
        let said = evidence::about_numbers(source.findings, &ENGLISH);
        blocks.push(Element::Small(said.join(" ")));
    }
    blocks
}

fn facts(source: &PaperSource<'_>, goal: &OutcomeGoal) -> FactList {
    let mut facts = FactList::default();
    let themes: Vec<&str> = goal.themes.iter().map(|t| source.theme(t)).collect();
    facts.add("From", Some(themes.join(", ")));
    let said = evidence::sentences(source, goal, &ENGLISH);
    facts.add("What patients said", Some(said.join(" ")));
    facts.add("Mainly for", goal.strand.as_deref().map(words::strand));
    facts.add("Owner", Some(source.owner(goal)));
    facts.add(
        "Partner",
        goal.partner.as_deref().map(|p| source.name(p).to_owned()),
    );
    facts.add("First step", goal.first_step.clone());
    facts.add("By", goal.due.map(dates::say));
    facts.add(
        "Measure",
        goal.measure
            .as_deref()
            .map(|m| evidence::measured(source, m)),
    );
    facts.add("Asked of", goal.ask_of.clone());
    facts.add("Settled by", goal.by_whom.clone());
    facts.add("Settled until", goal.until.map(dates::say));
    let reason = goal.reason.map(words::reason);
    facts.add("Reason", reason.map(str::to_owned));
    facts.add("Note", goal.note.clone());
    let takes = [
        goal.cost.map(|c| source.money(c)),
        goal.hours.map(|h| words::count(h, "hour", "hours")),
        goal.control.map(|c| words::control(Some(c)).to_owned()),
    ];
    let takes: Vec<String> = takes.into_iter().flatten().collect();
    facts.add("In the first year", Some(takes.join(", ")));
    let merged: Vec<&str> = goal.merged_from.iter().map(|g| source.goal(g)).collect();
    facts.add("Taken into it", Some(merged.join(", ")));
    let split = goal
        .split_from
        .as_deref()
        .map(|g| source.goal(g).to_owned());
    facts.add("Split off", split);
    for review in &goal.reviews {
        let day = review.on.or(review.due).map(dates::say);
        let said = review.status.map(|status| match &review.note {
            None => status.words().to_owned(),
            Some(note) => format!("{}: {note}", status.words()),
        });
        if let (Some(day), Some(said)) = (day, said) {
            facts.add(format!("Review of {day}"), said);
        }
    }
    let open: Vec<String> = goal
        .reviews
        .iter()
        .filter(|r| r.on.is_none())
        .filter_map(|r| r.due)
        .map(dates::short)
        .collect();
    facts.add("Reviews", Some(open.join(", ")));
    facts
}

fn themes(source: &PaperSource<'_>) -> Vec<Element> {
    let outcome = source.outcome;
    let mut blocks = vec![Element::Heading(1, "What we talked about".into())];
    for standard in &outcome.standards {
        blocks.push(Element::Heading(
            2,
            source.theme(&standard.theme).to_owned(),
        ));
        let agreed = if standard.agreed {
            "Our standard"
        } else {
            "Our standard (not agreed yet)"
        };
        blocks.push(Element::Text(format!("{agreed}: {}", standard.text)));
        blocks.extend(notes(source, Some(&standard.theme)));
        let from: Vec<String> = outcome
            .goals
            .iter()
            .filter(|g| g.themes.contains(&standard.theme))
            .map(|g| g.title.clone())
            .collect();
        if !from.is_empty() {
            blocks.push(Element::Small("Goals from this theme:".into()));
            blocks.push(Element::List(from));
        }
    }
    let with_standard = |theme: &String| outcome.standards.iter().any(|s| s.theme == *theme);
    let mut others: Vec<&String> = Vec::new();
    for theme in outcome.notes.iter().filter_map(|n| n.theme.as_ref()) {
        if !with_standard(theme) && !others.contains(&theme) {
            others.push(theme);
        }
    }
    for theme in others {
        blocks.push(Element::Heading(2, source.theme(theme).to_owned()));
        blocks.extend(notes(source, Some(theme)));
    }
    let general = notes(source, None);
    if !general.is_empty() {
        blocks.push(Element::Heading(2, "On the meeting as a whole".into()));
        blocks.extend(general);
    }
    // Only the heading.
    if blocks.len() == 1 {
        return Vec::new();
    }
    blocks
}

fn notes(source: &PaperSource<'_>, theme: Option<&str>) -> Vec<Element> {
    let notes = source.outcome.notes.iter();
    notes
        .filter(|n| n.theme.as_deref() == theme)
        .flat_map(|n| page::paragraphs(&n.text).collect::<Vec<_>>())
        .collect()
}

fn vote(source: &PaperSource<'_>, number: usize, round: &RoundResult) -> Vec<Element> {
    let voted: Vec<String> = round
        .voted
        .iter()
        .map(|(group, n)| words::voters(group, *n))
        .collect();
    let groups: Vec<&str> = round.voted.keys().map(String::as_str).collect();
    let mut head = vec![("Goal".to_owned(), false), (unit(round), true)];
    head.extend(
        groups
            .iter()
            .map(|g| (words::capital(words::group(g)), true)),
    );
    head.push(("Remark".to_owned(), false));
    let rows = round.results.iter().map(|result| {
        let mut cells = vec![
            source.goal(&result.goal).to_owned(),
            result
                .balanced
                .map_or_else(|| "-".to_owned(), |v| figure(round, v)),
        ];
        cells.extend(groups.iter().map(|group| of_group(round, result, group)));
        cells.push(remark(result).to_owned());
        cells
    });
    let secret = if round.method.is_open() {
        ""
    } else {
        ", each in secret"
    };
    let mut blocks = vec![
        Element::Heading(1, format!("Round {number} of votes")),
        Element::Text(format!(
            "{}{secret}: {}. {}.",
            words::capital(words::method_short(round.method)),
            voted.join(" and "),
            words::capital(words::weight(round.weight))
        )),
        Element::Table {
            caption: format!("Result of round {number}"),
            head,
            rows: rows.collect(),
        },
    ];
    blocks.extend(ties(source, round));
    blocks
}

/// Heading of the column of figures.
fn unit(round: &RoundResult) -> String {
    let row = round.method.row();
    let points = row.unit == FigureUnit::Place && !round.places;
    let words = if points { "Points" } else { row.words.column };
    words.to_owned()
}

fn figure(round: &RoundResult, value: f64) -> String {
    match round.method.row().unit {
        FigureUnit::Percent => format!("{:.0}%", value.round()),
        FigureUnit::Place if round.places => format!("{value:.0}"),
        // Older outcomes hold points for a ranking, not places.
        FigureUnit::Points | FigureUnit::Place => format!("{value:.1}"),
    }
}

fn of_group(round: &RoundResult, result: &GoalResult, group: &str) -> String {
    if let Some([yes, no, abstain]) = result.hands.get(group).filter(|_| !result.withheld) {
        return format!("{yes} for, {no} against, {abstain} abstained");
    }
    if let Some([from, to]) = result.ranges.get(group) {
        return format!("{from:.0} to {to:.0}");
    }
    match result.groups.get(group).filter(|_| !result.withheld) {
        Some(value) => figure(round, *value),
        None if result.withheld => "not shown".to_owned(),
        None => "-".to_owned(),
    }
}

fn remark(result: &GoalResult) -> &'static str {
    if result.parted == Some(true) && !result.withheld {
        "the groups differ"
    } else {
        ""
    }
}

/// Explanation of the figures, for people who were not there.
fn explained(round: &RoundResult) -> Vec<String> {
    let row = round.method.row();
    let ranges = round.results.iter().any(|r| !r.ranges.is_empty());
    let withheld = round.results.iter().any(|r| r.withheld);
    let together = match (round.weight, row.unit) {
        (Weight::Balanced, FigureUnit::Place) => {
            "The groups\u{2019} places are added, so both groups count the same, however many people each has."
        }
        (Weight::Balanced, _) if ranges => {
            "Together is the middle of what is shown of the groups, so both groups count the same, however many people each has."
        }
        (Weight::Balanced, _) => {
            "Together is the mean of the groups\u{2019} figures, so both groups count the same, however many people each has."
        }
        (Weight::Head, _) => {
            "Together is reckoned over all people, so every person counts the same."
        }
    };
    let mut said = vec![
        row.words.how.to_owned(),
        together.to_owned(),
        row.words.rule.to_owned(),
    ];
    if ranges {
        said.push("A group of three or four is shown as a range, and the result is rounded to a half, so that nobody\u{2019}s vote can be told.".to_owned());
    }
    if withheld {
        said.push("A group was too small to be shown apart, or nearly the same as in an earlier round, so that nobody\u{2019}s vote can be told. Its votes count all the same; the result is rounded.".to_owned());
    }
    said
}

/// Sentences on settled ties.
fn ties(source: &PaperSource<'_>, round: &RoundResult) -> Vec<Element> {
    let sentences = round.ties.iter().map(|tie| {
        let goals: Vec<String> = tie
            .goals
            .iter()
            .map(|g| format!("\u{201c}{}\u{201d}", source.goal(g)))
            .collect();
        let how = match tie.settled {
            SettledBy::Chair => "The chair decided",
            SettledBy::Lot => "A lot was drawn",
        };
        format!(
            "{} stood level. {how}: \u{201c}{}\u{201d} goes first.",
            goals.join(", "),
            source.goal(&tie.first)
        )
    });
    sentences.map(Element::Text).collect()
}

fn before(source: &PaperSource<'_>) -> Vec<Element> {
    let before = &source.outcome.previous;
    if before.is_empty() {
        return Vec::new();
    }
    let rows = before.iter().map(|goal| {
        vec![
            goal.title.clone(),
            goal.status.words().to_owned(),
            goal.note.clone().unwrap_or_default(),
            figures(source, &goal.goal),
        ]
    });
    vec![
        Element::Heading(1, "What was pledged the time before".into()),
        Element::Table {
            caption: "How each goal stands".into(),
            head: heads(&["Goal", "Status", "Why", "What patients said"], &[]),
            rows: rows.collect(),
        },
    ]
}

/// Result that a goal of the previous pledge rested on, then and now; empty if it was not asked again.
fn figures(source: &PaperSource<'_>, id: &str) -> String {
    let goals = source.previous.map_or(&[][..], |p| &p.goals);
    let goal = goals.iter().find(|g| g.id == id);
    let Some(found) = goal.and_then(|g| evidence::then_and_now(source, g, &ENGLISH)) else {
        return String::new();
    };
    let Some((period, now)) = found.now else {
        return String::new();
    };
    let said = format!(
        "{} then, {} in {period}. {}",
        words::capital(&evidence::figure(found.then, &ENGLISH)),
        evidence::figure(now, &ENGLISH),
        found.change
    );
    said.trim_end().to_owned()
}

fn parked(source: &PaperSource<'_>) -> Vec<Element> {
    let parked = &source.outcome.parked;
    if parked.is_empty() {
        return Vec::new();
    }
    let topics = parked.iter().map(|p| match p.stage {
        Some(stage) => fill(
            "{text} (at {stage})",
            &[("text", &p.text), ("stage", stage.title())],
        ),
        None => p.text.clone(),
    });
    vec![
        Element::Heading(1, "Parked for another time".into()),
        Element::List(topics.collect()),
    ]
}
