//! 粘贴 — cells copied in another program go in with Ctrl+V: once as text, once as a page's table.

use crate::clipboard::Clipboard;
use crate::driver::Window;
use crate::own_book::{create, of_people, take_in};
use crate::taught::person;

/// Ctrl and V; the driver lets go of Ctrl after the call.
const PASTE: &str = "\u{e009}v";

/// Pastes what is on the clipboard and takes it in.
fn take_pasted(window: &Window, said: &str, written: u32) {
    window.press("menu-exchange");
    window.press("paste-box");
    window.see("paste-box").type_keys(PASTE);
    window.see("import-wizard");
    window.wait_for_text("import-wizard", |text| text.contains("工资表") && text.contains(said));
    window.press("wizard-next");
    window.see("check-step");
    window.press("wizard-next");
    window.see("difference-step");
    window.press("wizard-next");
    window.wait_for_text("done-step", |text| text.contains(&format!("已写入 {written} 行")));
    window.picture(&format!("done-{written}"));
    window.press("done-again");
}

#[test]
fn copied_cells_go_in_with_the_keyboard() {
    let window = Window::open("pasted", "2026-03-31");
    create(&window);
    for name in ["单位参保参数", "花名册"] {
        take_in(&window, &of_people(name));
    }
    let (name, number) = person();
    let text = format!("2025年应发工资\n姓名\t身份证号\t1月\t2月\t3月\n{name}\t{number}\t10000\t10100\t10200\n");
    let copied = Clipboard::holding(&window, "UTF8_STRING", &text);
    take_pasted(&window, "按月横排", 3);
    drop(copied);

    let head = "<tr><td>月份<td>姓名<td>身份证号<td>应发工资<td>养老保险<td>实发工资</tr>";
    let row = format!("<tr><td>2025-04<td>{name}<td>{number}<td>10300<td>824<td>9476</tr>");
    let table = format!("<html><body><table>{head}{row}</table></body></html>");
    let copied = Clipboard::holding(&window, "text/html", &table);
    take_pasted(&window, "应发工资", 1);
    drop(copied);
    window.must_not_have_complained();
}
