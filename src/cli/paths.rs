//! Paths as commands print them: one that is typed again, one in a table, one below a folder.

use std::path::{Path, PathBuf};

use super::system::WINDOWS;

/// A path as an argument to type again: quoted for the shells of this system where it has to be.
pub(super) fn argument(path: &Path) -> String {
    let path = path.display().to_string();
    if WINDOWS {
        for_windows(path)
    } else {
        for_unix(path)
    }
}

/// As `cmd` and PowerShell take it. No name there can hold a quotation mark.
fn for_windows(path: String) -> String {
    let plain = |c: char| c.is_alphanumeric() || r"\/:._-+~".contains(c);
    if !path.is_empty() && path.chars().all(plain) {
        path
    } else {
        format!("\"{path}\"")
    }
}

/// As `sh` and its kin take it.
fn for_unix(path: String) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%,".contains(c);
    if !path.is_empty() && path.chars().all(plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

/// A path in a table or JSON, the same on every system: with `/`, so that tables of two computers can be compared.
pub(super) fn in_table(path: String) -> String {
    if WINDOWS {
        path.replace('\\', "/")
    } else {
        path
    }
}

/// The path of what a file names, below its folder. Joined by components: people write `/` in files, which Windows would show between
/// its own separators.
pub(super) fn below(folder: &Path, named: impl AsRef<Path>) -> PathBuf {
    let mut path = folder.to_path_buf();
    path.extend(named.as_ref().components());
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_blanks_is_quoted_for_its_shell() {
        let windows = |path: &str| for_windows(path.to_owned());
        assert_eq!(windows(r"C:\units\Siân"), r"C:\units\Siân");
        assert_eq!(
            windows(r"C:\Users\Ama Boateng\OneDrive - NHS\unit"),
            r#""C:\Users\Ama Boateng\OneDrive - NHS\unit""#
        );
        assert_eq!(windows(r"C:\R&D\unit"), r#""C:\R&D\unit""#);
        let unix = |path: &str| for_unix(path.to_owned());
        assert_eq!(unix("/home/ama/north-brook_2"), "/home/ama/north-brook_2");
        assert_eq!(unix("/home/ama/sp ace/n 2"), "'/home/ama/sp ace/n 2'");
        assert_eq!(unix("/home/ama/the unit's"), r"'/home/ama/the unit'\''s'");
        assert_eq!(unix("/home/$ama"), "'/home/$ama'");
        assert_eq!(unix(""), "''");
    }

    #[test]
    #[cfg(unix)]
    fn a_shell_reads_the_argument_back() {
        for path in [
            "/a b/c",
            "/it's",
            "/$HOME/`ls`",
            "/x;y&z",
            "/~",
            "/é ŵ",
            "/a\\b",
            "/[a]*",
        ] {
            let script = format!("printf %s {}", argument(Path::new(path)));
            let said = std::process::Command::new("sh")
                .args(["-c", &script])
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(said.stdout).unwrap(), path);
        }
    }

    #[test]
    fn what_a_file_names_is_joined_part_by_part() {
        let joined = below(Path::new("unit"), "../unit-2023/outcome.yaml");
        let parts: PathBuf = ["unit", "..", "unit-2023", "outcome.yaml"].iter().collect();
        assert_eq!(joined.as_os_str(), parts.as_os_str());
        let other = std::path::absolute("x").unwrap();
        assert_eq!(
            below(Path::new("unit"), &other),
            other,
            "an absolute path stays"
        );
    }
}
