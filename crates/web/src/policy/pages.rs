use crate::answer::Answer;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::policy::{self, Dated, Number, Policy, SETTINGS};
use kunye_kernel::time::Time;
use serde::Serialize;

#[derive(Serialize)]
struct List {
    settings: Vec<Setting>,
}

#[derive(Serialize)]
struct Setting {
    key: &'static str,
    value: i64,
    unit_key: String,
    source: String,
    /// Nobody has set it.
    default: bool,
    since: String,
    next: Option<Valued>,
    /// The current value and those before it.
    history: Vec<Valued>,
}

#[derive(Serialize)]
struct Valued {
    value: String,
    since: String,
    set_by: String,
    reason: String,
}

impl Page for List {
    const TEMPLATE: &'static str = "policy/list.html";
}

/// `GET /kurallar`
pub async fn list(visit: Visit) -> Answer {
    let (policy, history, now) = visit
        .app
        .run(|world| {
            let now = world.now();
            world.db.read(|conn| Ok((Policy::at(conn, now)?, policy::history(conn)?, now)))
        })
        .await?;
    let source = |setting: &Number| setting.source_key().map_or(setting.source.to_owned(), |key| visit.text(key));
    visit.page(&List {
        settings: SETTINGS.iter().map(|setting| Setting::of(*setting, &policy, &history, now, source(setting))).collect(),
    })
}

impl Setting {
    fn of(setting: Number, policy: &Policy, history: &[Dated], now: Time, source: String) -> Self {
        // Newest first.
        let (coming, past): (Vec<&Dated>, Vec<&Dated>) =
            history.iter().filter(|dated| dated.key == setting.key).partition(|dated| dated.valid_from > now);
        let current = past.first();
        Self {
            key: setting.key,
            value: policy.get(setting),
            unit_key: setting.unit_key(),
            source,
            default: current.is_none(),
            since: current.map(|dated| dated.valid_from.day().to_string()).unwrap_or_default(),
            next: coming.last().map(|dated| Valued::of(dated)),
            history: past.iter().map(|dated| Valued::of(dated)).collect(),
        }
    }
}

impl Valued {
    fn of(dated: &Dated) -> Self {
        Self {
            value: dated.value.clone(),
            since: dated.valid_from.day().to_string(),
            set_by: dated.set_by.clone(),
            reason: dated.reason.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_core::policy::PASSWORD_MAX_AGE;

    fn dated(value: &str, valid_from: i64) -> Dated {
        let (key, valid_from) = (PASSWORD_MAX_AGE.key.to_owned(), Time(0).plus_days(valid_from));
        Dated { key, value: value.into(), valid_from, set_by: "isletmen".into(), set_at: Time(0), reason: "genelge".into() }
    }

    #[test]
    fn the_nearest_coming_value_is_next_and_the_rest_is_history() {
        // As the core gives them: newest first.
        let history = [dated("90", 30), dated("60", 20), dated("45", 5), dated("40", 2)];
        let setting = Setting::of(PASSWORD_MAX_AGE, &Policy::default(), &history, Time(0).plus_days(10), String::new());
        assert!(!setting.default);
        assert_eq!(setting.since, "06.01.1970");
        assert_eq!(setting.next.map(|next| next.value), Some("60".to_owned()));
        assert_eq!(setting.history.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["45", "40"]);

        let untouched = Setting::of(PASSWORD_MAX_AGE, &Policy::default(), &[], Time(0), String::new());
        assert!(untouched.default && untouched.next.is_none() && untouched.history.is_empty());
        assert_eq!(untouched.value, 30);
    }
}
