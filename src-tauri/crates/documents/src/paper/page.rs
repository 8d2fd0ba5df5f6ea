//! 版心 — the A4 page: its margins and the marks on it, in millimetres from the upper left corner.

use super::font::Weight;

/// One typographic point.
pub(super) const MM_PER_POINT: f32 = 25.4 / 72.0;
/// A4 portrait.
pub(super) const WIDTH: f32 = 210.0;
/// A4 portrait.
pub(super) const HEIGHT: f32 = 297.0;
/// Left and right margin.
pub(super) const SIDE: f32 = 16.0;
/// Where the text of a page begins.
pub(super) const TOP: f32 = 24.0;
/// Where the text of a page ends.
pub(super) const BOTTOM: f32 = 272.0;
/// Width of the text.
pub(super) const MEASURE: f32 = WIDTH - 2.0 * SIDE;

/// A grey. Everything is black on white: the only red on the paper is the seal set by hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink(pub(super) f32);

impl Ink {
    pub(super) const BLACK: Self = Self(0.0);
    pub(super) const SOFT: Self = Self(0.38);
    pub(super) const RULE: Self = Self(0.62);
    pub(super) const HAIR: Self = Self(0.80);
    pub(super) const SHADE: Self = Self(0.945);
}

/// One thing on the page.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A line of text; `y` is its baseline.
    Text { x: f32, y: f32, points: f32, weight: Weight, ink: Ink, text: String },
    /// A straight line.
    Rule { from: (f32, f32), to: (f32, f32), points: f32, ink: Ink },
    /// A filled rectangle.
    Fill { x: f32, y: f32, width: f32, height: f32, ink: Ink },
    /// The outline of a circle.
    Circle { x: f32, y: f32, radius: f32, points: f32, ink: Ink },
}

/// 一页 — the marks of one page; what is drawn later lies above.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Mark>,
}

impl Sheet {
    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), points: f32, ink: Ink) {
        self.marks.push(Mark::Rule { from, to, points, ink });
    }

    pub(super) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.marks.push(Mark::Fill { x, y, width, height, ink: Ink::SHADE });
    }

    /// The four sides of a box.
    pub(super) fn frame(&mut self, x: f32, y: f32, width: f32, height: f32, points: f32, ink: Ink) {
        let (right, bottom) = (x + width, y + height);
        self.rule((x, y), (right, y), points, ink);
        self.rule((x, bottom), (right, bottom), points, ink);
        self.rule((x, y), (x, bottom), points, ink);
        self.rule((right, y), (right, bottom), points, ink);
    }
}
