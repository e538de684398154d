//! What has to be done so that words are gone: worked out before anything is touched, so that it can be shown, and so that
//! what cannot be done is known while nothing is done yet.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    Asked, Change, Refused, Step,
    found::{self, Found, Holds, Lines, text_of},
    scrub::{Depth, Kind, Scrub},
    words::Words,
};
use crate::{
    domain::{codebook::Codebook, meeting::Meeting, near},
    store::{
        disk::Disk,
        hash::hash,
        journal::Journal,
        line::{self, Entry, Kind as Line},
        made::{self, Listed},
    },
    yaml::{self, AgendaFile, Remarks},
};

/// What is done to forget something.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the id belongs to.
    pub kind: Kind,
    /// The id.
    pub id: String,
    /// The words; none where they were forgotten before.
    pub words: Words,
    /// What happens to which file.
    pub changes: Vec<Change>,
    pub(super) steps: Vec<Step>,
}

/// A file before, in between and after; nothing where it goes.
struct Rewritten {
    path: PathBuf,
    before: Vec<u8>,
    /// Without the quotes.
    between: Vec<u8>,
    after: Vec<u8>,
    what: String,
}

/// Works out what has to be done.
///
/// # Errors
/// Where a file of ours cannot be read, or nothing has this id.
pub fn plan<D: Disk>(disk: &D, asked: &Asked<'_>) -> Result<Plan, Refused> {
    let mut files = Vec::new();
    for path in found::paths(disk, asked.places, asked.also)? {
        files.extend(found::read(disk, asked.places, path)?);
    }
    let (kind, id, words) = whose(&files, asked.id)?;
    let mut plan = Plan {
        kind,
        id,
        words,
        changes: Vec::new(),
        steps: Vec::new(),
    };
    if plan.words.is_empty() {
        return Ok(plan);
    }
    let mut steps = Vec::new();
    if let Some(local) = join(&mut files, asked, &mut steps) {
        plan.changes.push(Change {
            path: local,
            what: "taken away: the folder\u{2019}s journal has all of it".to_owned(),
        });
    }
    let (rewritten, removed) = sorted(&files, &plan, asked)?;
    let mut then = Vec::new();
    for file in rewritten {
        if file.between != file.before {
            steps.push(Step::Write(file.path.clone(), file.between.clone()));
        }
        if file.after != file.between {
            then.push(Step::Write(file.path.clone(), file.after));
        }
        plan.changes.push(Change {
            path: file.path,
            what: file.what,
        });
    }
    for (path, why) in removed {
        steps.push(Step::Remove(path.clone()));
        plan.changes.push(Change { path, what: why });
    }
    steps.append(&mut then);
    plan.steps = steps;
    Ok(plan)
}

/// What an id or a name belongs to, and every text it has or had.
fn whose(files: &[Found], asked: &str) -> Result<(Kind, String, Words), Refused> {
    let mut known: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    for file in files {
        file.each(&mut |kind, id, text| {
            let place = Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
            known
                .entry((place, id.to_owned()))
                .or_default()
                .push(text.to_owned());
        })?;
    }
    let forgotten = files.iter().flat_map(Found::forgotten);
    for id in forgotten {
        known.entry((0, id.clone())).or_default();
    }
    let by_id = known.iter().find(|((_, id), _)| id == asked);
    let mut name = Words::new(1);
    name.add(asked);
    let mut by_name = known.iter().filter(|((place, _), texts)| {
        Kind::ALL.get(*place) == Some(&Kind::Person) && texts.iter().any(|t| name.are(t))
    });
    let found = match by_id {
        Some(found) => Some(found),
        None => match (by_name.next(), by_name.next()) {
            (Some(((_, one), _)), Some(((_, other), _))) => {
                return Err(Refused::new(format!("two people have the name {asked}"))
                    .hint(format!("give an id: {one} or {other}")));
            }
            (one, _) => one,
        },
    };
    if let Some(((place, id), texts)) = found {
        let kind = Kind::ALL.get(*place).copied().unwrap_or(Kind::Comment);
        let mut words = Words::new(kind.least());
        for text in texts {
            words.add(text);
        }
        return Ok((kind, id.clone(), words));
    }
    let refused = Refused::new(format!("no comment, note or person has the id {asked}"));
    let names = known.iter().flat_map(|((place, id), texts)| {
        let is_person = Kind::ALL.get(*place) == Some(&Kind::Person);
        let names = texts.iter().filter(move |_| is_person).map(String::as_str);
        names.chain([id.as_str()])
    });
    Err(match near::nearest(asked, names) {
        Some(near) => refused.hint(format!("is it {near}?")),
        None => refused.hint("findings.yaml has the ids of comments, agenda.yaml those of people"),
    })
}

