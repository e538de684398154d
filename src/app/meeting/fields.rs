//! The fields of a goal's two forms: their order, their names, and which of them are still empty.
//!
//! Apart from the forms, since the pages below open a form at its first empty field.

use super::ui::Sheet;
use crate::domain::{command::Command, goal::Goal};

/// A form of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The goal itself.
    Goal,
    /// The owner and the days.
    Owner,
}

/// A field of the form of the goal itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoalField {
    Title,
    Themes,
    Evidence,
    Strand,
    Control,
    Money,
    Hours,
}

/// A field of the form of the owner and the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnerField {
    Owner,
    Partner,
    FirstStep,
    Measure,
    Due,
    Reviews,
    Accepted,
}

impl GoalField {
    /// From top to bottom.
    pub(super) const ALL: [Self; 7] = [
        Self::Title,
        Self::Themes,
        Self::Evidence,
        Self::Strand,
        Self::Control,
        Self::Money,
        Self::Hours,
    ];

    /// Its name on the form.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Title => "goal",
            Self::Themes => "themes",
            Self::Evidence => "rests on",
            Self::Strand => "mainly for",
            Self::Control => "who can do it",
            Self::Money => "money",
            Self::Hours => "hours",
        }
    }

    /// `true` if it is not known yet. A goal without themes is of all of them, and one without a strand is for everybody.
    fn is_empty(self, goal: &Goal) -> bool {
        match self {
            Self::Control => goal.control.is_none(),
            Self::Money => goal.cost.is_none(),
            Self::Hours => goal.hours.is_none(),
            Self::Title | Self::Themes | Self::Evidence | Self::Strand => false,
        }
    }
}

impl OwnerField {
    /// From top to bottom.
    pub(super) const ALL: [Self; 7] = [
        Self::Owner,
        Self::Partner,
        Self::FirstStep,
        Self::Measure,
        Self::Due,
        Self::Reviews,
        Self::Accepted,
    ];

    /// Its name on the form.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Partner => "with",
            Self::FirstStep => "first step",
            Self::Measure => "we look at",
            Self::Due => "by",
            Self::Reviews => "reviews",
            Self::Accepted => "agreed to it",
        }
    }

    /// `true` if nothing has been entered in it. Reviews have days of their own from the start.
    fn is_empty(self, goal: &Goal) -> bool {
        match self {
            Self::Owner => goal.owner.is_none(),
            Self::Partner => goal.partner.is_none(),
            Self::FirstStep => goal.first_step.is_empty(),
            Self::Measure => goal.measure.is_empty(),
            Self::Due => goal.due.is_none(),
            // An owner who was not there is asked after the meeting: the form does not wait for it.
            Self::Reviews | Self::Accepted => false,
        }
    }
}

impl Form {
    /// The form of a goal, with the mark on a field.
    pub(super) fn sheet(self, goal: String, at: usize) -> Sheet {
        match self {
            Self::Goal => Sheet::GoalForm { goal, at },
            Self::Owner => Sheet::OwnerForm { goal, at },
        }
    }

    /// The form of a goal, with the mark on its first empty field.
    pub fn opened(self, goal: &Goal) -> Sheet {
        self.sheet(goal.id.clone(), self.first_empty(goal, 0).unwrap_or(0))
    }

    /// The number of its fields.
    pub(super) fn fields(self) -> usize {
        match self {
            Self::Goal => GoalField::ALL.len(),
            Self::Owner => OwnerField::ALL.len(),
        }
    }

    /// The first empty field of a goal from a place on.
    pub(super) fn first_empty(self, goal: &Goal, from: usize) -> Option<usize> {
        let empty: Vec<bool> = match self {
            Self::Goal => GoalField::ALL.iter().map(|f| f.is_empty(goal)).collect(),
            Self::Owner => OwnerField::ALL.iter().map(|f| f.is_empty(goal)).collect(),
        };
        let after = empty.iter().enumerate().skip(from);
        after.filter(|(_, empty)| **empty).map(|(at, _)| at).next()
    }

    /// The sentence after the last empty field of a goal.
    pub(super) fn done_words(self, goal: &Goal) -> String {
        let left: Vec<&str> = match self {
            Self::Goal => {
                let left = GoalField::ALL.iter().filter(|f| f.is_empty(goal));
                left.map(|f| f.label()).collect()
            }
            Self::Owner => {
                let left = OwnerField::ALL.iter().filter(|f| f.is_empty(goal));
                left.map(|f| f.label()).collect()
            }
        };
        if left.is_empty() {
            return "All filled in. {Form.Right} goes to the next goal.".to_owned();
        }
        let left = left.join(", ");
        format!("Still empty: {left}. {{Form.Right}} goes to the next goal.")
    }
}

/// The field that a command fills in: its form, its goal and its place.
pub(super) fn filled(command: &Command) -> Option<(Form, String, usize)> {
    let of_goal = |goal: &String, field| {
        let at = GoalField::ALL.iter().position(|f| *f == field)?;
        Some((Form::Goal, goal.clone(), at))
    };
    let of_owner = |goal: &String, field| {
        let at = OwnerField::ALL.iter().position(|f| *f == field)?;
        Some((Form::Owner, goal.clone(), at))
    };
    match command {
        Command::RewordGoal { goal, .. } => of_goal(goal, GoalField::Title),
        Command::SetGoalThemes { goal, .. } => of_goal(goal, GoalField::Themes),
        Command::SetGoalEvidence { goal, .. } => of_goal(goal, GoalField::Evidence),
        Command::SetGoalStrand { goal, .. } => of_goal(goal, GoalField::Strand),
        Command::SetGoalControl { goal, .. } => of_goal(goal, GoalField::Control),
        Command::SetGoalCost { goal, .. } => of_goal(goal, GoalField::Money),
        Command::SetGoalHours { goal, .. } => of_goal(goal, GoalField::Hours),
        Command::Assign { goal, .. } => of_owner(goal, OwnerField::Owner),
        Command::AssignPartner { goal, .. } => of_owner(goal, OwnerField::Partner),
        Command::SetFirstStep { goal, .. } => of_owner(goal, OwnerField::FirstStep),
        Command::SetMeasure { goal, .. } | Command::SetAim { goal, .. } => {
            of_owner(goal, OwnerField::Measure)
        }
        Command::SetDue { goal, .. } => of_owner(goal, OwnerField::Due),
        Command::SetReviews { goal, .. } => of_owner(goal, OwnerField::Reviews),
        Command::Accept { goal, .. } => of_owner(goal, OwnerField::Accepted),
        _ => None,
    }
}
