import type { Locator } from 'playwright-core';

/** How often a lost press is repeated, and how long the field is watched for its answer, in milliseconds. */
const TRIES = 5;
const ANSWER = 3_000;

/**
 * Choose in the list that opens below a field, searching for it first where the field takes words, until the field shows the choice: on a busy
 * machine a press on a list that is still opening can be lost, and a person would press again.
 * @param field the field's own input, as by its label
 */
export async function choose(field: Locator, option: string, search?: string): Promise<void> {
  const page = field.page();
  const shown = field.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " ant-select ")][1]');
  const offered = page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first();
  for (let tried = 1; ; tried++) {
    if (!(await offered.isVisible())) await field.click();
    if (search) await field.fill(search);
    await offered.click();
    const took = await shown
      .getByText(option)
      .first()
      .waitFor({ timeout: ANSWER })
      .then(
        () => true,
        () => false,
      );
    if (took) return;
    if (tried === TRIES) throw new Error(`the field did not take “${option}” in ${TRIES} presses`);
  }
}
