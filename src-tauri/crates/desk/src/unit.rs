//! 参保单位 — adding a unit, keying its dated settings.

use std::collections::BTreeSet;

use shebao_documents::rows::account_number;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::{Gap, Options, Query};
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use shebao_store::{Action, Setting, SettingHolder, Stored, Tx, Unit};

use crate::access::FieldClass;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::origin::Origins;
use crate::wire::{small, unit as wire};
use crate::{Moment, read};

impl Desk {
    /// 参保单位一览 with their settings.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn unit_list(&self) -> Outcome<Vec<wire::Unit>> {
        let view = self.view();
        let mut origins = Origins::of(view)?;
        view.units()?.iter().map(|unit| self.unit_view(unit, &mut origins)).collect()
    }

    /// 新增参保单位, with the settings that only it can know (工伤费率, 公积金比例).
    ///
    /// # Errors
    /// [`Code::UnknownRegion`], [`Code::AlreadyExists`], [`Code::InvalidInput`] naming the field.
    pub fn unit_add(&mut self, new: &wire::NewUnit, now: Moment) -> Outcome<wire::Unit> {
        let unit = self.read_unit(new)?;
        let from = read::month(&new.from, "开始参保年月")?;
        let injury = rate_or_none(new.work_injury_rate.as_deref(), "工伤费率")?;
        let employer = rate_or_none(new.fund_employer.as_deref(), "公积金单位比例")?;
        let employee = rate_or_none(new.fund_employee.as_deref(), "公积金个人比例")?;
        let action = Action { action: "unit.add", object: "unit" };
        let (id, _) = self.book.act(&action, now, |tx| -> Outcome<i64> {
            if tx.unit_named(&unit.name)?.is_some() {
                return Err(Failure::new(Code::AlreadyExists).with("what", &unit.name));
            }
            let id = tx.insert_unit(&unit)?;
            let holder = SettingHolder::Unit(id);
            if let Some(rate) = injury {
                let own = own_rates(holder.clone(), Insurance::WorkInjury, from, rate, Rate::ZERO, now);
                tx.insert_setting(&Setting { reason: "工伤费率由经办机构按单位核定".to_owned(), ..own })?;
            }
            if employer.is_some() || employee.is_some() {
                // One side given means both: the fund's sides are equal unless the clerk says otherwise.
                let (er, ee) = (employer.or(employee), employee.or(employer));
                let own = own_rates(
                    holder,
                    Insurance::HousingFund,
                    from,
                    er.unwrap_or_default(),
                    ee.unwrap_or_default(),
                    now,
                );
                tx.insert_setting(&Setting { reason: "公积金缴存比例由单位选定".to_owned(), ..own })?;
            }
            Ok(id)
        })?;
        self.unit_by_id(id)
    }

    fn read_unit(&self, new: &wire::NewUnit) -> Outcome<Unit> {
        let name = read::given(Some(&new.name)).ok_or_else(|| read::invalid("参保单位名称", "示例科技有限公司"))?;
        let region = self
            .library
            .region(&new.region)
            .ok_or_else(|| Failure::new(Code::UnknownRegion).with("region", &new.region))?;
        let credit_code = read::given(new.credit_code.as_deref()).map(read::credit_code).transpose()?;
        Ok(Unit {
            name: name.to_owned(),
            region: region.code.clone(),
            credit_code,
            first_month: Some(read::month(&new.from, "开始参保年月")?),
            enroll_cutoff_day: new.enroll_cutoff_day,
            ..Unit::default()
        })
    }

    /// 修改单位资料 — accounts, and which insurances are debited together.
    ///
    /// # Errors
    /// [`Code::UnknownUnit`], [`Code::InvalidInput`] naming the field, [`Code::InvalidCreditCode`].
    pub fn unit_edit(&mut self, edit: &wire::UnitEdit, now: Moment) -> Outcome<wire::Unit> {
        let stored = self.unit_named(&edit.unit)?;
        let wire::UnitParticulars { credit_code, social_account, fund_account, bank_name, .. } = &edit.particulars;
        let written = read::given(edit.particulars.bank_account.as_deref());
        let account =
            written.map(|text| account_number(text).ok_or_else(|| read::invalid("扣款账号", "0200099900000001234")));
        let unit = Unit {
            credit_code: read::given(credit_code.as_deref()).map(read::credit_code).transpose()?,
            social_account: read::owned(social_account.as_deref()),
            fund_account: read::owned(fund_account.as_deref()),
            bank_name: read::owned(bank_name.as_deref()),
            bank_account: account.transpose()?,
            debit_groups: read_groups(&edit.particulars.debit_groups)?,
            ..stored.row
        };
        let action = Action { action: "unit.edit", object: "unit" };
        self.book.act(&action, now, |tx| -> Outcome<()> { Ok(tx.update_unit(stored.id, &unit)?) })?;
        self.restamp(now)?;
        self.unit_by_id(stored.id)
    }

    /// 新增单位参数, or 单位确认 of a value the library leaves open; always with its source.
    ///
    /// # Errors
    /// [`Code::UnknownUnit`], [`Code::UnknownInsurance`], [`Code::InvalidInput`] naming the field.
    pub fn setting_add(&mut self, new: &wire::NewSetting, now: Moment) -> Outcome<wire::Unit> {
        let unit = self.unit_named(&new.unit)?;
        let setting = read_setting(new, SettingHolder::Unit(unit.id), now)?;
        let action = Action { action: "setting.add", object: "setting" };
        self.book.act(&action, now, |tx| -> Outcome<i64> { Ok(tx.insert_setting(&setting)?) })?;
        self.restamp(now)?;
        self.unit_by_id(unit.id)
    }

    /// 用法 by what is open: rates alone settle nothing where the published bounds are open themselves, so the value is
    /// then adopted whole (整条采用) with the bounds the sources print, unless she gives others.
    ///
    /// # Errors
    /// [`Code::UnknownUnit`], [`Code::UnknownInsurance`], [`Code::InvalidInput`] naming the field.
    pub fn setting_settling(&self, new: wire::NewSetting, now: Moment) -> Outcome<wire::NewSetting> {
        let unit = self.unit_named(&new.unit)?;
        let (insurance, month) = (read::insurance(&new.insurance)?, read::month(&new.from, "起")?);
        let nobody = Options::default();
        let (region, known_on) = (unit.region.as_str(), now.date());
        let query = Query { region, insurance, month, known_on, options: &nobody, setting: None };
        let Some(open) = self.library.terms(&query).err().filter(|open| open.gap == Gap::Bounds) else {
            return Ok(new);
        };
        let printed = open.bounds.map(|bounds| bounds.value).unwrap_or_default();
        Ok(wire::NewSetting {
            mode: SettingMode::Replace.id().to_owned(),
            floor: new.floor.or_else(|| printed.floor.map(|floor| floor.to_string())),
            cap: new.cap.or_else(|| printed.cap.map(|cap| cap.to_string())),
            ..new
        })
    }

    /// 终止单位参数 from the month after `to`.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`], [`Code::InvalidInput`] when it would end before it begins.
    pub fn setting_end(&mut self, id: i64, to: &str, now: Moment) -> Outcome<()> {
        let to = read::month(to, "止")?;
        let mut setting =
            self.view().setting(id)?.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "单位参数"))?.row;
        if to < setting.from {
            return Err(read::invalid("止", &setting.from.to_string()));
        }
        setting.to = Some(to);
        let action = Action { action: "setting.end", object: "setting" };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> { Ok(tx.update_setting(id, &setting)?) })?;
        self.restamp(now)
    }

    pub(crate) fn unit_named(&self, name: &str) -> Outcome<Stored<Unit>> {
        self.view().unit_named(name.trim())?.ok_or_else(|| Failure::new(Code::UnknownUnit).with("unit", name))
    }

    fn unit_by_id(&self, id: i64) -> Outcome<wire::Unit> {
        let view = self.view();
        let unit = view.unit(id)?.ok_or_else(|| Failure::new(Code::UnknownUnit).with("unit", id))?;
        self.unit_view(&unit, &mut Origins::of(view)?)
    }

    fn unit_view(&self, unit: &Stored<Unit>, origins: &mut Origins<'_>) -> Outcome<wire::Unit> {
        let mut settings = Vec::new();
        for setting in self.view().settings_of_unit(unit.id)? {
            settings.push(setting_view(&setting, origins)?);
        }
        let region = self.library.region(&unit.region);
        Ok(wire::Unit {
            id: small(unit.id),
            name: unit.name.clone(),
            region: unit.region.clone(),
            region_name: region.map_or_else(|| unit.region.clone(), |r| r.name.clone()),
            particulars: wire::UnitParticulars {
                credit_code: unit.credit_code.clone(),
                social_account: unit.social_account.clone(),
                fund_account: unit.fund_account.clone(),
                bank_name: unit.bank_name.clone(),
                bank_account: unit.bank_account.clone().filter(|_| self.sees(FieldClass::Bank)),
                debit_groups: serde_json::from_value(unit.debit_groups.clone()).unwrap_or_default(),
            },
            first_month: unit.first_month.unwrap_or(Month::EARLIEST),
            enroll_cutoff_day: unit.enroll_cutoff_day,
            withdraw_cutoff_day: unit.withdraw_cutoff_day,
            fund_enroll_cutoff_day: unit.fund_enroll_cutoff_day,
            fund_withdraw_cutoff_day: unit.fund_withdraw_cutoff_day,
            settings,
        })
    }
}

