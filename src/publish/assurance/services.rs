//! Chapter 11 of EN 301 549, from 11.3: input, names and roles, assistive technology, preferences and authoring.

use super::criterion::{
    Criterion,
    Degree::{Fails, NotApplicable as Na, NotTested, Partly, Supported as Yes},
    criterion as c, none,
};

/// Understandable and robust.
pub(super) const UNDERSTANDABLE: &[Criterion] = &[
    c(
        "11.3.1.1.1 Language of software",
        Fails,
        Fails,
        "A terminal has no way to say its language. The program speaks English; patients\u{2019} words may be in another language.",
        &[],
    ),
    c(
        "11.3.2.1 On focus",
        NotTested,
        NotTested,
        "Moving the mark changes no page.",
        &[],
    ),
    c(
        "11.3.2.2 On input",
        NotTested,
        NotTested,
        "Typing into a field changes no page.",
        &[],
    ),
    c(
        "11.3.3.1.1 Error identification",
        Yes,
        Yes,
        "A wrong key or answer gets a sentence, and nothing is changed.",
        &[
            "a_wrong_key_gets_a_sentence",
            "wrong_answers_get_a_sentence_and_change_nothing",
        ],
    ),
    c(
        "11.3.3.2 Labels or instructions",
        Yes,
        Yes,
        "Each screen says its keys; the dialogue says what can be typed.",
        &[
            "help_is_the_key_table_of_where_one_stands",
            "every_stage_can_be_gone_to_and_everything_that_can_be_done_there_is_offered",
        ],
    ),
    c(
        "11.3.3.3 Error suggestion",
        Yes,
        Yes,
        "A refusal says what to do; a problem in a file has its place.",
        &[
            "check_says_every_problem_with_its_place",
            "wrong_answers_get_a_sentence_and_change_nothing",
        ],
    ),
    c(
        "11.3.3.4 Error prevention",
        Yes,
        Yes,
        "Steps can be undone; agreements are read back; what cannot be undone asks first.",
        &[
            "undo_names_what_it_undid_and_redo_does_it_again",
            "nothing_is_changed_where_it_is_not_to_be",
        ],
    ),
    none("11.4.1.1.1 Parsing", "It is not set in a markup language."),
    c(
        "11.4.1.2.1 Name, role, value",
        Fails,
        Partly,
        "Full screen: characters only; no role and no state reaches assistive technology. Dialogue: names, numbers and states are in the words, but have no role either.",
        &["rows_with_another_number_say_it_and_a_new_row_says_all"],
    ),
    c(
        "11.4.1.3.1 Status messages",
        Fails,
        Partly,
        "Full screen: a message is drawn, and announced by nothing. Dialogue: what changed is a new line, which screen readers read in terminals that report new text.",
        &[
            "a_tick_is_one_short_line",
            "steps_that_are_not_saved_are_said_once_and_tried_again",
        ],
    ),
];

const NO_SERVICE: &str = "As 11.5.2.3: what a terminal reports is its text.";

/// Interoperability with assistive technology, settings and authoring.
pub(super) const SERVICES: &[Criterion] = &[
    none(
        "11.5.1 Closed functionality",
        "It is not closed: it runs in the terminal of the computer.",
    ),
    none(
        "11.5.2.1 Platform service support for software with a user interface",
        "It is not a platform.",
    ),
    none(
        "11.5.2.2 Platform service support for assistive technologies",
        "It is not a platform.",
    ),
    c(
        "11.5.2.3 Use of accessibility services",
        Fails,
        Partly,
        "It calls none. The terminal reports its text to them, which is enough for the dialogue and not for the full screen.",
        &["the_demo_can_be_talked_through_from_a_pipe"],
    ),
    none("11.5.2.4 Assistive technology", "It is none."),
    c("11.5.2.5 Object information", Fails, Fails, NO_SERVICE, &[]),
    c(
        "11.5.2.6 Row, column, and headers",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c("11.5.2.7 Values", Fails, Fails, NO_SERVICE, &[]),
    c(
        "11.5.2.8 Label relationships",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c(
        "11.5.2.9 Parent-child relationships",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c(
        "11.5.2.10 Text",
        Partly,
        Partly,
        "The terminal reports its text, without attributes.",
        &["the_demo_can_be_talked_through_from_a_pipe"],
    ),
    c(
        "11.5.2.11 List of available actions",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c(
        "11.5.2.12 Execution of available actions",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c(
        "11.5.2.13 Tracking of focus and selection attributes",
        Partly,
        Na,
        "The terminal reports its cursor, which stands on the selected row.",
        &["the_cursor_stands_on_the_focused_row_in_every_frame"],
    ),
    c(
        "11.5.2.14 Modification of focus and selection attributes",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c(
        "11.5.2.15 Change notification",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c(
        "11.5.2.16 Modifications of states and properties",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    c(
        "11.5.2.17 Modifications of values and text",
        Fails,
        Fails,
        NO_SERVICE,
        &[],
    ),
    none(
        "11.6.1 User control of accessibility features",
        "It is not a platform.",
    ),
    c(
        "11.6.2 No disruption of accessibility features",
        Yes,
        Yes,
        "It leaves the terminal as it was.",
        &[
            "a_quit_leaves_the_terminal_as_it_was",
            "a_signal_saves_leaves_and_restores",
        ],
    ),
    c(
        "11.7 User preferences",
        Partly,
        Yes,
        "Full screen: font and size are the terminal\u{2019}s. It paints colours of its own unless the palette is mono, NO_COLOR is set, or a setting says otherwise; it does not know the system\u{2019}s contrast or motion settings. Dialogue: all is the terminal\u{2019}s.",
        &[
            "the_environment_says_how_many",
            "a_meeting_has_the_colours_of_the_file_or_of_the_command_line",
            "gaps_are_pauses_and_nothing_acts_or_draws",
        ],
    ),
    c(
        "11.8.1 Content technology (papers)",
        Yes,
        Yes,
        "Papers are HTML, Markdown and, where it is built in, PDF/UA.",
        &["pdf_is_made_or_how_to_get_it_is_said"],
    ),
    c(
        "11.8.2 Accessible content creation",
        Yes,
        Yes,
        "Papers that the program makes are accessible without a step of the user; see annex B.",
        &["axe_finds_nothing"],
    ),
    c(
        "11.8.3 Preservation in transformations",
        Partly,
        Partly,
        "HTML, PDF and Markdown come from one document. Markdown has no language and no captions.",
        &["a_pdf_is_set_or_the_letters_are_named"],
    ),
    c(
        "11.8.4 Repair assistance",
        Partly,
        Partly,
        "Long sentences and terms are pointed out; a logo without alternative text has the organisation\u{2019}s name.",
        &[
            "check_says_what_could_be_plainer_and_hints_are_no_problem",
            "a_logo_is_in_the_file_or_the_reason_is_said",
        ],
    ),
    c(
        "11.8.5 Templates",
        Yes,
        Yes,
        "Every paper has one layout, which annex B is about.",
        &["axe_finds_nothing"],
    ),
];
