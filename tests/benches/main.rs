//! 快慢 — what the program costs beside the bare engines, each pair measured in the same run: `make bench`.

use std::process::ExitCode;

mod bare;
mod company;
mod figures;
mod first_look;
mod home;
mod month;
mod papers;
mod policy;
mod reconciliation;
mod roster;
mod safety;
mod sheets;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // The measured import starts its worker from this very program, as the window and the command line do.
    if arguments.iter().any(|a| a == "--import-worker") {
        return shebao_desk::import_worker();
    }
    // Built with all other targets, but run on request only.
    if !arguments.iter().any(|a| a == "--bench") {
        return ExitCode::SUCCESS;
    }
    let wanted = |name: &str| {
        let mut names = arguments.iter().skip(1).filter(|a| !a.starts_with("--")).peekable();
        names.peek().is_none() || names.any(|a| a == name)
    };
    println!("Each figure is the median of alternating runs; the ratio is the program's time to the bare engine's.\n");
    figures::heading();
    if wanted("month") {
        month::bench();
    }
    if wanted("policy") {
        policy::bench();
    }
    if wanted("reconciliation") {
        reconciliation::bench();
    }
    if wanted("roster") {
        roster::bench();
    }
    if wanted("sheets") {
        sheets::bench();
    }
    if wanted("home") {
        home::bench();
    }
    if wanted("first") {
        first_look::bench();
    }
    if wanted("papers") {
        papers::bench();
    }
    if wanted("safety") {
        safety::bench();
    }
    if wanted("growth") {
        month::growth();
    }
    ExitCode::SUCCESS
}
