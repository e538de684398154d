//! Insider attack: how often a member of a small group can infer the others' marks from her own ballot and all that is shown and
//! written after a close.
//!
//! Random rounds are counted and closed by the program. Then the test searches for other ballots that give exactly the same journal,
//! and so the same pages, with other marks by the others of her group: if there are any, she does not know. If none is found she is
//! taken to know, so that the figures are upper bounds. The marks of a goal are a multiset: who gave which is another question.

use std::fmt::Write as _;

use service_pledge::domain::{
    agenda::Agenda,
    capacity::Capacity,
    command::{Command, Now},
    event::Event,
    findings::{BroughtGoal, Findings, Theme},
    goal::Control,
    meeting::{Began, Meeting},
    people::Person,
    vote::{
        allowed::Allowed,
        ballot::{Answers, Ballot},
        ballot_box::BallotBox,
        method::{Keys, Method, MethodRow},
        settings::{RoundSettings, Weight},
        tally::Tally,
    },
};

use crate::claims::world::{Does, Room, at};

/// People of the other group.
const OTHERS: usize = 6;

/// A ballot: a mark for each goal.
type Marks = Vec<u8>;

/// Reproducible random numbers (`SplitMix64`).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) % u64::from(n)).unwrap()
    }

    fn place(&mut self, n: usize) -> usize {
        self.below(u32::try_from(n).unwrap()) as usize
    }

    /// All numbers below one, in an order that looks drawn.
    fn order(&mut self, n: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..n).collect();
        for place in (1..n).rev() {
            all.swap(place, self.place(place + 1));
        }
        all
    }

    /// One of these, each as likely as its number says.
    fn one_of<'a, T>(&mut self, all: &'a [(T, u32)]) -> &'a T {
        let mut at = self.below(all.iter().map(|a| a.1).sum());
        for (one, chance) in all {
            match at.checked_sub(*chance) {
                Some(rest) => at = rest,
                None => return one,
            }
        }
        unreachable!("the chances were summed")
    }
}

/// A way to vote.
#[derive(Clone, Debug)]
pub(super) struct Habit {
    /// For the table.
    pub name: &'static str,
    pub method: Method,
    pub goals: usize,
    pub weight: Weight,
    /// Whole ballots that may be handed in, with their chances.
    ballots: Vec<(Marks, u32)>,
    /// Ballots that are kept are left aside: what the figures alone give away.
    pub figures_only: bool,
}

impl Habit {
    /// Marks that are given goal by goal, each with its chance.
    fn by_goal(name: &'static str, method: Method, goals: usize, marks: &[(u8, u32)]) -> Self {
        let mut ballots: Vec<(Marks, u32)> = vec![(Vec::new(), 1)];
        for _ in 0..goals {
            let longer = ballots.iter().flat_map(|(ballot, chance)| {
                marks.iter().map(move |(mark, more)| {
                    ([ballot.as_slice(), &[*mark]].concat(), chance * more)
                })
            });
            ballots = longer.collect();
        }
        Self {
            name,
            method,
            goals,
            weight: Weight::Balanced,
            ballots,
            figures_only: false,
        }
    }

    /// All dots, or all places, given.
    fn whole(
        name: &'static str,
        method: Method,
        goals: usize,
        chance: impl Fn(&Marks) -> u32,
    ) -> Self {
        let Allowed { dots, most, top } = Allowed::default();
        let high = if method == Method::Dots { most } else { top };
        let all = Self::by_goal(
            name,
            method,
            goals,
            &(0..=high).map(|m| (m, 1)).collect::<Vec<_>>(),
        );
        let allowed = |ballot: &Marks| {
            if method == Method::Dots {
                return ballot.iter().sum::<u8>() == dots;
            }
            (1..=top).all(|place| ballot.contains(&place))
                && ballot.iter().filter(|m| **m > 0).count() == usize::from(top)
        };
        let ballots = all.ballots.into_iter().map(|b| b.0).filter(allowed);
        let ballots = ballots.map(|b| (b.clone(), chance(&b))).collect();
        Self { ballots, ..all }
    }

