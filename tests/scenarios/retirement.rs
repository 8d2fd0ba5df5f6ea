//! The statutory month of people, and the alerts that warn of it. Anchors: rules of 2025 (办法 第一条).

use shebao_desk::wire::enrollment::{Enroll, Withdraw};
use shebao_desk::wire::roster::{Person, PersonEdit};
use shebao_desk::wire::unit::NewUnit;
use shebao_rules::identity::ResidentId;

use crate::places::{COMPANY, Place, empty, now};

/// A number of an invented person: birth as `19661201`, sex by the last digit of the serial.
fn id_number(birth: &str, serial: &str) -> String {
    ResidentId::complete(&format!("110105{birth}{serial}")).expect("seventeen digits").as_str().to_owned()
}

fn add(place: &mut Place, name: &str, id_number: String, class: Option<&str>) -> Person {
    let edit = PersonEdit {
        name: Some(name.to_owned()),
        id_number: Some(id_number),
        position_class: class.map(str::to_owned),
        unit: Some(COMPANY.to_owned()),
        hire: Some("2020-01-06".to_owned()),
        ..PersonEdit::default()
    };
    place.desk.roster_add(&edit, now()).expect("a person")
}

fn with_unit() -> Place {
    let mut place = empty();
    let unit = NewUnit {
        name: COMPANY.to_owned(),
        region: "北京".to_owned(),
        from: "2020-01".to_owned(),
        ..NewUnit::default()
    };
    place.desk.unit_add(&unit, now()).expect("the unit");
    place
}

fn cover(place: &mut Place, person: &Person) {
    let enroll = Enroll {
        employee_no: person.employee_no.clone(),
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        first_month: "2020-01".to_owned(),
        ..Enroll::default()
    };
    place.desk.enroll(&enroll, now()).expect("enrolled");
}

/// What the home page says of a kind on a day, each with whom it concerns.
fn said(place: &Place, code: &str, on: &str) -> Vec<(String, String)> {
    let alerts = place.desk.alert_list(Some(on), now()).expect("the alerts");
    alerts.into_iter().filter(|alert| alert.code == code).map(|alert| (alert.subject, alert.message)).collect()
}

#[test]
fn the_month_stands_with_the_person_or_what_is_missing() {
    let mut place = with_unit();
    // 1966-12: 60 years and 6 months, June 2027; 180 months are enough until 2029.
    let man = add(&mut place, "张示例", id_number("19661201", "999"), None).retirement;
    assert_eq!((man.month.as_deref(), man.age.as_deref()), (Some("2027-06"), Some("60周岁6个月")));
    assert_eq!((man.warned_from.as_deref(), man.minimum_months), (Some("2026-12"), Some(180)));
    assert_eq!((man.class.as_deref(), man.missing), (Some("male60"), None));
    assert!(man.source.expect("a source").quote.expect("a quote").contains("每四个月延迟一个月"));
    let woman = add(&mut place, "李示例", id_number("19841101", "998"), None).retirement;
    assert_eq!((woman.month, woman.missing.as_deref()), (None, Some("岗位类别未登记")));
    // 1984-11 of the 50 class: 55 years, November 2039, 240 months.
    let worker = add(&mut place, "王示例", id_number("19841101", "996"), Some("female50")).retirement;
    assert_eq!((worker.month.as_deref(), worker.minimum_months), (Some("2039-11"), Some(240)));
    let wrong = add(&mut place, "赵示例", id_number("19841101", "997"), Some("female50")).retirement;
    assert_eq!(wrong.missing.as_deref(), Some("退休口径与性别不符"));
}

/// Warned from six months before; afterwards named as long as the old cover runs, and never stopped.
#[test]
fn the_home_page_warns_and_stops_nothing() {
    let mut place = with_unit();
    let man = add(&mut place, "张示例", id_number("19661201", "999"), None);
    cover(&mut place, &man);
    assert_eq!(said(&place, "retirement_soon", "2026-11-30"), []);
    let soon = said(&place, "retirement_soon", "2026-12-01");
    assert_eq!(soon[0].0, "张示例", "six months before");
    assert!(soon[0].1.contains("2027-06"), "{soon:?}");
    assert_eq!(said(&place, "retirement_soon", "2027-06-30").len(), 1);
    assert_eq!(said(&place, "retirement_passed", "2027-06-30"), []);
    let passed = said(&place, "retirement_passed", "2027-07-01");
    assert_eq!((passed.len(), passed[0].0.as_str()), (1, "张示例"), "the month after");
    let text = &passed[0].1;
    assert!(text.contains("2027-06") && text.contains("第十五条") && text.contains("不会自动停缴"), "{text}");
    let still = place.desk.roster_person(&man.employee_no).expect("the person");
    assert!(still.cover.iter().all(|cover| cover.last_month.is_none()));
    let withdraw = Withdraw {
        employee_no: man.employee_no,
        unit: COMPANY.to_owned(),
        scope: "social".to_owned(),
        last_month: "2027-06".to_owned(),
        ..Withdraw::default()
    };
    place.desk.withdraw(&withdraw, now()).expect("withdrawn");
    assert_eq!(said(&place, "retirement_passed", "2027-07-01"), []);
}

/// A woman without a class is asked for from six months before the earlier age: born 1976-06, of the 50 class she would
/// reach it at 50 years and 9 months in March 2027.
#[test]
fn a_missing_class_is_asked_for_in_time() {
    let mut place = with_unit();
    add(&mut place, "李示例", id_number("19760601", "998"), None);
    assert_eq!(said(&place, "position_class", "2026-08-31"), []);
    let asked = said(&place, "position_class", "2026-09-01");
    assert_eq!(asked.len(), 1, "six months before March 2027");
    assert!(asked[0].1.contains("1 名女职工岗位类别未登记"), "{asked:?}");
}
