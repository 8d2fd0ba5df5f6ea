import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';

/** Fills the form of a new book and sends it off. */
export async function createBook(user: UserEvent) {
  await user.type(await screen.findByTestId('create-company'), '测试有限公司');
  await user.type(screen.getByTestId('create-credit-code'), '91350100M000100Y43');
  await user.type(screen.getByTestId('create-user'), '周会计');
  await user.type(screen.getByTestId('create-password'), 'correct horse');
  await user.type(screen.getByTestId('create-password-again'), 'correct horse');
  await user.click(screen.getByTestId('create-submit'));
}
