import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { LessIcon, MoreIcon } from '../../kit/icons';
import { zh } from '../../words/zh';
import { openPdf, type PdfDocument } from './pdf';

const words = zh.statement;
const SCALES = [0.75, 1, 1.25, 1.5, 2];

interface PageProps {
  pdf: PdfDocument;
  number: number;
  scale: number;
  label: string;
}

function PageImage({ pdf, number, scale, label }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let stop = () => {};
    let gone = false;
    pdf.getPage(number).then((page) => {
      const target = canvas.current;
      if (gone || !target) return;
      const density = window.devicePixelRatio || 1;
      const viewport = page.getViewport({ scale: scale * density });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      target.style.width = `${Math.floor(viewport.width / density)}px`;
      target.style.height = `${Math.floor(viewport.height / density)}px`;
      const task = page.render({ canvas: target, viewport });
      stop = () => task.cancel();
      task.promise.then(
        () => target.setAttribute('data-drawn', 'true'),
        () => undefined,
      );
    });
    return () => {
      gone = true;
      stop();
    };
  }, [pdf, number, scale]);
  return <canvas ref={canvas} className="pdf-page" role="img" aria-label={label} data-testid={`pdf-page-${number}`} />;
}

/** The very bytes of the file, drawn page by page. */
export function PdfView({ bytes, label }: { bytes: ArrayBuffer; label: string }) {
  const [pdf, setPdf] = useState<PdfDocument | null>(null);
  const [failed, setFailed] = useState(false);
  const [at, setAt] = useState(1);
  useEffect(() => {
    let gone = false;
    const opening = openPdf(bytes);
    setFailed(false);
    opening.then(
      (opened) => (gone ? opened.destroy() : setPdf(opened)),
      () => setFailed(true),
    );
    return () => {
      gone = true;
      setPdf(null);
    };
  }, [bytes]);
  if (failed) return <p className="note is-act">{words.failed}</p>;
  const scale = SCALES[at] ?? 1;
  return (
    <>
      <div className="panel-head">
        <span className="soft figure" data-testid="pdf-pages">
          {pdf ? words.pagesAll(pdf.numPages) : words.previewing}
        </span>
        <div className="spring" />
        <Button
          size="small"
          icon={<LessIcon />}
          aria-label={words.zoomOut}
          disabled={at === 0}
          onClick={() => setAt(at - 1)}
        />
        <span className="figure">{Math.round(scale * 100)}%</span>
        <Button
          size="small"
          icon={<MoreIcon />}
          aria-label={words.zoomIn}
          disabled={at === SCALES.length - 1}
          onClick={() => setAt(at + 1)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the pages scroll by keyboard */}
      <section className="pdf-pages" aria-label={label} tabIndex={0}>
        {pdf
          ? Array.from({ length: pdf.numPages }, (_, i) => i + 1).map((number) => (
              <PageImage
                key={number}
                pdf={pdf}
                number={number}
                scale={scale}
                label={`${label} ${words.pages(number, pdf.numPages)}`}
              />
            ))
          : null}
      </section>
    </>
  );
}
