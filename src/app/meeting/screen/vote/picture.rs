//! The picture of a round: a strip a goal, with each group's figure where the round discloses it.
//!
//! Every position is made from what [`Tally`] shows in words, rounded as the words are: a mark placed by an exact figure would
//! say more of a small group than the rules of disclosure allow.

use crate::{
    app::{
        cards::{
            Line, Role, line, span,
            strip::{Band, Glyph, Strip, StripGap, StripMark, StripRange, Strips, along},
        },
        words,
    },
    domain::{
        meeting::Meeting,
        vote::{
            disclosure::Shown,
            exact::{Exact, one_decimal},
            method::{Axis, FigureUnit},
            round::Round,
            tally::{Counted, Tally},
        },
    },
};

/// A figure as a round discloses it, in tenths of its unit.
// Tenths for every unit: the finest that any screen shows, and whole numbers cannot hide a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disclosed {
    /// A figure.
    Figure(i64),
    /// The range in which a small group is shown.
    Range(i64, i64),
}

/// The disclosed figure of a group, or the result if `group` is `None`.
pub(super) fn disclosed(round: &Round, group: Option<&str>, goal: &str) -> Option<Disclosed> {
    let tally = round.tally()?;
    let counted = tally.of(goal)?;
    let tenths = |value: Exact| (value * 10).round().to_integer();
    if let Some((from, to)) = group.and_then(|g| counted.ranges.get(g)) {
        return Some(Disclosed::Range(tenths(*from), tenths(*to)));
    }
    let exact = match group {
        Some(group) => counted.groups.get(group).copied(),
        None => counted.result,
    }?;
    Some(Disclosed::Figure(match round.settings.method.row().unit {
        FigureUnit::Points => tenths(exact),
        // From the tenth, as it is written: from the exact number picture and words could differ by one.
        FigureUnit::Percent => 10 * Exact::new(tenths(exact), 10).round().to_integer(),
        FigureUnit::Place => 10 * i64::from(tally.place(group, goal)?),
    }))
}

/// The axis of a round, with the position of a figure on it.
struct Scale {
    axis: &'static Axis,
    places: i64,
}

impl Scale {
    /// The first axis of the method that holds all figures of the rounds.
    fn of(rounds: &[&Round]) -> Option<Self> {
        let round = rounds.first()?;
        let row = round.settings.method.row();
        let figures = rounds.iter().copied().flat_map(|round| {
            let groups = round.groups().into_iter().map(Some).chain([None]);
            groups.flat_map(move |group| {
                let goals = round.settings.goals.iter();
                goals.filter_map(move |goal| disclosed(round, group, goal))
            })
        });
        let highest = figures.map(|f| match f {
            Disclosed::Figure(at) | Disclosed::Range(_, at) => at,
        });
        let highest = highest.max().unwrap_or(0);
        let holds = |axis: &&Axis| axis.ends.is_none_or(|(_, high)| highest <= 10 * high);
        let axis = row.axes.iter().find(holds).or(row.axes.last())?;
        let places = i64::try_from(round.settings.goals.len()).unwrap_or(i64::MAX);
        Some(Self { axis, places })
    }

    fn at(&self, tenths: i64) -> u32 {
        match self.axis.ends {
            Some((low, high)) => along(tenths, 10 * low, 10 * high),
            // The first place is the best, and the best stands right on every strip.
            None => along(10 * self.places - tenths, 0, 10 * (self.places - 1)),
        }
    }

    fn steps(&self) -> u16 {
        match self.axis.steps {
            0 => u16::try_from(self.places - 1).unwrap_or(1).max(1),
            steps => steps,
        }
    }
}

/// The picture of a round, without titles and notes.
pub(super) struct Picture<'a> {
    round: &'a Round,
    tally: &'a Tally,
    /// The round that it is compared with.
    before: Option<&'a Round>,
    /// The movement since then can be shown: the same method, and the same people.
    moves: bool,
    scale: Scale,
    /// Patients first.
    groups: Vec<&'a str>,
}

