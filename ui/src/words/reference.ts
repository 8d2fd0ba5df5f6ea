/** How a text cites an article: 《社会保险法》第五十八条. */
export const REFERENCE = /《[^《》]{2,40}》\s?第[一二三四五六七八九十百千零〇\d]{1,9}条/g;
