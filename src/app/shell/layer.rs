//! The stack of layers over a page: dialogs, which every program has, and layers of a program's own.

use std::{convert::Infallible, fmt::Debug};

use super::dialog::{Ask, Checklist, Help, Picker, Prompt};
use crate::{app::keymap::Binding, app::keymap::Scope, domain::settings::Palette};

/// The types that a program's layers carry.
pub trait Kinds: Clone + Debug {
    /// A layer of its own.
    type Layer: OwnLayer;
    /// A value that is picked from a list, or by the yes to a question.
    type Pick: Clone + Debug;
    /// The purpose of a text.
    type Prompt: Clone + Debug;
    /// The purpose of a checklist.
    type Checklist: Clone + Debug;
}

/// A layer that only one program has.
pub trait OwnLayer: Clone + Debug {
    /// The scopes of its keys, nearest first.
    fn scopes(&self) -> Vec<Scope>;

    /// Whether it lies over the page instead of standing in its place.
    fn is_overlay(&self) -> bool {
        false
    }

    /// Whether a click on the marked row is as good as Enter.
    fn opens_on_click(&self) -> bool {
        true
    }
}

impl OwnLayer for Infallible {
    fn scopes(&self) -> Vec<Scope> {
        match *self {}
    }
}

/// A value of a list that the shell or a program has put up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<T> {
    /// The program's.
    Own(T),
    /// A row of the key table, to be done.
    Run(&'static Binding),
    /// A row of the list below, to be marked.
    Row(usize),
    /// A palette. It is seen as soon as the mark is on it.
    Palette(Palette),
}

/// A layer. Keys go to the top one.
#[derive(Clone, Debug)]
pub enum Layer<K: Kinds> {
    /// The keys that work below it.
    Help(Help),
    /// A text being written.
    Prompt(Box<Prompt<K::Prompt>>),
    /// A list to choose one from.
    Pick(Box<Picker<Value<K::Pick>>>),
    /// A list to choose several from.
    Check(Box<Checklist<K::Checklist>>),
    /// A question before something that cannot be undone.
    Ask(Box<Ask<K::Pick>>),
    /// A layer of the program's own.
    Own(K::Layer),
}

impl<K: Kinds> Layer<K> {
    /// The scopes of its keys, nearest first.
    pub fn scopes(&self) -> Vec<Scope> {
        match self {
            Self::Help(_) => vec![Scope::Help],
            Self::Prompt(prompt) if prompt.field.is_several() => vec![Scope::Lines],
            Self::Prompt(_) => vec![Scope::Text],
            Self::Pick(_) => vec![Scope::Choose],
            Self::Check(_) => vec![Scope::ChooseMany],
            Self::Ask(_) => vec![Scope::Ask],
            Self::Own(layer) => layer.scopes(),
        }
    }

    /// Whether it lies over the page instead of standing in its place.
    pub fn is_overlay(&self) -> bool {
        match self {
            Self::Own(layer) => layer.is_overlay(),
            _ => true,
        }
    }

    /// The program's own layer, where it is one.
    pub fn own(&self) -> Option<&K::Layer> {
        match self {
            Self::Own(layer) => Some(layer),
            _ => None,
        }
    }
}
