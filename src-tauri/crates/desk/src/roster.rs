//! 花名册 — people as the clerk sees them; adding and correcting one.

use std::collections::BTreeMap;

use shebao_rules::day::Day;
use shebao_rules::identity::{self, IdError};
use shebao_rules::insurance::Insurance;
use shebao_rules::name;
use shebao_rules::national::National;
use shebao_rules::words::{Hukou, IdType, MedicalTier, PositionClass};
use shebao_store::{Action, DeclaredBase, Employee, Employment, Enrollment, IdStatus, Stored, Tx};

use crate::access::FieldClass;
use crate::authority::Authority;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::origin::Origins;
use crate::wire::roster::{BaseView, CoverView, Job, Person, PersonEdit};
use crate::{Moment, read, retirement};

/// Everything that hangs on people, read once for a list.
struct Hangings<'v> {
    jobs: BTreeMap<i64, Vec<Stored<Employment>>>,
    cover: BTreeMap<i64, Vec<Stored<Enrollment>>>,
    bases: BTreeMap<i64, Vec<Stored<DeclaredBase>>>,
    units: BTreeMap<i64, String>,
    national: &'v National,
    origins: Origins<'v>,
}

impl Desk {
    /// 员工一览; with a day, those in service on it. In the window numbers are masked until they are asked for.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for a day that is none.
    pub fn roster_list(&self, on: Option<&str>) -> Outcome<Vec<Person>> {
        self.persons(on, |id, class| self.shows(id, class))
    }

    /// Everybody with every number that the role sees, for a file that is handed out.
    pub(crate) fn roster_in_full(&self) -> Outcome<Vec<Person>> {
        self.persons(None, |_, class| self.sees(class))
    }

    fn persons(&self, on: Option<&str>, shows: impl Fn(i64, FieldClass) -> bool) -> Outcome<Vec<Person>> {
        let on = read::given(on).map(|t| read::date(t, "日期")).transpose()?;
        let put_away = self.put_away()?;
        let mut hangings = self.hangings()?;
        let mut people = Vec::new();
        for employee in self.view().employees()?.into_iter().filter(|e| !put_away(e.id)) {
            let in_service = |job: &Stored<Employment>| {
                on.is_none_or(|day| {
                    job.hired.is_none_or(|h| h.month().first_day() <= day)
                        && job.left.is_none_or(|l| l.exact().unwrap_or(l.month().last_day()) >= day)
                })
            };
            let jobs = hangings.jobs.get(&employee.id).map(Vec::as_slice).unwrap_or_default();
            if on.is_none() || jobs.iter().any(in_service) {
                people.push(self.person(&employee, &mut hangings, &shows)?);
            }
        }
        Ok(people)
    }

    /// One person by 工号.
    ///
    /// # Errors
    /// [`Code::UnknownEmployee`].
    pub fn roster_person(&self, employee_no: &str) -> Outcome<Person> {
        let employee = self.employee(employee_no)?;
        self.person(&employee, &mut self.hangings()?, &|id, class| self.shows(id, class))
    }

