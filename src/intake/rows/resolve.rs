//! Resolves the rows of an export into people: rows without answers go, then ids or repeated rows tell who is who.

use super::{
    ExcludedRows, ExclusionReason, People,
    key::find_people,
    twice::exclude_repeats,
    unanswered::{finished, unanswered},
};
use crate::intake::export::Export;

/// Excludes rows without answers and finds the person of each row. `left_out` lists the rows excluded before.
pub(in crate::intake) fn resolve_people(export: &mut Export, mut left_out: Vec<ExcludedRows>) {
    let unanswered = unanswered(export);
    if !unanswered.is_empty() {
        let finished = finished(export);
        let (begun, empty): (Vec<usize>, Vec<usize>) = unanswered.iter().partition(|row| {
            finished
                .as_ref()
                .is_some_and(|f| f.get(**row) == Some(&false))
        });
        for (rows, why) in [
            (empty, ExclusionReason::Unanswered),
            (begun, ExclusionReason::Unfinished),
        ] {
            if !rows.is_empty() {
                left_out.push(ExcludedRows {
                    rows: rows.iter().map(|row| export.table.number(*row)).collect(),
                    why,
                });
            }
        }
        let mut is_left_out = vec![false; export.table.rows()];
        for row in unanswered {
            if let Some(out) = is_left_out.get_mut(row) {
                *out = true;
            }
        }
        export
            .table
            .retain(|row| !is_left_out.get(row).copied().unwrap_or(false));
    }
    export.people = People::one_a_row(export.table.rows(), left_out);
    find_people(export);
    if export.people.key.is_none() {
        exclude_repeats(export);
    }
}
