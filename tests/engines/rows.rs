//! Made-up rows of a dataset: any combination of values that the columns allow, also those that no meeting gives.
//!
//! The same seed gives the same rows. The benches use them too.

use std::{iter, sync::Arc};

use jiff::{ToSpan as _, civil::Date};
use service_pledge::programme::rows::{
    Dataset, EvidenceRow, GoalRow, MeetingId, MeetingRow, ResultRow, ReviewRow, StandardRow,
    ThemeRow, UnitId, Word,
};

/// Reproducible random numbers (`SplitMix64`).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// A number below a limit of at least 1.
    pub(crate) fn below(&mut self, limit: i32) -> i32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        i32::try_from((z ^ (z >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }

    /// True that many times in a hundred.
    pub(crate) fn chance(&mut self, percent: i32) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn choose<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[usize::try_from(self.below(i32::try_from(among.len()).unwrap())).unwrap()]
    }

    /// A choice, or nothing once in six times.
    pub(crate) fn perhaps<T: Clone>(&mut self, among: &[T]) -> Option<T> {
        let chosen = self.choose(among).clone();
        (!self.chance(17)).then_some(chosen)
    }
}

/// Words whose order by bytes is not that of an alphabet.
struct Lists {
    alliances: Vec<Word>,
    strands: Vec<Word>,
    themes: Vec<Word>,
    findings: Vec<Word>,
    periods: Vec<Word>,
}

/// A list of words with a number each.
fn words(stem: &str, count: i32) -> impl Iterator<Item = Word> + use<'_> {
    (0..count).map(move |n| Arc::from(format!("{stem}{n}")))
}

/// Size of a dataset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) units: i32,
    pub(crate) years: i16,
    /// Goals of a meeting on average.
    pub(crate) goals: i32,
}

/// Seed and size of the rows of ten thousand outcomes: 1,250 units in eight years, with 13 goals a meeting on average.
#[cfg_attr(
    all(test, not(feature = "parquet")),
    allow(dead_code, reason = "for engines, and for the benches")
)]
pub(crate) const TEN_THOUSAND: (u64, Size) = (
    21,
    Size {
        units: 1_250,
        years: 8,
        goals: 13,
    },
);

/// Last year with a meeting.
const LAST_YEAR: i16 = 2026;

/// Rows of a number of units with a meeting each year, in the order of a dataset.
pub(crate) fn rows(seed: u64, size: Size) -> Dataset {
    let named = |names: &[&str]| -> Vec<Word> { names.iter().map(|&n| Arc::from(n)).collect() };
    let lists = Lists {
        alliances: named(&[
            "Wessex",
            "\u{c5}ngstr\u{f6}m",
            "alpha",
            "not said",
            "West, \"Yorkshire\"",
        ]),
        strands: named(&["primary", "secondary", "\u{e9}", "Zeta"]),
        themes: named(&["waiting", "Nurse", "\u{e4}ngste", "going-home"])
            .into_iter()
            .chain(words("theme-", 20))
            .collect(),
        findings: words("q", 12).collect(),
        periods: words("202", 3).collect(),
    };
    let mut numbers = Numbers(seed);
    let mut meetings = Vec::new();
    for unit in 0..size.units {
        let alliance = numbers.perhaps(&lists.alliances);
        for year in 0..size.years {
            let (month, day) = (1 + numbers.below(12), 1 + numbers.below(28));
            let (month, day) = (i8::try_from(month).unwrap(), i8::try_from(day).unwrap());
            let on = Date::new(LAST_YEAR - year, month, day).unwrap();
            let key = u64::try_from(numbers.below(i32::MAX)).unwrap();
            let unit_id =
                UnitId(u64::try_from(unit).unwrap().wrapping_mul(0x9E37_79B9) % (1 << 48));
            let year = u64::try_from(year).unwrap();
            let meeting_id = MeetingId(((key << 16) | (unit_id.0 & 0xFF) << 8 | year) % (1 << 48));
            meetings.push((on, meeting_id, unit_id, alliance.clone()));
        }
    }
    meetings.sort();
    meetings.dedup_by_key(|m| m.1);
    let mut data = Dataset {
        on: Date::new(LAST_YEAR, 11, 27).unwrap(),
        hide_below: 11,
        ..Dataset::default()
    };
    for (on, meeting_id, unit_id, alliance) in meetings {
        let goals = numbers.below(2 * size.goals + 1);
        let mut at = HeldMeeting {
            data: &mut data,
            numbers: &mut numbers,
            lists: &lists,
            unit_id,
            meeting_id,
            on,
        };
        at.meeting(alliance, goals);
        for goal_no in 1..=goals {
            at.goal(goal_no);
        }
        at.results(goals);
    }
    data
}

/// The meeting whose rows are made.
struct HeldMeeting<'a> {
    data: &'a mut Dataset,
    numbers: &'a mut Numbers,
    lists: &'a Lists,
    unit_id: UnitId,
    meeting_id: MeetingId,
    on: Date,
}

