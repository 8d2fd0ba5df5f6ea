//! 计算依据 — opening an amount: the kept terms expanded into steps, with article and source cell beside them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shebao_rules::cover::{Cover, Reach, cover_in};
use shebao_rules::derivation::{Step, StepKind, steps};
use shebao_rules::insurance::Insurance;
use shebao_rules::law::{Article, Law, LawLibrary};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_store::{ContributionKind, ContributionLine, DeclaredBase, Enrollment, Stored};

use super::assess::{BASE_CARRIED_OVER, cover};
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::law::article_id;
use crate::origin::Origins;
use crate::read;
use crate::true_up::kept_terms;
use crate::wire::contribution::{Explanation, LawLink, StepView};
use crate::wire::policy::SourceView;
use crate::wire::unit::Origin;

impl Desk {
    /// 为什么是这个数 — the steps behind one line of a computed month.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`]; without such a line [`Code::MonthNotRun`], or [`Code::InvalidInput`] naming the
    /// insurances she has in a month that was computed, or [`Code::UnknownRecord`] where she has none.
    pub fn contribution_explain(
        &self,
        month: &str,
        employee_no: &str,
        unit: Option<&str>,
        insurance: &str,
    ) -> Outcome<Explanation> {
        let (month, insurance) = (read::month(month, "月份")?, read::insurance(insurance)?);
        let employee = self.employee(employee_no)?;
        let unit = read::given(unit).map(|name| self.unit_named(name)).transpose()?.map(|u| u.id);
        let lines = self.view().contribution_lines(month, employee.id, insurance)?;
        let line =
            lines.into_iter().find(|l| l.kind != ContributionKind::TrueUp && unit.is_none_or(|u| u == l.unit_id));
        let Some(line) = line else { return Err(self.no_line(month, employee.id)?) };
        let unit = self.unit_names()?.remove(&line.unit_id).unwrap_or_default();
        let mut views = vec![self.cover_step(&line)?];
        views.extend(self.obligation_steps(&employee, &line));
        views.extend(self.kept_steps(&line)?);
        views.extend(self.true_up_steps(&line)?);
        let open = self.open_of_line(&line, month)?;
        Ok(Explanation {
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            id_number: self.shown_number(employee.id, employee.id_number.as_ref()),
            unit,
            month: month.to_string(),
            insurance: insurance.to_string(),
            employer: line.employer.map(|y| y.to_string()),
            employee: line.employee.map(|y| y.to_string()),
            status: line.status.id().to_owned(),
            steps: views,
            open,
        })
    }

    /// Why a person has no line: the month was never computed, or has others of hers, or none.
    fn no_line(&self, month: Month, employee: i64) -> Outcome<Failure> {
        let ledger = self.view().ledger(month, None)?;
        if ledger.is_empty() {
            return Ok(Failure::new(Code::MonthNotRun).with("month", month));
        }
        let hers: BTreeSet<Insurance> =
            ledger.iter().filter(|line| line.employee_id == employee).map(|line| line.insurance).collect();
        if hers.is_empty() {
            return Ok(Failure::new(Code::UnknownRecord).with("what", "员工当月的应缴明细"));
        }
        let names: Vec<&str> = hers.into_iter().map(Insurance::chinese).collect();
        Ok(read::invalid("险种", &names.join("、")))
    }

    /// The steps from the terms the line was stored with; only the declared base while the line is open.
    fn kept_steps(&self, line: &ContributionLine) -> Outcome<Vec<StepView>> {
        let base = self.base_row(line)?;
        let mut origins = Origins::of(self.view())?;
        let origin = base.as_ref().and_then(|base| base.origin);
        let cell = origins.find_base(origin, line.insurance.is_fund())?;
        let Some(rule) = line.rule_id.map(|id| self.view().rule(id)).transpose()?.flatten() else {
            return Ok(line
                .declared_base
                .map(|y| open_base_step(y.to_string(), y.with_commas(), cell))
                .into_iter()
                .collect());
        };
        let terms: Terms =
            serde_json::from_str(&rule).map_err(|_| Failure::new(Code::BookDamaged).with("at", "terms"))?;
        let reach = if line.note.as_deref() == Some(BASE_CARRIED_OVER) { Reach::CarriedOver } else { Reach::Declared };
        let declared = line.declared_base.ok_or_else(|| Failure::new(Code::Internal).with("at", "base"))?;
        let made = steps(declared, reach, &terms).map_err(|_| Failure::new(Code::Internal).with("at", "steps"))?;
        let mut views = step_views(&made, line.insurance, line.month, &self.tools.laws);
        if let Some(first) = views.first_mut() {
            first.origin = cell;
            first.note = first.note.take().or_else(|| base.and_then(|b| b.row.method));
        }
        Ok(views)
    }

