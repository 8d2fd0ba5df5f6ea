//! Rosters, cover and bases as clerks arrange them. Document numbers are invented: order number 999, valid check digit.

use crate::common::{merge, put, sheet, taken};
use rust_xlsxwriter::Workbook;
use shebao_documents::clean::{IdProblem, IssueCode, Severity};
use shebao_documents::recognise::{Field, Kind, Skip};
use shebao_documents::rows::{Action, RosterRow, Rows, SheetRows, roster_actions};
use shebao_rules::identity::ResidentId;
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::setting::SettingMode;
use shebao_rules::words::{Hukou, IdType, MedicalTier, Sex};

/// A valid number for a birth date: region 110105, order number 999 (a man) or 998 (a woman).
fn id(birth: &str, order: &str) -> String {
    ResidentId::complete(&format!("110105{birth}{order}")).unwrap().as_str().to_owned()
}

fn roster(rows: &SheetRows) -> &[RosterRow] {
    match &rows.rows {
        Rows::Roster(rows) => rows,
        other => panic!("no roster: {other:?}"),
    }
}

fn codes(row: &RosterRow) -> Vec<IssueCode> {
    row.issues.iter().map(|issue| issue.code).collect()
}

/// Title, subtitle, two-row merged headings, merged department, hidden row and column, notes below, a second sheet of
/// leavers, a hidden dictionary.
fn legacy_roster() -> Workbook {
    let mut book = Workbook::new();
    let active = book.add_worksheet().set_name("在职").unwrap();
    merge(active, (1, 0, 1, 8), "示例公司员工花名册");
    merge(active, (2, 0, 2, 8), "截止日期：2026年3月31日   （内部资料）");
    for (column, text) in [(0, "序号"), (1, "部门"), (8, "备注")] {
        merge(active, (3, column, 4, column), text);
    }
    merge(active, (3, 2, 3, 4), "基本信息");
    merge(active, (3, 5, 3, 7), "参保信息");
    put(active, 4, &["", "", "姓名", "证件号码", "到岗时间", "参保地", "户口性质", "社保\n缴费基数"]);
    let (one, two, three) = (id("19860203", "999"), id("19900512", "998"), id("19781120", "999"));
    put(active, 5, &["=1", "", "汪　斌", &one, "2012.5.14", "北京市", "本地城镇", "8,600.00"]);
    put(active, 6, &["=2", "", "林㛃", &format!(" {two}\u{a0}"), "2021年3月", "北京", "外埠农村", "=9000"]);
    put(active, 7, &["=3", "", "何诚", &three, "=44424", "北京", "城镇"]);
    merge(active, (5, 1, 7, 1), "研发部");
    put(active, 8, &["=4", "财务部", "汪斌", &one, "@2012-05-14", "北京", "本市城镇"]);
    put(active, 10, &["注：1.本表每月更新；2.日期以合同为准。"]);
    put(active, 11, &["制表：人事部          审核："]);
    active.set_row_hidden(6).unwrap();
    active.set_column_hidden(8).unwrap();
    let left = book.add_worksheet().set_name("离职").unwrap();
    put(left, 1, &["离职人员名单"]);
    put(left, 2, &["序号", "姓名", "身份证号码", "参保城市", "离职时间", "离职原因", "入职时间"]);
    put(left, 3, &["=1", "何诚", &three, "北京", "2025.12.31", "个人原因", "2021-08-16"]);
    put(left, 4, &["=2", "林㛃", &two, "北京", "2020年4月18日", "合同到期", "2019/3/7"]);
    put(left, 6, &["以上离职人员社保公积金已停缴，如有疑问联系人事部。"]);
    let words = book.add_worksheet().set_name("数据字典").unwrap();
    put(words, 1, &["户口性质", "医保档次", "姓名"]);
    put(words, 2, &["本市城镇", "一档", "张示范（填写样例，请删除）"]);
    words.set_hidden(true);
    book
}