    fn row(&self) -> &'static MethodRow {
        self.method.row()
    }

    /// Rounds that are drawn in a test, and in a long run.
    fn rounds(&self, long: bool) -> usize {
        match (self.is_by_goal(), long) {
            (true, false) => 100,
            (false, false) => 12,
            (true, true) => 2_000,
            (false, true) => 250,
        }
    }

    /// Marks of a goal do not bind those of another.
    fn is_by_goal(&self) -> bool {
        !matches!(self.row().keys, Keys::Dots | Keys::Places)
    }
}

/// Every method, each mark as likely as another; and where people mostly agree that something should be done.
pub(super) fn habits() -> Vec<Habit> {
    let even = |low: u8, high: u8| (low..=high).map(|m| (m, 1)).collect::<Vec<_>>();
    let score = [(0, 3), (1, 5), (2, 10), (3, 20), (4, 32), (5, 30)];
    let rate = [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 5),
        (5, 9),
        (6, 14),
        (7, 22),
        (8, 26),
        (9, 18),
    ];
    // The first goal is liked most, the last least.
    let liked = |ballot: &Marks| -> u32 {
        let points = |m: u8| u32::from(m);
        (4..)
            .zip(ballot)
            .map(|(n, m)| points(*m) * 2_u32.pow(6 - (n - 4)))
            .sum::<u32>()
            + 1
    };
    let first = |ballot: &Marks| -> u32 {
        let places = (0..)
            .zip(ballot)
            .map(|(n, m)| (4 - n) * (4 - u32::from(*m).min(4)) * u32::from(*m > 0));
        places.map(|p: u32| p * p).sum::<u32>() + 1
    };
    vec![
        Habit::by_goal("score, even", Method::Score, 2, &even(0, 5)),
        Habit::by_goal("score, mostly high", Method::Score, 2, &score),
        Habit::by_goal("score, 3 goals, high", Method::Score, 3, &score),
        Habit::by_goal("rate, even", Method::Rate, 2, &even(1, 9)),
        Habit::by_goal("rate, mostly high", Method::Rate, 2, &rate),
        Habit::by_goal("approve, even", Method::Approve, 2, &even(0, 1)),
        Habit::by_goal("approve, 3 of 4 yes", Method::Approve, 2, &[(0, 1), (1, 3)]),
        Habit::whole("dots, even", Method::Dots, 4, |_| 1),
        Habit::whole("dots, mostly alike", Method::Dots, 4, liked),
        Habit::whole("rank, even", Method::Rank, 4, |_| 1),
        Habit::whole("rank, mostly alike", Method::Rank, 4, first),
    ]
}

/// The voters of a round: those of the small group, hers first, and those of the other.
#[derive(Clone, Debug)]
struct Voted {
    small: Vec<Marks>,
    other: Vec<Marks>,
    /// Ballots of the small group that she knows: her own, or none where she is not of it.
    knows: usize,
}

impl Voted {
    fn ballots(&self, method: Method) -> Vec<Ballot> {
        let of = |group: &str, marks: &Marks| Ballot {
            group: group.to_owned(),
            answers: Answers::of(method, &marks.iter().map(|m| Some(*m)).collect::<Vec<_>>()),
        };
        let small = self.small.iter().map(|m| of("patient", m));
        let mut all: Vec<Ballot> = small
            .chain(self.other.iter().map(|m| of("mdt", m)))
            .collect();
        all.sort_unstable();
        all
    }

    /// The marks that the others of the small group gave a goal.
    fn secret(&self, goal: usize) -> Marks {
        let mut marks: Marks = self.small[self.knows..].iter().map(|b| b[goal]).collect();
        marks.sort_unstable();
        marks
    }
}

