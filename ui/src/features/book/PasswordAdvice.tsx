import { Mark } from '../../kit/Mark';
import { zh } from '../../words/zh';

/** The least that the desk takes. */
export const SHORTEST = 8;

/** Length is what counts; no rules of composition. */
export function PasswordAdvice({ password }: { password: string }) {
  const length = [...password].length;
  if (length === 0) return null;
  if (length < SHORTEST) return <Mark tone="act">{zh.book.passwordShort(SHORTEST - length)}</Mark>;
  return length < 14 ? (
    <Mark tone="done">{zh.book.passwordFair}</Mark>
  ) : (
    <Mark tone="done">{zh.book.passwordGood}</Mark>
  );
}
