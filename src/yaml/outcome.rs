//! `outcome.yaml`: its keys, and the rules that hold within it.
//!
//! It is read for years, and mended by hand when somebody leaves or a review is typed in: so who is named must be on the
//! list, and a date that lies before the meeting is asked about.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    findings::read_unit,
    reader::{
        At, Fields,
        ids::{GOAL, Once, PERSON, ROUND},
    },
};
use crate::domain::{
    agenda::{Activity, Stage},
    aim::Aim,
    goal::{Control, Reason},
    outcome::{
        AgreedStandard, Evaluation, Evidence, GoalResult, Handover, HeldMeeting, Outcome,
        OutcomeGoal, OutcomeNote, OutcomeParked, OutcomePerson, PersonMoment, PreviousGoal,
        QuestionResult, Review, RoundResult, SettledBy, SettledTie, Status, ThemeAirtime,
        TimedItem, Verdict,
    },
    vote::{channels::Channels, method::Method, settings::Weight},
};

pub(super) mod fields;

use self::fields::{
    AGENDA, AIM_FIELDS, AIRTIME, BY, EVALUATION, EVIDENCE, GOAL_FIELDS, HANDOVER, LOOKED_AT,
    MEETING, NOTE, PARKED, PERSON_FIELDS, PERSON_MOMENT, QUESTION, RESULT, REVIEW, ROUND_FIELDS,
    STANDARD, TIE,
};

pub(super) use self::fields::FIELDS;

pub(super) fn read(file: &Fields<'_>) -> Option<Outcome> {
    let unit = file.one("unit", read_unit);
    let meeting = file.one("meeting", read_meeting);
    let held = meeting.as_ref().and_then(|m| m.date);
    let mut themes = Once::new();
    let standards = file.each("standards", |at| {
        let standard = read_standard(at)?;
        if let Some(line) = themes.before(standard.theme.clone(), at) {
            at.error(
                format!("the standard of a theme again, first in line {line}"),
                "one standard for each theme",
                "delete one of them",
            );
        }
        Some(standard)
    });
    Some(Outcome {
        people: file.each("people", read_person),
        standards,
        rounds: file.each("rounds", read_round),
        goals: file.each("goals", |at| read_goal(at, held)),
        previous: file.each("previous", read_looked_at),
        evaluation: file.one("evaluation", read_evaluation),
        airtime: file.each("airtime", read_airtime),
        notes: file.each("notes", |at| {
            let map = at.map(NOTE)?;
            let theme = map.one("theme", At::id);
            let text = map.name("text")?;
            Some(OutcomeNote { theme, text })
        }),
        parked: file.each("parked", |at| {
            let map = at.map(PARKED)?;
            let stage = map.word("stage", Stage::WORDS);
            let text = map.name("text")?;
            Some(OutcomeParked { text, stage })
        }),
        agenda: file.each("agenda", read_taken),
        unit: unit?,
        meeting: meeting?,
    })
}

fn read_meeting(at: &At<'_>) -> Option<HeldMeeting> {
    let map = at.map(MEETING)?;
    let title = map.name("title");
    let (started, ended) = (map.one("started", At::stamp), map.one("ended", At::stamp));
    if let (Some(started), Some(ended)) = (started, ended)
        // A warning, since a laptop's clock may be set right during a meeting.
        && ended.seconds() < started.seconds()
    {
        map.get_or_here("ended").warn(
            "an end before the beginning",
            "a moment after `started`",
            "look at both",
        );
    }
    let changed = map.one("changed", At::stamp);
    if let (Some(ended), Some(changed)) = (ended, changed)
        && changed.seconds() < ended.seconds()
    {
        map.get_or_here("changed").warn(
            "a last change before the end",
            "a moment not before `ended`",
            "look at both, or leave `changed` out",
        );
    }
    // One for both lists: somebody cannot be present and absent.
    let mut here = Once::new();
    let mut ids = |name| {
        map.each(name, |at| {
            let id = at.known_id(PERSON)?;
            if let Some(line) = here.before(id.clone(), at) {
                at.warn(
                    format!("{} again, first in line {line}", at.found()),
                    "each person once, present or absent",
                    "delete one of them",
                );
            }
            Some(id)
        })
    };
    let (present, absent) = (ids("present"), ids("absent"));
    let by_telephone = map.each("by_telephone", |at| {
        let id = at.known_id(PERSON)?;
        // A warning, as for the other lists: an outcome of years ago must open.
        if !present.contains(&id) {
            at.warn(
                format!("{}, who is not among `present`", at.found()),
                "somebody who was there, by telephone or video call",
                "look at both lists",
            );
        }
        Some(id)
    });
    Some(HeldMeeting {
        date: map.one("date", At::date),
        started,
        ended,
        changed,
        present,
        absent,
        by_telephone,
        came_late: map.each("came_late", read_moment),
        left_early: map.each("left_early", read_moment),
        handed_over: map.each("handed_over", read_handover),
        title: title?,
    })
}

