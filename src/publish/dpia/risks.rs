//! Steps 5 and 6: risks with their likelihood in this folder, and measures.
//!
//! Overall risk is worked out from likelihood and severity by the matrix of the Information Commissioner's Office: remote is low,
//! minimal is low, possible and significant is medium, all else is high.

use super::{
    DpiaSource, basis,
    figures::{self, Figures},
    files, form, table,
};
use crate::{
    domain::{vote::settings::Weight, words},
    publish::{
        page::Element,
        words::{
            dpia::{
                annex,
                risks::{self as w, Risk},
            },
            fill,
        },
    },
};

/// Smallest limit of answers that is usual for results of patients.
const USUAL_LIMIT: u32 = 10;
/// Smallest limit of answers that is in use at all.
const LEAST_LIMIT: u32 = 5;
/// Fewest votes with which a group is shown at all without telling one of them.
const LEAST_GROUP: u32 = 3;

/// Likelihood or severity, from 0 to 2, as in the tables of words.
type Grade = usize;
const REMOTE: Grade = 0;
const POSSIBLE: Grade = 1;
const PROBABLE: Grade = 2;
const SIGNIFICANT: Grade = 1;
const SEVERE: Grade = 2;

/// A risk as it stands in a folder.
struct Rated {
    risk: Risk,
    here: String,
    likelihood: Grade,
    severity: Grade,
}

impl Rated {
    /// Risk that is left after the measures.
    fn residual(&self) -> Grade {
        // The program's measures make harm less likely by a step. What only the trust can reduce stays as it is.
        let left = if self.risk.effect == w::REDUCED {
            self.likelihood.saturating_sub(1)
        } else {
            self.likelihood
        };
        level(left, self.severity)
    }
}

/// Overall risk: 0 low, 1 medium, 2 high.
fn level(likelihood: Grade, severity: Grade) -> Grade {
    match (likelihood, severity) {
        (REMOTE, _) | (_, 0) => 0,
        (POSSIBLE, SIGNIFICANT) => 1,
        _ => 2,
    }
}

fn word(words: [&str; 3], grade: Grade) -> String {
    words.get(grade).copied().unwrap_or_default().to_owned()
}

/// Both steps.
pub(super) fn steps(source: &DpiaSource<'_>, figures: &Figures) -> Vec<Element> {
    let rated = rated(source, figures);
    let risks = rated.iter().map(|r| {
        vec![
            r.risk.text.to_owned(),
            r.here.clone(),
            word(w::LIKELIHOODS, r.likelihood),
            word(w::SEVERITIES, r.severity),
            word(w::LEVELS, level(r.likelihood, r.severity)),
        ]
    });
    let measures = rated.iter().map(|r| {
        vec![
            r.risk.name.to_owned(),
            r.risk.measures.to_owned(),
            r.risk.effect.to_owned(),
            word(w::LEVELS, r.residual()),
            // For the trust.
            String::new(),
        ]
    });
    vec![
        Element::Heading(1, w::STEP_5.into()),
        Element::Text(w::STEP_5_TEXT.into()),
        table(w::RISKS, &w::RISKS_HEAD, &[], risks.collect()),
        form(w::MORE_FORM, &w::MORE_ROWS),
        Element::Heading(1, w::STEP_6.into()),
        Element::Text(w::STEP_6_TEXT.into()),
        table(w::MEASURES, &w::MEASURES_HEAD, &[], measures.collect()),
    ]
}

/// The first grade whose condition holds, from probable to possible; else remote.
fn grade(probable: bool, possible: bool) -> Grade {
    match (probable, possible) {
        (true, _) => PROBABLE,
        (false, true) => POSSIBLE,
        (false, false) => REMOTE,
    }
}

