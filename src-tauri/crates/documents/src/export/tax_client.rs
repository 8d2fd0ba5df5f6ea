//! 个税扣缴端 — the sheet 正常工资薪金收入 that the tax client takes in. Its columns are versioned: 22, 28 or 30.

use shebao_rules::money::Yuan;
use shebao_rules::words::IdType;

use super::declaration::notes;
use super::error::ExportError;
use super::own::bare;
use super::table::{self, Heading, Table, Value};

/// The name of the sheet.
pub const SHEET: &str = "正常工资薪金收入";

/// Every heading of the newest version known, each with the version that brought it.
const COLUMNS: [(&str, Version); 30] = [
    ("工号", Version::Of22),
    ("*姓名", Version::Of22),
    ("*证件类型", Version::Of22),
    ("*证件号码", Version::Of22),
    ("本期收入", Version::Of22),
    ("本期免税收入", Version::Of22),
    ("基本养老保险费", Version::Of22),
    ("基本医疗保险费", Version::Of22),
    ("失业保险费", Version::Of22),
    ("住房公积金", Version::Of22),
    ("累计子女教育", Version::Of22),
    ("累计继续教育", Version::Of22),
    ("累计住房贷款利息", Version::Of22),
    ("累计住房租金", Version::Of22),
    ("累计赡养老人", Version::Of22),
    ("累计3岁以下婴幼儿照护", Version::Of28),
    ("累计个人养老金", Version::Of28),
    ("企业(职业)年金", Version::Of22),
    ("商业健康保险", Version::Of22),
    ("税延养老保险", Version::Of22),
    ("公务交通费用", Version::Of28),
    ("通讯费用", Version::Of28),
    ("律师办案费用", Version::Of28),
    ("住房公积金调整", Version::Of30),
    ("西藏附加减除费用", Version::Of28),
    ("其他", Version::Of22),
    ("准予扣除的捐赠额", Version::Of22),
    ("减免税额", Version::Of22),
    ("协定减免", Version::Of30),
    ("备注", Version::Of22),
];

/// 模板版本 by its number of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 22 列.
    Of22,
    /// 28 列.
    Of28,
    /// 30 列.
    #[default]
    Of30,
}

impl Version {
    /// The version of this number of columns.
    #[must_use]
    pub fn of(columns: &str) -> Option<Self> {
        match columns {
            "22" => Some(Self::Of22),
            "28" => Some(Self::Of28),
            "30" => Some(Self::Of30),
            _ => None,
        }
    }
}

/// 一行 — one person's income and what is deducted from it before tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxPerson {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 证件类型.
    pub id_type: IdType,
    /// 证件号码.
    pub id_number: String,
    /// 本期收入; none where the book has no wages of the month.
    pub income: Option<Yuan>,
    /// 基本养老保险费, the employee's share.
    pub pension: Yuan,
    /// 基本医疗保险费, the employee's share.
    pub medical: Yuan,
    /// 失业保险费, the employee's share.
    pub unemployment: Yuan,
    /// 住房公积金, the employee's share.
    pub housing_fund: Yuan,
}

impl TaxPerson {
    /// What stands under a heading of the client; nothing under those that are no matter of this program.
    #[must_use]
    pub fn value(&self, heading: &str) -> Value {
        match heading {
            "工号" => Value::text(self.employee_no.as_str()),
            "姓名" => Value::text(self.name.as_str()),
            "证件类型" => Value::text(id_type(self.id_type)),
            "证件号码" => Value::text(self.id_number.as_str()),
            "本期收入" => Value::money(self.income),
            "基本养老保险费" => Value::Money(self.pension),
            "基本医疗保险费" => Value::Money(self.medical),
            "失业保险费" => Value::Money(self.unemployment),
            "住房公积金" => Value::Money(self.housing_fund),
            _ => Value::Empty,
        }
    }
}

/// 证件类型 in the client's words.
const fn id_type(id_type: IdType) -> &'static str {
    match id_type {
        IdType::HkMacauResidence => "中华人民共和国港澳居民居住证",
        IdType::TaiwanResidence => "中华人民共和国台湾居民居住证",
        IdType::ForeignerResidence => "外国人永久居留身份证（外国人永久居留证）",
        IdType::Other => "其他个人证件",
        other => other.chinese(),
    }
}

/// 导出个税扣缴端工资薪金 in a version of the client's own template.
///
/// # Errors
/// What does not fit into a sheet.
pub fn write(people: &[TaxPerson], version: Version, lines: &[String]) -> Result<Vec<u8>, ExportError> {
    let headings: Vec<&str> =
        COLUMNS.into_iter().filter(|(_, since)| *since <= version).map(|(heading, _)| heading).collect();
    let row = |person: &TaxPerson| headings.iter().map(|heading| person.value(&bare(heading))).collect();
    let no_income = people.iter().any(|person| person.income.is_none());
    let heading = |text: &&str| Heading {
        to_fill: no_income && bare(text) == "本期收入",
        ..Heading::new(*text, if text.contains("证件") { 22 } else { 14 })
    };
    let sheet = Table {
        sheet: SHEET.to_owned(),
        headings: headings.iter().map(heading).collect(),
        rows: people.iter().map(row).collect(),
        ..Table::default()
    };
    table::write(&[sheet, notes(lines)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The column counts of the three versions seen.
    #[test]
    fn versions_have_their_columns() {
        for (version, count) in [("22", 22), ("28", 28), ("30", 30)] {
            let version = Version::of(version).unwrap();
            assert_eq!(COLUMNS.iter().filter(|(_, since)| *since <= version).count(), count);
        }
        assert_eq!(Version::of("33"), None);
    }
}
