//! What calamine's cell stream does not tell of an xlsx sheet: hidden rows and columns, merged areas, and formulas
//! without a stored result.

use std::collections::BTreeSet;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{ReadError, xml};
use crate::sheet::Merge;

/// The layout of one sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: Vec<u32>,
    pub merges: Vec<Merge>,
    /// Row (from 1) and column (from 0) of formulas without a value.
    pub uncomputed: BTreeSet<(u32, u32)>,
    /// Formulas whose stored result is 0, and whether any formula has another one.
    pub zeros: BTreeSet<(u32, u32)>,
    pub computed: bool,
}

impl Layout {
    /// A program that computes nothing and asks to have it done at opening writes 0 under every formula: where no
    /// formula of the whole book (`computed`) has another result, these zeros are none.
    pub fn distrust_zeros(&mut self) {
        self.uncomputed.append(&mut self.zeros);
    }
}

/// Where the scan stands.
#[derive(Default)]
struct State {
    row: u32,
    column: u32,
    cell_tag: Vec<u8>,
    has_formula: bool,
    /// The cell says that it holds a text, which may be an empty one.
    is_text: bool,
    in_value: bool,
    has_value: bool,
    value: String,
}

impl State {
    fn value(&mut self, text: &[u8]) {
        self.has_value |= text.iter().any(|byte| !byte.is_ascii_whitespace());
        // A few characters tell 0 from everything else.
        self.value.extend(text.iter().take(8).map(|byte| char::from(*byte)));
    }
}

/// Reads the layout of a worksheet part from start to end. A sheet is nearly all cells, of which only their tags matter
/// here: these are looked for as bytes, and an element is read as XML only where it can tell something.
pub(super) fn scan<R: BufRead>(mut source: R) -> Result<Layout, ReadError> {
    let damaged = |_| ReadError::Damaged { what: "工作表内容读不通".to_owned() };
    let mut layout = Layout::default();
    let mut state = State::default();
    let (mut tag, mut text) = (Vec::with_capacity(256), Vec::new());
    loop {
        if state.in_value && state.has_formula {
            text.clear();
            source.read_until(b'<', &mut text).map_err(damaged)?;
            state.value(text.strip_suffix(b"<").unwrap_or(&text));
        } else {
            source.skip_until(b'<').map_err(damaged)?;
        }
        tag.clear();
        while !is_whole(&tag) {
            let read = source.read_until(b'>', &mut tag).map_err(damaged)?;
            if read == 0 && tag.is_empty() {
                return Ok(layout);
            }
            if read == 0 || tag.last() != Some(&b'>') {
                return Err(ReadError::Damaged { what: "工作表内容读不通".to_owned() });
            }
        }
        tag.pop();
        match tag.split_first() {
            Some((b'/', name)) => match local(name) {
                b"c" => end_cell(&mut layout, &mut state),
                b"v" => state.in_value = false,
                _ => {}
            },
            None | Some((b'!' | b'?', _)) => {}
            Some(_) => {
                let empty = tag.last() == Some(&b'/');
                if empty {
                    tag.pop();
                }
                start(&mut layout, &mut state, &tag, empty);
            }
        }
    }
}

/// Whether what was read behind a `<` ends there: `>` may stand inside of a comment and of verbatim text.
fn is_whole(tag: &[u8]) -> bool {
    let end: &[u8] = match tag {
        [b'!', b'-', b'-', ..] => b"-->",
        [b'!', b'[', ..] => b"]]>",
        _ => b">",
    };
    tag.ends_with(end)
}