    /// 新增员工.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] naming the field, [`Code::AlreadyExists`], [`Code::UnknownUnit`].
    pub fn roster_add(&mut self, edit: &PersonEdit, now: Moment) -> Outcome<Person> {
        let given_name = read::given(edit.name.as_deref()).ok_or_else(|| read::invalid("姓名", "王小明"))?;
        let mut employee = Employee {
            employee_no: self.next_employee_no()?,
            name: name::tidy(given_name),
            id_status: IdStatus::Missing,
            authority: Authority::Clerk.id().to_owned(),
            ..Employee::default()
        };
        apply(edit, &mut employee)?;
        self.refuse_known(&employee, None)?;
        let unit = read::given(edit.unit.as_deref()).map(|u| self.unit_named(u)).transpose()?.map(|u| u.id);
        let (hired, left) = spell_of(edit)?;
        refuse_backwards(hired, left)?;
        let action = Action { action: "roster.add", object: "employee" };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            let id = tx.insert_employee(&employee)?;
            let (department, post) = (employee.department.clone(), employee.post.clone());
            tx.insert_employment(&Employment {
                employee_id: id,
                unit_id: unit,
                hired,
                left,
                department,
                post,
                reason: None,
                origin: None,
                authority: Authority::Clerk.id().to_owned(),
            })?;
            Ok(())
        })?;
        self.roster_person(&employee.employee_no)
    }

    /// 修改员工资料; the running spell gets a leave date when one is given, a new hire date opens a second spell.
    ///
    /// # Errors
    /// As [`Desk::roster_add`], and [`Code::UnknownEmployee`].
    pub fn roster_edit(&mut self, employee_no: &str, edit: &PersonEdit, now: Moment) -> Outcome<Person> {
        self.edit_person("roster.edit", employee_no, edit, serde_json::Value::Null, now)
    }

    /// The same under another name, with what the journal is to say of it.
    pub(crate) fn edit_person(
        &mut self,
        name: &str,
        employee_no: &str,
        edit: &PersonEdit,
        said: serde_json::Value,
        now: Moment,
    ) -> Outcome<Person> {
        let stored = self.employee(employee_no)?;
        let mut employee = stored.row.clone();
        apply(edit, &mut employee)?;
        self.refuse_known(&employee, Some(stored.id))?;
        let unit = read::given(edit.unit.as_deref()).map(|u| self.unit_named(u)).transpose()?.map(|u| u.id);
        let (hired, left) = spell_of(edit)?;
        let spells = self.view().employments_of(stored.id)?;
        let running = spells.iter().rev().find(|s| s.left.is_none());
        refuse_backwards(running.and_then(|spell| spell.hired), left)?;
        let object = format!("employee:{}", stored.id);
        let action = Action { action: name, object: &object };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            tx.summarise(said);
            tx.update_employee(stored.id, &employee)?;
            if let (Some(left), Some(spell)) = (left, running) {
                tx.update_employment(spell.id, &Employment { left: Some(left), ..spell.row.clone() })?;
            }
            if let Some(hired) = hired {
                tx.insert_employment(&Employment {
                    employee_id: stored.id,
                    unit_id: unit,
                    hired: Some(hired),
                    left: None,
                    department: employee.department.clone(),
                    post: employee.post.clone(),
                    reason: None,
                    origin: None,
                    authority: Authority::Clerk.id().to_owned(),
                })?;
            }
            Ok(())
        })?;
        self.roster_person(&employee.employee_no)
    }

    /// A person by 工号 whose data may be worked with: neither erased nor frozen.
    pub(crate) fn employee(&self, employee_no: &str) -> Outcome<Stored<Employee>> {
        let found = self.employee_kept(employee_no)?;
        self.refuse_put_away(&found)?;
        Ok(found)
    }

    /// A person by 工号, frozen or not.
    pub(crate) fn employee_kept(&self, employee_no: &str) -> Outcome<Stored<Employee>> {
        let unknown = || Failure::new(Code::UnknownEmployee).with("employee_no", employee_no);
        self.view().employee_by_no(employee_no.trim())?.ok_or_else(unknown)
    }

    /// The next free 工号, as wide as those in use.
    pub(crate) fn next_employee_no(&self) -> Outcome<String> {
        let used = self.view().employees()?;
        let numbers = || used.iter().filter_map(|e| Some((e.employee_no.len(), e.employee_no.parse::<u64>().ok()?)));
        let width = numbers().map(|(width, _)| width).max().unwrap_or(5);
        let highest = numbers().map(|(_, number)| number).max().unwrap_or(0);
        Ok(format!("{:0width$}", highest + 1))
    }

    fn refuse_known(&self, employee: &Employee, own: Option<i64>) -> Outcome<()> {
        let view = self.view();
        let other = |found: Option<Stored<Employee>>| found.is_some_and(|e| Some(e.id) != own);
        if other(view.employee_by_no(&employee.employee_no)?) {
            return Err(Failure::new(Code::AlreadyExists).with("what", format!("工号 {}", employee.employee_no)));
        }
        let number = employee.id_type.zip(employee.id_number.as_deref());
        let known = number.map(|(id_type, number)| view.employee_by_id_number(id_type, number)).transpose()?.flatten();
        if other(known) {
            return Err(Failure::new(Code::AlreadyExists).with("what", "这个证件号码"));
        }
        Ok(())
    }

    fn hangings(&self) -> Outcome<Hangings<'_>> {
        let view = self.view();
        Ok(Hangings {
            jobs: by_person(view.employments()?, |r| r.employee_id),
            cover: by_person(view.enrollments()?, |r| r.employee_id),
            bases: by_person(view.declared_bases()?, |r| r.employee_id),
            units: view.units()?.into_iter().map(|u| (u.id, u.row.name)).collect(),
            national: &self.tools.national,
            origins: Origins::of(view)?,
        })
    }
}

