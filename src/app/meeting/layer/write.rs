//! Text prompts of the meeting: one row for each purpose, with its label, its hint while typing, and its command.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{bank, comments, figures, owner_form, person};
use crate::{
    app::{
        cards::{Dock, Line, Role, line},
        meeting::{
            context::Context,
            effect::Effect,
            screen::review,
            ui::{Draft, Purpose, Ui},
        },
        shell::Prompt,
        wording, words,
    },
    domain::{
        aim::Aim,
        amount::{self, Amount, AmountError},
        command::Command,
        dates,
        goal::{Decision, Owner, Reason},
        meeting::decide::LONGEST_TEXT,
        reading,
        refusal::{Refusal, refuse},
        vote::{hands::Hands, tables},
    },
};

/// The line under a text that tells how it is understood.
type Interpretation = (Role, String);

/// The step that follows a finished text.
enum Then {
    Do(Command),
    DoAndSay(Command, String),
    /// Ask for the next text.
    Write(Purpose),
    /// Ask for the group of a walk-in.
    AskGroup {
        name: String,
        role: String,
    },
    /// Set a goal's money, and ask for the next missing figure.
    Cost(String, Option<u64>),
    /// Set a goal's hours, and ask for the next missing figure.
    Hours(String, Option<u64>),
    Nothing,
    Refuse(&'static str),
}

/// Reads a finished text and returns the next step; `Err` is the reason why the text cannot be read.
type Commit<'a> = Box<dyn FnOnce(&Context, &str) -> Result<Then, Refusal> + 'a>;

/// The row of a purpose.
struct PurposeRow<'a> {
    label: Cow<'static, str>,
    several: bool,
    hint: fn(&Ui, &Context, &str) -> Interpretation,
    commit: Commit<'a>,
}

/// The value that a text is read as. The value type of a row follows from the argument of its commit.
trait TypedValue: Sized {
    fn parse(room: &Context, text: &str) -> Result<Self, Refusal>;

    /// The line that tells how a text is understood while it is typed; the text is not empty.
    fn hint(ui: &Ui, room: &Context, text: &str) -> Interpretation;
}

/// Text of any kind.
struct Text(String);
/// A goal or a standard, which patients will read.
struct PatientText(String);
/// Money in whole units of the currency; `None` is not known yet.
struct Money(Option<u64>);
/// Hours of staff; `None` is not known yet.
struct Hours(Option<u64>);
/// A day; `None` if the text is empty.
struct Day(Option<Date>);
/// A figure in whole percent, 0 to 99.
struct Percent(u32);
/// At least one day, separated by commas.
struct Days(Vec<Date>);

/// The goals of a small table in order, from the place of each goal.
struct TableOrder(Vec<String>);

/// A row for a line of text.
// The value's type decides hint and reading together. As two entries of a table they could fall apart, and a hint could
// promise what the commit then refuses.
fn row<'a, V: TypedValue>(
    label: impl Into<Cow<'static, str>>,
    commit: impl FnOnce(V) -> Then + 'a,
) -> PurposeRow<'a> {
    PurposeRow {
        label: label.into(),
        several: false,
        hint: V::hint,
        commit: Box::new(|room, text| Ok(commit(V::parse(room, text)?))),
    }
}

/// A row for several lines.
fn lines<'a>(label: &'static str, commit: impl FnOnce(Text) -> Then + 'a) -> PurposeRow<'a> {
    PurposeRow {
        several: true,
        ..row(label, commit)
    }
}

const GOAL: &str = "The goal in one sentence";
const MORE_MONEY: &str = "Money in the first year?";
const MORE_HOURS: &str = "Staff hours in the first year?";

