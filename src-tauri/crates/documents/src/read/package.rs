//! Zip packages: the pre-scan of their real sizes, and which spreadsheet format they hold.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::layout::{self, Layout};
use super::{ReadError, ods, xlsb, xlsx};
use crate::sheet::Workbook;

/// What one part may hold once inflated, whatever its header claims.
const MAX_PART_BYTES: u64 = 320 << 20;
/// What all parts together may hold.
const MAX_TOTAL_BYTES: u64 = 448 << 20;
const MAX_PARTS: usize = 10_000;

/// The package's parts as the pre-scan found them.
#[derive(Default)]
struct Scan {
    names: Vec<String>,
    layouts: BTreeMap<String, Layout>,
    total: u64,
}

/// Reads an xlsx, xlsm, xlsb or ods file.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > MAX_PARTS {
        return Err(ReadError::TooLarge { what: "压缩包内部件过多".to_owned() });
    }
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("workbook.bin") {
        prescan(&mut archive)?;
        return xlsb::read(bytes);
    }
    if has("workbook.xml") {
        let mut scan = prescan(&mut archive)?;
        let computed = scan.layouts.values().any(|layout| layout.computed);
        if !computed && computes_on_load(&mut archive) {
            scan.layouts.values_mut().for_each(Layout::distrust_zeros);
        }
        let paths = sheet_paths(&mut archive)?;
        let layouts =
            paths.into_iter().filter_map(|(name, path)| Some((name, scan.layouts.get(&path)?.clone()))).collect();
        return xlsx::read(bytes, &layouts);
    }
    if has("content.xml") {
        prescan(&mut archive)?;
        if part_named(&archive, "META-INF/manifest.xml").is_some_and(|name| says_encrypted(&mut archive, &name)) {
            return Err(ReadError::Encrypted);
        }
        if !is_spreadsheet(&mut archive) {
            return Err(ReadError::NotASpreadsheet { looks_like: Some("文字文档或演示文稿".to_owned()) });
        }
        let styles = part_text(&mut archive, "styles.xml").unwrap_or_default();
        let content = archive.by_name("content.xml").map_err(|error| broken(&error))?;
        return ods::read(&styles, BufReader::with_capacity(1 << 16, content.take(MAX_PART_BYTES)));
    }
    let looks_like = if names.iter().any(|name| name.starts_with("word/")) {
        "文字文档"
    } else if names.iter().any(|name| name.starts_with("ppt/")) {
        "演示文稿"
    } else {
        "压缩包"
    };
    Err(ReadError::NotASpreadsheet { looks_like: Some(looks_like.to_owned()) })
}

/// The sheets of an Excel 2007 package and their parts, once its real sizes were looked at.
pub(crate) fn checked(bytes: &[u8]) -> Result<Vec<(String, String)>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > MAX_PARTS {
        return Err(ReadError::TooLarge { what: "压缩包内部件过多".to_owned() });
    }
    prescan(&mut archive)?;
    sheet_paths(&mut archive)
}

fn broken(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(text) if text.contains("assword") => ReadError::Encrypted,
        _ => ReadError::Damaged { what: "压缩结构读不通".to_owned() },
    }
}

/// OpenDocument encrypts its parts one by one and says so in the manifest.
fn says_encrypted(archive: &mut ZipArchive<Cursor<&[u8]>>, manifest: &str) -> bool {
    part_text(archive, manifest)
        .is_ok_and(|part| part.windows(b"encryption-data".len()).any(|window| window == b"encryption-data"))
}

/// A text or a presentation of OpenDocument has the same parts.
fn is_spreadsheet(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let kind = part_text(archive, "mimetype").unwrap_or_default();
    kind.is_empty() || kind.windows(b"spreadsheet".len()).any(|window| window == b"spreadsheet")
}