/// A meeting with an open round on so many goals, of which not all fit.
fn meeting(habit: &Habit, costs: &[u64], money: u64) -> Meeting {
    let goal = |(nth, cost): (usize, &u64)| BroughtGoal {
        id: format!("g{nth}"),
        title: format!("Goal {nth}"),
        evidence: Some(Vec::new()),
        control: Some(Control::Team),
        cost: Some(*cost),
        hours: None,
        strand: None,
    };
    let person = |nth: usize| Person {
        id: format!("p{nth}"),
        name: format!("Person {nth}"),
        group: Some(["patient", "mdt"][nth % 2].into()),
        ..Person::default()
    };
    let began = Began {
        id: "m1".into(),
        findings: Findings {
            themes: vec![Theme {
                id: "care".into(),
                title: "Care".into(),
                goals: costs.iter().enumerate().map(goal).collect(),
                ..Theme::default()
            }],
            ..Findings::default()
        },
        agenda: Agenda {
            people: (0..2 * OTHERS).map(person).collect(),
            capacity: Capacity {
                money: Some(money),
                ..Capacity::default()
            },
            ..Agenda::default()
        },
        ..Began::default()
    };
    let mut room = Room::new(&began);
    for nth in 0..2 * OTHERS {
        room.does(Command::Arrive {
            person: format!("p{nth}"),
        });
    }
    room.does(Command::OpenRound {
        settings: RoundSettings {
            method: habit.method,
            weight: habit.weight,
            apart_from: 3,
            allowed: Allowed::default(),
            goals: (0..habit.goals).map(|g| format!("g{g}")).collect(),
        },
    });
    room.meeting
}

/// Record of a closed round: the count and the kept ballots. All that is shown later follows from it.
fn written(meeting: &Meeting, voted: &Voted) -> (Vec<Ballot>, Tally) {
    let round = meeting.open_round().unwrap();
    let close = Command::CloseRound {
        round: round.id.clone(),
        ballots: BallotBox {
            ballots: voted.ballots(round.settings.method),
            ..BallotBox::new(&round.id)
        },
    };
    match meeting
        .decide(close, Now { at: at(), n: 900 })
        .unwrap()
        .remove(0)
    {
        Event::RoundClosed { ballots, tally, .. } => (ballots, tally),
        other => panic!("{other:?}"),
    }
}

/// A round as somebody of the small group sees it.
struct Seen<'a> {
    habit: &'a Habit,
    meeting: &'a Meeting,
    voted: &'a Voted,
    written: (Vec<Ballot>, Tally),
}

/// Knowledge of an insider about the others' marks of a goal: by her own ballot, and with the whole other group known as well.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub own: usize,
    pub with_other_group: usize,
    pub of: usize,
}

