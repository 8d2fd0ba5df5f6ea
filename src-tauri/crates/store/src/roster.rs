//! 花名册 — the people.

use chrono::NaiveDate;
use rusqlite::{ToSql, params};
use serde::Serialize;
use shebao_rules::words::{Hukou, IdType, MedicalTier, PositionClass, Sex};

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Origin, Stored, origin_columns, words};
use crate::view::View;

words! {
    /// 证件状态 — how far the document number may be relied on.
    IdStatus {
        /// 已校验: form and check digit are right.
        Checked = "checked" / "已校验",
        /// 存疑: a question is open; the number is not stored.
        InQuestion = "in_question" / "存疑",
        /// 未填.
        Missing = "missing" / "未填",
    }
}

/// 员工 — a person's identity and attributes; spells of employment, cover and bases stand in tables of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Employee {
    /// 工号, unique.
    pub employee_no: String,
    /// 姓名 as written.
    pub name: String,
    /// 姓名 folded for meeting (the caller folds).
    pub name_folded: String,
    /// 拼音首字母 for search (the caller makes them).
    pub name_initials: String,
    /// 证件类型.
    pub id_type: Option<IdType>,
    /// 证件号码, unique within its type; none while in question.
    pub id_number: Option<String>,
    /// 证件状态.
    pub id_status: IdStatus,
    /// 出生日期.
    pub birth: Option<NaiveDate>,
    /// 性别.
    pub sex: Option<Sex>,
    /// 户口性质.
    pub hukou: Option<Hukou>,
    /// 医保档次.
    pub medical_tier: Option<MedicalTier>,
    /// 退休口径.
    pub position_class: Option<PositionClass>,
    /// 手机号码.
    pub phone: Option<String>,
    /// 工资卡开户行.
    pub bank_name: Option<String>,
    /// 工资卡号.
    pub bank_account: Option<String>,
    /// 部门.
    pub department: Option<String>,
    /// 岗位.
    pub post: Option<String>,
    /// 备注.
    pub notes: Option<String>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// Which kind of source last spoke; the caller ranks them.
    pub authority: String,
}

impl Default for Employee {
    fn default() -> Self {
        Self {
            employee_no: String::new(),
            name: String::new(),
            name_folded: String::new(),
            name_initials: String::new(),
            id_type: None,
            id_number: None,
            id_status: IdStatus::Missing,
            birth: None,
            sex: None,
            hukou: None,
            medical_tier: None,
            position_class: None,
            phone: None,
            bank_name: None,
            bank_account: None,
            department: None,
            post: None,
            notes: None,
            origin: None,
            authority: String::new(),
        }
    }
}

const SELECT: &str = "SELECT id, employee_no, name, name_folded, name_initials, id_type, id_number, id_status, birth,
    sex, hukou, medical_tier, position_class, phone, bank_name, bank_account, department, post, notes,
    origin_sheet_id, origin_row, authority FROM employee";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Employee>> {
    Ok(Stored {
        id: c.plain()?,
        row: Employee {
            employee_no: c.plain()?,
            name: c.plain()?,
            name_folded: c.plain()?,
            name_initials: c.plain()?,
            id_type: c.word_or_none()?,
            id_number: c.plain()?,
            id_status: c.word()?,
            birth: c.word_or_none()?,
            sex: c.word_or_none()?,
            hukou: c.word_or_none()?,
            medical_tier: c.word_or_none()?,
            position_class: c.word_or_none()?,
            phone: c.plain()?,
            bank_name: c.plain()?,
            bank_account: c.plain()?,
            department: c.plain()?,
            post: c.plain()?,
            notes: c.plain()?,
            origin: c.origin()?,
            authority: c.plain()?,
        },
    })
}

