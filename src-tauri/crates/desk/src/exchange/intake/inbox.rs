//! 收件夹 — a folder that the clerk chooses; whatever lies in it and was not taken in yet is offered.
//!
//! There is no watcher and no list of what was seen: a file is known by its bytes, and what was taken in stands in the
//! book. So it makes no difference whether the program was closed for an hour or a month. Nothing in the folder is ever
//! changed, moved or deleted. Off until a folder is chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use shebao_documents::recognise::Kind;

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::inspect::{inspection, read_file};
use crate::exchange::reading::open::hex;
use crate::wire::exchange::{ImportReport, ImportRequest, Inspection};
use crate::wire::inbox::{Inbox, InboxFile};

const PREFERENCE: &str = "inbox";
/// A folder with more files than this is no inbox.
const MOST_FILES: usize = 500;
/// How long a file must keep its size to count as written to its end.
const SETTLED: Duration = Duration::from_millis(400);

/// What the book keeps of it.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    folder: Option<PathBuf>,
    /// Digests of files she does not want to be offered.
    #[serde(default)]
    passed_over: BTreeSet<String>,
}

/// What files turned out to be, by digest and by how much was taught: nothing is read twice for a list.
#[derive(Default)]
pub(crate) struct Recognised(Mutex<BTreeMap<(String, usize), InboxFile>>);

/// A file as it lies there.
struct Lying {
    name: String,
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

impl Desk {
    /// 设收件夹; without a folder it is off.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for what is no folder.
    pub fn exchange_inbox_set(&mut self, folder: Option<&Path>) -> Outcome<Inbox> {
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(crate::read::invalid("收件夹", "一个已有的文件夹"));
        }
        let kept = Kept { folder: folder.map(Path::to_path_buf), ..self.preferred(PREFERENCE)? };
        self.prefer(PREFERENCE, &kept)?;
        self.exchange_inbox()
    }

    /// 收件夹 and what lies in it, what is new first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn exchange_inbox(&self) -> Outcome<Inbox> {
        let kept: Kept = self.preferred(PREFERENCE)?;
        let Some(folder) = &kept.folder else { return Ok(Inbox::default()) };
        let shown = Some(folder.display().to_string());
        let Some(lying) = lying(folder) else {
            let problem = Some("打不开这个文件夹：可能已改名、移走，或所在的盘没有连上".to_owned());
            return Ok(Inbox { folder: shown, problem, files: Vec::new() });
        };
        let mut files = self.looked_at(&kept, lying)?;
        files.sort_by_key(|file| place_of(&file.state));
        Ok(Inbox { folder: shown, problem: None, files })
    }

    /// 打开收件夹里的一个文件, to be checked and taken in step by step.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] if it is not there; as [`Desk::exchange_inspect`].
    pub fn exchange_inbox_open(&self, name: &str) -> Outcome<Inspection> {
        let file = read_file(&self.tools, &self.dialects()?, &self.in_folder(name)?)?;
        Ok(inspection(&self.tools, file))
    }

    /// 收下 a file as it was recognised: its good rows, as one batch; the original is kept in the book.
    ///
    /// # Errors
    /// As [`Desk::exchange_import`].
    pub fn exchange_inbox_take(&mut self, name: &str, now: Moment) -> Outcome<ImportReport> {
        let handle = self.exchange_inbox_open(name)?.handle;
        let request = ImportRequest { handle, good_rows_only: true, ..ImportRequest::default() };
        self.exchange_import(&request, now)
    }

    /// 不收 a file: it is not offered any more; or it is again.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] if it is not there.
    pub fn exchange_inbox_pass_over(&mut self, name: &str, over: bool) -> Outcome<Inbox> {
        let bytes = fs::read(self.in_folder(name)?).map_err(|_| gone())?;
        let mut kept: Kept = self.preferred(PREFERENCE)?;
        if over {
            kept.passed_over.insert(hex(&bytes))
        } else {
            kept.passed_over.remove(&hex(&bytes))
        };
        self.prefer(PREFERENCE, &kept)?;
        self.exchange_inbox()
    }

    /// How many files wait in it, told by their bytes alone: no file is opened as a sheet for it.
    pub(crate) fn inbox_waiting(&self) -> Outcome<usize> {
        let kept: Kept = self.preferred(PREFERENCE)?;
        let files = kept.folder.as_deref().and_then(lying).unwrap_or_default();
        let mut seen = BTreeSet::new();
        for bytes in
            files.iter().filter(|file| unfinished(&file.name).is_none()).filter_map(|file| fs::read(&file.path).ok())
        {
            let hash = hex(&bytes);
            if !kept.passed_over.contains(&hash) && self.view().batch_by_hash(&hash)?.is_none() {
                seen.insert(hash);
            }
        }
        Ok(seen.len())
    }

    fn looked_at(&self, kept: &Kept, lying: Vec<Lying>) -> Outcome<Vec<InboxFile>> {
        let taught = self.view().sheet_mappings()?.len();
        let (mut files, mut fresh, mut first_of) = (Vec::new(), Vec::new(), BTreeMap::new());
        for file in lying {
            if let Some(reason) = unfinished(&file.name) {
                files.push(said(&file.name, "writing", reason.to_owned()));
                continue;
            }
            let Ok(bytes) = fs::read(&file.path) else {
                files.push(said(&file.name, "unreadable", "读不了这个文件：没有权限，或正被别的程序占用".to_owned()));
                continue;
            };
            let hash = hex(&bytes);
            if let Some(batch) = self.view().batch_by_hash(&hash)? {
                let when = batch.imported_at.format("%Y-%m-%d %H:%M");
                let file = said(&file.name, "taken", format!("{when} 已导入（批次 {}）", batch.id));
                files.push(InboxFile { kind: batch.kinds.clone(), ..file });
            } else if kept.passed_over.contains(&hash) {
                files.push(said(&file.name, "passed_over", "您选了不收".to_owned()));
            } else if let Some(first) = first_of.get(&hash) {
                files.push(said(&file.name, "twin", format!("与“{first}”内容相同")));
            } else {
                first_of.insert(hash.clone(), file.name.clone());
                let known = self.tools.inbox.get(&(hash.clone(), taught));
                match known {
                    Some(known) => files.push(InboxFile { name: file.name, ..known }),
                    None => fresh.push((file, hash)),
                }
            }
        }
        if !fresh.is_empty() {
            // A file on its way grows: what is new is looked at twice.
            thread::sleep(SETTLED);
        }
        for (file, hash) in fresh {
            if !settled(&file) {
                files.push(said(&file.name, "writing", "还在写入，写完后会列出来".to_owned()));
                continue;
            }
            let found = self.recognised(&file)?;
            self.tools.inbox.put((hash, taught), found.clone());
            files.push(found);
        }
        Ok(files)
    }

    fn recognised(&self, file: &Lying) -> Outcome<InboxFile> {
        let read = match read_file(&self.tools, &self.dialects()?, &file.path) {
            Ok(read) => read,
            Err(failure) => {
                let why = failure.details.first().cloned().unwrap_or_else(|| "读不了这个文件".to_owned());
                return Ok(said(&file.name, "unreadable", why));
            }
        };
        let known: Vec<_> = read.guesses.iter().filter(|guess| guess.import && guess.kind.is_taken_in()).collect();
        let mut kinds: Vec<Kind> = known.iter().map(|guess| guess.kind).collect();
        kinds.dedup();
        let rows = known.iter().map(|guess| guess.data_rows.len()).sum::<usize>();
        Ok(InboxFile {
            name: file.name.clone(),
            state: if known.is_empty() { "unknown" } else { "new" }.to_owned(),
            kind: if kinds.is_empty() {
                Kind::Unknown.id().to_owned()
            } else {
                kinds.iter().map(|kind| kind.id()).collect::<Vec<_>>().join(",")
            },
            unit: known.iter().find_map(|guess| guess.unit.clone()),
            month: known.iter().find_map(|guess| guess.month).map(|month| month.to_string()),
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
            reason: known.is_empty().then(|| "认不出这是什么表；打开后指定类型和各列，以后同样的表头就认得".to_owned()),
        })
    }

    /// The path of a file that lies in the folder itself; a name is no path.
    fn in_folder(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.preferred::<Kept>(PREFERENCE)?.folder.ok_or_else(gone)?;
        let found = lying(&folder).unwrap_or_default().into_iter().find(|file| file.name == name);
        found.map(|file| file.path).ok_or_else(gone)
    }
}

