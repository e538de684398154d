//! Sentences of the action log.

sentences! {
    /// Sentences of the action log. Statuses, reasons and levels of control are `TermWords`.
    ActionLogWords {
        sheet: "Action log",
        sheet_draft: "Action log (draft)",
        header: "Action log of {unit}, agreed on {date}",
        header_undated: "Action log of {unit}",
        footer: "Days that are overdue say so in bold, on a red ground. Page {page} of {pages}",
        overdue: "overdue",
        status_title: "Status",
        status_help: "Choose from the list.",
        status_wrong: "Please choose one of the list, or leave the cell empty.",

        what: "What",
        kind: "Kind",
        owner: "Owner",
        partner: "Partner",
        first_step: "First step",
        due: "Due",
        next_review: "Next review",
        status: "Status",
        measure: "How we will know",
        email: "E-mail",
        reviewed: "Last reviewed",
        cost: "Cost, first year ({currency})",
        hours: "Hours, first year",
        control: "Who can",
        asked_of: "Asked of",
        reason: "Reason",
        note: "Note",
        theme: "Theme",
        strand: "Mainly for",
        id: "Id",

        goal: "goal",
        to_ask: "to ask",
        to_decide: "to decide",
        parked: "parked",
        owner_to_ask: "{owner} (has yet to say yes)",
    }
}
