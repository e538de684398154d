//! Fixed sentences of the papers, in one table.
//!
//! Another language is another table ([`language`]); a test checks the source of the papers for stray words. A large paper has a group
//! of its own, in a file of its own. Values in braces are filled in by [`fill`].

#[macro_use]
mod table;

mod action_log;
pub mod ask;
pub mod assurance;
mod booklet;
mod calendar;
mod codes;
pub mod dpia;
mod easy_read;
pub mod language;
pub mod methods;
pub mod minutes;
mod news;
mod owners;
mod poster;
mod slides;
pub mod terms;

pub use self::{
    action_log::ActionLogWords,
    booklet::BookletWords,
    calendar::CalendarWords,
    codes::CodeWords,
    easy_read::EasyReadWords,
    news::NewsWords,
    owners::OwnersWords,
    poster::PosterWords,
    slides::{SlidesWords, SquareSentences},
    table::Sentences,
};
use crate::domain::{
    dates::MONTHS,
    outcome::Status,
    period::Period,
    words::{
        chart::{CHART, ChartWords},
        results::{RESULTS, ResultWords},
    },
};

sentences! {
    /// Fixed sentences of the papers, in one language.
    PaperWords {
        language: "en-GB",
        day: "{day} {month} {year}",
        and: " and ",
        page: "Page",
        of: "of",
        draft: "Draft. The meeting is not over, and this may still change.",

        title: "Our pledge to you",
        subtitle: "What you can expect from us, and what we will make better",

        about: "About this booklet",
        about_unit: "{unit} is part of {organisation}.",
        about_unit_alone: "This booklet is from {unit}.",
        asked_some: "We asked our patients what their care was like, and {answered} people answered.",
        asked_of: "We wanted to know from our patients what their care was like. We asked {invited} people, and {answered} answered.",
        talked_one: "One person told us more in an interview.",
        talked: "{people} people told us more in an interview.",
        met: "On {date} we met: {people}.",
        met_undated: "Then we met: {people}.",
        patients_one: "one patient representative",
        patients: "{n} patient representatives",
        team_one: "one of the hospital team",
        team: "{n} of the hospital team",
        chose: "We looked at the answers, and chose together what we pledge here.",

        standards: "What you can expect from us",
        standards_text: "These are our standards of care. You can hold us to them.",

        goals: "What we will make better",
        goals_text: "We pledge to do these things. For each of them somebody makes sure that it happens.",
        goal: "Goal {n}",
        mainly_for: "Mainly for",
        owner: "Who makes sure",
        owner_open: "Still to be named",
        somebody: "Somebody in the team",
        to_be_asked: "{owner} (still to say yes)",
        partner: "Together with",
        first_step: "What comes first",
        by: "By when",
        measure: "How we will know",
        looked_at: "When we check",
        looked_at_all: "We will check all of them on {days}.",
        looked_at_on: "What we found on {date}",
        found: "{status} {note}",

        voices: "What patients told us",
        voices_text: "These are patients\u{2019} own words.",
        quote_survey: "Written to us by one of the {people}",
        quote_interview: "Said in an interview by one of the {people}",
        quote_anybody: "Said by a patient",

        people_with: "people with {strand} breast cancer",
        primary: "primary",
        secondary: "secondary",
        patients_all: "patients",
        in_hundred: "{n} in 100",
        of_people: "{positive} of {scored} people",
        of_people_weighted: "of {scored} people, weighted",
        weighted: ", weighted",
        chart_said: "Of the {people}, {n} in 100 gave a good answer: {positive} of {scored}.",
        chart_said_weighted: "Of the {people}, {n} in 100 gave a good answer: {scored} answered, and the figure is weighted.",
        band_said: "Of the {people}, {band} gave a good answer. We do not print the number: somebody could be recognised.",
        numbers: "About the numbers",

        asked: "What we have asked for",
        asked_text: "We cannot do these things on our own. We have asked for them.",
        asked_whom: "Whom we asked",
        why: "Why",
        not_this_time: "What is not possible this time",
        not_this_time_text: "We talked about these too. This is why we cannot do them now.",
        money: "It costs more money than we have.",
        time: "It takes more time than our staff have.",
        beyond_control: "It is not ours to decide.",
        already_done: "It is there already.",
        undecided: "What is still to be decided",
        undecided_text: "We have not made up our minds about these.",
        decided_by: "Who decides",
        decided_until: "By when",

        before: "What came of our last pledge",
        before_text: "This is what we pledged before, and how it went.",
        you_said: "You said",
        said_then: "{question} Of the {people}, {figure} gave a good answer.",
        now_said: "You say now",
        said_now: "In {period} it was {figure}.",
        said_about: "You told us about this: {theme}.",
        we_did: "We did",
        we_are_doing: "We are doing",
        we_could_not: "We could not",
        because: "Because",
        and_now: "And now",
        our_pledge: "What happens next",
        goes_on: "It is part of our new pledge.",
        not_looked_at: "We have yet to look at how this went.",
        next_step: "What happens next",
        done: "We have done this.",
        on_track: "We are doing this.",
        stuck: "This is stuck for now.",
        dropped: "This will not happen.",
        granted: "We asked, and the answer was yes.",
        refused: "We asked, and the answer was no.",
        waiting: "We have no answer yet.",
        still_true: "The reason is still true.",
        no_longer_true: "The reason is no longer true: we will look at this again.",

        better: "Tell us what could be better",
        better_text: "Is your care not as you read it here? Please tell us. You can speak to anybody in the team, at any time.",

        imprint: "Who made this booklet",
        made_by: "Made by",
        agreed_on: "Agreed on",
        checked_on: "Last checked on",
        next_check: "Next check",
        paid_by: "Paid for by",

        agenda_time: "Time",
        agenda_minutes: "Minutes",
        agenda_opened_by: "Opened by",
        agenda_opener: "{name}, {role}",
        agenda_hours: "{from} to {to}",
        agenda_caption: "What we do, in {n} minutes",

        tables_title: "The list of our table",
        tables_subtitle: "One sheet for the table",
        tables_table: "Table {n}",
        tables_how: "Talk about the goals. Then agree on one list together. Write 1 beside the goal that we should do first, 2 beside the next, and so on. Use each number once. If you cannot agree on a place for a goal, leave its box empty.",
        tables_rule: "We will add the lists of all tables. Every table\u{2019}s list counts the same. The first goal on a list gets the most points, and the last one gets the fewest. Then the whole room votes or decides.",
        slip_title: "Voting slip",
        slip_subtitle: "Please do not write your name on it",
        slip_goal: "Goal",
        slip_mark: "Mark one box in each line",
        slip_secret: "Nobody needs to know how you vote. Fold the slip and hand it in.",
        slip_cannot: "If you cannot judge a goal, mark the last box.",
        slip_realistic: "Think of the money and of the staff\u{2019}s time as well.",
        yes: "Yes",
        no: "No",
        cannot_judge: "Cannot judge",
        place: "Place",

        pack_title: "What patients told us",
        pack_subtitle: "To read before we meet",
        pack_intro: "This is what we will talk about. Take your time with it. You do not need to learn any of it, and you can ask about anything when we meet.",
        pack_when: "When",
        pack_where: "Where",
        pack_agenda: "What we will do",
        pack_minutes: "{n} minutes",
        pack_break: "Break",
        pack_rules: "How we talk with each other",
        pack_standard: "Our standard now",
        pack_goals: "Goals that somebody brings along",
        pack_goals_none: "Nobody has brought a goal along yet. You can think of one, and say it when we meet.",
        pack_said: "In patients\u{2019} own words",
        pack_answers: "What patients answered",
        pack_few: "* {people}: fewer than {n} answered. That is too few to show: somebody could be recognised.",
        pack_few_again: "* {people}: too few answers to show.",
        pack_unknown: "What we do not know yet",
        pack_unknown_text: "We will also talk about these. We have no answers and no patients\u{2019} words on them yet.",
        pack_unknown_all: "We will talk about these. We have no answers and no patients\u{2019} words on them yet.",
        pack_unknown_item: "{theme}. Our standard: {standard}",
        pack_who_can: "Who can do it",
        pack_team: "The team itself",
        pack_hospital: "The hospital",
        pack_beyond: "Somebody else",
        pack_cost: "What it costs in a year",
        pack_hours: "Staff time in a year",
        pack_hours_said: "{hours} for the whole team",
        pack_free: "No money",
        pack_glossary: "Words we use",
    }
    parts {
        booklet: BookletWords = BookletWords::ENGLISH,
        months: [&'static str; 12] = MONTHS,
        terms: terms::TermWords = terms::TermWords::ENGLISH,
        methods: methods::MethodTable = methods::MethodTable::ENGLISH,
        minutes: minutes::MinutesWords = minutes::MinutesWords::ENGLISH,
        ask: ask::AskWords = ask::AskWords::ENGLISH,
        // Columns of a chart that is shown as a table.
        chart_head: [&'static str; 3] = ["Who answered", "Good answers", "How many"],
        poster: PosterWords = PosterWords::ENGLISH,
        slides: SlidesWords = SlidesWords::ENGLISH,
        square: SquareSentences = SquareSentences::ENGLISH,
        news: NewsWords = NewsWords::ENGLISH,
        codes: CodeWords = CodeWords::ENGLISH,
        easy_read: EasyReadWords = EasyReadWords::ENGLISH,
        action_log: ActionLogWords = ActionLogWords::ENGLISH,
        calendar: CalendarWords = CalendarWords::ENGLISH,
        owners: OwnersWords = OwnersWords::ENGLISH,
        // Shared with the wall, so that no paper praises or blames more than the room heard.
        results: ResultWords = RESULTS,
        chart: ChartWords = CHART,
        pack_stages: [&'static str; 7] = [
        "We say who is here",
        "We look at what was pledged last time",
        "We look at what patients said",
        "We look at all the goals",
        "We vote",
        "We agree who does what",
        "We read it all back",
    ],
        // Words of the meeting and their meanings.
        glossary: [(&'static str, &'static str); 11] = [
        (
            "Hospital team",
            "Doctors, nurses and others who care for patients here. They call it the MDT.",
        ),
        (
            "Patient representative",
            "Somebody who was cared for here, and speaks for others like them.",
        ),
        ("Theme", "What patients said about one part of their care."),
        ("Standard", "A promise that patients may hold us to."),
        ("Goal", "A change that somebody proposes."),
        (
            "Pledge",
            "What we promise to do, with a name and a day to it.",
        ),
        (
            "Owner",
            "Who makes sure that a goal happens. It need not be who does all the work.",
        ),
        (
            "Good answer",
            "An answer that says that care was as it should be.",
        ),
        (
            "Both groups count the same",
            "Patients as a group have as much say as the hospital team, however many there are of each.",
        ),
        (
            "We ask",
            "Somebody above or outside has to act. We send them what patients said.",
        ),
        (
            "Review",
            "A day on which we look again: after 6, 12 and 18 months.",
        ),
        ],
    }
}

/// British English.
pub const ENGLISH: PaperWords = PaperWords::ENGLISH;

// One pass: a value is never scanned again, so that a goal called "{unit}" is printed as it is.
/// Fills the braces of a sentence with values; an unknown name becomes empty.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            // An unknown name becomes empty and no error: a paper with a gap is better than no paper on the day of the meeting.
            Some((name, after)) => {
                let value = values.iter().find(|(n, _)| *n == name);
                filled.push_str(value.map_or("", |(_, value)| value));
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// Joins a list: `one, two and three`.
pub fn listed(words: &PaperWords, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{}{last}", first.join(", "), words.and),
    }
}

impl PaperWords {
    /// Formats a date.
    pub fn say(&self, date: jiff::civil::Date) -> String {
        let month = usize::try_from(date.month() - 1)
            .ok()
            .and_then(|m| self.months.get(m))
            .copied()
            .unwrap_or_default();
        fill(
            self.day,
            &[
                ("day", &date.day().to_string()),
                ("month", month),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// Name of a period of a survey: `October 2025` for `2025-10`; any other text as it is.
    pub fn period(&self, text: &str) -> String {
        Period::parse(text).map_or_else(|| text.to_owned(), |period| period.name(&self.months))
    }

    /// Sentence for patients about a status.
    pub fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Done => self.done,
            Status::OnTrack => self.on_track,
            Status::Stuck => self.stuck,
            Status::Dropped => self.dropped,
            Status::Granted => self.granted,
            Status::Refused => self.refused,
            Status::Waiting => self.waiting,
            Status::StillTrue => self.still_true,
            Status::NoLongerTrue => self.no_longer_true,
        }
    }

    /// Name of a strand: `people with secondary breast cancer`; all patients for an empty one.
    pub fn people(&self, strand: &str) -> String {
        match strand {
            "primary" => fill(self.people_with, &[("strand", self.primary)]),
            "secondary" => fill(self.people_with, &[("strand", self.secondary)]),
            "" => self.patients_all.to_owned(),
            other => other.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_stays_as_it_is() {
        assert_eq!(
            fill("{a} of {b}, {a}", &[("a", "{b}"), ("b", "x")]),
            "{b} of x, {b}"
        );
        assert_eq!(fill("{unknown}|{", &[]), "|{");
    }

    #[test]
    fn a_list_is_said() {
        let of = |items: &[&str]| {
            let items: Vec<String> = items.iter().map(|i| (*i).to_owned()).collect();
            listed(&ENGLISH, &items)
        };
        assert_eq!(of(&[]), "");
        assert_eq!(of(&["a"]), "a");
        assert_eq!(of(&["a", "b"]), "a and b");
        assert_eq!(of(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn a_day_is_said_with_its_month() {
        assert_eq!(
            ENGLISH.say(jiff::civil::date(2027, 2, 28)),
            "28 February 2027"
        );
        assert_eq!(
            ENGLISH.say(jiff::civil::date(2027, 12, 1)),
            "1 December 2027"
        );
    }
}
