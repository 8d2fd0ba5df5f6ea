//! 公积金变更清册 — who joins, who leaves, whose base changes; as sheets, and as the text file Shanghai takes in.

use chrono::NaiveDate;
use encoding_rs::GB18030;
use shebao_rules::money::Yuan;
use shebao_rules::rate::Rate;
use shebao_rules::words::Sex;

use super::error::ExportError;
use super::table::{self, Heading, Table, Value};

/// 变更清册 of one unit and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundChange {
    /// 标题.
    pub title: String,
    /// 说明.
    pub notes: Vec<String>,
    /// 增加.
    pub joiners: Vec<FundJoiner>,
    /// 减少.
    pub leavers: Vec<FundLeaver>,
    /// 缴存基数调整.
    pub bases: Vec<FundBase>,
}

/// 变更类型 of a joiner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// 新开户.
    New,
    /// 转入.
    MovedIn,
    /// 启封.
    Unsealed,
}

impl Joining {
    const fn chinese(self) -> &'static str {
        match self {
            Self::New => "新开户",
            Self::MovedIn => "转入",
            Self::Unsealed => "启封",
        }
    }
}

/// 增加的人.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundJoiner {
    /// 变更类型; none where the book does not tell.
    pub joining: Option<Joining>,
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: String,
    /// 个人公积金账号; none where it is not known.
    pub account: Option<String>,
    /// 出生日期.
    pub birth: Option<NaiveDate>,
    /// 性别.
    pub sex: Option<Sex>,
    /// 缴存基数.
    pub base: Yuan,
    /// 单位比例.
    pub employer_rate: Rate,
    /// 个人比例.
    pub employee_rate: Rate,
    /// 单位月缴存额.
    pub employer: Yuan,
    /// 个人月缴存额.
    pub employee: Yuan,
}

/// 减少的人.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundLeaver {
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: String,
    /// 个人公积金账号; none where it is not known.
    pub account: Option<String>,
    /// 摘要: 封存 or 转出 in the clerk's words.
    pub reason: String,
    /// 每月应缴额 of the last month.
    pub amount: Yuan,
}

/// 基数调整.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundBase {
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: String,
    /// 个人公积金账号; none where it is not known.
    pub account: Option<String>,
    /// 调整前缴存基数.
    pub before: Yuan,
    /// 调整后缴存基数.
    pub after: Yuan,
    /// 调整后单位月缴存额.
    pub employer: Yuan,
    /// 调整后个人月缴存额.
    pub employee: Yuan,
}

impl FundChange {
    /// Rows of all three parts.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.joiners.len() + self.leavers.len() + self.bases.len()
    }
}

/// 导出变更清册: 增加, 减少, and 缴存基数调整 in the layout of the fund centre's list.
///
/// # Errors
/// What does not fit into a sheet.
pub fn write(change: &FundChange) -> Result<Vec<u8>, ExportError> {
    table::write(&[joiners(change), leavers(change), bases(change)])
}

fn account(account: Option<&String>) -> Value {
    account.map_or(Value::Empty, |account| Value::text(account.as_str()))
}

fn headings<const N: usize>(headings: [(&str, u16); N], to_fill: &[&str]) -> Vec<Heading> {
    let heading = |(text, width)| Heading { to_fill: to_fill.contains(&text), ..Heading::new(text, width) };
    headings.map(heading).to_vec()
}

fn joiners(change: &FundChange) -> Table {
    let row = |(number, one): (u32, &FundJoiner)| {
        vec![
            Value::Count(number),
            one.joining.map_or(Value::Empty, |joining| Value::text(joining.chinese())),
            Value::text(one.name.as_str()),
            Value::text(one.id_number.as_str()),
            account(one.account.as_ref()),
            Value::Money(one.base),
            Value::Rate(one.employer_rate),
            Value::Rate(one.employee_rate),
            Value::Money(one.employer),
            Value::Money(one.employee),
            Value::Money(one.employer + one.employee),
        ]
    };
    let columns = [
        ("序号", 7),
        ("变更类型", 11),
        ("姓名", 12),
        ("身份证号", 22),
        ("公积金账号", 18),
        ("工资收入（缴存基数）", 16),
        ("单位缴存比例", 11),
        ("个人缴存比例", 11),
        ("单位月缴存额", 14),
        ("个人月缴存额", 14),
        ("每月应缴额", 14),
    ];
    Table {
        sheet: "增加".to_owned(),
        title: Some(change.title.clone()),
        notes: change.notes.clone(),
        headings: headings(columns, &["变更类型", "公积金账号"]),
        rows: (1..).zip(&change.joiners).map(row).collect(),
        ..Table::default()
    }
}

