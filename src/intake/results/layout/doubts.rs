//! Number columns that a person has to assign, because nothing says which of them holds the good answers.

use super::ColumnRoles;
use crate::{
    domain::codebook::{ColumnContent, ColumnRole},
    intake::results::{
        facts::ColumnFacts,
        header::{self, HeaderMeaning, ResultHeader},
        settle::PlainTable,
    },
};

/// Reason why a number column has no role until a person assigns one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleDoubt {
    /// One of several columns; nothing says which holds the good answers.
    Several,
    /// A score or a mean, which is no percentage.
    Scale,
    /// An earlier survey of unknown period.
    Earlier,
    /// One of several hospitals or wards.
    Place,
    /// Nothing says that it counts good answers.
    NotGood,
}

/// If question and base are known but no column of good answers, every number column is in doubt.
pub(super) fn doubt_all_numbers(
    headers: &[ResultHeader],
    facts: &[ColumnFacts],
    roles: &mut ColumnRoles,
) {
    let has = |what| roles.column(what).is_some();
    let named =
        has(ColumnContent::Percentage) || has(ColumnContent::Count) || !roles.doubts.is_empty();
    if named || !has(ColumnContent::Question) || !has(ColumnContent::Base) {
        return;
    }
    let free = |nth: &usize| {
        roles.of.get(*nth).is_some_and(Option::is_none)
            && roles.strand != Some(*nth)
            && roles.period != Some(*nth)
            && !roles.baseless.contains(nth)
            && facts
                .get(*nth)
                .is_some_and(|f| f.is_numbers() && !f.is_periods())
    };
    let open: Vec<usize> = (0..headers.len()).filter(free).collect();
    for nth in open {
        // "Standard deviation" has numbers too; it is offered with a warning, since the header may be misread.
        let is_other = headers.get(nth).and_then(|h| h.what) == Some(HeaderMeaning::Other);
        let doubt = if is_other {
            RoleDoubt::NotGood
        } else {
            RoleDoubt::Several
        };
        roles.doubts.push((doubt, nth));
    }
}

/// Columns of several hospitals are put in doubt; the user says which is theirs.
pub(super) fn doubt_places(
    headers: &[ResultHeader],
    wanted: &mut Vec<(usize, ColumnRole)>,
    roles: &mut ColumnRoles,
) {
    let is_unknown = |role: &ColumnRole| {
        role.strand
            .as_ref()
            .is_some_and(|s| !header::is_known_strand(s))
    };
    let is_place = |nth: usize| headers.get(nth).is_some_and(|h| h.is_place);
    let is_number = |role: &ColumnRole| {
        matches!(
            role.what,
            ColumnContent::Base | ColumnContent::Percentage | ColumnContent::Count
        )
    };
    let several = wanted
        .iter()
        .any(|(nth, role)| is_unknown(role) && is_place(*nth));
    if !several {
        return;
    }
    for (nth, role) in wanted.iter() {
        // A column without any name may be the whole trust, or the first of the wards.
        if is_number(role) && (is_unknown(role) || role.strand.is_none()) {
            roles.doubts.push((RoleDoubt::Place, *nth));
        }
    }
    let doubts = &roles.doubts;
    wanted.retain(|(nth, _)| !doubts.contains(&(RoleDoubt::Place, *nth)));
}

/// Puts several columns of percentages, or of counts, in doubt, unless exactly one has a bare name.
pub(super) fn doubt_unclear(
    table: &PlainTable,
    headers: &[ResultHeader],
    facts: &[ColumnFacts],
    wanted: &mut Vec<(usize, ColumnRole)>,
    roles: &mut ColumnRoles,
) {
    let label = |nth: usize| header::words(table.labels.get(nth).map_or("", String::as_str));
    // A bare name says the role and nothing else.
    let is_bare = |nth: usize| {
        // A bare "%" beside "% very good" and "% good" is the sum of the good ones, as reports print it.
        headers.get(nth).is_some_and(|h| {
            h.rest.is_empty() && (h.what.is_some() || h.period.is_some() || label(nth).is_empty())
        })
    };
    let is_adjusted = |nth: usize| headers.get(nth).is_some_and(|h| h.is_adjusted);
    // "% Yes" is no bare name, though nothing is left of it: the good answer may be "No".
    let is_answer = |nth: usize| {
        let answers = ["yes", "agree", "satisfied", "good", "definitely"];
        label(nth).iter().any(|w| answers.contains(&w.as_str()))
    };
    let mut open: Vec<usize> = Vec::new();
    let mut unused: Vec<usize> = Vec::new();
    for (_, role) in wanted.iter() {
        if !matches!(role.what, ColumnContent::Percentage | ColumnContent::Count)
            || role.strand.is_some()
        {
            continue;
        }
        let same: Vec<usize> = wanted
            .iter()
            .filter(|(_, r)| r == role)
            .map(|(nth, _)| *nth)
            .collect();
        // "About the same" between "Worse" and "Better" is one of several as well.
        let is_one_of = |nth: usize| {
            role.what == ColumnContent::Percentage
                && headers
                    .get(nth)
                    .is_some_and(|h| h.what.is_none() && h.period.is_none())
                && headers
                    .iter()
                    .zip(facts)
                    .enumerate()
                    .any(|(other, (h, f))| {
                        h.what == Some(HeaderMeaning::Other)
                            && other != nth
                            && f.signs > 0
                            && f.is_numbers()
                    })
        };
        if same.len() < 2 {
            open.extend(same.into_iter().filter(|nth| is_one_of(*nth)));
            continue;
        }
        let (bare, others): (Vec<usize>, Vec<usize>) = same.iter().partition(|nth| is_bare(**nth));
        let is_known =
            !bare.is_empty() && (others.is_empty() || !bare.iter().any(|n| is_answer(*n)));
        // The adjusted column repeats the plain one, so the two are no contradiction.
        let plain = bare.iter().filter(|nth| !is_adjusted(**nth)).count();
        let twice = plain > 1 && bare.iter().any(|n| is_answer(*n));
        if is_known && !twice {
            unused.extend(others);
        } else {
            open.extend(same);
        }
    }
    open.sort_unstable();
    open.dedup();
    wanted.retain(|(nth, _)| !open.contains(nth) && !unused.contains(nth));
    roles
        .doubts
        .extend(open.into_iter().map(|nth| (RoleDoubt::Several, nth)));
}
