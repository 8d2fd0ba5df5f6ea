//! 年度缴费工资申报 — the declared bases in force in the month, person by person, as the tax client takes them.

use std::collections::BTreeMap;

use shebao_documents::export::declaration::{Declaration, DeclaredPerson, item, own_row, wage_columns, write};
use shebao_documents::export::own::{self, FillRow};
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_store::{ContributionLine, DeclarationLine, Employee};

use super::{Identity, Made, OpenFile, Wanted, id_type_code, identity_of, left_out, not_written};
use crate::book::Desk;
use crate::contribution::{Assessed, BASE_CARRIED_OVER};
use crate::error::Outcome;
use crate::read;
use crate::wire::export::LeftOut;

const NOTES: [&str; 4] = [
    "1. 缴费工资为账簿中该月有效的申报基数，按申报原值填写，不按上下限调整（上下限由税务系统处理）。",
    "2. 空白的险种表示该人当月不参加该险种。",
    "3. 征收项目代码以当地客户端下载的模板为准；大额医疗等账簿没有的项目请在客户端中补填。",
    "4. “分组”为客户端内的自定义分组，可不填。",
];

impl Desk {
    /// 缴费工资申报表 of one unit.
    pub(super) fn declaration_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let unit = self.one_unit(wanted)?;
        let mut made = Made::default();
        let Some(credit_code) = unit.credit_code.clone().or(self.own_code(&unit.name)?) else {
            return Err(read::invalid("统一社会信用代码", "请先在单位资料中填写"));
        };
        let lines = self.wanted_dues(wanted, unit.id)?.lines;
        let social = |line: &&ContributionLine| item(line.insurance).is_some();
        let insurances: Vec<Insurance> =
            Insurance::ALL.into_iter().filter(|i| lines.iter().filter(social).any(|l| l.insurance == *i)).collect();
        let mut persons: BTreeMap<i64, Vec<&ContributionLine>> = BTreeMap::new();
        for line in lines.iter().filter(social) {
            persons.entry(line.employee_id).or_default().push(line);
        }
        let (mut rows, unnamed) = (Vec::new(), self.unnamed()?);
        for (id, employee) in self.employees_by_id()?.iter() {
            let id = *id;
            let Some(own) = persons.get(&id) else { continue };
            match declared(employee, identity_of(employee, unnamed.contains(&id)), own, &insurances) {
                Ok(person) => {
                    let scope = Scope::Group(Group::Social);
                    made.declared.push(DeclarationLine { employee_id: id, unit_id: unit.id, scope });
                    rows.push((employee.employee_no.clone(), person));
                }
                Err(reasons) => made.left_out.extend(reasons),
            }
        }
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        made.rows = rows.len();
        let declaration = Declaration {
            credit_code,
            insurances,
            rows: rows.into_iter().map(|(_, person)| person).collect(),
            notes: NOTES.map(str::to_owned).into_iter().chain([self.printed_line(wanted)?]).collect(),
        };
        made.bytes = match self.own_file(wanted)? {
            None => write(&declaration).map_err(not_written)?,
            Some(file) => self.filled_declaration(&file, &declaration, &mut made.notes)?,
        };
        Ok(made)
    }

    /// Her own 参保职工列表模板 with the people in it.
    fn filled_declaration(&self, file: &OpenFile, of: &Declaration, notes: &mut Vec<String>) -> Outcome<Vec<u8>> {
        let wrong = || read::invalid("自己的模板", "有“姓名”“身份证件号码”和各险种“缴费工资”列的表");
        let (sheet, head) = own::find_head(&file.workbook, &["姓名", "身份证件号码", "缴费工资"]).ok_or_else(wrong)?;
        let wages = wage_columns(sheet, &head);
        if wages.is_empty() {
            return Err(wrong());
        }
        let id_column = head.headings.iter().find(|(_, text)| own::bare(text) == "身份证件号码").map(|(at, _)| *at);
        let rows: Vec<FillRow> = of.rows.iter().map(|person| own_row(of, person, &head, &wages)).collect();
        let filled = self.filled(file, &own::fill(sheet, head.row + 1, id_column, &rows))?;
        notes.push(filled.note);
        let absent = of.insurances.iter().filter(|own| !wages.iter().any(|(_, theirs)| theirs == *own));
        let absent: Vec<&str> = absent.map(|insurance| insurance.chinese()).collect();
        if !absent.is_empty() {
            notes.push(format!("模板里没有这些险种的列，其缴费工资没有写入：{}", absent.join("、")));
        }
        notes.extend(of.notes.iter().cloned());
        Ok(filled.bytes)
    }

    /// What is due of the month at a unit: of a closed one as it was sealed, else as the facts of the book give it now.
    pub(super) fn wanted_dues(&self, wanted: &Wanted, unit_id: i64) -> Outcome<Assessed> {
        self.dues_of(wanted.month, Some(unit_id), wanted.now.date())
    }

    /// The book's own credit code, if the unit is the company itself.
    pub(super) fn own_code(&self, unit: &str) -> Outcome<Option<String>> {
        let info = self.book.info()?;
        Ok((info.company == unit).then_some(info.credit_code))
    }
}

/// A person's row, or every reason why there is none.
fn declared(
    employee: &Employee,
    identity: Identity,
    lines: &[&ContributionLine],
    insurances: &[Insurance],
) -> Result<DeclaredPerson, Vec<LeftOut>> {
    let mut reasons = Vec::new();
    let identity = identity.and_then(|(id_type, number)| match id_type_code(id_type) {
        Some(code) => Ok((code, number)),
        None => {
            let what = format!("的证件类型“{}”没有收录税务代码；请在客户端中单独添加", id_type.chinese());
            Err(left_out(employee, "证件类型", &what))
        }
    });
    let mut wages = Vec::with_capacity(insurances.len());
    for insurance in insurances {
        wages.push(match lines.iter().find(|l| l.insurance == *insurance).map(|l| wage(employee, l)) {
            Some(Ok(amount)) => Some(amount),
            Some(Err(reason)) => {
                reasons.push(reason);
                None
            }
            None => None,
        });
    }
    match (identity, reasons.is_empty()) {
        (Ok((code, id_number)), true) => Ok(DeclaredPerson {
            name: employee.name.clone(),
            id_type_code: code.to_owned(),
            id_number,
            group: String::new(),
            wages,
        }),
        (identity, _) => {
            reasons.extend(identity.err());
            Err(reasons)
        }
    }
}

/// The base as declared; one whose period is over is no declaration.
fn wage(employee: &Employee, line: &ContributionLine) -> Result<Yuan, LeftOut> {
    let insurance = line.insurance.chinese();
    let field = format!("{insurance}申报基数");
    match line.declared_base {
        Some(_) if line.note.as_deref() == Some(BASE_CARRIED_OVER) => {
            let what = format!("的{field}已过适用期；请先录入新的申报基数");
            Err(left_out(employee, &field, &what))
        }
        Some(amount) => Ok(amount),
        None => Err(left_out(employee, &field, &format!("没有{field}；请在员工页录入，或导入带“申报基数”的台账"))),
    }
}
