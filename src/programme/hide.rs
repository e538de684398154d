//! Hiding of small numbers over a whole dataset, so that neither a row nor the difference of several gives one away.
//!
//! A cell is the result of a finding for one unit, strand and period. It may stand in many rows, and is hidden in all of them or in none.
//! Cells add up: strands to a unit's total, where a row has one, and units to an alliance's total, which may be known from elsewhere.
//! A hidden cell must not be the only unknown of such a sum (complementary suppression, as in [`crate::domain::stats::disclosure`]).

mod cuts;

use std::collections::{BTreeMap, HashMap};

use super::rows::{Dataset, EvidenceRow, MeetingId, UnitId, Word};

/// Extent of the hiding beyond cells that are small themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closure {
    /// Small cells only. Sums give them away; for tests.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the attack test shows what it leaves open")
    )]
    Nothing,
    /// Cells that protect them as well.
    Complete,
}

/// Key of a cell: unit, finding, strand, period.
type CellKey = (UnitId, Word, Option<Word>, Option<Word>);

/// A cell.
#[derive(Debug)]
struct Cell {
    key: CellKey,
    /// Most answers that a row gives, at least 1.
    answers: u64,
    hidden: bool,
    /// Alliances of the meetings that name it; one, unless a unit's folders disagree.
    alliances: Vec<Option<Word>>,
}

impl Cell {
    fn is_total(&self) -> bool {
        match self.key.2.as_deref() {
            None => true,
            Some(strand) => matches!(strand, "all" | "total"),
        }
    }
}

/// Hides small cells and those that protect them, and counts the hidden cells.
pub(super) fn hide(dataset: &mut Dataset, closure: Closure) {
    let limit = u64::from(dataset.hide_below);
    let mut cells = cells(dataset, limit);
    match closure {
        Closure::Nothing => {}
        Closure::Complete => close(&mut cells, limit),
    }
    for row in &mut dataset.evidence {
        let key = key_of(row);
        // The cells are in the order of keys.
        let found = cells.binary_search_by(|cell| cell.key.cmp(&key));
        let cell = found.ok().and_then(|nth| cells.get(nth));
        if cell.is_none_or(|cell| cell.hidden) {
            (row.positive, row.scored, row.withheld) = (None, None, true);
        }
    }
    dataset.hidden = cells.iter().filter(|c| c.hidden).count();
}

fn key_of(row: &EvidenceRow) -> CellKey {
    (
        row.unit_id,
        Word::clone(&row.finding),
        row.strand.clone(),
        row.period.clone(),
    )
}

/// Every cell, in the order of keys; those that are small themselves are hidden.
fn cells(dataset: &Dataset, limit: u64) -> Vec<Cell> {
    let alliance_of: HashMap<MeetingId, &Option<Word>> = dataset
        .meetings
        .iter()
        .map(|m| (m.meeting_id, &m.alliance))
        .collect();
    let mut cells: BTreeMap<CellKey, Cell> = BTreeMap::new();
    for row in &dataset.evidence {
        let cell = cells.entry(key_of(row)).or_insert_with_key(|key| Cell {
            key: key.clone(),
            answers: 1,
            hidden: false,
            alliances: Vec::new(),
        });
        let alliance = alliance_of.get(&row.meeting_id).copied().cloned().flatten();
        if !cell.alliances.contains(&alliance) {
            cell.alliances.push(alliance);
        }
        let scored = row.scored.and_then(|n| u64::try_from(n).ok());
        cell.answers = cell.answers.max(scored.unwrap_or(1));
        // One small or withheld number hides the cell everywhere: two meetings may have been saved under two limits.
        cell.hidden |= row.withheld || scored.is_some_and(|n| n < limit);
    }
    cells.into_values().collect()
}

/// A sum: indices of cells, those with the fewest answers first, then in the order of keys.
type Sum = Vec<usize>;

