//! 明细验证 of a file — what a bureau's list proves of roundings and rates. Nothing is written.

use std::path::Path;

use shebao_documents::rows::{self, SheetRows};
use shebao_rules::policy::timeline::Part;
use shebao_rules::policy::{Library, TimelineEntry, TimelineValue};
use shebao_rules::proving::{self, Finding, Method, Order, Side, SideProof, Sides, Verdict};
use shebao_rules::rounding::Rounding;

use super::evidence::Evidence;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::read_file;
use crate::read;
use crate::tools::Tools;
use crate::wire::policy_proof::{ProofReport, SideProofView};
use crate::wire::small;

/// 明细验证 of a file: every list of a bureau or fund centre in it. Nothing is written. With a region its own rounding
/// stands beside what the rows prove.
///
/// # Errors
/// Those of reading a sheet; [`Code::UnknownKind`] when no list of a bureau is in the file, [`Code::UnknownRegion`].
pub fn prove(tools: &Tools, library: &Library, path: &Path, region: Option<&str>) -> Outcome<ProofReport> {
    let region = read::given(region).map(|name| code_of(library, name)).transpose()?;
    let file = read_file(tools, &tools.dialects, path)?;
    let lists = file.guesses.iter().filter(|guess| guess.import && guess.kind.is_record());
    let sheets: Vec<SheetRows> = lists.map(|guess| rows::read_rows(file.read(), guess)).collect();
    if sheets.is_empty() {
        let wanted = "需要经办机构的社保明细，或公积金中心的缴存清册".to_owned();
        return Err(Failure::new(Code::UnknownKind).with("file", &file.name).detailed([wanted]));
    }
    let mut evidence = Evidence::default();
    sheets.iter().for_each(|sheet| evidence.take(sheet));
    Ok(report(&evidence, library, region.as_deref()))
}

/// 统筹区代码 of a name or code.
pub(super) fn code_of(library: &Library, name: &str) -> Outcome<String> {
    let known = library.region(name).ok_or_else(|| Failure::new(Code::UnknownRegion).with("region", name))?;
    Ok(known.code.clone())
}

impl Desk {
    /// 明细验证 of a file, against the region given, or the one all units of the book are in.
    ///
    /// # Errors
    /// Those of [`prove`].
    pub fn policy_prove_file(&self, path: &Path, region: Option<&str>) -> Outcome<ProofReport> {
        let mut regions = self.unit_regions()?;
        let own = if regions.len() == 1 { regions.pop_first() } else { None };
        let region = read::owned(region).or(own);
        prove(&self.tools, &self.library, path, region.as_deref())
    }
}

fn report(evidence: &Evidence, library: &Library, region: Option<&str>) -> ProofReport {
    let view = |proof: &SideProof| side_view(proof, held(library, region, proof));
    ProofReport {
        rows: small_count(evidence.rows.len()),
        skipped: small_count(evidence.skipped),
        region: region.map(str::to_owned),
        sides: proving::prove(&evidence.rows, &evidence.totals).iter().map(view).collect(),
    }
}

/// The rounding that the library holds for a side in the newest month of the rows.
fn held(library: &Library, region: Option<&str>, proof: &SideProof) -> Option<Rounding> {
    let month = *proof.rounding.months.last()?;
    let holds = |entry: &TimelineEntry| {
        let in_month = entry.from <= month && entry.to.is_none_or(|to| month <= to);
        entry.part == Part::Rounding && !entry.corrected && entry.option.is_none() && in_month
    };
    let entry = library.timeline(region?, proof.insurance, None).into_iter().rfind(holds)?;
    let TimelineValue::Rounding(held) = entry.value else { return None };
    match proof.side {
        Side::Employer => Some(held.employer),
        Side::Employee => Some(held.employee),
        Side::Both => Some(held.employer).filter(|employer| *employer == held.employee),
    }
}

fn side_view(proof: &SideProof, held: Option<Rounding>) -> SideProofView {
    let (finding, rows) = finding_of(&proof.rounding);
    let (rate_finding, rate_rows) = finding_of(&proof.rate);
    SideProofView {
        insurance: proof.insurance.to_string(),
        side: side_id(proof.side).to_owned(),
        finding: finding.to_owned(),
        stamp: proof.rounding.chinese(|method| method.chinese()),
        rows,
        rate_finding: rate_finding.to_owned(),
        rate_stamp: proof.rate.chinese(|rate| rate.percent()),
        rate_rows,
        lines: small_count(proof.rounding.lines),
        months: proof.rounding.months.iter().map(ToString::to_string).collect(),
        held: held.map(|held| held.chinese().to_owned()),
        agrees: held.map(|held| stands(&proof.rounding, |method| is_as_held(*method, held))),
    }
}

/// Whether the policy's rounding is this method: each person and each side by itself.
pub(super) fn is_as_held(method: Method, held: Rounding) -> bool {
    method.rounding == held && method.order == Order::EachPerson && method.sides == Sides::Apart
}

/// Whether what is wanted is among what reproduces every row.
pub(super) fn stands<T>(verdict: &Verdict<T>, wanted: impl Fn(&T) -> bool) -> bool {
    match &verdict.finding {
        Finding::Proved(value) => wanted(value),
        Finding::Ambiguous(values) => values.iter().any(wanted),
        Finding::Contradicted { .. } => false,
    }
}

/// proved, ambiguous, contradicted or none, with the rows that contradict.
pub(super) fn finding_of<T>(verdict: &Verdict<T>) -> (&'static str, Vec<String>) {
    match &verdict.finding {
        Finding::Proved(_) => ("proved", Vec::new()),
        Finding::Ambiguous(values) if values.is_empty() => ("none", Vec::new()),
        Finding::Ambiguous(_) => ("ambiguous", Vec::new()),
        Finding::Contradicted { rows, .. } => ("contradicted", rows.clone()),
    }
}

pub(super) const fn side_id(side: Side) -> &'static str {
    match side {
        Side::Employer => "employer",
        Side::Employee => "employee",
        Side::Both => "both",
    }
}

fn small_count(n: usize) -> i32 {
    small(i64::try_from(n).unwrap_or(i64::MAX))
}