fn read_moment(at: &At<'_>) -> Option<PersonMoment> {
    let map = at.map(PERSON_MOMENT)?;
    let (person, at) = (
        map.one("person", |at| at.known_id(PERSON)),
        map.one("at", At::stamp),
    );
    Some(PersonMoment {
        person: person?,
        at: at?,
    })
}

fn read_handover(at: &At<'_>) -> Option<Handover> {
    let map = at.map(HANDOVER)?;
    let (to, at) = (
        map.one("to", |at| at.known_id(PERSON)),
        map.one("at", At::stamp),
    );
    Some(Handover { to: to?, at: at? })
}

fn read_person(at: &At<'_>) -> Option<OutcomePerson> {
    let map = at.map(PERSON_FIELDS)?;
    let (id, name) = (map.one("id", |at| at.new_id(PERSON)), map.name("name"));
    Some(OutcomePerson {
        role: map.text("role").unwrap_or_default(),
        group: map.one("group", At::group),
        consent: map.flag("consent"),
        id: id?,
        name: name?,
    })
}

fn read_standard(at: &At<'_>) -> Option<AgreedStandard> {
    let map = at.map(STANDARD)?;
    let (theme, text) = (map.one("theme", At::id), map.text("text"));
    let agreed = map.one("agreed", At::flag);
    Some(AgreedStandard {
        theme: theme?,
        text: text?,
        agreed: agreed?,
    })
}

fn read_round(at: &At<'_>) -> Option<RoundResult> {
    let map = at.map(ROUND_FIELDS)?;
    let id = map.one("id", |at| at.new_id(ROUND));
    let (method, weight) = (
        map.word("method", Method::WORDS),
        map.word("weight", Weight::WORDS),
    );
    let voted = map.get("voted").map(|at| at.by_group(At::count));
    let tables = map.each("tables", read_list);
    if let Some(at) = map.get("tables")
        && at.len() != Some(0)
        && method.is_some_and(|method| !method.is_tables())
    {
        at.warn(
            "lists of tables in a round of another method",
            "`tables` beside `method: tables`",
            "delete `tables`, or correct the method",
        );
    }
    let by = map.one("by", read_by);
    let places = map.flag("places");
    let ties = map.each("ties", read_tie);
    let results = map.each("results", read_result);
    Some(RoundResult {
        id: id?,
        method: method?,
        weight: weight?,
        voted: voted?,
        tables,
        by,
        places,
        ties,
        results,
    })
}

/// The goals of a small table, in order.
fn read_list(at: &At<'_>) -> Option<Vec<String>> {
    let mut list: Vec<String> = Vec::new();
    for item in at.list() {
        let id = item.id()?;
        if list.contains(&id) {
            item.error(
                format!("the goal `{id}` again"),
                "each goal once in a list",
                "keep the better of its places",
            );
            return None;
        }
        list.push(id);
    }
    Some(list)
}

fn read_by(at: &At<'_>) -> Option<Channels> {
    let map = at.map(BY)?;
    Some(Channels {
        keys: map.count("keys").unwrap_or_default(),
        slips: map.count("slips").unwrap_or_default(),
        codes: map.count("codes").unwrap_or_default(),
    })
}

