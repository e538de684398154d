//! Stand-in until `text` is there.
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

fn bad(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
pub fn clean(s: &str) -> Cow<'_, str> {
    if s.chars().any(bad) {
        Cow::Owned(
            s.chars()
                .filter_map(|c| {
                    if matches!(c, '\n' | '\t' | '\r') {
                        Some(' ')
                    } else if bad(c) {
                        None
                    } else {
                        Some(c)
                    }
                })
                .collect(),
        )
    } else {
        Cow::Borrowed(s)
    }
}
pub fn width(s: &str) -> usize {
    s.graphemes(true).map(|g| g.width()).sum()
}
pub fn truncate(s: &str, most: usize) -> String {
    if width(s) <= most {
        return s.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for g in s.graphemes(true) {
        if used + g.width() + 1 > most {
            break;
        }
        used += g.width();
        out.push_str(g);
    }
    if most > 0 {
        out.push('…');
    }
    out
}
pub fn wrap(s: &str, most: usize) -> Vec<String> {
    textwrap::wrap(
        s,
        textwrap::Options::new(most.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation),
    )
    .into_iter()
    .map(Cow::into_owned)
    .collect()
}
