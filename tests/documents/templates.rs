//! 模板 as other programs read them: the bureaus' own places and codes, and blank ones for every kind of import.

use std::collections::BTreeMap;

use shebao_documents::export::batch::{BatchField, Event, Fact, Layouts};
use shebao_documents::export::blank::Blank;
use shebao_documents::recognise::{self, Dialects};

use crate::cells::{ID, cell, row, yuan};
use crate::spreadsheet::as_written;

fn layouts() -> Layouts {
    let folder = shebao_tests::clone_root().join("assets/templates/batch");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    Layouts::parse(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).unwrap()
}

fn facts() -> BTreeMap<BatchField, Fact> {
    let text = |text: &str| Fact::Text(text.to_owned());
    BTreeMap::from([
        (BatchField::Name, text("张三")),
        (BatchField::IdType, Fact::Word("resident_id", "居民身份证")),
        (BatchField::IdNumber, text(ID)),
        (BatchField::Sex, Fact::Word("female", "女")),
        (BatchField::Birth, Fact::Day("1949-12-31".parse().unwrap())),
        (BatchField::Phone, text("13800000000")),
        (BatchField::Base, Fact::Money(yuan("9500.00"))),
        (BatchField::FirstMonth, Fact::Month("2026-02".parse().unwrap())),
        (BatchField::Pension, Fact::Word("yes", "参保")),
        (BatchField::Medical, Fact::Word("yes", "参保")),
        (BatchField::Unemployment, Fact::Word("no", "不参保")),
        (BatchField::WorkInjury, Fact::Word("yes", "参保")),
    ])
}

/// 广州: headings in row 5, data from row 6, twenty columns, codes as the template lists them.
#[test]
fn a_batch_keeps_the_places_and_codes_of_its_template() {
    let layouts = layouts();
    let layout = layouts.choose(Event::Enroll, None, "440100").unwrap();
    let bytes = layout.write(vec![layout.row(&facts()).unwrap()]).unwrap();
    let [sheet] = as_written(&bytes, ["Sheet1"]);
    assert_eq!((cell(&sheet, 4, 0).as_str(), sheet.width()), ("变动类型*", 20));
    let left = ["1|增员", "", "", "201", ID, "张三", "2|女", "", "#9500", "1949-12-31"];
    assert_eq!(row(&sheet, 5, 10), left);
    let right: Vec<String> = (14..20).map(|column| cell(&sheet, 5, column)).collect();
    assert_eq!(right, ["202602", "13800000000", "1", "1", "0", "1"]);
    assert_eq!(layout.to_fill(), ["变动原因", "国籍（地区籍）", "人员类别", "人员状态", "用工形式", "户籍类型"]);
}

/// The eight templates: sheet, heading row, data row and number of columns as they were read from the real files.
#[test]
fn every_template_stands_as_the_real_one() {
    let real = [
        ("enroll_shenzhen", "人员参保登记报盘模板", 2, 4, 20),
        ("enroll_guangzhou", "Sheet1", 5, 6, 20),
        ("enroll_dongguan", "Sheet1", 5, 6, 20),
        ("enroll_zhejiang", "sheet1", 1, 3, 21),
        ("enroll_chengdu_social", "Sheet1", 1, 2, 12),
        ("enroll_chengdu_medical", "Sheet1", 1, 2, 22),
        ("enroll_zhengzhou_medical", "sheet1", 1, 2, 15),
        ("enroll_wuhan_medical", "职工批量增员申报", 1, 2, 10),
    ];
    let layouts = layouts();
    let mut facts = facts();
    facts.insert(BatchField::MedicalTier, Fact::Word("1", "一档"));
    for (id, sheet, head, first, columns) in real {
        let layout = layouts.choose(Event::Enroll, Some(id), "").unwrap();
        let bytes = layout.write(vec![layout.row(&facts).unwrap()]).unwrap();
        let [read] = as_written(&bytes, [sheet]);
        let headings = (0..columns).filter(|column| !cell(&read, head - 1, *column).is_empty()).count();
        assert_eq!((headings, read.width()), (columns as usize, columns as usize), "{id}");
        assert_eq!(read.height(), first as usize, "{id}: one row of data");
        assert!((0..columns).any(|column| cell(&read, first - 1, column) == ID), "{id}");
    }
}

#[test]
fn a_batch_names_what_a_person_lacks() {
    let layouts = layouts();
    let layout = layouts.choose(Event::Enroll, Some("enroll_guangzhou"), "").unwrap();
    let mut facts = facts();
    facts.remove(&BatchField::Phone);
    facts.insert(BatchField::IdType, Fact::Word("taiwan_residence", "台湾居民居住证"));
    let missing = layout.row(&facts).unwrap_err();
    let said: Vec<_> = missing.iter().map(|one| (one.heading.as_str(), one.word.as_deref())).collect();
    assert_eq!(said, [("证件类型", Some("台湾居民居住证")), ("手机号码", None)]);
    let general = layouts.choose(Event::Enroll, None, "310000").unwrap();
    assert_eq!(general.id, "enroll_general");
}

/// Every blank template is recognised as its own kind, and the example in it is not taken for a person.
#[test]
fn a_blank_template_is_recognised_and_its_example_left_alone() {
    let read = |folder: &str| {
        let files = std::fs::read_dir(shebao_tests::clone_root().join("assets").join(folder)).unwrap();
        let paths =
            files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "toml"));
        let mut texts: Vec<(String, String)> =
            paths.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect();
        texts.sort();
        texts
    };
    let dialects = read("dialects");
    let dialects = Dialects::parse(dialects.iter().map(|(path, text)| (path.as_str(), text.as_str()))).unwrap();
    let mut kinds = Vec::new();
    for (path, text) in read("templates/blank") {
        let blank = Blank::parse(&path, &text).unwrap();
        let workbook = shebao_documents::read::read(&blank.write().unwrap()).unwrap();
        let guesses = recognise::inspect(&workbook, "模板.xlsx", &dialects);
        let guess = guesses.iter().find(|guess| guess.sheet == blank.name).unwrap();
        assert_eq!((guess.kind.id(), guess.header_rows.as_slice()), (blank.kind.as_str(), [3].as_slice()));
        assert!(guess.data_rows.is_empty(), "{}: {:?}", blank.kind, guess.data_rows);
        let without_field: Vec<&str> =
            guess.columns.iter().filter(|c| c.field.is_none()).map(|c| c.heading.as_str()).collect();
        assert!(without_field.is_empty(), "{}: no field for {without_field:?}", blank.kind);
        let other = guesses.iter().find(|guess| guess.sheet == "填写说明").unwrap();
        assert!(!other.import, "{}: the explanation is no table to take in", blank.kind);
        kinds.push(blank.kind);
    }
    assert_eq!(
        kinds,
        [
            "agency_records",
            "bank_statement",
            "bases",
            "claims",
            "enrollments",
            "housing_fund_records",
            "payroll",
            "roster",
            "settings",
            "units"
        ]
    );
}

/// Drop-downs and notes are in the file.
#[test]
fn a_blank_template_has_drop_downs_and_notes() {
    let path = shebao_tests::clone_root().join("assets/templates/blank/roster.toml");
    let blank = Blank::parse("roster", &std::fs::read_to_string(path).unwrap()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(blank.write().unwrap())).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let sheet = part("xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<dataValidation ").count(), 3, "证件类型, 户口性质, 退休口径");
    assert!(sheet.contains("男60,女55,女50"));
    assert!(part("xl/comments1.xml").contains("18 位身份证号"));
}