fn read_tie(at: &At<'_>) -> Option<SettledTie> {
    let map = at.map(TIE)?;
    let settled = map.word("settled", SettledBy::WORDS);
    let first = map.one("first", At::id);
    Some(SettledTie {
        goals: map.each("goals", At::id),
        settled: settled?,
        first: first?,
    })
}

fn read_result(at: &At<'_>) -> Option<GoalResult> {
    let map = at.map(RESULT)?;
    let goal = map.one("goal", At::id);
    let hands = map.get("hands").map(|at| at.by_group(read_hands));
    let figures = read_figures(&map);
    Some(GoalResult {
        balanced: figures.balanced,
        ranges: figures.ranges,
        groups: figures.groups,
        hands: hands.unwrap_or_default(),
        parted: map.one("parted", At::flag),
        withheld: figures.withheld,
        goal: goal?,
    })
}

/// The figures of a result: of all together, and of the groups as far as they may be shown.
struct ShownFigures {
    balanced: Option<f64>,
    groups: BTreeMap<String, f64>,
    ranges: BTreeMap<String, [f64; 2]>,
    withheld: bool,
}

fn read_figures(map: &Fields<'_>) -> ShownFigures {
    let groups = map.get("groups").map(|at| at.by_group(At::result));
    let withheld = map.flag("withheld");
    // The wall would hide these numbers and the file would give them away when it is mailed.
    if withheld
        && let Some(at) = map.get("groups")
        && at.len() != Some(0)
    {
        at.warn(
            "results of groups where they are withheld",
            "only the result of all together",
            "a group was too small to be shown apart: delete `groups`",
        );
    }
    let ranges = map.get("ranges").map(|at| at.by_group(read_range));
    ShownFigures {
        balanced: map.one("balanced", At::result),
        ranges: ranges.unwrap_or_default(),
        groups: groups.unwrap_or_default(),
        withheld,
    }
}

fn read_evaluation(at: &At<'_>) -> Option<Evaluation> {
    let map = at.map(EVALUATION)?;
    let voted = map.get("voted").map(|at| at.by_group(At::count));
    let results = map.each("results", |at| {
        let map = at.map(QUESTION)?;
        let question = map.one("question", At::id);
        let figures = read_figures(&map);
        Some(QuestionResult {
            balanced: figures.balanced,
            groups: figures.groups,
            ranges: figures.ranges,
            withheld: figures.withheld,
            question: question?,
        })
    });
    Some(Evaluation {
        results,
        voted: voted?,
    })
}

fn read_airtime(at: &At<'_>) -> Option<ThemeAirtime> {
    let map = at.map(AIRTIME)?;
    let theme = map.one("theme", At::id);
    let (patient, mdt) = (map.amount("patient"), map.amount("mdt"));
    Some(ThemeAirtime {
        theme: theme?,
        patient: patient?,
        mdt: mdt?,
    })
}

/// Reads a range: from and to.
fn read_range(at: &At<'_>) -> Option<[f64; 2]> {
    let given = at.list();
    let ends: Vec<f64> = given.iter().filter_map(At::result).collect();
    if let [from, to] = *ends {
        return Some([from, to]);
    }
    // A number that could not be read has its own problem; only the count is told of here.
    if given.len() != 2 && at.len().is_some() {
        at.error(
            format!("{} numbers", given.len()),
            "two: from and to",
            "write `[4, 5]`",
        );
    }
    None
}

/// For, against, abstained.
fn read_hands(at: &At<'_>) -> Option<[u32; 3]> {
    let given = at.list();
    let hands: Vec<u32> = given.iter().filter_map(At::count).collect();
    if let [yes, no, abstained] = *hands {
        return Some([yes, no, abstained]);
    }
    if given.len() != 3 && at.len().is_some() {
        at.error(
            format!("{} numbers", given.len()),
            "three: for, against, abstained",
            "write `[7, 1, 2]`",
        );
    }
    None
}

