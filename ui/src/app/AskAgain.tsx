import { Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { askThrough, bridge } from '../bridge';
import type { Failure } from '../generated/Failure';
import { FailureNote } from '../kit/FailureNote';
import { isFilled } from '../kit/inputs';
import { useAct } from '../kit/useDesk';
import { wordFailure } from '../words/failure';
import { zh } from '../words/zh';

const words = zh.frame.ask;

interface Open {
  failure: Failure;
  settle: (given: boolean) => void;
}

/** Asks for what a command lacked — the password once more, or why it must go on without a backup — and has it done again. */
export function AskAgain() {
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(() => {
    askThrough((failure) => new Promise((settle) => setOpen({ failure, settle })));
    return () => askThrough(null);
  }, []);
  if (!open) return null;
  const close = (given: boolean) => {
    setOpen(null);
    open.settle(given);
  };
  return <Question failure={open.failure} onClose={close} />;
}

function Question({ failure, onClose }: { failure: Failure; onClose: (given: boolean) => void }) {
  const [form] = Form.useForm<{ answer: string }>();
  const secret = failure.code === 'password_needed';
  const give = useAct(secret ? bridge.userProve : bridge.backupWaive, {
    inline: true,
    readOnly: true,
    after: () => onClose(true),
  });
  return (
    <Modal
      open
      title={secret ? words.password : words.backup}
      okText={secret ? zh.common.confirm : words.goOn}
      onCancel={() => onClose(false)}
      onOk={form.submit}
      confirmLoading={give.isPending}
      okButtonProps={{ danger: !secret, 'data-testid': 'ask-submit' }}
      width={440}
      data-testid="ask-again"
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => give.mutate(fields.answer)}>
        <p>{wordFailure(failure)}</p>
        <Form.Item name="answer" label={secret ? words.own : words.reason} rules={[isFilled()]}>
          {secret ? (
            <Input.Password autoFocus autoComplete="current-password" data-testid="ask-answer" />
          ) : (
            <Input.TextArea autoFocus rows={2} data-testid="ask-answer" />
          )}
        </Form.Item>
        <FailureNote failure={give.error} />
      </Form>
    </Modal>
  );
}
