//! 已存的报销登记 — claims with what contradicts in them, for `exchange rows claims`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shebao_documents::rows::ClaimPaper;
use shebao_rules::claim::{AmountDoubt, Bill, Told, amount_doubts, long_pending};
use shebao_rules::money::{MoneyError, Yuan};
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;
use shebao_rules::words::{ClaimStatus, VisitKind};
use shebao_store::{Claim, Employee, Stored};

use crate::access::FieldClass;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::facts::claims::repeated;
use crate::origin::Origins;
use crate::wire::unit::Origin as Cell;

/// A claim with the cell it came from.
struct Listed<'c> {
    claim: &'c Stored<Claim>,
    employee: &'c Employee,
    origin: Option<Cell>,
}

impl Desk {
    /// 报销登记, each with its doubts as of `today`.
    pub(in crate::exchange) fn claim_rows(
        &self,
        unit: Option<&str>,
        month: Option<Month>,
        today: NaiveDate,
    ) -> Outcome<Value> {
        let view = self.view();
        let units = self.unit_names()?;
        let employees = self.employees_by_id()?;
        let claims = view.claims()?;
        let mut origins = Origins::of(view)?;
        let mut listed = Vec::with_capacity(claims.len());
        for claim in &claims {
            let lost = || Failure::new(Code::Internal).with("at", "claim");
            let employee = employees.get(&claim.employee_id).ok_or_else(lost)?;
            listed.push(Listed { claim, employee, origin: origins.find(claim.origin, None)? });
        }
        let mut repeats: BTreeMap<usize, Value> = BTreeMap::new();
        for repeat in repeated(&claims) {
            if let Some(other) = listed.get(repeat.other) {
                repeats.insert(repeat.this, repeat_value(repeat.same_person, other));
            }
        }
        let mut rows = Vec::new();
        for (place, one) in listed.iter().enumerate() {
            let name = one.claim.unit_id.and_then(|id| units.get(&id));
            let day = one.claim.visit_from.or(one.claim.registered);
            if unit.is_some_and(|wanted| name.is_none_or(|n| n != wanted))
                || month.is_some_and(|wanted| day.is_none_or(|day| !in_month(day, wanted)))
            {
                continue;
            }
            // That she claims at all may be known; what for, when and how much tells of an illness.
            if !self.shows(one.claim.employee_id, FieldClass::Medical) {
                rows.push(veiled(one, name));
                continue;
            }
            let medical = view.claim_medical(one.claim.id)?.unwrap_or_default();
            let mut row = claim_value(one);
            let too_large = |_: MoneyError| Failure::new(Code::Internal).with("at", "claim");
            let bill = bill_of(one.claim);
            let right = bill.as_ref().map(Bill::fund_share).transpose().map_err(too_large)?;
            let mut issues = doubts(one.claim, bill.as_ref(), right, today).map_err(too_large)?;
            issues.extend(repeats.remove(&place));
            if let Value::Object(fields) = &mut row {
                fields.insert("unit".to_owned(), json!(name));
                fields.insert("hospital".to_owned(), json!(medical.hospital));
                fields.insert("diagnosis".to_owned(), json!(medical.diagnosis));
                fields.insert("notes".to_owned(), json!(medical.notes));
                fields.insert("fund_share_right".to_owned(), json!(right));
                fields.insert("issues".to_owned(), Value::Array(issues));
                fields.insert("origin".to_owned(), json!(one.origin));
            }
            rows.push(row);
        }
        Ok(json!({ "rows": rows }))
    }
}

fn in_month(day: NaiveDate, month: Month) -> bool {
    use chrono::Datelike;
    (day.year(), day.month()) == (month.year(), month.number())
}

/// What is told of a claim to who does not see the class 医疗.
fn veiled(one: &Listed<'_>, unit: Option<&String>) -> Value {
    json!({
        "id": one.claim.id,
        "employee_no": one.employee.employee_no,
        "name": one.employee.name,
        "unit": unit,
        "registered": one.claim.registered,
        "veiled": true,
        "origin": one.origin,
    })
}

