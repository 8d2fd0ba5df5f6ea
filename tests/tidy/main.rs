//! House rules as tests: the walls between the rooms, sizes, words, and what no file may hold.

mod arrows;
mod bindings;
mod code;
mod glossary;
mod import_kinds;
mod licences;
mod phrases;
mod places;
mod records;
mod rights;
mod shell;
mod sizes;
mod source;
mod tree;
