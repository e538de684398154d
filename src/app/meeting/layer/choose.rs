//! Lists of the meeting to choose from, and the effect of each value that is picked.

use super::{ballot, bank, fits, hand_over, person, speaking, write};
use crate::{
    app::{
        cards::Role,
        meeting::{
            context::Context,
            effect::{Effect, ask, ask_and_say},
            screen::{close, review},
            ui::{GoalList, Pick, Purpose, Sheet, Ui},
            update,
        },
        shell::{Choice, Layer},
        words,
    },
    domain::{
        command::Command,
        dates,
        goal::{Control, Decision, Goal, Owner, Reason},
        people::Person,
        vote::{round::Round, tables::MOST_TABLES},
    },
};

/// Asks whether the meeting is held today, where the agenda says another day and nobody has come yet.
pub(in crate::app) fn ask_which_day(ui: &mut Ui, room: &Context) {
    let (Some(day), None) = (room.meeting.agenda().meeting.date, room.meeting.started()) else {
        return;
    };
    let today = room.now.date();
    if day == today || room.read_only {
        return;
    }
    let title = format!(
        "The agenda says {}; today is {}",
        dates::say(day),
        dates::say(today)
    );
    let choices = vec![
        Choice::new(Pick::HeldToday, "It is held today", "the record says so"),
        Choice::new(
            Pick::Rehearsal,
            "It is a rehearsal",
            "on a copy; nothing is kept",
        ),
    ];
    ui.choose(title, choices, 0);
}

/// The effects of a checklist with these ids ticked; `offered` are all ids that were on it.
pub(in crate::app::meeting) fn checked(
    room: &Context,
    what: GoalList,
    ids: Vec<String>,
    offered: &[String],
) -> Vec<Effect> {
    match what {
        GoalList::Themes(goal) => vec![ask(Command::SetGoalThemes { goal, themes: ids })],
        GoalList::Evidence(goal) => {
            // What rests on a held comment stays: it is not offered, so it was not taken out.
            let kept = room.meeting.goal(&goal).map_or(&[][..], |g| &g.evidence);
            let hidden = kept.iter().filter(|id| !offered.contains(id)).cloned();
            let evidence = hidden.chain(ids).collect();
            vec![ask(Command::SetGoalEvidence { goal, evidence })]
        }
    }
}

