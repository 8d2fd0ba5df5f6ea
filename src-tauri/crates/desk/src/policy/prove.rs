//! 明细验证 — what bureau rows prove of a rounding and a rate: the rows of a file, or those that the book took in.

use std::path::Path;

use shebao_documents::clean::{Payer, Severity};
use shebao_documents::recognise::Field;
use shebao_documents::rows::{self, AgencyRow, RecordKind, Rows, SheetRows};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::timeline::Part;
use shebao_rules::policy::{Library, TimelineEntry, TimelineValue};
use shebao_rules::proving::{self, BureauRow, BureauTotal, Finding, Method, Order, Side, SideProof, Sides, Verdict};
use shebao_rules::rate::Rate;
use shebao_rules::rounding::Rounding;
use shebao_store::{AgencyRecord, AgencyRecordKind, BaseSource, Stored};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::read_file;
use crate::origin::Origins;
use crate::read;
use crate::tools::Tools;
use crate::wire::policy_proof::{ProofReport, SideProofView};
use crate::wire::small;

/// Rows of bureaus as the proof takes them, and how many could not serve.
#[derive(Default)]
struct Evidence {
    rows: Vec<BureauRow>,
    totals: Vec<BureauTotal>,
    skipped: usize,
}

/// 明细验证 of a file: every list of a bureau or fund centre in it. Nothing is written. With a region its own rounding
/// stands beside what the rows prove.
///
/// # Errors
/// Those of reading a sheet; [`Code::UnknownKind`] when no list of a bureau is in the file, [`Code::UnknownRegion`].
pub fn prove(tools: &Tools, library: &Library, path: &Path, region: Option<&str>) -> Outcome<ProofReport> {
    let region = read::given(region).map(|name| code_of(library, name)).transpose()?;
    let file = read_file(tools, &tools.dialects, path)?;
    let lists = file.guesses.iter().filter(|guess| guess.import && guess.kind.is_record());
    let sheets: Vec<SheetRows> = lists.map(|guess| rows::read_rows(file.read(), guess)).collect();
    if sheets.is_empty() {
        let wanted = "需要经办机构的社保明细，或公积金中心的缴存清册".to_owned();
        return Err(Failure::new(Code::UnknownKind).with("file", &file.name).detailed([wanted]));
    }
    let mut evidence = Evidence::default();
    sheets.iter().for_each(|sheet| evidence.take(sheet));
    Ok(evidence.report(library, region.as_deref()))
}

fn code_of(library: &Library, name: &str) -> Outcome<String> {
    let known = library.region(name).ok_or_else(|| Failure::new(Code::UnknownRegion).with("region", name))?;
    Ok(known.code.clone())
}

impl Desk {
    /// 明细验证 of a file, against the region given, or the one all units of the book are in.
    ///
    /// # Errors
    /// Those of [`prove`].
    pub fn policy_prove_file(&self, path: &Path, region: Option<&str>) -> Outcome<ProofReport> {
        let mut regions: Vec<String> = self.view().units()?.into_iter().map(|unit| unit.row.region).collect();
        regions.sort_unstable();
        regions.dedup();
        let own = if regions.len() == 1 { regions.pop() } else { None };
        let region = read::owned(region).or(own);
        prove(&self.tools, &self.library, path, region.as_deref())
    }

    /// 明细验证 by the bureau rows that the book took in from units of a region.
    ///
    /// # Errors
    /// [`Code::UnknownRegion`], [`Code::UnknownInsurance`].
    pub fn policy_prove_book(&self, region: &str, insurance: &str) -> Outcome<ProofReport> {
        let (region, insurance) = (code_of(&self.library, region)?, read::insurance(insurance)?);
        let view = self.view();
        let units: Vec<i64> = view.units()?.into_iter().filter(|u| u.region == region).map(|u| u.id).collect();
        let mut origins = Origins::of(view)?;
        let mut evidence = Evidence::default();
        for record in view.agency_records()? {
            if record.insurance == insurance && units.contains(&record.unit_id) {
                let origin = origins.find(record.origin, None)?;
                let place = origin.map(|o| format!("{} {} 第 {} 行", o.file, o.sheet, o.row)).unwrap_or_default();
                evidence.record(&record, &place);
            }
        }
        Ok(evidence.report(&self.library, Some(&region)))
    }
}

impl Evidence {
    /// The rows of a list, and its printed totals where all of it is one month's.
    fn take(&mut self, sheet: &SheetRows) {
        let Rows::Agency(rows) = &sheet.rows else { return };
        for row in rows {
            self.row(&sheet.sheet, row);
        }
        let mut months: Vec<Month> = rows.iter().filter_map(single_month).collect();
        months.sort_unstable();
        months.dedup();
        let ([month], 0) = (months.as_slice(), self.skipped) else { return };
        for total in &sheet.totals {
            let side = match total.field {
                Some(Field::Employer(insurance)) => (insurance, Side::Employer),
                Some(Field::Employee(insurance)) => (insurance, Side::Employee),
                Some(Field::Both(insurance)) => (insurance, Side::Both),
                _ => continue,
            };
            let Some(amount) = total.file else { continue };
            let place = format!("{} {} 列合计", sheet.sheet, total.column);
            self.totals.push(BureauTotal { month: *month, insurance: side.0, side: side.1, place, amount });
        }
    }

