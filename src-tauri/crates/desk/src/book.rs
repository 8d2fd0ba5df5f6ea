//! 账簿 — creating, opening, looking after a book.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use shebao_documents::paper::RecoveryCardView;
use shebao_rules::policy::Library;
use shebao_store::{Book, KdfCost, NewBook, RecoveryCode, Restored, Role, Secret, SessionUser, View};

use crate::access::{FieldClass, Standing, sees};
use crate::error::{Code, Failure, Outcome};
use crate::place;
use crate::policy::composed;
use crate::reveal::Shown;
use crate::tools::Tools;
use crate::wire::book as wire;
use crate::{Moment, handout, read};

/// 密码 shorter than this is refused; length protects, composition rules do not.
const SHORTEST_PASSWORD: usize = 8;

const CONFIRMED: &str = "recovery_confirmed";
pub(crate) const LAST_BACKUP: &str = "last_backup";

/// 经办台 — an open book and everything done with it. Dropping it closes and locks the book.
pub struct Desk {
    pub(crate) book: Book,
    pub(crate) tools: Arc<Tools>,
    /// 本账簿的政策库: the shipped one with the book's packs and own values over it.
    pub(crate) library: Arc<Library>,
    /// The recovery card that is shown, until it is confirmed.
    pub(crate) unconfirmed: Option<RecoveryCode>,
    /// The card of a master key to come.
    pub(crate) next_code: Option<RecoveryCode>,
    pub(crate) standing: Standing,
    pub(crate) shown: Shown,
    /// Since when, and why, acts go on without the backup before them.
    pub(crate) waived: Option<(Moment, String)>,
    /// What the last closed month was found to be when the book was opened.
    closed: Option<crate::wire::month::ClosedCheck>,
    /// 已调阅 — frozen people whose data were opened with a reason, until the book is locked.
    pub(crate) opened: BTreeSet<i64>,
    /// What was worked out since the last change.
    pub(crate) kept: crate::kept::Kept,
}

impl Desk {
    /// 新建账簿 in an empty place. The recovery code is in the answer and nowhere else; it is confirmed by
    /// [`Desk::confirm_recovery`].
    ///
    /// # Errors
    /// [`Code::InvalidCreditCode`], [`Code::WeakPassword`], [`Code::BookExists`], [`Code::UnsuitablePlace`],
    /// [`Code::CannotWrite`].
    pub fn create(
        tools: Arc<Tools>,
        dir: &Path,
        new: &wire::NewBook,
        now: Moment,
    ) -> Outcome<(Self, wire::CreatedBook)> {
        Self::create_with(tools, dir, new, false, KdfCost::default(), now)
    }

    pub(crate) fn create_with(
        tools: Arc<Tools>,
        dir: &Path,
        new: &wire::NewBook,
        demo: bool,
        cost: KdfCost,
        now: Moment,
    ) -> Outcome<(Self, wire::CreatedBook)> {
        let company = read::given(Some(&new.company)).ok_or_else(|| read::invalid("单位名称", "示例科技有限公司"))?;
        let credit_code = read::credit_code(&new.credit_code)?;
        let user = read::given(Some(&new.user)).unwrap_or("负责人");
        check_password(&new.password)?;
        place::check(dir)?;
        let new = NewBook { company, credit_code: &credit_code, user, password: &new.password, demo };
        let (book, code) = Book::create(dir, &new, cost, &holder(), now)?;
        let groups = code.groups();
        let mut desk = Self::at(book, tools, now)?;
        desk.unconfirmed = Some(code);
        let created = wire::CreatedBook {
            recovery_code: groups.join("-"),
            confirm_groups: asked_groups(&credit_code),
            book: desk.book_info()?,
        };
        Ok((desk, created))
    }

    /// 打开账簿 by password.
    ///
    /// # Errors
    /// [`Code::WrongPassword`], [`Code::BookMissing`], [`Code::BookDamaged`], [`Code::BookNewer`], [`Code::BookInUse`],
    /// [`Code::UnsuitablePlace`], [`Code::UpgradeStopped`].
    pub fn open(tools: Arc<Tools>, dir: &Path, password: &str, now: Moment) -> Outcome<Self> {
        Self::open_saving(tools, dir, password, None, now)
    }

