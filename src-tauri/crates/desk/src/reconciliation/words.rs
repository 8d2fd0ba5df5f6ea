//! 说法 — what each cause means and what to do next, in the clerk's words.

use shebao_rules::reconciliation::{Cause, CauseCode, Source};

/// 名称 and 下一步 of a cause.
pub(crate) const fn named(code: CauseCode) -> (&'static str, &'static str) {
    use CauseCode as C;
    match code {
        C::RecordMissingThoughDebited => {
            ("已扣款，经办机构无记录", "持扣款凭证向经办机构查询，要求补录；补录前保留工资扣款和银行回单")
        }
        C::DeductedNeverDeclared => {
            ("工资已扣，从未申报", "立即办理增员并补缴；已从工资扣的个人部分不得再次扣收，滞纳金由单位负担")
        }
        C::JoinerMissing => ("新入职漏保", "办理增员并补缴首月"),
        C::OneInsuranceMissing => ("险种漏缴", "向经办机构补报这个险种"),
        C::NotDeclared => ("应缴未申报", "核对参保关系；应参保的立即申报并补缴"),
        C::WrongCity => ("参保地错误", "在原参保地停保并申请退费，在应参保地补缴"),
        C::WrongPerson => ("记在他人证件号下", "向经办机构申请更正证件号码"),
        C::FundNotRemitted => ("公积金已列清册，未汇缴", "立即汇缴，并核对入账状态"),
        C::NotRemitted => ("已申报，未见扣款", "核对扣款账户余额和三方协议，尽快缴费"),
        C::LatePaymentWithSurcharge => ("逾期缴费并加收滞纳金", "滞纳金由单位负担，不得转嫁给职工；检查扣款账户余额"),
        C::LatePayment => ("逾期缴费", "核对经办机构是否另行加收滞纳金（由单位负担）"),
        C::AmountPaidTwice => ("同一笔款项支付两次", "申请退回，或抵扣下月"),
        C::LeaverStillCharged => ("离职人员仍在缴", "办理减员并申请退费"),
        C::ChargedBeforeStart => ("未到起缴月已缴", "核对起缴年月；不应缴的申请退费"),
        C::ExtraPerson => ("名册外人员", "核实是否误报；误报则停保并申请退费"),
        C::DuplicateRecord => ("同一人重复记录", "向经办机构申请更正并退费"),
        C::SupplementaryPensionNonLocal => ("非本市户籍误缴地方补充养老", "更正户籍登记并申请退费"),
        C::InsuranceNotDue => ("列了不应缴的险种", "核对参保险种；不应缴的申请退费"),
        C::WrongBase => ("申报基数错误", "向经办机构更正基数并补差"),
        C::FundWrongBase => ("公积金基数错误", "办理基数调整并补缴"),
        C::SameNameBasesSwapped => ("同名两人基数互换", "按证件号码向经办机构更正两人的基数"),
        C::WrongRateBureau => ("申报费率错误", "核对费率核定通知，向经办机构申请更正"),
        C::WrongRatePayroll => ("工资扣款费率错误", "下月工资中多退少补，并更正工资表的费率"),
        C::PayrollDigitsTransposed => ("工资扣款两位数字颠倒", "下月工资中更正"),
        C::PayrollMistyped => ("工资扣款录入错误", "核对原始金额，下月工资中更正"),
        C::NotDeducted => ("工资应扣未扣", "核对后在下月工资中补扣，并告知本人"),
        C::DeductedThoughNotDue => ("不应扣而扣", "核对参保关系；多扣的退还本人"),
        C::BothSharesDeducted => ("单位部分也从工资扣了", "单位部分应由单位负担，立即退还本人"),
        C::DeductedTwice => ("工资扣了两次", "多扣的一次退还本人"),
        C::FixedAmountDiffers => ("固定额未计", "核对大额医疗等固定额，下月更正"),
        C::TrueUpPending => ("上下限调整后尚未补差", "按新上下限补差"),
        C::BackPayment => ("其他月份的款项", "按所属期归集，核对对应月份"),
        C::Refund => ("退费", "核对退费的原因和到账"),
        C::Rounding1Fen => ("一分钱尾差", "统一取整方式：按人按险种四舍五入到分"),
        C::NameMismatch => ("姓名不一致", "已按证件号码对应；请核对姓名并向经办机构更正"),
        C::LateCreditedNextMonth => ("已扣款，次月才入账", "按所属期归集，无需补缴"),
        C::LeaverChargedThenRefunded => ("停保晚办，多缴已退", "核对两行相抵，无需处理"),
        C::BackPaymentPending => ("首月次月补缴，尚未到入库月", "下月申报时补缴，无需现在处理"),
        C::DeductionPending => ("首月次月补扣，尚未到发薪月", "下月工资补扣，无需现在处理"),
        C::PayRowUnassigned => ("工资行待认定", "先回答导入问题：工资表中这一行是哪一位的"),
        C::DueUnconfirmed => ("应缴待确认", "先在月度台账确认政策值或申报基数，再核对"),
        C::Unknown => ("原因未明", "逐行核对来源；查明前保持未决"),
    }
}

/// 说明 of one cause.
pub(super) fn explained(cause: &Cause, name: Option<&str>, other_unit: Option<&str>) -> String {
    let mut text = String::new();
    if let Some(name) = name {
        text.push_str(name);
        text.push('：');
    }
    text.push_str(&meaning(cause, other_unit));
    text.push_str(&figures(cause));
    text
}

