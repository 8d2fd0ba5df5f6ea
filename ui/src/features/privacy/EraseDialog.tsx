import { Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import type { Erase } from '../../generated/Erase';
import type { ErasureScope } from '../../generated/ErasureScope';
import { Loading } from '../../kit/Empty';
import { Facts } from '../../kit/Facts';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct, useRead } from '../../kit/useDesk';
import { options } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';

const words = zh.privacy.erase;

interface Props {
  employeeNo: string;
  name: string;
  onClose: () => void;
}

type Fields = Pick<Erase, 'ground' | 'own_password'> & { request?: number };

/** 删除: what goes and what stays is said first; the password is asked for again. */
export function EraseDialog({ employeeNo, name, onClose }: Props) {
  const [form] = Form.useForm<Fields>();
  const scope = useRead(['privacy', 'scope', employeeNo], () => bridge.privacyErasureScope(employeeNo));
  const requests = useRead(['privacy', 'requests'], bridge.privacyRequests).data ?? [];
  const own = requests.filter((one) => one.employee_no === employeeNo && one.kind === 'erase' && one.state === 'open');
  const erase = useAct(
    (fields: Fields) => bridge.privacyErase({ ...fields, employee_no: employeeNo, request: fields.request ?? null }),
    { inline: true, done: () => words.done, after: onClose },
  );
  return (
    <Modal
      open
      width={620}
      title={words.title(name)}
      okText={words.go}
      okButtonProps={{ danger: true, disabled: !scope.data, 'data-testid': 'erase-submit' }}
      confirmLoading={erase.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="note is-act">{words.irreversible}</p>
        {scope.isPending ? <Loading /> : null}
        <FailureNote failure={scope.error} />
        {scope.data ? (
          <div data-testid="erase-scope">
            <Scope scope={scope.data} />
          </div>
        ) : null}
        <p className="soft">{words.backups}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          initialValues={{ ground: 'expired', request: own[0]?.id }}
          onFinish={(fields) => erase.mutate(fields)}
        >
          <Form.Item name="ground" label={<LawLink id="pipl:47">{words.ground}</LawLink>} rules={[isFilled()]}>
            <Select options={options(words.grounds)} data-testid="erase-ground" />
          </Form.Item>
          {own.length > 0 ? (
            <Form.Item name="request" label={words.request}>
              <Select allowClear options={own.map((one) => ({ value: one.id, label: one.content }))} />
            </Form.Item>
          ) : null}
          <Form.Item name="own_password" label={zh.privacy.password} rules={[isFilled()]}>
            <Input.Password autoComplete="current-password" data-testid="erase-password" />
          </Form.Item>
          <FailureNote failure={erase.error} />
        </Form>
      </div>
    </Modal>
  );
}

function Scope({ scope }: { scope: ErasureScope }) {
  const left: [string, string][] = [];
  if (scope.unreachable > 0) left.push([words.unreachable, words.count(scope.unreachable)]);
  if (scope.sealed > 0) left.push([words.sealed, words.count(scope.sealed)]);
  return (
    <Facts
      single
      items={[
        [words.until, scope.keep_until ?? zh.privacy.keeping.forever],
        [words.rows, words.count(scope.rows)],
        [words.files, `${words.fileCount(scope.files)}${scope.files > 0 ? `，${words.filesNote}` : ''}`],
        [words.payloads, words.count(scope.payloads)],
        [words.closed, words.months(scope.closed_months)],
        [words.pseudonym, scope.pseudonym],
        ...left,
      ]}
    />
  );
}
