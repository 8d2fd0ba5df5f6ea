//! 用语 — the words clerks write for sex, hukou, tier, position, insurances and modes.

use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::setting::SettingMode;
use shebao_rules::words::{Hukou, MedicalTier, PositionClass, Sex};

use super::{Flaw, IssueCode, Reading, folded, plain};
use crate::sheet::Cell;

/// The word of a cell in one form: no blanks, plain brackets, lower case.
fn word(cell: &Cell) -> Reading<String> {
    plain(cell).map(|text| folded(&text).chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect())
}

fn read<T>(cell: &Cell, what: &str, meaning: impl Fn(&str) -> Option<T>) -> Reading<T> {
    let reading = word(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    if matches!(text.as_str(), "-" | "--" | "—" | "/" | "无") {
        return Reading::blank();
    }
    match meaning(&text) {
        Some(value) => Reading::of(value),
        None => Reading::flawed(Flaw::new(
            IssueCode::WordUnknown,
            format!("{what}的写法不认识，没有采用。请在人员信息中选定。"),
        )),
    }
}

/// 性别.
#[must_use]
pub fn sex(cell: &Cell) -> Reading<Sex> {
    read(cell, "性别", |text| match text {
        "男" | "男性" | "m" | "male" | "1|男" | "1男" => Some(Sex::Male),
        "女" | "女性" | "f" | "female" | "2|女" | "2女" => Some(Sex::Female),
        _ => None,
    })
}

/// 医保档次.
#[must_use]
pub fn medical_tier(cell: &Cell) -> Reading<MedicalTier> {
    read(cell, "医保档次", |text| {
        let first =
            text.contains("一档") || text.contains("1档") || text.contains("一挡") || matches!(text, "1" | "一");
        let second =
            text.contains("二档") || text.contains("2档") || text.contains("二挡") || matches!(text, "2" | "二");
        match (first, second) {
            (true, false) => Some(MedicalTier::First),
            (false, true) => Some(MedicalTier::Second),
            _ => None,
        }
    })
}

/// 退休口径. A bare 干部 or 工人 is enough only for a woman's kind; 男 alone is enough.
#[must_use]
pub fn position_class(cell: &Cell) -> Reading<PositionClass> {
    read(cell, "退休口径", |text| {
        if text.starts_with('男') || text == "60" {
            Some(PositionClass::Male60)
        } else if text.contains("55") || text.contains("女干部") {
            Some(PositionClass::Female55)
        } else if text.contains("50") || text.contains("女工人") {
            Some(PositionClass::Female50)
        } else {
            None
        }
    })
}

/// 户口性质 — where and of what kind. `city` is the place of cover: 深户 is local in 深圳 only. A word that leaves the
/// place open is not decided here.
#[must_use]
pub fn hukou(cell: &Cell, city: Option<&str>) -> Reading<Hukou> {
    let reading = word(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    if ["外籍", "港澳", "香港", "澳门", "台湾", "外国"].iter().any(|w| text.contains(w))
        || matches!(text.as_str(), "-" | "/" | "无" | "—")
    {
        return Reading::blank();
    }
    let place = place(&text, city);
    let kind = kind(&text);
    let value = match (place, kind) {
        (Some(true), Some(true)) => Hukou::LocalTown,
        (Some(true), Some(false)) => Hukou::LocalRural,
        (Some(false), Some(true)) => Hukou::OtherTown,
        (Some(false), Some(false)) => Hukou::OtherRural,
        (Some(true), None) => Hukou::LocalAny,
        (Some(false), None) => Hukou::OtherAny,
        (None, _) => {
            let message = "户口性质没有写明本市还是外地，没有采用。请在人员信息中选定（参保台账里有的以台账为准）。";
            return Reading::flawed(Flaw::new(IssueCode::HukouUnclear, message));
        }
    };
    Reading::of(value)
}

/// Whether the hukou is of the place of cover; `None` if the word does not say.
fn place(text: &str, city: Option<&str>) -> Option<bool> {
    const OTHER: &[&str] = &[
        "外埠",
        "外地",
        "外省",
        "省外",
        "外市",
        "市外",
        "非本市",
        "非本地",
        "非本埠",
        "异地",
        "跨省",
        "外来",
        "非户籍",
        "市外户籍",
    ];
    const LOCAL: &[&str] = &["本市", "本地", "本埠", "市内", "本区"];
    // The one-character names of cities as in 深户, 沪籍.
    const SHORT: &[(&str, &str)] = &[
        ("京", "北京"),
        ("沪", "上海"),
        ("深", "深圳"),
        ("穗", "广州"),
        ("津", "天津"),
        ("渝", "重庆"),
        ("杭", "杭州"),
        ("甬", "宁波"),
        ("蓉", "成都"),
        ("汉", "武汉"),
    ];
    if OTHER.iter().any(|w| text.contains(w)) {
        return Some(false);
    }
    if LOCAL.iter().any(|w| text.contains(w)) {
        return Some(true);
    }
    if !text.contains(['户', '籍']) && !SHORT.iter().any(|(_, name)| text.starts_with(name)) {
        return None;
    }
    for (short, name) in SHORT {
        let named = [
            format!("{short}户"),
            format!("{short}籍"),
            format!("{name}户"),
            format!("{name}籍"),
            format!("{name}市户"),
        ];
        let negated = named.iter().any(|w| text.contains(&format!("非{w}")));
        let here = city.is_none_or(|city| city == *name);
        if negated && here {
            return Some(false);
        }
        let starts = text.starts_with(name);
        if (named.iter().any(|w| text.contains(w.as_str())) || starts) && !negated && city.is_some() {
            return Some(here);
        }
    }
    None
}

/// Whether it is a town's (true) or a rural one (false).
fn kind(text: &str) -> Option<bool> {
    if ["城镇", "城市", "非农", "非农业"].iter().any(|w| text.contains(w)) {
        Some(true)
    } else if ["农村", "农业", "农民", "农户"].iter().any(|w| text.contains(w)) {
        Some(false)
    } else {
        None
    }
}

/// 险种.
#[must_use]
pub fn insurance(cell: &Cell) -> Reading<Insurance> {
    let reading = scope(cell);
    let unknown = || Reading::flawed(unknown_insurance());
    match reading.value {
        Some(Scope::One(insurance)) => Reading::of(insurance),
        Some(Scope::Group(Group::HousingFund)) => Reading::of(Insurance::HousingFund),
        Some(Scope::Group(Group::Social)) => unknown(),
        None => Reading { value: None, flaw: reading.flaw },
    }
}

fn unknown_insurance() -> Flaw {
    Flaw::new(
        IssueCode::InsuranceUnknown,
        "险种的写法不认识。请改成 养老、医疗、失业、工伤、生育、公积金 等名称后重新导入。",
    )
}

/// 类别 — 社保 or 公积金 as a whole, or one insurance.
#[must_use]
pub fn scope(cell: &Cell) -> Reading<Scope> {
    let reading = word(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    match scope_of(&text) {
        Some(scope) => Reading::of(scope),
        None => Reading::flawed(unknown_insurance()),
    }
}

fn scope_of(text: &str) -> Option<Scope> {
    let text: String = text.chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']')).collect();
    let has = |word: &str| text.contains(word);
    let one = |insurance| Some(Scope::One(insurance));
    if has("补充") && has("公积金") {
        one(Insurance::SupplementaryFund)
    } else if has("公积金") {
        Some(Scope::Group(Group::HousingFund))
    } else if has("补充养老") || has("地补") {
        one(Insurance::LocalPension)
    } else if has("养老") {
        one(Insurance::Pension)
    } else if has("失业") {
        one(Insurance::Unemployment)
    } else if has("工伤") {
        one(Insurance::WorkInjury)
    } else if has("医") {
        one(Insurance::Medical)
    } else if has("生育") {
        one(Insurance::Maternity)
    } else if has("社保") || has("社会保险") || has("五险") {
        Some(Scope::Group(Group::Social))
    } else {
        None
    }
}

/// Every insurance named in a list such as `养老、失业、工伤`.
#[must_use]
pub fn insurances_in(text: &str) -> Vec<Insurance> {
    let plain: String = folded(text).chars().filter(|c| !c.is_whitespace()).collect();
    let parts = plain.split(['、', ',', ';', '+', '/', '和', '及']);
    parts
        .filter_map(scope_of)
        .flat_map(|scope| match scope {
            Scope::One(insurance) => vec![insurance],
            Scope::Group(Group::HousingFund) => vec![Insurance::HousingFund],
            Scope::Group(Group::Social) => Insurance::ALL.into_iter().filter(|i| !i.is_fund()).collect(),
        })
        .collect()
}

/// 用法.
#[must_use]
pub fn setting_mode(cell: &Cell) -> Reading<SettingMode> {
    let reading = word(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let add = has(&["加收", "上加", "附加", "上浮", "浮动", "另加", "叠加"]);
    let replace = has(&["整条", "全部采用", "全部替换", "替换", "整行", "全部按"]);
    let rate = has(&["只采用费率", "仅费率", "只用费率", "仅采用费率", "只取费率", "费率"]) && !add && !replace;
    match (rate, add, replace) {
        (true, false, false) => Reading::of(SettingMode::Rate),
        (false, true, false) => Reading::of(SettingMode::Add),
        (false, false, true) => Reading::of(SettingMode::Replace),
        _ => Reading::flawed(Flaw::new(
            IssueCode::ModeUnknown,
            "用法不认识。请改成“只采用费率”“在公布费率上加”或“整条采用”后重新导入。",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn reads_hukou_in_every_wording() {
        for (city, written, meaning) in [
            ("北京", "本市城镇", Some(Hukou::LocalTown)),
            ("北京", "本地城镇", Some(Hukou::LocalTown)),
            ("北京", "城镇（本市）", Some(Hukou::LocalTown)),
            ("北京", "农业户口（本市）", Some(Hukou::LocalRural)),
            ("北京", "非农（外省）", Some(Hukou::OtherTown)),
            ("北京", "外省城镇", Some(Hukou::OtherTown)),
            ("北京", "外地农村（省外）", Some(Hukou::OtherRural)),
            ("北京", "外埠", Some(Hukou::OtherAny)),
            ("深圳", "深户", Some(Hukou::LocalAny)),
            ("深圳", "非深户", Some(Hukou::OtherAny)),
            ("北京", "深户", Some(Hukou::OtherAny)),
            ("上海", "沪籍城镇", Some(Hukou::LocalTown)),
            ("北京", "北京农业", Some(Hukou::LocalRural)),
            ("北京", "外籍", None),
        ] {
            assert_eq!(hukou(&cell(written), Some(city)).value, meaning, "{written}");
        }
    }

    /// 城镇 alone says nothing about the place: it is not filled in.
    #[test]
    fn leaves_open_what_the_word_leaves_open() {
        for written in ["城镇", "农村", "居民户口"] {
            let reading = hukou(&cell(written), Some("北京"));
            assert_eq!((reading.value, reading.flaw.unwrap().code), (None, IssueCode::HukouUnclear));
        }
    }

    #[test]
    fn reads_tiers_positions_modes_and_insurances() {
        assert_eq!(medical_tier(&cell("基本医疗一档")).value, Some(MedicalTier::First));
        assert_eq!(medical_tier(&cell("医疗二档")).value, Some(MedicalTier::Second));
        assert!(medical_tier(&cell("三档")).flaw.is_some());
        assert_eq!(position_class(&cell("女55（管理岗）")).value, Some(PositionClass::Female55));
        assert_eq!(setting_mode(&cell("只采用费率，上下限按公布")).value, Some(SettingMode::Rate));
        assert_eq!(setting_mode(&cell("在公布费率上加")).value, Some(SettingMode::Add));
        assert_eq!(setting_mode(&cell("整条采用")).value, Some(SettingMode::Replace));
        assert_eq!(insurance(&cell("地方补充养老")).value, Some(Insurance::LocalPension));
        assert_eq!(insurance(&cell("职工基本医疗保险（含生育）")).value, Some(Insurance::Medical));
        assert_eq!(scope(&cell("社保")).value, Some(Scope::Group(Group::Social)));
        assert_eq!(
            insurances_in("养老、失业、工伤"),
            [Insurance::Pension, Insurance::Unemployment, Insurance::WorkInjury]
        );
    }
}
