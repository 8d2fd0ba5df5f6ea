import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { bridge } from '../bridge';
import type { Progress as Step } from '../generated/Progress';
import { zh } from '../words/zh';
import { useAct } from './useDesk';

/** Long work: how far it is, and 取消. */
export function JobProgress({ label }: { label: string }) {
  const [step, setStep] = useState<Step | null>(null);
  const cancel = useAct(() => bridge.jobCancel(), { readOnly: true });
  useEffect(() => bridge.onProgress(setStep), []);
  const percent = step && step.total > 0 ? Math.floor((step.done * 100) / step.total) : 0;
  return (
    <div className="note row" role="status" data-testid="job-progress">
      <span className="figure">
        {label} {step ? `${step.done} / ${step.total}` : ''}
      </span>
      <div className="grow">
        <Progress percent={percent} size="small" aria-label={label} />
      </div>
      <Button size="small" onClick={() => cancel.mutate(undefined)} data-testid="job-cancel">
        {zh.common.cancel}
      </Button>
    </div>
  );
}
