//! 样式 — how the cells look, made once for a workbook.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use super::error::ExportError;

const A4: u8 = 9;
const LINE: Color = Color::RGB(0x00BF_BFBF);
const SHADE: Color = Color::RGB(0x00EE_F2F6);
const MARK: Color = Color::RGB(0x00FF_F2CC);

/// The looks in use.
pub(super) struct Styles {
    /// 标题.
    pub(super) title: Format,
    /// 说明.
    pub(super) note: Format,
    /// 表头.
    pub(super) head: Format,
    /// Text that stays text when its cell is edited.
    pub(super) text: Format,
    /// Short text in the middle: months, status.
    pub(super) centred: Format,
    /// 金额.
    pub(super) money: Format,
    /// 金额 that no formula of its line gives.
    pub(super) recorded: Format,
    /// 费率.
    pub(super) rate: Format,
    /// A number of lines.
    pub(super) count: Format,
    /// The label of a total.
    pub(super) total: Format,
    /// 合计金额.
    pub(super) total_money: Format,
    /// A total number of lines.
    pub(super) total_count: Format,
    /// 待补填: an empty cell the clerk fills.
    pub(super) to_fill: Format,
    /// The heading of a column the clerk fills.
    pub(super) to_fill_head: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_border_color(LINE);
        let text = cell.clone().set_num_format("@");
        let money = cell.clone().set_num_format("#,##0.00");
        let count = cell.clone().set_num_format("#,##0");
        let strong = |format: &Format| format.clone().set_bold().set_background_color(SHADE);
        let head = strong(&cell).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap();
        Self {
            title: Format::new().set_bold().set_font_size(14).set_num_format("@"),
            note: Format::new().set_font_color(Color::RGB(0x0059_5959)).set_num_format("@"),
            to_fill: text.clone().set_background_color(MARK),
            to_fill_head: head.clone().set_background_color(MARK),
            head,
            centred: text.clone().set_align(FormatAlign::Center),
            recorded: money.clone().set_italic(),
            rate: cell.clone().set_num_format("0.00##%"),
            total: strong(&text),
            total_money: strong(&money),
            total_count: strong(&count),
            text,
            money,
            count,
        }
    }
}

/// Prints a sheet on A4 across, as wide as the page, with its headings on every page.
pub(super) fn on_paper(sheet: &mut Worksheet, head: u32) -> Result<(), ExportError> {
    sheet.set_row_height(head, 22)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(head, head)?;
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}
