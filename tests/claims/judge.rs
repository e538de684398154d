//! The evaluator of a rule's answer, claim by claim and reason by reason.
//!
//! It reads the random round as plain data and computes everything itself. Of the program it only knows the type of an answer.

use std::collections::BTreeSet;

use service_pledge::domain::{
    meeting::fits::{Claim, Fits, GoalReason, Limit, Limits},
    refusal::Refusal,
    vote::{room_rule::RoomRule, settings::Weight},
};

use super::{
    count::{Count, Level, Q, exact},
    rules::{
        End, Set, all_fit, beyond, ends, fits as fits_beside, goes_first, is_supported, level,
        points_of, unsettled,
    },
    world::{Decided, GROUPS, STRANDS, World},
};

/// A rule's answer on a round, and what is true of that round.
pub(crate) struct Case<'a> {
    world: &'a World,
    rule: RoomRule,
    fits: &'a Fits,
    count: Count,
    /// Goals that a rule may choose from.
    candidates: Vec<usize>,
    /// Goals that are in for a strand, in the order in which they come in.
    forced: Vec<usize>,
    /// Goals of strands that stand level for a promise.
    pending: Set,
    /// Possible results of the rule on the other candidates; empty if a promise has to be settled first.
    ends: BTreeSet<End>,
    /// Goals that stand level, as they should be.
    level: Set,
}

const LIMITS: [Limit; 3] = [Limit::Money, Limit::Hours, Limit::Goals];

/// A statement is true, or why it is not.
type Verdict = Result<(), String>;

fn holds(is: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    if is { Ok(()) } else { Err(otherwise()) }
}

/// The candidates of a round: voted on, with a result that is not below the middle, what they take known where there is a limit
/// for it, within reach, and not decided.
fn candidates(world: &World, count: &Count) -> Vec<usize> {
    let mut all: Vec<usize> = world
        .ballot
        .iter()
        .copied()
        .filter(|g| {
            let wish = &world.goals[*g];
            wish.decided().is_none()
                && !wish.beyond
                && count.results[*g]
                    .as_ref()
                    .is_some_and(|r| *r >= count.middle)
                && unknown(world, *g) == (false, false)
        })
        .collect();
    all.sort_by(|a, b| count.results[*b].cmp(&count.results[*a]));
    all
}

fn unknown(world: &World, goal: usize) -> (bool, bool) {
    let wish = &world.goals[goal];
    (wish.cost.is_none(), wish.hours.is_none())
}

/// True if a rule should have no answer to a round.
fn silent(world: &World, rule: RoomRule, count: &Count) -> bool {
    rule != RoomRule::BestFirst && (!world.hands.is_empty() || count.level == Level::Withheld)
}

/// Goals promised to strands: those selected for them, in order, and those that are level for a promise. A tie there has to be settled
/// before the rule goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Promised {
    forced: Vec<usize>,
    level: Set,
}

/// The best goal of a strand that the rule leaves without is in, strand by strand in their order, until none lacks one that it could
/// have. `sure` says what a rule has in of some candidates beside goals that are in already.
fn promised(
    world: &World,
    count: &Count,
    open: &[usize],
    mut sure: impl FnMut(&[usize], &Set) -> Set,
) -> Promised {
    let mut promised = Promised::default();
    let number = world.per_strand.unwrap_or(0);
    let mut unmet = Vec::new();
    loop {
        let beside: Set = promised.forced.iter().copied().collect();
        let rest: Vec<usize> = open
            .iter()
            .copied()
            .filter(|g| !beside.contains(g))
            .collect();
        let inside: Set = sure(&rest, &beside).union(&beside).copied().collect();
        let lacks =
            |strand: &usize| !unmet.contains(strand) && has(world, &inside, *strand) < number;
        let Some(strand) = (0..STRANDS.len()).find(lacks) else {
            return promised;
        };
        let could = promisable(world, count, open, strand, &beside);
        let best = could.iter().map(|g| &count.results[*g]).max();
        let best: Vec<usize> = could
            .iter()
            .copied()
            .filter(|g| Some(&count.results[*g]) == best)
            .collect();
        let missing = number - has(world, &beside, strand);
        let first = best.iter().find(|g| {
            let others = best.iter().filter(|other| other != g);
            others.clone().all(|other| goes_first(world, **g, *other))
        });
        match (best.as_slice(), first) {
            ([], _) => unmet.push(strand),
            ([first, ..], _) if best.len() as u64 <= missing && all_fit(world, &beside, &best) => {
                promised.forced.push(*first);
            }
            (_, Some(first)) => promised.forced.push(*first),
            _ => {
                promised.level = best.into_iter().collect();
                return promised;
            }
        }
    }
}

