//! 乱改的文件 — small files of every format, mutated and read in real worker processes: whatever a file holds, this
//! process gets a workbook or an error with its next step, and lives. What a worker gives back is recognised and read on
//! here, where nothing may stop the program either.
//!
//! Runs for `SHEBAO_FUZZ_SECONDS` (12 by default) from `SHEBAO_FUZZ_SEED` (the same in every run by default), all targets in
//! turn. A failing input is named by its target, seed and number, so that the same run finds it again.

use std::error::Error;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use shebao_documents::read::ReadError;
use shebao_documents::recognise::{Dialects, inspect};
use shebao_documents::rows::read_rows;
use shebao_documents::worker::{WORKER_ARGUMENT, read_in_worker, run_worker};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// No single file may take longer from its bytes to its rows: what is mutated is small.
const LONGEST: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(WORKER_ARGUMENT) {
        return run_worker();
    }
    match fuzz() {
        Ok(summary) => {
            eprintln!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// A sequence that is the same in every run of one seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

/// A reader with the files it starts from.
struct Target {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    inside: Inside,
}

/// What a file consists of: its parts are mutated inside of it, so that checksums and chains hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Package,
    Compound,
}

fn targets() -> Result<Vec<Target>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures");
    let file = |name: &str| std::fs::read(root.join(name)).map_err(|error| format!("{name}: {error}"));
    let page = file("formats/roster.html")?;
    let words = "工号,姓名,证件号码,入职日期,社保基数\r\n00001,吴清,110101199003079964,2021.3.5,\"8,600.50\"\r\n合计,,,,8600.5\r\n";
    let table = "<table><tr><th rowspan=2>姓名<th colspan=2>养老保险<tr><th>单位缴纳<th>个人缴纳<tr><td>吴清<td>1376.08<td>688.04</table>";
    let xml = concat!(
        r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" "#,
        r#"xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row ss:Index="3">"#,
        r#"<Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="DateTime">"#,
        r#"2021-03-05T00:00:00.000</Data></Cell><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell></Row>"#,
        "</Table></Worksheet></Workbook>"
    );
    let (gbk, _, _) = encoding_rs::GB18030.encode(words);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let target = |name, seeds, inside| Target { name, seeds, inside };
    Ok(vec![
        target("xlsx", vec![file("formats/roster.xlsx")?, file("encrypted.xlsx")?], Inside::Package),
        target("xls", vec![file("formats/roster.xls")?, file("formats/formula.xls")?], Inside::Compound),
        target("ods", vec![file("formats/roster.ods")?], Inside::Package),
        target("xlsb", vec![xlsb()?], Inside::Package),
        target("html", vec![page, table.as_bytes().to_vec()], Inside::Nothing),
        target("xml", vec![xml.as_bytes().to_vec()], Inside::Nothing),
        target("text", vec![words.as_bytes().to_vec(), gbk.into_owned(), utf16], Inside::Nothing),
    ])
}

/// A small binary workbook: a row with a text and a number.
fn xlsb() -> Result<Vec<u8>, Box<dyn Error>> {
    let longs = |values: &[u32]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    let wide = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [longs(&[u32::try_from(units.len() / 2).unwrap_or(0)]), units].concat()
    };
    let record = |kind: &[u8], body: &[u8]| [kind, &[u8::try_from(body.len()).unwrap_or(0)], body].concat();
    let book = [
        record(&[0x83, 1], &[]),
        record(&[0x8F, 1], &[]),
        record(&[0x9C, 1], &[longs(&[0, 1]), wide("rId1"), wide("在职")].concat()),
        record(&[0x90, 1], &[]),
        record(&[0x9D, 1], &[]),
        record(&[0x84, 1], &[]),
    ];
    let sheet = [
        record(&[0x81, 1], &[]),
        record(&[0x94, 1], &longs(&[0, 9, 0, 9])),
        record(&[0x91, 1], &[]),
        record(&[0], &[longs(&[0, 0]), vec![0; 9]].concat()),
        record(&[6], &[longs(&[0, 0]), wide("姓名")].concat()),
        record(&[5], &[longs(&[1, 0]), 44_260_f64.to_le_bytes().to_vec()].concat()),
        record(&[0x92, 1], &[]),
        record(&[0x82, 1], &[]),
    ];
    let relation = |target: &str, kind: &str| {
        let head = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        format!(r#"<Relationships><Relationship Id="rId1" Target="{target}" Type="{head}{kind}"/></Relationships>"#)
    };
    packed(&[
        ("_rels/.rels".to_owned(), relation("xl/workbook.bin", "officeDocument").into_bytes()),
        ("xl/_rels/workbook.bin.rels".to_owned(), relation("worksheets/sheet1.bin", "worksheet").into_bytes()),
        ("xl/workbook.bin".to_owned(), book.concat()),
        ("xl/worksheets/sheet1.bin".to_owned(), sheet.concat()),
    ])
}

fn packed(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default())?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        found.push((part.name().to_owned(), content));
    }
    Some(found)
}

/// The workbook stream of a compound file.
fn streams(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut content = Vec::new();
    file.open_stream("/Workbook").ok()?.read_to_end(&mut content).ok()?;
    Some(vec![("/Workbook".to_owned(), content)])
}

