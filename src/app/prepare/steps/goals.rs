//! The fifth step: goals brought along to the meeting, with their control, cost and hours.

use super::{hours, money, place_of_theme, themes_to_choose};
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Page, Role, Row, line, muted},
        meeting::screen::themes::short,
        prepare::{
            PrepareChecklist, PreparePick, PreparePrompt, Preparing, dialogs::GoalField,
            position::MarkOn,
        },
        shell::{Checklist, Choice, Picker},
    },
    domain::{
        findings::{BroughtGoal, Finding, Theme},
        goal::Control,
        preparation::{Preparation, change::Change},
        refusal::{Refusal, refuse},
        words,
    },
    store::disk::Disk,
    text::quotation::quoted,
};

pub(super) fn rows<D: Disk>(p: &Preparing<D>) -> Vec<(&Theme, &BroughtGoal)> {
    let themes = p.state().findings.themes.iter();
    themes
        .flat_map(|t| t.goals.iter().map(move |g| (t, g)))
        .collect()
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let all = rows(p);
    let at = p.row(all.len());
    if all.is_empty() {
        return Page {
            blocks: vec![
                Block::Heading("No goal is brought along".into()),
                Block::Gap,
                muted(
                    "{Prepare(Add)} adds one. The room can propose its own at any time; those brought along stand on its list from the start.",
                ),
            ],
            ..Page::default()
        };
    }
    let capacity = &p.state().agenda.capacity;
    let rows = all.iter().enumerate().map(|(i, (theme, goal))| Row {
        cells: vec![
            line(Role::Ink, goal.title.clone()),
            line(Role::Muted, words::control(goal.control)),
            line(
                Role::Muted,
                goal.cost
                    .map_or_else(|| "not known".to_owned(), |c| capacity.money_text(c)),
            ),
            line(
                Role::Muted,
                goal.hours
                    .map_or_else(|| "not known".to_owned(), |h| h.to_string()),
            ),
            line(Role::Muted, theme.title.clone()),
        ],
        selected: i == at,
    });
    let mut blocks = vec![Block::Table {
        columns: vec![
            Column::fill("goal"),
            Column::words("who can", 12, 0),
            Column::number("money", 1),
            Column::number("hours", 1),
            Column::words("theme", 18, 3),
        ],
        rows: rows.collect(),
    }];
    let about = all.get(at).map(|(theme, goal)| about(p, theme, goal));
    let about = about.unwrap_or_default();
    let pinned = (0, about.len());
    blocks.extend(about);
    Page {
        blocks,
        pinned,
        ..Page::default()
    }
}

