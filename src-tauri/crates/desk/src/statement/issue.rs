//! 出具 — previewing and issuing one paper; what is issued is kept byte for byte.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use shebao_documents::paper::Printed as Pages;
use shebao_store::{Action, Statement, Tx};

use super::view::Subject;
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::statement::{Printed, StatementRequest};
use crate::{Moment, handout, read};

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
        let paper = self.paper(request, &number, &pages, now)?;
        let mut written = false;
        let kept = self.issue(now, |tx| {
            keep(tx, &paper, &pages.pdf)?;
            handout::write(path, &pages.pdf)?;
            written = true;
            Ok(1)
        });
        if kept.is_err() && written {
            // A paper that the book does not know must not be handed out.
            let _ = fs::remove_file(path);
        }
        kept?;
        Ok(Printed {
            files: vec![path.display().to_string()],
            pages: u32::try_from(pages.pages).unwrap_or(u32::MAX),
            numbers: vec![number],
            skipped: Vec::new(),
        })
    }

    /// Sets one paper.
    pub(super) fn print(&self, request: &StatementRequest, number: &str, now: Moment) -> Outcome<Pages> {
        let (from, to) = (read::month(&request.from, "起")?, read::month(&request.to, "止")?);
        if to < from {
            return Err(read::invalid("止", &request.from));
        }
        let employee = self.employee(&request.employee_no)?;
        let outside = self.outside(from, to, now.date())?;
        let subject = Subject { employee, outside: &outside, from, to, full_id: request.full_id };
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

    /// What the book keeps of a printed paper. Its journal code is that of the newest journal row before the action that
    /// issues it: the state of the book that the paper was read from. Printing asks for the same code.
    pub(super) fn paper(
        &self,
        request: &StatementRequest,
        number: &str,
        pages: &Pages,
        now: Moment,
    ) -> Outcome<Statement> {
        Ok(Statement {
            number: number.to_owned(),
            kind: request.kind.clone(),
            employee_id: Some(self.employee(&request.employee_no)?.id),
            from: read::month(&request.from, "起")?,
            to: read::month(&request.to, "止")?,
            issued_on: now.date(),
            sha256: sha256(&pages.pdf),
            document_id: None,
            journal_code: self.book.journal_head()?.code,
        })
    }

    /// One action that issues papers: `work` keeps them, hands their files over as its last step, and tells how many
    /// there are.
    pub(super) fn issue(&mut self, now: Moment, work: impl FnOnce(&mut Tx<'_>) -> Outcome<usize>) -> Outcome<()> {
        let action = Action { action: "statement.issue", object: "statement" };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            let papers = work(tx)?;
            tx.summarise(serde_json::json!({ "papers": papers }));
            Ok(())
        })?;
        Ok(())
    }
}

/// Keeps a paper and its very bytes.
pub(super) fn keep(tx: &mut Tx<'_>, paper: &Statement, pdf: &[u8]) -> Outcome<()> {
    let document = tx.store_document("statement", &format!("{}.pdf", paper.number), pdf)?;
    tx.insert_statement(&Statement { document_id: Some(document), ..paper.clone() })?;
    Ok(())
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
