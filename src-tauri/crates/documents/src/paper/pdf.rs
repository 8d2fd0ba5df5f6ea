//! PDF — the pages written as a file: fonts cut to the characters used, text that can be copied, the same bytes every time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use chrono::NaiveDateTime;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, StringFormat};
use printpdf::{
    Color, FontId, Greyscale, Line, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Pt, Rect, TextItem, TextMatrix,
};
use sha2::{Digest, Sha256};

use super::error::PaperError;
use super::font::{FaceId, Fonts, Weight};
use super::page::{HEIGHT, Ink, Mark, Sheet, WIDTH};
use super::subset::subset;

/// What the file says of itself.
pub(super) struct Imprint<'a> {
    pub(super) title: &'a str,
    pub(super) created: NaiveDateTime,
    /// Distinguishes the file from others; the same content has the same.
    pub(super) identity: String,
    /// First page (from 1) and name of each part of a batch.
    pub(super) bookmarks: Vec<(usize, &'a str)>,
}

/// Writes the pages.
pub(super) fn write(fonts: &Fonts, sheets: &[Sheet], imprint: &Imprint<'_>) -> Result<Vec<u8>, PaperError> {
    let used = characters(fonts, sheets)?;
    let mut document = PdfDocument::new(imprint.title);
    for (face, chars) in &used {
        let font = subset(fonts.face(*face), chars)?;
        document.resources.fonts.map.insert(FontId(face.resource().to_owned()), PdfFont::new(font));
    }
    document.pages = sheets.iter().map(|sheet| PdfPage::new(Mm(WIDTH), Mm(HEIGHT), operations(fonts, sheet))).collect();
    for (page, name) in &imprint.bookmarks {
        document.add_bookmark(name, *page);
    }
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    describe(&mut file, imprint);
    compress(&mut file)?;
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|error| PaperError::Write(error.to_string()))?;
    Ok(bytes)
}

/// Compresses the streams at the usual level: the library's own way tries twice as long for one hundredth less.
fn compress(file: &mut lopdf::Document) -> Result<(), PaperError> {
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Filter")
        {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&stream.content).map_err(|error| PaperError::Write(error.to_string()))?;
            stream.set_content(encoder.finish().map_err(|error| PaperError::Write(error.to_string()))?);
            stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        }
    }
    Ok(())
}

/// The characters of every face, or the names of those that none holds.
fn characters(fonts: &Fonts, sheets: &[Sheet]) -> Result<BTreeMap<FaceId, BTreeSet<char>>, PaperError> {
    let mut asked: BTreeSet<(Weight, char)> = BTreeSet::new();
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        if let Mark::Text { weight, text, .. } = mark {
            asked.extend(text.chars().map(|c| (*weight, c)));
        }
    }
    let mut used: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for (weight, c) in asked {
        match fonts.find(c, weight) {
            Some((face, _)) => {
                used.entry(face).or_default().insert(c);
            }
            None => {
                missing.insert(c);
            }
        }
    }
    if missing.is_empty() { Ok(used) } else { Err(PaperError::MissingGlyphs { chars: missing.into_iter().collect() }) }
}

/// Millimetres from the top left to points from the bottom left, rounded to a hundredth: shorter files.
fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(points(x)), y: Pt(points(HEIGHT - y)) }
}

fn points(mm: f32) -> f32 {
    (mm * 7200.0 / 25.4).round() / 100.0
}

/// The state a page's operators keep; an operator is written only where it changes.
#[derive(Default)]
struct Pen {
    ops: Vec<Op>,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    thickness: Option<f32>,
    font: Option<(FaceId, f32)>,
}

fn grey(ink: Ink) -> Color {
    Color::Greyscale(Greyscale { percent: ink.0, icc_profile: None })
}

