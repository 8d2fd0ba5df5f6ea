//! 导出的种类 — what the window offers, and how the file is called.

use shebao_documents::export::batch::Event;

use super::fund_change::SHANGHAI;
use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::tools::Tools;
use crate::wire::export::{ExportKind, ExportLayout, ExportRequest};

/// 打印稿 — a layout that is a page rather than a sheet.
pub(super) const PAPER: &str = "paper";

/// Identifier, name, what for, whether it speaks of one unit.
pub(super) const KINDS: [(&str, &str, &str, bool); 11] = [
    ("contribution_ledger", "月度台账", "金额为活公式的明细与合计", false),
    ("declaration", "年度缴费工资申报", "社保费管理客户端的职工列表模板", true),
    ("enroll_batch", "增员批量文件", "本月开始参保的人，按当地模板", true),
    ("withdraw_batch", "减员批量文件", "上月为最后缴费月的人", true),
    ("housing_fund_change", "公积金变更清册", "增加、减少和缴存基数调整；上海可导出文本文件", true),
    ("tax_client", "个税扣缴端工资薪金", "本期收入和个人缴费，供个税客户端导入", false),
    ("voucher", "记账凭证", "计提和缴纳，借贷平衡", false),
    ("reconciliation", "对账表", "工资、经办机构、银行与应缴的差异和原因", false),
    ("insight_report", "医保缴纳情况报告", "应缴、各环节、环比、部门异常、医疗生育缺记录；表格或打印稿", false),
    ("roster", "花名册", "本月在职人员，证件号码完整", false),
    ("enrollments", "参保名单", "本月参保关系，逐人逐险种", false),
];

/// 可导出的种类 with their layouts.
#[must_use]
pub fn exchange_export_kinds(tools: &Tools) -> Vec<ExportKind> {
    let kind = |(kind, name, text, one_unit): (&str, &str, &str, bool)| ExportKind {
        kind: kind.to_owned(),
        name: name.to_owned(),
        text: text.to_owned(),
        layouts: layouts(tools, kind),
        one_unit,
        own_file: own_file(kind).map(str::to_owned),
    };
    KINDS.map(kind).into_iter().collect()
}

fn own_file(kind: &str) -> Option<&'static str> {
    match kind {
        "declaration" => Some("从客户端下载的职工列表模板：只写它有的险种列，.xlsx、.xls 保留原格式"),
        "tax_client" => Some("从客户端导出的模板：只写它有的列，.xlsx、.xls 保留原格式"),
        "enroll_batch" | "withdraw_batch" => Some("从当地系统下载的模板：只写账簿里有的列，.xlsx、.xls 保留原格式"),
        "housing_fund_change" => Some("中心导出的账号清单：取个人账号"),
        _ => None,
    }
}

/// Whether her own file comes back filled, in its own format where it can be written.
fn fills_own_file(kind: &str) -> bool {
    matches!(kind, "declaration" | "tax_client" | "enroll_batch" | "withdraw_batch")
}

fn layouts(tools: &Tools, kind: &str) -> Vec<ExportLayout> {
    let named = |all: &[(&str, &str)]| {
        all.iter().map(|(id, name)| ExportLayout { id: (*id).to_owned(), name: (*name).to_owned() }).collect()
    };
    let of = |event| {
        let all = tools.layouts.of(event);
        all.map(|layout| ExportLayout { id: layout.id.clone(), name: layout.name.clone() }).collect()
    };
    match kind {
        "tax_client" => named(&[("30", "30 列"), ("28", "28 列"), ("22", "22 列（2021 年）")]),
        "housing_fund_change" => named(&[("list", "变更清册（表格）"), (SHANGHAI, "上海网上办事文本文件")]),
        "insight_report" => named(&[("sheet", "表格"), (PAPER, "打印稿")]),
        "enroll_batch" => of(Event::Enroll),
        "withdraw_batch" => of(Event::Withdraw),
        _ => Vec::new(),
    }
}

impl Desk {
    /// The name proposed for the file.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] for a kind or month that is none, [`crate::Code::UnknownUnit`].
    pub fn exchange_file_name(&self, request: &ExportRequest) -> Outcome<String> {
        let month = read::month(&request.month, "月份")?;
        let known = KINDS.iter().find(|(kind, ..)| *kind == request.kind);
        let (_, name, ..) = known.ok_or_else(|| read::invalid("种类", &kind_ids()))?;
        let unit = read::given(request.unit.as_deref()).map(|unit| self.unit_named(unit)).transpose()?;
        if request.layout.as_deref() == Some(SHANGHAI) {
            let account = unit.and_then(|unit| unit.row.fund_account).unwrap_or_default();
            let letters: Vec<char> = account.chars().collect();
            let tail: String = letters.iter().skip(letters.len().saturating_sub(4)).collect();
            return Ok(format!("BG{tail}{:02}.TXT", month.number()));
        }
        let ending = match read::given(request.template.as_deref()).and_then(|own| self.tools.files.get(own)) {
            _ if request.layout.as_deref() == Some(PAPER) => "pdf",
            Some(own) if fills_own_file(&request.kind) => own.ending(),
            _ => "xlsx",
        };
        Ok(format!("{name}_{month}.{ending}"))
    }
}

/// Every kind by identifier, as an error names them.
pub(super) fn kind_ids() -> String {
    KINDS.map(|(kind, ..)| kind).join("、")
}
