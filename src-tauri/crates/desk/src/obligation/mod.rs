//! 人员规则 — foreigners, people of 港澳台, people beyond the statutory age, first-ever workers: what the law says of them
//! in a month's lines and in the reason of an amount. The program tells; the clerk decides.

mod person;

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::national::deadline::{FundStart, FundWorker};
use shebao_rules::national::persons::{Obligation, OwnRule};
use shebao_store::{ContributionLine, Employee, Stored, Unit};

use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::contribution::StepView;
use crate::wire::obligation::PersonNotice;
use crate::wire::policy::SourceView;

impl Desk {
    /// The rules of their own that a person stands under in a month.
    pub(crate) fn own_rules(&self, employee: &Employee, month: Month) -> Vec<OwnRule<'_>> {
        let national = &self.tools.national;
        let retired = national.retirement_of(employee.sex, employee.position_class, employee.birth);
        national.own_rules(employee.id_type, retired.ok().map(|found| found.month), month)
    }

    /// Whether anybody stands under a rule of their own in a month: mostly nobody, and the lines need not be read.
    pub(crate) fn anybody_concerned(&self, month: Month) -> Outcome<bool> {
        let own = self.people()?.values().any(|employee| !self.own_rules(employee, month).is_empty());
        Ok(own || !self.early_funds(month)?.is_empty())
    }

    /// 人员提示 of a computed month: who lacks an insurance that is due to them, whose insurance is by agreement only, and
    /// whose housing fund begins too early.
    pub(crate) fn person_notices(&self, month: Month, lines: &[ContributionLine]) -> Outcome<Vec<PersonNotice>> {
        let mut covered: BTreeMap<(i64, i64), BTreeSet<Insurance>> = BTreeMap::new();
        for line in lines {
            covered.entry((line.employee_id, line.unit_id)).or_default().insert(line.insurance);
        }
        let (employees, units) = (self.employees_by_id()?, self.view().units()?);
        let early = self.early_funds(month)?;
        let mut notices = Vec::new();
        for ((id, unit), insurances) in covered {
            let known = employees.get(&id).zip(units.iter().find(|u| u.id == unit));
            let Some((employee, unit)) = known else { continue };
            let mut of_person = self.unfollowed(employee, unit, &insurances, month);
            let too_early = early.get(&id).filter(|_| insurances.contains(&Insurance::HousingFund));
            of_person.extend(too_early.map(|start| early_notice(month, start)));
            notices.extend(of_person.into_iter().map(|notice| PersonNotice {
                employee_no: employee.employee_no.clone(),
                name: employee.name.clone(),
                unit: unit.name.clone(),
                ..notice
            }));
        }
        notices.sort_by(|a, b| (&a.severity, &a.employee_no).cmp(&(&b.severity, &b.employee_no)));
        Ok(notices)
    }

    /// What a person's own rules say that the lines do not follow.
    fn unfollowed(
        &self,
        employee: &Employee,
        unit: &Stored<Unit>,
        covered: &BTreeSet<Insurance>,
        month: Month,
    ) -> Vec<PersonNotice> {
        let due = self.library.insurances(&unit.region, month, month.last_day());
        let mut notices = Vec::new();
        for rule in self.own_rules(employee, month) {
            let (severity, concerns): (_, Vec<Insurance>) = match rule.obligation {
                Obligation::Due => {
                    let lacks = |i: &&Insurance| due.contains(*i) && !covered.contains(*i);
                    ("act", rule.insurances.iter().filter(lacks).copied().collect())
                }
                Obligation::ByAgreement => {
                    ("soon", rule.insurances.iter().filter(|i| covered.contains(*i)).copied().collect())
                }
                Obligation::Exempt => continue,
            };
            if !concerns.is_empty() {
                notices.push(notice(&rule, &concerns, severity));
            }
        }
        notices
    }

    /// First-ever workers, as the onboarding check recorded them, for whom the fund is not due yet in a month.
    fn early_funds(&self, month: Month) -> Outcome<BTreeMap<i64, FundStart>> {
        let mut early = BTreeMap::new();
        for check in self.view().onboarding_checks()?.into_iter().filter(|check| check.first_ever == Some(true)) {
            let spells = self.view().employments_of(check.employee_id)?;
            let Some(hired) = spells.iter().filter_map(|job| job.hired).map(|day| day.month()).max() else { continue };
            let start = self.tools.national.fund_start(FundWorker::FirstEver, hired);
            if let Some(start) = start.filter(|start| hired <= month && month < start.month) {
                early.insert(check.employee_id, start);
            }
        }
        Ok(early)
    }

    /// The rules behind an amount, as steps of its reason.
    pub(crate) fn obligation_steps(&self, employee: &Employee, line: &ContributionLine) -> Vec<StepView> {
        let rules = self.own_rules(employee, line.month);
        let of_line = rules.iter().filter(|rule| rule.insurances.contains(&line.insurance));
        let step = |rule: &OwnRule<'_>| StepView {
            kind: "obligation".to_owned(),
            label: "参保义务".to_owned(),
            expression: rule.who().to_owned(),
            value: rule.obligation.chinese().to_owned(),
            status: Some(rule.status.id().to_owned()),
            source: Some(SourceView::from(rule.source)),
            law: None,
            origin: None,
            note: rule.note.map(str::to_owned),
        };
        of_line.map(step).collect()
    }
}

/// `外国人应当参加养老、医疗`, `港澳台居民的公积金由单位与本人协商`
pub(crate) fn sentence(rule: &OwnRule<'_>, insurances: &[Insurance]) -> String {
    let names: Vec<&str> = insurances.iter().map(|i| i.chinese()).collect();
    let (who, names, what) = (rule.who(), names.join("、"), rule.obligation.chinese());
    match rule.obligation {
        Obligation::Due => format!("{who}{what}{names}"),
        Obligation::Exempt | Obligation::ByAgreement => format!("{who}的{names}{what}"),
    }
}

fn notice(rule: &OwnRule<'_>, insurances: &[Insurance], severity: &str) -> PersonNotice {
    let lacks = if rule.obligation == Obligation::Due { "，没有参加" } else { "" };
    let note = rule.note.map_or_else(String::new, |note| format!("（{note}）"));
    PersonNotice {
        employee_no: String::new(),
        name: String::new(),
        unit: String::new(),
        kind: "obligation".to_owned(),
        severity: severity.to_owned(),
        text: sentence(rule, insurances) + lacks + &note,
        insurances: insurances.iter().map(ToString::to_string).collect(),
        first_month: None,
        status: rule.status,
        source: SourceView::from(rule.source),
    }
}

fn early_notice(month: Month, start: &FundStart) -> PersonNotice {
    PersonNotice {
        employee_no: String::new(),
        name: String::new(),
        unit: String::new(),
        kind: "fund_start".to_owned(),
        severity: "act".to_owned(),
        text: format!("首次参加工作，公积金从第二个月（{}）起缴；{month} 不应缴", start.month),
        insurances: vec![Insurance::HousingFund.to_string()],
        first_month: Some(start.month.to_string()),
        status: start.status,
        source: SourceView::from(&start.source),
    }
}
