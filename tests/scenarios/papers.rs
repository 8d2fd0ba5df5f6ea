//! Papers of a whole month: one action for all of them, or nothing at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shebao_desk::Code;
use shebao_desk::wire::statement::{BatchRequest, StatementRequest};
use shebao_store::{Book, Secret, Statement, Stored};

use crate::places::{PASSWORD, Place, folder, migrated, now};

const MONTH: &str = "2026-02";

/// The public book with its month computed.
fn computed() -> Place {
    let mut place = migrated("public");
    place.desk.contribution_run(MONTH, None, now()).expect("the month is computed");
    place
}

fn notices() -> BatchRequest {
    BatchRequest { kind: "notice".to_owned(), month: MONTH.to_owned(), ..BatchRequest::default() }
}

/// Everybody with a line in the month, in the order of the papers.
fn people(place: &Place) -> Vec<String> {
    let ledger = place.desk.contribution_ledger(MONTH).expect("the month's ledger");
    let people: BTreeSet<String> = ledger.rows.into_iter().map(|row| row.employee_no).collect();
    people.into_iter().collect()
}

fn head(place: &Place) -> String {
    place.desk.book_info().expect("the book").journal_head
}

fn below(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect()
}

/// The papers that the book knows, by number, with the bytes it keeps of each.
fn kept(place: Place) -> Vec<(Stored<Statement>, Vec<u8>)> {
    // A book is open once at a time.
    drop(place.desk);
    let secret = Secret::Password { user: None, password: PASSWORD };
    let book = Book::open(&place.book, &secret, "test", now()).expect("the book");
    let view = book.view();
    let bytes = |paper: &Statement| {
        let document = paper.document_id.map(|id| view.document(id).expect("the documents"));
        document.flatten().expect("the paper is kept").row.bytes
    };
    let mut papers = view.statements().expect("the papers");
    papers.sort_by(|a, b| a.number.cmp(&b.number));
    papers.into_iter().map(|paper| (bytes(&paper), paper)).map(|(bytes, paper)| (paper, bytes)).collect()
}

/// All papers are read from the state before the batch, say so, and come in by one action; each can be found again.
#[test]
fn a_batch_is_one_action() {
    let mut place = computed();
    let (people, before, out) = (people(&place), head(&place), folder());
    assert!(people.len() > 40, "the public book has a company in it");
    let first = StatementRequest {
        kind: "notice".to_owned(),
        employee_no: people[0].clone(),
        from: MONTH.to_owned(),
        to: MONTH.to_owned(),
        ..StatementRequest::default()
    };
    let preview = place.desk.statement_preview(&first, now()).expect("a preview");
    let last = place.desk.journal_list(1).expect("the journal")[0].action_seq;
    let mut told = Vec::new();
    let printed = place.desk.statement_batch(&notices(), out.path(), now(), &mut |progress| {
        told.push((progress.done, progress.total));
        true
    });
    let printed = printed.expect("the papers");
    let count = u32::try_from(people.len()).expect("a count");
    assert_eq!(told, (1..=count).map(|done| (done, count)).collect::<Vec<_>>());
    assert!(printed.skipped.is_empty(), "{:?}", printed.skipped);
    assert_eq!(printed.files.len(), people.len());
    assert_eq!(fs::read(&printed.files[0]).expect("the first paper"), preview);
    let journal = place.desk.journal_list(2).expect("the journal");
    assert_eq!((journal[0].action.as_str(), journal[0].undoable), ("出具文书", false));
    assert_eq!(journal[1].action_seq, last, "one action for all papers");
    assert!(place.desk.book_check().expect("the check").ok);
    assert_eq!(below(out.path()).len(), people.len(), "nothing but the papers is in the folder");

    let kept = kept(place);
    assert_eq!(
        kept.iter().map(|(paper, _)| &paper.number).collect::<Vec<_>>(),
        printed.numbers.iter().collect::<Vec<_>>()
    );
    for ((paper, bytes), file) in kept.iter().zip(&printed.files) {
        assert_eq!(paper.journal_code, before, "{}", paper.number);
        assert_eq!(&fs::read(file).expect("the paper"), bytes, "{}", paper.number);
    }
}

/// 社保状态说明 of several months for everybody: whoever has a line in one of them gets the very paper that is printed for
/// one person; a notice stays with its month.
#[test]
fn a_batch_speaks_of_several_months() {
    let mut place = computed();
    let from = "2025-12";
    for month in [from, "2026-01"] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    let alone = people(&place);
    let spans = BatchRequest { kind: "statement".to_owned(), from: Some(from.to_owned()), ..notices() };
    let first = StatementRequest {
        kind: "statement".to_owned(),
        employee_no: alone[0].clone(),
        from: from.to_owned(),
        to: MONTH.to_owned(),
        ..StatementRequest::default()
    };
    let preview = place.desk.statement_preview(&first, now()).expect("a preview");
    let out = folder();
    let printed = place.desk.statement_batch(&spans, out.path(), now(), &mut |_| true).expect("the papers");
    assert!(printed.files.len() > alone.len(), "those who left in between too: {}", printed.files.len());
    assert_eq!(fs::read(&printed.files[0]).expect("the first paper"), preview);

    let again = folder();
    let notices = BatchRequest { kind: "notice".to_owned(), ..spans.clone() };
    let printed = place.desk.statement_batch(&notices, again.path(), now(), &mut |_| true).expect("the notices");
    assert_eq!(printed.files.len(), alone.len(), "a notice speaks of its month");
    let backwards = BatchRequest { from: Some("2026-03".to_owned()), ..spans };
    let refused = place.desk.statement_batch(&backwards, again.path(), now(), &mut |_| true);
    assert_eq!(refused.expect_err("the span runs backwards").code, Code::InvalidInput);
}

#[test]
fn a_cancelled_batch_leaves_no_file_and_no_row() {
    let mut place = computed();
    let (before, out) = (head(&place), folder());
    let made = out.path().join("2026-02");
    for dir in [out.path(), made.as_path()] {
        let cancelled = place.desk.statement_batch(&notices(), dir, now(), &mut |progress| progress.done < 3);
        assert_eq!(cancelled.expect_err("the batch was cancelled").code, Code::Cancelled);
        assert!(below(out.path()).is_empty(), "{:?}", below(out.path()));
    }
    assert_eq!(head(&place), before);
    assert!(kept(place).is_empty());
}

/// The last paper cannot be handed over: those before it are taken back, what was there stays.
#[test]
fn a_batch_that_cannot_be_handed_over_leaves_nothing() {
    let mut place = computed();
    let (people, before, out) = (people(&place), head(&place), folder());
    let last = format!("{}_{MONTH}_社说20260401-{:03}.pdf", people[people.len() - 1], people.len());
    let obstacle = out.path().join(last);
    fs::create_dir_all(obstacle.join("in the way")).expect("a folder where the paper should be");
    let failed = place.desk.statement_batch(&notices(), out.path(), now(), &mut |_| true);
    assert_eq!(failed.expect_err("a folder is in the way").code, Code::CannotWrite);
    assert_eq!(below(out.path()), [obstacle]);
    assert_eq!(head(&place), before);
    assert!(kept(place).is_empty());
}
