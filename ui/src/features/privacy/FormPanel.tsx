import { Button } from 'antd';
import { useState } from 'react';
import { May, useMay } from '../../app/rights';
import { bridge } from '../../bridge';
import type { FormView } from '../../generated/FormView';
import type { NewForm } from '../../generated/NewForm';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { RecordDialog } from '../../kit/RecordDialog';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';
import { FormEditor } from './FormEditor';

const words = zh.privacy.forms;
const KINDS = ['assessment', 'audit', 'incident'] as const;

/** 保护文书: assessments, audits and incidents with their days; one is filled in at a time. */
export function FormPanel() {
  const [making, setMaking] = useState<NewForm['kind'] | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const may = useMay();
  const read = useRead(['privacy', 'forms'], bridge.privacyForms);
  const make = useAct((request: NewForm) => bridge.privacyFormNew(request), {
    inline: true,
    after: (form) => {
      setMaking(null);
      setShown(form.id);
    },
  });
  const print = useAct((form: FormView) => bridge.privacyFormPrint({ id: form.id, name: form.name }), {
    readOnly: true,
    done: (file) => file && words.printed(file.file),
  });
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const form = read.data.find((one) => one.id === shown);
  if (form) return <FormEditor key={form.id} form={form} onBack={() => setShown(null)} onPrint={print.mutate} />;
  return (
    <Panel
      title={zh.privacy.parts.forms}
      extra={
        <span className="row">
          {(may('privacy_form_new') ? KINDS : []).map((kind) => (
            <Button key={kind} onClick={() => setMaking(kind)} data-testid={`form-new-${kind}`}>
              {words.make[kind]}
            </Button>
          ))}
        </span>
      }
      flush
    >
      <p className="panel-body soft">{words.text}</p>
      {read.data.length === 0 ? (
        <Empty title={words.none}>{words.noneText}</Empty>
      ) : (
        <Sheet
          label={zh.privacy.parts.forms}
          testId="forms"
          rows={read.data}
          rowKey={(one) => String(one.id)}
          columns={[
            { title: words.kind, nowrap: true, cell: (one) => word(words.kinds, one.kind) },
            { title: words.subject, cell: (one) => one.title },
            { title: words.made, nowrap: true, cell: (one) => one.made_on },
            { title: words.finished, nowrap: true, cell: (one) => one.finished_on ?? '' },
            { title: words.state, nowrap: true, cell: (one) => <State form={one} /> },
            { title: words.due, nowrap: true, cell: (one) => <Due form={one} /> },
            { title: words.keep, nowrap: true, cell: (one) => one.keep_until ?? '' },
            {
              title: '',
              right: true,
              cell: (one) => (
                <span className="row">
                  <Button size="small" onClick={() => setShown(one.id)} data-testid={`form-${one.id}`}>
                    {one.finished_on || !may('privacy_form_fill') ? words.look : words.fill}
                  </Button>
                  <May use="privacy_form_print">
                    <Button size="small" onClick={() => print.mutate(one)}>
                      {words.print}
                    </Button>
                  </May>
                </span>
              ),
            },
          ]}
        />
      )}
      {making ? (
        <RecordDialog<{ title: string }>
          title={words.make[making] ?? ''}
          fields={[{ name: 'title', label: words.subject, kind: 'text', wide: true, hint: words.subjectHint[making] }]}
          start={{}}
          busy={make.isPending}
          failure={make.error}
          onSubmit={({ title }) => make.mutate({ kind: making, title })}
          onClose={() => setMaking(null)}
        />
      ) : null}
    </Panel>
  );
}

function State({ form }: { form: FormView }) {
  if (form.finished_on) return <Mark tone="done">{words.done}</Mark>;
  return <Mark tone="soon">{form.open > 0 ? words.left(form.open) : words.ready}</Mark>;
}

function Due({ form }: { form: FormView }) {
  if (!form.due_on) return null;
  return form.overdue ? (
    <Mark tone="act">
      {form.due_on} {words.overdue}
    </Mark>
  ) : (
    form.due_on
  );
}
