//! 外国人与港澳台居民 — which insurances apply to a person by the document they hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::National;
use super::entry::national_entry;
use crate::insurance::Insurance;
use crate::policy::Problem;
use crate::words::IdType;

/// 人员类别 with rules of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Persons {
    /// 外国人.
    Foreigner,
    /// 港澳台居民.
    HkMacauTaiwan,
}

impl Persons {
    /// The class of a document's holder; `None` for residents of the mainland and for documents that do not tell.
    #[must_use]
    pub const fn holding(id_type: IdType) -> Option<Self> {
        match id_type {
            IdType::ForeignPassport | IdType::ForeignerResidence => Some(Self::Foreigner),
            IdType::HkMacauPermit | IdType::HkMacauResidence | IdType::TaiwanPermit | IdType::TaiwanResidence => {
                Some(Self::HkMacauTaiwan)
            }
            IdType::ResidentId | IdType::ChinesePassport | IdType::Other => None,
        }
    }
}

/// 参保义务.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    /// 应当参加.
    Due,
    /// 可以不参加, with proof.
    Exempt,
    /// 协商.
    ByAgreement,
}

national_entry! {
    /// 参保规则 of a class of persons.
    PersonRule
    from |e| e.from;
    track |e| format!("{:?} {:?}", e.persons, e.obligation) + &e.insurances.iter().map(|i| i.id()).collect::<String>();
    problem |e| e.insurances.is_empty().then_some(Problem::Contradiction("a rule about no insurance"));
    {
        /// 起.
        from: NaiveDate,
        /// 人员类别.
        persons: Persons,
        /// 险种.
        insurances: Vec<Insurance>,
        /// 参保义务.
        obligation: Obligation,
    }
}

impl National {
    /// 参保规则 for the holder of a document on a day; empty for residents of the mainland, who follow the general law.
    #[must_use]
    pub fn person_rules(&self, id_type: IdType, on: NaiveDate) -> Vec<&PersonRule> {
        let Some(persons) = Persons::holding(id_type) else { return Vec::new() };
        self.persons.iter().filter(|rule| rule.persons == persons && rule.from <= on).collect()
    }
}
