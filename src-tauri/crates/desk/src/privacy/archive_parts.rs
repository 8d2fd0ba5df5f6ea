//! 年度汇总 — what a year's archive tells on its own pages, beside the ledgers of its months.

use std::collections::BTreeMap;

use shebao_documents::export::table::Value;
use shebao_documents::paper::{ReportPart, ReportView};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_store::ContributionLine;

use super::archive::ManifestMonth;
use super::form_paper::columns;
use crate::Moment;
use crate::actions::words;
use crate::book::Desk;
use crate::error::Outcome;

/// 说明.txt.
pub(super) const EXPLAINED: &str = "年度档案说明\r\n\r\n\
    本文件夹由社保台账导出，不需要本程序即可打开：xlsx 用 Excel 或 WPS，pdf 用任何阅读器，json 和 txt 是纯文本。\r\n\
    内容是明文，含姓名、证件号码和金额，请像纸质档案一样上锁保管；程序不再能保护它。\r\n\r\n\
    核对是否被改动：\r\n\
    1. 用本程序：shebao privacy archive-verify 文件夹\r\n\
    2. 不用本程序：在本文件夹中运行 sha256sum -c SHA256SUMS；manifest.json 里有每个文件的 SHA-256、每月的封账码和\
    制作时的台账核对码。\r\n\r\n\
    制作之后在账簿里删除的个人信息，不会从这里消失；应当删除时，请连同本档案一并处理。\r\n";

/// Both shares of a sum.
#[derive(Clone, Copy, Default)]
struct Shares {
    employer: Yuan,
    employee: Yuan,
}

impl Shares {
    fn add(&mut self, line: &ContributionLine) {
        self.employer += line.employer.unwrap_or(Yuan::ZERO);
        self.employee += line.employee.unwrap_or(Yuan::ZERO);
    }

    fn cells(self) -> [Value; 3] {
        [self.employer, self.employee, self.employer + self.employee].map(Value::Money)
    }
}

impl Desk {
    /// 年度汇总.
    pub(super) fn archive_view(&self, year: i32, months: &[ManifestMonth], now: Moment) -> Outcome<ReportView> {
        let info = self.book.info()?;
        let head = info.journal_head;
        let mut lines = Vec::new();
        for month in months {
            lines.extend(self.view().ledger(month.month, None)?);
            lines.extend(self.view().extras_booked(month.month, None)?);
        }
        let parts =
            vec![sealed(months)?, by_insurance(&lines), self.by_person(&lines)?, self.files(year)?, self.deeds(year)?];
        Ok(ReportView {
            title: format!("{year}年度社保公积金档案"),
            company: info.company,
            credit_code: info.credit_code,
            traced: format!("制作时间：{}　台账核对码：{} {}", now.format("%Y-%m-%d %H:%M"), head.seq, head.code),
            journal_code: head.code,
            printed_at: now,
            parts,
            authority:
                "金额按本单位台账，参保缴费情况以社会保险、医疗保障经办机构及税务机关、住房公积金管理中心的记录为准。"
                    .to_owned(),
        })
    }

    fn by_person(&self, lines: &[ContributionLine]) -> Outcome<ReportPart> {
        let employees = self.employees_by_id()?;
        let mut sums: BTreeMap<i64, Shares> = BTreeMap::new();
        lines.iter().for_each(|line| sums.entry(line.employee_id).or_default().add(line));
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for (id, shares) in sums {
            let Some(employee) = employees.get(&id) else { continue };
            let mut row = vec![Value::text(employee.employee_no.as_str()), Value::text(employee.name.as_str())];
            row.extend(shares.cells());
            rows.push(row);
        }
        let heads = [("工号", 14), ("姓名", 18), ("单位部分", 18), ("个人部分", 18), ("两方合计", 18)];
        Ok(ReportPart {
            name: "各人合计".to_owned(),
            columns: columns(&heads),
            rows,
            nothing: "没有缴费行。".to_owned(),
            ..ReportPart::default()
        })
    }

