//! 场景 — the monthly job from outside: books of invented companies through the desk and through the program `shebao`.
//!
//! The expected numbers are those of `fixtures/books/*/answers.json`, which the generator of the books wrote; no test
//! compares the program with itself alone.

mod agency_records;
mod agency_variants;
mod alerts;
mod answers;
mod arrears;
mod bad_input;
mod bank;
mod books;
mod by_hand;
mod claims;
mod cli;
mod cli_errors;
mod closed_months;
mod demo;
mod derivations;
mod dress;
mod earlier;
mod enrollment_tasks;
mod exports;
mod insight;
mod law;
mod lines;
mod masked;
mod onboarding;
mod papers;
mod pay_sheets;
mod person_rules;
mod places;
mod policy_packs;
mod policy_values;
mod program;
mod proofs;
mod reconciliation;
mod recovery;
mod reliance;
mod remittance;
mod reopening;
mod retirement;
mod roster;
mod roster_order;
mod safety;
mod settings;
mod shadow;
mod sheets;
mod small;
mod stored_rows;
mod two_units;
mod undo;
mod variants;
mod wages;
mod whole;
