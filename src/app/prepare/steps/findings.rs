//! Findings entered and corrected by hand: a question, and results such as "primary, 2026, 54 of 131".
//!
//! It serves units that have only a printed report. A percentage is accepted if a whole number of people gives it.

use crate::{
    app::{
        cards::Role,
        prepare::{PreparePick, PreparePrompt, Preparing, position::MarkOn},
        shell::{Choice, Picker},
    },
    domain::{
        alike::folded,
        codebook::period,
        findings::{Finding, Findings, StrandResult},
        preparation::{Preparation, change::Change},
        refusal::{Refusal, refuse},
    },
    intake::results::{
        cell::{self, ResultCell},
        whole::Percent,
    },
    store::disk::Disk,
};

/// The label of the field for a result.
const LABEL: &str = "Whose, when, how many: primary, 2026, 54 of 131 (or 41% of 131, or kept back)";

/// A result as text in the form in which it is typed.
pub(super) fn text(result: &StrandResult) -> String {
    let numbers = match (result.withheld, result.weighted) {
        (true, _) => "kept back".to_owned(),
        (false, Some(hundredths)) => format!(
            "weighted {}% of {}",
            f64::from(hundredths) / 100.0,
            result.scored
        ),
        (false, None) => format!("{} of {}", result.positive, result.scored),
    };
    format!("{}, {}, {numbers}", result.strand, result.period)
}

