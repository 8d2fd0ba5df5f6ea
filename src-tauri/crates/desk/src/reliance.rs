//! 谁在用 — the people and units of the open book whose kept terms rest on a policy value in a month.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::policy::{Cited, Status, Terms, TimelineEntry, TimelineValue};
use shebao_store::ContributionLine;

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::policy::part_id;
use crate::read;
use crate::wire::policy::{Reliance, RelyingUnit, ValueOf};

impl Desk {
    /// 谁在用这个值 in a month, by the terms kept beside its lines; for a value that computes nothing, who waits for it.
    ///
    /// # Errors
    /// [`Code::UnknownRegion`], [`Code::UnknownInsurance`], [`Code::UnknownRecord`] when there is no such value.
    pub fn policy_relied_on(&self, of: &ValueOf) -> Outcome<Reliance> {
        let insurance = read::insurance(&of.insurance)?;
        let (month, from) = (read::month(&of.month, "月份")?, read::month(&of.from, "起")?);
        let unknown = || Failure::new(Code::UnknownRegion).with("region", &of.region);
        let region = self.library.region(&of.region).ok_or_else(unknown)?.code.clone();
        let option = read::given(of.option.as_deref());
        let named = |e: &TimelineEntry| {
            part_id(e.part) == of.part && e.from == from && e.option.map(|o| o.to_string()).as_deref() == option
        };
        let entry = self.library.timeline(&region, insurance, None).into_iter().rfind(named);
        let entry = entry.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "政策值"))?;
        let view = self.view();
        let lines: Vec<ContributionLine> =
            view.ledger(month, None)?.into_iter().filter(|l| l.insurance == insurance).collect();
        let mut relying = BTreeSet::new();
        for (id, text) in view.rules(lines.iter().filter_map(|l| l.rule_id))? {
            let terms: Terms =
                serde_json::from_str(&text).map_err(|_| Failure::new(Code::BookDamaged).with("at", "terms"))?;
            if terms.region == region && rests_on(&terms, &entry) {
                relying.insert(id);
            }
        }
        let of_region: BTreeSet<i64> = view.units()?.into_iter().filter(|u| u.region == region).map(|u| u.id).collect();
        let runs = entry.from <= month && entry.to.is_none_or(|to| month <= to);
        let waits = |l: &ContributionLine| {
            runs && entry.status == Status::Unconfirmed
                && l.gap.as_deref() == Some(of.part.as_str())
                && of_region.contains(&l.unit_id)
        };
        let used = lines.iter().filter(|l| l.rule_id.is_some_and(|id| relying.contains(&id)));
        Ok(Reliance {
            month: month.to_string(),
            computed: view.last_run(month, None)?.is_some(),
            people: heads(used.clone()),
            waiting: heads(lines.iter().filter(|l| waits(l))),
            units: self.by_unit(used)?,
        })
    }

    fn by_unit<'l>(&self, lines: impl Iterator<Item = &'l ContributionLine>) -> Outcome<Vec<RelyingUnit>> {
        let names = self.unit_names()?;
        let mut people: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for line in lines {
            people.entry(line.unit_id).or_default().insert(line.employee_id);
        }
        let view = |(unit, people): (i64, BTreeSet<i64>)| RelyingUnit {
            unit: names.get(&unit).cloned().unwrap_or_default(),
            people: count(people.len()),
        };
        Ok(people.into_iter().map(view).collect())
    }
}

/// Whether the terms took this very entry: same month of beginning, same document, same value.
fn rests_on(terms: &Terms, entry: &TimelineEntry) -> bool {
    match &entry.value {
        TimelineValue::Bounds(bounds) => taken(&terms.bounds, entry) && terms.bounds.value == *bounds,
        TimelineValue::Rates(rates) => taken(&terms.rates, entry) && rates.both() == Some(terms.rates.value),
        TimelineValue::Fixed(fixed) => taken(&terms.fixed, entry) && terms.fixed.value == *fixed,
        TimelineValue::Rounding(rounding) => taken(&terms.rounding, entry) && terms.rounding.value == *rounding,
        TimelineValue::Ends => false,
    }
}

fn taken<T>(cited: &Cited<T>, entry: &TimelineEntry) -> bool {
    cited.from == entry.from && cited.source == entry.source
}

fn heads<'l>(lines: impl Iterator<Item = &'l ContributionLine>) -> u32 {
    count(lines.map(|l| l.employee_id).collect::<BTreeSet<i64>>().len())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
