//! 批次进行中 — what a batch carries from row to row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_rules::money::Yuan;
use shebao_rules::policy::Library;
use shebao_store::{Origin, Tx};

use crate::error::Outcome;
use crate::exchange::ground::matching::People;
use crate::exchange::ground::places::Places;
use crate::read;

/// What makes a claim the same one in a later copy of the register.
pub(in crate::exchange) type ClaimKey = (i64, String, Option<NaiveDate>, Option<NaiveDate>, Option<Yuan>);

/// What a batch carries while its sheets go in.
pub(in crate::exchange) struct Run<'t> {
    pub library: &'t Library,
    pub people: People,
    pub places: Places,
    /// What the clerk wants done with people and records that are known, and with those that are not.
    pub mode: Mode,
    /// The unit that she named for rows that name none.
    pub unit: Option<String>,
    /// People whose number was in question and is known now.
    pub answered: Vec<i64>,
    /// How often each claim came by in this file: equal rows are counted, not dropped.
    pub claims_seen: BTreeMap<ClaimKey, i64>,
}

/// 新增、更新或两者.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Mode {
    /// 只新增: what is known stays as it is.
    Create,
    /// 只更新: what is not known is refused.
    Update,
    /// 新增并更新.
    Both,
}

impl Mode {
    /// Whether what the book does not know is taken in.
    pub(in crate::exchange) const fn adds(self) -> bool {
        !matches!(self, Self::Update)
    }

    /// Whether what the book knows takes the row's word.
    pub(in crate::exchange) const fn changes(self) -> bool {
        !matches!(self, Self::Create)
    }
}

impl<'t> Run<'t> {
    /// The book as it stands at the beginning of a batch that may bring this many people.
    pub(in crate::exchange) fn of(tx: &Tx<'_>, library: &'t Library, coming: usize) -> Outcome<Self> {
        Ok(Self {
            library,
            people: People::of(tx, coming)?,
            places: Places::of(tx)?,
            mode: Mode::Both,
            unit: None,
            answered: Vec::new(),
            claims_seen: BTreeMap::new(),
        })
    }
}

/// Whether two rows came with the same file.
pub(in crate::exchange) fn same_batch(tx: &Tx<'_>, one: Option<Origin>, other: Option<Origin>) -> Outcome<bool> {
    let batch = |origin: Option<Origin>| -> Outcome<Option<i64>> {
        let Some(origin) = origin else { return Ok(None) };
        Ok(tx.sheet(origin.sheet_id)?.map(|sheet| sheet.batch_id))
    };
    Ok(batch(one)? == batch(other)?)
}

/// The clerk's choice by name; both when she made none.
///
/// # Errors
/// [`crate::Code::InvalidInput`] for another word.
pub(in crate::exchange) fn mode_named(text: Option<&str>) -> Outcome<Mode> {
    match read::given(text) {
        None | Some("both") => Ok(Mode::Both),
        Some("create") => Ok(Mode::Create),
        Some("update") => Ok(Mode::Update),
        Some(_) => Err(read::invalid("导入方式", "create、update、both")),
    }
}
