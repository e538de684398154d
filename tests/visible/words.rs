//! Comments, notes and the desk.

use super::Visible;

pub(super) const PLACES: &[Visible] = &[];
