//! 填好的模板 — the clerk's own downloaded file with rows put in; its format stays wherever it can be written.

use shebao_documents::patch::{SheetEdits, rebuilt};
use shebao_documents::sheet::Format;
use shebao_documents::worker::patch_in_worker;

use super::OpenFile;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

/// What is said of a file that was filled.
pub(super) fn told(file: &OpenFile) -> String {
    let name = &file.name;
    if file.workbook.format == Format::Xlsx {
        return format!("已填在您的“{name}”上：只写了账簿里有的列，格式、下拉选项、隐藏列和其他工作表未动");
    }
    format!(
        "“{name}”不是 .xlsx 格式，已照它的行列另填一份 .xlsx，颜色、列宽和下拉选项没有保留；当地系统只收原格式的，\
         请在 Excel 或 WPS 里把它另存为 .xlsx 后重新选择，填好再存回原格式"
    )
}

impl Desk {
    /// The file with its edits, made in the worker; as an Excel 2007 workbook where its own format cannot be written.
    pub(in super::super) fn filled(&self, file: &OpenFile, edits: &SheetEdits) -> Outcome<Vec<u8>> {
        let edits = std::slice::from_ref(edits);
        if file.workbook.format != Format::Xlsx {
            return rebuilt(&file.workbook, edits).map_err(|_| Failure::new(Code::TooLarge).with("file", &file.name));
        }
        patch_in_worker(&self.tools.worker, &file.bytes, edits)
            .map_err(|error| Failure::new(Code::UnreadableSheet).with("file", &file.name).detailed([error.message()]))
    }
}
