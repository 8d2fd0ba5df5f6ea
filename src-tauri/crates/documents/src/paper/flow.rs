//! 排版 — where the next thing goes: the running position on the current page, and new pages as they are needed.

use super::document::Align;
use super::font::{Fonts, Weight};
use super::page::{BOTTOM, Ink, MEASURE, MM_PER_POINT, Mark, SIDE, Sheet, TOP};
use super::text::{Type, clean};

/// The share of the em above the baseline, the same in all bundled faces.
const ASCENT: f32 = 0.88;

/// The pages set so far and the place of the next block.
pub(super) struct Flow<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) sheet: Sheet,
    /// Where the next block begins, in millimetres from the top.
    pub(super) y: f32,
    done: Vec<Sheet>,
}

/// A place for one line of text: its box and how the text stands in it.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) align: Align,
    pub(super) ink: Ink,
}

impl Slot {
    pub(super) const fn left(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height, align: Align::Left, ink: Ink::BLACK }
    }

    pub(super) const fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub(super) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

impl<'a> Flow<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, sheet: Sheet::default(), y: TOP, done: Vec::new() }
    }

    pub(super) const fn regular(&self, points: f32) -> Type<'a> {
        Type { fonts: self.fonts, weight: Weight::Regular, points }
    }

    pub(super) const fn bold(&self, points: f32) -> Type<'a> {
        Type { fonts: self.fonts, weight: Weight::Bold, points }
    }

    /// Height left on this page.
    pub(super) fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Whether nothing stands on this page yet.
    pub(super) fn at_top(&self) -> bool {
        self.y <= TOP
    }

    pub(super) fn new_page(&mut self) {
        self.done.push(std::mem::take(&mut self.sheet));
        self.y = TOP;
    }

    /// Goes to the next page unless `height` is left on this one.
    pub(super) fn need(&mut self, height: f32) {
        if height > self.room() && !self.at_top() {
            self.new_page();
        }
    }

    /// Sets one line of text into a slot.
    pub(super) fn line(&mut self, slot: Slot, kind: Type<'_>, text: &str) {
        put(&mut self.sheet, slot, kind, text);
    }

    /// Sets a text over the full measure, going to new pages as needed.
    pub(super) fn paragraph(&mut self, text: &str, kind: Type<'_>, slot: Slot, indent: f32) {
        for (i, line) in kind.lines(text, slot.width, indent).iter().enumerate() {
            self.need(slot.height);
            let shift = if i == 0 { indent } else { 0.0 };
            let place = Slot { x: slot.x + shift, y: self.y, width: slot.width - shift, ..slot };
            self.line(place, kind, line);
            self.y += slot.height;
        }
    }

    /// The pages, and none that is empty at the end.
    pub(super) fn finish(mut self) -> Vec<Sheet> {
        if !self.sheet.marks.is_empty() {
            self.done.push(self.sheet);
        }
        self.done
    }
}

/// Sets one line of text on a sheet.
pub(super) fn put(sheet: &mut Sheet, slot: Slot, kind: Type<'_>, text: &str) {
    let text = clean(text);
    if text.trim().is_empty() {
        return;
    }
    let em = kind.points * MM_PER_POINT;
    let free = slot.width - kind.width(&text);
    let x = match slot.align {
        Align::Left => slot.x,
        Align::Centre => slot.x + free / 2.0,
        Align::Right => slot.x + free,
    };
    let y = slot.y + (slot.height - em) / 2.0 + ASCENT * em;
    let text = text.into_owned();
    sheet.marks.push(Mark::Text { x, y, points: kind.points, weight: kind.weight, ink: slot.ink, text });
}

/// The slot of a line as wide as the text of a page; `y` is set while flowing.
pub(super) const fn full(height: f32) -> Slot {
    Slot::left(SIDE, 0.0, MEASURE, height)
}
