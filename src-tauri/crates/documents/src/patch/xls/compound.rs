//! The compound file around the workbook: every stream and storage copied, the workbook's own replaced.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use cfb::{CompoundFile, Entry};

use super::{not_understood, refused};
use crate::read::ReadError;

const WORKBOOK: &str = "/Workbook";
/// No template is larger; every record is held apart while the stream is written.
const LARGEST_STREAM: u64 = 16 << 20;
/// Where Excel 5 keeps its workbook.
const BOOK: &str = "/Book";

type Compound<'b> = CompoundFile<Cursor<&'b [u8]>>;

/// The records of an Excel 97–2003 workbook.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut file = opened(bytes)?;
    // With both, old programs would go on reading what nobody changed.
    if file.is_stream(BOOK) {
        return Err(refused("是 Excel 5.0/95 的格式"));
    }
    let length = file.entry(WORKBOOK).map_err(|_| not_understood())?.len();
    if length > LARGEST_STREAM {
        return Err(refused("内容超过 16 MB"));
    }
    content(&mut file, Path::new(WORKBOOK), bytes.len())
}

/// The same file with another workbook in it.
pub(super) fn with_workbook_stream(bytes: &[u8], workbook: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut old = opened(bytes)?;
    let entries: Vec<Entry> = old.walk().collect();
    let broken = |_| not_understood();
    let mut new = CompoundFile::create_with_version(old.version(), Cursor::new(Vec::new())).map_err(broken)?;
    let mut left = bytes.len();
    for entry in &entries {
        let path = entry.path();
        if entry.is_stream() {
            // Names in a compound file are the same whether their letters are large or small.
            let is_workbook = path.to_str().is_some_and(|path| path.eq_ignore_ascii_case(WORKBOOK));
            let mut own = Vec::new();
            if !is_workbook {
                own = content(&mut old, path, left)?;
                left = left.saturating_sub(own.len());
            }
            let content = if is_workbook { workbook } else { own.as_slice() };
            let mut stream = new.create_new_stream(path).map_err(broken)?;
            stream.write_all(content).and_then(|()| stream.flush()).map_err(broken)?;
        } else {
            if !entry.is_root() {
                new.create_storage(path).map_err(broken)?;
            }
            new.set_storage_clsid(path, *entry.clsid()).map_err(broken)?;
            new.set_created_time(path, entry.created()).map_err(broken)?;
            new.set_modified_time(path, entry.modified()).map_err(broken)?;
        }
        new.set_state_bits(path, entry.state_bits()).map_err(broken)?;
    }
    new.flush().map_err(broken)?;
    Ok(new.into_inner().into_inner())
}

fn opened(bytes: &[u8]) -> Result<Compound<'_>, ReadError> {
    CompoundFile::open(Cursor::new(bytes)).map_err(|_| not_understood())
}

/// A stream's bytes, which are not more than what is left of the file: a chain of sectors may lead back to itself.
fn content(file: &mut Compound<'_>, path: &Path, left: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    let stream = file.open_stream(path).map_err(|_| not_understood())?;
    stream.take(limit).read_to_end(&mut bytes).map_err(|_| not_understood())?;
    if bytes.len() > left { Err(not_understood()) } else { Ok(bytes) }
}
