//! The money that each voter has left, over one common denominator: many large whole numbers side by side.
//!
//! With a fraction for each voter, every comparison would have to find a common denominator. Here all have the same one, so that
//! comparing, adding and paying are plain steps on machine words. Each number has the same width, and the width grows before a
//! number can outgrow it.

use std::cmp::Ordering;

use num_bigint::BigUint;

/// Numbers of the same width, the least significant word first.
#[derive(Clone, Debug)]
pub(super) struct Purses {
    width: usize,
    words: Vec<u64>,
    /// The largest number that there can be.
    most: BigUint,
}

impl Purses {
    /// `count` purses, each with the same number.
    pub(super) fn full(count: usize, each: &BigUint) -> Self {
        let width = words_of(each).max(1);
        let one = padded(each, width);
        Self {
            width,
            words: one.iter().copied().cycle().take(count * width).collect(),
            most: each.clone(),
        }
    }

    /// The number of purses.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.words.len() / self.width).unwrap_or(u32::MAX)
    }

    /// The words of one purse.
    pub(super) fn get(&self, place: u32) -> &[u64] {
        let start = place as usize * self.width;
        self.words
            .get(start..start + self.width)
            .unwrap_or_default()
    }

    /// Multiplies every purse.
    pub(super) fn scale(&mut self, by: u64) {
        if by == 1 {
            return;
        }
        self.most *= by;
        // Widened first: a multiplication that carries out of the last word would lose the carry in silence.
        let most = std::mem::take(&mut self.most);
        self.expect(most);
        for one in self.words.chunks_exact_mut(self.width) {
            multiply(one, by);
        }
    }

    /// Widens the purses for numbers up to `most`.
    pub(super) fn expect(&mut self, most: BigUint) {
        let width = words_of(&most);
        self.most = most;
        if width > self.width {
            let mut wider = Vec::with_capacity(self.words.len() / self.width * width);
            for one in self.words.chunks_exact(self.width) {
                wider.extend_from_slice(one);
                wider.resize(wider.len() + width - self.width, 0);
            }
            (self.words, self.width) = (wider, width);
        }
    }

    /// Adds a purse; its number must not be larger than `most`.
    pub(super) fn push(&mut self, number: &BigUint) {
        self.words.extend(padded(number, self.width));
    }

    /// Adds a number `times` times to one purse, which must not grow larger than `most`.
    pub(super) fn add(&mut self, place: u32, number: &[u64], times: u64) {
        let start = place as usize * self.width;
        let one = self.words.get_mut(start..start + self.width);
        add(one.unwrap_or_default(), number, times);
    }

    /// Takes an amount from one purse, or all that is left.
    pub(super) fn pay(&mut self, place: u32, amount: &WideAmount) {
        let start = place as usize * self.width;
        let Some(one) = self.words.get_mut(start..start + self.width) else {
            return;
        };
        if amount.compare(one) == Ordering::Less {
            // A supporter who cannot pay the part gives all that is left: the `min` of the rule.
            one.fill(0);
            return;
        }
        let mut borrow = false;
        for (word, less) in one.iter_mut().zip(&amount.words) {
            let (first, under) = word.overflowing_sub(*less);
            let (second, again) = first.overflowing_sub(u64::from(borrow));
            (*word, borrow) = (second, under || again);
        }
    }

    /// A number as an amount, to compare purses with and to pay.
    pub(super) fn amount(&self, number: &BigUint) -> WideAmount {
        WideAmount {
            words: padded(number, self.width.max(words_of(number))),
            width: self.width,
        }
    }

    /// An empty sum of purses.
    pub(super) fn sum(&self) -> Sum {
        Sum(vec![0; self.width + 2])
    }
}

/// A number as wide as the purses, or wider.
#[derive(Clone, Debug)]
pub(super) struct WideAmount {
    words: Vec<u64>,
    width: usize,
}

impl WideAmount {
    /// Compares a purse with the amount: `Less` if the purse cannot pay it.
    pub(super) fn compare(&self, purse: &[u64]) -> Ordering {
        if self.words.len() > self.width {
            return Ordering::Less;
        }
        purse.iter().rev().cmp(self.words.iter().rev())
    }
}

/// A sum of purses; two words wider than they are, which is enough for 2^64 purses times 2^64.
#[derive(Debug)]
pub(super) struct Sum(Vec<u64>);

impl Sum {
    /// Adds a purse `times` times.
    pub(super) fn add(&mut self, purse: &[u64], times: u64) {
        add(&mut self.0, purse, times);
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(super) fn number(&self) -> BigUint {
        number(&self.0)
    }
}

/// A purse as a number.
pub(super) fn number(words: &[u64]) -> BigUint {
    let halves = words.iter().flat_map(|w| [low_half(*w), low_half(w >> 32)]);
    BigUint::new(halves.collect())
}

fn add(words: &mut [u64], number: &[u64], times: u64) {
    let mut carry = 0_u128;
    let mut number = number.iter();
    for word in words {
        let more = match number.next() {
            Some(more) => u128::from(*more) * u128::from(times),
            None if carry == 0 => return,
            None => 0,
        };
        let sum = u128::from(*word) + more + carry;
        *word = low(sum);
        carry = sum >> 64;
    }
}

fn multiply(words: &mut [u64], by: u64) {
    let mut carry = 0_u128;
    for word in words {
        let product = u128::from(*word) * u128::from(by) + carry;
        *word = low(product);
        carry = product >> 64;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low word is meant")]
fn low(number: u128) -> u64 {
    number as u64
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
fn low_half(word: u64) -> u32 {
    word as u32
}

fn words_of(number: &BigUint) -> usize {
    number.iter_u64_digits().len()
}

fn padded(number: &BigUint, width: usize) -> Vec<u64> {
    let mut words: Vec<u64> = number.iter_u64_digits().collect();
    words.resize(width.max(words.len()), 0);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> BigUint {
        text.parse().unwrap()
    }

    #[test]
    fn purses_pay_add_up_and_widen_as_numbers_do() {
        let each = big("340282366920938463463374607431768211455");
        let mut purses = Purses::full(3, &each);
        purses.scale(u64::MAX);
        let full = &each * u64::MAX;
        assert_eq!(number(purses.get(2)), full);
        let part = &full / 3_u32 + 1_u32;
        let amount = purses.amount(&part);
        purses.pay(1, &amount);
        purses.pay(1, &amount);
        assert_eq!(number(purses.get(1)), &full - &part * 2_u32);
        let mut sum = purses.sum();
        sum.add(purses.get(1), 7);
        sum.add(purses.get(0), u64::MAX);
        assert_eq!(
            sum.number(),
            (&full - &part * 2_u32) * 7_u32 + &full * u64::MAX
        );
        purses.pay(1, &amount);
        assert_eq!(number(purses.get(1)), BigUint::ZERO);
        let more = purses.amount(&(&full << 64));
        assert_eq!(more.compare(purses.get(0)), Ordering::Less);
    }
}