#[test]
fn a_legacy_roster_is_read_as_it_stands() {
    let (guesses, rows) = taken(legacy_roster(), "花名册.xlsx");
    assert_eq!(guesses[0].kind, Kind::Roster);
    assert_eq!(guesses[0].header_rows, [3, 4]);
    assert_eq!(guesses[0].data_rows, [5, 6, 7, 8]);
    assert_eq!(guesses[0].hidden_rows, [7]);
    assert_eq!(guesses[0].column_of(Field::SocialBase).unwrap().letter, "H");
    assert_eq!((guesses[2].import, guesses[2].skip), (false, Some(Skip::Hidden)));

    let active = roster(&rows[0]);
    assert_eq!(active[0].person.name.as_deref(), Some("汪斌"));
    assert_eq!(active[0].hire.unwrap().to_string(), "2012-05-14");
    assert_eq!(active[0].city.as_deref(), Some("北京"));
    assert_eq!(active[0].hukou, Some(Hukou::LocalTown));
    assert_eq!(active[0].social_base.unwrap().to_string(), "8600.00");
    assert_eq!(active[1].department.as_deref(), Some("研发部"), "merged downwards");
    assert_eq!(active[1].hire.unwrap().to_string(), "2021-03", "no day is invented");
    assert_eq!(codes(&active[1]), [IssueCode::IdNormalised, IssueCode::MonthOnly]);
    assert_eq!(active[2].hire.unwrap().to_string(), "2021-08-16", "serial 44424");
    assert_eq!(codes(&active[2]), [IssueCode::HiddenRow, IssueCode::HukouUnclear]);
    assert_eq!(roster(&rows[1])[0].leave.unwrap().to_string(), "2025-12-31");
}

#[test]
fn the_whole_workbook_decides_what_a_row_is() {
    let (_, rows) = taken(legacy_roster(), "花名册.xlsx");
    let actions = roster_actions(&[&rows[0], &rows[1]]);
    let told: Vec<(u32, Action)> = actions.iter().map(|a| (a.row, a.action)).collect();
    assert_eq!(
        told,
        [
            (5, Action::Import),
            (6, Action::Import),
            (7, Action::StaleLeaverRow),
            (8, Action::Duplicate),
            (3, Action::ImportLeft),
            (4, Action::ImportEarlierJob),
        ]
    );
    assert_eq!(actions[3].of_row, Some(("在职".to_owned(), 5)));
}

#[test]
fn doubtful_numbers_are_questions_with_masked_values() {
    let good = id("19860203", "999");
    let wrong = format!("{}{}", good.get(..17).unwrap(), if good.ends_with('0') { '1' } else { '0' });
    let book = sheet(|s| {
        put(s, 1, &["姓名", "证件类型", "证件号码", "性别", "出生日期", "入职日期"]);
        put(s, 2, &["甲一", "居民身份证", &wrong, "男", "1986-02-03", "2020-01-02"]);
        put(s, 3, &["乙二", "居民身份证", "=110105198602039000", "男", "1986-02-03", "2020-01-02"]);
        put(s, 4, &["丙三", "居民身份证", "1101**********9990", "男", "", "2020-01-02"]);
        put(s, 5, &["丁四", "身份证", &good, "女", "1987-02-03", "2020-02-30"]);
        put(s, 6, &["戊五", "外国护照", "p99900017", "", "", "2020-01-02"]);
        put(s, 7, &["己六", "身份证", "", "", "", "2020-01-02"]);
    });
    let (_, rows) = taken(book, "x.xlsx");
    let people = roster(&rows[0]);
    assert!(matches!(people[0].person.id_problem, Some(IdProblem::CheckDigit { .. })));
    let issue = &people[0].issues[0];
    assert_eq!((issue.row, issue.column.as_deref(), issue.severity), (2, Some("C"), Severity::Question));
    assert_eq!(issue.suggestion.as_deref(), Some(good.as_str()));
    assert!(!issue.message.contains("19860203") && !issue.value_masked.as_ref().unwrap().contains("19860203"));
    assert_eq!(codes(&people[1]), [IssueCode::IdDigitsLost]);
    assert_eq!(codes(&people[2]), [IssueCode::IdMasked]);
    assert_eq!(codes(&people[3]), [IssueCode::DateImpossible, IssueCode::SexDiffers, IssueCode::BirthDiffers]);
    assert_eq!(people[4].person.id.as_ref().unwrap().id_type(), IdType::ForeignPassport);
    assert_eq!(codes(&people[5]), [IssueCode::IdMissing]);
    assert_eq!(people[3].sex, Some(Sex::Female), "what is written stays what is written");
}

