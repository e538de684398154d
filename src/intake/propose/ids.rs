//! Names for columns and ids for findings: those of earlier findings, or unused ones.

use crate::{
    domain::{alike::folded, codebook::Codebook, findings::Findings},
    intake::header,
};

/// Finding id from a table's name for its question: a short code is kept, anything else becomes `q1`, `q2` and so on.
pub(super) fn finding_id(key: &str) -> String {
    let short = key.len() <= 12 && !key.contains(' ');
    let id = header::column_id(key).to_lowercase();
    match short && !id.is_empty() {
        true if id.starts_with(|c: char| c.is_ascii_digit()) => format!("q{id}"),
        true => id,
        false => "q1".to_owned(),
    }
}

/// Column name that the codebook does not use yet.
pub(super) fn free_name(codebook: &Codebook, id: &str) -> String {
    let taken = |name: &str| {
        codebook.questions.iter().any(|q| q.column == name)
            || codebook.comments.iter().any(|c| c.column == name)
            || codebook.unused.iter().any(|u| u == name)
    };
    first_free(id, taken)
}

/// Finding id that no finding, comment or question uses yet.
fn free_id(codebook: &Codebook, existing: Option<&Findings>, column: &str) -> String {
    let taken = |id: &str| {
        codebook.questions.iter().any(|q| q.finding == id)
            || existing.is_some_and(|f| f.finding(id).is_some() || f.comment(id).is_some())
    };
    first_free(&column.to_lowercase(), taken)
}

fn first_free(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    let mut n = 2_u32;
    loop {
        let name = format!("{base}-{n}");
        if n == u32::MAX || !taken(&name) {
            return name;
        }
        n += 1;
    }
}

/// Finding for a column: an existing one with the same wording that no column uses yet, with its theme, else a new id.
pub fn finding_for(
    codebook: &Codebook,
    existing: Option<&Findings>,
    wording: &str,
    column: &str,
) -> (Option<String>, String) {
    match existing.and_then(|f| finding_of(f, wording, codebook)) {
        Some((theme, id)) => (Some(theme.to_owned()), id.to_owned()),
        None => (None, free_id(codebook, existing, column)),
    }
}

/// Theme and id of the finding with this wording that no column uses yet. Where a wording was asked twice, each column gets
/// its own finding.
fn finding_of<'f>(
    findings: &'f Findings,
    wording: &str,
    codebook: &Codebook,
) -> Option<(&'f str, &'f str)> {
    let wanted = folded(wording);
    let is_taken = |id: &str| codebook.questions.iter().any(|q| q.finding == id);
    findings.themes.iter().find_map(|theme| {
        let finding = theme
            .findings
            .iter()
            .find(|f| folded(&f.question) == wanted && !is_taken(&f.id))?;
        Some((theme.id.as_str(), finding.id.as_str()))
    })
}
