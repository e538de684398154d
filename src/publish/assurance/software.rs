//! Chapter 11 of EN 301 549, 11.1 and 11.2: what is seen and how it is operated, by the reading of WCAG2ICT for programs in a terminal.

use super::criterion::{
    Criterion,
    Degree::{Fails, NotApplicable as Na, NotTested, Partly, Supported as Yes},
    criterion as c, none,
};

/// Perceivable.
pub(super) const PERCEIVABLE: &[Criterion] = &[
    c(
        "11.1.1.1.1 Non-text content",
        Fails,
        Yes,
        "Full screen: bars, charts and big letters are drawn of signs, which a screen reader spells out; their figures stand beside them as text. Dialogue: a bar is a sentence, and nothing is drawn.",
        &[
            "a_bar_is_a_sentence",
            "gaps_are_pauses_and_nothing_acts_or_draws",
        ],
    ),
    none(
        "11.1.2.1.1 Audio-only and video-only",
        "There is no audio and no video.",
    ),
    none(
        "11.1.2.2 Captions (prerecorded)",
        "There is no audio and no video.",
    ),
    none(
        "11.1.2.3.1 Audio description or media alternative",
        "There is no audio and no video.",
    ),
    none(
        "11.1.2.4 Captions (live)",
        "There is no audio and no video.",
    ),
    none(
        "11.1.2.5 Audio description",
        "There is no audio and no video.",
    ),
    c(
        "11.1.3.1.1 Info and relationships",
        Fails,
        Yes,
        "Full screen: a terminal has no headings, lists or tables that assistive technology could read. Dialogue: headings are sentences, and each row of a table says its headings.",
        &["a_table_is_a_line_a_row_with_its_headings"],
    ),
    c(
        "11.1.3.2.1 Meaningful sequence",
        Fails,
        Yes,
        "Full screen: columns side by side are read across. Dialogue: lines in the order of their sense.",
        &["a_stage_is_said_as_a_whole_when_one_comes_back_from_another"],
    ),
    c(
        "11.1.3.3 Sensory characteristics",
        Yes,
        Yes,
        "Sentences name keys and rows, not places or colours.",
        &["no_sentence_names_a_key_otherwise_than_by_the_table"],
    ),
    c(
        "11.1.3.4 Orientation",
        Yes,
        Yes,
        "A window of any shape is drawn.",
        &["a_window_of_any_size_is_drawn"],
    ),
    none(
        "11.1.3.5.1 Identify input purpose",
        "It asks for nothing about the person who types.",
    ),
    c(
        "11.1.4.1 Use of colour",
        Yes,
        Yes,
        "Without colours everything is still said.",
        &[
            "without_colour_everything_is_still_said",
            "without_colour_there_are_weight_and_reverse",
        ],
    ),
    none("11.1.4.2 Audio control", "It makes no sound."),
    c(
        "11.1.4.3 Contrast (minimum)",
        Yes,
        NotTested,
        "Full screen: measured for each text colour of four palettes, on both backgrounds. The palette mono and the dialogue have the terminal\u{2019}s own colours.",
        &["every_role_is_legible_on_both_papers"],
    ),
    c(
        "11.1.4.4.1 Resize text",
        Partly,
        Partly,
        "Letters are as large as the terminal makes them. At larger letters the window has fewer cells; below 60 x 18 the full screen asks for a larger window.",
        &[
            "a_small_window_asks_for_a_bigger_one",
            "what_does_not_fit_a_small_window_can_be_reached",
        ],
    ),
    c(
        "11.1.4.5.1 Images of text",
        Partly,
        Yes,
        "Full screen: a comment can fill the wall in letters that are drawn of signs; in ASCII it is bold type.",
        &[
            "in_ascii_a_comment_is_bold_type",
            "gaps_are_pauses_and_nothing_acts_or_draws",
        ],
    ),
    c(
        "11.1.4.10.1 Reflow",
        Partly,
        NotTested,
        "Full screen: lines are broken anew at each width down to 60 cells; what does not fit is reached by moving. Dialogue: the terminal breaks its lines.",
        &["what_does_not_fit_a_small_window_can_be_reached"],
    ),
    c(
        "11.1.4.11 Non-text contrast",
        Yes,
        Na,
        "Bars and marks are measured as texts are; the selected row has a mark as well as a tint.",
        &[
            "every_role_is_legible_on_both_papers",
            "roles_and_papers_can_be_told_apart",
        ],
    ),
    none(
        "11.1.4.12 Text spacing",
        "It is not set in a markup language; spacing is the terminal\u{2019}s.",
    ),
    none(
        "11.1.4.13 Content on hover or focus",
        "Nothing appears by hovering.",
    ),
];

