import type { Exported } from '../../generated/Exported';
import type { ExportKind } from '../../generated/ExportKind';
import type { Answer } from './transport';

const kind = (kind: string, name: string, one_unit: boolean, more: Partial<ExportKind> = {}): ExportKind => ({
  kind,
  name,
  text: `${name}，按所选月份`,
  layouts: [],
  one_unit,
  own_file: null,
  ...more,
});

const EXPORT_KINDS: ExportKind[] = [
  kind('contribution_ledger', '月度台账', false),
  kind('declaration', '年度缴费工资申报', true),
  kind('tax_client', '个税扣缴端工资薪金', false, {
    layouts: [
      { id: '30', name: '30 列' },
      { id: '22', name: '22 列（2021 年）' },
    ],
    own_file: '从客户端导出的模板：只写它有的列',
  }),
  kind('voucher', '记账凭证', false),
  kind('reconciliation', '对账表', false),
];

function exported(request: Record<string, unknown>): Exported {
  const name = EXPORT_KINDS.find((item) => item.kind === request.kind)?.name ?? '';
  const left = { employee_no: 'YS1008', name: '黄晓梅', field: '证件号码' };
  return {
    file: `${name}_${String(request.month)}.xlsx`,
    rows: 35,
    left_out:
      request.kind === 'contribution_ledger' ? [] : [{ ...left, message: '黄晓梅（YS1008）没有已校验的证件号码' }],
    notes: [],
  };
}

export const HANDED_OUT: Readonly<Record<string, Answer>> = {
  exchange_export: (_world, request) => exported(request),
  exchange_list: (_world, request) => ({
    file: `${String(request.title)}.xlsx`,
    rows: (request.rows as unknown[]).length,
    left_out: [],
    notes: [],
  }),
  exchange_export_kinds: () => EXPORT_KINDS,
  exchange_template: (_world, request) => ({
    file: `导入模板_${String(request.name)}.xlsx`,
    rows: 0,
    left_out: [],
    notes: [],
  }),
  exchange_template_kinds: () => [
    { id: 'roster', name: '花名册' },
    { id: 'payroll', name: '工资表' },
  ],
};
