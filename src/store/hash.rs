//! The checksum of lines and files: the first half of SHA-256, in hex.

use sha2::{Digest, Sha256};

use crate::text::hex::hex_128;

/// Characters of a checksum.
// Half of the digest: it is there against damage and edits by hand, not against forgers, and every
// line of a journal carries it.
pub const LENGTH: usize = 32;

/// 128 bits of SHA-256 over `bytes`, as 32 hex digits.
pub fn hash(bytes: &[u8]) -> String {
    hex_128(&Sha256::digest(bytes))
}

/// A checksum over texts that come one after another.
#[derive(Clone, Debug, Default)]
pub struct Running(Sha256);

impl Running {
    /// Adds the next text.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The checksum of everything so far.
    pub fn sum(&self) -> String {
        hex_128(&self.0.clone().finalize())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_the_first_half_of_sha_256() {
        assert_eq!(super::hash(b""), "e3b0c44298fc1c149afbf4c8996fb924");
    }
}
