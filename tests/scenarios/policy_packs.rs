//! Policy packs: signed by a known key, newer than what is known, under the standard; or refused with the reason.

use shebao_desk::{Code, Desk};
use shebao_rules::insurance::Insurance;
use shebao_tests::signing_key;

use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, folder, now};
use crate::program::Script;
use crate::small::{amounts, bounds_document, company, file, pack};

fn head(desk: &Desk) -> String {
    desk.book_info().expect("the book").journal_head
}

/// A floor of 7500 from 2026-01 in a pack: 7500 × 16 % = 1200.00.
#[test]
fn a_pack_of_a_trusted_key_is_taken_in_and_undone() {
    let (mut place, people) = company(&["6000"]);
    let (text, fingerprint) = pack(1, &bounds_document("2026-01", "2026-03-20", "7500", "36000"));
    let path = file(&place, "one.policy", &text);
    let before = head(&place.desk);
    let unknown = place.desk.policy_preview_file(&path, now()).expect_err("nobody trusts this key yet");
    assert_eq!((unknown.code, unknown.params.get("fingerprint")), (Code::PackKeyUnknown, Some(&fingerprint)));
    assert_eq!(place.desk.policy_take(&path, now()).expect_err("not trusted").code, Code::PackKeyUnknown);
    assert_eq!(head(&place.desk), before, "nothing is written");
    place.desk.policy_trust(&fingerprint.to_lowercase(), now()).expect("the clerk accepts the key");
    let taken = place.desk.policy_take(&path, now()).expect("the pack");
    assert_eq!(taken.pack.map(|p| (p.pack, p.number)), Some(("example".to_owned(), 1)));
    let pension = |desk: &mut Desk| {
        let run = desk.contribution_run("2026-03", None, now()).expect("the month is computed");
        amounts(&run.lines, &people[0], Insurance::Pension)
    };
    assert_eq!(pension(&mut place.desk), ["7500.00", "1200.00", "600.00"]);
    let reopened = {
        let (book, tools) = (place.book.clone(), crate::places::tools());
        drop(place.desk);
        Desk::open(tools, &book, PASSWORD, now()).expect("the book opens with its values")
    };
    place.desk = reopened;
    assert_eq!(pension(&mut place.desk), ["7500.00", "1200.00", "600.00"]);
    place.desk.undo(Some(taken.action_seq.into()), now()).expect("one undoable act");
    assert_eq!(pension(&mut place.desk), ["7162.00", "1145.92", "572.96"]);
    let check = place.desk.book_check().expect("the check");
    assert!(check.ok, "{:?}", check.findings);
}

#[test]
fn a_pack_that_cannot_be_relied_on_is_refused_and_nothing_is_written() {
    let (mut place, _) = company(&["6000"]);
    let good = bounds_document("2026-01", "2026-03-20", "7500", "36000");
    let (text, fingerprint) = pack(2, &good);
    place.desk.policy_trust(&fingerprint, now()).expect("the clerk accepts the key");
    let first = file(&place, "two.policy", &text);
    place.desk.policy_take(&first, now()).expect("issue 2");
    let before = head(&place.desk);
    let (third, _) = pack(3, &good.replace("7500", "7600"));
    let older = bounds_document("2026-02", "2026-03-21", "7700", "36000");
    let same_day = bounds_document("2026-01", "2026-03-20", "7800", "36000");
    let shipped = bounds_document("2025-07", "2025-09-18", "7163", "35811");
    for (what, text, code) in [
        ("a changed amount", third.replace("7600", "7601"), Code::PackSignature),
        ("another number", third.replace("number = 3", "number = 9"), Code::PackSignature),
        ("a cut header", third.replacen("signature", "signatur", 1), Code::PolicyMalformed),
        ("a short key", third.replacen("key ", "key 00", 1), Code::PolicyMalformed),
        ("another version", third.replacen("pack 1", "pack 2", 1), Code::PolicyMalformed),
        ("the same issue", pack(2, &older).0, Code::PackOutdated),
        ("an older issue", pack(1, &older).0, Code::PackOutdated),
        ("no source", pack(3, &good.replace("示例通知", " ")).0, Code::PolicyMalformed),
        ("floor above cap", pack(3, &good.replace("36000", "6000")).0, Code::PolicyMalformed),
        ("no policy", pack(3, "insurance = \"pension\"\n").0, Code::PolicyRefused),
        ("the same day, another value", pack(3, &same_day).0, Code::PolicyRefused),
        ("a shipped value overwritten", pack(3, &shipped).0, Code::PolicyRefused),
        ("no pack at all", "你好".to_owned(), Code::PolicyMalformed),
    ] {
        let path = file(&place, "bad.policy", &text);
        assert_eq!(place.desk.policy_preview_file(&path, now()).expect_err(what).code, code, "{what}");
        assert_eq!(place.desk.policy_take(&path, now()).expect_err(what).code, code, "{what}");
    }
    assert_eq!(head(&place.desk), before, "nothing is written");
    let better = file(&place, "three.policy", &pack(3, &older).0);
    place.desk.policy_take(&better, now()).expect("a newer issue");
}

