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
    let wanted: Vec<(char, u16)> = chars.iter().filter_map(|c| Some((*c, face.glyph(*c)?))).collect();
    // Glyph 0 must lead; the subset numbers its glyphs in the order given here.
    let glyphs: BTreeSet<u16> = std::iter::once(0).chain(wanted.iter().map(|(_, glyph)| *glyph)).collect();
    let glyphs: Vec<u16> = glyphs.into_iter().collect();
    let tables = SmallCmap { face, cmap: cmap(&wanted) };
    let bytes = allsorts::subset::subset(&tables, &glyphs, &SubsetProfile::Pdf, CmapTarget::Unicode)
        .map_err(|_| PaperError::Font(face.name))?;
    let renumbered = |glyph: u16| glyphs.binary_search(&glyph).ok().and_then(|i| u16::try_from(i).ok());
    let codepoint_to_glyph =
        wanted.iter().filter_map(|(c, glyph)| Some((u32::from(*c), renumbered(*glyph)?))).collect();
    let glyph_widths = glyphs.iter().filter_map(|g| Some((renumbered(*g)?, face.advance(*g)))).collect();
    Ok(parsed(face, bytes, codepoint_to_glyph, glyph_widths))
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

/// A face whose character map is cut to the wanted characters beforehand: the subsetter compares every character of
/// the map with every wanted glyph, which would take most of the time of a whole document.
struct SmallCmap<'a> {
    face: &'a Face,
    cmap: Vec<u8>,
}

impl FontTableProvider for SmallCmap<'_> {
    fn table_data(&self, tag: u32) -> Result<Option<Cow<'_, [u8]>>, ParseError> {
        if tag == tag::CMAP { Ok(Some(Cow::Borrowed(&self.cmap))) } else { self.face.table(tag) }
    }

    fn has_table(&self, tag: u32) -> bool {
        self.table_data(tag).is_ok_and(|table| table.is_some())
    }

    fn table_tags(&self) -> Option<Vec<u32>> {
        None
    }
}

/// A character map of format 12 (one group per character), as the OpenType specification lays it out.
fn cmap(wanted: &[(char, u16)]) -> Vec<u8> {
    let groups = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
    let mut table = Vec::with_capacity(28 + wanted.len() * 12);
    // Version 0, one subtable: platform 3, encoding 10 (all of Unicode), at offset 12.
    for half in [0_u16, 1, 3, 10, 0, 12] {
        table.extend(half.to_be_bytes());
    }
    // Format 12, reserved; then length, language, number of groups.
    table.extend([0, 12, 0, 0]);
    for word in [groups.saturating_mul(12).saturating_add(16), 0, groups] {
        table.extend(word.to_be_bytes());
    }
    for (c, glyph) in wanted {
        for word in [u32::from(*c), u32::from(*c), u32::from(*glyph)] {
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
}
