//! The embedded font: its files, its style rules, and the widths of text set in it.
//!
//! A browser wraps text by itself, but a slide cannot, and a poster must know beforehand whether its text fits on one page.

use std::sync::LazyLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use skrifa::{
    FontRef, MetadataProvider as _,
    instance::{LocationRef, Size},
};

/// Public Sans, regular.
pub const REGULAR: &[u8] = include_bytes!("fonts/PublicSans-Regular.ttf");
/// Public Sans, bold.
pub const BOLD: &[u8] = include_bytes!("fonts/PublicSans-Bold.ttf");

/// A weight of the font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

impl Weight {
    /// CSS number.
    pub fn number(self) -> u32 {
        match self {
            Self::Regular => 400,
            Self::Bold => 700,
        }
    }

    fn font(self) -> Option<&'static FontRef<'static>> {
        static FONTS: LazyLock<[Option<FontRef<'static>>; 2]> =
            LazyLock::new(|| [FontRef::new(REGULAR).ok(), FontRef::new(BOLD).ok()]);
        let [regular, bold] = &*FONTS;
        match self {
            Self::Regular => regular.as_ref(),
            Self::Bold => bold.as_ref(),
        }
    }
}

// Letters of other scripts are set in a font of the reader's, and hardly any of theirs is wider than it is high.
/// Width of a letter that the font lacks, in em.
const UNKNOWN: f64 = 1.1;
// Without kerning, which on the whole brings letters nearer to each other.
/// Width of a text on one line, in em.
pub fn width(text: &str, weight: Weight) -> f64 {
    let Some(font) = weight.font() else {
        return text.chars().map(|_| UNKNOWN).sum();
    };
    let (map, place) = (font.charmap(), LocationRef::default());
    let metrics = font.glyph_metrics(Size::unscaled(), place);
    let em = f64::from(font.metrics(Size::unscaled(), place).units_per_em);
    let letters = text.chars().map(|c| {
        let advance = map.map(c).and_then(|glyph| metrics.advance_width(glyph));
        advance.map_or(UNKNOWN, |advance| f64::from(advance) / em)
    });
    letters.sum()
}

/// Lines of a text that are at most `most` em wide. Breaks at spaces, and inside a word that is wider than a line.
pub fn lines(text: &str, weight: Weight, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // At spaces only: a no-break space in a telephone number has to hold.
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer, weight) <= most {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if line.chars().nth(1).is_some() && width(&line, weight) > most {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// At most `count` lines of a text; the last one ends with an ellipsis if some of the text is left out.
pub fn at_most(text: &str, weight: Weight, most: f64, count: usize) -> Vec<String> {
    let mut all = lines(text, weight, most);
    if all.len() <= count {
        return all;
    }
    all.truncate(count);
    if let Some(last) = all.last_mut() {
        while !last.is_empty() && width(&format!("{last}\u{2026}"), weight) > most {
            last.pop();
        }
        let kept = last.trim_end_matches([' ', ',', ';', ':', '.']).len();
        last.truncate(kept);
        last.push('\u{2026}');
    }
    all
}

/// `@font-face` rules for both weights, with the font embedded, under the name `family`.
pub fn face_rules(family: &str) -> String {
    static DATA: LazyLock<[String; 2]> =
        LazyLock::new(|| [STANDARD.encode(REGULAR), STANDARD.encode(BOLD)]);
    let [regular, bold] = &*DATA;
    let face = |weight: Weight, data: &str| {
        let weight = weight.number();
        format!(
            "@font-face {{ font-family: \"{family}\"; font-weight: {weight}; src: url(data:font/ttf;base64,{data}) format(\"truetype\"); }}\n"
        )
    };
    [face(Weight::Regular, regular), face(Weight::Bold, bold)].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        for (letter, weight) in [("i", Weight::Regular), ("m", Weight::Bold)] {
            let one = width(letter, weight);
            assert!((width(&letter.repeat(10), weight) - one * 10.0).abs() < 1e-9);
        }
        assert!(width("i", Weight::Regular) < 0.35);
        assert!(width("m", Weight::Bold) > 0.8);
        assert!(width("W", Weight::Bold) > width("W", Weight::Regular) * 0.95);
        assert!((width("\u{4E2D}", Weight::Regular) - UNKNOWN).abs() < 1e-9);
        assert!(width("", Weight::Bold).abs() < 1e-9);
    }

    #[test]
    fn what_is_left_out_is_said_by_an_ellipsis() {
        let text = "Say how long the wait is, and why, at the desk and on the screen";
        let short = at_most(text, Weight::Bold, 14.0, 2);
        assert_eq!(short.len(), 2);
        assert!(short[1].ends_with('\u{2026}'), "{short:?}");
        assert_eq!(at_most("Ring back", Weight::Bold, 14.0, 2), ["Ring back"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-zA-Z,\u{4E2D}]{0,40}( [a-zA-Z,]{1,12}){0,9}", most in 3.0_f64..30.0) {
            let lines = lines(&text, Weight::Bold, most);
            for line in &lines {
                prop_assert!(width(line, Weight::Bold) <= most, "{line:?}");
            }
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for count in 1..4 {
                let short = at_most(&text, Weight::Bold, most, count);
                prop_assert!(short.len() <= count);
                for line in short {
                    prop_assert!(width(&line, Weight::Bold) <= most, "{line:?}");
                }
            }
        }
    }
}
