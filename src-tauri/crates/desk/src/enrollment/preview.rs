//! 办理前预览 — which months an enrolment or a withdrawal covers, what it costs both sides, what to look at before the click.

use chrono::NaiveDate;
use shebao_rules::enrollment::{Change, Facts, Spell, Task, TaskKind, TaskState, day_of, first_month, last_month};
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::month::Month;
use shebao_rules::national::deadline::FundWorker;
use shebao_store::{ContributionLine, Employee, Enrollment, MonthFacts, Person, Stored, Unit};

use super::days::UNIT_SETTING;
use super::tasks::{Bench, Clock};
use crate::authority::Authority;
use crate::book::Desk;
use crate::contribution::assess_month;
use crate::error::Outcome;
use crate::law::article_id;
use crate::obligation::sentence;
use crate::wire::enrollment::{CostLine, EnrollmentNote, EnrollmentPreview, EnrollmentQuery};
use crate::{Moment, read};

/// Everything about the one enrolment that is looked at.
struct Look<'l> {
    employee: &'l Stored<Employee>,
    unit: &'l Stored<Unit>,
    scope: Scope,
    group: Group,
    facts: Facts,
    bench: Bench,
    today: NaiveDate,
}

impl Desk {
    /// 办理前预览: months, statutory day, cost to both sides, and what to look at first. Nothing is written.
    ///
    /// # Errors
    /// [`crate::Code::UnknownEmployee`], [`crate::Code::UnknownUnit`], [`crate::Code::InvalidInput`] naming the field.
    pub fn enrollment_preview(&self, query: &EnrollmentQuery, now: Moment) -> Outcome<EnrollmentPreview> {
        let employee = self.employee(&query.employee_no)?;
        let unit = self.unit_named(&query.unit)?;
        let scope = read::scope(&query.scope)?;
        let group = scope.group();
        let bench = self.task_bench()?;
        let facts = self.task_facts(&employee, &bench, now.date())?;
        let look = Look { employee: &employee, unit: &unit, scope, group, facts, bench, today: now.date() };
        let month = read::month_or_none(query.month.as_deref(), "年月")?;
        match query.kind.as_str() {
            "enroll" => self.enroll_preview(&look, month, query.base.as_deref()),
            "withdraw" => self.withdraw_preview(&look, month),
            "base" => {
                let month = month.unwrap_or_else(|| Month::of(look.today));
                let lines = self.cost(&look, month, None, query.base.as_deref())?;
                Ok(EnrollmentPreview {
                    kind: "base".to_owned(),
                    month: month.to_string(),
                    ..with_cost(Clock::default(), &lines)
                })
            }
            _ => Err(read::invalid("办理", "enroll、withdraw、base")),
        }
    }

    fn enroll_preview(&self, look: &Look<'_>, month: Option<Month>, base: Option<&str>) -> Outcome<EnrollmentPreview> {
        let mut notes = Vec::new();
        let spell = look.spell(|spell| spell.hired.is_some());
        let hired = spell.and_then(|s| s.hired).map(day_of);
        let started = hired.map_or(Month::of(look.today), Month::of);
        let proposed = self.fund_start(look, started, &mut notes)?;
        let month = month.unwrap_or(proposed);
        let cutoff_day = look.bench.days.cutoff(Some(look.unit.id), true, look.group, Month::of(look.today));
        let first = first_month(month, look.today, cutoff_day);
        cutoff_notes(look, first, cutoff_day, &mut notes);
        let change = hired.map_or(Change::Hired, |hired| self.enroll_change(look, hired));
        self.person_notes(look, change, &mut notes);
        self.own_rule_notes(look, month, &mut notes);
        self.overlap_notes(look, month, &mut notes)?;
        let clock = hired.map(|hired| self.clock(&look.task(TaskKind::Enroll, hired), &look.bench.days, look.today));
        let clock = clock.unwrap_or_default();
        let lines = self.cost(look, month, None, base)?;
        if lines.iter().any(|line| line.gap.as_deref() == Some("declared_base")) {
            notes.push(note("no_base", "没有申报基数，金额算不出来；可以现在填，也可以以后申报".to_owned()));
        }
        Ok(EnrollmentPreview {
            kind: "enroll".to_owned(),
            event: hired.map(|d| d.to_string()),
            month: month.to_string(),
            booked: Some(first.booked.to_string()),
            late: first.late,
            months_behind: first.months_behind,
            cutoff_day,
            notes,
            ..with_cost(clock, &lines)
        })
    }

