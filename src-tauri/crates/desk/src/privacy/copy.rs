//! 个人信息副本 (个人信息保护法 45) — everything the book holds of one person as a workbook, on paper and for other programs.

use std::path::Path;

use serde_json::{Map, Value as Json, json};
use shebao_documents::export::report::write;
use shebao_documents::export::table::Value;
use shebao_documents::paper::{ReportPart, ReportView};
use shebao_store::{Action, Employee, RequestState, RowValues, Stored};

use super::archive::fresh_folder;
use crate::Moment;
use crate::actions::words;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::handout;
use crate::records::Names;
use crate::wire::privacy::{CopyRequest, PersonCopy};

/// What tells of an illness; its rows are sealed.
const MEDICAL: &str = "claim_medical";

/// One kind of record with the rows of the person, in the clerk's words.
struct Told {
    name: String,
    rows: Vec<Vec<(String, String)>>,
}

impl Desk {
    /// 写出副本 into a new folder inside `dir`: the same records as xlsx, PDF and JSON. Plain text, so the password is asked
    /// for again.
    ///
    /// # Errors
    /// [`Code::WrongPassword`], [`Code::PersonFrozen`], [`Code::BookExists`] if the folder is there already,
    /// [`Code::CannotWrite`].
    pub fn privacy_copy(&mut self, request: &CopyRequest, dir: &Path, now: Moment) -> Outcome<PersonCopy> {
        self.book.prove(&request.own_password, now)?;
        let employee = self.employee(&request.employee_no)?;
        let told = self.all_of(&employee)?;
        let folder = dir.join(format!("个人信息副本_{}_{}", employee.employee_no, now.format("%Y%m%d")));
        fresh_folder(&folder)?;
        let view = self.copy_view(&employee, &told, now)?;
        let cannot = |e: shebao_documents::export::ExportError| {
            Failure::new(Code::Internal).with("at", "export").detailed([e.to_string()])
        };
        let document = self.json_of(&employee, &told, now)?;
        let files = [
            ("个人信息副本.xlsx", write(&view).map_err(cannot)?),
            ("个人信息副本.pdf", self.tools.paper.report(&view)?.pdf),
            ("个人信息副本.json", document),
        ];
        for (name, bytes) in &files {
            handout::write(&folder.join(name), bytes)?;
        }
        self.note_copy(request, employee.id, now)?;
        let files = files.iter().map(|(name, _)| folder.join(name).display().to_string()).collect();
        let records = told.iter().map(|one| one.rows.len()).sum::<usize>();
        let records = u32::try_from(records).unwrap_or(u32::MAX);
        Ok(PersonCopy { folder: folder.display().to_string(), files, records })
    }

