//! Separated text: comma, tab, semicolon or bar, in UTF-8, UTF-16 or GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Budget, MAX_TEXT, ReadError, workbook};
use crate::sheet::{Cell, Format, Row, Sheet, Workbook};

/// The text of a file, its encoding told by its bytes: a byte-order mark, else UTF-8 where its sequences hold, else what
/// a page declares, else GB18030. What a page declares is often wrong, what its bytes say is not.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let sample: Vec<u8> = bytes.iter().copied().take(4096).collect();
    let zeros_at = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let encoding = if bytes.starts_with(&[0xFF, 0xFE]) {
        UTF_16LE
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        UTF_16BE
    } else if sample.contains(&0) {
        // UTF-16 without a mark shows the high bytes of its digits and commas as zeros on one side only.
        match (zeros_at(0), zeros_at(1)) {
            (0, odd) if odd > sample.len() / 16 => UTF_16LE,
            (even, 0) if even > sample.len() / 16 => UTF_16BE,
            _ => return Err(ReadError::NotASpreadsheet { looks_like: None }),
        }
    } else if is_utf8(bytes) {
        UTF_8
    } else {
        declared(bytes).unwrap_or(GB18030)
    };
    let (text, _, damaged) = encoding.decode(bytes);
    let strange = text.chars().filter(|c| *c == '\u{fffd}').count();
    if damaged && strange * 50 > text.chars().count() {
        return Err(ReadError::NotASpreadsheet { looks_like: None });
    }
    Ok(text.into_owned())
}

/// Whether the bytes are UTF-8: a few that were cut off or damaged do not make a text GB18030, of whose double bytes
/// hardly any are sound UTF-8.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || broken * 20 < sound
}

/// The encoding that a page or an XML file declares near its beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048))?).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let behind = |word: &str| {
        let rest = head.split_once(word)?.1.trim_start_matches(['"', '\'', ' ']);
        let label: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        Encoding::for_label(label.as_bytes())
    };
    // GB2312 and GBK are parts of GB18030, whose rare characters pages use under either name.
    let found = behind("charset=").or_else(|| behind("encoding="))?;
    if found == UTF_8 || found == encoding_rs::GBK { None } else { Some(found) }
}

/// Reads separated text into one sheet. Every cell stays text: nothing is taken for a number or date here.
pub(super) fn read(text: &str) -> Result<Workbook, ReadError> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n") + "\n";
    let Some(separator) = separator(&text) else {
        return Err(ReadError::NotASpreadsheet { looks_like: Some("没有分隔符的文本".to_owned()) });
    };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut budget = Budget::default();
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // A row counts as a spreadsheet program shows it: blank lines count, line breaks inside of a cell do not.
    let (mut number, mut next_line) = (0_u32, 1_u64);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(ReadError::Damaged { what: "分隔文本读不通".to_owned() }),
        }
        let line = reader.position().line();
        let breaks = record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
        let rows_on = line.saturating_sub(next_line).saturating_sub(u64::try_from(breaks).unwrap_or(0));
        number = number.saturating_add(u32::try_from(rows_on.max(1)).unwrap_or(u32::MAX));
        next_line = line;
        let mut cells = Vec::new();
        for (column, field) in (0_u32..).zip(record.iter().map(unguarded)) {
            if !field.is_empty() {
                budget.take(number, column)?;
                if field.len() > MAX_TEXT && field.chars().count() > MAX_TEXT {
                    let what = format!("第 {number} 行的引号没有配对，后面的内容连成了一格");
                    return Err(ReadError::Damaged { what });
                }
                cells.push((column, Cell::Text(field.to_owned())));
            }
        }
        if !cells.is_empty() {
            rows.push(Row { number, hidden: false, cells });
        }
    }
    let sheet = Sheet { name: "文本".to_owned(), visible: true, rows, ..Sheet::default() };
    Ok(workbook(Format::Text, vec![sheet]))
}

