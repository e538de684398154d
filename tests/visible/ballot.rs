//! Open rounds and ballots.

use super::Visible;

pub(super) const PLACES: &[Visible] = &[];
