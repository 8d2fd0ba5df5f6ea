//! Each pay sheet as the key describes it: where its headings stand, how many people it pays, what its columns sum to.

use std::collections::BTreeMap;

use serde_json::Value;
use shebao_desk::exchange::inspect;

use crate::answers::decimal;
use crate::lines::{same, text};
use crate::places::{import, migrated, tools};
use crate::whole::{BOOKS, folder, key};

/// Header rows and data rows of the sheets that are taken in, by file and sheet.
#[test]
fn headings_and_rows_stand_where_the_key_says() {
    for book in BOOKS {
        let sheets = key(book, "payroll_sheets");
        let sheets = sheets.as_array().expect("sheets");
        assert_eq!(sheets.len(), 15, "{book}: a sheet a month");
        let expected: BTreeMap<(String, String), (Value, Value)> = sheets
            .iter()
            .map(|s| ((text(s, "file"), text(s, "sheet")), (s["header_rows"].clone(), s["data_rows"].clone())))
            .collect();
        let mut found = BTreeMap::new();
        for file in expected.keys().map(|(file, _)| file.clone()).collect::<std::collections::BTreeSet<_>>() {
            let seen = inspect(&tools(), &folder(book).join(&file)).expect("the file can be read");
            for sheet in seen.sheets.into_iter().filter(|s| s.visible && s.kind == "payroll") {
                let facts = (serde_json::json!(sheet.header_rows), serde_json::json!(sheet.rows));
                found.insert((file.clone(), sheet.name), facts);
            }
        }
        same(&format!("{book}: pay sheets"), &expected, &found);
    }
}

/// What was read sums to what the key says, column by column, and to the sheet's own 合计.
#[test]
fn every_column_sums_to_the_key() {
    for book in BOOKS {
        let sheets = key(book, "payroll_sheets");
        let mut place = migrated(book);
        let mut by_file: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
        for sheet in sheets.as_array().expect("sheets") {
            by_file.entry(text(sheet, "file")).or_default().push(sheet);
        }
        let mut compared = 0;
        for (file, sheets) in by_file {
            let report = import(&mut place.desk, &folder(book).join(&file));
            for sheet in sheets {
                let columns = sheet["columns"].as_object().expect("columns");
                for (name, sum) in sheet["sums"].as_object().expect("sums") {
                    let (letter, _) = columns.iter().find(|(_, code)| *code == name).expect("a column of the key");
                    let head = format!("{} {letter} 列 ", text(sheet, "sheet"));
                    let total = report.control_totals.iter().find(|t| t.name.starts_with(&head));
                    let total = total.unwrap_or_else(|| panic!("{book} {file}: no {head}"));
                    assert_eq!(decimal(&total.ours), decimal(sum.as_str().expect("a sum")), "{book} {file}: {head}");
                    let own = total.file.as_deref().map_or_else(|| decimal(&total.ours), decimal);
                    assert_eq!(own, decimal(&total.ours), "{book} {file}: {head}: the sheet's own total");
                    compared += 1;
                }
            }
        }
        assert!(compared > 100, "{book}: {compared} sums");
    }
}