/// 入职日期 and 离职日期 as written.
fn spell_of(edit: &PersonEdit) -> Outcome<(Option<Day>, Option<Day>)> {
    let day = |text: Option<&str>, field| read::given(text).map(|text| read::day(text, field)).transpose();
    Ok((day(edit.hire.as_deref(), "入职日期")?, day(edit.leave.as_deref(), "离职日期")?))
}

/// A job that ends before it begins is none.
fn refuse_backwards(hired: Option<Day>, left: Option<Day>) -> Outcome<()> {
    match hired.zip(left) {
        Some((hired, left)) if left.is_before(hired) => {
            Err(read::invalid("离职日期", &format!("不早于入职日期 {hired}")))
        }
        _ => Ok(()),
    }
}

fn by_person<T>(rows: Vec<Stored<T>>, of: impl Fn(&T) -> i64) -> BTreeMap<i64, Vec<Stored<T>>> {
    let mut map: BTreeMap<i64, Vec<Stored<T>>> = BTreeMap::new();
    for row in rows {
        map.entry(of(&row.row)).or_default().push(row);
    }
    map
}

fn apply(edit: &PersonEdit, employee: &mut Employee) -> Outcome<()> {
    if let Some(no) = read::given(edit.employee_no.as_deref()) {
        employee.employee_no = no.to_owned();
    }
    if let Some(text) = read::given(edit.name.as_deref()) {
        employee.name = name::tidy(text);
    }
    employee.name_folded = name::fold(&employee.name);
    employee.name_initials = crate::initials::initials(&employee.name);
    apply_identity(edit, employee)?;
    let set = |field: &mut Option<String>, text: &Option<String>| {
        if let Some(text) = read::owned(text.as_deref()) {
            *field = Some(text);
        }
    };
    set(&mut employee.department, &edit.department);
    set(&mut employee.post, &edit.post);
    set(&mut employee.phone, &edit.phone);
    set(&mut employee.bank_name, &edit.bank_name);
    set(&mut employee.bank_account, &edit.bank_account);
    set(&mut employee.notes, &edit.notes);
    let hukou = read::word(edit.hukou.as_deref(), "户口性质", Hukou::ALL, Hukou::chinese)?;
    let tier = read::word(edit.medical_tier.as_deref(), "医保档次", MedicalTier::ALL, MedicalTier::chinese)?;
    let class = read::word(edit.position_class.as_deref(), "退休口径", PositionClass::ALL, PositionClass::chinese)?;
    employee.hukou = hukou.or(employee.hukou);
    employee.medical_tier = tier.or(employee.medical_tier);
    employee.position_class = class.or(employee.position_class);
    Ok(())
}

fn apply_identity(edit: &PersonEdit, employee: &mut Employee) -> Outcome<()> {
    let id_type = read::word(edit.id_type.as_deref(), "证件类型", IdType::ALL, IdType::chinese)?;
    let Some(text) = read::given(edit.id_number.as_deref()) else { return Ok(()) };
    let id_type = id_type.or(employee.id_type).unwrap_or(IdType::ResidentId);
    let number = identity::check(id_type, text)
        .map_err(|e| read::invalid("证件号码", "18 位，末位为校验码").detailed([why_no_number(e)]))?;
    employee.id_type = Some(id_type);
    employee.birth = number.birth().or(employee.birth);
    employee.sex = number.sex().or(employee.sex);
    employee.id_number = Some(number.as_str().to_owned());
    employee.id_status = IdStatus::Checked;
    Ok(())
}

fn why_no_number(error: IdError) -> String {
    match error {
        IdError::Empty => "没有填写".to_owned(),
        IdError::Masked => "号码打了星号，请填完整号码".to_owned(),
        IdError::Length { .. } => "位数不对".to_owned(),
        IdError::Character => "含有不该出现的字符".to_owned(),
        IdError::Region => "前 6 位不是行政区划代码".to_owned(),
        IdError::BirthDate => "出生日期不存在".to_owned(),
        IdError::CheckDigit { .. } => "末位校验码不符，有一位写错了".to_owned(),
    }
}

