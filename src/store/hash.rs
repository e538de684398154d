//! The checksum of lines and files: the first half of SHA-256, in hex.

use sha2::{Digest, Sha256};

/// Characters of a checksum.
pub const LENGTH: usize = 32;

/// 128 bits of SHA-256 over `bytes`, as 32 hex digits.
pub fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(LENGTH / 2)
        .fold(String::with_capacity(LENGTH), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_the_first_half_of_sha_256() {
        assert_eq!(super::hash(b""), "e3b0c44298fc1c149afbf4c8996fb924");
    }
}
