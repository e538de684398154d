//! The minutes: what was decided, attendance, topics, votes and the time it took.
//!
//! They are for the people of the meeting and their managers. They contain names, so they are not for publication.

use jiff::civil::Date;

use super::{
    PaperSource, evidence,
    page::{self, Document, Element, FactList, PaperSize},
    words::{PaperWords, fill, minutes::MinutesWords},
};
use crate::domain::{
    meeting::airtime::Spoken,
    outcome::{
        GoalResult, OutcomeGoal, PersonMoment, RoundResult, SettledBy, ThemeAirtime, TimedItem,
        Verdict,
    },
    stamp::Stamp,
    vote::{method::FigureUnit, settings::Weight, tables::place_in},
    words::capital,
};

/// Builds the minutes of a meeting.
pub fn minutes(
    source: &PaperSource<'_>,
    words: &PaperWords,
    paper: PaperSize,
    large: bool,
) -> Document {
    let w = &words.minutes;
    let writer = MinutesWriter { source, words, w };
    let outcome = source.outcome;
    // Readers who were not there look for what they have to do; how long each item took interests the facilitator alone.
    let mut blocks = writer.decided();
    blocks.extend(writer.people());
    blocks.extend(writer.before());
    blocks.extend(writer.themes());
    blocks.extend(writer.goals());
    for (n, round) in outcome.rounds.iter().enumerate() {
        blocks.extend(writer.vote(n + 1, round));
        // Each kind of count is explained once, below the first round of that kind.
        let (before, _) = outcome.rounds.split_at(n);
        let kind = |r: &RoundResult| {
            let ranges = r.results.iter().any(|g| !g.ranges.is_empty());
            (
                r.method,
                r.weight,
                ranges,
                r.results.iter().any(|g| g.withheld),
            )
        };
        let alike = |r: &&RoundResult| kind(r) == kind(round);
        if !before.iter().any(|r| alike(&r)) {
            blocks.extend(writer.explained(round).into_iter().map(Element::Small));
        }
    }
    blocks.extend(writer.parked());
    blocks.extend(writer.evaluation());
    blocks.extend(writer.airtime());
    blocks.extend(writer.clock());
    let mut minutes = source.paper(words, paper, large);
    minutes.title = w.title.into();
    minutes.subtitle.clone_from(&outcome.meeting.title);
    minutes.date = writer.when();
    minutes.look.compact = true;
    minutes.blocks = blocks;
    minutes
}

struct MinutesWriter<'a> {
    source: &'a PaperSource<'a>,
    words: &'a PaperWords,
    w: &'a MinutesWords,
}

