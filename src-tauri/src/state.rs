//! 办公室 — what the window owns: the open book behind one lock, the tools, the folder they lie in.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{Local, NaiveDateTime};
use shebao_desk::access::{self, Standing};
use shebao_desk::wire::book::BookInfo;
use shebao_desk::wire::exchange::Inspection;
use shebao_desk::wire::inbox::Pasted;
use shebao_desk::wire::statement::Progress;
use shebao_desk::{Code, Desk, Failure, Library, Outcome, Tools, handout};
use tauri::{AppHandle, Emitter, Manager};

use crate::idle::Idle;

/// 办公室 — one per program.
pub struct Office {
    tools: Arc<Tools>,
    folder: PathBuf,
    desk: Mutex<Option<Desk>>,
    /// Who works with the open book, told without waiting for a job that holds the desk.
    standing: Mutex<Option<Standing>>,
    cancelled: AtomicBool,
    /// The policy file the clerk picked, waiting for her decision.
    picked: Mutex<Option<PathBuf>>,
    /// The file written last, the only one the page may have opened.
    last_file: Mutex<Option<PathBuf>>,
    /// The backup the clerk chose to restore from.
    backup: Mutex<Option<PathBuf>>,
    /// Since when nobody touched the window.
    idle: Idle,
}

impl Office {
    /// Loads the tools; the data folder is the system's, or the one named by `SHEBAO_DATA_DIR`.
    pub fn furnish(app: &AppHandle) -> Result<Self, Box<dyn std::error::Error>> {
        let folder = match std::env::var_os("SHEBAO_DATA_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => app.path().app_local_data_dir()?,
        };
        std::fs::create_dir_all(&folder)?;
        let tools = Arc::new(Tools::load(std::env::current_exe()?)?);
        let (desk, standing, cancelled) = (Mutex::default(), Mutex::default(), AtomicBool::new(false));
        let (picked, last_file, backup) = (Mutex::default(), Mutex::default(), Mutex::default());
        Ok(Self { tools, folder, desk, standing, cancelled, picked, last_file, backup, idle: Idle::default() })
    }

    /// What is needed beside a book: policy library, dialects, fonts.
    pub fn tools(&self) -> Arc<Tools> {
        Arc::clone(&self.tools)
    }

    /// Where books, and the demo book, lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of a known book, or of the clerk's only one. The page names books by handle: a handle that is not
    /// known is no path.
    pub fn place(&self, id: Option<&str>) -> Outcome<PathBuf> {
        let mut known = Desk::known(&self.folder).into_iter();
        let book = match id {
            Some(id) => known.find(|book| book.id == id),
            None => known.find(|book| !book.demo),
        };
        book.map(|book| self.books().join(book.id)).ok_or_else(|| Failure::new(Code::BookMissing))
    }

    /// The folder of a book to be: the letters and digits of its credit code, which the desk then checks.
    pub fn new_place(&self, credit_code: &str) -> PathBuf {
        let name: String = credit_code.chars().filter(char::is_ascii_alphanumeric).collect();
        self.books().join(name.to_ascii_uppercase())
    }

    /// The folder of the demo book.
    pub fn demo_place(&self) -> PathBuf {
        self.books().join("demo")
    }

    /// The folder of a book that comes back from a backup: a new place, whatever stands beside it.
    pub fn restored_place(&self, now: NaiveDateTime) -> PathBuf {
        self.books().join(now.format("restored-%Y%m%d-%H%M%S").to_string())
    }

    /// Keeps the backup that was chosen; gives its name to be shown.
    pub fn choose_backup(&self, path: PathBuf) -> String {
        let name = path.display().to_string();
        *lock(&self.backup) = Some(path);
        name
    }

