import { describe, expect, it } from 'vitest';
import { INSPECTION, importReport } from '../../bridge/fake/exchange';
import { isTaught, obstacleOf, requestOf, startWizard, type Wizard, type WizardAction, wizardReducer } from './wizard';

const wizardAfter = (...actions: WizardAction[]): Wizard => actions.reduce(wizardReducer, startWizard(INSPECTION));
const previewed: WizardAction = { type: 'previewed', report: importReport(true) };

describe('the import wizard', () => {
  it('begins with every recognised sheet', () => {
    const wizard = startWizard(INSPECTION);
    expect(wizard).toMatchObject({ step: 'map', sheet: '在职', whole: true });
    expect(requestOf(wizard, true)).toMatchObject({
      handle: 'fake-1',
      sheet: null,
      kind: null,
      dry_run: true,
      mapping: {},
    });
  });

  it('sends what the clerk mapped, sheet by sheet', () => {
    const wizard = wizardAfter(
      { type: 'field', letter: 'A', field: '' },
      { type: 'sheet', name: '离职' },
      { type: 'field', letter: 'C', field: 'leave' },
    );
    expect(requestOf(wizard, false).mapping).toEqual({ 在职: { A: '' }, 离职: { C: 'leave' } });
  });

  it('takes one sheet when the clerk says what it is', () => {
    const wizard = wizardAfter({ type: 'sheet', name: '透视表' }, { type: 'kind', kind: 'payroll' });
    expect(requestOf(wizard, true)).toMatchObject({ sheet: '透视表', kind: 'payroll' });
  });

  it('forgets an earlier check when anything read would change', () => {
    const checked = wizardAfter(previewed, { type: 'totalsConfirmed', on: true });
    expect(checked.step).toBe('check');
    const changed = wizardReducer(checked, { type: 'field', letter: 'B', field: 'name' });
    expect(changed).toMatchObject({ step: 'map', preview: null, totalsConfirmed: false });
  });

  it('is held up by totals that differ and by rejected rows, and says so', () => {
    expect(obstacleOf(wizardAfter())).toBe('unchecked');
    expect(obstacleOf(wizardAfter(previewed))).toBe('totals');
    expect(obstacleOf(wizardAfter(previewed, { type: 'goodRowsOnly', on: false }))).toBe('rejected');
    expect(obstacleOf(wizardAfter(previewed, { type: 'totalsConfirmed', on: true }))).toBeNull();
    const nothing = { ...importReport(true), accepted: 0, questions: [], control_totals: [] };
    expect(obstacleOf(wizardAfter({ type: 'previewed', report: nothing }))).toBe('nothing');
  });

  it('says why totals differ only once the clerk has confirmed them', () => {
    const checked = wizardAfter(previewed, { type: 'totalsReason', reason: ' 合计漏改 ' });
    expect(requestOf(checked, false).totals_reason).toBeNull();
    const confirmed = wizardReducer(checked, { type: 'totalsConfirmed', on: true });
    expect(requestOf(confirmed, false).totals_reason).toBe('合计漏改');
    const plain = wizardAfter(previewed, { type: 'totalsConfirmed', on: true });
    expect(requestOf(plain, false).totals_reason).toBe('已核对，以逐行数据为准');
  });

  it('remembers what was mapped unless the clerk does not want it', () => {
    expect(isTaught(wizardAfter())).toBe(false);
    const mapped = wizardAfter({ type: 'field', letter: 'K', field: 'notes' });
    expect([isTaught(mapped), requestOf(mapped, false).remember]).toEqual([true, true]);
    expect(requestOf(wizardReducer(mapped, { type: 'remember', on: false }), false).remember).toBe(false);
  });

  it('cannot go back once the rows are written', () => {
    const done = wizardAfter(previewed, { type: 'imported', report: importReport(false) }, { type: 'go', step: 'map' });
    expect(done.step).toBe('done');
  });
});
