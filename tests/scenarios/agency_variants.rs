//! The lists of the public book in another dress: columns in another order, other headings, other notations of the
//! period, more rows above. What a changed export would look like.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use shebao_documents::recognise::{Dialects, SheetGuess, inspect};
use shebao_documents::sheet::Sheet;
use shebao_documents::{read, sheet};

use crate::agency_records::stored;
use crate::answers::Answers;
use crate::dress;
use crate::places::{copy_of, folder, migrated, now};
use crate::variants::Dice;

/// Headings with another one of the same meaning.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("姓名", "职工姓名"),
    ("证件号码", "身份证号码"),
    ("费款所属期", "对应费款所属期"),
    ("费款所属期起", "所属期起"),
    ("费款所属期止", "所属期止"),
    ("缴费工资", "申报工资"),
    ("缴费基数", "核定基数"),
    ("费率", "缴费比例"),
    ("应缴费额", "应缴金额"),
    ("减免费额", "减免金额"),
    ("应补(退)费额", "应补（退）金额"),
    ("人员编号", "个人编号"),
    ("征收项目", "险种名称"),
    ("征收品目", "品目名称"),
    ("申报日期", "入库日期"),
    ("单位缴纳", "单位应缴"),
    ("个人缴纳", "个人应缴"),
    ("应收金额", "应缴费额合计"),
    ("个人社保合计", "个人应缴合计"),
    ("单位社保合计", "单位应缴合计"),
    ("单位合计", "单位应缴合计"),
    ("个人合计", "个人应缴合计"),
    ("应缴合计", "应缴总额"),
    ("个人账号", "个人公积金账号"),
    ("当前工资", "缴存基数"),
    ("工资基数", "月缴存基数"),
    ("单位缴存额", "单位月缴额"),
    ("个人月缴存额", "职工月缴额"),
    ("合计月缴额", "月缴额合计"),
    ("缴存年月", "业务年月"),
    ("缴存时段", "缴存期间"),
    ("金额合计", "缴存额合计"),
];

/// Every list again, each sheet dressed anew and, where a file is one sheet, in any format; the files keep their names,
/// which alone say what some lists are.
fn dressed(dice: &mut Dice, from: &Path, to: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(from).expect("the lists").map(|entry| entry.expect("a list").path());
    let mut written = Vec::new();
    for (count, file) in files.enumerate() {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let book = read::read(&std::fs::read(&file).expect("the list")).expect("it can be read");
        let guesses = inspect(&book, &name, &dialects());
        if let [guess] = guesses.as_slice() {
            written.push(dress::save(dice, to, &name, &in_other_words(&book.sheets[guess.index], guess, count)));
            continue;
        }
        let mut workbook = Workbook::new();
        for guess in &guesses {
            let worksheet = workbook.add_worksheet().set_name(&guess.sheet).expect("a name");
            for (row, cells) in in_other_words(&book.sheets[guess.index], guess, count).into_iter().enumerate() {
                let row = u32::try_from(row).expect("few rows");
                for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                    worksheet.write_string(row, column, text).expect("a cell");
                }
            }
        }
        let path = to.join(name.replace(".xls", ".xlsx").replace(".xlsxx", ".xlsx"));
        workbook.save(&path).expect("the list is written");
        written.push(path);
    }
    written
}

fn dialects() -> Dialects {
    let folder = shebao_tests::clone_root().join("assets/dialects");
    let files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the dialects")
        .map(|entry| entry.expect("a dialect").path())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("its text")))
        .collect();
    Dialects::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("the dialects")
}

/// Three rows more on top, what stood above, the headings in one or two full rows, then the rows below them.
fn in_other_words(sheet: &Sheet, guess: &SheetGuess, turn: usize) -> Vec<Vec<String>> {
    let (first, last) = (guess.header_rows[0], *guess.header_rows.last().expect("headings"));
    let shown = |row: u32, column: u32| sheet.cell(row, column).map(sheet::Cell::shown).unwrap_or_default();
    let mut columns: Vec<u32> = guess.columns.iter().map(|column| column.index).collect();
    let middle = 2 + turn % 3;
    columns.rotate_left(middle);
    let by = columns.len() / 2;
    columns[..by].reverse();
    let mut rows = vec![vec!["查询结果".to_owned()], vec!["导出时间：2026-04-02 10:11:12".to_owned()], Vec::new()];
    for row in sheet.rows.iter().filter(|row| row.number < first && !row.hidden) {
        rows.push((0..30).map(|column| shown(row.number, column)).collect());
    }
    let heading = |column: u32| guess.columns.iter().find(|c| c.index == column).expect("a column").heading.clone();
    let parts: Vec<(String, String)> = columns
        .iter()
        .map(|column| match heading(*column).split_once(" / ") {
            Some((group, leaf)) => (group.to_owned(), other(leaf)),
            None => (other(&heading(*column)), other(&heading(*column))),
        })
        .collect();
    if first < last {
        rows.push(parts.iter().map(|(group, _)| group.clone()).collect());
    }
    rows.push(parts.iter().map(|(_, leaf)| leaf.clone()).collect());
    for (count, row) in sheet.rows.iter().filter(|row| row.number > last).enumerate() {
        let cell = |column: &u32| {
            let text = shown(row.number, *column);
            let of_period = ["所属期", "缴存年月", "缴存时段"].iter().any(|word| heading(*column).contains(word));
            if of_period { notation(&text, count) } else { text }
        };
        rows.push(columns.iter().map(cell).collect());
    }
    rows
}

fn other(heading: &str) -> String {
    let plain: String = heading.split_whitespace().collect();
    let plain = plain.replace("(元)", "").replace("（元）", "");
    OTHER_WORDS.iter().find(|(old, _)| *old == plain).map_or(plain.clone(), |(_, new)| (*new).to_owned())
}

/// The same month in another notation: of `2026-02`, `202602` or `202602-202602`.
fn notation(text: &str, count: usize) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
    let Some((year, month)) = digits.split_at_checked(4).filter(|(_, month)| month.len() == 2) else {
        return text.to_owned();
    };
    match count % 6 {
        0 => format!("{year}{month}"),
        1 => format!("{year}年{month}月"),
        2 => format!("{year}.{month}"),
        3 => format!("{year}{month}-{year}{month}"),
        4 => format!("{year}-{month}至{year}-{month}"),
        _ => format!("{year}-{month}-01 "),
    }
}

/// Of 884 records at least 99 of 100 are read as the key has them, and none is read as something else.
#[test]
fn lists_in_another_dress_say_the_same() {
    let lists = copy_of("public", &["社保", "公积金"]);
    let folder = folder();
    let mut dice = Dice::of(31);
    let files: usize =
        ["社保", "公积金"].map(|room| dressed(&mut dice, &lists.path().join(room), folder.path()).len()).iter().sum();
    assert_eq!(files, 29);
    let mut place = migrated("public");
    let report = place.desk.exchange_migrate(folder.path(), false, now(), &mut |_| true).expect("the lists go in");
    let expected = Answers::of("public").agency_records();
    let found = stored(&place.desk);
    let strange: BTreeMap<_, _> = found.iter().filter(|(key, says)| expected.get(*key) != Some(*says)).collect();
    let problems: Vec<_> = report.files.iter().filter_map(|f| f.problem.as_ref().map(|p| (&f.file, p))).collect();
    assert!(strange.is_empty(), "{} read wrongly: {strange:#?}\n{problems:#?}", strange.len());
    assert!(found.len() * 100 >= expected.len() * 99, "{} of {}: {problems:#?}", found.len(), expected.len());
}
