//! Planning, before anything is touched: the plan can be shown, and whatever cannot be done is known while nothing is done yet.

use std::path::PathBuf;

use super::{
    Asked, DiskAction, FileChange, ForgetError,
    found::{self, FoundFile, Holds, text_of},
    ids::Unfinished,
    plan::ForgetPlan,
    rewrite::{self, MadeFile, Rewritten},
    whose::{Whose, whose},
};
use crate::store::{
    disk::Disk,
    hash::hash,
    made::{self, Listed},
    rehearsal,
};

/// Works out what has to be done.
///
/// # Errors
/// If a file of ours cannot be read, or nothing has this id.
pub fn plan<D: Disk>(disk: &D, asked: &Asked<'_>) -> Result<ForgetPlan, ForgetError> {
    let mut files = Vec::new();
    for path in found::paths(disk, asked.places, asked.also)? {
        files.extend(found::read(disk, asked.places, path)?);
    }
    let unfinished = Unfinished::read(disk, &asked.places.folder)?;
    let Whose {
        kind,
        id,
        ids,
        words,
        known_by,
        pair,
    } = whose(&files, asked, &unfinished)?;
    let mut plan = ForgetPlan {
        kind,
        id,
        ids,
        words,
        new_id: pair.as_ref().map(|p| p.new.clone()),
        known_by,
        changes: Vec::new(),
        steps: Vec::new(),
    };
    if plan.words.is_empty() && pair.is_none() {
        return Ok(plan);
    }
    let mut steps = Vec::new();
    // First of all steps, so that a run after a crash gives the same new id to the files that still
    // lack it.
    if let Some(pair) = &pair {
        steps.push(DiskAction::Write(
            unfinished.path().to_path_buf(),
            unfinished.with(pair)?,
        ));
    }
    for local in joined(&mut files, asked, &mut steps) {
        plan.changes.push(FileChange {
            path: local,
            what: "taken away: the folder\u{2019}s journal has all of it".to_owned(),
        });
    }
    steps.extend(rehearsals(disk, &mut plan, asked));
    let (rewritten, removed) = sorted(&files, &plan, asked)?;
    let mut then = Vec::new();
    for file in rewritten {
        if file.between != file.before {
            steps.push(DiskAction::Write(file.path.clone(), file.between.clone()));
        }
        if file.after != file.between {
            then.push(file.last_step(disk));
        }
        plan.changes.push(FileChange {
            path: file.path,
            what: file.what,
        });
    }
    for (path, why) in removed {
        steps.push(DiskAction::Remove(path.clone()));
        plan.changes.push(FileChange { path, what: why });
    }
    // Last, because these say whose words they are: while any quote is left, a second run must be
    // able to find its author.
    steps.append(&mut then);
    if let Some(pair) = &pair {
        let path = unfinished.path().to_path_buf();
        steps.push(match unfinished.without(pair)? {
            Some(others) => DiskAction::Write(path, others),
            None => DiskAction::Remove(path),
        });
    }
    plan.steps = steps;
    Ok(plan)
}

/// Copies of a rehearsal go as a whole: those of this unit, and others that hold the words, since a folder may have two paths.
fn rehearsals<D: Disk>(disk: &D, plan: &mut ForgetPlan, asked: &Asked<'_>) -> Vec<DiskAction> {
    let mut steps = Vec::new();
    for copy in asked.rehearsals {
        let ours = rehearsal::unit_of(disk, copy).is_some_and(|unit| unit == asked.places.folder);
        let holds_it = || {
            disk.list(copy).unwrap_or_default().iter().any(|file| {
                let bytes = disk.read(file).ok().flatten().unwrap_or_default();
                text_of(&bytes).is_some_and(|text| plan.words.are_in(&text))
            })
        };
        if !ours && !holds_it() {
            continue;
        }
        let here = rehearsal::belongings(disk, copy, &asked.places.local);
        steps.extend(here.into_iter().map(DiskAction::Remove));
        steps.push(DiskAction::RemoveFolder(copy.clone()));
        plan.changes.push(FileChange {
            path: copy.clone(),
            what: "taken away: the copy that a rehearsal left".to_owned(),
        });
    }
    steps
}

