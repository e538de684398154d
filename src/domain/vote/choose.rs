//! The rules that pick a set of goals under limits, in exact arithmetic.
//!
//! A meeting, or a town, has more wishes than money and hours. Each rule picks a set that fits, with a reason for each project.
//! No rule rounds, so that two people who count the same ballots get the same set. Where a tie is broken, the smallest id as a
//! string wins, and [`tied`] lists the other sets that the same votes allow.

mod best;
mod election;
mod equal_shares;
mod greedy;
mod outcome;
mod phragmen;
mod purses;
mod scaled;
mod ties;

#[cfg(test)]
mod tests;

pub use self::{
    election::{BallotKind, CostLimit, Election, Project, Unusable, UtilityBallot},
    outcome::{
        Big, Bound, ElectionOutcome, In, Payments, Phase, ProjectReason, Raised, SelectionStep,
        Short, WhyOut,
    },
    ties::Ties,
};
use self::{equal_shares::EqualShares, scaled::Scaled};

/// A rule that picks a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Most votes first; what does not fit is skipped. On points and ranks: most points for the cost first, as
    /// `pabutools` has it, since a project's utility is its points and no longer its cost.
    Greedy,
    /// Most votes (points, Borda scores) for the cost first; what does not fit is skipped.
    GreedyPerCost,
    /// The method of equal shares (Peters, Pierczyński, Skowron 2021), where a voter's utility of an approved project is
    /// its cost; points and Borda scores are utilities as they are.
    EqualShares(Completion),
    /// The same, where every supported project has utility 1.
    EqualSharesCardinality(Completion),
    /// Phragmén's sequential rule; it stops at the first project that does not fit. Approvals only.
    Phragmen {
        /// The rest of the budget is then filled by votes.
        greedy: bool,
    },
    /// The set with the largest value within all limits.
    Best(Objective),
}

/// The completion of equal shares, which uses the money that a plain run leaves over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Completion {
    /// Everyone's share is raised and the rule run anew, until nothing more fits (that result counts) or the result goes
    /// beyond a limit (the one before counts).
    pub raise: Option<Raise>,
    /// The rest after that is filled greedily, the most utility for the cost first. If the utility of an approved project is
    /// its cost, that is the most votes first; if it is 1, the most votes for the cost.
    pub greedy: bool,
}

impl Completion {
    /// Every completion with the word for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("none", Self::of(None, false)),
        ("greedy", Self::of(None, true)),
        ("raise", Self::of(Some(Raise::Percent), false)),
        ("raise-and-greedy", Self::of(Some(Raise::Percent), true)),
        ("add1", Self::of(Some(Raise::Unit), false)),
        ("add1-and-greedy", Self::of(Some(Raise::Unit), true)),
    ];

    const fn of(raise: Option<Raise>, greedy: bool) -> Self {
        Self { raise, greedy }
    }
}

/// The amount by which everyone's share is raised at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Raise {
    /// By a hundredth of the first share: `B / (100 n)`.
    Percent,
    /// By one unit of the first limit, such as a pound, for each ballot; where groups count the same, that sum is shared
    /// out as the budget is.
    Unit,
}

/// The value that the best set maximises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Objective {
    /// Votes times cost, summed: the money behind which there is a vote. Under several limits the cost is the largest of
    /// `cost / limit`.
    Cost,
    /// Votes, points or Borda scores, summed.
    Votes,
}

/// Picks a set. Projects that nobody supports are never in it.
///
/// # Errors
/// A fault of the election, or a mismatch between its ballots and the rule.
pub fn choose(election: &Election, rule: Rule) -> Result<ElectionOutcome, Unusable> {
    let scaled = Scaled::of(election)?;
    match rule {
        Rule::Greedy => Ok(greedy::run(&scaled, greedy::Order::of(election.kind))),
        Rule::GreedyPerCost => Ok(greedy::run(&scaled, greedy::Order::PerCost)),
        Rule::EqualShares(completion) => {
            // The order of the filling goes by the same utility as the rule, as `pabutools` has it.
            let order = greedy::Order::of(election.kind);
            EqualShares::new(&scaled, election.kind, false).complete(completion, order)
        }
        Rule::EqualSharesCardinality(completion) => {
            let order = greedy::Order::PerCost;
            EqualShares::new(&scaled, election.kind, true).complete(completion, order)
        }
        Rule::Phragmen { greedy } => {
            approvals("phragmen", election)?;
            Ok(phragmen::run(&scaled, greedy))
        }
        Rule::Best(value) => best::run(&scaled, value),
    }
}

/// Every set that the rule comes to under some way of breaking ties, the one of [`choose`] among them. `None` if the rule
/// has no such list: equal shares and Phragmén with a completion.
///
/// # Errors
/// As for [`choose`].
pub fn tied(election: &Election, rule: Rule) -> Result<Option<Ties>, Unusable> {
    let scaled = Scaled::of(election)?;
    let plain = Completion::default();
    Ok(match rule {
        Rule::Greedy => Some(greedy::tied(&scaled, greedy::Order::of(election.kind))),
        Rule::GreedyPerCost => Some(greedy::tied(&scaled, greedy::Order::PerCost)),
        Rule::EqualShares(c) if c == plain => {
            Some(EqualShares::new(&scaled, election.kind, false).tied())
        }
        Rule::EqualSharesCardinality(c) if c == plain => {
            Some(EqualShares::new(&scaled, election.kind, true).tied())
        }
        Rule::Phragmen { greedy: false } => {
            approvals("phragmen", election)?;
            Some(phragmen::tied(&scaled))
        }
        Rule::Best(value) => best::tied(&scaled, value)?,
        // Each raise of the shares can have ties of its own, so a list would grow by the hundreds; the room uses plain runs.
        Rule::EqualShares(_) | Rule::EqualSharesCardinality(_) | Rule::Phragmen { .. } => None,
    })
}

fn approvals(rule: &'static str, election: &Election) -> Result<(), Unusable> {
    if election.kind == BallotKind::Approval {
        Ok(())
    } else {
        Err(Unusable::NotApproval(rule))
    }
}
