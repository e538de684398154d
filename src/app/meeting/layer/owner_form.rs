//! The form of an owner: who does an agreed goal, with whom, what happens first, the measure and the days.
//!
//! The goal's words stand on top and are not a field: somebody who types a name must not end up in the title.

use super::{
    form::{field, marked, some_or},
    write,
};
use crate::{
    app::{
        cards::{Block, Line, Page, Role, Row, line, muted, span, told},
        meeting::{
            context::Context,
            effect::{Effect, ask},
            fields::OwnerField,
            screen::owners,
            ui::{Pick, Purpose, Ui},
        },
        shell::{Choice, Picker},
        words,
    },
    domain::{
        aim::Aim,
        command::Command,
        dates,
        goal::{Goal, Owner},
        measures,
        people::Attendee,
    },
};

/// `true` for the field that a key answers and no letter.
pub(super) fn is_answer(at: usize) -> bool {
    OwnerField::ALL.get(at) == Some(&OwnerField::Accepted)
}

/// Columns and rows from which everybody's hours stand below the form.
const EVERYBODY_FROM: (u16, u16) = (112, 34);
/// Columns from which the words beside a bar say all its parts.
const WIDE_FROM: u16 = 100;
/// Cells of a bar of hours, and in a narrow window.
const BAR: (u64, u64) = (30, 16);
/// Most cells beyond the limit of a bar.
const OVER: u64 = 9;

