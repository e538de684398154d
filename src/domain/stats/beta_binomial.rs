//! Shrinkage of a share towards that of a whole: the beta-binomial model with a prior from groups.

use super::Interval;

/// Prior weight where too few groups tell how much they differ: that of the uniform distribution.
const LEAST_WEIGHT: f64 = 2.0;
/// Prior weight where groups differ by no more than chance. What makes goals alike is finer than a theme, so the whole never counts for
/// more than so many goals.
const MOST_WEIGHT: f64 = 40.0;
/// Groups from which their differences say something.
const ENOUGH_GROUPS: usize = 3;
/// Steps that halve an interval of length 1 to below 1e-12.
const HALVINGS: u32 = 44;

/// Beta distribution of a share, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    /// Weight of what happened.
    a: f64,
    /// Weight of what did not.
    b: f64,
}

impl Beta {
    /// Distribution of the shares of groups, each with the number of those to whom it happened, and of all.
    ///
    /// The mean is that of all groups together, `(x + 1/2) / (n + 1)`, so that none and all stay inside the scale. The weight is the
    /// moment estimate of Kleinman, "Proportions with extraneous variance: single and independent samples", Journal of the American
    /// Statistical Association 68 (1973), pages 46-54, with groups weighted by their size, and kept within 2 to 40.
    pub fn of_groups(groups: &[(u32, u32)]) -> Self {
        let groups: Vec<(f64, f64)> = groups
            .iter()
            .filter(|(happened, all)| *all > 0 && happened <= all)
            .map(|(happened, all)| (f64::from(*happened), f64::from(*all)))
            .collect();
        let happened: f64 = groups.iter().map(|(x, _)| x).sum();
        let all: f64 = groups.iter().map(|(_, n)| n).sum();
        let mean = (happened + 0.5) / (all + 1.0);
        let weight = if groups.len() < ENOUGH_GROUPS {
            LEAST_WEIGHT
        } else {
            weight(&groups, happened / all, all)
        };
        Self {
            a: mean * weight,
            b: (1.0 - mean) * weight,
        }
    }

    /// Distribution after it has happened to `happened` of `all`; more than all count as all.
    #[must_use]
    pub fn after(self, happened: u32, all: u32) -> Self {
        Self {
            a: self.a + f64::from(happened.min(all)),
            b: self.b + f64::from(all.saturating_sub(happened)),
        }
    }

    /// Mean, in percent.
    pub fn mean(self) -> f64 {
        100.0 * self.a / (self.a + self.b)
    }

    /// Middle 95%, in percent.
    pub fn likely(self) -> Interval {
        Interval {
            low: 100.0 * self.quantile(0.025),
            high: 100.0 * self.quantile(0.975),
        }
    }

    /// The value below which a part of the distribution lies, by bisection.
    fn quantile(self, part: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if self.below(middle) < part {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }

    /// The part of the distribution below `x`: the regularised incomplete beta function.
    ///
    /// Continued fraction 8.17.22 of the Digital Library of Mathematical Functions (<https://dlmf.nist.gov/8.17>), with the symmetry
    /// 8.17.4 beyond the mean, where it would converge slowly.
    fn below(self, x: f64) -> f64 {
        let Self { a, b } = self;
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        if x > (a + 1.0) / (a + b + 2.0) {
            return 1.0 - Self { a: b, b: a }.below(1.0 - x);
        }
        let log_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
        let front = (a * x.ln() + b * (1.0 - x).ln() - log_beta).exp() / a;
        front * fraction(a, b, x)
    }
}

/// The continued fraction from its far end, which needs no guard against a zero in between.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    // About the square root of the larger parameter is needed (DLMF 8.17(v)); counts here stay below 100,000.
    const TERMS: u32 = 400;
    let mut tail = 0.0;
    for nth in (1..=TERMS).rev().map(f64::from) {
        let even = nth * (b - nth) * x / ((a + 2.0 * nth - 1.0) * (a + 2.0 * nth));
        let before = nth - 1.0;
        let odd =
            -(a + before) * (a + b + before) * x / ((a + 2.0 * before) * (a + 2.0 * before + 1.0));
        tail = odd / (1.0 + even / (1.0 + tail));
    }
    1.0 / (1.0 + tail)
}

