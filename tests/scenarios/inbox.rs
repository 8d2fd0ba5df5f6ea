//! 收件夹、粘贴、标红的副本、存档的原件.

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use shebao_desk::Code;
use shebao_desk::wire::exchange::ImportRequest;
use shebao_desk::wire::inbox::{InboxFile, Pasted};

use crate::answers::Answers;
use crate::places::{
    COMPANY, CREDIT_CODE, PASSWORD, Place, TODAY, copy_of, folder, migrated, now, people_and_wages, tools,
};
use crate::program::Script;

fn fixture(room: &str, file: &str) -> PathBuf {
    shebao_tests::fixture("books").join("public").join(room).join(file)
}

fn states(files: &[InboxFile]) -> Vec<(&str, &str)> {
    files.iter().map(|file| (file.name.as_str(), file.state.as_str())).collect()
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("the file is written");
}

#[test]
fn the_inbox_is_off_until_a_folder_is_chosen() {
    let mut place = migrated("public");
    let off = place.desk.exchange_inbox().expect("the inbox");
    assert_eq!((off.folder, off.files.len()), (None, 0));
    let wrong = place.desk.exchange_inbox_set(Some(Path::new("没有这个文件夹"))).expect_err("no folder");
    assert_eq!(wrong.code, Code::InvalidInput);
    let kept = folder();
    place.desk.exchange_inbox_set(Some(kept.path())).expect("a folder is chosen");
    assert!(place.desk.exchange_inbox_set(None).expect("off again").folder.is_none());
}

/// What the bureau gave out is offered with kind, unit and month; what is no table, not complete, twice there or taken in
/// says so.
#[test]
fn every_file_of_the_inbox_says_what_it_is() {
    let (mut place, inbox) = (migrated("public"), folder());
    let list = std::fs::read(fixture("社保", "上海社保缴费明细202602.xlsx")).expect("the fixture");
    put(inbox.path(), "上海社保.xlsx", &list);
    put(inbox.path(), "再来一份.xlsx", &list);
    put(inbox.path(), "花名册.xlsx", &std::fs::read(fixture("人员", "花名册.xlsx")).expect("the fixture"));
    put(inbox.path(), "坏的.xlsx", &list[..list.len() / 2]);
    put(inbox.path(), "通知.pdf", b"%PDF-1.7 ...");
    put(inbox.path(), "下载中.xlsx.crdownload", &list[..100]);
    put(inbox.path(), "~$花名册.xlsx", b"lock");
    put(inbox.path(), "奇怪.csv", "伙伴,识别串,总价\n甲,乙1,100.00\n丙,丁2,200.00\n".as_bytes());
    std::fs::create_dir(inbox.path().join("旧的")).expect("a folder in it");
    let found = place.desk.exchange_inbox_set(Some(inbox.path())).expect("the inbox").files;
    let mut seen = states(&found);
    seen.sort_unstable();
    let mut expected = vec![
        ("下载中.xlsx.crdownload", "writing"),
        ("坏的.xlsx", "unreadable"),
        ("通知.pdf", "unreadable"),
        ("奇怪.csv", "unknown"),
        ("花名册.xlsx", "taken"),
        ("上海社保.xlsx", "new"),
        ("再来一份.xlsx", "twin"),
    ];
    expected.sort_unstable();
    assert_eq!(seen, expected, "{found:#?}");
    let new = found.iter().find(|file| file.state == "new").expect("the new one");
    assert_eq!((new.kind.as_str(), new.month.as_deref()), ("agency_records", Some("2026-02")));
    assert!(new.rows > 10 && new.unit.is_some(), "{new:?}");
    assert!(found.iter().all(|file| file.state == "new" || file.reason.is_some()), "{found:#?}");
    let told = place.desk.alert_list(None, now()).expect("the alerts");
    assert!(told.iter().any(|alert| alert.code == "inbox_files" && alert.screen == "inbox"), "the home page says so");

    let report = place.desk.exchange_inbox_take("上海社保.xlsx", now()).expect("it is taken in");
    assert!(report.accepted > 10, "{report:?}");
    let after = place.desk.exchange_inbox().expect("the inbox").files;
    let state = |name: &str| after.iter().find(|file| file.name == name).map(|file| file.state.clone());
    assert_eq!((state("上海社保.xlsx").as_deref(), state("再来一份.xlsx").as_deref()), (Some("taken"), Some("taken")));
    assert!(inbox.path().join("上海社保.xlsx").exists(), "nothing in the folder is touched");

    place.desk.exchange_inbox_pass_over("奇怪.csv", true).expect("she does not want it");
    let state = |place: &Place| {
        let files = place.desk.exchange_inbox().expect("the inbox").files;
        files.into_iter().find(|file| file.name == "奇怪.csv").map(|file| file.state)
    };
    assert_eq!(state(&place).as_deref(), Some("passed_over"));
    place.desk.exchange_inbox_pass_over("奇怪.csv", false).expect("she does after all");
    assert_eq!(state(&place).as_deref(), Some("unknown"));
}

