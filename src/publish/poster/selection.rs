//! The choice of what a poster says: all of it where it fits, else agreed goals first, and never without what cannot be done.

use super::{Poster, PosterPart, PosterRow, clean, fit::Fit};
use crate::{
    domain::{
        goal::Reason,
        outcome::{OutcomeGoal, Review, Status, Verdict},
    },
    publish::{
        PaperSource, evidence, public,
        words::{PaperWords, fill},
    },
};

/// A way to say as much in less room.
#[derive(Clone, Copy)]
struct Looks {
    /// Largest title in points, on A4.
    title: f64,
    /// Patients' statements are in fewer words.
    short: bool,
    /// Due dates are there.
    days: bool,
}

/// The ways, the best first. All are tried before a goal is left out.
const LOOKS: [Looks; 5] = [
    Looks {
        title: 66.0,
        short: false,
        days: true,
    },
    Looks {
        title: 46.0,
        short: false,
        days: true,
    },
    Looks {
        title: 66.0,
        short: true,
        days: true,
    },
    Looks {
        title: 46.0,
        short: true,
        days: true,
    },
    Looks {
        title: 46.0,
        short: true,
        days: false,
    },
];
/// Longest statement or comment in characters, where there is room.
const LONG: usize = 140;
/// The same where there is little.
const SHORT: usize = 70;

/// A row, and what patients said in fewer words.
#[derive(Clone, Debug, Default)]
pub(super) struct ToldRow {
    row: PosterRow,
    short: String,
}

/// The rows that a poster could have.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Done.
    pub(super) did: Vec<ToldRow>,
    /// Under way.
    doing: Vec<ToldRow>,
    /// Not looked at yet.
    will: Vec<ToldRow>,
    /// Not possible.
    against: Vec<PosterRow>,
    /// A goal was reviewed.
    reviewed: bool,
}

/// Collects the rows of an outcome.
pub(super) fn told(source: &PaperSource<'_>, words: &PaperWords) -> Told {
    let mut told = Told::default();
    for verdict in [Verdict::Agreed, Verdict::Ask, Verdict::NotThisTime] {
        for goal in public::decided(source.outcome, verdict) {
            let last = goal.last_review();
            let status = last.and_then(|r| r.status);
            told.reviewed |= status.is_some();
            let promise = |right: String, day: String| ToldRow {
                short: clean(&said(source, goal, words, SHORT)),
                row: PosterRow {
                    left: clean(&said(source, goal, words, LONG)),
                    right: clean(&right),
                    day,
                },
            };
            let noticed = || {
                let noticed = last.and_then(|r| r.noticed.as_deref());
                noticed.map_or_else(|| goal.title.clone(), public::sentence)
            };
            let due = || {
                let moved = last.and_then(|r| r.new_due);
                let due = moved.or(goal.due);
                due.map_or_else(String::new, |due| {
                    fill(words.poster.by, &[("date", &words.say(due))])
                })
            };
            match (verdict, status) {
                (Verdict::Agreed, Some(Status::Done)) | (Verdict::Ask, Some(Status::Granted)) => {
                    told.did.push(promise(noticed(), String::new()));
                }
                (Verdict::Agreed, Some(Status::OnTrack)) => {
                    told.doing.push(promise(noticed(), due()));
                }
                (Verdict::Agreed, None) => {
                    told.will.push(promise(goal.title.clone(), due()));
                }
                _ => told.against.push(PosterRow {
                    left: clean(&goal.title),
                    right: clean(&because(goal, last, words)),
                    day: String::new(),
                }),
            }
        }
    }
    told
}

/// The reason for which a goal is not done.
fn because(goal: &OutcomeGoal, last: Option<&Review>, words: &PaperWords) -> String {
    let note = last.and_then(|r| r.note.as_deref()).map(public::sentence);
    let status = last.and_then(|r| r.status);
    let mut parts = Vec::new();
    match (goal.decision, status) {
        (Verdict::Ask, Some(Status::Refused)) => parts.push(words.refused.to_owned()),
        (Verdict::Ask, _) => {
            // The room's note on an ask is for whom it is sent to; the reason is for patients.
            parts.extend(goal.reason.and_then(|reason| in_short(reason, words)));
            let asked = goal.ask_of.as_deref();
            parts.extend(asked.map(|whom| {
                let whom = whom.trim().trim_end_matches('.');
                fill(words.poster.asked_of, &[("whom", &inside(whom, words))])
            }));
        }
        (_, Some(Status::Stuck)) => parts.push(words.stuck.to_owned()),
        (_, Some(Status::Dropped)) => parts.push(words.dropped.to_owned()),
        (_, Some(Status::NoLongerTrue)) => parts.push(words.no_longer_true.to_owned()),
        _ => parts.push(public::why(goal, words)),
    }
    // A note of a review is the reason in the case of a goal that was given up; else it is for the team.
    if matches!(
        status,
        Some(Status::Stuck | Status::Dropped | Status::Refused)
    ) {
        if note.is_some() {
            parts.retain(|part| part != words.stuck && part != words.dropped);
        }
        parts.extend(note);
    }
    parts.join(" ")
}

