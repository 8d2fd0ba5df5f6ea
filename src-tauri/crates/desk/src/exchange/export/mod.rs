//! 导出 — the book's facts of a month as the files that bureaus and colleagues take.
//!
//! Every kind goes the same way: facts → plain views of `documents` → bytes → the file. A person of whom a necessary
//! fact is missing is not written; the answer names the person, the field and where to put it in.

mod batch;
mod blank;
mod declaration;
mod filled;
mod fund_change;
mod kinds;
mod ledger;
mod lists;
mod reconciliation;
mod shown;
mod tax_client;
mod voucher;

use std::path::Path;
use std::sync::Arc;

use shebao_documents::export::ExportError;
use shebao_documents::export::batch::Event;
use shebao_documents::read::is_old_workbook;
use shebao_rules::month::Month;
use shebao_rules::words::IdType;
use shebao_store::{Action, ContributionLine, Declaration, DeclarationLine, Employee, Stored, Unit};

pub use blank::{exchange_template, exchange_template_kinds};
pub use kinds::exchange_export_kinds;
pub use shown::{exchange_copied_list, exchange_list};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::open::OpenFile;
use crate::wire::export::{ExportRequest, Exported, LeftOut};
use crate::{Moment, read};

/// What is wanted, read and checked.
struct Wanted<'r> {
    request: &'r ExportRequest,
    month: Month,
    unit: Option<Stored<Unit>>,
    now: Moment,
}

/// What was made of it.
#[derive(Default)]
struct Made {
    bytes: Vec<u8>,
    rows: usize,
    left_out: Vec<LeftOut>,
    notes: Vec<String>,
    /// Whom the file declares, and for what; empty of a file that declares nothing.
    declared: Vec<DeclarationLine>,
}

impl Desk {
    /// 导出 to a file of the clerk's choice. Without a row to write no file is written. A file that declares people is
    /// kept on record as their 申报.
    ///
    /// # Errors
    /// [`Code::InvalidInput`], [`Code::UnknownUnit`], [`Code::MonthNotRun`], [`Code::CannotWrite`].
    pub fn exchange_export(&mut self, request: &ExportRequest, path: &Path, now: Moment) -> Outcome<Exported> {
        let unit = read::given(request.unit.as_deref()).map(|name| self.unit_named(name)).transpose()?;
        let wanted = Wanted { request, month: read::month(&request.month, "月份")?, unit, now };
        let mut made = match request.kind.as_str() {
            "contribution_ledger" => self.ledger_file(&wanted)?,
            "voucher" => self.voucher_file(&wanted)?,
            "declaration" => self.declaration_file(&wanted)?,
            "tax_client" => self.tax_client_file(&wanted)?,
            "housing_fund_change" => self.fund_change_file(&wanted)?,
            "enroll_batch" => self.batch_file(&wanted, Event::Enroll)?,
            "withdraw_batch" => self.batch_file(&wanted, Event::Withdraw)?,
            "reconciliation" => self.reconciliation_file(&wanted)?,
            "insight_report" => self.report_file(&wanted, path)?,
            "roster" => self.roster_file(&wanted)?,
            "enrollments" => self.enrollments_file(&wanted)?,
            _ => return Err(read::invalid("种类", &kinds::kind_ids())),
        };
        let file = (made.rows > 0).then(|| path.display().to_string());
        if file.is_some() {
            crate::handout::write(path, &made.bytes)?;
            made.notes.extend(wrong_ending(path, &made.bytes));
            self.keep_declared(&wanted, path, &made)?;
        } else {
            made.notes.push("没有可写入的行，未生成文件".to_owned());
        }
        made.left_out.sort();
        made.left_out.dedup();
        let rows = u32::try_from(made.rows).unwrap_or(u32::MAX);
        Ok(Exported { file, rows, left_out: made.left_out, notes: made.notes })
    }

    /// 月度台账 and 三方对账 of a month as workbooks with their names, for a yearly archive.
    pub(crate) fn archived_sheets(&self, month: Month, now: Moment) -> Outcome<Vec<(String, Vec<u8>)>> {
        let request = ExportRequest { month: month.to_string(), ..ExportRequest::default() };
        let wanted = Wanted { request: &request, month, unit: None, now };
        let ledger = self.ledger_file(&wanted)?;
        let compared = self.reconciliation_file(&wanted)?;
        let named = [(format!("台账_{month}.xlsx"), ledger), (format!("对账_{month}.xlsx"), compared)];
        Ok(named.into_iter().filter(|(_, made)| made.rows > 0).map(|(name, made)| (name, made.bytes)).collect())
    }

    /// 申报留底 of a file that declares people; one who may only look leaves none.
    fn keep_declared(&mut self, wanted: &Wanted, path: &Path, made: &Made) -> Outcome<()> {
        if made.declared.is_empty() || !self.book.may_write() {
            return Ok(());
        }
        let file = Declaration {
            kind: wanted.request.kind.clone(),
            month: wanted.month,
            file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            sha256: crate::statement::sha256(&made.bytes),
            declared_on: wanted.now.date(),
        };
        let object = format!("month:{}", wanted.month);
        let action = Action { action: "declaration.export", object: &object };
        self.book.act(&action, wanted.now, |tx| -> Outcome<()> {
            tx.insert_declaration(&file, &made.declared)?;
            tx.summarise(serde_json::json!({ "month": file.month, "kind": file.kind, "lines": made.declared.len() }));
            Ok(())
        })?;
        Ok(())
    }

    /// 医保缴纳情况报告 as the layout or the ending of the file says.
    fn report_file(&self, wanted: &Wanted, path: &Path) -> Outcome<Made> {
        let pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        let paper = pdf || wanted.request.layout.as_deref() == Some(kinds::PAPER);
        let report = self.insight_report(wanted.month, paper, wanted.now)?;
        Ok(Made { bytes: report.bytes, rows: report.rows, ..Made::default() })
    }

