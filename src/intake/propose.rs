//! A codebook as a program would fill it in: everything in it is a proposal that a person looks at before anything is counted.
//!
//! Whoever has no data skills should find little to type: the scales are known, the words are comments, and the rest is out of the way.

use std::collections::{HashMap, HashSet};

use super::{
    export::{AnswerKind, ColumnInfo, Export},
    kind::{asks_for_all, is_missing_among},
    labels, platform,
    results::{self, lines},
    rows, scale,
    score::{self, folded},
    search::{self, ThemeText},
    table::Answer,
};
use crate::{
    domain::{
        codebook::{
            Codebook, CodebookTheme, ColumnContent, CommentColumn, ExportRule, PeriodLength,
            QuestionColumn, RowLabel, ThemeOf,
        },
        findings::{Findings, SourceKind, Unit},
        stats::{self, HideRule},
    },
    yaml::Remarks,
};

/// Where questions stand until somebody sorts them, by its id and title: a theme that is suggested for nothing.
pub const TO_SORT: (&str, &str) = ("to-sort", "To sort");

/// Different answers of a column that may say the strand.
const MOST_STRANDS: usize = 12;

/// A codebook for these exports; what `existing` findings know of the same questions is used.
pub fn codebook(exports: &[Export], existing: Option<&Findings>) -> Codebook {
    let mut codebook = Codebook::default();
    if let Some(findings) = existing {
        codebook.unit = findings.unit.clone();
        codebook.survey.title.clone_from(&findings.survey.title);
        codebook.survey.hide_below = findings.survey.hide_below;
        codebook.themes = findings.talked_about().map(said).collect();
    }
    complete(&mut codebook, exports, existing);
    codebook
}

fn said(theme: &crate::domain::findings::Theme) -> CodebookTheme {
    CodebookTheme {
        id: theme.id.clone(),
        title: theme.title.clone(),
    }
}

/// What each theme is about: its title, its standard, and the questions that are put to it.
pub fn theme_texts(codebook: &Codebook, existing: Option<&Findings>) -> Vec<ThemeText> {
    let mut about = promise_texts(codebook, existing);
    for (theme, about) in codebook.themes.iter().zip(&mut about) {
        for question in codebook.questions.iter().filter(|q| q.theme == theme.id) {
            about.words.push(' ');
            about.words.push_str(&question.question);
        }
    }
    about
}

/// Each theme by its title and standard alone: what a new unit has of them before anybody was asked.
fn promise_texts(codebook: &Codebook, existing: Option<&Findings>) -> Vec<ThemeText> {
    let words_of = |theme: &CodebookTheme| {
        let standard = existing.and_then(|f| f.theme(&theme.id));
        let standard = standard.map_or("", |t| t.standard.as_str());
        ThemeText {
            words: format!("{} {standard}", theme.title),
        }
    };
    codebook.themes.iter().map(words_of).collect()
}

/// Adds to a codebook what it does not know yet: files, and columns. What it says already stays as it is. Says how many
/// columns were added.
pub fn complete(codebook: &mut Codebook, exports: &[Export], existing: Option<&Findings>) -> usize {
    let mut added = 0;
    if codebook.survey.period.is_empty() {
        codebook.survey.period = exports.iter().find_map(year).unwrap_or_default();
    }
    if codebook.themes.is_empty() {
        codebook.themes.push(CodebookTheme {
            id: TO_SORT.0.to_owned(),
            title: TO_SORT.1.to_owned(),
        });
    }
    let had_comments = !codebook.comments.is_empty();
    for export in exports {
        let known = codebook
            .exports
            .iter()
            .position(|rule| rule.file == export.name);
        // A file that was downloaded again has another name.
        let same = |rule: &ExportRule| rule.results.is_some() == export.is_results();
        let again =
            exports.len() == 1 && codebook.exports.len() == 1 && codebook.exports.iter().all(same);
        let at = known.or(again.then_some(0)).unwrap_or_else(|| {
            let rule = rule(export, &codebook.unit);
            codebook.exports.push(rule);
            codebook.exports.len() - 1
        });
        if export.reading.chosen
            && let Some(rule) = codebook.exports.get_mut(at)
        {
            rule.sheet = named_sheet(export);
        }
        if export.is_results() {
            added += add_questions(codebook, at, export, existing);
            continue;
        }
        added += add_columns(codebook, at, export, existing);
    }
    if !had_comments {
        use_labels(codebook, exports, existing);
    }
    // A table that names the themes of all its questions leaves nothing to sort.
    let is_used = |id: &str| codebook.questions.iter().any(|q| q.theme == id);
    if exports.iter().all(Export::is_results) && codebook.themes.len() > 1 && !is_used(TO_SORT.0) {
        codebook.themes.retain(|t| t.id != TO_SORT.0);
    }
    added
}

