//! The pack sent before a meeting: findings, prepared goals and a glossary, in large print.
//!
//! It lets people who read slowly or see badly come as well prepared as everybody else.

use super::{
    evidence::{self, ChartRow},
    page::{Document, Element, FactList, PageStyle, PaperSize},
    words::{PaperWords, fill},
};
use crate::domain::{
    agenda::{Activity, Agenda, Stage},
    booklet::Booklet,
    capacity::Capacity,
    findings::{BroughtGoal, Comment, Findings, Theme},
    goal::Control,
    run_chart::RunChart,
    stats::DisclosedResult,
    words::capital,
};

/// Input of the papers before a meeting.
#[derive(Clone, Copy, Debug)]
pub struct PackSource<'a> {
    /// Findings.
    pub findings: &'a Findings,
    /// Agenda.
    pub agenda: &'a Agenda,
    /// Settings of the unit's booklet, for its colour.
    pub wishes: &'a Booklet,
    /// True if there is a previous pledge to review.
    pub previous: bool,
}

/// Builds the pack.
pub fn pack(
    before: &PackSource<'_>,
    words: &PaperWords,
    paper: PaperSize,
    large: bool,
) -> Document {
    let w = words;
    let occasion = &before.agenda.meeting;
    let mut blocks = occasion_of(before, w);
    let (known, unknown): (Vec<&Theme>, Vec<&Theme>) = themes(before)
        .into_iter()
        .partition(|theme| is_known(before, theme));
    let mut explained = false;
    for theme in known {
        blocks.extend(theme_of(before, theme, &mut explained, w));
    }
    blocks.extend(self::unknown(before, &unknown, w));
    blocks.extend(goals(before, w));
    blocks.push(Element::Heading(1, w.numbers.into()));
    blocks.push(Element::List(evidence::about_numbers(
        Some(before.findings),
        w,
    )));
    blocks.push(Element::Heading(1, w.pack_glossary.into()));
    blocks.push(Element::Facts(
        w.glossary
            .iter()
            .map(|(word, means)| ((*word).to_owned(), (*means).to_owned()))
            .collect(),
    ));
    let look = PageStyle {
        colour: before.wishes.colour(),
        paper,
        large,
        ..PageStyle::default()
    };
    Document {
        title: w.pack_title.into(),
        subtitle: w.pack_subtitle.into(),
        date: occasion.date.map_or_else(String::new, |d| w.say(d)),
        day: occasion.date,
        blocks,
        ..Document::blank(&before.findings.unit, look, w)
    }
}

fn occasion_of(before: &PackSource<'_>, w: &PaperWords) -> Vec<Element> {
    let occasion = &before.agenda.meeting;
    let mut blocks = vec![Element::Text(w.pack_intro.into())];
    let time = occasion.start.map_or_else(String::new, |t| {
        format!(", {:02}:{:02}", t.hour(), t.minute())
    });
    let mut facts = FactList::default();
    facts.add(
        w.pack_when,
        occasion.date.map(|d| format!("{}{time}", w.say(d))),
    );
    facts.add(w.pack_where, occasion.place.clone());
    blocks.push(facts.block());
    let mut steps: Vec<(String, u32)> = Vec::new();
    for item in &before.agenda.items {
        // The item stays on the agenda of a unit's template; without a previous pledge it would promise something that does not happen.
        if item.what == Activity::Stage(Stage::Review) && !before.previous {
            continue;
        }
        steps.push((called(before, &item.what, w), item.minutes));
    }
    if !steps.is_empty() {
        blocks.push(Element::Heading(1, w.pack_agenda.into()));
        let steps = steps.into_iter().map(|(said, n)| {
            let minutes = fill(w.pack_minutes, &[("n", &n.to_string())]);
            format!("{said}: {minutes}")
        });
        blocks.push(Element::List(steps.collect()));
    }
    if !before.agenda.ground_rules.is_empty() {
        blocks.push(Element::Heading(1, w.pack_rules.into()));
        blocks.push(Element::List(before.agenda.ground_rules.clone()));
    }
    blocks
}

/// Title of an agenda item on paper.
pub(super) fn called(before: &PackSource<'_>, what: &Activity, w: &PaperWords) -> String {
    match what {
        Activity::Stage(stage) => {
            let nth = stage.number().saturating_sub(1);
            w.pack_stages
                .get(nth)
                .copied()
                .unwrap_or_default()
                .to_owned()
        }
        Activity::Theme(id) => before
            .findings
            .theme(id)
            .map_or_else(|| id.clone(), |t| t.title.clone()),
        Activity::Break(what) if what.is_empty() => w.pack_break.to_owned(),
        Activity::Break(what) => what.clone(),
    }
}

/// Themes in the order of the agenda, then the others.
fn themes<'a>(before: &PackSource<'a>) -> Vec<&'a Theme> {
    let mut order: Vec<&Theme> = Vec::new();
    let on_agenda = before.agenda.items.iter().filter_map(|i| match &i.what {
        Activity::Theme(id) => before.findings.theme(id),
        _ => None,
    });
    for theme in on_agenda.chain(&before.findings.themes) {
        if !order.iter().any(|t| t.id == theme.id) {
            order.push(theme);
        }
    }
    order
}

