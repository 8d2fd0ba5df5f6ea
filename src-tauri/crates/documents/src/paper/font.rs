//! 字体 — the three bundled typefaces, parsed once.

use std::collections::BTreeMap;

use allsorts::binary::read::ReadScope;
use allsorts::error::ParseError;
use allsorts::font_data::FontData;
use allsorts::tables::cmap::Cmap;
use allsorts::tables::loca::LocaTable;
use allsorts::tables::os2::Os2;
use allsorts::tables::{HeadTable, HheaTable, HmtxTable, MaxpTable, OpenTypeData};
use allsorts::tag;

use super::error::PaperError;

const REGULAR: &[u8] = include_bytes!("../../../../../assets/fonts/NotoSansSC-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../../assets/fonts/NotoSansSC-Bold.ttf");
const RARE: &[u8] = include_bytes!("../../../../../assets/fonts/NotoSansCJKsc-Rare.ttf");

/// 字重 — the two weights of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Weight {
    /// 常规.
    #[default]
    Regular,
    /// 粗体.
    Bold,
}

/// Which of the bundled files a character is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FaceId {
    Regular,
    Bold,
    Rare,
}

impl FaceId {
    /// The resource name inside a document.
    pub(super) const fn resource(self) -> &'static str {
        match self {
            Self::Regular => "R",
            Self::Bold => "B",
            Self::Rare => "X",
        }
    }
}

/// One typeface.
pub(super) struct Face {
    /// PostScript name with the tag that marks a subset in a PDF.
    pub(super) name: &'static str,
    pub(super) head: HeadTable,
    pub(super) hhea: HheaTable,
    pub(super) weight_class: u16,
    tables: BTreeMap<u32, &'static [u8]>,
    glyphs: BTreeMap<u32, u16>,
    /// The basic plane again as a table: it is asked for every character of every page.
    basic: Vec<u16>,
    /// Advance and left side bearing of each glyph.
    metrics: Vec<(u16, i16)>,
    /// Where each glyph's outline begins in `glyf`; one more at the end.
    offsets: Vec<u32>,
}

impl Face {
    fn load(name: &'static str, bytes: &'static [u8]) -> Result<Self, PaperError> {
        read_face(name, bytes).map_err(|_| PaperError::Font(name))
    }

    /// The glyph of a character, never the box of a missing one.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        let code = u32::from(c);
        match usize::try_from(code).ok().filter(|_| code <= 0xFFFF) {
            Some(index) => self.basic.get(index).copied().filter(|g| *g != 0),
            None => self.glyphs.get(&code).copied(),
        }
    }

    /// The advance of a glyph and its left side bearing, in font units.
    pub(super) fn metrics(&self, glyph: u16) -> (u16, i16) {
        self.metrics.get(usize::from(glyph)).copied().unwrap_or((self.head.units_per_em, 0))
    }

    /// The outline of a glyph as the file has it; nothing for a blank one.
    pub(super) fn outline(&self, glyph: u16) -> &'static [u8] {
        let at = |index| self.offsets.get(index).and_then(|o| usize::try_from(*o).ok());
        let index = usize::from(glyph);
        let range = at(index).zip(at(index + 1));
        range.and_then(|(from, to)| self.table(tag::GLYF)?.get(from..to)).unwrap_or_default()
    }

    /// A table of the font file.
    pub(super) fn table(&self, tag: u32) -> Option<&'static [u8]> {
        self.tables.get(&tag).copied()
    }
}

/// The tables of a font file.
fn tables_of(bytes: &'static [u8]) -> Result<BTreeMap<u32, &'static [u8]>, ParseError> {
    let FontData::OpenType(font) = ReadScope::new(bytes).read::<FontData<'_>>()? else {
        return Err(ParseError::BadVersion);
    };
    let OpenTypeData::Single(directory) = &font.data else { return Err(ParseError::BadVersion) };
    directory.table_records.iter().map(|r| Ok((r.table_tag, r.read_table(&font.scope)?.data()))).collect()
}

