//! 政策库 — every region's insurances, read once from the policy files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::{PolicyError, Problem};
use super::parse;
use super::settle;
use super::terms::{Terms, Unsettled};
use super::value::{Choice, InsurancePolicy, Options, ended, in_force};
use crate::insurance::Insurance;
use crate::month::Month;
use crate::setting::UnitSetting;

/// The insurances every employee in every region has by law (社会保险法; 住房公积金管理条例). Where the library holds
/// nothing for one of them, it is missing, not absent from the law.
const STATUTORY: [Insurance; 5] =
    [Insurance::Pension, Insurance::Medical, Insurance::Unemployment, Insurance::WorkInjury, Insurance::HousingFund];

/// 冲突 — sources that contradict each other, kept visible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// 险种.
    pub insurance: Insurance,
    /// What the sources say, in the clerk's language.
    pub text: String,
}

/// 统筹区 — a region (here: a city) with its published insurances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// 行政区划代码 (GB/T 2260).
    pub code: String,
    /// 名称, e.g. 北京.
    pub name: String,
    /// 别名, e.g. 北京市.
    pub aliases: Vec<String>,
    /// 说明.
    pub notes: Vec<String>,
    /// 冲突.
    pub conflicts: Vec<Conflict>,
    insurances: BTreeMap<Insurance, InsurancePolicy>,
}

impl Region {
    /// What is published for an insurance.
    #[must_use]
    pub fn policy(&self, insurance: Insurance) -> Option<&InsurancePolicy> {
        self.insurances.get(&insurance)
    }

    /// Every insurance the library holds something for.
    pub fn policies(&self) -> impl Iterator<Item = &InsurancePolicy> {
        self.insurances.values()
    }

    fn answers_to(&self, text: &str) -> bool {
        self.code == text || self.name == text || self.aliases.iter().any(|alias| alias == text)
    }
}

/// The head of a region's folder.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegionFile {
    pub(super) code: String,
    pub(super) name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    conflicts: Vec<Conflict>,
}

/// The files of one region's folder.
#[derive(Default)]
struct Folder {
    region: Option<RegionFile>,
    policies: Vec<(String, InsurancePolicy)>,
}

/// 查询 — which terms are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// 统筹区: code or name.
    pub region: &'a str,
    /// 险种.
    pub insurance: Insurance,
    /// 所属期.
    pub month: Month,
    /// The day whose knowledge is asked for.
    pub known_on: NaiveDate,
    /// What is recorded of the person.
    pub options: &'a Options,
    /// The unit's setting in force, which wins over policy.
    pub setting: Option<&'a UnitSetting>,
}

/// 政策库 — all regions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    regions: BTreeMap<String, Region>,
}

impl Library {
    /// Reads the files under a `regions` folder: `regions/<code>-<pinyin>/<insurance>.toml`. Files elsewhere
    /// (national values, coverage, the standard) and `claims.toml` are other readers' and are passed over.
    ///
    /// # Errors
    /// The first [`PolicyError`] in order of path.
    pub fn parse(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, PolicyError> {
        let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
        let files: BTreeMap<String, String> = files.into_iter().collect();
        for (path, text) in &files {
            let Some((folder, name)) = place(path) else { continue };
            if name == "claims.toml" {
                continue;
            }
            let entry = folders.entry(folder.to_owned()).or_default();
            if name == "region.toml" {
                entry.region = Some(parse::document(path, text)?);
            } else {
                let policy = parse::insurance_file(path, text)?;
                if !names(name, policy.insurance) {
                    return Err(PolicyError::of_file(path, Problem::Misplaced));
                }
                entry.policies.push((path.clone(), policy));
            }
        }
        let mut library = Self::default();
        for (name, folder) in folders {
            library.add(&name, folder)?;
        }
        Ok(library)
    }

    fn add(&mut self, name: &str, Folder { region, policies }: Folder) -> Result<(), PolicyError> {
        let naming = |text: &str| PolicyError::of_file(name, Problem::Naming(text.to_owned()));
        let raw = region.ok_or_else(|| naming("region.toml is missing"))?;
        if name.split_once('-').is_none_or(|(code, _)| code != raw.code) {
            return Err(PolicyError::of_file(name, Problem::Misplaced));
        }
        let mut insurances = BTreeMap::new();
        for (path, policy) in policies {
            let insurance = policy.insurance;
            if insurances.insert(insurance, policy).is_some() {
                return Err(PolicyError::of_file(&path, Problem::Naming(insurance.id().to_owned())));
            }
        }
        self.insert(name, raw, insurances)
    }

    /// Adds a region under a code, name and aliases that no other has.
    pub(super) fn insert(
        &mut self,
        file: &str,
        raw: RegionFile,
        insurances: BTreeMap<Insurance, InsurancePolicy>,
    ) -> Result<(), PolicyError> {
        if let Some(text) = [&raw.code, &raw.name].into_iter().chain(&raw.aliases).find(|t| self.region(t).is_some()) {
            return Err(PolicyError::of_file(file, Problem::Naming(text.clone())));
        }
        let RegionFile { code, name, aliases, notes, conflicts } = raw;
        self.regions.insert(code.clone(), Region { code, name, aliases, notes, conflicts, insurances });
        Ok(())
    }

    /// The insurances of a region by its code, to add to.
    pub(super) fn insurances_of(&mut self, code: &str) -> Option<&mut BTreeMap<Insurance, InsurancePolicy>> {
        self.regions.get_mut(code).map(|region| &mut region.insurances)
    }

    /// A region by code (110000), name (北京) or alias (北京市).
    #[must_use]
    pub fn region(&self, name_or_code: &str) -> Option<&Region> {
        let text = name_or_code.trim();
        self.regions.get(text).or_else(|| self.regions.values().find(|region| region.answers_to(text)))
    }

    /// Every region, by code.
    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.regions.values()
    }

