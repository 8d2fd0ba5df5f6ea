//! 报销台账 — register rows into claims: each kept as it stands, nothing deleted; what contradicts is asked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_documents::recognise::Field;
use shebao_documents::rows::ClaimRow;
use shebao_rules::claim::{RegisteredBill, Repeated, repeated_bills};
use shebao_rules::identity;
use shebao_rules::month::Month;
use shebao_rules::name;
use shebao_rules::words::ClaimStatus;
use shebao_store::{Claim, ClaimMedical, MatchStrength, Origin, Stored, Tx};

use crate::error::Outcome;
use crate::exchange::facts::payroll::{ask_which, covered_unit};
use crate::exchange::ground::matching::{Met, is_weak, only};
use crate::exchange::ground::report::{BY_WHOM, Fate, Report, described, keeps_out};
use crate::exchange::ground::run::{ClaimKey, Run};
use crate::exchange::ground::told::Told;
use crate::wire::exchange::Choice;

/// Takes in the rows of a register.
pub(in crate::exchange) fn take_claims(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    sheet_id: i64,
    rows: &[ClaimRow],
    report: &mut Report,
) -> Outcome<()> {
    let mut known: BTreeMap<(ClaimKey, i64), Stored<Claim>> = BTreeMap::new();
    for claim in tx.claims()? {
        known.insert((key_of(&claim), claim.occurrence), claim);
    }
    let mut new = BTreeMap::new();
    for row in rows {
        take_claim_row(tx, run, sheet_id, row, &known, &mut new, report)?;
    }
    ask_about_repeated(tx, sheet_id, &new, report)
}

fn take_claim_row(
    tx: &mut Tx<'_>,
    run: &mut Run<'_>,
    sheet_id: i64,
    row: &ClaimRow,
    known: &BTreeMap<(ClaimKey, i64), Stored<Claim>>,
    new: &mut BTreeMap<i64, u32>,
    report: &mut Report,
) -> Outcome<()> {
    let mut action = described(&row.person, row.row, &row.issues);
    if row.issues.iter().any(keeps_out) {
        row.issues.iter().filter(|i| keeps_out(i)).for_each(|i| report.reject_issue(i));
        action.action = "rejected".to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    }
    let asked = report.whole.questions.len();
    let Some((id, strength)) = whose(tx, run, row, report)? else {
        action.action = if report.whole.questions.len() > asked { "question" } else { "rejected" }.to_owned();
        report.row(action, Fate::Rejected);
        return Ok(());
    };
    let mut claim = claim_of(tx, run, row, id, strength, Origin { sheet_id, row: i64::from(row.row) })?;
    let key = key_of(&claim);
    let count = run.claims_seen.entry(key.clone()).or_default();
    *count += 1;
    claim.occurrence = *count;
    let medical = medical_of(row);
    let (what, fate) = match known.get(&(key, claim.occurrence)) {
        None if !run.mode.adds() => {
            report.reject_new(row.row, "这一笔报销");
            ("rejected", Fate::Rejected)
        }
        None => {
            new.insert(tx.insert_claim(&claim, &medical)?, row.row);
            ("import", Fate::Accepted)
        }
        Some(old) => renew(tx, run, old, &claim, &medical, report)?,
    };
    action.action = what.to_owned();
    action.employee_no = run.people.get(id).map(|e| e.employee_no.clone());
    report.row(action, fate);
    Ok(())
}

/// Lays a newer copy of the register onto a claim that is known; a column that this copy lacks takes nothing away.
fn renew(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    old: &Stored<Claim>,
    copy: &Claim,
    papers: &ClaimMedical,
    report: &mut Report,
) -> Outcome<(&'static str, Fate)> {
    let known = tx.claim_medical(old.id)?.unwrap_or_default();
    let medical = ClaimMedical {
        hospital: papers.hospital.clone().or_else(|| known.hospital.clone()),
        diagnosis: papers.diagnosis.clone().or_else(|| known.diagnosis.clone()),
        notes: papers.notes.clone().or_else(|| known.notes.clone()),
    };
    let claim = renewed(old, copy);
    if same(old, &claim) && known == medical {
        return Ok(("unchanged", Fate::Unchanged));
    }
    if let Some(person) = run.people.get(old.employee_id) {
        let row = copy.origin.map_or(0, |origin| origin.row);
        Told::of(row, person, run.mode.changes()).claim(report, old, &claim);
    }
    if !run.mode.changes() {
        return Ok(("unchanged", Fate::Unchanged));
    }
    tx.update_claim(old.id, &claim, &medical)?;
    Ok(("update", Fate::Accepted))
}

