//! 外国人与港澳台居民 — which insurances apply to a person by the document they hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::National;
use super::entry::national_entry;
use crate::insurance::Insurance;
use crate::month::Month;
use crate::policy::{Problem, Source, Status};
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

impl Obligation {
    /// As the clerk reads it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Due => "应当参加",
            Self::Exempt => "凭证明可以不参加",
            Self::ByAgreement => "由单位与本人协商",
        }
    }
}

/// 人员规则 — a rule of their own under which a person stands in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRule<'a> {
    /// The class whose rule it is; `None`: 超龄, beyond the statutory age.
    pub persons: Option<Persons>,
    /// 险种.
    pub insurances: &'a [Insurance],
    /// 参保义务.
    pub obligation: Obligation,
    /// 状态.
    pub status: Status,
    /// 依据.
    pub source: &'a Source,
    /// 说明.
    pub note: Option<&'a str>,
}

impl OwnRule<'_> {
    /// Whom it speaks of, as the clerk reads it.
    #[must_use]
    pub const fn who(&self) -> &'static str {
        match self.persons {
            Some(Persons::Foreigner) => "外国人",
            Some(Persons::HkMacauTaiwan) => "港澳台居民",
            None => "超过法定退休年龄的人员",
        }
    }
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

impl PersonRule {
    fn own(&self) -> OwnRule<'_> {
        OwnRule {
            persons: Some(self.persons),
            insurances: &self.insurances,
            obligation: self.obligation,
            status: self.status,
            source: &self.source,
            note: self.note.as_deref(),
        }
    }
}

impl National {
    /// 参保规则 for the holder of a document on a day; empty for residents of the mainland, who follow the general law.
    #[must_use]
    pub fn person_rules(&self, id_type: IdType, on: NaiveDate) -> Vec<&PersonRule> {
        let Some(persons) = Persons::holding(id_type) else { return Vec::new() };
        self.persons.iter().filter(|rule| rule.persons == persons && rule.from <= on).collect()
    }

    /// 人员规则 that hold for a person in a month: by the document they hold, and beyond the statutory age. None for most
    /// people: they follow the general law.
    ///
    /// # Source
    /// 超龄劳动者基本权益保障暂行规定 第十五条: work injury is due, the rest is by agreement.
    #[must_use]
    pub fn own_rules(&self, id_type: Option<IdType>, retired: Option<Month>, month: Month) -> Vec<OwnRule<'_>> {
        let on = month.last_day();
        let by_document = id_type.map(|id_type| self.person_rules(id_type, on)).unwrap_or_default();
        let mut rules: Vec<OwnRule<'_>> = by_document.into_iter().map(PersonRule::own).collect();
        if let Some(rule) = self.over_age(on).filter(|_| retired.is_some_and(|retired| retired < month)) {
            let of = |insurances, obligation| OwnRule {
                persons: None,
                insurances,
                obligation,
                status: rule.status,
                source: &rule.source,
                note: rule.note.as_deref(),
            };
            rules.push(of(rule.due.as_slice(), Obligation::Due));
            rules.push(of(rule.by_agreement.as_slice(), Obligation::ByAgreement));
        }
        rules
    }
}
