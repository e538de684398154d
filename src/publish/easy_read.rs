//! The frame for Easy Read: one short sentence and one place for a picture for each goal, to be finished by people.
//!
//! Easy Read is made together with people with a learning disability, so a program cannot make it. The first page says so, and the
//! paper is nowhere called finished. Hints on plain wording are for the author: they are on that page too, which is taken away.

use super::{
    PaperSource,
    page::{Document, Element},
    public,
    words::{PaperWords, fill},
};
use crate::domain::{
    outcome::{OutcomeGoal, Verdict},
    reading::{self, Jargon},
};

/// Most words of a sentence that is not named as long.
const SHORT: usize = 12;
/// Empty lines for hard words.
const LINES: usize = 4;

/// Builds the frame; `None` if nothing was decided that patients can be told.
pub fn easy_read(source: &PaperSource<'_>, words: &PaperWords) -> Option<Document> {
    let outcome = public::redacted(source, words);
    let source = &PaperSource {
        outcome: &outcome,
        ..*source
    };
    let builder = EasyReadBuilder { source, words };
    let goals: Vec<&OutcomeGoal> = public::decided(&outcome, Verdict::Agreed).collect();
    let against: Vec<&OutcomeGoal> = public::decided(&outcome, Verdict::Ask)
        .chain(public::decided(&outcome, Verdict::NotThisTime))
        .collect();
    if goals.is_empty() && against.is_empty() {
        return None;
    }
    let w = &words.easy_read;
    let mut blocks = builder.draft(&goals);
    blocks.push(Element::NewPage);
    blocks.extend(builder.about());
    if !goals.is_empty() {
        blocks.push(Element::NewPage);
        blocks.push(Element::Heading(1, w.goals.into()));
        blocks.extend(goals.iter().map(|goal| builder.goal(goal)));
    }
    if !against.is_empty() {
        blocks.push(Element::NewPage);
        blocks.push(Element::Heading(1, w.not_now.into()));
        blocks.extend(against.iter().map(|goal| builder.against(goal)));
    }
    blocks.push(Element::NewPage);
    blocks.extend(builder.tell());
    blocks.extend(builder.hard_words(&goals, &against));
    let mut document = source.paper(words, super::page::PaperSize::A4, false);
    document.look.easy = true;
    document.title = w.title.into();
    document.subtitle = w.subtitle.into();
    // A frame that is still to be finished is a draft after the meeting as well.
    document.draft.get_or_insert_with(|| w.draft_mark.into());
    document.blocks = blocks;
    Some(document)
}

struct EasyReadBuilder<'a> {
    source: &'a PaperSource<'a>,
    words: &'a PaperWords,
}

fn line(picture: &str, texts: impl IntoIterator<Item = String>) -> Element {
    Element::PictureLine {
        picture: picture.to_owned(),
        texts: texts.into_iter().collect(),
    }
}

impl EasyReadBuilder<'_> {
    /// The page for those who finish it.
    fn draft(&self, goals: &[&OutcomeGoal]) -> Vec<Element> {
        let w = &self.words.easy_read;
        let mut blocks = vec![Element::Heading(1, w.draft_heading.into())];
        blocks.push(Element::Text(format!(
            "{} {}",
            w.draft_text, w.draft_people
        )));
        let list = [w.draft_pictures, w.draft_words, w.draft_name, w.draft_away];
        blocks.push(Element::List(list.map(str::to_owned).to_vec()));
        let long: Vec<String> = goals
            .iter()
            .map(|goal| goal.title.clone())
            .filter(|title| reading::words(title).count() > SHORT)
            .collect();
        if !long.is_empty() {
            blocks.push(Element::Heading(2, w.draft_long.into()));
            blocks.push(Element::List(long));
        }
        blocks
    }

    fn about(&self) -> Vec<Element> {
        let (w, unit) = (&self.words.easy_read, &self.source.outcome.unit);
        let mut who = vec![fill(w.unit, &[("unit", &unit.name)])];
        if !unit.organisation.is_empty() {
            who.push(fill(w.unit_part, &[("organisation", &unit.organisation)]));
        }
        let one = |text: &str| [text.to_owned()];
        vec![
            Element::Heading(1, w.about.into()),
            line(w.unit_picture, who),
            line(w.asked_picture, one(w.asked)),
            line(w.met_picture, one(w.met)),
            line(w.chose_picture, one(w.chose)),
        ]
    }

    fn goal(&self, goal: &OutcomeGoal) -> Element {
        let w = &self.words.easy_read;
        let due = goal
            .due
            .map(|due| fill(w.by, &[("date", &self.words.say(due))]));
        let title = public::sentence(&goal.title);
        line(&self.picture(goal), [title].into_iter().chain(due))
    }

    /// A hint at the picture that fits a goal.
    fn picture(&self, goal: &OutcomeGoal) -> String {
        let w = &self.words.easy_read;
        let theme = goal.themes.first();
        let theme = theme.and_then(|id| self.source.findings?.theme(id));
        theme.map_or_else(
            || w.goal_picture_any.to_owned(),
            |theme| fill(w.goal_picture, &[("theme", &theme.title)]),
        )
    }

    fn against(&self, goal: &OutcomeGoal) -> Element {
        // The room's note is not in it: reasons in the table are short, notes are not.
        let bare = OutcomeGoal {
            note: None,
            ..(*goal).clone()
        };
        let why = public::why(&bare, self.words);
        let title = public::sentence(&goal.title);
        let why = Some(why).filter(|why| !why.is_empty());
        line(
            self.words.easy_read.not_now_picture,
            [title].into_iter().chain(why),
        )
    }

    fn tell(&self) -> Vec<Element> {
        let w = &self.words.easy_read;
        let contact = self.source.wishes.contact.first().cloned();
        let contact = contact.unwrap_or_else(|| w.tell_any.to_owned());
        vec![
            Element::Heading(1, w.tell.into()),
            line(w.tell_picture, [w.tell_text.to_owned(), contact]),
        ]
    }

    /// Terms of the goals that readers may not know, with plainer words where some are known, and empty lines.
    fn hard_words(&self, goals: &[&OutcomeGoal], against: &[&OutcomeGoal]) -> Vec<Element> {
        let w = &self.words.easy_read;
        let jargon = Jargon::default();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for goal in goals.iter().chain(against) {
            for term in jargon.find(&goal.title) {
                let row = vec![term.term.to_owned(), term.plain];
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        rows.extend((0..LINES).map(|_| vec![w.empty_line.to_owned(), w.empty_line.to_owned()]));
        vec![
            Element::Heading(1, w.hard.into()),
            Element::Text(w.hard_text.into()),
            Element::Table {
                caption: w.hard_caption.into(),
                head: vec![(w.hard_word.into(), false), (w.hard_means.into(), false)],
                rows,
            },
        ]
    }
}
