//! Whole documents, printed and read again.

mod characters;
mod content;
mod geometry;
mod samples;

/// The text of each page, read back from the file through its own character maps.
fn pages_of(pdf: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    file.get_pages().keys().map(|page| file.extract_text(&[*page]).unwrap()).collect()
}

/// The same without spaces and line ends: a cell may be broken anywhere.
fn run_together(pdf: &[u8]) -> String {
    pages_of(pdf).concat().split_whitespace().collect()
}
