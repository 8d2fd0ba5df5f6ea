//! R19 — formulas and hostile names on their way out: what the clerk exports opens as text in her spreadsheet program,
//! and no name of a person makes a file outside of the folder she chose.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use shebao_desk::wire::export::{ExportRequest, ShownColumn, ShownList};
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::wire::statement::BatchRequest;
use shebao_desk::{Desk, exchange_list, handout};

use crate::stage::{self, Copy, PASSWORD, code, now, stage, tools};
use crate::tally::{record, times};

const MONTH: &str = "2026-02";

/// What a spreadsheet program takes for the beginning of a formula, plainly or after what it passes over.
const BEGINNINGS: [&str; 10] = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", ";="];

/// A hundred formulas, each with a mark of its own.
fn payloads() -> Vec<String> {
    let bodies = [
        "HYPERLINK(\"http://127.0.0.1:9/?x=\"&A1,\"点我#\")",
        "WEBSERVICE(\"http://127.0.0.1:9/#\")",
        "IMPORTXML(\"http://127.0.0.1:9/#\",\"//a\")",
        "DDE(\"cmd\",\"/C calc\",\"#\")",
        "cmd|' /C calc #'!A0",
        "1+1&\"#\"",
        "SUM(1,1)&\"#\"",
        "INDIRECT(\"A1\")&\"#\"",
        "EXEC(\"#\")",
        "2^10&\"#\",\"二\"",
    ];
    let with_mark = |(n, body): (usize, &str)| body.replace('#', &format!("M{n:03}M"));
    let all = BEGINNINGS.iter().flat_map(|b| bodies.iter().map(move |body| (*b, *body))).enumerate();
    all.map(|(n, (beginning, body))| format!("{beginning}{}", with_mark((n, body)))).collect()
}

/// A book with many people under cover.
fn peopled() -> (Copy, Desk, Vec<String>) {
    let copy = stage().copy();
    let mut desk = Desk::open(tools(), &copy.book, PASSWORD, now()).unwrap();
    for name in ["花名册.xlsx", "社保公积金参保台账.xlsx"] {
        stage::import(&mut desk, &stage::sheet(name)).unwrap();
    }
    let people = desk.roster_list(None).unwrap().into_iter().map(|person| person.employee_no).collect();
    (copy, desk, people)
}

fn rename(desk: &mut Desk, employee_no: &str, text: &str) {
    let text = Some(text.to_owned());
    let edit = PersonEdit {
        name: text.clone(),
        department: text.clone(),
        post: text.clone(),
        notes: text.clone(),
        bank_name: text,
        ..PersonEdit::default()
    };
    desk.roster_edit(employee_no, &edit, now()).unwrap();
}

/// Everything of a workbook that is a formula, and every text.
fn opened(file: &Path) -> (Vec<String>, BTreeSet<String>) {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let (mut formulas, mut texts) = (Vec::new(), BTreeSet::new());
    for name in book.sheet_names() {
        let found = book.worksheet_formula(&name).unwrap();
        formulas.extend(found.used_cells().map(|(_, _, formula)| formula.clone()));
        for cell in book.worksheet_range(&name).unwrap().used_cells() {
            if let Data::String(text) = cell.2 {
                texts.insert(text.clone());
            }
        }
    }
    (formulas, texts)
}

/// Exports of one month, and the list on the screen.
fn exported(desk: &mut Desk, folder: &Path, payloads: &[String]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for kind in
        ["roster", "enrollments", "contribution_ledger", "voucher", "tax_client", "reconciliation", "insight_report"]
    {
        let file = folder.join(format!("{kind}.xlsx"));
        let request = ExportRequest { kind: kind.to_owned(), month: MONTH.to_owned(), ..ExportRequest::default() };
        let told = desk.exchange_export(&request, &file, now()).map_err(code).unwrap();
        files.extend(told.file.map(|_| file));
    }
    let column = |title: &str| ShownColumn { title: title.to_owned(), money: false, width: 20 };
    let rows = payloads.iter().map(|p| vec![p.clone(), p.clone()]).collect();
    let list = ShownList { title: payloads[0].clone(), columns: vec![column(&payloads[1]), column("姓名")], rows };
    files.push(folder.join("list.xlsx"));
    exchange_list(&list, &folder.join("list.xlsx")).map_err(code).unwrap();
    files
}

#[test]
fn a_formula_in_a_name_leaves_as_text() {
    let payloads = payloads();
    assert_eq!(payloads.iter().collect::<BTreeSet<_>>().len(), 100);
    let (copy, mut desk, people) = peopled();
    let (mut violations, mut seen, mut last) = (Vec::new(), BTreeSet::new(), Vec::new());
    for some in payloads.chunks(people.len()) {
        for (employee_no, payload) in people.iter().zip(some) {
            rename(&mut desk, employee_no, payload);
        }
        desk.contribution_run(MONTH, None, now()).map_err(code).unwrap();
        last = exported(&mut desk, copy.folder.path(), some);
        assert!(last.len() >= 5, "{last:?}");
        for file in &last {
            let (formulas, texts) = opened(file);
            let live = formulas.iter().filter(|f| payloads.iter().any(|p| f.contains(&format!("M{}M", mark_of(p)))));
            violations.extend(live.map(|formula| format!("{}: {formula}", file.display())));
            seen.extend(payloads.iter().filter(|payload| texts.contains(*payload)).cloned());
        }
    }
    let lost = payloads.iter().filter(|payload| !seen.contains(*payload));
    violations.extend(lost.map(|payload| format!("{payload} came out as another text")));
    violations.extend(in_a_spreadsheet_program(&last, &payloads));
    record("R19", "formulas in names, departments, notes: exported and opened as text", payloads.len(), &violations);
}

