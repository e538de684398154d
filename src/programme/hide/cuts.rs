//! Sums of sums: hidden cells that several sums together would give away.
//!
//! For one finding and period, each unit with a total has an equation (its strands less its total are nothing) and so has each strand of an
//! alliance (its units add up to a number that may be known). Every cell is in at most two of them, and signs can be chosen so that it is
//! added in one and taken away in the other. So the equations are the vertices of a directed graph and the hidden cells its edges; a cell in
//! one equation only leads to a vertex without an equation. Adding the equations of a set of vertices leaves the cells on its border: a cell
//! that is alone there can be worked out (a bridge), and cells that all lead out, or all in, give the number of people in them together.
//! (Reference: Gusfield, A graph theoretic approach to statistical data security, SIAM Journal on Computing 17, 1988, pages 552 to 571.)

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Cell, UnitId};

/// The vertex without an equation.
const FREE: usize = 0;

/// Cells of one finding and period, as a graph.
#[derive(Debug, Default)]
pub(super) struct Table {
    edges: Vec<Edge>,
}

/// A cell between the two equations that it is in, from that in which it is added to that in which it is taken away.
#[derive(Clone, Copy, Debug)]
struct Edge {
    cell: usize,
    ends: (usize, usize),
}

/// An equation of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Equation<'a> {
    Unit(UnitId),
    /// An alliance, and a strand of it; `None` for the totals.
    Strand(&'a str, Option<&'a str>),
}

/// The tables of a dataset, in the order of findings and periods.
pub(super) fn tables(cells: &[Cell]) -> Vec<Table> {
    let mut tables: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (nth, cell) in cells.iter().enumerate() {
        let (_, finding, _, period) = &cell.key;
        let key = (&**finding, period.as_deref().unwrap_or_default());
        tables.entry(key).or_default().push(nth);
    }
    tables
        .into_values()
        .map(|table| table_of(cells, &table))
        .collect()
}

fn table_of(cells: &[Cell], table: &[usize]) -> Table {
    let cells = || {
        table
            .iter()
            .filter_map(|nth| cells.get(*nth).map(|c| (*nth, c)))
    };
    // Total and parts of each unit.
    let mut units: BTreeMap<UnitId, (bool, bool)> = BTreeMap::new();
    let mut members: BTreeMap<Equation<'_>, BTreeSet<UnitId>> = BTreeMap::new();
    for (_, cell) in cells() {
        let (total, part) = units.entry(cell.key.0).or_default();
        *(if cell.is_total() { total } else { part }) = true;
        let sum = members.entry(strand_of(cell)).or_default();
        sum.insert(cell.key.0);
    }
    let mut vertices: BTreeMap<Equation<'_>, usize> = BTreeMap::new();
    let mut edges = Vec::new();
    let mut totals: BTreeSet<UnitId> = BTreeSet::new();
    for (nth, cell) in cells() {
        let unit = cell.key.0;
        // The other names of the same total are hidden with the first one.
        if cell.is_total() && !totals.insert(unit) {
            continue;
        }
        let adds_up = units.get(&unit) == Some(&(true, true));
        let strand = strand_of(cell);
        // The total of a single unit is that unit's own number, and of no use to an attacker who has to know it already.
        let is_sum = members.get(&strand).is_some_and(|units| units.len() > 1);
        let of_unit = vertex(&mut vertices, Equation::Unit(unit), adds_up);
        let of_strand = vertex(&mut vertices, strand, is_sum);
        // Strands are added in their unit's equation, and its total is taken away.
        let ends = if cell.is_total() {
            (of_strand, of_unit)
        } else {
            (of_unit, of_strand)
        };
        if ends.0 != ends.1 {
            edges.push(Edge { cell: nth, ends });
        }
    }
    Table { edges }
}

/// The vertex of an equation, or the free one if the equation does not hold.
fn vertex<'a>(
    vertices: &mut BTreeMap<Equation<'a>, usize>,
    equation: Equation<'a>,
    holds: bool,
) -> usize {
    if !holds {
        return FREE;
    }
    let next = vertices.len() + 1;
    *vertices.entry(equation).or_insert(next)
}

fn strand_of(cell: &Cell) -> Equation<'_> {
    let alliance = cell.alliances.first().and_then(|a| a.as_deref());
    let strand = cell.key.2.as_deref().filter(|_| !cell.is_total());
    Equation::Strand(alliance.unwrap_or_default(), strand)
}

/// Hides a shown cell on each border that gives too much away, the one with the fewest answers. True if any was hidden.
pub(super) fn cover(cells: &mut [Cell], tables: &[Table], limit: u64) -> bool {
    let mut changed = false;
    for table in tables {
        while let Some(nth) = table.next(cells, limit) {
            let Some(cell) = cells.get_mut(nth) else {
                break;
            };
            cell.hidden = true;
            changed = true;
        }
    }
    changed
}

