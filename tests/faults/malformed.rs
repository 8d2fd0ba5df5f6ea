//! R7 — malformed files: whatever a file holds, the clerk reads which file, and of a cell which sheet, row and column;
//! the reading process keeps within its memory and time, and nothing is written.

use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;
use shebao_desk::exchange::inspect;
use shebao_desk::wire::exchange::{ImportReport, ImportRequest};
use shebao_desk::{Desk, Failure};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::stage::{self, PASSWORD, now, stage, tools};
use crate::tally::{Dice, length, record, times};

/// The reading process gets 60 s of the processor, and the program waits 90 s for it on a busy machine. It may occupy its
/// limit and what the program itself does.
const LONGEST: Duration = Duration::from_secs(95);
const MEMORY_KIB: u64 = (512 + 48) * 1024;

/// Files of every format that clerks have.
fn originals() -> Vec<(String, Vec<u8>)> {
    let names = [
        "formats/roster.xlsx",
        "formats/roster.xls",
        "formats/roster.ods",
        "formats/roster.html",
        "formats/formula.xls",
        "books/public/人员/花名册.xlsx",
        "books/public/社保/深圳202601社保明细.xlsx",
        "books/public/公积金/上海公积金清册202601.xls",
        "books/public/银行/招行交易明细_深圳_202601.csv",
    ];
    names.map(|name| (name.to_owned(), std::fs::read(shebao_tests::fixture(name)).unwrap())).into()
}

/// Bytes flipped, cut out, doubled, overwritten by what counts and lengths go wrong at, or cut off.
fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const EDGES: [&[u8]; 6] =
        [b"-1", b"1048577", b"99999999999999999999", b"\xFF\xFF\xFF\xFF", b"\0\0\0\0", b"<![CDATA["];
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(bytes.len());
        let end = (at + 1 + dice.roll(200)).min(bytes.len());
        match dice.roll(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let doubled = bytes[at..end].repeat(1 + dice.roll(30));
                bytes.splice(at..at, doubled);
            }
            3 | 4 => drop(bytes.splice(at..end, EDGES[dice.roll(EDGES.len())].iter().copied())),
            _ => bytes.truncate(at + 1),
        }
    }
}

/// A spoilt file; of a package now and then only a part inside of it.
fn spoilt(original: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = original.to_vec();
    if original.starts_with(b"PK") && dice.roll(3) > 0 {
        return repacked(original, dice);
    }
    spoil(&mut bytes, dice);
    bytes
}

fn repacked(original: &[u8], dice: &mut Dice) -> Vec<u8> {
    let parts = ZipArchive::new(Cursor::new(original)).unwrap().len();
    let (chosen, mut at) = (dice.roll(parts), 0);
    rewritten(original, |_, content| {
        if at == chosen {
            spoil(content, dice);
        }
        at += 1;
    })
}

/// A package with its parts changed.
fn rewritten(original: &[u8], mut change: impl FnMut(&str, &mut Vec<u8>)) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(original)).unwrap();
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        change(part.name(), &mut content);
        copy.start_file(part.name(), SimpleFileOptions::default()).unwrap();
        copy.write_all(&content).unwrap();
    }
    copy.finish().unwrap().into_inner()
}

