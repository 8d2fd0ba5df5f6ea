import { bridge } from '../../bridge';
import type { PersonRule } from '../../generated/PersonRule';
import { Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { sourceText } from '../../kit/source';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';
import { StandingMark } from '../policy/StandingMark';

const words = zh.roster;

/** The article opens as its card; a document the library does not hold is named with its words. */
function Basis({ rule }: { rule: PersonRule }) {
  if (!rule.source) return <span className="soft">—</span>;
  const title = sourceText(rule.source);
  if (rule.law) return <LawLink id={rule.law}>{title}</LawLink>;
  return (
    <>
      {title}
      {rule.source.quote ? <p className="soft">{zh.policy.quoted(rule.source.quote)}</p> : null}
    </>
  );
}

/** 本人适用规则: what the law says of this person, each with its article. */
export function PersonRules({ employeeNo }: { employeeNo: string }) {
  const read = useRead(['rules', employeeNo], () => bridge.rosterRules({ employee_no: employeeNo }));
  return (
    <Panel title={words.rules} extra={<span className="soft">{words.rulesText}</span>} flush testId="person-rules">
      {read.isPending ? <Loading /> : null}
      <FailureNote failure={read.error} />
      {read.data ? (
        <Sheet
          label={words.rules}
          rows={read.data}
          rowKey={(rule, index) => `${rule.kind}.${index}`}
          columns={[
            { title: words.rule, cell: (rule) => rule.label, nowrap: true },
            {
              title: words.ruleSays,
              cell: (rule) => (
                <>
                  <strong className="figure">{rule.value}</strong>{' '}
                  {rule.status === 'final' ? null : <StandingMark standing={rule.status} />}
                  <p>{rule.text}</p>
                  {rule.note ? <p className="soft">{rule.note}</p> : null}
                </>
              ),
            },
            { title: words.ruleBasis, cell: (rule) => <Basis rule={rule} /> },
          ]}
        />
      ) : null}
    </Panel>
  );
}
