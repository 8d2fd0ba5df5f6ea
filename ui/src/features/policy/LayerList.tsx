import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.policyChange;

/** What the book has taken in over the shipped values, the newest first. */
export function LayerList() {
  const read = useRead(['layers'], bridge.policyLayers);
  const layers = read.data ?? [];
  return (
    <section data-testid="layers">
      <h3>{words.layers}</h3>
      <FailureNote failure={read.error} />
      {read.data && layers.length === 0 ? <p className="soft">{words.layersNone}</p> : null}
      <ul className="layer-list">
        {layers.map((layer) => (
          <li key={`${layer.taken_at}.${layer.from}.${layer.pack?.pack ?? ''}.${layer.pack?.number ?? ''}`}>
            <strong>{layer.pack ? words.layerPack(layer.pack.pack, layer.pack.number) : words.layerOwn}</strong>
            {layer.pack ? <p className="soft">{layer.pack.issuer}</p> : null}
            <p>{layer.about.join('、')}</p>
            <p className="soft figure">{words.layerSince(layer.from, layer.taken_at)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
