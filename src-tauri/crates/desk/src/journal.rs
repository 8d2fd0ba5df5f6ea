//! 操作记录 — what was done, in the clerk's words, and taking it back.

use shebao_store::{JournalAction, JournalEntry, JournalFilter};

use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::unit::small;
use crate::wire::journal::{JournalLine, Undone};

impl Desk {
    /// 操作记录, newest first, one line per action.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn journal_list(&self, limit: usize) -> Outcome<Vec<JournalLine>> {
        self.book.actions(limit)?.iter().map(|action| self.line(action)).collect()
    }

    fn line(&self, action: &JournalAction) -> Outcome<JournalLine> {
        let entries = self.entries(action.action_seq)?;
        Ok(JournalLine {
            action_seq: small(action.action_seq),
            time: action.time.format("%Y-%m-%d %H:%M:%S").to_string(),
            user: action.user.clone(),
            action: words(&action.action).to_owned(),
            object: entries.first().map(object).unwrap_or_default(),
            changes: entries.iter().map(count).sum(),
            undoable: action.in_effect && undoable(&action.action),
            undoes: action.undoes.map(small),
        })
    }

    fn entries(&self, action_seq: i64) -> Outcome<Vec<JournalEntry>> {
        let filter = JournalFilter { action_seq: Some(action_seq), ..JournalFilter::default() };
        Ok(self.book.journal(&filter)?)
    }

    /// 撤销 an action (the last one when none is named); undoing an undo does it again.
    ///
    /// # Errors
    /// [`crate::Code::NothingToUndo`], [`crate::Code::UndoBlocked`] naming what stands on it.
    pub fn undo(&mut self, action_seq: Option<i64>, now: Moment) -> Outcome<Undone> {
        let undone = self.book.undo(action_seq, now)?;
        let changes = self.entries(undone.action_seq)?.iter().map(count).sum();
        Ok(Undone { undone: small(undone.undid), action: words(&undone.action).to_owned(), changes })
    }
}

fn count(entry: &JournalEntry) -> u32 {
    u32::try_from(entry.changes.len()).unwrap_or(u32::MAX)
}

/// What was acted on, without any person's name: the month or file the summary names.
fn object(entry: &JournalEntry) -> String {
    let named = |key: &str| entry.summary.get(key).and_then(serde_json::Value::as_str);
    named("file").or_else(|| named("month")).unwrap_or_default().to_owned()
}

fn undoable(action: &str) -> bool {
    !matches!(action, "book.create" | "statement.issue" | "month.close")
}

/// 动作 in the clerk's words.
pub(crate) fn words(action: &str) -> &'static str {
    match action {
        "book.create" => "新建账簿",
        "unit.add" => "新增参保单位",
        "setting.add" => "新增单位参数",
        "setting.end" => "终止单位参数",
        "roster.add" => "新增员工",
        "roster.edit" => "修改员工资料",
        "enrollment.enroll" => "增员",
        "enrollment.withdraw" => "减员",
        "base.declare" => "申报基数",
        "contribution.run" => "核定月份",
        "exchange.import" => "导入表格",
        "exchange.answer" => "回答导入问题",
        "statement.issue" => "出具文书",
        "demo.build" => "建立演示数据",
        "undo" | "redo" => "撤销",
        _ => "其他操作",
    }
}
