//! R5 — flipped bits, zeroed pages and cut files of database, key file, backup and manifest: all are reported, none is
//! silently wrong, and the last good backup gives the book back.

use std::path::Path;

use shebao_desk::Desk;
use shebao_store::{Book, KeyFile, Secret, restore};

use crate::flows::recovery;
use crate::stage::{self, PASSWORD, now, stage};
use crate::tally::{Dice, record, times};

const PAGE: usize = 4096;

/// One way to spoil bytes.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Flip,
    Zero,
    Cut,
}

fn spoil(sound: &[u8], damage: Damage, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    match damage {
        Damage::Flip => bytes[dice.roll(sound.len())] ^= 1 << dice.roll(8),
        Damage::Zero => {
            let page = dice.roll(sound.len().div_ceil(PAGE)) * PAGE;
            let end = (page + PAGE).min(sound.len());
            bytes[page..end].fill(0);
        }
        Damage::Cut => bytes.truncate(dice.roll(sound.len())),
    }
    bytes
}

const DAMAGES: [(Damage, &str, usize, usize); 3] = [
    (Damage::Flip, "bit flips", 60, 10_000),
    (Damage::Zero, "zeroed pages", 20, 1_000),
    (Damage::Cut, "cut files", 20, 1_000),
];

/// The first 16 bytes are SQLCipher's salt: the book takes it from its key and never reads it there.
fn only_the_salt(sound: &[u8], spoilt: &[u8]) -> bool {
    sound.len() == spoilt.len() && sound[16..] == spoilt[16..]
}

#[test]
fn a_damaged_database_is_reported() {
    let copy = stage().copy();
    let (file, sound) = (copy.book.join("book.db"), stage().bytes("book.db"));
    let digest = stage().digest(&copy.book);
    for (damage, what, quick, full) in DAMAGES {
        let (mut dice, mut violations) = (Dice::new(5), Vec::new());
        let tried = times(quick, full);
        for turn in 0..tried {
            let spoilt = spoil(sound, damage, &mut dice);
            std::fs::write(&file, &spoilt).unwrap();
            let answer = stage::sound(&copy.book, PASSWORD);
            // Bytes that nothing is read from do no harm; anything else must be told.
            let harmless = spoilt == sound || only_the_salt(sound, &spoilt);
            if answer.is_ok() && !(harmless && stage().digest(&copy.book) == digest) {
                violations.push(format!("{damage:?} {turn}: nobody noticed"));
            }
            let after = std::fs::read(&file).unwrap();
            if answer.is_err() && !answer.as_ref().is_err_and(|text| text.contains("_damaged")) && after != spoilt {
                violations.push(format!("{damage:?} {turn}: the damaged file was changed: {answer:?}"));
            }
        }
        record("R5", &format!("database: {what}"), tried, &violations);
    }
}

#[test]
fn a_damaged_key_file_is_reported_and_survived() {
    let copy = stage().copy();
    let (file, sound) = (copy.book.join("keys.json"), stage().bytes("keys.json"));
    let known = KeyFile::read(&copy.book).unwrap();
    for (damage, what, quick, full) in DAMAGES {
        let (mut dice, mut violations) = (Dice::new(6), Vec::new());
        let tried = times(quick, full);
        for turn in 0..tried {
            let spoilt = spoil(sound, damage, &mut dice);
            std::fs::write(&file, &spoilt).unwrap();
            std::fs::remove_file(copy.book.join("book.attempts")).ok();
            // White space may differ without a word of it being changed.
            let harmless = KeyFile::read(&copy.book).is_ok_and(|read| read == known);
            let answer = stage::sound(&copy.book, PASSWORD);
            if answer.is_ok() != harmless {
                violations.push(format!("{damage:?} {turn}: {answer:?}"));
            }
            if turn % 10 == 0 && !harmless {
                // The recovery code still opens the book, unless the file says it is another book's.
                let opened = Book::open(&copy.book, &Secret::Recovery(&recovery()), "测试", now());
                match opened.map(|book| book.user().name.clone()).map_err(|error| error.code()) {
                    Ok(_) | Err("other_book") => {}
                    other => violations.push(format!("{damage:?} {turn}: by recovery code {other:?}")),
                }
            }
        }
        record("R5", &format!("key file: {what}"), tried, &violations);
    }
}

