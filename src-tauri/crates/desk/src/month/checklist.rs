//! 封账检查单 — what should be right before a month is closed; each item says what was found and where it is settled. It
//! blocks where a sealed amount would be wrong, and warns of what is open.

use std::collections::{BTreeMap, BTreeSet};

use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{ContributionLine, Enrollment};

use crate::book::Desk;
use crate::contribution::{assess_month, effect};
use crate::error::{Code, Failure, Outcome};
use crate::remittance::{State, around};
use crate::wire::month::{CheckItem, MonthChecklist};
use crate::wire::reconciliation::{BookingView, FiveStates};
use crate::{Moment, read};

/// 通过、提醒或阻止.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Pass,
    Warn,
    Block,
}

impl Found {
    const fn id(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}

/// Backups older than this many days do not count before a month is closed.
const BACKUP_DAYS: i64 = 7;

/// 封账前的检查 as it was passed: what it warned of, and why the month is sealed all the same.
pub(super) struct Checked {
    pub warnings: Vec<String>,
    pub reason: Option<String>,
}

impl Desk {
    /// The checklist of a month that is about to be closed: nothing may block, and what it warns of needs a reason.
    pub(super) fn checked_for_closing(&self, month: Month, reason: Option<&str>, now: Moment) -> Outcome<Checked> {
        let items = self.month_checklist(&month.to_string(), now)?.items;
        let of = |state: Found| items.iter().filter(move |item| item.state == state.id());
        let texts = |state| of(state).map(|item| item.text.clone()).collect::<Vec<String>>();
        let blocking = texts(Found::Block);
        if !blocking.is_empty() {
            return Err(Failure::new(Code::MonthNotRun).with("month", month).detailed(blocking));
        }
        let (warnings, reason) = (texts(Found::Warn), read::owned(reason));
        if !warnings.is_empty() && reason.is_none() {
            let expected = format!("检查单有 {} 项提醒，写明为什么仍然封账", warnings.len());
            return Err(read::invalid("封账理由", &expected).detailed(warnings));
        }
        Ok(Checked { warnings: of(Found::Warn).map(|item| item.code.clone()).collect(), reason })
    }

    /// 封账检查单 of a month.
    ///
    /// # Errors
    /// [`crate::Code::InvalidInput`] for what is no month.
    pub fn month_checklist(&self, month: &str, now: Moment) -> Outcome<MonthChecklist> {
        let month = read::month(month, "月份")?;
        let mut items = self.computed_items(month, now)?;
        items.push(self.question_item()?);
        items.push(self.weak_item(month)?);
        items.extend(self.reconciliation_items(month, now)?);
        items.push(self.payment_item(month, now)?);
        items.push(self.true_up_item(now)?);
        items.push(self.backup_item(now)?);
        Ok(MonthChecklist {
            month,
            state: self.view().month_phase(month)?.id().to_owned(),
            may_close: items.iter().all(|item| item.state != Found::Block.id()) && !self.is_locked(month)?,
            items,
        })
    }

    fn computed_items(&self, month: Month, now: Moment) -> Outcome<Vec<CheckItem>> {
        let ledger = self.contribution_ledger(&month.to_string())?;
        let lines: usize = ledger.rows.iter().map(|row| row.cells.len()).sum();
        let open: u32 = ledger.totals.iter().map(|total| total.unconfirmed).sum();
        Ok(vec![
            match (lines, self.not_computed(month)?.as_slice()) {
                (0, _) => item("run", Found::Block, "本月还没有核定".to_owned(), "ledger"),
                (_, []) => item("run", Found::Pass, format!("已核定 {} 人 {lines} 行", ledger.rows.len()), "ledger"),
                (_, units) => {
                    let text = format!("{}本月还没有核定，封账后就没有应缴", units.join("、"));
                    item("run", Found::Block, text, "ledger")
                }
            },
            self.facts_item(month, ledger.stale, now)?,
            match open {
                0 => item("unconfirmed", Found::Pass, "没有待确认的金额".to_owned(), "ledger"),
                _ => item("unconfirmed", Found::Warn, format!("{open} 行待确认，封账后没有金额"), "ledger"),
            },
        ])
    }