/// Comments that somebody has sorted before keep their themes.
fn use_labels(codebook: &mut Codebook, exports: &[Export], existing: Option<&Findings>) {
    let found = labels::label_columns(exports);
    let pairs = labels::pair_with_comments(&found, codebook.comments.len());
    let pairs: Vec<(usize, labels::LabelColumn)> = pairs
        .into_iter()
        .enumerate()
        .filter_map(|(nth, pair)| Some((nth, pair?.clone())))
        .collect();
    for (nth, of) in pairs {
        let about = promise_texts(codebook, existing);
        let theme = labels::assign_themes(codebook, &of, &about);
        if let Some(column) = codebook.comments.get_mut(nth) {
            column.theme = theme;
        }
    }
}

/// What can be said of a file by itself.
fn rule(export: &Export, unit: &Unit) -> ExportRule {
    if export.is_results() {
        return ExportRule {
            sheet: named_sheet(export),
            ..results::proposed::rule(export, unit)
        };
    }
    let name = export.name.to_lowercase();
    let from_name = ["primary", "secondary"]
        .into_iter()
        .filter(|s| name.contains(s));
    let strand = match from_name.collect::<Vec<_>>().as_slice() {
        [only] => RowLabel::Is((*only).to_owned()),
        _ => strand_column(export).unwrap_or(RowLabel::Is(String::new())),
    };
    ExportRule {
        kind: if export.is_interview() {
            SourceKind::Interview
        } else {
            SourceKind::Survey
        },
        sheet: named_sheet(export),
        strand,
        ..ExportRule::open(&export.name)
    }
}

/// The sheet that somebody named; empty where the program chose it.
fn named_sheet(export: &Export) -> String {
    let named = export
        .reading
        .sheet
        .clone()
        .filter(|_| export.reading.chosen);
    named.unwrap_or_default()
}

/// A column that tells patients of primary and secondary disease apart, by its answers.
fn strand_column(export: &Export) -> Option<RowLabel> {
    export
        .columns
        .iter()
        .zip(export.table.columns())
        .find_map(|(described, cells)| {
            let answers = cells.answers().filter(|a| a.len() <= MOST_STRANDS)?;
            if !matches!(described.kind, AnswerKind::Choice | AnswerKind::Scale) {
                return None;
            }
            let strand = |text: &str| {
                let text = text.to_lowercase();
                match () {
                    () if text.contains("secondary") || text.contains("metasta") => {
                        Some("secondary")
                    }
                    () if text.contains("primary") => Some("primary"),
                    () => None,
                }
            };
            let mut seen = HashSet::new();
            let values: Vec<(String, String)> = answers
                .iter()
                .filter(|a| seen.insert(folded(&a.text)))
                .filter_map(|a| Some((a.text.clone(), strand(&a.text)?.to_owned())))
                .collect();
            let both = ["primary", "secondary"]
                .iter()
                .all(|s| values.iter().any(|(_, v)| v == s));
            both.then(|| RowLabel::Column {
                column: described.id.clone(),
                values,
                leave_out: Vec::new(),
            })
        })
}

/// The column of days that says when people answered: one of the tool's own, else the first.
pub fn day_column(export: &Export) -> Option<usize> {
    let days = |own: bool| {
        let mut columns = export.columns.iter();
        columns.position(|c| c.kind == AnswerKind::Date && (c.own || !own))
    };
    days(true).or_else(|| days(false))
}

/// The year in which most people answered.
fn year(export: &Export) -> Option<String> {
    if export.is_results() {
        return results::proposed::newest(&rule(export, &Unit::default()));
    }
    let mut years: Vec<(String, usize)> = Vec::new();
    let periods = score::periods(export, day_column(export)?, PeriodLength::Year);
    for year in periods.into_iter().flatten() {
        match years.iter_mut().find(|(y, _)| *y == year) {
            Some((_, n)) => *n += 1,
            None => years.push((year, 1)),
        }
    }
    let within_reason = years
        .into_iter()
        .filter(|(year, _)| ("1990".."2100").contains(&year.as_str()));
    let (year, _) = within_reason.max_by_key(|(year, n)| (*n, year.clone()))?;
    Some(year)
}

