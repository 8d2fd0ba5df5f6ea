//! 样式 — which look a cell takes that is not there yet: the one of the row it is like, of its own row, of its column.

use crate::read::biff::{COLUMN_INFO, word};

use super::record::{Record, long, put};

/// The look of cells that nobody formatted.
pub(super) const PLAIN: u16 = 15;

/// The looks that a sheet gives to whole columns.
pub(super) struct ColumnLooks(Vec<(u16, u16, u16)>);

impl ColumnLooks {
    pub fn of(sheet: &[Record<'_>]) -> Self {
        let infos = sheet.iter().filter(|record| record.depth == 1 && record.kind == COLUMN_INFO);
        Self(infos.filter_map(|info| Some((word(info.body, 0)?, word(info.body, 2)?, word(info.body, 6)?))).collect())
    }

    pub fn at(&self, column: u16) -> Option<u16> {
        let own = self.0.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
        own.map(|(_, _, look)| *look)
    }
}

/// 行 — the body of a row's record.
#[derive(Clone, Copy)]
pub(super) struct RowHead([u8; 16]);

impl RowHead {
    /// A row of the usual height without a look of its own.
    pub fn plain() -> Self {
        Self([0, 0, 0, 0, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 1, 0x0F, 0])
    }

    pub fn of(body: &[u8]) -> Option<Self> {
        Some(Self(body.try_into().ok()?))
    }

    pub fn number(&self) -> u16 {
        word(&self.0, 0).unwrap_or_default()
    }

    /// The look of the whole row, if it has one.
    pub fn look(&self) -> Option<u16> {
        let options = long(&self.0, 12)?;
        let own = options & 0x80 != 0;
        u16::try_from(options >> 16 & 0x0FFF).ok().filter(|_| own)
    }

    /// As another row whose cells lie in these columns.
    pub fn as_row(&self, number: u16, first: u16, last: u16) -> Self {
        let mut other = *self;
        put(&mut other.0, 0, &number.to_le_bytes());
        put(&mut other.0, 2, &first.to_le_bytes());
        put(&mut other.0, 4, &last.saturating_add(1).to_le_bytes());
        other
    }

    /// Wide enough for these columns too.
    pub fn reaching(&self, first: u16, last: u16) -> Self {
        let (from, behind) = (word(&self.0, 2).unwrap_or_default(), word(&self.0, 4).unwrap_or_default());
        if from >= behind {
            return self.as_row(self.number(), first, last);
        }
        self.as_row(self.number(), from.min(first), behind.saturating_sub(1).max(last))
    }

    pub fn body(&self) -> &[u8] {
        &self.0
    }
}