/// Operable.
pub(super) const OPERABLE: &[Criterion] = &[
    c(
        "11.2.1.1.1 Keyboard",
        Yes,
        Yes,
        "Everything is done by keys; the mouse is never needed.",
        &[
            "every_row_of_the_key_table_can_be_pressed_on_every_screen",
            "every_stage_can_be_gone_to_and_everything_that_can_be_done_there_is_offered",
        ],
    ),
    c(
        "11.2.1.2 No keyboard trap",
        Yes,
        Yes,
        "The same keys leave each program from anywhere.",
        &[
            "each_program_is_left_by_the_same_keys_from_anywhere",
            "a_meeting_that_is_left_is_over_and_nothing_more_is_read",
        ],
    ),
    c(
        "11.2.1.4.1 Character key shortcuts",
        Fails,
        Yes,
        "Full screen: single letters are keys, and cannot be switched off or changed; speech input may press them by mistake. Dialogue: a line counts only once it is ended.",
        &["every_key_of_the_table_can_be_typed_by_the_name_it_is_read_out_with"],
    ),
    c(
        "11.2.2.1 Timing adjustable",
        NotTested,
        NotTested,
        "No step has a limit of time. Countdowns are for the room, run only where somebody starts one, and end nothing.",
        &[],
    ),
    c(
        "11.2.2.2 Pause, stop, hide",
        Yes,
        Yes,
        "The clock stands still with reduced motion, and the dialogue says none by itself.",
        &[
            "with_reduced_motion_no_second_is_counted",
            "one_tick_is_said_in_few_lines",
        ],
    ),
    c(
        "11.2.3.1 Three flashes",
        NotTested,
        NotTested,
        "Nothing is meant to flash.",
        &[],
    ),
    c(
        "11.2.4.3 Focus order",
        Yes,
        Yes,
        "The terminal\u{2019}s cursor stands on the selected row in every picture.",
        &[
            "the_cursor_stands_on_the_focused_row_in_every_frame",
            "a_whole_meeting_by_its_numbers_is_the_meeting_by_its_keys",
        ],
    ),
    none("11.2.4.4 Link purpose (in context)", "There are no links."),
    c(
        "11.2.4.6 Headings and labels",
        NotTested,
        NotTested,
        "Each page has a title, and each field a name; whether they describe enough is for users to say.",
        &[],
    ),
    c(
        "11.2.4.7 Focus visible",
        Yes,
        Yes,
        "The selected row has a mark and a tint, and the cursor.",
        &[
            "the_cursor_stands_on_the_focused_row_in_every_frame",
            "an_empty_line_says_again_where_one_is",
        ],
    ),
    none(
        "11.2.5.1 Pointer gestures",
        "A click and the wheel are all; neither is needed.",
    ),
    c(
        "11.2.5.2 Pointer cancellation",
        Fails,
        Na,
        "Full screen: a click acts when the button goes down. What it did can be undone, and the mouse can be switched off.",
        &[],
    ),
    c(
        "11.2.5.3 Label in name",
        Fails,
        Na,
        "Full screen: nothing has a name for assistive technology.",
        &[],
    ),
    none("11.2.5.4 Motion actuation", "Nothing is done by motion."),
];
