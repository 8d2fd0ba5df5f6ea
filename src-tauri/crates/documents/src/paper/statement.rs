//! 《社保状态说明》 — what the company tells an employee of cover and contributions. It imitates no certificate of an agency.

use chrono::{NaiveDate, NaiveDateTime};
use shebao_rules::day::Day;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;

use super::chinese_amount::chinese_amount;
use super::contribution_line::{
    ContributionLine, ContributionTotals, RecordState, cells, columns, legend, total_cells,
};
use super::document::{Align, Block, Cell, Column, Document, ParagraphStyle, Row, Table};
use super::parties::{Issuer, Person};

/// 《社保状态说明》 — everything one statement says. Sentences of law come with it: which article holds depends on the date.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementView {
    /// 文书编号.
    pub number: String,
    /// 出具单位.
    pub issuer: Issuer,
    /// 出具日期.
    pub issued_on: NaiveDate,
    /// 数据截止日.
    pub data_as_of: NaiveDate,
    /// 生成时间, local.
    pub printed_at: NaiveDateTime,
    /// 台账流水 — the journal's short code.
    pub journal_code: String,
    /// 员工.
    pub person: Person,
    /// 入职日.
    pub hired_on: Option<Day>,
    /// 离职日.
    pub left_on: Option<Day>,
    /// 参保单位 and 统筹区, such as 北京市.
    pub region: String,
    /// 参保身份, such as 城镇职工.
    pub participation: String,
    /// 起始所属期.
    pub from: Month,
    /// 截止所属期.
    pub to: Month,
    /// 参保登记.
    pub registrations: Vec<Registration>,
    /// 逐月明细, in the order they are to be printed.
    pub lines: Vec<ContributionLine>,
    /// 合计.
    pub totals: ContributionTotals,
    /// 异常与处理.
    pub anomalies: Vec<Anomaly>,
    /// 入职前参保状态 and where it is known from; `None` if nothing is known.
    pub prior_cover: Option<PriorCover>,
    /// 数据来源, one sentence each: 单位工资系统, 银行回单, 官方权益记录（验证码、打印日）.
    pub sources: Vec<String>,
    /// 法律依据 of the employee's rights, one sentence each, as in force on the day of issue.
    pub rights: Vec<String>,
    /// 用途.
    pub purpose: String,
    /// 有效期至.
    pub valid_until: NaiveDate,
    /// 异议期限, days from receipt.
    pub objection_days: u32,
    /// 经办人; empty leaves a line to sign.
    pub prepared_by: String,
    /// 复核人; empty leaves a line to sign.
    pub reviewed_by: String,
}

/// 参保登记 — one insurance's registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// 险种.
    pub insurance: Insurance,
    /// 登记（增员）日期.
    pub registered_on: Option<Day>,
    /// 首次缴费月, here.
    pub first_month: Option<Month>,
    /// 末次缴费月, once withdrawn.
    pub last_month: Option<Month>,
    /// 当前状态: 正常, 暂停, 欠费, 已减员, 待核.
    pub state: String,
    /// 经办机构.
    pub agency: String,
}

/// 异常 — a gap, arrears, or what is being put right, with what is done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anomaly {
    /// 类型, such as 缺口月 or 欠费.
    pub kind: String,
    /// 所属期 and 险种, as printed.
    pub subject: String,
    /// 情况 — amounts due and paid, the late fee borne by the employer.
    pub situation: String,
    /// 处理 — declaration, receipt, expected day.
    pub action: String,
}

/// 入职前参保状态 — as the person or an official record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorCover {
    /// What is known.
    pub text: String,
    /// 来源: 员工自述 or 官方记录.
    pub source: String,
}

/// 落款与签收 stay on one page: purpose, signatures with the seal's place, and the receipt, in millimetres.
const SIGNING: f32 = 104.0;

const PRIVACY: &str = "本说明含个人敏感信息，仅限员工本人及所列用途使用，请妥善保管，勿转作他用。";
const AUTHORITY: &str = "本说明由用人单位出具，供核对参保缴费情况使用，不作为待遇计发凭证；\
    参保缴费情况以社会保险、医疗保障经办机构及税务机关、住房公积金管理中心的记录为准。";
const HOTLINES: &str =
    "可自行查询本人记录：社会保险 12333，医疗保障 12393，税务（社保费征缴）12366，住房公积金 12329。";
