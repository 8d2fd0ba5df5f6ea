//! 驾驶 — a window under WebDriver: its display, its driver, its own data folder; nothing of it is left behind.
//!
//! WebKitWebDriver is spoken to directly. `tauri-driver` would stand between as a second server that translates one
//! capability (`tauri:options` into `webkitgtk:browserOptions`, as below) and passes everything else on; it has to be
//! installed by cargo on each machine, and a driver left behind by it breaks the next run. One process less to start,
//! to wait for and to end: the group that is ended here is the driver and the program it started.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shebao_tests::clone_root;
use tempfile::TempDir;

use crate::display::Display;

/// How long a page may take to show what was asked for; a cold start under load is slow.
const PATIENCE: Duration = Duration::from_secs(40);

/// How long a script may take that watches the page.
pub const SCRIPT: Duration = Duration::from_secs(300);

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Two windows at once would wait for each other's processor.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A running window.
pub struct Window {
    agent: ureq::Agent,
    session: String,
    driver: Child,
    name: &'static str,
    /// Where books, answers, logs and saved files of this window lie.
    folder: TempDir,
    display: Display,
    _alone: MutexGuard<'static, ()>,
}

/// An element of the page.
pub struct Element<'a> {
    window: &'a Window,
    id: String,
}

impl Window {
    /// Opens the built program on an empty data folder, on the given day.
    pub fn open(name: &'static str, today: &str) -> Self {
        Self::open_with(name, today, &[])
    }

