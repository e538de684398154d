//! `pledge --version`: version, commit, features and target, for the report of a fault.

use std::sync::LazyLock;

/// The commit, from the build script. A build from a source archive does not know it, and neither does one that is not optimised.
const COMMIT: Option<&str> = option_env!("PLEDGE_COMMIT");

/// The target, such as `x86_64-pc-windows-gnu`.
const TARGET: &str = env!("PLEDGE_TARGET");

static LONG: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version}\n{}", build())
});

/// The build: commit, target and features, a line each.
pub(super) fn build() -> String {
    let commit = COMMIT.unwrap_or("unknown");
    let features = [
        ("parquet", cfg!(feature = "parquet")),
        ("pdf", cfg!(feature = "pdf")),
    ];
    let features: Vec<&str> = features
        .iter()
        .filter(|(_, on)| *on)
        .map(|(name, _)| *name)
        .collect();
    let features = if features.is_empty() {
        "none".to_owned()
    } else {
        features.join(", ")
    };
    format!("commit: {commit}\ntarget: {TARGET}\nfeatures: {features}")
}

/// The lines after the program's name.
pub(super) fn long() -> &'static str {
    &LONG
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_a_fault_can_name_the_build() {
        let lines: Vec<&str> = long().lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0], env!("CARGO_PKG_VERSION"));
        assert!(lines[1].starts_with("commit: "));
        let target = format!("target: {}-", std::env::consts::ARCH);
        assert!(lines[2].starts_with(&target), "{lines:?}");
        assert!(lines[3].starts_with("features: "));
    }
}
