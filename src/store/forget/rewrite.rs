//! Each kind of file without the words: as bytes, in between and at the end.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{
    Asked, DiskAction, ForgetError,
    found::{FoundFile, Holds, JournalLines, text_of},
    plan::ForgetPlan,
    scrub::{Depth, IdKind, Scrub},
};
use crate::{
    domain::{booklet::Booklet, codebook::Codebook, meeting::Meeting, vote::ballot_box::BallotBox},
    store::{
        code_keys,
        disk::Disk,
        journal::Journal,
        line::{self, Entry, LineContent as Line, LineOrigin},
        unit_file,
    },
    yaml::{self, AgendaFile, Remarks},
};

/// A file before, in between and after; nothing where it goes.
pub(super) struct Rewritten {
    pub(super) path: PathBuf,
    pub(super) before: Vec<u8>,
    /// The bytes without the quotes.
    pub(super) between: Vec<u8>,
    pub(super) after: Vec<u8>,
    pub(super) what: String,
    /// True for a ballot box.
    is_box: bool,
}

impl Rewritten {
    /// The step that leaves it as it is to be.
    pub(super) fn last_step<D: Disk>(&self, disk: &D) -> DiskAction {
        let (path, bytes) = (self.path.clone(), self.after.clone());
        if !self.is_box {
            return DiskAction::Write(path, bytes);
        }
        let modified = disk.stamp(&path).ok().flatten().and_then(|l| l.modified);
        let age = modified.and_then(|m| m.duration_since(SystemTime::UNIX_EPOCH).ok());
        DiskAction::WriteBox(path, bytes, age.map(|a| a.as_secs()))
    }
}

/// A journal, with the hashes of an outcome before, in between and after, where that is rewritten too.
pub(super) fn journal(
    plan: &ForgetPlan,
    file: &FoundFile,
    lines: &JournalLines,
    outcome: &[String],
    asked: &Asked<'_>,
) -> Result<Option<Rewritten>, ForgetError> {
    let scrub = &plan.scrub();
    // A torn end has no checksum and cannot be rewritten, so it stays only if the words are not in
    // it.
    let clean = !plan.is_in(&String::from_utf8_lossy(&lines.tail));
    let tail: &[u8] = if clean { &lines.tail } else { &[] };
    let more = projected(lines, outcome, asked);
    let text_at = |depth| -> Result<Vec<u8>, ForgetError> {
        let mut text = String::with_capacity(lines.text.len());
        for entry in lines.entries.iter().chain(&more) {
            text.push_str(&line::write(&cleared(scrub, entry, depth)?)?);
        }
        // What comes out must be what an opening takes.
        if let Err(damage) = Journal::<Meeting>::open(text.as_bytes()) {
            return Err(ForgetError::new(format!(
                "{}: it could not be opened afterwards, so it is left as it is: {damage}",
                file.path.display()
            )));
        }
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(tail);
        Ok(bytes)
    };
    let (between, after) = (text_at(Depth::Quotes)?, text_at(Depth::Words)?);
    Ok(changed(file, between, after, || {
        "every line written anew, with the same numbers and times".to_owned()
    }))
}

/// The entries by which a rewritten outcome stays known as this journal's own. An outcome
/// that was edited by hand gets none, and is still reported as edited.
fn projected(lines: &JournalLines, outcome: &[String], asked: &Asked<'_>) -> Vec<Entry<Meeting>> {
    let knows = |hash: &String| {
        let is = |entry: &Entry<Meeting>| matches!(&entry.kind, Line::Projected(h) if h == hash);
        lines.entries.iter().any(is)
    };
    if !outcome.first().is_some_and(knows) {
        return Vec::new();
    }
    let mut new: Vec<&String> = outcome.iter().filter(|hash| !knows(hash)).collect();
    new.dedup();
    let next = lines.entries.last().map_or(1, |e| e.n + 1);
    (next..)
        .zip(new)
        .map(|(n, hash)| Entry {
            n,
            at: asked.at,
            origin: LineOrigin::default(),
            kind: Line::Projected(hash.clone()),
        })
        .collect()
}