impl<'a> Picture<'a> {
    /// The picture of a counted round, compared with another one.
    pub(super) fn of(round: &'a Round, before: Option<&'a Round>) -> Option<Self> {
        let tally = round.tally()?;
        let moves = before
            .is_some_and(|b| b.settings.method == round.settings.method && same_people(b, round));
        let rounds: Vec<&Round> = [round]
            .into_iter()
            .chain(before.filter(|_| moves))
            .collect();
        let mut groups = round.groups();
        groups.sort_by_key(|group| *group != "patient");
        Some(Self {
            round,
            tally,
            before,
            moves,
            scale: Scale::of(&rounds)?,
            groups,
        })
    }

    /// The axis, with the heading of the figures.
    pub(super) fn frame(&self) -> Strips {
        let axis = self.scale.axis;
        let words = axis.words.iter();
        Strips {
            axis: words.map(|(at, word)| (*at, (*word).to_owned())).collect(),
            steps: self.scale.steps(),
            lines: axis.lines.to_vec(),
            figure: "result".to_owned(),
            side: crate::text::Align::Right,
            ..Strips::default()
        }
    }

    /// The meaning of the marks, in several lengths.
    pub(super) fn legend(&self) -> Vec<Line> {
        let shown = self.tally.results.iter().filter(|c| !c.groups.is_empty());
        let ranged = |group: &str| {
            self.tally
                .results
                .iter()
                .any(|c| c.ranges.contains_key(group))
        };
        let before = self.before.filter(|_| self.has_ghosts());
        let last = |parts: &mut Line| {
            if let Some(before) = before {
                parts.push(span(Role::Muted, format!("  ○ round {}", before.number)));
            }
        };
        if shown.count() == 0 {
            let mut all = vec![span(Role::Bar, "◆"), span(Role::Muted, " all together")];
            last(&mut all);
            return vec![all];
        }
        let with = |long: bool| {
            let mut out = Line::new();
            for group in &self.groups {
                if !out.is_empty() {
                    out.push(span(Role::Muted, "  "));
                }
                out.push(match (*group == "patient", ranged(group)) {
                    (true, true) => span(Role::Bar, "█"),
                    (true, false) => span(Role::Bar, "●"),
                    (false, true) => span(Role::Ink, "◇═◇"),
                    (false, false) => span(Role::Ink, "◇"),
                });
                let name = if long {
                    words::group(group)
                } else {
                    words::group_short(group)
                };
                out.push(span(Role::Muted, format!(" {name}")));
            }
            last(&mut out);
            out
        };
        vec![with(true), with(false)]
    }

    fn has_ghosts(&self) -> bool {
        let goals = self.round.settings.goals.iter();
        goals
            .flat_map(|goal| {
                self.groups
                    .iter()
                    .map(move |g| (goal, Some(*g)))
                    .chain([(goal, None)])
            })
            .any(|(goal, group)| self.was(group, goal).is_some())
    }

    /// The figure in the round before, if it can stand on the same strip.
    fn was(&self, group: Option<&str>, goal: &str) -> Option<i64> {
        let before = self.before.filter(|_| self.moves)?;
        match disclosed(before, group, goal)? {
            Disclosed::Figure(at) => Some(at),
            // A range has no point to move from.
            Disclosed::Range(..) => None,
        }
    }

