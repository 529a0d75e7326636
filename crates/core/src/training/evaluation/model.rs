//! The questions, and what somebody answers to them.

use crate::db::text_enum;
use crate::schema::training::evaluation_batches;
use diesel::prelude::*;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{BatchId, CourseId, PersonId, ProgrammeId, SiteId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

text_enum! {
    /// What is asked, in this order. Each is a statement that is agreed with from 1 to 5.
    pub enum Question {
        Contents = "contents",
        Trainer = "trainer",
        Pace = "pace",
        Place = "place",
        Overall = "overall",
    }
}

/// As long as a comment may be, in characters.
pub const COMMENT_MOST: usize = 500;

/// What one participant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub scores: BTreeMap<Question, u8>,
    /// "" for none.
    pub comment: String,
}

impl Answers {
    /// Every question has a score from 1 to 5, and the comment is not too long.
    pub fn check(&self) -> Result<Self> {
        let is_scored = |question: &&Question| self.scores.get(question).is_some_and(|score| (1..=5).contains(score));
        let mut wrong: Vec<FieldError> = Question::ALL
            .iter()
            .filter(|question| !is_scored(question))
            .map(|question| FieldError { field: question.as_str(), text: "evaluation-score-missing" })
            .collect();
        let comment = tidy(&self.comment);
        if comment.chars().count() > COMMENT_MOST {
            wrong.push(FieldError { field: "comment", text: "evaluation-comment-long" });
        }
        if wrong.is_empty() {
            Ok(Self { scores: self.scores.clone(), comment })
        } else {
            Err(Error::invalid(wrong).with("most", COMMENT_MOST))
        }
    }
}

/// Slips that were opened together.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = evaluation_batches, treat_none_as_default_value = false)]
pub(super) struct Batch {
    pub id: BatchId,
    pub programme_id: ProgrammeId,
    pub course_id: CourseId,
    pub site_id: SiteId,
    /// None where nobody was written down as the trainer.
    pub trainer_id: Option<PersonId>,
    pub answers: i32,
    pub opened_on: Day,
}
