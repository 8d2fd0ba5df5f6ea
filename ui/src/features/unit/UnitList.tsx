import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { Unit } from '../../generated/Unit';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { AddSetting } from './AddSetting';
import { AddUnit } from './AddUnit';
import { EditUnit } from './EditUnit';
import { EndSetting } from './EndSetting';
import { SettingTable } from './SettingTable';
import { UnitDays } from './UnitDays';

const words = zh.unit;

function Particulars({ unit }: { unit: Unit }) {
  const notes = [
    `${unit.region_name} ${unit.region}`,
    zh.common.since(unit.first_month),
    unit.credit_code,
    unit.social_account ? `${words.social} ${unit.social_account}` : null,
    unit.fund_account ? `${words.fund} ${unit.fund_account}` : null,
    unit.bank_name ? `${words.bank} ${unit.bank_name}` : null,
    unit.enroll_cutoff_day ? `${words.cutoff} ${unit.enroll_cutoff_day}` : null,
  ];
  return <span className="soft figure">{notes.filter(Boolean).join(' · ')}</span>;
}

/** 参保单位 and their own dated settings. */
export function UnitList() {
  const units = useRead(['units'], bridge.unitList);
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Unit | null>(null);
  const [settingOf, setSettingOf] = useState<Unit | null>(null);
  const [ending, setEnding] = useState<Unit['settings'][number] | null>(null);
  if (units.isPending) return <Loading />;
  if (units.isError) return <FailureNote failure={units.error} />;
  const add = (
    <May use="unit_add">
      <Button type="primary" onClick={() => setAdding(true)} data-testid="unit-add">
        {words.add}
      </Button>
    </May>
  );
  return (
    <div className="page-body is-scroll is-flush">
      {units.data.length === 0 ? (
        <section className="panel">
          <Empty title={words.none} actions={add}>
            {words.noneText}
          </Empty>
        </section>
      ) : (
        <div className="row">
          {add}
          <span className="soft">{words.settingsText}</span>
        </div>
      )}
      {units.data.map((unit) => (
        <section className="panel" key={unit.id} data-testid={`unit-${unit.id}`}>
          <div className="panel-head">
            <h2>{unit.name}</h2>
            <Particulars unit={unit} />
            <div className="spring" />
            <May use="unit_edit">
              <Button size="small" onClick={() => setEditing(unit)} data-testid={`unit-edit-${unit.id}`}>
                {words.edit}
              </Button>
            </May>
            <May use="setting_add">
              <Button size="small" onClick={() => setSettingOf(unit)} data-testid={`setting-add-${unit.id}`}>
                {words.settingAdd}
              </Button>
            </May>
          </div>
          {unit.settings.length === 0 ? (
            <p className="panel-body soft">{words.settingsNone}</p>
          ) : (
            <SettingTable settings={unit.settings} onEnd={setEnding} />
          )}
        </section>
      ))}
      {units.data.length > 0 ? <UnitDays units={units.data.map((unit) => unit.name)} /> : null}
      <AddUnit open={adding} onClose={() => setAdding(false)} />
      {editing ? <EditUnit unit={editing} onClose={() => setEditing(null)} /> : null}
      {settingOf ? <AddSetting unit={settingOf.name} onClose={() => setSettingOf(null)} /> : null}
      {ending ? <EndSetting setting={ending} onClose={() => setEnding(null)} /> : null}
    </div>
  );
}
