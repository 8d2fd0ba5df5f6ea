//! What stands in the columns of a sheet by month: pay and what was taken off, sides of contributions, and what is no such column.

use shebao_documents::recognise::Kind;
use shebao_documents::rows::{Part, Rows};
use shebao_rules::insurance::Insurance;

use crate::by_month::{WU, expected, gross, read};
use crate::common::{merge, put};

/// Under each month 应发 and what was taken off; the sum of the year of each.
#[test]
fn a_month_may_have_several_columns() {
    let (guesses, tables) = read(
        |s| {
            put(s, 1, &["2024年工资及扣款"]);
            merge(s, (2, 0, 3, 0), "姓名");
            merge(s, (2, 1, 3, 1), "身份证号");
            merge(s, (2, 2, 2, 4), "1月");
            merge(s, (2, 5, 2, 7), "2月");
            merge(s, (2, 8, 2, 10), "合计");
            let three = ["应发", "养老", "公积金"];
            put(s, 3, &[&["", ""][..], &three, &three, &three].concat());
            put(s, 4, &["吴清", WU, "=5000", "=400", "=250", "=5100", "=408", "=255", "=10100", "=808", "=505"]);
        },
        "导出.xlsx",
    );
    assert_eq!(guesses.len(), 2);
    assert_eq!(gross(&tables), expected(&[("2024-01", "吴清", "5000.00"), ("2024-02", "吴清", "5100.00")]));
    let share = |table: usize, insurance: Insurance| {
        let Rows::Payroll(rows) = &tables[table].rows else { panic!("no wages") };
        let share = rows[0].shares.iter().find(|s| (s.insurance, s.part) == (insurance, Part::Current)).unwrap();
        (share.amount.to_string(), share.column)
    };
    assert_eq!(share(0, Insurance::Pension), ("400.00".into(), 3));
    assert_eq!(share(0, Insurance::HousingFund), ("250.00".into(), 4));
    assert_eq!(share(1, Insurance::Pension), ("408.00".into(), 6));
    assert_eq!(share(1, Insurance::HousingFund), ("255.00".into(), 7));
    let across = tables[0].totals.iter().filter(|total| total.heading.starts_with("合计"));
    let sums: Vec<_> = across.map(|t| (t.file.unwrap().to_string(), t.ours.to_string())).collect();
    assert_eq!(
        sums,
        [
            ("10100.00".into(), "10100.00".into()),
            ("808.00".into(), "808.00".into()),
            ("505.00".into(), "505.00".into())
        ]
    );
}

/// A register of deductions; the side in brackets stays the employer's.
#[test]
fn a_register_of_deductions_keeps_its_sides() {
    let (guesses, tables) = read(
        |s| {
            put(s, 1, &["2024年社保公积金工资扣款登记"]);
            put(
                s,
                2,
                &[
                    "姓名",
                    "身份证号",
                    "1月养老（个人）",
                    "1月养老（单位）",
                    "1月公积金",
                    "2月养老（个人）",
                    "2月养老（单位）",
                    "2月公积金",
                ],
            );
            put(s, 3, &["吴清", WU, "=400", "=800", "=250", "=401", "=802", "=251"]);
        },
        "导出.xlsx",
    );
    assert!(guesses.iter().all(|guess| guess.kind == Kind::Payroll), "{:?}", guesses[0].reasons);
    for (table, [own, unit, fund]) in
        tables.iter().zip([["400.00", "800.00", "250.00"], ["401.00", "802.00", "251.00"]])
    {
        let Rows::Payroll(rows) = &table.rows else { panic!("no wages") };
        let shares: Vec<_> = rows[0].shares.iter().map(|s| (s.insurance, s.amount.to_string())).collect();
        assert_eq!(shares, [(Insurance::Pension, own.into()), (Insurance::HousingFund, fund.into())]);
        let unit_shares: Vec<_> = rows[0].employer.iter().map(|s| (s.insurance, s.amount.to_string())).collect();
        assert_eq!(unit_shares, [(Insurance::Pension, unit.to_owned())]);
    }
}

