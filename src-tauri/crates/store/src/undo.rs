//! 撤销 — taking an action back with a compensating action; redo takes the undo back.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::book::Book;
use crate::error::{Blocker, Result, StoreError};
use crate::image::{RowChange, RowValues};
use crate::journal::Head;
use crate::month::MonthPhase;
use crate::reverse::{self, RowKey};
use crate::row::Moment;

/// 撤销结果.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// The action that was taken back.
    pub undid: i64,
    /// What it had done.
    pub action: String,
    /// The compensating action; undo this one to redo.
    pub action_seq: i64,
}

/// The action that makes a book cannot be taken back.
const FIRST: i64 = 1;

/// What is to be taken back.
struct Target {
    action_seq: i64,
    action: String,
    changes: Vec<RowChange>,
    /// The action at the beginning of the chain of undo and redo.
    root: i64,
    /// Whether the target itself was a doing (or a redo) and not an undo.
    doing: bool,
}

impl Book {
    /// 撤销 — takes an action back, or [the newest](Self::newest): no older one in its place. Undoing an undo is redo.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`] if there is nothing in effect to take back, [`StoreError::NotUndoable`] if the newest left
    /// nothing that can be put back, [`StoreError::UndoBlocked`] with what stands on it, [`StoreError::RunAgain`] for a run
    /// whose lines were removed, [`StoreError::Erased`] if it concerns a person who was erased.
    pub fn undo(&mut self, action_seq: Option<i64>, now: Moment) -> Result<Undone> {
        let target = match action_seq {
            Some(seq) => self.target(seq)?,
            None => self.newest_target()?,
        }
        .ok_or(StoreError::NothingToUndo)?;
        let name = if target.doing { "journal.undo" } else { "journal.redo" };
        let object = format!("action:{}", target.action_seq);
        let head = Head { action: name, object: &object, undoes: Some(target.action_seq) };
        let mut obstacles = Obstacles::default();
        let done = self.act_undoing(&head, now, |tx| {
            tx.summarise(json!({ "action": target.action, "root": target.root }));
            take_back(tx, &target, &mut obstacles)
        });
        match done {
            Ok(((), seq)) => Ok(Undone { undid: target.action_seq, action: target.action, action_seq: seq }),
            Err(StoreError::UndoBlocked { .. }) => Err(self.name_blockers(target.action_seq, obstacles)?),
            Err(other) => Err(other),
        }
    }

