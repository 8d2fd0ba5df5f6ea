//! 登记 — arrears, orders to pay and advances as the clerk tells them, each one action.

use std::collections::BTreeMap;

use shebao_rules::money::Yuan;
use shebao_store::{Advance, AdvanceKind, ArrearsNotice, RegisteredArrears};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::remittance::text;
use crate::wire::arrears::{AdvanceBalance, AdvanceView, NewAdvance, NewArrears, NewNotice};
use crate::{Moment, read};

impl Desk {
    /// 登记欠费 that cannot be computed here. Gives the journal's number of the action, as all of these do.
    ///
    /// # Errors
    /// [`Code::UnknownUnit`], [`Code::InvalidInput`] naming the field, [`Code::AlreadyExists`].
    pub fn arrears_register(&mut self, new: &NewArrears, now: Moment) -> Outcome<i32> {
        let arrears = RegisteredArrears {
            unit_id: self.unit_named(&new.unit)?.id,
            month: read::month(&new.period, "所属期")?,
            insurance: read::insurance(&new.insurance)?,
            principal: positive(&new.principal, "欠缴本金")?,
            due_on: read::date(&new.due_on, "缴费截止日期")?,
            document: text(&new.document, "依据", "税务机关欠费清单（日期）")?,
        };
        self.recorded("arrears.register", now, |tx| Ok(tx.insert_arrears(&arrears)?))
    }

    /// 登记限期缴纳通知.
    ///
    /// # Errors
    /// [`Code::UnknownUnit`], [`Code::InvalidInput`] naming the field, [`Code::AlreadyExists`].
    pub fn arrears_notice_add(&mut self, new: &NewNotice, now: Moment) -> Outcome<i32> {
        let notice = ArrearsNotice {
            unit_id: self.unit_named(&new.unit)?.id,
            number: text(&new.number, "文书编号", "文书上的编号")?,
            agency: read::owned(new.agency.as_deref()),
            received_on: read::date(&new.received_on, "收到日期")?,
            due_on: read::date(&new.due_on, "限期")?,
            amount: positive(&new.amount, "责令补足的金额")?,
            settled_on: None,
            note: read::owned(new.note.as_deref()),
        };
        if notice.due_on < notice.received_on {
            return Err(read::invalid("限期", &notice.received_on.to_string()));
        }
        self.recorded("arrears.notice", now, |tx| Ok(tx.insert_arrears_notice(&notice)?))
    }

    /// 限期缴纳办结 on a day.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`], [`Code::InvalidInput`].
    pub fn arrears_notice_settle(&mut self, id: i64, settled_on: &str, now: Moment) -> Outcome<i32> {
        let day = read::date(settled_on, "办结日期")?;
        if self.view().arrears_notices()?.iter().all(|notice| notice.id != id) {
            return Err(Failure::new(Code::UnknownRecord).with("what", "限期缴纳通知"));
        }
        self.recorded("arrears.settle", now, |tx| Ok(tx.settle_arrears_notice(id, day).map(|()| id)?))
    }

    /// 登记垫付或扣回 of an employee's own share. What comes back is never more than what was advanced.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`], [`Code::InvalidInput`] naming the field.
    pub fn advance_record(&mut self, new: &NewAdvance, now: Moment) -> Outcome<i32> {
        let employee = self.employee(&new.employee_no)?;
        let kind = new.kind.trim().parse().map_err(|_| read::invalid("种类", "advance（垫付）、recovery（扣回）"))?;
        let advance = Advance {
            employee_id: employee.id,
            kind,
            month: read::month(&new.month, "所属期")?,
            amount: positive(&new.amount, "金额")?,
            day: read::date(&new.day, "日期")?,
            document: text(&new.document, "凭证", "借款单号或工资表月份")?,
        };
        let standing = self.advance_list()?.into_iter().find(|one| one.employee_no == employee.employee_no);
        let balance = standing.map(|one| one.balance).unwrap_or_default();
        if kind == AdvanceKind::Recovery && advance.amount > balance {
            return Err(read::invalid("扣回金额", &format!("不超过尚未扣回的 {}", balance.with_commas())));
        }
        self.recorded("advance.record", now, |tx| Ok(tx.insert_advance(&advance)?))
    }

    /// 垫付余额 per person, by 工号.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn advance_list(&self) -> Outcome<Vec<AdvanceBalance>> {
        let employees = self.employees_by_id()?;
        let mut balances: BTreeMap<String, AdvanceBalance> = BTreeMap::new();
        for movement in self.view().advances()? {
            let missing = || Failure::new(Code::Internal).with("at", "advance");
            let employee = employees.get(&movement.employee_id).ok_or_else(missing)?;
            let one = balances.entry(employee.employee_no.clone()).or_insert_with(|| AdvanceBalance {
                employee_no: employee.employee_no.clone(),
                name: employee.name.clone(),
                advanced: Yuan::ZERO,
                recovered: Yuan::ZERO,
                balance: Yuan::ZERO,
                movements: Vec::new(),
            });
            match movement.kind {
                AdvanceKind::Advance => one.advanced += movement.amount,
                AdvanceKind::Recovery => one.recovered += movement.amount,
            }
            one.balance = one.advanced - one.recovered;
            one.movements.push(AdvanceView {
                kind: movement.kind.id().to_owned(),
                month: movement.month,
                amount: movement.amount,
                day: movement.day,
                document: movement.row.document,
            });
        }
        Ok(balances.into_values().collect())
    }
}

/// An amount above zero.
fn positive(given: &str, field: &str) -> Outcome<Yuan> {
    let amount = read::yuan(given, field)?;
    if amount.is_zero() { Err(read::invalid(field, "30000.00")) } else { Ok(amount) }
}
