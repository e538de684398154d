//! Sentences of the owners' pages.

sentences! {
    /// Sentences of the owners' pages and of the e-mails on them.
    OwnersWords {
        title: "What you will do, and why",
        subtitle: "A page for each owner",
        name: "{name}, {role}",

        agreed: "Thank you. At the meeting of {unit} on {date} you agreed to make sure that this happens.",
        agreed_more: "Thank you. At the meeting of {unit} on {date} you agreed to make sure that these {n} things happen.",
        agreed_undated: "Thank you. At the meeting of {unit} you agreed to make sure that this happens.",
        taken_over: "Thank you for taking this over from {before}.",
        ask: "People met at {unit} and agreed that this should happen. Will you make sure that it does? Nothing is decided until you say yes.",
        ask_absent: "People met at {unit} and agreed that this should happen. You were not there. Will you make sure that it does? Nothing is decided until you say yes.",

        heading_agreed: "What you agreed to do",
        heading_ask: "What we ask you to do",
        by: "By when",
        no_day: "No day is set yet",
        first_step: "First step",
        no_step: "Please choose one, and tell us",
        partner: "Together with",
        measure: "How we will know",
        mainly_for: "Mainly for",
        found: "On {date}",
        next_step: "Next step",
        review: "We look again on",

        why: "Why it matters to patients",
        questions_text: "Tell us early if something is in the way. Then we can change the plan together.",
        questions_to: "Ask {contact}.",
        questions_open: "Ask the person who gave you this page.",

        emails: "E-mails to copy",
        emails_text: "These are for the person who sends the pages. Copy each into an e-mail, and add the calendar file of that owner.",
        email_to: "To {name}",
        subject: "Subject",
        subject_agreed: "Our pledge: what you agreed to do",
        subject_ask: "Our pledge: will you do this?",
        dear: "Dear {name},",
        email_agreed: "Thank you for agreeing to do this:",
        email_asked: "Patients and staff met and agreed that this should happen. Will you make sure that it does?",
        email_goal: "{goal}.",
        email_first_step: "First step: {step}.",
        email_by: "By: {date}.",
        email_partner: "Together with: {partner}.",
        email_review: "We look again on: {days}.",
        email_said: "A patient told us: \u{201C}{words}\u{201D}",
        email_calendar: "The calendar file that comes with this e-mail reminds you two weeks and one day before each day.",
        email_early: "Please tell me early if something is in the way.",
        email_answer: "Please answer by {date}: yes, no, or whom we should ask. It is all right to say no.",
        email_answer_undated: "Please answer in the next two weeks: yes, no, or whom we should ask. It is all right to say no.",
        email_thanks: "Thank you,",

    }
}
