//! The sources of papers, read from a unit's folder: the outcome, else the meeting as far as it is; findings, agenda, wishes.
//!
//! `outcome.yaml` goes before the journal, since people may put a word of it right by hand. What was held back in the room stays
//! held, whatever the findings say.

use super::super::{
    failure::Failure,
    files::{self, UnitFolder},
};
use crate::{
    domain::{
        agenda::{Agenda, PartialVoteSettings},
        booklet::Booklet,
        findings::{Comment, Findings, Unit},
        meeting::{Meeting, OpenMeeting},
        outcome::Outcome,
        settings::{PaperLanguage, Settings},
        stamp::Stamp,
    },
    publish::{
        PaperSource,
        ballots::Slip,
        dpia::{DpiaSource, MeetingState},
        pack::PackSource,
        page::Picture,
        words::language::Language,
    },
    store::disk::Disk as _,
    yaml::{self, FileKind, Problem, Read, Severity},
};

/// The sources of papers.
#[derive(Debug)]
pub(in crate::cli) struct Material {
    outcome: Option<Outcome>,
    meeting: Option<Meeting>,
    findings: Option<Findings>,
    agenda: Option<Agenda>,
    /// Comments in no theme, which no paper of a meeting prints.
    unsorted: Vec<Comment>,
    previous: Option<Outcome>,
    wishes: Booklet,
    logo: Option<Picture>,
    picture: Option<Picture>,
    currency: String,
    draft: bool,
    /// The language of the papers.
    pub(in crate::cli) language: Language,
    /// When it is made.
    pub(in crate::cli) now: Stamp,
}

impl Material {
    /// Reads the sources of a folder, as it is on disk.
    pub(in crate::cli) fn of(
        unit: &UnitFolder,
        settings: &Settings,
        now: Stamp,
    ) -> Result<Self, Failure> {
        let held = files::meeting(unit)?;
        let held = held.as_ref().map(|journal| OpenMeeting {
            meeting: journal.state(),
            mark: journal.mark(),
            changed: journal.changed(),
        });
        Self::with(unit, settings, held, now)
    }

    /// Reads the sources of a folder, with a meeting that is open in it.
    pub(in crate::cli) fn with(
        unit: &UnitFolder,
        settings: &Settings,
        held: Option<OpenMeeting<'_>>,
        now: Stamp,
    ) -> Result<Self, Failure> {
        let on_disk = read(&unit.folder.join("outcome.yaml"), yaml::read_outcome)?;
        // A meeting that goes on comes before an outcome.yaml beside it, which cannot be its own:
        // that is written when the meeting is saved.
        let open = held.filter(|h| h.meeting.saved().is_none() && h.meeting.is_started());
        let outcome = match (open, on_disk, held) {
            (Some(open), _, _) => Some(open.outcome(now)),
            // A file from before the moment was kept: the journal beside it knows.
            (None, Some(outcome), Some(held)) if outcome.meeting.changed.is_none() => {
                Some(outcome.changed_at(held.changed))
            }
            (None, Some(outcome), _) => Some(outcome),
            (None, None, Some(held)) if held.meeting.is_started() => Some(held.outcome(now)),
            _ => None,
        };
        let meeting = held.map(|h| h.meeting.clone());
        let file = read(&unit.agenda, yaml::read_agenda)?;
        let named = file.as_ref().and_then(|a| a.findings.as_ref());
        let path = named.map_or_else(|| unit.findings.clone(), |f| unit.named(f));
        if named.is_some() {
            says_what_it_is(&path, FileKind::Findings)?;
        }
        let in_file = read(&path, yaml::read_findings)?;
        let themes = in_file.as_ref().map_or(&[][..], |f| &f.themes);
        let unsorted = themes.iter().filter(|t| t.is_unsorted());
        let unsorted = unsorted.flat_map(|t| t.comments.clone()).collect();
        let mut findings = in_file
            .map(Findings::without_unsorted)
            // The journal holds the findings that the meeting began with, so papers can be made
            // without the file.
            .or_else(|| meeting.as_ref().map(|m| m.findings().clone()));
        if let (Some(findings), Some(meeting)) = (&mut findings, &meeting) {
            keep_held(findings, meeting);
        }
        let previous = file.as_ref().and_then(|a| a.previous.as_ref());
        let previous = match previous {
            // A previous outcome that is gone takes nothing from the papers but what was tried.
            Some(path) => {
                let path = unit.named(path);
                says_what_it_is(&path, FileKind::Outcome)?;
                read(&path, yaml::read_outcome)?
            }
            None => None,
        };
        let previous = previous.or_else(|| meeting.as_ref().and_then(|m| m.previous().cloned()));
        let agenda = file.map_or_else(
            || {
                let begun = meeting.as_ref().map(|m| m.agenda().clone());
                begun.or_else(|| {
                    let mut agenda = Agenda::from_findings(findings.as_ref()?);
                    settings.fill(&mut agenda, &PartialVoteSettings::default());
                    Some(agenda)
                })
            },
            |file| {
                let mut agenda = file.agenda;
                settings.fill(&mut agenda, &file.vote);
                Some(agenda)
            },
        );
        let wishes =
            read(&unit.folder.join("booklet.yaml"), yaml::read_booklet)?.unwrap_or_default();
        let logo = logo(unit, &wishes, outcome.as_ref(), findings.as_ref())?;
        let picture = cover_picture(unit, &wishes)?;
        let currency = agenda.as_ref().and_then(|a| a.capacity.currency.clone());
        Ok(Self {
            outcome,
            meeting,
            findings,
            agenda,
            unsorted,
            previous,
            wishes,
            logo,
            picture,
            currency: currency.unwrap_or_else(|| settings.currency.clone()),
            draft: open.is_some(),
            language: built_in(settings.language)?,
            now,
        })
    }