/// The row of a purpose.
#[expect(
    clippy::too_many_lines,
    reason = "one row a purpose, so that the list is complete"
)]
fn row_of<'a>(ui: &Ui, room: &'a Context, purpose: Purpose) -> PurposeRow<'a> {
    use Then::{Do, DoAndSay, Nothing, Refuse};
    match purpose {
        Purpose::Goal { themes, evidence } => {
            row("What could we do? One sentence", |PatientText(title)| {
                let say = format!("On the list: {title}");
                let strand = None;
                DoAndSay(
                    Command::ProposeGoal {
                        title,
                        themes,
                        evidence,
                        strand,
                    },
                    say,
                )
            })
        }
        Purpose::RewordGoal(goal) => row(GOAL, |PatientText(title)| {
            Do(Command::RewordGoal { goal, title })
        }),
        Purpose::SplitStays(goal) => row(
            "What stays in this goal? One sentence",
            |PatientText(stays)| match stays.as_str() {
                "" => Refuse("The first goal needs some words."),
                _ => Then::Write(Purpose::SplitOff { goal, stays }),
            },
        ),
        Purpose::SplitOff { goal, stays } => {
            let label = "And what is the second goal? One sentence";
            row(label, |PatientText(title)| {
                let say =
                    "Two goals now. The second has no money and hours yet: {Goals.Figures} adds them."
                        .to_owned();
                DoAndSay(Command::SplitGoal { goal, stays, title }, say)
            })
        }
        Purpose::Standard(theme) => row(
            "Our standard: a promise in one sentence",
            |PatientText(text)| Do(Command::RewordStandard { theme, text }),
        ),
        Purpose::Note(theme) => lines("Note", |Text(text)| {
            DoAndSay(Command::TakeNote { theme, text }, "Noted.".to_owned())
        }),
        Purpose::RewordNote(id) => lines("Note; empty removes it", |Text(text)| {
            Do(Command::RewordNote { id, text })
        }),
        Purpose::CommentGroup(comment) => row(comments::group_label(room), move |Text(group)| {
            let say = comments::grouped(room, &comment, &group);
            DoAndSay(Command::GroupComment { comment, group }, say)
        }),
        Purpose::WalkInName => row("Who is here?", |Text(name)| match name.as_str() {
            "" => Refuse("A name needs some words."),
            _ => Then::Write(Purpose::WalkInRole { name }),
        }),
        Purpose::WalkInRole { name } => row("What do they do? Empty is fine", |Text(role)| {
            Then::AskGroup { name, role }
        }),
        Purpose::PersonName(person) => row("What do they want to be called?", |Text(name)| {
            let say = format!("Corrected: {name}.");
            DoAndSay(Command::RenamePerson { person, name }, say)
        }),
        Purpose::PersonRole(person) => {
            let name = room.meeting.name_of(&person);
            row("What do they do? Empty is fine", move |Text(role)| {
                let shown = if role.is_empty() { "no role" } else { &role };
                let say = format!("Corrected: {name}, {shown}.");
                DoAndSay(Command::SetPersonRole { person, role }, say)
            })
        }
        Purpose::Park => row("Park for another time", move |Text(text)| {
            let say = format!("Parked: {text}");
            let stage = room.stage();
            DoAndSay(Command::Park { text, stage }, say)
        }),
        Purpose::Why { goal, status } => row(review::why_label(status), move |Text(note)| {
            let say = review::said(room, &goal, status);
            DoAndSay(review::review_command(room, &goal, status, note), say)
        }),
        Purpose::Noticed { goal, status } => row(
            review::noticed_label(status),
            move |PatientText(noticed)| {
                let say = review::said(room, &goal, status);
                DoAndSay(review::review_command(room, &goal, status, noticed), say)
            },
        ),
        Purpose::GiveOver(goal) => {
            row(
                "Who has it now, by name or role?",
                move |Text(text)| match text.as_str() {
                    "" => Refuse("An owner needs some words."),
                    _ => {
                        let owner = Owner::Role(text);
                        let say = review::given_over(room, &goal, &owner);
                        DoAndSay(Command::GiveOver { goal, owner }, say)
                    }
                },
            )
        }
        Purpose::NextStep(goal) => row("What happens next?", |Text(text)| {
            Do(Command::SetNextStep { goal, text })
        }),
        Purpose::MoveDue(goal) => {
            let label = review::due_label(room, &goal);
            row(label, |Day(due)| match due {
                Some(due) => Do(Command::MoveDue { goal, due }),
                None => Nothing,
            })
        }
        Purpose::Cost(goal) => row(
            "Money in the first year; empty is not known yet",
            |Money(cost)| Do(Command::SetGoalCost { goal, cost }),
        ),
        Purpose::Hours(goal) => row(
            "Staff hours in the first year; empty is not known yet",
            |Hours(hours)| Do(Command::SetGoalHours { goal, hours }),
        ),
        Purpose::MissingCost(goal) => {
            let label = figures::label(ui, room, &goal, MORE_MONEY);
            row(label, |Money(cost)| Then::Cost(goal, cost))
        }
        Purpose::MissingHours(goal) => {
            let label = figures::label(ui, room, &goal, MORE_HOURS);
            row(label, |Hours(hours)| Then::Hours(goal, hours))
        }
        Purpose::OwnerRole(goal) => row(
            "Who, by name or role? They are asked after the meeting",
            |Text(text)| {
                let owner = Some(Owner::Role(text));
                Do(Command::Assign { goal, owner })
            },
        ),
        Purpose::FirstStep(goal) => row("What happens first?", |Text(text)| {
            Do(Command::SetFirstStep { goal, text })
        }),
        Purpose::Measure(goal) => row("How will anybody know?", |Text(text)| {
            Do(Command::SetMeasure { goal, text })
        }),
        Purpose::Above {
            goal,
            finding,
            strand,
        } => {
            let label = owner_form::above_label(room, &finding, &strand);
            row(label, |Percent(above)| {
                let aim = Aim {
                    finding,
                    strand: Some(strand),
                    above,
                };
                Do(Command::SetAim { goal, aim })
            })
        }
        Purpose::Due(goal) => row("By when? 28 feb, in 6 weeks, end march", |Day(due)| {
            Do(Command::SetDue { goal, due })
        }),
        Purpose::Reviews(goal) => row(
            "When do we look again? Days with commas between",
            |Days(reviews)| Do(Command::SetReviews { goal, reviews }),
        ),
        Purpose::AgreeAllTheSame(goal) => {
            let over = room.meeting.beyond_with(&goal).join(", ");
            let label = format!("That is {over}. Why do we agree all the same?");
            row(label, |Text(note)| decide(goal, Decision::Agreed { note }))
        }
        Purpose::AskOf { goal, reason } => {
            row("Who do we ask?", move |Text(of)| match of.as_str() {
                "" => Refuse("Say who we ask."),
                _ => Then::Write(Purpose::AskNote { goal, reason, of }),
            })
        }
        Purpose::AskNote { goal, reason, of } => row(
            "What do we ask for, and why? Empty is fine",
            move |Text(note)| decide(goal, Decision::Ask { of, reason, note }),
        ),
        Purpose::NotThisTimeNote { goal, reason } => {
            row("In the room's words; empty is fine", move |Text(note)| {
                not_this_time(goal, reason, note)
            })
        }
        Purpose::SettledBy(goal) => {
            row(
                "Who settles it after the meeting?",
                |Text(by_whom)| match by_whom.as_str() {
                    "" => Refuse("Say who settles it."),
                    _ => Then::Write(Purpose::SettledUntil { goal, by_whom }),
                },
            )
        }
        Purpose::SettledUntil { goal, by_whom } => row("By when? Empty is fine", |Day(until)| {
            decide(goal, Decision::Undecided { by_whom, until })
        }),
        Purpose::Hands { goal, group } => {
            let whose = words::group(&group);
            let label = format!("Hands of the {whose}: for, against, abstained");
            let round = room.meeting.open_round();
            let round = round.map_or_else(String::new, |round| round.id.clone());
            row(label, |hands| {
                Do(Command::CountHands {
                    round,
                    goal,
                    group,
                    hands,
                })
            })
        }
        Purpose::TableList(table) => {
            let round = room.meeting.open_round();
            let goals = round.map_or(0, |round| round.settings.goals.len());
            let round = round.map_or_else(String::new, |round| round.id.clone());
            let label = format!("Table {table}: the places of goals 1 to {goals}, 1 is the best");
            row(label, move |TableOrder(order)| {
                let say = format!("The list of table {table} is in.");
                DoAndSay(
                    Command::RankTable {
                        round,
                        table,
                        order,
                    },
                    say,
                )
            })
        }
    }
}

