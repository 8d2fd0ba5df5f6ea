//! 增减员批量文件 — bureau templates as data: which column takes which fact in which form.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use super::error::ExportError;
use super::table::{self, Heading, Table, Value};

/// A template file does not follow its standard; the text names file and reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LayoutError(String);

impl LayoutError {
    pub(super) fn new(path: &str, reason: impl std::fmt::Display) -> Self {
        Self(format!("{path}: {reason}"))
    }
}

/// 增员或减员.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 增员.
    Enroll,
    /// 减员.
    Withdraw,
}

/// 项目 — a fact the book may know of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchField {
    /// 姓名.
    Name,
    /// 证件类型.
    IdType,
    /// 证件号码.
    IdNumber,
    /// 性别.
    Sex,
    /// 出生日期.
    Birth,
    /// 手机号码.
    Phone,
    /// 部门.
    Department,
    /// 医保档次.
    MedicalTier,
    /// 参保单位.
    Unit,
    /// 统一社会信用代码.
    CreditCode,
    /// 申报基数.
    Base,
    /// 起缴年月.
    FirstMonth,
    /// 停缴年月, the last month due.
    LastMonth,
    /// 停保年月, the first month not due.
    EndedIn,
    /// 离职日期.
    Leave,
    /// 增减员原因.
    Reason,
    /// 险种 that begin or end, by name.
    Insurances,
    /// Whether 养老 is covered.
    Pension,
    /// Whether 医疗 is covered.
    Medical,
    /// Whether 失业 is covered.
    Unemployment,
    /// Whether 工伤 is covered.
    WorkInjury,
}

/// 事实 — what the book knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// As it is written.
    Text(String),
    /// A word of a vocabulary: its identifier and the clerk's word.
    Word(&'static str, &'static str),
    /// 金额.
    Money(Yuan),
    /// 年月.
    Month(Month),
    /// 日期.
    Day(NaiveDate),
}

/// 日期写法.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Form {
    #[serde(rename = "yyyyMM")]
    CompactMonth,
    #[serde(rename = "yyyy-MM")]
    Month,
    #[serde(rename = "yyyy-MM-dd")]
    Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutColumn {
    heading: String,
    field: Option<BatchField>,
    constant: Option<String>,
    form: Option<Form>,
    #[serde(default)]
    codes: BTreeMap<String, String>,
    /// What the same column is called in templates that are not among these.
    #[serde(default)]
    aliases: Vec<String>,
}

impl LayoutColumn {
    /// Whether a heading of the clerk's own template is this column's.
    fn is_under(&self, heading: &str) -> bool {
        let written = shortened(heading);
        std::iter::once(&self.heading).chain(&self.aliases).any(|own| shortened(own) == written)
    }

    fn required(&self) -> bool {
        self.heading.contains(['*', '＊']) || self.heading.contains("必填")
    }
}

/// 版式 — one bureau's template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its identifier.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 增员或减员.
    pub event: Event,
    /// 统筹区 that take it; empty: any without a template of its own.
    pub regions: Vec<String>,
    sheet: String,
    header_row: u32,
    first_row: u32,
    column: Vec<LayoutColumn>,
}

/// 版式库.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layouts(Vec<Layout>);

impl Layouts {
    /// Reads the template files.
    ///
    /// # Errors
    /// [`LayoutError`] naming the file that does not follow the standard.
    pub fn parse<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, LayoutError> {
        let read = |(path, text): (&str, &str)| {
            let layout: Layout = toml::from_str(text).map_err(|error| LayoutError::new(path, error))?;
            let sound = layout.header_row > 0 && layout.first_row > layout.header_row && !layout.column.is_empty();
            if sound { Ok(layout) } else { Err(LayoutError::new(path, "rows or columns")) }
        };
        files.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Every template of an event, in order of file name.
    pub fn of(&self, event: Event) -> impl Iterator<Item = &Layout> {
        self.0.iter().filter(move |layout| layout.event == event)
    }

    /// The template of this identifier; without one, that of the region, and the general one where there is none.
    #[must_use]
    pub fn choose(&self, event: Event, id: Option<&str>, region: &str) -> Option<&Layout> {
        let at = || self.of(event).find(|layout| layout.regions.iter().any(|r| r == region));
        match id {
            Some(id) => self.of(event).find(|layout| layout.id == id),
            None => at().or_else(|| self.of(event).find(|layout| layout.regions.is_empty())),
        }
    }
}

/// 对上的列 — the columns of the clerk's own template that a layout can fill: her column (counted from 0) and ours.
pub type Under = Vec<(u32, usize)>;

impl Layouts {
    /// The template that the headings of her own are nearest to, with the columns it can fill. The general one reads
    /// what the others do not know.
    #[must_use]
    pub fn nearest(&self, event: Event, headings: &[(u32, String)]) -> Option<(&Layout, Under)> {
        let fitting = self.of(event).map(|layout| (layout, layout.under(headings)));
        // The general template reads many names and comes last among equals.
        fitting.max_by_key(|(layout, under)| (under.len(), !layout.regions.is_empty()))
    }
}

/// 缺项 — a column that cannot be filled for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// 标题, without star and brackets.
    pub heading: String,
    /// The word the template has no code for, if there is a word at all.
    pub word: Option<String>,
}

impl Layout {
    /// The row of a person, or every required column that cannot be filled.
    ///
    /// # Errors
    /// What is missing.
    pub fn row(&self, facts: &BTreeMap<BatchField, Fact>) -> Result<Vec<Value>, Vec<Missing>> {
        self.values(facts, self.column.iter())
    }