fn read_face(name: &'static str, bytes: &'static [u8]) -> Result<Face, ParseError> {
    let tables = tables_of(bytes)?;
    let table = |tag| tables.get(&tag).copied().map(ReadScope::new).ok_or(ParseError::MissingTable(tag));
    let head = table(tag::HEAD)?.read::<HeadTable>()?;
    let glyph_count = table(tag::MAXP)?.read::<MaxpTable>()?.num_glyphs;
    let hhea = table(tag::HHEA)?.read::<HheaTable>()?;
    let os2 = table(tag::OS_2)?;
    let weight_class = os2.read_dep::<Os2>(os2.data().len())?.us_weight_class;
    let widths = usize::from(hhea.num_h_metrics);
    let hmtx = table(tag::HMTX)?.read_dep::<HmtxTable<'_>>((usize::from(glyph_count), widths))?;
    let metric = |glyph: u16| -> Result<(u16, i16), ParseError> {
        let index = usize::from(glyph);
        let bearing = match hmtx.h_metrics.read_item(index) {
            Ok(metric) => metric.lsb,
            Err(_) => hmtx.left_side_bearings.read_item(index.saturating_sub(widths))?,
        };
        Ok((hmtx.horizontal_advance(glyph)?, bearing))
    };
    let metrics = (0..glyph_count).map(metric).collect::<Result<_, _>>()?;
    let loca = table(tag::LOCA)?.read_dep::<LocaTable<'_>>((glyph_count, head.index_to_loc_format))?;
    let offsets = (0..=usize::from(glyph_count)).filter_map(|i| loca.offsets.get(i)).collect();
    let cmap = table(tag::CMAP)?.read::<Cmap<'_>>()?;
    let (_, subtable) = allsorts::font::read_cmap_subtable(&cmap)?.ok_or(ParseError::UnsuitableCmap)?;
    let mut glyphs = BTreeMap::new();
    subtable.mappings_fn(|code, glyph| {
        if glyph != 0 {
            glyphs.insert(code, glyph);
        }
    })?;
    let basic = (0..=0xFFFF).map(|code| glyphs.get(&code).copied().unwrap_or(0)).collect();
    Ok(Face { name, head, hhea, weight_class, tables, glyphs, basic, metrics, offsets })
}

/// The bundled typefaces and the order in which they are asked.
pub(super) struct Fonts {
    regular: Face,
    bold: Face,
    rare: Face,
}

impl Fonts {
    pub(super) fn load() -> Result<Self, PaperError> {
        Ok(Self {
            regular: Face::load("SBREGU+NotoSansSC-Regular", REGULAR)?,
            bold: Face::load("SBBOLD+NotoSansSC-Bold", BOLD)?,
            rare: Face::load("SBRARE+NotoSansCJKsc-Regular", RARE)?,
        })
    }

    pub(super) const fn face(&self, id: FaceId) -> &Face {
        match id {
            FaceId::Regular => &self.regular,
            FaceId::Bold => &self.bold,
            FaceId::Rare => &self.rare,
        }
    }

    /// Where a character comes from: its own weight, else the regular one, else the rare characters.
    pub(super) fn find(&self, c: char, weight: Weight) -> Option<(FaceId, u16)> {
        let order: &[FaceId] = match weight {
            Weight::Regular => &[FaceId::Regular, FaceId::Rare],
            Weight::Bold => &[FaceId::Bold, FaceId::Regular, FaceId::Rare],
        };
        order.iter().find_map(|id| self.face(*id).glyph(c).map(|glyph| (*id, glyph)))
    }

    /// The width of a character in em. One without a glyph counts as a full one; it is refused before printing.
    pub(super) fn em(&self, c: char, weight: Weight) -> f32 {
        self.find(c, weight).map_or(1.0, |(id, glyph)| {
            let face = self.face(id);
            f32::from(face.metrics(glyph).0) / f32::from(face.head.units_per_em)
        })
    }

    /// The width of a line of text in millimetres.
    pub(super) fn width(&self, text: &str, weight: Weight, points: f32) -> f32 {
        text.chars().map(|c| self.em(c, weight)).sum::<f32>() * points * super::page::MM_PER_POINT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_one_width() {
        let fonts = Fonts::load().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let widths: Vec<f32> = ('0'..='9').map(|c| fonts.em(c, weight)).collect();
            assert!(widths.iter().all(|w| *w == widths[0]), "{widths:?}");
        }
    }

    #[test]
    fn asks_the_other_faces_for_rare_characters() {
        let fonts = Fonts::load().unwrap();
        let face = |c, weight| fonts.find(c, weight).map(|(id, _)| id);
        assert_eq!(face('社', Weight::Bold), Some(FaceId::Bold));
        assert_eq!(face('䶮', Weight::Regular), Some(FaceId::Regular));
        assert_eq!(face('𤆵', Weight::Bold), Some(FaceId::Rare));
        assert_eq!(face('\u{20C8E}', Weight::Regular), None);
        assert_eq!(face('\u{0}', Weight::Regular), None);
    }
}