/// Number of a strand's goals among the agreed ones and these.
fn has(world: &World, set: &Set, strand: usize) -> u64 {
    let goals = world.goals.iter().enumerate();
    let of =
        goals.filter(|(g, wish)| wish.strand == Some(strand) && (wish.agreed() || set.contains(g)));
    of.count() as u64
}

/// Candidates of a strand above the middle that are not among these, and fit beside them.
fn promisable(
    world: &World,
    count: &Count,
    open: &[usize],
    strand: usize,
    beside: &Set,
) -> Vec<usize> {
    let of = |g: &&usize| {
        world.goals[**g].strand == Some(strand)
            && !beside.contains(g)
            && count.results[**g].as_ref() > Some(&count.middle)
            && fits_beside(world, beside, **g)
    };
    open.iter().filter(of).copied().collect()
}

/// Goals that are in every set.
fn common(sets: &BTreeSet<Set>) -> Set {
    let mut sets = sets.iter();
    let first = sets.next().cloned().unwrap_or_default();
    sets.fold(first, |all, set| all.intersection(set).copied().collect())
}

/// True if the sets of a rule were kept at the close of a round with a small group: there is a single one beside the promised goals, and
/// it stays the same whichever ballot of a small group is left out.
fn is_kept(world: &World, rule: RoomRule) -> bool {
    let then = world.at_close();
    let count = Count::of(&then);
    let open = candidates(&then, &count);
    let mut kept = true;
    promised(&then, &count, &open, |open, beside| {
        let sets = |world: &World| -> BTreeSet<Set> {
            let ends = unsettled(world, &count, rule, open, beside);
            ends.into_iter().map(|e| e.set).collect()
        };
        let all = sets(&then);
        kept &= all.len() == 1
            && (0..then.votes.len()).all(|out| {
                let mut others = then.clone();
                let left_out = others.votes.remove(out);
                !count.small[left_out.group] || sets(&others) == all
            });
        common(&all)
    });
    kept
}

/// Everything that is wrong with a rule's answer.
pub(crate) fn judge(world: &World, rule: RoomRule, answer: &Result<Fits, Refusal>) -> Vec<String> {
    let count = Count::of(world);
    let silent = silent(world, rule, &count);
    let small = rule != RoomRule::BestFirst && count.level == Level::Small;
    match answer {
        Err(_) if silent => Vec::new(),
        Err(_) if small && (!is_kept(world, rule) || has_changed(world)) => Vec::new(),
        Err(why) => vec![format!("it has no answer: {why}")],
        Ok(_) if silent || small && !is_kept(world, rule) => {
            vec!["it has an answer, and should have none".into()]
        }
        Ok(fits) => Case::new(world, rule, fits).complaints(),
    }
}

/// True if the basis of a kept set has changed since the ballots were deleted: candidates, remaining capacity or promises.
fn has_changed(world: &World) -> bool {
    let then = world.at_close();
    let open = |world: &World| candidates(world, &Count::of(world));
    open(&then) != open(world)
        || !world.lots.is_empty()
        || world
            .goals
            .iter()
            .any(|g| g.agreed() != (g.before == Some(Decided::Agreed)))
}

