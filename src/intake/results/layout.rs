//! Layouts of tables of results: where the names of the columns are, and which column is what.
//!
//! Everything is a proposal that a person looks at. A table is taken for one of results only if it has questions, bases, and
//! percentages or counts, and nearly every row of it fits; a row that is a person's does not.

use std::collections::{BTreeSet, HashSet};

use super::{
    across,
    cell::{self, Cell},
    header::{self, Header, Says},
    settle::{self, Plain},
};
use crate::{
    domain::{
        alike::folded,
        codebook::{Role, What, period},
    },
    intake::read::Head,
};

/// Where a table's columns are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// Rows above the numbers.
    pub header_rows: usize,
    /// Those of them that are titles.
    pub titles: usize,
    /// What stands over each column, from all rows of names together.
    pub labels: Vec<String>,
}

/// What the columns of a settled table are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// The role of each column, by its place.
    pub of: Vec<Option<Role>>,
    /// The column that says the strand of a row.
    pub strand: Option<usize>,
    /// The column that says its period.
    pub period: Option<usize>,
    /// A header says that the numbers were weighted or adjusted.
    pub is_adjusted: bool,
    /// Columns of percentages or counts that are not used, since nothing says their base.
    pub baseless: Vec<usize>,
}

impl Roles {
    /// The column of a role.
    pub fn column(&self, what: What) -> Option<usize> {
        self.of
            .iter()
            .position(|role| role.as_ref().is_some_and(|r| r.what == what))
    }

    fn has(&self, what: What) -> bool {
        self.column(what).is_some()
    }

    /// Whether findings can be made of them: questions, bases, and percentages or counts.
    pub fn are_enough(&self) -> bool {
        let numbers = self.has(What::Percentage) || self.has(What::Count);
        let bases = self.has(What::Base) || (self.has(What::Answer) && self.has(What::Count));
        self.has(What::Question) && numbers && bases
    }

    /// How many columns have a role.
    fn number(&self) -> usize {
        self.of.iter().flatten().count()
            + usize::from(self.strand.is_some())
            + usize::from(self.period.is_some())
    }
}

/// Rows above the numbers at most.
const MOST_ABOVE: usize = 12;

/// Rows of names that stand over each other at most.
const MOST_NAMES: usize = 3;

/// The table of results in the top of a file; `None` where it is none. `is_forced`: somebody said that it is one.
pub fn find(head: &Head, is_forced: bool) -> Option<Laid> {
    let mut best: Option<(usize, Laid)> = None;
    for last in 0..head.rows.len().saturating_sub(1).min(MOST_ABOVE) {
        for names in 1..=MOST_NAMES.min(last + 1) {
            let first = last + 1 - names;
            if names > 1 && !stands_over_others(head, first) {
                break;
            }
            let labels = labels(head, first, last);
            let body = head.rows.iter().skip(last + 1).cloned();
            let (plain, roles) = understood(Plain {
                labels: labels.clone(),
                rows: body.map(|r| (0, r)).collect(),
                ..Plain::default()
            });
            if !roles.are_enough() || !(is_forced || is_sound(&plain, &roles)) {
                continue;
            }
            let found = roles.number();
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                let laid = Laid {
                    header_rows: last + 1,
                    titles: first,
                    labels,
                };
                best = Some((found, laid));
            }
        }
    }
    best.map(|(_, laid)| laid).or_else(|| {
        // Somebody knows better: the fullest of the first rows has the names.
        let rows = 0..head.rows.len().min(MOST_ABOVE);
        let last = rows.max_by_key(|r| (head.filled(*r), head.rows.len() - r))?;
        is_forced.then(|| Laid {
            header_rows: last + 1,
            titles: last,
            labels: labels(head, last, last),
        })
    })
}

