//! Sections A and B: the maker, the product, and its use.

use super::claim::{
    Answer,
    Part::{Stated, Trust},
    Section, shown,
};

/// Section A.
pub(super) const COMPANY: Section = Section {
    heading: "A. Company information",
    answers: &[Answer {
        number: "A1 to A11",
        question: "Company, contact, registration",
        parts: &[
            Stated(
                "The product is pledge, an open source program under the licences MIT and Apache-2.0. It is given away as source code; no company sells it, and none stands behind it with a contract.",
            ),
            Stated(
                "Type of product: a program for a terminal on a laptop, made for Linux, macOS and Windows. The tests are known to have run on Linux only. It is not a service, not an app of a store, and not a wearable device.",
            ),
            Trust("Whether it was tried on the trust\u{2019}s own computers"),
            Trust("Who answers for the product towards the trust (name, post, e-mail, telephone)"),
            Trust(
                "Registered address, country and number, where a company supplies it; CQC registration, where one applies",
            ),
        ],
    }],
};

/// Section B.
pub(super) const VALUE: Section = Section {
    heading: "B. Value proposition",
    answers: &[
        Answer {
            number: "B1",
            question: "Intended users and use",
            parts: &[
                Stated(
                    "A unit of a hospital and its patient representatives use it to go through the results of a patient survey in a meeting, to vote on what to change, and to agree goals with an owner and a day.",
                ),
                Stated(
                    "It is not meant for the diagnosis, treatment or monitoring of a patient, and not for decisions about one.",
                ),
            ],
        },
        Answer {
            number: "B2",
            question: "What it does, and how it is used",
            parts: &[
                shown(
                    "Exports of surveys, notes of interviews and tables of results become findings, on one computer.",
                    &[
                        "a_codebook_that_was_looked_at_makes_findings_that_check_and_the_proposal_alone_does_not",
                        "notes_become_quotations_under_their_themes_and_labels_are_never_written",
                    ],
                ),
                shown(
                    "A whole meeting can be held with it, from the welcome to the read-back, and saved.",
                    &["the_finished_sample_is_what_its_keys_make_of_it"],
                ),
                shown(
                    "Papers are made of what was agreed: booklet, minutes, action log, calendar and the rest.",
                    &["all_is_the_set_and_somebody_elses_file_is_left_alone"],
                ),
            ],
        },
        Answer {
            number: "B3",
            question: "Benefits, and how they were validated",
            parts: &[
                Stated(
                    "Meant to help: patients and staff are heard alike, agreements are written down with a name and a day, and what became of them is told. No evaluation or trial has been published.",
                ),
                Trust("Benefit expected here, and how it will be measured"),
            ],
        },
        Answer {
            number: "B4",
            question: "User journeys and data flows",
            parts: &[
                shown(
                    "\u{201c}pledge export FOLDER --to dpia\u{201d} prints the flow of data of a unit, step by step, and every file with whose data it holds and for how long.",
                    &["a_setting_that_changes_changes_the_assessment"],
                ),
                Stated(
                    "The handbook (\u{201c}pledge help pledge-lead\u{201d}) has the year as a journey.",
                ),
            ],
        },
    ],
};