    /// The columns that headings of her own template name.
    fn under(&self, headings: &[(u32, String)]) -> Under {
        let place = |heading: &str| self.column.iter().position(|column| column.is_under(heading));
        let mut found: Under = headings.iter().filter_map(|(at, text)| Some((*at, place(text)?))).collect();
        found.sort_by_key(|(at, ours)| (*ours, *at));
        found.dedup_by_key(|(_, ours)| *ours);
        found
    }

    /// The values of a person under the headings of her own template, or every required column of it that cannot be
    /// filled.
    ///
    /// # Errors
    /// What is missing.
    pub fn row_under(
        &self,
        facts: &BTreeMap<BatchField, Fact>,
        under: &Under,
    ) -> Result<Vec<(u32, Value)>, Vec<Missing>> {
        let columns: Vec<&LayoutColumn> = under.iter().filter_map(|(_, ours)| self.column.get(*ours)).collect();
        let values = self.values(facts, columns.into_iter())?;
        Ok(under.iter().map(|(at, _)| *at).zip(values).collect())
    }

    /// Where the rows of a template of this kind begin below a heading row.
    #[must_use]
    pub fn first_row_below(&self, head: u32) -> u32 {
        head + self.first_row - self.header_row
    }

    /// The column of her own template that holds 证件号码.
    #[must_use]
    pub fn id_column(&self, under: &Under) -> Option<u32> {
        let is_id = |ours: usize| self.column.get(ours).is_some_and(|c| c.field == Some(BatchField::IdNumber));
        under.iter().find(|(_, ours)| is_id(*ours)).map(|(at, _)| *at)
    }

    fn values<'l>(
        &self,
        facts: &BTreeMap<BatchField, Fact>,
        columns: impl Iterator<Item = &'l LayoutColumn>,
    ) -> Result<Vec<Value>, Vec<Missing>> {
        let (mut missing, mut row) = (Vec::new(), Vec::new());
        for column in columns {
            let value = match (&column.constant, column.field) {
                (Some(constant), _) => Ok(Value::text(constant.as_str())),
                (None, None) => Ok(Value::Empty),
                (None, Some(field)) => match facts.get(&field) {
                    Some(fact) => column.value(fact),
                    None if column.required() => Err(None),
                    None => Ok(Value::Empty),
                },
            };
            row.push(value.unwrap_or_else(|word| {
                missing.push(Missing { heading: plain(&column.heading), word });
                Value::Empty
            }));
        }
        if missing.is_empty() { Ok(row) } else { Err(missing) }
    }

    /// 待补填的列: required, and nothing the book could know.
    #[must_use]
    pub fn to_fill(&self) -> Vec<String> {
        let open = self.column.iter().filter(|column| column.required() && column.open());
        open.map(|column| plain(&column.heading)).collect()
    }

    /// 导出 the rows in the template's own places.
    ///
    /// # Errors
    /// What does not fit into a sheet.
    pub fn write(&self, rows: Vec<Vec<Value>>) -> Result<Vec<u8>, ExportError> {
        let above = usize::try_from(self.header_row - 1).unwrap_or_default();
        let heading = |column: &LayoutColumn| Heading {
            to_fill: column.required() && column.open(),
            ..Heading::new(column.heading.as_str(), if column.heading.contains("号码") { 22 } else { 14 })
        };
        let table = Table {
            sheet: self.sheet.clone(),
            title: (above > 0).then(|| self.name.clone()),
            notes: vec![String::new(); above.saturating_sub(1)],
            headings: self.column.iter().map(heading).collect(),
            gap: self.first_row - self.header_row - 1,
            rows,
            ..Table::default()
        };
        table::write(&[table])
    }
}

impl LayoutColumn {
    fn open(&self) -> bool {
        self.field.is_none() && self.constant.is_none()
    }

    /// The fact in the column's form; a word without a code is named.
    fn value(&self, fact: &Fact) -> Result<Value, Option<String>> {
        let day = |day: NaiveDate| match self.form {
            Some(Form::CompactMonth) => format!("{:04}{:02}", day.year(), day.month()),
            Some(Form::Month) => format!("{:04}-{:02}", day.year(), day.month()),
            Some(Form::Day) | None => day.to_string(),
        };
        match fact {
            Fact::Text(text) => Ok(Value::text(text.as_str())),
            Fact::Money(amount) => Ok(Value::Money(*amount)),
            Fact::Month(month) => Ok(Value::Text(day(month.first_day()))),
            Fact::Day(date) => Ok(Value::Text(day(*date))),
            Fact::Word(_, chinese) if self.codes.is_empty() => Ok(Value::text(*chinese)),
            Fact::Word(id, chinese) => match self.codes.get(*id) {
                Some(code) => Ok(Value::text(code.as_str())),
                None => Err(Some((*chinese).to_owned())),
            },
        }
    }
}

/// A heading without star, what stands in brackets, and blanks.
fn shortened(heading: &str) -> String {
    let mut depth = 0_u32;
    let kept = heading.chars().filter(|c| match c {
        '(' | '（' => {
            depth += 1;
            false
        }
        ')' | '）' => {
            depth = depth.saturating_sub(1);
            false
        }
        c => depth == 0 && !c.is_whitespace() && !matches!(c, '*' | '＊'),
    });
    kept.collect()
}

/// 标题 as a clerk says it: `手机号码（必填）` is 手机号码.
fn plain(heading: &str) -> String {
    heading.replace("（必填）", "").replace(['*', '＊'], "").trim().to_owned()
}
