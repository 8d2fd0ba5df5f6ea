//! 导出的文件 as other programs read them: every cell where the bureau or the colleague looks for it.

use calamine::{Data, Xlsx, open_workbook_from_rs};
use shebao_documents::export::declaration::{self, Declaration, DeclaredPerson};
use shebao_documents::export::fund_change::{self, FundBase, FundChange, FundJoiner, FundLeaver, Joining};
use shebao_documents::export::table::{self, Heading, Table, Value};
use shebao_documents::export::tax_client::{self, TaxPerson, Version};
use shebao_documents::export::voucher::{self, Entry, Side, Voucher};
use shebao_documents::export::{ExportError, own};
use shebao_rules::insurance::Insurance;
use shebao_rules::words::{IdType, Sex};

use crate::cells::{ID, cell, row, yuan};
use crate::spreadsheet::{as_written, formulas, recalculated};

fn entry(account: &str, side: Side, amount: &str) -> Entry {
    let (summary, unit) = ("计提".to_owned(), "甲公司".to_owned());
    Entry { summary, account: account.to_owned(), unit, department: "研发部".to_owned(), side, amount: yuan(amount) }
}

fn voucher_of(entries: Vec<Entry>) -> Voucher {
    Voucher {
        sheet: "计提".to_owned(), title: "甲公司 凭证".to_owned(), notes: vec!["说明".to_owned()], entries
    }
}

/// 0.10 + 0.20 is 0.30 to the fen, in the file and in another program.
#[test]
fn a_voucher_balances_where_binary_fractions_do_not() {
    let entries = vec![
        entry("管理费用—社会保险费", Side::Debit, "0.10"),
        entry("管理费用—住房公积金", Side::Debit, "0.20"),
        entry("应付职工薪酬—社会保险费—养老", Side::Credit, "0.30"),
    ];
    let bytes = voucher::write(&[voucher_of(entries)]).unwrap();
    for [sheet] in [as_written(&bytes, ["计提"]), recalculated(&bytes, ["计提"])] {
        assert_eq!(row(&sheet, 2, 6), ["摘要", "会计科目", "参保单位", "部门", "借方金额", "贷方金额"]);
        assert_eq!(row(&sheet, 3, 6), ["计提", "管理费用—社会保险费", "甲公司", "研发部", "#0.1", ""]);
        assert_eq!(row(&sheet, 5, 6), ["计提", "应付职工薪酬—社会保险费—养老", "甲公司", "研发部", "", "#0.3"]);
        assert_eq!(row(&sheet, 6, 6), ["合计", "", "", "", "#0.3", "#0.3"]);
    }
}

#[test]
fn a_voucher_a_fen_apart_is_refused() {
    let entries = vec![entry("甲", Side::Debit, "0.10"), entry("乙", Side::Credit, "0.11")];
    assert_eq!(voucher::write(&[voucher_of(entries)]), Err(ExportError::Unbalanced));
}

/// The layout of 参保职工列表模板: title in A1:D1, credit code in B2:D2, item codes above their columns, data from row 4.
#[test]
fn a_declaration_stands_where_the_tax_client_reads_it() {
    let declaration = Declaration {
        credit_code: "91110105EXAMPLE111".to_owned(),
        insurances: vec![Insurance::Pension, Insurance::Medical],
        rows: vec![DeclaredPerson {
            name: "张三".to_owned(),
            id_type_code: "201".to_owned(),
            id_number: ID.to_owned(),
            group: String::new(),
            wages: vec![Some(yuan("12345.67")), None],
        }],
        notes: vec!["以当地模板为准".to_owned()],
    };
    let bytes = declaration::write(&declaration).unwrap();
    let [sheet, notes] = as_written(&bytes, ["缴费工资申报数据", "填表说明"]);
    assert_eq!(cell(&sheet, 0, 0), "单位社保费缴费工资年度申报");
    let second = ["*缴费人识别号：", "91110105EXAMPLE111", "", "", "110|企业职工基本养老保险", "310|职工基本医疗保险"];
    assert_eq!(row(&sheet, 1, 6), second);
    let headings = ["*姓名", "*身份证件类型代码", "*身份证件号码", "分组", "缴费工资", "缴费工资"];
    assert_eq!(row(&sheet, 2, 6), headings);
    assert_eq!(row(&sheet, 3, 6), ["张三", "201", ID, "", "#12345.67", ""]);
    assert_eq!(cell(&notes, 1, 0), "以当地模板为准");
    let mut workbook: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let merged = workbook.merge_cells_by_sheet_name("缴费工资申报数据").unwrap();
    let areas: Vec<_> = merged.iter().map(|area| (area.start, area.end)).collect();
    assert_eq!(areas, [((0, 0), (0, 3)), ((1, 1), (1, 3))]);
}

