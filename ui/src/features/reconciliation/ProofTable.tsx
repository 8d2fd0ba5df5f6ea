import { bridge } from '../../bridge';
import type { FiveStates } from '../../generated/FiveStates';
import type { StateView } from '../../generated/StateView';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { originText } from '../../kit/OriginNote';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName, STEP } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.reconciliation;

const STATES = ['computed', 'deducted', 'declared', 'debited', 'credited'] as const;

/** What shows that a state is reached, and since when; computed stands in the ledger and needs no document. */
function Proof({ state }: { state: StateView | null }) {
  if (state === null) return <Mark tone="off">{words.noProof}</Mark>;
  const shown = state.document ? originText(state.document) : (state.number ?? state.file);
  return (
    <>
      <Mark tone="done">
        <span className="figure">{state.on}</span>
      </Mark>
      {shown ? <div className="soft origin">{shown}</div> : null}
    </>
  );
}

/** 五个状态 of one person in a month: each with its day and its document. */
export function ProofTable({ employeeNo, month }: { employeeNo: string; month: string }) {
  const read = useRead(['states', employeeNo, month], () =>
    bridge.reconciliationStates({ month, unit: null, employee_no: employeeNo }),
  );
  const rows = read.data ?? [];
  return (
    <Panel title={words.proofs(month)} flush testId="proofs">
      {read.isPending ? <Loading /> : null}
      <FailureNote failure={read.error} />
      {read.data && rows.length === 0 ? <Empty title={words.proofNone} /> : null}
      {rows.length > 0 ? (
        <Sheet<FiveStates>
          label={words.proofs(month)}
          rows={rows}
          rowKey={(row) => `${row.unit}|${row.insurance}|${row.period}`}
          columns={[
            { title: words.insurance, nowrap: true, cell: (row) => insuranceName(row.insurance) },
            ...STATES.map((state) => ({
              title: STEP[state] ?? state,
              cell: (row: FiveStates) => <Proof state={row[state]} />,
            })),
          ]}
        />
      ) : null}
    </Panel>
  );
}
