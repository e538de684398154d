//! The colour values of every palette.
//!
//! A palette is changed only here; a test checks the contrast of every role on both backgrounds.

use ratatui::style::Color;

use super::{Palette, depth::Rgb};
use crate::app::cards::Role;

/// All roles, for the contrast test.
#[cfg(test)]
pub(super) const ROLES: [Role; 13] = [
    Role::Ink,
    Role::Muted,
    Role::Strong,
    Role::Accent,
    Role::Good,
    Role::Warn,
    Role::Bad,
    Role::Bar,
    Role::Track,
    Role::OnBar,
    Role::OnAccent,
    Role::OnGood,
    Role::OnBad,
];

/// The colours of a palette.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colours {
    pub(super) paper: Rgb,
    pub(super) selected: Rgb,
    ink: Rgb,
    muted: Rgb,
    accent: Rgb,
    bar: Rgb,
    track: Rgb,
    good: Rgb,
    warn: Rgb,
    bad: Rgb,
}

impl Colours {
    /// The colour of a role, or the colour that its text stands on.
    pub(super) const fn of(&self, role: Role) -> Rgb {
        match role {
            // A square has colours of its own; these would be those of its text.
            Role::Ink | Role::Strong | Role::Square => self.ink,
            Role::Muted => self.muted,
            Role::Accent | Role::OnAccent => self.accent,
            Role::Good | Role::OnGood => self.good,
            Role::Warn => self.warn,
            Role::Bad | Role::OnBad => self.bad,
            Role::Bar | Role::OnBar => self.bar,
            Role::Track => self.track,
        }
    }
}

/// Minimum contrast ratio of a role to its background: 7 for text, 4.5 for large or bold text (WCAG 2.2, 1.4.6), 3 for graphics
/// (1.4.11).
pub(super) const fn min_contrast(role: Role) -> f64 {
    match role {
        Role::Bar | Role::Track => 3.0,
        // Bold numbers on a bar, of which the bar itself tells the length.
        Role::OnBar => 4.5,
        _ => 7.0,
    }
}

/// The colours of a palette; `None` for the one without colours.
pub(super) const fn of(palette: Palette) -> Option<Colours> {
    match palette {
        // The default: projectors wash out dark backgrounds. The paper is off-white because pure white dazzles beside a
        // dimmed room.
        Palette::RoomLight => Some(Colours {
            paper: Rgb(0xFB, 0xFA, 0xF6),
            selected: Rgb(0xDC, 0xE8, 0xF5),
            ink: Rgb(0x1B, 0x1A, 0x18),
            muted: Rgb(0x4A, 0x48, 0x44),
            accent: Rgb(0x00, 0x46, 0x8C),
            bar: Rgb(0x2F, 0x6F, 0xB2),
            track: Rgb(0x83, 0x81, 0x79),
            good: Rgb(0x09, 0x54, 0x3A),
            warn: Rgb(0x74, 0x37, 0x00),
            bad: Rgb(0x8C, 0x1D, 0x18),
        }),
        Palette::RoomDark => Some(Colours {
            paper: Rgb(0x10, 0x14, 0x1A),
            selected: Rgb(0x1E, 0x32, 0x46),
            ink: Rgb(0xF2, 0xEF, 0xE9),
            muted: Rgb(0xC4, 0xC0, 0xB8),
            accent: Rgb(0x8F, 0xCB, 0xFF),
            bar: Rgb(0x5A, 0xA6, 0xE6),
            track: Rgb(0x76, 0x7B, 0x83),
            good: Rgb(0x7F, 0xD6, 0xA8),
            warn: Rgb(0xFF, 0xC0, 0x69),
            bad: Rgb(0xFF, 0xA8, 0xA0),
        }),
        Palette::HighContrast => Some(Colours {
            paper: Rgb(0xFF, 0xFF, 0xFF),
            selected: Rgb(0xFF, 0xE6, 0x80),
            ink: Rgb(0x00, 0x00, 0x00),
            muted: Rgb(0x2A, 0x2A, 0x2A),
            accent: Rgb(0x00, 0x00, 0x9C),
            bar: Rgb(0x00, 0x3C, 0xB4),
            track: Rgb(0x6E, 0x6E, 0x6E),
            good: Rgb(0x00, 0x40, 0x1C),
            warn: Rgb(0x5A, 0x24, 0x00),
            bad: Rgb(0x7A, 0x00, 0x10),
        }),
        Palette::ColourBlind => Some(Colours {
            paper: Rgb(0xFA, 0xFA, 0xF8),
            selected: Rgb(0xDD, 0xEA, 0xF4),
            ink: Rgb(0x14, 0x14, 0x14),
            muted: Rgb(0x46, 0x46, 0x46),
            accent: Rgb(0x00, 0x43, 0x72),
            bar: Rgb(0x00, 0x72, 0xB2),
            track: Rgb(0x80, 0x80, 0x80),
            good: Rgb(0x00, 0x55, 0x3E),
            warn: Rgb(0x76, 0x35, 0x00),
            bad: Rgb(0x80, 0x20, 0x5C),
        }),
        Palette::Mono => None,
    }
}

/// Foreground and background of a role in the sixteen ANSI colours, which each terminal shows in its own shades.
///
/// Chosen by hand, since the nearest of sixteen is often illegible: yellow and green vanish on white, so there the
/// `Good` role is black.
pub(super) fn ansi(palette: Palette, role: Role, selected: bool) -> (Color, Color) {
    if palette == Palette::RoomDark {
        let back = if selected { Color::Blue } else { Color::Black };
        let fore = match role {
            Role::Track if selected => Color::Gray,
            _ if selected => Color::White,
            Role::Ink | Role::Strong | Role::Square => Color::White,
            Role::Muted => Color::Gray,
            Role::Accent | Role::Bar | Role::OnAccent | Role::OnBar => Color::LightCyan,
            Role::Track => Color::DarkGray,
            Role::Good | Role::OnGood => Color::LightGreen,
            Role::Warn => Color::LightYellow,
            Role::Bad | Role::OnBad => Color::LightRed,
        };
        return (fore, back);
    }
    let back = if selected { Color::Cyan } else { Color::White };
    let fore = match role {
        Role::Track => Color::DarkGray,
        _ if selected => Color::Black,
        Role::Accent | Role::Bar => Color::Blue,
        Role::Warn | Role::Bad => Color::Red,
        _ => Color::Black,
    };
    (fore, back)
}
