//! 待认可的匹配 — rows taken in by a masked number or a name alone: the clerk confirms them, one or all, or says whose
//! they are. Her word is kept beside the row and holds for the same account or number from then on.

use std::collections::{BTreeMap, BTreeSet};

use shebao_store::{
    Action, Claim, ImportRow, ImportSheet, MatchConfirmation, MatchStrength, Origin, Stored, Tx, Wage, WeakMatch,
};

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::facts::agency_record;
use crate::exchange::facts::payroll::covered_unit;
use crate::wire::matching::{MatchGiven, MatchView};

/// The code under which a row keeps why its match is weak.
pub(in crate::exchange) const WEAK: &str = "weak_match";

/// How a match is named outside.
pub(in crate::exchange) fn id_of(origin: Origin) -> String {
    format!("{}:{}", origin.sheet_id, origin.row)
}

/// What the rows of one sheet say of themselves.
struct Trail {
    file: String,
    sheet: Stored<ImportSheet>,
    rows: BTreeMap<i64, ImportRow>,
}

impl Desk {
    /// 待认可的匹配, sheet by sheet.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn exchange_matches(&self) -> Outcome<Vec<MatchView>> {
        let units = self.unit_names()?;
        let (people, unnamed) = (self.employees_by_id()?, self.unnamed()?);
        let mut trails: BTreeMap<i64, Option<Trail>> = BTreeMap::new();
        let mut views = Vec::new();
        for weak in self.view().weak_matches()? {
            let sheet_id = weak.origin.sheet_id;
            if let std::collections::btree_map::Entry::Vacant(place) = trails.entry(sheet_id) {
                place.insert(self.trail(sheet_id)?);
            }
            let trail = trails.get(&sheet_id).and_then(Option::as_ref);
            let (Some(trail), Some(person)) = (trail, people.get(&weak.employee_id)) else { continue };
            // What the row says of somebody who may not be named now is not told either.
            let row = trail.rows.get(&weak.origin.row).filter(|_| !unnamed.contains(&weak.employee_id));
            views.push(MatchView {
                id: id_of(weak.origin),
                kind: trail.sheet.kind.clone(),
                file: trail.file.clone(),
                sheet: trail.sheet.sheet.clone(),
                row: u32::try_from(weak.origin.row).unwrap_or_default(),
                month: weak.month.map(|month| month.to_string()),
                unit: weak.unit_id.and_then(|id| units.get(&id)).cloned(),
                written: row.and_then(|r| r.detail.get("name")?.as_str().map(str::to_owned)),
                employee_no: person.employee_no.clone(),
                name: person.name.clone(),
                reason: row.filter(|r| r.code == WEAK).map_or_else(|| plain_reason(&weak), |r| r.message.clone()),
            });
        }
        views.dedup_by(|later, first| later.id == first.id);
        Ok(views)
    }

    /// 认可 the matches named, or all of them: the rows stay with whom they met. Gives how many were confirmed.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for one that does not wait to be confirmed.
    pub fn exchange_confirm_matches(&mut self, ids: &[String], now: Moment) -> Outcome<u32> {
        let waiting = self.view().weak_matches()?;
        let wanted: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let chosen: Vec<&WeakMatch> =
            waiting.iter().filter(|weak| ids.is_empty() || wanted.contains(id_of(weak.origin).as_str())).collect();
        let origins: BTreeSet<String> = chosen.iter().map(|weak| id_of(weak.origin)).collect();
        if origins.len() < wanted.len() {
            return Err(unknown());
        }
        let action = Action { action: "exchange.confirm_match", object: "match" };
        let confirm = |tx: &mut Tx<'_>| -> Outcome<()> {
            tx.summarise(serde_json::json!({ "rows": origins.len() }));
            for weak in &chosen {
                let employee_id = Some(weak.employee_id);
                tx.confirm_match(&MatchConfirmation { origin: weak.origin, employee_id })?;
            }
            Ok(())
        };
        self.book.act(&action, now, confirm)?;
        Ok(u32::try_from(origins.len()).unwrap_or(u32::MAX))
    }

    /// 改归: the row belongs to somebody else, or to nobody of the roster.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] for a match that does not wait, [`Code::UnknownEmployee`], [`Code::AlreadyExists`] when
    /// that person has wages of the same month and unit already.
    pub fn exchange_give_match(&mut self, given: &MatchGiven, now: Moment) -> Outcome<()> {
        let waiting = self.view().weak_matches()?.into_iter().find(|weak| id_of(weak.origin) == given.id);
        let origin = waiting.ok_or_else(unknown)?.origin;
        let person = given.employee_no.as_deref().map(|no| self.employee(no)).transpose()?.map(|found| found.id);
        let action = Action { action: "exchange.confirm_match", object: "match" };
        let give = |tx: &mut Tx<'_>| -> Outcome<()> {
            agency_record::give(tx, origin, person)?;
            for wage in tx.wages_of_row(origin)? {
                give_wage(tx, wage, person)?;
            }
            for claim in tx.claims()?.into_iter().filter(|claim| claim.origin == Some(origin)) {
                give_claim(tx, claim, person)?;
            }
            Ok(tx.confirm_match(&MatchConfirmation { origin, employee_id: person })?)
        };
        self.book.act(&action, now, give)?;
        self.restamp(now)
    }

    fn trail(&self, sheet_id: i64) -> Outcome<Option<Trail>> {
        let view = self.view();
        let Some(sheet) = view.sheet(sheet_id)? else { return Ok(None) };
        let file = view.batch(sheet.batch_id)?.map(|batch| batch.file_name.clone()).unwrap_or_default();
        let rows = view.import_rows(sheet_id)?.into_iter().map(|row| (row.row, row)).collect();
        Ok(Some(Trail { file, sheet, rows }))
    }
}

/// What can be said where the import kept no reason.
fn plain_reason(weak: &WeakMatch) -> String {
    let words = match weak.strength {
        MatchStrength::MaskedId => "证件号码有遮盖，按号码首尾、姓名和基数认定",
        _ => "没有完整的证件号码，按姓名认定",
    };
    words.to_owned()
}

fn unknown() -> Failure {
    Failure::new(Code::UnknownRecord).with("what", "待认可的匹配")
}

fn give_wage(tx: &mut Tx<'_>, wage: Stored<Wage>, person: Option<i64>) -> Outcome<()> {
    tx.delete_wage(wage.id)?;
    let Some(employee_id) = person else { return Ok(()) };
    let own = covered_unit(tx, wage.employee_id, wage.pay_month)?;
    // A unit that only followed from the person's cover follows the right person's.
    let unit_id = if wage.unit_id == own { covered_unit(tx, employee_id, wage.pay_month)? } else { wage.unit_id };
    let known = tx.wages_of(employee_id, wage.pay_month, wage.pay_month)?;
    if known.iter().any(|other| other.unit_id == unit_id) {
        return Err(Failure::new(Code::AlreadyExists).with("what", format!("{} 的工资", wage.pay_month)));
    }
    tx.insert_wage(&Wage { employee_id, unit_id, ..wage.row })?;
    Ok(())
}

fn give_claim(tx: &mut Tx<'_>, claim: Stored<Claim>, person: Option<i64>) -> Outcome<()> {
    let Some(employee_id) = person else { return Ok(tx.delete_claim(claim.id)?) };
    let medical = tx.claim_medical(claim.id)?.unwrap_or_default();
    Ok(tx.update_claim(claim.id, &Claim { employee_id, ..claim.row.clone() }, &medical)?)
}
