//! Beginning of the next pledge: what is carried over from the previous one.
//!
//! Themes, standards, people and ground rules are carried over, survey results are not. Unsettled goals keep their id, so that
//! their history can be followed over the years.

use super::{
    agenda::{Activity, Agenda, AgendaItem, Stage},
    findings::{BroughtGoal, Findings, Survey, Theme},
    outcome::Outcome,
    people::{Person, REMOVED},
};

/// Minutes for the Review.
const REVIEW_MINUTES: u32 = 10;
/// Minutes for goals without a theme.
const CARRIED_MINUTES: u32 = 5;
/// Id and title of the theme for goals whose own theme no longer exists.
const CARRIED: (&str, &str) = ("last-pledge", "From our last pledge");

/// Findings and agenda for the next meeting, from the last outcome and, if they still exist, the findings and agenda of that meeting.
///
/// `period` is the period of the new survey, `minutes` the length of the new meeting.
pub fn next_pledge(
    last: &Outcome,
    findings: Option<&Findings>,
    agenda: Option<&Agenda>,
    period: &str,
    minutes: u32,
) -> (Findings, Agenda) {
    let mut new = Findings {
        unit: last.unit.clone(),
        survey: Survey {
            title: "Patient experience survey".to_owned(),
            period: period.to_owned(),
            hide_below: findings.map_or(super::findings::HIDE_BELOW, |f| f.survey.hide_below),
            hide_cells_below: findings.and_then(|f| f.survey.hide_cells_below),
            sources: Vec::new(),
        },
        themes: themes(last, findings),
        forgotten: findings.map_or_else(Vec::new, |f| f.forgotten.clone()),
        removed_themes: findings.map_or_else(Vec::new, |f| f.removed_themes.clone()),
    };
    carry_over(last, findings, &mut new);
    let mut next = agenda.map_or_else(|| Agenda::from_findings(&new), Clone::clone);
    // The agenda is copied, but its day is past and has to be set anew.
    next.meeting.date = None;
    if next.people.is_empty() {
        next.people = last
            .people
            .iter()
            // Somebody who asked to be forgotten is not invited again under a placeholder.
            .filter(|p| p.name != REMOVED)
            .map(Person::from)
            .collect();
    }
    for person in &mut next.people {
        // Hours and consent were given for the last pledge only: both have to be asked for again.
        person.hours = None;
        person.consent = false;
        // So were the words of the first page. Access needs stay: who needs a loop today will need it then.
        person.here_for.clear();
    }
    // A theme that is gone has nothing to show; its goals get an item of their own below.
    next.items
        .retain(|i| !matches!(&i.what, Activity::Theme(id) if new.theme(id).is_none()));
    for item in &mut next.items {
        item.speaker
            .take_if(|id| !next.people.iter().any(|p| p.id == *id));
    }
    let carried = Activity::Theme(CARRIED.0.to_owned());
    if new.theme(CARRIED.0).is_some() && next.items.iter().all(|i| i.what != carried) {
        let themes =
            |i: &AgendaItem| matches!(i.what, Activity::Theme(_) | Activity::Stage(Stage::Welcome));
        let after = next.items.iter().rposition(themes).map_or(0, |at| at + 1);
        let item = AgendaItem {
            what: carried,
            minutes: CARRIED_MINUTES,
            speaker: None,
        };
        next.items.insert(after, item);
    }
    next.with_review(REVIEW_MINUTES);
    next.fit_to(minutes);
    (new, next)
}

/// Themes of the last meeting with their agreed standards, without results and comments.
fn themes(last: &Outcome, findings: Option<&Findings>) -> Vec<Theme> {
    let standard = |id: &str| last.standards.iter().find(|s| s.theme == id);
    if let Some(findings) = findings {
        return findings
            .themes
            .iter()
            .map(|t| Theme {
                id: t.id.clone(),
                title: t.title.clone(),
                standard: standard(&t.id).map_or_else(|| t.standard.clone(), |s| s.text.clone()),
                known_since: t.known_since.clone(),
                ..Theme::default()
            })
            .collect();
    }
    last.standards
        .iter()
        .map(|s| Theme {
            id: s.theme.clone(),
            title: s.theme.clone(),
            standard: s.text.clone(),
            ..Theme::default()
        })
        .collect()
}

