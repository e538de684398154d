//! Limits for paths that are named inside a file, such as `previous: ../harbour-2023/outcome.yaml`.
//!
//! A shared folder may contain a file that a stranger wrote, and the program opens its paths with the rights of the reader. So a
//! path may lead to sibling folders and no further: to no other account, device or computer.

/// True if a path stays below the parent of the folder that names it. Roots, drives, servers and URLs are refused on every system.
pub fn stays_near(path: &str) -> bool {
    // By text and not by `Path::components`, which knows the rules of the running system only: a folder made on Linux is opened on
    // Windows. `:` is a drive, a stream of NTFS or a URL, and no name on Windows.
    if path.starts_with(['/', '\\']) || path.contains([':', '\0']) {
        return false;
    }
    let mut depth = 0_i32;
    for part in path.split(['/', '\\']) {
        // Windows drops trailing blanks of a name, so ".. " is a parent as well.
        match part.trim_end() {
            "" | "." => {}
            ".." => depth -= 1,
            _ => depth += 1,
        }
        // Checked at every step: "../../x/y" must not be saved by what follows.
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
