//! 姓名拼音首字母 — how a name is found by its initials.

/// 姓名拼音首字母, every reading of every character: 曾 is both z and c. At most sixteen combinations.
pub(crate) fn initials(name: &str) -> String {
    use pinyin::ToPinyinMulti;
    let mut all: Vec<String> = vec![String::new()];
    for (character, readings) in name.chars().zip(name.to_pinyin_multi()) {
        let mut letters: Vec<char> = match readings {
            Some(readings) => readings.into_iter().filter_map(|r| r.first_letter().chars().next()).collect(),
            None if character.is_ascii_alphanumeric() => vec![character.to_ascii_lowercase()],
            None => continue,
        };
        letters.sort_unstable();
        letters.dedup();
        if all.len() * letters.len() > 16 {
            letters.truncate(1);
        }
        all = all.iter().flat_map(|head| letters.iter().map(move |l| format!("{head}{l}"))).collect();
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn every_reading_is_indexed() {
        assert_eq!(initials("张三"), "zs");
        assert_eq!(initials("曾三"), "cs zs");
        assert_eq!(initials("MILLER ANNA"), "milleranna");
    }
}
