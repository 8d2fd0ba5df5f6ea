import { Button } from 'antd';
import { May } from '../../app/rights';
import type { TrueUpProposal } from '../../generated/TrueUpProposal';
import { Facts } from '../../kit/Facts';
import { StatusMark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { Sheet } from '../../kit/Sheet';
import { SidePanel } from '../../kit/SidePanel';
import { sourceText } from '../../kit/source';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawText } from '../law/LawText';

const words = zh.contribution.trueUp;
const titles = zh.contribution.columns;

interface Props {
  proposal: TrueUpProposal;
  onClose: () => void;
  onDecide: (accept: boolean) => void;
}

/** One difference: what stands, what is due by today's knowledge, and which published value made it so. */
export function TrueUpCard({ proposal: of, onClose, onDecide }: Props) {
  const sides = [
    {
      side: titles.employer,
      stands: of.employer_stands,
      due: of.employer_due,
      difference: of.employer_difference,
    },
    { side: titles.employee, stands: of.employee_stands, due: of.employee_due, difference: of.employee_difference },
  ];
  return (
    <SidePanel
      label={words.card}
      title={`${of.name} ${insuranceName(of.insurance)}`}
      sub={`${of.unit} · ${chineseMonth(of.period)}`}
      onClose={onClose}
      testId="true-up-card"
    >
      <div className="stack">
        <div className="row">
          <StatusMark status={of.status} chip />
        </div>
        <Sheet
          label={words.card}
          rows={sides}
          rowKey={(side) => side.side}
          columns={[
            { title: '', cell: (side) => side.side },
            { title: words.stands, cell: (side) => formatMoney(side.stands), right: true },
            { title: words.due, cell: (side) => formatMoney(side.due), right: true },
            { title: words.difference, cell: (side) => <strong>{formatMoney(side.difference)}</strong>, right: true },
          ]}
        />
        <Facts
          single
          items={[
            [titles.declared, formatMoney(of.declared_base)],
            [words.baseBefore, formatMoney(of.base_before)],
            [words.baseAfter, formatMoney(of.base_after)],
          ]}
        />
        <section>
          <h3>{words.reason}</h3>
          {of.reasons.map((reason) => (
            <div key={reason.text}>
              <p className="figure">{reason.text}</p>
              <p className="soft">{sourceText(reason.source)}</p>
              {reason.source.quote ? (
                <blockquote>
                  <LawText>{reason.source.quote}</LawText>
                </blockquote>
              ) : null}
            </div>
          ))}
        </section>
        <div className="row">
          <May use="true_up_decide">
            <Button type="primary" onClick={() => onDecide(true)} data-testid="true-up-accept-one">
              {words.acceptOne}
            </Button>
          </May>
          <May use="true_up_decide">
            <Button onClick={() => onDecide(false)} data-testid="true-up-refuse-one">
              {words.refuseOne}
            </Button>
          </May>
        </div>
      </div>
    </SidePanel>
  );
}
