//! 操作记录检索 — who changed what when: by person, amount, user, day and kind of record.

use std::collections::BTreeMap;

use shebao_rules::money::Yuan;
use shebao_store::{Employee, JournalEntry, JournalSearch, RowChange, RowValues};

use crate::actions::words;
use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::records::{Names, Records};
use crate::wire::journal::{FieldChange, JournalHit, JournalPage, JournalQuery, RecordChange, RecordKind};
use crate::wire::small;

/// Rows of a page until the clerk says otherwise, and at most.
const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 500;

/// Changes of one row of the journal that are spelt out; an import may have thousands.
const SHOWN: usize = 40;

/// What a change must be to be shown.
struct Wanted<'q> {
    amount: Option<Yuan>,
    record: Option<&'q str>,
}

impl Wanted<'_> {
    fn fits(&self, records: &Records, change: &RowChange) -> bool {
        let holds =
            |row: &Option<RowValues>, amount| row.as_ref().is_some_and(|row| records.holds(&change.table, row, amount));
        self.record.is_none_or(|record| record == change.table)
            && self.amount.is_none_or(|amount| holds(&change.before, amount) || holds(&change.after, amount))
    }

    /// Whether a row of the journal is shown: it has a change that fits, or says something by itself.
    fn keeps(&self, records: &Records, entry: &JournalEntry) -> bool {
        let speaks = entry.erased || !entry.summary.is_null();
        let anything = self.amount.is_none() && self.record.is_none();
        entry.changes.iter().any(|change| self.fits(records, change)) || anything && speaks
    }
}

impl Desk {
    /// 检索操作记录, newest first, one page at a time.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] for an amount or a day that is none, [`crate::Code::UnknownEmployee`].
    pub fn journal_search(&self, query: &JournalQuery) -> Outcome<JournalPage> {
        let person = read::given(query.employee_no.as_deref()).map(|no| self.employee(no)).transpose()?;
        let day = |text: &Option<String>, field| read::given(text.as_deref()).map(|t| read::date(t, field)).transpose();
        let search = JournalSearch {
            employee_id: person.map(|person| person.id),
            user: read::given(query.user.as_deref()),
            from: day(&query.from, "起")?,
            to: day(&query.to, "止")?,
            before_seq: query.before.map(i64::from),
        };
        let amount = read::yuan_or_none(query.amount.as_deref(), "金额")?;
        let wanted = Wanted { amount, record: read::given(query.record.as_deref()) };
        let limit = usize::try_from(query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE)).unwrap_or_default();
        let records = &self.tools.records;
        let (found, before) = self.book.journal_search(&search, limit, |entry| wanted.keeps(records, entry))?;
        let (people, units) = (self.employees_by_id()?, self.unit_names()?);
        let names = Names { units: &units, library: &self.library };
        let hits = found.iter().map(|entry| hit(records, entry, &wanted, &people, &names)).collect();
        Ok(JournalPage { hits, before: before.map(small), records: self.record_kinds(), users: self.journal_users()? })
    }

    fn record_kinds(&self) -> Vec<RecordKind> {
        let kinds = self.tools.records.all();
        kinds.map(|(id, record)| RecordKind { id: id.clone(), name: record.name.clone() }).collect()
    }

    fn journal_users(&self) -> Outcome<Vec<String>> {
        Ok(self.book.journal_users()?)
    }
}

fn hit(
    records: &Records,
    entry: &JournalEntry,
    wanted: &Wanted<'_>,
    people: &BTreeMap<i64, Employee>,
    names: &Names<'_>,
) -> JournalHit {
    let fitting: Vec<&RowChange> = entry.changes.iter().filter(|change| wanted.fits(records, change)).collect();
    let person = entry.employee_id.and_then(|id| people.get(&id));
    JournalHit {
        seq: small(entry.seq),
        action_seq: small(entry.action_seq),
        time: entry.time.format("%Y-%m-%d %H:%M:%S").to_string(),
        user: entry.user.clone(),
        role: entry.role.clone(),
        action: words(&entry.action).to_owned(),
        object: super::object(entry),
        employee_no: person.map(|person| person.employee_no.clone()),
        name: person.map(|person| person.name.clone()),
        undoes: entry.undoes.map(small),
        erased: entry.erased,
        more: u32::try_from(fitting.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX),
        changes: fitting.into_iter().take(SHOWN).map(|change| told(records, change, names)).collect(),
    }
}

fn told(records: &Records, change: &RowChange, names: &Names<'_>) -> RecordChange {
    let told =
        |row: &Option<RowValues>| row.as_ref().map_or_else(Vec::new, |row| records.told(&change.table, row, names));
    let (before, mut after) = (told(&change.before), told(&change.after));
    let kind = match (&change.before, &change.after) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    };
    let mut fields: Vec<FieldChange> = Vec::new();
    for (field, value) in before {
        let at = after.iter().position(|(name, _)| *name == field);
        let now = at.map(|at| after.remove(at).1);
        fields.push(FieldChange { field, before: filled(value), after: now.and_then(filled) });
    }
    fields.extend(after.into_iter().map(|(field, value)| FieldChange { field, before: None, after: filled(value) }));
    fields.retain(|change| change.before.is_some() || change.after.is_some());
    RecordChange { record: records.name(&change.table).to_owned(), kind: kind.to_owned(), fields }
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
