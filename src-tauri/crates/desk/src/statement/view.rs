//! 版面内容 — what stands on a paper, gathered from the book.

use chrono::{Days, NaiveDate};
use shebao_documents::paper::{
    ContributionLine as PrintedLine, ContributionTotals, IdDisplay, Issuer, NoticeView, Person, Registration,
    StatementView,
};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_rules::words::IdType;
use shebao_store::{ContributionKind, ContributionLine, DeductionKind, Employee, Stored, Unit, Wage};

use crate::book::Desk;
use crate::contribution::cover_of_row;
use crate::error::{Code, Failure, Outcome};
use crate::{Moment, read};

/// A statement is valid for thirty days and may be objected to within fifteen.
const VALID_DAYS: u64 = 30;
const OBJECTION_DAYS: u32 = 15;

/// Who and which months a paper speaks of.
pub(super) struct Subject {
    pub employee: Stored<Employee>,
    pub from: Month,
    pub to: Month,
    pub full_id: bool,
}

/// By which month 补差 and 补缴 stand on a paper: a statement tells what each period came to, a notice what a month takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Months {
    OfPeriod,
    OfBooking,
}

impl Desk {
    pub(super) fn statement_view(
        &self,
        subject: &Subject,
        number: &str,
        purpose: Option<&str>,
        now: Moment,
    ) -> Outcome<StatementView> {
        let today = now.date();
        let lines = self.printed_lines(subject, Months::OfPeriod)?;
        let jobs = self.view().employments_of(subject.employee.id)?;
        let info = self.book.info()?;
        Ok(StatementView {
            number: number.to_owned(),
            issuer: self.issuer(subject)?,
            issued_on: today,
            data_as_of: today,
            printed_at: now,
            journal_code: info.journal_head.code,
            person: person(subject),
            hired_on: jobs.last().and_then(|j| j.hired),
            left_on: jobs.last().and_then(|j| j.left),
            region: self.regions_of(subject)?,
            participation: "城镇职工".to_owned(),
            from: subject.from,
            to: subject.to,
            registrations: self.registrations(subject, now)?,
            totals: totals(&lines),
            lines,
            anomalies: Vec::new(),
            prior_cover: None,
            sources: sources(self.seal_note(subject.from, subject.to)?),
            rights: self.rights(today),
            purpose: read::given(purpose).unwrap_or("供本人了解参保缴费情况").to_owned(),
            valid_until: today.checked_add_days(Days::new(VALID_DAYS)).unwrap_or(today),
            objection_days: OBJECTION_DAYS,
            prepared_by: self.book.user().name.clone(),
            reviewed_by: String::new(),
        })
    }

    pub(super) fn notice_view(&self, subject: &Subject, number: &str, now: Moment) -> Outcome<NoticeView> {
        let lines = self.printed_lines(subject, Months::OfBooking)?;
        Ok(NoticeView {
            number: number.to_owned(),
            issuer: self.issuer(subject)?,
            month: subject.to,
            issued_on: now.date(),
            data_as_of: now.date(),
            printed_at: now,
            journal_code: self.book.info()?.journal_head.code,
            person: person(subject),
            department: subject.employee.department.clone().unwrap_or_default(),
            region: self.regions_of(subject)?,
            totals: totals(&lines),
            remarks: remarks(&lines).into_iter().chain(self.seal_note(subject.to, subject.to)?).collect(),
            lines,
            rights: self.rights(now.date()),
        })
    }

    /// The unit that covers the person at the end of the period stands on the paper; without one, the company.
    fn issuer(&self, subject: &Subject) -> Outcome<Issuer> {
        let info = self.book.info()?;
        let unit = self.units_of(subject)?.pop();
        let company = unit.as_ref().map_or_else(|| info.company.clone(), |u| u.name.clone());
        let credit_code = unit.and_then(|u| u.row.credit_code).unwrap_or(info.credit_code);
        Ok(Issuer { company, credit_code, contact: String::new() })
    }

