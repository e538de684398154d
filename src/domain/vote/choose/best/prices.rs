//! Prices for the limits, and the bound that follows from them.

use super::{super::election::Unusable, KnapsackItem};

/// The largest bound, which is `scale` times a value; it leaves room to add in 128 bits.
const MOST: i128 = 1 << 120;

/// A knapsack problem with prices. Items whose value is farthest from their price come first, as they are the least in doubt.
#[derive(Clone, Debug)]
pub(super) struct PricedKnapsack {
    pub(super) items: Vec<KnapsackItem>,
    pub(super) budgets: Vec<i128>,
    /// `scale` times value less price, of each item.
    pub(super) net: Vec<i128>,
    pub(super) scale: i128,
    /// The upper bound: no set is worth more than this over `scale`. All budgets at their prices, and every item's gain over its.
    pub(super) bound: i128,
}

impl PricedKnapsack {
    pub(super) fn new(mut items: Vec<KnapsackItem>, budgets: Vec<i128>) -> Result<Self, Unusable> {
        let large = Unusable::TooLarge("votes times costs");
        let total = items.iter().try_fold(1_i128, |sum, i| {
            sum.checked_add(i.value).filter(|s| *s < MOST)
        });
        let total = total.ok_or(large.clone())?;
        let wanted = budgets.iter().max().copied().unwrap_or(1).max(1);
        let mut scale = 1_i128;
        // Prices are whole numbers: the larger the scale, the less rounding them loosens the bound. A power of two within 128 bits.
        while scale < MOST / total / 4 && scale < wanted.saturating_mul(256) {
            scale *= 2;
        }
        let prices = prices(&items, &budgets, scale);
        let price = |costs: &[i128]| {
            costs.iter().zip(&prices).try_fold(0_i128, |sum, (c, p)| {
                sum.checked_add(c.checked_mul(*p)?).filter(|s| *s < MOST)
            })
        };
        let mut bound = price(&budgets).ok_or(large.clone())?;
        let mut nets = Vec::with_capacity(items.len());
        for item in items.drain(..) {
            let net = scale * item.value - price(&item.costs).ok_or(large.clone())?;
            bound += net.max(0);
            nets.push((net, item));
        }
        // A decision against a price costs the bound most for these, so whole branches fall away early.
        nets.sort_by_key(|(net, item)| (std::cmp::Reverse(net.abs()), item.rank));
        let (net, items) = nets.into_iter().unzip();
        Ok(Self {
            items,
            budgets,
            net,
            scale,
            bound,
        })
    }

    /// The value of a good set, found by taking what fits in two orders; the searches start from it.
    pub(super) fn begin(&self) -> i128 {
        let mut orders: Vec<Vec<usize>> = vec![(0..self.items.len()).collect(); 2];
        let net = |i: &usize| std::cmp::Reverse(self.net.get(*i).copied().unwrap_or(0));
        let value = |i: &usize| std::cmp::Reverse(self.items.get(*i).map_or(0, |i| i.value));
        if let [one, other] = orders.as_mut_slice() {
            one.sort_by_key(net);
            other.sort_by_key(value);
        }
        let values = orders.iter().map(|order| self.filled(order));
        values.max().unwrap_or(0)
    }

    fn filled(&self, order: &[usize]) -> i128 {
        let mut left = self.budgets.clone();
        let mut value = 0;
        for item in order.iter().filter_map(|i| self.items.get(*i)) {
            if item.costs.iter().zip(&left).all(|(c, l)| c <= l) {
                left.iter_mut().zip(&item.costs).for_each(|(l, c)| *l -= c);
                value += item.value;
            }
        }
        value
    }
}

/// Prices under which the bound is low, by subgradient descent on the dual. They are hints: no result depends on them.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "any prices give a bound that holds"
)]
fn prices(items: &[KnapsackItem], budgets: &[i128], scale: i128) -> Vec<i128> {
    let parts = |costs: &[i128]| -> Vec<f64> {
        let part = |(c, b): (&i128, &i128)| if *b > 0 { *c as f64 / *b as f64 } else { 0.0 };
        costs.iter().zip(budgets).map(part).collect()
    };
    let goods: Vec<(f64, Vec<f64>)> = items
        .iter()
        .map(|i| (i.value as f64, parts(&i.costs)))
        .collect();
    let total: f64 = goods.iter().map(|(v, _)| v).sum();
    let mut prices = vec![0.0; budgets.len()];
    if let ([_], [price]) = (budgets, prices.as_mut_slice()) {
        *price = break_price(&goods);
    } else {
        prices = descend(&goods, total, prices);
    }
    let whole = |(price, budget): (f64, &i128)| {
        if *budget > 0 {
            // Floating point may differ between machines. That changes how fast the search is, never the set.
            (price * scale as f64 / *budget as f64).round().max(0.0) as i128
        } else {
            0
        }
    };
    prices.into_iter().zip(budgets).map(whole).collect()
}

/// The best price under one limit: the value for the cost of the item at which the limit is reached.
fn break_price(goods: &[(f64, Vec<f64>)]) -> f64 {
    let mut rates: Vec<(f64, f64)> = goods
        .iter()
        .filter_map(|(value, parts)| {
            let part = parts.first().filter(|p| **p > 0.0)?;
            Some((value / part, *part))
        })
        .collect();
    rates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut used = 0.0;
    for (rate, part) in rates {
        used += part;
        if used >= 1.0 {
            return rate;
        }
    }
    0.0
}

fn descend(goods: &[(f64, Vec<f64>)], total: f64, begin: Vec<f64>) -> Vec<f64> {
    let (mut prices, mut best) = (begin.clone(), (f64::INFINITY, begin));
    let mut step = 1.0;
    for round in 0..400 {
        let mut bound: f64 = prices.iter().sum();
        let mut slope = vec![1.0; prices.len()];
        for (value, parts) in goods {
            let price: f64 = parts.iter().zip(&prices).map(|(a, b)| a * b).sum();
            if *value > price {
                bound += value - price;
                slope.iter_mut().zip(parts).for_each(|(s, p)| *s -= p);
            }
        }
        if bound < best.0 {
            best = (bound, prices.clone());
        // The steps shrink slowly: an early small step would stop far from the lowest bound.
        } else if round % 10 == 9 {
            step *= 0.8;
        }
        let length: f64 = slope.iter().map(|s| s * s).sum();
        if length <= f64::EPSILON {
            break;
        }
        let by = step * total * 0.1 / length.sqrt();
        for (price, slope) in prices.iter_mut().zip(&slope) {
            *price = (*price - by * slope).max(0.0);
        }
        step *= 0.985;
    }
    best.1
}