fn tax_person() -> TaxPerson {
    TaxPerson {
        employee_no: "0007".to_owned(),
        name: "张三".to_owned(),
        id_type: IdType::HkMacauResidence,
        id_number: "810000199003079993".to_owned(),
        income: Some(yuan("15000.00")),
        pension: yuan("760.00"),
        medical: yuan("193.00"),
        unemployment: yuan("47.50"),
        housing_fund: yuan("1140.00"),
    }
}

#[test]
fn the_tax_client_gets_its_own_version_of_columns() {
    for (version, columns, last) in
        [(Version::Of22, 22, "备注"), (Version::Of28, 28, "备注"), (Version::Of30, 30, "备注")]
    {
        let bytes = tax_client::write(&[tax_person()], version, &[]).unwrap();
        let [sheet] = as_written(&bytes, [tax_client::SHEET]);
        assert_eq!((sheet.width(), cell(&sheet, 0, columns - 1).as_str()), (columns as usize, last));
        let expected = [
            "0007",
            "张三",
            "中华人民共和国港澳居民居住证",
            "810000199003079993",
            "#15000",
            "",
            "#760",
            "#193",
            "#47.5",
            "#1140",
        ];
        assert_eq!(row(&sheet, 1, 10), expected);
    }
}

/// Her own template decides: other order, other brackets, a column of its own, none for the fund.
#[test]
fn her_own_tax_template_gets_only_its_columns() {
    let headings = ["*证件号码", "＊姓名", "本期收入（元）", "新增的一列", "失业保险费(元)"];
    let values = headings.map(|heading| tax_person().value(&own::bare(heading)));
    let expected = [
        Value::text("810000199003079993"),
        Value::text("张三"),
        Value::Money(yuan("15000.00")),
        Value::Empty,
        Value::Money(yuan("47.50")),
    ];
    assert_eq!(values, expected);
    assert_eq!(own::bare("应补（退）费额(元)"), own::bare(" *应补(退)费额 "));
}

fn change() -> FundChange {
    let joiner = |joining, account: Option<&str>| FundJoiner {
        joining,
        name: "张三".to_owned(),
        id_number: ID.to_owned(),
        account: account.map(str::to_owned),
        birth: chrono::NaiveDate::from_ymd_opt(1949, 12, 31),
        sex: Some(Sex::Female),
        base: yuan("10000.00"),
        employer_rate: "0.07".parse().unwrap(),
        employee_rate: "0.07".parse().unwrap(),
        employer: yuan("700.00"),
        employee: yuan("700.00"),
    };
    let (name, id_number, account) = ("李四".to_owned(), ID.to_owned(), Some("0123456789".to_owned()));
    FundChange {
        title: "甲公司 2026年2月 住房公积金变更清册".to_owned(),
        notes: vec!["说明".to_owned()],
        joiners: vec![joiner(Some(Joining::New), None), joiner(Some(Joining::Unsealed), Some("0123456789"))],
        leavers: vec![FundLeaver {
            name: name.clone(),
            id_number: id_number.clone(),
            account: account.clone(),
            reason: "封存".to_owned(),
            amount: yuan("1400.00"),
        }],
        bases: vec![FundBase {
            name,
            id_number,
            account,
            before: yuan("8000.00"),
            after: yuan("9000.00"),
            employer: yuan("630.00"),
            employee: yuan("630.00"),
        }],
    }
}

#[test]
fn a_fund_change_is_three_lists() {
    let bytes = fund_change::write(&change()).unwrap();
    let [joiners, leavers, bases] = as_written(&bytes, ["增加", "减少", "缴存基数调整"]);
    let first = ["#1", "新开户", "张三", ID, "", "#10000", "#0.07", "#0.07", "#700", "#700", "#1400"];
    assert_eq!(row(&joiners, 3, 11), first);
    assert_eq!(row(&joiners, 4, 5), ["#2", "启封", "张三", ID, "0123456789"]);
    assert_eq!(row(&leavers, 2, 6), ["#1", "0123456789", "李四", ID, "封存", "#1400"]);
    assert_eq!(cell(&bases, 0, 0), "缴存基数调整列表");
    let headings = [
        "证件号码",
        "姓名",
        "调整前缴存基数",
        "调整后缴存基数",
        "调整后单位月缴存额",
        "调整后个人月缴存额",
        "调整后月缴存额",
        "调整后住房补贴月缴存额",
        "个人账号",
    ];
    assert_eq!(row(&bases, 1, 9), headings);
    assert_eq!(row(&bases, 2, 9), [ID, "李四", "#8000", "#9000", "#630", "#630", "#1260", "", "0123456789"]);
}