/// A claim with what a newer row says of it. Whose it is and by which number it goes are the same already.
fn renewed(old: &Claim, new: &Claim) -> Claim {
    let no_papers = new.papers.as_array().is_none_or(Vec::is_empty);
    Claim {
        unit_id: new.unit_id.or(old.unit_id),
        visit_kind: new.visit_kind.or(old.visit_kind),
        visit_written: new.visit_written.clone().or_else(|| old.visit_written.clone()),
        visit_to: new.visit_to.or(old.visit_to),
        bill_count: new.bill_count.or(old.bill_count),
        own_expense: new.own_expense.or(old.own_expense),
        first_self_pay: new.first_self_pay.or(old.first_self_pay),
        deductible: new.deductible.or(old.deductible),
        rate: new.rate.or(old.rate),
        fund_share: new.fund_share.or(old.fund_share),
        self_share: new.self_share.or(old.self_share),
        papers: if no_papers { old.papers.clone() } else { new.papers.clone() },
        status: new.status.or(old.status),
        status_written: new.status_written.clone().or_else(|| old.status_written.clone()),
        submitted: new.submitted.or(old.submitted),
        arrived: new.arrived.or(old.arrived),
        received: new.received.or(old.received),
        ..new.clone()
    }
}

/// Takes in a row whose person the clerk has chosen herself.
pub(in crate::exchange) fn take_chosen_claim(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    sheet_id: i64,
    row: &ClaimRow,
    employee_id: i64,
) -> Outcome<()> {
    let origin = Origin { sheet_id, row: i64::from(row.row) };
    let mut claim = claim_of(tx, run, row, employee_id, MatchStrength::Name, origin)?;
    let key = key_of(&claim);
    let alike = tx.claims()?.iter().filter(|other| key_of(other) == key).count();
    claim.occurrence = i64::try_from(alike).unwrap_or(i64::MAX).saturating_add(1);
    tx.insert_claim(&claim, &medical_of(row))?;
    Ok(())
}

fn same(old: &Stored<Claim>, new: &Claim) -> bool {
    let plain = |c: &Claim| Claim { origin: None, match_strength: new.match_strength, ..c.clone() };
    plain(old) == plain(new)
}

fn key_of(claim: &Claim) -> ClaimKey {
    (claim.employee_id, bill_key(claim.bill.as_deref()), claim.registered, claim.visit_from, claim.total)
}