    /// The meeting is still going on.
    pub(super) fn is_draft(&self) -> bool {
        self.draft
    }

    /// The meeting was held and saved.
    pub(super) fn is_saved(&self) -> bool {
        self.outcome.is_some() && !self.draft
    }

    /// The unit, as far as a file names it, with the settings of its booklet and its logo.
    pub(super) fn named(&self) -> (Unit, &Booklet, Option<&Picture>) {
        let unit = self.outcome.as_ref().map(|o| &o.unit);
        let unit = unit.or_else(|| self.findings.as_ref().map(|f| &f.unit));
        (
            unit.cloned().unwrap_or_default(),
            &self.wishes,
            self.logo.as_ref(),
        )
    }

    /// The sources of an assessment of the folder; what only its files say is taken from `rest`.
    pub(super) fn assessed<'a>(&'a self, rest: DpiaSource<'a>) -> DpiaSource<'a> {
        DpiaSource {
            findings: self.findings.as_ref(),
            unsorted: &self.unsorted,
            outcome: self.outcome.as_ref(),
            booklet: &self.wishes,
            logo: self.logo.as_ref(),
            state: match (&self.outcome, self.draft) {
                (None, _) => MeetingState::NotHeld,
                (Some(_), true) => MeetingState::Open,
                (Some(_), false) => MeetingState::Saved,
            },
            language: self.language.words.language,
            today: self.now.date(),
            ..rest
        }
    }

    /// The sources of papers of a meeting that was held.
    pub(in crate::cli) fn source(&self) -> Result<PaperSource<'_>, Failure> {
        let Some(outcome) = &self.outcome else {
            return Err(Failure::new("no meeting was held in this folder yet: it has neither outcome.yaml nor a meeting.journal that began")
                .hint("`--to pack` and `--to ballots` are for before a meeting; `pledge FOLDER` opens it"));
        };
        Ok(PaperSource {
            outcome,
            findings: self.findings.as_ref(),
            previous: self.previous.as_ref(),
            wishes: &self.wishes,
            logo: self.logo.as_ref(),
            picture: self.picture.as_ref(),
            currency: &self.currency,
            draft: self.draft,
        })
    }

    /// The meeting, which only a journal holds.
    pub(super) fn meeting(&self) -> Result<&Meeting, Failure> {
        self.meeting.as_ref().ok_or_else(|| {
            Failure::new("there is no meeting.journal in this folder").hint(
                "a meeting that was held leaves it; `pledge demo` has one in northbrook-finished",
            )
        })
    }

    /// The sources of the pack.
    pub(super) fn before(&self) -> Result<PackSource<'_>, Failure> {
        let (Some(findings), Some(agenda)) = (&self.findings, &self.agenda) else {
            return Err(Failure::new("there is no findings.yaml in this folder").hint(
                "a unit folder holds findings.yaml; `pledge import` makes it from a survey\u{2019}s export",
            ));
        };
        Ok(PackSource {
            findings,
            agenda,
            wishes: &self.wishes,
            previous: self.previous.is_some(),
        })
    }

    /// The goals on a ballot slip: the meeting's, else those brought along, in the order of the meeting.
    pub(super) fn goals(&self) -> Vec<String> {
        if let Some(meeting) = &self.meeting {
            return meeting.live_goals().map(|g| g.title.clone()).collect();
        }
        let themes = self.findings.as_ref().map_or(&[][..], |f| &f.themes);
        let brought = themes.iter().flat_map(|t| &t.goals);
        brought.map(|g| g.title.clone()).collect()
    }

    /// The goals on the sheets of small tables, numbered as the meeting numbers them: of the round of tables that is open, else
    /// every undecided goal. The flag is true for an open round.
    pub(super) fn table_goals(&self) -> (Vec<String>, bool) {
        let Some(meeting) = &self.meeting else {
            return (self.goals(), false);
        };
        let open = meeting
            .open_round()
            .filter(|r| r.settings.method.is_tables());
        if let Some(round) = open {
            let goals = round.settings.goals.iter();
            let titles = goals.filter_map(|id| Some(meeting.goal(id)?.title.clone()));
            return (titles.collect(), true);
        }
        let undecided = meeting.live_goals().filter(|g| g.decision.is_none());
        let undecided: Vec<String> = undecided.map(|g| g.title.clone()).collect();
        if undecided.is_empty() {
            return (self.goals(), false);
        }
        (undecided, false)
    }

    /// The voting slip with these goals.
    pub(super) fn slip<'a>(&'a self, goals: &'a [String]) -> Result<Slip<'a>, Failure> {
        let before = self.before()?;
        Ok(Slip {
            unit: &before.findings.unit,
            vote: &before.agenda.vote,
            goals,
            colour: self.wishes.colour(),
        })
    }
}

