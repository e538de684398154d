//! Random rounds: goals with costs, ballots, limits and decisions, as plain data and as a meeting.
//!
//! The evaluator reads the plain data and the program reads the meeting, so that neither can copy a fault of the other.

use std::collections::BTreeMap;

use service_pledge::domain::{
    agenda::Agenda,
    capacity::Capacity,
    command::{Command, Now, Settling},
    event_sourced::EventSourced as _,
    findings::{BroughtGoal, Finding, Findings, StrandResult, Survey, Theme},
    goal::{Control, Decision, Reason},
    meeting::{Began, Meeting, fits::Fits},
    people::Person,
    stamp::Stamp,
    vote::{
        allowed::Allowed,
        ballot::{Answers, Ballot},
        ballot_box::BallotBox,
        hands::Hands,
        method::{Keys, Method},
        room_rule::RoomRule,
        settings::{RoundSettings, Weight},
    },
};

pub(crate) const GROUPS: [&str; 2] = ["mdt", "patient"];
pub(crate) const STRANDS: [&str; 2] = ["primary", "secondary"];

/// Decision of the room on a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decided {
    Agreed,
    Ask,
    PutOff,
    Undecided,
}

/// A goal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    pub cost: Option<u64>,
    pub hours: Option<u64>,
    /// Its place in [`STRANDS`].
    pub strand: Option<usize>,
    pub beyond: bool,
    /// Decided before the round, and after it.
    pub before: Option<Decided>,
    pub after: Option<Decided>,
}

impl Wish {
    pub(crate) fn decided(&self) -> Option<Decided> {
        self.after.or(self.before)
    }

    pub(crate) fn agreed(&self) -> bool {
        self.decided() == Some(Decided::Agreed)
    }
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vote {
    /// Its place in [`GROUPS`].
    pub group: usize,
    /// In the order of the ballot; `None` abstains.
    pub marks: Option<Vec<Option<u8>>>,
}

/// A round, everything that it rests on, and what was decided since.
#[derive(Clone, Debug)]
pub(crate) struct World {
    /// By the goals' places, as all lists of goals here.
    pub ids: Vec<String>,
    pub goals: Vec<Wish>,
    pub method: Method,
    pub weight: Weight,
    pub apart_from: u32,
    pub allowed: Allowed,
    /// Money, hours, goals.
    pub limits: [Option<u64>; 3],
    pub per_strand: Option<u64>,
    /// The goals voted on, in the order of the ballot.
    pub ballot: Vec<usize>,
    pub votes: Vec<Vote>,
    /// Yes, no and neither, by place of the ballot and group.
    pub hands: Vec<[[u32; 3]; 2]>,
    /// Ties that were settled: between which goals, and which goes first.
    pub lots: Vec<(Vec<usize>, usize)>,
}

/// Random bytes, consumed one by one; 0 once they are used up.
pub(crate) struct Bytes<'a>(std::slice::Iter<'a, u8>);

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter())
    }

    fn one(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::from(self.one()) % n
    }

    fn number(&mut self, n: usize) -> u64 {
        self.below(n) as u64
    }

    /// True once in so many times.
    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }
}

/// As many bytes as a world can use.
pub(crate) const BYTES: usize = 260;

impl World {
    pub(crate) fn thrown(bytes: &[u8]) -> Self {
        let mut b = Bytes::new(bytes);
        let method = [
            Method::Score,
            Method::Rate,
            Method::Approve,
            Method::Dots,
            Method::Rank,
            Method::Score,
            Method::Rate,
            Method::Hands,
        ][b.below(8)];
        Self::of(method, &mut b)
    }