fn decide(goal: String, decision: Decision) -> Then {
    Then::Do(Command::Decide { goal, decision })
}

fn not_this_time(goal: String, reason: Reason, note: String) -> Then {
    decide(goal, Decision::NotThisTime { reason, note })
}

/// Opens a prompt with the text that was left unfinished in it, else with `text`.
pub(in crate::app::meeting) fn open(ui: &mut Ui, room: &Context, purpose: Purpose, text: &str) {
    let PurposeRow { label, several, .. } = row_of(ui, room, purpose.clone());
    let label = label.into_owned();
    ui.write(purpose, label, text, several);
}

/// Reopens the prompt of a text that was being written when the program ended.
pub(in crate::app::meeting) fn offer(ui: &mut Ui, room: &Context, draft: Draft) {
    // The label tells where the text comes from. The usual question would look as if somebody had just pressed a key.
    let several = row_of(ui, room, draft.purpose.clone()).several;
    let label = "This was being written when the program ended".to_owned();
    ui.write(draft.purpose, label, &draft.text, several);
}

/// The line under a prompt that tells how its text is understood while it is typed.
pub(in crate::app::meeting) fn hint(
    ui: &Ui,
    room: &Context,
    purpose: &Purpose,
    text: &str,
) -> Line {
    // An empty field has no hint: the first thing that a room sees must not be a complaint.
    if text.trim().is_empty() {
        return Line::new();
    }
    let (role, note) = (row_of(ui, room, purpose.clone()).hint)(ui, room, text);
    line(role, note)
}

