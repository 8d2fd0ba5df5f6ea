//! 增员、减员批量文件 — whose social cover begins in the month, whose ended with the month before.

use std::collections::{BTreeMap, BTreeSet};

use shebao_documents::export::batch::{BatchField, Event, Fact, Layout, Missing, Under};
use shebao_documents::export::own::{self, FillRow, OwnHead};
use shebao_documents::sheet::Sheet;
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_store::{ContributionLine, DeclarationLine, Employee, Stored, Unit};

use super::{Made, OpenFile, Wanted, identity_of, left_out, not_written};
use crate::book::Desk;
use crate::error::Outcome;
use crate::read;
use crate::wire::export::LeftOut;

/// What people hold, by id.
type Holdings = BTreeMap<i64, Held>;

/// A person's social insurances in a month and the base of 养老, or of the first of them.
#[derive(Default)]
struct Held {
    insurances: BTreeSet<Insurance>,
    base: Option<Yuan>,
}

/// What templates call 姓名.
const NAME_HEADINGS: [&str; 4] = ["姓名", "员工姓名", "职工姓名", "参保人姓名"];
/// What templates call 证件号码.
const ID_HEADINGS: [&str; 6] = ["证件号码", "身份证号码", "身份证号", "公民身份号码", "社会保障号码", "证件编号"];

/// The clerk's own template and how it is read.
struct OwnTemplate<'f> {
    sheet: &'f Sheet,
    head: OwnHead,
    layout: &'f Layout,
    under: Under,
}

impl OwnTemplate<'_> {
    /// Her columns that nothing is written into.
    fn open_columns(&self) -> Option<String> {
        let filled = |at: u32| self.under.iter().any(|(column, _)| *column == at);
        let open: Vec<String> =
            self.head.headings.iter().filter(|(at, _)| !filled(*at)).map(|(_, text)| own::bare(text)).collect();
        (!open.is_empty()).then(|| format!("这些列账簿里没有，保持原样：{}", open.join("、")))
    }
}

impl Desk {
    /// 增员 or 减员批量文件 of one unit, in the template of its city.
    pub(super) fn batch_file(&self, wanted: &Wanted, event: Event) -> Outcome<Made> {
        let unit = self.one_unit(wanted)?;
        let file = self.own_file(wanted)?;
        let template = file.as_deref().map(|file| self.own_template(file, event)).transpose()?;
        let layout = match &template {
            Some(own) => own.layout,
            None => self.shipped_layout(wanted, event, &unit.region)?,
        };
        let (from, to) = self.held_around(wanted, event, unit.id)?;
        let (people, unnamed) = (self.people_in_order()?, self.unnamed()?);
        let (mut made, mut rows, mut filled) = (Made::default(), Vec::new(), Vec::new());
        for (id, employee) in &people {
            let Some(own) = to.get(id) else { continue };
            let none = Held::default();
            let other = from.get(id).unwrap_or(&none);
            let changed: BTreeSet<Insurance> = own.insurances.difference(&other.insurances).copied().collect();
            if changed.is_empty() {
                continue;
            }
            let facts = self.facts_of(*id, employee, wanted, &unit, event, own, &changed)?;
            let id_number = match identity_of(employee, unnamed.contains(id)) {
                Ok((_, number)) => number,
                Err(reason) => {
                    made.left_out.push(reason);
                    continue;
                }
            };
            let written = match &template {
                Some(own) => {
                    layout.row_under(&facts, &own.under).map(|values| filled.push(FillRow { id_number, values }))
                }
                None => layout.row(&facts).map(|row| rows.push(row)),
            };
            match written {
                Ok(()) => made.declared.extend(changed.iter().map(|insurance| declared(*id, &unit, *insurance))),
                Err(missing) => made.left_out.extend(missing.iter().map(|one| absent(employee, layout, one))),
            }
        }
        if let (Some(file), Some(own)) = (&file, &template) {
            made.rows = filled.len();
            let first = layout.first_row_below(own.head.row);
            let done = self.filled(file, &own::fill(own.sheet, first, layout.id_column(&own.under), &filled))?;
            made.notes.extend(std::iter::once(done.note).chain(own.open_columns()));
            made.bytes = done.bytes;
            return Ok(made);
        }
        made.rows = rows.len();
        if made.rows > 0 && !layout.to_fill().is_empty() {
            let columns = layout.to_fill().join("、");
            made.notes.push(format!("“{}”的这些必填列账簿里没有，已标黄，请补填：{columns}", layout.name));
        }
        if layout.regions.is_empty() {
            made.notes.push("没有收录当地模板，按通用名单导出；请以当地模板为准".to_owned());
        }
        made.bytes = layout.write(rows).map_err(not_written)?;
        Ok(made)
    }

    /// What everybody holds before the event and after it.
    fn held_around(&self, wanted: &Wanted, event: Event, unit: i64) -> Outcome<(Holdings, Holdings)> {
        let earlier = Wanted { month: wanted.month.previous(), unit: None, ..*wanted };
        let before = held(&self.wanted_dues(&earlier, unit)?.lines);
        let now = held(&self.wanted_dues(wanted, unit)?.lines);
        Ok(if event == Event::Enroll { (before, now) } else { (now, before) })
    }

    /// The template asked for, or that of the unit's city.
    fn shipped_layout(&self, wanted: &Wanted, event: Event, region: &str) -> Outcome<&Layout> {
        let layouts = &self.tools.layouts;
        let id = read::given(wanted.request.layout.as_deref());
        let known = || layouts.of(event).map(|layout| layout.id.as_str()).collect::<Vec<_>>().join("、");
        layouts.choose(event, id, region).ok_or_else(|| read::invalid("版式", &known()))
    }

