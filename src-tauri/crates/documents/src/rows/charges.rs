//! 应缴明细 — the amounts of a bureau's row: a group of columns per insurance, or one insurance and payer per row.

use rust_decimal::Decimal;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::rate::Rate;
use shebao_rules::remittance::split;

use super::agency_record::AgencyCharge;
use super::context::RowReader;
use crate::clean::{self, Flaw, IssueCode, Payer, Severity};
use crate::recognise::{Column, Field, Kind};

/// A flat amount prints 100 %.
const LARGEST_RATE: Decimal = Decimal::from_parts(4, 0, 0, false, 1);

pub(super) fn read(reader: &mut RowReader<'_>) -> Vec<AgencyCharge> {
    let columns_of = &reader.guess.columns;
    let split = |insurance: Insurance| {
        let of_a_side = |c: &Column| matches!(c.field, Some(Field::Employer(i) | Field::Employee(i)) if i == insurance);
        columns_of.iter().any(of_a_side)
    };
    // 公积金小计 beside 单位 and 个人 is their sum, not a third share.
    let of_insurance = |c: &Column| match c.field {
        Some(Field::Both(insurance)) => !split(insurance),
        field => amount_of(field).is_some(),
    };
    let wide: Vec<Column> = reader.guess.columns.iter().filter(|c| of_insurance(c)).cloned().collect();
    let mut charges = if wide.is_empty() { long(reader) } else { columns(reader, &wide) };
    late_fees(reader, &mut charges);
    let of_sides = wide.is_empty() && charges.iter().any(|charge| charge.payer != Payer::Both);
    let summed = !wide.is_empty() && !reader.guess.columns.iter().any(|c| c.field == Some(Field::Insurance));
    let in_columns = [Field::EmployerShare, Field::EmployeeShare];
    if summed || (of_sides && in_columns.iter().any(|field| reader.guess.column_of(*field).is_some())) {
        hold_against_totals(reader, &charges);
    }
    charges
}

/// 滞纳金 of a row: under each insurance, else of the whole row and shared out as it arises, in proportion to what is
/// owed.
fn late_fees(reader: &mut RowReader<'_>, charges: &mut [AgencyCharge]) {
    let columns = |wanted: &dyn Fn(Field) -> bool| -> Vec<Column> {
        reader.guess.columns.iter().filter(|c| c.field.is_some_and(wanted)).cloned().collect()
    };
    let (own, whole) =
        (columns(&|field| matches!(field, Field::LateFeeOf(_))), columns(&|field| field == Field::LateFee));
    for column in &own {
        let Some(Field::LateFeeOf(insurance)) = column.field else { continue };
        let fee = amount_in(reader, column).filter(|fee| !fee.is_zero());
        let first = charges.iter_mut().find(|charge| charge.insurance == insurance);
        if let Some((charge, fee)) = first.zip(fee) {
            charge.late_fee = Some(charge.late_fee.unwrap_or_default() + fee);
        }
    }
    if !own.is_empty() {
        return;
    }
    let fee: Yuan = whole.iter().filter_map(|column| amount_in(reader, column)).sum();
    if fee.is_zero() {
        return;
    }
    let weights: Vec<Yuan> = charges.iter().map(|charge| charge.amount.max(Yuan::ZERO)).collect();
    for (charge, share) in charges.iter_mut().zip(split(fee, &weights)) {
        charge.late_fee = Some(share).filter(|share| !share.is_zero());
    }
}

/// Insurance, payer and whether it is a flat amount, of a column that holds amounts of one insurance.
fn amount_of(field: Option<Field>) -> Option<(Insurance, Payer, bool)> {
    Some(match field? {
        Field::Employer(insurance) => (insurance, Payer::Employer, false),
        Field::Employee(insurance) => (insurance, Payer::Employee, false),
        Field::Both(insurance) => (insurance, Payer::Both, false),
        Field::EmployerFixedOf(insurance) => (insurance, Payer::Employer, true),
        Field::EmployeeFixedOf(insurance) => (insurance, Payer::Employee, true),
        _ => return None,
    })
}

/// One row with a group of columns per insurance.
fn columns(reader: &mut RowReader<'_>, wide: &[Column]) -> Vec<AgencyCharge> {
    let mut found = Vec::new();
    for column in wide {
        let Some((insurance, payer, fixed)) = amount_of(column.field) else { continue };
        let Some(amount) = amount_in(reader, column) else { continue };
        let payer = if payer == Payer::Both { side_of(insurance, reader.guess.said.payer) } else { payer };
        let base = reader.read_softly(Field::BaseOf(insurance), Severity::Question, clean::base);
        let rate = |reader: &mut RowReader<'_>, field| reader.read_softly(field, Severity::Question, rate_in);
        let (employer, employee) =
            (rate(reader, Field::EmployerRateOf(insurance)), rate(reader, Field::EmployeeRateOf(insurance)));
        found.push(AgencyCharge {
            insurance,
            payer,
            fixed,
            base: if fixed { None } else { base.or_else(|| general_base(reader, insurance)) },
            rate: match payer {
                Payer::Employer => employer,
                Payer::Employee => employee,
                Payer::Both => None,
            }
            .filter(|_| !fixed),
            rates: employer.zip(employee).filter(|_| payer == Payer::Both),
            amount,
            late_fee: None,
        });
    }
    // A column printed for everybody says 0.00 where the insurance is not hers.
    let due: Vec<(Insurance, bool)> =
        found.iter().filter(|c| !c.amount.is_zero()).map(|c| (c.insurance, c.fixed)).collect();
    found.retain(|charge| due.contains(&(charge.insurance, charge.fixed)));
    found
}

