//! 增补 — documents laid over the shipped values: accepted policy packs, and the clerk's own values.
//!
//! Nothing is overwritten: a layer only adds dated entries. Which entry counts follows from the dates as ever; of two
//! entries of one day the later layer counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::error::{PolicyError, Problem};
use super::library::{Library, RegionFile, place};
use super::timeline::{self, Part, TimelineEntry, TimelineValue};
use super::value::{Dated, InsurancePolicy};
use super::{Evidence, Status, parse};
use crate::insurance::Insurance;

/// 出具方 — who speaks in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// 政策包的出具方.
    Issuer,
    /// 经办人: her values carry 单位确认 and her evidence, whatever the document says.
    Clerk,
}

/// 政策文件 — a path `regions/<code>-<pinyin>/<insurance>.toml` and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it would stand in the library.
    pub path: String,
    /// TOML under the standard.
    pub text: String,
}

/// 增补 — documents of one author.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// Who speaks.
    pub author: Author,
    /// From when an entry without its own day of publication is known.
    pub known_from: NaiveDate,
    /// What is said.
    pub documents: &'a [Document],
}

/// 增补的值 — an entry that a layer adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// 统筹区代码.
    pub region: String,
    /// 险种.
    pub insurance: Insurance,
    /// The new entry.
    pub entry: TimelineEntry,
    /// The entry that held for its first month before.
    pub before: Option<TimelineEntry>,
    /// How it meets what was there.
    pub standing: Standing,
}

/// How a new entry meets the entries of the same first month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be taken in.
    New,
    /// 同日异值: the library holds another value of the same day of publication.
    SameDay,
    /// 公布日不晚于已有的值: the clerk's correction would never count.
    NotLater,
    /// 适用范围不同: `optional` or `option` of the document are not those the library holds.
    OtherHead,
}

impl Library {
    /// 叠加 — this library with a layer over it, and what the layer adds; what is there already is passed over.
    ///
    /// # Errors
    /// [`PolicyError`] naming the document that breaks the standard.
    pub fn with(&self, layer: &Layer<'_>) -> Result<(Self, Vec<Added>), PolicyError> {
        let (mut library, mut added) = (self.clone(), Vec::new());
        let (heads, values): (Vec<&Document>, Vec<&Document>) =
            layer.documents.iter().partition(|document| document.path.ends_with("/region.toml"));
        for document in heads {
            library.add_region(document)?;
        }
        for document in values {
            added.extend(library.add_document(layer, document)?);
        }
        Ok((library, added))
    }

    /// A region that is not known yet begins without values; a known one keeps its own head.
    fn add_region(&mut self, document: &Document) -> Result<(), PolicyError> {
        let misplaced = || PolicyError::of_file(&document.path, Problem::Misplaced);
        let raw: RegionFile = parse::document(&document.path, &document.text)?;
        let (code, _) = addressed(&document.path).ok_or_else(misplaced)?;
        if code != raw.code {
            return Err(misplaced());
        }
        if self.region(&raw.code).is_some() {
            return Ok(());
        }
        self.insert(&document.path, raw, BTreeMap::new())
    }

    fn add_document(&mut self, layer: &Layer<'_>, document: &Document) -> Result<Vec<Added>, PolicyError> {
        let misplaced = || PolicyError::of_file(&document.path, Problem::Misplaced);
        let (code, name) = addressed(&document.path).ok_or_else(misplaced)?;
        let new = parse::insurance_file(&document.path, &document.text)?;
        if !super::library::names(name, new.insurance) {
            return Err(misplaced());
        }
        let insurances = self.insurances_of(code).ok_or_else(misplaced)?;
        let insurance = new.insurance;
        let held = insurances.entry(insurance).or_insert_with(|| InsurancePolicy {
            bounds: Vec::new(),
            rates: Vec::new(),
            fixed: Vec::new(),
            rounding: Vec::new(),
            ..new.clone()
        });
        let same_head = (held.optional, held.option) == (new.optional, new.option);
        let mut out = Out { layer, region: code, insurance, same_head, added: Vec::new() };
        out.lay(Part::Bounds, &mut held.bounds, new.bounds, |v| TimelineValue::Bounds(*v));
        out.lay(Part::Rates, &mut held.rates, new.rates, |v| TimelineValue::Rates(*v));
        out.lay(Part::Fixed, &mut held.fixed, new.fixed, |v| TimelineValue::Fixed(*v));
        out.lay(Part::Rounding, &mut held.rounding, new.rounding, |v| TimelineValue::Rounding(*v));
        Ok(out.added)
    }
}

/// Region code and file name of a document's path.
fn addressed(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = place(path)?;
    Some((folder.split_once('-').map_or(folder, |(code, _)| code), name))
}

/// What a layer adds to one insurance, part by part.
struct Out<'a> {
    layer: &'a Layer<'a>,
    region: &'a str,
    insurance: Insurance,
    same_head: bool,
    added: Vec<Added>,
}

impl Out<'_> {
    fn lay<T: Clone + PartialEq>(
        &mut self,
        part: Part,
        held: &mut Vec<Dated<T>>,
        new: Vec<Dated<T>>,
        show: impl Fn(&T) -> TimelineValue,
    ) {
        let shipped = held.clone();
        for mut entry in new {
            if shipped.iter().any(|old| says_the_same(old, &entry)) {
                continue;
            }
            let dated = self.date(&shipped, &mut entry);
            let standing = if self.same_head { dated } else { Standing::OtherHead };
            let same_track = |old: &&Dated<T>| old.option == entry.option && old.from <= entry.from;
            let before = shipped.iter().filter(same_track).max_by_key(|old| (old.from, old.published));
            self.added.push(Added {
                region: self.region.to_owned(),
                insurance: self.insurance,
                entry: timeline::shown(part, &entry, None, &show),
                before: before.map(|old| timeline::shown(part, old, None, &show)),
                standing,
            });
            held.push(entry);
        }
    }

    /// Gives an entry its day of publication and its author, and tells how it meets the others of its first month.
    fn date<T: PartialEq>(&self, held: &[Dated<T>], entry: &mut Dated<T>) -> Standing {
        let published = *entry.published.get_or_insert(self.layer.known_from);
        let rivals: Vec<&Dated<T>> = held.iter().filter(|old| old.meets(entry)).collect();
        match self.layer.author {
            Author::Issuer => {
                let other_issuer = |old: &&Dated<T>| old.evidence != Evidence::Clerk && old.value != entry.value;
                let same_day = rivals.iter().filter(|old| old.published == Some(published)).any(other_issuer);
                if same_day { Standing::SameDay } else { Standing::New }
            }
            Author::Clerk => {
                let newest = rivals.iter().filter_map(|old| old.published).max();
                if newest >= Some(published) {
                    // A copied entry that the clerk corrected still names the day of what it was copied from.
                    entry.published = Some(self.layer.known_from);
                }
                entry.evidence = Evidence::Clerk;
                entry.status = if entry.status.computes() { Status::UnitConfirmed } else { Status::Unconfirmed };
                if newest >= entry.published { Standing::NotLater } else { Standing::New }
            }
        }
    }
}

/// Whether a new entry only repeats an old one.
fn says_the_same<T: PartialEq>(old: &Dated<T>, new: &Dated<T>) -> bool {
    let days = new.published.is_none() || new.published == old.published;
    old.from == new.from
        && old.through == new.through
        && old.option == new.option
        && old.months == new.months
        && old.value == new.value
        && days
        && old.status.computes() == new.status.computes()
}
