//! The outcome of a meeting: everything that `outcome.yaml` keeps of it.

use std::collections::BTreeMap;

use super::{Facilitator, Mark, Meeting, embedded};
use crate::domain::{
    agenda::Activity,
    event_sourced::EventSourced as _,
    goal::{Decision, Goal, Owner},
    measures,
    outcome::{
        AgreedStandard, Evaluation, Evidence, GoalResult, Handover, HeldMeeting, Outcome,
        OutcomeGoal, OutcomeNote, OutcomeParked, OutcomePerson, PersonMoment, PreviousGoal,
        RoundResult, SettledBy, SettledTie, ThemeAirtime, TimedItem, Verdict,
    },
    people::Attendee,
    stamp::Stamp,
    vote::{
        exact::Exact,
        method::FigureUnit,
        round::Round,
        tally::{Counted, Tally},
    },
};

impl Meeting {
    /// The outcome, as it is written to `outcome.yaml`.
    pub fn outcome(&self, mark: &Mark, now: Stamp) -> Outcome {
        let told = self.told(mark, now);
        match &self.began.outcome {
            None => told,
            Some(base) => {
                // An outcome taken up says things that the state cannot hold. Only what has changed since is written over it, so that nothing
                // of the old file is lost by being opened.
                let before = Self::begin(&self.began).told(&Mark::default(), now);
                embedded::changed(base, &before, told)
            }
        }
    }

    /// The outcome from the state alone, without an embedded one.
    fn told(&self, mark: &Mark, now: Stamp) -> Outcome {
        let ids = |here: bool| -> Vec<String> {
            self.people
                .iter()
                .filter(|a| a.was_here() == here)
                .map(|a| a.person.id.clone())
                .collect()
        };
        Outcome {
            unit: self.findings().unit.clone(),
            meeting: HeldMeeting {
                title: self.agenda().meeting.title.clone(),
                date: Some(self.date(now)),
                started: self.started(),
                ended: self.saved,
                // Undo must not take it back, so the journal keeps it and not the state.
                changed: None,
                present: ids(true),
                absent: ids(false),
                by_telephone: self
                    .people
                    .iter()
                    .filter(|a| a.was_by_telephone())
                    .map(|a| a.person.id.clone())
                    .collect(),
                came_late: self.moments(self.started(), Attendee::came_late),
                left_early: self.moments(self.saved, Attendee::left_early),
                handed_over: self.facilitators.iter().map(handover).collect(),
            },
            people: self.people.iter().map(named).collect(),
            standards: self
                .findings()
                .themes
                .iter()
                .map(|t| (t, self.standard(&t.id)))
                .filter(|(_, s)| !s.text.is_empty())
                .map(|(t, s)| AgreedStandard {
                    theme: t.id.clone(),
                    text: s.text,
                    agreed: s.agreed,
                })
                .collect(),
            rounds: self
                .rounds
                .iter()
                .filter_map(|r| self.round_result(r))
                .collect(),
            goals: self
                .live_goals()
                .map(|g| self.goal_outcome(g, now))
                .collect(),
            previous: self.looked_at(),
            evaluation: self.evaluation().and_then(evaluated),
            airtime: self.airtime(mark),
            notes: self
                .notes
                .iter()
                .map(|n| OutcomeNote {
                    theme: n.theme.clone(),
                    text: n.text.clone(),
                })
                .collect(),
            parked: self
                .parked
                .iter()
                .map(|p| OutcomeParked {
                    text: p.text.clone(),
                    stage: Some(p.stage),
                })
                .collect(),
            agenda: self.taken_items(mark, now),
        }
    }

    /// The moments of the people that have one, measured from a moment of the meeting.
    fn moments(
        &self,
        of_meeting: Option<Stamp>,
        moment: impl Fn(&Attendee, Stamp) -> Option<Stamp>,
    ) -> Vec<PersonMoment> {
        let people = self.people.iter();
        people
            .filter_map(|a| {
                Some(PersonMoment {
                    person: a.person.id.clone(),
                    at: moment(a, of_meeting?)?,
                })
            })
            .collect()
    }

    /// The time for which each group spoke, by theme, without a turn that goes on.
    // Who exports the papers of a meeting that was cut short must not find a turn of the whole night in them.
    fn airtime(&self, mark: &Mark) -> Vec<ThemeAirtime> {
        if self.group_of_one().is_some() {
            return Vec::new();
        }
        let themes = self.themes().into_iter();
        themes
            .map(|theme| (theme, mark.airtime.counted(&theme.id)))
            .filter(|(_, spoken)| spoken.both() > 0)
            .map(|(theme, spoken)| ThemeAirtime {
                theme: theme.id.clone(),
                patient: spoken.patient,
                mdt: spoken.team,
            })
            .collect()
    }