const PRIOR_GAP: &str = "入职前的参保中断，不影响本单位自用工之日起依法为其办理参保登记并缴费。";

impl StatementView {
    /// The statement as blocks.
    #[must_use]
    pub fn document(&self) -> Document {
        let title = "社保状态说明";
        let mut blocks = vec![Block::Title { text: title.into(), under: self.under_title() }];
        blocks.extend(self.parties());
        blocks.extend(self.registration());
        blocks.extend(self.months());
        blocks.extend(self.anomaly());
        blocks.extend(self.remarks());
        blocks.extend(self.signing());
        Document {
            title: format!("{title} {} {}", self.person.name, self.number),
            header: (format!("{} · {}", self.issuer.company, self.number), title.to_owned()),
            foot_note: PRIVACY.to_owned(),
            foot_left: foot_left(self.data_as_of, self.printed_at),
            journal_code: Some(self.journal_code.clone()),
            printed_at: self.printed_at,
            blocks,
        }
    }

    fn under_title(&self) -> String {
        format!(
            "编号 {}　　出具日期 {}　　数据截止 {}",
            self.number,
            chinese_date(self.issued_on),
            chinese_date(self.data_as_of)
        )
    }

    fn parties(&self) -> [Block; 3] {
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let day = |day: Option<Day>| day.map_or_else(|| "—".to_owned(), |d| d.to_string());
        let issuer = vec![pair("出具单位", &self.issuer.company), pair("统一社会信用代码", &self.issuer.credit_code)];
        let mut person = vec![
            pair("姓名", &self.person.name),
            pair(&self.person.id_type, &self.person.printed_id()),
            pair("员工编号", &self.person.employee_no),
            pair("入职日期", &day(self.hired_on)),
            pair("参保统筹区", &self.region),
            pair("参保身份", &self.participation),
        ];
        if self.left_on.is_some() {
            person.insert(4, pair("离职日期", &day(self.left_on)));
        }
        [
            Block::KeyValues { columns: 2, items: issuer },
            Block::Heading("一、员工信息".into()),
            Block::KeyValues { columns: 2, items: person },
        ]
    }

    fn registration(&self) -> Vec<Block> {
        let column = |heading: &str, width: f32, align| Column { heading: heading.into(), group: None, width, align };
        let columns = vec![
            column("险种", 26.0, Align::Left),
            column("登记（增员）日期", 28.0, Align::Centre),
            column("首次缴费月", 24.0, Align::Centre),
            column("末次缴费月", 24.0, Align::Centre),
            column("当前状态", 22.0, Align::Centre),
            column("经办机构", 54.0, Align::Left),
        ];
        let text = |value: Option<String>| Cell::new(value.unwrap_or_else(|| "—".into()));
        let row = |r: &Registration| Row {
            cells: vec![
                Cell::new(r.insurance.chinese()),
                text(r.registered_on.map(|d| d.to_string())),
                text(r.first_month.map(|m| m.to_string())),
                text(r.last_month.map(|m| m.to_string())),
                Cell::new(&r.state),
                Cell::new(&r.agency),
            ],
            ..Row::default()
        };
        let rows: Vec<Row> = self.registrations.iter().map(row).collect();
        let table = Table { columns, rows, points: 8.5, row_height: 7.0, ..Table::default() };
        let heading = Block::Heading("二、参保登记情况".into());
        if self.registrations.is_empty() { vec![heading, none()] } else { vec![heading, Block::Table(table)] }
    }

    fn months(&self) -> Vec<Block> {
        let range = if self.from == self.to { self.from.to_string() } else { format!("{} 至 {}", self.from, self.to) };
        let heading = Block::Heading(format!("三、逐月缴费明细（费款所属期 {range}）"));
        if self.lines.is_empty() {
            return vec![heading, none()];
        }
        let mut rows = Vec::with_capacity(self.lines.len() + 1);
        let mut before = None;
        for line in &self.lines {
            let mut row = vec![Cell::new(line.period.to_string())];
            row.extend(cells(line));
            rows.push(Row { cells: row, total: false, group_start: before != Some(line.period) });
            before = Some(line.period);
        }
        rows.push(Row { cells: total_cells(&self.totals, 3), total: true, group_start: true });
        let table = Table { columns: columns(true), rows, points: 7.5, row_height: 7.0, ..Table::default() };
        let words = format!(
            "人民币{}（¥{}，其中单位 {}，个人 {}）",
            chinese_amount(self.totals.sum),
            self.totals.sum.with_commas(),
            self.totals.employer.with_commas(),
            self.totals.employee.with_commas()
        );
        let note = Block::Paragraph { text: legend(&self.lines), style: ParagraphStyle::Small };
        vec![heading, Block::Table(table), Block::Callout { label: "缴费合计（大写）".into(), text: words }, note]
    }