/// Closed for a week: what came meanwhile is there, what was taken in is known, however old the files are.
#[test]
fn a_week_later_the_inbox_knows_what_is_new() {
    let folder = folder();
    let (book, inbox) = (folder.path().join("book"), folder.path().join("收件"));
    std::fs::create_dir(&inbox).expect("the inbox");
    let script = Script::on(&book, PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    script.done(&["exchange", "migrate", &people_and_wages("public").path().display().to_string()]);
    script.done(&["exchange", "inbox", "set", &inbox.display().to_string()]);
    std::fs::copy(fixture("社保", "上海社保缴费明细202601.xlsx"), inbox.join("一月.xlsx")).expect("a file comes");
    let old = std::fs::File::options().write(true).open(inbox.join("一月.xlsx")).expect("the file");
    old.set_modified(std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000))
        .expect("it is old");
    let later = Script::on(&book, PASSWORD, "2026-04-08");
    let listed = later.done(&["exchange", "inbox", "list"]);
    assert_eq!(
        (listed["files"][0]["name"].as_str(), listed["files"][0]["state"].as_str()),
        (Some("一月.xlsx"), Some("new"))
    );
    assert!(later.done(&["exchange", "inbox", "take", "一月.xlsx"])["accepted"].as_u64() > Some(10));
    assert_eq!(later.done(&["exchange", "inbox", "list"])["files"][0]["state"], "taken");
    assert_eq!(later.run(&["exchange", "inbox", "take", "../book/book.db"]).code, 3, "a name is no path");
    let archived = later.done(&["exchange", "archive", "list"]);
    let kept = archived["originals"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["file"] == "一月.xlsx")
        .expect("it is kept");
    let out = folder.path().join("取回.xlsx");
    later.done(&["exchange", "archive", "export", &kept["batch"].to_string(), "--out", &out.display().to_string()]);
    let bytes = |path: &Path| std::fs::read(path).expect("a file");
    assert!(bytes(&out) == bytes(&inbox.join("一月.xlsx")), "byte for byte");
    let database = bytes(&book.join("book.db"));
    assert!(!database.windows(4).any(|window| window == b"PK\x03\x04"), "no plain file lies in the book's folder");
    later.done(&["exchange", "inbox", "set"]);
    assert!(later.done(&["exchange", "inbox", "list"])["folder"].is_null());
}

