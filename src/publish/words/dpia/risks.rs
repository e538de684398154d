//! Risks of the assessment, with what reduces each: suggestions that the trust judges.

/// Step 5.
pub const STEP_5: &str = "Step 5: Identify and assess risks";
/// Introduction.
pub const STEP_5_TEXT: &str = "The figures are a suggestion from the state of this folder. The trust judges likelihood and severity, and adds what it knows.";
/// Caption of the table.
pub const RISKS: &str = "Risks to people";
/// Headings of the table.
pub const RISKS_HEAD: [&str; 5] = [
    "Risk, its source and what it may do to people",
    "In this folder",
    "Likelihood of harm",
    "Severity of harm",
    "Overall risk",
];
/// Step 6.
pub const STEP_6: &str = "Step 6: Identify measures to reduce risk";
/// Introduction.
pub const STEP_6_TEXT: &str = "Measures of the program are there already; \u{201c}pledge export FOLDER --to assurance\u{201d} names the tests that hold them. Measures of the trust are to be agreed.";
/// Caption of the table.
pub const MEASURES: &str = "Measures for each risk";
/// Headings of the table.
pub const MEASURES_HEAD: [&str; 5] = [
    "Risk",
    "What reduces it",
    "Effect on risk",
    "Residual risk",
    "Measure approved (yes or no)",
];
/// Likelihoods, from the least.
pub const LIKELIHOODS: [&str; 3] = ["remote", "possible", "probable"];
/// Severities, from the least.
pub const SEVERITIES: [&str; 3] = ["minimal", "significant", "severe"];
/// Levels, from the least.
pub const LEVELS: [&str; 3] = ["low", "medium", "high"];
/// Effect of measures.
pub const REDUCED: &str = "reduced";
/// Effect of measures.
pub const ACCEPTED: &str = "accepted, or reduced by the trust";

/// A risk. Its likelihood depends on the folder, and is worked out with it.
#[derive(Clone, Copy, Debug)]
pub struct Risk {
    /// Short name, for the table of measures.
    pub name: &'static str,
    /// Source and effect.
    pub text: &'static str,
    /// State of the folder, with values in braces.
    pub here: &'static str,
    /// Measures of the program, then of the trust.
    pub measures: &'static str,
    /// Effect of the measures.
    pub effect: &'static str,
}