/// Each group has a name and insurances of one kind; an insurance is debited once.
fn read_groups(groups: &[wire::DebitGroup]) -> Outcome<serde_json::Value> {
    let expected = || read::invalid("扣款分组", "养老失业工伤：养老、失业、工伤");
    let mut seen = BTreeSet::new();
    for group in groups {
        let funds = group.insurances.iter().filter(|insurance| insurance.is_fund()).count();
        let mixed = funds > 0 && funds < group.insurances.len();
        if group.name.trim().is_empty() || group.insurances.is_empty() || mixed {
            return Err(expected());
        }
        if !group.insurances.iter().all(|insurance| seen.insert(*insurance)) {
            return Err(expected());
        }
    }
    serde_json::to_value(groups).map_err(|_| expected())
}

fn setting_view(setting: &Stored<Setting>, origins: &mut Origins<'_>) -> Outcome<wire::Setting> {
    Ok(wire::Setting {
        id: small(setting.id),
        label: setting.label.clone(),
        insurance: setting.insurance,
        from: setting.from,
        to: setting.to,
        mode: setting.mode,
        employer_rate: setting.employer_rate,
        employee_rate: setting.employee_rate,
        employer_fixed: setting.employer_fixed,
        employee_fixed: setting.employee_fixed,
        floor: setting.floor,
        cap: setting.cap,
        reason: setting.reason.clone(),
        of_city: matches!(setting.holder, SettingHolder::Region(_)),
        origin: origins.find(setting.origin, None)?,
    })
}

