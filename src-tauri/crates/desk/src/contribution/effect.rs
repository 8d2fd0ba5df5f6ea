//! 影响 — two assessments of one month side by side: who pays differently, whom a bound holds now.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_store::ContributionLine;

use crate::wire::policy_change::ClampEffect;

/// 影响 of a change on one month.
pub(crate) struct Effect<'l> {
    /// Lines whose base or amounts differ; `None` where the line is not due on that side.
    pub lines: Vec<(Option<&'l ContributionLine>, Option<&'l ContributionLine>)>,
    /// 上下限的影响 per insurance, those without any left out.
    pub clamps: Vec<ClampEffect>,
    /// 差额 of both sides.
    pub difference: (Yuan, Yuan),
    /// 差额 per person.
    pub persons: BTreeMap<i64, (Yuan, Yuan)>,
}

/// 基数所落 — which bound holds a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clamp {
    /// 下限.
    Floor,
    /// 上限.
    Cap,
    /// 申报基数 as it is.
    None,
}

impl Clamp {
    /// Of a line; one that was not computed is held by nothing.
    pub(crate) fn of(line: Option<&ContributionLine>) -> Self {
        match line.and_then(|l| l.declared_base.zip(l.base)) {
            Some((declared, base)) if base > declared => Self::Floor,
            Some((declared, base)) if base < declared => Self::Cap,
            _ => Self::None,
        }
    }

    /// As it crosses the wire.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Cap => "cap",
            Self::None => "none",
        }
    }
}

type Key = (i64, i64, Insurance);

fn key(line: &ContributionLine) -> Key {
    (line.employee_id, line.unit_id, line.insurance)
}

/// 差额 of one side between two lines; what was not computed or not due counts as nothing.
pub(crate) fn difference(
    before: Option<&ContributionLine>,
    after: Option<&ContributionLine>,
    side: fn(&ContributionLine) -> Option<Yuan>,
) -> Yuan {
    after.and_then(side).unwrap_or_default() - before.and_then(side).unwrap_or_default()
}

/// Compares two assessments of one month.
pub(crate) fn effect<'l>(before: &'l [ContributionLine], after: &'l [ContributionLine]) -> Effect<'l> {
    let sorted = |lines: &'l [ContributionLine]| {
        let mut lines: Vec<&ContributionLine> = lines.iter().collect();
        lines.sort_by_key(|line| key(line));
        lines
    };
    let (before, after) = (sorted(before), sorted(after));
    let (mut old, mut new) = (before.into_iter().peekable(), after.into_iter().peekable());
    let mut out = Effect {
        lines: Vec::new(),
        clamps: Vec::new(),
        difference: (Yuan::ZERO, Yuan::ZERO),
        persons: BTreeMap::new(),
    };
    let mut clamps: BTreeMap<Insurance, ClampEffect> = BTreeMap::new();
    loop {
        let (a, b) = match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(a), Some(b)) if key(a) == key(b) => (old.next(), new.next()),
            (Some(a), Some(b)) if key(a) > key(b) => (None, new.next()),
            (None, Some(_)) => (None, new.next()),
            (Some(_), _) => (old.next(), None),
        };
        out.pair(a, b, &mut clamps);
    }
    out.clamps = clamps.into_values().collect();
    out
}

impl<'l> Effect<'l> {
    fn pair(
        &mut self,
        before: Option<&'l ContributionLine>,
        after: Option<&'l ContributionLine>,
        clamps: &mut BTreeMap<Insurance, ClampEffect>,
    ) {
        let Some(line) = before.or(after) else { return };
        let amounts = |l: Option<&ContributionLine>| l.map(|l| (l.base, l.employer, l.employee));
        if before.is_some() == after.is_some() && amounts(before) == amounts(after) {
            return;
        }
        let employer = difference(before, after, |l| l.employer);
        let employee = difference(before, after, |l| l.employee);
        let person = self.persons.entry(line.employee_id).or_default();
        *person = (person.0 + employer, person.1 + employee);
        self.difference = (self.difference.0 + employer, self.difference.1 + employee);
        clamped(clamps, line.insurance, Clamp::of(before), Clamp::of(after));
        self.lines.push((before, after));
    }

    /// How many people have any difference.
    pub(crate) fn people(&self) -> u32 {
        let ids = self.lines.iter().filter_map(|(before, after)| before.or(*after)).map(|line| line.employee_id);
        u32::try_from(ids.collect::<BTreeSet<_>>().len()).unwrap_or(u32::MAX)
    }
}

fn clamped(clamps: &mut BTreeMap<Insurance, ClampEffect>, insurance: Insurance, before: Clamp, after: Clamp) {
    if before == after {
        return;
    }
    let entry = clamps.entry(insurance).or_insert(ClampEffect {
        insurance,
        newly_floor: 0,
        newly_cap: 0,
        no_longer_floor: 0,
        no_longer_cap: 0,
    });
    match before {
        Clamp::Floor => entry.no_longer_floor += 1,
        Clamp::Cap => entry.no_longer_cap += 1,
        Clamp::None => {}
    }
    match after {
        Clamp::Floor => entry.newly_floor += 1,
        Clamp::Cap => entry.newly_cap += 1,
        Clamp::None => {}
    }
}
