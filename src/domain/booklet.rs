//! Settings of a unit's booklet, in the shape of `booklet.yaml`: wording, colour, logo and imprint.
//!
//! Every key is optional. A booklet without settings contains only sentences that hold for every unit.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A section of the booklet; each can be hidden, renamed or reworded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookletSection {
    /// The unit, the survey and the people of the meeting.
    About,
    /// Standards of care.
    Standards,
    /// Agreed goals.
    Goals,
    /// Released comments that no goal rests on.
    Voices,
    /// Requests to people above or outside the unit.
    Asked,
    /// Goals turned down, with the reason.
    NotThisTime,
    /// Goals not decided yet.
    Undecided,
    /// Results of the previous pledge.
    Before,
    /// Contact for complaints and suggestions.
    Better,
    /// Author, review dates and funding.
    Imprint,
}

impl BookletSection {
    /// Each section with its key in files, in the order of the booklet.
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

/// Settings of one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionSettings {
    /// Print the section.
    pub show: bool,
    /// Own heading, in place of the standard one.
    pub heading: Option<String>,
    /// Own introduction, in place of the standard one; empty for none.
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

/// An sRGB colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Default accent, for a unit without a colour of its own.
    pub const PLAIN: Self = Self(0x00, 0x46, 0x8C);
    // Headings are large text, for which WCAG asks 3 only; toner on office paper is paler than a screen, so the stricter one holds.
    /// Smallest contrast of headings against white (WCAG 2.2, success criterion 1.4.3).
    pub const LEAST_CONTRAST: f64 = 4.5;

    /// Parses `#00468C`, in either case; `None` for any other form.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6)?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        digits
            // `from_str_radix` accepts a sign, and "#+046+C" is no colour.
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then_some(())?;
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Formats as `#00468C`.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// True if headings in this colour can be read on white paper.
    pub fn is_dark_enough(self) -> bool {
        self.contrast_with_white() >= Self::LEAST_CONTRAST
    }

    /// Contrast ratio against white, 1 to 21 (WCAG 2.2; relative luminance after IEC 61966-2-1).
    pub fn contrast_with_white(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                // `f64::powf` may differ between platforms in the last bit, and the same file must pass or fail on all of them.
                libm::pow((part + 0.055) / 1.055, 2.4)
            }
        };
        let luminance = 0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2);
        1.05 / (luminance + 0.05)
    }
}

/// The content of `booklet.yaml`.
// In the journal of a preparation: a key that an older line does not have is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Booklet {
    /// Own title, in place of the standard one.
    pub title: Option<String>,
    /// Own subtitle.
    pub subtitle: Option<String>,
    /// Colour of headings and bars.
    pub colour: Option<Colour>,
    /// Picture file beside `booklet.yaml`: PNG or JPEG.
    pub logo: Option<String>,
    /// Alternative text of the picture; the organisation's name by default.
    pub logo_alt: Option<String>,
    /// Picture file on the cover, beside `booklet.yaml`: PNG or JPEG.
    pub picture: Option<String>,
    /// Alternative text of the cover's picture; without it the picture is decoration.
    pub picture_alt: Option<String>,
    /// Id of the released comment that is quoted on the cover.
    pub epigraph: Option<String>,
    /// Print the names of people who gave consent; otherwise roles only.
    pub names: bool,
    /// Contact lines for complaints and suggestions, such as `Telephone: 01632 960 123`.
    pub contact: Vec<String>,
    /// Web address of the booklet, such as `https://www.example.nhs.uk/pledge`.
    pub address: Option<String>,
    /// Languages in which the booklet can be had, such as `Welsh`.
    pub languages: Vec<String>,
    /// Other formats in which it can be had, such as `large print`.
    pub formats: Vec<String>,
    /// Time in which people who write get an answer, such as `10 working days`.
    pub reply_within: Option<String>,
    /// Sender of requests, with the role and the way to reach the sender.
    pub asks_from: Option<String>,
    /// Author, if not the unit.
    pub made_by: Option<String>,
    /// Funder.
    pub paid_by: Option<String>,
    /// Day of the last review of the text.
    pub checked: Option<Date>,
    /// Day of the next review of the text, if not the first review of the goals.
    pub next_check: Option<Date>,
    /// Settings of single sections; a missing section has the defaults.
    pub sections: BTreeMap<BookletSection, SectionSettings>,
}

impl Booklet {
    /// True for the name of a PNG or JPEG file without a folder.
    pub fn is_picture_name(name: &str) -> bool {
        let lower = name.to_lowercase();
        let is_picture = [".png", ".jpg", ".jpeg"]
            .iter()
            .any(|end| lower.ends_with(end));
        // The colon is for `C:logo.png`, which Windows takes for a path of another drive.
        is_picture && !name.contains(['/', '\\', ':'])
    }

    /// True for a web address with its scheme, which a telephone opens when it reads it as a square.
    pub fn is_address(text: &str) -> bool {
        let host = ["https://", "http://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        host.is_some_and(|host| {
            host.starts_with(char::is_alphanumeric) && !text.contains(char::is_whitespace)
        })
    }

    /// Settings of a section, or the defaults.
    pub fn section(&self, section: BookletSection) -> SectionSettings {
        self.sections.get(&section).cloned().unwrap_or_default()
    }

    /// Colour of headings and bars, or the default.
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