impl Table {
    /// A shown cell that has to be hidden; `None` if nothing can be worked out, or nothing can be done about it.
    fn next(&self, cells: &[Cell], limit: u64) -> Option<usize> {
        let graph = Graph::of(self, cells);
        for ends in graph.edges.keys() {
            let Some(side) = graph.weak_side(*ends, limit) else {
                continue;
            };
            let rest: BTreeSet<usize> =
                graph.component(ends.0).difference(&side).copied().collect();
            // Each side may give the number away by itself, and the total of an alliance on the other one may not be known after all. The
            // free vertex has no equation that could be added.
            let borders = [side, rest];
            let borders = borders.iter().filter(|side| !side.contains(&FREE));
            let mut shown = borders.filter_map(|side| self.smallest_shown(cells, side));
            if let Some(cell) = shown.next() {
                return Some(cell);
            }
        }
        None
    }

    /// The shown cell on the border of a set of vertices with the fewest answers.
    fn smallest_shown(&self, cells: &[Cell], side: &BTreeSet<usize>) -> Option<usize> {
        let crossing = self
            .edges
            .iter()
            .filter(|e| side.contains(&e.ends.0) != side.contains(&e.ends.1));
        let shown = crossing.filter_map(|e| {
            let cell = cells.get(e.cell).filter(|c| !c.hidden)?;
            Some((cell.answers, e.cell))
        });
        shown.min().map(|(_, nth)| nth)
    }
}

/// Hidden cells from one equation to another one.
#[derive(Clone, Copy, Debug, Default)]
struct Parallel {
    cells: usize,
    answers: u64,
}

/// Hidden cells of a table.
#[derive(Debug, Default)]
struct Graph {
    edges: BTreeMap<(usize, usize), Parallel>,
    neighbours: BTreeMap<usize, BTreeSet<usize>>,
}

impl Graph {
    fn of(table: &Table, cells: &[Cell]) -> Self {
        let mut graph = Self::default();
        for edge in &table.edges {
            let Some(cell) = cells.get(edge.cell).filter(|c| c.hidden) else {
                continue;
            };
            let (a, b) = edge.ends;
            let parallel = graph.edges.entry(edge.ends).or_default();
            parallel.cells += 1;
            parallel.answers = parallel.answers.saturating_add(cell.answers);
            graph.neighbours.entry(a).or_default().insert(b);
            graph.neighbours.entry(b).or_default().insert(a);
        }
        graph
    }

    fn parallel(&self, from: usize, to: usize) -> Parallel {
        self.edges.get(&(from, to)).copied().unwrap_or_default()
    }

    /// Vertices that hidden cells join to one.
    fn component(&self, from: usize) -> BTreeSet<usize> {
        self.reached(from, &|_, _| true).0
    }

    /// Vertices on one side of a border that the cells of an edge are on and that gives too much away; `None` if there is none.
    fn weak_side(&self, (from, to): (usize, usize), limit: u64) -> Option<BTreeSet<usize>> {
        let (out, back) = (self.parallel(from, to), self.parallel(to, from));
        if out.cells + back.cells == 1 {
            let (side, _) = self.reached(from, &|a, b| (a, b) != (from, to));
            if !side.contains(&to) {
                return Some(side);
            }
        }
        // Heavy cells are on no light border.
        if out.answers >= limit {
            return None;
        }
        self.light_border(from, to, limit)
    }

    /// Vertices on one side of a border that fewer than `limit` answers cross, all of them outwards, between two vertices (the augmenting
    /// paths of Ford and Fulkerson). Crossing inwards is without bounds, so that no such border is the lightest.
    fn light_border(&self, from: usize, to: usize, limit: u64) -> Option<BTreeSet<usize>> {
        let bound = |a: usize, b: usize| {
            let (out, back) = (self.parallel(a, b), self.parallel(b, a));
            let inwards = if back.cells > 0 { u64::MAX } else { 0 };
            i128::from(out.answers) + i128::from(inwards)
        };
        let mut used: BTreeMap<(usize, usize), i128> = BTreeMap::new();
        let mut flow = 0_i128;
        loop {
            let left = |a: usize, b: usize| bound(a, b) - used.get(&(a, b)).copied().unwrap_or(0);
            let (side, before) = self.reached(from, &|a, b| left(a, b) > 0);
            if !side.contains(&to) {
                return Some(side);
            }
            let mut path = Vec::new();
            let mut at = to;
            while at != from {
                let a = *before.get(&at)?;
                path.push((a, at, left(a, at)));
                at = a;
            }
            let most = path.iter().map(|(_, _, left)| *left).min()?;
            flow += most;
            if flow >= i128::from(limit) {
                return None;
            }
            for (a, b, _) in path {
                *used.entry((a, b)).or_default() += most;
                *used.entry((b, a)).or_default() -= most;
            }
        }
    }

    /// Vertices that can be reached over edges that may be used, in either direction, and the vertex before each.
    fn reached(
        &self,
        from: usize,
        may: &dyn Fn(usize, usize) -> bool,
    ) -> (BTreeSet<usize>, BTreeMap<usize, usize>) {
        let (mut seen, mut before) = (BTreeSet::from([from]), BTreeMap::new());
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            for to in self.neighbours.get(&at).into_iter().flatten() {
                if may(at, *to) && seen.insert(*to) {
                    before.insert(*to, at);
                    open.push_back(*to);
                }
            }
        }
        (seen, before)
    }
}
