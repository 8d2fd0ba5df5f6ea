//! 来源效力 — which source wins when several speak of the same fact.

/// 来源效力 — from the weakest: the undated roster, the import template, the cover ledger, the clerk herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Authority {
    /// 花名册: its cover is read off the hire date, its bases carry no month.
    Roster,
    /// 员工导入模板: spells and cover with months, one undated base.
    Template,
    /// 参保台账: cover and bases with their months.
    Ledger,
    /// 经办人: keyed by hand.
    Clerk,
}

impl Authority {
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Template => "template",
            Self::Ledger => "ledger",
            Self::Clerk => "clerk",
        }
    }

    /// Reads a stored one; what an older book wrote by another word counts as the weakest.
    pub(crate) fn of(text: &str) -> Self {
        match text {
            "clerk" => Self::Clerk,
            "ledger" => Self::Ledger,
            "template" => Self::Template,
            _ => Self::Roster,
        }
    }
}
