//! Tables in which each answer has a row: the rows of a question are added up by how its answers count.

use std::collections::{BTreeMap, HashMap};

use super::{
    Base, Fault, Got, Numbers, Read, ResultRow, Results, Seen, Spot, Table, base, column, count,
    fault, of_percent, outturn, share, weighted, whose,
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, QuestionColumn},
    },
    intake::results::{cell::Printed, lines, whole::Percent},
};

/// The meaning of an answer for the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Good,
    NotGood,
    Out,
}

fn how(question: &QuestionColumn, answer: &str) -> Option<How> {
    let is_in = |list: &[String]| list.iter().any(|a| folded(a) == folded(answer));
    match () {
        () if is_in(&question.positive) => Some(How::Good),
        () if is_in(&question.other) => Some(How::NotGood),
        () if is_in(&question.leave_out) => Some(How::Out),
        () => None,
    }
}

/// Results of a table in which each answer has a row: the rows of a question are added up by how its answers count.
pub(super) fn by_answers(
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    mine: &[&ResultRow],
    results: &mut Results,
    seen: &mut Seen,
) {
    let mut groups: BTreeMap<(usize, String, String), Vec<&ResultRow>> = BTreeMap::new();
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
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    lines: &[&ResultRow],
    question: &QuestionColumn,
    seen: &mut Seen,
) -> Result<Got, Fault> {
    let Some(first) = lines.first() else {
        return Ok(Got::Nothing);
    };
    let mut of_base = Base::Nothing;
    let mut parts: Vec<(How, &ResultRow, Read<Percent>, Read<Printed>)> = Vec::new();
    for line in lines {
        let own = base(table, numbers, spot, line)?;
        if of_base == Base::Nothing {
            of_base = own;
        }
        let (share, count) = (
            share(table, numbers, spot, line)?,
            count(table, numbers, spot, line)?,
        );
        if lines::is_whole(&line.answer) {
            // A total under the answers is their base.
            if let (Base::Nothing, Some(n)) = (of_base, count.number().and_then(Printed::whole)) {
                of_base = Base::Of(n);
            }
            continue;
        }
        if let Some(how) = how(question, &line.answer) {
            parts.push((how, line, share, count));
        }
    }
    let counts = parts.iter().any(|(.., count)| *count != Read::Nothing);
    let scored = |how: How| how != How::Out;
    let kept = |(how, _, share, count): &(How, &ResultRow, Read<Percent>, Read<Printed>)| {
        scored(*how) && (share.is_kept_back() || count.is_kept_back())
    };
    if of_base == Base::KeptBack || parts.iter().any(kept) {
        return Ok(Got::KeptBack);
    }
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
            if *how == How::Good {
                sums.0 = sums.0.saturating_add(n);
            }
        }
        if let Some(fault) = disagreeing(table, numbers, spot, &parts, of_base) {
            return Err(fault);
        }
        if sums.1 == 0 {
            seen.nobody.push(first.number);
            return Ok(Got::Nothing);
        }
        if let Base::Of(base) = of_base
            && sums.1 > base
        {
            let what = format!("its answers add up to {}, of {base}", sums.1);
            return Err(fault(
                first,
                what,
                "look whether base and counts are copied rightly",
            ));
        }
        return Ok(Got::Of(sums.0, sums.1, None));
    }
    let Base::Of(of_all) = of_base else {
        if parts.iter().all(|(_, _, share, _)| *share == Read::Nothing) {
            return Ok(Got::Nothing);
        }
        return Err(fault(
            first,
            "there is no base beside its result".to_owned(),
            "write how many answers count: a percentage of nobody knows how many cannot be shown",
        ));
    };
    if of_all == 0 {
        seen.nobody.push(first.number);
        return Ok(Got::Nothing);
    }
    percentages_added(table, numbers, spot, &parts, of_all, seen)
}

/// An answer whose count and percentage are not those of the same people.
fn disagreeing(
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    parts: &[(How, &ResultRow, Read<Percent>, Read<Printed>)],
    of_base: Base,
) -> Option<Fault> {
    let places = column(numbers, ColumnContent::Percentage, spot).map_or(0, |p| p.places);
    let of = |(how, _, _, count): &(How, &ResultRow, Read<Percent>, Read<Printed>)| {
        Some((*how != How::Out, count.number()?.whole()?))
    };
    let counts = || parts.iter().filter_map(of);
    let all: u32 = counts().map(|(_, n)| n).fold(0, u32::saturating_add);
    let scored = counts().filter(|(scored, _)| *scored).map(|(_, n)| n);
    let scored = scored.fold(0, u32::saturating_add);
    let mut bases = vec![all, scored];
    if let Base::Of(base) = of_base {
        bases.push(base);
    }
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

/// Percentages of the answers to a question, added up.
fn percentages_added(
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    parts: &[(How, &ResultRow, Read<Percent>, Read<Printed>)],
    of_all: u32,
    seen: &mut Seen,
) -> Result<Got, Fault> {
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
                Got::Of(n, ..) => n,
                _ => continue,
            }
        };
        let hundredths = u64::from(share.hundredths());
        if *how == How::Out {
            out = out.saturating_add(n);
            continue;
        }
        all = all.saturating_add(n);
        all_share += hundredths;
        if *how == How::Good {
            good = good.saturating_add(n);
            good_share += hundredths;
        }
    }
    if all_share == 0 {
        return Ok(Got::Nothing);
    }
    // Without answers that do not count the base is the scored ones, whatever the rounding of the parts.
    let scored = if out == 0 { of_all } else { all.min(of_all) };
    if weighted(table) {
        // Shares that were rounded one by one may add up to 99 or 101.
        let parts = (good_share * 20_000 + all_share) / (2 * all_share);
        let kept = u32::try_from(parts).unwrap_or(10_000).min(10_000);
        let exact = Percent {
            digits: i128::from(kept),
            places: 2,
        };
        return Ok(Got::Of(exact.of_base(scored).nearest, scored, Some(kept)));
    }
    Ok(Got::Of(good.min(scored), scored, None))
}
