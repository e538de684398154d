//! Words for measures: an aim as a sentence, and codes of questions replaced by the questions.
//!
//! Screens and papers share them, so that the wall and the booklet name one promise alike.

use super::{
    aim::Aim,
    findings::{Finding, Findings, StrandResult},
    phrase::strand,
};

/// The finding of an aim and its result in the survey's period; `None` if the findings have neither.
pub fn aim_result<'f>(
    aim: &Aim,
    findings: &'f Findings,
) -> Option<(&'f Finding, &'f StrandResult)> {
    let (_, finding) = findings.finding(&aim.finding)?;
    let period = &findings.survey.period;
    let mut results = finding.results_in(period).into_iter();
    let result = results.find(|r| aim.strand.as_ref().is_none_or(|s| *s == r.strand))?;
    Some((finding, result))
}

/// An aim as a measure: the question, the figure, and the strand where the question has several.
pub fn aim(aim: &Aim, findings: &Findings) -> String {
    let found = findings.finding(&aim.finding).map(|(_, f)| f);
    let question = found.map_or_else(|| UNKNOWN.to_owned(), |f| quoted(&f.question));
    let of_several = |f: &Finding| {
        let mut all = f.results.iter().map(|r| &r.strand);
        let first = all.next();
        all.any(|s| Some(s) != first)
    };
    let named = aim
        .strand
        .as_deref()
        .filter(|_| found.is_some_and(of_several));
    let named = named.map_or_else(String::new, |s| format!(", {}", strand(s)));
    format!("{question} above {}% in the next survey{named}", aim.above)
}

/// A measure with the questions in the place of their ids, as far as `findings` have them.
pub fn measure(measure: &str, findings: Option<&Findings>) -> String {
    let mut text = String::with_capacity(measure.len());
    for part in measure.split_inclusive(|c: char| !c.is_alphanumeric() && c != '-' && c != '_') {
        let id = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        match findings.and_then(|f| f.finding(id)) {
            Some((_, finding)) => {
                text.push_str(&quoted(&finding.question));
                text.push_str(part.strip_prefix(id).unwrap_or_default());
            }
            None => text.push_str(part),
        }
    }
    // Nobody knows codes by heart. Where the question is not known, the figure is better than its code.
    match Aim::from_code(&text) {
        Some(aim) if aim.finding.chars().any(char::is_numeric) => {
            text.replacen(&aim.finding, UNKNOWN, 1)
        }
        _ => text,
    }
}

/// The words for a question that is gone from the findings: its code is nothing for a wall.
const UNKNOWN: &str = "The figure";

fn quoted(question: &str) -> String {
    format!("\u{201c}{question}\u{201d}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::findings::Theme;

    fn result(strand: &str, period: &str) -> StrandResult {
        StrandResult {
            strand: strand.into(),
            period: period.into(),
            positive: 54,
            scored: 131,
            withheld: false,
            weighted: None,
        }
    }

    fn findings() -> Findings {
        let finding = |id: &str, question: &str, results: Vec<StrandResult>| Finding {
            id: id.into(),
            question: question.into(),
            said: None,
            results,
            benchmark: None,
            comparable: true,
            rebase: Vec::new(),
            wall: None,
        };
        let mut findings = Findings::default();
        findings.survey.period = "2026".into();
        findings.themes = vec![Theme {
            findings: vec![
                finding(
                    "q14",
                    "Were you told how long you would wait?",
                    vec![result("primary", "2023"), result("primary", "2026")],
                ),
                finding(
                    "q-15",
                    "Were you told why?",
                    vec![result("primary", "2026"), result("secondary", "2026")],
                ),
            ],
            ..Theme::default()
        }];
        findings
    }

    fn aim_at(finding: &str, strand: Option<&str>, above: u32) -> Aim {
        Aim {
            finding: finding.into(),
            strand: strand.map(Into::into),
            above,
        }
    }

    #[test]
    fn an_aim_in_words_has_the_question_and_no_code() {
        let findings = findings();
        for (at, words) in [
            (
                aim_at("q14", Some("primary"), 61),
                "\u{201c}Were you told how long you would wait?\u{201d} above 61% in the next survey",
            ),
            (
                aim_at("q-15", Some("secondary"), 50),
                "\u{201c}Were you told why?\u{201d} above 50% in the next survey, people with secondary breast cancer",
            ),
            (
                aim_at("q99", None, 50),
                "The figure above 50% in the next survey",
            ),
        ] {
            assert_eq!(aim(&at, &findings), words);
        }
    }

    #[test]
    fn a_measure_with_codes_is_read_with_the_questions() {
        let findings = findings();
        assert_eq!(
            measure("q14 above 61% and q-15 above 70%", Some(&findings)),
            "\u{201c}Were you told how long you would wait?\u{201d} above 61% and \u{201c}Were you told why?\u{201d} above 70%"
        );
        assert_eq!(
            measure("q31 above 75% in the next survey", Some(&findings)),
            "The figure above 75% in the next survey"
        );
        for text in ["", "Waits above 80%", "The folder lies in both rooms"] {
            assert_eq!(measure(text, None), text);
        }
    }

    #[test]
    fn the_result_of_an_aim_is_the_one_of_this_period_and_strand() {
        let findings = findings();
        let at = aim_at("q-15", Some("secondary"), 50);
        let (_, found) = aim_result(&at, &findings).unwrap();
        assert_eq!(*found, result("secondary", "2026"));
        assert_eq!(aim_result(&aim_at("q99", None, 50), &findings), None);
    }
}
