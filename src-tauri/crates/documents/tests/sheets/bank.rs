//! Statements in the arrangements banks and companies print.

use crate::common::{put, sheet, taken};
use shebao_documents::clean::IssueCode;
use shebao_documents::recognise::Kind;
use shebao_documents::rows::{BankStatement, Rows, SheetRows};

fn statement(rows: &SheetRows) -> &BankStatement {
    match &rows.rows {
        Rows::BankStatement(statement) => statement,
        other => panic!("no statement: {other:?}"),
    }
}

/// Row, day, debit, credit and balance of every line.
fn lines(rows: &SheetRows) -> Vec<String> {
    let balance = |b: Option<shebao_rules::money::Yuan>| b.map_or_else(String::new, |y| y.to_string());
    statement(rows)
        .lines
        .iter()
        .map(|l| format!("{} {} {} {} {}", l.row, l.day.unwrap(), l.debit, l.credit, balance(l.balance)))
        .collect()
}

#[test]
fn lines_are_told_by_date_and_amount_whatever_they_say() {
    let book = sheet(|s| {
        put(s, 1, &["账号：0200 0999 0000 0123", "", "户名：示例公司"]);
        put(s, 2, &["交易日期", "摘要", "支出", "收入", "余额", "对方户名"]);
        put(s, 3, &["", "承前页", "", "", "1,000.00"]);
        put(s, 4, &["2026-01-05", "手续费合计", "5.00", "", "995.00"]);
        put(s, 5, &["2026-01-06", "小计", "", "10.00", "1,005.00", "甲公司"]);
        put(s, 6, &["本页小计", "", "5.00", "10.00"]);
        put(s, 7, &["2026-01-07", "结息", "", "0.01", "1,005.01"]);
        put(s, 8, &["合计", "", "5.00", "10.01", ""]);
        put(s, 9, &["以上数据仅供参考，具体内容请以柜台为准"]);
    });
    let (guesses, rows) = taken(book, "x.xlsx");
    assert_eq!((guesses[0].kind, &guesses[0].data_rows[..]), (Kind::BankStatement, &[4, 5, 7][..]));
    assert_eq!(lines(&rows[0])[0], "4 2026-01-05 5.00 0.00 995.00");
    let head = &statement(&rows[0]).head;
    assert_eq!((head.account.as_deref(), head.holder.as_deref()), (Some("0200099900000123"), Some("示例公司")));
    assert_eq!(head.opening.unwrap().to_string(), "1000.00");
    let totals: Vec<(String, String)> = rows[0]
        .totals
        .iter()
        .map(|t| (t.file.map_or_else(String::new, |f| f.to_string()), t.ours.to_string()))
        .collect();
    let text = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(totals, [text("5.00", "5.00"), text("10.01", "10.01"), text("1000.00", "1000.00"), text("", "1005.01")]);
    assert!(rows[0].issues.is_empty(), "{:?}", rows[0].issues);
}

#[test]
fn one_amount_with_a_mark_or_a_sign() {
    let marked = sheet(|s| {
        put(s, 1, &["交易时间", "借贷标志", "交易金额", "余额", "对方户名"]);
        put(s, 2, &["20260105 08:12:33", "借", "=5", "=995", "甲公司"]);
        put(s, 3, &["20260105081300", "贷", "=10", "=1005", "乙公司"]);
        put(s, 4, &["20260106 090000", "借", "=-5", "=1010", "甲公司"]);
    });
    let (_, rows) = taken(marked, "x.xlsx");
    assert_eq!(lines(&rows[0])[2], "4 2026-01-06 -5.00 0.00 1010.00", "a red-letter entry keeps its side");
    assert_eq!(statement(&rows[0]).lines[1].time.unwrap().to_string(), "08:13:00");
    assert_eq!(statement(&rows[0]).opening.unwrap().to_string(), "1000.00");

    let signed = sheet(|s| {
        put(s, 1, &["日期", "金额", "余额", "摘要"]);
        put(s, 2, &["2026-01-05", "-5.00", "995.00", "费用"]);
        put(s, 3, &["2026-01-06", "10.00", "1005.00", "货款"]);
    });
    let (_, rows) = taken(signed, "x.xlsx");
    assert_eq!(lines(&rows[0]), ["2 2026-01-05 5.00 0.00 995.00", "3 2026-01-06 0.00 10.00 1005.00"]);

    let neither = sheet(|s| {
        put(s, 1, &["日期", "金额", "余额", "摘要"]);
        put(s, 2, &["2026-01-05", "5.00", "995.00", "费用"]);
        put(s, 3, &["2026-01-06", "10.00", "1005.00", "货款"]);
    });
    let (_, rows) = taken(neither, "x.xlsx");
    let codes: Vec<IssueCode> = statement(&rows[0]).lines.iter().map(|l| l.issues[0].code).collect();
    assert_eq!(codes, [IssueCode::DirectionUnknown; 2], "nobody guesses which way the money went");
}

