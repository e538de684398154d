//! Proposes the role of each column from its header, its cells and the other columns.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    ColumnRoles,
    doubts::{RoleDoubt, doubt_all_numbers, doubt_places, doubt_unclear},
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ColumnRole},
    },
    intake::results::{
        facts::ColumnFacts,
        header::{self, HeaderMeaning, ResultHeader},
        settle::PlainTable,
    },
};

/// Proposes the roles of a settled table.
pub fn propose_roles(table: &PlainTable) -> ColumnRoles {
    let headers: Vec<ResultHeader> = table
        .labels
        .iter()
        .map(|l| header::parse_header(l))
        .collect();
    let facts: Vec<ColumnFacts> = (0..table.labels.len())
        .map(|c| ColumnFacts::collect(table, c))
        .collect();
    let mut roles = ColumnRoles {
        of: vec![None; headers.len()],
        ..ColumnRoles::default()
    };
    assign_text_roles(&headers, &facts, &mut roles);
    let numbers = number_roles(&headers, &facts, &mut roles);
    assign_groups(table, &headers, &facts, numbers, &mut roles);
    counts_of_answers(table, &mut roles);
    require_bases(&mut roles);
    drop_single_answers(table, &mut roles);
    doubt_all_numbers(&headers, &facts, &mut roles);
    roles.is_adjusted = headers.iter().zip(&roles.of).any(|(h, role)| {
        h.is_adjusted
            && role
                .as_ref()
                .is_some_and(|r| r.what == ColumnContent::Percentage)
    });
    roles
}

/// Assigns the roles of text columns: what a row is about.
fn assign_text_roles(headers: &[ResultHeader], facts: &[ColumnFacts], roles: &mut ColumnRoles) {
    let all = || headers.iter().zip(facts).enumerate();
    let says =
        |what: ColumnContent| move |h: &ResultHeader| h.what == Some(HeaderMeaning::Is(what));
    let put = |roles: &mut ColumnRoles, at: Option<usize>, what: ColumnContent| {
        if let Some(place) = at.and_then(|at| roles.of.get_mut(at)) {
            *place = Some(ColumnRole::of(what));
        }
    };
    // Of several candidates, the question text is the longest.
    let wording = |such: &dyn Fn(&ResultHeader, &ColumnFacts) -> bool| {
        all()
            .filter(|(_, (h, f))| f.is_words() && such(h, f))
            .max_by_key(|(nth, (_, f))| {
                (f.letters / f.words.max(1), f.different, headers.len() - nth)
            })
            .map(|(nth, _)| nth)
    };
    let is_question = says(ColumnContent::Question);
    let headed = wording(&|h, f| is_question(h) && f.codes * 2 < f.filled.max(1));
    let asked = || {
        wording(&|h, f| {
            f.questions * 2 >= f.words
                && !matches!(
                    h.what,
                    Some(
                        HeaderMeaning::Is(
                            ColumnContent::Answer | ColumnContent::Theme | ColumnContent::Hospital
                        ) | HeaderMeaning::Strand
                    )
                )
        })
    };
    // One-page reports leave the question column unnamed. Percentages are required, because a list of people with scores
    // looks the same otherwise.
    let bare = || {
        let percents = facts.iter().any(|f| f.signs > 0) || headers.iter().any(|h| h.is_percent);
        wording(&|h, f| h.what.is_none() && h.rest.is_empty() && f.different * 10 >= f.filled * 5)
            .filter(|_| percents)
    };
    // `Question` over Q1 and Q2 suffices; `ID` could be of people.
    let code_only = || {
        all()
            .find(|(_, (h, f))| {
                (is_question(h) || h.is_of_questions)
                    && f.different > 1
                    && f.codes * 2 >= f.filled.max(1)
            })
            .map(|(nth, _)| nth)
    };
    let question = headed.or_else(asked).or_else(bare).or_else(code_only);
    put(roles, question, ColumnContent::Question);
    // "No" beside "Yes" is an answer, not short for "number".
    let yes = headers
        .iter()
        .any(|h| h.words().first().is_some_and(|w| w == "yes"));
    let code = all()
        .find(|(nth, (h, f))| {
            Some(*nth) != question
                && f.filled > 0
                && !(yes && h.words() == ["no"])
                && (says(ColumnContent::Code)(h) || is_question(h))
                && (f.codes + f.numbers) * 10 >= f.filled * 8
        })
        .map(|(nth, _)| nth);
    put(roles, code, ColumnContent::Code);
    let free = |nth: usize| Some(nth) != question && Some(nth) != code;
    let text_of = |what: ColumnContent| {
        all()
            .find(|(nth, (h, f))| free(*nth) && says(what)(h) && f.is_words())
            .map(|(nth, _)| nth)
    };
    let answer = text_of(ColumnContent::Answer).or_else(|| {
        all()
            .find(|(nth, (h, f))| {
                free(*nth) && h.what == Some(HeaderMeaning::Responses) && f.is_words()
            })
            .map(|(nth, _)| nth)
    });
    put(roles, answer, ColumnContent::Answer);
    put(roles, text_of(ColumnContent::Theme), ColumnContent::Theme);
    let hospital = all()
        .filter(|(nth, (h, f))| free(*nth) && says(ColumnContent::Hospital)(h) && f.is_words())
        .max_by_key(|(nth, (_, f))| (f.letters, headers.len() - nth))
        .map(|(nth, _)| nth);
    put(roles, hospital, ColumnContent::Hospital);
    assign_group_columns(headers, facts, roles);
}

