//! 明细的列 — the columns of 「明细」 and how formulas speak of them.

use crate::sheet::column_letter;

/// The name of the sheet of lines.
pub(super) const DETAIL: &str = "明细";

/// 明细的一列.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    EmployeeNo,
    Name,
    IdNumber,
    Department,
    Unit,
    Insurance,
    Kind,
    Period,
    Booked,
    DeclaredBase,
    Floor,
    Cap,
    Base,
    EmployerRate,
    EmployerFixed,
    Employer,
    EmployeeRate,
    EmployeeFixed,
    Employee,
    Total,
    Status,
}

impl Column {
    /// All columns from the left.
    pub(super) const ALL: [Self; 21] = [
        Self::EmployeeNo,
        Self::Name,
        Self::IdNumber,
        Self::Department,
        Self::Unit,
        Self::Insurance,
        Self::Kind,
        Self::Period,
        Self::Booked,
        Self::DeclaredBase,
        Self::Floor,
        Self::Cap,
        Self::Base,
        Self::EmployerRate,
        Self::EmployerFixed,
        Self::Employer,
        Self::EmployeeRate,
        Self::EmployeeFixed,
        Self::Employee,
        Self::Total,
        Self::Status,
    ];

    /// Counted from 0.
    pub(super) const fn index(self) -> u16 {
        self as u16
    }

    /// Heading and width in characters.
    pub(super) const fn heading(self) -> (&'static str, u16) {
        match self {
            Self::EmployeeNo => ("工号", 11),
            Self::Name => ("姓名", 10),
            Self::IdNumber => ("证件号码", 20),
            Self::Department => ("部门", 13),
            Self::Unit => ("参保单位", 26),
            Self::Insurance => ("险种", 13),
            Self::Kind => ("类别", 10),
            Self::Period => ("费款所属期", 11),
            Self::Booked => ("入库月", 9),
            Self::DeclaredBase => ("申报基数", 12),
            Self::Floor => ("基数下限", 12),
            Self::Cap => ("基数上限", 12),
            Self::Base => ("缴费基数", 12),
            Self::EmployerRate => ("单位费率", 9),
            Self::EmployerFixed => ("单位固定额", 10),
            Self::Employer => ("单位部分", 12),
            Self::EmployeeRate => ("个人费率", 9),
            Self::EmployeeFixed => ("个人固定额", 10),
            Self::Employee => ("个人部分", 12),
            Self::Total => ("合计", 13),
            Self::Status => ("状态", 11),
        }
    }

    /// The cell in a row counted from 0, as a formula writes it: `M6`.
    pub(super) fn cell(self, row: u32) -> String {
        format!("{}{}", column_letter(u32::from(self.index())), row + 1)
    }
}

/// Where the lines stand in 「明细」, rows counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// First row of lines.
    pub(super) first: u32,
    /// Last row of lines; an empty row below the headings if there are none.
    pub(super) last: u32,
}

impl Place {
    /// The cells of a column, rows fixed: `P$6:P$300`.
    pub(super) fn within(self, column: Column) -> String {
        let letter = column_letter(u32::from(column.index()));
        format!("{letter}${}:{letter}${}", self.first + 1, self.last + 1)
    }

    /// The same as another sheet sees it: `'明细'!$P$6:$P$300`.
    pub(super) fn of(self, column: Column) -> String {
        let letter = column_letter(u32::from(column.index()));
        format!("'{DETAIL}'!${letter}${}:${letter}${}", self.first + 1, self.last + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_from_the_left() {
        for (index, column) in Column::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(column.index()), index);
        }
        assert_eq!(Column::Status.cell(5), "U6");
        let place = Place { first: 5, last: 299 };
        assert_eq!(place.within(Column::Base), "M$6:M$300");
        assert_eq!(place.of(Column::Base), "'明细'!$M$6:$M$300");
    }
}
