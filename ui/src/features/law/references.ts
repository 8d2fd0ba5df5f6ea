import { REFERENCE } from '../../words/reference';

export interface Piece {
  text: string;
  /** Where it begins. */
  at: number;
  cites: boolean;
}

/** A text cut into references of articles and what stands between them. */
export function references(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > done) pieces.push({ text: text.slice(done, match.index), at: done, cites: false });
    pieces.push({ text: match[0], at: match.index, cites: true });
    done = match.index + match[0].length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), at: done, cites: false });
  return pieces;
}

/** An excerpt cut where the words of a search stand; places are counted in characters, not in UTF-16 units. */
export function marked(excerpt: string, marks: readonly (readonly number[])[]): Piece[] {
  const letters = [...excerpt];
  const pieces: Piece[] = [];
  let done = 0;
  const push = (to: number, cites: boolean) => {
    if (to > done) pieces.push({ text: letters.slice(done, to).join(''), at: done, cites });
    done = Math.max(done, to);
  };
  for (const [from = 0, to = 0] of marks) {
    push(from, false);
    push(to, true);
  }
  push(letters.length, false);
  return pieces;
}
