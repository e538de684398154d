//! The terminal's colour depth, and the nearest colour that it can show.
//!
//! The terminal is never queried, since its answer may come late and be read as keys; environment variables are the
//! only source.

use ratatui::style::Color;

use super::colours::Colours;
use crate::tui::system::ALL_COLOURS;

/// The number of colours that a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColourDepth {
    /// Only its default foreground and background.
    None,
    /// The 16 named ANSI colours.
    Ansi,
    /// The 256 indexed colours.
    Indexed,
    /// 24-bit colours.
    #[default]
    True,
}

impl ColourDepth {
    /// The colour depth according to the environment; `var` looks up a variable by name.
    ///
    /// `NO_COLOR` wins over everything, as <https://no-color.org> asks.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Self {
        if var("NO_COLOR").is_some_and(|v| !v.is_empty()) {
            return Self::None;
        }
        let colour = var("COLORTERM").unwrap_or_default();
        let term = var("TERM").unwrap_or_default();
        if matches!(colour.as_str(), "truecolor" | "24bit")
            || term.ends_with("-direct")
            // Windows Terminal sets no COLORTERM, but passes this variable on, also into WSL.
            || var("WT_SESSION").is_some()
            || ALL_COLOURS
        {
            Self::True
        } else if term.contains("256") {
            Self::Indexed
        } else if term == "dumb" {
            Self::None
        } else {
            Self::Ansi
        }
    }

    /// The nearest available colour for a background.
    pub(super) fn paper(self, colour: Rgb) -> Color {
        self.nearest(colour, |_| true)
    }

    /// The nearest available colour with at least the contrast ratio `least` to both backgrounds.
    pub(super) fn text(self, colour: Rgb, papers: &Colours, least: f64) -> Color {
        // Measured against the background as the terminal shows it: the nearest indexed one may be darker than the palette's.
        let shown = |paper: Rgb| match self.paper(paper) {
            Color::Indexed(n) => standard(n),
            _ => paper,
        };
        let (plain, selected) = (shown(papers.paper), shown(papers.selected));
        self.nearest(colour, |c| {
            c.contrast(plain) >= least && c.contrast(selected) >= least
        })
    }

    fn nearest(self, colour: Rgb, may: impl Fn(Rgb) -> bool) -> Color {
        let Rgb(r, g, b) = colour;
        if self != Self::Indexed {
            return Color::Rgb(r, g, b);
        }
        // The first 16 are skipped, because users change them and their contrast cannot be known.
        (16..=255)
            .filter(|n| may(standard(*n)))
            .min_by_key(|n| colour.distance(standard(*n)))
            .map_or(Color::Rgb(r, g, b), Color::Indexed)
    }
}

/// A colour as red, green and blue, 0 to 255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rgb(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Rgb {
    /// Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    fn luminance(self) -> f64 {
        let part = |v: u8| {
            let s = f64::from(v) / 255.0;
            if s <= 0.04045 {
                s / 12.92
            } else {
                ((s + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    /// Squared Euclidean distance in RGB.
    fn distance(self, other: Self) -> u32 {
        let part = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        part(self.0, other.0) + part(self.1, other.1) + part(self.2, other.2)
    }
}

/// The colour of index `n` in xterm's table, which nearly every terminal uses.
pub(crate) fn standard(n: u8) -> Rgb {
    let step = |v: u8| if v == 0 { 0 } else { 55 + v * 40 };
    match n {
        232..=255 => {
            let v = 8 + (n - 232) * 10;
            Rgb(v, v, v)
        }
        16..=231 => {
            let n = n - 16;
            Rgb(step(n / 36), step(n / 6 % 6), step(n % 6))
        }
        7 => Rgb(229, 229, 229),
        8 => Rgb(127, 127, 127),
        _ => {
            let on = if n < 8 { 205 } else { 255 };
            let part = |bit: u8| if n & bit == 0 { 0 } else { on };
            Rgb(part(1), part(2), part(4))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &'static [(&'static str, &'static str)]) -> ColourDepth {
        ColourDepth::from_env(|name| {
            pairs
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    #[cfg(unix)]
    fn the_environment_says_how_many() {
        assert_eq!(
            of(&[("COLORTERM", "truecolor"), ("TERM", "xterm")]),
            ColourDepth::True
        );
        assert_eq!(of(&[("TERM", "tmux-256color")]), ColourDepth::Indexed);
        assert_eq!(of(&[("TERM", "xterm")]), ColourDepth::Ansi);
        assert_eq!(of(&[]), ColourDepth::Ansi);
        assert_eq!(
            of(&[("NO_COLOR", "1"), ("COLORTERM", "24bit")]),
            ColourDepth::None
        );
        assert_eq!(
            of(&[("NO_COLOR", ""), ("COLORTERM", "24bit")]),
            ColourDepth::True
        );
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let (white, black) = (Rgb(255, 255, 255), Rgb(0, 0, 0));
        assert!((white.contrast(black) - 21.0).abs() < 1e-9);
        assert!((Rgb(0x77, 0x77, 0x77).contrast(white) - 4.48).abs() < 0.01);
        assert_eq!(standard(196), Rgb(255, 0, 0));
        assert_eq!(standard(15), white);
    }
}
