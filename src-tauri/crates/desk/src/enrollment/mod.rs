//! 参保 — enrolling, withdrawing, declaring a base by hand.

pub(crate) mod days;
mod preview;
mod receipt;
mod tasks;

use std::collections::BTreeMap;

use shebao_rules::cover::{Cover, cover_in};
use shebao_rules::insurance::Scope;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{Action, BaseReason, DeclaredBase, Enrollment, Stored, Tx};

use crate::authority::Authority;
use crate::book::Desk;
use crate::contribution::{assess_month, cover_of_row};
use crate::error::{Code, Failure, Outcome};
use crate::wire::enrollment::{DeclareBase, Enroll, EnrollmentLine, Withdraw};
use crate::wire::roster::Person;
use crate::{Moment, read};

impl Desk {
    /// 增员 — a new cover, with its declared base if one is given.
    ///
    /// # Errors
    /// [`Code::AlreadyExists`] when the month is covered already, and those of the names given.
    pub fn enroll(&mut self, new: &Enroll, now: Moment) -> Outcome<Person> {
        let employee = self.employee(&new.employee_no)?;
        let unit = self.unit_named(&new.unit)?;
        let scope = read::scope(&new.scope)?;
        let first = read::month(&new.first_month, "起缴年月")?;
        let base = read::yuan_or_none(new.base.as_deref(), "申报基数")?;
        let covered = self
            .view()
            .enrollments_of(employee.id)?
            .into_iter()
            .any(|e| e.unit_id == unit.id && e.scope == scope && e.last_month.is_none_or(|last| first <= last));
        if covered {
            return Err(Failure::new(Code::AlreadyExists).with("what", "该单位和范围的参保关系"));
        }
        let enrollment = Enrollment {
            employee_id: employee.id,
            unit_id: unit.id,
            scope,
            first_month: first,
            last_month: None,
            first_month_late: new.first_month_late,
            reason: read::owned(new.reason.as_deref()),
            origin: None,
            authority: Authority::Clerk.id().to_owned(),
        };
        let declared = base.map(|amount| onboarding_base(&enrollment, amount));
        let object = format!("employee:{}", employee.id);
        let action = Action { action: "enrollment.enroll", object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            tx.insert_enrollment(&enrollment)?;
            if let Some(declared) = &declared {
                tx.insert_declared_base(declared)?;
            }
            Ok(())
        })?;
        self.roster_person(&new.employee_no)
    }

    /// 减员 — the last month due of a running cover. Of one insurance that the group's cover brought, it is told beside
    /// that cover, which goes on for the others.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] when there is no running cover, [`Code::InvalidInput`] when it would end before it began.
    pub fn withdraw(&mut self, request: &Withdraw, now: Moment) -> Outcome<Person> {
        let employee = self.employee(&request.employee_no)?;
        let unit = self.unit_named(&request.unit)?;
        let scope = read::scope(&request.scope)?;
        let last = read::month(&request.last_month, "停缴年月")?;
        let mut covers = self.view().enrollments_of(employee.id)?;
        covers.retain(|cover| cover.unit_id == unit.id);
        let (row, cover) = ended_by(&covers, scope, last)?;
        let ended = Enrollment { reason: read::owned(request.reason.as_deref()).or(cover.reason), ..cover };
        let object = format!("employee:{}", employee.id);
        let action = Action { action: "enrollment.withdraw", object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            match row {
                Some(id) => Ok(tx.update_enrollment(id, &ended)?),
                None => Ok(tx.insert_enrollment(&ended).map(|_| ())?),
            }
        })?;
        self.roster_person(&request.employee_no)
    }

    /// 申报基数 — a newly declared base; earlier ones stay as they were declared.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] naming the field, and those of the names given.
    pub fn declare_base(&mut self, request: &DeclareBase, now: Moment) -> Outcome<Person> {
        let employee = self.employee(&request.employee_no)?;
        let unit = self.unit_named(&request.unit)?;
        let reasons = [BaseReason::Onboarding, BaseReason::Annual, BaseReason::Correction];
        let reason = reasons
            .into_iter()
            .find(|r| r.id() == request.reason)
            .ok_or_else(|| read::invalid("原因", "onboarding、annual、correction"))?;
        let declared = DeclaredBase {
            employee_id: employee.id,
            unit_id: unit.id,
            scope: read::scope(&request.scope)?,
            from: read::month(&request.from, "适用起")?,
            to: None,
            amount: read::yuan(&request.amount, "申报基数")?,
            average_wage: None,
            reason,
            method: None,
            origin: None,
            authority: Authority::Clerk.id().to_owned(),
        };
        let object = format!("employee:{}", employee.id);
        let action = Action { action: "base.declare", object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            tx.insert_declared_base(&declared)?;
            Ok(())
        })?;
        self.roster_person(&request.employee_no)
    }

    /// 参保行 of a month, one per person, unit and insurance that is due.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn enrollment_list(&self, month: &str, now: Moment) -> Outcome<Vec<EnrollmentLine>> {
        let month = read::month(month, "月份")?;
        let units = self.unit_names()?;
        let facts = self.month_facts(month, None)?;
        let employees = self.employees_by_id()?;
        let rows: BTreeMap<i64, &Enrollment> = facts.enrollments.iter().map(|e| (e.id, &e.row)).collect();
        let mut covers: BTreeMap<i64, Vec<Cover>> = BTreeMap::new();
        for row in &facts.enrollments {
            covers.entry(row.employee_id).or_default().push(cover_of_row(row));
        }
        let mut lines = Vec::new();
        // What a cover stands for is what the month is assessed for: the unit's settings bring insurances, and not
        // every insurance of a region concerns everybody.
        for line in assess_month(&self.library, &facts, month, now.date())?.lines {
            let (employee, own) = (employees.get(&line.employee_id), covers.get(&line.employee_id));
            let Some((employee, own)) = employee.zip(own) else { continue };
            let Some(held) = cover_in(own, line.unit_id, line.insurance, month) else { continue };
            let Some(row) = rows.get(&held.id) else { continue };
            lines.push(EnrollmentLine {
                employee_no: employee.employee_no.clone(),
                name: employee.name.clone(),
                id_number: self.shown_number(line.employee_id, employee.id_number.as_ref()),
                unit: units.get(&row.unit_id).cloned().unwrap_or_default(),
                insurance: line.insurance.to_string(),
                first_month: row.first_month.to_string(),
                last_month: row.last_month.map(|m| m.to_string()),
                reason: row.reason.clone(),
            });
        }
        Ok(lines)
    }
}