fn cleared(
    scrub: &Scrub<'_>,
    entry: &Entry<Meeting>,
    depth: Depth,
) -> Result<Entry<Meeting>, ForgetError> {
    let kind = match &entry.kind {
        Line::Began(began) => Line::Began(scrub.typed(began, depth)?.unwrap_or(began.clone())),
        Line::Did(events) => Line::Did(scrub.typed(events, depth)?.unwrap_or(events.clone())),
        // A mark holds places and ids, and is gone over all the same: a slide may hold more one day.
        Line::Mark(mark) => Line::Mark(scrub.typed(mark, depth)?.unwrap_or(mark.clone())),
        // What it holds stands in the lines before it, without the words. The next opening applies those.
        Line::Checkpoint(_) => Line::Checkpoint("{}".to_owned()),
        other @ (Line::Undid(_) | Line::Redid(_) | Line::Projected(_)) => other.clone(),
    };
    Ok(Entry {
        n: entry.n,
        at: entry.at,
        origin: entry.origin.clone(),
        kind,
    })
}

/// The box of an open round: in its list of those who have voted a new id takes the place of the old one.
pub(super) fn ballot_box(
    scrub: &Scrub<'_>,
    file: &FoundFile,
    ballots: &str,
    unit: Option<&Path>,
) -> Result<Option<Rewritten>, ForgetError> {
    let ballots: BallotBox = serde_json::from_str(ballots)?;
    let Some(mut new) = scrub.typed(&ballots, Depth::Entry)? else {
        return Ok(None);
    };
    // The order of those who voted must not tell that one of them has a new id, nor when each one
    // voted.
    new.voted.sort_unstable();
    let text = unit_file::written(&serde_json::to_string(&new)?, unit);
    let text = text.map_err(|e| ForgetError::new(format!("{}: {e}", file.path.display())))?;
    let new = changed(file, file.bytes.clone(), text.into_bytes(), || {
        "the new id among those who have voted; the votes stay".to_owned()
    });
    Ok(new.map(|new| Rewritten {
        is_box: true,
        ..new
    }))
}

/// The list of code cards without those of a person.
pub(super) fn code_list(plan: &ForgetPlan, file: &FoundFile, list: &str) -> MadeFile {
    let theirs = plan.ids.iter().filter(|id| plan.is_person(id));
    let new = theirs.fold(list.to_owned(), |list, id| {
        code_keys::without(&list, id).unwrap_or(list)
    });
    if new.is_empty() && !list.is_empty() {
        return MadeFile::Removed("taken away: it named their code card only");
    }
    let new = changed(file, file.bytes.clone(), new.into_bytes(), || {
        "without their code card".to_owned()
    });
    new.map_or(MadeFile::Unchanged, MadeFile::Rewritten)
}

/// A file that people write.
pub(super) fn written(
    scrub: &Scrub<'_>,
    file: &FoundFile,
) -> Result<Option<Rewritten>, ForgetError> {
    let at = |depth| -> Result<Option<String>, ForgetError> {
        Ok(match &file.holds {
            Holds::Findings(findings) => {
                let mut new = scrub.typed(findings, depth)?;
                let notes = depth == Depth::Entry && scrub.kind == IdKind::Comment && !file.copy;
                let unknown = scrub
                    .ids
                    .iter()
                    .filter(|id| notes && !findings.forgotten.contains(id));
                for id in unknown {
                    new.get_or_insert_with(|| findings.clone())
                        .forgotten
                        .push(id.clone());
                }
                new.map(|f| yaml::write_findings(&f))
            }
            Holds::Agenda(old) => scrub.typed(&old.agenda, depth)?.map(|agenda| {
                yaml::write_agenda(&AgendaFile {
                    agenda,
                    ..(**old).clone()
                })
            }),
            Holds::Outcome(outcome) => scrub
                .typed(outcome, depth)?
                .map(|o| yaml::write_outcome(&o)),
            Holds::Codebook(book) => {
                codebook(scrub, book).map(|book| yaml::write_codebook(&book, &Remarks::default()))
            }
            Holds::Booklet(wanted) => booklet(scrub, wanted).map(|b| yaml::write_booklet(&b)),
            _ => None,
        })
    };
    let (between, after) = (at(Depth::Quotes)?, at(Depth::Entry)?);
    let bytes = |text: Option<String>| {
        let Some(text) = text else {
            return remarks_cleared(scrub, &file.bytes);
        };
        text.into_bytes()
    };
    let (between, after) = (bytes(between), bytes(after));
    let remarks = loses_remarks(&file.bytes, &after);
    Ok(changed(file, between, after, || {
        let remarks = if remarks {
            "; remarks in it (after a #) are not kept"
        } else {
            ""
        };
        format!("written anew without the words{remarks}")
    }))
}