/// Cells from the clipboard go the way of a file, with their row and column as provenance.
#[test]
fn pasted_cells_go_the_way_of_a_file() {
    let mut place = migrated("public");
    let people = Answers::of("public").persons;
    let mut text = "姓名\t身份证号\t应发工资\t养老保险（个人）\r\n".to_owned();
    for person in people.iter().take(3) {
        text.push_str(&format!("{}\t{}\t10,000.00\t800.00\r\n", person.name, person.id_no));
    }
    text.push_str("没有此人\t11010519491231002X\t1.00\t0.08\r\n");
    let pasted = Pasted { text, html: None };
    let inspection = place.desk.exchange_paste(&pasted).expect("it is recognised");
    assert_eq!((inspection.file.as_str(), inspection.sheets[0].kind.as_str()), ("粘贴", "payroll"));
    let month = Some("2026-04".to_owned());
    let request = ImportRequest { handle: inspection.handle, month, good_rows_only: true, ..ImportRequest::default() };
    let report = place.desk.exchange_import(&request, now()).expect("it goes in");
    assert_eq!((report.accepted, report.rejected.len(), report.rejected[0].row), (3, 1, 5), "{:?}", report.rejected);
    let rows = place.desk.exchange_rows("payroll", None, Some("2026-04"), now()).expect("rows");
    let origin = &rows["rows"][0]["origin"];
    assert_eq!((origin["file"].as_str(), origin["row"].as_u64().is_some()), (Some("粘贴"), true), "{origin}");
    let nothing = place.desk.exchange_paste(&Pasted::default()).expect_err("nothing was copied");
    assert_eq!(nothing.code, Code::EmptySheet);
    assert!(shebao_desk::exchange_paste(&tools(), &pasted).is_ok(), "no book is needed to look");
}

/// What Excel and WPS put on the clipboard beside the text: a page with styles, merged headings, numbers behind what is
/// shown. Where there is no text with tabs (one column, or a browser's table) the page is read.
#[test]
fn a_page_on_the_clipboard_is_read_like_a_file() {
    let mut place = migrated("public");
    let people = Answers::of("public").persons;
    let row = |person: &crate::answers::Person| {
        format!(
            "<tr height=19><td class=xl65>{}</td><td class=xl66 style='mso-number-format:\"\\@\"'>{}</td>\
             <td class=xl67 align=right x:num=\"10000.5\">10,001</td><td align=right>800.00</td></tr>",
            person.name, person.id_no
        )
    };
    let rows: String = people.iter().take(3).map(row).collect();
    let html = format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" \
         xmlns=\"http://www.w3.org/TR/REC-html40\"><head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">\
         <meta name=ProgId content=Excel.Sheet><style>.xl65 {{mso-number-format:General;}}</style></head><body><table>\
         <!--StartFragment--><col width=72><tr><td colspan=4>2026年4月工资表</td></tr><tr><td rowspan=2>姓名</td>\
         <td rowspan=2>身份证号</td><td rowspan=2>应发工资</td><td>代扣</td></tr><tr><td>养老保险</td></tr>{rows}\
         <!--EndFragment--></table></body></html>"
    );
    let pasted = Pasted { text: "2026年4月工资表".to_owned(), html: Some(html) };
    let inspection = place.desk.exchange_paste(&pasted).expect("it is recognised");
    let sheet = &inspection.sheets[0];
    assert_eq!((sheet.kind.as_str(), sheet.month.as_deref(), sheet.rows), ("payroll", Some("2026-04"), 3), "{sheet:?}");
    let request = ImportRequest { handle: inspection.handle, ..ImportRequest::default() };
    let report = place.desk.exchange_import(&request, now()).expect("it goes in");
    assert_eq!((report.accepted, report.rejected.len()), (3, 0), "{:?}", report.rejected);
    let rows = place.desk.exchange_rows("payroll", None, Some("2026-04"), now()).expect("rows");
    let rows = rows["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 3);
    for row in rows {
        assert_eq!(
            (row["gross"].as_str(), row["deductions"][0]["amount"].as_str()),
            (Some("10000.50"), Some("800.00"))
        );
    }
}