#[test]
fn a_damaged_backup_is_never_restored() {
    let copy = stage().copy();
    let open = stage::open(&copy.book, PASSWORD).unwrap();
    let backup = open.backup(None, now(), &mut |_, _| true).unwrap();
    open.close().unwrap();
    for file in [backup.path.clone(), backup.path.with_extension("json")] {
        let sound = std::fs::read(&file).unwrap();
        let kind = file.extension().unwrap().to_string_lossy().into_owned();
        for (damage, what, quick, full) in DAMAGES {
            let (mut dice, mut violations) = (Dice::new(7), Vec::new());
            let tried = times(quick / 2, full);
            for turn in 0..tried {
                let spoilt = spoil(&sound, damage, &mut dice);
                std::fs::write(&file, &spoilt).unwrap();
                let answer = restored(&backup.path, &copy.folder.path().join("back"));
                let harmless =
                    kind == "json" && shebao_store::Manifest::read(&backup.path).is_ok_and(|m| m == backup.manifest);
                if spoilt != sound && !harmless && answer.is_ok() {
                    violations.push(format!("{kind} {damage:?} {turn}: restored"));
                }
                if std::fs::read(&file).unwrap() != spoilt {
                    violations.push(format!("{kind} {damage:?} {turn}: the backup was changed"));
                }
            }
            record("R5", &format!("backup ({kind}): {what}"), tried, &violations);
        }
        std::fs::write(&file, &sound).unwrap();
        assert_eq!(restored(&backup.path, &copy.folder.path().join("back")), Ok(()), "the sound backup");
    }
}

/// Database or key file spoilt, the newest of two backups as well now and then: what the clerk presses gives the book of
/// the newest whole backup, and what was damaged lies beside it byte for byte.
#[test]
fn a_damaged_book_is_given_back() {
    let (mut dice, mut violations, tried) = (Dice::new(8), Vec::new(), times(6, 300));
    for turn in 0..tried {
        let copy = stage().copy();
        let open = stage::open(&copy.book, PASSWORD).unwrap();
        let backups = [(); 2].map(|()| open.backup(None, now(), &mut |_, _| true).unwrap());
        open.close().unwrap();
        let digest = stage().digest(&copy.book);
        let file = copy.book.join(["book.db", "keys.json"][turn % 2]);
        while stage::sound(&copy.book, PASSWORD).is_ok() {
            let spoilt = spoil(&std::fs::read(&file).unwrap(), DAMAGES[dice.roll(3)].0, &mut dice);
            std::fs::write(&file, spoilt).unwrap();
            std::fs::remove_file(copy.book.join("book.attempts")).ok();
        }
        if dice.coin() {
            std::fs::write(&backups[1].path, b"no backup any more").unwrap();
        }
        let spoilt = std::fs::read(&file).unwrap();
        let rescued = Desk::rescue(stage::tools(), &copy.book, PASSWORD, now()).map(|(_, rescued)| rescued);
        match rescued.map_err(stage::code) {
            Ok(rescued) => {
                let kept = std::fs::read(Path::new(&rescued.aside).join(file.file_name().unwrap())).ok();
                let back = stage::sound(&copy.book, PASSWORD).map(|()| stage().digest(&copy.book));
                if kept.as_ref() != Some(&spoilt) || back.as_ref() != Ok(&digest) {
                    violations.push(format!("{turn}: {back:?}, set aside whole: {}", kept.as_ref() == Some(&spoilt)));
                }
            }
            Err(code) => violations.push(format!("{turn} {}: {code}", file.display())),
        }
    }
    record("R5", "damaged books given back by one press, the damaged files kept aside", tried, &violations);
}

fn restored(backup: &Path, to: &Path) -> Result<(), String> {
    let secret = Secret::Password { user: None, password: PASSWORD };
    let done = restore(backup, to, &secret, "测试", now()).and_then(|restored| restored.book.close());
    std::fs::remove_dir_all(to).ok();
    done.map_err(|error| error.code().to_owned())
}
