//! One sheet's part, read from its beginning to its end and written anew where cells change.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::styles::{Marks, with_attribute};
use super::{Edit, Put, SheetEdits, damaged};
use crate::read::ReadError;
use crate::sheet::column_letter;

/// The edits of one sheet by row and column.
type Edits<'e> = BTreeMap<u32, BTreeMap<u32, &'e Edit>>;

pub(super) fn rewrite(xml: &[u8], edits: &SheetEdits, marks: &mut Marks) -> Result<Vec<u8>, ReadError> {
    let mut rows: Edits<'_> = BTreeMap::new();
    for edit in &edits.edits {
        rows.entry(edit.row).or_default().insert(edit.column, edit);
    }
    let mut pass = Pass {
        xml,
        reader: Reader::from_reader(xml),
        out: Vec::with_capacity(xml.len() + edits.edits.len() * 64),
        copied: 0,
        edits,
        rows,
        marks,
        prefix: String::new(),
        like: Like::default(),
        columns: Vec::new(),
    };
    pass.run()?;
    Ok(pass.out)
}

/// How the row looks whose look the rows below take.
#[derive(Default)]
struct Like {
    /// Its attributes but its number.
    attributes: String,
    /// The look of the whole row.
    look: Option<usize>,
    styles: BTreeMap<u32, usize>,
}

struct Pass<'x, 'e, 'm> {
    xml: &'x [u8],
    reader: Reader<&'x [u8]>,
    out: Vec<u8>,
    /// How much of the part is in `out`, as it was or replaced.
    copied: usize,
    edits: &'e SheetEdits,
    rows: Edits<'e>,
    marks: &'m mut Marks,
    /// `x:` where the part's names have a prefix.
    prefix: String,
    like: Like,
    /// The looks of whole columns: first, last, look.
    columns: Vec<(u32, u32, usize)>,
}

/// An event with where it stands.
struct Found<'x> {
    event: Event<'x>,
    begin: usize,
    end: usize,
}

