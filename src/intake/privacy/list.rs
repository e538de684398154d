//! The patterns and the words, each with what it is a mark of. Who finds that one is missing adds a row here.

use crate::domain::findings::CommentMark;

/// What may point to a person. Where a pattern has a group, the group is the part that does. The first of two that overlap at the
/// same place and length goes first.
pub(super) const PATTERNS: &[(CommentMark, &str)] = &[
    (
        CommentMark::Email,
        r"(?i)\b[a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b",
    ),
    // 3-3-4, with blanks or hyphens or none; the check digit is looked at as well.
    (CommentMark::NhsNumber, r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"),
    // British numbers: with the country's, in brackets, mobile, in any grouping.
    (
        CommentMark::Phone,
        r"\(0\d{2,5}\)[ \-.]{0,2}(?:\d[ \-.]?){5,8}\d(?:\s*(?:ext\.?|x|extension)\s*\d{1,6})?\b",
    ),
    (
        CommentMark::Phone,
        r"(?:\+44(?:\s?\(0\))?|\b0044|\b0)[ \-.]{0,2}(?:\d[ \-.]{0,2}){8,9}\d(?:\s*(?:ext\.?|x|extension)\s*\d{1,6})?\b",
    ),
    (
        CommentMark::Phone,
        r"(?i)\b(?:ext|extn|extension|bleep)\.?\s*(?:no\.?\s*)?\d{3,6}\b",
    ),
    (
        CommentMark::Postcode,
        r"(?i)\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY]) ?\d[ABD-HJLNP-UW-Z]{2})\b",
    ),
    // A whole day, in figures or words. Nobody can tell a birthday from another day, so that all are looked at.
    (
        CommentMark::BirthDate,
        r"\b(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:19|20)?\d\d\b",
    ),
    (
        CommentMark::BirthDate,
        r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b",
    ),
    (
        CommentMark::BirthDate,
        r"(?i)\b(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?: of)? (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?),? (?:19|20)\d\d\b",
    ),
    (
        CommentMark::BirthDate,
        r"(?i)\b(?:born (?:on|in)|d\.?o\.?b\.?:?|date of birth:?) (?:the )?((?:\d{1,2}[/ .\-]){0,2}(?:19|20)?\d\d)\b",
    ),
    // A title and one or more names with a capital letter: Dr O'Brien-Smith, Mrs. J. Khan, Professor van der Berg.
    (
        CommentMark::Name,
        r"\b(?:(?i:dr|mr|mrs|ms|miss|mx|prof|professor|doctor|sir|dame|lady|lord|rev|reverend|fr|messrs)\.?)\s+((?:[A-Z]\.?\s*){0,3}(?:(?:van|von|de|der|den|la|le|el|al|bin|ap|ab)\s+)*(?:\p{Lu}[\p{L}'\u{2019}]+(?:-\p{Lu}[\p{L}'\u{2019}]+)*)(?:\s+\p{Lu}[\p{L}'\u{2019}]+(?:-\p{Lu}[\p{L}'\u{2019}]+)*){0,2})",
    ),
    // Titles in capitals, as in a comment that is all capitals: DR SMITH.
    (
        CommentMark::Name,
        r"\b(?:(?i:dr|mr|mrs|ms|prof))\.?\s+([a-z]{2,}(?:-[a-z]+)?)\b",
    ),
    // A role and one name: nurse Ama, Sister Brown, consultant Mr is above. The word after must not be one that follows a role.
    (
        CommentMark::Name,
        r"\b(?:(?i:nurse|sister|matron|midwife|consultant|surgeon|oncologist|radiographer|radiologist|receptionist|registrar|doctor|hca|bcn|physio|physiotherapist|secretary|volunteer|student nurse|staff nurse|manager))\s+(?:(?i:called|named)\s+)?(\p{Lu}[\p{Ll}'\u{2019}]+(?:[ -]\p{Lu}[\p{Ll}'\u{2019}]+)?|\p{Lu}\.?\s?\p{Lu}[\p{Ll}]+)\b",
    ),
    // "My name is ...", "a nurse called ...", "thanks to Ama and the team", signed.
    (
        CommentMark::Name,
        r"\b(?i:my name is|name is|called|named|known as|ask for|thanks to|thank you to|thank you|special thanks to|regards,?|yours,?)\s+(\p{Lu}[\p{Ll}'\u{2019}]+(?:[ -]\p{Lu}[\p{Ll}'\u{2019}]+){0,2})",
    ),
    (
        CommentMark::Place,
        r"\b(?i:ward|bay|clinic|room|theatre|suite|bed|unit)\s+(?:(?i:no\.?|number)\s*)?([A-Z]?\d{1,3}[A-Za-z]?|[A-Z]\b)",
    ),
    (
        CommentMark::Place,
        r"\b(\p{Lu}[\p{L}'\u{2019}]+(?:\s+\p{Lu}[\p{L}'\u{2019}]+){0,2})\s+(?i:ward|suite)\b",
    ),
];

/// Words of somebody who may need a person, as parts of a pattern.
pub(super) const DISTRESS: &[&str] = &[
    "suicid(?:e|al)",
    "kill(?:ing)? myself",
    "end (?:it all|my life)",
    "want(?:ed|ing)? to die",
    "wish(?:ed)? (?:i was|i were|i had been) dead",
    "better off dead",
    "take my own life",
    "self[ -]?harm(?:ed|ing)?",
    "hurt(?:ing)? myself",
    "can(?:'|\u{2019})?t go on",
    "cannot go on",
    "no (?:reason|will) to live",
    "hopeless(?:ness)?",
    "in despair",
    "despair(?:ing|ed)?",
    "abus(?:e|ed|ive|ing)",
    "assault(?:ed)?",
    "rap(?:e|ed)",
    "molest(?:ed|ing)?",
    "neglect(?:ed|ful)?",
    "terrified",
    "traumati[sz](?:ed|ing)",
    "in agony",
    "agony",
    "screaming in pain",
    "sobb(?:ed|ing)",
    "broke down",
    "breakdown",
    "panic attacks?",
    "nearly died",
    "almost died",
    "left to die",
    "humiliat(?:ed|ing|ion)",
];

/// Words that are hard to read out, as parts of a pattern.
pub(super) const STRONG: &[&str] = &[
    "(?:mother)?fuck(?:s|ed|er|ers|ing|in)?",
    "(?:bull)?shit(?:s|ty|e|ing)?",
    "bastards?",
    "bitch(?:es|y)?",
    "cunts?",
    "arse(?:hole|holes)?",
    "ass(?:hole|holes)",
    "bloody",
    "bollocks",
    "bugger(?:ed|s)?",
    "crap(?:py)?",
    "damn(?:ed)?",
    "dick(?:head|heads)?",
    "piss(?:ed|ing)?",
    "pricks?",
    "sod(?:ding)?",
    "tossers?",
    "twats?",
    "wank(?:er|ers)?",
    "slags?",
    "sluts?",
    "whores?",
    "idiots?",
    "morons?",
    "retard(?:ed|s)?",
];
