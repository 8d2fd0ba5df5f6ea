//! 月度缴费告知单 — what the employer tells each employee every month (社会保险法 art. 60), on one page.

use chrono::{NaiveDate, NaiveDateTime};
use shebao_rules::month::Month;

use super::chinese_amount::chinese_amount;
use super::contribution_line::{ContributionLine, ContributionTotals, cells, columns, legend, total_cells};
use super::document::{Block, Document, ParagraphStyle, Row, Table};
use super::parties::{Issuer, Person};
use super::statement::{chinese_date, foot_left};

/// 月度缴费告知单 — one person's contributions of one month.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeView {
    /// 文书编号.
    pub number: String,
    /// 出具单位.
    pub issuer: Issuer,
    /// 告知月份.
    pub month: Month,
    /// 出具日期.
    pub issued_on: NaiveDate,
    /// 数据截止日.
    pub data_as_of: NaiveDate,
    /// 生成时间, local.
    pub printed_at: NaiveDateTime,
    /// 台账流水.
    pub journal_code: String,
    /// 员工.
    pub person: Person,
    /// 部门; may be empty.
    pub department: String,
    /// 参保统筹区.
    pub region: String,
    /// 缴费明细; lines of an earlier period (补缴) carry it in their note.
    pub lines: Vec<ContributionLine>,
    /// 合计.
    pub totals: ContributionTotals,
    /// 事项说明, such as a changed base or a back payment; may be empty.
    pub remarks: Vec<String>,
    /// 法律依据, one sentence each, as in force on the day of issue.
    pub rights: Vec<String>,
}

const PRIVACY: &str = "本告知单含个人敏感信息，仅限员工本人查阅。";
const AUTHORITY: &str =
    "以上为本单位台账记录，参保缴费情况以社会保险、医疗保障经办机构及税务机关、住房公积金管理中心的记录为准。";
const HOTLINES: &str = "查询渠道：社会保险 12333，医疗保障 12393，税务（社保费征缴）12366，住房公积金 12329。";

impl NoticeView {
    /// The notice as blocks.
    #[must_use]
    pub fn document(&self) -> Document {
        let title = "月度缴费告知单";
        let month = self.month.chinese();
        let mut blocks = vec![Block::Title {
            text: format!("{month}社会保险和住房公积金缴费告知单"),
            under: self.under_title(),
        }];
        blocks.push(self.parties());
        blocks.extend(self.contributions());
        blocks.extend(self.remarks());
        Document {
            title: format!("{title} {} {} {}", self.month, self.person.name, self.person.employee_no),
            header: (format!("{} · {}", self.issuer.company, self.number), title.to_owned()),
            foot_note: PRIVACY.to_owned(),
            foot_left: foot_left(self.data_as_of, self.printed_at),
            journal_code: Some(self.journal_code.clone()),
            printed_at: self.printed_at,
            blocks,
        }
    }

    fn under_title(&self) -> String {
        format!("编号 {}　　出具日期 {}", self.number, chinese_date(self.issued_on))
    }

    fn parties(&self) -> Block {
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let mut items = vec![
            pair("单位名称", &self.issuer.company),
            pair("信用代码", &self.issuer.credit_code),
            pair("姓名", &self.person.name),
            pair(&self.person.id_type, &self.person.printed_id()),
            pair("员工编号", &self.person.employee_no),
            pair("参保统筹区", &self.region),
        ];
        if !self.department.is_empty() {
            items.push(pair("部门", &self.department));
        }
        Block::KeyValues { columns: 2, items }
    }

    fn contributions(&self) -> Vec<Block> {
        let heading = Block::Heading(format!("缴费明细（{}）", self.month));
        if self.lines.is_empty() {
            let text = "本月无缴费记录。".into();
            return vec![heading, Block::Paragraph { text, style: ParagraphStyle::Body }];
        }
        let row = |line: &ContributionLine| Row { cells: cells(line), ..Row::default() };
        let mut rows: Vec<Row> = self.lines.iter().map(row).collect();
        rows.push(Row { cells: total_cells(&self.totals, 2), total: true, group_start: true });
        let words =
            format!("人民币{}（¥{}）", chinese_amount(self.totals.employee), self.totals.employee.with_commas());
        vec![
            heading,
            Block::Table(Table { columns: columns(false), rows, points: 8.0, row_height: 7.5, ..Table::default() }),
            Block::Callout { label: "个人缴费合计（大写）".into(), text: words },
            Block::Paragraph { text: legend(&self.lines), style: ParagraphStyle::Small },
        ]
    }

    fn remarks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.remarks.is_empty() {
            blocks.extend([Block::Heading("事项说明".into()), Block::Items(self.remarks.clone())]);
        }
        let mut notes = self.rights.clone();
        notes.extend([AUTHORITY.to_owned(), HOTLINES.to_owned()]);
        if !self.issuer.contact.is_empty() {
            notes.push(format!("对明细有疑问请联系：{}。", self.issuer.contact));
        }
        blocks.extend([Block::Heading("说明".into()), Block::Items(notes)]);
        blocks
    }
}