    fn note_copy(&mut self, request: &CopyRequest, employee_id: i64, now: Moment) -> Outcome<()> {
        let object = format!("employee:{employee_id}");
        let action = Action { action: "person.copy", object: &object };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            tx.summarise(json!({ "right": "pipl:45", "request": request.request }));
            Ok(())
        })?;
        match request.request {
            Some(id) => self.settle_request(id.into(), employee_id, (RequestState::Done, "已提供个人信息副本"), now),
            None => Ok(()),
        }
    }

    /// Everything, kind by kind; kinds without a row are left out.
    fn all_of(&self, employee: &Stored<Employee>) -> Outcome<Vec<Told>> {
        let (records, units) = (&self.tools.records, self.unit_names()?);
        let names = Names { units: &units, library: &self.library };
        let mut all = Vec::new();
        for (table, rows) in self.view().rows_of_person(employee.id)? {
            let rows = if table == MEDICAL { self.opened_rows(&rows)? } else { rows };
            let rows = rows.iter().map(|row| records.told(&table, row, &names, |_| true)).collect::<Vec<_>>();
            if !rows.is_empty() {
                all.push(Told { name: records.name(&table).to_owned(), rows });
            }
        }
        let journal = self.journal_rows_of(employee.id)?.into_iter().map(|row| {
            let time = row.time.format("%Y-%m-%d %H:%M:%S").to_string();
            let changes = row.changes.len().to_string();
            [("时间", time), ("操作人", row.user), ("动作", words(&row.action).to_owned()), ("涉及记录数", changes)]
                .map(|(name, value)| (name.to_owned(), value))
                .to_vec()
        });
        all.push(Told { name: "操作记录".to_owned(), rows: journal.collect() });
        Ok(all)
    }

    /// What tells of an illness, opened by who is entitled to it.
    fn opened_rows(&self, rows: &[RowValues]) -> Outcome<Vec<RowValues>> {
        let mut opened = Vec::with_capacity(rows.len());
        for claim in rows.iter().filter_map(|row| row.get("claim_id").and_then(Json::as_i64)) {
            let Some(medical) = self.view().claim_medical(claim)? else { continue };
            let told = [("hospital", medical.hospital), ("diagnosis", medical.diagnosis), ("notes", medical.notes)];
            opened.push(told.into_iter().map(|(column, text)| (column.to_owned(), Json::from(text))).collect());
        }
        Ok(opened)
    }

    fn copy_view(&self, employee: &Employee, told: &[Told], now: Moment) -> Outcome<ReportView> {
        let info = self.book.info()?;
        let code = info.journal_head.code;
        Ok(ReportView {
            title: format!("个人信息副本（{}）", employee.name),
            company: info.company,
            credit_code: info.credit_code,
            traced: format!("生成时间：{}　台账核对码：{code}", now.format("%Y-%m-%d %H:%M")),
            journal_code: code,
            printed_at: now,
            parts: told.iter().map(part).collect(),
            authority:
                "依《中华人民共和国个人信息保护法》第四十五条提供。内容是本单位账簿中有关本人的全部记录；发现不准确或者\
                不完整的，可以依第四十六条请求更正、补充。"
                    .to_owned(),
        })
    }

    fn json_of(&self, employee: &Employee, told: &[Told], now: Moment) -> Outcome<Vec<u8>> {
        let info = self.book.info()?;
        let row = |row: &Vec<(String, String)>| {
            let fields = row.iter().map(|(name, value)| (name.clone(), Json::String(value.clone())));
            Json::Object(fields.collect::<Map<_, _>>())
        };
        let records = told.iter().map(|one| {
            let rows: Vec<Json> = one.rows.iter().map(row).collect();
            json!({ "name": one.name, "rows": rows })
        });
        let whole = json!({
            "format": "shebao-person-copy/1",
            "company": info.company,
            "employee_no": employee.employee_no,
            "name": employee.name,
            "made_at": now.format("%Y-%m-%d %H:%M:%S").to_string(),
            "journal_head": format!("{} {}", info.journal_head.seq, info.journal_head.code),
            "records": records.collect::<Vec<_>>(),
        });
        serde_json::to_vec_pretty(&whole).map_err(|_| Failure::new(Code::Internal).with("at", "json"))
    }
}

/// Columns of a part beyond this many are told below each other: nothing is cut off on paper.
const COLUMNS: usize = 7;

fn part(told: &Told) -> ReportPart {
    let mut heads: Vec<&str> = Vec::new();
    for (name, value) in told.rows.iter().flatten() {
        if !value.is_empty() && !heads.contains(&name.as_str()) {
            heads.push(name);
        }
    }
    let value = |row: &[(String, String)], head: &str| {
        let found = row.iter().find(|(name, _)| name == head);
        Value::text(found.map_or("", |(_, value)| value.as_str()))
    };
    let (columns, rows) = if heads.len() > COLUMNS {
        let told_below = told.rows.iter().zip(1_u32..).flat_map(|(row, number)| {
            let filled = row.iter().filter(|(_, value)| !value.is_empty());
            filled.map(move |(name, value)| [number.to_string(), name.clone(), value.clone()].map(Value::text).to_vec())
        });
        let columns = [("序号", 8), ("栏目", 30), ("内容", 70)].map(|(n, w)| (n.to_owned(), w)).to_vec();
        (columns, told_below.collect())
    } else {
        let columns = heads.iter().map(|head| ((*head).to_owned(), 16)).collect();
        (columns, told.rows.iter().map(|row| heads.iter().map(|head| value(row, head)).collect()).collect())
    };
    ReportPart {
        name: told.name.clone(), columns, rows, nothing: "没有记录。".to_owned(), ..ReportPart::default()
    }
}
