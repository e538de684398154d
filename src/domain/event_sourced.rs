//! The trait for state that is a fold of events, so that a journal can hold it.
//!
//! The store is generic over it: a meeting and a preparation share one journal, one undo and one recovery.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use super::stamp::Stamp;

/// State whose every change is an event in a journal.
pub trait EventSourced: Clone + Debug {
    /// The inputs that the state began with: line 1 of the journal.
    type Began: Clone + Debug + PartialEq + Serialize + DeserializeOwned;
    /// One change that happened. Times and ids are inside.
    type Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned;
    /// The users' place in it: folded (the last one counts), never undone, not synced.
    type Mark: Clone + Debug + PartialEq + Default + Serialize + DeserializeOwned;

    /// The state without what it began with, as a checkpoint holds it; `()` if there are no checkpoints.
    type Snapshot: Serialize + DeserializeOwned;

    /// The version of snapshots. It changes with every field of the state and with what an event does to it: checkpoints
    /// that were written under another one are passed over, and every event is applied again.
    const SNAPSHOT_VERSION: &'static str = "";

    /// Steps between two snapshots in memory: an undo replays at most this many steps.
    const SNAPSHOT_EVERY: usize = 256;

    /// The kind and version in the first line, such as `journal/1`.
    const FORMAT: &'static str;
    /// The names of its files up to the dot, such as `meeting`.
    const FILE_STEM: &'static str;

    /// The moment of the last change before it began, for a state that goes on from a file.
    fn changed_before(_began: &Self::Began) -> Option<Stamp> {
        None
    }

    /// The state before the first event.
    fn begin(began: &Self::Began) -> Self;

    /// The id of the state that `began` starts; files that belong together carry the same one.
    fn id(began: &Self::Began) -> &str;

    /// Checks that `event` can be applied to this state.
    ///
    /// # Errors
    /// The event names something that the state does not contain, which means that the journal is damaged.
    fn validate(&self, event: &Self::Event) -> Result<(), EventError>;

    // Rules belong to `decide`: a rule here would refuse old journals once it changed.
    /// Applies one event. Holds no rules and cannot fail.
    fn apply(&mut self, event: &Self::Event);

    /// The state for a checkpoint; `None` if there are no checkpoints.
    fn snapshot(&self, _began: &Self::Began) -> Option<Self::Snapshot> {
        None
    }

    /// The state that a snapshot was made of; `None` if it does not fit what it began with.
    fn restore(_began: &Self::Began, _snapshot: Self::Snapshot) -> Option<Self> {
        None
    }

    /// The reason why this event, and so everything before it, cannot be undone; `None` if it can.
    fn is_final(event: &Self::Event) -> Option<&'static str>;
}

/// An event that does not fit the state it is to be applied to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// It names something that is not there.
    #[error("it names {what} `{id}` that is not known")]
    UnknownNamed {
        /// The kind of thing, with its article.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// It changes something that is not there.
    #[error("it changes {what} `{id}` that is not known")]
    UnknownChanged {
        /// The kind of thing, with its article.
        what: &'static str,
        /// Its id.
        id: String,
    },
}

impl EventError {
    /// The error for an event that names `what` (with its article), whose `id` is not known.
    #[must_use]
    pub fn unknown(what: &'static str, id: &str) -> Self {
        Self::UnknownNamed {
            what,
            id: id.to_owned(),
        }
    }
}
