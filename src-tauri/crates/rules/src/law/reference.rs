//! 引用 — from what a text calls an article (`gjj:16`, 《住房公积金管理条例》第十六条) to the article.

use chrono::NaiveDate;

use super::{Article, Force, Law, LawLibrary};

impl LawLibrary {
    /// The article that an identifier or a reference names: `sbf:58`, `gjj:16`, `gjj_2019:15`, 《社会保险法》第五十八条.
    ///
    /// The identifier of one version names that version. A family, or the law's name, names the version in force on the
    /// day; where there is only one version it is that one, whether or not it binds on the day.
    #[must_use]
    pub fn cited(&self, reference: &str, on: NaiveDate) -> Option<(&Law, &Article)> {
        let (law, article) = parts(reference.trim())?;
        let law = self.version(law, on)?;
        law.articles.iter().find(|a| answers_to(a, article)).map(|found| (law, found))
    }

    /// The version of a law that an identifier, a family or a name means on a day.
    #[must_use]
    pub fn version(&self, law: &str, on: NaiveDate) -> Option<&Law> {
        if let Some(exact) = self.laws().iter().find(|l| l.id == law) {
            return Some(exact);
        }
        let named: Vec<&Law> = self.laws().iter().filter(|l| l.family() == law || is_called(l, law)).collect();
        match named.as_slice() {
            [only] => Some(only),
            versions => versions.iter().find(|l| l.force(on) == Force::InForce).copied(),
        }
    }
}

/// `law:article`, 《law》article, or law第…条.
fn parts(reference: &str) -> Option<(&str, &str)> {
    let (law, article) = match reference.strip_prefix('《') {
        Some(rest) => rest.split_once('》')?,
        None => match reference.split_once([':', '：']) {
            Some(parts) => parts,
            None => reference.split_at_checked(reference.rfind('第')?)?,
        },
    };
    let (law, article) = (law.trim(), article.trim());
    (!law.is_empty() && !article.is_empty()).then_some((law, article))
}

/// Whether the law goes by this name, with or without 中华人民共和国 and the year of its version.
fn is_called(law: &Law, name: &str) -> bool {
    let bare = bare(name);
    bare_name(law) == bare || law.short.as_deref().map(self::bare) == Some(bare)
}

fn bare_name(law: &Law) -> &str {
    bare(&law.name)
}

fn bare(name: &str) -> &str {
    let name = name.strip_prefix("中华人民共和国").unwrap_or(name);
    // 劳动争议解释（一） keeps its number; only a year or a mark of the version is left out.
    match name.split_once(['（', '(']) {
        Some((before, version)) if version.contains('年') || version.starts_with('旧') => before,
        _ => name,
    }
}

fn answers_to(article: &Article, text: &str) -> bool {
    let digits = text.strip_prefix('第').and_then(|t| t.strip_suffix(['条', '问'])).unwrap_or(text).trim();
    article.number == text || article.label == text || article.number == digits
}

#[cfg(test)]
mod tests {
    use super::super::LawLibrary;

    fn law(id: &str, family: &str, name: &str, short: &str, from: &str, to: &str) -> String {
        let to = if to.is_empty() { String::new() } else { format!("in_force_to = \"{to}\"\n") };
        format!(
            "id = \"{id}\"\n{family}name = \"{name}\"\nshort = \"{short}\"\nin_force_from = \"{from}\"\n{to}\
             in_force_note = \"\"\nstate = \"\"\ntranscription = \"hand\"\n[[article]]\nnumber = \"16\"\n\
             label = \"第十六条\"\ntext = \"{id}\"\nverbatim = true\ncrosscheck = \"none\"\n"
        )
    }

    fn library() -> LawLibrary {
        let family = "family = \"gjj\"\n";
        let files = [
            law("sbf", "", "中华人民共和国社会保险法", "社会保险法", "2011-07-01", ""),
            law(
                "gjj_2019",
                family,
                "住房公积金管理条例（2019年修订）",
                "住房公积金管理条例(旧)",
                "2019-03-24",
                "2026-09-19",
            ),
            law("gjj_2026", family, "住房公积金管理条例（2026年修订）", "住房公积金管理条例", "2026-09-20", ""),
            law("ybf2027", "", "中华人民共和国医疗保障法", "医疗保障法", "2027-01-01", ""),
        ];
        LawLibrary::parse(files.iter().map(|text| ("a.toml", text.as_str()))).unwrap()
    }

    #[test]
    fn a_name_means_the_version_of_the_day() {
        let library = library();
        let text = |reference: &str, day: &str| {
            library.cited(reference, day.parse().unwrap()).map(|(_, article)| article.text.clone())
        };
        for reference in ["gjj:16", "《住房公积金管理条例》第十六条", "住房公积金管理条例第16条"]
        {
            assert_eq!(text(reference, "2026-09-19").as_deref(), Some("gjj_2019"), "{reference}");
            assert_eq!(text(reference, "2026-09-20").as_deref(), Some("gjj_2026"), "{reference}");
            assert_eq!(text(reference, "2019-03-23"), None, "{reference}: no version of that day is held");
        }
        assert_eq!(text("gjj_2019:16", "2026-11-21").as_deref(), Some("gjj_2019"), "a version by its own identifier");
        // The one version of a law is shown before it binds, and marked (未施行) by its force.
        assert_eq!(text("《医疗保障法》第十六条", "2026-11-21").as_deref(), Some("ybf2027"));
        assert_eq!(text("《中华人民共和国社会保险法》 第十六条", "2026-11-21").as_deref(), Some("sbf"));
        for unknown in ["sbf:17", "nobody:16", "第十六条", "《》第十六条", "16", ""] {
            assert_eq!(text(unknown, "2026-11-21"), None, "{unknown}");
        }
    }
}
