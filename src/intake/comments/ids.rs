//! Hash map keyed by comment ids, fast enough to look up 20,000 of them within one key press.
//!
//! The ids are made by the program, so an attacker cannot choose colliding ones; the default `SipHash` would take a fifth of
//! the time that a key may take.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// Map from comment id to `V`.
pub type ById<'a, V> = HashMap<&'a str, V, BuildHasherDefault<IdHasher>>;

/// Multiplicative hasher that mixes eight bytes at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct IdHasher(u64);

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

impl IdHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(MIX).rotate_left(29);
    }
}

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let rest = rest.iter().fold(0, |word, b| word << 8 | u64::from(*b));
        self.mix(rest);
    }

    /// Ignores the `0xFF` that `str` appends: no other field follows a key, so it separates nothing.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0.wrapping_mul(MIX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_again_and_spread() {
        let ids: Vec<String> = (0..20_000).map(|n| format!("q{}-{n}", n % 7)).collect();
        let map: ById<'_, usize> = ids.iter().map(String::as_str).zip(0..).collect();
        assert_eq!(map.len(), ids.len());
        assert!(ids.iter().zip(0..).all(|(id, n)| map[id.as_str()] == n));
        // A table of 2^16 places by the low bits: at random 17,240 of them are taken.
        let place = |id: &String| {
            let mut hasher = IdHasher::default();
            hasher.write(id.as_bytes());
            hasher.finish() & 0xFFFF
        };
        let places: std::collections::HashSet<u64> = ids.iter().map(place).collect();
        assert!(places.len() > 16_500, "{}", places.len());
    }
}
