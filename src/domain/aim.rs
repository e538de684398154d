//! The aim of a goal: the figure of a survey question that the next survey should exceed.
//!
//! A measure is a sentence for people; its aim is the same as data, so that a chart can draw the line that was promised.

use serde::{Deserialize, Serialize};

/// The figure that a goal should exceed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// Id of the finding.
    pub finding: String,
    /// Strand of the result. Measures of earlier versions name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<String>,
    /// Whole percent, 0 to 99.
    pub above: u32,
}

impl Aim {
    /// Largest aim, in percent: no figure is above 100.
    pub const MOST: u32 = 99;

    /// Parses a measure of earlier versions, such as `q14 above 61% in the next survey`.
    ///
    /// `None` for any other text, and for one that says more than an aim can hold.
    pub fn from_code(measure: &str) -> Option<Self> {
        let mut words = measure.split_whitespace();
        let (finding, above, number) = (words.next()?, words.next()?, words.next()?);
        let rest: Vec<&str> = words.collect();
        let rest = rest.join(" ");
        let rest = rest.trim_end_matches('.');
        let is_id = finding
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        // "q14 above 61% and q15 above 70%" keeps its words: half of it would be another promise.
        let says_no_more = matches!(rest, "" | "in the next survey" | "next time");
        if !is_id || above != "above" || !says_no_more {
            return None;
        }
        let number = number.trim_end_matches('.');
        let above = number.strip_suffix('%')?.parse().ok()?;
        (above <= Self::MOST).then(|| Self {
            finding: finding.to_owned(),
            strand: None,
            above,
        })
    }

    /// Parses a measure of earlier versions if the goal rests on its finding, with the strand that the goal is mainly for.
    // Without a look at the evidence, "waits above 80%" would be an aim at a question called `waits`.
    pub fn from_measure(measure: &str, evidence: &[String], strand: Option<&str>) -> Option<Self> {
        let aim = Self::from_code(measure)?;
        evidence.contains(&aim.finding).then(|| Self {
            strand: strand.map(str::to_owned),
            ..aim
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aim(strand: Option<&str>) -> Aim {
        Aim {
            finding: "q14".into(),
            strand: strand.map(Into::into),
            above: 61,
        }
    }

    #[test]
    fn a_measure_of_earlier_versions_is_an_aim() {
        for text in [
            "q14 above 61% in the next survey",
            "q14 above 61%",
            "q14  above 61% in the next survey.",
        ] {
            assert_eq!(Aim::from_code(text), Some(aim(None)), "{text}");
        }
        for text in [
            "",
            "The board is up",
            "q14 above 61",
            "q14 above 100%",
            "q14 above 61% and q15 above 70%",
            "\u{201c}q14\u{201d} above 61%",
        ] {
            assert_eq!(Aim::from_code(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_finding_that_the_goal_rests_on_is_aimed_at() {
        let evidence = ["q14".to_owned()];
        let read = |text| Aim::from_measure(text, &evidence, Some("primary"));
        assert_eq!(read("q14 above 61%"), Some(aim(Some("primary"))));
        assert_eq!(read("waits above 61%"), None);
    }
}