/// What a column would become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUse {
    /// Its answers are counted.
    Finding,
    /// Its words come in.
    Comments,
    /// Options of a question that were ticked; nothing is made of them so far.
    Tick,
    /// It says which patients answered.
    Strand,
    /// It says when they did.
    Period,
    /// It says who answered: never shown, never written.
    Who,
    /// It has this role in a table of results.
    Role(ColumnContent),
    /// It is not used.
    Nothing,
}

impl ColumnUse {
    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Comments => "comments",
            Self::Tick => "tick",
            Self::Strand => "strand",
            Self::Period => "period",
            Self::Who => "who",
            Self::Role(what) => what.word(),
            Self::Nothing => "nothing",
        }
    }
}

/// What each column of an export would become, as it would be proposed.
pub fn column_uses(export: &Export) -> Vec<ColumnUse> {
    let rule = rule(export, &Unit::default());
    if export.is_results() {
        return of_results(export, &rule);
    }
    let strand = rule.strand.column();
    let period = day_column(export).filter(|_| year(export).is_some());
    let of = |(nth, column): (usize, &ColumnInfo)| match column.kind {
        AnswerKind::Identifier => ColumnUse::Who,
        _ if strand == Some(column.id.as_str()) => ColumnUse::Strand,
        _ if period == Some(nth) => ColumnUse::Period,
        _ if column.own => ColumnUse::Nothing,
        AnswerKind::Multiple => ColumnUse::Tick,
        _ if is_scored(export, nth) => ColumnUse::Finding,
        AnswerKind::Text if column.sentences => ColumnUse::Comments,
        AnswerKind::Scale
        | AnswerKind::Text
        | AnswerKind::Choice
        | AnswerKind::Number
        | AnswerKind::Date
        | AnswerKind::Empty => ColumnUse::Nothing,
    };
    export.columns.iter().enumerate().map(of).collect()
}

/// Beginnings of what is asked about the person who answers, and not about the care: to count it would say nothing of a unit.
const OF_THE_PERSON: &[&str] = &[
    "are you a ",
    "are you an ",
    "are you answering",
    "are you completing",
    "are you filling",
    "are you the ",
    "complete",
    "completed",
    "consent",
    "do you agree",
    "do you consent",
    "do you consider yourself",
    "do you have a",
    "do you live",
    "do you smoke",
    "do you wish to",
    "do you want to",
    "finished",
    "may we contact",
    "would you like to be contacted",
    "would you like to take part",
    "would you be willing",
];

/// Words of such a question, wherever they stand.
const PERSONAL: &[&str] = &[
    "carer",
    "consent",
    "contact you again",
    "disabilit",
    "disabled",
    "ethnic",
    "gender",
    "long-term condition",
    "pregnan",
    "religio",
];

/// Whether a column's answers are counted: a scale, or a question about the care that was answered with yes and no.
fn is_scored(export: &Export, nth: usize) -> bool {
    let (Some(described), Some(cells)) = (export.columns.get(nth), export.table.columns().get(nth))
    else {
        return false;
    };
    match described.kind {
        _ if described.own => false,
        AnswerKind::Scale => true,
        AnswerKind::Choice => {
            described.option.is_none()
                && !is_of_the_person(&described.question)
                && !asks_for_ticks(described)
                && says_yes_or_no(&described.question, cells.answers().unwrap_or_default())
                && !is_tick(export, nth)
        }
        _ => false,
    }
}

/// Whether a question asks for ticks. "Did you have to ask more than once?" does not.
fn asks_for_ticks(described: &ColumnInfo) -> bool {
    let question = described
        .question
        .to_lowercase()
        .replace("more than one", "");
    asks_for_all(&ColumnInfo {
        question,
        ..described.clone()
    })
}

fn is_of_the_person(question: &str) -> bool {
    let text = question.trim().to_lowercase();
    OF_THE_PERSON
        .iter()
        .any(|b| text.starts_with(b) && (text.len() == b.len() || b.contains(' ')))
        || PERSONAL.iter().any(|w| text.contains(w))
}

