//! 个人信息保护文书 — 影响评估, 合规审计自查, 安全事件记录: begun with what the program sees in the book, answered by the clerk.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use shebao_store::{Action, FormKind, PrivacyForm, Stored};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::privacy_form::{FormAnswers, FormItem, FormPart, FormView, NewForm};
use crate::wire::small;
use crate::{Moment, read};

/// A form as the asset has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormSheet {
    kind: FormKind,
    pub(super) name: String,
    pub(super) laws: Vec<String>,
    keep_years: u32,
    finish_days: u32,
    repeat_months: u32,
    part: Vec<SheetPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetPart {
    name: String,
    item: Vec<SheetItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetItem {
    id: String,
    ask: String,
    law: String,
    seen: Option<String>,
    #[serde(default)]
    choose: bool,
}

/// 文书格式, read once.
pub(crate) struct FormSheets(Vec<FormSheet>);

impl FormSheets {
    /// Reads the assets.
    ///
    /// # Errors
    /// What they do not follow.
    pub(crate) fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, String> {
        let read = |(path, text): (&str, &str)| toml::from_str(text).map_err(|error| format!("{path}: {error}"));
        files.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn of(&self, kind: FormKind) -> Outcome<&FormSheet> {
        let found = self.0.iter().find(|sheet| sheet.kind == kind);
        found.ok_or_else(|| Failure::new(Code::Internal).with("at", "privacy form"))
    }
}

/// What is kept of one item.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Answer {
    seen: Option<String>,
    choice: Option<String>,
    note: String,
}

type Answers = BTreeMap<String, Answer>;

fn answers_of(form: &PrivacyForm) -> Outcome<Answers> {
    serde_json::from_value(form.answers.clone()).map_err(|_| Failure::new(Code::BookDamaged).with("at", "privacy form"))
}

fn kept(answers: &Answers) -> Outcome<serde_json::Value> {
    serde_json::to_value(answers).map_err(|_| Failure::new(Code::Internal).with("at", "privacy form"))
}

impl Desk {
    /// 文书一览, the newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn privacy_forms(&self, now: Moment) -> Outcome<Vec<FormView>> {
        self.view().privacy_forms()?.iter().map(|form| self.form_view(form, now)).collect()
    }

    /// 建立文书 with what the program sees in the book today.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for an unknown kind or without a title.
    pub fn privacy_form_new(&mut self, new: &NewForm, now: Moment) -> Outcome<FormView> {
        let kind: FormKind = new.kind.parse().map_err(|_| read::invalid("文书", "assessment、audit、incident"))?;
        let title =
            read::given(Some(&new.title)).ok_or_else(|| read::invalid("事项", "2026 年社保业务的个人信息处理"))?;
        let facts = self.privacy_facts(now)?;
        let tools = std::sync::Arc::clone(&self.tools);
        let sheet = tools.forms.of(kind)?;
        let items = sheet.part.iter().flat_map(|part| &part.item);
        let seen = |item: &SheetItem| item.seen.as_ref().and_then(|key| facts.get(key.as_str())).cloned();
        let answers: Answers =
            items.map(|item| (item.id.clone(), Answer { seen: seen(item), ..Answer::default() })).collect();
        let made_on = now.date();
        let form = PrivacyForm {
            kind,
            title: title.to_owned(),
            made_on,
            answers: kept(&answers)?,
            finished_on: None,
            due_on: made_on.checked_add_days(Days::new(sheet.finish_days.into())),
            keep_until: made_on.checked_add_months(Months::new(sheet.keep_years * 12)),
        };
        let action = Action { action: "privacy.form", object: "privacy_form" };
        let (id, _) = self.book.act(&action, now, |tx| tx.insert_privacy_form(&form).map_err(Failure::from))?;
        self.form_view(&self.form(id)?, now)
    }

    /// 填写, and 完成 once nothing is open: then the day of the next one is set, and how long this one is kept counts anew.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for an unknown item, or an open one at finishing; [`Code::UnknownRecord`] for a form that is
    /// none or is finished.
    pub fn privacy_form_fill(&mut self, filled: &FormAnswers, now: Moment) -> Outcome<FormView> {
        let mut stored = self.form(filled.id.into())?;
        if stored.finished_on.is_some() {
            return Err(Failure::new(Code::UnknownRecord).with("what", "未完成的文书"));
        }
        let mut answers = answers_of(&stored)?;
        for given in &filled.answers {
            let known = || read::invalid("项目", &given.item);
            let answer = answers.get_mut(&given.item).ok_or_else(known)?;
            answer.note = given.note.trim().to_owned();
            answer.choice = given.choice.clone().filter(|choice| matches!(choice.as_str(), "yes" | "no" | "none"));
        }
        stored.row.answers = kept(&answers)?;
        if filled.finish {
            let open = self.form_view(&stored, now)?.open;
            if open > 0 {
                return Err(read::invalid("未填项目", &format!("还有 {open} 项没有填写，填完再完成")));
            }
            let sheet = self.tools.forms.of(stored.kind)?;
            finish(&mut stored.row, sheet, now.date());
        }
        let object = format!("privacy_form:{}", stored.id);
        let action = Action { action: "privacy.fill", object: &object };
        self.book.act(&action, now, |tx| tx.update_privacy_form(stored.id, &stored.row).map_err(Failure::from))?;
        self.form_view(&self.form(stored.id)?, now)
    }

    pub(super) fn form(&self, id: i64) -> Outcome<Stored<PrivacyForm>> {
        let found = self.view().privacy_form(id)?;
        found.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "文书"))
    }

    pub(super) fn form_view(&self, form: &Stored<PrivacyForm>, now: Moment) -> Outcome<FormView> {
        let (sheet, answers) = (self.tools.forms.of(form.kind)?, answers_of(form)?);
        let parts = sheet.part.iter().map(|part| FormPart {
            name: part.name.clone(),
            items: part.item.iter().map(|item| self.item(item, answers.get(&item.id), form.made_on)).collect(),
        });
        let parts: Vec<FormPart> = parts.collect();
        let open = parts.iter().flat_map(|part| &part.items).filter(|item| is_open(item)).count();
        Ok(FormView {
            id: small(form.id),
            kind: form.kind.id().to_owned(),
            name: sheet.name.clone(),
            title: form.title.clone(),
            made_on: form.made_on.to_string(),
            finished_on: form.finished_on.map(|day| day.to_string()),
            due_on: form.due_on.map(|day| day.to_string()),
            keep_until: form.keep_until.map(|day| day.to_string()),
            overdue: form.due_on.is_some_and(|day| day < now.date()),
            open: u32::try_from(open).unwrap_or(u32::MAX),
            parts,
        })
    }

    fn item(&self, item: &SheetItem, answer: Option<&Answer>, on: NaiveDate) -> FormItem {
        let answer = answer.cloned().unwrap_or_default();
        FormItem {
            id: item.id.clone(),
            ask: item.ask.clone(),
            law: item.law.clone(),
            basis: self.cited(&item.law, on),
            seen: answer.seen,
            chooses: item.choose,
            choice: answer.choice,
            note: answer.note,
        }
    }

    /// The title of an article by its identifier; the identifier where the library does not hold it.
    pub(super) fn cited(&self, id: &str, on: NaiveDate) -> String {
        self.tools.laws.cited(id, on).map_or_else(|| id.to_owned(), |(law, article)| law.title(article))
    }
}

/// An item is answered by its choice where one is asked, else by its note; 否 needs a note.
fn is_open(item: &FormItem) -> bool {
    match item.choice.as_deref() {
        Some("no") => item.note.is_empty(),
        Some(_) => false,
        None => item.chooses || item.note.is_empty(),
    }
}

fn finish(form: &mut PrivacyForm, sheet: &FormSheet, today: NaiveDate) {
    form.finished_on = Some(today);
    form.due_on =
        (sheet.repeat_months > 0).then(|| today.checked_add_months(Months::new(sheet.repeat_months))).flatten();
    form.keep_until = today.checked_add_months(Months::new(sheet.keep_years * 12));
}