fn theme_of(
    before: &PackSource<'_>,
    theme: &Theme,
    explained: &mut bool,
    w: &PaperWords,
) -> Vec<Element> {
    let mut head = Vec::new();
    if !theme.standard.is_empty() {
        head.push(Element::Promise {
            about: w.pack_standard.into(),
            text: theme.standard.clone(),
        });
    }
    let period = &before.findings.survey.period;
    let mut charts = Vec::new();
    for finding in theme.wall_order() {
        let mut rows = Vec::new();
        let mut few = Vec::new();
        for result in finding.results_in(period) {
            let strand = result.strand.as_str();
            let disclosed = before.findings.disclosed(result);
            if let DisclosedResult::TooFew(answers) = disclosed {
                // The reason stands once; after that the mark says which figure is missing.
                let sentence = if *explained {
                    w.pack_few_again
                } else {
                    w.pack_few
                };
                *explained = true;
                let people = capital(&w.people(strand));
                let values = [("people", &*people), ("n", &answers.to_string())];
                few.push(Element::Small(fill(sentence, &values)));
                continue;
            }
            let change = disclosed.share().map(|share| {
                evidence::change_since(before.findings, finding, strand, period, share, w)
            });
            rows.push(ChartRow {
                marks: evidence::marks(before.findings, finding, (strand, Some(period)), None, w),
                strand,
                disclosed,
                change: change.unwrap_or_default(),
                over_time: RunChart::of(before.findings, finding, strand),
            });
        }
        if rows.is_empty() {
            continue;
        }
        let mut chart = evidence::chart(&finding.question, &rows, w);
        chart.extend(few);
        charts.push(chart);
    }
    let mut charts = charts.into_iter();
    let mut blocks = vec![Element::Heading(1, theme.title.clone())];
    // A heading and a standard at the foot of a page, with their charts overleaf, are read as a page that ends there.
    if let Some(first) = charts.next() {
        head.push(Element::Heading(2, w.pack_answers.into()));
        head.extend(first);
    }
    blocks.push(Element::Together(head));
    blocks.extend(charts.map(Element::Together));
    let comments = comments(before, theme);
    if !comments.is_empty() {
        blocks.push(Element::Heading(2, w.pack_said.into()));
        blocks.extend(
            comments
                .into_iter()
                .map(|c| evidence::quote(Some(before.findings), c, w)),
        );
    }
    blocks
}

/// Comments of a theme that are shown.
fn comments<'a>(before: &PackSource<'a>, theme: &'a Theme) -> Vec<&'a Comment> {
    let mut comments: Vec<&Comment> = theme
        .comments
        .iter()
        // The same comments as on the wall: a pack with more would be read by everybody before anybody checked them.
        .filter(|c| c.wall.is_some() && !c.hold)
        .filter(|c| !before.findings.theme_identifies_speaker(theme, c))
        .collect();
    comments.sort_by_key(|c| c.wall);
    comments
}

/// True if a theme has a result or a comment to show.
fn is_known(before: &PackSource<'_>, theme: &Theme) -> bool {
    let period = &before.findings.survey.period;
    let results = theme.findings.iter().flat_map(|f| f.results_in(period));
    let mut shown = results.map(|r| before.findings.disclosed(r));
    shown.any(|d| !matches!(d, DisclosedResult::TooFew(_))) || !comments(before, theme).is_empty()
}

/// Themes of which nothing is known yet, in one list with their standards.
fn unknown(before: &PackSource<'_>, themes: &[&Theme], w: &PaperWords) -> Vec<Element> {
    if themes.is_empty() {
        return Vec::new();
    }
    let items = themes.iter().map(|theme| {
        if theme.standard.is_empty() {
            return theme.title.clone();
        }
        let values = [("theme", &*theme.title), ("standard", &*theme.standard)];
        fill(w.pack_unknown_item, &values)
    });
    // Alone, they are the whole pack, and nothing precedes them that they would be "also" to.
    let sentence = if themes.len() == self::themes(before).len() {
        w.pack_unknown_all
    } else {
        w.pack_unknown_text
    };
    vec![
        Element::Heading(1, w.pack_unknown.into()),
        Element::Text(sentence.into()),
        Element::List(items.collect()),
    ]
}

fn goals(before: &PackSource<'_>, w: &PaperWords) -> Vec<Element> {
    let mut blocks = vec![Element::Heading(1, w.pack_goals.into())];
    let brought: Vec<&BroughtGoal> = themes(before).iter().flat_map(|t| &t.goals).collect();
    if brought.is_empty() {
        blocks.push(Element::Text(w.pack_goals_none.into()));
    }
    for goal in brought {
        blocks.push(Element::Card {
            mark: String::new(),
            title: goal.title.clone(),
            blocks: vec![facts(&before.agenda.capacity, goal, w).block()],
        });
    }
    blocks
}

fn facts(capacity: &Capacity, goal: &BroughtGoal, w: &PaperWords) -> FactList {
    let mut facts = FactList::default();
    facts.add(
        w.mainly_for,
        goal.strand.as_deref().map(|s| capital(&w.people(s))),
    );
    let can = goal.control.map(|control| match control {
        Control::Team => w.pack_team,
        Control::Hospital => w.pack_hospital,
        Control::Beyond => w.pack_beyond,
    });
    facts.add(w.pack_who_can, can.map(str::to_owned));
    let cost = goal.cost.map(|cost| match cost {
        // "£0" looks like a gap that somebody forgot to fill.
        0 => w.pack_free.to_owned(),
        some => capacity.money_text(some),
    });
    facts.add(w.pack_cost, cost);
    let hours = goal.hours.map(|h| w.terms.hours(h));
    facts.add(
        w.pack_hours,
        hours.map(|hours| fill(w.pack_hours_said, &[("hours", &hours)])),
    );
    facts
}
