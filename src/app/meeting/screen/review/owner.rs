//! A goal given over to another owner in a review, because the one before has left or has other work.

use super::ReviewScope;
use crate::{
    app::{
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            ui::{Pick, Ui},
        },
        shell::Choice,
    },
    domain::{command::Command, goal::Owner, outcome::OutcomeGoal, people::REMOVED},
};

/// Asks who has a goal from today on: the people on the list, others who were given a goal, or somebody else.
pub(super) fn ask(ui: &mut Ui, room: &Context, scope: &ReviewScope, goal: &OutcomeGoal) {
    let now = scope.outcome.owner_now(goal);
    let pick = |owner| Pick::GiveOver {
        goal: goal.id.clone(),
        owner,
    };
    let people = room.meeting.people().iter().filter(|a| {
        // Neither the owner, nor the partner, who works with the owner.
        let id = &a.person.id;
        now.as_ref() != Some(&Owner::Person(id.clone()))
            && goal.partner.as_ref() != Some(id)
            && a.person.name != REMOVED
    });
    let mut choices: Vec<_> = people
        .map(|a| {
            let owner = Owner::Person(a.person.id.clone());
            Choice::new(pick(owner), a.person.name.clone(), a.person.role.clone())
        })
        .collect();
    // Somebody new often takes over every goal of the one who left, and is typed once.
    for other in &scope.outcome.goals {
        let Some(owner @ Owner::Role(_)) = scope.outcome.owner_now(other) else {
            continue;
        };
        let choice = Choice::new(
            pick(owner.clone()),
            scope.outcome.owner_name(Some(&owner)),
            "",
        );
        if now.as_ref() != Some(&owner) && choices.iter().all(|c| c.value != choice.value) {
            choices.push(choice);
        }
    }
    choices.push(Choice::new(
        Pick::GiveOverByName(goal.id.clone()),
        "somebody else, by name or role",
        "",
    ));
    let title = match scope.outcome.owner_of(goal).as_str() {
        "" => "Who has it now?".to_owned(),
        owner => format!("Who has it now? It was {owner}"),
    };
    ui.choose(title, choices, 0);
}

/// The effect that gives a goal over.
pub fn give_over(room: &Context, goal: String, owner: Owner) -> Effect {
    let say = given_over(room, &goal, &owner);
    ask_and_say(Command::GiveOver { goal, owner }, say)
}

/// The message for a goal that was given over.
pub fn given_over(room: &Context, goal: &str, owner: &Owner) -> String {
    let title = room.meeting.goal(goal).map_or("", |g| g.title.as_str());
    let name = match owner {
        Owner::Person(id) => room.meeting.name_of(id),
        Owner::Role(role) => role.clone(),
    };
    format!("{name} has it now: {title}.")
}
