//! 恢复卡 — the book's master key on paper.

use chrono::NaiveDateTime;

use super::document::{Block, Document, ParagraphStyle};

/// 恢复卡 — what stands on the card. The code is the key itself: the file made of it is never kept by the program.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCardView {
    /// 单位全称.
    pub company: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 恢复码, 14 groups of 4 characters.
    pub groups: Vec<String>,
    /// 生成时间, local.
    pub printed_at: NaiveDateTime,
}

impl RecoveryCardView {
    /// The card as blocks.
    #[must_use]
    pub fn document(&self) -> Document {
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let made = self.printed_at.format("%Y年%-m月%-d日").to_string();
        let items =
            vec![pair("单位名称", &self.company), pair("统一社会信用代码", &self.credit_code), pair("生成日期", &made)];
        let warning = "持有本卡的人可以打开整个台账，看到全部员工的身份、工资和社保资料。请像保管公章一样保管本卡。";
        let blanks = ["保管人", "保管地点", "封存日期"].map(str::to_owned).to_vec();
        Document {
            title: "社保台账恢复卡".to_owned(),
            header: (self.company.clone(), "恢复卡 · 机密".to_owned()),
            foot_note: "本卡不得拍照、不得通过网络传送，不得与安装台账的电脑放在一处。".to_owned(),
            foot_left: "社保台账恢复卡".to_owned(),
            journal_code: None,
            printed_at: self.printed_at,
            blocks: vec![
                Block::Title {
                    text: "社保台账恢复卡".into(), under: "忘记密码时打开台账的唯一凭据".into()
                },
                Block::KeyValues { columns: 1, items },
                Block::Heading("恢复码".into()),
                Block::CodeGroups { groups: self.groups.clone(), columns: 4 },
                Block::Paragraph { text: warning.into(), style: ParagraphStyle::Strong },
                Block::Heading("什么时候用".into()),
                Block::Items(uses()),
                Block::Heading("怎样保管".into()),
                Block::Items(keeping()),
                Block::Space(3.0),
                Block::Receipt {
                    heading: "保管登记".into(),
                    text: "本卡共 1 份，由下列人员保管。更换保管人时另行登记。".into(),
                    blanks,
                },
            ],
        }
    }
}

fn uses() -> Vec<String> {
    [
        "忘记密码，或保管密码的人离职：打开台账时选择用恢复卡，从左到右、从上到下按组输入恢复码，然后设置新密码。",
        "电脑损坏、更换电脑：把备份文件恢复到新电脑后，可用恢复码打开。",
        "密码文件丢失或损坏：台账数据还在，用恢复码即可重新建立密码。",
        "软件没有后门，开发者和维修人员都不能代为找回。密码和恢复卡都丢失，台账将永远打不开。",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn keeping() -> Vec<String> {
    [
        "打印后核对一遍，装入信封封口，放进保险柜或与公章一并保管；电子文件不要留存。",
        "建议由负责人或法定代表人保管，不与日常使用台账的电脑、备份盘放在一起。",
        "怀疑本卡被他人看过或遗失时，请立即报告负责人，由负责人在「设置」里换密钥并打印新卡：换好之前，看过本卡的人随时可以打开台账；换密钥以前的备份，之后也仍能用本卡打开。",
    ]
    .map(str::to_owned)
    .to_vec()
}
