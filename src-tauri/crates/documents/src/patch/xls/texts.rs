//! 文字表 — the workbook's list of texts, which cells name by number. New texts go to its end; none that is there moves.

use std::collections::BTreeMap;

use super::record::{CONTINUE, LONGEST_BODY, Record, TEXTS, TEXTS_INDEX, long, put, write};
use super::{not_understood, refused};
use crate::read::ReadError;

/// The longest text a cell can hold, in the units of UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// The bits of a text's options: two bytes a character, phonetics behind, formats behind.
const WIDE: u8 = 0x01;
const PHONETIC: u8 = 0x04;
const FORMATTED: u8 = 0x08;

/// The list with what is added to it.
pub(super) struct Texts<'a> {
    /// The bodies of the list's records; none where the workbook has no list.
    bodies: Vec<&'a [u8]>,
    /// How many texts the list has.
    count: u32,
    /// Cells that name a text.
    used: u32,
    added: BTreeMap<String, u32>,
}

impl<'a> Texts<'a> {
    /// The list of a workbook's globals.
    ///
    /// # Errors
    /// [`ReadError::FixedFormat`] where the list does not hold as many texts as it claims: numbers would be wrong.
    pub fn of(globals: &[Record<'a>]) -> Result<Self, ReadError> {
        let bodies = bodies(globals);
        let (mut count, mut used) = (0, 0);
        if let Some(first) = bodies.first() {
            (used, count) = long(first, 0).zip(long(first, 4)).ok_or_else(not_understood)?;
            if Pieces::behind_head(&bodies).texts() != Some(count) {
                return Err(not_understood());
            }
        }
        let lists = globals.iter().filter(|record| record.depth == 1 && record.kind == TEXTS).count();
        if lists > 1 { Err(not_understood()) } else { Ok(Self { bodies, count, used, added: BTreeMap::new() }) }
    }

    /// The number of a text, which is added if it is new.
    pub fn number(&mut self, text: &str) -> Result<u32, ReadError> {
        if text.encode_utf16().count() > LONGEST_TEXT {
            return Err(refused("有超过 32767 个字的内容"));
        }
        self.used = self.used.saturating_add(1);
        let next = u32::try_from(self.added.len()).ok().and_then(|added| self.count.checked_add(added));
        let next = next.ok_or_else(not_understood)?;
        Ok(*self.added.entry(text.to_owned()).or_insert(next))
    }

    /// A cell no longer names a text.
    pub fn dropped(&mut self) {
        self.used = self.used.saturating_sub(1);
    }

    pub fn any_added(&self) -> bool {
        !self.added.is_empty()
    }

    /// The list's records with the added texts.
    pub fn write(&self, out: &mut Vec<u8>) -> Result<(), ReadError> {
        let mut bodies: Vec<Vec<u8>> = self.bodies.iter().map(|body| body.to_vec()).collect();
        if bodies.is_empty() {
            bodies.push(vec![0; 8]);
        }
        let mut added: Vec<(&String, &u32)> = self.added.iter().collect();
        added.sort_by_key(|(_, number)| **number);
        for (text, _) in &added {
            append(&mut bodies, text)?;
        }
        let count = u32::try_from(added.len()).ok().and_then(|more| self.count.checked_add(more));
        let count = count.ok_or_else(not_understood)?;
        if let Some(first) = bodies.first_mut() {
            put(first, 0, &self.used.to_le_bytes());
            put(first, 4, &count.to_le_bytes());
        }
        for (at, body) in bodies.iter().enumerate() {
            write(out, if at == 0 { TEXTS } else { CONTINUE }, body)?;
        }
        Ok(())
    }
}

/// The globals' records that are the list or its index, whose places no longer hold once something is added.
pub(super) fn is_of_list(globals: &[Record<'_>]) -> Vec<bool> {
    let mut within = false;
    let is_own = |record: &Record<'_>| {
        within = match record.kind {
            TEXTS | TEXTS_INDEX => true,
            CONTINUE => within,
            _ => false,
        };
        within
    };
    globals.iter().map(is_own).collect()
}

/// The list's bodies: of its record and of those that continue it.
fn bodies<'a>(globals: &[Record<'a>]) -> Vec<&'a [u8]> {
    let from = globals.iter().skip_while(|record| record.kind != TEXTS);
    let own = from.enumerate().take_while(|(at, record)| *at == 0 || record.kind == CONTINUE);
    own.map(|(_, record)| record.body).collect()
}

