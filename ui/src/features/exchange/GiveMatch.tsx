import { Modal, Select } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import type { MatchView } from '../../generated/MatchView';
import { FailureNote } from '../../kit/FailureNote';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.exchange.matchList;

/** 改归: the row belongs to another person, or to nobody of the roster. */
export function GiveMatch({ match, onClose }: { match: MatchView; onClose: () => void }) {
  const people = useRead(['roster'], bridge.rosterList);
  const [person, setPerson] = useState<string | null>(null);
  const give = useAct(bridge.exchangeGiveMatch, { inline: true, done: () => words.given, after: onClose });
  const nobody = { value: '', label: words.giveNobody };
  const others = (people.data ?? []).filter((one) => one.employee_no !== match.employee_no);
  return (
    <Modal
      open
      title={words.giveTitle(match.written ?? match.name)}
      onCancel={onClose}
      onOk={() => give.mutate({ id: match.id, employee_no: person || null })}
      okButtonProps={{ disabled: person === null, loading: give.isPending }}
    >
      <p className="soft">{words.giveText}</p>
      <Select
        className="w-full"
        aria-label={words.givePerson}
        placeholder={words.givePerson}
        showSearch
        optionFilterProp="label"
        value={person ?? undefined}
        onChange={setPerson}
        options={[
          nobody,
          ...others.map((one) => ({ value: one.employee_no, label: `${one.employee_no} ${one.name}` })),
        ]}
        data-testid="match-person"
      />
      <FailureNote failure={give.error} />
    </Modal>
  );
}