/// The copies on this computer that are in the folder's journal from then on: the one of this path, and those from when the
/// folder was elsewhere.
fn joined(files: &mut [FoundFile], asked: &Asked<'_>, steps: &mut Vec<DiskAction>) -> Vec<PathBuf> {
    let local = Some(asked.places.local.as_path());
    let copies: Vec<PathBuf> = files
        .iter()
        .filter(|f| f.path.parent() == local && matches!(f.holds, Holds::Journal(_)))
        .map(|f| f.path.clone())
        .collect();
    copies
        .into_iter()
        .filter_map(|copy| join(files, asked, copy, steps))
        .collect()
}

/// Puts a journal on this computer and the folder's together, as an opening would: the longer one, where it goes on from the
/// other. That comes before all else, since a journal that is rewritten no longer goes on from one that is not. Gives the local
/// one, which is not needed any more.
fn join(
    files: &mut [FoundFile],
    asked: &Asked<'_>,
    local: PathBuf,
    steps: &mut Vec<DiskAction>,
) -> Option<PathBuf> {
    let journal = asked.places.journal();
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
        steps.push(DiskAction::Write(journal, file.bytes.clone()));
    }
    steps.push(DiskAction::Remove(local.clone()));
    Some(local)
}

type Sorted = (Vec<Rewritten>, Vec<(PathBuf, String)>);

/// The files to rewrite and to remove. The journal is first: it must know the outcome before that is there.
fn sorted(
    files: &[FoundFile],
    plan: &ForgetPlan,
    asked: &Asked<'_>,
) -> Result<Sorted, ForgetError> {
    let scrub = plan.scrub();
    let (mut rewritten, mut removed) = (Vec::new(), Vec::new());
    let out = asked.places.folder.join("out");
    let list = files.iter().find(|f| f.path == out.join(made::LIST));
    let listed = list.map_or_else(Listed::default, |f| Listed::read(&f.bytes));
    for file in files {
        match &file.holds {
            Holds::Journal(_) if file.path == asked.places.journal() => {}
            Holds::Journal(lines) if found::is_apart(file, files, asked.places) => {
                let theirs = plan.in_another_record(file)?;
                rewritten.extend(rewrite::journal(&theirs, file, lines, &[], asked)?);
            }
            Holds::Journal(lines) => {
                rewritten.extend(rewrite::journal(plan, file, lines, &[], asked)?);
            }
            Holds::Ballots(ballots, unit) => {
                rewritten.extend(rewrite::ballot_box(&scrub, file, ballots, unit.as_deref())?);
            }
            // Nobody votes for a person who is forgotten, and a key with another id would fit no page.
            Holds::CodeKey(person) if plan.is_person(person) => removed.push((
                file.path.clone(),
                "taken away: the key of their code card".to_owned(),
            )),
            Holds::CodeList(list) => match rewrite::code_list(plan, file, list) {
                MadeFile::Unchanged => {}
                MadeFile::Rewritten(new) => rewritten.push(new),
                MadeFile::Removed(why) => removed.push((file.path.clone(), why.to_owned())),
            },
            Holds::CodeKey(_) | Holds::Other => {}
            Holds::Scrap => {
                let text = String::from_utf8_lossy(&file.bytes);
                if plan.is_in(&text) {
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
            Holds::Made => match rewrite::made(&scrub, file) {
                MadeFile::Unchanged => {}
                MadeFile::Rewritten(new) => rewritten.push(new),
                MadeFile::Removed(why) => removed.push((file.path.clone(), why.to_owned())),
            },
            Holds::Findings(_)
            | Holds::Agenda(_)
            | Holds::Outcome(_)
            | Holds::Codebook(_)
            | Holds::Booklet(_) => {
                rewritten.extend(rewrite::written(&scrub, file)?);
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
        if let Some(new) = rewrite::journal(plan, file, lines, &hashes, asked)? {
            // Before the outcome: the other way round, a crash between the two would leave an
            // outcome that looks edited by hand.
            rewritten.insert(0, new);
        }
    }
    Ok((rewritten, removed))
}
