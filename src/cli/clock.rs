//! The clock and the time zone, which only the commands and the loop may ask.

use jiff::Zoned;

use crate::domain::stamp::Stamp;

/// Now, on this computer's clock.
pub(super) fn now() -> Stamp {
    let now = Zoned::now();
    Stamp::new(now.datetime(), now.offset().seconds())
}

/// A name that no other meeting has: from the nanosecond and the process.
pub(super) fn fresh_id() -> String {
    let seed = format!(
        "{}-{}",
        jiff::Timestamp::now().as_nanosecond(),
        // The time alone is not enough: Windows counts it in steps of 100 ns, and two programs may
        // start within one.
        std::process::id()
    );
    let hash: String = crate::store::hash::hash(seed.as_bytes())
        .chars()
        .take(16)
        .collect();
    format!("m-{hash}")
}
