//! `shebao user …`

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum User {
    /// 用户一览
    List,
    /// 更改自己的密码
    Password {
        /// 存有新密码的文件
        #[arg(long)]
        new_password_file: PathBuf,
    },
    /// 新增用户（负责人）
    Add {
        /// 姓名
        #[arg(long)]
        name: String,
        /// 角色：owner 负责人、clerk 经办、viewer 查看、auditor 审计
        #[arg(long)]
        role: String,
        /// 存有新用户密码的文件
        #[arg(long)]
        new_password_file: PathBuf,
    },
    /// 移除用户（负责人）
    Remove {
        /// 姓名
        #[arg(long)]
        name: String,
    },
}
