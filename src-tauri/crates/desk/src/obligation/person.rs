//! 本人适用规则 — what the law says of one person: the month of the statutory age per class, the insurances that are due to a
//! foreigner or beyond the age, the first month of the housing fund. Each with its article; nothing is decided by it.

use chrono::NaiveDate;
use shebao_rules::month::Month;
use shebao_rules::national::deadline::FundWorker;
use shebao_rules::national::persons::OwnRule;
use shebao_rules::national::retirement::{NoRetirement, Retirement, WARNED_BEFORE};
use shebao_rules::policy::{Source, Status};
use shebao_rules::words::PositionClass;
use shebao_store::{Employee, Stored};

use super::sentence;
use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::law::article_id;
use crate::wire::obligation::PersonRule;
use crate::wire::policy::SourceView;

/// The two classes a woman's post may be of, where hers is not recorded.
const UNDECIDED: [PositionClass; 2] = [PositionClass::Female50, PositionClass::Female55];

impl Desk {
    /// 本人适用规则 of a person as of a day, each with its article.
    ///
    /// # Errors
    /// [`crate::Code::UnknownEmployee`].
    pub fn roster_rules(&self, employee_no: &str, now: Moment) -> Outcome<Vec<PersonRule>> {
        let (employee, on) = (self.employee(employee_no)?, now.date());
        let mut rules = self.retirement_rules(&employee, on);
        rules.extend(self.own_rules(&employee, Month::of(on)).iter().map(|rule| self.obligation_rule(rule, on)));
        rules.extend(self.fund_rules(&employee)?);
        Ok(rules)
    }

    /// 是否首次参加工作, as the last onboarding check recorded it.
    pub(crate) fn first_ever(&self, employee: i64) -> Outcome<Option<bool>> {
        let checks = self.view().onboarding_checks()?;
        Ok(checks.iter().rfind(|check| check.employee_id == employee).and_then(|check| check.first_ever))
    }

    /// The month of the class that is recorded; of both classes where hers is not.
    fn retirement_rules(&self, employee: &Employee, on: NaiveDate) -> Vec<PersonRule> {
        let national = &self.tools.national;
        let told = |found: &Retirement, note: Option<String>| {
            let text = found
                .minimum_months
                .map_or_else(String::new, |months| format!("按月领取养老金最低缴费 {months} 个月；"));
            let (class, warned) = (found.class.chinese(), found.month.plus(-WARNED_BEFORE));
            PersonRule {
                label: format!("法定退休月份（{class}）"),
                value: format!("{}（{}）", found.month, found.age),
                text: format!("{text}{warned} 起提醒，到月不会自动停缴"),
                note,
                law: self.tools.laws.article("yanchi", "办法1", on).map(|(law, article)| article_id(law, article)),
                ..self.rule("retirement", &found.source, found.status, on)
            }
        };
        match national.retirement_of(employee.sex, employee.position_class, employee.birth) {
            Ok(found) => vec![told(&found, None)],
            Err(NoRetirement::Class) => {
                let birth = employee.birth.map(Month::of);
                let of = |class| birth.and_then(|birth| national.retirement(class, birth));
                let note = Some(format!("{}，两种都列出，不替您判断", NoRetirement::Class.chinese()));
                UNDECIDED.into_iter().filter_map(of).map(|found| told(&found, note.clone())).collect()
            }
            Err(missing) => vec![PersonRule {
                label: "法定退休月份".to_owned(),
                value: missing.chinese().to_owned(),
                text: "补登后即可算出".to_owned(),
                ..blank("retirement", Status::Unconfirmed)
            }],
        }
    }

    fn obligation_rule(&self, rule: &OwnRule<'_>, on: NaiveDate) -> PersonRule {
        PersonRule {
            label: rule.who().to_owned(),
            value: rule.obligation.chinese().to_owned(),
            text: sentence(rule, rule.insurances),
            note: rule.note.map(str::to_owned),
            ..self.rule("obligation", rule.source, rule.status, on)
        }
    }

    /// 公积金起缴月 of the last hire: the one that holds, or both while the onboarding check has not asked.
    fn fund_rules(&self, employee: &Stored<Employee>) -> Outcome<Vec<PersonRule>> {
        let spells = self.view().employments_of(employee.id)?;
        let Some(hired) = spells.iter().filter_map(|job| job.hired).map(|day| day.month()).max() else {
            return Ok(Vec::new());
        };
        let (workers, note): (&[FundWorker], _) = match self.first_ever(employee.id)? {
            Some(true) => (&[FundWorker::FirstEver], None),
            Some(false) => (&[FundWorker::Transferred], None),
            None => (
                &[FundWorker::FirstEver, FundWorker::Transferred],
                Some("是否首次参加工作还没有登记（入职核查里登记），两种都列出".to_owned()),
            ),
        };
        let rule = |worker: &FundWorker| {
            let start = self.tools.national.fund_start(*worker, hired)?;
            let (who, text) = match worker {
                FundWorker::FirstEver => ("首次参加工作", "从参加工作的第二个月起缴"),
                FundWorker::Transferred => ("调入", "从调入单位发放工资之日起缴"),
            };
            Some(PersonRule {
                label: format!("公积金起缴月（{who}）"),
                value: start.month.to_string(),
                text: format!("{hired} 入职：{text}"),
                note: note.clone(),
                ..self.rule("fund_start", &start.source, start.status, hired.last_day())
            })
        };
        Ok(workers.iter().filter_map(rule).collect())
    }

    /// A rule with its document, and the card of its article where the library holds it.
    fn rule(&self, kind: &str, source: &Source, status: Status, on: NaiveDate) -> PersonRule {
        let cited = self.tools.laws.cited(&source.title, on);
        PersonRule {
            law: cited.map(|(law, article)| article_id(law, article)),
            source: Some(SourceView::from(source)),
            ..blank(kind, status)
        }
    }
}

fn blank(kind: &str, status: Status) -> PersonRule {
    PersonRule {
        kind: kind.to_owned(),
        label: String::new(),
        value: String::new(),
        text: String::new(),
        note: None,
        status,
        law: None,
        source: None,
    }
}