    /// Units that cover somebody in an open month and were not computed: by what is sealed they would owe nothing.
    fn not_computed(&self, month: Month) -> Outcome<Vec<String>> {
        let (view, covers, mut names) = (self.view(), self.covers()?, Vec::new());
        if self.is_locked(month)? {
            return Ok(names);
        }
        for unit in view.units()? {
            let holds = |row: &Enrollment| row.first_month <= month && row.last_month.is_none_or(|last| month <= last);
            let covers_somebody = covers.iter().any(|row| row.unit_id == unit.id && holds(row));
            if covers_somebody && view.last_run(month, Some(unit.id))?.is_none() {
                names.push(unit.row.name);
            }
        }
        Ok(names)
    }

    /// Whether the lines are still what the facts give.
    fn facts_item(&self, month: Month, stale: bool, now: Moment) -> Outcome<CheckItem> {
        let locked = self.is_locked(month)?;
        if !locked && !stale {
            return Ok(item("stale", Found::Pass, "各行金额与现有资料一致".to_owned(), "ledger"));
        }
        let kept = self.view().ledger(month, None)?;
        let computed: BTreeSet<i64> = kept.iter().map(|line| line.unit_id).collect();
        let facts = self.month_facts(month, None)?;
        let mut again = assess_month(&self.library, &facts, month, now.date())?.lines;
        again.retain(|line| computed.contains(&line.unit_id));
        Ok(match if locked { self.moved_facts(&kept, &again)? } else { effect(&kept, &again).lines.len() } {
            0 if locked => item("stale", Found::Pass, "封账的各行与现有资料一致".to_owned(), "ledger"),
            0 => item("stale", Found::Pass, "各行金额与现有资料一致".to_owned(), "ledger"),
            moved if locked => {
                let text = format!(
                    "封账之后参保起止或申报基数有改动，涉及 {moved} 行；封账的金额不变，要更正请写明原因重新打开"
                );
                item("stale", Found::Warn, text, "ledger")
            }
            moved => {
                let text = format!("核定之后资料有改动，{moved} 行金额已不对，请重新核定后再封账");
                item("stale", Found::Block, text, "ledger")
            }
        })
    }

    /// How many sealed lines have other covers or declared bases today. What was published since is settled by 补差, and of
    /// erased people nothing is known any more.
    fn moved_facts(&self, sealed: &[ContributionLine], again: &[ContributionLine]) -> Outcome<usize> {
        let erased: BTreeSet<i64> = self.view().erasures()?.into_iter().filter_map(|one| one.employee_id).collect();
        let insurances: BTreeSet<Insurance> = sealed.iter().map(|line| line.insurance).collect();
        let facts = |lines: &[ContributionLine]| -> BTreeMap<(i64, i64, Insurance), Option<Yuan>> {
            let known =
                |line: &&ContributionLine| insurances.contains(&line.insurance) && !erased.contains(&line.employee_id);
            let own = |line: &ContributionLine| (line.employee_id, line.unit_id, line.insurance);
            lines.iter().filter(known).map(|line| (own(line), line.declared_base)).collect()
        };
        let (then, now) = (facts(sealed), facts(again));
        let places: BTreeSet<_> = then.keys().chain(now.keys()).collect();
        Ok(places.into_iter().filter(|place| then.get(place) != now.get(place)).count())
    }

    fn question_item(&self) -> Outcome<CheckItem> {
        let open = self.view().questions(true)?.len();
        Ok(match open {
            0 => item("questions", Found::Pass, "导入问题都已决定".to_owned(), "import"),
            _ => item("questions", Found::Warn, format!("{open} 个导入问题还没有决定"), "import"),
        })
    }

    /// Rows that met their person by no more than a name or a number with stars, and were not looked at.
    fn weak_item(&self, month: Month) -> Outcome<CheckItem> {
        let waiting = self.view().weak_matches()?.into_iter().filter(|weak| weak.month == Some(month)).count();
        Ok(match waiting {
            0 => item("weak", Found::Pass, "各行都按证件号码或工号对上人，或已认可".to_owned(), "matches"),
            n => item("weak", Found::Warn, format!("{n} 行只按姓名或脱敏证件号对上人，等您认可"), "matches"),
        })
    }

