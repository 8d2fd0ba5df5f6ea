//! 三个人的公司 — its sheets of 2026-02, small enough to be added up on paper, with one fault planted: the bank was debited
//! for 王小明's medical insurance, and the agency's list does not hold him.
//!
//! 北京, 2026-02: pension 16 % and 8 %, unemployment 0.5 % each, medical 9.8 % and 2 % + 3 yuan (the published rates of
//! assets/policy/regions/110000-beijing); work injury 0.4 % and housing fund 12 % each by the unit's own settings below.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

const UNIT: &str = "示例科技有限公司";

/// One of the company, with what is due on the declared base.
struct Person {
    no: &'static str,
    name: &'static str,
    id: &'static str,
    department: &'static str,
    hired: &'static str,
    base: &'static str,
    /// The employer's and the employee's share; 大额医疗互助 stands by itself below.
    pension: [&'static str; 2],
    medical: [&'static str; 2],
    unemployment: &'static str,
    work_injury: &'static str,
    fund: &'static str,
}

/// Invented people, with the numbers that the demo company gives them.
const PEOPLE: [Person; 3] = [
    Person {
        no: "00001",
        name: "王小明",
        id: "510104198005129979",
        department: "研发部",
        hired: "2021-03-05",
        base: "9500.00",
        pension: ["1520.00", "760.00"],
        medical: ["931.00", "190.00"],
        unemployment: "47.50",
        work_injury: "38.00",
        fund: "1140.00",
    },
    Person {
        no: "00002",
        name: "郑辉伟",
        id: "110105197905209971",
        department: "市场部",
        hired: "2019-06-03",
        base: "12000.00",
        pension: ["1920.00", "960.00"],
        medical: ["1176.00", "240.00"],
        unemployment: "60.00",
        work_injury: "48.00",
        fund: "1440.00",
    },
    Person {
        no: NEWCOMER,
        name: "李静",
        id: "130102197503069982",
        department: "研发部",
        hired: "2026-02-10",
        base: "10000.00",
        pension: ["1600.00", "800.00"],
        medical: ["980.00", "200.00"],
        unemployment: "50.00",
        work_injury: "40.00",
        fund: "1200.00",
    },
];

/// 李静, hired on the first day of the journey, without any cover.
pub const NEWCOMER: &str = "00003";

/// 大额医疗互助 of an employee.
const MUTUAL_AID: &str = "3.00";

fn save(folder: &Path, file: &str, sheets: &[(&str, Vec<Vec<&str>>)]) -> PathBuf {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    let path = folder.join(file);
    workbook.save(&path).unwrap();
    path
}

/// The unit with its settings, and its people; who was hired before is covered.
pub fn unit_and_people(folder: &Path) -> [PathBuf; 2] {
    let unit = vec![
        vec!["参保单位", "统一社会信用代码", "参保城市", "扣款账号", "开始参保年月", "增员截止日", "扣款分组"],
        vec![
            UNIT,
            "91110105EXAMPLE111",
            "北京",
            "0200099900000001234",
            "2025-01",
            "25",
            "养老失业工伤（养老、失业、工伤）；医疗（医疗）；公积金（公积金）",
        ],
    ];
    let settings = vec![
        vec!["参保城市", "险种", "起", "止", "用法", "单位费率", "个人费率", "说明"],
        vec!["北京", "工伤", "2025-01", "", "只采用费率，上下限按公布", "0.004", "0", "按单位核定"],
        vec!["北京", "公积金", "2025-01", "", "只采用费率，上下限按公布", "0.12", "0.12", "由单位选定"],
    ];
    let mut people = vec![vec![
        "工号",
        "姓名",
        "证件类型",
        "证件号码",
        "部门",
        "用工单位",
        "参保城市",
        "入职日期",
        "户口性质",
        "退休口径",
        "社保起缴年月",
        "公积金起缴年月",
        "社保申报基数",
        "公积金申报基数",
    ]];
    for one in &PEOPLE {
        let class = if one.no == NEWCOMER { "女55" } else { "男60" };
        let cover = if one.no == NEWCOMER { [""; 4] } else { ["2025-01", "2025-01", one.base, one.base] };
        let mut row =
            vec![one.no, one.name, "居民身份证", one.id, one.department, UNIT, "北京", one.hired, "本市城镇", class];
        row.extend(cover);
        people.push(row);
    }
    let unit = save(folder, "单位参保参数.xlsx", &[("单位信息", unit), ("单位费率与基数参数", settings)]);
    [unit, save(folder, "花名册.xlsx", &[("在职", people)])]
}

/// What the month left behind: the pay sheet, the agency's list, the fund's list, the bank's statement.
pub fn month_sheets(folder: &Path) -> [PathBuf; 4] {
    let agency = save(folder, "北京社保明细202602.xlsx", &[("Sheet1", agency())]);
    let fund = save(folder, "北京公积金汇缴明细202602.xlsx", &[("Sheet1", fund())]);
    [
        save(folder, "2026年2月工资表.xlsx", &[("2月", pay())]),
        agency,
        fund,
        save(folder, "工行流水_北京_202602.xlsx", &[("sheet1", bank())]),
    ]
}

fn agency() -> Vec<Vec<&'static str>> {
    let mut rows = vec![vec![
        "姓名",
        "证件类型",
        "证件号码",
        "缴费工资",
        "缴费基数",
        "费率",
        "应缴费额",
        "征收项目",
        "征收品目",
        "申报日期",
        "费款所属期起",
        "费款所属期止",
        "缴费类型",
    ]];
    for one in &PEOPLE {
        let mut row = |insurance: &'static str, item: &'static str, base, rate, amount| {
            let days = ["2026-02-24", "2026-02", "2026-02", "正常应缴"];
            let mut cells = vec![one.name, "居民身份证", one.id, one.base, base, rate, amount, insurance, item];
            cells.extend(days);
            rows.push(cells);
        };
        let (pension, unemployment, injury) = ("企业职工基本养老保险费", "失业保险费", "工伤保险费");
        row(pension, "企业职工基本养老保险(单位缴纳)", one.base, "16%", one.pension[0]);
        row(pension, "企业职工基本养老保险(个人缴纳)", one.base, "8%", one.pension[1]);
        row(unemployment, "失业保险(单位缴纳)", one.base, "0.5%", one.unemployment);
        row(unemployment, "失业保险(个人缴纳)", one.base, "0.5%", one.unemployment);
        row(injury, "工伤保险(单位缴纳)", one.base, "0.4%", one.work_injury);
        if one.name == "王小明" {
            continue;
        }
        let medical = "职工基本医疗保险（含生育）费";
        row(medical, "职工基本医疗保险（含生育）(单位缴纳)", one.base, "9.8%", one.medical[0]);
        row(medical, "职工基本医疗保险（含生育）(个人缴纳)", one.base, "2%", one.medical[1]);
        let aid = "职工基本医疗保险（含生育）(大额医疗互助（个人缴纳）)";
        row(medical, aid, MUTUAL_AID, "100%", MUTUAL_AID);
    }
    rows
}

fn fund() -> Vec<Vec<&'static str>> {
    let mut rows =
        vec![vec!["姓名", "证件号码", "缴存年月", "缴存基数", "单位比例", "个人比例", "单位月缴存额", "个人月缴存额"]];
    rows.extend(PEOPLE.iter().map(|o| vec![o.name, o.id, "202602", o.base, "12%", "12%", o.fund, o.fund]));
    rows
}

