import { bridge } from '../../bridge';
import { Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { SidePanel } from '../../kit/SidePanel';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { LawCard } from './LawCard';

interface Props {
  id: string;
  on: string | null;
  onClose: () => void;
}

/** 法条卡片, over whatever asked for it. */
export function LawPanel({ id, on, onClose }: Props) {
  const read = useRead(['article', id, on], () => bridge.lawArticle({ id, on }));
  return (
    <SidePanel
      label={zh.law.card}
      title={read.data?.title ?? zh.law.card}
      sub={read.data?.law.name}
      onClose={onClose}
      testId="law-panel"
    >
      {read.isPending ? <Loading /> : null}
      <FailureNote failure={read.error} />
      {read.data ? <LawCard article={read.data} /> : null}
    </SidePanel>
  );
}