    /// The backup that was chosen.
    pub fn chosen_backup(&self) -> Outcome<PathBuf> {
        lock(&self.backup).clone().ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "备份"))
    }

    fn books(&self) -> PathBuf {
        self.folder.join("books")
    }

    /// Lays a book on the desk; the one that lay there is closed.
    pub fn lay(&self, mut desk: Desk) -> Outcome<BookInfo> {
        desk.veil();
        let info = desk.book_info()?;
        self.clear();
        *lock(&self.standing) = Some(*desk.who_works());
        self.idle.touch();
        self.idle.allow(info.idle_minutes);
        *lock(&self.desk) = Some(desk);
        Ok(info)
    }

    /// 识别 a file, with what the open book was taught about headings.
    pub fn inspect(&self, path: &Path) -> Outcome<Inspection> {
        match lock(&self.desk).as_ref() {
            Some(desk) => desk.exchange_inspect(path),
            None => shebao_desk::exchange_inspect(&self.tools, path),
        }
    }

    /// 识别 cells that were pasted.
    pub fn paste(&self, pasted: &Pasted) -> Outcome<Inspection> {
        match lock(&self.desk).as_ref() {
            Some(desk) => desk.exchange_paste(pasted),
            None => shebao_desk::exchange_paste(&self.tools, pasted),
        }
    }

    /// The open book, if there is one.
    pub fn book_info(&self) -> Outcome<Option<BookInfo>> {
        lock(&self.desk).as_ref().map(Desk::book_info).transpose()
    }

    /// Whether the table of rights admits a command of the page.
    pub fn admit(&self, command: &str, now: NaiveDateTime) -> Outcome<()> {
        access::admit_command(lock(&self.standing).as_ref(), command, now)
    }

    /// Backs up, closes and locks the open book, if any.
    pub fn clear(&self) {
        *lock(&self.standing) = None;
        if let Some(desk) = lock(&self.desk).take() {
            // What could not be closed is closed by the system; its engine's journal is played back at the next opening.
            let _ = desk.close(now());
        }
    }

    /// Since when nobody touched the window.
    pub const fn idle(&self) -> &Idle {
        &self.idle
    }

    /// Locks the book if one is open and no job runs on it; says whether it did.
    pub fn lock_idle_book(&self) -> bool {
        let Ok(mut desk) = self.desk.try_lock() else { return false };
        *lock(&self.standing) = None;
        // As when the clerk locks it herself.
        desk.take().is_some_and(|desk| desk.close(now()).is_ok())
    }

    /// Backs the book up if half an hour of changes has passed and no job runs on it.
    pub fn keep_safe(&self) {
        if let Ok(mut desk) = self.desk.try_lock()
            && let Some(desk) = desk.as_mut()
        {
            // What fails is noted in the book and shown in its settings.
            let _ = desk.keep_safe_if_due(now());
        }
    }

    /// Asks the running job to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    /// Keeps the policy file the clerk picked.
    pub fn pick(&self, path: PathBuf) {
        *lock(&self.picked) = Some(path);
    }

    /// Writes a file the clerk asked for and keeps it as the one she may open.
    pub fn write(&self, path: PathBuf, bytes: &[u8]) -> Outcome<String> {
        handout::write(&path, bytes)?;
        let name = path.display().to_string();
        self.remember_file(path).map(|()| name)
    }

    /// Keeps the file the clerk may open.
    pub fn remember_file(&self, path: PathBuf) -> Outcome<()> {
        *lock(&self.last_file) = Some(path);
        Ok(())
    }

    /// The file the clerk may open.
    pub fn last_file(&self) -> Outcome<PathBuf> {
        lock(&self.last_file).clone().ok_or_else(|| Failure::new(Code::UnknownRecord))
    }
}

/// Runs an action on the open book, away from the window's event loop.
pub async fn at_desk<T: Send + 'static>(
    app: &AppHandle,
    action: impl FnOnce(&mut Desk, NaiveDateTime) -> Outcome<T> + Send + 'static,
) -> Outcome<T> {
    in_office(app, move |office| {
        office.idle.touch();
        let mut desk = lock(&office.desk);
        let desk = desk.as_mut().ok_or_else(|| Failure::new(Code::NoBookOpen))?;
        let done = action(desk, now());
        *lock(&office.standing) = Some(*desk.who_works());
        done
    })
    .await
}

