import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { FindBox } from '../../kit/FindBox';
import { Grid } from '../../kit/grid/Grid';
import { finder } from '../../kit/search';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { coverColumns, coverRows } from './columns';
import { DeclareDialog } from './DeclareDialog';
import { EnrollDialog } from './EnrollDialog';
import { WithdrawDialog } from './WithdrawDialog';

const words = zh.enrollment;

/** 在保: who is covered in the month, insurance by insurance. */
export function CoverTab() {
  const go = useNavigate();
  const { month } = useSession();
  const [query, setQuery] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'enroll' | 'withdraw' | 'declare' | null>(null);
  const read = useRead(['enrollment', month], () => bridge.enrollmentList(month));
  const roster = useRead(['roster'], bridge.rosterList);
  const all = useMemo(() => coverRows(read.data ?? [], roster.data ?? []), [read.data, roster.data]);
  const columns = useMemo(() => coverColumns(read.data ?? []), [read.data]);
  const units = useMemo(() => [...new Set(all.map((row) => row.unit))], [all]);
  const rows = useMemo(() => {
    const found = finder(query);
    return all.filter((row) => (unit === null || row.unit === unit) && found(row));
  }, [all, unit, query]);
  const close = () => setDialog(null);
  return (
    <>
      <div className="toolbar">
        <FindBox label={words.search} value={query} onChange={setQuery} />
        <Select
          className="w-220"
          aria-label={words.unit}
          value={unit ?? ''}
          options={[{ value: '', label: zh.roster.allUnits }, ...units.map((name) => ({ value: name, label: name }))]}
          onChange={(value) => setUnit(value || null)}
        />
        <div className="spring" />
        <May use="base_declare">
          <Button onClick={() => setDialog('declare')} data-testid="enrollment-declare">
            {words.declareTitle}
          </Button>
        </May>
        <May use="enrollment_withdraw">
          <Button onClick={() => setDialog('withdraw')} data-testid="enrollment-withdraw">
            {words.withdrawTitle}
          </Button>
        </May>
        <May use="enrollment_enroll">
          <Button type="primary" onClick={() => setDialog('enroll')} data-testid="enrollment-enroll">
            {words.enrollTitle}
          </Button>
        </May>
      </div>
      <section className="panel is-fill">
        {read.isPending ? <Loading /> : null}
        <FailureNote failure={read.error} />
        {read.data ? (
          <Grid
            label={words.title}
            testId="enrollment-grid"
            rows={rows}
            columns={columns}
            onOpen={(row) => go(`/roster/${encodeURIComponent(row.employee_no)}`)}
            summary={words.count(new Set(rows.map((row) => row.employee_no)).size)}
            empty={<Empty title={words.none}>{words.noneText}</Empty>}
          />
        ) : null}
      </section>
      {dialog === 'enroll' ? <EnrollDialog employeeNo={null} onClose={close} /> : null}
      {dialog === 'withdraw' ? <WithdrawDialog employeeNo={null} onClose={close} /> : null}
      {dialog === 'declare' ? <DeclareDialog employeeNo={null} onClose={close} /> : null}
    </>
  );
}
