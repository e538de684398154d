//! The thread that reads the console's input records.

use std::{io, thread, time::Duration};

use crossterm_winapi::{
    Console, ControlKeyState, EventFlags, Handle, InputRecord, KeyEventRecord, MouseEvent,
    ScreenBuffer,
};
use ratatui::crossterm::terminal;

use crate::{
    app::input::Input,
    tui::{
        source::{LoopEvent, send, send_or_wait},
        system::records::{Decoder, KeyRecord, Modifiers, Record},
    },
};

/// Pause between two looks at whether a paste goes on.
const PASTE_PAUSE: Duration = Duration::from_millis(10);
/// The number of looks that find nothing, after which a paste is whole. A terminal hands a long text on in pieces.
const QUIET_LOOKS: u8 = 4;

/// Reads events until the console fails, and reports that as a hang-up.
pub(in crate::tui) fn read() {
    if read_all().is_err() {
        send(LoopEvent::Input(Input::HangUp));
    }
}

fn read_all() -> io::Result<()> {
    let console = Console::from(Handle::current_in_handle()?);
    let mut decoder = Decoder::default();
    let mut was_left = false;
    loop {
        // The first waits; the others are there already, and together they tell a paste from typing.
        let mut records = vec![console.read_single_input_event()?];
        records.extend(console.read_console_input()?);
        let mut paste_goes_on = pass_on(&mut decoder, records, &mut was_left);
        let mut quiet = 0;
        while paste_goes_on && quiet < QUIET_LOOKS {
            thread::sleep(PASTE_PAUSE);
            let records = console.read_console_input()?;
            quiet = if records.is_empty() { quiet + 1 } else { 0 };
            paste_goes_on = pass_on(&mut decoder, records, &mut was_left);
        }
        for event in decoder.finish() {
            send_or_wait(event);
        }
    }
}

/// Sends the events of these records; true if a paste may go on.
fn pass_on(decoder: &mut Decoder, records: Vec<InputRecord>, was_left: &mut bool) -> bool {
    let records = records.into_iter();
    let (events, paste_goes_on) =
        decoder.take(records.filter_map(|record| of_console(record, was_left)));
    for event in events {
        send_or_wait(event);
    }
    paste_goes_on
}

/// The record of a console's record; `None` for those without a meaning here, such as focus and mouse movements.
fn of_console(record: InputRecord, was_left: &mut bool) -> Option<Record> {
    Some(match record {
        InputRecord::KeyEvent(key) => Record::Key(of_key(&key)),
        InputRecord::MouseEvent(mouse) => Record::Event(of_mouse(&mouse, was_left)?),
        InputRecord::WindowBufferSizeEvent(_) => {
            // The record has the size of the buffer, which in an old console is longer than the window.
            let (columns, rows) = terminal::size().ok()?;
            Record::Event(LoopEvent::Input(Input::Resize(columns, rows)))
        }
        InputRecord::FocusEvent(_) | InputRecord::MenuEvent(_) => return None,
    })
}

fn of_key(record: &KeyEventRecord) -> KeyRecord {
    KeyRecord {
        down: record.key_down,
        repeat: record.repeat_count,
        key: record.virtual_key_code,
        unit: record.u_char,
        modifiers: of_state(record.control_key_state),
    }
}

/// The modifiers in a `dwControlKeyState`.
fn of_state(state: ControlKeyState) -> Modifiers {
    Modifiers {
        right_alt: state.has_state(0x0001),
        left_alt: state.has_state(0x0002),
        ctrl: state.has_state(0x0004 | 0x0008),
        shift: state.has_state(0x0010),
        enhanced: state.has_state(0x0100),
    }
}

fn of_mouse(mouse: &MouseEvent, was_left: &mut bool) -> Option<LoopEvent> {
    match mouse.event_flags {
        EventFlags::PressOrRelease | EventFlags::DoubleClick => {
            let left = mouse.button_state.left_button();
            let before = std::mem::replace(was_left, left);
            if before || !left {
                return None;
            }
            // Rows are those of the buffer.
            let top = ScreenBuffer::current()
                .ok()?
                .info()
                .ok()?
                .terminal_window()
                .top;
            let column = u16::try_from(mouse.mouse_position.x).ok()?;
            let row = u16::try_from(mouse.mouse_position.y.checked_sub(top)?).ok()?;
            Some(LoopEvent::Click(column, row))
        }
        EventFlags::MouseWheeled => Some(LoopEvent::Input(Input::Wheel {
            down: mouse.button_state.scroll_down(),
        })),
        EventFlags::MouseHwheeled | EventFlags::MouseMoved | EventFlags::Unknown => None,
    }
}
