//! Section C1: clinical safety, with DCB0129 step by step.

use super::claim::{
    Answer,
    Part::{Stated, Trust},
    Section, shown,
};

/// Section C1.
pub(super) const SECTION: Section = Section {
    heading: "C1. Clinical safety",
    answers: &[
        Answer {
            number: "C1.1",
            question: "Does it fall within DCB0129, and is DCB0160 supported?",
            parts: &[
                Stated(
                    "The makers\u{2019} reading: it is not a health IT system in the sense of DCB0129, since it gives no information for the care of a patient. It holds counts, comments without identity, and agreements about a service. The trust\u{2019}s clinical safety officer decides whether to follow this reading.",
                ),
                Stated(
                    "No clinical risk management file under DCB0129 exists. The table below says, clause by clause, what there is that an assessor can use, and what there is not.",
                ),
                Trust(
                    "Decision on scope of DCB0129 and DCB0160, with the reason; name, registration, date",
                ),
            ],
        },
        Answer {
            number: "C1.2",
            question: "Clinical safety officer",
            parts: &[
                Stated("The project has none."),
                Trust("The trust\u{2019}s clinical safety officer: name, profession, registration"),
            ],
        },
        Answer {
            number: "C1.3",
            question: "Is it a medical device?",
            parts: &[
                Stated(
                    "The makers\u{2019} reading: no. Its intended purpose is a meeting about a service. It has no medical purpose in the sense of the UK Medical Devices Regulations 2002: it diagnoses, prevents, monitors, predicts, treats and alleviates nothing in a person, and computes nothing from one patient\u{2019}s data. It is not registered with the MHRA.",
                ),
                Trust("Confirmation of this reading, or a reason against it"),
            ],
        },
        Answer {
            number: "C1.4",
            question: "Third-party products",
            parts: &[Stated(
                "It uses no third-party service. It is built from open source packages, which the bill of materials at the end lists.",
            )],
        },
        Answer {
            number: "Hazards",
            question: "What could harm somebody, though no care depends on it",
            parts: &[
                shown(
                    "A result is never shown for fewer answers than the limit, and cannot be worked out from others that are shown.",
                    &[
                        "what_is_shown_is_the_same_whatever_a_small_side_is",
                        "the_booklet_prints_released_words_only",
                    ],
                ),
                shown(
                    "A change is called higher or lower only where chance is an unlikely reason.",
                    &["every_medium_says_a_change_in_the_same_words"],
                ),
                shown(
                    "A question that may be worded the other way round is not scored without being asked about.",
                    &[
                        "a_codebook_that_was_looked_at_makes_findings_that_check_and_the_proposal_alone_does_not",
                    ],
                ),
                shown(
                    "A comment that nobody has read, or that is held back, does not reach the wall.",
                    &[
                        "what_must_not_be_on_the_wall_is_not",
                        "what_is_held_back_is_never_heard",
                    ],
                ),
                shown(
                    "A goal that was agreed is read back before the meeting is saved, and a no goes back to it.",
                    &["the_finished_sample_is_what_its_keys_make_of_it"],
                ),
                Stated(
                    "A comment may tell of harm or of a crime. The program reports nothing to anybody; a person has to read it and act.",
                ),
                Trust("Way to act on a comment that tells of harm (safeguarding, incident report)"),
            ],
        },
    ],
};

/// A clause of DCB0129, with the state of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Number and name.
    pub(super) name: &'static str,
    /// Material that exists.
    pub(super) there: &'static str,
    /// Material that does not exist.
    pub(super) missing: &'static str,
}

const fn clause(name: &'static str, there: &'static str, missing: &'static str) -> Clause {
    Clause {
        name,
        there,
        missing,
    }
}

/// Requirements of DCB0129, from the process to changes.
pub(super) const CLAUSES: &[Clause] = &[
    clause(
        "2.1 Clinical risk management process",
        "Software has its process: rules in one place, tests for each, a threat model with a test for each measure",
        "A clinical one",
    ),
    clause(
        "2.2 Top management responsibilities",
        "Nothing",
        "Resources, authorisation to deploy",
    ),
    clause("2.3 Clinical safety officer", "Nothing", "The officer"),
    clause(
        "2.4 Competencies of personnel",
        "Nothing",
        "Evidence of clinical competence",
    ),
    clause(
        "3.1 Clinical risk management file",
        "The source with its history; this paper",
        "The file",
    ),
    clause(
        "3.2 Clinical risk management plan",
        "Nothing",
        "The plan, with criteria for what risk is acceptable",
    ),
    clause(
        "3.3 Hazard log",
        "Faults and what has to hold (\u{201c}pledge help faults\u{201d}); risks to people in the impact assessment",
        "A log of hazards to patients, scored clinically",
    ),
    clause(
        "3.4 Clinical safety case",
        "Claims with their tests (annex C)",
        "The argument, by a clinician",
    ),
    clause("3.5 Clinical safety case reports", "Nothing", "The reports"),
    clause(
        "3.6 Safety incident management log",
        "Issues of the project",
        "A log of safety incidents, and who keeps it",
    ),
    clause("4.1 Clinical risk analysis", "Nothing", "The analysis"),
    clause(
        "4.2 Scope of the system",
        "Intended use (B1), what it is not for (C1.3)",
        "The scope at this trust",
    ),
    clause(
        "4.3 Hazards to patients",
        "The hazards named above",
        "Identification with clinicians",
    ),
    clause(
        "4.4 Estimation of clinical risk",
        "Nothing",
        "Severity and likelihood",
    ),
    clause(
        "5.1 Initial clinical risk evaluation",
        "Nothing",
        "The evaluation",
    ),
    clause(
        "6.1 Control options",
        "Measures of the program, in this paper",
        "Their choice by clinical risk",
    ),
    clause("6.2 Risk and benefit", "Nothing", "The analysis"),
    clause(
        "6.3 Implementation of controls",
        "Measures with the tests that hold them",
        "Their effect in use",
    ),
    clause(
        "6.4 Completeness",
        "A test that each claim here names a test that exists",
        "A review by the officer",
    ),
    clause(
        "7.1 Delivery",
        "Version, commit and features are printed by \u{201c}pledge --version\u{201d}",
        "A safety case for a release",
    ),
    clause(
        "7.2 Monitoring after deployment",
        "Nothing: the program sends nothing to anybody",
        "Somebody at the trust who hears of faults",
    ),
    clause(
        "7.3 Modification",
        "A list of changes by version (CHANGELOG.md)",
        "A clinical judgement of each change",
    ),
];
