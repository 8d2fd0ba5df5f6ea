//! 补缴 — its own action, apart from enrolling: periods that have no line of their own, previewed, then confirmed by typing
//! the amount and the number of people.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::insurance::{Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::{Options, Terms};
use shebao_store::{Action, ContributionKind, ContributionLine, Employee, Stored, Tx};

use crate::book::Desk;
use crate::contribution::{assess_again, base_of_row, encode, totals};
use crate::error::{Code, Failure, Outcome};
use crate::remittance::text;
use crate::wire::arrears::{BackPaymentRequest, BackPaymentView};
use crate::wire::small;
use crate::{Moment, read};

/// A request that was read.
struct Wanted {
    people: Vec<Stored<Employee>>,
    unit: i64,
    scope: Scope,
    from: Month,
    to: Month,
    booked: Month,
    base: Option<Yuan>,
    reason: String,
}

/// The lines a request comes to; `rule_id` is a position in `terms` until they are stored.
struct Prepared {
    lines: Vec<ContributionLine>,
    terms: Vec<Terms>,
    notes: Vec<String>,
}

impl Desk {
    /// 补缴预览: every line with its amounts; nothing is written.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] naming the field, [`Code::UnknownEmployee`], [`Code::UnknownUnit`], [`Code::MonthLocked`].
    pub fn back_payment_preview(&self, request: &BackPaymentRequest, now: Moment) -> Outcome<BackPaymentView> {
        let prepared = self.prepared(&self.wanted(request)?, now)?;
        self.back_payment_view(prepared)
    }

