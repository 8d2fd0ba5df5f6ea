//! 核对 — what the lists of agencies and the statements of the bank say of a person's lines, and what is to be told of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_documents::paper::{Anomaly, RecordState};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{AgencyRecord, AgencyRecordKind, ContributionKind, ContributionLine, Stored};

use crate::book::Desk;
use crate::error::Outcome;
use crate::remittance::{Account, State};

/// What is known outside of the pay sheets of some months; gathered once for a paper or a whole batch.
pub(super) struct Outside {
    /// Units, insurances and periods with a list of the agency.
    lists: BTreeSet<(i64, Insurance, Month)>,
    accounts: BTreeMap<(i64, Month, Insurance), Account>,
    on: NaiveDate,
}

/// 一行的核对.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Looked {
    pub record: RecordState,
    /// What the agency recorded less what was due; none where nothing was compared.
    pub difference: Option<Yuan>,
    /// 银行划款日 of all that was due of the unit.
    pub debited_on: Option<NaiveDate>,
    /// Whether a row of a list was found.
    listed: bool,
    /// 欠费: the unit has not paid all of it.
    owed: bool,
}

/// 异常类型, the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Owed,
    Missing,
    Uncredited,
    Differs,
}

/// What is told of a month in one row.
#[derive(Default)]
struct Told {
    insurances: Vec<Insurance>,
    employer: Yuan,
    employee: Yuan,
    deducted: Yuan,
    difference: Yuan,
    debited_on: Option<NaiveDate>,
}

impl Desk {
    /// What lists and statements say of the periods of a span, as known on a day.
    pub(super) fn outside(&self, from: Month, to: Month, on: NaiveDate) -> Outcome<Outside> {
        let mut lists = BTreeSet::new();
        for month in from.through(to) {
            let of_month = self.view().listed_insurances(month)?;
            lists.extend(of_month.into_iter().map(|(unit, insurance)| (unit, insurance, month)));
        }
        // What is declared late is booked in a later month.
        let span = (from, to.next().max(Month::of(on)));
        let accounts = self.remittance_accounts(span, &[], on)?.accounts.into_iter();
        let accounts = accounts.map(|account| ((account.unit, account.month, account.insurance), account)).collect();
        Ok(Outside { lists, accounts, on })
    }
}

impl Outside {
    /// One line beside the person's rows in the lists.
    pub(super) fn look(&self, line: &ContributionLine, records: &[Stored<AgencyRecord>]) -> Looked {
        let account = self.accounts.get(&(line.unit_id, line.booked_month, line.insurance));
        let owed = account.is_some_and(|account| matches!(account.state(self.on), State::Short | State::Unpaid));
        let debited_on = account.filter(|account| account.short().is_zero()).and_then(Account::paid_on);
        let due = line.employer.zip(line.employee).map(|(employer, employee)| employer + employee);
        let own: Vec<&AgencyRecord> = records.iter().map(|r| &r.row).filter(|record| is_of(record, line)).collect();
        let listed = !own.is_empty();
        let (record, difference) = if own.iter().any(|r| r.status.as_deref().is_some_and(|s| s.contains('未'))) {
            (RecordState::NotCredited, compared(&own, due))
        } else if listed {
            (RecordState::Credited, compared(&own, due))
        } else if self.should_be_listed(line) && due.is_some_and(|due| !due.is_zero()) {
            (RecordState::NotCredited, due.map(|due| -due))
        } else {
            (RecordState::Unchecked, None)
        };
        Looked { record, difference, debited_on, listed, owed }
    }

    /// Whether a list of the period is here that should hold the line; what was declared late stands in lists of its own.
    fn should_be_listed(&self, line: &ContributionLine) -> bool {
        line.booked_month == line.month && self.lists.contains(&(line.unit_id, line.insurance, line.month))
    }
}

impl Looked {
    /// 当前状态 of a registration that this line shows to be otherwise than in order.
    pub(super) const fn state(&self) -> Option<&'static str> {
        match self.kind() {
            Some(Kind::Owed) => Some("欠费"),
            Some(Kind::Missing | Kind::Uncredited | Kind::Differs) => Some("待核"),
            None => None,
        }
    }

    const fn kind(&self) -> Option<Kind> {
        match (self.owed, self.record, self.difference) {
            (true, ..) => Some(Kind::Owed),
            (_, RecordState::NotCredited, _) if self.listed => Some(Kind::Uncredited),
            (_, RecordState::NotCredited, _) => Some(Kind::Missing),
            (_, _, Some(difference)) if difference.fen() != 0 => Some(Kind::Differs),
            _ => None,
        }
    }
}