    fn withdraw_preview(&self, look: &Look<'_>, month: Option<Month>) -> Outcome<EnrollmentPreview> {
        let mut notes = Vec::new();
        let spell = look.spell(|spell| spell.left.is_some());
        let left = spell.and_then(|s| s.left).map(day_of);
        let leaving = left.unwrap_or(look.today);
        let cutoff_day = look.bench.days.cutoff(Some(look.unit.id), false, look.group, Month::of(leaving));
        let last = last_month(leaving, cutoff_day);
        let month = month.unwrap_or(last.month);
        if let Some(day) = cutoff_day.filter(|_| last.after_cutoff) {
            notes.push(by_unit(note(
                "after_cutoff",
                format!("离职日已过当月减员截止日（每月 {day} 日）：请核对 {} 的申报名册，不要再列入", month.next()),
            )));
        }
        if left.is_none() {
            notes.push(note("papers", "还没有登记离职日期；在职期间当月发放工资的，当月应缴".to_owned()));
        } else {
            let papers = "离职时出具解除或终止劳动合同证明，15 日内办理关系转移并告知失业人员名单".to_owned();
            notes.push(self.cited_note(note("papers", papers), "ldht", "50", look.today));
        }
        let clock = self.clock(&look.task(TaskKind::Withdraw, leaving), &look.bench.days, look.today);
        let lines = self.cost(look, month, Some(month), None)?;
        Ok(EnrollmentPreview {
            kind: "withdraw".to_owned(),
            event: left.map(|d| d.to_string()),
            month: month.to_string(),
            cutoff_day,
            notes,
            ..with_cost(clock, &lines)
        })
    }

    /// 起缴月: the month of the hire, and for the fund of a first-ever worker the one after (条例 第十七条).
    fn fund_start(&self, look: &Look<'_>, started: Month, notes: &mut Vec<EnrollmentNote>) -> Outcome<Month> {
        if look.group != Group::HousingFund {
            return Ok(started);
        }
        let first_ever = self.first_ever(look.employee.id)?;
        let worker = if first_ever == Some(true) { FundWorker::FirstEver } else { FundWorker::Transferred };
        let Some(start) = self.tools.national.fund_start(worker, started) else { return Ok(started) };
        let text = match first_ever {
            Some(true) => format!("首次参加工作：公积金从参加工作的第二个月（{}）起缴", start.month),
            Some(false) => return Ok(start.month),
            None => "是否首次参加工作还没有登记；首次参加工作的，公积金从第二个月起缴".to_owned(),
        };
        let mut found = note("first_ever", text);
        let cited = self.tools.laws.cited(&start.source.title, look.today);
        found.basis = Some(cited.map_or_else(|| start.source.title.clone(), |(law, article)| law.title(article)));
        found.law = cited.map(|(law, article)| article_id(law, article));
        notes.push(found);
        Ok(start.month)
    }

    fn enroll_change(&self, look: &Look<'_>, hired: NaiveDate) -> Change {
        let found = shebao_rules::enrollment::tasks(&look.facts, &|_, _| None, look.today.max(hired));
        let of_hire = found.into_iter().find(|t| t.kind == TaskKind::Enroll && t.event == hired);
        of_hire.map_or(Change::Hired, |task| task.change)
    }