/// Inflates every part that a reader will touch, counting what really comes out, and reads the sheets' layout.
fn prescan(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Scan, ReadError> {
    let mut scan = Scan::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(&error))?;
        if part.encrypted() {
            return Err(ReadError::Encrypted);
        }
        let name = part.name().to_owned();
        if ![".xml", ".rels", ".bin", "mimetype"].iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let mut limited = part.take(MAX_PART_BYTES + 1);
        if name.contains("worksheets/") && name.ends_with(".xml") {
            let found = layout::scan(BufReader::with_capacity(1 << 16, &mut limited))?;
            scan.layouts.insert(name.clone(), found);
        } else if name.ends_with("sharedStrings.xml") {
            check_shared_strings(&mut limited)?;
        }
        std::io::copy(&mut limited, &mut std::io::sink())
            .map_err(|_| ReadError::Damaged { what: "压缩数据不完整".to_owned() })?;
        let inflated = MAX_PART_BYTES + 1 - limited.limit();
        scan.total += inflated;
        if inflated > MAX_PART_BYTES || scan.total > MAX_TOTAL_BYTES {
            return Err(ReadError::TooLarge { what: format!("解压后超过 {} MB", MAX_TOTAL_BYTES >> 20) });
        }
        scan.names.push(name);
    }
    Ok(scan)
}

/// A claimed count of strings that the part cannot hold makes a reader reserve memory it will never fill.
fn check_shared_strings<R: Read>(part: &mut std::io::Take<R>) -> Result<(), ReadError> {
    let mut head = [0_u8; 4096];
    let mut filled = 0;
    while let Some(room) = head.get_mut(filled..).filter(|room| !room.is_empty()) {
        match part.read(room) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(_) => return Err(ReadError::Damaged { what: "压缩数据不完整".to_owned() }),
        }
    }
    let text = String::from_utf8_lossy(head.get(..filled).unwrap_or_default()).into_owned();
    std::io::copy(part, &mut std::io::sink())
        .map_err(|_| ReadError::Damaged { what: "压缩数据不完整".to_owned() })?;
    let inflated = MAX_PART_BYTES + 1 - part.limit();
    let claimed = text
        .split_once("uniqueCount=")
        .and_then(|(_, rest)| rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next())
        .and_then(|digits| digits.parse::<u64>().ok())
        .unwrap_or(0);
    if claimed > inflated / 4 + 16 {
        return Err(ReadError::Damaged { what: "字符串表与声明的数量不符".to_owned() });
    }
    Ok(())
}

/// Whether the book asks to have every formula computed when it is opened: its program computed none.
fn computes_on_load(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let part = part_named(archive, "workbook.xml").and_then(|name| part_text(archive, &name).ok()).unwrap_or_default();
    let said = layout::attributes(&part, "calcPr", &["fullCalcOnLoad"]);
    said.iter().flatten().any(|value| value == "1" || value == "true")
}

/// Sheet name → path of its part, from the workbook part and its relationships.
fn sheet_paths(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<(String, String)>, ReadError> {
    let name = part_named(archive, "workbook.xml")
        .ok_or_else(|| ReadError::Damaged { what: "缺少工作簿目录".to_owned() })?;
    let sheets = layout::attributes(&part_text(archive, &name)?, "sheet", &["name", "id"]);
    let targets = targets(archive, &name)?;
    Ok(sheets.iter().filter_map(|sheet| Some((sheet.first()?.clone(), targets.get(sheet.get(1)?)?.clone()))).collect())
}

/// The part whose name ends so.
pub(super) fn part_named(archive: &ZipArchive<Cursor<&[u8]>>, end: &str) -> Option<String> {
    archive.file_names().find(|name| name.ends_with(end)).map(str::to_owned)
}

/// Relationship of a part → path of the part it leads to.
pub(super) fn targets(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    part: &str,
) -> Result<BTreeMap<String, String>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let rels = format!("{folder}/_rels/{file}.rels");
    let found =
        layout::attributes(&part_text(archive, rels.trim_start_matches('/'))?, "Relationship", &["Id", "Target"]);
    let path = |target: &String| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
    };
    Ok(found.iter().filter_map(|one| Some((one.first()?.clone(), path(one.get(1)?)))).collect())
}

/// The bytes of a part.
pub(super) fn part_text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, ReadError> {
    let part = archive.by_name(name).map_err(|error| broken(&error))?;
    let mut bytes = Vec::new();
    part.take(MAX_PART_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|_| ReadError::Damaged { what: "压缩数据不完整".to_owned() })?;
    Ok(bytes)
}
