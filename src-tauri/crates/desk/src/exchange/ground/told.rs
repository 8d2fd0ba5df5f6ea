//! 逐字段差异 — what a row says otherwise than the book: each field with what stands and what the row has.

use shebao_rules::money::Yuan;
use shebao_store::{Claim, DeductionKind, Employee, Wage};

use crate::exchange::ground::report::Report;
use crate::wire::exchange::Difference;

/// One row beside what the book knows.
pub(in crate::exchange) struct Told<'a> {
    /// The row.
    pub row: i64,
    /// Whose: 工号 and 姓名.
    pub employee_no: &'a str,
    /// The same.
    pub name: &'a str,
    /// Whether it is written.
    pub applied: bool,
}

impl<'a> Told<'a> {
    /// Of a person's row.
    pub(in crate::exchange) fn of(row: i64, employee: &'a Employee, applied: bool) -> Self {
        Self { row, employee_no: &employee.employee_no, name: &employee.name, applied }
    }

    /// Tells one field where the two differ.
    pub(in crate::exchange) fn field(
        &self,
        report: &mut Report,
        field: &str,
        before: Option<String>,
        after: Option<String>,
    ) {
        if before == after {
            return;
        }
        report.differ(Difference {
            row: u32::try_from(self.row).unwrap_or_default(),
            employee_no: self.employee_no.to_owned(),
            name: self.name.to_owned(),
            field: field.to_owned(),
            before,
            after,
            applied: self.applied,
            ..Difference::default()
        });
    }

    /// Tells what a row of a pay sheet changes of the month's pay.
    pub(in crate::exchange) fn wage(&self, report: &mut Report, before: &Wage, after: &Wage) {
        for (field, of) in [
            ("应发", (before.gross, after.gross)),
            ("个税", (before.tax, after.tax)),
            ("实发", (before.net, after.net)),
        ] {
            self.field(report, field, amount(of.0), amount(of.1));
        }
        let of = |wage: &Wage, insurance, kind| {
            wage.deductions.iter().find(|d| (d.insurance, d.kind) == (insurance, kind)).map(|d| d.amount)
        };
        let mut taken: Vec<_> =
            before.deductions.iter().chain(&after.deductions).map(|d| (d.insurance, d.kind)).collect();
        taken.sort_unstable();
        taken.dedup();
        for (insurance, kind) in taken {
            let part = if kind == DeductionKind::Current { "" } else { kind.chinese() };
            let field = format!("{}{part}扣款", insurance.chinese());
            self.field(report, &field, amount(of(before, insurance, kind)), amount(of(after, insurance, kind)));
        }
        let item = |wage: &Wage, name: &str| wage.items.iter().find(|i| i.name == name).map(|i| i.amount);
        let mut names: Vec<&String> = before.items.iter().chain(&after.items).map(|i| &i.name).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            self.field(report, name, amount(item(before, name)), amount(item(after, name)));
        }
    }

    /// Tells what a register's row changes of a claim. What the papers say of an illness is not repeated here.
    pub(in crate::exchange) fn claim(&self, report: &mut Report, before: &Claim, after: &Claim) {
        let days = [
            ("提交日期", before.submitted, after.submitted),
            ("到账日期", before.arrived, after.arrived),
            ("就诊结束", before.visit_to, after.visit_to),
        ];
        for (field, old, new) in days {
            self.field(report, field, old.map(|d| d.to_string()), new.map(|d| d.to_string()));
        }
        let amounts = [
            ("自费", before.own_expense, after.own_expense),
            ("先行自付", before.first_self_pay, after.first_self_pay),
            ("起付线", before.deductible, after.deductible),
            ("统筹支付", before.fund_share, after.fund_share),
            ("个人负担", before.self_share, after.self_share),
            ("到账金额", before.received, after.received),
        ];
        for (field, old, new) in amounts {
            self.field(report, field, amount(old), amount(new));
        }
        let rate = |claim: &Claim| claim.rate.map(|rate| rate.to_string());
        self.field(report, "报销比例", rate(before), rate(after));
        self.field(report, "办理状态", before.status_written.clone(), after.status_written.clone());
        let status = |claim: &Claim| claim.status.map(|status| status.chinese().to_owned());
        if before.status_written == after.status_written {
            self.field(report, "办理状态", status(before), status(after));
        }
    }
}

fn amount(amount: Option<Yuan>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}