/// Whether the answers are yes and no. Where all say the same, only a question is one: an option that was ticked says "Yes"
/// as well.
fn says_yes_or_no(question: &str, answers: &[Answer]) -> bool {
    let given: Vec<Answer> = answers.iter().filter(|a| a.count > 0).cloned().collect();
    scale::propose_for(question, &given).is_some_and(|known| {
        let both = !known.positive.is_empty() && !known.other.is_empty();
        let one = !known.positive.is_empty() || !known.other.is_empty();
        known.name == "yes or no" && (both || (one && question.trim_end().ends_with('?')))
    })
}

/// Whether a column of true and false is an option of a question: another column is called alike up to the option.
fn is_tick(export: &Export, nth: usize) -> bool {
    let base = |column: &ColumnInfo| {
        let at = column.question.rfind(['/', '[', ':', '(', '-'])?;
        let base = column.question.get(..at)?.trim().to_lowercase();
        (!base.is_empty()).then_some(base)
    };
    let machine = |nth: usize| {
        let column = export.table.columns().get(nth);
        let answers = column.and_then(|c| c.answers()).unwrap_or_default();
        !answers.is_empty()
            && answers.iter().all(|a| {
                ["", "true", "false", "t", "f"]
                    .iter()
                    .any(|word| a.text.eq_ignore_ascii_case(word))
            })
    };
    let Some(own) = export.columns.get(nth).and_then(base) else {
        return false;
    };
    let mut others = export.columns.iter().enumerate();
    machine(nth)
        && others.any(|(other, c)| {
            other != nth && machine(other) && base(c).is_some_and(|base| base == own)
        })
}

/// The roles of a table of results in full, with strand and period, by the ids of its columns; empty of another export.
pub fn roles(export: &Export) -> HashMap<String, String> {
    if !export.is_results() {
        return HashMap::new();
    }
    let rule = rule(export, &Unit::default());
    rule.roles()
        .map(|(role, id)| (id.to_owned(), role.to_string()))
        .collect()
}

/// The content of each column of a table of results.
fn of_results(export: &Export, rule: &ExportRule) -> Vec<ColumnUse> {
    let columns = export.columns.iter();
    let of = |column: &ColumnInfo| match column.id.as_str() {
        id if rule.strand.column() == Some(id) => ColumnUse::Strand,
        id if rule.period.column() == Some(id) => ColumnUse::Period,
        id => rule
            .roles()
            .find(|(_, of)| *of == id)
            .map_or(ColumnUse::Nothing, |(role, _)| ColumnUse::Role(role.what)),
    };
    columns.map(of).collect()
}

/// Adds the questions of a table of results that the codebook does not know; says how many. They need nobody to agree to them,
/// unless answers have rows, of which a scale says which are good.
pub fn add_questions(
    codebook: &mut Codebook,
    rule: usize,
    export: &Export,
    existing: Option<&Findings>,
) -> usize {
    let Some(rule) = codebook.exports.get(rule).cloned() else {
        return 0;
    };
    let asked = lines::questions(&lines::result_rows(export, &rule));
    let promises = promise_texts(codebook, existing);
    let titled = asked.iter().any(|a| !a.theme.is_empty());
    let mut added = 0;
    for one in asked {
        let wanted = folded(&one.key);
        let known = codebook
            .questions
            .iter()
            .any(|q| folded(&q.column) == wanted)
            || codebook.unused.iter().any(|u| folded(u) == wanted);
        if known {
            continue;
        }
        added += 1;
        let (theirs, finding) =
            finding_for(codebook, existing, &one.question, &finding_id(&one.key));
        let suggested = search::suggest(&one.question, &promises).unwrap_or(0);
        let theme = match theirs {
            Some(theme) => theme,
            None if titled && !one.theme.is_empty() => theme_of(codebook, &one.theme),
            None => codebook
                .themes
                .get(suggested)
                .map(|t| t.id.clone())
                .unwrap_or_default(),
        };
        let answers: Vec<Answer> = one
            .answers
            .iter()
            .map(|text| Answer {
                text: text.clone(),
                count: 1,
            })
            .collect();
        let sorted = sort_answers(&one.question, &answers);
        // "Did you feel ignored?": a person says first that a high percentage is good.
        let asks = scale::may_be_reversed(&one.question, "");
        codebook.questions.push(QuestionColumn {
            column: one.key,
            finding,
            theme,
            question: one.question,
            agreed: answers.is_empty() && !asks,
            ..sorted
        });
    }
    added
}

