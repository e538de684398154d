//! Request for a goal: one page for people who hold the money or the rooms.
//!
//! Most plans that cross a department's border fail (Sheard 2017), often for a problem that has been known for years. So the page
//! gives patients' results and words, the year since which it is known, the votes of each group, the cost, earlier attempts, and the
//! answer that is needed, with a date.

use super::{
    PaperSource,
    evidence::{self, Charts},
    page::{Document, Element, FactList, PaperSize},
    words::{ENGLISH, listed},
};
use crate::domain::{
    dates,
    outcome::{OutcomeGoal, Verdict},
    vote::method::FigureUnit,
    words,
};

/// Goals to ask of others.
pub fn asks<'a>(source: &PaperSource<'a>) -> impl Iterator<Item = &'a OutcomeGoal> {
    let goals = source.outcome.goals.iter();
    goals.filter(|g| g.decision == Verdict::Ask)
}

/// Builds the page for a goal.
pub fn ask(
    source: &PaperSource<'_>,
    goal: &OutcomeGoal,
    paper: PaperSize,
    large: bool,
) -> Document {
    let mut blocks = request(source, goal);
    blocks.extend(problem(source, goal));
    blocks.extend(votes(source, goal));
    blocks.extend(tried(source, goal));
    let mut page = source.paper(&ENGLISH, paper, large);
    page.title.clone_from(&goal.title);
    page.subtitle = goal
        .ask_of
        .as_deref()
        .map_or_else(String::new, |of| format!("What we ask of: {of}"));
    page.look.compact = true;
    page.blocks = blocks;
    page
}

fn request(source: &PaperSource<'_>, goal: &OutcomeGoal) -> Vec<Element> {
    let mut facts = FactList::default();
    facts.add("For whom", goal.strand.as_deref().map(words::strand));
    let cost = goal.cost.map(|c| source.money(c));
    facts.add(
        "Cost, first year",
        Some(cost.unwrap_or_else(|| "not known yet".to_owned())),
    );
    let hours = goal.hours.map(|h| words::count(h, "hour", "hours"));
    facts.add("Staff, first year", hours);
    facts.add(
        "Why not us",
        goal.reason.map(|r| words::capital(words::reason(r))),
    );
    facts.add("Note", goal.note.clone());
    // A request without a date is not answered.
    let until = goal.due.or(goal.until).map(dates::say);
    let next = first_review(source)
        .map(|day| format!("{}, when we look at our pledge again", dates::say(day)));
    facts.add("An answer by", until.or(next));
    vec![Element::Heading(1, "What we ask".into()), facts.block()]
}

/// Day of the first review to come, before which an answer is needed.
fn first_review(source: &PaperSource<'_>) -> Option<jiff::civil::Date> {
    let goals = source.outcome.goals.iter();
    goals
        .flat_map(|g| g.reviews.iter().filter(|r| r.on.is_none()))
        .filter_map(|r| r.due)
        .min()
}

fn problem(source: &PaperSource<'_>, goal: &OutcomeGoal) -> Vec<Element> {
    let mut inside = Vec::new();
    for theme in &goal.themes {
        let known = source.findings.and_then(|f| f.theme(theme));
        if let Some(since) = known.and_then(|t| t.known_since.as_deref()) {
            inside.push(Element::Text(format!(
                "{}: known here since {since}.",
                source.theme(theme)
            )));
        }
    }
    let printed = evidence::printed(source, goal, Charts::All, true, &ENGLISH);
    let has_numbers = !printed.charts.is_empty();
    inside.extend(printed.blocks(source.findings, &ENGLISH));
    if has_numbers {
        let said = evidence::about_numbers(source.findings, &ENGLISH).join(" ");
        inside.push(Element::Small(said));
    }
    if inside.is_empty() {
        return Vec::new();
    }
    inside.insert(0, Element::Heading(1, "What patients say".into()));
    inside
}

fn votes(source: &PaperSource<'_>, goal: &OutcomeGoal) -> Vec<Element> {
    // The last round with the goal: earlier ones were before the discussion.
    let Some((round, result)) = source.outcome.rounds.iter().rev().find_map(|round| {
        let result = round.results.iter().find(|r| r.goal == goal.id)?;
        Some((round, result))
    }) else {
        return Vec::new();
    };
    let row = round.method.row();
    let figure = |value: f64| match row.unit {
        FigureUnit::Points => format!("{value:.1} {}", row.words.of),
        FigureUnit::Percent => format!("{:.0} {}", value.round(), row.words.of),
        FigureUnit::Place if round.places => format!("place {value:.0} of {}", round.results.len()),
        // Older outcomes hold points for a ranking, not places.
        FigureUnit::Place => format!("{value:.1} points"),
    };
    let mut said: Vec<String> = result
        .groups
        .iter()
        .filter(|_| !result.withheld)
        .map(|(group, value)| {
            let words = match result.ranges.get(group) {
                Some([from, to]) => format!("{from:.0} to {to:.0} {}", row.words.of),
                None => figure(*value),
            };
            format!("{}: {words}.", words::capital(words::group(group)))
        })
        .collect();
    if let Some(value) = result.balanced {
        said.push(format!("Together: {}.", figure(value)));
    }
    let voted: Vec<String> = round
        .voted
        .iter()
        .map(|(group, n)| words::voters(group, *n))
        .collect();
    let who = format!(
        "{} voted, {}{}.",
        words::capital(&listed(&ENGLISH, &voted)),
        words::weight(round.weight),
        if result.withheld {
            "; one group was too small to be shown apart"
        } else {
            ""
        }
    );
    vec![
        Element::Heading(1, "How we voted".into()),
        Element::Text(said.join(" ")),
        Element::Small(who),
    ]
}

/// Goals of the previous pledge on the same themes, with their status.
fn tried(source: &PaperSource<'_>, goal: &OutcomeGoal) -> Vec<Element> {
    let Some(previous) = source.previous else {
        return Vec::new();
    };
    // "Have you tried ...?" is the first thing that a manager asks.
    let tried: Vec<String> = source
        .outcome
        .previous
        .iter()
        .filter(|looked| {
            let then = previous.goals.iter().find(|g| g.id == looked.goal);
            then.is_some_and(|g| g.themes.iter().any(|t| goal.themes.contains(t)))
        })
        .map(|looked| match &looked.note {
            None => format!("{}: {}", looked.title, looked.status.words()),
            Some(note) => format!("{}: {}. {note}", looked.title, looked.status.words()),
        })
        .collect();
    if tried.is_empty() {
        return Vec::new();
    }
    vec![
        Element::Heading(1, "What was tried".into()),
        Element::List(tried),
    ]
}
