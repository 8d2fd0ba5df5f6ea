//! 换密钥 and the backup that must come first — through the desk and through the program.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use shebao_desk::wire::book::{AddUser, RekeyRequest, RemoveUser, UserSecret};
use shebao_desk::{Code, Desk};

use crate::places::{PASSWORD, TODAY, empty, import, migrated, now, person_sheet, tools};
use crate::program::executable;

const OTHER: &str = "另一位用户的长密码";
const LATER: &str = "她换过以后的长密码";

fn add(desk: &mut Desk, name: &str) {
    let user = AddUser {
        name: name.to_owned(),
        role: "clerk".to_owned(),
        password: OTHER.to_owned(),
        own_password: PASSWORD.to_owned(),
    };
    desk.user_add(&user, now()).expect("added");
}

fn typed(code: &str, asked: [u8; 2]) -> [String; 2] {
    let groups: Vec<&str> = code.split('-').collect();
    asked.map(|n| groups[usize::from(n) - 1].to_owned())
}

#[test]
fn new_keys_shut_out_who_left_and_the_new_card_comes_first() {
    let mut place = migrated("public");
    let book = place.book.clone();
    add(&mut place.desk, "离职的");
    add(&mut place.desk, "留下的");
    let remove = RemoveUser { name: "离职的".to_owned(), own_password: PASSWORD.to_owned() };
    place.desk.user_remove(&remove, now()).expect("removed");
    let before = place.desk.contribution_run("2026-01", None, now()).expect("computed").totals;
    let anchor = {
        let proof = place.desk.journal_verify(&[]).expect("walked");
        format!("{} {}", proof.rows, proof.head)
    };
    assert_eq!(place.desk.rekey_begin("不是这个密码", now()).unwrap_err().code, Code::WrongPassword);
    let shown = place.desk.rekey_begin(PASSWORD, now()).expect("the new card");
    let card = place.desk.recovery_card(now()).expect("as a file");
    assert!(card.starts_with(b"%PDF"));
    let users = vec![UserSecret { name: "留下的".to_owned(), password: LATER.to_owned() }];
    let right = RekeyRequest {
        groups: typed(&shown.recovery_code, shown.confirm_groups),
        own_password: PASSWORD.to_owned(),
        users,
    };
    let refused = |desk: &mut Desk, request: &RekeyRequest, go_on: bool| {
        desk.rekey_finish(request, now(), &mut |_| go_on).unwrap_err().code
    };
    let slip = RekeyRequest { groups: ["0000".to_owned(), right.groups[1].clone()], ..right.clone() };
    assert_eq!(refused(&mut place.desk, &slip, true), Code::WrongRecoveryCode);
    assert_eq!(
        refused(&mut place.desk, &RekeyRequest { users: Vec::new(), ..right.clone() }, true),
        Code::UnknownRecord
    );
    let weak = vec![UserSecret { name: "留下的".to_owned(), password: "短".to_owned() }];
    assert_eq!(refused(&mut place.desk, &RekeyRequest { users: weak, ..right.clone() }, true), Code::WeakPassword);
    assert_eq!(refused(&mut place.desk, &right, false), Code::Cancelled);

    let done = place.desk.rekey_finish(&right, now(), &mut |_| true).expect("new keys");
    assert!(done.book.recovery_confirmed);
    assert!(done.backup.is_some_and(|file| file.ends_with(".backup")), "a fresh backup under the new keys");
    assert_eq!(place.desk.backup_state(now()).expect("the state").occasion.as_deref(), Some("换密钥后"));
    assert_eq!(place.desk.contribution_run("2026-01", None, now()).expect("the same book").totals, before);
    let proof = place.desk.journal_verify(&[anchor]).expect("walked");
    assert!(proof.ok, "a head printed before still holds: {:?}", proof.findings);
    assert!(place.desk.book_check().expect("checked").ok);
    let folder = place.close();
    let open = |password: &str| Desk::open(tools(), &book, password, now()).map(|_| ()).map_err(|f| f.code);
    assert_eq!((open(PASSWORD), open(LATER)), (Ok(()), Ok(())));
    assert_eq!(open(OTHER), Err(Code::WrongPassword));
    assert!(Desk::open_with_recovery(tools(), &book, &shown.recovery_code, "又一个很长的密码", None, now()).is_ok());
    drop(folder);
}

