//! 试行 — what a policy change would do to 10,000 people, beside computing the month anew.

use shebao_desk::wire::policy_change::NewPolicyValue;

use crate::company::{INSURANCES, Shelf, now};
use crate::figures::{alternate, timed};

const RUNS: usize = 7;

/// A new floor and cap of one insurance, against a full run of the month.
pub fn bench() {
    let people = 10_000;
    let mut shelf = Shelf::new();
    let place = shelf.book(people);
    let mut desk = shelf.desk(&place);
    let value = NewPolicyValue {
        region: "深圳".to_owned(),
        insurance: "pension".to_owned(),
        part: "bounds".to_owned(),
        from: "2026-01".to_owned(),
        published: Some("2026-06-01".to_owned()),
        floor: Some("5000".to_owned()),
        cap: Some("28000".to_owned()),
        source: "测量".to_owned(),
        ..NewPolicyValue::default()
    };
    let pairs = alternate(RUNS, |_| {
        let (recompute, run) = timed(|| desk.contribution_run("2026-03", None, now()).expect("a run"));
        assert_eq!(run.lines.len(), people * INSURANCES);
        let (what_if, effect) = timed(|| desk.contribution_what_if_value("2026-03", &value, now()).expect("an effect"));
        assert!(!effect.affected.is_empty(), "the change concerns people");
        (what_if, recompute)
    });
    pairs.line("what-if of a policy for 10,000 people x 7 : a full recompute", 1.0);
    let (what_if, _) = pairs.milliseconds();
    println!("what-if of 10,000 people: {what_if:.0} ms (aim 1,000)");
}
