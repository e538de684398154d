//! The event channel: keys, signals, resizes and workers' answers, sent by the threads that hear them.
//!
//! The event loop only receives from it, so a thread that hangs cannot keep the loop from saving.

use std::{
    io,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use super::system;
use crate::app::input::Input;

/// Set when the event loop has ended: the listening threads must not act for it any more.
pub(super) static LOOP_ENDED: AtomicBool = AtomicBool::new(false);

/// An event for the loop: an input of the program, or something that the loop handles itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LoopEvent {
    Input(Input),
    /// The left mouse button was pressed at this column and row. The loop finds the target in the drawn frame.
    Click(u16, u16),
    /// `SIGTSTP`: the shell suspends the program.
    #[allow(dead_code, reason = "on Windows nothing stops a program")]
    Stop,
    /// `SIGCONT`: the program continues.
    #[allow(dead_code, reason = "on Windows nothing stops a program")]
    Continued,
}

/// The sending end of the channel, for workers.
#[derive(Clone, Debug)]
pub struct InputSender(Sender<LoopEvent>);

impl InputSender {
    /// Sends an input; it is dropped when the loop has ended.
    pub fn send(&self, input: Input) {
        let _ = self.0.send(LoopEvent::Input(input));
    }

    pub(super) fn news(&self, news: LoopEvent) {
        let _ = self.0.send(news);
    }
}

/// The receiving end of the channel, with a sender to hand out.
#[derive(Debug)]
pub struct EventChannel {
    sender: InputSender,
    news: Receiver<LoopEvent>,
}

impl Default for EventChannel {
    fn default() -> Self {
        Self::new()
    }
}

impl EventChannel {
    /// An empty channel.
    pub fn new() -> Self {
        let (sender, news) = mpsc::channel();
        Self {
            sender: InputSender(sender),
            news,
        }
    }

    /// A new sender into this channel.
    pub fn sender(&self) -> InputSender {
        self.sender.clone()
    }

    /// Waits for the next event, at most for `most`; gives a tick when none came.
    pub(super) fn wait(&self, most: Option<Duration>) -> LoopEvent {
        let tick = LoopEvent::Input(Input::Tick);
        match most {
            Some(most) => self.news.recv_timeout(most).unwrap_or(tick),
            // `self` holds a sender, so the channel cannot be closed.
            None => self.news.recv().unwrap_or(tick),
        }
    }

    /// The events that are waiting already, at most `most`.
    pub(super) fn rest(&self, most: usize) -> Vec<LoopEvent> {
        self.news.try_iter().take(most).collect()
    }
}

/// The sender of the loop that runs now; `None` between two loops.
// The listening threads live as long as the process: a thread that waits for a key cannot be interrupted, and a second
// one would steal every other key. So one set of threads serves the loops one after the other.
static RUNNING: Mutex<Option<InputSender>> = Mutex::new(None);
/// Notified when a loop starts.
static LOOP_STARTED: Condvar = Condvar::new();
/// The listening threads have been started.
static LISTENING: AtomicBool = AtomicBool::new(false);

fn running() -> MutexGuard<'static, Option<InputSender>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends an event to the running loop; it is dropped where none runs.
pub(super) fn send(news: LoopEvent) {
    if let Some(sender) = running().as_ref() {
        sender.news(news);
    }
}

/// Sends an event to the running loop, or waits for the next one: a key typed between two loops is not lost.
pub(super) fn send_or_wait(news: LoopEvent) {
    let mut running = running();
    while running.is_none() {
        running = LOOP_STARTED
            .wait(running)
            .unwrap_or_else(PoisonError::into_inner);
    }
    if let Some(sender) = running.as_ref() {
        sender.news(news);
    }
}

/// Directs all events to this loop, and starts the listening threads the first time.
pub(super) fn listen(sender: &InputSender) -> io::Result<()> {
    LOOP_ENDED.store(false, Ordering::SeqCst);
    *running() = Some(sender.clone());
    LOOP_STARTED.notify_all();
    if !LISTENING.swap(true, Ordering::SeqCst) {
        system::listen()?;
        thread::Builder::new()
            .name("keys".to_owned())
            .spawn(system::read_keys)?;
    }
    Ok(())
}

/// Ends the listening for a loop: signals end the process as usual, and a lost terminal is ignored.
pub(super) fn end() {
    LOOP_ENDED.store(true, Ordering::SeqCst);
    *running() = None;
}
