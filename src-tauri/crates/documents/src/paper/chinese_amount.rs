//! 大写金额 — amounts in the words of cheques and settlement sheets.

use shebao_rules::money::Yuan;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// 大写金额 — the amount in capital numerals: `100000.05` is 壹拾万圆零伍分.
///
/// A zero inside is said once; an amount that ends before the fen ends with 整, so that nothing can be added.
#[must_use]
pub fn chinese_amount(amount: Yuan) -> String {
    let fen = amount.fen().unsigned_abs();
    let (yuan, tenths, hundredths) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut words = String::new();
    if amount.fen() < 0 {
        words.push('负');
    }
    if fen == 0 {
        words.push_str("零圆整");
        return words;
    }
    if yuan > 0 {
        whole(yuan, &mut words);
        words.push('圆');
    }
    if yuan > 0 && (tenths, hundredths) != (0, 0) && (tenths == 0 || yuan % 10 == 0) {
        words.push('零');
    }
    if tenths > 0 {
        words.push(digit(tenths));
        words.push('角');
    }
    if hundredths > 0 {
        words.push(digit(hundredths));
        words.push('分');
    } else {
        words.push('整');
    }
    words
}

/// A whole number above zero. 亿 and 万 split it; a part that starts with zeros, or follows zeros, is led by one 零.
fn whole(number: u64, words: &mut String) {
    for (size, name) in [(100_000_000, '亿'), (10_000, '万')] {
        if number >= size {
            whole(number / size, words);
            words.push(name);
            let rest = number % size;
            if rest > 0 {
                if rest < size / 10 {
                    words.push('零');
                }
                whole(rest, words);
            }
            return;
        }
    }
    let mut rest = number;
    let mut started = false;
    let mut skipped = false;
    for (size, name) in [(1000, Some('仟')), (100, Some('佰')), (10, Some('拾')), (1, None)] {
        let value = rest / size;
        rest %= size;
        if value == 0 {
            skipped = started;
            continue;
        }
        if skipped {
            words.push('零');
            skipped = false;
        }
        words.push(digit(value));
        words.extend(name);
        started = true;
    }
}

fn digit(value: u64) -> char {
    usize::try_from(value).ok().and_then(|i| DIGITS.get(i)).copied().unwrap_or('零')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        chinese_amount(text.parse().unwrap())
    }

    /// The examples of 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定), with 圆 for 元 and 整 after 角.
    #[test]
    fn follows_the_settlement_rules() {
        assert_eq!(words("1409.50"), "壹仟肆佰零玖圆伍角整");
        assert_eq!(words("6007.14"), "陆仟零柒圆壹角肆分");
        assert_eq!(words("1680.32"), "壹仟陆佰捌拾圆零叁角贰分");
        assert_eq!(words("107000.53"), "壹拾万柒仟圆零伍角叁分");
        assert_eq!(words("16409.02"), "壹万陆仟肆佰零玖圆零贰分");
        assert_eq!(words("325.04"), "叁佰贰拾伍圆零肆分");
    }

    #[test]
    fn says_small_round_and_large_amounts() {
        for (amount, expected) in [
            ("0.00", "零圆整"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("0.55", "伍角伍分"),
            ("1.00", "壹圆整"),
            ("10.00", "壹拾圆整"),
            ("10.05", "壹拾圆零伍分"),
            ("100.00", "壹佰圆整"),
            ("101.00", "壹佰零壹圆整"),
            ("1010.00", "壹仟零壹拾圆整"),
            ("10001.10", "壹万零壹圆壹角整"),
            ("11000.00", "壹万壹仟圆整"),
            ("100000.05", "壹拾万圆零伍分"),
            ("1000000.00", "壹佰万圆整"),
            ("20030405.06", "贰仟零叁万零肆佰零伍圆零陆分"),
            ("100000000.00", "壹亿圆整"),
            ("100000001.00", "壹亿零壹圆整"),
            ("1000010000.00", "壹拾亿零壹万圆整"),
            ("12345678.90", "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌圆玖角整"),
            ("1000000000000.00", "壹万亿圆整"),
        ] {
            assert_eq!(words(amount), expected, "{amount}");
        }
    }

    #[test]
    fn says_a_negative_amount() {
        assert_eq!(words("-0.05"), "负伍分");
        assert_eq!(words("-760.00"), "负柒佰陆拾圆整");
        assert!(chinese_amount(Yuan::from_fen(i64::MIN)).starts_with("负玖亿"));
    }
}
