//! Sentences of step 2: nature, scope, context and purposes of the processing.

/// Step 2.
pub const STEP_2: &str = "Step 2: Describe the processing";

/// Part 1.
pub const NATURE: &str = "Nature of the processing";
/// Caption of the table of the flow.
pub const FLOW: &str = "How the data flows";
/// Headings of the table.
pub const FLOW_HEAD: [&str; 4] = ["Step", "What happens", "What is kept of it", "Command"];
/// The flow, a row a step.
pub const FLOW_ROWS: [[&str; 4]; 7] = [
    [
        "1. Collect",
        "The survey tool asks patients; interviews are noted. This is outside the program.",
        "The export, under the survey tool\u{2019}s own rule",
        "none",
    ],
    [
        "2. Read",
        "An export is read from a file on this computer. Columns are chosen; the others are left out. Text that may point to a person is marked and held.",
        "Counts by question and group, comments, ids of comments",
        "pledge import",
    ],
    [
        "3. Look through",
        "A person reads the comments, releases, holds or blacks out words, and chooses what the room sees.",
        "The same, with the decisions",
        "pledge prepare",
    ],
    [
        "4. Meet",
        "Findings and released comments are projected in one room. Votes are cast in secret and counted.",
        "Each step with its time; results of closed rounds",
        "pledge meet",
    ],
    [
        "5. Give away",
        "Booklet, minutes and other papers are made on this computer. Somebody reads them and passes them on.",
        "Papers in the folder \u{201c}out\u{201d}",
        "pledge export",
    ],
    [
        "6. Follow up",
        "At each review the state of every goal is noted.",
        "The same record goes on",
        "pledge review",
    ],
    [
        "7. Delete",
        "One comment, note or person, or all comments, are taken out of every file of the folder.",
        "Counts and decisions",
        "pledge forget",
    ],
];
/// Permissions of the place.
pub const NATURE_SHARING: &str = "Nothing is sent by the program. Who may open the folder is decided by the permissions of the place where it is kept, which the trust sets.";
/// Caption of the box.
pub const NATURE_FORM: &str = "where the folder is kept";
/// Rows of the box.
pub const NATURE_ROWS: [&str; 3] = [
    "Place (share or computer), its owner, its backup and earlier versions",
    "Who may open it (group of accounts)",
    "Encryption of the computer\u{2019}s disk and of sticks",
];

/// Part 2.
pub const SCOPE: &str = "Scope of the processing";
/// Rows of facts about the survey.
pub const SURVEY: [&str; 2] = ["Survey", "Period"];
/// Caption of the table of people who were asked.
pub const ASKED: &str = "Patients who were asked";
/// Headings of the table.
pub const ASKED_HEAD: [&str; 5] = ["Group", "How", "Invited", "Answered", "Share"];
/// A number that is not known.
pub const NOT_SAID: &str = "not said";
/// A folder without sources.
pub const ASKED_NONE: &str =
    "The folder does not say how many patients were asked and how many answered.";
/// Caption of the table of the people of the meeting.
pub const PEOPLE: &str = "People of the meeting";
/// Headings of the table.
pub const PEOPLE_HEAD: [&str; 4] = [
    "Group",
    "On the list",
    "Agreed to have their name printed",
    "Were there",
];
/// Voters of the group.
pub const PATIENTS: &str = "Patient representatives";
/// Voters of the group.
pub const TEAM: &str = "Hospital team";
/// People without a vote.
pub const NO_VOTE: &str = "Without a vote";
/// A folder without people.
pub const PEOPLE_NONE: &str = "The folder has no list of people yet.";
/// A number of a meeting that was not held.
pub const NOT_YET: &str = "not held yet";