    fn person_notes(&self, look: &Look<'_>, change: Change, notes: &mut Vec<EnrollmentNote>) {
        match change {
            Change::Rehired => notes.push(note("rehired", "再次入职：沿用原个人编号，另立一段参保关系".to_owned())),
            Change::MovedRegion => {
                let text = "跨统筹区调动：原单位同时减员，养老、医疗关系随本人转移".to_owned();
                notes.push(self.cited_note(note("moved_region", text), "sbf", "19", look.today));
            }
            Change::Moved => {
                notes.push(note("moved_region", "本公司内调动：原单位同时减员，不要同月两处参保".to_owned()))
            }
            Change::Hired | Change::Left => {}
        }
        if look.group == Group::HousingFund && look.facts.fund_by_agreement {
            let text = "该证件类型的公积金由单位与本人协商，是否可开户以当地公积金中心为准".to_owned();
            notes.push(note("by_agreement", text));
        }
        if look.facts.over_age && look.group == Group::Social {
            let basis = self.tools.national.over_age(look.today).map(|rule| rule.source.title.clone());
            let text = "已过法定退休月份：只须参加工伤保险，养老、医疗由双方协商".to_owned();
            notes.push(EnrollmentNote { basis, ..note("over_age", text) });
        }
    }

    /// What the rules of foreigners and of people of 港澳台 say of the social insurances.
    fn own_rule_notes(&self, look: &Look<'_>, month: Month, notes: &mut Vec<EnrollmentNote>) {
        for rule in self.own_rules(look.employee, month).iter().filter(|rule| rule.persons.is_some()) {
            let held = self.library.insurances(&look.unit.region, month, look.today);
            let speaks = |i: &&Insurance| look.scope.includes(**i) && held.contains(*i) && !i.is_fund();
            let of: Vec<Insurance> = rule.insurances.iter().filter(speaks).copied().collect();
            if !of.is_empty() {
                let more = rule.note.map_or_else(String::new, |note| format!("（{note}）"));
                let basis = Some(rule.source.title.clone());
                notes.push(EnrollmentNote { basis, ..note("own_rule", sentence(rule, &of) + &more) });
            }
        }
    }

    /// Cover elsewhere in the same months: in the book's other units, and what the onboarding check knows.
    fn overlap_notes(&self, look: &Look<'_>, month: Month, notes: &mut Vec<EnrollmentNote>) -> Outcome<()> {
        let names = self.unit_names()?;
        let meets = |scope: Scope| match scope {
            Scope::Group(group) => group == look.group,
            Scope::One(one) => one.group() == look.group,
        };
        let elsewhere = look.facts.covers.iter().filter(|c| meets(c.scope) && c.last.is_none_or(|last| month <= last));
        for cover in elsewhere {
            let unit = names.get(&cover.unit).cloned().unwrap_or_default();
            let until = cover.last.map_or_else(|| "仍在参保".to_owned(), |last| format!("参保到 {last}"));
            let text = if cover.unit == look.unit.id {
                format!("本单位已有参保关系（{} 起，{until}）", cover.first)
            } else {
                format!("在 {unit} {until}（{} 起）：同月两处参保会重复缴费", cover.first)
            };
            notes.push(note("overlap", text));
        }
        for past in self.view().past_covers_of(look.employee.id)? {
            let runs = past.insurance.group() == look.group && past.last_month.is_none_or(|last| month <= last);
            if runs {
                let text = format!(
                    "{}在 {} 以{}身份仍在参保：先办本单位增员，再请其停保或由经办机构核减",
                    past.insurance.chinese(),
                    past.employer.as_deref().unwrap_or("别处"),
                    past.kind.chinese()
                );
                notes.push(self.cited_note(note("past_cover", text), "sbf", "58", look.today));
            }
        }
        Ok(())
    }

