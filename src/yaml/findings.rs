//! `findings.yaml`: its keys, and the rules that hold within it.
//!
//! A mistake here would be projected in front of patients: impossible numbers are errors, likely slips are warnings.

use std::collections::{HashMap, HashSet};

use super::{
    chars::quoted,
    reader::{
        At, Fields, did_you_mean,
        ids::{EVIDENCE, GOAL, Once, THEME},
    },
};
use crate::domain::{
    findings::{
        Benchmark, BroughtGoal, Comment, CommentMark, Finding, Findings, HIDE_BELOW, Rebase,
        SourceKind, StrandResult, Survey, SurveySource, Theme, Unit, in_hundredths,
    },
    goal::Control,
    period::is_within,
};

pub(super) mod fields;

use self::fields::{
    BENCHMARK, COMMENT, FINDING, GOAL_FIELDS, REBASE, RESULT, SOURCE, SURVEY, THEME_FIELDS,
    WITHHELD,
};

pub(super) use self::fields::{FIELDS, UNIT};

/// The sources, to check the results against.
#[derive(Default)]
struct KnownSources {
    period: String,
    /// People who answered the survey, by strand.
    answered: HashMap<String, u32>,
    strands: HashSet<String>,
    /// Strands already warned of.
    strange: HashSet<String>,
    /// A result of the current period was seen.
    current: bool,
    /// Any result was seen.
    any: bool,
}

impl KnownSources {
    /// The strand at `at`; one that no source has is warned of once.
    fn strand(&mut self, at: &At<'_>) -> Option<String> {
        let strand = at.name()?;
        if !self.strands.is_empty()
            && !self.strands.contains(&strand)
            // Once for each strand: a strand that is misspelt in the sources would be a warning at
            // every result.
            && self.strange.insert(strand.clone())
        {
            let help = did_you_mean(&strand, self.strands.iter().map(String::as_str));
            at.warn(
                format!("a strand {}, which no source has", quoted(&strand)),
                "a strand of `survey.sources`",
                help.unwrap_or_else(|| "add a source that says how many of them answered".into()),
            );
        }
        Some(strand)
    }
}

pub(super) fn read(file: &Fields<'_>) -> Option<Findings> {
    let unit = file.one("unit", read_unit);
    let mut known = KnownSources::default();
    // Before the themes, whatever their order in the file: results are checked against the sources.
    let survey = file.one("survey", |at| read_survey(at, &mut known));
    let themes = file.each("themes", |at| read_theme(at, &mut known));
    if known.any && !known.current && !known.period.is_empty() {
        file.get_or_here("survey").warn(
            format!("the period {} without a result", quoted(&known.period)),
            "the period of the current results",
            "results of other periods are only shown as what was before",
        );
    }
    Some(Findings {
        unit: unit?,
        survey: survey?,
        themes,
        forgotten: file.each("forgotten", At::name),
        removed_themes: file.each("removed_themes", At::name),
    })
}

/// A unit, which outcomes have too.
pub(super) fn read_unit(at: &At<'_>) -> Option<Unit> {
    let map = at.map(UNIT)?;
    let (name, organisation) = (map.name("name"), map.text("organisation"));
    Some(Unit {
        name: name?,
        organisation: organisation.unwrap_or_default(),
    })
}

