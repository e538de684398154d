//! Protection of CSV cells against formula injection.

use std::borrow::Cow;

/// Prefixes a text with an apostrophe if a spreadsheet would read it as a formula (OWASP, CSV injection).
pub fn escape_formula(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with([
        // The last four are full-width forms, which Excel in East Asian locales reads like the ASCII ones.
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
    use super::escape_formula;

    #[test]
    fn what_begins_a_formula_is_text() {
        for text in ["=1+1", "+44", "-1", "@x", "\t=1", "\u{FF1D}1"] {
            assert_eq!(escape_formula(text), format!("'{text}"));
        }
        assert_eq!(escape_formula("a = b"), "a = b");
        assert_eq!(escape_formula(""), "");
    }
}
