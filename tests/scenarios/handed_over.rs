//! 交出去的 — a copy for the person and the archive of a year: both open without the program, and tell when they were altered.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, open_workbook_auto};
use serde_json::Value;
use shebao_desk::wire::privacy::{CopyRequest, NewPrivacyRequest};
use shebao_desk::wire::year_archive::ArchiveRequest;
use shebao_desk::{Code, archive_verify};

use crate::answers::Answers;
use crate::places::{PASSWORD, Place, TODAY, folder, import, migrated, now};
use crate::program::Script;
use crate::whole::key;

/// 孟翔 of 人员/, as the key has him.
const WHO: &str = "00001";

fn copy(request: Option<i32>) -> CopyRequest {
    CopyRequest { employee_no: WHO.to_owned(), request, own_password: PASSWORD.to_owned() }
}

/// Every text of a workbook, by sheet.
fn sheets(file: &Path) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut book = open_workbook_auto(file).expect("another program opens it");
    let names = book.sheet_names();
    let text = |cell: &Data| cell.to_string();
    let rows = |book: &mut calamine::Sheets<_>, name: &String| {
        let range = book.worksheet_range(name).expect("a sheet");
        range.rows().map(|row| row.iter().map(text).collect()).collect()
    };
    names.iter().map(|name| (name.clone(), rows(&mut book, name))).collect()
}

