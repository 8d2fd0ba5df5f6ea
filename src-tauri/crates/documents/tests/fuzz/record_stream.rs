//! Record streams (Excel 5, Excel 97, the parts of xlsb) changed record by record: types and lengths hold unless they
//! are what is changed, so that the change reaches the code that reads the record's body.

use crate::dice::Dice;

/// How a stream writes its records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A type and a length of two bytes each.
    Biff,
    /// A type of one or two bytes, a length of up to four.
    Xlsb,
}

type Record = (u16, Vec<u8>);

/// Types of records that readers act on: strings and their continuation, formulas and shared ones, many cells at once,
/// formats, names, links, the sheets' places, the end.
const BIFF: [u16; 34] = [
    0x0006, 0x000A, 0x0009, 0x0209, 0x0018, 0x0017, 0x0022, 0x002F, 0x003C, 0x0042, 0x005E, 0x007D, 0x0085, 0x00BD,
    0x00BE, 0x00D6, 0x00E0, 0x00E5, 0x00EB, 0x00EC, 0x00FC, 0x00FD, 0x0200, 0x0201, 0x0203, 0x0204, 0x0205, 0x0207,
    0x0208, 0x0221, 0x027E, 0x041E, 0x04BC, 0x0809,
];
const XLSB: [u16; 30] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 19, 35, 37, 39, 44, 47, 60, 129, 131, 144, 145, 146, 148, 153, 156, 176, 357,
    615,
];

/// A stream taken apart; what does not follow the shape is left out.
pub fn apart(shape: Shape, stream: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    let mut at = 0;
    while let Some((kind, length, start)) = head(shape, stream, at) {
        let Some(body) = stream.get(start..start + length) else { break };
        records.push((kind, body.to_vec()));
        at = start + length;
    }
    records
}

fn head(shape: Shape, stream: &[u8], at: usize) -> Option<(u16, usize, usize)> {
    if shape == Shape::Biff {
        let word = |at: usize| Some(u16::from_le_bytes(stream.get(at..at + 2)?.try_into().ok()?));
        return Some((word(at)?, usize::from(word(at + 2)?), at + 4));
    }
    let (mut kind, mut next) = (u16::from(*stream.get(at)?), at + 1);
    if kind & 0x80 != 0 {
        kind = (kind & 0x7F) | (u16::from(*stream.get(next)? & 0x7F) << 7);
        next += 1;
    }
    let mut length = 0;
    for shift in [0, 7, 14, 21] {
        let byte = *stream.get(next)?;
        next += 1;
        length |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some((kind, length, next))
}

/// The stream of these records. Where a sheet begins is told by its place: the places follow what was changed before them,
/// or nothing behind the change would be read.
pub fn together(shape: Shape, records: &[Record]) -> Vec<u8> {
    if shape == Shape::Biff {
        return biff(records);
    }
    let mut stream = Vec::new();
    for (kind, body) in records {
        match kind {
            0..0x80 => stream.extend(kind.to_le_bytes().first()),
            _ => stream.extend(((kind & 0x7F) | 0x80 | ((kind >> 7) << 8)).to_le_bytes()),
        }
        let mut length = body.len();
        loop {
            let low = u8::try_from(length & 0x7F).unwrap_or(0);
            length >>= 7;
            stream.push(if length > 0 { low | 0x80 } else { low });
            if length == 0 {
                break;
            }
        }
        stream.extend(body);
    }
    stream
}

fn biff(records: &[Record]) -> Vec<u8> {
    let (mut stream, mut told, mut begins, mut depth) = (Vec::new(), Vec::new(), Vec::new(), 0_u32);
    for (kind, body) in records {
        let at = stream.len();
        match *kind {
            0x0085 => told.push(at + 4),
            0x0809 => {
                if depth == 0 {
                    begins.push(at);
                }
                depth += 1;
            }
            0x000A => depth = depth.saturating_sub(1),
            _ => {}
        }
        let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
        stream.extend([kind.to_le_bytes(), length.to_le_bytes()].concat());
        stream.extend(body.iter().take(usize::from(length)));
    }
    for (place, begin) in told.into_iter().zip(begins.into_iter().skip(1)) {
        let begin = u32::try_from(begin).unwrap_or(0).to_le_bytes();
        for (byte, new) in stream.iter_mut().skip(place).zip(begin) {
            *byte = new;
        }
    }
    stream
}

/// A few records changed, moved, doubled, cut, put in.
pub fn mutate(dice: &mut Dice, shape: Shape, records: &mut Vec<Record>) {
    for _ in 0..=dice.below(5) {
        let at = dice.below(records.len());
        match dice.below(12) {
            0..=4 => {
                if let Some((_, body)) = records.get_mut(at) {
                    change(dice, body);
                }
            }
            5 if !records.is_empty() => drop(records.remove(at)),
            6 => {
                if let Some(again) = records.get(at).cloned() {
                    let copies = dice.copies(3_000);
                    records.splice(at..at, std::iter::repeat_n(again, copies));
                }
            }
            7 => {
                let other = dice.below(records.len());
                if at < records.len() && other < records.len() {
                    records.swap(at, other);
                }
            }
            8 => {
                let kind = of_kind(dice, shape);
                if let Some(record) = records.get_mut(at) {
                    record.0 = kind;
                }
            }
            9 => {
                let body = (0..dice.below(40)).map(|_| dice.byte()).collect();
                let kind = of_kind(dice, shape);
                records.insert(at.min(records.len()), (kind, body));
            }
            10 => divide(dice, shape, records, at),
            _ => records.truncate(at.max(1)),
        }
    }
}

fn of_kind(dice: &mut Dice, shape: Shape) -> u16 {
    let known: &[u16] = if shape == Shape::Biff { &BIFF } else { &XLSB };
    dice.pick(known).copied().unwrap_or_default()
}

/// A body is cut in two and goes on in a continuation, as long texts do.
fn divide(dice: &mut Dice, shape: Shape, records: &mut Vec<Record>, at: usize) {
    let Some((_, body)) = records.get_mut(at).filter(|(_, body)| body.len() > 1) else { return };
    let rest = body.split_off(dice.below(body.len()));
    let kind = if shape == Shape::Biff { 0x003C } else { of_kind(dice, shape) };
    records.insert(at + 1, (kind, rest));
}

/// A number in the body becomes an edge, a bit flips, the end is cut off or grows.
fn change(dice: &mut Dice, body: &mut Vec<u8>) {
    let at = dice.below(body.len());
    match dice.below(6) {
        0 | 1 => {
            let edges: [u32; 8] = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x000F_FFFF, u32::MAX];
            let wide = dice.pick(&edges).copied().unwrap_or_default().to_le_bytes();
            let width = *dice.pick(&[1_usize, 2, 4]).unwrap_or(&2);
            for (byte, new) in body.iter_mut().skip(at & !1).zip(wide).take(width) {
                *byte = new;
            }
        }
        2 | 3 => {
            if let Some(byte) = body.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        4 => body.truncate(at),
        _ => {
            let more = 1 + dice.below(64);
            let new = dice.byte();
            body.extend(std::iter::repeat_n(new, more));
        }
    }
}
