//! 填好的模板 — the clerk's own downloaded file with rows put in; its format stays wherever it can be written.

use shebao_documents::patch::{SheetEdits, rebuilt};
use shebao_documents::read::ReadError;
use shebao_documents::sheet::Format;
use shebao_documents::worker::patch_in_worker;

use super::OpenFile;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

/// 填好的模板 and what is said of it.
pub(super) struct Filled {
    pub bytes: Vec<u8>,
    pub note: String,
}

impl Desk {
    /// The file with its edits, made in the worker; as an Excel 2007 workbook where its own format cannot be written.
    pub(super) fn filled(&self, file: &OpenFile, edits: &SheetEdits) -> Outcome<Filled> {
        let (name, edits) = (&file.name, std::slice::from_ref(edits));
        let why = match file.workbook.format {
            Format::Xlsx | Format::Xls => match patch_in_worker(&self.tools.worker, &file.bytes, edits) {
                Ok(bytes) => return Ok(Filled { bytes, note: in_place(name) }),
                Err(ReadError::FixedFormat { what }) => format!("不能在原格式上填写（{what}）"),
                Err(error) => {
                    let failure = Failure::new(Code::UnreadableSheet).with("file", name);
                    return Err(failure.detailed([error.message()]));
                }
            },
            _ => "不是 .xlsx 或 Excel 97–2003 的 .xls 格式".to_owned(),
        };
        let bytes = rebuilt(&file.workbook, edits).map_err(|_| Failure::new(Code::TooLarge).with("file", name))?;
        Ok(Filled { bytes, note: anew(name, &why) })
    }
}

fn in_place(name: &str) -> String {
    format!("已填在您的“{name}”上：只写了账簿里有的列，格式、下拉选项、隐藏列和其他工作表未动")
}

fn anew(name: &str, why: &str) -> String {
    format!(
        "“{name}”{why}，已照它的行列另填一份 .xlsx，颜色、列宽和下拉选项没有保留；当地系统只收原格式的，\
         请在 Excel 或 WPS 里把它另存为 .xlsx 后重新选择，填好再存回原格式"
    )
}
