//! Capturing row images: at every opening a hook and TEMP triggers are made from the tables as they are; they hand each
//! change of a journaled table to the recorder, whoever made it.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::hooks::Action;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::changes::Changes;
use crate::error::{Result, StoreError};
use crate::tracked::{Key, Tracked};

/// Tables whose every change is journaled with row images. Left out on purpose: the journal and its keys, evidence
/// that is only ever added (imported rows, documents, printed papers, seals), derived lines (computed again at will), choices
/// of the screen.
const TRACKED: [&str; 42] = [
    "book_info",
    "user",
    "unit",
    "unit_setting",
    "employee",
    "employment",
    "enrollment",
    "declared_base",
    "wage",
    "wage_item",
    "wage_deduction",
    "agency_record",
    "bank_line",
    "claim",
    "claim_medical",
    "import_question",
    "sheet_mapping",
    "match_confirmation",
    "month_state",
    "policy_key",
    "policy_layer",
    "policy_document",
    "true_up",
    "unit_day",
    "receipt",
    "past_cover",
    "onboarding_check",
    "month_reopening",
    "payment_day",
    "published_day",
    "payment",
    "arrears",
    "arrears_notice",
    "advance",
    "cash_balance",
    "back_payment",
    "policy_stamp",
    "frozen",
    "privacy_request",
    "privacy_form",
    "declaration",
    "declaration_line",
];

/// The SQL function that the triggers call.
const FUNCTION: &str = "capture_row";

/// What happened to a row, as far as it is needed: what it became is read once when the action ends.
#[derive(Debug)]
enum Touch {
    /// A row with this id came.
    Came(i64),
    /// A row of a table without ids came; only its key matters.
    CameWithoutId(Vec<Value>),
    /// A row was changed or went; so it was before.
    Was(Vec<Value>),
}

/// Notes touched rows while an action runs.
#[derive(Debug)]
pub(crate) struct Recorder {
    /// The journaled tables.
    pub(crate) tables: Vec<Tracked>,
    touches: Arc<Mutex<Vec<(usize, Touch)>>>,
}

impl Recorder {
    /// Reads the tables' columns and hears of every change from now on: of new rows through the engine's hook (which
    /// costs next to nothing), of changed and deleted rows through triggers, which alone know what was before.
    pub(crate) fn install(conn: &mut Connection) -> Result<Self> {
        let tables = TRACKED.iter().map(|name| describe(conn, name)).collect::<Result<Vec<_>>>()?;
        let touches = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&touches);
        conn.create_scalar_function(FUNCTION, -1, FunctionFlags::SQLITE_UTF8, move |call| {
            let touch = read_call(call)?;
            lock(&sink).push(touch);
            Ok(Option::<i64>::None)
        })?;
        let sink = Arc::clone(&touches);
        conn.update_hook(Some(move |action: Action, database: &str, table: &str, id: i64| {
            if action == Action::SQLITE_INSERT
                && database == "main"
                && let Some(index) = TRACKED.iter().position(|name| *name == table)
            {
                lock(&sink).push((index, Touch::Came(id)));
            }
        }))?;
        conn.execute_batch(&triggers(&tables)?)?;
        Ok(Self { tables, touches })
    }

    /// How many touches there are so far.
    pub(crate) fn len(&self) -> usize {
        lock(&self.touches).len()
    }

    /// Forgets the touches after the first `len`: the engine took their statement back.
    pub(crate) fn truncate(&self, len: usize) {
        lock(&self.touches).truncate(len);
    }

    /// What the action made of every touched row, and starts anew: the first state before against the state now.
    pub(crate) fn take(&self, conn: &Connection) -> Result<Changes> {
        let touches = std::mem::take(&mut *lock(&self.touches));
        let mut firsts: Vec<Vec<Touched>> = self.tables.iter().map(|_| Vec::new()).collect();
        for (index, touch) in touches {
            let (Some(table), Some(first)) = (self.tables.get(index), firsts.get_mut(index)) else { continue };
            first.push(match touch {
                Touch::Came(id) => (Key::Id(id), None),
                Touch::CameWithoutId(row) => (table.key_of(&row), None),
                Touch::Was(row) => (table.key_of(&row), Some(row)),
            });
        }
        let mut changes = Changes::default();
        for (table, mut touched) in self.tables.iter().zip(firsts) {
            // A stable order keeps the first touch of a row before its later ones; only the first tells what was.
            touched.sort_by(|(a, _), (b, _)| a.cmp(b));
            touched.dedup_by(|(later, _), (first, _)| later == first);
            compare(conn, table, touched, &mut changes)?;
        }
        Ok(changes)
    }

    /// The description of a journaled table.
    pub(crate) fn table(&self, name: &str) -> Option<&Tracked> {
        self.tables.iter().find(|t| t.name == name)
    }
}

/// The key of a touched row, and the row before if there was one.
type Touched = (Key, Option<Vec<Value>>);

