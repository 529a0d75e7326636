//! The file of a year: lines of fields with semicolons between them, UTF-8. What begins with `#` is for people.

use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::Day;
use std::fmt::{self, Display, Formatter};
use std::str::{FromStr, Split};

/// The first field of the first line that counts.
const HEADER: &str = "kunye-year";
const VERSION: u32 = 1;

/// A customer institution of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Active users: counted over its units, and as many people in the register.
    pub users: u32,
    /// The one at the top among them; at least 1.
    pub units: u32,
    /// Plate of its province, 1 to 81.
    pub province: i32,
}

/// Somebody of an institution: both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    pub institution: usize,
    pub number: usize,
}

/// Hours of a training, counted on from day to day; the first is 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hours {
    All,
    Some(Vec<i32>),
}

/// What happens on a day. Days are counted from the year's first, which is 0; sessions and requests have names of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The planner announces a shared session and gives it a trainer.
    Announce {
        session: String,
        course: String,
        starts_on: i32,
        seats: i32,
        trainer: usize,
    },
    /// A coordinator asks for seats.
    Apply {
        application: usize,
        institution: usize,
        session: String,
        seats: i32,
    },
    Reduce {
        application: usize,
        seats: i32,
    },
    Withdraw {
        application: usize,
    },
    /// A coordinator sends a request for a training at the institution's own place, wished from one day to another.
    Request {
        request: String,
        institution: usize,
        course: String,
        people: i32,
        province: i32,
        from: i32,
        until: i32,
    },
    /// The planner takes the best schedule there is, or refuses.
    Plan {
        request: String,
    },
    Drop {
        request: String,
    },
    Name {
        session: String,
        person: Person,
    },
    Substitute {
        session: String,
        person: Person,
        instead: Person,
    },
    Accept {
        session: String,
        person: Person,
    },
    Decline {
        session: String,
        person: Person,
    },
    /// A trainer is away from that day on. Somebody else takes over where one is free; the rest is called off.
    Sick {
        trainer: usize,
        days: i32,
    },
    CallOff {
        session: String,
    },
    /// Said before the training: who will not be there in which hours.
    Absent {
        session: String,
        person: Person,
        hours: Hours,
    },
    /// The trainer marks somebody wrongly at first, and corrects it.
    Slip {
        session: String,
        person: Person,
        hour: i32,
    },
}

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    pub first: Day,
    pub last: Day,
    pub institutions: Vec<Institution>,
    /// Plates of the provinces in which the trainers live.
    pub trainers: Vec<i32>,
    /// In the order in which they happen.
    pub events: Vec<(i32, Event)>,
}

impl Display for Person {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.institution, self.number)
    }
}

impl FromStr for Person {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (institution, number) = text.split_once('.').ok_or(())?;
        let read = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0).ok_or(());
        Ok(Self { institution: read(institution)?, number: read(number)? })
    }
}

impl Display for Hours {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Hours::All => f.write_str("*"),
            Hours::Some(hours) => f.write_str(&hours.iter().map(i32::to_string).collect::<Vec<_>>().join(",")),
        }
    }
}

impl FromStr for Hours {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "*" => Ok(Hours::All),
            _ => text.split(',').map(str::parse).collect::<Result<_, _>>().map(Hours::Some).map_err(drop),
        }
    }
}

impl Hours {
    pub fn hold(&self, hour: i32) -> bool {
        match self {
            Hours::All => true,
            Hours::Some(hours) => hours.contains(&hour),
        }
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        use Event::*;
        match self {
            Announce { session, course, starts_on, seats, trainer } => {
                write!(f, "announce;{session};{course};{starts_on};{seats};{trainer}")
            }
            Apply { application, institution, session, seats } => {
                write!(f, "apply;{application};{institution};{session};{seats}")
            }
            Reduce { application, seats } => write!(f, "reduce;{application};{seats}"),
            Withdraw { application } => write!(f, "withdraw;{application}"),
            Request { request, institution, course, people, province, from, until } => {
                write!(f, "request;{request};{institution};{course};{people};{province};{from};{until}")
            }
            Plan { request } => write!(f, "plan;{request}"),
            Drop { request } => write!(f, "drop;{request}"),
            Name { session, person } => write!(f, "name;{session};{person}"),
            Substitute { session, person, instead } => write!(f, "substitute;{session};{person};{instead}"),
            Accept { session, person } => write!(f, "accept;{session};{person}"),
            Decline { session, person } => write!(f, "decline;{session};{person}"),
            Sick { trainer, days } => write!(f, "sick;{trainer};{days}"),
            CallOff { session } => write!(f, "call-off;{session}"),
            Absent { session, person, hours } => write!(f, "absent;{session};{person};{hours}"),
            Slip { session, person, hour } => write!(f, "slip;{session};{person};{hour}"),
        }
    }
}