impl<'a> Case<'a> {
    pub(crate) fn new(world: &'a World, rule: RoomRule, fits: &'a Fits) -> Self {
        let count = Count::of(world);
        let candidates = candidates(world, &count);
        let proposed = |open: &[usize], beside: &Set| -> (BTreeSet<End>, Set) {
            let ends = ends(world, &count, rule, open, beside);
            let sets: BTreeSet<Set> = ends.iter().map(|e| e.set.clone()).collect();
            let all = common(&sets);
            let level = if rule == RoomRule::BestFirst {
                level(world, &count, open, beside)
            } else {
                let some = sets.iter().flatten().copied();
                some.filter(|g| !all.contains(g)).collect()
            };
            (ends, level)
        };
        let promised = promised(world, &count, &candidates, |open, beside| {
            let (ends, level) = proposed(open, beside);
            let all = common(&ends.into_iter().map(|e| e.set).collect());
            all.difference(&level).copied().collect()
        });
        let beside: Set = promised.forced.iter().copied().collect();
        let rest = candidates.iter().copied().filter(|g| !beside.contains(g));
        let (ends, level) = if promised.level.is_empty() {
            proposed(&rest.collect::<Vec<_>>(), &beside)
        } else {
            (BTreeSet::new(), promised.level.clone())
        };
        Self {
            world,
            rule,
            fits,
            count,
            candidates,
            forced: promised.forced,
            pending: promised.level,
            ends,
            level,
        }
    }

    fn in_some(&self) -> Set {
        self.ends
            .iter()
            .flat_map(|e| e.set.iter().copied())
            .collect()
    }

    fn in_all(&self) -> Set {
        common(&self.ends.iter().map(|e| e.set.clone()).collect())
    }

    fn beside(&self) -> Set {
        self.forced.iter().copied().collect()
    }

    /// The proposal that is right.
    fn selected(&self) -> Set {
        let sure = self.in_all();
        let sure = sure.difference(&self.level);
        sure.copied().chain(self.forced.iter().copied()).collect()
    }

    fn place(&self, id: &str) -> Result<usize, String> {
        self.world
            .place(id)
            .ok_or_else(|| format!("there is no goal {id}"))
    }

    fn places(&self, ids: &[String]) -> Result<Set, String> {
        let places: Set = ids
            .iter()
            .map(|id| self.place(id))
            .collect::<Result<_, _>>()?;
        holds(places.len() == ids.len(), || "a goal is named twice".into())?;
        Ok(places)
    }

    fn result(&self, goal: usize) -> Option<&Q> {
        self.count.results[goal].as_ref()
    }

    fn strand(strand: &str) -> Result<usize, String> {
        let place = STRANDS.iter().position(|s| *s == strand);
        place.ok_or_else(|| format!("there is no strand {strand}"))
    }

    /// Number of a strand's goals that are selected or agreed.
    fn has(&self, strand: usize) -> u64 {
        has(self.world, &self.selected(), strand)
    }

    fn promisable(&self, strand: usize, beside: &Set) -> Vec<usize> {
        promisable(self.world, &self.count, &self.candidates, strand, beside)
    }

    /// Everything that is wrong.
    fn complaints(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut note = |what: String, verdict: Verdict| {
            if let Err(why) = verdict {
                all.push(format!("{what}: {why}"));
            }
        };
        note("the lists".into(), self.lists());
        note("the limits".into(), self.keeps_limits());
        for placed in &self.fits.goals {
            let verdict = self
                .place(&placed.goal)
                .and_then(|g| self.why(g, &placed.why));
            note(format!("{} is {:?}", placed.goal, placed.why), verdict);
        }
        for claim in &self.fits.claims {
            note(format!("{claim:?}"), self.claim(claim));
        }
        note("the claims".into(), self.nothing_is_unsaid());
        all
    }