/// Reads a typed result; fails with a sentence that names the expected form.
fn read(text: &str, findings: &Findings) -> Result<StrandResult, Refusal> {
    let parts: Vec<&str> = text
        .split([',', ';', ':'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let Some((numbers, names)) = parts.split_last() else {
        return refuse("Write whose result it is, when, and how many of how many.");
    };
    let current = &findings.survey.period;
    let strands = findings.strands();
    // In the known spelling: `Primary` beside `primary` would be a second patient group.
    let strand_of = |name: &str| {
        let known = strands.iter().find(|s| folded(s) == folded(name));
        known.map_or_else(|| name.to_owned(), |s| (*s).to_owned())
    };
    let alone = || match strands.as_slice() {
        // Only with one group is there a default. With several, the wrong one would pool patients.
        [only] => Ok((*only).to_owned()),
        _ => refuse("Say whose result it is: primary, 2026, 54 of 131."),
    };
    let is_period = |name: &str| period(name).is_some() || name == current;
    let when = |name: &str| period(name).unwrap_or_else(|| name.to_owned());
    let (strand, period) = match names {
        [] => (alone()?, current.clone()),
        [one] if is_period(one) => (alone()?, when(one)),
        [one] => (strand_of(one), current.clone()),
        [strand, period] => (strand_of(strand), when(period)),
        _ => {
            return refuse("One strand, one period and the numbers: primary, 2026, 54 of 131.");
        }
    };
    let (positive, scored, weighted, withheld) = counted(numbers)?;
    Ok(StrandResult {
        strand,
        period,
        positive,
        scored,
        withheld,
        weighted,
    })
}

/// Reads the numbers of a result: `54 of 131`, `41% of 131`, `weighted 41.6% of 131` or `kept back`.
fn counted(text: &str) -> Result<(u32, u32, Option<u32>, bool), Refusal> {
    let small = text.to_lowercase();
    // Reports print * or a word in the place of small numbers. Read as 0 they would be shown as 0%.
    let is_kept = matches!(
        small.as_str(),
        "kept back" | "withheld" | "suppressed" | "hidden"
    );
    if is_kept || cell::read(text) == ResultCell::KeptBack {
        return Ok((0, 0, None, true));
    }
    let is_weighted = small.contains("weighted");
    let bare = small.replace("weighted", "").replace("out of", "of");
    let Some((good, scored)) = bare.split_once(" of ").or_else(|| bare.split_once('/')) else {
        return refuse("Write how many were good of how many: 54 of 131.");
    };
    let whole = |text: &str| cell::number(text.trim()).filter(|n| !n.is_percent)?.whole();
    let scored = whole(scored)
        .filter(|n| *n > 0)
        .ok_or_else(|| Refusal::new(format!("{} is no number of answers.", scored.trim())))?;
    let printed = cell::number(good.trim())
        .ok_or_else(|| Refusal::new(format!("{} is no number of good answers.", good.trim())))?;
    if printed.is_percent {
        let percent = Percent::from_printed(printed, false);
        if !percent.is_sound() {
            return refuse(format!("{} is more than 100%.", percent.text()));
        }
        let found = percent.of_base(scored);
        return match (is_weighted, found.choices) {
            (true, _) => Ok((found.nearest, scored, Some(percent.hundredths()), false)),
            // Rounded to the nearest count it would be a result that nobody published.
            (false, 0) => refuse(format!(
                "No whole number of {scored} people gives {}. If it was weighted, write: weighted {} of {scored}.",
                percent.text(),
                percent.text()
            )),
            (false, _) => Ok((found.nearest, scored, None, false)),
        };
    }
    if is_weighted {
        return refuse("A weighted result is a percentage: weighted 41.6% of 131.");
    }
    let positive = printed
        .whole()
        .ok_or_else(|| Refusal::new(format!("{} is no whole number of people.", good.trim())))?;
    if positive > scored {
        return refuse(format!("{positive} good answers of {scored} cannot be."));
    }
    Ok((positive, scored, None, false))
}

/// Asks for the wording of a new finding's question.
pub(super) fn add<D: Disk>(p: &mut Preparing<D>, theme: String) {
    p.write(
        PreparePrompt::NewFinding { theme },
        "What were patients asked? Such as Were you told how long you would wait?",
        "",
    );
}

/// Asks for a new wording of a finding's question.
pub(super) fn ask_again<D: Disk>(p: &mut Preparing<D>, finding: &Finding) {
    p.write(
        PreparePrompt::FindingQuestion(finding.id.clone()),
        "What were patients asked?",
        &finding.question,
    );
}

/// Asks which result of a finding to edit, or for the first one.
pub(super) fn results<D: Disk>(p: &mut Preparing<D>, finding: &Finding) {
    if finding.results.is_empty() {
        return new_result(p, &finding.id);
    }
    let pick = |at| PreparePick::Result {
        finding: finding.id.clone(),
        at,
    };
    let results = finding.results.iter().enumerate();
    let mut choices: Vec<_> = results
        .map(|(nth, r)| Choice::new(pick(Some(nth)), text(r), "correct it"))
        .collect();
    choices.push(Choice::new(
        pick(None),
        "another one",
        "of another strand or period",
    ));
    p.pick(Picker::new("Which result?", choices));
}

fn new_result<D: Disk>(p: &mut Preparing<D>, finding: &str) {
    let findings = &p.state().findings;
    let begun = match findings.strands().as_slice() {
        [] => String::new(),
        [first, ..] => format!("{first}, {}, ", findings.survey.period),
    };
    let prompt = PreparePrompt::Result {
        finding: finding.to_owned(),
        at: None,
    };
    p.write(prompt, LABEL, &begun);
}

/// Opens the field for a result, filled with its current value.
pub(super) fn picked<D: Disk>(p: &mut Preparing<D>, finding: &str, at: Option<usize>) {
    let Some((_, of)) = p.state().findings.finding(finding) else {
        return;
    };
    let id = of.id.clone();
    match at.and_then(|nth| of.results.get(nth)).map(text) {
        Some(begun) => p.write(PreparePrompt::Result { finding: id, at }, LABEL, &begun),
        None => new_result(p, &id),
    }
}

pub(super) fn typed_new<D: Disk>(
    p: &mut Preparing<D>,
    theme: &str,
    question: &str,
) -> Result<(), Refusal> {
    let findings = &p.state().findings;
    // Findings and comments share their ids, because the evidence of a goal names either.
    let taken = findings.themes.iter().flat_map(|t| {
        let comments = t.comments.iter().map(|c| c.id.as_str());
        comments.chain(t.findings.iter().map(|f| f.id.as_str()))
    });
    let id = Preparation::fresh_id("asked", taken);
    p.try_change(Change::FindingAdded {
        theme: theme.to_owned(),
        finding: Finding {
            id: id.clone(),
            question: question.to_owned(),
            said: None,
            wall: None,
            results: Vec::new(),
            benchmark: None,
            comparable: true,
            rebase: Vec::new(),
        },
    })?;
    // Asked for at once: a finding without a result says nothing on the wall.
    new_result(p, &id);
    p.mark_on(MarkOn::Finding(id));
    Ok(())
}

pub(super) fn typed_question<D: Disk>(
    p: &mut Preparing<D>,
    id: &str,
    question: &str,
) -> Result<(), Refusal> {
    let Some((_, finding)) = p.state().findings.finding(id) else {
        return Ok(());
    };
    let finding = Finding {
        question: question.to_owned(),
        ..finding.clone()
    };
    p.try_change(Change::FindingSet { finding })
}

/// Sets a result; an empty text removes it.
pub(super) fn typed_result<D: Disk>(
    p: &mut Preparing<D>,
    finding: &str,
    at: Option<usize>,
    text: &str,
) -> Result<(), Refusal> {
    let found = p.state().findings.finding(finding).map(|(_, f)| f.clone());
    let Some(mut finding) = found else {
        return Ok(());
    };
    if text.is_empty() {
        if let Some(at) = at.filter(|at| *at < finding.results.len()) {
            finding.results.remove(at);
            finding.drop_unfounded_rebases();
            p.try_change(Change::FindingSet { finding })?;
            p.say(Role::Ink, "The result is gone. {Undo} takes that back.");
        }
        return Ok(());
    }
    let result = read(text, &p.state().findings)?;
    match at.and_then(|at| finding.results.get_mut(at)) {
        Some(place) => *place = result,
        None => finding.results.push(result),
    }
    finding.drop_unfounded_rebases();
    p.try_change(Change::FindingSet { finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::findings::{SourceKind, Survey, SurveySource};

    fn findings(strands: &[&str]) -> Findings {
        let source = |strand: &&str| SurveySource {
            strand: (*strand).to_owned(),
            kind: SourceKind::Survey,
            invited: None,
            answered: 20,
        };
        Findings {
            survey: Survey {
                period: "2026".into(),
                sources: strands.iter().map(source).collect(),
                ..Survey::default()
            },
            ..Findings::default()
        }
    }

    #[test]
    fn a_result_is_understood_as_people_type_it() {
        let both = findings(&["primary", "secondary"]);
        for (typed, shown) in [
            ("primary, 2026, 54 of 131", "primary, 2026, 54 of 131"),
            ("Primary, 54 of 131", "primary, 2026, 54 of 131"),
            ("secondary; 2023; 6/22", "secondary, 2023, 6 of 22"),
            ("primary, 2026, 41% of 131", "primary, 2026, 54 of 131"),
            (
                "primary, Q1 2026, 54 out of 131",
                "primary, 2026-Q1, 54 of 131",
            ),
            (
                "primary, 2026, weighted 41.6% of 131",
                "primary, 2026, weighted 41.6% of 131",
            ),
            ("carers, 2026, kept back", "carers, 2026, kept back"),
            ("primary, 2026, *", "primary, 2026, kept back"),
        ] {
            let result = read(typed, &both).unwrap_or_else(|why| panic!("{typed}: {why}"));
            assert_eq!(text(&result), shown, "{typed}");
            assert_eq!(read(&text(&result), &both).as_ref(), Ok(&result), "{typed}");
        }
        let one = findings(&["primary"]);
        assert_eq!(
            text(&read("54 of 131", &one).unwrap()),
            "primary, 2026, 54 of 131"
        );
        assert_eq!(
            text(&read("2023, 68 of 118", &one).unwrap()),
            "primary, 2023, 68 of 118"
        );
        for (typed, why) in [
            ("54 of 131", "Say whose result"),
            ("primary, 2026, 154 of 131", "cannot be"),
            (
                "primary, 2026, 41.3% of 131",
                "No whole number of 131 people gives 41.3%",
            ),
            ("primary, 2026, 54", "how many were good"),
            ("primary, 2026, 54 of 0", "no number of answers"),
            ("primary, 2026, 141% of 131", "more than 100%"),
            ("", "Write whose result"),
        ] {
            let said = read(typed, &both).unwrap_err().to_string();
            assert!(said.contains(why), "{typed}: {said}");
        }
    }
}
