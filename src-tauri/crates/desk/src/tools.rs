//! 随程序带的资料 — policy, law, sheet dialects and fonts, read once.

use std::path::PathBuf;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use shebao_documents::export::batch::Layouts;
use shebao_documents::export::blank::Blank;
use shebao_documents::paper::Paper;
use shebao_documents::recognise::Dialects;
use shebao_rules::law::LawLibrary;
use shebao_rules::national::National;
use shebao_rules::policy::Library;

use crate::error::{Code, Failure, Outcome};
use crate::exchange::{OpenFiles, Recognised};
use crate::privacy::FormSheets;
use crate::records::Records;

static POLICY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../assets/policy");
static LAW: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../assets/law");
static DIALECTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../assets/dialects");
static PRIVACY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../assets/privacy");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../assets/templates");

/// 资料 — everything the desk needs beside the book; read once and shared.
pub struct Tools {
    /// 随程序带的政策库; a book lays its own values over it.
    pub(crate) library: Arc<Library>,
    /// 全国值.
    pub(crate) national: National,
    /// 法规库.
    pub(crate) laws: LawLibrary,
    /// 表格方言.
    pub(crate) dialects: Dialects,
    /// 增减员模板.
    pub(crate) layouts: Layouts,
    /// 空白导入模板.
    pub(crate) blanks: Vec<Blank>,
    /// 记录用词.
    pub(crate) records: Records,
    /// 个人信息保护文书.
    pub(crate) forms: FormSheets,
    /// 纸面.
    pub(crate) paper: Paper,
    /// Files under way.
    pub(crate) files: OpenFiles,
    /// What lies in the inbox and was looked at.
    pub(crate) inbox: Recognised,
    /// The program that reads sheets when started with `--import-worker`.
    pub(crate) worker: PathBuf,
}

impl Tools {
    /// Reads what the program ships.
    ///
    /// # Errors
    /// [`Code::Internal`] if an asset does not follow its standard; the tests keep this from happening.
    pub fn load(worker: PathBuf) -> Outcome<Self> {
        let wrong = |at: &str, reason: String| Failure::new(Code::Internal).with("at", at).detailed([reason]);
        let policy = || files(&POLICY).into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
        Ok(Self {
            library: Arc::new(Library::parse(policy()).map_err(|e| wrong("policy", e.to_string()))?),
            national: National::parse(policy()).map_err(|e| wrong("policy", e.to_string()))?,
            laws: LawLibrary::parse(files(&LAW)).map_err(|e| wrong("law", e.to_string()))?,
            dialects: Dialects::parse(files(&DIALECTS)).map_err(|e| wrong("dialects", e.to_string()))?,
            layouts: Layouts::parse(templates("batch")).map_err(|e| wrong("templates", e.to_string()))?,
            blanks: templates("blank")
                .map(|(path, text)| Blank::parse(path, text))
                .collect::<Result<_, _>>()
                .map_err(|e| wrong("templates", e.to_string()))?,
            forms: FormSheets::read(files(&PRIVACY)).map_err(|e| wrong("privacy", e))?,
            records: Records::read().map_err(|e| wrong("records", e))?,
            paper: Paper::new().map_err(|e| wrong("fonts", e.to_string()))?,
            files: OpenFiles::default(),
            inbox: Recognised::default(),
            worker,
        })
    }

    /// 随程序带的政策库, for what needs no book.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }
}

/// The template files of one room.
fn templates(room: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&TEMPLATES).into_iter().filter(move |(path, _)| path.starts_with(room))
}

/// Every TOML file of an embedded folder, in order of path.
fn files(dir: &'static Dir<'static>) -> Vec<(&'static str, &'static str)> {
    let mut found: Vec<(&str, &str)> = dir
        .files()
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
        .filter(|(path, _)| path.ends_with(".toml"))
        .collect();
    found.extend(dir.dirs().flat_map(files));
    found.sort_unstable();
    found
}