/// Performs the value that was picked.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each value, so that the list is complete"
)]
pub(in crate::app::meeting) fn picked(ui: &mut Ui, room: &Context, pick: Pick) -> Vec<Effect> {
    match pick {
        Pick::WalkIn { name, role, group } => {
            let say = format!("{name} is here.");
            let person = Person {
                name,
                role,
                group,
                ..Person::default()
            };
            return vec![ask_and_say(Command::WalkIn { person }, say)];
        }
        Pick::NoWalkIn(name) => {
            update::say(ui, Role::Muted, format!("{name} is not on the list."));
        }
        Pick::CorrectName(id) => person::correct_name(ui, room, id),
        Pick::CorrectRole(id) => person::correct_role(ui, room, id),
        Pick::CorrectGroup(id) => person::correct_group(ui, room, &id),
        Pick::Group { person, group } => return vec![person::set_group(room, person, group)],
        Pick::Merge { from, into } => {
            let say = "Merged: its themes and evidence go along.";
            return vec![ask_and_say(Command::MergeGoals { from, into }, say)];
        }
        Pick::Control { goal, control } => {
            return vec![ask(Command::SetGoalControl { goal, control })];
        }
        Pick::Strand { goal, strand } => {
            return vec![ask(Command::SetGoalStrand { goal, strand })];
        }
        Pick::Agree(goal) => return agree(ui, room, goal),
        // The reason comes before the body that is asked: "no money" leads to another one than "not ours to do".
        Pick::Ask(goal) => {
            let pick = |reason| Pick::AskFor {
                goal: goal.clone(),
                reason,
            };
            ui.choose("Why can we not do it ourselves?", reasons(pick), 0);
        }
        Pick::NotThisTime(goal) => {
            let pick = |reason| Pick::NotThisTimeFor {
                goal: goal.clone(),
                reason,
            };
            ui.choose("Why not this time?", reasons(pick), 0);
        }
        Pick::SettleLater(goal) => write::open(ui, room, Purpose::SettledBy(goal), ""),
        Pick::Reopen(goal) => return vec![ask(Command::ReopenDecision { goal })],
        Pick::AskFor { goal, reason } => {
            write::open(ui, room, Purpose::AskOf { goal, reason }, "");
        }
        Pick::NotThisTimeFor { goal, reason } => {
            write::open(ui, room, Purpose::NotThisTimeNote { goal, reason }, "");
        }
        Pick::Owner { goal, person } => {
            let owner = person.map(Owner::Person);
            return vec![ask(Command::Assign { goal, owner })];
        }
        Pick::GiveOver { goal, owner } => {
            return vec![review::give_over(room, goal, owner)];
        }
        Pick::GiveOverByName(goal) => write::open(ui, room, Purpose::GiveOver(goal), ""),
        Pick::OwnerByName(goal) => write::open(ui, room, Purpose::OwnerRole(goal), ""),
        Pick::Partner { goal, partner } => {
            return vec![ask(Command::AssignPartner { goal, partner })];
        }
        Pick::MeasureOn {
            goal,
            finding,
            strand,
        } => {
            let purpose = Purpose::Above {
                goal,
                finding,
                strand,
            };
            write::open(ui, room, purpose, "");
        }
        Pick::MeasureInWords(goal) => {
            // The words of an aim are the question's, so they are no beginning for the room's own.
            let own = room.meeting.goal(&goal).filter(|g| g.aim.is_none());
            let old = own.map_or_else(String::new, |g| g.measure.clone());
            write::open(ui, room, Purpose::Measure(goal), &old);
        }
        // The seat and not the ballot: whoever picked a name by mistake sees it in the field, and confirms nothing yet.
        Pick::Voter(person) => ui.seat = room.meeting.seat_of(&person).unwrap_or(0),
        Pick::Method(method) => {
            if let Some(Layer::Own(Sheet::Setup { settings, .. })) = ui.shell.layers.last_mut() {
                settings.method = method;
            }
        }
        Pick::SlipGroup(group) => ballot::slip(ui, room, &group),
        Pick::LetIn(person) => {
            let say = format!(
                "{} has a vote in this round.",
                room.meeting.name_of(&person)
            );
            return vec![ask_and_say(let_in(room, person, false), say)];
        }
        Pick::HandOver(person) => return vec![hand_over::hand_over(room, person)],
        Pick::Proxy(person) => {
            // Letting in and the seat are one step for the room, since the person who hands in has the keyboard already.
            ui.seat = room.meeting.seat_of(&person).unwrap_or(0);
            return vec![ask(let_in(room, person, true))];
        }
        Pick::Against(round) => ui.against = Some(round),
        Pick::Tie {
            round,
            rule,
            between,
            first,
        } => {
            return fits::settle(round, rule, between, first);
        }
        Pick::HandsGroup { goal, group } => {
            write::open(ui, room, Purpose::Hands { goal, group }, "");
        }
        Pick::Table(table) => write::open(ui, room, Purpose::TableList(table), ""),
        Pick::Note(id) => {
            if let Some(note) = room.meeting.notes().iter().find(|n| n.id == id) {
                write::open(ui, room, Purpose::RewordNote(id), &note.text);
            }
        }
        Pick::TakeUp(id) => return vec![ask(Command::TakeUp { id })],
        // A choice of its own beside Esc, so that the list has both answers to its question.
        Pick::LeaveParked => {}
        Pick::Heard {
            theme,
            person,
            passed,
        } => {
            return vec![speaking::hear(room, theme, person, passed)];
        }
        Pick::HeldToday => {
            let today = dates::say(room.now.date());
            update::say(
                ui,
                Role::Good,
                format!("Held today: the record says {today}."),
            );
        }
        Pick::Rehearsal => (ui.shell.is_over, ui.rehearse) = (true, true),
        Pick::Place(place) => return super::find::go_to(ui, room, place),
        Pick::CloseRound(round) => {
            let ballots = room.ballots.clone();
            let command = Command::CloseRound { round, ballots };
            return vec![ask_and_say(command, "The round is closed.")];
        }
        Pick::GiveUpRound { round, ballots } => {
            return vec![ask(Command::AbandonRound { round, ballots })];
        }
        Pick::Leave => ui.shell.is_over = true,
        Pick::GoOn => return vec![Effect::GoOn],
        Pick::MergeRecord => return vec![Effect::Merge],
        Pick::SaveUnread => return close::save(room),
        Pick::FromBank(goal) => bank::take(ui, goal),
    }
    Vec::new()
}

