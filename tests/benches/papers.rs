//! 社保状态说明 — a thousand statements of twelve months against the engine writing the very same pages.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::Object;
use printpdf::{Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfParseOptions, PdfSaveOptions, TextItem};
use shebao_desk::Desk;
use shebao_desk::wire::statement::StatementRequest;

use crate::company::{Shelf, invented, month, now};
use crate::figures::{alternate, timed};

/// Statements of one run, and runs: a thousand in all.
const PAPERS: usize = 100;
const RUNS: usize = 10;

const FROM: &str = "2025-07";
const TO: &str = "2026-06";

/// From the book to the file's bytes, one file for each of a thousand people.
pub fn bench() {
    let mut shelf = Shelf::new();
    let place = shelf.book(PAPERS * (RUNS + 1));
    let mut desk = shelf.desk(&place);
    for month in month(FROM).through(month(TO)) {
        desk.contribution_run(&month.to_string(), None, now()).expect("a run");
    }
    let pairs = alternate(RUNS, |run| {
        let people: Vec<String> = (0..PAPERS).map(|n| invented(run * PAPERS + n).employee_no).collect();
        let (ours, files) = timed(|| people.iter().map(|no| preview(&desk, no)).collect::<Vec<_>>());
        let bare: Vec<Bare> = files.iter().map(|file| Bare::of(file)).collect();
        let (bare, lengths) = timed(|| bare.into_iter().map(|paper| paper.write().len()).collect::<Vec<_>>());
        assert!(lengths.iter().zip(&files).all(|(bare, ours)| bare * 10 > ours.len() * 8), "the same pages");
        (ours, bare)
    });
    pairs.line("100 statements of twelve months, of 1,000 : the same pages", 1.5);
}

fn preview(desk: &Desk, employee_no: &str) -> Vec<u8> {
    let request = StatementRequest {
        kind: "statement".to_owned(),
        employee_no: employee_no.to_owned(),
        from: FROM.to_owned(),
        to: TO.to_owned(),
        ..StatementRequest::default()
    };
    desk.statement_preview(&request, now()).expect("a statement")
}

/// What the engine is given: the operators of each page with their text, and the fonts already cut to its characters.
struct Bare {
    document: PdfDocument,
    pages: Vec<Vec<Op>>,
}

impl Bare {
    fn of(file: &[u8]) -> Self {
        let read = PdfDocument::parse(file, &PdfParseOptions::default(), &mut Vec::new()).expect("a file of ours");
        let mut document = PdfDocument::new("statement");
        document.resources.fonts = read.resources.fonts;
        let mut pages: Vec<Vec<Op>> = read.pages.into_iter().map(|page| page.ops).collect();
        let mut current = None;
        for op in pages.iter_mut().flatten() {
            match op {
                Op::SetFont { font: PdfFontHandle::External(id), .. } => current = Some(id.clone()),
                Op::ShowText { items } => {
                    let font = current.as_ref().and_then(|id| document.resources.fonts.map.get_mut(id));
                    let font = &mut font.expect("a font").parsed_font;
                    for item in items {
                        let TextItem::GlyphIds(glyphs) = &*item else { continue };
                        let text: String = glyphs.iter().filter_map(|g| g.cid.as_deref()).collect();
                        for (c, glyph) in text.chars().zip(glyphs) {
                            font.set_codepoint_mapping(u32::from(c), glyph.gid);
                        }
                        *item = TextItem::Text(text);
                    }
                }
                _ => {}
            }
        }
        Self { document, pages }
    }

    /// The engine's own way of compressing takes twice as long as the program's; both sides do it the program's way.
    fn write(mut self) -> Vec<u8> {
        self.document.pages = self.pages.into_iter().map(|ops| PdfPage::new(Mm(210.0), Mm(297.0), ops)).collect();
        let mut file = self.document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        for object in file.objects.values_mut() {
            if let Object::Stream(stream) = object
                && !stream.dict.has(b"Filter")
            {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(&stream.content).expect("bytes in memory");
                stream.set_content(encoder.finish().expect("bytes in memory"));
                stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            }
        }
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).expect("bytes in memory");
        bytes
    }
}
