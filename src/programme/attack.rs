//! Attack on the dataset: what somebody works out who knows every row, that parts add up to totals, and the totals of whole alliances.
//!
//! Each hidden number is an unknown, each sum an equation. A number is known if its unknown, or a sum of unknowns, is a combination of
//! equations. Sums of strands and units form a network, so that every step of the elimination keeps to 0, 1 and -1.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{
    dataset::{Collector, Source},
    hide::Closure,
    rows::{Dataset, EvidenceRow},
};
use crate::domain::{
    findings::Unit,
    outcome::{Evidence, HeldMeeting, Outcome, OutcomeGoal, Review, Status, Verdict},
    programme::{ProgrammeFile, ProgrammeUnit},
};

const FINDINGS: [&str; 2] = ["q14", "q21"];
const PERIODS: [&str; 2] = ["2025", "2026"];
const STRANDS: [&str; 3] = ["primary", "secondary", "unknown"];

/// Strand of a total, which may have no name.
type TotalStrand = Option<&'static str>;

/// A unit by its totals, and by its answers in three strands.
type PlantedUnit = (Option<TotalStrand>, [Option<u32>; 3]);

/// A made-up unit.
#[derive(Clone, Debug)]
struct MadeUnit {
    alliance: Option<usize>,
    /// Limit under which its own files withhold.
    limit: u32,
    /// People on either side of a result under which its own files withhold.
    cells_below: u32,
    /// Name of the strand of its totals; `None` without totals.
    total: Option<TotalStrand>,
    /// Positive and scored answers by finding, period and strand; `None` where no goal rests on it.
    cells: Vec<Option<(u32, u32)>>,
}

type Key = (usize, &'static str, Option<&'static str>, &'static str);

/// Finding, period and strand of each cell of a unit.
fn places() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let periods = |f| PERIODS.into_iter().map(move |p| (f, p));
    let strands = |(f, p)| STRANDS.into_iter().map(move |s| (f, p, s));
    FINDINGS.into_iter().flat_map(periods).flat_map(strands)
}

impl MadeUnit {
    /// Each cell with its numbers, totals among them.
    fn each(&self, nth: usize) -> Vec<(Key, (u32, u32))> {
        let mut all = Vec::new();
        let mut cells = self.cells.iter();
        for finding in FINDINGS {
            for period in PERIODS {
                let (mut positive, mut scored, mut parts) = (0, 0, 0);
                for strand in STRANDS {
                    let Some(Some(cell)) = cells.next() else {
                        continue;
                    };
                    all.push(((nth, finding, Some(strand), period), *cell));
                    positive += cell.0;
                    scored += cell.1;
                    parts += 1;
                }
                if let Some(total) = self.total.filter(|_| parts > 0) {
                    all.push(((nth, finding, total, period), (positive, scored)));
                }
            }
        }
        all
    }

    /// True for a number that its own files do not give.
    fn withholds(&self, (positive, scored): (u32, u32)) -> bool {
        let side = positive.min(scored - positive);
        scored < self.limit || side < self.cells_below
    }

    /// Its outcomes: a meeting in the first year, whose goals are looked at again with the figures of the second, and one in the second.
    fn outcomes(&self, nth: usize) -> Vec<Outcome> {
        let evidence = |period: &str| -> Vec<Evidence> {
            let cells = self
                .each(nth)
                .into_iter()
                .filter(|(key, _)| key.3 == period);
            cells
                .map(|((_, finding, strand, period), (positive, scored))| {
                    let withheld = self.withholds((positive, scored));
                    Evidence {
                        finding: Some(finding.into()),
                        strand: strand.map(str::to_owned),
                        period: Some(period.into()),
                        positive: (!withheld).then_some(positive),
                        scored: (!withheld).then_some(scored),
                        withheld,
                        ..Evidence::default()
                    }
                })
                .collect()
        };
        let meeting = |year: i16, now: &str, later: Option<&str>| Outcome {
            unit: Unit {
                name: format!("Unit {nth}"),
                organisation: "Trust".into(),
            },
            meeting: HeldMeeting {
                date: Some(date(year, 3, 1)),
                ..HeldMeeting::default()
            },
            goals: vec![OutcomeGoal {
                id: "a".into(),
                decision: Verdict::Agreed,
                evidence: evidence(now),
                reviews: later
                    .map(|period| Review {
                        on: Some(date(year + 1, 4, 1)),
                        status: Some(Status::Done),
                        figures: evidence(period),
                        ..Review::default()
                    })
                    .into_iter()
                    .collect(),
                ..OutcomeGoal::default()
            }],
            ..Outcome::default()
        };
        vec![
            meeting(2025, PERIODS[0], Some(PERIODS[1])),
            meeting(2026, PERIODS[1], None),
        ]
    }
}

