import type { Hono } from 'hono';
import type { HttpServices } from '../flow/services.ts';
import { createApp } from './app.ts';
import type { Env } from './auth.ts';
import { deliveries } from './deliveries.ts';
import { checks } from './doctor.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { kpis } from './kpis.ts';
import { links } from './links.ts';
import { observations } from './observations.ts';
import { openApi } from './openapi.ts';
import { pages } from './pages.ts';
import { preferences } from './preferences.ts';
import { records } from './records.ts';
import { recordsPage } from './recordsPage.ts';
import { replay } from './replay.ts';
import { reviews } from './reviews.ts';
import { sends } from './sends.ts';
import { sources } from './sources.ts';
import { testMails } from './testMails.ts';
import { workspacePage } from './workspacePage.ts';
import { workspaces } from './workspaces.ts';

/** Everything that is answered over HTTP but webhooks, which a function of their own takes. */
export const createRouter = (services: HttpServices): Hono<Env> => {
  const app: Hono<Env> = createApp(services, [
    workspaces(services),
    keys(services),
    links(services),
    observations(services),
    reviews(services),
    records(services),
    sends(services),
    testMails(services),
    sources(services),
    deliveries(services),
    replay(services),
    checks(services),
    jobs(services),
    kpis(services),
    pages(services),
    preferences(services),
    recordsPage(services),
    workspacePage(services),
    openApi(services, () => app),
  ]);
  return app;
};