    /// The same with more in the program's environment.
    pub fn open_with(name: &'static str, today: &str, environment: &[(&str, &str)]) -> Self {
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let display = Display::of_the_clerk_or_a_hidden_one();
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("tmp")).unwrap();
        let port = free_port();
        let driver = start_driver(port, &folder, &display, today, environment);
        // A connection kept open is now and then forgotten by the driver: each question gets its own.
        let config = ureq::Agent::config_builder().proxy(None).http_status_as_error(false).max_idle_connections(0);
        let agent: ureq::Agent = config.timeout_global(Some(SCRIPT)).build().into();
        let session = String::new();
        let mut window = Self { agent, session, driver, name, folder, display, _alone: alone };
        window.begin(&format!("http://127.0.0.1:{port}"), &program());
        window
    }

    /// Ends the program and starts it again on another day, with the books it left.
    pub fn open_again(&mut self, today: &str) {
        self.end();
        let port = free_port();
        self.driver = start_driver(port, &self.folder, &self.display, today, &[]);
        self.begin(&format!("http://127.0.0.1:{port}"), &program());
    }

    /// The program ends with its session; the driver and whatever it started end with its group.
    fn end(&mut self) {
        if !self.session.is_empty() {
            let _ = self.agent.delete(&self.session).call();
            self.session.clear();
        }
        end_group(&mut self.driver);
    }

    fn begin(&mut self, server: &str, program: &Path) {
        let options = json!({ "binary": program, "args": [] });
        let capabilities = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        wait_for("the driver to listen", || self.agent.get(format!("{server}/status")).call().ok().map(drop));
        let opened = self.post(&format!("{server}/session"), &capabilities).expect("a session");
        let id = opened["sessionId"].as_str().expect("the session's id").to_owned();
        self.session = format!("{server}/session/{id}");
        let size = json!({ "width": 1280, "height": 800 });
        self.ask("window/rect", &size).expect("the size of the window");
    }

    /// The display it is drawn on.
    pub fn display(&self) -> &str {
        self.display.name()
    }

    /// The folder of this window: books, answers, saved files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Tells the next file dialogs what the clerk chooses.
    pub fn answer_dialogs(&self, paths: &[&Path]) {
        let lines: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
        std::fs::write(self.folder().join("answers"), lines).unwrap();
    }

    /// What the driver, the program and the page's console said.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder().join("log")).unwrap_or_default()
    }

    /// A page that works writes no error to its console.
    pub fn must_not_have_complained(&self) {
        let log = self.log();
        let complaints: Vec<&str> =
            log.lines().filter(|line| line.contains("CONSOLE") && line.contains("ERROR")).collect();
        assert!(complaints.is_empty(), "the page's console:\n{}", complaints.join("\n"));
    }

    /// The element of that test id, as soon as it can be seen.
    pub fn see(&self, testid: &str) -> Element<'_> {
        self.find(&format!("[data-testid=\"{testid}\"]"))
    }

    /// The first element that matches, as soon as it can be seen.
    pub fn find(&self, css: &str) -> Element<'_> {
        wait_for(&format!("`{css}`"), || self.all(css).into_iter().find(Element::is_displayed))
    }

    /// Every element that matches now.
    pub fn all(&self, css: &str) -> Vec<Element<'_>> {
        let asked = json!({ "using": "css selector", "value": css });
        let found = self.ask("elements", &asked).unwrap_or_default();
        let ids = found.as_array().cloned().unwrap_or_default();
        ids.iter()
            .filter_map(|one| one[ELEMENT].as_str())
            .map(|id| Element { window: self, id: id.to_owned() })
            .collect()
    }

    /// Presses what matches in the first place of its kind that tells the text: a row, a card, an option.
    pub fn press_in(&self, place: &str, text: &str, css: &str) {
        let found = format!(
            "const place = [...document.querySelectorAll('{place}')].find((one) => one.innerText.includes('{text}'));\
             return ('{css}' === '' ? place : place?.querySelector('{css}')) ?? null"
        );
        wait_for(&format!("`{css}` of `{place}` with {text}"), || {
            let id = self.script(&found)[ELEMENT].as_str()?.to_owned();
            Element { window: self, id }.click().ok()
        });
    }

    /// Presses the element of that test id; one that is just being drawn anew is looked for again.
    pub fn press(&self, testid: &str) {
        self.press_first(&format!("[data-testid=\"{testid}\"]"));
    }

    /// Presses the first element that matches and can be seen. One that moves, as below a line of advice that goes, is
    /// waited for.
    pub fn press_first(&self, css: &str) {
        let mut place = Value::Null;
        wait_for(&format!("`{css}` to be pressed"), || {
            let found = self.all(css).into_iter().find(Element::is_displayed)?;
            let now = found.tell("const { x, y } = arguments[0].getBoundingClientRect(); return [x, y]");
            let rests = std::mem::replace(&mut place, now.clone()) == now;
            if rests { found.click().ok() } else { None }
        });
    }

    /// Waits until the text of that test id satisfies the clerk.
    pub fn wait_for_text(&self, testid: &str, right: impl Fn(&str) -> bool) -> String {
        let css = format!("[data-testid=\"{testid}\"]");
        wait_for(&format!("the text of `{testid}`"), || {
            let text = self.all(&css).first()?.text();
            right(&text).then_some(text)
        })
    }

    /// Waits until a script in the page answers yes.
    pub fn wait_until(&self, what: &str, script: &str) {
        wait_for(what, || (self.script(script) == true).then_some(()));
    }

    /// Waits until a file is there and no longer grows.
    pub fn wait_for_file(&self, path: &Path) {
        let mut size = 0;
        wait_for(&format!("the file {}", path.display()), || {
            let now = path.metadata().ok()?.len();
            std::mem::replace(&mut size, now).eq(&now).then_some(()).filter(|()| now > 0)
        });
    }

    /// Runs a script in the page.
    pub fn script(&self, script: &str) -> Value {
        self.ask("execute/sync", &json!({ "script": script, "args": [] })).unwrap_or_default()
    }

    /// Keeps a picture of the display in `target/window`: what a clerk would see, taken without asking the page.
    pub fn picture(&self, step: &str) {
        let folder = clone_root().join("target/window");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{}-{step}.png", self.name));
        let mut import = Command::new("import");
        let taken = import.args(["-display", self.display.name(), "-window", "root"]).arg(&file).status();
        if !taken.is_ok_and(|status| status.success()) {
            eprintln!("no picture {} (package imagemagick)", file.display());
        }
    }

    /// Asks the driver.
    pub fn ask(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.post(&format!("{}/{path}", self.session), body)
    }

    fn post(&self, url: &str, body: &Value) -> Result<Value, String> {
        answer(self.agent.post(url).send_json(body))
    }
}

