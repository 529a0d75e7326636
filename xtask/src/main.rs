//! Chores of the workspace: `cargo run -p xtask -- tidy`.

mod source;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => report(&tidy::check(&root)),
        _ => {
            eprintln!("cargo run -p xtask -- tidy    holds the tree against the rules of the house");
            ExitCode::from(2)
        }
    }
}

fn report(result: &std::io::Result<tidy::Findings>) -> ExitCode {
    match result {
        Err(error) => eprintln!("the tree cannot be read: {error}"),
        Ok(findings) if findings.problems.is_empty() => {
            println!("tidy: {} files keep the rules of the house", findings.files);
            return ExitCode::SUCCESS;
        }
        Ok(findings) => {
            for problem in &findings.problems {
                eprintln!("{problem}");
            }
            eprintln!("tidy: {} problems", findings.problems.len());
        }
    }
    ExitCode::FAILURE
}