/// Small files that ask for much: inflated sheets, entities within entities, a sheet that claims to be all of one.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let workbook = originals().remove(0).1;
    let package = |sheet: &[u8]| {
        rewritten(&workbook, |name, content| {
            if name.starts_with("xl/worksheets/sheet") {
                *content = sheet.to_vec();
            }
        })
    };
    let head = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;
    let far = format!(
        r#"{head}<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#
    );
    let entities = format!(
        r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]><worksheet>&j;</worksheet>"#,
        ('b'..='j')
            .zip('a'..='i')
            .map(|(new, old)| format!("<!ENTITY {new} \"{}\">", format!("&{old};").repeat(10)))
            .collect::<String>()
    );
    let blanks = " ".repeat(length(20, 400) << 20);
    let many = format!(
        "{head}<sheetData>{}</sheetData></worksheet>",
        (1..=length(3_000, 120_000))
            .map(|row| format!(r#"<row r="{row}">{}</row>"#, r#"<c t="str"><v>满</v></c>"#.repeat(60)))
            .collect::<String>()
    );
    vec![
        ("far.xlsx", package(far.as_bytes())),
        ("entities.xlsx", package(entities.as_bytes())),
        ("blanks.xlsx", package(blanks.as_bytes())),
        ("many.xlsx", package(many.as_bytes())),
    ]
}

/// The sentence the clerk reads, as the one words file words it, with its details.
fn said(failure: &Failure) -> String {
    let words = std::fs::read_to_string(shebao_tests::clone_root().join("ui/src/words/errors.json")).unwrap();
    let words: serde_json::Value = serde_json::from_str(&words).unwrap();
    let code = serde_json::to_value(failure.code).unwrap();
    let mut text = words[code.as_str().unwrap()].as_str().unwrap().to_owned();
    for (name, value) in &failure.params {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    format!("{text}\n{}", failure.details.join("\n"))
}

/// Takes a file as far as it goes without writing.
fn tried(desk: &mut Desk, file: &Path) -> Result<ImportReport, Failure> {
    let handle = inspect(&tools(), file)?.handle;
    let request = ImportRequest { handle, dry_run: true, good_rows_only: true, ..ImportRequest::default() };
    desk.exchange_import(&request, now())
}

/// A message that leaves the clerk without the name of her file, a blank to be filled, or a next step is none.
fn told(message: &str, name: &str) -> Result<(), String> {
    let chinese = message.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c));
    if !chinese || message.contains('{') || !message.contains('。') || !message.contains(name) {
        return Err(format!("“{message}” does not tell of {name}"));
    }
    Ok(())
}

/// Every row that stays out says where.
fn placed(report: &ImportReport) -> Result<(), String> {
    let rows = report.rejected.iter().map(|r| (&r.sheet, r.row, &r.message));
    let questions = report.questions.iter().map(|q| (&q.sheet, q.row, &q.message));
    for (sheet, row, message) in rows.chain(questions) {
        if sheet.is_empty() || row == 0 || !message.contains(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)) {
            return Err(format!("a row without its place: {sheet} {row} {message}"));
        }
    }
    Ok(())
}

struct Scene {
    desk: Desk,
    copy: stage::Copy,
    longest: Duration,
    refused: usize,
}

impl Scene {
    fn new() -> Self {
        let copy = stage().copy();
        let desk = Desk::open(tools(), &copy.book, PASSWORD, now()).unwrap();
        Self { desk, copy, longest: Duration::ZERO, refused: 0 }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.copy.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn one(&mut self, name: &str, bytes: &[u8]) -> Result<Option<ImportReport>, String> {
        let (file, begun) = (self.file(name, bytes), Instant::now());
        let result = tried(&mut self.desk, &file);
        self.longest = self.longest.max(begun.elapsed());
        std::fs::remove_file(&file).unwrap();
        if begun.elapsed() > LONGEST {
            return Err(format!("{name} took {:?}", begun.elapsed()));
        }
        match result {
            Ok(report) => placed(&report).map(|()| Some(report)),
            Err(failure) => {
                self.refused += 1;
                told(&said(&failure), name).map(|()| None)
            }
        }
    }
}

/// The largest reading process of this program, looked at every few milliseconds.
struct Peak {
    over: Arc<AtomicBool>,
    looking: JoinHandle<u64>,
}

impl Peak {
    fn watch() -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&over);
        let looking = std::thread::spawn(move || {
            let mut most = 0;
            while !stop.load(Ordering::Relaxed) {
                most = most.max(largest_reader_kib());
                std::thread::sleep(Duration::from_millis(5));
            }
            most
        });
        Self { over, looking }
    }

    fn end(self) -> u64 {
        self.over.store(true, Ordering::Relaxed);
        self.looking.join().unwrap()
    }
}

fn largest_reader_kib() -> u64 {
    let me = format!("PPid:\t{}\n", std::process::id());
    let one = |entry: std::fs::DirEntry| -> Option<u64> {
        // The line first: until it is the reader's, what the process occupies is this program's memory, lent to it.
        let line = std::fs::read_to_string(entry.path().join("cmdline")).ok()?;
        let about = std::fs::read_to_string(entry.path().join("status")).ok().filter(|text| text.contains(&me))?;
        let peak = about.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.contains("--import-worker").then(|| peak.trim().trim_end_matches(" kB").parse().ok())?
    };
    std::fs::read_dir("/proc").unwrap().flatten().filter_map(one).max().unwrap_or(0)
}

