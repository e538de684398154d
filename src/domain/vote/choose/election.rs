//! An election: projects with their costs, the limits, and the ballots.
//!
//! Costs and points are exact fractions, so that neither pence nor half points are lost on the way.

use thiserror::Error;

use crate::domain::vote::{exact::Exact, settings::Weight};

/// The kind of ballots, which gives a voter's utility of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BallotKind {
    /// Yes or nothing. The utility of an approved project is its cost, or 1 where a rule says so.
    Approval,
    /// Points, cumulative or scoring. The utility is the points.
    Points,
    /// An order. The utility is the Borda score: the length of the ballot less the place, counted from 1, so that the
    /// last on a ballot has 0 (`pabutools`, `Additive_Borda_Sat`).
    Ranks,
}

/// A project that may be chosen: a goal, or a project of a participatory budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Unique in an election. The smallest as a string breaks ties.
    pub id: String,
    /// The cost in each limit, in the order of the limits; at least 0.
    // One for each limit, because a goal can be cheap in money and dear in hours.
    pub costs: Vec<Exact>,
}

/// A limit on the sum of costs, such as money or hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLimit {
    /// The name, such as `money`.
    pub name: String,
    /// The budget in the unit of the costs; at least 0.
    pub budget: Exact,
}

/// One ballot, without a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UtilityBallot {
    /// The group it counts in; empty if there are no groups.
    pub group: String,
    /// The projects that it names, by their place in the election, each with 1, points or the Borda score; at least 0.
    pub marks: Vec<(usize, Exact)>,
}

impl UtilityBallot {
    /// A ballot that approves of these projects.
    pub fn approval(projects: impl IntoIterator<Item = usize>) -> Self {
        let one = Exact::from_integer(1);
        Self::points(projects.into_iter().map(|p| (p, one)))
    }

    /// A ballot that gives these points.
    pub fn points(marks: impl IntoIterator<Item = (usize, Exact)>) -> Self {
        Self {
            group: String::new(),
            marks: marks.into_iter().collect(),
        }
    }

    /// A ballot that puts these in order, the best first; see [`BallotKind::Ranks`].
    pub fn ranks(order: &[usize]) -> Self {
        let borda = (0..).map(Exact::from_integer);
        let marks = order.iter().rev().copied().zip(borda).collect::<Vec<_>>();
        Self::points(marks.into_iter().rev())
    }

    /// The ballot in a group.
    #[must_use]
    pub fn of(self, group: impl Into<String>) -> Self {
        Self {
            group: group.into(),
            ..self
        }
    }
}

/// An election: projects, limits and ballots.
///
/// **Balanced weight.** Groups count the same whatever their head-count (James Lind Alliance guidebook): a ballot
/// counts `1 / (groups * ballots of its group)` of the votes and brings the same part of the budget. Every rule is then
/// the one without groups on as many copies of each ballot as make the groups equally large, each copy with an equal
/// part of the budget; the weights are kept as such whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// The kind of its ballots.
    pub kind: BallotKind,
    /// In the order in which they were put up.
    pub projects: Vec<Project>,
    /// At least one, unless [`Election::at_most`] is set. Where there are several, the rules that share a budget out
    /// (equal shares, Phragmén) run on the largest of `cost / limit`, with 1 to spend: within 1 every limit is kept.
    pub limits: Vec<CostLimit>,
    /// The most projects that may be chosen: one more limit, of which every project takes 1.
    pub at_most: Option<u64>,
    /// The weight of groups or heads.
    pub weight: Weight,
    /// One for each voter, blank ones among them.
    // Blank ones too: an abstainer's part of the budget stays unspent, as in `pabutools`, and does not go to the others.
    pub ballots: Vec<UtilityBallot>,
}

/// Why no set can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
// The messages begin in lower case, as they follow a colon: "Nothing can be worked out: ...".
pub enum Unusable {
    /// There is no limit.
    #[error("there is no limit to choose under")]
    NoLimit,
    /// Two projects have the same id.
    #[error("the id `{0}` stands twice")]
    TwiceAProject(String),
    /// A project has more or fewer costs than there are limits.
    #[error("`{0}` needs one cost for each limit")]
    Costs(String),
    /// A cost, a limit or a number of points is under 0.
    #[error("{0} is under 0")]
    Negative(String),
    /// A ballot names a project that is not there, or one twice.
    #[error("ballot {0} names a project that is not there, or one twice")]
    Ballot(usize),
    /// The rule is for approvals.
    #[error("{0} counts approvals, not points or ranks")]
    NotApproval(&'static str),
    /// Numbers too large to count with.
    #[error("the numbers are too large: {0}")]
    TooLarge(&'static str),
    /// The exact optimum would take too long.
    #[error("there are too many sets that may be the best to look through all of them")]
    TooManyToSearch,
}