fn read_goal(at: &At<'_>, held: Option<Date>) -> Option<OutcomeGoal> {
    let map = at.map(GOAL_FIELDS)?;
    let (id, title) = (map.one("id", |at| at.new_id(GOAL)), map.name("title"));
    let decision = map.word("decision", Verdict::WORDS);
    let person = |name| map.one(name, |at| at.known_id(PERSON));
    let (owner, partner) = (person("owner"), person("partner"));
    let owner_role = map.name("owner_role");
    if let Some(at) = map.get("owner_role")
        && owner.is_some()
    {
        at.warn(
            "two owners",
            "`owner` or `owner_role`",
            "delete one; a second person can be the `partner`",
        );
    }
    // A warning and no error, because outcomes of years ago are opened to be looked back at, and
    // must open.
    let day = |name| map.one(name, |at| day_after(at, held));
    let (until, due) = (day("until"), day("due"));
    let reviews = map.each("reviews", |at| read_review(at, held));
    let evidence = map.each("evidence", read_evidence);
    let (strand, measure) = (map.name("strand"), map.text("measure"));
    let aim = map
        .one("aim", read_aim)
        .or_else(|| aim_of_measure(measure.as_deref()?, &evidence, strand.as_deref()));
    Some(OutcomeGoal {
        themes: map.each("themes", At::id),
        strand,
        merged_from: map.each("merged_from", At::id),
        split_from: map.one("split_from", At::id),
        evidence,
        control: map.word("control", Control::WORDS),
        cost: map.amount("cost"),
        hours: map.amount("hours"),
        reason: map.word("reason", Reason::WORDS),
        ask_of: map.text("ask_of"),
        by_whom: map.text("by_whom"),
        until,
        note: map.text("note"),
        owner,
        owner_role,
        accepted: map.one("accepted", At::flag),
        partner,
        first_step: map.text("first_step"),
        measure,
        aim,
        due,
        reviews,
        id: id?,
        title: title?,
        decision: decision?,
    })
}

fn read_aim(at: &At<'_>) -> Option<Aim> {
    let map = at.map(AIM_FIELDS)?;
    let (finding, above) = (map.one("finding", At::id), map.count("above"));
    if above.is_some_and(|above| above > Aim::MOST) {
        map.get_or_here("above").error(
            format!("{} percent", above.unwrap_or_default()),
            "a whole number from 0 to 99",
            "nothing is above 100 in 100",
        );
    }
    Some(Aim {
        finding: finding?,
        strand: map.name("strand"),
        above: above?,
    })
}

/// The aim of a measure of earlier versions, such as `q14 above 61%`, where the goal rests on that finding.
fn aim_of_measure(measure: &str, evidence: &[Evidence], strand: Option<&str>) -> Option<Aim> {
    let aim = Aim::from_code(measure)?;
    let of_finding = |e: &&Evidence| e.finding.as_ref() == Some(&aim.finding);
    let first = evidence.iter().find(of_finding)?;
    // The goal's own strand, unless it rests on the result of another one.
    let of_strand = |e: &&Evidence| e.strand.as_deref() == strand;
    let result = evidence.iter().filter(of_finding).find(of_strand);
    let strand = result.unwrap_or(first).strand.clone();
    Some(Aim { strand, ..aim })
}

/// A day; one before the meeting is asked about.
fn day_after(at: &At<'_>, held: Option<Date>) -> Option<Date> {
    let day = at.date()?;
    if let Some(held) = held
        && day < held
    {
        let found = format!("{day}, before the meeting of {held}");
        at.warn(found, "a day after the meeting", "look at the year");
    }
    Some(day)
}

fn read_evidence(at: &At<'_>) -> Option<Evidence> {
    let map = at.map(EVIDENCE)?;
    let (finding, comment) = (map.one("finding", At::id), map.one("comment", At::id));
    if finding.is_some() == comment.is_some() {
        at.error(
            if finding.is_some() {
                "a finding and a comment in one"
            } else {
                "neither a finding nor a comment"
            },
            "`finding` or `comment`",
            "write an entry for each, such as `{comment: c31}`",
        );
    }
    let (positive, scored) = (map.count("positive"), map.count("scored"));
    super::findings::at_most(&map, positive, scored);
    let withheld = map.flag("withheld");
    if withheld && (positive.is_some() || scored.is_some()) {
        at.warn(
            "numbers where they are withheld",
            "`withheld: true` or the numbers",
            "too few answers stand behind them: delete the numbers",
        );
    }
    Some(Evidence {
        finding,
        strand: map.name("strand"),
        period: map.name("period"),
        positive,
        scored,
        withheld,
        weighted: super::findings::read_weighted(&map, positive, scored),
        comment,
    })
}

