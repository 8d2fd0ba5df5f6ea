import { Button } from 'antd';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Sheet } from '../../kit/Sheet';
import { shortTime } from '../../kit/time';
import { useAct, useRead } from '../../kit/useDesk';
import { fieldName } from '../../words/failure';
import { zh } from '../../words/zh';
import { kindName } from './names';

const words = zh.exchange.mappingList;

/** 记住的列对应: what the clerk said once about headings; each can be forgotten. */
export function MappingList() {
  const mappings = useRead(['mappings'], bridge.exchangeMappings);
  const forget = useAct(bridge.exchangeForgetMapping, { done: () => words.forgotten });
  if (mappings.isPending) return <Loading />;
  if (mappings.isError) return <FailureNote failure={mappings.error} />;
  if (mappings.data.length === 0) return <Empty title={words.none}>{words.noneText}</Empty>;
  return (
    <div className="panel sheet-scroll">
      <div className="panel-head">
        <span className="soft">{words.text}</span>
      </div>
      <Sheet
        label={zh.exchange.tabs.mappings}
        testId="mappings"
        rows={mappings.data}
        rowKey={(mapping) => String(mapping.id)}
        columns={[
          { title: zh.exchange.batchKind, cell: (mapping) => kindName(mapping.kind), nowrap: true },
          {
            title: words.columns,
            cell: (mapping) =>
              mapping.columns
                .map(({ heading, field }) => `${heading} → ${field ? fieldName(field) : zh.exchange.ignored}`)
                .join('，'),
          },
          { title: zh.exchange.batchFile, cell: (mapping) => mapping.file },
          { title: zh.exchange.batchTime, cell: (mapping) => shortTime(mapping.time), nowrap: true },
          {
            title: '',
            right: true,
            cell: (mapping) => (
              <May use="exchange_forget_mapping">
                <Button
                  size="small"
                  disabled={forget.isPending}
                  onClick={() => forget.mutate(mapping.id)}
                  data-testid={`mapping-forget-${mapping.id}`}
                >
                  {words.forget}
                </Button>
              </May>
            ),
          },
        ]}
      />
    </div>
  );
}