/// Her own workbook comes back with red cells and a column that says why; it goes in again once it is put right.
#[test]
fn the_marked_copy_says_what_is_wrong_at_its_place() {
    let (mut place, folder) = (migrated("public"), folder());
    let people = Answers::of("public").persons;
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("四月").expect("a sheet");
    sheet.write_string(0, 0, "某公司 2026年4月 工资表").expect("a title");
    for (column, heading) in (0..).zip(["姓名", "身份证号", "应发工资", "养老保险（个人）"]) {
        sheet.write_string(1, column, heading).expect("a heading");
    }
    for (row, person) in (2..).zip(people.iter().take(2)) {
        sheet.write_string(row, 0, &person.name).expect("a name");
        sheet.write_string(row, 1, &person.id_no).expect("a number");
        sheet.write_number(row, 2, 10_000.0).expect("an amount");
        sheet.write_string(row, 3, if row == 3 { "八百" } else { "800" }).expect("an amount");
    }
    let file = folder.path().join("四月.xlsx");
    workbook.save(&file).expect("the sheet is written");
    let before = std::fs::read(&file).expect("the file");
    let mark = |place: &mut Place, file: &Path, out: &Path| {
        let handle = place.desk.exchange_inspect(file).expect("it can be read").handle;
        let request = ImportRequest { handle, ..ImportRequest::default() };
        place.desk.exchange_mark(&request, out, now()).expect("it is marked")
    };
    let out = folder.path().join("四月_标红.xlsx");
    let told = mark(&mut place, &file, &out);
    assert_eq!((told.rows, told.file.is_some()), (1, true), "{told:?}");
    let mut opened: Xlsx<_> = open_workbook(&out).expect("an xlsx file");
    let read = opened.worksheet_range("四月").expect("the sheet");
    let text = |row, column| match read.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!(
        [text(0, 0), text(1, 4), text(3, 3)],
        ["某公司 2026年4月 工资表", "错误说明", "八百"].map(str::to_owned)
    );
    assert!(
        text(3, 4).contains("金额") && read.get_value((2, 4)).is_none_or(|cell| *cell == Data::Empty),
        "{}",
        text(3, 4)
    );
    assert!(std::fs::read(&file).expect("the file") == before, "her own file is not touched");
    assert_eq!(
        place.desk.exchange_inspect(&out).expect("it can be read").sheets[0].kind,
        "payroll",
        "it can go in again"
    );

    // A text file comes back as a workbook with the same places; a file without a fault as none.
    let csv = folder.path().join("四月.csv");
    let line = |amount: &str| format!("{},{},10000,{amount}\n", people[0].name, people[0].id_no);
    std::fs::write(&csv, format!("姓名,身份证号,应发工资,养老保险（个人）\n{}", line("八百"))).expect("the file");
    let request = |place: &Place, file: &Path| ImportRequest {
        handle: place.desk.exchange_inspect(file).expect("it can be read").handle,
        month: Some("2026-04".to_owned()),
        ..ImportRequest::default()
    };
    let wanted = request(&place, &csv);
    let told = place.desk.exchange_mark(&wanted, &out, now()).expect("it is marked");
    assert!(told.rows == 1 && told.notes[0].contains("另做"), "{told:?}");
    std::fs::write(&csv, format!("姓名,身份证号,应发工资,养老保险（个人）\n{}", line("800"))).expect("the file");
    let wanted = request(&place, &csv);
    let told = place.desk.exchange_mark(&wanted, &out, now()).expect("nothing is wrong");
    assert_eq!((told.rows, told.file), (0, None));
}

/// A real legacy sheet through the program: the wrong check digit of the roster turns red at its cell.
#[test]
fn the_program_marks_a_legacy_roster() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    let rooms = copy_of("public", &["人员"]);
    let roster = rooms.path().join("人员/花名册.xlsx").display().to_string();
    let out = folder.path().join("标红.xlsx").display().to_string();
    let told = script.done(&["exchange", "mark", &roster, "--out", &out]);
    assert!(told["rows"].as_u64() >= Some(1), "{told}");
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&out).expect("the file")).expect("a package");
    let styles = std::io::read_to_string(archive.by_name("xl/styles.xml").expect("the part")).expect("text");
    assert!(styles.contains("FFFFC7CE"), "a red ground");
    let mut opened: Xlsx<_> = open_workbook(&out).expect("an xlsx file");
    let sheets = opened.sheet_names();
    let reasons = sheets.iter().filter_map(|name| opened.worksheet_range(name).ok());
    let found = reasons.flat_map(|sheet| {
        sheet.rows().flat_map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    let found: Vec<String> = found.filter(|text| text.contains("校验") || text == "错误说明").collect();
    assert!(found.len() >= 2, "{found:?}");
}