    /// The differences that were booked on a line later, each with the document behind the new value.
    fn true_up_steps(&self, line: &ContributionLine) -> Outcome<Vec<StepView>> {
        let view = self.view();
        let booked = view.contribution_lines(line.month, line.employee_id, line.insurance)?;
        let booked: Vec<ContributionLine> =
            booked.into_iter().filter(|l| l.kind == ContributionKind::TrueUp && l.unit_id == line.unit_id).collect();
        let kept = kept_terms(view.rules(booked.iter().filter_map(|l| l.rule_id))?)?;
        let amount = |y: Option<Yuan>| y.unwrap_or_default();
        let step = |line: &ContributionLine| StepView {
            kind: "true_up".to_owned(),
            label: format!("补差（{} 入账）", line.booked_month),
            expression: line.note.clone().unwrap_or_default(),
            value: (amount(line.employer) + amount(line.employee)).to_string(),
            status: Some(line.status.id().to_owned()),
            source: line.rule_id.and_then(|id| kept.get(&id)).map(|terms| SourceView::from(&terms.bounds.source)),
            law: None,
            origin: None,
            note: Some(format!("单位 {}，个人 {}", amount(line.employer), amount(line.employee))),
        };
        Ok(booked.iter().map(step).collect())
    }

    fn base_row(&self, line: &ContributionLine) -> Outcome<Option<Stored<DeclaredBase>>> {
        let bases = self.view().declared_bases_of(line.employee_id)?;
        Ok(bases.into_iter().find(|b| Some(b.id) == line.base_id))
    }

    fn cover_step(&self, line: &ContributionLine) -> Outcome<StepView> {
        let view = self.view();
        let rows: Vec<Stored<Enrollment>> = view.enrollments_of(line.employee_id)?;
        let now: Vec<Cover> = rows.iter().map(cover).collect();
        let then = self.facts_at_closing(line.month, &BTreeSet::from([line.employee_id]))?.remove(&line.employee_id);
        let then = then.map(|facts| facts.covers).unwrap_or_default();
        // 补缴 of a month that was closed without cover has it from now on.
        let of = |covers| cover_in(covers, line.unit_id, line.insurance, line.month);
        let found = of(then.as_slice()).or_else(|| of(now.as_slice()));
        let row = found.and_then(|c| rows.iter().find(|r| r.id == c.id));
        let until = |last: Option<Month>| last.map_or_else(|| "在缴".to_owned(), |m| format!("至 {m}"));
        let late = found.is_some_and(|c| c.first_month_late && c.first == line.month);
        let field = if line.insurance.is_fund() { "fund_from" } else { "social_from" };
        Ok(StepView {
            kind: "cover".to_owned(),
            label: "参保关系".to_owned(),
            expression: found.map_or_else(
                || "参保关系已变更，请重新核定本月".to_owned(),
                |c| format!("{} 起，{}", c.first, until(c.last)),
            ),
            value: format!("{} 应缴", line.month),
            status: None,
            source: None,
            law: law_link(&self.tools.laws, line.insurance, "cover", line.month.last_day()),
            origin: match row {
                Some(row) => Origins::of(view)?.find(row.origin, Some(field))?,
                None => None,
            },
            note: late.then(|| format!("首月次月补缴：{} 申报缴纳", line.booked_month)),
        })
    }

    fn open_of_line(&self, line: &ContributionLine, month: Month) -> Outcome<Option<crate::wire::policy::OpenValue>> {
        if line.gap.is_none() {
            return Ok(None);
        }
        let ledger = self.contribution_ledger(&month.to_string())?;
        let unit = self.unit_names()?.remove(&line.unit_id).unwrap_or_default();
        let insurance = line.insurance.to_string();
        let same = |o: &crate::wire::policy::OpenValue| {
            o.unit == unit && o.insurance == insurance && Some(&o.gap) == line.gap.as_ref()
        };
        Ok(ledger.open.into_iter().find(same))
    }
}

fn open_base_step(value: String, expression: String, origin: Option<Origin>) -> StepView {
    StepView {
        kind: "declared_base".to_owned(),
        label: "申报基数".to_owned(),
        expression,
        value,
        status: None,
        source: None,
        law: None,
        origin,
        note: None,
    }
}

/// The law's steps as the wire shows them, each with the article in force at the end of the month.
pub(super) fn step_views(made: &[Step], insurance: Insurance, month: Month, laws: &LawLibrary) -> Vec<StepView> {
    made.iter()
        .map(|step| {
            let kind = kind_id(step.kind);
            StepView {
                kind: kind.to_owned(),
                label: step.label.clone(),
                expression: step.expression.clone(),
                value: step.value.clone(),
                status: step.status.map(|s| s.id().to_owned()),
                source: step.source.as_ref().map(SourceView::from),
                law: law_link(laws, insurance, kind, month.last_day()),
                origin: None,
                note: step.note.clone(),
            }
        })
        .collect()
}

const fn kind_id(kind: StepKind) -> &'static str {
    match kind {
        StepKind::DeclaredBase => "declared_base",
        StepKind::Base => "base",
        StepKind::Employer => "employer",
        StepKind::Employee => "employee",
        StepKind::Total => "total",
    }
}

fn law_link(laws: &LawLibrary, insurance: Insurance, step: &str, on: NaiveDate) -> Option<LawLink> {
    let (law, article) = laws.behind(insurance, step, on)?;
    Some(linked(law, article, on))
}

/// An article of a family as in force on a day.
pub(crate) fn article_link(laws: &LawLibrary, family: &str, number: &str, on: NaiveDate) -> Option<LawLink> {
    let (law, article) = laws.article(family, number, on)?;
    Some(linked(law, article, on))
}

fn linked(law: &Law, article: &Article, on: NaiveDate) -> LawLink {
    LawLink {
        id: article_id(law, article),
        title: law.title(article),
        text: article.text.clone(),
        url: law.url.clone(),
        on: on.to_string(),
    }
}