fn read_survey(at: &At<'_>, known: &mut KnownSources) -> Option<Survey> {
    let map = at.map(SURVEY)?;
    let (title, period) = (map.name("title"), map.name("period"));
    // Lower than 5 is a warning and no error: figures that are public already need no hiding, and
    // only the unit knows that.
    let hide_below = map.count("hide_below").unwrap_or(HIDE_BELOW);
    if hide_below < 5 {
        map.get_or_here("hide_below").warn(
            format!("results shown from {hide_below} answers on"),
            format!("5 or more ({HIDE_BELOW} where nothing is said)"),
            "so few answers can point to a person in the room",
        );
    }
    let hide_cells_below = read_cells(&map, hide_below);
    let mut once = Once::new();
    let sources = map.each("sources", |at| {
        let source = read_source(at)?;
        if let Some(line) = once.before((source.strand.clone(), source.kind), at) {
            let (strand, kind) = (quoted(&source.strand), source.kind.word());
            at.error(
                format!("{strand} by {kind} again, first in line {line}"),
                "each strand and kind once",
                "add the people up",
            );
        }
        if source.kind == SourceKind::Survey {
            let strand = source.strand.clone();
            // Interviews are not counted here: their answers are words, and a result of a survey
            // cannot rest on them.
            known.answered.entry(strand).or_insert(source.answered);
        }
        known.strands.insert(source.strand.clone());
        Some(source)
    });
    known.period = period.clone().unwrap_or_default();
    Some(Survey {
        title: title?,
        period: period?,
        hide_below,
        hide_cells_below,
        sources,
    })
}

/// The number of people on one side of a result below which it is put into words. 0 and 1 would hide nothing.
fn read_cells(map: &Fields<'_>, hide_below: u32) -> Option<u32> {
    let cells = map.count("hide_cells_below")?;
    let at = map.get_or_here("hide_cells_below");
    if cells < 2 {
        at.error(
            format!("{cells}, which hides nothing"),
            "2 or more; 3 is usual",
            "leave it out where small numbers of people may be shown",
        );
    } else if cells.saturating_mul(2) > hide_below {
        let least = cells.saturating_mul(2);
        at.warn(
            format!("{cells}, which hides every result of fewer than {least} answers as well"),
            format!("half of `hide_below` ({hide_below}) at most"),
            "with fewer answers both sides of a result would be small",
        );
    }
    Some(cells)
}

fn read_source(at: &At<'_>) -> Option<SurveySource> {
    let map = at.map(SOURCE)?;
    let (strand, kind) = (map.name("strand"), map.word("kind", SourceKind::WORDS));
    let (invited, answered) = (map.count("invited"), map.count("answered"));
    if let (Some(invited), Some(answered)) = (invited, answered)
        && answered > invited
    {
        map.get_or_here("answered").error(
            format!("{answered} people who answered, of {invited} invited"),
            "at most as many as were invited",
            "look at both numbers; leave `invited` out where it is not known",
        );
    }
    Some(SurveySource {
        strand: strand?,
        kind: kind?,
        invited,
        answered: answered?,
    })
}

fn read_theme(at: &At<'_>, known: &mut KnownSources) -> Option<Theme> {
    let map = at.map(THEME_FIELDS)?;
    let id = map.one("id", |at| at.new_id(THEME));
    let title = map.name("title");
    let mut walls = Once::new();
    let findings = map.each("findings", |at| read_finding(at, known, &mut walls));
    let mut walls = Once::new();
    let comments = map.each("comments", |at| read_comment(at, known, &mut walls));
    let goals = map.each("goals", |at| read_goal(at, known));
    Some(Theme {
        standard: map.text("standard").unwrap_or_default(),
        known_since: map.name("known_since"),
        findings,
        comments,
        goals,
        id: id?,
        title: title?,
    })
}

/// A place on the wall; one that is taken is warned of.
fn read_wall(map: &Fields<'_>, walls: &mut Once<u32>) -> Option<u32> {
    map.one("wall", |at| {
        let wall = at.count()?;
        if let Some(line) = walls.before(wall, at) {
            at.warn(
                format!("the place {wall} on the wall again, first in line {line}"),
                "each place once in a theme",
                "those with the same number are shown in the order of the file",
            );
        }
        Some(wall)
    })
}

