import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { mailedReview } from '../support/mailedReview.ts';
import { createWorld, type World } from '../support/world.ts';
import { violationsOf } from './support/axe.ts';
import { launch, reason, withoutBrowser } from './support/chromium.ts';
import { openRouted } from './support/routed.ts';

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly', 'quarterly'] };

describe.skipIf(withoutBrowser)(`the preferences in a browser${reason}`, () => {
  let database: RunningDatabase;
  let browser: Browser;
  let world: World;
  let client: Client;
  let url: string;
  beforeAll(async () => {
    [database, browser] = await Promise.all([startDynalite(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await database?.stop();
  });
  beforeEach(async () => {
    world = await createWorld(database);
    client = clientOf(world.services);
    await world.apply({ recipients: [ana] });
    url = (await mailedReview(world, ana.email)).preferences;
  });

  const plain = { javaScriptEnabled: false } as const;
  const kept = () => world.services.preferences.get('acme', ana.email);
  const status = (page: Page) => page.getByRole('status').textContent();

  it('are changed and kept, without JavaScript', async () => {
    const page = await openRouted(browser, client, url, plain);
    await page.getByLabel('Quarterly review').uncheck();
    await page.getByLabel('Bahasa Melayu').check();
    await page.getByLabel('Excel (XLSX)').check();
    await page.getByLabel('Three months, until').check();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await status(page)).toBe('Telah disimpan.');
    expect(await page.locator('html').getAttribute('lang')).toBe('ms');
    expect(await kept()).toMatchObject({
      cadences: ['monthly'],
      locale: 'ms',
      attachments: ['xlsx'],
      pausedUntil: '2027-02-02',
    });
    await page.goto(url);
    expect(await page.getByLabel('Laporan suku tahunan').isChecked()).toBe(false);
    expect(await page.locator('#until').inputValue()).toBe('2027-02-02');
    await page.getByRole('button', { name: 'Tamatkan jeda' }).click();
    expect((await kept())?.pausedUntil).toBeUndefined();
    expect(await page.getByRole('button', { name: 'Tamatkan jeda' }).count()).toBe(0);
    await page.context().close();
  });

  it('are left and taken up again, without JavaScript', async () => {
    const page = await openRouted(browser, client, url, plain);
    await page.getByRole('button', { name: 'Unsubscribe from all' }).click();
    expect((await kept())?.unsubscribedAt).toBe(world.now);
    expect(await page.getByRole('group').count()).toBe(0);
    await page.getByRole('button', { name: 'Subscribe again' }).click();
    expect((await kept())?.unsubscribedAt).toBeNull();
    expect(await page.getByRole('group').count()).toBe(4);
    await page.context().close();
  });

  it('are saved from the keyboard alone', async () => {
    const page = await openRouted(browser, client, url, plain);
    for (let index = 0; index < 3; index += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    expect(await status(page)).toBe('Saved.');
    expect((await kept())?.cadences).toEqual(['monthly', 'quarterly', 'annual']);
    await page.context().close();
  });

  it('can be used on a phone, in the light and in the dark, by whoever reads them with their ears', async () => {
    await world.services.preferences.change('acme', ana.email, { pausedUntil: '2026-12-01', locale: 'es' });
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openRouted(browser, client, url, { viewport: { width: 320, height: 640 }, colorScheme });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await violationsOf(page)).toEqual([]);
      // The browser itself keeps back a day that is none: what is told of one is shown to those without that.
      await page.evaluate("document.querySelector('#until').removeAttribute('max')");
      await page.getByLabel('Hasta un día').check();
      await page.locator('#until').fill('2031-01-01');
      await page.getByRole('button', { name: 'Guardar' }).click();
      expect(await page.getByRole('alert').textContent()).toContain('2 de noviembre de 2027');
      expect(await violationsOf(page)).toEqual([]);
      await page.context().close();
    }
  });
});
