//! Finds contact details: e-mail addresses in any spelling, user names, web pages.

use super::{
    Marked,
    lexicon::{self, WordClass},
    patterns::{LazyPatterns, Patterns, identifying_part},
};
use crate::domain::findings::CommentMark::{self, Email, Handle};

/// Last parts of internet names.
const ENDING: &str = r"(?:com|org|net|uk|co|nhs|gov|info|me|eu|ie|fr|de|es|pl|in|edu|ac|io|biz|name|example|test|wales|scot|cymru|london|email|live|mail)";

fn pattern_sources() -> Vec<(CommentMark, String)> {
    let dot = r"(?:\s*\.\s*|\s*[\(\[\{<]\s*(?:dot|\.)\s*[\)\]\}>]\s*|\s+dot\s+)";
    let at = r"(?:\s*[\(\[\{<]\s*(?:at|@)\s*[\)\]\}>]\s*|\s+at\s+|\s*@\s*)";
    let name = r"[a-z0-9._%+'\u{2019}\-]+(?:\s+(?:dot|underscore|dash|hyphen)\s+[a-z0-9._\-]+|\s*[\(\[](?:dot|\.)[\)\]]\s*[a-z0-9._\-]+)*";
    vec![
        (Email, r"(?i)\b[a-z0-9._%+'\u{2019}\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+\b".to_owned()),
        (Email, format!(r"(?i)\b{name}{at}[a-z0-9\-]+(?:{dot}[a-z0-9\-]+)*?{dot}{ENDING}\b(?:{dot}{ENDING}\b)*")),
        (Email, r"(?i)\b[a-z0-9._\-]+\s+(?:at|@)\s+(?:gmail|hotmail|outlook|yahoo|icloud|btinternet|aol|live|sky|talktalk|virginmedia|ntlworld|protonmail)\b(?:\s*(?:\.|dot)\s*\w+)*".to_owned()),
        (Handle, r"(?i)\bhttps?://\S+[\w/]".to_owned()),
        (Handle, r"(?i)\bwww\.[\w\-]+(?:\.[\w\-]+)*(?:/[^\s,;)]*\w)?".to_owned()),
        (Handle, r"(?i)\b(?:facebook|fb|instagram|insta|twitter|x|tiktok|youtube|youtu|linkedin|snapchat|threads|bsky|mastodon|gofundme|justgiving|blogspot|wordpress|substack|reddit|pinterest|patreon|etsy|linktr)\.(?:com|co\.uk|be|ee|me|app|social|net|org|example)(?:/[^\s,;)]*\w)?".to_owned()),
        (Handle, r"(?i)\b[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:com|org|net|co\.uk|org\.uk|me\.uk|info|blog|online|site|io|eu|ie|wales|scot|cymru|example)(?:/[^\s,;)]*\w)?\b".to_owned()),
        (Handle, r"(?:^|[^\w@.])(@[A-Za-z0-9_][\w.\-]*\w)".to_owned()),
        // 8: a user name after the network's name.
        (Handle, r"(?i)\b(?:insta|instagram|ig|twitter|facebook|fb|tiktok|tik tok|snap|snapchat|youtube|linkedin|threads|bluesky|mastodon|messenger|whatsapp|telegram|discord|reddit|mumsnet|username|user name|handle|profile|account|blog|vlog|channel)\b(?:\s*(?:[:=\-]|\b(?:name|handle|account|page|profile|group|channel|blog|is|as|at|under|called|named|me|on|user|username|it's|its)\b)){0,4}\s*[:\-]?\s*[\u{201c}\u{2018}'\x22(]?([a-z0-9][\w.\-]*\w)".to_owned()),
        // 9: underscores, which occur in no English word.
        (Handle, r"\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\b".to_owned()),
        // 10: a user name before the network's name.
        (Handle, r"(?i)\b(?:i am|i'm|me|as|user|under|called)\s+([a-z][\w.]*[\d_][\w.]*)\s+on\s+(?:insta|instagram|twitter|facebook|tiktok|snapchat|youtube|x|threads|reddit|mumsnet)\b".to_owned()),
    ]
}

static PATTERNS: LazyPatterns = LazyPatterns::new(|| Patterns::new(&pattern_sources()));

pub(super) fn find(text: &str, found: &mut Vec<Marked>) {
    PATTERNS.find(text, found, |nth, captures| {
        let (from, to) = identifying_part(captures)?;
        let name = text.get(from..to)?;
        let keeps = match nth {
            // Any word may follow "Facebook", so it must look like a user name.
            8 => {
                let odd = name.contains(['_', '.']) || name.chars().any(|c| c.is_ascii_digit());
                let mixed = name.chars().skip(1).any(char::is_uppercase)
                    && name.chars().any(char::is_lowercase);
                let classes = lexicon::classes(&name.to_lowercase());
                let is_word = classes.has(WordClass::Common)
                    || classes.has(WordClass::Known)
                    || classes.has(WordClass::Function);
                (odd && name.chars().any(char::is_alphabetic))
                    || mixed
                    || (!is_word && name.chars().count() > 7)
            }
            // Public pages identify nobody.
            4 | 6 => !["nhs.uk", "gov.uk", "www.nhs", "google.com", "google.co.uk"]
                .iter()
                .any(|p| name.to_lowercase().contains(p)),
            _ => true,
        };
        keeps.then_some((from, to))
    });
}

#[cfg(test)]
pub(super) fn all_compile() -> bool {
    PATTERNS.all_compile(pattern_sources().len())
}