    /// 打开账簿, and where it has to be upgraded, with the backup before that in a folder of the clerk's choice.
    ///
    /// # Errors
    /// As [`Desk::open`]; [`Code::UpgradeStopped`] when no verified backup comes to be there either: the book is as it was.
    pub fn open_saving(
        tools: Arc<Tools>,
        dir: &Path,
        password: &str,
        save_to: Option<&Path>,
        now: Moment,
    ) -> Outcome<Self> {
        place::check(dir)?;
        let secret = Secret::Password { user: None, password };
        let mut book = Book::open_saving(dir, &secret, &holder(), save_to, now)?;
        // A slot of the time when every slot held the master key leads too far for this role.
        if book.holds_medical() && !sees(book.user().role, FieldClass::Medical) {
            book.narrow_slot(password, KdfCost::default(), now)?;
        }
        Self::at(book, tools, now)
    }

    /// 凭恢复码打开 and set a new password; where the book has to be upgraded, with the backup before that in a folder of the
    /// clerk's choice.
    ///
    /// # Errors
    /// [`Code::WrongRecoveryCode`] and those of [`Desk::open_saving`].
    pub fn open_with_recovery(
        tools: Arc<Tools>,
        dir: &Path,
        code: &str,
        new_password: &str,
        save_to: Option<&Path>,
        now: Moment,
    ) -> Outcome<Self> {
        check_password(new_password)?;
        place::check(dir)?;
        let code = RecoveryCode::parse(code)?;
        let mut book = Book::open_saving(dir, &Secret::Recovery(&code), &holder(), save_to, now)?;
        book.reset_password(&code, new_password, KdfCost::default(), now)?;
        Self::at(book, tools, now)
    }

    /// 从备份恢复 into an empty place and open it; who was erased since is forgotten again.
    ///
    /// # Errors
    /// [`Code::BookDamaged`] when the backup does not verify, [`Code::BookExists`], and those of [`Desk::open`].
    pub fn restore(
        tools: Arc<Tools>,
        backup: &Path,
        dir: &Path,
        password: &str,
        now: Moment,
    ) -> Outcome<(Self, wire::Restored)> {
        place::check(dir)?;
        let secret = Secret::Password { user: None, password };
        let Restored { book, forgotten, tombstones } = shebao_store::restore(backup, dir, &secret, &holder(), now)?;
        let desk = Self::at(book, tools, now)?;
        let forgotten = u32::try_from(forgotten).unwrap_or(u32::MAX);
        let restored = wire::Restored { book: desk.book_info()?, forgotten, tombstones };
        Ok((desk, restored))
    }

    fn at(mut book: Book, tools: Arc<Tools>, now: Moment) -> Outcome<Self> {
        if matches!(book.user().role, Role::Viewer | Role::Auditor) {
            book.only_read();
        } else if !book.info()?.demo {
            // Whom an earlier erasure forgot does not come back with a file that was put in the book's place by hand. A full
            // disk keeps nobody out for it: the check tells what is left to do.
            let _ = book.settle_tombstones(now);
        }
        let library = composed(&tools.library, book.view())?;
        let standing = Standing { role: book.user().role, proved: now, demo: book.info()?.demo };
        let mut desk = Self {
            book,
            tools,
            library,
            unconfirmed: None,
            next_code: None,
            standing,
            shown: Shown::default(),
            waived: None,
            closed: None,
            opened: BTreeSet::new(),
            kept: crate::kept::Kept::default(),
        };
        desk.closed = desk.last_closed()?;
        Ok(desk)
    }

