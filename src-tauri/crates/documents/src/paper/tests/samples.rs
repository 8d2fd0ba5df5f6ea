//! Views to print in tests: an invented person of an invented company.

use chrono::{NaiveDate, NaiveDateTime};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Status;

use crate::paper::*;

pub fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn printed_at() -> NaiveDateTime {
    date("2026-04-02").and_hms_opt(10, 15, 0).unwrap()
}

pub fn issuer() -> Issuer {
    Issuer {
        company: "北京晨光示例科技有限公司".into(),
        credit_code: "91110108MA01ABCD5X".into(),
        contact: "人力资源部 010-5555 0101，hr@example.com".into(),
    }
}

pub fn person() -> Person {
    Person {
        name: "张䶮𬭎".into(),
        id_type: "居民身份证".into(),
        id_number: "110105199001011234".into(),
        id_display: IdDisplay::Masked,
        employee_no: "A0017".into(),
    }
}

/// The six lines of a Beijing month on a base of 9,500.00: pension 16 % / 8 %, unemployment 0.5 % / 0.5 %, work injury
/// 0.4 %, medical 9.8 % / 2 % + 3.00, fund 12 % / 12 % (1,140.00 each).
pub fn lines(period: Month) -> Vec<ContributionLine> {
    let line = |insurance, rates: (&str, &str), amounts: (&str, &str)| ContributionLine {
        period,
        insurance,
        note: String::new(),
        base: Some(yuan("9500")),
        employer_rate: Some(rates.0.parse().unwrap()),
        employer_fixed: Yuan::ZERO,
        employer: Some(yuan(amounts.0)),
        employee_rate: Some(rates.1.parse().unwrap()),
        employee_fixed: Yuan::ZERO,
        employee: Some(yuan(amounts.1)),
        deducted: Some(yuan(amounts.1)),
        debited_on: Some(date("2026-03-20")),
        record: RecordState::Credited,
        difference: Some(Yuan::ZERO),
        status: Status::Final,
    };
    let mut medical = line(Insurance::Medical, ("0.098", "0.02"), ("931.00", "193.00"));
    medical.employee_fixed = yuan("3");
    vec![
        line(Insurance::Pension, ("0.16", "0.08"), ("1520.00", "760.00")),
        medical,
        line(Insurance::Unemployment, ("0.005", "0.005"), ("47.50", "47.50")),
        line(Insurance::WorkInjury, ("0.004", "0"), ("38.00", "0.00")),
        line(Insurance::HousingFund, ("0.12", "0.12"), ("1140.00", "1140.00")),
    ]
}

/// `months` months from 2023-01. The sums are those of the five lines above, 3,676.50 + 2,140.50, times the months.
pub fn statement(months: i32) -> StatementView {
    let from = month("2023-01");
    let to = from.plus(months - 1);
    let times = i64::from(months);
    StatementView {
        number: "SM-2026-0042".into(),
        issuer: issuer(),
        issued_on: date("2026-04-02"),
        data_as_of: date("2026-03-31"),
        printed_at: printed_at(),
        journal_code: "J000123".into(),
        person: person(),
        hired_on: Some("2022-12-19".parse().unwrap()),
        left_on: None,
        region: "北京市".into(),
        participation: "城镇职工".into(),
        from,
        to,
        registrations: registrations(),
        lines: from.through(to).flat_map(lines).collect(),
        totals: ContributionTotals {
            employer: Yuan::from_fen(367_650 * times),
            employee: Yuan::from_fen(214_050 * times),
            sum: Yuan::from_fen(581_700 * times),
            deducted: Some(Yuan::from_fen(214_050 * times)),
            difference: Some(Yuan::ZERO),
        },
        anomalies: Vec::new(),
        prior_cover: Some(PriorCover {
            text: "2022年9月至11月未参保".into(), source: "员工自述，尚无官方记录".into()
        }),
        sources: vec![
            "单位工资系统：2023年1月至2026年3月工资表。".into(),
            "银行回单：招商银行社保、公积金划款回单。".into(),
            "官方权益记录：北京市社会保险个人权益记录（2026-03-28 打印）。".into(),
        ],
        rights: vec!["《社会保险法》第四条：个人有权查询缴费记录、个人权益记录，有权监督本单位为其缴费情况。".into()],
        purpose: "员工本人核对".into(),
        valid_until: date("2026-05-02"),
        objection_days: 15,
        prepared_by: "李晓".into(),
        reviewed_by: String::new(),
    }
}

fn registrations() -> Vec<Registration> {
    let insurances = [
        (Insurance::Pension, "北京市海淀区社会保险基金管理中心"),
        (Insurance::Medical, "北京市海淀区医疗保险事务管理中心"),
        (Insurance::HousingFund, "北京住房公积金管理中心海淀管理部"),
    ];
    let registration = |(insurance, agency): (Insurance, &str)| Registration {
        insurance,
        registered_on: Some("2022-12-22".parse().unwrap()),
        first_month: Some(month("2023-01")),
        last_month: None,
        state: "正常".into(),
        agency: agency.into(),
    };
    insurances.into_iter().map(registration).collect()
}

pub fn notice() -> NoticeView {
    NoticeView {
        number: "GZ-202602-0017".into(),
        issuer: issuer(),
        month: month("2026-02"),
        issued_on: date("2026-03-10"),
        data_as_of: date("2026-03-05"),
        printed_at: printed_at(),
        journal_code: "J000124".into(),
        person: person(),
        department: "研发部".into(),
        region: "北京市".into(),
        lines: lines(month("2026-02")),
        totals: ContributionTotals {
            employer: yuan("3676.50"),
            employee: yuan("2140.50"),
            sum: yuan("5817.00"),
            deducted: Some(yuan("2140.50")),
            difference: Some(Yuan::ZERO),
        },
        remarks: vec!["本月起缴费基数按 2025 年月平均工资 9,500.00 元申报。".into()],
        rights: vec!["《社会保险法》第六十条：用人单位应当按月将缴纳社会保险费的明细情况告知本人。".into()],
    }
}

pub fn recovery_card() -> RecoveryCardView {
    let groups = "7K3M 9QTX 2VBN H4RC W8PD 5JYG 0SZE A6FM 3XQK T9BV 1NHC R7WD P2JY G8SE";
    RecoveryCardView {
        company: issuer().company,
        credit_code: issuer().credit_code,
        groups: groups.split(' ').map(str::to_owned).collect(),
        printed_at: printed_at(),
    }
}
