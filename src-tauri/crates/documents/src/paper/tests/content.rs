//! What the documents say.

use shebao_rules::policy::Status;

use super::samples::{lines, month, notice, printed_at, recovery_card, statement, yuan};
use super::{pages_of, run_together};
use crate::paper::*;

#[test]
fn a_statement_says_everything_it_must() {
    let paper = Paper::new().unwrap();
    let mut view = statement(3);
    view.anomalies = vec![Anomaly {
        kind: "欠费".into(),
        subject: "2023-02 公积金".into(),
        situation: "应缴 2,280.00 元，已缴 0.00 元".into(),
        action: "2023-03-06 已补缴".into(),
    }];
    let text = run_together(&paper.statement(&view).unwrap().pdf);
    for said in [
        "社保状态说明",
        "SM-2026-0042",
        "北京晨光示例科技有限公司",
        "91110108MA01ABCD5X",
        "出具日期2026年4月2日",
        "数据截止2026年3月31日",
        "张䶮𬭎",
        "110***********1234",
        "A0017",
        "城镇职工",
        "北京市海淀区社会保险基金管理中心",
        "2023-02养老9,500.0016%1,520.008%760.00",
        "2%+3元",
        "已到账",
        // 3 × 5,817.00
        "人民币壹万柒仟肆佰伍拾壹圆整（¥17,451.00",
        "应缴2,280.00元，已缴0.00元",
        "不影响本单位自用工之日起依法为其办理参保登记并缴费",
        "以社会保险、医疗保障经办机构及税务机关",
        "12333",
        "有效期至2026年5月2日",
        "（单位公章）",
        "不代表认可全部内容",
        "含个人敏感信息",
        "台账核对码",
        "流水J000123",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    for never in ["防伪", "110105199001011234", "承担", "保证"] {
        assert!(!text.contains(never), "{never}");
    }
}

#[test]
fn nothing_found_is_no_proof_while_nothing_was_compared() {
    let paper = Paper::new().unwrap();
    let mut view = statement(1);
    view.anomalies.clear();
    for (record, said) in [(RecordState::Credited, "记录核对一致"), (RecordState::Unchecked, "不能据此认定已经到账")]
    {
        view.lines.iter_mut().for_each(|line| line.record = record);
        let text = run_together(&paper.statement(&view).unwrap().pdf);
        assert!(text.contains(said), "{said} is not in {text}");
    }
}

#[test]
fn the_full_number_is_printed_when_asked_for() {
    let paper = Paper::new().unwrap();
    let mut view = statement(1);
    view.person.id_display = IdDisplay::Full;
    assert!(run_together(&paper.statement(&view).unwrap().pdf).contains("110105199001011234"));
}

#[test]
fn an_unconfirmed_line_has_no_number_and_is_counted() {
    let paper = Paper::new().unwrap();
    let mut view = statement(1);
    view.lines = lines(month("2023-01")).into_iter().take(1).collect();
    view.lines[0].status = Status::Unconfirmed;
    view.totals = ContributionTotals::default();
    let text = run_together(&paper.statement(&view).unwrap().pdf);
    assert!(text.contains("养老—————760.002026-03-20已到账—待确认"), "{text}");
    assert!(!text.contains("9,500.00"));
    assert!(text.contains("另有1项待确认，未计入合计"));
}

/// 40 months × 5 lines of 7 mm: about 31 rows to the page.
#[test]
fn heads_are_repeated_and_pages_are_numbered() {
    let paper = Paper::new().unwrap();
    let printed = paper.statement(&statement(40)).unwrap();
    let pages = pages_of(&printed.pdf);
    assert_eq!((pages.len(), printed.pages), (8, 8));
    for (i, page) in pages.iter().enumerate() {
        let page: String = page.split_whitespace().collect();
        assert!(page.contains(&format!("第{}页/共8页", i + 1)));
        assert_eq!(page.contains("养老9,500.00"), page.contains("缴费基数"), "page {}", i + 1);
    }
    let all = run_together(&printed.pdf);
    assert_eq!(all.matches("养老9,500.00").count(), 40);
}

/// However many months there are, the receipt stands on the page of the signatures and the seal's place.
#[test]
fn what_is_signed_stays_together() {
    let paper = Paper::new().unwrap();
    for months in 1..=14 {
        let pages = pages_of(&paper.statement(&statement(months)).unwrap().pdf);
        let pages: Vec<String> = pages.iter().map(|page| page.split_whitespace().collect()).collect();
        let of = |words: &str| pages.iter().position(|page| page.contains(words));
        assert!(of("员工签收").is_some(), "{months}");
        assert_eq!((of("八、用途与出具"), of("（单位公章）")), (of("员工签收"), of("员工签收")), "{months}");
    }
}

#[test]
fn a_notice_takes_one_page_and_a_batch_numbers_each() {
    let paper = Paper::new().unwrap();
    let one = paper.notice(&notice()).unwrap();
    assert_eq!(one.pages, 1);
    let text = run_together(&one.pdf);
    for said in
        ["2026年2月社会保险和住房公积金缴费告知单", "张䶮𬭎", "贰仟壹佰肆拾圆零伍角整", "第六十条", "第1页/共1页"]
    {
        assert!(text.contains(said), "{said}");
    }
    let batch = paper.notices("2026年2月告知单", &[notice(), notice()]).unwrap();
    assert_eq!((batch.pages, batch.check_codes.len()), (2, 2));
    assert!(
        pages_of(&batch.pdf).iter().all(|page| page.split_whitespace().collect::<String>().contains("第1页/共1页"))
    );
    assert_eq!(paper.notices("无", &[]), Err(PaperError::Empty));
}

#[test]
fn a_recovery_card_shows_its_groups_and_no_check_code() {
    let paper = Paper::new().unwrap();
    let card = paper.recovery_card(&recovery_card()).unwrap();
    assert_eq!(card.pages, 1);
    let text = run_together(&card.pdf);
    for (i, group) in recovery_card().groups.iter().enumerate() {
        assert!(text.contains(&format!("第{}组{group}", i + 1)), "{group}");
    }
    assert!(text.contains("持有本卡的人可以打开整个台账"));
    assert!(!text.contains("核对码"));
}

#[test]
fn the_same_view_makes_the_same_file() {
    let (one, other) = (Paper::new().unwrap(), Paper::new().unwrap());
    let first = one.statement(&statement(14)).unwrap();
    assert_eq!(first, one.statement(&statement(14)).unwrap());
    assert_eq!(first, other.statement(&statement(14)).unwrap());
    let mut changed = statement(14);
    changed.totals.sum = yuan("1.00");
    assert_ne!(first.check_codes, one.statement(&changed).unwrap().check_codes);
}

#[test]
fn the_file_says_what_it_is_and_nothing_empty() {
    let paper = Paper::new().unwrap();
    let file = lopdf::Document::load_mem(&paper.statement(&statement(1)).unwrap().pdf).unwrap();
    let info = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = file.get_dictionary(info).unwrap();
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20260402101500+08'00'");
    assert_eq!(printed_at().to_string(), "2026-04-02 10:15:00");
    assert!(info.get(b"GTS_PDFXVersion").is_err());
    assert!(!info.get(b"Title").unwrap().as_str().unwrap().is_empty());
}

#[test]
fn one_paper_serves_several_threads() {
    let paper = Paper::new().unwrap();
    let expected = paper.notice(&notice()).unwrap();
    std::thread::scope(|scope| {
        let prints: Vec<_> = (0..2).map(|_| scope.spawn(|| paper.notice(&notice()).unwrap())).collect();
        assert!(prints.into_iter().all(|print| print.join().unwrap() == expected));
    });
}
