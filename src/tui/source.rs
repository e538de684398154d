//! Everything that happens outside, sent into one channel by whoever hears it first.
//!
//! The loop only receives, so nothing that hangs can keep it from saving.

mod keys;

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

/// The loop has ended: what still listens must not act for it any more.
pub(super) static LOOP_ENDED: AtomicBool = AtomicBool::new(false);

/// What comes through the channel: inputs, and what the loop itself must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LoopEvent {
    Input(Input),
    /// The mouse was pressed at this column and row: what stands there is the loop's to know.
    Click(u16, u16),
    /// The shell asks the program to stop for a while.
    #[allow(dead_code, reason = "on Windows nothing stops a program")]
    Stop,
    /// It goes on.
    #[allow(dead_code, reason = "on Windows nothing stops a program")]
    Continued,
}

/// A way into the channel, for workers.
#[derive(Clone, Debug)]
pub struct InputSender(Sender<LoopEvent>);

impl InputSender {
    /// Sends an input. Where the loop is over, nobody wants it.
    pub fn send(&self, input: Input) {
        let _ = self.0.send(LoopEvent::Input(input));
    }

    pub(super) fn news(&self, news: LoopEvent) {
        let _ = self.0.send(news);
    }
}

/// The channel's end, and a way into it.
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

    /// A way into it.
    pub fn sender(&self) -> InputSender {
        self.sender.clone()
    }

    /// The next news; a tick where there is none for so long.
    pub(super) fn wait(&self, most: Option<Duration>) -> LoopEvent {
        let tick = LoopEvent::Input(Input::Tick);
        match most {
            Some(most) => self.news.recv_timeout(most).unwrap_or(tick),
            // The other end is in `self`, so it cannot be closed.
            None => self.news.recv().unwrap_or(tick),
        }
    }

    /// What has come in meanwhile, up to so many.
    pub(super) fn rest(&self, most: usize) -> Vec<LoopEvent> {
        self.news.try_iter().take(most).collect()
    }
}

/// The loop that runs now. Who listens outside does so for as long as the process lives, since a thread that waits for a key cannot
/// be called back: a second one would have to share the keys with it.
static RUNNING: Mutex<Option<InputSender>> = Mutex::new(None);
/// A loop has begun to run.
static LOOP_STARTED: Condvar = Condvar::new();
/// Somebody listens already.
static LISTENING: AtomicBool = AtomicBool::new(false);

fn running() -> MutexGuard<'static, Option<InputSender>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells the loop that runs. Where none does, nobody wants it.
pub(super) fn send(news: LoopEvent) {
    if let Some(sender) = running().as_ref() {
        sender.news(news);
    }
}

/// Tells what must not be lost between two loops: where none runs, the next one hears it.
fn send_or_wait(news: LoopEvent) {
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

/// From now on everything goes to this loop; starts everybody who listens, where nobody did.
pub(super) fn listen(sender: &InputSender) -> io::Result<()> {
    LOOP_ENDED.store(false, Ordering::SeqCst);
    *running() = Some(sender.clone());
    LOOP_STARTED.notify_all();
    if !LISTENING.swap(true, Ordering::SeqCst) {
        system::listen()?;
        thread::Builder::new()
            .name("keys".to_owned())
            .spawn(keys::read)?;
    }
    Ok(())
}

/// From now on a signal ends the process in the usual way, and a lost terminal does not.
pub(super) fn end() {
    LOOP_ENDED.store(true, Ordering::SeqCst);
    *running() = None;
}
