//! The third step: themes in their order, each with its standard and its findings.

use super::{findings, place_of_theme, shift, themes_to_choose};
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Line, Page, Role, Row, line, muted, span},
        prepare::{PreparePick, PreparePrompt, Preparing, dialogs::ThemeField, position::MarkOn},
        shell::Picker,
    },
    domain::{
        agenda::plan::weigh,
        findings::{Finding, Theme},
        preparation::{Preparation, change::Change},
        refusal::{Refusal, allow_if},
        stats::whole_percent,
        words,
    },
    store::disk::Disk,
};

/// A row: a theme, or one of its findings.
pub(super) enum ThemesRow<'a> {
    Theme(&'a Theme),
    Finding(&'a Theme, &'a Finding),
}

pub(super) fn rows<D: Disk>(p: &Preparing<D>) -> Vec<ThemesRow<'_>> {
    let mut rows = Vec::new();
    for theme in p.state().findings.discussed_themes() {
        rows.push(ThemesRow::Theme(theme));
        rows.extend(
            on_the_wall(theme)
                .into_iter()
                .map(|f| ThemesRow::Finding(theme, f)),
        );
    }
    rows
}

/// The findings in the order of the wall: those with a position first.
fn on_the_wall(theme: &Theme) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = theme.findings.iter().collect();
    findings.sort_by_key(|f| f.wall.unwrap_or(u32::MAX));
    findings
}

/// The title of a theme with its standard.
// In the same cell, because text about the selected theme below a long list would be off the page.
fn titled(theme: &Theme) -> Line {
    let mut words = vec![span(Role::Strong, theme.title.clone())];
    words.push(if theme.standard.is_empty() {
        span(Role::Warn, "  no standard yet")
    } else {
        span(Role::Muted, format!("  {}", theme.standard))
    });
    if let Some(since) = &theme.known_since {
        words.push(span(Role::Muted, format!(" Known since {since}.")));
    }
    words
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let all = rows(p);
    let at = p.row(all.len());
    let findings = &p.state().findings;
    if all.is_empty() {
        return Page {
            blocks: vec![
                Block::Heading("No theme yet".into()),
                Block::Gap,
                muted(
                    "{Prepare(Add)} adds one. `pledge import` brings in what patients said, sorted under themes.",
                ),
            ],
            ..Page::default()
        };
    }
    let mut blocks = Vec::new();
    let table = all.iter().enumerate().map(|(i, row)| {
        let cells: Vec<Line> = match row {
            ThemesRow::Theme(theme) => {
                let weight = weigh(findings, theme);
                vec![
                    titled(theme),
                    line(
                        Role::Muted,
                        weight
                            .lowest
                            .map_or_else(String::new, |l| format!("{}%", whole_percent(l))),
                    ),
                    line(
                        Role::Muted,
                        words::count(theme.comments.len() as u64, "comment", "comments"),
                    ),
                ]
            }
            ThemesRow::Finding(_, finding) => vec![
                vec![span(Role::Ink, format!("  {}", finding.question))],
                line(Role::Muted, lowest(findings, finding)),
                line(Role::Muted, ""),
            ],
        };
        Row {
            cells,
            selected: i == at,
        }
    });
    blocks.push(Block::Table {
        columns: vec![
            Column::fill("theme, and what was asked"),
            Column::number("lowest", 1),
            Column::words("", 13, 2),
        ],
        rows: table.collect(),
    });
    Page {
        blocks,
        ..Page::default()
    }
}