    /// 应参险种 — what an employee of the region is assessed for in `month`: the five statutory ones and whatever
    /// else has a value in force (confirmed or not). Left out: optional ones, and those that have ended.
    #[must_use]
    pub fn insurances(&self, region: &str, month: Month, known_on: NaiveDate) -> Vec<Insurance> {
        let Some(region) = self.region(region) else { return Vec::new() };
        let due = |insurance: &Insurance| match region.policy(*insurance) {
            None => STATUTORY.contains(insurance),
            Some(policy) => !policy.optional && runs(policy, STATUTORY.contains(insurance), month, known_on),
        };
        Insurance::ALL.into_iter().filter(due).collect()
    }

    /// Whether an insurance applies to a person at all: one that is tied to an option (地方补充养老: 本市户籍) applies
    /// only where that option is recorded and met; any other to everybody.
    #[must_use]
    pub fn applies(&self, region: &str, insurance: Insurance, options: &Options) -> bool {
        let policy = self.region(region).and_then(|region| region.policy(insurance));
        policy.is_none_or(|policy| tied_option_met(policy, options))
    }

    /// 适用条件 — what a contribution of one insurance and month is computed from.
    ///
    /// # Errors
    /// [`Unsettled`] with the first missing part, the alternatives the sources give, and the bounds if known.
    pub fn terms(&self, query: &Query<'_>) -> Result<Terms, Box<Unsettled>> {
        settle::terms(self.region(query.region), query)
    }
}

/// Whether the option the whole insurance is tied to is recorded and met.
pub(super) fn tied_option_met(policy: &InsurancePolicy, options: &Options) -> bool {
    policy.option.is_none_or(|choice: Choice| options.meets(choice) == Some(true))
}

/// Any value in force for anybody, or (for a statutory insurance) none that has ended.
fn runs(policy: &InsurancePolicy, statutory: bool, month: Month, known_on: NaiveDate) -> bool {
    let nobody = Options::default();
    let held = !matches!(in_force(&policy.bounds, month, known_on, &nobody), Ok(None))
        || !matches!(in_force(&policy.rates, month, known_on, &nobody), Ok(None))
        || !matches!(in_force(&policy.fixed, month, known_on, &nobody), Ok(None));
    let over = ended(&policy.bounds, month, known_on) || ended(&policy.rates, month, known_on);
    held || (statutory && !over)
}

/// `…/regions/<folder>/<name>` → (folder, name).
pub(super) fn place(path: &str) -> Option<(&str, &str)> {
    let mut parts = path.rsplit(['/', '\\']);
    let (name, folder, above) = (parts.next()?, parts.next()?, parts.next()?);
    (above == "regions" && name.ends_with(".toml")).then_some((folder, name))
}

/// Whether a file of this name may hold the insurance: `pension.toml`; every supplement in a `supplement*.toml`.
pub(super) fn names(file: &str, insurance: Insurance) -> bool {
    match insurance.id().split_once(':') {
        Some((group, _)) => file.starts_with(group),
        None => file.strip_suffix(".toml") == Some(insurance.id()),
    }
}
