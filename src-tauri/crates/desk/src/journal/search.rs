//! 操作记录检索 — who changed what when: by person, amount, user, day and kind of record.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::money::Yuan;
use shebao_store::{Employee, JournalEntry, JournalSearch, RowChange, RowValues};

use crate::access::FieldClass;
use crate::actions::words;
use crate::book::Desk;
use crate::error::Outcome;
use crate::naming::Unnamed;
use crate::read;
use crate::records::{Names, Records};
use crate::wire::journal::{FieldChange, JournalHit, JournalPage, JournalQuery, RecordChange, RecordKind};
use crate::wire::small;

/// Rows of a page until the clerk says otherwise, and at most.
const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 500;

/// Changes of one row of the journal that are spelt out; an import may have thousands.
const SHOWN: usize = 40;

/// What a change must be to be shown, and what of it may be.
struct Wanted<'q> {
    desk: &'q Desk,
    amount: Option<Yuan>,
    record: Option<&'q str>,
    /// 封存人员 that were not opened: nothing of what was done to their rows is told.
    unnamed: BTreeSet<i64>,
    /// The words that would tell who they are.
    words: Unnamed,
}

impl Wanted<'_> {
    fn records(&self) -> &Records {
        &self.desk.tools.records
    }

    fn is_frozen(&self, entry: &JournalEntry) -> bool {
        entry.employee_id.is_some_and(|id| self.unnamed.contains(&id))
    }

    /// Whether a class of fields is told of whom an entry concerns.
    fn shows(&self, entry: &JournalEntry, class: FieldClass) -> bool {
        /// No row of the roster has this id: what is nobody's is shown once everybody's is.
        const NOBODY: i64 = 0;
        self.desk.shows(entry.employee_id.unwrap_or(NOBODY), class)
    }

    fn fits(&self, entry: &JournalEntry, change: &RowChange) -> bool {
        let shows = |class| self.shows(entry, class);
        let records = self.records();
        let holds = |row: &Option<RowValues>, amount| {
            row.as_ref().is_some_and(|row| records.holds(&change.table, row, amount, shows))
        };
        self.record.is_none_or(|record| record == change.table)
            && self.amount.is_none_or(|amount| holds(&change.before, amount) || holds(&change.after, amount))
    }

    /// Whether a row of the journal is shown: it has a change that fits, or says something by itself.
    fn keeps(&self, entry: &JournalEntry) -> bool {
        let speaks = entry.erased || !entry.summary.is_null() || self.is_frozen(entry);
        let anything = self.amount.is_none() && self.record.is_none();
        let told = !self.is_frozen(entry) && entry.changes.iter().any(|change| self.fits(entry, change));
        told || anything && speaks
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
        let record = read::given(query.record.as_deref());
        let wanted = Wanted { desk: self, amount, record, unnamed: self.unnamed()?, words: self.unnamed_words()? };
        let limit = usize::try_from(query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE)).unwrap_or_default();
        let (found, before) = self.book.journal_search(&search, limit, |entry| wanted.keeps(entry))?;
        let (people, units) = (self.employees_by_id()?, self.unit_names()?);
        let names = Names { units: &units, library: &self.library };
        let hits = found.iter().map(|entry| wanted.hit(entry, &people, &names)).collect();
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

impl Wanted<'_> {
    fn hit(&self, entry: &JournalEntry, people: &BTreeMap<i64, Employee>, names: &Names<'_>) -> JournalHit {
        let frozen = self.is_frozen(entry);
        let fits = |change: &&RowChange| !frozen && self.fits(entry, change);
        let fitting: Vec<&RowChange> = entry.changes.iter().filter(fits).collect();
        let person = entry.employee_id.or_else(|| super::person_of_object(&entry.object));
        let person = person.and_then(|id| people.get(&id));
        JournalHit {
            seq: small(entry.seq),
            action_seq: small(entry.action_seq),
            time: entry.time.format("%Y-%m-%d %H:%M:%S").to_string(),
            user: entry.user.clone(),
            role: entry.role.clone(),
            action: words(&entry.action).to_owned(),
            object: self.words.veil(super::object(entry)),
            employee_no: person.map(|person| person.employee_no.clone()),
            name: person.map(|person| person.name.clone()),
            undoes: entry.undoes.map(small),
            erased: entry.erased,
            frozen,
            more: u32::try_from(fitting.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX),
            changes: fitting.into_iter().take(SHOWN).map(|change| self.told(entry, change, names)).collect(),
        }
    }

    fn told(&self, entry: &JournalEntry, change: &RowChange, names: &Names<'_>) -> RecordChange {
        let told = |row: &Option<RowValues>| {
            let told = |row| self.records().told(&change.table, row, names, |class| self.shows(entry, class));
            let told = row.as_ref().map_or_else(Vec::new, told).into_iter();
            // Rows of nobody name people too: a bank's line, a question.
            told.map(|(field, value)| (field, self.words.veil(value))).collect::<Vec<_>>()
        };
        change_of(self.records(), change, told(&change.before), told(&change.after))
    }
}

/// Field by field, what stood before and what stands after.
fn change_of(
    records: &Records,
    change: &RowChange,
    before: Vec<(String, String)>,
    mut after: Vec<(String, String)>,
) -> RecordChange {
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