fn let_in(room: &Context, person: String, proxy: bool) -> Command {
    let round = room.meeting.open_round();
    let round = round.map_or_else(String::new, |round| round.id.clone());
    Command::LetIn {
        round,
        person,
        proxy,
    }
}

fn reasons(pick: impl Fn(Reason) -> Pick) -> Vec<Choice<Pick>> {
    let reasons = Reason::WORDS.iter().map(|(_, reason)| *reason);
    reasons
        .map(|reason| Choice::new(pick(reason), words::reason(reason), ""))
        .collect()
}

/// Agrees a goal; asks for a reason if it goes beyond the capacity.
fn agree(ui: &mut Ui, room: &Context, goal: String) -> Vec<Effect> {
    // Agreeing beyond the capacity is allowed, because the room may know more, but the reason is in the minutes.
    if !room.meeting.beyond_with(&goal).is_empty() {
        write::open(ui, room, Purpose::AgreeAllTheSame(goal), "");
        return Vec::new();
    }
    let note = String::new();
    let decision = Decision::Agreed { note };
    vec![ask(Command::Decide { goal, decision })]
}

/// Asks for the room's decision on a goal.
pub fn decision(ui: &mut Ui, goal: &Goal) {
    let id = || goal.id.clone();
    let mut choices = vec![
        Choice::new(Pick::Agree(id()), "We do it", "it is pledged"),
        Choice::new(
            Pick::Ask(id()),
            "We ask for it",
            "somebody above or outside",
        ),
        Choice::new(Pick::NotThisTime(id()), "Not this time", "with the reason"),
        Choice::new(
            Pick::SettleLater(id()),
            "Somebody settles it later",
            "who, and by when",
        ),
    ];
    // Only where there is a decision, so that a room that decides for the first time has four choices to read and not five.
    if goal.decision.is_some() {
        choices.push(Choice::new(
            Pick::Reopen(id()),
            "Open again",
            "take the decision back",
        ));
    }
    // The mark begins on what is likely: a goal beyond us can only be asked for.
    let at = usize::from(goal.control == Some(Control::Beyond));
    ui.choose(goal.title.clone(), choices, at);
}

/// Asks for the group whose hands are counted on a goal; with one group it goes straight to the numbers.
pub fn hands_group(ui: &mut Ui, room: &Context, round: &Round, goal: &str) {
    let pick = |group: &str| (goal.to_owned(), group.to_owned());
    let groups = round.groups();
    if let [only] = groups.as_slice() {
        let (goal, group) = pick(only);
        return write::open(ui, room, Purpose::Hands { goal, group }, "");
    }
    // The first group that has not been counted on this goal comes first under the mark.
    let at = groups
        .iter()
        .position(|g| !round.hands.get(goal).is_some_and(|h| h.contains_key(*g)))
        .unwrap_or(0);
    let choice = |group: &&str| {
        let name = words::group(group);
        let (goal, group) = pick(group);
        Choice::new(Pick::HandsGroup { goal, group }, name, "")
    };
    ui.choose("Whose hands?", groups.iter().map(choice).collect(), at);
}

/// Asks for the table whose list is typed in; the mark begins on the first one without a list.
pub fn table(ui: &mut Ui, round: &Round) {
    let is_in = |table: usize| {
        let list = table.checked_sub(1).and_then(|at| round.tables.get(at));
        list.is_some_and(|list| !list.is_empty())
    };
    let choice = |table: usize| {
        let note = if is_in(table) {
            "its list is in; another one replaces it"
        } else {
            ""
        };
        Choice::new(Pick::Table(table), format!("Table {table}"), note)
    };
    let at = (1..=MOST_TABLES).position(|table| !is_in(table));
    ui.choose(
        "Which table\u{2019}s list?",
        (1..=MOST_TABLES).map(choice).collect(),
        at.unwrap_or(0),
    );
}
