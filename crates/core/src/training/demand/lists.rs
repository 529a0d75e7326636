//! What coordinators and planners are shown of interest.

use super::rules::{self, Need};
use super::store::{self, Demand};
use crate::db::Conn;
use crate::policy::{self, Policy};
use crate::register::duties::training::CoordinatorOf;
use crate::register::{self, Institution};
use crate::training::planned;
use crate::training::programme::{self, Course, Programme, Site};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, ProgrammeId, SiteId};
use kunye_kernel::time::Time;
use std::collections::BTreeMap;

/// A demand of the institution, with what it is for.
#[derive(Debug, Clone)]
pub struct Own {
    pub demand: Demand,
    pub course: Course,
    pub site: Site,
}

/// What the coordinator's institution wishes for.
pub fn of_coordinator(conn: &mut Conn, proof: &CoordinatorOf, programme: &Programme) -> Result<Vec<Own>> {
    let mut own = Vec::new();
    for demand in store::standing(conn, &programme.id)?.into_iter().filter(|one| one.institution_id == *proof.institution()) {
        let course = programme::course(conn, &demand.course_id)?.ok_or_else(Error::not_found)?;
        let site = programme::site(conn, &demand.site_id)?.ok_or_else(Error::not_found)?;
        own.push(Own { demand, course, site });
    }
    Ok(own)
}

/// What is wished for at a site in all.
#[derive(Debug, Clone)]
pub struct Total {
    pub course: Course,
    pub site: Site,
    /// With the people each wishes to send, in the order they said so.
    pub institutions: Vec<(Institution, i32)>,
    pub people: i64,
    /// Of them, those who would get a seat under the quota.
    pub seats: i64,
    /// What a class needs.
    pub needed: i64,
    pub suffices: bool,
}

/// Interest by course and site for planners: what suffices first, then most people.
pub fn totals(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, now: Time) -> Result<Vec<Total>> {
    planned(conn, actor, id, now.day())?;
    let policy = Policy::at(conn, now)?;
    let need = Need {
        people: policy.get(policy::TRAINING_DEMAND_PEOPLE),
        institutions: policy.get(policy::TRAINING_DEMAND_INSTITUTIONS),
        quota: policy.get(policy::TRAINING_QUOTA),
    };
    let standing = store::standing(conn, id)?;
    let ids: Vec<InstitutionId> = standing.iter().map(|demand| demand.institution_id.clone()).collect();
    let names = register::institutions_of(conn, &ids)?;
    let mut of: BTreeMap<(CourseId, SiteId), Vec<Demand>> = BTreeMap::new();
    for demand in standing {
        of.entry((demand.course_id.clone(), demand.site_id.clone())).or_default().push(demand);
    }
    let mut totals = Vec::with_capacity(of.len());
    for ((course, site), demands) in of {
        let wished: Vec<i32> = demands.iter().map(|demand| demand.people).collect();
        totals.push(Total {
            course: programme::course(conn, &course)?.ok_or_else(Error::not_found)?,
            site: programme::site(conn, &site)?.ok_or_else(Error::not_found)?,
            people: wished.iter().map(|people| i64::from(*people)).sum(),
            seats: rules::seats(&wished, need),
            needed: need.people,
            suffices: rules::suffices(&wished, need),
            institutions: demands
                .into_iter()
                .filter_map(|demand| Some((names.get(&demand.institution_id).cloned()?, demand.people)))
                .collect(),
        });
    }
    totals.sort_by_key(|total| (!total.suffices, -total.people));
    Ok(totals)
}
