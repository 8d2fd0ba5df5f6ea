//! 《医保缴纳情况报告》 — the figures of the month board and the medical gaps as a workbook or on paper: one list of parts for
//! both, so that they cannot differ.

use std::collections::BTreeSet;

use shebao_documents::export::report::write;
use shebao_documents::export::table::Value;
use shebao_documents::paper::{ReportPart, ReportView};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use super::trend::MONTHS;
use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::insight::{GapGrid, InsuranceTotal, MonthBoard, TrendMonth};

/// A finished report.
pub(crate) struct Report {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Rows of all its tables.
    pub rows: usize,
}

impl Desk {
    /// 预览 of the paper of a month: the pages that exporting it writes.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for a month that is none, [`Code::MonthNotRun`].
    pub fn insight_report_preview(&self, month: &str, now: Moment) -> Outcome<Vec<u8>> {
        Ok(self.insight_report(crate::read::month(month, "月份")?, true, now)?.bytes)
    }

    /// 医保缴纳情况报告 of a computed month: a PDF, or a workbook.
    pub(crate) fn insight_report(&self, month: Month, paper: bool, now: Moment) -> Outcome<Report> {
        let board = self.insight_board(&month.to_string(), now)?;
        if board.state == "none" {
            return Err(Failure::new(Code::MonthNotRun).with("month", month));
        }
        let mut gaps = self.insight_gaps(&month.plus(1 - MONTHS).to_string(), &month.to_string(), now)?;
        gaps.rows.retain(|row| matches!(row.insurance, Insurance::Medical | Insurance::Maternity));
        let trend = self.insight_trend(&month.to_string())?;
        let parts = parts(&board, &trend, &gaps);
        let rows = parts.iter().map(|part| part.rows.len()).sum();
        let info = self.book.info()?;
        let code = info.journal_head.code;
        // On paper the code stands at the right of each foot.
        let made = format!("导出时间：{}", now.format("%Y-%m-%d %H:%M"));
        let view = ReportView {
            title: format!("{}医保缴纳情况报告", month.chinese()),
            company: info.company,
            credit_code: info.credit_code,
            traced: if paper { made } else { format!("{made}　台账核对码：{code}") },
            journal_code: code,
            printed_at: now,
            parts,
            authority: AUTHORITY.to_owned(),
        };
        let cannot = |e: shebao_documents::export::ExportError| {
            Failure::new(Code::Internal).with("at", "export").detailed([e.to_string()])
        };
        let bytes = if paper { self.tools.paper.report(&view)?.pdf } else { write(&view).map_err(cannot)? };
        Ok(Report { bytes, rows })
    }
}

const AUTHORITY: &str = "本报告按本单位台账和已导入的经办机构名册编制，参保缴费情况以社会保险、医疗保障经办机构及税务机关、住房公积金管理中心的记录为准。";

fn columns(all: &[(&str, u16)]) -> Vec<(String, u16)> {
    all.iter().map(|(text, width)| ((*text).to_owned(), *width)).collect()
}

fn parts(board: &MonthBoard, trend: &[TrendMonth], gaps: &GapGrid) -> Vec<ReportPart> {
    let of_side = |name, side: fn(&InsuranceTotal) -> Yuan| by_insurance(name, trend, side);
    vec![
        sums(board),
        steps(board),
        change(board),
        months(trend),
        of_side("近十二个月单位部分", |sum| sum.employer),
        of_side("近十二个月个人部分", |sum| sum.employee),
        departments(board),
        missing(gaps),
    ]
}

/// People and both sides, month by month.
fn months(trend: &[TrendMonth]) -> ReportPart {
    let row = |of: &TrendMonth| {
        let people = of.people.map_or(Value::Empty, Value::Count);
        let amount = |amount| if of.people.is_some() { Value::Money(amount) } else { Value::Empty };
        vec![
            Value::text(of.month.as_str()),
            people,
            amount(of.employer),
            amount(of.employee),
            amount(of.employer + of.employee),
        ]
    };
    let heads = [("所属期", 14), ("人数", 10), ("单位部分", 16), ("个人部分", 16), ("两方合计", 16)];
    ReportPart {
        name: "近十二个月应缴".to_owned(),
        columns: columns(&heads),
        rows: trend.iter().map(row).collect(),
        drawn: vec![2, 3],
        ..ReportPart::default()
    }
}

