//! 工作台 — what waits for the clerk, worst first, each with the screen that settles it.

use shebao_rules::month::Month;

use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::book::WorkItem;

impl Desk {
    /// 今日待办 from what the book knows.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn work_list(&self, now: Moment) -> Outcome<Vec<WorkItem>> {
        let info = self.book_info()?;
        let mut items = Vec::new();
        if info.units == 0 {
            items.push(item("no_units", "act", "先新增参保单位：地区、工伤费率、公积金比例", 1, "units"));
        }
        if info.employees == 0 {
            items.push(item("no_people", "act", "导入花名册，或逐人录入员工", 1, "import"));
        }
        let questions = count(self.view().questions(true)?.len());
        if questions > 0 {
            let text = format!("{questions} 个导入问题等您决定");
            items.push(item("open_question", "act", &text, questions, "import"));
        }
        if info.units > 0 && info.employees > 0 {
            self.month_items(now, &mut items)?;
        }
        self.retirement_items(now, &mut items)?;
        if !info.demo && !info.recovery_confirmed {
            items.push(item("recovery_card", "act", "恢复卡还没有核对：丢了密码就打不开账簿", 1, "settings"));
        }
        match &info.last_backup {
            Some(when) => items.push(item("backup", "done", &format!("上次已核验的备份：{when}"), 0, "settings")),
            None if info.demo => {}
            None => items.push(item("backup", "soon", "还没有备份", 1, "settings")),
        }
        Ok(items)
    }

    fn month_items(&self, now: Moment, items: &mut Vec<WorkItem>) -> Outcome<()> {
        let month = Month::of(now.date());
        let view = self.view();
        if view.last_run(month, None)?.is_none() {
            items.push(item("month_not_run", "act", &format!("{} 还没有核定", month.chinese()), 1, "ledger"));
        }
        let latest = view.contribution_months()?.into_iter().next_back();
        let Some(latest) = latest else { return Ok(()) };
        for open in self.contribution_ledger(&latest.to_string())?.open {
            let insurance = crate::read::insurance(&open.insurance)?.chinese();
            let (kind, what) = match open.gap.as_str() {
                "declared_base" => ("no_base", "缺申报基数"),
                "option" => ("unsettled_policy", "缺户口性质或医保档次"),
                _ => ("unsettled_policy", "政策值待确认"),
            };
            let text = format!("{} {insurance}{what}（{} {} 人）", open.unit, latest, open.people);
            items.push(item(kind, "act", &text, open.people, "ledger"));
        }
        Ok(())
    }
}

pub(crate) fn item(kind: &str, severity: &str, text: &str, count: u32, screen: &str) -> WorkItem {
    WorkItem {
        kind: kind.to_owned(),
        severity: severity.to_owned(),
        text: text.to_owned(),
        count,
        screen: screen.to_owned(),
    }
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