/// Field by field as the web site takes them in; 张三 is C5 C5 C8 FD in GBK.
#[test]
fn shanghai_takes_lines_of_text() {
    let bytes = fund_change::shanghai(&change()).unwrap();
    assert_eq!(bytes[6..10], [0xD5, 0xC5, 0xC8, 0xFD]);
    let text = encoding_of_gbk(&bytes);
    let lines: Vec<&str> = text.split("\r\n").collect();
    let new = format!("1|1|||张三|7|7|||1400.00|1010|{ID}|19491231|02|700.00|700.00||10000|||||||||-1|");
    let unsealed = format!("2|3||0123456789|张三|7|7|||1400.00|1010|{ID}|||700.00|700.00||10000|||||||||-1|");
    let sealed = "3|7||0123456789|李四|||||1400.00||||||||||||||30|||6|";
    assert_eq!(lines, [new.as_str(), unsealed.as_str(), sealed, ""]);
}

fn encoding_of_gbk(bytes: &[u8]) -> String {
    let (text, _, wrong) = encoding_rs::GB18030.decode(bytes);
    assert!(!wrong);
    text.into_owned()
}

#[test]
fn a_text_that_breaks_the_line_is_refused() {
    for name in ["张|三", "张三\r\n9|7||1|x|"] {
        let mut change = change();
        change.leavers[0].name = name.to_owned();
        assert_eq!(fund_change::shanghai(&change), Err(ExportError::Incomplete));
    }
    let mut change = change();
    change.leavers[0].account = None;
    assert_eq!(fund_change::shanghai(&change), Err(ExportError::Incomplete));
}

/// A hundred texts that a spreadsheet would take for a formula if they were typed.
pub fn payloads() -> Vec<String> {
    let heads = ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "'=", "＝"];
    let tails = [
        "1+1",
        "SUM(1)",
        "HYPERLINK(\"http://x\",\"y\")",
        "cmd|' /C calc'!A0",
        "DDE(\"cmd\",\"/C calc\",\"x\")",
        "WEBSERVICE(\"http://x\")",
        "IMPORTXML(\"http://x\",\"//a\")",
        "INDIRECT(\"A1\")",
        "<f>1</f>",
        "_x0041_{=1}",
    ];
    heads.iter().flat_map(|head| tails.iter().map(move |tail| format!("{head}{tail}"))).collect()
}

#[test]
fn a_hundred_payloads_come_back_as_text() {
    let payloads = payloads();
    assert_eq!(payloads.len(), 100);
    let headings: Vec<String> = payloads.iter().map(|text| format!("姓名{text}")).collect();
    let table = Table {
        sheet: "名单".to_owned(),
        title: Some("=1+1".to_owned()),
        notes: payloads.clone(),
        headings: headings.iter().map(|text| Heading::new(text.as_str(), 10)).collect(),
        rows: vec![payloads.iter().map(|text| Value::text(text.as_str())).collect()],
        ..Table::default()
    };
    let bytes = table::write(&[table]).unwrap();
    assert_eq!(formulas(&bytes), 0);
    // LibreOffice's own notation of line ends in a cell is not ours to check: it reads them as text, too.
    for [sheet] in [as_written(&bytes, ["名单"])] {
        assert_eq!(cell(&sheet, 0, 0), "=1+1");
        for (i, text) in (0..).zip(&payloads) {
            assert_eq!(&cell(&sheet, 1 + i, 0), text);
            assert_eq!(cell(&sheet, 101, i), format!("姓名{text}"));
            assert_eq!(&cell(&sheet, 102, i), text);
        }
    }
    let [opened] = recalculated(&bytes, ["名单"]);
    for column in 0..100 {
        assert!(matches!(opened.get_value((102, column)), Some(Data::String(_))), "column {column} stays text");
    }
}

/// The same through every kind that carries a person's own texts.
#[test]
fn no_kind_lets_a_payload_through() {
    for text in payloads() {
        let person =
            TaxPerson { name: text.clone(), employee_no: text.clone(), id_number: text.clone(), ..tax_person() };
        let mut change = change();
        change.leavers[0].reason = text.clone();
        change.joiners[0].name = text.clone();
        let entry = Entry { unit: text.clone(), department: text.clone(), ..entry(&text, Side::Debit, "0.00") };
        let workbooks = [
            tax_client::write(&[person], Version::Of30, std::slice::from_ref(&text)).unwrap(),
            fund_change::write(&change).unwrap(),
        ];
        assert_eq!(workbooks.iter().map(|bytes| formulas(bytes)).sum::<usize>(), 0, "{text:?}");
        // The two sums of the voucher are the only formulas in it.
        assert!(formulas(&voucher::write(&[voucher_of(vec![entry])]).unwrap()) <= 2, "{text:?}");
    }
}
