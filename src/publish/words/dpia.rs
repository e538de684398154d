//! Sentences of the data-protection impact assessment, in the order of its steps.
//!
//! The steps and their names are those of the template of the Information Commissioner's Office. The paper is for offices of a trust
//! that work in English, so no translation replaces these sentences. What the risks are is in [`risks`].

pub mod annex;
pub mod processing;
pub mod proportion;
pub mod risks;

/// Title.
pub const TITLE: &str = "Data protection impact assessment";
/// Subtitle.
pub const SUBTITLE: &str =
    "Patient survey, comments and Service Pledge meeting: a draft for the trust to finish";
/// Subtitle of a unit without a name.
pub const UNIT_OPEN: &str = "The unit (not named in its files yet)";
/// Organisation without a name.
pub const ORGANISATION_OPEN: &str = "the organisation (not named in the unit\u{2019}s files yet)";

/// Standing of the document; the first thing that is read.
pub const STANDING: &str = "This is a draft. The program filled it in on {date} from the files of one unit folder, and says where it read what. It is not an approval, and it is not legal advice.";
/// Instruction for finishing it.
pub const STANDING_TRUST: &str = "Boxes headed \u{201c}For the trust\u{201d} are open: the controller, the data protection officer and the people who accept the risks fill them in. Suggestions are marked as suggestions. Check every figure against the folder before anybody signs.";
/// Statement of the content that is left out.
pub const STANDING_LEFT_OUT: &str =
    "It holds no words of patients and no names of people; people and comments are counted.";
/// Versions of the program and the template.
pub const STANDING_VERSION: &str = "Made by pledge {version}. The steps are those of the Information Commissioner\u{2019}s Office\u{2019}s sample template for an assessment; where the trust has a form of its own, the answers can be copied into it.";

/// Heading of the boxes.
pub const FOR_TRUST: &str = "For the trust: {what}";

/// Step 0.
pub const CONTROLLER: &str = "Submitting controller details";
/// Caption of the box.
pub const CONTROLLER_FORM: &str = "who is responsible";
/// Rows of the box.
pub const CONTROLLER_ROWS: [&str; 5] = [
    "Name of controller",
    "Title of this assessment, and its number",
    "Name and post of the data protection officer",
    "Controller\u{2019}s contact for this assessment",
    "Information asset owner, and Caldicott Guardian",
];

/// Step 1.
pub const STEP_1: &str = "Step 1: Identify the need for a DPIA";
/// Aim.
pub const NEED_AIM: &str = "{unit}, part of {organisation}, asks its patients what their care was like. A meeting of the hospital team and patient representatives goes through the answers, votes on what to change, and agrees goals with an owner and a day. The program pledge runs on one computer and helps to prepare, hold and follow up that meeting.";
/// Reasons for an assessment.
pub const NEED_WHY: &str = "An assessment is suggested because patients\u{2019} own words about their care are processed. They are special category data (health), they may identify a patient although no name is asked for, and the people they are about may be vulnerable.";
/// Caption of the screening table.
pub const SCREENING: &str = "Screening against the criteria of the regulators\u{2019} guidelines on high-risk processing (WP 248)";
/// Headings of the table.
pub const SCREENING_HEAD: [&str; 3] = ["Criterion", "Present (suggestion)", "In this folder"];
/// A criterion that applies.
pub const YES: &str = "yes";
/// A criterion that does not apply.
pub const NO: &str = "no";
/// A criterion that cannot be judged from the folder.
pub const OPEN: &str = "for the trust";
/// Criteria with a fixed answer: name, answer, reason.
pub const SCREENING_FIXED: [[&str; 3]; 5] = [
    [
        "Evaluation or scoring of people",
        NO,
        "Care is scored, by question and group of patients; no person is.",
    ],
    [
        "Automated decisions with legal or similar effect",
        NO,
        "Votes of people in a room are counted. Nothing is decided about a person.",
    ],
    [
        "Systematic monitoring",
        NO,
        "Answers are read once, from an export.",
    ],
    [
        "Sensitive data or data of a highly personal nature",
        YES,
        "Comments about care, and the group of patients that each came from.",
    ],
    [
        "Innovative use of technology",
        NO,
        "Counting and a search for words by fixed rules; no machine learning, and no connection.",
    ],
];
/// The criterion of scale: name, and its sentences for an unknown and a known number.
pub const SCREENING_SCALE: [&str; 3] = [
    "Data processed on a large scale",
    "The folder does not say how many people answered.",
    "{people} and {comments}: one unit, not a large scale.",
];
/// The criterion of matched data: name, and its sentences for no, one and several sources.
pub const SCREENING_MATCHED: [&str; 4] = [
    "Matching or combining data sets",
    "There is no codebook, so the folder does not say from how many exports the findings came.",
    "One export was read; nothing is matched.",
    "{exports} were read and stand side by side by group and period. They are not matched person by person.",
];
/// The criterion of vulnerable people.
pub const SCREENING_VULNERABLE: [&str; 2] = [
    "Data about vulnerable people",
    "Patients in treatment, in these groups: {strands}.",
];
/// Groups that are not named.
pub const STRANDS_NONE: &str = "not named in the folder";
/// The criterion of a barrier to a service.
pub const SCREENING_BARRIER: [&str; 2] = [
    "Processing that keeps people from a right or a service",
    "Care does not depend on answering. That the survey says so is for the trust to check.",
];
/// Caption of the box.
pub const NEED_FORM: &str = "is an assessment needed?";
/// Rows of the box.
pub const NEED_ROWS: [&str; 2] = ["Decision, with the reason", "Name, post, date"];

/// Step 3.
pub const STEP_3: &str = "Step 3: Consultation process";
/// People that the meeting brings in.
pub const CONSULTED: &str = "The meeting is itself a way to consult: {patients} and {team} are on the list of people for it.";
/// The same, for a folder without a list of people.
pub const CONSULTED_NONE: &str =
    "The folder has no list of people for the meeting yet, so it does not say who takes part.";
/// Processors.
pub const CONSULTED_PROCESSORS: &str = "The program brings no processor with it: it has no supplier\u{2019}s service, no account and no connection. The supplier of the survey tool, and of the place where the folder is kept, may be processors.";
/// Caption of the box.
pub const CONSULTED_FORM: &str = "whom you consulted, and what they said";
/// Rows of the box.
pub const CONSULTED_ROWS: [&str; 5] = [
    "Patients or their representatives",
    "Staff who read, prepare and lead",
    "Data protection officer, Caldicott Guardian, information security",
    "Supplier of the survey tool, and of the file share",
    "Where nobody was consulted: the reason",
];

/// Step 7.
pub const STEP_7: &str = "Step 7: Sign off and record outcomes";
/// Introduction.
pub const SIGN_TEXT: &str = "Nothing below is filled in by the program. Add the measures to the project\u{2019}s plan, with a date and a name for each. Where a high risk remains, ask the Information Commissioner\u{2019}s Office before going ahead.";
/// Caption of the box.
pub const SIGN_FORM: &str = "sign off";
/// Rows of the box.
pub const SIGN_ROWS: [&str; 9] = [
    "Measures approved by (name, post, date)",
    "Residual risks approved by (name, post, date)",
    "DPO advice provided by (name, date)",
    "Summary of DPO advice",
    "DPO advice accepted or overruled by (name, date); where overruled, the reasons",
    "Consultation responses reviewed by (name, date); where the decision departs from them, the reasons",
    "Decision: go ahead, go ahead with changes, or do not",
    "This assessment is kept under review by (name, post)",
    "Signature, date, and date of the next review",
];
