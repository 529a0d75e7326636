//! A ministry that does not exist, its directorates in all 81 provinces, and about two thousand people. The same seed gives the
//! same institution.

use super::phone::UNREACHABLE;
use super::{names, places};
use kunye_core::register::{DutyKind, Province};
use kunye_kernel::entropy::{Entropy, SeededEntropy};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::text;
use kunye_kernel::time::Day;
use std::collections::BTreeSet;

pub const NAME: &str = "Kırsal Hizmetler Bakanlığı";
const SEED: u64 = 2026;

pub struct Unit {
    pub detsis: String,
    pub parent: Option<String>,
    pub name: String,
    pub kind: &'static str,
    pub province: Province,
}

pub struct Person {
    pub national_id: NationalId,
    pub staff_no: String,
    pub given_names: String,
    pub surname: String,
    pub mobile: String,
    pub email: Option<String>,
    pub unit: String,
    pub title: &'static str,
    pub since: Day,
    pub heads_unit: bool,
}

/// Beside those of the heads, which stand with the people. `person` is an index into [`Institution::people`].
pub struct Duty {
    pub kind: DutyKind,
    pub unit: String,
    pub person: usize,
    pub from: Day,
    pub until: Option<Day>,
}

#[derive(Default)]
pub struct Institution {
    pub units: Vec<Unit>,
    pub people: Vec<Person>,
    pub duties: Vec<Duty>,
}

/// What a kind of unit is called, who heads it, who works there, and how many of them.
struct Sort {
    kind: &'static str,
    head: &'static str,
    titles: &'static [&'static str],
    staff: u32,
}

const CENTRE: &[&str] =
    &["Şube Müdürü", "Uzman", "Uzman Yardımcısı", "Mühendis", "Şef", "Veri Hazırlama ve Kontrol İşletmeni", "Memur"];
const FIELD: &[&str] = &["Mühendis", "Tekniker", "Teknisyen", "Şef", "Veri Hazırlama ve Kontrol İşletmeni", "Memur", "Şoför"];
const LABORATORY: &[&str] = &["Kimyager", "Mühendis", "Laborant", "Tekniker", "Memur"];

const MINISTRY: Sort =
    Sort { kind: "Bakanlık", head: "Bakan Yardımcısı", titles: &["Özel Kalem Müdürü", "Müşavir", "Memur"], staff: 5 };
const GENERAL: Sort = Sort { kind: "Genel müdürlük", head: "Genel Müdür", titles: CENTRE, staff: 14 };
const PRESIDENCY: Sort = Sort { kind: "Başkanlık", head: "Başkan", titles: CENTRE, staff: 12 };
const PROVINCIAL: Sort = Sort { kind: "İl müdürlüğü", head: "İl Müdürü", titles: FIELD, staff: 8 };
const DISTRICT: Sort = Sort { kind: "İlçe müdürlüğü", head: "İlçe Müdürü", titles: FIELD, staff: 3 };
const LAB: Sort = Sort { kind: "Laboratuvar", head: "Laboratuvar Müdürü", titles: LABORATORY, staff: 5 };
const STATION: Sort = Sort { kind: "İstasyon", head: "İstasyon Müdürü", titles: FIELD, staff: 5 };

const CENTRAL: [(&str, &Sort); 14] = [
    ("Personel Genel Müdürlüğü", &GENERAL),
    ("Bilgi Teknolojileri Genel Müdürlüğü", &GENERAL),
    ("Köy Yolları Genel Müdürlüğü", &GENERAL),
    ("Kırsal Su İşleri Genel Müdürlüğü", &GENERAL),
    ("Kırsal Yapılar Genel Müdürlüğü", &GENERAL),
    ("Arazi Islahı Genel Müdürlüğü", &GENERAL),
    ("Hukuk Hizmetleri Genel Müdürlüğü", &GENERAL),
    ("Avrupa Birliği ve Dış İlişkiler Genel Müdürlüğü", &GENERAL),
    ("Strateji Geliştirme Başkanlığı", &PRESIDENCY),
    ("Rehberlik ve Teftiş Başkanlığı", &PRESIDENCY),
    ("İç Denetim Birimi Başkanlığı", &PRESIDENCY),
    ("Eğitim ve Yayım Dairesi Başkanlığı", &PRESIDENCY),
    ("Destek Hizmetleri Dairesi Başkanlığı", &PRESIDENCY),
    ("Basın ve Halkla İlişkiler Dairesi Başkanlığı", &PRESIDENCY),
];

