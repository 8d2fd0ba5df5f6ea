//! 公积金变更 — who joins the fund in the month, who left it after the month before, whose base changes.

use std::collections::BTreeMap;

use shebao_documents::export::fund_change::{
    FundBase, FundChange, FundJoiner, FundLeaver, Joining, breaks_the_line, shanghai, write,
};
use shebao_documents::export::own;
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_store::{ContributionLine, DeclarationLine, Employee, Stored, Unit};

use super::{Identity, Made, Wanted, identity_of, left_out, not_written};
use crate::book::Desk;
use crate::contribution::Assessed;
use crate::error::Outcome;
use crate::read;
use crate::wire::export::LeftOut;

/// 版式 of the text file.
pub(super) const SHANGHAI: &str = "shanghai_txt";

/// The fund's lines of two months, by person.
struct Months {
    before: BTreeMap<i64, ContributionLine>,
    now: Assessed,
    lines: BTreeMap<i64, ContributionLine>,
}

/// Somebody whom the list declares to the fund.
fn declared(employee_id: i64, unit: &Stored<Unit>) -> DeclarationLine {
    DeclarationLine { employee_id, unit_id: unit.id, scope: Scope::Group(Group::HousingFund) }
}

/// Whether the fund's text file is asked for instead of the list.
fn as_text(wanted: &Wanted) -> Outcome<bool> {
    match read::given(wanted.request.layout.as_deref()) {
        None | Some("list") => Ok(false),
        Some(SHANGHAI) => Ok(true),
        Some(_) => Err(read::invalid("版式", &format!("list、{SHANGHAI}"))),
    }
}

impl Desk {
    /// 公积金变更清册 of one unit.
    pub(super) fn fund_change_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let text_file = as_text(wanted)?;
        let unit = self.one_unit(wanted)?;
        let accounts = self.accounts(wanted)?;
        let months = self.fund_months(wanted, &unit)?;
        let mut made = Made::default();
        let mut change = FundChange {
            title: format!("{} {} 住房公积金变更清册", unit.name, wanted.month.chinese()),
            notes: vec![self.printed_line(wanted)?],
            joiners: Vec::new(),
            leavers: Vec::new(),
            bases: Vec::new(),
        };
        let (people, unnamed) = (self.people_in_order()?, self.unnamed()?);
        for (id, employee) in &people {
            let identity = || identity_of(employee, unnamed.contains(id));
            let account = |number: &str| accounts.get(number).cloned();
            let done = match (months.before.get(id), months.lines.get(id)) {
                (None, Some(line)) => {
                    let joining = self.joining(*id, wanted, &unit)?;
                    joiner((employee, identity()), line, &months.now, joining, account).and_then(|one| {
                        if text_file {
                            in_line(employee, &one)?
                        }
                        change.joiners.push(one);
                        made.declared.push(declared(*id, &unit));
                        Ok(())
                    })
                }
                (Some(line), None) => {
                    let reason = self.leaving(*id, wanted, &unit)?;
                    leaver((employee, identity()), line, reason, account).and_then(|one| {
                        if text_file {
                            out_line(employee, &one)?
                        }
                        change.leavers.push(one);
                        Ok(())
                    })
                }
                (Some(before), Some(line)) if !text_file && before.base != line.base => {
                    moved((employee, identity()), before, line, account)
                        .map(|one| change.bases.push(one))
                        .map(|()| made.declared.push(declared(*id, &unit)))
                }
                _ => Ok(()),
            };
            made.left_out.extend(done.err());
        }
        if !text_file && accounts.is_empty() && change.rows() > 0 {
            made.notes.push(
                "账簿里没有个人公积金账号：可把中心导出的账号清单作为自己的文件一并选入，或在标黄处补填".to_owned(),
            );
        }
        made.rows = change.rows();
        made.bytes = if text_file { shanghai(&change) } else { write(&change) }.map_err(not_written)?;
        Ok(made)
    }

    fn fund_months(&self, wanted: &Wanted, unit: &Stored<Unit>) -> Outcome<Months> {
        let earlier = Wanted { month: wanted.month.previous(), unit: None, ..*wanted };
        let of = |lines: &[ContributionLine]| -> BTreeMap<i64, ContributionLine> {
            let fund = lines.iter().filter(|l| l.insurance == Insurance::HousingFund);
            fund.map(|l| (l.employee_id, l.clone())).collect()
        };
        let (before, now) = (self.wanted_dues(&earlier, unit.id)?, self.wanted_dues(wanted, unit.id)?);
        Ok(Months { before: of(&before.lines), lines: of(&now.lines), now })
    }

    /// 证件号码 → 个人账号 out of the list the clerk brings along.
    fn accounts(&self, wanted: &Wanted) -> Outcome<BTreeMap<String, String>> {
        let Some(file) = self.own_file(wanted)? else { return Ok(BTreeMap::new()) };
        let found = own::pairs(&file.workbook, "证件号码", "个人账号")
            .or_else(|| own::pairs(&file.workbook, "身份证号", "公积金账号"))
            .ok_or_else(|| read::invalid("账号清单", "有“证件号码”和“个人账号”两列的表"))?;
        Ok(found.into_iter().map(|(number, account)| (number.to_uppercase(), account)).collect())
    }

    /// 变更类型 as the reason of the cover tells it; a return to a fund known here is 启封.
    fn joining(&self, employee: i64, wanted: &Wanted, unit: &Stored<Unit>) -> Outcome<Option<Joining>> {
        let covers = self.view().enrollments_of(employee)?;
        let of_fund = |e: &&Stored<shebao_store::Enrollment>| e.scope.includes(Insurance::HousingFund);
        let begins = covers.iter().filter(of_fund).find(|e| e.unit_id == unit.id && e.first_month == wanted.month);
        let reason = begins.and_then(|e| e.reason.clone()).unwrap_or_default();
        let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
        let was_here = covers.iter().filter(of_fund).any(|e| e.unit_id == unit.id && e.first_month < wanted.month);
        Ok(match () {
            () if says(&["新开户", "新参保", "首次"]) => Some(Joining::New),
            () if says(&["启封"]) || was_here => Some(Joining::Unsealed),
            () if says(&["转入"]) => Some(Joining::MovedIn),
            () => None,
        })
    }

    /// 摘要 of who leaves: the reason kept with the cover.
    fn leaving(&self, employee: i64, wanted: &Wanted, unit: &Stored<Unit>) -> Outcome<String> {
        let covers = self.view().enrollments_of(employee)?;
        let ended = covers.iter().rfind(|e| {
            e.unit_id == unit.id
                && e.scope.includes(Insurance::HousingFund)
                && e.last_month == Some(wanted.month.previous())
        });
        Ok(ended.and_then(|e| e.reason.clone()).unwrap_or_default())
    }
}

