//! 用户 — her own password, and who else may open the book.

use std::str::FromStr as _;

use shebao_store::{KdfCost, NewUser, Role};

use crate::Moment;
use crate::access::{FieldClass, sees};
use crate::book::{Desk, check_password};
use crate::error::{Code, Failure, Outcome};
use crate::read;
use crate::wire::book::{AddUser, BookInfo, ChangePassword, RemoveUser};

const IDLE: &str = "idle_minutes";

/// 自动锁定 until the clerk chooses.
const IDLE_MINUTES: u32 = 10;

impl Desk {
    /// 改密码 of the user who opened the book; the master key and the recovery card stay as they are.
    ///
    /// # Errors
    /// [`Code::WrongPassword`], [`Code::WaitBeforeRetry`], [`Code::WeakPassword`].
    pub fn user_password(&mut self, request: &ChangePassword, now: Moment) -> Outcome<BookInfo> {
        check_password(&request.new)?;
        self.book.change_password(&request.old, &request.new, KdfCost::default(), now)?;
        self.book_info()
    }

    /// 新增用户 — only the 负责人, who gives her own password again.
    ///
    /// # Errors
    /// [`Code::NotAllowed`], [`Code::WrongPassword`], [`Code::WeakPassword`], [`Code::AlreadyExists`].
    pub fn user_add(&mut self, request: &AddUser, now: Moment) -> Outcome<BookInfo> {
        self.owner_only()?;
        let name = read::given(Some(&request.name)).ok_or_else(|| read::invalid("姓名", "王小明"))?;
        let role = Role::from_str(&request.role).map_err(|_| read::invalid("角色", "owner、clerk、viewer、auditor"))?;
        check_password(&request.password)?;
        let medical = sees(role, FieldClass::Medical);
        let user = NewUser { name, role, medical, password: &request.password };
        self.book.add_user(&request.own_password, &user, KdfCost::default(), now)?;
        self.book_info()
    }

    /// 移除用户 — only the 负责人, and never herself; what the user did stays in the journal under her name.
    ///
    /// # Errors
    /// [`Code::NotAllowed`], [`Code::WrongPassword`], [`Code::UnknownRecord`].
    pub fn user_remove(&mut self, request: &RemoveUser, now: Moment) -> Outcome<BookInfo> {
        self.owner_only()?;
        if request.name == self.book.user().name {
            return Err(read::invalid("姓名", "另一位用户"));
        }
        self.book.remove_user(&request.own_password, &request.name, now)?;
        self.book_info()
    }

    /// 自动锁定 — after how many minutes without a touch.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn idle_minutes(&self) -> Outcome<u32> {
        let kept = self.view().preference(IDLE)?.and_then(|value| value.as_u64());
        Ok(kept.and_then(|minutes| u32::try_from(minutes).ok()).unwrap_or(IDLE_MINUTES))
    }

    /// Sets it, from 1 to 60 minutes; never switched off.
    ///
    /// # Errors
    /// [`Code::InvalidInput`].
    pub fn set_idle_minutes(&mut self, minutes: u32) -> Outcome<BookInfo> {
        if !(1..=60).contains(&minutes) {
            return Err(read::invalid("自动锁定", "1 至 60 分钟"));
        }
        self.book.set_preference(IDLE, &minutes.into())?;
        self.book_info()
    }

    pub(crate) fn owner_only(&self) -> Outcome<()> {
        if self.book.user().role == Role::Owner { Ok(()) } else { Err(Failure::new(Code::NotAllowed)) }
    }
}
