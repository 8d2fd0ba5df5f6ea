// Closed vocabularies of the wire in the clerk's words. Those that the command line prints too stand in values.json.
import VALUES from './values.json';

const INSURANCES: Record<string, string> = VALUES.insurance;

/** Insurances in the order of a bureau's statement. */
export const INSURANCE_ORDER = Object.keys(INSURANCES).filter((id) => id !== 'supplement');

export function insuranceName(id: string): string {
  return INSURANCES[id] ?? id;
}

/** 范围: a group, or one insurance. */
export function scopeName(scope: string): string {
  if (scope === 'social') return '社会保险';
  if (scope === 'housing_fund') return '住房公积金';
  return insuranceName(scope.replace(/^only:/, ''));
}

type Words = Readonly<Record<string, string>>;

export const STATUS: Words = VALUES.status;

export const EVIDENCE: Words = VALUES.evidence;

/** 效力 of a law on a day. */
export const FORCE: Words = VALUES.force;

/** How a law's text reached the library. */
export const TRANSCRIPTION: Words = VALUES.transcription;

/** How far a value or a coverage can be relied on; the desk words the coverage the same way. */
export const STANDING: Words = {
  proved: '明细验证',
  quoted: '已公布（转引）',
  clerk: '经办人录入',
  unit_confirmed: '单位确认',
  provisional: '暂定',
  carried_over: '沿用',
  unconfirmed: '待确认',
  absent: '未收录',
};

export const MONTH_STATE: Words = VALUES.state;

export const GAP: Words = VALUES.gap;

export const SEX: Words = VALUES.sex;

export const ID_TYPE: Words = VALUES.id_type;

export const HUKOU: Words = {
  local_town: '本市城镇',
  local_rural: '本市农村',
  other_town: '外埠城镇',
  other_rural: '外埠农村',
  local: '本市',
  other: '外埠',
};

export const MEDICAL_TIER: Words = { '1': '一档', '2': '二档' };

export const POSITION_CLASS: Words = {
  male60: '男 60 岁',
  female55: '女 55 岁（管理、技术岗）',
  female50: '女 50 岁（工人岗）',
};

export const BASE_REASON: Words = VALUES.reason;

export const WORKSHEET_METHOD: Words = {
  last_year_average: '上年月均工资',
  first_full_month: '首个整月工资',
  none: '没有可用的工资',
};

export const SETTING_MODE: Words = VALUES.mode;

export const POLICY_PART: Words = VALUES.part;

/** 十种取整方式 in the order in which bureau software offers them, and the rest. */
export const ROUNDING: Words = {
  'half_up fen': '四舍五入到分',
  'half_up jiao': '四舍五入到角',
  'half_up yuan': '四舍五入到元',
  'up_on_digit fen': '见厘进分',
  'up_on_digit jiao': '见分进角',
  'up_on_digit yuan': '见角进元',
  'up fen': '进位到分',
  'up jiao': '进位到角',
  'up yuan': '进位到元',
  'up_to_even yuan': '进位到偶数元',
  'down yuan': '舍去角',
  'down jiao': '舍去分',
  'down fen': '舍去厘',
};

/** 承担方 of a bureau row. */
export const SIDE: Words = VALUES.side;

export const LINE_KIND: Words = VALUES.kind;

export const ROLE: Words = VALUES.role;

/** What kept a backup from being made, carried or rehearsed. */
export const OPTION: Words = VALUES.option;

/** The word of a vocabulary, or the identifier where the vocabulary does not know it. */
export function word(words: Words, id: string | null | undefined): string {
  return id ? (words[id] ?? id) : '';
}

/** `[{value, label}]` of a vocabulary, for a select. */
export function options(words: Words): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

/** 办理事项. */
export const TASK_KIND: Words = VALUES['tasks.kind'];

/** 情形 of a hire or a leaving. */
export const TASK_CHANGE: Words = VALUES.change;

/** 进度 of a task. */
export const TASK_STATE: Words = VALUES['tasks.state'];

/** 既往参保身份. */
export const PAST_KIND: Words = { employee: '职工', resident: '城乡居民', flexible: '灵活就业' };

/** 入职核查结果. */
export const FINDING_KIND: Words = {
  duplicate: '原单位未停保',
  resident: '居民参保',
  flexible: '灵活就业在保',
  arrears_before: '原单位欠费',
  gap: '入职前中断',
};

/** 单位日期设置. */
export const UNIT_DAY: Words = {
  enroll_cutoff: '社保增员截止日',
  withdraw_cutoff: '社保减员截止日',
  fund_enroll_cutoff: '公积金增员截止日',
  fund_withdraw_cutoff: '公积金减员截止日',
  enroll_reminder: '登记期限前几天提醒',
  unemployed_list: '离职后几天提醒报失业名单',
  onboarding: '入职后几天内核查',
  state_limit: '月末后几天仍缺环节时提醒',
};

/** 环节 of a month. */
export const STEP: Words = VALUES.step;

/** 断缴表一格. */
export const GAP_STATE: Words = {
  credited: '已到账',
  debited: '已划款，未到账',
  declared: '已申报，未到账',
  deducted: '已扣款，未见名册',
  computed: '已核定',
  missing: '名册中缺记录',
  uncomputed: '未核定',
  none: '未参保',
};
