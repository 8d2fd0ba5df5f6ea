//! 名单行 — one person of a list that an agency or the tax client keeps: of which insurances, with which wage.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;

use super::context::RowReader;
use super::person::{Person, person};
use crate::clean::{self, Issue, Reading, Severity};
use crate::recognise::{Column, Field, Kind};
use crate::sheet::Cell;

/// 名单行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedRow {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 人员.
    pub person: Person,
    /// 参保单位 of the row's own column.
    pub unit: Option<String>,
    /// What the list says of each of its insurances.
    pub entries: Vec<Listed>,
    /// 问题.
    pub issues: Vec<Issue>,
}

/// 名单上的一个险种.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// 险种.
    pub insurance: Insurance,
    /// Whether the list has her covered.
    pub covered: bool,
    /// 缴费工资或缴存基数, where it is printed.
    pub wage: Option<Yuan>,
}

pub(super) fn row(reader: &mut RowReader<'_>) -> ListedRow {
    let person = person(reader);
    let status = reader.cell(Field::RecordStatus).and_then(closed);
    let entries = match reader.guess.kind {
        Kind::FundAccounts => {
            let wage = reader.read_softly(Field::Base, Severity::Question, clean::base);
            vec![Listed { insurance: Insurance::HousingFund, covered: status != Some(true), wage }]
        }
        _ => insurances(reader, status == Some(true)),
    };
    ListedRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        unit: reader.text(Field::Unit),
        person,
        entries,
        issues: std::mem::take(&mut reader.issues),
    }
}

/// Whether a state of the whole row says that nothing runs any more; `None` for words of neither kind.
fn closed(cell: &Cell) -> Option<bool> {
    let text = cell.text()?;
    let ended = ["封存", "销户", "转出", "停保", "暂停", "中断", "终止"].iter().any(|word| text.contains(word));
    if ended { Some(true) } else { clean::covered(cell).map(|covered| !covered) }
}

/// A column per insurance: an amount is the wage declared for it, a word says whether she is covered, nothing says no.
fn insurances(reader: &mut RowReader<'_>, ended: bool) -> Vec<Listed> {
    let columns: Vec<(Column, Insurance)> = reader
        .guess
        .columns
        .iter()
        .filter_map(|column| match column.field {
            Some(Field::Listed(insurance)) => Some((column.clone(), insurance)),
            _ => None,
        })
        .collect();
    let mut entries = Vec::new();
    for (column, insurance) in columns {
        let cell = reader.row.cell(column.index).filter(|cell| !cell.is_blank());
        let said = cell.and_then(clean::covered);
        let reading = cell.filter(|_| said.is_none()).map_or_else(Reading::blank, clean::base);
        if let Some(flaw) = reading.flaw {
            reader.refuse_at(&column, flaw);
        }
        let covered = !ended && said.unwrap_or(reading.value.is_some());
        entries.push(Listed { insurance, covered, wage: reading.value.filter(|_| covered) });
    }
    entries
}
