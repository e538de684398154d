//! `pledge --version`: version, commit, features and target, for the report of a fault.

use std::{env::consts, sync::LazyLock};

/// The commit, from the variable `PLEDGE_COMMIT` at build time.
// A build script that asks git would compile the crate anew after every commit, and a source archive has no git to ask. So
// whoever makes a release sets the variable, and any other build says that it does not know.
const COMMIT: Option<&str> = option_env!("PLEDGE_COMMIT");

static LONG: LazyLock<String> = LazyLock::new(|| {
    let commit = COMMIT.map_or_else(|| "unknown commit".to_owned(), |c| format!("commit {c}"));
    let features = if cfg!(feature = "pdf") { "pdf" } else { "none" };
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{version}\n{commit}\nfeatures: {features}\ntarget: {}",
        target()
    )
});

/// The lines after the program's name.
pub(super) fn long() -> &'static str {
    &LONG
}

/// The target as architecture, system and C library, such as `x86_64-linux-gnu`.
fn target() -> String {
    let environment = [
        (cfg!(target_env = "gnu"), "-gnu"),
        (cfg!(target_env = "musl"), "-musl"),
        (cfg!(target_env = "msvc"), "-msvc"),
    ];
    let environment = environment
        .iter()
        .find(|(is, _)| *is)
        .map_or("", |(_, e)| e);
    format!("{}-{}{environment}", consts::ARCH, consts::OS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_a_fault_can_name_the_build() {
        let lines: Vec<&str> = long().lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0], env!("CARGO_PKG_VERSION"));
        assert!(lines[1].contains("commit"));
        assert!(lines[3].starts_with(&format!("target: {}-", consts::ARCH)));
    }
}