#[test]
fn a_roster_without_a_number_column_says_so() {
    let book = sheet(|s| {
        put(s, 1, &["工号", "姓名", "性别", "入职日期"]);
        put(s, 2, &["001", "甲一", "男", "2020-01-02"]);
    });
    let (_, rows) = taken(book, "x.xlsx");
    assert_eq!(rows[0].issues[0].code, IssueCode::IdColumnMissing);
}

/// A column of an unknown heading whose cells are document numbers is one.
#[test]
fn numbers_are_found_under_an_unknown_heading() {
    let book = sheet(|s| {
        put(s, 1, &["姓名", "ZJHM", "性别", "入职日期"]);
        for (row, birth) in [(2, "19860203"), (3, "19870304"), (4, "19880405")] {
            put(s, row, &["甲一", &id(birth, "999"), "男", "2020-01-02"]);
        }
    });
    let (guesses, rows) = taken(book, "x.xlsx");
    assert_eq!(guesses[0].column_of(Field::IdNumber).unwrap().letter, "B");
    assert!(roster(&rows[0]).iter().all(|row| row.person.id.is_some()));
}

#[test]
fn cover_and_bases_are_two_kinds() {
    let number = id("19860203", "999");
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("参保关系").unwrap();
    put(cover, 1, &["示例公司社保公积金参保台账"]);
    put(
        cover,
        2,
        &[
            "序号",
            "工号",
            "姓名",
            "证件号码",
            "参保单位",
            "参保城市",
            "户口性质",
            "医保档次",
            "社保起缴年月",
            "社保停缴年月",
            "公积金起缴年月",
            "首次月次月补缴",
        ],
    );
    put(
        cover,
        3,
        &["=1", "00001", "甲一", &number, "示例公司", "深圳", "深户", "基本医疗一档", "2025-07", "", "202508", "是"],
    );
    put(cover, 5, &["注：停缴年月为最后一个应缴月份；空白表示在缴。"]);
    let bases = book.add_worksheet().set_name("申报基数").unwrap();
    put(bases, 1, &["工号", "姓名", "参保城市", "类别", "适用起", "适用止", "上年月均工资", "取数口径", "申报基数"]);
    put(bases, 2, &["=1", "甲一", "深圳", "社保", "2025年7月", "2026-06", "=12809.16", "上年月均工资", "=12809"]);
    put(bases, 3, &["=1", "甲一", "深圳", "公积金", "@2025-07-01", "", "", "", "12,809.00"]);
    put(bases, 4, &["=1", "甲一", "深圳", "工伤", "2025.7", "", "", "", "-"]);
    let (guesses, rows) = taken(book, "台账.xlsx");
    assert_eq!((guesses[0].kind, guesses[1].kind), (Kind::Enrollments, Kind::Bases));
    let Rows::Enrollments(cover) = &rows[0].rows else { panic!() };
    assert_eq!(cover.len(), 1);
    assert_eq!(cover[0].cover.social_from.unwrap().to_string(), "2025-07");
    assert_eq!(cover[0].cover.fund_from.unwrap().to_string(), "2025-08");
    assert_eq!((cover[0].cover.social_to, cover[0].late_first), (None, Some(true)));
    assert_eq!((cover[0].hukou, cover[0].medical_tier), (Some(Hukou::LocalAny), Some(MedicalTier::First)));
    let Rows::Bases(bases) = &rows[1].rows else { panic!() };
    let scopes: Vec<Option<Scope>> = bases.iter().map(|b| b.scope).collect();
    assert_eq!(
        scopes,
        [
            Some(Scope::Group(Group::Social)),
            Some(Scope::Group(Group::HousingFund)),
            Some(Scope::One(Insurance::WorkInjury))
        ]
    );
    assert_eq!(bases[1].from.unwrap().to_string(), "2025-07");
    assert_eq!(bases[0].base.unwrap().to_string(), "12809.00");
    assert_eq!((bases[2].base, bases[2].issues[0].code), (None, IssueCode::AmountMissing));
}