fn meaning(cause: &Cause, other_unit: Option<&str>) -> String {
    use CauseCode as C;
    let figures = &cause.figures;
    let month = figures.month.map(shebao_rules::month::Month::chinese).unwrap_or_default();
    let unit = other_unit.unwrap_or("另一参保单位");
    match cause.code {
        C::RecordMissingThoughDebited => "银行已按应缴金额扣款，经办机构清单中没有这个险种的记录".to_owned(),
        C::DeductedNeverDeclared => "工资已扣个人部分，经办机构清单中没有此人，银行也没有这笔扣款".to_owned(),
        C::JoinerMissing => "本月起应参保，工资未扣、经办机构无记录".to_owned(),
        C::OneInsuranceMissing => "其余险种有记录，这个险种没有申报，也没有扣款".to_owned(),
        C::NotDeclared => "参保关系在册，工资未扣，经办机构无记录".to_owned(),
        C::WrongCity => format!("应在一处参保而在另一处申报，对方单位：{unit}"),
        C::WrongPerson => "清单上同名而证件号码不同的一行，应是此人的记录".to_owned(),
        C::FundNotRemitted => "清册已列，银行没有汇缴扣款".to_owned(),
        C::NotRemitted => "清单已列，银行没有扣款".to_owned(),
        C::LatePaymentWithSurcharge | C::LatePayment => late(cause, &month),
        C::AmountPaidTwice => "同月同额的扣款出现两次以上，清单只有一次".to_owned(),
        C::LeaverStillCharged => "停缴月之后仍列在经办机构清单中".to_owned(),
        C::ChargedBeforeStart => "起缴月之前已列在经办机构清单中".to_owned(),
        C::ExtraPerson => "不在名册中，却列在经办机构清单中".to_owned(),
        C::DuplicateRecord => "同一所属期列了两行，金额相同".to_owned(),
        C::SupplementaryPensionNonLocal => "地方补充养老只对本市户籍职工征收".to_owned(),
        C::InsuranceNotDue => "此人不应缴这个险种，清单中却有".to_owned(),
        C::WrongBase | C::FundWrongBase => "清单金额按另一基数算出".to_owned(),
        C::SameNameBasesSwapped => "同名两人的金额正好对调".to_owned(),
        C::WrongRateBureau => "清单金额按另一费率算出".to_owned(),
        C::WrongRatePayroll => "工资扣款按另一费率算出".to_owned(),
        C::PayrollDigitsTransposed => "工资表中相邻两位数字颠倒".to_owned(),
        C::PayrollMistyped => "工资表中多一位、少一位或错一位".to_owned(),
        C::NotDeducted => "应扣个人部分，工资表没有扣".to_owned(),
        C::DeductedThoughNotDue => "当月没有应缴，工资表却扣了款".to_owned(),
        C::BothSharesDeducted => "工资扣款等于单位与个人两部分之和".to_owned(),
        C::DeductedTwice => "工资扣款正好是应扣的两倍".to_owned(),
        C::FixedAmountDiffers => "金额正好差固定额".to_owned(),
        C::TrueUpPending => "金额按调整前的上下限算出".to_owned(),
        C::BackPayment => format!("这一笔属于{month}"),
        C::Refund => "清单中有退费行".to_owned(),
        C::Rounding1Fen => "只因取整方式不同".to_owned(),
        C::NameMismatch => {
            format!("经办机构打印为“{}”，金额无差异", figures.printed.as_deref().unwrap_or_default())
        }
        C::LateCreditedNextMonth => format!("{month}已随扣款缴纳，记录在次月的清单中"),
        C::LeaverChargedThenRefunded => "当月多缴，其后的清单以负数行退回".to_owned(),
        C::BackPaymentPending => "截止日后入职，首月在次月补缴".to_owned(),
        C::DeductionPending => "截止日后入职，首月个人部分在次月工资补扣".to_owned(),
        C::PayRowUnassigned => "工资表中同名的一行还没有指定是哪一位，扣款没有记到人".to_owned(),
        C::DueUnconfirmed => "应缴金额还没有确认，无法核对".to_owned(),
        C::Unknown => "现有来源说明不了这笔差额".to_owned(),
    }
}

fn late(cause: &Cause, month: &str) -> String {
    let days = cause.figures.days.filter(|days| *days > 0).map(|days| format!("，滞纳 {days} 天")).unwrap_or_default();
    match (month.is_empty(), cause.amount < shebao_rules::money::Yuan::ZERO) {
        (true, _) => format!("扣款含滞纳金{days}，按日万分之五"),
        (false, true) => format!("当月没有扣款，{month}才缴纳{days}"),
        (false, false) => format!("这一笔缴的是{month}的款项{days}"),
    }
}

/// The base, the rate or the amount that ought to be, beside the one found.
fn figures(cause: &Cause) -> String {
    let figures = &cause.figures;
    if let Some((expected, found)) = figures.expected_rate.zip(figures.found_rate) {
        return format!("：应为 {}，推得 {}", expected.percent(), found.percent());
    }
    if let Some((expected, found)) = figures.expected_base.zip(figures.found_base) {
        return format!("：应为 {}，实为 {}", expected.with_commas(), found.with_commas());
    }
    match (figures.expected.zip(figures.found), cause.source) {
        (Some((expected, found)), Source::Payroll | Source::Agency) => {
            format!("：应为 {}，实为 {}", expected.with_commas(), found.with_commas())
        }
        _ => String::new(),
    }
}
