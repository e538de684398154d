//! What fits, and the themes.

use super::Visible;

pub(super) const PLACES: &[Visible] = &[];
