//! 年度档案 — a folder of a year that opens without this program: workbooks, a PDF, and a manifest that any program can check.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use shebao_documents::export::report::write;
use shebao_rules::month::Month;
use shebao_store::{Action, MonthPhase, YearArchive};

use super::archive_parts::EXPLAINED;
use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::hex;
use crate::handout;
use crate::read;
use crate::wire::year_archive::{ArchiveMade, ArchiveRequest, ArchiveView};

/// What the manifest says of itself.
pub(super) const FORMAT: &str = "shebao-year-archive/1";
pub(super) const MANIFEST: &str = "manifest.json";
/// As `sha256sum -c` reads it.
pub(super) const SUMS: &str = "SHA256SUMS";

/// 档案清单.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) format: String,
    pub(super) company: String,
    pub(super) credit_code: String,
    pub(super) year: i32,
    pub(super) made_at: String,
    /// 台账核对码 with its number: `128 K7QM-2F9D`.
    pub(super) journal_head: String,
    pub(super) months: Vec<ManifestMonth>,
    pub(super) files: Vec<ManifestFile>,
}

/// One month as it was.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ManifestMonth {
    pub(super) month: Month,
    /// draft, checked or locked.
    pub(super) state: String,
    /// 封账码 as printed.
    pub(super) seal: Option<String>,
    /// The seal whole.
    pub(super) digest: Option<String>,
    pub(super) lines: u32,
    pub(super) employer: String,
    pub(super) employee: String,
}

/// One file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ManifestFile {
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) sha256: String,
}

/// A file to be written: its name and bytes.
type Named = (String, Vec<u8>);

