//! Section C4: interoperability.

use super::claim::{Answer, Part::Stated, Section, shown};

/// Section C4.
pub(super) const SECTION: Section = Section {
    heading: "C4. Interoperability",
    answers: &[
        Answer {
            number: "C4.1",
            question: "Interfaces for other programs",
            parts: &[
                Stated(
                    "There is no API over a network, since there is no network. Other programs read files and the output of commands.",
                ),
                shown(
                    "Input: exports of survey tools as CSV, Excel or OpenDocument, with the tool recognised.",
                    &["inspect_says_what_it_sees_in_the_keys_that_programs_read"],
                ),
                shown(
                    "Output for programs: calendar (iCalendar), action log (CSV and Excel), ballot files (Pabulib), JSON of several commands.",
                    &[
                        "icalendar_reads_the_calendar",
                        "the_workbook_has_dates_as_dates_and_no_formula",
                        "a_written_file_is_as_the_format_has_it",
                        "tally_prints_the_set_and_as_json_what_it_costs_and_what_else_was_level",
                    ],
                ),
                shown(
                    "The bill of materials is written as CycloneDX by \u{201c}pledge export FOLDER --to sbom\u{201d}.",
                    &["the_bill_of_materials_is_that_of_the_lock_file"],
                ),
            ],
        },
        Answer {
            number: "C4.2",
            question: "NHS number",
            parts: &[
                Stated("It is not used, and no patient is identified."),
                shown(
                    "A number of the NHS in a comment is marked.",
                    &["a_label_decides_before_a_check_digit"],
                ),
            ],
        },
        Answer {
            number: "C4.3",
            question: "Electronic health records",
            parts: &[Stated(
                "It neither reads nor writes any. FHIR, HL7 and OAuth do not apply.",
            )],
        },
        Answer {
            number: "C4.4",
            question: "Wearables and devices",
            parts: &[Stated("It is none, and connects to none.")],
        },
    ],
};
