//! 政策文件差错 — what is wrong with a policy file, naming file, table, month and line.

use std::fmt;

use crate::month::Month;

/// 差错 — one rule of the standard that a file breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No TOML, an unknown or duplicate key, or a value of the wrong form.
    #[error("{0}")]
    Form(String),
    /// The file stands where no policy file belongs, or its name and its content disagree.
    #[error("the file's place or name does not fit its content")]
    Misplaced,
    /// A folder without `region.toml`, or two regions of one name or code, or two files for one insurance.
    #[error("regions and insurances must be named exactly once: {0}")]
    Naming(String),
    /// `from` is not later than the entry before it in the same track.
    #[error("dates must ascend strictly within one table and option")]
    NotAscending,
    /// `through` lies before `from`, or `published` after `checked`.
    #[error("the dates of the entry contradict each other")]
    Dates,
    /// No source title.
    #[error("every value cites a source")]
    NoSource,
    /// `ends` together with values, or neither.
    #[error("an entry holds values, or ends = true, not both and not neither")]
    EndsAndValues,
    /// A status that computes without both rates, or a range or gap on it.
    #[error("only an unconfirmed entry may leave a rate open or give a range")]
    OpenRate,
    /// floor > cap, or a negative amount.
    #[error("floor and cap are no range of amounts")]
    Bounds,
    /// A range whose ends are not ascending, or a side given both as a number and a range.
    #[error("a range has two ascending ends and stands alone")]
    Range,
    /// `unit_confirmed` or `clerk`, which only a unit's own settings have.
    #[error("a shipped value is neither unit_confirmed nor clerk")]
    ClerksOwn,
    /// The month masks of one date do not cover every month exactly once.
    #[error("the months of one date must cover January to December exactly once")]
    Months,
    /// A proof without words or of a month outside the entry.
    #[error("a proof names a month from the entry's first on and what the rows show")]
    Proof,
    /// A national value that contradicts itself.
    #[error("the value contradicts itself: {0}")]
    Contradiction(&'static str),
}

/// 政策文件差错, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct PolicyError {
    /// The file as it was given.
    pub file: String,
    /// The table: bounds, rates, fixed, rounding, or that of a national file.
    pub table: Option<&'static str>,
    /// The entry's first month.
    pub from: Option<Month>,
    /// The line it begins on, counted from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl PolicyError {
    pub(crate) fn of_file(file: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), table: None, from: None, line: None, problem }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(table) = self.table {
            write!(f, " [[{table}]]")?;
        }
        if let Some(from) = self.from {
            write!(f, " from {from}")?;
        }
        write!(f, ": {}", self.problem)
    }
}