/// An id for a finding out of what a table calls its question: its code, else a number is found.
fn finding_id(key: &str) -> String {
    let short = key.len() <= 12 && !key.contains(' ');
    let id = platform::id(key).to_lowercase();
    match short && !id.is_empty() {
        true if id.starts_with(|c: char| c.is_ascii_digit()) => format!("q{id}"),
        true => id,
        false => "q1".to_owned(),
    }
}

/// The theme of a title, which is made where there is none.
fn theme_of(codebook: &mut Codebook, title: &str) -> String {
    let wanted = folded(title);
    if let Some(there) = codebook.themes.iter().find(|t| folded(&t.title) == wanted) {
        return there.id.clone();
    }
    let id = labels::new_theme_id(codebook, title);
    codebook.themes.push(CodebookTheme {
        id: id.clone(),
        title: title.to_owned(),
    });
    id
}

/// Adds the columns of a file that the codebook does not know; says how many.
fn add_columns(
    codebook: &mut Codebook,
    rule: usize,
    export: &Export,
    existing: Option<&Findings>,
) -> usize {
    let mut added = 0;
    let says: HashSet<String> = said_by_columns(codebook, rule);
    let promises = promise_texts(codebook, existing);
    for (nth, (described, cells)) in export
        .columns
        .iter()
        .zip(export.table.columns())
        .enumerate()
    {
        let scored = is_scored(export, nth);
        let ours = codebook
            .exports
            .get(rule)
            .and_then(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id))
            .map_or(described.id.as_str(), |(ours, _)| ours.as_str())
            .to_owned();
        if says.contains(&ours) || knows(codebook, &ours, described, rule) {
            continue;
        }
        let wording = described.option.as_ref().map_or_else(
            || described.question.clone(),
            |option| {
                format!(
                    "{} {}{option}",
                    described.question,
                    if described.question.ends_with(['?', ':', '.']) {
                        ""
                    } else {
                        "- "
                    }
                )
            },
        );
        // The same question under another name, in another file.
        let same = codebook
            .questions
            .iter()
            .find(|q| folded(&q.question) == folded(&wording))
            .map(|q| q.column.clone());
        if let (Some(same), true) = (same, rule > 0)
            && let Some(rule) = codebook.exports.get_mut(rule)
        {
            if same != described.id {
                rule.columns.push((same, described.id.clone()));
            }
            continue;
        }
        added += 1;
        let column = free_name(codebook, &ours);
        if column != described.id
            && let Some(rule) = codebook.exports.get_mut(rule)
        {
            rule.columns.push((column.clone(), described.id.clone()));
        }
        // The theme whose words it has most in common with, else the first.
        let nearest = search::suggest(&wording, &promises).unwrap_or(0);
        let theme = codebook.themes.get(nearest);
        let theme = theme.map(|t| t.id.clone()).unwrap_or_default();
        match described.kind {
            _ if scored => {
                let sorted = sort_answers(&wording, cells.answers().unwrap_or_default());
                let (known, finding) = finding_for(codebook, existing, &wording, &column);
                codebook.questions.push(QuestionColumn {
                    finding,
                    theme: known.unwrap_or(theme),
                    column,
                    question: wording,
                    agreed: false,
                    ..sorted
                });
            }
            AnswerKind::Text if described.sentences => codebook.comments.push(CommentColumn {
                column,
                theme: ThemeOf::unsorted(),
                redact: false,
            }),
            _ => codebook.unused.push(column),
        }
    }
    added
}

/// A question whose answers are sorted as far as a scale knows them, each once however it is spelt; the rest of it is empty.
/// Nothing is sorted where the question may be worded the other way round, or no answer would be a good one: that is asked.
pub fn sort_answers(wording: &str, answers: &[Answer]) -> QuestionColumn {
    let partial = scale::partial(wording, answers).unwrap_or_default();
    let all_bad = partial.unknown.is_empty() && partial.known.positive.is_empty();
    let known = if all_bad || scale::may_be_reversed(wording, partial.known.name) {
        scale::Proposal {
            leave_out: partial.known.leave_out,
            ..scale::Proposal::default()
        }
    } else {
        partial.known
    };
    let mut seen = HashSet::new();
    let mut once = |list: Vec<String>| -> Vec<String> {
        list.into_iter()
            .filter(|a| seen.insert(folded(a)))
            .collect()
    };
    let (positive, other) = (once(known.positive), once(known.other));
    let mut leave_out = once(known.leave_out);
    // `NA` in a cell is no answer, whatever the scale.
    let missing = answers
        .iter()
        .map(|a| a.text.clone())
        .filter(|a| is_missing_among(a, answers));
    leave_out.extend(once(missing.collect()));
    QuestionColumn {
        column: String::new(),
        finding: String::new(),
        theme: String::new(),
        question: wording.to_owned(),
        positive,
        other,
        leave_out,
        agreed: false,
        reversed: false,
    }
}