/// Adds the unsettled goals to their themes.
fn carry_over(last: &Outcome, findings: Option<&Findings>, new: &mut Findings) {
    for goal in last.goals.iter().filter(|g| g.is_open()) {
        let brought = BroughtGoal {
            id: goal.id.clone(),
            title: goal.title.clone(),
            // Last time's findings are not in the new file, so their ids would point to nothing; those of the theme are there.
            evidence: None,
            control: goal.control,
            cost: goal.cost,
            hours: goal.hours,
            strand: goal.strand.clone(),
        };
        let theme = goal
            .themes
            .iter()
            .find(|id| new.theme(id).is_some())
            .map_or(CARRIED.0, String::as_str);
        if new.theme(theme).is_none() {
            new.themes.push(Theme {
                id: CARRIED.0.to_owned(),
                title: CARRIED.1.to_owned(),
                ..Theme::default()
            });
        }
        let since = findings.map(|f| f.survey.period.clone());
        if let Some(theme) = new.themes.iter_mut().find(|t| t.id == theme) {
            theme.goals.push(brought);
            // The first survey that found it stays: units often know of a problem for years, which is an argument when asking for money.
            theme.known_since = theme.known_since.take().or(since);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{AgreedStandard, OutcomeGoal, Review, Status, Verdict};

    fn goal(id: &str, decision: Verdict, status: Option<Status>, theme: &str) -> OutcomeGoal {
        OutcomeGoal {
            id: id.into(),
            title: format!("Goal {id}"),
            themes: vec![theme.into()],
            decision,
            cost: Some(5),
            reviews: vec![Review {
                on: status.map(|_| "2025-05-24".parse().unwrap()),
                status,
                ..Review::default()
            }],
            ..OutcomeGoal::default()
        }
    }

    fn last() -> Outcome {
        Outcome {
            standards: vec![AgreedStandard {
                theme: "waiting".into(),
                text: "We will say.".into(),
                agreed: true,
            }],
            goals: vec![
                goal("done", Verdict::Agreed, Some(Status::Done), "waiting"),
                goal("stuck", Verdict::Agreed, Some(Status::Stuck), "waiting"),
                goal("asked", Verdict::Ask, None, "gone"),
                goal("refused", Verdict::Ask, Some(Status::Refused), "waiting"),
                goal("never", Verdict::NotThisTime, None, "waiting"),
                goal("open", Verdict::Undecided, None, "waiting"),
            ],
            ..Outcome::default()
        }
    }

    #[test]
    fn words_of_the_first_page_are_of_one_meeting_and_needs_stay() {
        let agenda = Agenda {
            people: vec![Person {
                id: "jo".into(),
                access: vec!["large print".into()],
                here_for: "I waited alone.".into(),
                ..Person::default()
            }],
            ..Agenda::default()
        };
        let (_, next) = next_pledge(&last(), None, Some(&agenda), "2027", 90);
        let person = &next.people[0];
        assert_eq!((person.access.len(), person.here_for.as_str()), (1, ""));
    }

    #[test]
    fn what_is_not_settled_comes_along_under_its_id() {
        let mut findings = Findings {
            themes: vec![Theme {
                id: "waiting".into(),
                title: "Waiting".into(),
                standard: "Old words.".into(),
                ..Theme::default()
            }],
            ..Findings::default()
        };
        findings.survey.period = "2023".into();
        let (new, agenda) = next_pledge(&last(), Some(&findings), None, "2026", 90);
        let ids = |theme: usize| -> Vec<&str> {
            new.themes[theme]
                .goals
                .iter()
                .map(|g| g.id.as_str())
                .collect()
        };
        assert_eq!(ids(0), ["stuck", "open"]);
        assert_eq!(ids(1), ["asked"]);
        assert_eq!(new.themes[1].title, "From our last pledge");
        assert_eq!(new.themes[0].standard, "We will say.");
        assert_eq!(new.themes[0].known_since.as_deref(), Some("2023"));
        assert_eq!(new.themes[0].goals[0].cost, Some(5));
        assert_eq!(agenda.items[1].what, Activity::Stage(Stage::Review));
        assert_eq!(agenda.planned(), 90);
    }

    #[test]
    fn the_agenda_of_the_last_meeting_is_the_start_of_the_next() {
        let person = |id: &str| Person {
            id: id.into(),
            name: id.into(),
            hours: Some(40),
            consent: true,
            ..Person::default()
        };
        let item = |what, speaker: Option<&str>| AgendaItem {
            what,
            minutes: 10,
            speaker: speaker.map(str::to_owned),
        };
        let before = Agenda {
            people: vec![person("ama")],
            items: vec![
                item(Activity::Stage(Stage::Welcome), None),
                item(Activity::Theme("gone".into()), None),
                item(Activity::Theme("waiting".into()), Some("nobody")),
            ],
            ..Agenda::default()
        };
        let (_, agenda) = next_pledge(&last(), None, Some(&before), "2026", 60);
        let what: Vec<&Activity> = agenda.items.iter().map(|i| &i.what).collect();
        assert_eq!(
            what,
            [
                &Activity::Stage(Stage::Welcome),
                &Activity::Stage(Stage::Review),
                &Activity::Theme("waiting".into()),
                // A goal whose theme is gone is talked about all the same.
                &Activity::Theme("last-pledge".into()),
            ]
        );
        assert_eq!(agenda.items[2].speaker, None);
        assert_eq!(agenda.people[0].hours, None);
        assert!(!agenda.people[0].consent);
    }
}