impl Seen<'_> {
    /// These ballots give the others other marks, and the same would be written of them.
    fn could_be(&self, voted: &Voted, goal: usize) -> bool {
        if voted.secret(goal) == self.voted.secret(goal) {
            return false;
        }
        let round = self.meeting.open_round().unwrap();
        let tally = Tally::of_ballots(&round.settings, &voted.ballots(round.settings.method));
        // The sets that are kept take longer.
        tally.results == self.written.1.results
            && (self.written.1.sets.is_empty() || written(self.meeting, voted).1 == self.written.1)
    }

    /// Tests whether the others' marks of a goal are known: by the own ballot, and with those of the other group.
    fn is_known(&self, goal: usize, draw: &mut Draw) -> (bool, bool) {
        if !self.written.0.is_empty() && !self.habit.figures_only {
            // Each goal's marks are shown.
            return (true, true);
        }
        if self.ways_of_the_others(goal, draw) {
            return (false, false);
        }
        (!self.ways_of_all(goal, draw), true)
    }

    /// The marks that a goal can have.
    fn marks(&self, goal: usize) -> Marks {
        let mut marks: Marks = self.habit.ballots.iter().map(|b| b.0[goal]).collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// True if the others alone could have voted differently on this goal. All ways are tried if they are few.
    fn ways_of_the_others(&self, goal: usize, draw: &mut Draw) -> bool {
        let others = u32::try_from(self.voted.small.len() - self.voted.knows).unwrap();
        let mut voted = self.voted.clone();
        if self.habit.is_by_goal() {
            let marks = self.marks(goal);
            for code in draw.order(marks.len().pow(others)) {
                self.mark(&mut voted, goal, &marks, code);
                if self.could_be(&voted, goal) {
                    return true;
                }
            }
            if self.written.1.sets.is_empty() {
                // What is written of a goal does not turn on another.
                return false;
            }
        }
        let all = &self.habit.ballots;
        let order = draw.order(all.len().pow(others));
        order.into_iter().take(MOST).any(|mut code| {
            for ballot in &mut voted.small[self.voted.knows..] {
                ballot.clone_from(&all[code % all.len()].0);
                code /= all.len();
            }
            self.could_be(&voted, goal)
        })
    }

    /// Gives the others the marks that a number stands for.
    fn mark(&self, voted: &mut Voted, goal: usize, marks: &[u8], mut code: usize) {
        for ballot in &mut voted.small[self.voted.knows..] {
            ballot[goal] = marks[code % marks.len()];
            code /= marks.len();
        }
    }

    /// True if they could have voted differently together with a change in the other group.
    fn ways_of_all(&self, goal: usize, draw: &mut Draw) -> bool {
        let others = u32::try_from(self.voted.small.len() - self.voted.knows).unwrap();
        let mut voted = self.voted.clone();
        if self.habit.is_by_goal() {
            let marks = self.marks(goal);
            let ways = marks.len().pow(others);
            // Marks of the other group of each sum and middle.
            let columns = (marks.len() - 1) * OTHERS + 1;
            return draw
                .order(columns * ways)
                .into_iter()
                .take(MOST)
                .any(|code| {
                    let (step, high) = (code / ways / OTHERS, code / ways % OTHERS);
                    for (nth, ballot) in voted.other.iter_mut().enumerate() {
                        ballot[goal] = marks[step + usize::from(nth < high)];
                    }
                    self.mark(&mut voted, goal, &marks, code % ways);
                    self.could_be(&voted, goal)
                });
        }
        let all = &self.habit.ballots;
        (0..MOST).any(|nth| {
            voted.clone_from(self.voted);
            for ballot in &mut voted.small[self.voted.knows..] {
                ballot.clone_from(&all[draw.place(all.len())].0);
            }
            if nth % 2 == 0 {
                self.balance(&mut voted);
            } else {
                for _ in 0..=draw.place(OTHERS) {
                    let who = draw.place(OTHERS);
                    voted.other[who].clone_from(&all[draw.place(all.len())].0);
                }
            }
            self.could_be(&voted, goal)
        })
    }

    /// Lets the other group make up for what the small group gives more or less than it did: one of its ballots after the other is
    /// exchanged for the one that brings the sums of the two nearest to what they were.
    fn balance(&self, voted: &mut Voted) {
        let points = |mark: u8| self.habit.row().points(mark, Allowed::default().top);
        let share = |ballots: &[Marks], goal: usize| -> i64 {
            let all: i64 = ballots.iter().map(|b| points(b[goal])).sum();
            all * 60 / i64::try_from(ballots.len()).unwrap()
        };
        let together =
            |voted: &Voted, goal: usize| share(&voted.small, goal) + share(&voted.other, goal);
        let off = |now: &Voted| -> i64 {
            let off = |goal| together(now, goal) - together(self.voted, goal);
            (0..self.habit.goals).map(|goal| off(goal).pow(2)).sum()
        };
        for who in 0..OTHERS {
            if off(voted) == 0 {
                break;
            }
            let with = |ballot: &Marks, voted: &mut Voted| {
                let before = std::mem::replace(&mut voted.other[who], ballot.clone());
                let off = off(voted);
                voted.other[who] = before;
                off
            };
            let ballots = self.habit.ballots.iter().map(|b| &b.0);
            if let Some(best) = ballots.min_by_key(|b| with(b, voted)) {
                voted.other[who].clone_from(best);
            }
        }
    }
}

/// Ways to vote otherwise that are tried before it is given up.
const MOST: usize = 2_000;