/// A comment that tells who wrote it.
pub const COMMENT: Risk = Risk {
    name: "1. A comment points to a patient",
    text: "1. A comment names a patient, or tells who it is by what happened. It is read on the wall or in a paper, by people who know the patient: distress, loss of confidentiality.",
    here: "{unread} not read; {marked} marked and not held; names looked for: {names}",
    measures: "Names, numbers, places and dates are marked and held. Unread comments stay off the wall. Only released comments are printed. Words can be blacked out. Trust: somebody reads each comment before the meeting; the names of staff and wards are on the list.",
    effect: REDUCED,
};
/// A number of few people.
pub const SMALL: Risk = Risk {
    name: "2. A small result points to a patient",
    text: "2. A result of few people tells how one of them answered.",
    here: "Hidden below {below}; one side of a result: {cells}",
    measures: "Results of few answers are hidden on every screen and paper, also where they could be worked out from others. A comment of a small group stands without its group. Trust: set the limits that its own policy asks for.",
    effect: REDUCED,
};
/// A vote that can be told.
pub const VOTE: Risk = Risk {
    name: "3. A vote can be told",
    text: "3. Somebody works out how another person voted; a representative or a nurse is held to it.",
    here: "Groups shown apart from {apart} votes; {patients} and {team} on the list",
    measures: "Votes are sealed, sorted and kept without names; small groups are shown as a range or not at all. Trust: enough people in each group; no show of hands on what is delicate; the file with a page of codes is deleted once it is printed.",
    effect: REDUCED,
};
/// People in the room tell others.
pub const ROOM: Risk = Risk {
    name: "4. People in the room pass on what they saw",
    text: "4. Somebody in the room tells others a patient\u{2019}s words, or who said what.",
    here: "{people} on the list; ground rules: {rules}",
    measures: "Ground rules are read at the start and can be shown. The wall can be blanked. Trust: everybody agrees to keep what they see in the room.",
    effect: ACCEPTED,
};
/// Access to the folder.
pub const ACCESS: Risk = Risk {
    name: "5. Others open the folder",
    text: "5. An account that has no need to opens the folder, or a computer or stick is lost: comments and names are read.",
    here: "Comments kept: {comments}; names of people: {people}; copies set aside: {copies}",
    measures: "What is kept outside the folder is closed to other accounts. Trust: permissions of the share, disk encryption, no copies by e-mail. The program does not encrypt files.",
    effect: ACCEPTED,
};
/// An export that stays.
pub const EXPORT: Risk = Risk {
    name: "6. The export stays beside the findings",
    text: "6. The survey\u{2019}s export, with columns that identify, is left in the folder and read by others or synchronised.",
    here: "Files in the folder that pledge did not make: {others}",
    measures: "The export is read where it is and never copied; columns that identify are not written. Trust: keep exports in the survey tool\u{2019}s place, and delete copies.",
    effect: REDUCED,
};
/// Retention.
pub const KEPT: Risk = Risk {
    name: "7. Words are kept for too long",
    text: "7. Comments stay in the folder after the pledge is over.",
    here: "Comments kept: {comments}; they may go: {since}",
    measures: "The last review is a day in the calendar; from then on \u{201c}pledge due\u{201d} says that the words may go, and one command takes them out. Trust: name who does it; backups and earlier versions.",
    effect: REDUCED,
};
/// Erasure that misses a copy.
pub const ERASED: Risk = Risk {
    name: "8. Something that was to be erased is still there",
    text: "8. A patient asks for their words to be erased, and a copy stays in a backup, an e-mail or a print.",
    here: "Forgotten so far: {forgotten}; copies set aside: {copies}",
    measures: "Every file of the folder is rewritten and searched afterwards; what is left is listed with its line. Trust: backups, earlier versions, e-mails, paper, the survey tool.",
    effect: REDUCED,
};
/// A paper with a name.
pub const PRINTED: Risk = Risk {
    name: "9. A paper carries a name that it should not",
    text: "9. The booklet, or an outcome that is shared, carries a name of staff or of a representative without consent.",
    here: "Consent to be printed: {consent} of {people}; released comments: {released}",
    measures: "Names become roles unless a person agreed and the booklet is set to print them. Trust: somebody reads each paper before it is given away; a name that is not on the list of people is not found by the program.",
    effect: REDUCED,
};
/// A record that is wrong or lost.
pub const RECORD: Risk = Risk {
    name: "10. The record is wrong or lost",
    text: "10. A step, a vote or a decision is lost, or a wrong result is shown: patients are told something that was not agreed.",
    here: "Record meeting.journal: {journal}; outcome.yaml: {outcome}",
    measures: "Each step is on disk before the next key; damage is found by checksums; agreements are read back before they are saved. Trust: backup of the folder.",
    effect: REDUCED,
};
/// Pressure on those who take part.
pub const PRESSURE: Risk = Risk {
    name: "11. Somebody feels pressed to take part or to agree",
    text: "11. A patient fears for their care if they decline, or a representative feels outnumbered.",
    here: "{patients} and {team} on the list; weight: {weight}",
    measures: "Votes are secret; both groups can count the same; anybody may abstain unseen. Trust: invitations say that taking part is free and care does not depend on it.",
    effect: REDUCED,
};
/// Extra rows for the trust.
pub const MORE_FORM: &str = "risks that only you know";
/// Rows of the box.
pub const MORE_ROWS: [&str; 2] = [
    "Further risk, with likelihood and severity",
    "Measure, with name and date",
];