/// Hides what the hidden cells need, until nothing changes.
fn close(cells: &mut [Cell], limit: u64) {
    let (strands, alliances) = (strand_sums(cells), alliance_sums(cells));
    let tables = cuts::tables(cells);
    loop {
        let mut changed = false;
        for sum in strands.iter().chain(&alliances) {
            changed |= cover(cells, sum, limit);
        }
        for sum in &strands {
            changed |= tie_totals(cells, sum);
        }
        // Sums of sums, once each sum by itself is safe.
        if !changed && !cuts::cover(cells, &tables, limit) {
            return;
        }
    }
}

/// Sums over the strands of a unit, finding and period with a total, in the order of their keys.
fn strand_sums(cells: &[Cell]) -> Vec<Sum> {
    let mut sums: BTreeMap<(UnitId, &str, &str), Sum> = BTreeMap::new();
    for (nth, cell) in cells.iter().enumerate() {
        let (unit, finding, _, period) = &cell.key;
        let key = (*unit, &**finding, period.as_deref().unwrap_or_default());
        sums.entry(key).or_default().push(nth);
    }
    let has_total = |sum: &[usize]| {
        sum.iter()
            .any(|nth| cells.get(*nth).is_some_and(Cell::is_total))
    };
    sums.retain(|_, sum| has_total(sum));
    by_answers(cells, sums.into_values())
}

/// Sums over the units of an alliance, finding, strand and period, in the order of their keys.
fn alliance_sums(cells: &[Cell]) -> Vec<Sum> {
    let mut sums: BTreeMap<(&str, &str, &str, &str), Sum> = BTreeMap::new();
    for (nth, cell) in cells.iter().enumerate() {
        let (_, finding, strand, period) = &cell.key;
        for alliance in &cell.alliances {
            let key = (
                alliance.as_deref().unwrap_or_default(),
                &**finding,
                strand.as_deref().unwrap_or_default(),
                period.as_deref().unwrap_or_default(),
            );
            sums.entry(key).or_default().push(nth);
        }
    }
    by_answers(cells, sums.into_values())
}

fn by_answers(cells: &[Cell], sums: impl Iterator<Item = Sum>) -> Vec<Sum> {
    let answers = |nth: &usize| cells.get(*nth).map_or(0, |c| c.answers);
    sums.map(|mut sum| {
        // The indices are in the order of keys, which decides between equals.
        sum.sort_by_key(|nth| (answers(nth), *nth));
        sum
    })
    .collect()
}

/// Hides members of a sum, the smallest first, until none is hidden or at least two with together `limit` answers are. True if any was hidden.
fn cover(cells: &mut [Cell], sum: &[usize], limit: u64) -> bool {
    let (mut count, mut answers) = (0_usize, 0_u64);
    for cell in sum.iter().filter_map(|nth| cells.get(*nth)) {
        if cell.hidden {
            count += 1;
            answers += cell.answers;
        }
    }
    let mut changed = false;
    for nth in sum {
        if count == 0 || (count > 1 && answers >= limit) {
            break;
        }
        if let Some(cell) = cells.get_mut(*nth).filter(|c| !c.hidden) {
            cell.hidden = true;
            count += 1;
            answers += cell.answers;
            changed = true;
        }
    }
    changed
}

/// Hides all totals of a unit, finding and period if one is hidden: `all`, `total` and no strand are the same number. True if any was hidden.
fn tie_totals(cells: &mut [Cell], sum: &[usize]) -> bool {
    let is = |cell: &Cell, hidden: bool| cell.is_total() && cell.hidden == hidden;
    let any = |hidden: bool| {
        sum.iter()
            .any(|nth| cells.get(*nth).is_some_and(|c| is(c, hidden)))
    };
    if !(any(true) && any(false)) {
        return false;
    }
    for nth in sum {
        if let Some(cell) = cells.get_mut(*nth).filter(|c| c.is_total()) {
            cell.hidden = true;
        }
    }
    true
}
