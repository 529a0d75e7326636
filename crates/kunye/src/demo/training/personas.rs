//! Whom of the programme a visitor can be.

use super::{Programme, Someone};
use crate::demo::prepare::Studio;
use kunye_core::accounts;
use kunye_core::demo::Persona;
use kunye_core::register::store;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;

impl Programme<'_> {
    /// The planner, a coordinator who reserves, one whose institution is trained at its own place, a trainer, an account manager, the
    /// director, an auditor, and two participants: one with a certificate, one who sits in a class now.
    pub fn personas(&self, now: Time) -> Result<Vec<Persona>> {
        let first = self.customers.first().ok_or_else(Error::not_found)?;
        let last = self.staff.last().ok_or_else(Error::not_found)?;
        let seated = self.class.first().ok_or_else(Error::not_found)?;
        let (_, at) = self.ministry()?;
        let theirs = &self.studio.institution.people[at];
        let unit = self.studio.institution.unit(&theirs.unit).map(|unit| unit.name.as_str()).unwrap_or_default();
        let of = |someone: &Someone| {
            (someone.national_id.clone(), format!("{} {}", someone.given_names, someone.surname), someone.about.clone())
        };
        let ministry = (
            theirs.national_id.clone(),
            format!("{} {}", theirs.given_names, theirs.surname),
            format!("{}, {unit}", theirs.title),
        );
        [
            ("planner", of(&self.centre.someone), "duru-nehir-5162", 7),
            ("coordinator", of(&first.someone), "genis-ova-9375", 6),
            ("coordinator", ministry, "yuksek-cam-6814", 11),
            ("trainer", of(&self.trainer()?.someone), "mavi-defter-2748", 4),
            ("account_manager", of(&self.manager.someone), "yesil-vadi-6307", 9),
            ("director", of(&self.director.someone), "sessiz-koru-4186", 8),
            ("provider_auditor", of(&self.auditor.someone), "ak-martin-5738", 10),
            ("participant", of(&last.someone), "sakin-kumsal-8391", 5),
            ("participant", of(&seated.someone), "ince-bulut-7425", 3),
        ]
        .into_iter()
        .map(|(role, (national_id, name, about), password, days_old)| {
            // Who takes lists in a classroom, and who is invited, is asked for no second factor.
            let second_factor = (!matches!(role, "trainer" | "participant")).then(|| {
                let mut secret = vec![0; 20];
                self.studio.world.entropy.fill(&mut secret);
                secret
            });
            let user_name = self.account(&national_id, password, now.plus_days(-days_old), second_factor.as_deref())?;
            Ok(Persona {
                role: role.to_owned(),
                name,
                about,
                user_name,
                password: password.to_owned(),
                second_factor,
                facts: Vec::new(),
            })
        })
        .collect()
    }

    fn account(&self, national_id: &NationalId, password: &str, made_at: Time, second_factor: Option<&[u8]>) -> Result<String> {
        let Studio { world, actor, .. } = self.studio;
        let person = world.db.read(|conn| store::person_by_national_id(conn, national_id))?.ok_or_else(Error::not_found)?;
        world.db.write(|tx| {
            let account = accounts::offer::ensure_account(tx, world, actor, &person)?;
            let password = Secret::new(password);
            accounts::demo::set_password(tx, world, actor, &account, &password, made_at, second_factor)?;
            Ok(account.user_name)
        })
    }
}