/// The words right of that line: the theme that a new goal or a note belongs to.
pub(in crate::app::meeting) fn about(room: &Context, purpose: &Purpose) -> Line {
    let themes: &[String] = match purpose {
        Purpose::Goal { themes, .. } => themes,
        Purpose::Standard(theme) | Purpose::Note(Some(theme)) => std::slice::from_ref(theme),
        _ => &[],
    };
    match themes {
        [] => Line::new(),
        [theme] => line(
            Role::Muted,
            format!("for the theme: {}", room.meeting.theme_title(theme)),
        ),
        [theme, others @ ..] => line(
            Role::Muted,
            format!(
                "for the theme: {}, and {} more",
                room.meeting.theme_title(theme),
                others.len()
            ),
        ),
    }
}

/// `true` if the wall may show a text while it is written at the desk.
pub(in crate::app) fn is_for_the_wall(purpose: &Purpose) -> bool {
    // Notes are the facilitator's own until they are in the minutes, and the groups of comments always.
    !matches!(
        purpose,
        Purpose::Note(_) | Purpose::RewordNote(_) | Purpose::CommentGroup(_)
    )
}

/// The dock of a text that is being written at the desk, as the wall shows it.
pub(in crate::app) fn shown(ui: &Ui, room: &Context, draft: &Draft) -> Dock {
    let PurposeRow { label, several, .. } = row_of(ui, room, draft.purpose.clone());
    let (purpose, label) = (draft.purpose.clone(), label.into_owned());
    let prompt = if several {
        Prompt::lines(purpose, label, &draft.text)
    } else {
        Prompt::new(purpose, label, &draft.text)
    };
    prompt.dock(
        hint(ui, room, &draft.purpose, &draft.text),
        about(room, &draft.purpose),
        // Goals of other units are for whoever words the goal.
        Vec::new(),
    )
}