    fn regions_of(&self, subject: &Subject) -> Outcome<String> {
        let mut names: Vec<String> = Vec::new();
        for unit in self.units_of(subject)? {
            let name = self.library.region(&unit.region).map_or_else(|| unit.region.clone(), |r| r.name.clone());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Ok(names.join("、"))
    }

    /// Units that cover the person within the period, in order of time.
    fn units_of(&self, subject: &Subject) -> Outcome<Vec<Stored<Unit>>> {
        let view = self.view();
        let mut units: Vec<Stored<Unit>> = Vec::new();
        for row in view.enrollments_of(subject.employee.id)? {
            let within = row.first_month <= subject.to && row.last_month.is_none_or(|last| subject.from <= last);
            if within && !units.iter().any(|u| u.id == row.unit_id) {
                units.extend(view.unit(row.unit_id)?);
            }
        }
        Ok(units)
    }

    fn registrations(&self, subject: &Subject, now: Moment) -> Outcome<Vec<Registration>> {
        let view = self.view();
        let covers: Vec<_> = view.enrollments_of(subject.employee.id)?.iter().map(cover_of_row).collect();
        let options = shebao_rules::policy::Options {
            hukou_local: subject.employee.hukou.map(|h| h.is_local()),
            medical_tier: subject.employee.medical_tier,
        };
        let mut out = Vec::new();
        for unit in self.units_of(subject)? {
            let region = self.library.region(&unit.region).map_or("", |r| r.name.as_str());
            for insurance in self.due_at(&unit, subject.to, now)? {
                let mine = covers.iter().filter(|c| c.unit == unit.id && c.scope.includes(insurance));
                let Some(cover) = mine.max_by_key(|c| c.first) else { continue };
                if !self.library.applies(&unit.region, insurance, &options) {
                    continue;
                }
                let state =
                    if cover.last.is_none_or(|last| last >= Month::of(now.date())) { "正常" } else { "已减员" };
                out.push(Registration {
                    insurance,
                    registered_on: None,
                    first_month: Some(cover.first),
                    last_month: cover.last,
                    state: state.to_owned(),
                    agency: format!("{region}{}", agency(insurance)),
                });
            }
        }
        Ok(out)
    }

    fn due_at(&self, unit: &Unit, month: Month, now: Moment) -> Outcome<Vec<Insurance>> {
        let mut due = self.library.insurances(&unit.region, month, now.date());
        let stored = self.view().unit_named(&unit.name)?;
        if let Some(stored) = stored {
            let settings = self.view().settings_of_unit(stored.id)?;
            due.extend(settings.iter().map(Stored::rule).filter(|s| s.holds_in(month)).map(|s| s.insurance));
        }
        due.sort_unstable();
        due.dedup();
        Ok(due)
    }

    fn printed_lines(&self, subject: &Subject, months: Months) -> Outcome<Vec<PrintedLine>> {
        let view = self.view();
        let mut stored = view.contributions_of(subject.employee.id, subject.from, subject.to)?;
        if months == Months::OfBooking {
            stored.retain(|line| line.kind == ContributionKind::Regular);
            let booked = view.extras_booked(subject.to, None)?;
            stored.extend(booked.into_iter().filter(|line| line.employee_id == subject.employee.id));
        }
        if stored.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", subject.to));
        }
        let rules = view.rules(stored.iter().filter_map(|l| l.rule_id))?;
        let wages = view.wages_of(subject.employee.id, subject.from, subject.to.next())?;
        let mut lines = Vec::with_capacity(stored.len());
        for line in &stored {
            let terms = match line.rule_id.and_then(|id| rules.get(&id)) {
                Some(json) => Some(
                    serde_json::from_str::<Terms>(json)
                        .map_err(|_| Failure::new(Code::BookDamaged).with("at", "terms"))?,
                ),
                None => None,
            };
            lines.push(printed(line, terms.as_ref(), &wages));
        }
        lines.sort_by_key(|l| (l.period, l.insurance));
        Ok(lines)
    }

    /// 封账码 of the closed months of a span, by which a paper can be held against the book.
    fn seal_note(&self, from: Month, to: Month) -> Outcome<Option<String>> {
        let mut codes = Vec::new();
        for state in self.view().month_states()?.iter().filter(|state| from <= state.month && state.month <= to) {
            codes.extend(state.seal_code()?.map(|code| format!("{} {code}", state.month)));
        }
        Ok((!codes.is_empty()).then(|| format!("以下月份的台账已锁定，封账码：{}", codes.join("，"))))
    }

