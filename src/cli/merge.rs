//! `pledge merge`: the steps of another record of the same meeting, decided again at the end of this one.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::json;

use super::{
    clock,
    failure::{Failure, say_on},
    files::{self, UnitFolder},
    launch,
};
use crate::{
    domain::{
        meeting::{Meeting, merge::Fate},
        stamp::Stamp,
        words,
    },
    store::{
        disk::RealDisk,
        places::Places,
        session::{
            Session,
            merge::{MergePlan, MergeStep, Merged},
        },
    },
    yaml,
};

/// The arguments of `pledge merge`.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The unit folder of the meeting
    path: PathBuf,
    /// The other record: a file such as `meeting (conflicted copy).journal`, or a copy of the unit folder
    other: PathBuf,
    /// Say what would come and what is refused, and bring nothing in
    #[arg(long)]
    dry_run: bool,
    /// As JSON, for a program to read
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let unit = UnitFolder::at(&args.path)?;
    let places = Places {
        folder: unit.folder.clone(),
        local: launch::local_folder()?,
    };
    let other = other(&args.other)?;
    if !places.journal().exists() {
        return Err(Failure::new(format!(
            "{}: there is no meeting here to merge into",
            files::name(&unit.folder)
        ))
        .hint("`pledge FOLDER` begins one; a journal that is all there is can be copied here as meeting.journal"));
    }
    let now = clock::now();
    // On `RealDisk`, which waits: there is no room to be held up, and a merge that gives up
    // half-way helps nobody.
    let mut session = Session::<Meeting, _>::resume(RealDisk, places, &launch::who(), now)?;
    if session.is_read_only() {
        let why = session.notices().join(" ");
        return Err(Failure::new(format!("nothing was merged. {why}"))
            .hint("close the meeting there, and run this again"));
    }
    let plan = session.plan_merge(&other)?;
    if args.dry_run {
        say(args, &plan, None);
    } else {
        let merged = session.merge(&plan, now)?;
        if merged.added > 0 {
            project(&unit, &mut session, &plan, now)?;
        }
        say(args, &plan, Some(&merged));
    }
    let refused = plan.refused().next().is_some();
    // 1 for steps that do not fit, as `check` gives it for problems: the merge itself is done.
    Ok(ExitCode::from(u8::from(refused)))
}

/// The other record's file; of a unit folder, its journal.
fn other(path: &Path) -> Result<PathBuf, Failure> {
    let path = std::path::absolute(path).map_err(|e| Failure::file(path, &e))?;
    Ok(if path.is_dir() {
        path.join("meeting.journal")
    } else {
        path
    })
}

/// Writes the outcome, if the meeting was saved before.
fn project(
    unit: &UnitFolder,
    session: &mut Session<Meeting, RealDisk>,
    plan: &MergePlan,
    now: Stamp,
) -> Result<(), Failure> {
    if session.state().saved().is_none() {
        return Ok(());
    }
    let path = unit.folder.join("outcome.yaml");
    session.adopt_projection(plan, &path, now);
    let outcome = session.state().outcome(session.marked(), now);
    let text = yaml::write_outcome(&outcome.changed_at(session.changed()));
    let notice = session.project(&path, text.as_bytes(), now)?;
    if let Some(notice) = notice {
        session.say(notice);
    }
    Ok(())
}

fn say(args: &Args, plan: &MergePlan, merged: Option<&Merged>) {
    let text = if args.json {
        as_json(plan, merged)
    } else {
        as_text(plan, merged)
    };
    say_on(&mut io::stdout().lock(), &text);
}

fn as_json(plan: &MergePlan, merged: Option<&Merged>) -> String {
    let step = |step: &MergeStep| {
        let (fate, replaces, why) = match &step.judged.fate {
            Fate::Comes { replaces, .. } => ("comes", *replaces, None),
            Fate::Same => ("same", false, None),
            Fate::Part => ("part", false, None),
            Fate::Refused(why) => ("refused", false, Some(why)),
        };
        json!({
            "at": step.judged.at,
            "by": step.by,
            "what": step.judged.what,
            "fate": fate,
            "replaces": replaces,
            "why": why,
        })
    };
    let steps: Vec<_> = plan.steps.iter().map(step).collect();
    let answer = json!({
        "added": merged.map_or(0, |m| m.added),
        "kept": merged.filter(|m| m.added > 0).map(|m| files::name(&m.kept)),
        "steps": steps,
    });
    format!("{answer:#}\n")
}

fn as_text(plan: &MergePlan, merged: Option<&Merged>) -> String {
    let mut text = String::new();
    let name = files::name(&plan.path);
    if plan.coming().next().is_none() {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{name} has nothing to add.");
    } else {
        let head = if merged.is_some() {
            "From"
        } else {
            "Would come from"
        };
        let _ = writeln!(text, "{head} {name}: {}.", plan.headline());
        for step in plan.coming() {
            let replaces = matches!(step.judged.fate, Fate::Comes { replaces: true, .. });
            let more = if replaces {
                "; it was changed here as well, and now stands as it was there"
            } else {
                ""
            };
            let _ = writeln!(text, "  {} {}{more}", step.judged.at.hm(), step.judged.what);
        }
    }
    let refused: Vec<_> = plan.refused().collect();
    if !refused.is_empty() {
        let n = words::count(
            refused.len() as u64,
            "step does not fit",
            "steps do not fit",
        );
        let _ = writeln!(text, "{n} any more, and stay in that file:");
        for (step, why) in refused {
            let _ = writeln!(
                text,
                "  {} {}: {why}",
                step.judged.at.hm(),
                step.judged.what
            );
        }
    }
    match merged {
        None => text.push_str("Nothing was merged.\n"),
        Some(merged) if merged.added > 0 => {
            let kept = files::name(&merged.kept);
            let _ = writeln!(
                text,
                "Each is one step, which `u` takes back in the meeting. The other file is kept as {kept}."
            );
            if let Some(why) = &merged.left {
                let _ = writeln!(
                    text,
                    "{name} could not be taken away ({why}). It has nothing more to add."
                );
            }
        }
        Some(_) => {}
    }
    text
}
