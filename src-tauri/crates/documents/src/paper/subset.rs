//! 字体子集 — the few glyphs of one document out of a face of ten megabytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use allsorts::error::ParseError;
use allsorts::subset::{CmapTarget, SubsetProfile};
use allsorts::tables::FontTableProvider;
use allsorts::tag;
use printpdf::font::PdfFontMetricsStub;
use printpdf::{FontMetrics, FontType, ParsedFont};

use super::error::PaperError;
use super::font::Face;

/// The part of a face that holds these characters, ready to be embedded.
pub(super) fn subset(face: &Face, chars: &BTreeSet<char>) -> Result<ParsedFont, PaperError> {
    let damaged = || PaperError::Font(face.name);
    let wanted: Vec<(char, u16)> = chars.iter().filter_map(|c| Some((*c, face.glyph(*c)?))).collect();
    // The box of a missing glyph leads every font.
    let glyphs: BTreeSet<u16> = std::iter::once(0).chain(wanted.iter().map(|(_, glyph)| *glyph)).collect();
    let numbers: BTreeMap<u16, u16> = glyphs.iter().copied().zip(0..).collect();
    let codes: BTreeMap<u32, u16> =
        wanted.iter().filter_map(|(c, glyph)| Some((u32::from(*c), *numbers.get(glyph)?))).collect();
    let widths = numbers.iter().map(|(old, new)| (*new, face.metrics(*old).0)).collect();
    let small = SmallFace::new(face, &glyphs, &codes).ok_or_else(damaged)?;
    let all: Vec<u16> = numbers.into_values().collect();
    let bytes =
        allsorts::subset::subset(&small, &all, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(|_| damaged())?;
    Ok(parsed(face, bytes, codes, widths))
}

fn parsed(face: &Face, bytes: Vec<u8>, codes: BTreeMap<u32, u16>, widths: BTreeMap<u16, u16>) -> ParsedFont {
    ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(face.name.to_owned()),
        codepoint_to_glyph: codes,
        glyph_widths: widths,
        units_per_em: face.head.units_per_em,
        font_metrics: FontMetrics { ascent: face.hhea.ascender, descent: face.hhea.descender },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: face.head.units_per_em,
            x_min: face.head.x_min,
            y_min: face.head.y_min,
            x_max: face.head.x_max,
            y_max: face.head.y_max,
            caret_slope_rise: face.hhea.caret_slope_rise,
            caret_slope_run: face.hhea.caret_slope_run,
            us_weight_class: face.weight_class,
        },
    }
}

/// A face cut to the wanted glyphs before the subsetter sees it: of the whole face it would read every glyph's record and
/// compare every character with every wanted glyph, for each document again.
///
/// The bundled faces have no composite glyphs (a test holds them to it), so an outline stands alone.
struct SmallFace<'a> {
    face: &'a Face,
    own: BTreeMap<u32, Vec<u8>>,
}

impl<'a> SmallFace<'a> {
    fn new(face: &'a Face, glyphs: &BTreeSet<u16>, codes: &BTreeMap<u32, u16>) -> Option<Self> {
        let (mut glyf, mut loca, mut hmtx) = (Vec::new(), vec![0; 4], Vec::new());
        for glyph in glyphs {
            glyf.extend(face.outline(*glyph));
            loca.extend(u32::try_from(glyf.len()).ok()?.to_be_bytes());
            let (advance, bearing) = face.metrics(*glyph);
            hmtx.extend(advance.to_be_bytes());
            hmtx.extend(bearing.to_be_bytes());
        }
        let count = u16::try_from(glyphs.len()).ok()?;
        let own = [
            (tag::GLYF, glyf),
            (tag::LOCA, loca),
            (tag::HMTX, hmtx),
            (tag::CMAP, cmap(codes)),
            // Places of numGlyphs, numberOfHMetrics and indexToLocFormat (1: offsets of four bytes) in their tables.
            (tag::MAXP, with_number(face.table(tag::MAXP)?, 4, count)),
            (tag::HHEA, with_number(face.table(tag::HHEA)?, 34, count)),
            (tag::HEAD, with_number(face.table(tag::HEAD)?, 50, 1)),
        ];
        Some(Self { face, own: BTreeMap::from(own) })
    }
}

/// A copy of a table with another number at a place.
fn with_number(table: &[u8], at: usize, number: u16) -> Vec<u8> {
    let mut table = table.to_vec();
    for (slot, byte) in table.iter_mut().skip(at).zip(number.to_be_bytes()) {
        *slot = byte;
    }
    table
}

impl FontTableProvider for SmallFace<'_> {
    fn table_data(&self, tag: u32) -> Result<Option<Cow<'_, [u8]>>, ParseError> {
        Ok(self.own.get(&tag).map(Vec::as_slice).or_else(|| self.face.table(tag)).map(Cow::Borrowed))
    }

    fn has_table(&self, tag: u32) -> bool {
        self.own.contains_key(&tag) || self.face.table(tag).is_some()
    }

    fn table_tags(&self) -> Option<Vec<u32>> {
        None
    }
}

/// A character map of format 12 (one group per character), as the OpenType specification lays it out.
fn cmap(codes: &BTreeMap<u32, u16>) -> Vec<u8> {
    let groups = u32::try_from(codes.len()).unwrap_or(u32::MAX);
    let mut table = Vec::with_capacity(28 + codes.len() * 12);
    // Version 0, one subtable: platform 3, encoding 10 (all of Unicode), at offset 12.
    for half in [0_u16, 1, 3, 10, 0, 12] {
        table.extend(half.to_be_bytes());
    }
    // Format 12, reserved; then length, language, number of groups.
    table.extend([0, 12, 0, 0]);
    for word in [groups.saturating_mul(12).saturating_add(16), 0, groups] {
        table.extend(word.to_be_bytes());
    }
    for (code, glyph) in codes {
        for word in [*code, *code, u32::from(*glyph)] {
            table.extend(word.to_be_bytes());
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::font::{FaceId, Fonts};
    use super::*;

    #[test]
    fn keeps_every_character_and_its_width() {
        let fonts = Fonts::load().unwrap();
        let face = fonts.face(FaceId::Regular);
        let chars: BTreeSet<char> = "社保9,𬭎".chars().collect();
        let font = subset(face, &chars).unwrap();
        let again = ParsedFont::from_bytes(&font.original_bytes, 0, &mut Vec::new()).unwrap();
        assert_eq!(again.codepoint_to_glyph, font.codepoint_to_glyph);
        assert_eq!(again.glyph_widths, font.glyph_widths);
        assert_eq!(font.codepoint_to_glyph.len(), 5);
        assert!(font.original_bytes.len() < 10_000);
    }

    /// A composite glyph has a negative number of contours; it would refer to glyphs that a small face lacks.
    #[test]
    fn no_bundled_glyph_is_composite() {
        let fonts = Fonts::load().unwrap();
        for face in [FaceId::Regular, FaceId::Bold, FaceId::Rare].map(|id| fonts.face(id)) {
            let composite = |glyph: &u16| face.outline(*glyph).first().is_some_and(|byte| *byte >= 0x80);
            assert_eq!((0..u16::MAX).find(composite), None, "{}", face.name);
            assert!(!face.outline(1).is_empty() || !face.outline(2).is_empty());
        }
    }
}