const ANKARA: i32 = 6;
/// The province whose people a visitor plays: there is a deputy, and the directorate's officer serves the districts too.
const STAGE: i32 = 42;
/// Where the administrator and the help desk sit, and where the auditor does: places in [`CENTRAL`], plus one for the ministry.
const IT: usize = 2;
const INSPECTION: usize = 10;
/// Which person is the Şükrü Çağlar whom the hint of every search field says one finds as "sukru cag".
const SEARCHED: usize = 500;

/// Makes the institution as it is on `today`.
pub fn generate(today: Day) -> Institution {
    let mut builder = Builder {
        entropy: SeededEntropy::new(SEED),
        today,
        out: Institution::default(),
        taken: BTreeSet::new(),
        next_staff_no: 100_000,
    };
    builder.units_and_people();
    builder.out
}

struct Builder {
    entropy: SeededEntropy,
    today: Day,
    out: Institution,
    taken: BTreeSet<u32>,
    next_staff_no: u32,
}

impl Institution {
    /// People of the stage's directorate and of its districts, heads first in each, as indexes.
    pub fn stage(&self) -> (Vec<usize>, Vec<usize>) {
        let of = |detsis: &str| -> Vec<usize> { (0..self.people.len()).filter(|at| self.people[*at].unit == detsis).collect() };
        let here = || self.units.iter().filter(|unit| unit.province.plate() == STAGE);
        let directorate = here().find(|unit| unit.kind == PROVINCIAL.kind).map(|unit| of(&unit.detsis));
        let districts = here().filter(|unit| unit.kind == DISTRICT.kind).flat_map(|unit| of(&unit.detsis));
        (directorate.unwrap_or_default(), districts.collect())
    }

    pub fn unit(&self, detsis: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.detsis == detsis)
    }
}

impl Builder {
    fn below(&self, bound: u32) -> u32 {
        (&self.entropy as &dyn Entropy).below(bound)
    }

    fn units_and_people(&mut self) {
        let root = self.unit(None, NAME, &MINISTRY, ANKARA);
        for (name, sort) in CENTRAL {
            self.unit(Some(&root), name, sort, ANKARA);
        }
        for province in (1..=81).filter_map(Province::from_plate) {
            let (plate, place) = (province.plate(), province.name());
            let directorate = self.unit(Some(&root), &format!("{place} Kırsal Hizmetler İl Müdürlüğü"), &PROVINCIAL, plate);
            for district in places::districts(plate).take(2 + usize::from(plate % 3 != 0)) {
                self.unit(Some(&directorate), &format!("{district} Kırsal Hizmetler İlçe Müdürlüğü"), &DISTRICT, plate);
            }
            match plate % 4 {
                0 => drop(self.unit(Some(&directorate), &format!("{place} Toprak ve Su Laboratuvarı Müdürlüğü"), &LAB, plate)),
                2 => drop(self.unit(Some(&directorate), &format!("{place} Makine İkmal İstasyonu Müdürlüğü"), &STATION, plate)),
                _ => {}
            }
        }
        self.central_duties();
    }