/// Finds the columns with the strand and the period of a row, among those without a role.
fn assign_group_columns(headers: &[ResultHeader], facts: &[ColumnFacts], roles: &mut ColumnRoles) {
    let all = || headers.iter().zip(facts).enumerate();
    let open = |roles: &ColumnRoles, nth: usize| roles.of.get(nth).is_some_and(Option::is_none);
    roles.period = all()
        .find(|(nth, (h, f))| {
            open(roles, *nth) && h.what == Some(HeaderMeaning::Period) && f.is_periods()
        })
        .or_else(|| {
            all().find(|(nth, (h, f))| {
                open(roles, *nth) && h.what.is_none() && h.period.is_none() && f.is_periods()
            })
        })
        .map(|(nth, _)| nth);
    roles.strand = all()
        .find(|(nth, (h, f))| {
            open(roles, *nth) && h.what == Some(HeaderMeaning::Strand) && f.is_words()
        })
        .or_else(|| {
            all().find(|(nth, (_, f))| {
                open(roles, *nth)
                    && f.is_words()
                    && f.known_strands > 0
                    && f.known_strands * 2 >= f.filled
                    && f.different <= 12
            })
        })
        .map(|(nth, _)| nth);
}

/// Finds number columns and their roles, without strand and period.
fn number_roles(
    headers: &[ResultHeader],
    facts: &[ColumnFacts],
    roles: &mut ColumnRoles,
) -> Vec<(usize, ColumnContent)> {
    let mut doubts = Vec::new();
    let named = |nth: usize| {
        roles.of.get(nth).is_some_and(Option::is_some)
            || roles.strand == Some(nth)
            || roles.period == Some(nth)
    };
    let has_base = headers.iter().zip(facts).any(|(h, f)| {
        h.what == Some(HeaderMeaning::Is(ColumnContent::Base)) && f.is_numbers() && !f.is_percent()
    });
    let has_answers = roles.column(ColumnContent::Answer).is_some();
    let mut found = Vec::new();
    for (nth, (header, facts)) in headers.iter().zip(facts).enumerate() {
        if named(nth) || facts.filled == 0 {
            continue;
        }
        if facts.is_range() {
            let national = header.what == Some(HeaderMeaning::Is(ColumnContent::National));
            if national || header.what == Some(HeaderMeaning::Is(ColumnContent::Range)) {
                found.push((nth, ColumnContent::Range));
            }
            continue;
        }
        // All cells of a small strand may be suppressed.
        let is_kept_back = facts.kept > 0
            && facts.kept == facts.filled
            && matches!(header.what, Some(HeaderMeaning::Is(what)) if what.is_number());
        if !facts.is_numbers() && !is_kept_back {
            continue;
        }
        if header.what == Some(HeaderMeaning::Scale) || is_scale(header, facts) {
            doubts.push((RoleDoubt::Scale, nth));
            continue;
        }
        if header.is_earlier && header.period.is_none() && header.what != Some(HeaderMeaning::Other)
        {
            doubts.push((RoleDoubt::Earlier, nth));
            continue;
        }
        let is_share = facts.is_percent() || facts.pairs > 0;
        let what = match header.what {
            // Percentages under any header.
            None
            | Some(
                HeaderMeaning::Is(
                    ColumnContent::Base | ColumnContent::Count | ColumnContent::Answer,
                )
                | HeaderMeaning::Responses
                | HeaderMeaning::Number,
            ) if is_share => ColumnContent::Percentage,
            Some(HeaderMeaning::Is(ColumnContent::Base))
                if has_answers && header.rest.is_empty() && is_small_base(header, headers) =>
            {
                ColumnContent::Count
            }
            Some(HeaderMeaning::Is(what)) if what.is_number() && what != ColumnContent::Range => {
                what
            }
            Some(
                HeaderMeaning::Responses
                | HeaderMeaning::Number
                | HeaderMeaning::Is(ColumnContent::Answer),
            ) => {
                // Beside answers this is the base, unless each answer has its own number; `counts_of_answers` corrects
                // that.
                if has_base || header.what == Some(HeaderMeaning::Is(ColumnContent::Answer)) {
                    ColumnContent::Count
                } else {
                    ColumnContent::Base
                }
            }
            None if has_base
                && facts.above_hundred == 0
                && (header.period.is_some() || header::is_known_strand(&header.rest)) =>
            {
                ColumnContent::Percentage
            }
            _ => continue,
        };
        found.push((nth, what));
    }
    roles.doubts = doubts;
    found
}

