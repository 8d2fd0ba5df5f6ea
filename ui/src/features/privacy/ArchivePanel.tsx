import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { ArchiveMade } from '../../generated/ArchiveMade';
import type { ArchiveProof } from '../../generated/ArchiveProof';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { RecordDialog } from '../../kit/RecordDialog';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.privacy.archives;

/** 年度档案: made into a folder, listed by its digest, proved at any time. */
export function ArchivePanel() {
  const { book } = useSession();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<ArchiveMade | null>(null);
  const read = useRead(['privacy', 'archives'], bridge.privacyArchives);
  const verify = useAct(() => bridge.privacyArchiveVerify(), { readOnly: true });
  const make = useAct((fields: { year: number; own_password: string }) => bridge.privacyArchive(fields), {
    inline: true,
    after: (archive) => {
      if (!archive) return;
      setMade(archive);
      setMaking(false);
    },
  });
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const years = [...new Set(book.months.map((month) => Number(month.slice(0, 4))))].reverse();
  return (
    <Panel
      title={zh.privacy.parts.archives}
      extra={
        <span className="row">
          <Button loading={verify.isPending} onClick={() => verify.mutate(undefined)} data-testid="archive-verify">
            {words.verify}
          </Button>
          <May use="privacy_archive">
            <Button type="primary" onClick={() => setMaking(true)} data-testid="archive-make">
              {words.make}
            </Button>
          </May>
        </span>
      }
      flush
    >
      <div className="panel-body stack">
        <p>{words.text}</p>
        <p className="soft">{words.note}</p>
        {made ? <Made made={made} /> : null}
        {verify.data ? <Proof proof={verify.data} /> : null}
      </div>
      {read.data.length === 0 ? (
        <Empty title={words.none}>{words.noneText}</Empty>
      ) : (
        <Sheet
          label={zh.privacy.parts.archives}
          testId="archives"
          rows={read.data}
          rowKey={(one) => one.manifest}
          columns={[
            { title: words.year, nowrap: true, cell: (one) => one.year },
            { title: words.madeAt, nowrap: true, cell: (one) => one.made_at },
            { title: words.files, right: true, cell: (one) => one.files },
            { title: words.manifest, cell: (one) => <span className="digest">{one.manifest}</span> },
          ]}
        />
      )}
      {making ? (
        <RecordDialog<{ year: number; own_password: string }>
          title={words.makeTitle}
          about={zh.privacy.plain}
          okText={words.go}
          fields={[
            {
              name: 'year',
              label: words.year,
              kind: 'choice',
              options: years.map((year) => ({ value: year, label: String(year) })),
            },
            { name: 'own_password', label: zh.privacy.password, kind: 'password' },
          ]}
          start={{ year: years[0] }}
          busy={make.isPending}
          failure={make.error}
          onSubmit={(fields) => make.mutate(fields)}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </Panel>
  );
}

function Made({ made }: { made: ArchiveMade }) {
  return (
    <div className="note is-done" role="status" data-testid="archive-made">
      <p>✓ {words.done(made.folder)}</p>
      {made.unsealed.length > 0 ? <p>{words.unsealed(made.unsealed.join(zh.common.comma))}</p> : null}
    </div>
  );
}

function Proof({ proof }: { proof: ArchiveProof }) {
  if (proof.ok) return <Mark tone="done">{words.whole(proof.files, proof.year)}</Mark>;
  return (
    <div className="note is-act" role="alert" data-testid="archive-broken">
      <p>{words.broken}</p>
      <ul>
        {proof.findings.map((finding) => (
          <li key={`${finding.check}.${finding.message}`}>· {finding.message}</li>
        ))}
      </ul>
    </div>
  );
}
