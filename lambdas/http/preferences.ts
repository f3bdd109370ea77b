import { type Context, Hono } from 'hono';
import { choose, endPause, type OpenedPreferences, openPreferences, setSubscribed } from '../flow/ownPreferences.ts';
import type { HttpServices } from '../flow/services.ts';
import { type PreferencesShown, renderPreferences } from '../rendering/preferencesPage.ts';
import type { Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { preferencesForm, preferencesLink } from './openapi/readers.ts';
import { invalidLink } from './pages.ts';
import { type Asked, askedIn, type Posted } from './preferencesForm.ts';
import { Problem } from './problem.ts';
import { atMost } from './request.ts';

type Told = Pick<PreferencesShown, 'told' | 'mistake' | 'filled'>;

const shown = (
  c: Context,
  { workspace, ...opened }: OpenedPreferences,
  told: Told = {},
  status: 200 | 422 = 200,
): Response => c.html(renderPreferences({ ...opened, ...told, configuration: workspace.configuration }), status);

/** The body as a form; one that is broken says nothing. */
const formIn = async (c: Context): Promise<Posted> => {
  try {
    return await c.req.parseBody({ all: true });
  } catch (error) {
    if (error instanceof TypeError) return {};
    throw error;
  }
};

const answer = async (
  services: HttpServices,
  c: Context,
  opened: OpenedPreferences,
  asked: Asked,
): Promise<Response> => {
  switch (asked.what) {
    case 'subscribe': {
      const told = asked.subscribed ? 'subscribed' : 'unsubscribed';
      return shown(c, await setSubscribed(services, opened, asked.subscribed), { told });
    }
    case 'resume':
      return shown(c, await endPause(services, opened), { told: 'resumed' });
    case 'save':
      return shown(c, await choose(services, opened, asked.choice), { told: 'saved' });
    case 'nothing':
      return shown(c, opened, asked, 422);
  }
};

/** A reader's own preferences, by the signed link of their mails: no account, no cookie, and GET changes nothing. */
export const preferences = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .get('/u/:token', described(preferencesLink), async (c) => {
      const opened = await openPreferences(services, c.req.param('token'));
      return opened ? shown(c, opened) : invalidLink(c);
    })
    .post('/u/:token', described(preferencesForm), atMost(1), async (c) => {
      const opened = await openPreferences(services, c.req.param('token'));
      if (!opened) return invalidLink(c);
      const asked = askedIn(await formIn(c), opened);
      if (!asked)
        throw new Problem(
          400,
          'Say "List-Unsubscribe=One-Click", "subscribe=no", "subscribe=yes", "pause=none", or "save=yes" with the whole form.',
        );
      return answer(services, c, opened, asked);
    });