impl Element<'_> {
    /// The text as the clerk sees it. Asked of the page itself: the driver takes text in a scrolled frame for hidden.
    pub fn text(&self) -> String {
        let text = self.tell("return arguments[0].innerText");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Whether it is drawn.
    pub fn is_displayed(&self) -> bool {
        self.tell("return arguments[0].checkVisibility({ visibilityProperty: true })") == true
    }

    /// Presses it.
    pub fn click(&self) -> Result<(), String> {
        self.ask("click", &json!({})).map(drop)
    }

    /// Types over what it holds, as a clerk does: Ctrl+A, Backspace, the text. A field that its page controls takes no
    /// clearing from the driver.
    pub fn fill(&self, text: &str) {
        // Ctrl is let go of only between two calls.
        for keys in ["\u{e009}a", "\u{e003}", text] {
            self.type_keys(keys);
        }
    }

    /// Presses keys one after the other, as WebDriver names them; what is held down in one call is let go of after it.
    pub fn type_keys(&self, keys: &str) {
        self.ask("value", &json!({ "text": keys })).expect("an input");
    }

    fn tell(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [{ (ELEMENT): self.id }] });
        self.window.ask("execute/sync", &body).unwrap_or_default()
    }

    fn ask(&self, what: &str, body: &Value) -> Result<Value, String> {
        self.window.ask(&format!("element/{}/{what}", self.id), body)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.picture("failed");
            eprintln!("--- log of the window\n{}", self.log());
        }
        self.end();
    }
}

/// The driver of a window on its data folder; what it says goes on where the last one stopped.
fn start_driver(port: u16, folder: &TempDir, display: &Display, today: &str, environment: &[(&str, &str)]) -> Child {
    let log = std::fs::File::options().create(true).append(true).open(folder.path().join("log")).unwrap();
    at_home(Command::new("WebKitWebDriver").arg(format!("--port={port}")), folder.path())
        .env("DISPLAY", display.name())
        .env("SHEBAO_TODAY", today)
        .envs(environment.iter().copied())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .expect("WebKitWebDriver (package webkit2gtk-driver)")
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, String> {
    let mut response = response.map_err(|error| error.to_string())?;
    let mut body: Value = response.body_mut().read_json().map_err(|error| error.to_string())?;
    if response.status().is_success() { Ok(body["value"].take()) } else { Err(body["value"].to_string()) }
}

/// Asks again until there is an answer; without one the test fails, with a picture.
#[track_caller]
fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The program with the feature `driven`; `make test` builds it before the journeys begin.
fn program() -> PathBuf {
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    let program = folder.join("shebao-desktop");
    assert!(program.exists(), "{} is not built: `make test` does", program.display());
    program
}

/// A process in a group and home of its own, so that it finds nothing of this machine and leaves nothing on it.
fn at_home<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    use std::os::unix::process::CommandExt;
    command
        .process_group(0)
        .stdin(Stdio::null())
        .env("HOME", home)
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("share"))
        .env("SHEBAO_DATA_DIR", home.join("data"))
        .env("SHEBAO_DRIVEN_ANSWERS", home.join("answers"))
        .env("TMPDIR", home.join("tmp"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("NO_AT_BRIDGE", "1")
        .env("TZ", "Asia/Shanghai")
        .env_remove("WAYLAND_DISPLAY")
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Ends a process and everything it started, politely: a display that is killed leaves its lock file.
pub fn end_group(process: &mut Child) {
    let _ = Command::new("kill").args(["-TERM", "--", &format!("-{}", process.id())]).stderr(Stdio::null()).status();
    let _ = process.wait();
}
