import { Form, type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useSession } from '../../app/session';
import type { Failure } from '../../generated/Failure';
import { FailureNote } from '../../kit/FailureNote';
import { zh } from '../../words/zh';

interface Props<F> {
  form: FormInstance<F>;
  title: string;
  action: string;
  start: Partial<F>;
  /** The field to begin with. */
  first: string;
  busy: boolean;
  failure: Failure | null;
  preview: ReactNode;
  onSubmit: (fields: F) => void;
  onClose: () => void;
  children: ReactNode;
}

/** The shell of an enrolment dialog: fields, what will change, and in which company. */
export function EntryDialog<F extends object>(props: Props<F>) {
  const { book } = useSession();
  return (
    <Modal
      open
      width={940}
      style={{ top: 48 }}
      title={props.title}
      okText={props.action}
      onCancel={props.onClose}
      afterOpenChange={(shown) => shown && props.form.focusField(props.first)}
      onOk={props.form.submit}
      confirmLoading={props.busy}
      okButtonProps={{ 'data-testid': 'entry-submit' }}
    >
      <p className="soft figure entry-company">{zh.enrollment.inCompany(book.company, book.credit_code)}</p>
      <Form
        form={props.form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        className="entry"
        initialValues={props.start}
        onFinish={props.onSubmit}
      >
        <div className="form-grid">{props.children}</div>
        <div className="note entry-preview" data-testid="entry-preview">
          <strong>{zh.enrollment.preview}</strong>
          {props.preview ?? <p>{zh.enrollment.previewWaiting}</p>}
        </div>
        <div className="entry-failure">
          <FailureNote failure={props.failure} />
        </div>
      </Form>
    </Modal>
  );
}