impl Desk {
    /// 制作年度档案 into a new folder inside `dir`. Plain text, so the password is asked for again.
    ///
    /// # Errors
    /// [`Code::NotAllowed`], [`Code::WrongPassword`], [`Code::MonthNotRun`] for a year without a month,
    /// [`Code::AlreadyExists`] for a folder that is there, [`Code::CannotWrite`].
    pub fn privacy_archive(&mut self, request: &ArchiveRequest, dir: &Path, now: Moment) -> Outcome<ArchiveMade> {
        self.owner_only()?;
        self.book.prove(&request.own_password, now)?;
        let year = request.year;
        let months = self.archived_months(year)?;
        if months.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", format!("{year} 年")));
        }
        let mut files = self.archived_files(year, &months, now)?;
        let manifest = self.archive_manifest(year, &months, &files, now)?;
        let digest = hex(&manifest);
        files.push((MANIFEST.to_owned(), manifest));
        files.push((SUMS.to_owned(), sums(&files).into_bytes()));
        let folder = dir.join(format!("年度档案_{year}_{}", now.format("%Y%m%d")));
        let count = i64::try_from(files.len()).unwrap_or(i64::MAX);
        let archive = YearArchive { year, made_at: now, files: count, manifest: digest.clone() };
        self.hand_over(&folder, &files, &archive, now)?;
        let unsealed = months.iter().filter(|month| month.state != MonthPhase::Locked.id());
        Ok(ArchiveMade {
            folder: folder.display().to_string(),
            files: files.into_iter().map(|(name, _)| name).collect(),
            manifest: digest,
            unsealed: unsealed.map(|month| month.month.to_string()).collect(),
        })
    }

    /// The folder appears whole, together with its row in the book, or not at all.
    fn hand_over(&mut self, folder: &Path, files: &[Named], archive: &YearArchive, now: Moment) -> Outcome<()> {
        let mut partial = folder.as_os_str().to_owned();
        partial.push(".partial");
        let partial = Path::new(&partial);
        refuse_there(folder)?;
        let cannot = |_| Failure::new(Code::CannotWrite).with("file", folder.display());
        fs::create_dir_all(partial).map_err(cannot)?;
        let action = Action { action: "archive.make", object: "book" };
        let made =
            files.iter().try_for_each(|(name, bytes)| handout::write(&partial.join(name), bytes)).and_then(|()| {
                self.book.act(&action, now, |tx| -> Outcome<()> {
                    tx.summarise(serde_json::json!({ "year": archive.year, "manifest": archive.manifest }));
                    tx.insert_year_archive(archive)?;
                    fs::rename(partial, folder).map_err(cannot)
                })
            });
        made.map(|_| ()).inspect_err(|_| {
            // Only this call's own folder.
            let _ = fs::remove_dir_all(partial);
        })
    }

    /// 已制作的年度档案, the newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn privacy_archives(&self) -> Outcome<Vec<ArchiveView>> {
        let made = self.view().year_archives()?.into_iter().map(|one| ArchiveView {
            year: one.year,
            made_at: one.made_at.format("%Y-%m-%d %H:%M").to_string(),
            files: u32::try_from(one.files).unwrap_or(u32::MAX),
            manifest: one.manifest,
        });
        Ok(made.collect())
    }

    /// The computed months of a year as they are.
    fn archived_months(&self, year: i32) -> Outcome<Vec<ManifestMonth>> {
        let (first, last) = (read::month(&format!("{year}-01"), "年度")?, read::month(&format!("{year}-12"), "年度")?);
        let view = self.view();
        let states = view.month_states()?;
        let mut months = Vec::new();
        for month in view.contribution_months()?.into_iter().filter(|month| (first..=last).contains(month)) {
            let own = states.iter().find(|state| state.month == month);
            let locked = own.is_some_and(|state| state.phase == MonthPhase::Locked);
            let mut lines = view.ledger(month, None)?;
            lines.extend(view.extras_booked(month, None)?);
            months.push(ManifestMonth {
                month,
                state: own.map_or(MonthPhase::Draft, |state| state.phase).id().to_owned(),
                seal: own.map(|state| state.seal_code()).transpose()?.flatten(),
                digest: own.filter(|_| locked).and_then(|state| state.seal.clone()),
                lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
                employer: lines.iter().filter_map(|line| line.employer).sum::<shebao_rules::money::Yuan>().to_string(),
                employee: lines.iter().filter_map(|line| line.employee).sum::<shebao_rules::money::Yuan>().to_string(),
            });
        }
        Ok(months)
    }

    fn archived_files(&self, year: i32, months: &[ManifestMonth], now: Moment) -> Outcome<Vec<Named>> {
        let mut files = Vec::new();
        for month in months {
            files.extend(self.archived_sheets(month.month, now)?);
        }
        let view = self.archive_view(year, months, now)?;
        let cannot = |e: shebao_documents::export::ExportError| {
            Failure::new(Code::Internal).with("at", "export").detailed([e.to_string()])
        };
        files.push((format!("{year}年度汇总.xlsx"), write(&view).map_err(cannot)?));
        files.push((format!("{year}年度汇总.pdf"), self.tools.paper.report(&view)?.pdf));
        files.push(("说明.txt".to_owned(), EXPLAINED.as_bytes().to_vec()));
        Ok(files)
    }

    fn archive_manifest(&self, year: i32, months: &[ManifestMonth], files: &[Named], now: Moment) -> Outcome<Vec<u8>> {
        let info = self.book.info()?;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            company: info.company,
            credit_code: info.credit_code,
            year,
            made_at: now.format("%Y-%m-%d %H:%M:%S").to_string(),
            journal_head: format!("{} {}", info.journal_head.seq, info.journal_head.code),
            months: months.to_vec(),
            files: files
                .iter()
                .map(|(name, bytes)| ManifestFile { name: name.clone(), size: bytes.len() as u64, sha256: hex(bytes) })
                .collect(),
        };
        serde_json::to_vec_pretty(&manifest).map_err(|_| Failure::new(Code::Internal).with("at", "json"))
    }
}

fn sums(files: &[Named]) -> String {
    files.iter().map(|(name, bytes)| format!("{}  {name}\n", hex(bytes))).collect()
}

/// Makes a folder that was not there: nothing is ever written over.
pub(super) fn fresh_folder(folder: &Path) -> Outcome<()> {
    refuse_there(folder)?;
    fs::create_dir_all(folder).map_err(|_| Failure::new(Code::CannotWrite).with("file", folder.display()))
}

fn refuse_there(folder: &Path) -> Outcome<()> {
    if !folder.exists() {
        return Ok(());
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    Err(Failure::new(Code::AlreadyExists).with("what", name.unwrap_or_default()))
}