/// A built-in language.
pub(in crate::cli) fn built_in(language: PaperLanguage) -> Result<Language, Failure> {
    Language::built_in(language).map_err(|found| problems(&found))
}

/// The language of `--language`: a built-in one by its tag, else a table in a file.
pub(in crate::cli) fn language(named: &str) -> Result<Language, Failure> {
    if let Some((_, known)) = PaperLanguage::WORDS.iter().find(|(tag, _)| *tag == named) {
        return built_in(*known);
    }
    let path = std::path::Path::new(named);
    let Some(text) = files::optional(path)? else {
        return Err(Failure::new(format!("{named}: there is no such file"))
            .hint("`--language cy` is Welsh; any other language is a file, which `pledge export --to words` begins"));
    };
    files::is_one(path, &text, FileKind::Words)?;
    Language::read(&files::name(path), &text)
        .into_result()
        .map_err(|found| problems(&found))
}

fn problems(found: &[Problem]) -> Failure {
    let errors = found.iter().filter(|p| p.severity == Severity::Error);
    let errors: Vec<String> = errors.map(Problem::to_string).collect();
    Failure::new(errors.join("\n"))
}

/// Comments that the room held back are held back on paper.
fn keep_held(findings: &mut Findings, meeting: &Meeting) {
    for theme in &mut findings.themes {
        for comment in &mut theme.comments {
            // Only ever added: a hold in the file is somebody's decision from before the meeting.
            comment.hold |= meeting.is_held(&comment.id);
        }
    }
}

/// Refuses a file that the agenda names and that lacks our header: no line of a foreign file may be shown.
fn says_what_it_is(path: &std::path::Path, kind: FileKind) -> Result<(), Failure> {
    match files::optional(path)? {
        Some(text) => files::is_one(path, &text, kind),
        None => Ok(()),
    }
}

/// A file that may be missing, but must be right where it is there.
pub(super) fn read<T>(
    path: &std::path::Path,
    read: impl Fn(&str, &str) -> Read<T>,
) -> Result<Option<T>, Failure> {
    let Some(text) = files::optional(path)? else {
        return Ok(None);
    };
    let read = read(&files::name(path), &text);
    match read.value {
        Some(value) => Ok(Some(value)),
        None => {
            let errors = read.problems.iter();
            let errors = errors.filter(|p| p.severity == Severity::Error);
            let errors: Vec<String> = errors.map(Problem::to_string).collect();
            Err(Failure::new(errors.join("\n"))
                .hint("`pledge check FOLDER` shows every problem; nothing was written"))
        }
    }
}

fn logo(
    unit: &UnitFolder,
    wishes: &Booklet,
    outcome: Option<&Outcome>,
    findings: Option<&Findings>,
) -> Result<Option<Picture>, Failure> {
    let Some(name) = &wishes.logo else {
        return Ok(None);
    };
    let whose = outcome
        .map(|o| &o.unit)
        .or_else(|| findings.map(|f| &f.unit));
    let named = whose.map(|u| {
        if u.organisation.is_empty() {
            u.name.clone()
        } else {
            u.organisation.clone()
        }
    });
    let alt = wishes.logo_alt.clone().or(named).unwrap_or_default();
    picture(unit, name, alt, "logo", "it is printed about 5 cm wide").map(Some)
}

fn cover_picture(unit: &UnitFolder, wishes: &Booklet) -> Result<Option<Picture>, Failure> {
    let Some(name) = &wishes.picture else {
        return Ok(None);
    };
    // Without words of its own it is decoration, which a screen reader passes over.
    let alt = wishes.picture_alt.clone().unwrap_or_default();
    let size = "a JPEG of 1600 dots across is enough for a cover";
    picture(unit, name, alt, "picture", size).map(Some)
}

/// A picture beside `booklet.yaml`, which names it as `key`.
fn picture(
    unit: &UnitFolder,
    name: &str,
    alt: String,
    key: &str,
    size: &str,
) -> Result<Picture, Failure> {
    let path = unit.folder.join(name);
    let bytes = files::DISK
        .read(&path)
        .map_err(|e| Failure::file(&path, &e))?;
    let Some(bytes) = bytes else {
        return Err(
            Failure::new(format!("{}: there is no such file", path.display()))
                .hint(format!("booklet.yaml names it as `{key}:`")),
        );
    };
    if bytes.len() > Picture::MOST {
        return Err(Failure::new(format!(
            "{}: {} bytes, and a picture has {} at most",
            path.display(),
            bytes.len(),
            Picture::MOST
        ))
        .hint(format!("save it smaller: {size}")));
    }
    Picture::new(bytes, alt).ok_or_else(|| {
        Failure::new(format!(
            "{}: this is neither a PNG nor a JPEG",
            path.display()
        ))
        .hint("save the picture as PNG or JPEG")
    })
}
