//! One account in memory: about two hundred bytes, so that a million of them are no burden.

use kunye_core::accounts::email::Email;
use kunye_core::accounts::{AccountKind, AccountState};
use kunye_core::directory::Card;
use kunye_kernel::time::{SECOND, Time};

/// No unit.
pub const NOWHERE: u32 = u32::MAX;

pub struct Person {
    /// The account's id as a number; also its `entryUUID`.
    pub id: u128,
    /// The credential in use, as a number; 0: none.
    pub credential: u128,
    /// User name, given names, surname, staff number, title, address elsewhere: one after the other.
    text: Box<str>,
    /// Where each but the last ends.
    ends: [u16; 5],
    has_mailbox: bool,
    /// Digits of the mobile number; 0: none.
    mobile: u64,
    pub number: u32,
    /// Slot of the unit.
    pub unit: u32,
    /// Slots of the roles.
    pub roles: Box<[u16]>,
    created: u32,
    modified: u32,
    password: u32,
    pub state: AccountState,
    pub kind: AccountKind,
}

impl Person {
    pub fn new(card: &Card, unit: u32, roles: Box<[u16]>) -> Self {
        let mut text = String::new();
        let mut ends = [0; 5];
        let elsewhere = match &card.email {
            Some(Email::Elsewhere(address)) => address,
            _ => "",
        };
        let parts = [&card.user_name, &card.given_names, &card.surname, &card.staff_no, &card.title, elsewhere];
        for (at, part) in parts.into_iter().enumerate() {
            // Names in registers are short; what is not is cut, at a letter, rather than lost with the rest.
            let room = usize::from(u16::MAX / 6);
            text.push_str(&part[..part.floor_char_boundary(room)]);
            if let Some(end) = ends.get_mut(at) {
                *end = text.len() as u16;
            }
        }
        let (credential, password) = card.credential.as_ref().map_or((0, 0), |(id, at)| (number_of(id.as_str()), seconds(*at)));
        Self {
            id: number_of(card.account.as_str()),
            credential,
            text: text.into(),
            ends,
            has_mailbox: card.email == Some(Email::Mailbox),
            mobile: card.mobile.as_ref().and_then(|mobile| mobile.e164().trim_start_matches('+').parse().ok()).unwrap_or(0),
            number: u32::try_from(card.number).unwrap_or(0),
            unit,
            roles,
            created: seconds(card.created_at),
            modified: seconds(card.modified_at),
            password,
            state: card.state,
            kind: card.kind,
        }
    }

    pub fn user_name(&self) -> &str {
        &self.text[..usize::from(self.ends[0])]
    }

    pub fn given_names(&self) -> &str {
        self.part(1)
    }

    pub fn surname(&self) -> &str {
        self.part(2)
    }

    pub fn staff_no(&self) -> &str {
        self.part(3)
    }

    pub fn title(&self) -> &str {
        self.part(4)
    }

    /// An address that is no mailbox of ours; empty: none.
    pub fn elsewhere(&self) -> &str {
        &self.text[usize::from(self.ends[4])..]
    }

    /// Whether there is a mailbox of the user name.
    pub fn has_mailbox(&self) -> bool {
        self.has_mailbox
    }

    fn part(&self, at: usize) -> &str {
        &self.text[usize::from(self.ends[at - 1])..usize::from(self.ends[at])]
    }

    /// As `+905321234567`, without the sign.
    pub fn mobile(&self) -> Option<u64> {
        (self.mobile != 0).then_some(self.mobile)
    }

    pub fn created(&self) -> Time {
        Time(i64::from(self.created) * SECOND)
    }

    pub fn modified(&self) -> Time {
        Time(i64::from(self.modified) * SECOND)
    }

    pub fn password_changed(&self) -> Option<Time> {
        (self.password != 0).then(|| Time(i64::from(self.password) * SECOND))
    }

    pub fn is_in_use(&self) -> bool {
        self.state.is_in_use()
    }
}

fn seconds(time: Time) -> u32 {
    u32::try_from(time.0 / SECOND).unwrap_or(0)
}

/// An id (a ULID) as the number it writes.
pub fn number_of(id: &str) -> u128 {
    id.bytes().fold(0, |number, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'H' => byte - b'A' + 10,
            b'J' | b'K' => byte - b'J' + 18,
            b'M' | b'N' => byte - b'M' + 20,
            b'P'..=b'T' => byte - b'P' + 22,
            b'V'..=b'Z' => byte - b'V' + 27,
            _ => 0,
        };
        number << 5 | u128::from(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::entropy::SeededEntropy;
    use kunye_kernel::id::ulid;

    #[test]
    fn ids_become_numbers_in_the_same_order() {
        let entropy = SeededEntropy::new(3);
        let mut ids: Vec<String> = (0..200).map(|n| ulid(Time(1_700_000_000_000 + n % 7), &entropy)).collect();
        ids.sort();
        assert!(ids.windows(2).all(|pair| number_of(&pair[0]) < number_of(&pair[1])));
        assert_eq!(number_of("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"), u128::MAX);
    }

    #[test]
    fn a_person_is_small() {
        assert!(size_of::<Person>() <= 128, "{}", size_of::<Person>());
    }
}