impl<'x> Pass<'x, '_, '_> {
    fn next(&mut self) -> Result<Found<'x>, ReadError> {
        let at = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let begin = at(&self.reader);
        let event = self.reader.read_event().map_err(|_| damaged("工作表内容读不通"))?;
        Ok(Found { event, begin, end: at(&self.reader) })
    }

    fn run(&mut self) -> Result<(), ReadError> {
        let (mut last_row, mut has_columns) = (0, false);
        loop {
            let found = self.next()?;
            match &found.event {
                Event::Eof => return self.copy_to(self.xml.len()),
                Event::Empty(tag) if local(tag) == "dimension" => self.dimension(tag, &found)?,
                Event::Start(tag) | Event::Empty(tag) if local(tag) == "cols" => has_columns = true,
                Event::Start(tag) | Event::Empty(tag) if local(tag) == "col" => self.columns.extend(column_look(tag)),
                Event::End(tag) if tag.local_name().as_ref() == b"cols" => {
                    self.copy_to(found.begin)?;
                    self.column_width(true)?;
                }
                Event::Start(tag) | Event::Empty(tag) if local(tag) == "sheetData" => {
                    let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                    self.prefix = name.trim_end_matches("sheetData").to_owned();
                    self.copy_to(found.begin)?;
                    if !has_columns {
                        self.column_width(false)?;
                    }
                    if matches!(found.event, Event::Empty(_)) {
                        self.write(&format!("<{}sheetData>", self.prefix));
                        self.copied = found.end;
                        self.rows_before(u32::MAX)?;
                        self.write(&format!("</{}sheetData>", self.prefix));
                    }
                }
                Event::Start(tag) | Event::Empty(tag) if local(tag) == "row" => {
                    last_row = number(tag, b"r").unwrap_or(last_row + 1);
                    let empty = matches!(found.event, Event::Empty(_));
                    self.row(tag, &found, last_row, empty)?;
                }
                Event::End(tag) if tag.local_name().as_ref() == b"sheetData" => {
                    self.copy_to(found.begin)?;
                    self.rows_before(u32::MAX)?;
                }
                _ => {}
            }
        }
    }

    /// One row that is there: its cells, changed, added or left.
    fn row(&mut self, tag: &BytesStart<'_>, found: &Found<'_>, row: u32, empty: bool) -> Result<(), ReadError> {
        self.copy_to(found.begin)?;
        self.rows_before(row)?;
        let edits = self.rows.remove(&row);
        let is_like = self.edits.like_row == Some(row);
        if is_like {
            self.like.attributes = attributes(tag);
            self.like.look = look_of(tag);
        }
        if edits.is_none() && !is_like {
            return Ok(());
        }
        let mut edits = edits.unwrap_or_default();
        if empty {
            if !edits.is_empty() {
                self.new_row(row, (&attributes(tag), look_of(tag)), &edits);
                self.copied = found.end;
            }
            return Ok(());
        }
        // What a row claims of its width no longer holds.
        self.write(&format!("<{}row r=\"{row}\"{}>", self.prefix, attributes(tag)));
        self.copied = found.end;
        self.cells_of(row, look_of(tag), &mut edits, is_like)
    }

    fn cells_of(
        &mut self,
        row: u32,
        look: Option<usize>,
        edits: &mut BTreeMap<u32, &Edit>,
        is_like: bool,
    ) -> Result<(), ReadError> {
        let mut next_column = 0;
        loop {
            let found = self.next()?;
            let (tag, empty) = match &found.event {
                Event::Start(tag) if local(tag) == "c" => (tag, false),
                Event::Empty(tag) if local(tag) == "c" => (tag, true),
                Event::End(tag) if tag.local_name().as_ref() == b"row" => {
                    self.copy_to(found.begin)?;
                    self.cells_before(row, u32::MAX, look, edits);
                    return Ok(());
                }
                Event::Eof => return Err(damaged("工作表内容不完整")),
                _ => continue,
            };
            let column = text(tag, b"r").and_then(|r| column_of(&r)).unwrap_or(next_column);
            next_column = column + 1;
            let own = look_of(tag);
            if is_like {
                self.like.styles.insert(column, own.unwrap_or(0));
            }
            self.copy_to(found.begin)?;
            self.cells_before(row, column, look, edits);
            let (formula, end) = if empty { (false, found.end) } else { self.rest_of_cell()? };
            let Some(edit) = edits.remove(&column) else { continue };
            let keep = formula || edit.put == Put::Keep;
            let style = if edit.mark { self.marks.red(own.unwrap_or(0)).or(own) } else { own };
            if keep {
                let whole = std::str::from_utf8(self.slice(found.begin, found.end)?).map_err(|_| damaged("编码"))?;
                let marked = style.map_or_else(|| whole.to_owned(), |s| with_attribute(whole, "s", &s.to_string()));
                self.write(&marked);
                self.copied = found.end;
            } else {
                self.write(&cell(&self.prefix, row, column, style, &edit.put));
                self.copied = end;
            }
        }
    }

    /// Whether the cell that was opened holds a formula, and where it ends.
    fn rest_of_cell(&mut self) -> Result<(bool, usize), ReadError> {
        let mut formula = false;
        loop {
            let found = self.next()?;
            match &found.event {
                Event::Start(tag) | Event::Empty(tag) if local(tag) == "f" => formula = true,
                Event::End(tag) if tag.local_name().as_ref() == b"c" => return Ok((formula, found.end)),
                Event::Eof => return Err(damaged("工作表内容不完整")),
                _ => {}
            }
        }
    }

    /// The edited rows that are not there and stand before this one.
    fn rows_before(&mut self, row: u32) -> Result<(), ReadError> {
        while let Some(entry) = self.rows.first_entry().filter(|entry| *entry.key() < row) {
            let (number, edits) = entry.remove_entry();
            let below = self.edits.like_row.is_some_and(|like| number > like);
            let (attributes, look) =
                if below { (self.like.attributes.clone(), self.like.look) } else { Default::default() };
            self.new_row(number, (&attributes, look), &edits);
        }
        Ok(())
    }

    /// A row that is not there, with the attributes and the look it has as a whole.
    fn new_row(&mut self, row: u32, (attributes, look): (&str, Option<usize>), edits: &BTreeMap<u32, &Edit>) {
        let cells: Vec<String> = edits.values().map(|edit| self.new_cell(row, edit, look)).collect();
        self.write(&format!("<{}row r=\"{row}\"{attributes}>{}</{0}row>", self.prefix, cells.concat()));
    }

    fn cells_before(&mut self, row: u32, column: u32, look: Option<usize>, edits: &mut BTreeMap<u32, &Edit>) {
        while let Some(entry) = edits.first_entry().filter(|entry| *entry.key() < column) {
            let edit = entry.remove();
            let cell = self.new_cell(row, edit, look);
            self.write(&cell);
        }
    }

    fn new_cell(&mut self, row: u32, edit: &Edit, look: Option<usize>) -> String {
        let below = self.edits.like_row.is_some_and(|like| row > like);
        let of_column = || self.columns.iter().find(|(min, max, _)| (*min..=*max).contains(&(edit.column + 1)));
        let style = self.like.styles.get(&edit.column).copied().filter(|_| below).or(look);
        let style = style.or_else(|| of_column().map(|(_, _, look)| *look));
        let style = if edit.mark { self.marks.red(style.unwrap_or(0)) } else { style };
        cell(&self.prefix, row, edit.column, style, &edit.put)
    }

    /// The used area grows with what is added.
    fn dimension(&mut self, tag: &BytesStart<'_>, found: &Found<'_>) -> Result<(), ReadError> {
        let Some(written) = text(tag, b"ref") else { return Ok(()) };
        let last = written.rsplit(':').next().unwrap_or_default();
        let (mut column, mut row) = (column_of(last).unwrap_or(0), row_of(last));
        for edit in &self.edits.edits {
            (column, row) = (column.max(edit.column), row.max(edit.row));
        }
        let first = written.split(':').next().unwrap_or("A1").to_owned();
        let whole = std::str::from_utf8(self.slice(found.begin, found.end)?).map_err(|_| damaged("编码"))?;
        let grown = with_attribute(whole, "ref", &format!("{first}:{}{row}", column_letter(column)));
        self.copy_to(found.begin)?;
        self.write(&grown);
        self.copied = found.end;
        Ok(())
    }

    /// The width of the added column, in the list of columns or in a list of its own.
    fn column_width(&mut self, in_list: bool) -> Result<(), ReadError> {
        let Some((column, width)) = self.edits.wide else { return Ok(()) };
        let (at, prefix) = (column + 1, self.prefix.clone());
        let one = format!("<{prefix}col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>");
        // A list that already speaks of the column keeps its word.
        let spoken = in_list && self.speaks_of(at);
        match (in_list, spoken) {
            (_, true) => {}
            (true, false) => self.write(&one),
            (false, false) => self.write(&format!("<{prefix}cols>{one}</{prefix}cols>")),
        }
        Ok(())
    }

    /// Whether the list of columns just copied has a column of this number or a later one.
    fn speaks_of(&self, at: u32) -> bool {
        let copied = self.xml.get(..self.copied).unwrap_or_default();
        let from = copied
            .windows(5)
            .rposition(|window| window == b"cols>")
            .or_else(|| copied.windows(5).rposition(|window| window == b"cols "));
        let list = from.and_then(|from| copied.get(from..)).unwrap_or_default();
        let list = String::from_utf8_lossy(list);
        list.split(" max=\"").skip(1).any(|rest| {
            rest.split('"').next().and_then(|digits| digits.parse::<u32>().ok()).is_some_and(|max| max >= at)
        })
    }

    fn slice(&self, from: usize, to: usize) -> Result<&'x [u8], ReadError> {
        self.xml.get(from..to).ok_or_else(|| damaged("工作表内容读不通"))
    }

    fn copy_to(&mut self, to: usize) -> Result<(), ReadError> {
        let slice = self.slice(self.copied, to)?;
        self.out.extend_from_slice(slice);
        self.copied = to;
        Ok(())
    }

    fn write(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}