/// 异常与处理: month by month what is owed, missing, not credited or different. Late fees are the employer's.
pub(super) fn anomalies(lines: &[(&ContributionLine, Looked, Option<Yuan>)]) -> Vec<Anomaly> {
    let mut told: BTreeMap<(Month, Kind), Told> = BTreeMap::new();
    for (line, looked, deducted) in lines {
        let Some(kind) = looked.kind() else { continue };
        let one = told.entry((line.month, kind)).or_default();
        one.insurances.push(line.insurance);
        one.employer += line.employer.unwrap_or_default();
        one.employee += line.employee.unwrap_or_default();
        one.deducted += deducted.unwrap_or_default();
        one.difference += looked.difference.unwrap_or_default();
        one.debited_on = one.debited_on.max(looked.debited_on);
    }
    told.into_iter().map(|((month, kind), told)| told.anomaly(month, kind)).collect()
}

impl Told {
    fn anomaly(&self, month: Month, kind: Kind) -> Anomaly {
        let names: Vec<&str> = self.insurances.iter().map(|insurance| insurance.chinese()).collect();
        let due = format!(
            "应缴 {}（单位 {}，个人 {}）",
            (self.employer + self.employee).with_commas(),
            self.employer.with_commas(),
            self.employee.with_commas()
        );
        let taken = if self.deducted.is_zero() {
            String::new()
        } else {
            format!("，工资已扣 {}", self.deducted.with_commas())
        };
        let debited = self.debited_on.map_or_else(String::new, |day| format!("，银行 {day} 已划款"));
        let (kind, situation, action) = match kind {
            Kind::Owed => {
                let situation = format!("{due}{taken}；本单位该月费款未缴足");
                ("欠费", situation, "由本单位补缴；滞纳金由单位承担")
            }
            Kind::Missing => {
                let situation = format!("{due}{taken}{debited}；经办机构的名册中没有本人记录");
                ("未见记录", situation, "由本单位向经办机构核对、补报；由此产生的滞纳金由单位承担")
            }
            Kind::Uncredited => {
                let situation = format!("{due}{taken}{debited}；经办机构的名册标注未到账");
                ("未到账", situation, "由本单位与经办机构核对到账情况")
            }
            Kind::Differs => {
                let situation = format!("{due}；经办机构记录相差 {}", self.difference.with_commas());
                ("金额不符", situation, "由本单位与经办机构核对")
            }
        };
        Anomaly {
            kind: kind.to_owned(),
            subject: format!("{month} {}", names.join("、")),
            situation,
            action: action.to_owned(),
        }
    }
}

/// Whether a row of a list speaks of a line: 补差 of the month it was booked in, everything else by its period.
fn is_of(record: &AgencyRecord, line: &ContributionLine) -> bool {
    let same = record.unit_id == line.unit_id && record.insurance == line.insurance;
    let covers = record.period <= line.month && line.month <= record.period_to;
    same && covers
        && match record.kind {
            AgencyRecordKind::TrueUp => line.kind == ContributionKind::TrueUp && record.booked == line.booked_month,
            AgencyRecordKind::Regular | AgencyRecordKind::BackPayment | AgencyRecordKind::Refund => {
                line.kind != ContributionKind::TrueUp
            }
        }
}

/// What was recorded less what was due; rows of several months at once cannot be held against one.
fn compared(records: &[&AgencyRecord], due: Option<Yuan>) -> Option<Yuan> {
    let single = records.iter().all(|record| record.period == record.period_to);
    let recorded: Yuan = records.iter().map(|record| amount(record)).sum();
    due.filter(|_| single).map(|due| recorded - due)
}

fn amount(record: &AgencyRecord) -> Yuan {
    let fixed = record.employer_fixed.unwrap_or_default() + record.employee_fixed.unwrap_or_default();
    let shares = match (record.employer, record.employee) {
        (None, None) => record.both_shares.unwrap_or_default(),
        (employer, employee) => employer.unwrap_or_default() + employee.unwrap_or_default(),
    };
    let sum = shares + fixed;
    // A refund is printed without its sign by some agencies.
    if record.kind == AgencyRecordKind::Refund && sum > Yuan::ZERO { -sum } else { sum }
}
