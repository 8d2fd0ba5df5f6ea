//! 批量出具 — one file per person, with progress; a cancelled batch leaves no file behind.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::statement::{BatchRequest, Printed, Progress, Skipped, StatementRequest};
use crate::{Moment, read};

use super::issue::write_file;

impl Desk {
    /// 批量出具 for everybody with lines in the month (or those named). `progress` returns false to cancel.
    ///
    /// # Errors
    /// [`Code::Cancelled`] with nothing left behind, [`Code::MonthNotRun`], [`Code::CannotWrite`].
    pub fn statement_batch(
        &mut self,
        request: &BatchRequest,
        dir: &Path,
        now: Moment,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Outcome<Printed> {
        let month = read::month(&request.month, "月份")?;
        let people = self.people_of(request)?;
        if people.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", month));
        }
        let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let mut done: Vec<(StatementRequest, String, shebao_documents::paper::Printed)> = Vec::new();
        let mut skipped = Vec::new();
        for (index, (employee_no, name)) in people.into_iter().enumerate() {
            let one = StatementRequest {
                kind: request.kind.clone(),
                employee_no: employee_no.clone(),
                from: request.month.clone(),
                to: request.month.clone(),
                full_id: false,
                purpose: None,
            };
            let number = self.next_number(now, done.len())?;
            match self.print(&one, &number, now) {
                Ok(pages) => done.push((one, number, pages)),
                Err(failure) => skipped.push(Skipped { employee_no, name, reason: reason(&failure) }),
            }
            let at = u32::try_from(index + 1).unwrap_or(u32::MAX);
            if !progress(Progress { job: "statement_batch".to_owned(), done: at, total }) {
                return Err(Failure::new(Code::Cancelled));
            }
        }
        self.write_all(request, dir, done, skipped, now)
    }

    fn write_all(
        &mut self,
        request: &BatchRequest,
        dir: &Path,
        done: Vec<(StatementRequest, String, shebao_documents::paper::Printed)>,
        skipped: Vec<Skipped>,
        now: Moment,
    ) -> Outcome<Printed> {
        let cannot = |_: io::Error| Failure::new(Code::CannotWrite).with("file", dir.display());
        fs::create_dir_all(dir).map_err(cannot)?;
        let mut printed = Printed { files: Vec::new(), pages: 0, numbers: Vec::new(), skipped };
        for (one, number, pages) in &done {
            let path: PathBuf = dir.join(format!("{}_{}_{number}.pdf", one.employee_no, request.month));
            write_file(&path, &pages.pdf)?;
            self.keep(one, number, pages, now)?;
            printed.files.push(path.display().to_string());
            printed.pages += u32::try_from(pages.pages).unwrap_or_default();
            printed.numbers.push(number.clone());
        }
        Ok(printed)
    }

    /// (工号, 姓名) of everybody the batch speaks of.
    fn people_of(&self, request: &BatchRequest) -> Outcome<Vec<(String, String)>> {
        let ledger = self.contribution_ledger(&request.month)?;
        let unit = read::given(request.unit.as_deref());
        let mut people: Vec<(String, String)> = ledger
            .rows
            .into_iter()
            .filter(|row| unit.is_none_or(|u| u == row.unit))
            .filter(|row| request.employees.is_empty() || request.employees.contains(&row.employee_no))
            .map(|row| (row.employee_no, row.name))
            .collect();
        people.sort();
        people.dedup();
        Ok(people)
    }
}

fn reason(failure: &Failure) -> String {
    match failure.code {
        Code::MissingGlyphs => {
            format!("字库缺字：{}", failure.params.get("characters").map(String::as_str).unwrap_or_default())
        }
        Code::MonthNotRun => "本月没有应缴记录".to_owned(),
        _ => "未能出具".to_owned(),
    }
}