    /// Her own template, read by the one of ours that its headings are nearest to.
    fn own_template<'f>(&'f self, file: &'f OpenFile, event: Event) -> Outcome<OwnTemplate<'f>> {
        let wrong = || read::invalid("自己的模板", "有“姓名”和证件号码列的表");
        let pairs = NAME_HEADINGS.iter().flat_map(|name| ID_HEADINGS.iter().map(move |id| [*name, *id]));
        let headed = pairs.into_iter().find_map(|pair| own::find_head(&file.workbook, &pair));
        let (sheet, head) = headed.ok_or_else(wrong)?;
        let (layout, under) = self.tools.layouts.nearest(event, &head.headings).ok_or_else(wrong)?;
        Ok(OwnTemplate { sheet, head, layout, under })
    }

    #[expect(clippy::too_many_arguments, reason = "every fact of the row stands in one place")]
    fn facts_of(
        &self,
        id: i64,
        employee: &Employee,
        wanted: &Wanted,
        unit: &Stored<Unit>,
        event: Event,
        own: &Held,
        changed: &BTreeSet<Insurance>,
    ) -> Outcome<BTreeMap<BatchField, Fact>> {
        let mut facts = person_facts(employee);
        let text = |text: &str| Fact::Text(text.to_owned());
        let mut put = |field, fact: Option<Fact>| {
            if let Some(fact) = fact {
                facts.insert(field, fact);
            }
        };
        let code = unit.credit_code.clone().or(self.own_code(&unit.name)?);
        put(BatchField::Unit, Some(text(&unit.name)));
        put(BatchField::CreditCode, code.map(Fact::Text));
        put(BatchField::Base, own.base.map(Fact::Money));
        let names: Vec<&str> = changed.iter().map(|insurance| insurance.chinese()).collect();
        put(BatchField::Insurances, Some(Fact::Text(names.join("、"))));
        for (field, insurance) in COVERS {
            let word = if own.insurances.contains(&insurance) { ("yes", "参保") } else { ("no", "不参保") };
            put(field, Some(Fact::Word(word.0, word.1)));
        }
        let covers = self.view().enrollments_of(id)?;
        let cover = covers.iter().rfind(|e| {
            let fits = match event {
                Event::Enroll => e.first_month == wanted.month,
                Event::Withdraw => e.last_month == Some(wanted.month.previous()),
            };
            fits && e.unit_id == unit.id && changed.iter().any(|i| e.scope.includes(*i))
        });
        put(BatchField::Reason, cover.and_then(|c| c.reason.clone()).map(Fact::Text));
        match event {
            Event::Enroll => put(BatchField::FirstMonth, Some(Fact::Month(wanted.month))),
            Event::Withdraw => {
                put(BatchField::EndedIn, Some(Fact::Month(wanted.month)));
                put(BatchField::LastMonth, Some(Fact::Month(wanted.month.previous())));
                let left = self.view().employments_of(id)?.iter().rev().find_map(|job| job.left);
                put(BatchField::Leave, left.and_then(|day| day.exact()).map(Fact::Day));
            }
        }
        Ok(facts)
    }
}

const COVERS: [(BatchField, Insurance); 4] = [
    (BatchField::Pension, Insurance::Pension),
    (BatchField::Medical, Insurance::Medical),
    (BatchField::Unemployment, Insurance::Unemployment),
    (BatchField::WorkInjury, Insurance::WorkInjury),
];

fn person_facts(employee: &Employee) -> BTreeMap<BatchField, Fact> {
    let text = |text: &Option<String>| text.clone().map(Fact::Text);
    let facts = [
        (BatchField::Name, Some(Fact::Text(employee.name.clone()))),
        (BatchField::IdType, employee.id_type.map(|it| Fact::Word(it.id(), it.chinese()))),
        (BatchField::IdNumber, text(&employee.id_number)),
        (BatchField::Sex, employee.sex.map(|it| Fact::Word(it.id(), it.chinese()))),
        (BatchField::Birth, employee.birth.map(Fact::Day)),
        // A masked number calls nobody: it counts as missing.
        (
            BatchField::Phone,
            text(&employee.phone).filter(|_| employee.phone.as_deref().is_some_and(|p| !p.contains('*'))),
        ),
        (BatchField::Department, text(&employee.department)),
        (BatchField::MedicalTier, employee.medical_tier.map(|it| Fact::Word(it.id(), it.chinese()))),
    ];
    facts.into_iter().filter_map(|(field, fact)| Some((field, fact?))).collect()
}

/// Somebody whom the file declares for an insurance.
const fn declared(employee_id: i64, unit: &Stored<Unit>, insurance: Insurance) -> DeclarationLine {
    DeclarationLine { employee_id, unit_id: unit.id, scope: Scope::One(insurance) }
}

fn held(lines: &[ContributionLine]) -> Holdings {
    let mut all = Holdings::new();
    // Lines come in the law's order of insurances, so that 养老 gives the base where it is covered.
    for line in lines.iter().filter(|l| l.insurance.group() == Group::Social) {
        let own = all.entry(line.employee_id).or_default();
        own.insurances.insert(line.insurance);
        own.base = own.base.or(line.declared_base);
    }
    all
}

fn absent(employee: &Employee, layout: &Layout, missing: &Missing) -> LeftOut {
    let heading = &missing.heading;
    let what = match &missing.word {
        Some(word) => format!("的{heading}“{word}”在“{}”模板中没有代码；请在当地系统单独办理", layout.name),
        None => format!("没有{heading}（“{}”模板必填）；请在员工资料中补录后再导出", layout.name),
    };
    left_out(employee, heading, &what)
}
