//! 明细 as evidence — rows of a bureau's list, or of the records that the book took in, in the form the proof takes.

use shebao_documents::clean::{Payer, Severity};
use shebao_documents::recognise::Field;
use shebao_documents::rows::{AgencyRow, RecordKind, Rows, SheetRows};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::proving::{BureauRow, BureauTotal, Side};
use shebao_rules::rate::Rate;
use shebao_store::{AgencyRecord, AgencyRecordKind, BaseSource};

/// Rows of bureaus as the proof takes them, and how many could not serve.
#[derive(Default)]
pub(super) struct Evidence {
    pub rows: Vec<BureauRow>,
    pub totals: Vec<BureauTotal>,
    pub skipped: usize,
}

/// What one amount is of.
struct Amount {
    insurance: Insurance,
    side: Side,
    base: Option<Yuan>,
    rates: Vec<Rate>,
    amount: Yuan,
}

impl Evidence {
    /// The rows of a list, and its printed totals where all of it is one month's.
    pub fn take(&mut self, sheet: &SheetRows) {
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
            let (insurance, base, amount) = (charge.insurance, charge.base, charge.amount);
            self.add(month, (&place, 0), Amount { insurance, side, base, rates, amount });
        }
    }

    /// A stored record of a list with a base that was printed: one that was implied by the amount proves nothing.
    pub fn record(&mut self, record: &AgencyRecord, (place, list): (&str, u32)) {
        let month = month_of(record);
        let base = record.base.filter(|_| record.base_source == Some(BaseSource::Printed));
        let rates = |rate: Option<Rate>| rate.into_iter().collect::<Vec<_>>();
        let both = record.employer_rate.zip(record.employee_rate).map(|(er, ee)| vec![er, ee]).unwrap_or_default();
        let whole = record.both_shares.filter(|_| record.employer.is_none() && record.employee.is_none());
        let sides = [
            (Side::Employer, record.employer, rates(record.employer_rate)),
            (Side::Employee, record.employee, rates(record.employee_rate)),
            (Side::Both, whole, both),
        ];
        for (side, amount, rates) in sides {
            if let Some(amount) = amount {
                self.add(month, (place, list), Amount { insurance: record.insurance, side, base, rates, amount });
            }
        }
    }

    fn add(&mut self, month: Option<Month>, (place, list): (&str, u32), of: Amount) {
        // Nothing is rounded in an amount of nothing.
        let (Some(month), Some(base), false) = (month, of.base, of.amount.is_zero()) else {
            self.skipped += usize::from(!of.amount.is_zero());
            return;
        };
        self.rows.push(BureauRow {
            month,
            insurance: of.insurance,
            side: of.side,
            place: place.to_owned(),
            list,
            base,
            rates: of.rates,
            fixed: Yuan::ZERO,
            amount: of.amount,
        });
    }
}

/// The one month that a regular record is of; 补缴 and rows of several months belong to no single one.
pub(super) fn month_of(record: &AgencyRecord) -> Option<Month> {
    let regular = record.kind == AgencyRecordKind::Regular && record.period == record.period_to;
    regular.then_some(record.period)
}

fn single_month(row: &AgencyRow) -> Option<Month> {
    row.period.filter(|period| period.from == period.to).map(|period| period.from)
}
