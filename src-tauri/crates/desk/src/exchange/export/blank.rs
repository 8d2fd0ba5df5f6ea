//! 空白模板 — one per kind of sheet that can be taken in.

use std::path::Path;

use crate::error::{Code, Failure, Outcome};
use crate::read;
use crate::tools::Tools;
use crate::wire::export::{ExportLayout, Exported};

/// 空白模板 of a kind, written to a file; no book is needed.
///
/// # Errors
/// [`Code::InvalidInput`] for a kind without a template, [`Code::CannotWrite`].
pub fn exchange_template(tools: &Tools, kind: &str, path: &Path) -> Outcome<Exported> {
    let found = tools.blanks.iter().find(|blank| blank.kind == kind);
    let known = || tools.blanks.iter().map(|blank| blank.kind.as_str()).collect::<Vec<_>>().join("、");
    let blank = found.ok_or_else(|| read::invalid("种类", &known()))?;
    let bytes = blank.write().map_err(|_| Failure::new(Code::Internal).with("at", "template"))?;
    crate::handout::write(path, &bytes)?;
    Ok(Exported { file: Some(path.display().to_string()), ..Exported::default() })
}

/// Every kind with a template, as the window offers them.
#[must_use]
pub fn exchange_template_kinds(tools: &Tools) -> Vec<ExportLayout> {
    let named = |blank: &shebao_documents::export::blank::Blank| ExportLayout {
        id: blank.kind.clone(),
        name: blank.name.clone(),
    };
    tools.blanks.iter().map(named).collect()
}