impl Recognised {
    fn get(&self, key: &(String, usize)) -> Option<InboxFile> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: (String, usize), file: InboxFile) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, file);
    }
}

/// The plain files of a folder, the oldest first; `None` if it cannot be looked into.
fn lying(folder: &Path) -> Option<Vec<Lying>> {
    let mut found: Vec<Lying> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let about = entry.metadata().ok().filter(Metadata::is_file)?;
            let name = entry.file_name().into_string().ok()?;
            // Spreadsheet programs and systems leave files of their own beside the clerk's.
            let own = !name.starts_with("~$") && !name.starts_with('.') && name != "desktop.ini" && name != "Thumbs.db";
            own.then(|| Lying { name, path: entry.path(), size: about.len(), modified: about.modified().ok() })
        })
        .take(MOST_FILES)
        .collect();
    found.sort_by(|a, b| (a.modified, &a.name).cmp(&(b.modified, &b.name)));
    Some(found)
}

/// Names that browsers and mail programs give to what is not complete yet.
fn unfinished(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let ends = [".crdownload", ".part", ".partial", ".tmp", ".download", ".opdownload"];
    ends.iter().any(|end| lower.ends_with(end)).then_some("还没有下载完")
}

/// Whether a file is as large and as old as it was a moment ago.
fn settled(file: &Lying) -> bool {
    fs::metadata(&file.path).is_ok_and(|now| now.len() == file.size && now.modified().ok() == file.modified)
}

fn said(name: &str, state: &str, reason: String) -> InboxFile {
    let (name, state) = (name.to_owned(), state.to_owned());
    InboxFile { name, state, kind: Kind::Unknown.id().to_owned(), reason: Some(reason), ..InboxFile::default() }
}

/// What waits for the clerk comes first.
fn place_of(state: &str) -> usize {
    let order = ["new", "unknown", "writing", "unreadable", "twin", "taken", "passed_over"];
    order.iter().position(|one| *one == state).unwrap_or(order.len())
}

fn gone() -> Failure {
    Failure::new(Code::UnknownRecord).with("what", "收件夹里的文件")
}
