//! Shape of `settings.yaml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::{
    agenda::Vote,
    scalar::{Currency, Flag, Header, Name, listed},
};

/// Settings of one computer, for every meeting. Every key but the first may be left out.
#[derive(JsonSchema)]
#[schemars(title = "settings.yaml", deny_unknown_fields)]
pub(super) struct SettingsFile {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Colours of the screen.
    palette: Option<Palette>,
    /// true: the mouse can be used. false: text can be marked and copied as in any window.
    mouse: Option<Flag>,
    /// true: only plain characters, for windows that show boxes or question marks.
    ascii: Option<Flag>,
    /// true: nothing changes by itself more than once a minute.
    reduced_motion: Option<Flag>,
    /// Keys of a slide clicker, beyond those that every clicker sends.
    clicker: Option<Clicker>,
    /// Settings of every vote, where the agenda leaves them out.
    vote: Option<Vote>,
    /// Currency of costs, where the agenda leaves it out.
    currency: Option<Currency>,
    /// Terms of your trade, and what to say in their place, such as CNS: specialist nurse.
    #[schemars(extend("propertyNames" = {
        "pattern": "[\\p{L}\\p{N}]",
        "patternErrorMessage": "A term with a letter in it is expected.",
    }))]
    plain_words: Option<BTreeMap<String, Name>>,
    /// Language of the papers.
    language: Option<Language>,
    /// Folder with the outcomes of other units. Goals like the one that is worded are looked for there.
    goal_bank: Option<Name>,
}

/// Colours of the screen.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "kebab-case", transform = listed)]
pub(super) enum Palette {
    /// Dark on light, for projectors.
    RoomLight,
    /// Light on dark, for a dim room.
    RoomDark,
    /// As far apart as a screen can.
    HighContrast,
    /// No red beside green.
    ColourBlind,
    /// The terminal's own colours, bold and reverse.
    Mono,
}

/// Language of the papers.
#[derive(JsonSchema)]
#[schemars(inline, transform = listed)]
pub(super) enum Language {
    /// English.
    #[schemars(rename = "en")]
    English,
    /// Welsh: a first draft, not yet read by a Welsh speaker.
    #[schemars(rename = "cy")]
    Welsh,
}

/// Keys of a slide clicker: function keys such as F5 or Shift-F5, but not F1 and F2.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Clicker {
    /// Keys that go on, beside `PgDn`.
    forward: Option<Vec<ForwardKey>>,
    /// Keys that go back, beside `PgUp`.
    back: Option<Vec<BackKey>>,
    /// Keys that blank the wall, beside b and the full stop.
    blank: Option<Vec<BlankKey>>,
}

/// Function key such as F5, or `PgDn`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = key("[Pp][Gg][Dd][Nn]|[Pp][Aa][Gg][Ee][Dd][Oo][Ww][Nn]"),
    "patternErrorMessage" = "A function key such as F5 is expected, or PgDn.",
))]
struct ForwardKey(String);

/// Function key such as F5, or `PgUp`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = key("[Pp][Gg][Uu][Pp]|[Pp][Aa][Gg][Ee][Uu][Pp]"),
    "patternErrorMessage" = "A function key such as F5 is expected, or PgUp.",
))]
struct BackKey(String);

/// Function key such as F5, b or the full stop.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = key("[b.]"),
    "patternErrorMessage" = "A function key such as F5 is expected, or b, or \".\".",
))]
struct BlankKey(String);

/// Pattern of a function key with its modifiers, but not of help and the tour, and of the keys that the clicker has anyway.
fn key(own: &str) -> String {
    format!(
        "^(?! *[Ff][12] *$) *(([Cc][Tt][Rr][Ll]-)?([Aa][Ll][Tt]-)?([Ss][Hh][Ii][Ff][Tt]-)?[Ff]([1-9]|[12][0-9]|3[0-5])|{own}) *$"
    )
}
