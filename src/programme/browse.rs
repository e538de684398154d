//! Many units' pledges for a screen: units, goals with their history, and what is due.
//!
//! Only what the tables show is kept of each outcome.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use jiff::civil::Date;

use crate::domain::{
    alike::folded,
    due::{self, Matter},
    goal::{Control, Reason},
    outcome::{Outcome, OutcomeGoal, Status, Verdict},
};

/// A unit with the numbers of its goals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowsedUnit {
    /// Unit, such as `Northbrook Breast Unit`; with its organisation where another unit has the name as well.
    pub name: String,
    /// Hospital trust or board; may be empty.
    pub organisation: String,
    /// Meetings.
    pub meetings: u64,
    /// Day of the latest meeting.
    pub last: Option<Date>,
    /// Latest day on which a goal was reviewed.
    pub reviewed: Option<Date>,
    /// Agreed goals.
    pub agreed: u64,
    /// Agreed goals that are done.
    pub done: u64,
    /// Overdue items.
    pub overdue: u64,
}

impl BrowsedUnit {
    /// Counts a meeting with its goals.
    fn count(&mut self, date: Option<Date>, goals: &[BrowsedGoal]) {
        self.meetings += 1;
        self.last = self.last.max(date);
        let looked = goals.iter().flat_map(|g| &g.looks).filter_map(|l| l.on);
        self.reviewed = self.reviewed.max(looked.max());
        for goal in goals.iter().filter(|g| g.decision == Verdict::Agreed) {
            self.agreed += 1;
            self.done += u64::from(goal.status() == Some(Status::Done));
        }
    }
}

/// A goal of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowsedGoal {
    /// Index of its unit.
    pub unit: usize,
    /// Day of the meeting.
    pub date: Option<Date>,
    /// Id in its outcome.
    pub id: String,
    /// Wording.
    pub title: String,
    /// Ids of its themes.
    pub themes: Vec<String>,
    /// Strand that it is mainly for.
    pub strand: Option<String>,
    /// Decision.
    pub decision: Verdict,
    /// Reason, for a goal that does not go ahead as proposed.
    pub reason: Option<Reason>,
    /// Level that can make it happen.
    pub control: Option<Control>,
    /// Cost in the first year, in whole units of currency.
    pub cost: Option<u64>,
    /// Staff hours in the first year.
    pub hours: Option<u64>,
    /// Due date.
    pub due: Option<Date>,
    /// Past reviews, by day.
    pub looks: Vec<Look>,
    /// Path of its outcome.
    pub file: String,
}

impl BrowsedGoal {
    /// Status at the latest review.
    pub fn status(&self) -> Option<Status> {
        self.looks.last().map(|look| look.status)
    }
}

/// A past review of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Day; the day on which it was due where it says no other.
    pub on: Option<Date>,
    /// Status found.
    pub status: Status,
    /// Difference that patients notice, else the reason; may be empty.
    pub words: String,
}

/// An item that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowsedDue {
    /// Index of its unit.
    pub unit: usize,
    /// Kind of item.
    pub matter: Matter,
    /// Wording of the goal.
    pub title: String,
    /// Person responsible, by name or role; may be empty.
    pub who: String,
    /// Day on which it is due; `None` means until it happens.
    pub on: Option<Date>,
    /// The day is past.
    pub overdue: bool,
}

/// A stage in the history of a goal: a meeting that pledged it, or a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It was decided on in a meeting.
    Meeting {
        /// Day of the meeting.
        on: Option<Date>,
        /// Decision.
        decision: Verdict,
        /// Due date.
        due: Option<Date>,
    },
    /// It was reviewed.
    Review(Look),
}

impl Stage {
    fn on(&self) -> Option<Date> {
        match self {
            Self::Meeting { on, .. } => *on,
            Self::Review(look) => look.on,
        }
    }
}

/// A review of an earlier pledge's goal that a later meeting wrote down.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Earlier {
    unit: usize,
    id: String,
    title: String,
    look: Look,
}

/// Units, goals and due items of many outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browse {
    /// Units, in the order in which their first outcome was added.
    pub units: Vec<BrowsedUnit>,
    /// Goals, in the order of their outcomes.
    pub goals: Vec<BrowsedGoal>,
    /// Due items of each unit's latest pledge: those with a day first, by day.
    pub due: Vec<BrowsedDue>,
    earlier: Vec<Earlier>,
}

/// The part of one outcome that a screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowsePart {
    unit: (String, String),
    date: Option<Date>,
    goals: Vec<BrowsedGoal>,
    due: Vec<BrowsedDue>,
    earlier: Vec<Earlier>,
}

impl BrowsePart {
    /// The part of an outcome. Items count as due if they are on `today`, before it, or within `ahead` days.
    pub fn of(file: &str, outcome: &Outcome, today: Date, ahead: u16) -> Self {
        let earlier = outcome.previous.iter().map(|p| Earlier {
            unit: 0,
            id: p.goal.clone(),
            title: folded(&p.title),
            look: Look {
                on: Some(p.on),
                status: p.status,
                words: words(p.noticed.as_deref(), p.note.as_deref()),
            },
        });
        let due = due::due(outcome, today, ahead).into_iter();
        Self {
            unit: (outcome.unit.name.clone(), outcome.unit.organisation.clone()),
            date: outcome.meeting.date,
            goals: outcome
                .goals
                .iter()
                .map(|goal| browsed(file, outcome, goal))
                .collect(),
            due: due
                .map(|d| BrowsedDue {
                    unit: 0,
                    matter: d.matter,
                    title: d.title,
                    who: d.who,
                    on: d.on,
                    overdue: d.overdue,
                })
                .collect(),
            earlier: earlier.collect(),
        }
    }
}

