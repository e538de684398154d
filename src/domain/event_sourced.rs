//! Event sourcing: the trait of state that is stored as a journal of events.
//!
//! The store is generic over it, so that a meeting and a preparation share one journal, one undo and one recovery.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

/// State that is rebuilt from a beginning and a list of events.
pub trait EventSourced: Clone + Debug {
    /// Inputs that the state begins with, stored in line 1 of the journal.
    type Began: Clone + Debug + PartialEq + Serialize + DeserializeOwned;
    /// A change that happened, with its times and ids.
    type Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned;
    /// Position of its users, such as the open stage. Only the last one counts; it is never undone and not synced to disk.
    type Mark: Clone + Debug + PartialEq + Default + Serialize + DeserializeOwned;

    /// State without the beginning, as stored in a checkpoint; `()` for a type without checkpoints.
    type Snapshot: Serialize + DeserializeOwned;

    /// Version of snapshots. It must change with any field of the state and any effect of an event: checkpoints of another version
    /// are ignored, and every event is replayed.
    const SNAPSHOT: &'static str = "";

    /// Most steps that an undo replays: the distance between states kept in memory.
    const MAX_REPLAY: usize = 256;

    /// Kind and version in the first line, such as `journal/1`.
    const FORMAT: &'static str;
    /// File name without its extension, such as `meeting`.
    const FILE_STEM: &'static str;

    /// State before the first event.
    fn begin(began: &Self::Began) -> Self;

    /// Id of the state; all files that belong together contain it.
    fn id(began: &Self::Began) -> &str;

    /// Checks that `event` can be applied to this state. An event with an unknown id means that the journal is damaged.
    ///
    /// # Errors
    /// A sentence that names the unknown id.
    // Skipping an event that does not fit would open a meeting that never happened, so opening stops with the line's number.
    fn validate(&self, event: &Self::Event) -> Result<(), String>;

    // Rules belong to `decide`: a rule here would refuse old journals once it changed.
    /// Applies an event. It has no rules and cannot fail.
    fn apply(&mut self, event: &Self::Event);

    /// State for a checkpoint; `None` for a type without checkpoints.
    fn snapshot(&self, _began: &Self::Began) -> Option<Self::Snapshot> {
        None
    }

    /// Rebuilds the state from a snapshot; `None` if it does not match the beginning.
    fn restore(_began: &Self::Began, _snapshot: Self::Snapshot) -> Option<Self> {
        None
    }

    /// Reason why this event and all before it cannot be undone; `None` if they can.
    fn is_final(event: &Self::Event) -> Option<&'static str>;
}
