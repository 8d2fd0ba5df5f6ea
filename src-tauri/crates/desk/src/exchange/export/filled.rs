//! 填好的模板 — the clerk's own downloaded file with rows put in; its format stays.

use shebao_documents::patch::SheetEdits;
use shebao_documents::sheet::Format;
use shebao_documents::worker::patch_in_worker;

use super::OpenFile;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

/// Whether the file's format can be written in place.
pub(super) fn can_be_filled(file: &OpenFile) -> bool {
    file.workbook.format == Format::Xlsx
}

/// What is said of a file that was filled in place.
pub(super) fn kept(file: &OpenFile) -> String {
    format!("已填在您的“{}”上：只写了账簿里有的列，格式、下拉选项、隐藏列和其他工作表未动", file.name)
}

/// What is said of a file that could not be.
pub(super) fn not_kept(file: &OpenFile) -> String {
    format!("“{}”不是 .xlsx 格式，已按它的表头另做一份 .xlsx，原有格式没有保留；需要原样时请先另存为 .xlsx", file.name)
}

impl Desk {
    /// The file with its edits, made in the worker.
    pub(in super::super) fn filled(&self, file: &OpenFile, edits: &SheetEdits) -> Outcome<Vec<u8>> {
        patch_in_worker(&self.tools.worker, &file.bytes, std::slice::from_ref(edits))
            .map_err(|error| Failure::new(Code::UnreadableSheet).with("file", &file.name).detailed([error.message()]))
    }
}
