//! What a journal can hold: something that begins, changes by events, and can be built again from them.
//!
//! The store is generic over this, so that a meeting, and later other things people edit, share one
//! journal, one undo and one recovery.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

/// A thing whose every change is an event in a journal.
pub trait EventSourced: Clone + Debug {
    /// What line 1 of the journal holds: the inputs that the thing began with.
    type Began: Clone + Debug + PartialEq + Serialize + DeserializeOwned;
    /// One change that happened. Times and ids are inside.
    type Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned;
    /// Where its users are in it: folded (the last one counts), never undone, not synced.
    type Mark: Clone + Debug + PartialEq + Default + Serialize + DeserializeOwned;

    /// The state without what it began with, as a checkpoint holds it; `()` where nothing keeps any.
    type Snapshot: Serialize + DeserializeOwned;

    /// The form and meaning of snapshots. It is another one whenever a field of the state, or what an event does to it, is
    /// another: then the checkpoints that were written before are passed over, and every event is applied again.
    const SNAPSHOT: &'static str = "";

    /// Steps between two states that are kept in memory, so that an undo applies few steps again.
    const MAX_REPLAY: usize = 256;

    /// The kind and version in the first line, such as `journal/1`.
    const FORMAT: &'static str;
    /// What its files are called before the dot, such as `meeting`.
    const FILE_STEM: &'static str;

    /// The state before the first event.
    fn begin(began: &Self::Began) -> Self;

    /// The id of the thing that `began` starts; files that belong together carry the same one.
    fn id(began: &Self::Began) -> &str;

    /// Whether `event` can be applied to this state. An event that names something unknown is damage.
    ///
    /// # Errors
    /// A sentence that says what is unknown.
    fn validate(&self, event: &Self::Event) -> Result<(), String>;

    /// Applies one event. Holds no rules and cannot fail.
    fn apply(&mut self, event: &Self::Event);

    /// The state for a checkpoint; `None` where none is kept.
    fn snapshot(&self, _began: &Self::Began) -> Option<Self::Snapshot> {
        None
    }

    /// The state that a snapshot was made of; `None` where it does not fit what it began with.
    fn restore(_began: &Self::Began, _snapshot: Self::Snapshot) -> Option<Self> {
        None
    }

    /// Why this event, and so everything before it, cannot be undone: `None` where it can.
    fn is_final(event: &Self::Event) -> Option<&'static str>;
}