    /// 补缴入账: the previewed lines, once amount and number of people have been typed as they are.
    ///
    /// # Errors
    /// Those of the preview; [`Code::InvalidInput`] while what was typed is not what the preview says, or nothing is to be
    /// paid.
    pub fn back_payment_book(&mut self, request: &BackPaymentRequest, now: Moment) -> Outcome<BackPaymentView> {
        let wanted = self.wanted(request)?;
        let prepared = self.prepared(&wanted, now)?;
        let (lines, rules) = (prepared.lines.clone(), prepared.terms.iter().map(encode).collect::<Outcome<Vec<_>>>()?);
        let view = self.back_payment_view(prepared)?;
        if view.lines.is_empty() {
            return Err(Failure::new(Code::UnknownRecord).with("what", "可补缴的月份"));
        }
        let typed = read::yuan_or_none(request.confirm_amount.as_deref(), "确认金额")?;
        if typed != Some(view.amount) {
            return Err(read::invalid("确认金额", &view.amount.to_string()));
        }
        if request.confirm_heads != Some(view.heads) {
            return Err(read::invalid("确认人数", &view.heads.to_string()));
        }
        let action = Action { action: "back_payment.book", object: "back_payment" };
        let (_, seq) = self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            let ids = tx.store_rules(&rules)?;
            for line in &lines {
                let place = line.rule_id.and_then(|at| usize::try_from(at).ok());
                let rule_id = place.and_then(|at| ids.get(at)).copied();
                tx.insert_back_payment(&ContributionLine { rule_id, ..line.clone() })?;
            }
            tx.summarise(serde_json::json!({ "month": wanted.booked, "lines": lines.len() }));
            Ok(())
        })?;
        Ok(BackPaymentView { action_seq: Some(small(seq)), ..view })
    }

    fn wanted(&self, request: &BackPaymentRequest) -> Outcome<Wanted> {
        let unit = self.unit_named(&request.unit)?;
        let (from, to) = (read::month(&request.from, "起始所属期")?, read::month(&request.to, "截止所属期")?);
        let booked = read::month(&request.booked, "申报月")?;
        if to < from {
            return Err(read::invalid("截止所属期", &from.to_string()));
        }
        if booked <= to {
            return Err(read::invalid("申报月", &to.next().to_string()));
        }
        if self.is_locked(booked)? {
            return Err(Failure::new(Code::MonthLocked).with("month", booked));
        }
        let mut numbers: BTreeSet<&str> = request.employees.iter().map(|no| no.trim()).collect();
        numbers.remove("");
        if numbers.is_empty() {
            return Err(read::invalid("工号", "00001"));
        }
        Ok(Wanted {
            people: numbers.into_iter().map(|no| self.employee(no)).collect::<Outcome<_>>()?,
            unit: unit.id,
            scope: read::scope(&request.scope)?,
            from,
            to,
            booked,
            base: read::yuan_or_none(request.base.as_deref(), "申报基数")?,
            reason: text(&request.reason, "补缴原因", "入职当月漏报")?,
        })
    }

    /// The lines by the terms of each period as known today.
    fn prepared(&self, wanted: &Wanted, now: Moment) -> Outcome<Prepared> {
        let mut prepared = Prepared { lines: Vec::new(), terms: Vec::new(), notes: Vec::new() };
        let people: BTreeMap<i64, &Stored<Employee>> = wanted.people.iter().map(|one| (one.id, one)).collect();
        let options = |id: i64| {
            people.get(&id).map_or_else(Options::default, |one| Options {
                hukou_local: one.hukou.map(|h| h.is_local()),
                medical_tier: one.medical_tier,
            })
        };
        for month in wanted.from.through(wanted.to) {
            let facts = self.month_facts(month, Some(wanted.unit))?;
            let blank = self.blank_lines(wanted, month, now, &mut prepared.notes)?;
            let again = assess_again(&self.library, &facts, &blank, options, (month, now.date()))?;
            for mut line in again.lines {
                let terms = line.rule_id.and_then(|at| usize::try_from(at).ok()).and_then(|at| again.terms.get(at));
                let Some(terms) = terms.filter(|_| line.employer.is_some()) else {
                    let name = people.get(&line.employee_id).map_or("", |one| one.name.as_str());
                    prepared
                        .notes
                        .push(format!("{name} {month} {}：没有可用的标准或申报基数", line.insurance.chinese()));
                    continue;
                };
                let place = prepared.terms.iter().position(|known| known == terms).unwrap_or_else(|| {
                    prepared.terms.push(terms.clone());
                    prepared.terms.len() - 1
                });
                line.rule_id = i64::try_from(place).ok();
                line.note = Some(wanted.reason.clone());
                prepared.lines.push(line);
            }
        }
        prepared.lines.sort_by_key(|line| (line.employee_id, line.month, line.insurance));
        prepared.notes.dedup();
        Ok(prepared)
    }

    /// Lines without amounts, for what has no line in the period; what has one is arrears to be paid, not to be added.
    fn blank_lines(
        &self,
        wanted: &Wanted,
        month: Month,
        now: Moment,
        notes: &mut Vec<String>,
    ) -> Outcome<Vec<ContributionLine>> {
        let view = self.view();
        let unit = view.unit(wanted.unit)?.ok_or_else(|| Failure::new(Code::UnknownUnit).with("unit", wanted.unit))?;
        let mut insurances = self.library.insurances(&unit.region, month, now.date());
        let settings = view.settings_of_unit(unit.id)?;
        insurances.extend(settings.iter().map(Stored::rule).filter(|s| s.holds_in(month)).map(|s| s.insurance));
        insurances.sort_unstable();
        insurances.dedup();
        let mut lines = Vec::new();
        for person in &wanted.people {
            let options =
                Options { hukou_local: person.hukou.map(|h| h.is_local()), medical_tier: person.medical_tier };
            for insurance in insurances.iter().copied().filter(|insurance| wanted.scope.includes(*insurance)) {
                if !self.library.applies(&unit.region, insurance, &options) {
                    continue;
                }
                let standing = view.contribution_lines(month, person.id, insurance)?;
                if standing.iter().any(|line| line.unit_id == unit.id && line.kind != ContributionKind::TrueUp) {
                    notes.push(format!(
                        "{} {month} {}：台账已有应缴行，不再加一行；未缴的按欠费处理",
                        person.name,
                        insurance.chinese()
                    ));
                    continue;
                }
                lines.push(self.blank_line(wanted, person.id, insurance, month)?);
            }
        }
        Ok(lines)
    }

    fn blank_line(
        &self,
        wanted: &Wanted,
        employee_id: i64,
        insurance: Insurance,
        month: Month,
    ) -> Outcome<ContributionLine> {
        let bases = self.view().declared_bases_of(employee_id)?;
        let of_unit = bases.iter().filter(|b| b.unit_id == wanted.unit && b.scope.includes(insurance)).map(base_of_row);
        // The base in force then, else the first one declared after: hers from the day she was covered.
        let mut bases: Vec<_> = of_unit.collect();
        bases.sort_by_key(|base| (base.from, base.id));
        let own = bases.iter().rev().find(|base| base.from <= month).or_else(|| bases.first());
        Ok(ContributionLine {
            month,
            employee_id,
            insurance,
            unit_id: wanted.unit,
            kind: ContributionKind::BackPayment,
            seq: 0,
            booked_month: wanted.booked,
            base_id: if wanted.base.is_some() { None } else { own.map(|base| base.id) },
            declared_base: wanted.base.or_else(|| own.map(|base| base.amount)),
            base: None,
            employer: None,
            employee: None,
            employer_fixed: Yuan::ZERO,
            employee_fixed: Yuan::ZERO,
            status: shebao_rules::policy::Status::Unconfirmed,
            gap: None,
            rule_id: None,
            note: None,
        })
    }

    fn back_payment_view(&self, prepared: Prepared) -> Outcome<BackPaymentView> {
        let totals = totals(&prepared.lines, &self.unit_names()?);
        let people: BTreeSet<i64> = prepared.lines.iter().map(|line| line.employee_id).collect();
        let employer: Yuan = prepared.lines.iter().filter_map(|line| line.employer).sum();
        let employee: Yuan = prepared.lines.iter().filter_map(|line| line.employee).sum();
        Ok(BackPaymentView {
            lines: self.line_views(&prepared.lines, &prepared.terms)?,
            totals,
            heads: u32::try_from(people.len()).unwrap_or(u32::MAX),
            employer,
            employee,
            amount: employer + employee,
            notes: prepared.notes,
            action_seq: None,
        })
    }
}