    /// Adds a unit with its staff and their duties; gives its DETSİS number.
    fn unit(&mut self, parent: Option<&str>, name: &str, sort: &Sort, plate: i32) -> String {
        // Real numbers are given out from 10000000 on; this range is ours.
        let detsis = format!("{}", 99_000_001 + self.out.units.len());
        let Some(province) = Province::from_plate(plate) else { return detsis };
        self.out.units.push(Unit {
            detsis: detsis.clone(),
            parent: parent.map(str::to_owned),
            name: name.to_owned(),
            kind: sort.kind,
            province,
        });
        let head = self.person(&detsis, sort.head);
        self.out.people[head].heads_unit = true;
        let staff: Vec<usize> = (0..sort.staff + self.below(sort.staff / 3 + 1))
            .map(|n| {
                let titles = u32::try_from(sort.titles.len()).unwrap_or(1);
                let title = sort.titles.get(n.min(self.below(titles)) as usize).copied().unwrap_or("Memur");
                self.person(&detsis, title)
            })
            .collect();
        if let (Some(last), true) = (staff.last(), sort.kind == PROVINCIAL.kind && plate == STAGE) {
            self.out.people[*last].mobile = format!("+90 502 555 00 {UNREACHABLE}");
        }
        // Small units leave their papers to the officer above them.
        let (has_officer, is_away) = (self.below(3) == 0 && plate != STAGE, self.below(6) == 0 || plate == STAGE);
        if let [first, second, ..] = staff[..]
            && (has_officer || sort.staff >= LAB.staff)
        {
            self.duty(DutyKind::Officer, &detsis, first, self.today.plus_days(-300), None);
            if is_away {
                let (from, until) = (self.today.plus_days(-2), self.today.plus_days(12));
                self.duty(DutyKind::Deputy, &detsis, second, from, Some(until));
            }
        }
        detsis
    }

    fn central_duties(&mut self) {
        let root = self.out.units[0].detsis.clone();
        let staff = |out: &Institution, at: usize, nth: usize| {
            out.people.iter().enumerate().filter(|(_, p)| p.unit == out.units[at].detsis).nth(nth).map_or(0, |(index, _)| index)
        };
        let year_ago = self.today.plus_days(-365);
        for (kind, unit, nth) in [
            (DutyKind::Administrator, IT, 2),
            (DutyKind::HelpDesk, IT, 3),
            (DutyKind::HelpDesk, IT, 4),
            (DutyKind::Auditor, INSPECTION, 2),
        ] {
            let person = staff(&self.out, unit, nth);
            self.duty(kind, &root, person, year_ago, None);
        }
    }

    fn person(&mut self, unit: &str, title: &'static str) -> usize {
        let mut name = names::draw(&self.entropy);
        if self.out.people.len() == SEARCHED {
            name = names::Name { given_names: "Şükrü".to_owned(), surname: "Çağlar".to_owned() };
        }
        self.next_staff_no += 1 + self.below(37);
        let mailbox = text::fold(&format!("{} {}", name.given_names, name.surname)).replace(' ', ".");
        let email = (self.below(10) < 7).then(|| format!("{mailbox}@kirsal.example"));
        let person = Person {
            national_id: self.national_id(),
            staff_no: self.next_staff_no.to_string(),
            given_names: name.given_names,
            surname: name.surname,
            mobile: self.mobile(),
            email,
            unit: unit.to_owned(),
            title,
            heads_unit: false,
            since: self.today.plus_days(-500 - i32::try_from(self.below(6_000)).unwrap_or(0)),
        };
        self.out.people.push(person);
        self.out.people.len() - 1
    }

    /// A valid number that begins with 8. Numbers of citizens have been seen to begin with 1 to 7 and those of foreigners with 99, but
    /// no published rule keeps the 8 free: whether somebody bears such a number cannot be ruled out, and nothing here is about them.
    fn national_id(&mut self) -> NationalId {
        loop {
            let nine = 800_000_000 + self.below(100_000_000);
            if let Some(id) = self.taken.insert(nine).then(|| NationalId::from_first_nine(nine)).flatten() {
                return id;
            }
        }
    }

    /// Prefixes that the national numbering plan (BTK, 50X) gives to no operator, so that nobody's phone is among the samples. None
    /// ends in [`UNREACHABLE`].
    fn mobile(&self) -> String {
        const PREFIXES: [u32; 4] = [502, 503, 504, 508];
        let prefix = PREFIXES[self.below(4) as usize];
        format!("+90 {prefix} {:03} {:02} {:02}", 200 + self.below(800), self.below(100), 1 + self.below(99))
    }

