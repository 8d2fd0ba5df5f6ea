//! 入职核查 — past cover that she keys from a certificate, what it tells, and that a newcomer was looked at.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use shebao_rules::alert::days_left;
use shebao_rules::enrollment::day_of;
use shebao_rules::month::Month;
use shebao_rules::onboarding::{Finding, FindingKind, PastCover as Past, PastKind, findings};
use shebao_rules::unit_day::UnitDayKind;
use shebao_store::{Action, Employee, Employment, OnboardingCheck, PastCover, Stored, Tx};

use crate::book::Desk;
use crate::contribution::cover_of_row;
use crate::error::{Code, Failure, Outcome};
use crate::law::article_id;
use crate::wire::onboarding::{
    NewPastCover, OnboardingDone, OnboardingFinding, OnboardingView, PastCoverView, PastStretch,
};
use crate::wire::small;
use crate::{Moment, read};

/// How long after the hire a newcomer is still listed.
const WATCHED: u64 = 60;

impl Desk {
    /// 入职核查一览: who was hired in the last two months, checked or not, the nearest day first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn onboarding_list(&self, now: Moment) -> Outcome<Vec<OnboardingView>> {
        self.onboarding_on(now.date())
    }

    pub(crate) fn onboarding_on(&self, on: NaiveDate) -> Outcome<Vec<OnboardingView>> {
        let view = self.view();
        let since = on.checked_sub_days(Days::new(WATCHED)).unwrap_or(on);
        let (days, units, checks) = (self.unit_days()?, self.unit_names()?, view.onboarding_checks()?);
        let mut found = Vec::new();
        for id in view.hired_between(since, on)? {
            let Some(employee) = self.employee_named(id)? else { continue };
            let jobs = view.employments_of(id)?;
            let Some(job) = jobs.iter().rfind(|j| j.hired.map(day_of).is_some_and(|d| since <= d && d <= on)) else {
                continue;
            };
            // Who moves within the company brings no unknown past.
            let moved = jobs.iter().any(|other| other.id != job.id && other.left.map(day_of) >= Some(since));
            let Some(hired) = job.hired.map(day_of).filter(|_| !moved) else { continue };
            let lead = days.day(job.unit_id, UnitDayKind::Onboarding, Month::of(hired)).unwrap_or_default();
            let due = hired.checked_add_days(Days::new(u64::from(lead))).unwrap_or(hired);
            let unit = job.unit_id.and_then(|unit| units.get(&unit)).cloned();
            let check = checks.iter().rfind(|c| c.employee_id == id && c.hired == hired_text(job));
            found.push(self.onboarding_view(&employee, job, unit, (due, on), check)?);
        }
        found.sort_by(|a, b| (a.checked_on.is_some(), &a.due).cmp(&(b.checked_on.is_some(), &b.due)));
        Ok(found)
    }

    fn onboarding_view(
        &self,
        employee: &Stored<Employee>,
        job: &Stored<Employment>,
        unit: Option<String>,
        (due, on): (NaiveDate, NaiveDate),
        check: Option<&Stored<OnboardingCheck>>,
    ) -> Outcome<OnboardingView> {
        let view = self.view();
        let past = view.past_covers_of(employee.id)?;
        let hired = job.hired.map_or(on, day_of);
        let own: Vec<_> = view.enrollments_of(employee.id)?.iter().map(cover_of_row).collect();
        let rows: Vec<Past> = past.iter().map(|p| rule(p)).collect();
        Ok(OnboardingView {
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            unit,
            hired: hired_text(job),
            due: due.to_string(),
            days_left: i32::try_from(days_left(due, on)).unwrap_or(i32::MIN),
            checked_on: check.map(|c| c.checked_on.to_string()),
            first_ever: check.and_then(|c| c.first_ever),
            note: check.and_then(|c| c.note.clone()),
            past: past.iter().map(past_view).collect(),
            findings: self.grouped(findings(&rows, Month::of(hired), &own), on),
        })
    }

    /// Findings that differ only in the insurance are one thing to do.
    fn grouped(&self, found: Vec<Finding>, on: NaiveDate) -> Vec<OnboardingFinding> {
        type Key = (FindingKind, Month, Option<Month>, Option<String>);
        let mut groups: BTreeMap<Key, Vec<shebao_rules::insurance::Insurance>> = BTreeMap::new();
        for one in found {
            groups.entry((one.kind, one.from, one.to, one.employer)).or_default().push(one.insurance);
        }
        let views = groups.into_iter().map(|((kind, from, to, employer), insurances)| {
            let names: Vec<&str> = insurances.iter().map(|i| i.chinese()).collect();
            let words = words(kind, &names.join("、"), from, to, employer.as_deref().unwrap_or("原单位"));
            let cited = self.tools.laws.article(words.law.0, words.law.1, on);
            OnboardingFinding {
                kind: kind.id().to_owned(),
                insurances: insurances.iter().map(ToString::to_string).collect(),
                from: from.to_string(),
                to: to.map(|m| m.to_string()),
                employer,
                message: words.message,
                duty: words.duty.to_owned(),
                next: words.next.to_owned(),
                document: words.document.to_owned(),
                basis: cited.map(|(law, article)| law.title(article)),
                law: cited.map(|(law, article)| article_id(law, article)),
            }
        });
        views.collect()
    }

    /// 登记既往参保 as a certificate tells it, for one insurance or several.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`], [`Code::InvalidInput`] naming the field.
    pub fn past_cover_add(&mut self, new: &NewPastCover, now: Moment) -> Outcome<Vec<PastCoverView>> {
        let employee = self.employee(&new.employee_no)?;
        let told = &new.stretch;
        let source = read::given(Some(&told.source)).ok_or_else(|| read::invalid("凭证", "参保缴费证明（验证码）"))?;
        let kind = PastKind::ALL
            .into_iter()
            .find(|kind| kind.id() == told.kind.trim() || kind.chinese() == told.kind.trim())
            .ok_or_else(|| read::invalid("身份", &PastKind::ALL.map(PastKind::id).join("、")))?;
        let first_month = read::month(&told.first_month, "起")?;
        let last_month = read::month_or_none(told.last_month.as_deref(), "止")?;
        if last_month.is_some_and(|last| last < first_month) {
            return Err(read::invalid("止", &first_month.to_string()));
        }
        if new.insurances.is_empty() {
            return Err(read::invalid("险种", "medical"));
        }
        let mut rows = Vec::new();
        for insurance in &new.insurances {
            rows.push(PastCover {
                employee_id: employee.id,
                insurance: read::insurance(insurance)?,
                kind,
                employer: read::owned(told.employer.as_deref()),
                region: read::owned(told.region.as_deref()),
                first_month,
                last_month,
                arrears: told.arrears,
                source: source.to_owned(),
                recorded_on: now.date(),
            });
        }
        let object = format!("employee:{}", employee.id);
        let action = Action { action: "past_cover.add", object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            for row in &rows {
                tx.insert_past_cover(row)?;
            }
            Ok(())
        })?;
        Ok(self.view().past_covers_of(employee.id)?.iter().map(past_view).collect())
    }

    /// 删除既往参保 that was keyed wrongly.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`].
    pub fn past_cover_remove(&mut self, employee_no: &str, id: i64, now: Moment) -> Outcome<Vec<PastCoverView>> {
        let employee = self.employee(employee_no)?;
        if !self.view().past_covers_of(employee.id)?.iter().any(|p| p.id == id) {
            return Err(Failure::new(Code::UnknownRecord).with("what", "既往参保"));
        }
        let object = format!("employee:{}", employee.id);
        let action = Action { action: "past_cover.remove", object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> { Ok(tx.delete_past_cover(id)?) })?;
        Ok(self.view().past_covers_of(employee.id)?.iter().map(past_view).collect())
    }

    /// 入职核查完成 for the newest hire of a person.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`], [`Code::UnknownRecord`] when no hire is recorded.
    pub fn onboarding_done(&mut self, done: &OnboardingDone, now: Moment) -> Outcome<Vec<OnboardingView>> {
        let employee = self.employee(&done.employee_no)?;
        let jobs = self.view().employments_of(employee.id)?;
        let job = jobs.iter().rfind(|j| j.hired.is_some());
        let job = job.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "入职日期"))?;
        let check = OnboardingCheck {
            employee_id: employee.id,
            hired: hired_text(job),
            checked_on: now.date(),
            first_ever: done.first_ever,
            note: read::owned(done.note.as_deref()),
        };
        let object = format!("employee:{}", employee.id);
        let action = Action { action: "onboarding.done", object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<i64> { Ok(tx.insert_onboarding_check(&check)?) })?;
        self.onboarding_on(now.date())
    }
}

