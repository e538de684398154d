//! Tests of the event loop without a terminal: inputs sent, inputs received, frames drawn.

use std::{cell::RefCell, rc::Rc};

use ratatui::layout::Size;

use super::*;
use crate::{
    app::{
        cards::{Page, View, text},
        input::Key,
    },
    tui::screen::ScreenDiff,
};

#[derive(Default)]
struct Recorder {
    inputs: Vec<Input>,
    over: bool,
}

impl Program for Recorder {
    fn input(&mut self, input: Input, _: Stamp) {
        self.over |= input == Input::Key(Key::char('q'));
        self.inputs.push(input);
    }

    fn view(&self, _: Stamp) -> View {
        View {
            page: Page {
                blocks: vec![text(format!("{} inputs", self.inputs.len()))],
                ..Page::default()
            },
            ..View::default()
        }
    }

    fn next_wakeup(&self, _: Stamp) -> Option<Duration> {
        Some(Duration::from_mins(1))
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

/// A surface that counts frames, and fails after `most` of them.
#[derive(Clone)]
struct FakeTerminal {
    shown: Rc<RefCell<usize>>,
    most: usize,
}

impl Surface for FakeTerminal {
    fn size(&self) -> io::Result<Size> {
        Ok(Size::new(80, 22))
    }

    fn show(&mut self, _: &ScreenDiff<'_>) -> io::Result<()> {
        *self.shown.borrow_mut() += 1;
        if *self.shown.borrow() > self.most {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(())
    }
}

fn told(inputs: Vec<Input>, most: usize) -> (ExitReason, Recorder, usize) {
    let events = EventChannel::new();
    for input in inputs {
        events.sender().send(input);
    }
    let shown = Rc::new(RefCell::new(0));
    let paper = FakeTerminal {
        shown: Rc::clone(&shown),
        most,
    };
    let mut program = Recorder::default();
    let clock = || "2026-11-24T13:02:11+00:00".parse().unwrap();
    let mut screen = Screen::new(paper, Appearance::default());
    let pause = |_: &EventChannel, _| Ok(Vec::new());
    let ending = run_loop(&mut program, &mut screen, clock, &events, pause);
    let count = *shown.borrow();
    (ending, program, count)
}

fn key(c: char) -> Input {
    Input::Key(Key::char(c))
}

#[test]
fn a_held_key_is_drawn_once() {
    let mut inputs = vec![key('j'); 500];
    inputs.push(key('q'));
    let (ending, program, shown) = told(inputs, 100);
    assert_eq!(ending, ExitReason::Over);
    assert_eq!(program.inputs.len(), 501);
    assert_eq!(shown, 1);
}

#[test]
fn what_comes_after_the_end_is_not_told() {
    let (_, program, _) = told(vec![key('q'), key('j')], 100);
    assert_eq!(program.inputs, [key('q')]);
}

#[test]
fn only_the_last_size_counts() {
    let sizes = vec![
        Input::Resize(1, 1),
        Input::Resize(2, 2),
        key('j'),
        Input::Resize(3, 3),
        key('q'),
    ];
    let (_, program, _) = told(sizes, 100);
    assert_eq!(
        program.inputs,
        [Input::Resize(2, 2), key('j'), Input::Resize(3, 3), key('q')]
    );
}

#[test]
fn a_signal_is_told_and_ends_it() {
    let (ending, program, _) = told(vec![Input::Signal(15), key('j')], 100);
    assert_eq!(ending.code(), 143);
    assert_eq!(program.inputs, [Input::Signal(15)]);
}

#[test]
fn a_lost_terminal_is_told_and_ends_it() {
    let (ending, program, _) = told(vec![Input::HangUp], 100);
    assert_eq!(ending, ExitReason::HangUp);
    assert_eq!(program.inputs, [Input::HangUp]);
}

#[test]
fn a_terminal_that_takes_nothing_is_lost() {
    let (ending, program, _) = told(vec![key('j')], 1);
    assert_eq!(ending, ExitReason::HangUp);
    assert_eq!(program.inputs, [key('j'), Input::HangUp]);
}

#[cfg(unix)]
#[test]
fn a_stop_is_no_key() {
    let (_, program, shown) = told(vec![Input::Key(Key::ctrl('z')), key('q')], 100);
    assert_eq!(program.inputs, [Input::Resumed, key('q')]);
    assert_eq!(shown, 1);
}
