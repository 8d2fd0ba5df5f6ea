//! Each region's newest month computes for a typical employee or names exactly what is missing.

use shebao_rules::insurance::Insurance::{self, HousingFund, Maternity, Medical, Unemployment, WorkInjury};
use shebao_rules::policy::{Gap, Library};

use super::{TODAY, day, library, month, own_rate, terms, typical};

/// With the two rates only the unit knows entered, what is still open in 2026-11, region by region.
/// Cities of which cities.json has no fund row, or no unemployment row, say so.
const OPEN: &[(&str, Insurance, Gap)] = &[
    ("天津", Unemployment, Gap::Rates),
    ("石家庄", Medical, Gap::Bounds),
    ("石家庄", Unemployment, Gap::Absent),
    ("石家庄", WorkInjury, Gap::Bounds),
    ("石家庄", HousingFund, Gap::Bounds),
    ("太原", Medical, Gap::Absent),
    ("太原", Unemployment, Gap::Absent),
    ("太原", WorkInjury, Gap::Bounds),
    ("太原", HousingFund, Gap::Bounds),
    ("呼和浩特", Medical, Gap::Rates),
    ("呼和浩特", Unemployment, Gap::Absent),
    ("呼和浩特", WorkInjury, Gap::Bounds),
    ("呼和浩特", HousingFund, Gap::Bounds),
    ("沈阳", Medical, Gap::Rates),
    ("沈阳", Unemployment, Gap::Rates),
    ("沈阳", HousingFund, Gap::Bounds),
    ("上海", Unemployment, Gap::Rates),
    ("南京", Unemployment, Gap::Rates),
    ("苏州", Unemployment, Gap::Rates),
    ("杭州", Unemployment, Gap::Rates),
    ("合肥", Unemployment, Gap::Rates),
    ("合肥", HousingFund, Gap::Bounds),
    ("福州", Medical, Gap::Bounds),
    ("福州", Unemployment, Gap::Absent),
    ("福州", WorkInjury, Gap::Bounds),
    ("福州", HousingFund, Gap::Bounds),
    ("厦门", Medical, Gap::Bounds),
    ("厦门", Maternity, Gap::Bounds),
    ("厦门", Unemployment, Gap::Bounds),
    ("厦门", WorkInjury, Gap::Bounds),
    ("厦门", HousingFund, Gap::Bounds),
    ("济南", Unemployment, Gap::Rates),
    ("青岛", Unemployment, Gap::Rates),
    ("郑州", Unemployment, Gap::Rates),
    ("长沙", Unemployment, Gap::Rates),
    ("广州", Maternity, Gap::Bounds),
    ("广州", Unemployment, Gap::Bounds),
    ("深圳", Maternity, Gap::Bounds),
    ("深圳", Unemployment, Gap::Rates),
    ("东莞", Medical, Gap::Bounds),
    ("东莞", Unemployment, Gap::Absent),
    ("东莞", WorkInjury, Gap::Bounds),
    ("东莞", HousingFund, Gap::Bounds),
    ("重庆", Unemployment, Gap::Rates),
    ("成都", Unemployment, Gap::Rates),
    ("贵阳", Medical, Gap::Rates),
    ("贵阳", Unemployment, Gap::Absent),
    ("贵阳", WorkInjury, Gap::Bounds),
    ("贵阳", HousingFund, Gap::Bounds),
    ("西安", Unemployment, Gap::Rates),
];

fn open(library: &Library) -> Vec<(String, Insurance, Gap)> {
    let injury = own_rate(Insurance::WorkInjury, "0.002", "0");
    let fund = own_rate(Insurance::HousingFund, "0.07", "0.07");
    let mut open = Vec::new();
    for region in library.regions() {
        for insurance in library.insurances(&region.code, month("2026-11"), day(TODAY)) {
            let setting = [&injury, &fund].into_iter().find(|s| s.insurance == insurance);
            match terms(library, &region.code, insurance, "2026-11", &typical(), setting) {
                Ok(terms) => assert!(terms.status().computes()),
                Err(unsettled) => {
                    assert!(unsettled.note.is_some(), "{} {insurance}: no word about what is missing", region.name);
                    open.push((region.name.clone(), insurance, unsettled.gap));
                }
            }
        }
    }
    open
}

#[test]
fn the_newest_month_computes_or_names_what_is_missing() {
    let found = open(&library());
    let expected: Vec<_> =
        OPEN.iter().map(|(region, insurance, gap)| ((*region).to_owned(), *insurance, *gap)).collect();
    assert_eq!(found, expected);
}
