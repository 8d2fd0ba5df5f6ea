//! 账簿的位置 — the live book lies on a disk of this PC. A network drive or a folder that a program copies elsewhere by
//! itself can tear a file that is being written; finished backups may lie there.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf, Prefix};

use crate::error::{Code, Failure, Outcome};

/// Folders of programs that copy what lies in them elsewhere: how their names begin, in lower case.
const SYNCED: &[(&str, &str)] = &[
    ("onedrive", "OneDrive"),
    ("坚果云", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("nutstore", "坚果云"),
    ("百度网盘", "百度网盘"),
    ("百度云", "百度网盘"),
    ("baidunetdisk", "百度网盘"),
    ("baidusyncdisk", "百度网盘同步空间"),
    ("阿里云盘", "阿里云盘"),
    ("adrive", "阿里云盘"),
    ("腾讯微云", "腾讯微云"),
    ("微云同步", "腾讯微云"),
    ("weiyun", "腾讯微云"),
    ("天翼云盘", "天翼云盘"),
    ("和彩云", "和彩云"),
    ("中国移动云盘", "中国移动云盘"),
    ("wps云盘", "WPS 云盘"),
    ("wps cloud", "WPS 云盘"),
    ("wpsdrive", "WPS 云盘"),
    ("360云盘", "360 云盘"),
    ("夸克网盘", "夸克网盘"),
    ("迅雷云盘", "迅雷云盘"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("syncthing", "Syncthing"),
    ("mega sync", "MEGA"),
    ("megasync", "MEGA"),
];

/// Files and folders by which such a program marks its own.
const MARKS: &[(&str, &str)] =
    &[(".dropbox", "Dropbox"), (".stfolder", "Syncthing"), (".nutstore", "坚果云"), (".seafile-data", "Seafile")];

/// Kinds of file systems that lie on another machine.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "smb2",
    "afs",
    "afpfs",
    "ncpfs",
    "davfs",
    "ceph",
    "glusterfs",
    "lustre",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
    "fuse.smbnetfs",
    "fuse.glusterfs",
    "fuse.onedriver",
];

/// Refuses a place where no live book may lie.
///
/// # Errors
/// [`Code::UnsuitablePlace`] naming why.
pub(crate) fn check(dir: &Path) -> Outcome<()> {
    let place = whole(dir);
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    match synced(&place)
        .or_else(|| marked(&place))
        .map(|who| format!("“{who}”的同步文件夹"))
        .or_else(|| network(&place, &mounts))
    {
        Some(why) => Err(Failure::new(Code::UnsuitablePlace).with("why", why)),
        None => Ok(()),
    }
}

/// The place as the system names it. A drive letter of a network drive becomes its `\\server\share`; a book that is not
/// there yet lies in the nearest folder that is.
fn whole(dir: &Path) -> PathBuf {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf());
    for there in absolute.ancestors() {
        if let Ok(known) = there.canonicalize() {
            return known.join(absolute.strip_prefix(there).unwrap_or(Path::new("")));
        }
    }
    absolute
}

fn synced(place: &Path) -> Option<&'static str> {
    let named = |name: &OsStr| {
        let name = name.to_string_lossy().to_lowercase();
        SYNCED.iter().find(|(start, _)| name.starts_with(start)).map(|(_, who)| *who)
    };
    place.components().find_map(|part| if let Component::Normal(name) = part { named(name) } else { None })
}

fn marked(place: &Path) -> Option<&'static str> {
    place.ancestors().find_map(|folder| MARKS.iter().find(|(mark, _)| folder.join(mark).exists()).map(|(_, who)| *who))
}

fn network(place: &Path, mounts: &str) -> Option<String> {
    let share = matches!(
        place.components().next(),
        Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    );
    let remote = || mounted_on(place, mounts).is_some_and(|kind| NETWORK.contains(&kind.as_str()));
    (share || remote()).then(|| "网络盘".to_owned())
}

/// The kind of file system a place lies on, by the longest mount point above it: fields 5 and, after a lone dash, the first.
fn mounted_on(place: &Path, mounts: &str) -> Option<String> {
    let mount = |line: &str| {
        let (left, right) = line.split_once(" - ")?;
        let point = left.split(' ').nth(4)?.replace("\\040", " ");
        Some((PathBuf::from(point), right.split(' ').next()?.to_owned()))
    };
    let above = mounts.lines().filter_map(mount).filter(|(point, _)| place.starts_with(point));
    above.max_by_key(|(point, _)| point.components().count()).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_sync_programs_are_known_by_name() {
        let who = |place: &str| synced(Path::new(place));
        assert_eq!(who("/disk/u/OneDrive - 示例公司/社保"), Some("OneDrive"));
        assert_eq!(who("/disk/u/我的坚果云/社保"), Some("坚果云"));
        assert_eq!(who("/d/BaiduSyncdisk/book"), Some("百度网盘同步空间"));
        assert_eq!(who("/disk/u/.local/share/shebao/books/demo"), None);
        assert_eq!(who("/disk/u/资料/云盘说明"), None);
    }

    #[test]
    fn a_mark_above_is_enough() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("资料/社保");
        std::fs::create_dir_all(&place).unwrap();
        assert_eq!(marked(&place), None);
        std::fs::create_dir(folder.path().join(".stfolder")).unwrap();
        assert_eq!(marked(&place), Some("Syncthing"));
        let failure = check(&place.join("不存在")).unwrap_err();
        assert_eq!((failure.code, failure.params["why"].as_str()), (Code::UnsuitablePlace, "“Syncthing”的同步文件夹"));
    }

    #[test]
    fn a_network_drive_is_known_by_its_mount() {
        let mounts = "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            30 21 0:40 / /mnt/a\\040b rw - cifs //server/share rw\n\
            31 21 0:41 / /mnt/a\\040b/local rw - ext4 /dev/sdb1 rw\n";
        let kind = |place: &str| network(Path::new(place), mounts);
        assert_eq!(kind("/mnt/a b/社保"), Some("网络盘".to_owned()));
        assert_eq!(kind("/mnt/a b/local/社保"), None, "the nearest mount decides");
        assert_eq!((kind("/disk/u/社保"), kind("/mnt/a bc")), (None, None));
    }
}
