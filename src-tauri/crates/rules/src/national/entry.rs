//! 条目 — what every national value says about itself, and how a table of them is checked.

use chrono::NaiveDate;
use toml::Spanned;

use crate::month::Month;
use crate::policy::parse::line_of;
use crate::policy::{Evidence, PolicyError, Problem, Source, Status};

/// An entry of a national table: its date, its track, and the rules it keeps beside those of every entry.
pub(super) trait Entry {
    /// The first day it holds for.
    fn from(&self) -> NaiveDate;
    /// What it speaks of; dates ascend within one track.
    fn track(&self) -> String;
    /// Its own rules.
    fn problem(&self) -> Option<Problem>;
    /// 状态, 证据 and 出处.
    fn cited(&self) -> (Status, Evidence, &Source);
}

/// Declares a kind of national value: its own fields first, then the keys every value has.
macro_rules! national_entry {
    (
        $(#[$meta:meta])*
        $name:ident from $from:expr; track $track:expr; problem $problem:expr;
        { $($(#[$field_meta:meta])* $field:ident: $type:ty),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)+
            /// 状态.
            pub status: $crate::policy::Status,
            /// 证据.
            pub evidence: $crate::policy::Evidence,
            /// 核对日.
            pub checked: chrono::NaiveDate,
            /// 出处.
            pub source: $crate::policy::Source,
            /// 说明.
            #[serde(default)]
            pub note: Option<String>,
        }

        impl $crate::national::entry::Entry for $name {
            fn from(&self) -> chrono::NaiveDate {
                let of: fn(&$name) -> chrono::NaiveDate = $from;
                of(self)
            }
            fn track(&self) -> String {
                let of: fn(&$name) -> String = $track;
                of(self)
            }
            fn problem(&self) -> Option<$crate::policy::Problem> {
                let of: fn(&$name) -> Option<$crate::policy::Problem> = $problem;
                of(self)
            }
            fn cited(&self) -> ($crate::policy::Status, $crate::policy::Evidence, &$crate::policy::Source) {
                (self.status, self.evidence, &self.source)
            }
        }
    };
}
pub(super) use national_entry;

/// A table held to the standard: every value cites, none is the clerk's own, dates ascend within a track.
///
/// # Errors
/// [`PolicyError`] naming file, table, date and line.
pub(super) fn table<E: Entry>(
    file: &str,
    text: &str,
    table: &'static str,
    raw: Vec<Spanned<E>>,
) -> Result<Vec<E>, PolicyError> {
    let mut entries: Vec<E> = Vec::with_capacity(raw.len());
    for spanned in raw {
        let line = Some(line_of(text, spanned.span().start));
        let entry = spanned.into_inner();
        let from = entry.from();
        let (status, evidence, source) = entry.cited();
        let later = |before: &&E| before.track() == entry.track() && before.from() >= from;
        let problem = if source.title.trim().is_empty() {
            Some(Problem::NoSource)
        } else if status == Status::UnitConfirmed || evidence == Evidence::Clerk {
            Some(Problem::ClerksOwn)
        } else if entries.iter().any(|before| later(&before)) {
            Some(Problem::NotAscending)
        } else {
            entry.problem()
        };
        if let Some(problem) = problem {
            let from = Some(Month::of(from));
            return Err(PolicyError { file: file.to_owned(), table: Some(table), from, line, problem });
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The latest entry of those that hold on a day.
pub(super) fn in_force<'a, E: Entry>(entries: impl IntoIterator<Item = &'a E>, on: NaiveDate) -> Option<&'a E> {
    entries.into_iter().filter(|entry| entry.from() <= on).max_by_key(|entry| entry.from())
}