pub(super) fn page(ui: &Ui, room: &Context, goal: &str, at: usize) -> Page {
    let Some(goal) = room.meeting.goal(goal) else {
        return Page::default();
    };
    let rows = OwnerField::ALL
        .iter()
        .map(|row| fields_row(ui, room, goal, *row));
    let all = room.goals_to_own();
    let place = all
        .iter()
        .position(|g| g.id == goal.id)
        .map_or(1, |i| i + 1);
    let mut blocks = vec![
        Block::Pair(
            line(Role::Accent, "Who will do it, and by when"),
            line(Role::Muted, format!("goal {place} of {}", all.len())),
        ),
        Block::Gap,
        told(Role::Strong, goal.title.clone()),
        muted(takes(room, goal)),
        Block::Gap,
        marked(rows, at),
    ];
    let (columns, lines) = ui.shell.size;
    if columns >= EVERYBODY_FROM.0 && lines >= EVERYBODY_FROM.1 {
        blocks.extend(everybody(room));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// Money and hours of a goal: `£0 and 12 hours in the first year`.
fn takes(room: &Context, goal: &Goal) -> String {
    let money = |cost| room.meeting.agenda().capacity.money_text(cost);
    let money = goal
        .cost
        .map_or_else(|| "money not known yet".to_owned(), money);
    let hours = goal.hours.map_or_else(
        || "hours not known yet".to_owned(),
        |h| words::count(h, "hour", "hours"),
    );
    format!("{money} and {hours} in the first year")
}

fn fields_row(ui: &Ui, room: &Context, goal: &Goal, row: OwnerField) -> Row {
    let label = row.label();
    match row {
        OwnerField::Owner => {
            let (role, name) = match &goal.owner {
                None => (Role::Muted, "nobody yet".to_owned()),
                Some(_) => (Role::Ink, owners::owner_name(room, goal)),
            };
            let mut row = field(label, role, name);
            if let (Some(Owner::Person(id)), Some(value)) = (&goal.owner, row.cells.last_mut()) {
                value.extend(hours_of(ui, room, goal, id));
            }
            row
        }
        OwnerField::Accepted => match (&goal.owner, goal.accepted) {
            (None, _) => field(label, Role::Muted, "-"),
            (Some(_), true) => field(label, Role::Good, "yes"),
            // An owner who was named in their absence may say no, so it stays in sight until they have said yes.
            (Some(_), false) => field(label, Role::Warn, "not asked yet"),
        },
        OwnerField::Partner => {
            let name = goal.partner.as_deref().map(|p| room.meeting.name_of(p));
            let (role, partner) = some_or(&name.unwrap_or_default(), "nobody yet");
            field(label, role, partner)
        }
        OwnerField::FirstStep => {
            let (role, step) = some_or(&goal.first_step, "nothing yet");
            field(label, role, step)
        }
        OwnerField::Measure => measure_row(room, goal),
        OwnerField::Due => {
            let due = goal.due.map_or_else(String::new, dates::long);
            let (role, due) = some_or(&due, "no day yet");
            let row = field(label, role, due);
            match goal.due.and_then(dates::day_off_words) {
                None => row,
                Some(off) => with_span(row, Role::Warn, format!("   {off}")),
            }
        }
        OwnerField::Reviews => {
            let days = room.meeting.reviews_of(goal, room.now).into_iter();
            let days: Vec<String> = days.map(dates::short_with_weekday).collect();
            field(label, Role::Ink, days.join(", "))
        }
    }
}

fn with_span(mut row: Row, role: Role, words: String) -> Row {
    if let Some(value) = row.cells.last_mut() {
        value.push(span(role, words));
    }
    row
}

/// The question that the goal aims at with its figure now, or the measure in the room's words.
fn measure_row(room: &Context, goal: &Goal) -> Row {
    let label = OwnerField::Measure.label();
    let findings = room.meeting.findings();
    let found = goal.aim.as_ref().and_then(|aim| {
        let (finding, result) = measures::aim_result(aim, findings)?;
        Some((aim, finding, result))
    });
    let Some((aim, finding, result)) = found else {
        let measure = measures::measure(&goal.measure, Some(findings));
        let (role, measure) = some_or(&measure, "nothing yet");
        return field(label, role, measure);
    };
    let strand = if finding.results.iter().any(|r| r.strand != result.strand) {
        format!(", {}", result.strand)
    } else {
        String::new()
    };
    let now = match findings.disclosed(result).share() {
        Some(share) => format!("now {}%, ", share.whole_percent()),
        None => String::new(),
    };
    let row = field(
        label,
        Role::Ink,
        format!("\u{201c}{}\u{201d}", finding.question),
    );
    with_span(
        row,
        Role::Muted,
        format!("\n{now}we want above {}%{strand}", aim.above),
    )
}

/// The hours of an owner as a bar: taken by other goals, for this goal, left; nothing where they are not known.
fn hours_of(ui: &Ui, room: &Context, goal: &Goal, person: &str) -> Line {
    // Without hours on the agenda nothing is said: an owner must not look overloaded because nobody asked.
    let Some(has) = room.meeting.attendee(person).and_then(|a| a.person.hours) else {
        return Line::new();
    };
    let this = goal.hours.unwrap_or(0);
    let all = room.meeting.hours_taken(person);
    // A goal that is not agreed yet takes no hours so far, and the form asks what it would take.
    let taken = if goal.is_agreed() {
        all.saturating_sub(this)
    } else {
        all
    };
    let columns = ui.shell.size.0;
    let cells = if columns < 76 { BAR.1 } else { BAR.0 };
    let mut bar = vec![span(Role::Ink, "\n")];
    bar.extend(bar_of(
        &[(Role::Bar, '█', taken), (Role::Accent, '▓', this)],
        has,
        cells,
    ));
    let (role, left) = match (taken + this).checked_sub(has) {
        Some(over) if over > 0 => (Role::Bad, format!("{over} over")),
        _ => (
            Role::Ink,
            format!("{} left", has.saturating_sub(taken + this)),
        ),
    };
    let said = if columns >= WIDE_FROM {
        let has = words::count(has, "hour", "hours");
        format!("  {has}: {taken} taken, {this} for this, {left}")
    } else if role == Role::Bad {
        format!("  {left} of {has} hours")
    } else {
        format!("  {} of {has} hours left", has.saturating_sub(taken + this))
    };
    bar.push(span(role, said));
    bar.push(span(Role::Bar, "\n█"));
    bar.push(span(Role::Muted, " taken  "));
    bar.push(span(Role::Accent, "▓"));
    bar.push(span(Role::Muted, " this goal  "));
    bar.push(span(Role::Track, "░"));
    bar.push(span(Role::Muted, " left"));
    bar
}

/// A bar of parts that fills `cells` at `limit`; beyond it a tall line and the rest as too much.
fn bar_of(parts: &[(Role, char, u64)], limit: u64, cells: u64) -> Line {
    let limit = limit.max(1);
    let place = |n: u64| (n * cells).div_ceil(limit);
    let mut bar = Line::new();
    let (mut before, mut drawn) = (0, 0);
    for (role, glyph, n) in parts {
        before += n;
        let to = place(before).min(cells);
        bar.push(span(*role, repeated(*glyph, to.saturating_sub(drawn))));
        drawn = to.max(drawn);
    }
    bar.push(span(
        Role::Track,
        repeated('░', cells.saturating_sub(drawn)),
    ));
    if before > limit {
        bar.push(span(Role::Strong, "┃"));
        bar.push(span(
            Role::Bad,
            repeated('▓', place(before).saturating_sub(cells).clamp(1, OVER)),
        ));
    }
    bar
}

fn repeated(glyph: char, times: u64) -> String {
    (0..times).map(|_| glyph).collect()
}

/// The hours of everybody who owns an agreed goal.
fn everybody(room: &Context) -> Vec<Block> {
    let owns = |a: &&Attendee| {
        room.meeting
            .live_goals()
            .any(|g| g.is_agreed() && g.owner.as_ref() == Some(&Owner::Person(a.person.id.clone())))
    };
    let rows: Vec<Row> = room
        .meeting
        .people()
        .iter()
        .filter(owns)
        .filter_map(|a| {
            let has = a.person.hours?;
            let taken = room.meeting.hours_taken(&a.person.id);
            let mut value = bar_of(&[(Role::Bar, '█', taken)], has, BAR.0);
            if taken <= has {
                value.push(span(Role::Strong, "┃"));
            }
            value.push(span(Role::Ink, format!("   {taken} of {has} hours")));
            if taken > has {
                value.push(span(Role::Bad, format!(", {} over", taken - has)));
            }
            Some(Row {
                cells: vec![line(Role::Ink, a.person.name.clone()), value],
                selected: false,
            })
        })
        .collect();
    if rows.len() < 2 {
        return Vec::new();
    }
    vec![
        Block::Gap,
        Block::Rule("everybody\u{2019}s hours".to_owned()),
        Block::Table {
            columns: vec![
                crate::app::cards::Column::words("", 24, 0),
                crate::app::cards::Column::fill(""),
            ],
            rows,
        },
    ]
}

/// Opens the prompt or list of a field; `anew` begins with an empty text where the old one would be in the way.
pub(super) fn open(ui: &mut Ui, room: &Context, goal: &Goal, at: usize, anew: bool) -> Vec<Effect> {
    let Some(row) = OwnerField::ALL.get(at) else {
        return Vec::new();
    };
    let id = goal.id.clone();
    let old = |text: String| if anew { String::new() } else { text };
    match row {
        OwnerField::Owner => {
            let pick = |person| Pick::Owner {
                goal: id.clone(),
                person,
            };
            let people = room.meeting.people().iter();
            let mut choices: Vec<_> = people.map(|a| person(room, goal, a, pick)).collect();
            choices.push(Choice::new(
                Pick::OwnerByName(id.clone()),
                // The person who can do it is often not in the room. They are asked afterwards, and the record says so.
                "somebody else, by name or role",
                "asked after the meeting",
            ));
            if goal.owner.is_some() {
                choices.push(Choice::new(pick(None), "nobody yet", ""));
            }
            ui.choose("Who will do it? Type a few letters", choices, 0);
        }
        OwnerField::Accepted => {
            let accepted = !goal.accepted;
            return vec![ask(Command::Accept { goal: id, accepted })];
        }
        OwnerField::Partner => {
            let pick = |partner| Pick::Partner {
                goal: id.clone(),
                partner,
            };
            let mut people: Vec<_> = room.meeting.people().iter().collect();
            // A patient representative keeps the owner company: they stand first.
            people.sort_by_key(|a| a.group() != Some("patient"));
            let people = people.into_iter().map(|a| {
                Choice::new(
                    pick(Some(a.person.id.clone())),
                    a.person.name.clone(),
                    format!("{}{}", a.person.role, absence(a)),
                )
            });
            let nobody = Choice::new(pick(None), "nobody yet", "");
            let choices = people.chain([nobody]).collect();
            ui.choose("Who will work with them?", choices, 0);
        }
        OwnerField::FirstStep => write::open(ui, room, Purpose::FirstStep(id), &goal.first_step),
        // Letters are words of the room's own; the list of questions is there for those who press Enter.
        OwnerField::Measure if anew => {
            let old = if goal.aim.is_some() {
                ""
            } else {
                &goal.measure
            };
            write::open(ui, room, Purpose::Measure(id), old);
        }
        OwnerField::Measure => choose_measure(ui, room, goal),
        OwnerField::Due => {
            let text = old(goal.due.map_or_else(String::new, dates::say));
            write::open(ui, room, Purpose::Due(id), &text);
        }
        OwnerField::Reviews => {
            let days = room.meeting.reviews_of(goal, room.now).into_iter();
            let days: Vec<String> = days.map(dates::say).collect();
            write::open(ui, room, Purpose::Reviews(id), &old(days.join(", ")));
        }
    }
    Vec::new()
}

fn absence(a: &Attendee) -> &'static str {
    if a.is_here() { "" } else { ", not here" }
}

/// A person as an owner, with what the goal would leave of their hours.
fn person(
    room: &Context,
    goal: &Goal,
    a: &Attendee,
    pick: impl Fn(Option<String>) -> Pick,
) -> Choice<Pick> {
    let id = &a.person.id;
    let owns = goal.owner.as_ref() == Some(&Owner::Person(id.clone())) && goal.is_agreed();
    let taken = room.meeting.hours_taken(id);
    let with_it = if owns {
        taken
    } else {
        taken + goal.hours.unwrap_or(0)
    };
    let note = match a.person.hours {
        None => a.person.role.clone(),
        Some(has) if with_it > has => format!("{} of {has} hours over", with_it - has),
        Some(has) => format!("{} of {has} hours left", has - with_it),
    };
    Choice::new(
        pick(Some(id.clone())),
        a.person.name.clone(),
        format!("{note}{}", absence(a)),
    )
}

/// Asks for the question that the goal is measured by: those that it rests on, then those of its themes.
fn choose_measure(ui: &mut Ui, room: &Context, goal: &Goal) {
    let findings = room.meeting.findings();
    let rests_on = goal.evidence.iter().filter_map(|id| findings.finding(id));
    let of_themes = findings
        .themes
        .iter()
        .filter(|t| goal.themes.contains(&t.id))
        .flat_map(|t| t.wall_order().into_iter().map(move |f| (t, f)));
    let mut choices: Vec<Choice<Pick>> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (_, finding) in rests_on.chain(of_themes) {
        if seen.contains(&finding.id.as_str()) {
            continue;
        }
        seen.push(&finding.id);
        let period = &findings.survey.period;
        let results = finding.results_in(period);
        for result in &results {
            // The strand that the goal is for; the others are in the list for goals that are for everybody.
            if goal.strand.as_ref().is_some_and(|s| *s != result.strand) {
                continue;
            }
            // A figure of few answers is hidden here as well: it would be printed with the measure.
            let Some(share) = findings.disclosed(result).share() else {
                continue;
            };
            let strand = if results.len() > 1 {
                format!(", {}", result.strand)
            } else {
                String::new()
            };
            let pick = Pick::MeasureOn {
                goal: goal.id.clone(),
                finding: finding.id.clone(),
                strand: result.strand.clone(),
            };
            let now = format!("now {}%{strand}", share.whole_percent());
            choices.push(Choice::new(pick, finding.question.clone(), now));
        }
    }
    if choices.is_empty() {
        return write::open(ui, room, Purpose::Measure(goal.id.clone()), &goal.measure);
    }
    let at = choices.iter().position(|c| match (&c.value, &goal.aim) {
        (
            Ok(Pick::MeasureOn {
                finding, strand, ..
            }),
            Some(aim),
        ) => aim.finding == *finding && aim.strand.as_ref().is_none_or(|s| s == strand),
        _ => false,
    });
    choices.push(Choice::new(
        Pick::MeasureInWords(goal.id.clone()),
        "something else, in your own words",
        "",
    ));
    let title = "How will anybody know? A question of the survey";
    ui.shell
        .pick(Picker::new(title, choices).by_words().at(at.unwrap_or(0)));
}

/// The label of the field for the figure of an aim: the question's figure now, and the one that it is compared with.
pub(super) fn above_label(room: &Context, finding: &str, strand: &str) -> String {
    let aim = Aim {
        finding: finding.to_owned(),
        strand: Some(strand.to_owned()),
        above: 0,
    };
    let findings = room.meeting.findings();
    let found = measures::aim_result(&aim, findings);
    let now = found
        .and_then(|(_, result)| findings.disclosed(result).share())
        .map_or_else(String::new, |share| {
            format!(" Now {}%", share.whole_percent())
        });
    let benchmark = found
        .and_then(|(finding, _)| finding.benchmark.as_ref())
        .and_then(|b| Some((&b.label, b.percent?)))
        .map_or_else(String::new, |(label, percent)| {
            format!(
                ", {label} {}%",
                crate::domain::stats::whole_percent(percent)
            )
        });
    format!("Above what, in 100?{now}{benchmark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(parts: &[(Role, char, u64)], limit: u64) -> String {
        let bar = bar_of(parts, limit, 30);
        bar.iter().map(|s| s.text.as_str()).collect()
    }

    #[test]
    fn a_bar_of_hours_is_full_at_the_limit() {
        let hours = |taken, this| [(Role::Bar, '█', taken), (Role::Accent, '▓', this)];
        assert_eq!(
            drawn(&hours(12, 12), 40),
            format!("{}{}{}", "█".repeat(9), "▓".repeat(9), "░".repeat(12))
        );
        assert_eq!(drawn(&hours(40, 0), 40), "█".repeat(30));
        assert_eq!(
            drawn(&hours(30, 14), 40),
            format!("{}{}┃{}", "█".repeat(23), "▓".repeat(7), "▓".repeat(3))
        );
        // Far too much is still one bar: nine cells, and the number says the rest.
        assert_eq!(
            drawn(&hours(0, 4_000), 40),
            format!("{}┃{}", "▓".repeat(30), "▓".repeat(9))
        );
        assert_eq!(drawn(&hours(0, 0), 0), "░".repeat(30));
    }
}
