import axe from 'axe-core';

/** What keeps somebody from using the screen as it stands. Colours are checked in a real browser: jsdom lays nothing out. */
export async function critical(): Promise<string[]> {
  const result = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa'],
    rules: { 'color-contrast': { enabled: false } },
  });
  return result.violations
    .filter((violation) => violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
}
