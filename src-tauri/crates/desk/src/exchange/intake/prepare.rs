//! 备料 — the sheets of a file made ready: recognised, with the clerk's choices and with what she taught.

use std::collections::BTreeMap;
use std::str::FromStr;

use shebao_documents::recognise::{self, Dialects, Field, Kind, SheetGuess, Wish};
use shebao_documents::rows;
use shebao_documents::sheet::Sheet;
use shebao_rules::month::Month;

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::facts::agency_record::summary_rank;
use crate::exchange::ground::ready::{Ready, order};
use crate::exchange::reading::inspect::INSTEAD;
use crate::exchange::reading::mapping::Lesson;
use crate::exchange::reading::open::OpenFile;
use crate::read;
use crate::wire::exchange::ImportRequest;

/// What she chose for every sheet of a file.
struct Chosen<'r> {
    request: &'r ImportRequest,
    kind: Option<Kind>,
    month: Option<Month>,
}

impl Desk {
    /// Recognised sheets with the clerk's choices, in the order the facts need.
    pub(in crate::exchange) fn ready(&self, file: &OpenFile, request: &ImportRequest) -> Outcome<Vec<Ready>> {
        let chosen = Chosen {
            request,
            kind: read::given(request.kind.as_deref()).map(kind_named).transpose()?,
            month: read::month_or_none(request.month.as_deref(), "月份")?,
        };
        let dialects = self.dialects()?;
        let mut ready = Vec::new();
        for guess in &file.guesses {
            let Some(sheet) = file.read().sheets.get(guess.index) else { continue };
            ready.extend(chosen.sheet(file, sheet, guess, &dialects)?);
        }
        if ready.is_empty() {
            let named = file.guesses.iter().filter(|guess| guess.kind != Kind::Unknown && !guess.kind.is_taken_in());
            let said = named.map(|guess| format!("“{}”是{}：{}", guess.sheet, guess.kind.chinese(), INSTEAD));
            let unclear = file.guesses.iter().filter_map(|guess| guess.unclear.clone());
            let said: Vec<String> = said.chain(unclear).collect();
            return Err(Failure::new(Code::UnknownKind).with("file", &file.name).detailed(said));
        }
        ready.sort_by_key(|r| (order(r.kind), summary_rank(r)));
        Ok(ready)
    }
}

impl Chosen<'_> {
    /// The sheet if it goes in.
    fn sheet(
        &self,
        file: &OpenFile,
        sheet: &Sheet,
        recognised: &SheetGuess,
        dialects: &Dialects,
    ) -> Outcome<Option<Ready>> {
        let (named, kind) = (self.request.sheet.as_deref(), self.kind);
        let passed_over = named.is_none() && !recognised.import && kind.is_none();
        if named.is_some_and(|name| name != recognised.sheet) || passed_over {
            return Ok(None);
        }
        let mapped = self.request.mapping.get(&recognised.sheet).filter(|mapped| !mapped.is_empty());
        let columns = mapped.map(|mapped| mapping(mapped, recognised)).transpose()?.unwrap_or_default();
        let told = kind.is_some() || !columns.is_empty();
        let mut guess = if told {
            let wish = Wish { kind, columns: columns.clone() };
            recognise::inspect_sheet(sheet, recognised.by_month.as_ref(), &file.name, dialects, &wish)
        } else {
            recognised.clone()
        };
        if !guess.kind.is_taken_in() || (named.is_none() && !guess.import) {
            return Ok(None);
        }
        guess.index = recognised.index;
        apply_choice(&mut guess, self.month, self.request.unit.as_deref());
        if guess.kind == Kind::Roster && guess.column_of(Field::IdNumber).is_none() {
            return Err(no_id_column(&file.name, &guess));
        }
        let told = !columns.is_empty() || guess.kind != recognised.kind;
        let lesson = (told && self.request.remember).then(|| Lesson::of(&file.name, &guess, &columns, dialects));
        let rows = rows::read_rows(file.read(), &guess);
        Ok(Some(Ready { rows, kind: guess.kind, guess, lesson }))
    }
}

fn no_id_column(file: &str, guess: &SheetGuess) -> Failure {
    let rows: Vec<String> = guess.header_rows.iter().map(ToString::to_string).collect();
    let place = format!("工作表“{}”第 {} 行的表头里没有证件号码列", guess.sheet, rows.join("、"));
    Failure::new(Code::NoIdColumn).with("file", file).detailed([place])
}

/// The month and the unit that the clerk chose. Of a sheet with one column per month she chooses the year alone, where the
/// sheet does not say it.
fn apply_choice(guess: &mut SheetGuess, month: Option<Month>, unit: Option<&str>) {
    let month = match &guess.by_month {
        Some(table) => guess.month.or_else(|| table.month(month.map(Month::year))),
        None => month,
    };
    guess.month = month.or(guess.month);
    guess.said.period = month.or(guess.said.period);
    guess.said.booked = month.or(guess.said.booked);
    if let Some(unit) = read::given(unit) {
        guess.unit = Some(unit.to_owned());
    }
}

pub(in crate::exchange) fn kind_named(text: &str) -> Outcome<Kind> {
    Kind::ALL
        .into_iter()
        .find(|k| k.is_taken_in() && k.id() == text)
        .ok_or_else(|| Failure::new(Code::UnknownKind).with("file", text))
}

fn mapping(chosen: &BTreeMap<String, String>, guess: &SheetGuess) -> Outcome<Vec<(u32, Option<Field>)>> {
    let mut columns = Vec::new();
    for (letter, field) in chosen {
        let column = guess.columns.iter().find(|c| c.letter == *letter);
        let Some(column) = column else { return Err(read::invalid("对应列", "A")) };
        let field = match field.as_str() {
            "" => None,
            text => Some(Field::from_str(text).map_err(|_| read::invalid("对应字段", "name"))?),
        };
        columns.push((column.index, field));
    }
    Ok(columns)
}