    fn looked_at(&self) -> Vec<PreviousGoal> {
        let goals = self.previous().map_or(&[][..], |p| &p.goals);
        goals
            .iter()
            .filter_map(|g| {
                self.reviewed(&g.id).map(|r| PreviousGoal {
                    goal: g.id.clone(),
                    title: g.title.clone(),
                    on: r.on,
                    status: r.status,
                    note: some(&r.note),
                    noticed: some(&r.noticed),
                })
            })
            .collect()
    }

    /// The agenda items with the minutes they took. Minutes are rounded so that their sum is the whole time, rounded up once: an item
    /// of a few seconds takes the minute that it shares with the one before it, or none.
    fn taken_items(&self, mark: &Mark, now: Stamp) -> Vec<TimedItem> {
        let mut before = 0_u64;
        self.agenda()
            .items
            .iter()
            .enumerate()
            .map(|(i, item)| {
                let (stage, theme, pause) = match &item.what {
                    Activity::Stage(stage) => (Some(*stage), None, None),
                    Activity::Theme(theme) => (None, Some(theme.clone()), None),
                    Activity::Break(what) => (None, None, Some(what.clone())),
                };
                // A clock that was left running ends with the meeting, not when the file is opened again next year.
                let seconds = mark.taken(i, self.saved.unwrap_or(now));
                let visited = mark.visited.contains(&i) || seconds > 0;
                let until = before.saturating_add(seconds);
                let minutes = until.div_ceil(60) - before.div_ceil(60);
                before = until;
                let took = visited.then(|| u32::try_from(minutes).unwrap_or(u32::MAX));
                TimedItem {
                    stage,
                    theme,
                    pause,
                    planned: item.minutes,
                    took,
                    skipped: !visited,
                }
            })
            .collect()
    }

    fn goal_outcome(&self, goal: &Goal, now: Stamp) -> OutcomeGoal {
        let mut out = OutcomeGoal {
            id: goal.id.clone(),
            title: goal.title.clone(),
            themes: goal.themes.clone(),
            strand: goal.strand.clone(),
            merged_from: goal.merged_from.clone(),
            split_from: goal.split_from.clone(),
            evidence: goal
                .evidence
                .iter()
                .flat_map(|id| self.evidence(id, goal.strand.as_deref()))
                .collect(),
            control: goal.control,
            cost: goal.cost,
            hours: goal.hours,
            partner: goal.partner.clone(),
            first_step: some(&goal.first_step),
            measure: some(&measures::measure(&goal.measure, Some(self.findings()))),
            aim: goal.aim.clone(),
            due: goal.due,
            ..OutcomeGoal::default()
        };
        match &goal.owner {
            Some(Owner::Person(id)) => out.owner = Some(id.clone()),
            Some(Owner::Role(role)) => out.owner_role = Some(role.clone()),
            None => {}
        }
        if goal.owner.is_some() {
            out.accepted = Some(goal.accepted);
        }
        match &goal.decision {
            None => {}
            Some(Decision::Agreed { note }) => {
                out.decision = Verdict::Agreed;
                out.note = some(note);
                out.reviews = self.reviews_with_follow_ups(goal, &self.reviews_of(goal, now));
            }
            Some(Decision::Ask { of, reason, note }) => {
                out.decision = Verdict::Ask;
                (out.reason, out.ask_of, out.note) = (Some(*reason), Some(of.clone()), some(note));
                out.reviews =
                    self.reviews_with_follow_ups(goal, goal.reviews.as_deref().unwrap_or(&[]));
            }
            Some(Decision::NotThisTime { reason, note }) => {
                out.decision = Verdict::NotThisTime;
                (out.reason, out.note) = (Some(*reason), some(note));
                out.reviews =
                    self.reviews_with_follow_ups(goal, goal.reviews.as_deref().unwrap_or(&[]));
            }
            Some(Decision::Undecided { by_whom, until }) => {
                (out.by_whom, out.until) = (some(by_whom), *until);
            }
        }
        out
    }

