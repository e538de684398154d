//! The part of a program's state that is the same in all of them.

use std::{fmt, rc::Rc};

use jiff::civil;

use super::{
    dialog::{Ask, Checklist, Choice, Help, Picker, Prompt},
    layer::{Kinds, Layer, Value},
};
use crate::{
    app::{
        cards::{Page, Role, Toast},
        keymap::{KeyName, key_name},
    },
    domain::{refusal::Refusal, settings::Palette, stamp::Stamp},
};

/// Keeps a palette for the next time, or says why it cannot. Injected, because `app` does not know where settings are kept.
#[derive(Clone)]
pub struct SavePalette(Rc<dyn Fn(Palette) -> Result<(), Refusal>>);

impl SavePalette {
    /// A function that keeps it.
    pub fn new(save: impl Fn(Palette) -> Result<(), Refusal> + 'static) -> Self {
        Self(Rc::new(save))
    }

    pub(super) fn save(&self, palette: Palette) -> Result<(), Refusal> {
        (self.0)(palette)
    }
}

impl fmt::Debug for SavePalette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SavePalette")
    }
}

/// Layers, message, scrolling, size and colours.
#[derive(Clone, Debug)]
pub struct State<K: Kinds> {
    /// Layers over the page, the top one last.
    pub layers: Vec<Layer<K>>,
    /// The message that goes with the next key.
    pub toast: Option<Toast>,
    /// Lines that the page on top is scrolled down by hand.
    pub scroll: u16,
    /// The most lines that the page on top can be scrolled, and the lines in sight at a time, as last drawn.
    pub extent: (u16, u16),
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// The colours.
    pub palette: Palette,
    /// Keeps them for the next time; without it they hold until the program ends.
    pub save_palette: Option<SavePalette>,
    /// The names of keys in sentences: the dialogue has other names for them than screens.
    pub key_name: KeyName,
    /// The time of the last input.
    pub now: Stamp,
    /// The program is over.
    pub is_over: bool,
}

impl<K: Kinds> Default for State<K> {
    fn default() -> Self {
        Self {
            layers: Vec::new(),
            toast: None,
            scroll: 0,
            extent: (0, 0),
            size: (80, 22),
            palette: Palette::default(),
            save_palette: None,
            key_name,
            // Before any input nothing asks for the time.
            now: Stamp::new(civil::date(2000, 1, 1).at(0, 0, 0, 0), 0),
            is_over: false,
        }
    }
}

impl<K: Kinds> State<K> {
    /// The state at the start of a program.
    pub fn new(palette: Palette) -> Self {
        Self {
            palette,
            ..Self::default()
        }
    }

    /// Says something until the next key.
    pub fn say(&mut self, role: Role, text: impl Into<String>) {
        self.toast = Some(Toast {
            text: text.into(),
            role,
        });
    }

    /// Puts a layer of the program's own on top.
    pub fn push(&mut self, layer: K::Layer) {
        self.layers.push(Layer::Own(layer));
    }

    /// Takes the layer of the program's own off that is on top; a dialog stays.
    pub fn pop_own(&mut self) -> Option<K::Layer> {
        match self.layers.pop() {
            Some(Layer::Own(layer)) => Some(layer),
            other => {
                self.layers.extend(other);
                None
            }
        }
    }

    /// The nearest layer of the program's own, below any dialog.
    pub fn own(&self) -> Option<&K::Layer> {
        self.layers.iter().rev().find_map(Layer::own)
    }

    /// The layer of the program's own that is on top of everything.
    pub fn own_on_top(&self) -> Option<&K::Layer> {
        self.layers.last().and_then(Layer::own)
    }

    /// Puts a text on top to be written.
    pub fn prompt(&mut self, prompt: Prompt<K::Prompt>) {
        self.layers.push(Layer::Prompt(Box::new(prompt)));
    }

    /// Puts a list on top to choose one from.
    pub fn pick(&mut self, picker: Picker<K::Pick>) {
        self.layers
            .push(Layer::Pick(Box::new(picker.map(Value::Own))));
    }

    /// Puts a list on top to choose several from.
    pub fn check(&mut self, checklist: Checklist<K::Checklist>) {
        self.layers.push(Layer::Check(Box::new(checklist)));
    }

    /// Puts a question on top.
    pub fn ask(&mut self, ask: Ask<K::Pick>) {
        self.layers.push(Layer::Ask(Box::new(ask)));
    }

    pub(super) fn help(&mut self, help: Help) {
        self.layers.push(Layer::Help(help));
    }

    /// Puts the rows of a page's list on top, to look for one of them; false where the page has no list.
    pub fn find_row(&mut self, page: &Page) -> bool {
        let (rows, at) = page.list_in_words();
        if rows.is_empty() {
            return false;
        }
        let rows = rows.into_iter().enumerate();
        let choices = rows.map(|(nth, words)| Choice::new(Value::Row(nth), words, ""));
        let picker = Picker::new("Find: type a few letters", choices.collect());
        self.layers
            .push(Layer::Pick(Box::new(picker.at(at.unwrap_or(0)))));
        true
    }

    /// Puts the palettes on top: each is seen as soon as the mark is on it.
    pub(super) fn pick_palette(&mut self) {
        let now = self.palette;
        let choices = Palette::ALL
            .iter()
            .map(|p| Choice::new(Value::Palette(*p), p.name(), p.about()));
        let picker = Picker::new("Colours, seen as you go", choices.collect())
            .on(|value| matches!(value, Value::Palette(p) if *p == now))
            .by_words()
            .or(Value::Palette(now));
        self.layers.push(Layer::Pick(Box::new(picker)));
    }

    /// Shows the palette under the mark, where the list on top is one of palettes.
    pub(super) fn preview(&mut self) {
        let marked = match self.layers.last() {
            Some(Layer::Pick(picker)) => picker.marked().and_then(|c| c.value.as_ref().ok()),
            _ => None,
        };
        if let Some(Value::Palette(palette)) = marked {
            self.palette = *palette;
        }
    }

    /// Takes a palette, and keeps it for the next time.
    pub(super) fn take_palette(&mut self, palette: Palette) {
        self.palette = palette;
        let saved = self.save_palette.as_ref().map(|save| save.save(palette));
        if let Some(Err(why)) = saved {
            self.say(Role::Warn, why);
        }
    }

    /// Scrolls the page on top, as far as it goes.
    pub fn scroll_by(&mut self, lines: i32) {
        let to = i32::from(self.scroll).saturating_add(lines);
        self.scroll = u16::try_from(to.max(0))
            .unwrap_or(u16::MAX)
            .min(self.extent.0);
    }

    /// Scrolls most of a page down, and from its end to its top.
    pub fn scroll_further(&mut self) {
        if self.scroll >= self.extent.0 {
            self.scroll = 0;
        } else {
            self.scroll_by(i32::from(self.extent.1.saturating_sub(2).max(1)));
        }
    }

    pub(super) fn drawn(&mut self, scroll_max: u16, page_height: u16) {
        self.extent = (scroll_max, page_height);
        self.scroll = self.scroll.min(scroll_max);
    }
}