fn hired_text(job: &Employment) -> String {
    job.hired.map(|d| d.to_string()).unwrap_or_default()
}

fn rule(row: &PastCover) -> Past {
    Past {
        insurance: row.insurance,
        kind: row.kind,
        employer: row.employer.clone(),
        first: row.first_month,
        last: row.last_month,
        arrears: row.arrears,
    }
}

fn past_view(row: &Stored<PastCover>) -> PastCoverView {
    let stretch = PastStretch {
        kind: row.kind.id().to_owned(),
        employer: row.employer.clone(),
        region: row.region.clone(),
        first_month: row.first_month.to_string(),
        last_month: row.last_month.map(|m| m.to_string()),
        arrears: row.arrears,
        source: row.source.clone(),
    };
    PastCoverView { id: small(row.id), insurance: row.insurance.to_string(), stretch }
}

/// What is said of a finding. The unit's own duty comes first in each: nothing found before the hire delays it.
struct Words {
    message: String,
    duty: &'static str,
    next: &'static str,
    document: &'static str,
    law: (&'static str, &'static str),
}

fn words(kind: FindingKind, insurances: &str, from: Month, to: Option<Month>, employer: &str) -> Words {
    let span = to.map_or_else(|| format!("{from} 起"), |to| format!("{from} 至 {to}"));
    match kind {
        FindingKind::Gap => Words {
            message: format!("入职前{insurances}中断：{span}"),
            duty: "入职前的中断不影响本单位依法参保，自用工之日起三十日内办理登记",
            next: "照常增员；告知本人入职前的空档与本单位无关，可自愿咨询以灵活就业身份接续，医保待遇起始以参保地规定为准",
            document: "个人权益记录或参保缴费证明",
            law: ("sbf", "58"),
        },
        FindingKind::ArrearsBefore => Words {
            message: format!("{employer}欠缴{insurances}：{span}"),
            duty: "欠缴由原单位补足，与本单位参保无关，自用工之日起三十日内办理登记",
            next: "照常增员；告知本人可向原单位所在地的征收机构或经办机构反映，并保留工资扣款凭证",
            document: "个人权益记录，标明欠费月份",
            law: ("sbf", "63"),
        },
        FindingKind::Resident => Words {
            message: format!("以城乡居民身份参加{insurances}：{span}"),
            duty: "居民参保不代替职工参保，自用工之日起三十日内办理登记",
            next: "先用身份证号办理增员；系统提示居民在保时，请本人办理居民停保，留存报错截图和沟通记录",
            document: "居民参保状态查询结果、报错截图",
            law: ("sbf", "58"),
        },
        FindingKind::Flexible => Words {
            message: format!("以灵活就业身份参加{insurances}：{span}"),
            duty: "建立劳动关系后由单位参保，自用工之日起三十日内办理登记",
            next: "先办理增员；请本人停止灵活就业缴费，同月重复的部分由本人向经办机构申请退费",
            document: "灵活就业参保记录",
            law: ("sbf", "58"),
        },
        FindingKind::Duplicate => Words {
            message: format!("{employer}未停保，{insurances}仍在缴：{span}"),
            duty: "重复参保是办理上的障碍，不免除本单位的义务，自用工之日起三十日内办理登记",
            next: "用身份证号办理增员；系统报错的，书面请原单位减员，原单位不配合的向经办机构申请核减，全程留痕",
            document: "报错截图、给原单位的函、经办机构答复",
            law: ("sbf", "58"),
        },
    }
}
