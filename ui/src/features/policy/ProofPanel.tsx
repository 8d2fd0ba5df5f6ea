import { Button, Select } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import { Empty } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { ProofTable } from './ProofTable';

const words = zh.policy.proving;

/** 明细验证: which rounding and rate the rows of a bureau prove. */
export function ProofPanel() {
  const regions = useRead(['regions'], bridge.policyRegions);
  const [region, setRegion] = useState<string | null>(null);
  const prove = useAct(() => bridge.policyProve(region), { inline: true, readOnly: true });
  const report = prove.data;
  return (
    <>
      <div className="toolbar">
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          className="w-220"
          aria-label={words.region}
          placeholder={words.regionAny}
          value={region}
          options={(regions.data ?? []).map((item) => ({ value: item.code, label: item.name }))}
          onChange={(code) => setRegion(code ?? null)}
          data-testid="proof-region"
        />
        <Button
          type="primary"
          loading={prove.isPending}
          onClick={() => prove.mutate(undefined)}
          data-testid="proof-pick"
        >
          {words.pick}
        </Button>
        <span className="soft">{report ? words.used(report.rows, report.skipped) : words.text}</span>
      </div>
      <FailureNote failure={prove.error} />
      <section className="panel is-fill">
        {report ? (
          <div className="sheet-scroll">
            <ProofTable report={report} />
          </div>
        ) : (
          <Empty title={words.start}>{words.startText}</Empty>
        )}
      </section>
    </>
  );
}
