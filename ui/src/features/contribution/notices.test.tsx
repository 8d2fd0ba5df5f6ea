import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('the ledger names whose lines do not follow a rule of their own', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  await user.click(await screen.findByTestId('ledger-notices'));
  const panel = await screen.findByTestId('notice-panel');
  expect(panel.textContent).toContain('超过法定退休年龄的人员的养老、医疗由单位与本人协商');
  expect(panel.textContent).toContain('令第56号');
});
