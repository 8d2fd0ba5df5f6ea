import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { May, useMay } from '../../app/rights';
import { bridge } from '../../bridge';
import type { Keeping } from '../../generated/Keeping';
import type { KeptPerson } from '../../generated/KeptPerson';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { Sheet, type SheetColumn } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';
import { CopyDialog } from './CopyDialog';
import { EraseDialog } from './EraseDialog';
import { ErasedList } from './ErasedList';
import { type Deed, KeepingDialog } from './KeepingDialog';

const words = zh.privacy.keeping;

type Open = { deed: Deed; people: string[] } | { copy: KeptPerson } | { erase: KeptPerson } | 'settings';

/** 保存与封存: who has left, until when she is kept, and what may be done with her data. */
export function KeepingPanel() {
  const go = useNavigate();
  const may = useMay();
  const [picked, setPicked] = useState<string[]>([]);
  const [open, setOpen] = useState<Open | null>(null);
  const read = useRead(['privacy', 'keeping'], bridge.privacyKeeping);
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const keeping = read.data;
  const close = () => {
    setOpen(null);
    setPicked([]);
  };
  const pick = (no: string, on: boolean) => setPicked(on ? [...picked, no] : picked.filter((one) => one !== no));
  const columns: SheetColumn<KeptPerson>[] = [
    {
      title: words.pickHead,
      cell: (person) =>
        may('privacy_freeze') && person.state === 'normal' ? (
          <Checkbox
            checked={picked.includes(person.employee_no)}
            onChange={(event) => pick(person.employee_no, event.target.checked)}
            aria-label={words.pick(person.name)}
            data-testid={`pick-${person.employee_no}`}
          />
        ) : null,
    },
    { title: words.no, nowrap: true, cell: (person) => person.employee_no },
    { title: words.name, nowrap: true, cell: (person) => person.name },
    { title: words.left, nowrap: true, cell: (person) => person.left ?? '' },
    { title: words.lastMonth, nowrap: true, cell: (person) => person.last_month ?? '' },
    { title: words.until, nowrap: true, cell: (person) => <Until person={person} /> },
    { title: words.state, cell: (person) => <State person={person} /> },
    {
      title: '',
      right: true,
      nowrap: true,
      cell: (person) => (
        <Deeds person={person} onOpen={setOpen} onSee={() => go(`/roster/${encodeURIComponent(person.employee_no)}`)} />
      ),
    },
  ];
  return (
    <>
      <Panel
        title={zh.privacy.parts.keeping}
        extra={<Extra keeping={keeping} onSet={() => setOpen('settings')} />}
        flush
      >
        <div className="panel-body stack">
          <p>{words.text}</p>
          <p className="soft">
            {words.yearsNote} <LawLink id="pipl:19">{zh.privacy.requests.basis}</LawLink>
          </p>
          {picked.length > 0 ? (
            <div className="row">
              <Button type="primary" onClick={() => setOpen({ deed: 'freeze', people: picked })} data-testid="freeze">
                {words.freezeSelected(picked.length)}
              </Button>
            </div>
          ) : null}
        </div>
        {keeping.kept.length === 0 ? (
          <Empty title={words.none}>{words.noneText}</Empty>
        ) : (
          <Sheet
            label={zh.privacy.parts.keeping}
            testId="keeping"
            rows={keeping.kept}
            rowKey={(person) => person.employee_no}
            columns={columns}
          />
        )}
      </Panel>
      <ErasedList erased={keeping.erased} />
      {open !== null && typeof open === 'object' && 'deed' in open ? (
        <KeepingDialog deed={open.deed} people={open.people} onClose={close} />
      ) : null}
      {open === 'settings' ? <KeepingDialog deed="settings" keeping={keeping} people={[]} onClose={close} /> : null}
      {open !== null && typeof open === 'object' && 'copy' in open ? (
        <CopyDialog employeeNo={open.copy.employee_no} name={open.copy.name} request={null} onClose={close} />
      ) : null}
      {open !== null && typeof open === 'object' && 'erase' in open ? (
        <EraseDialog employeeNo={open.erase.employee_no} name={open.erase.name} onClose={close} />
      ) : null}
    </>
  );
}

function Extra({ keeping, onSet }: { keeping: Keeping; onSet: () => void }) {
  return (
    <span className="row">
      <span className="soft">
        {words.serving(keeping.serving)} · {words.term(keeping.years)}
      </span>
      <May use="privacy_keeping_set">
        <Button size="small" onClick={onSet} data-testid="keeping-set">
          {words.set}
        </Button>
      </May>
    </span>
  );
}

function Until({ person }: { person: KeptPerson }) {
  if (!person.keep_until) return <Mark tone="off">{words.forever}</Mark>;
  return person.over ? (
    <Mark tone="soon">
      {person.keep_until} {words.over}
    </Mark>
  ) : (
    person.keep_until
  );
}

function State({ person }: { person: KeptPerson }) {
  if (person.state === 'normal') return <Mark tone="off">{words.normal}</Mark>;
  return (
    <span title={person.reason ?? ''}>
      <Mark tone="own">
        {words.frozen(person.frozen_since ?? '')}
        {person.opened ? ` · ${words.opened}` : ''}
      </Mark>
    </span>
  );
}

interface DeedProps {
  person: KeptPerson;
  onOpen: (open: Open) => void;
  onSee: () => void;
}

function Deeds({ person, onOpen, onSee }: DeedProps) {
  const may = useMay();
  const visible = person.state === 'normal' || person.opened;
  const no = person.employee_no;
  const deed = (name: Deed) => () => onOpen({ deed: name, people: [no] });
  return (
    <span className="row">
      {visible ? (
        <Button size="small" onClick={onSee}>
          {words.see}
        </Button>
      ) : null}
      {visible && may('privacy_copy') ? (
        <Button size="small" onClick={() => onOpen({ copy: person })} data-testid={`copy-${no}`}>
          {words.copy}
        </Button>
      ) : null}
      {!visible && may('privacy_open') ? (
        <Button size="small" onClick={deed('open')} data-testid={`open-${no}`}>
          {words.open}
        </Button>
      ) : null}
      {may('privacy_unfreeze') && person.state === 'frozen' ? (
        <Button size="small" onClick={deed('unfreeze')}>
          {words.unfreeze}
        </Button>
      ) : null}
      {may('privacy_erase') && person.over ? (
        <Button size="small" danger onClick={() => onOpen({ erase: person })} data-testid={`erase-${no}`}>
          {words.erase}
        </Button>
      ) : null}
    </span>
  );
}
