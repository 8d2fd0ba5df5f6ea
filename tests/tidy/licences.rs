//! 第三方许可 — what of others stands in the program, and under which terms: `assets/licences.json`, which the window
//! shows. It is made from the lock files (`make licences`) and must be up to date.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shebao_tests::clone_root;

use crate::arrows::compiled_in;
use crate::tree;

const FILE: &str = "assets/licences.json";

/// Where a package offers it, these terms are taken: their text is the same for everybody.
const PREFERRED: &str = "Apache-2.0";

/// Terms under which the program may be handed out: those of `deny.toml`, and of the fonts.
fn allowed() -> Vec<String> {
    let deny: toml::Value = toml::from_str(&tree::read("deny.toml")).unwrap();
    let listed = deny["licenses"]["allow"].as_array().unwrap().iter();
    listed.map(|one| one.as_str().unwrap().to_owned()).chain(["OFL-1.1".to_owned()]).collect()
}

/// 一个软件包.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Package {
    name: String,
    version: String,
    /// rust, npm or font.
    from: String,
    /// The terms, as the package states them.
    licence: String,
    /// Keys of its texts.
    texts: Vec<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Licences {
    packages: Vec<Package>,
    texts: BTreeMap<String, String>,
}

impl Licences {
    fn keep(&mut self, text: &str) -> String {
        let text: Vec<&str> = text.lines().map(str::trim_end).collect();
        let text = text.join("\n").trim().to_owned();
        let key: String = Sha256::digest(&text).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        self.texts.insert(key.clone(), text);
        key
    }

    fn add(&mut self, name: &str, version: &str, from: &str, licence: &str, folder: &Path) {
        let texts = if alternatives(licence).iter().any(|one| one == PREFERRED) {
            let mut texts = vec![tree::read("LICENSE")];
            texts.extend(texts_in(folder, &["NOTICE"]));
            texts
        } else {
            texts_in(folder, &["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "OFL"])
        };
        let texts = texts.iter().map(|text| self.keep(text)).collect();
        let owned = str::to_owned;
        let package =
            Package { name: owned(name), version: owned(version), from: owned(from), licence: owned(licence), texts };
        self.packages.push(package);
    }
}

/// What of an expression may be chosen: `MIT OR Apache-2.0`, also in the old way with a slash.
fn alternatives(licence: &str) -> Vec<String> {
    licence.replace('/', " OR ").split(" OR ").map(|one| one.trim_matches(['(', ')', ' ']).to_owned()).collect()
}

/// Texts at the top of a package, and one folder down: a package of somebody else's sources keeps theirs there.
fn texts_in(folder: &Path, beginnings: &[&str]) -> Vec<String> {
    let inside = |folder: &Path| -> Vec<std::path::PathBuf> {
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
    };
    let mut found = inside(folder);
    let deeper = found.iter().filter(|path| path.is_dir() && !path.ends_with("node_modules"));
    found.extend(deeper.flat_map(|path| inside(path)).collect::<Vec<_>>());
    found.sort();
    let wanted = |path: &&std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        let is_text = !name.contains('.') || name.ends_with(".MD") || name.ends_with(".TXT");
        is_text && beginnings.iter().any(|beginning| name.starts_with(beginning)) && path.is_file()
    };
    found.iter().filter(wanted).filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

/// From the lock files and the sources that were fetched by them.
fn made() -> Licences {
    let mut all = Licences { packages: Vec::new(), texts: BTreeMap::new() };
    for package in compiled_in() {
        let folder = package.manifest_path.parent().expect("a manifest lies in a folder");
        let licence = package.license.clone().unwrap_or_default();
        all.add(&package.name, &package.version.to_string(), "rust", &licence, folder.as_std_path());
    }
    let lock: Value = serde_json::from_str(&tree::read("ui/package-lock.json")).unwrap();
    for (place, package) in lock["packages"].as_object().unwrap() {
        let shipped = !place.is_empty() && package["dev"] != true && package["optional"] != true;
        if let Some((_, name)) = place.rsplit_once("node_modules/").filter(|_| shipped) {
            let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            all.add(name, &text("version"), "npm", &text("license"), &clone_root().join("ui").join(place));
        }
    }
    all.add("Noto Sans SC", "static", "font", "OFL-1.1", &clone_root().join("assets/fonts"));
    all.add("Noto Sans CJK SC", "2.004", "font", "OFL-1.1", &clone_root().join("assets/fonts"));
    all.packages.sort();
    all.packages.dedup();
    all
}

#[test]
fn the_list_is_up_to_date() {
    let made = made();
    if std::env::var_os("SHEBAO_LICENCES").is_some() {
        let text = serde_json::to_string_pretty(&made).unwrap() + "\n";
        std::fs::write(clone_root().join(FILE), text).unwrap();
    }
    let kept: Licences = serde_json::from_str(&tree::read(FILE)).unwrap();
    let listed = |licences: &Licences| -> Vec<String> {
        licences.packages.iter().map(|p| format!("{} {} {} {}", p.from, p.name, p.version, p.licence)).collect()
    };
    let (made, listed) = (listed(&made), listed(&kept));
    let missing: Vec<String> = made.iter().filter(|one| !listed.contains(one)).cloned().collect();
    let gone: Vec<String> = listed.iter().filter(|one| !made.contains(one)).cloned().collect();
    tree::none(&missing, "Not in assets/licences.json (`make licences` makes it anew):");
    tree::none(&gone, "Only in assets/licences.json (`make licences` makes it anew):");
    assert!(kept.packages.iter().filter(|one| one.from == "rust").count() > 200);
    assert!(kept.packages.iter().filter(|one| one.from == "npm").count() > 20);
}

#[test]
fn every_package_may_be_handed_out_and_brings_its_terms() {
    let kept: Licences = serde_json::from_str(&tree::read(FILE)).unwrap();
    let (allowed, mut offences) = (allowed(), Vec::new());
    for package in &kept.packages {
        let known = |part: &str| allowed.iter().any(|one| one == part.trim_matches(['(', ')', ' ']));
        let may = |one: &String| one.split(" AND ").all(known);
        if !alternatives(&package.licence).iter().any(may) {
            offences.push(format!("{} {}: {}", package.name, package.version, package.licence));
        }
        if package.texts.iter().any(|key| kept.texts.get(key).is_none_or(|text| text.len() < 100)) {
            offences.push(format!("{} {}: a text is missing", package.name, package.version));
        }
    }
    tree::none(&offences, "Terms under which this program cannot be handed out:");
    let silent = kept.packages.iter().filter(|package| package.texts.is_empty()).count();
    assert!(silent * 20 < kept.packages.len(), "{silent} packages bring no text of their terms");
}
