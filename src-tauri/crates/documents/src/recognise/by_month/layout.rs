//! 按月横排的版式 — where the headings of such a sheet stand, and what each of its columns is.

use std::collections::BTreeSet;

use super::super::dialect::{Dialect, Dialects};
use super::super::field::Field;
use super::super::header::{HeadCell, head_cells};
use super::super::heading::{Heading, normalise};
use super::super::kind::Kind;
use super::time::{self, Months, Time};
use crate::sheet::{Cell, Row, Sheet};

/// Rows from the top among which headings are looked for, and rows of one group of headings.
const TOP_ROWS: usize = 60;
const NEAR: u32 = 2;
/// Words of a heading that say which months it sums.
const SPANS: [&str; 9] = ["上半年", "下半年", "第", "一季度", "二季度", "三季度", "四季度", "至", "到"];

/// One column of a month.
#[derive(Clone, Debug)]
pub(super) struct MonthColumn {
    pub column: u32,
    pub year: Option<i32>,
    pub month: u32,
    /// What is left of its own heading and of the group's.
    pub leaf: String,
    pub group: String,
    /// 万元, 千元: what the heading counts in.
    pub unit: Option<&'static str>,
}

/// 合计、上半年: a column that sums months.
#[derive(Clone, Debug)]
pub(super) struct SumColumn {
    pub column: u32,
    /// As the sheet calls it.
    pub heading: String,
    /// Its words without those of summing.
    pub of: String,
    pub span: Option<(u32, u32)>,
}

/// The columns of a sheet with one column per month.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// First and last row of headings.
    pub first: u32,
    pub last: u32,
    pub months: Vec<MonthColumn>,
    /// Columns that say whose the row is, with their headings.
    pub whose: Vec<(u32, String)>,
    pub sums: Vec<SumColumn>,
    /// 年度: a column that gives every row a year of its own.
    pub year_column: Option<String>,
    /// Columns from which nothing is taken.
    pub others: Vec<(u32, String, Option<Field>)>,
}

impl Layout {
    /// The columns from the first month to the last sum.
    pub fn figures(&self) -> BTreeSet<u32> {
        self.months.iter().map(|c| c.column).chain(self.sums.iter().map(|c| c.column)).collect()
    }

    /// The columns of whom a row names.
    pub fn names(&self, dialects: &Dialects) -> Vec<u32> {
        let own = |heading: &String| pay_field(dialects, &normalise(heading)).is_some_and(is_anchor);
        self.whose.iter().filter(|(_, heading)| own(heading)).map(|(column, _)| *column).collect()
    }
}

/// Finds the headings of a sheet with one column per month; `None` for any other sheet.
pub(super) fn find(sheet: &Sheet, dialects: &Dialects) -> Option<Layout> {
    let top = || sheet.rows.iter().filter(|row| !row.hidden).take(TOP_ROWS);
    let people = top().filter(|row| names_people(row, dialects));
    people.filter_map(|row| around(sheet, row.number, dialects)).find(is_wide)
}

/// Three months in a row are no accident; of two, the rest of the sheet must be of the same kind: 补发2月 and 补发3月 stand on
/// an ordinary pay sheet.
fn is_wide(layout: &Layout) -> bool {
    let months: BTreeSet<_> = layout.months.iter().map(|c| (c.year, c.month)).collect();
    let other_pay = layout.others.iter().any(|(_, _, field)| field.is_some_and(Field::is_money));
    months.len() >= 3 || (months.len() == 2 && !other_pay)
}

fn names_people(row: &Row, dialects: &Dialects) -> bool {
    row.cells.len() > 1 && !anchors(row, dialects).is_empty()
}

/// The columns of a row of headings under which people are named.
fn anchors(row: &Row, dialects: &Dialects) -> Vec<u32> {
    let texts = row.filled().filter_map(|(column, cell)| Some((column, cell.text()?)));
    let own = |text: &str| pay_field(dialects, &normalise(text)).is_some_and(is_anchor);
    texts.filter(|(_, text)| own(text)).map(|(column, _)| column).collect()
}

fn names_nobody(row: &Row, named: &[u32]) -> bool {
    named.iter().all(|column| row.cell(*column).is_none_or(Cell::is_blank))
}

const fn is_anchor(field: Field) -> bool {
    matches!(field, Field::Name | Field::IdNumber | Field::EmployeeNo)
}

