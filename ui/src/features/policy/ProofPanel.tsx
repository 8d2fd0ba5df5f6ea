import { Button, Select } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import { Empty } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { BookProofTable } from './BookProofTable';
import { ProofTable } from './ProofTable';

const words = zh.policy.proving;
const WHOLE = { region: null, insurance: null };

/** 明细验证: which rounding and rate the rows of a bureau prove, of a file or of the whole book. */
export function ProofPanel() {
  const regions = useRead(['regions'], bridge.policyRegions);
  const [region, setRegion] = useState<string | null>(null);
  const file = useAct(() => bridge.policyProve(region), { inline: true, readOnly: true });
  const book = useAct(() => bridge.policyProveBook(WHOLE), { inline: true, readOnly: true });
  const stamp = useAct(() => bridge.policyStamp(WHOLE), {
    inline: true,
    done: (proof) => zh.policy.stamped(proof.values.length),
  });
  const report = file.data;
  const own = stamp.data ?? book.data;
  const ofFile = () => {
    book.reset();
    stamp.reset();
    file.mutate(undefined);
  };
  const ofBook = () => {
    file.reset();
    stamp.reset();
    book.mutate(undefined);
  };
  const used = own ? words.usedBook(own.values.length, own.unused) : null;
  return (
    <>
      <div className="toolbar">
        <May use="policy_prove_book">
          <Button type="primary" loading={book.isPending} onClick={ofBook} data-testid="prove-book">
            {words.book}
          </Button>
        </May>
        {own && !stamp.data ? (
          <May use="policy_stamp">
            <Button loading={stamp.isPending} onClick={() => stamp.mutate(undefined)} data-testid="stamp-book">
              {words.stampAll}
            </Button>
          </May>
        ) : null}
        <Button loading={file.isPending} onClick={ofFile} data-testid="proof-pick">
          {words.pick}
        </Button>
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
        <span className="soft">{report ? words.used(report.rows, report.skipped) : used}</span>
      </div>
      <FailureNote failure={file.error ?? book.error ?? stamp.error} />
      <section className="panel is-fill">
        {report || own ? (
          <div className="sheet-scroll">
            {report ? <ProofTable report={report} /> : null}
            {own && !report ? <BookProofTable proof={own} regions={regions.data ?? []} /> : null}
          </div>
        ) : (
          <Empty title={words.start}>{words.startText}</Empty>
        )}
      </section>
    </>
  );
}