/// The card goes to a file, its groups come from standard input.
#[test]
fn the_program_changes_the_keys_once_the_card_is_typed_back() {
    let place = empty();
    let book = place.book.clone();
    let folder = place.close();
    let (secret, card) = (folder.path().join("password"), folder.path().join("card.pdf"));
    std::fs::write(&secret, PASSWORD).expect("written");
    let mut command = Command::new(executable());
    command.args(["book", "rekey", "--json", "--today", TODAY, "--out"]).arg(&card);
    command.arg("--book").arg(&book).arg("--password-file").arg(&secret);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().expect("shebao can be started");
    let mut told = BufReader::new(program.stderr.take().expect("its standard error")).lines();
    let mut answers = program.stdin.take().expect("its standard input");
    let mut asked = 0;
    while asked < 2 {
        let line = told.next().expect("a line").expect("text");
        if let Some(number) = line.strip_prefix("第 ").and_then(|rest| rest.split(' ').next()) {
            let group = group_on(&card, number.parse().expect("a number"));
            writeln!(answers, "{group}").expect("it reads on");
            asked += 1;
        }
    }
    drop(answers);
    let output = program.wait_with_output().expect("it ends");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(output.status.success(), "{json}");
    assert_eq!(json["book"]["recovery_confirmed"], true);
    assert!(json["backup"].as_str().is_some_and(|file| file.ends_with(".backup")), "{json}");
    assert!(Desk::open(tools(), &book, PASSWORD, now()).is_ok());
}

/// A group of the recovery code as the card has it, under its number.
fn group_on(card: &std::path::Path, number: usize) -> String {
    let document = lopdf::Document::load(card).expect("a PDF");
    let text: String = document.extract_text(&[1]).expect("its text").split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, after) = text.split_once(&format!("第 {number} 组")).expect("the number of the group");
    after.trim_start().chars().take(4).collect()
}

/// 导入前的备份 that cannot be written stops the import; with a reason it goes on, and the reason stands in the journal.
#[test]
fn a_backup_that_fails_before_an_import_stops_it() {
    let mut place = empty();
    import(&mut place.desk, &person_sheet("public", "单位参保参数.xlsx"));
    let backups = place.book.join("backups");
    let aside = place.book.join("aside");
    std::fs::rename(&backups, &aside).expect("moved");
    std::fs::write(&backups, "a file stands where the folder was").expect("written");
    let sheet = person_sheet("public", "花名册.xlsx");
    let attempt = |desk: &mut Desk| {
        let handle = shebao_desk::exchange::inspect(&tools(), &sheet).expect("it can be read").handle;
        let request = shebao_desk::wire::exchange::ImportRequest {
            handle,
            good_rows_only: true,
            ..shebao_desk::wire::exchange::ImportRequest::default()
        };
        desk.exchange_import(&request, now())
    };
    let failure = attempt(&mut place.desk).unwrap_err();
    assert_eq!(failure.code, Code::BackupFailed);
    assert!(failure.params["problem"].contains("备份"), "{failure:?}");
    assert_eq!(place.desk.roster_list(None).expect("the roster").len(), 0, "nothing went in");
    let state = place.desk.backup_state(now()).expect("the state");
    assert!(state.problem.is_some() && state.next.is_some_and(|next| next.contains("请")));
    let alerts = place.desk.alert_list(None, now()).expect("the alerts");
    let told = alerts.iter().find(|alert| alert.code == "backup_failed").expect("it is on the home page");
    assert_eq!((told.severity.as_str(), told.screen.as_str()), ("act", "settings"));
    assert_eq!(place.desk.backup_waive(" ", now()).unwrap_err().code, Code::InvalidInput);
    place.desk.backup_waive("备份盘坏了，今天必须入职", now()).expect("noted");
    assert_eq!(attempt(&mut place.desk).expect("it goes on").rejected.len(), 0);
    let noted = place.desk.journal_list(10).expect("the journal");
    assert!(noted.iter().any(|line| line.action == "不备份而继续"));
    std::fs::remove_file(&backups).expect("removed");
    std::fs::rename(&aside, &backups).expect("moved back");
    assert!(place.desk.keep_safe_if_due(now() + chrono::Duration::minutes(60)).expect("backed up"));
    assert_eq!(place.desk.backup_state(now()).expect("the state").problem, None);
}

#[test]
fn no_live_book_in_a_folder_that_syncs_itself() {
    let folder = crate::places::folder();
    let synced = folder.path().join("OneDrive - 示例公司/社保");
    let new = crate::places::new_book(PASSWORD);
    let failure = Desk::create(tools(), &synced, &new, now()).err().expect("refused");
    assert_eq!((failure.code, failure.params["why"].as_str()), (Code::UnsuitablePlace, "“OneDrive”的同步文件夹"));
    assert!(!synced.exists(), "nothing was made");
    // A finished backup may go there, a book may not be opened or restored there.
    let mut place = empty();
    let backup = place.desk.book_backup(&synced, now(), &mut |_| true).expect("a backup").file;
    let restored = Desk::restore(tools(), backup.as_ref(), &synced.join("book"), PASSWORD, now());
    assert_eq!(restored.err().map(|f| f.code), Some(Code::UnsuitablePlace));
    let mut steps = 0;
    let stopped = place.desk.book_backup(&synced, now(), &mut |step| {
        steps += 1;
        step.total == 0
    });
    assert_eq!((stopped.unwrap_err().code, steps), (Code::Cancelled, 1));
    let partial = std::fs::read_dir(&synced)
        .unwrap()
        .filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "partial"));
    assert_eq!(partial.count(), 0, "nothing half-made stays");
}
