//! Settings of a computer, which hold for all its meetings.
//!
//! No setting changes an agreement: where an agenda and a setting differ, the agenda wins.

use std::collections::BTreeMap;

use super::{
    agenda::{Agenda, PartialVoteSettings, VoteSettings},
    reading::Jargon,
    word::word_of,
};

pub mod clicker;

pub use self::clicker::{Clicker, PartialClicker};

/// A colour palette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Palette {
    /// Dark on light, for projectors.
    #[default]
    RoomLight,
    /// Light on dark.
    RoomDark,
    /// Highest contrast.
    HighContrast,
    /// Okabe and Ito's colours, darkened until they are readable as text.
    ColourBlind,
    /// The terminal's own two colours, with bold and reverse video.
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

    /// Each palette with its word in settings.
    pub const WORDS: &[(&str, Self)] = &[
        ("room-light", Self::RoomLight),
        ("room-dark", Self::RoomDark),
        ("high-contrast", Self::HighContrast),
        ("colour-blind", Self::ColourBlind),
        ("mono", Self::Mono),
    ];

    /// The next palette, cycling.
    #[must_use]
    pub fn next(self) -> Self {
        let mut after = Self::ALL.iter().skip_while(|p| **p != self).skip(1);
        after.next().copied().unwrap_or_default()
    }

    /// Word in settings.
    pub fn name(self) -> &'static str {
        word_of(Self::WORDS, self)
    }

    /// Short description.
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

/// A built-in language of the papers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PaperLanguage {
    /// British English.
    #[default]
    English,
    /// Welsh, a first draft.
    Welsh,
}

impl PaperLanguage {
    /// Each language with its word in settings.
    pub const WORDS: &[(&str, Self)] = &[("en", Self::English), ("cy", Self::Welsh)];

    /// Word in settings.
    pub fn name(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Colour palette.
    pub palette: Palette,
    /// React to the mouse.
    pub mouse: bool,
    /// Draw ASCII only, for terminals without box characters.
    pub ascii: bool,
    /// Update clocks once a minute only, for people who are disturbed by movement.
    pub reduced_motion: bool,
    /// Additional keys of the slide clicker.
    pub clicker: Clicker,
    /// Default vote settings for agendas.
    pub vote: VoteSettings,
    /// Default currency for agendas, an ISO 4217 code such as `GBP`.
    pub currency: String,
    /// Additional jargon, from term to plainer words.
    pub plain_words: BTreeMap<String, String>,
    /// Language of the papers.
    pub language: PaperLanguage,
    /// Folder with the outcomes of other units, for the goal bank.
    pub goal_bank: Option<String>,
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
            language: PaperLanguage::default(),
            goal_bank: None,
        }
    }
}

/// Settings of one source, each of them optional: a settings file or the command line.
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
    pub language: Option<PaperLanguage>,
    pub goal_bank: Option<String>,
}

impl PartialSettings {
    /// Complete settings: each key of this source, or the one of `defaults`.
    pub fn or(&self, defaults: Settings) -> Settings {
        Settings {
            palette: self.palette.unwrap_or(defaults.palette),
            mouse: self.mouse.unwrap_or(defaults.mouse),
            ascii: self.ascii.unwrap_or(defaults.ascii),
            reduced_motion: self.reduced_motion.unwrap_or(defaults.reduced_motion),
            clicker: self.clicker.or(defaults.clicker),
            vote: self.vote.or(&defaults.vote),
            currency: self.currency.clone().unwrap_or(defaults.currency),
            // As a whole, like every list: merged with the one below, a term could never be taken off again.
            plain_words: self.plain_words.clone().unwrap_or(defaults.plain_words),
            language: self.language.unwrap_or(defaults.language),
            goal_bank: self.goal_bank.clone().or(defaults.goal_bank),
        }
    }
}

impl Settings {
    /// Jargon of texts: the built-in terms and `plain_words`.
    pub fn jargon(&self) -> Jargon {
        Jargon::with(&self.plain_words)
    }

    /// Fills the gaps of an agenda; `own` is what its file says about votes.
    pub fn fill(&self, agenda: &mut Agenda, own: &PartialVoteSettings) {
        agenda.vote = own.or(&self.vote);
        agenda
            .capacity
            .currency
            // Written into the agenda, so that a meeting opened on another computer keeps its currency.
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
        let holds = flags.or(file.or(Settings::default()));
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
            PartialSettings::default().or(Settings::default()),
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
