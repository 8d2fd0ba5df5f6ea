//! 金丝雀 — a working day with one known ID number, wage and diagnosis; afterwards nothing of them lies anywhere that the
//! clerk did not choose: not in the data folder, the temporary files, the page's profile or what the program said.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use data_encoding::BASE64;
use rust_xlsxwriter::Workbook;
use shebao_tests::fixture;
use tempfile::TempDir;

use crate::driver::Window;
use crate::own_book::{PASSWORD, create, go_to, take_in};

const NAME: &str = "金雀";
const WAGE: f64 = 23_457.91;
const DIAGNOSIS: &str = "甲状腺乳头状癌复查";

/// What must not be found: as the files say it, as the page shows it, as the book keeps it.
fn secrets(id: &str) -> Vec<(&'static str, String)> {
    let all = [
        ("ID number", id),
        ("wage", "23457.91"),
        ("wage", "23,457.91"),
        ("wage in fen", "2345791"),
        ("diagnosis", DIAGNOSIS),
    ];
    all.map(|(what, text)| (what, text.to_owned())).into()
}

/// A text in every form in which it could lie in a file.
fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let mut forms = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16", wide(u16::to_le_bytes)),
        ("UTF-16 big-endian", wide(u16::to_be_bytes)),
        ("GB 18030", encoding_rs::GB18030.encode(text).0.into_owned()),
    ];
    // In base64 a text has three faces, by where it begins; what its neighbours have a part in is left out.
    for before in 0..3 {
        let padded = [&vec![0; before], text.as_bytes()].concat();
        let encoded = BASE64.encode(&padded);
        let (from, to) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
        forms.push(("base64", encoded.as_bytes()[from..to].to_vec()));
    }
    forms
}

/// Files below a folder that were written since, but for what the clerk chose.
fn files(place: &Path, since: SystemTime, but: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(place) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(about) = path.symlink_metadata() else { continue };
        if path == but || about.is_symlink() {
            continue;
        }
        if about.is_dir() {
            files(&path, since, but, found);
        } else if about.is_file() && about.modified().is_ok_and(|at| at >= since) && about.len() < 256 << 20 {
            found.push(path);
        }
    }
}

