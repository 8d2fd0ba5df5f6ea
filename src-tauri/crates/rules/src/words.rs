//! 用语 — small closed vocabularies of a person: document type, sex, hukou, medical tier, position class.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word outside of its vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a word of this vocabulary")]
pub struct WordError;

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal / $chinese:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $id)] $variant),+ }

        impl $name {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The identifier used in the database and JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The clerk's word.
            #[must_use]
            pub const fn chinese(self) -> &'static str {
                match self { $(Self::$variant => $chinese),+ }
            }
        }

        impl FromStr for $name {
            type Err = WordError;
            fn from_str(text: &str) -> Result<Self, WordError> {
                match text { $($id => Ok(Self::$variant),)+ _ => Err(WordError) }
            }
        }
    };
}

vocabulary! {
    /// 性别 — sex.
    Sex {
        /// 男.
        Male = "male" / "男",
        /// 女.
        Female = "female" / "女",
    }
}

vocabulary! {
    /// 户口性质 — kind of hukou; local hukou decides 地方补充养老.
    Hukou {
        /// 本市城镇.
        LocalTown = "local_town" / "本市城镇",
        /// 本市农村.
        LocalRural = "local_rural" / "本市农村",
        /// 外埠城镇.
        OtherTown = "other_town" / "外埠城镇",
        /// 外埠农村.
        OtherRural = "other_rural" / "外埠农村",
        /// 本市，城乡未注明.
        LocalAny = "local" / "本市",
        /// 外埠，城乡未注明.
        OtherAny = "other" / "外埠",
    }
}

impl Hukou {
    /// 本市户籍.
    #[must_use]
    pub const fn is_local(self) -> bool {
        matches!(self, Self::LocalTown | Self::LocalRural | Self::LocalAny)
    }
}

vocabulary! {
    /// 医保档次 — Shenzhen's medical tier.
    MedicalTier {
        /// 一档.
        First = "1" / "一档",
        /// 二档.
        Second = "2" / "二档",
    }
}

vocabulary! {
    /// 退休口径 — original retirement age by sex and position; 50 or 55 of a woman is an attribute, never guessed.
    PositionClass {
        /// 男60.
        Male60 = "male60" / "男60",
        /// 女55（管理、技术岗）.
        Female55 = "female55" / "女55",
        /// 女50（工人岗）.
        Female50 = "female50" / "女50",
    }
}

vocabulary! {
    /// 证件类型 — document type.
    IdType {
        /// 居民身份证.
        ResidentId = "resident_id" / "居民身份证",
        /// 外国护照.
        ForeignPassport = "foreign_passport" / "外国护照",
        /// 中国护照.
        ChinesePassport = "chinese_passport" / "中国护照",
        /// 港澳居民来往内地通行证.
        HkMacauPermit = "hk_macau_permit" / "港澳居民来往内地通行证",
        /// 港澳居民居住证.
        HkMacauResidence = "hk_macau_residence" / "港澳居民居住证",
        /// 台湾居民来往大陆通行证.
        TaiwanPermit = "taiwan_permit" / "台湾居民来往大陆通行证",
        /// 台湾居民居住证.
        TaiwanResidence = "taiwan_residence" / "台湾居民居住证",
        /// 外国人永久居留身份证.
        ForeignerResidence = "foreigner_residence" / "外国人永久居留身份证",
        /// 其他证件.
        Other = "other" / "其他证件",
    }
}

vocabulary! {
    /// 就诊类型 — kind of visit a claim is for.
    VisitKind {
        /// 门诊.
        Outpatient = "outpatient" / "门诊",
        /// 住院.
        Inpatient = "inpatient" / "住院",
        /// 门诊慢特病.
        Chronic = "chronic" / "门诊慢特病",
        /// 生育.
        Birth = "birth" / "生育",
    }
}

vocabulary! {
    /// 办理状态 — where a claim stands.
    ClaimStatus {
        /// 已登记.
        Registered = "registered" / "已登记",
        /// 材料待补.
        PapersMissing = "papers_missing" / "材料待补",
        /// 已提交.
        Submitted = "submitted" / "已提交",
        /// 审核中.
        Reviewing = "reviewing" / "审核中",
        /// 退回.
        Returned = "returned" / "退回",
        /// 不予支付.
        Denied = "denied" / "不予支付",
        /// 支付失败.
        PaymentFailed = "payment_failed" / "支付失败",
        /// 已到账.
        Received = "received" / "已到账",
    }
}
