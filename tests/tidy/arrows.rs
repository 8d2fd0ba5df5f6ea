//! 箭头 — who may know whom, read from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::LazyLock;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Node, NodeDep, Package, PackageId};
use shebao_tests::clone_root;

use crate::tree::none;

/// The systems the program is made for.
const SYSTEMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"];

/// What cargo knows of the workspace, per system.
static METADATA: LazyLock<[Metadata; 2]> = LazyLock::new(|| SYSTEMS.map(metadata));

fn metadata(system: &str) -> Metadata {
    let mut command = MetadataCommand::new();
    let options = ["--locked".to_owned(), "--filter-platform".to_owned(), system.to_owned()];
    command.manifest_path(clone_root().join("Cargo.toml")).other_options(options);
    command.exec().unwrap_or_else(|error| panic!("cargo metadata for {system}: {error}"))
}

/// Each room and the rooms it may know.
const ROOMS: &[(&str, &[&str])] = &[
    ("shebao-rules", &[]),
    ("shebao-store", &["shebao-rules"]),
    ("shebao-documents", &["shebao-rules"]),
    ("shebao-desk", &["shebao-documents", "shebao-rules", "shebao-store"]),
    ("shebao-cli", &["shebao-desk"]),
    ("shebao-desktop", &["shebao-desk"]),
];

/// Libraries that only one room may use directly.
const ONE_ROOM_ONLY: &[(&str, &str)] = &[
    ("rusqlite", "shebao-store"),
    ("argon2", "shebao-store"),
    ("aes-gcm", "shebao-store"),
    ("calamine", "shebao-documents"),
    ("printpdf", "shebao-documents"),
    ("allsorts-azul", "shebao-documents"),
    ("lopdf", "shebao-documents"),
    ("rust_xlsxwriter", "shebao-documents"),
    ("zip", "shebao-documents"),
    ("ed25519-dalek", "shebao-desk"),
    ("clap", "shebao-cli"),
    ("tauri", "shebao-desktop"),
    ("tauri-plugin-dialog", "shebao-desktop"),
    ("tauri-plugin-opener", "shebao-desktop"),
];

/// Clients and servers of the network: no product crate may reach one through any chain of dependencies.
const NETWORK: &[&str] = &[
    "reqwest",
    "ureq",
    "hyper",
    "hyper-util",
    "h2",
    "isahc",
    "curl",
    "attohttpc",
    "minreq",
    "surf",
    "tungstenite",
    "tokio-tungstenite",
    "actix-web",
    "axum",
    "warp",
    "tiny_http",
    "rouille",
    "rustls",
    "native-tls",
    "quinn",
    "tauri-plugin-http",
    "tauri-plugin-updater",
    "tauri-plugin-shell",
    "tauri-plugin-sql",
    "tauri-plugin-store",
    "tauri-plugin-websocket",
    "tauri-plugin-localhost",
];

/// What `package` names in its manifest outside its tests.
fn named_by(package: &str) -> BTreeSet<String> {
    let package = METADATA[0].packages.iter().find(|known| known.name == package && known.source.is_none());
    let dependencies = &package.expect("a crate of the workspace").dependencies;
    let ours = dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
    ours.map(|dependency| dependency.name.clone()).collect()
}

#[test]
fn rooms_know_only_the_rooms_below() {
    let mut offences = Vec::new();
    for (room, allowed) in ROOMS {
        for known in named_by(room).iter().filter(|name| name.starts_with("shebao-")) {
            if !allowed.contains(&known.as_str()) {
                offences.push(format!("{room} → {known}"));
            }
        }
    }
    none(&offences, "rules ← store, rules ← documents, {rules, store, documents} ← desk ← {shell, cli}:");
}

#[test]
fn every_crate_is_a_known_room() {
    let members = METADATA[0].workspace_packages().into_iter().map(|package| package.name.clone());
    let known: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).chain(["shebao-tests"]).collect();
    let strangers: Vec<String> = members.filter(|name| !known.contains(name.as_str())).collect();
    none(&strangers, "A new crate needs its arrows here and in the README:");
}

