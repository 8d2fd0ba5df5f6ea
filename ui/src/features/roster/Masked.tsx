import { Button } from 'antd';
import { bridge } from '../../bridge';
import type { FieldClass } from '../../bridge/people';
import { ShowIcon } from '../../kit/icons';
import { isMasked } from '../../kit/mask';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

/** A masked number with 显示 beside it; each showing is a row of the journal. */
export function Masked({ text, employeeNo, of }: { text: string | null; employeeNo: string; of: FieldClass }) {
  const reveal = useAct(() => bridge.rosterReveal({ employee_no: employeeNo, class: of }));
  if (!isMasked(text)) return text;
  return (
    <span className="row is-tight">
      <span className="figure">{text}</span>
      <Button
        type="link"
        size="small"
        icon={<ShowIcon />}
        title={zh.roster.revealNoted}
        loading={reveal.isPending}
        onClick={() => reveal.mutate(undefined)}
        data-testid={`person-reveal-${of}`}
      >
        {zh.roster.reveal}
      </Button>
    </span>
  );
}
