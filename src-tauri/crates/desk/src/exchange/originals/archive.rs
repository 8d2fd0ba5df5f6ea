//! 存档的原件 — every file that was taken in lies in the encrypted book, byte for byte, and can be had back.

use std::collections::BTreeSet;
use std::path::Path;

use shebao_documents::worker::read_in_worker;
use shebao_store::{Action, ImportBatch, Stored};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::open::hex;
use crate::wire::inbox::ArchivedFile;
use crate::wire::small;
use crate::{Moment, read};

impl Desk {
    /// 存档的原件, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn exchange_archive(&self) -> Outcome<Vec<ArchivedFile>> {
        let view = self.view();
        let (sizes, unnamed) = (view.document_sizes()?, self.unnamed_words()?);
        let kept = view.batches()?.into_iter().filter_map(|batch| {
            let size = sizes.get(&batch.document_id?)?;
            Some(ArchivedFile {
                batch: small(batch.id),
                file: unnamed.veil(batch.file_name.clone()),
                kind: batch.kinds.clone(),
                time: batch.imported_at.format("%Y-%m-%d %H:%M").to_string(),
                size: u32::try_from(*size).unwrap_or(u32::MAX),
                sha256: batch.file_hash.clone(),
                undone: batch.state == shebao_store::BatchState::Undone,
            })
        });
        Ok(kept.collect())
    }

    /// 取回原件 of a batch, written to a file of the clerk's choice once its bytes were found to be the ones taken in. Where
    /// it names people who are put away, she says why, and each of them has it in the journal.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a batch without a kept file, [`Code::ReasonNeeded`], [`Code::BookDamaged`] if its bytes
    /// are not the ones that were taken in, [`Code::CannotWrite`].
    pub fn exchange_original(
        &mut self,
        batch: i64,
        reason: Option<&str>,
        path: &Path,
        now: Moment,
    ) -> Outcome<ArchivedFile> {
        let (found, named) = self.original_wanted(batch, reason)?;
        let about =
            self.exchange_archive()?.into_iter().find(|one| i64::from(one.batch) == batch).ok_or_else(unknown)?;
        let document = found.document_id.ok_or_else(unknown)?;
        let document = self.view().document(document)?.ok_or_else(unknown)?;
        if hex(&document.bytes) != about.sha256 {
            return Err(Failure::new(Code::BookDamaged).detailed([format!("存档的原件“{}”与导入时不符", about.file)]));
        }
        for id in named {
            self.note_original(id, batch, reason.unwrap_or_default().trim(), now)?;
        }
        crate::handout::write(path, &document.bytes)?;
        Ok(about)
    }

    /// The name under which an original is proposed to be written.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a batch without a kept file, [`Code::ReasonNeeded`] where it names people who are put away.
    pub fn exchange_original_name(&self, batch: i64, reason: Option<&str>) -> Outcome<String> {
        let (found, _) = self.original_wanted(batch, reason)?;
        let name = self.unnamed_words()?.veil(found.row.file_name);
        Ok(name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
    }

    /// A batch with a kept file, and who in it may not be named now.
    fn original_wanted(&self, batch: i64, reason: Option<&str>) -> Outcome<(Stored<ImportBatch>, BTreeSet<i64>)> {
        let found = self.view().batch(batch)?.ok_or_else(unknown)?;
        let named = self.named_in_original(found.document_id.ok_or_else(unknown)?)?;
        if !named.is_empty() && read::given(reason).is_none() {
            return Err(Failure::new(Code::ReasonNeeded).with("people", named.len()));
        }
        Ok((found, named))
    }

    /// Who of those that may not be named stands in an original: whose rows were read from it, and whom any of its texts
    /// names besides, a title or a remark that nothing was taken from.
    fn named_in_original(&self, document: i64) -> Outcome<BTreeSet<i64>> {
        let unnamed = self.unnamed_words()?;
        let everybody = unnamed.everybody();
        if everybody.is_empty() {
            return Ok(everybody);
        }
        let kept = self.view().document(document)?.ok_or_else(unknown)?;
        // What cannot be read any more may name every one of them.
        let Ok(workbook) = read_in_worker(&self.tools.worker, &kept.bytes) else { return Ok(everybody) };
        let rows = self.view().frozen_in_document(document)?.into_iter().filter(|id| everybody.contains(id));
        Ok(unnamed.named_in(workbook.texts()).into_iter().chain(rows).collect())
    }

    fn note_original(&mut self, employee_id: i64, batch: i64, reason: &str, now: Moment) -> Outcome<()> {
        let object = format!("employee:{employee_id}");
        let action = Action { action: "person.original", object: &object };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            tx.summarise(serde_json::json!({ "batch": batch, "reason": reason }));
            Ok(())
        })?;
        Ok(())
    }
}

fn unknown() -> Failure {
    Failure::new(Code::UnknownRecord).with("what", "存档的原件")
}