/// One base column counts for every insurance of the sheet unless these have their own; a column for the fund's base leaves
/// it to the social insurances, and the other way round.
fn general_base(reader: &mut RowReader<'_>, insurance: Insurance) -> Option<Yuan> {
    let alike = |other: Insurance| other.is_fund() == insurance.is_fund();
    let own_bases = reader.guess.columns.iter().any(|c| matches!(c.field, Some(Field::BaseOf(i)) if alike(i)));
    if own_bases || insurance == Insurance::SupplementaryFund {
        return None;
    }
    reader.read_softly(Field::Base, Severity::Question, clean::base)
}

/// One row that speaks of one insurance: one payer, both in two columns, or their sum.
fn long(reader: &mut RowReader<'_>) -> Vec<AgencyCharge> {
    let text = |reader: &mut RowReader<'_>, field| reader.text(field).as_deref().map(clean::charge).unwrap_or_default();
    let (item, kind, payer) = (text(reader, Field::Item), text(reader, Field::Insurance), text(reader, Field::Payer));
    let said = &reader.guess.said;
    let own = item.insurance.is_some() || kind.insurance.is_some();
    if item.other || kind.other {
        return not_ours(reader);
    }
    let said_payer = item.payer.or(kind.payer).or(payer.payer).or(said.payer);
    let rate = reader.read_softly(Field::Rate, Severity::Question, rate_in);
    let by_rate = rate.filter(|_| reader.guess.kind == Kind::Undeclared).and_then(of_employee_rate);
    let Some(insurance) = item.insurance.or(kind.insurance).or(said.insurance).or(by_rate) else {
        return unknown(reader);
    };
    let said_payer = said_payer.or(by_rate.map(|_| Payer::Employee));
    let whole = rate.is_some_and(|rate| rate.fraction() == Decimal::ONE);
    let fixed = item.fixed || kind.fixed || (said.fixed && !own) || (whole && insurance == Insurance::Medical);
    let base = reader.read_softly(Field::Base, Severity::Question, clean::base).filter(|_| !fixed);
    let (employer_rate, employee_rate) = side_rates(reader);
    let charge = |payer, rate, rates, amount| AgencyCharge {
        insurance,
        payer,
        fixed,
        base,
        rate,
        rates,
        amount,
        late_fee: None,
    };
    let mut found = Vec::new();
    let mut add = |reader: &mut RowReader<'_>, field, payer, rate: Option<Rate>| {
        let column = reader.guess.column_of(field).cloned();
        let amount = column.and_then(|column| amount_in(reader, &column));
        if let Some(amount) = amount {
            let rates = employer_rate.zip(employee_rate).filter(|_| payer == Payer::Both);
            found.push(charge(payer, rate.filter(|_| !fixed), rates, amount));
        }
    };
    add(reader, Field::EmployerShare, Payer::Employer, employer_rate);
    add(reader, Field::EmployeeShare, Payer::Employee, employee_rate);
    if found.is_empty() {
        let payer = match said_payer {
            Some(payer) => payer,
            None if fixed => Payer::Employee,
            None => side_of(insurance, None),
        };
        let amount = charged(reader);
        if let Some(amount) = amount {
            let rates = employer_rate.zip(employee_rate).filter(|_| payer == Payer::Both);
            found.push(charge(payer, rate.filter(|_| !fixed), rates, amount));
        }
    }
    if found.is_empty() && !reader.issues.iter().any(|issue| issue.severity == Severity::Refused) {
        let message = "没有金额。请补上应缴金额后重新导入；若这一行不用缴费，可以删去。";
        reader.flaw(None, Flaw::new(IssueCode::AmountMissing, message));
    }
    found
}

/// 未申报信息明细 of an insurance that nothing names: the tax client prints the employee's rate alone, 8 % for 养老, 0.5 %
/// for 失业, 2 % for 医疗, 100 % for the flat amount (domain/templates.md 1c).
fn of_employee_rate(rate: Rate) -> Option<Insurance> {
    let fraction = rate.fraction();
    let of = |number: i64, scale: u32| fraction == Decimal::new(number, scale);
    match () {
        () if of(8, 2) => Some(Insurance::Pension),
        () if of(5, 3) => Some(Insurance::Unemployment),
        () if of(2, 2) || fraction == Decimal::ONE => Some(Insurance::Medical),
        () => None,
    }
}

