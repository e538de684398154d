//! Roles of columns, as they are proposed: by the words over a column, by what it holds, and by what the others are.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Facts, Roles};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ColumnRole},
    },
    intake::results::{
        header::{self, Header, Says},
        settle::Plain,
    },
};

/// Why a column of numbers has no role until a person gives it one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// One of several, and nothing says which has the good answers.
    Several,
    /// A score or a mean, which is no percentage.
    Scale,
    /// Of a survey before this one, and nothing says of which period.
    Earlier,
    /// Of one of several hospitals or wards.
    Place,
    /// Nothing says that its numbers are of good answers.
    NotGood,
}

/// What the columns of a settled table are, by their headers and by what they hold.
pub fn roles(table: &Plain) -> Roles {
    let headers: Vec<Header> = table.labels.iter().map(|l| header::read(l)).collect();
    let facts: Vec<Facts> = (0..table.labels.len())
        .map(|c| Facts::of(table, c))
        .collect();
    let mut roles = Roles {
        of: vec![None; headers.len()],
        ..Roles::default()
    };
    names(&headers, &facts, &mut roles);
    let numbers = numbers(&headers, &facts, &mut roles);
    whose(table, &headers, &facts, numbers, &mut roles);
    counts_of_answers(table, &mut roles);
    based(&mut roles);
    answers_apart(table, &mut roles);
    open(&headers, &facts, &mut roles);
    roles.is_adjusted = headers.iter().zip(&roles.of).any(|(h, role)| {
        h.is_adjusted
            && role
                .as_ref()
                .is_some_and(|r| r.what == ColumnContent::Percentage)
    });
    roles
}

/// Where a question and its base are known and no column has good answers, each column of numbers may be the one.
fn open(headers: &[Header], facts: &[Facts], roles: &mut Roles) {
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
        let is_other = headers.get(nth).and_then(|h| h.what) == Some(Says::Other);
        let doubt = if is_other {
            Doubt::NotGood
        } else {
            Doubt::Several
        };
        roles.doubts.push((doubt, nth));
    }
}

/// Columns of names: what a row is about.
fn names(headers: &[Header], facts: &[Facts], roles: &mut Roles) {
    let all = || headers.iter().zip(facts).enumerate();
    let says = |what: ColumnContent| move |h: &Header| h.what == Some(Says::Is(what));
    let put = |roles: &mut Roles, at: Option<usize>, what: ColumnContent| {
        if let Some(place) = at.and_then(|at| roles.of.get_mut(at)) {
            *place = Some(ColumnRole::of(what));
        }
    };
    // Of several, the wording is the one with the most letters.
    let wording = |such: &dyn Fn(&Header, &Facts) -> bool| {
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
                        Says::Is(
                            ColumnContent::Answer | ColumnContent::Theme | ColumnContent::Hospital
                        ) | Says::Strand
                    )
                )
        })
    };
    // A report of one page has no name over its questions.
    // Among people with a score nobody has percentages.
    let bare = || {
        let percents = facts.iter().any(|f| f.signs > 0) || headers.iter().any(|h| h.is_percent);
        wording(&|h, f| h.what.is_none() && h.rest.is_empty() && f.different * 10 >= f.filled * 5)
            .filter(|_| percents)
    };
    // `Question` over Q1 and Q2 is enough; `ID` is of people as well.
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
    // "No" beside "Yes" is an answer and no number of a question.
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
            .find(|(nth, (h, f))| free(*nth) && h.what == Some(Says::Responses) && f.is_words())
            .map(|(nth, _)| nth)
    });
    put(roles, answer, ColumnContent::Answer);
    put(roles, text_of(ColumnContent::Theme), ColumnContent::Theme);
    let hospital = all()
        .filter(|(nth, (h, f))| free(*nth) && says(ColumnContent::Hospital)(h) && f.is_words())
        .max_by_key(|(nth, (_, f))| (f.letters, headers.len() - nth))
        .map(|(nth, _)| nth);
    put(roles, hospital, ColumnContent::Hospital);
    let open = |roles: &Roles, nth: usize| roles.of.get(nth).is_some_and(Option::is_none);
    roles.period = all()
        .find(|(nth, (h, f))| open(roles, *nth) && h.what == Some(Says::Period) && f.is_periods())
        .or_else(|| {
            all().find(|(nth, (h, f))| {
                open(roles, *nth) && h.what.is_none() && h.period.is_none() && f.is_periods()
            })
        })
        .map(|(nth, _)| nth);
    roles.strand = all()
        .find(|(nth, (h, f))| open(roles, *nth) && h.what == Some(Says::Strand) && f.is_words())
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