/// The deductions of each: medical is 2 % and the 3 yuan.
fn pay() -> Vec<Vec<&'static str>> {
    let mut rows = vec![
        vec!["示例科技有限公司2026年2月工资表"],
        vec![
            "工号",
            "姓名",
            "身份证号",
            "应发工资",
            "养老保险",
            "医疗保险",
            "失业保险",
            "住房公积金",
            "个税",
            "实发工资",
        ],
    ];
    let (medical, net) = (["193.00", "243.00", "203.00"], ["7359.50", "9297.00", "7747.00"]);
    for ((one, medical), net) in PEOPLE.iter().zip(medical).zip(net) {
        rows.push(vec![
            one.no,
            one.name,
            one.id,
            one.base,
            one.pension[1],
            medical,
            one.unemployment,
            one.fund,
            "0.00",
            net,
        ]);
    }
    rows
}

/// The debits of what was due, 王小明's medical insurance of 1,124.00 among the 3,726.00.
fn bank() -> Vec<Vec<&'static str>> {
    vec![
        vec!["账号：0200099900000001234", "", "户名：示例科技有限公司"],
        vec!["凭证号", "交易时间", "对方单位", "对方账号", "转入金额", "转出金额", "余额", "摘要", "附言"],
        vec![
            "9000001",
            "2026-02-03 10:00:00",
            "虚构商贸有限公司",
            "123999456",
            "500,000.00",
            "",
            "600,000.00",
            "货款",
            "",
        ],
        vec![
            "9000002",
            "2026-02-24 15:54:16",
            "待报解预算收入-社保费",
            "",
            "",
            "8,001.00",
            "591,999.00",
            "实时扣税",
            "企业职工基本养老保险费等3项 所属期202602",
        ],
        vec![
            "9000003",
            "2026-02-24 15:57:07",
            "待报解预算收入-社保费",
            "",
            "",
            "3,726.00",
            "588,273.00",
            "实时扣税",
            "职工基本医疗保险费 所属期202602",
        ],
        vec![
            "9000004",
            "2026-02-24 13:42:05",
            "北京住房公积金管理中心",
            "",
            "",
            "7,560.00",
            "580,713.00",
            "委托收款",
            "公积金汇缴 202602",
        ],
    ]
}
