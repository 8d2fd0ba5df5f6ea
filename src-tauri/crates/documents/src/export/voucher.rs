//! 记账凭证 — what the accountant books: entries of equal debit and credit, a sheet each.

use shebao_rules::money::Yuan;

use super::error::ExportError;
use super::table::{self, Heading, Table, Value};

/// 凭证 — one voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// 计提、缴纳: the name of its sheet.
    pub sheet: String,
    /// 标题.
    pub title: String,
    /// 说明.
    pub notes: Vec<String>,
    /// 分录.
    pub entries: Vec<Entry>,
}

/// 分录 — one line of a voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 摘要.
    pub summary: String,
    /// 科目.
    pub account: String,
    /// 辅助核算: 参保单位.
    pub unit: String,
    /// 辅助核算: 部门.
    pub department: String,
    /// 借或贷.
    pub side: Side,
    /// 金额.
    pub amount: Yuan,
}

/// 借贷方向.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// 借.
    Debit,
    /// 贷.
    Credit,
}

impl Voucher {
    /// 借方合计 and 贷方合计.
    #[must_use]
    pub fn sums(&self) -> (Yuan, Yuan) {
        let of = |side| self.entries.iter().filter(|e| e.side == side).map(|e| e.amount).sum();
        (of(Side::Debit), of(Side::Credit))
    }

    fn table(&self) -> Table {
        let row = |entry: &Entry| {
            let on = |side| if entry.side == side { Value::Money(entry.amount) } else { Value::Empty };
            vec![
                Value::text(entry.summary.as_str()),
                Value::text(entry.account.as_str()),
                Value::text(entry.unit.as_str()),
                Value::text(entry.department.as_str()),
                on(Side::Debit),
                on(Side::Credit),
            ]
        };
        let headings =
            [("摘要", 34), ("会计科目", 38), ("参保单位", 28), ("部门", 14), ("借方金额", 16), ("贷方金额", 16)];
        Table {
            sheet: self.sheet.clone(),
            title: Some(self.title.clone()),
            notes: self.notes.clone(),
            headings: headings.map(|(text, width)| Heading::new(text, width)).to_vec(),
            rows: self.entries.iter().map(row).collect(),
            totals: true,
            ..Table::default()
        }
    }
}

/// 导出记账凭证.
///
/// # Errors
/// [`ExportError::Unbalanced`] if debit and credit of a voucher differ, and what does not fit into a sheet.
pub fn write(vouchers: &[Voucher]) -> Result<Vec<u8>, ExportError> {
    if vouchers.iter().map(Voucher::sums).any(|(debit, credit)| debit != credit) {
        return Err(ExportError::Unbalanced);
    }
    table::write(&vouchers.iter().map(Voucher::table).collect::<Vec<_>>())
}