/// A bill's number in one spelling.
pub(in crate::exchange) fn bill_key(bill: Option<&str>) -> String {
    let folded = name::fold(bill.unwrap_or_default());
    folded.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whose claim it is; several people of one name are told apart by who served at the visit.
fn whose(tx: &Tx<'_>, run: &Run<'_>, row: &ClaimRow, report: &mut Report) -> Outcome<Option<(i64, MatchStrength)>> {
    let written = row.person.name.as_deref().unwrap_or_default();
    match run.people.meet(&row.person) {
        Met::One(id, strength) => {
            if is_weak(strength)
                && let Some(known) = run.people.get(id)
            {
                let reason = match strength {
                    MatchStrength::MaskedId => only(strength),
                    _ => "台账没有工号和证件号码，姓名唯一",
                };
                report.confirm(row.row, written, &known.employee_no, reason);
            }
            Ok(Some((id, strength)))
        }
        Met::Several(ids) => {
            let serving = serving(tx, run, &ids, row)?;
            if let [one] = serving.as_slice() {
                if let Some(known) = run.people.get(*one) {
                    report.confirm(row.row, written, &known.employee_no, "同名多人，按就诊时在职的参保单位认定");
                }
                return Ok(Some((*one, MatchStrength::Name)));
            }
            ask_which(run, if serving.is_empty() { &ids } else { &serving }, row.row, written, report);
            Ok(None)
        }
        Met::Contradiction(id) => {
            let known = run.people.get(id).map(|e| e.name.clone()).unwrap_or_default();
            let message = format!("工号在账簿里属于“{known}”，与本行姓名“{written}”不符；请核对工号");
            report.reject(row.row, &[Field::EmployeeNo], "employee_no_contradicts", message);
            Ok(None)
        }
        Met::Nobody => {
            let who = row.person.id.as_ref().map(|id| identity::mask(id.as_str()));
            let who = who.map_or_else(String::new, |masked| format!("（{masked}）"));
            let message = format!("账簿里没有“{written}”{who}；请先导入花名册");
            report.reject(row.row, BY_WHOM, "unknown_person", message);
            Ok(None)
        }
    }
}

fn serving(tx: &Tx<'_>, run: &Run<'_>, ids: &[i64], row: &ClaimRow) -> Outcome<Vec<i64>> {
    let unit = run.places.find(run.library, row.unit.as_deref(), row.city.as_deref());
    let month = row.visit_from.or(row.registered).and_then(month_of);
    let mut found = Vec::new();
    for id in ids {
        let there = tx.employments_of(*id)?.iter().any(|job| {
            month.is_none_or(|m| {
                job.hired.is_none_or(|h| h.month() <= m) && job.left.is_none_or(|left| m <= left.month())
            }) && (unit.is_none() || job.unit_id.is_none() || job.unit_id == unit)
        });
        if there {
            found.push(*id);
        }
    }
    Ok(found)
}

fn month_of(day: NaiveDate) -> Option<Month> {
    use chrono::Datelike;
    Month::new(day.year(), day.month()).ok()
}

fn claim_of(
    tx: &Tx<'_>,
    run: &Run<'_>,
    row: &ClaimRow,
    employee_id: i64,
    match_strength: MatchStrength,
    origin: Origin,
) -> Outcome<Claim> {
    let named = run.places.find(run.library, row.unit.as_deref(), row.city.as_deref());
    let unit_id = match (named, row.visit_from.and_then(month_of)) {
        (None, Some(month)) => covered_unit(tx, employee_id, month)?,
        (named, _) => named,
    };
    Ok(Claim {
        employee_id,
        unit_id,
        match_strength,
        registered: row.registered,
        visit_kind: row.visit_kind,
        visit_written: row.visit_written.clone(),
        visit_from: row.visit_from,
        visit_to: row.visit_to,
        bill: row.bill.clone(),
        bill_count: row.bill_count,
        total: row.total,
        own_expense: row.own_expense,
        first_self_pay: row.first_self_pay,
        deductible: row.deductible,
        rate: row.rate,
        fund_share: row.fund_share,
        self_share: row.self_share,
        papers: serde_json::to_value(&row.papers).unwrap_or_default(),
        status: row.status,
        status_written: row.status_written.clone(),
        submitted: row.submitted,
        arrived: row.arrived,
        received: row.received,
        occurrence: 1,
        origin: Some(origin),
    })
}

fn medical_of(row: &ClaimRow) -> ClaimMedical {
    ClaimMedical { hospital: row.hospital.clone(), diagnosis: row.diagnosis.clone(), notes: row.notes.clone() }
}

/// Bills that stand in the register more than once.
pub(in crate::exchange) fn repeated(claims: &[Stored<Claim>]) -> Vec<Repeated> {
    let bills: Vec<RegisteredBill> = claims
        .iter()
        .map(|claim| RegisteredBill {
            number: bill_key(claim.bill.as_deref()),
            person: claim.employee_id,
            registered: claim.registered,
            turned_away: matches!(claim.status, Some(ClaimStatus::Returned | ClaimStatus::Denied)),
        })
        .collect();
    repeated_bills(&bills)
}

/// Asks about repeated bills that this sheet brought; both rows stay whatever the answer is.
fn ask_about_repeated(tx: &Tx<'_>, sheet_id: i64, new: &BTreeMap<i64, u32>, report: &mut Report) -> Outcome<()> {
    if new.is_empty() {
        return Ok(());
    }
    let claims = tx.claims()?;
    for repeat in repeated(&claims) {
        let (Some(this), Some(other)) = (claims.get(repeat.this), claims.get(repeat.other)) else { continue };
        if !new.contains_key(&this.id) && !new.contains_key(&other.id) {
            continue;
        }
        let (here, there) = if new.contains_key(&this.id) { (this, other) } else { (other, this) };
        let Some(row) = new.get(&here.id) else { continue };
        let place = match there.origin {
            Some(origin) if origin.sheet_id == sheet_id => format!("本表第 {} 行", origin.row),
            Some(origin) => format!("另一张表第 {} 行", origin.row),
            None => "另一条登记".to_owned(),
        };
        let (code, what) = if repeat.same_person {
            ("duplicate_bill_same_person", "同一人的同一张票据登记了两次")
        } else {
            ("duplicate_bill_other_person", "同一张票据登记在两个人名下")
        };
        let message = format!("{what}：与{place}的票据号码相同；两行都已保留，请核对是哪一行有误");
        let choice = |id: &str, label: &str| Choice { id: id.to_owned(), label: label.to_owned() };
        let choices = vec![choice("both", "两行都有效"), choice("this", "本行重复"), choice("other", "另一行重复")];
        report.ask(*row, code, message, choices);
    }
    Ok(())
}