/// Puts the journal on this computer and the folder's together, as an opening would: the longer one, where it goes on from the
/// other. That comes before all else, since a journal that is rewritten no longer goes on from one that is not. Gives the local
/// one, which is not needed any more.
fn join(files: &mut [Found], asked: &Asked<'_>, steps: &mut Vec<Step>) -> Option<PathBuf> {
    let (journal, local) = (asked.places.journal(), asked.places.local_journal());
    let text = |path: &PathBuf| {
        let file = files.iter().find(|f| f.path == *path)?;
        match &file.holds {
            Holds::Journal(lines) => Some(lines.text.clone()),
            _ => None,
        }
    };
    let (here, there) = (text(&journal)?, text(&local)?);
    let goes_on = there.starts_with(&here);
    if !goes_on && !here.starts_with(&there) {
        return None;
    }
    let copy = files.iter_mut().find(|f| f.path == local)?;
    let copy = std::mem::replace(&mut copy.holds, Holds::Other);
    let file = files.iter_mut().find(|f| f.path == journal)?;
    if let (true, Holds::Journal(copy), Holds::Journal(lines)) = (goes_on, copy, &mut file.holds)
        && copy.text != lines.text
    {
        (lines.entries, lines.text) = (copy.entries, copy.text);
        file.bytes = [lines.text.as_bytes(), &lines.tail].concat();
        steps.push(Step::Write(journal, file.bytes.clone()));
    }
    steps.push(Step::Remove(local.clone()));
    Some(local)
}

type Sorted = (Vec<Rewritten>, Vec<(PathBuf, String)>);

/// What is rewritten and what is taken away. The journal is first: it must know the outcome before that is there.
fn sorted(files: &[Found], plan: &Plan, asked: &Asked<'_>) -> Result<Sorted, Refused> {
    let scrub = Scrub {
        kind: plan.kind,
        id: &plan.id,
        words: &plan.words,
    };
    let (mut rewritten, mut removed) = (Vec::new(), Vec::new());
    let out = asked.places.folder.join("out");
    let list = files.iter().find(|f| f.path == out.join(made::LIST));
    let listed = list.map_or_else(Listed::default, |f| Listed::read(&f.bytes));
    for file in files {
        match &file.holds {
            Holds::Journal(_) if file.path == asked.places.journal() => {}
            Holds::Journal(lines) => rewritten.extend(journal(&scrub, file, lines, &[], asked)?),
            Holds::Other => {}
            Holds::Scrap => {
                let text = String::from_utf8_lossy(&file.bytes);
                if plan.words.are_in(&text) || !plan.words.runs(&text).is_empty() {
                    removed.push((
                        file.path.clone(),
                        "taken away: it holds the words, and cannot be rewritten".to_owned(),
                    ));
                }
            }
            // Escapes and folded lines hide words from any search, and these are ours to make again.
            Holds::Made if listed.has(&found::name(&file.path), &file.bytes) => removed.push((
                file.path.clone(),
                "taken away: `pledge export --to all` makes it again".to_owned(),
            )),
            Holds::Made => match made(&scrub, file) {
                Ok(new) => rewritten.extend(new),
                Err(why) => removed.push((file.path.clone(), why)),
            },
            Holds::Findings(_) | Holds::Agenda(_) | Holds::Outcome(_) | Holds::Codebook(_) => {
                rewritten.extend(written(&scrub, file)?);
            }
        }
    }
    let main = files.iter().find(|f| f.path == asked.places.journal());
    if let Some(file) = main
        && let Holds::Journal(lines) = &file.holds
    {
        let outcome = asked.places.folder.join("outcome.yaml");
        let outcome = rewritten.iter().find(|r| r.path == outcome);
        let hashes = outcome.map_or_else(Vec::new, |o| {
            [&o.before, &o.between, &o.after].map(|b| hash(b)).to_vec()
        });
        if let Some(new) = journal(&scrub, file, lines, &hashes, asked)? {
            rewritten.insert(0, new);
        }
    }
    Ok((rewritten, removed))
}

