//! Overrides: flags of the command line that win over the settings file for one run.

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _},
};

use crate::domain::settings::{Palette, PartialSettings};

/// Flags that every command that shows a meeting understands, before and after its name.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Settings for this once")]
pub(super) struct Overrides {
    /// The colours
    #[arg(long, global = true, value_name = "PALETTE", value_parser = palettes())]
    palette: Option<Palette>,
    /// Do not listen to the mouse
    #[arg(long, global = true)]
    no_mouse: bool,
    /// Draw with plain characters only
    #[arg(long, global = true)]
    ascii: bool,
    /// Nothing changes by itself more than once a minute
    #[arg(long, global = true)]
    reduced_motion: bool,
}

impl Overrides {
    /// The flags as partial settings; a flag that was not given sets nothing.
    pub(super) fn said(&self) -> PartialSettings {
        PartialSettings {
            palette: self.palette,
            // Never `Some(true)`: a flag that was not given must leave the file's value alone.
            mouse: self.no_mouse.then_some(false),
            ascii: self.ascii.then_some(true),
            reduced_motion: self.reduced_motion.then_some(true),
            ..PartialSettings::default()
        }
    }
}

fn palettes() -> impl clap::builder::IntoResettable<clap::builder::ValueParser> {
    let words = Palette::WORDS
        .iter()
        .map(|(word, palette)| PossibleValue::new(*word).help(palette.about()));
    PossibleValuesParser::new(words).try_map(|word| Palette::named(&word).ok_or("no such palette"))
}
