//! Capturing row images: TEMP triggers, made at every opening from the tables as they are, hand each change of a
//! journaled table to the recorder.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Value;

use crate::error::{Result, StoreError};
use crate::image::{Image, Tracked};

/// Tables whose every change is journaled with row images. Left out on purpose: the journal and its keys, evidence
/// that is only ever added (imported rows, documents, printed papers), derived lines (computed again at will), screen preferences.
const TRACKED: [&str; 13] = [
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
    "import_question",
    "month_state",
];

/// The SQL function that the triggers call.
const FUNCTION: &str = "capture_row";

/// Records row images while an action runs.
#[derive(Debug)]
pub(crate) struct Recorder {
    /// The journaled tables.
    pub(crate) tables: Vec<Tracked>,
    images: Arc<Mutex<Vec<Image>>>,
}

impl Recorder {
    /// Reads the tables' columns, registers the function and makes the triggers.
    pub(crate) fn install(conn: &Connection) -> Result<Self> {
        let tables = TRACKED.iter().map(|name| describe(conn, name)).collect::<Result<Vec<_>>>()?;
        let images = Arc::new(Mutex::new(Vec::new()));
        let widths: Vec<usize> = tables.iter().map(|t| t.columns.len()).collect();
        let sink = Arc::clone(&images);
        conn.create_scalar_function(FUNCTION, -1, FunctionFlags::SQLITE_UTF8, move |call| {
            let image = read_call(call, &widths)?;
            lock(&sink).push(image);
            Ok(Option::<i64>::None)
        })?;
        conn.execute_batch(&triggers(&tables)?)?;
        Ok(Self { tables, images })
    }

    /// How many images there are so far.
    pub(crate) fn len(&self) -> usize {
        lock(&self.images).len()
    }

    /// Forgets the images after the first `len`: the engine took their statement back.
    pub(crate) fn truncate(&self, len: usize) {
        lock(&self.images).truncate(len);
    }

    /// Hands out the images and starts anew.
    pub(crate) fn take(&self) -> Vec<Image> {
        std::mem::take(&mut lock(&self.images))
    }

    /// The description of a journaled table.
    pub(crate) fn table(&self, name: &str) -> Option<&Tracked> {
        self.tables.iter().find(|t| t.name == name)
    }
}

fn lock(images: &Mutex<Vec<Image>>) -> MutexGuard<'_, Vec<Image>> {
    images.lock().unwrap_or_else(PoisonError::into_inner)
}

fn describe(conn: &Connection, name: &str) -> Result<Tracked> {
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
    Ok(Tracked { name: name.to_owned(), columns, key, person })
}

/// The arguments are the table's index, whether there is a row before and after, and the columns of each.
fn read_call(call: &Context<'_>, widths: &[usize]) -> rusqlite::Result<Image> {
    let bad = || rusqlite::Error::UserFunctionError("capture".into());
    let table = usize::try_from(call.get::<i64>(0)?).map_err(|_| bad())?;
    let width = *widths.get(table).ok_or_else(bad)?;
    let (has_before, has_after): (bool, bool) = (call.get(1)?, call.get(2)?);
    let columns =
        |start: usize| (start..start + width).map(|at| call.get::<Value>(at)).collect::<rusqlite::Result<Vec<_>>>();
    let before = if has_before { Some(columns(3)?) } else { None };
    let after = if has_after { Some(columns(if has_before { 3 + width } else { 3 })?) } else { None };
    Ok(Image { table, before, after })
}

fn triggers(tables: &[Tracked]) -> Result<String> {
    let mut sql = String::new();
    for (index, table) in tables.iter().enumerate() {
        let of = |row: &str| table.columns.iter().map(|c| format!(", {row}.\"{c}\"")).collect::<String>();
        let (old, new, name) = (of("OLD"), of("NEW"), &table.name);
        write!(
            sql,
            "CREATE TEMP TRIGGER capture_insert_{name} AFTER INSERT ON main.{name} BEGIN SELECT {FUNCTION}({index}, 0, 1{new}); END;
             CREATE TEMP TRIGGER capture_update_{name} AFTER UPDATE ON main.{name} BEGIN SELECT {FUNCTION}({index}, 1, 1{old}{new}); END;
             CREATE TEMP TRIGGER capture_delete_{name} AFTER DELETE ON main.{name} BEGIN SELECT {FUNCTION}({index}, 1, 0{old}); END;"
        )
        .map_err(|_| StoreError::Internal("triggers"))?;
    }
    Ok(sql)
}