impl Browse {
    /// All parts, in their order.
    pub fn of(parts: impl IntoIterator<Item = BrowsePart>) -> Self {
        let mut browse = Self::default();
        let mut places: HashMap<(String, String), usize> = HashMap::new();
        // Due items of the latest meeting of each unit, and its day.
        let mut latest: BTreeMap<usize, (Option<Date>, Vec<BrowsedDue>)> = BTreeMap::new();
        for part in parts {
            let units = &mut browse.units;
            let at = *places.entry(part.unit).or_insert_with_key(|key| {
                units.push(BrowsedUnit {
                    name: key.0.clone(),
                    organisation: key.1.clone(),
                    ..BrowsedUnit::default()
                });
                units.len() - 1
            });
            if let Some(unit) = units.get_mut(at) {
                unit.count(part.date, &part.goals);
            }
            let of_unit = |unit: &mut usize| *unit = at;
            browse.goals.extend(part.goals.into_iter().map(|mut goal| {
                of_unit(&mut goal.unit);
                goal
            }));
            browse.earlier.extend(part.earlier.into_iter().map(|mut e| {
                of_unit(&mut e.unit);
                e
            }));
            // What an earlier pledge left open was looked at when the later one was made.
            if latest
                .get(&at)
                .is_none_or(|(before, _)| *before <= part.date)
            {
                latest.insert(at, (part.date, part.due));
            }
        }
        browse.name_apart();
        for (at, (_, due)) in latest {
            if let Some(unit) = browse.units.get_mut(at) {
                unit.overdue = due.iter().filter(|d| d.overdue).count() as u64;
            }
            browse
                .due
                .extend(due.into_iter().map(|d| BrowsedDue { unit: at, ..d }));
        }
        browse
            .due
            .sort_by_key(|d| (d.on.is_none(), d.on, d.unit, d.matter));
        browse
    }

    /// Adds the organisation to the names that several units have.
    fn name_apart(&mut self) {
        let mut names: HashMap<String, usize> = HashMap::new();
        for unit in &self.units {
            *names.entry(unit.name.clone()).or_default() += 1;
        }
        for unit in &mut self.units {
            let shared = names.get(&unit.name).is_some_and(|n| *n > 1);
            // The column of organisations is the first that a narrow window leaves out.
            if shared && !unit.organisation.is_empty() {
                unit.name = format!("{} ({})", unit.name, unit.organisation);
            }
        }
    }

    /// The unit of an index.
    pub fn unit(&self, at: usize) -> Option<&BrowsedUnit> {
        self.units.get(at)
    }

    /// History of a goal over the pledges of its unit, from the first day on.
    ///
    /// Two goals of a unit are the same if they have the same id, or the same wording apart from capitals and quotes.
    // A goal that is carried over keeps its id; one that is proposed again a year later has its words only.
    pub fn history(&self, goal: &BrowsedGoal) -> Vec<Stage> {
        let title = folded(&goal.title);
        let same = |g: &&BrowsedGoal| {
            g.unit == goal.unit && (g.id == goal.id || folded(&g.title) == title)
        };
        let mut stages: Vec<Stage> = Vec::new();
        for goal in self.goals.iter().filter(same) {
            stages.push(Stage::Meeting {
                on: goal.date,
                decision: goal.decision,
                due: goal.due,
            });
            stages.extend(goal.looks.iter().cloned().map(Stage::Review));
        }
        let later = self
            .earlier
            .iter()
            .filter(|e| e.unit == goal.unit && (e.id == goal.id || e.title == title));
        for earlier in later {
            let review = Stage::Review(earlier.look.clone());
            // The next meeting's review may be in both files.
            let known = stages.iter().any(|s| match s {
                Stage::Review(look) => {
                    (look.on, look.status) == (earlier.look.on, earlier.look.status)
                }
                Stage::Meeting { .. } => false,
            });
            if !known {
                stages.push(review);
            }
        }
        // A meeting before the reviews of its day: it looks back first, and the goal of that day is the new one.
        stages.sort_by_key(|s| (s.on(), Reverse(matches!(s, Stage::Review(_)))));
        stages
    }
}

fn browsed(file: &str, outcome: &Outcome, goal: &OutcomeGoal) -> BrowsedGoal {
    let mut looks: Vec<Look> = goal
        .reviews
        .iter()
        .filter_map(|review| {
            Some(Look {
                on: review.on.or(review.due),
                status: review.status?,
                words: words(review.noticed.as_deref(), review.note.as_deref()),
            })
        })
        .collect();
    looks.sort_by_key(|look| look.on);
    BrowsedGoal {
        unit: 0,
        date: outcome.meeting.date,
        id: goal.id.clone(),
        title: goal.title.clone(),
        themes: goal.themes.clone(),
        strand: goal.strand.clone(),
        decision: goal.decision,
        reason: goal.reason,
        control: goal.control,
        cost: goal.cost,
        hours: goal.hours,
        due: goal.due,
        looks,
        file: file.to_owned(),
    }
}

fn words(noticed: Option<&str>, note: Option<&str>) -> String {
    noticed.or(note).unwrap_or_default().to_owned()
}