    /// One of this method.
    pub(crate) fn of(method: Method, b: &mut Bytes) -> Self {
        let weight = [Weight::Balanced, Weight::Head][b.below(2)];
        let apart_from = [3, 1, 2, 4, 5][b.below(5)];
        let allowed = Allowed {
            dots: [5, 3, 7][b.below(3)],
            most: [3, 2][b.below(2)],
            top: [3, 2, 4][b.below(3)],
        };
        let plain = b.below(3) == 0;
        let number = 2 + b.below(6);
        let goals: Vec<Wish> = (0..number).map(|_| wish(b, plain)).collect();
        let mut limits = [
            b.once_in(5)
                .then_some(())
                .map_or_else(|| Some(100 * b.number(13)), |()| None),
            b.once_in(3)
                .then_some(())
                .map_or_else(|| Some(10 * b.number(9)), |()| None),
            b.once_in(3).then(|| 1 + b.number(4)),
        ];
        if limits == [None; 3] {
            limits[2] = Some(2);
        }
        let per_strand = [None, None, Some(1), Some(2)][b.below(4)];
        let mut ballot: Vec<usize> = (0..number).collect();
        for place in (1..number).rev() {
            ballot.swap(place, b.below(place + 1));
        }
        if ballot.len() > 2 && b.once_in(3) {
            ballot.pop();
        }
        // From a group of nobody to one of eight, small ones more often.
        let sizes = [3, 4, 5, 6, 1, 2, 8, 0];
        let mut sizes = [sizes[b.below(8)], sizes[b.below(8)]];
        if sizes == [0, 0] {
            sizes[1] = 1;
        }
        let few = 1 + b.below(4);
        let mut votes = Vec::new();
        let mut hands = Vec::new();
        if method == Method::Hands {
            hands = ballot
                .iter()
                .map(|_| {
                    sizes.map(|n| {
                        let yes = b.below(n + 1);
                        let no = b.below(n - yes + 1);
                        [yes, no, n - yes - no].map(|n| u32::try_from(n).unwrap())
                    })
                })
                .collect();
        } else {
            for (group, size) in sizes.into_iter().enumerate() {
                for _ in 0..size {
                    let marks =
                        (!b.once_in(24)).then(|| marks(b, method, allowed, ballot.len(), few));
                    votes.push(Vote { group, marks });
                }
            }
        }
        Self {
            ids: (0..number).map(|g| format!("g{g}")).collect(),
            goals,
            method,
            weight,
            apart_from,
            allowed,
            limits,
            per_strand,
            ballot,
            votes,
            hands,
            lots: Vec::new(),
        }
    }

