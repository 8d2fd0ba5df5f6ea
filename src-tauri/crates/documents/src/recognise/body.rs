//! 数据行 — tells data rows from totals, group rows, notes, unfilled and example rows.

mod bank;

use std::collections::BTreeMap;

use shebao_rules::money::Yuan;

use super::field::Field;
use super::header::Header;
use super::{Block, Kind, SheetGuess, own_record};
use crate::clean;
use crate::sheet::{Cell, Row, Sheet};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    Data,
    Sample,
    GrandTotal,
    PartTotal,
    Filler,
    Stray,
    Text,
}

/// Sorts the rows of a sheet into the guess.
pub(super) fn classify(sheet: &Sheet, header: &Header, guess: &mut SheetGuess) {
    let mut sorter = Sorter::new(header);
    let above = data_stands_above(sheet, header, &sorter);
    let mut block_unit: Option<String> = None;
    let mut block: Option<Block> = None;
    for row in &sheet.rows {
        if header.blocks.iter().any(|(first, last)| (*first..=*last).contains(&row.number)) {
            guess.blocks.extend(block.take());
            sorter.part.clear();
            sorter.after_total = false;
            sorter.ended = false;
            continue;
        }
        if !in_reach(row.number, header, above) {
            block_unit = unit_title(row).or(block_unit);
            continue;
        }
        match sorter.sort_below(row, guess) {
            RowKind::Data => {
                guess.data_rows.push(row.number);
                if row.hidden {
                    guess.hidden_rows.push(row.number);
                }
                let current = block.get_or_insert_with(|| Block {
                    unit: block_unit.clone(),
                    first: row.number,
                    last: row.number,
                });
                current.last = row.number;
            }
            RowKind::Sample => guess.sample_rows.push(row.number),
            RowKind::GrandTotal => {
                guess.total_rows.push(row.number);
                guess.grand_total_rows.push(row.number);
            }
            RowKind::PartTotal => guess.total_rows.push(row.number),
            RowKind::Filler => guess.filler_rows.push(row.number),
            RowKind::Stray => guess.stray_rows.push(row.number),
            RowKind::Text => {
                if let Some(unit) = unit_title(row) {
                    guess.blocks.extend(block.take());
                    block_unit = Some(unit);
                }
            }
        }
    }
    guess.blocks.extend(block);
}

/// The columns of which at least one is filled in a data row.
fn anchors(header: &Header) -> Vec<u32> {
    let fields: &[Field] = match header.kind {
        Kind::Units => &[Field::Unit],
        Kind::Settings => &[Field::Insurance],
        Kind::BankStatement | Kind::Unknown => &[],
        Kind::Claims => &[Field::Name, Field::IdNumber, Field::EmployeeNo, Field::Bill],
        _ => &[Field::Name, Field::IdNumber, Field::EmployeeNo],
    };
    fields.iter().filter_map(|field| header.column_of(*field)).collect()
}

/// 【示例科技有限公司】 alone in a row names the unit of the rows below.
fn unit_title(row: &Row) -> Option<String> {
    let mut filled = row.filled();
    let (_, cell) = filled.next()?;
    if filled.next().is_some() {
        return None;
    }
    let text = cell.text()?.trim();
    let inner = text
        .strip_prefix(['【', '[', '〖', '《'])
        .and_then(|rest| rest.strip_suffix(['】', ']', '〗', '》']))
        .or_else(|| {
            text.split_once(['：', ':']).filter(|(key, _)| key.trim().ends_with("单位")).map(|(_, value)| value)
        })?;
    let inner = inner.trim();
    (inner.chars().count() >= 2).then(|| inner.to_owned())
}

/// Headings below the data: rows above them hold more people than rows below.
fn data_stands_above(sheet: &Sheet, header: &Header, sorter: &Sorter<'_>) -> bool {
    let [(first, last)] = header.blocks.as_slice() else { return false };
    if *first <= 2 {
        return false;
    }
    let people = |rows: &mut dyn Iterator<Item = &Row>| {
        rows.filter(|row| sorter.has_anchor(row) && row.filled().count() >= 3 && label(row, &sorter.anchors).is_none())
            .take(50)
            .count()
    };
    let above = people(&mut sheet.rows.iter().filter(|row| row.number < *first));
    let below = people(&mut sheet.rows.iter().filter(|row| row.number > *last));
    above > below
}

