//! 出错 — exit codes, and the wording from the one words file that the window uses too.

use std::collections::BTreeMap;

use shebao_desk::{Code, Failure};

const WORDS: &str = include_str!("../../../../ui/src/words/errors.json");

/// 3 refused input, 4 wrong password or held by somebody else, 5 damaged or newer book, 1 otherwise.
pub(crate) const fn exit_code(code: Code) -> u8 {
    match code {
        Code::WrongPassword
        | Code::WaitBeforeRetry
        | Code::PasswordNeeded
        | Code::NotAllowed
        | Code::WrongRecoveryCode
        | Code::BookInUse => 4,
        Code::BookDamaged | Code::BookNewer | Code::BackupUnverified => 5,
        Code::NoBookOpen | Code::WrongArguments => 2,
        Code::Internal | Code::CannotWrite | Code::BackupFailed | Code::Cancelled => 1,
        _ => 3,
    }
}

/// The Chinese message of a failure: what is wrong and what to do next.
pub(crate) fn message(failure: &Failure) -> String {
    let words: BTreeMap<String, String> = serde_json::from_str(WORDS).unwrap_or_default();
    let key = serde_json::to_value(failure.code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let mut text = words.get(&key).cloned().unwrap_or_else(|| key.clone());
    for (name, value) in &failure.params {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_what_it_speaks_of() {
        let text = message(&Failure::new(Code::UnknownRegion).with("region", "某地"));
        assert!(text.contains("某地"), "{text}");
        assert!(!text.contains('{'), "{text}");
    }
}