fn rate_or_none(text: Option<&str>, field: &str) -> Outcome<Option<Rate>> {
    read::given(text).map(|t| read::rate(t, field)).transpose()
}

fn own_rates(holder: SettingHolder, insurance: Insurance, from: Month, er: Rate, ee: Rate, now: Moment) -> Setting {
    Setting {
        holder,
        label: None,
        insurance,
        from,
        to: None,
        mode: SettingMode::Rate,
        employer_rate: er,
        employee_rate: ee,
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        floor: None,
        cap: None,
        reason: String::new(),
        confirmed: false,
        recorded_on: now.date(),
        origin: None,
    }
}

fn read_setting(new: &wire::NewSetting, holder: SettingHolder, now: Moment) -> Outcome<Setting> {
    let mode = match new.mode.as_str() {
        "rate" => SettingMode::Rate,
        "add" => SettingMode::Add,
        "replace" => SettingMode::Replace,
        _ => return Err(read::invalid("用法", "rate、add、replace")),
    };
    let source =
        read::given(Some(&new.source)).ok_or_else(|| read::invalid("出处", "申报系统显示的费率（截图日期）"))?;
    let from = read::month(&new.from, "起")?;
    let to = read::month_or_none(new.to.as_deref(), "止")?;
    let fixed =
        |text: &Option<String>, field| read::yuan_or_none(text.as_deref(), field).map(Option::unwrap_or_default);
    let (floor, cap) =
        (read::yuan_or_none(new.floor.as_deref(), "基数下限")?, read::yuan_or_none(new.cap.as_deref(), "基数上限")?);
    if to.is_some_and(|to| to < from) {
        return Err(read::invalid("止", &from.to_string()));
    }
    if floor.zip(cap).is_some_and(|(floor, cap)| floor > cap) {
        return Err(read::invalid("基数上限", "不低于基数下限"));
    }
    Ok(Setting {
        mode,
        to,
        floor,
        cap,
        employer_fixed: fixed(&new.employer_fixed, "单位固定额")?,
        employee_fixed: fixed(&new.employee_fixed, "个人固定额")?,
        reason: source.to_owned(),
        confirmed: true,
        ..own_rates(
            holder,
            read::insurance(&new.insurance)?,
            from,
            read::rate(&new.employer_rate, "单位费率")?,
            read::rate(&new.employee_rate, "个人费率")?,
            now,
        )
    })
}
