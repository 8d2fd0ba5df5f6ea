import { Checkbox, Radio, Segmented, Select } from 'antd';
import type { Dispatch } from 'react';
import { bridge } from '../../bridge';
import { MonthInput } from '../../kit/inputs';
import { Mark } from '../../kit/Mark';
import { useRead } from '../../kit/useDesk';
import { fieldName } from '../../words/failure';
import { IMPORT_FIELDS, IMPORT_KINDS, MONTHLY_KINDS, RENEWED_KINDS } from '../../words/importFields';
import { zh } from '../../words/zh';
import { ColumnTable } from './ColumnTable';
import { kindName } from './names';
import { importableSheets, isImportable, isTaught, type Mode, type Wizard, type WizardAction } from './wizard';

interface Props {
  wizard: Wizard;
  dispatch: Dispatch<WizardAction>;
  withBook: boolean;
}

/** What each sheet is, and where each column goes, with sample values. */
export function MapStep({ wizard, dispatch, withBook }: Props) {
  const units = useRead(['units'], bridge.unitList, withBook);
  const { inspection } = wizard;
  const known = importableSheets(inspection);
  const sheet = inspection.sheets.find((item) => item.name === wizard.sheet);
  const kind = wizard.kind ?? sheet?.kind ?? 'unknown';
  const fields = (IMPORT_FIELDS[kind] ?? []).map((field) => ({ value: field, label: fieldName(field) }));
  return (
    <div className="wizard-map">
      <div className="wizard-sheets">
        {inspection.problems.length > 0 ? (
          <div className="note is-soon">
            <strong>{zh.exchange.problems}</strong>
            <ul>
              {inspection.problems.map((problem) => (
                <li key={problem.message}>· {problem.message}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {known.length === 0 ? <div className="note is-soon">{zh.exchange.nothingKnown}</div> : null}
        {known.length > 1 ? (
          <Radio.Group
            value={wizard.whole}
            onChange={(event) => dispatch({ type: 'whole', whole: event.target.value as boolean })}
            className="wizard-whole"
            options={[
              { value: true, label: zh.exchange.allSheets(known.length) },
              { value: false, label: zh.exchange.oneSheet },
            ]}
          />
        ) : null}
        <ul className="sheet-list" aria-label={zh.exchange.sheets}>
          {inspection.sheets.map((item) => (
            <li key={item.name}>
              <button
                type="button"
                className={item.name === wizard.sheet ? 'is-now' : ''}
                aria-pressed={item.name === wizard.sheet}
                onClick={() => dispatch({ type: 'sheet', name: item.name })}
                data-testid={`sheet-${item.name}`}
              >
                <strong>{item.name}</strong>
                <span>
                  {isImportable(item.kind) ? (
                    <Mark tone={item.confidence >= 80 ? 'done' : 'soon'}>{kindName(item.kind)}</Mark>
                  ) : (
                    <Mark tone="off">{kindName(item.kind)}</Mark>
                  )}
                  <span className="soft">
                    {item.visible ? zh.exchange.dataRows(item.rows) : zh.exchange.sheetHidden}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className="wizard-columns">
        {sheet ? (
          <>
            <div className="row wizard-options">
              <div className="row is-tight">
                <span className="soft nowrap">{zh.exchange.kind}</span>
                <Select
                  className="w-120"
                  aria-label={zh.exchange.kind}
                  popupMatchSelectWidth={false}
                  value={isImportable(kind) ? kind : undefined}
                  placeholder={kindName(sheet.kind)}
                  options={IMPORT_KINDS.map((value) => ({ value, label: kindName(value) }))}
                  onChange={(value) => dispatch({ type: 'kind', kind: value })}
                  data-testid="wizard-kind"
                />
              </div>
              <div className="row is-tight wizard-unit">
                <span className="soft nowrap">{zh.exchange.unit}</span>
                <Select
                  aria-label={zh.exchange.unit}
                  allowClear
                  showSearch
                  popupMatchSelectWidth={false}
                  value={wizard.unit ?? undefined}
                  placeholder={sheet.unit ?? zh.exchange.unitFromFile}
                  options={(units.data ?? []).map((unit) => ({ value: unit.name, label: unit.name }))}
                  onChange={(value) => dispatch({ type: 'unit', unit: (value as string | undefined) ?? null })}
                />
              </div>
              {MONTHLY_KINDS.includes(kind) ? (
                <div className="row is-tight">
                  <span className="soft nowrap">{zh.exchange.month}</span>
                  <MonthInput
                    className="w-120"
                    aria-label={zh.exchange.month}
                    value={wizard.month}
                    placeholder={sheet.month ?? zh.exchange.monthFromFile}
                    onChange={(value) => dispatch({ type: 'month', month: value || null })}
                  />
                </div>
              ) : null}
              {RENEWED_KINDS.includes(kind) ? (
                <div className="row is-tight">
                  <span className="soft nowrap">{zh.exchange.mode}</span>
                  <Segmented<Mode>
                    value={wizard.mode}
                    options={(['both', 'create', 'update'] as const).map((value) => ({
                      value,
                      label: zh.exchange.modes[value],
                    }))}
                    onChange={(mode) => dispatch({ type: 'mode', mode })}
                  />
                </div>
              ) : null}
            </div>
            <p className="soft wizard-why">
              {[
                zh.exchange.confidence(sheet.confidence),
                sheet.header_rows.length > 0 ? zh.exchange.headerRows(sheet.header_rows.join('、')) : null,
                ...sheet.reasons,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {isTaught(wizard) ? (
              <Checkbox
                className="wizard-remember"
                checked={wizard.remember}
                onChange={(event) => dispatch({ type: 'remember', on: event.target.checked })}
                data-testid="wizard-remember"
              >
                {zh.exchange.remember}
              </Checkbox>
            ) : null}
            <ColumnTable
              sheet={sheet}
              chosen={wizard.mapping[sheet.name] ?? {}}
              fields={fields}
              onField={(letter, field) => dispatch({ type: 'field', letter, field })}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}