/// The lowest result of the current period that may be shown.
fn lowest(findings: &crate::domain::findings::Findings, finding: &Finding) -> String {
    let alone = Theme {
        findings: vec![finding.clone()],
        ..Theme::default()
    };
    weigh(findings, &alone)
        .lowest
        .map_or_else(String::new, |l| format!("{}%", whole_percent(l)))
}

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(String, Option<String>)> {
    let all = rows(p);
    match all.get(p.row(all.len()))? {
        ThemesRow::Theme(theme) => Some((theme.id.clone(), None)),
        ThemesRow::Finding(theme, finding) => Some((theme.id.clone(), Some(finding.id.clone()))),
    }
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), Refusal> {
    let Action::Prepare(wish) = action else {
        return Ok(());
    };
    let on = marked(p);
    match wish {
        Wish::Standard
        | Wish::KnownSince
        | Wish::Higher
        | Wish::Lower
        | Wish::Remove
        | Wish::Finding => allow_if(
            on.is_some(),
            "There is no theme yet: {Prepare(Add)} adds one.",
        ),
        Wish::Move => allow_if(
            matches!(on, Some((_, Some(_)))),
            "{PrepareThemes.Prepare(Move)} moves a finding: put the mark on one.",
        ),
        Wish::Result => allow_if(
            matches!(on, Some((_, Some(_)))),
            "{Prepare(Result)} corrects a result: put the mark on a finding. {Prepare(Finding)} adds one.",
        ),
        _ => Ok(()),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action == Action::Prepare(Wish::Add) {
        return p.write(
            PreparePrompt::NewTheme,
            "What is it about? Such as Waiting in clinic",
            "",
        );
    }
    let Some((theme_id, finding)) = marked(p) else {
        return;
    };
    let Some(theme) = p.state().findings.theme(&theme_id).cloned() else {
        return;
    };
    let marked = finding
        .as_ref()
        .and_then(|id| theme.findings.iter().find(|f| f.id == *id))
        .cloned();
    match (action, marked) {
        (Action::Open, Some(finding)) => return findings::ask_again(p, &finding),
        (Action::Prepare(Wish::Finding), _) => return findings::add(p, theme.id),
        (Action::Prepare(Wish::Result), Some(finding)) => return findings::results(p, &finding),
        (Action::Prepare(Wish::Remove), Some(finding)) => {
            let gone = p.change(Change::FindingRemoved {
                finding: finding.id,
            });
            if gone {
                p.say(
                    Role::Ink,
                    format!("Taken off: {}. {{Undo}} takes that back.", finding.question),
                );
            }
            return;
        }
        _ => {}
    }
    match action {
        Action::Open => p.write(
            PreparePrompt::Theme(theme.id, ThemeField::Title),
            "What is it about?",
            &theme.title,
        ),
        Action::Prepare(Wish::Standard) => p.write(
            PreparePrompt::Theme(theme.id, ThemeField::Standard),
            "Our standard: what may patients hold us to? Such as: We will tell you ...",
            &theme.standard,
        ),
        Action::Prepare(Wish::KnownSince) => p.write(
            PreparePrompt::Theme(theme.id, ThemeField::KnownSince),
            "Since when has the unit known of this? Such as 2019; empty is not before the survey",
            theme.known_since.as_deref().unwrap_or(""),
        ),
        Action::Prepare(Wish::Remove) => {
            let gone = p.change(Change::ThemeRemoved { theme: theme.id });
            if gone {
                p.say(
                    Role::Ink,
                    format!("{} is gone. {{Undo}} takes that back.", theme.title),
                );
            }
        }
        Action::Prepare(Wish::Move) => {
            if let Some(finding) = finding {
                let findings = &p.state().findings;
                let choices = themes_to_choose(findings, |theme| PreparePick::FindingTo {
                    finding: finding.clone(),
                    theme,
                });
                let at = place_of_theme(findings, &theme.id);
                p.pick(Picker::new("To which theme?", choices).at(at));
            }
        }
        Action::Prepare(wish @ (Wish::Higher | Wish::Lower)) => {
            let up = wish == Wish::Higher;
            match finding {
                None => move_theme(p, &theme.id, up),
                Some(finding) => move_finding(p, &theme, &finding, up),
            }
        }
        _ => {}
    }
}

fn move_theme<D: Disk>(p: &mut Preparing<D>, id: &str, up: bool) {
    let themes = p.state().findings.themes.iter();
    let mut order: Vec<String> = themes.map(|t| t.id.clone()).collect();
    let Some(at) = order.iter().position(|t| t == id) else {
        return;
    };
    if shift(&mut order, at, up).is_some() && p.change(Change::ThemesOrdered { themes: order }) {
        p.mark_on(MarkOn::Theme(id.to_owned()));
    }
}

fn move_finding<D: Disk>(p: &mut Preparing<D>, theme: &Theme, id: &str, up: bool) {
    let findings = on_the_wall(theme);
    let mut order: Vec<String> = findings.iter().map(|f| f.id.clone()).collect();
    let Some(at) = order.iter().position(|f| f == id) else {
        return;
    };
    if shift(&mut order, at, up).is_none() {
        return;
    }
    let change = Change::FindingsPlaced {
        theme: theme.id.clone(),
        findings: order,
    };
    if p.change(change) {
        p.mark_on(MarkOn::Finding(id.to_owned()));
    }
}

/// The row index of a theme.
pub(super) fn row_of_theme<D: Disk>(p: &Preparing<D>, id: &str) -> Option<usize> {
    let is = |row: &ThemesRow<'_>| matches!(row, ThemesRow::Theme(t) if t.id == id);
    rows(p).iter().position(is)
}

/// The row index of a finding.
pub(super) fn row_of_finding<D: Disk>(p: &Preparing<D>, id: &str) -> Option<usize> {
    let is = |row: &ThemesRow<'_>| matches!(row, ThemesRow::Finding(_, f) if f.id == id);
    rows(p).iter().position(is)
}

pub(super) fn typed_new<D: Disk>(p: &mut Preparing<D>, title: &str) -> Result<(), Refusal> {
    let taken = p.state().findings.themes.iter().map(|t| t.id.as_str());
    let theme = Preparation::fresh_id(title, taken);
    p.try_change(Change::ThemeAdded {
        theme: theme.clone(),
        title: title.to_owned(),
    })?;
    p.mark_on(MarkOn::Theme(theme));
    Ok(())
}

pub(super) fn typed<D: Disk>(
    p: &mut Preparing<D>,
    id: &str,
    field: ThemeField,
    text: &str,
) -> Result<(), Refusal> {
    let Some(theme) = p.state().findings.theme(id) else {
        return Ok(());
    };
    let (mut title, mut standard) = (theme.title.clone(), theme.standard.clone());
    let mut known_since = theme.known_since.clone();
    match field {
        ThemeField::Title => text.clone_into(&mut title),
        ThemeField::Standard => text.clone_into(&mut standard),
        ThemeField::KnownSince => known_since = (!text.is_empty()).then(|| text.to_owned()),
    }
    p.try_change(Change::ThemeSet {
        theme: id.to_owned(),
        title,
        standard,
        known_since,
    })
}

pub(super) fn move_to<D: Disk>(p: &mut Preparing<D>, finding: String, theme: String) {
    let change = Change::FindingMoved {
        finding: finding.clone(),
        theme,
    };
    if p.change(change) {
        p.mark_on(MarkOn::Finding(finding));
    }
}
