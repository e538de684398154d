//! An election as a ballot file that Pabulib's tools read (arXiv 2305.11035), so that others can count it anew.
//!
//! `pabulib-checker` takes it but for what its format has no room for: hours (a column and a key of their own, which other
//! readers ignore), projects that cost less than 1 of the currency or more than the whole budget, blank approval ballots,
//! and, since it counts whole units, a budget that misses paying for everything by pence.

use thiserror::Error;

use crate::domain::vote::{
    choose::{Ballot, Election, Kind, Project},
    exact::Exact,
};

/// What a ballot file says beside the election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PbMeta {
    /// What was voted on.
    pub description: String,
    /// In English, or its ISO code.
    pub country: String,
    /// Whose vote it was: a town; here, a hospital's unit.
    pub unit: String,
    /// Which vote, such as the year.
    pub instance: String,
    /// `YYYY` or `DD.MM.YYYY`.
    pub date_begin: String,
    /// `YYYY` or `DD.MM.YYYY`.
    pub date_end: String,
    /// ISO 4217; empty where there is none.
    pub currency: String,
    /// ISO 639-1; empty where it is not said.
    pub language: String,
}

/// Why a ballot file cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PbWriteError {
    /// The format has one budget, and no number but it.
    #[error("a ballot file needs a limit in money as the first of at most two")]
    Limits,
    /// A comma or a semicolon would split an id, and blanks would be lost.
    #[error("the id `{0}` cannot stand in a ballot file")]
    Id(String),
    /// A cost has more decimals than can be written.
    #[error("{0} is no decimal number")]
    Number(Exact),
}

/// The text of a file. `names` are what the projects are called, `selected` the set that was chosen, where one was.
///
/// Ballots are without names and in an order of their own, so that nothing tells whose they are. Groups are not written:
/// the format knows heads only.
///
/// # Errors
/// What the format has no way to say.
pub fn write(
    election: &Election,
    about: &PbMeta,
    names: &[String],
    selected: Option<&[usize]>,
) -> Result<String, PbWriteError> {
    let hours = match election.limits.as_slice() {
        [_] => None,
        [_, hours] => Some(hours),
        _ => return Err(PbWriteError::Limits),
    };
    let bad = |p: &&Project| {
        p.id.is_empty()
            || p.id.trim() != p.id
            || p.id.eq_ignore_ascii_case("none")
            || p.id.contains([',', ';', '"', '\n', '\r'])
    };
    if let Some(project) = election.projects.iter().find(bad) {
        return Err(PbWriteError::Id(project.id.clone()));
    }
    let mut text = PbWriter::default();
    meta(&mut text, election, about)?;
    if let Some(hours) = hours {
        text.row(["hours_budget", &decimal(hours.budget)?]);
    }
    if let Some(most) = election.at_most {
        text.row(["comment", &format!("#1: at most {most} projects")]);
    }
    let ballots: Vec<Marks> = election
        .ballots
        .iter()
        .map(|b| marks(election, b))
        .collect();
    // Only where every number is whole is a sum of points written: the checker reads no other.
    let whole = election.kind == Kind::Points && ballots.iter().flatten().all(|m| m.1.is_integer());
    text.row(["PROJECTS"]);
    let mut header = vec!["project_id", "cost", "votes"];
    header.extend(whole.then_some("score"));
    header.push("name");
    header.extend(selected.map(|_| "selected"));
    header.extend(hours.map(|_| "hours"));
    text.row(header);
    for (place, project) in election.projects.iter().enumerate() {
        let given = || ballots.iter().flatten().filter(|m| m.0 == place);
        let mut row = vec![project.id.clone()];
        let mut costs = project.costs.iter();
        row.push(decimal(costs.next().copied().unwrap_or_default())?);
        row.push(given().count().to_string());
        if whole {
            row.push(decimal(given().map(|m| m.1).sum())?);
        }
        row.push(names.get(place).unwrap_or(&project.id).clone());
        row.extend(selected.map(|s| u8::from(s.contains(&place)).to_string()));
        if let Some(hours) = costs.next() {
            row.push(decimal(*hours)?);
        }
        text.row(row.iter().map(String::as_str));
    }
    text.row(["VOTES"]);
    let points = election.kind == Kind::Points;
    let mut rows = Vec::with_capacity(ballots.len());
    for marks in &ballots {
        rows.push(vote(election, marks)?);
    }
    rows.sort();
    text.row(if points {
        vec!["voter_id", "vote", "points"]
    } else {
        vec!["voter_id", "vote"]
    });
    for (number, (vote, given)) in (1..).zip(&rows) {
        let id = format!("{number}");
        let mut row = vec![id.as_str(), vote];
        row.extend(points.then_some(given.as_str()));
        text.row(row);
    }
    Ok(text.0)
}

