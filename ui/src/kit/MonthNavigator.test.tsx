import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { MonthNavigator } from './MonthNavigator';

it('steps by month, says the state, and opens a year to choose from', async () => {
  const onChange = vi.fn();
  const user = userEvent.setup();
  render(<MonthNavigator month="2026-01" state="draft" months={['2025-12', '2026-01']} onChange={onChange} />);
  expect(screen.getByTestId('month-state').textContent).toContain('草稿');
  await user.click(screen.getByTestId('month-previous'));
  expect(onChange).toHaveBeenLastCalledWith('2025-12');
  await user.click(screen.getByTestId('month-next'));
  expect(onChange).toHaveBeenLastCalledWith('2026-02');
  await user.click(screen.getByTestId('month-current'));
  await user.click(await screen.findByTestId('month-2026-07'));
  expect(onChange).toHaveBeenLastCalledWith('2026-07');
});
