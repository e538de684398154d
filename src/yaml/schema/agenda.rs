//! Shape of `agenda.yaml`.

use schemars::JsonSchema;

use super::scalar::{
    Amount, AtLeastOne, Currency, Day, Flag, Header, Id, Name, NearbyFile, Text, Time, listed,
    only_one,
};
use crate::{
    domain::{agenda::APART_FROM, people::LAST_SEAT},
    yaml::agenda::DAY,
};

/// Meeting as prepared: people, items, capacity, and how the room votes.
#[derive(JsonSchema)]
#[schemars(title = "agenda.yaml", deny_unknown_fields)]
pub(super) struct AgendaFile {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Path of the findings, from this folder: findings.yaml where the key is left out.
    findings: Option<NearbyFile>,
    /// Path of the outcome of the meeting before, such as ../northbrook-2023/outcome.yaml. Review opens with it.
    previous: Option<NearbyFile>,
    /// Day, time and place of the meeting.
    meeting: Occasion,
    /// People who are invited.
    people: Option<Vec<Person>>,
    /// Rules that the room agrees to at the start.
    ground_rules: Option<Vec<Name>>,
    /// Money, hours and number of goals for the first year. A limit that is left out limits nothing.
    capacity: Option<Capacity>,
    /// Settings of every vote. What is left out is as in the settings of the computer.
    vote: Option<Vote>,
    /// Roles that Welcome reports as missing if nobody has them, such as Surgeon.
    expected: Option<Vec<Name>>,
    /// Items of the meeting, in order.
    #[schemars(length(min = 1))]
    items: Vec<Item>,
}

/// Day, time and place of a meeting.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Occasion {
    /// Title, such as Service Pledge meeting.
    title: Name,
    /// Day of the meeting, such as 2026-11-24.
    date: Option<Day>,
    /// Time at which it begins, such as "13:00".
    start: Option<Time>,
    /// Planned length in minutes: the sum of the items.
    #[schemars(extend("maximum" = DAY))]
    minutes: Option<AtLeastOne>,
    /// Room, or address.
    place: Option<Text>,
}

/// Person who is invited.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Person {
    /// Id by which items name the person, such as ama.
    id: Id,
    /// Name, as the person wants to be called.
    name: Name,
    /// Role, such as Breast care nurse.
    role: Option<Text>,
    /// Group in which the person votes. Left out for the facilitator and others who do not vote.
    group: Option<Group>,
    /// Strand that a patient representative speaks for, such as primary.
    strand: Option<Name>,
    /// true for the Pledge Lead, who prepares the meeting and follows it up.
    lead: Option<Flag>,
    /// Hours that the person can give in the first year.
    hours: Option<Amount>,
    /// true: the booklet may print the name. Otherwise it prints the role.
    consent: Option<Flag>,
    /// Number of the seat for votes. Seats that are left out go by the list.
    #[schemars(extend("maximum" = LAST_SEAT))]
    seat: Option<AtLeastOne>,
    /// Access needs, such as hearing loop. They are on the facilitator's own screens only.
    access: Option<Vec<Name>>,
    /// Reason for being here, in the person's own words. The room reads it when the meeting begins; no paper has it.
    here_for: Option<Text>,
}

/// Group of voters.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Group {
    /// Patient representatives.
    Patient,
    /// The hospital team.
    Mdt,
}

/// Limits for the first year.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Capacity {
    /// Currency in the three capital letters that banks use, such as GBP.
    currency: Option<Currency>,
    /// Money, in whole units of currency.
    money: Option<Amount>,
    /// Staff hours.
    hours: Option<Amount>,
    /// Number of goals.
    goals: Option<Amount>,
    /// Smallest number of goals for each strand.
    per_strand: Option<Amount>,
}

/// Settings of every vote.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Vote {
    /// Way in which each person answers.
    method: Option<Method>,
    /// Weight of the votes.
    weight: Option<Weight>,
    /// Fewest ballots with which a group is shown apart: 3 where the key is left out.
    #[schemars(extend("default" = APART_FROM))]
    apart_from: Option<AtLeastOne>,
    /// Dots that each person has, where the method is dots.
    dots: Option<AtLeastOne>,
}

/// Way in which each person answers.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Method {
    /// 0 to 5 for each goal.
    Score,
    /// Yes or no for each goal.
    Approve,
    /// Dots that each person spreads over the goals.
    Dots,
    /// 1 to 9 for each goal, as RAND/UCLA panels do.
    Rate,
    /// The first few goals in order.
    Rank,
    /// A show of hands, in the open.
    Hands,
    /// A list in order from each small table, in the open; the lists are added.
    Tables,
    #[cfg(test)]
    /// 0 to 2 for each goal: a method of the tests.
    Thumbs,
}

/// Weight of the votes.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Weight {
    /// Patients and the hospital team count the same, however many there are of each.
    Balanced,
    /// Everybody counts the same.
    Head,
}

/// Item of the meeting: a stage, a theme or a break.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("allOf" = only_one(&["stage", "theme", "break"])))]
struct Item {
    /// Stage of the meeting.
    stage: Option<Stage>,
    /// Id of a theme of the findings, such as waiting.
    theme: Option<Id>,
    /// Break, by its name, such as Tea.
    #[schemars(rename = "break")]
    pause: Option<Name>,
    /// Minutes that the room takes for it.
    #[schemars(extend("maximum" = DAY))]
    minutes: AtLeastOne,
    /// Id of the person who opens the item.
    speaker: Option<Id>,
}

/// Stage of a meeting.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Stage {
    /// Attendance and ground rules.
    Welcome,
    /// The goals of the previous pledge.
    Review,
    /// Findings and comments, all themes together.
    Themes,
    /// The board of goals.
    Goals,
    /// Votes and decisions.
    Vote,
    /// Owners, days and reviews of the agreed goals.
    Owners,
    /// Reading back, saving, papers.
    Close,
}
