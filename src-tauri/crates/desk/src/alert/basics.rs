//! 账簿与月份 — what an empty book needs first, open questions, the month's run and its open values, the recovery card, backups.

use chrono::NaiveDate;
use shebao_rules::alert::{Harm, Severity, days_left};
use shebao_rules::month::Month;

use super::{Alerts, count, plain};
use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::wire::alert::Alert;
use crate::wire::book::BookInfo;
use crate::wire::policy::OpenValue;

/// A backup older than this many days is asked for again.
const BACKUP_DAYS: i64 = 7;

impl Desk {
    /// What the book itself lacks.
    pub(super) fn basic_alerts(&self, info: &BookInfo, alerts: &mut Alerts) -> Outcome<()> {
        if info.units == 0 {
            let text = "先新增参保单位：地区、工伤费率、公积金比例".to_owned();
            alerts.add(Severity::Act, Harm::Month, None, plain("no_units", "参保单位", text, "新增单位", "units"));
        }
        if info.employees == 0 {
            let text = "导入花名册，或逐人录入员工".to_owned();
            alerts.add(Severity::Act, Harm::Month, None, plain("no_people", "员工", text, "导入", "import"));
        }
        let questions = count(self.view().questions(true)?.len());
        if questions > 0 {
            let text = format!("{questions} 个导入问题等您决定");
            let alert = plain("open_question", "导入问题", text, "回答", "questions");
            alerts.add(Severity::Act, Harm::Record, None, Alert { count: questions, ..alert });
        }
        self.exchange_alerts(alerts)?;
        if !info.demo && !info.recovery_confirmed {
            let text = "恢复卡还没有核对：丢了密码就打不开账簿".to_owned();
            alerts.add(Severity::Act, Harm::Book, None, plain("recovery_card", "恢复卡", text, "核对", "settings"));
        }
        if let Some(why) = self.backup_problem()? {
            let text = format!("上一次自动备份没有成功：{why}");
            alerts.add(Severity::Act, Harm::Book, None, plain("backup_failed", "备份", text, "处理", "settings"));
        }
        backup(info.last_backup.as_deref(), info.demo, alerts);
        if !info.demo && info.last_backup.is_some() && self.second_place_overdue(alerts.on)? {
            let text = "七天内没有备份送到第二处：电脑坏了或被勒索加密，只有别处的备份能救回账簿".to_owned();
            let alert = plain("second_place", "第二处备份", text, "设定", "settings");
            alerts.add(Severity::Soon, Harm::Book, None, alert);
        }
        Ok(())
    }

    /// Files that wait in the inbox, and matches that wait to be confirmed.
    fn exchange_alerts(&self, alerts: &mut Alerts) -> Outcome<()> {
        let files = count(self.inbox_waiting()?);
        if files > 0 {
            let text = format!("收件夹里有 {files} 个文件还没有导入");
            let alert = plain("inbox_files", "收件夹", text, "查看", "inbox");
            alerts.add(Severity::Soon, Harm::Record, None, Alert { count: files, ..alert });
        }
        let matches = count(self.view().weak_matches()?.len());
        if matches > 0 {
            let text = format!("{matches} 行按姓名或遮盖号码认定了人，等您认可");
            let alert = plain("weak_match", "待认可的匹配", text, "认可", "matches");
            alerts.add(Severity::Soon, Harm::Record, None, Alert { count: matches, ..alert });
        }
        Ok(())
    }

    /// The month of the day that is not computed, and what keeps lines of the newest one open.
    pub(super) fn month_alerts(&self, info: &BookInfo, alerts: &mut Alerts) -> Outcome<()> {
        if info.units == 0 || info.employees == 0 {
            return Ok(());
        }
        let view = self.view();
        let month = Month::of(alerts.on);
        if view.last_run(month, None)?.is_none() {
            let text = format!("{} 还没有核定", month.chinese());
            let alert = plain("month_not_run", &month.to_string(), text, "去核定", "ledger");
            alerts.add(Severity::Act, Harm::Month, None, Alert { focus: Some(month.to_string()), ..alert });
        }
        let Some(latest) = info.months.last() else { return Ok(()) };
        for open in self.contribution_open(read::month(latest, "月份")?)? {
            let alert = open_alert(&open)?;
            alerts.add(Severity::Act, Harm::Money, None, alert);
        }
        Ok(())
    }
}

fn open_alert(open: &OpenValue) -> Outcome<Alert> {
    let insurance = read::insurance(&open.insurance)?.chinese();
    let (code, what) = match open.gap.as_str() {
        "declared_base" => ("no_base", "缺申报基数"),
        "option" => ("unsettled_policy", "缺户口性质或医保档次"),
        _ => ("unsettled_policy", "政策值待确认"),
    };
    let text = format!("{} {insurance}{what}（{} {} 人）", open.unit, open.month, open.people);
    let alert = plain(code, &format!("{} {insurance}", open.unit), text, "去确认", "ledger");
    Ok(Alert { count: open.people, unit: Some(open.unit.clone()), focus: Some(open.month.clone()), ..alert })
}

/// The note of a backup begins with its day.
fn backup(last: Option<&str>, demo: bool, alerts: &mut Alerts) {
    let Some(note) = last else {
        if !demo {
            let text = "还没有备份".to_owned();
            alerts.add(Severity::Soon, Harm::Book, None, plain("backup", "备份", text, "备份", "settings"));
        }
        return;
    };
    let day: Option<NaiveDate> = note.get(..10).and_then(|text| text.parse().ok());
    let age = day.map(|day| -days_left(day, alerts.on));
    match age.filter(|age| *age > BACKUP_DAYS) {
        Some(age) => {
            let alert = plain("backup", "备份", format!("上次已核验的备份是 {age} 天前：{note}"), "备份", "settings");
            alerts.add(Severity::Soon, Harm::Book, None, alert);
        }
        None => {
            let alert = plain("backup", "备份", format!("上次已核验的备份：{note}"), "查看", "settings");
            alerts.add(Severity::Done, Harm::Book, None, Alert { count: 0, ..alert });
        }
    }
}
