import { expect, it } from 'vitest';
import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { DayCount } from '../../lambdas/domain/ports.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { deal, type Posted, reviewOf } from '../support/review.ts';
import { workspaceOf } from '../support/workspace.ts';
import { mailed, visible } from './support/mailed.ts';

const workspace = workspaceOf({ sources: [{ id: 'hub', system: 'standard' }] });

const won = (of: string): Posted => {
  const closedAt = `${of}-10T00:00:00Z`;
  return { ...deal(of, { outcome: 'won', createdAt: closedAt, closedAt, amount: 10 }, closedAt), source: 'hub' };
};

const renderedOf = (observations: readonly Posted[], counts: Partial<DayCount>): Rendered => {
  const none = { failed: 0, wrongAccount: 0, refused: 0, observations: 0, rejected: 0, firstAt: 0, lastAt: 0 };
  const received = { hub: [{ day: '2026-03-05', deliveries: 7, ...none, ...counts }] };
  const document = reviewOf(observations, { period: '2026-03', workspace, received });
  return { document, configuration: workspace.configuration, catalogue, headlines, reader: { role: 'sales' } };
};

/** What a reader is told, by mail, in its text and on the page. */
const toldOf = async (rendered: Rendered): Promise<string[]> => {
  const mail = await mailed(rendered);
  return [visible(mail.html), mail.text, visible(renderPage(rendered))].map((text) =>
    text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' '),
  );
};

it('what is of another account is told below, and never that it could not be read', async () => {
  for (const told of await toldOf(renderedOf([won('2026-02'), won('2026-03')], { wrongAccount: 3 }))) {
    expect(told).toContain(
      '7 deliveries were received in that time. 3 of them were of another account than the one that is connected here, and are left out, as it should be.',
    );
    expect(told).not.toContain('could not be read');
    expect(told).not.toContain('nothing heard');
  }
});

it('what could not be read beside it is counted by itself', async () => {
  for (const told of await toldOf(renderedOf([won('2026-02'), won('2026-03')], { failed: 2, wrongAccount: 1 }))) {
    expect(told).toContain('2 of them could not be read and are missing here. 1 of them was of another account');
    expect(told).toContain('2 deliveries could not be read, and are not in these numbers.');
  }
});

it('a source all of whose deliveries are of another account was not heard, and it is told why', async () => {
  for (const told of await toldOf(renderedOf([won('2026-02')], { wrongAccount: 7 }))) {
    expect(told).toContain('told nothing of March 2026 and sent nothing in it.');
    expect(told).toContain(
      'nothing told of March 2026. 7 deliveries were received in that time. All of them were of another account than the one that is connected here, and are left out: numbers that rest on hub are missing or too low.',
    );
    expect(told).not.toContain('could not be read');
  }
});
