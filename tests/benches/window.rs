//! 一万人的窗口 — the built program with a company of 10,000 people: home page, month ledger, scrolling, search, as the page
//! itself measures them: `make bench-window`.

use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

#[path = "company.rs"]
#[expect(dead_code, reason = "the other benches use more of it")]
mod company;
#[path = "../window/display.rs"]
mod display;
#[path = "../window/driver.rs"]
#[expect(dead_code, reason = "the journeys use more of it")]
mod driver;

use company::{Invented, PASSWORD, Shelf, list, month, now};
use driver::{SCRIPT, Window};

const PEOPLE: usize = 10_000;
const BOOK: &str = "91440305EXAMPLE89U";
/// What a clerk does not notice waiting while she scrolls.
const SMOOTH: f64 = 100.0;
/// What a clerk waits for without turning away.
const WHOLE: f64 = 1000.0;

const ALERTS: &str = "[data-testid=alert-list] li";
/// What scrolls, and what one row of it is.
const LEDGER: (&str, &str) = ("[data-testid=ledger-grid] .grid-scroll", "[data-row]");
const GAPS: (&str, &str) = (".page-body:has(> [data-testid=gap-table])", ".gap-group");
/// The other screens of the menu, and what each is opened for.
const SCREENS: [(&str, &str); 5] = [
    ("roster", "[data-testid=roster-grid] [data-row]"),
    ("enrollment", "[data-testid=enrollment-grid] [data-row]"),
    ("reconciliation", "[data-testid=reconciliation-page] [data-row]"),
    ("remittance", "[data-testid=remittance-page] .sheet td"),
    ("statement", "[data-testid=statement-page] .panel"),
];

/// From a press to the first sight of each of some things, in milliseconds of the page's clock.
const PRESS: &str = "const [press, seen, answer] = arguments;
    const start = performance.now();
    document.querySelector(press).click();
    const times = seen.map(() => null);
    const look = () => {
      seen.forEach((one, at) => { if (times[at] === null && document.querySelector(one)) times[at] = performance.now() - start; });
      return times.includes(null) ? requestAnimationFrame(look) : answer(times);
    };
    look();";

/// Scrolls in steps of a frame; gives the frames' times and how many were without rows.
const SCROLL: &str = "const [place, row, pixels, frames, answer] = arguments;
    const box = document.querySelector(place);
    box.scrollTop = 0;
    const times = [];
    let empty = 0, last = performance.now();
    const step = (at) => {
      times.push(performance.now() - last);
      last = performance.now();
      const view = box.getBoundingClientRect();
      const middle = document.elementFromPoint(view.left + 40, view.top + view.height / 2);
      if (!middle || !middle.closest(row)) empty += 1;
      if (times.length > frames) return answer({ times: times.slice(1), empty, top: box.scrollTop });
      box.scrollTop += pixels;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);";

