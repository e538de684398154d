//! Sentences of the poster.

sentences! {
    /// Sentences of the poster.
    PosterWords {
        title_will: "You said, we will",
        title_did: "You said, we did",
        subtitle: "What patients told us, and what comes of it",
        you_said: "You said",
        we_did: "We did",
        we_are_doing: "We are doing",
        we_will: "We will",
        we_cannot: "We cannot now",
        we_could_not: "We could not",
        because: "Because",
        said: "{n} in 100 {people} {said}.",
        said_band: "{band} of the {people} {said}.",
        said_about: "{theme} could be better.",
        said_nothing: "This could be better.",
        by: "By {date}",
        asked_of: "We have asked {whom}.",
        inside: "The A An Our",
        more_one: "1 more is in our booklet.",
        more: "{n} more are in our booklet.",
        ask_for_booklet: "Please ask us for it.",
        more_one_at: "1 more is in our booklet: {address}",
        more_at: "{n} more are in our booklet: {address}",
        better: "Tell us what could be better",
        agreed: "Agreed {date}.",
        checked: "Checked {date}.",
        next: "Next check {date}.",
        square_address: "Our booklet: {address}",
        square_words: "Point your telephone here: it holds these words, and needs no network.",
        square_alt: "A square that a telephone reads: {text}",
    }
}
