//! Wording of charts over time, which the wall, the dialogue and all papers share.

use crate::domain::{
    period::{Period, PeriodKind},
    run_chart::{RunChart, Spell, SpellKind},
    stats::{ENOUGH_FOR_LIMITS, whole_percent},
};

/// All wording about charts over time, in one language.
#[derive(Clone, Copy, Debug)]
pub struct ChartWords {
    /// Sentences for one period, with `{from}`: higher, lower, rising, falling.
    pub once: [&'static str; 4],
    /// Sentences for several periods, with `{from}` and `{to}`, in the same order.
    pub span: [&'static str; 4],
    /// Sentences for periods up to the last one, with `{from}`, in the same order.
    pub since: [&'static str; 4],
    /// Labels of seven and more in a row, with `{n}`, in the same order.
    pub in_a_row: [&'static str; 4],
    /// The same in few letters, with `{n}`.
    pub run_short: &'static str,
    /// Labels of a value outside the usual range: above, below.
    pub outside: [&'static str; 2],
    /// The same in few letters.
    pub outside_short: [&'static str; 2],
    /// Sentence where no special cause is found.
    pub as_usual: &'static str,
    /// Sentence where all values are the same.
    pub no_ups: &'static str,
    /// Sentence where there are too few values for limits, with `{n}` and `{enough}`.
    pub too_few: &'static str,
    /// The same for the values since a new baseline, with `{from}` as well.
    pub too_few_since: &'static str,
    /// Sentence about a new baseline, with `{from}` and `{reason}`.
    pub anew: &'static str,
    /// Label of a new baseline in the chart.
    pub anew_short: &'static str,
    /// Sentences about gaps: one, and `{n}`.
    pub hidden: [&'static str; 2],
    /// Number of people of each value, with `{n}` and `{people}`: month, quarter, year.
    pub each: [&'static str; 3],
    /// Word for people of a strand that is named beside them.
    pub anybody: &'static str,
    /// Label of the mean, with `{n}`.
    pub mean: &'static str,
    /// Label of the upper limit, with `{n}`.
    pub upper: &'static str,
    /// Label of the lower limit, with `{n}`.
    pub lower: &'static str,
    /// Sentence about the newest value and the lines, with `{period}`, `{n}`, `{mean}`, `{low}` and `{high}`.
    pub now_usual: &'static str,
    /// The same without limits, with `{period}`, `{n}` and `{mean}`.
    pub now_mean: &'static str,
    /// The same without a mean, with `{period}` and `{n}`.
    pub now: &'static str,
    /// Explanation of the lines.
    pub legend: &'static str,
    /// Headings of the results as a table: period, verdict.
    pub head: [&'static str; 2],
    /// Verdicts in a table: higher, lower, rising, falling.
    pub verdicts: [&'static str; 4],
}

/// English wording.
pub const CHART: ChartWords = ChartWords {
    once: [
        "Higher in {from}, by more than chance.",
        "Lower in {from}, by more than chance.",
        "Rising in {from}, by more than chance.",
        "Falling in {from}, by more than chance.",
    ],
    span: [
        "Higher from {from} to {to}, by more than chance.",
        "Lower from {from} to {to}, by more than chance.",
        "Rising from {from} to {to}, by more than chance.",
        "Falling from {from} to {to}, by more than chance.",
    ],
    since: [
        "Higher since {from}, by more than chance.",
        "Lower since {from}, by more than chance.",
        "Rising since {from}, by more than chance.",
        "Falling since {from}, by more than chance.",
    ],
    in_a_row: [
        "{n} in a row above",
        "{n} in a row below",
        "{n} in a row rising",
        "{n} in a row falling",
    ],
    run_short: "{n} in a row",
    outside: ["above the usual range", "below the usual range"],
    outside_short: ["above usual", "below usual"],
    as_usual: "Up and down as usual: it could all be chance.",
    no_ups: "The same every time.",
    too_few: "{n} results so far. From {enough} on, we can tell a change from chance.",
    too_few_since: "{n} results since {from}. From {enough} on, we can tell a change from chance.",
    anew: "New start in {from}: {reason}.",
    anew_short: "new start",
    hidden: [
        "One gap: too few answers to show.",
        "{n} gaps: too few answers to show.",
    ],
    each: [
        "Each month, about {n} {people}",
        "Each quarter, about {n} {people}",
        "Each year, about {n} {people}",
    ],
    anybody: "people",
    mean: "middle {n}%",
    upper: "usual: to {n}%",
    lower: "usual: from {n}%",
    now_usual: "{period}: {n} in 100. The middle is {mean} in 100, and {low} to {high} in 100 is usual.",
    now_mean: "{period}: {n} in 100. The middle is {mean} in 100.",
    now: "{period}: {n} in 100.",
    legend: "Between the two thin dashed lines it goes up and down by chance.",
    head: ["When", "By more than chance"],
    verdicts: ["higher", "lower", "rising", "falling"],
};

impl ChartWords {
    /// Sentence about a spell.
    pub fn sentence(&self, spell: &Spell, months: &[&str; 12]) -> String {
        let sentences = match (spell.is_once(), spell.is_open) {
            (true, _) => &self.once,
            (false, true) => &self.since,
            (false, false) => &self.span,
        };
        let year = spell.last_year;
        let name = |period: Period| {
            // The year of the newest value is the one that everybody supplies.
            if period.year() == year {
                period.name_in_year(months)
            } else {
                period.name(months)
            }
        };
        of(sentences, spell.kind)
            .replace("{from}", &name(spell.from))
            .replace("{to}", &name(spell.to))
    }

    /// Label of a spell in the chart; empty for one that is no run.
    pub fn run(&self, spell: &Spell) -> String {
        let label = of(&self.in_a_row, spell.kind);
        if spell.is_run {
            label.replace("{n}", &spell.count.to_string())
        } else {
            String::new()
        }
    }

    /// Verdict on a value in a table.
    pub fn verdict(&self, kind: SpellKind) -> &'static str {
        of(&self.verdicts, kind)
    }

    /// Number of people of each value.
    pub fn each(&self, kind: PeriodKind, count: u32, people: &str) -> String {
        let [month, quarter, year] = self.each;
        let sentence = match kind {
            PeriodKind::Month => month,
            PeriodKind::Quarter | PeriodKind::FinancialQuarter => quarter,
            PeriodKind::Year | PeriodKind::FinancialYear => year,
        };
        sentence
            .replace("{n}", &count.to_string())
            .replace("{people}", people)
    }

    /// Sentences about a whole chart, each with its direction: spells, or why there is none; then new baselines.
    pub fn sentences(
        &self,
        chart: &RunChart<'_>,
        months: &[&str; 12],
    ) -> Vec<(String, Option<SpellKind>)> {
        let spells = chart.spells();
        let mut said: Vec<(String, Option<SpellKind>)> = spells
            .iter()
            .map(|spell| (self.sentence(spell, months), Some(spell.kind)))
            .collect();
        if let Some(segment) = chart.last_segment() {
            if segment.count < ENOUGH_FOR_LIMITS {
                let sentence = match segment.reason {
                    None => self.too_few,
                    Some(_) => self.too_few_since,
                };
                let filled = sentence
                    .replace("{n}", &segment.count.to_string())
                    .replace("{from}", &segment.from.name(months))
                    .replace("{enough}", &ENOUGH_FOR_LIMITS.to_string());
                said.push((filled, None));
            } else if segment.limits.is_none() {
                said.push((self.no_ups.to_owned(), None));
            } else if spells.is_empty() {
                said.push((self.as_usual.to_owned(), None));
            }
        }
        for segment in &chart.segments {
            if let Some(reason) = segment.reason {
                let reason = reason.trim().trim_end_matches('.');
                let filled = self.anew.replace("{from}", &segment.from.name(months));
                said.push((filled.replace("{reason}", reason), None));
            }
        }
        said
    }

    /// Sentence about the newest shown result and the lines around it.
    pub fn newest(&self, chart: &RunChart<'_>, months: &[&str; 12]) -> String {
        let Some((point, share)) = chart.shown().next_back() else {
            return String::new();
        };
        let segment = chart.last_segment();
        let mean = segment.and_then(|s| s.mean).map(whole_percent);
        let limits = segment.and_then(|s| s.limits);
        let sentence = match (mean, limits) {
            (Some(_), Some(_)) => self.now_usual,
            (Some(_), None) => self.now_mean,
            (None, _) => self.now,
        };
        let (low, high) = limits.unwrap_or_default();
        sentence
            .replace("{period}", &point.period.name(months))
            .replace("{n}", &share.whole_percent().to_string())
            .replace("{mean}", &mean.unwrap_or_default().to_string())
            .replace("{low}", &whole_percent(low).to_string())
            .replace("{high}", &whole_percent(high).to_string())
    }

    /// Sentence about results that may not be shown; `None` without any.
    pub fn hidden(&self, chart: &RunChart<'_>) -> Option<String> {
        let [one, many] = self.hidden;
        match chart.points.iter().filter(|p| p.share.is_none()).count() {
            0 => None,
            1 => Some(one.to_owned()),
            n => Some(many.replace("{n}", &n.to_string())),
        }
    }
}

fn of(sentences: &[&'static str; 4], kind: SpellKind) -> &'static str {
    let [higher, lower, rising, falling] = *sentences;
    match kind {
        SpellKind::Higher => higher,
        SpellKind::Lower => lower,
        SpellKind::Rising => rising,
        SpellKind::Falling => falling,
    }
}
