import { Mark } from '../../kit/Mark';
import { STANDING, word } from '../../words/terms';
import { standingIcon, standingTone } from './standing';

/** 明细验证 / 已公布（转引） / 暂定 / 沿用 / 待确认 / 未收录, with icon and colour. */
export function StandingMark({ standing, chip }: { standing: string; chip?: boolean }) {
  return (
    <Mark tone={standingTone(standing)} icon={standingIcon(standing)} chip={chip}>
      {word(STANDING, standing)}
    </Mark>
  );
}