/// Puts a text behind the others. One that fits into a record stands in one; a longer one goes on in the next, where its
/// options are repeated.
fn append(bodies: &mut Vec<Vec<u8>>, text: &str) -> Result<(), ReadError> {
    let units = text.encode_utf16().count();
    let length = u16::try_from(units).map_err(|_| not_understood())?;
    // One byte a character is read in the reader's own code page by some programs: only what is the same in all.
    let (options, width) = if text.is_ascii() { (0, 1) } else { (WIDE, 2) };
    let taken = bodies.last().map_or(LONGEST_BODY, Vec::len);
    if taken + 3 + units * width > LONGEST_BODY {
        bodies.push(Vec::new());
    }
    let mut last = bodies.pop().unwrap_or_default();
    last.extend_from_slice(&length.to_le_bytes());
    last.push(options);
    for character in text.chars() {
        // The two halves of a rare character stay together: some programs read record by record.
        if last.len() + character.len_utf16() * width > LONGEST_BODY {
            bodies.push(std::mem::replace(&mut last, vec![options]));
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            last.extend(unit.to_le_bytes().iter().take(width));
        }
    }
    bodies.push(last);
    Ok(())
}

/// A reader of the list's bodies as one, which knows where each of them ends.
struct Pieces<'a, 'b> {
    bodies: &'b [&'a [u8]],
    body: usize,
    at: usize,
}

impl<'a, 'b> Pieces<'a, 'b> {
    /// Behind the two numbers with which the list begins.
    fn behind_head(bodies: &'b [&'a [u8]]) -> Self {
        Self { bodies, body: 0, at: 8 }
    }

    fn rest(&self) -> &'a [u8] {
        self.bodies.get(self.body).and_then(|body| body.get(self.at..)).unwrap_or_default()
    }

    /// The next body, where this one is read to its end.
    fn turn(&mut self) {
        while self.rest().is_empty() && self.body < self.bodies.len() {
            (self.body, self.at) = (self.body + 1, 0);
        }
    }

    /// Bytes that are not divided between bodies.
    fn whole<const N: usize>(&mut self) -> Option<[u8; N]> {
        let bytes = self.rest().get(..N)?.try_into().ok()?;
        self.at += N;
        Some(bytes)
    }

    /// Bytes that may be divided anywhere.
    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            self.turn();
            let here = self.rest().len().min(length);
            if here == 0 {
                return None;
            }
            (self.at, length) = (self.at + here, length - here);
        }
        Some(())
    }

    /// How many texts there are; none where they do not follow the format.
    fn texts(mut self) -> Option<u32> {
        let mut count = 0_u32;
        self.turn();
        while self.body < self.bodies.len() {
            self.text()?;
            count = count.checked_add(1)?;
            self.turn();
        }
        Some(count)
    }

    fn text(&mut self) -> Option<()> {
        let mut left = usize::from(u16::from_le_bytes(self.whole()?));
        let [mut options] = self.whole()?;
        if options & !(WIDE | PHONETIC | FORMATTED) != 0 {
            return None;
        }
        let formats = if options & FORMATTED != 0 { usize::from(u16::from_le_bytes(self.whole()?)) } else { 0 };
        let phonetic = if options & PHONETIC != 0 { u32::from_le_bytes(self.whole()?) } else { 0 };
        while left > 0 {
            if self.rest().is_empty() {
                self.turn();
                [options] = self.whole()?;
            }
            let width = if options & WIDE != 0 { 2 } else { 1 };
            let here = (self.rest().len() / width).min(left);
            if here == 0 {
                return None;
            }
            (self.at, left) = (self.at + here * width, left - here);
        }
        self.skip(formats * 4)?;
        self.skip(usize::try_from(phonetic).ok()?)
    }
}
