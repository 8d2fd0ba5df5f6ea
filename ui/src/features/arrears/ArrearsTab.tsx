import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { ArrearsLine } from '../../generated/ArrearsLine';
import type { ArrearsList } from '../../generated/ArrearsList';
import type { NewArrears } from '../../generated/NewArrears';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { DayInput } from '../../kit/inputs';
import { Mark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { RecordDialog } from '../../kit/RecordDialog';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { RecordedNote } from '../journal/UndoNote';
import { LawLink } from '../law/LawLink';
import { ChargedFees } from './ChargedFees';
import { PlanPanel } from './PlanPanel';

const words = zh.arrears;

/** 滞纳金计数: today, each day, and thirty days on. */
function Meter({ list }: { list: ArrearsList }) {
  const parts = [
    [words.outstanding, list.outstanding, ''],
    [words.lateFee, list.late_fee, words.today(list.on)],
    [words.daily, list.daily, words.employer],
    [words.lateFee, list.late_fee_later, words.later(list.later_on)],
  ] as const;
  return (
    <div className="meter" data-testid="arrears-meter">
      {parts.map(([name, amount, note]) => (
        <div key={`${name}${note}`}>
          <span className="soft">{name}</span>
          <strong className="figure">{formatMoney(amount)}</strong>
          <span className="soft">{note}</span>
        </div>
      ))}
    </div>
  );
}

function Basis({ line }: { line: ArrearsLine }) {
  return (
    <>
      {line.expression.map((text) => (
        <div key={text} className="figure">
          {text}
        </div>
      ))}
      <div className="soft">
        {word(words.origin, line.origin)} · {line.document}
      </div>
      {line.basis === 'statutory' ? <Mark tone="soon">{words.statutory}</Mark> : null}
    </>
  );
}

function LineTable({ lines }: { lines: readonly ArrearsLine[] }) {
  return (
    <Sheet
      label={zh.remittance.tabs.arrears}
      testId="arrears-lines"
      rows={lines}
      rowKey={(line) => `${line.unit}|${line.period}|${line.insurance}`}
      columns={[
        { title: words.unit, cell: (line) => line.unit },
        { title: words.period, nowrap: true, cell: (line) => line.period },
        { title: words.insurance, nowrap: true, cell: (line) => insuranceName(line.insurance) },
        { title: words.principal, right: true, nowrap: true, cell: (line) => formatMoney(line.principal) },
        { title: words.paid, right: true, nowrap: true, cell: (line) => formatMoney(line.paid) },
        {
          title: words.outstanding,
          right: true,
          nowrap: true,
          cell: (line) => <strong>{formatMoney(line.outstanding)}</strong>,
        },
        { title: words.dueOn, nowrap: true, cell: (line) => line.due_on ?? '' },
        { title: words.days, right: true, cell: (line) => line.days },
        {
          title: words.lateFee,
          right: true,
          nowrap: true,
          cell: (line) =>
            line.late_fee === null ? (
              <span className="soft">{words.noFee}</span>
            ) : (
              <>
                <strong>{formatMoney(line.late_fee)}</strong>
                <div className="soft">{words.dailyText(formatMoney(line.daily))}</div>
              </>
            ),
        },
        { title: words.basis, cell: (line) => <Basis line={line} /> },
      ]}
    />
  );
}

/** 欠费: what stands unpaid, and the late fee that runs on it; the employer's in any case. */
export function ArrearsTab() {
  const { today } = useSession();
  const [on, setOn] = useState(today);
  const [registering, setRegistering] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(on);
  const read = useRead(['arrears', on], () => bridge.arrearsList(on), whole);
  const units = useRead(['units'], bridge.unitList).data ?? [];
  const register = useAct(bridge.arrearsRegister, {
    inline: true,
    after: (action) => {
      setDone(action);
      setRegistering(false);
    },
  });
  const list = read.data;
  return (
    <div className="stack">
      <div className="toolbar">
        <span className="row">
          {words.on}
          <DayInput
            className="short-field"
            aria-label={words.on}
            value={on}
            onChange={setOn}
            data-testid="arrears-on"
          />
        </span>
        <Mark tone="own">{words.borne}</Mark>
        <div className="spring" />
        <May use="arrears_register">
          <Button onClick={() => setRegistering(true)} data-testid="arrears-register">
            {words.register}
          </Button>
        </May>
      </div>
      <RecordedNote action={done} onGone={() => setDone(null)} />
      {read.isError ? <FailureNote failure={read.error} /> : null}
      {list === undefined && !read.isError ? <Loading /> : null}
      {list ? (
        <>
          <Meter list={list} />
          {list.unknown.length > 0 ? (
            <div className="note">
              {words.unknown(list.unknown.length)}
              {list.unknown.slice(0, 6).join('、')}
            </div>
          ) : null}
          <Panel
            title={zh.remittance.tabs.arrears}
            extra={list.laws.map((law) => (
              <LawLink key={law.id} id={law.id} on={list.on}>
                {law.title}
              </LawLink>
            ))}
            flush
          >
            {list.lines.length === 0 ? (
              <Empty title={words.none}>{words.noneText}</Empty>
            ) : (
              <LineTable lines={list.lines} />
            )}
          </Panel>
          <ChargedFees fees={list.charged} />
          {list.outstanding === '0.00' ? null : <PlanPanel outstanding={list.outstanding} />}
        </>
      ) : null}
      {registering ? (
        <RecordDialog<NewArrears>
          title={words.register}
          about={words.registerText}
          fields={[
            {
              name: 'unit',
              label: words.unit,
              kind: 'choice',
              options: units.map((unit) => ({ value: unit.name, label: unit.name })),
            },
            { name: 'period', label: words.period, kind: 'month' },
            {
              name: 'insurance',
              label: words.insurance,
              kind: 'choice',
              options: INSURANCE_ORDER.map((id) => ({ value: id, label: insuranceName(id) })),
            },
            { name: 'principal', label: words.principal, kind: 'money' },
            { name: 'due_on', label: words.dueOnDate, kind: 'day' },
            { name: 'document', label: words.document, kind: 'text', hint: words.documentHint },
          ]}
          start={{ unit: units[0]?.name, insurance: 'pension' }}
          busy={register.isPending}
          failure={register.error}
          onSubmit={(fields) => register.mutate(fields)}
          onClose={() => setRegistering(false)}
        />
      ) : null}
    </div>
  );
}
