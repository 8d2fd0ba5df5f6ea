//! Each way of rounding is found again on rows made by it; bureau rows of 2020 and 2026 (bureau_evidence.md).

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::rate::Rate;
use crate::rounding::{Rounding, RoundingMode, RoundingUnit};

fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn share(base: Yuan, rates: &[Rate], heads: u32) -> Share {
    Share { base, rates: rates.to_vec(), fixed: Yuan::ZERO, heads }
}

fn charge(base: &str, of: &str, heads: u32, amount: &str) -> Charge {
    let shares = vec![share(yuan(base), &[rate(of)], heads)];
    Charge { month: month("2026-02"), place: format!("{base} × {of}"), shares, amount: yuan(amount) }
}

fn names(verdict: &Verdict<Method>) -> Vec<String> {
    match &verdict.finding {
        Finding::Proved(method) => vec![method.chinese()],
        Finding::Ambiguous(methods) => methods.iter().map(|m| m.chinese()).collect(),
        Finding::Contradicted { .. } => Vec::new(),
    }
}

/// Charges of three people and both sides, with bases to the fen and rates of four decimals, so that every digit counts.
fn made_by(method: Method, seed: u64, count: usize) -> Vec<Charge> {
    let mut state = seed;
    let mut next = |below: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap() % below
    };
    let months: Vec<Month> = month("2026-01").through(month("2026-06")).collect();
    (0..count)
        .map(|i| {
            let mut person = || {
                let rates = [next(1_999) + 1, next(999) + 1].map(|unit| Rate::new(Decimal::new(unit, 4)).unwrap());
                share(Yuan::from_fen(200_000 + next(3_000_000)), &rates, 1)
            };
            let shares = vec![person(), person(), person()];
            let amount = method.amount(&shares).unwrap();
            Charge { month: months[i % 6], place: format!("第 {i} 行"), shares, amount }
        })
        .collect()
}

/// Three modes × two orders, with the sides apart and together.
#[test]
fn the_method_is_found_again() {
    for mode in [RoundingMode::HalfUp, RoundingMode::Up, RoundingMode::Down] {
        for order in [Order::EachPerson, Order::Sum] {
            for sides in [Sides::Apart, Sides::Together] {
                let method = Method { rounding: Rounding::of(mode, RoundingUnit::Fen), order, sides };
                let verdict = prove_method(&made_by(method, 7, 120));
                assert_eq!(verdict.finding, Finding::Proved(method), "{}", method.chinese());
                assert_eq!((verdict.lines, verdict.months.len()), (120, 6));
            }
        }
    }
}

/// A base of 5,000 at 8 % is 400.00 however it is rounded.
#[test]
fn rows_that_need_no_rounding_prove_nothing() {
    let verdict = prove_method(&[charge("5000", "0.08", 1, "400.00")]);
    let Finding::Ambiguous(methods) = &verdict.finding else { panic!("{verdict:?}") };
    assert_eq!(methods.len(), 15);
    assert!(verdict.chinese(|m| m.chinese()).starts_with("不能确定：1 行"));
    assert_eq!(prove_method(&[]).chinese(|m| m.chinese()), "没有可验证的行");
}

#[test]
fn a_contradiction_names_its_rows() {
    let mut charges =
        made_by(Method { rounding: Rounding::HALF_UP_FEN, order: Order::EachPerson, sides: Sides::Apart }, 3, 50);
    charges[17].amount += Yuan::from_fen(1);
    let verdict = prove_method(&charges);
    let Finding::Contradicted { nearest: Some(nearest), rows } = &verdict.finding else { panic!("{verdict:?}") };
    assert_eq!((nearest.rounding, nearest.order), (Rounding::HALF_UP_FEN, Order::EachPerson));
    assert_eq!(rows, &["第 17 行"]);
    assert_eq!(verdict.proved(), None);
}

/// Shenzhen 2026-02: 6727 × 1.5 % = 100.905 → 100.91 on 117 rows. Half even and every rounding down are out; what goes
/// up at the half cannot be told from what always goes up, until a row that goes down is seen: Wuhan's 4498 × 0.3 % =
/// 13.494 → 13.49.
#[test]
fn a_hundred_and_seventeen_rows() {
    let mut charges = vec![charge("6727", "0.015", 1, "100.91"); 117];
    let verdict = prove_method(&charges);
    assert_eq!(verdict.lines, 117);
    let each = "逐人取整再合计";
    let up = [format!("四舍五入到分，{each}"), format!("进位到分，{each}"), format!("见厘进分，{each}")];
    assert_eq!(names(&verdict), up);
    charges.push(charge("4498", "0.003", 1, "13.49"));
    assert_eq!(names(&prove_method(&charges)), [format!("四舍五入到分，{each}")]);
    charges.push(charge("6727", "0.015", 1, "100.90"));
    let Finding::Contradicted { rows, .. } = prove_method(&charges).finding else { panic!("half even is out") };
    assert_eq!(rows.len(), 1);
}