    /// True if other people voted in the round that it is compared with.
    pub(super) fn other_people(&self) -> Option<&'a Round> {
        self.before
            .filter(|before| !same_people(before, self.round))
    }

    /// The strip of a goal: its marks, its figure, and the words under it.
    pub(super) fn strip(&self, meeting: &Meeting, goal: &str, selected: bool) -> Strip {
        let Some(counted) = self.tally.of(goal) else {
            return Strip {
                instead: line(Role::Muted, format!("not in round {}", self.round.number)),
                folds: true,
                ..Strip::default()
            };
        };
        let mut strip = Strip {
            strong: counted.parted.is_some(),
            folds: counted.parted.is_none(),
            figure: self.figure(goal),
            ..Strip::default()
        };
        if counted.parted.is_some() {
            strip.signs.push(span(Role::Bad, "!"));
        }
        // The old wording's marks are history: movement from them would be a change of words and not of minds.
        let reworded = self.before.is_some_and(|b| meeting.changed_since(b, goal))
            && !meeting.changed_since(self.round, goal);
        self.draw(&mut strip, counted, goal, reworded);
        if strip.marks.is_empty() && strip.ranges.is_empty() {
            strip.instead = line(Role::Muted, self.nothing(counted));
        }
        let figures = self.figures(goal, false);
        let history = if reworded {
            figures.clone()
        } else {
            self.figures(goal, true)
        };
        let moved = self.moved(goal).filter(|_| !reworded);
        let texts = |role: Role, texts: Vec<String>| -> Vec<Line> {
            texts
                .into_iter()
                .filter(|t| !t.is_empty())
                .map(|t| line(role, t))
                .collect()
        };
        if meeting.changed_since(self.round, goal) {
            strip.alarm = texts(
                Role::Warn,
                vec![
                    "changed since: not voted on in this form".to_owned(),
                    "changed since the vote".to_owned(),
                ],
            );
        } else if let Some(gap) = counted.parted {
            let by = self.apart(counted, gap);
            // Two shares say more than the difference of two shares.
            let subject = match self.round.settings.method.row().unit {
                FigureUnit::Percent => figures.clone(),
                FigureUnit::Points | FigureUnit::Place => by.clone(),
            };
            let talk = [
                format!("{subject}: talk about this one"),
                format!("{subject}: talk about this"),
                format!("{subject}: talk about it"),
                by.clone(),
            ];
            strip.alarm = if selected {
                let mut long = Vec::new();
                if let Some(moved) = &moved {
                    long.push(format!("{by}: {figures}; {moved}"));
                }
                long.push(format!("{by}: {figures}"));
                long.extend(talk);
                texts(Role::Bad, long)
            } else {
                texts(Role::Bad, talk.to_vec())
            };
        }
        let said = match &moved {
            Some(moved) => vec![join(&history, moved), join(&figures, moved), moved.clone()],
            None => vec![figures.clone()],
        };
        let percent = self.round.settings.method.row().unit == FigureUnit::Percent;
        // The words of a share are those of its alarm already.
        if moved.is_some() || strip.alarm.is_empty() || !percent {
            strip.words = texts(Role::Muted, said);
        }
        strip.row.cells = self.spoken(counted, goal, moved.as_deref());
        strip
    }

    /// The marks, ranges and the gap of a goal.
    fn draw(&self, strip: &mut Strip, counted: &Counted, goal: &str, reworded: bool) {
        let parted = counted.parted.is_some();
        let from = |group: Option<&str>| {
            let was = self.was(group, goal).filter(|_| !reworded)?;
            Some(self.scale.at(was))
        };
        if counted.groups.is_empty() {
            if let Some(Disclosed::Figure(at)) = disclosed(self.round, None, goal) {
                strip.marks.push(StripMark {
                    at: self.scale.at(at),
                    from: from(None),
                    glyph: Glyph::Together,
                    role: Role::Bar,
                });
            }
            return;
        }
        // Each group's ends on the strip, for the gap between them.
        let mut ends: Vec<(u32, u32)> = Vec::new();
        for group in &self.groups {
            let patients = *group == "patient";
            match disclosed(self.round, Some(group), goal) {
                None => {}
                Some(Disclosed::Range(low, high)) => {
                    let (low, high) = (self.scale.at(low), self.scale.at(high));
                    ends.push((low, high));
                    strip.ranges.push(StripRange {
                        from: low,
                        to: high,
                        band: match (patients, parted) {
                            (false, _) => Band::Diamonds,
                            (true, true) => Band::Full,
                            (true, false) => Band::Half,
                        },
                        role: match (patients, parted) {
                            (false, true) => Role::Bad,
                            (false, false) => Role::Ink,
                            (true, true) => Role::Bar,
                            (true, false) => Role::Track,
                        },
                    });
                }
                Some(Disclosed::Figure(at)) => {
                    let at = self.scale.at(at);
                    ends.push((at, at));
                    strip.marks.push(StripMark {
                        at,
                        from: from(Some(group)),
                        glyph: if patients { Glyph::Now } else { Glyph::Team },
                        role: match (patients, parted) {
                            (true, _) => Role::Bar,
                            (false, true) => Role::Bad,
                            (false, false) => Role::Ink,
                        },
                    });
                }
            }
        }
        if let [one, other] = ends.as_slice() {
            let (low, high) = if one.0 <= other.0 {
                (one, other)
            } else {
                (other, one)
            };
            if low.1 < high.0 {
                strip.gap = Some(StripGap {
                    from: low.1,
                    to: high.0,
                    wide: parted,
                });
            }
        }
    }

    fn figure(&self, goal: &str) -> Line {
        let said = self.figure_in_words(None, goal);
        said.map_or_else(|| line(Role::Muted, "-"), |said| line(Role::Strong, said))
    }

    /// Each group's figure in words: `patients 4 to 5, team 2.5`; empty if no group is shown.
    fn figures(&self, goal: &str, before: bool) -> String {
        let points = self.round.settings.method.row().unit == FigureUnit::Points;
        let each = self.groups.iter().filter_map(|group| {
            let said = self.figure_in_words(Some(group), goal)?;
            let was = self.was(Some(group), goal).filter(|_| before && points);
            let was = was
                .map(|was| one_decimal(Exact::new(was, 10)))
                .filter(|was| *was != said)
                .map_or_else(String::new, |was| format!(" (before {was})"));
            Some(format!("{} {said}{was}", words::group_short(group)))
        });
        each.collect::<Vec<_>>().join(", ")
    }

    fn figure_in_words(&self, group: Option<&str>, goal: &str) -> Option<String> {
        let said = self.tally.said(self.round.settings.method, group, goal)?;
        Some(match self.round.settings.method.row().unit {
            FigureUnit::Place => ordinal(&said),
            FigureUnit::Points | FigureUnit::Percent => said.replace('\u{2013}', " to "),
        })
    }

    /// The distance between the groups in words.
    fn apart(&self, counted: &Counted, gap: Exact) -> String {
        let by = match self.round.settings.method.row().unit {
            FigureUnit::Percent => format!("{} in 100", gap.round().to_integer()),
            FigureUnit::Place => format!("{} places", gap.round().to_integer()),
            FigureUnit::Points => match one_decimal(gap) {
                whole if !counted.ranges.is_empty() => whole.trim_end_matches(".0").to_owned(),
                tenths => tenths,
            },
        };
        // From ranges only the least distance is certain, and the wall says nothing that is not.
        let least = if counted.ranges.is_empty() {
            ""
        } else {
            "at least "
        };
        format!("{least}{by} apart")
    }

    /// The movement of a goal's result since the round that it is compared with: in its unit, else in places.
    fn moved(&self, goal: &str) -> Option<String> {
        let before = self.before?;
        if !same_people(before, self.round) {
            return None;
        }
        let since = format!("round {}", before.number);
        let unit = self.round.settings.method.row().unit;
        if before.settings.method != self.round.settings.method || unit == FigureUnit::Place {
            let was = before.tally()?.place(None, goal)?;
            let now = self.tally.place(None, goal)?;
            return Some(match i64::from(was) - i64::from(now) {
                0 => format!("the same place as in {since}"),
                up if up > 0 => format!(
                    "{} up since {since}",
                    words::count(up.unsigned_abs(), "place", "places")
                ),
                down => format!(
                    "{} down since {since}",
                    words::count(down.unsigned_abs(), "place", "places")
                ),
            });
        }
        let now = disclosed(self.round, None, goal)?;
        let was = disclosed(before, None, goal)?;
        let (Disclosed::Figure(now), Disclosed::Figure(was)) = (now, was) else {
            return None;
        };
        let by = Exact::new((now - was).abs(), 10);
        let by = match unit {
            FigureUnit::Percent => format!("{} in 100", by.round().to_integer()),
            FigureUnit::Points | FigureUnit::Place => one_decimal(by),
        };
        Some(match now.cmp(&was) {
            std::cmp::Ordering::Equal => format!("the same result as in {since}"),
            std::cmp::Ordering::Greater => format!("result up {by} since {since}"),
            std::cmp::Ordering::Less => format!("result down {by} since {since}"),
        })
    }

    /// The words where there is no figure.
    fn nothing(&self, counted: &Counted) -> &'static str {
        match (counted.withheld, self.round.is_evaluation()) {
            // The figure of a small group that voted alone: there are answers, and they are nobody's business.
            (true, _) => "not shown",
            (false, true) => "nobody answered it",
            (false, false) => "nobody judged it",
        }
    }

    /// Everything that the strip says, for a listener; the title comes first and is left to the page.
    fn spoken(&self, counted: &Counted, goal: &str, moved: Option<&str>) -> Vec<Line> {
        let said = |group: Option<&str>| self.figure_in_words(group, goal);
        let mut out = Vec::new();
        out.push(match (said(None), self.tally.shown()) {
            (None, _) => self.nothing(counted).to_owned(),
            (Some(result), Shown::Withheld) => format!("together about {result}"),
            (Some(result), _) => format!("result {result}"),
        });
        for group in &self.groups {
            if let Some(said) = said(Some(group)) {
                out.push(format!("{} {said}", words::group(group)));
            }
        }
        // Nothing is decided about the meeting, so there is nothing to talk about first.
        if let Some(gap) = counted.parted.filter(|_| !self.round.is_evaluation()) {
            out.push(format!("{}: talk about this one", self.apart(counted, gap)));
        }
        out.extend(moved.map(str::to_owned));
        out.into_iter().map(|t| line(Role::Ink, t)).collect()
    }
}