/// A table settled, with the roles of its columns; turned where its questions stand over the columns.
pub fn understood(table: Plain) -> (Plain, Roles) {
    let plain = settle::settle(table);
    let of = roles(&plain);
    if let Some(question) = of.column(What::Question)
        && let Some(turned) = across::answers(&plain, question)
    {
        let of_turned = roles(&turned);
        if of_turned.are_enough() {
            return (turned, of_turned);
        }
    }
    // A column that nothing calls a question may as well be of strands.
    let is_sure = of.column(What::Question).is_some_and(|at| {
        let label = plain.labels.get(at).map_or("", String::as_str);
        let facts = Facts::of(&plain, at);
        header::read(label).what == Some(Says::Is(What::Question))
            || facts.questions * 2 >= facts.words
    });
    let is_told_apart = of
        .of
        .iter()
        .flatten()
        .any(|r| r.strand.is_some() || r.period.is_some());
    if !is_sure
        && !is_told_apart
        && let Some(turned) = across::turned(&plain)
    {
        let of_turned = roles(&turned);
        if of_turned.are_enough() {
            return (turned, of_turned);
        }
    }
    (plain, of)
}

/// Whether a row may have names of groups of columns: something beside the first column.
fn stands_over_others(head: &Head, row: usize) -> bool {
    (1..head.width()).any(|c| !head.cell(row, c).is_empty())
}

/// What stands over each column. A name over a group of columns is read once, over the first of them.
fn labels(head: &Head, first: usize, last: usize) -> Vec<String> {
    let mut labels = vec![String::new(); head.width()];
    for row in first..=last {
        let mut over = "";
        for (column, label) in labels.iter_mut().enumerate() {
            let own = head.cell(row, column);
            let below = (row + 1..=last).any(|r| !head.cell(r, column).is_empty());
            if !own.is_empty() {
                over = own;
            } else if !below || row == last {
                if row == last {
                    continue;
                }
                over = "";
            }
            if over.is_empty() || folded(label).ends_with(&folded(over)) && !label.is_empty() {
                continue;
            }
            if !label.is_empty() {
                label.push_str(" - ");
            }
            label.push_str(over);
            if row == last {
                over = "";
            }
        }
    }
    labels
}

/// What the cells of a column are.
#[derive(Default)]
pub(super) struct Facts {
    filled: usize,
    numbers: usize,
    /// Numbers with a percent sign.
    pub(super) signs: usize,
    kept: usize,
    pairs: usize,
    words: usize,
    /// Numbers that are not whole.
    broken: usize,
    /// Numbers above 1.
    above_one: usize,
    above_hundred: usize,
    periods: usize,
    ranges: usize,
    questions: usize,
    codes: usize,
    letters: usize,
    known_strands: usize,
    different: usize,
}

impl Facts {
    pub(super) fn of(table: &Plain, column: usize) -> Self {
        let mut facts = Self::default();
        let mut seen = HashSet::new();
        for (_, row) in &table.rows {
            let text = row.get(column).map_or("", |c| c.trim());
            if text.is_empty() {
                continue;
            }
            facts.filled += 1;
            seen.insert(folded(text));
            facts.periods += usize::from(period(text).is_some());
            facts.known_strands += usize::from(header::is_known_strand(text));
            facts.codes += usize::from(is_code(text));
            match cell::read(text) {
                Cell::Number(n) => {
                    facts.numbers += 1;
                    facts.signs += usize::from(n.is_percent);
                    facts.broken += usize::from(n.whole().is_none());
                    facts.above_one += usize::from(n.is_above(1));
                    facts.above_hundred += usize::from(n.is_above(100));
                }
                Cell::Both(..) => facts.pairs += 1,
                Cell::KeptBack => facts.kept += 1,
                Cell::Nothing => facts.filled -= 1,
                Cell::Words => {
                    facts.words += 1;
                    facts.ranges += usize::from(range(text).is_some());
                    facts.questions += usize::from(settle::is_question(text));
                    facts.letters += text.chars().count();
                }
            }
        }
        facts.different = seen.len();
        facts
    }

