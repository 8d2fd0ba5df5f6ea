import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { Loading } from '../../kit/Empty';
import { FindBox } from '../../kit/FindBox';
import { zh } from '../../words/zh';
import './licences.css';

interface Package {
  name: string;
  version: string;
  from: string;
  licence: string;
  texts: string[];
}

export interface LicenceList {
  packages: Package[];
  texts: Record<string, string>;
}

const words = zh.help.licences;

/** The list the build took in; read only when somebody asks for it. */
const listed = async (): Promise<LicenceList> => (await import('../../../../assets/licences.json')).default;

/** 第三方许可: what of others stands in the program, each with its terms. */
export function Licences({ onClose }: { onClose: () => void }) {
  const [list, setList] = useState<LicenceList | null>(null);
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    void listed().then(setList);
  }, []);
  const found = list?.packages.filter(({ name, licence }) =>
    `${name} ${licence}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <Modal open width={860} title={words.title} footer={null} onCancel={onClose}>
      <div className="stack" data-testid="licences">
        <p>{words.text}</p>
        <FindBox label={words.find} value={wanted} onChange={setWanted} testId="licences-find" />
        {list && found ? (
          <>
            <p className="soft figure" data-testid="licences-count">
              {words.count(found.length, list.packages.length)}
            </p>
            <div className="licence-list">
              {found.map((one) => (
                <Terms key={`${one.from} ${one.name} ${one.version}`} one={one} texts={list.texts} />
              ))}
            </div>
          </>
        ) : (
          <Loading />
        )}
      </div>
    </Modal>
  );
}

function Terms({ one, texts }: { one: Package; texts: Record<string, string> }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{one.name}</strong> {one.version}
        <span className="soft"> · {one.licence}</span>
      </summary>
      {open
        ? one.texts.map((key) => (
            <pre key={key} className="licence-text">
              {texts[key]}
            </pre>
          ))
        : null}
      {open && one.texts.length === 0 ? <p className="soft">{words.noText}</p> : null}
    </details>
  );
}