/// Where any form of any secret lies.
fn leaks(files: &[PathBuf], secrets: &[(&'static str, String)]) -> Vec<String> {
    let needles: Vec<(String, Vec<u8>)> = secrets
        .iter()
        .flat_map(|(what, text)| forms(text).into_iter().map(move |(form, bytes)| (format!("{what}, {form}"), bytes)))
        .collect();
    let mut leaks = Vec::new();
    for file in files {
        let Ok(bytes) = std::fs::read(file) else { continue };
        for (what, needle) in &needles {
            if holds(&bytes, needle) {
                leaks.push(format!("{}: {what}", file.display()));
            }
        }
    }
    leaks
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    let (Some(first), Some(last)) = (needle.first(), bytes.len().checked_sub(needle.len())) else { return false };
    let mut from = 0;
    while let Some(next) = bytes[from..=last].iter().position(|byte| byte == first) {
        if bytes[from + next..].starts_with(needle) {
            return true;
        }
        from += next + 1;
        if from > last {
            return false;
        }
    }
    false
}

/// A sheet of two rows: headings, and the canary under them.
fn sheet(folder: &Path, file: &str, cells: &[(&str, &str)], amounts: &[(&str, f64)]) -> PathBuf {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let mut column = 0;
    for (heading, text) in cells {
        page.write_string(0, column, *heading).unwrap();
        page.write_string(1, column, *text).unwrap();
        column += 1;
    }
    for (heading, amount) in amounts {
        page.write_string(0, column, *heading).unwrap();
        page.write_number(1, column, *amount).unwrap();
        column += 1;
    }
    let path = folder.join(file);
    book.save(&path).unwrap();
    path
}

/// The sheets of the day: she is hired and enrolled, paid, and files a claim.
fn sheets(folder: &Path, id: &str) -> [PathBuf; 4] {
    let person = [("工号", "70001"), ("姓名", NAME), ("证件号码", id)];
    let hired = [
        ("姓名", NAME),
        ("证件类型", "居民身份证"),
        ("证件号码", id),
        ("工号", "70001"),
        ("用工单位", "示例科技有限公司"),
        ("参保城市", "北京"),
        ("入职日期", "2024-03-01"),
        ("户口性质", "本市城镇"),
        ("社保起缴年月", "2025-01"),
        ("公积金起缴年月", "2025-01"),
        ("退休口径", "男60"),
    ];
    let bases = [("社保申报基数", 23_458.0), ("公积金申报基数", 23_458.0), ("公积金比例", 0.12)];
    let paid =
        [("基本工资", WAGE), ("应发工资", WAGE), ("养老保险", 1_876.64), ("医疗保险", 472.16), ("失业保险", 117.29)];
    let claim = [
        &person[..],
        &[
            ("登记日期", "2026-02-03"),
            ("参保地", "北京"),
            ("就诊类型", "门诊"),
            ("就诊医院", "示例市第一医院"),
            ("就诊开始", "2026-01-28"),
            ("票据号码", "3100014269"),
            ("诊断", DIAGNOSIS),
            ("状态", "已提交"),
        ],
    ]
    .concat();
    let costs = [("费用总额", 1_000.0), ("统筹支付", 700.0), ("个人负担", 300.0)];
    [
        fixture("books/public/人员/单位参保参数.xlsx"),
        sheet(folder, "员工导入.xlsx", &hired, &bases),
        sheet(folder, "2026年2月工资表.xlsx", &person, &paid),
        sheet(folder, "报销台账.xlsx", &claim, &costs),
    ]
}

/// Everything the clerk does that touches the three.
fn a_working_day(window: &Window, own: &Path, id: &str) {
    create(window);
    for file in sheets(own, id) {
        take_in(window, &file);
    }
    window.press("menu-ledger");
    go_to(window, "2026", "2026-02");
    window.press("ledger-run");
    window.see("ledger-grid");
    let ledger = own.join("台账.xlsx");
    window.answer_dialogs(&[&ledger]);
    window.press("ledger-export");
    window.wait_for_file(&ledger);

    window.press("menu-roster");
    window.see("roster-search").fill(NAME);
    window.wait_for_text("cell-0-name", |text| text == NAME);
    window.press("cell-0-name");
    window.see("person-page");
    window.press("person-reveal-identity");
    window.press("reveal-for-核对参保信息");
    window.wait_for_text("person-page", |text| text.contains(id));
    window.press("person-statement");
    window.see("statement-from").fill("2026-02");
    window.see("statement-to").fill("2026-02");
    window.press("statement-preview");
    window.find("[data-testid=\"pdf-page-1\"][data-drawn=\"true\"]");
    let paper = own.join("说明.pdf");
    window.answer_dialogs(&[&paper]);
    window.press("statement-save");
    window.wait_for_file(&paper);
    window.picture("1-statement");

    window.press("menu-ledger");
    window.see("ledger-grid");
    window.press("ledger-close");
    window.see("close-effect");
    window.see("close-reason").fill("差异下月处理");
    window.press("close-submit");
    window.see("close-seal");
    window.press("close-submit");
    window.press("menu-settings");
    let backups = window.folder().join("backup");
    std::fs::create_dir(&backups).unwrap();
    window.answer_dialogs(&[&backups]);
    window.press("book-backup");
    window.wait_for_file(&backups.join("000001.json"));
    window.picture("2-backup");
}

#[test]
fn nothing_of_a_working_day_lies_about() {
    let since = SystemTime::now() - Duration::from_secs(2);
    let id = shebao_tests::invented_id(usize::try_from(RandomState::new().hash_one(1) % 36_000).unwrap());
    let own = TempDir::new().unwrap();
    let secrets = secrets(&id);
    let window = Window::open("canary", "2026-03-05");
    a_working_day(&window, own.path(), &id);
    let look = || {
        let mut found = Vec::new();
        for place in [window.folder(), &std::env::temp_dir(), Path::new("/var/tmp"), Path::new("/dev/shm")] {
            files(place, since, own.path(), &mut found);
        }
        found.sort();
        found.dedup();
        found
    };
    let open = look();
    assert!(open.iter().any(|file| file.ends_with("book.db")), "the book is among what is searched");
    assert!(open.iter().any(|file| file.starts_with(window.folder()) && file.ends_with("log")), "so is the log");
    assert_eq!(leaks(&open, &secrets), [""; 0], "while the book is open");
    window.press("book-lock");
    window.see("first-run");
    let locked = look();
    assert_eq!(leaks(&locked, &secrets), [""; 0], "after the book was locked");
    println!(
        "R15\t{} files searched while open, {} after the lock, {} forms",
        open.len(),
        locked.len(),
        secrets.len() * 7
    );
    let text = window.script("return document.documentElement.outerHTML");
    assert!(!text.as_str().unwrap().contains(&id), "the page forgot her, too");
    window.must_not_have_complained();
    assert!(!PASSWORD.is_empty() && !window.log().contains(PASSWORD), "nor was the password said");
    must_find(&secrets, own.path());
}

/// The same search finds every form where it does lie: in the clerk's own files, and in one that holds them all.
fn must_find(secrets: &[(&'static str, String)], own: &Path) {
    let place = own.join("all");
    let all: Vec<u8> =
        secrets.iter().flat_map(|(_, text)| forms(text)).flat_map(|(_, bytes)| [b"-", &bytes[..]].concat()).collect();
    std::fs::write(&place, all).unwrap();
    let distinct: std::collections::BTreeSet<String> = leaks(&[place], secrets).into_iter().collect();
    // Per secret: UTF-8, two of UTF-16, GB 18030, base64.
    for (what, _) in secrets {
        for form in ["UTF-8", "UTF-16", "UTF-16 big-endian", "GB 18030", "base64"] {
            assert!(
                distinct.iter().any(|leak| leak.ends_with(&format!("{what}, {form}"))),
                "{what} as {form} is found"
            );
        }
    }
}
