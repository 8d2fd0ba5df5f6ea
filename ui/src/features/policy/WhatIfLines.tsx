import { Button } from 'antd';
import { useMemo } from 'react';
import { bridge } from '../../bridge';
import type { AffectedLine } from '../../generated/AffectedLine';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { sumShown } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { useRead } from '../../kit/useDesk';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import type { Tried } from './change';

const words = zh.policyChange;
const titles = zh.contribution.columns;
const clamp = (id: string) => words.clampNames[id as keyof typeof words.clampNames] ?? id;

const money = (id: string, title: string, text: (row: AffectedLine) => string | null): GridColumn<AffectedLine> => ({
  id,
  title,
  width: 98,
  kind: 'money',
  text: (row) => text(row) ?? '',
});

const COLUMNS: GridColumn<AffectedLine>[] = [
  { id: 'name', title: titles.name, width: 82, frozen: true, text: (row) => row.name },
  { id: 'no', title: titles.no, width: 84, kind: 'id', text: (row) => row.employee_no },
  { id: 'insurance', title: zh.policy.insurance, width: 84, text: (row) => insuranceName(row.insurance) },
  money('declared', titles.declared, (row) => row.declared_base),
  money('base-before', words.baseBefore, (row) => row.base_before),
  money('base-after', words.baseAfter, (row) => row.base_after),
  {
    id: 'clamp',
    title: words.clamp,
    width: 96,
    text: (row) => words.clampChange(clamp(row.clamp_before), clamp(row.clamp_after)),
  },
  money('employer-before', `${titles.employer} ${words.old}`, (row) => row.employer_before),
  money('employer-after', `${titles.employer} ${words.new}`, (row) => row.employer_after),
  money('employer', words.employer, (row) => row.employer_difference),
  money('employee-before', `${titles.employee} ${words.old}`, (row) => row.employee_before),
  money('employee-after', `${titles.employee} ${words.new}`, (row) => row.employee_after),
  money('employee', words.employee, (row) => row.employee_difference),
  { id: 'unit', title: titles.unit, width: 170, text: (row) => row.unit },
];

interface Props {
  tried: Tried;
  month: string;
  onClose: () => void;
}

/** 试算一个月: every line that the change touches, before and after. */
export function WhatIfLines({ tried, month, onClose }: Props) {
  const read = useRead(['what-if', month, tried.preview], () =>
    bridge.contributionWhatIf({ month, value: tried.value }),
  );
  const rows = useMemo(() => read.data?.affected ?? [], [read.data]);
  const cells = {
    name: zh.contribution.total,
    employer: sumShown(rows.map((row) => row.employer_difference)),
    employee: sumShown(rows.map((row) => row.employee_difference)),
  };
  return (
    <section className="panel effect-grid is-tall" data-testid="what-if">
      <div className="panel-head">
        <h2>{words.linesTitle(chineseMonth(month))}</h2>
        <div className="spring" />
        <Button size="small" onClick={onClose}>
          {zh.common.close}
        </Button>
      </div>
      {read.isPending ? <Loading /> : null}
      <FailureNote failure={read.error} />
      {read.data ? (
        <Grid
          label={words.linesTitle(month)}
          testId="what-if-grid"
          rows={rows}
          columns={COLUMNS}
          footers={rows.length > 0 ? [{ id: 'all', cells }] : []}
          summary={zh.common.rows(rows.length)}
          empty={<Empty title={words.effectNone} />}
        />
      ) : null}
    </section>
  );
}