/// One person's copy: xlsx, PDF and JSON say the same; an access request is answered by it.
#[test]
fn a_person_is_given_everything_the_book_holds_of_him() {
    let mut place = migrated("public");
    place.desk.contribution_run("2026-01", None, now()).expect("computed");
    let asked = NewPrivacyRequest {
        employee_no: WHO.to_owned(),
        kind: "access".to_owned(),
        received_on: None,
        content: "要一份自己的记录".to_owned(),
    };
    let id = place.desk.privacy_request_add(&asked, now()).expect("recorded")[0].id;
    let to = folder();
    let wrong = CopyRequest { own_password: "不是".to_owned(), ..copy(None) };
    let refused = place.desk.privacy_copy(&wrong, to.path(), now()).expect_err("plain text wants the password");
    assert_eq!(refused.code, Code::WrongPassword);
    assert_eq!(std::fs::read_dir(to.path()).expect("the folder").count(), 0, "nothing was written");
    let made = place.desk.privacy_copy(&copy(Some(id)), to.path(), now()).expect("written");
    assert_eq!(made.files.len(), 3);
    let file = |ending: &str| made.files.iter().find(|file| file.ends_with(ending)).expect("one of each").clone();
    let document: Value = serde_json::from_slice(&std::fs::read(file(".json")).expect("read")).expect("JSON");
    let records = document["records"].as_array().expect("kinds of records");
    let of = |name: &str| records.iter().find(|kind| kind["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(of("员工资料")["rows"][0]["证件号码"], "440106196601189973", "unmasked: it is his own");
    // 2026-01 of the key: his five social insurances and the fund, each with its amount.
    let lines = of("应缴明细")["rows"].as_array().expect("lines");
    let due: BTreeMap<String, String> = lines
        .iter()
        .map(|row| {
            (
                row["险种"].as_str().unwrap_or_default().to_owned(),
                row["单位部分"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    assert_eq!(due["养老"], "2135.20", "13345.00 × 16 %");
    assert!(!of("工资")["rows"].as_array().expect("wages").is_empty());
    let book = sheets(Path::new(&file(".xlsx")));
    let names: Vec<&str> = records.iter().filter_map(|kind| kind["name"].as_str()).collect();
    assert_eq!(book.len(), names.len(), "a sheet per kind");
    let text = book.values().flatten().flatten().any(|cell| cell == "440106196601189973");
    assert!(text && names.iter().all(|name| book.contains_key(*name)), "{:?}", book.keys());
    assert!(!lopdf::Document::load(file(".pdf")).expect("a PDF").get_pages().is_empty());
    let answered = place.desk.privacy_requests(now()).expect("requests");
    assert_eq!((answered[0].state.as_str(), answered[0].answered_on.as_deref()), ("done", Some(TODAY)));
    let again = place.desk.privacy_copy(&copy(None), to.path(), now()).expect_err("the folder is there");
    assert_eq!(again.code, Code::AlreadyExists, "nothing is written over");
}

/// Hospitals (and diagnoses, which this register leaves out) stand under a key of their own; his own copy tells them.
#[test]
fn what_tells_of_an_illness_is_in_his_own_copy() {
    let mut place = migrated("public");
    let register = shebao_tests::fixture("books").join("public/报销/报销台账.xlsx");
    import(&mut place.desk, &register);
    let to = folder();
    // 00007 is P005 of the key.
    let request = CopyRequest { employee_no: "00007".to_owned(), ..copy(None) };
    let made = place.desk.privacy_copy(&request, to.path(), now()).expect("written");
    let json = made.files.iter().find(|file| file.ends_with(".json")).expect("one of three");
    let document: Value = serde_json::from_slice(&std::fs::read(json).expect("read")).expect("JSON");
    let records = document["records"].as_array().expect("kinds of records");
    let medical =
        records.iter().find(|kind| kind["name"] == "就诊信息").expect("told")["rows"].as_array().expect("rows");
    let claims = key("public", "claims");
    let own = claims["rows"].as_array().expect("rows").iter().filter(|row| row[2] == "P005").count();
    assert_eq!(medical.len(), own);
    let cells: std::collections::BTreeSet<String> = sheets(&register).into_values().flatten().flatten().collect();
    assert!(medical.iter().all(|row| cells.contains(row["就诊医院"].as_str().unwrap_or_default())), "{medical:?}");
}

fn closed_january() -> Place {
    let mut place = migrated("public");
    for month in ["2026-01", "2026-02"] {
        place.desk.contribution_run(month, None, now()).expect("computed");
    }
    place.desk.month_close("2026-01", Some("试封"), now()).expect("closed");
    place
}

fn archive(place: &mut Place, to: &Path) -> shebao_desk::wire::year_archive::ArchiveMade {
    let request = ArchiveRequest { year: 2026, own_password: PASSWORD.to_owned() };
    place.desk.privacy_archive(&request, to, now()).expect("made")
}

/// The archive's own numbers are those of the key; any program can check it, ours tells what was altered.
#[test]
fn a_years_archive_opens_and_proves_itself_without_the_program() {
    let mut place = closed_january();
    let to = folder();
    let made = archive(&mut place, to.path());
    assert_eq!(made.unsealed, ["2026-02"], "told before it is handed over");
    let dir = Path::new(&made.folder);
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(dir.join("manifest.json")).expect("read")).expect("JSON");
    let january = &manifest["months"][0];
    // contribution_totals of the key for 2026-01, both shares over all units and insurances.
    assert_eq!((&january["employer"], &january["employee"]), (&"277728.11".into(), &"154166.33".into()));
    let seals = place.desk.month_list().expect("the months");
    assert_eq!(january["seal"].as_str(), seals.iter().find_map(|m| m.seal.as_deref()));
    let lines = Answers::of("public").dues().into_keys().filter(|key| key.period == "2026-01").count();
    assert_eq!(january["lines"].as_u64(), Some(lines as u64));
    let summary = sheets(&dir.join("2026年度汇总.xlsx"));
    assert!(summary["各月封账"].iter().flatten().any(|cell| cell == january["seal"].as_str().unwrap_or("-")));
    done_is_told(&summary["操作记录"]);
    assert!(!sheets(&dir.join("台账_2026-01.xlsx")).is_empty());
    assert!(!lopdf::Document::load(dir.join("2026年度汇总.pdf")).expect("a PDF").get_pages().is_empty());
    if cfg!(unix) {
        let checked = Command::new("sha256sum").args(["-c", "--quiet", "SHA256SUMS"]).current_dir(dir).output();
        assert!(checked.expect("sha256sum runs").status.success(), "a program of the system checks it");
    }
    let proof = archive_verify(dir).expect("ours");
    assert!(proof.ok && proof.known.is_none() && proof.manifest == made.manifest, "{proof:?}");
    let proof = place.desk.privacy_archive_verify(dir).expect("against the book");
    assert_eq!((proof.ok, proof.known), (true, Some(true)), "{proof:?}");
    altered(&place, dir);
}

/// Each action with what it was done on: the month that was closed, the file that was taken in.
fn done_is_told(deeds: &[Vec<String>]) {
    let object = |action: &str| {
        let told = deeds.iter().filter(|row| row.iter().any(|cell| cell == action)).filter_map(|row| row.last());
        told.cloned().collect::<Vec<_>>()
    };
    assert_eq!(object("封账"), ["2026-01 · 试封"]);
    assert_eq!(object("核定月份"), ["2026-01", "2026-02"], "in the order they were done");
    let taken = object("导入表格");
    assert!(
        taken.iter().any(|file| file.ends_with("花名册.xlsx")) && taken.iter().all(|file| !file.is_empty()),
        "{taken:?}"
    );
}

fn altered(place: &Place, dir: &Path) {
    let found = |place: &Place| {
        let proof = place.desk.privacy_archive_verify(dir).expect("proved");
        assert!(!proof.ok);
        proof.findings.into_iter().map(|finding| finding.check).collect::<Vec<_>>()
    };
    let sheet = dir.join("台账_2026-01.xlsx");
    let sound = std::fs::read(&sheet).expect("read");
    let mut spoilt = sound.clone();
    spoilt[100] ^= 1;
    std::fs::write(&sheet, spoilt).expect("written");
    assert_eq!(found(place), ["file_altered"]);
    std::fs::remove_file(&sheet).expect("removed");
    assert_eq!(found(place), ["file_missing"]);
    std::fs::write(&sheet, sound).expect("written");
    std::fs::write(dir.join("另一张.xlsx"), "x").expect("written");
    assert_eq!(found(place), ["file_strange"]);
    std::fs::remove_file(dir.join("另一张.xlsx")).expect("removed");
    let manifest = dir.join("manifest.json");
    let text = std::fs::read_to_string(&manifest).expect("read");
    std::fs::write(&manifest, text.replace("277728.11", "277728.10")).expect("written");
    assert_eq!(found(place), ["sums_differ", "archive_unknown"], "an amount in the manifest itself");
}

#[test]
fn the_archive_through_the_program() {
    let place = closed_january();
    let book = place.book.clone();
    let kept = place.close();
    let script = Script::on(&book, PASSWORD, TODAY);
    let to = kept.path().join("archives").display().to_string();
    let made = script.done(&["privacy", "archive", "--year", "2026", "--to", &to]);
    let dir = made["folder"].as_str().expect("a folder").to_owned();
    let proof = script.done(&["privacy", "archive-verify", &dir]);
    assert_eq!((&proof["ok"], &proof["known"]), (&true.into(), &true.into()), "{proof}");
    let bare = crate::program::bare(&["privacy", "archive-verify", &dir, "--json"]);
    assert_eq!(
        (bare.code, &bare.json["ok"], &bare.json["known"]),
        (0, &true.into(), &Value::Null),
        "no book is needed"
    );
    let again = script.run(&["privacy", "archive", "--year", "2026", "--to", &to]);
    assert_eq!((again.code, &again.json["error"]["code"]), (3, &"already_exists".into()));
    let nothing = script.run(&["privacy", "archive", "--year", "2019", "--to", &to]);
    assert_eq!(nothing.json["error"]["code"], "month_not_run");
    assert_eq!(script.done(&["privacy", "archives"])["archives"].as_array().map(Vec::len), Some(1));
}
