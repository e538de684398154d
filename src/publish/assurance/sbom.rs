//! Software bill of materials: the packages that this build is made of, as data and as `CycloneDX`.
//!
//! Names, versions, checksums and dependencies are those of `Cargo.lock` at the time of the build. It does not know licences, so they
//! stand in a list of their own, which a test holds against what the packages say of themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

const LOCK: &str = include_str!("../../../Cargo.lock");
const MANIFEST: &str = include_str!("../../../Cargo.toml");
const LICENCES: &str = include_str!("licences.txt");

/// Name of the program's own package.
const OWN: &str = env!("CARGO_PKG_NAME");

/// Parts that are no packages: name, version, licence.
const FILES: &[[&str; 3]] = &[
    ["Public Sans", "", "OFL-1.1"],
    ["Source Sans 3", "", "OFL-1.1"],
];

/// A list of words whose licence has no identifier of SPDX.
const WORD_LIST: [&str; 2] = ["SCOWL", "SCOWL licence; pledge licences prints it"];

/// A package that this build is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Name.
    pub name: &'static str,
    /// Version.
    pub version: &'static str,
    /// SHA-256 of the package's archive, in hexadecimal; empty if the lock file has none.
    pub checksum: &'static str,
    /// SPDX expression; empty if it is not in the list.
    pub licence: &'static str,
    /// Packages that it depends on: names with versions, as [`Package::reference`] has them.
    pub depends_on: Vec<String>,
}

impl Package {
    /// Package URL, which is its reference in the bill.
    pub fn reference(&self) -> String {
        purl(self.name, self.version)
    }
}

fn purl(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{version}")
}

/// An entry of the lock file.
#[derive(Debug, Default)]
struct Locked {
    name: &'static str,
    version: &'static str,
    checksum: &'static str,
    depends_on: Vec<&'static str>,
}

/// Entries of the lock file.
// A reader of these few lines and no crate for TOML: cargo writes the file, always in the same form.
fn locked() -> Vec<Locked> {
    let entries = LOCK.split("[[package]]").skip(1);
    entries
        .map(|entry| {
            let value = |key: &str| {
                let lines = entry.lines();
                let mut found = lines.filter_map(|l| l.strip_prefix(key)?.strip_prefix(" = "));
                found.next().map_or("", |v| v.trim_matches('"'))
            };
            let list = entry.split_once("dependencies = [").map_or("", |(_, l)| l);
            let list = list.split_once(']').map_or("", |(l, _)| l);
            Locked {
                name: value("name"),
                version: value("version"),
                checksum: value("checksum"),
                depends_on: list.split('"').skip(1).step_by(2).collect(),
            }
        })
        .collect()
}

/// True for an optional package that a feature of this build brings.
fn is_on(package: &str) -> bool {
    let features = [
        ("pdf", cfg!(feature = "pdf")),
        ("parquet", cfg!(feature = "parquet")),
    ];
    let brings = |feature: &str| {
        let begins = format!("{feature} = [");
        let mut lines = MANIFEST.lines().filter(|line| line.starts_with(&begins));
        lines.any(|line| line.contains(&format!("\"dep:{package}\"")))
    };
    features.iter().any(|(feature, on)| *on && brings(feature))
}

/// Names of the packages that the program itself names, without those for tests, and without those of features that are off.
fn roots() -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut counts = false;
    for line in MANIFEST.lines() {
        if line.starts_with('[') {
            counts = line.ends_with("dependencies]") && !line.contains("dev-");
            continue;
        }
        let Some((name, what)) = line.split_once(" = ").filter(|_| counts) else {
            continue;
        };
        if line.starts_with('#') || (what.contains("optional = true") && !is_on(name)) {
            continue;
        }
        let renamed = what.split_once("package = \"");
        let renamed = renamed.and_then(|(_, rest)| rest.split('"').next());
        names.push(renamed.unwrap_or(name));
    }
    names
}

