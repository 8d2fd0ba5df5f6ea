//! 标红 — for every look that a marked cell has, the same look on a red ground is added to the workbook's styles.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::damaged;
use crate::read::ReadError;

/// Light red, as spreadsheet programs mark bad cells.
const FILL: &str = "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFC7CE\"/><bgColor indexed=\"64\"/></patternFill></fill>";

/// The looks that need a red twin.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// How many looks the workbook has; `None` where it has no styles at all.
    looks: Option<usize>,
    twins: BTreeMap<usize, usize>,
}

impl Marks {
    pub(super) fn of(styles: Option<&[u8]>) -> Self {
        let looks = styles.map(|xml| Places::of(xml).map_or(0, |places| places.looks.len()));
        Self { looks: looks.filter(|count| *count > 0), twins: BTreeMap::new() }
    }

    pub(super) fn any(&self) -> bool {
        !self.twins.is_empty()
    }

    /// The red twin of a look.
    pub(super) fn red(&mut self, look: usize) -> Option<usize> {
        let looks = self.looks?;
        let look = if look < looks { look } else { 0 };
        let next = looks + self.twins.len();
        Some(*self.twins.entry(look).or_insert(next))
    }
}

/// Where in the part things stand, in bytes.
#[derive(Default)]
struct Places {
    /// The end of the list of fills, before its closing tag, and how many there are.
    fills_end: usize,
    fills: usize,
    /// The same of the looks, each with where it begins and ends.
    looks_end: usize,
    looks: Vec<(usize, usize)>,
    /// The counts that the two lists claim, as they stand in their opening tags.
    tags: Vec<(usize, usize, bool)>,
}

impl Places {
    fn of(xml: &[u8]) -> Option<Self> {
        let mut reader = Reader::from_reader(xml);
        let mut places = Self::default();
        let (mut in_fills, mut in_looks, mut open) = (false, false, None);
        loop {
            let begin = usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let end = usize::try_from(reader.buffer_position()).ok()?;
            match &event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    b"fills" => {
                        in_fills = true;
                        places.tags.push((begin, end, true));
                    }
                    b"cellXfs" => {
                        in_looks = true;
                        places.tags.push((begin, end, false));
                    }
                    b"fill" if in_fills => places.fills += 1,
                    b"xf" if in_looks => open = Some(begin),
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    b"fill" if in_fills => places.fills += 1,
                    b"xf" if in_looks => places.looks.push((begin, end)),
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    b"fills" => (in_fills, places.fills_end) = (false, begin),
                    b"cellXfs" => (in_looks, places.looks_end) = (false, begin),
                    b"xf" if in_looks => places.looks.extend(open.take().map(|from| (from, end))),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        (places.fills_end > 0 && places.looks_end > places.fills_end).then_some(places)
    }
}

/// The styles with the red twins behind the looks that are there.
pub(super) fn with_marks(xml: &[u8], marks: &Marks) -> Result<Vec<u8>, ReadError> {
    let broken = || damaged("样式读不通");
    let places = Places::of(xml).ok_or_else(broken)?;
    let slice = |from: usize, to: usize| xml.get(from..to).ok_or_else(broken);
    let prefix = prefix_of(slice(places.fills_end, xml.len())?);
    let mut twins: Vec<(&usize, &usize)> = marks.twins.iter().collect();
    twins.sort_by_key(|(_, twin)| **twin);
    let mut looks = Vec::new();
    for (look, _) in twins {
        let (from, to) = *places.looks.get(*look).ok_or_else(broken)?;
        let text = std::str::from_utf8(slice(from, to)?).map_err(|_| broken())?;
        looks.extend_from_slice(red(text, places.fills).as_bytes());
    }
    let fill = FILL.replace("<fill>", &format!("<{prefix}fill>")).replace("</fill>", &format!("</{prefix}fill>"));
    let fill = ["patternFill", "fgColor", "bgColor"].iter().fold(fill, |text, name| {
        text.replace(&format!("<{name}"), &format!("<{prefix}{name}"))
            .replace(&format!("</{name}"), &format!("</{prefix}{name}"))
    });
    let mut out = Vec::with_capacity(xml.len() + looks.len() + fill.len() + 16);
    let mut copied = 0;
    for (from, to, is_fills) in &places.tags {
        out.extend_from_slice(slice(copied, *from)?);
        let count = if *is_fills { places.fills + 1 } else { places.looks.len() + marks.twins.len() };
        let tag = std::str::from_utf8(slice(*from, *to)?).map_err(|_| broken())?;
        out.extend_from_slice(with_attribute(tag, "count", &count.to_string()).as_bytes());
        copied = *to;
        let (end, added) = if *is_fills { (places.fills_end, fill.as_bytes()) } else { (places.looks_end, &*looks) };
        out.extend_from_slice(slice(copied, end)?);
        out.extend_from_slice(added);
        copied = end;
    }
    out.extend_from_slice(slice(copied, xml.len())?);
    Ok(out)
}

/// `x:` of `</x:fills>`; nothing where names have no prefix.
fn prefix_of(closing: &[u8]) -> String {
    let text = String::from_utf8_lossy(closing.get(2..24).unwrap_or_default()).into_owned();
    text.split_once("fills").map(|(prefix, _)| prefix.to_owned()).unwrap_or_default()
}

fn red(look: &str, fill: usize) -> String {
    let (tag, rest) = look.split_once('>').unwrap_or((look, ""));
    let (tag, close) = tag.strip_suffix('/').map_or((tag, ">"), |tag| (tag, "/>"));
    let tag = with_attribute(&format!("{tag}>"), "fillId", &fill.to_string());
    let tag = with_attribute(&tag, "applyFill", "1");
    format!("{}{close}{rest}", tag.trim_end_matches('>'))
}

/// An opening tag with one attribute set.
pub(super) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    let key = format!(" {name}=");
    if let Some((before, after)) = tag.split_once(&key) {
        let quote = after.chars().next().unwrap_or('"');
        if let Some((_, rest)) = after.get(1..).and_then(|inner| inner.split_once(quote)) {
            return format!("{before}{key}\"{value}\"{rest}");
        }
    }
    let (inner, close) = match tag.strip_suffix("/>") {
        Some(inner) => (inner, "/>"),
        None => (tag.trim_end_matches('>'), ">"),
    };
    format!("{}{key}\"{value}\"{close}", inner.trim_end())
}