/// The headings around a row that names people.
fn around(sheet: &Sheet, people: u32, dialects: &Dialects) -> Option<Layout> {
    let near = (people.saturating_sub(NEAR).max(1)..=people + NEAR).filter_map(|n| sheet.row(n));
    let named = anchors(sheet.row(people)?, dialects);
    // A row with somebody's name in it is no row of headings, whatever dates it holds.
    let near = near.filter(|row| row.number == people || names_nobody(row, &named));
    let plain = plain_numbers(sheet, people, &named);
    let count =
        |row: &Row| row.filled().filter(|(_, cell)| month_of(cell, plain == Some(row.number)).is_some()).count();
    let months =
        near.map(|row| (count(row), row.number)).filter(|(n, _)| *n >= 2).max_by_key(|(n, at)| (*n, u32::MAX - at))?.1;
    let (mut first, mut last) = (people.min(months), people.max(months));
    let begin = months_begin(sheet.row(months)?, plain == Some(months))?;
    if first > 1 && sheet.row(first - 1).is_some_and(|row| is_group_row(row, begin)) {
        first -= 1;
    }
    if sheet.row(last + 1).is_some_and(|row| is_second_row(row, begin, dialects)) {
        last += 1;
    }
    Some(columns(&headings(sheet, plain, (first, last)), (first, last), dialects))
}

/// A row of numbers 1 to 12 beside or below the headings of people is one of months where a line above speaks of months.
fn plain_numbers(sheet: &Sheet, people: u32, named: &[u32]) -> Option<u32> {
    let speaks = sheet.rows.iter().take_while(|row| row.number <= people).flat_map(Row::filled);
    let speaks = speaks.filter_map(|(_, cell)| cell.text()).any(|text| text.contains(['月', '年']));
    let heads = (people..=people + 1).filter_map(|n| sheet.row(n));
    let row = heads.filter(|row| row.number == people || names_nobody(row, named)).find(|row| {
        let numbers: Vec<u32> = row.filled().filter_map(|(_, cell)| small(cell)).collect();
        numbers.len() >= 3
            && numbers.is_sorted()
            && numbers.iter().collect::<BTreeSet<_>>().len() == numbers.len()
            && row.filled().all(|(_, cell)| cell.text().is_some() || small(cell).is_some())
    })?;
    speaks.then_some(row.number)
}

fn small(cell: &Cell) -> Option<u32> {
    let number: u32 = match cell {
        Cell::Number(number) => number.parse().ok()?,
        Cell::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (1..=12).contains(&number).then_some(number)
}

/// The month of a heading cell; a bare number counts where its row is one of months.
fn month_of(cell: &Cell, plain: bool) -> Option<u32> {
    match time::of_cell(cell).map(|time| time.months) {
        Some(Months::One(month)) => Some(month),
        _ => small(cell).filter(|_| plain),
    }
}

fn months_begin(row: &Row, plain: bool) -> Option<u32> {
    row.filled().find(|(_, cell)| month_of(cell, plain).is_some()).map(|(column, _)| column)
}

/// The headings of every column, months as texts.
fn headings(sheet: &Sheet, plain: Option<u32>, (first, last): (u32, u32)) -> Vec<HeadCell> {
    let within = sheet.rows.iter().filter(|row| (first..=last).contains(&row.number));
    let rows = within.map(|row| {
        let cells = row.cells.iter().map(|(column, cell)| (*column, spelled(cell, plain == Some(row.number))));
        Row { number: row.number, hidden: row.hidden, cells: cells.collect() }
    });
    let spelled = Sheet { rows: rows.collect(), merges: sheet.merges.clone(), ..Sheet::default() };
    head_cells(&spelled, first, last)
}

/// A month as a text: 2024年1月.
fn spelled(cell: &Cell, plain: bool) -> Cell {
    let named = time::of_cell(cell).filter(|_| cell.text().is_none());
    match (named.as_ref().map(|time| (time.year, time.months)), small(cell).filter(|_| plain)) {
        (Some((Some(year), Months::One(month))), _) => Cell::Text(format!("{year}年{month}月")),
        (_, Some(month)) => Cell::Text(format!("{month}月")),
        _ => cell.clone(),
    }
}

/// 2024年工资 over the months, and nothing over the names. What stands in the first column is a title.
fn is_group_row(row: &Row, months_begin: u32) -> bool {
    let short = |cell: &Cell| cell.text().is_some_and(|text| text.chars().count() <= 20);
    let of_months = |column: u32| column >= months_begin.max(1);
    !row.hidden && row.filled().next().is_some() && row.filled().all(|(column, cell)| of_months(column) && short(cell))
}

/// 应发 and 社保 under each month, and nothing under the names.
fn is_second_row(row: &Row, months_begin: u32, dialects: &Dialects) -> bool {
    let texts: Vec<&str> = row.filled().filter_map(|(_, cell)| cell.text()).collect();
    let known = |text: &&str| {
        let heading = normalise(text);
        pay_field(dialects, &heading).is_some() || dialects.contributions.side_of(&heading.plain).is_some()
    };
    !row.hidden
        && texts.len() >= 2
        && row.filled().all(|(column, cell)| column >= months_begin && cell.text().is_some())
        && texts.iter().any(known)
}

/// Sorts the columns by their headings.
fn columns(cells: &[HeadCell], (first, last): (u32, u32), dialects: &Dialects) -> Layout {
    let mut layout = Layout {
        first,
        last,
        months: Vec::new(),
        whose: Vec::new(),
        sums: Vec::new(),
        year_column: None,
        others: Vec::new(),
    };
    let words = &dialects.month_words;
    for cell in cells {
        let (leaf, group) = (time::read(&cell.leaf_text), time::read(&cell.parent_text));
        let field = pay_field(dialects, &cell.leaf);
        let heading =
            || [cell.parent_text.as_str(), cell.leaf_text.as_str()].concat().split_whitespace().collect::<String>();
        if matches!(leaf.months, Months::None) && field.is_some_and(tells_of_person) {
            layout.whose.push((cell.column, cell.leaf_text.clone()));
        } else if ["年度", "年份", "年", "所属年度", "工资年度"].contains(&cell.leaf.plain.as_str()) {
            layout.year_column = Some(cell.leaf_text.clone());
        } else if let (Some(month), false) = (one(&leaf, &group), to_date(&leaf, &group)) {
            layout.months.push(month_column(cell.column, month, leaf, group));
        } else if words.averages.iter().any(|word| heading().contains(word.as_str())) {
            layout.others.push((cell.column, heading(), None));
        } else if let Some(sum) = sum(cell.column, &heading(), &leaf, &group, &words.sums) {
            layout.sums.push(sum);
        } else {
            layout.others.push((cell.column, heading(), field));
        }
    }
    layout
}

fn month_column(column: u32, month: u32, mut leaf: Time, mut group: Time) -> MonthColumn {
    let unit = take_unit(&mut leaf.rest);
    let unit = unit.or(take_unit(&mut group.rest));
    MonthColumn { column, year: leaf.year.or(group.year), month, leaf: leaf.rest, group: group.rest, unit }
}

/// 应发万元: the words and what they count in.
fn take_unit(rest: &mut String) -> Option<&'static str> {
    let unit = ["万元", "千元", "元"].into_iter().find(|unit| rest.ends_with(unit))?;
    *rest = rest.replacen(unit, "", 1);
    Some(unit)
}

