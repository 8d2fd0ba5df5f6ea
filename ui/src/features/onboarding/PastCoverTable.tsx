import { Button } from 'antd';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { OnboardingView } from '../../generated/OnboardingView';
import { Mark } from '../../kit/Mark';
import { Sheet } from '../../kit/Sheet';
import { useAct } from '../../kit/useDesk';
import { insuranceName, PAST_KIND, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.onboarding;

/** 既往参保, one row per insurance and stretch. */
export function PastCoverTable({ check }: { check: OnboardingView }) {
  const remove = useAct(bridge.pastCoverRemove, { done: () => words.removed });
  if (check.past.length === 0) return <p className="panel-body soft">{words.pastNone}</p>;
  return (
    <Sheet
      label={words.past}
      rows={check.past}
      rowKey={(past) => String(past.id)}
      columns={[
        { title: words.insurances, cell: (past) => insuranceName(past.insurance), nowrap: true },
        { title: words.kind, cell: (past) => word(PAST_KIND, past.kind), nowrap: true },
        { title: words.employer, cell: (past) => [past.employer, past.region].filter(Boolean).join(' · ') },
        { title: zh.roster.span, cell: (past) => zh.common.span(past.first_month, past.last_month), nowrap: true },
        { title: words.arrears, cell: (past) => (past.arrears ? <Mark tone="act">{words.yes}</Mark> : '') },
        { title: words.source, cell: (past) => past.source },
        {
          title: '',
          right: true,
          cell: (past) => (
            <May use="past_cover_remove">
              <Button
                size="small"
                onClick={() => remove.mutate({ employee_no: check.employee_no, id: past.id })}
                data-testid={`past-remove-${past.id}`}
              >
                {words.remove}
              </Button>
            </May>
          ),
        },
      ]}
    />
  );
}
