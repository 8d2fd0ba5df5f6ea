//! 变体 — the same facts in other clothes: shuffled columns, other headings of the dialects, moved headers, other
//! notations and encodings. What is taken in must be the same; nothing may be silently wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::Value;

use crate::answers::{Answers, decimal};
use crate::dress;
use crate::lines::{same, text};
use crate::places::{self, Place, import, now, person_sheet};
use crate::whole::{as_of, key, place_of, rows, whole};

/// A sequence that is the same in every run.
pub struct Dice(u64);

impl Dice {
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % n
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// The headings that a dialect file knows for a field.
pub fn aliases(file: &str, field: &str) -> Vec<String> {
    let path = shebao_tests::clone_root().join("assets/dialects").join(file);
    let table: toml::Table = std::fs::read_to_string(path).expect("the dialect").parse().expect("it is TOML");
    let list = table["aliases"][field].as_array().unwrap_or_else(|| panic!("{file} has no {field}"));
    list.iter().map(|alias| alias.as_str().expect("a text").to_owned()).collect()
}

/// A table under construction: columns of a heading and its cells.
pub type Column = (String, Vec<String>);

pub fn dressed_day(dice: &mut Dice, day: &str) -> String {
    let day: NaiveDate = day.parse().expect("a day");
    let forms = ["%Y-%m-%d", "%Y/%-m/%-d", "%Y%m%d", "%Y年%-m月%-d日", "%Y.%-m.%-d", "%Y-%m-%d 00:00:00"];
    day.format(forms[dice.below(forms.len())]).to_string()
}

pub fn dressed_amount(dice: &mut Dice, amount: &str) -> String {
    let fen = (decimal(amount) * decimal("100")).normalize().to_string().parse::<i64>().expect("whole fen");
    let yuan = shebao_rules::money::Yuan::from_fen(fen);
    match dice.below(4) {
        0 => yuan.to_string(),
        1 => yuan.with_commas(),
        2 => format!("￥{}", yuan.with_commas()),
        _ => yuan
            .to_string()
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_digit()).unwrap_or(c))
            .collect(),
    }
}

/// Writes the columns in a random order, below some title lines, in a random format; gives the first data row too.
pub fn write(dice: &mut Dice, folder: &Path, name: &str, head: &[&str], mut columns: Vec<Column>) -> (PathBuf, u64) {
    dice.shuffle(&mut columns);
    let titles = dice.below(5);
    let mut lines: Vec<Vec<String>> = Vec::new();
    lines.extend((0..titles).map(|n| vec![format!("本表由系统导出，第{}行说明", ["一", "二", "三", "四", "五"][n])]));
    lines.extend(head.iter().map(|line| vec![(*line).to_owned()]));
    lines.push(columns.iter().map(|(heading, _)| heading.clone()).collect());
    let first = lines.len() + 1;
    let height = columns.iter().map(|(_, cells)| cells.len()).max().expect("columns");
    lines.extend((0..height).map(|row| columns.iter().map(|(_, cells)| cells[row].clone()).collect()));
    let path = dress::save(dice, folder, name, &lines);
    (path, u64::try_from(first).expect("a short file"))
}

pub fn with_units() -> Place {
    let mut place = places::empty();
    import(&mut place.desk, &person_sheet("public", "单位参保参数.xlsx"));
    place
}

/// One statement's lines as a bank could print them.
fn statement(dice: &mut Dice, lines: &[&Value]) -> Vec<Column> {
    let column = |field: &str, cells: Vec<String>, dice: &mut Dice| -> Column {
        (dice.pick(&aliases("bank_statement.toml", field)).clone(), cells)
    };
    let own =
        |name: &str| -> Vec<String> { lines.iter().map(|l| l[name].as_str().unwrap_or_default().to_owned()).collect() };
    let days = lines.iter().map(|l| dressed_day(dice, &text(l, "date"))).collect();
    let mut columns = vec![column("trade_day", days, dice)];
    let zero = dice.below(2) == 0;
    let side = |name: &str, dice: &mut Dice| -> Vec<String> {
        let amounts = lines.iter().map(|l| text(l, name));
        amounts.map(|a| if decimal(&a).is_zero() && !zero { String::new() } else { dressed_amount(dice, &a) }).collect()
    };
    match dice.below(3) {
        0 => {
            let (debits, credits) = (side("debit", dice), side("credit", dice));
            columns.push(column("debit", debits, dice));
            columns.push(column("credit", credits, dice));
        }
        1 => {
            let marks = *dice.pick(&[("借", "贷"), ("支出", "收入"), ("D", "C"), ("付", "收")]);
            let amounts = lines.iter().map(|l| dressed_amount(dice, &text(l, "amount"))).collect();
            let of = |l: &&Value| if text(l, "direction") == "debit" { marks.0 } else { marks.1 };
            columns.push(column("amount", amounts, dice));
            columns.push(column("direction", lines.iter().map(|l| of(l).to_owned()).collect(), dice));
        }
        _ => {
            let signed = |l: &&Value| {
                let sign = if text(l, "direction") == "debit" { "-" } else { "" };
                format!("{sign}{}", text(l, "amount"))
            };
            columns.push(column("amount", lines.iter().map(signed).collect(), dice));
        }
    }
    let balances = lines.iter().map(|l| dressed_amount(dice, &text(l, "balance"))).collect();
    columns.push(column("balance", balances, dice));
    for field in ["counterparty", "counterparty_account", "summary", "remark"] {
        columns.push(column(field, own(field), dice));
    }
    columns
}