/// A text in the middle of a sentence: the table names the words that are small there.
fn inside(text: &str, words: &PaperWords) -> String {
    match text.split_once(' ') {
        Some((first, rest)) if words.poster.inside.split(' ').any(|word| word == first) => {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => text.to_owned(),
    }
}

fn in_short(reason: Reason, words: &PaperWords) -> Option<String> {
    let sentence = match reason {
        Reason::Money => words.money,
        Reason::Time => words.time,
        Reason::BeyondControl => words.beyond_control,
        Reason::AlreadyDone => words.already_done,
        Reason::Other => return None,
    };
    Some(sentence.to_owned())
}

/// A goal's evidence in one sentence of at most `most` characters: a result as a statement, else a comment that may be printed, else
/// the theme, however long.
fn said(source: &PaperSource<'_>, goal: &OutcomeGoal, words: &PaperWords, most: usize) -> String {
    let w = &words.poster;
    let fits = |text: &String| text.chars().count() <= most;
    let mut statements = goal.evidence.iter().filter_map(|e| {
        let findings = source.findings?;
        let (_, finding) = findings.finding(e.finding.as_deref()?)?;
        let disclosed = evidence::printable(source, e)?;
        let strand = e.strand.as_deref().unwrap_or_default();
        public::statement(finding.said.as_deref()?, strand, disclosed, words)
    });
    let statement = statements.find(fits);
    statement
        .or_else(|| {
            let charts = evidence::Charts::None;
            let printed = evidence::printed(source, goal, charts, true, words);
            let comments = printed.comments.into_iter();
            let mut quotes = comments.map(|c| format!("\u{201C}{}\u{201D}", clean(&c.text)));
            quotes.find(fits)
        })
        .or_else(|| {
            let theme = source.findings?.theme(goal.themes.first()?)?;
            Some(fill(w.said_about, &[("theme", &theme.title)]))
        })
        .unwrap_or_else(|| w.said_nothing.to_owned())
}

impl Told {
    /// True without a row.
    pub(super) fn is_empty(&self) -> bool {
        self.goals() + self.against.len() == 0
    }

    fn goals(&self) -> usize {
        self.did.len() + self.doing.len() + self.will.len()
    }

    /// The poster with as many rows as it holds, in the largest letters.
    pub(super) fn fitted(&self, base: &Poster, words: &PaperWords) -> Poster {
        let (goals, against) = (self.goals(), self.against.len());
        // Agreed goals first, but one thing that cannot be done stays: without it the poster would be an advertisement.
        let least = against.min(1);
        let fewer = (least..against).rev().map(|n| (goals, n));
        let fewest = (1..goals).rev().map(|n| (n, least));
        let choices = [(goals, against)]
            .into_iter()
            .chain(fewer)
            .chain(fewest)
            .chain([
                (goals.min(1), least),
                (goals.min(1), 0),
                (0, against.min(1)),
            ]);
        let mut tried = base.clone();
        for (goals, against) in choices {
            for Looks { title, short, days } in LOOKS {
                let mut poster = self.with(base.clone(), words, (goals, against), short);
                poster.fit.title = title;
                if !days {
                    let rows = poster.parts.iter_mut().flat_map(|part| &mut part.rows);
                    rows.for_each(|row| row.day.clear());
                }
                if let Some(fit) = Fit::of(&mut poster) {
                    poster.fit = fit;
                    return poster;
                }
                tried = poster;
            }
        }
        tried
    }

    fn with(
        &self,
        mut poster: Poster,
        words: &PaperWords,
        (goals, against): (usize, usize),
        short: bool,
    ) -> Poster {
        let w = &words.poster;
        let mut left = goals;
        for (head, rows) in [
            (w.we_did, &self.did),
            (w.we_are_doing, &self.doing),
            (w.we_will, &self.will),
        ] {
            let rows = rows.iter().take(left).map(|told| {
                let mut row = told.row.clone();
                if short {
                    row.left.clone_from(&told.short);
                }
                row
            });
            let rows: Vec<PosterRow> = rows.collect();
            left -= rows.len();
            if !rows.is_empty() {
                poster.parts.push(PosterPart {
                    heads: [w.you_said, head].map(str::to_owned),
                    rows,
                    against: false,
                });
            }
        }
        if against > 0 {
            let head = if self.reviewed {
                w.we_could_not
            } else {
                w.we_cannot
            };
            poster.parts.push(PosterPart {
                heads: [head, w.because].map(str::to_owned),
                rows: self.against.iter().take(against).cloned().collect(),
                against: true,
            });
        }
        let hidden = self.goals() + self.against.len() - goals - against;
        let n = hidden.to_string();
        let values = [("n", n.as_str()), ("address", &poster.address)];
        // The address takes the place of the square's caption, which says the same.
        let at_address = !poster.address.is_empty();
        poster.more = match (hidden, at_address) {
            (0, _) => return poster,
            (1, true) => fill(w.more_one_at, &values),
            (_, true) => fill(w.more_at, &values),
            (1, false) => format!("{} {}", w.more_one, w.ask_for_booklet),
            (_, false) => format!("{} {}", fill(w.more, &values), w.ask_for_booklet),
        };
        if let Some(square) = poster.square.as_mut().filter(|_| at_address) {
            square.caption.clear();
        }
        poster
    }
}