impl View<'_> {
    /// Everybody, by 工号.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn employees(&self) -> Result<Vec<Stored<Employee>>> {
        self.rows(&format!("{SELECT} ORDER BY employee_no"), [], read)
    }

    /// One person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn employee(&self, id: i64) -> Result<Option<Stored<Employee>>> {
        self.first(&format!("{SELECT} WHERE id = ?1"), [id], read)
    }

    /// The person with this 工号.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn employee_by_no(&self, employee_no: &str) -> Result<Option<Stored<Employee>>> {
        self.first(&format!("{SELECT} WHERE employee_no = ?1"), [employee_no], read)
    }

    /// The person with this document.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn employee_by_id_number(&self, id_type: IdType, id_number: &str) -> Result<Option<Stored<Employee>>> {
        self.first(&format!("{SELECT} WHERE id_type = ?1 AND id_number = ?2"), (id_type.id(), id_number), read)
    }

    /// 搜索 — by part of the name, beginning of the pinyin initials, part of the 工号 or end of the document number;
    /// an empty text finds everybody.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn search_roster(&self, text: &str, limit: usize) -> Result<Vec<Stored<Employee>>> {
        let literal = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let (part, start, end) = (format!("%{literal}%"), format!("{literal}%"), format!("%{literal}"));
        let sql = format!(
            r"{SELECT} WHERE name LIKE ?1 ESCAPE '\' OR name_folded LIKE ?1 ESCAPE '\' OR employee_no LIKE ?1 ESCAPE '\'
            OR name_initials LIKE ?2 ESCAPE '\' OR id_number LIKE ?3 ESCAPE '\' ORDER BY employee_no LIMIT ?4"
        );
        self.rows(&sql, params![part, start, end, i64::try_from(limit).unwrap_or(i64::MAX)], read)
    }
}

impl Tx<'_> {
    /// Adds a person.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the 工号 or the document is taken.
    pub fn insert_employee(&mut self, employee: &Employee) -> Result<i64> {
        let sql = "INSERT INTO employee (employee_no, name, name_folded, name_initials, id_type, id_number, id_status,
            birth, sex, hukou, medical_tier, position_class, phone, bank_name, bank_account, department, post, notes,
            origin_sheet_id, origin_row, authority, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)";
        with_columns(employee, None, |columns| self.insert(sql, columns))
    }

    /// Changes a person to these values.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`], or [`crate::StoreError::Duplicate`] if the 工号 or the document is taken.
    pub fn update_employee(&mut self, id: i64, employee: &Employee) -> Result<()> {
        let sql = "UPDATE employee SET employee_no = ?1, name = ?2, name_folded = ?3, name_initials = ?4, id_type = ?5,
            id_number = ?6, id_status = ?7, birth = ?8, sex = ?9, hukou = ?10, medical_tier = ?11, position_class = ?12,
            phone = ?13, bank_name = ?14, bank_account = ?15, department = ?16, post = ?17, notes = ?18,
            origin_sheet_id = ?19, origin_row = ?20, authority = ?21 WHERE id = ?22";
        with_columns(employee, Some(id), |columns| self.change("employee", sql, columns))
    }

    /// Removes a person of whom nothing else is stored.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if cover, bases, wages or lines refer to the person.
    pub fn delete_employee(&mut self, id: i64) -> Result<()> {
        self.change("employee", "DELETE FROM employee WHERE id = ?1", [id])
    }
}

/// The columns in the order of the statements above; without an id the engine gives the next one.
fn with_columns<T>(employee: &Employee, id: Option<i64>, run: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let (sheet, row) = origin_columns(employee.origin);
    let columns = params![
        employee.employee_no,
        employee.name,
        employee.name_folded,
        employee.name_initials,
        employee.id_type.map(IdType::id),
        employee.id_number,
        employee.id_status.id(),
        employee.birth.map(|d| d.to_string()),
        employee.sex.map(Sex::id),
        employee.hukou.map(Hukou::id),
        employee.medical_tier.map(MedicalTier::id),
        employee.position_class.map(PositionClass::id),
        employee.phone,
        employee.bank_name,
        employee.bank_account,
        employee.department,
        employee.post,
        employee.notes,
        sheet,
        row,
        employee.authority,
        id,
    ];
    run(columns)
}