/// Keeps a text that was left unfinished, for the next time that its prompt opens.
pub(in crate::app::meeting) fn left(ui: &mut Ui, purpose: Purpose, text: &str) -> Vec<Effect> {
    // Esc is the stop key of a clicker. A sentence that a room has worded for minutes must not go with one press.
    ui.taken = None;
    if !text.trim().is_empty() {
        let text = text.to_owned();
        ui.kept.push(Draft { purpose, text });
    }
    vec![Effect::Keep(None)]
}

/// Takes a finished text, and returns its command or opens the next prompt.
pub(in crate::app::meeting) fn typed(
    ui: &mut Ui,
    room: &Context,
    purpose: &Purpose,
    text: &str,
) -> Result<Vec<Effect>, Refusal> {
    let row = row_of(ui, room, purpose.clone());
    // A refusal leaves here, before the draft is removed: the prompt comes back with its text.
    let then = (row.commit)(room, text).and_then(refused)?;
    let (command, say) = match then {
        Then::Do(command) => (command, None),
        Then::DoAndSay(command, say) => (command, Some(say)),
        Then::Cost(goal, cost) => {
            let say = figures::after_cost(ui, room, &goal, cost);
            (Command::SetGoalCost { goal, cost }, say)
        }
        Then::Hours(goal, hours) => {
            let say = figures::after_hours(ui, room, &goal, hours);
            (Command::SetGoalHours { goal, hours }, say)
        }
        Then::Write(next) => {
            open(ui, room, next, "");
            return Ok(vec![Effect::Keep(None)]);
        }
        Then::AskGroup { name, role } => {
            person::ask_group(ui, room, name, &role);
            return Ok(vec![Effect::Keep(None)]);
        }
        Then::Nothing | Then::Refuse(_) => return Ok(vec![Effect::Keep(None)]),
    };
    let or = None;
    // The draft goes first: in the other order, a crash in between would offer a text again whose command is done.
    let mut effects = vec![Effect::Keep(None), Effect::Do { command, say, or }];
    effects.extend(bank::figures(ui, room, purpose, text));
    Ok(effects)
}

fn refused(then: Then) -> Result<Then, Refusal> {
    match then {
        Then::Refuse(why) => refuse(why),
        then => Ok(then),
    }
}

/// The hint for a text that could or could not be read.
fn told(read: Result<String, Refusal>) -> Interpretation {
    match read {
        Ok(words) => (Role::Good, words),
        Err(why) => (Role::Warn, why.into()),
    }
}

impl TypedValue for Text {
    fn parse(_: &Context, text: &str) -> Result<Self, Refusal> {
        Ok(Self(text.to_owned()))
    }

    fn hint(_: &Ui, _: &Context, text: &str) -> Interpretation {
        length(text)
    }
}

impl TypedValue for PatientText {
    fn parse(_: &Context, text: &str) -> Result<Self, Refusal> {
        Ok(Self(text.to_owned()))
    }

    /// The readability of the text; its length instead where that is near the limit.
    fn hint(ui: &Ui, _: &Context, text: &str) -> Interpretation {
        let jargon = ui.settings.jargon();
        // Patients will read this sentence, so it is read as they read while there is still time to change it.
        let (role, said) = wording::line(&reading::read(text, &jargon), ui.shell.size.0);
        match length(text) {
            long if role == Role::Muted && !long.1.is_empty() => long,
            _ => (role, said),
        }
    }
}

impl TypedValue for Money {
    fn parse(_: &Context, text: &str) -> Result<Self, Refusal> {
        units(amount::money(text)).map(Self)
    }

    fn hint(_: &Ui, room: &Context, text: &str) -> Interpretation {
        let capacity = &room.meeting.agenda().capacity;
        understood(amount::money(text), |n| capacity.money_text(n))
    }
}

impl TypedValue for Hours {
    fn parse(_: &Context, text: &str) -> Result<Self, Refusal> {
        units(amount::hours(text)).map(Self)
    }

