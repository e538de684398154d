//! Maps text roles to terminal styles: five palettes in four colour depths.
//!
//! Screens name roles only, so contrast is decided, and tested, in one place.

mod colours;
mod depth;

pub use self::depth::ColourDepth;
pub(super) use self::depth::{Rgb, standard};
pub use crate::domain::settings::Palette;

use ratatui::style::{Color, Modifier, Style};

use self::colours::Colours;
use crate::app::cards::Role;

/// A palette on a terminal of a given colour depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Appearance {
    /// The chosen palette.
    pub palette: Palette,
    /// The colours that the terminal can show.
    pub depth: ColourDepth,
    /// Only ASCII is drawn, except for letters.
    pub ascii: bool,
}

impl From<Palette> for Appearance {
    fn from(palette: Palette) -> Self {
        Self {
            palette,
            depth: ColourDepth::True,
            ascii: false,
        }
    }
}

impl Appearance {
    /// The style of a role, on the plain background or on the tint of a selected row.
    pub fn style(self, role: Role, selected: bool) -> Style {
        if role == Role::Square {
            return self.square();
        }
        if let Some(under) = under(role) {
            return self.on(under);
        }
        let style = match self.colours() {
            // Both colours are reset: one of ours on a background of the terminal may be illegible.
            None => Style::new().fg(Color::Reset).bg(Color::Reset),
            Some(colours) => {
                let paper = if selected {
                    colours.selected
                } else {
                    colours.paper
                };
                match self.depth {
                    ColourDepth::Ansi => {
                        let (fore, back) = colours::ansi(self.palette, role, selected);
                        Style::new().fg(fore).bg(back)
                    }
                    depth => Style::new()
                        .fg(depth.text(colours.of(role), &colours, colours::min_contrast(role)))
                        .bg(depth.paper(paper)),
                }
            }
        };
        // Without colours only weight and reverse are left to tell roles apart.
        let loud = matches!(role, Role::Strong)
            || self.colours().is_none()
                && matches!(role, Role::Accent | Role::Good | Role::Warn | Role::Bad);
        let style = if loud {
            style.add_modifier(Modifier::BOLD)
        } else {
            style
        };
        if selected && self.colours().is_none() {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style
        }
    }

    /// `true` if squares for telephones can be drawn: with half blocks, and in black on white.
    pub fn has_squares(self) -> bool {
        !self.ascii && self.depth != ColourDepth::None
    }

    /// Black on white, in every palette.
    // Readers look for dark modules on a light ground. Light on dark, which two palettes would give, many of them do not find.
    fn square(self) -> Style {
        let (fore, back) = match self.depth {
            ColourDepth::None => (Color::Reset, Color::Reset),
            ColourDepth::Ansi => (Color::Black, Color::White),
            // The ends of the colour cube: the first 16 are often changed by users.
            ColourDepth::Indexed => (Color::Indexed(16), Color::Indexed(231)),
            ColourDepth::True => (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)),
        };
        Style::new().fg(fore).bg(back)
    }

    /// The style of text on the colour of a role, the same on both backgrounds.
    fn on(self, under: Role) -> Style {
        let ground = self.style(under, false);
        let style = match (ground.fg, ground.bg) {
            // Without colours the terminal itself turns its two round.
            _ if self.colours().is_none() => ground.add_modifier(Modifier::REVERSED),
            (Some(fore), Some(back)) => ground.fg(back).bg(fore),
            _ => ground,
        };
        style.add_modifier(Modifier::BOLD)
    }

    /// The palette's colours; `None` where only the terminal's own two are used.
    fn colours(self) -> Option<Colours> {
        if self.depth == ColourDepth::None {
            return None;
        }
        colours::of(self.palette)
    }
}

/// The role whose colour is the background of a role; `None` for a role on the paper.
const fn under(role: Role) -> Option<Role> {
    match role {
        Role::OnBar => Some(Role::Bar),
        Role::OnAccent => Some(Role::Accent),
        Role::OnGood => Some(Role::Good),
        Role::OnBad => Some(Role::Bad),
        Role::Ink
        | Role::Muted
        | Role::Strong
        | Role::Accent
        | Role::Good
        | Role::Warn
        | Role::Bad
        | Role::Bar
        | Role::Track
        | Role::Square => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(colour: Option<Color>) -> Rgb {
        match colour {
            Some(Color::Rgb(r, g, b)) => Rgb(r, g, b),
            Some(Color::Indexed(n)) => standard(n),
            other => panic!("{other:?} has no known look"),
        }
    }

    #[test]
    fn every_role_is_legible_on_both_papers() {
        for palette in Palette::ALL {
            if palette == Palette::Mono {
                continue;
            }
            for depth in [ColourDepth::True, ColourDepth::Indexed] {
                for role in colours::ROLES {
                    for selected in [false, true] {
                        let style = Appearance {
                            palette,
                            depth,
                            ascii: false,
                        }
                        .style(role, selected);
                        let found = rgb(style.fg).contrast(rgb(style.bg));
                        let least = colours::min_contrast(role);
                        assert!(
                            found >= least,
                            "{} {depth:?} {role:?} selected {selected}: {found:.2} of {least}",
                            palette.name()
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn roles_and_papers_can_be_told_apart() {
        for palette in Palette::ALL {
            if palette == Palette::Mono {
                continue;
            }
            let look = Appearance::from(palette);
            for (nth, one) in colours::ROLES.iter().enumerate() {
                for other in colours::ROLES.iter().skip(nth + 1) {
                    assert_ne!(look.style(*one, false), look.style(*other, false));
                }
            }
            for depth in [ColourDepth::True, ColourDepth::Indexed, ColourDepth::Ansi] {
                let look = Appearance {
                    palette,
                    depth,
                    ascii: false,
                };
                assert_ne!(
                    look.style(Role::Ink, false).bg,
                    look.style(Role::Ink, true).bg,
                    "{} {depth:?}",
                    palette.name()
                );
            }
        }
    }

    #[test]
    fn without_colour_there_are_weight_and_reverse() {
        let look = Appearance {
            palette: Palette::RoomLight,
            depth: ColourDepth::None,
            ascii: false,
        };
        let style = look.style(Role::Bad, true);
        assert_eq!(style.fg, Some(Color::Reset));
        assert!(
            style
                .add_modifier
                .contains(Modifier::BOLD | Modifier::REVERSED)
        );
        assert_eq!(
            look.style(Role::Bad, true),
            Appearance::from(Palette::Mono).style(Role::Bad, true)
        );
    }
}
