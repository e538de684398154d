//! Sentences of the slides.

sentences! {
    /// Sentences of the slides.
    SlidesWords {
        standard: "Our standard of care: {standard}",
        standard_none: "We have no standard of care for this yet.",
        goal: "Our goal",
        goals: "Our goals",
        ask: "We ask for",
        and_more: "and {n} more",
        questions_one: "1 more question on this was asked.",
        questions: "{n} more questions on this were asked.",
        none: "No result can be shown: too few people answered.",
        likely: "most likely range",
        aim: "our aim",
        benchmark: "{label}: {n} in 100",
        pledge: "Our pledge",
        nth: "{n} of {of}",
        by: "by {date}",
        with: "with {partner}",
        nobody: "Nobody yet",
        draft: "Draft",
        square_entry: "Point a telephone at the square: it puts the day into your calendar.",
        square_words: "Point a telephone at the square: it holds these words.",
        square_address: "Point a telephone at the square: it opens the booklet.",
    }
}

sentences! {
    /// Sentences of the texts in QR codes.
    SquareSentences {
        pledge: "Our pledge, {unit}",
        by: "by {date}",
        joining: "a and at by for from in of on or so the to with",
    }
}