    /// The evidence of an id: a comment, or a finding's results of this period, for one strand or all.
    pub fn evidence(&self, id: &str, strand: Option<&str>) -> Vec<Evidence> {
        if self.findings().comment(id).is_some() {
            return vec![Evidence {
                comment: Some(id.to_owned()),
                ..Evidence::default()
            }];
        }
        let Some((_, finding)) = self.findings().finding(id) else {
            return Vec::new();
        };
        let period = &self.findings().survey.period;
        finding
            .results_in(period)
            .into_iter()
            .filter(|r| strand.is_none_or(|s| s == r.strand))
            .map(|r| {
                let shown = self.may_show(r);
                Evidence {
                    finding: Some(id.to_owned()),
                    strand: Some(r.strand.clone()),
                    period: Some(r.period.clone()),
                    // Too few answers to show on the wall are too few for a file that is sent to patients.
                    positive: shown.then_some(r.positive),
                    scored: shown.then_some(r.scored),
                    withheld: !shown,
                    weighted: r.weighted.filter(|_| shown),
                    comment: None,
                }
            })
            .collect()
    }
}

fn handover(facilitator: &Facilitator) -> Handover {
    Handover {
        to: facilitator.person.clone(),
        at: facilitator.from,
    }
}

fn named(attendee: &Attendee) -> OutcomePerson {
    let p = &attendee.person;
    OutcomePerson {
        id: p.id.clone(),
        name: p.name.clone(),
        role: p.role.clone(),
        group: p.group.clone(),
        consent: p.consent,
    }
}

fn some(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

impl Meeting {
    /// A counted round as the outcome has it; `None` if it was replaced.
    pub fn round_result(&self, round: &Round) -> Option<RoundResult> {
        let tally = round.tally().filter(|_| round.counts())?;
        let ties = self.lots.iter().filter(|l| l.round == round.id);
        Some(RoundResult {
            id: round.id.clone(),
            method: round.settings.method,
            weight: round.settings.weight,
            voted: tally.voted.clone(),
            by: tally.by,
            tables: tally.tables.clone(),
            places: round.settings.method.row().unit == FigureUnit::Place,
            ties: ties
                .map(|lot| SettledTie {
                    goals: lot.between.clone(),
                    settled: if lot.seed.is_some() {
                        SettledBy::Lot
                    } else {
                        SettledBy::Chair
                    },
                    first: lot.taken.clone(),
                })
                .collect(),
            results: tally
                .ranked()
                .into_iter()
                .map(|c| goal_result(round, tally, c))
                .collect(),
        })
    }
}

/// A counted round about the meeting as the outcome has it.
fn evaluated(round: &Round) -> Option<Evaluation> {
    let tally = round.tally()?;
    Some(Evaluation {
        voted: tally.voted.clone(),
        results: tally
            .results
            .iter()
            .map(|c| goal_result(round, tally, c).into())
            .collect(),
    })
}

fn goal_result(round: &Round, tally: &Tally, counted: &Counted) -> GoalResult {
    let hands: BTreeMap<String, [u32; 3]> = counted
        .hands
        .iter()
        .map(|(g, h)| (g.clone(), [h.yes, h.no, h.abstain]))
        .collect();
    let place = round.settings.method.row().unit == FigureUnit::Place;
    let figure = |group: Option<&str>, value: Exact| {
        if place {
            // Files have places as the wall does. The figures inside are turned round, and a reader could not tell that more is better.
            tally.place(group, &counted.goal).map_or(0.0, f64::from)
        } else {
            tenths(value)
        }
    };
    GoalResult {
        goal: counted.goal.clone(),
        balanced: counted.result.map(|value| figure(None, value)),
        groups: counted
            .groups
            .iter()
            .map(|(g, v)| (g.clone(), figure(Some(g), *v)))
            .collect(),
        ranges: counted
            .ranges
            .iter()
            .map(|(g, (from, to))| (g.clone(), [tenths(*from), tenths(*to)]))
            .collect(),
        // Not given for a single group: "the groups agree" would be true and mean nothing.
        parted: (!counted.withheld
            && !round.settings.method.is_tables()
            && (round.settings.method.is_open() || counted.groups.len() > 1))
            .then_some(counted.parted.is_some()),
        hands,
        withheld: counted.withheld,
    }
}

/// A number to one decimal, as the file has it.
#[expect(clippy::cast_precision_loss, reason = "at most 1,000 tenths")]
fn tenths(value: Exact) -> f64 {
    (value * 10).round().to_integer() as f64 / 10.0
}
