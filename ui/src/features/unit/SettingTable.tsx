import { Button } from 'antd';
import { May } from '../../app/rights';
import type { Setting } from '../../generated/Setting';
import { Mark } from '../../kit/Mark';
import { formatMoney, formatRate } from '../../kit/money';
import { OriginNote } from '../../kit/OriginNote';
import { Sheet } from '../../kit/Sheet';
import { insuranceName, SETTING_MODE, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.unit;
const isZero = (text: string) => /^0(\.0+)?$/.test(text);
const pair = (a: string | null, b: string | null) => [a, b].map((text) => formatMoney(text) || '—').join(' / ');

/** A unit's own dated settings. */
export function SettingTable({ settings, onEnd }: { settings: readonly Setting[]; onEnd: (setting: Setting) => void }) {
  return (
    <Sheet
      label={words.settings}
      rows={settings}
      rowKey={(setting) => String(setting.id)}
      columns={[
        {
          title: words.insurance,
          nowrap: true,
          cell: (setting) => (
            <>
              {insuranceName(setting.insurance)} {setting.of_city ? <Mark tone="off">{words.ofCity}</Mark> : null}
            </>
          ),
        },
        { title: words.span, nowrap: true, cell: (setting) => zh.common.span(setting.from, setting.to) },
        { title: words.mode, nowrap: true, cell: (setting) => word(SETTING_MODE, setting.mode) },
        {
          title: words.rates,
          right: true,
          nowrap: true,
          cell: (setting) => `${formatRate(setting.employer_rate)} / ${formatRate(setting.employee_rate)}`,
        },
        {
          title: words.fixed,
          right: true,
          nowrap: true,
          cell: (setting) =>
            isZero(setting.employer_fixed) && isZero(setting.employee_fixed)
              ? ''
              : pair(setting.employer_fixed, setting.employee_fixed),
        },
        {
          title: words.bounds,
          right: true,
          nowrap: true,
          cell: (setting) => (setting.floor || setting.cap ? pair(setting.floor, setting.cap) : ''),
        },
        {
          title: words.source,
          cell: (setting) => (
            <>
              {setting.reason}
              {setting.origin ? ' · ' : ''}
              <OriginNote origin={setting.origin} />
            </>
          ),
        },
        {
          title: '',
          right: true,
          cell: (setting) =>
            setting.to === null ? (
              <May use="setting_end">
                <Button size="small" onClick={() => onEnd(setting)} data-testid={`setting-end-${setting.id}`}>
                  {words.end}
                </Button>
              </May>
            ) : null,
        },
      ]}
    />
  );
}
