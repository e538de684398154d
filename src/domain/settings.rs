//! What a person sets once for every meeting on their computer.
//!
//! Nothing here changes what was agreed: a meeting's own agenda goes before every setting that both of them have.

use super::agenda::VoteSettings;

/// A set of colours that go together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Palette {
    /// Dark on light, for projectors.
    #[default]
    RoomLight,
    /// Light on dark.
    RoomDark,
    /// As far apart as a screen can.
    HighContrast,
    /// After Okabe and Ito, darkened until they can be read as text.
    ColourBlind,
    /// The terminal's own two colours, with bold and reverse.
    Mono,
}

impl Palette {
    /// Every palette, the default first.
    pub const ALL: [Self; 5] = [
        Self::RoomLight,
        Self::RoomDark,
        Self::HighContrast,
        Self::ColourBlind,
        Self::Mono,
    ];

    /// As it is written in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RoomLight => "room-light",
            Self::RoomDark => "room-dark",
            Self::HighContrast => "high-contrast",
            Self::ColourBlind => "colour-blind",
            Self::Mono => "mono",
        }
    }

    /// For what it is good, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::RoomLight => "dark on light, for projectors",
            Self::RoomDark => "light on dark, for a dim room",
            Self::HighContrast => "as far apart as a screen can",
            Self::ColourBlind => "no red beside green",
            Self::Mono => "the terminal\u{2019}s own colours, bold and reverse",
        }
    }

    /// The palette of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// The keys of a slide clicker beyond those that every clicker has, as key names: `PgDn`, `.`, `F5`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clicker {
    /// These go on, as `PgDn` does.
    pub forward: Vec<String>,
    /// These go back, as `PgUp` does.
    pub back: Vec<String>,
    /// These blank the wall, as `b` and `.` do.
    pub blank: Vec<String>,
}

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The colours.
    pub palette: Palette,
    /// The mouse is listened to.
    pub mouse: bool,
    /// Only ASCII is drawn: for terminals without box characters.
    pub ascii: bool,
    /// Nothing on the screen changes by itself but once a minute: for people whom a running clock disturbs.
    pub reduced_motion: bool,
    /// More keys of the clicker.
    pub clicker: Clicker,
    /// How a round counts where the agenda does not say.
    pub vote: VoteSettings,
    /// The currency where the agenda does not say, an ISO 4217 code such as `GBP`.
    pub currency: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            palette: Palette::default(),
            mouse: true,
            ascii: false,
            reduced_motion: false,
            clicker: Clicker::default(),
            vote: VoteSettings::default(),
            currency: "GBP".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for palette in Palette::ALL {
            assert_eq!(Palette::named(palette.name()), Some(palette));
        }
        assert_eq!(Palette::named("pink"), None);
    }
}