/// A file whose values do not hold the words may hold them in a remark.
fn remarks_cleared(scrub: &Scrub<'_>, bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return bytes.to_vec();
    };
    let lines = text.split_inclusive('\n').map(|line| {
        let remark = line.trim_start().starts_with('#');
        match scrub.words.replaced(line) {
            Some(new) if remark => new,
            _ => line.to_owned(),
        }
    });
    lines.collect::<String>().into_bytes()
}

fn loses_remarks(before: &[u8], after: &[u8]) -> bool {
    let (before, after) = (
        String::from_utf8_lossy(before),
        String::from_utf8_lossy(after),
    );
    before
        .lines()
        .map(str::trim)
        .any(|line| line.starts_with('#') && !after.contains(line))
}

/// A codebook names comments by their ids, and people among the names that mark a comment.
fn codebook(scrub: &Scrub<'_>, book: &Codebook) -> Option<Codebook> {
    let mut new = book.clone();
    match scrub.kind {
        IdKind::Comment => new.placed.retain(|p| !scrub.is(Some(&p.comment))),
        IdKind::Person => new.names.retain(|name| !scrub.words.are(name)),
        IdKind::Note => {}
    }
    let titles = new.themes.iter_mut().map(|t| &mut t.title);
    let questions = new.questions.iter_mut().map(|q| &mut q.question);
    for text in titles.chain(questions) {
        if let Some(cleared) = scrub.words.replaced(text) {
            *text = cleared;
        }
    }
    (new != *book).then_some(new)
}

/// A booklet's own words may quote somebody, or name who is to be rung.
fn booklet(scrub: &Scrub<'_>, wanted: &Booklet) -> Option<Booklet> {
    let mut new = wanted.clone();
    if scrub.kind == IdKind::Comment {
        new.epigraph.take_if(|id| scrub.is(Some(id)));
    }
    let sections = new.sections.values_mut();
    let sections = sections.flat_map(|s| s.heading.iter_mut().chain(&mut s.text));
    let texts = [
        &mut new.title,
        &mut new.subtitle,
        &mut new.logo_alt,
        &mut new.picture_alt,
        &mut new.made_by,
        &mut new.paid_by,
        &mut new.reply_within,
        &mut new.asks_from,
    ];
    let lists = [&mut new.contact, &mut new.languages, &mut new.formats];
    let texts = texts
        .into_iter()
        .flatten()
        .chain(lists.into_iter().flatten());
    for text in texts.chain(sections) {
        if let Some(cleared) = scrub.words.replaced(text) {
            *text = cleared;
        }
    }
    (new != *wanted).then_some(new)
}

/// The fate of a file that was made from the meeting.
pub(super) enum MadeFile {
    /// The file does not hold the words.
    Unchanged,
    /// The file is text, and is written without the words.
    Rewritten(Rewritten),
    /// The file is removed, for this reason; it can be made again.
    Removed(&'static str),
}

/// Rewrites a file that was made from the meeting where it is text; any other is removed if it may hold the words.
pub(super) fn made(scrub: &Scrub<'_>, file: &FoundFile) -> MadeFile {
    let Some(text) = text_of(&file.bytes) else {
        return MadeFile::Removed("taken away: it cannot be searched. It can be made again");
    };
    if let Ok(text) = std::str::from_utf8(&file.bytes) {
        let new = scrub.words.replaced(text);
        let new = new.map_or_else(|| file.bytes.clone(), String::into_bytes);
        return changed(file, new.clone(), new, || {
            "the words are replaced".to_owned()
        })
        .map_or(MadeFile::Unchanged, MadeFile::Rewritten);
    }
    if scrub.words.are_in(&text) {
        return MadeFile::Removed("taken away: it holds the words, and cannot be rewritten");
    }
    MadeFile::Unchanged
}

fn changed(
    file: &FoundFile,
    between: Vec<u8>,
    after: Vec<u8>,
    what: impl FnOnce() -> String,
) -> Option<Rewritten> {
    if between == file.bytes && after == file.bytes {
        return None;
    }
    Some(Rewritten {
        path: file.path.clone(),
        before: file.bytes.clone(),
        between,
        after,
        what: what(),
        is_box: false,
    })
}
