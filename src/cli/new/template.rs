//! Templates: unit folders to start from, some in the program, others in the user's data folder.

use std::path::{Path, PathBuf};

use crate::{
    cli::{failure::Failure, launch::local_folder},
    store::disk::{Disk, RealDisk},
};

/// A template inside the program.
struct BuiltIn {
    name: &'static str,
    about: &'static str,
    findings: &'static str,
    agenda: &'static str,
    booklet: &'static str,
}

const BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        name: "primary",
        about: "a breast unit: people with primary breast cancer",
        findings: include_str!("../../../sample-data/templates/primary/findings.yaml"),
        agenda: include_str!("../../../sample-data/templates/primary/agenda.yaml"),
        booklet: include_str!("../../../sample-data/templates/primary/booklet.yaml"),
    },
    BuiltIn {
        name: "secondary",
        about: "a breast unit: people with secondary breast cancer",
        findings: include_str!("../../../sample-data/templates/secondary/findings.yaml"),
        agenda: include_str!("../../../sample-data/templates/secondary/agenda.yaml"),
        booklet: include_str!("../../../sample-data/templates/secondary/booklet.yaml"),
    },
    BuiltIn {
        name: "general",
        about: "any service that asks its patients",
        findings: include_str!("../../../sample-data/templates/general/findings.yaml"),
        agenda: include_str!("../../../sample-data/templates/general/agenda.yaml"),
        booklet: include_str!("../../../sample-data/templates/general/booklet.yaml"),
    },
];

/// A template that one can start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Template {
    pub(in crate::cli) name: String,
    /// Its purpose, or its path.
    pub(in crate::cli) about: String,
}

/// Every template, one's own first.
pub(in crate::cli) fn templates() -> Vec<Template> {
    let mut all = Vec::new();
    if let Some(folder) = own_folder() {
        let files = RealDisk.list(&folder).unwrap_or_default();
        for path in files.iter().filter(|p| is_named(p, "findings.yaml")) {
            if let Some(own) = path.parent().filter(|p| p.parent() == Some(&folder))
                && let Some(name) = own.file_name().and_then(|n| n.to_str())
            {
                all.push(Template {
                    name: name.to_owned(),
                    about: format!("your own, in {}", own.display()),
                });
            }
        }
    }
    for built_in in BUILT_IN {
        if !all.iter().any(|t| t.name == built_in.name) {
            all.push(Template {
                name: built_in.name.to_owned(),
                about: built_in.about.to_owned(),
            });
        }
    }
    all
}

/// The names of the templates.
pub(super) fn names() -> Vec<String> {
    templates().into_iter().map(|t| t.name).collect()
}

fn own_folder() -> Option<PathBuf> {
    local_folder().ok().map(|f| f.join("templates"))
}

fn is_named(path: &Path, name: &str) -> bool {
    path.file_name().is_some_and(|n| n == name)
}

/// Names of files and what is in them.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// The template's files, and what they are called.
pub(super) fn files_of(name: &str) -> Result<Files, Failure> {
    if let Some(folder) = own_folder().map(|f| f.join(name))
        // The name is typed, and must not lead out of the folder of templates.
        && !name.contains(['/', '\\'])
        && folder.join("findings.yaml").exists()
    {
        let mut files = Files::new();
        let listed = RealDisk
            .list(&folder)
            .map_err(|e| Failure::file(&folder, &e))?;
        for path in listed {
            let Some(file) = path.file_name().and_then(|n| n.to_str()) else {
                continue;
            };
            // What a meeting or its preparation left in the folder is no part of a template, nor are copies set aside.
            let left = ["meeting.", "preparation.", "outcome"];
            let aside = [".edited-", ".before-", ".other-", ".broken"];
            let of_a_meeting =
                left.iter().any(|l| file.starts_with(l)) || aside.iter().any(|a| file.contains(a));
            if path.parent() == Some(&folder) && !of_a_meeting {
                let bytes = RealDisk.read(&path).map_err(|e| Failure::file(&path, &e))?;
                files.extend(bytes.map(|b| (file.to_owned(), b)));
            }
        }
        return Ok(files);
    }
    let Some(built_in) = BUILT_IN.iter().find(|t| t.name == name) else {
        return Err(
            Failure::new(format!("there is no template \u{201c}{name}\u{201d}")).hint(format!(
                "there are {}; `pledge new --list` says more",
                names().join(", ")
            )),
        );
    };
    let files = [
        ("findings.yaml", built_in.findings),
        ("agenda.yaml", built_in.agenda),
        ("booklet.yaml", built_in.booklet),
    ];
    Ok(files
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_general_template_has_nothing_about_cancer_in_it() {
        let files = files_of("general").unwrap();
        for (file, bytes) in files {
            let text = String::from_utf8(bytes).unwrap().to_lowercase();
            for word in ["cancer", "breast", "oncolog", "tumour", "chemo", "radiog"] {
                assert!(!text.contains(word), "{file} says {word}");
            }
        }
    }
}