/// What must be the same however a line is printed.
fn facts(listing: &Value, wanted: impl Fn(&Value) -> bool) -> Vec<[String; 7]> {
    let lines = rows(listing).iter().filter(|row| wanted(row));
    let names = ["date", "debit", "credit", "balance", "counterparty", "summary", "remark"];
    lines.map(|row| names.map(|name| row[name].as_str().unwrap_or_default().to_owned())).collect()
}

/// Every statement of the public book, three times in other clothes.
#[test]
fn a_statement_is_read_in_any_dress() {
    let mut dice = Dice::of(4);
    let files = key("public", "bank_files");
    let units = key("public", "units");
    for file in files.as_array().expect("files") {
        let name = text(file, "file");
        let source: Vec<&Value> = rows(&whole("public").bank).iter().filter(|row| place_of(row).0 == name).collect();
        let unit = units.as_array().expect("units").iter().find(|u| u["u"] == file["unit"]).expect("its unit");
        let account = format!("账　号：{}", text(unit, "acct"));
        for round in 0..3 {
            let mut place = with_units();
            let mut lines = source.clone();
            if dice.below(2) == 0 {
                lines.reverse();
            }
            let columns = statement(&mut dice, &lines);
            let shown: Vec<String> = columns.iter().map(|(heading, _)| heading.clone()).collect();
            let folder = place.book.parent().expect("a folder").to_path_buf();
            let (path, _) = write(&mut dice, &folder, "导出.csv", &[&account], columns);
            let report = import(&mut place.desk, &path);
            let what = format!("{name} {round}: {shown:?}");
            assert!(report.rejected.is_empty() && report.questions.is_empty(), "{what}: {:?}", report.questions);
            let listed = place.desk.exchange_rows("bank_statement", None, None, now()).expect("the lines");
            assert_eq!(facts(&listed, |_| true), facts(&whole("public").bank, |row| place_of(row).0 == name), "{what}");
            let sums = &listed["statements"][0];
            for (ours, theirs) in [("debit_total", "out_total"), ("credit_total", "in_total"), ("closing", "closing")] {
                assert_eq!(decimal(&text(sums, ours)), decimal(&text(file, theirs)), "{what}: {ours}");
            }
            assert_eq!(sums["lines"], file["lines"], "{what}");
        }
    }
}

/// The columns of the key's claims and our field for each.
const CLAIM_COLUMNS: [(&str, &str); 16] = [
    ("type", "visit_kind"),
    ("registered", "registered"),
    ("from", "visit_from"),
    ("to", "visit_to"),
    ("bill", "bill"),
    ("total", "bill_total"),
    ("own_expense", "own_expense"),
    ("first_self_pay", "first_self_pay"),
    ("deductible", "deductible"),
    ("ratio", "reimbursement_rate"),
    ("fund_printed", "fund_share"),
    ("self_printed", "self_share"),
    ("status", "claim_status"),
    ("submitted", "submitted"),
    ("arrived", "arrived"),
    ("received", "received"),
];

/// A table of the key: its columns' names and its rows.
struct Table {
    names: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    fn of(value: &Value) -> Self {
        let list = |name: &str| value[name].as_array().expect("a list").clone();
        let names = list("columns").iter().map(|name| name.as_str().expect("a name").to_owned()).collect();
        Self { names, rows: list("rows").into_iter().map(|row| row.as_array().expect("cells").clone()).collect() }
    }

    fn cell(&self, row: &[Value], name: &str) -> String {
        let at = self.names.iter().position(|n| n == name).expect("a column of the key");
        row[at].as_str().unwrap_or_default().to_owned()
    }

