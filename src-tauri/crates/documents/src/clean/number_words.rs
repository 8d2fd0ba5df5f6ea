//! 中文数字 — numerals of dates: 二〇二一, 十一, 二十三, 廿八.

/// Replaces runs of Chinese numerals by their digits.
pub(crate) fn to_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let mut letters = text.chars().chain(std::iter::once('\0')).peekable();
    while let Some(c) = letters.next() {
        if digit(c).is_some() || matches!(c, '十' | '廿' | '卅') {
            run.push(c);
            continue;
        }
        // 元月 is the first one; any other 元 is money.
        if c == '元' && matches!(letters.peek(), Some('月' | '年')) {
            run.push('一');
            continue;
        }
        if !run.is_empty() {
            out.push_str(&value(&run));
            run.clear();
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// One run: digit by digit, or with tens.
fn value(run: &str) -> String {
    let run = run.replace('廿', "二十").replace('卅', "三十");
    match run.split_once('十') {
        None => run.chars().filter_map(digit).map(|d| d.to_string()).collect(),
        Some((tens, ones)) => {
            let one = |part: &str, blank: u32| part.chars().next().map_or(Some(blank), digit);
            match (one(tens, 1), one(ones, 0)) {
                (Some(t), Some(o)) => (t * 10 + o).to_string(),
                _ => run,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_digits;

    #[test]
    fn reads_dates_in_words() {
        assert_eq!(to_digits("二〇二一年三月"), "2021年3月");
        assert_eq!(to_digits("二零二五年十二月三十一日"), "2025年12月31日");
        assert_eq!(to_digits("2025年十月廿八日"), "2025年10月28日");
        assert_eq!(to_digits("十一月"), "11月");
    }
}
