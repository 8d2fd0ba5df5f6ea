//! 控制合计关口 — a sheet whose own 合计 is not the sum of its rows goes in only with the clerk's word.
//!
//! Either a row was not read or the total was typed wrong. She looks and says why; the word stays with the sheet. A
//! whole folder goes in unattended: there the difference waits for her as a question.

use crate::error::{Code, Failure};
use crate::exchange::ground::report::Report;
use crate::read;
use crate::wire::exchange::{Choice, ControlTotal, ImportReport, ImportRequest};

/// The question about totals that differ.
const TOTALS: &str = "totals_differ";

/// What becomes of a sheet whose totals differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Gate<'r> {
    /// It is only shown.
    Open,
    /// It goes in with this reason.
    Explained(&'r str),
    /// It goes in and waits as a question.
    Ask,
    /// It does not go in.
    Closed,
}

impl<'r> Gate<'r> {
    /// As the clerk asked for it: a rehearsal only shows.
    pub(in crate::exchange) fn of(request: &'r ImportRequest) -> Self {
        match read::given(request.totals_reason.as_deref()) {
            Some(reason) => Self::Explained(reason),
            None if request.dry_run => Self::Open,
            None => Self::Closed,
        }
    }

    /// Notes at a sheet that has been read what becomes of its totals.
    pub(in crate::exchange) fn note(self, report: &mut Report) {
        let differing = report.whole.control_totals.iter_mut().filter(|total| differs(total));
        match self {
            Self::Explained(reason) => differing.for_each(|total| total.explained = Some(reason.to_owned())),
            Self::Ask => {
                let lines: Vec<String> = differing.map(|total| line(total)).collect();
                if !lines.is_empty() {
                    let message = format!("表内合计与逐行相加不一致，已按逐行数据导入：{}", lines.join("；"));
                    report.ask(0, TOTALS, message, choices());
                }
            }
            Self::Open | Self::Closed => {}
        }
    }

    /// Whether the file may go in as it is.
    ///
    /// # Errors
    /// [`Code::TotalsDiffer`] with each total that differs.
    pub(in crate::exchange) fn pass(self, file: &str, whole: &ImportReport) -> Result<(), Failure> {
        let lines: Vec<String> = whole.control_totals.iter().filter(|total| differs(total)).map(line).collect();
        if self != Self::Closed || lines.is_empty() {
            return Ok(());
        }
        Err(Failure::new(Code::TotalsDiffer).with("file", file).with("totals", lines.len()).detailed(lines))
    }
}

fn differs(total: &ControlTotal) -> bool {
    total.file.as_ref().is_some_and(|file| *file != total.ours)
}

fn line(total: &ControlTotal) -> String {
    let file = total.file.as_deref().unwrap_or_default();
    format!("{}：表内合计 {file}，逐行相加 {}", total.name, total.ours)
}

fn choices() -> Vec<Choice> {
    let answers = [
        ("total_wrong", "表内合计写错了，以逐行数据为准"),
        ("rows_right", "合计另含别的内容，逐行数据无误"),
        ("look_again", "有行没有读入，我会撤销这一批，改好再导入"),
    ];
    answers.map(|(id, label)| Choice { id: id.to_owned(), label: label.to_owned() }).to_vec()
}