/// True if the same people had a vote in both rounds.
fn same_people(one: &Round, other: &Round) -> bool {
    let ids = |round: &Round| -> std::collections::BTreeSet<String> {
        round.voters.iter().map(|v| v.person.clone()).collect()
    };
    ids(one) == ids(other)
}

fn join(one: &str, other: &str) -> String {
    if one.is_empty() {
        other.to_owned()
    } else {
        format!("{one}; {other}")
    }
}

/// A place as people say it: `2nd`.
fn ordinal(number: &str) -> String {
    let teen = number.len() > 1 && number.chars().rev().nth(1) == Some('1');
    let end = match number.chars().last() {
        _ if teen => "th",
        Some('1') => "st",
        Some('2') => "nd",
        Some('3') => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::vote::{
        allowed::Allowed,
        ballot::{Answers, Ballot},
        method::{Keys, Method},
        round::{RoundState, Voter},
        settings::{RoundSettings, Weight},
    };
    use crate::domain::{event_sourced::EventSourced as _, meeting::Began};

    const GOALS: usize = 4;

    fn goal(nth: usize) -> String {
        format!("g{nth}")
    }

    /// A counted round of these marks, of so many patients and so many of the team.
    fn counted(
        method: Method,
        weight: Weight,
        patients: &[[u8; GOALS]],
        team: &[[u8; GOALS]],
    ) -> Round {
        let settings = RoundSettings {
            method,
            weight,
            apart_from: 3,
            allowed: Allowed::default(),
            goals: (0..GOALS).map(goal).collect(),
        };
        let of = |group: &str, all: &[[u8; GOALS]]| -> Vec<Ballot> {
            let marks = |row: &[u8; GOALS]| -> Vec<Option<u8>> {
                let row = row.iter().enumerate();
                row.map(|(place, n)| Some(legal(method, place, *n)))
                    .collect()
            };
            all.iter()
                .map(|row| Ballot {
                    group: group.to_owned(),
                    answers: Answers::Marks(marks(row)),
                })
                .collect()
        };
        let ballots: Vec<Ballot> = [of("patient", patients), of("mdt", team)].concat();
        let voters = (0..ballots.len()).zip(&ballots).map(|(nth, ballot)| Voter {
            person: format!("p{nth}"),
            group: ballot.group.clone(),
            proxy: false,
        });
        let tally = Tally::of_ballots(&settings, &ballots);
        let at = "2026-11-24T14:00:00+00:00".parse().unwrap();
        Round {
            id: "r1".into(),
            number: 1,
            opened: at,
            versions: vec![0; GOALS],
            voters: voters.collect(),
            hands: std::collections::BTreeMap::new(),
            tables: Vec::new(),
            instead_of: Vec::new(),
            set_aside: false,
            void: false,
            state: RoundState::Closed { ballots, tally },
            settings,
        }
    }

    /// A mark that the method allows.
    fn legal(method: Method, place: usize, n: u8) -> u8 {
        match method.row().keys {
            Keys::Digits(low, high) => low + n % (high - low + 1),
            Keys::YesNo => n % 2,
            Keys::Dots => n % 3,
            // An order that every ballot can have: the goals from a first one on, in a circle.
            Keys::Places => u8::try_from((place + usize::from(n / 64)) % GOALS).unwrap() + 1,
        }
    }

    /// The positions that the words of a round give: of its figures, and of the ends of its ranges.
    fn said(picture: &Picture, round: &Round, goal: &str) -> (Vec<u32>, Vec<(u32, u32)>) {
        let (mut points, mut ranges) = (Vec::new(), Vec::new());
        let tally = round.tally().unwrap();
        let number = |text: &str| {
            let text = text.trim_end_matches('%');
            let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
            picture
                .scale
                .at(whole.parse::<i64>().unwrap() * 10 + tenth.parse::<i64>().unwrap())
        };
        for group in round.groups().into_iter().map(Some).chain([None]) {
            let Some(text) = tally.said(round.settings.method, group, goal) else {
                continue;
            };
            match text.split_once('\u{2013}') {
                Some((from, to)) => ranges.push((number(from), number(to))),
                None => points.push(number(&text)),
            }
        }
        (points, ranges)
    }

    fn ballots(most: usize) -> impl Strategy<Value = Vec<[u8; GOALS]>> {
        prop::collection::vec(any::<[u8; GOALS]>(), 0..most)
    }

    proptest! {
        #[test]
        fn no_picture_shows_a_finer_value_than_the_words_of_its_round(
            method in prop::sample::select(
                crate::domain::vote::method::TABLE
                    .iter()
                    .map(|row| row.method)
                    .filter(|m| !m.is_open())
                    .collect::<Vec<_>>()
            ),
            balanced: bool,
            now in (ballots(8), ballots(8)),
            then in (ballots(8), ballots(8)),
        ) {
            let weight = if balanced { Weight::Balanced } else { Weight::Head };
            let before = counted(method, weight, &then.0, &then.1);
            let round = counted(method, weight, &now.0, &now.1);
            let picture = Picture::of(&round, Some(&before)).unwrap();
            let meeting = Meeting::begin(&Began::default());
            for goal in &round.settings.goals {
                let strip = picture.strip(&meeting, goal, false);
                let (points, ranges) = said(&picture, &round, goal);
                let (was, _) = said(&picture, &before, goal);
                for mark in &strip.marks {
                    prop_assert!(points.contains(&mark.at), "{method:?} {mark:?} {points:?}");
                    if let Some(from) = mark.from {
                        prop_assert!(was.contains(&from), "{method:?} {mark:?} {was:?}");
                    }
                }
                for range in &strip.ranges {
                    prop_assert!(ranges.contains(&(range.from, range.to)), "{range:?} {ranges:?}");
                }
                if let Some(gap) = &strip.gap {
                    let ends: Vec<u32> = points.iter().copied().chain(ranges.iter().flat_map(|r| [r.0, r.1])).collect();
                    prop_assert!(ends.contains(&gap.from) && ends.contains(&gap.to));
                }
                let tally = round.tally().unwrap();
                if tally.shown() == Shown::Withheld {
                    prop_assert!(strip.marks.len() <= 1 && strip.ranges.is_empty() && strip.gap.is_none());
                    prop_assert!(strip.signs.is_empty());
                }
            }
        }
    }

    #[test]
    fn the_dots_axis_grows_where_a_group_gave_more_than_half() {
        let all = [[2, 0, 0, 0]; 6];
        let spread = [[1, 1, 1, 1]; 6];
        let at = |team: &[[u8; GOALS]]| {
            let round = counted(Method::Dots, Weight::Balanced, &spread, team);
            let picture = Picture::of(&round, None).unwrap();
            let frame = picture.frame();
            frame.axis.last().unwrap().1.clone()
        };
        assert_eq!(at(&spread), "half");
        assert_eq!(at(&all), "all");
    }

    #[test]
    fn a_place_is_said_as_people_say_it() {
        for (number, said) in [
            ("1", "1st"),
            ("2", "2nd"),
            ("3", "3rd"),
            ("4", "4th"),
            ("11", "11th"),
            ("12", "12th"),
            ("22", "22nd"),
        ] {
            assert_eq!(ordinal(number), said);
        }
    }
}
