//! 自动锁定 — the book is locked when nobody touched the window for a while, and backed up while somebody works.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::{AppHandle, Emitter, Manager};

use crate::state::Office;

/// How often the clock is looked at.
const STEP: Duration = Duration::from_secs(2);

/// Every so many steps, once a minute, it is asked whether a backup is due.
const STEPS_TO_LOOK: u32 = 30;

/// 闲置 — since when nobody touched the window, and how long that may last.
pub struct Idle {
    touched: Mutex<Instant>,
    seconds: AtomicU64,
}

impl Default for Idle {
    fn default() -> Self {
        Self { touched: Mutex::new(Instant::now()), seconds: AtomicU64::new(u64::MAX) }
    }
}

impl Idle {
    /// Somebody is there.
    pub fn touch(&self) {
        *self.touched.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Sets how many minutes may pass.
    pub fn allow(&self, minutes: u32) {
        self.seconds.store(seconds_of(minutes), Ordering::SeqCst);
    }

    fn is_over(&self) -> bool {
        let touched = *self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        touched.elapsed().as_secs() >= self.seconds.load(Ordering::SeqCst)
    }
}

/// Driven windows count a minute as a second, so that a test need not wait.
fn seconds_of(minutes: u32) -> u64 {
    let unit = if cfg!(feature = "driven") && std::env::var_os("SHEBAO_FAST_IDLE").is_some() { 1 } else { 60 };
    u64::from(minutes) * unit
}

/// Watches the window until the program ends.
pub fn watch(app: &AppHandle) {
    let app = app.clone();
    std::thread::spawn(move || {
        for step in 1_u32.. {
            std::thread::sleep(STEP);
            let office = app.state::<Office>();
            if office.idle().is_over() && office.lock_idle_book() {
                // A page that does not listen asks again and hears that no book is open.
                let _ = app.emit("book-locked", ());
            } else if step.is_multiple_of(STEPS_TO_LOOK) {
                office.keep_safe();
            }
        }
    });
}
