//! Sentences of the page that asks for money, a room or a decision.

sentences! {
    /// Sentences of the page that asks for money, a room or a decision.
    AskWords {
        to: "To: {whom}",
        decision: "What we ask you to decide",
        approve: "Please approve {money} for this, and answer by {day}.",
        approve_undated: "Please approve {money} for this.",
        agree: "Please agree to this, and answer by {day}.",
        agree_undated: "Please agree to this.",

        from: "From",
        contact: "Telephone or e-mail",
        for_whom: "For whom",
        cost: "Cost",
        cost_first_year: "{money} in the first year",
        cost_unknown: "not known yet",
        once: "Once",
        every_year: "Every year",
        staff: "Staff time",
        staff_first_year: "{hours} in the first year",
        why_not_us: "Why not us",
        because: "{reason}. {note}",
        saves: "What it saves",
        if_not: "If the answer is no",
        if_not_said: "What patients say here stays as it is. We will print your answer, and your reason, for our patients.",
        if_not_standard: "We cannot keep our standard: \u{201c}{standard}\u{201d} We will print your answer, and your reason, for our patients.",

        patients_say: "What patients say",
        known_since: "Known here since",

        voted: "How we voted",
        voted_group: "{group}: {figure}.",
        voted_together: "Together: {figure}.",
        who_voted: "{voters} voted; {weight}.",
        who_voted_hidden: "{voters} voted; {weight}. One group was too small to be shown apart.",
        points: "{value} points",
        place: "place {value} of {of}",
        range: "{from} to {to} {of}",
        vote_against: "The vote of the {groups} speaks against it. We ask all the same.",
        figures_against: "Most patients gave a good answer here. We ask for those who did not.",
        all_the_same: "Why we ask all the same",

        tried: "What was tried",
        tried_one: "{goal}: {status}",
        tried_note: "{goal}: {status}. {note}",

        answer: "Your answer",
        answer_is: "We decide",
        yes: "Yes",
        no: "No",
        in_part: "In part",
        which_part: "Which part, by when, or why not",
        signed: "Name, role and date",
        send_to: "Please send this page back to {sender}.",
        send_back: "Please send this page back to us.",
    }
}
