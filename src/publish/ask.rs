//! Request for a goal: one page for people who hold the money or the rooms.
//!
//! Most plans that cross a department's border fail (Sheard 2017), often for a problem that has been known for years. So the page
//! says in its first sentence what to decide and by when, gives patients' results and words, the votes and what speaks against it, and
//! ends with room for the answer.

use jiff::civil::Date;

use super::{
    PaperSource,
    evidence::{self, Charts},
    page::{Document, Element, FormLine, PaperSize},
    words::{PaperWords, ask::AskWords, fill, listed},
};
use crate::domain::{
    against::{groups_against, mostly_good},
    outcome::{GoalResult, OutcomeGoal, RoundResult, Verdict},
    vote::method::FigureUnit,
    words::capital,
};

/// Goals to ask of others.
pub fn asks<'a>(source: &PaperSource<'a>) -> impl Iterator<Item = &'a OutcomeGoal> {
    let goals = source.outcome.goals.iter();
    goals.filter(|g| g.decision == Verdict::Ask)
}

/// Day by which an answer is needed: that of the goal, else that of the next review.
pub(super) fn answer_by(source: &PaperSource<'_>, goal: &OutcomeGoal) -> Option<Date> {
    // A request without a date is not answered.
    goal.due.or(goal.until).or_else(|| {
        let goals = source.outcome.goals.iter();
        goals
            .flat_map(|g| g.reviews.iter().filter(|r| r.on.is_none()))
            .filter_map(|r| r.due)
            .min()
    })
}

/// Builds the page for a goal.
pub fn ask(
    source: &PaperSource<'_>,
    goal: &OutcomeGoal,
    words: &PaperWords,
    paper: PaperSize,
    large: bool,
) -> Document {
    let w = &words.ask;
    let writer = AskWriter {
        source,
        goal,
        words,
        w,
    };
    let mut blocks = writer.request();
    blocks.extend(writer.problem());
    blocks.extend(writer.votes());
    blocks.extend(writer.answer());
    let mut page = source.paper(words, paper, large);
    page.title.clone_from(&goal.title);
    page.subtitle = goal
        .ask_of
        .as_deref()
        .map_or_else(String::new, |whom| fill(w.to, &[("whom", whom)]));
    page.look.compact = true;
    page.blocks = blocks;
    page
}

struct AskWriter<'a> {
    source: &'a PaperSource<'a>,
    goal: &'a OutcomeGoal,
    words: &'a PaperWords,
    w: &'a AskWords,
}

