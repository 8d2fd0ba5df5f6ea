//! 文书上的字 — what stands on a paper, without the breaks a cell may have anywhere.

use chrono::NaiveDateTime;
use shebao_desk::Desk;
use shebao_desk::wire::statement::StatementRequest;

/// The words of a PDF, blanks left out.
pub fn words(pdf: &[u8]) -> String {
    let file = lopdf::Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).expect("its text").split_whitespace().collect()
}

/// The words of a paper about one person, as its preview shows it: `statement` or `notice`, from one month to another.
pub fn paper(desk: &Desk, kind: &str, employee_no: &str, (from, to): (&str, &str), now: NaiveDateTime) -> String {
    let request = StatementRequest {
        kind: kind.to_owned(),
        employee_no: employee_no.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        ..StatementRequest::default()
    };
    words(&desk.statement_preview(&request, now).expect("a paper"))
}
