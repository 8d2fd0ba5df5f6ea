//! 批量出具 — one file per person, with progress, as one action: all papers or none.

use std::collections::BTreeSet;
use std::path::Path;

use shebao_rules::month::Month;
use shebao_store::Statement;

use super::issue::keep;
use super::tray::Tray;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::statement::{BatchRequest, Printed, Progress, Skipped, StatementRequest};
use crate::{Moment, read};

/// What a batch has printed so far; the bytes lie in the tray.
#[derive(Default)]
struct Batch {
    papers: Vec<Statement>,
    pages: usize,
    skipped: Vec<Skipped>,
}

impl Desk {
    /// 批量出具 for everybody with lines in the months (or those named). `progress` returns false to cancel. All papers
    /// are read from one state of the book, carry its journal code and are kept by one action.
    ///
    /// # Errors
    /// [`Code::InvalidInput`], [`Code::Cancelled`], [`Code::MonthNotRun`], [`Code::CannotWrite`]; no file and no row is left behind then.
    pub fn statement_batch(
        &mut self,
        request: &BatchRequest,
        dir: &Path,
        now: Moment,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Outcome<Printed> {
        let months = months_of(request)?;
        let people = self.people_of(request, months)?;
        if people.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", &request.month));
        }
        let mut tray = Tray::in_folder(dir)?;
        let batch = self.print_all(request, (months, people), &mut tray, now, progress)?;
        if !batch.papers.is_empty() {
            self.issue(now, |tx| {
                for (at, paper) in batch.papers.iter().enumerate() {
                    keep(tx, paper, &tray.bytes(at, &paper.sha256)?)?;
                }
                tray.hand_over()?;
                Ok(batch.papers.len())
            })?;
        }
        Ok(Printed {
            files: tray.settle(),
            pages: u32::try_from(batch.pages).unwrap_or(u32::MAX),
            numbers: batch.papers.into_iter().map(|paper| paper.number).collect(),
            skipped: batch.skipped,
        })
    }

    /// Prints person by person into the tray: however many there are, one paper at a time is in memory.
    fn print_all(
        &self,
        request: &BatchRequest,
        ((from, to), people): ((Month, Month), Vec<(String, String)>),
        tray: &mut Tray<'_>,
        now: Moment,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Outcome<Batch> {
        let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let mut batch = Batch::default();
        for (done, (employee_no, name)) in (1..).zip(people) {
            let one = StatementRequest {
                kind: request.kind.clone(),
                employee_no: employee_no.clone(),
                from: from.to_string(),
                to: to.to_string(),
                full_id: false,
                purpose: None,
            };
            let number = self.next_number(now, batch.papers.len())?;
            match self.print(&one, &number, now) {
                Ok(pages) => {
                    // A name that had to be cut would lose the number that keeps papers apart.
                    let short: String = employee_no.chars().take(40).collect();
                    tray.put(&format!("{short}_{to}_{number}.pdf"), &pages.pdf)?;
                    batch.papers.push(self.paper(&one, &number, &pages, now)?);
                    batch.pages += pages.pages;
                }
                Err(failure) => batch.skipped.push(Skipped { employee_no, name, reason: reason(&failure) }),
            }
            if !progress(Progress { job: "statement_batch".to_owned(), done, total }) {
                return Err(Failure::new(Code::Cancelled));
            }
        }
        Ok(batch)
    }

    /// (工号, 姓名) of everybody the batch speaks of.
    fn people_of(&self, request: &BatchRequest, (from, to): (Month, Month)) -> Outcome<Vec<(String, String)>> {
        let unit = read::given(request.unit.as_deref());
        let mut people = BTreeSet::new();
        for month in from.through(to) {
            let rows = self.contribution_ledger(&month.to_string())?.rows.into_iter();
            let asked = rows
                .filter(|row| unit.is_none_or(|u| u == row.unit))
                .filter(|row| request.employees.is_empty() || request.employees.contains(&row.employee_no));
            people.extend(asked.map(|row| (row.employee_no, row.name)));
        }
        Ok(people.into_iter().collect())
    }
}

/// 起止月份. A notice speaks of one month only.
fn months_of(request: &BatchRequest) -> Outcome<(Month, Month)> {
    let to = read::month(&request.month, "月份")?;
    let from = read::month_or_none(request.from.as_deref(), "起始月份")?.filter(|_| request.kind != "notice");
    match from {
        Some(from) if from > to => Err(read::invalid("起始月份", &request.month)),
        from => Ok((from.unwrap_or(to), to)),
    }
}

fn reason(failure: &Failure) -> String {
    match failure.code {
        Code::MissingGlyphs => {
            format!("字库缺字：{}", failure.params.get("characters").map(String::as_str).unwrap_or_default())
        }
        Code::MonthNotRun => "本月没有应缴记录".to_owned(),
        Code::PersonFrozen => "已封存，写明原因调阅后才能出具".to_owned(),
        Code::PersonErased => "本人信息已删除".to_owned(),
        _ => "未能出具".to_owned(),
    }
}