/// The part of a payload that no formula of ours has: M and its number, between two of them.
fn mark_of(payload: &str) -> &str {
    let is_mark = |part: &&str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    payload.split('M').find(is_mark).unwrap()
}

/// Opened by LibreOffice and written as separated values: a formula would have become its result.
fn in_a_spreadsheet_program(files: &[PathBuf], payloads: &[String]) -> Vec<String> {
    let folder = stage::folder();
    let out = folder.path().join("out");
    let mut office = Command::new("timeout");
    office.args([
        "--kill-after=10",
        "300",
        "soffice",
        "--headless",
        "--norestore",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]);
    office.arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()));
    let done = office.arg("--outdir").arg(&out).args(files).output().expect("coreutils' timeout");
    assert!(done.status.success(), "is libreoffice-calc installed? {}", String::from_utf8_lossy(&done.stderr));
    let roster = std::fs::read_to_string(out.join("roster.csv")).unwrap();
    let list = std::fs::read_to_string(out.join("list.csv")).unwrap();
    let told = |payload: &&String| {
        !list.contains(&payload.replace('"', "\"\"")) && list.contains(&format!("M{}M", mark_of(payload)))
    };
    let mut wrong: Vec<String> = payloads.iter().filter(told).map(|p| format!("{p} was changed")).collect();
    for text in [roster, list] {
        wrong.extend(text.lines().filter(|line| line.contains("#NAME?") || line.contains("Err:")).map(str::to_owned));
    }
    wrong
}

/// Two hundred ways to leave a folder by a name.
fn hostile_names() -> Vec<String> {
    let ways = [
        "../../出去",
        "../../../../../../tmp/出去",
        "..\\..\\出去",
        "/出去",
        "//server/share/出去",
        "C:\\出去",
        "C:出去",
        "\\\\?\\C:\\出去",
        "~/出去",
        "$HOME/出去",
        "%TEMP%\\出去",
        "file:///出去",
        "a/../../出去",
        "./../出去",
        "..",
        ".",
        "...",
        "....//....//出去",
        "..%2f..%2f出去",
        "..／..／出去",
        "‥/出去",
        "CON",
        "nul",
        "AUX.txt",
        "COM1",
        "LPT9.pdf",
        "出去\0.pdf",
        "出去\n../x",
        "出去\r\nx",
        "出去\u{202e}fdp.",
        "\u{feff}../出去",
        "出去|x",
        "出去>x",
        "出去:stream",
        "出去*",
        "出去?",
        "\"出去\"",
        "'; rm -rf .",
        "`touch 出去`",
        "$(touch 出去)",
    ];
    let dress = |n: usize, way: &str| match n {
        0 => way.to_owned(),
        1 => format!("{way}/{way}"),
        2 => format!("{}{way}", "../".repeat(12)),
        3 => format!("{way}{}", "长".repeat(300)),
        _ => format!(" {way} ."),
    };
    ways.iter().flat_map(|way| (0..5).map(move |n| dress(n, way))).collect()
}

/// Every file and folder below a place.
fn below(place: &Path) -> Vec<PathBuf> {
    stage::read(place).into_iter().map(|(path, _)| place.join(path)).collect()
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let names = hostile_names();
    assert_eq!(names.len(), 200);
    let (copy, mut desk, mut people) = peopled();
    desk.contribution_run(MONTH, None, now()).map_err(code).unwrap();
    let (mut violations, mut papers) = (Vec::new(), 0);
    let before = below(copy.folder.path());
    let chosen = copy.folder.path().join("a/b/chosen");
    let wanted = times(40, names.len());
    for some in names.iter().take(wanted).collect::<Vec<_>>().chunks(people.len()) {
        for (employee_no, name) in people.iter_mut().zip(some) {
            let edit = PersonEdit { employee_no: Some((*name).clone()), ..PersonEdit::default() };
            *employee_no = desk.roster_edit(employee_no, &edit, now()).map_err(code).unwrap().employee_no;
        }
        let employees = people.iter().take(some.len()).cloned().collect();
        let request =
            BatchRequest { kind: "notice".to_owned(), month: MONTH.to_owned(), employees, ..BatchRequest::default() };
        let printed = desk.statement_batch(&request, &chosen, now(), &mut |_| true).map_err(code).unwrap();
        papers += printed.files.len();
    }
    let made: Vec<PathBuf> = below(copy.folder.path()).into_iter().filter(|path| !before.contains(path)).collect();
    let outside = made.iter().filter(|path| path.parent() != Some(&chosen));
    violations.extend(outside.map(|path| format!("{} was written", path.display())));
    assert_eq!(made.len(), papers, "each paper is a file of its own");
    assert!(papers * 2 > wanted, "only {papers} of {wanted} people got a paper");
    // The names themselves, where a file is proposed: each becomes one that stays where it is put.
    let place = copy.folder.path().join("proposed");
    std::fs::create_dir(&place).unwrap();
    for name in &names {
        let file = place.join(handout::file_name(name));
        handout::write(&file, b"paper").map_err(code).unwrap();
        if file.parent() != Some(&place) || std::fs::read(&file).unwrap() != b"paper" || below(&place).len() != 1 {
            violations.push(format!("{name:?} became {}", file.display()));
        }
        std::fs::remove_file(&file).unwrap();
    }
    record("R19", "hostile names of people: files only in the chosen folder", wanted, &violations);
}
