//! Reads ballot files in Pabulib's format: three sections, cells separated by `;`, lists by `,` (arXiv 2305.11035).
//!
//! Real files deviate: spaces around separators, points below their own minimum, wrong counts. Harmless deviations are
//! warnings; those that could change the winners are errors with their line.

mod cells;
mod checks;
mod number;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use num_traits::{Signed, Zero};

use self::cells::{PbCell, PbRow, rows};
pub use self::number::{NotExact, amount, exact};
use crate::{
    domain::vote::{
        choose::{BallotKind, CostLimit, Election, Project, UtilityBallot},
        exact::Exact,
        settings::Weight,
    },
    yaml::{Problem, Severity},
};

/// Content of a ballot file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PbFile {
    /// Voters weigh the same. The limits are the money, and the hours if they were asked for.
    pub election: Election,
    /// Entries of META, in file order.
    pub meta: Vec<(String, String)>,
    /// Name of each project; its id if it has none.
    pub names: Vec<String>,
    /// `voter_id` of each ballot.
    pub voters: Vec<String>,
}

/// Location of working hours, which the format does not define.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoursColumn {
    /// Column of PROJECTS.
    pub column: String,
    /// Hours available; `None` to read `COLUMN_budget` of META.
    pub budget: Option<Exact>,
}

/// Result of reading a file.
#[derive(Clone, Debug)]
pub struct ParsedPb {
    /// Content; `None` if any problem is an error.
    pub file: Option<PbFile>,
    /// All problems, in file order.
    pub problems: Vec<Problem>,
}

/// Format of the votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VoteFormat {
    Approval,
    Points,
    Ordinal,
}

/// Reads a file. `name` is used in problems.
pub fn read(name: &str, text: &str, hours: Option<&HoursColumn>) -> ParsedPb {
    // Old spreadsheets end lines with a lone CR, which would make the whole file one line.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = PbReader {
        name,
        lines: text.lines().collect(),
        problems: Vec::new(),
    };
    let file = reader.file(text, hours);
    reader.problems.sort_by_key(|p| (p.line, p.column));
    let refused = reader
        .problems
        .iter()
        .any(|p| p.severity == Severity::Error);
    ParsedPb {
        file: file.filter(|_| !refused),
        problems: reader.problems,
    }
}

struct PbReader<'a> {
    name: &'a str,
    lines: Vec<&'a str>,
    problems: Vec<Problem>,
}

/// Rows of a section below its header.
#[derive(Default)]
struct PbSection {
    /// Line of its name; 0 if it is missing.
    line: u32,
    header: Vec<String>,
    rows: Vec<PbRow>,
}

impl PbSection {
    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }
}

/// Refuses a negative number.
fn not_negative(number: Result<Exact, NotExact>) -> Result<Exact, NotExact> {
    match number {
        Ok(number) if number.is_negative() => Err(NotExact::NoNumber),
        other => other,
    }
}