/// `="00001"` is how exports keep a spreadsheet program from taking a text for a number: the text is what it says.
fn unguarded(field: &str) -> &str {
    let inner = field.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|text| !text.contains('"')).unwrap_or(field)
}

/// The separator most lines agree on.
fn separator(text: &str) -> Option<u8> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(200).collect();
    let score = |separator: char| {
        let counts = lines.iter().map(|line| outside_quotes(line, separator)).filter(|n| *n > 0);
        let mut counts: Vec<usize> = counts.collect();
        counts.sort_unstable();
        // Lines that have it, then how many columns the middle one of them has.
        (counts.len(), counts.get(counts.len() / 2).copied().unwrap_or(0))
    };
    let best = [('\t', b'\t'), (',', b','), (';', b';'), ('|', b'|')]
        .into_iter()
        .map(|(shown, byte)| (score(shown), byte))
        .filter(|((lines_with, _), _)| *lines_with > 0)
        .max_by_key(|((lines_with, columns), _)| lines_with * columns.min(&12))?;
    Some(best.1)
}

fn outside_quotes(line: &str, separator: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|c| {
            quoted ^= *c == '"';
            *c == separator && !quoted
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_encodings_clerks_have() {
        let text = "工号,姓名\r\n1,\"张三, 男\"\r\n";
        let (gbk, _, _) = GB18030.encode(text);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &gbk, &utf16, &marked] {
            let book = read(&decode(bytes).unwrap()).unwrap();
            assert_eq!(book.sheets[0].cell(1, 0), Some(&Cell::Text("工号".to_owned())));
            assert_eq!(book.sheets[0].cell(2, 1), Some(&Cell::Text("张三, 男".to_owned())));
        }
    }

    /// One character cut in the middle, as a download that broke off leaves it.
    #[test]
    fn a_damaged_byte_does_not_change_the_encoding() {
        let mut bytes = "工号,姓名\n".repeat(40).into_bytes();
        bytes.truncate(bytes.len() - 2);
        let text = decode(&bytes).unwrap();
        assert!(text.starts_with("工号,姓名\n") && text.ends_with('\u{fffd}'), "{text}");
    }

    /// A page may declare what it is not; its bytes win. Big5 is taken where it is declared.
    #[test]
    fn a_page_is_read_by_its_bytes_first() {
        let page = |charset: &str| format!("<html><head><meta charset=\"{charset}\"></head><td>養老保險</td></html>");
        assert!(decode(page("gb2312").as_bytes()).unwrap().contains("養老保險"));
        let (gbk, _, _) = GB18030.encode("<meta charset=utf-8><td>养老㛃</td>");
        assert!(decode(&gbk).unwrap().contains("养老㛃"));
        let page = page("big5");
        let (big5, _, _) = encoding_rs::BIG5.encode(&page);
        assert!(decode(&big5).unwrap().contains("養老保險"));
    }

    #[test]
    fn rows_count_as_a_spreadsheet_program_shows_them() {
        let book = read("工号,备注\r\n\r\n1,\"两行\r\n备注\"\r\n2,无\r\n").unwrap();
        let numbers: Vec<u32> = book.sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 4]);
    }

    #[test]
    fn a_guarded_text_is_what_it_says() {
        let book =
            read("工号,证件号码,备注\n=\"00001\",\"=\"\"110101199003079964\"\"\",\"=\"\"a\"\"&\"\"b\"\"\"\n").unwrap();
        let shown: Vec<_> = book.sheets[0].rows[1].cells.iter().map(|(_, cell)| cell.shown()).collect();
        assert_eq!(shown, ["00001", "110101199003079964", "=\"a\"&\"b\""]);
    }

    #[test]
    fn refuses_prose_and_noise() {
        assert!(matches!(read("没有分隔的一句话"), Err(ReadError::NotASpreadsheet { .. })));
        assert!(matches!(decode(&[0, 1, 0, 2, 0, 0, 9]), Err(ReadError::NotASpreadsheet { .. })));
    }
}