impl Pen {
    fn fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.ops.push(Op::SetFillColor { col: grey(ink) });
            self.fill = Some(ink);
        }
    }

    fn stroke(&mut self, ink: Ink, thickness: f32) {
        if self.stroke != Some(ink) {
            self.ops.push(Op::SetOutlineColor { col: grey(ink) });
            self.stroke = Some(ink);
        }
        if self.thickness != Some(thickness) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
            self.thickness = Some(thickness);
        }
    }

    fn path(&mut self, points: Vec<LinePoint>, is_closed: bool) {
        self.ops.push(Op::DrawLine { line: Line { points, is_closed } });
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let end = |(x, y)| LinePoint { p: point(x, y), bezier: false };
        self.path(vec![end(from), end(to)], false);
    }

    fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        let corner = point(x, y + height);
        let (width, height) = (Pt(points(width)), Pt(points(height)));
        let rectangle =
            Rect { x: corner.x, y: corner.y, width, height, mode: Some(PaintMode::Fill), winding_order: None };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Four Bézier quarters; the factor makes them round to 0.03 %.
    fn circle(&mut self, x: f32, y: f32, radius: f32) {
        let bend = radius * 0.552_285;
        let quarters: [[(f32, f32); 3]; 4] = [
            [(radius, bend), (bend, radius), (0.0, radius)],
            [(-bend, radius), (-radius, bend), (-radius, 0.0)],
            [(-radius, -bend), (-bend, -radius), (0.0, -radius)],
            [(bend, -radius), (radius, -bend), (radius, 0.0)],
        ];
        let mut path = vec![LinePoint { p: point(x + radius, y), bezier: false }];
        for quarter in quarters {
            for (i, (dx, dy)) in quarter.into_iter().enumerate() {
                path.push(LinePoint { p: point(x + dx, y + dy), bezier: i < 2 });
            }
        }
        self.path(path, true);
    }

    /// One line of text, in as many runs as it needs faces.
    fn text(&mut self, fonts: &Fonts, (x, y): (f32, f32), size: f32, weight: Weight, text: &str) {
        let mut x = x;
        let mut run = String::new();
        let mut current = None;
        for c in text.chars() {
            let face = fonts.find(c, weight).map(|(face, _)| face);
            if face != current && !run.is_empty() {
                x = self.run(fonts, (x, y), size, (current, weight), std::mem::take(&mut run));
            }
            current = face;
            run.push(c);
        }
        self.run(fonts, (x, y), size, (current, weight), run);
    }

    /// Writes a run and returns where it ends.
    fn run(
        &mut self,
        fonts: &Fonts,
        (x, y): (f32, f32),
        size: f32,
        (face, weight): (Option<FaceId>, Weight),
        text: String,
    ) -> f32 {
        let Some(face) = face else { return x };
        if self.font != Some((face, size)) {
            let font = PdfFontHandle::External(FontId(face.resource().to_owned()));
            self.ops.push(Op::SetFont { font, size: Pt(size) });
            self.font = Some((face, size));
        }
        let end = x + fonts.width(&text, weight, size);
        let Point { x, y } = point(x, y);
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(x, y) });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(text)] });
        end
    }
}

/// The operators of a page: first what is drawn, then all text in one text object.
fn operations(fonts: &Fonts, sheet: &Sheet) -> Vec<Op> {
    let mut pen = Pen::default();
    for mark in &sheet.marks {
        if let Mark::Fill { x, y, width, height, ink } = mark {
            pen.fill(*ink);
            pen.rectangle(*x, *y, *width, *height);
        }
    }
    for mark in &sheet.marks {
        match mark {
            Mark::Rule { from, to, points, ink } => {
                pen.stroke(*ink, *points);
                pen.rule(*from, *to);
            }
            Mark::Circle { x, y, radius, points, ink } => {
                pen.stroke(*ink, *points);
                pen.circle(*x, *y, *radius);
            }
            Mark::Fill { .. } | Mark::Text { .. } => {}
        }
    }
    pen.ops.push(Op::StartTextSection);
    for mark in &sheet.marks {
        if let Mark::Text { x, y, points, weight, ink, text } = mark {
            pen.fill(*ink);
            pen.text(fonts, (*x, *y), (*points * 100.0).round() / 100.0, *weight, text);
        }
    }
    pen.ops.push(Op::EndTextSection);
    pen.ops
}

/// Title, dates and identity. What the library writes by itself is replaced where it is empty or differs between runs.
fn describe(file: &mut lopdf::Document, imprint: &Imprint<'_>) {
    let date = imprint.created.format("D:%Y%m%d%H%M%S+08'00'").to_string();
    let hash = Sha256::digest(format!("{}\n{date}\n{}", imprint.title, imprint.identity));
    let id = Object::String(hash.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    if let Some(info) = file.trailer.get(b"Info").ok().and_then(|o| o.as_reference().ok())
        && let Ok(info) = file.get_object_mut(info).and_then(Object::as_dict_mut)
    {
        for key in ["GTS_PDFXVersion", "Trapped", "Identifier", "Keywords", "Subject", "Author"] {
            info.remove(key.as_bytes());
        }
        for key in ["CreationDate", "ModDate"] {
            info.set(key, Object::String(date.clone().into_bytes(), StringFormat::Literal));
        }
        for key in ["Creator", "Producer"] {
            info.set(key, unicode("社保台账"));
        }
    }
    let catalog = file.trailer.get(b"Root").ok().and_then(|o| o.as_reference().ok());
    if let Some(catalog) = catalog.and_then(|id| file.get_object_mut(id).and_then(Object::as_dict_mut).ok()) {
        catalog.set("Lang", Object::string_literal("zh-CN"));
        if !imprint.bookmarks.is_empty() {
            catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
    }
}

/// A text string of a PDF outside ASCII: UTF-16 with its mark.
fn unicode(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}