impl HeldMeeting<'_> {
    fn meeting(&mut self, alliance: Option<Word>, goals: i32) {
        let standards = self.numbers.below(3);
        self.data.meetings.push(MeetingRow {
            unit_id: self.unit_id,
            unit: Arc::from(format!("Unit {}", self.unit_id)),
            organisation: self.numbers.perhaps(&[Arc::from("Trust")]),
            alliance,
            region: None,
            meeting_id: self.meeting_id,
            meeting_date: self.on,
            present_patient: 3,
            present_mdt: 6,
            absent: 1,
            standards,
            standards_agreed: standards,
            goals,
        });
        for standard_no in 1..=standards {
            self.data.standards.push(StandardRow {
                year: self.on.year(),
                unit_id: self.unit_id,
                meeting_id: self.meeting_id,
                standard_no,
                theme: self.numbers.choose(&self.lists.themes).clone(),
                agreed: true,
            });
        }
    }

    fn goal(&mut self, goal_no: i32) {
        let n = &mut *self.numbers;
        let decisions = [
            "agreed",
            "agreed",
            "agreed",
            "ask",
            "not_this_time",
            "undecided",
        ];
        self.data.goals.push(GoalRow {
            unit_id: self.unit_id,
            meeting_id: self.meeting_id,
            meeting_date: self.on,
            goal_no,
            title: None,
            strand: n.perhaps(&self.lists.strands),
            decision: n.choose::<&'static str>(&decisions),
            reason: n.perhaps(&["money", "time", "beyond_control", "already_done", "other"]),
            control: n.perhaps(&["team", "hospital", "beyond"]),
            cost: n.perhaps(&[0, 1, 250, 1_000_000_000_000]),
            hours: n.perhaps(&[0, 8, 1_500]),
            has_owner: n.chance(80),
            owner_group: n.perhaps(&[Arc::from("mdt")]),
            accepted: n.perhaps(&[true, false]),
            due: n.perhaps(&[self.on]),
            until: None,
            merged: 0,
            evidence_findings: 0,
            evidence_comments: 0,
        });
        self.themes(goal_no);
        let reviews = self.numbers.below(5);
        for review_no in 1..=reviews {
            self.review(goal_no, review_no);
        }
        for review_no in 0..=reviews {
            let entries = self.numbers.below(if review_no == 0 { 4 } else { 2 });
            for entry_no in 1..=entries {
                self.evidence(goal_no, review_no, entry_no);
            }
        }
    }

    fn themes(&mut self, goal_no: i32) {
        let mut named: Vec<Word> = Vec::new();
        for _ in 0..self.numbers.below(3) {
            let theme = self.numbers.choose(&self.lists.themes);
            if !named.contains(theme) {
                named.push(theme.clone());
            }
        }
        for (theme_no, theme) in iter::successors(Some(1), |n| Some(n + 1)).zip(named) {
            self.data.goal_themes.push(ThemeRow {
                year: self.on.year(),
                unit_id: self.unit_id,
                meeting_id: self.meeting_id,
                goal_no,
                theme_no,
                theme,
            });
        }
    }

    fn review(&mut self, goal_no: i32, review_no: i32) {
        let n = &mut *self.numbers;
        let statuses = [
            "done",
            "on_track",
            "stuck",
            "dropped",
            "granted",
            "refused",
            "waiting",
            "still_true",
        ];
        let status = n.perhaps(&statuses);
        // Twice the same day, before the meeting, and each side of the months that count.
        let days = *n.choose(&[-20, 0, 90, 183, 183, 365, 456, 457, 548, 639, 640, 800]);
        let on = self.on.checked_add(days.days()).unwrap();
        let whole_months = 12 * (i32::from(on.year()) - i32::from(self.on.year()))
            + i32::from(on.month())
            - i32::from(self.on.month());
        let months = whole_months - i32::from(on.day() < self.on.day());
        self.data.reviews.push(ReviewRow {
            year: self.on.year(),
            unit_id: self.unit_id,
            meeting_id: self.meeting_id,
            goal_no,
            review_no,
            due: n.perhaps(&[on]),
            looked_on: status.map(|_| on),
            status,
            new_due: None,
            months_since: status.map(|_| months),
            days_since: status.map(|_| days),
        });
    }

    fn evidence(&mut self, goal_no: i32, review_no: i32, entry_no: i32) {
        let n = &mut *self.numbers;
        let withheld = n.chance(15);
        let scored = 11 + n.below(190);
        let positive = n.below(scored + 1);
        self.data.evidence.push(EvidenceRow {
            year: self.on.year(),
            unit_id: self.unit_id,
            meeting_id: self.meeting_id,
            goal_no,
            review_no,
            entry_no,
            finding: n.choose(&self.lists.findings).clone(),
            strand: n.perhaps(&self.lists.strands),
            period: n.perhaps(&self.lists.periods),
            positive: (!withheld).then_some(positive),
            scored: (!withheld).then_some(scored),
            withheld,
        });
    }

    fn results(&mut self, goals: i32) {
        for round_no in 1..=2 {
            let mut entry_no = 0;
            // One more than there are: a goal that is gone.
            for goal_no in (1..=goals + 1).rev() {
                let n = &mut *self.numbers;
                if n.chance(30) {
                    continue;
                }
                entry_no += 1;
                let milli = [0, 1_000, 2_500, 2_500, 4_500];
                self.data.results.push(ResultRow {
                    year: self.on.year(),
                    unit_id: self.unit_id,
                    meeting_id: self.meeting_id,
                    round_no,
                    entry_no,
                    method: "score",
                    weight: "balanced",
                    voted_patient: 3,
                    voted_mdt: 6,
                    goal_no: n.perhaps(&[goal_no]).filter(|n| *n <= goals),
                    balanced_milli: n.perhaps(&milli),
                    patient_milli: n.perhaps(&milli),
                    mdt_milli: n.perhaps(&milli),
                    parted: n.perhaps(&[true, false]),
                    withheld: n.chance(20),
                    last_round: round_no == 2,
                });
            }
        }
    }
}
