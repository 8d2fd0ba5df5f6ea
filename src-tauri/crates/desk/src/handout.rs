//! 交出的文件 — files that leave the book: they are there whole or not at all, under a name that stays in its folder.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::error::{Code, Failure, Outcome};

/// The longest name of a file, in bytes: every file system takes it, with room for a number.
const LONGEST_NAME: usize = 200;

/// The longest ending that is kept when a name is cut.
const LONGEST_ENDING: usize = 8;

/// 没有名字的文件.
const NAMELESS: &str = "未命名";

/// Writes a file whole or not at all; it is on the disk before it takes its name.
///
/// # Errors
/// [`Code::CannotWrite`]; what stood under the name is as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    synced(partial, bytes).and_then(|()| fs::rename(partial, path)).map_err(|_| {
        let _ = fs::remove_file(partial);
        Failure::new(Code::CannotWrite).with("file", path.display())
    })
}

/// Writes a file through to the disk.
pub(crate) fn synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// 文件名 — of a wanted name, what a file may be called on every system: no way to another folder, no sign that turns
/// the reading direction, no device's name, not too long. Names and numbers of people become part of it.
#[must_use]
pub fn file_name(wanted: &str) -> String {
    let visible = wanted.chars().filter(|c| !c.is_control() && !turns_or_hides(*c));
    let fit: String = visible.map(|c| if r#"/\:*?"<>|"#.contains(c) { '-' } else { c }).collect();
    let fit = fit.trim_matches(['.', ' ', '\u{3000}']);
    let (stem, ending) = match fit.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= LONGEST_ENDING => (stem, format!(".{ending}")),
        _ => (fit, String::new()),
    };
    let stem = if is_device(stem) { format!("_{stem}") } else { stem.to_owned() };
    let mut name = String::new();
    for c in stem.chars() {
        if name.len() + c.len_utf8() + ending.len() > LONGEST_NAME {
            break;
        }
        name.push(c);
    }
    if name.is_empty() { format!("{NAMELESS}{ending}") } else { name + &ending }
}

/// Direction marks and characters without width: a name must read as what it is.
const fn turns_or_hides(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Names that Windows keeps for devices, whatever follows the first dot.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |head: &str| {
        first.strip_prefix(head).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_folder_and_reads_as_it_is() {
        for (wanted, name) in [
            ("月度台账_2026-02.xlsx", "月度台账_2026-02.xlsx"),
            ("../../etc/passwd", "-..-etc-passwd"),
            (r"..\..\evil.exe", r"-..-evil.exe"),
            ("CON.pdf", "_CON.pdf"),
            ("lpt1", "_lpt1"),
            ("COM10.txt", "COM10.txt"),
            ("王小明\u{202e}fdp.exe", "王小明fdp.exe"),
            ("a\0b\n.pdf", "ab.pdf"),
            (" . ", "未命名"),
            ("尾点.. ", "尾点"),
        ] {
            assert_eq!(file_name(wanted), name, "{wanted:?}");
        }
        let long = file_name(&format!("{}.pdf", "长".repeat(300)));
        assert!(long.len() <= LONGEST_NAME && long.ends_with("长.pdf"), "{long}");
    }

    #[test]
    fn what_cannot_be_written_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("表.xlsx");
        write(&place, b"before").unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"before");
        // A folder of the partial's name is in the way.
        fs::create_dir(folder.path().join("表.xlsx.partial")).unwrap();
        assert_eq!(write(&place, b"after").unwrap_err().code, Code::CannotWrite);
        assert_eq!(fs::read(&place).unwrap(), b"before");
    }
}