impl AskWriter<'_> {
    /// The decision in one sentence, the sender, the cost, and what follows from a no.
    fn request(&self) -> Vec<Element> {
        let (w, source, goal) = (self.w, self.source, self.goal);
        let day = answer_by(source, goal).map(|day| self.words.say(day));
        let cost = goal.cost.filter(|cost| *cost > 0).map(|c| source.money(c));
        let sentence = match (&cost, &day) {
            (Some(_), Some(_)) => w.approve,
            (Some(_), None) => w.approve_undated,
            (None, Some(_)) => w.agree,
            (None, None) => w.agree_undated,
        };
        let money = cost.unwrap_or_default();
        let decision = Element::Promise {
            about: w.decision.into(),
            text: fill(
                sentence,
                &[("money", &money), ("day", &day.unwrap_or_default())],
            ),
        };
        let mut form = self.sender();
        let mut add = |label: &str, value: Option<String>| {
            form.extend(value.map(|value| FormLine::known(label, value)));
        };
        add(
            w.for_whom,
            goal.strand.as_deref().map(|s| self.words.people(s)),
        );
        let hours = goal.hours.map(|h| self.words.terms.hours(h));
        let reason = goal.reason.map(|r| capital(self.words.terms.reason(r)));
        let because = match (reason, goal.note.clone()) {
            (Some(reason), Some(note)) => {
                Some(fill(w.because, &[("reason", &reason), ("note", &note)]))
            }
            (reason, note) => reason.or(note),
        };
        add(w.why_not_us, because);
        add(w.known_since, self.known_since());
        add(
            w.staff,
            hours.map(|hours| fill(w.staff_first_year, &[("hours", &hours)])),
        );
        form.push(match goal.cost {
            None => FormLine::known(w.cost, w.cost_unknown),
            // What costs nothing in the first year may cost something in the next: nobody knows, and nobody asks.
            Some(0) => FormLine::known(w.cost, source.money(0)),
            Some(_) => FormLine::known(w.cost, fill(w.cost_first_year, &[("money", &money)]))
                .with_boxes(&[w.once, w.every_year]),
        });
        let tried = self.tried();
        if !tried.is_empty() {
            form.push(FormLine::known(w.tried, tried.join(" ")));
        }
        // No file knows it, and a figure that is made up would be found out.
        form.push(FormLine::blank(w.saves));
        let standards = &source.outcome.standards;
        let standard = standards
            .iter()
            .find(|s| s.agreed && goal.themes.contains(&s.theme));
        form.push(FormLine::known(
            w.if_not,
            match standard {
                Some(standard) => fill(w.if_not_standard, &[("standard", &standard.text)]),
                None => w.if_not_said.to_owned(),
            },
        ));
        vec![decision, Element::Form(form)]
    }

    /// Sender and contact, or lines to fill in.
    fn sender(&self) -> Vec<FormLine> {
        let w = self.w;
        match &self.source.wishes.asks_from {
            None => vec![FormLine::blank(w.from), FormLine::blank(w.contact)],
            Some(sender) => {
                let mut lines = vec![FormLine::known(w.from, sender)];
                let has_contact =
                    sender.contains('@') || sender.contains(|c: char| c.is_ascii_digit());
                if !has_contact {
                    lines.push(FormLine::blank(w.contact));
                }
                lines
            }
        }
    }

    fn problem(&self) -> Vec<Element> {
        let (w, source, goal) = (self.w, self.source, self.goal);
        let mut inside = Vec::new();
        let printed = evidence::printed(source, goal, Charts::All, true, self.words);
        let has_numbers = !printed.charts.is_empty();
        inside.extend(printed.charts);
        if self.figures_against() {
            inside.push(Element::Text(w.figures_against.into()));
        }
        let quotes = printed.comments.into_iter();
        inside.extend(quotes.map(|c| evidence::quote(source.findings, c, self.words)));
        if has_numbers {
            let said = evidence::about_numbers(source.findings, self.words).join(" ");
            inside.push(Element::Small(said));
        }
        if inside.is_empty() {
            return Vec::new();
        }
        inside.insert(0, Element::Heading(1, w.patients_say.into()));
        inside
    }

    /// True if most patients gave a good answer to every question of the page.
    fn figures_against(&self) -> bool {
        let shares: Vec<_> = self
            .goal
            .evidence
            .iter()
            .filter_map(|e| evidence::printable(self.source, e)?.share())
            .collect();
        !shares.is_empty() && shares.into_iter().all(mostly_good)
    }

    fn votes(&self) -> Vec<Element> {
        let (w, terms) = (self.w, &self.words.terms);
        // The last round with the goal: earlier ones were before the discussion. Small tables are no vote of the room.
        let rounds = self.source.outcome.rounds.iter().rev();
        let mut counted = rounds.filter(|round| !round.method.is_tables());
        let Some((round, result)) = counted.find_map(|round| {
            let result = round.results.iter().find(|r| r.goal == self.goal.id)?;
            Some((round, result))
        }) else {
            return Vec::new();
        };
        let mut said: Vec<String> = result
            .groups
            .iter()
            .filter(|_| !result.withheld)
            .map(|(group, value)| {
                let figure = self.figure_of_group(round, result, group, *value);
                let group = capital(terms.group(group));
                fill(w.voted_group, &[("group", &group), ("figure", &figure)])
            })
            .collect();
        if let Some(value) = result.balanced {
            let figure = self.figure(round, value);
            said.push(fill(w.voted_together, &[("figure", &figure)]));
        }
        let voted = round.voted.iter().map(|(group, n)| terms.voters(group, *n));
        let voted: Vec<String> = voted.collect();
        let sentence = if result.withheld {
            w.who_voted_hidden
        } else {
            w.who_voted
        };
        let who = fill(
            sentence,
            &[
                ("voters", &capital(&listed(self.words, &voted))),
                ("weight", terms.weight(round.weight)),
            ],
        );
        said.push(who);
        let against = groups_against(round, result);
        if !against.is_empty() {
            let against: Vec<String> = against.iter().map(|g| terms.group(g).to_owned()).collect();
            let groups = listed(self.words, &against);
            said.push(fill(w.vote_against, &[("groups", &groups)]));
        }
        let mut blocks = vec![
            Element::Heading(1, w.voted.into()),
            Element::Text(said.join(" ")),
        ];
        if !against.is_empty() || self.figures_against() {
            blocks.push(Element::Form(vec![FormLine::blank(w.all_the_same)]));
        }
        blocks
    }

    fn figure_of_group(
        &self,
        round: &RoundResult,
        result: &GoalResult,
        group: &str,
        value: f64,
    ) -> String {
        let Some([from, to]) = result.ranges.get(group) else {
            return self.figure(round, value);
        };
        let (from, to) = (format!("{from:.0}"), format!("{to:.0}"));
        let of = self.words.methods.get(round.method).of;
        fill(self.w.range, &[("from", &from), ("to", &to), ("of", of)])
            .trim_end()
            .to_owned()
    }

    fn figure(&self, round: &RoundResult, value: f64) -> String {
        let of = self.words.methods.get(round.method).of;
        match round.method.row().unit {
            FigureUnit::Points => format!("{value:.1} {of}"),
            FigureUnit::Percent => format!("{:.0} {of}", value.round()),
            FigureUnit::Place if round.places => {
                let (value, of) = (format!("{value:.0}"), round.results.len().to_string());
                fill(self.w.place, &[("value", &value), ("of", &of)])
            }
            // Older outcomes hold points for a ranking, not places.
            FigureUnit::Place => fill(self.w.points, &[("value", &format!("{value:.1}"))]),
        }
    }

    /// Goals of the previous pledge on the same themes, with their status.
    fn tried(&self) -> Vec<String> {
        let w = self.w;
        let Some(previous) = self.source.previous else {
            return Vec::new();
        };
        // "Have you tried ...?" is the first thing that a manager asks.
        self.source
            .outcome
            .previous
            .iter()
            .filter(|looked| {
                let then = previous.goals.iter().find(|g| g.id == looked.goal);
                then.is_some_and(|g| g.themes.iter().any(|t| self.goal.themes.contains(t)))
            })
            .map(|looked| {
                let sentence = if looked.note.is_some() {
                    w.tried_note
                } else {
                    w.tried_one
                };
                fill(
                    sentence,
                    &[
                        ("goal", &looked.title),
                        ("status", self.words.terms.status(looked.status)),
                        ("note", looked.note.as_deref().unwrap_or_default()),
                    ],
                )
            })
            .collect()
    }

    /// Years since which the themes of the goal are known.
    fn known_since(&self) -> Option<String> {
        let findings = self.source.findings?;
        let themes = self.goal.themes.iter().filter_map(|id| findings.theme(id));
        let years: Vec<String> = themes.filter_map(|t| t.known_since.clone()).collect();
        (!years.is_empty()).then(|| listed(self.words, &years))
    }

    /// Room for the answer.
    fn answer(&self) -> Vec<Element> {
        let w = self.w;
        let send = self.source.wishes.asks_from.as_ref().map_or_else(
            || w.send_back.to_owned(),
            |sender| fill(w.send_to, &[("sender", sender)]),
        );
        vec![
            Element::Heading(1, w.answer.into()),
            Element::Form(vec![
                FormLine::known(w.answer_is, "").with_boxes(&[w.yes, w.no, w.in_part]),
                FormLine::blank(w.which_part),
                FormLine::blank(w.signed),
            ]),
            Element::Small(send),
        ]
    }
}
