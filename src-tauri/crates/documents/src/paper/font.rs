//! 字体 — the three bundled typefaces, parsed once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use allsorts::binary::read::ReadScope;
use allsorts::error::{ParseError, ReadWriteError};
use allsorts::font_data::{DynamicFontTableProvider, FontData};
use allsorts::tables::cmap::Cmap;
use allsorts::tables::os2::Os2;
use allsorts::tables::{FontTableProvider, HeadTable, HheaTable, HmtxTable, MaxpTable};
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
    provider: DynamicFontTableProvider<'static>,
    glyphs: BTreeMap<u32, u16>,
    /// The basic plane again as a table: it is asked for every character of every page.
    basic: Vec<u16>,
    advances: Vec<u16>,
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

    /// The advance of a glyph in font units.
    pub(super) fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(self.head.units_per_em)
    }

    /// A table of the font file.
    pub(super) fn table(&self, tag: u32) -> Result<Option<Cow<'_, [u8]>>, ParseError> {
        self.provider.table_data(tag)
    }
}

fn read_face(name: &'static str, bytes: &'static [u8]) -> Result<Face, ReadWriteError> {
    let provider = ReadScope::new(bytes).read::<FontData<'_>>()?.table_provider(0)?;
    let head = ReadScope::new(&provider.read_table_data(tag::HEAD)?).read::<HeadTable>()?;
    let maxp = ReadScope::new(&provider.read_table_data(tag::MAXP)?).read::<MaxpTable>()?;
    let hhea = ReadScope::new(&provider.read_table_data(tag::HHEA)?).read::<HheaTable>()?;
    let os2 = provider.read_table_data(tag::OS_2)?;
    let weight_class = ReadScope::new(&os2).read_dep::<Os2>(os2.len())?.us_weight_class;
    let hmtx_data = provider.read_table_data(tag::HMTX)?;
    let hmtx = ReadScope::new(&hmtx_data)
        .read_dep::<HmtxTable<'_>>((usize::from(maxp.num_glyphs), usize::from(hhea.num_h_metrics)))?;
    let advances = (0..maxp.num_glyphs).map(|g| hmtx.horizontal_advance(g)).collect::<Result<_, ParseError>>()?;
    let cmap_data = provider.read_table_data(tag::CMAP)?;
    let cmap = ReadScope::new(&cmap_data).read::<Cmap<'_>>()?;
    let (_, subtable) = allsorts::font::read_cmap_subtable(&cmap)?.ok_or(ParseError::UnsuitableCmap)?;
    let mut glyphs = BTreeMap::new();
    let mut basic = vec![0; 0x1_0000];
    subtable.mappings_fn(|code, glyph| {
        if glyph != 0 {
            glyphs.insert(code, glyph);
            if let Some(slot) = usize::try_from(code).ok().and_then(|i| basic.get_mut(i)) {
                *slot = glyph;
            }
        }
    })?;
    Ok(Face { name, head, hhea, weight_class, provider, glyphs, basic, advances })
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
            f32::from(face.advance(glyph)) / f32::from(face.head.units_per_em)
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
