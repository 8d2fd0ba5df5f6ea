import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { NewPrivacyRequest } from '../../generated/NewPrivacyRequest';
import type { PrivacyRequestView } from '../../generated/PrivacyRequestView';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { RecordDialog } from '../../kit/RecordDialog';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { options, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';
import { CopyDialog } from './CopyDialog';
import { CorrectDialog } from './CorrectDialog';

const words = zh.privacy.requests;

type Open = 'add' | { answer: PrivacyRequestView } | { copy: PrivacyRequestView } | { correct: PrivacyRequestView };

/** 权利请求: what is asked, by when, and what was answered. */
export function RequestPanel() {
  const [open, setOpen] = useState<Open | null>(null);
  const read = useRead(['privacy', 'requests'], bridge.privacyRequests);
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  return (
    <Panel
      title={words.title}
      extra={
        <span className="row">
          <span className="soft">{words.text}</span>
          <May use="privacy_request_add">
            <Button type="primary" onClick={() => setOpen('add')} data-testid="request-add">
              {words.add}
            </Button>
          </May>
        </span>
      }
      flush
    >
      {read.data.length === 0 ? (
        <Empty title={words.none}>{words.noneText}</Empty>
      ) : (
        <Sheet
          label={words.title}
          testId="requests"
          rows={read.data}
          rowKey={(one) => String(one.id)}
          columns={[
            { title: words.person, nowrap: true, cell: (one) => `${one.name} ${one.employee_no}` },
            { title: words.kind, nowrap: true, cell: (one) => word(words.kinds, one.kind) },
            { title: words.basis, cell: (one) => <LawLink id={one.law}>{one.basis}</LawLink> },
            { title: words.content, cell: (one) => one.content },
            { title: words.received, nowrap: true, cell: (one) => one.received_on },
            { title: words.due, nowrap: true, cell: (one) => one.due_on },
            { title: words.state, nowrap: true, cell: (one) => <State request={one} /> },
            { title: words.answer, cell: (one) => one.answer ?? '' },
            { title: '', right: true, cell: (one) => <Deeds request={one} onOpen={setOpen} /> },
          ]}
        />
      )}
      <Dialogs open={open} onClose={() => setOpen(null)} />
    </Panel>
  );
}

function State({ request }: { request: PrivacyRequestView }) {
  const day = request.answered_on ?? '';
  if (request.state === 'done') return <Mark tone="done">{words.doneOn(day)}</Mark>;
  if (request.state === 'refused') return <Mark tone="off">{words.refusedOn(day)}</Mark>;
  return request.overdue ? <Mark tone="act">{words.overdue}</Mark> : <Mark tone="soon">{words.open}</Mark>;
}

function Deeds({ request, onOpen }: { request: PrivacyRequestView; onOpen: (open: Open) => void }) {
  if (request.state !== 'open') return null;
  return (
    <span className="row">
      {request.kind === 'access' ? (
        <May use="privacy_copy">
          <Button size="small" type="primary" onClick={() => onOpen({ copy: request })}>
            {words.copyNow}
          </Button>
        </May>
      ) : null}
      {request.kind === 'correct' ? (
        <May use="privacy_correct">
          <Button size="small" type="primary" onClick={() => onOpen({ correct: request })}>
            {words.correctNow}
          </Button>
        </May>
      ) : null}
      <May use="privacy_request_answer">
        <Button size="small" onClick={() => onOpen({ answer: request })} data-testid={`request-answer-${request.id}`}>
          {words.answer}
        </Button>
      </May>
    </span>
  );
}

function Dialogs({ open, onClose }: { open: Open | null; onClose: () => void }) {
  const { today } = useSession();
  const people = useRead(['roster'], bridge.rosterList).data ?? [];
  const add = useAct((request: NewPrivacyRequest) => bridge.privacyRequestAdd(request), {
    inline: true,
    done: () => words.added,
    after: onClose,
  });
  const answer = useAct(
    ({ id, how, text }: { id: number; how: string; text: string }) =>
      bridge.privacyRequestAnswer({ id, refused: how === 'refused', answer: text }),
    { inline: true, done: () => words.answered, after: onClose },
  );
  if (open === 'add') {
    return (
      <RecordDialog<NewPrivacyRequest>
        title={words.add}
        about={zh.privacy.keeping.daysNote}
        fields={[
          {
            name: 'employee_no',
            label: words.person,
            kind: 'choice',
            options: people.map((one) => ({ value: one.employee_no, label: `${one.name} ${one.employee_no}` })),
          },
          { name: 'kind', label: words.kind, kind: 'choice', options: options(words.kinds) },
          { name: 'received_on', label: words.received, kind: 'day' },
          { name: 'content', label: words.content, kind: 'text', wide: true, hint: words.contentHint },
        ]}
        start={{ kind: 'access', received_on: today }}
        busy={add.isPending}
        failure={add.error}
        onSubmit={(fields) => add.mutate(fields)}
        onClose={onClose}
      />
    );
  }
  if (open === null) return null;
  if ('answer' in open) {
    return (
      <RecordDialog<{ how: string; text: string }>
        title={words.answerTitle}
        about={open.answer.content}
        fields={[
          { name: 'how', label: words.how, kind: 'choice', options: words.outcomes },
          { name: 'text', label: words.answerText, kind: 'text', wide: true, hint: words.answerHint },
        ]}
        start={{ how: 'done' }}
        busy={answer.isPending}
        failure={answer.error}
        onSubmit={(fields) => answer.mutate({ ...fields, id: open.answer.id })}
        onClose={onClose}
      />
    );
  }
  if ('copy' in open) {
    const { employee_no, name, id } = open.copy;
    return <CopyDialog employeeNo={employee_no} name={name} request={id} onClose={onClose} />;
  }
  return <CorrectDialog request={open.correct} onClose={onClose} />;
}
