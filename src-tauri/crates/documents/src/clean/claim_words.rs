//! 报销用语 — kinds of visit, states of a claim, papers and the marks that tick them off.

use shebao_rules::words::{ClaimStatus, VisitKind};
use unicode_normalization::UnicodeNormalization;

use super::{Flaw, IssueCode, Reading, plain};
use crate::sheet::Cell;

fn word(cell: &Cell) -> Reading<String> {
    plain(cell).map(|text| text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect())
}

/// The first meaning one of whose words stands in the cell.
fn first_of<T: Copy>(cell: &Cell, what: &str, meanings: &[(T, &[&str])]) -> Reading<T> {
    let reading = word(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    if matches!(text.as_str(), "-" | "--" | "—" | "/" | "无") {
        return Reading::blank();
    }
    match meanings.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))) {
        Some((value, _)) => Reading::of(*value),
        None => Reading::flawed(Flaw::new(
            IssueCode::WordUnknown,
            format!("{what}的写法不认识，原文已保留。请核对后选定。"),
        )),
    }
}

/// 就诊类型. A chronic disease treated as an outpatient is 门诊慢特病.
#[must_use]
pub fn visit_kind(cell: &Cell) -> Reading<VisitKind> {
    first_of(
        cell,
        "就诊类型",
        &[
            (VisitKind::Chronic, &["慢", "特病", "特殊病", "特殊疾病", "门特", "大病门诊"]),
            (VisitKind::Birth, &["生育", "分娩", "产检", "产前检查", "计划生育"]),
            (VisitKind::Inpatient, &["住院", "留院"]),
            (VisitKind::Outpatient, &["门诊", "急诊", "门急诊", "普通", "购药"]),
        ],
    )
}

/// 办理状态. What has not happened yet is asked first: 未提交 is not 提交.
#[must_use]
pub fn claim_status(cell: &Cell) -> Reading<ClaimStatus> {
    first_of(
        cell,
        "办理状态",
        &[
            (
                ClaimStatus::Registered,
                &["未提交", "待提交", "未递交", "待递交", "待报送", "未上报", "待上报", "已登记", "仅登记"],
            ),
            (ClaimStatus::Denied, &["不予", "拒付", "拒绝", "不支付", "不报销", "不能报销"]),
            (ClaimStatus::PaymentFailed, &["失败", "退汇", "打款不成功"]),
            (ClaimStatus::Returned, &["退回", "退件", "驳回", "退单", "已退"]),
            (
                ClaimStatus::PapersMissing,
                &["待补", "缺材料", "补件", "补材料", "补正", "补充材料", "材料不全", "缺件", "材料不齐", "缺资料"],
            ),
            (
                ClaimStatus::Reviewing,
                &[
                    "审核",
                    "审批",
                    "办理中",
                    "处理中",
                    "复核",
                    "初审",
                    "受理中",
                    "待支付",
                    "待打款",
                    "未到账",
                    "待到账",
                    "在途",
                ],
            ),
            (ClaimStatus::Submitted, &["提交", "递交", "报送", "受理", "上报", "已报"]),
            (
                ClaimStatus::Received,
                &[
                    "到账",
                    "到帐",
                    "打款",
                    "已支付",
                    "已付",
                    "已发放",
                    "办结",
                    "完成",
                    "入账",
                    "支付成功",
                    "已报销",
                    "拨付",
                ],
            ),
        ],
    )
}

/// 材料勾选 — whether a paper is there; `None` where it is not needed or nothing is said.
#[must_use]
pub fn paper_mark(cell: &Cell) -> Reading<bool> {
    if let Cell::Bool(there) = cell {
        return Reading::of(*there);
    }
    let reading = word(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    match text.as_str() {
        "√" | "✓" | "✔" | "☑" | "有" | "齐" | "齐全" | "是" | "y" | "yes" | "1" | "已交" | "已收" | "全" | "v"
        | "○" | "●" => Reading::of(true),
        "×" | "✗" | "✘" | "╳" | "☒" | "☐" | "x" | "缺" | "缺失" | "欠" | "否" | "n" | "no" | "0" | "未交" | "未收"
        | "待补" | "没有" => Reading::of(false),
        "/" | "-" | "--" | "—" | "\\" | "无" | "不需要" | "无需" | "不适用" | "不用" => Reading::blank(),
        _ => Reading::flawed(Flaw::new(IssueCode::WordUnknown, "材料一栏的标记不认识，按未说明处理。请核对。")),
    }
}

/// 材料名称 — the usual name of a paper, from the heading of its column.
#[must_use]
pub fn paper_name(heading: &str) -> String {
    const USUAL: &[(&str, &[&str])] = &[
        ("出院小结", &["出院小结", "出院记录", "出院证明"]),
        ("诊断证明", &["诊断证明", "诊断书", "疾病证明", "疾病诊断"]),
        ("费用清单", &["清单", "费用明细"]),
        ("发票", &["发票", "票据", "收据"]),
        ("病历", &["病历", "病案"]),
    ];
    let leaf = heading.rsplit(" / ").next().unwrap_or(heading).trim();
    let usual = USUAL.iter().find(|(_, words)| words.iter().any(|word| leaf.contains(word)));
    usual.map_or_else(|| leaf.to_owned(), |(name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn states_are_told_in_many_words() {
        use ClaimStatus::{Denied, PapersMissing, PaymentFailed, Received, Registered, Returned, Reviewing, Submitted};
        for (written, status) in [
            ("已到账", Received),
            ("已打款", Received),
            ("正在审批", Reviewing),
            ("社保审核", Reviewing),
            ("未到账", Reviewing),
            ("已提交社保", Submitted),
            ("已递交", Submitted),
            ("未提交", Registered),
            ("缺材料", PapersMissing),
            ("待补件", PapersMissing),
            ("退件", Returned),
            ("打款失败", PaymentFailed),
            ("不予报销", Denied),
        ] {
            assert_eq!(claim_status(&cell(written)).value, Some(status), "{written}");
        }
        assert_eq!(claim_status(&cell("？？")).flaw.unwrap().code, IssueCode::WordUnknown);
    }

    #[test]
    fn visits_and_papers() {
        for (written, kind) in [
            ("门慢特", VisitKind::Chronic),
            ("门诊慢特病", VisitKind::Chronic),
            ("普通门诊", VisitKind::Outpatient),
            ("住院", VisitKind::Inpatient),
        ] {
            assert_eq!(visit_kind(&cell(written)).value, Some(kind), "{written}");
        }
        assert_eq!(paper_mark(&cell("√")).value, Some(true));
        assert_eq!(paper_mark(&cell("缺")).value, Some(false));
        assert_eq!(paper_mark(&cell("/")), Reading::blank());
        assert_eq!(paper_name("材料（√齐 ×缺） / 费用明细清单"), "费用清单");
        assert_eq!(paper_name("转诊单"), "转诊单");
    }
}