/// Packages of this build for all systems, by name.
pub fn packages() -> Vec<Package> {
    let locked = locked();
    let find = |dependency: &str| {
        let mut parts = dependency.split(' ');
        let (name, version) = (parts.next().unwrap_or_default(), parts.next());
        let fits = move |p: &&Locked| p.name == name && version.is_none_or(|v| v == p.version);
        locked.iter().find(fits)
    };
    let mut open: Vec<&Locked> = roots().into_iter().filter_map(find).collect();
    let mut seen: BTreeMap<(&str, &str), &Locked> = BTreeMap::new();
    while let Some(next) = open.pop() {
        if seen.insert((next.name, next.version), next).is_none() {
            open.extend(next.depends_on.iter().filter_map(|d| find(d)));
        }
    }
    let licences: BTreeMap<(&str, &str), &str> = LICENCES
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.split_once(' ')?;
            let (version, licence) = rest.split_once(' ')?;
            Some(((name, version), licence))
        })
        .collect();
    seen.values()
        .map(|p| {
            let on: BTreeSet<String> = p
                .depends_on
                .iter()
                .filter_map(|d| find(d))
                .map(|d| purl(d.name, d.version))
                .collect();
            Package {
                name: p.name,
                version: p.version,
                checksum: p.checksum,
                licence: licences
                    .get(&(p.name, p.version))
                    .copied()
                    .unwrap_or_default(),
                depends_on: on.into_iter().collect(),
            }
        })
        .collect()
}

/// The bill as `CycloneDX` 1.5 in JSON. `made` is the time of making, as in `2026-11-28T17:00:00+00:00`.
pub fn cyclonedx(made: &str) -> Value {
    let packages = packages();
    let own = purl(OWN, env!("CARGO_PKG_VERSION"));
    let licences = |expression: &str| {
        if expression.is_empty() {
            json!([])
        } else {
            json!([{"expression": expression}])
        }
    };
    let mut components: Vec<Value> = packages
        .iter()
        .map(|p| {
            let hashes = if p.checksum.is_empty() {
                json!([])
            } else {
                json!([{"alg": "SHA-256", "content": p.checksum}])
            };
            json!({
                "type": "library",
                "bom-ref": p.reference(),
                "name": p.name,
                "version": p.version,
                "purl": p.reference(),
                "hashes": hashes,
                "licenses": licences(p.licence),
            })
        })
        .collect();
    components.extend(FILES.iter().map(|[name, version, licence]| {
        json!({"type": "file", "bom-ref": name, "name": name, "version": version, "licenses": licences(licence)})
    }));
    let [words, licence] = WORD_LIST;
    components.push(json!({"type": "file", "bom-ref": words, "name": words, "version": "", "licenses": [{"license": {"name": licence}}]}));
    let roots: BTreeSet<String> = packages
        .iter()
        .filter(|p| roots().contains(&p.name))
        .map(Package::reference)
        .collect();
    let mut dependencies = vec![json!({"ref": own, "dependsOn": roots})];
    dependencies.extend(
        packages
            .iter()
            .map(|p| json!({"ref": p.reference(), "dependsOn": p.depends_on})),
    );
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": made,
            "tools": {"components": [{"type": "application", "name": "pledge", "version": env!("CARGO_PKG_VERSION")}]},
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": OWN,
                "version": env!("CARGO_PKG_VERSION"),
                "purl": own,
                "licenses": licences(env!("CARGO_PKG_LICENSE")),
            },
        },
        "components": components,
        "dependencies": dependencies,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bill_of_materials_is_that_of_the_lock_file() {
        let packages = packages();
        assert!(packages.len() > 100, "{}", packages.len());
        let named = |name: &str| packages.iter().any(|p| p.name == name);
        for name in roots() {
            assert!(named(name), "{name}");
        }
        // For tests only, and the program itself.
        for name in ["proptest", "divan", "vt100", OWN] {
            assert!(!named(name), "{name}");
        }
        assert!(named("serde-saphyr") && named("crossterm"));
        assert_eq!(named("typst"), cfg!(feature = "pdf"));
        assert_eq!(named("parquet"), cfg!(feature = "parquet"));
        for p in &packages {
            assert_eq!(p.checksum.len(), 64, "{}", p.name);
            assert!(LOCK.contains(&format!(
                "name = \"{}\"\nversion = \"{}\"",
                p.name, p.version
            )));
        }
    }

    #[test]
    fn every_reference_of_the_bill_leads_to_a_component() {
        let bill = cyclonedx("2026-11-28T17:00:00+00:00");
        let known: BTreeSet<&str> = bill["components"]
            .as_array()
            .unwrap()
            .iter()
            .chain([&bill["metadata"]["component"]])
            .map(|c| c["bom-ref"].as_str().unwrap())
            .collect();
        let mut edges = 0;
        for entry in bill["dependencies"].as_array().unwrap() {
            assert!(known.contains(entry["ref"].as_str().unwrap()), "{entry}");
            for on in entry["dependsOn"].as_array().unwrap() {
                assert!(known.contains(on.as_str().unwrap()), "{on}");
                edges += 1;
            }
        }
        assert!(edges > 200, "{edges}");
    }
}