/// Whether a row belongs to the table: below the first headings, or above them where the table stands on its head
/// (its total may still follow the headings).
fn in_reach(row: u32, header: &Header, above: bool) -> bool {
    above || header.blocks.first().is_some_and(|(first, _)| row > *first)
}

/// 合计, 小计 … written in a cell of its own: among the first ones, or where a name stands in other rows. Right of a
/// name they mean something else: another table beside this one, or a remark.
fn label(row: &Row, anchors: &[u32]) -> Option<bool> {
    let name = anchors.iter().filter(|column| row.cell(**column).is_some_and(is_name)).min();
    let within = |column: u32| name.is_none_or(|name| column < *name);
    let named = anchors.iter().filter_map(|column| row.cell(*column));
    let first = row.filled().filter(|(column, _)| within(*column)).take(12).map(|(_, cell)| cell);
    first.chain(named).find_map(total_word)
}

/// A name rather than a number, a dash or a total's label.
fn is_name(cell: &Cell) -> bool {
    let of_name = |text: &str| !text.trim().is_empty() && !text.contains(|c: char| c.is_ascii_digit());
    cell.text().is_some_and(of_name) && !is_dash(cell) && total_word(cell).is_none()
}

/// Whether a cell says 合计 of everything (true) or 小计 of a part.
pub(super) fn total_word(cell: &Cell) -> Option<bool> {
    // Every such word has this character; most cells have not.
    let text = cell.text().filter(|text| text.contains('计'))?;
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '【' | '】')).collect();
    if text.chars().count() > 14 {
        return None;
    }
    if ["合计", "总计", "共计", "总合计"].iter().any(|w| text == *w || text.ends_with(w) && !text.contains("小计"))
    {
        let part = ["部门", "本页", "部合计", "组合计"].iter().any(|w| text.contains(w));
        return Some(!part);
    }
    ["小计", "累计", "本页合计"].iter().any(|w| text.ends_with(w) || text.starts_with(w)).then_some(false)
}

struct Sorter<'a> {
    header: &'a Header,
    anchors: Vec<u32>,
    money: Vec<u32>,
    /// Sums of the data rows so far, of the whole sheet and since the last total.
    sums: BTreeMap<u32, Yuan>,
    part: BTreeMap<u32, Yuan>,
    after_total: bool,
    /// A bureau's list is over: its grand total agreed, and what follows is another table.
    ended: bool,
}

impl<'a> Sorter<'a> {
    fn new(header: &'a Header) -> Self {
        let money = header.cells.iter().filter(|c| c.field.is_none_or(Field::is_money)).map(|c| c.column).collect();
        Self {
            header,
            anchors: anchors(header),
            money,
            sums: BTreeMap::new(),
            part: BTreeMap::new(),
            after_total: false,
            ended: false,
        }
    }
}

