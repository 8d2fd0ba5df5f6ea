//! 匹配依据 — by what an imported row met its person.

use crate::row::words;

words! {
    /// 匹配依据 — by what an imported row met its person, from the firmest to the weakest. Pay rows and claims that the
    /// clerk was asked about keep what they had met her by.
    MatchStrength {
        /// The clerk said so.
        Clerk = "clerk" / "人工指定",
        /// 证件号码.
        Id = "id" / "证件号码",
        /// 工号.
        EmployeeNo = "employee_no" / "工号",
        /// 脱敏证件号, with the name and, in bureau lists, the base.
        MaskedId = "masked_id" / "脱敏证件号",
        /// 姓名 unique in that unit and month.
        Name = "name" / "姓名",
    }
}
