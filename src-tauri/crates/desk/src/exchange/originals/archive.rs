//! 存档的原件 — every file that was taken in lies in the encrypted book, byte for byte, and can be had back.

use std::path::Path;

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::open::hex;
use crate::wire::inbox::ArchivedFile;
use crate::wire::small;

impl Desk {
    /// 存档的原件, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn exchange_archive(&self) -> Outcome<Vec<ArchivedFile>> {
        let view = self.view();
        let sizes = view.document_sizes()?;
        let kept = view.batches()?.into_iter().filter_map(|batch| {
            let size = sizes.get(&batch.document_id?)?;
            Some(ArchivedFile {
                batch: small(batch.id),
                file: batch.file_name.clone(),
                kind: batch.kinds.clone(),
                time: batch.imported_at.format("%Y-%m-%d %H:%M").to_string(),
                size: u32::try_from(*size).unwrap_or(u32::MAX),
                sha256: batch.file_hash.clone(),
                undone: batch.state == shebao_store::BatchState::Undone,
            })
        });
        Ok(kept.collect())
    }

    /// 取回原件 of a batch, written to a file of the clerk's choice once its bytes were found to be the ones taken in.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a batch without a kept file, [`Code::BookDamaged`] if its bytes are not the ones that
    /// were taken in, [`Code::CannotWrite`].
    pub fn exchange_original(&self, batch: i64, path: &Path) -> Outcome<ArchivedFile> {
        let unknown = || Failure::new(Code::UnknownRecord).with("what", "存档的原件");
        let about =
            self.exchange_archive()?.into_iter().find(|one| i64::from(one.batch) == batch).ok_or_else(unknown)?;
        let document = self.view().batch(batch)?.and_then(|found| found.document_id).ok_or_else(unknown)?;
        let document = self.view().document(document)?.ok_or_else(unknown)?;
        if hex(&document.bytes) != about.sha256 {
            return Err(Failure::new(Code::BookDamaged).detailed([format!("存档的原件“{}”与导入时不符", about.file)]));
        }
        crate::handout::write(path, &document.bytes)?;
        Ok(about)
    }

    /// The name under which an original is proposed to be written.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a batch without a kept file.
    pub fn exchange_original_name(&self, batch: i64) -> Outcome<String> {
        let kept = self.exchange_archive()?.into_iter().find(|one| i64::from(one.batch) == batch);
        let kept = kept.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "存档的原件"))?;
        Ok(kept.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
    }
}