    /// 三方对账 and the five states of the month's lines.
    fn reconciliation_items(&self, month: Month, now: Moment) -> Outcome<Vec<CheckItem>> {
        let text = month.to_string();
        let found = self.reconciliation_run(&text, None, now)?;
        let booked = |one: &&BookingView| one.difference.is_some_and(|difference| !difference.is_zero());
        let persons = found.persons.iter().filter(|one| !one.difference.is_zero()).count();
        let groups = found.by_booking.iter().filter(booked).count();
        let states = self.reconciliation_states(&text, None, None, now)?;
        let of = |reached: fn(&FiveStates) -> bool| states.iter().filter(|one| reached(one)).count();
        let (all, declared) = (states.len(), of(|one| one.declared.is_some()));
        let (debited, credited) = (of(|one| one.debited.is_some()), of(|one| one.credited.is_some()));
        let missing = found.not_imported.len();
        let reached = format!("{all} 项中已申报 {declared}，已划款 {debited}，已入账 {credited}");
        let whole = [declared, debited, credited].iter().all(|count| *count == all);
        Ok(vec![
            match missing {
                0 => item("records", Found::Pass, "工资、经办机构、银行三方资料都已导入".to_owned(), "import"),
                _ => item("records", Found::Warn, format!("三方资料还有 {missing} 项没有导入"), "import"),
            },
            match (persons, groups) {
                (0, 0) => item("difference", Found::Pass, "三方对账一分不差".to_owned(), "reconciliation"),
                _ => item(
                    "difference",
                    Found::Warn,
                    format!(
                        "对账差异：逐人 {persons} 项，银行 {groups} 笔，未说明的 {} 元",
                        found.residual.with_commas()
                    ),
                    "reconciliation",
                ),
            },
            item("states", if whole { Found::Pass } else { Found::Warn }, reached, "reconciliation"),
        ])
    }

    fn payment_item(&self, month: Month, now: Moment) -> Outcome<CheckItem> {
        let accounts = self.remittance_accounts(around(month), &[], now.date())?.accounts;
        let own: Vec<_> = accounts.iter().filter(|a| a.month == month && !a.due.is_zero()).collect();
        let of = |wanted: &[State]| own.iter().filter(|a| wanted.contains(&a.state(now.date()))).count();
        let (unpaid, unknown, due) = (of(&[State::Unpaid, State::Short]), of(&[State::NoBank]), of(&[State::Due]));
        Ok(match (unpaid, unknown, due) {
            (0, 0, 0) => item("paid", Found::Pass, "各项都已缴清".to_owned(), "remittance"),
            _ => item(
                "paid",
                Found::Warn,
                format!("未缴或未缴足 {unpaid} 项，未导入银行流水 {unknown} 项，未到期 {due} 项"),
                "remittance",
            ),
        })
    }

    fn true_up_item(&self, now: Moment) -> Outcome<CheckItem> {
        let open = self.true_up_list(now)?.proposals.len();
        Ok(match open {
            0 => item("true_ups", Found::Pass, "没有等待决定的补差".to_owned(), "ledger"),
            _ => item("true_ups", Found::Warn, format!("{open} 条补差等待决定"), "ledger"),
        })
    }

    fn backup_item(&self, now: Moment) -> Outcome<CheckItem> {
        let info = self.book_info()?;
        let last = info.last_backup.as_deref();
        let day = last.and_then(|text| text.get(..10)).and_then(|text| text.parse::<chrono::NaiveDate>().ok());
        let fresh = day.is_some_and(|day| (now.date() - day).num_days() <= BACKUP_DAYS);
        Ok(match (fresh, last) {
            (true, Some(last)) => item("backup", Found::Pass, format!("已核验的备份：{last}"), "settings"),
            (_, Some(last)) => item("backup", Found::Warn, format!("备份已过 {BACKUP_DAYS} 天：{last}"), "settings"),
            (_, None) => item("backup", Found::Warn, "还没有备份".to_owned(), "settings"),
        })
    }
}

fn item(code: &str, found: Found, text: String, screen: &str) -> CheckItem {
    CheckItem { code: code.to_owned(), state: found.id().to_owned(), text, screen: screen.to_owned() }
}
