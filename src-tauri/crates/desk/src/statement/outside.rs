//! 核对 — what the lists of agencies and the statements of the bank say of a person's lines, and what is to be told of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use shebao_documents::paper::{Anomaly, RecordState};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::ContributionLine;

use crate::book::Desk;
use crate::error::Outcome;
use crate::reconciliation::{Line, Standing};
use crate::remittance::{Account, State};

/// What is known outside of the pay sheets of some months.
pub(crate) struct Outside {
    /// What 对账 found of each period.
    found: BTreeMap<Month, Arc<Standing>>,
    accounts: BTreeMap<(i64, Month, Insurance), Account>,
    on: NaiveDate,
}

/// 本期应缴 — everything that stands in the ledger for one person, unit, insurance and period.
#[derive(Clone, Copy)]
pub(super) struct OfPeriod<'l> {
    /// The month's own line first, then 补差.
    lines: &'l [ContributionLine],
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
    /// What 对账 and the statements of the bank say of the periods of a span, as known on a day; every paper of the span
    /// reads the same.
    pub(super) fn outside(&self, from: Month, to: Month, on: NaiveDate) -> Outcome<Arc<Outside>> {
        self.kept.outside(self, (from, to), on, || Ok(Arc::new(self.gather_outside(from, to, on)?)))
    }

    fn gather_outside(&self, from: Month, to: Month, on: NaiveDate) -> Outcome<Outside> {
        let mut months: Vec<Month> = from.through(to).collect();
        months.extend(self.view().extras_booked(to, None)?.iter().map(|line| line.month));
        months.sort_unstable();
        months.dedup();
        let mut found = BTreeMap::new();
        for month in months {
            // Without a source nothing is held against anything.
            if !self.view().any_source(month)? {
                continue;
            }
            found.insert(month, self.month_standing(month, on)?);
        }
        // What is declared late is booked in a later month.
        let span = (from, to.next().max(Month::of(on)));
        let accounts = self.remittance_accounts(span, &[], on)?.accounts.into_iter();
        let accounts = accounts.map(|account| ((account.unit, account.month, account.insurance), account)).collect();
        Ok(Outside { found, accounts, on })
    }
}

impl<'l> OfPeriod<'l> {
    /// `lines`: those of one person, unit, insurance and period, the month's own first.
    pub(super) const fn of(lines: &'l [ContributionLine]) -> Self {
        Self { lines }
    }

    fn due(self) -> Option<Yuan> {
        self.lines.iter().map(due).sum()
    }

    /// Whether a line is the month's own, and what that is.
    fn own(self, line: &ContributionLine) -> (bool, Option<Yuan>) {
        let same = |own: &ContributionLine| (own.kind, own.seq) == (line.kind, line.seq);
        (self.lines.first().is_some_and(same), self.lines.first().and_then(due))
    }
}

fn due(line: &ContributionLine) -> Option<Yuan> {
    line.employer.zip(line.employee).map(|(employer, employee)| employer + employee)
}

impl Outside {
    /// One line as 对账 found its period.
    pub(super) fn look(&self, line: &ContributionLine, period: OfPeriod<'_>) -> Looked {
        let account = self.accounts.get(&(line.unit_id, line.booked_month, line.insurance));
        let owed = account.is_some_and(|account| matches!(account.state(self.on), State::Short | State::Unpaid));
        let standing = self.found.get(&line.month);
        let found = standing.and_then(|month| month.line(line.employee_id, line.unit_id, line.insurance));
        let listed = found.is_some_and(|found| found.listed);
        let record = match found {
            Some(found) if found.credited => RecordState::Credited,
            Some(found) if found.listed || found.missing => RecordState::NotCredited,
            _ => RecordState::Unchecked,
        };
        let looked = Looked { record, difference: None, debited_on: None, listed, owed };
        let looked = match found.filter(|_| record != RecordState::Unchecked).and_then(recorded) {
            Some(recorded) => self.compared(line, period, recorded, looked),
            None => looked,
        };
        // What a unit has not paid is not owed for those whom a list has that is paid in full.
        let credited = looked.record == RecordState::Credited && looked.difference == Some(Yuan::ZERO);
        let own =
            account.and_then(|account| account.list_paid).filter(|_| credited && found.is_some_and(|f| f.debited));
        let whole = account.filter(|account| account.short().is_zero()).and_then(Account::paid_on);
        Looked { owed: owed && own.is_none(), debited_on: own.or(whole), ..looked }
    }

    /// What was recorded of a period less what stands in the ledger for it; of several lines the month's own bears it.
    fn compared(&self, line: &ContributionLine, period: OfPeriod<'_>, recorded: Yuan, looked: Looked) -> Looked {
        let difference = period.due().map(|due| recorded - due);
        let (is_own, own) = period.own(line);
        if is_own || difference == Some(Yuan::ZERO) {
            // The month's own line is recorded as it is: what is missing is the 补差, which says so itself.
            let agrees = own == Some(recorded);
            return Looked { difference: if agrees { Some(Yuan::ZERO) } else { difference }, ..looked };
        }
        // 补差 that is not recorded: its own list tells so, if it is here.
        let account = self.accounts.get(&(line.unit_id, line.booked_month, line.insurance));
        if own == Some(recorded) && account.is_some_and(|account| account.listed.is_some()) {
            let difference = due(line).map(|due| -due);
            return Looked { record: RecordState::NotCredited, difference, listed: false, ..looked };
        }
        Looked { record: RecordState::Unchecked, listed: false, ..looked }
    }
}

/// What the agency's lists have of a cell; none where nothing was held against it.
fn recorded(found: &Line) -> Option<Yuan> {
    Some(found.due? + found.difference?)
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
