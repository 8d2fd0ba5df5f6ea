//! 试算 — the law for one base; no book is needed and nothing is kept.

use shebao_rules::contribution::assess;
use shebao_rules::cover::Reach;
use shebao_rules::derivation::steps;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::{Options, Query, Terms, Unsettled};
use shebao_rules::rate::Rate;
use shebao_rules::setting::{SettingMode, UnitSetting, in_force};

use super::explain::step_views;
use crate::error::{Code, Failure, Outcome};
use crate::tools::Tools;
use crate::wire::contribution::{Estimate, EstimateLine, EstimateRequest};
use crate::{Moment, read};

/// 试算 — every insurance of a region for one declared base.
///
/// # Errors
/// [`Code::UnknownRegion`], [`Code::InvalidInput`] naming the field.
pub fn estimate(tools: &Tools, request: &EstimateRequest, now: Moment) -> Outcome<Estimate> {
    let month = read::month(&request.month, "月份")?;
    let base = read::yuan(&request.base, "申报基数")?;
    let region = tools
        .library
        .region(&request.region)
        .ok_or_else(|| Failure::new(Code::UnknownRegion).with("region", &request.region))?;
    let options = options(request)?;
    let settings = settings(request, month)?;
    let mut lines = Vec::new();
    for insurance in tools.library.insurances(&region.code, month, now.date()) {
        if !tools.library.applies(&region.code, insurance, &options) {
            continue;
        }
        let setting = in_force(&settings, insurance, month);
        let query = Query { region: &region.code, insurance, month, known_on: now.date(), options: &options, setting };
        lines.push(match tools.library.terms(&query) {
            Ok(terms) => settled(tools, base, &terms)?,
            Err(unsettled) => open(&unsettled, &region.name, month),
        });
    }
    Ok(Estimate { lines })
}

fn options(request: &EstimateRequest) -> Outcome<Options> {
    let hukou_local = match read::given(request.hukou.as_deref()) {
        None => None,
        Some("local") => Some(true),
        Some("other") => Some(false),
        Some(_) => return Err(read::invalid("户口", "local、other")),
    };
    let medical_tier = match read::given(request.medical_tier.as_deref()) {
        None => None,
        Some(tier) => Some(tier.parse().map_err(|_| read::invalid("医保档次", "1、2"))?),
    };
    Ok(Options { hukou_local, medical_tier })
}

fn settings(request: &EstimateRequest, month: Month) -> Outcome<Vec<UnitSetting>> {
    let mut settings = Vec::new();
    if let Some(rate) = read::given(request.work_injury_rate.as_deref()) {
        settings.push(own(Insurance::WorkInjury, month, read::rate(rate, "工伤费率")?, Rate::ZERO));
    }
    let side = |text: Option<&str>, field| read::given(text).map(|t| read::rate(t, field)).transpose();
    let employer = side(request.fund_employer.as_deref(), "公积金单位比例")?;
    let employee = side(request.fund_employee.as_deref(), "公积金个人比例")?;
    if let Some((employer, employee)) = employer.or(employee).zip(employee.or(employer)) {
        settings.push(own(Insurance::HousingFund, month, employer, employee));
    }
    Ok(settings)
}

fn own(insurance: Insurance, from: Month, employer_rate: Rate, employee_rate: Rate) -> UnitSetting {
    UnitSetting {
        id: 0,
        insurance,
        from,
        to: None,
        mode: SettingMode::Rate,
        employer_rate,
        employee_rate,
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        floor: None,
        cap: None,
        reason: "试算时填写".to_owned(),
        of_unit: true,
    }
}

fn settled(tools: &Tools, base: Yuan, terms: &Terms) -> Outcome<EstimateLine> {
    let too_large = |_| read::invalid("申报基数", "9500.00");
    let result = assess(base, terms).map_err(too_large)?;
    let made = steps(base, Reach::Declared, terms).map_err(too_large)?;
    Ok(EstimateLine {
        insurance: terms.insurance.to_string(),
        base: Some(result.base.to_string()),
        employer_rate: Some(terms.rates.value.employer.to_string()),
        employee_rate: Some(terms.rates.value.employee.to_string()),
        employer: Some(result.employer.to_string()),
        employee: Some(result.employee.to_string()),
        status: result.status.id().to_owned(),
        steps: step_views(&made, terms.insurance, terms.month, &tools.laws),
        open: None,
    })
}

fn open(unsettled: &Unsettled, region: &str, month: Month) -> EstimateLine {
    EstimateLine {
        insurance: unsettled.insurance.to_string(),
        base: None,
        employer_rate: None,
        employee_rate: None,
        employer: None,
        employee: None,
        status: "unconfirmed".to_owned(),
        steps: Vec::new(),
        open: Some(super::open_value(unsettled, "", region, &month.to_string())),
    }
}