/// What is due: 应缴 less 减免, else 应补（退）, else the sum of both sides.
fn charged(reader: &mut RowReader<'_>) -> Option<Yuan> {
    let amount = |reader: &mut RowReader<'_>, field| {
        let column = reader.guess.column_of(field).cloned()?;
        amount_in(reader, &column)
    };
    let reduced = amount(reader, Field::Reduced).unwrap_or(Yuan::ZERO);
    let due = amount(reader, Field::Charged).map(|due| due - reduced);
    let payable = amount(reader, Field::Payable);
    // 实缴 may have the late fee in it.
    let late = amount(reader, Field::LateFee).unwrap_or(Yuan::ZERO);
    if let (Some(due), Some(payable)) = (due, payable)
        && due != payable
        && due + late != payable
    {
        let message = format!("应缴（减免后）{due} 与应补（退）{payable} 不一致，按应缴记录。请核对。");
        reader.flaw(Some(Field::Payable), Flaw::new(IssueCode::RowTotalDiffers, message));
    }
    due.or(payable).or_else(|| amount(reader, Field::BothShares))
}

/// 工伤, 生育 and the supplement are the employer's alone; else the list's own word, else both together.
const fn side_of(insurance: Insurance, said: Option<Payer>) -> Payer {
    match (said, insurance) {
        (Some(payer), _) => payer,
        (None, Insurance::WorkInjury | Insurance::Maternity | Insurance::LocalPension) => Payer::Employer,
        (None, _) => Payer::Both,
    }
}

/// The two percentages: a column each, or one such as `7%+7%` that is the same for both.
fn side_rates(reader: &mut RowReader<'_>) -> (Option<Rate>, Option<Rate>) {
    let read = |reader: &mut RowReader<'_>, field| reader.read_softly(field, Severity::Note, rate_in);
    let both = read(reader, Field::FundRate);
    (read(reader, Field::EmployerRate).or(both), read(reader, Field::EmployeeRate).or(both))
}

fn rate_in(cell: &crate::sheet::Cell) -> clean::Reading<Rate> {
    // 100% of a flat amount stands above every rate of an insurance.
    let whole = cell.text().is_some_and(|text| text.trim() == "1" || text.trim() == "1.00" || text.trim() == "1.0");
    let whole = whole || cell.decimal().is_some_and(|number| number == Decimal::ONE);
    if whole {
        return Rate::new(Decimal::ONE).map_or_else(|_| clean::Reading::blank(), clean::Reading::of);
    }
    clean::rate(cell, LARGEST_RATE)
}

fn amount_in(reader: &mut RowReader<'_>, column: &Column) -> Option<Yuan> {
    let reading = clean::money(reader.row.cell(column.index)?);
    if let Some(flaw) = reading.flaw {
        reader.refuse_at(column, flaw);
    }
    reading.value
}

/// The row's own sums beside the amounts read from it: a column that was not understood shows here.
fn hold_against_totals(reader: &mut RowReader<'_>, charges: &[AgencyCharge]) {
    let sum = |wanted: &dyn Fn(&AgencyCharge) -> bool| -> Yuan {
        charges.iter().filter(|c| wanted(c)).map(|c| c.amount).sum()
    };
    let split = charges.iter().all(|c| c.payer != Payer::Both);
    let checks: [(Field, Yuan, bool); 3] = [
        (Field::EmployerShare, sum(&|c| c.payer == Payer::Employer), split),
        (Field::EmployeeShare, sum(&|c| c.payer == Payer::Employee), split),
        (Field::BothShares, sum(&|_| true), true),
    ];
    for (field, ours, known) in checks {
        let printed = reader.cell(field).and_then(|cell| clean::money(cell).value);
        let late: Yuan = charges.iter().filter_map(|c| c.late_fee).sum();
        if let Some(printed) = printed.filter(|printed| known && *printed != ours && *printed != ours + late) {
            let message = format!("本行各项相加为 {ours}，表里印的合计是 {printed}。请核对是否有险种没有认出。");
            reader.flaw(Some(field), Flaw::new(IssueCode::RowTotalDiffers, message));
        }
    }
}

/// 职业年金 and the like stand in the same lists and are no contribution of ours.
fn not_ours(reader: &mut RowReader<'_>) -> Vec<AgencyCharge> {
    let message = "不是社会保险费或住房公积金（如职业年金、家属统筹），没有记入。";
    reader.flaw(Some(Field::Insurance), Flaw::new(IssueCode::WordUnknown, message));
    Vec::new()
}

fn unknown(reader: &mut RowReader<'_>) -> Vec<AgencyCharge> {
    let message = "不知道是哪个险种：表里没有险种列，工作表名、标题和文件名也没有写。请在文件名里写明险种（如 养老保险_202601）后重新导入。";
    reader.flaw(Some(Field::Insurance), Flaw::new(IssueCode::InsuranceUnknown, message));
    Vec::new()
}
