//! Sentences of step 4: necessity, proportionality, retention and rights.

/// Step 4.
pub const STEP_4: &str = "Step 4: Assess necessity and proportionality";

/// Part 1.
pub const BASIS: &str = "Lawful basis";
/// Introduction.
pub const BASIS_TEXT: &str = "The trust chooses the lawful basis. These are suggestions, to be checked by the data protection officer.";
/// Caption of the table.
pub const BASIS_TABLE: &str = "Suggested lawful bases (UK GDPR and Data Protection Act 2018)";
/// Headings of the table.
pub const BASIS_HEAD: [&str; 4] = ["Processing", "Article 6", "Article 9", "To check"];
/// Suggestions.
pub const BASIS_ROWS: [[&str; 4]; 4] = [
    [
        "Answers and comments of patients",
        "6(1)(e), public task",
        "9(2)(h), management of health care, with Schedule 1, paragraph 2 of the Act; or 9(2)(a), where the survey asked for explicit consent",
        "The common law duty of confidentiality; whether the survey\u{2019}s notice covers it; whether the national data opt-out applies",
    ],
    [
        "Names, roles and attendance of people in the meeting",
        "6(1)(e), public task",
        "None for staff; 9(2)(a), or 9(2)(h), where a representative\u{2019}s group or needs tell of health",
        "That representatives know what is recorded",
    ],
    [
        "Votes",
        "6(1)(e), public task",
        "None",
        "That voters know how small groups are shown",
    ],
    [
        "Names printed in the booklet",
        "6(1)(a), consent",
        "9(2)(a) for representatives, where the group is printed beside the name",
        "A record of each consent",
    ],
];
/// Consent to be printed: no list, names not printed, names printed.
pub const BASIS_CONSENT: [&str; 3] = [
    "Consent to be printed: the folder has no list of people yet.",
    "Consent to be printed is noted for {n} of {all} on the list of people. By its present settings the booklet prints roles and no names.",
    "Consent to be printed is noted for {n} of {all} on the list of people. By its present settings the booklet prints their names.",
];
/// Caption of the box.
pub const BASIS_FORM: &str = "lawful basis";
/// Rows of the box.
pub const BASIS_FORM_ROWS: [&str; 4] = [
    "Article 6 basis chosen, for each processing",
    "Article 9 condition, and condition of the Act, chosen",
    "Confidentiality: consent; or why the data is not confidential patient information",
    "National data opt-out: applies or not, with the reason",
];

/// Part 2.
pub const MINIMAL: &str = "Data minimisation and quality";
/// Introduction.
pub const MINIMAL_TEXT: &str = "An export is read column by column, and only what a person chose is taken over. Columns that say who answered are never written to a file of the unit.";
/// Rows of facts from the codebook.
pub const MINIMAL_ROWS: [&str; 8] = [
    "Exports read",
    "Columns used as questions",
    "Columns used as comments",
    "Columns left out on purpose",
    "Their headings",
    "Blacked out by rule",
    "Names looked for in comments",
    "Single comments",
];
/// A folder without a codebook.
pub const MINIMAL_NONE: &str = "There is no codebook.yaml in the folder, so it does not say which columns of the export were used and which were left out.";
/// Exports of a codebook; the kinds follow.
pub const MINIMAL_EXPORTS: &str = "{n}: {kinds}";
/// One kind of export.
pub const MINIMAL_KIND: &str = "{n} {kind}";
/// A table of results, and no answers of single people.
pub const MINIMAL_RESULTS: &str = "table of results";
/// No column, comment or other thing.
pub const NOTHING: &str = "none";
/// A heading that holds a name.
pub const HEADING_HIDDEN: &str = "(a heading that holds a name)";
/// Headings that are too many for the paper.
pub const HEADINGS_MORE: &str = "and {n} more";
/// Redaction.
pub const REDACT: &str =
    "in {n} of the columns of comments, and in {single} by a decision of its own";
/// Names.
pub const NAMES: &str = "{n}: staff, wards, places. The list itself is in codebook.yaml.";
/// Names.
pub const NAMES_NONE: &str =
    "no list, so only what stands beside a title, a label or a pattern is marked";
