//! 姓名 — how a name is written, and how two spellings of it are compared.

use unicode_normalization::UnicodeNormalization;

/// 间隔号 — every mark that is typed for the middle dot of a transliterated name.
const DOTS: &[char] = &['·', '•', '・', '･', '‧', '∙', '⋅', '᛫', 'ꞏ', '●', '﹒', '．'];

/// Characters that take no room: zero-width blanks, joiners, byte-order mark, soft hyphen, direction marks.
const INVISIBLE: &[char] =
    &['\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}', '\u{00ad}', '\u{180e}'];

/// 异体、繁简 — spellings under which systems print one and the same name. Only used to propose a match, never to
/// decide one: left the rarer or traditional form, right the form compared.
const VARIANTS: &[(char, char)] = &[
    ('龑', '䶮'),
    ('鈜', '𬭎'),
    ('陳', '陈'),
    ('張', '张'),
    ('劉', '刘'),
    ('黃', '黄'),
    ('吳', '吴'),
    ('楊', '杨'),
    ('趙', '赵'),
    ('孫', '孙'),
    ('馬', '马'),
    ('許', '许'),
    ('鄭', '郑'),
    ('謝', '谢'),
    ('韓', '韩'),
    ('馮', '冯'),
    ('鄧', '邓'),
    ('葉', '叶'),
    ('蘇', '苏'),
    ('盧', '卢'),
    ('蔣', '蒋'),
    ('賈', '贾'),
    ('陸', '陆'),
    ('鍾', '钟'),
    ('鐘', '钟'),
    ('譚', '谭'),
    ('鄒', '邹'),
    ('蕭', '萧'),
    ('肖', '萧'),
    ('閻', '阎'),
    ('闫', '阎'),
    ('羅', '罗'),
    ('賴', '赖'),
    ('龍', '龙'),
    ('顧', '顾'),
    ('樂', '乐'),
    ('詠', '咏'),
    ('偉', '伟'),
    ('強', '强'),
    ('國', '国'),
    ('華', '华'),
    ('軍', '军'),
    ('東', '东'),
    ('紅', '红'),
    ('麗', '丽'),
    ('鳳', '凤'),
    ('蘭', '兰'),
    ('雲', '云'),
    ('飛', '飞'),
    ('鵬', '鹏'),
    ('傑', '杰'),
    ('寧', '宁'),
    ('靜', '静'),
    ('慶', '庆'),
    ('豐', '丰'),
    ('興', '兴'),
    ('濤', '涛'),
    ('鋒', '锋'),
    ('剛', '刚'),
    ('嬌', '娇'),
    ('潔', '洁'),
    ('穎', '颖'),
    ('頴', '颖'),
    ('曉', '晓'),
    ('燁', '烨'),
    ('爗', '烨'),
    ('昇', '升'),
    ('陞', '升'),
    ('峯', '峰'),
    ('羣', '群'),
    ('淩', '凌'),
    ('甯', '宁'),
    ('瑋', '玮'),
    ('瑩', '莹'),
    ('婭', '娅'),
    ('倫', '伦'),
    ('維', '维'),
];

/// 自造字区 — what U+E815 … U+E864 stood for where Windows wrote GBK before these characters had places of their own
/// (GBK 0xFE50 … 0xFEA0, GB 18030-2022 annex D). A name from an old system holds the one, its new list the other.
const GBK_PRIVATE: &str = "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻";
/// The first of them.
const FIRST_PRIVATE: u32 = 0xE815;

/// A character of the old private area in its present place.
fn public_form(c: char) -> char {
    let place = u32::from(c).checked_sub(FIRST_PRIVATE).and_then(|at| usize::try_from(at).ok());
    place.and_then(|at| GBK_PRIVATE.chars().nth(at)).unwrap_or(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{e000}'..='\u{f8ff}' | '〇')
}

/// Characters that every folding leaves as they are: most names consist of nothing else.
const fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// 姓名整理 — the name as it is kept and printed: no padding blanks (`汪　斌` → `汪斌`), one blank between Latin
/// words, one kind of middle dot; the characters themselves stay as they were written, rare and private-use ones too.
#[must_use]
pub fn tidy(text: &str) -> String {
    if text.chars().all(is_plain_han) {
        return text.to_owned();
    }
    let letters: Vec<char> =
        text.chars().filter(|c| !INVISIBLE.contains(c) && !c.is_control() || c.is_whitespace()).collect();
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    let mut last: Option<char> = None;
    let mut rest = letters.into_iter().peekable();
    while let Some(c) = rest.next() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let half = half_width(c);
        let next_is_han = rest.peek().is_some_and(|n| is_han(*n));
        let dot = DOTS.contains(&c) || (half == '.' && last.is_some_and(is_han) && next_is_han);
        let c = if dot { '·' } else { half };
        let joins = |x: char| is_han(x) || x == '·';
        if blank && last.is_some_and(|l| !joins(l)) && !joins(c) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
        last = Some(c);
    }
    out
}

/// Full-width letters and digits to their plain forms; everything else unchanged.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// 姓名比对 — the form in which two spellings of one name are equal: compatibility forms folded, no blanks at all,
/// one kind of dot, capitals.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.chars().all(is_plain_han) {
        return text.to_owned();
    }
    tidy(text).chars().map(public_form).nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// 姓名近似 — folded further: without the dot, traditional and variant characters in one form. Two names that meet
/// only here are proposed to the clerk, never matched silently.
#[must_use]
pub fn fold_loosely(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| *c != '·')
        .map(|c| VARIANTS.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidies_blanks_and_dots_only() {
        for (raw, name) in [
            ("汪　斌", "汪斌"),
            (" 张\u{a0}三\u{200b} ", "张三"),
            ("古丽夏提・艾力", "古丽夏提·艾力"),
            ("古丽夏提 • 艾力", "古丽夏提·艾力"),
            ("古丽夏提.艾力", "古丽夏提·艾力"),
            ("MILLER  ANNA\u{3000}SAMPLE", "MILLER ANNA SAMPLE"),
            ("J. R. Smith", "J. R. Smith"),
            ("周𬭎", "周𬭎"),
            ("杨\u{e863}", "杨\u{e863}"),
        ] {
            assert_eq!(tidy(raw), name);
        }
    }

    #[test]
    fn folds_spellings_of_one_name() {
        assert_eq!(fold("Miller Anna"), fold("ＭＩＬＬＥＲ　ＡＮＮＡ"));
        assert_eq!(fold("古丽夏提·艾力"), fold("古丽夏提•艾力"));
        // 䶮 as GBK of Windows wrote it, and 㧐; a character of nobody's table stays what it is.
        assert_eq!(fold("杨\u{e863}"), fold("杨䶮"));
        assert_eq!(fold("李\u{e82a}"), fold("李㧐"));
        assert_eq!(fold("王\u{f8f5}"), "王\u{f8f5}");
        assert_ne!(fold("杨䶮"), fold("杨龑"));
        assert_eq!(fold_loosely("杨䶮"), fold_loosely("杨龑"));
        assert_eq!(fold_loosely("古丽夏提·艾力"), fold_loosely("古丽夏提艾力"));
        assert_eq!(fold_loosely("陳樂詠"), fold_loosely("陈乐咏"));
    }
}
