//! What a text must pass before it stands in a cell of a spreadsheet's text file.

use std::borrow::Cow;

/// The text as a cell that no spreadsheet takes for a formula: where it begins like one, an apostrophe stands before it
/// (OWASP, CSV injection).
pub fn guarded(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]);
    if formula {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn what_begins_a_formula_is_text() {
        for text in ["=1+1", "+44", "-1", "@x", "\t=1", "\u{FF1D}1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        assert_eq!(guarded("a = b"), "a = b");
        assert_eq!(guarded(""), "");
    }
}