    fn lists(&self) -> Verdict {
        let (world, fits) = (self.world, self.fits);
        let [money, hours, goals] = world.limits;
        holds(
            fits.limits
                == Limits {
                    money,
                    hours,
                    goals,
                },
            || "other limits".into(),
        )?;
        let agreed = (0..world.goals.len()).filter(|g| world.goals[*g].agreed());
        let agreed: Set = agreed.collect();
        holds(self.places(&fits.agreed_before)? == agreed, || {
            "other goals are agreed".into()
        })?;
        let selected = self.places(&fits.selected)?;
        let should = self.selected();
        holds(selected == should, || {
            format!("{selected:?} are selected, and {should:?} should be")
        })?;
        if self.rule == RoomRule::BestFirst {
            let order = |id: &String| self.candidates.iter().position(|g| world.ids[*g] == *id);
            let free = fits.selected.iter().skip(self.forced.len());
            holds(free.map(order).is_sorted(), || {
                "they are not in the order of results".into()
            })?;
        }
        // The list: voted on by result, equal ones in the order of the ballot, then the others.
        let mut order = world.ballot.clone();
        order.sort_by(|a, b| self.result(*b).cmp(&self.result(*a)));
        let others = (0..world.goals.len()).filter(|g| !world.ballot.contains(g));
        let ids: Vec<&String> = order
            .into_iter()
            .chain(others)
            .map(|g| &world.ids[g])
            .collect();
        let said: Vec<&String> = fits.goals.iter().map(|p| &p.goal).collect();
        holds(said == ids, || format!("the list is {said:?}"))?;
        let said: Vec<Set> = fits
            .level
            .iter()
            .map(|l| self.places(l))
            .collect::<Result<_, _>>()?;
        let all: Set = said.iter().flatten().copied().collect();
        holds(all == self.level, || {
            format!("{all:?} are level, and {:?} should be", self.level)
        })?;
        if self.rule == RoomRule::BestFirst {
            for level in &said {
                self.is_level(level)?;
            }
        }
        Ok(())
    }

    /// Goals that stand level under best first have the same result, and each could still come in.
    fn is_level(&self, level: &Set) -> Verdict {
        let results: BTreeSet<_> = level.iter().map(|g| self.result(*g)).collect();
        holds(results.len() == 1 && level.len() > 1, || {
            "their results differ".into()
        })?;
        let could = self.in_some();
        let could = |g: &usize| could.contains(g) || self.pending.contains(g);
        holds(level.iter().all(could), || {
            "one of them cannot come in".into()
        })
    }

    /// Checks that selected and agreed goals keep every limit. Beyond a limit that the agreed ones exceed already, none may be added.
    fn keeps_limits(&self) -> Verdict {
        let selected: Vec<usize> = self.places(&self.fits.selected)?.into_iter().collect();
        holds(all_fit(self.world, &Set::new(), &selected), || {
            "they are not kept".into()
        })?;
        let barred = selected.iter().find(|g| !self.candidates.contains(g));
        holds(barred.is_none(), || {
            format!("{barred:?} cannot be proposed")
        })
    }

    /// Checks that a goal is in no possible result of the rule.
    fn never_in(&self, goal: usize) -> Verdict {
        holds(
            self.candidates.contains(&goal)
                && !self.in_some().contains(&goal)
                && !self.forced.contains(&goal),
            || "it is in, or may come in".into(),
        )
    }

    /// By how much a goal goes beyond a limit, in every way that the rule can end.
    fn over(&self, goal: usize, limit: Limit) -> BTreeSet<i64> {
        let limit = match limit {
            Limit::Money => 0,
            Limit::Hours => 1,
            Limit::Goals => 2,
        };
        let over = |end: &End| {
            if end.set.contains(&goal) {
                return 0;
            }
            let beside: Set = end.set.union(&self.beside()).copied().collect();
            beyond(self.world, &beside, goal)[limit]
        };
        self.ends.iter().map(over).collect()
    }

    /// The least of them, where it goes beyond in all.
    fn short(&self, goal: usize, limit: Limit) -> Option<u64> {
        let least = *self.over(goal, limit).first()?;
        u64::try_from(least).ok().filter(|by| *by > 0)
    }

    /// Better candidates that are out.
    fn skipped(&self, goal: usize) -> Set {
        let selected = self.selected();
        let better = |g: &&usize| self.result(**g) > self.result(goal) && !selected.contains(g);
        self.candidates.iter().filter(better).copied().collect()
    }

    fn in_by(&self, goal: usize, rules: &[RoomRule]) -> Verdict {
        holds(rules.contains(&self.rule), || {
            "that is not how this rule works".into()
        })?;
        holds(
            self.selected().contains(&goal) && !self.forced.contains(&goal),
            || "it is not in by the rule".into(),
        )
    }