/// Columns that say strand or period.
fn said_by_columns(codebook: &Codebook, rule: usize) -> HashSet<String> {
    let rule = codebook.exports.get(rule);
    let by = rule.into_iter().flat_map(|r| [&r.strand, &r.period]);
    by.filter_map(RowLabel::column).map(str::to_owned).collect()
}

/// Whether the codebook speaks of a column of that name, and means this one: in a second file the name may be another question's.
fn knows(
    codebook: &Codebook,
    id: &str,
    described: &super::export::ColumnInfo,
    rule: usize,
) -> bool {
    if let Some(question) = codebook.questions.iter().find(|q| q.column == id) {
        let here = folded(&question.question);
        return rule == 0
            || here.contains(&folded(&described.question))
            || described.question == described.id;
    }
    codebook.comments.iter().any(|c| c.column == id) || codebook.unused.iter().any(|u| u == id)
}

/// A name for a column that none has yet.
fn free_name(codebook: &Codebook, id: &str) -> String {
    let taken = |name: &str| {
        codebook.questions.iter().any(|q| q.column == name)
            || codebook.comments.iter().any(|c| c.column == name)
            || codebook.unused.iter().any(|u| u == name)
    };
    numbered(id, taken)
}

/// An id for a finding that no finding, comment or question has.
fn free_id(codebook: &Codebook, existing: Option<&Findings>, column: &str) -> String {
    let taken = |id: &str| {
        codebook.questions.iter().any(|q| q.finding == id)
            || existing.is_some_and(|f| f.finding(id).is_some() || f.comment(id).is_some())
    };
    numbered(&column.to_lowercase(), taken)
}

fn numbered(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    let mut n = 2_u32;
    loop {
        let name = format!("{base}-{n}");
        if n == u32::MAX || !taken(&name) {
            return name;
        }
        n += 1;
    }
}

/// A question that may be worded the other way round: what a person is asked, and both ways to sort its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    /// The answers that would be good ones.
    pub good: Vec<String>,
    /// Sorted as the scale has it.
    pub direct: scale::Proposal,
    /// Sorted the other way round.
    pub reversed: scale::Proposal,
}

/// Which way is good where a question may be worded the other way round; `None` where nothing says so, or no scale knows its
/// answers.
pub fn direction(wording: &str, answers: &[Answer]) -> Option<Direction> {
    let direct = scale::propose_for(wording, answers)?;
    let asks = scale::may_be_reversed(wording, direct.name);
    let reversed = scale::reversed(&direct);
    let good = reversed.positive.clone();
    (asks && !good.is_empty()).then_some(Direction {
        good,
        direct,
        reversed,
    })
}

impl Direction {
    /// What a person is asked.
    pub fn question(&self) -> String {
        let good: Vec<String> = self
            .good
            .iter()
            .map(|a| format!("\u{201c}{a}\u{201d}"))
            .collect();
        match good.as_slice() {
            [only] => format!("is {only} the good answer here?"),
            several => format!("are {} the good answers here?", several.join(" and ")),
        }
    }
}

/// The finding that a column of that wording belongs to, and its theme where it is there already: one that asked the same and
/// has no column yet, else one with an id that nothing has.
pub fn finding_for(
    codebook: &Codebook,
    existing: Option<&Findings>,
    wording: &str,
    column: &str,
) -> (Option<String>, String) {
    match existing.and_then(|f| finding_of(f, wording, codebook)) {
        Some((theme, id)) => (Some(theme.to_owned()), id.to_owned()),
        None => (None, free_id(codebook, existing, column)),
    }
}

