//! 检索变更 — who changed what when: by person, amount, user, day and kind of record, page by page.

use shebao_desk::wire::journal::{JournalHit, JournalQuery};
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::{Code, Desk};

use crate::places::{PASSWORD, TODAY, migrated, now};
use crate::program::Script;

fn of(employee_no: &str) -> JournalQuery {
    JournalQuery { employee_no: Some(employee_no.to_owned()), ..JournalQuery::default() }
}

fn found(desk: &Desk, query: &JournalQuery) -> Vec<JournalHit> {
    desk.journal_search(query).expect("the journal").hits
}

/// `字段: 前 → 后` of every change of a hit.
fn told(hit: &JournalHit) -> Vec<String> {
    let one = |text: &Option<String>| text.clone().unwrap_or_else(|| "空".to_owned());
    let fields = hit.changes.iter().flat_map(|change| &change.fields);
    fields.map(|field| format!("{}: {} → {}", field.field, one(&field.before), one(&field.after))).collect()
}

#[test]
fn a_change_is_told_as_before_and_after() {
    let mut place = migrated("public");
    let edit = PersonEdit { department: Some("人事行政部".to_owned()), ..PersonEdit::default() };
    place.desk.roster_edit("00001", &edit, now()).expect("a new department");
    let hits = found(&place.desk, &of("00001"));
    let last = &hits[0];
    assert_eq!((last.action.as_str(), last.name.as_deref()), ("修改员工资料", Some("孟翔")));
    // 仓储物流部 as the key has it.
    assert_eq!(told(last), ["部门: 仓储物流部 → 人事行政部"]);
    assert_eq!((last.changes[0].record.as_str(), last.changes[0].kind.as_str()), ("员工资料", "changed"));
    let came = hits.iter().find(|hit| hit.changes.iter().any(|c| c.record == "员工资料" && c.kind == "added"));
    let came = came.expect("he was taken in");
    assert!(told(came).contains(&"证件号码: 空 → 440106196601189973".to_owned()), "{came:?}");
    place.desk.undo(None, now()).expect("taken back");
    let back = &found(&place.desk, &of("00001"))[0];
    assert_eq!((told(back), back.undoes), (vec!["部门: 人事行政部 → 仓储物流部".to_owned()], Some(last.action_seq)));
}

/// The declared base of the key's first person stands in exactly the rows that brought it.
#[test]
fn an_amount_finds_whoever_it_was_set_for() {
    let place = migrated("public");
    let query = JournalQuery { amount: Some("13345".to_owned()), ..of("00001") };
    let hits = found(&place.desk, &query);
    assert!(!hits.is_empty());
    let holds = |text: &Option<String>| text.as_deref() == Some("13345.00");
    for change in hits.iter().flat_map(|hit| &hit.changes) {
        assert!(change.fields.iter().any(|field| holds(&field.before) || holds(&field.after)), "{change:?}");
    }
    let bases = JournalQuery { record: Some("declared_base".to_owned()), ..query };
    let hits = found(&place.desk, &bases);
    assert!(!hits.is_empty() && hits.iter().all(|h| h.changes.iter().all(|c| c.record == "申报基数")), "{hits:?}");
    let nobody = JournalQuery { amount: Some("13345.01".to_owned()), ..JournalQuery::default() };
    assert!(found(&place.desk, &nobody).is_empty());
}

#[test]
fn users_days_and_pages() {
    let place = migrated("public");
    let all = JournalQuery { limit: Some(500), ..JournalQuery::default() };
    let page = place.desk.journal_search(&all).expect("the journal");
    assert_eq!(page.users, ["负责人"]);
    assert!(page.records.iter().any(|kind| kind.id == "enrollment" && kind.name == "参保关系"));
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let query = JournalQuery { limit: Some(37), before, ..JournalQuery::default() };
        let page = place.desk.journal_search(&query).expect("a page");
        assert!(page.hits.len() <= 37);
        seen.extend(page.hits.iter().map(|hit| hit.seq));
        before = page.before;
        if before.is_none() {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!(seen, sorted, "newest first, each once");
    assert!(
        seen.len() > page.hits.len().min(100) && seen.starts_with(&page.hits.iter().map(|h| h.seq).collect::<Vec<_>>())
    );
    let on = |from: &str, to: &str| JournalQuery {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        ..JournalQuery::default()
    };
    assert!(!found(&place.desk, &on(TODAY, TODAY)).is_empty());
    assert!(found(&place.desk, &on("2026-04-02", "2026-12-31")).is_empty());
    let other = JournalQuery { user: Some("别人".to_owned()), ..JournalQuery::default() };
    assert!(found(&place.desk, &other).is_empty());
    let wrong = JournalQuery { amount: Some("一万".to_owned()), ..JournalQuery::default() };
    assert_eq!(place.desk.journal_search(&wrong).expect_err("no amount").code, Code::InvalidInput);
}

#[test]
fn the_journal_is_searched_through_the_program() {
    let place = migrated("public");
    let book = place.book.clone();
    let _folder = place.close();
    let script = Script::on(&book, PASSWORD, TODAY);
    script.done(&["roster", "edit", "00001", "--post", "班长"]);
    let page = script.done(&["journal", "search", "--employee", "00001", "--record", "employee", "--limit", "1"]);
    let field = &page["hits"][0]["changes"][0]["fields"][0];
    // 司机 as the key has it.
    assert_eq!(field, &serde_json::json!({ "field": "岗位", "before": "司机", "after": "班长" }));
    assert!(page["before"].is_i64(), "there are older ones: {page}");
}