/// Of how many goals somebody learns the marks that others of a small group gave: of a group of so many, of which so many ballots are
/// known to begin with.
pub(super) fn known(habit: &Habit, (people, knows): (usize, usize), rounds: usize) -> Known {
    let mut draw = Draw(u64::try_from(people * 1_000 + rounds).unwrap());
    let budgets: [(&[u64], u64); 4] = [
        (&[100, 100, 100, 100], 100),
        (&[60, 100, 60, 100], 160),
        (&[100, 50, 100, 50], 100),
        (&[80, 60, 70, 40], 120),
    ];
    let meetings = budgets.map(|(costs, money)| meeting(habit, &costs[..habit.goals], money));
    let mut learnt = Known::default();
    for nth in 0..rounds {
        let mut draw_all = |n: usize| {
            (0..n)
                .map(|_| draw.one_of(&habit.ballots).clone())
                .collect()
        };
        let voted = Voted {
            small: draw_all(people),
            other: draw_all(OTHERS),
            knows,
        };
        let meeting = &meetings[nth % meetings.len()];
        let seen = Seen {
            habit,
            meeting,
            voted: &voted,
            written: written(meeting, &voted),
        };
        for goal in 0..habit.goals {
            let (own, with_other_group) = seen.is_known(goal, &mut draw);
            learnt.own += usize::from(own);
            learnt.with_other_group += usize::from(with_other_group);
            learnt.of += 1;
        }
    }
    learnt
}

/// The most that somebody of a group of three may learn: one goal in twenty.
fn is_within_the_limit(known: Known) -> bool {
    known.own * 20 <= known.of
}

#[test]
fn somebody_of_three_learns_the_others_marks_of_one_goal_in_twenty_at_most() {
    for habit in habits() {
        let known = known(&habit, (3, 1), habit.rounds(false));
        assert!(is_within_the_limit(known), "{}: {known:?}", habit.name);
        // That somebody who knows the other group knows no less is what makes the two figures comparable.
        assert!(
            known.own <= known.with_other_group,
            "{}: {known:?}",
            habit.name
        );
    }
}

#[test]
fn what_is_shown_exactly_tells_everything() {
    let habit = &habits()[0];
    // Of five the marks of each goal are shown: the search finds nothing that they leave open.
    let open = known(habit, (5, 1), 10);
    assert_eq!((open.own, open.with_other_group), (open.of, open.of));
    // Whoever knows both ballots of two has nothing to learn; an outsider does not know the one of one.
    let one = known(habit, (1, 0), 20);
    assert_eq!(one.own, 0);
}

/// The long run: `PLEDGE_ENUMERATE=1 cargo test --test all insider -- --nocapture` prints the table.
#[test]
fn the_table_of_what_insiders_learn() {
    let long = std::env::var_os("PLEDGE_ENUMERATE").is_some();
    let mut all = habits();
    if long {
        let by_heads = |habit: Habit| Habit {
            weight: Weight::Head,
            ..habit
        };
        all.extend(habits().into_iter().map(by_heads));
    } else {
        all.truncate(1);
    }
    for habit in all {
        let rounds = if long { habit.rounds(true) } else { 10 };
        let row = row(&habit, rounds);
        println!("{row}");
        assert!(
            !long || is_within_the_limit(known(&habit, (3, 1), rounds)),
            "{row}"
        );
    }
}

/// A row of the table: in how many of 100 goals, by the own ballot, and in brackets if the other group were known besides. An outsider
/// of groups of one and two; an insider of groups of two to five; of five also without the ballots that are kept.
fn row(habit: &Habit, rounds: usize) -> String {
    let mut row = format!("{:22} {:8?}", habit.name, habit.weight);
    let mut cell = |habit: &Habit, of| {
        let known = known(habit, of, rounds);
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let percent = |found: usize| 100.0 * found as f64 / known.of as f64;
        let _ = write!(
            row,
            " {:6.1} ({:5.1})",
            percent(known.own),
            percent(known.with_other_group)
        );
    };
    for of in [(1, 0), (2, 0), (2, 1), (3, 1), (4, 1), (5, 1)] {
        cell(habit, of);
    }
    let figures = Habit {
        figures_only: true,
        ..habit.clone()
    };
    cell(&figures, (5, 1));
    row
}
