//! 出具 — previewing and issuing one paper; what is issued is kept byte for byte.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use shebao_documents::paper::Printed as Pages;
use shebao_store::{Action, Statement, Tx};

use super::view::Subject;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::statement::{Printed, StatementRequest};
use crate::{Moment, read};

impl Desk {
    /// 预览 — the very bytes that issuing would write now; nothing is kept.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`], [`Code::MonthNotRun`], [`Code::MissingGlyphs`] naming the characters.
    pub fn statement_preview(&self, request: &StatementRequest, now: Moment) -> Outcome<Vec<u8>> {
        let number = self.next_number(now, 0)?;
        Ok(self.print(request, &number, now)?.pdf)
    }

    /// 出具 into a file of the clerk's choice; the paper is kept in the book with its number.
    ///
    /// # Errors
    /// As [`Desk::statement_preview`], and [`Code::CannotWrite`].
    pub fn statement_save(&mut self, request: &StatementRequest, path: &Path, now: Moment) -> Outcome<Printed> {
        let number = self.next_number(now, 0)?;
        let pages = self.print(request, &number, now)?;
        write_file(path, &pages.pdf)?;
        self.keep(request, &number, &pages, now)?;
        Ok(Printed {
            files: vec![path.display().to_string()],
            pages: u32::try_from(pages.pages).unwrap_or(u32::MAX),
            numbers: vec![number],
            skipped: Vec::new(),
        })
    }

    pub(super) fn print(&self, request: &StatementRequest, number: &str, now: Moment) -> Outcome<Pages> {
        let (from, to) = (read::month(&request.from, "起")?, read::month(&request.to, "止")?);
        if to < from {
            return Err(read::invalid("止", &request.from));
        }
        let subject = Subject { employee: self.employee(&request.employee_no)?, from, to, full_id: request.full_id };
        let paper = &self.tools.paper;
        Ok(match request.kind.as_str() {
            "statement" => {
                paper.statement(&self.statement_view(&subject, number, request.purpose.as_deref(), now)?)?
            }
            "notice" => paper.notice(&self.notice_view(&Subject { from: to, ..subject }, number, now)?)?,
            _ => return Err(read::invalid("文书种类", "statement、notice")),
        })
    }

    /// 文书编号: the day and a running number of that day.
    pub(super) fn next_number(&self, now: Moment, ahead: usize) -> Outcome<String> {
        let issued = self.view().statements_issued_on(now.date())?;
        let running = issued + i64::try_from(ahead).unwrap_or_default() + 1;
        Ok(format!("社说{}-{running:03}", now.date().format("%Y%m%d")))
    }

    pub(super) fn keep(&mut self, request: &StatementRequest, number: &str, pages: &Pages, now: Moment) -> Outcome<()> {
        let employee = self.employee(&request.employee_no)?;
        let sha256: String = Sha256::digest(&pages.pdf).iter().map(|b| format!("{b:02x}")).collect();
        let statement = Statement {
            number: number.to_owned(),
            kind: request.kind.clone(),
            employee_id: Some(employee.id),
            from: read::month(&request.from, "起")?,
            to: read::month(&request.to, "止")?,
            issued_on: now.date(),
            sha256,
            document_id: None,
            journal_code: self.book.info()?.journal_head.code,
        };
        let action = Action { action: "statement.issue", object: "statement" };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            let document = tx.store_document("statement", &format!("{number}.pdf"), &pages.pdf)?;
            tx.insert_statement(&Statement { document_id: Some(document), ..statement.clone() })?;
            Ok(())
        })?;
        Ok(())
    }
}

/// Writes a file whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let cannot = |_| Failure::new(Code::CannotWrite).with("file", path.display());
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    fs::write(partial, bytes).and_then(|()| fs::rename(partial, path)).map_err(cannot)
}