fn compound(streams: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (name, content) in streams {
        file.create_stream(name).ok()?.write_all(content).ok()?;
    }
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

/// Values at which counts, places and lengths go wrong.
const EDGES: [&[u8]; 10] = [
    b"0",
    b"-1",
    b"65536",
    b"1048577",
    b"4294967295",
    b"99999999999999999999",
    b"\xFF\xFF\xFF\xFF",
    b"\0\0\0\0",
    b"\xFF\xFE",
    b"<",
];

/// A few changes: bytes flipped, runs cut out, doubled or overwritten, edge values put in, numbers in texts changed.
fn mutate(dice: &mut Dice, bytes: &mut Vec<u8>) {
    for _ in 0..=dice.below(6) {
        let (at, run) = (dice.below(bytes.len()), 1 + dice.below(64));
        let end = (at + run).min(bytes.len());
        match dice.below(12) {
            0..=2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            3 | 4 => drop(bytes.drain(at..end)),
            5 | 6 => {
                let copy: Vec<u8> = bytes.get(at..end).unwrap_or_default().to_vec();
                let copies = 1 + dice.below(40);
                bytes.splice(at..at, copy.repeat(copies));
            }
            7 | 8 => {
                let edge = EDGES.get(dice.below(EDGES.len())).copied().unwrap_or_default();
                bytes.splice(at..end.min(at + edge.len()), edge.iter().copied());
            }
            9 | 10 => {
                // The next number of a text becomes an edge.
                let start = bytes.iter().skip(at).position(u8::is_ascii_digit).map_or(at, |more| at + more);
                let digits = bytes.iter().skip(start).take_while(|b| b.is_ascii_digit()).count();
                let edge = EDGES.get(dice.below(6)).copied().unwrap_or_default();
                bytes.splice(start..start + digits, edge.iter().copied());
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
}

fn variant(dice: &mut Dice, target: &Target) -> Vec<u8> {
    let mut bytes = target.seeds.get(dice.below(target.seeds.len())).cloned().unwrap_or_default();
    let inside = if dice.below(8) == 0 { Inside::Nothing } else { target.inside };
    let opened = match inside {
        Inside::Nothing => None,
        Inside::Package => parts(&bytes),
        Inside::Compound => streams(&bytes),
    };
    if let Some(mut parts) = opened {
        let at = dice.below(parts.len());
        if let Some((_, part)) = parts.get_mut(at) {
            mutate(dice, part);
        }
        let again = if inside == Inside::Package { packed(&parts).ok() } else { compound(&parts) };
        if let Some(again) = again {
            return again;
        }
    }
    mutate(dice, &mut bytes);
    bytes
}

/// How the files of a target ended.
#[derive(Default)]
struct Tally {
    files: u32,
    read: u32,
    worker_stopped: u32,
}

fn fuzz() -> Result<String, Box<dyn Error>> {
    let from_environment = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = from_environment("SHEBAO_FUZZ_SECONDS").unwrap_or(12);
    let seed = from_environment("SHEBAO_FUZZ_SEED").unwrap_or(20_260_101);
    let (this, dialects, targets) = (std::env::current_exe()?, dialects()?, targets()?);
    let share = Duration::from_secs(seconds) / u32::try_from(targets.len())?;
    let mut lines = Vec::new();
    for target in &targets {
        let (mut dice, mut tally, began) = (Dice(seed | 1), Tally::default(), Instant::now());
        for bytes in &target.seeds {
            let whole = read_in_worker(&this, bytes);
            let named = matches!(&whole, Err(ReadError::Encrypted));
            if whole.is_err() && !named {
                return Err(format!("{}: a file that nobody changed gives {whole:?}", target.name).into());
            }
        }
        while began.elapsed() < share {
            let bytes = variant(&mut dice, target);
            let place = format!("{} seed {seed} file {}", target.name, tally.files);
            one(&this, &dialects, &bytes, &place, &mut tally)?;
        }
        lines.push(format!(
            "{}: {} files, {} read, {} ended by their worker",
            target.name, tally.files, tally.read, tally.worker_stopped
        ));
    }
    Ok(lines.join("\n"))
}

/// One file on the whole way; anything but a workbook or an error is a fault of the program.
fn one(this: &Path, dialects: &Dialects, bytes: &[u8], place: &str, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    let began = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| match read_in_worker(this, bytes) {
        Ok(book) => {
            let guesses = inspect(&book, "乱改.xls", dialects);
            let rows: usize = guesses.iter().map(|guess| read_rows(&book, guess).columns.len()).sum();
            Ok(rows)
        }
        Err(error) => Err(error),
    }));
    tally.files += 1;
    match result {
        Ok(Ok(_)) => tally.read += 1,
        Ok(Err(ReadError::WorkerFailed | ReadError::TimedOut)) => tally.worker_stopped += 1,
        Ok(Err(error)) if error.message().ends_with('。') => {}
        Ok(Err(error)) => return Err(format!("{place}: {error} has no next step").into()),
        Err(_) => return Err(format!("{place}: the program stopped").into()),
    }
    if began.elapsed() > LONGEST {
        return Err(format!("{place}: took {:?}", began.elapsed()).into());
    }
    Ok(())
}

fn dialects() -> Result<Dialects, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/dialects");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        files.push((path.display().to_string(), std::fs::read_to_string(&path)?));
    }
    Ok(Dialects::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?)
}