fn settings(units: &[MadeUnit]) -> ProgrammeFile {
    let unit = |(nth, unit): (usize, &MadeUnit)| ProgrammeUnit {
        folder: format!("u{nth}"),
        alliance: unit.alliance.map(|a| format!("Alliance {a}")),
        ..ProgrammeUnit::default()
    };
    ProgrammeFile {
        units: units.iter().enumerate().map(unit).collect(),
        ..ProgrammeFile::default()
    }
}

fn dataset(units: &[MadeUnit], closure: Closure) -> Dataset {
    let settings = settings(units);
    let mut collector = Collector::new(&settings);
    for (nth, unit) in units.iter().enumerate() {
        for outcome in unit.outcomes(nth) {
            let source = Source {
                file: format!("u{nth}/outcome.yaml"),
                folder: format!("u{nth}"),
            };
            collector.add(source, &outcome);
        }
    }
    collector.hidden_by(date(2026, 11, 27), closure).0
}

/// An unknown: a unit's cell of a table; all names of a total are one.
type Unknown = (usize, Option<&'static str>);

fn is_total(strand: Option<&str>) -> bool {
    matches!(strand, None | Some("all" | "total"))
}

/// Equations over unknowns, each with coefficients 1 and -1.
#[derive(Default)]
struct System {
    /// Rows in echelon form, by their leading unknown.
    rows: BTreeMap<Unknown, BTreeMap<Unknown, i64>>,
}

impl System {
    /// A row less multiples of the known rows.
    fn rest(&self, mut row: BTreeMap<Unknown, i64>) -> BTreeMap<Unknown, i64> {
        for (leading, known) in &self.rows {
            let factor = row.get(leading).copied().unwrap_or(0);
            if factor == 0 {
                continue;
            }
            let sign = factor * known[leading];
            for (unknown, coefficient) in known {
                *row.entry(*unknown).or_default() -= sign * coefficient;
            }
            row.retain(|_, coefficient| *coefficient != 0);
        }
        row
    }

    fn add(&mut self, row: BTreeMap<Unknown, i64>) {
        let row = self.rest(row);
        let Some((leading, factor)) = row.first_key_value().map(|(u, f)| (*u, *f)) else {
            return;
        };
        assert!(factor.abs() == 1, "a network has no other coefficients");
        self.rows.insert(leading, row);
    }

    /// True if the sum of some unknowns can be worked out.
    fn gives(&self, unknowns: &[Unknown]) -> bool {
        let row = unknowns.iter().map(|u| (*u, 1)).collect();
        self.rest(row).is_empty()
    }
}

/// Equations of a table: the strands of a unit less its total are nothing, and the units of an alliance add up to a number that may be known.
fn system(
    units: &[MadeUnit],
    numbers: &BTreeMap<Unknown, u32>,
    limit: u32,
    is_shown: &dyn Fn(Unknown) -> bool,
) -> System {
    let mut system = System::default();
    for (nth, _) in units.iter().enumerate().filter(|(_, u)| u.total.is_some()) {
        let hidden = numbers.keys().filter(|u| u.0 == nth && !is_shown(**u));
        let sign = |u: &Unknown| if u.1.is_none() { -1 } else { 1 };
        system.add(hidden.map(|u| (*u, sign(u))).collect());
    }
    // Known where it may be: a total of several units, and not small.
    let alliances: BTreeSet<Option<usize>> = units.iter().map(|u| u.alliance).collect();
    for alliance in alliances {
        for strand in STRANDS.map(Some).into_iter().chain([None]) {
            let members = numbers
                .iter()
                .filter(|((nth, s), _)| units[*nth].alliance == alliance && *s == strand);
            let (count, sum) = members
                .clone()
                .fold((0, 0), |(c, n), (_, scored)| (c + 1, n + scored));
            if count > 1 && sum >= limit {
                let hidden = members.filter(|(u, _)| !is_shown(**u));
                system.add(hidden.map(|(u, _)| (*u, 1)).collect());
            }
        }
    }
    system
}

/// Numbers under the limit that can be worked out, in words.
fn leaks(units: &[MadeUnit], dataset: &Dataset) -> Vec<String> {
    let limit = dataset.hide_below;
    // Rows are matched by what stands in them: name, finding, strand, period.
    let unit_of: BTreeMap<_, usize> = dataset
        .meetings
        .iter()
        .map(|m| {
            (
                m.unit_id,
                m.unit.strip_prefix("Unit ").unwrap().parse().unwrap(),
            )
        })
        .collect();
    let mut shown: BTreeSet<(usize, String, Option<String>, String)> = BTreeSet::new();
    let mut leaks = Vec::new();
    for row in &dataset.evidence {
        let strand = row.strand.as_deref().map(str::to_owned);
        let strand = strand.filter(|s| !is_total(Some(s)));
        if let Some(scored) = row.scored {
            if scored < i32::try_from(limit).unwrap() {
                leaks.push(format!("shown: {row:?}"));
            }
            let period = row.period.as_deref().unwrap_or_default().to_owned();
            shown.insert((
                unit_of[&row.unit_id],
                row.finding.to_string(),
                strand,
                period,
            ));
        }
    }
    for finding in FINDINGS {
        for period in PERIODS {
            let mut numbers: BTreeMap<Unknown, u32> = BTreeMap::new();
            let mut withheld: BTreeSet<Unknown> = BTreeSet::new();
            for (nth, unit) in units.iter().enumerate() {
                for ((_, f, strand, p), (positive, scored)) in unit.each(nth) {
                    if (f, p) == (finding, period) {
                        let strand = strand.filter(|s| !is_total(Some(s)));
                        numbers.insert((nth, strand), scored);
                        if unit.withholds((positive, scored)) {
                            withheld.insert((nth, strand));
                        }
                    }
                }
            }
            let is_shown = |(nth, strand): Unknown| {
                let strand = strand.map(str::to_owned);
                shown.contains(&(nth, finding.to_owned(), strand, period.to_owned()))
            };
            // With no row at all, and with the rows that are shown.
            let outside = system(units, &numbers, limit, &|_| false);
            let system = system(units, &numbers, limit, &is_shown);
            // Nothing that is hidden protects a number that follows from totals alone.
            let gives = |unknowns: &[Unknown]| system.gives(unknowns) && !outside.gives(unknowns);
            let hidden: Vec<(Unknown, u32)> = numbers
                .iter()
                .filter(|(u, _)| !is_shown(**u))
                .map(|(u, n)| (*u, *n))
                .collect();
            for (unknown, scored) in &hidden {
                // A larger one that only protects others may be known, as long as they are not.
                let protected = *scored < limit || withheld.contains(unknown);
                if protected && gives(&[*unknown]) {
                    leaks.push(format!("{finding} {period} {unknown:?}: {scored}"));
                }
            }
            let small: Vec<&(Unknown, u32)> = hidden.iter().filter(|(_, n)| *n < limit).collect();
            for (i, (a, n)) in small.iter().enumerate() {
                for (j, (b, m)) in small.iter().enumerate().skip(i + 1) {
                    if n + m < limit && gives(&[*a, *b]) {
                        leaks.push(format!("{finding} {period} {a:?} and {b:?}: {}", n + m));
                    }
                    for (c, k) in small.iter().skip(j + 1) {
                        if n + m + k < limit && gives(&[*a, *b, *c]) {
                            leaks.push(format!(
                                "{finding} {period} {a:?}, {b:?}, {c:?}: {}",
                                n + m + k
                            ));
                        }
                    }
                }
            }
        }
    }
    leaks
}

fn unit() -> impl Strategy<Value = MadeUnit> {
    // Small numbers often, since those are what everything here is about; none of 0, since a result that is there rests on an answer.
    let scored = prop_oneof![1_u32..12, 8_u32..16, 11_u32..90];
    let cell = scored.prop_flat_map(|scored| (0..=scored, Just(scored)));
    (
        option::weighted(0.9, 0_usize..2),
        select(vec![5_u32, 11, 11, 11]),
        select(vec![0_u32, 0, 0, 3]),
        option::weighted(0.6, select(vec![None, None, Some("all"), Some("total")])),
        vec(
            option::weighted(0.8, cell),
            FINDINGS.len() * PERIODS.len() * STRANDS.len(),
        ),
    )
        .prop_map(|(alliance, limit, cells_below, total, cells)| MadeUnit {
            alliance,
            limit,
            cells_below,
            total,
            cells,
        })
}

/// Units that have one table only.
fn planted(units: &[PlantedUnit]) -> Vec<MadeUnit> {
    let one = |(total, cells): &PlantedUnit| MadeUnit {
        alliance: Some(0),
        limit: 11,
        cells_below: 0,
        total: *total,
        cells: cells.iter().map(|n| n.map(|n| (n / 2, n))).collect(),
    };
    units.iter().map(one).collect()
}

#[track_caller]
fn is_found_unless_closed(units: &[MadeUnit]) {
    let open = leaks(units, &dataset(units, Closure::Nothing));
    assert!(!open.is_empty(), "the attack finds nothing");
    let closed = leaks(units, &dataset(units, Closure::Complete));
    assert_eq!(closed, Vec::<String>::new());
}

#[test]
fn the_attack_finds_a_small_strand_beside_a_total() {
    is_found_unless_closed(&planted(&[(Some(None), [Some(131), Some(4), None])]));
    is_found_unless_closed(&planted(&[(
        Some(Some("all")),
        [Some(131), Some(4), Some(40)],
    )]));
}

#[test]
fn the_attack_finds_a_small_unit_of_an_alliance() {
    is_found_unless_closed(&planted(&[
        (None, [Some(131), None, None]),
        (None, [Some(9), None, None]),
        (None, [Some(40), None, None]),
    ]));
}

#[test]
fn the_attack_finds_two_small_units_that_are_few_together() {
    is_found_unless_closed(&planted(&[
        (None, [Some(131), None, None]),
        (None, [Some(3), None, None]),
        (None, [Some(4), None, None]),
    ]));
}

#[test]
fn a_number_that_one_year_withholds_is_withheld_in_all() {
    let mut units = planted(&[(None, [None, None, None])]);
    // q14 of 2026, primary: the second table of the first finding.
    units[0].cells = vec![None, None, None, Some((5, 9))];
    // The first year's file shows it, under a limit of its own.
    units[0].limit = 5;
    let data = dataset(&units, Closure::Nothing);
    let rows: Vec<(bool, Option<i32>)> = data
        .evidence
        .iter()
        .map(|r| (r.withheld, r.scored))
        .collect();
    assert_eq!(rows, [(true, None), (true, None)]);
    assert_eq!(data.hidden, 1);
}

proptest! {
    #[test]
    fn no_small_number_can_be_worked_out(units in vec(unit(), 1..7)) {
        let found = leaks(&units, &dataset(&units, Closure::Complete));
        prop_assert_eq!(found, Vec::<String>::new());
    }

    /// Tables, questions and their differences are made of the dataset alone, so what it does not depend on is in none of them.
    #[test]
    fn the_dataset_does_not_depend_on_what_patients_said_in_hidden_cells(
        // Without totals, which would have to follow the change.
        // and without the limit on either side, under which the files themselves would change.
        units in vec(unit().prop_map(|u| MadeUnit { total: None, cells_below: 0, ..u }), 1..5),
        shift in 1_u32..40,
    ) {
        let before = dataset(&units, Closure::Complete);
        let mut hidden: BTreeSet<Key> = BTreeSet::new();
        for (nth, unit) in units.iter().enumerate() {
            for (key, _) in unit.each(nth) {
                let id = before.meetings.iter().find(|m| *m.unit == format!("Unit {nth}"));
                let id = id.unwrap().unit_id;
                let is = |row: &&EvidenceRow| {
                    let place = (&*row.finding, row.strand.as_deref(), row.period.as_deref());
                    row.unit_id == id && place == (key.1, key.2, Some(key.3))
                };
                if before.evidence.iter().find(is).unwrap().withheld {
                    hidden.insert(key);
                }
            }
        }
        let mut other = units;
        for (nth, unit) in other.iter_mut().enumerate() {
            let mut cells = unit.cells.iter_mut();
            for (finding, period, strand) in places() {
                let key = (nth, finding, Some(strand), period);
                if let Some(Some((positive, scored))) = cells.next()
                    && hidden.contains(&key)
                {
                    *positive = (*positive + shift) % (*scored + 1);
                }
            }
        }
        prop_assert_eq!(dataset(&other, Closure::Complete), before);
    }
}