impl Sorter<'_> {
    fn has_anchor(&self, row: &Row) -> bool {
        if self.anchors.is_empty() {
            return row.filled().count() >= 3;
        }
        self.anchors.iter().any(|column| row.cell(*column).is_some_and(|cell| !cell.is_blank() && !is_dash(cell)))
    }

    /// A line that names the person of the rows below it is none of them.
    fn sort_below(&mut self, row: &Row, guess: &SheetGuess) -> RowKind {
        let names = !guess.said.people.is_empty() && own_record::is_line(row);
        if names { RowKind::Text } else { self.sort(row) }
    }

    fn sort(&mut self, row: &Row) -> RowKind {
        let filled = row.filled().count();
        if filled > 0 && self.header.kind == Kind::BankStatement {
            return self.sort_line(row);
        }
        let record = self.header.kind.is_record();
        if filled == 0 || self.ended || (record && filled == 1) {
            return RowKind::Text;
        }
        if let Some(grand) = label(row, &self.anchors).filter(|_| self.may_be_total(row)) {
            self.ended = record && grand && agrees(&self.sums, &self.amounts(row));
            self.after_total = true;
            self.part.clear();
            return if grand { RowKind::GrandTotal } else { RowKind::PartTotal };
        }
        if self.is_note(row, filled) {
            return RowKind::Text;
        }
        if self.has_anchor(row) {
            if self.is_sample(row) {
                return RowKind::Sample;
            }
            self.add(row);
            self.after_total = false;
            return RowKind::Data;
        }
        self.nameless(row)
    }

    /// A labelled total has no document number, and no bill beside its label: a remark may end in 合计 too.
    fn may_be_total(&self, row: &Row) -> bool {
        let digits = |field: Field| {
            let cell = self.header.column_of(field).and_then(|c| row.cell(c));
            cell.map_or(0, |cell| cell.shown().chars().filter(char::is_ascii_digit).count())
        };
        digits(Field::IdNumber) < 8 && digits(Field::Bill) < 4
    }

    /// One or two texts that read like a sentence.
    fn is_note(&self, row: &Row, filled: usize) -> bool {
        if filled > 2 {
            return false;
        }
        let texts: Vec<&str> = row.filled().filter_map(|(_, cell)| cell.text()).collect();
        if texts.len() < filled {
            return false;
        }
        // A pay sheet's row that pays nobody anything: ② 个人 2%.
        let pays = self.header.kind != Kind::Payroll || !self.amounts(row).is_empty();
        let sentence = |t: &str| t.trim().chars().count() > 12 || t.contains(['：', ':', '；', '。', '，', '【', '注']);
        texts.iter().any(|t| sentence(t)) || !pays || !self.has_anchor(row)
    }

    /// 张示范（填写样例，请删除）.
    fn is_sample(&self, row: &Row) -> bool {
        let name = self.header.column_of(Field::Name).and_then(|c| row.cell(c)).and_then(Cell::text);
        name.is_some_and(|t| ["样例", "示例", "范例", "请删除", "填写", "（例", "(例"].iter().any(|w| t.contains(w)))
    }

    fn add(&mut self, row: &Row) {
        for column in &self.money {
            if let Some(amount) = row.cell(*column).and_then(|cell| clean::money(cell).value) {
                for sums in [&mut self.sums, &mut self.part] {
                    let sum = sums.entry(*column).or_default();
                    *sum = Yuan::from_fen(sum.fen().saturating_add(amount.fen()));
                }
            }
        }
    }

    fn amounts(&self, row: &Row) -> Vec<(u32, Yuan)> {
        self.money.iter().filter_map(|column| Some((*column, clean::money(row.cell(*column)?).value?))).collect()
    }

    /// Amounts without anybody's name: an unlabelled total, what follows a total, unfilled rows, or a stray.
    fn nameless(&mut self, row: &Row) -> RowKind {
        let amounts = self.amounts(row);
        if amounts.is_empty() {
            return RowKind::Filler;
        }
        if agrees(&self.sums, &amounts) {
            self.after_total = true;
            self.part.clear();
            return RowKind::GrandTotal;
        }
        if agrees(&self.part, &amounts) {
            self.after_total = true;
            self.part.clear();
            return RowKind::PartTotal;
        }
        if self.after_total {
            return RowKind::PartTotal;
        }
        if amounts.iter().all(|(_, amount)| amount.is_zero()) { RowKind::Filler } else { RowKind::Stray }
    }
}

/// Whether more than half of a row's amounts are the sums of the rows before it.
fn agrees(sums: &BTreeMap<u32, Yuan>, amounts: &[(u32, Yuan)]) -> bool {
    let told = amounts.iter().filter(|(_, amount)| !amount.is_zero());
    let (mut same, mut all) = (0, 0);
    for (column, amount) in told {
        all += 1;
        same += usize::from(sums.get(column) == Some(amount));
    }
    all > 0 && same * 2 > all
}

pub(super) fn is_dash(cell: &Cell) -> bool {
    cell.text().is_some_and(|t| matches!(t.trim(), "-" | "--" | "—" | "/" | "0"))
}