/// Columns of numbers, by what they hold; whose they are is not said yet.
fn numbers(headers: &[Header], facts: &[Facts], roles: &mut Roles) -> Vec<(usize, ColumnContent)> {
    let mut doubts = Vec::new();
    let named = |nth: usize| {
        roles.of.get(nth).is_some_and(Option::is_some)
            || roles.strand == Some(nth)
            || roles.period == Some(nth)
    };
    let has_base = headers.iter().zip(facts).any(|(h, f)| {
        h.what == Some(Says::Is(ColumnContent::Base)) && f.is_numbers() && !f.is_percent()
    });
    let has_answers = roles.column(ColumnContent::Answer).is_some();
    let mut found = Vec::new();
    for (nth, (header, facts)) in headers.iter().zip(facts).enumerate() {
        if named(nth) || facts.filled == 0 {
            continue;
        }
        if facts.is_range() {
            let national = header.what == Some(Says::Is(ColumnContent::National));
            if national || header.what == Some(Says::Is(ColumnContent::Range)) {
                found.push((nth, ColumnContent::Range));
            }
            continue;
        }
        // A column of a small strand may be kept back from top to bottom.
        let is_kept_back = facts.kept > 0
            && facts.kept == facts.filled
            && matches!(header.what, Some(Says::Is(what)) if what.is_number());
        if !facts.is_numbers() && !is_kept_back {
            continue;
        }
        if header.what == Some(Says::Scale) || is_scale(header, facts) {
            doubts.push((Doubt::Scale, nth));
            continue;
        }
        if header.is_earlier && header.period.is_none() && header.what != Some(Says::Other) {
            doubts.push((Doubt::Earlier, nth));
            continue;
        }
        let is_share = facts.is_percent() || facts.pairs > 0;
        let what = match header.what {
            // Percentages under whatever name.
            None
            | Some(
                Says::Is(ColumnContent::Base | ColumnContent::Count | ColumnContent::Answer)
                | Says::Responses
                | Says::Number,
            ) if is_share => ColumnContent::Percentage,
            Some(Says::Is(ColumnContent::Base))
                if has_answers && header.rest.is_empty() && is_small_base(header, headers) =>
            {
                ColumnContent::Count
            }
            Some(Says::Is(what)) if what.is_number() && what != ColumnContent::Range => what,
            Some(Says::Responses | Says::Number | Says::Is(ColumnContent::Answer)) => {
                // Beside answers it is the base, unless each of them has its own number: that is looked at below.
                if has_base || header.what == Some(Says::Is(ColumnContent::Answer)) {
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

/// Whether numbers under `Score` are of some scale: none of them is above 10, and they are no fractions.
fn is_scale(header: &Header, facts: &Facts) -> bool {
    header.what == Some(Says::Is(ColumnContent::Percentage))
        && !header.is_percent
        && facts.signs == 0
        && facts.broken > 0
        && facts.above_one == facts.numbers
        && facts.above_ten == 0
}

/// Whether `n` beside a row's answer is how many gave it: another column has the base.
fn is_small_base(header: &Header, headers: &[Header]) -> bool {
    let bases = headers
        .iter()
        .filter(|h| h.what == Some(Says::Is(ColumnContent::Base)) && h.period == header.period);
    bases.count() > 1
}

/// Whose and of when each column's numbers are, and which of several of the same are used.
fn whose(
    table: &Plain,
    headers: &[Header],
    facts: &[Facts],
    numbers: Vec<(usize, ColumnContent)>,
    roles: &mut Roles,
) {
    let rest = |nth: usize| headers.get(nth).map_or("", |h| h.rest.as_str());
    let of_period = |nth: usize| headers.get(nth).and_then(|h| h.period.clone());
    // Words are a strand where they stand over a base and over a percentage, or are the programme's own.
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
        is_strand.then(|| header::strand(words))
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
    places(headers, &mut wanted, roles);
    unclear(table, headers, facts, &mut wanted, roles);
    // A total beside the strands is nobody's.
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
        // Of two bases the one of whole people, of two percentages the one nobody adjusted.
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

/// Columns of several hospitals or wards are no strands: somebody says which is theirs.
fn places(headers: &[Header], wanted: &mut Vec<(usize, ColumnRole)>, roles: &mut Roles) {
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
        if is_number(role) && (is_unknown(role) || role.strand.is_none()) {
            roles.doubts.push((Doubt::Place, *nth));
        }
    }
    let doubts = &roles.doubts;
    wanted.retain(|(nth, _)| !doubts.contains(&(Doubt::Place, *nth)));
}

/// Of several columns of percentages, or of counts, none is the one by itself, unless it alone is called so.
fn unclear(
    table: &Plain,
    headers: &[Header],
    facts: &[Facts],
    wanted: &mut Vec<(usize, ColumnRole)>,
    roles: &mut Roles,
) {
    let label = |nth: usize| header::words(table.labels.get(nth).map_or("", String::as_str));
    // Called by what it is, and by nothing else.
    let is_bare = |nth: usize| {
        headers.get(nth).is_some_and(|h| {
            h.rest.is_empty() && (h.what.is_some() || h.period.is_some() || label(nth).is_empty())
        })
    };
    let is_adjusted = |nth: usize| headers.get(nth).is_some_and(|h| h.is_adjusted);
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
        // "About the same" alone between "Worse" and "Better" is one of several as well.
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
                        h.what == Some(Says::Other) && other != nth && f.signs > 0 && f.is_numbers()
                    })
        };
        if same.len() < 2 {
            open.extend(same.into_iter().filter(|nth| is_one_of(*nth)));
            continue;
        }
        let (bare, others): (Vec<usize>, Vec<usize>) = same.iter().partition(|nth| is_bare(**nth));
        let is_known =
            !bare.is_empty() && (others.is_empty() || !bare.iter().any(|n| is_answer(*n)));
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
        .extend(open.into_iter().map(|nth| (Doubt::Several, nth)));
}

/// Percentages without a base are none that can be shown: they are left out where others have one. A base that stands alone is
/// that of the newest period.
fn based(roles: &mut Roles) {
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

/// Beside the answer of a row `n` is how many gave it, where it is another number in each row of a question.
fn counts_of_answers(table: &Plain, roles: &mut Roles) {
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

/// An answer in each row makes a table of answers only where a question has several of them.
fn answers_apart(table: &Plain, roles: &mut Roles) {
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
