//! Results of tables with a row for each answer: the rows of a question are summed by how its answers count.

use std::collections::{BTreeMap, HashMap};

use super::{
    CollectedResults, GroupKey, NumberCell, NumberColumn, Observations, ResultRow, ResultTable,
    RowFault, RowResult, ScoredBase, column, fault, of_percent, outturn, read_base, read_count,
    read_percentage, weighted, whose,
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, QuestionColumn},
    },
    intake::{
        results::{cell::PrintedNumber, lines, whole::Percent},
        scale::AnswerEffect,
    },
};

/// Row of an answer: its effect, percentage and count.
type AnswerRow<'r> = (
    AnswerEffect,
    &'r ResultRow,
    NumberCell<Percent>,
    NumberCell<PrintedNumber>,
);

fn effect_of(question: &QuestionColumn, answer: &str) -> Option<AnswerEffect> {
    let is_in = |list: &[String]| list.iter().any(|a| folded(a) == folded(answer));
    match () {
        () if is_in(&question.positive) => Some(AnswerEffect::Positive),
        () if is_in(&question.other) => Some(AnswerEffect::Other),
        () if is_in(&question.leave_out) => Some(AnswerEffect::LeftOut),
        () => None,
    }
}

/// Sums the answer rows of each question into results.
pub(super) fn by_answers(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    mine: &[&ResultRow],
    results: &mut CollectedResults,
    seen: &mut Observations,
) {
    let mut groups: BTreeMap<(usize, String, String), Vec<&ResultRow>> = BTreeMap::new();
    // Results keep the order of the file, in which people look for them; a map by name would sort them.
    let mut order: HashMap<String, usize> = HashMap::new();
    for line in mine.iter().filter(|l| !l.key.is_empty()) {
        let next = order.len();
        let at = *order.entry(folded(&line.key)).or_insert(next);
        let (strand, period) = whose(table, line, spot);
        groups.entry((at, strand, period)).or_default().push(line);
    }
    for ((_, strand, period), lines) in groups {
        let Some(first) = lines.first() else {
            continue;
        };
        let question = table
            .questions
            .iter()
            .find(|q| folded(&q.column) == folded(&first.key));
        // A question that nobody has sorted yet has no good answers, so there is no result to take.
        let Some(question) = question else {
            continue;
        };
        match added_up(table, numbers, spot, &lines, question, seen) {
            Ok(got) => {
                if let Some(result) = outturn(strand, period, got, seen) {
                    results.add(&first.key, first.number, result, seen);
                }
            }
            Err(fault) => seen.faults.push(fault),
        }
    }
}

fn added_up(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    lines: &[&ResultRow],
    question: &QuestionColumn,
    seen: &mut Observations,
) -> Result<RowResult, RowFault> {
    let Some(first) = lines.first() else {
        return Ok(RowResult::Nothing);
    };
    let mut of_base = ScoredBase::Nothing;
    let mut parts: Vec<AnswerRow<'_>> = Vec::new();
    for line in lines {
        let own = read_base(table, numbers, spot, line)?;
        // Tables print the base once, in the first row of a question, or in all of them.
        if of_base == ScoredBase::Nothing {
            of_base = own;
        }
        let (share, count) = (
            read_percentage(table, numbers, spot, line)?,
            read_count(table, numbers, spot, line)?,
        );
        if lines::is_whole(&line.answer) {
            // A total row under the answers is their base.
            if let (ScoredBase::Nothing, Some(n)) =
                (of_base, count.number().and_then(PrintedNumber::whole))
            {
                of_base = ScoredBase::Of(n);
            }
            continue;
        }
        if let Some(how) = effect_of(question, &line.answer) {
            parts.push((how, line, share, count));
        }
    }
    let counts = parts
        .iter()
        .any(|(.., count)| *count != NumberCell::Nothing);
    let scored = |how: AnswerEffect| how != AnswerEffect::LeftOut;
    // One suppressed answer hides the sum: it could be subtracted from the published total.
    let kept = |(how, _, share, count): &AnswerRow<'_>| {
        scored(*how) && (share.is_kept_back() || count.is_kept_back())
    };
    if of_base == ScoredBase::KeptBack || parts.iter().any(kept) {
        return Ok(RowResult::KeptBack);
    }
    // Counts are exact and percentages rounded, so counts are summed wherever the table has them.
    if counts && !weighted(table) {
        let mut sums = (0_u32, 0_u32);
        for (how, line, _, count) in &parts {
            let Some(count) = count.number() else {
                continue;
            };
            let Some(n) = count.whole() else {
                let what = format!("the count {} is no whole number of people", count.text());
                return Err(fault(
                    line,
                    what,
                    "if the table is weighted, say so: `results: weighted`",
                ));
            };
            if scored(*how) {
                sums.1 = sums.1.saturating_add(n);
            }
            if *how == AnswerEffect::Positive {
                sums.0 = sums.0.saturating_add(n);
            }
        }
        if let Some(fault) = disagreeing(table, numbers, spot, &parts, of_base) {
            return Err(fault);
        }
        if sums.1 == 0 {
            seen.nobody.push(first.number);
            return Ok(RowResult::Nothing);
        }
        if let ScoredBase::Of(base) = of_base
            && sums.1 > base
        {
            let what = format!("its answers add up to {}, of {base}", sums.1);
            return Err(fault(
                first,
                what,
                "look whether base and counts are copied rightly",
            ));
        }
        return Ok(RowResult::Of(sums.0, sums.1, None));
    }
    let ScoredBase::Of(of_all) = of_base else {
        if parts
            .iter()
            .all(|(_, _, share, _)| *share == NumberCell::Nothing)
        {
            return Ok(RowResult::Nothing);
        }
        return Err(fault(
            first,
            "there is no base beside its result".to_owned(),
            "write how many answers count: a percentage of nobody knows how many cannot be shown",
        ));
    };
    if of_all == 0 {
        seen.nobody.push(first.number);
        return Ok(RowResult::Nothing);
    }
    percentages_added(table, numbers, spot, &parts, of_all, seen)
}