impl Display for Year {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "# A year of the training programme; docs/training/year.md says what the lines mean.")?;
        writeln!(f, "{HEADER};{VERSION};{};{}", self.first.iso(), self.last.iso())?;
        for (at, one) in self.institutions.iter().enumerate() {
            writeln!(f, "institution;{};{};{};{}", at + 1, one.users, one.units, one.province)?;
        }
        for (at, province) in self.trainers.iter().enumerate() {
            writeln!(f, "trainer;{};{province}", at + 1)?;
        }
        self.events.iter().try_for_each(|(day, event)| writeln!(f, "{day};{event}"))
    }
}

/// The fields of one line, one after the other.
struct Fields<'a> {
    line: usize,
    parts: Split<'a, char>,
}

impl<'a> Fields<'a> {
    fn wrong(&self) -> Error {
        Error::field("file", "bench-year-line").with("line", self.line)
    }

    fn text(&mut self) -> Result<&'a str> {
        self.parts.next().filter(|text| !text.is_empty()).ok_or_else(|| self.wrong())
    }

    fn name(&mut self) -> Result<String> {
        self.text().map(str::to_owned)
    }

    fn read<T: FromStr>(&mut self) -> Result<T> {
        self.text()?.parse().map_err(|_| self.wrong())
    }

    fn end(mut self) -> Result<()> {
        if self.parts.next().is_none() { Ok(()) } else { Err(self.wrong()) }
    }

    fn event(&mut self) -> Result<Event> {
        Ok(match self.text()? {
            "announce" => Event::Announce {
                session: self.name()?,
                course: self.name()?,
                starts_on: self.read()?,
                seats: self.read()?,
                trainer: self.read()?,
            },
            "apply" => {
                Event::Apply { application: self.read()?, institution: self.read()?, session: self.name()?, seats: self.read()? }
            }
            "reduce" => Event::Reduce { application: self.read()?, seats: self.read()? },
            "withdraw" => Event::Withdraw { application: self.read()? },
            "request" => Event::Request {
                request: self.name()?,
                institution: self.read()?,
                course: self.name()?,
                people: self.read()?,
                province: self.read()?,
                from: self.read()?,
                until: self.read()?,
            },
            "plan" => Event::Plan { request: self.name()? },
            "drop" => Event::Drop { request: self.name()? },
            "name" => Event::Name { session: self.name()?, person: self.read()? },
            "substitute" => Event::Substitute { session: self.name()?, person: self.read()?, instead: self.read()? },
            "accept" => Event::Accept { session: self.name()?, person: self.read()? },
            "decline" => Event::Decline { session: self.name()?, person: self.read()? },
            "sick" => Event::Sick { trainer: self.read()?, days: self.read()? },
            "call-off" => Event::CallOff { session: self.name()? },
            "absent" => Event::Absent { session: self.name()?, person: self.read()?, hours: self.read()? },
            "slip" => Event::Slip { session: self.name()?, person: self.read()?, hour: self.read()? },
            _ => return Err(self.wrong()),
        })
    }
}

impl Year {
    /// Reads a file. Institutions and trainers are numbered 1, 2, 3 in the order of their lines, and days do not go back.
    ///
    /// # Errors
    /// A field error with the number of the first line that is wrong.
    pub fn read(text: &str) -> Result<Self> {
        let counts = |(_, line): &(usize, &str)| !line.trim().is_empty() && !line.starts_with('#');
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end())).filter(counts);
        let mut lines = lines.map(|(line, text)| Fields { line, parts: text.split(';') });
        let mut head = lines.next().ok_or_else(|| Error::field("file", "bench-year-line").with("line", 1))?;
        let header = (head.text()?, head.read::<u32>()?);
        let mut day = || Day::parse(head.text()?).ok_or_else(|| head.wrong());
        let (first, last) = (day()?, day()?);
        if header != (HEADER, VERSION) || last < first {
            return Err(head.wrong());
        }
        let mut year = Year { first, last, institutions: Vec::new(), trainers: Vec::new(), events: Vec::new() };
        for mut fields in lines {
            year.line(&mut fields)?;
            fields.end()?;
        }
        Ok(year)
    }

    fn line(&mut self, fields: &mut Fields<'_>) -> Result<()> {
        match fields.text()? {
            "institution" => {
                let number: usize = fields.read()?;
                let one = Institution { users: fields.read()?, units: fields.read()?, province: fields.read()? };
                let legal = number == self.institutions.len() + 1 && one.units > 0 && (1..=81).contains(&one.province);
                self.institutions.push(one);
                if legal { Ok(()) } else { Err(fields.wrong()) }
            }
            "trainer" => {
                let (number, province): (usize, i32) = (fields.read()?, fields.read()?);
                let legal = number == self.trainers.len() + 1 && (1..=81).contains(&province);
                self.trainers.push(province);
                if legal { Ok(()) } else { Err(fields.wrong()) }
            }
            day => {
                let day: i32 = day.parse().map_err(|_| fields.wrong())?;
                let earliest = self.events.last().map_or(0, |(day, _)| *day);
                if day < earliest || day > self.last.0 - self.first.0 {
                    return Err(fields.wrong());
                }
                let event = fields.event()?;
                self.events.push((day, event));
                Ok(())
            }
        }
    }

    /// Active users of all institutions.
    pub fn users(&self) -> u64 {
        self.institutions.iter().map(|one| u64::from(one.users)).sum()
    }
}
