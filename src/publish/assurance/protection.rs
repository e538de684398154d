//! Section C2: data protection.

use super::claim::{
    Answer,
    Part::{Stated, Trust},
    Section, shown,
};

/// Section C2.
pub(super) const SECTION: Section = Section {
    heading: "C2. Data protection",
    answers: &[
        Answer {
            number: "C2.1",
            question: "Registration with the Information Commissioner\u{2019}s Office",
            parts: &[
                Stated(
                    "The project receives no personal data, so it has no registration. The trust is the controller.",
                ),
                Trust("The trust\u{2019}s registration number"),
            ],
        },
        Answer {
            number: "C2.2",
            question: "Data protection officer",
            parts: &[Trust("The trust\u{2019}s data protection officer")],
        },
        Answer {
            number: "C2.3",
            question: "Access to personal data or patient data",
            parts: &[
                Stated(
                    "The maker has no access. People of the unit work with patients\u{2019} comments and with names of those in the meeting, on their own computer.",
                ),
                shown(
                    "Columns of an export that say who answered are neither shown nor written.",
                    &["who_answered_is_never_shown"],
                ),
                shown(
                    "Text that may point to a person is marked, as well as is measured on comments written for that, and held until somebody reads it.",
                    &[
                        "marks_are_as_good_on_the_shared_comments_as_is_asked_of_them",
                        "marks_are_as_good_on_names_and_places_of_many_lands",
                    ],
                ),
                Stated(
                    "Marks miss some text: a program cannot know every name. Somebody has to read each comment.",
                ),
                shown(
                    "A comment, a note, a person or all comments can be taken out of every file of the folder, which is searched afterwards.",
                    &[
                        "a_comment_is_forgotten",
                        "a_name_and_a_note_are_forgotten",
                        "a_person_goes_with_the_id_from_every_file_and_the_meeting_is_the_same",
                        "all_comments_go_and_what_was_counted_stays",
                    ],
                ),
                shown(
                    "What is left elsewhere is said: lines with a part of the name, files that could not be searched.",
                    &[
                        "lines_with_the_first_name_are_listed_and_nothing_is_said_to_be_gone",
                        "what_is_left_elsewhere_is_told",
                    ],
                ),
                shown(
                    "An outcome for other eyes has roles for names.",
                    &["the_shared_outcome_names_nobody_and_reads_back"],
                ),
                shown(
                    "Names are printed in the booklet only where both the unit and the person want it.",
                    &["names_are_printed_where_both_the_unit_and_the_person_want_it"],
                ),
                shown(
                    "Words can be blacked out or corrected by hand before a meeting.",
                    &["words_are_blacked_out_and_mended_and_a_quotation_is_typed_in"],
                ),
                shown(
                    "A comment of few people never stands beside the group it is from.",
                    &["a_comment_of_few_people_never_stands_beside_its_strand"],
                ),
                shown(
                    "Only released comments are printed.",
                    &["the_booklet_prints_released_words_only"],
                ),
                shown(
                    "When a pledge is over, a command says that its words may go.",
                    &["when_a_pledge_is_over_due_says_that_its_words_may_go"],
                ),
            ],
        },
        Answer {
            number: "C2.3.1",
            question: "Data Security and Protection Toolkit",
            parts: &[
                Stated("The project has no assessment, since it receives no data."),
                Trust("The trust\u{2019}s own status"),
            ],
        },
        Answer {
            number: "C2.3.2",
            question: "Data protection impact assessment",
            parts: &[shown(
                "\u{201c}pledge export FOLDER --to dpia\u{201d} prints one, filled in from the folder and left open where the trust decides.",
                &[
                    "a_setting_that_changes_changes_the_assessment",
                    "the_assessment_says_no_name_and_no_words",
                ],
            )],
        },
        Answer {
            number: "C2.4",
            question: "Sign-off of risk assessments and access controls",
            parts: &[
                Stated(
                    "Who may open the folder is decided by the permissions of the place where it is kept. The program has no accounts, no roles and no passwords of its own.",
                ),
                Trust("Sign-off by the data protection officer or an accountable officer"),
            ],
        },
        Answer {
            number: "C2.5",
            question: "Where data is stored and processed",
            parts: &[
                Stated(
                    "In the unit\u{2019}s folder, where the trust keeps it, and on the computer on which the program runs. In no other place, and in no other country unless the trust\u{2019}s share is there.",
                ),
                shown(
                    "Votes of an open round stay in this account\u{2019}s own folder on this computer and never enter the record.",
                    &[
                        "a_box_is_written_on_this_computer_and_never_in_the_journal",
                        "killed_in_the_middle_of_a_round_no_vote_is_missing_and_none_is_in_the_journal",
                    ],
                ),
                shown(
                    "What is kept outside the unit\u{2019}s folder is closed to other accounts.",
                    &["what_is_kept_on_this_computer_is_this_accounts_alone"],
                ),
                shown(
                    "The copy that a rehearsal is held on is closed while it goes on and gone afterwards.",
                    &["a_rehearsals_copy_is_closed_while_it_goes_on_and_gone_afterwards"],
                ),
                Stated("Files are not encrypted by the program."),
                Trust("Place of the folder, encryption of disks, backup"),
            ],
        },
    ],
};