/// Every risk as it stands in this folder.
#[expect(
    clippy::too_many_lines,
    reason = "one entry a risk, in the order of the paper"
)]
fn rated(source: &DpiaSource<'_>, figures: &Figures) -> Vec<Rated> {
    let here = |risk: Risk, values: &[(&str, String)]| {
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        fill(risk.here, &values)
    };
    let rate = |risk: Risk, values: &[(&str, String)], likelihood, severity| Rated {
        risk,
        here: here(risk, values),
        likelihood,
        severity,
    };
    let comments = &figures.comments;
    let names = source.codebook.map_or(0, |c| c.names.len());
    let [below, cells] = basis::limits(source);
    let survey = source.findings.map(|f| &f.survey);
    let limit = survey.map_or(crate::domain::findings::HIDE_BELOW, |s| s.hide_below);
    let vote = source.vote;
    let apart = vote.apart_from;
    let few = |n: usize| u32::try_from(n).is_ok_and(|n| n < LEAST_GROUP);
    let (patients, team) = (figures.patients.listed, figures.team.listed);
    let open = vote.method.is_open();
    let rules = source.agenda.map_or(0, |a| a.ground_rules.len());
    let copies = files::copies(source.inventory);
    let others = files::others(source.inventory, source.booklet);
    let people = figures.listed();
    let number = |n: usize| n.to_string();
    let groups = [
        ("patients", figures.patients_said()),
        ("team", figures.team_said()),
    ];
    let there = |name: &str| {
        if source.inventory.has(name) {
            annex::THERE.to_owned()
        } else {
            annex::NOT_THERE.to_owned()
        }
    };
    let journal_is_missing =
        source.inventory.has("outcome.yaml") && !source.inventory.has("meeting.journal");
    let words_left = figures.ended.is_some() && comments.all > 0;
    vec![
        rate(
            w::COMMENT,
            &[
                ("unread", number(comments.unread)),
                ("marked", number(comments.marked)),
                ("names", number(names)),
            ],
            grade(
                comments.marked > 0,
                comments.unread > 0 || (names == 0 && comments.all > 0),
            ),
            SEVERE,
        ),
        rate(
            w::SMALL,
            &[("below", below), ("cells", cells)],
            grade(limit < LEAST_LIMIT, limit < USUAL_LIMIT),
            SIGNIFICANT,
        ),
        rate(
            w::VOTE,
            &[
                ("apart", apart.to_string()),
                groups[0].clone(),
                groups[1].clone(),
            ],
            grade(apart < LEAST_GROUP || open, few(patients) || few(team)),
            SIGNIFICANT,
        ),
        rate(
            w::ROOM,
            &[
                ("people", figures::count(people, "person", "people")),
                ("rules", number(rules)),
            ],
            grade(rules == 0, true),
            SIGNIFICANT,
        ),
        rate(
            w::ACCESS,
            &[
                ("comments", number(comments.all)),
                ("people", number(people)),
                ("copies", number(copies)),
            ],
            grade(false, comments.all > 0 || people > 0),
            SEVERE,
        ),
        rate(
            w::EXPORT,
            &[("others", number(others))],
            grade(false, others > 0),
            SEVERE,
        ),
        rate(
            w::KEPT,
            &[
                ("comments", number(comments.all)),
                ("since", basis::since(figures)),
            ],
            grade(
                words_left,
                figures.last_review.is_none() && comments.all > 0,
            ),
            SIGNIFICANT,
        ),
        rate(
            w::ERASED,
            &[
                ("forgotten", number(comments.forgotten)),
                ("copies", number(copies)),
            ],
            grade(false, copies > 0 || comments.forgotten > 0),
            SIGNIFICANT,
        ),
        rate(
            w::PRINTED,
            &[
                ("consent", number(figures.consent())),
                ("people", number(people)),
                ("released", number(comments.released)),
            ],
            grade(false, source.booklet.names || comments.released > 0),
            SIGNIFICANT,
        ),
        rate(
            w::RECORD,
            &[
                ("journal", there("meeting.journal")),
                ("outcome", there("outcome.yaml")),
            ],
            grade(false, journal_is_missing),
            SIGNIFICANT,
        ),
        rate(
            w::PRESSURE,
            &[
                groups[0].clone(),
                groups[1].clone(),
                ("weight", words::weight(vote.weight).to_owned()),
            ],
            grade(false, few(patients) || vote.weight == Weight::Head),
            SIGNIFICANT,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_that_of_the_commissioner() {
        let of = |likelihood| [0, SIGNIFICANT, SEVERE].map(|severity| level(likelihood, severity));
        assert_eq!(of(REMOTE), [0, 0, 0]);
        assert_eq!(of(POSSIBLE), [0, 1, 2]);
        assert_eq!(of(PROBABLE), [0, 2, 2]);
    }
}
