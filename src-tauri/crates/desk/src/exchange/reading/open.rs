//! 打开的文件 — workbooks that were read and wait for the clerk's decisions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};
use shebao_documents::recognise::{self, Dialects, SheetGuess, Tables};
use shebao_documents::sheet::{Format, Workbook};

/// A workbook that was read and waits for the clerk's decisions; its bytes stay here, never in the page.
pub(crate) struct OpenFile {
    /// 文件名, without its folder.
    pub(crate) name: String,
    /// The file as it was.
    pub(crate) bytes: Vec<u8>,
    /// What the worker read.
    pub(crate) workbook: Workbook,
    /// The same with a sheet for every table, where a sheet holds several.
    tables: Option<Tables>,
    /// What its tables seem to be.
    pub(crate) guesses: Vec<SheetGuess>,
}

impl OpenFile {
    /// A workbook that was read, its sheets recognised once for preview and import.
    pub(crate) fn of(dialects: &Dialects, name: String, bytes: Vec<u8>, workbook: Workbook) -> Self {
        let tables = recognise::tables(&workbook, dialects);
        let guesses = match &tables {
            Some(tables) => tables.inspect(&name, dialects),
            None => recognise::inspect(&workbook, &name, dialects),
        };
        Self { name, bytes, workbook, tables, guesses }
    }

    /// The workbook that the guesses speak of: a sheet for every table.
    pub(crate) fn read(&self) -> &Workbook {
        self.tables.as_ref().map_or(&self.workbook, |tables| &tables.workbook)
    }

    /// The tab on which a recognised table stands, as the file has it.
    pub(crate) fn tab<'f>(&'f self, guess: &'f SheetGuess) -> &'f str {
        let tabs = self.tables.as_ref().map(|tables| &tables.tabs);
        tabs.and_then(|tabs| tabs.get(guess.index)).map_or(guess.sheet.as_str(), String::as_str)
    }

    /// 扩展名 of a copy in the workbook's own format; of a new workbook where that cannot be written.
    pub(crate) fn ending(&self) -> &'static str {
        let has_macros = self.name.to_ascii_lowercase().ends_with(".xlsm");
        match self.workbook.format {
            Format::Xls => "xls",
            Format::Xlsx if has_macros => "xlsm",
            _ => "xlsx",
        }
    }
}

/// Files under way, by handle. They belong to the window, not to a book: the first file is recognised before the book it
/// goes into exists.
#[derive(Default)]
pub(crate) struct OpenFiles(Mutex<Handles>);

#[derive(Default)]
struct Handles {
    files: BTreeMap<String, Arc<OpenFile>>,
    last: u32,
}

/// A clerk works on few files at a time; the oldest makes room.
const MOST_OPEN: usize = 8;

impl OpenFiles {
    pub(crate) fn keep(&self, file: OpenFile) -> String {
        let mut open = self.lock();
        open.last += 1;
        let handle = format!("{:06}", open.last);
        open.files.insert(handle.clone(), Arc::new(file));
        while open.files.len() > MOST_OPEN {
            open.files.pop_first();
        }
        handle
    }

    pub(crate) fn get(&self, handle: &str) -> Option<Arc<OpenFile>> {
        self.lock().files.get(handle).map(Arc::clone)
    }

    pub(crate) fn let_go(&self, handle: &str) {
        self.lock().files.remove(handle);
    }

    /// Nothing that is done under the lock can leave the map half changed, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Handles> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The digest by which a file is known again.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