/// Caption of the table of categories.
pub const CATEGORIES: &str = "Categories of personal data";
/// Headings of the table.
pub const CATEGORIES_HEAD: [&str; 3] = ["Whose", "What", "Kind"];
/// The categories.
pub const CATEGORIES_ROWS: [[&str; 3]; 5] = [
    [
        "Patients",
        "Answers to closed questions, counted by question, group and period",
        "Counts; small ones are held back",
    ],
    [
        "Patients",
        "Comments and notes of interviews, with group and source",
        "Special category (health); free text that may identify",
    ],
    [
        "Patient representatives",
        "Name, role, the group of patients they speak for, attendance, needs of access and what they are here for where noted",
        "Personal; the group, the needs and the words may tell of health",
    ],
    [
        "Hospital team and others in the room",
        "Name, role, attendance, hours they can give, goals they own",
        "Personal",
    ],
    [
        "Voters",
        "Sealed votes, without names; who has voted, while a round is open; the key to the codes of somebody on the telephone, until the meeting is saved",
        "Personal while the round is open",
    ],
];
/// Caption of the table of comments.
pub const COMMENTS: &str = "Comments of patients, counted on the day of this paper";
/// Headings of the table.
pub const COMMENTS_HEAD: [&str; 2] = ["State", "Number"];
/// States of a comment.
pub const COMMENTS_ROWS: [&str; 10] = [
    "All comments kept",
    "Read by a person",
    "Not read by anybody yet",
    "Held back from wall and paper",
    "Marked as perhaps pointing to a person, and not held",
    "Chosen for the wall",
    "Released for print",
    "Blacked out or corrected after the import",
    "Not sorted into a theme",
    "Forgotten on request; the id alone is kept, so that no import brings it back",
];
/// A folder without findings.
pub const COMMENTS_NONE: &str =
    "There is no findings.yaml in the folder: nothing of patients is kept in it yet.";
/// Amount, duration, area.
pub const SCOPE_LENGTH: &str = "The processing begins with the import and ends when the comments are taken out after the last review, about 18 months after the meeting. It covers one unit.";

/// Part 3.
pub const CONTEXT: &str = "Context of the processing";
/// Relationship with the people.
pub const CONTEXT_TEXT: &str = "The people are patients of the unit and its staff. Patients depend on the unit for their care, so they must be able to answer, or not to, without any effect on it. They can expect that the unit reads what they wrote. That it may be shown to a room in which other patients sit, the survey has to tell them.";
/// Caption of the facts about the meeting.
pub const MEETING: [&str; 7] = [
    "State of the meeting",
    "Day",
    "How the room votes",
    "Weight of the groups",
    "Group shown apart from",
    "Rounds of votes counted",
    "Language of the papers for patients",
];
/// State of the meeting.
pub const MEETING_BEFORE: &str = "not held yet";
/// State of the meeting.
pub const MEETING_OPEN: &str = "begun and not saved yet";
/// State of the meeting.
pub const MEETING_OVER: &str = "held and saved";
/// State of the meeting.
pub const MEETING_OVER_ALONE: &str =
    "held and saved; its record meeting.journal is not in the folder";
/// A day that is not set.
pub const DAY_OPEN: &str = "not set";
/// A size of group.
pub const APART: &str = "{n} votes; fewer are never shown by themselves";
/// Vote settings of a folder without an agenda.
pub const VOTE_USUAL: &str = "{value} (the usual setting; there is no agenda)";
/// Caption of the box.
pub const CONTEXT_FORM: &str = "context that only you know";
/// Rows of the box.
pub const CONTEXT_ROWS: [&str; 4] = [
    "Privacy notice of the survey: where it is, and that it names this use",
    "Are children or people without capacity among those asked?",
    "Earlier concerns, incidents or complaints about this survey",
    "Codes and policies that apply (confidentiality, records management)",
];

/// Part 4.
pub const PURPOSES: &str = "Purposes of the processing";
/// Purposes.
pub const PURPOSES_TEXT: [&str; 3] = [
    "To find out what patients of the unit experience, and whether it changes.",
    "To agree, together with patients, a small number of changes that the unit can make.",
    "To tell patients what was agreed, and to check that it happens.",
];
/// Uses that are out of scope.
pub const PURPOSES_NOT: &str = "It is not meant for the care of a single patient, for decisions about a member of staff, or for research.";
