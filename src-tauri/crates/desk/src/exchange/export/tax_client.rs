//! 个税扣缴端 — income and the employee's shares of the month, as the tax client takes them.

use std::collections::{BTreeMap, BTreeSet};

use shebao_documents::export::own::{self, FillRow};
use shebao_documents::export::tax_client::{TaxPerson, Version, write};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_store::{ContributionLine, Employee, Stored, Wage};

use super::filled::Filled;
use super::{Identity, Made, OpenFile, Wanted, identity_of, left_out, not_written};
use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::wire::export::LeftOut;

const NOTES: [&str; 4] = [
    "1. 基本养老、基本医疗、失业保险费和住房公积金为本月申报（入库月）的个人应缴额。",
    "2. 基本医疗保险费含个人固定额（如大额医疗互助）；当地规定不得税前扣除的，请减去后再导入。",
    "3. 住房公积金超过规定比例或基数上限的部分应并入收入，请在客户端中调整。",
    "4. 专项附加扣除等其余各列账簿里没有，请在客户端中填写或更新。",
];

impl Desk {
    /// 正常工资薪金收入 of the month.
    pub(super) fn tax_client_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let version = match read::given(wanted.request.layout.as_deref()) {
            None => Version::default(),
            Some(columns) => Version::of(columns).ok_or_else(|| read::invalid("版式", "22、28、30"))?,
        };
        let mut made = Made::default();
        let people = self.tax_people(wanted, &mut made)?;
        let lines: Vec<String> = NOTES.map(str::to_owned).into_iter().chain([self.printed_line(wanted)?]).collect();
        made.rows = people.len();
        made.bytes = match self.own_file(wanted)? {
            None => write(&people, version, &lines).map_err(not_written)?,
            Some(file) => {
                let filled = self.filled_tax_client(&file, &people)?;
                made.notes.push(filled.note);
                made.notes.extend(lines);
                filled.bytes
            }
        };
        Ok(made)
    }

    /// Her own template with the people in it.
    fn filled_tax_client(&self, file: &OpenFile, people: &[TaxPerson]) -> Outcome<Filled> {
        let found = own::find_head(&file.workbook, &["姓名", "证件号码"]);
        let (sheet, head) = found.ok_or_else(|| read::invalid("自己的模板", "有“姓名”“证件号码”两列的表"))?;
        let id_column = head.headings.iter().find(|(_, text)| own::bare(text) == "证件号码").map(|(at, _)| *at);
        let rows: Vec<FillRow> = people
            .iter()
            .map(|person| FillRow {
                id_number: person.id_number.clone(),
                values: head.headings.iter().map(|(at, text)| (*at, person.value(&own::bare(text)))).collect(),
            })
            .collect();
        self.filled(file, &own::fill(sheet, head.row + 1, id_column, &rows))
    }

    /// Everybody with a share booked or a wage paid in the month, by 工号.
    fn tax_people(&self, wanted: &Wanted, made: &mut Made) -> Outcome<Vec<TaxPerson>> {
        let booked = self.booked_lines(wanted, &mut made.notes)?;
        let unit = wanted.unit.as_ref().map(|u| u.id);
        let wages: Vec<Stored<Wage>> = self.view().wages_in(wanted.month)?;
        let paid = |w: &&Stored<Wage>| unit.is_none_or(|unit| w.unit_id == Some(unit));
        let mut incomes: BTreeMap<i64, Option<Yuan>> = BTreeMap::new();
        for wage in wages.iter().filter(paid) {
            let income = incomes.entry(wage.employee_id).or_insert(Some(Yuan::ZERO));
            *income = income.zip(wage.gross).map(|(a, b)| a + b);
        }
        if incomes.is_empty() {
            made.notes.push(format!("账簿里没有 {} 的工资，“本期收入”列已留空，请补填", wanted.month.chinese()));
        }
        let ids: BTreeSet<i64> = booked.iter().map(|l| l.employee_id).chain(incomes.keys().copied()).collect();
        let (mut rows, unnamed) = (Vec::new(), self.unnamed()?);
        for (id, employee) in self.employees_by_id()?.iter().filter(|(id, _)| ids.contains(id)) {
            let own: Vec<&ContributionLine> = booked.iter().filter(|l| l.employee_id == *id).collect();
            let income = if incomes.is_empty() { Ok(None) } else { income_of(employee, incomes.get(id), wanted) };
            match row(employee, identity_of(employee, unnamed.contains(id)), &own, income) {
                Ok(person) => rows.push(person),
                Err(reasons) => made.left_out.extend(reasons),
            }
        }
        rows.sort_by(|a, b| a.employee_no.cmp(&b.employee_no));
        Ok(rows)
    }
}

fn income_of(employee: &Employee, income: Option<&Option<Yuan>>, wanted: &Wanted) -> Result<Option<Yuan>, LeftOut> {
    income.copied().flatten().map(Some).ok_or_else(|| {
        let what = format!("没有 {} 的应发工资；请先导入该月工资表", wanted.month.chinese());
        left_out(employee, "本期收入", &what)
    })
}

/// A person's row, or every reason why there is none.
fn row(
    employee: &Employee,
    identity: Identity,
    lines: &[&ContributionLine],
    income: Result<Option<Yuan>, LeftOut>,
) -> Result<TaxPerson, Vec<LeftOut>> {
    let mut reasons: Vec<LeftOut> = lines.iter().filter(|l| l.employee.is_none()).map(|l| open(employee, l)).collect();
    let share =
        |of: &[Insurance]| lines.iter().filter(|l| of.contains(&l.insurance)).filter_map(|l| l.employee).sum::<Yuan>();
    match (identity, income, reasons.is_empty()) {
        (Ok((id_type, id_number)), Ok(income), true) => Ok(TaxPerson {
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            id_type,
            id_number,
            income,
            pension: share(&[Insurance::Pension, Insurance::LocalPension]),
            medical: share(&[Insurance::Medical, Insurance::Maternity]),
            unemployment: share(&[Insurance::Unemployment]),
            housing_fund: share(&[Insurance::HousingFund, Insurance::SupplementaryFund]),
        }),
        (identity, income, _) => {
            reasons.extend(identity.err());
            reasons.extend(income.err());
            Err(reasons)
        }
    }
}

fn open(employee: &Employee, line: &ContributionLine) -> LeftOut {
    let insurance = line.insurance.chinese();
    let what = format!("{} {insurance}个人部分待确认；请在月度台账中确认后重新导出", line.month);
    left_out(employee, insurance, &what)
}