    fn column(&self, name: &str) -> Vec<String> {
        self.rows.iter().map(|row| self.cell(row, name)).collect()
    }
}

/// The key's claims in the dress of another company's clerk.
fn register(dice: &mut Dice, table: &Table, answers: &Answers) -> Vec<Column> {
    let people: Vec<_> = table.column("person").iter().map(|code| answers.person(code)).collect();
    let with_id = dice.below(2) == 0;
    let number = if with_id { "id_number" } else { "employee_no" };
    let numbers = people.iter().map(|p| if with_id { p.id_no.clone() } else { p.emp_no.clone() }).collect();
    let mut columns: Vec<Column> = vec![
        (dice.pick(&aliases("people.toml", "name")).clone(), people.iter().map(|p| p.name.clone()).collect()),
        (dice.pick(&aliases("people.toml", number)).clone(), numbers),
    ];
    for (theirs, ours) in CLAIM_COLUMNS {
        let dressed = |text: String| match (text, ours) {
            (text, _) if text.is_empty() => text,
            (day, "registered" | "visit_from" | "visit_to" | "submitted" | "arrived") => dressed_day(dice, &day),
            (rate, "reimbursement_rate") => format!("{}%", (decimal(&rate) * decimal("100")).normalize()),
            (word, "visit_kind" | "claim_status" | "bill") => word,
            (amount, _) => dressed_amount(dice, &amount),
        };
        let cells = table.column(theirs).into_iter().map(dressed).collect();
        columns.push((dice.pick(&aliases("claims.toml", ours)).clone(), cells));
    }
    columns
}

/// What the key says of each claim, and what was stored; by row.
fn claims_expected(table: &Table, answers: &Answers, first: u64) -> BTreeMap<u64, Vec<String>> {
    let facts = |row: &Vec<Value>| {
        let mut facts = vec![answers.person(&table.cell(row, "person")).emp_no.clone()];
        let texts = ["bill", "type", "status", "registered", "from", "to", "submitted", "arrived"];
        facts.extend(texts.map(|name| table.cell(row, name)));
        let amounts = ["total", "fund_printed", "self_printed", "fund_right", "received"];
        facts.extend(amounts.map(|name| plain(&table.cell(row, name))));
        facts
    };
    (first..).zip(table.rows.iter().map(facts)).collect()
}

fn claims_found(listed: &Value) -> BTreeMap<u64, Vec<String>> {
    let facts = |row: &Value| {
        let own = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let texts =
            ["employee_no", "bill", "visit", "status_name", "registered", "visit_from", "visit_to", "submitted"];
        let mut facts: Vec<String> = texts.map(own).into();
        facts.push(own("arrived"));
        let amounts = ["total", "fund_share", "self_share", "fund_share_right", "received"];
        facts.extend(amounts.map(|name| plain(&own(name))));
        facts
    };
    rows(listed).iter().map(|row| (place_of(row).1, facts(row))).collect()
}

/// The key's claims as registers of other companies' clerks, five times.
#[test]
fn a_register_is_read_in_any_dress() {
    let mut dice = Dice::of(11);
    let answers = Answers::of("public");
    let table = Table::of(&key("public", "claims"));
    let mut place = places::migrated("public");
    for round in 0..5 {
        let columns = register(&mut dice, &table, &answers);
        let shown: Vec<String> = columns.iter().map(|(heading, _)| heading.clone()).collect();
        let folder = place.book.parent().expect("a folder").to_path_buf();
        let (path, first) = write(&mut dice, &folder, "登记.csv", &[], columns);
        let report = import(&mut place.desk, &path);
        let what = format!("{round}: {shown:?}");
        assert_eq!((report.rejected.len(), report.accepted), (0, 123), "{what}: {:?}", report.rejected);
        let listed = place.desk.exchange_rows("claims", None, None, as_of()).expect("the claims");
        same(&what, &claims_expected(&table, &answers, first), &claims_found(&listed));
        place.desk.exchange_undo(i64::from(report.batch.expect("a batch")), now()).expect("it is undone");
    }
}

fn plain(amount: &str) -> String {
    if amount.is_empty() { String::new() } else { decimal(amount).to_string() }
}

