import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { TellProvider, useTell } from './Told';

function Actions() {
  const tell = useTell();
  return (
    <>
      <button type="button" onClick={() => tell('已保存')}>
        save
      </button>
      <button type="button" onClick={() => tell('这个文件读不了', 'act')}>
        refuse
      </button>
    </>
  );
}

const show = () =>
  render(
    <TellProvider>
      <Actions />
    </TellProvider>,
  );

describe('what was just done', () => {
  it('is one sentence, the next in the place of the one before, and can be sent away', async () => {
    const user = userEvent.setup();
    show();
    await user.click(screen.getByText('save'));
    await user.click(screen.getByText('refuse'));
    expect(screen.getByRole('status').textContent).toBe('!这个文件读不了');
    await user.click(screen.getByRole('button', { name: '关闭' }));
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('goes by itself, what went wrong later', () => {
    vi.useFakeTimers();
    show();
    act(() => screen.getByText('save').click());
    act(() => vi.advanceTimersByTime(4000));
    expect(screen.getByRole('status').textContent).toBe('');
    act(() => screen.getByText('refuse').click());
    act(() => vi.advanceTimersByTime(7999));
    expect(screen.getByRole('status').textContent).toBe('!这个文件读不了');
    act(() => vi.advanceTimersByTime(1));
    expect(screen.getByRole('status').textContent).toBe('');
    vi.useRealTimers();
  });
});