    /// 最近一次改动 — the newest action in effect that is no undo and left something in the book: its number and its name. What was
    /// only shown or handed out is passed over; an erasure is not.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn newest(&self) -> Result<Option<(i64, String)>> {
        Ok(self.newest_found()?.map(|(action_seq, action, _)| (action_seq, action)))
    }

    /// The action that [`Self::undo`] without a number would take back.
    ///
    /// # Errors
    /// If the book cannot be read.
    pub fn undoable(&self) -> Result<Option<i64>> {
        Ok(self.newest_found()?.and_then(|(.., target)| target).map(|target| target.action_seq))
    }

    fn newest_target(&self) -> Result<Option<Target>> {
        match self.newest_found()? {
            Some((action_seq, action, None)) => Err(StoreError::NotUndoable { action_seq, action }),
            found => Ok(found.and_then(|(.., target)| target)),
        }
    }

    /// The newest action, and what it did as far as that can be put back.
    fn newest_found(&self) -> Result<Option<(i64, String, Option<Target>)>> {
        let undone = self.taken_back()?;
        let sql =
            "SELECT seq, action FROM journal WHERE seq = action_seq AND undoes IS NULL AND seq > ?1 ORDER BY seq DESC";
        let actions: Vec<(i64, String)> = self.view().rows(sql, [FIRST], |c| Ok((c.plain()?, c.plain()?)))?;
        for (seq, action) in actions.into_iter().filter(|(seq, _)| !undone.contains_key(seq)) {
            let target = match self.doing(seq) {
                // What was forgotten cannot be put back.
                Err(StoreError::Erased) => return Ok(Some((seq, action, None))),
                found => found?,
            };
            let forgot = "SELECT EXISTS (SELECT 1 FROM erasure WHERE action_seq = ?1)";
            if target.is_some() || self.view().number(forgot, [seq])? != 0 {
                return Ok(Some((seq, action, target)));
            }
        }
        Ok(None)
    }

    /// What an action did, if it is in effect and did anything that can be taken back.
    fn target(&self, action_seq: i64) -> Result<Option<Target>> {
        if action_seq <= FIRST || self.taken_back()?.contains_key(&action_seq) {
            return Ok(None);
        }
        self.doing(action_seq)
    }

    /// What an action in effect did.
    fn doing(&self, action_seq: i64) -> Result<Option<Target>> {
        let rows = self.action_rows(action_seq)?;
        let Some(head) = rows.first() else { return Ok(None) };
        if rows.iter().any(|row| row.erased) {
            return Err(StoreError::Erased);
        }
        let (root, depth) = self.root_of(action_seq)?;
        let action = head.action.clone();
        let changes: Vec<RowChange> = rows.into_iter().flat_map(|row| row.changes).collect();
        let sql = "SELECT (SELECT count(*) FROM assessment_run WHERE action_seq = ?1)
            + (SELECT count(*) FROM import_batch WHERE action_seq = ?1)";
        if changes.is_empty() && self.view().number(sql, [root])? == 0 {
            return Ok(None);
        }
        Ok(Some(Target { action_seq, action, changes, root, doing: depth % 2 == 0 }))
    }

    /// The action at the beginning of a chain of undo and redo, and how many steps lie between.
    fn root_of(&self, action_seq: i64) -> Result<(i64, usize)> {
        let (mut root, mut depth) = (action_seq, 0);
        let sql = "SELECT undoes FROM journal WHERE seq = ?1";
        while let Some(earlier) = self.view().first(sql, [root], |c| c.plain::<Option<i64>>())?.flatten() {
            // An undo is always later than what it takes back; anything else is no chain of ours.
            if earlier >= root {
                return Err(StoreError::Damaged("journal"));
            }
            (root, depth) = (earlier, depth + 1);
        }
        Ok((root, depth))
    }

    /// The later actions in effect that touched the rows in the way.
    fn name_blockers(&self, action_seq: i64, obstacles: Obstacles) -> Result<StoreError> {
        let mut by = obstacles.known;
        if !obstacles.rows.is_empty() {
            let undone = self.taken_back()?;
            for row in self.rows_after(action_seq)? {
                let in_effect = row.undoes.is_none() && !undone.contains_key(&row.action_seq);
                let touches = row.changes.iter().any(|change| obstacles.rows.contains(&RowKey::of(change)));
                let blocker = Blocker::Action { action_seq: row.action_seq, action: row.action };
                if in_effect && touches && !by.contains(&blocker) {
                    by.push(blocker);
                }
            }
        }
        Ok(StoreError::UndoBlocked { by })
    }
}

/// What stands in the way of an undo.
#[derive(Default)]
struct Obstacles {
    rows: BTreeSet<RowKey>,
    known: Vec<Blocker>,
}

impl Obstacles {
    fn any(&self) -> bool {
        !self.rows.is_empty() || !self.known.is_empty()
    }
}

