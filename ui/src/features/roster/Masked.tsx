import { bridge } from '../../bridge';
import type { FieldClass } from '../../bridge/people';
import { isMasked } from '../../kit/mask';
import { RevealButton } from '../../kit/RevealButton';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

/** A masked number with 显示 beside it; each showing is a row of the journal. */
export function Masked({ text, employeeNo, of }: { text: string | null; employeeNo: string; of: FieldClass }) {
  const reveal = useAct((reason: string) => bridge.rosterReveal({ employee_no: employeeNo, class: of, reason }));
  if (!isMasked(text)) return text;
  return (
    <span className="row is-tight">
      <span className="figure">{text}</span>
      <RevealButton
        type="link"
        size="small"
        loading={reveal.isPending}
        onReason={reveal.mutate}
        testId={`person-reveal-${of}`}
      >
        {zh.common.reveal.show}
      </RevealButton>
    </span>
  );
}