#[test]
fn each_tool_stays_in_its_room() {
    let mut offences = Vec::new();
    for (room, _) in ROOMS {
        for (tool, home) in ONE_ROOM_ONLY {
            if room != home && named_by(room).contains(*tool) {
                offences.push(format!("{room} uses {tool}, which belongs to {home} alone"));
            }
        }
    }
    none(&offences, "One room, one tool:");
}

#[test]
fn the_desk_and_the_command_line_need_no_window() {
    for (room, metadata) in each_on_each(&["shebao-desk", "shebao-cli"]) {
        let reached = reached_by(room, metadata);
        for tool in ["tauri", "wry", "webkit2gtk", "gtk", "tokio"] {
            assert!(!reached.contains_key(tool), "{room} reaches {tool} through {}", reached[tool]);
        }
    }
}

#[test]
fn nothing_of_the_product_reaches_the_network() {
    let mut offences = Vec::new();
    let rooms: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for (room, metadata) in each_on_each(&rooms) {
        let reached = reached_by(room, metadata);
        offences.extend(NETWORK.iter().filter_map(|name| Some(format!("{room} → … {} → {name}", reached.get(*name)?))));
    }
    none(&offences, "The program opens no network connection and listens on no port:");
}

/// Every room on every system.
fn each_on_each<'a>(rooms: &[&'a str]) -> Vec<(&'a str, &'static Metadata)> {
    rooms.iter().flat_map(|room| METADATA.iter().map(move |metadata| (*room, metadata))).collect()
}

/// 编进程序的包 — every package of others that stands in the window or the command line on any system; what only runs
/// while they are compiled is left out, but for packages (`…-src`) that carry the source of what is compiled in.
pub fn compiled_in() -> Vec<&'static Package> {
    let mut found: BTreeMap<(&str, String), &'static Package> = BTreeMap::new();
    for metadata in METADATA.iter() {
        let graph = metadata.resolve.as_ref().expect("a resolved graph");
        let rooms = |id: &PackageId| ["shebao-desktop", "shebao-cli"].contains(&metadata[id].name.as_str());
        let mut queue: VecDeque<&Node> = graph.nodes.iter().filter(|node| rooms(&node.id)).collect();
        let mut seen: BTreeSet<&PackageId> = BTreeSet::new();
        while let Some(node) = queue.pop_front() {
            let package = &metadata[&node.id];
            if !seen.insert(&node.id) || package.targets.iter().any(|target| target.is_proc_macro()) {
                continue;
            }
            if package.source.is_some() {
                found.insert((&package.name, package.version.to_string()), package);
            }
            let normal = |dep: &&NodeDep| {
                let carries = metadata[&dep.pkg].name.ends_with("-src");
                dep.dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal || carries && kind.kind == DependencyKind::Build)
            };
            for next in node.deps.iter().filter(normal) {
                queue.extend(graph.nodes.iter().find(|node| node.id == next.pkg));
            }
        }
    }
    found.into_values().collect()
}

/// Every package that is compiled into `room`, with the package that brings it.
fn reached_by(room: &str, metadata: &Metadata) -> BTreeMap<String, String> {
    let graph = metadata.resolve.as_ref().expect("a resolved graph");
    let name = |id: &PackageId| metadata[id].name.clone();
    let start = graph.nodes.iter().find(|node| name(&node.id) == room).expect("a crate of the workspace");
    let (mut reached, mut queue) = (BTreeMap::new(), VecDeque::from([start]));
    while let Some(node) = queue.pop_front() {
        for dependency in &node.deps {
            let compiled_in = dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if compiled_in && !reached.contains_key(&name(&dependency.pkg)) {
                reached.insert(name(&dependency.pkg), name(&node.id));
                queue.extend(graph.nodes.iter().find(|next| next.id == dependency.pkg));
            }
        }
    }
    reached
}
