//! Section C3: technical security.

use super::claim::{
    Answer,
    Part::{Stated, Trust},
    Section, shown,
};

/// Section C3.
pub(super) const SECTION: Section = Section {
    heading: "C3. Technical security",
    answers: &[
        Answer {
            number: "C3.1",
            question: "Cyber Essentials",
            parts: &[
                Stated("The project has no certificate; it runs no systems for its users."),
                Trust("The trust\u{2019}s own certificate, for the computers on which it runs"),
            ],
        },
        Answer {
            number: "C3.2",
            question: "Penetration test",
            parts: &[
                Stated(
                    "No external test was made. There is no server and no open port to test; files from outside are the way in.",
                ),
                shown(
                    "It opens no connection, in any command of a whole year.",
                    &["no_command_of_a_whole_year_opens_a_socket"],
                ),
                shown(
                    "No code of it can open a connection or start another program.",
                    &["planted_connections_are_found_and_addresses_are_data"],
                ),
                shown(
                    "No character of a file that acts on a terminal reaches the terminal.",
                    &[
                        "no_control_or_format_character_of_a_file_reaches_the_terminal",
                        "a_usage_error_repeats_no_character_that_acts_on_a_terminal",
                    ],
                ),
                shown(
                    "Text of people is text in every paper: no markup, no link, no formula.",
                    &[
                        "html_has_our_elements_and_the_words",
                        "markdown_says_the_words_and_links_nothing",
                        "no_cell_begins_a_formula",
                    ],
                ),
                shown(
                    "Files are limited in size and depth before anything is built from them.",
                    &["sizes_and_counts_are_limited"],
                ),
                shown(
                    "A file name in a file leads to no other place than the unit\u{2019}s folder and those beside it.",
                    &[
                        "an_agenda_leads_to_no_other_place",
                        "nothing_of_a_file_that_is_none_of_ours_is_shown",
                    ],
                ),
                shown(
                    "Links that somebody plants in a shared folder are not written through.",
                    &[
                        "links_that_somebody_plants_in_a_shared_folder_are_not_written_through",
                        "a_torn_end_and_a_draft_go_past_links",
                    ],
                ),
                Trust("Whether a test of its own is wanted"),
            ],
        },
        Answer {
            number: "C3.3",
            question: "Security review of the code",
            parts: &[
                shown(
                    "The code has no unsafe block.",
                    &["a_file_without_its_first_line_an_unknown_room_and_unsafe_are_found"],
                ),
                Stated(
                    "It is written in Rust. The handbook\u{2019}s threat model names a test for each measure. No review by somebody outside the project was made.",
                ),
                shown(
                    "Each test that the threat model names exists.",
                    &["the_tests_of_the_threat_model_are_there"],
                ),
                Stated(
                    "Known advisories: the build without PDF had none when the threat model was written; with PDF see its last section. Check the bill of materials against a list of advisories of today.",
                ),
            ],
        },
        Answer {
            number: "C3.4",
            question: "Multi-factor authentication of privileged accounts",
            parts: &[Stated(
                "Not applicable: there are no accounts. The computer\u{2019}s own sign-in protects it.",
            )],
        },
        Answer {
            number: "C3.5",
            question: "Logging",
            parts: &[
                shown(
                    "Each step of a meeting is a line of a record with its time, on disk before the next key.",
                    &["killed_at_any_moment_nothing_acknowledged_is_missing"],
                ),
                shown(
                    "A line that was changed is refused, or set aside and said.",
                    &["a_flip_anywhere_is_refused_with_its_line_or_the_rest_is_set_aside"],
                ),
                Stated(
                    "The checksums find accidents, not somebody who may write the folder and computes new ones. Nobody\u{2019}s reading of a file is logged.",
                ),
                Trust("Audit of access to the share"),
            ],
        },
        Answer {
            number: "C3.6",
            question: "Load, and how it fails",
            parts: &[
                shown(
                    "A long meeting opens from its last checkpoint.",
                    &["a_long_meeting_writes_checkpoints_and_opens_from_the_last_one"],
                ),
                shown(
                    "Where the folder cannot be written, every screen says so, and nothing is lost.",
                    &["a_folder_that_cannot_be_written_is_said_on_every_screen_and_loses_nothing"],
                ),
                shown(
                    "A meeting goes on on another computer when the laptop dies.",
                    &["a_meeting_goes_on_on_another_computer_when_the_laptop_dies"],
                ),
                shown(
                    "A share that hangs does not hang the program.",
                    &["while_a_units_folder_hangs_steps_and_ballots_are_saved_on_this_computer"],
                ),
            ],
        },
        Answer {
            number: "Votes",
            question: "Secrecy of votes",
            parts: &[
                shown(
                    "Ballots lie sorted on disk, and the same ballots leave the same bytes in whatever order they were cast.",
                    &[
                        "both_lists_are_sorted_on_disk_after_every_ballot",
                        "the_same_ballots_leave_the_same_bytes_in_whatever_order_they_were_cast",
                    ],
                ),
                shown(
                    "A small group is never shown apart.",
                    &[
                        "a_small_group_is_never_shown_apart",
                        "ballots_of_which_the_same_is_shown_leave_the_same_bytes",
                    ],
                ),
                shown(
                    "What one types into a ballot is neither seen nor heard, and abstaining looks the same.",
                    &[
                        "two_ballots_with_other_marks_are_the_same_screens",
                        "a_mark_is_heard_by_nobody",
                        "abstaining_is_the_same_screens_as_marking_every_goal",
                    ],
                ),
                shown(
                    "Somebody on the telephone votes by codes that tell whoever types them nothing. No file says which codes were used, and the key goes when the meeting is saved.",
                    &[
                        "two_ballots_by_code_with_other_marks_are_the_same_screens",
                        "after_saving_nothing_on_disk_maps_a_code_to_a_mark",
                        "nothing_on_disk_narrows_the_ballot_of_somebody_who_voted_by_code",
                    ],
                ),
                shown(
                    "The wall can be blanked with one key.",
                    &["a_blank_wall_shows_nothing_and_a_key_only_brings_it_back"],
                ),
                shown(
                    "Ground rules can be shown, every one of them.",
                    &["every_ground_rule_and_every_item_can_be_seen_by_moving"],
                ),
                Stated(
                    "A show of hands is open by nature. What all but one of a group know together may tell the last one\u{2019}s vote.",
                ),
            ],
        },
    ],
};