/// True for scores: numbers with decimals, all above 1 and none above 10.
fn is_scale(header: &ResultHeader, facts: &ColumnFacts) -> bool {
    header.what == Some(HeaderMeaning::Is(ColumnContent::Percentage))
        && !header.is_percent
        && facts.signs == 0
        && facts.broken > 0
        && facts.above_one == facts.numbers
        && facts.above_ten == 0
}

/// True if `n` beside an answer counts that answer, because another column is the base.
fn is_small_base(header: &ResultHeader, headers: &[ResultHeader]) -> bool {
    let bases = headers.iter().filter(|h| {
        h.what == Some(HeaderMeaning::Is(ColumnContent::Base)) && h.period == header.period
    });
    bases.count() > 1
}

/// Assigns strand and period to number columns, and picks one of several with the same role.
fn assign_groups(
    table: &PlainTable,
    headers: &[ResultHeader],
    facts: &[ColumnFacts],
    numbers: Vec<(usize, ColumnContent)>,
    roles: &mut ColumnRoles,
) {
    let rest = |nth: usize| headers.get(nth).map_or("", |h| h.rest.as_str());
    let of_period = |nth: usize| headers.get(nth).and_then(|h| h.period.clone());
    // Words name a strand if they stand over a base and a percentage, or are the programme's own strands.
    let over = |wanted: &[ColumnContent]| -> BTreeSet<String> {
        numbers
            .iter()
            .filter(|(nth, what)| wanted.contains(what) && !rest(*nth).is_empty())
            .map(|(nth, _)| folded(rest(*nth)))
            .collect()
    };
    let (bases, shares) = (
        over(&[ColumnContent::Base]),
        over(&[ColumnContent::Percentage, ColumnContent::Count]),
    );
    let strand_of = |nth: usize| {
        let words = rest(nth);
        let folded = folded(words);
        let is_strand = !words.is_empty()
            && !header::is_everybody(words)
            && (header::is_known_strand(words)
                || (bases.contains(&folded) && shares.contains(&folded)));
        is_strand.then(|| header::strand_name(words))
    };
    let mut wanted: Vec<(usize, ColumnRole)> = numbers
        .into_iter()
        .map(|(nth, what)| {
            let strand = strand_of(nth).filter(|_| what != ColumnContent::National);
            let role = ColumnRole {
                what,
                strand,
                period: of_period(nth).filter(|_| what != ColumnContent::National),
            };
            (nth, role)
        })
        .collect();
    doubt_places(headers, &mut wanted, roles);
    doubt_unclear(table, headers, facts, &mut wanted, roles);
    // A total beside strands would pool patient groups.
    for what in [
        ColumnContent::Base,
        ColumnContent::Percentage,
        ColumnContent::Count,
    ] {
        let apart = wanted
            .iter()
            .any(|(_, r)| r.what == what && r.strand.is_some());
        if apart {
            wanted.retain(|(_, r)| r.what != what || r.strand.is_some());
        }
    }
    // One period over every column is that of the table.
    wanted.sort_by_key(|(nth, role)| {
        let header = headers.get(*nth);
        let adjusted = header.is_some_and(|h| h.is_adjusted);
        let whole = facts.get(*nth).is_some_and(|f| f.broken == 0);
        // Prefers a base of whole people, and a percentage that is not adjusted.
        let first = match role.what {
            ColumnContent::Base => !whole || adjusted,
            _ => adjusted,
        };
        (first, *nth)
    });
    let mut seen: HashSet<ColumnRole> = HashSet::new();
    for (nth, role) in wanted {
        if let Some(place) = roles.of.get_mut(nth).filter(|_| seen.insert(role.clone())) {
            *place = Some(role);
        }
    }
}

