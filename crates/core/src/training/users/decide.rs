//! From a count to a right: the table in force that day decides, and the ledger receives what is new.

use super::store::{self, Count, Decision, DecisionVerdict};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::training::ledger::{Accounts, EntryKind, Post};
use crate::training::programme::{self, Programme, Verdict, classify};
use crate::training::{name_of, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CountId, DecisionId, InstitutionId, ProgrammeId};
use serde_json::json;

/// Latest counts that no decision of the programme rests on yet.
pub fn waiting(conn: &mut Conn, programme: &Programme) -> Result<Vec<Count>> {
    let decided = store::latest_decisions(conn, &programme.id, None)?;
    let is_new = |count: &Count| decided.get(&count.institution_id).is_none_or(|decision| decision.count_id != count.id);
    let mut counts = store::latest(conn, &programme.provider_id)?;
    counts.retain(is_new);
    counts.sort_by(|a, b| a.institution_id.cmp(&b.institution_id));
    Ok(counts)
}

/// Decides on these counts, in one act. What an institution was granted before is not taken back by a lower count; a higher one
/// grants the difference (B8: the right is given once). Deciding on a count twice is deciding once.
pub fn decide(world: &World, actor: &Actor, programme: &ProgrammeId, counts: &[CountId]) -> Result<Vec<DecisionId>> {
    let (now, today, decided_by) = (world.now(), world.today(), name_of(actor)?);
    world.db.write(|tx| {
        let (programme, proof) = planned(tx, actor, programme, today)?;
        if !programme.runs_on(today) {
            return Err(Error::conflict("training-programme-not-running"));
        }
        let table = programme::table_on(tx, &programme.id, today)?.ok_or_else(|| Error::conflict("training-no-table"))?;
        let mut chosen = Vec::with_capacity(counts.len());
        for id in counts {
            let count = store::count(tx, id)?.filter(|count| count.provider_id == *proof.provider());
            chosen.push(count.ok_or_else(Error::not_found)?);
        }
        let institutions: Vec<InstitutionId> = chosen.iter().map(|count| count.institution_id.clone()).collect();
        let before = store::latest_decisions(tx, &programme.id, Some(&institutions))?;
        let mut accounts = Accounts::load(tx, &programme.id, &institutions)?;
        let mut decided = Vec::with_capacity(chosen.len());
        for count in &chosen {
            if let Some(same) = before.get(&count.institution_id).filter(|decision| decision.count_id == count.id) {
                decided.push(same.id.clone());
                continue;
            }
            let (verdict, tier) = match classify(&table.tiers, count.total) {
                Verdict::NoUsers => (DecisionVerdict::NoUsers, None),
                Verdict::Tier(tier) => (DecisionVerdict::Tier, Some(tier)),
                Verdict::Beyond => (DecisionVerdict::Beyond, None),
            };
            let decision = Decision {
                id: DecisionId::new(now, &*world.entropy),
                programme_id: programme.id.clone(),
                institution_id: count.institution_id.clone(),
                count_id: count.id.clone(),
                table_id: table.id.clone(),
                users: count.total,
                verdict,
                tier: tier.map(|tier| tier.code.clone()),
                way: tier.map(|tier| tier.way),
                hours: tier.map_or(0, |tier| tier.hours),
                decided_on: today,
                decided_by: decided_by.clone(),
                decided_at: now,
            };
            store::insert_decision(tx, &decision)?;
            let granted = accounts.balance(&count.institution_id).granted;
            if decision.hours > granted {
                accounts.post(Post {
                    institution: count.institution_id.clone(),
                    kind: EntryKind::Grant,
                    hours: decision.hours - granted,
                    hold: None,
                    once_key: format!("grant:{}", decision.id),
                    about: decision.id.to_string(),
                    reason: String::new(),
                })?;
            }
            let detail = json!({ "institution": decision.institution_id, "users": decision.users, "tier": decision.tier,
                "hours": decision.hours, "count": decision.count_id, "table": decision.table_id });
            audit::record(tx, now, actor, &Entry::new("tier.decided", "decision", decision.id.as_str()).detail(detail))?;
            decided.push(decision.id);
        }
        accounts.save(tx, &decided_by, now)?;
        Ok(decided)
    })
}