/// A journal, with the hashes of an outcome before, in between and after, where that is rewritten too.
fn journal(
    scrub: &Scrub<'_>,
    file: &Found,
    lines: &Lines,
    outcome: &[String],
    asked: &Asked<'_>,
) -> Result<Option<Rewritten>, Refused> {
    let tail_text = String::from_utf8_lossy(&lines.tail);
    let clean = !scrub.words.are_in(&tail_text) && scrub.words.runs(&tail_text).is_empty();
    let tail: &[u8] = if clean { &lines.tail } else { &[] };
    let more = projected(lines, outcome, asked);
    let text_at = |depth| -> Result<Vec<u8>, Refused> {
        let mut text = String::with_capacity(lines.text.len());
        for entry in lines.entries.iter().chain(&more) {
            text.push_str(&line::write(&cleared(scrub, entry, depth)?)?);
        }
        // What comes out must be what an opening takes.
        if let Err(damage) = Journal::<Meeting>::open(text.as_bytes()) {
            return Err(Refused::new(format!(
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

/// An outcome that this journal wrote is not to be taken for one that was edited by hand, now that it is written anew. One
/// that was edited is still to be.
fn projected(lines: &Lines, outcome: &[String], asked: &Asked<'_>) -> Vec<Entry<Meeting>> {
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
            kind: Line::Projected(hash.clone()),
        })
        .collect()
}

fn cleared(
    scrub: &Scrub<'_>,
    entry: &Entry<Meeting>,
    depth: Depth,
) -> Result<Entry<Meeting>, Refused> {
    let kind = match &entry.kind {
        Line::Began(began) => Line::Began(scrub.typed(began, depth)?.unwrap_or(began.clone())),
        Line::Did(events) => Line::Did(scrub.typed(events, depth)?.unwrap_or(events.clone())),
        // A mark holds places and ids, and is gone over all the same: a slide may hold more one day.
        Line::Mark(mark) => Line::Mark(scrub.typed(mark, depth)?.unwrap_or(mark.clone())),
        other @ (Line::Undid(_) | Line::Redid(_) | Line::Projected(_)) => other.clone(),
    };
    Ok(Entry {
        n: entry.n,
        at: entry.at,
        kind,
    })
}

/// A file that people write.
fn written(scrub: &Scrub<'_>, file: &Found) -> Result<Option<Rewritten>, Refused> {
    let at = |depth| -> Result<Option<String>, Refused> {
        Ok(match &file.holds {
            Holds::Findings(findings) => {
                let mut new = scrub.typed(findings, depth)?;
                let note = depth == Depth::Entry
                    && scrub.kind == Kind::Comment
                    && !file.copy
                    && !findings.forgotten.iter().any(|id| id == scrub.id);
                if note {
                    new.get_or_insert_with(|| findings.clone())
                        .forgotten
                        .push(scrub.id.to_owned());
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
        Kind::Comment => new.placed.retain(|p| p.comment != scrub.id),
        Kind::Person => new.names.retain(|name| !scrub.words.are(name)),
        Kind::Note => {}
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

/// Something made from the meeting: rewritten where it is text, else taken away, since it can be made again.
fn made(scrub: &Scrub<'_>, file: &Found) -> Result<Option<Rewritten>, String> {
    let Some(text) = text_of(&file.bytes) else {
        return Err("taken away: it cannot be searched. It can be made again".to_owned());
    };
    if let Ok(text) = std::str::from_utf8(&file.bytes) {
        let new = scrub.words.replaced(text);
        let new = new.map_or_else(|| file.bytes.clone(), String::into_bytes);
        return Ok(changed(file, new.clone(), new, || {
            "the words are replaced".to_owned()
        }));
    }
    if scrub.words.are_in(&text) {
        return Err("taken away: it holds the words, and cannot be rewritten".to_owned());
    }
    Ok(None)
}

fn changed(
    file: &Found,
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
    })
}