/// Finds an answer whose count and percentage contradict each other.
fn disagreeing(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    parts: &[AnswerRow<'_>],
    of_base: ScoredBase,
) -> Option<RowFault> {
    let places = column(numbers, ColumnContent::Percentage, spot).map_or(0, |p| p.places);
    let of = |(how, _, _, count): &AnswerRow<'_>| {
        Some((*how != AnswerEffect::LeftOut, count.number()?.whole()?))
    };
    let counts = || parts.iter().filter_map(of);
    let all: u32 = counts().map(|(_, n)| n).fold(0, u32::saturating_add);
    let scored = counts().filter(|(scored, _)| *scored).map(|(_, n)| n);
    let scored = scored.fold(0, u32::saturating_add);
    // Tables differ in what 100% is: everybody asked, everybody scored, or the printed base. A count is wrong only if it
    // fits none.
    let mut bases = vec![all, scored];
    if let ScoredBase::Of(base) = of_base {
        bases.push(base);
    }
    // Weighted shares do not follow from unweighted counts.
    if bases.contains(&0) || weighted(table) {
        return None;
    }
    parts.iter().find_map(|(_, line, share, count)| {
        let (share, count) = (share.number()?, count.number()?.whole()?);
        let fits = bases.iter().any(|base| {
            share.gives(count, *base) || share.at(places).gives(count, *base)
        });
        (!fits).then(|| {
            fault(
                line,
                format!("{count} is not {} of the people who answered", share.text()),
                "look whether counts, base and percentages are copied rightly, and whether each column has the right role",
            )
        })
    })
}

/// Sums the percentages of a question's answers.
fn percentages_added(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    parts: &[AnswerRow<'_>],
    of_all: u32,
    seen: &mut Observations,
) -> Result<RowResult, RowFault> {
    let places = column(numbers, ColumnContent::Percentage, spot).map_or(0, |p| p.places);
    let (mut good, mut all, mut out) = (0_u32, 0_u32, 0_u32);
    let (mut good_share, mut all_share) = (0_u64, 0_u64);
    for (how, line, share, count) in parts {
        let share = share.number();
        let Some(share) = share else {
            continue;
        };
        if !share.is_sound() {
            let what = format!("{} is more than 100%", share.text());
            return Err(fault(
                line,
                what,
                "look whether the column holds percentages",
            ));
        }
        let n = if weighted(table) {
            share.of_base(of_all).nearest
        } else {
            match of_percent(table, line, share, places, of_all, count.number(), seen)? {
                RowResult::Of(n, ..) => n,
                _ => continue,
            }
        };
        let hundredths = u64::from(share.hundredths());
        if *how == AnswerEffect::LeftOut {
            out = out.saturating_add(n);
            continue;
        }
        all = all.saturating_add(n);
        all_share += hundredths;
        if *how == AnswerEffect::Positive {
            good = good.saturating_add(n);
            good_share += hundredths;
        }
    }
    if all_share == 0 {
        return Ok(RowResult::Nothing);
    }
    // If every answer counts, the base is the number scored, however the parts were rounded.
    let scored = if out == 0 { of_all } else { all.min(of_all) };
    if weighted(table) {
        // Shares rounded one by one may sum to 99 or 101.
        let parts = (good_share * 20_000 + all_share) / (2 * all_share);
        let kept = u32::try_from(parts).unwrap_or(10_000).min(10_000);
        let exact = Percent {
            digits: i128::from(kept),
            places: 2,
        };
        return Ok(RowResult::Of(
            exact.of_base(scored).nearest,
            scored,
            Some(kept),
        ));
    }
    Ok(RowResult::Of(good.min(scored), scored, None))
}