    /// The place of a goal among all.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|i| i == id)
    }

    /// The same world without the decisions after the round.
    pub(crate) fn at_close(&self) -> Self {
        let mut then = self.clone();
        for goal in &mut then.goals {
            goal.after = None;
        }
        then
    }

    fn settings(&self) -> RoundSettings {
        RoundSettings {
            method: self.method,
            weight: self.weight,
            apart_from: self.apart_from,
            allowed: self.allowed,
            goals: self.ballot.iter().map(|g| self.ids[*g].clone()).collect(),
        }
    }

    /// The ballots as the program has them, in the box of a round.
    pub(crate) fn ballots(&self, round: &str) -> BallotBox {
        let mut ballots: Vec<Ballot> = self
            .votes
            .iter()
            .map(|vote| Ballot {
                group: GROUPS[vote.group].to_owned(),
                answers: vote
                    .marks
                    .as_ref()
                    .map_or(Answers::Abstain, |m| Answers::of(self.method, m)),
            })
            .collect();
        ballots.sort_unstable();
        BallotBox {
            ballots,
            ..BallotBox::new(round)
        }
    }

    pub(crate) fn began(&self) -> Began {
        let person = |n: usize| Person {
            id: format!("p{n}"),
            name: format!("Person {n}"),
            group: Some(GROUPS[n % 2].into()),
            ..Person::default()
        };
        let brought = self
            .goals
            .iter()
            .zip(&self.ids)
            .map(|(wish, id)| BroughtGoal {
                id: id.clone(),
                title: format!("Goal {id}"),
                evidence: Some(Vec::new()),
                control: Some(if wish.beyond {
                    Control::Beyond
                } else {
                    Control::Team
                }),
                cost: wish.cost,
                hours: wish.hours,
                strand: wish.strand.map(|s| STRANDS[s].to_owned()),
            });
        let theme = Theme {
            id: "care".into(),
            title: "Care".into(),
            findings: vec![Finding {
                id: "q1".into(),
                question: "Question".into(),
                said: None,
                wall: None,
                results: STRANDS
                    .map(|strand| StrandResult {
                        strand: strand.into(),
                        period: "2026".into(),
                        positive: 20,
                        scored: 40,
                        withheld: false,
                        weighted: None,
                    })
                    .to_vec(),
                benchmark: None,
                comparable: true,
                rebase: Vec::new(),
            }],
            goals: brought.collect(),
            ..Theme::default()
        };
        Began {
            id: "m1".into(),
            findings: Findings {
                survey: Survey {
                    title: "Survey".into(),
                    period: "2026".into(),
                    hide_below: 11,
                    ..Survey::default()
                },
                themes: vec![theme],
                ..Findings::default()
            },
            agenda: Agenda {
                people: (0..16).map(person).collect(),
                capacity: Capacity {
                    money: self.limits[0],
                    hours: self.limits[1],
                    goals: self.limits[2],
                    per_strand: self.per_strand,
                    ..Capacity::default()
                },
                ..Agenda::default()
            },
            previous: None,
            outcome: None,
        }
    }

    /// Everything up to the close of the round.
    pub(crate) fn up_to_the_close(&self, room: &mut impl Does) {
        for n in 0..16 {
            room.does(Command::Arrive {
                person: format!("p{n}"),
            });
        }
        self.decide(room, |g| g.before);
        room.does(Command::OpenRound {
            settings: self.settings(),
        });
        let round = room.meeting().open_round().unwrap().id.clone();
        for (goal, hands) in self.ballot.iter().zip(&self.hands) {
            for (group, [yes, no, abstain]) in GROUPS.iter().zip(*hands) {
                if yes + no + abstain > 0 {
                    room.does(Command::CountHands {
                        round: round.clone(),
                        goal: self.ids[*goal].clone(),
                        group: (*group).to_owned(),
                        hands: Hands { yes, no, abstain },
                    });
                }
            }
        }
        room.does(Command::CloseRound {
            ballots: self.ballots(&round),
            round: round.clone(),
        });
    }

    /// Carries out the decisions after the round.
    pub(crate) fn after_the_close(&self, room: &mut impl Does) {
        self.decide(room, |g| g.after.filter(|after| g.before != Some(*after)));
    }

    fn decide(&self, room: &mut impl Does, of: fn(&Wish) -> Option<Decided>) {
        for (goal, id) in self.goals.iter().zip(&self.ids) {
            if let Some(decided) = of(goal) {
                room.does(Command::Decide {
                    goal: id.clone(),
                    decision: decision(decided),
                });
            }
        }
    }

    /// The meeting in which all this happened.
    pub(crate) fn meeting(&self) -> Meeting {
        let mut room = Room::new(&self.began());
        self.up_to_the_close(&mut room);
        self.after_the_close(&mut room);
        room.meeting
    }
}

/// The same meeting after the first tie of a rule was settled for the goal at a place of the tie.
pub(crate) fn settle(
    world: &mut World,
    meeting: &mut Meeting,
    rule: RoomRule,
    fits: &Fits,
    at: usize,
) -> bool {
    let Some(level) = fits.level.first() else {
        return false;
    };
    let mut between = level.clone();
    between.sort();
    let first = between[at % between.len()].clone();
    let places = |ids: &[String]| {
        ids.iter()
            .map(|id| world.place(id).unwrap())
            .collect::<Vec<_>>()
    };
    let lot = (places(&between), world.place(&first).unwrap());
    world.lots.push(lot);
    let mut room = Room {
        meeting: meeting.clone(),
        n: 500,
    };
    let round = room.meeting.last_count().unwrap().id.clone();
    room.does(Command::SettleTie {
        round,
        rule,
        between,
        by: Settling::Chair(first),
    });
    *meeting = room.meeting;
    true
}

