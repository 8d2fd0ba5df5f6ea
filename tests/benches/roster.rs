//! 花名册 — a roster of 10,000 rows taken in, against reading its cells and inserting the same people, spells, covers and
//! bases.

use std::path::Path;
use std::time::Duration;

use calamine::{Data, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use shebao_desk::wire::exchange::ImportRequest;
use shebao_desk::{Desk, exchange_inspect};
use shebao_store::{Action, DeclaredBase, Employee, Employment, Enrollment};

use crate::bare;
use crate::company::{Shelf, UNIT, invented, now, open};
use crate::figures::{alternate, timed};

const ROWS: usize = 10_000;
const RUNS: usize = 7;
const SHEET: &str = "花名册";

/// Recognising, reading in the worker, cleaning, matching and storing; each run into an empty book.
pub fn bench() {
    let mut shelf = Shelf::new();
    let file = shelf.place().with_extension("xlsx");
    write(&file);
    let mut parts = Vec::new();
    let pairs = alternate(RUNS, |_| {
        let place = shelf.book(0);
        let mut desk = shelf.desk(&place);
        let (recognised, inspection) = timed(|| exchange_inspect(shelf.tools(), &file).expect("a roster"));
        let (stored, ()) = timed(|| take_in(&mut desk, inspection.handle));
        let ours = recognised + stored;
        drop(desk);
        let book = open(&place);
        let (people, spells) = (book.view().employees().expect("people"), book.view().employments().expect("spells"));
        let covers = book.view().enrollments().expect("covers");
        let bases = book.view().declared_bases().expect("bases");
        assert_eq!((people.len(), spells.len(), covers.len(), bases.len()), (ROWS, ROWS, ROWS * 2, ROWS * 2));
        let bare = bare::database(&shelf.place());
        bare::insert_unit(&bare, spells.iter().find_map(|spell| spell.unit_id).expect("the unit"));
        bare::insert_sheet(&bare, people.iter().find_map(|person| person.origin).expect("the sheet").sheet_id);
        let (bare, cells) = timed(|| {
            let cells = read_cells(&file);
            bare::transaction(&bare, || {
                bare::insert_employees(&bare, &people);
                bare::insert_employments(&bare, &spells);
                bare::insert_enrollments(&bare, &covers);
                bare::insert_bases(&bare, &bases);
            });
            cells
        });
        assert!(cells > ROWS * 12);
        drop(book);
        parts.push((recognised, stored, journaled(&mut shelf, &place)));
        (ours, bare)
    });
    pairs.line("a roster of 10,000 rows taken in : cells read, its facts inserted", 2.0);
    let of = |part: fn(&(Duration, Duration, Duration)) -> Duration| {
        let mut times: Vec<Duration> = parts.iter().skip(1).map(part).collect();
        times.sort_unstable();
        times[times.len() / 2].as_millis()
    };
    println!(
        "of these: read in the worker and recognised {} ms; cleaned, matched and stored {} ms, of which the same facts through the store with its journal {} ms",
        of(|part| part.0),
        of(|part| part.1),
        of(|part| part.2)
    );
}

/// The same facts through the store alone, in one journaled action: what the journal of 10,000 people costs.
fn journaled(shelf: &mut Shelf, filled: &Path) -> Duration {
    let source = open(filled);
    let view = source.view();
    let units = view.units().expect("units");
    let (people, spells) = (view.employees().expect("people"), view.employments().expect("spells"));
    let (covers, bases) = (view.enrollments().expect("covers"), view.declared_bases().expect("bases"));
    let place = shelf.book(0);
    let mut book = open(&place);
    assert_eq!(book.view().units().expect("units").len(), units.len());
    let action = Action { action: "bench.fill", object: "bench" };
    let (time, outcome) = timed(|| {
        book.act(&action, now(), |tx| -> shebao_store::Result<()> {
            people
                .iter()
                .try_for_each(|one| tx.insert_employee(&Employee { origin: None, ..one.row.clone() }).map(drop))?;
            spells
                .iter()
                .try_for_each(|one| tx.insert_employment(&Employment { origin: None, ..one.row.clone() }).map(drop))?;
            covers
                .iter()
                .try_for_each(|one| tx.insert_enrollment(&Enrollment { origin: None, ..one.row.clone() }).map(drop))?;
            bases.iter().try_for_each(|one| {
                tx.insert_declared_base(&DeclaredBase { origin: None, ..one.row.clone() }).map(drop)
            })
        })
    });
    outcome.expect("the same facts");
    time
}

fn take_in(desk: &mut Desk, handle: String) {
    let request = ImportRequest { handle, ..ImportRequest::default() };
    let report = desk.exchange_import(&request, now()).expect("an import");
    assert_eq!((report.kind.as_str(), report.accepted as usize), ("roster", ROWS));
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
    let headings = [
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
    ];
    sheet.write_row(0, 0, headings).expect("headings");
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
        ];
        for (column, text) in texts {
            sheet.write_string(row, column, text).expect("a cell");
        }
        sheet.write_datetime_with_format(row, 7, person.hired, &day).expect("a day");
        for column in [10, 11] {
            sheet.write_number(row, column, person.base.fen() as f64 / 100.0).expect("a base");
        }
    }
    book.save(file).expect("a file");
}