/// The theme of the goal under the mark, and what the goal rests on.
fn about<D: Disk>(p: &Preparing<D>, theme: &Theme, goal: &BroughtGoal) -> Vec<Block> {
    let findings = &p.state().findings;
    let rests_on = evidence(theme, goal);
    let mut named: Vec<String> = Vec::new();
    for id in &rests_on {
        if let Some((_, finding)) = findings.finding(id) {
            named.push(finding.question.clone());
        } else if let Some((_, comment)) = findings.comment(id) {
            named.push(quoted(&short(&comment.text, 60)));
        }
    }
    let shown = match named.as_slice() {
        [] => "nothing yet".to_owned(),
        [one] => one.clone(),
        [first, others @ ..] => format!("{first} and {} more", others.len()),
    };
    let whose = match (&goal.evidence, rests_on.is_empty()) {
        (None, false) => " (its theme\u{2019}s findings)",
        _ => "",
    };
    vec![
        Block::Gap,
        muted(format!("{}: rests on {shown}{whose}.", theme.title)),
        muted("{PrepareGoals.Prepare(Evidence)} chooses findings and comments."),
    ]
}

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(Theme, BroughtGoal)> {
    let all = rows(p);
    let (theme, goal) = all.get(p.row(all.len()))?;
    Some(((*theme).clone(), (*goal).clone()))
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), Refusal> {
    let of_one = matches!(
        action,
        Action::Open
            | Action::Prepare(
                Wish::Control
                    | Wish::Money
                    | Wish::Hours
                    | Wish::Strand
                    | Wish::Evidence
                    | Wish::Move
                    | Wish::Remove
            )
    );
    // A goal is stored under its theme, so one has to exist first.
    if action == Action::Prepare(Wish::Add)
        && p.state().findings.discussed_themes().next().is_none()
    {
        return refuse("A goal stands under a theme, and there is none yet.");
    }
    if of_one && rows(p).is_empty() {
        return refuse("There is no goal yet: {Prepare(Add)} adds one.");
    }
    Ok(())
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action == Action::Prepare(Wish::Add) {
        let choices = themes_to_choose(&p.state().findings, PreparePick::GoalUnder);
        return p.pick(Picker::new("Which theme is it for?", choices));
    }
    let Some((theme, goal)) = marked(p) else {
        return;
    };
    let id = goal.id.clone();
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    match action {
        Action::Open => p.write(
            PreparePrompt::Goal(id, GoalField::Title),
            "What could we do? One sentence",
            &goal.title,
        ),
        Action::Prepare(Wish::Control) => {
            let choices = CONTROLS.iter().map(|control| {
                let pick = PreparePick::GoalControl {
                    goal: id.clone(),
                    control: *control,
                };
                Choice::new(pick, words::control(*control), "")
            });
            let at = CONTROLS.iter().position(|c| *c == goal.control);
            let picker = Picker::new("Who can make it happen?", choices.collect());
            p.pick(picker.at(at.unwrap_or(0)));
        }
        Action::Prepare(Wish::Money) => p.write(
            PreparePrompt::Goal(id, GoalField::Money),
            "What does it cost in the first year? Empty is not known yet, which is not 0",
            &number(goal.cost),
        ),
        Action::Prepare(Wish::Hours) => p.write(
            PreparePrompt::Goal(id, GoalField::Hours),
            "How many hours of staff in the first year? Empty is not known yet",
            &number(goal.hours),
        ),
        Action::Prepare(Wish::Strand) => p.write(
            PreparePrompt::Goal(id, GoalField::Strand),
            "For which patients mainly? Such as secondary; empty is for all",
            goal.strand.as_deref().unwrap_or(""),
        ),
        Action::Prepare(Wish::Evidence) => choose_evidence(p, &theme, &goal),
        Action::Prepare(Wish::Move) => {
            let findings = &p.state().findings;
            let choices = themes_to_choose(findings, |theme| PreparePick::GoalTo {
                goal: id.clone(),
                theme,
            });
            let at = place_of_theme(findings, &theme.id);
            p.pick(Picker::new("To which theme?", choices).at(at));
        }
        Action::Prepare(Wish::Remove) => {
            let gone = p.change(Change::GoalRemoved { goal: id });
            if gone {
                p.say(
                    Role::Ink,
                    format!("Taken off: {}. {{Undo}} takes that back.", goal.title),
                );
            }
        }
        _ => {}
    }
}

/// The choices for the control of a goal.
const CONTROLS: [Option<Control>; 4] = [
    Some(Control::Team),
    Some(Control::Hospital),
    Some(Control::Beyond),
    None,
];

pub(super) fn typed_new<D: Disk>(
    p: &mut Preparing<D>,
    theme: &str,
    title: &str,
) -> Result<(), Refusal> {
    // Over all themes, since a goal keeps its id when it moves to another one.
    let taken: Vec<String> = rows(p).iter().map(|(_, g)| g.id.clone()).collect();
    let id = Preparation::fresh_id(title, taken.iter().map(String::as_str));
    p.try_change(Change::GoalAdded {
        theme: theme.to_owned(),
        goal: BroughtGoal {
            id: id.clone(),
            title: title.to_owned(),
            evidence: None,
            control: None,
            // Not known is not 0: with 0 the goal would seem to fit every limit.
            cost: None,
            hours: None,
            strand: None,
        },
    })?;
    p.mark_on(MarkOn::Goal(id));
    Ok(())
}

pub(super) fn typed<D: Disk>(
    p: &mut Preparing<D>,
    id: &str,
    field: GoalField,
    text: &str,
) -> Result<(), Refusal> {
    let Some(mut goal) = p.state().goal(id).map(|(_, g)| g.clone()) else {
        return Ok(());
    };
    match field {
        GoalField::Title => text.clone_into(&mut goal.title),
        GoalField::Money => goal.cost = money(text)?,
        GoalField::Hours => goal.hours = hours(text)?,
        GoalField::Strand => goal.strand = (!text.is_empty()).then(|| text.to_owned()),
    }
    p.try_change(Change::GoalSet { goal })
}