    /// Files taken in and papers handed out in the year, by their digests.
    fn files(&self, year: i32) -> Outcome<ReportPart> {
        use chrono::Datelike as _;
        let view = self.view();
        let mut rows = Vec::new();
        for batch in view.batches()?.into_iter().filter(|batch| batch.imported_at.year() == year) {
            let time = batch.imported_at.format("%Y-%m-%d").to_string();
            rows.push(["导入", &time, &batch.file_name, &batch.file_hash].map(Value::text).to_vec());
        }
        for paper in view.statements()?.into_iter().filter(|paper| paper.issued_on.year() == year) {
            let day = paper.issued_on.to_string();
            rows.push(["文书", &day, &paper.number, &paper.sha256].map(Value::text).to_vec());
        }
        let heads = [("类别", 8), ("日期", 12), ("文件或编号", 34), ("SHA-256", 66)];
        let nothing = "没有导入或出具的文件。".to_owned();
        Ok(ReportPart {
            name: "导入与文书".to_owned(),
            columns: columns(&heads),
            rows,
            nothing,
            ..ReportPart::default()
        })
    }

    /// What was done in the year, oldest first.
    fn deeds(&self, year: i32) -> Outcome<ReportPart> {
        use chrono::Datelike as _;
        let (mut rows, names) = (Vec::new(), self.deed_names()?);
        for deed in self.book.actions(usize::MAX)?.into_iter().rev().filter(|deed| deed.time.year() == year) {
            let time = deed.time.format("%Y-%m-%d %H:%M").to_string();
            let (seq, word, object) =
                (deed.action_seq.to_string(), words(&deed.action), self.deed_object(&deed, &names)?);
            rows.push([seq.as_str(), &time, &deed.user, word, &object].map(Value::text).to_vec());
        }
        let heads = [("序号", 10), ("时间", 20), ("操作人", 16), ("动作", 24), ("对象", 40)];
        let nothing = "没有操作。".to_owned();
        Ok(ReportPart {
            name: "操作记录".to_owned(), columns: columns(&heads), rows, nothing, ..ReportPart::default()
        })
    }
}

fn sealed(months: &[ManifestMonth]) -> Outcome<ReportPart> {
    let mut rows = Vec::new();
    for month in months {
        let state = match month.state.as_str() {
            "locked" => "已锁定",
            "checked" => "已核对",
            _ => "草稿，未封账",
        };
        let amount = |text: &str| crate::read::yuan(text, "金额").map(Value::Money);
        rows.push(vec![
            Value::text(month.month.to_string()),
            Value::text(state),
            Value::text(month.seal.clone().unwrap_or_default()),
            Value::Count(month.lines),
            amount(&month.employer)?,
            amount(&month.employee)?,
        ]);
    }
    let heads = [("月份", 12), ("状态", 16), ("封账码", 16), ("行数", 10), ("单位部分", 18), ("个人部分", 18)];
    Ok(ReportPart {
        name: "各月封账".to_owned(),
        columns: columns(&heads),
        rows,
        nothing: "没有月份。".to_owned(),
        ..ReportPart::default()
    })
}

fn by_insurance(lines: &[ContributionLine]) -> ReportPart {
    let mut sums: BTreeMap<Insurance, Shares> = BTreeMap::new();
    lines.iter().for_each(|line| sums.entry(line.insurance).or_default().add(line));
    let mut whole = Shares::default();
    lines.iter().for_each(|line| whole.add(line));
    let named = sums.iter().map(|(insurance, shares)| (insurance.chinese(), *shares)).chain([("合计", whole)]);
    let rows = named.map(|(name, shares)| std::iter::once(Value::text(name)).chain(shares.cells()).collect());
    let heads = [("险种", 20), ("单位部分", 20), ("个人部分", 20), ("两方合计", 20)];
    ReportPart {
        name: "各险种合计".to_owned(),
        columns: columns(&heads),
        rows: rows.collect(),
        nothing: "没有缴费行。".to_owned(),
        ..ReportPart::default()
    }
}
