import axe from 'axe-core';

/** What axe-core finds critical on the page as it stands, or in a part of it. */
export async function critical(part: Element = document.body): Promise<string[]> {
  // Colours are checked in a real browser: jsdom lays nothing out.
  const result = await axe.run(part, {
    runOnly: ['wcag2a', 'wcag2aa'],
    rules: { 'color-contrast': { enabled: false } },
  });
  return result.violations
    .filter((violation) => violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
}