/// Signed, refused, trusted, tried, taken in, closed and trued up through the program alone.
#[test]
fn policy_through_the_program() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, "2025-10-10");
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    let unit =
        ["unit", "add", "--name", COMPANY, "--region", "北京", "--from", "2025-01", "--work-injury-rate", "0.004"];
    script.done(&unit);
    let dir = folder.path().join("pack/regions/110000-beijing");
    std::fs::create_dir_all(&dir).expect("a folder");
    let document = bounds_document("2025-10", "2025-10-08", "7500", "36000");
    std::fs::write(dir.join("pension.toml"), document).expect("a document");
    let text = |path: &std::path::Path| path.display().to_string();
    let (key, out) = (folder.path().join("key"), text(&folder.path().join("one.policy")));
    std::fs::write(&key, signing_key()).expect("a key");
    let (dir, key) = (text(&folder.path().join("pack")), text(&key));
    let sign = [
        "policy", "sign", &dir, "--key", &key, "--pack", "example", "--number", "1", "--issuer", "示例", "--out", &out,
    ];
    let signed = script.done(&sign);
    let fingerprint = signed["fingerprint"].as_str().expect("a fingerprint").to_owned();
    let refused = script.run(&["policy", "take", &out]);
    assert_eq!((refused.code, refused.json["error"]["code"].as_str()), (3, Some("pack_key_unknown")));
    assert!(refused.json["error"]["message"].as_str().is_some_and(|m| m.contains(&fingerprint)), "{:?}", refused.json);
    script.done(&["policy", "trust", &fingerprint]);
    let what_if = script.done(&["contribution", "what-if", "2025-10", "--policy", &out]);
    assert!(what_if["affected"].is_array() && what_if["totals_before"].is_array(), "{what_if}");
    script.done(&["policy", "take", &out]);
    let shown = |known_on: &str| {
        let show = ["policy", "show", "--region", "北京", "--insurance", "pension", "--month", "2025-10"];
        let values = script.done(&[&show[..], &["--known-on", known_on]].concat());
        let values = values["values"].as_array().expect("values").clone();
        values.iter().find(|v| v["part"] == "bounds").expect("bounds")["floor"].as_str().map(str::to_owned)
    };
    assert_eq!(shown("2025-10-07").as_deref(), Some("7162.00"));
    assert_eq!(shown("2025-10-08").as_deref(), Some("7500.00"));
    let layers = script.done(&["policy", "layers"]);
    assert_eq!(layers["layers"][0]["pack"]["number"], 1, "{layers}");
    assert_eq!(script.run(&["month", "close", "2025-10"]).json["error"]["code"], "month_not_run");
}
