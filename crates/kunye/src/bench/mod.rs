//! `kunye bench`: what this machine does with it. Every figure stands beside a bare loop of the same work, measured in the same run,
//! so that it says something on any machine.

pub mod directory;
mod documents;
mod hash;
mod import;
mod renewals;
mod reservations;
pub mod year;

use crate::cli::Bench;
use crate::commands::Ending;
use crate::terminal::{Terminal, print, table};
use crate::wiring::{Ground, NoGateway};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// One line of the table: medians over the rounds, in `unit` a second.
#[derive(Serialize)]
pub struct Figure {
    /// `hash`, `renewals` and so on; `cli-bench-…` is its name.
    pub what: &'static str,
    pub unit: &'static str,
    pub kunye: f64,
    /// None where there was nothing to be measured beside it.
    pub bare: Option<f64>,
    /// Median of the rounds' own ratios: 1.0 is as fast as the bare loop.
    pub ratio: Option<f64>,
    pub rounds: usize,
    pub cores: usize,
    pub release_build: bool,
}

/// What one round measured.
pub struct Round {
    pub kunye: f64,
    pub bare: Option<f64>,
}

/// Documents, beside pyHanko where a Python with it is named.
pub fn documents(terminal: &Terminal, folder: &Path, pyhanko: Option<&Path>, rounds: u32, json: bool) -> Result<Ending> {
    if cfg!(debug_assertions) {
        terminal.say("cli-bench-debug", &[]);
    }
    let stage = documents::Stage::set(folder, pyhanko)?;
    let mut figures = vec![measure(terminal, "papers", "1/s", rounds, |round| stage.papers(round))?];
    let bar = terminal.bar("cli-bench-validation", u64::from(rounds));
    let (mut validation, mut sealing) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (validated, sealed) = stage.signatures()?;
        validation.push(validated);
        sealing.push(sealed);
        bar.inc(1);
    }
    bar.finish_and_clear();
    figures.extend([figure("validation", "1/s", &validation), figure("sealing", "1/s", &sealing)]);
    // Each counts a million; three tell as much as many.
    figures.push(measure(terminal, "signers", "1/s", rounds.min(3), |_| stage.signers())?);
    figures.iter_mut().for_each(|figure| figure.cores = 1);
    print(&if json { as_json(&figures)? } else { as_table(terminal, &figures) })?;
    Ok(Ending::Done)
}

/// `database` is used by the rush for seats alone, and has to be empty.
pub fn run(terminal: &Terminal, what: Bench, database: Option<&str>, rounds: u32, json: bool) -> Result<Ending> {
    if cfg!(debug_assertions) {
        terminal.say("cli-bench-debug", &[]);
    }
    let wanted = |bench| what == bench || what == Bench::All;
    let mut figures = Vec::new();
    if wanted(Bench::Hash) {
        figures.push(measure(terminal, "hash", "1/s", rounds, |_| hash::round())?);
    }
    if wanted(Bench::Renewals) {
        let stage = renewals::Stage::set(terminal)?;
        figures.push(measure(terminal, "renewals", "1/s", rounds, |round| stage.round(round))?);
    }
    if wanted(Bench::Import) {
        // Each takes a hundred thousand people; three tell as much as many.
        figures.push(measure(terminal, "import", "1/s", rounds.min(3), |_| import::round())?);
    }
    if wanted(Bench::Reservations) {
        let stage = reservations::Stage::set(database)?;
        figures.push(measure(terminal, "reservations", "1/s", rounds, |round| stage.round(round))?);
    }
    print(&if json { as_json(&figures)? } else { as_table(terminal, &figures) })?;
    Ok(Ending::Done)
}

fn measure(
    terminal: &Terminal,
    what: &'static str,
    unit: &'static str,
    rounds: u32,
    round: impl Fn(u32) -> Result<Round>,
) -> Result<Figure> {
    let bar = terminal.bar(&format!("cli-bench-{what}"), u64::from(rounds));
    // The first round warms up.
    round(0)?;
    let mut measured = Vec::new();
    for number in 1..=rounds {
        measured.push(round(number)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(figure(what, unit, &measured))
}

fn figure(what: &'static str, unit: &'static str, measured: &[Round]) -> Figure {
    let beside: Option<Vec<(f64, f64)>> = measured.iter().map(|round| Some((round.kunye, round.bare?))).collect();
    let beside = beside.filter(|beside| !beside.is_empty());
    Figure {
        what,
        unit,
        kunye: median(measured.iter().map(|round| round.kunye)),
        bare: beside.as_ref().map(|beside| median(beside.iter().map(|(_, bare)| *bare))),
        ratio: beside.as_ref().map(|beside| median(beside.iter().map(|(kunye, bare)| kunye / bare))),
        rounds: measured.len(),
        cores: crate::wiring::cores(),
        release_build: !cfg!(debug_assertions),
    }
}

fn as_json(figures: &[Figure]) -> Result<String> {
    serde_json::to_string_pretty(figures).map(|text| text + "\n").map_err(Error::internal)
}

fn as_table(terminal: &Terminal, figures: &[Figure]) -> String {
    let rows: Vec<Vec<String>> = figures
        .iter()
        .map(|figure| {
            let name = terminal.word(&format!("cli-bench-{}", figure.what));
            vec![
                name,
                format!("{:.0}", figure.kunye),
                figure.bare.map_or_else(|| "–".to_owned(), |bare| format!("{bare:.0}")),
                figure.ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}")),
                figure.unit.to_owned(),
            ]
        })
        .collect();
    table(&["what", "ours", "bare", "ratio", "unit"].map(|column| terminal.word(&format!("cli-bench-{column}"))), &rows)
}

/// An empty database in a folder.
fn world(folder: &Path) -> Result<World> {
    let world = Ground::inside(folder).world(Arc::new(NoGateway), Arc::new(NoGateway))?;
    world.db.migrate()?;
    Ok(world)
}

/// How many a second, when this many are done.
pub fn per_second(count: usize, work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let start = Instant::now();
    work()?;
    Ok(count as f64 / start.elapsed().as_secs_f64())
}

/// The middle value; of an even number of values, the mean of the middle two.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    match (sorted.get(sorted.len() / 2), sorted.len() % 2) {
        (Some(middle), 1) => *middle,
        (Some(above), _) => (sorted[sorted.len() / 2 - 1] + above) / 2.0,
        (None, _) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), 2.5);
        assert_eq!(median([].into_iter()), 0.0);
    }
}