fn take_back(tx: &mut Tx<'_>, target: &Target, obstacles: &mut Obstacles) -> Result<()> {
    runs(tx, target, obstacles)?;
    obstacles.known.extend(runs_since(tx, target)?);
    obstacles.known.extend(reverse::locked_months(tx, &target.changes)?.into_iter().map(Blocker::ClosedMonth));
    let mut current: Vec<Option<RowValues>> = Vec::with_capacity(target.changes.len());
    for change in &target.changes {
        let row = tx.journaled_row(change)?;
        let (told, standing) = tx.comparable(change, row.as_ref())?;
        if !reverse::stands_as_left(&told, standing.as_ref()) {
            obstacles.rows.insert(RowKey::of(change));
        }
        current.push(row);
    }
    if !obstacles.any() {
        tx.reverse(&target.changes, &current)?;
        tx.seal_what_came_back(&target.changes)?;
        let altered = locked_again(tx, target)?;
        obstacles.known.extend(altered.into_iter().map(Blocker::ClosedMonth));
        let (rows, papers) = tx.left_hanging(&target.changes)?;
        obstacles.rows.extend(rows);
        obstacles.known.extend(papers);
    }
    if obstacles.any() {
        return Err(StoreError::UndoBlocked { by: Vec::new() });
    }
    let state = if target.doing { "undone" } else { "active" };
    tx.write("UPDATE import_batch SET state = ?1 WHERE action_seq = ?2", (state, target.root))?;
    Ok(())
}

/// Months that the undo of a reopening has locked again: a draft that was computed meanwhile stands in the way, until it is
/// undone itself; the sealed lines then come back. Gives the months that are not what their seal says.
fn locked_again(tx: &mut Tx<'_>, target: &Target) -> Result<Vec<Month>> {
    let mut months = Vec::new();
    for change in target.changes.iter().filter(|change| change.table == "month_state") {
        let month = change.key.get("month").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let month = Month::from_compact(month).map_err(|_| StoreError::Damaged("journal"))?;
        if tx.month_phase(month)? == MonthPhase::Locked {
            months.push(month);
        }
    }
    tx.put_back_sealed(&months)
}

/// Runs that replaced the lines of a month after the action that opened it again.
fn runs_since(tx: &Tx<'_>, target: &Target) -> Result<Vec<Blocker>> {
    let mut found = Vec::new();
    let opened = |change: &&RowChange| change.table == "month_reopening" && change.after.is_some();
    for change in target.changes.iter().filter(opened) {
        let month = change.after.as_ref().and_then(|row| row.get("month")).and_then(serde_json::Value::as_i64);
        let sql = "SELECT r.action_seq, j.action FROM assessment_run r JOIN journal j ON j.seq = r.action_seq
            WHERE r.month = ?1 AND r.action_seq > ?2 AND r.state = 'active'";
        found.extend(tx.rows(sql, (month, target.action_seq), |c| {
            Ok(Blocker::Action { action_seq: c.plain()?, action: c.plain()? })
        })?);
    }
    Ok(found)
}

/// The derived lines of a run go with it, unless a later run has replaced them.
fn runs(tx: &mut Tx<'_>, target: &Target, obstacles: &mut Obstacles) -> Result<()> {
    let sql = "SELECT id, month, unit_id FROM assessment_run WHERE action_seq = ?1";
    let runs: Vec<(i64, _, Option<i64>)> = tx.rows(sql, [target.root], |c| Ok((c.plain()?, c.month()?, c.plain()?)))?;
    if !target.doing && !runs.is_empty() {
        return Err(StoreError::RunAgain);
    }
    for (id, month, unit_id) in runs {
        if tx.month_phase(month)? == MonthPhase::Locked {
            obstacles.known.push(Blocker::ClosedMonth(month));
        }
        let sql = "SELECT r.action_seq, j.action FROM assessment_run r JOIN journal j ON j.seq = r.action_seq
            WHERE r.month = ?1 AND r.id > ?2 AND r.state = 'active' AND r.action_seq <> ?4
            AND (r.unit_id IS NULL OR ?3 IS NULL OR r.unit_id = ?3)";
        obstacles.known.extend(tx.rows(sql, (month.compact(), id, unit_id, target.root), |c| {
            Ok(Blocker::Action { action_seq: c.plain()?, action: c.plain()? })
        })?);
        tx.clear_contributions(month, unit_id)?;
        tx.write("UPDATE assessment_run SET state = 'undone' WHERE id = ?1", [id])?;
    }
    Ok(())
}
