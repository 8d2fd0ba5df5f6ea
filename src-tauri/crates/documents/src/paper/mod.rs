//! 纸 — everything that is printed: statements, notices, the recovery card, and the page they are set on.
//!
//! The way of a document: a plain view (`StatementView`) → a list of blocks (`Document`) → pages of marks (`layout`) →
//! a PDF with fonts cut to the characters used (`pdf`). No database, no law, no today: what is printed was decided elsewhere.

mod chinese_amount;
mod contribution_line;
mod document;
mod error;
mod flow;
mod font;
mod layout;
mod notice;
mod page;
mod parties;
mod pdf;
mod recovery_card;
mod report;
mod signing;
mod stacks;
mod statement;
mod subset;
mod table;
mod text;

pub use chinese_amount::chinese_amount;
pub use contribution_line::{ContributionLine, ContributionTotals, RecordState};
pub use document::{Align, Block, Cell, Column, Document, ParagraphStyle, Row, Stack, Stacks, Table};
pub use error::PaperError;
pub use font::Weight;
pub use notice::NoticeView;
pub use parties::{IdDisplay, Issuer, Person};
pub use recovery_card::RecoveryCardView;
pub use report::{ReportPart, ReportView};
pub use statement::{Anomaly, PriorCover, Registration, StatementView};

use pdf::Imprint;

/// 打印好的文书 — the file and what the journal keeps of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// 页数.
    pub pages: usize,
    /// 台账核对码 as printed in the foot, without spaces; of a batch, that of each document in order.
    pub check_codes: Vec<String>,
}

/// 纸 — the printer: fonts are parsed once, then any number of documents may be printed, from several threads too.
pub struct Paper {
    fonts: font::Fonts,
}

impl Paper {
    /// Parses the bundled fonts. Takes some milliseconds: keep it.
    ///
    /// # Errors
    /// [`PaperError::Font`] if the program's own fonts are damaged.
    pub fn new() -> Result<Self, PaperError> {
        Ok(Self { fonts: font::Fonts::load()? })
    }

    /// 缺字 — the characters of a text that no bundled font holds, each once: to be asked before printing.
    #[must_use]
    pub fn missing_glyphs(&self, text: &str) -> Vec<char> {
        let clean = text::clean(text);
        let missing: std::collections::BTreeSet<char> =
            clean.chars().filter(|c| self.fonts.find(*c, Weight::Regular).is_none()).collect();
        missing.into_iter().collect()
    }

    /// Prints one document.
    ///
    /// # Errors
    /// [`PaperError::MissingGlyphs`] names what cannot be printed; nothing was made then.
    pub fn print(&self, document: &Document) -> Result<Printed, PaperError> {
        self.print_together(&document.title, std::slice::from_ref(document))
    }

    /// 合并打印 — several documents in one file, each with its own page numbers and a bookmark.
    ///
    /// # Errors
    /// As [`Paper::print`]; [`PaperError::Empty`] without any document.
    pub fn print_together(&self, title: &str, documents: &[Document]) -> Result<Printed, PaperError> {
        let mut sheets = Vec::new();
        let mut bookmarks = Vec::new();
        for document in documents {
            bookmarks.push((sheets.len() + 1, document.title.as_str()));
            sheets.extend(layout::pages(&self.fonts, document));
        }
        let created = documents.first().filter(|_| !sheets.is_empty()).ok_or(PaperError::Empty)?.printed_at;
        if documents.len() < 2 {
            bookmarks.clear();
        }
        let check_codes: Vec<String> = documents.iter().map(Document::check_code).collect();
        let imprint = Imprint { title, created, identity: check_codes.join("\n"), bookmarks };
        let pdf = pdf::write(&self.fonts, &sheets, &imprint)?;
        Ok(Printed { pdf, pages: sheets.len(), check_codes })
    }

    /// 《社保状态说明》.
    ///
    /// # Errors
    /// As [`Paper::print`].
    pub fn statement(&self, view: &StatementView) -> Result<Printed, PaperError> {
        self.print(&view.document())
    }

    /// 《社保状态说明》合并打印 — several in one file.
    ///
    /// # Errors
    /// As [`Paper::print_together`].
    pub fn statements(&self, title: &str, views: &[StatementView]) -> Result<Printed, PaperError> {
        let documents: Vec<Document> = views.iter().map(StatementView::document).collect();
        self.print_together(title, &documents)
    }

    /// 月度缴费告知单.
    ///
    /// # Errors
    /// As [`Paper::print`].
    pub fn notice(&self, view: &NoticeView) -> Result<Printed, PaperError> {
        self.print(&view.document())
    }

    /// 月度缴费告知单合并打印 — several in one file.
    ///
    /// # Errors
    /// As [`Paper::print_together`].
    pub fn notices(&self, title: &str, views: &[NoticeView]) -> Result<Printed, PaperError> {
        let documents: Vec<Document> = views.iter().map(NoticeView::document).collect();
        self.print_together(title, &documents)
    }

    /// 报告.
    ///
    /// # Errors
    /// As [`Paper::print`].
    pub fn report(&self, view: &ReportView) -> Result<Printed, PaperError> {
        self.print(&view.document())
    }

    /// 恢复卡.
    ///
    /// # Errors
    /// As [`Paper::print`].
    pub fn recovery_card(&self, view: &RecoveryCardView) -> Result<Printed, PaperError> {
        self.print(&view.document())
    }
}

#[cfg(test)]
mod tests;
