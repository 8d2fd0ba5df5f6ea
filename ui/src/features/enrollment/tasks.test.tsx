import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

describe('enrolment tasks', () => {
  it('close on a receipt, and say what the law asks for before the click', async () => {
    const user = userEvent.setup();
    renderApp('/enrollment/tasks');
    const [social] = await screen.findAllByTestId('task-enroll-YS1002');
    if (!social) throw new Error('no task');
    expect(social.textContent).toContain('还剩 20 天');
    expect(social.textContent).toContain('《社会保险法》第五十八条');
    await user.click(within(social).getByTestId('task-entry'));
    await user.type(await screen.findByTestId('entry-first'), '{Control>}a{/Control}2026-02');
    expect((await screen.findByTestId('note-past_cover')).textContent).toContain('先办本单位增员');
    await user.click(screen.getByRole('button', { name: /取\s*消/ }));
    await user.click(within(social).getByTestId('task-receipt'));
    await user.type(await screen.findByTestId('receipt-number'), '示例-1');
    await user.click(screen.getByTestId('receipt-submit'));
    await screen.findByText('李静 的回执已登记');
  });
});

describe('the onboarding check', () => {
  it('tells a gap with the unit’s own duty first', async () => {
    renderApp('/enrollment/onboarding');
    const finding = await screen.findByTestId('finding-gap');
    expect(finding.textContent).toContain('不影响本单位依法参保');
    expect(finding.textContent).toContain('照常增员');
  });
});
