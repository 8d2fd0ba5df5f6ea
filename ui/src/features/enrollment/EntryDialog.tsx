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
      width={640}
      title={props.title}
      okText={props.action}
      onCancel={props.onClose}
      onOk={props.form.submit}
      confirmLoading={props.busy}
      okButtonProps={{ 'data-testid': 'entry-submit' }}
    >
      <p className="soft figure">{zh.enrollment.inCompany(book.company, book.credit_code)}</p>
      <Form
        form={props.form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        className="form-grid"
        initialValues={props.start}
        onFinish={props.onSubmit}
      >
        {props.children}
        <div className="is-wide note entry-preview" data-testid="entry-preview">
          <strong>{zh.enrollment.preview}</strong>
          {props.preview ?? <p>{zh.enrollment.previewWaiting}</p>}
        </div>
        <div className="is-wide">
          <FailureNote failure={props.failure} />
        </div>
      </Form>
    </Modal>
  );
}