/// The month of a column: its own, else the group's.
fn one(leaf: &Time, group: &Time) -> Option<u32> {
    match (leaf.months, group.months) {
        (Months::One(month), Months::None) | (Months::None, Months::One(month)) => Some(month),
        (Months::One(month), Months::One(other)) if month == other => Some(month),
        _ => None,
    }
}

/// 1月累计, 截至6月: what has come together until then is no month's amount.
fn to_date(leaf: &Time, group: &Time) -> bool {
    [&leaf.rest, &group.rest].iter().any(|rest| ["累计", "截至", "截止", "至今"].iter().any(|word| rest.contains(word)))
}

fn sum(column: u32, heading: &str, leaf: &Time, group: &Time, sums: &[String]) -> Option<SumColumn> {
    let span = [leaf, group].iter().find_map(|time| match time.months {
        Months::Span(first, last) => Some((first, last)),
        _ => None,
    });
    let mut of = [group.rest.as_str(), leaf.rest.as_str()].concat();
    let summed = sums.iter().any(|word| of.contains(word.as_str()));
    if !summed && span.is_none() {
        return None;
    }
    for word in sums.iter().map(String::as_str).chain(SPANS.iter().copied()) {
        of = of.replace(word, "");
    }
    Some(SumColumn { column, heading: heading.to_owned(), of, span })
}

/// What a pay sheet means by a heading of its own.
pub(super) fn pay_field(dialects: &Dialects, heading: &Heading) -> Option<Field> {
    field_in(dialects, Kind::Payroll, heading, &Heading::default())
}

/// What a kind of sheet means by a heading under its group.
pub(super) fn field_in(dialects: &Dialects, kind: Kind, leaf: &Heading, group: &Heading) -> Option<Field> {
    let dialect: &Dialect = dialects.all.iter().find(|dialect| dialect.kind == kind)?;
    dialect.field(leaf, group, &dialects.contributions).flatten()
}

const fn tells_of_person(field: Field) -> bool {
    matches!(
        field,
        Field::Sequence
            | Field::EmployeeNo
            | Field::Name
            | Field::IdType
            | Field::IdNumber
            | Field::Department
            | Field::Post
            | Field::Unit
            | Field::City
            | Field::Notes
    )
}