/// Every percentage amount of the seven cities of 2026-02: one way of rounding reproduces them all.
#[test]
fn the_cities_of_february_2026() {
    let rows = [
        ("5510", "0.16", "881.60"),
        ("5510", "0.08", "440.80"),
        ("3500", "0.008", "28.00"),
        ("6234", "0.0685", "427.03"),
        ("6234", "0.02", "124.68"),
        ("4775", "0.16", "764.00"),
        ("6727", "0.06", "403.62"),
        ("6727", "0.005", "33.64"),
        ("4986", "0.005", "24.93"),
        ("4986", "0.002", "9.97"),
        ("4986", "0.003", "14.96"),
        ("4986", "0.095", "473.67"),
        ("4043", "0.005", "20.22"),
        ("4414", "0.004", "17.66"),
        ("4433", "0.075", "332.48"),
        ("4433", "0.007", "31.03"),
        ("4498", "0.007", "31.49"),
        ("4498", "0.003", "13.49"),
        ("4498", "0.087", "391.33"),
        ("4498", "0.002", "9.00"),
        ("4308", "0.007", "30.16"),
        ("4308", "0.003", "12.92"),
        ("4308", "0.087", "374.80"),
        ("4308", "0.009", "38.77"),
    ];
    let charges: Vec<Charge> = rows.iter().map(|(base, of, amount)| charge(base, of, 1, amount)).collect();
    assert_eq!(names(&prove_method(&charges)), ["四舍五入到分，逐人取整再合计"]);
}

/// Beijing 2020: 5557 × 9.8 % = 544.586 → 544.59 for each of five people is 2,722.95; rounding their sum gives 2,722.93.
#[test]
fn five_people_are_rounded_one_by_one() {
    let found = prove_method(&[charge("5557", "0.098", 5, "2722.95")]);
    let Finding::Ambiguous(methods) = found.finding else { panic!("three modes go up") };
    assert!(methods.iter().all(|m| m.order == Order::EachPerson && m.rounding.unit == RoundingUnit::Fen));
    let sum = prove_method(&[charge("5557", "0.098", 5, "2722.93")]);
    let Finding::Ambiguous(methods) = sum.finding else { panic!("2,722.93 needs no rounding") };
    assert!(methods.iter().all(|m| m.order == Order::Sum));
}

/// The fund: 3,726 × 300 % × 12 % = 1,341.36 → 1,341 a side, 2,682 together (Beijing 2009); 5557's kin would be 2,683.
#[test]
fn the_fund_rounds_each_side() {
    let both = |base: &str, amount: &str| Charge {
        shares: vec![share(yuan(base), &[rate("0.12"), rate("0.12")], 1)],
        ..charge(base, "0.12", 1, amount)
    };
    let found = prove_method(&[both("11178", "2682"), both("9963", "2392")]);
    // 9,963 × 12 % = 1,195.56 → 1,196 a side.
    assert_eq!(names(&found), ["四舍五入到元，逐人取整再合计"]);
}

fn row(insurance: Insurance, side: Side, base: &str, of: &[&str], fixed: &str, amount: &str) -> BureauRow {
    let rates = of.iter().map(|text| rate(text)).collect();
    let place = format!("{base} {amount}");
    BureauRow {
        list: 0,
        month: month("2026-02"),
        insurance,
        side,
        place,
        base: yuan(base),
        rates,
        fixed: yuan(fixed),
        amount: yuan(amount),
    }
}

#[test]
fn rates_are_read_off_rows_that_print_none() {
    let pension = |base, amount| row(Insurance::Pension, Side::Employer, base, &[], "0", amount);
    // 6,543.21 × 16 % = 1,046.9136, 5,510 × 16 % = 881.60, 7,001.37 × 16 % = 1,120.2192.
    let rows = [pension("6543.21", "1046.91"), pension("5510", "881.60"), pension("7001.37", "1120.22")];
    let [proof] = prove(&rows, &[]).try_into().unwrap();
    assert_eq!(proof.rate.finding, Finding::Proved(rate("0.16")));
    assert_eq!((proof.insurance, proof.side, proof.rate.lines), (Insurance::Pension, Side::Employer, 3));
    let medical = |base, amount| row(Insurance::Medical, Side::Employee, base, &[], "3", amount);
    // Beijing: 2 % and 3 yuan.
    let [proof] = prove(&[medical("12809", "259.18"), medical("7162", "146.24")], &[]).try_into().unwrap();
    assert_eq!(proof.rate.finding, Finding::Proved(rate("0.02")));
}

