//! Overrides: flags of the command line that win over the settings file for one run.

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _},
};

use crate::domain::settings::{Palette, PartialSettings};

/// Flags of every command that draws a full screen.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Settings for this once")]
pub(super) struct LookFlags {
    /// The colours
    #[arg(long, value_name = "PALETTE", value_parser = palettes())]
    palette: Option<Palette>,
    /// Do not listen to the mouse
    #[arg(long)]
    no_mouse: bool,
    /// Draw with plain characters only
    #[arg(long)]
    ascii: bool,
}

/// Flags of every command that shows a meeting.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Settings for this once")]
pub(super) struct Overrides {
    #[command(flatten)]
    look: LookFlags,
    /// Nothing changes by itself more than once a minute
    #[arg(long)]
    reduced_motion: bool,
}

impl Overrides {
    /// The flags as partial settings; a flag that was not given sets nothing.
    pub(super) fn said(&self) -> PartialSettings {
        PartialSettings {
            palette: self.look.palette,
            // Never `Some(true)`: a flag that was not given must leave the file's value alone.
            mouse: self.look.no_mouse.then_some(false),
            ascii: self.look.ascii.then_some(true),
            reduced_motion: self.reduced_motion.then_some(true),
            ..PartialSettings::default()
        }
    }

    /// Both: a flag before the name of a command and those after it.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            look: LookFlags {
                palette: self.look.palette.or(other.look.palette),
                no_mouse: self.look.no_mouse || other.look.no_mouse,
                ascii: self.look.ascii || other.look.ascii,
            },
            reduced_motion: self.reduced_motion || other.reduced_motion,
        }
    }
}

impl From<LookFlags> for Overrides {
    fn from(look: LookFlags) -> Self {
        Self {
            look,
            reduced_motion: false,
        }
    }
}

fn palettes() -> impl clap::builder::IntoResettable<clap::builder::ValueParser> {
    let words = Palette::WORDS
        .iter()
        .map(|(word, palette)| PossibleValue::new(*word).help(palette.about()));
    PossibleValuesParser::new(words).try_map(|word| Palette::named(&word).ok_or("no such palette"))
}
