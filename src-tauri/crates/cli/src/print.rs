//! 输出 — one JSON document on standard output, or tables for reading.

use std::io::{Write as _, stderr, stdout};

use comfy_table::{Table, presets};
use serde_json::{Map, Value, json};
use shebao_desk::Failure;

use crate::failure::message;

/// Prints a result; if nobody reads on, there is nothing left to tell.
pub(crate) fn result(value: &Value, json: bool) {
    let text = if json { value.to_string() } else { readable(value) };
    let _ = writeln!(stdout(), "{text}");
}

/// Prints a failure: JSON on standard output with `--json`, else a sentence on standard error.
pub(crate) fn failure(failure: &Failure, json: bool) {
    let message = message(failure);
    if json {
        let error = json!({ "code": failure.code, "message": message, "details": failure.details });
        let _ = writeln!(stdout(), "{}", json!({ "error": error }));
        return;
    }
    let _ = writeln!(stderr(), "{message}");
    for detail in &failure.details {
        let _ = writeln!(stderr(), "  {detail}");
    }
}

fn readable(value: &Value) -> String {
    let Value::Object(fields) = value else { return plain(value) };
    let mut text = String::new();
    for (name, field) in fields {
        match field {
            Value::Array(rows) if rows.iter().all(Value::is_object) => {
                text.push_str(&format!("{name}（{}）\n", rows.len()));
                if !rows.is_empty() {
                    text.push_str(&table(rows));
                    text.push('\n');
                }
            }
            Value::Object(inner) => text.push_str(&format!("{name}\n{}", readable(&Value::Object(inner.clone())))),
            other => text.push_str(&format!("{name}: {}\n", plain(other))),
        }
    }
    text
}

fn table(rows: &[Value]) -> String {
    let objects: Vec<&Map<String, Value>> = rows.iter().filter_map(Value::as_object).collect();
    let mut heads: Vec<&String> = Vec::new();
    for object in &objects {
        heads.extend(object.keys().filter(|k| !heads.contains(k)).collect::<Vec<_>>());
    }
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_header(&heads);
    for object in &objects {
        table.add_row(heads.iter().map(|h| object.get(*h).map_or_else(String::new, plain)));
    }
    table.to_string()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "否".to_owned(),
        Value::Array(items) if items.is_empty() => String::new(),
        Value::Array(items) if items.iter().all(|i| !i.is_object() && !i.is_array()) => {
            items.iter().map(plain).collect::<Vec<_>>().join("、")
        }
        Value::Array(items) => format!("{} 项", items.len()),
        Value::Object(_) => value.to_string(),
        other => other.to_string(),
    }
}