#[test]
fn units_and_settings_are_two_kinds() {
    let mut book = Workbook::new();
    let units = book.add_worksheet().set_name("单位信息").unwrap();
    put(units, 1, &["参保单位", "统一社会信用代码", "参保城市", "开始参保年月", "增员截止日", "扣款分组"]);
    put(
        units,
        2,
        &["示例科技有限公司", "91110105EXAMPLE111", "北京", "2025-01", "=25", "养老失业（养老、失业）；医疗（医疗）"],
    );
    put(units, 3, &["示例分公司", "91110105EXAMPLE112", "上海市", "2025-03", "25日"]);
    let settings = book.add_worksheet().set_name("参数").unwrap();
    put(
        settings,
        1,
        &["编号", "参保城市", "险种", "起", "止", "用法", "单位费率", "个人费率", "基数下限", "基数上限", "说明"],
    );
    put(
        settings,
        2,
        &["A", "北京", "工伤", "2025-01", "2025-12", "只采用费率，上下限按公布", "=0.002", "=0", "", "", "核定"],
    );
    put(settings, 3, &["B", "上海", "失业", "2026-01", "", "整条采用", "0.5%", "0.5%", "=7460", "=37302", "登记"]);
    put(settings, 4, &["C", "深圳", "公积金", "2025-07", "", "在公布费率上加", "=1", "", "", "", "上浮"]);
    put(settings, 5, &["D", "深圳", "工伤", "2025-07", "", "只采用费率", "=0.2", "", "", "", "核定"]);
    put(settings, 6, &["E", "", "长护", "", "", "随便", "", "", "", "", ""]);
    let (guesses, rows) = taken(book, "参数.xlsx");
    assert_eq!((guesses[0].kind, guesses[1].kind), (Kind::Units, Kind::Settings));
    let Rows::Units(units) = &rows[0].rows else { panic!() };
    assert_eq!((units[0].cutoff_day, units[1].cutoff_day), (Some(25), Some(25)));
    assert_eq!(units[0].payment_groups[0].insurances, [Insurance::Pension, Insurance::Unemployment]);
    assert_eq!(units[1].issues[0].code, IssueCode::CreditCodeInvalid);
    let Rows::Settings(settings) = &rows[1].rows else { panic!() };
    assert_eq!(settings[0].mode, Some(SettingMode::Rate));
    assert_eq!(settings[0].employer_rate.unwrap().to_string(), "0.002");
    assert_eq!(settings[1].employer_rate.unwrap().to_string(), "0.005");
    assert_eq!(
        (settings[1].mode, settings[1].cap.unwrap().to_string()),
        (Some(SettingMode::Replace), "37302.00".to_owned())
    );
    assert_eq!(settings[2].issues[0].code, IssueCode::RateAmbiguous, "1 may be 1 % or 100 %");
    assert_eq!(settings[3].issues[0].code, IssueCode::RateAmbiguous, "0.2 may be 0.2 % or 20 %");
    let refused: Vec<IssueCode> = settings[4].issues.iter().map(|i| i.code).collect();
    assert_eq!(
        refused,
        [IssueCode::InsuranceUnknown, IssueCode::ModeUnknown, IssueCode::CityMissing, IssueCode::MonthMissing]
    );
    assert!(settings[4].issues.iter().all(|i| i.severity == Severity::Refused));
}

/// 社保基数 and 公积金基数 side by side, the month in the title: each row says two things.
#[test]
fn bases_side_by_side_are_two_rows() {
    let book = sheet(|s| {
        put(s, 1, &["2025年7月社保公积金基数调整表"]);
        put(s, 2, &["序号", "姓名", "身份证号", "社保基数", "公积金基数"]);
        put(s, 3, &["=1", "吴清", "110101199003079964", "8,600.50", "=9000"]);
        put(s, 4, &["=2", "孟翔", "110101199003079999", "=12000", ""]);
    });
    let (guesses, rows) = taken(book, "调整.xlsx");
    assert_eq!(guesses[0].kind, Kind::Bases, "{guesses:#?}");
    let Rows::Bases(rows) = &rows[0].rows else { panic!("{rows:?}") };
    let said: Vec<(u32, String, String, String)> = rows
        .iter()
        .map(|row| {
            let scope = row.scope.map(|scope| scope.id()).unwrap_or_default();
            let from = row.from.map(|month| month.to_string()).unwrap_or_default();
            (row.row, scope, from, row.base.map(|base| base.to_string()).unwrap_or_default())
        })
        .collect();
    let expected = [(3, "social", "8600.50"), (3, "housing_fund", "9000.00"), (4, "social", "12000.00")];
    let expected = expected.map(|(row, scope, base)| (row, scope.to_owned(), "2025-07".to_owned(), base.to_owned()));
    assert_eq!(said, expected);
    assert!(rows.iter().all(|row| row.issues.is_empty()), "{rows:#?}");
}
