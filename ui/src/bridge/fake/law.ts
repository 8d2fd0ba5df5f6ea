import type { ArticleView } from '../../generated/ArticleView';
import type { LawHit } from '../../generated/LawHit';
import type { LawIndex } from '../../generated/LawIndex';
import type { LawView } from '../../generated/LawView';
import { refuse } from './transport';

const law = (over: Partial<LawView>): LawView => ({
  id: 'sbf',
  name: '中华人民共和国社会保险法',
  short: '社会保险法',
  number: '2018年修正',
  issuer: '全国人大常委会',
  in_force_from: '2011-07-01',
  in_force_to: null,
  force: 'in_force',
  state: '现行有效',
  url: 'https://example.gov.cn/law/sbf',
  transcription: 'official_database',
  articles: 2,
  ...over,
});

const LAWS: LawView[] = [
  law({}),
  law({
    id: 'ybf2027',
    name: '中华人民共和国医疗保障法',
    short: '医疗保障法',
    number: '2026-08-28通过',
    in_force_from: '2027-01-01',
    force: 'upcoming',
    state: '已公布，尚未施行',
    transcription: 'hand',
    articles: 1,
  }),
  law({
    id: 'gjj_2019',
    name: '住房公积金管理条例（2019年修订）',
    short: '住房公积金管理条例(旧)',
    number: '国务院令第262号',
    issuer: '国务院',
    in_force_from: '2019-03-24',
    in_force_to: '2026-09-19',
    force: 'in_force',
    articles: 1,
  }),
  law({
    id: 'gjj_2026',
    name: '住房公积金管理条例（2026年修订）',
    short: '住房公积金管理条例',
    number: '国务院令第844号',
    issuer: '国务院',
    in_force_from: '2026-09-20',
    force: 'upcoming',
    transcription: 'hand',
    articles: 1,
  }),
];

/** Invented texts in the shape of articles: law, number, label, text. */
const ARTICLES: readonly (readonly [string, string, string, string])[] = [
  ['sbf', '12', '第十二条', '单位和职工按照规定的基数和比例缴纳养老保险费。（示例文本）'],
  ['sbf', '58', '第五十八条', '用工之日起三十日内办理社会保险登记，逾期的见《社会保险法》第十二条。（示例文本）'],
  ['ybf2027', '13', '第十三条', '医疗保障基金的支付范围由国家规定。（示例文本）'],
  ['gjj_2019', '16', '第十六条', '住房公积金的月缴存额为工资基数乘以缴存比例。（示例旧文本）'],
  ['gjj_2026', '16', '第十六条', '住房公积金的月缴存额为工资基数乘以缴存比例。（示例新文本）'],
];

const lawOf = (id: string) => LAWS.find((one) => one.id === id) ?? law({ id });

function article(id: string, day: string): ArticleView {
  const cited = id.replace(/^《社会保险法》第五十八条$/, 'sbf:58').replace(/^《社会保险法》第十二条$/, 'sbf:12');
  const found = ARTICLES.find(([key, number]) => `${key}:${number}` === cited);
  if (!found) return refuse('unknown_article', { id, on: day });
  const [key, number, label, text] = found;
  const own = lawOf(key);
  const family = key.split('_')[0];
  return {
    id: `${key}:${number}`,
    title: `《${own.short}》${label}`,
    label,
    text,
    verbatim: true,
    hand_transcribed: own.transcription === 'hand',
    matched: own.transcription !== 'hand',
    on: day,
    law: own,
    others: LAWS.filter((one) => one.id !== key && one.id.split('_')[0] === family),
    beside: key === 'sbf' ? [number === '58' ? 'sbf:12' : null, number === '12' ? 'sbf:58' : null] : [null, null],
  };
}

export function lawIndex(): LawIndex {
  return { laws: LAWS, topics: [{ name: '单位登记/员工增减员', articles: 1 }] };
}

export function lawArticle(request: Record<string, unknown>): ArticleView {
  return article(String(request.id), String(request.on ?? '2026-02-12'));
}

export function lawSearch(request: Record<string, unknown>): LawHit[] {
  const words = String(request.words ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return ARTICLES.filter(([key, number]) => {
    const one = article(`${key}:${number}`, '2026-02-12');
    const topical = !request.topic || `${key}:${number}` === 'sbf:58';
    return (
      topical &&
      (!request.law || request.law === key) &&
      words.every((word) => one.title.includes(word) || one.text.includes(word))
    );
  }).map(([key, number, , text]) => {
    const one = article(`${key}:${number}`, '2026-02-12');
    const marks = words.flatMap((word) =>
      text.includes(word) ? [[text.indexOf(word), text.indexOf(word) + word.length]] : [],
    );
    return {
      id: one.id,
      title: one.title,
      in_force_from: one.law.in_force_from,
      in_force_to: one.law.in_force_to,
      force: one.law.force,
      excerpt: text,
      marks: marks.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)) as [number, number][],
      hand_transcribed: one.hand_transcribed,
      matched: one.matched,
    };
  });
}
