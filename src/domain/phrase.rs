//! Phrases for building sentences: groups, counts and capitals.
//!
//! They are apart from the words of the wall, because a meeting's refusals need them, and the wall's words depend on a meeting.

/// Name of a group.
pub fn group(id: &str) -> &str {
    match id {
        // Other ids come from an agenda of the unit's own making, and are shown as they are.
        "mdt" => "hospital team",
        "patient" => "patients",
        other => other,
    }
}

// By characters: the first letter of "ŵy" is two bytes, and German "ß" becomes two letters.
/// Capitalises the first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Formats a count: `1 goal`, `2 goals`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", super::capacity::grouped(n))
    }
}

/// Name of a strand.
pub fn strand(strand: &str) -> String {
    match strand {
        // Strands are free text; only these two are words of the disease that need a noun.
        "primary" | "secondary" => format!("people with {strand} breast cancer"),
        other => other.to_owned(),
    }
}
