//! Markup (the parts of xlsx and ods, Excel 2003 XML, web pages) changed tag by tag: the text stays markup unless its
//! form is what is changed.

use crate::dice::Dice;

/// Values of attributes and texts at which places, counts, dates and names go wrong.
const VALUES: [&str; 26] = [
    "",
    "0",
    "-1",
    "1",
    "65534",
    "1048576",
    "1048577",
    "4294967295",
    "18446744073709551616",
    "1e308",
    "NaN",
    "A0",
    "XFD1048576",
    "ZZZZZZ1",
    "A1:XFD1048576",
    "B2:A1",
    "true",
    "collapse",
    "2021-13-45T99:00:00",
    "9999-12-31",
    "PT99999999H",
    "&#0;",
    "&#x2CB4E;&amp;&lt;",
    "_x0000__xFFFF_",
    "yyyy\"年\"m\"月\";;;",
    "../../../etc/x",
];

/// A text or a tag.
fn pieces(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if !before.is_empty() {
            found.push(before.to_owned());
        }
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, behind) = tag.split_at(end);
        found.push(tag.to_owned());
        rest = behind;
    }
    if !rest.is_empty() {
        found.push(rest.to_owned());
    }
    found
}

/// A few tags or texts changed, moved, doubled or dropped.
pub fn mutate(dice: &mut Dice, markup: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(markup).into_owned();
    let mut pieces = pieces(&text);
    for _ in 0..=dice.below(6) {
        let at = dice.below(pieces.len());
        match dice.below(12) {
            0..=4 => {
                let value = (*dice.pick(&VALUES).unwrap_or(&"")).to_owned();
                if let Some(piece) = pieces.get_mut(at) {
                    *piece = changed(dice, piece, &value);
                }
            }
            5 if !pieces.is_empty() => drop(pieces.remove(at)),
            6 | 7 => {
                let end = (at + 1 + dice.below(12)).min(pieces.len());
                let copy: Vec<String> = pieces.get(at..end).unwrap_or_default().to_vec();
                let copies = dice.copies(2_000);
                let again = std::iter::repeat_n(copy, copies).flatten();
                pieces.splice(at..at, again);
            }
            8 => {
                let other = dice.below(pieces.len());
                if at < pieces.len() && other < pieces.len() {
                    pieces.swap(at, other);
                }
            }
            9 => {
                let other = pieces.get(dice.below(pieces.len())).cloned().unwrap_or_default();
                pieces.insert(at.min(pieces.len()), other);
            }
            10 => {
                let open = ["<!--", "<![CDATA[", "<table", "<t", "&", "\"", "</", "<?xml", "<!DOCTYPE x ["];
                let open = (*dice.pick(&open).unwrap_or(&"<")).to_owned();
                pieces.insert(at.min(pieces.len()), open);
            }
            _ => pieces.truncate(at.max(1)),
        }
    }
    pieces.concat().into_bytes()
}

/// A text becomes a value; of a tag one attribute does, or its name becomes another's.
fn changed(dice: &mut Dice, piece: &str, value: &str) -> String {
    let quotes: Vec<usize> = piece.char_indices().filter(|(_, c)| *c == '"').map(|(at, _)| at).collect();
    if !piece.starts_with('<') {
        return value.to_owned();
    }
    let pair = 2 * dice.below(quotes.len() / 2);
    match (quotes.get(pair), quotes.get(pair + 1)) {
        (Some(from), Some(to)) => {
            let (head, tail) = (piece.get(..=*from).unwrap_or_default(), piece.get(*to..).unwrap_or_default());
            format!("{head}{value}{tail}")
        }
        _ => piece.replacen(|c: char| c.is_ascii_alphabetic(), "v", 1),
    }
}
