import { Button, Modal } from 'antd';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import { Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { chineseMonth } from '../../kit/month';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { PdfView } from '../statement/PdfView';

const words = zh.insight;

/** 医保缴纳情况报告 on paper: its pages before they are saved, printed from the file. */
export function ReportDialog({ month, onClose }: { month: string; onClose: () => void }) {
  const pages = useRead(['report', month], () => bridge.insightReportPreview(month));
  const save = useAct(
    () => bridge.exchangeExport({ kind: 'insight_report', month, unit: null, layout: 'paper', template: null }),
    { inline: true, readOnly: true },
  );
  const open = useAct(() => bridge.statementOpenLast(), { readOnly: true });
  const file = save.data?.file;
  return (
    <Modal
      open
      width={860}
      style={{ top: 24 }}
      title={words.reportOf(chineseMonth(month))}
      okText={words.reportSave}
      onCancel={onClose}
      onOk={() => save.mutate(undefined)}
      confirmLoading={save.isPending}
      cancelText={zh.common.close}
      okButtonProps={{ disabled: !pages.data, 'data-testid': 'report-save' }}
    >
      <div className="report-pages" data-testid="report-pages">
        {pages.isPending ? <Loading /> : null}
        <FailureNote failure={pages.error} />
        {pages.data ? <PdfView bytes={pages.data} label={words.reportOf(chineseMonth(month))} /> : null}
      </div>
      <FailureNote failure={save.error} />
      {file ? (
        <div className="note is-done" data-testid="report-saved">
          <span className="path">{words.reported(file)}</span>{' '}
          <May use="statement_open_last">
            <Button size="small" onClick={() => open.mutate(undefined)}>
              {words.reportOpen}
            </Button>
          </May>
        </div>
      ) : null}
    </Modal>
  );
}