    /// The lines of one person and one month as if the cover stood already (or ended with `last`).
    fn cost(
        &self,
        look: &Look<'_>,
        month: Month,
        last: Option<Month>,
        base: Option<&str>,
    ) -> Outcome<Vec<ContributionLine>> {
        let view = self.view();
        let employee = look.employee;
        let enrollment = Enrollment {
            employee_id: employee.id,
            unit_id: look.unit.id,
            scope: look.scope,
            first_month: month,
            last_month: last,
            first_month_late: false,
            reason: None,
            origin: None,
            authority: Authority::Clerk.id().to_owned(),
        };
        let mut bases = view.declared_bases_begun(month, Some(look.unit.id))?;
        bases.retain(|b| b.employee_id == employee.id);
        if let Some(amount) = read::yuan_or_none(base, "申报基数")? {
            bases = vec![Stored { id: 0, row: super::onboarding_base(&enrollment, amount) }];
        }
        let person = Person {
            id: employee.id,
            id_type: employee.id_type,
            birth: employee.birth,
            sex: employee.sex,
            hukou: employee.hukou,
            medical_tier: employee.medical_tier,
            position_class: employee.position_class,
        };
        let facts = MonthFacts {
            units: vec![look.unit.clone()],
            settings: view.settings()?,
            persons: vec![person],
            enrollments: vec![Stored { id: 0, row: enrollment }],
            bases,
        };
        Ok(assess_month(&self.library, &facts, month, look.today)?.lines)
    }

    fn cited_note(&self, note: EnrollmentNote, law: &str, article: &str, on: NaiveDate) -> EnrollmentNote {
        let Some((law, article)) = self.tools.laws.article(law, article, on) else { return note };
        EnrollmentNote { basis: Some(law.title(article)), law: Some(article_id(law, article)), ..note }
    }
}

impl Look<'_> {
    /// The newest spell at the unit that has what is asked for.
    fn spell(&self, has: impl Fn(&Spell) -> bool) -> Option<&Spell> {
        let here = |spell: &&Spell| spell.unit.is_none_or(|unit| unit == self.unit.id) && has(spell);
        self.facts.spells.iter().rfind(here)
    }

    fn task(&self, kind: TaskKind, event: NaiveDate) -> Task {
        Task {
            kind,
            unit: Some(self.unit.id),
            group: Some(self.group),
            change: Change::Hired,
            event,
            state: TaskState::Open,
            from_unit: None,
        }
    }
}

fn cutoff_notes(
    look: &Look<'_>,
    first: shebao_rules::enrollment::FirstMonth,
    cutoff_day: Option<u32>,
    notes: &mut Vec<EnrollmentNote>,
) {
    use chrono::Datelike;
    if let Some(day) = cutoff_day.filter(|day| look.today.day() > *day && first.late) {
        notes.push(by_unit(note(
            "after_cutoff",
            format!("已过本月增员截止日（每月 {day} 日）：{} 照常应缴，在 {} 申报入库", first.month, first.booked),
        )));
    }
    if first.months_behind >= 2 {
        let text = format!(
            "从 {} 到现在已有 {} 个月没有申报：过去的月份单独走补缴，滞纳金由单位承担",
            first.month, first.months_behind
        );
        notes.push(note("months_behind", text));
    }
}

fn with_cost(clock: Clock, lines: &[ContributionLine]) -> EnrollmentPreview {
    let text = |amount: Option<shebao_rules::money::Yuan>| amount.map(|y| y.to_string());
    let line = |line: &ContributionLine| CostLine {
        insurance: line.insurance.to_string(),
        base: text(line.base),
        employer: text(line.employer),
        employee: text(line.employee),
        status: line.status.id().to_owned(),
        gap: line.gap.clone(),
    };
    let sum = |side: fn(&ContributionLine) -> Option<shebao_rules::money::Yuan>| {
        lines.iter().filter_map(side).sum::<shebao_rules::money::Yuan>().to_string()
    };
    EnrollmentPreview {
        due: clock.due.map(|d| d.to_string()),
        basis: clock.basis,
        law: clock.law,
        cost: lines.iter().map(line).collect(),
        employer: sum(|l| l.employer),
        employee: sum(|l| l.employee),
        ..EnrollmentPreview::default()
    }
}

fn note(code: &str, message: String) -> EnrollmentNote {
    EnrollmentNote { code: code.to_owned(), message, basis: None, law: None }
}

fn by_unit(note: EnrollmentNote) -> EnrollmentNote {
    EnrollmentNote { basis: Some(UNIT_SETTING.to_owned()), ..note }
}
