//! 账本 (SQLCipher): opening, keys, migrations, journal, undo, backup and queries.
//!
//! The only crate that speaks SQL. It keeps what it is given and decides nothing: no amount is computed here, no rule
//! of the law is known. Every change goes through [`Book::act`], which writes the journal in the same transaction.
//!
//! A book is a directory: `book.db` (encrypted), `keys.json` (the master key under each user's password),
//! `book.lock` and `book.holder` (who has it open), `book.attempts` (wrong passwords in a row), `backups/`.

mod access;
mod act;
mod agency_record;
mod arrears;
mod attempts;
mod back_payment;
mod backup;
mod bank;
mod book;
mod capture;
mod claim;
mod connect;
mod contribution;
mod declaration;
mod declared_base;
mod disk;
mod document;
mod employment;
mod enrollment;
mod error;
mod exchange;
mod facts;
mod history;
mod image;
mod insight;
mod journal;
mod keys;
mod lock;
mod mapping;
mod matching;
mod month;
mod onboarding;
mod payroll;
mod policy;
mod preference;
mod receipt;
mod remittance;
mod reopening;
mod retention;
mod reverse;
mod roster;
mod row;
mod schema;
mod seal;
mod setting;
mod statement;
mod true_up;
mod undo;
mod unit;
mod unit_day;
mod user;
mod verify;
mod view;

pub use access::NewUser;
pub use act::{Action, Tx};
pub use agency_record::{AgencyRecord, AgencyRecordKind, AgencySum, BaseSource};
pub use arrears::{Advance, AdvanceKind, ArrearsNotice, RegisteredArrears};
pub use backup::{Backup, Manifest, Occasion, restore};
pub use bank::BankLine;
pub use book::{Book, BookInfo, Interrupter, NewBook, Secret};
pub use claim::{Claim, ClaimMedical};
pub use contribution::{ContributionKind, ContributionLine, Run, RunRecord};
pub use declaration::{Declaration, DeclarationLine};
pub use declared_base::{BaseReason, DeclaredBase};
pub use document::StoredDocument;
pub use employment::Employment;
pub use enrollment::Enrollment;
pub use error::{Blocker, Result, StoreError};
pub use exchange::{BatchState, ImportBatch, ImportQuestion, ImportRow, ImportSheet, NewBatch, NewImportRow};
pub use facts::{MonthFacts, Person};
pub use history::{JournalAction, JournalEntry, JournalFilter};
pub use image::{RowChange, RowValues};
pub use insight::{InsuranceSum, LineSide, SourceStart};
pub use keys::{KdfCost, KeyFile, RecoveryCode};
pub use mapping::SheetMapping;
pub use matching::{MatchConfirmation, MatchStrength, WeakMatch};
pub use month::{MonthPhase, MonthState};
pub use onboarding::{OnboardingCheck, PastCover};
pub use payroll::{Deducted, DeductionKind, Wage, WageDeduction, WageItem};
pub use policy::{PackHead, PolicyLayer};
pub use receipt::{Receipt, RecordedSpan};
pub use remittance::{BookedSum, CashBalance, Payment, PaymentDay, PublishedDay};
pub use reopening::Reopening;
pub use roster::{Employee, IdStatus};
pub use row::{Moment, Origin, Stored};
pub use schema::SCHEMA;
pub use seal::Seal;
pub use setting::{Setting, SettingHolder};
pub use statement::Statement;
pub use true_up::TrueUp;
pub use undo::Undone;
pub use unit::Unit;
pub use unit_day::UnitDay;
pub use user::{Role, SessionUser};
pub use verify::{Finding, JournalHead};
pub use view::View;

#[cfg(test)]
mod tests;
