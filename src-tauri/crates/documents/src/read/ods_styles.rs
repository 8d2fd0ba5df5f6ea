//! The few styles of an OpenDocument file that say something: hidden sheets, and dates shown without their day.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml::attribute;

/// Styles by name.
#[derive(Default)]
pub(super) struct Styles {
    hidden_tables: BTreeSet<String>,
    month_formats: BTreeSet<String>,
    /// Cell style → its date format, or the style it goes back to.
    formats: BTreeMap<String, String>,
    parents: BTreeMap<String, String>,
    style: String,
    format: Option<Parts>,
}

/// The parts of a date format under way.
#[derive(Default)]
struct Parts {
    name: String,
    year: bool,
    month: bool,
    finer: bool,
}

impl Styles {
    /// The styles of a part; what cannot be read says nothing.
    pub(super) fn of(part: &[u8]) -> Self {
        let mut styles = Self::default();
        let mut reader = Reader::from_reader(part);
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag) | Event::Empty(tag)) => styles.start(&tag),
                Ok(Event::End(tag)) => styles.end(tag.local_name().as_ref()),
                Ok(Event::Eof) | Err(_) => return styles,
                Ok(_) => {}
            }
        }
    }

    pub(super) fn hides_table(&self, style: &str) -> bool {
        self.hidden_tables.contains(style)
    }

    /// Whether cells of a style show a date as year and month.
    pub(super) fn shows_month_only(&self, style: &str) -> bool {
        let mut style = style;
        // A style goes back to few others; a ring of them ends here.
        for _ in 0..8 {
            if let Some(format) = self.formats.get(style) {
                return self.month_formats.contains(format);
            }
            let Some(parent) = self.parents.get(style) else { return false };
            style = parent;
        }
        false
    }

    pub(super) fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            b"style" => {
                self.style = attribute(tag, "name").unwrap_or_default();
                if let Some(format) = attribute(tag, "data-style-name") {
                    self.formats.insert(self.style.clone(), format);
                }
                if let Some(parent) = attribute(tag, "parent-style-name") {
                    self.parents.insert(self.style.clone(), parent);
                }
            }
            b"table-properties" if attribute(tag, "display").is_some_and(|shown| shown == "false") => {
                self.hidden_tables.insert(self.style.clone());
            }
            b"date-style" => {
                let name = attribute(tag, "name").unwrap_or_default();
                self.format = Some(Parts { name, ..Parts::default() });
            }
            part => {
                if let Some(format) = &mut self.format {
                    match part {
                        b"year" => format.year = true,
                        b"month" => format.month = true,
                        b"day" | b"hours" | b"minutes" | b"seconds" => format.finer = true,
                        _ => {}
                    }
                }
            }
        }
    }

    pub(super) fn end(&mut self, name: &[u8]) {
        if name == b"date-style"
            && let Some(format) = self.format.take()
            && format.year
            && format.month
            && !format.finer
        {
            self.month_formats.insert(format.name);
        }
    }
}