/// Types into the search box letter by letter; gives the longest time the page did not answer and the time until the
/// first row is the one looked for.
const SEARCH: &str = "const [text, wanted, answer] = arguments;
    const input = document.querySelector('[data-testid=ledger-search]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const type = (value) => { set.call(input, value); input.dispatchEvent(new Event('input', { bubbles: true })); };
    let longest = 0, last = performance.now(), start = last, typed = 0;
    const tick = new MessageChannel();
    tick.port1.onmessage = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      if (typed < text.length) {
        typed += 1;
        type(text.slice(0, typed));
        start = performance.now();
      }
      const first = document.querySelector('[data-testid=\"cell-0-no\"]');
      const rows = document.querySelector('[data-testid=ledger-grid] [role=grid]').getAttribute('aria-rowcount');
      if (typed === text.length && first && first.textContent === wanted[0] && rows === wanted[1]) {
        const time = performance.now() - start;
        type('');
        return answer({ longest, time });
      }
      if (performance.now() - start > 20000) return answer({ longest, time: -1, rows, first: first && first.textContent });
      setTimeout(() => tick.port2.postMessage(0), 0);
    };
    tick.port2.postMessage(0);";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // Built with all other targets, but run on request only.
    if !arguments.iter().any(|a| a == "--bench") {
        return ExitCode::SUCCESS;
    }
    let mut shelf = Shelf::new();
    let book = shelf.book(PEOPLE);
    for of in ["2026-05", "2026-06"] {
        shelf.desk(&book).contribution_run(of, None, now()).expect("a run");
        list(&book, month(of));
    }
    let window = Window::open("crowd", "2026-06-10");
    window.see("first-run");
    copy(&book, &window.folder().join("data/books").join(BOOK));
    window.script("location.reload()");
    window.press(&format!("known-{BOOK}"));
    window.see("open-password").fill(PASSWORD);
    println!("A window of 1280 x 800, {PEOPLE} people of seven insurances, two months computed.");
    println!("The agency's lists lack every tenth person.\n");
    let home = press(&window, "[data-testid=open-submit]", &[ALERTS, "[data-testid=month-summary]"]);
    told("password to the home page with what waits", home[0], WHOLE);
    told("password to the board of the month", home[1], WHOLE);
    window.picture("1-home");
    let ledger = press(&window, "[data-testid=menu-ledger]", &["[data-testid=cell-0-name]"]);
    told("home page to the first rows of the ledger", ledger[0], WHOLE);
    window.picture("2-ledger");
    // What the machine and the drawing cost without any work: the page only waits for its frames.
    for (what, pixels) in [("nothing", 0), ("a wheel's notch", 120), ("a page", 600), ("thirty pages", 18_000)] {
        scroll(&window, LEDGER, what, pixels);
    }
    window.picture("3-scrolled");
    let people: Vec<Invented> = (0..PEOPLE).map(company::invented).collect();
    let tail = |person: &Invented| person.id_number.chars().skip(14).collect::<String>();
    let known = &people[4_321];
    search(&window, "name", &known.name, &people, |one| one.name == known.name);
    search(&window, "pinyin", &known.initials, &people, |one| one.initials == known.initials);
    let end = tail(known);
    search(&window, "ID tail", &end, &people, |one| tail(one) == end || one.employee_no.contains(&end));
    let heading = "[data-testid=ledger-grid] [role=columnheader]";
    let sorted = press(&window, &format!("{heading} button"), &[&format!("{heading}[aria-sort=ascending]")]);
    told("the ledger by name", sorted[0], WHOLE);
    let again = press(&window, "[data-testid=menu-home]", &[ALERTS]);
    told("ledger back to the home page", again[0], WHOLE);
    let gaps = press(&window, "[data-testid=open-gaps]", &["[data-testid=gap-table] .gap-group"]);
    told("home page to the gap grid", gaps[0], WHOLE);
    for (what, pixels) in [("a wheel's notch", 120), ("thirty pages", 18_000)] {
        scroll(&window, GAPS, what, pixels);
    }
    window.picture("4-gaps");
    for (screen, seen) in SCREENS {
        let time = press(&window, &format!("[data-testid=menu-{screen}]"), &[seen]);
        told(&format!("menu to {screen}"), time[0], WHOLE);
    }
    window.must_not_have_complained();
    ExitCode::SUCCESS
}

fn told(what: &str, time: f64, aim: f64) {
    let mark = if time <= aim { "" } else { "  above the aim" };
    println!("{what:<46}{time:>8.0} ms (aim {aim:.0}){mark}");
}

fn press(window: &Window, press: &str, seen: &[&str]) -> Vec<f64> {
    let answer = asked(window, PRESS, &serde_json::json!([press, seen]));
    answer.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

fn scroll(window: &Window, (place, row): (&str, &str), what: &str, pixels: u32) {
    let answer = asked(window, SCROLL, &serde_json::json!([place, row, pixels, 100]));
    let mut times: Vec<f64> = answer["times"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    let longest = times.last().copied().expect("frames");
    let mark = if longest <= SMOOTH { "" } else { "  above the aim" };
    println!(
        "scrolling by {what:<18} frame {:>5.1} ms, longest {longest:>6.1} ms (aim {SMOOTH:.0}), {} of {} without rows{mark}",
        times[times.len() / 2],
        answer["empty"],
        times.len()
    );
}

fn search(window: &Window, what: &str, text: &str, people: &[Invented], found: impl Fn(&Invented) -> bool) {
    let found: Vec<&str> = people.iter().filter(|one| found(one)).map(|one| one.employee_no.as_str()).collect();
    // The grid counts its heading as a row.
    let wanted = [found[0].to_owned(), (found.len() + 1).to_string()];
    let answer = asked(window, SEARCH, &serde_json::json!([text, wanted]));
    let of = |key: &str| answer[key].as_f64().unwrap_or(-1.0);
    assert!(of("time") >= 0.0, "{what} finds {wanted:?}: {answer}");
    let mark = if of("longest") <= SMOOTH { "" } else { "  above the aim" };
    println!(
        "search by {what:<8} {:>5} found, last letter to the rows {:>6.0} ms, longest pause {:>6.0} ms (aim {SMOOTH:.0}){mark}",
        found.len(),
        of("time"),
        of("longest")
    );
}

/// The book as it lies closed: a folder of files.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a book").flatten().filter(|entry| entry.path().is_file()) {
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a file");
    }
}

/// Runs a script in the page that answers by calling its last argument.
fn asked(window: &Window, script: &str, arguments: &Value) -> Value {
    window.ask("timeouts", &serde_json::json!({ "script": SCRIPT.as_millis() })).expect("patience");
    window.ask("execute/async", &serde_json::json!({ "script": script, "args": arguments })).expect("an answer")
}
