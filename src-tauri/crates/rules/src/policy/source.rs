//! 出处 — where a value comes from.

use serde::{Deserialize, Serialize};

/// 证据 — how the value reached this program. "Verified" is never claimed for a second-hand copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// 转引: a second-hand copy of an official notice.
    Quoted,
    /// 明细验证: bureau rows reproduce it.
    Proved,
    /// 经办人录入: the clerk's own value with her source.
    Clerk,
}

/// 出处 — the official document a value cites, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// 文件或页面名称.
    pub title: String,
    /// 文号, e.g. 京人社发〔2025〕11号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 网址 of the official page, second-hand where the page itself was not reachable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// 原文 — the official sentence or figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}
