import { bridge } from '../../bridge';
import type { Person } from '../../generated/Person';
import type { Unit } from '../../generated/Unit';
import { Mark } from '../../kit/Mark';
import { formatMoney, sumShown } from '../../kit/money';
import { isMonth } from '../../kit/month';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName, STATUS, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.enrollment;

interface Props {
  person: Person;
  unit: Unit;
  scope: string;
  month: string;
  base: string;
}

function ownRates(unit: Unit, insurance: string, month: string) {
  const setting = unit.settings
    .filter((item) => item.insurance === insurance && item.from <= month && (item.to === null || month <= item.to))
    .at(-1);
  return { employer: setting?.employer_rate ?? null, employee: setting?.employee_rate ?? null };
}

/** What it costs both sides a month, before the click. */
export function CostPreview({ person, unit, scope, month, base }: Props) {
  const fund = ownRates(unit, 'housing_fund', month);
  const ready = isMonth(month) && /^\d+\.\d{2}$/.test(base);
  const request = {
    region: unit.region,
    month,
    base,
    work_injury_rate: ownRates(unit, 'work_injury', month).employer,
    fund_employer: fund.employer,
    fund_employee: fund.employee,
    hukou: person.hukou ? (person.hukou.startsWith('local') ? 'local' : 'other') : null,
    medical_tier: person.medical_tier,
  };
  const read = useRead(['estimate', request], () => bridge.contributionEstimate(request), ready);
  if (!ready || !read.data) return null;
  const isFund = (insurance: string) => insurance.endsWith('housing_fund');
  const lines = read.data.lines.filter((line) =>
    scope === 'social'
      ? !isFund(line.insurance)
      : scope === 'housing_fund'
        ? isFund(line.insurance)
        : line.insurance === scope.replace(/^only:/, ''),
  );
  if (lines.length === 0) return null;
  const total = {
    employer: sumShown(lines.map((line) => line.employer)),
    employee: sumShown(lines.map((line) => line.employee)),
  };
  const share = (line: (typeof lines)[number], side: 'employer' | 'employee') =>
    line[side] === null ? <Mark tone="act">{word(STATUS, 'unconfirmed')}</Mark> : formatMoney(line[side]);
  return (
    <div className="cost" data-testid="cost-preview">
      <p>
        <strong>{words.cost(month)}</strong> <span className="soft">{words.costNote}</span>
      </p>
      <Sheet
        label={words.cost(month)}
        rows={lines}
        rowKey={(line) => line.insurance}
        columns={[
          { title: words.insurance, cell: (line) => insuranceName(line.insurance), nowrap: true },
          { title: words.base, cell: (line) => formatMoney(line.base), right: true },
          { title: words.employer, cell: (line) => share(line, 'employer'), right: true },
          { title: words.employee, cell: (line) => share(line, 'employee'), right: true },
        ]}
      />
      <p className="right figure">
        {words.total} {words.employer} <strong>{formatMoney(total.employer)}</strong> · {words.employee}{' '}
        <strong>{formatMoney(total.employee)}</strong>
      </p>
    </div>
  );
}
