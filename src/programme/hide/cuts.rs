//! Sums of sums: hidden cells that several sums together would give away.
//!
//! For one finding and period, each unit with a total has an equation (its strands less its total are nothing) and so has each strand of an
//! alliance (its units add up to a number that may be known). A hidden cell is an unknown in at most two of them, once positive and once
//! negative after a change of signs, so the equations are the vertices of a graph and the hidden cells its edges; a cell in one
//! equation only leads to a vertex without an equation. Adding the equations of a set of vertices leaves the cells on its border. What
//! can be worked out is therefore what stands alone on a border, a bridge of the graph, or shares one with few answers.
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

/// A cell between the two equations that it is in.
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
        let ends = (
            vertex(&mut vertices, Equation::Unit(unit), adds_up),
            vertex(&mut vertices, strand, is_sum),
        );
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
        let weak = graph.weights.iter().filter(|(_, edge)| {
            // Such an edge is on no light border by its own weight, and no bridge.
            edge.cells == 1 || edge.answers < limit
        });
        for (ends, edge) in weak {
            let Some(side) = graph.weak_side(*ends, *edge, limit) else {
                continue;
            };
            let whole = graph.component(ends.0);
            let rest: BTreeSet<usize> = whole.difference(&side).copied().collect();
            for border in [side, rest] {
                // The free vertex has no equation that could be added.
                if border.contains(&FREE) {
                    continue;
                }
                if let Some(cell) = self.smallest_shown(cells, &border) {
                    return Some(cell);
                }
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

/// Hidden cells between the same two equations.
#[derive(Clone, Copy, Debug, Default)]
struct Parallel {
    cells: usize,
    answers: u64,
}

/// Hidden cells of a table.
#[derive(Debug, Default)]
struct Graph {
    weights: BTreeMap<(usize, usize), Parallel>,
    neighbours: BTreeMap<usize, BTreeMap<usize, u64>>,
}

impl Graph {
    fn of(table: &Table, cells: &[Cell]) -> Self {
        let mut graph = Self::default();
        for edge in &table.edges {
            let Some(cell) = cells.get(edge.cell).filter(|c| c.hidden) else {
                continue;
            };
            let (a, b) = edge.ends;
            let parallel = graph.weights.entry((a.min(b), a.max(b))).or_default();
            parallel.cells += 1;
            parallel.answers += cell.answers;
            for (from, to) in [(a, b), (b, a)] {
                let known = graph.neighbours.entry(from).or_default();
                *known.entry(to).or_default() += cell.answers;
            }
        }
        graph
    }

    /// Vertices that hidden cells join to one.
    fn component(&self, from: usize) -> BTreeSet<usize> {
        self.reached(from, &|_, _, weight| weight > 0).0
    }

    /// Vertices on one side of a border that the edge is on and that gives too much away; `None` if there is no such border.
    fn weak_side(
        &self,
        ends: (usize, usize),
        edge: Parallel,
        limit: u64,
    ) -> Option<BTreeSet<usize>> {
        if edge.cells == 1 {
            let (side, _) = self.reached(ends.0, &|from, to, weight| {
                weight > 0 && (from.min(to), from.max(to)) != ends
            });
            if !side.contains(&ends.1) {
                return Some(side);
            }
        }
        self.light_border(ends, limit)
    }

    /// Vertices on one side of a border with fewer than `limit` answers between two vertices (the augmenting paths of Ford and Fulkerson).
    fn light_border(&self, ends: (usize, usize), limit: u64) -> Option<BTreeSet<usize>> {
        let mut used: BTreeMap<(usize, usize), i128> = BTreeMap::new();
        let mut flow = 0_u64;
        loop {
            let left = |from: usize, to: usize, weight: u64| {
                i128::from(weight) - used.get(&(from, to)).copied().unwrap_or(0)
            };
            let (side, before) =
                self.reached(ends.0, &|from, to, weight| left(from, to, weight) > 0);
            if !side.contains(&ends.1) {
                return (flow < limit).then_some(side);
            }
            let mut path = Vec::new();
            let mut at = ends.1;
            while at != ends.0 {
                let from = *before.get(&at)?;
                let weight = self.neighbours.get(&from)?.get(&at).copied()?;
                path.push((from, at, left(from, at, weight)));
                at = from;
            }
            let most = path.iter().map(|(_, _, left)| *left).min()?;
            for (from, to, _) in path {
                *used.entry((from, to)).or_default() += most;
                *used.entry((to, from)).or_default() -= most;
            }
            flow = flow.saturating_add(u64::try_from(most).unwrap_or(u64::MAX));
            if flow >= limit {
                return None;
            }
        }
    }

    /// Vertices that can be reached over edges that `may` be used, and the vertex before each.
    fn reached(
        &self,
        from: usize,
        may: &dyn Fn(usize, usize, u64) -> bool,
    ) -> (BTreeSet<usize>, BTreeMap<usize, usize>) {
        let (mut seen, mut before) = (BTreeSet::from([from]), BTreeMap::new());
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            for (to, weight) in self.neighbours.get(&at).into_iter().flatten() {
                if may(at, *to, *weight) && seen.insert(*to) {
                    before.insert(*to, at);
                    open.push_back(*to);
                }
            }
        }
        (seen, before)
    }
}