    /// The law that gives the employee the right to ask and the employer the duty to tell, as in force on the day.
    fn rights(&self, today: NaiveDate) -> Vec<String> {
        let cited = [("sbf", "4"), ("sbf", "60"), ("gjj", "37")];
        cited
            .iter()
            .filter_map(|(family, number)| self.tools.laws.article(family, number, today))
            .map(|(law, article)| {
                let name = law.short.as_deref().unwrap_or(&law.name);
                let first = article.text.lines().next().unwrap_or_default();
                format!("《{name}》{}：{first}", article.label)
            })
            .collect()
    }
}

fn person(subject: &Subject) -> Person {
    let employee = &subject.employee;
    Person {
        name: employee.name.clone(),
        id_type: employee.id_type.unwrap_or(IdType::ResidentId).chinese().to_owned(),
        id_number: employee.id_number.clone().unwrap_or_default(),
        id_display: if subject.full_id { IdDisplay::Full } else { IdDisplay::Masked },
        employee_no: employee.employee_no.clone(),
    }
}

fn printed(line: &ContributionLine, terms: Option<&Terms>, wages: &[Stored<Wage>]) -> PrintedLine {
    let rates = terms.map(|t| t.rates.value);
    let late = line.booked_month != line.month;
    let how = if line.kind == ContributionKind::TrueUp { "补差" } else { "补缴" };
    PrintedLine {
        period: line.month,
        insurance: line.insurance,
        note: if late { format!("{} {how}", line.booked_month) } else { String::new() },
        base: line.base,
        employer_rate: rates.map(|r| r.employer),
        employer_fixed: line.employer_fixed,
        employer: line.employer,
        employee_rate: rates.map(|r| r.employee),
        employee_fixed: line.employee_fixed,
        employee: line.employee,
        deducted: deducted(line, wages),
        debited_on: None,
        record: shebao_documents::paper::RecordState::Unchecked,
        difference: None,
        status: line.status,
    }
}

/// 工资扣款 — what the pay sheet of the month (or of the month it was booked in) took for this insurance.
fn deducted(line: &ContributionLine, wages: &[Stored<Wage>]) -> Option<Yuan> {
    let kind = match line.kind {
        // A pay sheet takes the differences of several months in one sum: no part of it belongs to one line.
        ContributionKind::TrueUp => return None,
        _ if line.booked_month == line.month => DeductionKind::Current,
        _ => DeductionKind::Late,
    };
    let of_month = wages.iter().filter(|w| w.pay_month == line.booked_month);
    let mut found =
        of_month.flat_map(|w| w.deductions.iter().filter(|d| d.insurance == line.insurance && d.kind == kind));
    let first = found.next()?.amount;
    Some(found.fold(first, |sum, d| sum + d.amount))
}

fn totals(lines: &[PrintedLine]) -> ContributionTotals {
    let employer: Yuan = lines.iter().filter_map(|l| l.employer).sum();
    let employee: Yuan = lines.iter().filter_map(|l| l.employee).sum();
    let deducted = lines.iter().any(|l| l.deducted.is_some());
    ContributionTotals {
        employer,
        employee,
        sum: employer + employee,
        deducted: deducted.then(|| lines.iter().filter_map(|l| l.deducted).sum()),
        difference: None,
    }
}

fn remarks(lines: &[PrintedLine]) -> Vec<String> {
    let open = lines.iter().filter(|l| l.employer.is_none()).count();
    let late = lines.iter().any(|l| l.note.ends_with("补缴"));
    let trued_up = lines.iter().any(|l| l.note.ends_with("补差"));
    let mut remarks = Vec::new();
    if late {
        remarks.push("首月在截止日后入职，当月应缴部分次月申报补缴，个人部分次月工资补扣。".to_owned());
    }
    if trued_up {
        remarks.push("缴费标准公布晚于原所属期，差额在本月补差；金额为新旧标准之差。".to_owned());
    }
    if open > 0 {
        remarks.push(format!("有 {open} 项政策值待确认，未列金额，确认后另行告知。"));
    }
    remarks
}

fn sources(sealed: Option<String>) -> Vec<String> {
    let own = ["应缴金额：本单位台账按公布政策和申报基数计算".to_owned(), "工资扣款：本单位工资表".to_owned()];
    own.into_iter().chain(sealed).collect()
}

const fn agency(insurance: Insurance) -> &'static str {
    match insurance {
        Insurance::HousingFund | Insurance::SupplementaryFund => "住房公积金管理中心",
        Insurance::Medical | Insurance::Maternity => "医疗保险经办机构",
        _ => "社会保险经办机构",
    }
}
