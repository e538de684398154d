//! The rules that pick a set of goals under limits, in exact arithmetic.
//!
//! A meeting, or a town, has more wishes than money and hours. Each rule here says which of them fit, and why; none of them
//! rounds, so that two people who count the same ballots come to the same set. Where a tie is broken, the smallest id as a
//! string wins, and [`tied`] lists what else the same votes would allow.

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
    election::{Ballot, Election, Kind, Limit, Project, Unusable},
    outcome::{Big, Bound, In, Outcome, Payments, Phase, Raised, Short, Step, Why, WhyOut},
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
        /// What is left is then filled by votes.
        greedy: bool,
    },
    /// The best set there is.
    Best(Value),
}

/// How equal shares use what is left, since a plain run leaves money over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Completion {
    /// Everyone's share is raised and the rule run anew, until nothing more fits (that result counts) or the result goes
    /// beyond a limit (the one before counts).
    pub raise: Option<Raise>,
    /// What is left after that is filled greedily, most utility for the cost first: with the cost as utility of an
    /// approved project that is the most votes, with 1 the most votes for the cost.
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

/// By how much everyone's share is raised at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Raise {
    /// By a hundredth of the first share: `B / (100 n)`.
    Percent,
    /// By one unit of the first limit, such as a pound, for each ballot; where groups count the same, that sum is shared
    /// out as the budget is.
    Unit,
}

/// What the best set has most of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Votes times cost, summed: the money behind which there is a vote. Under several limits the cost is the largest of
    /// `cost / limit`.
    Cost,
    /// Votes, points or Borda scores, summed.
    Votes,
}

/// Picks a set. Projects that nobody supports are never in it.
///
/// # Errors
/// What is wrong with the election or does not go with the rule.
pub fn choose(election: &Election, rule: Rule) -> Result<Outcome, Unusable> {
    let scaled = Scaled::of(election)?;
    match rule {
        Rule::Greedy => Ok(greedy::run(&scaled, greedy::Order::of(election.kind))),
        Rule::GreedyPerCost => Ok(greedy::run(&scaled, greedy::Order::PerCost)),
        Rule::EqualShares(completion) => {
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

/// Every set that the rule comes to when ties are broken in some other way, the one that [`choose`] gives among them.
/// `None` where the rule has no such list: equal shares and Phragmén with a completion.
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
        Rule::EqualShares(_) | Rule::EqualSharesCardinality(_) | Rule::Phragmen { .. } => None,
    })
}

fn approvals(rule: &'static str, election: &Election) -> Result<(), Unusable> {
    if election.kind == Kind::Approval {
        Ok(())
    } else {
        Err(Unusable::NotApproval(rule))
    }
}