fn weight(groups: &[(f64, f64)], mean: f64, all: f64) -> f64 {
    let between = |(x, n): &(f64, f64)| n * (x / n - mean).powi(2);
    let chance = mean * (1.0 - mean);
    let squares: f64 = groups.iter().map(|(_, n)| n * n).sum();
    // `len` groups are below 2^32: a programme has some dozens of themes.
    let free = f64::from(u32::try_from(groups.len()).unwrap_or(u32::MAX)) - 1.0;
    let rest = chance * (all - squares / all - free);
    let surplus = groups.iter().map(between).sum::<f64>() - chance * free;
    if rest <= 0.0 || surplus <= 0.0 {
        return MOST_WEIGHT;
    }
    let correlation = surplus / rest;
    (1.0 / correlation - 1.0).clamp(LEAST_WEIGHT, MOST_WEIGHT)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found}, not {expected}");
    }

    /// Quantiles with a closed form: of the uniform distribution, and of powers.
    #[test]
    fn closed_forms() {
        for part in [0.025, 0.3, 0.5, 0.975] {
            near(Beta { a: 1.0, b: 1.0 }.quantile(part), part);
            near(Beta { a: 3.0, b: 1.0 }.quantile(part), part.cbrt());
            near(
                Beta { a: 1.0, b: 4.0 }.quantile(part),
                1.0 - (1.0 - part).powf(0.25),
            );
        }
    }

    /// For whole parameters the function is a sum of binomial terms (DLMF 8.17.5).
    #[test]
    fn agrees_with_the_binomial_sum() {
        for (a, b) in [(2_u32, 5_u32), (28, 12), (40, 3)] {
            let n = a + b - 1;
            for x in [0.05, 0.4, 0.7, 0.95] {
                let term = |j: u32| {
                    let choose = (0..j).fold(1.0, |c, i| c * f64::from(n - i) / f64::from(i + 1));
                    choose * f64::powf(x, f64::from(j)) * f64::powf(1.0 - x, f64::from(n - j))
                };
                let sum: f64 = (a..=n).map(term).sum();
                let beta = Beta {
                    a: f64::from(a),
                    b: f64::from(b),
                };
                near(beta.below(x), sum);
            }
        }
    }

    #[test]
    fn groups_that_differ_by_chance_weigh_most() {
        let same = Beta::of_groups(&[(50, 100), (51, 100), (49, 100), (50, 100)]);
        near(same.a + same.b, MOST_WEIGHT);
        near(same.mean(), 50.0);
        let apart = Beta::of_groups(&[(5, 100), (95, 100), (10, 100), (90, 100)]);
        near(apart.a + apart.b, LEAST_WEIGHT);
    }

    /// Four groups of 10 with 2, 4, 6, 8: by hand S = 2, pq = 1/4, so that the correlation is (2 - 3/4) / (1/4 * (40 - 10 - 3)).
    #[test]
    fn the_moment_estimate_by_hand() {
        let prior = Beta::of_groups(&[(2, 10), (4, 10), (6, 10), (8, 10)]);
        let correlation: f64 = 1.25 / (0.25 * 27.0);
        near(prior.a + prior.b, 1.0 / correlation - 1.0);
    }

    proptest! {
        #[test]
        fn the_more_is_known_the_less_the_prior_counts(happened in 0_u32..500, more in 0_u32..500) {
            let all = happened + more;
            let prior = Beta::of_groups(&[(30, 60), (10, 60), (50, 60)]);
            let after = prior.after(happened, all);
            let Interval { low, high } = after.likely();
            prop_assert!(0.0 <= low && low < after.mean() && after.mean() < high && high <= 100.0);
            if all > 0 {
                // Between the share itself and the mean of the whole.
                let share = 100.0 * f64::from(happened) / f64::from(all);
                let (from, to) = (share.min(prior.mean()), share.max(prior.mean()));
                prop_assert!(from - 1e-9 <= after.mean() && after.mean() <= to + 1e-9);
            }
        }

        #[test]
        fn it_is_symmetric(happened in 0_u32..200, more in 0_u32..200) {
            let flat = Beta { a: 1.0, b: 1.0 };
            let there = flat.after(happened, happened + more).likely();
            let back = flat.after(more, happened + more).likely();
            prop_assert!((there.low - (100.0 - back.high)).abs() < 1e-6);
        }
    }
}