    /// The kept lines of the month and the 补差 booked in it.
    fn lines_of(&self, wanted: &Wanted) -> Outcome<Vec<ContributionLine>> {
        let unit = wanted.unit.as_ref().map(|u| u.id);
        let mut lines = self.view().ledger(wanted.month, unit)?;
        if lines.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", wanted.month));
        }
        lines.extend(self.view().extras_booked(wanted.month, unit)?);
        Ok(lines)
    }

    /// The lines declared and paid in the month: its own unless booked later, and the first months of the month before
    /// that were booked late (no line is booked later than one month after its period).
    fn booked_lines(&self, wanted: &Wanted, notes: &mut Vec<String>) -> Outcome<Vec<ContributionLine>> {
        let (view, unit, before) = (self.view(), wanted.unit.as_ref().map(|u| u.id), wanted.month.previous());
        let mut lines = self.lines_of(wanted)?;
        let earlier = view.ledger(before, unit)?;
        let late = |e: &Stored<shebao_store::Enrollment>| e.first_month == before && e.first_month_late;
        if earlier.is_empty() && view.enrollments_in(before, unit)?.iter().any(late) {
            notes.push(format!("{} 还没有核定，其首月次月补缴的金额没有计入；请先核定该月再导出", before.chinese()));
        }
        lines.extend(earlier);
        lines.retain(|line| line.booked_month == wanted.month);
        Ok(lines)
    }

    /// The clerk's own file, if she brought one along.
    fn own_file(&self, wanted: &Wanted) -> Outcome<Option<Arc<OpenFile>>> {
        let Some(handle) = read::given(wanted.request.template.as_deref()) else { return Ok(None) };
        let gone = || Failure::new(Code::UnknownRecord).with("what", "选入的文件，请重新选择");
        self.tools.files.get(handle).map(Some).ok_or_else(gone)
    }

    /// Everybody in the order of 工号.
    fn people_in_order(&self) -> Outcome<Vec<(i64, Employee)>> {
        let mut people: Vec<(i64, Employee)> =
            self.employees_by_id()?.iter().map(|(id, row)| (*id, row.clone())).collect();
        people.sort_by(|a, b| a.1.employee_no.cmp(&b.1.employee_no));
        Ok(people)
    }

    /// The unit asked for, or the only one there is.
    fn one_unit(&self, wanted: &Wanted) -> Outcome<Stored<Unit>> {
        if let Some(unit) = &wanted.unit {
            return Ok(unit.clone());
        }
        let mut units = self.view().units()?.into_iter();
        match (units.next(), units.next()) {
            (Some(unit), None) => Ok(unit),
            (None, _) => Err(Failure::new(Code::UnknownUnit).with("unit", "")),
            (Some(first), Some(_)) => Err(read::invalid("参保单位", &first.name)),
        }
    }

    /// 导出时间 and 台账核对码, by which a file is traced back to the book's state.
    fn printed_line(&self, wanted: &Wanted) -> Outcome<String> {
        let code = self.book.info()?.journal_head.code;
        Ok(format!("导出时间：{}　台账核对码：{code}", wanted.now.format("%Y-%m-%d %H:%M")))
    }
}

/// What is said of a workbook whose name ends otherwise than its format: programs that take it in go by the ending.
fn wrong_ending(path: &Path, bytes: &[u8]) -> Option<String> {
    let given = path.extension()?.to_str()?.to_ascii_lowercase();
    let own = match bytes {
        old if is_old_workbook(old) => "xls",
        [b'P', b'K', ..] => "xlsx",
        _ => return None,
    };
    let fits = matches!((given.as_str(), own), ("xls", "xls") | ("xlsx" | "xlsm", "xlsx"));
    let is_workbook = matches!(given.as_str(), "xls" | "xlsx" | "xlsm");
    (is_workbook && !fits)
        .then(|| format!("文件名以 .{given} 结尾，内容是 .{own} 格式：当地系统按扩展名识别，请把扩展名改为 .{own}"))
}

/// A person left out, with what is missing and where it goes.
fn left_out(employee: &Employee, field: &str, what: &str) -> LeftOut {
    let who = format!("{}（{}）", employee.name, employee.employee_no);
    LeftOut {
        employee_no: employee.employee_no.clone(),
        name: employee.name.clone(),
        field: field.to_owned(),
        message: format!("{who}{what}"),
    }
}

/// 证件类型 and 证件号码 of a person, or why they cannot be written.
type Identity = Result<(IdType, String), LeftOut>;

/// The identity of a person who may be named now, or may not.
fn identity_of(employee: &Employee, unnamed: bool) -> Identity {
    match (employee.id_type, &employee.id_number) {
        _ if unnamed => Err(left_out(employee, "封存", "已封存；请在“数据与隐私”中写明原因调阅后再导出")),
        (Some(id_type), Some(number)) => Ok((id_type, number.clone())),
        _ => Err(left_out(employee, "证件号码", "没有已校验的证件号码；请在员工资料中补录后再导出")),
    }
}

/// 身份证件类型代码 of the tax bureau; none where no code is known.
const fn id_type_code(id_type: IdType) -> Option<&'static str> {
    match id_type {
        IdType::ResidentId => Some("201"),
        IdType::ForeignPassport => Some("208"),
        IdType::HkMacauPermit => Some("210"),
        IdType::TaiwanPermit => Some("213"),
        _ => None,
    }
}

/// What the writer says goes no further than its kind.
fn not_written(error: ExportError) -> Failure {
    Failure::new(Code::Internal).with("at", "export").detailed([error.to_string()])
}
