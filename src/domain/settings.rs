//! What a person sets once for every meeting on their computer.
//!
//! Nothing here changes what was agreed: a meeting's own agenda goes before every setting that both of them have.

use std::collections::BTreeMap;

use super::{
    agenda::{Agenda, PartialVoteSettings, VoteSettings},
    reading::Jargon,
    word::word_of,
};

pub mod clicker;

pub use self::clicker::{Clicker, PartialClicker};

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

    /// Every palette with the word that settings use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("room-light", Self::RoomLight),
        ("room-dark", Self::RoomDark),
        ("high-contrast", Self::HighContrast),
        ("colour-blind", Self::ColourBlind),
        ("mono", Self::Mono),
    ];

    /// The one after it; after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let mut after = Self::ALL.iter().skip_while(|p| **p != self).skip(1);
        after.next().copied().unwrap_or_default()
    }

    /// As it is written in settings.
    pub fn name(self) -> &'static str {
        word_of(Self::WORDS, self)
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
    /// Words of the trade and what to say instead, beside those that the program knows.
    pub plain_words: BTreeMap<String, String>,
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
            plain_words: BTreeMap::new(),
        }
    }
}

/// What one place says: a file, or the command line. What it leaves out is said elsewhere.
#[expect(missing_docs, reason = "as in `Settings`")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialSettings {
    pub palette: Option<Palette>,
    pub mouse: Option<bool>,
    pub ascii: Option<bool>,
    pub reduced_motion: Option<bool>,
    pub clicker: PartialClicker,
    pub vote: PartialVoteSettings,
    pub currency: Option<String>,
    pub plain_words: Option<BTreeMap<String, String>>,
}

impl PartialSettings {
    /// What holds, key by key: what is said here, else what is `below`.
    pub fn over(&self, below: Settings) -> Settings {
        Settings {
            palette: self.palette.unwrap_or(below.palette),
            mouse: self.mouse.unwrap_or(below.mouse),
            ascii: self.ascii.unwrap_or(below.ascii),
            reduced_motion: self.reduced_motion.unwrap_or(below.reduced_motion),
            clicker: self.clicker.over(below.clicker),
            vote: self.vote.over(&below.vote),
            currency: self.currency.clone().unwrap_or(below.currency),
            plain_words: self.plain_words.clone().unwrap_or(below.plain_words),
        }
    }
}

impl Settings {
    /// The terms that a text is read for.
    pub fn jargon(&self) -> Jargon {
        Jargon::with(&self.plain_words)
    }

    /// Puts into an agenda what nobody said in it: `said` is what somebody did say of the vote.
    pub fn fill(&self, agenda: &mut Agenda, said: &PartialVoteSettings) {
        agenda.vote = said.over(&self.vote);
        agenda
            .capacity
            .currency
            .get_or_insert_with(|| self.currency.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vote::{method::Method, settings::Weight};

    #[test]
    fn what_is_said_goes_before_what_is_below_key_by_key() {
        let file = PartialSettings {
            palette: Some(Palette::RoomDark),
            mouse: Some(false),
            clicker: PartialClicker {
                back: Some(vec!["F6".to_owned()]),
                ..PartialClicker::default()
            },
            vote: PartialVoteSettings {
                weight: Some(Weight::Head),
                ..PartialVoteSettings::default()
            },
            ..PartialSettings::default()
        };
        let flags = PartialSettings {
            palette: Some(Palette::Mono),
            ascii: Some(true),
            ..PartialSettings::default()
        };
        let holds = flags.over(file.over(Settings::default()));
        let expected = Settings {
            palette: Palette::Mono,
            mouse: false,
            ascii: true,
            clicker: Clicker {
                back: vec!["F6".to_owned()],
                ..Clicker::default()
            },
            vote: VoteSettings {
                weight: Weight::Head,
                ..VoteSettings::default()
            },
            ..Settings::default()
        };
        assert_eq!(holds, expected);
        assert_eq!(
            PartialSettings::default().over(Settings::default()),
            Settings::default()
        );
    }

    #[test]
    fn an_agenda_takes_only_what_it_does_not_say() {
        let settings = Settings {
            vote: VoteSettings {
                method: Method::Hands,
                weight: Weight::Head,
                apart_from: 5,
                dots: Some(4),
            },
            currency: "EUR".to_owned(),
            ..Settings::default()
        };
        let said = PartialVoteSettings {
            method: Some(Method::Score),
            apart_from: Some(2),
            ..PartialVoteSettings::default()
        };
        let mut agenda = Agenda::default();
        settings.fill(&mut agenda, &said);
        assert_eq!(
            agenda.vote,
            VoteSettings {
                method: Method::Score,
                apart_from: 2,
                ..settings.vote.clone()
            }
        );
        assert_eq!(agenda.capacity.currency.as_deref(), Some("EUR"));
        agenda.capacity.currency = Some("SEK".to_owned());
        settings.fill(&mut agenda, &PartialVoteSettings::default());
        assert_eq!(agenda.vote, settings.vote);
        assert_eq!(agenda.capacity.currency.as_deref(), Some("SEK"));
    }

    #[test]
    fn names_lead_back() {
        for palette in Palette::ALL {
            assert_eq!(Palette::named(palette.name()), Some(palette));
        }
        assert_eq!(Palette::named("pink"), None);
    }
}
