//! 动作 — the actions of the journal in the clerk's words.

/// Whether an action can be taken back at all.
pub(crate) fn undoable(action: &str) -> bool {
    !matches!(
        action,
        "book.create"
            | "book.rekey"
            | "book.restore"
            | "backup.waive"
            | "reveal"
            | "statement.issue"
            | "month.close"
            | "person.open"
            | "person.original"
            | "person.erase"
            | "person.copy"
            | "archive.make"
    )
}

/// 不动账的动作 — what hands out, shows or looks after the book and leaves every month as it was worked out.
pub(crate) const QUIET: &[&str] = &[
    "reveal",
    "statement.issue",
    "user.password",
    "user.add",
    "user.remove",
    "backup.waive",
    "person.open",
    "person.original",
    "person.copy",
    "archive.make",
    "privacy.request",
    "privacy.answer",
    "privacy.form",
    "privacy.fill",
];

/// 动作 in the clerk's words.
pub(crate) fn words(action: &str) -> &'static str {
    match action {
        "book.create" => "新建账簿",
        "book.rekey" => "换密钥",
        "book.restore" => "恢复时没有找到删除标记",
        "backup.waive" => "不备份而继续",
        "reveal" => "显示被遮盖的内容",
        "user.password" => "更改密码",
        "user.add" => "新增用户",
        "user.remove" => "移除用户",
        "unit.add" => "新增参保单位",
        "unit.edit" => "修改参保单位",
        "setting.add" => "新增单位参数",
        "setting.end" => "终止单位参数",
        "roster.add" => "新增员工",
        "roster.edit" => "修改员工资料",
        "enrollment.enroll" => "增员",
        "enrollment.withdraw" => "减员",
        "enrollment.receipt" => "登记回执",
        "unit_day.add" => "设置单位日期",
        "past_cover.add" => "登记既往参保",
        "past_cover.remove" => "删除既往参保",
        "onboarding.done" => "入职核查",
        "base.declare" => "申报基数",
        "contribution.run" => "核定月份",
        "declaration.export" => "导出申报文件",
        "exchange.import" => "导入表格",
        "exchange.answer" => "回答导入问题",
        "exchange.forget_mapping" => "忘记列对应",
        "exchange.confirm_match" => "认可匹配",
        "statement.issue" => "出具文书",
        "policy.take" => "采用政策包",
        "policy.add" => "自录政策值",
        "policy.stamp" => "盖明细验证印记",
        "policy.trust" => "信任政策包签名",
        "month.close" => "封账",
        "month.reopen" => "重新打开月份",
        "payment_day.add" => "设置缴费期限",
        "published_day.add" => "登记当地公布的期限",
        "payment.record" => "登记缴款",
        "cash.balance" => "登记可用余额",
        "arrears.register" => "登记欠费",
        "arrears.notice" => "登记限期缴纳通知",
        "arrears.settle" => "限期缴纳办结",
        "advance.record" => "登记垫付或扣回",
        "back_payment.book" => "补缴入账",
        "true_up.accept" => "补差入账",
        "true_up.refuse" => "不补差",
        "demo.build" | "demo.records" => "建立演示数据",
        "undo" | "redo" => "撤销",
        _ => of_privacy(action),
    }
}

/// 保护个人信息的动作 in the clerk's words.
fn of_privacy(action: &str) -> &'static str {
    match action {
        "person.freeze" => "封存人员",
        "person.unfreeze" => "解除封存",
        "person.open" => "调阅封存人员",
        "person.original" => "取回写有封存人员的原件",
        "person.correct" => "更正个人信息",
        "person.copy" => "导出个人信息副本",
        "person.erase" => "删除个人信息",
        "privacy.keeping" => "设置保存年限",
        "privacy.request" => "登记权利请求",
        "privacy.answer" => "答复权利请求",
        "privacy.form" => "建立保护文书",
        "privacy.fill" => "填写保护文书",
        "archive.make" => "制作年度档案",
        _ => "其他操作",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name that nobody writes would keep what no longer holds.
    #[test]
    fn quiet_actions_are_actions() {
        for action in QUIET {
            assert_ne!(words(action), "其他操作", "{action}");
        }
        for changing in
            ["exchange.import", "contribution.run", "roster.edit", "declaration.export", "undo", "person.erase"]
        {
            assert!(!QUIET.contains(&changing), "{changing}");
        }
    }
}