/// The cover a withdrawal ends, with its row; without one it is new: of an insurance that the group's cover brought, it
/// says that this insurance is over while the others go on.
fn ended_by(covers: &[Stored<Enrollment>], scope: Scope, last: Month) -> Outcome<(Option<i64>, Enrollment)> {
    let running = |of: Scope| covers.iter().find(|cover| cover.scope == of && cover.last_month.is_none());
    let told_apart = covers.iter().any(|cover| cover.scope == scope);
    let brought = running(Scope::Group(scope.group())).filter(|_| !told_apart);
    let Some(cover) = running(scope).or(brought) else {
        return Err(Failure::new(Code::UnknownRecord).with("what", "在缴的参保关系"));
    };
    if last < cover.first_month.previous() {
        return Err(read::invalid("停缴年月", &cover.first_month.to_string()));
    }
    let ended = Enrollment { last_month: Some(last), ..cover.row.clone() };
    Ok(match cover.scope == scope {
        true => (Some(cover.id), ended),
        false => (None, Enrollment { scope, origin: None, authority: Authority::Clerk.id().to_owned(), ..ended }),
    })
}

/// 入职基数 declared with an enrolment.
fn onboarding_base(enrollment: &Enrollment, amount: Yuan) -> DeclaredBase {
    DeclaredBase {
        employee_id: enrollment.employee_id,
        unit_id: enrollment.unit_id,
        scope: enrollment.scope,
        from: enrollment.first_month,
        to: None,
        amount,
        average_wage: None,
        reason: BaseReason::Onboarding,
        method: None,
        origin: None,
        authority: Authority::Clerk.id().to_owned(),
    }
}
