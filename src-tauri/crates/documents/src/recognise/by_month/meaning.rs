//! 每月的列是什么 — the kind of the tables and the meaning of their columns, by the headings, else by the title.

use shebao_rules::insurance::Insurance;

use super::super::debit;
use super::super::dialect::Dialects;
use super::super::field::Field;
use super::super::heading::{Heading, Side, normalise};
use super::super::kind::Kind;
use super::MonthWords;
use super::layout::{Layout, MonthColumn, field_in};

/// What the columns of the months hold.
pub(super) struct Meaning {
    pub kind: Kind,
    /// By column: its heading without the month, and what it means.
    pub columns: Vec<(u32, String, Option<Field>)>,
    /// What the clerk should know of how it was read.
    pub notes: Vec<String>,
}

/// Finds what the columns hold.
///
/// # Errors
/// What the clerk should write into the sheet, where it does not say so.
pub(super) fn find(layout: &Layout, titles: &[String], dialects: &Dialects) -> Result<Meaning, String> {
    let said = |column: &MonthColumn| format!("{}{}", column.group, column.leaf);
    let told: Vec<(String, Option<Field>)> =
        layout.months.iter().map(|c| (said(c), pay_meaning(c, dialects))).collect();
    let bare = layout.months.iter().all(|column| column.leaf.is_empty());
    let unknown = told.iter().all(|(_, field)| field.is_none());
    let mut texts: Vec<&str> = titles.iter().map(String::as_str).collect();
    texts.extend(layout.months.iter().map(|column| column.group.as_str()));
    let told = if bare && unknown {
        let (heading, field) = by_title(&texts, dialects)?;
        told.iter().map(|_| (heading.clone(), Some(field))).collect()
    } else {
        texts.extend(layout.months.iter().map(|column| column.leaf.as_str()));
        told
    };
    let kind = kind(&told, &texts, &dialects.month_words)?;
    let mut meaning = Meaning { kind, columns: Vec::new(), notes: Vec::new() };
    for (column, (heading, pay)) in layout.months.iter().zip(told) {
        let field = if kind == Kind::Payroll { pay } else { Some(record_field(kind, &heading, column, dialects)?) };
        meaning.note(&heading, field);
        meaning.columns.push((column.column, heading, field));
    }
    Ok(meaning)
}

impl Meaning {
    fn note(&mut self, heading: &str, field: Option<Field>) {
        let note = match field {
            Some(Field::Gross) if !heading.contains("应发") => {
                format!("“{heading}”按应发工资读取；若是实发，请在表头写明后重新导入")
            }
            Some(Field::DeductionTotal | Field::EmployerTotal) => {
                format!("“{heading}”是几个险种的合计，只作核对，不分到险种")
            }
            _ => return,
        };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// What a pay sheet means by a column's words.
fn pay_meaning(column: &MonthColumn, dialects: &Dialects) -> Option<Field> {
    let (leaf, group) = (normalise(&column.leaf), normalise(&column.group));
    let (own, above) = if column.leaf.is_empty() { (&group, &Heading::default()) } else { (&leaf, &group) };
    let wages = || dialects.month_words.wages.contains(&own.plain).then_some(Field::Gross);
    let likely = || dialects.all.iter().find(|d| d.kind == Kind::Payroll)?.likely_field(own, above);
    field_in(dialects, Kind::Payroll, own, above)
        .or_else(wages)
        .or_else(|| likely().filter(|_| !column.leaf.is_empty()))
}

/// The meaning of bare months: what the title says of the whole sheet.
fn by_title(texts: &[&str], dialects: &Dialects) -> Result<(String, Field), String> {
    let words = &dialects.month_words;
    let says = |list: &[String]| texts.iter().any(|text| list.iter().any(|word| text.contains(word.as_str())));
    let mut insurances: Vec<Insurance> =
        texts.iter().flat_map(|text| debit::named(text, &dialects.contributions)).collect();
    insurances.sort_unstable();
    insurances.dedup();
    match (says(&words.gross), says(&words.net), insurances.as_slice()) {
        _ if says(&words.bases) => Err("按月横排的是缴费基数；请改用“基数”模板，写明起止年月后导入".to_owned()),
        (true, false, []) => Ok(("应发工资".to_owned(), Field::Gross)),
        (false, true, []) => Ok(("实发工资".to_owned(), Field::Net)),
        (false, false, []) if says(&words.wages) => Ok(("工资".to_owned(), Field::Gross)),
        (false, false, [only]) => Ok(contribution(*only, texts, dialects)),
        _ => Err(UNSAID.to_owned()),
    }
}

const UNSAID: &str = "按月横排的各列没有写明是应发工资、实发工资，还是哪个险种的缴费；请在标题或表头写明（如“2024年应发工资”）后重新导入";

/// 2024年住房公积金个人扣款: the insurance and the side that a title names.
fn contribution(insurance: Insurance, texts: &[&str], dialects: &Dialects) -> (String, Field) {
    let side = texts.iter().find_map(|text| dialects.contributions.side_of(text));
    match side {
        Some(Side::Employer) => (format!("{}单位", insurance.chinese()), Field::Employer(insurance)),
        Some(Side::Employee) => (format!("{}个人", insurance.chinese()), Field::Employee(insurance)),
        None => (insurance.chinese().to_owned(), Field::Employee(insurance)),
    }
}

/// Pay, or what a bureau keeps: contributions look alike in both, so the title must tell.
fn kind(told: &[(String, Option<Field>)], texts: &[&str], words: &MonthWords) -> Result<Kind, String> {
    let has = |wanted: fn(Field) -> bool| told.iter().any(|(_, field)| field.is_some_and(wanted));
    let says = |list: &[String]| texts.iter().any(|text| list.iter().any(|word| text.contains(word.as_str())));
    if has(|field| matches!(field, Field::Gross | Field::Net | Field::Tax)) {
        return Ok(Kind::Payroll);
    }
    if !has(|field| insurance_of(field).is_some()) {
        let total = has(|field| matches!(field, Field::DeductionTotal | Field::EmployerTotal));
        let sum = "每月只有几个险种的合计，分不到各险种；请换成分险种的表后导入";
        return Err(if total { sum.to_owned() } else { UNSAID.to_owned() });
    }
    match (says(&words.records), says(&words.deducted)) {
        (false, true) => Ok(Kind::Payroll),
        (true, false) => {
            let fund = told.iter().all(|(_, field)| field.and_then(insurance_of).is_none_or(Insurance::is_fund));
            Ok(if fund { Kind::HousingFundRecords } else { Kind::AgencyRecords })
        }
        _ => {
            Err("看不出每月的缴费是工资里扣的，还是经办机构收的；请在标题写明“工资扣款”或“缴费明细”后重新导入"
                .to_owned())
        }
    }
}

const fn insurance_of(field: Field) -> Option<Insurance> {
    match field {
        Field::Employee(insurance) | Field::Late(insurance) | Field::TrueUp(insurance) | Field::Employer(insurance) => {
            Some(insurance)
        }
        _ => None,
    }
}

/// What a bureau's list means by a column.
fn record_field(kind: Kind, heading: &str, column: &MonthColumn, dialects: &Dialects) -> Result<Field, String> {
    let (leaf, group) =
        if column.leaf.is_empty() { (heading, "") } else { (column.leaf.as_str(), column.group.as_str()) };
    field_in(dialects, kind, &normalise(leaf), &normalise(group)).ok_or_else(|| {
        format!("{} 月的“{heading}”不是经办机构明细里认得的列；请写明险种和单位或个人后重新导入", column.month)
    })
}
