//! 电子表格软件 — LibreOffice as the clerk's spreadsheet program: it opens our workbook and computes it anew.

use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx, open_workbook, open_workbook_from_rs};
use shebao_documents::read::is_old_workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What no formula of ours ever gives.
const WRONG: &str = "7654321";

/// Without this it trusts the results it finds in the file.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// The workbook with the result of every formula replaced by a wrong one, and how many there were.
pub fn with_wrong_results(workbook: &[u8]) -> (Vec<u8>, usize) {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let mut replaced = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().to_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/") && name.ends_with(".xml") {
            let mut pieces = std::str::from_utf8(&content).unwrap().split("</f><v>");
            let mut spoiled = pieces.next().unwrap().to_owned();
            for piece in pieces {
                let (_, rest) = piece.split_once("</v>").unwrap();
                spoiled.push_str(&format!("</f><v>{WRONG}</v>{rest}"));
                replaced += 1;
            }
            content = spoiled.into_bytes();
        }
        copy.start_file(name, SimpleFileOptions::default()).unwrap();
        copy.write_all(&content).unwrap();
    }
    (copy.finish().unwrap().into_inner(), replaced)
}

/// The sheets after LibreOffice has computed every formula again and saved them; of an old workbook by its format.
pub fn recalculated<const N: usize>(workbook: &[u8], sheets: [&str; N]) -> [Range<Data>; N] {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE).unwrap();
    let source = folder.path().join(if is_old_workbook(workbook) { "ledger.xls" } else { "ledger.xlsx" });
    fs::write(&source, workbook).unwrap();
    let computed = folder.path().join("computed");
    convert(&profile, &source, &computed);
    let mut result: Xlsx<_> = open_workbook::<Xlsx<std::io::BufReader<File>>, _>(computed.join("ledger.xlsx")).unwrap();
    sheets.map(|name| result.worksheet_range(name).unwrap())
}

/// `timeout` ends the program with everything it has started, should it hang.
fn convert(profile: &Path, source: &Path, folder: &Path) {
    let output = Command::new("timeout")
        .args([
            "--kill-after=10",
            "300",
            "soffice",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
        ])
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .arg("--outdir")
        .arg(folder)
        .arg(source)
        .output()
        .expect("coreutils' timeout");
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && folder.join("ledger.xlsx").exists(),
        "LibreOffice did not convert the workbook (is libreoffice-calc installed?): {said}"
    );
}

/// The sheets as they are written, results included.
pub fn as_written<const N: usize>(workbook: &[u8], sheets: [&str; N]) -> [Range<Data>; N] {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    sheets.map(|name| workbook.worksheet_range(name).unwrap())
}

/// How many formulas stand in the sheets.
pub fn formulas(workbook: &[u8]) -> usize {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let sheets = workbook.sheet_names();
    let count = |name: &String| workbook.worksheet_formula(name).unwrap().used_cells().count();
    sheets.iter().map(count).sum()
}