/// One unit at 0.4 %, another at 0.2 %, no rate printed: 18,437 × 0.4 % = 73.748 → 73.75, 6,543.21 × 0.2 % = 13.08642 →
/// 13.09. As one list they contradict each other; as two the rounding is the same.
#[test]
fn every_list_has_its_own_unprinted_rate() {
    let injury =
        |list, base, amount| BureauRow { list, ..row(Insurance::WorkInjury, Side::Employer, base, &[], "0", amount) };
    let of = |first, second| {
        let first = ["18437 73.75", "15708 62.83"].map(|text| (first, text));
        let second = ["6543.21 13.09", "3500 7.00"].map(|text| (second, text));
        let rows: Vec<BureauRow> = first
            .into_iter()
            .chain(second)
            .map(|(list, text)| {
                let (base, amount) = text.split_once(' ').unwrap();
                injury(list, base, amount)
            })
            .collect();
        let [proof] = prove(&rows, &[]).try_into().unwrap();
        proof.rounding
    };
    let two = of(0, 1);
    assert_eq!((names(&two), two.lines), (vec!["四舍五入到分，逐人取整再合计".to_owned()], 4));
    assert!(matches!(of(0, 0).finding, Finding::Contradicted { .. }));
}

#[test]
fn a_row_of_another_rate_is_named() {
    let injury = |base, of: &[&str], amount| row(Insurance::WorkInjury, Side::Employer, base, of, "0", amount);
    let printed =
        [injury("3500", &["0.002"], "7.00"), injury("3510", &["0.002"], "7.02"), injury("3500", &["0.004"], "14.00")];
    let [proof] = prove(&printed, &[]).try_into().unwrap();
    assert_eq!(
        proof.rate.finding,
        Finding::Contradicted { nearest: Some(rate("0.002")), rows: vec!["3500 14.00".to_owned()] }
    );
    let bare = [injury("3500", &[], "7.00"), injury("3510", &[], "7.02"), injury("3500", &[], "14.00")];
    let [proof] = prove(&bare, &[]).try_into().unwrap();
    let Finding::Contradicted { nearest, rows } = proof.rate.finding else { panic!("two rates") };
    assert_eq!((nearest, rows), (Some(rate("0.002")), vec!["3500 14.00".to_owned()]));
}

/// The total below the rows decides the order: 13.494 three times is 40.47 by person and 40.48 by sum.
#[test]
fn a_printed_total_decides_the_order() {
    let person = || row(Insurance::Unemployment, Side::Employee, "4498", &["0.003"], "0", "13.49");
    let rows =
        [person(), person(), person(), row(Insurance::Unemployment, Side::Employee, "4500", &["0.003"], "0", "13.50")];
    let total = |amount| BureauTotal {
        month: month("2026-02"),
        insurance: Insurance::Unemployment,
        side: Side::Employee,
        place: "合计".to_owned(),
        amount: yuan(amount),
    };
    let orders = |amount| {
        let [proof] = prove(&rows, &[total(amount)]).try_into().unwrap();
        match proof.rounding.finding {
            Finding::Proved(method) => vec![method.order],
            Finding::Ambiguous(methods) => methods.iter().map(|m| m.order).collect(),
            Finding::Contradicted { rows, .. } => panic!("{rows:?}"),
        }
    };
    assert!(orders("53.97").iter().all(|order| *order == Order::EachPerson));
    assert!(orders("53.98").iter().all(|order| *order == Order::Sum));
}

proptest! {
    /// Whatever the rows, the way they were made is never excluded, and everything that remains reproduces them all.
    #[test]
    fn the_truth_always_remains(
        seed in any::<u64>(), count in 1_usize..30, rounding in 0_usize..15, sum: bool, together: bool,
    ) {
        let order = if sum { Order::Sum } else { Order::EachPerson };
        let sides = if together { Sides::Together } else { Sides::Apart };
        let truth = Method { rounding: Rounding::ALL[rounding], order, sides };
        let charges = made_by(truth, seed, count);
        match prove_method(&charges).finding {
            Finding::Proved(method) => prop_assert_eq!(method, truth),
            Finding::Ambiguous(methods) => {
                prop_assert!(methods.contains(&truth) && methods.len() > 1);
                prop_assert!(methods.iter().all(|m| charges.iter().all(|charge| m.reproduces(charge))));
            }
            Finding::Contradicted { rows, .. } => prop_assert!(false, "{rows:?}"),
        }
    }

    /// Rows without a printed rate give back a rate that reproduces them; on wide bases it is the one they were made with.
    #[test]
    fn an_implied_rate_is_the_rate(unit in 1_i64..2000, bases in prop::collection::vec(300_000_i64..4_000_000, 3..20)) {
        let truth = Rate::new(Decimal::new(unit, 4)).unwrap();
        let rows: Vec<BureauRow> = bases.iter().enumerate().map(|(i, fen)| {
            let base = Yuan::from_fen(*fen);
            let amount = Rounding::HALF_UP_FEN.apply(base.decimal() * truth.fraction()).unwrap();
            let place = format!("第 {i} 行");
            BureauRow {
                list: 0,
                month: month("2026-02"), insurance: Insurance::Medical, side: Side::Employer, place, base,
                rates: Vec::new(), fixed: Yuan::ZERO, amount,
            }
        }).collect();
        let all: Vec<&BureauRow> = rows.iter().collect();
        prop_assert_eq!(prove_rate(&all, Rounding::HALF_UP_FEN).finding, Finding::Proved(truth));
    }
}