/// One side of every insurance that occurs, month by month.
fn by_insurance(name: &str, trend: &[TrendMonth], side: fn(&InsuranceTotal) -> Yuan) -> ReportPart {
    let borne = trend.iter().flat_map(|month| &month.insurances).filter(|sum| !side(sum).is_zero());
    let insurances: BTreeSet<Insurance> = borne.map(|sum| sum.insurance).collect();
    let row = |of: &TrendMonth| {
        let amounts = insurances.iter().map(|insurance| {
            let own = of.insurances.iter().find(|sum| sum.insurance == *insurance);
            own.map_or(Value::Empty, |sum| Value::Money(side(sum)))
        });
        std::iter::once(Value::text(of.month.as_str())).chain(amounts).collect()
    };
    let heads = insurances.iter().map(|insurance| (insurance.chinese().to_owned(), 12));
    ReportPart {
        name: name.to_owned(),
        columns: std::iter::once(("所属期".to_owned(), 9)).chain(heads).collect(),
        rows: trend.iter().map(row).collect(),
        ..ReportPart::default()
    }
}

fn sums(board: &MonthBoard) -> ReportPart {
    let row = |of: &InsuranceTotal| {
        vec![
            Value::text(of.insurance.chinese()),
            Value::Count(of.heads),
            Value::Money(of.employer),
            Value::Money(of.employee),
            Value::Money(of.employer + of.employee),
        ]
    };
    let mut rows: Vec<Vec<Value>> = board.insurances.iter().map(row).collect();
    rows.push(vec![
        Value::text("合计"),
        Value::Count(board.people),
        Value::Money(board.employer),
        Value::Money(board.employee),
        Value::Money(board.total),
    ]);
    let heads = [("险种", 14), ("人数", 10), ("单位部分", 16), ("个人部分", 16), ("两方合计", 16)];
    ReportPart {
        name: "应缴金额".to_owned(),
        columns: columns(&heads),
        rows,
        nothing: "本月没有应缴金额。".to_owned(),
        ..ReportPart::default()
    }
}

fn steps(board: &MonthBoard) -> ReportPart {
    let name = |step: &str| match step {
        "computed" => "已核定",
        "deducted" => "已扣款",
        "declared" => "已申报",
        "debited" => "已划款",
        _ => "已到账",
    };
    let row = |step: &crate::wire::insight::StepRate| {
        let known =
            if step.of == 0 { (Value::Empty, Value::Empty) } else { (Value::Count(step.done), Value::Count(step.of)) };
        vec![Value::text(name(&step.step)), known.0, known.1, Value::text(step.note.as_str())]
    };
    let heads = [("环节", 12), ("已有", 10), ("应有", 10), ("统计范围", 40)];
    ReportPart {
        name: "各环节".to_owned(),
        columns: columns(&heads),
        rows: board.steps.iter().map(row).collect(),
        ..ReportPart::default()
    }
}

fn change(board: &MonthBoard) -> ReportPart {
    let rows = board.change.as_ref().map_or_else(Vec::new, |c| {
        let line = |name: &str, amount| vec![Value::text(name), Value::Money(amount)];
        vec![
            line(&format!("{} 合计", c.from), c.before),
            line("人员增减", c.headcount),
            line("基数变化", c.base),
            line("费率变化", c.rate),
            line("补缴补差", c.retro),
            line(&format!("{} 合计", board.month), c.after),
        ]
    });
    let heads = [("项目", 30), ("金额", 18)];
    ReportPart {
        name: "与上月比较".to_owned(),
        columns: columns(&heads),
        rows,
        nothing: "上月没有核定，不比较。".to_owned(),
        ..ReportPart::default()
    }
}

fn departments(board: &MonthBoard) -> ReportPart {
    let row = |of: &crate::wire::insight::DepartmentRate| {
        let name = of.department.as_deref().unwrap_or("未填部门");
        vec![Value::text(name), Value::Count(of.people), Value::Count(of.anomalies)]
    };
    let heads = [("部门", 30), ("参保人数", 14), ("缺记录或待确认人数", 20)];
    let rows = board.departments.iter().map(row).collect();
    ReportPart {
        name: "各部门异常".to_owned(),
        columns: columns(&heads),
        rows,
        nothing: "本月没有参保人员。".to_owned(),
        ..ReportPart::default()
    }
}

fn missing(gaps: &GapGrid) -> ReportPart {
    let row = |of: &crate::wire::insight::GapRow| {
        let months = gaps.months.iter().zip(&of.cells).filter(|(_, cell)| cell.state == "missing");
        let months: Vec<&str> = months.map(|(month, _)| month.as_str()).collect();
        vec![
            Value::text(of.employee_no.as_str()),
            Value::text(of.name.as_str()),
            Value::text(of.unit.as_str()),
            Value::text(of.insurance.chinese()),
            Value::text(months.join("、")),
            Value::Money(of.missing),
        ]
    };
    let heads = [("工号", 10), ("姓名", 10), ("参保单位", 26), ("险种", 8), ("缺记录月份", 26), ("金额", 14)];
    ReportPart {
        name: "医疗生育缺记录".to_owned(),
        columns: columns(&heads),
        rows: gaps.rows.iter().map(row).collect(),
        nothing: "已导入名册的单位和月份中，没有缺医疗、生育记录的人员。".to_owned(),
        ..ReportPart::default()
    }
}
