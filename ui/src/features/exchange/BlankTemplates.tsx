import { Button } from 'antd';
import { bridge } from '../../bridge';
import type { ExportLayout } from '../../generated/ExportLayout';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.exchange.blank;

/** 空白模板: for who begins from nothing. */
export function BlankTemplates() {
  const kinds = useRead(['template-kinds'], bridge.exchangeTemplateKinds);
  const save = useAct((kind: ExportLayout) => bridge.exchangeTemplate(kind), {
    readOnly: true,
    done: (written) => (written?.file ? words.saved(written.file) : null),
  });
  return (
    <div className="panel sheet-scroll">
      <div className="panel-head">
        <span className="soft">{words.text}</span>
      </div>
      <Sheet
        label={zh.exchange.tabs.blank}
        testId="blank-templates"
        rows={kinds.data ?? []}
        rowKey={(kind) => kind.id}
        columns={[
          { title: words.name, cell: (kind) => kind.name },
          {
            title: '',
            right: true,
            cell: (kind) => (
              <Button size="small" onClick={() => save.mutate(kind)} data-testid={`template-${kind.id}`}>
                {words.save}
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}
