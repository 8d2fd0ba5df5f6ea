//! 已存的流水 — bank lines with what each seems to collect, for `exchange rows bank_statement`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shebao_documents::recognise::{Certainty, DebitCandidate, LineTexts};
use shebao_rules::insurance::{Group, Insurance};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{BankLine, Stored, Unit};

use crate::book::Desk;
use crate::error::Outcome;
use crate::origin::Origins;

/// What the lines of one file sum up to.
#[derive(Default)]
struct Sums {
    file: String,
    sheet: String,
    account: String,
    unit: Option<String>,
    lines: u32,
    debit: Yuan,
    credit: Yuan,
    opening: Option<Yuan>,
    closing: Option<Yuan>,
}

impl Desk {
    /// 流水行与各文件的合计.
    pub(in crate::exchange) fn bank_rows(&self, unit: Option<&str>, month: Option<Month>) -> Outcome<Value> {
        let view = self.view();
        let units: BTreeMap<i64, Unit> = view.units()?.into_iter().map(|u| (u.id, u.row)).collect();
        let (mut origins, unnamed) = (Origins::of(view)?, self.unnamed_words()?);
        let (mut rows, mut statements) = (Vec::new(), BTreeMap::<i64, Sums>::new());
        for line in view.bank_lines()? {
            let owner = line.unit_id.and_then(|id| units.get(&id));
            let elsewhere = unit.is_some_and(|wanted| owner.is_none_or(|u| u.name != wanted));
            if elsewhere || month.is_some_and(|wanted| month_of(line.day) != Some(wanted)) {
                continue;
            }
            let origin = origins.find(line.origin, None)?;
            if let Some((sheet_id, cell)) = line.origin.map(|o| o.sheet_id).zip(origin.as_ref()) {
                let sums = statements.entry(sheet_id).or_insert_with(|| Sums {
                    file: cell.file.clone(),
                    sheet: cell.sheet.clone(),
                    account: line.account.clone(),
                    unit: owner.map(|u| u.name.clone()),
                    ..Sums::default()
                });
                sums.add(&line);
            }
            let mut row = line_value(&line, owner);
            if let Value::Object(fields) = &mut row {
                for free in ["counterparty", "counterparty_account", "summary", "remark"] {
                    if let Some(Value::String(text)) = fields.get_mut(free) {
                        *text = unnamed.veil(std::mem::take(text));
                    }
                }
                fields.insert("candidate".to_owned(), self.candidate(&line, owner));
                fields.insert("origin".to_owned(), serde_json::to_value(origin).unwrap_or_default());
            }
            rows.push(row);
        }
        let statements: Vec<Value> = statements.values().map(Sums::value).collect();
        Ok(json!({ "rows": rows, "statements": statements }))
    }

    /// 扣款候选 of a line: computed whenever it is asked for, never stored.
    fn candidate(&self, line: &BankLine, owner: Option<&Unit>) -> Value {
        let texts = LineTexts {
            counterparty: line.counterparty.as_deref(),
            summary: line.summary.as_deref(),
            remark: line.remark.as_deref(),
        };
        let debit = line.debit > Yuan::ZERO;
        let Some(found) = self.tools.dialects.debit_candidate(&texts, debit, line.day) else { return Value::Null };
        let (debit_group, insurances) = match owner.and_then(|unit| debit_group(unit, &found)) {
            Some((name, insurances)) => (Some(name), insurances),
            None => (None, found.insurances.clone()),
        };
        json!({
            "group": if found.group == Group::HousingFund { "housing_fund" } else { "social" },
            "debit_group": debit_group,
            "insurances": insurances,
            "periods": found.periods,
            "late_fee": found.late_fee,
            "role": if found.reversal { "reversal" } else { "debit" },
            "certainty": if found.certainty == Certainty::Told { "told" } else { "possible" },
        })
    }
}

fn month_of(day: NaiveDate) -> Option<Month> {
    use chrono::Datelike;
    Month::new(day.year(), day.month()).ok()
}

fn line_value(line: &Stored<BankLine>, owner: Option<&Unit>) -> Value {
    let out = !line.debit.is_zero();
    json!({
        "id": line.id,
        "unit": owner.map(|u| &u.name),
        "account": line.account,
        "date": line.day,
        "time": line.time.map(|t| t.to_string()),
        "month": month_of(line.day),
        "direction": if out { "debit" } else { "credit" },
        "amount": if out { line.debit } else { line.credit },
        "debit": line.debit,
        "credit": line.credit,
        "balance": line.balance,
        "counterparty": line.counterparty,
        "counterparty_account": line.counterparty_account,
        "summary": line.summary,
        "remark": line.remark,
        "serial": line.serial,
        "occurrence": line.occurrence,
    })
}

/// Which of the unit's own groups a candidate collects: the one with all the named insurances (and as many items as the
/// text says), or the only one of its kind.
fn debit_group(unit: &Unit, found: &DebitCandidate) -> Option<(String, Vec<Insurance>)> {
    let fund = found.group == Group::HousingFund;
    let groups = unit.debit_groups.as_array()?.iter().filter_map(|group| {
        let insurances: Vec<Insurance> = serde_json::from_value(group.get("insurances")?.clone()).ok()?;
        let own = !insurances.is_empty() && insurances.iter().all(|i| i.is_fund() == fund);
        own.then(|| Some((group.get("name")?.as_str()?.to_owned(), insurances)))?
    });
    let mut fitting: Vec<(String, Vec<Insurance>)> =
        groups.filter(|(_, insurances)| found.insurances.iter().all(|named| insurances.contains(named))).collect();
    if fitting.len() > 1
        && let Some(items) = found.items
    {
        fitting.retain(|(_, insurances)| insurances.len() == items);
    }
    match fitting.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

impl Sums {
    fn add(&mut self, line: &BankLine) {
        self.lines += 1;
        self.debit += line.debit;
        self.credit += line.credit;
        if let Some(balance) = line.balance {
            self.opening = self.opening.or(Some(balance + line.debit - line.credit));
            self.closing = Some(balance);
        }
    }

    fn value(&self) -> Value {
        json!({
            "file": self.file,
            "sheet": self.sheet,
            "unit": self.unit,
            "account": self.account,
            "lines": self.lines,
            "debit_total": self.debit,
            "credit_total": self.credit,
            "opening": self.opening,
            "closing": self.closing,
        })
    }
}