/// Opens the list of what a goal may rest on: its theme first, then the findings of the other themes.
fn choose_evidence<D: Disk>(p: &mut Preparing<D>, theme: &Theme, goal: &BroughtGoal) {
    let rests_on = evidence(theme, goal);
    let findings = &p.state().findings;
    let finding = |f: &Finding, of: &str| Choice::new(f.id.clone(), f.question.clone(), of);
    let mut choices: Vec<Choice<String>> = theme
        .wall_order()
        .into_iter()
        .map(|f| finding(f, "a finding of its theme"))
        .collect();
    // A held comment stays out even here: evidence is shown on the wall, and may be printed.
    let comments = theme.comments.iter().filter(|c| !c.hold);
    choices.extend(comments.map(|c| {
        let words = quoted(&short(&c.text, 90));
        Choice::new(c.id.clone(), words, "a comment")
    }));
    for other in findings.discussed_themes().filter(|t| t.id != theme.id) {
        choices.extend(
            other
                .wall_order()
                .into_iter()
                .map(|f| finding(f, &other.title)),
        );
        let named = other.comments.iter().filter(|c| rests_on.contains(&c.id));
        choices.extend(named.map(|c| {
            let words = quoted(&short(&c.text, 90));
            Choice::new(c.id.clone(), words, other.title.clone())
        }));
    }
    if choices.is_empty() {
        return p.say(
            Role::Muted,
            "There is no finding and no comment yet: `pledge import` brings them in.",
        );
    }
    let what = PrepareChecklist::Evidence {
        goal: goal.id.clone(),
    };
    let list = Picker::new("What does it rest on?", choices);
    p.shell
        .check(Checklist::new(what, list, rests_on.into_iter().collect()));
}

/// The ids of what a goal rests on in the meeting.
fn evidence(theme: &Theme, goal: &BroughtGoal) -> Vec<String> {
    let named = goal.evidence.clone();
    named.unwrap_or_else(|| theme.default_evidence())
}

/// Sets what a goal rests on.
pub(super) fn set_evidence<D: Disk>(
    p: &mut Preparing<D>,
    goal: &str,
    ids: Vec<String>,
    offered: &[String],
) {
    let Some((theme, mut goal)) = p.state().goal(goal).map(|(t, g)| (t.clone(), g.clone())) else {
        return;
    };
    let before = evidence(&theme, &goal);
    // What the list did not offer, such as a comment that was held since, is not taken off by a tick that nobody could see.
    let kept = before.iter().filter(|id| !offered.contains(id)).cloned();
    let after: Vec<String> = ids.into_iter().chain(kept).collect();
    let sorted = |ids: &[String]| {
        let mut ids = ids.to_vec();
        ids.sort();
        ids
    };
    // The file keeps its own order, or says nothing, where nothing was ticked otherwise.
    if sorted(&before) == sorted(&after) {
        return;
    }
    let rests_on_nothing = after.is_empty();
    goal.evidence = Some(after);
    if p.change(Change::GoalSet { goal }) && rests_on_nothing {
        p.say(
            Role::Ink,
            "It rests on nothing now: the booklet has no chart for it, and the meeting proposes no measure.",
        );
    }
}

pub(super) fn ask_for_new<D: Disk>(p: &mut Preparing<D>, theme: String) {
    p.write(
        PreparePrompt::NewGoal { theme },
        "What could we do? One sentence",
        "",
    );
}

pub(super) fn set_control<D: Disk>(p: &mut Preparing<D>, id: &str, control: Option<Control>) {
    if let Some(mut goal) = p.state().goal(id).map(|(_, g)| g.clone()) {
        goal.control = control;
        p.change(Change::GoalSet { goal });
    }
}

pub(super) fn move_to<D: Disk>(p: &mut Preparing<D>, goal: String, theme: String) {
    p.change(Change::GoalMoved { goal, theme });
}