fn meta(text: &mut PbWriter, election: &Election, about: &PbMeta) -> Result<(), PbWriteError> {
    let budget = election
        .limits
        .first()
        .map(|l| l.budget)
        .unwrap_or_default();
    let costs = election.projects.iter().filter_map(|p| p.costs.first());
    let all: Exact = costs.sum();
    let said = |text: &str, otherwise: &str| {
        let text = text.trim();
        if text.is_empty() { otherwise } else { text }.to_owned()
    };
    let kind = match election.kind {
        Kind::Approval => "approval",
        Kind::Points => "scoring",
        Kind::Ranks => "ordinal",
    };
    text.row(["META"]);
    text.row(["key", "value"]);
    let rows = [
        ("description", said(&about.description, "A vote")),
        ("country", said(&about.country, "Worldwide")),
        ("unit", said(&about.unit, "unknown")),
        ("instance", said(&about.instance, "unknown")),
        ("num_projects", election.projects.len().to_string()),
        ("num_votes", election.ballots.len().to_string()),
        ("budget", decimal(budget)?),
        ("vote_type", kind.to_owned()),
        ("rule", "unknown".to_owned()),
        ("date_begin", about.date_begin.clone()),
        ("date_end", about.date_end.clone()),
        ("language", about.language.clone()),
        ("currency", about.currency.clone()),
    ];
    for (key, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        text.row([key, value.as_str()]);
    }
    if all <= budget {
        text.row(["fully_funded", "1"]);
    }
    Ok(())
}

/// What a ballot gives to which project.
type Marks = Vec<(usize, Exact)>;

/// The id of a project.
fn id(election: &Election, place: usize) -> &str {
    election.projects.get(place).map_or("", |p| p.id.as_str())
}

/// A ballot as it is written, most first. Points have to be given: a blank ballot gives every project none.
fn marks(election: &Election, ballot: &Ballot) -> Marks {
    let mut marks = ballot.marks.clone();
    if election.kind == Kind::Points && marks.is_empty() {
        let none = Exact::default();
        marks = (0..election.projects.len()).map(|p| (p, none)).collect();
    }
    marks.sort_by(|a, b| {
        let by_id = || id(election, a.0).cmp(id(election, b.0));
        b.1.cmp(&a.1).then_with(by_id)
    });
    marks
}

/// The cells of a ballot: ids, and what each is given.
fn vote(election: &Election, marks: &Marks) -> Result<(String, String), PbWriteError> {
    let ids: Vec<&str> = marks.iter().map(|m| id(election, m.0)).collect();
    let given: Result<Vec<String>, _> = marks.iter().map(|m| decimal(m.1)).collect();
    Ok((ids.join(","), given?.join(",")))
}

/// A number without a fraction: all its decimals.
fn decimal(number: Exact) -> Result<String, PbWriteError> {
    let (mut above, below) = (*number.numer(), *number.denom());
    let no_decimal = PbWriteError::Number(number);
    let (mut reached, mut places) = (1_i64, 0_usize);
    while reached % below != 0 {
        reached = reached.checked_mul(10).ok_or(no_decimal.clone())?;
        places += 1;
    }
    above = above.checked_mul(reached / below).ok_or(no_decimal)?;
    if places == 0 {
        return Ok(above.to_string());
    }
    let digits = format!("{:0width$}", above.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    Ok(format!(
        "{}{whole}.{part}",
        if above < 0 { "-" } else { "" }
    ))
}

#[derive(Default)]
struct PbWriter(String);

impl PbWriter {
    fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.0.push(';');
            }
            // A line break inside a cell is more than some readers take.
            let cell = cell.split(['\n', '\r']).map(str::trim);
            let cell = cell.filter(|c| !c.is_empty()).collect::<Vec<_>>().join(" ");
            if cell.contains([';', '"']) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&cell);
            }
        }
        self.0.push('\n');
    }
}
