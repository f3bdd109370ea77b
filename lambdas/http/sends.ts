import { Hono } from 'hono';
import type { Send } from '../domain/reviews/send.ts';
import { reasonInWords } from '../domain/reviews/sendReason.ts';
import { addressOf } from '../flow/address.ts';
import { sendReview } from '../flow/sendReview.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { sendOperation, sendsOperation, sendsWanted } from './openapi/others.ts';
import { invalid, Problem } from './problem.ts';
import { atMost, checked, iso, jsonBody, mediaType, thePeriod, theWorkspace } from './request.ts';

const shown = ({ queuedAt, changedAt, reason, ...send }: Send) => ({
  ...send,
  reason: reasonInWords(reason),
  queuedAt: iso(queuedAt),
  changedAt: iso(changedAt),
});

/** The ledger, and mailing by hand. */
export const sends = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .post(
      '/v1/workspaces/:workspace/reviews/:period/sends',
      described(sendOperation),
      allow(services, 'admin'),
      atMost(1),
      async (c) => {
        const workspace = await theWorkspace(services, c);
        const period = thePeriod(c.req.param('period'), workspace);
        // Without a body it goes to all who subscribe.
        const body = mediaType(c) === '' && (await c.req.text()) === '' ? {} : await jsonBody(c);
        const { to, uncertain } = checked(sendsWanted, body);
        const sending = await sendReview(services, { workspace, period, to, uncertain });
        if ('errors' in sending) throw invalid(sending.errors);
        const { already, without, job } = sending;
        if (job?.status === 'failed') throw new Problem(500, job.reason ?? 'The review could not be computed.');
        const location = `/v1/workspaces/${workspace.configuration.workspace}/sends?period=${period.name}`;
        return c.json({ sends: sending.sends.map(shown), already, without }, 202, { location });
      },
    )
    .get('/v1/workspaces/:workspace/sends', described(sendsOperation), allow(services, 'read'), async (c) => {
      const workspace = await theWorkspace(services, c);
      const { workspace: name } = workspace.configuration;
      const asked = c.req.query('period');
      const address = asked === undefined ? undefined : addressOf(name, thePeriod(asked, workspace), null);
      const listed = await services.ledger.list(name);
      const matching = listed.filter(
        ({ cadence, start }) => !address || (cadence === address.cadence && start === address.start),
      );
      return c.json({ sends: matching.map(shown) });
    });