impl PbReader<'_> {
    fn problem(
        &mut self,
        severity: Severity,
        at: (u32, u32),
        found: impl Into<String>,
        expected: &str,
        help: &str,
    ) {
        let line = usize::try_from(at.0).unwrap_or(0);
        let source = line.checked_sub(1).and_then(|l| self.lines.get(l));
        let source: String = source.map_or_else(String::new, |l| l.chars().take(200).collect());
        self.problems.push(Problem {
            severity,
            file: self.name.to_owned(),
            line: at.0,
            column: at.1,
            caret: at.1.min(200),
            source_line: source,
            path: String::new(),
            found: found.into(),
            expected: expected.to_owned(),
            help: help.to_owned(),
        });
    }

    fn error(&mut self, at: (u32, u32), found: impl Into<String>, expected: &str) {
        self.problem(Severity::Error, at, found, expected, "");
    }

    /// Reports a cell that is not the number it should be.
    fn no_number(&mut self, cell: &PbCell, why: NotExact, expected: &str) {
        let found = format!("`{}`{}", cell.text, why.about());
        let help = why.help(&cell.text);
        let at = (cell.line, cell.column);
        self.problem(Severity::Error, at, found, expected, &help);
    }

    fn warning(&mut self, at: (u32, u32), found: impl Into<String>, expected: &str) {
        self.problem(Severity::Warning, at, found, expected, "");
    }

    fn file(&mut self, text: &str, hours: Option<&HoursColumn>) -> Option<PbFile> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (rows, open) = rows(text);
        if let Some(at) = open {
            self.error(at, "a quotation mark that is never closed", "a closing one");
        }
        let [meta, projects, votes] = self.sections(rows)?;
        let meta = self.meta(&meta);
        let votes_are = self.vote_type(&meta, &votes);
        let money = self.number_of(&meta, "budget", amount, true)?;
        let mut limits = vec![CostLimit {
            name: "money".to_owned(),
            budget: money,
        }];
        if let Some(hours) = hours {
            let key = format!("{}_budget", hours.column);
            let budget = match hours.budget {
                Some(budget) => Some(budget),
                None => self.number_of(&meta, &key, amount, true),
            };
            limits.push(CostLimit {
                name: hours.column.clone(),
                budget: budget?,
            });
        }
        let (projects, names) = self.projects(&projects, hours)?;
        let count = projects.len();
        self.counts(&meta, "num_projects", count);
        let default = self.number_of(&meta, "default_score", exact, false);
        let (ballots, ids) = self.votes(&votes, votes_are, &projects, default)?;
        let count = ballots.len();
        self.counts(&meta, "num_votes", count);
        self.limits(&meta, &ballots, votes_are);
        Some(PbFile {
            election: Election {
                kind: match votes_are {
                    VoteFormat::Approval => BallotKind::Approval,
                    VoteFormat::Points => BallotKind::Points,
                    VoteFormat::Ordinal => BallotKind::Ranks,
                },
                projects,
                limits,
                at_most: None,
                weight: Weight::Head,
                ballots,
            },
            meta: meta.into_iter().map(|(k, v)| (k, v.text)).collect(),
            names,
            voters: ids,
        })
    }

    /// Finds META, PROJECTS and VOTES, all of which are required.
    fn sections(&mut self, rows: Vec<PbRow>) -> Option<[PbSection; 3]> {
        const NAMES: [&str; 3] = ["META", "PROJECTS", "VOTES"];
        let mut sections: [PbSection; 3] = Default::default();
        let mut here: Option<usize> = None;
        for row in rows {
            let Some(first) = row.cells.first() else {
                continue;
            };
            let alone = row.cells.iter().skip(1).all(|c| c.text.is_empty());
            let at = (first.line, first.column);
            let named = |name: &str| first.text.eq_ignore_ascii_case(name);
            if let Some(place) = NAMES.into_iter().position(named).filter(|_| alone) {
                here = Some(place);
                let again = sections.get(place).is_some_and(|s| s.line > 0);
                if again {
                    self.error(at, format!("`{}` a second time", first.text), "it once");
                }
                if let Some(section) = sections.get_mut(place) {
                    section.line = first.line;
                }
                continue;
            }
            let Some(section) = here.and_then(|h| sections.get_mut(h)) else {
                self.error(at, format!("`{}`", first.text), "`META`");
                return None;
            };
            if section.header.is_empty() {
                section.header = row.cells.iter().map(|c| c.text.clone()).collect();
            } else {
                section.rows.push(row);
            }
        }
        for (section, name) in sections.iter().zip(NAMES) {
            if section.line == 0 {
                self.error(
                    (0, 0),
                    format!("no section {name}"),
                    "META, PROJECTS, VOTES",
                );
            }
        }
        sections.iter().all(|s| s.line > 0).then_some(sections)
    }

    fn meta(&mut self, section: &PbSection) -> Vec<(String, PbCell)> {
        let mut meta: Vec<(String, PbCell)> = Vec::new();
        for row in &section.rows {
            let Some(key) = row.cells.first() else {
                continue;
            };
            let nothing = PbCell {
                text: String::new(),
                ..key.clone()
            };
            let value = row.cells.get(1).cloned().unwrap_or(nothing);
            let before = meta.iter().find(|(k, _)| *k == key.text);
            if before.is_some_and(|(_, v)| v.text != value.text) {
                let found = format!("`{}` a second time, and it says something else", key.text);
                self.error((key.line, key.column), found, "it once");
            } else if before.is_none() {
                meta.push((key.text.clone(), value));
            }
        }
        meta
    }

    fn number_of(
        &mut self,
        meta: &[(String, PbCell)],
        key: &str,
        read: fn(&str) -> Result<Exact, NotExact>,
        needed: bool,
    ) -> Option<Exact> {
        let Some((_, cell)) = meta.iter().find(|(k, _)| k == key) else {
            if needed {
                self.error((0, 0), format!("no key `{key}` in META"), "a number");
            }
            return None;
        };
        match not_negative(read(&cell.text)) {
            Ok(number) => Some(number),
            Err(why) => {
                self.no_number(cell, why, "a number, 0 or more");
                None
            }
        }
    }

    fn vote_type(&mut self, meta: &[(String, PbCell)], votes: &PbSection) -> VoteFormat {
        let points = votes.column("points").is_some();
        let guess = if points {
            VoteFormat::Points
        } else {
            VoteFormat::Approval
        };
        let Some((_, cell)) = meta.iter().find(|(k, _)| k == "vote_type") else {
            let found = "no key `vote_type` in META";
            let expected = "approval, cumulative, scoring or ordinal";
            self.warning((0, 0), found, expected);
            return guess;
        };
        match cell.text.to_ascii_lowercase().as_str() {
            "approval" | "choose-1" => VoteFormat::Approval,
            "cumulative" | "scoring" => VoteFormat::Points,
            "ordinal" => {
                let other = meta
                    .iter()
                    .find(|(k, v)| k == "scoring_fn" && !v.text.eq_ignore_ascii_case("borda"));
                if let Some((_, cell)) = other {
                    let (at, found) = ((cell.line, cell.column), format!("`{}`", cell.text));
                    self.warning(at, found, "`Borda`, which is what is counted");
                }
                VoteFormat::Ordinal
            }
            _ => {
                let (at, found) = ((cell.line, cell.column), format!("`{}`", cell.text));
                self.error(at, found, "approval, cumulative, scoring or ordinal");
                guess
            }
        }
    }

    fn projects(
        &mut self,
        section: &PbSection,
        hours: Option<&HoursColumn>,
    ) -> Option<(Vec<Project>, Vec<String>)> {
        let id = self.needed(section, "project_id", "PROJECTS");
        let cost = self.needed(section, "cost", "PROJECTS");
        let mut columns = vec![cost?];
        if let Some(hours) = hours {
            columns.push(self.needed(section, &hours.column, "PROJECTS")?);
        }
        let (id, name) = (id?, section.column("name"));
        let (mut projects, mut names) = (Vec::new(), Vec::new());
        let mut lines: HashMap<String, u32> = HashMap::new();
        for row in &section.rows {
            let Some(cell) = row.cells.get(id).filter(|c| !c.text.is_empty()) else {
                self.error((row.line, 1), "a project without an id", "a `project_id`");
                continue;
            };
            let at = (cell.line, cell.column);
            if let Some(line) = lines.insert(cell.text.clone(), cell.line) {
                let found = format!("the id `{}` a second time; first in line {line}", cell.text);
                self.error(at, found, "an id of its own");
            }
            let mut costs = Vec::with_capacity(columns.len());
            for column in &columns {
                let number = row
                    .filled(Some(*column))
                    .map(|c| (c, not_negative(amount(&c.text))));
                match number {
                    Some((_, Ok(number))) => costs.push(number),
                    Some((cell, Err(why))) => self.no_number(cell, why, "a number, 0 or more"),
                    None => {
                        let what = section.header.get(*column).map_or("", String::as_str);
                        let found = format!("no `{what}` of `{}`", cell.text);
                        self.error(at, found, "a number, 0 or more");
                    }
                }
            }
            names.push(
                row.filled(name)
                    .map_or_else(|| cell.text.clone(), |c| c.text.clone()),
            );
            projects.push(Project {
                id: cell.text.clone(),
                costs,
            });
        }
        Some((projects, names))
    }

    fn needed(&mut self, section: &PbSection, column: &str, name: &str) -> Option<usize> {
        let place = section.column(column);
        if place.is_none() {
            let found = format!("no column `{column}` in {name}");
            self.error((section.line + 1, 1), found, "one of that name");
        }
        place
    }

    fn votes(
        &mut self,
        section: &PbSection,
        votes_are: VoteFormat,
        projects: &[Project],
        default: Option<Exact>,
    ) -> Option<(Vec<UtilityBallot>, Vec<String>)> {
        let vote = self.needed(section, "vote", "VOTES");
        let points = match votes_are {
            VoteFormat::Points => Some(self.needed(section, "points", "VOTES")?),
            VoteFormat::Approval | VoteFormat::Ordinal => None,
        };
        let (vote, voter) = (vote?, section.column("voter_id"));
        let mut ids = HashMap::new();
        for (place, project) in projects.iter().enumerate() {
            ids.insert(project.id.as_str(), place);
        }
        let default = default.filter(|d| !d.is_zero() && votes_are == VoteFormat::Points);
        let (mut ballots, mut voters) = (Vec::new(), Vec::new());
        let mut lines: HashMap<String, u32> = HashMap::new();
        for row in &section.rows {
            let cell = row.filled(voter);
            let id = cell.map_or_else(|| format!("{}", row.line), |c| c.text.clone());
            if let Some(line) = lines.insert(id.clone(), row.line) {
                let found = format!("the voter `{id}` a second time; first in line {line}");
                self.error((row.line, 1), found, "one ballot of a voter");
            }
            voters.push(id);
            // A trailing comma names no project.
            let items = PbCell::items(row.filled(Some(vote)));
            let items: Vec<PbCell> = items.into_iter().filter(|i| !i.text.is_empty()).collect();
            let count = items.len();
            let named = self.named(items, &ids);
            let mut ballot = match votes_are {
                VoteFormat::Approval => UtilityBallot::approval(named),
                VoteFormat::Ordinal => UtilityBallot::ranks(&named),
                VoteFormat::Points => {
                    let points = self.points(row, points, count);
                    UtilityBallot::points(named.into_iter().zip(points))
                }
            };
            if let Some(default) = default {
                let given: Vec<usize> = ballot.marks.iter().map(|m| m.0).collect();
                let rest = (0..projects.len()).filter(|p| !given.contains(p));
                ballot.marks.extend(rest.map(|p| (p, default)));
            }
            ballots.push(ballot);
        }
        Some((ballots, voters))
    }

    /// Projects named on a ballot.
    fn named(&mut self, items: Vec<PbCell>, ids: &HashMap<&str, usize>) -> Vec<usize> {
        let mut named = Vec::new();
        for item in items {
            let at = (item.line, item.column);
            match ids.get(item.text.as_str()) {
                None => {
                    let found = format!("a vote for `{}`, which is no project", item.text);
                    self.error(at, found, "an id of PROJECTS");
                }
                Some(project) if named.contains(project) => {
                    let found = format!("`{}` twice on a ballot", item.text);
                    self.error(at, found, "it once");
                }
                Some(project) => named.push(*project),
            }
        }
        named
    }

    fn points(&mut self, row: &PbRow, points: Option<usize>, count: usize) -> Vec<Exact> {
        let items = PbCell::items(row.filled(points));
        let at = items.first().map_or((row.line, 1), |c| (c.line, c.column));
        if items.len() != count {
            let found = format!("{} points for {count} projects", items.len());
            self.error(at, found, "as many");
        }
        let mut numbers = Vec::with_capacity(items.len());
        for item in items {
            match not_negative(exact(&item.text)) {
                Ok(number) => numbers.push(number),
                Err(why) => self.no_number(&item, why, "points, 0 or more"),
            }
        }
        numbers
    }
}