impl Desk {
    /// A person with the classes that are shown; numbers of the others are masked, and what the role does not see is left
    /// out.
    fn person(
        &self,
        employee: &Stored<Employee>,
        hangings: &mut Hangings<'_>,
        shows: &dyn Fn(i64, FieldClass) -> bool,
    ) -> Outcome<Person> {
        let shown = |class: FieldClass, text: &Option<String>| {
            text.as_deref().map(|t| if shows(employee.id, class) { t.to_owned() } else { identity::mask(t) })
        };
        let jobs = jobs(employee.id, hangings)?;
        let bases = if self.sees(FieldClass::Pay) { bases(employee.id, hangings)? } else { Vec::new() };
        Ok(Person {
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            initials: employee.name_initials.clone(),
            id_type: employee.id_type.unwrap_or(IdType::ResidentId).chinese().to_owned(),
            id_number: shown(FieldClass::Identity, &employee.id_number),
            sex: employee.sex.map(|s| s.id().to_owned()),
            birth: employee.birth.map(|d| d.to_string()),
            hukou: employee.hukou.map(|h| h.chinese().to_owned()),
            medical_tier: employee.medical_tier.map(|t| t.id().to_owned()),
            position_class: employee.position_class.map(|c| c.id().to_owned()),
            retirement: retirement::view(hangings.national, employee),
            department: employee.department.clone(),
            post: employee.post.clone(),
            phone: shown(FieldClass::Identity, &employee.phone),
            bank_name: employee.bank_name.clone().filter(|_| self.sees(FieldClass::Bank)),
            bank_account: shown(FieldClass::Bank, &employee.bank_account).filter(|_| self.sees(FieldClass::Bank)),
            notes: employee.notes.clone(),
            active: jobs.iter().any(|j| j.leave.is_none()),
            jobs,
            cover: cover(employee.id, hangings)?,
            bases,
        })
    }
}

fn jobs(employee: i64, hangings: &mut Hangings<'_>) -> Outcome<Vec<Job>> {
    let rows = hangings.jobs.get(&employee).map(Vec::as_slice).unwrap_or_default();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        out.push(Job {
            unit: row.unit_id.and_then(|u| hangings.units.get(&u).cloned()),
            hire: row.hired.map_or_else(String::new, |d| d.to_string()),
            leave: row.left.map(|d| d.to_string()),
            department: row.department.clone(),
            post: row.post.clone(),
            origin: hangings.origins.find(row.origin, Some("hire"))?,
        });
    }
    Ok(out)
}

fn cover(employee: i64, hangings: &mut Hangings<'_>) -> Outcome<Vec<CoverView>> {
    let rows = hangings.cover.get(&employee).map(Vec::as_slice).unwrap_or_default();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let field = if row.scope.id() == "housing_fund" { "fund_from" } else { "social_from" };
        out.push(CoverView {
            unit: hangings.units.get(&row.unit_id).cloned().unwrap_or_default(),
            scope: row.scope.id(),
            first_month: row.first_month.to_string(),
            last_month: row.last_month.map(|m| m.to_string()),
            first_month_late: row.first_month_late,
            reason: row.reason.clone(),
            origin: hangings.origins.find(row.origin, Some(field))?,
        });
    }
    Ok(out)
}

fn bases(employee: i64, hangings: &mut Hangings<'_>) -> Outcome<Vec<BaseView>> {
    let rows = hangings.bases.get(&employee).map(Vec::as_slice).unwrap_or_default();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        out.push(BaseView {
            unit: hangings.units.get(&row.unit_id).cloned().unwrap_or_default(),
            scope: row.scope.id(),
            from: row.from.to_string(),
            to: row.to.map(|m| m.to_string()),
            amount: row.amount.to_string(),
            average_wage: row.average_wage.map(|y| y.to_string()),
            reason: row.reason.id().to_owned(),
            method: row.method.clone(),
            origin: hangings.origins.find_base(row.origin, row.scope.includes(Insurance::HousingFund))?,
        });
    }
    Ok(out)
}
