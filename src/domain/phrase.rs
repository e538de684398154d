//! Small phrases that sentences are built of.
//!
//! Apart from the words on the wall, because the refusals of a meeting need them, and the wall's words know a meeting.

/// A group, as a patient says it.
pub fn group(id: &str) -> &str {
    match id {
        "mdt" => "hospital team",
        "patient" => "patients",
        other => other,
    }
}

/// With a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// `1 goal`, `2 goals`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", super::capacity::grouped(n))
    }
}
