//! 征收品目 — what a text of a bureau says about a charge: which insurance, who pays, whether it is a fixed amount.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use unicode_normalization::UnicodeNormalization;

/// 缴费主体 — who pays a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// 单位.
    Employer,
    /// 个人.
    Employee,
    /// 单位与个人，没有分开.
    Both,
}

/// 征收品目 — what a text says about a charge; silent parts are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// 险种, if the text names exactly one.
    pub insurance: Option<Insurance>,
    /// 缴费主体.
    pub payer: Option<Payer>,
    /// 定额: 大额医疗互助 and its kin, beside the insurance's own rate.
    pub fixed: bool,
    /// Whether it names something that is no insurance of ours (职业年金, 家属统筹 …).
    pub other: bool,
}

/// Words that only say what a line includes.
const INCLUDED: &[&str] =
    &["不含生育", "含生育", "含大额医疗互助", "含大额互助", "含大额", "含大病", "合并生育", "生育合并"];
/// Flat amounts collected with the medical insurance.
const FLAT: &[&str] = &["大额", "大病互助", "大病医疗", "大病保险", "大病统筹", "大病救助"];
/// Charges that are none of the insurances.
const OTHER: &[&str] =
    &["职业年金", "企业年金", "公务员", "家属统筹", "补充医疗", "离休", "残疾人", "工会经费", "长期护理"];

/// Reads a text of any cell, tab, title or file name.
#[must_use]
pub fn charge(text: &str) -> Charge {
    let mut text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    for word in INCLUDED {
        text = text.replace(word, "");
    }
    let has = |word: &str| text.contains(word);
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let other = any(OTHER);
    let fixed = any(FLAT);
    let mut found: Vec<Insurance> = Vec::new();
    if has("公积金") {
        found.push(if has("补充") { Insurance::SupplementaryFund } else { Insurance::HousingFund });
    }
    let local = any(&["地方补充养老", "补充养老", "地补养老"]);
    if local {
        found.push(Insurance::LocalPension);
    } else if has("养老") {
        found.push(Insurance::Pension);
    }
    for (word, insurance) in [("失业", Insurance::Unemployment), ("工伤", Insurance::WorkInjury)] {
        if has(word) {
            found.push(insurance);
        }
    }
    let medical = any(&["医疗保险", "医疗", "医保"]) || fixed;
    if medical {
        found.push(Insurance::Medical);
    } else if has("生育") {
        found.push(Insurance::Maternity);
    }
    let insurance = match found.as_slice() {
        [only] if !other => Some(*only),
        _ => None,
    };
    Charge { insurance, payer: payer(&text), fixed: fixed && insurance == Some(Insurance::Medical), other }
}

/// Who pays, where the words say it of the payment and not of a name: a company's name also holds 公司.
fn payer(text: &str) -> Option<Payer> {
    const AFTER: &[&str] = &["缴纳", "部分", "应缴", "承担", "负担", "应收", "缴存"];
    let says = |who: &str| {
        AFTER.iter().any(|after| text.contains(&format!("{who}{after}")))
            || text.contains(&format!("({who})"))
            || text == who
            || text.ends_with(&format!("_{who}"))
            || text.ends_with(&format!("-{who}"))
    };
    let employer = ["单位", "企业", "公司", "用人单位", "雇主"].iter().any(|who| says(who));
    let employee = ["个人", "职工", "员工", "本人"].iter().any(|who| says(who));
    match (employer, employee) {
        (true, false) => Some(Payer::Employer),
        (false, true) => Some(Payer::Employee),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_bureaus_name_insurance_and_payer() {
        use Insurance::{HousingFund, LocalPension, Maternity, Medical, Pension, Unemployment, WorkInjury};
        use Payer::{Employee, Employer};
        for (text, insurance, payer, fixed) in [
            ("企业职工基本养老保险(单位缴纳)", Some(Pension), Some(Employer), false),
            ("职工基本医疗保险（含生育）(个人缴纳)", Some(Medical), Some(Employee), false),
            ("职工基本医疗保险（含生育）(大额医疗互助（个人缴纳）)", Some(Medical), Some(Employee), true),
            ("大额医疗互助", Some(Medical), None, true),
            ("北京_失业保险_202601.xlsx", Some(Unemployment), None, false),
            ("工伤保险费", Some(WorkInjury), None, false),
            ("生育保险", Some(Maternity), None, false),
            ("地方补充养老（单位）", Some(LocalPension), Some(Employer), false),
            ("住房公积金汇缴清册", Some(HousingFund), None, false),
            ("养老失业工伤_202601", None, None, false),
            ("示例科技有限公司", None, None, false),
            ("单位缴纳", None, Some(Employer), false),
            ("个人", None, Some(Employee), false),
            ("职业年金（单位）", None, Some(Employer), false),
            ("社会保险费职工缴费明细", None, None, false),
            ("社会保险费申报个人明细表", None, None, false),
        ] {
            let read = charge(text);
            assert_eq!((read.insurance, read.payer, read.fixed), (insurance, payer, fixed), "{text}");
        }
    }
}
