//! Owners, Close and the pledge.

use super::Visible;

pub(super) const PLACES: &[Visible] = &[];