    /// A goal is in because a tie was settled for it: without that it would stand level.
    fn is_settled(&self, goal: usize) -> Verdict {
        self.in_by(goal, &[RoomRule::BestFirst])?;
        let mut before = self.world.clone();
        before.lots.retain(|(_, first)| *first != goal);
        let rest: Vec<usize> = self
            .candidates
            .iter()
            .copied()
            .filter(|g| !self.forced.contains(g))
            .collect();
        let level = level(&before, &self.count, &rest, &self.beside());
        holds(level.contains(&goal), || "it did not stand level".into())
    }

    fn is_promised(&self, strand: usize, goal: usize) -> Verdict {
        let wish = &self.world.goals[goal];
        holds(wish.strand == Some(strand), || {
            "it is not of that strand".into()
        })?;
        let number = self.world.per_strand.unwrap_or(0);
        let at = self.forced.iter().position(|g| *g == goal);
        let at = at.ok_or("it is not in for a strand")?;
        let before: Set = self.forced[..at].iter().copied().collect();
        // Without it the rule would leave the strand with too few.
        let rest: Vec<usize> = self
            .candidates
            .iter()
            .copied()
            .filter(|g| !before.contains(g))
            .collect();
        let ends = ends(self.world, &self.count, self.rule, &rest, &before);
        let mut without = common(&ends.into_iter().map(|e| e.set).collect());
        if self.rule == RoomRule::BestFirst {
            for goal in level(self.world, &self.count, &rest, &before) {
                without.remove(&goal);
            }
        }
        let without = without.union(&before).copied().collect();
        holds(has(self.world, &without, strand) < number, || {
            "the strand has enough without it".into()
        })?;
        holds(self.candidates.contains(&goal), || {
            "it cannot be proposed".into()
        })?;
        holds(self.result(goal) > Some(&self.count.middle), || {
            "it is not above the middle".into()
        })?;
        holds(fits_beside(self.world, &before, goal), || {
            "it does not fit".into()
        })?;
        let better = self.promisable(strand, &before);
        let better = better.iter().find(|g| self.result(**g) > self.result(goal));
        holds(better.is_none(), || {
            format!("{better:?} is better and fits")
        })
    }

