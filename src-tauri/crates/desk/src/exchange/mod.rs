//! 导入导出 — sheets into facts, with a dry run before and an undo after.
//!
//! The way of a sheet: file → worker process → grid → recognised sheet (`inspect`) → typed rows → matched with the book
//! (`matching`) → facts, by the authority of their source (`people`, `cover`, `places`, `payroll`) → one batch that can
//! be taken back as a whole. A dry run goes the same way and is rolled back.

mod agency_record;
mod answer;
mod archive;
mod bank;
mod bank_rows;
mod bases;
mod batch;
mod claim_rows;
mod claims;
mod cover;
mod doubts;
pub(crate) mod earlier;
mod export;
mod fact_rows;
mod gate;
mod import;
mod inbox;
mod inspect;
mod mapping;
mod mark;
mod matches;
mod matching;
mod migrate;
mod paste;
mod payroll;
mod people;
mod places;
mod ready;
mod records;
mod report;
mod run;
mod shadow;
mod spells;
mod told;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shebao_documents::recognise::{self, Dialects, SheetGuess, Tables};
use shebao_documents::sheet::{Format, Workbook};

pub use export::{
    exchange_copied_list, exchange_export_kinds, exchange_list, exchange_template, exchange_template_kinds,
};
pub(crate) use import::hex;
pub(crate) use inbox::Recognised;
pub use inspect::inspect;
pub(crate) use inspect::read_file;
pub use paste::paste;
pub use shebao_documents::worker::run_worker as import_worker;

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
        let mut guesses = recognise::inspect(tables.as_ref().map_or(&workbook, |t| &t.workbook), &name, dialects);
        if let Some(tables) = &tables {
            recognise::share_months(&mut guesses, &tables.tabs);
        }
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

/// 姓名拼音首字母, every reading of every character: 曾 is both z and c. At most sixteen combinations.
pub(crate) fn initials(name: &str) -> String {
    use pinyin::ToPinyinMulti;
    let mut all: Vec<String> = vec![String::new()];
    for (character, readings) in name.chars().zip(name.to_pinyin_multi()) {
        let mut letters: Vec<char> = match readings {
            Some(readings) => readings.into_iter().filter_map(|r| r.first_letter().chars().next()).collect(),
            None if character.is_ascii_alphanumeric() => vec![character.to_ascii_lowercase()],
            None => continue,
        };
        letters.sort_unstable();
        letters.dedup();
        if all.len() * letters.len() > 16 {
            letters.truncate(1);
        }
        all = all.iter().flat_map(|head| letters.iter().map(move |l| format!("{head}{l}"))).collect();
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn every_reading_is_indexed() {
        assert_eq!(initials("张三"), "zs");
        assert_eq!(initials("曾三"), "cs zs");
        assert_eq!(initials("MILLER ANNA"), "milleranna");
    }
}
