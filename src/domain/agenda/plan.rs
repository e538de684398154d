//! Time planning: minutes and start of each agenda item, and suggestions from patients' answers.
//!
//! People have to leave at a fixed time, so planned minutes are compared with it, and shared minutes always add up to it.

use jiff::{
    Span,
    civil::{DateTime, Time, date},
};

use super::{Activity, Agenda, AgendaItem, Stage};
use crate::domain::findings::{Findings, Theme};

/// Fewest minutes for an item.
pub const LEAST_MINUTES: u32 = 3;
/// Shortest meeting with a break, in minutes.
pub const BREAK_FROM: u32 = 75;

/// Weight of a theme for sharing out minutes, and the figures behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThemeWeight {
    /// Lowest result of the current period that may be shown, in percent; `None` without any.
    pub lowest: Option<f64>,
    /// Number of comments that may be shown.
    pub comments: usize,
    /// Weight, at least 1; see [`weigh`].
    pub weight: f64,
}

/// Weighs a theme: 1, plus 1 for each 25 points that its lowest result lacks to 100, plus 1 for every four comments up to twelve.
///
/// The weight only orders suggestions; the Pledge Lead or the room decides.
pub fn weigh(findings: &Findings, theme: &Theme) -> ThemeWeight {
    let period = &findings.survey.period;
    // Results that must not be shown do not count: a suggestion would reveal that they are low.
    let lowest = theme
        .findings
        .iter()
        .flat_map(|f| f.results_in(period))
        .filter(|r| r.scored > 0 && findings.may_show(r))
        .map(|r| f64::from(r.positive) * 100.0 / f64::from(r.scored))
        .min_by(f64::total_cmp);
    // Held comments are nobody's reason to talk longer.
    let comments = theme.comments.iter().filter(|c| !c.hold).count();
    let talk = u32::try_from(comments.min(12)).map_or(0.0, f64::from) / 4.0;
    ThemeWeight {
        lowest,
        comments,
        weight: 1.0 + lowest.map_or(0.0, |l| (100.0 - l) / 25.0) + talk,
    }
}

/// Shares out `total` minutes by `weights`, in whole minutes that add up to `total`.
///
/// The largest remainder rounds up first (Hamilton's method). No share is under [`LEAST_MINUTES`] if `total` allows that.
pub fn share(weights: &[f64], total: u32) -> Vec<u32> {
    let count = u32::try_from(weights.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Vec::new();
    }
    let least = LEAST_MINUTES.min(total / count);
    // Raising every short share at once can push another one under the least, so the shares above it are worked out again
    // until none is short. Each turn fixes at least one share, so the loop ends.
    let mut at_least = vec![false; weights.len()];
    let exact: Vec<f64> = loop {
        let free = |i: usize| at_least.get(i) == Some(&false);
        let spoken_for = at_least
            .iter()
            .filter(|fixed| **fixed)
            .map(|_| least)
            .sum::<u32>();
        let spare = f64::from(total - spoken_for);
        let all: f64 = (0..weights.len())
            .filter(|i| free(*i))
            .filter_map(|i| weights.get(i))
            .sum();
        let of_free = (0..weights.len()).filter(|i| free(*i)).count().max(1);
        let each = spare / u32::try_from(of_free).map_or(1.0, f64::from);
        let parts: Vec<f64> = weights
            .iter()
            .enumerate()
            .map(|(i, weight)| match (free(i), all > 0.0) {
                (false, _) => f64::from(least),
                (true, true) => weight / all * spare,
                (true, false) => each,
            })
            .collect();
        let short: Vec<usize> = (0..parts.len())
            .filter(|i| free(*i) && parts.get(*i).is_some_and(|p| *p < f64::from(least)))
            .collect();
        if short.is_empty() {
            break parts;
        }
        for i in short {
            if let Some(fixed) = at_least.get_mut(i) {
                *fixed = true;
            }
        }
    };
    let mut minutes: Vec<u32> = exact.iter().map(|e| whole(*e)).collect();
    let given: u32 = minutes.iter().sum();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let rest = |i: &usize| exact.get(*i).map_or(0.0, |e| e.fract());
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)));
    let missing = usize::try_from(total.saturating_sub(given)).unwrap_or(0);
    for i in order.into_iter().cycle().take(missing) {
        if let Some(minutes) = minutes.get_mut(i) {
            *minutes += 1;
        }
    }
    minutes
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "minutes of a meeting, at most some thousands"
)]
fn whole(minutes: f64) -> u32 {
    minutes.max(0.0) as u32
}