    fn hint(_: &Ui, _: &Context, text: &str) -> Interpretation {
        understood(amount::hours(text), |n| words::count(n, "hour", "hours"))
    }
}

impl TypedValue for Percent {
    fn parse(_: &Context, text: &str) -> Result<Self, Refusal> {
        percent(text).map(Self)
    }

    fn hint(_: &Ui, _: &Context, text: &str) -> Interpretation {
        told(percent(text).map(|above| format!("above {above}%, {above} in 100")))
    }
}

impl TypedValue for Day {
    fn parse(room: &Context, text: &str) -> Result<Self, Refusal> {
        match text {
            // No day is an answer: a date that was made up to fill the field is worse than none.
            "" => Ok(Self(None)),
            _ => day(room, text).map(|day| Self(Some(day))),
        }
    }

    fn hint(_: &Ui, room: &Context, text: &str) -> Interpretation {
        day_hint(day(room, text))
    }
}

impl TypedValue for Days {
    fn parse(room: &Context, text: &str) -> Result<Self, Refusal> {
        let days = days(room, text)?;
        // A goal without a review is a goal that nobody asks about again.
        if days.is_empty() {
            return refuse("At least one day.");
        }
        Ok(Self(days))
    }

    fn hint(_: &Ui, room: &Context, text: &str) -> Interpretation {
        let short = |days: Vec<Date>| {
            let days = days.into_iter().map(dates::short_with_weekday);
            days.collect::<Vec<_>>()
        };
        told(days(room, text).map(|days| short(days).join(", ")))
    }
}

impl TypedValue for Hands {
    fn parse(_: &Context, text: &str) -> Result<Self, Refusal> {
        hands(text)
    }

    fn hint(_: &Ui, _: &Context, text: &str) -> Interpretation {
        told(
            hands(text)
                .map(|h| format!("{} for, {} against, {} abstained", h.yes, h.no, h.abstain)),
        )
    }
}

impl TypedValue for TableOrder {
    fn parse(room: &Context, text: &str) -> Result<Self, Refusal> {
        let goals = goals_of_round(room);
        let places = tables::read_places(text, goals.len())?;
        Ok(Self(tables::in_order(goals, &places)))
    }

    fn hint(_: &Ui, room: &Context, text: &str) -> Interpretation {
        let goals = goals_of_round(room);
        let title = |id: &String| {
            let goal = room.meeting.goal(id);
            goal.map_or_else(|| id.clone(), |g| g.title.clone())
        };
        told(tables::typed_places(text, goals.len()).and_then(|typed| {
            // The next goal's words, so that the eye finds its line on the sheet again.
            if let Some(next) = goals.get(typed.len()) {
                return Ok(format!("goal {}: {}", typed.len() + 1, title(next)));
            }
            let places = tables::read_places(text, goals.len())?;
            let order = tables::in_order(goals, &places);
            Ok(match order.as_slice() {
                [] => "no goal has a place".to_owned(),
                [first] => format!("first and only: {}", title(first)),
                [first, .., last] => format!("first: {}; last: {}", title(first), title(last)),
            })
        }))
    }
}

/// The goals of the open round, in the order of the ballot.
fn goals_of_round<'a>(room: &Context<'a>) -> &'a [String] {
    let round = room.meeting.open_round();
    round.map_or(&[], |round| &round.settings.goals)
}

/// A figure as people say it: `61`, `61%`, `above 61 in 100`.
fn percent(text: &str) -> Result<u32, Refusal> {
    let text = text.trim().to_lowercase();
    let number = text
        .trim_start_matches("above")
        .trim_start_matches("more than")
        .trim_end_matches("in 100")
        .trim_end_matches("per cent")
        .trim_end_matches("percent")
        .trim_end_matches('%')
        .trim();
    match number.parse() {
        Ok(above) if above <= Aim::MOST => Ok(above),
        Ok(_) => refuse("A figure from 0 to 99: nothing is above 100 in 100."),
        Err(_) => refuse("A whole number from 0 to 99, such as 61."),
    }
}

