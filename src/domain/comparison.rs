//! Comparisons of a survey's results with earlier ones, corrected for their number.
//!
//! A single comparison at 95% is wrong one time in 20, and a survey has dozens. So each is also tested with the false discovery
//! rate of all of them. Goals are mostly chosen for a low score, so a rise may also be regression to the mean; see [`was_low`].

use super::{
    findings::{Finding, Findings},
    run_chart::RunChart,
    stats::{ChangeCode, FALSE_DISCOVERIES, Share, benjamini_hochberg, change, two_proportions},
};

/// A result and the previous one of the same question and strand, both of which may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison<'a> {
    /// The finding's id.
    pub finding: &'a str,
    /// The strand.
    pub strand: &'a str,
    /// Earlier period.
    pub from: &'a str,
    /// Period compared.
    pub to: &'a str,
    /// Earlier result.
    pub before: Share,
    /// Result in the period compared.
    pub now: Share,
    /// Code of the change.
    pub change: ChangeCode,
    /// The change is significant by its interval, and after Benjamini-Hochberg over all comparisons of the survey.
    pub after_all: bool,
}

/// All comparisons of one period: each comparable question and strand with two results that may be shown, and too few for a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparisons<'a>(Vec<Comparison<'a>>);

impl<'a> Comparisons<'a> {
    /// Compares the results of `period` with the previous ones.
    pub fn of(findings: &'a Findings, period: &'a str) -> Self {
        let all = findings.themes.iter().flat_map(|t| &t.findings);
        let mut comparisons: Vec<Comparison<'a>> = all
            .filter(|finding| finding.comparable)
            .flat_map(|finding| {
                // Hidden results are left out before the correction: a comparison that nobody sees must not change which ones are marked.
                let results = finding.results_in(period).into_iter();
                results.filter_map(|result| {
                    // Judged as a whole series: two of its points compared would say something else beside it.
                    if RunChart::of(findings, finding, &result.strand).is_some() {
                        return None;
                    }
                    let earlier = finding.earlier(&result.strand, &result.period)?;
                    let now = findings.disclosed(result).share()?;
                    let before = findings.disclosed(earlier).share()?;
                    Some(Comparison {
                        finding: &finding.id,
                        strand: &result.strand,
                        from: &earlier.period,
                        to: &result.period,
                        before,
                        now,
                        change: change(now, before),
                        // Known once all comparisons are there.
                        after_all: false,
                    })
                })
            })
            .collect();
        let probabilities: Vec<f64> = comparisons
            .iter()
            // The z test is undefined if everybody was content both times, or nobody: no change at all, so p = 1.
            .map(|c| two_proportions(c.before, c.now).map_or(1.0, |test| test.p))
            .collect();
        let standing = benjamini_hochberg(&probabilities, FALSE_DISCOVERIES);
        for (comparison, stands) in comparisons.iter_mut().zip(standing) {
            // The z test and Newcombe's interval disagree near 0 and 100%, so both are asked for: the mark must never stand beside
            // "it could be chance".
            comparison.after_all = stands && comparison.change.is_more_than_chance();
        }
        Self(comparisons)
    }

    /// Number of comparisons.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The comparisons, in the order of the findings.
    pub fn iter(&self) -> impl Iterator<Item = &Comparison<'a>> {
        self.0.iter()
    }

    /// Number of comparisons if `one` is significant among all of them; `None` if it is not, or is the only one.
    pub fn holds_among(&self, one: &Comparison<'_>) -> Option<usize> {
        (one.after_all && self.count() > 1).then(|| self.count())
    }

    /// The comparison of a finding and a strand.
    pub fn get(&self, finding: &str, strand: &str) -> Option<&Comparison<'a>> {
        self.0
            .iter()
            .find(|c| c.finding == finding && c.strand == strand)
    }
}