fn read_review(at: &At<'_>, held: Option<Date>) -> Option<Review> {
    let map = at.map(REVIEW)?;
    let day = |name| map.one(name, |at| day_after(at, held));
    let (due, on, new_due) = (day("due"), day("on"), day("new_due"));
    let (status, note) = (map.word("status", Status::WORDS), map.text("note"));
    if map.get("due").is_none() && map.get("on").is_none() {
        at.error(
            "a review without a day",
            "`due` or `on`",
            "write `{due: 2027-05-24}`",
        );
    }
    if map.get("on").is_some() != map.get("status").is_some() {
        at.warn(
            "a review that is half filled in",
            "both `on` and `status`, or none of them",
            "`on` is when somebody looked, `status` what they found",
        );
    }
    needs_reason(&map, status, note.as_deref());
    Some(Review {
        due,
        on,
        status,
        note,
        noticed: read_noticed(&map, status),
        next_step: map.text("next_step"),
        new_due,
        owner: map.one("owner", read_review_owner),
        figures: map.each("figures", read_evidence),
    })
}

fn needs_reason(map: &Fields<'_>, status: Option<Status>, note: Option<&str>) {
    if let Some(status) = status.filter(|s| s.needs_reason())
        && note.is_none_or(|n| n.trim().is_empty())
    {
        map.get_or_here("status").warn(
            format!("`{}` without a reason", status.words()),
            "`note: ` and why",
            "add it for those who read this later",
        );
    }
}

/// Reads the owner from a review on: the id of a person, else a role or name in words.
fn read_review_owner(at: &At<'_>) -> Option<String> {
    let owner = at.name()?;
    // Any words are read, so a slip in an id would become the name of an owner in every paper.
    if let Some(help) = at.meant_id(&owner, PERSON) {
        at.warn(
            format!("{}, which is no person of this file", at.found()),
            "the id of a person, or a role",
            help,
        );
    }
    Some(owner)
}

/// Reads the line for patients; one beside a status that makes no difference to them is asked about.
fn read_noticed(map: &Fields<'_>, status: Option<Status>) -> Option<String> {
    let noticed = map.name("noticed");
    if noticed.is_some()
        && let Some(status) = status.filter(|s| !s.is_noticed())
    {
        map.get_or_here("noticed").warn(
            format!("`noticed` beside `{}`", status.words()),
            "`noticed` beside `done` or `on_track`",
            "delete it, or look at the status",
        );
    }
    noticed
}

fn read_looked_at(at: &At<'_>) -> Option<PreviousGoal> {
    let map = at.map(LOOKED_AT)?;
    let (goal, title) = (map.one("goal", At::id), map.name("title"));
    let (on, status) = (map.one("on", At::date), map.word("status", Status::WORDS));
    let note = map.text("note");
    needs_reason(&map, status, note.as_deref());
    Some(PreviousGoal {
        goal: goal?,
        title: title?,
        on: on?,
        noticed: read_noticed(&map, status),
        status: status?,
        note,
    })
}

fn read_taken(at: &At<'_>) -> Option<TimedItem> {
    let map = at.map(AGENDA)?;
    let what = super::agenda::read_what(&map);
    let mut item = TimedItem {
        took: map.count("took"),
        skipped: map.flag("skipped"),
        planned: map.count("planned").unwrap_or_default(),
        ..TimedItem::default()
    };
    match what? {
        Activity::Stage(stage) => item.stage = Some(stage),
        Activity::Theme(theme) => item.theme = Some(theme),
        Activity::Break(pause) => item.pause = Some(pause),
    }
    Some(item)
}
