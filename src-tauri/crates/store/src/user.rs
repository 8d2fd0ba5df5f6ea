//! 用户 — who works with the book.

use serde::Serialize;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Moment, moment_text, words};
use crate::view::View;

words! {
    /// 角色 — what a user may do; the desk enforces it.
    Role {
        /// 负责人.
        Owner = "owner" / "负责人",
        /// 经办.
        Clerk = "clerk" / "经办",
        /// 查看.
        Viewer = "viewer" / "查看",
        /// 审计.
        Auditor = "auditor" / "审计",
    }
}

/// 当前用户 — who opened the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionUser {
    /// Row id.
    pub id: i64,
    /// Name, as in the key file.
    pub name: String,
    /// Role, as in the book (the key file's is only a hint before opening).
    pub role: Role,
}

impl View<'_> {
    /// All users, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn users(&self) -> Result<Vec<SessionUser>> {
        self.rows("SELECT id, name, role FROM user ORDER BY id", [], |c| {
            Ok(SessionUser { id: c.plain()?, name: c.plain()?, role: c.word()? })
        })
    }
}

impl Tx<'_> {
    pub(crate) fn insert_user(&mut self, name: &str, role: Role, created_at: Moment) -> Result<i64> {
        let sql = "INSERT INTO user (name, role, created_at) VALUES (?1, ?2, ?3)";
        self.insert(sql, (name, role.id(), moment_text(created_at)))
    }

    pub(crate) fn delete_user(&mut self, id: i64) -> Result<()> {
        self.change("user", "DELETE FROM user WHERE id = ?1", [id])
    }
}
