//! 用户与角色 — a book with one user of each role, and what the design keeps from each.

use std::path::Path;
use std::sync::Arc;

use shebao_desk::access::{FieldClass, RULES, Right};
use shebao_desk::wire::book::{AddUser, NewBook};
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::{Desk, Tools};

/// Every role but the 负责人, with the password of its user.
pub const ROLES: [(&str, &str); 3] =
    [("clerk", "经办同事的长密码"), ("viewer", "查看同事的长密码"), ("auditor", "审计同事的长密码")];

const OWNER: &str = "负责人自己的长密码";

/// Makes the book where a window looks for it.
pub fn book_with_roles(book: &Path) {
    let now = chrono::NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let tools = Arc::new(Tools::load(shebao_tests::executable()).unwrap());
    let new = NewBook {
        company: "示例科技有限公司".to_owned(),
        credit_code: "91110105EXAMPLE111".to_owned(),
        user: "周会计".to_owned(),
        password: OWNER.to_owned(),
    };
    std::fs::create_dir_all(book.parent().unwrap()).unwrap();
    let (mut desk, _) = Desk::create(tools, book, &new, now).unwrap();
    desk.label().unwrap();
    let person = PersonEdit { name: Some("孟翔".to_owned()), ..PersonEdit::default() };
    desk.roster_add(&person, now).unwrap();
    for (role, password) in ROLES {
        let user = AddUser {
            name: format!("{role}同事"),
            role: role.to_owned(),
            password: password.to_owned(),
            own_password: OWNER.to_owned(),
        };
        desk.user_add(&user, now).unwrap();
    }
}

/// Commands that the design keeps from a role: what changes the book from who may only look, what only the 负责人 does
/// from all others, and what tells of a class from who does not see it.
pub fn refused(role: &str) -> Vec<&'static str> {
    let seen: &[FieldClass] = match role {
        "viewer" => &[FieldClass::Identity],
        "auditor" => &[FieldClass::Identity, FieldClass::Pay, FieldClass::Bank],
        _ => &FieldClass::ALL,
    };
    let kept = RULES.iter().filter(|rule| match rule.right {
        Right::Anyone => false,
        Right::Look => rule.tells.iter().any(|class| !seen.contains(class)),
        Right::Work => role != "clerk" || rule.tells.iter().any(|class| !seen.contains(class)),
        Right::Own => true,
    });
    kept.filter_map(|rule| rule.command).collect()
}
