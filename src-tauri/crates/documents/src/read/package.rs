//! Zip packages: the pre-scan of their real sizes, and which spreadsheet format they hold.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::layout::{self, Layout};
use super::{ReadError, ranges, xlsx};
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
        return ranges::read_xlsb(bytes);
    }
    if has("workbook.xml") {
        let scan = prescan(&mut archive)?;
        let paths = sheet_paths(&mut archive)?;
        let layouts =
            paths.into_iter().filter_map(|(name, path)| Some((name, scan.layouts.get(&path)?.clone()))).collect();
        return xlsx::read(bytes, &layouts);
    }
    if has("content.xml") {
        prescan(&mut archive)?;
        return ranges::read_ods(bytes);
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

fn broken(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(text) if text.contains("assword") => ReadError::Encrypted,
        _ => ReadError::Damaged { what: "压缩结构读不通".to_owned() },
    }
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

/// Sheet name → path of its part, from the workbook part and its relationships.
fn sheet_paths(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<(String, String)>, ReadError> {
    let name = archive
        .file_names()
        .find(|name| name.ends_with("workbook.xml"))
        .map(str::to_owned)
        .ok_or_else(|| ReadError::Damaged { what: "缺少工作簿目录".to_owned() })?;
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name.as_str()));
    let rels = format!("{folder}/_rels/{file}.rels");
    let sheets = layout::attributes(&part_text(archive, &name)?, "sheet", &["name", "id"]);
    let targets =
        layout::attributes(&part_text(archive, rels.trim_start_matches('/'))?, "Relationship", &["Id", "Target"]);
    let target_of = |id: &str| targets.iter().find(|t| t.first().is_some_and(|i| i == id)).and_then(|t| t.get(1));
    Ok(sheets
        .iter()
        .filter_map(|sheet| {
            let target = target_of(sheet.get(1)?)?;
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}/{target}"),
            };
            Some((sheet.first()?.clone(), path.trim_start_matches('/').to_owned()))
        })
        .collect())
}

fn part_text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, ReadError> {
    let part = archive.by_name(name).map_err(|error| broken(&error))?;
    let mut bytes = Vec::new();
    part.take(16 << 20)
        .read_to_end(&mut bytes)
        .map_err(|_| ReadError::Damaged { what: "压缩数据不完整".to_owned() })?;
    Ok(bytes)
}
