//! 备好的工作表 — one sheet of a file as it goes in: recognised and read, with what she taught.

use shebao_documents::recognise::{Kind, SheetGuess};
use shebao_documents::rows::SheetRows;

use crate::exchange::reading::mapping::Lesson;

/// One sheet, recognised and read, with the clerk's choices applied.
pub(in crate::exchange) struct Ready {
    pub rows: SheetRows,
    pub kind: Kind,
    pub guess: SheetGuess,
    /// What she said about its columns, to be remembered.
    pub lesson: Option<Lesson>,
}

/// Units before people, people before cover, cover before pay; a stronger roster before a weaker one is the migration's
/// business, within a file the sheets keep their order.
pub(in crate::exchange) const fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Units => 0,
        Kind::Settings => 1,
        Kind::Roster => 2,
        Kind::Enrollments => 3,
        Kind::Bases => 4,
        Kind::Payroll => 5,
        Kind::AgencyRecords => 6,
        Kind::HousingFundRecords => 7,
        Kind::BankStatement => 8,
        Kind::Claims => 9,
        _ => 10,
    }
}