fn read_finding(at: &At<'_>, known: &mut KnownSources, walls: &mut Once<u32>) -> Option<Finding> {
    let map = at.map(FINDING)?;
    let id = map.one("id", |at| at.new_id(EVIDENCE));
    let question = map.name("question");
    let wall = read_wall(&map, walls);
    let mut once = Once::new();
    let results = map.each("results", |at| {
        let result = read_result(at, known)?;
        if let Some(line) = once.before((result.strand.clone(), result.period.clone()), at) {
            let (strand, period) = (quoted(&result.strand), quoted(&result.period));
            at.error(
                format!("a result of {strand} in {period} again, first in line {line}"),
                "one for each strand and period",
                "delete one of them",
            );
        }
        Some(result)
    });
    let mut once = Once::new();
    let rebase = map.each("rebase", |at| read_rebase(at, &results, &mut once));
    Some(Finding {
        rebase,
        said: map.name("said"),
        wall,
        results,
        benchmark: map.one("benchmark", read_benchmark),
        comparable: map.one("comparable", At::flag).unwrap_or(true),
        id: id?,
        question: question?,
    })
}

fn read_rebase(at: &At<'_>, results: &[StrandResult], once: &mut Once<String>) -> Option<Rebase> {
    let map = at.map(REBASE)?;
    let (period, reason) = (map.name("period"), map.name("reason"));
    let (period, reason) = (period?, reason?);
    if let Some(line) = once.before(period.clone(), at) {
        at.error(
            format!(
                "a new baseline in {} again, first in line {line}",
                quoted(&period)
            ),
            "each period once",
            "delete one of them",
        );
    }
    // A baseline that begins nowhere would be left out in silence, and the limits be those of before.
    if !results.iter().any(|r| r.period == period) {
        let help = did_you_mean(&period, results.iter().map(|r| r.period.as_str()));
        map.get_or_here("period").error(
            format!("{}, of which the finding has no result", quoted(&period)),
            "the period of a result of this finding",
            help.unwrap_or_else(|| {
                "name the first period that the change could be seen in".to_owned()
            }),
        );
    }
    Some(Rebase { period, reason })
}

fn read_result(at: &At<'_>, known: &mut KnownSources) -> Option<StrandResult> {
    // Asked first, because numbers beside `withheld` are unknown keys and no numbers to be shown.
    let withheld = at.child("withheld").and_then(|w| w.flag()) == Some(true);
    let map = at.map(if withheld { WITHHELD } else { RESULT })?;
    let strand = map.one("strand", |at| known.strand(at));
    let period = map.name("period");
    let (positive, scored) = (map.count("positive"), map.count("scored"));
    at_most(&map, positive, scored);
    let (positive, scored) = if withheld {
        // The flag is what says that there are no numbers. Any that were kept could be shown by
        // code that forgets to ask.
        (Some(0), Some(0))
    } else {
        (positive, scored)
    };
    let weighted = if withheld {
        None
    } else {
        read_weighted(&map, positive, scored)
    };
    let (strand, period, positive, scored) = (strand?, period?, positive?, scored?);
    let current = period == known.period;
    known.any = true;
    // Of a survey of all year the months are results of the year.
    known.current |= is_within(&period, &known.period);
    if let Some(&answered) = known.answered.get(&strand)
        // Only of the current period: `sources` says nothing about the people who answered years
        // ago.
        && current
        && scored > answered
    {
        map.get_or_here("scored").warn(
            format!("{scored} answers, of {answered} people who answered the survey"),
            "at most as many as answered",
            "look at the number here and in `survey.sources`",
        );
    }
    Some(StrandResult {
        strand,
        period,
        positive,
        scored,
        withheld,
        weighted,
    })
}

