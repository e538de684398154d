//! Hexadecimal digests.

/// The first 128 bits of a digest, as 32 hex digits in lower case.
pub fn hex_128(digest: &[u8]) -> String {
    // By digits and not by `write!`: a journal of 20,000 lines has as many checksums, and formatting each byte would take longer
    // than hashing them.
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    let bytes = digest.iter().take(16);
    bytes.flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::hex_128;

    #[test]
    fn sixteen_bytes_are_32_digits() {
        let bytes: Vec<u8> = (0..32).collect();
        assert_eq!(hex_128(&bytes), "000102030405060708090a0b0c0d0e0f");
        assert_eq!(hex_128(&[0xfe]), "fe");
    }
}
