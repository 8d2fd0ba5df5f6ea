//! 网页表格 — a web page with tables saved under an Excel name, as bureaus' and banks' sites hand out. Its tables are
//! laid into sheets as a spreadsheet program would show them; nothing of the page is run or fetched.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::html_grid::{Grid, Piece, assemble};
use super::{Budget, ReadError, workbook};
use crate::sheet::{Format, Workbook};

/// Tags that end a line of text.
const BLOCKS: &[&str] = &["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "center", "caption", "hr", "form"];
/// The deepest nesting of tables a page may have: real ones have two or three.
const DEEPEST: usize = 32;

/// Reads the tables of a page.
pub(super) fn read(text: &str) -> Result<Workbook, ReadError> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(text.into());
    // A script or an encoding hint may interrupt the reading; it goes on behind it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let page = tokenizer.sink.0.into_inner();
    if let Some(error) = page.refused {
        return Err(error);
    }
    let pieces = page.finished();
    if !pieces.iter().any(|piece| matches!(piece, Piece::Table(_))) {
        return Err(ReadError::NotASpreadsheet { looks_like: Some("没有表格的网页".to_owned()) });
    }
    Ok(workbook(Format::Html, assemble(pieces.0, &pieces.1)))
}

#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        if page.refused.is_some() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::TagToken(tag) => {
                let raw = raw_content(&tag);
                if let Err(error) = page.tag(&tag) {
                    page.refused = Some(error);
                }
                raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
            }
            Token::CharacterTokens(text) => {
                page.text(&text);
                TokenSinkResult::Continue
            }
            Token::CommentToken(text) => {
                page.comment(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// What follows these tags is no markup.
fn raw_content(tag: &Tag) -> Option<RawKind> {
    if tag.kind != TagKind::StartTag || tag.self_closing {
        return None;
    }
    match &*tag.name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "noscript" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// The page under way.
#[derive(Default)]
struct Page {
    pieces: Vec<Piece>,
    open: Vec<Grid>,
    /// Text outside of any table.
    line: String,
    /// Inside of a script, a style, a title or a note on a cell.
    unseen: bool,
    /// Names of the sheets, where the page tells them.
    names: Vec<String>,
    budget: Budget,
    refused: Option<ReadError>,
}

impl Page {
    fn finished(mut self) -> Pieces {
        while let Some(grid) = self.open.pop() {
            if let Some(table) = grid.finished(&mut self.budget).ok().flatten() {
                self.pieces.push(table);
            }
        }
        self.end_line();
        Pieces(self.pieces, self.names)
    }

    fn tag(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let name: &str = &tag.name;
        if matches!(name, "script" | "style" | "title" | "textarea" | "xmp" | "noscript" | "comment") {
            self.unseen = tag.kind == TagKind::StartTag && !tag.self_closing;
            return Ok(());
        }
        match tag.kind {
            TagKind::StartTag => self.start(name, tag),
            TagKind::EndTag => self.end(name),
        }
    }

    fn start(&mut self, name: &str, tag: &Tag) -> Result<(), ReadError> {
        let attribute = |name: &str| tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| a.value.to_string());
        match name {
            "table" => {
                self.end_line();
                if self.open.len() >= DEEPEST {
                    return Err(ReadError::Damaged { what: "网页里的表格嵌套过深".to_owned() });
                }
                self.open.push(Grid::default());
            }
            "a" if self.open.is_empty() && attribute("name").is_some_and(|n| is_sheet_mark(&n)) => {
                self.end_line();
                self.pieces.push(Piece::NewSheet);
            }
            "br" => self.line_break(),
            _ if BLOCKS.contains(&name) => self.line_break_once(),
            _ => {
                if let Some(grid) = self.open.last_mut() {
                    grid.start(name, &attribute, &mut self.budget)?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "table" => {
                if let Some(table) = self.open.pop().map(|grid| grid.finished(&mut self.budget)).transpose()?.flatten()
                {
                    self.pieces.push(table);
                }
            }
            _ if BLOCKS.contains(&name) => self.line_break_once(),
            _ => {
                if let Some(grid) = self.open.last_mut() {
                    grid.end(name, &mut self.budget)?;
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.unseen {
            return;
        }
        match self.open.last_mut() {
            Some(grid) => grid.text(text),
            None => collapse(&mut self.line, text),
        }
    }

    fn line_break(&mut self) {
        match self.open.last_mut() {
            Some(grid) => grid.line_break(),
            None => self.end_line(),
        }
    }

    fn line_break_once(&mut self) {
        match self.open.last_mut() {
            Some(grid) => grid.line_break_once(),
            None => self.end_line(),
        }
    }

    fn end_line(&mut self) {
        let line = tidy(&std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.pieces.push(Piece::Line(line));
        }
    }

    /// Excel keeps the names of the sheets in a comment that only it reads.
    fn comment(&mut self, text: &str) {
        let mut rest = text;
        while let Some((_, behind)) = rest.split_once("<x:Name>") {
            let Some((name, after)) = behind.split_once("</x:Name>") else { return };
            self.names.push(name.trim().to_owned());
            rest = after;
        }
    }
}

/// The pieces of a page in their order, and the names of its sheets.
struct Pieces(Vec<Piece>, Vec<String>);

impl Pieces {
    fn iter(&self) -> std::slice::Iter<'_, Piece> {
        self.0.iter()
    }
}

/// `table0`: how LibreOffice begins the next sheet.
fn is_sheet_mark(name: &str) -> bool {
    name.strip_prefix("table").is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

/// Appends a text as a browser shows it: any run of blanks is one blank. A non-breaking blank stays.
pub(super) fn collapse(into: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_ascii_whitespace() {
            into.push(c);
        } else if !into.is_empty() && !into.ends_with([' ', '\n']) {
            into.push(' ');
        }
    }
}

/// A text without blanks at the ends of its lines.
pub(super) fn tidy(text: &str) -> String {
    let blank = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_matches(blank)).collect();
    lines.join("\n").trim_matches(blank).to_owned()
}
