//! The cheapest swap: the fewest goals without which a set fits what we have.

use super::Limit;
use crate::domain::{
    goal::Goal,
    meeting::Meeting,
    vote::{exact::Exact, round::Round},
};

/// Most goals of a swap.
// A room that has to take out four goals begins anew; and the search stays far below a frame's time.
const MOST: usize = 3;

/// A goal that may be taken out.
struct Removable<'a> {
    id: &'a String,
    takes: [u128; 3],
    result: Exact,
}

/// A search for the swap.
struct Search<'a> {
    goals: Vec<Removable<'a>>,
    /// The least amount that has to go, by limit.
    excess: [u128; 3],
    best: Option<(Exact, Vec<usize>)>,
}

impl Search<'_> {
    /// Tries every way of taking out `more` goals beside `chosen`, from the goal at `from` on.
    fn go(&mut self, from: usize, more: usize, chosen: &mut Vec<usize>) {
        if more == 0 {
            let chosen_goals = || chosen.iter().filter_map(|at| self.goals.get(*at));
            let enough = (0..3).all(|limit| {
                let goes = chosen_goals().filter_map(|g| g.takes.get(limit));
                self.excess
                    .get(limit)
                    .is_some_and(|e| goes.sum::<u128>() >= *e)
            });
            let lost = chosen_goals().map(|g| g.result).sum();
            // Strictly less: of equal ways the first one stands, which is the same at each look.
            if enough && self.best.as_ref().is_none_or(|(least, _)| lost < *least) {
                self.best = Some((lost, chosen.clone()));
            }
            return;
        }
        for at in from..self.goals.len() {
            chosen.push(at);
            self.go(at + 1, more - 1, chosen);
            chosen.pop();
        }
    }
}

impl Meeting {
    /// The goals that have to go from a set so that it fits beside the agreed ones: the fewest, and of equally few those with the
    /// least result together. `kept` are not taken out. `None` if the set fits, or if more than three would have to go.
    pub fn cheapest_swap(
        &self,
        round: &Round,
        set: &[String],
        kept: &[String],
    ) -> Option<Vec<String>> {
        let takes = |goal: &Goal| {
            let of = |n: Option<u64>| u128::from(n.unwrap_or(0));
            [of(goal.cost), of(goal.hours), 1]
        };
        let inside = self
            .live_goals()
            .filter(|g| g.is_agreed() || set.contains(&g.id));
        let mut sum = [0_u128; 3];
        for goal in inside {
            for (sum, takes) in sum.iter_mut().zip(takes(goal)) {
                *sum += takes;
            }
        }
        let limits = self.limits();
        let mut excess = [0; 3];
        let each = [limits.money, limits.hours, limits.goals];
        for ((excess, sum), limit) in excess.iter_mut().zip(sum).zip(each) {
            *excess = limit.map_or(0, |limit| sum.saturating_sub(u128::from(limit)));
        }
        if excess == [0; 3] {
            return None;
        }
        let tally = round.tally();
        let goals = set.iter().filter(|id| !kept.contains(id)).filter_map(|id| {
            let goal = self.goal(id).filter(|g| g.is_live() && !g.is_agreed())?;
            Some(Removable {
                id,
                takes: takes(goal),
                result: tally
                    .and_then(|t| t.of(id))
                    .and_then(|c| c.result)
                    .unwrap_or_default(),
            })
        });
        let mut search = Search {
            goals: goals.collect(),
            excess,
            best: None,
        };
        let (_, chosen) = (1..=MOST).find_map(|size| {
            search.go(0, size, &mut Vec::new());
            search.best.take()
        })?;
        let ids = chosen.iter().filter_map(|at| search.goals.get(*at));
        Some(ids.map(|goal| goal.id.clone()).collect())
    }

    /// The limit that a goal exceeds beside the agreed goals and these, with the amount; `None` if it fits.
    pub fn over_beside(&self, set: &[String], goal: &str) -> Option<(Limit, u64)> {
        self.short_of(&[self.load_with(set)], goal)
    }
}
