//! The rules by which a room can see a set of goals that fits.

/// A rule that proposes a set of goals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoomRule {
    /// The best result first; what does not fit is skipped.
    BestFirst,
    /// Equal shares: each group holds half of what there is, and supporters pay together. Nothing is raised or filled up.
    GroupHalves,
    /// Phragmén: costs weigh on supporters as evenly as can be; it stops at the first goal that does not fit.
    EvenLoad,
    /// The set with the most points of all that fit.
    BestSet,
}

impl RoomRule {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [
        Self::BestFirst,
        Self::GroupHalves,
        Self::EvenLoad,
        Self::BestSet,
    ];

    /// The word that files and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Self::BestFirst => "greedy",
            Self::GroupHalves => "equal-shares",
            Self::EvenLoad => "phragmen",
            Self::BestSet => "best",
        }
    }
}
