//! The state that every program has: layers, message, scrolling, size and colours.

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

/// Persists a palette; `Err` is the sentence to show. Injected, because `app` does not know where settings are stored.
#[derive(Clone)]
pub struct SavePalette(Rc<dyn Fn(Palette) -> Result<(), Refusal>>);

impl SavePalette {
    /// A value that persists palettes with `save`.
    pub fn new(save: impl Fn(Palette) -> Result<(), Refusal> + 'static) -> Self {
        Self(Rc::new(save))
    }

    pub(super) fn save(&self, palette: Palette) -> Result<(), Refusal> {
        (self.0)(palette)
    }
}

impl fmt::Debug for SavePalette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A closure has no `Debug`, and everything in the state derives it for failing tests.
        f.write_str("SavePalette")
    }
}

/// Layers, message, scrolling, size and colours.
#[derive(Clone, Debug)]
pub struct State<K: Kinds> {
    /// Layers over the page, the top one last.
    pub layers: Vec<Layer<K>>,
    /// The message that disappears at the next key.
    pub toast: Option<Toast>,
    /// Lines that the page on top is scrolled down by hand.
    pub scroll: u16,
    /// The most lines that the page on top can be scrolled, and the lines in sight at a time, as last drawn.
    pub extent: (u16, u16),
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// The colours.
    pub palette: Palette,
    /// Persists the colours; without it they last until the program ends.
    pub save_palette: Option<SavePalette>,
    /// The names of keys in sentences: the dialogue has other names for them than screens.
    pub key_name: KeyName,
    /// The time of the last input.
    pub now: Stamp,
    /// The program has ended.
    pub is_over: bool,
}

impl<K: Kinds> Default for State<K> {
    fn default() -> Self {
        Self {
            layers: Vec::new(),
            toast: None,
            scroll: 0,
            extent: (0, 0),
            // The measure of all screens: a 30 point terminal on a 1080p projector. The loop sends the real size
            // before the first frame.
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

    /// Shows a message until the next key.
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

    /// Removes and returns the program's own layer if it is on top; a dialog stays.
    pub fn pop_own(&mut self) -> Option<K::Layer> {
        match self.layers.pop() {
            Some(Layer::Own(layer)) => Some(layer),
            // A program may only take its own layer off. A dialog above it belongs to the shell.
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

    /// Opens a text prompt on top.
    pub fn prompt(&mut self, prompt: Prompt<K::Prompt>) {
        self.layers.push(Layer::Prompt(Box::new(prompt)));
    }

    /// Opens a list on top to choose one from.
    pub fn pick(&mut self, picker: Picker<K::Pick>) {
        self.layers
            .push(Layer::Pick(Box::new(picker.map(Value::Own))));
    }

    /// Opens a list on top to choose several from.
    pub fn check(&mut self, checklist: Checklist<K::Checklist>) {
        self.layers.push(Layer::Check(Box::new(checklist)));
    }

    /// Opens a question on top.
    pub fn ask(&mut self, ask: Ask<K::Pick>) {
        self.layers.push(Layer::Ask(Box::new(ask)));
    }

    pub(super) fn help(&mut self, help: Help) {
        self.layers.push(Layer::Help(help));
    }

    /// Opens a search over the rows of a page's list; `false` if the page has no list.
    pub fn find_row(&mut self, page: &Page) -> bool {
        // The page that is shown, not the data behind it: letters are looked for in the words that people see.
        let (rows, at) = page.list_in_words();
        if rows.is_empty() {
            return false;
        }
        let rows = rows.into_iter().enumerate();
        let choices = rows.map(|(nth, words)| Choice::new(Value::Row(nth), words, ""));
        let picker = Picker::new("Find", choices.collect()).search();
        self.layers
            .push(Layer::Pick(Box::new(picker.at(at.unwrap_or(0)))));
        true
    }

    /// Opens the list of palettes; each is shown as soon as the mark is on it.
    pub(super) fn pick_palette(&mut self) {
        let now = self.palette;
        let choices = Palette::ALL
            .iter()
            .map(|p| Choice::new(Value::Palette(*p), p.name(), p.about()));
        let picker = Picker::new("Colours, seen as you go", choices.collect())
            .on(|value| matches!(value, Value::Palette(p) if *p == now))
            .by_words()
            // Each palette is shown while the mark is on it, because a name says nothing about a projector in a bright room.
            .or(Value::Palette(now));
        self.layers.push(Layer::Pick(Box::new(picker)));
    }

    /// Shows the palette under the mark, if the list on top is the one of palettes.
    pub(super) fn preview(&mut self) {
        let marked = match self.layers.last() {
            Some(Layer::Pick(picker)) => picker.marked().and_then(|c| c.value.as_ref().ok()),
            _ => None,
        };
        if let Some(Value::Palette(palette)) = marked {
            self.palette = *palette;
        }
    }

    /// Uses a palette from now on, and persists it.
    pub(super) fn take_palette(&mut self, palette: Palette) {
        self.palette = palette;
        let saved = self.save_palette.as_ref().map(|save| save.save(palette));
        // The palette holds for now even if it could not be saved. The room can read the
        // wall, and that is what was asked for.
        if let Some(Err(why)) = saved {
            self.say(Role::Warn, why);
        }
    }

    /// Scrolls the page on top, as far as it goes.
    pub fn scroll_by(&mut self, lines: i32) {
        let to = i32::from(self.scroll).saturating_add(lines);
        // The extent is known from the last frame only. A page that grew since is scrolled further at the next key.
        self.scroll = u16::try_from(to.max(0))
            .unwrap_or(u16::MAX)
            .min(self.extent.0);
    }

    /// Scrolls most of a page down, and from its end to its top.
    pub fn scroll_further(&mut self) {
        if self.scroll >= self.extent.0 {
            // Back to the top and not stopping at the end: one key is enough to show a long page to a room.
            self.scroll = 0;
        } else {
            // Two lines stay in sight, so that a reader finds the place again.
            self.scroll_by(i32::from(self.extent.1.saturating_sub(2).max(1)));
        }
    }

    pub(super) fn drawn(&mut self, scroll_max: u16, page_height: u16) {
        self.extent = (scroll_max, page_height);
        // Drawing is the only place that knows the height of wrapped text. It reports it
        // here, because a view changes no state.
        self.scroll = self.scroll.min(scroll_max);
    }
}
