//! 核验年度档案 — whether a folder is as it was written; no book is needed, and an open one is asked what it knows.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::archive::{FORMAT, MANIFEST, Manifest, SUMS};
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::hex;
use crate::wire::book::Finding;
use crate::wire::year_archive::ArchiveProof;

/// 核验 a folder by what lies in it alone.
///
/// # Errors
/// [`Code::FileMissing`] if there is no manifest, [`Code::InvalidInput`] if it is none of ours.
pub fn archive_verify(folder: &Path) -> Outcome<ArchiveProof> {
    prove(folder).map(|(proof, _)| proof)
}

impl Desk {
    /// The same, and whether this book wrote it: by the manifest's digest, and month by month by the seals.
    ///
    /// # Errors
    /// As [`archive_verify`].
    pub fn privacy_archive_verify(&self, folder: &Path) -> Outcome<ArchiveProof> {
        let (mut proof, manifest) = prove(folder)?;
        let view = self.view();
        let known = view.year_archives()?.iter().any(|one| one.manifest == proof.manifest);
        proof.known = Some(known);
        if !known {
            proof.findings.push(finding("archive_unknown", "本账簿没有制作过这份档案，或清单被改动", MANIFEST));
        }
        let seals = view.seals()?;
        for month in manifest.months {
            let digest = month.digest.as_deref();
            if digest.is_some_and(|digest| !seals.iter().any(|s| s.month == month.month && s.digest == digest)) {
                proof.findings.push(finding("seal_differs", "封账码与账簿不符", &month.month.to_string()));
            }
        }
        proof.ok = proof.findings.is_empty();
        Ok(proof)
    }
}

fn prove(folder: &Path) -> Outcome<(ArchiveProof, Manifest)> {
    let missing = |_| Failure::new(Code::FileMissing).with("file", MANIFEST);
    let bytes = fs::read(folder.join(MANIFEST)).map_err(missing)?;
    let not_ours = || crate::read::invalid("年度档案", "本程序制作的年度档案文件夹");
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| not_ours())?;
    if manifest.format != FORMAT {
        return Err(not_ours());
    }
    let mut findings = Vec::new();
    for file in &manifest.files {
        let own = Path::new(&file.name).file_name().is_some_and(|name| name == file.name.as_str());
        match fs::read(folder.join(&file.name)).ok().filter(|_| own) {
            None => findings.push(finding("file_missing", "清单里的文件不在", &file.name)),
            Some(bytes) if bytes.len() as u64 != file.size || hex(&bytes) != file.sha256 => {
                findings.push(finding("file_altered", "文件与制作时不一致", &file.name));
            }
            Some(_) => {}
        }
    }
    findings.extend(strangers(folder, &manifest)?);
    let digest = hex(&bytes);
    let sums = fs::read_to_string(folder.join(SUMS)).unwrap_or_default();
    if !sums.lines().any(|line| line == format!("{digest}  {MANIFEST}")) {
        findings.push(finding("sums_differ", "校验和文件与清单不符", SUMS));
    }
    let proof = ArchiveProof {
        ok: findings.is_empty(),
        year: manifest.year,
        company: manifest.company.clone(),
        made_at: manifest.made_at.clone(),
        files: u32::try_from(manifest.files.len()).unwrap_or(u32::MAX),
        manifest: digest,
        head: manifest.journal_head.clone(),
        known: None,
        findings,
    };
    Ok((proof, manifest))
}

/// What lies in the folder and is not in the manifest.
fn strangers(folder: &Path, manifest: &Manifest) -> Outcome<Vec<Finding>> {
    let known: BTreeSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).chain([MANIFEST, SUMS]).collect();
    let cannot = |_| Failure::new(Code::FileMissing).with("file", folder.display());
    let mut findings = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let name = entry.map_err(cannot)?.file_name().to_string_lossy().into_owned();
        if !known.contains(name.as_str()) {
            findings.push(finding("file_strange", "清单里没有的文件", &name));
        }
    }
    Ok(findings)
}

fn finding(check: &str, what: &str, place: &str) -> Finding {
    Finding { check: check.to_owned(), message: format!("{what}：{place}") }
}