    pub(super) fn is_numbers(&self) -> bool {
        let numbers = self.numbers + self.pairs + self.kept;
        self.numbers + self.pairs > 0 && numbers * 10 >= self.filled * 9
    }

    pub(super) fn is_words(&self) -> bool {
        self.words > 0 && self.words * 10 >= self.filled * 7
    }

    pub(super) fn is_periods(&self) -> bool {
        self.filled > 0 && self.periods * 10 >= self.filled * 9
    }

    fn is_range(&self) -> bool {
        self.ranges > 0 && self.ranges * 10 >= (self.filled - self.kept.min(self.filled)) * 8
    }

    pub(super) fn is_percent(&self) -> bool {
        self.signs * 2 > self.numbers || (self.broken > 0 && self.above_hundred == 0)
    }
}

/// A short code, such as `Q14`, `14` or `H_COMP_1`.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 14
        && !text.contains(' ')
        && text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Both ends of a range in one cell: `55 to 67`, `55% - 67%`, `55-67`, `(55, 67)`.
pub fn range(text: &str) -> Option<(cell::Printed, cell::Printed)> {
    let text = text
        .trim()
        .trim_matches(['(', ')', '[', ']'])
        .to_lowercase();
    let text = text.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-");
    let parts = [" to ", " - ", "-", ";", ", ", "|"]
        .iter()
        .find_map(|sign| text.split_once(sign).filter(|(a, _)| !a.trim().is_empty()))?;
    let (low, high) = (cell::number(parts.0)?, cell::number(parts.1)?);
    Some((low, high))
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
    let numbers = numbers(&headers, &facts, &roles);
    whose(&headers, &facts, numbers, &mut roles);
    counts_of_answers(table, &mut roles);
    based(&mut roles);
    answers_apart(table, &mut roles);
    roles.is_adjusted = headers.iter().zip(&roles.of).any(|(h, role)| {
        h.is_adjusted && role.as_ref().is_some_and(|r| r.what == What::Percentage)
    });
    roles
}

