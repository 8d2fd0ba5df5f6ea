//! 虚构公司 — a company of any size in a book of its own: one unit in Shenzhen whose people have local hukou, which gives
//! every person seven insurances.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use shebao_desk::{Desk, Moment, Tools};
use shebao_rules::day::Day;
use shebao_rules::identity;
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use shebao_rules::words::{Hukou, IdType, MedicalTier};
use shebao_store::{
    Action, AgencyRecord, AgencyRecordKind, BaseReason, Book, ContributionLine, DeclaredBase, Employee, Employment,
    Enrollment, IdStatus, KdfCost, MatchStrength, NewBook, Secret, Setting, SettingHolder, Tx, Unit,
};

/// The insurances of everybody.
pub const INSURANCES: usize = 7;

pub const UNIT: &str = "快慢测量（深圳）有限公司";

pub const PASSWORD: &str = "benchmark";

/// Deriving the password's key is not what is measured.
const KDF: KdfCost = KdfCost { memory_kib: 64, passes: 1, lanes: 1 };

/// A folder of books, removed at the end, and the tools that every desk shares.
pub struct Shelf {
    dir: tempfile::TempDir,
    tools: Arc<Tools>,
    books: u32,
}

pub fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// When everything is done: any fixed moment.
pub fn now() -> Moment {
    "2026-06-10T09:00:00".parse().expect("a moment")
}

impl Shelf {
    pub fn new() -> Self {
        let worker = std::env::current_exe().expect("this program");
        let tools = Arc::new(Tools::load(worker).expect("tools"));
        Self { dir: tempfile::tempdir().expect("a folder"), tools, books: 0 }
    }

    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// A place for a file or a folder.
    pub fn place(&mut self) -> PathBuf {
        self.books += 1;
        self.dir.path().join(format!("{:04}", self.books))
    }

    /// A new book with the unit and so many people of it.
    pub fn book(&mut self, people: usize) -> PathBuf {
        let place = self.place();
        let new =
            NewBook {
                company: UNIT, credit_code: "91440305EXAMPLE89U", user: "测量", password: PASSWORD, demo: false
            };
        let (mut book, _) = Book::create(&place, &new, KDF, "bench", now()).expect("a book");
        let action = Action { action: "bench.fill", object: "bench" };
        book.act(&action, now(), |tx| fill(tx, people)).expect("people");
        place
    }

    pub fn desk(&self, book: &Path) -> Desk {
        Desk::open(Arc::clone(&self.tools), book, PASSWORD, now()).expect("a desk")
    }
}

/// A book without its desk, to see what stands in it.
pub fn open(book: &Path) -> Book {
    let secret = Secret::Password { user: None, password: PASSWORD };
    Book::open(book, &secret, "bench", now()).expect("the book")
}

fn fill(tx: &mut Tx<'_>, people: usize) -> shebao_store::Result<()> {
    let unit = tx.insert_unit(&Unit {
        name: UNIT.to_owned(),
        region: "440300".to_owned(),
        first_month: Some(month("2020-01")),
        debit_groups: serde_json::json!([]),
        ..Unit::default()
    })?;
    let own = [
        (Insurance::Unemployment, SettingMode::Rate, "0.008", "0.002"),
        (Insurance::Maternity, SettingMode::Replace, "0.005", "0"),
        (Insurance::WorkInjury, SettingMode::Rate, "0.002", "0"),
        (Insurance::HousingFund, SettingMode::Rate, "0.05", "0.05"),
    ];
    for (insurance, mode, employer, employee) in own {
        tx.insert_setting(&setting(unit, insurance, mode, employer, employee))?;
    }
    (0..people).try_for_each(|number| add(tx, unit, number))
}

fn setting(unit: i64, insurance: Insurance, mode: SettingMode, employer: &str, employee: &str) -> Setting {
    let rate = |text: &str| text.parse::<Rate>().expect("a rate");
    let bound = |fen| (mode == SettingMode::Replace).then_some(Yuan::from_fen(fen));
    Setting {
        holder: SettingHolder::Unit(unit),
        label: None,
        insurance,
        from: month("2020-01"),
        to: None,
        mode,
        employer_rate: rate(employer),
        employee_rate: rate(employee),
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        floor: bound(672_700),
        cap: bound(3_363_300),
        reason: "测量".to_owned(),
        confirmed: true,
        recorded_on: now().date(),
        origin: None,
    }
}