/// How clerks head what is taken from pay, of each insurance in the key.
const DEDUCTIONS: [(&str, &str, &[&str]); 8] = [
    ("当月养老", "pension", &["养老保险", "养老（个人）", "代扣养老保险", "个人养老", "基本养老保险个人部分"]),
    ("当月医疗", "medical", &["医疗保险", "医保个人", "代扣医保", "基本医疗（个人缴纳）", "医疗险"]),
    ("当月失业", "unemployment", &["失业保险", "失业（个人）", "扣失业", "失业险个人"]),
    ("当月公积金", "housing_fund", &["住房公积金", "公积金（个人）", "代扣公积金", "个人公积金"]),
    ("补扣补差养老", "pension", &["补扣养老", "养老补扣", "上月补扣养老保险"]),
    ("补扣补差医疗", "medical", &["补扣医疗", "医保补扣", "上月补扣医疗"]),
    ("补扣补差失业", "unemployment", &["补扣失业", "失业保险补扣"]),
    ("补扣补差公积金", "housing_fund", &["补扣公积金", "公积金补扣"]),
];

/// The wages of one month of the key in the dress of another pay sheet.
fn pay_sheet(dice: &mut Dice, table: &Table, answers: &Answers) -> Vec<Column> {
    let people: Vec<_> = table.column("person").iter().map(|code| answers.person(code)).collect();
    let mut columns: Vec<Column> = vec![
        (dice.pick(&aliases("people.toml", "name")).clone(), people.iter().map(|p| p.name.clone()).collect()),
        (dice.pick(&aliases("people.toml", "employee_no")).clone(), people.iter().map(|p| p.emp_no.clone()).collect()),
    ];
    let mut amounts = |dice: &mut Dice, name: &str, heading: String| {
        let cells = table.column(name).iter().map(|amount| dressed_amount(dice, amount)).collect();
        columns.push((heading, cells));
    };
    for field in ["gross", "tax", "net"] {
        let heading = dice.pick(&aliases("wages.toml", field)).clone();
        amounts(dice, field, heading);
    }
    for (theirs, _, headings) in DEDUCTIONS {
        let heading = (*dice.pick(headings)).to_owned();
        amounts(dice, theirs, heading);
    }
    columns
}

fn wages_expected(table: &Table, answers: &Answers) -> BTreeMap<String, Vec<String>> {
    let facts = |row: &Vec<Value>| {
        let names = ["gross", "tax", "net"].into_iter().chain(DEDUCTIONS.map(|(theirs, ..)| theirs));
        let amounts = names.map(|name| plain(&table.cell(row, name))).collect();
        (answers.person(&table.cell(row, "person")).emp_no.clone(), amounts)
    };
    table.rows.iter().map(facts).collect()
}

fn wages_found(listed: &Value) -> BTreeMap<String, Vec<String>> {
    let facts = |row: &Value| {
        let mut amounts: Vec<String> = ["gross", "tax", "net"].map(|name| plain(&text(row, name))).into();
        let taken = row["deductions"].as_array().expect("deductions");
        for (theirs, insurance, _) in DEDUCTIONS {
            let kind = if theirs.starts_with("当月") { "current" } else { "late" };
            let hit = taken.iter().find(|d| d["insurance"] == insurance && d["kind"] == kind);
            amounts.push(hit.map_or_else(|| "0".to_owned(), |d| plain(&text(d, "amount"))));
        }
        (text(row, "employee_no"), amounts)
    };
    rows(listed).iter().map(facts).collect()
}

/// The wages of three months from the key, each as three other pay sheets.
#[test]
fn a_pay_sheet_is_read_in_any_dress() {
    let mut dice = Dice::of(23);
    let answers = Answers::of("public");
    let titles = [("2025-02", "2025年2月工资"), ("2026-01", "2026年1月份工资发放表"), ("2026-02", "工资明细 2026.02")];
    for (month, title) in titles {
        let mut table = Table::of(&key("public", "payroll"));
        let months = table.column("pay_month");
        let mut of_month = months.iter().map(|m| m == month);
        table.rows.retain(|_| of_month.next().expect("a month for each row"));
        assert!(table.rows.len() > 20, "{month}");
        for round in 0..3 {
            let mut place = with_units();
            import(&mut place.desk, &person_sheet("public", "员工导入模板示例.xlsx"));
            let columns = pay_sheet(&mut dice, &table, &answers);
            let shown: Vec<String> = columns.iter().map(|(heading, _)| heading.clone()).collect();
            let folder = place.book.parent().expect("a folder").to_path_buf();
            let (path, _) = write(&mut dice, &folder, "发放.csv", &[title], columns);
            let report = import(&mut place.desk, &path);
            let what = format!("{month} {round}: {shown:?}");
            assert!(report.rejected.is_empty(), "{what}: {:?}", report.rejected);
            let listed = place.desk.exchange_rows("payroll", None, Some(month), now()).expect("the wages");
            same(&what, &wages_expected(&table, &answers), &wages_found(&listed));
        }
    }
}
