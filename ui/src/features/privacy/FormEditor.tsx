import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { May, useMay } from '../../app/rights';
import { bridge } from '../../bridge';
import type { FormAnswer } from '../../generated/FormAnswer';
import type { FormItem } from '../../generated/FormItem';
import type { FormView } from '../../generated/FormView';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useAct } from '../../kit/useDesk';
import { options, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';

const words = zh.privacy.forms;

interface Props {
  form: FormView;
  onBack: () => void;
  onPrint: (form: FormView) => void;
}

type Typed = Record<string, FormAnswer>;

function startOf(form: FormView): Typed {
  const items = form.parts.flatMap((part) => part.items);
  return Object.fromEntries(items.map(({ id, choice, note }) => [id, { item: id, choice, note }]));
}

/** One form: what is asked, what the program saw, the choice and the note. */
export function FormEditor({ form, onBack, onPrint }: Props) {
  const [typed, setTyped] = useState<Typed>(() => startOf(form));
  const fill = useAct(
    (finish: boolean) => bridge.privacyFormFill({ id: form.id, answers: Object.values(typed), finish }),
    { done: (saved, finish) => (finish ? words.finishedDone(saved.due_on) : words.saved) },
  );
  const change = (item: string, part: Partial<FormAnswer>) =>
    setTyped((before) => ({ ...before, [item]: { item, choice: null, note: '', ...before[item], ...part } }));
  const open = useMay()('privacy_form_fill') && form.finished_on === null;
  return (
    <Panel
      title={`${form.name}：${form.title}`}
      extra={
        <span className="row">
          <Mark tone={form.finished_on ? 'done' : 'soon'}>{form.finished_on ? words.done : words.left(form.open)}</Mark>
          <Button onClick={onBack}>{words.back}</Button>
          <May use="privacy_form_print">
            <Button onClick={() => onPrint(form)}>{words.print}</Button>
          </May>
          {open ? (
            <>
              <Button loading={fill.isPending} onClick={() => fill.mutate(false)} data-testid="form-save">
                {words.save}
              </Button>
              <Button type="primary" onClick={() => fill.mutate(true)} data-testid="form-finish">
                {words.finish}
              </Button>
            </>
          ) : null}
        </span>
      }
      flush
    >
      {form.parts.map((part) => (
        <section key={part.name} className="form-items">
          <h3 className="panel-body">{part.name}</h3>
          <Sheet
            label={part.name}
            rows={part.items}
            rowKey={(item) => item.id}
            columns={[
              { title: words.item, cell: (item) => item.ask },
              { title: words.basis, cell: (item) => <LawLink id={item.law}>{item.basis}</LawLink> },
              {
                title: words.seen,
                cell: (item) =>
                  item.seen ? (
                    <div className="form-seen" title={words.seenNote(form.made_on)}>
                      {item.seen}
                    </div>
                  ) : null,
              },
              {
                title: words.choice,
                nowrap: true,
                cell: (item) => <Choice item={item} open={open} typed={typed[item.id]} onChange={change} />,
              },
              {
                title: words.note,
                cell: (item) =>
                  open ? (
                    <Input.TextArea
                      autoSize={{ minRows: 1, maxRows: 6 }}
                      value={typed[item.id]?.note ?? ''}
                      onChange={(event) => change(item.id, { note: event.target.value })}
                      aria-label={`${item.ask} ${words.note}`}
                      data-testid={`form-note-${item.id}`}
                    />
                  ) : (
                    item.note
                  ),
              },
            ]}
          />
        </section>
      ))}
    </Panel>
  );
}

interface ChoiceProps {
  item: FormItem;
  open: boolean;
  typed: FormAnswer | undefined;
  onChange: (item: string, part: Partial<FormAnswer>) => void;
}

function Choice({ item, open, typed, onChange }: ChoiceProps) {
  if (!item.chooses) return null;
  if (!open) return word(words.choices, item.choice);
  return (
    <Select
      className="form-choice"
      allowClear
      value={typed?.choice ?? undefined}
      options={options(words.choices)}
      onChange={(choice?: string) => onChange(item.id, { choice: choice ?? null })}
      aria-label={`${item.ask} ${words.choice}`}
      data-testid={`form-choice-${item.id}`}
    />
  );
}
