//! An Excel 97–2003 workbook taken apart, to compare one with another record by record.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The type and the body of a record.
pub type Record = (u16, Vec<u8>);

/// The parts of a workbook's stream: what it says of itself, then its sheets.
pub struct Parts {
    pub parts: Vec<Vec<Record>>,
    /// Where each part begins.
    begins: Vec<usize>,
}

/// What a sheet has in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub kind: u16,
    pub look: u16,
    /// What stands behind row, column and look.
    pub content: Vec<u8>,
}

pub fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

pub fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Every stream of a compound file by its path.
pub fn streams(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    let paths: Vec<_> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_owned()).collect();
    let mut found = BTreeMap::new();
    for path in paths {
        let mut content = Vec::new();
        file.open_stream(&path).unwrap().read_to_end(&mut content).unwrap();
        found.insert(path.display().to_string(), content);
    }
    found
}

impl Parts {
    /// Takes the stream apart to its last record; what is behind must be zeros.
    pub fn of(bytes: &[u8]) -> Self {
        let stream = &streams(bytes)["/Workbook"];
        let (mut parts, mut begins, mut part, mut at, mut depth) = (Vec::new(), vec![0], Vec::new(), 0, 0);
        while at < stream.len() {
            let (kind, length) = (word(stream, at), usize::from(word(stream, at + 2)));
            if kind != 0x0809 && depth == 0 {
                assert!(stream[at..].iter().all(|byte| *byte == 0), "something stands behind the last part");
                break;
            }
            assert!(length <= 8224, "a record of {length} bytes");
            part.push((kind, stream[at + 4..at + 4 + length].to_vec()));
            at += 4 + length;
            match kind {
                0x0809 => depth += 1,
                0x000A => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                parts.push(std::mem::take(&mut part));
                begins.push(at);
            }
        }
        assert_eq!(depth, 0, "the last part does not end");
        let parts = Self { parts, begins };
        for (tab, (_, body)) in (1..).zip(parts.of_kind(0, 0x0085)) {
            assert!(
                parts.begins[1..parts.parts.len()].contains(&(long(body, 0) as usize)),
                "sheet {tab} begins elsewhere"
            );
        }
        parts
    }

    pub fn of_kind(&self, part: usize, kind: u16) -> Vec<&Record> {
        self.parts[part].iter().filter(|record| record.0 == kind).collect()
    }

    /// The part of a sheet by its place among the tabs.
    pub fn of_tab(&self, tab: usize) -> usize {
        let begin = long(&self.of_kind(0, 0x0085)[tab].1, 0) as usize;
        self.begins.iter().position(|at| *at == begin).unwrap()
    }

    /// A part without the records of these types.
    pub fn without(&self, part: usize, kinds: &[u16]) -> Vec<&Record> {
        self.parts[part].iter().filter(|record| !kinds.contains(&record.0)).collect()
    }

    /// Every cell of a sheet by row and column, those of one record one by one.
    pub fn cells(&self, part: usize) -> BTreeMap<(u16, u16), Placed> {
        let mut found = BTreeMap::new();
        for (kind, body) in &self.parts[part] {
            let mut place = |column: u16, kind: u16, look: u16, content: &[u8]| {
                let placed = Placed { kind, look, content: content.to_vec() };
                assert!(found.insert((word(body, 0), column), placed).is_none(), "two cells in one place");
            };
            match kind {
                0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00D6 => {
                    place(word(body, 2), *kind, word(body, 4), &body[6..]);
                }
                0x00BE | 0x00BD => {
                    let (one, width) = if *kind == 0x00BE { (0x0201, 2) } else { (0x027E, 6) };
                    for (column, cell) in (word(body, 2)..).zip(body[4..body.len() - 2].chunks(width)) {
                        place(column, one, word(cell, 0), &cell[2..]);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The bodies of rows by their number.
    pub fn rows(&self, part: usize) -> BTreeMap<u16, Vec<u8>> {
        self.of_kind(part, 0x0208).into_iter().map(|(_, body)| (word(body, 0), body.clone())).collect()
    }
}

/// The records that hold rows and cells, and what only tells where they are.
pub const TABLE: [u16; 19] = [
    0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x00BE, 0x00BD, 0x0208, 0x0207, 0x0221, 0x0236,
    0x04BC, 0x00D7, 0x020B, 0x0200, 0x003C,
];