/// Columns of names: what a row is about.
fn names(headers: &[Header], facts: &[Facts], roles: &mut Roles) {
    let all = || headers.iter().zip(facts).enumerate();
    let says = |what: What| move |h: &Header| h.what == Some(Says::Is(what));
    let put = |roles: &mut Roles, at: Option<usize>, what: What| {
        if let Some(place) = at.and_then(|at| roles.of.get_mut(at)) {
            *place = Some(Role::of(what));
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
    let is_question = says(What::Question);
    let headed = wording(&|h, f| is_question(h) && f.codes * 2 < f.filled.max(1));
    let asked = || {
        wording(&|h, f| {
            f.questions * 2 >= f.words
                && !matches!(
                    h.what,
                    Some(Says::Is(What::Answer | What::Theme | What::Hospital) | Says::Strand)
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
    put(roles, question, What::Question);
    let code = all()
        .find(|(nth, (h, f))| {
            Some(*nth) != question
                && f.filled > 0
                && (says(What::Code)(h) || is_question(h))
                && (f.codes + f.numbers) * 10 >= f.filled * 8
        })
        .map(|(nth, _)| nth);
    put(roles, code, What::Code);
    let free = |nth: usize| Some(nth) != question && Some(nth) != code;
    let text_of = |what: What| {
        all()
            .find(|(nth, (h, f))| free(*nth) && says(what)(h) && f.is_words())
            .map(|(nth, _)| nth)
    };
    let answer = text_of(What::Answer).or_else(|| {
        all()
            .find(|(nth, (h, f))| free(*nth) && h.what == Some(Says::Responses) && f.is_words())
            .map(|(nth, _)| nth)
    });
    put(roles, answer, What::Answer);
    put(roles, text_of(What::Theme), What::Theme);
    let hospital = all()
        .filter(|(nth, (h, f))| free(*nth) && says(What::Hospital)(h) && f.is_words())
        .max_by_key(|(nth, (_, f))| (f.letters, headers.len() - nth))
        .map(|(nth, _)| nth);
    put(roles, hospital, What::Hospital);
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
fn numbers(headers: &[Header], facts: &[Facts], roles: &Roles) -> Vec<(usize, What)> {
    let named = |nth: usize| {
        roles.of.get(nth).is_some_and(Option::is_some)
            || roles.strand == Some(nth)
            || roles.period == Some(nth)
    };
    let has_base = headers
        .iter()
        .zip(facts)
        .any(|(h, f)| h.what == Some(Says::Is(What::Base)) && f.is_numbers() && !f.is_percent());
    let has_answers = roles.column(What::Answer).is_some();
    let mut found = Vec::new();
    for (nth, (header, facts)) in headers.iter().zip(facts).enumerate() {
        if named(nth) || facts.filled == 0 {
            continue;
        }
        if facts.is_range() {
            let national = header.what == Some(Says::Is(What::National));
            if national || header.what == Some(Says::Is(What::Range)) {
                found.push((nth, What::Range));
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
        let is_share = facts.is_percent() || facts.pairs > 0;
        let what = match header.what {
            // Percentages under whatever name.
            None
            | Some(
                Says::Is(What::Base | What::Count | What::Answer) | Says::Responses | Says::Number,
            ) if is_share => What::Percentage,
            Some(Says::Is(What::Base))
                if has_answers && header.rest.is_empty() && is_small_base(header, headers) =>
            {
                What::Count
            }
            Some(Says::Is(what)) if what.is_number() && what != What::Range => what,
            Some(Says::Responses | Says::Number | Says::Is(What::Answer)) => {
                if has_base || has_answers {
                    What::Count
                } else {
                    What::Base
                }
            }
            None if has_base
                && facts.above_hundred == 0
                && (header.period.is_some() || header::is_known_strand(&header.rest)) =>
            {
                What::Percentage
            }
            _ => continue,
        };
        found.push((nth, what));
    }
    found
}

/// Whether `n` beside a row's answer is how many gave it: another column has the base.
fn is_small_base(header: &Header, headers: &[Header]) -> bool {
    let bases = headers
        .iter()
        .filter(|h| h.what == Some(Says::Is(What::Base)) && h.period == header.period);
    bases.count() > 1
}

/// Whose and of when each column's numbers are, and which of several of the same are used.
fn whose(headers: &[Header], facts: &[Facts], numbers: Vec<(usize, What)>, roles: &mut Roles) {
    let rest = |nth: usize| headers.get(nth).map_or("", |h| h.rest.as_str());
    let of_period = |nth: usize| headers.get(nth).and_then(|h| h.period.clone());
    // Words are a strand where they stand over a base and over a percentage, or are the programme's own.
    let over = |wanted: &[What]| -> BTreeSet<String> {
        numbers
            .iter()
            .filter(|(nth, what)| wanted.contains(what) && !rest(*nth).is_empty())
            .map(|(nth, _)| folded(rest(*nth)))
            .collect()
    };
    let (bases, shares) = (over(&[What::Base]), over(&[What::Percentage, What::Count]));
    let strand_of = |nth: usize| {
        let words = rest(nth);
        let folded = folded(words);
        let is_strand = !words.is_empty()
            && !header::is_everybody(words)
            && (header::is_known_strand(words)
                || (bases.contains(&folded) && shares.contains(&folded)));
        is_strand.then(|| header::strand(words))
    };
    let mut wanted: Vec<(usize, Role)> = numbers
        .into_iter()
        .map(|(nth, what)| {
            let strand = strand_of(nth).filter(|_| what != What::National);
            let role = Role {
                what,
                strand,
                period: of_period(nth).filter(|_| what != What::National),
            };
            (nth, role)
        })
        .collect();
    // A total beside the strands is nobody's.
    for what in [What::Base, What::Percentage, What::Count] {
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
            What::Base => !whole || adjusted,
            _ => adjusted,
        };
        (first, *nth)
    });
    let mut seen: HashSet<Role> = HashSet::new();
    for (nth, role) in wanted {
        if let Some(place) = roles.of.get_mut(nth).filter(|_| seen.insert(role.clone())) {
            *place = Some(role);
        }
    }
}

/// Percentages without a base are none that can be shown: they are left out where others have one. A base that stands alone is
/// that of the newest period.
fn based(roles: &mut Roles) {
    if roles.has(What::Answer) && roles.has(What::Count) {
        return;
    }
    let is_share = |r: &Role| matches!(r.what, What::Percentage | What::Count);
    let spot = |r: &Role| (r.strand.clone(), r.period.clone());
    let bases: Vec<_> = roles
        .of
        .iter()
        .flatten()
        .filter(|r| r.what == What::Base)
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
            .filter(|r| r.what == What::Base)
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
    let (Some(_), Some(question)) = (roles.column(What::Answer), roles.column(What::Question))
    else {
        return;
    };
    if roles.has(What::Count) {
        return;
    }
    let cell = |row: &[String], nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
    let bases: Vec<usize> = (0..roles.of.len())
        .filter(|nth| {
            let role = roles.of.get(*nth).and_then(Option::as_ref);
            role.is_some_and(|r| r.what == What::Base)
        })
        .collect();
    for base in bases {
        let mut of: std::collections::HashMap<String, HashSet<String>> =
            std::collections::HashMap::new();
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
            role.what = What::Count;
        }
    }
}

/// An answer in each row makes a table of answers only where a question has several of them.
fn answers_apart(table: &Plain, roles: &mut Roles) {
    let (Some(answer), Some(question)) = (roles.column(What::Answer), roles.column(What::Question))
    else {
        return;
    };
    let cell = |row: &[String], nth: usize| folded(row.get(nth).map_or("", String::as_str));
    let mut of: std::collections::HashMap<String, HashSet<String>> =
        std::collections::HashMap::new();
    for (_, row) in &table.rows {
        of.entry(cell(row, question))
            .or_default()
            .insert(cell(row, answer));
    }
    let several = of.values().filter(|a| a.len() > 1).count();
    let based = roles.has(What::Base);
    if several * 2 < of.len()
        && based
        && let Some(place) = roles.of.get_mut(answer)
    {
        *place = None;
    }
}

/// Whether nearly every row of the table fits its roles, and rows are results and not people.
fn is_sound(table: &Plain, roles: &Roles) -> bool {
    let columns = |what: What| {
        let of = roles.of.iter().enumerate();
        of.filter(move |(_, r)| r.as_ref().is_some_and(|r| r.what == what))
            .map(|(nth, _)| nth)
    };
    let Some(question) = roles.column(What::Question) else {
        return false;
    };
    let rows = table.rows.len();
    let text = |row: &[String], nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
    let key: Vec<usize> = [
        roles.column(What::Code),
        roles.column(What::Answer),
        roles.column(What::Hospital),
        roles.strand,
        roles.period,
        Some(question),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut keys = HashSet::new();
    let mut again = 0;
    let mut bad = 0;
    for (_, row) in &table.rows {
        let of: Vec<String> = key.iter().map(|k| folded(&text(row, *k))).collect();
        again += usize::from(!keys.insert(of));
        let wrong = |what: What| {
            columns(what).any(|nth| match cell::read(&text(row, nth)) {
                Cell::Words => true,
                Cell::Number(n) => match what {
                    What::Percentage => n.is_above(100),
                    _ => n.is_percent,
                },
                _ => false,
            })
        };
        let no_question = text(row, question).is_empty();
        bad += usize::from(
            no_question || wrong(What::Percentage) || wrong(What::Base) || wrong(What::Count),
        );
    }
    // One bad row does not make it another file; rows of people ask the same again and again.
    // Names of columns further down are those of another table.
    bad += table.odd.len();
    let few = usize::from(rows > 2).max(rows / 10);
    rows > 0 && bad <= few && again * 10 <= rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(rows: &[&str]) -> Head {
        let cells = |line: &&str| line.split('|').map(|c| c.trim().to_owned()).collect();
        Head {
            rows: rows.iter().map(cells).collect(),
            merged: false,
        }
    }

    /// The roles of a table, each with its label, and the columns of strand and period.
    #[track_caller]
    fn laid(rows: &[&str]) -> (usize, Vec<String>) {
        let head = head(rows);
        let laid = find(&head, false).expect("a table of results");
        let body = head.rows.iter().skip(laid.header_rows).cloned();
        let (plain, roles) = understood(Plain {
            labels: laid.labels.clone(),
            rows: body.map(|r| (0, r)).collect(),
            ..Plain::default()
        });
        let mut said: Vec<String> = Vec::new();
        for (nth, label) in plain.labels.iter().enumerate() {
            if let Some(role) = roles.of.get(nth).and_then(Option::as_ref) {
                said.push(format!("{label}: {role}"));
            } else if roles.strand == Some(nth) {
                said.push(format!("{label}: by strand"));
            } else if roles.period == Some(nth) {
                said.push(format!("{label}: by period"));
            }
        }
        (laid.header_rows, said)
    }

    #[test]
    fn one_hospital_one_strand() {
        let (rows, said) = laid(&[
            "Question|Base|% positive",
            "Were you told?|131|41%",
            "Were you seen?|130|90%",
        ]);
        assert_eq!(
            (rows, said.join(", ").as_str()),
            (1, "Question: question, Base: base, % positive: percentage")
        );
        let (rows, said) = laid(&[
            "Patient survey 2026||",
            "||",
            "Item|n|Count",
            "Were you told?|131|54",
            "Were you seen?|130|117",
        ]);
        assert_eq!(
            (rows, said.join(", ").as_str()),
            (3, "Item: question, n: base, Count: count")
        );
        let (_, said) = laid(&["|n|%", "Were you told?|131|41", "Were you seen?|130|90"]);
        assert_eq!(said.join(", "), ": question, n: base, %: percentage");
    }

    #[test]
    fn strands_and_periods_over_the_columns() {
        let (rows, said) = laid(&[
            "|Primary||Secondary||England",
            "Question|n|%|n|%|%",
            "Were you told?|131|41%|22|27%|61%",
            "Were you seen?|130|90%|20|80%|85%",
        ]);
        assert_eq!(rows, 2);
        assert_eq!(
            said,
            [
                "Question: question",
                "Primary - n: base primary",
                "Primary - %: percentage primary",
                "Secondary - n: base secondary",
                "Secondary - %: percentage secondary",
                "England - %: national",
            ]
        );
        let (_, said) = laid(&[
            "Question|2023 n|2023 %|2026 n|2026 %",
            "Were you told?|118|58%|131|41%",
            "Were you seen?|110|90%|130|90%",
        ]);
        assert_eq!(
            said.get(1..3),
            Some(
                &[
                    "2023 n: base 2023".to_owned(),
                    "2023 %: percentage 2023".to_owned()
                ][..]
            )
        );
        let (rows, said) = laid(&[
            "|Primary||||Secondary||||",
            "|2023||2026||2023||2026|",
            "Question|Base|%|Base|%|Base|%|Base|%",
            "Were you told?|118|58%|131|41%|20|50%|22|27%",
            "Were you seen?|110|90%|130|90%|20|80%|20|80%",
        ]);
        assert_eq!(rows, 3);
        assert!(
            said.contains(&"Secondary - 2023 - %: percentage secondary 2023".to_owned()),
            "{said:?}"
        );
        let (_, said) = laid(&[
            "Question|Under 65 base|Under 65 %|65 and over base|65 and over %",
            "Were you told?|118|58%|131|41%",
            "Were you seen?|110|90%|130|90%",
        ]);
        assert!(
            said.contains(&"65 and over %: percentage 65 and over".to_owned()),
            "{said:?}"
        );
        let (_, said) = laid(&[
            "Question|Primary (n=131)|Secondary (n=22)",
            "Were you told?|41%|27%",
            "Were you seen?|90%|77%",
        ]);
        assert!(
            said.contains(&"Secondary base: base secondary".to_owned()),
            "{said:?}"
        );
    }

    #[test]
    fn long_form_hospitals_and_expected_ranges() {
        let (_, said) = laid(&[
            "Trust code|Trust name|Question number|Question text|Number of responses|Unadjusted score|Case mix adjusted score|Lower expected range|Upper expected range|National score",
            "RAA|Northbrook|Q1|Were you told?|131|41%|42%|38%|47%|44%",
            "RAA|Northbrook|Q2|Were you seen?|130|90%|90%|88%|93%|91%",
            "RBB|Southbrook|Q1|Were you told?|31|45%|44%|30%|50%|44%",
        ]);
        assert_eq!(
            said,
            [
                "Trust name: hospital",
                "Question number: code",
                "Question text: question",
                "Number of responses: base",
                "Unadjusted score: percentage",
                "Lower expected range: lower",
                "Upper expected range: upper",
                "National score: national",
            ]
        );
        let (_, said) = laid(&[
            "Strand|Year|Question|Responses|Positive",
            "Primary|2026|Were you told?|131|54",
            "Secondary|2026|Were you told?|22|6",
            "Primary|2023|Were you told?|118|68",
        ]);
        assert_eq!(
            said,
            [
                "Strand: by strand",
                "Year: by period",
                "Question: question",
                "Responses: base",
                "Positive: count"
            ]
        );
        let (_, said) = laid(&[
            "Question|Base|%|Lower confidence limit|Upper confidence limit|Expected range",
            "Were you told?|131|41%|33%|50%|38 to 47",
            "Were you seen?|130|90%|83%|94%|88 to 93",
        ]);
        assert_eq!(
            said,
            [
                "Question: question",
                "Base: base",
                "%: percentage",
                "Expected range: range"
            ]
        );
    }

    #[test]
    fn answers_in_rows() {
        let (_, said) = laid(&[
            "Question|Answer|Count|%",
            "Were you told?|Yes|54|41%",
            "Were you told?|No|77|59%",
            "Were you seen?|Yes|117|90%",
            "Were you seen?|No|13|10%",
        ]);
        assert_eq!(
            said,
            [
                "Question: question",
                "Answer: answer",
                "Count: count",
                "%: percentage"
            ]
        );
    }

    #[test]
    fn answers_of_people_are_no_results() {
        for rows in [
            &["Question|Answer", "Were you told?|Yes", "Were you told?|No"][..],
            &["Name|Total|Score|Comment", "Ann|3|4|Good", "Bo|5|9|Fine"],
            &["ID|Number of visits|Overall score", "A1|3|40", "A2|5|90"],
            &["|Total|Score", "Ann|3|4", "Bo|5|9"],
            &["Participant|Base|Score", "P1|3|40", "P2|5|90"],
            &["Ward|Were you told?|Score", "A|Yes|4", "A|No|9"],
            &[
                "Respondent|Question|Base|Score",
                "1|Were you told?|3|40",
                "2|Were you told?|5|60",
                "3|Were you told?|5|60",
                "4|Were you told?|5|70",
            ],
            &[
                "Release Period|Measure ID|Bottom-box Percentage|Middle-box Percentage|Top-box Percentage",
                "07_2015|H_CLEAN_HSP|8|18|74",
                "07_2015|H_COMP_1|4|17|79",
            ],
        ] {
            assert_eq!(find(&head(rows), false), None, "{rows:?}");
        }
    }

    #[test]
    fn a_range_has_two_ends_and_a_question_none() {
        assert!(
            range("55 to 67").is_some()
                && range("55%-67%").is_some()
                && range("55\u{2013}67").is_some()
        );
        assert!(range("Were you told how to get to the ward?").is_none() && range("131").is_none());
    }
}