#[test]
fn a_malformed_file_is_told_by_its_name() {
    let (mut scene, originals, mut dice) = (Scene::new(), originals(), Dice::new(7));
    let before = scene.desk.book_info().unwrap().journal_head;
    let (count, mut violations) = (times(150, 5_000), Vec::new());
    let (bombs, peak) = (bombs(), Peak::watch());
    for turn in 0..count {
        let (kind, original) = &originals[dice.roll(originals.len())];
        let ending = kind.rsplit('.').next().unwrap();
        let name = format!("乱改{turn}.{ending}");
        if let Err(wrong) = scene.one(&name, &spoilt(original, &mut dice)) {
            violations.push(format!("{kind} {turn}: {wrong}"));
        }
    }
    for (name, bytes) in &bombs {
        violations.extend(scene.one(name, bytes).err());
    }
    assert_eq!(scene.desk.book_info().unwrap().journal_head, before, "nothing was written");
    let peak = peak.end();
    println!("R7\t{} refused, longest {:?}, largest process {} MiB", scene.refused, scene.longest, peak / 1024);
    assert!(scene.refused > count / 10, "only {} of {count} were refused", scene.refused);
    assert!(peak > 10 * 1024, "no reading process was seen");
    if peak > MEMORY_KIB {
        violations.push(format!("a process took {} MiB", peak / 1024));
    }
    record("R7", "spoilt and oversized files of 9 formats", count + bombs.len(), &violations);
}

/// A cell that cannot be right: its column, what stands there.
const WRONG: [(usize, &str); 14] = [
    (1, ""),
    (3, "110101199003079965"),
    (3, "11010119900307996"),
    (3, "110101199013079964"),
    (3, "110101********9964"),
    (3, "身份证丢了"),
    (3, "1.1010119900308E+17"),
    (4, "2021-02-30"),
    (4, "2021年13月1日"),
    (4, "31/02/2021"),
    (4, "上个月"),
    (4, "0000-00-00"),
    (4, "2021-3-"),
    (4, "99999999"),
];

#[test]
fn a_malformed_cell_is_told_by_its_place() {
    let (mut scene, mut dice) = (Scene::new(), Dice::new(70));
    let (count, mut violations) = (times(60, 5_000), Vec::new());
    for turn in 0..count {
        let (column, text) = WRONG[dice.roll(WRONG.len())];
        let (rows, row, top) = (3 + dice.roll(6), dice.roll(3), dice.roll(3));
        let sheet = format!("在职{}", dice.roll(100));
        let bytes = roster(&sheet, top, rows, (row, column, text));
        let wanted = (u32::try_from(top + 2 + row).unwrap(), char::from(b"ABCDE"[column]).to_string());
        match scene.one(&format!("花名册{turn}.xlsx"), &bytes) {
            Ok(Some(report)) => {
                let rejected = report.rejected.iter().any(|r| {
                    r.sheet == sheet && r.row == wanted.0 && r.column.as_deref().is_none_or(|c| c == wanted.1)
                });
                let asked = report.questions.iter().any(|q| q.sheet == sheet && q.row == wanted.0);
                if !rejected && !asked {
                    violations
                        .push(format!("“{text}” at {sheet} {wanted:?}: {:?} {:?}", report.rejected, report.questions));
                }
            }
            Ok(None) => {}
            Err(wrong) => violations.push(format!("“{text}”: {wrong}")),
        }
    }
    record("R7", "sheets with one malformed cell, told by sheet, row and column", count, &violations);
}

/// A roster of invented people whose numbers have their right check digits, with one cell spoilt.
fn roster(sheet: &str, top: usize, rows: usize, (row, column, text): (usize, usize, &str)) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    let at = |n: usize| u32::try_from(n).unwrap();
    for (column, heading) in (0_u16..).zip(["工号", "姓名", "性别", "证件号码", "入职日期"]) {
        page.write_string(at(top), column, heading).unwrap();
    }
    for n in 0..rows {
        let number = shebao_tests::invented_id(n);
        let cells = [format!("{:05}", n + 1), "吴清".to_owned(), String::new(), number, "2021-03-01".to_owned()];
        for (to, cell) in (0_u16..).zip(&cells) {
            let spoilt = n == row && usize::from(to) == column;
            page.write_string(at(top + 1 + n), to, if spoilt { text } else { cell }).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
