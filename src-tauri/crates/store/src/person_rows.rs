//! 一人的全部记录 — every row that the book holds of one person, table by table.

use rusqlite::types::Value as Cell;
use serde_json::Value;

use crate::error::Result;
use crate::image::RowValues;
use crate::view::View;

/// Tables that hold keys or repeat what others hold: they tell a person nothing of herself.
const NOT_SHOWN: [&str; 4] = ["journal", "person_key", "erasure", "sealed_line"];

impl View<'_> {
    /// 一人的全部记录 — tables in alphabetical order, rows in the order of their keys.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn rows_of_person(&self, employee_id: i64) -> Result<Vec<(String, Vec<RowValues>)>> {
        let tables: Vec<String> = self.rows(
            "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM
             pragma_table_info(m.name) c WHERE c.name = 'employee_id') ORDER BY m.name",
            [],
            |c| c.plain(),
        )?;
        let own = tables.into_iter().filter(|table| !NOT_SHOWN.contains(&table.as_str()));
        let mut all = vec![("employee".to_owned(), self.rows_where("employee", "id", employee_id)?)];
        for table in own {
            let rows = self.rows_where(&table, "employee_id", employee_id)?;
            all.push((table, rows));
        }
        Ok(all)
    }

    /// The rows of a table with this value in a column, by column name.
    fn rows_where(&self, table: &str, column: &str, value: i64) -> Result<Vec<RowValues>> {
        let names: Vec<String> =
            self.rows("SELECT name FROM pragma_table_info(?1) ORDER BY cid", [table], |c| c.plain())?;
        let list = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {list} FROM {table} WHERE {column} = ?1");
        self.rows(&sql, [value], |c| {
            let mut row = RowValues::new();
            for name in &names {
                let cell = match c.plain::<Cell>()? {
                    Cell::Integer(number) => Value::from(number),
                    Cell::Text(text) => Value::from(text),
                    Cell::Null | Cell::Real(_) | Cell::Blob(_) => Value::Null,
                };
                row.insert(name.clone(), cell);
            }
            Ok(row)
        })
    }
}
