//! 换密钥 — when somebody who knew a password must not read on: a new master key, a new medical key, new passwords for all
//! others, a fresh backup. The new recovery card comes first; nothing is changed before part of it was typed back.

use shebao_store::{KdfCost, NewSecret, Occasion, RecoveryCode, Rekey, Role};

use crate::Moment;
use crate::access::{FieldClass, sees};
use crate::backup::pages;
use crate::book::{Desk, asked_groups, check_password, groups_fit};
use crate::error::{Code, Failure, Outcome};
use crate::wire::book::{CreatedBook, RekeyDone, RekeyRequest};
use crate::wire::statement::Progress;

impl Desk {
    /// 换密钥, first step — shows the new recovery card. Nothing of the book is changed by it.
    ///
    /// # Errors
    /// [`Code::NotAllowed`] for anybody but the 负责人 and in the demo company, [`Code::WrongPassword`].
    pub fn rekey_begin(&mut self, password: &str, now: Moment) -> Outcome<CreatedBook> {
        let book = self.book_info()?;
        if book.demo || self.standing.role != Role::Owner {
            return Err(Failure::new(Code::NotAllowed));
        }
        self.prove(password, now)?;
        let code = RecoveryCode::fresh()?;
        let shown = CreatedBook {
            recovery_code: code.groups().join("-"),
            confirm_groups: asked_groups(&book.credit_code),
            book,
        };
        self.next_code = Some(code);
        Ok(shown)
    }

    /// 不换了 — forgets the new card.
    pub fn rekey_end(&mut self) {
        self.next_code = None;
    }

    /// 换密钥, last step — with two groups of the new card typed back and a new password for everybody else.
    ///
    /// # Errors
    /// [`Code::WrongRecoveryCode`], [`Code::WrongPassword`], [`Code::WeakPassword`], [`Code::UnknownRecord`] when a user is
    /// left out, [`Code::Cancelled`], [`Code::CannotWrite`]: the book is then as it was.
    pub fn rekey_finish(
        &mut self,
        request: &RekeyRequest,
        now: Moment,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Outcome<RekeyDone> {
        let code = self.next_code.take().ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "新恢复卡"))?;
        let done = self.rekey_with(&code, request, now, progress);
        if done.is_err() {
            self.next_code = Some(code);
        }
        done?;
        self.next_code = None;
        self.unconfirmed = None;
        self.recovery_is_confirmed()?;
        self.keep_safe(Occasion::AfterRekey, now)?;
        let state = self.backup_state(now)?;
        let backup = state.file.filter(|_| !state.changed_since);
        Ok(RekeyDone { book: self.book_info()?, backup, problem: state.next })
    }

    fn rekey_with(
        &mut self,
        code: &RecoveryCode,
        request: &RekeyRequest,
        now: Moment,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Outcome<()> {
        if !groups_fit(code, &self.book.info()?.credit_code, request.groups.each_ref().map(String::as_str)) {
            return Err(Failure::new(Code::WrongRecoveryCode));
        }
        request.users.iter().try_for_each(|user| check_password(&user.password))?;
        let roles = self.view().users()?;
        let medical = |name: &str| roles.iter().any(|u| u.name == name && sees(u.role, FieldClass::Medical));
        let others: Vec<NewSecret<'_>> = request
            .users
            .iter()
            .map(|user| NewSecret { name: &user.name, password: &user.password, medical: medical(&user.name) })
            .collect();
        let plan = Rekey { code, own: &request.own_password, others: &others, cost: KdfCost::default() };
        Ok(self.book.rekey(&plan, now, &mut pages("rekey", progress))?)
    }
}
