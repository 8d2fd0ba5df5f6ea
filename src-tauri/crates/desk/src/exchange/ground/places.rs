//! 单位认定 — which unit of the book a row speaks of.

use std::collections::BTreeMap;

use shebao_documents::rows::account_number;
use shebao_rules::policy::Library;
use shebao_store::{Stored, Unit, View};

use crate::error::Outcome;

/// The units of the book, for finding the one a row speaks of.
pub(in crate::exchange) struct Places {
    units: Vec<Stored<Unit>>,
    names: BTreeMap<String, i64>,
    /// The unit that the clerk named for rows that name none.
    chosen: Option<i64>,
}

impl Places {
    pub(in crate::exchange) fn of(view: &View<'_>) -> Outcome<Self> {
        let units = view.units()?;
        let names = units.iter().map(|u| (shebao_rules::name::fold(&u.name), u.id)).collect();
        Ok(Self { units, names, chosen: None })
    }

    /// The same with the unit that the clerk named for the file.
    pub(in crate::exchange) fn with_chosen(mut self, name: Option<&str>) -> Self {
        self.chosen = name.and_then(|name| self.by_name(name));
        self
    }

    fn by_name(&self, name: &str) -> Option<i64> {
        let as_written = self.units.iter().find(|u| u.name == name).map(|u| u.id);
        as_written.or_else(|| self.names.get(&shebao_rules::name::fold(name)).copied())
    }

    pub(in crate::exchange) fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// All of them.
    pub(in crate::exchange) fn units(&self) -> &[Stored<Unit>] {
        &self.units
    }

    pub(in crate::exchange) fn get(&self, id: i64) -> Option<&Unit> {
        self.units.iter().find(|u| u.id == id).map(|u| &u.row)
    }

    /// By the unit's name; without one by its city, if only one unit is there; a sheet that says neither speaks of the
    /// unit the clerk named for it, or of the book's only unit.
    pub(in crate::exchange) fn find(&self, library: &Library, unit: Option<&str>, city: Option<&str>) -> Option<i64> {
        match self.named(library, unit, city).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The units that a name or else a city can mean; all of the book where a sheet says neither.
    pub(in crate::exchange) fn named(&self, library: &Library, unit: Option<&str>, city: Option<&str>) -> Vec<i64> {
        if let Some(id) = unit.and_then(|name| self.by_name(name)) {
            return vec![id];
        }
        if let (None, None, Some(chosen)) = (unit, city, self.chosen) {
            return vec![chosen];
        }
        let region = city.map(|city| library.region(city).map(|region| region.code.as_str()));
        let of = |wanted: &dyn Fn(&Unit) -> bool| self.units.iter().filter(|u| wanted(u)).map(|u| u.id).collect();
        match (unit, region) {
            (_, Some(Some(code))) => of(&|u| u.region == code),
            (None, None) => of(&|_| true),
            _ => Vec::new(),
        }
    }

    /// The unit that pays from an account, and the account's full number; a masked number must fit one unit only.
    pub(in crate::exchange) fn by_account(&self, number: &str) -> Option<(i64, String)> {
        let own = self.units.iter().filter_map(|u| Some((u.id, account_number(u.bank_account.as_deref()?)?)));
        let mut fitting = own.filter(|(_, account)| same_account(account, number));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// The one unit that a file's name speaks of, by the unit's name or its city.
    pub(in crate::exchange) fn hinted(&self, library: &Library, file_name: &str) -> Option<i64> {
        let folded = shebao_rules::name::fold(file_name);
        let whole = self.names.iter().filter(|(name, _)| folded.contains(name.as_str()));
        if let Some((_, id)) = whole.max_by_key(|(name, _)| name.len()) {
            return Some(*id);
        }
        let cities = self.units.iter().filter_map(|u| Some((u.id, library.region(&u.region)?.name.clone())));
        let mut there = cities.filter(|(_, city)| folded.contains(city.trim_end_matches('市')));
        match (there.next(), there.next()) {
            (Some((only, _)), None) => Some(only),
            _ => None,
        }
    }
}

/// Whether a number as printed is an account's: stars stand for what is hidden.
fn same_account(account: &str, printed: &str) -> bool {
    match (printed.split('*').next(), printed.rsplit('*').next()) {
        (Some(head), Some(tail)) if printed.contains('*') => account.starts_with(head) && account.ends_with(tail),
        _ => account == printed,
    }
}