    /// 已知账簿 below the data folder, the demo company marked.
    #[must_use]
    pub fn known(data_dir: &Path) -> Vec<wire::KnownBook> {
        let Ok(entries) = fs::read_dir(data_dir.join("books")) else { return Vec::new() };
        let mut books: Vec<wire::KnownBook> = entries
            .flatten()
            .filter(|entry| entry.path().join("keys.json").is_file())
            .filter(|entry| !entry.file_name().to_string_lossy().contains(crate::rescue::ASIDE))
            .filter_map(|entry| {
                let id = entry.file_name().into_string().ok()?;
                let company = fs::read_to_string(entry.path().join(LABEL)).unwrap_or_default();
                Some(wire::KnownBook { demo: id == "demo", company: company.trim().to_owned(), id })
            })
            .collect();
        books.sort_by(|a, b| a.id.cmp(&b.id));
        books
    }

    /// Verifies the last closed month again, after one was closed or opened.
    pub(crate) fn recheck_closed(&mut self) -> Outcome<()> {
        self.closed = self.last_closed()?;
        Ok(())
    }

    pub(crate) fn view(&self) -> View<'_> {
        self.book.view()
    }

    /// 账簿概况.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn book_info(&self) -> Outcome<wire::BookInfo> {
        let info = self.book.info()?;
        let user = self.book.user();
        let preference = |key| self.view().preference(key);
        let count = |n: i64| u32::try_from(n).unwrap_or_default();
        let named = |u: SessionUser| wire::BookUser { name: u.name, role: u.role.id().to_owned() };
        Ok(wire::BookInfo {
            company: info.company,
            credit_code: info.credit_code,
            user: user.name.clone(),
            role: user.role.id().to_owned(),
            classes: FieldClass::ALL.into_iter().filter(|c| self.sees(*c)).map(|c| c.id().to_owned()).collect(),
            users: self.view().users()?.into_iter().map(named).collect(),
            demo: info.demo,
            recovery_confirmed: preference(CONFIRMED)? == Some(serde_json::Value::Bool(true)),
            employees: count(info.employees),
            units: count(info.units),
            months: info.months.iter().map(ToString::to_string).collect(),
            schema: count(info.schema),
            journal_head: info.journal_head.code,
            path: self.book.dir().display().to_string(),
            idle_minutes: self.idle_minutes()?,
            last_backup: preference(LAST_BACKUP)?.and_then(|v| v.as_str().map(str::to_owned)),
            closed: self.closed.clone(),
        })
    }

    /// 再看恢复卡 — for the 负责人 who put it off at set-up, or lost it: only her password shows it again.
    ///
    /// # Errors
    /// [`Code::NotAllowed`] for any other role, [`Code::WrongPassword`], [`Code::WaitBeforeRetry`].
    pub fn show_recovery(&mut self, password: &str, now: Moment) -> Outcome<wire::CreatedBook> {
        if self.standing.role != Role::Owner {
            return Err(Failure::new(Code::NotAllowed));
        }
        let code = self.book.recovery_code(password, now)?;
        let book = self.book_info()?;
        let shown = wire::CreatedBook {
            recovery_code: code.groups().join("-"),
            confirm_groups: asked_groups(&book.credit_code),
            book,
        };
        self.unconfirmed = Some(code);
        Ok(shown)
    }

    /// 核对恢复卡 — two groups typed back, while the card is shown.
    ///
    /// # Errors
    /// [`Code::WrongRecoveryCode`] when they are not the groups asked for, [`Code::UnknownRecord`] when no card is
    /// shown.
    pub fn confirm_recovery(&mut self, groups: [&str; 2]) -> Outcome<wire::BookInfo> {
        let code = self.unconfirmed.as_ref().ok_or_else(no_card)?;
        if !groups_fit(code, &self.book.info()?.credit_code, groups) {
            return Err(Failure::new(Code::WrongRecoveryCode));
        }
        self.recovery_is_confirmed()?;
        self.unconfirmed = None;
        self.book_info()
    }

    /// Notes that part of the card in force was typed back.
    pub(crate) fn recovery_is_confirmed(&mut self) -> Outcome<()> {
        Ok(self.book.set_preference(CONFIRMED, &serde_json::Value::Bool(true))?)
    }

    /// 恢复卡 as PDF, from the making of the book, [`Desk::show_recovery`] or [`Desk::rekey_begin`] until it is confirmed.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] at any other time: an open book alone does not give it.
    pub fn recovery_card(&self, now: Moment) -> Outcome<Vec<u8>> {
        let code = self.next_code.as_ref().or(self.unconfirmed.as_ref()).ok_or_else(no_card)?;
        let info = self.book.info()?;
        let card = RecoveryCardView {
            company: info.company,
            credit_code: info.credit_code,
            groups: code.groups(),
            printed_at: now,
        };
        Ok(self.tools.paper.recovery_card(&card)?.pdf)
    }

    /// 检查账簿 — cipher, structure, journal chain, the seal of every closed month, and each of its lines computed again.
    ///
    /// # Errors
    /// The book cannot be read at all.
    pub fn book_check(&self) -> Outcome<wire::CheckReport> {
        let findings = self.book.check()?;
        let mut findings: Vec<wire::Finding> = findings.iter().map(finding).collect();
        findings.extend(self.replay_findings()?.into_iter().map(|month| wire::Finding {
            check: "month_replay".to_owned(),
            message: format!("按封账时的依据重算与台账不符：{month}"),
        }));
        Ok(wire::CheckReport { ok: findings.is_empty(), findings })
    }

    /// Writes the company's name beside the book, so that the first screen can show it before it is opened.
    ///
    /// # Errors
    /// [`Code::CannotWrite`].
    pub fn label(&self) -> Outcome<()> {
        let info = self.book.info()?;
        handout::write(&self.book.dir().join(LABEL), info.company.as_bytes())
    }
}

