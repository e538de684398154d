//! Paths that a file names: how far they may lead.
//!
//! A folder that is shared can hold a file that somebody else wrote. What it names is opened by whoever opens the folder, so it may
//! lead no further than the units beside this one: to no other account, no device, and no other computer.

/// Whether a path stays below the folder above the one that names it, on every system: no root, no drive, no server.
pub fn stays_near(path: &str) -> bool {
    if path.starts_with(['/', '\\']) || path.contains([':', '\0']) {
        return false;
    }
    let mut depth = 0_i32;
    for part in path.split(['/', '\\']) {
        match part.trim_end() {
            "" | "." => {}
            ".." => depth -= 1,
            _ => depth += 1,
        }
        if depth < -1 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_folders_beside_and_no_further() {
        for near in [
            "findings.yaml",
            "old/outcome.yaml",
            "../harbour-2023/outcome.yaml",
            "./../harbour-2023/../harbour-2021/outcome.yaml",
            "..\\harbour-2023\\outcome.yaml",
        ] {
            assert!(stays_near(near), "{near}");
        }
        for far in [
            "/etc/passwd",
            "../../other/outcome.yaml",
            "../harbour/../../other/outcome.yaml",
            "\\\\host\\share\\outcome.yaml",
            "//host/share/outcome.yaml",
            "\\outcome.yaml",
            "C:\\outcome.yaml",
            "C:outcome.yaml",
            "..\\..\\outcome.yaml",
            ".. /.. /outcome.yaml",
            "file:///etc/passwd",
        ] {
            assert!(!stays_near(far), "{far}");
        }
    }
}