    /// Checks the reason of a goal.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a reason, so that the list is whole"
    )]
    pub(crate) fn why(&self, goal: usize, why: &GoalReason) -> Verdict {
        let wish = &self.world.goals[goal];
        match why {
            GoalReason::BestResult => {
                self.in_by(goal, &[RoomRule::BestFirst])?;
                let skipped = self.skipped(goal);
                holds(skipped.is_empty(), || {
                    format!("{skipped:?} are better and out")
                })
            }
            GoalReason::NextThatFits => {
                self.in_by(goal, &[RoomRule::BestFirst])?;
                holds(!self.skipped(goal).is_empty(), || {
                    "none that is better is out".into()
                })
            }
            GoalReason::StrandPromise(strand) => self.is_promised(Self::strand(strand)?, goal),
            GoalReason::PaidBySupporters => {
                self.in_by(goal, &[RoomRule::GroupHalves, RoomRule::EvenLoad])
            }
            GoalReason::BestSet => self.in_by(goal, &[RoomRule::BestSet]),
            GoalReason::Settled => self.is_settled(goal),
            GoalReason::Short(limit, by) => {
                self.never_in(goal)?;
                let short = self.short(goal, *limit);
                holds(short == Some(*by), || format!("it is short by {short:?}"))
            }
            GoalReason::LevelWith(others) => {
                let mut level = self.places(others)?;
                holds(level.insert(goal), || "it stands level with itself".into())?;
                let said: Vec<Set> = self
                    .fits
                    .level
                    .iter()
                    .map(|l| self.places(l))
                    .collect::<Result<_, _>>()?;
                holds(said.contains(&level), || "they do not stand level".into())?;
                holds(level.is_subset(&self.level), || {
                    "they do not stand level".into()
                })
            }
            GoalReason::WaitsFor(tied) => {
                let tied = self.places(tied)?;
                holds(!tied.is_empty() && tied == self.level, || {
                    "that is not the tie".into()
                })?;
                holds(!tied.contains(&goal), || "it is part of the tie".into())?;
                holds(self.candidates.contains(&goal), || {
                    "it cannot be proposed".into()
                })?;
                holds(!self.selected().contains(&goal), || "it is in".into())?;
                let says_more = LIMITS
                    .into_iter()
                    .any(|limit| self.short(goal, limit).is_some());
                holds(!says_more, || {
                    "it cannot come in, however the tie is settled".into()
                })
            }
            GoalReason::NotCovered => {
                self.never_in(goal)?;
                holds(self.rule == RoomRule::GroupHalves, || {
                    "nobody pays under this rule".into()
                })
            }
            GoalReason::Unsupported => {
                self.never_in(goal)?;
                holds(
                    self.rule != RoomRule::BestFirst && !is_supported(self.world, self.rule, goal),
                    || "somebody supports it".into(),
                )
            }
            GoalReason::NotChosen => {
                self.never_in(goal)?;
                // Nothing else can be said of it.
                let says_more = |limit| self.short(goal, limit).is_some();
                holds(
                    !LIMITS.into_iter().any(says_more)
                        && matches!(self.rule, RoomRule::EvenLoad | RoomRule::BestSet),
                    || "there is a reason".into(),
                )
            }
            GoalReason::Stopped(at) => {
                self.never_in(goal)?;
                let at = self.place(at)?;
                holds(
                    self.rule == RoomRule::EvenLoad
                        && at != goal
                        && self.ends.iter().all(|e| e.stopped.contains(&at)),
                    || "the rule did not stop there".into(),
                )
            }
            GoalReason::BelowMiddle => holds(
                self.result(goal).is_some_and(|r| *r < self.count.middle),
                || "it is not below the middle".into(),
            ),
            GoalReason::NotKnown(money, hours) => {
                let (no_money, no_hours) = unknown(self.world, goal);
                holds(
                    (*money, *hours) == (no_money, no_hours) && (no_money || no_hours),
                    || "it is known".into(),
                )
            }
            GoalReason::OutOfReach => holds(wish.beyond, || "it is within reach".into()),
            GoalReason::AgreedBefore => holds(wish.agreed(), || "it is not agreed".into()),
            GoalReason::Decided => {
                holds(wish.decided().is_some_and(|d| d != Decided::Agreed), || {
                    "it is not decided".into()
                })
            }
            GoalReason::NoSupport => holds(
                self.world.ballot.contains(&goal) && self.result(goal).is_none(),
                || "somebody judged it".into(),
            ),
            GoalReason::NotInRound => holds(!self.world.ballot.contains(&goal), || {
                "it was voted on".into()
            }),
        }
    }

    /// Checks a claim.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a claim, so that the list is whole"
    )]
    pub(crate) fn claim(&self, claim: &Claim) -> Verdict {
        match claim {
            Claim::AgreedBefore {
                goals,
                money,
                hours,
                unknown,
            } => {
                let agreed: Vec<_> = self.world.goals.iter().filter(|g| g.agreed()).collect();
                let sum = |of: fn(&super::world::Wish) -> Option<u64>| -> u64 {
                    agreed.iter().map(|g| of(g).unwrap_or(0)).sum()
                };
                let open = agreed
                    .iter()
                    .filter(|g| g.cost.is_none() || g.hours.is_none());
                let real = (
                    agreed.len() as u64,
                    sum(|g| g.cost),
                    sum(|g| g.hours),
                    open.count() as u64,
                );
                holds((*goals, *money, *hours, *unknown) == real, || {
                    format!("they are {real:?}")
                })?;
                holds(*goals > 0, || "none is agreed".into())
            }
            Claim::Promise { strand, goal } => {
                let goal = self.place(goal)?;
                self.is_promised(Self::strand(strand)?, goal)
            }
            Claim::PromiseUnmet { strand, has } => {
                let strand = Self::strand(strand)?;
                let number = self.world.per_strand.unwrap_or(0);
                holds(self.has(strand) == *has, || {
                    format!("it has {}", self.has(strand))
                })?;
                holds(*has < number, || "the strand has enough".into())?;
                let could = self.promisable(strand, &self.beside());
                holds(could.is_empty(), || {
                    format!("{could:?} fit and are above the middle")
                })
            }
            Claim::PromiseLevel { strand, goals } => {
                let strand = Self::strand(strand)?;
                let goals = self.places(goals)?;
                let number = self.world.per_strand.unwrap_or(0);
                let missing = number.saturating_sub(self.has(strand));
                let could: Set = self
                    .promisable(strand, &self.beside())
                    .into_iter()
                    .collect();
                let best = could.iter().map(|g| self.result(*g)).max();
                let best: Set = could
                    .into_iter()
                    .filter(|g| Some(self.result(*g)) == best)
                    .collect();
                holds(goals == best, || format!("{best:?} stand level"))?;
                let goals: Vec<usize> = goals.into_iter().collect();
                let no_tie =
                    goals.len() as u64 <= missing && all_fit(self.world, &self.beside(), &goals);
                holds(missing > 0 && goals.len() > 1 && !no_tie, || {
                    "there is nothing to settle".into()
                })
            }
            Claim::BestLeft { goal } => self.why(self.place(goal)?, &GoalReason::BestResult),
            Claim::NextThatFits { goal, skipped } => {
                let goal = self.place(goal)?;
                self.why(goal, &GoalReason::NextThatFits)?;
                let (said, real) = (self.places(skipped)?, self.skipped(goal));
                holds(said == real, || format!("{real:?} are better and out"))
            }
            Claim::Settled { goal } => self.is_settled(self.place(goal)?),
            Claim::Level { goals } => {
                let goals = self.places(goals)?;
                holds(self.rule == RoomRule::BestFirst, || {
                    "it is said for best first only".into()
                })?;
                holds(goals == self.level, || {
                    format!("{:?} stand level", self.level)
                })?;
                self.is_level(&goals)
            }
            Claim::Short {
                goal,
                limit,
                by,
                or_more,
            } => {
                let goal = self.place(goal)?;
                self.why(goal, &GoalReason::Short(*limit, *by))?;
                let differ = self
                    .over(goal, *limit)
                    .iter()
                    .any(|over| Ok(*by) != u64::try_from(*over));
                holds(!differ || *or_more, || "it may be more".into())?;
                holds(!*or_more || !self.level.is_empty(), || {
                    "it is just that".into()
                })
            }
            Claim::BelowMiddle {
                goal,
                result,
                middle,
            } => {
                let goal = self.place(goal)?;
                self.why(goal, &GoalReason::BelowMiddle)?;
                holds(
                    self.result(goal) == Some(&exact(*result))
                        && self.count.middle == exact(*middle),
                    || {
                        format!(
                            "it is {:?}, and the middle {}",
                            self.result(goal),
                            self.count.middle
                        )
                    },
                )
            }
            Claim::NotKnown { goal } => {
                let goal = self.place(goal)?;
                let (money, hours) = unknown(self.world, goal);
                self.why(goal, &GoalReason::NotKnown(money, hours))
            }
            Claim::Out { goal, why } => {
                holds(!why.is_in(), || "that is a reason to be in".into())?;
                self.why(self.place(goal)?, why)
            }
            Claim::Halves { groups } => {
                let real: Vec<(String, u64)> =
                    self.voted().into_iter().filter(|g| g.1 > 0).collect();
                holds(
                    self.world.weight == Weight::Balanced && same(groups, &real),
                    || format!("they are {real:?}"),
                )
            }
            Claim::EqualParts { people } => holds(
                self.world.weight == Weight::Head && *people == self.world.votes.len() as u64,
                || "they are others".into(),
            ),
            Claim::Backers { goal, groups } => {
                let goal = self.place(goal)?;
                self.in_by(goal, &[RoomRule::GroupHalves])?;
                let at = self.world.ballot.iter().position(|g| *g == goal);
                let gives = |group: usize| {
                    let own = self.world.votes.iter().filter(|v| v.group == group);
                    let marks = own.filter_map(|v| v.marks.as_ref()?[at?]);
                    marks
                        .filter(|m| super::count::points(self.world, *m) > 0)
                        .count() as u64
                };
                let real: Vec<(String, u64)> = self
                    .voted()
                    .into_iter()
                    .enumerate()
                    .filter(|(_, (_, n))| *n > 0)
                    .map(|(g, (name, _))| (name, gives(g)))
                    .collect();
                holds(same(groups, &real), || format!("they are {real:?}"))?;
                holds(is_supported(self.world, self.rule, goal), || {
                    "nobody gave it points".into()
                })
            }
            Claim::Support => holds(self.rule == RoomRule::EvenLoad, || {
                "no rule asks for support".into()
            }),
            Claim::NoSetHasMore { goals, beside } => {
                holds(self.rule == RoomRule::BestSet, || {
                    "this rule does not look at sets".into()
                })?;
                let (set, beside) = (self.places(goals)?, self.places(beside)?);
                holds(beside == self.beside(), || {
                    "others are in for strands".into()
                })?;
                let best = self
                    .ends
                    .iter()
                    .map(|e| points_of(self.world, &e.set))
                    .max();
                holds(Some(points_of(self.world, &set)) == best, || {
                    "a set has more, or it is none".into()
                })?;
                let goals: Vec<usize> = set.into_iter().collect();
                holds(all_fit(self.world, &beside, &goals), || {
                    "it does not fit".into()
                })
            }
            Claim::Tied { goals } => {
                holds(self.rule != RoomRule::BestFirst, || {
                    "best first says which stand level".into()
                })?;
                let goals = self.places(goals)?;
                let open: Set = self.in_some().difference(&self.in_all()).copied().collect();
                holds(goals == open, || format!("it is open of {open:?}"))
            }
        }
    }

    /// Each group's ballots.
    fn voted(&self) -> Vec<(String, u64)> {
        let of = |g: usize| self.world.votes.iter().filter(|v| v.group == g).count() as u64;
        (0..GROUPS.len())
            .map(|g| (GROUPS[g].to_owned(), of(g)))
            .collect()
    }

    /// Every goal that is out has its claim, and no promise is broken without a word.
    fn nothing_is_unsaid(&self) -> Verdict {
        for placed in &self.fits.goals {
            let about = self
                .fits
                .claims
                .iter()
                .filter(|c| names(c).contains(&placed.goal))
                .count();
            let needs = match placed.why {
                // What is agreed has one claim for all.
                GoalReason::AgreedBefore | GoalReason::PaidBySupporters | GoalReason::BestSet => 0,
                _ => 1,
            };
            holds(about >= needs, || {
                format!("nothing is said about {}", placed.goal)
            })?;
        }
        if self.pending.is_empty() {
            let number = self.world.per_strand.unwrap_or(0);
            for (place, strand) in STRANDS.iter().enumerate() {
                let said =
                    self.fits.claims.iter().any(
                        |c| matches!(c, Claim::PromiseUnmet { strand: of, .. } if of == strand),
                    );
                holds(said || self.has(place) >= number, || {
                    format!("a promise to {strand} is broken without a word")
                })?;
            }
        }
        Ok(())
    }
}

fn same(said: &[(String, u64)], real: &[(String, u64)]) -> bool {
    let sorted = |list: &[(String, u64)]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    sorted(said) == sorted(real)
}

/// The goals that a claim is about.
fn names(claim: &Claim) -> Vec<String> {
    match claim {
        Claim::Promise { goal, .. }
        | Claim::BestLeft { goal }
        | Claim::NextThatFits { goal, .. }
        | Claim::Settled { goal }
        | Claim::Short { goal, .. }
        | Claim::BelowMiddle { goal, .. }
        | Claim::NotKnown { goal }
        | Claim::Out { goal, .. }
        | Claim::Backers { goal, .. } => vec![goal.clone()],
        Claim::PromiseLevel { goals, .. } | Claim::Level { goals } | Claim::Tied { goals } => {
            goals.clone()
        }
        Claim::NoSetHasMore { goals, beside } => [goals.as_slice(), beside].concat(),
        Claim::AgreedBefore { .. }
        | Claim::PromiseUnmet { .. }
        | Claim::Halves { .. }
        | Claim::EqualParts { .. }
        | Claim::Support => Vec::new(),
    }
}
