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
        aim_answer: "In the next survey, more than {n} in 100 give a good answer.",
        aim_said: "In the next survey, more than {n} in 100 say that they {said}.",

        said_in: "In {period}, {figure} of the {people} {said}.",
        said_once: "{figure} of the {people} {said}.",
        answer_in: "In our survey of {period}, {figure} of the {people} gave a good answer to: {question}",
        answer_once: "In our survey, {figure} of the {people} gave a good answer to: {question}",
        is_weighted: "The figure is weighted.",

        could_not_yet: "We could not, so far",
        we_asked: "We asked",
        asked_yes: "We asked, and the answer was yes",
        asked_no: "We asked, and the answer was no",
        no_answer: "We asked for this, and have no answer yet.",
        no_answer_of: "We asked {whom}, and have no answer yet.",
        kept_up: "We pledge to keep this up.",

        written_by: "{people} wrote these to us, unless it says otherwise.",
        told_by: "{people} said these in interviews, unless it says otherwise.",

        reply: "You will hear back from us within {time}.",
        no_change: "What you tell us changes nothing in your treatment.",
        complain: "You have the right to complain at any time. Nothing in this booklet changes that.",

        formats: "Other formats and languages",
        in_languages: "You can have this booklet in {languages}.",
        in_formats: "You can have it in these formats: {formats}.",
        ask_for_another: "Do you need it in another language or format? Please ask us.",
        ask_for_formats: "Do you need this booklet in another language, in large print, or read out to you? Please ask us.",
        on_the_web: "You can also read it at {address}",

        notes: "Room for your notes",
    }
}
