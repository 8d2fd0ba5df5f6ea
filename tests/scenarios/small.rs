//! A small company in 北京 whose numbers can be worked out on paper: social insurance only, work injury 0.4 %.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use shebao_desk::Desk;
use shebao_desk::policy::pack::{PackBody, PackDocument, sign};
use shebao_desk::wire::contribution::Line;
use shebao_desk::wire::enrollment::Enroll;
use shebao_desk::wire::policy_change::NewPolicyValue;
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::wire::unit::NewUnit;
use shebao_rules::identity::ResidentId;
use shebao_rules::insurance::Insurance;
use shebao_tests::signing_key;

use crate::places::{COMPANY, Place, empty};

/// Nine in the morning of a day.
pub fn on(day: &str) -> NaiveDateTime {
    format!("{day}T09:00:00").parse().expect("a day")
}

/// The company with one person for each declared base, covered from 2025-01; their numbers in the same order.
pub fn company(bases: &[&str]) -> (Place, Vec<String>) {
    let mut place = empty();
    let unit = NewUnit {
        name: COMPANY.to_owned(),
        region: "北京".to_owned(),
        from: "2025-01".to_owned(),
        work_injury_rate: Some("0.004".to_owned()),
        ..NewUnit::default()
    };
    place.desk.unit_add(&unit, on("2025-01-05")).expect("the unit");
    let numbers = bases.iter().enumerate().map(|(at, base)| join(&mut place.desk, at, base)).collect();
    (place, numbers)
}

/// The document number of a person of [`company`], by her place; of nobody from the sixth on.
pub fn number(at: usize) -> String {
    ResidentId::complete(&format!("11010119900101{:03}", at + 11)).expect("a number").as_str().to_owned()
}

/// A line of a sheet.
pub fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn join(desk: &mut Desk, at: usize, base: &str) -> String {
    let person = PersonEdit {
        name: Some(format!("员工{}", ["甲", "乙", "丙", "丁", "戊"][at])),
        id_type: Some("resident_id".to_owned()),
        id_number: Some(number(at)),
        unit: Some(COMPANY.to_owned()),
        hire: Some("2025-01-02".to_owned()),
        ..PersonEdit::default()
    };
    let employee_no = desk.roster_add(&person, on("2025-01-05")).expect("the person").employee_no;
    let cover = Enroll {
        employee_no: employee_no.clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        first_month: "2025-01".to_owned(),
        base: Some(base.to_owned()),
        ..Enroll::default()
    };
    desk.enroll(&cover, on("2025-01-05")).expect("the cover");
    employee_no
}

/// Base, employer and employee of one line, as text; `—` while unconfirmed.
#[track_caller]
pub fn amounts(lines: &[Line], employee_no: &str, insurance: Insurance) -> [String; 3] {
    let line = lines.iter().find(|l| l.employee_no == employee_no && l.insurance == insurance).expect("the line");
    [line.base, line.employer, line.employee].map(|y| y.map_or_else(|| "—".to_owned(), |y| y.to_string()))
}

/// Bounds of 北京 pension as the clerk enters them.
pub fn own_bounds(from: &str, published: &str, floor: &str, cap: &str) -> NewPolicyValue {
    NewPolicyValue {
        region: "北京".to_owned(),
        insurance: "pension".to_owned(),
        part: "bounds".to_owned(),
        from: from.to_owned(),
        published: Some(published.to_owned()),
        floor: Some(floor.to_owned()),
        cap: Some(cap.to_owned()),
        source: "示例：区社保中心电话答复记录".to_owned(),
        ..NewPolicyValue::default()
    }
}

/// A policy document of 北京 pension with one entry of bounds.
pub fn bounds_document(from: &str, published: &str, floor: &str, cap: &str) -> String {
    format!(
        "insurance = \"pension\"\n[[bounds]]\nfrom = \"{from}\"\nfloor = \"{floor}\"\ncap = \"{cap}\"\nstatus = \"final\"\n\
         evidence = \"quoted\"\npublished = \"{published}\"\nchecked = \"2026-11-21\"\nsource = {{ title = \"示例通知\" }}\n"
    )
}

/// The text of an issue of the pack `example` with one document, and the fingerprint of its key.
pub fn pack(number: u32, document: &str) -> (String, String) {
    let path = "regions/110000-beijing/pension.toml".to_owned();
    let body = PackBody {
        pack: "example".to_owned(),
        number,
        issued: "2026-03-25".parse().expect("a day"),
        issuer: "示例政策资料社".to_owned(),
        documents: vec![PackDocument { path, text: document.to_owned() }],
    };
    sign(&body, signing_key()).expect("a pack")
}

/// Writes a policy file beside the book.
pub fn file(place: &Place, name: &str, text: &str) -> PathBuf {
    let path = place.book.parent().unwrap_or(Path::new(".")).join(name);
    std::fs::write(&path, text).expect("the file can be written");
    path
}
