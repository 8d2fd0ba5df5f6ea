//! 十万行导入 — a roster of 100,000 rows and 20 columns, read in the worker, recognised, cleaned, matched and stored,
//! against calamine's streaming reader alone; and the most memory that each of the two processes took.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use calamine::{Data, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use shebao_desk::exchange_inspect;
use shebao_desk::wire::exchange::ImportRequest;

use crate::company::{Shelf, UNIT, invented, now};
use crate::figures::{alternate, timed};

const ROWS: usize = 100_000;
const RUNS: usize = 3;
const SHEET: &str = "花名册";
const HEADINGS: [&str; 20] = [
    "工号",
    "姓名",
    "性别",
    "身份证号码",
    "户口性质",
    "部门",
    "岗位",
    "入职日期",
    "联系电话",
    "参保单位",
    "社保基数",
    "公积金基数",
    "学历",
    "转正日期",
    "开户行",
    "银行账号",
    "备注",
    "政治面貌",
    "籍贯",
    "紧急联系人",
];

/// Recognising (with the worker) and taking in, each run into an empty book.
pub fn bench() {
    let mut shelf = Shelf::new();
    let file = shelf.place().with_extension("xlsx");
    write(&file);
    let peaks = Peaks::default();
    let (mut reading, mut storing) = (Vec::new(), Vec::new());
    let pairs = alternate(RUNS, |_| {
        let place = shelf.book(0);
        let mut desk = shelf.desk(&place);
        let (ours, parts) = timed(|| {
            peaks.watched(|| {
                let (read, inspection) = timed(|| exchange_inspect(shelf.tools(), &file).expect("a roster"));
                let request = ImportRequest { handle: inspection.handle, ..ImportRequest::default() };
                let (stored, report) = timed(|| desk.exchange_import(&request, now()).expect("an import"));
                assert_eq!((report.kind.as_str(), report.accepted as usize), ("roster", ROWS));
                (read, stored)
            })
        });
        reading.push(parts.0.as_secs_f64() * 1000.0);
        storing.push(parts.1.as_secs_f64() * 1000.0);
        let (bare, cells) = timed(|| read_cells(&file));
        assert!(cells > ROWS * (HEADINGS.len() - 1));
        (ours, bare)
    });
    pairs.line("a roster of 100,000 × 20 taken in : its cells read by calamine", 25.0);
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len().max(1) as f64;
    println!(
        "    of it {:.0} ms worker, transfer and recognition, {:.0} ms matching and storing",
        mean(&reading),
        mean(&storing)
    );
    println!("    most memory: worker {} MB, program {} MB", peaks.worker() >> 10, peaks.program() >> 10);
}

/// The most memory seen, in KB.
#[derive(Default)]
struct Peaks {
    worker: AtomicU64,
    program: AtomicU64,
}

impl Peaks {
    /// Looks at this process and its children every few milliseconds while something runs.
    fn watched<T>(&self, work: impl FnOnce() -> T) -> T {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    self.look();
                    thread::sleep(Duration::from_millis(4));
                }
            });
            let result = work();
            done.store(true, Ordering::Relaxed);
            result
        })
    }

    fn look(&self) {
        let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let children = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
        // Between its start and its own program a child has the memory of this process.
        let reads = |child: &String| {
            let command = std::fs::read(format!("/proc/{child}/cmdline")).unwrap_or_default();
            command.split(|byte| *byte == 0).any(|argument| argument == b"--import-worker")
        };
        let children = children.flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        for child in children.filter(reads) {
            self.worker.fetch_max(peak(&child), Ordering::Relaxed);
        }
        self.program.fetch_max(peak("self"), Ordering::Relaxed);
    }

    fn worker(&self) -> u64 {
        self.worker.load(Ordering::Relaxed)
    }

    fn program(&self) -> u64 {
        self.program.load(Ordering::Relaxed)
    }
}

/// `VmHWM` of a process; 0 where the system does not tell.
fn peak(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn read_cells(file: &Path) -> usize {
    let mut book: Xlsx<_> = open_workbook(file).expect("a workbook");
    let mut cells = book.worksheet_cells_reader(SHEET).expect("a sheet");
    let mut count = 0;
    while let Some(cell) = cells.next_cell().expect("a cell") {
        count += usize::from(Data::from(cell.get_value().clone()) != Data::Empty);
    }
    count
}

fn write(file: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET).expect("a name");
    sheet.write_row(0, 0, HEADINGS).expect("headings");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for number in 0..ROWS {
        let (row, person) = (number as u32 + 1, invented(number));
        let texts = [
            (0, person.employee_no),
            (1, person.name),
            (2, if number % 2 == 0 { "男" } else { "女" }.to_owned()),
            (3, person.id_number),
            (4, "本市城镇".to_owned()),
            (5, person.department),
            (6, "职员".to_owned()),
            (8, format!("138{number:08}")),
            (9, UNIT.to_owned()),
            (12, "本科".to_owned()),
            (14, "示例银行".to_owned()),
            (15, format!("6222999{number:012}")),
            (16, format!("第{number}条")),
            (17, "群众".to_owned()),
            (18, "示例".to_owned()),
            (19, "无".to_owned()),
        ];
        for (column, text) in texts {
            sheet.write_string(row, column, text).expect("a cell");
        }
        for column in [7, 13] {
            sheet.write_datetime_with_format(row, column, person.hired, &day).expect("a day");
        }
        for column in [10, 11] {
            sheet.write_number(row, column, person.base.fen() as f64 / 100.0).expect("a base");
        }
    }
    book.save(file).expect("a file");
}