impl Agenda {
    /// Rescales the items to `total` minutes in proportion. A meeting under [`BREAK_FROM`] minutes loses its breaks.
    pub fn fit_to(&mut self, total: u32) {
        if total < BREAK_FROM {
            // In a short meeting the break would shrink to a few minutes.
            self.items.retain(|i| !matches!(i.what, Activity::Break(_)));
        }
        let weights: Vec<f64> = self.items.iter().map(|i| f64::from(i.minutes)).collect();
        for (item, minutes) in self.items.iter_mut().zip(share(&weights, total)) {
            item.minutes = minutes;
        }
        self.meeting.minutes = Some(total);
    }

    /// Planned minutes of all items.
    pub fn planned(&self) -> u32 {
        self.items.iter().map(|i| i.minutes).sum()
    }

    /// Start of each item and end of the last; `None` without a start of the meeting.
    pub fn clock(&self) -> Option<Vec<Time>> {
        // Any date will do: with a bare `Time` a meeting past midnight would be an overflow.
        let mut at: DateTime = date(2000, 1, 1).to_datetime(self.meeting.start?);
        let mut times = vec![at.time()];
        for item in &self.items {
            at = at
                .checked_add(Span::new().minutes(i64::from(item.minutes)))
                .ok()?;
            times.push(at.time());
        }
        Some(times)
    }

    /// Minutes by which the items exceed the length of the meeting; 0 if they fit or no length is set.
    pub fn overrun(&self) -> u32 {
        self.meeting
            .minutes
            .map_or(0, |minutes| self.planned().saturating_sub(minutes))
    }