impl MinutesWriter<'_> {
    fn when(&self) -> String {
        let (w, held) = (self.w, &self.source.outcome.meeting);
        let day = held.date.or_else(|| held.started.map(Stamp::date));
        let day = day.map_or_else(String::new, |day| self.words.say(day));
        let (from, to) = (held.started.map(Stamp::hm), held.ended.map(Stamp::hm));
        let saved = held.ended.map(|to| self.words.say(to.date()));
        let sentence = match (held.started, held.ended) {
            (Some(from), Some(to)) if from.date() == to.date() => w.on,
            // Saved on another day: that moment is not the end of the meeting.
            (Some(_), Some(_)) => w.saved_on,
            (Some(_), None) => w.from,
            _ => return day,
        };
        fill(
            sentence,
            &[
                ("day", &day),
                ("from", &from.unwrap_or_default()),
                ("to", &to.unwrap_or_default()),
                ("saved", &saved.unwrap_or_default()),
            ],
        )
    }

    fn of(&self, verdict: Verdict) -> Vec<&OutcomeGoal> {
        let goals = self.source.outcome.goals.iter();
        goals.filter(|g| g.decision == verdict).collect()
    }

    /// Every decision with its owner and its day, on the first page.
    fn decided(&self) -> Vec<Element> {
        let w = self.w;
        let mut blocks = vec![Element::Heading(1, w.decided.into())];
        let day = |day: Option<Date>| day.map_or_else(|| w.open.to_owned(), |d| self.words.say(d));
        let named = |text: Option<&String>| text.map_or_else(|| w.open.to_owned(), Clone::clone);
        let mut list = |verdict,
                        caption: &str,
                        names: [&str; 3],
                        row: &dyn Fn(&OutcomeGoal) -> [String; 2]| {
            let goals = self.of(verdict);
            if goals.is_empty() {
                return;
            }
            let rows = goals.into_iter().map(|goal| {
                let [who, when] = row(goal);
                vec![goal.title.clone(), who, when]
            });
            blocks.extend(table(caption, &names, &[], rows.collect()));
        };
        list(Verdict::Agreed, w.agreed, [w.goal, w.owner, w.by], &|g| {
            let owner = self.owner(g);
            let owner = if owner.is_empty() {
                w.open.to_owned()
            } else {
                owner
            };
            [owner, day(g.due)]
        });
        list(
            Verdict::Ask,
            w.asks,
            [w.goal, w.asked_of, w.answer_by],
            &|g| {
                [
                    named(g.ask_of.as_ref()),
                    day(super::ask::answer_by(self.source, g)),
                ]
            },
        );
        list(
            Verdict::NotThisTime,
            w.not_this_time,
            [w.goal, w.reason, w.note],
            &|g| {
                let reason = g.reason.map_or("", |r| self.words.terms.reason(r));
                [capital(reason), g.note.clone().unwrap_or_default()]
            },
        );
        list(
            Verdict::Undecided,
            w.undecided,
            [w.goal, w.settled_by, w.settled_until],
            &|g| [named(g.by_whom.as_ref()), day(g.until)],
        );
        if blocks.len() == 1 {
            blocks.push(Element::Text(w.nothing_decided.into()));
        }
        if let Some(days) = self.common_reviews() {
            let days: Vec<String> = days.into_iter().map(|d| self.words.say(d)).collect();
            let days = super::words::listed(self.words, &days);
            blocks.push(Element::Text(fill(w.reviews, &[("days", &days)])));
        }
        blocks
    }

    /// Days of review to come, where every goal that has some has the same.
    fn common_reviews(&self) -> Option<Vec<Date>> {
        let mut all = self.source.outcome.goals.iter().map(reviews_to_come);
        let first = all.find(|days| !days.is_empty())?;
        all.all(|days| days.is_empty() || days == first)
            .then_some(first)
    }

    /// Owner of a goal; one who was not there is still to be asked.
    fn owner(&self, goal: &OutcomeGoal) -> String {
        let owner = self.source.outcome.owner_of(goal);
        if goal.owner_to_ask() && !owner.is_empty() {
            fill(self.w.to_be_asked, &[("owner", &owner)])
        } else {
            owner
        }
    }

    fn people(&self) -> Vec<Element> {
        let (w, outcome) = (self.w, self.source.outcome);
        let row = |id: &String| {
            let person = outcome.person(id);
            let group = person.and_then(|p| p.group.as_deref());
            vec![
                self.source.name(id).to_owned(),
                person.map_or_else(String::new, |p| p.role.clone()),
                // The facilitator: an empty cell would look like a mistake.
                group
                    .map_or(w.no_vote, |g| self.words.terms.group(g))
                    .to_owned(),
            ]
        };
        let held = &outcome.meeting;
        let n = held.present.len();
        let sentence = if n == 1 { w.there_one } else { w.there_many };
        let mut blocks = vec![Element::Heading(1, w.there.into())];
        blocks.extend(table(
            &fill(sentence, &[("n", &n.to_string())]),
            &[w.name, w.role, w.group],
            &[],
            held.present.iter().map(row).collect(),
        ));
        let names = |ids: &[String]| {
            let names: Vec<String> = ids
                .iter()
                .map(|id| self.source.name(id).to_owned())
                .collect();
            super::words::listed(self.words, &names)
        };
        let mut say = |sentence: &str, people: String| {
            if !people.is_empty() {
                blocks.push(Element::Text(fill(sentence, &[("people", &people)])));
            }
        };
        say(w.by_telephone, names(&held.by_telephone));
        say(w.late, self.moments(&held.came_late));
        say(w.left, self.moments(&held.left_early));
        say(w.absent, names(&held.absent));
        for id in &held.absent {
            let goals: Vec<String> = outcome
                .goals
                .iter()
                .filter(|g| g.owner.as_ref() == Some(id) && g.owner_to_ask())
                .map(|g| format!("\u{201c}{}\u{201d}", g.title))
                .collect();
            if !goals.is_empty() {
                let goals = super::words::listed(self.words, &goals);
                let values = [("person", self.source.name(id)), ("goals", &*goals)];
                blocks.push(Element::Text(fill(w.absent_owner, &values)));
            }
        }
        blocks.extend(held.handed_over.iter().map(|h| {
            let values = [("person", self.source.name(&h.to)), ("time", &*h.at.hm())];
            Element::Text(fill(w.led, &values))
        }));
        blocks
    }

    fn moments(&self, moments: &[PersonMoment]) -> String {
        let people: Vec<String> = moments
            .iter()
            .map(|m| {
                let values = [
                    ("person", self.source.name(&m.person)),
                    ("time", &*m.at.hm()),
                ];
                fill(self.w.at, &values)
            })
            .collect();
        super::words::listed(self.words, &people)
    }

    /// Every goal with what was said, agreed and reckoned about it.
    fn goals(&self) -> Vec<Element> {
        let w = self.w;
        let mut blocks = Vec::new();
        for (verdict, heading) in [
            (Verdict::Agreed, w.agreed),
            (Verdict::Ask, w.asks),
            (Verdict::NotThisTime, w.not_this_time),
            (Verdict::Undecided, w.undecided),
        ] {
            let goals = self.of(verdict);
            if goals.is_empty() {
                continue;
            }
            if blocks.is_empty() {
                blocks.push(Element::Heading(1, w.each.into()));
            }
            blocks.extend(
                goals
                    .into_iter()
                    .enumerate()
                    .map(|(nth, goal)| Element::Card {
                        // Over the first of its kind alone.
                        mark: if nth == 0 { heading } else { "" }.to_owned(),
                        title: goal.title.clone(),
                        blocks: vec![self.facts(goal).block()],
                    }),
            );
        }
        let goals = &self.source.outcome.goals;
        let has_numbers =
            |g: &OutcomeGoal| !evidence::sentences(self.source, g, self.words).is_empty();
        if goals.iter().any(has_numbers) {
            let said = evidence::about_numbers(self.source.findings, self.words);
            blocks.push(Element::Small(said.join(" ")));
        }
        blocks
    }

    fn facts(&self, goal: &OutcomeGoal) -> FactList {
        let (w, source, words) = (self.w, self.source, self.words);
        let terms = &words.terms;
        let mut facts = FactList::default();
        let themes: Vec<&str> = goal.themes.iter().map(|t| source.theme(t)).collect();
        facts.add(w.theme, Some(themes.join(", ")));
        let said = evidence::sentences(source, goal, words);
        facts.add(w.patients_said, Some(said.join(" ")));
        let people = goal.strand.as_deref().map(|s| words.people(s));
        facts.add(w.mainly_for, people);
        facts.add(w.owner, Some(self.owner(goal)));
        let partner = goal.partner.as_deref().map(|p| source.name(p).to_owned());
        facts.add(w.partner, partner);
        facts.add(w.first_step, goal.first_step.clone());
        facts.add(w.by, goal.due.map(|day| words.say(day)));
        let measure = goal.measure.as_deref();
        facts.add(w.measure, measure.map(|m| evidence::measured(source, m)));
        facts.add(w.asked_of, goal.ask_of.clone());
        facts.add(w.settled_by, goal.by_whom.clone());
        facts.add(w.settled_until, goal.until.map(|day| words.say(day)));
        facts.add(w.reason, goal.reason.map(|r| terms.reason(r).to_owned()));
        facts.add(w.note, goal.note.clone());
        let takes = [
            goal.cost.map(|c| source.money(c)),
            goal.hours.map(|h| terms.hours(h)),
            goal.control.map(|c| terms.control(c).to_owned()),
        ];
        let takes: Vec<String> = takes.into_iter().flatten().collect();
        facts.add(w.first_year, Some(takes.join(", ")));
        let merged: Vec<&str> = goal.merged_from.iter().map(|g| source.goal(g)).collect();
        facts.add(w.taken_in, Some(merged.join(", ")));
        let split = goal.split_from.as_deref();
        facts.add(w.split_off, split.map(|g| source.goal(g).to_owned()));
        for review in &goal.reviews {
            let day = review.on.or(review.due).map(|day| words.say(day));
            let said = review.status.map(|status| {
                let status = terms.status(status);
                match &review.note {
                    None => status.to_owned(),
                    Some(note) => fill(w.review_said, &[("status", status), ("note", note)]),
                }
            });
            if let (Some(day), Some(said)) = (day, said) {
                facts.add(fill(w.review_of, &[("day", &day)]), said);
            }
        }
        // On the first page once, where they are the same for all.
        if self.common_reviews().is_none() {
            let days = reviews_to_come(goal).into_iter().map(|d| words.say(d));
            let days: Vec<String> = days.collect();
            facts.add(w.reviewed_on, Some(super::words::listed(words, &days)));
        }
        facts
    }

    fn themes(&self) -> Vec<Element> {
        let (w, source, outcome) = (self.w, self.source, self.source.outcome);
        let mut blocks = vec![Element::Heading(1, w.talked.into())];
        for standard in &outcome.standards {
            let theme = source.theme(&standard.theme);
            blocks.push(Element::Heading(2, theme.to_owned()));
            let sentence = if standard.agreed {
                w.standard
            } else {
                w.standard_open
            };
            blocks.push(Element::Text(fill(sentence, &[("text", &standard.text)])));
            blocks.extend(self.notes(Some(&standard.theme)));
            let from: Vec<String> = outcome
                .goals
                .iter()
                .filter(|g| g.themes.contains(&standard.theme))
                .map(|g| g.title.clone())
                .collect();
            if !from.is_empty() {
                blocks.push(Element::Small(w.from_theme.into()));
                blocks.push(Element::List(from));
            }
        }
        let with_standard = |theme: &String| outcome.standards.iter().any(|s| s.theme == *theme);
        let mut others: Vec<&String> = Vec::new();
        for theme in outcome.notes.iter().filter_map(|n| n.theme.as_ref()) {
            if !with_standard(theme) && !others.contains(&theme) {
                others.push(theme);
            }
        }
        for theme in others {
            blocks.push(Element::Heading(2, source.theme(theme).to_owned()));
            blocks.extend(self.notes(Some(theme)));
        }
        let general = self.notes(None);
        if !general.is_empty() {
            blocks.push(Element::Heading(2, w.whole.into()));
            blocks.extend(general);
        }
        // Only the heading.
        if blocks.len() == 1 {
            return Vec::new();
        }
        blocks
    }

    fn notes(&self, theme: Option<&str>) -> Vec<Element> {
        let notes = self.source.outcome.notes.iter();
        notes
            .filter(|n| n.theme.as_deref() == theme)
            .flat_map(|n| page::paragraphs(&n.text).collect::<Vec<_>>())
            .collect()
    }

    /// A round of small tables: the combined list, and the place of each goal at each table.
    fn tables(&self, number: usize, round: &RoundResult) -> Vec<Element> {
        let w = self.w;
        let lists = || {
            round
                .tables
                .iter()
                .enumerate()
                .filter(|(_, l)| !l.is_empty())
        };
        let mut names = vec![w.goal.to_owned(), self.unit(round)];
        names.extend(lists().map(|(nth, _)| fill(w.table, &[("n", &(nth + 1).to_string())])));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let numbers: Vec<usize> = (1..names.len()).collect();
        let rows = round.results.iter().map(|result| {
            let together = result.balanced.map(|v| figure(round, v));
            let mut cells = vec![
                self.source.goal(&result.goal).to_owned(),
                together.unwrap_or_else(|| "-".to_owned()),
            ];
            cells.extend(lists().map(|(_, list)| {
                place_in(list, &result.goal).map_or_else(|| "-".to_owned(), |p| p.to_string())
            }));
            cells
        });
        let n = number.to_string();
        let method = capital(self.words.methods.get(round.method).short);
        let count = lists().count().to_string();
        let sentence = fill(w.round_tables, &[("method", &method), ("n", &count)]);
        let caption = fill(w.result, &[("n", &n)]);
        let mut together = vec![Element::Text(sentence)];
        together.extend(table(&caption, &names, &numbers, rows.collect()));
        let mut blocks = vec![
            Element::Heading(1, fill(w.round, &[("n", &n)])),
            Element::Together(together),
        ];
        blocks.extend(self.ties(round));
        blocks
    }

    fn vote(&self, number: usize, round: &RoundResult) -> Vec<Element> {
        if round.method.is_tables() {
            return self.tables(number, round);
        }
        let (w, terms) = (self.w, &self.words.terms);
        let voted = round.voted.iter().map(|(group, n)| terms.voters(group, *n));
        let voted: Vec<String> = voted.collect();
        let groups: Vec<&str> = round.voted.keys().map(String::as_str).collect();
        let mut names = vec![w.goal.to_owned(), self.unit(round)];
        names.extend(groups.iter().map(|g| capital(terms.group(g))));
        names.push(w.remark.to_owned());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let numbers: Vec<usize> = (1..=groups.len() + 1).collect();
        let rows = round.results.iter().map(|result| {
            let together = result.balanced.map(|v| figure(round, v));
            let mut cells = vec![
                self.source.goal(&result.goal).to_owned(),
                together.unwrap_or_else(|| "-".to_owned()),
            ];
            cells.extend(
                groups
                    .iter()
                    .map(|group| self.of_group(round, result, group)),
            );
            let differ = result.parted == Some(true) && !result.withheld;
            cells.push(if differ { w.differ } else { "" }.to_owned());
            cells
        });
        let n = number.to_string();
        let sentence = if round.method.is_open() {
            w.round_open
        } else {
            w.round_secret
        };
        let method = capital(self.words.methods.get(round.method).short);
        let mut together = vec![Element::Text(fill(
            sentence,
            &[
                ("method", &method),
                ("voters", &super::words::listed(self.words, &voted)),
                ("weight", &capital(terms.weight(round.weight))),
            ],
        ))];
        together.extend(self.came_in(round).map(Element::Text));
        let caption = fill(w.result, &[("n", &n)]);
        together.extend(table(&caption, &names, &numbers, rows.collect()));
        let mut blocks = vec![
            Element::Heading(1, fill(w.round, &[("n", &n)])),
            Element::Together(together),
        ];
        blocks.extend(self.ties(round));
        blocks
    }

    /// Sentence on the ways in which the ballots came in, where they came in more than one.
    fn came_in(&self, round: &RoundResult) -> Option<String> {
        let by = round.by.filter(|by| by.is_mixed())?;
        let w = self.w;
        let ways = [
            (by.keys, w.by_keys),
            (by.slips, w.by_slips),
            (by.codes, w.by_codes),
        ];
        let ways = ways.iter().filter(|(n, _)| *n > 0);
        let ways: Vec<String> = ways
            .map(|(n, sentence)| fill(sentence, &[("n", &n.to_string())]))
            .collect();
        let ways = super::words::listed(self.words, &ways);
        Some(fill(w.came_in, &[("ways", &ways)]))
    }

    /// Heading of the column of figures.
    fn unit(&self, round: &RoundResult) -> String {
        let points = round.method.row().unit == FigureUnit::Place && !round.places;
        let column = self.words.methods.get(round.method).column;
        (if points { self.w.points } else { column }).to_owned()
    }

    fn of_group(&self, round: &RoundResult, result: &GoalResult, group: &str) -> String {
        let w = self.w;
        if let Some(hands) = result.hands.get(group).filter(|_| !result.withheld) {
            let [yes, no, abstain] = hands.map(|n| n.to_string());
            let values = [("yes", &*yes), ("no", &*no), ("abstain", &*abstain)];
            return fill(w.hands, &values);
        }
        if let Some([from, to]) = result.ranges.get(group) {
            let (from, to) = (format!("{from:.0}"), format!("{to:.0}"));
            return fill(w.range, &[("from", &from), ("to", &to)]);
        }
        match result.groups.get(group).filter(|_| !result.withheld) {
            Some(value) => figure(round, *value),
            None if result.withheld => w.not_shown.to_owned(),
            None => "-".to_owned(),
        }
    }

    /// Explanation of the figures, for people who were not there.
    fn explained(&self, round: &RoundResult) -> Vec<String> {
        let method = self.words.methods.get(round.method);
        let [together, shown @ ..] = self.together_and_shown(round);
        let said = [method.how, together, method.rule].into_iter();
        let said = said.chain(shown).filter(|s| !s.is_empty());
        said.map(str::to_owned).collect()
    }

    /// The meaning of the figure of all, then of ranges and of withheld groups; empty where there are none.
    fn together_and_shown(&self, round: &RoundResult) -> [&'static str; 3] {
        let w = self.w;
        let ranges = round.results.iter().any(|r| !r.ranges.is_empty());
        let withheld = round.results.iter().any(|r| r.withheld);
        let together = match (round.weight, round.method.row().unit) {
            // Its own sentences say how lists are added, and it has no groups.
            _ if round.method.is_tables() => "",
            (Weight::Balanced, FigureUnit::Place) => w.places_added,
            (Weight::Balanced, _) if ranges => w.middle,
            (Weight::Balanced, _) => w.mean,
            (Weight::Head, _) => w.by_head,
        };
        [
            together,
            if ranges { w.ranges } else { "" },
            if withheld { w.withheld } else { "" },
        ]
    }

    /// The answers about the meeting itself.
    fn evaluation(&self) -> Vec<Element> {
        let (w, terms) = (self.w, &self.words.terms);
        let Some(evaluation) = &self.source.outcome.evaluation else {
            return Vec::new();
        };
        let round = evaluation.as_round();
        let groups: Vec<&str> = round.voted.keys().map(String::as_str).collect();
        let mut names = vec![w.question.to_owned(), w.evaluation_column.to_owned()];
        names.extend(groups.iter().map(|g| capital(terms.group(g))));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let numbers: Vec<usize> = (1..names.len()).collect();
        let rows = round.results.iter().map(|result| {
            let together = result.balanced.map(|v| figure(&round, v));
            let mut cells = vec![
                self.question(&result.goal).to_owned(),
                together.unwrap_or_else(|| "-".to_owned()),
            ];
            cells.extend(groups.iter().map(|g| self.of_group(&round, result, g)));
            cells
        });
        let voted = round.voted.iter().map(|(group, n)| terms.voters(group, *n));
        let voted = super::words::listed(self.words, &voted.collect::<Vec<_>>());
        let how = fill(w.evaluation_how, &[("voters", &voted)]);
        let mut together = vec![Element::Text(capital(&how))];
        together.extend(table(
            w.evaluation_caption,
            &names,
            &numbers,
            rows.collect(),
        ));
        let said = self.together_and_shown(&round).into_iter();
        let said: Vec<&str> = said.filter(|s| !s.is_empty()).collect();
        vec![
            Element::Heading(1, w.evaluation.into()),
            Element::Together(together),
            Element::Small(said.join(" ")),
        ]
    }

    /// A question about the meeting; one that this version does not know by its word.
    fn question<'q>(&'q self, id: &'q str) -> &'q str {
        let w = self.w;
        match id {
            "heard" => w.heard,
            "understood" => w.understood,
            "change" => w.change,
            "again" => w.again,
            other => other,
        }
    }

    /// The time for which each group spoke.
    fn airtime(&self) -> Vec<Element> {
        let (w, terms) = (self.w, &self.words.terms);
        let themes = &self.source.outcome.airtime;
        if themes.is_empty() {
            return Vec::new();
        }
        let minutes = |seconds: u64| match (seconds + 30) / 60 {
            0 if seconds > 0 => w.less_than_one.to_owned(),
            minutes => minutes.to_string(),
        };
        let row = |name: String, spoken: Spoken| {
            let part = spoken.patients_in_100();
            vec![
                name,
                minutes(spoken.patient),
                minutes(spoken.team),
                part.map_or_else(String::new, |part| part.to_string()),
            ]
        };
        let spoken = |theme: &ThemeAirtime| Spoken {
            patient: theme.patient,
            team: theme.mdt,
        };
        let mut rows: Vec<Vec<String>> = themes
            .iter()
            .map(|theme| row(self.source.theme(&theme.theme).to_owned(), spoken(theme)))
            .collect();
        let all = themes.iter().map(spoken);
        let all = all.fold(Spoken::default(), Spoken::plus);
        if themes.len() > 1 {
            rows.push(row(w.together.to_owned(), all));
        }
        let (patients, team) = (capital(terms.group("patient")), capital(terms.group("mdt")));
        let names = [w.airtime_theme, &*patients, &*team, w.airtime_part];
        let mut blocks = vec![Element::Heading(1, w.airtime.into())];
        blocks.extend(table(w.airtime_caption, &names, &[1, 2, 3], rows));
        blocks.push(Element::Small(w.airtime_how.into()));
        blocks
    }

    /// Sentences on settled ties.
    fn ties(&self, round: &RoundResult) -> Vec<Element> {
        let sentences = round.ties.iter().map(|tie| {
            let goals: Vec<String> = tie
                .goals
                .iter()
                .map(|g| format!("\u{201c}{}\u{201d}", self.source.goal(g)))
                .collect();
            let sentence = match tie.settled {
                SettledBy::Chair => self.w.tie_chair,
                SettledBy::Lot => self.w.tie_lot,
            };
            let goals = goals.join(", ");
            fill(
                sentence,
                &[("goals", &goals), ("first", self.source.goal(&tie.first))],
            )
        });
        sentences.map(Element::Text).collect()
    }

    fn before(&self) -> Vec<Element> {
        let w = self.w;
        let before = &self.source.outcome.previous;
        if before.is_empty() {
            return Vec::new();
        }
        let rows = before.iter().map(|goal| {
            vec![
                goal.title.clone(),
                self.words.terms.status(goal.status).to_owned(),
                goal.note.clone().unwrap_or_default(),
                self.figures(&goal.goal),
            ]
        });
        let mut blocks = vec![Element::Heading(1, w.before.into())];
        let names = [w.goal, w.status, w.why, w.patients_said];
        blocks.extend(table(w.before_how, &names, &[], rows.collect()));
        blocks
    }

    /// Result that a goal of the previous pledge rested on, then and now; empty if it was not asked again.
    fn figures(&self, id: &str) -> String {
        let goals = self.source.previous.map_or(&[][..], |p| &p.goals);
        let goal = goals.iter().find(|g| g.id == id);
        let Some(found) = goal.and_then(|g| evidence::then_and_now(self.source, g, self.words))
        else {
            return String::new();
        };
        let Some((period, now)) = found.now else {
            return String::new();
        };
        let said = fill(
            self.w.then_and_now,
            &[
                ("then", &capital(&evidence::figure(found.then, self.words))),
                ("now", &evidence::figure(now, self.words)),
                ("period", period),
                ("change", &found.change),
            ],
        );
        said.trim_end().to_owned()
    }

    fn parked(&self) -> Vec<Element> {
        let w = self.w;
        let parked = &self.source.outcome.parked;
        if parked.is_empty() {
            return Vec::new();
        }
        let topics = parked.iter().map(|p| match p.stage {
            Some(stage) => {
                let values = [("text", &*p.text), ("stage", self.words.terms.stage(stage))];
                fill(w.parked_at, &values)
            }
            None => p.text.clone(),
        });
        vec![
            Element::Heading(1, w.parked.into()),
            Element::List(topics.collect()),
        ]
    }

    fn item(&self, item: &TimedItem) -> String {
        match (&item.stage, &item.theme, &item.pause) {
            (Some(stage), _, _) => self.words.terms.stage(*stage).to_owned(),
            (_, Some(theme), _) => self.source.theme(theme).to_owned(),
            (_, _, Some(pause)) => pause.clone(),
            _ => String::new(),
        }
    }

    fn clock(&self) -> Vec<Element> {
        let w = self.w;
        let items = &self.source.outcome.agenda;
        if items.is_empty() {
            return Vec::new();
        }
        let planned: u64 = items.iter().map(|i| u64::from(i.planned)).sum();
        let took: u64 = items.iter().filter_map(|i| i.took).map(u64::from).sum();
        let rows = items.iter().map(|i| {
            let took = match (i.took, i.skipped) {
                (_, true) => w.left_out.to_owned(),
                // "0" beside a planned 10 would look as if it had been left out.
                (Some(0), false) => w.less_than_one.to_owned(),
                (Some(took), false) => took.to_string(),
                (None, false) => String::new(),
            };
            vec![self.item(i), i.planned.to_string(), took]
        });
        let mut rows: Vec<Vec<String>> = rows.collect();
        rows.push(vec![
            w.together.into(),
            planned.to_string(),
            took.to_string(),
        ]);
        let mut blocks = vec![Element::Heading(1, w.clock.into())];
        let names = [w.item, w.planned, w.took];
        blocks.extend(table(w.clock_caption, &names, &[1, 2], rows));
        blocks
    }
}

