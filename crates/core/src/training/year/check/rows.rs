//! What is stored, as it is stored.

use crate::db::{Conn, IntoResult};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use kunye_kernel::error::Result;

#[derive(QueryableByName)]
pub struct Entry {
    #[diesel(sql_type = Text)]
    pub institution_id: String,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Integer)]
    pub hours: i32,
    #[diesel(sql_type = Nullable<Text>)]
    pub hold: Option<String>,
}

#[derive(QueryableByName)]
pub struct Session {
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Integer)]
    pub seats: i32,
    #[diesel(sql_type = Integer)]
    pub quota: i32,
    #[diesel(sql_type = Integer)]
    pub hours: i32,
    #[diesel(sql_type = Integer)]
    pub starts_on: i32,
    #[diesel(sql_type = Integer)]
    pub ends_on: i32,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = BigInt)]
    pub announced_at: i64,
}

#[derive(QueryableByName, Clone)]
pub struct Reservation {
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub session_id: String,
    #[diesel(sql_type = Integer)]
    pub number: i32,
    #[diesel(sql_type = Text)]
    pub institution_id: String,
    #[diesel(sql_type = Integer)]
    pub seats: i32,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = BigInt)]
    pub made_at: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub seated_at: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub ended_at: Option<i64>,
}

#[derive(QueryableByName)]
pub struct Decision {
    #[diesel(sql_type = Text)]
    pub institution_id: String,
    #[diesel(sql_type = BigInt)]
    pub users: i64,
    /// Summed over the lines of the count that it rests on.
    #[diesel(sql_type = BigInt)]
    pub counted: i64,
    #[diesel(sql_type = Integer)]
    pub hours: i32,
}

/// A group that became smaller, as the record tells it.
#[derive(QueryableByName)]
pub struct Reduction {
    #[diesel(sql_type = Text)]
    pub subject: String,
    #[diesel(sql_type = BigInt)]
    pub at: i64,
    #[diesel(sql_type = Text)]
    pub detail: String,
}

#[derive(QueryableByName)]
pub struct Hour {
    #[diesel(sql_type = Text)]
    pub session_id: String,
    #[diesel(sql_type = Integer)]
    pub day: i32,
    #[diesel(sql_type = Integer)]
    pub starts_minute: i32,
    #[diesel(sql_type = Integer)]
    pub hours: i32,
}

#[derive(QueryableByName)]
pub struct Participant {
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub session_id: String,
    #[diesel(sql_type = Text)]
    pub institution_id: String,
    #[diesel(sql_type = Text)]
    pub person_id: String,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = BigInt)]
    pub named_at: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub ended_at: Option<i64>,
}

#[derive(QueryableByName)]
pub struct Mark {
    #[diesel(sql_type = Text)]
    pub participant_id: String,
    #[diesel(sql_type = Integer)]
    pub day: i32,
    #[diesel(sql_type = Integer)]
    pub hour: i32,
    #[diesel(sql_type = Text)]
    pub mark: String,
    #[diesel(sql_type = BigInt)]
    pub marked_at: i64,
}

#[derive(QueryableByName)]
pub struct Certificate {
    #[diesel(sql_type = Text)]
    pub participant_id: String,
    #[diesel(sql_type = Integer)]
    pub year: i32,
    #[diesel(sql_type = Integer)]
    pub serial: i32,
    #[diesel(sql_type = BigInt)]
    pub issued_at: i64,
    #[diesel(sql_type = BigInt)]
    pub files: i64,
}

#[derive(QueryableByName)]
pub struct Training {
    #[diesel(sql_type = Text)]
    pub session_id: String,
    #[diesel(sql_type = Text)]
    pub person_id: String,
}

#[derive(QueryableByName)]
pub struct Absence {
    #[diesel(sql_type = Text)]
    pub person_id: String,
    #[diesel(sql_type = Integer)]
    pub starts_on: i32,
    #[diesel(sql_type = Integer)]
    pub ends_on: i32,
}

pub struct Rows {
    pub entries: Vec<Entry>,
    pub sessions: Vec<Session>,
    /// By session and number.
    pub reservations: Vec<Reservation>,
    pub decisions: Vec<Decision>,
    pub reductions: Vec<Reduction>,
    pub hours: Vec<Hour>,
    pub participants: Vec<Participant>,
    /// As they were made.
    pub marks: Vec<Mark>,
    /// Those in force, by number.
    pub certificates: Vec<Certificate>,
    pub trainings: Vec<Training>,
    pub absences: Vec<Absence>,
}

fn load<T>(conn: &mut Conn, statement: &str) -> Result<Vec<T>>
where
    T: QueryableByName<diesel::sqlite::Sqlite> + QueryableByName<diesel::pg::Pg> + 'static,
{
    match conn {
        Conn::Sqlite(conn) => diesel::sql_query(statement).load(conn),
        Conn::Postgres(conn) => diesel::sql_query(statement).load(conn),
    }
    .or_fail()
}

impl Rows {
    pub fn load(conn: &mut Conn) -> Result<Self> {
        Ok(Self {
            entries: load(conn, "SELECT institution_id, kind, hours, hold FROM entitlements ORDER BY seq")?,
            sessions: load(
                conn,
                "SELECT id, kind, seats, quota, hours, starts_on, ends_on, state, announced_at FROM training_sessions",
            )?,
            reservations: load(
                conn,
                "SELECT id, session_id, number, institution_id, seats, state, made_at, seated_at, ended_at FROM reservations \
                 ORDER BY session_id, number",
            )?,
            decisions: load(
                conn,
                "SELECT institution_id, users, CAST((SELECT SUM(users) FROM user_count_lines \
                 WHERE count_id = tier_decisions.count_id) AS BIGINT) AS counted, hours FROM tier_decisions",
            )?,
            reductions: load(conn, "SELECT subject, at, detail FROM audit WHERE action = 'reservation.reduced' ORDER BY seq")?,
            hours: load(conn, "SELECT session_id, day, starts_minute, hours FROM session_days ORDER BY session_id, day")?,
            participants: load(
                conn,
                "SELECT id, session_id, institution_id, person_id, state, named_at, ended_at FROM participants",
            )?,
            marks: load(conn, "SELECT participant_id, day, hour, mark, marked_at FROM attendance ORDER BY seq")?,
            certificates: load(
                conn,
                "SELECT participant_id, year, serial, issued_at, (SELECT COUNT(*) FROM certificate_files \
                 WHERE certificate_id = certificates.id) AS files FROM certificates WHERE revoked_at IS NULL \
                 ORDER BY year, serial",
            )?,
            trainings: load(conn, "SELECT session_id, person_id FROM session_trainers")?,
            absences: load(conn, "SELECT person_id, starts_on, ends_on FROM trainer_absences")?,
        })
    }
}
