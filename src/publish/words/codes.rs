//! Sentences of the page of codes for a vote by telephone.

sentences! {
    /// Sentences of the page of codes.
    CodeWords {
        title: "Your codes for a vote by telephone",
        for_whom: "For {name}",
        how: "How you vote",
        read: "We read the goals to you, one by one. Each goal has a line on your page.",
        choose: "Choose your mark for the goal. Look for its code in that line.",
        say: "Say the four letters, or type them into the chat. Do not say the mark.",
        leave: "You can leave a goal out. Then say \u{201c}no code\u{201d}.",
        which: "Part 1 is for one vote, part 2 for the next. We tell you which part we use.",
        secret: "Nobody in the room can tell what a code means. They only see that you have voted.",
        wrong: "We notice a code with a wrong letter. Then we ask you to say it again.",
        copy: "Please keep this page to yourself. With a copy of it, somebody who hears you knows your vote.",
        after: "After the meeting the codes do not work any more. Please tear the page up.",
        letters: "Words for the letters",
        spelled: "If we do not hear you well, say the word for each letter.",
        letter: "Letter",
        word: "Word",
        part: "Part {n}",
        sheet: "Part {n}, page {page} of {pages}",
        part_of: "The marks stand at the top. Your goals stand on the left.",
        goal: "Goal",
        goal_n: "Goal {n}",
    }
}
