//! Figures of goals from a set of ballots, a group's or everybody's, by the method of the round.
//!
//! They are means of scores, shares of dots, shares of those who say yes, medians of ratings (RAND/UCLA), and reversed scores of
//! rankings (James Lind Alliance guidebook, chapter 8).

use super::{ballot::Answers, exact::Exact, method::Fold, rating::median, settings::RoundSettings};

/// The figure of one goal from some ballots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// Score: the mean, 0 to 5. Approve: per cent yes of those who judged it. Dots: per cent of these ballots' dots. Rate:
    /// the median, 1 to 9. Rank: the sum of the reversed scores. `None` if nobody judged it.
    pub figure: Option<Exact>,
    /// The number of ballots that judged it.
    pub judged: u32,
}

/// The figure of each goal of the round from these ballots, in the order of the ballot.
pub fn measure(settings: &RoundSettings, ballots: &[&Answers]) -> Vec<Measured> {
    let goals = settings.goals.len();
    match settings.method.row().fold {
        Fold::Mean(times) => for_each_goal(goals, |place| mean(ballots, place, times)),
        Fold::Median => for_each_goal(goals, |place| {
            let ratings = ratings(ballots, place);
            Measured {
                judged: count(ratings.len()),
                figure: median(&ratings),
            }
        }),
        Fold::Share => {
            let all: i64 = (0..goals).map(|place| sum(ballots, place).0).sum();
            for_each_goal(goals, |place| {
                let (dots, judged) = sum(ballots, place);
                Measured {
                    // Of all dots given, not of all that could be: a group that held dots back still has shares that add up to 100.
                    figure: (all > 0).then(|| Exact::new(dots * 100, all)),
                    judged,
                }
            })
        }
        Fold::Borda => for_each_goal(goals, |place| {
            let (points, judged) = ranked(settings, ballots, place);
            Measured {
                figure: (judged > 0).then(|| Exact::from_integer(points)),
                judged,
            }
        }),
        // Counted in the open, not on ballots.
        Fold::Hands | Fold::Tables => vec![Measured::default(); goals],
    }
}

fn for_each_goal(goals: usize, of: impl Fn(usize) -> Measured) -> Vec<Measured> {
    (0..goals).map(of).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The sum of the marks of a goal, and the number of ballots that judged it.
fn sum(ballots: &[&Answers], place: usize) -> (i64, u32) {
    ballots
        .iter()
        .filter_map(|answers| answers.mark(place))
        .fold((0, 0), |(sum, n), mark| (sum + i64::from(mark), n + 1))
}

fn mean(ballots: &[&Answers], place: usize, times: i64) -> Measured {
    let (sum, judged) = sum(ballots, place);
    Measured {
        figure: (judged > 0).then(|| Exact::new(sum * times, i64::from(judged))),
        judged,
    }
}

/// Every rating that a goal got, sorted.
pub fn ratings(ballots: &[&Answers], place: usize) -> Vec<u8> {
    let mut ratings: Vec<u8> = ballots.iter().filter_map(|a| a.mark(place)).collect();
    ratings.sort_unstable();
    ratings
}

/// Reversed scores: the first of k places counts k, the last 1, a goal without a place 0. Every ballot judges every goal.
fn ranked(settings: &RoundSettings, ballots: &[&Answers], place: usize) -> (i64, u32) {
    let row = settings.method.row();
    ballots
        .iter()
        .filter_map(|answers| answers.mark(place))
        .fold((0, 0), |(sum, n), mark| {
            (sum + row.points(mark, settings.allowed.top), n + 1)
        })
}

/// Places from figures, the least first, and equal ones share the mean of theirs: so the best of m has m. What has no
/// figure shares the lowest places.
pub fn places(figures: &[Option<Exact>]) -> Vec<Exact> {
    let place = |figure: &Option<Exact>| {
        let below = figures.iter().filter(|f| *f < figure).count();
        let same = figures.iter().filter(|f| *f == figure).count();
        // The mean of the places from `below + 1` to `below + same`, doubled to stay whole.
        let twice = 2 * below + same + 1;
        Exact::new(i64::try_from(twice).unwrap_or(i64::MAX), 2)
    };
    figures.iter().map(place).collect()
}