/// The hint for a day, with its weekday; one on which nobody works is asked about.
fn day_hint(read: Result<Date, Refusal>) -> Interpretation {
    match read.map(|day| (dates::long(day), dates::day_off_words(day))) {
        Ok((day, Some(off))) => (Role::Warn, format!("{day}   {off}")),
        read => told(read.map(|(day, _)| day)),
    }
}

/// The number of characters left, from four fifths of the longest text on.
fn length(text: &str) -> Interpretation {
    let long = text.trim().chars().count();
    if long > LONGEST_TEXT {
        let over = words::count((long - LONGEST_TEXT) as u64, "character", "characters");
        return (Role::Warn, format!("{over} too long"));
    }
    if long * 5 >= LONGEST_TEXT * 4 {
        let left = words::count((LONGEST_TEXT - long) as u64, "character", "characters");
        return (Role::Muted, format!("{left} left"));
    }
    (Role::Muted, String::new())
}

/// The hint for an amount.
fn understood(
    read: Result<Option<Amount>, AmountError>,
    say: impl FnOnce(u64) -> String,
) -> Interpretation {
    let words = |amount: Option<Amount>| match amount {
        None => "understood: not known yet".to_owned(),
        Some(Amount {
            units,
            rounded,
            days,
        }) => {
            // Up and never down, so that no plan turns out to cost more than the room has seen.
            let rounded = if rounded { ", rounded up" } else { "" };
            let days = if days {
                ", a day counted as 7.5 hours"
            } else {
                ""
            };
            format!(
                "understood: {} in the first year{days}{rounded}",
                say(units)
            )
        }
    };
    told(read.map(words).map_err(|e| Refusal::new(e.to_string())))
}

fn units(read: Result<Option<Amount>, AmountError>) -> Result<Option<u64>, Refusal> {
    read.map(|amount| amount.map(|a| a.units))
        .map_err(|e| Refusal::new(e.to_string()))
}

fn day(room: &Context, text: &str) -> Result<Date, Refusal> {
    // From the day on which the meeting is held and not from today: a meeting typed up later says "in 6 weeks" too.
    dates::understand(text, room.meeting.date(room.now)).map_err(|e| Refusal::new(e.to_string()))
}

fn days(room: &Context, text: &str) -> Result<Vec<Date>, Refusal> {
    text.split([',', ';'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|t| day(room, t))
        .collect()
}

fn hands(text: &str) -> Result<Hands, Refusal> {
    let numbers: Vec<u32> = text
        // Whatever stands between the numbers is fine: people type "5-1-2", "5, 1" and "5 for 1 against".
        .split(|c: char| !c.is_ascii_digit())
        .filter(|t| !t.is_empty())
        .filter_map(|t| t.parse().ok())
        .collect();
    match *numbers.as_slice() {
        [yes, no] => Ok(Hands {
            yes,
            no,
            abstain: 0,
        }),
        [yes, no, abstain] => Ok(Hands { yes, no, abstain }),
        _ => refuse("Two or three numbers: for, against, abstained; such as 5 1 2."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_said_once_it_matters() {
        let said = |n: usize| length(&"a".repeat(n)).1;
        assert_eq!(said(3_199), "");
        assert_eq!(said(3_999), "1 character left");
        assert_eq!(said(4_002), "2 characters too long");
    }

    #[test]
    fn hands_are_two_or_three_numbers() {
        assert_eq!(
            hands("5 1 2"),
            Ok(Hands {
                yes: 5,
                no: 1,
                abstain: 2
            })
        );
        assert_eq!(
            hands("5,1"),
            Ok(Hands {
                yes: 5,
                no: 1,
                abstain: 0
            })
        );
        assert!(hands("5").is_err());
        assert!(hands("1 2 3 4").is_err());
    }
}