fn add(tx: &mut Tx<'_>, unit_id: i64, number: usize) -> shebao_store::Result<()> {
    let person = invented(number);
    let employee_id = tx.insert_employee(&Employee {
        employee_no: person.employee_no,
        name_folded: person.name.clone(),
        name: person.name,
        name_initials: person.initials,
        id_type: Some(IdType::ResidentId),
        id_number: Some(person.id_number),
        id_status: IdStatus::Checked,
        birth: Some(person.birth),
        hukou: Some(Hukou::LocalTown),
        medical_tier: Some(MedicalTier::First),
        department: Some(person.department),
        authority: "ledger".to_owned(),
        ..Employee::default()
    })?;
    tx.insert_employment(&Employment {
        employee_id,
        unit_id: Some(unit_id),
        hired: Some(Day::Exact(person.hired)),
        authority: "ledger".to_owned(),
        ..Employment::default()
    })?;
    for scope in [Scope::Group(Group::Social), Scope::Group(Group::HousingFund)] {
        tx.insert_enrollment(&Enrollment {
            employee_id,
            unit_id,
            scope,
            first_month: month("2024-01"),
            last_month: None,
            first_month_late: false,
            reason: None,
            origin: None,
            authority: "ledger".to_owned(),
        })?;
        tx.insert_declared_base(&DeclaredBase {
            employee_id,
            unit_id,
            scope,
            from: month("2024-01"),
            to: None,
            amount: person.base,
            average_wage: None,
            reason: BaseReason::Annual,
            method: None,
            origin: None,
            authority: "ledger".to_owned(),
        })?;
    }
    Ok(())
}

/// The agency's list of a month in which every tenth person stands nowhere.
pub fn list(book: &Path, of: Month) {
    let mut book = open(book);
    let lines = book.view().ledger(of, None).expect("lines");
    let action = Action { action: "bench.list", object: "bench" };
    let put = |tx: &mut Tx<'_>| {
        let known = lines.iter().filter(|line| line.employee_id % 10 != 0);
        known.map(listed).try_for_each(|record| tx.insert_agency_record(&record).map(drop))
    };
    book.act(&action, now(), put).expect("a list");
}

/// What the agency's list says of a line: the same as is due.
pub fn listed(line: &ContributionLine) -> AgencyRecord {
    AgencyRecord {
        employee_id: Some(line.employee_id),
        unit_id: line.unit_id,
        insurance: line.insurance,
        period: line.month,
        period_to: line.month,
        booked: line.booked_month,
        kind: AgencyRecordKind::Regular,
        seq: 0,
        identity: format!("{:08}", line.employee_id),
        printed_name: None,
        printed_id: None,
        personal_number: None,
        match_strength: Some(MatchStrength::Id),
        declared: line.declared_base,
        base: line.base,
        base_source: None,
        employer_rate: None,
        employee_rate: None,
        employer: line.employer,
        employee: line.employee,
        employer_fixed: None,
        employee_fixed: None,
        both_shares: None,
        late_fee: None,
        employee_late_fee: None,
        fixed_late_fee: None,
        section: None,
        status: None,
        note: None,
        origin: None,
        employee_origin: None,
        fixed_origin: None,
    }
}

/// An invented person.
pub struct Invented {
    pub employee_no: String,
    pub name: String,
    pub initials: String,
    pub id_number: String,
    pub birth: NaiveDate,
    pub hired: NaiveDate,
    pub department: String,
    pub base: Yuan,
}

/// The person of this number. The order numbers 997 and 998 are not given to people of these ages.
pub fn invented(number: usize) -> Invented {
    let pick = |from: &'static str, at: usize| {
        let characters: Vec<char> = from.chars().collect();
        characters[at % characters.len()]
    };
    let spelt = |parts: [&'static str; 3]| -> String {
        [(0, number), (1, number / 20), (2, number / 300)].map(|(part, at)| pick(parts[part], at)).iter().collect()
    };
    let day = |from: NaiveDate, days: usize| from.checked_add_days(Days::new(days as u64)).expect("a day");
    let birth = day(NaiveDate::from_ymd_opt(1968, 1, 1).expect("a day"), number / 2);
    let seventeen = format!("440305{}{}", birth.format("%Y%m%d"), 997 + number % 2);
    let id_number = identity::ResidentId::complete(&seventeen).expect("a number").as_str().to_owned();
    Invented {
        employee_no: format!("{:05}", number + 1),
        name: spelt([
            "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
            "志建文晓海春秋冬明亮佳思雨子梓",
            "强伟芳娜敏静丽军磊洋勇艳杰涛超霞平刚桂英",
        ]),
        initials: spelt(["wlzlcyzhzwxshzglhgml", "zjwxhcqdmljsyzz", "qwfnmjljlyyyjtcxpggy"]),
        id_number,
        birth,
        hired: day(NaiveDate::from_ymd_opt(2015, 1, 5).expect("a day"), number % 3000),
        department: format!("第{}事业部", number % 12 + 1),
        base: Yuan::from_fen(300_000 + (number as i64 * 7_919) % 4_500_000),
    }
}