fn decision(decided: Decided) -> Decision {
    match decided {
        Decided::Agreed => Decision::Agreed {
            note: "We want it.".into(),
        },
        Decided::Ask => Decision::Ask {
            of: "The trust".into(),
            reason: Reason::Money,
            note: String::new(),
        },
        Decided::PutOff => Decision::NotThisTime {
            reason: Reason::Time,
            note: String::new(),
        },
        Decided::Undecided => Decision::Undecided {
            by_whom: "The matron".into(),
            until: None,
        },
    }
}

fn wish(b: &mut Bytes, plain: bool) -> Wish {
    let decided = |b: &mut Bytes| {
        let all = [
            Decided::Agreed,
            Decided::Agreed,
            Decided::Ask,
            Decided::PutOff,
            Decided::Undecided,
        ];
        all[b.below(5)]
    };
    let known = Wish {
        cost: Some(100 * b.number(6)),
        hours: Some(10 * b.number(4)),
        strand: [None, None, Some(0), Some(1)][b.below(4)],
        ..Wish::default()
    };
    if plain {
        return known;
    }
    Wish {
        cost: if b.once_in(10) { None } else { known.cost },
        hours: if b.once_in(10) { None } else { known.hours },
        beyond: b.once_in(10),
        before: b.once_in(8).then(|| decided(b)),
        after: b.once_in(14).then(|| decided(b)),
        ..known
    }
}

/// A ballot that keeps the method's rules. Few different marks make ties likely.
fn marks(
    b: &mut Bytes,
    method: Method,
    allowed: Allowed,
    goals: usize,
    few: usize,
) -> Vec<Option<u8>> {
    let small = |n: usize| u8::try_from(n).unwrap();
    match method.row().keys {
        Keys::Digits(low, high) => {
            let width = usize::from(high - low) + 1;
            let shift = width.saturating_sub(few + 1);
            (0..goals)
                .map(|_| {
                    let mark = low + small(shift.saturating_sub(few / 3) + b.below(few + 1));
                    (!b.once_in(30)).then_some(mark.min(high))
                })
                .collect()
        }
        Keys::YesNo => (0..goals)
            .map(|_| {
                let yes = u8::from(b.below(3) > 0);
                (!b.once_in(30)).then_some(yes)
            })
            .collect(),
        Keys::Dots => {
            let mut left = allowed.dots;
            (0..goals)
                .map(|_| {
                    let dots = small(b.below(usize::from(allowed.most) + 1)).min(left);
                    left -= dots;
                    Some(dots)
                })
                .collect()
        }
        Keys::Places => {
            let top = usize::from(allowed.top).min(goals);
            let places = if b.once_in(6) { b.below(top + 1) } else { top };
            let mut order: Vec<usize> = (0..goals).collect();
            for place in (1..goals).rev() {
                order.swap(place, b.below(place + 1));
            }
            let given: BTreeMap<usize, usize> = order.into_iter().take(places).zip(1..).collect();
            (0..goals)
                .map(|g| Some(given.get(&g).map_or(0, |place| small(*place))))
                .collect()
        }
    }
}

/// Something in which commands are done, one after the other.
pub(crate) trait Does {
    fn does(&mut self, command: Command);
    fn meeting(&self) -> &Meeting;
}

/// A meeting in which each command has the next number.
pub(crate) struct Room {
    pub meeting: Meeting,
    pub n: u64,
}

impl Room {
    pub(crate) fn new(began: &Began) -> Self {
        Self {
            meeting: Meeting::begin(began),
            n: 1,
        }
    }
}

impl Does for Room {
    #[track_caller]
    fn does(&mut self, command: Command) {
        self.n += 1;
        let now = Now {
            at: at(),
            n: self.n,
        };
        match self.meeting.decide(command.clone(), now) {
            Ok(events) => events.iter().for_each(|e| self.meeting.apply(e)),
            Err(refusal) => panic!("{refusal}: {command:?}"),
        }
    }

    fn meeting(&self) -> &Meeting {
        &self.meeting
    }
}

/// When all this happens.
pub(crate) fn at() -> Stamp {
    "2026-11-24T13:00:00+00:00".parse().unwrap()
}