/// Begins with what the home page of a book that was just opened will ask for, while the page still draws its frame: the desk
/// keeps what is worked out here. The page's own questions come in between the steps.
pub fn look_ahead(app: &AppHandle, opened: &BookInfo) {
    let (app, newest) = (app.clone(), opened.months.last().cloned());
    drop(tauri::async_runtime::spawn_blocking(move || {
        let office = app.state::<Office>();
        // What fails here fails again where the clerk sees it.
        if let (Some(month), Some(desk)) = (newest, lock(&office.desk).as_ref()) {
            let _ = desk.insight_board(&month, now());
        }
        if let Some(desk) = lock(&office.desk).as_ref() {
            let _ = desk.alert_list(None, now());
        }
    }));
}

/// Hands the outcome of an action on that may have had to let go of its file half-way: such a book is taken off the desk,
/// so that the clerk opens it again.
pub async fn whole_or_closed<T: Send + 'static>(app: &AppHandle, done: Outcome<T>) -> Outcome<T> {
    let telling = app.clone();
    in_office(app, move |office| {
        if done.is_err() && office.book_info().is_err() {
            drop(lock(&office.desk).take());
            *lock(&office.standing) = None;
            // A page that does not listen asks again and hears that no book is open.
            let _ = telling.emit("book-locked", ());
        }
        done
    })
    .await
}

/// Runs an action on the open book with the policy file the clerk picked.
pub async fn picked_at_desk<T: Send + 'static>(
    app: &AppHandle,
    action: impl FnOnce(&mut Desk, &Path, NaiveDateTime) -> Outcome<T> + Send + 'static,
) -> Outcome<T> {
    let nothing = || Failure::new(Code::UnknownRecord).with("what", "政策文件");
    let path = in_office(app, move |office| lock(&office.picked).clone().ok_or_else(nothing)).await?;
    at_desk(app, move |desk, now| action(desk, &path, now)).await
}

/// Asks the policy library: the open book's, with its desk, or without one the shipped one.
pub async fn with_library<T: Send + 'static>(
    app: &AppHandle,
    ask: impl FnOnce(&Library, Option<&Desk>) -> Outcome<T> + Send + 'static,
) -> Outcome<T> {
    in_office(app, move |office| match lock(&office.desk).as_ref() {
        Some(desk) => ask(desk.library(), Some(desk)),
        None => ask(office.tools.library(), None),
    })
    .await
}

/// Runs what needs no open book, away from the window's event loop.
pub async fn in_office<T: Send + 'static>(
    app: &AppHandle,
    action: impl FnOnce(&Office) -> Outcome<T> + Send + 'static,
) -> Outcome<T> {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || action(&app.state::<Office>()))
        .await
        .unwrap_or_else(|_| Err(Failure::new(Code::Internal)))
}

/// Starts a job: the page hears of its progress, and 取消 stops it at the next step.
pub fn job(app: &AppHandle) -> impl FnMut(Progress) -> bool + use<> {
    let app = app.clone();
    app.state::<Office>().cancelled.store(false, Ordering::SeqCst);
    move |progress| {
        // A page that no longer listens is no reason to stop the work.
        let _ = app.emit("progress", progress);
        !app.state::<Office>().cancelled.load(Ordering::SeqCst)
    }
}

/// 此刻 — the only clock of the program. A driven window is told what day it is.
pub fn now() -> NaiveDateTime {
    let now = Local::now().naive_local();
    if cfg!(feature = "driven") {
        let told = std::env::var("SHEBAO_TODAY").ok().and_then(|today| today.parse().ok());
        return told.map_or(now, |today: chrono::NaiveDate| today.and_time(now.time()));
    }
    now
}

/// A panic inside an action has rolled its transaction back: the book behind the lock is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