/// The company's name beside the book; a company's name is no personal data.
const LABEL: &str = "company.txt";

/// Which two groups are typed back: fixed per company, so that a second try asks the same.
pub(crate) fn asked_groups(credit_code: &str) -> [u8; 2] {
    let sum = credit_code.bytes().fold(0_u8, u8::wrapping_add);
    let first = sum % 7 + 1;
    [first, first + 7]
}

/// Whether the two groups that are asked for were typed back.
pub(crate) fn groups_fit(code: &RecoveryCode, credit_code: &str, typed: [&str; 2]) -> bool {
    let known = code.groups();
    let fits = |(at, typed): (&u8, &str)| known.get(usize::from(*at) - 1).is_some_and(|group| same_group(group, typed));
    asked_groups(credit_code).iter().zip(typed).all(fits)
}

fn no_card() -> Failure {
    Failure::new(Code::UnknownRecord).with("what", "恢复码")
}

fn same_group(group: &str, typed: &str) -> bool {
    let tidy = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    group.chars().map(tidy).eq(typed.trim().chars().map(tidy))
}

pub(crate) fn check_password(password: &str) -> Outcome<()> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(Failure::new(Code::WeakPassword).with("length", SHORTEST_PASSWORD));
    }
    Ok(())
}

/// A finding in the clerk's words.
pub(crate) fn finding(found: &shebao_store::Finding) -> wire::Finding {
    wire::Finding { check: found.code.to_owned(), message: format!("{}：{}", check_word(found.code), found.place) }
}

fn check_word(code: &str) -> &'static str {
    match code {
        "page_damaged" => "加密页校验不符",
        "structure_damaged" => "文件结构损坏",
        "reference_broken" => "记录之间的引用断开",
        "journal_gap" | "journal_cut" => "操作记录链不连续",
        "journal_altered" | "journal_rewritten" => "操作记录被改动",
        "line_inconsistent" => "缴费行的金额与状态不符",
        "seal_gap" => "封账链不连续",
        "month_altered" => "已锁定月份与封账时不一致",
        "sealed_file_missing" => "封账时的文件在账簿中找不到",
        "reversal_altered" => "冲销留存与原封账不一致",
        "erasure_missing" => "备份里记着的删除在本账簿中没有执行，请从最新的备份恢复",
        _ => "检查未通过",
    }
}

/// Who holds a book, as another window would read it.
fn holder() -> String {
    format!("社保台账（进程 {}）", std::process::id())
}
