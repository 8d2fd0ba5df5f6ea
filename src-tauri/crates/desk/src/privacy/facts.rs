//! 程序所见 — what the book itself can say to an assessment or an audit.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_store::{FormKind, JournalFilter, RequestState};

use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;

/// 程序所见 by its key, as `assets/privacy` names it.
pub(super) type Facts = BTreeMap<&'static str, String>;

impl Desk {
    /// Every fact, as of now.
    pub(super) fn privacy_facts(&self, now: Moment) -> Outcome<Facts> {
        let (info, keeping) = (self.book_info()?, self.privacy_keeping(now)?);
        let frozen = keeping.kept.iter().filter(|person| person.state == "frozen").count();
        let over = keeping.kept.iter().filter(|person| person.over).count();
        let left = keeping.kept.len();
        let users: Vec<String> =
            info.users.iter().map(|user| format!("{}（{}）", user.name, role(&user.role))).collect();
        let mut facts = Facts::from([
            (
                "kinds",
                format!(
                    "姓名、证件号码、出生日期、户口、联系电话、工资卡号、工资、参保和缴费记录、报销记录；在职或在保 {} 人，\
                     离职留存 {left} 人",
                    keeping.serving
                ),
            ),
            (
                "keeping",
                format!("保存年限 {} 年；离职 {left} 人，其中封存 {frozen} 人、期限已届满 {over} 人", keeping.years),
            ),
            ("erased", format!("已删除 {} 人；备份带有删除标记，恢复旧备份时再次删除", keeping.erased.len())),
            ("users", users.join("、")),
            ("abroad", "程序不联网，不向任何一方传送数据".to_owned()),
            (
                "protection",
                format!("账簿、附件和备份全部加密（SQLCipher，AES-256）；无操作 {} 分钟自动锁定", info.idle_minutes),
            ),
        ]);
        facts.insert("sensitive", self.sensitive()?);
        facts.insert("backup", self.backup_fact(now)?);
        facts.insert("journal", self.journal_fact()?);
        facts.insert("requests", self.request_fact(now)?);
        facts.insert("handed_out", self.handed_out(now)?);
        facts.insert("assessments", self.forms_fact(FormKind::Assessment)?);
        facts.insert("incidents", self.forms_fact(FormKind::Incident)?);
        Ok(facts)
    }

    fn sensitive(&self) -> Outcome<String> {
        let view = self.view();
        let cards = view.employees()?.iter().filter(|employee| employee.bank_account.is_some()).count();
        Ok(format!("工资卡号 {cards} 人；报销登记 {} 笔，就诊医院和诊断单独存放", view.claims()?.len()))
    }

    fn backup_fact(&self, now: Moment) -> Outcome<String> {
        let state = self.backup_state(now)?;
        let day = |at: Option<String>| at.unwrap_or_else(|| "没有".to_owned());
        Ok(format!(
            "最近一次已核验的备份：{}；第二处：{}；恢复演练：{}",
            day(state.at),
            day(state.second_at),
            day(state.rehearsed)
        ))
    }

    fn journal_fact(&self) -> Outcome<String> {
        let proof = self.journal_verify(&[])?;
        let whole = if proof.ok { "完好" } else { "核验不通过" };
        Ok(format!("{} 条记录，链{whole}，核对码 {} {}", proof.rows, proof.rows, proof.head))
    }

    fn request_fact(&self, now: Moment) -> Outcome<String> {
        let all = self.view().privacy_requests()?;
        let of = |state| all.iter().filter(|request| request.state == state).count();
        let late = all.iter().filter(|r| r.answered_on.unwrap_or(now.date()) > r.due_on).count();
        Ok(format!(
            "共 {} 件：已办理 {}、已拒绝 {}、待处理 {}；超过单位自定的 {} 天的 {late} 件",
            all.len(),
            of(RequestState::Done),
            of(RequestState::Refused),
            of(RequestState::Open),
            self.request_days()?
        ))
    }

    /// Papers, copies and archives of the year before the day.
    fn handed_out(&self, now: Moment) -> Outcome<String> {
        let since = now.date().checked_sub_months(chrono::Months::new(12)).unwrap_or(NaiveDate::MIN);
        let view = self.view();
        let papers = view.statements()?.iter().filter(|paper| paper.issued_on >= since).count();
        let rows = self.book.actions(usize::MAX)?;
        let of = |name: &str| rows.iter().filter(|row| row.action == name && row.time.date() >= since).count();
        Ok(format!(
            "近一年：出具文书 {papers} 份，个人信息副本 {} 份，年度档案 {} 份",
            of("person.copy"),
            of("archive.make")
        ))
    }

    fn forms_fact(&self, kind: FormKind) -> Outcome<String> {
        let all = self.view().privacy_forms()?;
        let own: Vec<_> = all.iter().filter(|form| form.kind == kind).collect();
        let newest = own.iter().filter_map(|form| form.finished_on).max();
        let newest = newest.map_or_else(String::new, |day| format!("，最近一份完成于 {day}"));
        let done = own.iter().filter(|form| form.finished_on.is_some()).count();
        Ok(format!("共 {} 份，已完成 {done} 份{newest}", own.len()))
    }

    /// The rows of the journal that concern a person.
    pub(super) fn journal_rows_of(&self, employee_id: i64) -> Outcome<Vec<shebao_store::JournalEntry>> {
        let filter = JournalFilter { employee_id: Some(employee_id), ..JournalFilter::default() };
        Ok(self.book.journal(&filter)?)
    }
}

fn role(id: &str) -> &'static str {
    id.parse().map_or("", shebao_store::Role::chinese)
}
