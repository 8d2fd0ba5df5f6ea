//! 粘贴 — cells copied from Excel or WPS go the way of a file: read in the worker, recognised, checked, taken in.

use shebao_documents::recognise::Dialects;
use shebao_documents::worker;

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::inspect::{inspection, of_reading};
use crate::exchange::reading::open::OpenFile;
use crate::tools::Tools;
use crate::wire::exchange::Inspection;
use crate::wire::inbox::Pasted;

/// How pasted cells are called where a file's name would stand.
const NAME: &str = "粘贴";

impl Desk {
    /// 识别粘贴的内容 with what the clerk taught this book.
    ///
    /// # Errors
    /// As [`paste`].
    pub fn exchange_paste(&self, pasted: &Pasted) -> Outcome<Inspection> {
        inspected(&self.tools, &self.dialects()?, pasted)
    }
}

/// 识别粘贴的内容; no book is needed. Rows and columns count from the first copied cell.
///
/// # Errors
/// [`Code::EmptySheet`] for nothing, and as for a file.
pub fn paste(tools: &Tools, pasted: &Pasted) -> Outcome<Inspection> {
    inspected(tools, &tools.dialects, pasted)
}

fn inspected(tools: &Tools, dialects: &Dialects, pasted: &Pasted) -> Outcome<Inspection> {
    let bytes = bytes_of(pasted).ok_or_else(|| Failure::new(Code::EmptySheet).with("file", NAME))?;
    let workbook = worker::read_in_worker(&tools.worker, &bytes).map_err(|error| of_reading(&error, NAME))?;
    Ok(inspection(tools, OpenFile::of(dialects, NAME.to_owned(), bytes, workbook)))
}

/// The cells as text, which every program gives; the page only where there is no text. A byte-order mark says that it is
/// text, whatever it begins with.
fn bytes_of(pasted: &Pasted) -> Option<Vec<u8>> {
    if pasted.text.contains('\t') {
        return Some(format!("\u{feff}{}", pasted.text).into_bytes());
    }
    let page = pasted.html.as_deref().filter(|html| html.contains("<t"));
    page.map(|html| html.as_bytes().to_vec())
        .or_else(|| (!pasted.text.trim().is_empty()).then(|| format!("\u{feff}{}", pasted.text).into_bytes()))
}
