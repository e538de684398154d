//! Step 4: lawful basis, minimisation, retention, rights and processors.

use super::{
    DpiaSource, cells, facts,
    figures::{self, Figures},
    form, table,
};
use crate::{
    domain::codebook::{Codebook, ExportRule},
    publish::{
        page::Element,
        words::{ENGLISH, dpia::proportion as w, fill, listed},
    },
};

/// Largest number of headings of columns that are printed.
const MOST_HEADINGS: usize = 40;

/// The step.
pub(super) fn step(source: &DpiaSource<'_>, figures: &Figures) -> Vec<Element> {
    let all = |rows: &[&[&str]]| rows.iter().map(|r| cells(r)).collect::<Vec<_>>();
    vec![
        Element::Heading(1, w::STEP_4.into()),
        Element::Heading(2, w::BASIS.into()),
        Element::Text(w::BASIS_TEXT.into()),
        table(
            w::BASIS_TABLE,
            &w::BASIS_HEAD,
            &[],
            all(&w::BASIS_ROWS.each_ref().map(|r| &r[..])),
        ),
        Element::Text(consent(source, figures)),
        form(w::BASIS_FORM, &w::BASIS_FORM_ROWS),
        Element::Heading(2, w::MINIMAL.into()),
        Element::Text(w::MINIMAL_TEXT.into()),
        columns(source),
        hiding(source),
        Element::Heading(2, w::RETENTION.into()),
        Element::Text(w::RETENTION_TEXT.into()),
        retention(figures),
        form(w::RETENTION_FORM, &w::RETENTION_FORM_ROWS),
        Element::Heading(2, w::RIGHTS.into()),
        table(
            w::RIGHTS_TABLE,
            &w::RIGHTS_HEAD,
            &[],
            all(&w::RIGHTS_ROWS.each_ref().map(|r| &r[..])),
        ),
        Element::Heading(2, w::PROCESSORS.into()),
        Element::Text(w::PROCESSORS_TEXT.into()),
        form(w::PROCESSORS_FORM, &w::PROCESSORS_ROWS),
    ]
}

/// People with consent to be printed, and whether names are printed.
fn consent(source: &DpiaSource<'_>, figures: &Figures) -> String {
    let [none, kept, printed] = w::BASIS_CONSENT;
    if figures.listed() == 0 {
        return none.to_owned();
    }
    let sentence = if source.booklet.names { printed } else { kept };
    fill(
        sentence,
        &[
            ("n", &figures.consent().to_string()),
            ("all", &figures.listed().to_string()),
        ],
    )
}

/// Columns of the exports that were used, and those that were not.
fn columns(source: &DpiaSource<'_>) -> Element {
    let Some(book) = source.codebook else {
        return Element::Text(w::MINIMAL_NONE.into());
    };
    let redacted = book.comments.iter().filter(|c| c.redact).count();
    let single = book.placed.iter().filter(|p| p.redact).count();
    let out = book.placed.iter().filter(|p| p.leave_out).count();
    let decided = book.placed.iter().filter(|p| p.hold.is_some()).count();
    let names = match book.names.len() {
        0 => w::NAMES_NONE.to_owned(),
        n => fill(w::NAMES, &[("n", &n.to_string())]),
    };
    facts(
        w::MINIMAL_ROWS,
        [
            exports(book),
            book.questions.len().to_string(),
            book.comments.len().to_string(),
            book.unused.len().to_string(),
            headings(source, book),
            fill(
                w::REDACT,
                &[
                    ("n", &format!("{redacted}/{}", book.comments.len())),
                    ("single", &figures::single_comments(single)),
                ],
            ),
            names,
            fill(
                w::DECIDED,
                &[("out", &out.to_string()), ("decided", &decided.to_string())],
            ),
        ],
    )
}

/// Exports by kind. File names stay out, since people put names of patients into them.
fn exports(book: &Codebook) -> String {
    let kind = |export: &ExportRule| match export.results {
        Some(_) => w::MINIMAL_RESULTS,
        None => export.kind.word(),
    };
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for export in &book.exports {
        match kinds.iter_mut().find(|(k, _)| *k == kind(export)) {
            Some((_, n)) => *n += 1,
            None => kinds.push((kind(export), 1)),
        }
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, n)| fill(w::MINIMAL_KIND, &[("n", &n.to_string()), ("kind", kind)]))
        .collect();
    if kinds.is_empty() {
        return w::NOTHING.to_owned();
    }
    fill(
        w::MINIMAL_EXPORTS,
        &[
            ("n", &book.exports.len().to_string()),
            ("kinds", &listed(&ENGLISH, &kinds)),
        ],
    )
}

/// Headings of the columns that were left out, but for those that hold a name that is known.
fn headings(source: &DpiaSource<'_>, book: &Codebook) -> String {
    let people = source.agenda.map_or(&[][..], |a| &a.people);
    let parts = people.iter().flat_map(|p| p.name.split_whitespace());
    let names: Vec<String> = book
        .names
        .iter()
        .map(String::as_str)
        .chain(parts)
        // An initial would be found in nearly every heading.
        .filter(|name| name.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    let has_name = |heading: &str| {
        let heading = heading.to_lowercase();
        let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).collect();
        names.iter().any(|name| {
            words.contains(&name.as_str())
                || (name.contains(' ') && heading.contains(name.as_str()))
        })
    };
    let mut said: Vec<String> = Vec::new();
    for heading in book.unused.iter().take(MOST_HEADINGS) {
        said.push(if has_name(heading) {
            w::HEADING_HIDDEN.to_owned()
        } else {
            heading.clone()
        });
    }
    let more = book.unused.len().saturating_sub(MOST_HEADINGS);
    if more > 0 {
        said.push(fill(w::HEADINGS_MORE, &[("n", &more.to_string())]));
    }
    if said.is_empty() {
        return w::NOTHING.to_owned();
    }
    said.join("; ")
}

/// Limits of disclosure, each in words.
pub(super) fn limits(source: &DpiaSource<'_>) -> [String; 2] {
    let survey = source.findings.map(|f| &f.survey);
    let below = survey.map(|s| s.hide_below);
    let below = below.or_else(|| source.codebook.map(|c| c.survey.hide_below));
    let below = below.unwrap_or(crate::domain::findings::HIDE_BELOW);
    let cells = survey.and_then(|s| s.hide_cells_below);
    [
        fill(w::HIDING_BELOW, &[("n", &below.to_string())]),
        cells.map_or_else(
            || w::HIDING_CELLS_NONE.to_owned(),
            |n| fill(w::HIDING_CELLS, &[("n", &n.to_string())]),
        ),
    ]
}

fn hiding(source: &DpiaSource<'_>) -> Element {
    facts(w::HIDING, limits(source))
}

/// Day since which comments may go, in words.
pub(super) fn since(figures: &Figures) -> String {
    match (figures.ended, figures.last_review) {
        (Some(day), _) => {
            let sentence = if figures.comments.all == 0 {
                w::RETENTION_GONE
            } else {
                w::RETENTION_SINCE
            };
            fill(sentence, &[("date", &ENGLISH.say(day))])
        }
        (None, Some(_)) => w::RETENTION_NOT_YET.to_owned(),
        (None, None) => w::RETENTION_UNKNOWN.to_owned(),
    }
}

fn retention(figures: &Figures) -> Element {
    let last = figures.last_review;
    facts(
        w::RETENTION_ROWS,
        [
            last.map_or_else(|| w::RETENTION_NO_REVIEW.to_owned(), |d| ENGLISH.say(d)),
            since(figures),
            figures.overdue.to_string(),
            figures.comments.all.to_string(),
        ],
    )
}