/// What a bureau keeps, month by month.
#[test]
fn paid_months_become_records() {
    let (guesses, tables) = read(
        |s| {
            put(s, 1, &["2024年养老保险个人缴费明细"]);
            put(s, 2, &["姓名", "证件号码", "1月", "2月", "3月"]);
            put(s, 3, &["吴清", WU, "=400", "", "=402.5"]);
        },
        "导出.xlsx",
    );
    assert!(guesses.iter().all(|guess| guess.kind == Kind::AgencyRecords), "{:?}", guesses[0].reasons);
    let found: Vec<_> = tables
        .iter()
        .flat_map(|table| match &table.rows {
            Rows::Agency(rows) => rows.clone(),
            other => panic!("{other:?}"),
        })
        .map(|row| {
            let period = row.period.unwrap();
            let charges: Vec<_> = row.charges.iter().map(|c| (c.insurance, c.amount.to_string())).collect();
            (period.from.to_string(), period.to.to_string(), charges)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("2024-01".into(), "2024-01".into(), vec![(Insurance::Pension, "400.00".into())]),
            ("2024-03".into(), "2024-03".into(), vec![(Insurance::Pension, "402.50".into())]),
        ]
    );
}

/// What a sheet does not say is not guessed: it stays whole, and the clerk is told what to write.
#[test]
fn an_unclear_sheet_says_what_is_missing() {
    let months = ["1月", "2月", "3月"];
    for (title, heads, why) in [
        ("2024年汇总", months, "没有写明是应发工资"),
        ("2024年应发、实发", months, "没有写明是应发工资"),
        ("2024年缴费基数", months, "基数"),
        ("2024年养老、医疗", ["1月养老", "2月养老", "3月养老"], "工资里扣的"),
        ("2024年扣款", ["1月个人社保", "2月个人社保", "3月个人社保"], "分不到各险种"),
        ("2023-2024年应发工资", months, "不止一个年份"),
        ("2024年应发工资", ["1月", "2月", "1月"], "不止一列"),
        ("2024年", ["1月应发", "2月应发", "1月工资"], "不止一列"),
        ("2024年应发工资", ["2023年2月", "1月", "3月"], "写了年份、有的没写"),
    ] {
        let (guesses, tables) = read(
            |s| {
                put(s, 1, &[title]);
                put(s, 2, &["姓名", "身份证号", heads[0], heads[1], heads[2]]);
                put(s, 3, &["吴清", WU, "=101", "=102", "=103"]);
            },
            "导出.xlsx",
        );
        assert_eq!((guesses.len(), guesses[0].import), (1, false), "{title}: {:?}", guesses[0].reasons);
        let said = guesses[0].unclear.clone().unwrap_or_default();
        assert!(said.contains(why), "{title}: {said}");
        assert_eq!(tables[0].len(), 0, "{title}");
    }
}

/// An ordinary pay sheet that pays out two earlier months is none of them.
#[test]
fn back_pay_on_a_pay_sheet_is_no_month_column() {
    let (guesses, tables) = read(
        |s| {
            put(s, 1, &["2024年4月工资表"]);
            put(s, 2, &["姓名", "身份证号", "基本工资", "补发2月", "补发3月", "应发工资", "实发工资"]);
            put(s, 3, &["吴清", WU, "=5000", "=100", "=200", "=5300", "=5300"]);
        },
        "导出.xlsx",
    );
    assert_eq!(guesses.len(), 1);
    assert_eq!(gross(&tables), expected(&[("2024-04", "吴清", "5300.00")]));
}

/// 万元 in a heading or in the title; a roster's days are no months.
#[test]
fn amounts_may_be_in_other_units() {
    for (title, heads, cells) in [
        ("2024年应发工资（单位：万元）", ["1月", "2月"], ["=0.51", "=0.5225"]),
        ("2024年", ["1月应发（万元）", "2月应发（元）"], ["=0.51", "=5225"]),
        ("2024年应发工资", ["1月（千元）", "2月（千元）"], ["=5.1", "=5.225"]),
    ] {
        let (_, tables) = read(
            |s| {
                put(s, 1, &[title]);
                put(s, 2, &["姓名", "身份证号", heads[0], heads[1]]);
                put(s, 3, &["吴清", WU, cells[0], cells[1]]);
            },
            "导出.xlsx",
        );
        let rows = [("2024-01", "吴清", "5100.00"), ("2024-02", "吴清", "5225.00")];
        assert_eq!(gross(&tables), expected(&rows), "{title} {heads:?}");
    }
    let (guesses, _) = read(
        |s| {
            put(s, 1, &["姓名", "身份证号", "入职日期", "合同到期日", "出生日期"]);
            put(s, 2, &["吴清", WU, "@2021-03-01", "@2024-03-01", "@1990-03-01"]);
        },
        "花名册.xlsx",
    );
    assert_eq!((guesses.len(), guesses[0].kind, guesses[0].unclear.clone()), (1, Kind::Roster, None));
}