/// A side of the month is open, so that no amount can be written.
fn open(employee: &Employee) -> LeftOut {
    left_out(employee, "公积金缴存额", "的公积金待确认（缺申报基数或缴存比例）；请先在月度台账中确认")
}

fn joiner(
    (employee, identity): (&Employee, Identity),
    line: &ContributionLine,
    now: &Assessed,
    joining: Option<Joining>,
    account: impl Fn(&str) -> Option<String>,
) -> Result<FundJoiner, LeftOut> {
    let (_, id_number) = identity?;
    let at = line.rule_id.and_then(|id| usize::try_from(id).ok());
    let terms = at.and_then(|at| now.terms.get(at)).ok_or_else(|| open(employee))?;
    let (Some(base), Some(er), Some(ee)) = (line.base, line.employer, line.employee) else {
        return Err(open(employee));
    };
    Ok(FundJoiner {
        joining,
        name: employee.name.clone(),
        account: account(&id_number),
        id_number,
        birth: employee.birth,
        sex: employee.sex,
        base,
        employer_rate: terms.rates.value.employer,
        employee_rate: terms.rates.value.employee,
        employer: er,
        employee: ee,
    })
}

fn leaver(
    (employee, identity): (&Employee, Identity),
    line: &ContributionLine,
    reason: String,
    account: impl Fn(&str) -> Option<String>,
) -> Result<FundLeaver, LeftOut> {
    let (_, id_number) = identity?;
    let (Some(er), Some(ee)) = (line.employer, line.employee) else { return Err(open(employee)) };
    let (name, account) = (employee.name.clone(), account(&id_number));
    Ok(FundLeaver { name, id_number, account, reason, amount: er + ee })
}

fn moved(
    (employee, identity): (&Employee, Identity),
    before: &ContributionLine,
    line: &ContributionLine,
    account: impl Fn(&str) -> Option<String>,
) -> Result<FundBase, LeftOut> {
    let (_, id_number) = identity?;
    match (before.base, line.base, line.employer, line.employee) {
        (Some(before), Some(after), Some(er), Some(ee)) => {
            let (name, account) = (employee.name.clone(), account(&id_number));
            Ok(FundBase { name, id_number, account, before, after, employer: er, employee: ee })
        }
        _ => Err(open(employee)),
    }
}

/// What the text file cannot do without for a joiner.
fn in_line(employee: &Employee, one: &FundJoiner) -> Result<(), LeftOut> {
    speakable(employee)?;
    match one.joining {
        None => {
            let what = "没有写明变更类型；请在增员原因中写明“新开户”“转入”或“启封”";
            Err(left_out(employee, "变更类型", what))
        }
        Some(Joining::New) if one.birth.is_none() || one.sex.is_none() => {
            Err(left_out(employee, "出生日期、性别", "新开户需要出生日期和性别；请在员工资料中补录"))
        }
        Some(Joining::New) => Ok(()),
        Some(_) if one.account.is_none() => Err(no_account(employee)),
        Some(_) => Ok(()),
    }
}

fn out_line(employee: &Employee, one: &FundLeaver) -> Result<(), LeftOut> {
    speakable(employee)?;
    if one.account.is_none() { Err(no_account(employee)) } else { Ok(()) }
}

fn no_account(employee: &Employee) -> LeftOut {
    let what = "没有个人公积金账号；请把中心导出的账号清单（有“证件号码”“个人账号”两列）作为自己的文件一并选入";
    left_out(employee, "个人公积金账号", what)
}

fn speakable(employee: &Employee) -> Result<(), LeftOut> {
    if breaks_the_line(&employee.name) {
        return Err(left_out(employee, "姓名", "的姓名含有竖线或控制字符，文本文件写不进去；请改正姓名"));
    }
    Ok(())
}