    /// The items with the minutes of the themes shared out by weight. Other items keep their minutes.
    pub fn suggest_minutes(&self, findings: &Findings) -> Vec<AgendaItem> {
        let themes: Vec<(usize, f64)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| match &item.what {
                Activity::Theme(id) => Some((i, weigh(findings, findings.theme(id)?).weight)),
                _ => None,
            })
            .collect();
        let planned: u32 = themes
            .iter()
            .filter_map(|(i, _)| self.items.get(*i))
            .map(|i| i.minutes)
            .sum();
        let others = self.planned() - planned;
        let total = match self.meeting.minutes {
            Some(all) => all.saturating_sub(others),
            None => planned,
        };
        let weights: Vec<f64> = themes.iter().map(|(_, w)| *w).collect();
        let mut items = self.items.clone();
        for ((i, _), minutes) in themes.iter().zip(share(&weights, total)) {
            if let Some(item) = items.get_mut(*i) {
                // With fewer minutes than themes a share is 0, which `agenda.yaml` does not accept.
                item.minutes = minutes.max(1);
            }
        }
        items
    }

    /// The items with the heaviest themes first, so that they do not fall at the end, when people leave. Other items stay in place.
    pub fn suggest_order(&self, findings: &Findings) -> Vec<AgendaItem> {
        let weight = |item: &AgendaItem| match &item.what {
            Activity::Theme(id) => findings
                .theme(id)
                .map_or(0.0, |t| weigh(findings, t).weight),
            // Only themes are moved, so other items need no weight.
            _ => 0.0,
        };
        let is_theme = |item: &&AgendaItem| matches!(item.what, Activity::Theme(_));
        let mut themes: Vec<AgendaItem> = self.items.iter().filter(is_theme).cloned().collect();
        themes.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        let mut themes = themes.into_iter();
        self.items
            .iter()
            .map(|item| {
                if is_theme(&item) {
                    themes.next().unwrap_or_else(|| item.clone())
                } else {
                    item.clone()
                }
            })
            .collect()
    }

    /// Inserts a Review after the Welcome, unless the agenda has one.
    pub fn with_review(&mut self, minutes: u32) {
        let is = |item: &AgendaItem, stage| item.what == Activity::Stage(stage);
        if self.items.iter().any(|i| is(i, Stage::Review)) {
            return;
        }
        let after = self.items.iter().position(|i| is(i, Stage::Welcome));
        let review = AgendaItem {
            what: Activity::Stage(Stage::Review),
            minutes,
            speaker: None,
        };
        self.items.insert(after.map_or(0, |i| i + 1), review);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::findings::{Comment, Finding, SourceKind, StrandResult};

    fn item(what: Activity, minutes: u32) -> AgendaItem {
        AgendaItem {
            what,
            minutes,
            speaker: None,
        }
    }

    fn theme(id: &str, positive: u32, scored: u32, comments: usize) -> Theme {
        Theme {
            id: id.into(),
            findings: vec![Finding {
                id: format!("q-{id}"),
                question: "?".into(),
                said: None,
                wall: None,
                results: vec![StrandResult {
                    strand: "all".into(),
                    period: "2026".into(),
                    positive,
                    scored,
                    withheld: false,
                    weighted: None,
                }],
                benchmark: None,
                comparable: true,
                rebase: Vec::new(),
            }],
            comments: (0..comments)
                .map(|n| Comment {
                    id: format!("{id}-{n}"),
                    strand: "all".into(),
                    source: SourceKind::Survey,
                    wall: None,
                    publish: false,
                    hold: false,
                    read: true,
                    edited: false,
                    was: None,
                    marks: Vec::new(),
                    text: "words".into(),
                })
                .collect(),
            ..Theme::default()
        }
    }

    fn findings() -> Findings {
        let mut findings = Findings {
            themes: vec![
                theme("fine", 95, 100, 0),
                theme("bad", 20, 100, 8),
                theme("few", 0, 5, 0),
            ],
            ..Findings::default()
        };
        findings.survey.period = "2026".into();
        findings.survey.hide_below = 11;
        findings
    }

    fn agenda() -> Agenda {
        let theme = |id: &str| item(Activity::Theme(id.into()), 10);
        let mut agenda = Agenda {
            items: vec![
                item(Activity::Stage(Stage::Welcome), 5),
                theme("fine"),
                item(Activity::Break("Tea".into()), 5),
                theme("few"),
                theme("bad"),
                item(Activity::Stage(Stage::Close), 5),
            ],
            ..Agenda::default()
        };
        agenda.meeting.start = Some(jiff::civil::time(13, 0, 0, 0));
        agenda.meeting.minutes = Some(45);
        agenda
    }

    #[test]
    fn what_patients_rate_lowest_and_say_most_about_comes_first_and_longest() {
        let (agenda, findings) = (agenda(), findings());
        let order: Vec<Activity> = agenda
            .suggest_order(&findings)
            .into_iter()
            .map(|i| i.what)
            .collect();
        assert_eq!(order[1], Activity::Theme("bad".into()));
        assert_eq!(order[2], Activity::Break("Tea".into()));
        assert_eq!(order[3], Activity::Theme("fine".into()));
        assert_eq!(order[5], Activity::Stage(Stage::Close));
        let minutes: Vec<u32> = agenda
            .suggest_minutes(&findings)
            .iter()
            .map(|i| i.minutes)
            .collect();
        assert_eq!(minutes, [5, 4, 5, 4, 22, 5]);
        assert_eq!(minutes.iter().sum::<u32>(), 45);
    }

    #[test]
    fn a_result_that_may_not_be_shown_weighs_nothing() {
        let findings = findings();
        let few = weigh(&findings, &findings.themes[2]);
        assert_eq!((few.lowest, few.comments), (None, 0));
        assert!((few.weight - 1.0).abs() < 1e-9);
        let bad = weigh(&findings, &findings.themes[1]);
        assert!((bad.weight - (1.0 + 80.0 / 25.0 + 2.0)).abs() < 1e-9);
    }

    #[test]
    fn the_clock_says_when_each_item_begins_and_what_does_not_fit() {
        let agenda = agenda();
        let clock: Vec<String> = agenda
            .clock()
            .unwrap()
            .iter()
            .map(|t| t.strftime("%H:%M").to_string())
            .collect();
        assert_eq!(
            clock,
            [
                "13:00", "13:05", "13:15", "13:20", "13:30", "13:40", "13:45"
            ]
        );
        assert_eq!((agenda.planned(), agenda.overrun()), (45, 0));
        let short = Agenda {
            meeting: crate::domain::agenda::Occasion {
                minutes: Some(40),
                ..agenda.meeting.clone()
            },
            ..agenda
        };
        assert_eq!(short.overrun(), 5);
    }

    #[test]
    fn a_short_meeting_has_no_break_and_a_second_pledge_opens_with_review() {
        let mut agenda = agenda();
        agenda.with_review(10);
        agenda.with_review(10);
        assert_eq!(agenda.items[1].what, Activity::Stage(Stage::Review));
        assert_eq!(agenda.items.len(), 7);
        agenda.fit_to(60);
        assert_eq!((agenda.planned(), agenda.items.len()), (60, 6));
        agenda.fit_to(120);
        assert_eq!(agenda.planned(), 120);
    }

    proptest! {
        #[test]
        fn shares_add_up(weights in proptest::collection::vec(0.0_f64..100.0, 1..30), total in 0_u32..600) {
            let minutes = share(&weights, total);
            prop_assert_eq!(minutes.iter().sum::<u32>(), total);
            let count = u32::try_from(weights.len()).unwrap();
            let least = LEAST_MINUTES.min(total / count);
            prop_assert!(minutes.iter().all(|m| *m >= least));
        }
    }
}
