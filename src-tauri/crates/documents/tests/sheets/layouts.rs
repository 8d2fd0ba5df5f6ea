//! Layouts of cities, centres and agencies that no sample book has, by the headings that real files bear.

use shebao_documents::recognise::{Kind, Skip};
use shebao_documents::rows::{AgencyRow, Rows};
use shebao_rules::insurance::Insurance;

use crate::common::{merge, put, sheet, taken};

const ID: &str = "110101199003079964";
/// A merged group heading: rows and columns, and its text.
type Group<'a> = ((u32, u16, u32, u16), &'a str);

/// Writes rows from the first on, merges the group headings, reads and gives the agency rows.
fn agency_rows(name: &str, rows: &[&[&str]], merges: &[Group<'_>]) -> (Kind, Vec<AgencyRow>) {
    let book = sheet(|s| {
        for (row, cells) in (1..).zip(rows) {
            put(s, row, cells);
        }
        for (area, text) in merges {
            merge(s, *area, text);
        }
    });
    let (guesses, rows) = taken(book, name);
    match rows.into_iter().next().map(|sheet| sheet.rows) {
        Some(Rows::Agency(found)) => (guesses[0].kind, found),
        other => panic!("{name}: {:?} {other:?}", guesses[0].reasons),
    }
}

/// Insurance, payer's initial and amount of every charge.
fn charges(row: &AgencyRow) -> Vec<(Insurance, String, String)> {
    let of = |payer| format!("{payer:?}");
    row.charges.iter().map(|c| (c.insurance, of(c.payer), c.amount.to_string())).collect()
}

fn expected(all: &[(Insurance, &str, &str)]) -> Vec<(Insurance, String, String)> {
    all.iter().map(|(insurance, payer, amount)| (*insurance, (*payer).to_owned(), (*amount).to_owned())).collect()
}

/// 广州 社会保险费申报个人明细表: two levels, and a period in two columns.
#[test]
fn guangzhou() {
    use Insurance::{Medical, Pension, Unemployment, WorkInjury};
    let top = [
        "姓名",
        "证件号码",
        "个人社保号",
        "费款所属期起",
        "费款所属期止",
        "",
        "",
        "",
        "",
        "",
        "",
        "工伤保险",
        "单位部分合计",
        "个人部分合计",
        "应缴金额合计",
    ];
    let leaf = ["", "", "", "", "", "单位缴纳", "个人缴纳", "单位缴纳", "个人缴纳", "单位缴纳", "个人缴纳", "单位缴纳"];
    let row = [
        "吴清",
        ID,
        "10099887766",
        "2026-01",
        "2026-01",
        "1500.00",
        "800.00",
        "80.00",
        "20.00",
        "600.00",
        "200.00",
        "40.00",
        "2220.00",
        "1020.00",
        "3240.00",
    ];
    let merges =
        [((5, 5, 5, 6), "基本养老保险"), ((5, 7, 5, 8), "失业保险"), ((5, 9, 5, 10), "基本医疗保险（含生育）")];
    let rows: [&[&str]; 7] =
        [&["社会保险费申报个人明细表"], &[], &["单位名称：示例科技有限公司"], &[], &top, &leaf, &row];
    let (kind, found) = agency_rows("个人明细.xlsx", &rows, &merges);
    assert_eq!((kind, found.len()), (Kind::AgencyRecords, 1));
    assert_eq!(
        charges(&found[0]),
        expected(&[
            (Pension, "Employer", "1500.00"),
            (Pension, "Employee", "800.00"),
            (Unemployment, "Employer", "80.00"),
            (Unemployment, "Employee", "20.00"),
            (Medical, "Employer", "600.00"),
            (Medical, "Employee", "200.00"),
            (WorkInjury, "Employer", "40.00"),
        ])
    );
    assert_eq!(found[0].period.map(|p| p.from.to_string()).as_deref(), Some("2026-01"));
    assert!(found[0].issues.is_empty(), "{:?}", found[0].issues);
}

/// 杭州 单位社保费职工全险种申报明细: the side stands above, other people's insurances between.
#[test]
fn hangzhou() {
    use Insurance::{Medical, Pension, Unemployment, WorkInjury};
    let leaf = [
        "序号",
        "姓名",
        "证件号码",
        "缴费工资",
        "基本养老应缴费额",
        "机关养老应缴费额",
        "失业应缴费额",
        "工伤应缴费额",
        "基本医疗应缴费额",
        "公务员补助应缴费额",
        "基本养老应缴费额",
        "失业应缴费额",
        "基本医疗应缴费额",
        "合计",
    ];
    let row = ["1", "吴清", ID, "10000", "1500", "0", "50", "20", "990", "0", "800", "50", "200", "3610"];
    let merges = [((2, 4, 2, 9), "单位部分"), ((2, 10, 2, 12), "个人部分")];
    let (_, found) = agency_rows("全险种_202601.xlsx", &[&["单位社保费职工全险种申报明细"], &[], &leaf, &row], &merges);
    assert_eq!(
        charges(&found[0]),
        expected(&[
            (Pension, "Employer", "1500.00"),
            (Unemployment, "Employer", "50.00"),
            (WorkInjury, "Employer", "20.00"),
            (Medical, "Employer", "990.00"),
            (Pension, "Employee", "800.00"),
            (Unemployment, "Employee", "50.00"),
            (Medical, "Employee", "200.00"),
        ])
    );
}

/// 厦门 职工社保对账单: one insurance a row, a late payment among them.
#[test]
fn xiamen() {
    use shebao_documents::rows::RecordKind;
    let head = [
        "姓名",
        "证件号码",
        "险种",
        "费款所属期",
        "建账年月",
        "缴费工资",
        "缴费基数",
        "单位应缴",
        "减免金额",
        "个人应缴",
        "本金合计",
        "滞纳金",
        "利息",
        "缴费类型",
    ];
    let row = |period, kind| {
        ["吴清", ID, "基本养老保险", period, "2026-01", "10000", "10000", "1600", "0", "800", "2400", "0", "0", kind]
    };
    let (_, found) = agency_rows("对账单.xlsx", &[&head, &row("2026-01", "正常应缴"), &row("2025-12", "补缴")], &[]);
    let said: Vec<_> =
        found.iter().map(|r| (r.kind, r.period.map(|p| p.from.to_string()), r.booked.map(|m| m.to_string()))).collect();
    let month = |text: &str| Some(text.to_owned());
    assert_eq!(
        said,
        [
            (RecordKind::Regular, month("2026-01"), month("2026-01")),
            (RecordKind::BackPayment, month("2025-12"), month("2026-01"))
        ]
    );
    assert_eq!(
        charges(&found[1]),
        expected(&[(Insurance::Pension, "Employer", "1600.00"), (Insurance::Pension, "Employee", "800.00")])
    );
}

/// 代理账单: what an agency bills. 公积金小计 is no third share; each base belongs to its own.
#[test]
fn an_agencys_bill() {
    let top = [
        "序号",
        "姓名",
        "身份证号",
        "参保城市",
        "社保缴纳月份",
        "社保基数",
        "",
        "",
        "公积金基数",
        "",
        "",
        "公积金小计",
        "服务费",
    ];
    let leaf = ["", "", "", "", "", "", "单位", "个人", "", "单位", "个人"];
    let row = ["1", "吴清", ID, "北京", "2026-01", "10000", "1600", "800", "9000", "1080", "1080", "2160", "80"];
    let merges = [((3, 6, 3, 7), "养老保险"), ((3, 9, 3, 10), "住房公积金")];
    let title = ["示例人力资源有限公司 2026年1月 社保公积金代理账单"];
    let (kind, found) = agency_rows("账单.xlsx", &[&title, &["账单月份：2026-01"], &top, &leaf, &row], &merges);
    assert_eq!(kind, Kind::AgencyRecords);
    let fund = Insurance::HousingFund;
    assert_eq!(
        charges(&found[0]),
        expected(&[
            (Insurance::Pension, "Employer", "1600.00"),
            (Insurance::Pension, "Employee", "800.00"),
            (fund, "Employer", "1080.00"),
            (fund, "Employee", "1080.00"),
        ])
    );
    let bases: Vec<_> = found[0].charges.iter().map(|c| c.base.map(|b| b.to_string())).collect();
    let base = |text: &str| Some(text.to_owned());
    assert_eq!(bases, [base("10000.00"), base("10000.00"), base("9000.00"), base("9000.00")]);
}

/// The income-tax client's report names the same insurances; it is a copy of the pay sheet and no bureau's record.
#[test]
fn a_tax_report_is_named_and_left_alone() {
    let head = [
        "工号",
        "姓名",
        "证件类型",
        "证件号码",
        "税款所属期起",
        "税款所属期止",
        "所得项目",
        "本期收入",
        "本期费用",
        "本期免税收入",
        "本期基本养老保险费",
        "本期基本医疗保险费",
        "本期失业保险费",
        "本期住房公积金",
        "累计收入额",
        "累计减除费用",
        "税率",
        "速算扣除数",
        "累计应补(退)税额",
        "备注",
    ];
    let row = [
        "",
        "吴清",
        "居民身份证",
        ID,
        "2026-01-01",
        "2026-01-31",
        "正常工资薪金",
        "15000",
        "0",
        "0",
        "800",
        "203",
        "50",
        "1200",
        "15000",
        "5000",
        "3%",
        "0",
        "232.41",
        "",
    ];
    let book = sheet(|s| {
        put(s, 1, &head);
        put(s, 2, &row);
    });
    let (guesses, _) = taken(book, "202601_税款计算_工资薪金所得.xls");
    assert_eq!((guesses[0].kind, guesses[0].skip, guesses[0].import), (Kind::TaxReport, Some(Skip::OtherKind), false));
}

/// The fund centre's list of accounts has no amounts: whom it has, with which base, is held against the book.
#[test]
fn a_list_of_fund_accounts_tells_whose_account_runs() {
    for base in ["个人缴存基数", "缴存基数"] {
        let book = sheet(|s| {
            put(s, 1, &["证件号码", "姓名", "个人账号", base, "个人账户状态"]);
            put(s, 2, &[ID, "吴清", "010000000001", "=8600.5", "正常"]);
            put(s, 3, &["", "王小", "010000000002", "=5000", "封存"]);
        });
        let (guesses, rows) = taken(book, "grxxlist20260301.xls");
        assert_eq!((guesses[0].kind, guesses[0].import), (Kind::FundAccounts, true), "{base}");
        let Rows::Listed(rows) = &rows[0].rows else { panic!("{:?}", rows[0].rows) };
        let said: Vec<_> =
            rows.iter().map(|row| (row.entries[0].covered, row.entries[0].wage.map(|y| y.to_string()))).collect();
        assert_eq!(said, [(true, Some("8600.50".to_owned())), (false, Some("5000.00".to_owned()))]);
    }
}