/// Compares touched rows with what they have become.
fn compare(conn: &Connection, table: &Tracked, touched: Vec<Touched>, changes: &mut Changes) -> Result<()> {
    let (came, known): (Vec<Touched>, Vec<Touched>) = touched.into_iter().partition(|(_, before)| before.is_none());
    note_new(conn, table, &came, changes)?;
    if known.is_empty() {
        return Ok(());
    }
    let columns = list(table.columns.iter());
    let mut statement = conn.prepare(&format!("SELECT {columns} FROM {} WHERE {}", table.name, has_key(table)))?;
    for (key, before) in &known {
        let mut rows = statement.query(params_from_iter(key.values()))?;
        changes.note(table, before.as_deref().unwrap_or_default(), rows.next()?)?;
    }
    Ok(())
}

/// Notes new rows, as far as they still stand. They follow each other, so they are read in one sweep, each as the engine
/// writes its columns in JSON.
fn note_new(conn: &Connection, table: &Tracked, came: &[Touched], changes: &mut Changes) -> Result<()> {
    let (Some((first, _)), Some((last, _))) = (came.first(), came.last()) else { return Ok(()) };
    let person = list(table.person.and_then(|at| table.columns.get(at)).into_iter());
    let person = if person.is_empty() { "NULL" } else { &person };
    let select = format!("json_array({}) FROM {} WHERE", list(table.columns.iter()), table.name);
    if let (Key::Id(a), Key::Id(b)) = (first, last)
        && usize::try_from(b - a).is_ok_and(|distance| distance < came.len() * 2)
    {
        let id = list(table.key_columns());
        let sql = format!("SELECT {id}, {person}, {select} {id} BETWEEN ?1 AND ?2 ORDER BY {id}");
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([a, b])?;
        let mut came = came.iter().peekable();
        while let Some(row) = rows.next()? {
            let id = Key::Id(row.get(0)?);
            while came.next_if(|(key, _)| *key < id).is_some() {}
            if came.next_if(|(key, _)| *key == id).is_some() {
                changes.note_new(table, row.get(1)?, text(row, 2)?)?;
            }
        }
        return Ok(());
    }
    let mut statement = conn.prepare(&format!("SELECT {person}, {select} {}", has_key(table)))?;
    for (key, _) in came {
        let mut rows = statement.query(params_from_iter(key.values()))?;
        if let Some(row) = rows.next()? {
            changes.note_new(table, row.get(0)?, text(row, 1)?)?;
        }
    }
    Ok(())
}

fn text<'r>(row: &'r Row<'_>, at: usize) -> Result<&'r str> {
    row.get_ref(at)?.as_str().map_err(|_| StoreError::Internal("a journaled row is a text"))
}

/// `"a", "b"`
fn list<'n>(names: impl Iterator<Item = &'n String>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// `"a" = ? AND "b" = ?`
fn has_key(table: &Tracked) -> String {
    table.key_columns().map(|name| format!("\"{name}\" = ?")).collect::<Vec<_>>().join(" AND ")
}

fn lock<T>(touches: &Mutex<T>) -> MutexGuard<'_, T> {
    touches.lock().unwrap_or_else(PoisonError::into_inner)
}

fn describe(conn: &Connection, name: &str) -> Result<Tracked> {
    let sql = "SELECT wr = 0 FROM pragma_table_list WHERE schema = 'main' AND name = ?1";
    let has_id: bool = conn.query_row(sql, [name], |row| row.get(0))?;
    let mut statement = conn.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let mut rows = statement.query([name])?;
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(1)? > 0 {
            key.push(columns.len());
        }
        columns.push(row.get::<_, String>(0)?);
    }
    if key.is_empty() {
        return Err(StoreError::Damaged("schema"));
    }
    let person_column = if name == "employee" { "id" } else { "employee_id" };
    let person = columns.iter().position(|c| c == person_column);
    Ok(Tracked { name: name.to_owned(), columns, key, person, has_id })
}

/// The arguments are the table's index, whether the row is a new one, and its columns.
fn read_call(call: &Context<'_>) -> rusqlite::Result<(usize, Touch)> {
    let table = call.get::<i64>(0)?;
    let table = usize::try_from(table).map_err(|_| rusqlite::Error::UserFunctionError("capture".into()))?;
    let row = (2..call.len()).map(|at| call.get::<Value>(at)).collect::<rusqlite::Result<Vec<_>>>()?;
    Ok((table, if call.get(1)? { Touch::CameWithoutId(row) } else { Touch::Was(row) }))
}

fn triggers(tables: &[Tracked]) -> Result<String> {
    let mut sql = String::new();
    for (index, table) in tables.iter().enumerate() {
        let of = |row: &str| table.columns.iter().map(|c| format!(", {row}.\"{c}\"")).collect::<String>();
        let (old, new, name) = (of("OLD"), of("NEW"), &table.name);
        if !table.has_id {
            // The engine's hook does not speak of tables without row ids.
            write!(sql, "CREATE TEMP TRIGGER capture_insert_{name} AFTER INSERT ON main.{name} BEGIN SELECT {FUNCTION}({index}, 1{new}); END;")
                .map_err(|_| StoreError::Internal("triggers"))?;
        }
        write!(
            sql,
            "CREATE TEMP TRIGGER capture_update_{name} AFTER UPDATE ON main.{name} BEGIN SELECT {FUNCTION}({index}, 0{old}); END;
             CREATE TEMP TRIGGER capture_delete_{name} AFTER DELETE ON main.{name} BEGIN SELECT {FUNCTION}({index}, 0{old}); END;"
        )
        .map_err(|_| StoreError::Internal("triggers"))?;
    }
    Ok(sql)
}