fn leavers(change: &FundChange) -> Table {
    let row = |(number, one): (u32, &FundLeaver)| {
        vec![
            Value::Count(number),
            account(one.account.as_ref()),
            Value::text(one.name.as_str()),
            Value::text(one.id_number.as_str()),
            Value::text(one.reason.as_str()),
            Value::Money(one.amount),
        ]
    };
    let columns = [("序号", 7), ("公积金账号", 18), ("姓名", 12), ("身份证号", 22), ("摘要", 16), ("每月应缴额", 14)];
    Table {
        sheet: "减少".to_owned(),
        title: Some(change.title.clone()),
        headings: headings(columns, &["公积金账号", "摘要"]),
        rows: (1..).zip(&change.leavers).map(row).collect(),
        ..Table::default()
    }
}

fn bases(change: &FundChange) -> Table {
    let row = |one: &FundBase| {
        vec![
            Value::text(one.id_number.as_str()),
            Value::text(one.name.as_str()),
            Value::Money(one.before),
            Value::Money(one.after),
            Value::Money(one.employer),
            Value::Money(one.employee),
            Value::Money(one.employer + one.employee),
            Value::Empty,
            account(one.account.as_ref()),
        ]
    };
    let columns = [
        ("证件号码", 22),
        ("姓名", 12),
        ("调整前缴存基数", 15),
        ("调整后缴存基数", 15),
        ("调整后单位月缴存额", 18),
        ("调整后个人月缴存额", 18),
        ("调整后月缴存额", 15),
        ("调整后住房补贴月缴存额", 20),
        ("个人账号", 18),
    ];
    Table {
        sheet: "缴存基数调整".to_owned(),
        title: Some("缴存基数调整列表".to_owned()),
        headings: headings(columns, &["个人账号"]),
        rows: change.bases.iter().map(row).collect(),
        ..Table::default()
    }
}

/// A field that would break the line it stands in.
#[must_use]
pub fn breaks_the_line(text: &str) -> bool {
    text.contains('|') || text.chars().any(char::is_control)
}

/// 上海网上办事变更文件: one line a person, fields between `|`, in GB18030. Joiners first, then who leaves.
///
/// A joiner needs birth date and sex for a new account, an account number otherwise; who leaves needs the account.
///
/// # Errors
/// [`ExportError::Incomplete`] if one of them is missing or a text holds `|`.
pub fn shanghai(change: &FundChange) -> Result<Vec<u8>, ExportError> {
    let mut text = String::new();
    let mut number = 0_u32;
    for line in change.joiners.iter().map(joining_line).chain(change.leavers.iter().map(leaving_line)) {
        number += 1;
        text.push_str(&format!("{number}|{}\r\n", line.ok_or(ExportError::Incomplete)?));
    }
    Ok(GB18030.encode(&text).0.into_owned())
}

/// A number without trailing zeros: `7`, `10000`.
fn short(number: rust_decimal::Decimal) -> String {
    number.normalize().to_string()
}

fn sound<'t>(texts: impl IntoIterator<Item = &'t str>) -> bool {
    !texts.into_iter().any(breaks_the_line)
}

fn joining_line(one: &FundJoiner) -> Option<String> {
    let percent = |rate: Rate| short(rate.fraction() * rust_decimal::Decimal::ONE_HUNDRED);
    let (er, ee) = (percent(one.employer_rate), percent(one.employee_rate));
    let (name, id, both, base) = (&one.name, &one.id_number, one.employer + one.employee, short(one.base.decimal()));
    let (employer, employee) = (one.employer, one.employee);
    let tail = format!("{employer}|{employee}||{base}|||||||||-1|");
    let account = one.account.as_deref();
    if !sound([name.as_str(), id.as_str(), account.unwrap_or_default()]) {
        return None;
    }
    match one.joining? {
        Joining::New => {
            let birth = one.birth?.format("%Y%m%d");
            let sex = if one.sex? == Sex::Male { "01" } else { "02" };
            Some(format!("1|||{name}|{er}|{ee}|||{both}|1010|{id}|{birth}|{sex}|{tail}"))
        }
        Joining::MovedIn | Joining::Unsealed => {
            Some(format!("3||{}|{name}|{er}|{ee}|||{both}|1010|{id}|||{tail}", account?))
        }
    }
}

fn leaving_line(one: &FundLeaver) -> Option<String> {
    let (account, name) = (one.account.as_deref()?, &one.name);
    sound([account, name.as_str()]).then(|| format!("7||{account}|{name}|||||{}||||||||||||||30|||6|", one.amount))
}
