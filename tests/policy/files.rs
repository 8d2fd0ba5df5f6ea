//! The standard of assets/policy/README.md over every file.

use std::collections::BTreeMap;

use shebao_rules::insurance::Insurance;
use shebao_rules::policy::{Evidence, Part, Status, TimelineValue};

use super::{library, policy_files};

/// GB/T 2260 codes of the 26 cities.
const REGIONS: [(&str, &str); 26] = [
    ("110000", "北京"),
    ("120000", "天津"),
    ("130100", "石家庄"),
    ("140100", "太原"),
    ("150100", "呼和浩特"),
    ("210100", "沈阳"),
    ("310000", "上海"),
    ("320100", "南京"),
    ("320500", "苏州"),
    ("330100", "杭州"),
    ("340100", "合肥"),
    ("350100", "福州"),
    ("350200", "厦门"),
    ("370100", "济南"),
    ("370200", "青岛"),
    ("410100", "郑州"),
    ("420100", "武汉"),
    ("430100", "长沙"),
    ("440100", "广州"),
    ("440300", "深圳"),
    ("441900", "东莞"),
    ("500000", "重庆"),
    ("510100", "成都"),
    ("520100", "贵阳"),
    ("530100", "昆明"),
    ("610100", "西安"),
];

#[test]
fn every_region_is_held_under_its_code_and_names() {
    let library = library();
    let held: Vec<_> = library.regions().map(|r| (r.code.as_str(), r.name.as_str())).collect();
    assert_eq!(held, REGIONS);
    for (code, name) in REGIONS {
        for text in [code.to_owned(), name.to_owned(), format!("{name}市")] {
            assert_eq!(library.region(&text).map(|r| r.code.as_str()), Some(code), "{text}");
        }
    }
}

#[test]
fn files_are_short_and_name_no_private_place() {
    for (path, text) in policy_files() {
        assert!(text.lines().count() <= 300, "{path}");
        for word in ["github", "GitHub", "gitlab", "/work/", "/tmp/"] {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn every_value_cites_its_source_and_dates_ascend() {
    let library = library();
    let mut entries = 0;
    for region in library.regions() {
        for insurance in Insurance::ALL {
            let mut last = BTreeMap::new();
            for entry in library.timeline(&region.code, insurance, None) {
                let place = format!("{} {insurance} {:?} {}", region.name, entry.part, entry.from);
                assert!(!entry.source.title.trim().is_empty(), "{place}");
                assert!(entry.alternatives.iter().all(|a| !a.source.title.trim().is_empty()), "{place}");
                assert!(entry.evidence != Evidence::Clerk && entry.status != Status::UnitConfirmed, "{place}");
                assert_eq!(entry.checked.to_string(), "2026-11-21", "{place}");
                let track = (entry.part, entry.option, entry.months.clone());
                let date = (entry.from, entry.published);
                assert!(last.insert(track, date).is_none_or(|before| before < date), "{place}");
                entries += 1;
            }
        }
    }
    assert!(entries > 400, "{entries} entries");
}

/// A null rate, a range or a projected rate is unconfirmed even where the bounds of the month are final.
#[test]
fn an_open_rate_is_never_final() {
    let library = library();
    for region in library.regions() {
        for insurance in Insurance::ALL {
            for entry in library.timeline(&region.code, insurance, None).iter().filter(|e| e.part == Part::Rates) {
                let TimelineValue::Rates(rates) = entry.value else { continue };
                assert_eq!(
                    rates.both().is_some(),
                    entry.status.computes(),
                    "{} {insurance} {}",
                    region.name,
                    entry.from
                );
            }
        }
    }
}

/// Each conflict that the sources have stays visible in its region.
#[test]
fn conflicts_stay_visible() {
    let library = library();
    for (region, insurance, words) in [
        ("深圳", Insurance::Pension, "3523 或 4492"),
        ("深圳", Insurance::Unemployment, "44265 或 44934"),
        ("深圳", Insurance::HousingFund, "44265 或 44934"),
        ("深圳", Insurance::Maternity, "单列"),
        ("深圳", Insurance::Unemployment, "2026 年失业费率"),
        ("广州", Insurance::Unemployment, "41112/42933 或 44265"),
        ("苏州", Insurance::HousingFund, "4952 或 2490/2660"),
        ("合肥", Insurance::HousingFund, "29782、30540 或 31564"),
        ("武汉", Insurance::HousingFund, "小数"),
        ("西安", Insurance::Medical, "1.6 元或 8 元"),
        ("重庆", Insurance::Medical, "1.5%"),
        ("昆明", Insurance::Medical, "43.57"),
        ("上海", Insurance::Unemployment, "0.5% 或 1%"),
    ] {
        let conflicts = &library.region(region).unwrap().conflicts;
        let named = conflicts.iter().any(|c| c.insurance == insurance && c.text.contains(words));
        assert!(named, "{region} {insurance} {words}");
    }
}
