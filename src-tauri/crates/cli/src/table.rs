//! 表格 — a result as tables for reading: columns in the clerk's words and order, what is nested in a few words.

use std::collections::BTreeMap;

use comfy_table::{ContentArrangement, Table, TableComponent, presets};
use serde_json::{Map, Value};

/// The columns in the order they are read, each with its Chinese heading; one that is not listed comes last, as it is.
/// A name that means something else in one list is entered once more as `list.name`, with nothing before the dot where
/// it stands outside of any list. What has an empty heading is for scripts alone and is not shown.
const COLUMNS: &str = include_str!("../../../../ui/src/words/columns.json");

/// The clerk's words for what stands in a column, by the column's name (or `list.name`, where the list has words of its own)
/// and the identifier.
const VALUES: &str = include_str!("../../../../ui/src/words/values.json");

/// Wide enough for a month's line, narrow enough for a screen; longer texts are wrapped.
const WIDTH: u16 = 160;

/// Every part of a result, one below the other.
pub(crate) fn readable(value: &Value) -> String {
    let Value::Object(fields) = value else { return plain(value) };
    let (columns, words) = (columns(), words());
    let mut names: Vec<&String> = fields.keys().collect();
    names.sort_by_key(|name| place(&columns, name));
    let mut text = String::new();
    for name in names {
        let heading = heading(&columns, "", name);
        if heading.is_empty() {
            continue;
        }
        match fields.get(name) {
            Some(Value::Array(rows)) if rows.iter().all(Value::is_object) => {
                text.push_str(&format!("{heading}（{}）\n", rows.len()));
                if !rows.is_empty() {
                    text.push_str(&table(name, rows, &columns, &words));
                    text.push('\n');
                }
            }
            Some(inner @ Value::Object(_)) => text.push_str(&format!("{heading}\n{}", readable(inner))),
            other => {
                let shown = other.map_or_else(String::new, |value| shown(&words, "", name, value));
                text.push_str(&format!("{heading}：{shown}\n"));
            }
        }
    }
    text
}

type Words = BTreeMap<String, BTreeMap<String, String>>;

fn words() -> Words {
    serde_json::from_str(VALUES).unwrap_or_default()
}

/// A value under its column: an identifier of a closed vocabulary in the clerk's word, anything else as it is.
fn shown(words: &Words, list: &str, column: &str, value: &Value) -> String {
    let own = words.get(&format!("{list}.{column}"));
    let vocabulary = own.or_else(|| words.get(column)).or_else(|| words.get(column.strip_suffix('s')?));
    let word = |id: &str| vocabulary.and_then(|words| words.get(id)).cloned();
    match value {
        Value::String(id) => word(id).unwrap_or_else(|| id.clone()),
        Value::Array(ids) if !ids.is_empty() && ids.iter().all(Value::is_string) => {
            let ids = ids.iter().filter_map(Value::as_str);
            ids.map(|id| word(id).unwrap_or_else(|| id.to_owned())).collect::<Vec<_>>().join("、")
        }
        other => plain(other),
    }
}

fn columns() -> Vec<(String, String)> {
    serde_json::from_str(COLUMNS).unwrap_or_default()
}

fn place(columns: &[(String, String)], name: &str) -> usize {
    columns.iter().position(|(own, _)| own == name).unwrap_or(columns.len())
}

fn heading(columns: &[(String, String)], list: &str, name: &str) -> String {
    let listed = |wanted: &str| columns.iter().find(|(own, _)| own == wanted);
    let found = listed(&format!("{list}.{name}")).or_else(|| listed(name));
    found.map_or(name, |(_, heading)| heading).to_owned()
}

/// Columns in which no row has anything are left out.
fn table(list: &str, rows: &[Value], columns: &[(String, String)], words: &Words) -> String {
    let objects: Vec<&Map<String, Value>> = rows.iter().filter_map(Value::as_object).collect();
    let mut names: Vec<&String> = Vec::new();
    for (name, value) in objects.iter().flat_map(|object| object.iter()) {
        if !names.contains(&name) && !plain(value).is_empty() && !heading(columns, list, name).is_empty() {
            names.push(name);
        }
    }
    names.sort_by_key(|name| place(columns, name));
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY);
    for between_rows in [TableComponent::HorizontalLines, TableComponent::MiddleIntersections] {
        table.remove_style(between_rows);
    }
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.set_header(names.iter().map(|name| heading(columns, list, name)));
    for object in &objects {
        table.add_row(
            names
                .iter()
                .map(|name| object.get(*name).map_or_else(String::new, |value| shown(words, list, name, value))),
        );
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
        Value::Object(inner) => in_a_few_words(inner),
        other => other.to_string(),
    }
}

/// A source by its title, a cell by its place, a problem by its message, a debit by its group, a retirement by its month; the
/// whole stands in the JSON.
fn in_a_few_words(inner: &Map<String, Value>) -> String {
    let text = |name: &str| inner.get(name).map(plain).filter(|text| !text.is_empty());
    if let Some(words) = ["title", "message", "debit_group", "month"].into_iter().find_map(text) {
        return words;
    }
    let place = [text("file"), text("sheet"), text("row").map(|r| format!("第 {r} 行")), text("column")];
    let place: Vec<String> = place.into_iter().flatten().collect();
    if place.is_empty() { Value::Object(inner.clone()).to_string() } else { place.join(" ") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn columns_stand_in_reading_order_under_chinese_headings() {
        let line = json!({ "insurance": "pension", "employer": "1520.00", "base": "9500.00", "employee": "760.00",
            "name": "王小明", "gap": null, "source": { "title": "京人社发〔2026〕7号", "quote": "7270 / 36348" } });
        let text = readable(&json!({ "month": "2026-11", "lines": [line] }));
        let heads = text.lines().find(|line| line.contains("险种")).unwrap_or_default();
        let order: Vec<&str> = heads.split_whitespace().collect();
        assert_eq!(
            order,
            ["姓名或名称", "险种", "缴费基数", "单位部分", "个人部分", "出处"],
            "an empty column is left out"
        );
        assert!(text.starts_with("月份：2026-11\n明细（1）\n"), "{text}");
        assert!(
            text.contains("京人社发〔2026〕7号") && !text.contains("7270"),
            "a source is named by its title: {text}"
        );
    }

    #[test]
    fn a_name_means_what_its_list_says() {
        let row = json!({ "due": "2026-03-16" });
        assert!(readable(&json!({ "alerts": [row] })).contains("最后一天"));
        let group = json!({ "due": "228431.06" });
        let text = readable(&json!({ "groups": [group] }));
        assert!(text.contains("应缴") && !text.contains("最后一天"), "{text}");
    }

    /// Identifiers are for scripts: a clerk reads the words of the window.
    #[test]
    fn identifiers_are_read_in_the_clerks_words() {
        let line =
            json!({ "insurance": "housing_fund", "status": "unit_confirmed", "insurances": ["pension", "medical"] });
        let text = readable(&json!({ "lines": [line], "role": "owner", "name": "final" }));
        for told in ["公积金", "单位确认", "养老、医疗", "角色：负责人"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        let book = readable(&json!({ "classes": ["identity", "pay", "bank", "medical"] }));
        assert_eq!(book, "能看的资料：身份、薪酬、银行、医疗\n");
        assert!(text.contains("：final"), "a name is nobody's identifier: {text}");
        assert!(words().values().all(|vocabulary| !vocabulary.is_empty()));
    }

    #[test]
    fn every_heading_is_given_once() {
        let columns = columns();
        let names: std::collections::BTreeSet<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), columns.len(), "only the first of two would be read");
    }
}
