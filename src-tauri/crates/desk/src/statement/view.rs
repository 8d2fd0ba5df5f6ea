//! 版面内容 — what stands on a paper, gathered from the book.

use chrono::{Days, NaiveDate};
use shebao_documents::paper::{
    ContributionLine as PrintedLine, ContributionTotals, IdDisplay, Issuer, NoticeView, Person, PriorCover,
    RecordState, Registration, StatementView,
};
use shebao_rules::day::Day;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::words::IdType;
use shebao_store::{Employee, Enrollment, Receipt, Stored, Unit};

use super::lines::{Months, Shown};
use super::outside::{self, Outside};
use crate::book::Desk;
use crate::contribution::cover_of_row;
use crate::error::Outcome;
use crate::remittance::group_id;
use crate::{Moment, read};

/// A statement is valid for thirty days and may be objected to within fifteen.
const VALID_DAYS: u64 = 30;
const OBJECTION_DAYS: u32 = 15;

/// Who and which months a paper speaks of.
pub(super) struct Subject<'o> {
    pub employee: Stored<Employee>,
    pub outside: &'o Outside,
    pub from: Month,
    pub to: Month,
    pub full_id: bool,
}

impl Desk {
    pub(super) fn statement_view(
        &self,
        subject: &Subject<'_>,
        number: &str,
        purpose: Option<&str>,
        now: Moment,
    ) -> Outcome<StatementView> {
        let today = now.date();
        let shown = self.shown_lines(subject, Months::OfPeriod)?;
        let told: Vec<_> = shown.iter().map(|one| (&one.stored, one.looked, one.printed.deducted)).collect();
        let anomalies = outside::anomalies(&told);
        let registrations = self.registrations(subject, &shown, now)?;
        let lines: Vec<PrintedLine> = shown.into_iter().map(|one| one.printed).collect();
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
            participation: self.participation(subject, today),
            from: subject.from,
            to: subject.to,
            registrations,
            totals: totals(&lines),
            sources: sources(&lines, self.seal_note(subject.from, subject.to)?),
            lines,
            anomalies,
            prior_cover: self.prior_cover(subject)?,
            rights: self.rights(today),
            purpose: read::given(purpose).unwrap_or("供本人了解参保缴费情况").to_owned(),
            valid_until: today.checked_add_days(Days::new(VALID_DAYS)).unwrap_or(today),
            objection_days: OBJECTION_DAYS,
            prepared_by: self.book.user().name.clone(),
            reviewed_by: String::new(),
        })
    }

    pub(super) fn notice_view(&self, subject: &Subject<'_>, number: &str, now: Moment) -> Outcome<NoticeView> {
        let shown = self.shown_lines(subject, Months::OfBooking)?;
        let lines: Vec<PrintedLine> = shown.into_iter().map(|one| one.printed).collect();
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
    fn issuer(&self, subject: &Subject<'_>) -> Outcome<Issuer> {
        let info = self.book.info()?;
        let Some(unit) = self.units_of(subject)?.pop() else {
            return Ok(Issuer { company: info.company, credit_code: info.credit_code, contact: String::new() });
        };
        // A branch has a code of its own: that of the company would be a false one beside its name.
        let company = Some(info.credit_code).filter(|_| unit.name == info.company);
        let credit_code = unit.credit_code.clone().or(company).unwrap_or_else(|| "未登记".to_owned());
        Ok(Issuer { company: unit.row.name, credit_code, contact: String::new() })
    }

    fn regions_of(&self, subject: &Subject<'_>) -> Outcome<String> {
        let mut names: Vec<String> = Vec::new();
        for unit in self.units_of(subject)? {
            let name = self.library.region(&unit.region).map_or_else(|| unit.region.clone(), |r| r.name.clone());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Ok(names.join("、"))
    }

    /// Units that cover the person within the period, in order of time; and those that owed for her in it by the ledger, for
    /// what is closed is not moved by a cover that is corrected later.
    fn units_of(&self, subject: &Subject<'_>) -> Outcome<Vec<Stored<Unit>>> {
        let (view, id) = (self.view(), subject.employee.id);
        let covers = view.enrollments_of(id)?.into_iter();
        let within = |row: &Stored<Enrollment>| {
            row.first_month <= subject.to && row.last_month.is_none_or(|last| subject.from <= last)
        };
        let mut ids: Vec<i64> = covers.filter(within).map(|row| row.unit_id).collect();
        ids.extend(view.contributions_of(id, subject.from, subject.to)?.iter().map(|line| line.unit_id));
        let mut units: Vec<Stored<Unit>> = Vec::new();
        for id in ids {
            if !units.iter().any(|unit| unit.id == id) {
                units.extend(view.unit(id)?);
            }
        }
        Ok(units)
    }

    /// 参保身份 on the day of issue.
    fn participation(&self, subject: &Subject<'_>, today: NaiveDate) -> String {
        let own = self.own_rules(&subject.employee, Month::of(today));
        let over_age = own.iter().any(|rule| rule.persons.is_none());
        if over_age { "超过法定退休年龄的用工人员" } else { "城镇职工" }.to_owned()
    }

    /// 入职前参保情况 as the onboarding check recorded it, each span with the paper that says so.
    fn prior_cover(&self, subject: &Subject<'_>) -> Outcome<Option<PriorCover>> {
        let covers = self.view().past_covers_of(subject.employee.id)?;
        let mut sources: Vec<&str> = covers.iter().map(|cover| cover.source.as_str()).collect();
        sources.dedup();
        let texts: Vec<String> = covers
            .iter()
            .map(|cover| {
                let until = cover.last_month.map_or_else(|| "仍在参保".to_owned(), |last| format!("至 {last}"));
                let place = cover.employer.as_deref().or(cover.region.as_deref()).unwrap_or_default();
                let arrears = if cover.arrears { "，其中有欠缴" } else { "" };
                let (from, what, kind) = (cover.first_month, cover.insurance.chinese(), cover.kind.chinese());
                format!("{from} {until} {place}{what}（{kind}{arrears}）")
            })
            .collect();
        let source = sources.join("、");
        Ok((!texts.is_empty()).then(|| PriorCover { text: texts.join("；"), source }))
    }

    /// 登记（增员）日期 by the receipt of the agency, where one was recorded.
    fn registered_on(&self, subject: &Subject<'_>, unit: i64, insurance: Insurance) -> Outcome<Option<Day>> {
        let scope = group_id(insurance);
        let receipts = self.view().receipts_of(subject.employee.id)?;
        let of = |receipt: &&Stored<Receipt>| {
            receipt.kind == "enroll" && receipt.unit_id == unit && receipt.scope.as_deref() == Some(scope)
        };
        Ok(receipts.iter().filter(of).map(|receipt| receipt.received_on).max().map(Day::Exact))
    }

    fn registrations(&self, subject: &Subject<'_>, shown: &[Shown], now: Moment) -> Outcome<Vec<Registration>> {
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
                let runs = cover.last.is_none_or(|last| last >= Month::of(now.date()));
                let own = shown.iter().filter(|one| (one.stored.unit_id, one.stored.insurance) == (unit.id, insurance));
                let found: Vec<&str> = own.filter_map(|one| one.looked.state()).collect();
                let worst = found.iter().find(|state| **state == "欠费").or(found.first()).copied();
                let state = worst.unwrap_or(if runs { "正常" } else { "已减员" });
                out.push(Registration {
                    insurance,
                    registered_on: self.registered_on(subject, unit.id, insurance)?,
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
        let cited = [("sbf", "4", "有权查询"), ("sbf", "60", "告知本人"), ("gjj", "37", "有权查询")];
        // Where a law was amended, the number may be that of another article on an earlier day.
        cited
            .iter()
            .filter_map(|(family, number, words)| {
                self.tools.laws.article(family, number, today).filter(|(_, article)| article.text.contains(words))
            })
            .map(|(law, article)| {
                let name = law.short.as_deref().unwrap_or(&law.name);
                let first = article.text.lines().next().unwrap_or_default();
                format!("《{name}》{}：{first}", article.label)
            })
            .collect()
    }
}

fn person(subject: &Subject<'_>) -> Person {
    let employee = &subject.employee;
    Person {
        name: employee.name.clone(),
        id_type: employee.id_type.unwrap_or(IdType::ResidentId).chinese().to_owned(),
        id_number: employee.id_number.clone().unwrap_or_default(),
        id_display: if subject.full_id { IdDisplay::Full } else { IdDisplay::Masked },
        employee_no: employee.employee_no.clone(),
    }
}

fn totals(lines: &[PrintedLine]) -> ContributionTotals {
    let employer: Yuan = lines.iter().filter_map(|l| l.employer).sum();
    let employee: Yuan = lines.iter().filter_map(|l| l.employee).sum();
    let deducted = lines.iter().any(|l| l.deducted.is_some());
    let compared = lines.iter().any(|l| l.difference.is_some());
    ContributionTotals {
        employer,
        employee,
        sum: employer + employee,
        deducted: deducted.then(|| lines.iter().filter_map(|l| l.deducted).sum()),
        difference: compared.then(|| lines.iter().filter_map(|l| l.difference).sum()),
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

/// 数据来源: only what this paper rests on.
fn sources(lines: &[PrintedLine], sealed: Option<String>) -> Vec<String> {
    let any = |of: fn(&PrintedLine) -> bool| lines.iter().any(of);
    let mut sources = vec!["应缴金额：本单位台账按公布政策和申报基数计算".to_owned()];
    if any(|line| line.deducted.is_some()) {
        sources.push("工资扣款：本单位工资表".to_owned());
    }
    if any(|line| line.debited_on.is_some()) {
        sources.push("银行划款日：本单位银行流水；划款是单位费款的整笔划出，不等于已记入个人账户".to_owned());
    }
    if any(|line| line.record != RecordState::Unchecked) {
        sources.push("官方记录和差异：经办机构、公积金中心给单位的缴费明细；差异为记录金额减应缴金额".to_owned());
    }
    sources.extend(sealed);
    sources
}

const fn agency(insurance: Insurance) -> &'static str {
    match insurance {
        Insurance::HousingFund | Insurance::SupplementaryFund => "住房公积金管理中心",
        Insurance::Medical | Insurance::Maternity => "医疗保险经办机构",
        _ => "社会保险经办机构",
    }
}
