//! 明细表头 — what a heading of a bureau's list means: insurance, side, and amount, base, rate or declared wage.

use shebao_rules::insurance::Insurance;

use super::apart::Apart;
use super::field::Field;
use super::heading::{ContributionWords, Heading, Side};

/// What a column under an insurance holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quantity {
    Amount,
    Base,
    Rate,
    Declared,
    LateFee,
}

impl ContributionWords {
    /// The meaning of a heading that names an insurance, by itself or together with its group: outer `None` if it names
    /// none, inner `None` where the column is known and nothing is taken from it.
    pub fn record_field(&self, leaf: &Heading, parent: &Heading) -> Option<Option<Field>> {
        let joined = format!("{}{}", parent.plain, leaf.plain);
        let (insurance, side, quantity, fixed) = self
            .read_record(&leaf.plain)
            .or_else(|| self.read_record(&joined))
            .or_else(|| self.read_record(&leaf.bare))?;
        let side = side.or_else(|| self.side_of(&leaf.plain)).or_else(|| self.side_of(&parent.plain));
        Some(match (quantity, side) {
            (Quantity::LateFee, _) => Some(Field::LateFeeOf(insurance)),
            (Quantity::Amount, Some(Side::Employer)) if fixed => Some(Field::EmployerFixedOf(insurance)),
            (Quantity::Amount, _) if fixed => Some(Field::EmployeeFixedOf(insurance)),
            (Quantity::Amount, Some(Side::Employer)) => Some(Field::Employer(insurance)),
            (Quantity::Amount, Some(Side::Employee)) => Some(Field::Employee(insurance)),
            (Quantity::Amount, None) => Some(Field::Both(insurance)),
            (Quantity::Base, _) if !fixed => Some(Field::BaseOf(insurance)),
            (Quantity::Rate, Some(Side::Employer)) if !fixed => Some(Field::EmployerRateOf(insurance)),
            (Quantity::Rate, None) if employer_alone(insurance) => Some(Field::EmployerRateOf(insurance)),
            (Quantity::Rate, Some(Side::Employee)) if !fixed => Some(Field::EmployeeRateOf(insurance)),
            _ => None,
        })
    }

    /// 缴费工资 of one insurance, named by the heading or by the group above it.
    pub fn declared_of(&self, leaf: &Heading, parent: &Heading) -> Option<Insurance> {
        let joined = format!("{}{}", parent.plain, leaf.plain);
        let (insurance, _, quantity, _) = self.read_record(&leaf.plain).or_else(|| self.read_record(&joined))?;
        (quantity == Quantity::Declared).then_some(insurance)
    }

    fn read_record(&self, text: &str) -> Option<(Insurance, Option<Side>, Quantity, bool)> {
        let (word, insurance) = self.named_in(text)?;
        let fixed = self.fixed.iter().any(|flat| flat == word);
        let mut heading = Apart::without(text, word);
        // 职工医疗保险: whose insurance it is, not who pays.
        heading.drop_before_the_word(&["城镇职工", "企业职工", "职工", "员工", "企业", "社会"]);
        let quantity = if heading.take(&self.words.late_fee) {
            Quantity::LateFee
        } else if heading.take(&self.words.base) {
            Quantity::Base
        } else if heading.take(&self.words.rate) {
            Quantity::Rate
        } else if heading.take(&self.words.declared) {
            Quantity::Declared
        } else {
            Quantity::Amount
        };
        let side = heading.take_side(&self.words)?;
        while heading.take(&self.words.noise) {}
        heading.is_used_up().then_some((insurance, side, quantity, fixed))
    }
}

/// Insurances to which the employee never pays.
const fn employer_alone(insurance: Insurance) -> bool {
    matches!(insurance, Insurance::WorkInjury | Insurance::Maternity | Insurance::LocalPension)
}

#[cfg(test)]
mod tests {
    use super::super::heading::normalise;
    use super::*;

    #[test]
    fn takes_headings_of_bureaus_apart() {
        use Insurance::{HousingFund, LocalPension, Medical, Pension, Unemployment, WorkInjury};
        let text = include_str!("../../../../../assets/dialects/contributions.toml");
        let words = toml::from_str::<ContributionWords>(text).unwrap().sorted();
        for (parent, leaf, field) in [
            ("基本养老保险（单位）", "费率", Some(Some(Field::EmployerRateOf(Pension)))),
            ("基本养老保险（单位）", "应缴费额", Some(Some(Field::Employer(Pension)))),
            ("基本养老保险", "缴费基数", Some(Some(Field::BaseOf(Pension)))),
            ("基本医疗保险（含生育）", "个人缴纳", Some(Some(Field::Employee(Medical)))),
            ("单位部分", "基本养老应缴费额", Some(Some(Field::Employer(Pension)))),
            ("", "养老保险应缴费额", Some(Some(Field::Both(Pension)))),
            ("", "职工大额医疗互助保险", Some(Some(Field::EmployeeFixedOf(Medical)))),
            ("", "基本养老保险(单位缴纳)", Some(Some(Field::Employer(Pension)))),
            ("", "职工医疗保险（单位）", Some(Some(Field::Employer(Medical)))),
            ("地方补充养老（单位）", "应缴费额", Some(Some(Field::Employer(LocalPension)))),
            ("失业保险", "缴费工资", Some(None)),
            ("基本养老保险", "滞纳金", Some(Some(Field::LateFeeOf(Pension)))),
            ("", "医疗保险滞纳金", Some(Some(Field::LateFeeOf(Medical)))),
            ("生育保险", "费率", Some(Some(Field::EmployerRateOf(Insurance::Maternity)))),
            ("工伤保险（单位）", "应缴费额", Some(Some(Field::Employer(WorkInjury)))),
            ("失业保险（个人）", "应缴费额", Some(Some(Field::Employee(Unemployment)))),
            ("", "住房公积金单位缴存额", Some(Some(Field::Employer(HousingFund)))),
            ("地方补充医疗（单位）", "应缴费额", None),
            ("家属统筹医疗（个人）", "应缴费额", None),
            ("基本养老保险", "姓名", None),
            ("", "单位缴纳", None),
        ] {
            assert_eq!(words.record_field(&normalise(leaf), &normalise(parent)), field, "{parent}/{leaf}");
        }
    }
}