fn cell(prefix: &str, row: u32, column: u32, style: Option<usize>, put: &Put) -> String {
    let place = format!("r=\"{}{row}\"", column_letter(column));
    let style = style.map_or_else(String::new, |s| format!(" s=\"{s}\""));
    match put {
        Put::Keep => format!("<{prefix}c {place}{style}/>"),
        Put::Number(number) => format!("<{prefix}c {place}{style}><{prefix}v>{number}</{prefix}v></{prefix}c>"),
        Put::Text(text) => format!(
            "<{prefix}c {place}{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}is></{prefix}c>",
            escaped(text)
        ),
    }
}

/// Text as a part may hold it: what XML or the spreadsheet's own `_xHHHH_` notation would read into it is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if is_notation(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a text begins with `_x0041_`.
fn is_notation(text: &str) -> bool {
    let bytes = text.as_bytes();
    let hex = bytes.get(2..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    bytes.starts_with(b"_x") && hex && bytes.get(6) == Some(&b'_')
}

fn local(tag: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(tag.local_name().as_ref()).into_owned()
}

fn text(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

fn number(tag: &BytesStart<'_>, name: &[u8]) -> Option<u32> {
    text(tag, name)?.parse().ok()
}

/// The look that a cell or a row has as its own.
fn look_of(tag: &BytesStart<'_>) -> Option<usize> {
    number(tag, b"s").and_then(|s| usize::try_from(s).ok())
}

fn column_look(tag: &BytesStart<'_>) -> Option<(u32, u32, usize)> {
    let look = number(tag, b"style").and_then(|s| usize::try_from(s).ok())?;
    Some((number(tag, b"min")?, number(tag, b"max")?, look))
}

/// The attributes of a row as they are, but its number and its claimed width.
fn attributes(tag: &BytesStart<'_>) -> String {
    let others = tag.attributes().flatten().filter(|a| !matches!(a.key.as_ref(), b"r" | b"spans"));
    let shown = others
        .map(|a| format!(" {}=\"{}\"", String::from_utf8_lossy(a.key.as_ref()), String::from_utf8_lossy(&a.value)));
    shown.collect()
}

/// The column of `AB12`, counted from 0.
fn column_of(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_u32, |sum, letter| {
        sum.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    number.checked_sub(1)
}

fn row_of(place: &str) -> u32 {
    place.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(1)
}
