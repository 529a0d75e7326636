use super::*;
use crate::schema::{institutions, policy};
use diesel::prelude::*;
use kunye_kernel::id::InstitutionId;
use kunye_kernel::time::Time;

fn database() -> (Db, tempdir::Dir) {
    let dir = tempdir::Dir::new();
    let db = Db::open(&format!("sqlite:{}/t.sqlite", dir.path())).unwrap();
    db.migrate().unwrap();
    (db, dir)
}

mod tempdir {
    pub struct Dir(std::path::PathBuf);
    impl Dir {
        pub fn new() -> Self {
            let entropy: &dyn kunye_kernel::entropy::Entropy = &kunye_kernel::entropy::SystemEntropy;
            let path = std::env::temp_dir().join(format!("kunye-db-{}-{}", std::process::id(), entropy.below(u32::MAX)));
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }
        pub fn path(&self) -> &str {
            self.0.to_str().unwrap()
        }
    }
    impl Drop for Dir {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

fn insert(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::insert_into(institutions::table)
        .values((
            institutions::id.eq(InstitutionId::from(id)),
            institutions::detsis.eq(id),
            institutions::name.eq("Bakanlık"),
            institutions::created_at.eq(Time(5)),
        ))
        .execute(conn)
        .or_fail()?;
    Ok(())
}

fn count(db: &Db) -> i64 {
    db.read(|conn| institutions::table.count().get_result(conn).or_fail()).unwrap()
}

#[test]
fn an_error_leaves_nothing_behind() {
    let (db, _dir) = database();
    let failed: Result<()> = db.write(|tx| {
        insert(tx, "A")?;
        Err(Error::conflict("error-try-again"))
    });
    assert_eq!(failed.unwrap_err().text, "error-try-again");
    assert_eq!(count(&db), 0);
    db.write(|tx| insert(tx, "A")).unwrap();
    assert_eq!(count(&db), 1);
    let (id, at): (InstitutionId, Time) =
        db.read(|conn| institutions::table.select((institutions::id, institutions::created_at)).first(conn).or_fail()).unwrap();
    assert_eq!((id.as_str(), at), ("A", Time(5)));
}

#[test]
fn a_reader_cannot_write() {
    let (db, _dir) = database();
    assert!(db.read(|conn| insert(conn, "A")).is_err());
    assert_eq!(count(&db), 0);
}

#[test]
fn inserting_what_is_there_changes_nothing() {
    let (db, _dir) = database();
    let row = || {
        (
            policy::id.eq("P"),
            policy::key.eq("k"),
            policy::value.eq("1"),
            policy::valid_from.eq(0_i64),
            policy::set_by.eq("x"),
            policy::set_at.eq(0_i64),
            policy::reason.eq(""),
        )
    };
    let twice =
        db.write(|tx| Ok([insert_new!(tx, policy::table, row()).or_fail()?, insert_new!(tx, policy::table, row()).or_fail()?]));
    assert_eq!(twice.unwrap(), [1, 0]);
}

/// `schema.rs` in the words of [`schema_of`].
fn declared() -> std::collections::BTreeSet<String> {
    let mut lines = std::collections::BTreeSet::new();
    let mut table = "";
    let files = [
        include_str!("../schema.rs"),
        include_str!("../schema/training.rs"),
        include_str!("../schema/attendance.rs"),
        include_str!("../schema/onsite.rs"),
        include_str!("../schema/plans.rs"),
        include_str!("../schema/voices.rs"),
    ];
    for line in files.into_iter().flat_map(str::lines).map(str::trim) {
        if let Some((name, _)) = line.strip_suffix('{').and_then(|head| head.split_once('(')) {
            table = name.trim();
        } else if let Some((column, kind)) = line.trim_end_matches(',').split_once(" -> ") {
            let (kind, null) = match kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>')) {
                Some(kind) => (kind, " NULL"),
                None => (kind, ""),
            };
            let kind = match kind {
                "Text" => "TEXT",
                "BigInt" => "BIGINT",
                "Integer" => "INTEGER",
                "Binary" => "BLOB",
                "Bool" => "BOOLEAN",
                other => other,
            };
            lines.insert(format!("{table}.{column} {kind}{null}"));
        }
    }
    lines
}

#[test]
fn both_migrations_make_what_the_code_declares() {
    crate::testing::in_every_world(|world| {
        let (made, declared) = (schema_of(&world.db).unwrap(), declared());
        assert!(declared.len() > 150);
        assert_eq!(made.difference(&declared).collect::<Vec<_>>(), Vec::<&String>::new(), "made and not declared");
        assert_eq!(declared.difference(&made).collect::<Vec<_>>(), Vec::<&String>::new(), "declared and not made");
    });
}

/// Somebody who writes without a pause keeps nobody waiting for much longer than a write takes.
#[test]
fn writers_take_turns() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    const MINE: usize = 40;
    let (db, _dir) = database();
    let (mine, busy) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Without turns, this goes on to its end before the other one has written much.
            while mine.load(Ordering::SeqCst) < MINE && busy.load(Ordering::SeqCst) < 10 * MINE {
                db.write(|_| {
                    std::thread::sleep(Duration::from_millis(2));
                    Ok(())
                })
                .unwrap();
                busy.fetch_add(1, Ordering::SeqCst);
            }
        });
        for n in 0..MINE {
            db.write(|tx| insert(tx, &format!("{n}"))).unwrap();
            mine.fetch_add(1, Ordering::SeqCst);
        }
    });
    let busy = busy.load(Ordering::SeqCst);
    assert!(busy < 4 * MINE, "{busy} writes of the other during {MINE} of mine");
}

#[test]
fn a_light_write_writes_all_or_nothing_and_the_next_one_waits_for_the_disk_again() {
    #[derive(diesel::QueryableByName)]
    struct Level {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        synchronous: i32,
    }
    let (db, _dir) = database();
    let level = |conn: &mut Conn| -> Result<i32> {
        let found: Level = diesel::sql_query("PRAGMA synchronous").get_result(conn).or_fail()?;
        Ok(found.synchronous)
    };
    let (full, normal) = (2, 1);
    let seen = db.write_lightly(|tx| {
        insert(tx, "A")?;
        level(tx)
    });
    assert_eq!(seen.unwrap(), normal);
    assert_eq!(db.write(level).unwrap(), full);
    let failed: Result<()> = db.write_lightly(|tx| {
        insert(tx, "B")?;
        Err(Error::conflict("error-try-again"))
    });
    assert!(failed.is_err());
    assert_eq!((db.write(level).unwrap(), count(&db)), (full, 1));
}
