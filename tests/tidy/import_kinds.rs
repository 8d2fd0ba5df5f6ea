//! 可导入的类别 — the window offers every kind of sheet that the program takes in, each with its fields.

use std::collections::BTreeSet;

use shebao_documents::recognise::Kind;
use shebao_tests::clone_root;

#[test]
fn the_window_takes_in_every_kind() {
    let path = clone_root().join("ui/src/words/importFields.ts");
    let text = std::fs::read_to_string(&path).unwrap();
    let (_, rest) = text.split_once("IMPORT_KINDS").unwrap();
    let (list, rest) = rest.split_once("];").unwrap();
    let offered: BTreeSet<&str> = list.split('\'').skip(1).step_by(2).collect();
    let taken: BTreeSet<&str> = Kind::ALL.into_iter().filter(|kind| kind.is_taken_in()).map(Kind::id).collect();
    assert_eq!(offered, taken);
    let (_, fields) = rest.split_once("IMPORT_FIELDS").unwrap();
    let missing: Vec<&&str> = taken.iter().filter(|kind| !fields.contains(&format!("\n  {kind}: ["))).collect();
    assert!(missing.is_empty(), "no fields of {missing:?}");
}