/// A company's own ledger writes what came in as 借方; the balances tell.
#[test]
fn a_ledger_of_the_company_has_its_sides_turned() {
    let book = sheet(|s| {
        put(s, 1, &["日期", "摘要", "借方金额", "贷方金额", "余额"]);
        put(s, 2, &["2026-01-07", "货款", "=10", "", "=1015"]);
        put(s, 3, &["2026-01-06", "货款", "=10", "", "=1005"]);
        put(s, 4, &["2026-01-05", "费用", "", "=5", "=995"]);
        put(s, 5, &["2026-01-04", "费用", "", "=7", "=1000"]);
    });
    let (_, rows) = taken(book, "x.xlsx");
    let found = statement(&rows[0]);
    assert_eq!(lines(&rows[0])[0], "5 2026-01-04 7.00 0.00 1000.00", "the oldest first");
    assert_eq!(
        (found.opening.unwrap().to_string(), found.closing.unwrap().to_string()),
        ("1007.00".to_owned(), "1015.00".to_owned())
    );
    assert!(found.lines.iter().any(|l| l.issues.iter().any(|i| i.code == IssueCode::SidesByBalance)));
}

#[test]
fn what_cannot_be_read_is_told() {
    let book = sheet(|s| {
        put(s, 1, &["交易日期", "支出", "收入", "余额", "币种", "摘要"]);
        put(s, 2, &["2026-01-05", "5.00", "", "995.00", "人民币元", "费用"]);
        put(s, 3, &["2026-01-06", "五元", "", "990.00", "人民币元", "费用"]);
        put(s, 4, &["一月七日", "7.00", "", "983.00", "人民币元", "费用"]);
        put(s, 5, &["2026-01-08", "8.00", "", "975.00", "美元", "费用"]);
    });
    let (guesses, rows) = taken(book, "x.xlsx");
    assert_eq!((&guesses[0].data_rows[..], &guesses[0].stray_rows[..]), (&[2, 3, 5][..], &[4][..]));
    let refused: Vec<(u32, bool)> = statement(&rows[0]).lines.iter().map(|l| (l.row, l.refused())).collect();
    assert_eq!(refused, [(2, false), (3, true), (5, true)]);
    assert_eq!(rows[0].issues.iter().filter(|i| i.code == IssueCode::StrayRow).count(), 1);
}

/// 对方 over 户名 and 账号: the number is the other side's, not the account's own.
#[test]
fn a_group_heading_names_the_other_side() {
    let book = sheet(|s| {
        put(s, 1, &["交易日期", "发生额", "", "余额", "对方", ""]);
        put(s, 2, &["", "借方", "贷方", "", "户名", "账号"]);
        put(s, 3, &["2026-01-05", "5.00", "", "995.00", "甲公司", "6200999000001"]);
        put(s, 4, &["2026-01-06", "", "10.00", "1005.00", "乙公司", "6200999000002"]);
    });
    let (guesses, rows) = taken(book, "x.xlsx");
    assert_eq!(guesses[0].header_rows, [1, 2]);
    let line = &statement(&rows[0]).lines[0];
    assert_eq!(
        (line.counterparty.as_deref(), line.counterparty_account.as_deref()),
        (Some("甲公司"), Some("6200999000001"))
    );
    assert_eq!(line.account, None);
}
