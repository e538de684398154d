//! Annexes: files of the folder, and settings that were read.

use super::{
    DpiaSource, basis, cells,
    figures::Figures,
    files::{self, Elsewhere},
    or_none, processing, table,
};
use crate::{
    domain::{findings::Unit, words},
    publish::{
        page::Element,
        words::{
            ENGLISH,
            dpia::{NO, YES, annex as w},
            fill, listed,
        },
    },
};

/// Annex A.
pub(super) fn files(source: &DpiaSource<'_>) -> Vec<Element> {
    let rows = files::rows().into_iter().map(|row| {
        let n = match row.elsewhere {
            Some(Elsewhere::Survey | Elsewhere::Reports) => None,
            Some(Elsewhere::Ballots) => Some(source.inventory.ballots),
            Some(Elsewhere::CodeKeys) => Some(source.inventory.code_keys),
            Some(Elsewhere::Rehearsals) => Some(source.inventory.rehearsals),
            None => Some(files::number(&row, source.inventory)),
        };
        let here = match n {
            None => w::ELSEWHERE.to_owned(),
            Some(0) => w::NOT_THERE.to_owned(),
            Some(n) => n.to_string(),
        };
        row.cells.into_iter().chain([here]).collect()
    });
    let others = match files::others(source.inventory, source.booklet) {
        0 => w::OTHERS_NONE.to_owned(),
        n => fill(w::OTHERS, &[("n", &n.to_string())]),
    };
    vec![
        Element::Heading(1, w::FILES.into()),
        Element::Text(w::FILES_TEXT.into()),
        table(w::FILES_TABLE, &w::FILES_HEAD, &[], rows.collect()),
        Element::Text(others),
    ]
}

/// Annex B.
pub(super) fn settings(source: &DpiaSource<'_>, unit: &Unit, figures: &Figures) -> Vec<Element> {
    let survey = source.findings.map(|f| &f.survey);
    let of = |text: Option<&String>| text.map_or("", String::as_str).to_owned();
    let [below, one_side] = basis::limits(source);
    let vote = source.vote;
    let findings = [
        unit.name.clone(),
        unit.organisation.clone(),
        of(survey.map(|s| &s.title)),
        of(survey.map(|s| &s.period)),
        below,
        one_side,
    ];
    let agenda = [
        processing::day(source),
        figures.listed().to_string(),
        processing::vote_setting(source, words::method_short(vote.method)),
        processing::vote_setting(source, words::weight(vote.weight)),
        processing::vote_setting(source, &vote.apart_from.to_string()),
        figures.consent().to_string(),
    ];
    let booklet = [
        if source.booklet.names { YES } else { NO }.to_owned(),
        fill(
            w::LINES,
            &[("n", &source.booklet.contact.len().to_string())],
        ),
        listed(&ENGLISH, &source.booklet.languages),
        listed(&ENGLISH, &source.booklet.formats),
        source.booklet.reply_within.clone().unwrap_or_default(),
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |names: &[&str], values: &[String], file: &str| {
        for (name, value) in names.iter().zip(values) {
            rows.push(cells(&[*name, or_none(value, w::NOT_SET), file]));
        }
    };
    add(&w::SETTINGS_FINDINGS, &findings, "findings.yaml");
    add(&w::SETTINGS_AGENDA, &agenda, "agenda.yaml");
    add(&w::SETTINGS_BOOKLET, &booklet, "booklet.yaml");
    let missing: Vec<Vec<String>> = w::MISSING_ROWS
        .iter()
        .filter(|[file, _]| !source.inventory.has(file))
        .map(|row| cells(row))
        .collect();
    vec![
        Element::Heading(1, w::SETTINGS.into()),
        Element::Text(w::SETTINGS_TEXT.into()),
        table(w::SETTINGS_TABLE, &w::SETTINGS_HEAD, &[], rows),
        if missing.is_empty() {
            Element::Text(w::MISSING_NONE.into())
        } else {
            table(w::MISSING, &w::MISSING_HEAD, &[], missing)
        },
    ]
}