/// True if a result was low when a goal was chosen for it, so that some rise is expected without any action (regression to the mean).
///
/// Low means below the question's benchmark, or in the lowest third of all shown results of the period; a survey with fewer than
/// three results has no lowest third. `then` is the result as the goal recorded it, since `findings` may have changed.
pub fn was_low(
    findings: &Findings,
    finding: &Finding,
    strand: &str,
    period: &str,
    then: Share,
) -> bool {
    let below = |b: &super::findings::Benchmark| b.percent.is_some_and(|p| then.percent() < p);
    if finding.benchmark.as_ref().is_some_and(below) {
        return true;
    }
    let all = findings.themes.iter().flat_map(|t| &t.findings);
    let others: Vec<Share> = all
        .flat_map(|f| f.results.iter().map(move |r| (f, r)))
        // `then` takes the place of the result itself, which a corrected file may have changed since.
        .filter(|(f, r)| r.period == period && !(f.id == finding.id && r.strand == strand))
        .filter_map(|(_, r)| findings.disclosed(r).share())
        .collect();
    let lower = others
        .iter()
        .filter(|o| o.percent() < then.percent())
        .count();
    // Its rank among all of them, itself included, is in the first third; in integers, so that a tie of thirds is exact.
    3 * (lower + 1) <= others.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::findings::{Benchmark, StrandResult, Survey, Theme};

    fn result(strand: &str, period: &str, positive: u32, scored: u32) -> StrandResult {
        StrandResult {
            strand: strand.into(),
            period: period.into(),
            positive,
            scored,
            withheld: false,
            weighted: None,
        }
    }

    fn finding(id: &str, results: Vec<StrandResult>) -> Finding {
        Finding {
            id: id.into(),
            question: id.to_uppercase(),
            said: None,
            wall: None,
            results,
            benchmark: None,
            comparable: true,
            rebase: Vec::new(),
        }
    }

    fn findings(of: Vec<Finding>) -> Findings {
        Findings {
            survey: Survey {
                period: "2026".into(),
                hide_below: 11,
                ..Survey::default()
            },
            themes: vec![Theme {
                findings: of,
                ..Theme::default()
            }],
            ..Findings::default()
        }
    }

    fn then_and_now(id: &str, before: (u32, u32), now: (u32, u32)) -> Finding {
        finding(
            id,
            vec![
                result("primary", "2023", before.0, before.1),
                result("primary", "2026", now.0, now.1),
            ],
        )
    }

    #[test]
    fn only_what_is_shown_and_comparable_is_compared() {
        let mut changed = then_and_now("changed", (50, 100), (90, 100));
        changed.comparable = false;
        let mut withheld = then_and_now("withheld", (50, 100), (0, 0));
        withheld.results[1].withheld = true;
        let new = finding("new", vec![result("primary", "2026", 5, 20)]);
        let strands = finding(
            "strands",
            vec![
                result("primary", "2026", 60, 100),
                result("primary", "2023", 50, 100),
                result("primary", "2019", 10, 100),
                result("secondary", "2026", 12, 20),
                result("secondary", "2023", 4, 10),
            ],
        );
        let mut all = findings(vec![
            changed,
            withheld,
            new,
            strands,
            then_and_now("few", (5, 10), (5, 20)),
            then_and_now("small side", (50, 100), (19, 20)),
        ]);
        let compared = |findings: &Findings| -> Vec<String> {
            Comparisons::of(findings, "2026")
                .iter()
                .map(|c| format!("{} {} {}", c.finding, c.strand, c.from))
                .collect()
        };
        assert_eq!(
            compared(&all),
            ["strands primary 2023", "small side primary 2023"]
        );
        all.survey.hide_cells_below = Some(3);
        assert_eq!(compared(&all), ["strands primary 2023"]);
        assert_eq!(Comparisons::of(&all, "2019").count(), 0);
    }

    /// By hand: the probabilities are 0.0001, 0.0097, 0.0319 and 1, the lines of four 0.0125, 0.025, 0.0375 and 0.05.
    #[test]
    fn changes_are_marked_where_they_hold_with_all_of_them() {
        let four = |third: (u32, u32)| {
            findings(vec![
                then_and_now("a", (50, 100), (76, 100)),
                then_and_now("b", (50, 100), (68, 100)),
                then_and_now("c", (50, 100), third),
                then_and_now("d", (50, 100), (50, 100)),
            ])
        };
        let marked = |findings: &Findings| -> Vec<bool> {
            Comparisons::of(findings, "2026")
                .iter()
                .map(|c| c.after_all)
                .collect()
        };
        assert_eq!(marked(&four((65, 100))), [true, true, true, false]);
        // 0.0455 is more than chance alone, and not among four.
        let four = four((64, 100));
        assert_eq!(marked(&four), [true, true, false, false]);
        let c = Comparisons::of(&four, "2026");
        assert_eq!(c.get("c", "primary").unwrap().change, ChangeCode::Higher);
    }

    /// 0 of 37 and 3 of 25: the z test says 0.031 and the interval holds 0.
    #[test]
    fn the_mark_never_stands_beside_a_change_that_could_be_chance() {
        let one = findings(vec![then_and_now("a", (0, 37), (3, 25))]);
        let p = two_proportions(Share::new(0, 37).unwrap(), Share::new(3, 25).unwrap()).unwrap();
        assert!(p.p < 0.05, "{p:?}");
        let compared = Comparisons::of(&one, "2026");
        let first = compared.iter().next().unwrap();
        assert_eq!(
            (first.change, first.after_all),
            (ChangeCode::HigherUnsure, false)
        );
    }

    #[test]
    fn a_result_was_low_below_its_figure_or_in_the_lowest_third() {
        let of = |n: u32| then_and_now(&format!("q{n}"), (n, 100), (50, 100));
        let all = findings([20, 40, 50, 60, 70, 80].map(of).to_vec());
        let was_low = |id: &str| {
            let (_, finding) = all.finding(id).unwrap();
            let then = finding.result("primary", "2023").unwrap();
            let then = Share::new(then.positive, then.scored).unwrap();
            super::was_low(&all, finding, "primary", "2023", then)
        };
        let low: Vec<bool> = ["q20", "q40", "q50", "q60", "q70", "q80"]
            .map(was_low)
            .to_vec();
        assert_eq!(low, [true, true, false, false, false, false]);

        let mut held_against = of(80);
        held_against.benchmark = Some(Benchmark {
            label: "England 2022".into(),
            percent: Some(80.5),
            low: None,
            high: None,
        });
        let then = Share::new(80, 100).unwrap();
        assert!(super::was_low(&all, &held_against, "primary", "2023", then));
        held_against.benchmark.as_mut().unwrap().percent = Some(80.0);
        assert!(!super::was_low(
            &all,
            &held_against,
            "primary",
            "2023",
            then
        ));
        // Alone it is neither the highest nor the lowest.
        let alone = findings(vec![of(1)]);
        assert!(!super::was_low(
            &alone,
            &of(1),
            "primary",
            "2023",
            Share::new(1, 100).unwrap()
        ));
    }
}
