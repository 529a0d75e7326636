//! What is on offer: the programme's period and capacity, its catalogue and sites, and the dated tables of tiers (B1–B3).

mod correct;
mod model;
mod publish;
mod seed;
mod store;
mod terms;
mod tiers;
mod what_if;

pub use correct::{CourseWords, correct_course, correct_site, course_for_planner, end_course, end_site, site_for_planner};
pub use model::{Course, CourseLevel, Programme, Site, TierTable, named};
pub use publish::{NewCourse, NewProgramme, NewSite, add_course, add_site, found, is_name, publish_tiers};
pub use seed::{seed_courses, seed_tiers};
pub use store::{course, courses, find, in_force, of_provider, running, site, sites, table_on, tables};
pub(in crate::training) use store::{ended_before, insert_site};
pub use terms::{Terms, TermsDecision, decide_terms, terms_decisions};
pub use tiers::{Step, Tier, Verdict, Way, check, classify, codes, table};
pub use what_if::{Gain, Usual, WhatIf, WhatIfLine, what_if};
