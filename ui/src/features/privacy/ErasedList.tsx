import type { ErasedPerson } from '../../generated/ErasedPerson';
import { Empty } from '../../kit/Empty';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.privacy.erase;

/** 已删除: what is left is when and on which ground; the pseudonym stands in closed months. */
export function ErasedList({ erased }: { erased: readonly ErasedPerson[] }) {
  return (
    <Panel title={words.list} flush>
      {erased.length === 0 ? (
        <Empty title={words.listNone}>{words.backups}</Empty>
      ) : (
        <Sheet
          label={words.list}
          testId="erased"
          rows={erased}
          rowKey={(one, index) => `${one.erased_at}.${index}`}
          columns={[
            { title: words.pseudonym, nowrap: true, cell: (one) => one.pseudonym ?? '' },
            { title: words.at, nowrap: true, cell: (one) => one.erased_at },
            { title: words.ground, cell: (one) => word(words.grounds, one.ground) },
          ]}
        />
      )}
    </Panel>
  );
}
