//! Sentences of the calendar.

sentences! {
    /// Sentences of the calendar: names, titles of events, and lines of their descriptions.
    CalendarWords {
        name: "Pledge of {unit}",
        name_of_owner: "Pledge of {unit}: {owner}",
        draft: "Draft: {event}",
        first_step: "Pledge, first step: {step}",
        first_step_note: "The meeting set no day for this step. This is a reminder {days} days after it.",
        due: "Pledge due: {goal}",
        done: "Done: {goal}",
        dropped: "Dropped: {goal}",
        not_agreed: "Not agreed any more: {goal}",
        nothing_due: "Nothing is due here any more.",
        owner: "Owner: {owner}",
        owner_to_ask: "Owner: {owner} (has yet to say yes)",
        partner: "Partner: {partner}",
        measure: "Measure: {measure}",
        review: "Pledge review {n}: {name}",
        review_held: "Pledge review {n}, held: {name}",
        review_off: "Pledge review {n}, not needed any more: {name}",
        how_each_stands: "How does each goal stand?",
        was_reviewed: "Reviewed on this day:",
        goal: "- {goal}",
        goal_of: "- {goal} ({owner})",
    }
}