/// Days of the reviews of a goal that are still to come.
fn reviews_to_come(goal: &OutcomeGoal) -> Vec<Date> {
    let reviews = goal.reviews.iter().filter(|r| r.on.is_none());
    reviews.filter_map(|r| r.due).collect()
}

/// A table without the columns that are empty in every row; `None` if nothing is left of it.
fn table(
    caption: &str,
    names: &[&str],
    numbers: &[usize],
    rows: Vec<Vec<String>>,
) -> Option<Element> {
    let is_used = |column: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(column));
        cells.any(|cell| !cell.is_empty())
    };
    let used: Vec<usize> = (0..names.len()).filter(|column| is_used(*column)).collect();
    // The typesetter has no table without columns.
    if used.is_empty() {
        return None;
    }
    let head = used.iter().filter_map(|column| {
        let name = names.get(*column)?;
        Some(((*name).to_owned(), numbers.contains(column)))
    });
    let row = |row: Vec<String>| {
        let cells = row.into_iter().enumerate();
        let cells = cells.filter(|(column, _)| used.contains(column));
        cells.map(|(_, cell)| cell).collect()
    };
    Some(Element::Table {
        caption: caption.to_owned(),
        head: head.collect(),
        rows: rows.into_iter().map(row).collect(),
    })
}

fn figure(round: &RoundResult, value: f64) -> String {
    match round.method.row().unit {
        FigureUnit::Percent => format!("{:.0}%", value.round()),
        FigureUnit::Place if round.places => format!("{value:.0}"),
        // Older outcomes hold points for a ranking, not places.
        FigureUnit::Points | FigureUnit::Place => format!("{value:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_the_columns_that_are_used_and_is_left_out_without_any() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let made = table(
            "Goals",
            &["Goal", "By"],
            &[],
            vec![row(["", "May"]), row(["", ""])],
        );
        let Some(Element::Table { head, rows, .. }) = made else {
            panic!("no table");
        };
        assert_eq!(head, [("By".to_owned(), false)]);
        assert_eq!(rows, [["May"], [""]]);
        assert_eq!(
            table("Goals", &["Goal", "By"], &[], vec![row(["", ""])]),
            None
        );
        assert_eq!(table("Goals", &["Goal", "By"], &[], Vec::new()), None);
    }
}
