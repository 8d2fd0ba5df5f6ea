//! The package's parts: the ones that change are written anew, the others copied as they lie there, still deflated.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::styles::{Marks, with_attribute};
use super::{SheetEdits, cells, damaged, styles};
use crate::read::{ReadError, checked_package};

type Package<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// What one part may hold once inflated.
const MAX_PART_BYTES: u64 = 320 << 20;

pub(super) fn rewrite(bytes: &[u8], edits: &[SheetEdits]) -> Result<Vec<u8>, ReadError> {
    let paths = checked_package(bytes)?;
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("压缩结构读不通"))?;
    let styles_at = package.file_names().find(|name| name.ends_with("styles.xml")).map(str::to_owned);
    let sheet_styles = styles_at.as_deref().map(|name| part(&mut package, name)).transpose()?;
    let mut marks = Marks::of(sheet_styles.as_deref());
    let mut changed: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for one in edits.iter().filter(|one| !one.edits.is_empty()) {
        let found = paths.iter().find(|(name, _)| *name == one.sheet);
        let (_, path) = found.ok_or_else(|| damaged("没有这张工作表"))?;
        let before = match changed.remove(path) {
            Some(earlier) => earlier,
            None => part(&mut package, path)?,
        };
        changed.insert(path.clone(), cells::rewrite(&before, one, &mut marks)?);
    }
    if let (Some(name), Some(xml)) = (styles_at, sheet_styles.filter(|_| marks.any())) {
        changed.insert(name, styles::with_marks(&xml, &marks)?);
    }
    if !changed.is_empty() && any_formula(&mut package, &paths) {
        changed.extend(computing_at_opening(&mut package)?);
    }
    written(&mut package, &changed)
}

/// Whether a sheet holds a formula; one that cannot be read is not asked.
fn any_formula(package: &mut Package<'_>, paths: &[(String, String)]) -> bool {
    let mut sheets = paths.iter().filter_map(|(_, path)| part(package, path).ok());
    // A formula's element has one letter for a name, with or without a prefix.
    sheets.any(|xml| xml.windows(3).any(|three| matches!(three, [b'<' | b':', b'f', b'>' | b' '])))
}

/// The workbook's own part with the word that formulas are to be computed when the file is opened: their results may have
/// become old. A part that says nothing of computing is left: then programs compute anyway.
fn computing_at_opening(package: &mut Package<'_>) -> Result<Option<(String, Vec<u8>)>, ReadError> {
    let Some(name) = package.file_names().find(|name| name.ends_with("workbook.xml")).map(str::to_owned) else {
        return Ok(None);
    };
    let xml = String::from_utf8(part(package, &name)?).map_err(|_| damaged("编码"))?;
    let Some((before, rest)) = xml.split_once("calcPr") else { return Ok(None) };
    let (Some((before, prefix)), Some((inner, behind))) = (before.rsplit_once('<'), rest.split_once('>')) else {
        return Err(damaged("工作簿内容读不通"));
    };
    let tag = with_attribute(&format!("<{prefix}calcPr{inner}>"), "fullCalcOnLoad", "1");
    Ok(Some((name, format!("{before}{tag}{behind}").into_bytes())))
}

fn part(package: &mut Package<'_>, name: &str) -> Result<Vec<u8>, ReadError> {
    let found = package.by_name(name).map_err(|_| damaged("缺少工作表部件"))?;
    let mut xml = Vec::new();
    found.take(MAX_PART_BYTES).read_to_end(&mut xml).map_err(|_| damaged("压缩数据不完整"))?;
    Ok(xml)
}

fn written(package: &mut Package<'_>, changed: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, ReadError> {
    let broken = |_| damaged("压缩结构读不通");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..package.len() {
        let raw = package.by_index_raw(index).map_err(broken)?;
        match changed.get(raw.name()) {
            None => out.raw_copy_file(raw).map_err(broken)?,
            Some(xml) => {
                let name = raw.name().to_owned();
                out.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
                out.write_all(xml).map_err(|_| damaged("写不出工作表"))?;
            }
        }
    }
    Ok(out.finish().map_err(broken)?.into_inner())
}
