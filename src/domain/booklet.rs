//! What a unit wants of its booklet, in the shape of `booklet.yaml`: its own words, its colours, its logo, who is thanked.
//!
//! Everything can be left out: the booklet then says what every unit's can say, and nothing that nobody said.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// A part of the booklet that can be left out, and whose heading and words can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BookletSection {
    /// Who this is, who was asked and who met.
    About,
    /// What patients can expect.
    Standards,
    /// What will be made better.
    Goals,
    /// Patients' words that belong to no goal.
    Voices,
    /// What was asked of others.
    Asked,
    /// What is not possible this time.
    NotThisTime,
    /// What is still to be decided.
    Undecided,
    /// What came of the pledge before.
    Before,
    /// How to say that something could be better.
    Better,
    /// Who made it, when it was checked, who paid.
    Imprint,
}

impl BookletSection {
    /// Every section with the word that files use for it, in the order of the booklet.
    pub const WORDS: &[(&str, Self)] = &[
        ("about", Self::About),
        ("standards", Self::Standards),
        ("goals", Self::Goals),
        ("voices", Self::Voices),
        ("asked", Self::Asked),
        ("not_this_time", Self::NotThisTime),
        ("undecided", Self::Undecided),
        ("before", Self::Before),
        ("better", Self::Better),
        ("imprint", Self::Imprint),
    ];
}

/// What is wanted of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionSettings {
    /// It is printed.
    pub show: bool,
    /// In place of its heading.
    pub heading: Option<String>,
    /// In place of the words it begins with; empty for none.
    pub text: Option<String>,
}

impl Default for SectionSettings {
    fn default() -> Self {
        Self {
            show: true,
            heading: None,
            text: None,
        }
    }
}

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// The one accent where a unit has no colour of its own.
    pub const PLAIN: Self = Self(0x00, 0x46, 0x8C);
    /// What a colour of headings needs against white: text of this size could do with 3, but print is paler than a screen
    /// (WCAG 2.2, success criterion 1.4.3).
    pub const LEAST_CONTRAST: f64 = 4.5;

    /// From `#00468C`.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6)?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then_some(())?;
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// As `#00468C`.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// How far it stands out from white paper, 1 to 21 (contrast ratio of WCAG 2.2, relative luminance after IEC 61966-2-1).
    pub fn contrast_with_white(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                libm::pow((part + 0.055) / 1.055, 2.4)
            }
        };
        let luminance = 0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2);
        1.05 / (luminance + 0.05)
    }
}

/// Everything in `booklet.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booklet {
    /// On the cover, in place of the usual words.
    pub title: Option<String>,
    /// Below it.
    pub subtitle: Option<String>,
    /// Of headings and bars.
    pub colour: Option<Colour>,
    /// A picture file beside `booklet.yaml`: PNG or JPEG.
    pub logo: Option<String>,
    /// What the picture shows, for who cannot see it; the organisation where it is left out.
    pub logo_alt: Option<String>,
    /// Names are printed, of those who said yes to that; else everybody is their role.
    pub names: bool,
    /// Where to say that something could be better: a line each, such as `Telephone: 01632 960 123`.
    pub contact: Vec<String>,
    /// Who made it, where that is not the unit.
    pub made_by: Option<String>,
    /// Who paid for it.
    pub paid_by: Option<String>,
    /// When somebody last read it through.
    pub checked: Option<Date>,
    /// When it is read through again, where that is not the first review of the goals.
    pub next_check: Option<Date>,
    /// What is wanted of single sections.
    pub sections: BTreeMap<BookletSection, SectionSettings>,
}

impl Booklet {
    /// What is wanted of a section.
    pub fn section(&self, section: BookletSection) -> SectionSettings {
        self.sections.get(&section).cloned().unwrap_or_default()
    }

    /// The colour of headings and bars.
    pub fn colour(&self) -> Colour {
        self.colour.unwrap_or(Colour::PLAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!(Colour::read("#00468c"), Some(Colour::PLAIN));
        assert_eq!(
            Colour::read("#00468C").map(Colour::hex).as_deref(),
            Some("#00468C")
        );
        for wrong in [
            "", "00468C", "#046", "#00468G", "#00468C0", "#+046+C", "#é468C",
        ] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
    }

    /// The ends, and two greys whose ratios the contrast checker of `WebAIM` gives as 4.54 and 4.48.
    #[test]
    fn contrast_is_that_of_wcag() {
        let of = |hex: &str| Colour::read(hex).unwrap().contrast_with_white();
        assert!((of("#000000") - 21.0).abs() < 1e-9);
        assert!((of("#FFFFFF") - 1.0).abs() < 1e-9);
        assert!((of("#767676") - 4.54).abs() < 0.005);
        assert!((of("#777777") - 4.48).abs() < 0.005);
        assert!(of("#767676") >= Colour::LEAST_CONTRAST);
    }
}
