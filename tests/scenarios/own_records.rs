//! 本人权益记录 — a colleague's own record, which names her above its table and in no column: what was before us goes to the
//! onboarding check; of our own months it completes a list that is here, and never stands for one.

use shebao_desk::Desk;
use shebao_desk::wire::onboarding::PastCoverView;
use shebao_rules::insurance::Insurance;

use crate::enrollment_tasks;
use crate::places::{COMPANY, Place, folder, import, now};
use crate::small::{company, on};

fn take_in(place: &mut Place, name: &str, lines: &[String]) {
    let folder = folder();
    let file = folder.path().join(name);
    std::fs::write(&file, lines.join("\r\n")).expect("the file is written");
    import(&mut place.desk, &file);
}

fn id_of(desk: &Desk, employee_no: &str) -> String {
    desk.roster_person(employee_no).expect("the person").id_number.expect("a number")
}

fn stored(place: &Place) -> usize {
    let rows = place.desk.exchange_rows("agency_records", None, None, now()).expect("the records");
    rows["rows"].as_array().map_or(0, Vec::len)
}

fn told(past: &[PastCoverView]) -> Vec<(String, String, Option<String>, Option<String>)> {
    let one = |past: &PastCoverView| {
        let insurance = past.insurance.as_str().to_owned();
        (insurance, past.stretch.first_month.clone(), past.stretch.last_month.clone(), past.stretch.employer.clone())
    };
    past.iter().map(one).collect()
}

/// The same three months in three ways of naming the person: in one line, in cells beside their keys, and with the insurances
/// side by side. 2025-10 to 2025-12 of an earlier employer, in one stretch per insurance.
#[test]
fn a_person_named_above_the_table_is_the_person_of_its_rows() {
    let long = |month: &str| {
        [("企业职工基本养老保险", "1120.00", "560.00"), ("失业保险", "35.00", "35.00")].map(
            |(insurance, employer, employee)| {
                format!("{month},虚构能源有限公司,{insurance},7000.00,{employer},{employee},已到账")
            },
        )
    };
    let months = ["2025-10", "2025-11", "2025-12"];
    let rows: Vec<String> = months.iter().flat_map(|month| long(month)).collect();
    let head = "费款所属期,单位名称,险种,缴费基数,单位缴纳,个人缴纳,缴费状态".to_owned();
    let wide: Vec<String> = months.iter().map(|month| format!("{month},7000.00,1120.00,560.00,35.00,35.00")).collect();
    let wide_head =
        "缴费年月,缴费基数,养老保险(单位缴纳),养老保险(个人缴纳),失业保险(单位缴纳),失业保险(个人缴纳)".to_owned();
    let expected = ["pension", "unemployment"].map(|insurance| {
        let employer = Some("虚构能源有限公司".to_owned());
        (insurance.to_owned(), "2025-10".to_owned(), Some("2025-12".to_owned()), employer)
    });
    for layout in ["one line", "cells", "wide"] {
        let mut place = enrollment_tasks::company();
        let person = enrollment_tasks::hire(&mut place, "李清溪", "998", "2026-03-30").employee_no;
        let id = id_of(&place.desk, &person);
        let mut lines = vec!["社会保险个人权益记录".to_owned()];
        match layout {
            "one line" => {
                lines.push(format!("姓名：李清溪　　身份证号：{id}　　打印日期：2026-04-01"));
                lines.push(head.clone());
                lines.extend(rows.clone());
            }
            "cells" => {
                lines.push(format!("姓名,李清溪,性别,女,社会保障号码,{id},"));
                lines.push(head.clone());
                lines.extend(rows.clone());
            }
            _ => {
                lines.push(format!("姓名：李清溪,证件号码：{id}"));
                lines.push("单位名称：,虚构能源有限公司".to_owned());
                lines.push(wide_head.clone());
                lines.extend(wide.clone());
            }
        }
        lines.push("本记录供参保人员核对本人信息使用，不作为待遇计发凭证。".to_owned());
        for _ in 0..2 {
            take_in(&mut place, "权益记录.csv", &lines);
        }
        let view = place.desk.onboarding_list(now()).expect("the newcomers").remove(0);
        assert_eq!(told(&view.past), expected, "{layout}");
        assert_eq!(stored(&place), 0, "{layout}: nothing of it is a record of ours");
    }
}

/// Two colleagues of 7,162.00: the unit's list of February has the first one only. The second one's own record says that she
/// was credited 1,145.92 and 572.96. Before the list is here it stands for nothing; beside it it completes it.
#[test]
fn an_own_record_completes_a_list_and_never_stands_for_one() {
    let (mut place, numbers) = company(&["6000", "6000"]);
    place.desk.contribution_run("2026-02", None, on("2026-02-05")).expect("February is computed");
    let (first, second) = (id_of(&place.desk, &numbers[0]), id_of(&place.desk, &numbers[1]));
    let own = [
        "社会保险个人权益记录".to_owned(),
        format!("姓名：员工乙,身份证号：{second},单位名称：{COMPANY}"),
        "费款所属期,险种,缴费基数,单位缴纳,个人缴纳".to_owned(),
        "2026-02,企业职工基本养老保险,7162.00,1145.92,572.96".to_owned(),
    ];
    let list = [
        "姓名,证件号码,费款所属期,险种,缴费基数,单位缴纳,个人缴纳".to_owned(),
        format!("员工甲,{first},2026-02,企业职工基本养老保险,7162.00,1145.92,572.96"),
    ];
    take_in(&mut place, "权益记录.csv", &own);
    assert_eq!(stored(&place), 0, "one person's record is no list of the unit");
    take_in(&mut place, "社保缴费明细_202602.csv", &list);
    let missing = |place: &Place| {
        let found = place.desk.reconciliation_run("2026-02", None, now()).expect("the month is reconciled");
        let rows = found.persons.iter().filter(|row| row.insurance == Insurance::Pension && row.source == "agency");
        rows.map(|row| (row.employee_no.clone(), row.difference.to_string())).collect::<Vec<_>>()
    };
    let both = ["-1145.92", "-572.96"].map(|amount| (Some(numbers[1].clone()), amount.to_owned()));
    assert_eq!(missing(&place), both);
    for _ in 0..2 {
        take_in(&mut place, "权益记录.csv", &own);
        assert_eq!(missing(&place), [], "her own record shows that she was credited");
        assert_eq!(stored(&place), 2);
    }
}