/// Decisions.
pub const DECIDED: &str = "{out} left out, {decided} decided by hand";
/// Limits of disclosure.
pub const HIDING: [&str; 2] = [
    "Results are hidden below",
    "One side of a result is hidden below",
];
/// A limit of answers.
pub const HIDING_BELOW: &str = "{n} answers";
/// A limit of people on one side.
pub const HIDING_CELLS: &str = "{n} people";
/// No such limit.
pub const HIDING_CELLS_NONE: &str = "not set";

/// Part 3.
pub const RETENTION: &str = "Retention";
/// Introduction.
pub const RETENTION_TEXT: &str =
    "How long each file is needed is in annex A. The trust\u{2019}s retention schedule decides.";
/// Rows of facts.
pub const RETENTION_ROWS: [&str; 4] = [
    "Last review planned",
    "Comments may go since",
    "Overdue on the day of this paper",
    "Comments still kept",
];
/// No review.
pub const RETENTION_NO_REVIEW: &str = "none in the folder yet; usually 18 months after the meeting";
/// They may not go yet.
pub const RETENTION_NOT_YET: &str = "not yet: the last review is still to come";
/// They may go.
pub const RETENTION_SINCE: &str = "{date}. \u{201c}pledge due\u{201d} says so, and \u{201c}pledge forget FOLDER --words\u{201d} takes them out.";
/// They went.
pub const RETENTION_GONE: &str = "{date}; no comment is left";
/// Unknown.
pub const RETENTION_UNKNOWN: &str = "not known: no review is planned";
/// Caption of the box.
pub const RETENTION_FORM: &str = "retention";
/// Rows of the box.
pub const RETENTION_FORM_ROWS: [&str; 3] = [
    "Export and survey tool: kept until",
    "Comments and record of the meeting: kept until, and who deletes them",
    "Backups and earlier versions of the folder: kept until",
];

/// Part 4.
pub const RIGHTS: &str = "Rights of the people";
/// Caption of the table.
pub const RIGHTS_TABLE: &str = "How each right can be met";
/// Headings of the table.
pub const RIGHTS_HEAD: [&str; 3] = ["Right", "In the folder", "For the trust"];
/// The rights.
pub const RIGHTS_ROWS: [[&str; 3]; 8] = [
    [
        "To be informed",
        "The booklet and the reading pack say in plain words what was asked and what was done.",
        "Privacy notice of the survey and of the meeting",
    ],
    [
        "Access",
        "Files are plain text and can be searched. Comments carry no identity, so a patient has to say which words are theirs.",
        "Answer within one month",
    ],
    [
        "Rectification",
        "A comment can be corrected, and stays so at the next import. Name, role and group of a person can be corrected in the meeting.",
        "Decide who may ask",
    ],
    [
        "Erasure",
        "\u{201c}pledge forget\u{201d} takes out a comment, a note or a person, with a dry run before and a search afterwards.",
        "Backups, earlier versions, e-mails, paper, the survey tool",
    ],
    [
        "Restriction",
        "A comment that is held stays off wall and paper, and stays in the file.",
        "Decide who may ask",
    ],
    [
        "Objection",
        "As erasure, or the comment is left out at the import.",
        "Decide, with the reason",
    ],
    [
        "Portability",
        "Only where the basis is consent: comments and outcome are text files.",
        "Decide whether it applies",
    ],
    [
        "Automated decisions",
        "There are none about a person.",
        "Nothing",
    ],
];

/// Part 5.
pub const PROCESSORS: &str = "Processors and transfers";
/// Processors and transfers.
pub const PROCESSORS_TEXT: &str = "The program has no processor and makes no transfer. A survey tool, a file share or an e-mail service that the trust uses may do both.";
/// Caption of the box.
pub const PROCESSORS_FORM: &str = "processors and transfers";
/// Rows of the box.
pub const PROCESSORS_ROWS: [&str; 2] = [
    "Processors, with contract (survey tool, file share)",
    "Transfers outside the United Kingdom, with safeguard",
];