    fn row(&mut self, sheet: &str, row: &AgencyRow) {
        let refused = row.issues.iter().any(|issue| issue.severity == Severity::Refused);
        let month = single_month(row).filter(|_| !refused && row.kind == RecordKind::Regular);
        let place = format!("{sheet} 第 {} 行", row.row);
        for charge in row.charges.iter().filter(|charge| !charge.fixed) {
            let side = match charge.payer {
                Payer::Employer => Side::Employer,
                Payer::Employee => Side::Employee,
                Payer::Both => Side::Both,
            };
            let rates = match (charge.rates, charge.rate) {
                (Some((employer, employee)), _) => vec![employer, employee],
                (None, Some(rate)) => vec![rate],
                (None, None) => Vec::new(),
            };
            self.add(month, charge.insurance, side, &place, (charge.base, rates, charge.amount));
        }
    }

    /// A stored record with a base that was printed: one that was implied by the amount proves nothing.
    fn record(&mut self, record: &Stored<AgencyRecord>, place: &str) {
        let regular = record.kind == AgencyRecordKind::Regular && record.period == record.period_to;
        let month = Some(record.period).filter(|_| regular);
        let base = record.base.filter(|_| record.base_source == Some(BaseSource::Printed));
        let sides = [
            (Side::Employer, record.employer, record.employer_rate),
            (Side::Employee, record.employee, record.employee_rate),
        ];
        for (side, amount, rate) in sides {
            if let Some(amount) = amount {
                self.add(month, record.insurance, side, place, (base, rate.into_iter().collect(), amount));
            }
        }
    }

    fn add(
        &mut self,
        month: Option<Month>,
        insurance: Insurance,
        side: Side,
        place: &str,
        (base, rates, amount): (Option<Yuan>, Vec<Rate>, Yuan),
    ) {
        // Nothing is rounded in an amount of nothing.
        let (Some(month), Some(base), false) = (month, base, amount.is_zero()) else {
            self.skipped += usize::from(!amount.is_zero());
            return;
        };
        let place = place.to_owned();
        self.rows.push(BureauRow { month, insurance, side, place, base, rates, fixed: Yuan::ZERO, amount });
    }

    fn report(self, library: &Library, region: Option<&str>) -> ProofReport {
        let view = |proof: &SideProof| side_view(proof, held(library, region, proof));
        ProofReport {
            rows: small_count(self.rows.len()),
            skipped: small_count(self.skipped),
            region: region.map(str::to_owned),
            sides: proving::prove(&self.rows, &self.totals).iter().map(view).collect(),
        }
    }
}

fn single_month(row: &AgencyRow) -> Option<Month> {
    row.period.filter(|period| period.from == period.to).map(|period| period.from)
}

/// The rounding that the library holds for a side in the newest month of the rows.
fn held(library: &Library, region: Option<&str>, proof: &SideProof) -> Option<Rounding> {
    let month = *proof.rounding.months.last()?;
    let holds = |entry: &TimelineEntry| {
        let in_month = entry.from <= month && entry.to.is_none_or(|to| month <= to);
        entry.part == Part::Rounding && !entry.corrected && entry.option.is_none() && in_month
    };
    let entry = library.timeline(region?, proof.insurance, None).into_iter().rfind(holds)?;
    let TimelineValue::Rounding(held) = entry.value else { return None };
    match proof.side {
        Side::Employer => Some(held.employer),
        Side::Employee => Some(held.employee),
        Side::Both => Some(held.employer).filter(|employer| *employer == held.employee),
    }
}

fn side_view(proof: &SideProof, held: Option<Rounding>) -> SideProofView {
    let standing: Vec<Method> = match &proof.rounding.finding {
        Finding::Proved(method) => vec![*method],
        Finding::Ambiguous(methods) => methods.clone(),
        Finding::Contradicted { .. } => Vec::new(),
    };
    let as_held = |method: &Method, held: Rounding| {
        method.rounding == held && method.order == Order::EachPerson && method.sides == Sides::Apart
    };
    let (finding, rows) = finding_of(&proof.rounding);
    let (rate_finding, rate_rows) = finding_of(&proof.rate);
    SideProofView {
        insurance: proof.insurance.to_string(),
        side: side_id(proof.side).to_owned(),
        finding: finding.to_owned(),
        stamp: proof.rounding.chinese(|method| method.chinese()),
        rows,
        rate_finding: rate_finding.to_owned(),
        rate_stamp: proof.rate.chinese(|rate| rate.percent()),
        rate_rows,
        lines: small_count(proof.rounding.lines),
        months: proof.rounding.months.iter().map(ToString::to_string).collect(),
        held: held.map(|held| held.chinese().to_owned()),
        agrees: held.map(|held| standing.iter().any(|method| as_held(method, held))),
    }
}

/// proved, ambiguous, contradicted or none, with the rows that contradict.
fn finding_of<T>(verdict: &Verdict<T>) -> (&'static str, Vec<String>) {
    match &verdict.finding {
        Finding::Proved(_) => ("proved", Vec::new()),
        Finding::Ambiguous(values) if values.is_empty() => ("none", Vec::new()),
        Finding::Ambiguous(_) => ("ambiguous", Vec::new()),
        Finding::Contradicted { rows, .. } => ("contradicted", rows.clone()),
    }
}

const fn side_id(side: Side) -> &'static str {
    match side {
        Side::Employer => "employer",
        Side::Employee => "employee",
        Side::Both => "both",
    }
}

fn small_count(n: usize) -> i32 {
    small(i64::try_from(n).unwrap_or(i64::MAX))
}
