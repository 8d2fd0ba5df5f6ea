//! 文书打印 — a form as a PDF.

use std::path::Path;

use shebao_documents::export::table::Value;
use shebao_documents::paper::{ReportPart, ReportView};

use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::handout;
use crate::wire::privacy_form::{FormFile, FormItem, FormView};

impl Desk {
    /// 打印文书 to a file of the clerk's choice; a form that is not finished is marked 草稿.
    ///
    /// # Errors
    /// [`crate::Code::UnknownRecord`], [`crate::Code::MissingGlyphs`], [`crate::Code::CannotWrite`].
    pub fn privacy_form_print(&self, id: i64, path: &Path, now: Moment) -> Outcome<FormFile> {
        let stored = self.form(id)?;
        let form = self.form_view(&stored, now)?;
        let (info, sheet) = (self.book.info()?, self.tools.forms.of(stored.kind)?);
        let laws: Vec<String> = sheet.laws.iter().map(|law| self.cited(law, stored.made_on)).collect();
        let draft = if form.finished_on.is_none() { "（草稿，未完成）" } else { "" };
        let code = info.journal_head.code;
        let mut parts = vec![head(&form, &laws)];
        parts.extend(form.parts.iter().map(|part| ReportPart {
            name: part.name.clone(),
            columns: columns(&[("项目", 34), ("依据", 16), ("程序所见", 30), ("结论", 8), ("说明", 34)]),
            rows: part.items.iter().map(row).collect(),
            ..ReportPart::default()
        }));
        let view = ReportView {
            title: format!("{}{draft}", form.name),
            company: info.company,
            credit_code: info.credit_code,
            traced: format!("生成时间：{}　台账核对码：{code}", now.format("%Y-%m-%d %H:%M")),
            journal_code: code,
            printed_at: now,
            parts,
            authority: "“程序所见”是建立本文书当日账簿中的情况，由程序填写；结论和说明由本单位填写并负责。".to_owned(),
        };
        let printed = self.tools.paper.report(&view)?;
        handout::write(path, &printed.pdf)?;
        let pages = u32::try_from(printed.pages).unwrap_or(u32::MAX);
        Ok(FormFile { file: path.display().to_string(), pages })
    }
}

fn head(form: &FormView, laws: &[String]) -> ReportPart {
    let line = |name: &str, value: &str| vec![Value::text(name), Value::text(value)];
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let rows = vec![
        line("事项", &form.title),
        line("法律依据", &laws.join("、")),
        line("建立日期", &form.made_on),
        line("完成日期", &day(&form.finished_on)),
        line("至少保存至", &day(&form.keep_until)),
    ];
    ReportPart {
        name: "基本情况".to_owned(),
        columns: columns(&[("栏目", 20), ("内容", 90)]),
        rows,
        ..ReportPart::default()
    }
}

fn row(item: &FormItem) -> Vec<Value> {
    let choice = match item.choice.as_deref() {
        Some("yes") => "是",
        Some("no") => "否",
        Some(_) => "不适用",
        None => "",
    };
    let seen = item.seen.as_deref().unwrap_or_default();
    [item.ask.as_str(), item.basis.as_str(), seen, choice, item.note.as_str()].map(Value::text).to_vec()
}

pub(super) fn columns(all: &[(&str, u16)]) -> Vec<(String, u16)> {
    all.iter().map(|(text, width)| ((*text).to_owned(), *width)).collect()
}