/// The name at the beginning of a tag, without a prefix.
fn local(tag: &[u8]) -> &[u8] {
    let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or(tag);
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

fn start(layout: &mut Layout, state: &mut State, tag: &[u8], empty: bool) {
    match local(tag) {
        b"row" => {
            let tag = &element(tag);
            state.row = number(tag, b"r").unwrap_or(state.row + 1);
            state.column = 0;
            if flag(tag, b"hidden") || attribute(tag, b"ht").is_some_and(|height| height == "0") {
                layout.hidden_rows.insert(state.row);
            }
        }
        b"c" => {
            state.cell_tag.clear();
            state.cell_tag.extend_from_slice(tag);
            (state.has_formula, state.has_value, state.in_value) = (false, false, false);
            state.value.clear();
            if empty {
                end_cell(layout, state);
            }
        }
        b"f" => {
            state.has_formula = true;
            state.is_text = attribute(&element(&state.cell_tag), b"t").is_some_and(|kind| kind == "str");
        }
        b"v" => {
            state.in_value = !empty;
            // Behind a formula only what stands in it counts: some programs write an empty one.
            state.has_value = !empty && (state.is_text || !state.has_formula);
        }
        b"is" => state.has_value = !empty,
        b"col" => {
            let tag = &element(tag);
            if let (true, Some(first), Some(last)) = (flag(tag, b"hidden"), number(tag, b"min"), number(tag, b"max")) {
                layout.hidden_columns.extend((first.saturating_sub(1)..last.min(16_384)).take(16_384));
            }
        }
        b"mergeCell" if layout.merges.len() < super::MAX_MERGES => {
            layout.merges.extend(attribute(&element(tag), b"ref").and_then(|area| merge(&area)));
        }
        _ => {}
    }
}

fn end_cell(layout: &mut Layout, state: &mut State) {
    let zero = state.value.trim() == "0";
    if state.has_formula && (zero || !state.has_value) {
        let own = attribute(&element(&state.cell_tag), b"r").and_then(|text| place(&text));
        let place = own.unwrap_or((state.row, state.column));
        if zero {
            layout.zeros.insert(place)
        } else {
            layout.uncomputed.insert(place)
        };
    }
    layout.computed |= state.has_formula && state.has_value && !zero;
    state.has_formula = false;
    state.column += 1;
}

fn element(tag: &[u8]) -> BytesStart<'static> {
    let name = tag.iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len());
    BytesStart::from_content(String::from_utf8_lossy(tag).into_owned(), name)
}

fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .map(|a| String::from_utf8_lossy(&a.value).into_owned())
}

fn flag(tag: &BytesStart<'_>, name: &[u8]) -> bool {
    attribute(tag, name).is_some_and(|value| value == "1" || value == "true")
}

fn number(tag: &BytesStart<'_>, name: &[u8]) -> Option<u32> {
    attribute(tag, name)?.parse().ok()
}

/// `B7` → row 7, column 1.
fn place(text: &str) -> Option<(u32, u32)> {
    let split = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at_checked(split)?;
    let mut column = 0_u32;
    for letter in letters.chars().filter(|c| *c != '$') {
        let value = letter.to_ascii_uppercase().to_digit(36)?.checked_sub(9)?;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    Some((digits.trim_start_matches('$').parse().ok()?, column.checked_sub(1)?))
}

/// `A1:C1`.
fn merge(area: &str) -> Option<Merge> {
    let (from, to) = area.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(from)?, place(to)?);
    (top <= bottom && left <= right && bottom <= super::MAX_ROW).then_some(Merge { top, bottom, left, right })
}

/// The values of attributes (by local name) of every element of a name.
pub(super) fn attributes(xml: &[u8], element: &str, names: &[&str]) -> Vec<Vec<String>> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == element.as_bytes() => {
                let values = names.iter().map(|name| xml::attribute(&tag, name).unwrap_or_default());
                found.push(values.collect());
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_hidden_merged_and_uncomputed() {
        let xml = br#"<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>
            <row r="1"><c r="A1"><v>1</v></c></row>
            <row r="5" hidden="1"><c r="C5"><f>1+1</f></c><c r="D5"><f>1+1</f><v>2</v></c><c r="E5"><f>1+1</f><v></v></c>
            <c r="F5" t="str"><f>""</f><v></v></c><c r="G5"><f>1-1</f><v>0</v></c><c r="H5"><v>0</v></c></row>
            </sheetData><mergeCells><mergeCell ref="A1:AB2"/></mergeCells></worksheet>"#;
        let layout = scan(&xml[..]).unwrap();
        assert_eq!(layout.hidden_columns, [1, 2]);
        assert!(layout.hidden_rows.contains(&5));
        assert_eq!(layout.merges, [Merge { top: 1, bottom: 2, left: 0, right: 27 }]);
        assert_eq!(layout.uncomputed.iter().copied().collect::<Vec<_>>(), [(5, 2), (5, 4)]);
        assert_eq!((layout.zeros.iter().copied().collect::<Vec<_>>(), layout.computed), (vec![(5, 6)], true));
    }
}