fn claim_value(one: &Listed<'_>) -> Value {
    let (claim, employee) = (one.claim, one.employee);
    json!({
        "id": claim.id,
        "employee_no": employee.employee_no,
        "name": employee.name,
        "id_number": employee.id_number,
        "match": claim.match_strength.id(),
        "registered": claim.registered,
        "visit_kind": claim.visit_kind,
        "visit": claim.visit_kind.map(VisitKind::chinese),
        "visit_written": claim.visit_written,
        "visit_from": claim.visit_from,
        "visit_to": claim.visit_to,
        "bill": claim.bill,
        "bill_count": claim.bill_count,
        "total": claim.total,
        "own_expense": claim.own_expense,
        "first_self_pay": claim.first_self_pay,
        "deductible": claim.deductible,
        "rate": claim.rate,
        "fund_share": claim.fund_share,
        "self_share": claim.self_share,
        "papers": claim.papers,
        "status": claim.status,
        "status_name": claim.status.map(ClaimStatus::chinese),
        "status_written": claim.status_written,
        "submitted": claim.submitted,
        "arrived": claim.arrived,
        "received": claim.received,
    })
}

/// The figures that decide the fund's share; without a total or a rate there is nothing to compute from. A part that the
/// register leaves blank is zero, as its own formula takes it.
fn bill_of(claim: &Claim) -> Option<Bill> {
    let (total, rate): (Yuan, Rate) = claim.total.zip(claim.rate)?;
    Some(Bill {
        total,
        own_expense: claim.own_expense.unwrap_or_default(),
        first_self_pay: claim.first_self_pay.unwrap_or_default(),
        deductible: claim.deductible.unwrap_or_default(),
        rate,
    })
}

fn doubts(claim: &Claim, bill: Option<&Bill>, right: Option<Yuan>, today: NaiveDate) -> Result<Vec<Value>, MoneyError> {
    let told = Told { fund_share: claim.fund_share, self_share: claim.self_share, received: claim.received };
    let mut issues: Vec<Value> = amount_doubts(claim.total, bill, &told)?
        .into_iter()
        .map(|doubt| {
            let message = words_of(doubt, right);
            json!({ "code": doubt.code(), "message": message, "difference": doubt.difference() })
        })
        .collect();
    let papers: Vec<ClaimPaper> = serde_json::from_value(claim.papers.clone()).unwrap_or_default();
    let missing: Vec<String> = papers.into_iter().filter(|paper| !paper.there).map(|paper| paper.name).collect();
    if !missing.is_empty() {
        let message = format!("缺：{}", missing.join("、"));
        issues.push(json!({ "code": "missing_documents", "message": message, "missing": missing }));
    }
    if let Some(days) = long_pending(claim.status, claim.submitted, today) {
        let message = format!("提交后已 {days} 个自然日仍未办结，请向经办机构查询进度");
        issues.push(json!({ "code": "long_pending", "message": message, "days": days }));
    }
    Ok(issues)
}

fn words_of(doubt: AmountDoubt, right: Option<Yuan>) -> String {
    let right = right.unwrap_or_default();
    match doubt {
        AmountDoubt::PartsDoNotAddUp(by) => format!("统筹支付＋个人负担与费用总额相差 {by}，请核对这一行"),
        AmountDoubt::DeductibleNotSubtracted(_) => format!("统筹支付未扣起付线，按本行所列应为 {right}"),
        AmountDoubt::FundShareDiffers(by) => format!("统筹支付与本行所列算得的 {right} 相差 {by}，请核对"),
        AmountDoubt::ReceivedDiffers(by) => format!("到账金额与应支付金额相差 {by}，请与经办机构核对"),
    }
}

fn repeat_value(same_person: bool, other: &Listed<'_>) -> Value {
    let (code, message) = if same_person {
        ("duplicate_bill_same_person", "票据号码与另一行相同（同一人）")
    } else {
        ("duplicate_bill_other_person", "票据号码与另一员工的登记相同")
    };
    let other =
        json!({ "employee_no": other.employee.employee_no, "name": other.employee.name, "origin": other.origin });
    json!({ "code": code, "message": message, "other": other })
}
