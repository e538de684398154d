//! Ballot file of an election in Pabulib's format (arXiv 2305.11035), so that others can recount it.
//!
//! `pabulib-checker` accepts it, except for what the format has no place for: hours (an extra column and key, which other readers
//! ignore), projects that cost less than 1 or more than the whole budget, blank approval ballots, and, as it counts whole units, a
//! budget that falls short of all projects by pence.

use thiserror::Error;

use crate::domain::vote::{
    choose::{BallotKind, Election, Project, UtilityBallot},
    exact::Exact,
};

/// Metadata of a ballot file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PbMeta {
    /// Description of the vote.
    pub description: String,
    /// Country, in English or as an ISO code.
    pub country: String,
    /// Body that voted: a town, or here a unit.
    pub unit: String,
    /// Label of the vote, such as the year.
    pub instance: String,
    /// First day, as `YYYY` or `DD.MM.YYYY`.
    pub date_begin: String,
    /// Last day, as `YYYY` or `DD.MM.YYYY`.
    pub date_end: String,
    /// Currency (ISO 4217); may be empty.
    pub currency: String,
    /// Language (ISO 639-1); may be empty.
    pub language: String,
}

/// Reasons why a ballot file cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PbWriteError {
    /// The limits do not fit the format, which has one budget in money.
    #[error("a ballot file needs a limit in money as the first of at most two")]
    Limits,
    /// An id with a comma or semicolon, which would be split, or with blanks, which would be lost.
    #[error("the id `{0}` cannot stand in a ballot file")]
    Id(String),
    /// A number without a finite decimal form.
    #[error("{0} is no decimal number")]
    Number(Exact),
}

/// Writes a file. `names` are the titles of the projects, `selected` is the chosen set, if there is one.
///
/// Groups are not written: the format only knows single voters.
///
/// # Errors
/// The format cannot express the election.
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
            // Readers trim ids, and two of them could then become one.
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
        // An unknown key, which other readers skip: the format has one budget, in money.
        text.row(["hours_budget", &decimal(hours.budget)?]);
    }
    if let Some(most) = election.at_most {
        // The format has no limit on the number of projects, only remarks.
        text.row(["comment", &format!("#1: at most {most} projects")]);
    }
    let ballots: Vec<BallotMarks> = election
        .ballots
        .iter()
        .map(|b| marks(election, b))
        .collect();
    // The checker only reads whole numbers, so the sum of points is left out if any mark is a fraction.
    let whole =
        election.kind == BallotKind::Points && ballots.iter().flatten().all(|m| m.1.is_integer());
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
    let points = election.kind == BallotKind::Points;
    let mut rows = Vec::with_capacity(ballots.len());
    for marks in &ballots {
        rows.push(vote(election, marks)?);
    }
    // Sorted, because the order of the ballots would tell who cast them.
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
        BallotKind::Approval => "approval",
        BallotKind::Points => "scoring",
        BallotKind::Ranks => "ordinal",
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
    // The checker asks for this key if everything can be paid for.
    if all <= budget {
        text.row(["fully_funded", "1"]);
    }
    Ok(())
}

/// Marks of a ballot: project and points.
type BallotMarks = Vec<(usize, Exact)>;

/// Id of a project.
fn id(election: &Election, place: usize) -> &str {
    election.projects.get(place).map_or("", |p| p.id.as_str())
}

/// Marks of a ballot, highest first. A blank ballot gives 0 points to every project, because points must be given.
fn marks(election: &Election, ballot: &UtilityBallot) -> BallotMarks {
    let mut marks = ballot.marks.clone();
    if election.kind == BallotKind::Points && marks.is_empty() {
        let none = Exact::default();
        marks = (0..election.projects.len()).map(|p| (p, none)).collect();
    }
    marks.sort_by(|a, b| {
        let by_id = || id(election, a.0).cmp(id(election, b.0));
        b.1.cmp(&a.1).then_with(by_id)
    });
    marks
}

/// Cells of a ballot: the ids and their points.
fn vote(election: &Election, marks: &BallotMarks) -> Result<(String, String), PbWriteError> {
    let ids: Vec<&str> = marks.iter().map(|m| id(election, m.0)).collect();
    let given: Result<Vec<String>, _> = marks.iter().map(|m| decimal(m.1)).collect();
    Ok((ids.join(","), given?.join(",")))
}

/// Formats a number with all its decimals.
///
/// # Errors
/// The number has no finite decimal form, such as 1/3.
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
            // Some readers do not support line breaks inside a cell.
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
