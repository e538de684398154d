//! Section D: usability and accessibility.

use super::claim::{
    Answer,
    Part::{Stated, Trust},
    Section, shown,
};

/// Section D.
pub(super) const SECTION: Section = Section {
    heading: "D1. Usability and accessibility",
    answers: &[
        Answer {
            number: "D1.1",
            question: "Users and their needs",
            parts: &[
                Stated(
                    "Made for a nurse who leads the work without technical knowledge, for patients in the room, and for people who read the papers. No user research with a report was made for this version.",
                ),
                Trust(
                    "Try it with those who will use it: \u{201c}pledge demo\u{201d} is the sample meeting",
                ),
            ],
        },
        Answer {
            number: "D1.2",
            question: "The whole problem",
            parts: &[
                shown(
                    "The year is covered: prepare, rehearse, meet, review, pledge again.",
                    &[
                        "every_command_of_the_guide_does_what_it_says",
                        "the_second_pledge_begins_with_the_first_and_says_what_became_of_it",
                    ],
                ),
                Stated(
                    "Asking the patients, and doing what was agreed, happen outside the program.",
                ),
            ],
        },
        Answer {
            number: "D1.3",
            question: "Simple to use",
            parts: &[
                shown(
                    "Each screen says its keys, and its help page lists every one of them.",
                    &["help_is_the_key_table_of_where_one_stands"],
                ),
                shown(
                    "A key that has no meaning where it is pressed gets a sentence.",
                    &["a_wrong_key_gets_a_sentence"],
                ),
                shown(
                    "Steps can be undone and redone, with their names.",
                    &["undo_names_what_it_undid_and_redo_does_it_again"],
                ),
                Stated("No acceptance test with users has been published."),
            ],
        },
        Answer {
            number: "D1.4",
            question: "Everyone can use it (WCAG)",
            parts: &[
                Stated(
                    "Annexes A and B say for each criterion of EN 301 549 what holds and what fails. In short: the full screen does not work with a screen reader. The dialogue (\u{201c}--plain\u{201d}) is made for one; no user of one has reported on it.",
                ),
                shown(
                    "Everything that can be done on a screen is offered in the dialogue.",
                    &[
                        "every_stage_can_be_gone_to_and_everything_that_can_be_done_there_is_offered",
                    ],
                ),
                shown(
                    "A whole meeting by numbers in the dialogue is the same meeting as by keys.",
                    &["a_whole_meeting_by_its_numbers_is_the_meeting_by_its_keys"],
                ),
                shown(
                    "A checker for accessibility (axe) finds nothing in the HTML papers.",
                    &["axe_finds_nothing"],
                ),
                shown(
                    "Papers for patients have a reading age that patients can be expected to have.",
                    &["papers_for_patients_can_be_read_by_them"],
                ),
                Trust(
                    "Try it with the screen reader and the terminal that your people use; write the trust\u{2019}s accessibility statement",
                ),
            ],
        },
        Answer {
            number: "D1.5 to D1.7",
            question: "Team and ways of working",
            parts: &[
                Stated(
                    "Open source; changes by version are in CHANGELOG.md. There is no team with a rota.",
                ),
                Trust("Who supports users here"),
            ],
        },
        Answer {
            number: "D1.8",
            question: "Measures of success",
            parts: &[
                shown(
                    "What became of each goal is in the outcome, and can be read over many units.",
                    &["each_meeting_counts_once_and_what_does_not_count_is_said"],
                ),
                Stated("Use of the program is not measured: it tells nobody that it is used."),
            ],
        },
        Answer {
            number: "D1.9 and D1.10",
            question: "Tools, and open standards",
            parts: &[Stated(
                "YAML, HTML, PDF/UA, iCalendar, CSV and CycloneDX. The source is open.",
            )],
        },
        Answer {
            number: "D1.11",
            question: "A reliable service",
            parts: &[
                Stated(
                    "There is no service, and so no uptime to promise. It works without a network. C3.6 says how it fails.",
                ),
                Trust(
                    "Spare laptop and paper slips for the day (\u{201c}pledge help another-computer\u{201d})",
                ),
            ],
        },
    ],
};

/// A document that version 2.0 of the form asks for: number, document, state.
pub(super) const DOCUMENTS: &[[&str; 3]] = &[
    [
        "A11",
        "CQC report",
        "None; for the trust to judge whether one applies",
    ],
    [
        "B4",
        "User journeys and data flows",
        "The impact assessment, and the handbook",
    ],
    ["C1.2.3", "Clinical safety case report", "None; see C1"],
    ["C1.3.4", "Hazard log", "None; see C1"],
    [
        "C2.2.1",
        "Registration with the Information Commissioner\u{2019}s Office",
        "The trust\u{2019}s own",
    ],
    [
        "C2.2.2",
        "Data protection impact assessment",
        "\u{201c}--to dpia\u{201d}, for the trust to finish",
    ],
    [
        "C2.2.4",
        "Terms, or end user licence",
        "MIT or Apache-2.0: \u{201c}pledge licences\u{201d}",
    ],
    ["C3.1", "Cyber Essentials", "The trust\u{2019}s own"],
    ["C3.2", "Report of a penetration test", "None; see C3"],
    ["D1.1", "User journeys", "The handbook, page pledge-lead"],
];