    fn duty(&mut self, kind: DutyKind, unit: &str, person: usize, from: Day, until: Option<Day>) {
        self.out.duties.push(Duty { kind, unit: unit.to_owned(), person, from, until });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::phone::Mobile;

    fn sample() -> Institution {
        generate(Day::parse("22.11.2026").unwrap())
    }

    #[test]
    fn the_same_seed_gives_the_same_institution() {
        let text = |i: &Institution| {
            let people =
                i.people.iter().map(|p| format!("{} {} {} {}", p.national_id.digits(), p.given_names, p.surname, p.mobile));
            people.chain(i.units.iter().map(|u| format!("{} {}", u.detsis, u.name))).collect::<Vec<_>>()
        };
        assert_eq!(text(&sample()), text(&sample()));
    }

    #[test]
    fn every_province_has_its_directorate_and_units_below() {
        let sample = sample();
        let root = &sample.units[0];
        assert_eq!((root.parent.as_deref(), root.name.as_str()), (None, NAME));
        let directorates: Vec<_> = sample.units.iter().filter(|u| u.kind == PROVINCIAL.kind).collect();
        let plates: BTreeSet<_> = directorates.iter().map(|u| u.province).collect();
        assert_eq!((directorates.len(), plates.len()), (81, 81));
        for directorate in directorates {
            let below = sample.units.iter().filter(|u| u.parent.as_ref() == Some(&directorate.detsis)).count();
            assert!((2..=4).contains(&below), "{}: {below}", directorate.name);
        }
        let central = sample.units.iter().filter(|u| [GENERAL.kind, PRESIDENCY.kind].contains(&u.kind)).count();
        assert_eq!(central, 14);
    }

    #[test]
    fn people_have_numbers_that_the_product_accepts() {
        let sample = sample();
        assert!((1_800..=2_400).contains(&sample.people.len()), "{}", sample.people.len());
        let mut seen = BTreeSet::new();
        for person in &sample.people {
            assert!(NationalId::parse(person.national_id.digits()).is_some());
            assert!(Mobile::parse(&person.mobile).is_some());
            assert!(seen.insert(person.national_id.digits()) && seen.insert(&person.staff_no));
        }
    }

    #[test]
    fn every_unit_has_a_head_and_deputies_stand_in_between_two_days() {
        let sample = sample();
        for unit in &sample.units {
            let heads = sample.people.iter().filter(|p| p.unit == unit.detsis && p.heads_unit).count();
            assert_eq!(heads, 1, "{}", unit.name);
        }
        let count = |kind| sample.duties.iter().filter(|d| d.kind == kind).count();
        assert!(count(DutyKind::Officer) > 100 && count(DutyKind::Deputy) > 10);
        assert_eq!((count(DutyKind::Administrator), count(DutyKind::Auditor), count(DutyKind::HelpDesk)), (1, 1, 2));
        assert!(sample.duties.iter().all(|d| d.kind != DutyKind::Deputy || d.until.is_some()));
    }

    #[test]
    fn the_stage_has_everybody_the_play_needs() {
        let sample = sample();
        let (directorate, districts) = sample.stage();
        // The cast and ten people with requests.
        let heads = districts.iter().filter(|at| sample.people[**at].heads_unit).count();
        assert!(directorate.len() + districts.len() - heads >= 16, "{} {}", directorate.len(), districts.len());
        assert!(sample.people[directorate[0]].heads_unit);
        let held = |person: usize| sample.duties.iter().filter(|d| d.person == person).map(|d| d.kind).collect::<Vec<_>>();
        assert_eq!((held(directorate[1]), held(directorate[2])), (vec![DutyKind::Officer], vec![DutyKind::Deputy]));
        assert!(districts.iter().all(|person| held(*person).is_empty()));
    }
}
