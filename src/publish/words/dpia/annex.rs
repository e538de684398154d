//! Sentences of the annexes: files of the folder, and settings that the assessment was filled in from.

/// Annex A.
pub const FILES: &str = "Annex A: files, and which of them are in this folder";
/// Introduction.
pub const FILES_TEXT: &str = "Places are relative to the unit folder. The last column was counted on the day of this paper. Outside the folder only this computer\u{2019}s ballot boxes, code keys and rehearsal copies of this unit were counted.";
/// Caption of the table.
pub const FILES_TABLE: &str = "Files, whose data they hold, and for how long";
/// Headings of the table.
pub const FILES_HEAD: [&str; 6] = [
    "File",
    "About whom",
    "Content",
    "Pseudonymous",
    "How long",
    "Here now",
];
/// A file that is not there.
pub const NOT_THERE: &str = "none";
/// A file that is there.
pub const THERE: &str = "in the folder";
/// A place outside the folder.
pub const ELSEWHERE: &str = "elsewhere";
/// Files of other programs in the folder.
pub const OTHERS: &str = "Other files in the folder, which pledge did not make: {n}. An export or notes of an interview among them belong elsewhere.";
/// No files of other programs.
pub const OTHERS_NONE: &str = "There are no other files in the folder.";

/// Annex B.
pub const SETTINGS: &str = "Annex B: settings that this assessment was filled in from";
/// Introduction.
pub const SETTINGS_TEXT: &str = "A changed setting changes this paper: make it again after each change, and keep the version that was signed.";
/// Caption of the table.
pub const SETTINGS_TABLE: &str = "Settings of the folder";
/// Headings of the table.
pub const SETTINGS_HEAD: [&str; 3] = ["Setting", "Value", "File"];
/// Names of the settings of `findings.yaml`.
pub const SETTINGS_FINDINGS: [&str; 6] = [
    "Unit",
    "Organisation",
    "Title of the survey",
    "Period of the survey",
    "Results hidden below",
    "One side of a result hidden below",
];
/// Names of the settings of `agenda.yaml`.
pub const SETTINGS_AGENDA: [&str; 6] = [
    "Day of the meeting",
    "People on the list",
    "Vote method",
    "Weight",
    "Group shown apart from",
    "People with consent to be printed",
];
/// Names of the settings of `booklet.yaml`.
pub const SETTINGS_BOOKLET: [&str; 5] = [
    "Names of those who agreed are printed",
    "Way to say what could be better",
    "Other languages that are offered",
    "Other formats that are offered",
    "People who write get an answer within",
];
/// A value that is not set.
pub const NOT_SET: &str = "not set";
/// Lines of a contact.
pub const LINES: &str = "lines of contact: {n}";
/// Caption of the table of missing files.
pub const MISSING: &str = "Files that are not in the folder";
/// Headings of the table.
pub const MISSING_HEAD: [&str; 2] = ["File", "Unknown without it"];
/// Files, and what is unknown without each.
pub const MISSING_ROWS: [[&str; 2]; 6] = [
    [
        "findings.yaml",
        "Whose answers and comments are kept, how many, and from how many answers on a result is shown",
    ],
    [
        "codebook.yaml",
        "Which columns of the export were used and left out, whether words are blacked out by rule, which names are looked for",
    ],
    [
        "agenda.yaml",
        "Who takes part, when the meeting is, how the room votes",
    ],
    [
        "outcome.yaml",
        "Who was there, what was agreed, when the last review is",
    ],
    [
        "meeting.journal",
        "Which steps led to the outcome; the file is written when a meeting begins",
    ],
    [
        "booklet.yaml",
        "Nothing: the booklet has its usual settings, and prints no names",
    ],
];
/// No file is missing.
pub const MISSING_NONE: &str = "Every file that this assessment reads is in the folder.";