/// A weighted percentage in hundredths; `positive` is the nearest whole number to it.
pub(super) fn read_weighted(
    map: &Fields<'_>,
    positive: Option<u32>,
    scored: Option<u32>,
) -> Option<u32> {
    let percent = map.one("percent", At::percent);
    if !map.flag("weighted") {
        if percent.is_some() {
            map.get_or_here("percent").error(
                "a percentage beside the numbers",
                "`weighted: true` with it",
                "delete it where nothing was weighted: it is worked out from `positive` and `scored`",
            );
        }
        return None;
    }
    let Some(percent) = percent else {
        map.get_or_here("weighted").error(
            "a weighted result without its percentage",
            "`percent` beside `weighted: true`",
            "write the percentage as whoever weighted it gave it",
        );
        return None;
    };
    let hundredths = in_hundredths(percent);
    if let (Some(positive), Some(scored)) = (positive, scored) {
        // Half a person either way, and what the percentage was rounded by.
        let off = (f64::from(positive) - percent * f64::from(scored) / 100.0).abs();
        if off > 0.501 + f64::from(scored) * 0.000_05 {
            map.get_or_here("positive").error(
                format!("{positive} of {scored} beside {percent}%"),
                "`positive` to be the nearest whole number",
                "look at the three numbers",
            );
        }
    }
    Some(hundredths)
}

/// Notes more good answers than answers.
pub(super) fn at_most(map: &Fields<'_>, positive: Option<u32>, scored: Option<u32>) {
    if let (Some(positive), Some(scored)) = (positive, scored)
        && positive > scored
    {
        map.get_or_here("positive").error(
            format!("{positive} good answers of {scored}"),
            "at most as many as `scored`",
            "look whether the two numbers are swapped",
        );
    }
}

fn read_benchmark(at: &At<'_>) -> Option<Benchmark> {
    let map = at.map(BENCHMARK)?;
    let label = map.name("label");
    let percent = |name| map.one(name, At::percent);
    let (figure, low, high) = (percent("percent"), percent("low"), percent("high"));
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        map.get_or_here("low").error(
            format!("a range from {low} to {high}"),
            "`low` to be at most `high`",
            "look whether the two numbers are swapped",
        );
    } else if figure.is_none() && (low.is_none() || high.is_none()) {
        map.get_or_here("percent").error(
            "a benchmark without a figure",
            "`percent`, or `low` and `high`",
            "write the figure, from 0 to 100, or both ends of the expected range",
        );
    } else if let Some(figure) = figure
        && (low.is_some_and(|l| l > figure) || high.is_some_and(|h| h < figure))
    {
        map.get_or_here("percent").error(
            format!("{figure}, outside the range given for it"),
            "a figure from `low` to `high`",
            "look at the three numbers",
        );
    }
    Some(Benchmark {
        label: label?,
        percent: figure,
        low,
        high,
    })
}

fn read_comment(at: &At<'_>, known: &mut KnownSources, walls: &mut Once<u32>) -> Option<Comment> {
    let map = at.map(COMMENT)?;
    let id = map.one("id", |at| at.new_id(EVIDENCE));
    let strand = map.one("strand", |at| known.strand(at));
    let source = map.word("source", SourceKind::WORDS);
    let wall = read_wall(&map, walls);
    let (publish, hold, text) = (map.flag("publish"), map.flag("hold"), map.name("text"));
    if publish && hold {
        map.get_or_here("publish").warn(
            "a comment that is kept off the wall and may be printed",
            "`hold` or `publish`",
            "delete one of them",
        );
    }
    Some(Comment {
        id: id?,
        strand: strand?,
        source: source?,
        wall,
        publish,
        hold,
        read: map.flag("read"),
        edited: map.flag("edited"),
        was: map.name("was"),
        marks: map.each("marks", |at| at.word(CommentMark::WORDS)),
        text: text?,
    })
}

fn read_goal(at: &At<'_>, known: &mut KnownSources) -> Option<BroughtGoal> {
    let map = at.map(GOAL_FIELDS)?;
    let (id, title) = (map.one("id", |at| at.new_id(GOAL)), map.name("title"));
    Some(BroughtGoal {
        evidence: (map.get("evidence").is_some())
            .then(|| map.each("evidence", |at| at.known_id(EVIDENCE))),
        control: map.word("control", Control::WORDS),
        cost: map.amount("cost"),
        hours: map.amount("hours"),
        strand: map.one("strand", |at| known.strand(at)),
        id: id?,
        title: title?,
    })
}
