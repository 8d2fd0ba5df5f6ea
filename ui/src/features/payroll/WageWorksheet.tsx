import { Button, Select } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { WageMonth } from '../../generated/WageMonth';
import { Empty, Loading } from '../../kit/Empty';
import { Facts } from '../../kit/Facts';
import { FailureNote } from '../../kit/FailureNote';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { RevealButton } from '../../kit/RevealButton';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { WORKSHEET_METHOD, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.payroll;

function Months({ label, months }: { label: string; months: readonly WageMonth[] }) {
  const withReason = months.some((month) => month.why !== null);
  return (
    <Sheet
      label={label}
      rows={months}
      rowKey={(month) => month.month}
      columns={[
        { title: words.month, cell: (month) => month.month, nowrap: true },
        { title: words.gross, cell: (month) => formatMoney(month.gross), right: true },
        {
          title: words.items,
          cell: (month) => month.items.map((item) => `${item.name} ${formatMoney(item.amount)}`).join('，'),
        },
        ...(withReason ? [{ title: words.why, cell: (month: WageMonth) => month.why ?? '' }] : []),
      ]}
    />
  );
}

/** 工资 is there, and masked until it is asked for. */
function Veiled({ employeeNo }: { employeeNo: string }) {
  const reveal = useAct((reason: string) => bridge.rosterReveal({ employee_no: employeeNo, class: 'pay', reason }));
  return (
    <Empty
      title={words.veiled}
      actions={
        <RevealButton loading={reveal.isPending} onReason={reveal.mutate} testId="person-reveal-pay">
          {words.reveal}
        </RevealButton>
      }
    >
      {words.veiledText}
    </Empty>
  );
}

interface Props {
  employeeNo: string;
  onUse: (amount: string) => void;
}

/** Prior-year wages → proposed base: which months, which items, the average, step by step. */
export function WageWorksheet({ employeeNo, onUse }: Props) {
  const { month } = useSession();
  const now = Number(month.slice(0, 4));
  const [year, setYear] = useState(now - 1);
  const read = useRead(['worksheet', employeeNo, year], () =>
    bridge.payrollWorksheet({ employee_no: employeeNo, year }),
  );
  const sheet = read.data?.[0];
  return (
    <div className="page-body is-scroll is-flush">
      <div className="row">
        <span className="soft">{words.year}</span>
        <Select
          className="w-120"
          aria-label={words.year}
          value={year}
          options={[now, now - 1, now - 2, now - 3].map((value) => ({ value, label: zh.frame.year(String(value)) }))}
          onChange={setYear}
        />
      </div>
      {read.isPending ? <Loading /> : null}
      <FailureNote failure={read.error} />
      {read.data && (!sheet || sheet.method === 'none') ? <Empty title={words.none} /> : null}
      {sheet?.veiled ? <Veiled employeeNo={employeeNo} /> : null}
      {sheet && sheet.method !== 'none' && !sheet.veiled ? (
        <>
          <Panel title={word(WORKSHEET_METHOD, sheet.method)} testId="worksheet">
            <Facts
              items={[
                [words.sum, formatMoney(sheet.sum)],
                [
                  words.average,
                  sheet.average
                    ? words.formula(formatMoney(sheet.sum), sheet.counted.length, formatMoney(sheet.average))
                    : '',
                ],
                [
                  words.proposed,
                  sheet.proposed ? (
                    <span className="row">
                      <strong>{formatMoney(sheet.proposed)}</strong>
                      <May use="base_declare">
                        <Button size="small" onClick={() => sheet.proposed && onUse(sheet.proposed)}>
                          {words.use}
                        </Button>
                      </May>
                    </span>
                  ) : (
                    ''
                  ),
                ],
                [words.current, formatMoney(sheet.current)],
              ]}
            />
          </Panel>
          <Panel title={words.counted} flush>
            <Months label={words.counted} months={sheet.counted} />
          </Panel>
          {sheet.left_out.length > 0 ? (
            <Panel title={words.leftOut} flush>
              <Months label={words.leftOut} months={sheet.left_out} />
            </Panel>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
