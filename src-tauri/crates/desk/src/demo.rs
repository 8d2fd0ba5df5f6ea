//! 演示公司 — an invented company in one click, as a book of its own: its people, fourteen months, and what payroll, the
//! bank and the bureaus say of them.

mod company;
mod records;
mod stories;

use std::path::Path;
use std::sync::Arc;

use shebao_rules::month::Month;
use shebao_store::{Action, KdfCost};

use self::company::Company;
use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::tools::Tools;
use crate::wire::book::NewBook;

const COMPANY: &str = include_str!("../../../../assets/samples/demo.toml");

/// 演示账簿的密码 — it keeps nothing secret: everything in the book is invented and shipped with the program.
pub const DEMO_PASSWORD: &str = "demo-company";

/// Months the demo shows, the present one last.
const MONTHS: i32 = 14;

impl Desk {
    /// 看演示公司 — opens the demo book, building it first when there is none.
    ///
    /// # Errors
    /// As [`Desk::create`] and [`Desk::open`].
    pub fn demo(tools: Arc<Tools>, dir: &Path, now: Moment) -> Outcome<Self> {
        if dir.join("keys.json").is_file() {
            return Self::open(tools, dir, DEMO_PASSWORD, now);
        }
        let wrong = |e: toml::de::Error| Failure::new(Code::Internal).with("at", "demo").detailed([e.to_string()]);
        let company: Company = toml::from_str(COMPANY).map_err(wrong)?;
        let new = NewBook {
            company: company.company.clone(),
            credit_code: company.credit_code.clone(),
            user: company.user.clone(),
            password: DEMO_PASSWORD.to_owned(),
        };
        let (mut desk, _) = Self::create_with(tools, dir, &new, true, KdfCost::default(), now)?;
        let action = Action { action: "demo.build", object: "demo" };
        desk.book.act(&action, now, |tx| company::fill(tx, &company))?;
        let present = Month::of(now.date());
        let first = present.plus(1 - MONTHS);
        for month in first.through(present) {
            desk.contribution_run(&month.to_string(), None, now)?;
        }
        desk.record(&company, first, present, now)?;
        desk.label()?;
        Ok(desk)
    }

    /// What the months before the present one left behind: pay sheets, bank debits, bureau lists, a claim.
    fn record(&mut self, company: &Company, first: Month, present: Month, now: Moment) -> Outcome<()> {
        let tools = Arc::clone(&self.tools);
        let action = Action { action: "demo.records", object: "demo" };
        self.book.act(&action, now, |tx| {
            let mut records = records::Records::begin(tx, company, first, present)?;
            for month in first.through(present.previous()) {
                records.month(tx, tools.national.calendar(), month)?;
            }
            records.claim(tx)
        })?;
        Ok(())
    }
}
