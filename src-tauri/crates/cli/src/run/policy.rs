//! `shebao policy …`

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shebao_desk::policy::{self, pack};
use shebao_desk::wire::policy::ValueOf;
use shebao_desk::wire::policy_change::NewPolicyValue;
use shebao_desk::{Code, Failure, Outcome, handout};

use super::people::confirm;
use super::value;
use crate::args::{OwnValue, Policy, Sign};
use crate::session::Session;

pub(super) fn run(session: &Session, verb: Policy) -> Outcome<Value> {
    let now = session.now;
    match verb {
        Policy::Show { region, insurance, month, known_on } => {
            let (month, known_on) = (month.as_deref(), known_on.as_deref());
            let desk = session.open_book()?;
            let values = match &desk {
                Some(desk) => desk.policy_values(&region, &insurance, month, known_on)?,
                None => policy::values(session.tools.library(), &region, &insurance, month, known_on)?,
            };
            Ok(json!({ "values": values }))
        }
        Policy::ReliedOn { region, insurance, part, option, from, month } => {
            value(session.desk()?.policy_relied_on(&ValueOf { region, insurance, part, option, from, month })?)
        }
        Policy::Coverage => {
            let cells = match session.open_book()? {
                Some(desk) => desk.policy_coverage(now)?,
                None => policy::coverage(session.tools.library(), now),
            };
            Ok(json!({ "coverage": cells }))
        }
        Policy::Check => value(policy::check(&session.tools)),
        Policy::Prove { file, region } => match session.open_book()? {
            Some(desk) => value(desk.policy_prove_file(&file, region.as_deref())?),
            None => value(policy::prove(&session.tools, session.tools.library(), &file, region.as_deref())?),
        },
        Policy::ProveBook { region, insurance } => {
            value(session.desk()?.policy_prove_book(region.as_deref(), insurance.as_deref(), now)?)
        }
        Policy::Stamp { region, insurance } => {
            value(session.desk()?.policy_stamp(region.as_deref(), insurance.as_deref(), now)?)
        }
        Policy::Confirm(setting) => confirm(session, *setting),
        Policy::Preview { file } => value(session.desk()?.policy_preview_file(&file, now)?),
        Policy::Take { file } => value(session.desk()?.policy_take(&file, now)?),
        Policy::Add(own) => value(session.desk()?.policy_add(&new_value(*own), now)?),
        Policy::Trust { fingerprint } => value(session.desk()?.policy_trust(&fingerprint, now)?),
        Policy::Layers => Ok(json!({ "layers": session.desk()?.policy_layers()? })),
        Policy::Sign(request) => sign(session, &request),
    }
}

fn new_value(own: OwnValue) -> NewPolicyValue {
    NewPolicyValue {
        region: own.region,
        insurance: own.insurance,
        part: own.part,
        option: own.option,
        from: own.from,
        through: own.through,
        published: own.published,
        ends: own.ends,
        floor: own.floor,
        cap: own.cap,
        employer_rate: own.employer_rate,
        employee_rate: own.employee_rate,
        employer_fixed: own.employer_fixed,
        employee_fixed: own.employee_fixed,
        employer_rounding: own.employer_rounding,
        employee_rounding: own.employee_rounding,
        source: own.source,
        number: own.number,
        url: own.url,
        quote: own.quote,
        note: own.note,
    }
}

fn sign(session: &Session, request: &Sign) -> Outcome<Value> {
    let wrong =
        |field: &str, expected: &str| Failure::new(Code::InvalidInput).with("field", field).with("expected", expected);
    let issued = match &request.issued {
        Some(day) => day.parse().map_err(|_| wrong("issued", "2026-09-20"))?,
        None => session.now.date(),
    };
    let key = fs::read_to_string(&request.key).map_err(|_| wrong("key", "密钥文件"))?;
    let mut files = Vec::new();
    toml_files(&request.dir, &mut files).map_err(|_| wrong("dir", "政策文件所在的文件夹"))?;
    let mut documents = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|_| wrong("dir", "UTF-8 文本"))?;
        let place = file.strip_prefix(&request.dir).unwrap_or(&file).components();
        let parts: Vec<String> = place.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        documents.push(pack::PackDocument { path: parts.join("/"), text });
    }
    let body = pack::PackBody {
        pack: request.pack.clone(),
        number: request.number,
        issued,
        issuer: request.issuer.clone(),
        documents,
    };
    let (text, fingerprint) = pack::sign(&body, &key)?;
    handout::write(&request.out, text.as_bytes())?;
    Ok(json!({ "file": request.out, "fingerprint": fingerprint, "documents": body.documents.len() }))
}

/// Every TOML file below a folder, in order of path.
fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            toml_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