/// Removes percentages without a base if others have one. A single base belongs to the newest period.
fn require_bases(roles: &mut ColumnRoles) {
    if roles.has(ColumnContent::Answer) && roles.has(ColumnContent::Count) {
        return;
    }
    let is_share =
        |r: &ColumnRole| matches!(r.what, ColumnContent::Percentage | ColumnContent::Count);
    let spot = |r: &ColumnRole| (r.strand.clone(), r.period.clone());
    let bases: Vec<_> = roles
        .of
        .iter()
        .flatten()
        .filter(|r| r.what == ColumnContent::Base)
        .map(spot)
        .collect();
    let shares: Vec<_> = roles
        .of
        .iter()
        .flatten()
        .filter(|r| is_share(r))
        .map(spot)
        .collect();
    let mut known = bases.clone();
    if !shares.iter().any(|s| bases.contains(s)) {
        let newest = shares
            .iter()
            .filter(|(strand, _)| strand.is_none())
            .max_by_key(|(_, p)| p.clone());
        let (Some(newest), [(None, None)]) = (newest, bases.as_slice()) else {
            return;
        };
        known = vec![newest.clone()];
        for role in roles
            .of
            .iter_mut()
            .flatten()
            .filter(|r| r.what == ColumnContent::Base)
        {
            role.period.clone_from(&newest.1);
        }
    }
    for (nth, place) in roles.of.iter_mut().enumerate() {
        if place
            .as_ref()
            .is_some_and(|r| is_share(r) && !known.contains(&spot(r)))
        {
            *place = None;
            roles.baseless.push(nth);
        }
    }
}

/// Turns a base into a count of answers if it differs between the answers of a question.
fn counts_of_answers(table: &PlainTable, roles: &mut ColumnRoles) {
    let (Some(_), Some(question)) = (
        roles.column(ColumnContent::Answer),
        roles.column(ColumnContent::Question),
    ) else {
        return;
    };
    if roles.has(ColumnContent::Count) {
        return;
    }
    let cell = |row: &[String], nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
    let bases: Vec<usize> = (0..roles.of.len())
        .filter(|nth| {
            let role = roles.of.get(*nth).and_then(Option::as_ref);
            role.is_some_and(|r| r.what == ColumnContent::Base)
        })
        .collect();
    for base in bases {
        let mut of: HashMap<String, HashSet<String>> = HashMap::new();
        let mut rows = 0;
        for (_, row) in &table.rows {
            if !cell(row, base).is_empty() {
                rows += 1;
                of.entry(folded(&cell(row, question)))
                    .or_default()
                    .insert(cell(row, base));
            }
        }
        let different: usize = of.values().map(HashSet::len).sum();
        if rows > of.len()
            && different * 3 > rows * 2
            && let Some(Some(role)) = roles.of.get_mut(base)
        {
            role.what = ColumnContent::Count;
        }
    }
}

/// Drops the answer column unless questions have several answers.
fn drop_single_answers(table: &PlainTable, roles: &mut ColumnRoles) {
    let (Some(answer), Some(question)) = (
        roles.column(ColumnContent::Answer),
        roles.column(ColumnContent::Question),
    ) else {
        return;
    };
    let cell = |row: &[String], nth: usize| folded(row.get(nth).map_or("", String::as_str));
    let mut of: HashMap<String, HashSet<String>> = HashMap::new();
    for (_, row) in &table.rows {
        of.entry(cell(row, question))
            .or_default()
            .insert(cell(row, answer));
    }
    let several = of.values().filter(|a| a.len() > 1).count();
    let based = roles.has(ColumnContent::Base);
    if several * 2 < of.len()
        && based
        && let Some(place) = roles.of.get_mut(answer)
    {
        *place = None;
    }
}