/// The theme and id of the finding that asked the same, and belongs to no column yet: where a wording was asked twice, each
/// column has a finding of its own.
fn finding_of<'f>(
    findings: &'f Findings,
    wording: &str,
    codebook: &Codebook,
) -> Option<(&'f str, &'f str)> {
    let wanted = folded(wording);
    let is_taken = |id: &str| codebook.questions.iter().any(|q| q.finding == id);
    findings.themes.iter().find_map(|theme| {
        let finding = theme
            .findings
            .iter()
            .find(|f| folded(&f.question) == wanted && !is_taken(&f.id))?;
        Some((theme.id.as_str(), finding.id.as_str()))
    })
}

/// How many answered, unless they are few.
fn answered(people: u32, of: usize, least: u32) -> String {
    if people > 0 && people < least {
        format!("fewer than {least} answered")
    } else {
        format!("{people} of {of} answered")
    }
}

/// How often each answer was given, in the order of the scale; those that few gave, and those that would tell them, without a
/// number.
fn counted(people: &str, answers: &[Answer], least: u32) -> String {
    let most: Vec<&Answer> = answers.iter().filter(|a| a.count > 0).collect();
    // Answers have no side that is content yet: only how many gave each counts.
    let counts: Vec<(u32, u32)> = most.iter().map(|a| (0, a.count)).collect();
    let rule = HideRule {
        answers_below: least,
        cells_below: 0,
    };
    let (told, kept): (Vec<_>, Vec<_>) = most
        .into_iter()
        .zip(stats::shown(&counts, rule, true))
        .partition(|(_, is_shown)| *is_shown);
    let list = |answers: &[(&Answer, bool)], text: fn(&Answer) -> String| {
        let shown: Vec<String> = answers
            .iter()
            .take(MOST_SHOWN)
            .map(|(a, _)| text(a))
            .collect();
        let more = if answers.len() > MOST_SHOWN {
            ", ..."
        } else {
            ""
        };
        format!("{}{more}", shown.join(", "))
    };
    let mut line = people.to_owned();
    if !told.is_empty() {
        line.push_str(": ");
        line.push_str(&list(&told, |a| format!("{} {}", a.count, a.text)));
    }
    if !kept.is_empty() {
        line.push_str("; without a number, since few gave one of them: ");
        line.push_str(&list(&kept, |a| a.text.clone()));
    }
    line
}

/// Answers of a remark at most.
const MOST_SHOWN: usize = 12;

/// For each column of a codebook, what stands beside it as a remark: how many answered, how often each answer was given, and
/// which answers nobody has sorted. Of identifiers and words only counts.
///
/// The file is mailed around, so no count in it is one that could be a person, or that such a one could be worked out from.
pub fn remarks(exports: &[Export], codebook: &Codebook) -> Remarks {
    let mut remarks = Remarks::new();
    let least = codebook.survey.hide_below;
    for export in exports.iter().filter(|e| !e.is_results()) {
        for (nth, described) in export.columns.iter().enumerate() {
            let ours = codebook
                .exports
                .iter()
                .filter(|r| r.file == export.name)
                .find_map(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id))
                .map_or(&described.id, |(ours, _)| ours);
            let mut lines = Vec::new();
            let people = answered(
                rows::people_who_answered(export, nth),
                export.people.number,
                least,
            );
            let question = codebook.questions.iter().find(|q| q.column == *ours);
            match (question, rows::answers_of_people(export, nth)) {
                (Some(question), Some(mut answers)) if described.kind != AnswerKind::Identifier => {
                    answers.sort_by_key(|a| std::cmp::Reverse(a.count));
                    scale::in_order(&mut answers);
                    lines.push(counted(&people, &answers, least));
                    if !question.agreed
                        && question.positive.is_empty()
                        && let Some(direction) = direction(&question.question, &answers)
                    {
                        lines.push(format!(
                            "this may be worded the other way round: {} Then write reversed: true beside it.",
                            direction.question()
                        ));
                    }
                    let sorted: HashSet<String> =
                        [&question.positive, &question.other, &question.leave_out]
                            .into_iter()
                            .flatten()
                            .map(|a| folded(a))
                            .collect();
                    let open: Vec<&str> = answers
                        .iter()
                        .map(|a| a.text.as_str())
                        .filter(|a| !sorted.contains(&folded(a)))
                        .collect();
                    if !open.is_empty() {
                        lines.push(format!("not sorted yet: {}", open.join(", ")));
                    }
                }
                _ => lines.push(people),
            }
            remarks.entry(ours.clone()).or_default().extend(lines);
        }
    }
    remarks
}

#[cfg(test)]
mod tests;