    /// Nothing found says little while nothing was compared.
    fn nothing_found(&self) -> &'static str {
        if self.lines.iter().any(|line| line.record == RecordState::Unchecked) {
            "截至数据截止日，台账没有缺缴或欠费记载；标为「未核对」的月份还没有与经办机构记录核对，不能据此认定已经到账。"
        } else {
            "截至数据截止日，台账与经办机构记录核对一致，未发现缺缴或欠费。"
        }
    }

    fn anomaly(&self) -> Vec<Block> {
        let heading = Block::Heading("四、异常与处理".into());
        if self.anomalies.is_empty() {
            let text = self.nothing_found().into();
            return vec![heading, Block::Paragraph { text, style: ParagraphStyle::Body }];
        }
        let column =
            |heading: &str, width: f32| Column { heading: heading.into(), group: None, width, align: Align::Left };
        let columns =
            vec![column("类型", 20.0), column("所属期 / 险种", 36.0), column("情况", 61.0), column("处理", 61.0)];
        let row = |a: &Anomaly| Row {
            cells: [&a.kind, &a.subject, &a.situation, &a.action].into_iter().map(Cell::new).collect(),
            ..Row::default()
        };
        let rows = self.anomalies.iter().map(row).collect();
        vec![heading, Block::Table(Table { columns, rows, points: 8.5, row_height: 7.0, ..Table::default() })]
    }

    fn remarks(&self) -> Vec<Block> {
        let mut prior = Vec::new();
        if let Some(cover) = &self.prior_cover {
            prior.push(format!("入职前参保情况：{}（来源：{}）", cover.text, cover.source));
        }
        prior.push(PRIOR_GAP.to_owned());
        let mut sources = self.sources.clone();
        sources.push(AUTHORITY.to_owned());
        let mut rights = self.rights.clone();
        rights.push(HOTLINES.to_owned());
        vec![
            Block::Heading("五、参保接续说明".into()),
            Block::Items(prior),
            Block::Heading("六、数据来源与效力".into()),
            Block::Items(sources),
            Block::Heading("七、权利提示".into()),
            Block::Items(rights),
        ]
    }

    fn signing(&self) -> Vec<Block> {
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let items = vec![pair("用途", &self.purpose), pair("有效期至", &chinese_date(self.valid_until))];
        let lines = vec![
            pair("经办人", &self.prepared_by),
            pair("复核人", &self.reviewed_by),
            pair("联系方式", &self.issuer.contact),
            pair("出具日期", &chinese_date(self.issued_on)),
        ];
        let text = format!(
            "本人已收到上述说明。签收仅表示已收到，不代表认可全部内容；如有异议，可自收到之日起 {} 日内向上列联系方式提出，\
            单位予以核对并答复，逾期不影响本人依法主张权利。",
            self.objection_days
        );
        vec![
            Block::Room(SIGNING),
            Block::Heading("八、用途与出具".into()),
            Block::KeyValues { columns: 2, items },
            Block::Signature { lines, seal: Some("（单位公章）".into()) },
            Block::Receipt {
                heading: "员工签收".into(), text, blanks: vec!["员工签名".into(), "签收日期".into()]
            },
        ]
    }
}

/// What stands where a section has nothing to list.
fn none() -> Block {
    Block::Paragraph { text: "无记录。".into(), style: ParagraphStyle::Body }
}

/// `2026年3月5日`.
pub(super) fn chinese_date(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

/// 数据截止日与生成时间, at the left of every foot.
pub(super) fn foot_left(as_of: NaiveDate, printed_at: NaiveDateTime) -> String {
    format!("数据截止 {as_of} · 生成 {}", printed_at.format("%Y-%m-%d %H:%M"))
}
