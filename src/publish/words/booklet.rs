//! Sentences of the booklet: its list of goals, the marks on its charts, what came of the last pledge, and its last page.

sentences! {
    /// Sentences of the booklet.
    BookletWords {
        thanks: "Thank you to everybody who told us. Without you this booklet would not be here.",

        listed_by: "{owner}, by {date}",
        noticed: "What you will notice",

        aim: "Our aim: more than {n} in 100",
        earlier: "In {period}: {n} in 100",
        benchmark: "{label}: {n} in 100",
        aim_answer: "More than {n} in 100 give a good answer next time",
        aim_said: "More than {n} in 100 {said}",

        said_in: "In {period}, {figure} of the {people} {said}.",
        said_once: "{figure} of the {people} {said}.",
        answer_in: "In {period}, {figure} of the {people} gave a good answer to: {question}",
        answer_once: "In our survey, {figure} of the {people} gave a good answer to: {question}",
        is_weighted: "The figure is weighted.",

        could_not_yet: "We could not, so far",
        we_asked: "We asked",
        asked_yes: "We asked, and the answer was yes",
        asked_no: "We asked, and the answer was no",
        no_answer: "We asked for this, and have no answer yet.",
        no_answer_of: "We asked {whom}, and have no answer yet.",
        some_rise: "A figure that was low when we chose its goal may rise anyway.",
        kept_up: "We pledge to keep this up.",

        written_by: "{people} wrote these to us, unless it says otherwise.",
        told_by: "{people} said these in interviews, unless it says otherwise.",

        reply: "You will hear back from us within {time}.",
        no_change: "Nothing you tell us changes your treatment, or your right to complain.",

        formats: "Other formats and languages",
        can_have: "You can have this booklet in {forms}.",
        ask_for_another: "If you need another language or format, please ask us.",
        ask_for_formats: "Do you need this booklet in another language, in large print, or read out to you? Please ask us.",
        on_the_web: "You can also read it at {address}",

        notes: "Room for your notes",
    }
}
